"""Comparing a program's output with the expected one, by the rule that the problem names.

| rule               | judges that compare like this                                      |
|--------------------|--------------------------------------------------------------------|
| `tokens`           | testlib's `wcmp`, AtCoder                                          |
| `exact`            | testlib's `lcmp` with spaces counted, ICPC `space_change_sensitive`|
| `case_insensitive` | testlib's `yesno` and `nyesno`, Kattis and ICPC default validator  |
| `float EPS`        | testlib's `doubleCompare` in `rcmp`, ICPC `float_tolerance`        |
| `alphacode`        | DeepMind's code_contests, `tester_sandboxer.cc`, `OutputsMatch`    |

Everything here takes time and memory linear in the two texts, whatever the output holds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from shortlist_engine.execution.checking.output_tokens import (
    Equal,
    equal,
    equal_for_alphacode,
    equal_in_any_case,
    locate,
    shown,
    within,
)
from shortlist_engine.problem import Verdict

DEFAULT_CHECKER = "tokens"
_WHITE_SPACE = b" \t\n\r\v\f"
_KNOWN = "tokens, exact, case_insensitive, float EPS (such as float 1e-6) or alphacode"


@dataclass(frozen=True)
class Comparison:
    """Says whether an output is right; `detail` is empty for AC, and else the first difference in
    plain words."""

    verdict: Verdict
    detail: str = ""


_ACCEPTED = Comparison(Verdict.AC)


def compare(expected: str, output: str, checker: str = DEFAULT_CHECKER) -> Comparison:
    """Says whether `output` is right: AC, WA or PE. `checker` is `tokens`, `exact`,
    `case_insensitive`, `float EPS` or `alphacode`.

    Raises ValueError, naming the known ones, when `checker` is none of these.
    """
    same = _equality(checker)
    wanted = expected.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
    got = output.encode("utf-8", "surrogatepass")
    if wanted == got:
        return _ACCEPTED
    if same is None:
        return _compare_lines(wanted, got)
    return _compare_tokens(wanted, got, same)


def describe_checker(checker: str) -> str:
    """Returns the rule in plain words, to follow "compared by" or to stand alone.

    Raises ValueError as `compare` does.
    """
    _equality(checker)
    name, _, argument = checker.partition(" ")
    return {
        "tokens": "tokens, whatever the white space; decimals within 1e-6",
        "exact": "lines, every character but white space at their ends",
        "case_insensitive": "tokens in upper or lower case; decimals within 1e-6",
        "float": f"tokens; numbers within {argument.strip()}, absolute or relative",
        "alphacode": "AlphaCode's permissive rule: tokens in upper or lower case; "
        "numbers within 1e-5, large integers rounded",
    }[name]


def _equality(checker: str) -> Equal | None:
    """When two tokens are equal; None for the rule that compares lines. Raises ValueError."""
    name, _, argument = checker.partition(" ")
    if name == "float":
        try:
            tolerance = float(argument)
        except ValueError:
            tolerance = -1.0
        if 0 <= tolerance < math.inf:
            return within(tolerance)
    elif not argument:
        if name == "exact":
            return None
        if name in _BY_TOKENS:
            return _BY_TOKENS[name]
    raise ValueError(f"unknown checker {checker!r}: use {_KNOWN}")


_BY_TOKENS: dict[str, Equal] = {
    "tokens": equal,
    "case_insensitive": equal_in_any_case,
    "alphacode": equal_for_alphacode,
}


def _compare_tokens(expected: bytes, output: bytes, same: Equal) -> Comparison:
    wanted = expected.split()
    # A hostile output has more tokens than fit in memory: the rest stays one piece.
    got = output.split(None, len(wanted))
    for index, (want, have) in enumerate(zip(wanted, got, strict=False)):
        if want != have and not same(want, have):
            line, position = locate(output, index)
            return Comparison(
                Verdict.WA,
                f"line {line}, token {position}: expected {shown(want)}, got {shown(have)}",
            )
    if len(got) < len(wanted):
        missing = shown(wanted[len(got)])
        if not got:
            return Comparison(Verdict.WA, f"no output: expected {missing}")
        return Comparison(
            Verdict.WA,
            f"output ends after {_count(len(got))} of {len(wanted)}: expected {missing} next",
        )
    if len(got) > len(wanted):
        line, position = locate(output, len(wanted))
        extra = got[-1].split(None, 1)[0]
        return Comparison(
            Verdict.WA,
            f"line {line}, token {position}: {shown(extra)} is more than the expected "
            f"{_count(len(wanted))}",
        )
    return _ACCEPTED


def _compare_lines(expected: bytes, output: bytes) -> Comparison:
    wanted = expected.rstrip().split(b"\n")
    got = output.rstrip().split(b"\n", len(wanted))
    if len(wanted) == len(got) and all(
        want.rstrip() == have.rstrip() for want, have in zip(wanted, got, strict=True)
    ):
        return _ACCEPTED
    same_text = expected.translate(None, _WHITE_SPACE) == output.translate(None, _WHITE_SPACE)
    verdict = Verdict.PE if same_text else Verdict.WA
    reason = "only white space differs, " if same_text else ""
    for number, (want, have) in enumerate(zip(wanted, got, strict=False), 1):
        if want.rstrip() != have.rstrip():
            return Comparison(
                verdict,
                f"{reason}line {number}: expected {shown(want.rstrip())}, "
                f"got {shown(have.rstrip())}",
            )
    lines = output.rstrip().count(b"\n") + 1
    return Comparison(verdict, f"{reason}expected {len(wanted)} lines, got {lines}")


def _count(number: int) -> str:
    return f"{number} token" if number == 1 else f"{number} tokens"
