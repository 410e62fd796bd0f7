"""Which failures are repaired, when, and that neither depends on the order in which runs end."""

from __future__ import annotations

import itertools
import random

import pytest

from shortlist_engine.problem import Program, Run, Verdict
from shortlist_engine.solve.repair import (
    FRESH_BEFORE_REPAIR,
    MAX_KINDS,
    REPAIR_ROUNDS,
    REPAIR_SHARE,
    BestFailures,
    repairs_due,
)

AC = Run(Verdict.AC)


def wrong(output: str) -> Run:
    return Run(Verdict.WA, output=output)


def spend(samples: int) -> tuple[int, int, int]:
    """The fresh samples, repairs and rounds of repair of a budget whose rounds are single."""
    fresh = repairs = rounds = 0
    while fresh + repairs < samples:
        fresh += 1
        due = min(repairs_due(fresh, samples, rounds), samples - fresh - repairs)
        if due:
            rounds, repairs = rounds + 1, repairs + due
    return fresh, repairs, rounds


@pytest.mark.parametrize("samples", [*range(1, 40), 64, 1000])
def test_a_budget_is_for_fresh_samples_first(samples: int) -> None:
    fresh, repairs, rounds = spend(samples)
    assert fresh + repairs == samples
    assert rounds <= REPAIR_ROUNDS
    assert repairs <= max(2, REPAIR_SHARE * 2 * min(fresh, FRESH_BEFORE_REPAIR))
    assert (rounds > 0) == (samples >= 4)
    assert fresh > 2 * repairs or samples < 7


def test_a_large_budget_repairs_early() -> None:
    assert not repairs_due(FRESH_BEFORE_REPAIR - 1, 1000, 0)
    assert repairs_due(FRESH_BEFORE_REPAIR, 1000, 0) == 2
    assert not repairs_due(FRESH_BEFORE_REPAIR, 1000, 1)
    assert repairs_due(2 * FRESH_BEFORE_REPAIR, 1000, 1) == 2
    assert not repairs_due(500, 1000, REPAIR_ROUNDS)


FAILED = [
    ("none passed", 0, (wrong("7"),)),
    ("one passed a", 1, (AC, wrong("8"))),
    ("one passed b", 1, (AC, wrong("8"))),
    ("one passed c", 1, (AC, wrong("9"))),
    ("raises", 1, (AC, Run(Verdict.RE, detail="KeyError: 3"))),
    ("raises too", 1, (AC, Run(Verdict.RE, detail="KeyError: 4"))),
]


def test_the_best_kinds_come_first_each_by_its_earliest_program_and_once() -> None:
    for order in itertools.permutations(range(len(FAILED))):
        failures = BestFailures()
        for index in order:
            name, passed, runs = FAILED[index]
            failures.add(Program("python", name), index, passed, runs)
        first = [program.source for program in failures.best()]
        assert first == ["raises", "raises too", "one passed a"]
        second = [program.source for program in failures.best()]
        assert second == ["one passed b", "one passed c", "none passed"]
        assert failures.best() == []
    assert len(first) == MAX_KINDS


def test_memory_does_not_grow_with_failures_and_the_order_does_not_count() -> None:
    numbers = list(range(3000))
    found = set()
    for seed in range(3):
        random.Random(seed).shuffle(numbers)
        failures = BestFailures()
        for number in numbers:
            runs = (AC,) * (number % 3) + (wrong(str(number % 50)),)
            failures.add(Program("python", str(number)), number, number % 3, runs)
        assert len(failures._heap) <= 64
        found.add(tuple(program.source for program in failures.best()))
    assert len(found) == 1
