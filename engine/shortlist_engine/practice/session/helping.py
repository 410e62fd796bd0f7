"""Help with a problem: hints one by one, giving up, and the explanation afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from shortlist_engine.practice.coaching.glicko import LOSS
from shortlist_engine.practice.coaching.repetition import AGAIN
from shortlist_engine.practice.collection.practice_problem import BANK, PracticeProblem
from shortlist_engine.practice.journal.records import Round
from shortlist_engine.practice.journal.writer import Writer
from shortlist_engine.practice.session.closing import close
from shortlist_engine.practice.session.contest_guard import refuse_in_contest
from shortlist_engine.practice.session.desk import Desk, Named, PracticeError, record_of
from shortlist_engine.problem import Program


@dataclass(frozen=True)
class Hints:
    """Holds the hints that were given so far, each giving away more than the one before, and how
    many there are."""

    problem: PracticeProblem
    given: tuple[str, ...]
    available: int


@dataclass(frozen=True)
class Explanation:
    """Holds what is told once a problem is solved or given up: the explanation, and programs that
    are right, those in the user's language first. `outcome` says which; `rating` and `due` are as
    for a submission, where giving up changed them now."""

    problem: PracticeProblem
    outcome: str
    text: str
    hints: tuple[str, ...]
    solutions: tuple[Program, ...]
    rating: tuple[float, float] | None = None
    due: int | None = None


def next_hint(desk: Desk, named: Named, language: str, *, again: bool = False) -> Hints:
    """Gives the next hint, and keeps that it was given; with `again` only those that were given.
    Raises UnknownProblem, ProgressUnusable, and PracticeError when there is none, or during the
    problem's contest."""
    problem = desk.problem(named, language)
    if not problem.hints:
        raise PracticeError(
            f"There are no hints for {problem.id}: only problems of the bank have some. "
            "When a program fails, the test that it fails can be shown.",
            terminal="`shortlist practice submit FILE --show-failure` does that.",
        )
    with desk.journal.writing() as writer:
        refuse_in_contest(desk, writer.open_contest(), problem.id, "A hint")
        current = _round(desk, writer, problem, language)
        if current.outcome is not None:
            return Hints(problem, problem.hints, len(problem.hints))
        given = len(current.hints)
        if not again:
            if given == len(problem.hints):
                raise PracticeError(
                    f"All {given} hints were given. Giving up shows the explanation and how it is "
                    "done.",
                    terminal="The command is `shortlist practice give-up FILE`.",
                )
            given += 1
            writer.add_hint(current.id, given, desk.now)
    return Hints(problem, problem.hints[:given], len(problem.hints))


def give_up(desk: Desk, named: Named, language: str) -> Explanation:
    """Ends the round of a problem as given up, and explains it; one that has ended is explained.
    Raises UnknownProblem, ProgressUnusable, and PracticeError during the problem's contest."""
    problem = desk.problem(named, language)
    with desk.journal.writing() as writer:
        refuse_in_contest(desk, writer.open_contest(), problem.id, "The explanation")
        current = _round(desk, writer, problem, language)
        if current.outcome is not None:
            return _explanation(problem, current.outcome, language)
        closed = close(desk, writer, current, "given_up", AGAIN, LOSS)
    return _explanation(problem, "given_up", language, closed.rating, closed.due)


def explain(desk: Desk, named: Named, language: str) -> Explanation:
    """Explains a problem that was solved or given up. Raises UnknownProblem, ProgressUnusable, and
    PracticeError when it was neither."""
    problem = desk.problem(named, language)
    with desk.journal.reading() as reader:
        last = reader.last_round(problem.id)
        refuse_in_contest(desk, reader.open_contest(), problem.id, "The explanation")
    if last is None or last.outcome is None:
        raise PracticeError(
            "The explanation is shown once the problem is solved or given up. Hints give away "
            "less.",
            terminal="`shortlist practice hint FILE` gives one, `give-up FILE` the explanation.",
        )
    return _explanation(problem, last.outcome, language)


def _round(desk: Desk, writer: Writer, problem: PracticeProblem, language: str) -> Round:
    """The last round, or a new one where the progress file does not know of any."""
    writer.put_problem(record_of(problem))
    last = writer.last_round(problem.id)
    if last is not None:
        return last
    return writer.round(writer.open_round(problem.id, desk.now, language, ""))


def _explanation(
    problem: PracticeProblem,
    outcome: str,
    language: str,
    rating: tuple[float, float] | None = None,
    due: int | None = None,
) -> Explanation:
    text = problem.explanation
    if not text:
        text = f"The set {problem.entry.set!r} has no explanations: only the {BANK} has."
    programs = sorted(problem.solutions, key=lambda program: program.language != language)
    return Explanation(problem, outcome, text, problem.hints, tuple(programs), rating, due)
