"""What a cluster finds is what one process finds, whatever befalls its nodes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.engine.cluster.fake_cluster import FakeCluster, RangeSampler, parcel
from tests.engine.evaluation.samples import BROKEN, LUCKY, RIGHT, WRONG, plan_of, row
from tests.fakes import FakePool

from shortlist_engine.cluster.crew import CrewSettings
from shortlist_engine.cluster.crews import Crews, open_crews
from shortlist_engine.cluster.parcel import Parcel
from shortlist_engine.cluster.placement import Node
from shortlist_engine.cluster.stages import ClusterStages
from shortlist_engine.datasets.generated_tests import GeneratedTest
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.evaluator import (
    EvaluatedProblem,
    Evaluator,
    load_facts,
    store_of,
)
from shortlist_engine.evaluation.fact_digest import facts_digest
from shortlist_engine.evaluation.plan import save_plan
from shortlist_engine.evaluation.stages import LocalStages, Work
from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.model.errors import ModelError
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import SamplingParams, UnsupportedError

MIXED = [
    RIGHT,
    RIGHT,
    LUCKY,
    WRONG,
    BROKEN,
    f"{RIGHT} FLAKY",
    "x + x",
    "3 * x - x",
    "x * 2 + 0",
    "",
]
TESTS = ((GeneratedTest("9\n", "18\n"), 2), (GeneratedTest("60\n", "120\n"), 1))
A, B, C = (Node(name, name, 1) for name in "abc")
QUICK = CrewSettings(slow_least_s=0.2, tick_s=0.02, patience_s=2, losses=40)


def rows() -> list[EvaluationProblem]:
    found = [row(number) for number in range(1, 7)]
    found[1] = replace(found[1], generated=TESTS)
    found[2] = replace(found[2], problem=replace(found[2].problem, examples=()))
    return found


def sampler(delay_s: float = 0.0) -> RangeSampler:
    return RangeSampler(MIXED, batch=4, delay_s=delay_s)


def alone(folder: Path, samples: int, some: Sequence[EvaluationProblem]) -> str:
    """Measures in one process; the digest of what was found."""
    plan, kept = plan_of(some, samples=samples)
    save_plan(plan, folder)
    store = store_of(folder)

    async def measure() -> None:
        drawing = sampler()

        async def the_sampler() -> RangeSampler:
            return drawing

        async with FakePool() as opened:

            async def the_pool() -> FakePool:
                return opened

            stages = LocalStages(plan.settings, sampler=the_sampler, pool=the_pool)
            await Evaluator(plan, kept, store, Work(stages, 2, 2)).run(lambda _: None)

    asyncio.run(measure())
    return facts_digest(store, plan)


class Measured:
    """A run on a cluster: what ended, what was told, and the digest of the facts."""

    def __init__(self) -> None:
        self.ended: list[EvaluatedProblem] = []
        self.told: list[str] = []
        self.digest = ""
        self.crews: Crews | None = None


async def on(
    cluster: FakeCluster,
    folder: Path,
    samples: int,
    some: Sequence[EvaluationProblem],
    sent: Parcel | None = None,
    trouble: Callable[[], Awaitable[None]] | None = None,
    **pieces: int,
) -> Measured:
    plan, kept = plan_of(some, samples=samples)
    save_plan(plan, folder)
    store, found = store_of(folder), Measured()
    languages = ("python",)
    async with open_crews(
        cluster,
        sent or parcel(sampler),
        languages=languages,
        tell=found.told.append,
        sampling=True,
        settings=QUICK,
    ) as crews:
        found.crews = crews
        stages = ClusterStages(plan.settings, crews, cluster, **pieces)
        evaluator = Evaluator(plan, kept, store, stages.work())
        troubling = asyncio.ensure_future(trouble()) if trouble else None
        try:
            await asyncio.wait_for(evaluator.run(found.ended.append), 120)
        finally:
            if troubling is not None:
                troubling.cancel()
    found.digest = facts_digest(store, plan)
    return found


@pytest.mark.parametrize("pieces", [{}, {"samples_at_once": 7, "programs_at_once": 2}])
async def test_a_cluster_finds_what_one_process_finds(
    tmp_path: Path, pieces: dict[str, int]
) -> None:
    expected = await asyncio.to_thread(alone, tmp_path / "alone", 60, rows())
    cluster = FakeCluster(A, B, C)
    found = await on(cluster, tmp_path / "cluster", 60, rows(), **pieces)
    assert found.digest == expected and len(found.ended) == 6
    assert not any(each.reused for each in found.ended)
    for node in (A, B, C):
        assert {"draw", "measure"} <= set(cluster.calls(node))
    draws = [call for node in (A, B, C) for call in cluster.calls(node) if call == "draw"]
    assert len(draws) == (54 if pieces else 6)
    other = await asyncio.to_thread(alone, tmp_path / "other", 61, rows())
    assert other != expected


async def test_programs_that_are_all_too_slow_get_their_time_on_a_cluster_too(
    tmp_path: Path,
) -> None:
    sources = [f"{RIGHT} HEAVY", "x + x HEAVY", WRONG, "x + 7", BROKEN]

    def slow() -> RangeSampler:
        return RangeSampler(sources)

    found = await on(
        FakeCluster(A, B),
        tmp_path / "cluster",
        40,
        [row()],
        parcel(slow),
        samples_at_once=9,
        programs_at_once=1,
    )
    judged = {
        program.source: facts.judged
        for program, facts in zip(
            found.ended[0].samples.programs, found.ended[0].measured.candidates, strict=True
        )
    }
    # The text of what does not pass is stored, and not kept in memory.
    assert judged == {sources[0]: "AC", sources[1]: "AC", "": "SK"}
    kept = load_facts(store_of(tmp_path / "cluster"), found.ended[0].entry)
    assert kept is not None and {each.source for each in kept[0].programs} == set(sources)


async def test_what_is_stored_is_not_asked_for_again(tmp_path: Path) -> None:
    first = await on(FakeCluster(A), tmp_path, 30, rows()[:2])
    cluster = FakeCluster(A, B)
    second = await on(cluster, tmp_path, 30, rows()[:2])
    assert all(each.reused for each in second.ended) and second.digest == first.digest
    assert not cluster.calls(A) and not cluster.calls(B)
    local = await asyncio.to_thread(alone, tmp_path, 30, rows()[:2])  # and one process goes on
    assert local == first.digest


async def test_a_driver_that_was_stopped_goes_on(tmp_path: Path) -> None:
    expected = await asyncio.to_thread(alone, tmp_path / "alone", 40, rows())
    cluster = FakeCluster(A, B)
    cluster.slow = {"a": 0.05, "b": 0.05}
    running = asyncio.ensure_future(on(cluster, tmp_path / "b", 40, rows()))
    while "pace" not in cluster.calls(A) + cluster.calls(B):
        await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    again = FakeCluster(A)
    found = await on(again, tmp_path / "b", 40, rows())
    assert found.digest == expected
    assert again.calls(A).count("draw") < 6


async def test_nodes_and_workers_that_die_cost_nothing_but_time(tmp_path: Path) -> None:
    expected = await asyncio.to_thread(alone, tmp_path / "alone", 60, rows())
    nodes = [A, B, C]
    cluster = FakeCluster(*nodes)
    cluster.slow = dict.fromkeys("abc", 0.03)
    rng = random.Random(7)
    killed = 0

    async def trouble() -> None:
        nonlocal killed
        while True:
            await asyncio.sleep(0.1)
            node = rng.choice(nodes)
            killed += 1
            if rng.random() < 0.5:
                cluster.kill_workers(node)
            elif node.id in cluster.there:
                cluster.kill_node(node)
            else:
                cluster.start_node(node)
            if not cluster.there:
                cluster.start_node(rng.choice(nodes))

    found = await on(
        cluster,
        tmp_path / "cluster",
        60,
        rows(),
        trouble=trouble,
        samples_at_once=20,
        programs_at_once=3,
    )
    assert killed > 3 and found.digest == expected and len(found.ended) == 6
    assert {each.entry.id for each in found.ended} == {f"x/{number}" for number in range(1, 7)}
    assert found.crews is not None and found.crews.pools.counts.lost > 0


async def test_nodes_come_and_go(tmp_path: Path) -> None:
    cluster, told = FakeCluster(A, B), []
    async with open_crews(
        cluster, parcel(sampler), languages=(), tell=told.append, sampling=True
    ) as crews:
        assert crews.nodes == 2 and crews.samplers is not None
        cluster.kill_node(B)
        while not told:
            await asyncio.sleep(0.02)
        assert told == ["b is gone; what it was doing is done elsewhere"]
        cluster.start_node(C)
        while not any(worker.node == "c" for worker in crews.samplers.workers):
            await asyncio.sleep(0.02)
        cluster.kill_workers(A)  # their node is there, and gets others
        for _ in range(3):
            await crews.samplers.do("samples", row().problem, SamplingParams(num_samples=1))
        while len(crews.samplers.workers) < 2:
            await asyncio.sleep(0.02)
    assert len(told) == 1


async def test_a_slow_node_does_not_hold_the_end(tmp_path: Path) -> None:
    expected = await asyncio.to_thread(alone, tmp_path / "alone", 20, rows())
    cluster = FakeCluster(A, B)
    cluster.slow = {"b": 60.0}
    found = await asyncio.wait_for(on(cluster, tmp_path / "cluster", 20, rows()), 60)
    assert found.digest == expected and found.crews is not None
    assert found.crews.pools.counts.first + found.crews.samplers.counts.first > 0  # type: ignore[union-attr]


class Weak(FakePool):
    """The pool of a node whose sandbox lacks something, which shows when it is opened."""

    async def __aenter__(self) -> FakePool:
        raise SandboxUnavailable("Landlock is missing: use a newer kernel")


def weak_on_first(pool: type[FakePool] = Weak) -> Parcel:
    made: list[Any] = []

    def make() -> FakePool:
        made.append(1)
        return pool() if len(made) == 1 else FakePool()

    return parcel(sampler, make)


async def test_a_node_whose_sandbox_is_too_weak_only_samples_and_says_so(tmp_path: Path) -> None:
    cluster = FakeCluster(A, B)
    found = await on(cluster, tmp_path, 20, rows(), weak_on_first())
    assert len(found.ended) == 6
    (line,) = found.told
    assert "sandbox is too weak (Landlock is missing" in line
    weak = A if line.startswith("a:") else B
    assert set(cluster.calls(weak)) == {"draw"}


async def test_where_no_node_can_isolate_programs_nothing_is_run(tmp_path: Path) -> None:
    cluster = FakeCluster(A, B)
    with pytest.raises(EngineError, match="No node of the cluster can have a pool") as caught:
        await on(cluster, tmp_path, 20, rows(), parcel(sampler, Weak))
    assert caught.value.kind == "sandboxUnavailable" and not cluster.calls(A)


async def test_a_node_without_a_compiler_gets_no_programs(tmp_path: Path) -> None:
    class Bare(FakePool):
        def __init__(self) -> None:
            super().__init__(languages=["cpp"])

    found = await on(FakeCluster(A, B), tmp_path, 20, rows()[:2], weak_on_first(Bare))
    assert found.told[0].endswith("runs no programs, since it cannot run python")


async def test_a_node_with_other_code_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shortlist_engine.cluster.node_pool.code_digest", lambda: "older")
    with pytest.raises(EngineError, match="another version of Shortlist is installed there"):
        await on(FakeCluster(A), tmp_path, 20, rows())


async def test_a_model_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    def missing() -> RangeSampler:
        raise FileNotFoundError("weights.onnx")

    monkey = pytest.MonkeyPatch()
    monkey.setattr("shortlist_engine.cluster.placement.TRIES", 1)
    try:
        with pytest.raises(EngineError, match=r"can have a sampler: a: weights\.onnx"):
            await on(FakeCluster(A), tmp_path, 20, rows(), parcel(missing))
    finally:
        monkey.undo()


@pytest.mark.parametrize(
    "error",
    [EngineError("unsupported", "No.", why=[1]), UnsupportedError("no"), ModelError("gone")],
)
async def test_what_a_model_raises_ends_the_run(tmp_path: Path, error: Exception) -> None:
    class Failing(RangeSampler):
        def _batches(self, *_: Any) -> Any:
            raise error
            yield

    with pytest.raises(type(error), match=str(error)) as caught:
        await on(FakeCluster(A, B), tmp_path, 20, rows(), parcel(lambda: Failing(MIXED)))
    assert getattr(caught.value, "data", None) == getattr(error, "data", None)


async def test_nothing_of_a_problem_stays_when_it_has_ended(tmp_path: Path) -> None:
    plan, kept = plan_of(rows(), samples=20)
    cluster = FakeCluster(A)
    async with open_crews(
        cluster, parcel(sampler), languages=(), tell=print, sampling=True, settings=QUICK
    ) as crews:
        stages = ClusterStages(plan.settings, crews, cluster)
        await Evaluator(plan, kept, store_of(tmp_path), stages.work()).run(lambda _: None)
        assert not stages._sent
        assert stages.work().jobs == 4 and stages.work(9).jobs == 9
        for samples, held in ((1_000, 2_000), (1_000_000, 2), (10_000_000, 1)):
            stages._settings = replace(plan.settings, samples=samples)
            assert stages.work().held == held
