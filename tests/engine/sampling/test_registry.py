"""Backends are found by the name of a model, and one more is one module and one line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.engine.sampling import toy_backend
from tests.engine.sampling.toy_backend import ToySampler, toy_server
from tests.engine.solve.solving import final, sources
from tests.fakes import DOUBLE, FakePool, FakeSampler

from shortlist_engine.host import Host, local_resources
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import MANIFEST
from shortlist_engine.problem import Budget, Event, Problem, SolveOptions
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling import (
    ModelChoice,
    SamplingParams,
    UnsupportedError,
    backend_of,
    describe_model,
    load_sampler,
    model_folder,
    registry,
)
from shortlist_engine.sampling.base import check_supported
from shortlist_engine.sampling.onnx import OnnxSampler
from shortlist_engine.solve import solve

PROGRAMS = ["x + 1", "2 * x", "FAIL", "x + x"]


@pytest.fixture
def with_toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The registry with the line of the toy backend."""
    monkeypatch.setattr(registry, "BACKENDS", (toy_backend.BACKEND, *registry.BACKENDS))


async def solved(model: str, problem: Problem = DOUBLE) -> list[Event]:
    """What a solve with the model of this name yields, on a fake pool."""
    host = Host(replace(local_resources(ModelChoice(model)), make_pool=FakePool))
    try:
        return [
            event
            async for event in solve(
                problem,
                sampler=await host.sampler(),
                pool=await host.pool(),
                budget=Budget(100, 60),
                options=SolveOptions(seed=1),
            )
        ]
    finally:
        await host.close_pool()
        await host.unload()


def test_a_name_that_nobody_knows_is_a_folder(with_toy: None, tmp_path: Path) -> None:
    for name in (None, "default", "mine", str(tmp_path), "ftp://example.org#x"):
        assert backend_of(ModelChoice(name)) is model_folder.BACKEND
    assert backend_of(ModelChoice("http://127.0.0.1:1#x")) is toy_backend.BACKEND
    with pytest.raises(ModelError, match="'nowhere' not found"):
        describe_model(ModelChoice("nowhere"))
    with pytest.raises(ModelError, match="'nowhere' not found"):
        load_sampler(ModelChoice("nowhere"))


def test_a_folder_is_described_without_being_loaded(
    tiny_model_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = describe_model(ModelChoice())
    assert (found.name, found.device) == ("default", "cpu")
    found = describe_model(ModelChoice(str(tiny_model_dir)))
    assert (found.name, found.languages) == ("tiny", ("python", "cpp"))
    folder = tmp_path / "damaged"
    folder.mkdir()
    damaged = describe_model(ModelChoice(str(folder)))
    assert (damaged.name, damaged.languages) == ("damaged", None)
    with pytest.raises(ModelError, match=r"manifest\.json is missing"):
        backend_of(ModelChoice(str(folder))).identify(ModelChoice(str(folder)))


def test_a_model_is_identified_by_its_files(tiny_model_dir: Path, tmp_path: Path) -> None:
    choice, twin = ModelChoice(str(tiny_model_dir)), tmp_path / "twin"
    twin.mkdir()
    manifest = json.loads((tiny_model_dir / MANIFEST).read_text())
    (twin / MANIFEST).write_bytes((tiny_model_dir / MANIFEST).read_bytes())
    identify = model_folder.BACKEND.identify
    assert identify(choice) == identify(ModelChoice(str(twin)))
    manifest["files"]["config.json"]["sha256"] = "0" * 64
    (twin / MANIFEST).write_text(json.dumps(manifest))
    assert identify(choice) != identify(ModelChoice(str(twin)))


def test_our_model_says_what_it_can_do(tiny_sampler: OnnxSampler) -> None:
    able = tiny_sampler.capabilities
    assert able.languages == ("python", "cpp")
    assert {"solve", "inputs"} <= set(able.tasks)
    assert (able.reproducible, able.logprobs, able.batch_size) == (True, True, 64)


def test_what_a_sampler_cannot_do_is_refused_with_what_it_can() -> None:
    sampler = FakeSampler(PROGRAMS, writes=["python"], tasks=["solve", "explain"])
    check_supported(sampler, SamplingParams(languages=("python",)))
    check_supported(sampler, SamplingParams(task="explain"))  # which is not written in a language
    with pytest.raises(UnsupportedError, match="fake does not write cpp, only python"):
        check_supported(sampler, SamplingParams())
    with pytest.raises(UnsupportedError, match="the task 'inputs', only solve, explain"):
        check_supported(sampler, SamplingParams(task="inputs"))


async def test_a_solve_with_a_backend_that_talks_http(with_toy: None) -> None:
    with toy_server(PROGRAMS) as server:
        assert describe_model(ModelChoice(server.model)).name == "toy"
        assert local_resources(ModelChoice(server.model)).device() == "server"
        assert isinstance(load_sampler(ModelChoice(server.model)), ToySampler)
        done = final(await solved(server.model))
    assert sources(done) == ["2 * x", "x + x"]
    assert (done.progress.sampled, done.reason) == (100, "samples")
    assert done.notes == ("C++ was left out, the model writes only Python.",)
    assert done.solutions[0].program.logprob is None
    assert sum(asked["n"] for asked in server.requests) == 100  # no test inputs were asked for
    assert all("Print twice the number." in asked["prompt"] for asked in server.requests)


async def test_no_server_and_no_such_model_are_said_when_it_is_loaded(with_toy: None) -> None:
    with toy_server(PROGRAMS) as server:
        model = server.model
        with pytest.raises(EngineError, match="has no model 'other', only toy") as failure:
            await solved(model.replace("#toy", "#other"))
        assert failure.value.kind == "modelNotFound"
    with pytest.raises(
        EngineError, match=r"^No server answers at 127\.0\.0\.1.*start it"
    ) as failure:
        await solved(model)
    assert failure.value.kind == "modelNotFound"


async def test_a_server_that_hangs_up_is_a_typed_error(with_toy: None) -> None:
    with toy_server(PROGRAMS, lines=9) as server:
        with pytest.raises(EngineError, match="left off in the middle") as failure:
            await solved(server.model)
        assert failure.value.kind == "modelNotFound"
