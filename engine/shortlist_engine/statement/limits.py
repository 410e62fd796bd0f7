"""Time and memory limits of a statement, in all languages and the layouts of judges: on one line,
on two, in the columns of a table, with the unit before the number, for several programming
languages."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from shortlist_engine.problem import Limits
from shortlist_engine.statement.types import Issue
from shortlist_engine.statement.vocabulary import all_of, alternatives, fold, within

What = Literal["time", "memory"]
_PHRASES: dict[What, tuple[str, ...]] = {
    "time": all_of("time_limit"),
    "memory": all_of("memory_limit"),
}
_UNITS: dict[What, dict[str, float]] = {
    "time": {
        "": 1.0,
        "m": 60.0,
        "min": 60.0,
        "minute": 60.0,
        "minutes": 60.0,
        **dict.fromkeys(all_of("milliseconds"), 1e-3),
        **dict.fromkeys(all_of("seconds"), 1.0),
    },
    "memory": {
        "": 1.0,
        "b": 2.0**-20,
        "byte": 2.0**-20,
        "bytes": 2.0**-20,
        **dict.fromkeys(all_of("kibibytes"), 2.0**-10),
        **dict.fromkeys(all_of("mebibytes"), 1.0),
        **dict.fromkeys(all_of("gibibytes"), 2.0**10),
    },
}
_KNOWN: dict[What, str] = {"time": "ms, s or seconds", "memory": "KB, MB or GB"}
# The least that a bare number may be before it is taken for milliseconds, or for kibibytes.
_BARE: dict[What, float] = {"time": 100.0, "memory": 16_384.0}
_AMOUNT = re.compile(
    r"[~≤<= ]*(?P<number>\d+(?:[.,]\d+)?)(?:\s*/\s*(?P<other>\d+(?:[.,]\d+)?))?"
    r"\s*(?P<unit>[^\W\d_]*(?:\(s\))?)\.?"
)
_AFTER = re.compile(
    r"\s*[*_`]*\s*(?:[(\[](?P<unit>[^\W\d_]{1,12})[)\]])?\s*[:=|_-]?\s*[*_`|]*\s*(?:[a-z/+]{1,8}\+\s+)?"
)
_SEPARATORS = re.compile(r"\t+|\s*\|\s*|\s{3,}")
_MAX_COLUMNS = 240
_BARE_LINE = re.compile(
    r"\W*(?P<time>\d+(?:[.,]\d+)?)\s*(?P<time_unit>[^\W\d_]+)\s*[,;/|·]\s*"
    r"(?P<memory>\d+(?:[.,]\d+)?)\s*(?P<memory_unit>[^\W\d_]+)\W*"
)
_TOP = 12


@dataclass
class StatedLimits:
    """Holds the limits, whether there are any, the lines that hold nothing else, how many lines
    stated one, and what was wrong."""

    limits: Limits = field(default_factory=Limits)
    stated: bool = False
    drop: set[int] = field(default_factory=set)
    marks: int = 0
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True)
class _Amount:
    line: int
    value: float


def read_limits(lines: Sequence[str], taken: Set[int]) -> StatedLimits:
    """Reads the lines that are not in `taken` (the examples)."""
    return _Reader(lines, taken).read()


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:{alternatives(phrases)})")


class _Reader:
    def __init__(self, lines: Sequence[str], taken: Set[int]) -> None:
        self.lines = lines
        self.taken = taken
        self.found = StatedLimits()
        self.amounts: dict[What, list[_Amount]] = {"time": [], "memory": []}

    def read(self) -> StatedLimits:
        folded = fold("\n".join(line[:_MAX_COLUMNS] for line in self.lines))
        lines: list[str] = []
        for what, phrases in _PHRASES.items():
            here = within(phrases, folded)
            if not here:
                continue
            lines = lines or folded.split("\n")
            pattern = _pattern(here)
            for number, line in enumerate(lines):
                if number in self.taken or len(line) < 4:
                    continue
                # All of them are a regular expression: a plain search first.
                for phrase in here:
                    if phrase in line:
                        self._line(what, number, line, pattern)
                        break
        if not any(self.amounts.values()):
            self._bare()
        self._settle()
        return self.found

    def _bare(self) -> None:
        """Reads "1 second, 256 megabytes", which stands below the title on pages for phones."""
        for number, line in enumerate(self.lines[:_TOP]):
            if number in self.taken or len(line) > _MAX_COLUMNS or not _BARE_LINE.match(line):
                continue
            found = _BARE_LINE.fullmatch(fold(line))
            if found is None:
                continue
            factors = _factor("time", found["time_unit"]), _factor("memory", found["memory_unit"])
            if factors[0] is None or factors[1] is None:
                continue
            self.found.drop.add(number)
            self.found.marks += 1
            for what, factor in zip(self.amounts, factors, strict=True):
                value = float(found[what].replace(",", "."))
                self.amounts[what].append(_Amount(number, value * (factor or 1.0)))
            return

    def _line(self, what: What, number: int, line: str, pattern: re.Pattern[str]) -> None:
        found = pattern.search(line)
        if found is None:
            return
        # In a sentence ("the time limit is strict") it is no header.
        before = line[: found.start()].strip(" \t#*-_|/,:")
        if len(before.split()) > 6 or len(before) > 80:
            return
        after = _AFTER.match(line, found.end())
        assert after is not None
        rest = line[after.end() :].strip(" \t*|_`")
        where = number
        if not rest or not rest[0].isdigit():
            table = self._in_table(number, line, found.start())
            if table is not None:
                where, rest = table
            elif not rest:
                below = self._below(number)
                if below is None:
                    return
                where, rest = below
            else:
                rest = rest[:40]
        amount = _AMOUNT.match(rest)
        if amount is None:
            return
        self._add(what, number, where, amount, after["unit"] or "", found.group().endswith(":"))

    def _below(self, number: int) -> tuple[int, str] | None:
        """The next line with text, when it is an amount."""
        where = number + 1
        while where < min(len(self.lines), number + 3) and not self.lines[where].strip():
            where += 1
        if where >= len(self.lines) or where in self.taken:
            return None
        rest = fold(self.lines[where]).strip(" \t*|_`")
        return (where, rest) if rest[:1].isdigit() and len(rest) <= 30 else None

    def _in_table(self, number: int, line: str, start: int) -> tuple[int, str] | None:
        """The cell below, when the phrase heads a column."""
        columns = _SEPARATORS.split(line)
        column = len(_SEPARATORS.findall(line[:start]))
        if len(columns) < 2 or column >= len(columns):
            return None
        for where in range(number + 1, min(len(self.lines), number + 4)):
            cells = _SEPARATORS.split(fold(self.lines[where]))
            if len(cells) == len(columns) and cells[column].strip()[:1].isdigit():
                return where, cells[column].strip()
        return None

    def _add(
        self, what: What, number: int, where: int, amount: re.Match[str], before: str, colon: bool
    ) -> None:
        unit = amount["unit"] or before
        factor = _factor(what, unit)
        if factor is None and colon:
            return  # "Time: 5 apples" is no limit
        self.found.drop |= {number, where}
        self.found.marks += 1
        if factor is None:
            self._complain(where, f"unknown unit '{unit}' in the {what} limit: use {_KNOWN[what]}")
            return
        value = float((amount["other"] or amount["number"]).replace(",", "."))
        # A bare "1000" is milliseconds: no judge gives a problem a quarter of an hour.
        if not unit and value >= _BARE[what]:
            factor = 2.0**-10 if what == "memory" else 1e-3
        self.amounts[what].append(_Amount(where, value * factor))

    def _complain(self, line: int, message: str) -> None:
        if 0 <= line < len(self.lines):
            original = re.search(r"unknown unit '([^']*)'", message)
            if original:
                # As it was written, not as it was compared.
                place = fold(self.lines[line]).rfind(original[1])
                written = self.lines[line][place : place + len(original[1])]
                if fold(written) == original[1]:
                    message = message.replace(f"'{original[1]}'", f"'{written}'")
        self.found.issues.append(Issue(line, message, "warning"))

    def _settle(self) -> None:
        chosen = {"time": Limits.time_s, "memory": float(Limits.memory_mib)}
        for what, amounts in self.amounts.items():
            if not amounts:
                continue
            self.found.stated = True
            first = amounts[0]
            for other in amounts[1:]:
                if abs(other.value - first.value) > 1e-9:
                    self._complain(
                        other.line,
                        f"a second {what} limit that differs from the one on line "
                        f"{{line:{first.line}}}: keep one of them",
                    )
            if first.value <= 0:
                self._complain(first.line, f"the {what} limit is zero: write one above zero")
            else:
                chosen[what] = first.value
        self.found.limits = Limits(
            time_s=chosen["time"], memory_mib=max(1, round(chosen["memory"]))
        )


def _factor(what: What, unit: str) -> float | None:
    """What a unit is worth; one that other words follow without a space counts too, in scripts
    that write so."""
    units = _UNITS[what]
    if unit in units:
        return units[unit]
    if unit and unit[0] >= "\u2e80":
        for length in range(len(unit) - 1, 0, -1):
            if unit[:length] in units:
                return units[unit[:length]]
    return None
