"""From outcomes to codes of 64 bits, which rules compare instead of strings."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from shortlist_engine.problem import Run, Verdict
from shortlist_engine.selection.clusters import DEFAULT_TOLERANCE, Outcome, outcome

from .evidence import FIRST_OUTPUT, UNKNOWN, Codes, Flags, is_output

FAILURE_CODES = {
    verdict.value: code
    for code, verdict in enumerate(
        (Verdict.TLE, Verdict.MLE, Verdict.OLE, Verdict.RE, Verdict.CE), UNKNOWN + 1
    )
}


def encode(
    rows: Sequence[Sequence[Outcome | None]], *, tolerance: float = DEFAULT_TOLERANCE
) -> Codes:
    """(N, M) codes of the outcomes of N candidates on M inputs.

    Two outputs on one input have one code when their text is equal and their decimal numbers are
    equal within `tolerance`, relative or absolute, pairwise or through others in between; so the
    codes do not depend on the order of the candidates. Two different outputs share one with a
    probability of 2**-64. Raises ValueError when the rows have different lengths.
    """
    widths = {len(row) for row in rows}
    if len(widths) > 1:
        raise ValueError(f"candidates with different numbers of outcomes: {sorted(widths)}")
    codes = np.zeros((len(rows), widths.pop() if widths else 0), np.uint64)
    for column in range(codes.shape[1]):
        known = _codes_of((row[column] for row in rows), tolerance)
        codes[:, column] = [known[row[column]] for row in rows]
    return codes


def is_answer(codes: Codes) -> Flags:
    """Where a run ended well and said something: its output is neither empty nor `None`, which is
    what a Python function that leaves off before its end gives."""
    return is_output(codes) & ~np.isin(codes, _NOTHING)


def _codes_of(outcomes: Iterable[Outcome | None], tolerance: float) -> dict[Outcome | None, int]:
    codes: dict[Outcome | None, int] = {None: UNKNOWN}
    with_decimals: dict[tuple[str, int], list[Outcome]] = defaultdict(list)
    for item in dict.fromkeys(outcomes):
        if item is None:
            continue
        if item.failed:
            codes[item] = FAILURE_CODES[item.symbol]
        elif item.decimals:
            with_decimals[item.symbol, len(item.decimals)].append(item)
        else:
            codes[item] = _clear_of_failures(int(item.symbol, 16))
    for (symbol, _), alike in with_decimals.items():
        columns = zip(*(item.decimals for item in alike), strict=True)
        representatives = [_representatives(values, tolerance) for values in columns]
        for item in alike:
            nearest = [
                known[value] for known, value in zip(representatives, item.decimals, strict=True)
            ]
            digest = hashlib.blake2b(repr((symbol, nearest)).encode(), digest_size=8).digest()
            codes[item] = _clear_of_failures(int.from_bytes(digest, "big"))
    return codes


def _representatives(values: Iterable[float], tolerance: float) -> dict[float, float]:
    """Each value with the smallest that it is equal to within the tolerance, step by step."""
    representatives: dict[float, float] = {}
    previous = start = -np.inf
    for value in sorted(set(values)):
        if value - previous > tolerance * max(1.0, abs(value), abs(previous)):
            start = value
        representatives[value] = start
        previous = value
    return representatives


def _clear_of_failures(code: int) -> int:
    return code if code >= FIRST_OUTPUT else code + FIRST_OUTPUT


_NOTHING = encode([[outcome(Run(Verdict.OK, output=text)) for text in ("", "None", "none")]])
