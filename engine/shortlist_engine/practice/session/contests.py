"""Contests of one's own: started, looked at, finished. The clock goes on whatever ends."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from shortlist_engine.practice.coaching.contest_rules import Score, draw, score
from shortlist_engine.practice.coaching.glicko import LOSS, WIN, Game
from shortlist_engine.practice.journal.reader import Reader
from shortlist_engine.practice.journal.records import Contest, Round, Try
from shortlist_engine.practice.journal.writer import Writer
from shortlist_engine.practice.session.browsing import Filter, fresh_problem, listed
from shortlist_engine.practice.session.closing import rate
from shortlist_engine.practice.session.desk import (
    Desk,
    PracticeError,
    record_of,
    strength_of,
    usual_language,
)

PROBLEMS, MINUTES = 5, 120
MOST_PROBLEMS, MOST_MINUTES = 26, 24 * 60


@dataclass(frozen=True)
class ContestView:
    """Holds a contest as it stands: `left` are the seconds that remain, 0 when it is over.
    `rounds` are those of its problems, in their order. `rating` is the user's before and after,
    where the contest has just ended."""

    contest: Contest
    left: int
    score: Score
    rounds: tuple[Round, ...]
    rating: tuple[float, float] | None = None

    @property
    def running(self) -> bool:
        """Says whether it goes on."""
        return self.contest.finished is None


def start_contest(
    desk: Desk,
    *,
    count: int = PROBLEMS,
    minutes: int = MINUTES,
    rating: float | None = None,
    wanted: Filter | None = None,
    language: str | None = None,
    folder: Path | None = None,
    place: Path | None = None,
    seed: int | None = None,
) -> ContestView:
    """Draws the problems of a contest around `rating` (None: the user's own), writes a file of each
    into `folder`, or a new one in `place` (None: the working directory), and starts the clock.
    Raises PracticeError when a contest goes on, when there are not enough problems, or when files
    cannot be written; UnknownProblem and ProgressUnusable.
    """
    from shortlist_engine.practice.session.contest_files import new_folder, write_files
    from shortlist_engine.practice.session.opening import check_language, note_opened

    settle(desk)
    rng = random.Random(seed)
    wanted = wanted or Filter()
    with desk.journal.reading() as reader:
        if reader.open_contest() is not None:
            raise PracticeError(
                "A contest goes on: finish it first.",
                terminal="`shortlist practice contest` shows it, `contest finish` ends it.",
            )
        language = language or usual_language(reader)
        check_language(language)
        level = rating if rating is not None else strength_of(reader, desk.now).rating
        states = reader.states()
        free = [row.entry for row in listed(desk, wanted) if row.word != "open"]
        entries = draw(free, count, level, states, desk.now, rng)
        if len(entries) < count:
            raise PracticeError(
                f"There are {len(entries)} such problems, not {count}: ask for less that is "
                "special, or for fewer problems."
            )
        names = [fresh_problem(desk, reader, entry, wanted, rng) for entry in entries]
    problems = [desk.catalogue.problem(name, language) for name in names]
    files = write_files(desk, problems, language, folder or new_folder(desk, place or Path.cwd()))
    with desk.journal.writing() as writer:
        if writer.open_contest() is not None:
            raise PracticeError("Another contest was started meanwhile.")
        for problem in problems:
            writer.put_problem(record_of(problem))
        number = writer.start_contest(desk.now, minutes * 60, level, names)
        for problem, file in zip(problems, files, strict=True):
            note_opened(desk, writer, problem, language, file, number)
        return _view(desk, writer, writer.contest(number))


def contest_status(desk: Desk) -> ContestView | None:
    """Returns the contest that goes on, or the last one; None before the first. One whose time is
    over is finished by this. Raises ProgressUnusable."""
    ended = settle(desk)
    if ended is not None:
        return ended
    with desk.journal.reading() as reader:
        contests = reader.contests()
        return _view(desk, reader, contests[-1]) if contests else None


def finish_contest(desk: Desk) -> ContestView:
    """Ends the contest that goes on, before its time. Raises PracticeError when none does, and
    ProgressUnusable."""
    with desk.journal.writing() as writer:
        contest = writer.open_contest()
        if contest is None:
            raise PracticeError(
                "No contest goes on: start one first.",
                terminal="`shortlist practice contest start` does that.",
            )
        return _finished(desk, writer, contest, min(desk.now, contest.ends))


def settle(desk: Desk) -> ContestView | None:
    """Finishes the contest whose time is over, and returns it; None where there is none. Raises
    ProgressUnusable."""
    with desk.journal.reading() as reader:
        contest = reader.open_contest()
    if contest is None or desk.now < contest.ends:
        return None
    with desk.journal.writing() as writer:
        contest = writer.open_contest()  # another process may have been faster
        if contest is None or desk.now < contest.ends:
            return None
        return _finished(desk, writer, contest, contest.ends)


def _finished(desk: Desk, writer: Writer, contest: Contest, at: int) -> ContestView:
    """The problems that were not solved stay open, to be solved afterwards."""
    result = score(contest, _tries(writer))
    games = []
    for each in result.problems:
        last = writer.last_round(each.problem)
        if last is not None and last.problem.rating is not None:
            won = each.minutes is not None
            games.append(Game(last.problem.rating, WIN if won else LOSS))
    writer.finish_contest(contest.id, at, result.solved, result.penalty)
    rating = rate(writer, games, at, contest=contest.id) if games else None
    view = _view(desk, writer, writer.contest(contest.id))
    return ContestView(view.contest, view.left, view.score, view.rounds, rating)


def _view(desk: Desk, reader: Reader, contest: Contest) -> ContestView:
    rounds = [reader.last_round(problem) for problem in contest.problems]
    left = 0 if contest.finished is not None else max(0, contest.ends - desk.now)
    return ContestView(
        contest,
        left,
        score(contest, _tries(reader)),
        tuple(each for each in rounds if each is not None),
    )


def _tries(reader: Reader) -> list[tuple[str, Try]]:
    names = {each.id: each.problem.id for each in reader.rounds()}
    return [(names[each.round], each) for each in reader.tries()]
