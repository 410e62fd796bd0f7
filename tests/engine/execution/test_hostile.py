"""Every hostile program, at every level of isolation, against a world that notices."""

from __future__ import annotations

import os
import re
import secrets
import socket
import subprocess
import sys
from pathlib import Path

import hostile_cpp
import hostile_python
import pytest
import pytest_asyncio
from hostile_python import Attack

from shortlist_engine.execution import ExecutionPool, SandboxUnavailable
from shortlist_engine.execution.languages import tool
from shortlist_engine.problem import Limits, Problem, Program, Verdict

pytestmark = pytest.mark.asyncio(loop_scope="module")
ATTACKS = hostile_python.ATTACKS + hostile_cpp.ATTACKS
PROBLEM = Problem("hostile", "", limits=Limits(time_s=0.3, memory_mib=128, output_kib=256))
LEVELS = {"A": (), "B": ("namespaces",), "C": ("landlock",)}
GOOD = Program("python", "print(sum(map(int, input().split())))")


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=list(LEVELS))
async def pool(request: pytest.FixtureRequest):
    try:
        pool = await ExecutionPool(1, disable=LEVELS[request.param]).__aenter__()
    except SandboxUnavailable as error:
        pytest.skip(f"level {request.param} cannot be had here: {error}")
    if pool.level != request.param:
        await pool.__aexit__(None, None, None)
        pytest.skip(f"level {request.param} cannot be had here, only {pool.level}")
    yield pool
    await pool.__aexit__(None, None, None)


class Outside:
    """What a hostile program would like to reach, and whether it did."""

    def __init__(self, directory: Path) -> None:
        directory.chmod(0o755)
        self.secret_text = f"SECRET{secrets.token_hex(16)}"
        self.secret = directory / "secret.txt"
        self.secret.write_text(self.secret_text)
        self.victim = directory / "victim.txt"
        self.victim.write_text("whole")
        self.victim.chmod(0o666)
        self.out = directory / "out"
        self.out.mkdir()
        self.out.chmod(0o777)
        self.victim_state = self._state()
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.unix_path = str(directory / "socket")
        self.unix = socket.socket(socket.AF_UNIX)
        self.unix.bind(self.unix_path)
        os.chmod(self.unix_path, 0o777)
        self.abstract_name = f"shortlist-{secrets.token_hex(8)}"
        self.abstract = socket.socket(socket.AF_UNIX)
        self.abstract.bind("\0" + self.abstract_name)
        for listener in (self.unix, self.abstract):
            listener.listen()
        self.listeners = (self.tcp, self.udp, self.unix, self.abstract)
        for listener in self.listeners:
            listener.setblocking(False)
        # As root the sandbox's programs become another user; the victim is that user too.
        code = (
            "import os, sys\n"
            "if os.getuid() == 0: os.setresuid(65534, 65534, 65534)\n"
            "print('ready', flush=True); sys.stdin.read()"
        )
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"SECRET": self.secret_text},
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"ready\n"

    def fill(self, source: str) -> str:
        for name, value in {
            "SECRET": self.secret,
            "VICTIM": self.victim,
            "OUT": self.out,
            "HOME": os.path.expanduser("~"),
            "TCP": self.tcp.getsockname()[1],
            "UDP": self.udp.getsockname()[1],
            "UNIX": self.unix_path,
            "ABSTRACT": self.abstract_name,
            "PID": self.process.pid,
        }.items():
            source = source.replace(f"@@{name}@@", str(value))
        return source

    def damage(self) -> list[str]:
        found = []
        if self._state() != self.victim_state:
            found.append("the victim file changed")
        if os.listdir(self.out):
            found.append(f"files were left: {os.listdir(self.out)}")
        for place in ("/tmp", "/dev/shm", "/var/tmp"):
            if os.path.lexists(f"{place}/shortlist-stray"):
                found.append(f"a file was left in {place}")
        for listener in self.listeners:
            try:
                if listener.type == socket.SOCK_DGRAM:
                    listener.recv(100)
                else:
                    listener.accept()
            except BlockingIOError:
                continue
            found.append(f"a connection reached {listener}")
        with open(f"/proc/{self.process.pid}/stat") as stream:
            state = stream.read().rpartition(")")[2].split()[0]
        if state not in "SR":
            found.append(f"the victim process is in state {state}")
        return found

    def _state(self) -> tuple[object, ...]:
        status = self.victim.stat()
        return self.victim.read_text(), status.st_mode, status.st_uid, status.st_mtime_ns

    def close(self) -> None:
        for listener in self.listeners:
            listener.close()
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(10)


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory):
    directory = tmp_path_factory.mktemp("outside")
    directory.parent.chmod(0o755)
    world = Outside(directory)
    yield world
    world.close()


def sandboxed_processes() -> set[int]:
    """Processes that are, or were forked from, a worker; and compiled programs and compilers."""
    found = set()
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            with open(f"/proc/{entry}/cmdline", "rb") as stream:
                words = stream.read().split(b"\0")
            with open(f"/proc/{entry}/stat") as stream:
                state = stream.read().rpartition(")")[2].split()[0]
        except OSError:
            continue
        line = b" ".join(words)
        ours = b"jail.zygote" in line or words[0] == b"prog" or b"headers-" in line
        if ours and state != "Z" and _descends_from_here(int(entry)):
            found.add(int(entry))
    return found


def _descends_from_here(pid: int) -> bool:
    """True too for what was orphaned to init; other engines on this machine are not ours."""
    orphan = True
    while pid > 1:
        if pid == os.getpid():
            return True
        try:
            with open(f"/proc/{pid}/stat") as stream:
                pid = int(stream.read().rpartition(")")[2].split()[1])
        except OSError:
            return False
        if pid > 1:
            orphan = False
    return orphan


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
async def test_hostile_program_is_contained(
    pool: ExecutionPool, outside: Outside, attack: Attack
) -> None:
    if attack.language == "cpp" and tool("cpp") is None:
        pytest.skip("no C++ compiler is installed here")
    if attack.language == "cpp":  # so that the compile worker counts as there before
        warm = Program("cpp", f"int main() {{ return {secrets.randbelow(10**6)} * 0; }}")
        if (await pool.run(PROBLEM, warm, [""]))[0].verdict is not Verdict.OK:
            raise AssertionError("the compiler does not work")
    await pool.run(PROBLEM, GOOD, ["1 2"])
    before = sandboxed_processes()
    expected = f"EXPECTED{secrets.token_hex(16)}"
    program = Program(attack.language, outside.fill(attack.source))

    (run,) = await pool.run(PROBLEM, program, ["1 2\n"], [expected])

    told = run.output + run.detail
    assert not re.search(r"^ESCAPE", told, re.MULTILINE), (attack.tries, told)
    assert outside.secret_text not in told
    assert expected not in run.output
    assert run.verdict.value in attack.verdicts, (attack.tries, run)
    assert outside.damage() == []
    assert sandboxed_processes() <= before, f"{attack.name} left processes"
    (after,) = await pool.run(PROBLEM, GOOD, ["1 2"], ["3"])
    assert after.verdict is Verdict.AC, f"{attack.name} harmed the next program: {after}"


async def test_the_hostile_set_is_as_large_as_promised() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 60
    assert all(attack.tries for attack in ATTACKS)
