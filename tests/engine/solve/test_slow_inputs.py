"""Inputs and programs that would take most of the time: their cost is bounded, and what is left out
does not depend on timing."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from tests.engine.solve.solving import collect, final
from tests.fakes import DOUBLE, FakePool, FakeSampler

from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Budget, Program, Run, Verdict
from shortlist_engine.selection import Outcome
from shortlist_engine.solve.behaviour import LATE, PATIENCE, Behaviour
from shortlist_engine.solve.candidates import Candidate
from shortlist_engine.solve.trials import PROBE_PATIENCE, PROBED_AT_MOST, PROBES, Trials

pytestmark = pytest.mark.usefixtures("known_inputs")


class LatePool(FakePool):
    """`STUCK` programs run out of time on every tenth number, `ENDLESS` ones on all above 20;
    each such run takes `late_s`."""

    def __init__(self, late_s: float = 0.0, **more) -> None:
        super().__init__(**more)
        self._late_s = late_s
        self.late: Counter[str] = Counter()

    async def run(self, request: RunRequest) -> tuple[Run, ...]:
        before = self.late.total()
        runs = await super().run(request)
        await asyncio.sleep(self._late_s * (self.late.total() - before))
        return runs

    def _one(self, source: str, text: str, expected: str | None, variation: int) -> Run:
        number = int(text) if text.strip().isdigit() else 1
        late = ("STUCK" in source and number % 10 == 0) or ("ENDLESS" in source and number > 20)
        if late:
            self.late[source] += 1
            return Run(Verdict.TLE)
        source = source.replace("STUCK", "").replace("ENDLESS", "")
        return super()._one(source, text, expected, variation)


async def test_an_input_too_slow_for_all_is_run_on_a_few_only() -> None:
    pool = LatePool()
    sampler = FakeSampler(lambda seed, index: f"2 * x + 0 * {index} STUCK", inputs=["7\n"])
    done = final(await collect(sampler, pool, budget=Budget(100, 60)))
    assert done.progress.passed == 100
    assert done.progress.clusters == 1
    slow_inputs = 5  # 10, 20, 30, 40, 50
    at_once = 4  # programs under way before the first have voted
    assert pool.late.total() <= slow_inputs * (2 * PROBES + at_once)


async def test_an_endless_program_is_given_up_and_the_others_are_told_apart() -> None:
    pool = LatePool()
    sources = ["2 * x", "2 * x if x < 15 else 0", "x + x ENDLESS"]
    done = final(await collect(FakeSampler(sources, inputs=["7\n"]), pool, budget=Budget(90, 60)))
    assert done.progress.clusters == 3
    assert done.solutions[0].program.source == "2 * x"
    assert pool.late.total() <= 2 * PROBE_PATIENCE


async def test_a_solve_ends_when_nothing_but_endless_programs_survives() -> None:
    pool = LatePool()
    sampler = FakeSampler(lambda seed, index: f"2 * x + 0 * {index} ENDLESS", inputs=["7\n"])
    done = final(await collect(sampler, pool, budget=Budget(200, 60)))
    assert done.progress.passed == 200
    assert len(done.solutions) == 10
    assert pool.late.total() <= PROBED_AT_MOST * PROBE_PATIENCE + 120  # of some eight thousand


@pytest.mark.parametrize(
    ("sampling", "running", "late", "workers", "batch"),
    [(0.0, 0.0, 0.0, 1, 8), (0.004, 0.0, 0.002, 4, 3), (0.0, 0.002, 0.0, 2, 64)],
)
async def test_what_is_left_out_does_not_depend_on_timing(
    sampling: float, running: float, late: float, workers: int, batch: int
) -> None:
    def draw(seed: int, index: int) -> str:
        kind = ("STUCK", "ENDLESS", "STUCK ENDLESS", "")[(index * 7 + seed) % 4]
        return f"2 * x if x < {12 + (seed * 31 + index * 7) % 40} else x + {index % 5} {kind}"

    async def ranking(sampler: FakeSampler, pool: FakePool) -> list[object]:
        done = final(await collect(sampler, pool, budget=Budget(120, 120), seed=5))
        found = [(s.program.source, s.cluster_id, s.cluster_size) for s in done.solutions]
        return [*found, done.confidence]

    expected = await ranking(FakeSampler(draw), LatePool())
    assert len(expected) == 11
    found = await ranking(
        FakeSampler(draw, delay_s=sampling, batch=batch),
        LatePool(late, delay_s=running, workers=workers),
    )
    assert found == expected


def candidate(source: str, first: int) -> Candidate:
    return Candidate(first, Program("python", source), first)


@pytest.mark.parametrize("number", [PROBES - 1, PROBES, 2 * PROBES + 1])
async def test_endless_first_survivors_do_not_cost_the_others_their_inputs(number: int) -> None:
    endless = [candidate(f"2 * x + 0 * {index} ENDLESS", index) for index in range(number)]
    good = [candidate(f"2 * x + 0 * {index}", index) for index in range(19, 30)]
    trials = Trials(DOUBLE, LatePool(), [f"{number}\n" for number in range(1, 51)])
    await trials.settle([*endless, *good])
    assert len(trials.kept) >= 50 - PROBE_PATIENCE
    assert not any(item == LATE for each in good for item in trials.survivor(each).outcomes)


async def test_survivors_run_before_and_after_have_outcomes_for_the_same_inputs() -> None:
    early = [candidate(f"2 * x + 0 * {index} STUCK", index) for index in range(3, 9)]
    trials = Trials(DOUBLE, LatePool(), [f"{number}\n" for number in range(1, 31)])
    for each in early:
        await trials.run(each)
    late = [candidate(f"2 * x - 0 * {index}", index) for index in range(3)]
    await trials.settle([*early, *late])
    alone = Trials(DOUBLE, LatePool(), trials.texts)
    fresh = [candidate(each.program.source, each.first) for each in (*early, *late)]
    await alone.settle(fresh)
    assert trials.kept == alone.kept
    shown = [trials.survivor(each) for each in (*early, *late)]
    assert shown == [alone.survivor(each) for each in fresh]
    assert {len(each.outcomes) for each in shown} == {len(trials.kept)}


def test_after_the_end_of_patience_a_program_counts_as_out_of_time() -> None:
    fine = Outcome("0")
    behaviour = Behaviour({0: fine, **dict.fromkeys(range(1, 1 + PATIENCE), LATE)})
    inputs = range(10)
    assert behaviour.missing(inputs) == []
    assert behaviour.on(inputs) == (fine, *[LATE] * 9)
    others = [0, *range(2, 10)]  # without one of those it was late on, patience is not over
    assert behaviour.missing(others) == list(range(1 + PATIENCE, 10))
    assert behaviour.on(others) == (fine, *[LATE] * (PATIENCE - 1))
