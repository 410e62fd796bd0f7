"""Where Shortlist keeps its files: by the XDG base directory specification where its variables are
set, on every system, and else where each system has such files.

None of the folders needs to exist, but for the runtime directory, which is made.

| | Linux and others | macOS | Windows |
|---|---|---|---|
| cache | ~/.cache/shortlist | ~/Library/Caches/shortlist | %LOCALAPPDATA%\\shortlist\\cache |
| data | ~/.local/share/shortlist | ~/Library/Application Support/shortlist | …\\shortlist\\data |
| state | ~/.local/state/shortlist | ~/Library/Logs/shortlist | …\\shortlist\\logs |
| config | ~/.config/shortlist | as data | …\\shortlist\\config |
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from pathlib import Path

_NAME = "shortlist"
_VARIABLES = {
    "cache": "XDG_CACHE_HOME",
    "data": "XDG_DATA_HOME",
    "state": "XDG_STATE_HOME",
    "config": "XDG_CONFIG_HOME",
}
_BELOW_HOME = {
    "cache": ".cache",
    "data": ".local/share",
    "state": ".local/state",
    "config": ".config",
}
_ON_MACOS = {
    "cache": "Library/Caches",
    "data": "Library/Application Support",
    "state": "Library/Logs",
    "config": "Library/Application Support",
}
_ON_WINDOWS = {"cache": "cache", "data": "data", "state": "logs", "config": "config"}


class NotPrivate(OSError):
    """The runtime directory belongs to somebody else, or others can enter it."""


def cache_dir() -> Path:
    """Returns where things are that can be made again: compiled programs, headers, calibrations,
    the index of the library."""
    return _folder("cache")


def models_dir() -> Path:
    """Returns where installed models are, each in a folder of its name: `models` beside the user's
    other data."""
    return _folder("data") / "models"


def library_file() -> Path:
    """Returns where the list of the user's sources of known solutions is."""
    return _folder("data") / "library.json"


def practice_dir() -> Path:
    """Returns where what the user practises is kept: the progress file, and imported sets."""
    return _folder("data") / "practice"


def progress_file() -> Path:
    """Returns where the progress of practice is: `progress.sqlite` in `practice_dir`."""
    return practice_dir() / "progress.sqlite"


def templates_dir() -> Path:
    """Returns where the user's templates for new files are, such as `template.cpp`: `templates` in
    `config_dir`."""
    return config_dir() / "templates"


def prompts_dir() -> Path:
    """Returns where the user's own prompts for models are, such as `review.md`: `prompts` in
    `config_dir`."""
    return config_dir() / "prompts"


def state_dir() -> Path:
    """Returns where logs are."""
    return _folder("state")


def solutions_dir() -> Path:
    """Returns where the language server keeps what solves found last: `solutions` in
    `state_dir`."""
    return state_dir() / "solutions"


def config_dir() -> Path:
    """Returns where the user's own settings are, which no workspace can write."""
    return _folder("config")


def runtime_dir() -> Path:
    """Returns the user's private directory for sockets, made with mode 0700:
    `$XDG_RUNTIME_DIR/shortlist`, or, where that cannot be made or written (read-only, full), one in
    the temporary directory. On Windows it is `run` beside the caches, which is as private as the
    user's profile. Raises NotPrivate, naming the fix, and OSError, naming the path."""
    base = os.environ.get("XDG_RUNTIME_DIR")
    if base and os.path.isdir(base):
        try:
            return _private(Path(base) / _NAME)
        except NotPrivate:
            raise
        except OSError:
            pass  # read-only, or full
    if _on_windows():
        path = _local_app_data() / _NAME / "run"
        path.mkdir(parents=True, exist_ok=True)
        return path
    return _private(Path(tempfile.gettempdir()) / f"{_NAME}-{os.getuid()}")


def _private(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=_on_windows(), exist_ok=True)
    about = path.lstat()
    private = _on_windows() or (about.st_uid == os.getuid() and not about.st_mode & 0o077)
    if path.is_symlink() or not private:
        raise NotPrivate(
            f"{path} is not a private directory of yours: remove it, or set XDG_RUNTIME_DIR"
        )
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EROFS, os.strerror(errno.EROFS), str(path))
    return path


def _folder(kind: str) -> Path:
    """The folder of a kind; the specification says to ignore relative bases."""
    base = Path(os.environ.get(_VARIABLES[kind], ""))
    if base.is_absolute():
        return base / _NAME
    if _on_windows():
        return _local_app_data() / _NAME / _ON_WINDOWS[kind]
    below = _ON_MACOS if sys.platform == "darwin" else _BELOW_HOME
    return Path(os.path.expanduser("~")) / below[kind] / _NAME


def _local_app_data() -> Path:
    """The user's own folder for the data of programs, which does not roam."""
    base = Path(os.environ.get("LOCALAPPDATA", ""))
    return base if base.is_absolute() else Path(os.path.expanduser("~")) / "AppData" / "Local"


def _on_windows() -> bool:
    return sys.platform == "win32"
