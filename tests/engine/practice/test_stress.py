"""A planted bug is found and made small, with real programs in the real sandbox."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.practice.differential import DifferentialTest, StressError, Trial
from shortlist_engine.practice.input_sources import ExampleInputs, GeneratorInputs
from shortlist_engine.practice.minimise import Minimiser
from shortlist_engine.practice.stress import Search
from shortlist_engine.problem import Example, Limits, Problem, Program, Run, Verdict

LARGEST_SUM = Problem(
    "Largest sum",
    "Print the largest sum of two of the n numbers.",
    (Example("3\n1 2 3\n", "5\n"), Example("4\n7 2 9 1\n", "16\n")),
    limits=Limits(time_s=1.0),
)
BRUTE = """
n = int(input())
a = list(map(int, input().split()))
assert len(a) == n
print(max(a[i] + a[j] for i in range(n) for j in range(i)))
"""
# Wrong when the largest number occurs twice.
FORGETS_TWINS = """
n = int(input())
a = sorted(set(map(int, input().split())))
print(a[-1] + (a[-2] if len(a) > 1 else 0))
"""
RIGHT = "input()\na = sorted(map(int, input().split()))\nprint(a[-1] + a[-2])\n"
GENERATOR = """
import random
random.seed(int(input()))
n = random.randint(2, 15)
print(n)
print(*(random.randint(1, 20) for _ in range(n)))
"""


@pytest.fixture
async def pool() -> AsyncIterator[ExecutionPool]:
    async with ExecutionPool(2) as opened:
        yield opened


def python(source: str) -> Program:
    return Program("python", source)


def differential(pool: ExecutionPool, source: str, other: str = BRUTE, **more) -> DifferentialTest:
    return DifferentialTest(pool, LARGEST_SUM, python(source), python(other), **more)


async def search(
    test: DifferentialTest, *, generator: str | None = None, count: int = 300
) -> Search:
    found = Search()
    source = ExampleInputs(test.problem, random.Random(1))
    if generator is not None:
        source = GeneratorInputs(test.pool, python(generator), "gen.py")
    await found.run(test, source, count=count, seconds=None)
    return found


async def minimised(test: DifferentialTest, found: Search) -> Trial:
    assert found.found is not None
    minimiser = Minimiser(test, found.found, found.seen, seconds=60)
    await minimiser.run()
    assert minimiser.complete
    return minimiser.best


async def test_a_planted_bug_is_found_with_a_generator_and_made_small(pool) -> None:
    test = differential(pool, FORGETS_TWINS)
    found = await search(test, generator=GENERATOR)
    assert found.seed is not None
    best = await minimised(test, found)
    assert best.input == "2\n1 1\n"
    assert (best.run.verdict, best.run.output) == (Verdict.WA, "1\n")
    assert best.reference.output == "2\n"


async def test_without_a_generator_inputs_are_like_the_examples(pool) -> None:
    test = differential(pool, FORGETS_TWINS)
    found = await search(test)
    assert found.found is not None
    assert found.seed is None
    n, numbers = found.found.input.splitlines()
    assert len(numbers.split()) == int(n)


async def test_a_right_program_shows_no_difference(pool) -> None:
    found = await search(differential(pool, RIGHT), generator=GENERATOR, count=50)
    assert (found.found, found.tried, found.refused) == (None, 50, 0)


async def test_minimising_can_be_cancelled_and_keeps_the_smallest(pool) -> None:
    test = differential(pool, FORGETS_TWINS)
    found = await search(test, generator=GENERATOR.replace("randint(2, 15)", "randint(10, 15)"))
    assert found.found is not None
    smaller = asyncio.Event()
    minimiser = Minimiser(test, found.found, found.seen, seconds=60, on_progress=smaller.set)
    task = asyncio.create_task(minimiser.run())
    await smaller.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert not minimiser.complete
    assert minimiser.best.failed
    assert minimiser.best.input != found.found.input


async def test_the_seconds_for_minimising_are_kept_to(pool) -> None:
    test = differential(pool, FORGETS_TWINS)
    found = await search(test, generator=GENERATOR)
    assert found.found is not None
    minimiser = Minimiser(test, found.found, found.seen, seconds=0)
    await minimiser.run()
    assert (minimiser.complete, minimiser.tried) == (False, 0)
    assert minimiser.best is found.found


async def test_numbers_that_must_stay_are_tried_together() -> None:
    class Counting:
        problem, calls = LARGEST_SUM, 0

        async def judge(self, inputs: Sequence[str]) -> list[Trial]:
            Counting.calls += 1
            return [trial(text, fails=text == needed) for text in inputs]

    def trial(text: str, *, fails: bool) -> Trial:
        return Trial(text, Run(Verdict.WA if fails else Verdict.AC), Run(Verdict.OK))

    needed = "40\n" + " ".join(str(2 + number % 4) for number in range(40)) + "\n"
    found = Trial(needed, Run(Verdict.WA), Run(Verdict.OK))
    minimiser = Minimiser(Counting(), found, [], seconds=60)
    await minimiser._simplify_cells()
    assert minimiser.best is found and minimiser.tried > 80
    assert Counting.calls <= minimiser.tried // 16 + 8


async def test_a_crash_is_found_and_stays_a_crash(pool) -> None:
    test = differential(pool, RIGHT + "if len(a) > 12: a[99]\n")
    best = await minimised(test, await search(test, generator=GENERATOR))
    assert best.run.verdict is Verdict.RE
    assert best.input == "13\n" + " ".join(["1"] * 13) + "\n"


async def test_a_timeout_is_found(pool) -> None:
    problem = replace(LARGEST_SUM, limits=Limits(time_s=0.2))
    endless = python(RIGHT + "while len(a) == 5: pass\n")
    test = DifferentialTest(pool, problem, endless, python(BRUTE))
    found = await search(test, generator=GENERATOR)
    assert found.found is not None
    assert found.found.run.verdict is Verdict.TLE


@pytest.mark.skipif(tool("cpp") is None, reason="no C++ compiler is installed")
async def test_a_native_overflow_is_found(pool) -> None:
    overflowing = Program(
        "cpp",
        '#include <cstdio>\nint main() { int n, s = 0, x; scanf("%d", &n);\n'
        'for (int i = 0; i < n; i++) { scanf("%d", &x); s = (int)((unsigned)s + x); }\n'
        'printf("%d\\n", s); }\n',
    )
    total = "n = int(input())\nprint(sum(map(int, input().split())))\n"
    generator = GENERATOR.replace("randint(1, 20)", "randint(1, 10**9)")
    test = DifferentialTest(pool, LARGEST_SUM, overflowing, python(total))
    best = await minimised(test, await search(test, generator=generator))
    assert best.run.output.startswith("-")
    n, numbers = best.input.splitlines()
    assert int(n) == len(numbers.split()) == 3  # two numbers up to 10^9 do not overflow


async def test_inputs_that_the_other_program_refuses_say_nothing(pool) -> None:
    refusing = "import sys\nn = int(input())\nif n % 2: sys.exit(3)\n" + BRUTE.replace(
        "n = int(input())\n", ""
    )
    found = await search(
        differential(pool, FORGETS_TWINS, refusing), generator=GENERATOR, count=100
    )
    assert found.refused > 0
    assert found.refusal is not None
    assert found.found is not None
    assert int(found.found.input.split()[0]) % 2 == 0


@pytest.mark.parametrize(
    ("source", "other", "generator", "words", "which"),
    [
        (RIGHT, BRUTE, "print(1 // 0)", "gen.py failed with seed 1: RE: ZeroDivisionError", "gen"),
        (RIGHT, BRUTE, "print(2)\nprint(1, 2)", "printed the same", "gen"),
        (RIGHT, BRUTE, "input()", "printed nothing", "gen"),
        (RIGHT, "print(", GENERATOR, "does not compile", "other"),
        ("print(", BRUTE, GENERATOR, "does not compile", "program"),
        (RIGHT, "1 // 0", GENERATOR, "ended well on none", "other"),
    ],
)
async def test_what_makes_a_comparison_impossible_is_named(
    pool, source: str, other: str, generator: str, words: str, which: str
) -> None:
    test = differential(pool, source, other)
    with pytest.raises(StressError, match=words) as failure:
        await search(test, generator=generator)
    at_fault = {"program": test.program, "other": test.other, "gen": python(generator)}
    assert failure.value.program == at_fault[which]


async def test_function_problems(pool) -> None:
    problem = Problem("f", "", (Example("f([3, 1, 2], 2)", "2"),), kind="function", entry_point="f")
    right = python("def f(xs, k):\n    return sum(x >= k for x in xs)\n")
    wrong = python("def f(xs, k):\n    return sum(x > k - 1 for x in set(xs))\n")
    test = DifferentialTest(pool, problem, wrong, right)
    found = await search(test)
    best = await minimised(test, found)
    assert best.input == "f([0, 0], 0)"
