"""Comparing what a function returned with the expected literal."""

from __future__ import annotations

import ast
import json
import math
from typing import Any

from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.output_tokens import DEFAULT_TOLERANCE, close, shown
from shortlist_engine.problem import Verdict


def compare_values(expected: str, output: str) -> Comparison:
    """Compares Python values, floats within a tolerance; as text when either is no literal."""
    wanted_text, got_text = expected.strip(), output.strip()
    if wanted_text == got_text:
        return Comparison(Verdict.AC)
    # Parsing costs a hundred times the text's size, and an equal value is not that much longer.
    if len(output) <= 10_000 + 4 * len(expected):
        try:
            equal = _equal(_literal(wanted_text), _literal(got_text))
        except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError, OverflowError):
            equal = expected.split() == output.split()
        if equal:
            return Comparison(Verdict.AC)
    wanted, got = (shown(text.encode("utf-8", "surrogatepass")) for text in (wanted_text, got_text))
    return Comparison(Verdict.WA, f"expected {wanted}, got {got}")


def _literal(text: str) -> Any:
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return json.loads(text)  # judges that speak JSON write true, false, null


def _equal(want: Any, have: Any) -> bool:
    if isinstance(want, float) or isinstance(have, float):
        if not (isinstance(want, (int, float)) and isinstance(have, (int, float))):
            return False
        if isinstance(want, float) and math.isnan(want):
            return isinstance(have, float) and math.isnan(have)
        return close(float(want), float(have), DEFAULT_TOLERANCE)
    if isinstance(want, (list, tuple)):
        return (
            type(want) is type(have)
            and len(want) == len(have)
            and all(_equal(a, b) for a, b in zip(want, have, strict=True))
        )
    if isinstance(want, dict):
        return (
            isinstance(have, dict)
            and want.keys() == have.keys()
            and all(_equal(value, have[key]) for key, value in want.items())
        )
    return bool(want == have)
