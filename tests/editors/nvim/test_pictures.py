"""A walk with the real engine and the shipped model on an example of the project. Its screens are
the pictures of the documentation: SHORTLIST_PICTURES=docs/images writes them anew."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ROOT, TESTS, Editor, until
from .history import practised

pytestmark = [pytest.mark.editor, pytest.mark.slow]

SECONDS = 180.0
READ = "input()\np = map(int, input().split())\n"
WRONG = f"""
{READ}chosen = [x - 6 for x in p if x % 3 == 0 and x > 6]
print(min(chosen) if chosen else 0)
"""
BRUTE = f"{READ}print(min((x - 6 for x in p if x % 3 == 0), default=0))\n"


def test_solve_watch_insert_and_see_what_the_model_read(
    start_editor: Callable[..., Editor], tmp_path: Path
) -> None:
    pictures = Path(os.environ.get("SHORTLIST_PICTURES", tmp_path)).absolute()
    problem = tmp_path / "up_the_stairs.py"
    shutil.copy(ROOT / "examples" / problem.name, problem)
    budget = {"samples": 400, "maxSeconds": 120}
    editor = start_editor(real_messages=True, settings={"solve": budget})
    if not editor.nvim.call("has", "nvim-0.12"):
        pytest.skip("the pictures are of the newest Neovim")
    editor.nvim.command(f"cd {tmp_path}")
    screen = editor.screen(124, 36)
    editor.open(problem)

    def draw(name: str, title: str, *, moving: bool = False) -> None:
        if not moving:
            screen.settle()
        assert editor.is_free()
        (pictures / f"nvim-{name}.svg").write_text(screen.svg(title))

    editor.nvim.command("Shortlist solve language=python seed=1")
    until(lambda: re.search(r"\b[3-9]/10  Sampling", screen.text()), "it is live", SECONDS)
    title = "The panel while programs are sampled, with the first that passed"
    draw("panel", title, moving=True)
    assert "sampled" in (pictures / "nvim-panel.svg").read_text()
    until(lambda: "at most 400 samples" not in screen.text(), "the solve ends", SECONDS)

    editor.go_to_panel()
    blocks = editor.lua("return require('shortlist.panel').current().blocks")
    written = next(block for block in blocks if "library" not in block["proof"])
    row = next(
        row
        for row in range(written["first"], written["last"] + 1)
        if "% " in editor.lines()[row] or row == written["last"]
    )
    editor.nvim.current.window.cursor = (row + 1, 0)
    editor.nvim.input("a")
    until(lambda: "what the model read for line" in screen.text(), "the heat map", SECONDS)
    draw("attention", "The words of the statement that the model read for one line")
    editor.nvim.input("a")

    editor.nvim.input("<CR>")
    until(lambda: not editor.in_panel(), "the program is inserted")
    until(lambda: "inserted" in screen.text(), "the panel says so")
    assert editor.nvim.current.line == written["source"].splitlines()[0]
    draw("inserted", "A solution inserted below the comment, with the cursor on it")


def test_tests_of_a_program_and_progress_in_practice(
    start_editor: Callable[..., Editor], tmp_path: Path
) -> None:
    pictures = Path(os.environ.get("SHORTLIST_PICTURES", tmp_path)).absolute()
    folder = tmp_path / "contest"
    folder.mkdir()
    program = (ROOT / "examples" / "chosen_numbers.py").read_text() + WRONG
    (folder / "chosen_numbers.py").write_text(program)
    (folder / "brute.py").write_text(BRUTE)
    progress = tmp_path / "data" / "shortlist" / "practice" / "progress.sqlite"
    progress.parent.mkdir(parents=True)
    practised(progress)
    editor = start_editor(real_messages=True, data=tmp_path / "data", cwd=folder)
    if not editor.nvim.call("has", "nvim-0.12"):
        pytest.skip("the pictures are of the newest Neovim")
    screen = editor.screen(132, 40)
    editor.open(folder / "chosen_numbers.py")
    editor.nvim.command("normal! G")
    editor.nvim.command("Shortlist run")
    until(lambda: "2 of 2 passed" in editor.view_text(TESTS), "the examples", SECONDS)
    editor.nvim.command("Shortlist stress brute.py")
    until(lambda: "Counterexample" in screen.text(), "an input that fails", SECONDS)
    editor.go_to_view(TESTS)
    editor.nvim.input("+")
    until(lambda: "kept as" in screen.text(), "it is kept", SECONDS)
    editor.nvim.input("R")
    until(lambda: "WA" in editor.view_text(TESTS), "it fails", SECONDS)
    editor.nvim.command("echo ''")
    screen.settle()
    title = "The tests of a program: the one that a stress test found fails"
    (pictures / "nvim-tests.svg").write_text(screen.svg(title))

    editor.nvim.command("tabnew")
    editor.nvim.command("Shortlist practice progress")
    until(lambda: "Rating over time" in screen.text(), "the progress", SECONDS)
    screen.settle()
    title = "Progress in practice: rating, weeks and topics"
    (pictures / "nvim-progress.svg").write_text(screen.svg(title))
