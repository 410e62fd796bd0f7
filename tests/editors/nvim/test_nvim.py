"""What a Neovim user does: solve, watch, look, accept, undo; complete; cancel; contest mode."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import FIRST, ROOT, SECOND, STATEMENT, TESTS, Editor, until

pytestmark = pytest.mark.editor


def test_solve_fills_the_panel_and_accept_inserts(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem()
    before = editor.lines()
    source = editor.nvim.current.buffer
    editor.nvim.command("Shortlist solve")
    until(lambda: "print(a + b)" in editor.panel_text(), "the panel shows the first solution")
    assert "passes 2 of 2 examples" in editor.panel_text()
    # The panel opens beside the problem and leaves the cursor where it was.
    assert editor.nvim.current.buffer == source

    editor.nvim.command("wincmd p")
    assert editor.nvim.current.buffer == editor.panel()
    editor.nvim.input("<CR>")
    until(lambda: "print(a + b)" in editor.lines(source), "the program is inserted")
    lines = editor.lines(source)
    assert lines[: len(STATEMENT.splitlines())] == STATEMENT.splitlines()
    until(lambda: editor.nvim.current.buffer == source, "the cursor goes to the problem")
    row = editor.nvim.current.window.cursor[0]
    assert lines[row - 1] == FIRST.splitlines()[0], "the cursor is at the inserted program"
    # What is said is the outcome alone: more lines would end in a "Press ENTER" prompt.
    assert not [text for text in editor.notified() if not text.startswith("Shortlist: ")]
    assert "Applied" not in editor.nvim.command_output("messages")
    editor.nvim.command("undo")
    assert editor.lines(source) == before
    assert editor.warnings() == []


def test_the_second_solution_is_accepted_by_moving_to_it(
    open_problem: Callable[..., Editor],
) -> None:
    editor = open_problem()
    source = editor.nvim.current.buffer
    editor.nvim.command("Shortlist")
    until(lambda: SECOND.strip() in editor.panel_text(), "the panel shows the second solution")
    until(lambda: any("solution" in text for text in editor.notified()), "the solve ends")
    editor.go_to_panel()
    editor.nvim.current.window.cursor = (1, 0)
    editor.nvim.input("]]]]")
    editor.nvim.input("<CR>")
    until(lambda: SECOND.strip() in editor.lines(source), "the second program is inserted")


def test_code_action_solves_and_completion_offers_the_result(
    open_problem: Callable[..., Editor],
) -> None:
    editor = open_problem()
    editor.lua(
        """vim.ui.select = function(items, options, choose)
             _G.offered = vim.tbl_map(options.format_item or tostring, items)
             choose(items[1], 1)
           end"""
    )
    editor.nvim.current.window.cursor = (3, 0)
    editor.lua("vim.lsp.buf.code_action()")
    offered = until(lambda: editor.lua("return _G.offered"), "the code actions")
    assert "Solve from this comment" in offered[0]
    until(
        lambda: any("2 solutions" in text for text in editor.notified()),
        "what was found is said at the end",
    )
    blank = len(STATEMENT.splitlines()) + 1
    editor.nvim.current.window.cursor = (blank, 0)
    editor.nvim.input("A<C-x><C-o>")
    info = until(
        lambda: (i := editor.nvim.call("complete_info"))["items"] and i, "the completion menu"
    )
    assert len(info["items"]) == 2
    shown = json.dumps(info["items"], ensure_ascii=False)
    assert "2/2" in shown
    editor.nvim.input("<C-n>" if info["selected"] < 0 else "")
    editor.nvim.input("<C-y><Esc>")
    until(lambda: "print(a + b)" in editor.lines(), "the completion inserts the whole program")
    assert editor.lines() == STATEMENT.splitlines() + FIRST.splitlines()


def test_builtin_autocompletion_inserts_the_program_once(
    open_problem: Callable[..., Editor],
) -> None:
    """With vim.lsp.completion on, Neovim applies the edit itself and ours must not repeat it."""
    editor = open_problem()
    if not editor.lua("return vim.lsp.completion ~= nil and vim.lsp.completion.get ~= nil"):
        pytest.skip("Neovim 0.10 has no vim.lsp.completion")
    editor.lua(
        "vim.lsp.completion.enable(true, vim.lsp.get_clients({ name = 'shortlist' })[1].id, 0)"
    )
    editor.nvim.command("Shortlist solve")
    until(lambda: any("solution" in text for text in editor.notified()), "the solve ends")
    editor.nvim.current.window.cursor = (len(STATEMENT.splitlines()) + 1, 0)
    editor.nvim.input("i")
    editor.lua("vim.lsp.completion.get()")
    info = until(
        lambda: (i := editor.nvim.call("complete_info"))["items"] and i, "the completion menu"
    )
    editor.nvim.input("<C-n>" if info["selected"] < 0 else "")
    editor.nvim.input("<C-y><Esc>")
    until(lambda: "print(a + b)" in editor.lines(), "the completion inserts the whole program")
    assert editor.lines() == STATEMENT.splitlines() + FIRST.splitlines()


def test_cancel_keeps_what_was_found(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem(wait=True)
    editor.nvim.command("Shortlist solve")
    until(lambda: "print(a + b)" in editor.panel_text(), "a first solution")
    editor.nvim.command("Shortlist cancel")
    until(
        lambda: editor.lua(
            "local s = require('shortlist.status').get() return s and not s.busy or false"
        ),
        "the server is idle",
    )
    assert "print(a + b)" in editor.panel_text()
    assert editor.warnings() == []


def test_nothing_passes_is_said_plainly(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem(solutions=[])
    editor.nvim.command("Shortlist solve")
    message = until(
        lambda: [text for text in editor.notified() if "No program passed" in text], "the message"
    )
    assert message


WRONG = "Probably wrong (about 1 in 10)"
LOW = {"chance": 0.1, "level": "low", "text": f"{WRONG}: only 2 of 1,000 samples passed."}


def winbar(editor: Editor) -> str:
    """The panel's winbar as it is drawn."""
    return editor.lua(
        """local window = vim.fn.bufwinid(vim.fn.bufnr('shortlist://'))
           local options = { winid = window, use_winbar = true }
           return vim.api.nvim_eval_statusline(vim.wo[window].winbar, options).str"""
    )


def test_solutions_that_are_probably_wrong_say_so_before_they_are_inserted(
    open_problem: Callable[..., Editor],
) -> None:
    editor = open_problem(confidence=LOW)
    editor.nvim.command("Shortlist solve")
    until(lambda: any(WRONG in text for text in editor.warnings()), "the warning at the end")
    until(lambda: WRONG in winbar(editor), "the winbar")
    assert LOW["text"] in editor.panel_text().splitlines()[:3]

    source = editor.nvim.current.buffer
    editor.nvim.current.window.cursor = (len(STATEMENT.splitlines()) + 1, 0)
    editor.nvim.input("A<C-x><C-o>")
    info = until(
        lambda: (i := editor.nvim.call("complete_info"))["items"] and i, "the completion menu"
    )
    assert all("· probably wrong ·" in item["abbr"] for item in info["items"])
    editor.nvim.input("<C-e><Esc>")
    hints = editor.lua(
        """vim.lsp.inlay_hint.enable(true)
           return vim.wait(10000, function() return #vim.lsp.inlay_hint.get() > 0 end)
             and vim.lsp.inlay_hint.get()[1].inlay_hint.label"""
    )
    assert "probably wrong" in hints

    editor.go_to_panel()
    editor.nvim.input("<CR>")
    until(lambda: "print(a + b)" in editor.lines(source), "it is inserted all the same")


def test_without_doubt_the_panel_says_it_and_nothing_warns(
    open_problem: Callable[..., Editor],
) -> None:
    sure = {"chance": 0.9, "level": "high", "text": "Likely right (about 9 in 10): they agree."}
    editor = open_problem(confidence=sure)
    editor.nvim.command("Shortlist solve")
    until(
        lambda: any("Likely right (about 9 in 10)" in text for text in editor.notified()),
        "the message at the end",
    )
    until(lambda: sure["text"] in editor.panel_text(), "the panel")
    assert editor.warnings() == []
    assert "right" not in winbar(editor)


def test_contest_mode_removes_every_ai_surface(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem()
    editor.nvim.command("Shortlist pause")
    until(lambda: any("contest mode is on" in text for text in editor.notified()), "the message")
    editor.nvim.current.window.cursor = (3, 0)
    actions = editor.lua(
        """local params = vim.lsp.util.make_range_params(0, 'utf-16')
           params.context = { diagnostics = {} }
           local answer = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 10000)
           local titles = {}
           for _, reply in pairs(answer) do
             for _, action in ipairs(reply.result or {}) do table.insert(titles, action.title) end
           end
           return titles"""
    )
    assert not [title for title in actions if "Solve" in title]
    editor.nvim.command("Shortlist solve")
    until(lambda: any("ontest" in text for text in editor.warnings()), "the refusal")


def test_run_shows_verdicts_of_the_users_own_program(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem(below="\nprint(3)\n", run=["AC", "WA"])
    editor.nvim.command("Shortlist run")
    until(lambda: "✗ WA  Example 2" in editor.view_text(TESTS), "the verdicts")
    shown = editor.view_text(TESTS)
    assert "✓ AC  Example 1" in shown and "expected" in shown and "a debug print" in shown


def test_a_file_without_a_problem_gets_a_message(
    start_editor: Callable[..., Editor], workspace: Path
) -> None:
    editor = start_editor()
    file = workspace / "plain.py"
    file.write_text("# just a comment\nx = 1\n")
    editor.open(file)
    editor.nvim.command("Shortlist solve")
    until(lambda: any("no problem" in text for text in editor.warnings()), "the message")


def test_an_unknown_subcommand_is_answered_with_the_known_ones(
    open_problem: Callable[..., Editor],
) -> None:
    editor = open_problem()
    editor.nvim.command("Shortlist frobnicate")
    (message,) = editor.warnings()
    assert "frobnicate" in message and "solve" in message


def test_solve_right_after_opening_waits_for_the_server(
    open_problem: Callable[..., Editor],
) -> None:
    editor = open_problem()
    editor.nvim.command("Shortlist restart")
    editor.nvim.command("Shortlist solve")
    until(lambda: "print(a + b)" in editor.panel_text(), "the panel shows the first solution")


def test_an_engine_that_cannot_start_is_named(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem(start_exit=3)
    editor.nvim.command("Shortlist solve")
    until(lambda: editor.warnings(), "an error message")
    assert any("engine" in text.lower() for text in editor.warnings())


def test_restart_attaches_again(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem()
    client = (
        "local c = vim.lsp.get_clients({ bufnr = 0, name = 'shortlist' })[1] return c and c.id or 0"
    )
    before = editor.lua(client)
    editor.nvim.command("Shortlist restart")
    until(lambda: editor.lua(client) not in (0, before), "a new client")
    editor.nvim.command("Shortlist solve")
    until(lambda: "print(a + b)" in editor.panel_text(), "the new server solves")


def test_help_tags_are_valid(start_editor: Callable[..., Editor]) -> None:
    editor = start_editor()
    editor.nvim.command(f"helptags {ROOT / 'editors/nvim/doc'}")
    editor.nvim.command("help :Shortlist")
    assert any(":Shortlist solve" in line for line in editor.lines())


def test_every_subcommand_is_documented() -> None:
    help_text = (ROOT / "editors/nvim/doc/shortlist.txt").read_text()
    folder = ROOT / "editors/nvim/lua/shortlist/commands"
    # What is in collecting.lua belongs to `practice`.
    files = (file for file in folder.glob("*.lua") if file.name != "collecting.lua")
    commands = "".join(file.read_text() for file in files)
    names = set(re.findall(r"^(?:subcommands|M)\.(\w+) = \{$", commands, re.MULTILINE))
    assert len(names) >= 14
    for name in names | {"next", "previous"}:
        assert f":Shortlist {name}" in help_text, name


def test_a_model_is_chosen_completed_and_remembered(
    open_problem: Callable[..., Editor], workspace: Path
) -> None:
    known = [
        {"name": "default", "where": "built-in", "languages": ["python"]},
        {"name": "ollama:qwen", "where": "Ollama at http://127.0.0.1:11434", "window": 8192},
    ]
    editor = open_problem(models=known)

    def completions(lead: str) -> list[str]:
        return list(editor.nvim.call("getcompletion", f"Shortlist model {lead}", "cmdline"))

    assert completions("") == ["default", "ollama:qwen", "auto"]
    assert completions("ol") == ["ollama:qwen"]

    def models_asked() -> list[Any]:
        log = (workspace / "scenario.log").read_text().splitlines()
        entries = [json.loads(line) for line in log]
        return [item["params"]["model"] for item in entries if item["method"] == "solve"]

    editor.lua(
        "vim.ui.select = function(items, how, on_choice)"
        " _G.asked = { how.prompt, how.format_item(items[2]) } on_choice(items[2]) end"
    )
    editor.nvim.command("Shortlist model")
    assert until(lambda: editor.lua("return _G.asked"), "the list") == [
        "Model (now the engine's own):",
        "ollama:qwen  Ollama at http://127.0.0.1:11434 · window 8192 · any language",
    ]
    assert editor.notified()[-1] == "Shortlist: the next solve takes ollama:qwen"
    editor.nvim.command("Shortlist solve")
    until(lambda: "ollama:qwen" in editor.panel_text(), "the panel names the model")
    assert models_asked() == ["ollama:qwen"]

    editor.nvim.command("Shortlist restart")
    until(lambda: editor.lua("return #vim.lsp.get_clients({ name = 'shortlist' })"), "it is back")
    editor.nvim.command("Shortlist solve")
    until(lambda: models_asked() == ["ollama:qwen"] * 2, "it is remembered")

    # A configuration that names another model than it did then wins.
    editor.lua("local g = vim.g.shortlist g.settings.engine.model = 'mine' vim.g.shortlist = g")
    assert editor.lua("return require('shortlist').model()") == "mine"
    editor.nvim.command("Shortlist model ./a.gguf")
    assert editor.lua("return require('shortlist').model()").endswith("/a.gguf")
    assert editor.lua("return require('shortlist').model()").startswith("/")
    editor.nvim.command("Shortlist model -")
    assert editor.lua("return require('shortlist').model()") == "mine"


@pytest.mark.parametrize("settings", [None, {}, {"solve": {}, "engine": {"command": []}}])
def test_a_start_accuses_the_user_of_nothing(
    start_editor: Callable[..., Editor], workspace: Path, settings: dict[str, Any] | None
) -> None:
    """An empty table of Lua is a list in JSON, which the server has to refuse as settings."""
    editor = start_editor(**({} if settings is None else {"settings": settings}))
    file = workspace / "a.py"
    file.write_text(STATEMENT)
    editor.open(file)
    editor.lua("return vim.lsp.buf_request_sync(0, 'shortlist/status', vim.empty_dict(), 10000)")
    assert editor.notified() == []


def test_subcommands_and_their_arguments_are_completed(
    open_problem: Callable[..., Editor],
) -> None:
    editor = open_problem()

    def completions(typed: str) -> list[str]:
        return list(editor.nvim.call("getcompletion", f"Shortlist {typed}", "cmdline"))

    assert {"solve", "panel", "compare", "attention", "run"} <= set(completions(""))
    assert completions("co") == ["comment", "compare", "console", "copy"]
    assert {"samples=", "seed=", "language=python"} <= set(completions("solve "))
    assert completions("solve samples=9 se") == ["seconds=", "seed="]
    assert completions("panel ") == []


def test_lenses_are_shown_as_the_help_says(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem()
    screen = editor.screen()
    text = (ROOT / "editors/nvim/doc/shortlist.txt").read_text()
    section = text[text.index("*shortlist-codelens*") :]
    newest, older = re.findall(r">lua\n(.*?)\n<", section, re.DOTALL)[:2]
    editor.lua(newest if editor.nvim.call("has", "nvim-0.12") else older)
    editor.nvim.command("doautocmd BufEnter")
    until(lambda: "Solve" in screen.text(), "the lens")
    editor.nvim.command("Shortlist solve")
    until(lambda: any("print(a + b)" in line for line in screen.lines()), "the panel")
    until(lambda: "2 solutions" in "".join(screen.lines()[:2]).split("│")[0], "the lens changes")
