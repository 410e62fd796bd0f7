"""What a contest that goes on keeps from the user."""

from __future__ import annotations

from shortlist_engine.practice.journal.records import Contest
from shortlist_engine.practice.session.desk import Desk, PracticeError


def refuse_in_contest(desk: Desk, contest: Contest | None, problem: str, what: str) -> None:
    """Raises PracticeError when a problem is one of the contest that goes on."""
    if contest is not None and problem in contest.problems and desk.now < contest.ends:
        raise PracticeError(
            f"{what} is not shown before the contest is over: wait for its end, or finish it.",
            terminal="`shortlist practice contest finish` does that.",
        )
