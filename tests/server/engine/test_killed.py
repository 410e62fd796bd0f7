"""Engines killed in the middle of a solve, by signal 9, whoever owns them: what was found stays,
and the next engine gets the rest."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from pathlib import Path

import pytest
from pygls.exceptions import JsonRpcException

REAL = Path(__file__).parents[2] / "engine" / "rpc" / "engine_with_fakes.py"
DOUBLE = """\
# Double
#
# Print twice the number.
#
# Input
# A number.
#
# Output
# Twice the number.
#
# Sample Input 1
# 1
#
# Sample Output 1
# 2
#
# Sample Input 2
# 4
#
# Sample Output 2
# 8
"""
VIEW = {"clientFeatures": {"solutionsView": True}}


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def last_pid(sessions):
    return sessions.engine.requests("start")[-1]["pid"]


async def view_of(session, uri):
    at = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
    digest = (await session.request("shortlist/parseProblem", at))["problem"]["digest"]
    try:
        return await session.request("shortlist/solutions", {"problemId": digest})
    except JsonRpcException:
        return None


async def sampled(session, uri, count):
    """Wait until so many programs were drawn."""
    while True:
        view = await view_of(session, uri)
        if view is not None and view["stats"]["sampled"] >= count:
            return view
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("moment", [0, 1, 500, 900])
async def test_the_next_engine_gets_the_rest_of_the_budget(sessions, comment, shared, moment):
    sessions.engine.set(steps=20, step_s=0.05, start_s=0.3 if moment == 0 else 0)
    session = await sessions.start("vscode", socket=shared, options=VIEW)
    uri = session.open("sum.py", comment())
    running = asyncio.ensure_future(session.solve(uri, budget={"samples": 1000, "seconds": 30}))
    if moment:
        await sampled(session, uri, moment)
    else:
        await session.until(lambda: sessions.engine.requests("start"))
    kill(last_pid(sessions))
    result = await running
    assert len(result["items"]) == 3
    solves = [entry["params"] for entry in sessions.engine.requests("solve")]
    if moment == 0:
        assert len(sessions.engine.requests("start")) == 2 and len(solves) == 1
        return
    first, second = solves
    assert first["budget"] == {"samples": 1000, "seconds": 30}
    drawn = 1000 - second["budget"]["samples"]
    assert drawn >= moment - 50 and second["budget"]["seconds"] < 30
    assert result["stats"]["sampled"] == 1000
    view = await view_of(session, uri)
    assert view["notes"][-1].startswith(f"The engine ended unexpectedly once, after {drawn} ")
    points = [point["sampled"] for point in view["chart"]]
    assert points == sorted(points)


async def test_what_was_found_is_shown_on_while_the_next_engine_starts(sessions, comment, sources):
    sessions.engine.set(steps=20, step_s=0.1, partial=[2])
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment())
    running = asyncio.ensure_future(session.solve(uri, seed=7))
    await sampled(session, uri, 300)
    # The next one starts slowly, and finds something else first.
    sessions.engine.set(
        steps=8, step_s=0.1, start_s=1.0, partial=[0, 0, 1], solutions=[{"source": sources[2]}]
    )
    kill(last_pid(sessions))
    shown = []
    while not running.done():
        view = await view_of(session, uri)
        shown.append((view["state"], [item["source"] for item in view["solutions"]], view))
        await asyncio.sleep(0.05)
    await running
    assert all(found[:2] == sources[:2] for state, found, _ in shown if state == "running")
    assert any("starting it again" in view["headline"] for _, _, view in shown)
    final = await view_of(session, uri)
    # Both found some; each holds its proof, and nothing says that the two were compared.
    assert sorted(item["source"] for item in final["solutions"]) == sorted(sources)
    assert [item["rank"] for item in final["solutions"]] == [1, 2, 3]
    seeds = [entry["params"]["options"]["seed"] for entry in sessions.engine.requests("solve")]
    assert seeds == [7, 8]


async def test_a_solve_cancelled_while_its_engine_starts_again_keeps_what_was_found(
    sessions, comment
):
    sessions.engine.set(steps=20, step_s=0.1)
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment())
    await session.command("solve", {"uri": uri})
    await sampled(session, uri, 200)
    sessions.engine.set(hang_hello=True)
    kill(last_pid(sessions))
    await session.until(lambda: len(sessions.engine.requests("hello")) == 2)
    assert await session.command("cancel") == {"cancelled": 1}
    view = await view_of(session, uri)
    assert (view["state"], len(view["solutions"])) == ("cancelled", 3)
    sessions.engine.set()


async def test_where_no_other_engine_can_be_started_what_was_found_stays(sessions, comment):
    sessions.engine.set(steps=20, step_s=0.1)
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment())
    running = asyncio.ensure_future(session.solve(uri))
    await sampled(session, uri, 200)
    sessions.engine.set(start_exit=3)
    kill(last_pid(sessions))
    with pytest.raises(JsonRpcException) as failure:
        await running
    assert failure.value.data["kind"] == "engineUnavailable"
    view = await view_of(session, uri)
    assert (view["state"], len(view["solutions"])) == ("failed", 3)
    assert "exit code 3" in view["headline"] and "shortlist doctor" in view["advice"]
    lenses = [lens.command.title for lens in await session.lenses(uri)]
    assert lenses == ["3 solutions (incomplete)", "Solve again"]


async def test_a_server_that_is_killed_leaves_the_engine_to_the_next(sessions, comment):
    sessions.engine.set(steps=100, step_s=0.1)
    first = await sessions.start("vscode", socket=True, options=VIEW)
    uri = first.open("one.py", comment())
    solving = asyncio.ensure_future(first.solve(uri))
    await sampled(first, uri, 10)
    engine = last_pid(sessions)
    second = await sessions.start("vscode", socket=True, options=VIEW)
    await second.request("shortlist/models", {})
    status = Path(f"/proc/{engine}/status").read_text()
    kill(int(status.partition("PPid:")[2].split()[0]))
    await asyncio.wait({first.reading}, timeout=20)
    assert first.reading.done()
    solving.cancel()
    # The next server reaches the same engine, which works for nobody else.
    running = asyncio.ensure_future(second.solve(second.open("two.py", comment())))
    await second.until(lambda: len(sessions.engine.requests("solve")) == 2)
    assert {entry["pid"] for entry in sessions.engine.requests("solve")} == {engine}
    await second.command("cancel")
    with pytest.raises(JsonRpcException):
        await running


@pytest.mark.parametrize("how", ["killed", "told to end"])
async def test_an_engine_of_another_window_that_ends_in_the_middle(sessions, comment, how):
    """Both windows go on, with one new engine."""
    sessions.engine.set(steps=30, step_s=0.1)
    first = await sessions.start("vscode", socket=True, options=VIEW)
    second = await sessions.start("vscode", socket=True, options=VIEW)
    uris = [first.open("one.py", comment()), second.open("two.py", comment())]
    await first.request("shortlist/models", {})
    running = [
        asyncio.ensure_future(session.solve(uri))
        for session, uri in zip((first, second), uris, strict=True)
    ]
    await sampled(first, uris[0], 200)
    await sampled(second, uris[1], 200)
    assert len(sessions.engine.requests("start")) == 1
    if how == "killed":
        kill(last_pid(sessions))
    else:
        await first.command("restartEngine")  # which cancels what this window solves
        with pytest.raises(JsonRpcException):
            await running[0]
        running.pop(0)
    for result in await asyncio.gather(*running):
        assert len(result["items"]) == 3
        assert result["stats"]["sampled"] == 1000


async def test_the_real_engine_killed_again_and_again_under_two_windows(sessions, tmp_path):
    """The real engine's process, socket and lock, with a fake model: two servers reach for the next
    one at the same time."""
    path = tmp_path / "run" / "shortlist" / "engine-1.sock"
    options = {
        "socket": str(path),
        "idle": 1,
        "sampler": {"source": ["x + 1", "2 * x", "x + x"], "delay_s": 0.05},
    }
    command = [sys.executable, str(REAL), json.dumps(options)]
    sent = {**VIEW, "engine": {"command": command}}
    windows = [await sessions.start("vscode", options=sent) for _ in range(2)]
    uris = [
        window.open(f"double{n}.py", DOUBLE.replace("Double", f"Double {n}"))
        for n, window in enumerate(windows)
    ]
    budget = {"samples": 160, "seconds": 60}
    running = [
        asyncio.ensure_future(window.solve(uri, budget=budget))
        for window, uri in zip(windows, uris, strict=True)
    ]
    killed = set()
    for count in (16, 48):
        await sampled(windows[0], uris[0], count)
        pid = int(path.with_suffix(".lock").read_text())
        killed.add(pid)
        kill(pid)
    for result in await asyncio.gather(*running):
        assert {item["source"] for item in result["items"]} == {"2 * x", "x + x"}
        assert result["stats"]["sampled"] >= 160
    assert len(killed) == 2
    view = await view_of(windows[0], uris[0])
    assert any("ended unexpectedly" in note for note in view["notes"])


async def test_a_stale_socket_is_no_obstacle(sessions, comment, tmp_path):

    folder = tmp_path / "run" / "shortlist"
    folder.mkdir(parents=True, mode=0o700)
    stale = socket.socket(socket.AF_UNIX)
    stale.bind(str(folder / "engine-1.sock"))
    stale.close()
    session = await sessions.start("vscode", socket=True)
    result = await session.solve(session.open("sum.py", comment()))
    assert len(result["items"]) == 3
