"""What speaks for the first solution, as counts that a person understands too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shortlist_engine.selection.rules import FIRST_OUTPUT, UNKNOWN, CandidateRanking, Evidence
from shortlist_engine.selection.rules.grouping import equal_rows, sizes

FEW_INPUTS = 3
"""With fewer inputs, equal outputs say little."""


@dataclass(frozen=True)
class Support:
    """Counts what speaks for the first solution. Counts are of samples, duplicates too, unless they
    say otherwise; what is no sample but has a voice is in none of them.

    - `samples` were drawn, `passing` of them pass the `examples`, as `programs` distinct programs.
    - `compared` of those have outcomes and keep them from run to run; `agreeing` of these do the
      same as the first solution on all of `inputs` generated inputs, itself too.
    - `outputs` counts the distinct outputs of the first solution on the inputs.
    - `stable` is False when its output changes from run to run.
    - `clusters` counts the groups of equal outputs among those compared, `second` the samples of
      the largest group that does not agree with the first solution.
    - `ended` is on how many inputs as large as the statement allows it ended in time, `late`
      whether it was out of time or memory on one; 0 and False where nobody looked.
    """

    samples: int
    passing: int
    programs: int
    examples: int
    compared: int
    agreeing: int
    inputs: int
    outputs: int
    stable: bool
    several_answers: bool
    clusters: int = 1
    second: int = 0
    ended: int = 0
    late: bool = False

    @property
    def constant(self) -> bool:
        """Says whether the first solution seems to do nothing: one output for all inputs."""
        return self.inputs >= FEW_INPUTS and self.outputs <= 1


def support(
    evidence: Evidence,
    ranking: CandidateRanking,
    samples: int,
    *,
    examples: int,
    several_answers: bool = False,
) -> Support:
    """Counts what speaks for the first candidate of `ranking`. Candidates that fail an example
    count only as samples. Inputs on which more than half of the compared programs fail are left
    out, as invalid, and so are those without an outcome of the first solution. Raises ValueError
    when there is no candidate."""
    if len(ranking.order) == 0:
        raise ValueError("there is no solution to be sure of")
    top = int(ranking.order[0])
    passes = evidence.passes_examples
    known = (evidence.outcomes != UNKNOWN).any(axis=1)
    compared = passes & evidence.stable & known
    outcomes = evidence.outcomes[compared]
    counts = evidence.counts[compared]
    own = evidence.outcomes[top] if compared[top] else np.zeros_like(evidence.outcomes[top])
    inputs = _valid(outcomes) & (own != UNKNOWN)
    own = own[inputs]
    same = (outcomes[:, inputs] == own).all(axis=1)
    works = own >= FIRST_OUTPUT
    passing = int(evidence.counts[passes].sum())
    labels, members = equal_rows(outcomes[:, inputs].T, len(outcomes))
    largest = sizes(labels, len(members), counts)
    others = largest[~np.isin(np.arange(len(members)), labels[same])]
    return Support(
        samples=max(samples, passing),
        passing=passing,
        programs=int((passes & (evidence.counts > 0)).sum()),
        examples=examples,
        compared=int(counts.sum()),
        agreeing=int(counts[same].sum()) if works.any() else 0,
        inputs=len(own),
        outputs=len(np.unique(own[works])),
        stable=bool(evidence.stable[top]),
        several_answers=several_answers,
        clusters=len(members),
        second=int(others.max(initial=0)),
        ended=int(evidence.ended[top]),
        late=bool(evidence.late[top]),
    )


def _valid(outcomes: np.ndarray) -> np.ndarray:
    """(M,): the inputs that at most half of the programs fail on, of those that ran on them."""
    ran = (outcomes != UNKNOWN).sum(axis=0)
    failed = ((outcomes != UNKNOWN) & (outcomes < FIRST_OUTPUT)).sum(axis=0)
    return np.asarray((ran > 0) & (failed * 2 <= ran))
