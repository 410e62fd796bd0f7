"""An engine that is missing, of another version, dying, or refusing."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest
from pygls.exceptions import JsonRpcException


async def failure_of(session, uri):
    with pytest.raises(JsonRpcException) as failure:
        await session.solve(uri)
    assert failure.value.code == -32803
    return failure.value


@pytest.mark.parametrize("socket", [False, True])
async def test_an_engine_that_ends_without_having_done_anything_twice_is_given_up(
    sessions, comment, socket
):
    sessions.engine.set(crash_at=1, crash_times=9)
    session = await sessions.start("vscode", socket=socket)
    uri = session.open("sum.py", comment())
    error = await failure_of(session, uri)
    assert error.data["kind"] == "engineCrashed"
    assert error.data["exitCode"] == 7
    assert "/fake.log" in error.message
    assert len(sessions.engine.requests("start")) == 2
    status = await session.request("shortlist/status", {})
    assert (status["health"], status["state"]) == ("error", "engineDown")
    assert status["command"]["command"] == "shortlist.server.restartEngine"
    titles = [lens.command.title for lens in await session.lenses(uri)]
    assert titles == ["Failed · show why", "Solve again"]
    # The server lives on, and a repaired engine is used.
    sessions.engine.set()
    assert len((await session.solve(uri))["items"]) == 3
    assert (await session.request("shortlist/status", {}))["health"] == "ok"


async def test_an_engine_that_keeps_ending_is_given_up_and_what_it_found_is_kept(sessions, comment):
    sessions.engine.set(crash_at=2, crash_times=99, near_misses=[{"source": "x", "passed": 1}])
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    error = await failure_of(session, uri)
    assert error.data["kind"] == "engineCrashed"
    starts = len(sessions.engine.requests("start"))
    assert 2 < starts <= 5
    digest = (
        sessions.engine.requests("solve")[0]["params"]["problem"]["title"]
        and (await session.request("shortlist/parseProblem", session.solve_params(uri)))["problem"][
            "digest"
        ]
    )
    view = await session.request("shortlist/solutions", {"problemId": digest})
    assert view["state"] == "failed" and len(view["solutions"]) == 3
    assert view["headline"].startswith("The engine ended unexpectedly (exit code 7)")
    assert view["headline"].endswith("3 solutions kept.")
    assert len(view["nearMisses"]) == 1


async def test_another_protocol_version_names_both(sessions, comment):
    sessions.engine.set(version=99)
    session = await sessions.start("vscode")
    error = await failure_of(session, session.open("sum.py", comment()))
    assert error.data["kind"] == "engineVersion"
    assert "99" in error.message and "1" in error.message


async def test_an_engine_that_cannot_be_found(sessions, comment):
    missing = {"engine": {"command": ["/no/such/engine", "--stdio"]}}
    session = await sessions.start("vscode", options=missing)
    error = await failure_of(session, session.open("sum.py", comment()))
    assert error.data["kind"] == "engineUnavailable"
    assert "/no/such/engine" in error.message
    assert "shortlist.engine.command" in error.message


@pytest.mark.parametrize("socket", [False, True])
async def test_an_engine_that_ends_at_once_gives_its_last_words(sessions, comment, socket):
    sessions.engine.set(start_exit=3)
    session = await sessions.start("vscode", socket=socket)
    error = await failure_of(session, session.open("sum.py", comment()))
    assert error.data["kind"] == "engineUnavailable"
    assert "exit code 3" in error.message
    assert "cannot start as told" in error.message


@pytest.mark.parametrize("kind", ["modelNotFound", "outOfMemory", "sandboxUnavailable"])
async def test_the_engines_own_errors_arrive_typed(sessions, comment, kind):
    sessions.engine.set(error={"kind": kind, "message": f"{kind}: do this"})
    session = await sessions.start("vscode")
    error = await failure_of(session, session.open("sum.py", comment()))
    assert error.data["kind"] == kind
    assert error.message == f"{kind}: do this"
    assert len(sessions.engine.requests("start")) == 1


async def test_a_commands_failure_is_shown_once(sessions, comment):
    sessions.engine.set(error={"kind": "modelNotFound", "message": "There is no model: get one."})
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    for attempt in (1, 2, 3):
        await session.command("solve", {"uri": uri})
        await session.until(lambda n=attempt: len(session.progress_of_kind("end")) == n)
    await session.request("shortlist/status", {})
    assert [item.message for item in session.client.messages] == ["There is no model: get one."]


async def test_pop_ups_can_be_switched_off(sessions, comment):
    sessions.engine.set(error={"kind": "modelNotFound", "message": "There is no model: get one."})
    session = await sessions.start("vscode", options={"showNotifications": "off"})
    uri = session.open("sum.py", comment())
    await session.command("solve", {"uri": uri})
    await session.until(lambda: session.progress_of_kind("end"))
    await session.request("shortlist/status", {})
    assert session.client.messages == []


async def test_the_shared_engine_is_started_and_reached(sessions, comment):
    session = await sessions.start("vscode", socket=True)
    result = await session.solve(session.open("sum.py", comment()))
    assert len(result["items"]) == 3
    assert sessions.engine.requests("start")[0]["params"] == ["--socket"]


async def test_idle_time_prompt_and_each_solves_model_reach_the_engine(sessions, comment):
    fake = str(Path(__file__).parents[1] / "fake_engine.py")
    engine = {
        "command": [sys.executable, fake, "--stdio"],
        "model": "ollama:a model",
        "prompt": "base",
        "idleUnload": 30,
    }
    session = await sessions.start("vscode", options={"engine": engine})
    await session.solve(session.open("sum.py", comment()))
    started = sessions.engine.requests("start")[-1]["params"]
    assert started == ["--stdio", "--prompt", "base", "--idle-unload", "30"]
    assert sessions.engine.requests("solve")[-1]["params"]["model"] == "ollama:a model"


async def test_restart_and_unload_commands(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    await session.solve(uri)
    await session.command("unloadModel")
    await session.until(lambda: sessions.engine.requests("unload"))
    await session.command("restartEngine")
    await session.until(lambda: sessions.engine.requests("shutdown"))
    await session.solve(uri)
    assert len(sessions.engine.requests("start")) == 2


async def test_a_killed_engine_is_noticed_between_solves(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    await session.solve(uri)
    os.kill(sessions.engine.requests("start")[0]["pid"], signal.SIGKILL)
    await asyncio.sleep(0.1)
    assert len((await session.solve(uri))["items"]) == 3
