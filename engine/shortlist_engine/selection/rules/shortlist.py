"""Our own rule: agreement of samples, outputs and generated tests, with attempts that differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from shortlist_engine.selection.rules.coding import is_answer
from shortlist_engine.selection.rules.evidence import (
    UNKNOWN,
    Codes,
    Evidence,
    Flags,
    Floats,
    ends_well,
    is_output,
)
from shortlist_engine.selection.rules.grouping import agreement, by_behaviour, sizes, weigh
from shortlist_engine.selection.rules.ranking import CandidateRanking, from_groups

WEIGHTS: Mapping[str, float] = {
    "samples": 0.5, "outputs": 1.0, "tests": 1.0, "varied": 2.0, "timely": 4.0,
}  # fmt: skip
"""How much each signal counts: the square root of the samples as in CodeT, outputs and tests as
they are, set beforehand; the last by cross-validation (`benchmarks.selection --weights`)."""
ATTEMPTS = 10
"""So many attempts are chosen one after another."""
_FEW_INPUTS = 3


def shortlist(
    evidence: Evidence,
    weights: Mapping[str, float] = WEIGHTS,
    attempts: int = ATTEMPTS,
    answers: Callable[[Codes], Flags] = is_answer,
) -> CandidateRanking:
    """Ranks groups of equal outcomes and passes by the weighted sum of their `Signals`. What is no
    answer (`answers`) counts as a failure: programs that leave off early agree on saying nothing.

    The first attempt is the best group. Each further one supposes that those before it are wrong:
    then their samples are no evidence any more, and what agreed with them loses its support. So the
    attempts differ in more than a detail. Groups after `attempts` keep the order of their scores.

    Groups that neither answer on any input nor pass a test are left out. Inside a group those that
    are too slow on large inputs come last, else the most sampled candidate comes first, then the
    one the model finds most likely for each token, then the shortest, then the quickest.
    Instability and failed examples are dealt with before (`rank`).
    """
    labels, members = by_behaviour(evidence)
    outcomes, tests = evidence.outcomes[members], evidence.tests[members]
    outcomes[~answers(outcomes)] = UNKNOWN
    size = sizes(labels, len(members), evidence.weights)
    alive = ends_well(outcomes) | np.asarray(tests.any(axis=1))
    if not alive.any():
        alive[:] = True
    earliest = np.full(len(members), np.iinfo(np.int64).max)
    np.minimum.at(earliest, labels, evidence.first)
    late = np.ones(len(members), np.bool_)
    np.logical_and.at(late, labels, evidence.late)
    signals = Signals(outcomes, tests, evidence.test_counts.astype(np.float64), size, late)
    scores = signals.weighted(weights)
    current = scores
    lead: list[int] = []
    open_groups = alive.copy()
    while open_groups.any() and len(lead) < attempts:
        candidates = np.flatnonzero(open_groups & (current >= current[open_groups].max()))
        best = int(candidates[earliest[candidates].argmin()])
        lead.append(best)
        open_groups[best] = False
        signals.withdraw(best)
        current = signals.weighted(weights)
    within = (
        evidence.late.astype(np.float64),
        -evidence.counts.astype(np.float64),
        -np.nan_to_num(evidence.mean_logprob, nan=-np.inf),
        evidence.length.astype(np.float64),
        np.nan_to_num(evidence.time_ms, nan=np.inf),
    )
    return from_groups(evidence, labels, scores, eligible=alive, lead=lead, within=within)


class Signals:
    """Holds what speaks for each of G groups, (G,) each; the first three are logarithms of shares.

    - `samples`: the share of samples in the group (AlphaCode).
    - `outputs`: the share of all samples' outputs, input by input, that equal the group's (soft
      MBR-exec).
    - `tests`: the share of all samples' passes of generated tests that are passes of tests which
      the group passes too, so that a test counts for as much as samples pass it. B4's posterior
      rewards the same: few passes outside the set.
    - `varied`: -1 for a group with the same output on all of three or more inputs: most likely it
      does nothing.
    - `timely`: -1 for a group whose programs are all too slow on large inputs.

    Where nothing is known a signal is 0 for all.
    """

    def __init__(
        self, outcomes: Codes, tests: Flags, test_counts: Floats, size: Floats, late: Flags
    ) -> None:
        self._outcomes, self._tests = outcomes, tests
        self._test_counts, self._size = test_counts, size
        self._samples = np.log(size / size.sum())
        self._varied = -_constant(outcomes).astype(np.float64)
        self._timely = -late.astype(np.float64)
        # Whole numbers of outputs and passes, so that what is withdrawn leaves no remainder.
        self._left = size.sum()
        self._agreeing = agreement(outcomes, size)
        passing = np.array([size[passed].sum() for passed in tests.T]) * test_counts
        self._passes = float(passing.sum())
        self._shared = weigh(tests, passing)

    def weighted(self, weights: Mapping[str, float]) -> Floats:
        """Returns (G,), the sum of the signals, each times its weight; those without one do not
        count."""
        signals = {
            "samples": self._samples,
            "outputs": _share(self._agreeing, self._left * self._outcomes.shape[1]),
            "tests": _share(self._shared, self._passes),
            "varied": self._varied,
            "timely": self._timely,
        }
        total = np.zeros(len(self._size))
        for name, weight in weights.items():
            total += weight * signals[name]
        return total

    def withdraw(self, group: int) -> None:
        """Has the samples of `group` support nothing from now on."""
        size = self._size[group]
        self._left -= size
        for column in self._outcomes.T:
            if is_output(column[group]):
                self._agreeing -= size * (column == column[group])
        withdrawn = size * self._test_counts * self._tests[group]
        self._passes -= float(withdrawn.sum())
        self._shared -= weigh(self._tests, withdrawn)


def _share(part: Floats, whole: float) -> Floats:
    """Its logarithm, as if half a unit more had been seen: nothing is certain."""
    return np.log((part + 0.5) / (whole + 0.5)) if whole else np.zeros(len(part))


def _constant(outcomes: Codes) -> Flags:
    """(G,): whether all outputs of a row are equal, where there are enough to tell."""
    known = is_output(outcomes)
    largest = outcomes.max(axis=1, where=known, initial=0)
    smallest = outcomes.min(axis=1, where=known, initial=np.iinfo(np.uint64).max)
    return np.asarray((known.sum(axis=1) >= _FEW_INPUTS) & (largest == smallest))
