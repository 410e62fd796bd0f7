"""One name for a model: listed, chosen, taken along by each solve, and named by each result."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

FAKE_ENGINE = str(Path(__file__).parents[1] / "fake_engine.py")
OWN = {"name": "default", "where": "built-in", "window": 768, "languages": ["python", "cpp"]}
SERVED = {
    "name": "ollama:qwen",
    "where": "Ollama at http://127.0.0.1:11434",
    "window": 8192,
    "bytes": 5 * 2**30,
    "parameters": "7B",
    "repairs": True,
    "loaded": True,
}
CLOUD = {"name": "ollama:big", "where": "Ollama", "note": "computed in a cloud"}


def choose(session, model):
    session.client.workspace_did_change_configuration(
        types.DidChangeConfigurationParams({"shortlist": {"engine": {"model": model}}})
    )


async def test_models_are_listed_with_what_is_known_of_them(sessions):
    sessions.engine.set(models=[OWN, SERVED, CLOUD])
    session = await sessions.start("vscode")
    answer = await session.request("shortlist/models", {})
    own, served, cloud = answer["models"]
    assert answer["chosen"] == ""
    assert own["detail"] == "built-in · window 768 · Python, C++"
    assert (own["languages"], own["repairs"]) == (["python", "cpp"], False)
    assert served["detail"] == (
        "Ollama at http://127.0.0.1:11434 · 7B · 5.0 GiB · window 8192 · any language"
        " · repairs programs, writes tests · in memory"
    )
    assert served["loaded"] is True and "languages" not in served
    assert (cloud["note"], cloud["detail"]) == (
        "computed in a cloud",
        "computed in a cloud · Ollama",
    )


async def test_in_contest_mode_no_server_is_asked(sessions):
    session = await sessions.start("vscode", options={"contestMode": True})
    with pytest.raises(JsonRpcException) as failure:
        await session.request("shortlist/models", {})
    assert failure.value.data["kind"] == "paused"
    assert not sessions.engine.requests()


async def test_a_choice_is_taken_along_without_a_new_engine(sessions, comment):
    session = await sessions.start("bare")
    uri = session.open("sum.py", comment())
    first = await session.solve(uri)
    choose(session, "ollama:qwen")
    second = await session.solve(uri)
    asked = sessions.engine.requests("solve")
    assert [each["params"]["model"] for each in asked] == [None, "ollama:qwen"]
    assert asked[0]["pid"] == asked[1]["pid"]
    assert not sessions.engine.requests("shutdown")
    assert [result["items"][0]["model"] for result in (first, second)] == [
        "fake-model",
        "ollama:qwen",
    ]
    assert first["items"][0]["label"].endswith(" · 31 ms")
    assert second["items"][0]["label"].endswith(" · 31 ms · ollama:qwen")
    assert (await session.request("shortlist/status", {}))["model"] == "ollama:qwen"
    panel = await session.request(
        "shortlist/panelContent", {"problemId": second["problem"]["digest"]}
    )
    assert "model ollama:qwen" in panel["text"]


async def test_a_file_is_named_without_its_folder(sessions, comment):
    file = "/home/ada/my models/coder-7b.Q4_K_M.gguf"
    session = await sessions.start("bare")
    choose(session, file)
    result = await session.solve(session.open("sum.py", comment()))
    assert sessions.engine.requests("solve")[0]["params"]["model"] == file
    assert result["items"][0]["label"].endswith(" · 31 ms · coder-7b.Q4_K_M")
    panel = await session.request(
        "shortlist/panelContent", {"problemId": result["problem"]["digest"]}
    )
    assert "model coder-7b.Q4_K_M · budget" in panel["text"] and "ada" not in panel["text"]


async def test_a_choice_leaves_the_solve_under_way_alone(sessions, comment):
    sessions.engine.set(steps=4, step_s=0.2)
    session = await sessions.start("bare")
    uri = session.open("sum.py", comment())
    solving = asyncio.create_task(session.solve(uri))
    await session.until(lambda: sessions.engine.requests("solve"))
    choose(session, "auto")
    result = await solving
    assert len(result["items"]) == 3
    assert result["items"][0]["model"] == "fake-model"


async def test_an_engine_that_takes_no_model_is_told_of(sessions, comment):
    sessions.engine.set(model_of="")
    engine = {"command": [sys.executable, FAKE_ENGINE, "--stdio"], "model": "auto"}
    session = await sessions.start("bare", options={"engine": engine})
    result = await session.solve(session.open("sum.py", comment()))
    assert result["items"][0]["model"] == "fake-model"
    panel = await session.request(
        "shortlist/panelContent", {"problemId": result["problem"]["digest"]}
    )
    assert (
        "> The engine is older than this server and used its own model, not auto" in panel["text"]
    )


async def test_what_the_model_is_waited_for_is_shown(sessions, comment):
    sessions.engine.set(steps=1, wait=True, status="loading qwen …", expected=16)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    solving = asyncio.create_task(session.solve(uri, workDoneToken="work"))
    await session.until(lambda: "Sampling 1000 · loading qwen …" in session.progress_texts())
    status = await session.request("shortlist/status", {})
    assert status["state"] == "loadingModel"
    await session.command("cancel", {})
    with pytest.raises(JsonRpcException):
        await solving


async def test_how_many_samples_the_time_allows_is_in_the_result(sessions, comment):
    sessions.engine.set(expected=16)
    session = await sessions.start("vscode")
    result = await session.solve(session.open("sum.py", comment()))
    assert result["stats"]["expectedSamples"] == 16
    assert "status" not in result["stats"]


async def test_repair_and_tests_can_be_switched_off(sessions, comment):
    session = await sessions.start("bare", options={
        "solve": {"repair": False, "modelTests": False},
        "engine": {"command": [sys.executable, FAKE_ENGINE, "--stdio"]},
    })  # fmt: skip
    await session.solve(session.open("sum.py", comment()))
    options = sessions.engine.requests("solve")[0]["params"]["options"]
    assert (options["repair"], options["model_tests"]) == (False, False)
