"""The stress test: an input on which the user's program differs from another file, or from what
the candidates of a solve agree on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import Literal

import attrs
from lsprotocol import types

from shortlist_engine import fairness
from shortlist_engine.problem import Example, Problem, Program
from shortlist_engine.protocol import StressProgress, StressRequest, StressResult
from shortlist_server import errors
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation import stress_words
from shortlist_server.services.other_files import absolute, program_in
from shortlist_server.services.progress import LateProgress
from shortlist_server.services.services import Services
from shortlist_server.testsets import Target

STRESS = "shortlist/stress"
SECONDS, MOST_SECONDS = 60.0, 24 * 3600.0
MOST_FIRST, LONGEST_FIRST = 50, 64 * 1024


@attrs.frozen
class Against(Shape):
    """What to compare with: the program in the file `path`, or the candidates of a solve."""

    kind: Literal["file", "candidates"]
    path: str | None = None


@attrs.frozen
class StressParams(Shape):
    """The parameters name a document, what to compare its program with, and for how long."""

    uri: str
    against: Against
    position: types.Position | None = None
    seconds: float | None = None
    work_done_token: types.ProgressToken | None = None


@attrs.frozen
class StressTest(Shape):
    """The input on which the programs differ; of `of` candidates `agreeing` print what is
    expected."""

    __test__ = False  # no test of pytest's

    input: str
    expected: str
    got: str
    detail: str
    verdict: str
    agreeing: int | None = None
    of: int | None = None


@attrs.frozen
class StressAnswer(Shape):
    """The answer says how the search ended, and what it found."""

    run_id: str
    outcome: Literal["found", "none", "cancelled"]
    tried: int
    message: str
    notes: list[str]
    test: StressTest | None = None


@dataclass
class _Search:
    """What a stress test has come to so far, whatever ends it."""

    progress: StressProgress = field(default_factory=lambda: StressProgress(0))
    notes: tuple[str, ...] = ()


class StressFeature:
    """StressFeature answers at the end of a search, however it ends, with the smallest input."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._progress = services.progress
        self._engine = services.engine
        self._solves = services.solves
        self._tests = services.tests
        self._runs = services.runs
        services.server.add_request(STRESS, StressParams, self._stress)

    async def _stress(self, params: StressParams) -> StressAnswer:
        target = self._tests.target(params.uri, params.position)
        work = self._tests.work(target)
        against, name = self._against(target, params.against)
        wanted = SECONDS if params.seconds is None else params.seconds
        if not 0 < wanted <= MOST_SECONDS:
            raise errors.invalid("seconds must be above 0 and at most a day")
        search, shown = _Search(), LateProgress()

        def take(progress: StressProgress) -> None:
            search.progress = progress
            share = min(99, round(100 * progress.seconds / wanted))
            shown.say(stress_words.under_way(progress), share)

        async def seek(run_id: str) -> StressResult:
            problem = self._problem(target, work.problem)
            request = StressRequest(
                problem,
                work.program,
                against,
                run_id,
                name,
                agree=params.against.kind == "candidates",
                first=self._first(target),
                seconds=wanted,
                checker=work.checker,
            )
            return await self._engine.stress(request, take)

        run = self._runs.start(params.uri, seek, alone="stress")
        with self._progress.around(
            "Stress test", run.task, shown, params.work_done_token, unasked=False
        ):
            await asyncio.wait({run.task})
            cancelled = run.task.cancelled()
            if not cancelled:
                result = run.task.result()
                search.progress, search.notes = result.progress, result.notes
                cancelled = result.cancelled
            shown.outcome = stress_words.ended(search.progress, name, cancelled=cancelled)
            return _answer(run.id, search, shown.outcome, cancelled=cancelled)

    def _against(self, target: Target, against: Against) -> tuple[tuple[Program, ...], str]:
        """The programs to compare with, and what to call them."""
        if against.kind == "candidates":
            return self._candidates(target), "the candidates"
        if not against.path:
            raise errors.invalid("against.path is missing")
        path = absolute(against.path, target.uri)
        return (program_in(self._server, path),), path.name

    def _candidates(self, target: Target) -> tuple[Program, ...]:
        self._configuration.require_ai(target.uri)
        if refused := fairness.refusal(target.document.source):
            raise errors.failed("practice", refused)
        problem = target.block.problem if target.block is not None else None
        known = self._solves.known(problem.digest) if problem is not None else None
        if known is None or not known.solutions:
            raise errors.failed(
                "noCandidates",
                "There are no candidates to compare with: solve the problem first.",
            )
        return known.candidates or tuple(each.program for each in known.solutions)

    def _problem(self, target: Target, problem: Problem) -> Problem:
        """The problem, to whose examples the inputs are alike; own tests take their place where
        there are none."""
        if problem.examples:
            return problem
        own = self._tests.own_of(target).own.tests
        if not own:
            raise errors.failed(
                "noTests", "Inputs are made like examples, and there are none: add a test."
            )
        return replace(
            problem, examples=tuple(Example(test.input, test.expected or "") for test in own)
        )

    def _first(self, target: Target) -> tuple[str, ...]:
        own = self._tests.own_of(target).own.tests
        short = [test.input for test in own if len(test.input) <= LONGEST_FIRST]
        return tuple(short[:MOST_FIRST])


def _answer(run_id: str, search: _Search, message: str, *, cancelled: bool) -> StressAnswer:
    progress = search.progress
    found = progress.found
    if found is None:
        outcome: Literal["none", "cancelled"] = "cancelled" if cancelled else "none"
        return StressAnswer(run_id, outcome, progress.tried, message, list(search.notes))
    test = StressTest(
        input=found.input,
        expected=found.expected,
        got=found.run.output,
        detail=found.run.detail.strip(),
        verdict=found.run.verdict.value,
        agreeing=found.agreeing if found.of else None,
        of=found.of or None,
    )
    return StressAnswer(run_id, "found", progress.tried, message, list(search.notes), test)
