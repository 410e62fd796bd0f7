"""Comparing outputs. Numbers are never compared through floating point unless the expected one is
a decimal, so that large integers stay exact.

Rules as in testlib's `wcmp` and `doubleCompare` and the ICPC default validator.
"""

from __future__ import annotations

import ast
import hashlib
import json
import math
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from ..problem import Verdict

DEFAULT_TOLERANCE = 1e-6
_INTEGER = re.compile(r"[+-]?[0-9]+\Z")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][+-]?[0-9]+)?\Z")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\Z")
_SPECIAL = {"nan": "nan", "inf": "inf", "+inf": "inf", "infinity": "inf", "-inf": "-inf"}
_WHITESPACE = " \t\n\r\v\f"
_SHOWN = 40
_SIGNIFICANT_DIGITS = 6
_LARGEST_EXPONENT = 400  # beyond a double's range either way


@dataclass(frozen=True)
class Comparison:
    """`detail` is empty for AC, and else the first difference in plain words."""

    verdict: Verdict
    detail: str = ""


_ACCEPTED = Comparison(Verdict.AC)


def compare(expected: str, output: str, checker: str = "tokens") -> Comparison:
    """AC, WA or PE. `checker` is `tokens`, `exact`, `case_insensitive` or `float EPS`.

    Raises ValueError, naming the known ones, when `checker` is none of these.
    """
    if expected == output:
        return _ACCEPTED
    name, _, argument = checker.partition(" ")
    if name == "exact":
        return _compare_exact(expected, output)
    if name == "tokens":
        return _compare_tokens(expected, output, DEFAULT_TOLERANCE, all_numbers=False)
    if name == "case_insensitive":
        return _compare_tokens(
            expected.lower(), output.lower(), DEFAULT_TOLERANCE, all_numbers=False
        )
    if name == "float":
        try:
            tolerance = float(argument)
        except ValueError:
            tolerance = -1.0
        if 0 <= tolerance < math.inf:
            return _compare_tokens(expected, output, tolerance, all_numbers=True)
    raise ValueError(
        f"unknown checker {checker!r}: use tokens, exact, case_insensitive or float EPS"
    )


def compare_values(expected: str, output: str) -> Comparison:
    """Compare what a function returned with the expected literal: as Python values, floats within
    a tolerance; as text when either is no literal."""
    if expected.strip() == output.strip():
        return _ACCEPTED
    different = Comparison(
        Verdict.WA, f"expected {_shown(expected.strip())}, got {_shown(output.strip())}"
    )
    # Parsing costs a hundred times the text's size, and an equal value is not that much longer.
    if len(output) > 10_000 + 4 * len(expected):
        return different
    try:
        wanted, got = _literal(expected), _literal(output)
        equal = _equal_values(wanted, got)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        equal = expected.split() == output.split()
    return _ACCEPTED if equal else different


def output_key(output: str) -> bytes:
    """A hash equal for outputs that count as the same when programs are clustered: tokens, with
    integers normalised and decimals rounded to 6 significant digits."""
    digest = hashlib.sha256()
    for token in _tokens(output):
        digest.update(_canonical(token).encode("utf-8", "surrogatepass"))
        digest.update(b"\n")
    return digest.digest()[:16]


def _tokens(text: str) -> list[str]:
    # str.split() would also split on Unicode spaces, which judges do not.
    return text.split() if text.isascii() else _split_ascii(text)


def _split_ascii(text: str) -> list[str]:
    return [token for token in re.split(f"[{_WHITESPACE}]+", text) if token]


def _compare_tokens(
    expected: str, output: str, tolerance: float, *, all_numbers: bool
) -> Comparison:
    wanted, got = _tokens(expected), _tokens(output)
    if wanted == got:
        return _ACCEPTED
    for index, (want, have) in enumerate(zip(wanted, got, strict=False)):
        if want != have and not _equal_tokens(want, have, tolerance, all_numbers):
            line, position = _locate(output, index)
            return Comparison(
                Verdict.WA,
                f"line {line}, token {position}: expected {_shown(want)}, got {_shown(have)}",
            )
    if len(got) < len(wanted):
        missing = _shown(wanted[len(got)])
        if not got:
            return Comparison(Verdict.WA, f"no output: expected {missing}")
        return Comparison(
            Verdict.WA,
            f"output ends after {_count(len(got))} of {len(wanted)}: expected {missing} next",
        )
    if len(got) > len(wanted):
        line, position = _locate(output, len(wanted))
        return Comparison(
            Verdict.WA,
            f"line {line}, token {position}: {_shown(got[len(wanted)])} is more than the expected "
            f"{_count(len(wanted))}",
        )
    return _ACCEPTED


def _equal_tokens(want: str, have: str, tolerance: float, all_numbers: bool) -> bool:
    if _INTEGER.match(want) and _INTEGER.match(have):
        if _integer(want) == _integer(have):
            return True
        if not all_numbers:
            return False
    decimal = _NUMBER if all_numbers else _DECIMAL
    if decimal.match(want) and _NUMBER.match(have):
        return _close(float(want), float(have), tolerance)
    special = _SPECIAL.get(want.lower())
    return special is not None and special == _SPECIAL.get(have.lower())


def _integer(token: str) -> str:
    """Sign and digits without leading zeros: integers of any length without converting them."""
    digits = token.lstrip("+-").lstrip("0") or "0"
    return "-" + digits if token[0] == "-" and digits != "0" else digits


def _close(want: float, have: float, tolerance: float) -> bool:
    if want == have:
        return True
    if not (math.isfinite(want) and math.isfinite(have)):
        return False
    return abs(want - have) <= tolerance * max(1.0, abs(want))


def _compare_exact(expected: str, output: str) -> Comparison:
    wanted, got = _lines(expected), _lines(output)
    if wanted == got:
        return _ACCEPTED
    same_text = "".join(expected.split()) == "".join(output.split())
    verdict = Verdict.PE if same_text else Verdict.WA
    reason = "only white space differs, " if same_text else ""
    for number, (want, have) in enumerate(zip(wanted, got, strict=False), 1):
        if want != have:
            return Comparison(
                verdict, f"{reason}line {number}: expected {_shown(want)}, got {_shown(have)}"
            )
    return Comparison(verdict, f"{reason}expected {len(wanted)} lines, got {len(got)}")


def _lines(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _locate(text: str, index: int) -> tuple[int, int]:
    """Line and position in the line, from 1, of a token."""
    for number, line in enumerate(text.split("\n"), 1):
        count = len(_tokens(line))
        if index < count:
            return number, index + 1
        index -= count
    return number, index + 1


def _count(tokens: int) -> str:
    return f"{tokens} token" if tokens == 1 else f"{tokens} tokens"


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "...")


def _canonical(token: str) -> str:
    if _INTEGER.match(token):
        return _integer(token)
    if not _NUMBER.match(token):
        return _SPECIAL.get(token.lower(), token)
    try:
        value = Decimal(token)
    except InvalidOperation:
        return token
    if value.is_zero() or value.adjusted() < -_LARGEST_EXPONENT:
        return "0"
    if value.adjusted() > _LARGEST_EXPONENT:
        return "-inf" if value < 0 else "inf"
    rounded = Decimal(f"{value:.{_SIGNIFICANT_DIGITS - 1}e}")
    text = format(rounded, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _literal(text: str) -> Any:
    try:
        return ast.literal_eval(text.strip())
    except (ValueError, SyntaxError):
        return json.loads(text)  # judges that speak JSON write true, false, null


def _equal_values(want: Any, have: Any) -> bool:
    if isinstance(want, float) or isinstance(have, float):
        if not (isinstance(want, (int, float)) and isinstance(have, (int, float))):
            return False
        if isinstance(want, float) and math.isnan(want):
            return isinstance(have, float) and math.isnan(have)
        return _close(float(want), float(have), DEFAULT_TOLERANCE)
    if isinstance(want, (list, tuple)):
        return (
            type(want) is type(have)
            and len(want) == len(have)
            and all(_equal_values(a, b) for a, b in zip(want, have, strict=True))
        )
    if isinstance(want, dict):
        return (
            isinstance(have, dict)
            and want.keys() == have.keys()
            and all(_equal_values(value, have[key]) for key, value in want.items())
        )
    return bool(want == have)
