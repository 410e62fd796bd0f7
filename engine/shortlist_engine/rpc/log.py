"""The engine's log file."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from shortlist_engine.places import state_dir

MAX_BYTES = 1024 * 1024
KEPT_FILES = 3


def log_path(name: str = "engine") -> Path:
    """Returns where the process `name` logs to."""
    return state_dir() / f"{name}.log"


def _file_handler(path: Path) -> logging.Handler:
    if sys.platform != "win32":
        return RotatingFileHandler(
            path, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
        )
    # There no file that another engine has open can be renamed, so it is tried once, at the start.
    with contextlib.suppress(OSError):
        if path.stat().st_size > MAX_BYTES:
            path.replace(path.with_name(f"{path.name}.1"))
    return logging.FileHandler(path, encoding="utf-8")


def set_up_logging(name: str, level: str = "INFO") -> str:
    """Logs to a rotating file and returns its path; to standard error, returning "", where the file
    cannot be written. Programs and statements are never logged, at INFO or above."""
    path = log_path(name)
    handler: logging.Handler
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = _file_handler(path)
        where = str(path)
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
        where = ""
    handler.setFormatter(
        logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    faulthandler.enable(sys.stderr)
    return where
