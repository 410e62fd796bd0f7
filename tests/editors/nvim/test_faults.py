"""What goes wrong around Neovim: the server or its engine is killed by number, the statement is
edited in the middle, two Neovims share an engine."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ROOT, SECOND, Editor, engines_below, until

pytestmark = pytest.mark.editor

SECONDS = 120.0
"""What the real engine may need on a busy machine."""


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
    until(lambda: children_of(editor.process.pid) not in ([], [server]), "another one is started")
    until(lambda: editor.lua("return #vim.lsp.get_clients({ bufnr = 0 })"), "it is attached")
    editor.nvim.command("Shortlist solve")
    until(lambda: "server stopped" not in editor.panel_text(), "it solves again")
    until(lambda: "print(a + b)" in editor.panel_text(), "and finds a solution")
    editor.nvim.command("Shortlist cancel")


def test_what_a_killed_server_had_found_can_be_inserted_when_it_is_back(
    open_problem: Callable[..., Editor], tmp_path: Path
) -> None:
    editor = open_problem(steps=2, wait=True)
    editor.nvim.command("Shortlist solve")
    until(lambda: "print(a + b)" in editor.panel_text(), "a first solution")
    kept = tmp_path / "home0" / "state" / "shortlist" / "solutions"
    until(lambda: list(kept.glob("*.msgpack")), "it is on disk")
    (server,) = children_of(editor.process.pid)
    os.kill(server, signal.SIGKILL)
    until(lambda: "before the solve had ended" in editor.panel_text(), "the next one knows it")
    assert "server stopped" not in editor.panel_text()
    editor.go_to_panel()
    editor.nvim.input("<CR>")
    until(lambda: not editor.in_panel(), "the program is inserted")
    assert "print(a + b)" in editor.lines()


def test_a_server_that_keeps_ending_is_left_alone_until_it_is_asked_for(
    open_problem: Callable[..., Editor],
) -> None:
    editor = open_problem()
    for _ in range(4):
        (server,) = until(lambda: children_of(editor.process.pid), "a server runs")
        os.kill(server, signal.SIGKILL)
        until(lambda: server not in children_of(editor.process.pid), "it is gone")  # noqa: B023
    time.sleep(1)
    assert children_of(editor.process.pid) == []
    editor.nvim.command("Shortlist restart")
    editor.nvim.command("Shortlist solve")
    until(lambda: "print(a + b)" in editor.panel_text(), "the new server solves")


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


@pytest.mark.slow
def test_two_neovims_share_the_real_engine(
    start_editor: Callable[..., Editor], workspace: Path
) -> None:
    """The second one's solve waits for the first one's, whose server is killed. Then the engine is
    killed, too: what was found stays, and another engine goes on."""
    run = workspace / "run"
    run.mkdir(mode=0o700)
    editors = []
    for number in range(2):
        budget = {"samples": 100_000, "maxSeconds": 600, "languages": ["python"]}
        editor = start_editor(runtime=run, settings={"solve": budget})
        file = workspace / f"problem{number}.py"
        file.write_text((ROOT / "examples" / "up_the_stairs.py").read_text())
        editor.open(file)
        editor.nvim.command("Shortlist solve")
        editors.append(editor)
        said = "passes 2 of 2" if number == 0 else "Queued"
        until(lambda e=editor, said=said: said in e.panel_text(), said, SECONDS)
    first, second = editors
    (engine,) = engines_below(run)
    (server,) = children_of(first.process.pid)
    os.kill(server, signal.SIGKILL)
    until(lambda: "server stopped while solving" in first.panel_text(), "the first says so")
    until(lambda: "passes 2 of 2" in second.panel_text(), "the second is next", SECONDS)
    assert engines_below(run) == [engine]
    os.kill(engine, signal.SIGKILL)
    until(lambda: engines_below(run) not in ([], [engine]), "another engine is started", SECONDS)

    def sampled() -> str:
        return next((line for line in second.panel_text().splitlines() if "sampled" in line), "")

    before = sampled()
    until(lambda: sampled() != before, "the second goes on", SECONDS)
    assert "passes 2 of 2" in second.panel_text()
    second.nvim.command("Shortlist cancel")
    until(lambda: "x cancel" not in second.screen().text(), "it ends")
    assert "passes 2 of 2" in second.panel_text()
