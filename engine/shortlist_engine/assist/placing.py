"""Where a translation goes: a file beside, comments below the original, or its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shortlist_engine.assist.same_code import why_not_same
from shortlist_engine.languages import LANGUAGES, display_name, file_suffix
from shortlist_engine.protocol import EngineError


def path_beside(path: Path, language: str) -> Path:
    """Returns the name of a new file beside `path` for a program in the language."""
    return path.with_suffix(file_suffix(language))


def as_comment(source: str, language: str, headline: str, of: str) -> str:
    """Returns a program in `language` as line comments of the language `of`, below a line that says
    what it is."""
    mark = LANGUAGES[of].comment
    lines = [f"In {display_name(language)} ({headline}):", *source.rstrip("\n").split("\n")]
    # A backslash at the end of a comment would take the next line along.
    shown = (f"{line.rstrip()} ." if line.rstrip().endswith("\\") else line for line in lines)
    return "".join(f"{mark} {line}".rstrip() + "\n" for line in shown)


@dataclass(frozen=True)
class CommentBelow:
    """Holds `lines` to put in front of line `line` of a file, from 0, and the `text` of the file
    with them, with its own line ends."""

    line: int
    lines: tuple[str, ...]
    text: str


def below(text: str, end: int, comment: str, language: str) -> CommentBelow:
    """Returns how a comment is put behind line `end` of a file (counted as lines before it).

    Raises EngineError `unsupported` where that would change its code.
    """
    ends = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
    at = min(end, len(lines))
    new = ("", *comment.rstrip("\n").split("\n"))
    written = "\n".join([*lines[:at], *new, *lines[at:]]).rstrip("\n") + "\n"
    if why := why_not_same(text, written, language):
        raise EngineError("unsupported", f"It cannot be put below the program. {why}")
    return CommentBelow(at, new, written.replace("\n", ends))
