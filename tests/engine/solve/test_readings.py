"""Which program an answer is taken for."""

from __future__ import annotations

import random

import pytest

from shortlist_engine.problem import Program, Run, Verdict
from shortlist_engine.solve.readings import BestReading, best_reading

VERDICTS = {
    "+": Verdict.AC, "-": Verdict.WA, "t": Verdict.TLE, "c": Verdict.CE, "s": Verdict.SE,
    ".": Verdict.SK,
}  # fmt: skip


class Runs:
    """Runs programs whose source says what comes of it, `+-.` for one example after another."""

    def __init__(self) -> None:
        self.ran: list[str] = []

    async def __call__(self, program: Program) -> tuple[Run, ...]:
        self.ran.append(program.source)
        return tuple(Run(VERDICTS[letter]) for letter in program.source)


async def best(*sources: str) -> tuple[BestReading | None, list[str]]:
    runs = Runs()
    return await best_reading([Program("python", source) for source in sources], runs), runs.ran


@pytest.mark.parametrize(
    ("sources", "wanted"),
    [
        (["-..", "+-.", "++-"], "++-"),
        (["+-.", "+t."], "+-."),
        (["c..", "-.."], "-.."),
        (["c..", "c.."], "c.."),
        (["s..", "-.."], "-.."),
        (["++-", "+++", "+++"], "+++"),
    ],
)
async def test_most_examples_then_what_compiles_then_the_first(
    sources: list[str], wanted: str
) -> None:
    found, _ = await best(*sources)
    assert found is not None and found.program.source == wanted
    assert found.passed == wanted.count("+")


async def test_nothing_is_run_after_one_that_passes() -> None:
    found, ran = await best("-..", "+++", "++-")
    assert ran == ["-..", "+++"]
    assert found is not None and not found.cut_short


async def test_one_that_ran_out_of_time_may_have_been_it() -> None:
    found, _ = await best("t..", "+-.")
    assert found is not None and found.program.source == "+-." and found.cut_short


async def test_our_own_failures_choose_nothing() -> None:
    assert await best("s..", "+s.") == (None, ["s..", "+s."])
    assert await best() == (None, [])


@pytest.mark.parametrize("seed", range(20))
async def test_none_is_better_than_the_one_that_is_chosen(seed: int) -> None:
    rng = random.Random(seed)
    sources = ["".join(rng.choice("++-tc") for _ in range(3)) for _ in range(rng.randint(1, 6))]
    found, ran = await best(*sources)
    assert found is not None and found.passed == max(each.count("+") for each in ran)
    if ran != sources:
        assert found.program.source == "+++"
