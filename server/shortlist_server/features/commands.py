"""workspace/executeCommand. Commands answer at once: `$/cancelRequest` does not reach a command
that works on (pygls answers the client and lets the handler continue), so the work goes on in the
background, under a progress that the user can cancel."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

from pygls.exceptions import JsonRpcException

from shortlist_engine.problem import Problem, Run
from shortlist_engine.protocol import EngineError
from shortlist_server import accepting, errors, lsp_ext, presentation, solving
from shortlist_server.features import lifecycle, panel
from shortlist_server.server import ShortlistServer
from shortlist_server.solves import Solve
from shortlist_server.work_done import WorkDone, end_message, show_solve


def register(ls: ShortlistServer) -> None:
    ls.add_command(lsp_ext.COMMAND_SOLVE, lsp_ext.SolveArguments, solve)
    ls.add_command(lsp_ext.COMMAND_CANCEL, lsp_ext.CancelArguments, cancel)
    ls.add_command(lsp_ext.COMMAND_ACCEPT, lsp_ext.AcceptArguments, accept)
    ls.add_command(lsp_ext.COMMAND_RUN, lsp_ext.RunArguments, run)
    ls.add_command(lsp_ext.COMMAND_SHOW, lsp_ext.ShowArguments, show_solutions)
    ls.add_command(lsp_ext.COMMAND_PAUSE, lsp_ext.PauseArguments, pause)
    ls.add_command(lsp_ext.COMMAND_STATUS, lsp_ext.NoParams, status)
    ls.add_command(lsp_ext.COMMAND_UNLOAD, lsp_ext.NoParams, unload_model)
    ls.add_command(lsp_ext.COMMAND_RESTART_ENGINE, lsp_ext.NoParams, restart_engine)


def solve(ls: ShortlistServer, arguments: lsp_ext.SolveArguments) -> dict[str, Any]:
    _, _, started = solving.start(ls, arguments.uri, arguments)
    ls.spawn(show_solve(ls, started))
    ls.spawn(_tell_outcome(ls, started))
    return {"solveId": started.id}


async def _tell_outcome(ls: ShortlistServer, started: Solve) -> None:
    """Nobody waits for a command's solve: say how it went."""
    await started.ended.wait()
    if started.error is not None:
        ls.show_failure(started.error)
    elif not started.cancelled:
        ls.show_outcome(end_message(started), asked_for=False)


def cancel(ls: ShortlistServer, arguments: lsp_ext.CancelArguments) -> dict[str, Any]:
    if arguments.solve_id is not None:
        found = ls.solves.by_id(arguments.solve_id)
        if found is not None:
            ls.solves.cancel(found)
        return {"cancelled": int(found is not None)}
    if arguments.uri is not None:
        return {"cancelled": ls.solves.cancel_document(arguments.uri)}
    return {"cancelled": ls.solves.cancel_all()}


async def accept(ls: ShortlistServer, arguments: lsp_ext.AcceptArguments) -> Any:
    ls.require_ai(arguments.uri)
    return await accepting.accept(ls, arguments.uri, arguments.problem_id, arguments.solution_id)


def run(ls: ShortlistServer, arguments: lsp_ext.RunArguments) -> dict[str, Any]:
    run_id = uuid.uuid4().hex[:16]
    ls.spawn(_run(ls, arguments))
    return {"runId": run_id}


async def _run(ls: ShortlistServer, arguments: lsp_ext.RunArguments) -> None:
    try:
        text = presentation.run_summary((await run_shown(ls, arguments.uri, arguments))[1])
    except errors.ServerError as error:
        if error.kind != "cancelled":
            ls.show_failure(error)
    except (JsonRpcException, EngineError) as error:
        ls.show_failure(error)
    else:
        ls.show_outcome(text, asked_for=True)


async def run_shown(
    ls: ShortlistServer,
    uri: str,
    wanted: lsp_ext.RunParams | lsp_ext.RunArguments,
) -> tuple[Problem, tuple[Run, ...]]:
    """Run under a progress that counts the examples; cancelling it, or closing the document, ends
    the program."""
    shown: list[WorkDone] = []

    def report(ended: int, total: int) -> None:
        for each in shown:
            each.report(f"{ended} of {total}", 100 * ended // total)

    work = asyncio.ensure_future(solving.run(ls, uri, wanted, report))
    ls.runs.setdefault(uri, set()).add(work)
    token = wanted.work_done_token if isinstance(wanted, lsp_ext.RunParams) else None

    def abandon() -> None:
        work.cancel()

    progress = ls.spawn(WorkDone.begin(ls, "Running examples", abandon, token))
    progress.add_done_callback(lambda task: shown.extend(_begun(task)))
    message = "Failed"
    try:
        await asyncio.wait({work})
        if work.cancelled():
            message = "Cancelled"
            raise errors.cancelled()
        outcome = work.result()
        message = presentation.run_summary(outcome[1])
        return outcome
    except asyncio.CancelledError:
        message = "Cancelled"
        work.cancel()
        raise
    finally:
        ls.runs.get(uri, set()).discard(work)
        progress.add_done_callback(lambda task: _end(task, message))


def _begun(task: asyncio.Task[WorkDone | None]) -> list[WorkDone]:
    """The progress, or nothing when the client shows none."""
    work = None if task.cancelled() or task.exception() is not None else task.result()
    return [] if work is None else [work]


def _end(task: asyncio.Task[WorkDone | None], message: str) -> None:
    for work in _begun(task):
        work.end(message)


async def show_solutions(ls: ShortlistServer, arguments: lsp_ext.ShowArguments) -> dict[str, Any]:
    ls.require_ai(arguments.uri)
    results = ls.solves.cache.get(arguments.problem_id)
    if results is None or not results.solutions:
        raise errors.modified(
            "unknownSolution", "There are no solutions for this problem. Solve it first."
        )
    return {"shown": await panel.show(ls, arguments.uri, results)}


def pause(ls: ShortlistServer, arguments: lsp_ext.PauseArguments) -> dict[str, Any]:
    before = ls.configuration.current
    now = ls.configuration.switch_contest_mode(arguments.contest_mode)
    lifecycle.settings_changed(ls, before)
    return {"contestMode": now}


def status(ls: ShortlistServer, arguments: lsp_ext.NoParams) -> lsp_ext.Status:
    return ls.status.status()


def unload_model(ls: ShortlistServer, arguments: lsp_ext.NoParams) -> None:
    ls.spawn(_reported(ls, ls.engine_client.unload()))


def restart_engine(ls: ShortlistServer, arguments: lsp_ext.NoParams) -> None:
    ls.solves.cancel_all()
    ls.spawn(_reported(ls, ls.engine_client.restart()))


async def _reported(ls: ShortlistServer, work: Any) -> None:
    try:
        await work
    except EngineError as error:
        ls.show_failure(error)
