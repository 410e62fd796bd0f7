"""What goes wrong around Neovim: the server or its engine is killed by number, the statement is edited in the
middle, two Neovims share an engine."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import FAKE_ENGINE, FIRST, SECOND, STATEMENT, Editor, until

pytestmark = pytest.mark.editor


def engines(workspace: Path) -> list[int]:
    """The processes that were asked to solve, in order."""
    log = map(json.loads, (workspace / "scenario.log").read_text().splitlines())
    return [item["pid"] for item in log if item["method"] == "solve"]


def children_of(pid: int) -> list[int]:
    return [
        int(number)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for number in (task / "children").read_text().split()
    ]


def test_a_killed_server_is_said_and_started_again(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem(steps=2, wait=True)
    editor.nvim.command("Shortlist solve")
    until(lambda: "print(a + b)" in editor.panel_text(), "a first solution")
    (server,) = children_of(editor.process.pid)
    os.kill(server, signal.SIGKILL)
    until(lambda: "server stopped while solving" in editor.panel_text(), "the panel says so")
    assert "print(a + b)" in editor.panel_text(), "what was found stays"
    assert "◌" not in editor.screen().text() and editor.is_free()
    editor.nvim.command("Shortlist restart")
    until(lambda: editor.lua("return #vim.lsp.get_clients({ bufnr = 0 })"), "a new server")
    editor.nvim.command("Shortlist solve")
    until(lambda: "server stopped" not in editor.panel_text(), "it solves again")
    until(lambda: "print(a + b)" in editor.panel_text(), "and finds a solution")
    editor.nvim.command("Shortlist cancel")


def test_a_solve_goes_on_after_its_engine_was_killed(
    open_problem: Callable[..., Editor], workspace: Path
) -> None:
    editor = open_problem(steps=20, step_s=0.2)
    editor.nvim.command("Shortlist solve")
    until(lambda: "print(a + b)" in editor.panel_text(), "a first solution")
    (engine,) = engines(workspace)
    os.kill(engine, signal.SIGKILL)
    until(lambda: len(set(engines(workspace))) == 2, "another engine goes on")
    assert "print(a + b)" in editor.panel_text()
    until(lambda: any("2 solutions" in text for text in editor.notified()), "the solve ends")
    assert SECOND.strip() in editor.panel_text()


def test_a_statement_edited_in_the_middle_keeps_its_panel(
    open_problem: Callable[..., Editor],
) -> None:
    editor = open_problem(steps=20, step_s=0.2)
    source = editor.nvim.current.buffer
    editor.nvim.command("Shortlist solve")
    until(lambda: "print(a + b)" in editor.panel_text(), "a first solution")
    source[2] = "# Given two integers a and b, print their product."
    until(lambda: "statement" in editor.panel_text(), "the panel says that it was edited")
    assert "print(a + b)" in editor.panel_text()
    until(lambda: editor.notified(), "the solve ends")
    assert editor.warnings() == []


def test_lines_above_move_the_comment_and_what_is_shown_at_it(
    open_problem: Callable[..., Editor],
) -> None:
    options = {"progress": "virtual"}
    editor = open_problem(solutions=[], steps=100, step_s=0.1, options=options)
    screen = editor.screen()
    editor.nvim.command("Shortlist solve")
    until(lambda: "◌ 0/10" in screen.lines()[0], "virtual text at the comment")
    editor.nvim.current.buffer.append(["import sys", ""], 0)
    until(lambda: "◌ 0/10" in screen.lines()[2], "it goes along with the comment")
    assert "◌" not in screen.lines()[0]
    editor.nvim.command("Shortlist cancel")


def test_two_neovims_share_an_engine(
    start_editor: Callable[..., Editor], workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real engine, found by its socket; the second one is killed and takes nothing along."""
    socket_folder = workspace / "run"
    socket_folder.mkdir(mode=0o700)
    scenario = workspace / "scenario.json"
    scenario.write_text(json.dumps({"solutions": [{"source": FIRST}], "wait": True}))
    monkeypatch.setenv("FAKE_ENGINE", str(scenario))
    editors: list[Any] = []
    for number in range(2):
        editor = start_editor(
            settings={"engine": {"command": [sys.executable, str(FAKE_ENGINE), "--stdio"]}}
        )
        file = workspace / f"problem{number}.py"
        file.write_text(STATEMENT + "\n")
        editor.open(file)
        editor.nvim.command("Shortlist solve")
        editors.append(editor)
    for editor in editors:
        until(lambda editor=editor: "print(a + b)" in editor.panel_text(), "a solution")
    first, second = editors
    (server,) = children_of(second.process.pid)
    os.kill(server, signal.SIGKILL)
    until(lambda: "server stopped" in second.panel_text(), "the second says so")
    first.nvim.command("Shortlist cancel")
    until(lambda: not first.lua("return require('shortlist.status').get().busy"), "it is idle")
    assert "print(a + b)" in first.panel_text()
    assert first.warnings() == []
