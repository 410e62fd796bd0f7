"""Stress tests and large inputs, for clients."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from dataclasses import replace
from typing import Any

from shortlist_engine import protocol
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.execution.runner import Runner
from shortlist_engine.host.host import Host
from shortlist_engine.inputs.generation import validity
from shortlist_engine.languages import display_name
from shortlist_engine.practice.candidates import CandidatesTest
from shortlist_engine.practice.custom_judging import WithChecker, judged_by
from shortlist_engine.practice.differential import (
    Comparing,
    DifferentialTest,
    StressError,
    Trial,
)
from shortlist_engine.practice.examples import check_language
from shortlist_engine.practice.input_sources import ExampleInputs
from shortlist_engine.practice.largest import large_inputs, run_large
from shortlist_engine.practice.minimise import Minimiser
from shortlist_engine.practice.stress import Search
from shortlist_engine.problem import Run, Verdict
from shortlist_engine.protocol import (
    EngineError,
    FoundDifference,
    LargeRun,
    LargestRequest,
    LargestResult,
    StressProgress,
    StressRequest,
    StressResult,
    to_wire,
)
from shortlist_engine.rpc.pending import Pending
from shortlist_engine.solve.options import check_limits

PROGRESS_EVERY_S = 0.25
MAX_SECONDS = 24 * 3600
MAX_LARGE = 20
FOUND_CHARS = 64 * 1024
"""How much of what the user's program printed is sent, each time that something is found."""


async def stress(host: Host, pending: Pending, request: StressRequest) -> dict[str, Any]:
    """Returns the answer to `stress`. Raises EngineError."""
    check_limits(request.problem)
    if not request.against:
        raise EngineError("invalidRequest", "There is no program to compare with.")
    if not 0 < request.seconds <= MAX_SECONDS:
        raise EngineError("invalidRequest", "seconds must be above 0 and at most a day.")
    available = await host.languages()
    for program in (request.program, *request.against):
        check_language(request.problem, program.language, available)
    test = _Stress(pending, request)
    cancelled = False
    try:
        await unless(pending.cancelled, test.run(host))
    except Cancelled:
        cancelled = True
    except StressError as error:
        raise _fault(request, error) from error
    return dict(to_wire(StressResult(test.progress, cancelled, tuple(test.notes()))))


async def largest(host: Host, pending: Pending, request: LargestRequest) -> dict[str, Any]:
    """Returns the answer to `largest`. Raises EngineError."""
    check_limits(request.problem)
    if not 1 <= request.count <= MAX_LARGE:
        raise EngineError("invalidRequest", f"count must be from 1 to {MAX_LARGE}.")
    check_language(request.problem, request.program.language, await host.languages())
    runs: list[LargeRun] = []
    with contextlib.suppress(Cancelled):
        tests = await unless(
            pending.cancelled,
            large_inputs(request.problem, request.count, request.seed),
            let_go=True,
        )
        runner = await unless(pending.cancelled, host.own_runner(), let_go=True)

        def keep(index: int, run: Run) -> None:
            bare = replace(run, output="")
            if run.verdict is not Verdict.SK:
                size = len(tests[index].input.encode())
                runs.append(LargeRun(tests[index].name, size, bare))
            wire = {"run_id": request.run_id, "index": index, "run": to_wire(bare)}
            pending.connection.notify(protocol.RUN_RESULT, wire)

        await run_large(
            runner,
            request.problem,
            request.program,
            tests,
            cancelled=pending.cancelled,
            on_run=keep,
        )
    return dict(to_wire(LargestResult(tuple(runs), pending.cancelled.is_set())))


class _Stress:
    """One stress test: what it has found is known at any moment."""

    def __init__(self, pending: Pending, request: StressRequest) -> None:
        self._pending = pending
        self._request = request
        self._search = Search()
        self._minimiser: Minimiser | None = None
        self._confirmed: Trial | None = None
        self._keeps_bounds = False
        self._started = time.monotonic()
        self._told = float("-inf")

    @property
    def progress(self) -> StressProgress:
        """Returns how far it is."""
        search, minimiser = self._search, self._minimiser
        best = self._confirmed or (minimiser.best if minimiser is not None else search.found)
        return StressProgress(
            search.tried,
            search.refused,
            round(time.monotonic() - self._started, 3),
            _difference(best) if best is not None else None,
            minimiser is not None and minimiser.complete,
        )

    async def run(self, host: Host) -> None:
        """Searches, and makes small what it finds. Raises StressError."""
        request = self._request
        opened = await (host.pool() if request.agree else host.own_runner())
        runner = judged_by(opened, request.checker)
        test = _comparing(runner, request)
        valid = await asyncio.to_thread(validity, request.problem)
        source = ExampleInputs(request.problem, random.Random(request.seed), valid)
        examples = [example.input for example in request.problem.examples]
        await self._search.run(
            test,
            source,
            count=None,
            seconds=request.seconds,
            first=tuple(dict.fromkeys([*request.first, *examples])),
            on_progress=self._tell,
        )
        if self._search.found is None:
            return
        self._tell(now=True)
        self._keeps_bounds = valid is not None and valid(self._search.found.input)
        self._minimiser = Minimiser(
            test,
            self._search.found,
            [*examples, *request.first],
            valid=valid,
            on_progress=self._tell,
        )
        # What was found is worth more than why it could not be made smaller.
        with contextlib.suppress(StressError):
            await self._minimiser.run()
            if isinstance(test, CandidatesTest):
                self._confirmed = await test.confirmed(self._minimiser.best)

    def notes(self) -> list[str]:
        """Returns sentences for the user about what limits the result."""
        search, request = self._search, self._request
        notes = []
        if search.found is not None and self._minimiser is not None:
            notes.append(
                "The input has the form and keeps the bounds that the statement gives, as far as "
                "they were understood."
                if self._keeps_bounds
                else "The input is like the examples', but may break a constraint of the statement."
            )
        if search.exhausted:
            notes.append("More inputs like the examples' cannot be made.")
        if search.refused and not request.agree and search.refusal is not None:
            run = search.refusal.reference
            why = f"{run.verdict.value}: {run.detail}" if run.detail else run.verdict.value
            notes.append(
                f"{request.name} did not end well on {search.refused:,} of {search.tried:,} "
                f"inputs, which say nothing (the first: {why})."
            )
        elif search.refused and request.agree:
            notes.append(
                f"On {search.refused:,} of {search.tried:,} inputs the candidates did not agree, "
                "which says nothing."
            )
        return notes

    def _tell(self, *, now: bool = False) -> None:
        if not now and time.monotonic() < self._told + PROGRESS_EVERY_S:
            return
        self._told = time.monotonic()
        run_id = self._request.run_id
        wire = {"run_id": run_id, **to_wire(self.progress)}
        self._pending.connection.notify(protocol.STRESS_PROGRESS, wire, merge=run_id)


def _comparing(runner: Runner, request: StressRequest) -> Comparing:
    judgement = runner.judge if isinstance(runner, WithChecker) else None
    pool = runner.pool if isinstance(runner, WithChecker) else runner
    if request.agree:
        return CandidatesTest(pool, request.problem, request.program, request.against, judgement)
    return DifferentialTest(
        pool, request.problem, request.program, request.against[0], request.name, judgement
    )


def _difference(trial: Trial) -> FoundDifference:
    run = replace(trial.run, output=trial.run.output[:FOUND_CHARS])
    return FoundDifference(trial.input, trial.reference.output, run, trial.agreeing, trial.of)


def _fault(request: StressRequest, error: StressError) -> EngineError:
    """Whose fault it is that nothing can be compared, with what the compiler said."""
    if error.program is None:
        return EngineError("internal", str(error))
    said = error.run.errors or error.run.detail if error.run is not None else ""
    message = str(error)
    if error.run is not None and error.run.verdict is Verdict.CE:
        name = "The program" if error.program is request.program else request.name
        message = f"{name} does not compile ({display_name(error.program.language)})."
    return EngineError("unsupported", message, said=said)
