"""Files of public problem sets, and an order of their problems that does not depend on them."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from shortlist_engine.datasets import rows


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a data set's file, without their places. Raises DatasetError."""
    return (row for _, row in rows.read_rows(path))


def set_file(folder: Path, name: str) -> Path:
    return folder / f"{name}.jsonl.gz"


def place(identity: str) -> bytes:
    """Sorts problems by the hash of their identity: the first of them are a sample, and part of
    what a larger limit takes."""
    return hashlib.sha256(identity.encode()).digest()


def content_key(*parts: object) -> str:
    """32 hexadecimal digits, equal when running again would tell nothing new."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def add_sets(command: argparse.ArgumentParser, default: Sequence[str]) -> None:
    """The options `--data` and `--files`."""
    command.add_argument(
        "--data", type=Path, required=True, metavar="DATA", help="the folder of public data sets"
    )
    command.add_argument(
        "--files", nargs="+", default=default, metavar="SET", help="sets, without .jsonl.gz"
    )


def check_sets(command: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Ends the process with a message when a file of `--files` is not there."""
    for name in options.files:
        path = set_file(options.data, name)
        if not path.is_file():
            command.error(f"{path} is missing: give --data or --files")
