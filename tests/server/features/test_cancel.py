"""Every way to stop a solve, at every stage."""

from __future__ import annotations

import asyncio
import time

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

WAYS = ["request", "progress", "command", "close"]


async def stop(session, way, uri):
    if way == "request":
        session.client.cancel_request(types.CancelParams(id="the-solve"))
    elif way == "progress":
        params = types.WorkDoneProgressCancelParams(token="work")
        session.client.window_work_done_progress_cancel(params)
    elif way == "command":
        # The answer is not awaited: what counts is when the solve ends.
        return asyncio.ensure_future(session.command("cancel", {"uri": uri}))
    else:
        session.close(uri)
    return None


@pytest.mark.parametrize("way", WAYS)
async def test_each_way_ends_the_request_at_once(sessions, comment, way):
    sessions.engine.set(wait=True)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    params = session.solve_params(uri, workDoneToken="work", partialResultToken="parts")
    running = asyncio.ensure_future(session.request("shortlist/solve", params, "the-solve"))
    await session.until(lambda: session.partials and session.progress)
    started = time.monotonic()
    answer = await stop(session, way, uri)
    with pytest.raises(JsonRpcException) as failure:
        await running
    seconds = time.monotonic() - started
    assert failure.value.code == -32800
    # The budget is 0.25 s; the bound leaves room for a machine that is busy with other things.
    print(f"cancel by {way}: {1000 * seconds:.1f} ms")
    assert seconds < 5
    if answer is not None:
        assert (await answer) == {"cancelled": 1}
    await session.until(lambda: sessions.engine.requests("cancel"))
    await session.until(lambda: session.progress_of_kind("end"))
    assert session.progress_of_kind("end")[0][1]["message"] == "Cancelled · 3 solutions kept"


@pytest.mark.parametrize("stage", ["starting", "loading", "sampling"])
async def test_cancel_at_each_stage(sessions, comment, stage):
    scenario = {
        "starting": {"hang_hello": True},
        "loading": {"steps": 1, "step_s": 60, "solutions": []},
        "sampling": {"wait": True},
    }[stage]
    sessions.engine.set(**scenario)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    params = session.solve_params(uri, workDoneToken="work")
    running = asyncio.ensure_future(session.request("shortlist/solve", params, "the-solve"))
    await session.until(
        lambda: sessions.engine.requests("hello" if stage == "starting" else "solve")
    )
    session.client.cancel_request(types.CancelParams(id="the-solve"))
    with pytest.raises(JsonRpcException) as failure:
        await asyncio.wait_for(running, 5)
    assert failure.value.code == -32800
    if stage == "starting":
        assert not sessions.engine.requests("solve")


async def test_what_was_verified_stays(sessions, comment):
    sessions.engine.set(wait=True)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    params = session.solve_params(uri, partialResultToken="parts")
    running = asyncio.ensure_future(session.request("shortlist/solve", params, "the-solve"))
    await session.until(lambda: session.partials)
    session.client.cancel_request(types.CancelParams(id="the-solve"))
    with pytest.raises(JsonRpcException):
        await running
    titles = [lens.command.title for lens in await session.lenses(uri)]
    assert titles[0] == "3 solutions (incomplete)"


async def test_an_engine_that_does_not_stop_does_not_hold_the_user(sessions, comment):
    sessions.engine.set(wait=True, ignore_cancel=True)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    await session.command("solve", {"uri": uri})
    await session.until(lambda: sessions.engine.requests("solve"))
    assert (await session.command("cancel")) == {"cancelled": 1}
    status = await session.request("shortlist/status", {})
    assert status["busy"] is False
    sessions.engine.set()


async def test_cancelling_nothing_is_harmless(sessions, comment):
    session = await sessions.start("vscode")
    assert (await session.command("cancel")) == {"cancelled": 0}
    assert (await session.command("cancel", {"solveId": "unknown"})) == {"cancelled": 0}
    assert (await session.command("cancel", {"uri": "file:///none"})) == {"cancelled": 0}
    params = types.WorkDoneProgressCancelParams(token="unknown")
    session.client.window_work_done_progress_cancel(params)
    assert (await session.request("shortlist/status", {}))["state"] == "idle"
