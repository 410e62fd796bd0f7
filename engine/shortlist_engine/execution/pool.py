"""Runs programs on inputs: warm workers, verdicts, retries, cancellation."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable
from types import TracebackType

from shortlist_engine import languages
from shortlist_engine.execution.active_request import ActiveRequest
from shortlist_engine.execution.checking.checker_runner import CheckerRunner
from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.custom_checker import CustomChecker
from shortlist_engine.execution.checking.verdicts import system_error
from shortlist_engine.execution.compiling.builder import Builder
from shortlist_engine.execution.compiling.compiler import CompileCache
from shortlist_engine.execution.compiling.starting import missing
from shortlist_engine.execution.compiling.toolchains import available_languages
from shortlist_engine.execution.isolation import helper
from shortlist_engine.execution.isolation.layers import (
    Layers,
    SandboxReport,
    SandboxUnavailable,
    probe,
    unusable_message,
)
from shortlist_engine.execution.isolation.sandbox import Launcher
from shortlist_engine.execution.isolation.worker import Worker
from shortlist_engine.execution.isolation.zygote import ZygoteDied
from shortlist_engine.execution.runner import RunRequest, unsupported
from shortlist_engine.execution.runs import run_built, run_python
from shortlist_engine.machine import cores
from shortlist_engine.problem import Problem, Program, Run

__all__ = ["ExecutionPool", "SandboxUnavailable"]

log = logging.getLogger(__name__)


class ExecutionPool:
    """Runs programs while it is open, as an async context manager. At most `workers` programs run
    at a time; further calls wait.

    `disable` switches layers (`namespaces`, `landlock`) or the C `helper` off, for tests of what
    remains. Entering raises SandboxUnavailable when programs could not be isolated; its message
    names the fix.
    """

    worker_type: Callable[[Launcher], Worker] = Worker

    def __init__(self, workers: int | None = None, *, disable: Collection[str] = ()) -> None:
        if workers is not None and workers < 1:
            raise ValueError(f"workers must be at least 1, not {workers}")
        self.workers = workers or cores()
        self._disable = frozenset(disable)
        self._all: list[Worker] = []
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._active: set[asyncio.Task[tuple[Run, ...]]] = set()
        self._builder = Builder(CompileCache(), min(self.workers, cores()))
        self._use(Layers(False, 0, False), "")
        self._open = False

    @property
    def level(self) -> str:
        """Names the isolation in use, A to C as SandboxReport describes it."""
        return self._layers.level

    @property
    def uses_helper(self) -> bool:
        """Tells whether programs run by the C helper."""
        return bool(self._launcher.helper)

    async def __aenter__(self) -> ExecutionPool:
        report = await asyncio.to_thread(probe)
        built = "" if "helper" in self._disable else await asyncio.to_thread(helper.build)
        problems = list(report.problems)
        for layers, path in self._candidates(report, built):
            if layers.level not in "ABC":
                raise SandboxUnavailable(unusable_message(layers, problems))
            self._use(layers, path)
            worker = self.worker_type(self._launcher)
            try:
                await worker.test()
            except SandboxUnavailable as error:
                worker.kill()
                await worker.wait_closed()
                problems.append(str(error))
                what = f"level {layers.level}" + (" with the C helper" if path else "")
                log.warning("isolation %s does not work here: %s", what, error)
                continue
            except BaseException:
                worker.kill()
                raise
            others = (self.worker_type(self._launcher) for _ in range(self.workers - 1))
            self._all = [worker, *others]
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
            await worker.wait_closed()

    async def run(self, request: RunRequest) -> tuple[Run, ...]:
        """Returns one Run for each input, in order. Never raises for what a program does; raises
        RuntimeError when the pool is closed. Cancelling the caller ends the program at once."""
        if not self._open:
            raise RuntimeError("the execution pool is not open: use it with `async with`")
        if not request.inputs:
            return ()
        refusal = await self._refusal(request.problem, request.program)
        if refusal:
            return (system_error(refusal),) * len(request.inputs)
        active = ActiveRequest(request)
        task = asyncio.ensure_future(self._run(active))
        self._active.add(task)
        task.add_done_callback(self._active.discard)
        try:
            return await task
        except asyncio.CancelledError:
            if not self._open and task.cancelled():
                raise RuntimeError("the execution pool was closed") from None
            raise

    async def languages(self, among: Iterable[str] | None = None) -> tuple[str, ...]:
        """Returns those of `among`, by default of all that can be run, whose tools are here."""
        wanted = languages.runnable() if among is None else tuple(among)
        return await asyncio.to_thread(available_languages, wanted)

    async def _run(self, active: ActiveRequest) -> tuple[Run, ...]:
        worker = await self._idle.get()
        try:
            if languages.toolchain(active.request.program.language).kind == "interpreter":
                await run_python(worker, active, self._checkers)
            else:
                await run_built(worker, active, self._checkers, self._builder)
        except SandboxUnavailable as error:
            active.finish_with(system_error(str(error)))
        except (ZygoteDied, OSError) as error:
            active.finish_with(system_error(f"the sandbox worker failed twice: {error}"))
        finally:
            self._idle.put_nowait(worker)
        return tuple(active.runs)

    @property
    def has_namespaces(self) -> bool:
        """Tells whether programs have a file system of their own."""
        return self._layers.namespaces

    async def build(self, program: Program) -> bytes:
        """Returns what its compiler makes of a program. Raises CompileFailed with the compiler's
        message, SandboxUnavailable, and RuntimeError when the pool is closed."""
        if not self._open:
            raise RuntimeError("the execution pool is not open: use it with `async with`")
        worker = await self._idle.get()
        try:
            return await self._builder.build(worker, program)
        finally:
            self._idle.put_nowait(worker)

    async def check(
        self, checker: CustomChecker, input: str, output: str, answer: str
    ) -> Comparison:
        """Returns what the checker says of `output` on `input`, where `answer` is the judges'.

        SE, with the checker's name, when it is the checker that fails. Raises RuntimeError when the
        pool is closed.
        """
        if not self._open:
            raise RuntimeError("the execution pool is not open: use it with `async with`")
        worker = await self._idle.get()
        try:
            written = output.encode("utf-8", "replace")
            return await self._checkers.check(worker, checker, input, written, answer)
        finally:
            self._idle.put_nowait(worker)

    def _use(self, layers: Layers, path: str) -> None:
        """Isolate by these layers, with the C helper at `path` if there is one."""
        self._layers = layers
        self._launcher = Launcher(layers, path)
        self._checkers = CheckerRunner(self._builder, layers)

    def _candidates(self, report: SandboxReport, built: str) -> list[tuple[Layers, str]]:
        """What to try, best first, with the helper and without: what was found or built may still
        fail in earnest."""
        namespaces = report.namespaces and "namespaces" not in self._disable
        abi = 0 if "landlock" in self._disable else report.landlock_abi
        found = Layers(namespaces, abi, report.seccomp)
        reduced = Layers(False, abi, report.seccomp)
        layers = [found, reduced] if namespaces and reduced.level == "B" else [found]
        return [(each, path) for each in layers for path in dict.fromkeys((built, ""))]

    async def _refusal(self, problem: Problem, program: Program) -> str:
        """Why this program cannot be run here, with the fix; empty when it can."""
        refusal = unsupported(problem, program)
        if refusal or languages.toolchain(program.language).tool is None:
            return refusal
        # Asking a tool where it is takes a while the first time.
        return await asyncio.to_thread(missing, self._layers, program.language)
