"""Where a translation goes: a file beside, comments below the original, or its place."""

from __future__ import annotations

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


def below(text: str, end: int, comment: str, language: str) -> str:
    """Returns a file in which a comment stands behind line `end` (counted as lines before it).

    Raises EngineError `unsupported` where that would change its code.
    """
    ends = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
    at = min(end, len(lines))
    after = [*lines[:at], "", *comment.rstrip("\n").split("\n"), *lines[at:]]
    written = "\n".join(after).rstrip("\n") + "\n"
    if why := why_not_same(text, written, language):
        raise EngineError("unsupported", f"It cannot be put below the program. {why}")
    return written.replace("\n", ends)
