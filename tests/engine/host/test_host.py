"""A host makes a sampler and a pool once, for all who ask, and gives them back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes import (
    DOUBLE,
    FakePool,
    FakeSampler,
    announcing_backend,
    fake_resources,
)

from shortlist_engine.concurrency import Cancelled
from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.host import Host, StatusReport, local_resources, models
from shortlist_engine.host.exclusive_sampler import ExclusiveSampler
from shortlist_engine.model.errors import ModelError
from shortlist_engine.problem import Progress
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling import ModelChoice, Sampler, SamplingParams
from shortlist_engine.sampling.backend import FoundModel


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


def host_of_many(loader: Loader) -> Host:
    """A host that also knows every other name of a model."""
    resources = fake_resources(loader, FakePool)
    return Host(
        replace(
            resources,
            find_backend=lambda choice: announcing_backend(choice.name, loader),  # type: ignore
        )
    )


async def test_another_model_takes_the_place_of_the_one_in_memory(loader: Loader) -> None:
    host = host_of_many(loader)
    loader.go.set()
    own = await host.sampler()
    assert host.has_model() and host.has_model("fake") and not host.has_model("other")
    other = await host.sampler("other")
    assert (own.name, other.name, host.model_name) == ("fake", "other", "other")
    assert loader.loaded[0].closed and not loader.loaded[1].closed
    assert await host.sampler("other") is other and host.has_model("other")
    assert (await host.sampler()).name == "fake"
    assert [each.closed for each in loader.loaded] == [True, True, False]


async def test_a_solve_under_way_keeps_its_model_while_another_is_asked_for(
    loader: Loader,
) -> None:
    host = host_of_many(loader)
    loader.go.set()
    batches = (await host.sampler()).sample(
        DOUBLE, SamplingParams(num_samples=16), threading.Event()
    )
    assert len(next(batches)) == 8
    next_one = asyncio.create_task(host.sampler("other"))
    await asyncio.sleep(0.1)
    assert not next_one.done() and not loader.loaded[0].closed
    assert sum(map(len, batches)) == 8
    assert (await next_one).name == "other" and loader.loaded[0].closed


async def test_models_that_are_asked_for_at_the_same_time_are_loaded_in_turn(
    loader: Loader,
) -> None:
    host = host_of_many(loader)
    waiting = [asyncio.create_task(host.sampler(name)) for name in (None, "a", "a")]
    await asyncio.sleep(0.05)
    loader.go.set()
    names = [sampler.name for sampler in await asyncio.gather(*waiting)]
    assert names == ["fake", "a", "a"]
    assert len(loader.loaded) == 2


async def test_what_loading_and_drawing_wait_for_is_told(loader: Loader) -> None:
    host = host_of_many(loader)
    told: list[str] = []
    loader.go.set()
    with host.telling(told.append):
        sampler = await host.sampler("other")
        params, cancelled = SamplingParams(num_samples=1), threading.Event()
        await asyncio.to_thread(lambda: list(sampler.sample(DOUBLE, params, cancelled)))
    assert told == ["loading other …", "waiting for other …"]
    await asyncio.to_thread(lambda: list(sampler.sample(DOUBLE, params, cancelled)))
    await asyncio.sleep(0)
    assert len(told) == 2


def test_a_status_holds_until_there_is_news() -> None:
    sent: list[Progress] = []
    report = StatusReport(sent.append)
    report.progress(Progress("loading"))
    report.status("loading x …")
    report.progress(Progress("sampling"))
    report.status("waiting for x …")
    report.progress(Progress("sampling", seconds=2.0))
    report.progress(Progress("sampling", sampled=1))
    assert [item.status for item in sent] == [
        "", "loading x …", "", "waiting for x …", "waiting for x …", "",
    ]  # fmt: skip


def test_the_list_of_models_has_those_installed_and_those_served(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    broken = tmp_path / "shortlist" / "models" / "broken"
    broken.mkdir(parents=True)
    found = FoundModel("ollama:q", "Ollama", "http://127.0.0.1:11434", 8192, 5, "7B", True)
    monkeypatch.setattr(models, "discover_models", lambda: [found])
    own, damaged, served = models.list_models()
    assert (own.name, own.where, own.note) == ("default", "built-in", "")
    assert own.window and own.bytes and own.languages == ("python", "cpp") and not own.repairs
    assert damaged.name == "broken" and damaged.note
    assert (served.name, served.where) == ("ollama:q", "Ollama at http://127.0.0.1:11434")
    assert (served.window, served.loaded, served.languages) == (8192, True, None)
    assert served.repairs


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


class PatientBackend:
    """Loads until its choice is cancelled, or for ever when it is `deaf`, or until `go`."""

    def __init__(self, *, deaf: bool = False) -> None:
        self.deaf, self.go = deaf, threading.Event()
        self.begun, self.cancelled = 0, threading.Event()

    def load(self, choice: ModelChoice) -> Sampler:
        self.begun += 1
        assert choice.cancelled is not None
        while not self.go.wait(0.01):
            if choice.cancelled.is_set():
                self.cancelled.set()
                if not self.deaf:
                    raise Cancelled
        return FakeSampler(["x"])

    def host(self) -> Host:
        resources = fake_resources(lambda: FakeSampler([]), FakePool)
        backend = replace(resources.backend, load=self.load)
        return Host(replace(resources, backend=backend))


async def give_up(waiting: asyncio.Task[ExclusiveSampler]) -> None:
    await asyncio.sleep(0.02)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_loading_is_cancelled_when_the_last_one_gives_up() -> None:
    backend = PatientBackend()
    host = backend.host()
    first, last = (asyncio.create_task(host.sampler()) for _ in range(2))
    await give_up(first)
    await asyncio.sleep(0.05)
    assert not backend.cancelled.is_set() and host.loading
    await give_up(last)
    await asyncio.to_thread(backend.cancelled.wait, 5)
    # Who comes now does not get what was cancelled, and what was cancelled is over.
    backend.go.set()
    assert (await host.sampler()).name == "fake"
    assert backend.begun == 2


async def test_what_cannot_be_cancelled_is_there_for_the_next_one() -> None:
    backend = PatientBackend(deaf=True)
    host = backend.host()
    await give_up(asyncio.create_task(host.sampler()))
    again = asyncio.create_task(host.sampler())
    await asyncio.sleep(0.05)
    assert not again.done()
    backend.go.set()
    assert (await again).name == "fake" and backend.begun == 1


async def test_unload_ends_what_is_loaded() -> None:
    backend = PatientBackend()
    host = backend.host()
    waiting = asyncio.create_task(host.sampler())
    await asyncio.sleep(0.02)
    assert not await host.unload()
    with pytest.raises(Cancelled):
        await waiting
    assert backend.cancelled.is_set() and not (host.loading or host.loaded)


async def test_a_model_that_was_loaded_is_told_nothing_more() -> None:
    choices: list[ModelChoice] = []
    resources = fake_resources(lambda: FakeSampler([]), FakePool)

    def load(choice: ModelChoice) -> Sampler:
        choices.append(choice)
        return FakeSampler(["x"])

    host = Host(replace(resources, backend=replace(resources.backend, load=load)))
    await host.sampler()
    await host.unload()
    assert choices[0].cancelled is not None and not choices[0].cancelled.is_set()


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (ModelError("the folder x is damaged: export it"), "modelNotFound", "^The folder x .*it.$"),
        (ModelError("own.gguf is not there: check it"), "modelNotFound", "^own.gguf is not there"),
        (FileNotFoundError("weights.onnx"), "modelNotFound", "weights.onnx.*Check the path"),
        (MemoryError(), "outOfMemory", "^The model does not fit into memory: close .* model.$"),
        (MemoryError("7 GiB more"), "outOfMemory", r"into memory \(7 GiB more\): close other"),
        (MemoryError("x takes 9 GiB: use y"), "outOfMemory", "^X takes 9 GiB: use y.$"),
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


@pytest.mark.parametrize("name", ["nowhere", "/nowhere/at/all.gguf", "http://127.0.0.1:9#x"])
async def test_a_model_that_is_not_there_leaves_the_host_as_it_was(
    loader: Loader, name: str
) -> None:
    loader.go.set()
    host = host_of(loader)
    with pytest.raises(EngineError) as failure:
        await host.sampler(name)
    assert failure.value.kind == "modelNotFound"
    assert not (host.loading or host.loaded)
    assert (await host.sampler()).name == "fake"
