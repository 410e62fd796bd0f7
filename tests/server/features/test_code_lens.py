"""Lenses above problem blocks, and when clients are asked to read them again."""

from __future__ import annotations

import asyncio

import pytest
from lsprotocol import types

EDITORS = ["neovim-0.10", "neovim-0.11", "vscode"]


def titles(lenses):
    return [lens.command.title for lens in lenses]


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
        "2 solutions (incomplete)",
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


async def test_no_refresh_is_asked_for_while_the_lenses_stay_the_same(sessions, comment):
    sessions.engine.set(steps=200, step_s=0.05)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    await session.command("solve", {"uri": uri, "budget": {"samples": 1}})
    await session.until(lambda: "Sampling 0/1" in session.progress_texts())
    await session.until(lambda: session.refreshes)
    await asyncio.sleep(0.7)
    session.refreshes.clear()
    await asyncio.sleep(1.2)
    assert titles(await session.lenses(uri))[0] == "Sampling 0/1 · Cancel"
    assert session.refreshes == []
    await session.command("cancel", {})
    await session.until(lambda: session.refreshes)


async def test_no_refresh_for_a_client_that_cannot(sessions, comment):
    session = await sessions.start("neovim-0.10")
    uri = session.open("sum.py", comment())
    await session.solve(uri)
    await session.until(lambda: session.progress_of_kind("end"))
    assert session.refreshes == []


async def test_a_reading_that_is_a_guess_is_marked(sessions):
    session = await sessions.start("vscode")
    statement = (
        "# Sum\n#\n# Add the numbers.\n#\n# Sample Input 1\n# 8 5\n# Sample Output 1\n# 13\n"
        "# 8 + 5 = 13\n#\n# Sample Input 2\n# 1 1\n# Sample Output 2\n# 2\n"
    )
    uri = session.open("sum.py", statement + "print(3)\n")
    assert titles(await session.lenses(uri)) == [
        "Solve (a guess, see line 9)",
        "Run 2 examples (a guess, see line 9)",
    ]


async def test_each_problem_of_a_document_has_its_lens(sessions):
    session = await sessions.start("vscode")
    part = (
        "## Input\n\nAn integer.\n\n## Output\n\nAn integer.\n\n"
        "## Sample Input\n\n1\n\n## Sample Output\n\n2\n\n"
    )
    uri = session.open("contest.md", f"# A. One\n\n{part}# B. Two\n\n{part}", "markdown")
    lenses = await session.lenses(uri)
    assert titles(lenses) == ["Solve", "Solve"]
    assert [lens.range.start.line for lens in lenses] == [0, 18]


async def test_a_statement_edited_while_it_is_solved_says_so(sessions, comment):
    sessions.engine.set(steps=200, step_s=0.05)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", "\n" + comment())
    await session.command("solve", {"uri": uri})
    await session.until(lambda: any("Sampling " in text for text in session.progress_texts()))
    edited = "x = 1\n\n" + comment().replace("their sum", "their product")
    session.change(uri, edited)
    cancel, again, *rest = await session.lenses(uri)
    assert cancel.command.title.startswith("Statement edited")
    assert cancel.command.title.endswith(" · Cancel")
    assert cancel.command.command == "shortlist.server.cancel"
    assert again.command.title == "Solve again" and rest == []
    assert cancel.range.start.line == 2
    # Undone, it is the solve's own again.
    session.change(uri, comment())
    assert (await session.lenses(uri))[0].command.title.startswith("Sampling ")
    session.change(uri, edited)
    await session.client.workspace_execute_command_async(
        types.ExecuteCommandParams(again.command.command, again.command.arguments)
    )
    await session.until(lambda: len(sessions.engine.requests("solve")) == 2)
    assert "product" in sessions.engine.requests("solve")[1]["params"]["problem"]["statement"]
    assert titles(await session.lenses(uri))[0].endswith("· Cancel")
    assert not titles(await session.lenses(uri))[0].startswith("Statement edited")
    await session.command("cancel")


@pytest.mark.parametrize("level", ["low", "fair", "high"])
async def test_the_outcome_leaves_room_for_solving_again(sessions, comment, level):
    text = {"low": "Probably wrong", "fair": "Uncertain", "high": "Likely right"}[level]
    confidence = {"chance": 0.5, "level": level, "text": f"{text} (less than 1 in 20): because."}
    many = [{"source": f"print({number})\n"} for number in range(10)]
    sessions.engine.set(solutions=many, confidence=confidence)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="\nprint(3)\n"))
    await session.solve(uri)
    outcome, *rest = titles(await session.lenses(uri))
    assert len(outcome) <= 40 and text.lower() in outcome.lower() and "10 solutions" in outcome
    assert rest == ["Solve again", "Run 2 examples"]


async def test_when_nothing_passed_the_nearest_miss_is_one_click_away(sessions, comment):
    sessions.engine.set(solutions=[], near_misses=[{"source": "print(3)\n", "passed": 1}])
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    await session.solve(uri)
    shown, again = await session.lenses(uri)
    assert shown.command.title == "None passed · show nearest miss (1/2)"
    assert len(shown.command.title) <= 40
    assert again.command.title == "Solve again"
    await session.client.workspace_execute_command_async(
        types.ExecuteCommandParams(shown.command.command, shown.command.arguments)
    )
    await session.until(lambda: session.client.shown_documents)
    actions = [action.title for action in await session.actions(uri)]
    assert actions == ["Solve from this comment", "Show nearest miss"]
