"""The order of survivors by everything that is known of them: clusters, rule and confidence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from shortlist_engine.problem import Cluster, Confidence, Problem, Program
from shortlist_engine.selection import Survivor, cluster
from shortlist_engine.selection.confidence import confidence
from shortlist_engine.selection.rules import Evidence, Ranking, from_survivors, rank

RULE = "shortlist"
# Work on more survivors than this goes to a thread, so that a cancel is still seen in time.
INLINE_SURVIVORS = 256
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Order:
    """`programs` are all survivors, best first; `clusters` largest first. `confidence` in the first
    program is None when there is none."""

    programs: tuple[Program, ...]
    clusters: tuple[Cluster, ...]
    confidence: Confidence | None


def order(problem: Problem, survivors: Sequence[Survivor], samples: int) -> Order:
    """The order of `survivors` of so many `samples`."""
    if not survivors:
        return Order((), (), None)
    known, ranking = ranked(survivors)
    programs = tuple(survivors[index].program for index in ranking.order)
    sure = confidence(problem, known, ranking, samples)
    return Order(programs, tuple(cluster(survivors)), sure)


def ranked(survivors: Sequence[Survivor]) -> tuple[Evidence, Ranking]:
    """What is known of `survivors`, and the rule's ranking of them. Time is left out: it differs
    from run to run, and equal seeds are to give equal rankings."""
    known = from_survivors(survivors)
    return known, rank(RULE, known)


async def off_loop(size: int, work: Callable[[], T]) -> T:
    """`work()` on so many survivors, in a thread where it takes long. Cancelling does not wait for
    the thread."""
    return work() if size <= INLINE_SURVIVORS else await asyncio.to_thread(work)
