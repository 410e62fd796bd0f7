"""Ends a round: what the rating and the spaced repetition make of it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from shortlist_engine.practice.coaching.glicko import PERIOD_S, Game, Strength, rated
from shortlist_engine.practice.coaching.repetition import scheduled
from shortlist_engine.practice.journal.records import Outcome, RatingPoint, Round
from shortlist_engine.practice.journal.writer import Writer
from shortlist_engine.practice.session.desk import Desk, strength_of


class Closed(NamedTuple):
    """Says what ending a round changed: the rating before and after, None where it stays, and when
    the item is due."""

    rating: tuple[float, float] | None
    due: int


def close(
    desk: Desk, writer: Writer, ended: Round, outcome: Outcome, grade: int, score: float
) -> Closed:
    """Ends a round, now or at `ended.closed`. Outside of contests the rating counts the first round
    of each item alone: of a kind that is known, one more proves little."""
    at = ended.closed if ended.closed is not None else desk.now
    day = datetime.fromtimestamp(at, desk.clock().tzinfo).date().isoformat()
    item = ended.problem.item
    first = not any(each.outcome for each in writer.rounds_of_item(item))
    writer.close_round(ended.id, at, day, outcome, grade)
    card = scheduled(writer.card(item), grade, at)
    writer.put_card(item, card.due, card.card)
    rating = None
    if first and ended.contest is None and ended.problem.rating is not None:
        rating = rate(writer, [Game(ended.problem.rating, score)], at, round_number=ended.id)
    return Closed(rating, card.due)


def rate(
    writer: Writer,
    games: list[Game],
    at: int,
    *,
    round_number: int | None = None,
    contest: int | None = None,
) -> tuple[float, float]:
    """Keeps the user's rating after some games, and returns it before and after."""
    last = writer.rating()
    before = strength_of(writer, at)
    if last is not None:  # `rated` lets the deviation grow itself
        before = Strength(last.rating, last.deviation, last.volatility)
    periods = max(0, at - last.at) / PERIOD_S if last is not None else 0.0
    after = rated(before, games, periods)
    writer.add_rating(
        RatingPoint(
            at,
            after.rating,
            after.deviation,
            after.volatility,
            "contest" if contest is not None else "problem",
            round_number,
            contest,
        )
    )
    return before.rating, after.rating
