from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from tests.fakes import DOUBLE, FakePool

from shortlist_engine.practice.examples import check_language, run_tests
from shortlist_engine.problem import Program, Run, Verdict
from shortlist_engine.protocol import EngineError
from shortlist_engine.testfiles.tests import NamedTest, examples_of

MANY = tuple(NamedTest(str(n), f"{n}\n", f"{2 * n}\n") for n in range(20))


class Broken(FakePool):
    """A compiler that refuses everything, and counts how often it was asked."""

    async def run(self, *_: object, **__: object) -> tuple[Run, ...]:
        self.runs += 1
        return (Run(Verdict.CE, detail="no"),)


async def test_one_run_for_each_test_in_order() -> None:
    ended: list[int] = []
    runs = await run_tests(
        FakePool(workers=3), DOUBLE, Program("python", "x + 3"), MANY,
        on_run=lambda index, run: ended.append(index),
    )  # fmt: skip
    assert [n for n, run in enumerate(runs) if run.verdict is Verdict.AC] == [3]
    assert sorted(ended) == list(range(20))
    assert ended[0] == 0


async def test_as_many_at_a_time_as_there_are_workers() -> None:
    pool = FakePool(workers=4, delay_s=0.05)
    most = 0

    def look(index: int, run: Run) -> None:
        nonlocal most
        most = max(most, pool.running)

    await run_tests(pool, DOUBLE, Program("python", "2 * x"), MANY, on_run=look)
    assert 1 < most <= 4


async def test_a_program_that_does_not_compile_is_compiled_once() -> None:
    pool, ended = Broken(), []
    runs = await run_tests(
        pool, DOUBLE, Program("cpp", "?"), MANY, on_run=lambda index, run: ended.append(index)
    )
    assert {run.verdict for run in runs} == {Verdict.CE}
    assert (len(runs), pool.runs, ended) == (20, 1, list(range(20)))


async def test_cancelling_keeps_what_ended_and_ends_what_runs() -> None:
    pool, cancelled = FakePool(workers=2, delay_s=0.05), asyncio.Event()

    def stop(index: int, run: Run) -> None:
        if index == 3:
            cancelled.set()

    runs = await run_tests(
        pool, DOUBLE, Program("python", "2 * x"), MANY, cancelled=cancelled, on_run=stop
    )
    assert runs[3].verdict is Verdict.AC
    assert runs[-1].verdict is Verdict.SK
    assert pool.running == 0


async def test_a_pool_that_fails_ends_all_of_it() -> None:
    pool = FakePool(error=RuntimeError("closed"))
    with pytest.raises(RuntimeError, match="closed"):
        await run_tests(pool, DOUBLE, Program("python", "x"), MANY)
    assert pool.running == 0


async def test_without_an_expected_output_nothing_is_compared() -> None:
    (run,) = await run_tests(FakePool(), DOUBLE, Program("python", "x"), [NamedTest("", "5\n")])
    assert (run.verdict, run.output) == (Verdict.OK, "5\n")


def test_the_examples_are_numbered_from_1() -> None:
    assert [(test.name, test.input) for test in examples_of(DOUBLE)] == [("1", "1\n"), ("2", "4\n")]


@pytest.mark.parametrize(
    ("language", "interactive", "words"),
    [
        ("cobol", False, "can: python, cpp"),
        ("cpp", False, "install the GNU C"),
        ("python", True, "interactive"),
    ],
)
def test_what_cannot_be_run_is_refused_with_the_reason(
    language: str, interactive: bool, words: str
) -> None:
    problem = replace(DOUBLE, interactive=interactive)
    with pytest.raises(EngineError, match=words) as failure:
        check_language(problem, language, ("python",))
    assert failure.value.kind == "unsupported"
    check_language(DOUBLE, "python", ("python",))
