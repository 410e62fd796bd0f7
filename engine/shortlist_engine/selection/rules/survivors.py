"""Evidence from the survivors of a solve."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shortlist_engine.problem import Program
from shortlist_engine.selection.clusters import DEFAULT_TOLERANCE, Survivor, valid_inputs
from shortlist_engine.selection.rules.coding import encode
from shortlist_engine.selection.rules.evidence import Evidence, evidence


def has_logprob(program: Program) -> bool:
    """Says whether the program's log-probability is known: not of one without tokens, which no
    model drew."""
    return program.logprob is not None and program.tokens > 0


def logprob_of(program: Program) -> float:
    """Returns the program's log-probability as evidence: NaN where it is not known."""
    return program.logprob if program.logprob is not None and has_logprob(program) else np.nan


def from_survivors(
    survivors: Sequence[Survivor], *, tolerance: float = DEFAULT_TOLERANCE
) -> Evidence:
    """Makes evidence in the order of `survivors`, which all pass the examples. Inputs count as in
    `selection.cluster`: those that every stable survivor has reached, but for those without any
    outcome yet, and that at most half of them fail on."""
    stable = np.array([each.stable for each in survivors], np.bool_)
    known = [each for each in survivors if each.stable and any(each.outcomes)]
    inputs = valid_inputs(known)
    longest = max(inputs, default=-1)
    rows = [
        [each.outcomes[index] for index in inputs]
        if len(each.outcomes) > longest
        else [None] * len(inputs)
        for each in survivors
    ]
    return evidence(
        encode(rows, tolerance=tolerance),
        counts=[each.count for each in survivors],
        first=[each.first for each in survivors],
        voices=[each.voice for each in survivors],
        logprob=[logprob_of(each.program) for each in survivors],
        tokens=[each.program.tokens for each in survivors],
        length=[len(each.program.source) for each in survivors],
        stable=stable,
        ended=[each.pace.ended for each in survivors],
        late=[each.pace.late for each in survivors],
    )
