"""Comparing what a C++ function returned with the expected literal.

Statements write the same value in many ways: `{1, 2}`, `[1, 2]` or `(1, 2)` for a vector,
`{{1, 2}}` or `{1: 2}` for a map, `true` or `True`. The function's type has decided which of them is
meant, so kinds of sequences count as equal. Only a set, which the output shows in braces, has no
order.
"""

from __future__ import annotations

import math
from typing import Any

from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.output_tokens import DEFAULT_TOLERANCE, close, shown
from shortlist_engine.problem import Verdict
from shortlist_engine.statement.literals import Braces, read_literal

_ERRORS = (ValueError, SyntaxError, MemoryError, RecursionError, TypeError, OverflowError)


def compare_cpp_values(expected: str, output: str) -> Comparison:
    """Compares values, floats within a tolerance; as text when either is no literal."""
    wanted_text, got_text = expected.strip(), output.strip()
    if wanted_text == got_text:
        return Comparison(Verdict.AC)
    # Parsing costs a hundred times the text's size, and an equal value is not that much longer.
    if len(output) <= 10_000 + 4 * len(expected):
        try:
            equal = _equal(read_literal(wanted_text), read_literal(got_text))
        except _ERRORS:
            equal = wanted_text.split() == got_text.split()
        if equal:
            return Comparison(Verdict.AC)
    wanted, got = (shown(text.encode("utf-8", "surrogatepass")) for text in (wanted_text, got_text))
    return Comparison(Verdict.WA, f"expected {wanted}, got {got}")


def _equal(want: Any, have: Any) -> bool:
    if isinstance(have, dict):
        pairs = _pairs(want)
        return pairs is not None and _equal_unordered(pairs, list(have.items()))
    if isinstance(want, dict):
        return have == Braces(()) and not want
    items, found = _items(want), _items(have)
    if items is not None and found is not None:
        if isinstance(have, Braces):
            return _equal_unordered(items, found)
        return len(items) == len(found) and all(map(_equal, items, found))
    if isinstance(want, float) or isinstance(have, float):
        if not (isinstance(want, (int, float)) and isinstance(have, (int, float))):
            return False
        if math.isnan(want) or math.isnan(have):
            return math.isnan(want) and math.isnan(have)
        return close(float(want), float(have), DEFAULT_TOLERANCE)
    return bool(want == have)


def _items(value: Any) -> list[Any] | None:
    if isinstance(value, Braces):
        return list(value.items)
    return list(value) if isinstance(value, (list, tuple)) else None


def _pairs(value: Any) -> list[Any] | None:
    """A map's entries, written as one or as a list of pairs."""
    return list(value.items()) if isinstance(value, dict) else _items(value)


def _equal_unordered(items: list[Any], found: list[Any]) -> bool:
    if len(items) != len(found):
        return False
    return all(map(_equal, sorted(items, key=_order), sorted(found, key=_order)))


def _order(value: Any) -> str:
    """The same for values that are equal and written differently."""
    items = _items(value)
    if items is not None:
        return "[" + ",".join(map(_order, items)) + "]"
    return repr(float(value)) if isinstance(value, (int, float)) else repr(value)
