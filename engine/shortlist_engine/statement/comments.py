"""Finds the comments of a source file and takes off what makes them comments.

Every comment line stays one line of the result, so that a line number in the text is a line number
in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from shortlist_engine.languages import LANGUAGES, TEXT_LANGUAGES
from shortlist_engine.languages.syntax import Syntax


@dataclass(frozen=True)
class Comment:
    """Holds a comment's text, line for line. `style` is `block`, `line`, `docstring` or `text` (a
    file that is no program). `indent` is the white space before it. `numbers` has the line of the
    file that each line came from, None where they follow each other from `start_line` on."""

    lines: tuple[str, ...]
    start_line: int
    end_line: int
    style: str
    indent: str = ""
    terminated: bool = True
    numbers: tuple[int, ...] | None = None

    def at(self, line: int) -> int:
        """Returns the line of the file that line `line` of this text came from."""
        if self.numbers is None:
            return self.start_line + line
        return self.numbers[min(line, len(self.numbers) - 1)]

    def part(self, start: int, end: int) -> Comment:
        """Returns the lines from `start` up to but not including `end` as a comment."""
        return replace(
            self,
            lines=self.lines[start:end],
            start_line=self.at(start),
            end_line=self.at(end - 1),
            numbers=None if self.numbers is None else self.numbers[start:end],
        )


def normalise_newlines(text: str) -> str:
    """Makes LF of the line ends that the language server protocol knows (CRLF, CR, LF)."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def find_comments(text: str, language_id: str) -> list[Comment]:
    """Returns all comments that begin a line, in order. `text` has LF line ends.

    An unknown language has no comments; a text language is one comment as a whole.
    """
    if language_id in TEXT_LANGUAGES:
        lines = tuple(text.split("\n"))
        return [Comment(lines, 0, len(lines) - 1, "text")]
    language = LANGUAGES.get(language_id)
    return list(_scan(text, language.syntax)) if language is not None else []


@cache
def _pattern(syntax: Syntax) -> re.Pattern[str]:
    parts: list[str] = []
    for quote in syntax.docstring:
        parts.append(
            rf"(?P<doc{len(parts)}>[rRuUbBfF]{{0,2}}(?s:{quote}(?:[^\\]|\\.)*?(?:{quote}|\Z)))"
        )
    for opening, closing in syntax.block:
        name = f"block{len(parts)}"
        if opening == "--[[":
            level = f"level{len(parts)}"
            parts.append(rf"(?P<{name}>(?s:--\[(?P<{level}>=*)\[.*?(?:\](?P={level})\]|\Z)))")
        elif opening == "=begin":
            parts.append(rf"(?P<{name}>(?ms:^=begin\b.*?(?:^=end\b|\Z)))")
        else:
            parts.append(rf"(?P<{name}>(?s:{re.escape(opening)}.*?(?:{re.escape(closing)}|\Z)))")
    for marker in syntax.line:
        parts.append(rf"(?P<line{len(parts)}>{re.escape(marker)}[^\n]*)")
    parts += syntax.strings
    return re.compile("|".join(parts))


def _scan(text: str, syntax: Syntax) -> Iterator[Comment]:
    starts = [0]
    starts += [m.end() for m in re.finditer("\n", text)]
    pending: list[tuple[int, str, str]] = []  # consecutive line comments: line, indent, text
    position, pattern = 0, _pattern(syntax)
    while (match := pattern.search(text, position)) is not None:
        position = max(match.end(), match.start() + 1)
        kind = match.lastgroup or ""
        # `lastgroup` is the last group closed; the level of a Lua bracket closes before its block.
        if not kind.startswith(("doc", "block", "line")):
            continue
        line = bisect_right(starts, match.start()) - 1
        indent = text[starts[line] : match.start()]
        if indent.strip():
            continue
        if kind.startswith("line"):
            if pending and (line != pending[-1][0] + 1 or indent != pending[-1][1]):
                yield _line_comment(pending, syntax)
                pending = []
            pending.append((line, indent, match.group()))
            continue
        if pending:
            yield _line_comment(pending, syntax)
            pending = []
        body = match.group()
        if kind.startswith("block") and syntax.nested:
            body = _nested(text, match.start(), syntax)
            position = match.start() + len(body)
        make = _docstring if kind.startswith("doc") else _block_comment
        comment = make(body, line, indent, syntax)
        if comment is not None:
            yield comment
    if pending:
        yield _line_comment(pending, syntax)


def _nested(text: str, start: int, syntax: Syntax) -> str:
    opening, closing = next(pair for pair in syntax.block if text.startswith(pair[0], start))
    depth = 0
    for match in re.compile(f"{re.escape(opening)}|{re.escape(closing)}").finditer(text, start):
        depth += 1 if match.group() == opening else -1
        if depth == 0:
            return text[start : match.end()]
    return text[start:]


def _line_comment(rows: list[tuple[int, str, str]], syntax: Syntax) -> Comment:
    texts = [text for _, _, text in rows]
    marker = next(m for m in syntax.line if texts[0].startswith(m))
    # Documentation comments: /// and //! and ## on every line.
    longer = [marker + marker[-1], marker + "!"]
    for candidate in longer:
        if all(text.startswith(candidate) for text in texts):
            marker = candidate
            break
    body = [text[len(marker) :] if text.startswith(marker) else text for text in texts]
    filled = [text for text in body if text.strip()]
    spaced = sum(text[0] == " " for text in filled)
    if len(filled) > spaced >= len(filled) / 2:
        # Most lines have a space behind the mark, which then belongs to it.
        body = [text[1:] if text[:1] == " " else text for text in body]
    body = dedent(body)
    if syntax.unicode_escapes:
        body = [_undo_unicode(line) for line in body]
    return Comment(tuple(body), rows[0][0], rows[-1][0], "line", rows[0][1])


def _block_comment(body: str, line: int, indent: str, syntax: Syntax) -> Comment:
    opening, closing = next(
        pair
        for pair in syntax.block
        if body.startswith(pair[0][:4]) or (pair[0] == "--[[" and body.startswith("--["))
    )
    if opening == "--[[":
        level = body.index("[", 3) - 3
        opening, closing = f"--[{'=' * level}[", f"]{'=' * level}]"
    terminated = len(body) >= len(opening) + len(closing) and body.endswith(closing)
    inner = body[len(opening) : len(body) - len(closing) if terminated else len(body)]
    lines = inner.split("\n")
    if opening == "/*" and lines[0][:1] in ("*", "!"):  # /** and /*!
        lines[0] = lines[0][1:]
    stars = [text for text in lines[1:] if text.strip()]
    if stars and all(text.lstrip().startswith("*") for text in stars):
        rest = [text.lstrip()[1:] for text in lines[1:]]
        first = lines[0].strip()
    else:
        rest, first = lines[1:], lines[0].strip()
    body_lines = [first, *dedent(rest)]
    body_lines = [undo_block(text, opening, closing, syntax) for text in body_lines]
    return Comment(tuple(body_lines), line, line + len(lines) - 1, "block", indent, terminated)


def _docstring(body: str, line: int, indent: str, syntax: Syntax) -> Comment | None:
    prefix = body[: len(body) - len(body.lstrip("rRuUbBfF"))]
    quote = body[len(prefix) : len(prefix) + 3]
    if set(prefix.lower()) & {"b", "f"}:
        return None
    inner = body[len(prefix) + 3 :]
    terminated = inner.endswith(quote)
    if terminated:
        inner = inner[:-3]
    lines = inner.split("\n")
    lines = [lines[0].strip(), *dedent(lines[1:])]
    if "r" not in prefix.lower() and "\\" in inner:
        lines = [re.sub(r"""\\([\\"'])""", r"\1", text) for text in lines]
    return Comment(tuple(lines), line, line + len(lines) - 1, "docstring", indent, terminated)


def dedent(lines: list[str]) -> list[str]:
    """Takes the white space that all lines with text have in common off every line."""
    common: str | None = None
    for line in lines:
        text = line.lstrip(" \t")
        if not text:
            continue
        margin = line[: len(line) - len(text)]
        if common is None:
            common = margin
        elif not margin.startswith(common):
            while not margin.startswith(common):
                common = common[:-1]
        if common == "":
            break
    if not common:
        return [line if line.strip(" \t") else _blank(line, "") for line in lines]
    return [
        line[len(common) :] if line.startswith(common) else line.lstrip(" \t") for line in lines
    ]


def _blank(line: str, common: str) -> str:
    return line[len(common) :]


def undo_block(line: str, opening: str, closing: str, syntax: Syntax) -> str:
    """Undoes what `render.wrap_comment` does to comment marks inside a comment."""
    if "\\" not in line:
        return line
    for mark in (closing, opening) if syntax.nested else (closing,):
        head, tail = mark[0], mark[1:]
        if tail:
            line = re.sub(rf"({re.escape(head)}\\*)\\({re.escape(tail)})", r"\1\2", line)
    return _undo_unicode(line) if syntax.unicode_escapes else line


def _undo_unicode(line: str) -> str:
    if "\\u" not in line:
        return line
    return re.sub(
        r"(?<!\\)((?:\\\\)+)(?=u)", lambda found: found.group(1)[: len(found.group(1)) // 2], line
    )
