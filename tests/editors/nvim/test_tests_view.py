"""The view of tests with the real engine: a failing test seen and mended, tests edited, an endless
program cancelled, an input found on which programs differ."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import FIRST, STATEMENT, TESTS, Editor, until
from .test_faults import children_of

pytestmark = pytest.mark.editor

WRONG = "a, b = map(int, input().split())\nprint(a + b if a != 5 else 8)\n"
ENDLESS = "import time\nprint(input(), flush=True)\nwhile True:\n    pass\n"

Open = Callable[..., Editor]


@pytest.fixture
def open_program(start_editor: Callable[..., Editor], workspace: Path, shared_engine: Path) -> Open:
    """An editor with the problem and a program below it."""

    def start(program: str = WRONG, name: str = "a b.py", **options: Any) -> Editor:
        editor = start_editor(runtime=shared_engine, **options)
        file = workspace / name
        file.write_text(STATEMENT + "\n" + program)
        editor.open(file)
        return editor

    return start


def text_of(editor: Editor) -> str:
    return editor.view_text(TESTS)


def wait_for(editor: Editor, text: str, **seconds: float) -> None:
    until(lambda: text in text_of(editor), f"{text} in\n{text_of(editor)}", **seconds)


def own_tests(workspace: Path, name: str = "a b.py") -> list[dict[str, str]]:
    file = workspace / f"{name}.tests.json"
    tests: list[dict[str, str]] = json.loads(file.read_text())["tests"] if file.exists() else []
    return tests


def test_a_failing_test_is_seen_and_mended(open_program: Open) -> None:
    editor = open_program()
    screen = editor.screen(140, 44)
    source = editor.nvim.current.buffer
    editor.nvim.command("Shortlist run")
    wait_for(editor, "1 of 2 passed · example 2: WA")
    assert editor.nvim.current.buffer == source, "the view takes no focus"
    until(lambda: "8   ← the first difference" in screen.text(), "what differs is said")
    screen.settle()
    row = next(at for at, line in enumerate(screen.lines()) if "← the first" in line)
    column = screen.lines()[row].index("8   ←")
    assert screen.background_at(row, column) is not None, "and marked"
    shown = screen.text()
    assert "✓ AC  Example 1" in shown and "✗ WA  Example 2" in shown
    # What passed is folded: of two inputs, one is shown.
    assert shown.count("    input  ") == 1

    source[-1] = "print(a + b)"
    until(lambda: "R runs them again" in text_of(editor), "the verdicts are of another program")
    editor.go_to_view(TESTS)
    editor.nvim.input("R")
    wait_for(editor, "2 of 2 passed")
    assert "R runs them again" not in text_of(editor)
    assert editor.warnings() == []


def test_tests_are_added_edited_moved_deleted_and_brought_back(
    open_program: Open, workspace: Path
) -> None:
    editor = open_program()
    editor.nvim.command("Shortlist tests")
    wait_for(editor, "Not run yet")
    editor.nvim.input("a")
    until(lambda: editor.nvim.current.buffer.name.endswith("/input"), "a new test")
    editor.nvim.input("i5 7<CR><Esc>:w<CR>")
    until(lambda: own_tests(workspace), "it is saved")
    assert own_tests(workspace) == [{"input": "5 7\n\n"}]
    editor.nvim.input("dd<C-w>l")
    editor.nvim.input("i12<Esc>:wq<CR>")
    until(lambda: own_tests(workspace) == [{"input": "5 7\n", "output": "12\n"}], "both are saved")
    until(lambda: editor.view("shortlist-test://") is None, "the pair is closed")
    until(lambda: editor.nvim.current.buffer == editor.view(TESTS), "and the view is gone back to")

    editor.go_to_line(TESTS, "Test 1")
    editor.nvim.input("r")
    wait_for(editor, "✗ WA  Test 1")
    assert "· not run" not in text_of(editor)
    assert "✓ AC" not in text_of(editor), "one test was run"
    editor.nvim.input("=")
    until(lambda: own_tests(workspace)[0]["output"] == "8\n", "what it printed is expected now")

    editor.nvim.input("c")
    until(lambda: len(own_tests(workspace)) == 2, "a copy")
    editor.go_to_line(TESTS, "Test 2")
    editor.nvim.input("e")
    until(lambda: editor.nvim.current.buffer.name.endswith("/input"), "it is edited")
    editor.nvim.input("ccx y<Esc>:w<CR>:q<CR>")
    until(lambda: own_tests(workspace)[1]["input"] == "x y\n", "it is saved")
    until(lambda: editor.view("shortlist-test://") is None, "the pair is closed")

    editor.go_to_line(TESTS, "Test 2")
    editor.nvim.input("K")
    until(lambda: own_tests(workspace)[0]["input"] == "x y\n", "it is the first now")
    until(lambda: "x y" in text_of(editor).split("own", 1)[1].split("own")[0], "also in the view")
    editor.go_to_line(TESTS, "x y")
    editor.nvim.input("dd")
    until(lambda: len(own_tests(workspace)) == 1, "it is deleted")
    until(lambda: any("brings it back" in text for text in editor.notified()), "which is said")
    editor.nvim.input("u")
    until(lambda: len(own_tests(workspace)) == 2, "it is back")
    until(lambda: own_tests(workspace)[0]["input"] == "x y\n", "in its place")
    assert editor.warnings() == []


def test_an_example_is_edited_in_the_statement(open_program: Open, workspace: Path) -> None:
    editor = open_program()
    source = editor.nvim.current.buffer
    editor.nvim.command("Shortlist tests")
    wait_for(editor, "Example 2")
    editor.go_to_line(TESTS, "Example 2")
    editor.nvim.input("dd")
    until(lambda: any("cannot be deleted" in text for text in editor.warnings()), "it says why")
    editor.nvim.input("e")
    until(lambda: editor.nvim.current.buffer == source, "the statement")
    assert editor.nvim.current.line == "# Sample Input 2"
    assert own_tests(workspace) == []


def test_unsaved_edits_are_not_lost(open_program: Open, workspace: Path) -> None:
    editor = open_program()
    editor.nvim.command("Shortlist add")
    until(lambda: editor.nvim.current.buffer.name.endswith("/input"), "a new test")
    (workspace / "a b.py.tests.json").write_text("{ no document")
    editor.nvim.input("i7 7<Esc>:w<CR>")
    until(lambda: any("not saved" in text for text in editor.warnings()), "it says why")
    assert editor.nvim.current.buffer.options["modified"]
    editor.nvim.input(":q<CR>")
    assert editor.lines() == ["7 7"], "it does not close"
    assert (workspace / "a b.py.tests.json").read_text() == "{ no document"
    (workspace / "a b.py.tests.json").unlink()
    editor.nvim.input("<Esc>:w<CR>")
    until(lambda: own_tests(workspace) == [{"input": "7 7\n"}], "now it is saved")


def test_an_endless_program_is_cancelled_at_once(open_program: Open) -> None:
    editor = open_program(ENDLESS)
    editor.nvim.command("Shortlist tests")
    wait_for(editor, "Not run yet")
    editor.nvim.input("R")
    wait_for(editor, "◌ Running")
    time.sleep(0.3)
    started = time.monotonic()
    editor.nvim.input("x")
    until(lambda: "◌" not in text_of(editor), "it ends")
    took = time.monotonic() - started
    assert took < 0.25, took
    assert "Cancelled" in text_of(editor)
    assert editor.is_free() and editor.warnings() == []
    # The same from the program, by the command.
    editor.nvim.command("wincmd p")
    editor.nvim.command("Shortlist run")
    wait_for(editor, "◌ Running")
    editor.nvim.command("Shortlist cancel")
    until(lambda: "◌" not in text_of(editor), "it ends")


def test_some_tests_by_number(open_program: Open) -> None:
    editor = open_program()
    editor.nvim.command("Shortlist run 2")
    wait_for(editor, "✗ WA  Example 2")
    assert "✓" not in text_of(editor)
    assert editor.lua("return require('shortlist.commands').complete('', 'Shortlist run ')") == [
        "1",
        "2",
    ]
    editor.nvim.command("Shortlist run 7")
    until(lambda: any("no test 7" in text for text in editor.warnings()), "it says so")


def test_the_view_goes_along_with_the_file(open_program: Open, workspace: Path) -> None:
    editor = open_program()
    (workspace / "other.py").write_text(STATEMENT.replace("A + B", "Another") + "\n" + FIRST)
    editor.nvim.command("Shortlist run")
    wait_for(editor, "1 of 2 passed")
    screen = editor.screen(140, 44)
    editor.open(workspace / "other.py")
    until(lambda: "   Another" in screen.text(), "the tests of the other file")
    assert "1 of 2 passed ·" not in screen.text()
    editor.nvim.command("bprevious")
    until(lambda: "1 of 2 passed ·" in screen.text(), "those of the first again")


def test_folds_stay_as_the_user_left_them(open_program: Open) -> None:
    editor = open_program()
    screen = editor.screen(140, 44)
    editor.nvim.command("Shortlist run")
    wait_for(editor, "1 of 2 passed")
    editor.go_to_line(TESTS, "Example 1")
    editor.nvim.input("<CR>")
    until(lambda: screen.text().count("    input  ") == 2, "unfolded")
    editor.nvim.input("R")
    until(lambda: editor.lua("return vim.fn.foldclosed('.')") == -1, "still unfolded")
    wait_for(editor, "1 of 2 passed")
    screen.settle()
    assert screen.text().count("    input  ") == 2
    assert "Example 1" in editor.nvim.current.line


def test_whole_texts_side_by_side(open_program: Open) -> None:
    editor = open_program("for i in range(20000):\n    print(i if i != 17000 else 'x')\n")
    editor.nvim.command("Shortlist run 1")
    wait_for(editor, "✗")
    editor.go_to_line(TESTS, "Example 1")
    editor.nvim.input("o")
    until(lambda: editor.lua("return vim.fn.tabpagenr('$')") == 2, "a tab page")
    windows = editor.nvim.current.tabpage.windows
    assert [window.options["diff"] for window in windows] == [False, True, True]
    texts = [window.buffer[:] for window in windows]
    assert texts[0] == ["1 2"] and texts[1] == ["3"] and len(texts[2]) == 20000
    editor.nvim.input("q")
    until(lambda: editor.lua("return vim.fn.tabpagenr('$')") == 1, "it is closed")


def test_a_killed_server_leaves_the_verdicts(open_program: Open) -> None:
    editor = open_program(ENDLESS)
    editor.nvim.command("Shortlist run")
    wait_for(editor, "◌ Running")
    (server,) = children_of(editor.process.pid)
    os.kill(server, signal.SIGKILL)
    wait_for(editor, "The language server stopped while the tests ran")
    until(lambda: children_of(editor.process.pid) not in ([], [server]), "another is started")
    until(lambda: editor.lua("return #vim.lsp.get_clients({ bufnr = 0 })"), "it is attached")
    editor.nvim.current.buffer[-4:] = FIRST.splitlines()
    editor.nvim.command("Shortlist run")
    wait_for(editor, "2 of 2 passed")


def test_import_export_and_a_checker(open_program: Open, workspace: Path) -> None:
    editor = open_program()
    folder = workspace / "more"
    folder.mkdir()
    for number, (input_, output) in enumerate([("1 1\n", "2\n"), ("1 2\n", "3\n")], 1):
        (folder / f"{number}.in").write_text(input_)
        (folder / f"{number}.out").write_text(output)
    editor.nvim.command("Shortlist import " + editor.nvim.call("fnameescape", str(folder)))
    until(lambda: any("added" in text for text in editor.notified()), "what came of it")
    assert any("1 test added, 1 there already" in text for text in editor.notified())
    assert own_tests(workspace)[0]["input"] == "1 1\n"
    goal = workspace / "for cph.json"
    editor.nvim.command("Shortlist export companion " + editor.nvim.call("fnameescape", str(goal)))
    until(lambda: goal.exists(), "it is written")
    assert len(json.loads(goal.read_text())["tests"]) == 3
    (workspace / "check.py").write_text("import sys\nsys.exit(0)\n")
    editor.nvim.command("Shortlist checker check.py")
    until(lambda: "compared by check.py" in text_of(editor), "another rule")
    editor.nvim.command("Shortlist run")
    wait_for(editor, "3 of 3 passed")
    editor.nvim.command("Shortlist checker -")
    until(lambda: "compared by check.py" not in text_of(editor), "the statement's own again")


def test_an_input_that_fails_is_found_and_kept(open_program: Open, workspace: Path) -> None:
    brute = workspace / "brute.py"
    brute.write_text(FIRST)
    editor = open_program("a, b = map(int, input().split())\nprint(a + b if a < 100 else 0)\n")
    editor.nvim.command("Shortlist stress brute.py")
    wait_for(editor, "✗ Counterexample", seconds=120)
    found = text_of(editor)
    assert "brute.py" in found and "    input     100 " in found, "as small as it gets"
    editor.go_to_view(TESTS)
    editor.nvim.input("+")
    until(lambda: own_tests(workspace), "it is kept")
    assert own_tests(workspace)[0]["input"].startswith("100 ")
    until(lambda: "Counterexample" not in text_of(editor), "once")
    editor.nvim.input("R")
    wait_for(editor, "2 of 3 passed")
    editor.nvim.command("Shortlist stress nothing.py")
    until(lambda: any("no file" in text for text in editor.warnings()), "which file is missing")


def test_the_largest_inputs(open_program: Open) -> None:
    editor = open_program(FIRST)
    row = editor.lines().index("# One line with a and b.") + 1
    editor.nvim.current.buffer.append(["# 1 <= a, b <= 1000000000"], row)
    editor.nvim.command("Shortlist largest")
    wait_for(editor, "Largest inputs", seconds=120)
    assert editor.warnings() == []


def test_the_debugger_gets_program_and_input(open_program: Open) -> None:
    editor = open_program()
    editor.lua(
        """package.loaded.dap = { adapters = { debugpy = {} },
             run = function(configuration) _G.debugged = configuration end }"""
    )
    source = editor.nvim.current.buffer
    editor.nvim.command("Shortlist tests")
    wait_for(editor, "Example 2")
    editor.go_to_line(TESTS, "Example 2")
    editor.nvim.input("D")
    given = until(lambda: editor.lua("return _G.debugged"), "the debugger is started")
    assert given["type"] == "debugpy" and given["request"] == "launch"
    assert editor.nvim.current.buffer == source, "breakpoints are in the program"
    # The program that debugpy starts reads this test's input.
    answer = editor.lua(
        "return vim.system({ 'python3', '-c', ... }, { text = true }):wait()", given["code"]
    )
    assert answer["stdout"] == "8\n", answer


def test_a_debugger_that_is_not_there_is_named(open_program: Open) -> None:
    editor = open_program()
    editor.nvim.command("Shortlist tests")
    wait_for(editor, "Example 1")
    editor.go_to_line(TESTS, "Example 1")
    editor.nvim.input("D")
    until(lambda: any("nvim-dap" in text for text in editor.warnings()), "what is missing")
    editor.lua("package.loaded.dap = { adapters = {} }")
    editor.nvim.input("D")
    until(lambda: any("python, debugpy" in text for text in editor.warnings()), "which adapter")


def test_talking_to_a_program_in_a_terminal(open_program: Open, workspace: Path) -> None:
    editor = open_program()
    screen = editor.screen(140, 44)
    editor.nvim.current.buffer[-1] = "print('the sum is', a + b)"
    editor.nvim.command("Shortlist console")
    until(lambda: editor.nvim.api.get_mode()["mode"] == "t", "a terminal", 60)
    editor.nvim.input("30 4<CR>")
    until(lambda: "the sum is 34" in screen.text(), "it answers, as it stands in the buffer")
    assert "the sum is" in (workspace / "a b.py").read_text()


def test_five_hundred_tests_do_not_freeze_the_view(open_program: Open) -> None:
    editor = open_program()
    editor.nvim.command("Shortlist tests")
    wait_for(editor, "Not run yet")
    usual_ms = editor.lua(
        """local views = require('shortlist.tests.views')
           local uri = vim.uri_from_fname(vim.fn.bufname('a b.py') ~= '' and
             vim.api.nvim_buf_get_name(vim.fn.bufnr('a b.py')) or '')
           local view = vim.deepcopy(views.get(uri))
           view.version, view.tests, view.running = view.version + 1, {}, true
           for number = 1, 500 do
             view.tests[number] = { id = 'own-' .. number, kind = 'own', name = 'Test ' .. number,
               input = ('%d 1\\n'):rep(5):format(1, 2, 3, 4, number), expected = '3\\n',
               cut = false }
           end
           views.take(view)
           local client = vim.lsp.get_clients({ name = 'shortlist' })[1].id
           local took = {}
           for number = 1, 500, 10 do
             local results = {}
             for each = number, number + 9 do
               table.insert(results, { id = 'own-' .. each, result = {
                 verdict = each % 7 == 0 and 'WA' or 'AC', timeMs = 1, wallMs = 1, memoryKiB = 9000,
                 stdout = '4\\n', stderr = '', detail = 'line 1', cut = false } })
             end
             local before = vim.uv.hrtime()
             views.on_change(nil, { uri = uri, version = view.version + number, reload = false,
               running = true, headline = 'Running ' .. number, results = results },
               { client_id = client })
             table.insert(took, (vim.uv.hrtime() - before) / 1e6)
           end
           table.sort(took)
           return took[#took / 2]"""
    )
    text = text_of(editor)
    assert text.count("✓ AC") == 429 and text.count("✗ WA") == 71
    # Ten updates a second leave most of it to the user.
    assert usual_ms < 50, usual_ms
