"""Which programs of a problem are worth training on, from what a run of an evaluation knows of it.

A program that passes the examples is often wrong. What many samples agree on, on inputs that were
generated, is right much more often (Li et al. 2022, section 4.6: the largest clusters come first).
"""

from __future__ import annotations

from dataclasses import dataclass

from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.facts import Measurement
from shortlist_engine.evaluation.sample_set import SampleSet
from shortlist_engine.evaluation.survivor_pool import survivor_places, survivors_of
from shortlist_engine.problem import Program
from shortlist_engine.selection import cluster
from shortlist_engine.selection.clusters import UNSTABLE, valid_inputs

PROGRAMS = 4
"""How many programs of a problem are kept: the most sampled ones, distinct."""
INPUTS = 4
"""On fewer valid inputs, agreeing says nothing."""


@dataclass(frozen=True)
class Agreement:
    """Holds the programs of the largest cluster, most sampled first. `share` is that of its
    `samples` among all `passing`; `right` whether the first passes the hidden tests, None where
    there are none."""

    programs: tuple[Program, ...]
    share: float
    samples: int
    passing: int
    right: bool | None


def agreement(
    row: EvaluationProblem, drawn: SampleSet, measured: Measurement, fewest: int
) -> Agreement | str:
    """Returns what at least `fewest` samples agree on, or why there is nothing to keep."""
    survivors = survivors_of(drawn, measured)
    if not survivors:
        return "no program passes the examples"
    inputs = valid_inputs([each for each in survivors if each.stable and any(each.outcomes)])
    if len(inputs) < INPUTS:
        return "too few valid inputs"
    top = cluster(survivors)[0]
    if top.id == UNSTABLE:
        return "outputs change from run to run"
    if top.size < fewest:
        return "too few samples agree"
    places = {drawn.programs[place].id: place for place in survivor_places(measured)}
    of_program = {each.program.id: each for each in survivors}
    first = top.programs[0]
    outcomes = [of_program[first.id].outcomes[index] for index in inputs]
    failed = sum(outcome is not None and outcome.failed for outcome in outcomes)
    if 2 * failed > len(outcomes):
        return "too few valid inputs"
    if len(set(outcomes)) == 1 and len({example.output for example in row.problem.examples}) == 1:
        return "the answer is always the same"
    return Agreement(
        top.programs[:PROGRAMS],
        top.share,
        top.size,
        sum(each.count for each in survivors),
        measured.candidates[places[first.id]].right if row.judged else None,
    )
