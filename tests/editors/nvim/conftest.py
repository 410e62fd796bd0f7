"""A real Neovim per test, driven over its own RPC; both supported ends of the version range."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pynvim
import pytest

ROOT = Path(__file__).parents[3]
PLUGIN = ROOT / "editors" / "nvim"
EDITORS = ROOT / ".cache" / "editors"
VERSIONS = {"0.10": EDITORS / "nvim-0.10/usr/bin/nvim", "0.12": EDITORS / "nvim-0.12/usr/bin/nvim"}

INIT = """
vim.o.swapfile = false
vim.o.shada = ''
vim.o.columns, vim.o.lines = 140, 50
-- What a user would see as messages is kept for the tests to read.
_G.notified = {}
vim.notify = function(message, level) table.insert(_G.notified, { message, level or 2 }) end
_G.progress = {}
vim.api.nvim_create_autocmd('LspProgress', { callback = function(event)
  local value = (event.data.params or event.data.result).value
  table.insert(_G.progress, (value.title or '') .. ' ' .. (value.message or ''))
end })
vim.g.shortlist = vim.json.decode(vim.env.SHORTLIST_TEST_CONFIG)
vim.opt.runtimepath:append(vim.env.SHORTLIST_TEST_PLUGIN)
vim.cmd.runtime('plugin/shortlist.lua')
"""


def until(condition: Callable[[], Any], what: str, seconds: float = 12.0) -> Any:
    """Waits until the condition holds and returns its value."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, f"timed out: {what}"
        time.sleep(0.02)
    return value


def connected(path: str) -> pynvim.Nvim | None:
    """Neovim at the other end of a socket; None while it does not listen yet."""
    try:
        return pynvim.attach("socket", path=path)
    except (FileNotFoundError, ConnectionRefusedError):
        return None


class Editor:
    """A running Neovim with the plugin, and the few things that the tests do with it."""

    def __init__(self, nvim: pynvim.Nvim) -> None:
        self.nvim = nvim

    def lua(self, code: str, *arguments: Any) -> Any:
        return self.nvim.exec_lua(code, *arguments)

    def open(self, path: Path) -> None:
        self.nvim.command(f"edit {self.nvim.call('fnameescape', str(path))}")
        until(
            lambda: self.lua("return #vim.lsp.get_clients({ bufnr = 0, name = 'shortlist' })"),
            "the client attaches",
        )
        until(
            lambda: self.lua(
                "return vim.lsp.get_clients({ name = 'shortlist' })[1].server_capabilities ~= nil"
            ),
            "the server answers",
        )

    def lines(self, buffer: Any = None) -> list[str]:
        return (buffer or self.nvim.current.buffer)[:]

    def panel(self) -> Any:
        for buffer in self.nvim.buffers:
            if "shortlist://" in buffer.name:
                return buffer
        return None

    def panel_text(self) -> str:
        buffer = self.panel()
        return "\n".join(buffer[:]) if buffer else ""

    def notified(self) -> list[str]:
        return [message for message, _ in self.lua("return _G.notified")]

    def warnings(self) -> list[str]:
        warn = 3
        return [message for message, level in self.lua("return _G.notified") if level >= warn]


@pytest.fixture(params=list(VERSIONS))
def nvim_binary(request: pytest.FixtureRequest) -> Path:
    binary = VERSIONS[request.param]
    if not binary.exists():
        pytest.skip(f"Neovim {request.param} is not there: run tests/editors/setup-nvim.sh")
    return binary


@pytest.fixture
def start_editor(nvim_binary: Path, tmp_path: Path) -> Iterator[Callable[..., Editor]]:
    """Starts Neovim with the plugin; keyword arguments are the plugin's options."""
    running: list[tuple[pynvim.Nvim, subprocess.Popen[bytes]]] = []

    def start(**options: Any) -> Editor:
        options.setdefault("cmd", [sys.executable, "-m", "shortlist_server"])
        home = tmp_path / f"home{len(running)}"
        home.mkdir()
        init = home / "init.lua"
        init.write_text(INIT)
        environment = os.environ | {
            "SHORTLIST_TEST_CONFIG": json.dumps(options),
            "SHORTLIST_TEST_PLUGIN": str(PLUGIN),
            "XDG_RUNTIME_DIR": str(home),
        }
        for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
            environment[f"XDG_{kind}_HOME"] = str(home / kind.lower())
        socket = str(home / "nvim.sock")
        process = subprocess.Popen(
            [str(nvim_binary), "--clean", "--headless", "-u", str(init), "--listen", socket],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        nvim = until(lambda: connected(socket), "Neovim listens")
        running.append((nvim, process))
        return Editor(nvim)

    yield start
    for nvim, process in running:
        with contextlib.suppress(OSError, EOFError):  # it hangs up while it answers
            nvim.command("qa!")
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
