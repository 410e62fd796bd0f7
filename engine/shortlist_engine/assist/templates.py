"""The user's own prompts: files in a folder, with places for what is selected."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shortlist_engine import places
from shortlist_engine.protocol import EngineError
from shortlist_engine.texts import UnknownEncoding, decode

SUFFIX = ".md"
PLACES = ("selection", "language", "statement")
MOST_BYTES = 256 * 1024
_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_NAME = re.compile(r"[^\W.][\w .+-]*")


@dataclass(frozen=True)
class Template:
    """Holds a prompt of the user's: its `name`, and the `text` with places such as
    `{{selection}}`."""

    name: str
    text: str

    @property
    def needs(self) -> frozenset[str]:
        """Returns the places that it has."""
        return frozenset(match[1] for match in _PLACE.finditer(self.text))

    def filled(self, values: Mapping[str, str]) -> str:
        """Returns the prompt with `values` in its places. What these hold is taken as it is, places
        too. Raises EngineError `invalidRequest`, naming what is missing or not known."""
        for need in sorted(self.needs):
            if need not in PLACES:
                known = ", ".join(f"{{{{{each}}}}}" for each in PLACES)
                raise EngineError(
                    "invalidRequest",
                    f"The prompt {self.name} has {{{{{need}}}}}, which is not known; there are "
                    f"{known}.",
                )
            if not values.get(need, "").strip():
                raise EngineError("invalidRequest", f"{_MISSING[need]} ({self.name}{SUFFIX}).")
        return _PLACE.sub(lambda match: values[match[1]], self.text)


_MISSING = {
    "selection": "The prompt asks for {{selection}}, and nothing is selected",
    "language": "The prompt asks for {{language}}, and the file's is not known",
    "statement": "The prompt asks for {{statement}}, and there is no problem in the file",
}


def folder() -> Path:
    """Returns where the prompts are."""
    return places.prompts_dir()


def names() -> list[str]:
    """Returns the names of all prompts, in order."""
    try:
        return sorted(
            path.name.removesuffix(SUFFIX)
            for path in folder().iterdir()
            if path.name.endswith(SUFFIX) and not path.name.startswith(".") and path.is_file()
        )
    except OSError:
        return []


def read(name: str) -> Template:
    """Returns the prompt of this name. Raises EngineError `invalidRequest`, saying where it is
    looked for and which there are, when there is none or it cannot be read."""
    path = folder() / f"{name}{SUFFIX}"
    if not _NAME.fullmatch(name):
        raise EngineError("invalidRequest", f"{name!r} is no name of a prompt: it is a file's.")
    try:
        data = path.read_bytes()
        text = decode(data, str(path)) if len(data) <= MOST_BYTES else None
    except FileNotFoundError:
        raise EngineError("invalidRequest", _not_there(name, path)) from None
    except UnknownEncoding as error:
        raise EngineError("invalidRequest", f"{error}.") from error
    except OSError as error:
        why = error.strerror or error
        raise EngineError("invalidRequest", f"{path} cannot be read: {why}.") from error
    if text is None:
        raise EngineError("invalidRequest", f"{path} is larger than 256 KiB; that is no prompt.")
    if not text.strip():
        raise EngineError("invalidRequest", f"{path} is empty: write the prompt into it.")
    return Template(name, text)


def _not_there(name: str, path: Path) -> str:
    there = names()
    if not there:
        return (
            f"There is no prompt {name}: write it into {path}, with {{{{selection}}}} where the "
            "code is to stand."
        )
    near = difflib.get_close_matches(name, there, n=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    return f"There is no prompt {name} in {path.parent}; there are {', '.join(there)}.{meant}"
