"""Title and address of a statement, and the lines that hold nothing else.

Knows the headers of the judges' pages and of CP Editor and LeetCode files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from shortlist_engine.problem import Limits
from shortlist_engine.statement.labels import Label
from shortlist_engine.statement.limits import read_limits
from shortlist_engine.statement.types import Issue
from shortlist_engine.statement.vocabulary import all_of, fold, read_terms

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
_STANDARD = all_of("standard")
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


def read_header(lines: tuple[str, ...], taken: Set[int], labels: Sequence[Label]) -> Header:
    """Reads the lines that are not in `taken` (the examples)."""
    header = Header()
    stated = read_limits(lines, taken)
    header.limits = stated.limits
    header.has_limits = stated.stated
    header.drop |= stated.drop
    header.issues += stated.issues
    header.marks += stated.marks
    _read_fields(lines, taken, header)
    _drop_standard_files(lines, taken, header)
    if not header.title:
        _read_title(lines, taken, labels, header)
    return header


def _read_fields(lines: tuple[str, ...], taken: Set[int], header: Header) -> None:
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


def _drop_standard_files(lines: tuple[str, ...], taken: Set[int], header: Header) -> None:
    """The header "input / standard input / output / standard output" of Codeforces pages."""
    for number, line in enumerate(lines[:60]):
        if number in taken or not 4 < len(line) < 60:
            continue
        folded = fold(line.strip())
        ending = next((words for words in _STANDARD if folded.endswith(words)), None)
        if ending is None:
            continue
        before = folded[: -len(ending)].strip(" :\t")
        above = fold(lines[number - 1]).strip() if number else ""
        if before and read_terms(before) is None:
            continue
        alone = not before and bool(read_terms(above))
        if not before and not alone and " " not in ending and ending.isascii():
            continue
        header.drop.add(number)
        header.marks += 1
        if alone:
            header.drop.add(number - 1)


def _read_title(
    lines: tuple[str, ...], taken: Set[int], labels: Sequence[Label], header: Header
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
        short = len(text) <= 80 and text[-1] not in ".,;:。，；：" and "$" not in text
        alone = not below or number + 1 in header.drop or number + 1 in labelled
        if text[-1] in "?？":
            # Where nothing else says what is asked, it is the statement.
            alone = alone and _has_text_below(lines, number, taken, labelled, header.drop)
        if marked or (prefixed and len(text) <= 120) or (short and alone):
            header.title = clean_title(text)
            header.drop.add(number)
            if re.fullmatch(r"={3,}|-{3,}", below):
                header.drop.add(number + 1)
        return


def _has_text_below(
    lines: tuple[str, ...], number: int, taken: Set[int], labelled: Set[int], dropped: Set[int]
) -> bool:
    """Whether the statement goes on below this line before its first heading."""
    for below in range(number + 1, len(lines)):
        if not lines[below].strip() or below in dropped:
            continue
        return below not in labelled and below not in taken
    return False


def clean_title(text: str) -> str:
    """Strips what is around a title: "# A. Title", "[1] Title", "Problem: B - Title" become
    "Title"."""
    text = text.strip().strip("=").strip()
    text = re.sub(r"^#+\s*", "", text)
    text = re.sub(r"^(\*\*|__)(.*)\1$", r"\2", text).strip()
    found = _TITLE_PREFIX.match(text)
    return text[found.end() :].strip() if found else text
