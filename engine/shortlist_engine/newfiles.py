"""New files of the user's: their names, their templates, and that none is ever written over.

Light, so that the language server makes files where the user is, as the command line does.
"""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from shortlist_engine import places
from shortlist_engine.files import write_whole
from shortlist_engine.languages import LANGUAGES, PYTHON, file_suffix
from shortlist_engine.texts import decode

STATEMENT = "{{statement}}"
_MOST_CHARACTERS, _MOST_BYTES = 80, 200
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)", re.I)
_WAITING_S = 1.0


def user_template(language: str) -> str:
    """Returns the user's template for new files in a language: `template` with the language's
    suffix, in the folder of templates; empty when there is none. Raises OSError, and
    UnknownEncoding when it cannot be read as text."""
    path = places.templates_dir() / f"template{file_suffix(language)}"
    return decode(path.read_bytes(), str(path)) if path.is_file() else ""


def filled(template: str, stated: str, fields: Mapping[str, str]) -> str:
    """Returns a template with the statement, which is a comment already, in the place of
    `{{statement}}`, else above it; each of `fields` stands in the place of its name."""
    names = "|".join(map(re.escape, fields))
    text = re.sub(rf"\{{\{{({names})\}}\}}", lambda found: fields[found[1]], template)
    if STATEMENT in text:
        return text.replace(STATEMENT, stated.rstrip("\n"), 1)
    return f"{stated}\n{text}"


def safe_name(text: str, otherwise: str = "problem") -> str:
    """Returns a name for a file or a folder, without a suffix, that says what `text` does, in
    letters, digits, dashes and lines that every system takes: no path, nothing hidden, none that
    Windows keeps for itself, and not too long. `otherwise` where nothing is left of it."""
    text = unicodedata.normalize("NFC", text)
    name = re.sub(r"[^\w-]+", "_", text).strip("_-")[:_MOST_CHARACTERS]
    while len(name.encode("utf-8", "replace")) > _MOST_BYTES:
        name = name[:-1]
    name = name.strip("_-")
    if _RESERVED.fullmatch(name):
        name = f"{name}_"
    return name or otherwise


def free_path(folder: Path, name: str) -> Path:
    """Returns a path in `folder` where nothing is: `name`, or with a number behind its stem."""
    path = folder / name
    number = 2
    while os.path.lexists(path):
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
        number += 1
    return path


def write_new(folder: Path, name: str, text: str) -> Path:
    """Writes a new file in `folder`, called `name` or nearly so, and returns its path. Folders that
    are missing are made. Raises OSError."""
    while True:
        path = free_path(folder, name)
        try:
            write_whole(path, text.encode("utf-8", "replace"), replace=False)
            return path
        except FileExistsError:
            if not os.path.lexists(path):  # it is a folder's name that is taken
                raise
            # Another process was faster: the next name.


def last_language(progress: Path | None = None) -> str:
    """Returns the language that the user practised in last, as the progress file says, None for the
    user's own; Python before the first time, or where it cannot be read."""
    path = progress or places.progress_file()
    if not path.is_file():
        return PYTHON.name
    try:
        import sqlite3  # some Pythons, which can run the language server, are built without it
    except ImportError:
        return PYTHON.name
    address = f"{path.absolute().as_uri()}?mode=rw"
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(address, uri=True, timeout=_WAITING_S)) as database,
    ):
        asked = "SELECT language FROM rounds ORDER BY id DESC LIMIT 1"
        row = database.execute(asked).fetchone()
        if row is not None and opens_in(str(row[0])):
            return str(row[0])
    return PYTHON.name


def opens_in(language: str) -> bool:
    """Says whether files of problems are made in a language: one whose programs are run."""
    return language in LANGUAGES and LANGUAGES[language].toolchain is not None
