"""Faults of the pool: dying workers, queues, refusals, the cache. Ends are in test_lifetime."""

from __future__ import annotations

import asyncio
import os
import resource
from pathlib import Path

import pytest
from tests.engine.execution.sandbox_processes import descendants, kill_tree, until

from shortlist_engine.execution import ExecutionPool, SandboxReport, SandboxUnavailable, probe
from shortlist_engine.execution import pool as pool_module
from shortlist_engine.execution.compiling.compiler import CompileCache
from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.execution.isolation import sandbox
from shortlist_engine.execution.isolation.zygote import Zygote
from shortlist_engine.execution.isolation.zygote_kind import PROGRAMS
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Problem, Program, Verdict

PROBLEM = Problem("p", "", limits=Limits(time_s=60))
ADD = Program("python", "print(sum(map(int, input().split())))")
SLEEP = Program("python", "import time; time.sleep(1000)")
needs_compiler = pytest.mark.skipif(tool("cpp") is None, reason="no C++ compiler is installed")


LEVELS = [(), ("namespaces",), ("landlock",)]


async def test_closing_ends_what_runs_and_what_waits() -> None:
    before = descendants(os.getpid())
    async with ExecutionPool(1) as pool:
        tasks = [
            asyncio.ensure_future(pool.run(RunRequest(PROBLEM, SLEEP, [""]))) for _ in range(3)
        ]
        await asyncio.sleep(0)
    for task in tasks:
        with pytest.raises(RuntimeError, match="closed"):
            await task
    await until(lambda: descendants(os.getpid()) <= before)
    with pytest.raises(RuntimeError, match="async with"):
        await pool.run(RunRequest(PROBLEM, ADD, ["1 2"]))


async def test_an_open_file_is_not_leaked() -> None:
    async def once() -> None:
        async with ExecutionPool(2) as pool:
            await asyncio.gather(*(pool.run(RunRequest(PROBLEM, ADD, ["1 2"])) for _ in range(4)))

    await once()
    before = len(os.listdir("/proc/self/fd"))
    await once()
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("disable", LEVELS[:2], ids=["all", "no-namespaces"])
async def test_a_killed_worker_is_replaced_and_the_run_retried(disable: tuple[str, ...]) -> None:
    program = Program("python", "import time; time.sleep(2); print(input())")
    async with ExecutionPool(1, disable=disable) as pool:
        task = asyncio.ensure_future(pool.run(RunRequest(PROBLEM, program, ["42"], ["42"])))
        zygote = pool._all[0].zygotes[PROGRAMS]
        await until(lambda: zygote.runs > 2)  # two are the self-test
        kill_tree(zygote.pid)
        (run,) = await task
        assert run.verdict is Verdict.AC
        assert pool._all[0].zygotes[PROGRAMS].pid != zygote.pid


async def test_a_worker_killed_twice_is_our_error_not_the_programs() -> None:
    async with ExecutionPool(1) as pool:
        task = asyncio.ensure_future(pool.run(RunRequest(PROBLEM, SLEEP, [""])))
        killed: list[object] = []
        for _ in range(2):
            await until(
                lambda: (
                    (now := pool._all[0].zygotes.get(PROGRAMS)) is not None
                    and now not in killed
                    and now.runs > (0 if killed else 2)  # two are the self-test
                )
            )
            zygote = pool._all[0].zygotes[PROGRAMS]
            killed.append(zygote)
            kill_tree(zygote.pid)
        (run,) = await task
        assert run.verdict is Verdict.SE
        (after,) = await pool.run(RunRequest(PROBLEM, ADD, ["1 2"], ["3"]))
        assert after.verdict is Verdict.AC


async def test_thousands_of_queued_programs_keep_memory_flat() -> None:
    def memory_kib() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 1024

    async with ExecutionPool(2) as pool:

        async def batch(count: int) -> None:
            pending = [
                pool.run(
                    RunRequest(PROBLEM, Program("python", f"print({i})"), ["", ""], [str(i)] * 2)
                )
                for i in range(count)
            ]
            for runs in await asyncio.gather(*pending):
                assert {run.verdict for run in runs} == {Verdict.AC}

        await batch(500)
        before = memory_kib()
        for _ in range(4):
            await batch(500)
        assert memory_kib() - before < 16 * 1024
        assert len(descendants(os.getpid())) < 16


async def test_at_most_as_many_programs_run_as_there_are_workers() -> None:
    async with ExecutionPool(2) as pool:
        idle = len(descendants(os.getpid()))
        tasks = [
            asyncio.ensure_future(pool.run(RunRequest(PROBLEM, SLEEP, [""]))) for _ in range(6)
        ]
        await until(lambda: len([w for w in pool._all if w.zygotes]) == 2)
        await until(lambda: len(descendants(os.getpid())) > idle)
        assert pool._idle.empty()
        assert sum(not task.done() for task in tasks) == 6
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert pool._idle.qsize() == 2


async def test_refuses_without_the_minimum() -> None:
    with pytest.raises(SandboxUnavailable, match="Landlock or namespaces"):
        async with ExecutionPool(1, disable=["landlock", "namespaces"]):
            pass


async def test_refuses_without_system_call_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    report = SandboxReport("E", True, 7, False, ("seccomp is missing: use a newer kernel",))
    monkeypatch.setattr(pool_module, "probe", lambda: report)
    with pytest.raises(SandboxUnavailable, match=r"needs seccomp .*newer kernel"):
        async with ExecutionPool(1):
            pass


async def test_the_self_test_notices_a_sandbox_that_does_not_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without Landlock rules that deny and without namespaces files can be read."""
    from shortlist_engine.execution.isolation.jail import landlock

    original = sandbox.launch

    def permissive(*args: object, **options: object) -> object:
        how = original(*args, **options)  # type: ignore[arg-type]
        how.config["rules"] = [("/", landlock.READ)]
        return how

    monkeypatch.setattr(sandbox, "launch", permissive)
    with pytest.raises(SandboxUnavailable, match="could read a system file"):
        async with ExecutionPool(1, disable=["namespaces"]):
            pass


async def test_a_broken_interpreter_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    original = sandbox.launch

    def broken(*args: object, **options: object) -> object:
        how = original(*args, **options)  # type: ignore[arg-type]
        how.config["preload"] = ["no_such_module"]
        return how

    monkeypatch.setattr(sandbox, "launch", broken)
    with pytest.raises(SandboxUnavailable, match="no_such_module"):
        async with ExecutionPool(1):
            pass


async def test_falls_back_when_bubblewrap_works_in_the_probe_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    if probe().level != "A":
        pytest.skip("needs every layer")
    script = tmp_path / "bwrap"
    script.write_text(
        "#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n"
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    async with ExecutionPool(1) as pool:
        assert pool.level == "B"
        assert "uid map" in caplog.text
        (run,) = await pool.run(RunRequest(PROBLEM, ADD, ["1 2"], ["3"]))
        assert run.verdict is Verdict.AC


def test_the_report_names_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    probe.cache_clear()
    try:
        report = probe()
    finally:
        probe.cache_clear()
    assert not report.namespaces
    assert any("apt install bubblewrap" in problem for problem in report.problems)


@needs_compiler
async def test_a_compiled_program_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    original = CompileCache.compile

    async def counting(
        self: CompileCache, zygote: object, program: Program, *headers: object
    ) -> bytes:
        compiled.append(program)
        return await original(self, zygote, program, *headers)  # type: ignore[arg-type]

    monkeypatch.setattr(CompileCache, "compile", counting)
    program = Program("cpp", '#include <cstdio>\nint main() { puts("once"); }')
    for _ in range(2):
        async with ExecutionPool(1) as pool:
            (run,) = await pool.run(RunRequest(PROBLEM, program, [""], ["once"]))
            assert run.verdict is Verdict.AC
    assert len(compiled) == 1


@needs_compiler
async def test_the_header_is_built_once_and_only_for_programs_that_use_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    built = []

    async def build(self: CompileCache, zygote: Zygote, language: str) -> None:
        await asyncio.sleep(0.01)
        header = self._prepared(language)
        assert not header.exists()
        header.parent.mkdir()
        header.write_bytes(b"not a precompiled header: the compiler goes on without it")
        built.append(language)

    monkeypatch.setattr(CompileCache, "prepare", build)
    plain = '#include <cstdio>\nint main() { puts("1"); }'
    using = '#include <bits/stdc++.h>\nint main() { puts("1"); }'
    async with ExecutionPool(2) as pool:
        (run,) = await pool.run(RunRequest(PROBLEM, Program("cpp", plain), [""], ["1"]))
        assert (run.verdict, built) == (Verdict.AC, [])
        programs = [Program("cpp", f"{using} // {i}") for i in range(2)]
        both = await asyncio.gather(
            *(pool.run(RunRequest(PROBLEM, p, [""], ["1"])) for p in programs)
        )
        assert [run.verdict for (run,) in both] == [Verdict.AC] * 2
        assert built == ["cpp"]


@needs_compiler
@pytest.mark.parametrize("place", ["/proc/none", "relative"])
async def test_compiles_without_a_cache(
    monkeypatch: pytest.MonkeyPatch, place: str, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", place)
    monkeypatch.setenv("HOME", "/proc/none")
    source = '#include <bits/stdc++.h>\nint main() { puts("1"); }'
    async with ExecutionPool(1) as pool:
        for _ in range(2):
            (run,) = await pool.run(RunRequest(PROBLEM, Program("cpp", source), [""], ["1"]))
            assert run.verdict is Verdict.AC, run
    assert caplog.text.count("no precompiled header") == 1
    assert not os.path.exists("relative")


def test_the_compile_cache_is_bounded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cache = CompileCache(limit=100_000)
    for i in range(40):
        cache.put(f"{i:032}", b"\x7fELF" + b"x" * 10_000)
        os.utime(cache._programs() / f"{i:032}", (i, i))
    kept = sorted(path.name for path in cache._programs().iterdir())
    assert sum(path.stat().st_size for path in cache._programs().iterdir()) <= 120_000
    assert f"{39:032}" in kept
    assert cache.get(f"{0:032}") is None
    assert cache.get(f"{39:032}") is not None
    (cache._programs() / f"{39:032}").write_bytes(bytes(10_000))  # what a power cut may leave
    assert cache.get(f"{39:032}") is None
