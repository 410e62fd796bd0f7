"""What users ask of practice, for clients: each action with the document that it is answered with,
and programs, whose groups of hidden tests are told as they end."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Any

from shortlist_engine import protocol
from shortlist_engine.concurrency import Cancelled, in_own_thread, unless
from shortlist_engine.host.failures import execution_failure
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
from shortlist_engine.practice.session.submitting import Submission, reveal, submit
from shortlist_engine.problem import Program, Verdict
from shortlist_engine.protocol import EngineError, PracticeRequest
from shortlist_engine.rpc.connection import Connection

log = logging.getLogger(__name__)

_THREAD = "shortlist-practice"


@dataclass(eq=False)
class Judging:
    """A judging lives from the request that submits a program to its answer."""

    connection: Connection
    run_id: str | None
    cancelled: asyncio.Event = field(default_factory=asyncio.Event)

    def report(self, group: GroupResult) -> None:
        """Tells a client that named the run how a group of hidden tests ended."""
        if self.run_id is not None:
            params = {"run_id": self.run_id, "group": documents.of_group(group)}
            self.connection.notify(protocol.PRACTICE_GROUP, params)


class Practice:
    """Answers the requests of all clients. What the bank has is read once; everything else is read
    anew each time, since terminals write it too."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._bank = BankProblems()
        self._judging: set[Judging] = set()
        self._busy = 0

    def __len__(self) -> int:
        return self._busy

    async def perform(self, connection: Connection, request: PracticeRequest) -> Document:
        """Returns the document of an action. Raises EngineError."""
        desk = Desk(catalogue=Catalogue(bank=self._bank))
        self._busy += 1
        try:
            if request.action == SUBMIT:
                return await self._submit(connection, desk, request)
            work = lambda: perform(desk, request.action, request.arguments)  # noqa: E731
            return await in_own_thread(_THREAD, work)
        except (PracticeError, UnknownProblem) as error:
            raise EngineError("practice", str(error), notes=desk.notes) from error
        except ProgressUnusable as error:
            raise EngineError("progressUnusable", str(error)) from error
        except Cancelled:
            raise EngineError("cancelled", "Cancelled: nothing of it was kept.") from None
        finally:
            self._busy -= 1

    def cancel(self, connection: Connection, run_id: str) -> bool:
        """Cancels the judging of a program; says whether this client had one of that name."""
        found = self._find(connection, run_id)
        if found is not None:
            found.cancelled.set()
        return found is not None

    def cancel_all(self) -> None:
        """Cancels every judging of every client."""
        for each in self._judging:
            each.cancelled.set()

    def _find(self, connection: Connection, run_id: str) -> Judging | None:
        for each in self._judging:
            if each.connection is connection and each.run_id == run_id:
                return each
        return None

    async def _submit(
        self, connection: Connection, desk: Desk, request: PracticeRequest
    ) -> Document:
        asked = read(SubmitArguments, request.arguments)
        if not asked.text.strip():
            raise PracticeError(f"{asked.name} is empty: there is no program to judge.")
        run_id = request.run_id
        if run_id is not None and self._find(connection, run_id) is not None:
            raise EngineError("invalidRequest", f"A run {run_id!r} is already under way.")
        judging = Judging(connection, run_id)
        self._judging.add(judging)
        try:
            done = await self._judged(desk, asked, judging)
        except (EngineError, PracticeError, UnknownProblem, ProgressUnusable, Cancelled):
            raise
        except asyncio.CancelledError:
            judging.cancelled.set()
            raise
        except Exception as error:
            log.exception("a program could not be judged")
            await self._host.close_pool()
            raise execution_failure(error) from error
        finally:
            self._judging.discard(judging)
        if done.verdict is Verdict.SE:
            kind = "practice" if done.message.startswith("the checker ") else "internal"
            raise EngineError(kind, f"The program was not judged: {done.message}.")
        if asked.show_failure and done.recorded:
            await in_own_thread(_THREAD, lambda: reveal(desk, done))
        return documents.whole(desk, documents.of_submission(done))

    async def _judged(self, desk: Desk, asked: SubmitArguments, judging: Judging) -> Submission:
        cancelled = judging.cancelled
        named = await unless(cancelled, in_own_thread(_THREAD, lambda: _named(desk, asked)))
        making = in_own_thread(_THREAD, lambda: desk.problem(named, asked.language))
        problem = await unless(cancelled, making)
        check_language(problem.problem, asked.language, await self._host.languages())
        pool = await unless(cancelled, self._host.own_runner(), let_go=True)
        program = Program(asked.language, asked.text, files=asked.files, standard=asked.standard)
        return await submit(
            desk,
            pool,
            named,
            program,
            file=asked.file,
            on_group=judging.report,
            cancelled=cancelled,
        )


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
