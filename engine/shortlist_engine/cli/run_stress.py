"""`shortlist run --stress`: search for a difference, make it small, show and keep it."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import shlex
from collections.abc import Iterator
from pathlib import Path

from shortlist_engine.cli.exit_codes import (
    BAD_INPUT,
    DONE,
    FAILED,
    INTERRUPTED,
    UNAVAILABLE,
)
from shortlist_engine.cli.run_outcome import RunView, StressResult
from shortlist_engine.cli.run_setup import RunSetup
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.execution.runner import Runner
from shortlist_engine.inputs.generation import validity
from shortlist_engine.practice.differential import DifferentialTest, StressError, Trial
from shortlist_engine.practice.input_sources import ExampleInputs, GeneratorInputs, InputSource
from shortlist_engine.practice.minimise import Minimiser
from shortlist_engine.practice.saving import save_test
from shortlist_engine.practice.stress import Search
from shortlist_engine.problem import Verdict
from shortlist_engine.protocol import EngineError

DEFAULT_SECONDS = 60.0


class StressTest:
    """Runs one stress test. `failures` are inputs to begin with; `smallest` is the one on which the
    programs differ, however it ends."""

    def __init__(
        self, options: argparse.Namespace, setup: RunSetup, view: RunView, failures: list[str]
    ) -> None:
        self._options = options
        self._setup = setup
        self._view = view
        self._first = failures
        self._search = Search()
        self._minimiser: Minimiser | None = None
        self._keeps_bounds = False

    @property
    def smallest(self) -> Trial | None:
        """Returns the smallest failing trial so far, None when there is none."""
        return self._minimiser.best if self._minimiser is not None else self._search.found

    async def run(self, pool: Runner, stop: asyncio.Event) -> bool:
        """Searches, makes small what it finds, and says whether it came to its end before `stop`
        was set. Raises StressError."""
        try:
            await unless(stop, self._find_and_shrink(pool))
        except Cancelled:
            return False
        return True

    async def _find_and_shrink(self, pool: Runner) -> None:
        setup, options, search = self._setup, self._options, self._search
        assert setup.other is not None
        other_name = Path(options.stress).name
        judging = setup.judging(pool)
        test = DifferentialTest(
            pool,
            setup.problem,
            setup.program,
            setup.other,
            other_name,
            judging.judge if judging is not None else None,
        )
        valid = None if setup.generator is not None else validity(setup.problem)
        source: InputSource = ExampleInputs(setup.problem, random.Random(options.seed), valid)
        if setup.generator is not None:
            name = Path(options.generator).name
            source = GeneratorInputs(pool, setup.generator, name, options.seed)
        self._view.progress("Compiling and running both programs")
        await search.run(
            test,
            source,
            count=options.count,
            seconds=self._seconds,
            first=self._first,
            on_progress=lambda: self._view.progress(
                f"{search.tried:,} inputs in {search.seconds:.0f} s, no difference (Ctrl-C ends)"
            ),
        )
        if search.found is None:
            return
        known = [example.input for example in setup.problem.examples]
        known += search.seen if source.trusted else []
        self._keeps_bounds = valid is not None and valid(search.found.input)
        self._minimiser = Minimiser(
            test, search.found, known, valid=valid, on_progress=self._shrinking
        )
        self._shrinking()
        # What was found is worth more than why it could not be made smaller.
        with contextlib.suppress(StressError):
            await self._minimiser.run()

    @property
    def _seconds(self) -> float | None:
        if self._options.seconds is None and self._options.count is None:
            return DEFAULT_SECONDS
        return self._options.seconds

    def _shrinking(self) -> None:
        assert self._search.found is not None
        size = len(self.smallest.input if self.smallest else "")
        self._view.progress(
            f"A difference. Making it smaller: {len(self._search.found.input):,} to {size:,} "
            "characters (Ctrl-C keeps the smallest)"
        )

    def show(self, *, ended: bool) -> int:
        """Says what came of it, saves what is to be saved, and returns the exit code."""
        reason = self._reason(ended)
        saved, notes = self._save()
        self._view.stress(
            StressResult(
                self._search,
                self.smallest,
                minimal=self._minimiser is not None and self._minimiser.complete,
                cancelled=not ended,
                reason=reason,
                saved=tuple(str(path) for path in saved),
                notes=(*self._notes(reason), *notes),
            )
        )
        if not ended:
            return INTERRUPTED
        return DONE if self.smallest is None else FAILED

    def _reason(self, ended: bool) -> str:
        search, options = self._search, self._options
        if search.found is not None:
            return "found"
        if not ended:
            return "cancelled"
        if search.exhausted:
            return "exhausted"
        return "count" if options.count is not None and search.tried >= options.count else "seconds"

    def _save(self) -> tuple[tuple[Path, ...], list[str]]:
        smallest = self.smallest
        if smallest is None:
            return (), []
        program = Path("program" if self._setup.name == "-" else self._setup.name)
        if not self._options.save:
            return (), [f"--save keeps it beside the program, as {program.stem}.stress-1.in"]
        try:
            saved = save_test(program, smallest.input, smallest.reference.output)
        except OSError as error:
            return (), [f"It could not be saved: {error.strerror}: {error.filename}."]
        again = (
            f"shortlist run {shlex.quote(self._setup.name)} --tests {shlex.quote(str(saved[0]))}"
        )
        return saved, [f"Saved {saved[0]} and {saved[1].name}. Run it again: {again}"]

    def _notes(self, reason: str) -> Iterator[str]:
        search, smallest = self._search, self.smallest
        if smallest is not None and search.found is not None:
            before, after = len(search.found.input), len(smallest.input)
            early = self._minimiser is None or not self._minimiser.complete
            made = f"Made smaller: from {before:,} to {after:,} characters"
            if early:
                yield f"{made if after < before else 'Not made smaller'}; stopped early."
            elif smallest.input != search.found.input:
                yield f"{made}." if after < before else "Made simpler."
            if self._keeps_bounds:
                yield (
                    "The input has the form and keeps the bounds that the statement gives, as far "
                    "as they were understood."
                )
            elif self._setup.generator is None:
                yield (
                    "The input is like the examples', but may break a constraint of the statement. "
                    "A program that makes valid inputs is used with --generator."
                )
        if reason == "exhausted":
            yield "More inputs like the examples' cannot be made: --generator reaches further."
        if search.refusal is not None:
            run = search.refusal.reference
            why = f"{run.verdict.value}: {run.detail}" if run.detail else run.verdict.value
            yield (
                f"{Path(self._options.stress).name} did not end well on {search.refused:,} of "
                f"{search.tried:,} inputs, which say nothing (the first: {why})."
            )

    def fail(self, error: StressError) -> int:
        """Says which program is at fault, and returns the exit code. That the user's own does not
        compile is a result."""
        setup, options = self._setup, self._options
        name, code = setup.name, UNAVAILABLE
        for program, its_name, its_code in (
            (setup.program, setup.name, FAILED),
            (setup.other, options.stress, BAD_INPUT),
            (setup.generator, options.generator, BAD_INPUT),
        ):
            if error.program is not None and program is error.program:
                name, code = its_name, its_code
        message = str(error)
        if error.run is not None and error.run.verdict is Verdict.CE:
            message = f"{name} does not compile."
        kind = "internal" if error.program is None else "invalidRequest"
        self._view.fail(EngineError(kind, message), name, error.program, error.run)
        return code
