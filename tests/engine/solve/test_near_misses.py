"""What is kept and shown of programs that failed an example."""

from __future__ import annotations

import asyncio
import itertools
import random

import pytest
from tests.engine.solve.solving import Stall, cancelled, collect, final
from tests.fakes import FakePool, FakeSampler

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import (
    Budget,
    Done,
    Example,
    Problem,
    Program,
    Progress,
    Ranking,
    Run,
    Verdict,
)
from shortlist_engine.protocol import from_wire, to_wire
from shortlist_engine.solve import solve
from shortlist_engine.solve.candidates import Candidate
from shortlist_engine.solve.near_misses import (
    MAX_ALIKE,
    MAX_BEHAVIOURS,
    MAX_TEXT,
    SHOWN,
    NearMisses,
)

TRIPLE = Problem(
    "Triple",
    "Print three times the number.",
    (Example("1\n", "3\n"), Example("2\n", "6\n"), Example("5\n", "15\n")),
)
TWO_RIGHT = "x * 3 if x < 5 else 0"
ALSO_TWO_RIGHT = "0 if x == 1 else x * 3"
ONE_RIGHT = "x + 2"
ONE_RIGHT_TOO = "x + 2 + 0"
NONE_RIGHT = "x * 50"
CRASH_AFTER_ONE = "3 if x == 1 else x // 0"


def shown(done: Done | Ranking) -> list[tuple[str, int, int, str]]:
    return [
        (each.program.source, each.passed, each.example, each.run.verdict.value)
        for each in done.near_misses
    ]


async def test_the_best_come_first_with_what_they_did_on_the_first_example_they_fail() -> None:
    programs = [NONE_RIGHT, CRASH_AFTER_ONE, "FAIL", ONE_RIGHT, TWO_RIGHT]
    done = final(await collect(FakeSampler(programs), problem=TRIPLE))
    assert done.solutions == ()
    assert shown(done) == [
        (TWO_RIGHT, 2, 2, "WA"),
        (ONE_RIGHT, 1, 1, "WA"),
        (CRASH_AFTER_ONE, 1, 1, "RE"),
        (NONE_RIGHT, 0, 0, "WA"),
        ("FAIL", 0, 0, "RE"),
    ]
    nearest = done.near_misses[0]
    assert (nearest.total, nearest.run.output) == (3, "0\n")
    assert "division" in done.near_misses[2].run.detail
    assert from_wire(Done, to_wire(done)) == done


async def test_programs_that_print_the_same_wrong_thing_are_one_for_which_the_frequent_speaks() -> (
    None
):
    programs = [ONE_RIGHT_TOO, ONE_RIGHT_TOO, ONE_RIGHT, "2 + x", NONE_RIGHT]
    done = final(await collect(FakeSampler(programs), problem=TRIPLE))
    assert [each.program.source for each in done.near_misses] == [ONE_RIGHT_TOO, NONE_RIGHT]


async def test_what_passes_behind_the_first_failure_counts_and_is_run_only_for_the_leading() -> (
    None
):
    """Its first example fails, so filtering sees nothing of the two that it passes."""
    programs = [ALSO_TWO_RIGHT, ONE_RIGHT, NONE_RIGHT]
    done = final(await collect(FakeSampler(programs), problem=TRIPLE))
    assert shown(done)[:2] == [(ALSO_TWO_RIGHT, 2, 0, "WA"), (ONE_RIGHT, 1, 1, "WA")]
    assert done.progress.best_passed == 2


async def test_a_program_that_was_only_too_slow_for_the_first_pass_is_no_near_miss() -> None:
    quick_one_passes = FakeSampler(["x * 3", "x * 3 HEAVY", ONE_RIGHT])
    done = final(await collect(quick_one_passes, problem=TRIPLE))
    assert [each.program.source for each in done.near_misses] == [ONE_RIGHT]
    wrong_with_time = FakeSampler([TWO_RIGHT + " HEAVY", NONE_RIGHT])
    done = final(await collect(wrong_with_time, problem=TRIPLE))
    assert shown(done)[0] == (TWO_RIGHT + " HEAVY", 2, 2, "WA")


async def test_they_are_sent_while_samples_come_and_only_when_they_changed() -> None:
    sampler = FakeSampler([NONE_RIGHT] * 80 + [ONE_RIGHT] * 320, delay_s=0.05)
    events = await collect(sampler, problem=TRIPLE, budget=Budget(400, 60))
    rankings = [event for event in events if isinstance(event, Ranking)]
    assert [shown(each)[0][0] for each in rankings] == [NONE_RIGHT, ONE_RIGHT]
    assert all(each.solutions == () and each.confidence is None for each in rankings)
    last = events.index(rankings[-1])
    assert any(isinstance(each, Progress) and each.sampled < 400 for each in events[last:])
    assert final(events).near_misses == rankings[-1].near_misses


async def test_the_first_solution_does_not_wait_for_the_pace_of_near_misses() -> None:
    """A near miss has just been shown when a program passes."""

    class Noting(FakePool):
        passed_at = 0.0

        async def run(self, request: RunRequest) -> tuple[Run, ...]:
            runs = await super().run(request)
            if not self.passed_at and all(run.verdict is Verdict.AC for run in runs):
                self.passed_at = asyncio.get_running_loop().time()
            return runs

    pool, stall = Noting(), Stall()
    near: float | None = None
    sampler = FakeSampler([ONE_RIGHT] * 8 + ["x * 3"] * 2, batch=1, delay_s=0.06)
    async for event in solve(TRIPLE, sampler=sampler, pool=pool, budget=Budget(20, 60)):
        now = asyncio.get_running_loop().time()
        if isinstance(event, Ranking) and event.solutions:
            assert near is not None
            assert now - pool.passed_at < stall.allowed(0.08)
            break
        if isinstance(event, Ranking):
            near = now
    else:
        raise AssertionError("nothing was shown")


async def test_a_cancelled_solve_has_them() -> None:
    sampler = FakeSampler(["x + 1", "x + 5"], delay_s=0.02)
    done = await cancelled(asyncio.sleep(1.0), sampler, FakePool(), Budget(100_000, 60))
    assert [(each.program.source, each.passed) for each in done.near_misses] == [
        ("x + 1", 1),
        ("x + 5", 0),
    ]


async def test_repaired_known_and_passing_programs_are_none() -> None:
    done = final(await collect(FakeSampler(["x * 3"]), problem=TRIPLE))
    assert done.near_misses == ()


@pytest.mark.parametrize(
    ("sampling", "running", "workers", "batch"),
    [(0.01, 0.0, 4, 3), (0.0, 0.004, 2, 64), (0.002, 0.002, 3, 17)],
)
async def test_the_same_seed_gives_the_same_near_misses_whatever_the_timing(
    sampling: float, running: float, workers: int, batch: int
) -> None:
    def draw(seed: int, index: int) -> str:
        number = seed * 31 + index * 7
        return f"x * 3 + {number % 5} if x > {number % 3} else {number % 4} * x"

    async def near(sampler: FakeSampler, pool: FakePool) -> Done:
        return final(await collect(sampler, pool, problem=TRIPLE, budget=Budget(300, 120), seed=5))

    expected = shown(await near(FakeSampler(draw), FakePool()))
    assert len(expected) == SHOWN
    sampler = FakeSampler(draw, delay_s=sampling, batch=batch)
    assert shown(await near(sampler, FakePool(delay_s=running, workers=workers))) == expected


def failing(number: int, alike: int) -> tuple[Candidate, Program, tuple[Run, ...]]:
    """Every fifth way to fail, of so many, passes the first example."""
    program = Program("python", f"print({number})" + " " * (number % 7) + "#")
    failed = Run(Verdict.WA, output=f"{number % alike}\n")
    runs = (Run(Verdict.AC), failed) if number % alike % 5 == 0 else (failed,)
    return Candidate(number, program, number), program, runs


def test_they_are_the_same_in_whatever_order_programs_fail() -> None:
    programs = [failing(number, alike=200) for number in range(3_000)]
    found = set()
    for seed in range(4):
        random.Random(seed).shuffle(programs)
        misses = NearMisses(TRIPLE, FakePool(), lambda key: 1 + key % 3)
        for each in programs:
            misses.add(*each)
        found.add(misses.best())
    assert len(found) == 1
    (best,) = found
    assert len({each.run.output for each in best}) == len(best) == SHOWN
    assert {each.passed for each in best} == {1}


def test_among_ever_new_ways_to_fail_the_frequent_one_stays_and_little_is_kept() -> None:
    misses = NearMisses(TRIPLE, FakePool(), lambda key: 1)
    for number in range(20_000):
        misses.add(*failing(5 * number + 1 if number % 50 else 6, alike=200_000))
    assert len(misses._behaviours) <= 2 * MAX_BEHAVIOURS
    assert misses.best()[0].run.output == "6\n"
    assert all(len(each.members) <= MAX_ALIKE for each in misses._behaviours.values())
    misses.add(*failing(5, alike=200_000))
    assert [each.passed for each in misses.best()] == [1, 0, 0, 0, 0]


def test_long_outputs_and_details_are_cut() -> None:
    misses = NearMisses(TRIPLE, FakePool(), lambda key: 1)
    for number, run in enumerate(
        (Run(Verdict.WA, output="9" * 100_000), Run(Verdict.CE, detail="error: " * 9_000))
    ):
        program = Program("cpp", f"// {number}")
        misses.add(Candidate(number, program, number), program, (run,))
    wrong, broken = misses.best()
    assert len(wrong.run.output) == len(broken.run.detail) == MAX_TEXT
    assert wrong.run.output.endswith("…") and broken.run.detail.endswith("…")


def test_of_equal_counts_what_fails_least_badly_comes_first() -> None:
    misses = NearMisses(TRIPLE, FakePool(), lambda key: 1)
    worst_first = (Verdict.CE, Verdict.TLE, Verdict.RE, Verdict.WA)
    for number, verdict in enumerate(worst_first):
        program = Program("python", "#" * number)
        misses.add(Candidate(number, program, number), program, (Run(verdict),))
    assert [each.run.verdict for each in misses.best()] == list(reversed(worst_first))


async def test_real_programs_in_the_sandbox() -> None:
    programs = itertools.cycle(
        [
            "n = int(input())\nprint(n * 3 if n < 5 else 'many')\n",
            "n = int(input())\nprint(n * 3 if n > 1 else 0)\n",
            "n = int(input())\nwhile n > 1: pass\nprint(3)\n",
            "print(int(input()) / 0)\n",
            "print(",
        ]
    )
    texts = list(itertools.islice(programs, 15))
    sampler = FakeSampler(texts, language="python", batch=5)
    async with ExecutionPool(1) as pool:
        done = final(await collect(sampler, pool, problem=TRIPLE, budget=Budget(15, 60)))
    assert done.solutions == ()
    found = [(each.passed, each.example, each.run.verdict) for each in done.near_misses]
    assert found == [
        (2, 0, Verdict.WA),  # shorter than the next
        (2, 2, Verdict.WA),
        (1, 1, Verdict.TLE),
        (0, 0, Verdict.RE),
        (0, 0, found[4][2]),
    ]
    assert done.near_misses[1].run.output == "many\n"
    assert "ZeroDivisionError" in done.near_misses[3].run.detail
