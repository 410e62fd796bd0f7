"""Neovim's own client, without the plugin: an insert ends in no prompt, and the cursor follows."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import pynvim
import pytest
from tests.server.conftest import FAKE_ENGINE, SOURCES, STATEMENT, python_comment

from .conftest import VERSIONS, until

pytestmark = pytest.mark.editor
START = """
local python, engine, folder = ...
vim.lsp.start({
  name = 'shortlist', root_dir = folder, cmd = { python, '-m', 'shortlist_server' },
  init_options = { engine = { command = { python, engine, '--stdio' } } },
})
"""
SOLVE = """
local client = vim.lsp.get_clients()[1]
local start = { line = 0, character = 0 }
local params = { textDocument = { uri = vim.uri_from_bufnr(0) }, position = start }
local answers = vim.lsp.buf_request_sync(0, 'shortlist/solve', params, 60000)
local result = answers[client.id].result
local argument = {
  uri = vim.uri_from_bufnr(0), problemId = result.problem.digest, solutionId = result.items[1].id,
}
local command = { command = 'shortlist.server.accept', arguments = { argument } }
vim.lsp.buf_request(0, 'workspace/executeCommand', command, function(_, answer)
  _G.answer = answer
end)
"""


@pytest.mark.parametrize("version", VERSIONS)
def test_an_insert_ends_in_no_prompt_and_the_cursor_follows(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not VERSIONS[version].exists():
        pytest.skip(f"Neovim {version} is not set up (make editors-setup)")
    scenario = tmp_path / "scenario.json"
    scenario.write_text(json.dumps({"solutions": [{"source": text} for text in SOURCES]}))
    file = tmp_path / "sum.py"
    file.write_text(python_comment())
    for name in ("XDG_RUNTIME_DIR", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("FAKE_ENGINE", str(scenario))
    monkeypatch.setenv("NVIM_LOG_FILE", os.devnull)
    editor = pynvim.attach("child", argv=[str(VERSIONS[version]), "--embed", "--clean"])
    try:
        editor.ui_attach(80, 24)  # as narrow as a terminal is: long messages would ask for a key
        editor.command("set noswapfile shada=")
        editor.command(f"edit {file}")
        editor.exec_lua(START, sys.executable, str(FAKE_ENGINE), str(tmp_path))
        attached = "local c = vim.lsp.get_clients()[1] return c ~= nil and c.initialized == true"
        until(lambda: editor.exec_lua(attached), "the client")
        editor.exec_lua(SOLVE)
        program = SOURCES[0].splitlines()
        line = len(STATEMENT) + 1
        until(
            lambda: (
                editor.api.get_mode()["blocking"]
                or tuple(editor.current.window.cursor) == (line, 0)
            ),
            "the cursor on the program",
        )
        time.sleep(0.3)  # a prompt would come now
        assert not editor.api.get_mode()["blocking"]
        assert editor.current.buffer[line - 1 : line - 1 + len(program)] == program
        until(lambda: editor.exec_lua("return _G.answer ~= nil"), "the answer")
        assert editor.exec_lua("return _G.answer.applied") is True
    finally:
        editor.command("qa!", async_=True)
        editor.close()
