"""Which program an answer means, where several can be read from it, decided as a solve does."""

from __future__ import annotations

from shortlist_engine.concurrency import for_each
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.sample_set import NOTHING, SampleSet, with_readings
from shortlist_engine.execution.runner import Runner
from shortlist_engine.problem import Program, Run
from shortlist_engine.solve.examples import first_pass, on_examples
from shortlist_engine.solve.readings import best_reading
from shortlist_engine.solve.trials import programs_at_once


async def settle(row: EvaluationProblem, drawn: SampleSet, pool: Runner) -> SampleSet:
    """Returns the samples with one program each: of those that can be read from an answer the one
    that `best_reading` chooses, the first where nothing can be run. Raises what
    `ExecutionPool.run` does."""
    if not drawn.readings:
        return drawn
    quick = first_pass(row.problem)
    place_of = {program.id: place for place, program in enumerate(drawn.programs)}
    known: dict[str, tuple[Run, ...]] = {}
    meant: dict[tuple[int, ...], int] = {}

    async def run(program: Program) -> tuple[Run, ...]:
        if program.id not in known:
            known[program.id] = await pool.run(on_examples(row.problem, program, quick))
        return known[program.id]

    async def choose(places: tuple[int, ...]) -> None:
        best = await best_reading([drawn.programs[place] for place in places], run)
        if best is not None:
            meant[places] = place_of[best.program.id]

    if row.problem.examples:
        several = dict.fromkeys(places for places in drawn.readings if len(places) > 1)
        await for_each(several, choose, programs_at_once(pool))
    chosen = [meant.get(places, places[0]) if places else NOTHING for places in drawn.readings]
    return with_readings(drawn, chosen)
