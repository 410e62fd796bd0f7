"""`shortlist run`: the user's own program on examples, on tests, or against another program."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shortlist_engine.cli.exit_codes import (
    BAD_INPUT,
    INTERRUPTED,
    NOTHING_PASSED,
    SOLVED,
    UNAVAILABLE,
)
from shortlist_engine.cli.run_setup import Setup, read_setup
from shortlist_engine.cli.run_view import JsonView, TerminalView, View
from shortlist_engine.cli.stress import Stress
from shortlist_engine.cli.user_files import BadInput
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.execution.runner import Runner
from shortlist_engine.host.host import Host
from shortlist_engine.host.resources import Resources, local_resources
from shortlist_engine.practice.differential import StressError
from shortlist_engine.practice.examples import GOOD, check_language, run_tests
from shortlist_engine.problem import Run, Verdict
from shortlist_engine.protocol import EngineError

POLL_S = 0.3


def run(options: argparse.Namespace, resources: Resources | None = None) -> int:
    """Runs the command and returns its exit code. `resources` replaces the sandbox."""
    # Standard input is read here, where Ctrl-C still ends a read that waits.
    try:
        setup = read_setup(options)
    except BadInput as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    resources = resources or local_resources(workers=options.workers)
    return asyncio.run(_Command(options, resources).run(setup))


@dataclass
class _Command:
    options: argparse.Namespace
    resources: Resources
    interrupted: bool = False
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    failures: list[str] = field(default_factory=list)
    """Inputs on which a stress test failed, to begin with when it is run again."""

    async def run(self, setup: Setup) -> int:
        """Ctrl-C ends what runs and keeps what was found; a second one ends the process at once."""
        loop = asyncio.get_running_loop()

        def interrupt() -> None:
            self.interrupted = True
            self.stop.set()
            loop.remove_signal_handler(signal.SIGINT)

        loop.add_signal_handler(signal.SIGINT, interrupt)
        loop.add_signal_handler(signal.SIGTERM, interrupt)
        host = Host(self.resources)
        try:
            if self.options.watch:
                return await self._watch(host)
            return await self._once(host, setup)
        finally:
            await host.close_pool()
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)

    async def _watch(self, host: Host) -> int:
        """Again whenever one of the files is saved; a save ends a run that is under way."""
        while not self.interrupted:
            paths = _watched(self.options)
            before = _state(paths)
            self.stop = asyncio.Event()
            running = asyncio.create_task(self._read_and_run(host))
            changed = asyncio.create_task(_changed(paths, before))
            await asyncio.wait([running, changed], return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
                if not self.interrupted:
                    print("Waiting for a change; Ctrl-C ends.", file=sys.stderr)
                    with contextlib.suppress(Cancelled):
                        await unless(self.stop, changed)
            else:
                self.stop.set()
                await running
            changed.cancel()
            if not self.interrupted:
                print(f"\n{time.strftime('%H:%M:%S')}: saved, running again", file=sys.stderr)
        return INTERRUPTED

    async def _read_and_run(self, host: Host) -> int:
        try:
            setup = read_setup(self.options)
        except BadInput as error:
            print(error, file=sys.stderr)
            return BAD_INPUT
        return await self._once(host, setup)

    async def _once(self, host: Host, setup: Setup) -> int:
        view = self._view(setup)
        for note in setup.notes:
            print(note, file=sys.stderr)
        stop = self.stop
        try:
            available = await host.languages()
            for program in setup.programs:
                check_language(setup.problem, program.language, available)
            pool = await unless(stop, host.pool())
            if setup.other is not None:
                return await self._stress(pool, setup, view, stop)
            return await self._tests(pool, setup, view, stop)
        except Cancelled:
            return INTERRUPTED
        except EngineError as error:
            view.fail(error, setup.name, None, None)
            return BAD_INPUT if error.kind in ("invalidRequest", "unsupported") else UNAVAILABLE
        finally:
            view.close()

    def _view(self, setup: Setup) -> View:
        if self.options.json:
            return JsonView(
                setup.problem,
                setup.name,
                setup.program.language,
                setup.mode,
                setup.rule,
                compact=self.options.watch,
            )
        return TerminalView(
            setup.problem,
            setup.name,
            setup.program.source,
            setup.mode,
            custom_checker=setup.checker.name if setup.checker is not None else "",
            everything=self.options.all,
        )

    async def _tests(self, pool: Runner, setup: Setup, view: View, stop: asyncio.Event) -> int:
        done = 0

        def on_run(index: int, run: Run) -> None:
            nonlocal done
            done += 1
            view.progress(f"{done} of {len(setup.tests)} run")

        view.progress(f"Running {setup.name}")
        judging = setup.judging(pool)
        runs = await run_tests(
            judging or pool,
            setup.problem,
            setup.program,
            setup.tests,
            cancelled=stop,
            on_run=on_run,
        )
        if stop.is_set() and not self.interrupted:
            return INTERRUPTED  # saved anew: nobody waits for this
        view.results(setup.tests, runs, cancelled=stop.is_set())
        return INTERRUPTED if stop.is_set() else _code(runs)

    async def _stress(self, pool: Runner, setup: Setup, view: View, stop: asyncio.Event) -> int:
        stress = Stress(self.options, setup, view, self.failures)
        try:
            ended = await stress.run(pool, stop)
        except StressError as error:
            return stress.fail(error)
        if stress.found is not None:
            self.failures = [stress.found.input]
        return stress.show(ended=ended) if ended or self.interrupted else INTERRUPTED


async def _changed(paths: list[Path], before: object) -> None:
    """Returns when one of the files is no longer as it was."""
    while _state(paths) == before:
        await asyncio.sleep(POLL_S)


def _watched(options: argparse.Namespace) -> list[Path]:
    names = (
        options.file, options.problem, options.tests, options.input, options.stress,
        options.generator, options.checker,
    )  # fmt: skip
    return [Path(name) for name in names if name is not None]


def _state(paths: list[Path]) -> list[tuple[str, int, int]]:
    """Names, times and sizes of the files, and of those in the directories, that exist."""
    found = []
    for path in paths:
        for file in [path, *(path.rglob("*") if path.is_dir() else ())]:
            with contextlib.suppress(OSError):
                about = file.stat()
                found.append((str(file), about.st_mtime_ns, about.st_size))
    return found


def _code(runs: Sequence[Run]) -> int:
    failures = [run.detail for run in runs if run.verdict is Verdict.SE]
    if failures:
        by_checker = all(detail.startswith("the checker ") for detail in failures)
        return BAD_INPUT if by_checker else UNAVAILABLE
    return SOLVED if all(run.verdict in GOOD for run in runs) else NOTHING_PASSED
