"""Whether examples keep to the constraints of their statement, as far as both are plain: the first
line of the input is names ("N M"), and the statement bounds them by numbers. An example that breaks
one was pasted or read wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shortlist_engine.problem import Example
from shortlist_engine.statement.labels import Label
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


def _first_line(lines: Sequence[str], labels: Sequence[Label]) -> list[str]:
    """The names on the first line of the input's format, when it is one of names alone."""
    section = next(
        (each for each in labels if each.kind == "input" and not each.explicit and not each.text),
        None,
    )
    if section is None:
        return []
    end = next((each.line for each in labels if each.line > section.line), len(lines))
    for line in lines[section.line + 1 : min(end, section.line + 12)]:
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
