"""What `shortlist run` does: the user's own program on examples, tests, an input, or against
another program."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from shortlist_engine.cli.consent import with_consent
from shortlist_engine.cli.exit_codes import (
    BAD_INPUT,
    DONE,
    FAILED,
    INTERRUPTED,
    UNAVAILABLE,
    BadInput,
)
from shortlist_engine.cli.failure import print_failure
from shortlist_engine.cli.frame import exit_code_of, resources_for, run_framed
from shortlist_engine.cli.run_json import JsonRunView
from shortlist_engine.cli.run_mode import blank_document
from shortlist_engine.cli.run_outcome import RunView
from shortlist_engine.cli.run_setup import RunSetup, read_setup
from shortlist_engine.cli.run_stress import StressTest
from shortlist_engine.cli.run_watch import again_when_saved
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.execution.runner import Runner
from shortlist_engine.host import Host, NeedsConsent
from shortlist_engine.practice.differential import StressError
from shortlist_engine.practice.examples import GOOD, check_language, run_tests
from shortlist_engine.problem import Run, Verdict
from shortlist_engine.protocol import EngineError


def run_program(options: argparse.Namespace) -> int:
    """Runs the program that the options name and returns the exit code. Raises BadInput."""
    # Standard input is read here, where Ctrl-C still ends a read that waits.
    setup = read_setup(options)

    async def work(host: Host, interrupted: asyncio.Event) -> int:
        runs = _Runs(options, host, interrupted)
        if not options.watch:
            return await runs.run(setup, interrupted)

        async def read_and_run(stop: asyncio.Event) -> None:
            await runs.run(read_setup(options), stop)

        def show(error: BadInput) -> None:
            if options.json:
                print_failure(error, blank_document, options, compact=True)
            print(error, file=sys.stderr)

        await again_when_saved(options, read_and_run, interrupted, show)
        return INTERRUPTED

    return with_consent(options, lambda: run_framed(resources_for(options), work))


@dataclass
class _Runs:
    """The runs of one command, of which `--watch` has many. `failures` are inputs on which a
    stress test failed, to begin with when it is run again."""

    options: argparse.Namespace
    host: Host
    interrupted: asyncio.Event
    failures: list[str] = field(default_factory=list)

    async def run(self, setup: RunSetup, stop: asyncio.Event) -> int:
        """Runs until its end or until `stop` is set, and returns the exit code. What was found
        till then is shown if it was the user who stopped it."""
        view = self._view(setup)
        for note in setup.notes:
            print(note, file=sys.stderr)
        try:
            available = await self.host.languages()
            for program in setup.programs:
                check_language(setup.problem, program.language, available)
            runner = self.host.own_runner(unisolated=self.options.unisolated)
            pool = await unless(stop, runner)
            if setup.other is not None:
                return await self._stress(pool, setup, view, stop)
            return await self._tests(pool, setup, view, stop)
        except Cancelled:
            if self.interrupted.is_set():
                view.fail(EngineError("cancelled", "Interrupted."), setup.name, None, None)
            return INTERRUPTED
        except NeedsConsent:
            raise
        except EngineError as error:
            view.fail(error, setup.name, None, None)
            return exit_code_of(error)
        finally:
            view.close()

    def _view(self, setup: RunSetup) -> RunView:
        if self.options.json:
            return JsonRunView(
                setup.problem,
                setup.name,
                setup.program.language,
                setup.mode,
                setup.rule,
                compact=self.options.watch,
            )
        # Not above: it takes rich, which programs that read JSON need not wait for.
        from shortlist_engine.cli.run_view import TerminalRunView

        return TerminalRunView(
            setup.problem,
            setup.name,
            setup.program.source,
            "test" if setup.has_own_tests else setup.mode,
            custom_checker=setup.checker.name if setup.checker is not None else "",
            everything=self.options.all,
        )

    async def _tests(
        self, pool: Runner, setup: RunSetup, view: RunView, stop: asyncio.Event
    ) -> int:
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
        if stop.is_set() and not self.interrupted.is_set():
            return INTERRUPTED  # saved anew: nobody waits for this
        view.results(setup.tests, runs, cancelled=stop.is_set())
        return INTERRUPTED if stop.is_set() else _exit_code(runs)

    async def _stress(
        self, pool: Runner, setup: RunSetup, view: RunView, stop: asyncio.Event
    ) -> int:
        test = StressTest(self.options, setup, view, self.failures)
        try:
            ended = await test.run(pool, stop)
        except StressError as error:
            return test.fail(error)
        if test.smallest is not None:
            self.failures = [test.smallest.input]
        return test.show(ended=ended) if ended or self.interrupted.is_set() else INTERRUPTED


def _exit_code(runs: Sequence[Run]) -> int:
    failures = [run.detail for run in runs if run.verdict is Verdict.SE]
    if failures:
        by_checker = all(detail.startswith("the checker ") for detail in failures)
        return BAD_INPUT if by_checker else UNAVAILABLE
    return DONE if all(run.verdict in GOOD for run in runs) else FAILED
