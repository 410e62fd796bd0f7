"""The filter as a program: evaluated here call by call, against the policy it was made from."""

from __future__ import annotations

import platform
import re
import struct
import subprocess
from pathlib import Path

import pytest

from shortlist_engine.execution.isolation.jail import seccomp
from shortlist_engine.execution.isolation.jail.numbers import NUMBERS

ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
COLUMN = {"x86_64": 0, "aarch64": 1}
PID = 4242


def evaluate(code: bytes, number: int, arch: int, *arguments: int) -> int:
    """A small machine for classic BPF over `struct seccomp_data`."""
    data = struct.pack("=IIQ6Q", number, arch, 0, *(*arguments, *[0] * (6 - len(arguments))))
    program = list(struct.iter_unpack("=HBBI", code))
    accumulator = position = 0
    while True:
        operation, true, false, value = program[position]
        position += 1
        if operation == 0x20:
            accumulator = struct.unpack_from("=I", data, value)[0]
        elif operation == 0x05:
            position += value
        elif operation == 0x06:
            return value
        else:
            test = {
                0x15: accumulator == value,
                0x35: accumulator >= value,
                0x45: bool(accumulator & value),
            }[operation]
            position += true if test else false


@pytest.fixture(params=["x86_64", "aarch64"])
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(platform, "machine", lambda: request.param)
    return str(request.param)


def test_every_call_gets_its_action(machine: str) -> None:
    code = seccomp.program_filter(PID)
    by_number = {
        numbers[COLUMN[machine]]: name
        for name, numbers in NUMBERS.items()
        if numbers[COLUMN[machine]] is not None
    }
    for number in range(600):
        name = by_number.get(number, "")
        if name in seccomp.ALLOWED:
            expected = seccomp.RET_ALLOW
        elif name in seccomp.KILLED:
            expected = seccomp.RET_KILL
        elif name in seccomp._checked(PID):
            continue
        else:
            expected = seccomp.EPERM
        assert evaluate(code, number, ARCH[machine]) == expected, (number, name)


def test_other_architectures_are_killed(machine: str) -> None:
    code = seccomp.program_filter(PID)
    for arch in (0x40000003, 0x40000028, 0, *ARCH.values()):
        if arch != ARCH[machine]:
            assert evaluate(code, 0, arch) == seccomp.RET_KILL
    if machine == "x86_64":
        assert evaluate(code, 0x40000000, ARCH[machine]) == seccomp.RET_KILL
        assert evaluate(code, 0xFFFFFFFF, ARCH[machine]) == seccomp.RET_KILL


ALLOW, EPERM, KILL = seccomp.RET_ALLOW, seccomp.EPERM, seccomp.RET_KILL
FD = 3


@pytest.mark.parametrize(
    "name,arguments,expected",
    [
        ("clone", (0x3D0F00,), ALLOW),
        ("clone", (17,), EPERM),
        ("clone3", (), seccomp.ENOSYS),
        ("kill", (PID, 15), ALLOW),
        ("kill", (PID, 9), KILL),
        ("tgkill", (PID, PID, 9), KILL),
        ("tkill", (PID, 9), KILL),
        ("kill", (0, 9), KILL),
        ("kill", (2**64 - 1, 9), KILL),
        ("kill", (1, 9), KILL),
        ("tgkill", (PID, 5, 6), ALLOW),
        ("tgkill", (1, 1, 6), KILL),
        ("setrlimit", (3, 1), seccomp.PRETEND),
        ("prlimit64", (0, 3, 0, 1), ALLOW),
        ("prlimit64", (PID, 3, 0, 1), ALLOW),
        ("prlimit64", (1, 3, 0, 1), EPERM),
        ("prlimit64", (0, 3, 1), seccomp.PRETEND),
        ("prlimit64", (1, 3, 1 << 32), seccomp.PRETEND),
        ("prctl", (15,), ALLOW),
        ("prctl", (4,), EPERM),
        ("ioctl", (1, 0x5401), ALLOW),
        ("ioctl", (1, 0x5412), EPERM),
        ("fcntl", (1, 3), ALLOW),
        ("fcntl", (1, 6), EPERM),
        ("execve", (), EPERM),
        ("execveat", (FD, 0, 0, 0, 0x1000), EPERM),
    ],
)
def test_arguments_are_checked(
    machine: str, name: str, arguments: tuple[int, ...], expected: int
) -> None:
    number = NUMBERS[name][COLUMN[machine]]
    assert number is not None
    code = seccomp.program_filter(PID)
    assert evaluate(code, number, ARCH[machine], *arguments) == expected


def test_a_compiled_program_may_only_be_started_by_its_descriptor(machine: str) -> None:
    code = seccomp.program_filter(PID, exec_fd=FD)
    number = NUMBERS["execveat"][COLUMN[machine]]
    assert number is not None
    assert evaluate(code, number, ARCH[machine], FD, 0, 0, 0, 0x1000) == ALLOW
    assert evaluate(code, number, ARCH[machine], FD, 0, 0, 0, 0) == EPERM
    assert evaluate(code, number, ARCH[machine], 4, 0, 0, 0, 0x1000) == EPERM
    execve = NUMBERS["execve"][COLUMN[machine]]
    assert execve is not None
    assert evaluate(code, execve, ARCH[machine]) == EPERM


@pytest.mark.parametrize(
    "name,arguments,expected",
    [
        ("execveat", (FD, 0, 0, 0, 0x1000), ALLOW),
        ("execveat", (4, 0, 0, 0, 0x1000), EPERM),
        ("execve", (), EPERM),
        ("socket", (2, 1), EPERM),
        ("connect", (), EPERM),
        ("sendmsg", (), EPERM),
        ("socketpair", (1, 1), ALLOW),
        ("socketpair", (1, 0x80001), ALLOW),
        ("socketpair", (1, 2), EPERM),
        ("socketpair", (1, 5), EPERM),
        ("socketpair", (2, 1), EPERM),
        ("mmap", (0, 4096, 3, 0x22), ALLOW),  # private, anonymous
        ("mmap", (0, 4096, 1, 0x01, 5), ALLOW),  # a file, shared
        ("mmap", (0, 4096, 3, 0x21), EPERM),  # shared, anonymous
        ("mmap", (0, 4096, 3, 0x23), EPERM),  # the same, validated
        ("mmap", (0, 4096, 3, 0x122), EPERM),  # grows by itself
        ("clone", (17,), EPERM),
        ("kill", (1, 9), KILL),
        ("memfd_create", (), EPERM),
        ("io_uring_setup", (), KILL),
    ],
)
def test_a_tool_may_little_more_than_a_program(
    machine: str, name: str, arguments: tuple[int, ...], expected: int
) -> None:
    number = NUMBERS[name][COLUMN[machine]]
    assert number is not None
    code = seccomp.tool_filter(PID, FD)
    assert evaluate(code, number, ARCH[machine], *arguments) == expected


def test_the_tree_is_shallow(machine: str) -> None:
    """The kernel runs the filter once for each call number when it is installed."""
    code = seccomp.program_filter(PID)
    assert len(code) // 8 < 450
    steps = []
    for number in range(460):
        count = 0

        class Counting(list):  # type: ignore[type-arg]
            pass

        program = Counting(struct.iter_unpack("=HBBI", code))
        position = accumulator = 0
        while True:
            operation, true, false, value = program[position]
            count += 1
            position += 1
            if operation == 0x20:
                accumulator = {0: number, 4: ARCH[machine]}.get(value, 0)
            elif operation == 0x05:
                position += value
            elif operation == 0x06:
                break
            else:
                hit = {0x15: accumulator == value, 0x35: accumulator >= value}.get(operation, False)
                position += true if hit else false
        steps.append(count)
    assert max(steps) < 32


def test_numbers_agree_with_this_machines_headers() -> None:
    header = next(
        (
            path
            for path in (
                Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
                Path("/usr/include/asm/unistd_64.h"),
            )
            if path.exists()
        ),
        None,
    )
    if header is None or platform.machine() != "x86_64":
        pytest.skip("the kernel's headers are not installed here")
    known = dict(re.findall(r"#define __NR_(\w+) (\d+)", header.read_text()))
    compared = 0
    for name, (number, _) in NUMBERS.items():
        if name in known:
            assert number == int(known[name]), name
            compared += 1
    assert compared > 200


def test_an_unknown_architecture_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    with pytest.raises(OSError, match="riscv64"):
        seccomp.program_filter(PID)
    assert not seccomp.filter_available()


def test_the_worker_runs_without_other_packages() -> None:
    """The parent of every program is small: standard library only."""
    jail = Path(seccomp.__file__).parent
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import jail.zygote; "
        "print([m for m in ('numpy', 'asyncio', 'subprocess', 'logging') if m in sys.modules])"
    )
    import sys

    result = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(jail.parent)], capture_output=True, text=True
    )
    assert result.stdout.strip() == "[]", result.stderr
