"""Where Shortlist keeps its files, by the XDG base directory specification.

None of the folders needs to exist, but for the runtime directory, which is made.
"""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

_NAME = "shortlist"


class NotPrivate(OSError):
    """The runtime directory belongs to somebody else, or others can enter it."""


def cache_dir() -> Path:
    """Returns where things are that can be made again: compiled programs, headers, calibrations,
    the index of the library.
    `$XDG_CACHE_HOME/shortlist`, by default ~/.cache/shortlist."""
    return _base("XDG_CACHE_HOME", ".cache") / _NAME


def models_dir() -> Path:
    """Returns where installed models are, each in a folder of its name.
    `$XDG_DATA_HOME/shortlist/models`, by default ~/.local/share/shortlist/models."""
    return _base("XDG_DATA_HOME", ".local/share") / _NAME / "models"


def library_file() -> Path:
    """Returns where the list of the user's sources of known solutions is.
    `$XDG_DATA_HOME/shortlist/library.json`, by default in ~/.local/share/shortlist."""
    return _base("XDG_DATA_HOME", ".local/share") / _NAME / "library.json"


def practice_dir() -> Path:
    """Returns where what the user practises is kept: the progress file, and imported sets.
    `$XDG_DATA_HOME/shortlist/practice`, by default ~/.local/share/shortlist/practice."""
    return _base("XDG_DATA_HOME", ".local/share") / _NAME / "practice"


def progress_file() -> Path:
    """Returns where the progress of practice is: `progress.sqlite` in `practice_dir`."""
    return practice_dir() / "progress.sqlite"


def templates_dir() -> Path:
    """Returns where the user's templates for new files are, such as `template.cpp`: `templates` in
    `config_dir`."""
    return config_dir() / "templates"


def state_dir() -> Path:
    """Returns where logs are. `$XDG_STATE_HOME/shortlist`, by default ~/.local/state/shortlist."""
    return _base("XDG_STATE_HOME", ".local/state") / _NAME


def solutions_dir() -> Path:
    """Returns where the language server keeps what solves found last: `solutions` in
    `state_dir`."""
    return state_dir() / "solutions"


def config_dir() -> Path:
    """Returns where the user's own settings are, which no workspace can write.
    `$XDG_CONFIG_HOME/shortlist`, by default ~/.config/shortlist."""
    return _base("XDG_CONFIG_HOME", ".config") / _NAME


def runtime_dir() -> Path:
    """Returns the user's private directory for sockets, made with mode 0700:
    `$XDG_RUNTIME_DIR/shortlist`, or, where that cannot be made or written (read-only, full), one in
    the temporary directory. Raises NotPrivate, naming the fix, and OSError, naming the path."""
    base = os.environ.get("XDG_RUNTIME_DIR")
    if base and os.path.isdir(base):
        try:
            return _private(Path(base) / _NAME)
        except NotPrivate:
            raise
        except OSError:
            pass  # read-only, or full
    return _private(Path(tempfile.gettempdir()) / f"{_NAME}-{os.getuid()}")


def _private(path: Path) -> Path:
    path.mkdir(mode=0o700, exist_ok=True)
    about = path.lstat()
    if path.is_symlink() or about.st_uid != os.getuid() or about.st_mode & 0o077:
        raise NotPrivate(
            f"{path} is not a private directory of yours: remove it, or set XDG_RUNTIME_DIR"
        )
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EROFS, os.strerror(errno.EROFS), str(path))
    return path


def _base(variable: str, default: str) -> Path:
    """A base directory; the specification says to ignore relative ones."""
    base = Path(os.environ.get(variable, ""))
    return base if base.is_absolute() else Path(os.path.expanduser("~")) / default
