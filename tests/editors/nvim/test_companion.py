"""Competitive Companion, the clipboard and submissions in Neovim: a scripted browser and real
files."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.engine.rpc.companion_browser import contest, free_port, post, problem

from .conftest import STATEMENT, TESTS, Editor, until

pytestmark = pytest.mark.editor

SECONDS = 90.0
Start = Callable[..., Editor]


@pytest.fixture
def listen(start_editor: Start, workspace: Path, tmp_path: Path) -> Start:
    """Editors that share an engine, which listens for the browser."""
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)

    def start(port: int, folder: Path = workspace) -> Editor:
        settings = {
            "companion": {"enable": True, "port": port},
            "files": {"language": "python"},
        }
        editor = start_editor(
            runtime=runtime, data=tmp_path / "data", settings=settings, cwd=folder
        )
        until(lambda: is_listening(editor), "the port is heard", SECONDS)
        return editor

    return start


def is_listening(editor: Editor) -> Any:
    return editor.lua(
        "return vim.tbl_get(require('shortlist.status').get() or {}, 'companion', 'listening')"
    )


def test_a_problem_becomes_a_file_that_is_opened(listen: Start, workspace: Path) -> None:
    """Without a file open: a Neovim that only waits for the browser has a server, too."""
    port = free_port()
    editor = listen(port)
    status, _, took = post(port, problem())
    assert status == 200 and took < 50
    until(lambda: editor.nvim.current.buffer.name.endswith("A_Watermelon.py"), "it is opened")
    assert (workspace / "A_Watermelon.py").exists()
    editor.nvim.current.buffer.append(["w = int(input())", "print('YES' if w % 2 == 0 else 'NO')"])
    until(lambda: editor.lua("return #vim.lsp.get_clients({ bufnr = 0 })"), "the client attaches")
    editor.nvim.command("Shortlist run")
    until(lambda: "2 of 2 passed" in editor.view_text(TESTS), "its examples", SECONDS)
    assert editor.warnings() == []


def test_a_contest_of_seven_comes_to_the_window_that_was_used_last(
    listen: Start, workspace: Path, tmp_path: Path
) -> None:
    port = free_port()
    other = tmp_path / "other"
    other.mkdir()
    first, second = listen(port), listen(port, other)
    first.lua("vim.api.nvim_exec_autocmds('FocusGained', {})")
    for each in contest(7):
        assert post(port, each)[0] == 200
    until(lambda: len(list(workspace.glob("*/*.py"))) == 7, "seven files", SECONDS)
    until(lambda: first.nvim.current.buffer.name.endswith("number_1.py"), "the first is opened")
    assert any("7" in text for text in first.notified())
    assert list(other.rglob("*.py")) == []
    second.lua("vim.api.nvim_exec_autocmds('FocusGained', {})")
    time.sleep(2)  # on its way to the engine
    post(port, problem("B. Another"))
    until(lambda: list(other.glob("*.py")), "the other one gets this", SECONDS)


def test_what_comes_takes_no_view_and_no_insert_mode(listen: Start, workspace: Path) -> None:
    port = free_port()
    file = workspace / "a b.py"
    file.write_text(STATEMENT + "\nprint(3)\n")
    editor = listen(port)
    editor.open(file)
    editor.nvim.command("Shortlist tests")
    until(lambda: "Not run yet" in editor.view_text(TESTS), "the tests", SECONDS)
    assert editor.nvim.current.buffer == editor.view(TESTS)
    post(port, problem())
    until(lambda: editor.nvim.current.buffer.name.endswith("A_Watermelon.py"), "it is opened")
    windows = [window.buffer.name for window in editor.nvim.current.tabpage.windows]
    assert len(windows) == 2 and any(TESTS in name for name in windows)
    editor.nvim.input("i# mine")
    post(port, problem("B. Another"))
    until(lambda: editor.nvim.current.buffer.name.endswith("B_Another.py"), "the next one")
    assert editor.nvim.api.get_mode()["mode"] == "n"


def test_a_port_that_is_taken_is_no_message(start_editor: Start, workspace: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = {"companion": {"enable": True, "port": port}}
        editor = start_editor(settings=settings, cwd=workspace)
        said = until(
            lambda: editor.lua(
                """local of = (require('shortlist.status').get() or {}).companion
                   return of and of.message ~= '' and of.message"""
            ),
            "the status says so",
            SECONDS,
        )
        assert str(port) in said
        assert editor.notified() == []
        editor.nvim.command("checkhealth shortlist")
        until(lambda: said in "\n".join(editor.lines()), "so does the health page")


def test_the_clipboard_becomes_a_file(
    start_editor: Start, workspace: Path, shared_engine: Path
) -> None:
    editor = start_editor(runtime=shared_engine, cwd=workspace)
    editor.nvim.command("Shortlist paste")
    until(lambda: any("is empty" in text for text in editor.warnings()), "nothing is there")
    text = "\n".join(line.removeprefix("#").removeprefix(" ") for line in STATEMENT.splitlines())
    editor.nvim.call("setreg", '"', text)
    editor.nvim.command("Shortlist paste cpp")
    until(lambda: editor.nvim.current.buffer.name.endswith(".cpp"), "a file", SECONDS)
    assert Path(editor.nvim.current.buffer.name).parent == workspace
    assert "Given two integers" in "\n".join(editor.lines())


def test_a_program_is_copied_for_the_judge(
    start_editor: Start, workspace: Path, shared_engine: Path
) -> None:
    editor = start_editor(runtime=shared_engine)
    file = workspace / "a b.py"
    program = (
        "import sys\na, b = map(int, input().split())\nprint(a, file=sys.stderr)\nprint(a + b)\n"
    )
    file.write_text("# URL: https://example.org/contest/1/problem/A\n" + STATEMENT + "\n" + program)
    editor.open(file)
    editor.nvim.command("Shortlist submission")
    copied = until(lambda: editor.nvim.call("getreg", '"'), "it is copied", SECONDS)
    assert "Given two" not in copied and "stderr" not in copied
    assert copied.endswith("print(a + b)\n")
    until(lambda: any("left out" in text for text in editor.notified()), "what was stripped")
    editor.lua("vim.ui.open = function(page) _G.page = page end")
    editor.nvim.command("Shortlist submission open")
    until(lambda: editor.lua("return _G.page") or editor.warnings(), "its page", SECONDS)
