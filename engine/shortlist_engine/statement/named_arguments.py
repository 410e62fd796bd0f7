"""Examples of function problems that name the parameters: LeetCode's "Input: a = 1", and "For a = 1
the output should be 2"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shortlist_engine.languages import PYTHON
from shortlist_engine.problem import Example
from shortlist_engine.statement.functions import MAX_COLUMNS, Calls, first_value, is_literal
from shortlist_engine.statement.signatures import Function
from shortlist_engine.statement.text import split_top

# `a = 1`, and GeeksforGeeks' `arr[] = {1, 2}`.
_NAMED = re.compile(
    r"^\s*(?P<name>[A-Za-z_]\w*)(?:\s*\[[^\]=]{0,20}\]){0,3}\s*=\s*(?P<value>.*)$", re.S
)
# "For a = 1, b = [2], the output should be 3."
_STATED = re.compile(
    r"^\W*(?:for|if|given|when)\s+(?P<arguments>[A-Za-z_]\w*\s*=\s*\S.*?)\s*,?\s+(?:the\s+)?"
    r"(?:output|result|answer|function)\s+(?:(?:should|would|must|will)\s+(?:be|return)|is|returns)"
    r"\s*:?\s+(?P<value>\S.*)$",
    re.I,
)


def arguments_of(text: str, function: Function) -> list[str] | None:
    """Returns the values of `a = 1, b = [2, 3]` (LeetCode's inputs), or None when these are no
    arguments.

    Bare values are arguments only for a comment in the function's own body: above it they are as
    likely what a program reads.
    """
    parts = split_arguments(text)
    named = [_NAMED.match(part) for part in parts]
    if all(named):
        given = {match["name"]: match["value"].strip() for match in named if match}
        wanted = function.parameters
        # In the order of the signature, without what it has no parameter for, such as a size.
        if len(given) == len(named) and set(wanted) <= given.keys():
            values = [given[name] for name in wanted]
        else:
            values = [match["value"].strip() for match in named if match]
    elif not function.inside:
        return None
    else:
        values = [part.strip() for part in parts]
        if not all(is_literal(value, False) for value in values):
            return None
    return values if all(values) and len(values) == len(function.parameters) else None


def split_arguments(text: str) -> list[str]:
    """Splits `a = 1, b = [2]` at commas and line ends that are in no bracket and no string."""
    parts: list[str] = []
    for part in split_top(text.strip()):
        lines = part.split("\n")
        kept = [lines[0]]
        for line in lines[1:]:
            if _NAMED.match(line):
                kept.append(line)
            else:
                kept[-1] += f"\n{line}"
        parts += kept
    return parts


def names_arguments(text: str) -> bool:
    """Says whether an input names arguments of a function, as in `a = 1, b = [2]`."""
    return all(_NAMED.match(part) for part in split_arguments(text))


def read_stated(lines: Sequence[str], function: Function, language_id: str) -> Calls:
    """Returns the examples in sentences that name the parameters and the result."""
    found, python = Calls(), language_id == PYTHON.name
    for number, line in enumerate(lines):
        stated = _STATED.match(line) if len(line) <= MAX_COLUMNS else None
        if stated is None:
            continue
        values = arguments_of(stated["arguments"], function)
        value = first_value(stated["value"])
        if values is None or not all(is_literal(text, python) for text in (*values, value)):
            continue
        found.add(Example(f"{function.call}({', '.join(values)})", value), number)
    return found
