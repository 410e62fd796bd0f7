"""The configurations of `:help shortlist-completion` for nvim-cmp and blink.cmp, with the plugins
themselves: checkouts of theirs under .cache/editors/plugins, which nothing of ours fetches."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import pytest

from .conftest import EDITORS, FIRST, ROOT, STATEMENT, Editor, until

pytestmark = pytest.mark.editor

PLUGINS = EDITORS / "plugins"


def configuration(name: str) -> str:
    """The example of the help that sets a plugin up."""
    text = (ROOT / "editors/nvim/doc/shortlist.txt").read_text()
    blocks = re.findall(r">lua\n((?:    .*\n|\n)+?)<", text)
    (found,) = [block for block in blocks if f"require('{name}').setup(" in block]
    return textwrap.dedent(found)


def with_plugins(editor: Editor, *names: str) -> None:
    for name in names:
        if not (PLUGINS / name).is_dir():
            pytest.skip(f"{name} is not there: put a checkout at {PLUGINS / name}")
        editor.nvim.command(f"set runtimepath+={PLUGINS / name}")
        for file in sorted((PLUGINS / name).glob("plugin/*.lua")):
            editor.nvim.command(f"source {file}")


def below_the_solved_comment(editor: Editor) -> None:
    editor.nvim.command("Shortlist solve")
    until(lambda: any("2 solutions" in text for text in editor.notified()), "the solve ends")
    editor.nvim.current.window.cursor = (len(STATEMENT.splitlines()) + 1, 0)
    editor.nvim.input("i")
    # Both map their keys when insert mode begins, which keys that wait already would not see.
    mapped = "return vim.fn.maparg('<C-Space>', 'i') ~= ''"
    until(lambda: editor.lua(mapped), "the key that asks for completion")
    editor.nvim.input("<C-Space>")


def test_nvim_cmp_inserts_a_whole_program(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem()
    with_plugins(editor, "nvim-cmp", "cmp-nvim-lsp")
    editor.lua("require('cmp_nvim_lsp').setup()")
    editor.lua(configuration("cmp"))
    below_the_solved_comment(editor)
    until(lambda: editor.lua("return require('cmp').visible()"), "the menu")
    shown = editor.lua(
        """return vim.tbl_map(function(entry) return entry:get_completion_item().label end,
             require('cmp').get_entries())"""
    )
    assert [label.split(" · ")[0] for label in shown] == ["Solution 1", "Solution 2"]
    editor.nvim.input("<CR><Esc>")
    until(lambda: "print(a + b)" in editor.lines(), "the program is inserted")
    assert editor.lines() == STATEMENT.splitlines() + FIRST.splitlines()
    assert editor.warnings() == []


def test_blink_cmp_inserts_a_whole_program(open_problem: Callable[..., Editor]) -> None:
    editor = open_problem()
    with_plugins(editor, "blink.cmp")
    # Its matcher in Lua: the other one is a binary that it would fetch.
    addition = "sources = { default = { 'lsp' } }, fuzzy = { implementation = 'lua' },"
    example = configuration("blink.cmp")
    assert "sources = { default = { 'lsp' } }," in example
    editor.lua(example.replace("sources = { default = { 'lsp' } },", addition))
    below_the_solved_comment(editor)
    until(lambda: editor.lua("return require('blink.cmp').is_menu_visible()"), "the menu")
    shown = editor.lua(
        """return vim.tbl_map(function(item) return item.label end,
             require('blink.cmp.completion.list').items)"""
    )
    assert [label.split(" · ")[0] for label in shown] == ["Solution 1", "Solution 2"]
    editor.nvim.input(
        "<C-n>" if not editor.lua("return require('blink.cmp').get_selected_item()") else ""
    )
    editor.nvim.input("<CR>")
    until(lambda: "print(a + b)" in editor.lines(), "the program is inserted")
    editor.nvim.input("<Esc>")
    assert editor.lines() == STATEMENT.splitlines() + FIRST.splitlines()
    assert editor.warnings() == []
