"""Title, address and limits of a statement, and the lines that hold nothing else.

Knows the headers of the judges' pages and of CP Editor and LeetCode files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from shortlist_engine.problem import Limits
from shortlist_engine.statement.labels import Label
from shortlist_engine.statement.types import Issue

_TIME = re.compile(
    r"(?:cpu\s+)?time\s*[-_ ]?limit(?:\s+per\s+test(?:\s*case)?)?\s*\**\s*[:=]?\s*\**\s*", re.I
)
_MEMORY = re.compile(
    r"(?:memory|mem)\s*[-_ ]?limit(?:\s+per\s+test(?:\s*case)?)?\s*\**\s*[:=]?\s*\**\s*", re.I
)
_AMOUNT = re.compile(r"[~≤<= ]*(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>[A-Za-zµ]*)\.?")
_NUMBER_AHEAD = re.compile(r"\s*\d")

SECONDS = {"": 1.0, "s": 1.0, "sec": 1.0, "secs": 1.0, "second": 1.0, "seconds": 1.0,
           "ms": 1e-3, "msec": 1e-3, "msecs": 1e-3, "millisecond": 1e-3, "milliseconds": 1e-3,
           "m": 60.0, "min": 60.0, "minute": 60.0, "minutes": 60.0}  # fmt: skip
MEBIBYTES = {"": 1.0, "mb": 1.0, "mib": 1.0, "m": 1.0, "megabyte": 1.0, "megabytes": 1.0,
             "mebibyte": 1.0, "mebibytes": 1.0, "mbyte": 1.0, "mbytes": 1.0,
             "kb": 1 / 1024, "kib": 1 / 1024, "k": 1 / 1024, "kilobyte": 1 / 1024,
             "kilobytes": 1 / 1024, "kbyte": 1 / 1024, "kbytes": 1 / 1024,
             "gb": 1024.0, "gib": 1024.0, "g": 1024.0, "gigabyte": 1024.0,
             "gigabytes": 1024.0, "b": 1 / 2**20, "bytes": 1 / 2**20}  # fmt: skip

_URL = re.compile(r"https?://[^\s<>)\]]+")
_FIELD = re.compile(
    r"(?P<key>problem(?:\s+name)?|title|contest|judge|url|link|group|name|date|author|created|source"
    r"|difficulty|rating|points|score)\s*:\s*(?P<value>\S.*)$",
    re.I,
)
_LEETCODE_APP = re.compile(r"@lc\s+(?:app|code|idea|test|tags)\b")
_LEETCODE_JUNK = re.compile(
    r"(?:algorithms|database|shell|concurrency|easy|medium|hard)(?:\s*\([\d.]+%\))?$"
    r"|(?:likes|dislikes|total accepted|total submissions|testcase example|acceptance|difficulty"
    r"|related topics|companies|contributors|stats)\s*:.*$",
    re.I,
)
_STANDARD_FILES = re.compile(
    r"(?:(?:in|out)put(?:\s*file)?\s*:?\s*)?standard\s+(?:in|out)put$", re.I
)
_TITLE_PREFIX = re.compile(
    r"(?:#+\s*)?(?:[*_]{1,2})?(?:problem\s+)?(?:[A-Z]\d{0,2}\s*(?:\.|\)|:|[-–—](?=\s))\s*"
    r"|\[?\d{1,5}(?:\]|\.)\s*|problem\s*:\s*)(?=\S)",
    re.I,
)
_POWERED = re.compile(r"powered by cp editor", re.I)
_COUNTERS = re.compile(r"(?:score|points?|difficulty)\s*:\s*\W*\d[\d,.]*\W*(?:points?)?\W*$", re.I)


@dataclass
class Header:
    title: str = ""
    url: str = ""
    limits: Limits = field(default_factory=Limits)
    has_limits: bool = False
    drop: set[int] = field(default_factory=set)  # lines that are not part of the statement
    issues: list[Issue] = field(default_factory=list)
    marks: int = 0  # how many lines only a judge's page or a contest tool has


def read_header(lines: tuple[str, ...], taken: set[int], labels: list[Label]) -> Header:
    """Reads the lines that are not in `taken` (the examples)."""
    header = Header()
    _read_limits(lines, taken, header)
    _read_fields(lines, taken, header)
    _drop_standard_files(lines, taken, header)
    if not header.title:
        _read_title(lines, taken, labels, header)
    return header


def _read_limits(lines: tuple[str, ...], taken: set[int], header: Header) -> None:
    times: list[tuple[int, float]] = []
    memories: list[tuple[int, float]] = []
    for number, line in enumerate(lines):
        if number in taken or "limit" not in line[:120].lower():
            continue
        found = False
        for pattern, units, values, what in (
            (_TIME, SECONDS, times, "time"),
            (_MEMORY, MEBIBYTES, memories, "memory"),
        ):
            match = pattern.search(line)
            # In a sentence ("the time limit is strict") it is no header.
            if match is None or len(line[: match.start()].strip(" \t#*-_|/,:").split()) > 6:
                continue
            rest, where = line[match.end() :].strip(" \t*|_"), number
            if not rest:
                where = number + 1
                while where < len(lines) and where < number + 3 and not lines[where].strip():
                    where += 1
                rest = lines[where].strip(" \t*|_") if where < len(lines) else ""
                if where in taken or not _NUMBER_AHEAD.match(rest) or len(rest) > 30:
                    continue
            amount = _AMOUNT.match(rest)
            if amount is None:
                continue
            found = True
            unit = amount.group("unit").lower()
            header.drop.add(where)
            if unit not in units:
                known = "ms, s or seconds" if what == "time" else "KB, MB or GB"
                header.issues.append(
                    Issue(
                        where,
                        f"unknown unit '{amount.group('unit')}' in the {what} limit: use {known}",
                        "warning",
                    )
                )
                continue
            value = float(amount.group("number").replace(",", ".")) * units[unit]
            # A bare "1000" is milliseconds: no judge gives a problem a quarter of an hour.
            if what == "time" and unit == "" and value >= 100:
                value /= 1000
            values.append((where, value))
        if found:
            header.drop.add(number)
            header.marks += 1
    time_s, memory = Limits.time_s, float(Limits.memory_mib)
    for values, what in ((times, "time"), (memories, "memory")):
        if not values:
            continue
        header.has_limits = True
        first = values[0][1]
        for where, value in values[1:]:
            if abs(value - first) > 1e-9:
                header.issues.append(
                    Issue(
                        where,
                        f"a second {what} limit that differs from the one on line "
                        f"{{line:{values[0][0]}}}: keep one of them",
                        "warning",
                    )
                )
        if first <= 0:
            header.issues.append(
                Issue(values[0][0], f"the {what} limit is zero: write one above zero", "warning")
            )
        elif what == "time":
            time_s = first
        else:
            memory = first
    header.limits = Limits(time_s=time_s, memory_mib=max(1, round(memory)))


def _read_fields(lines: tuple[str, ...], taken: set[int], header: Header) -> None:
    for number, line in enumerate(lines[:60]):
        if number in taken:
            continue
        text = line.strip()
        if not text:
            continue
        if _LEETCODE_APP.search(text) or _POWERED.search(text):
            header.drop.add(number)
            header.marks += 2
            continue
        address = _URL.search(text)
        if address and not header.url and len(text) - len(address.group()) < 16:
            header.url = address.group().rstrip(".,;")
            header.drop.add(number)
            header.marks += 1
            continue
        if number < 25 and header.marks and _LEETCODE_JUNK.match(text.lstrip("*- ")):
            header.drop.add(number)
            continue
        if _COUNTERS.match(text):
            header.drop.add(number)
            continue
        found = _FIELD.match(text)
        if found and number < 15 and len(text) < 160:
            key = found.group("key").lower()
            if key in ("problem", "problem name", "title", "name") and not header.title:
                header.title = clean_title(found.group("value"))
                header.drop.add(number)
            elif key in ("contest", "judge", "group", "url", "link", "points", "date", "created"):
                header.drop.add(number)
                header.marks += key in ("contest", "judge", "url")


def _drop_standard_files(lines: tuple[str, ...], taken: set[int], header: Header) -> None:
    """The header "input / standard input / output / standard output" of Codeforces pages."""
    for number, line in enumerate(lines[:60]):
        if number not in taken and len(line) < 60 and _STANDARD_FILES.match(line.strip()):
            header.drop.add(number)
            header.marks += 1
            if number and re.fullmatch(r"\W*(?:in|out)put\W*", lines[number - 1], re.I):
                header.drop.add(number - 1)


def _read_title(
    lines: tuple[str, ...], taken: set[int], labels: list[Label], header: Header
) -> None:
    labelled = {label.line for label in labels}
    for number, line in enumerate(lines):
        text = line.strip()
        if not text or number in header.drop:
            continue
        if (
            number in taken
            or number in labelled
            or re.match(r"\W*problem statement\W*$", text, re.I)
        ):
            return
        below = lines[number + 1].strip() if number + 1 < len(lines) else ""
        marked = bool(
            re.match(r"#{1,3}\s|={2,}\s|\*\*", text) or re.fullmatch(r"={3,}|-{3,}", below)
        )
        prefixed = _TITLE_PREFIX.match(text) is not None
        short = len(text) <= 80 and text[-1] not in ".,;:?" and "$" not in text
        alone = not below or number + 1 in header.drop or number + 1 in labelled
        if marked or (prefixed and len(text) <= 120) or (short and alone):
            header.title = clean_title(text)
            header.drop.add(number)
            if re.fullmatch(r"={3,}|-{3,}", below):
                header.drop.add(number + 1)
        return


def clean_title(text: str) -> str:
    """Strips what is around a title: "# A. Title", "[1] Title", "Problem: B - Title" become
    "Title"."""
    text = text.strip().strip("=").strip()
    text = re.sub(r"^#+\s*", "", text)
    text = re.sub(r"^(\*\*|__)(.*)\1$", r"\2", text).strip()
    found = _TITLE_PREFIX.match(text)
    return text[found.end() :].strip() if found else text
