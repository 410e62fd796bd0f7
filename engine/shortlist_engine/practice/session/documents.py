"""The results of practice as JSON: what `shortlist practice --json` prints, and what editors are
told. docs/practice.md lists the fields. Times are ISO 8601 in UTC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from shortlist_engine import __version__
from shortlist_engine.practice.session.times import iso
from shortlist_engine.protocol import to_wire

if TYPE_CHECKING:
    from shortlist_engine.practice.coaching.glicko import Strength
    from shortlist_engine.practice.collection.importing import Imported
    from shortlist_engine.practice.collection.practice_problem import Entry, PracticeProblem
    from shortlist_engine.practice.journal.records import Contest, RatingPoint, Round
    from shortlist_engine.practice.session.browsing import Listed, Next
    from shortlist_engine.practice.session.contests import ContestView
    from shortlist_engine.practice.session.desk import Desk
    from shortlist_engine.practice.session.helping import Explanation, Hints
    from shortlist_engine.practice.session.judging import Failure, GroupResult
    from shortlist_engine.practice.session.opening import Opened
    from shortlist_engine.practice.session.overview import Overview
    from shortlist_engine.practice.session.submitting import Submission

MOST_CHARACTERS = 20_000
Document = dict[str, Any]


def whole(desk: Desk, fields: Mapping[str, Any]) -> Document:
    """Returns a document of these fields: with the version, what is to be known of the progress
    file, and that there was no error."""
    notes = [*fields.get("notes", ()), *desk.notes]
    return {"version": __version__, **fields, "notes": notes, "error": None}


def of_entry(entry: Entry) -> Document:
    """Returns what is said of an entry."""
    return {
        "item": entry.item,
        "set": entry.set,
        "title": entry.title,
        "rating": entry.rating,
        "tags": list(entry.tags),
        "kinds": list(entry.kinds),
        "voices": list(entry.voices),
    }


def of_listed(row: Listed) -> Document:
    """Returns an entry with where the user stands with it."""
    state = row.state
    return {
        **of_entry(row.entry),
        "state": row.word,
        "is_due": row.is_due,
        "due": iso(state.due) if state else None,
        "last": iso(state.last) if state else None,
        "rounds": state.rounds if state else 0,
        "solved": state.solved if state else 0,
        "given_up": state.given_up if state else 0,
    }


def of_list(rows: Sequence[Listed], limit: int | None) -> Document:
    """Returns the first `limit` rows of a list, and how many there are."""
    return {"total": len(rows), "entries": [of_listed(row) for row in rows[:limit]]}


def of_problem(problem: PracticeProblem) -> Document:
    """Returns what may be said of a problem before it is solved."""
    return {
        "id": problem.id,
        "item": problem.item,
        "set": problem.entry.set,
        "title": problem.title,
        "rating": problem.entry.rating,
        "tags": list(problem.entry.tags),
        "voice": problem.voice,
        "kind": problem.problem.kind,
        "limits": to_wire(problem.problem.limits),
        "checker": problem.checker.name if problem.checker else problem.problem.checker,
        "hints": len(problem.hints),
    }


def of_next(found: Next) -> Document:
    """Returns what to practise next, and why."""
    return {
        "problem": found.problem,
        "entry": of_entry(found.choice.entry),
        "why": found.choice.why,
        "reason": found.choice.reason,
        "rating": round(found.rating, 1),
    }


def of_opened(opened: Opened) -> Document:
    """Returns a problem and its file."""
    return {
        "problem": of_problem(opened.problem),
        "file": str(opened.file.absolute()),
        "language": opened.language,
        "was_open": opened.was_open,
    }


def of_group(group: GroupResult) -> Document:
    """Returns what came of one group of hidden tests."""
    return {
        "name": group.name,
        "verdict": group.verdict.value,
        "passed": group.passed,
        "total": group.total,
        "time_ms": round(group.time_ms, 1),
        "memory_kib": group.memory_kib,
    }


def of_failure(failure: Failure) -> Document:
    """Returns a failing test, with long texts cut and `cut` set."""
    texts = (failure.test.input, failure.test.output, failure.run.output)
    run = failure.run
    return {
        "group": failure.group,
        "number": failure.number,
        "input": _cut(failure.test.input),
        "expected": _cut(failure.test.output),
        "got": _cut(run.output),
        "detail": run.detail,
        "errors": run.errors,
        "verdict": run.verdict.value,
        "cut": any(len(text) > MOST_CHARACTERS for text in texts),
    }


def of_submission(done: Submission) -> Document:
    """Returns what came of a program; its failing test only once it was revealed."""
    return {
        "problem": of_problem(done.problem),
        "language": done.language,
        "verdict": done.verdict.value,
        "accepted": done.accepted,
        "groups": [of_group(group) for group in done.groups],
        "message": done.message,
        "tries": done.tries,
        "solved_now": done.solved_now,
        "rating": of_change(done.rating),
        "due": iso(done.due),
        "contest": done.contest,
        "recorded": done.recorded,
        "unsure": done.unsure,
        "has_failure": done.failure is not None,
        "failure": of_failure(done.failure) if done.shown and done.failure else None,
        "notes": list(done.notes),
    }


def of_hints(hints: Hints) -> Document:
    """Returns the hints that were given."""
    return {
        "problem": of_problem(hints.problem),
        "given": list(hints.given),
        "available": hints.available,
    }


def of_explanation(told: Explanation) -> Document:
    """Returns the explanation of a problem."""
    return {
        "problem": of_problem(told.problem),
        "outcome": told.outcome,
        "explanation": told.text,
        "hints": list(told.hints),
        "solutions": [
            {"language": each.language, "source": each.source} for each in told.solutions
        ],
        "rating": of_change(told.rating),
        "due": iso(told.due),
    }


def of_change(rating: tuple[float, float] | None) -> Document | None:
    """Returns a rating before and after, None where it stays."""
    if rating is None:
        return None
    return {"before": round(rating[0], 1), "after": round(rating[1], 1)}


def of_contest(contest: Contest) -> Document:
    """Returns a contest as it is kept."""
    return {
        "number": contest.id,
        "started": iso(contest.started),
        "ends": iso(contest.ends),
        "minutes": contest.seconds // 60,
        "rating": contest.rating,
        "finished": iso(contest.finished),
        "solved": contest.solved,
        "penalty": contest.penalty,
    }


def of_contest_view(view: ContestView | None) -> Document:
    """Returns a contest as it stands; all null where there is none."""
    if view is None:
        return {"contest": None, "running": False, "seconds_left": 0, "score": None,
                "problems": [], "rating": None}  # fmt: skip
    rounds = {each.problem.id: each for each in view.rounds}
    return {
        "contest": of_contest(view.contest),
        "running": view.running,
        "seconds_left": view.left,
        "score": {"solved": view.score.solved, "penalty": view.score.penalty},
        "problems": [
            {
                "letter": each.letter,
                "problem": each.problem,
                "title": rounds[each.problem].problem.title if each.problem in rounds else "",
                "rating": rounds[each.problem].problem.rating if each.problem in rounds else None,
                "file": rounds[each.problem].file if each.problem in rounds else "",
                "minutes": each.minutes,
                "rejected": each.rejected,
                "penalty": each.penalty,
            }
            for each in view.score.problems
        ],
        "rating": of_change(view.rating),
    }


def of_import(done: Imported) -> Document:
    """Returns what was imported, and what was not."""
    left_out = [{"name": name, "reason": reason} for name, reason in done.left_out]
    fields = {"set": done.name, "problems": done.problems, "left_out": left_out}
    return {**fields, "has_hints": False}


def of_sets(found: Sequence[tuple[str, int]]) -> Document:
    """Returns the imported sets by name, with how many problems each has."""
    return {"sets": [{"name": name, "problems": count} for name, count in found]}


def of_strength(strength: Strength) -> Document:
    """Returns a rating with its deviation."""
    return {"rating": round(strength.rating, 1), "deviation": round(strength.deviation, 1)}


def of_overview(progress: Overview) -> Document:
    """Returns the user's progress, with what the charts are drawn from."""
    return {
        "rating": {**of_strength(progress.rating), "is_known": progress.rated},
        "ratings": [_of_point(point) for point in progress.ratings],
        "solved": progress.solved,
        "given_up": progress.given_up,
        "tries": progress.tries,
        "hints": progress.hints,
        "solve_seconds": progress.solve_seconds,
        "streak": to_wire(progress.streak),
        "weeks": [
            {"start": week.start, "solved": week.solved, "given_up": week.given_up}
            for week in progress.weeks
        ],
        "tags": [
            {"tag": topic.tag, "solved": topic.solved, "given_up": topic.given_up}
            for topic in progress.topics
        ],
        "due_days": to_wire(progress.due_days),
        "due": list(progress.due),
        "open": [_of_round(each) for each in progress.open],
        "contests": [of_contest(each) for each in progress.contests],
    }


def _of_point(point: RatingPoint) -> Document:
    return {
        "at": iso(point.at),
        "rating": round(point.rating, 1),
        "deviation": round(point.deviation, 1),
        "cause": point.cause,
        "contest": point.contest,
    }


def _of_round(each: Round) -> Document:
    return {
        "problem": each.problem.id,
        "title": each.problem.title,
        "rating": each.problem.rating,
        "opened": iso(each.opened),
        "language": each.language,
        "file": each.file,
        "tries": each.tries,
        "hints": len(each.hints),
        "contest": each.contest,
    }


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + "…"
