"""What users ask of practice, for clients: each action with the document that it is answered with,
and programs, whose groups of hidden tests are told as they end."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import partial
from typing import Any

from shortlist_engine import protocol
from shortlist_engine.concurrency import Cancelled, in_own_thread, unless
from shortlist_engine.host.host import Host
from shortlist_engine.practice.collection.bank_problems import BankProblems
from shortlist_engine.practice.collection.catalogue import Catalogue
from shortlist_engine.practice.collection.practice_problem import UnknownProblem
from shortlist_engine.practice.examples import check_language
from shortlist_engine.practice.journal.database import ProgressUnusable
from shortlist_engine.practice.session import documents
from shortlist_engine.practice.session.actions import SUBMIT, SubmitArguments, perform, read
from shortlist_engine.practice.session.contest_guard import refuse_in_contest
from shortlist_engine.practice.session.contests import settle
from shortlist_engine.practice.session.desk import Desk, Named, PracticeError, named_in
from shortlist_engine.practice.session.documents import Document
from shortlist_engine.practice.session.judging import GroupResult
from shortlist_engine.practice.session.submitting import reveal, submit
from shortlist_engine.problem import Program, Verdict
from shortlist_engine.protocol import EngineError, PracticeRequest
from shortlist_engine.rpc.connection import Connection
from shortlist_engine.rpc.pending import Pending, PendingRuns

_THREAD = "shortlist-practice"


class Practice:
    """Answers the requests of all clients. What the bank has is read once; everything else is read
    anew each time, since terminals write it too."""

    def __init__(self, runs: PendingRuns) -> None:
        self._runs = runs
        self._bank = BankProblems()
        self._busy = 0

    def __len__(self) -> int:
        return self._busy

    async def perform(self, connection: Connection, request: PracticeRequest) -> Document:
        """Returns the document of an action. Raises EngineError."""
        desk = Desk(catalogue=Catalogue(bank=self._bank))
        self._busy += 1
        try:
            with _typed(desk):
                if request.action == SUBMIT:
                    return await self._submit(connection, desk, request)
                work = partial(perform, desk, request.action, request.arguments)
                return await in_own_thread(_THREAD, work)
        finally:
            self._busy -= 1

    async def _submit(
        self, connection: Connection, desk: Desk, request: PracticeRequest
    ) -> Document:
        asked = read(SubmitArguments, request.arguments)
        if not asked.text.strip():
            raise PracticeError(f"{asked.name} is empty: there is no program to judge.")

        async def work(host: Host, pending: Pending) -> Document:
            with _typed(desk):
                return await _judged(host, pending, desk, asked)

        return await self._runs.do(connection, request.run_id, work)


@contextlib.contextmanager
def _typed(desk: Desk) -> Iterator[None]:
    """Turns what practice raises into errors that clients know."""
    try:
        yield
    except (PracticeError, UnknownProblem) as error:
        raise EngineError("practice", str(error), notes=desk.notes) from error
    except ProgressUnusable as error:
        raise EngineError("progressUnusable", str(error)) from error
    except Cancelled:
        raise EngineError("cancelled", "Cancelled: nothing of it was kept.") from None


async def _judged(host: Host, pending: Pending, desk: Desk, asked: SubmitArguments) -> Document:
    def on_group(group: GroupResult) -> None:
        if pending.run_id is not None:
            params = {"run_id": pending.run_id, "group": documents.of_group(group)}
            pending.connection.notify(protocol.PRACTICE_GROUP, params)

    cancelled = pending.cancelled
    named = await unless(cancelled, in_own_thread(_THREAD, partial(_named, desk, asked)))
    making = in_own_thread(_THREAD, partial(desk.problem, named, asked.language))
    problem = await unless(cancelled, making)
    check_language(problem.problem, asked.language, await host.languages())
    runner = await unless(cancelled, host.own_runner(), let_go=True)
    program = Program(asked.language, asked.text, files=asked.files, standard=asked.standard)
    done = await submit(
        desk,
        runner,
        named,
        program,
        file=asked.file,
        on_group=on_group,
        cancelled=cancelled,
    )
    if done.verdict is Verdict.SE:
        kind = "practice" if done.message.startswith("the checker ") else "internal"
        raise EngineError(kind, f"The program was not judged: {done.message}.")
    if asked.show_failure and done.recorded:
        await in_own_thread(_THREAD, partial(reveal, desk, done))
    return documents.whole(desk, documents.of_submission(done))


def _named(desk: Desk, asked: SubmitArguments) -> Named:
    """The problem that is meant. A contest whose time is over is ended first, and one that goes on
    shows no failing test: that is said before anything runs."""
    settle(desk)
    if asked.problem:
        named = Named(desk.catalogue.problem(asked.problem, asked.language).id)
    else:
        named = named_in(asked.text, asked.name)
    if asked.show_failure:
        with desk.journal.reading() as reader:
            refuse_in_contest(desk, reader.open_contest(), named.problem, "A failing test")
    return named


def request_of(params: dict[str, Any]) -> PracticeRequest:
    """Reads the parameter of `practice`. Raises EngineError `invalidRequest`."""
    asked = protocol.from_wire(PracticeRequest, params, "practice")
    if not isinstance(asked.arguments, dict):
        raise EngineError("invalidRequest", "practice.arguments: expected a map")
    return asked
