"""From outcomes to codes of 64 bits, which rules compare instead of strings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np

from shortlist_engine.problem import Run, Verdict
from shortlist_engine.selection.clusters import DEFAULT_TOLERANCE, Outcome, equal_outcomes, outcome
from shortlist_engine.selection.rules.evidence import FIRST_OUTPUT, UNKNOWN, Codes, Flags, is_output

FAILURE_CODES = {
    verdict.value: code
    for code, verdict in enumerate(
        (Verdict.TLE, Verdict.MLE, Verdict.OLE, Verdict.RE, Verdict.CE), UNKNOWN + 1
    )
}


def encode(
    rows: Sequence[Sequence[Outcome | None]], *, tolerance: float = DEFAULT_TOLERANCE
) -> Codes:
    """Returns (N, M), the codes of the outcomes of N candidates on M inputs.

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
    """Says where a run ended well and said something: its output is neither empty nor `None`, which
    is what a Python function that leaves off before its end gives."""
    return is_output(codes) & ~np.isin(codes, _NOTHING)


def _codes_of(outcomes: Iterable[Outcome | None], tolerance: float) -> dict[Outcome | None, int]:
    return {item: _code(same) for item, same in equal_outcomes(outcomes, tolerance).items()}


def _code(item: Outcome | None) -> int:
    if item is None:
        return UNKNOWN
    if item.failed:
        return FAILURE_CODES[item.symbol]
    if not item.decimals:
        return _clear_of_failures(int(item.symbol, 16))
    text = repr((item.symbol, list(item.decimals)))
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return _clear_of_failures(int.from_bytes(digest, "big"))


def _clear_of_failures(code: int) -> int:
    return code if code >= FIRST_OUTPUT else code + FIRST_OUTPUT


_NOTHING = encode([[outcome(Run(Verdict.OK, output=text)) for text in ("", "None", "none")]])
