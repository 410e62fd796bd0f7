"""Text as a comment of a language, and so that `comments.py` finds it again as it was."""

from __future__ import annotations

import re
from typing import Literal

from shortlist_engine.languages import LANGUAGES, TEXT_LANGUAGES
from shortlist_engine.languages.syntax import Syntax

Style = Literal["block", "line", "docstring"]


def wrap_comment(text: str, language_id: str, style: Style = "block", indent: str = "") -> str:
    """Returns `text` as a comment of the language, which `find_problems` undoes exactly.

    A style that the language lacks is replaced by one that it has; text languages get the text
    itself. Comment marks inside the text get a backslash (`*\\/`), so that the comment does not end
    early. Ends with one newline. Raises ValueError for an unknown language.
    """
    lines = text.rstrip("\n").split("\n")
    if language_id in TEXT_LANGUAGES:
        return "\n".join(lines) + "\n"
    if language_id not in LANGUAGES:
        raise ValueError(f"no comment syntax known for language {language_id!r}")
    syntax = LANGUAGES[language_id].syntax
    if style != "line" and syntax.docstring and (style == "docstring" or not syntax.block):
        wrapped = _docstring(lines, syntax.docstring)
    elif syntax.block and (style != "line" or not syntax.line) and _fits(lines, syntax, indent):
        wrapped = _block(lines, syntax)
    else:
        wrapped = _line(lines, syntax)
    return "".join(f"{indent}{line}\n" if line else "\n" for line in wrapped)


def _fits(lines: list[str], syntax: Syntax, indent: str) -> bool:
    """Ruby's =begin and =end stand at the beginning of a line and cannot be escaped."""
    ruby = syntax.block[0][0] == "=begin"
    return not ruby or not (indent or any(line.startswith("=end") for line in lines))


def _line(lines: list[str], syntax: Syntax) -> list[str]:
    marker = syntax.line[0]
    if syntax.unicode_escapes:
        lines = [_escape_unicode(line) for line in lines]
    wrapped = [f"{marker} {line}" if line else marker for line in lines]
    if marker == "//" and lines[-1].rstrip().endswith("\\"):
        wrapped.append(marker)  # in C a final backslash would take the next line into the comment
    return wrapped


def _block(lines: list[str], syntax: Syntax) -> list[str]:
    opening, closing = syntax.block[0]
    if opening == "--[[":
        text = "\n".join(lines)
        level = next(n for n in range(len(text) + 2) if f"]{'=' * n}]" not in text)
        return [f"--[{'=' * level}[", *lines, f"]{'=' * level}]"]
    if opening == "=begin":
        return [opening, *lines, closing]
    marks = (closing, opening) if syntax.nested else (closing,)
    for head, tail in ((mark[0], mark[1:]) for mark in marks if len(mark) > 1):
        pattern = re.compile(rf"({re.escape(head)}\\*)({re.escape(tail)})")
        lines = [pattern.sub(r"\1\\\2", line) for line in lines]
    if syntax.unicode_escapes:
        lines = [_escape_unicode(line) for line in lines]
    if opening == "/*" and _looks_starred(lines):
        return [opening, *(f" * {line}" if line else " *" for line in lines), f" {closing}"]
    return [opening, *lines, closing]


def _looks_starred(lines: list[str]) -> bool:
    """Text whose every line begins with a star would lose it to the parser without a border."""
    filled = [line for line in lines if line.strip()]
    return bool(filled) and all(line.lstrip().startswith("*") for line in filled)


def _escape_unicode(line: str) -> str:
    """Java reads backslash-u even in comments, unless the backslash is doubled."""
    return re.sub(r"(\\+)(?=u)", lambda found: found.group(1) * 2, line)


def _docstring(lines: list[str], quotes: tuple[str, ...]) -> list[str]:
    text = "\n".join(lines)
    for quote in quotes:
        if quote not in text:
            prefix = "r" if "\\" in text else ""
            return [prefix + quote, *lines, quote]
    quote = quotes[0]
    doubled = (line.replace("\\", "\\\\") for line in lines)
    return [quote, *(line.replace(quote[0], f"\\{quote[0]}") for line in doubled), quote]
