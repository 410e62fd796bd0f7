"""Which program an answer means, where several can be read from it: running them decides."""

from __future__ import annotations

from dataclasses import replace

from shortlist_engine.concurrency import for_each
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.sample_set import NOTHING, SampleSet, with_readings
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.problem import Verdict
from shortlist_engine.solve.filtering import FIRST_PASS_S
from shortlist_engine.solve.trials import programs_at_once


async def settle(row: EvaluationProblem, drawn: SampleSet, pool: Runner) -> SampleSet:
    """Returns the samples with one program each: of those that can be read from an answer the one
    that passes most examples, of equal ones one that compiles, then the first. Raises what
    `ExecutionPool.run` does."""
    if not drawn.readings:
        return drawn
    examples = row.problem.examples
    limits = row.problem.limits
    quick = replace(limits, time_s=min(limits.time_s, FIRST_PASS_S))
    worth: dict[int, tuple[int, bool]] = {}

    async def run(place: int) -> None:
        runs = await pool.run(
            RunRequest(
                row.problem,
                drawn.programs[place],
                [example.input for example in examples],
                [example.output for example in examples],
                stop_at_first_failure=True,
                limits=quick,
            )
        )
        verdicts = [each.verdict for each in runs]
        worth[place] = verdicts.count(Verdict.AC), Verdict.CE not in verdicts

    if examples:
        open_ones = (found for found in drawn.readings if len(found) > 1)
        places = dict.fromkeys(place for found in open_ones for place in found)
        await for_each(places, run, programs_at_once(pool))
    chosen = [
        max(found, key=lambda place: worth.get(place, (0, True)), default=NOTHING)
        for found in drawn.readings
    ]
    return with_readings(drawn, chosen)
