"""Edits of whole lines, and how they become edits of the protocol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lsprotocol import types

from shortlist_server.documents import OpenDocument, split_lines


@dataclass(frozen=True)
class Edit:
    """An edit replaces whole lines, from `line` up to but not including `end_line`, by `text`."""

    line: int
    end_line: int
    text: str


@dataclass(frozen=True)
class Insertion:
    """In an insertion `main` holds the program, `extra` what has to stand elsewhere. They never
    overlap."""

    main: Edit
    extra: tuple[Edit, ...] = ()


def insert_at(document: OpenDocument, line: int, text: str, inserted: str | None) -> Edit:
    """Returns the edit that puts `text` before `line`, or in the place of `inserted` where that
    stands there unchanged."""
    if inserted:
        count = len(split_lines(inserted))
        there = "".join(document.lines[line : line + count])
        if is_same(there, inserted):
            return Edit(line, line + count, text)
    below = document.line_text(line)
    if below.strip():
        text += "\n"
    return Edit(line, line, text)


def applied(lines: Sequence[str], insertion: Insertion) -> str:
    """Returns the text of the lines, which have no ends, after the edits."""
    text = [f"{line}\n" for line in lines]
    edits = sorted(
        enumerate((insertion.main, *insertion.extra)), key=lambda each: (each[1].line, each[0])
    )
    for _, edit in reversed(edits):
        text[edit.line : edit.end_line] = [edit.text]
    return "".join(text)


def place_of(lines: Sequence[str], inserted: str | None) -> range | None:
    """Returns where what we inserted stands unchanged in the lines, which have no ends; None when
    it does not."""
    wanted = bare_lines(inserted) if inserted else []
    for start in range(len(lines) - len(wanted) + 1 if wanted else 0):
        if lines[start] == wanted[0] and list(lines[start : start + len(wanted)]) == wanted:
            return range(start, start + len(wanted))
    return None


def first_line(insertion: Insertion) -> int:
    """Returns the line, from 1, on which the program begins after the edits."""
    main = insertion.main
    blank = len(main.text) - len(main.text.lstrip("\n"))
    above = sum(
        edit.text.count("\n") - (edit.end_line - edit.line)
        for edit in insertion.extra
        if edit.line < main.line
    )
    return main.line + blank + above + 1


def is_same(first: str, second: str) -> bool:
    """Tells whether two texts are equal but for their line ends."""
    return bare_lines(first) == bare_lines(second)


def bare_lines(text: str) -> list[str]:
    """Returns the lines without their ends."""
    return [line.rstrip("\r\n") for line in split_lines(text)]


def text_edits(document: OpenDocument, insertion: Insertion) -> list[types.TextEdit]:
    """Returns the edits for the client, with the document's own line ends."""
    return [_text_edit(document, edit) for edit in (insertion.main, *insertion.extra)]


def _text_edit(document: OpenDocument, edit: Edit) -> types.TextEdit:
    text = edit.text.replace("\n", document.newline)
    end = document.end()
    start_of_line = types.Position(edit.line, 0)
    if edit.line > end.line or (edit.line == end.line and edit.line >= len(document.lines) > 0):
        # Below the last line: it may lack its line break.
        if end.character:
            text = document.newline + text
        return types.TextEdit(types.Range(end, end), text)
    stop = end if edit.end_line > end.line else types.Position(edit.end_line, 0)
    return types.TextEdit(types.Range(start_of_line, stop), text)
