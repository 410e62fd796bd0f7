"""Makes the input small on which a program does something else than another, such as a translation
than its original."""

from __future__ import annotations

from collections.abc import Sequence

from shortlist_engine.execution.runner import Runner
from shortlist_engine.practice.differential import DifferentialTest, StressError
from shortlist_engine.practice.minimise import Minimiser
from shortlist_engine.problem import Problem, Program, Run

SECONDS = 5.0


async def smaller_difference(
    pool: Runner,
    problem: Problem,
    original: Program,
    other: Program,
    text: str,
    seen: Sequence[str],
    seconds: float = SECONDS,
) -> tuple[str, Run, Run, bool] | None:
    """Returns the smallest input found within `seconds` on which `other` still fails as it does on
    `text`, what `original` and `other` did with it, and whether nothing smaller was found near it.
    None where the two do not differ when they run again, and for calls of functions in different
    languages."""
    if problem.kind == "function" and original.language != other.language:
        return None
    test = DifferentialTest(pool, problem, other, original)
    try:
        (trial,) = await test.judge([text])
        if not trial.failed:
            return None
        minimiser = Minimiser(test, trial, seen, seconds=seconds)
        await minimiser.run()
    except StressError:
        return None
    best = minimiser.best
    return best.input, best.reference, best.run, minimiser.complete
