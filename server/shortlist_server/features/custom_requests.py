"""The `shortlist/…` requests and notifications."""

from __future__ import annotations

import asyncio

from lsprotocol import types

from shortlist_engine.problem import Confidence, Solution
from shortlist_engine.statement import ProblemBlock
from shortlist_server import errors, items, lsp_ext, presentation, solving
from shortlist_server.documents import Document
from shortlist_server.features.commands import run_shown
from shortlist_server.problems import block_range, problem_info
from shortlist_server.server import ShortlistServer
from shortlist_server.solves import Solve
from shortlist_server.throttle import Throttle
from shortlist_server.work_done import end_message, show_solve

PARTIAL_EVERY_S = 0.25


def register(ls: ShortlistServer) -> None:
    ls.add_request(lsp_ext.SOLVE, lsp_ext.SolveParams, solve)
    ls.add_request(lsp_ext.PARSE_PROBLEM, lsp_ext.ParseProblemParams, parse_problem)
    ls.add_request(lsp_ext.RUN, lsp_ext.RunParams, run)
    ls.add_request(lsp_ext.STATUS, lsp_ext.NoParams, status)
    # A notification, read like a request; nothing answers it.
    ls.add_request(lsp_ext.DID_ACCEPT, lsp_ext.DidAcceptParams, did_accept)


async def solve(ls: ShortlistServer, params: lsp_ext.SolveParams) -> lsp_ext.SolveResult:
    """Solve, streaming new and changed solutions when the client sent a token for them."""
    document, block, started = solving.start(ls, params.text_document.uri, params)
    ls.spawn(show_solve(ls, started, params.work_done_token))
    stream: _Stream | None = None
    if params.partial_result_token is not None:
        stream = _Stream(ls, document, block, started, params.partial_result_token)
    try:
        await started.ended.wait()
    except asyncio.CancelledError:
        ls.solves.cancel(started)
        raise
    finally:
        if stream is not None:
            stream.close()
    if started.error is not None:
        raise errors.from_engine(started.error)
    if started.cancelled:
        raise errors.cancelled(end_message(started))
    return result_of(ls, document, block, started, started.results.solutions, end_message(started))


def result_of(
    ls: ShortlistServer,
    document: Document,
    block: ProblemBlock,
    started: Solve,
    solutions: tuple[Solution, ...],
    message: str | None,
) -> lsp_ext.SolveResult:
    """The result with ranges as the document is now; `block` is where the problem was at first,
    for the case that the statement was edited meanwhile."""
    current = ls.document(document.uri) or document
    found = ls.problems.by_digest(current, started.problem.digest) or block
    return items.solve_result(current, found, started, solutions, message)


class _Stream:
    """Sends what is new to a partial result token, a few times a second at most: solutions, and
    how sure we are of the first."""

    def __init__(
        self,
        ls: ShortlistServer,
        document: Document,
        block: ProblemBlock,
        started: Solve,
        token: types.ProgressToken,
    ) -> None:
        self._ls, self._document, self._block = ls, document, block
        self._solve, self._token = started, token
        self._sent: dict[str, object] = {}
        self._confidence: Confidence | None = None
        self._throttle = Throttle(PARTIAL_EVERY_S, self._send)
        started.listeners.append(self._throttle)

    def close(self) -> None:
        self._solve.listeners.remove(self._throttle)
        self._throttle.close()
        self._send()

    def _send(self) -> None:
        results = self._solve.results
        # A label says whether there is a doubt, so all change with it.
        shown = {item.id: (item, presentation.doubt(results)) for item in results.solutions}
        new = tuple(item for item, _ in shown.values() if self._sent.get(item.id) != shown[item.id])
        if not new and results.confidence == self._confidence:
            return
        self._confidence = results.confidence
        self._sent.update(shown)
        result = result_of(self._ls, self._document, self._block, self._solve, new, None)
        self._ls.protocol.notify(
            types.PROGRESS, types.ProgressParams(self._token, self._ls.to_json(result))
        )


def parse_problem(
    ls: ShortlistServer, params: lsp_ext.ParseProblemParams
) -> lsp_ext.ParseProblemResult:
    document = ls.document(params.text_document.uri)
    block = ls.problems.near(document, params.position.line) if document is not None else None
    if document is None or block is None:
        return lsp_ext.ParseProblemResult(None, 0.0, [])
    return lsp_ext.ParseProblemResult(
        problem=problem_info(document, block, block.problem) if block.problem else None,
        confidence=block.confidence,
        problems=[
            lsp_ext.IssueInfo(
                document.line_range(issue.line, issue.line)
                if issue.line < len(document.lines)
                else block_range(document, block),
                issue.message,
                issue.severity,
            )
            for issue in block.issues
        ],
    )


async def run(ls: ShortlistServer, params: lsp_ext.RunParams) -> lsp_ext.RunResult:
    problem, runs = await run_shown(ls, params.text_document.uri, params)
    return solving.run_result(problem, runs)


def status(ls: ShortlistServer, params: lsp_ext.NoParams) -> lsp_ext.Status:
    return ls.status.status()


def did_accept(ls: ShortlistServer, params: lsp_ext.DidAcceptParams) -> None:
    results = ls.solves.cache.get(params.problem_id or "")
    if results is not None and results.solution(params.id) is not None:
        results.mark_accepted(params.id)
        ls.refresh()
