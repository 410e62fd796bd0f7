"""What shows that a solve goes on, whoever started it, in each version's own way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import STATEMENT, Editor, until

pytestmark = pytest.mark.editor


def solve_by_code_action(editor: Editor) -> None:
    editor.lua("vim.ui.select = function(items, _, choose) choose(items[1], 1) end")
    editor.nvim.current.window.cursor = (3, 0)
    editor.lua("vim.lsp.buf.code_action()")


def has_messages(editor: Editor) -> bool:
    return bool(editor.nvim.call("has", "nvim-0.12"))


def test_a_solve_by_code_action_shows_itself(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem(solutions=[], steps=100, step_s=0.1, options={"real_messages": True})
    screen = editor.screen()
    if has_messages(editor):
        editor.lua("vim.ui.progress_status()")  # the default statusline asks for it once loaded
    solve_by_code_action(editor)
    if has_messages(editor):
        until(lambda: "Shortlist:" in screen.lines()[-1], "the progress message")
        assert "0/10" in screen.lines()[-1]
        until(lambda: "◐" in screen.lines()[-2], "the buffer is busy")
        until(lambda: editor.lua("return vim.ui.progress_status()") != "", "the statusline's part")
    else:
        until(lambda: "◌ 0/10" in screen.lines()[0], "virtual text at the comment")
    assert editor.is_free()
    editor.nvim.command("Shortlist cancel")
    until(lambda: "◐" not in screen.text() and "◌" not in screen.text(), "it ends")
    until(lambda: "0/10" not in screen.lines()[-1], "the message line is empty")
    assert editor.lines()[: len(STATEMENT.splitlines())] == STATEMENT.splitlines()


def test_virtual_text_and_nothing_are_choices(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem(
        solutions=[], steps=100, step_s=0.1, options={"progress": "virtual", "real_messages": True}
    )
    screen = editor.screen()
    solve_by_code_action(editor)
    until(lambda: "◌ 0/10" in screen.lines()[0], "virtual text at the comment")
    assert "0/10" not in screen.lines()[-1]
    editor.nvim.command("Shortlist cancel")
    until(lambda: "◌" not in screen.text(), "it ends")
    editor.lua("require('shortlist').setup({ progress = 'off' })")
    solve_by_code_action(editor)
    until(lambda: "x cancel" in screen.text(), "the panel shows the solve")
    assert "◌" not in screen.text() and "0/10" not in screen.lines()[-1]


def test_a_long_text_asks_for_no_key(open_problem: Callable[..., Editor]) -> None:
    waited = "loading a model with a name that is " + "very " * 40 + "long …"
    options = {"progress": "message", "real_messages": True}
    editor = open_problem(solutions=[], steps=1, wait=True, status=waited, options=options)
    screen = editor.screen(80, 24)
    editor.nvim.command("Shortlist solve")
    until(lambda: "loading a" in screen.lines()[-1], "what the model is waited for")
    screen.settle()
    assert editor.is_free()
    editor.nvim.command("Shortlist cancel")
    until(lambda: "loading a" not in screen.lines()[-1], "the line is empty again")


def test_the_statusline_function(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem(solutions=[], steps=100, step_s=0.1)
    editor.nvim.command("Shortlist solve")
    until(lambda: "Sampling" in editor.lua("return require('shortlist').status()"), "its text")
