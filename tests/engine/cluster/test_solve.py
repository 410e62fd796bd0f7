"""A solve on a cluster finds what one on this machine finds."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from tests.engine.cluster.fake_cluster import FakeCluster, RangeSampler, parcel
from tests.fakes import DOUBLE, FakePool, fake_resources

from shortlist_engine.cluster.placement import Node
from shortlist_engine.cluster.resources import cluster_resources
from shortlist_engine.concurrency import Cancelled
from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.host import Host, Resources
from shortlist_engine.problem import Budget, Done, Program, SolveOptions, Verdict
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import SamplingParams
from shortlist_engine.solve import solve

SOURCES = ["x + 1", "2 * x", "x + x", "x * 2 if x < 40 else 0", "x", "FAIL", "3 * x - x"]
A, B, C = (Node(name, name, 2) for name in "abc")
OPTIONS = SolveOptions(seed=4, languages=("python",))


def local(delay_s: float = 0.0) -> Resources:
    return fake_resources(lambda: RangeSampler(SOURCES, delay_s=delay_s), FakePool)


def on(cluster: FakeCluster, delay_s: float = 0.0, pool: type[FakePool] = FakePool) -> Resources:
    sent = parcel(lambda: RangeSampler(SOURCES, delay_s=delay_s), pool)
    return cluster_resources(local(), cluster, sent, ("python",), print, sampling=True)


async def solved(
    resources: Resources,
    samples: int = 300,
    cancelled: asyncio.Event | None = None,
    trouble: Callable[[], Awaitable[None]] | None = None,
) -> Done:
    host = Host(resources)
    try:
        sampler, pool = await asyncio.gather(host.sampler(), host.pool())
        troubling = asyncio.ensure_future(trouble()) if trouble else None
        done = None
        async for event in solve(
            DOUBLE,
            sampler=sampler,
            pool=pool,
            budget=Budget(samples, 60),
            options=OPTIONS,
            cancelled=cancelled,
        ):
            done = event if isinstance(event, Done) else done
        if troubling is not None:
            troubling.cancel()
        assert done is not None
        return done
    finally:
        await host.close_pool()
        await host.unload()


def found(done: Done) -> tuple[object, ...]:
    programs = [(each.program, each.cluster_id, each.cluster_size) for each in done.solutions]
    return programs, done.progress.sampled, done.progress.unique, done.confidence


async def test_the_same_solutions_come(tmp_path: object) -> None:
    cluster = FakeCluster(A, B, C)
    expected, done = await solved(local()), await solved(on(cluster))
    assert found(done) == found(expected) and len(done.solutions) > 1 and done.model == "fake"
    for node in (A, B, C):
        assert {"samples", "run"} <= set(cluster.calls(node))


async def test_a_node_that_dies_is_not_noticed() -> None:
    cluster = FakeCluster(A, B, C)

    async def trouble() -> None:
        await asyncio.sleep(0.2)
        cluster.kill_node(B)
        cluster.kill_workers(A)

    done = await solved(on(cluster, 0.005), 400, trouble=trouble)
    assert found(done) == found(await solved(local(), 400))


async def test_cancelling_stops_the_nodes() -> None:
    cluster, cancelled = FakeCluster(A, B), asyncio.Event()

    async def cancel() -> None:
        await asyncio.sleep(0.5)
        cancelled.set()

    started = time.monotonic()
    done = await solved(on(cluster, 0.02), 100_000, cancelled, cancel)
    assert done.reason == "cancelled" and time.monotonic() - started < 30
    assert done.progress.sampled < 10_000


async def test_one_runner_of_all_nodes() -> None:
    cluster = FakeCluster(A, B)
    pool = on(cluster).make_pool()
    assert await pool.languages(("cpp", "python")) == ("python",)
    with pytest.raises(RuntimeError, match="async with"):
        await pool.run(RunRequest(DOUBLE, Program("python", "x"), ["1\n"]))
    async with pool as runner:
        assert runner.workers == 4 and await runner.languages(("cpp", "python")) == ("python",)
        assert await runner.run(RunRequest(DOUBLE, Program("python", "x"), [])) == ()
        requests = [RunRequest(DOUBLE, Program("python", f"x + {n}"), ["1\n"]) for n in range(30)]
        runs = await asyncio.gather(*map(runner.run, requests))
        assert [run.output for (run,) in runs] == [f"{1 + n}\n" for n in range(30)]
        assert {run.verdict for (run,) in runs} == {Verdict.OK}


async def test_samples_come_once_each_whatever_the_pieces() -> None:
    cluster = FakeCluster(A, B, C)
    resources = on(cluster)
    host = Host(resources)
    await host.pool()
    sampler = await host.sampler()
    params = SamplingParams(num_samples=700, seed=2, first=11, languages=("python",))

    def draw() -> list[tuple[int, str]]:
        batches = sampler.sample(DOUBLE, params, threading.Event())
        return sorted((each.index, each.text) for batch in batches for each in batch)

    drawn = await asyncio.to_thread(draw)
    whole = RangeSampler(SOURCES).sample(DOUBLE, params, threading.Event())
    assert drawn == sorted((each.index, each.text) for batch in whole for each in batch)
    none = replace(params, num_samples=0)
    assert not await asyncio.to_thread(
        lambda: list(sampler.sample(DOUBLE, none, threading.Event()))
    )
    await host.close_pool()
    await host.unload()


class Weak(FakePool):
    async def __aenter__(self) -> FakePool:
        raise SandboxUnavailable("Landlock is missing")


async def test_without_a_sandbox_anywhere_both_say_so() -> None:
    host = Host(on(FakeCluster(A), pool=Weak))
    results = await asyncio.gather(host.sampler(), host.pool(), return_exceptions=True)
    for result in results:
        assert isinstance(result, EngineError) and "Landlock is missing" in result.message
    await host.close_pool()


async def test_loading_ends_when_nobody_waits_for_the_nodes() -> None:
    host = Host(on(FakeCluster(A)))
    loading = asyncio.ensure_future(host.sampler())  # and nobody opens the pool
    await asyncio.sleep(0.1)
    loading.cancel()
    await asyncio.gather(loading, return_exceptions=True)
    await host.unload()
    assert not host.loaded and not host.loading
    with pytest.raises((Cancelled, asyncio.CancelledError)):
        await loading
