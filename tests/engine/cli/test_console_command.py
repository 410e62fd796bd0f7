"""`shortlist run --console`, in a terminal of its own."""

from __future__ import annotations

import contextlib
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shortlist_engine.execution.isolation.layers import probe

pytestmark = pytest.mark.skipif(not probe().namespaces, reason="there are no namespaces here")

GUESS = """
low, high = 1, 100
while True:
    middle = (low + high) // 2
    print("?", middle, flush=True)
    said = input()
    if said == "=":
        break
    low, high = (middle + 1, high) if said == ">" else (low, middle - 1)
open("notes", "w").write("the only place")
import os
print(os.path.exists({here!r}), flush=True)
"""


class Terminal:
    """Somebody at a terminal."""

    def __init__(self, process: subprocess.Popen[bytes], side: int) -> None:
        self.process = process
        self._side = side
        self.text = ""

    def wait_for(self, words: str, within_s: float = 60) -> None:
        deadline = time.monotonic() + within_s
        while words not in self.text:
            assert time.monotonic() < deadline, self.text
            try:
                read = os.read(self._side, 4096).decode()
            except OSError:  # the other side is closed
                read = ""
            assert read, self.text
            self.text += read

    def type(self, words: str) -> None:
        self.text = ""
        os.write(self._side, words.encode())


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    with contextlib.ExitStack() as stack:

        def start(name: str, source: str, *options: str) -> Terminal:
            (tmp_path / name).write_text(source)
            ours, theirs = pty.openpty()
            process = subprocess.Popen(
                [sys.executable, "-m", "shortlist_engine.cli", "run", "--console", name, *options],
                cwd=tmp_path,
                stdin=theirs,
                stdout=theirs,
                stderr=theirs,
                start_new_session=True,
            )
            os.close(theirs)
            stack.callback(os.close, ours)
            stack.callback(process.wait, 20)
            stack.callback(process.kill)
            return Terminal(process, ours)

        yield start


def test_a_conversation_in_the_sandbox(talk, tmp_path: Path) -> None:
    terminal = talk("guess.py", GUESS.format(here=str(tmp_path)))
    for asked, said in (("? 50", ">"), ("? 75", "<"), ("? 62", "=")):
        terminal.wait_for(asked)
        terminal.type(f"{said}\n")
    terminal.wait_for("ended with exit status 0")
    assert "False" in terminal.text  # nothing of ours is to be seen
    assert terminal.process.wait(20) == 0
    assert not (tmp_path / "notes").exists()


def test_a_program_that_is_compiled_and_fails(talk) -> None:
    terminal = talk(
        "a.cpp",
        "#include <iostream>\nint main() { int a; std::cin >> a; std::cout << 2 * a << std::endl; "
        "return a; }\n",
    )
    terminal.wait_for("You are talking to your program")
    terminal.type("3\n")
    terminal.wait_for("ended with exit status 3")
    assert "6" in terminal.text
    assert terminal.process.wait(20) == 1


def test_ctrl_c_ends_an_endless_loop(talk) -> None:
    terminal = talk("loop.py", "print('on', flush=True)\nwhile True:\n    pass\n")
    terminal.wait_for("on\r\n")
    os.killpg(terminal.process.pid, signal.SIGINT)
    terminal.wait_for("Ended by Ctrl-C")
    assert terminal.process.wait(20) == 130


@pytest.mark.parametrize(
    ("name", "source", "options", "code", "said"),
    [
        ("bad.cpp", "int main({", (), 1, "bad.cpp does not compile"),
        ("a.py", "print(1)", ("--input", "x"), 2, "cannot be used together"),
        ("a.py", "", (), 2, "is empty"),
        (
            "f.py",
            'def f(a):\n    """Twice.\n\n    >>> f(1)\n    2\n    """\n    return 2 * a\n',
            (),
            2,
            "to which nobody can talk",
        ),
    ],
)
def test_what_cannot_be_talked_to(talk, name, source, options, code, said) -> None:
    terminal = talk(name, source, *options)
    terminal.wait_for(said)
    assert terminal.process.wait(60) == code
