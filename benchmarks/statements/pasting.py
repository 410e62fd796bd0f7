"""Pages of judges with real examples in them, disturbed as a paste disturbs them.

A layout is a file in `layouts/`: lines `key: value` (`language`, whose sentences in `explanations/`
explain outputs; `kind: markdown` for a file that is no plain text; `shape: one-line` where a value
stands in the line of its heading; `blanks: keep` where a blank line tells input from output), then
the page in sections: `%%` what stands above, `%% each` once for each example (`%% once`: for the
first only), `%% explanations` one note about all examples, `%% tail` what stands below.

`{input}` and `{output}` are the example's lines, and `{input:MODE}` another way to write them:
`html`, `br`, `divs`, `cell` (of a Markdown table), `indented`. `{columns}` are both, side by side,
as the text of a PDF has them. `{?word}` and lines `?word` are what
a copy button leaves.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from pathlib import Path

from shortlist_engine.problem import Example

FOLDER = Path(__file__).parent
_PLACE = re.compile(r"\{(input|output|columns)(?::(\w+))?\}")
# How wide the first of two columns is.
_WIDTH = 44
_BUTTON = re.compile(r"\{\?([^}]*)\}")
_SECTION = re.compile(r"^%%[ ]?(\w*)$", re.M)


@dataclass(frozen=True)
class Layout:
    """Holds one layout: `sections` are its name and its lines, in order."""

    name: str
    language: str
    kind: str
    one_line: bool
    keeps_blanks: bool
    sections: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def modes(self) -> frozenset[str]:
        """Returns the ways in which it writes data."""
        text = "\n".join(line for _, lines in self.sections for line in lines)
        return frozenset(mode for _, mode in _PLACE.findall(text))

    @property
    def in_columns(self) -> bool:
        """Returns whether inputs and outputs stand side by side."""
        return any("{columns}" in line for _, lines in self.sections for line in lines)

    def takes(self, examples: Sequence[Example]) -> bool:
        """Says whether the page can show these examples at all."""
        texts = [text for example in examples for text in (example.input, example.output)]
        if self.one_line and not all(_is_one_value(text) for text in texts):
            return False
        if "cell" in self.modes and any(re.search(r"^[ \t]|[<`&*_\\]", t, re.M) for t in texts):
            return False
        if self.in_columns and not all(map(_fits_in_columns, examples)):
            return False
        if self.keeps_blanks and any("\n\n" in text.strip("\n") for text in texts):
            return False
        if "indented" in self.modes and not all(text.strip() for text in texts):
            return False
        return "cell" not in self.modes or all(text.strip() for text in texts)


@dataclass(frozen=True)
class Noise:
    """Says what a paste did to the page: `buttons` of copying came along; `blanks` are kept,
    `drop`ped or dropped at `random`; `margin` stands before every line, `data_margin` before those
    of examples alone; `spaces` at line ends; `no_break`: spaces of examples became U+00A0;
    `explained` is the share of the examples with an explanation."""

    buttons: bool = False
    blanks: str = "keep"
    margin: str = ""
    data_margin: str = ""
    spaces: bool = False
    no_break: bool = False
    mark: bool = False
    explained: float = 0.0


@dataclass(frozen=True)
class Page:
    """Holds a page line by line. `data` has for each line the number of the example and the side
    that it belongs to (`row`: both), None for a line of the layout."""

    lines: tuple[str, ...]
    data: tuple[tuple[int, str] | None, ...]
    examples: tuple[Example, ...]
    states_limits: bool

    @property
    def deletable(self) -> list[int]:
        """Returns the numbers of the lines that may be deleted one at a time: those with text, but
        for the lines of an example that share a row of a table with the other side."""
        return [
            number
            for number, (line, place) in enumerate(zip(self.lines, self.data, strict=True))
            if line.strip()
            and not (place is not None and place[1] == "row" and self.data.count(place) > 1)
        ]

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


@cache
def layouts() -> dict[str, Layout]:
    """Returns all layouts by name."""
    found = {}
    for path in sorted((FOLDER / "layouts").glob("*.txt")):
        head, _, body = path.read_text(encoding="utf-8").partition("%%\n")
        keys = dict(line.split(": ", 1) for line in head.splitlines())
        parts = _SECTION.split(f"%%\n{body}")[1:]
        sections = tuple(
            (name, tuple(text.strip("\n").split("\n") if name == "" else text[1:-1].split("\n")))
            for name, text in zip(parts[::2], parts[1::2], strict=True)
        )
        found[path.stem] = Layout(
            path.stem,
            keys["language"],
            keys.get("kind", "plaintext"),
            keys.get("shape") == "one-line",
            keys.get("blanks") == "keep",
            sections,
        )
    return found


@cache
def sentences(language: str) -> tuple[str, ...]:
    """Returns sentences that explain an output."""
    text = (FOLDER / "explanations" / f"{language}.txt").read_text(encoding="utf-8")
    return tuple(text.splitlines())


def random_noise(layout: Layout, rng: random.Random) -> Noise:
    """Draws what happens to a page on its way."""
    plain = layout.kind == "plaintext"
    blanks = rng.choice(("keep", "keep", "drop", "random"))
    return Noise(
        buttons=rng.random() < 0.5,
        blanks="keep" if layout.keeps_blanks or not plain else blanks,
        margin=rng.choice(("", "", "", "  ", "\t", "    ")) if plain else "",
        data_margin="    " if plain and not layout.one_line and rng.random() < 0.1 else "",
        spaces=rng.random() < 0.2,
        no_break=rng.random() < 0.05,
        mark=rng.random() < 0.05,
        explained=rng.choice((0.0, 0.4, 1.0)),
    )


def paste(
    layout: Layout,
    title: str,
    examples: Sequence[Example],
    limits: tuple[int, int],
    noise: Noise,
    rng: random.Random,
) -> Page:
    """Returns the page with these examples. `limits` are seconds and mebibytes."""
    if any(name == "once" for name, _ in layout.sections):
        examples = examples[:1]
    seconds, mib = limits
    words = {
        "title": title, "seconds": seconds, "ms": 1000 * seconds, "mib": mib, "kib": 1024 * mib,
    }  # fmt: skip
    rows: list[tuple[str, tuple[int, str] | None]] = []
    for name, template in layout.sections:
        if name in ("each", "once"):
            for number, example in enumerate(examples):
                explained = rng.random() < noise.explained
                rows += _example(template, number, example, layout, noise, explained, rng)
        elif name == "explanations":
            if rng.random() < noise.explained:
                text = "\n".join(_sentence(layout, examples[0], rng) for _ in range(2))
                rows += [(line.replace("{explanation}", text), None) for line in template]
        else:
            rows += [(_fill(line, words), None) for line in template]
    rows = [(part, place) for text, place in rows for part in text.split("\n")]
    kept = []
    for text, place in rows:
        dropped = noise.blanks == "drop" or (noise.blanks == "random" and rng.random() < 0.5)
        if place is None and not text and dropped:
            continue
        if place is not None and noise.data_margin and text:
            text = noise.data_margin + text
        if place is not None and noise.no_break:
            text = text.replace(" ", "\u00a0")
        if text:
            text = noise.margin + text + ("  " if noise.spaces and rng.random() < 0.3 else "")
        kept.append((text, place))
    lines = [text for text, _ in kept]
    if noise.mark:
        lines[0] = "\ufeff" + lines[0]
    above = "\n".join(layout.sections[0][1])
    return Page(
        tuple(lines), tuple(place for _, place in kept), tuple(examples), "{seconds}" in above
    )


def _example(
    lines: Sequence[str],
    number: int,
    example: Example,
    layout: Layout,
    noise: Noise,
    explained: bool,
    rng: random.Random,
) -> list[tuple[str, tuple[int, str] | None]]:
    last = max(i for i, line in enumerate(lines) if "{output" in line or "{columns" in line)
    explanation = _sentence(layout, example, rng) if explained else ""
    rows: list[tuple[str, tuple[int, str] | None]] = []
    for index, line in enumerate(lines):
        if index > last and not explained and line not in ("```", "</pre>"):
            continue
        if line.startswith("?"):
            if noise.buttons:
                rows.append((line[1:], None))
            continue
        line = _BUTTON.sub(lambda found: found[1] if noise.buttons else "", line)
        line = line.replace("{n}", str(number + 1)).replace("{n0}", str(number))
        line = line.replace("{explanation}", explanation)
        found = _PLACE.search(line)
        if found is None:
            rows.append((line, None))
            continue
        text = _PLACE.sub(lambda place: _write(example, place[1], place[2]), line)
        side = "row" if len(_PLACE.findall(line)) > 1 or found[1] == "columns" else found[1]
        rows.append((text, (number, side)))
    return rows


def _write(example: Example, side: str, mode: str | None) -> str:
    if side == "columns":
        pairs = zip_longest(_lines(example.input), _lines(example.output), fillvalue="")
        return "\n".join(f"{left:{_WIDTH}}{right}".rstrip() for left, right in pairs)
    lines = _lines(example.input if side == "input" else example.output)
    if mode is None:
        return "\n".join(lines)
    if mode == "indented":
        return "\n    ".join(lines)
    if mode == "cell":
        return "<br>".join(line.rstrip().replace("|", "\\|") for line in lines)
    escaped = [html.escape(line, quote=False) for line in lines]
    if mode == "divs":
        return "".join(f'<div class="test-example-line">{line}</div>' for line in escaped)
    return ("<br>" if mode == "br" else "\n").join(escaped)


def _fill(line: str, words: dict[str, object]) -> str:
    for key, value in words.items():
        line = line.replace(f"{{{key}}}", str(value))
    return line


def _sentence(layout: Layout, example: Example, rng: random.Random) -> str:
    tokens = [t for t in (example.input + example.output).split() if t.isalnum() and len(t) < 9]
    text = rng.choice(sentences(layout.language))
    return text.replace("{a}", rng.choice(tokens or ["3"])).replace(
        "{b}", rng.choice(tokens or ["7"])
    )


def _lines(text: str) -> list[str]:
    return text.rstrip("\n").split("\n")


def _fits_in_columns(example: Example) -> bool:
    """Says whether a table of text can show it: nothing blank, too wide, or with gaps."""
    lines = _lines(example.input) + _lines(example.output)
    return all(
        line.strip() and len(line) < _WIDTH - 4 and not re.search(r"\s{2}|\t|^\s", line)
        for line in lines
    )


def _is_one_value(text: str) -> bool:
    return "\n" not in text.strip("\n") and bool(text.strip())


def without_line(page: Page, number: int) -> Page:
    """Returns the page without one of its lines; when that is a line of an example, the example
    lacks it too."""
    place = page.data[number]
    examples = list(page.examples)
    if place is not None and place[1] == "row":
        del examples[place[0]]
    elif place is not None:
        index, side = place
        lines = getattr(examples[index], side).rstrip("\n").split("\n")
        if page.data.count(place) == len(lines):
            del lines[page.data[:number].count(place)]
        else:
            lines = []  # all of it stands on one line
        examples[index] = replace(examples[index], **{side: "\n".join(lines) + "\n"})
    return Page(
        page.lines[:number] + page.lines[number + 1 :],
        page.data[:number] + page.data[number + 1 :],
        tuple(examples),
        page.states_limits,
    )
