"""A real Neovim per test, driven over its own RPC; both supported ends of the version range."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pynvim
import pytest

from .screen import Screen

ROOT = Path(__file__).parents[3]
PLUGIN = ROOT / "editors" / "nvim"
EDITORS = ROOT / ".cache" / "editors"
VERSIONS = {"0.10": EDITORS / "nvim-0.10/usr/bin/nvim", "0.12": EDITORS / "nvim-0.12/usr/bin/nvim"}

FAKE_ENGINE = ROOT / "tests" / "server" / "fake_engine.py"
STATEMENT = """\
# A + B 🎉
#
# Given two integers a and b, print their sum.
#
# Input
# One line with a and b.
#
# Output
# The sum.
#
# Sample Input 1
# 1 2
#
# Sample Output 1
# 3
#
# Sample Input 2
# 5 6
#
# Sample Output 2
# 11
"""
PANEL = r"shortlist://[0-9a-f]{16}/"
TESTS = "shortlist://tests/"
FIRST = "a, b = map(int, input().split())\nprint(a + b)\n"
SECOND = "print(sum(map(int, input().split())))\n"

INIT = """
vim.o.swapfile = false
vim.o.shada = ''
vim.o.columns, vim.o.lines = 140, 50
-- What a user would see as messages is kept for the tests to read, unless they look at the screen.
_G.notified = {}
if vim.env.SHORTLIST_TEST_MESSAGES == 'kept' then
  vim.notify = function(message, level) table.insert(_G.notified, { message, level or 2 }) end
end
vim.g.shortlist = vim.json.decode(vim.env.SHORTLIST_TEST_CONFIG)
vim.opt.runtimepath:append(vim.env.SHORTLIST_TEST_PLUGIN)
vim.cmd.runtime('plugin/shortlist.lua')
"""


def until(
    condition: Callable[[], Any],
    what: str,
    seconds: float = float(os.environ.get("SHORTLIST_TEST_SECONDS", "60")),
) -> Any:
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


def engines_below(folder: Path) -> list[int]:
    """The engines whose socket is in a folder, or in one below it."""
    wanted = f"XDG_RUNTIME_DIR={folder}"
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().split(b"\0")
            environment = os.fsdecode((process / "environ").read_bytes()).split("\0")
        except OSError:  # it has ended, or is another user's
            continue
        if b"engine" in command and any(line.startswith(wanted) for line in environment):
            found.append(int(process.name))
    return found


class Editor:
    """A running Neovim with the plugin, and the few things that the tests do with it."""

    def __init__(self, nvim: pynvim.Nvim, socket: str, process: subprocess.Popen[bytes]) -> None:
        self.nvim = nvim
        self.socket = socket
        self.process = process
        self._screen: Screen | None = None

    def screen(self, columns: int = 120, rows: int = 40) -> Screen:
        """What the user sees, from the first call on."""
        if self._screen is None:
            self._screen = Screen(self.socket, columns, rows)
        return self._screen

    def is_free(self) -> bool:
        """Whether Neovim waits for no key at a prompt."""
        return not self.nvim.api.get_mode()["blocking"]

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
        return self.view(PANEL)

    def view(self, name: str) -> Any:
        """The buffer of a view of ours, by what its name has; None while there is none."""
        found = next((each for each in self._buffers() if re.search(name, each["name"])), None)
        at = found and found["number"]
        return next((buffer for buffer in self.nvim.buffers if buffer.number == at), None)

    def _buffers(self) -> list[dict[str, Any]]:
        """All buffers with their text, in one call: they come and go between two."""
        found: list[dict[str, Any]] = self.lua(
            """return vim.tbl_map(function(buffer)
                 return { number = buffer, name = vim.api.nvim_buf_get_name(buffer),
                   text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\\n') }
               end, vim.api.nvim_list_bufs())"""
        )
        return found

    def view_text(self, name: str) -> str:
        return next((each["text"] for each in self._buffers() if re.search(name, each["name"])), "")

    def in_panel(self) -> bool:
        return bool(re.search(PANEL, self.nvim.current.buffer.name))

    def go_to_panel(self) -> None:
        self.go_to_view(PANEL)

    def go_to_view(self, name: str) -> None:
        buffer = until(lambda: self.view(name), f"the view {name}")
        window = until(
            lambda: self.lua("return vim.fn.bufwinid(...) + 1", buffer.number),
            "it has a window",
        )
        self.lua("vim.api.nvim_set_current_win(...)", window - 1)

    def go_to_line(self, name: str, text: str) -> None:
        """Puts the cursor of a view on the first line with a text."""
        self.go_to_view(name)
        row = until(
            lambda: next((at for at, line in enumerate(self.lines(), 1) if text in line), None),
            f"{text} in {name}",
        )
        self.nvim.current.window.cursor = (row, 0)

    def panel_text(self) -> str:
        return self.view_text(PANEL)

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
    """Starts Neovim with the plugin; `runtime` and `data` are the folders of a shared engine and of
    its data, `cwd` the one to work in, other keyword arguments the plugin's options."""
    running: list[tuple[pynvim.Nvim, subprocess.Popen[bytes]]] = []

    def start(
        *,
        real_messages: bool = False,
        runtime: Path | None = None,
        data: Path | None = None,
        cwd: Path | None = None,
        **options: Any,
    ) -> Editor:
        options.setdefault("cmd", [sys.executable, "-m", "shortlist_server"])
        if options["cmd"] is None:  # the plugin is to find it
            del options["cmd"]
        home = tmp_path / f"home{len(running)}"
        home.mkdir()
        init = home / "init.lua"
        init.write_text(INIT)
        environment = os.environ | {
            "SHORTLIST_TEST_CONFIG": json.dumps(options),
            "SHORTLIST_TEST_PLUGIN": str(PLUGIN),
            "SHORTLIST_TEST_MESSAGES": "shown" if real_messages else "kept",
            "XDG_RUNTIME_DIR": str(runtime or home),
        }
        for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
            environment[f"XDG_{kind}_HOME"] = str(home / kind.lower())
        if runtime is not None:
            # The engine keeps what the Neovim that starts it gives; it lives longer than that one.
            environment["XDG_CACHE_HOME"] = str(runtime / "cache")
            environment["XDG_DATA_HOME"] = str(runtime / "data")
        if data is not None:
            environment["XDG_DATA_HOME"] = str(data)
        socket = str(home / "nvim.sock")
        process = subprocess.Popen(
            [str(nvim_binary), "--clean", "--headless", "-u", str(init), "--listen", socket],
            env=environment,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        nvim = until(lambda: connected(socket), "Neovim listens")
        running.append((nvim, process))
        return Editor(nvim, socket, process)

    yield start
    for nvim, process in running:
        with contextlib.suppress(OSError, EOFError):  # it hangs up while it answers
            nvim.command("qa!")
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    # The real engine waits a while for its next client.
    for engine in engines_below(tmp_path):
        with contextlib.suppress(ProcessLookupError):
            os.kill(engine, signal.SIGTERM)


@pytest.fixture(scope="session")
def shared_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A runtime folder whose real engine serves many tests: pass it as `runtime`."""
    folder = tmp_path_factory.mktemp("run")
    folder.chmod(0o700)
    yield folder
    for engine in engines_below(folder):
        with contextlib.suppress(ProcessLookupError):
            os.kill(engine, signal.SIGTERM)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "my contests 🎉"
    folder.mkdir()
    return folder


@pytest.fixture
def open_problem(
    start_editor: Callable[..., Editor], workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Editor]:
    """An editor with the problem open, and an engine that follows a scenario."""

    def start(
        below: str = "\n",
        name: str = "a b.py",
        options: dict[str, Any] | None = None,
        **scenario: Any,
    ) -> Editor:
        scenario.setdefault("solutions", [{"source": FIRST}, {"source": SECOND}])
        file = workspace / "scenario.json"
        file.write_text(json.dumps(scenario))
        monkeypatch.setenv("FAKE_ENGINE", str(file))
        engine = [sys.executable, str(FAKE_ENGINE), "--stdio"]
        editor = start_editor(settings={"engine": {"command": engine}}, **(options or {}))
        problem = workspace / name
        problem.write_text(STATEMENT + below)
        editor.open(problem)
        return editor

    return start
