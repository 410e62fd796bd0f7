"""Submits a program: judges it, and keeps what came of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from shortlist_engine.concurrency import in_own_thread, unless
from shortlist_engine.execution.runner import Runner
from shortlist_engine.files import digest
from shortlist_engine.practice.coaching.glicko import DRAW, WIN
from shortlist_engine.practice.coaching.repetition import grade
from shortlist_engine.practice.collection.practice_problem import EXAMPLES, PracticeProblem
from shortlist_engine.practice.journal.database import ProgressUnusable
from shortlist_engine.practice.journal.records import Round
from shortlist_engine.practice.journal.writer import Writer
from shortlist_engine.practice.session.closing import close
from shortlist_engine.practice.session.contest_guard import refuse_in_contest
from shortlist_engine.practice.session.desk import Desk, Named, record_of
from shortlist_engine.practice.session.judging import Failure, GroupResult, OnGroup, judge
from shortlist_engine.problem import Program, Verdict

_THREAD = "shortlist-practice"


@dataclass
class Submission:
    """Holds what came of a program. `tries` counts those of this round; `solved_now` says that this
    one ended it. `rating` is the user's before and after, None where it did not change, and `due`
    when the kind of problem comes again. `recorded` says whether it was kept. `failure` is the
    first failing test, which is the user's to see once `shown` is set (`reveal`). `unsure` says
    that other answers may be right too, and that nothing here can tell."""

    problem: PracticeProblem
    language: str
    verdict: Verdict
    groups: tuple[GroupResult, ...]
    message: str = ""
    tries: int = 0
    solved_now: bool = False
    rating: tuple[float, float] | None = None
    due: int | None = None
    contest: int | None = None
    recorded: bool = True
    unsure: bool = False
    notes: list[str] = field(default_factory=list)
    failure: Failure | None = None
    shown: bool = False
    attempt: int | None = None

    @property
    def accepted(self) -> bool:
        """Says whether the program passed all hidden tests."""
        return self.verdict is Verdict.AC


async def submit(
    desk: Desk,
    pool: Runner,
    named: Named,
    program: Program,
    *,
    file: str = "",
    on_group: OnGroup = lambda _: None,
    cancelled: asyncio.Event | None = None,
) -> Submission:
    """Judges a program by the hidden tests of its problem, and keeps the result: one transaction at
    the end, so that a submission that is cancelled leaves nothing. What is our own failure (SE) is
    not kept, and neither is the same program again.

    Raises Cancelled, UnknownProblem, PracticeError and EngineError. A progress file that cannot be
    written is told in the result.
    """
    at = desk.now
    # To make a problem and to wait for the progress file would hold others up.
    making = in_own_thread(_THREAD, lambda: desk.problem(named, program.language))
    problem = await unless(cancelled, making)
    judgement = await unless(cancelled, judge(pool, problem, program, on_group))
    done = Submission(
        problem,
        program.language,
        judgement.verdict,
        judgement.groups,
        judgement.message,
        failure=judgement.failure,
        unsure=problem.problem.several_answers and problem.checker is None,
    )
    if done.unsure and judgement.verdict is Verdict.WA:
        done.notes.append(
            "The problem accepts several answers and came without a checker: a wrong answer here "
            "may be right."
        )
    if judgement.verdict is Verdict.SE:
        done.recorded = False
        return done
    try:
        await in_own_thread(_THREAD, lambda: _keep(desk, done, program, file, at))
    except ProgressUnusable as error:
        done.recorded, done.solved_now, done.rating, done.due = False, False, None, None
        done.notes.append(f"The result was not kept. {error}")
    return done


def reveal(desk: Desk, submission: Submission) -> Failure | None:
    """Returns the first failing test of a submission, None where there is none, and keeps that it
    was looked at, which counts as help unless it is an example. Raises PracticeError during the
    problem's contest, and ProgressUnusable."""
    with desk.journal.writing() as writer:
        refuse_in_contest(desk, writer.open_contest(), submission.problem.id, "A failing test")
        hidden = submission.failure is not None and submission.failure.group != EXAMPLES
        if hidden and submission.attempt is not None:
            writer.show_failure(submission.attempt)
    submission.shown = submission.failure is not None
    return submission.failure


def _keep(desk: Desk, done: Submission, program: Program, file: str, at: int) -> None:
    with desk.journal.writing() as writer:
        _kept_by(desk, writer, done, program, file, at)


def _kept_by(
    desk: Desk, writer: Writer, done: Submission, program: Program, file: str, at: int
) -> None:
    writer.put_problem(record_of(done.problem))
    current = _round(writer, done, file, at)
    done.contest = current.contest
    source = digest(program.source.encode("utf-8", "replace"))[:16]
    before = writer.tries(current.id)
    verdict = done.verdict.value
    if before and (before[-1].program, before[-1].verdict) == (source, verdict):
        done.attempt = before[-1].id
    else:
        groups = json.dumps([_kept(group) for group in done.groups])
        done.attempt = writer.add_try(current.id, at, done.language, source, verdict, groups)
    current = writer.round(current.id)
    done.tries = current.tries
    if done.accepted and current.outcome is None:
        how = grade(True, current.helped, current.tries, at - current.opened)
        score = DRAW if current.helped else WIN
        closed = close(desk, writer, replace(current, closed=at), "solved", how, score)
        done.solved_now, done.rating, done.due = True, closed.rating, closed.due


def _round(writer: Writer, done: Submission, file: str, at: int) -> Round:
    """The round that a program belongs to: the last one, or a new one where the progress file does
    not know of any."""
    last = writer.last_round(done.problem.id)
    if last is not None:
        if file and last.outcome is None and last.file != file:  # it was renamed, or copied
            writer.move_round(last.id, done.language, file)
        return last
    return writer.round(writer.open_round(done.problem.id, at, done.language, file))


def _kept(group: GroupResult) -> Sequence[object]:
    return [
        group.name, group.verdict.value, group.passed, group.total, round(group.time_ms, 1),
        group.memory_kib,
    ]  # fmt: skip
