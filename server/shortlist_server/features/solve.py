"""Solving a problem: the request, which streams its solutions, and the command, which shows how
it went."""

from __future__ import annotations

import asyncio
from typing import Any

import attrs
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from shortlist_engine import fairness
from shortlist_engine.languages import runnable
from shortlist_engine.problem import Budget, Confidence, Problem, Solution
from shortlist_server import errors
from shortlist_server.configuration import Settings
from shortlist_server.documents import OpenDocument
from shortlist_server.lsp_ext import Document, Shape
from shortlist_server.presentation import commands, wording
from shortlist_server.presentation.solutions import SolveResult, solve_result
from shortlist_server.server import ShortlistServer
from shortlist_server.services.problems import LocatedProblem, ProblemStore
from shortlist_server.services.services import Services
from shortlist_server.solves import Solve
from shortlist_server.throttle import Throttle

SOLVE = "shortlist/solve"
REPORT_EVERY_S = 0.25
PARTIAL_EVERY_S = 0.25


@attrs.frozen
class SolveBudget(Shape):
    """The budget says what to spend at most, where it differs from the settings."""

    samples: int | None = None
    seconds: float | None = None


@attrs.frozen
class CommonSolveParams(Shape):
    """The options say which problem of a document to solve, and what differs from the settings."""

    position: types.Position | None = None
    problem_id: str | None = None
    count: int | None = None
    language: str | None = None
    budget: SolveBudget | None = None
    seed: int | None = None


@attrs.frozen
class SolveParams(CommonSolveParams):
    """The parameters of the request may bring tokens to report to."""

    text_document: Document = attrs.field(kw_only=True)
    work_done_token: types.ProgressToken | None = None
    partial_result_token: types.ProgressToken | None = None


@attrs.frozen
class SolveArguments(CommonSolveParams):
    """The arguments of the command name a document."""

    uri: str = attrs.field(kw_only=True)


class SolveFeature:
    """Begins solves and shows their progress; a newer solve of a document replaces the older."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._messages = services.messages
        self._progress = services.progress
        self._problems = services.problems
        self._solves = services.solves
        services.server.add_request(SOLVE, SolveParams, self._solve)
        services.server.add_command(commands.SOLVE, SolveArguments, self._solve_command)

    async def _solve(self, params: SolveParams) -> SolveResult:
        """Solve, streaming new and changed solutions when the client sent a token for them."""
        located, solve = self._start(params.text_document.uri, params)
        self._server.spawn(self._show_progress(solve, params.work_done_token))
        view = _SolveView(self._server, self._problems, located, solve)
        stream: _PartialResults | None = None
        if params.partial_result_token is not None:
            stream = _PartialResults(self._server, view, solve, params.partial_result_token)
        try:
            await solve.ended.wait()
        except asyncio.CancelledError:
            self._solves.cancel(solve)
            raise
        finally:
            if stream is not None:
                stream.close()
        if solve.error is not None:
            raise errors.from_engine(solve.error)
        if solve.cancelled:
            raise errors.cancelled(wording.solve_outcome(solve))
        return view.result(solve.known.solutions, wording.solve_outcome(solve))

    def _solve_command(self, arguments: SolveArguments) -> dict[str, Any]:
        _, solve = self._start(arguments.uri, arguments)
        self._server.spawn(self._show_progress(solve))
        self._server.spawn(self._tell_outcome(solve))
        return {"solveId": solve.id}

    async def _tell_outcome(self, solve: Solve) -> None:
        """Nobody waits for a command's solve: say how it went, unless the client does where it
        shows the solutions."""
        await solve.ended.wait()
        if self._configuration.feature("solveOutcome"):
            return
        if solve.error is not None:
            self._messages.show_failure(solve.error)
        elif not solve.cancelled and not solve.known.solutions:
            self._messages.show_warning(f"{wording.solve_outcome(solve)}.", asked_for=True)
        elif not solve.cancelled:
            self._messages.show_outcome(wording.solve_outcome(solve), asked_for=False)

    async def _show_progress(self, solve: Solve, token: types.ProgressToken | None = None) -> None:
        """Show a solve's progress from begin to end."""
        title = f"Solving {wording.title(solve.problem)}"
        work = await self._progress.begin(title, lambda: self._solves.cancel(solve), token)
        if work is None:
            return
        report = Throttle(
            REPORT_EVERY_S, lambda: work.report(wording.stage(solve), wording.percentage(solve))
        )
        report()
        solve.changed.connect(report)
        try:
            await solve.ended.wait()
        finally:
            solve.changed.disconnect(report)
            report.close()
            work.end(wording.solve_outcome(solve))

    def _start(self, uri: str, options: CommonSolveParams) -> tuple[LocatedProblem, Solve]:
        """Begin to solve the problem that is meant. Raises what docs/lsp-extensions.md lists."""
        self._configuration.require_ai(uri)
        located = self._problems.locate(uri, options.position, options.problem_id)
        if refused := fairness.refusal(located.document.source):
            raise errors.failed("practice", refused)
        problem = located.problem
        if problem.interactive:
            raise errors.failed("unsupported", "Interactive problems cannot be solved yet.")
        if not problem.examples:
            raise errors.failed("noProblem", "The statement has no examples: add at least one.")
        settings = self._configuration.for_uri(uri)
        solve = self._solves.start(
            uri,
            problem,
            line=located.block.start_line,
            budget=_budget(options.budget, settings),
            count=_in_range("count", options.count or settings.count, 1, 10),
            languages=_languages(options.language, located.document, problem, settings),
            seed=options.seed,
            repair=settings.repair,
            model_tests=settings.model_tests,
            library=settings.library,
            model=settings.engine_model,
        )
        return located, solve


def _budget(wanted: SolveBudget | None, settings: Settings) -> Budget:
    samples = settings.samples if wanted is None or wanted.samples is None else wanted.samples
    limit = settings.max_seconds if wanted is None or wanted.seconds is None else wanted.seconds
    if limit <= 0:
        raise JsonRpcInvalidParams("budget.seconds must be above 0")
    return Budget(samples=_in_range("budget.samples", samples, 1, 1_000_000), seconds=float(limit))


def _in_range(name: str, value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        raise JsonRpcInvalidParams(f"{name} must be from {low} to {high}")
    return value


def _languages(
    wanted: str | None, document: OpenDocument, problem: Problem, settings: Settings
) -> tuple[str, ...]:
    """The request's language, else the setting, else the file's own; empty means all."""
    if wanted is not None:
        if wanted not in runnable():
            allowed = ", ".join(runnable())
            raise JsonRpcInvalidParams(f"language must be one of {allowed}")
        return (wanted,)
    if problem.kind == "function" and (problem.language or document.language):
        return (problem.language or document.language or "",)
    if settings.languages:
        return settings.languages
    return (document.language,) if document.language else ()


class _SolveView:
    """A solve as its client sees it: with ranges as the document is now, or, where the statement
    was edited meanwhile, as it was at first."""

    def __init__(
        self,
        server: ShortlistServer,
        problems: ProblemStore,
        located: LocatedProblem,
        solve: Solve,
    ) -> None:
        self._server = server
        self._problems = problems
        self._located = located
        self._solve = solve

    def result(self, solutions: tuple[Solution, ...], message: str | None) -> SolveResult:
        """The solve as it travels, with the given solutions of it."""
        document = self._server.open_document(self._located.document.uri) or self._located.document
        block = self._problems.by_digest(document, self._solve.problem.digest)
        return solve_result(document, block or self._located.block, self._solve, solutions, message)


class _PartialResults:
    """Sends what is new to a partial result token, a few times a second at most: solutions, and
    how sure we are of the first."""

    def __init__(
        self,
        server: ShortlistServer,
        view: _SolveView,
        solve: Solve,
        token: types.ProgressToken,
    ) -> None:
        self._server, self._view = server, view
        self._solve, self._token = solve, token
        self._sent: dict[str, object] = {}
        self._confidence: Confidence | None = None
        self._throttle = Throttle(PARTIAL_EVERY_S, self._send)
        solve.changed.connect(self._throttle)

    def close(self) -> None:
        """Send what is left, and nothing after it."""
        self._solve.changed.disconnect(self._throttle)
        self._throttle.close()
        self._send()

    def _send(self) -> None:
        known = self._solve.known
        # A label says whether there is a doubt, so all change with it.
        shown = {item.id: (item, wording.doubt(known)) for item in known.solutions}
        new = tuple(item for item, _ in shown.values() if self._sent.get(item.id) != shown[item.id])
        if not new and known.confidence == self._confidence:
            return
        self._confidence = known.confidence
        self._sent.update(shown)
        value = self._server.to_json(self._view.result(new, None))
        self._server.protocol.notify(types.PROGRESS, types.ProgressParams(self._token, value))
