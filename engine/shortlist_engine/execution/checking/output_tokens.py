"""When two tokens of an output count as equal.

Numbers are compared through floating point only when the expected one is a decimal, so that large
integers stay exact; `within` and `equal_for_alphacode` are the exceptions, because they are asked
for.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

Equal = Callable[[bytes, bytes], bool]
"""Whether an expected token (first) is met by a token of the output (second)."""

DEFAULT_TOLERANCE = 1e-6
_EDGE = 1e-15  # so that 0.100001 is within 1e-6 of 0.1, which it is not as doubles
_ALPHACODE_TOLERANCE = 1e-5
_DECIMAL = re.compile(rb"[+-]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][+-]?[0-9]+)?\Z")
_NUMBER = re.compile(rb"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\Z")
_TOKEN = re.compile(rb"\S+")
_SPECIAL = {
    b"nan": b"nan",
    b"inf": b"inf",
    b"+inf": b"inf",
    b"infinity": b"inf",
    b"-inf": b"-inf",
    b"-infinity": b"-inf",
}
_SHOWN = 40


def equal(want: bytes, have: bytes) -> bool:
    """Accepts equal text, or numbers within 1e-6 when a decimal is expected.

    Integers are equal as text only, as to testlib's `wcmp`, AtCoder and the ICPC default validator:
    for an expected `3` neither `3.0` nor `03` is right, and `0011` is a string that `11` is not.
    """
    if want == have:
        return True
    if _DECIMAL.match(want) and _NUMBER.match(have):
        return _near(want, have, DEFAULT_TOLERANCE)
    return _same_special(want, have)


def equal_in_any_case(want: bytes, have: bytes) -> bool:
    """Accepts as `equal` does, with the letters A to Z in upper or lower case."""
    return equal(want.lower(), have.lower())


def within(tolerance: float) -> Equal:
    """Accepts numbers, integers too, that are equal within the tolerance, absolute or relative;
    those beyond a double only as text."""

    def equal_numbers(want: bytes, have: bytes) -> bool:
        if want == have:
            return True
        if _NUMBER.match(want) and _NUMBER.match(have):
            return _near(want, have, tolerance)
        return _same_special(want, have)

    return equal_numbers


def equal_for_alphacode(want: bytes, have: bytes) -> bool:
    """Accepts by AlphaCode's rule (Li et al. 2022, appendix A.2; DeepMind's code_contests,
    `ValuesMatch`): in any case, numbers as doubles less than 1e-5 apart, and never relative.

    It accepts wrongly: `3.000009` for 3, `0.000008` for 0.000002, 9007199254740993 for
    9007199254740992 (equal as doubles), `5.0` and `05` for 5, `no` for `NO` wherever case is
    meant. It rejects 1000000.1 for 1000000.10002, though the relative error is 2e-11. For
    comparing figures with AlphaCode's only; tokens of equal text are always equal here, where
    theirs finds infinities and numbers beyond a double unequal to themselves.
    """
    want, have = want.lower(), have.lower()
    if want == have:
        return True
    if _NUMBER.match(want) and _NUMBER.match(have):
        return abs(float(want) - float(have)) < _ALPHACODE_TOLERANCE
    return False


def close(want: float, have: float, tolerance: float) -> bool:
    """Tells whether a number is within the tolerance, absolute or relative to `want`, edge included
    as testlib's `doubleCompare` has it; NaN is close to nothing."""
    if want == have:
        return True
    if not (math.isfinite(want) and math.isfinite(have)):
        return False
    return abs(want - have) <= (tolerance + _EDGE) * max(1.0, abs(want))


def locate(text: bytes, index: int) -> tuple[int, int]:
    """Returns the line and the position in the line, both from 1, of token `index`, from 0.

    Raises IndexError when there are fewer tokens.
    """
    for number, found in enumerate(_TOKEN.finditer(text)):
        if number == index:
            start = found.start()
            line = text.rfind(b"\n", 0, start) + 1
            return text.count(b"\n", 0, start) + 1, len(text[line:start].split()) + 1
    raise IndexError(index)


def shown(text: bytes) -> str:
    """Shows a token or a line in a message: quoted, control characters escaped, shortened."""
    start = text[: 4 * _SHOWN].decode("utf-8", "replace")
    whole = len(text) <= 4 * _SHOWN and len(start) <= _SHOWN
    return repr(start if whole else start[: _SHOWN - 3] + "...")


def _near(want: bytes, have: bytes, tolerance: float) -> bool:
    # Beyond a double all numbers look equal; only the same text is.
    a, b = float(want), float(have)
    return math.isfinite(a) and math.isfinite(b) and close(a, b, tolerance)


def _same_special(want: bytes, have: bytes) -> bool:
    special = _SPECIAL.get(want.lower())
    return special is not None and special == _SPECIAL.get(have.lower())
