"""HTML to plain lines: a fence for `pre`, a line of its own for each `br` and `div`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from shortlist_engine.statement.labels import classify
from shortlist_engine.statement.plain import FENCE, Plain
from shortlist_engine.statement.tables import Row, add_examples, trimmed

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
_TAGS = re.compile(
    r"^[ \t>]*</?(?:pre|p|div|table|strong|h[1-6]|ul|ol|td|th|tr|center|section)\b[^<>\n]{0,300}>"
    r"|</strong>|[^\s<>]<br\s*/?>",
    re.I | re.M,
)
_NO_TAG = re.compile(rf"<(?!/?(?:{_KNOWN})(?:\s[^<>]{{0,500}})?/?>)", re.I)


# Tags that pages have around and within examples; others within them are data.
_OF_EXAMPLES = frozenset({"pre", "br", "code", "samp", "kbd", "tt"}) | _TABLES
_TAG = re.compile(rf"</?(?P<name>{_KNOWN})(?:\s[^<>]{{0,500}})?/?>", re.I)


def tags_in_data(lines: Sequence[str]) -> int | None:
    """Returns the first line with a tag where tags are the data of examples: none stands above the
    first heading of an example, nor any that a page needs to show examples. Else None."""
    first = None
    headed = False
    for number, line in enumerate(lines):
        names = [match["name"].lower() for match in _TAG.finditer(line)] if "<" in line else []
        if names and (not headed or not _OF_EXAMPLES.isdisjoint(names)):
            return None
        if names and first is None:
            first = number
        if not headed:
            label = classify(line, number)
            headed = label is not None and (label.explicit or label.kind == "example")
    return first


def has_tags(text: str) -> bool:
    """Says whether a text is HTML, at least in part."""
    return _TAGS.search(text) is not None


def add_html(part: list[str], start: int, found: Plain) -> None:
    """Adds lines, the first of which is line `start`, without their tags."""
    text = "\n".join(part)
    if not part:
        return
    if not has_tags(text):
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
            Row(tuple(trimmed([text.rstrip() for text in cell]) for cell in cells), number)
            for cells, number in self.rows or ()
            if cells
        ]
        self.rows = None
        if not rows or add_examples(rows, self.found):
            return
        for row in rows:
            long = any(len(cell) > 1 for cell in row.cells)
            texts = [("\n" if long else " ").join(cell) for cell in row.cells]
            for text in ("\n" if long else "\t").join(texts).split("\n"):
                self.found.add(text, row.number)
