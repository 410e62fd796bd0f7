"""Contest mode: every surface that shows generated programs is gone, running examples stays."""

from __future__ import annotations

import asyncio

import pytest
from pygls.exceptions import JsonRpcException


async def surfaces(session, uri, below):
    actions = [action.title for action in await session.actions(uri)]
    lenses = [lens.command.title for lens in await session.lenses(uri)]
    completion = await session.completions(uri, below)
    return actions, lenses, completion


async def test_everything_but_running_is_gone(sessions, comment, below):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="\nprint(3)\n"))
    result = await session.solve(uri)
    actions, lenses, completion = await surfaces(session, uri, below)
    assert len(actions) == 3 and len(lenses) == 3 and completion.items
    assert await session.command("pause") == {"contestMode": True}
    actions, lenses, completion = await surfaces(session, uri, below)
    assert (actions, lenses, completion) == (["Run 2 examples"], ["Run 2 examples"], None)
    problem_id = result["problem"]["digest"]
    accept = {"uri": uri, "problemId": problem_id, "solutionId": result["items"][0]["id"]}
    refused = [
        session.solve(uri),
        session.command("solve", {"uri": uri}),
        session.command("accept", accept),
        session.command("showSolutions", {"uri": uri, "problemId": problem_id}),
        session.request("shortlist/panelContent", {"problemId": problem_id}),
        session.request("shortlist/run", {"textDocument": {"uri": uri}, **accept}),
    ]
    for work in refused:
        with pytest.raises(JsonRpcException) as failure:
            await work
        assert failure.value.data["kind"] == "paused"
        assert failure.value.message.startswith("Contest mode is on")
        assert "shortlist.contestMode" in failure.value.message
    at = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
    assert len((await session.request("shortlist/run", at))["results"]) == 2
    status = await session.request("shortlist/status", {})
    assert (status["state"], status["contestMode"]) == ("paused", True)
    assert await session.command("pause") == {"contestMode": False}
    assert (await surfaces(session, uri, below))[2].items


async def test_switching_it_on_cancels_what_runs(sessions, comment):
    sessions.engine.set(wait=True)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    running = asyncio.ensure_future(session.solve(uri))
    await session.until(lambda: sessions.engine.requests("solve"))
    await session.command("pause", {"contestMode": True})
    with pytest.raises(JsonRpcException) as failure:
        await running
    assert failure.value.code == -32800
    await session.until(lambda: sessions.engine.requests("cancel"))


async def test_the_setting_does_the_same(sessions, comment, below):
    session = await sessions.start("neovim-0.10", options={"contestMode": True})
    uri = session.open("sum.py", comment(below="\nprint(3)\n"))
    actions, lenses, completion = await surfaces(session, uri, below)
    assert (actions, lenses, completion) == (["Run 2 examples"], ["Run 2 examples"], None)


async def test_disabled_means_nothing_at_all(sessions, comment, below):
    session = await sessions.start("neovim-0.10", options={"enable": False})
    uri = session.open("sum.py", comment(below="\nprint(3)\n"))
    assert await surfaces(session, uri, below) == ([], [], None)


async def test_a_folder_can_have_its_own(sessions, comment, below, tmp_path):
    session = await sessions.start("vscode", configuration={"contestMode": False})
    folder = session.folder.as_uri()
    session.client.set_configuration({"contestMode": True}, section="shortlist", scope_uri=folder)
    from lsprotocol import types

    session.client.workspace_did_change_configuration(
        types.DidChangeConfigurationParams(settings=None)
    )
    inside = session.open("sum.py", comment(below="\nprint(3)\n"))
    outside = session.open("file:///elsewhere/sum.py", comment(below="\nprint(3)\n"))
    for _ in range(200):
        if (await surfaces(session, inside, below))[0] == ["Run 2 examples"]:
            break
        await asyncio.sleep(0.02)
    assert (await surfaces(session, inside, below))[0] == ["Run 2 examples"]
    assert len((await surfaces(session, outside, below))[0]) == 2
