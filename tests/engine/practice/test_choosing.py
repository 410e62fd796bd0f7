"""What comes next and why, contests and their score, and what is told of the past."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, timedelta, timezone

import pytest

from shortlist_engine.practice.coaching import contest_rules, statistics
from shortlist_engine.practice.coaching.choosing import choose, choose_like
from shortlist_engine.practice.coaching.glicko import Strength
from shortlist_engine.practice.collection.practice_problem import Entry
from shortlist_engine.practice.journal.records import Contest, ItemState, ProblemRecord, Round, Try

DAY = 86_400
NOW = int(datetime(2026, 11, 30, 12, tzinfo=timezone.utc).timestamp())
SURE = Strength(1200.0, 60.0)


def entry(name: str, rating: float | None = 1200.0, *tags: str, family: bool = True) -> Entry:
    return Entry(f"bank/{name}" if family else f"own/{name}", "bank" if family else "own",
                 name.title(), rating, tags, ("stdin",), ("exam",) if family else ())  # fmt: skip


def state(item: str, *, due: int | None = None, last: int = NOW - DAY, going: bool = False):
    return ItemState(item, 1, 1, 0, going, last, due)


def ended(
    number: int, *tags: str, outcome: str | None = "solved", day: str = "2026-11-30"
) -> Round:
    problem = ProblemRecord(f"bank/a/{number}/exam", "bank/a", "A", 1200.0, tags, "exam", "")
    closed = NOW if outcome else None
    return Round(number, problem, NOW, "python", "", None, closed, day if outcome else None,
                 outcome, None, 1, (), 0)  # fmt: skip


def test_the_longest_overdue_comes_first_and_is_explained() -> None:
    entries = [entry("a"), entry("b"), entry("c"), entry("new")]
    states = {
        "bank/a": state("bank/a", due=NOW - 2 * DAY),
        "bank/b": state("bank/b", due=NOW - 5 * DAY),
        "bank/c": state("bank/c", due=NOW + DAY),
    }
    chosen = choose(entries, states, SURE, [], NOW, random.Random(1))
    assert chosen is not None
    assert (chosen.entry.item, chosen.why) == ("bank/b", "due")
    assert "Due for 5 days" in chosen.reason and "29 November 2026" in chosen.reason


def test_what_is_open_is_not_asked_for_again() -> None:
    states = {"bank/a": state("bank/a", due=NOW - DAY, going=True)}
    chosen = choose([entry("a"), entry("b")], states, SURE, [], NOW, random.Random(1))
    assert chosen is not None and (chosen.entry.item, chosen.why) == ("bank/b", "new")


def test_new_problems_are_near_the_users_rating() -> None:
    entries = [entry(f"r{rating}", float(rating)) for rating in range(800, 1800, 100)]
    drawn = Counter(
        chosen.entry.rating
        for seed in range(400)
        if (chosen := choose(entries, {}, SURE, [], NOW, random.Random(seed)))
    )
    assert sum(drawn[float(r)] for r in (1100, 1200, 1300, 1400)) > 340
    assert drawn[800.0] + drawn[1700.0] < 10


def test_somebody_new_gets_problems_that_most_would_solve() -> None:
    entries = [entry(f"r{rating}", float(rating)) for rating in range(800, 1800, 100)]
    unknown = Strength(1000.0, 350.0)
    drawn = Counter(
        chosen.entry.rating
        for seed in range(400)
        if (chosen := choose(entries, {}, unknown, [], NOW, random.Random(seed)))
    )
    assert sum(drawn[float(r)] for r in (800, 900, 1000)) > 320


def test_topics_change() -> None:
    entries = [entry("a", 1200.0, "dp"), entry("b", 1200.0, "graphs")]
    recent = [ended(number, "dp") for number in range(5)]
    drawn = Counter(
        chosen.entry.item
        for seed in range(300)
        if (chosen := choose(entries, {}, SURE, recent, NOW, random.Random(seed)))
    )
    assert drawn["bank/b"] > 3 * drawn["bank/a"] > 0
    chosen = choose([entries[1]], {}, SURE, recent, NOW, random.Random(1))
    assert chosen is not None and "not among your last 5" in chosen.reason


def test_when_all_was_practised_the_oldest_comes_again_and_of_nothing_nothing_comes() -> None:
    entries = [entry("a"), entry("b")]
    states = {
        "bank/a": state("bank/a", due=NOW + DAY, last=NOW - 9 * DAY),
        "bank/b": state("bank/b", due=NOW + DAY),
    }
    chosen = choose(entries, states, SURE, [], NOW, random.Random(1))
    assert chosen is not None and (chosen.entry.item, chosen.why) == ("bank/a", "again")
    assert "9 days ago" in chosen.reason
    assert choose([], states, SURE, [], NOW, random.Random(1)) is None


def test_another_one_like_this() -> None:
    own = [
        entry("x", 1300.0, "dp", family=False),
        entry("y", 1800.0, "dp", "trees", family=False),
        entry("z", 1300.0, "math", family=False),
    ]
    chosen = choose_like(own[1], own, {}, random.Random(1))
    assert chosen is not None and chosen.entry.item == "own/x" and "shares dp" in chosen.reason
    practised = {"own/x": state("own/x")}
    chosen = choose_like(own[1], own, practised, random.Random(1))
    assert chosen is not None and chosen.entry.item == "own/z"
    family = entry("a", 1200.0, "dp")
    chosen = choose_like(family, [family], {}, random.Random(1))
    assert chosen is not None and chosen.entry == family
    assert choose_like(own[0], [own[0]], {}, random.Random(1)) is None


def test_a_contest_goes_from_easier_to_harder_and_prefers_what_is_new() -> None:
    entries = [entry(f"r{r}-{n}", float(r), f"t{n}") for r in range(800, 1800, 100) for n in "ab"]
    states = {each.item: state(each.item) for each in entries if each.item.endswith("a")}
    for seed in range(30):
        drawn = contest_rules.draw(entries, 5, 1200.0, states, NOW, random.Random(seed))
        ratings = [each.rating for each in drawn]
        assert ratings == sorted(ratings)
        assert 900 <= ratings[0] <= 1150 and 1350 <= ratings[-1] <= 1650
        assert all(each.item.endswith("b") for each in drawn)
        assert len({each.item for each in drawn}) == 5
    assert len(contest_rules.draw(entries[:3], 5, 1200.0, {}, NOW, random.Random(1))) == 3


CONTEST = Contest(1, NOW, 7200, 1200.0, None, None, None, ("p", "q", "r"))


def tries(*told: tuple[str, int, str]) -> list[tuple[str, Try]]:
    return [
        (problem, Try(number, 1, NOW + minute * 60, "python", "", verdict, "[]", False))
        for number, (problem, minute, verdict) in enumerate(told)
    ]


def test_the_score_is_the_icpcs() -> None:
    result = contest_rules.score(
        CONTEST,
        tries(
            ("p", 5, "WA"), ("q", 8, "CE"), ("p", 10, "TLE"), ("p", 12, "AC"), ("p", 13, "WA"),
            ("q", 30, "AC"), ("r", 40, "WA"), ("r", 121, "AC"), ("other", 3, "AC"),
        ),
    )  # fmt: skip
    assert (result.solved, result.penalty) == (2, 12 + 2 * 20 + 30)
    assert [(each.letter, each.minutes, each.rejected) for each in result.problems] == [
        ("A", 12, 2), ("B", 30, 0), ("C", None, 1),
    ]  # fmt: skip


def test_what_comes_after_an_early_end_does_not_count() -> None:
    early = Contest(1, NOW, 7200, 1200.0, NOW + 600, 0, 0, ("p",))
    assert contest_rules.score(early, tries(("p", 9, "AC"))).solved == 1
    assert contest_rules.score(early, tries(("p", 11, "AC"))).solved == 0


def test_letters() -> None:
    assert [contest_rules.letter(n) for n in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]


@pytest.mark.parametrize(
    ("days_ago", "current", "longest", "today"),
    [
        ((), 0, 0, False),
        ((0,), 1, 1, True),
        ((1,), 1, 1, False),
        ((2,), 0, 1, False),
        ((0, 0, 1, 2), 3, 3, True),
        ((1, 2, 5, 6, 7, 8), 2, 4, False),
        ((0, 2, 3), 1, 2, True),
    ],
)
def test_streaks(days_ago: tuple[int, ...], current: int, longest: int, today: bool) -> None:
    this_day = date(2026, 3, 1)
    rounds = [
        ended(number, day=(this_day - timedelta(days=back)).isoformat())
        for number, back in enumerate(days_ago)
    ]
    rounds.append(ended(99, outcome="given_up", day=(this_day - timedelta(days=4)).isoformat()))
    rounds.append(ended(100, outcome=None))
    assert statistics.streak(rounds, this_day) == statistics.Streak(current, longest, today)


def test_weeks_topics_and_days_count_what_there_is() -> None:
    today = date(2026, 12, 2)  # a Wednesday
    rounds = [
        ended(1, "dp", day="2026-11-29"), ended(2, "dp", "math", day="2026-11-30"),
        ended(3, "math", outcome="given_up", day="2026-12-02"), ended(4, "dp", outcome=None),
    ]  # fmt: skip
    weeks = statistics.weeks(rounds, today, 3)
    assert [(week.start, week.solved, week.given_up) for week in weeks] == [
        ("2026-11-16", 0, 0), ("2026-11-23", 1, 0), ("2026-11-30", 1, 1),
    ]  # fmt: skip
    topics = statistics.topics(rounds)
    assert [(each.tag, each.solved, each.given_up) for each in topics] == [
        ("dp", 2, 0), ("math", 1, 1),
    ]  # fmt: skip
    noon = datetime(2026, 12, 2, 12, tzinfo=timezone.utc)
    at = int(noon.timestamp())
    dues = [("a", at - 9 * DAY), ("b", at), ("c", at + DAY), ("d", at + 40 * DAY)]
    days = statistics.due_days(dues, noon, 3)
    assert [(day.day, day.count) for day in days] == [
        ("2026-12-02", 2), ("2026-12-03", 1), ("2026-12-04", 0),
    ]  # fmt: skip
