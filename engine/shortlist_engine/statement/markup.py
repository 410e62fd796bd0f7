"""HTML and tables, as pages and Markdown files have them, to plain lines that are read like any
others: `pre` becomes a fence, a line of its own for each `br` and `div`, and each row of a table of
examples an input and an output under headings."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from shortlist_engine.statement.labels import classify, is_fence
from shortlist_engine.statement.types import Issue

FENCE = "```"
_BLOCKS = frozenset({
    "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main",
    "header", "footer", "blockquote", "center", "button", "dl", "dt", "dd", "figure", "details",
    "summary", "hr", "form", "body", "html", "head", "title",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_TABLES = frozenset({"table", "thead", "tbody", "tfoot", "tr"}) | _CELLS
_INLINE = frozenset({
    "strong", "em", "b", "i", "u", "s", "code", "sub", "sup", "span", "font", "a", "img", "br",
    "tt", "kbd", "samp", "var", "small", "big", "label", "mark", "nobr", "pre", "svg", "path",
    "input", "textarea", "iframe",
})  # fmt: skip
_KNOWN = "|".join(sorted(_BLOCKS | _TABLES | _INLINE, key=len, reverse=True))
# What makes a text HTML: a tag where it begins or ends something, not one within a line of data;
# and every `<` that begins no tag known here.
_TRIGGER = re.compile(
    r"^[ \t>]*</?(?:pre|p|div|table|strong|h[1-6]|ul|ol|td|th|tr|center|section)\b[^<>\n]{0,300}>"
    r"|</strong>|[^\s<>]<br\s*/?>",
    re.I | re.M,
)
_NO_TAG = re.compile(rf"<(?!/?(?:{_KNOWN})(?:\s[^<>]{{0,500}})?/?>)", re.I)
_ROW = re.compile(r"^[ \t]{0,8}(?:>[ \t]*)?\|?[^\n|]*\|[^\n]*$")
_RULE = re.compile(
    r"^[ \t]{0,8}(?:>[ \t]*)?\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$"
)
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>|</p>|</div>", re.I)
_CELL_TAG = re.compile(r"</?(?:pre|code|p|div|span|tt|b|strong|em|i|samp|kbd)\b[^<>]{0,200}>", re.I)


@dataclass
class Plain:
    """Holds the lines that are left, and for each the line (from 0) that it came from."""

    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def add(self, text: str, number: int) -> None:
        """Adds a line that came from line `number`."""
        self.lines.append(text)
        self.numbers.append(number)


def has_markup(text: str) -> bool:
    """Says whether a text may have anything to make plain."""
    return _TRIGGER.search(text) is not None or ("|" in text and "--" in text)


def to_plain(lines: Sequence[str]) -> Plain:
    """Returns the lines without markup; between fences everything stays as it stands."""
    found = Plain()
    part: list[str] = []
    fenced, start, number = False, 0, 0
    while number < len(lines):
        line = lines[number]
        if line.lstrip()[:3] in (FENCE, "~~~") and is_fence(line):
            _html(part, start, found)
            part, fenced = [], not fenced
            found.add(line, number)
        elif fenced:
            found.add(line, number)
        elif "|" in line and number + 1 < len(lines) and (rule := _rule_below(lines, number)):
            _html(part, start, found)
            part = []
            number = _markdown_table(lines, number, rule, found)
            continue
        else:
            if not part:
                start = number
            part.append(line)
        number += 1
    _html(part, start, found)
    return found


# Tables --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Row:
    cells: tuple[tuple[str, ...], ...]
    number: int


def _rule_below(lines: Sequence[str], number: int) -> int:
    """The first row of the table whose head is at line `number`, 0 when there is no table: there is
    one below a rule, and without it where the head says what the columns are."""
    below = lines[number + 1]
    if "-" in below and _RULE.match(below) and _ROW.match(lines[number]):
        return number + 2 if "|" in below or lines[number].count("|") <= 2 else 0
    if "|" not in below:
        return 0
    if _RULE.match(lines[number]):
        return number + 1
    kinds = [_kind(cell) for cell in _markdown_row(lines[number], number).cells]
    return number + 1 if {"input", "output"} <= set(kinds) else 0


def _markdown_table(lines: Sequence[str], number: int, first: int, found: Plain) -> int:
    rows = [_markdown_row(lines[number], number)]
    at = first
    while at < len(lines) and "|" in lines[at] and lines[at].strip():
        rows.append(_markdown_row(lines[at], at))
        at += 1
    if not _examples(rows, found):
        for line in range(number, at):
            found.add(lines[line], line)
    return at


def _markdown_row(line: str, number: int) -> _Row:
    text = line.strip().removeprefix(">").strip()
    text = text.removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return _Row(tuple(map(_cell, _BAR.split(text))), number)


def _cell(text: str) -> tuple[str, ...]:
    """The lines of a cell of Markdown, without what marks them as code."""
    text = _CELL_TAG.sub("", _BREAK.sub("\n", text))
    lines = [html.unescape(line).replace("\\|", "|").strip(" \t") for line in text.split("\n")]
    if all(line[:1] == line[-1:] == "`" and len(line) > 1 for line in lines if line):
        lines = [line.strip("`") for line in lines]
    return _trimmed(lines)


def _trimmed(lines: list[str]) -> tuple[str, ...]:
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return tuple(lines[first:last])


def _examples(rows: list[_Row], found: Plain) -> bool:
    """Adds the examples of a table under headings; says whether it is a table of examples."""
    kinds = [_kind(cell) for cell in rows[0].cells]
    if "input" in kinds and "output" in kinds:
        places = (kinds.index("input"), kinds.index("output"))
        after = kinds.index("end") if "end" in kinds else None
        for row in rows[1:]:
            cells = [*row.cells, *((),) * (len(kinds) - len(row.cells))]
            _example(cells[places[0]], cells[places[1]], row.number, row.number, found)
            if after is not None and cells[after]:
                found.add("Explanation", row.number)
                for text in cells[after]:
                    found.add(text, row.number)
        return len(rows) > 1
    # Headings in the first column: a row for the input and one for the output.
    heads = [_kind(row.cells[0]) if row.cells else "" for row in rows]
    if heads[:2] == ["input", "output"] and "output" not in kinds:
        for above, below in zip(rows[::2], rows[1::2], strict=False):
            for one, two in zip(above.cells[1:], below.cells[1:], strict=False):
                _example(one, two, above.number, below.number, found)
        return True
    if len(rows) > 1 and len(kinds) > 1 and _under_examples(found):
        found.issues.append(
            Issue(
                rows[0].number,
                "this table was not read: head its columns 'Input' and 'Output'",
                "warning",
            )
        )
    return False


def _kind(cell: tuple[str, ...]) -> str:
    if len(cell) != 1:
        return ""
    label = classify(cell[0], 0)
    return "" if label is None or label.text else label.kind


def _under_examples(found: Plain) -> bool:
    above = next((line for line in reversed(found.lines) if line.strip()), "")
    label = classify(above, 0)
    return label is not None and (label.kind == "example" or label.explicit)


def _example(
    above: tuple[str, ...], below: tuple[str, ...], line: int, below_line: int, found: Plain
) -> None:
    for heading, cell, number in (
        ("Sample Input", above, line),
        ("Sample Output", below, below_line),
    ):
        found.add(heading, number)
        found.add(FENCE, number)
        for text in cell:
            found.add(text, number)
        found.add(FENCE, number)


# HTML ----------------------------------------------------------------------------------------


def _html(part: list[str], start: int, found: Plain) -> None:
    text = "\n".join(part)
    if not part:
        return
    if not _TRIGGER.search(text):
        for offset, line in enumerate(part):
            found.add(line, start + offset)
        return
    reader = _Html(start, found)
    reader.feed(_NO_TAG.sub("&lt;", _without_comments(text)))
    reader.close()
    reader.finish()


def _without_comments(text: str) -> str:
    kept, place = [], 0
    while (begin := text.find("<!--", place)) >= 0:
        end = text.find("-->", begin)
        if end < 0:
            break
        kept += [text[place:begin], "\n" * text.count("\n", begin, end)]
        place = end + 3
    return "".join([*kept, text[place:]])


class _Html(HTMLParser):
    """Writes what it is fed into `found`, line by line. Only known tags may be fed."""

    def __init__(self, start: int, found: Plain) -> None:
        super().__init__(convert_charrefs=True)
        self.start = start
        self.found = found
        self.line: list[str] = []
        self.number = start
        self.code = 0  # how many `pre` are open
        self.opened = False  # a `pre` has just been: a line end right after it is none
        self.broken = False  # a `br` has just been
        self.rows: list[tuple[list[list[str]], int]] | None = None
        self.cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.number = self.start + self.getpos()[0] - 1
        self.opened = self.broken = False
        if tag == "br":
            self._end_line()
            self.broken = True
        elif tag == "sup":
            self._write("^")
        elif tag == "img":
            self._write("![image]")
        elif tag == "table":
            self._flush()
            self.rows = []
        elif tag == "tr":
            self._end_cell()
            if self.rows is None:
                self._flush()
                self.rows = []
            self.rows.append(([], self.number))
        elif tag in _CELLS and self.rows is not None:
            self._end_cell()
            if not self.rows:
                self.rows.append(([], self.number))
            self.cell = []
        elif tag == "pre" and self.cell is None:
            self._flush()
            self._emit(FENCE)
            self.code += 1
            self.opened = True
        elif tag == "pre":
            self._flush()
            self.opened = True
        elif tag in _BLOCKS:
            self._flush()
            if tag[0] == "h" and tag[1:].isdigit() and self.cell is None:
                self._write("#" * int(tag[1:]) + " ")
            elif tag == "li":
                self._write("- ")

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.number = self.start + self.getpos()[0] - 1
        self.opened = self.broken = False
        if tag == "pre" and self.cell is None:
            self._flush()
            if self.code:
                self.code -= 1
                self._emit(FENCE)
        elif tag in _CELLS:
            self._end_cell()
        elif tag == "table":
            self._end_table()
        elif tag in ("div", "p") and (self.code or self.cell is not None):
            self._end_line()
            self.broken = self.cell is not None
        elif tag in _BLOCKS:
            self._flush()

    def handle_data(self, data: str) -> None:
        self.number = self.start + self.getpos()[0] - 1
        if self.rows is not None and self.cell is None:
            data = data.strip()
            if not data:
                return
        if (self.opened or self.broken) and data.startswith("\n"):
            data = data[1:]
            self.number += 1
        self.opened = self.broken = False
        first, *others = data.split("\n")
        self._write(first)
        for text in others:
            self._end_line()
            self.number += 1
            self._write(text)

    def finish(self) -> None:
        """Ends what is open."""
        if self.rows is not None:
            self._end_table()
        self._flush()

    def _write(self, text: str) -> None:
        if text:
            self.line.append(text)

    def _flush(self) -> None:
        if "".join(self.line).strip():
            self._end_line()
        self.line = []

    def _end_line(self) -> None:
        text = "".join(self.line)
        self.line = []
        self._emit(text)

    def _emit(self, text: str) -> None:
        if self.cell is not None:
            self.cell.append(text)
        elif self.rows is None or text.strip():
            self.found.add(text, self.number)

    def _end_cell(self) -> None:
        if self.cell is not None and self.rows:
            self._flush()
            self.rows[-1][0].append(self.cell)
        self.cell = None

    def _end_table(self) -> None:
        self._end_cell()
        rows = [
            _Row(tuple(_trimmed([text.rstrip() for text in cell]) for cell in cells), number)
            for cells, number in self.rows or ()
            if cells
        ]
        self.rows = None
        if not rows or _examples(rows, self.found):
            return
        for row in rows:
            long = any(len(cell) > 1 for cell in row.cells)
            texts = [("\n" if long else " ").join(cell) for cell in row.cells]
            for text in ("\n" if long else "\t").join(texts).split("\n"):
                self.found.add(text, row.number)
