"""The pool without any privilege, as users run it; the other files run as whoever runs pytest."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.engine.execution import engine_users, hostile_cpp, hostile_python
from tests.engine.execution.hostile_python import Attack
from tests.engine.execution.pools import DISABLED, helper_provided
from tests.engine.execution.sandbox_outside import Outside
from tests.engine.execution.sandbox_processes import sandboxed

from shortlist_engine.execution import probe
from shortlist_engine.execution.compiling.toolchains import tool

LIMITS = {"memory_mib": 128, "output_kib": 256}
needs_compiler = pytest.mark.skipif(tool("cpp") is None, reason="no C++ compiler is installed")
SHORT_S = 0.3  # for what is to end by its limit of time
ORDINARY_PROGRAMS = [
    Attack(source, "is ordinary", source, (verdict,), language)
    for language, source, verdict in (
        ("python", "print(sum(map(int, input().split())))", "AC"),
        ("python", "print(0)", "WA"),
        ("python", "print(1 // 0)", "RE"),
        ("python", "print(", "CE"),
        ("python", "while True: pass", "TLE"),
        ("python", "x = [bytearray(1 << 20) for _ in range(10**4)]", "MLE"),
        ("python", "while True: print('x' * 1000)", "OLE"),
        (
            "python",
            "import threading\nt = threading.Thread(target=lambda: print(3))\nt.start()\nt.join()",
            "AC",
        ),
        (
            "cpp",
            "#include <iostream>\nint main() { int a, b; std::cin >> a >> b; std::cout << a + b; }",
            "AC",
        ),
        ("cpp", "int main() { return 1; }", "RE"),
        ("cpp", "int main() { retrun 0; }", "CE"),
    )
]
HOSTILE = [
    attack
    for attack in hostile_python.ATTACKS + hostile_cpp.ATTACKS
    if attack.name
    in {
        "read_secret", "list_home", "dot_dot", "write_victim", "create_files", "change_metadata",
        "proc_reads", "tcp", "udp_dns", "unix_sockets", "fork_bomb", "thread_bomb", "daemon",
        "shell", "kill_parent", "kill_everyone", "kill_victim", "ptrace", "process_memory",
        "limits_of_parent", "unshare", "become_root", "memfd", "expected_hunt", "forge_reports",
        "write_input", "steal_descriptors", "sleep", "ignore_signals", "cpp_files", "cpp_shell",
        "cpp_fork_bomb", "cpp_exec_fd", "include_secret", "incbin_secret",
    }
]  # fmt: skip


@pytest.fixture
def outside() -> Iterator[Outside]:
    world = Outside()
    yield world
    world.close()


@pytest.fixture(scope="module")
def cache() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="cache-"))
    path.chmod(0o777)
    yield path
    shutil.rmtree(path)


@pytest.mark.parametrize("level", list("ABC"))
@pytest.mark.parametrize("language", ["python", pytest.param("cpp", marks=needs_compiler)])
def test_verdicts_and_containment_without_privileges(
    language: str, level: str, outside: Outside, cache: Path
) -> None:
    start, problem = engine_users.as_ordinary_user()
    if problem:
        pytest.skip(problem)
    programs = ORDINARY_PROGRAMS + [
        attack._replace(source=outside.fill(attack.source)) for attack in HOSTILE
    ]
    programs = [program for program in programs if program.language == language]
    jobs = [
        [each.language, each.source, "1 2\n", "3", {**LIMITS, "time_s": each.time_s(SHORT_S)}]
        for each in programs
    ]
    before = sandboxed()
    engine = subprocess.run(
        [*start, str(engine_users.SCRIPT)],
        input=json.dumps({"disable": DISABLED[level], "jobs": jobs}),
        capture_output=True, text=True, cwd="/", env=engine_users.environment(cache), timeout=280,
    )  # fmt: skip
    assert engine.returncode == 0, engine.stderr
    hello, runs = map(json.loads, engine.stdout.splitlines())
    assert hello["user"] != 0
    if hello["level"] != level and probe().level == level:
        pytest.fail(f"only level {hello['level']}: {engine.stderr}")
    elif hello["level"] != level:
        pytest.skip(f"level {level} cannot be had here, only {hello['level']}")
    assert hello["helper"] == helper_provided(DISABLED[level])
    assert len(runs) == len(programs) >= {"python": 30, "cpp": 8}[language]
    for program, (verdict, output, detail) in zip(programs, runs, strict=True):
        assert verdict in program.verdicts, (program.source, verdict, output, detail)
        assert not re.search(r"^ESCAPE", output + detail, re.MULTILINE), (program.source, output)
        assert outside.secret_text not in output + detail
    assert outside.damage() == []
    assert sandboxed() <= before
    left = [
        entry.name
        for entry in os.scandir(tempfile.gettempdir())
        if entry.name.startswith("shortlist-job-") and entry.stat().st_uid == hello["user"]
    ]
    assert left == []
