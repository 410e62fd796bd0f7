"""Inputs sought after sampling, to tell the leading programs apart."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest
from tests.engine.solve.solving import SOURCES, cancelled, collect, final, sources
from tests.fakes import DOUBLE, FakePool, FakeSampler

from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Budget, Program, Run, Verdict
from shortlist_engine.selection import Outcome, Survivor, outcome
from shortlist_engine.selection.rules import from_survivors, rank
from shortlist_engine.solve.distinguishing import REPRESENTATIVES, representatives
from shortlist_engine.solve.generated import GeneratedInputs
from shortlist_engine.solve.ranking import apply_rule

pytestmark = pytest.mark.usefixtures("known_inputs")

NEARLY = "2 * x if x < 100 else 0"  # only a number that is sought tells it from 2 * x


def number_in(text: str) -> int:
    return int(text) if text.strip().isdigit() else 0


class Watching(FakePool):
    """Notes what is run with numbers above 60, and takes `sought_s` for each."""

    def __init__(self, sought_s: float = 0.0, **more) -> None:
        super().__init__(**more)
        self._sought_s = sought_s
        self.sought: list[tuple[str, int]] = []

    async def run(self, request: RunRequest) -> tuple[Run, ...]:
        late = [int(text) for text in request.inputs if number_in(text) >= 60]
        self.sought += [(request.program.source, number) for number in late]
        self.running += 1
        try:
            await asyncio.sleep(self._sought_s * len(late))
        finally:
            self.running -= 1
        return await super().run(request)


async def test_programs_that_the_first_inputs_left_together_are_told_apart() -> None:
    sampler = FakeSampler(["2 * x", "2 * x", NEARLY, "2 * x if x < 30 else 1"])
    done = final(await collect(sampler))
    assert done.progress.clusters == 3
    assert sources(done) == ["2 * x", NEARLY, "2 * x if x < 30 else 1"]
    assert [solution.cluster_size for solution in done.solutions] == [100, 50, 50]


async def test_a_few_programs_try_many_inputs_and_all_run_what_was_chosen() -> None:
    pool = Watching()

    def draw(seed: int, index: int) -> str:
        return f"{NEARLY} + {index} * 0" if index % 3 else f"2 * x + {index} * 0"

    done = final(await collect(FakeSampler(draw), pool, budget=Budget(90, 60)))
    assert done.progress.clusters == 2
    programs = {source for source, _ in pool.sought}
    assert len(programs) == 90
    numbers = [{n for source, n in pool.sought if source == program} for program in programs]
    many = [each for each in numbers if len(each) > 25]
    assert 2 <= len(many) <= REPRESENTATIVES
    assert len(pool.sought) == len(set(pool.sought)), "nothing is run twice"


async def test_one_program_alone_needs_no_further_inputs() -> None:
    pool = Watching()
    await collect(FakeSampler(["2 * x", "x + 1"]), pool)
    assert pool.sought == []


async def test_no_generated_inputs_means_none_are_sought() -> None:
    pool = Watching()
    await collect(FakeSampler(SOURCES), pool, generated_inputs=0)
    assert pool.sought == []


async def test_cancel_while_inputs_are_sought_keeps_the_ranking() -> None:
    pool = Watching(sought_s=0.05)
    sampler = FakeSampler(["2 * x", NEARLY, "2 * x if x < 30 else 1"])

    async def sought() -> None:
        while not pool.sought:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)

    done = await cancelled(sought(), sampler, pool, Budget(60, 600))
    assert done.progress.clusters == 2
    assert done.progress.stage == "clustering"
    assert sorted(sources(done)) == sorted(["2 * x", NEARLY, "2 * x if x < 30 else 1"])


async def test_seeking_takes_a_part_of_the_time_only() -> None:
    pool = Watching(sought_s=5.0)
    sampler = FakeSampler(["2 * x", NEARLY, "2 * x if x < 30 else 1"])
    done = final(await collect(sampler, pool, budget=Budget(60, 8.0)))
    assert done.reason == "samples"
    assert done.progress.clusters == 2
    assert done.progress.seconds < 6
    assert pool.running == 0


async def test_nothing_is_sought_when_the_time_is_nearly_over() -> None:
    pool = Watching()
    sampler = FakeSampler(["2 * x", NEARLY], delay_s=0.05)
    done = final(await collect(sampler, pool, budget=Budget(10**6, 0.6)))
    assert done.reason == "seconds"
    assert sources(done)[0] == "2 * x"
    assert pool.sought == []


@pytest.mark.parametrize(("running", "workers", "batch"), [(0.001, 3, 5), (0.0, 1, 64)])
async def test_what_is_sought_does_not_depend_on_timing(
    running: float, workers: int, batch: int
) -> None:
    def draw(seed: int, index: int) -> str:
        return f"2 * x if x < {90 + (seed + index * 37) % 60} else x + {index % 3}"

    async def ranking(sampler: FakeSampler, pool: FakePool) -> list[tuple[str, str, int]]:
        done = final(await collect(sampler, pool, budget=Budget(100, 600), seed=5))
        return [(s.program.source, s.cluster_id, s.cluster_size) for s in done.solutions]

    expected = await ranking(FakeSampler(draw), FakePool())
    assert len(expected) == 10
    slower = FakePool(delay_s=running, workers=workers)
    assert await ranking(FakeSampler(draw, batch=batch), slower) == expected


def test_representatives_are_the_best_of_each_group_and_a_second_of_the_first() -> None:
    def survivor(group: int, first: int, count: int) -> Survivor:
        program = Program("python", f"{group} {first}")
        outcomes = tuple(shown(f"{group} {index}") for index in range(5))
        return Survivor(program, count, first, outcomes)

    many = [
        survivor(group, 20 * copy + group, 9 - copy) for copy in range(3) for group in range(15)
    ]
    _, ranking = apply_rule(many)
    leading = representatives(ranking)
    assert ranking.groups[leading].tolist() == [0, *range(REPRESENTATIVES - 1)]
    assert len(set(leading)) == REPRESENTATIVES
    _, ranking = apply_rule(many[:3] + many[15:18])
    assert sorted(ranking.groups[representatives(ranking)].tolist()) == [0, 0, 1, 1, 2, 2]
    _, ranking = apply_rule([survivor(0, index, 1) for index in range(100)])
    order = ranking.order.tolist()
    places = [order.index(index) for index in representatives(ranking)]
    assert places == [9 * step for step in range(REPRESENTATIVES)]


def shown(text: str) -> Outcome | None:
    return outcome(Run(Verdict.OK, output=text))


def test_other_inputs_are_none_of_those_in_use_and_begin_with_what_the_model_wrote() -> None:
    inputs = GeneratedInputs(DOUBLE, 4, seed=1)
    assert inputs.texts == ["10\n", "11\n"]
    inputs.complete(["11\n", "7000\n", "8000\n", "9000\n"])
    assert inputs.texts == ["10\n", "11\n", "7000\n", "8000\n"]
    assert inputs.others(3) == ["9000\n", "12\n", "13\n"]


def test_the_order_of_survivors_knows_nothing_of_time() -> None:
    survivors = [Survivor(Program("python", name), 1, i) for i, name in enumerate("ab")]
    known, ranking = apply_rule(survivors)
    assert np.isnan(known.time_ms).all()
    assert list(ranking.order) == list(rank("shortlist", from_survivors(survivors)).order)
