"""One ranking of what two engines found for the same problem.

Each compared its own programs, on inputs of its own, so groups of the two are the same only where a
program stands in both. Every solution passed the examples, and none is dropped for the other's
sake.
"""

from __future__ import annotations

from dataclasses import replace

from shortlist_engine.problem import NearMiss, Ranking, Solution


def merged(before: Ranking, now: Ranking, *, newer_leads: bool, count: int) -> Ranking:
    """Returns the solutions of both, at most `count`. Those of one engine lead, with its
    confidence: of the newer one where it knows more (`newer_leads`), else of the one before."""
    if not now.solutions or not before.solutions:
        found = now if now.solutions else before
        return replace(found, near_misses=_near_misses(before, now))
    leading, other = (now, before) if newer_leads else (before, now)
    joined = _joined(leading.solutions, other.solutions)
    solutions = [*leading.solutions, *joined][:count]
    return Ranking(
        tuple(replace(each, rank=rank) for rank, each in enumerate(solutions, start=1)),
        leading.confidence,
        _near_misses(before, now),
    )


def _joined(leading: tuple[Solution, ...], other: tuple[Solution, ...]) -> list[Solution]:
    """The solutions that only the other engine has, in groups of the leading one where it has them,
    else in groups of their own, of which nothing is known but that they pass."""
    by_id = {solution.id: solution for solution in leading}
    same = {each.cluster_id: by_id[each.id] for each in other if each.id in by_id}
    joined = []
    for solution in other:
        if solution.id in by_id:
            continue
        group = same.get(solution.cluster_id)
        if group is not None:
            solution = replace(
                solution,
                cluster_id=group.cluster_id,
                cluster_size=group.cluster_size,
                cluster_share=group.cluster_share,
                compared=group.compared,
                differs=group.differs,
            )
        else:
            own = f"{solution.cluster_id}'"
            solution = replace(
                solution, cluster_id=own, cluster_share=0.0, compared=0, differs=None
            )
        joined.append(solution)
    return joined


def _near_misses(before: Ranking, now: Ranking) -> tuple[NearMiss, ...]:
    """The best of both; of one as many as there were at most."""
    found = {each.program.id: each for each in (*before.near_misses, *now.near_misses)}
    ranked = sorted(found.values(), key=lambda each: each.passed, reverse=True)
    return tuple(ranked[: max(len(before.near_misses), len(now.near_misses))])
