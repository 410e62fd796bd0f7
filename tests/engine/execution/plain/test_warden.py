"""What follows a program: the clocks, the table of processes, and Windows' ways, with a stand-in
for its kernel."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from shortlist_engine.execution.plain.warden import main, order, processes, windows
from shortlist_engine.execution.plain.warden.order import Answer, Order


def asked(folder: Path, *command: str, **changed: Any) -> Order:
    (folder / "input").touch()
    return Order(
        command or ("true",),
        str(folder),
        {},
        *(str(folder / name) for name in ("input", "output", "errors")),
        2.0,
        8.0,
        1 << 30,
        0,
        1 << 20,
        1 << 20,
    )._replace(**changed)


class Scripted:
    """A program that behaves as a script says, by a clock of its own."""

    def __init__(self, *, busy: float = 1.0, ends_at: float = 1e9, memory: int = 0) -> None:
        self.now, self.cpu, self.busy, self.ends_at = 0.0, 0.0, busy, ends_at
        self.used, self.gone, self.killed = memory, False, False

    def wait(self, seconds: float) -> bool:
        assert seconds > 0
        self.now += seconds
        self.cpu += seconds * self.busy
        return False

    def ended(self) -> Answer | None:
        return Answer(order.EXITED, 0, int(self.cpu * 1e6)) if self.now >= self.ends_at else None

    def abandoned(self) -> bool:
        return self.gone

    def cpu_s(self) -> float:
        return self.cpu

    def memory(self) -> int:
        return self.used

    def kill(self) -> Answer:
        self.killed = True
        return Answer(order.SIGNALLED, 9, int(self.cpu * 1e6))

    def clear(self) -> None:
        pass


def follow(program: Scripted, order: Order) -> Answer:
    return main.follow(program, order, 0.0, lambda: program.now)


def test_the_clock_of_the_processor_ends_it(tmp_path: Path) -> None:
    program = Scripted()
    answer = follow(program, asked(tmp_path))
    assert answer.state == order.CPU
    assert program.killed
    assert 2.0 <= program.now < 2.1


def test_the_clock_on_the_wall_ends_one_that_waits(tmp_path: Path) -> None:
    program = Scripted(busy=0.0)
    assert follow(program, asked(tmp_path)).state == order.WALL
    assert 8.0 <= program.now < 8.2


def test_one_that_gets_too_little_of_a_busy_machine_goes_on_for_a_while(tmp_path: Path) -> None:
    program = Scripted(busy=0.02)
    assert follow(program, asked(tmp_path)).state == order.WALL
    assert 39 < program.now < 45
    slow = Scripted(busy=0.02, ends_at=20)
    assert follow(slow, asked(tmp_path)).state == order.EXITED


def test_memory_output_and_errors_end_it(tmp_path: Path) -> None:
    assert follow(Scripted(memory=2 << 30), asked(tmp_path)).state == order.MEMORY
    (tmp_path / "errors").write_bytes(bytes(2 << 20))
    assert follow(Scripted(), asked(tmp_path)).state == order.ERRORS
    (tmp_path / "output").write_bytes(bytes(2 << 20))
    assert follow(Scripted(), asked(tmp_path)).state == order.OUTPUT


def test_it_ends_when_nobody_asks_any_more(tmp_path: Path) -> None:
    program = Scripted()
    program.gone = True
    assert follow(program, asked(tmp_path)).state == order.GONE
    assert program.killed


def test_an_order_travels_whole() -> None:
    sent = Order(["a b", "é\udcff"], "d", {"A": "1\n2"}, "i", "o", "e", 0.5, 2.0, 1, 2, 3, 4)
    packed = sent.pack()
    assert packed.count(b"\n") == 1
    assert order.unpack_order(packed) == sent
    with pytest.raises((ValueError, TypeError)):
        order.unpack_order(b"[1, 2]")


PACKAGE = str(Path(main.__file__).parents[1])
CODE = f"import sys; sys.path.insert(0, {PACKAGE!r}); from warden.main import main; main()"


def warden(wanted: Order) -> Answer:
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", CODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(wanted.pack())
    process.stdin.flush()
    answer = process.stdout.readline()
    process.stdin.close()
    assert process.wait(30) == 0
    return order.unpack_answer(answer)


def test_a_command_that_cannot_be_started_is_said(tmp_path: Path) -> None:
    answer = warden(asked(tmp_path, "/no/such/program"))
    assert answer.state == order.NOT_STARTED
    assert "/no/such/program: No such file or directory" in answer.said


def test_it_is_small_and_quick_to_start(tmp_path: Path) -> None:
    """Its memory counts as the program's, and it starts once for each input."""
    code = CODE.replace("main()", "print(len(sys.modules))")
    modules = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True)
    assert int(modules.stdout) < 80
    assert warden(asked(tmp_path, "/bin/true")).rss_kib < 16 << 10


def test_descendants_are_found_however_deep() -> None:
    child = subprocess.Popen(
        ["/bin/sh", "-c", "/bin/sh -c 'sleep 100 & echo started; wait'; true"],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert child.stdout is not None
        child.stdout.readline()
        until = time.monotonic() + 10
        while True:  # one that has just begun has no memory yet
            found = processes.below(child.pid)
            if len(found) >= 3 and all(memory > 0 for memory in found.values()):
                break
            assert time.monotonic() < until, found
        assert child.pid in found
        assert set(found) <= set(processes.below(os.getpid()))
        assert os.getpid() not in processes.below(os.getpid())
    finally:
        os.killpg(child.pid, 9)
        child.wait()


def test_the_table_of_ps_is_read() -> None:
    text = "    1     0  1234\n  77     1   56\nPID PPID RSS\n 5 x 1\n\n"
    assert processes.parse_ps(text) == {1: (0, 1234 * 1024), 77: (1, 56 * 1024)}
    assert processes._from_ps().get(os.getpid(), (0, 0))[0] == os.getppid()


# Windows.


class FakeKernel:
    """Notes what is asked of it, in place of kernel32."""

    def __init__(self, *, refuses: str = "") -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.refuses = refuses

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any) -> Any:
            self.calls.append((name, *arguments))
            if name == self.refuses:
                raise OSError(5, "Access is denied")
            return {"make_job": 11, "cpu_s": 0.25, "memory": (5 << 20, 9 << 20)}.get(name)

        return call

    @property
    def names(self) -> list[str]:
        return [call[0] for call in self.calls]


class FakePopen:
    """A suspended process, in place of what `subprocess` starts on Windows."""

    made: list[FakePopen]

    def __init__(self, command: list[str], **how: Any) -> None:
        self.command, self.how, self.code, self._handle = command, how, None, 22
        self.killed = False
        FakePopen.made.append(self)

    def poll(self) -> int | None:
        return self.code

    def wait(self, timeout: float | None = None) -> int:
        if self.code is None:
            if timeout is not None:
                raise subprocess.TimeoutExpired(self.command, timeout)
            self.code = 1
        return self.code

    def kill(self) -> None:
        self.killed = True


@pytest.fixture
def popen(monkeypatch: pytest.MonkeyPatch) -> type[FakePopen]:
    FakePopen.made = []
    monkeypatch.setattr(windows.subprocess, "Popen", FakePopen)
    reader, _ = os.pipe()
    monkeypatch.setattr(windows.os, "read", lambda fd, size: _forever())
    os.close(reader)
    return FakePopen


def _forever() -> bytes:
    time.sleep(1000)
    return b""


def test_on_windows_a_program_is_in_its_job_before_it_runs(
    popen: type[FakePopen], tmp_path: Path
) -> None:
    kernel = FakeKernel()
    program = windows.start(asked(tmp_path, "a.exe", data=300 << 20), kernel)  # type: ignore[arg-type]
    (process,) = popen.made
    assert process.how["creationflags"] & 0x4  # suspended
    assert kernel.calls == [
        ("be_quiet",), ("make_job", 300 << 20), ("put", 11, 22), ("resume", 22)
    ]  # fmt: skip
    assert program.ended() is None
    process.code = 0
    assert program.ended() == Answer(order.EXITED, 0, 250_000, 0, 9 << 10)
    program.clear()
    assert kernel.names[-1] == "end"


@pytest.mark.parametrize("refuses", ["put", "resume"])
def test_on_windows_none_runs_outside_a_job(
    popen: type[FakePopen], tmp_path: Path, refuses: str
) -> None:
    with pytest.raises(OSError, match="denied"):
        windows.start(asked(tmp_path, "a.exe"), FakeKernel(refuses=refuses))  # type: ignore[arg-type]
    assert popen.made[0].killed


def test_on_windows_the_loop_ends_a_program_with_its_job(
    popen: type[FakePopen], tmp_path: Path
) -> None:
    kernel = FakeKernel()
    program = windows.start(asked(tmp_path, "a.exe"), kernel)  # type: ignore[arg-type]
    answer = main.follow(program, asked(tmp_path, cpu_s=0.1), time.monotonic())
    assert answer.state == order.CPU
    assert "end" in kernel.names


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (0, (order.EXITED, 0)),
        (3, (order.EXITED, 3)),
        (0xC0000005, (order.SIGNALLED, 11)),
        (0xC0000005 - (1 << 32), (order.SIGNALLED, 11)),
        (0xC00000FD, (order.SIGNALLED, 11)),
        (0xC0000094, (order.SIGNALLED, 8)),
    ],
)
def test_exceptions_of_windows_are_told_as_signals(code: int, meaning: tuple[str, int]) -> None:
    assert windows.meaning(code) == meaning


def test_structures_of_windows_have_the_sizes_that_it_expects() -> None:
    """As the Windows SDK lays them out for 64 bits."""
    assert ctypes.sizeof(windows.BasicLimits) == 64
    assert ctypes.sizeof(windows.ExtendedLimits) == 144
    assert ctypes.sizeof(windows.Accounting) == 48
    assert ctypes.sizeof(windows.MemoryCounters) == 72
