"""Glicko-2 as published, FSRS as it should feel, and what is made of them."""

from __future__ import annotations

import math
import random
from datetime import datetime, timezone

import pytest

from shortlist_engine.practice.coaching import glicko, repetition
from shortlist_engine.practice.coaching.glicko import DRAW, LOSS, WIN, Game, Strength, rated, rested

DAY = 86_400
NOON = int(datetime(2026, 11, 30, 12, tzinfo=timezone.utc).timestamp())


def test_the_example_of_the_paper() -> None:
    games = [Game(1400, WIN, 30), Game(1550, LOSS, 100), Game(1700, LOSS, 300)]
    after = rated(Strength(1500, 200, 0.06), games)
    assert after.rating == pytest.approx(1464.06, abs=0.01)
    assert after.deviation == pytest.approx(151.52, abs=0.01)
    assert after.volatility == pytest.approx(0.05999, abs=0.00001)


def strengths(count: int) -> list[Strength]:
    rng = random.Random(7)
    return [
        Strength(rng.uniform(400, 2400), rng.uniform(45, 350), rng.uniform(0.03, 0.09))
        for _ in range(count)
    ]


def test_winning_raises_losing_lowers_and_a_draw_lies_between() -> None:
    rng = random.Random(8)
    for user in strengths(200):
        problem = user.rating + rng.uniform(-600, 600)
        won, drew, lost = (rated(user, [Game(problem, score)], 0.1) for score in (WIN, DRAW, LOSS))
        assert won.rating > drew.rating > lost.rating
        assert won.rating > user.rating > lost.rating
        for after in (won, drew, lost):
            assert all(map(math.isfinite, (after.rating, after.deviation, after.volatility)))
            assert glicko.LEAST_DEVIATION <= after.deviation <= glicko.START_DEVIATION


def test_a_harder_problem_gives_more_and_costs_less() -> None:
    for user in strengths(100):
        easy, hard = user.rating - 300, user.rating + 300
        gained = [rated(user, [Game(each, WIN)], 0.1).rating - user.rating for each in (easy, hard)]
        lost = [user.rating - rated(user, [Game(each, LOSS)], 0.1).rating for each in (easy, hard)]
        assert gained[0] < gained[1]
        assert lost[0] > lost[1]
        assert glicko.expected_score(user, easy) > 0.5 > glicko.expected_score(user, hard)


def test_time_makes_a_rating_less_certain_and_does_not_move_it() -> None:
    for user in strengths(50):
        later, much_later = rested(user, 30 * DAY), rested(user, 3000 * DAY)
        assert later.rating == much_later.rating == user.rating
        assert user.deviation <= later.deviation <= much_later.deviation <= glicko.START_DEVIATION
        backwards = rested(user, -5 * DAY)  # a clock that was set back
        assert backwards.deviation == pytest.approx(user.deviation)


def test_a_player_of_a_known_strength_is_found() -> None:
    rng = random.Random(9)
    user, true = Strength(), Strength(1600.0)
    for _ in range(150):
        problem = float(rng.randrange(1000, 2000, 100))
        won = rng.random() < glicko.expected_score(true, problem)
        user = rated(user, [Game(problem, WIN if won else LOSS)], 0.05)
    assert abs(user.rating - 1600) < 3 * user.deviation < 400


def days(done: repetition.Scheduled, at: int) -> float:
    return (done.due - at) / DAY


def test_the_better_it_went_the_later_it_comes_again() -> None:
    waits = [days(repetition.scheduled(None, how, NOON), NOON) for how in (1, 2, 3, 4)]
    assert waits == sorted(waits)
    assert 1 <= waits[0] < waits[2] < waits[3] <= repetition.LONGEST_DAYS


def test_what_is_solved_each_time_it_is_due_comes_less_and_less_often() -> None:
    card, at, waits = None, NOON, []
    for _ in range(8):
        done = repetition.scheduled(card, repetition.GOOD, at)
        waits.append(days(done, at))
        known = repetition.recalled(done.card, done.due)
        if waits[-1] < repetition.LONGEST_DAYS:
            assert known == pytest.approx(repetition.RETENTION, abs=0.05)
        else:
            assert known >= repetition.RETENTION
        card, at = done.card, done.due
    assert waits == sorted(waits)
    assert waits[-1] > 10 * waits[0]
    forgot = repetition.scheduled(card, repetition.AGAIN, at)
    assert days(forgot, at) < waits[-1] / 4


def test_any_history_gives_a_due_day_in_the_future_within_bounds() -> None:
    rng = random.Random(10)
    for _ in range(60):
        card, at = None, NOON
        for _ in range(12):
            done = repetition.scheduled(card, rng.choice((1, 2, 3, 4)), at)
            assert 1 <= days(done, at) <= repetition.LONGEST_DAYS
            assert 0.0 <= repetition.recalled(done.card, at + rng.randrange(400) * DAY) <= 1.0
            card, at = done.card, at + rng.randrange(1, 200) * DAY


def test_the_same_history_gives_the_same_day_and_a_damaged_card_begins_anew() -> None:
    first = repetition.scheduled(None, repetition.GOOD, NOON)
    assert first == repetition.scheduled(None, repetition.GOOD, NOON)
    for damaged in ("", "{}", "null", '{"card_id": 1}', "[1, 2"):
        assert repetition.scheduled(damaged, repetition.GOOD, NOON).due == first.due
    assert repetition.recalled(None, NOON) == 0.0


@pytest.mark.parametrize(
    ("solved", "helped", "tries", "seconds", "expected"),
    [
        (False, False, 1, 60, repetition.AGAIN),
        (True, True, 1, 60, repetition.HARD),
        (True, False, 6, 60, repetition.HARD),
        (True, False, 2, 60, repetition.GOOD),
        (True, False, 1, 3600, repetition.GOOD),
        (True, False, 1, 60, repetition.EASY),
    ],
)
def test_how_well_a_round_went(
    solved: bool, helped: bool, tries: int, seconds: float, expected: int
) -> None:
    assert repetition.grade(solved, helped, tries, seconds) == expected
