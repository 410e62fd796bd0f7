"""Code actions, lenses, completion, ghost text, diagnostics and the panel, as editors see them."""

from __future__ import annotations

import asyncio

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

EDITORS = ["neovim-0.10", "neovim-0.11", "vscode"]


def titles(items):
    return [
        item.command.title if hasattr(item, "command") and item.command else item.title
        for item in items
    ]


@pytest.mark.parametrize("editor", EDITORS)
async def test_actions_stand_on_the_comment_only(sessions, comment, below, editor):
    session = await sessions.start(editor)
    uri = session.open("sum.py", "x = 1\n" + comment(below="\ny = 2\n"))
    for line in (1, below):
        actions = await session.actions(uri, line)
        assert titles(actions) == ["Solve from this comment", "Run 2 examples"]
        assert {action.kind for action in actions} == {"refactor.rewrite.shortlist"}
        assert all(action.command and action.edit is None for action in actions)
        assert all(not action.is_preferred for action in actions)
    assert await session.actions(uri, 0) == []
    assert await session.actions(uri, below + 2) == []


async def test_an_ordinary_file_has_nothing(sessions):
    session = await sessions.start("vscode")
    uri = session.open("plain.py", "# a comment\n# of two lines\nprint(1)\n")
    assert await session.actions(uri) == []
    assert await session.lenses(uri) == []
    assert await session.completions(uri, 2) is None
    await asyncio.sleep(0.5)
    assert session.client.diagnostics == {}


async def test_asking_for_anything_never_starts_the_engine(sessions, comment, below):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    await session.actions(uri)
    await session.lenses(uri)
    assert await session.completions(uri, below) is None
    session.change(uri, comment(below="\n\n"))
    await session.request("shortlist/status", {})
    await session.command("status")
    await session.command("unloadModel")
    assert sessions.engine.requests() == []


@pytest.mark.parametrize(
    ("only", "shown"),
    [
        (["refactor"], True),
        (["refactor.rewrite"], True),
        (["refactor.rewrite.shortlist"], True),
        ([""], True),
        (["quickfix"], False),
        (["refactor.rewrite.short"], False),
        (["source.organizeImports"], False),
    ],
)
async def test_the_clients_filter_is_respected(sessions, comment, only, shown):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    assert bool(await session.actions(uri, only=only)) is shown


async def test_tags_and_disabled_reasons_only_where_supported(sessions, comment):
    interactive = comment().replace("# Input\n", "# This is an interactive problem.\n# Input\n")
    for editor, supported in (("vscode", True), ("neovim-0.10", False)):
        session = await sessions.start(editor)
        uri = session.open("sum.py", comment())
        action = (await session.actions(uri))[0]
        tags = (types.CodeActionTag.LlmGenerated,) if supported else None
        assert action.tags == tags
        uri = session.open("talk.py", interactive)
        actions = await session.actions(uri)
        if supported:
            assert actions[0].disabled.reason == "interactive problem"
            assert actions[0].command is None
        else:
            assert actions == []
        assert await session.lenses(uri) == []


async def test_a_client_without_action_literals_gets_commands(sessions, comment):
    session = await sessions.start("bare")
    uri = session.open("sum.py", comment())
    actions = await session.actions(uri)
    assert [action.command for action in actions] == ["shortlist.server.solve"]


async def test_the_action_solves_and_then_shows(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    command = (await session.actions(uri))[0].command
    await session.client.workspace_execute_command_async(
        types.ExecuteCommandParams(command.command, command.arguments)
    )
    await session.until(lambda: session.progress_of_kind("end"))
    actions = await session.actions(uri)
    assert titles(actions) == ["Solve from this comment", "Show solutions (3)"]
    assert actions[1].command.command == "shortlist.server.showSolutions"


async def test_a_client_with_a_panel_shows_solutions_itself(sessions, comment):
    session = await sessions.start("vscode", options={"clientFeatures": {"panel": True}})
    uri = session.open("sum.py", comment())
    await session.solve(uri)
    command = (await session.actions(uri))[1].command
    assert command.command == "shortlist.showSolutions"
    assert set(command.arguments[0]) == {"uri", "problemId"}


@pytest.mark.parametrize("editor", EDITORS)
async def test_lenses_before_while_and_after(sessions, comment, editor):
    sessions.engine.set(wait=True, partial=[2])
    session = await sessions.start(editor)
    uri = session.open("sum.py", "\n\n" + comment(below="\nprint(3)\n"))
    lenses = await session.lenses(uri)
    assert titles(lenses) == ["Solve", "Run 2 examples"]
    assert {lens.range.start.line for lens in lenses} == {2}
    await session.command("solve", {"uri": uri})
    await session.until(lambda: len(session.progress_of_kind("report")) > 0)
    while True:
        shown = titles(await session.lenses(uri))
        if shown[0].startswith("Sampling 1000/1000"):
            break
        await asyncio.sleep(0.02)
    assert shown[0] == "Sampling 1000/1000 · 2 pass · Cancel"
    cancel = (await session.lenses(uri))[0].command
    await session.client.workspace_execute_command_async(
        types.ExecuteCommandParams(cancel.command, cancel.arguments)
    )
    assert titles(await session.lenses(uri)) == [
        "2 solutions · 2/2 examples · Best 31 ms (incomplete)",
        "Solve again",
        "Run 2 examples",
    ]


async def test_lens_refresh_is_asked_for_twice_a_second_at_most(sessions, comment):
    sessions.engine.set(steps=100, step_s=0.01)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    await asyncio.sleep(0.6)
    session.refreshes.clear()
    await session.solve(uri)
    await session.until(lambda: len(session.refreshes) >= 2)
    gaps = [b - a for a, b in zip(session.refreshes, session.refreshes[1:], strict=False)]
    assert len(session.refreshes) <= 8
    assert all(gap > 0.3 for gap in gaps)
    count = len(session.refreshes)
    await asyncio.sleep(1.2)
    assert len(session.refreshes) <= count + 1


async def test_no_refresh_for_a_client_that_cannot(sessions, comment):
    session = await sessions.start("neovim-0.10")
    uri = session.open("sum.py", comment())
    await session.solve(uri)
    await session.until(lambda: session.progress_of_kind("end"))
    assert session.refreshes == []


async def test_completion_offers_cached_solutions_with_their_proof(
    sessions, comment, below, sources
):
    session = await sessions.start("neovim-0.11")
    uri = session.open("sum.py", comment(below="\n\nprint('mine')\n"))
    assert await session.completions(uri, below) is None
    await session.solve(uri)
    found = await session.completions(uri, below)
    assert found.is_incomplete is False
    assert [item.label for item in found.items][:1] == ["Solution 1 · 2/2 · 31 ms · cluster 33 %"]
    assert [item.sort_text for item in found.items] == ["00", "01", "02"]
    first = found.items[0]
    assert first.filter_text == ""
    assert first.insert_text_format == types.InsertTextFormat.PlainText
    assert first.text_edit.new_text == sources[0].strip("\n")
    assert first.text_edit.range.start == types.Position(below, 0)
    assert first.text_edit.range.end == types.Position(below, 0)
    assert first.documentation is None
    resolved = await session.client.completion_item_resolve_async(first)
    assert "```python\na, b = map" in resolved.documentation.value
    assert "| 1 | AC | 31 ms | 8.0 MiB |" in resolved.documentation.value
    # Not in the comment, not in the user's code.
    assert await session.completions(uri, below - 1) is None
    assert await session.completions(uri, below + 2) is None


async def test_completion_keeps_to_the_cursors_line(sessions, comment, below):
    session = await sessions.start("neovim-0.11")
    uri = session.open("sum.py", comment(below="    \n"))
    await session.solve(uri)
    found = await session.completions(uri, below, 4)
    assert found.items[0].filter_text == "    "
    edit = found.items[0].text_edit
    assert edit.range == types.Range(types.Position(below, 0), types.Position(below, 4))


async def test_completion_is_incomplete_while_a_solve_runs(sessions, comment, below):
    sessions.engine.set(wait=True, partial=[1])
    session = await sessions.start("neovim-0.11")
    uri = session.open("sum.py", comment())
    await session.command("solve", {"uri": uri})
    while True:
        found = await session.completions(uri, below)
        assert found.is_incomplete
        if found.items:
            break
        await asyncio.sleep(0.02)
    assert len(found.items) == 1


async def test_inline_completion_only_where_the_client_has_it(sessions, comment, below, sources):
    session = await sessions.start("vscode")
    assert session.result.capabilities.inline_completion_provider is not None
    uri = session.open("sum.py", comment())
    params = types.InlineCompletionParams(
        context=types.InlineCompletionContext(types.InlineCompletionTriggerKind.Automatic),
        text_document=types.TextDocumentIdentifier(uri),
        position=types.Position(below, 0),
    )
    assert await session.client.text_document_inline_completion_async(params) is None
    await session.solve(uri)
    found = await session.client.text_document_inline_completion_async(params)
    assert [item.insert_text for item in found.items] == [text.strip("\n") for text in sources]
    other = await sessions.start("neovim-0.10")
    assert other.result.capabilities.inline_completion_provider is None


async def test_hints_name_what_can_be_fixed(sessions, comment):
    session = await sessions.start("neovim-0.10")
    broken = comment().replace("# Sample Output 2\n# 11\n", "")
    uri = session.open("half.py", broken)
    await session.until(lambda: session.client.diagnostics.get(uri))
    hint = session.client.diagnostics[uri][0]
    assert hint.severity == types.DiagnosticSeverity.Hint
    assert hint.source == "shortlist"
    session.change(uri, comment())
    await session.until(lambda: not session.client.diagnostics[uri])
    session.change(uri, broken)
    await session.until(lambda: session.client.diagnostics[uri])
    session.close(uri)
    await session.until(lambda: not session.client.diagnostics[uri])


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
        assert lines[anchor["range"]["start"]["line"]].startswith(f"## {item['label']}")
    served = await session.client.workspace_text_document_content_async(
        types.TextDocumentContentParams(content["uri"])
    )
    assert served.text == content["text"]


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
    assert "Solution 2 · 2/2 · 62 ms · cluster 33 % · Python · inserted" in content["text"]


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


async def test_parse_problem(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    at = {"textDocument": {"uri": uri}, "position": {"line": 4, "character": 0}}
    parsed = await session.request("shortlist/parseProblem", at)
    assert parsed["problem"]["name"] == "A + B 🎉"
    assert parsed["problem"]["kind"] == "stdin"
    assert parsed["confidence"] >= 0.5
    assert parsed["problems"] == []
    plain_uri = session.open("plain.py", "x = 1\n")
    at["textDocument"]["uri"] = plain_uri
    nothing = await session.request("shortlist/parseProblem", at)
    assert nothing == {"problem": None, "confidence": 0.0, "problems": []}
