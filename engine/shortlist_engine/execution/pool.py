"""Runs programs on inputs: warm workers, verdicts, retries, cancellation.

A worker holds at most three zygotes, each started when first needed: for Python and compiled
programs, for Python with numpy, and for compiling.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
from collections.abc import Awaitable, Callable, Collection, Sequence
from types import TracebackType
from typing import TypeVar

from ..problem import Limits, Problem, Program, Run
from . import selftest
from .compiler import CompileCache, CompileFailed, executable_file
from .jail import wire
from .job import PASSED, Job, ended
from .languages import LANGUAGES, tool
from .sandbox import (
    Launch,
    Layers,
    SandboxReport,
    SandboxUnavailable,
    launch,
    numpy_available,
    probe,
    unusable_message,
)
from .verdicts import Ended, compile_error, system_error
from .worker import Zygote, ZygoteDied

__all__ = ["ExecutionPool", "SandboxUnavailable"]

log = logging.getLogger(__name__)
_PLAIN, _NUMPY, _COMPILE = "plain", "numpy", "compile"
_IMPORTS_NUMPY = re.compile(r"^\s*(?:import|from)\s+numpy\b", re.MULTILINE)
_RUNS_PER_ZYGOTE = 10_000
_RUNS_PER_CANARY = 500
T = TypeVar("T")


class _Worker:
    def __init__(self) -> None:
        self.zygotes: dict[str, Zygote] = {}
        self._leaving: list[Zygote] = []

    def kill(self, kind: str | None = None) -> None:
        """End the zygote of this kind, or all of them. Returns at once: see `gone`."""
        for name in [kind] if kind else list(self.zygotes):
            zygote = self.zygotes.pop(name, None)
            if zygote is not None:
                zygote.kill()
                self._leaving = [old for old in self._leaving if not old.left] + [zygote]

    async def gone(self) -> None:
        """Wait until every process that was ended has left."""
        for zygote in self._leaving:
            await zygote.gone()


class ExecutionPool:
    """Async context manager. At most `workers` programs run at a time; further calls wait.

    `disable` switches layers off (`namespaces`, `landlock`), for tests of what remains. Entering
    raises SandboxUnavailable when programs could not be isolated; its message names the fix.
    """

    def __init__(self, workers: int | None = None, *, disable: Collection[str] = ()) -> None:
        if workers is not None and workers < 1:
            raise ValueError(f"workers must be at least 1, not {workers}")
        self.workers = workers or len(os.sched_getaffinity(0))
        self._disable = frozenset(disable)
        self._all: list[_Worker] = []
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._active: set[asyncio.Task[tuple[Run, ...]]] = set()
        self._compiling = asyncio.Semaphore(min(self.workers, len(os.sched_getaffinity(0))))
        self._building_headers = asyncio.Lock()
        self._cache = CompileCache()
        self._launches: dict[str, Launch] = {}
        self._layers = Layers(False, 0, False)
        self._open = False

    @property
    def level(self) -> str:
        """The isolation in use, A to C as SandboxReport describes it."""
        return self._layers.level

    async def __aenter__(self) -> ExecutionPool:
        report = await asyncio.to_thread(probe)
        problems = list(report.problems)
        for layers in self._candidates(report):
            if layers.level not in "ABC":
                raise SandboxUnavailable(unusable_message(layers, problems))
            self._layers = layers
            self._launches.clear()
            worker = _Worker()
            try:
                await self._self_test(worker)
            except SandboxUnavailable as error:
                worker.kill()
                await worker.gone()
                problems.append(str(error))
                log.warning("isolation level %s does not work here: %s", layers.level, error)
                continue
            except BaseException:
                worker.kill()
                raise
            self._all = [worker, *(_Worker() for _ in range(self.workers - 1))]
            for each in reversed(self._all):
                self._idle.put_nowait(each)
            self._open = True
            return self
        raise SandboxUnavailable("; ".join(problems))

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open = False
        tasks = list(self._active)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for worker in self._all:
            worker.kill()
        for worker in self._all:
            await worker.gone()

    async def run(
        self,
        problem: Problem,
        program: Program,
        inputs: Sequence[str],
        expected: Sequence[str] | None = None,
        *,
        stop_at_first_failure: bool = False,
        limits: Limits | None = None,
    ) -> tuple[Run, ...]:
        """One Run for each input, in order.

        Without `expected` a clean run's verdict is OK. With `stop_at_first_failure` the inputs
        after the first that fails are SK. Never raises for what a program does; raises ValueError
        for wrong arguments and RuntimeError when the pool is closed. Cancelling the caller ends
        the program at once.
        """
        if not self._open:
            raise RuntimeError("the execution pool is not open: use it with `async with`")
        if expected is not None and len(expected) != len(inputs):
            raise ValueError(f"{len(inputs)} inputs but {len(expected)} expected outputs")
        if not inputs:
            return ()
        refusal = _refusal(problem, program)
        if refusal:
            return (system_error(refusal),) * len(inputs)
        job = Job(problem, program, inputs, expected, stop_at_first_failure,
                   limits or problem.limits)  # fmt: skip
        task = asyncio.ensure_future(self._run(job))
        self._active.add(task)
        task.add_done_callback(self._active.discard)
        try:
            return await task
        except asyncio.CancelledError:
            if not self._open and task.cancelled():
                raise RuntimeError("the execution pool was closed") from None
            raise

    async def _run(self, job: Job) -> tuple[Run, ...]:
        worker = await self._idle.get()
        try:
            if LANGUAGES[job.program.language].kind == "native":
                await self._run_native(worker, job)
            else:
                await self._run_python(worker, job)
        except SandboxUnavailable as error:
            job.fill(system_error(str(error)))
        except (ZygoteDied, OSError) as error:
            job.fill(system_error(f"the sandbox worker failed twice: {error}"))
        finally:
            self._idle.put_nowait(worker)
        return tuple(job.runs)

    # Python

    async def _run_python(self, worker: _Worker, job: Job) -> None:
        source = job.program.source.encode("utf-8", "replace")
        flags = 0
        if job.problem.kind == "function":
            source = job.problem.entry_point.encode() + b"\n" + source
            flags = wire.FUNCTION
        numpy = bool(_IMPORTS_NUMPY.search(job.program.source)) and numpy_available()
        kind = _NUMPY if numpy else _PLAIN
        together = 1 if numpy else wire.SLOTS
        while not job.done:
            first = len(job.runs)
            count = min(together, len(job.inputs) - first)
            ends = await self._batch(worker, kind, job, source, flags, first, count)
            for position, end in enumerate(ends):
                run = job.judge(end)
                if position and run.verdict not in PASSED:
                    # Only a process of its own is proof that the fault is the program's.
                    alone = await self._batch(worker, kind, job, source, flags,
                                              first + position, 1)  # fmt: skip
                    run = job.judge(alone[0])
                job.add(run)
                if job.done:
                    return

    async def _batch(
        self, worker: _Worker, kind: str, job: Job, source: bytes, flags: int, first: int,
        count: int,
    ) -> list[Ended]:  # fmt: skip
        """Run `count` inputs from `first` in one process; the ends of those that ran."""
        if count > 1 and job.stop and job.expected is not None:
            flags |= wire.ASK
        request = job.request(wire.PYTHON, flags, count, len(source))
        inputs = [text.encode("utf-8", "replace") for text in job.inputs[first : first + count]]

        async def attempt(zygote: Zygote) -> list[Ended]:
            async def go_on(outcomes: list[wire.Outcome]) -> bool:
                end = ended(zygote, outcomes[0], 0, job.limits)
                return job.judge(end, first).verdict in PASSED

            outcomes = await zygote.exchange(request, source, inputs, go_on=go_on)
            return [
                ended(zygote, outcome, slot, job.limits)
                for slot, outcome in enumerate(outcomes)
                if outcome.state != wire.NOT_RUN
            ]

        return await self._with_zygote(worker, kind, attempt)

    # Compiled languages

    async def _run_native(self, worker: _Worker, job: Job) -> None:
        try:
            binary = await self._binary(worker, job.program)
        except CompileFailed as error:
            job.fill(compile_error(str(error)))
            return
        with executable_file(binary) as executable:
            while not job.done:
                job.add(await self._execute(worker, job, executable))

    async def _execute(self, worker: _Worker, job: Job, executable: int) -> Run:
        """The next input, in a process of its own."""
        request = job.request(wire.NATIVE, 0, 1, 0)
        inputs = [job.inputs[len(job.runs)].encode("utf-8", "replace")]

        async def attempt(zygote: Zygote) -> Run:
            outcomes = await zygote.exchange(request, b"", inputs, executable=executable)
            return job.judge(ended(zygote, outcomes[0], 0, job.limits))

        return await self._with_zygote(worker, _PLAIN, attempt)

    async def _binary(self, worker: _Worker, program: Program) -> bytes:
        """The compiled program, from the cache or by compiling in the sandbox.

        Raises CompileFailed with the compiler's message.
        """
        key = await asyncio.to_thread(self._cache.key, program)
        cached = self._cache.get(key)
        if cached is not None:
            return cached

        async def build_headers(zygote: Zygote) -> None:
            await self._cache.build_headers(zygote, program.language)

        async def compile_program(zygote: Zygote) -> bytes:
            return await self._cache.compile(zygote, program)

        async with self._compiling:
            async with self._building_headers:
                if self._cache.needs_headers(program):
                    await self._with_zygote(worker, _COMPILE, build_headers)
            binary = await self._with_zygote(worker, _COMPILE, compile_program)
        self._cache.put(key, binary)
        return binary

    # Zygotes

    async def _with_zygote(
        self, worker: _Worker, kind: str, attempt: Callable[[Zygote], Awaitable[T]]
    ) -> T:
        """`attempt` with a live zygote; a zygote that dies is replaced and the attempt made once
        more. Raises ZygoteDied or SandboxUnavailable."""
        for last in (False, True):
            try:
                zygote = await self._zygote(worker, kind)
                return await attempt(zygote)
            except ZygoteDied as error:
                log.warning("a sandbox worker was replaced: %s", error)
                worker.kill(kind)
                if last:
                    raise
            except CompileFailed:
                raise
            except BaseException:
                # Cancelled in the middle of an exchange: whatever runs in there ends now.
                worker.kill(kind)
                raise
        raise AssertionError("unreachable")

    async def _zygote(self, worker: _Worker, kind: str) -> Zygote:
        zygote = worker.zygotes.get(kind)
        if zygote is not None and not await self._fit(zygote, kind):
            worker.kill(kind)
            zygote = None
        if zygote is None:
            zygote = await Zygote.start(self._launch(kind))
            worker.zygotes[kind] = zygote
        return zygote

    async def _fit(self, zygote: Zygote, kind: str) -> bool:
        if not zygote.alive or zygote.runs >= _RUNS_PER_ZYGOTE:
            return False
        if kind != _COMPILE and zygote.runs and zygote.runs % _RUNS_PER_CANARY == 0:
            return await selftest.canary_passes(zygote)
        return True

    def _launch(self, kind: str) -> Launch:
        if kind not in self._launches:
            if kind == _COMPILE:
                how = self._cache.launch(self._layers, "cpp")
            else:
                how = launch(self._layers, numpy=kind == _NUMPY)
            self._launches[kind] = how
        return self._launches[kind]

    async def _self_test(self, worker: _Worker) -> None:
        zygote = await self._zygote(worker, _PLAIN)
        try:
            await selftest.check(zygote)
        except ZygoteDied as error:
            raise SandboxUnavailable(f"the sandbox died in its self-test: {error}") from error

    def _candidates(self, report: SandboxReport) -> list[Layers]:
        """What to try, best first: a layer that was found may still fail in earnest."""
        namespaces = report.namespaces and "namespaces" not in self._disable
        abi = 0 if "landlock" in self._disable else report.landlock_abi
        found = Layers(namespaces, abi, report.seccomp)
        reduced = Layers(False, abi, report.seccomp)
        return [found, reduced] if namespaces and reduced.level == "B" else [found]


def _refusal(problem: Problem, program: Program) -> str:
    """Why this program cannot be run here, with the fix; empty when it can."""
    language = LANGUAGES.get(program.language)
    if language is None:
        known = ", ".join(LANGUAGES)
        return f"unsupported language {program.language!r}: known are {known}"
    if language.tools and tool(program.language) is None:
        return f"{program.language} programs cannot be compiled here: {language.fix}"
    if problem.kind == "function" and language.kind != "python":
        return f"unsupported: function problems run in python only, not in {program.language}"
    return ""
