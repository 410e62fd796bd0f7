"""The configuration of docs/other-editors.md in a real Helix, in the terminal of a Neovim that
keeps its screen: solve, then complete the solution below the comment."""

from __future__ import annotations

import contextlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.editors.nvim.conftest import VERSIONS, connected, until
from tests.editors.nvim.screen import Screen

from .conftest import EDITORS, SOURCE, STATEMENT, Place, documented

pytestmark = pytest.mark.editor

HELIX = EDITORS / "helix/usr/lib/hx"
TERMINAL = VERSIONS["0.12"]


class Terminal:
    """A program in a terminal, as a person sees it and types into it."""

    def __init__(self, command: list[str], place: Place, environment: dict[str, str]) -> None:
        socket = str(place.folder / "terminal.sock")
        self._process = subprocess.Popen(
            [str(TERMINAL), "--clean", "--headless", "--listen", socket],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._nvim = until(lambda: connected(socket), "the terminal listens")
        self.screen = Screen(socket, 100, 30)
        self._nvim.exec_lua("vim.fn.termopen(...) vim.cmd.startinsert()", command)

    def type(self, keys: str) -> None:
        self._nvim.input(keys)

    def see(self, text: str) -> None:
        try:
            until(lambda: text in self.screen.text(), text)
        except AssertionError as error:
            raise AssertionError(f"{text!r} is not on the screen:\n{self.screen.text()}") from error

    def close(self) -> None:
        with contextlib.suppress(OSError, EOFError):  # it hangs up while it answers
            self._nvim.command("qa!")
        self._process.wait(10)


@pytest.fixture
def helix(place: Place) -> Iterator[Terminal]:
    if not (HELIX / "hx").exists() or not TERMINAL.exists():
        pytest.skip("Helix is not there: run tests/editors/setup-others.sh")
    folder = Path(place.environment["XDG_CONFIG_HOME"]) / "helix"
    folder.mkdir(parents=True)
    engine = f"engine = {{ command = {json.dumps(place.engine)} }}"
    languages = documented("toml").replace("config = {", f"config = {{ {engine},")
    (folder / "languages.toml").write_text(languages)
    environment = place.environment | {"HELIX_RUNTIME": str(HELIX / "runtime")}
    terminal = Terminal([str(HELIX / "hx"), str(place.problem)], place, environment)
    yield terminal
    terminal.close()


def test_a_problem_is_solved_in_helix_and_completed(helix: Terminal, place: Place) -> None:
    helix.see("# A + B")

    def offered() -> bool:
        helix.type("<Esc> a")  # says that no server is there, until it has started
        helix.screen.settle()
        return "Solve from this comment" in helix.screen.text()

    until(offered, "the code action")
    helix.type("<CR>")
    log = place.folder / "scenario.log"
    until(lambda: log.exists() and '"method": "solve"' in log.read_text(), "the solve")
    helix.type("<Esc> a")
    helix.see("Show solutions (1)")
    helix.type("<Esc>gei<C-x>")
    helix.see("Solution 1")
    helix.type("<C-n><CR><Esc>:w<CR>")

    def written() -> bool:
        try:  # Helix moves the file away while it writes it
            return "print(a + b)" in place.problem.read_text()
        except FileNotFoundError:
            return False

    until(written, "the program is completed and written")
    assert place.problem.read_text().strip() == (STATEMENT + SOURCE).strip()
