"""The panel as its user sees it: live, in colour, with groups told apart, near misses and what the
model read; and everything that its keys do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import FIRST, SECOND, STATEMENT, Editor, until

pytestmark = pytest.mark.editor

PRODUCT = "a, b = map(int, input().split())\nprint(a * b + 1)\n"
GROUPS = [
    {"source": FIRST, "cluster": "sum", "size": 157, "share": 0.8, "compared": 20},
    {
        "source": PRODUCT,
        "cluster": "product",
        "size": 20,
        "share": 0.1,
        "compared": 20,
        "differs": {"input": "5 5\n", "first": "10", "other": "26"},
    },
    {"source": SECOND, "cluster": "sum", "size": 157, "share": 0.8, "compared": 20},
]
NEAR_MISS = {"source": "print(3)\n", "passed": 1, "example": 1, "output": "3\n"}
TEXT = "Given two integers a and b 🎉, print their sum."
WORDS = [
    [0, 5],
    [6, 9],
    [10, 18],
    [19, 20],
    [21, 24],
    [25, 26],
    [27, 28],
    [30, 35],
    [36, 41],
    [42, 45],
]
READ = {
    "text": TEXT,
    "words": WORDS,
    "lines": [[0, 0, 0.2, 0.4, 0, 0.4, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0.3, 0, 0.7]],
}


def solved(editor: Editor) -> None:
    editor.nvim.command("Shortlist solve")
    until(lambda: "print(a + b)" in editor.panel_text(), "the panel shows the first solution")
    until(lambda: editor.notified(), "the solve ends")


def move_to(editor: Editor, line: str) -> None:
    """Puts the cursor on a line of the panel."""
    editor.go_to_panel()
    row = editor.lines().index(line) + 1
    editor.nvim.current.window.cursor = (row, 0)


def test_the_panel_opens_at_once_and_goes_along(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem(solutions=[], steps=40, step_s=0.1, wait=True, expected=200)
    source = editor.nvim.current.buffer
    screen = editor.screen()
    editor.nvim.command("Shortlist solve")
    until(lambda: "0/10" in editor.panel_text(), "the panel is there before a solution is")
    assert editor.nvim.current.buffer == source, "it takes no focus"
    until(lambda: "█" in screen.text() and "sampled" in screen.text(), "the chart")
    assert "x cancel" in screen.text()
    editor.go_to_panel()
    editor.nvim.input("x")
    until(lambda: "x cancel" not in screen.text(), "it is cancelled from the panel")
    assert editor.warnings() == []


def test_a_panel_that_is_told_not_to_open_stays_away(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem(options={"panel": {"auto_open": False}})
    editor.nvim.command("Shortlist solve")
    until(lambda: editor.notified(), "the solve ends")
    assert editor.panel() is None
    editor.nvim.command("Shortlist panel")
    until(lambda: "print(a + b)" in editor.panel_text(), "it opens when it is asked for")
    assert editor.in_panel()


def test_a_panel_that_was_closed_does_not_open_again(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem(steps=30, step_s=0.1)
    editor.nvim.command("Shortlist solve")
    until(lambda: "print(a + b)" in editor.panel_text(), "the first solution")
    editor.go_to_panel()
    editor.nvim.input("q")
    until(lambda: editor.panel() is None, "it is closed")
    until(lambda: editor.notified(), "the solve ends")
    assert editor.panel() is None


def test_a_code_action_opens_the_panel_too(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem()
    editor.lua("vim.ui.select = function(items, _, choose) choose(items[1], 1) end")
    editor.nvim.current.window.cursor = (3, 0)
    editor.lua("vim.lsp.buf.code_action()")
    until(lambda: "print(a + b)" in editor.panel_text(), "the panel")
    until(lambda: any("2 solutions" in text for text in editor.notified()), "the outcome is said")


def test_programs_groups_and_near_misses_are_told_apart(
    open_problem: Callable[..., Editor],
) -> None:
    editor = open_problem(solutions=GROUPS, near_misses=[NEAR_MISS])
    screen = editor.screen(140, 50)
    solved(editor)
    text = editor.panel_text()
    assert "differs from the first on input `5 5`: `26` against `10`" in text
    assert "behaves as solution 1" in text
    assert "157 samples agree (80 %)" in text
    miss = text[text.index("Near misses") :]
    assert "passes 1 of 2" in miss and "print(3)" in miss
    shown = [line.split() for line in miss.splitlines()]
    assert ["input", "5", "6"] in shown and ["expected", "11"] in shown and ["got", "3"] in shown
    assert "fake-model" in text and "1,000 samples" in text
    screen.settle()
    # Syntax colours within a program: its calls are not drawn as its names are.
    assert screen.colours_of("print(sum") != screen.colours_of("a, b = ")
    (first,), (other,) = (
        screen.colours_of("157 samples agree (80 %)"),
        screen.colours_of("20 samples agree (10 %)"),
    )
    assert first != other


def test_the_cursor_stays_on_its_solution_when_ranks_change(
    open_problem: Callable[..., Editor],
) -> None:
    editor = open_problem()
    solved(editor)
    move_to(editor, SECOND.strip())
    editor.lua(
        """local solutions = require('shortlist.solutions')
           local id = vim.fn.bufname():match('//(%x+)/')
           local view = solutions.get(id)
           view.solutions[1].rank, view.solutions[2].rank = 2, 1
           vim.api.nvim_exec_autocmds('User',
             { pattern = 'ShortlistSolutions', data = { problem_id = id } })"""
    )
    assert editor.nvim.current.line == SECOND.strip()
    rows = editor.lines()
    assert rows.index(SECOND.strip()) < rows.index(FIRST.splitlines()[0]), "it stands first now"


def test_copy_open_and_compare(open_problem: Callable[..., Editor], workspace: Path) -> None:
    editor = open_problem(solutions=GROUPS)
    solved(editor)
    move_to(editor, SECOND.strip())
    editor.nvim.input("y")
    until(lambda: editor.nvim.call("getreg", '"') == SECOND, "the program is copied")

    move_to(editor, "print(a * b + 1)")
    editor.nvim.input("d")
    until(lambda: editor.lua("return vim.fn.tabpagenr('$')") == 1, "one is marked")
    move_to(editor, SECOND.strip())
    editor.nvim.input("d")
    until(lambda: editor.lua("return vim.fn.tabpagenr('$')") == 2, "two are compared")
    windows = editor.nvim.current.tabpage.windows
    assert [window.options["diff"] for window in windows] == [True, True]
    assert [window.buffer[:] for window in windows] == [PRODUCT.splitlines(), SECOND.splitlines()]
    editor.nvim.input("q")
    until(lambda: editor.lua("return vim.fn.tabpagenr('$')") == 1, "the comparison is closed")

    move_to(editor, SECOND.strip())
    editor.nvim.input("o")
    until(lambda: not editor.in_panel(), "a new file")
    assert Path(editor.nvim.current.buffer.name).name == "a b-solution-3.py"
    assert editor.lines() == SECOND.splitlines()
    assert editor.nvim.current.buffer.options["filetype"] == "python"
    assert not (workspace / "a b-solution-3.py").exists(), "nothing is written unasked"


def test_a_program_is_run_from_the_panel(
    open_problem: Callable[..., Editor], workspace: Path
) -> None:
    editor = open_problem(run=["AC", "AC"])
    solved(editor)
    move_to(editor, SECOND.strip())
    editor.nvim.input("r")
    until(
        lambda: any(b[0].startswith("solution 2: ") for b in editor.nvim.buffers if len(b)),
        "the verdicts",
    )
    log = (workspace / "scenario.log").read_text().splitlines()
    (asked,) = [item for item in map(json.loads, log) if item["method"] == "run"]
    assert SECOND.strip() in json.dumps(asked["params"])


def test_a_near_miss_is_inserted_and_says_what_it_fails(
    open_problem: Callable[..., Editor],
) -> None:
    editor = open_problem(solutions=[], near_misses=[NEAR_MISS])
    source = editor.nvim.current.buffer
    editor.nvim.command("Shortlist solve")
    until(lambda: any("No program passed" in text for text in editor.warnings()), "the outcome")
    assert "Near misses" in editor.panel_text()
    move_to(editor, "print(3)")
    editor.nvim.input("<CR>")
    until(lambda: "print(3)" in editor.lines(source), "it is inserted")
    until(lambda: any("example 2" in text for text in editor.notified()), "what it fails is said")


def test_solve_again_and_keys(open_problem: Callable[..., Editor], workspace: Path) -> None:
    editor = open_problem()
    screen = editor.screen()
    solved(editor)
    editor.go_to_panel()
    editor.nvim.input("g?")
    until(lambda: "insert the program below the comment" in screen.text(), "the keys")
    editor.nvim.input("q")
    until(lambda: "insert the program" not in screen.text(), "they go")
    editor.nvim.input("s")

    def solves() -> int:
        return (workspace / "scenario.log").read_text().count('"method": "solve"')

    until(lambda: solves() == 2, "it is solved again")


def test_what_the_model_read_for_a_line(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem(attention=READ)
    screen = editor.screen()
    solved(editor)
    move_to(editor, FIRST.splitlines()[0])
    editor.nvim.input("a")
    until(lambda: "line 1 of solution 1" in screen.text(), "the map of the first line")
    screen.settle()

    def shade(word: str) -> Any:
        row = next(index for index, line in enumerate(screen.lines()) if "integers a and b" in line)
        line = screen.lines()[row]
        return screen.background_at(row, line.index(word))

    strong, plain = shade("a and"), shade("two")
    assert strong != plain and shade("integers") not in (strong, plain), "shades, by how much"
    assert shade("their") == plain
    editor.nvim.input("j")
    until(lambda: "line 2 of solution 1" in screen.text(), "it goes along with the cursor")
    screen.settle()
    assert shade("a and") == plain, "another line read other words"
    editor.nvim.input("a")
    until(lambda: "what the model read" not in screen.text(), "it is closed")


def test_a_model_without_a_map_says_so(open_problem: Callable[..., Editor]) -> None:
    refusal = {"kind": "unsupported", "message": "Only our own model shows what it read."}
    editor = open_problem(attention={"error": refusal})
    solved(editor)
    move_to(editor, FIRST.splitlines()[0])
    editor.nvim.input("a")
    until(lambda: any("our own model" in text for text in editor.warnings()), "the message")


def test_an_insert_moves_the_cursor_and_asks_for_no_key(
    open_problem: Callable[..., Editor],
) -> None:
    """With Neovim's own messages, on a screen: a second line would end in "Press ENTER"."""
    editor = open_problem(options={"real_messages": True})
    screen = editor.screen(80, 30)
    source = editor.nvim.current.buffer
    editor.nvim.command("Shortlist solve")
    until(lambda: "print(a + b)" in editor.panel_text(), "the panel")
    until(lambda: "2 solutions" in screen.lines()[-1], "the outcome in the message line")
    assert editor.is_free()
    editor.go_to_panel()
    editor.nvim.input("<CR>")
    until(lambda: editor.nvim.current.buffer == source, "the cursor goes to the program")
    screen.settle()
    assert editor.is_free() and "Press ENTER" not in screen.text()
    assert editor.nvim.current.line == FIRST.splitlines()[0]
    until(lambda: "inserted" in editor.panel_text(), "the panel knows")
    editor.nvim.input("u")
    until(lambda: "inserted" not in editor.panel_text(), "and that it was undone")
    assert editor.lines(source)[: len(STATEMENT.splitlines())] == STATEMENT.splitlines()


def test_the_cursor_stays_where_it_is_told_to(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem(options={"accept_moves_cursor": False})
    source = editor.nvim.current.buffer
    solved(editor)
    editor.go_to_panel()
    editor.nvim.input("<CR>")
    until(lambda: "print(a + b)" in editor.lines(source), "the program is inserted")
    assert editor.in_panel()


def test_contest_mode_empties_the_panel(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem()
    solved(editor)
    editor.nvim.command("Shortlist pause")
    until(lambda: "Contest mode is on" in editor.panel_text(), "nothing is shown")
    assert "print(a + b)" not in editor.panel_text()
    editor.nvim.command("Shortlist pause")
    until(lambda: "print(a + b)" in editor.panel_text(), "it is all there again")


def test_a_lens_and_its_action_open_the_panel(open_problem: Callable[..., Editor]) -> None:
    """They name a command of ours, which Neovim has to know."""
    editor = open_problem()
    solved(editor)
    editor.go_to_panel()
    editor.nvim.input("q")
    until(lambda: editor.panel() is None, "it is closed")
    editor.lua(
        """vim.ui.select = function(items, options, choose)
             for index, item in ipairs(items) do
               if options.format_item(item):find('Show solutions') then choose(item, index) end
             end
           end"""
    )
    editor.nvim.current.window.cursor = (3, 0)
    editor.lua("vim.lsp.buf.code_action()")
    until(lambda: "print(a + b)" in editor.panel_text(), "the panel is back")
    assert editor.warnings() == []
