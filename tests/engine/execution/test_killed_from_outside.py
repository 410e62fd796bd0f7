"""Processes that another one kills: the run is made once more, and never charged to a program."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio
from tests.engine.execution.pools import pool_at
from tests.engine.execution.sandbox_processes import command, descendants, leaves, until

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.execution.isolation.zygote_kind import PROGRAMS
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Problem, Program, Verdict

pytestmark = pytest.mark.asyncio(loop_scope="module")
PROBLEM = Problem("p", "", limits=Limits(time_s=60, memory_mib=128))
LEVELS = ("A", "B", "B without the helper")
# Long enough on the input 1 to be found and killed on a busy machine, at once done on others.
SLEEPS = {
    "python": Program("python", "import time; x = input(); time.sleep(2 * (x == '1')); print(x)"),
    "cpp": Program(
        "cpp",
        "#include <iostream>\n#include <unistd.h>\n"
        "int main() { int x; std::cin >> x; if (x == 1) sleep(2); std::cout << x; }",
    ),
}
needs_compiler = pytest.mark.skipif(tool("cpp") is None, reason="no C++ compiler is installed")
LANGUAGES = ["python", pytest.param("cpp", marks=needs_compiler)]


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=LEVELS)
async def pool(request: pytest.FixtureRequest) -> AsyncIterator[ExecutionPool]:
    async with pool_at(request.param) as pool:
        for program in SLEEPS.values():
            await pool.run(RunRequest(PROBLEM, program, ["2"]))  # so that it is compiled
        yield pool


async def first_of(find: Callable[[], list[int]]) -> int:
    """What `find` finds first; the next moment it may be gone."""
    found: list[int] = []
    await until(lambda: bool(found.extend(find()) or found))
    return found[0]


async def program_of(pool: ExecutionPool, *before: int) -> int:
    """The process of the program that runs now, which is none of `before`."""

    def running() -> list[int]:
        zygote = pool._all[0].zygotes.get(PROGRAMS)
        if zygote is None:
            return []
        # While no program runs, the worker below bubblewrap is the deepest.
        worker = zygote.pid if pool.level == "B" else min(descendants(zygote.pid), default=0)
        return list(leaves(zygote.pid) - {worker, *before})

    return await first_of(running)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_program_killed_once_gets_its_own_verdict(
    pool: ExecutionPool, language: str, number: int
) -> None:
    inputs, expected = ["1", "2", "3"], ["1", "0", "3"]
    task = asyncio.ensure_future(pool.run(RunRequest(PROBLEM, SLEEPS[language], inputs, expected)))
    os.kill(await program_of(pool), number)
    assert [run.verdict.value for run in await task] == ["AC", "WA", "AC"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_program_killed_twice_is_our_error(pool: ExecutionPool, language: str) -> None:
    task = asyncio.ensure_future(pool.run(RunRequest(PROBLEM, SLEEPS[language], ["1"], ["1"])))
    killed = await program_of(pool)
    os.kill(killed, signal.SIGKILL)
    os.kill(await program_of(pool, killed), signal.SIGKILL)
    (run,) = await task
    assert run.verdict is Verdict.SE
    assert "memory" in run.detail


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_signal_that_a_program_sends_itself_is_its_own_error(
    pool: ExecutionPool, language: str, number: int
) -> None:
    python = f"import os, signal; signal.signal(2, signal.SIG_DFL); os.kill(os.getpid(), {number})"
    cpp = f"#include <csignal>\nint main() {{ raise({number}); }}"
    program = Program(language, {"python": python, "cpp": cpp}[language])
    (run,) = await pool.run(RunRequest(PROBLEM, program, ["1"], ["1"]))
    assert run.verdict is Verdict.RE, run


@needs_compiler
@pytest.mark.parametrize("name", ["cc1plus", "g++"])
async def test_a_killed_compiler_is_started_once_more(pool: ExecutionPool, name: str) -> None:
    program = Program(
        "cpp",
        f"#include <cstdio>\nconstexpr long f() {{ long s = {time.monotonic_ns()};\n"
        "for (long i = 0; i < 400; ++i) for (long j = 0; j < 1000; ++j) s += i ^ j; return s; }\n"
        'int main() { static_assert(f() > 0, ""); puts("1"); }',
    )
    task = asyncio.ensure_future(pool.run(RunRequest(PROBLEM, program, ["1"], ["1"])))

    def compilers() -> list[int]:
        below = descendants(os.getpid())
        return [pid for pid in below if command(pid).split(" ")[0].endswith(name)]

    os.kill(await first_of(compilers), signal.SIGKILL)
    (run,) = await task
    assert run.verdict is Verdict.AC, run


async def test_a_worker_killed_while_it_starts_is_started_once_more(pool: ExecutionPool) -> None:
    worker = pool._all[0]
    zygote = worker.zygotes[PROGRAMS].pid
    worker.kill(PROGRAMS)
    await worker.wait_closed()
    before = descendants(os.getpid()) - {zygote}
    task = asyncio.ensure_future(pool.run(RunRequest(PROBLEM, SLEEPS["python"], ["2"], ["2"])))
    await until(lambda: bool(descendants(os.getpid()) - before))
    for pid in descendants(os.getpid()) - before:
        os.kill(pid, signal.SIGKILL)
    (run,) = await task
    assert run.verdict is Verdict.AC, run


async def test_what_is_left_of_a_killed_bubblewrap_is_replaced(pool: ExecutionPool) -> None:
    """Run as root it leaves its child behind, with the connection open."""
    zygote = pool._all[0].zygotes[PROGRAMS]
    doomed = {zygote.pid} | descendants(zygote.pid)
    os.kill(zygote.pid, signal.SIGKILL)
    await until(lambda: not zygote.alive)
    (run,) = await pool.run(RunRequest(PROBLEM, SLEEPS["python"], ["2"], ["2"]))
    assert run.verdict is Verdict.AC
    assert pool._all[0].zygotes[PROGRAMS] is not zygote
    await until(lambda: not any(command(pid) for pid in doomed))


async def test_memory_is_charged_to_the_input_that_needs_it(pool: ExecutionPool) -> None:
    """Inputs that run in one process have one peak of memory."""
    program = Program("python", "n = int(input())\nx = bytearray(n << 20)\nprint(n)")
    inputs = ["1", "2", "180", "3"]
    runs = await pool.run(RunRequest(PROBLEM, program, inputs, inputs))
    assert [run.verdict.value for run in runs] == ["AC", "AC", "MLE", "AC"]
