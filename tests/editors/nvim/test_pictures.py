"""A walk with the real engine and the shipped model on an example of the project. Its screens are
the pictures of the documentation: SHORTLIST_PICTURES=docs/images writes them anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ROOT, Editor, until

pytestmark = [pytest.mark.editor, pytest.mark.slow]

SECONDS = 180.0


def test_solve_watch_insert_and_see_what_the_model_read(
    start_editor: Callable[..., Editor], tmp_path: Path
) -> None:
    pictures = Path(os.environ.get("SHORTLIST_PICTURES", tmp_path)).absolute()
    problem = tmp_path / "chosen_numbers.py"
    shutil.copy(ROOT / "examples" / problem.name, problem)
    budget = {"samples": 400, "maxSeconds": 120}
    editor = start_editor(real_messages=True, settings={"solve": budget})
    if not editor.nvim.call("has", "nvim-0.12"):
        pytest.skip("the pictures are of the newest Neovim")
    editor.nvim.command(f"cd {tmp_path}")
    screen = editor.screen(124, 36)
    editor.open(problem)

    def draw(name: str, title: str) -> None:
        screen.settle()
        assert editor.is_free()
        (pictures / f"nvim-{name}.svg").write_text(screen.svg(title))

    editor.nvim.command("Shortlist solve language=python seed=1")
    until(lambda: "sampled" in screen.text() and "passes 2 of 2" in screen.text(), "live", SECONDS)
    draw("panel", "The panel while programs are sampled, with the first that passed")
    until(lambda: "x cancel" not in screen.text(), "the solve ends", SECONDS)

    editor.go_to_panel()
    blocks = editor.lua("return require('shortlist.panel').current().layout.blocks")
    written = next(block for block in blocks if "library" not in block["proof"])
    row = next(
        row
        for row in range(written["first"], written["last"] + 1)
        if "% 3" in editor.lines()[row] or row == written["last"]
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
