"""The shape that a statement draws, as AtCoder's do after "in the following format":

N M
A_1 A_2 ... A_N
u_1 v_1
:
u_M v_M
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from shortlist_engine.inputs.grammar.bounds import exact_name
from shortlist_engine.inputs.grammar.shape import Count, Many, Repeat, Row, Scalar, Shape

MAX_LAYOUT_LINES = 40
MAX_FIXED = 12
_OPENING = re.compile(r"\bfollowing (?:format|form)\b|\bformat(?:ted)? (?:below|as follows)")
_INPUT = re.compile(r"^\W*Inputs?\b\W*$|^\W*Input Format\b.*$", re.IGNORECASE | re.MULTILINE)
_OUTPUT = re.compile(r"^\W*Outputs?\b\W*$|^\W*Output Format\b.*$", re.IGNORECASE | re.MULTILINE)
_CASE = re.compile(r"(?i)^(?:test_?)?_?case_?\w*$|^query_?\w*$")
_DOTS = re.compile(r"^\s*(?:\.\.\.|:|\.|\|)(?:\s+(?:\.\.\.|:))*\s*$")
_TOKEN = re.compile(r"[A-Za-z]\w*(?:_\(?[\w+*-]+\)?)?|\.\.\.")
_INDEXED = re.compile(r"([A-Za-z]+)_\(?([\w+*-]+)\)?$")


@dataclass(frozen=True)
class Layout:
    """Holds a shape with the names of its fields."""

    shape: Shape
    names: dict[int, str]


def input_section(text: str) -> str:
    """Returns what stands between the headings of input and output; all of it where there are
    none."""
    start = _INPUT.search(text)
    end = _OUTPUT.search(text, start.end()) if start else None
    return text[start.end() if start else 0 : end.start() if end else len(text)]


def find_layout(text: str) -> Layout | None:
    """Returns the layout of a `plain_text`, None when it draws none that is understood. With test
    cases, the second drawing is that of a case."""
    drawings = _drawings(input_section(text))
    if not drawings:
        return None
    reader = _Reader()
    try:
        if len(drawings) > 1:
            shape = reader.with_cases(drawings[0], drawings[1])
        else:
            shape = reader.lines(drawings[0])
    except _NotUnderstood:
        return None
    return Layout(shape, reader.names) if shape else None


def _drawings(section: str) -> list[list[str]]:
    """The lines of each drawing, quoted (`> N M`) or bare."""
    found: list[list[str]] = []
    lines = section.split("\n")
    for number, line in enumerate(lines):
        if not (_OPENING.search(line) or (found and re.search(r"format\W*$", line))):
            continue
        drawn: list[str] = []
        for below in lines[number + 1 : number + 1 + 2 * MAX_LAYOUT_LINES]:
            below = re.sub(r"^\s*>\s?", "", below).strip()
            if below:
                if len(below) > 200 or not _is_drawn(below):
                    break
                drawn.append(below)
            elif drawn:
                break
        if drawn:
            found.append(drawn)
    return found


def _is_drawn(line: str) -> bool:
    if _DOTS.match(line):
        return True
    return all(re.fullmatch(_TOKEN.pattern + r"|[:.,]", part) or "..." in part or "_" in part
               for part in line.split())  # fmt: skip


class _NotUnderstood(Exception):
    """The drawing says more than shapes can."""


class _Reader:
    def __init__(self) -> None:
        self.names: dict[int, str] = {}
        self._numbers: dict[str, int] = {}

    def with_cases(self, outer: list[str], inner: list[str]) -> Shape:
        """`T / case_1 / : / case_T`, and what one case looks like."""
        at = next((i for i, line in enumerate(outer) if _CASE.match(line)), len(outer))
        if at == len(outer):
            raise _NotUnderstood
        head = self.lines(outer[:at])
        last = _INDEXED.match(outer[-1].split()[-1])
        if not last:
            raise _NotUnderstood
        count = self._count(last[2])
        return (*head, Repeat(count, self.lines(inner)))

    def lines(self, drawn: list[str]) -> Shape:
        nodes: list[Row | Repeat] = []
        at = 0
        while at < len(drawn):
            dots = next((i for i in range(at, len(drawn)) if _DOTS.match(drawn[i])), None)
            block = self._block(drawn, at, dots) if dots is not None else None
            if block is None:
                nodes.append(self._row(drawn[at]))
                at += 1
            else:
                nodes.append(block[0])
                at = block[1]
        return tuple(nodes)

    def _block(self, drawn: list[str], at: int, dots: int) -> tuple[Repeat, int] | None:
        """The block that begins at line `at`, when its dots are at line `dots`."""
        first, last = _first_index(drawn[at]), dots + 1
        if first is None or last >= len(drawn):
            return None
        form = _form(drawn[at])
        alike = [form == _form(line) for line in drawn[at:dots]]
        if all(alike) and _form(drawn[last]) == form:
            size = 1
        else:
            # Several lines repeat: as many as stand below the dots alike.
            size = next((i for i in range(1, len(alike)) if alike[i]), dots - at)
            below = [_form(line) for line in drawn[last : last + size]]
            if below != [_form(line) for line in drawn[at : at + size]]:
                return None
        end = _first_index(drawn[last])
        if end is None or end == first:
            return None
        count = self._count(end, first)
        body = tuple(self._row(line, inside=True) for line in drawn[at : at + size])
        return Repeat(count, body), last + size

    def _row(self, line: str, inside: bool = False) -> Row:
        if "..." not in line:
            parts = [part for part in line.replace(",", " ").split() if _TOKEN.match(part)]
            return Row(tuple(Scalar(self._field(part, inside)) for part in parts))
        spaced = re.search(r"\s\.\.\.\s", line)
        tokens = [token for token in _TOKEN.findall(line) if token != "..."]
        if not tokens:
            raise _NotUnderstood
        if not spaced:  # c_1_1c_1_2...c_1_W is a word
            return Row((Scalar(self._field(_INDEXED.sub(r"\1", tokens[0]), inside)),))
        last = _INDEXED.match(tokens[-1])
        if last is None:
            raise _NotUnderstood
        heads = [token for token in tokens if not token.startswith(f"{last[1]}_")]
        listed = [token for token in tokens if token.startswith(f"{last[1]}_")]
        begin = _INDEXED.match(listed[0])
        scalars = tuple(Scalar(self._field(token, inside)) for token in heads)
        start = begin[2].split("_")[-1] if begin else "1"
        if last[2].isdecimal() and start.isdecimal():  # p_1 ... p_8
            size = int(last[2]) - int(start) + 1
            if not 1 <= size <= MAX_FIXED:
                raise _NotUnderstood
            several = [Scalar(self._field(f"{last[1]}_i", inside)) for _ in range(size)]
            return Row((*scalars, *several))
        count = self._count(re.sub(r"^[0-9ijNnMH]+_(?=.)", "", last[2]), start)
        return Row((*scalars, Many(self._field(last[1], inside=True), count)))

    def _field(self, name: str, inside: bool) -> int:
        number = len(self.names)
        found = _INDEXED.match(name)
        self.names[number] = found[1] if inside and found else exact_name(name)
        self._numbers[self.names[number]] = number
        return number

    def _count(self, text: str, start: str = "1") -> Count:
        """`N`, `N-1`, `2N` or `3`, counted from `start`."""
        found = re.fullmatch(r"(\d*)\*?([A-Za-z]+)(?:_\w+)?([+-]\d+)?", text)
        begin = int(start) if start.isdecimal() else 1
        if found is None or found[2] not in self._numbers:
            raise _NotUnderstood
        times, plus = int(found[1] or 1), int(found[3] or 0)
        return replace(Count(self._numbers[found[2]]), plus=plus + 1 - begin, times=times)


def _first_index(line: str) -> str | None:
    """The first subscript of the line: `2` of `u_2 v_2`, `H` of `A_H_1 ... A_H_W`."""
    for token in _TOKEN.findall(line):
        found = _INDEXED.match(token)
        if found:
            return found[2].split("_")[0]
    found = re.match(r"[A-Za-z]_(\w+?)_?\1?", line)
    return found[1] if found else None


def _form(line: str) -> list[str]:
    return [token.split("_")[0] for token in _TOKEN.findall(line)]
