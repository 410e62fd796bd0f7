"""Whether the leading programs are fast enough for large inputs."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest
from tests.engine.solve.solving import final, sources
from tests.fakes import FakePool, FakeSampler

from shortlist_engine.concurrency import within
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Budget, Example, Problem, Program, Run, SolveOptions, Verdict
from shortlist_engine.selection import Pace
from shortlist_engine.selection.confidence import MOST_UNPROVEN
from shortlist_engine.selection.rules import evidence, rank
from shortlist_engine.solve import solve
from shortlist_engine.solve.pace import FULL_INPUTS, PACED, paces_of_leading

STATED = "Print twice the number.\n\nInput\n\nOne integer n (1 ≤ n ≤ 1000000000).\n"
LARGE = Problem("Double", STATED, (Example("1\n", "2\n"), Example("4\n", "8\n")))
UNBOUNDED = Problem("Double", "Print twice the number.", LARGE.examples)


class PacedPool(FakePool):
    """`QUADRATIC` programs run out of time above a million, and `ENDLESS` ones hang there."""

    def __init__(self) -> None:
        super().__init__()
        self.paced: list[str] = []

    async def run(self, request: RunRequest) -> tuple[Run, ...]:
        if any(text.strip().isdigit() and int(text) > 10**6 for text in request.inputs):
            self.paced.append(request.program.source)
            if "ENDLESS" in request.program.source:
                await asyncio.sleep(60)
        return await super().run(request)

    def _one(self, source: str, text: str, expected: str | None, variation: int) -> Run:
        if "QUADRATIC" in source and text.strip().isdigit() and int(text) > 10**6:
            return Run(Verdict.TLE)
        source = source.replace("QUADRATIC", "").replace("ENDLESS", "")
        return super()._one(source, text, expected, variation)


async def paces(problem: Problem, pool: PacedPool, *sources: str) -> tuple[int, dict[int, Pace]]:
    found: dict[int, Pace] = {}
    programs = [Program("python", source) for source in sources]
    ranking = rank("shortlist", evidence(np.full((len(programs), 1), 100)))
    inputs = await paces_of_leading(problem, programs, ranking, pool, 1, found.__setitem__)
    return inputs, found


async def test_slow_programs_are_late_and_fast_ones_end() -> None:
    inputs, found = await paces(LARGE, PacedPool(), "2 * x", "x + x QUADRATIC")
    assert 1 <= inputs <= FULL_INPUTS
    assert found[0] == Pace(inputs) and found[1].late and found[1].ended < inputs


async def test_without_a_bound_nothing_is_run_and_nothing_known() -> None:
    pool = PacedPool()
    assert await paces(UNBOUNDED, pool, "2 * x") == (0, {})
    assert await paces(LARGE, pool) == (0, {})
    assert pool.runs == 0


async def test_only_the_leading_programs_are_run() -> None:
    pool = PacedPool()
    _, found = await paces(LARGE, pool, *(f"2 * x + 0 * {index}" for index in range(40)))
    assert sorted(found) == list(range(PACED))


async def test_what_was_found_is_kept_when_it_is_cut_short() -> None:
    found: dict[int, Pace] = {}
    programs = [Program("python", source) for source in ("2 * x", "x + x ENDLESS")]
    ranking = rank("shortlist", evidence([[100], [100]]))
    work = paces_of_leading(LARGE, programs, ranking, PacedPool(), 1, found.__setitem__)
    with pytest.raises(asyncio.TimeoutError):
        await within(1.0, work)
    assert list(found) == [0] and found[0].ended


async def test_a_solve_prefers_what_is_fast_and_says_when_nothing_is() -> None:
    async def solved(*programs: str):
        return final(
            [
                event
                async for event in solve(
                    LARGE,
                    sampler=FakeSampler(programs),
                    pool=PacedPool(),
                    budget=Budget(60, 60),
                    options=SolveOptions(seed=1),
                )
            ]
        )

    done = await solved("x + x QUADRATIC", "x + x QUADRATIC", "2 * x")
    assert sources(done)[0] == "2 * x"
    assert done.confidence is not None and "too slow" not in done.confidence.text
    done = await solved("x + x QUADRATIC", "2 * x QUADRATIC")
    assert done.confidence is not None and "too slow" in done.confidence.text
    assert done.confidence.chance <= MOST_UNPROVEN and done.confidence.level == "low"
