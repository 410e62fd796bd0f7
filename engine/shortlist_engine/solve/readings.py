"""Which program an answer means, where several can be read from it: running them decides."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from shortlist_engine.problem import Program, Run, Verdict


@dataclass(frozen=True)
class BestReading:
    """Holds the `program` that an answer is taken for, with its `runs` on the examples. `cut_short`
    says whether any that was tried ran out of time, so that another might have been it."""

    program: Program
    runs: tuple[Run, ...]
    cut_short: bool

    @property
    def passed(self) -> int:
        """Counts the examples that it passes."""
        return _passed(self.runs)


async def best_reading(
    readings: Sequence[Program], run: Callable[[Program], Awaitable[tuple[Run, ...]]]
) -> BestReading | None:
    """Returns the one of `readings` that passes most examples, of equal ones one that compiles,
    then the first. `run` runs a program on the examples; no more are run after one that passes them
    all. One on which we fail ourselves is no choice; None when there is no other. Raises what `run`
    does."""
    tried: list[tuple[Program, tuple[Run, ...]]] = []
    for program in readings:
        runs = await run(program)
        verdicts = {each.verdict for each in runs}
        if Verdict.SE in verdicts:
            continue
        tried.append((program, runs))
        if verdicts <= {Verdict.AC}:
            break
    if not tried:
        return None
    program, runs = max(tried, key=lambda each: _worth(each[1]))
    cut_short = any(each.verdict is Verdict.TLE for _, runs in tried for each in runs)
    return BestReading(program, runs, cut_short)


def _worth(runs: Sequence[Run]) -> tuple[int, bool]:
    return _passed(runs), all(each.verdict is not Verdict.CE for each in runs)


def _passed(runs: Sequence[Run]) -> int:
    return sum(each.verdict is Verdict.AC for each in runs)
