"""The panel document, its lenses, and the command that opens it."""

from __future__ import annotations

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException


def titles(lenses):
    return [lens.command.title for lens in lenses]


async def test_the_panel_lists_every_solution(sessions, comment, sources):
    session = await sessions.start("vscode")
    assert "workspace/textDocumentContent" in [item.method for item in session.registrations] or (
        await session.until(lambda: session.registrations)
    )
    assert {item.method for item in session.registrations} == {
        "workspace/didChangeConfiguration",
        "workspace/textDocumentContent",
    }
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    problem_id = result["problem"]["digest"]
    content = await session.request("shortlist/panelContent", {"problemId": problem_id})
    assert content["text"].startswith("# Solutions for A + B 🎉\n\n3 solutions in ")
    for source in sources:
        assert source in content["text"]
    lines = content["text"].splitlines()
    for anchor, item in zip(content["anchors"], result["items"], strict=True):
        assert anchor["id"] == item["id"]
        assert lines[anchor["range"]["start"]["line"]].startswith(
            f"## Solution {item['rank']} · Python"
        )
    served = await session.client.workspace_text_document_content_async(
        types.TextDocumentContentParams(content["uri"])
    )
    assert served.text == content["text"]


async def test_the_panel_counts_programs_apart_from_samples(sessions, comment):
    session = await sessions.start("vscode")
    result = await session.solve(session.open("sum.py", comment()))
    stats = result["stats"]
    content = await session.request(
        "shortlist/panelContent", {"problemId": result["problem"]["digest"]}
    )
    assert (
        f"{stats['sampled']} samples · {stats['unique']} distinct programs"
        f" · {stats['passed']} pass all examples · model fake-model" in content["text"]
    )


async def test_the_panel_document_has_lenses_that_insert(sessions, comment, below, sources):
    session = await sessions.start("vscode", options={"clientFeatures": {"copy": True}})
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    content = await session.request(
        "shortlist/panelContent", {"problemId": result["problem"]["digest"]}
    )
    panel = session.open(content["uri"], content["text"], "markdown")
    lenses = await session.lenses(panel)
    assert titles(lenses) == ["Insert", "Copy", "Run"] * 3
    insert = lenses[3].command
    await session.client.workspace_execute_command_async(
        types.ExecuteCommandParams(insert.command, insert.arguments)
    )
    assert session.texts[uri] == comment().rstrip("\n") + "\n" + sources[1] + "\n"
    await session.until(lambda: session.content_refreshes)
    assert session.content_refreshes[0] == content["uri"]
    content = await session.request(
        "shortlist/panelContent", {"problemId": result["problem"]["digest"]}
    )
    assert "## Solution 2 · Python · inserted" in content["text"]


async def test_showing_solutions_opens_the_panel_or_asks(sessions, comment, below, sources):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    arguments = {"uri": uri, "problemId": result["problem"]["digest"]}
    assert await session.command("showSolutions", arguments) == {"shown": True}
    shown = session.client.shown_documents[0]
    assert shown.uri == f"shortlist-solutions:/{result['problem']['digest']}.md"

    session = await sessions.start("neovim-0.10")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    session.choose = result["items"][2]["label"]
    assert await session.command("showSolutions", {**arguments, "uri": uri}) == {"shown": True}
    await session.until(lambda: session.edits)
    assert sources[2] in session.texts[uri]
    assert len(session.message_requests[0].actions) == 3


async def test_showing_what_is_not_there_is_refused(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    with pytest.raises(JsonRpcException) as failure:
        await session.command("showSolutions", {"uri": uri, "problemId": "0" * 16})
    assert failure.value.data["kind"] == "unknownSolution"
    with pytest.raises(JsonRpcException) as failure:
        await session.request("shortlist/panelContent", {"problemId": "0" * 16})
    assert failure.value.data["kind"] == "unknownSolution"
