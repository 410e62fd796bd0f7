"""Whether examples keep to what their statement says of the input, as far as that is plain: bounds
of the numbers on its first line, and how many lines it has. An example that breaks it was pasted or
read wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shortlist_engine.problem import Example
from shortlist_engine.statement.form import read_input_form
from shortlist_engine.statement.labels import Label, input_section
from shortlist_engine.statement.types import Issue

_NUMBER = r"-?\d[\d,]*(?:\^\d{1,2})?(?:[×*]\d+\^\d{1,2})?"
_BOUND = re.compile(
    rf"(?<![\w^.,+*/×-])(?P<low>{_NUMBER})≤(?P<names>[A-Za-z](?:,[A-Za-z])*)≤(?P<high>{_NUMBER})"
    r"(?![\w^(+*/×-]|\.\d| *[A-Za-z(+*/×-]| +\d{3}\b)"
)
_FORMAT = re.compile(r"[A-Za-z](?: [A-Za-z])*$")
_LESS_OR_EQUAL = re.compile(r"\\leqslant|\\leq|\\le(?![a-z])|<=|⩽|≦")
_TIMES = re.compile(r"\\times|\\cdot|·")
_MARKS = re.compile(r"[${}\\`]|\\[,;]")
_BULLET = re.compile(r"^\s*[-*•>]\s+")
_OPERATOR = re.compile(r"\s*([≤×,^])\s*")
_MOST_LINES = 400


def broken_constraints(
    lines: Sequence[str], labels: Sequence[Label], examples: Sequence[Example], at: Sequence[int]
) -> list[Issue]:
    """Returns an issue for each example, beginning at line `at`, whose first line breaks a bound
    of the statement."""
    names = _first_line(lines, labels)
    if not names or not examples:
        return []
    bounds = _bounds(lines[: min(at[0], _MOST_LINES)]) | _bounds(lines[at[-1] :][:_MOST_LINES])
    found = []
    for number, (example, line) in enumerate(zip(examples, at, strict=True), 1):
        tokens = example.input.split("\n", 1)[0].split()
        if len(tokens) != len(names) or not all(re.fullmatch(r"-?\d+", t) for t in tokens):
            return []
        for name, token in zip(names, tokens, strict=True):
            low, high = bounds.get(name, (None, None))
            if low is not None and high is not None and not low <= int(token) <= high:
                found.append(
                    Issue(
                        line,
                        f"example {number} contradicts the constraints: {name} is {token}, "
                        f"and the statement says {low} ≤ {name} ≤ {high}. Correct what is wrong",
                        "warning",
                    )
                )
    return found


def wrong_counts(
    lines: Sequence[str], labels: Sequence[Label], examples: Sequence[Example], at: Sequence[int]
) -> list[Issue]:
    """Returns an issue for each example, beginning at line `at`, whose input has more or fewer
    lines than the statement says.

    Where no example has as many as it says, the statement was not understood, or is wrong itself;
    one example alone is believed less than a statement that has a number of lines in the input.
    """
    form = read_input_form(lines, labels) if examples else None
    if form is None:
        return []
    wrong: list[Issue] = []
    right = 0
    for number, (example, line) in enumerate(zip(examples, at, strict=True), 1):
        rows = example.input.rstrip().split("\n")
        stated = form.lines_of(rows)
        if stated is None or not all(row.strip() for row in rows):
            continue
        right += stated == len(rows)
        if stated != len(rows):
            has = f"{len(rows)} line{'s' if len(rows) > 1 else ''}"
            message = (
                f"the input of example {number} has {has}, and by the statement it has {stated}: "
                "add what is missing, or take out what does not belong to it"
            )
            wrong.append(Issue(line, message, "warning"))
    return wrong if right or (len(examples) == 1 and form.is_counted) else []


def _first_line(lines: Sequence[str], labels: Sequence[Label]) -> list[str]:
    """The names on the first line of the input's format, when it is one of names alone."""
    for line in input_section(lines, labels)[:11]:
        text = " ".join(_MARKS.sub("", line.replace("\\ ", " ")).strip("> \t").split())
        if _FORMAT.match(text):
            names = text.split()
            return names if len(set(names)) == len(names) else []
    return []


def _bounds(lines: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The bounds of single letters. A letter that is bounded twice, as by subtasks, has none."""
    found: dict[str, tuple[int, int]] = {}
    twice: set[str] = set()
    for line in lines:
        if len(line) > 400:
            continue
        text = _TIMES.sub("×", _LESS_OR_EQUAL.sub("≤", line))
        text = _OPERATOR.sub(r"\1", _MARKS.sub(" ", _BULLET.sub("", text)))
        for match in _BOUND.finditer(text):
            try:
                bound = (_value(match["low"]), _value(match["high"]))
            except ValueError:
                continue
            if bound[0] > bound[1]:
                continue
            for name in match["names"].split(","):
                if found.setdefault(name, bound) != bound:
                    twice.add(name)
    return {name: bound for name, bound in found.items() if name not in twice}


def _value(text: str) -> int:
    """`2×10^5`, `10^9`, `1,000`. Raises ValueError."""
    product = 1
    for factor in re.split("[×*]", text.replace(",", "")):
        base, _, power = factor.partition("^")
        product *= abs(int(base)) ** int(power or 1)
    return -product if text.startswith("-") else product
