"""A host makes a sampler and a pool once, for all who ask, and gives them back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest
from tests.fakes import DOUBLE, FakePool, FakeSampler, fake_resources

from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.host import Host, local_resources
from shortlist_engine.model.errors import ModelError
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling import ModelChoice, Sampler, SamplingParams


class Loader:
    """Loads fake samplers, each of which waits for `go`; `error`, if any, is raised instead."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.error: BaseException | None = None
        self.loaded: list[FakeSampler] = []

    def __call__(self) -> Sampler:
        assert self.go.wait(10)
        if self.error is not None:
            raise self.error
        self.loaded.append(FakeSampler(["x"]))
        return self.loaded[-1]


def host_of(load: Callable[[], Sampler], pool: Callable[[], FakePool] = FakePool) -> Host:
    return Host(fake_resources(load, pool))


@pytest.fixture
def loader() -> Loader:
    return Loader()


async def test_all_who_wait_get_one_sampler_that_is_loaded_once(loader: Loader) -> None:
    host = host_of(loader)
    assert not (host.loading or host.loaded or host.holds_anything)
    waiting = [asyncio.create_task(host.sampler()) for _ in range(5)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert host.loading and not host.loaded
    loader.go.set()
    first, *others = await asyncio.gather(*waiting)
    assert all(other is first for other in (*others, await host.sampler()))
    assert len(loader.loaded) == 1
    assert host.loaded and host.holds_anything and not host.loading


async def test_loading_goes_on_when_one_who_waits_gives_up(loader: Loader) -> None:
    host = host_of(loader)
    hasty, patient = asyncio.create_task(host.sampler()), asyncio.create_task(host.sampler())
    await asyncio.sleep(0.01)
    hasty.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hasty
    loader.go.set()
    assert (await patient).name == "fake"
    assert len(loader.loaded) == 1


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (ModelError("the folder x is damaged: export it"), "modelNotFound", "^The folder x .*it.$"),
        (FileNotFoundError("weights.onnx"), "modelNotFound", "weights.onnx.*Check the path"),
        (MemoryError(), "outOfMemory", "smaller model"),
        (RuntimeError("odd"), "internal", "RuntimeError: odd"),
        (EngineError("unsupported", "As it is."), "unsupported", "As it is."),
    ],
)
async def test_a_load_that_fails_is_typed_and_tried_again(
    loader: Loader, error: BaseException, kind: str, words: str
) -> None:
    host = host_of(loader)
    loader.error = error
    loader.go.set()
    waiting = [asyncio.create_task(host.sampler()) for _ in range(2)]
    for result in await asyncio.gather(*waiting, return_exceptions=True):
        assert isinstance(result, EngineError) and result.kind == kind
    with pytest.raises(EngineError, match=words):
        await host.sampler()
    assert not (host.loading or host.holds_anything)
    loader.error = None
    assert (await host.sampler()).name == "fake"


async def test_unload_closes_the_sampler_when_its_solve_has_let_go(loader: Loader) -> None:
    loader.go.set()
    host = host_of(loader)
    assert not await host.unload()
    sampler = await host.sampler()
    held = sampler.sample(DOUBLE, SamplingParams(num_samples=20), threading.Event())
    assert next(held)
    unloading = asyncio.create_task(host.unload())
    await asyncio.sleep(0.05)
    assert not loader.loaded[0].closed and not unloading.done()
    held.close()
    assert await unloading
    assert loader.loaded[0].closed and not host.holds_anything
    assert await host.sampler() is not sampler
    assert len(loader.loaded) == 2


async def test_a_pool_is_opened_once_and_closed_on_request(loader: Loader) -> None:
    pools: list[FakePool] = []

    def make() -> FakePool:
        pools.append(FakePool())
        return pools[-1]

    host = host_of(loader, make)
    first, second = await asyncio.gather(host.pool(), host.pool())
    assert first is second is pools[0]
    assert pools[0].open and host.holds_anything
    await host.close_pool()
    assert not (pools[0].open or host.holds_anything)
    await host.close_pool()
    assert await host.pool() is pools[1]
    assert len(pools) == 2


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (SandboxUnavailable("no namespaces: change this"), "^No namespaces: change this.$"),
        (OSError("too many files"), "OSError: too many files. `shortlist doctor`"),
    ],
)
async def test_a_pool_that_fails_is_typed_and_tried_again(
    loader: Loader, error: Exception, words: str
) -> None:
    failing = [FakePool(error=error), FakePool()]
    host = host_of(loader, lambda: failing.pop(0))
    with pytest.raises(EngineError, match=words) as failure:
        await host.pool()
    assert failure.value.kind == "sandboxUnavailable"
    assert not host.holds_anything
    assert (await host.pool()).workers == 2


async def test_closing_a_pool_never_raises(loader: Loader) -> None:
    class Stuck(FakePool):
        async def __aexit__(self, *_: object) -> None:
            raise OSError("a worker does not end")

    host = host_of(loader, Stuck)
    await host.pool()
    await host.close_pool()
    assert not host.holds_anything


async def test_languages_are_known_without_a_pool_and_are_those_of_the_pool(
    loader: Loader,
) -> None:
    pools: list[FakePool] = []

    def make() -> FakePool:
        pools.append(FakePool(languages=["cpp"]))
        return pools[-1]

    host = host_of(loader, make)
    assert await host.languages() == ("cpp",)
    assert not (host.holds_anything or pools[0].open)
    pool = await host.pool()
    assert await host.languages() == await pool.languages(["python", "cpp"])


async def test_what_can_be_said_of_a_model_that_is_not_there() -> None:
    missing = "/nowhere/at/all"
    assert local_resources(ModelChoice(missing)).model_name == missing
    assert local_resources().model_name == "default"
    for device, said in (("auto", "cpu"), ("cpu", "cpu"), ("cuda", "cuda")):
        assert local_resources(ModelChoice(missing, device=device)).device() == said
