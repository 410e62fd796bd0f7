"""Excerpts of texts as lines for a terminal, with the differing place marked."""

from __future__ import annotations

from itertools import zip_longest

from rich.text import Text

from shortlist_engine.practice.difference import Excerpt, ShownLine


def block(title: str, shown: Excerpt, *, pointed: bool) -> list[Text]:
    """Renders a title and the lines below it; `pointed`: the marked place is pointed at by carets,
    where there are no colours."""
    body: list[Text] = []
    numbered = bool(shown.above or shown.below or any(line.different for line in shown.lines))
    numbered = numbered and (len(shown.lines) > 1 or shown.above > 0)
    if shown.above:
        body.append(Text(f"… {shown.above} {plural('line', shown.above)} above", style="dim"))
    if len(shown.lines) == 1 and not shown.lines[0].text:
        body.append(Text("(nothing)", style="dim"))
    else:
        digits = len(str(shown.lines[-1].number)) if numbered and shown.lines else 0
        for line in shown.lines:
            body += _line(line, digits, pointed)
    if shown.below:
        body.append(Text(f"… {shown.below} {plural('line', shown.below)} below", style="dim"))
    return [Text(f"  {title}", style="dim"), *(_indented(text) for text in body)]


def _line(line: ShownLine, digits: int, pointed: bool) -> list[Text]:
    text = Text()
    if digits:
        text.append(f"{line.number:>{digits}} ", style="red" if line.different else "dim")
    margin = len(text)
    text.append(line.text)
    if not line.different:
        return [text]
    start, end = line.mark_start, max(line.mark_end, line.mark_start)
    text.stylize("bold red", margin + start, margin + end)
    if not pointed and end > start:
        return [text]
    return [text, Text(" " * (margin + start) + "^" * max(1, end - start), style="bold red")]


def _indented(text: Text) -> Text:
    return Text.assemble("    ", text, no_wrap=True, overflow="ignore")


def beside(left: list[Text], right: list[Text]) -> list[Text]:
    """Renders two blocks side by side, without white space at the ends of lines."""
    width = max(text.cell_len for text in left)
    rows = []
    for a, b in zip_longest(left, right, fillvalue=Text("")):
        gap = " " * (width - a.cell_len + 2) if b.plain else ""
        rows.append(Text.assemble(a, gap, b, no_wrap=True, overflow="ignore"))
    return rows


def plural(word: str, number: int) -> str:
    """Returns the word for so many things."""
    return word if number == 1 else word + "s"
