"""Code actions on a problem block, as editors see them."""

from __future__ import annotations

import pytest
from lsprotocol import types

ASSISTING = ["Translate to …", "Explain", "Comment"]
EDITORS = ["neovim-0.10", "neovim-0.11", "vscode"]


def titles(actions):
    return [action.title for action in actions]


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
    # What a model does with a program is for those who ask: no editor shows it by itself.
    assert titles(await session.actions(uri, below + 2)) == ASSISTING
    unasked = types.CodeActionTriggerKind.Automatic
    assert await session.actions(uri, below + 2, trigger=unasked) == []


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
            assert actions[0].disabled.reason == "Interactive problems cannot be solved yet"
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
