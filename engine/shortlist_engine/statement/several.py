"""Several problems in one text, such as the README of a contest: each a part of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from shortlist_engine.statement.comments import Comment
from shortlist_engine.statement.labels import Label, classify, find_labels
from shortlist_engine.statement.marks import is_fence
from shortlist_engine.statement.prose import is_prose
from shortlist_engine.statement.vocabulary import all_of, alternatives

_HEADING = re.compile(r"(#{1,6})\s+\S")
# No text has more problems than this.
_MOST = 100
# "B. Title", "Problem C", "Question-2: ...", "Задача B", "题目 2"
_TITLE = re.compile(
    r"\W{0,4}(?:(?:problem|question|task|задача|题目|題目|問題|문제|problema|problème|aufgabe|zadanie)"
    r"\s*[-#№.]?\s*(?:[A-Z]\d?|\d{1,3}|[一二三四五六七八九十])\b|[A-Z]\d?\s*[.)\-–—:]\s+\S)",
    re.I,
)


@cache
def _time_limit() -> re.Pattern[str]:
    words = alternatives(each for each in all_of("time_limit") if not each.endswith(":"))
    return re.compile(rf"^[^\w\n]*(?:{words})\b", re.I)


def split_problems(comment: Comment) -> list[Comment]:
    """Returns the problems of the text as comments of their own; the text itself when it holds one
    or none."""
    starts = _starts(comment)
    if len(starts) < 2:
        return [comment]
    above = [line for line in comment.lines[: starts[0]] if line.strip()]
    # The name of the contest, with nothing else above the first problem.
    first = starts[0] if above and all(map(_HEADING.match, above)) else 0
    edges = [first, *starts[1:], len(comment.lines)]
    return [comment.part(a, b) for a, b in pairwise(edges)]


def _starts(comment: Comment) -> list[int]:
    lines = comment.lines
    labels = find_labels(lines)
    # Every problem has an output for its examples; one alone is the usual case.
    if sum(label.kind in ("output", "side", "pair") for label in labels) < 2:
        return []
    if comment.style == "text":
        starts = _by_headings(lines, labels)
        if len(starts) > 1:
            return starts
    starts = _by_time_limits(lines, labels)
    return starts if len(starts) > 1 else _by_sections(lines, labels)


def _whole(labels: Sequence[Label]) -> bool:
    """Whether these are the labels of a problem with an example."""
    kinds = Counter(label.kind for label in labels)
    return bool(kinds["side"] or kinds["pair"] or (kinds["input"] and kinds["output"]))


def _by_headings(lines: tuple[str, ...], labels: Sequence[Label]) -> list[int]:
    """Headings of the same level, each above an example of its own."""
    fenced, levels = False, dict[int, list[int]]()
    known = {label.line for label in labels}
    for number, line in enumerate(lines):
        if is_fence(line):
            fenced = not fenced
        elif not fenced and number not in known and (found := _HEADING.match(line)):
            levels.setdefault(len(found[1]), []).append(number)
    for level in sorted(levels):
        if len(levels[level]) < 2:
            continue
        starts = _whole_parts(levels[level], labels, len(lines))
        parts = (_between(labels, a, b) for a, b in pairwise([*starts, len(lines)]))
        if len(starts) > 1 and all(map(_names_examples, parts)):
            return starts
    return []


def _names_examples(labels: Sequence[Label]) -> bool:
    return any(label.explicit or label.kind in ("example", "side") for label in labels)


def _whole_parts(starts: list[int], labels: Sequence[Label], count: int) -> list[int]:
    """Those of the starts that begin a whole problem: a part without an example belongs to what
    stands above it, or to the first problem."""
    kept: list[int] = []
    for start, end in pairwise([*starts, count]):
        if _whole(_between(labels, start, end)):
            kept.append(start)
    return kept


def _between(labels: Sequence[Label], start: int, end: int) -> Sequence[Label]:
    first = bisect_left(labels, start, key=lambda label: label.line)
    return labels[first : bisect_left(labels, end, key=lambda label: label.line)]


def _by_time_limits(lines: tuple[str, ...], labels: Sequence[Label]) -> list[int]:
    pattern = _time_limit()
    numbers = [number for number, line in enumerate(lines) if pattern.match(line)]
    starts: list[int] = []
    for number in numbers[:_MOST]:
        if not starts or _whole(_examples_between(labels, starts[-1], number)):
            starts.append(_title_above(lines, number))
    if len(starts) > 1 and not _whole(_examples_between(labels, starts[-1], len(lines))):
        starts.pop()
    return starts


def _examples_between(labels: Sequence[Label], start: int, end: int) -> Sequence[Label]:
    found = _between(labels, start, end)
    first = 0
    while first < len(found) and not (
        found[first].explicit or found[first].kind in ("example", "side", "pair")
    ):
        first += 1
    return found[first:]


def _by_sections(lines: tuple[str, ...], labels: Sequence[Label]) -> list[int]:
    """A title-like line below the examples of a problem, and the sections of another below it."""
    sections = [
        label
        for label in labels
        if label.kind == "input"
        and not label.explicit
        and label.text is None
        and _is_described(lines, label)
    ]
    starts = [0]
    for section in sections[:_MOST]:
        before = _examples_between(labels, starts[-1], section.line)
        after = _examples_between(labels, section.line, len(lines))
        if not _whole(before) or not _whole(after):
            continue
        last = max(label.line for label in before)
        between = range(last + 2, section.line)
        title = next((number for number in between if _is_title(lines[number])), None)
        if title is not None:
            starts.append(title)
    return starts


def _is_title(line: str) -> bool:
    marked = _HEADING.match(line) and classify(line, 0) is None
    return bool(marked or _TITLE.match(line))


def _is_described(lines: tuple[str, ...], label: Label) -> bool:
    below = next((line for line in lines[label.line + 1 : label.line + 4] if line.strip()), "")
    return is_prose(below)


def _title_above(lines: tuple[str, ...], number: int) -> int:
    for above in (number - 1, number - 2):
        if above >= 0 and lines[above].strip():
            return above
    return number
