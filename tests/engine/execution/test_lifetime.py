"""How programs, workers and engines end: cancelling, closing, kill -9, in every state."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from tests.engine.execution import engine_users
from tests.engine.execution.pools import DISABLED, helper_provided, pool_at
from tests.engine.execution.sandbox_processes import (
    Stall,
    alive,
    descendants,
    kill_tree,
    running_below,
    until,
)

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.execution.isolation import zygote as zygote_module
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Problem, Program, Verdict

PROBLEM = Problem("p", "", limits=Limits(time_s=600))
ADD = Program("python", "print(sum(map(int, input().split())))")
LOOP = Program("python", "while True: pass")
SLEEP = Program("python", "import time; time.sleep(1000)")
CPP_LOOP = Program("cpp", "int main() { volatile int x = 0; while (true) ++x; }")
CANCEL_S = 0.25
needs_compiler = pytest.mark.skipif(tool("cpp") is None, reason="no C++ compiler is installed")
LEVELS = ("A", "B", "B without the helper")


def slow_to_compile(mark: object) -> Program:
    """Takes the compiler several seconds; `mark` keeps it out of the cache."""
    return Program(
        "cpp",
        f"constexpr long f() {{ long s = {mark}; for (long i = 0; i < 200000; ++i)\n"
        "for (long j = 0; j < 200000; ++j) s += i ^ j; return s; }\n"
        'int main() { static_assert(f() > 0, ""); }',
    )


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=LEVELS)
async def pool(request: pytest.FixtureRequest) -> AsyncIterator[ExecutionPool]:
    async with pool_at(request.param) as pool:
        yield pool


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What ends must do so by itself: nothing is killed after a while."""
    monkeypatch.setattr(zygote_module, "_LEAVE_S", 1000.0)


def engine_processes() -> set[int]:
    return descendants(os.getpid())


STATES: dict[str, Program] = {
    "python loop": LOOP,
    "python sleep": SLEEP,
    "c++ loop": CPP_LOOP,
    "compiling": slow_to_compile("other each time"),
}


async def reach(pool: ExecutionPool, state: str) -> asyncio.Task[object]:
    """A call of `run` that has come to this state."""
    await pool.run(RunRequest(PROBLEM, ADD, ["1 2"]))  # so that the worker's process is there
    program = STATES[state]
    if state == "compiling":
        program = slow_to_compile(time.monotonic_ns())
        begun = lambda: running_below(os.getpid(), "cc1plus")  # noqa: E731
    else:
        if state == "c++ loop":  # have it compiled
            await pool.run(RunRequest(PROBLEM, program, [""], limits=Limits(time_s=0.05)))
        idle = engine_processes()
        begun = lambda: bool(engine_processes() - idle)  # noqa: E731
    task = asyncio.ensure_future(pool.run(RunRequest(PROBLEM, program, [""])))
    await until(begun)
    return task


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "state",
    [pytest.param(s, marks=() if "python" in s else needs_compiler) for s in STATES],
)
async def test_cancelling_is_felt_at_once(pool: ExecutionPool, state: str, patient: None) -> None:
    task = await reach(pool, state)
    service = "compiler" if state == "compiling" else "programs"
    (zygote,) = (z for kind, z in pool._all[0].zygotes.items() if kind.service == service)
    doomed = {zygote.pid} | descendants(zygote.pid)
    assert len(doomed) >= 2
    stall, start = Stall(), time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    answered = time.monotonic() - start
    await until(lambda: not any(map(alive, doomed)))
    ended = time.monotonic() - start
    allowed = stall.allowed(CANCEL_S)
    assert answered < allowed
    assert ended < allowed, f"{ended:.3f} s, {allowed:.3f} s were allowed"
    if service == "compiler":
        await until(lambda: not job_directories(os.getpid()))
    (run,) = await pool.run(RunRequest(PROBLEM, ADD, ["1 2"], ["3"]))
    assert run.verdict is Verdict.AC


@pytest.mark.asyncio(loop_scope="module")
async def test_cancelling_what_waits_leaves_the_rest(pool: ExecutionPool) -> None:
    first = asyncio.ensure_future(pool.run(RunRequest(PROBLEM, SLEEP, [""])))
    waiting = [asyncio.ensure_future(pool.run(RunRequest(PROBLEM, SLEEP, [""]))) for _ in range(3)]
    last = asyncio.ensure_future(pool.run(RunRequest(PROBLEM, ADD, ["1 2"], ["3"])))
    await until(pool._idle.empty)
    stall, start = Stall(), time.monotonic()
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert time.monotonic() - start < stall.allowed(CANCEL_S)
    assert all(task.cancelled() for task in waiting)
    assert not first.done()
    first.cancel()
    (run,) = await last
    assert run.verdict is Verdict.AC


@pytest.mark.asyncio(loop_scope="module")
async def test_a_cancelled_call_does_not_hold_up_the_others(pool: ExecutionPool) -> None:
    """The event loop goes on while a worker ends."""
    task = await reach(pool, "compiling" if tool("cpp") else "python sleep")
    stall, longest = Stall(), 0.0
    task.cancel()
    for _ in range(100):
        before = time.monotonic()
        await asyncio.sleep(0.001)
        longest = max(longest, time.monotonic() - before)
    assert longest < stall.allowed(0.1)


@pytest.mark.parametrize("level", LEVELS)
async def test_an_idle_worker_ends_with_its_connection(level: str, patient: None) -> None:
    before = engine_processes()
    async with pool_at(level, 2) as pool:
        await asyncio.gather(*(pool.run(RunRequest(PROBLEM, ADD, ["1 2"])) for _ in range(4)))
        if tool("cpp"):
            await pool.run(RunRequest(PROBLEM, CPP_LOOP, [""], limits=Limits(time_s=0.05)))
        assert len(engine_processes() - before) >= 2
    assert engine_processes() <= before
    assert not job_directories(os.getpid())


@pytest.mark.parametrize("level", LEVELS)
async def test_signals_to_the_engine_stay_there(level: str) -> None:
    """A terminal sends Ctrl-C to a process group; ignored and blocked signals are inherited."""
    before, sleepy = engine_processes(), Program("python", "import time; time.sleep(0.3); print(3)")
    old = signal.getsignal(signal.SIGCHLD)
    if level[0] == "B":  # bubblewrap itself needs it
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGALRM})
    try:
        async with pool_at(level) as pool:
            task = asyncio.ensure_future(pool.run(RunRequest(PROBLEM, sleepy, [""], ["3"])))
            await asyncio.sleep(0)
            groups = {os.getpgid(pid) for pid in engine_processes() - before}
            assert groups and os.getpgid(0) not in groups
            (run,) = await task
            assert run.verdict is Verdict.AC
            alarm = Program("python", "import signal, time\nsignal.alarm(1)\ntime.sleep(30)")
            (run,) = await pool.run(RunRequest(PROBLEM, alarm, [""]))
            assert "SIGALRM" in run.detail
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGALRM})
        signal.signal(signal.SIGCHLD, old)


@needs_compiler
@pytest.mark.parametrize("level", LEVELS)
async def test_what_the_engine_ignores_a_program_does_not(level: str) -> None:
    """A shell starts what is to run in the background with Ctrl-C ignored."""
    program = Program("cpp", "#include <csignal>\nint main() { raise(SIGINT); }")
    old = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        async with pool_at(level) as pool:
            (run,) = await pool.run(RunRequest(PROBLEM, program, [""]))
    finally:
        signal.signal(signal.SIGINT, old)
    assert "SIGINT" in run.detail, run


async def test_a_worker_that_does_not_leave_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zygote_module, "_LEAVE_S", 0.1)
    async with ExecutionPool(1, disable=["namespaces"]) as pool:
        (zygote,) = pool._all[0].zygotes.values()
        os.kill(zygote.pid, 19)  # stopped, it cannot notice anything
        pid = zygote.pid
    assert not alive(pid)


# An engine that is killed


@pytest.fixture
def cache() -> Iterator[Path]:
    """A cache directory that every user may use."""
    path = Path(tempfile.mkdtemp(prefix="cache-"))
    path.chmod(0o777)
    yield path
    shutil.rmtree(path)


def job_directories(engine: int) -> list[str]:
    place = tempfile.gettempdir()
    return [n for n in os.listdir(place) if n.startswith(f"shortlist-job-{engine}-")]


USERS: dict[str, Callable[[], tuple[tuple[str, ...], str]]] = {
    "this user": lambda: (tuple(engine_users.as_this_user()), ""),
    "ordinary user": engine_users.as_ordinary_user,
}
if os.getuid() != 0:
    del USERS["ordinary user"]  # this one is


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    "state",
    [
        "running",
        pytest.param("compiling", marks=needs_compiler),
        pytest.param("precompiling", marks=needs_compiler),
    ],
)
async def test_nothing_outlives_a_killed_engine(
    user: str, level: str, state: str, cache: Path
) -> None:
    start, problem = USERS[user]()
    if problem:
        pytest.skip(problem)
    programs = {
        "running": [LOOP, SLEEP],
        "compiling": [slow_to_compile(time.monotonic_ns())],
        "precompiling": [Program("cpp", "#include <bits/stdc++.h>\nint main() {}")],
    }[state]
    order = {
        "disable": DISABLED[level],
        "jobs": [
            [program.language, program.source, "", None, {"time_s": 600}] for program in programs
        ],
    }
    engine = subprocess.Popen(
        [*start, str(engine_users.SCRIPT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=engine_users.environment(cache),
        cwd="/",
    )
    assert engine.stdin is not None and engine.stdout is not None
    try:
        engine.stdin.write(json.dumps(order).encode() + b"\n")
        engine.stdin.flush()
        hello = json.loads(await asyncio.to_thread(engine.stdout.readline))
        assert hello["level"] == level[0]
        assert hello["helper"] == helper_provided(DISABLED[level])
        if state == "running":  # two workers, and two programs
            await until(lambda: len(descendants(engine.pid)) >= 4)
        else:
            await until(lambda: running_below(engine.pid, "cc1plus"))
        children = descendants(engine.pid)
        stall, start_s = Stall(), time.monotonic()
        engine.kill()
        engine.wait()
        await until(lambda: not any(map(alive, children)))
        await until(lambda: not job_directories(engine.pid))
        assert time.monotonic() - start_s < stall.allowed(1.0)
        # Nothing half written; the C helper was complete before the first program ran.
        left = [path for path in cache.rglob("*") if path.is_file() and path.suffix != ".so"]
        assert left == []
    finally:
        kill_tree(engine.pid)
        engine.stdin.close()
        engine.stdout.close()
