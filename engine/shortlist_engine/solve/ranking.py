"""Ranks survivors by everything that is known of them: clusters, rule and confidence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from shortlist_engine.problem import Cluster, Confidence, Problem, Program
from shortlist_engine.selection import Survivor, cluster
from shortlist_engine.selection.confidence import confidence
from shortlist_engine.selection.rules import CandidateRanking, Evidence, from_survivors, rank

RULE = "shortlist"
# Work on more survivors than this goes to a thread, so that a cancel is still seen in time.
INLINE_SURVIVORS = 256
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class SurvivorRanking:
    """Orders survivors: `programs` are all survivors, best first; `clusters` largest first.
    `confidence` in the first program is None when there is none."""

    programs: tuple[Program, ...]
    clusters: tuple[Cluster, ...]
    confidence: Confidence | None


def rank_survivors(
    problem: Problem, survivors: Sequence[Survivor], samples: int
) -> SurvivorRanking:
    """Ranks the `survivors` of so many `samples`."""
    if not survivors:
        return SurvivorRanking((), (), None)
    known, ranking = apply_rule(survivors)
    programs = tuple(survivors[index].program for index in ranking.order)
    how_sure = confidence(problem, known, ranking, samples)
    return SurvivorRanking(programs, tuple(cluster(survivors)), how_sure)


def apply_rule(survivors: Sequence[Survivor]) -> tuple[Evidence, CandidateRanking]:
    """Returns what is known of `survivors`, and the ranking that the rule makes of it. Time is left
    out: it differs from run to run, and equal seeds are to give equal rankings."""
    known = from_survivors(survivors)
    return known, rank(RULE, known)


async def offload(size: int, work: Callable[[], T]) -> T:
    """Returns the result of `work()` on so many survivors, computed in a thread where it takes
    long, so that the event loop goes on. Cancelling does not wait for the thread."""
    return work() if size <= INLINE_SURVIVORS else await asyncio.to_thread(work)
