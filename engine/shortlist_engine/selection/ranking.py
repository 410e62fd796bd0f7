"""The order of submission."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shortlist_engine.problem import Cluster, Program

RankingRule = Callable[[Sequence[Cluster], int], list[Program]]
"""Clusters (largest first, best program first) and a count, to at most that many programs."""


def choose(clusters: Sequence[Cluster], count: int = 10) -> list[Program]:
    """AlphaCode's order (section 4.6): one program from each cluster, largest cluster first; when
    the clusters run out, again from the largest, skipping programs already chosen."""
    chosen: list[Program] = []
    depth = 0
    while len(chosen) < count:
        layer = [item.programs[depth] for item in clusters if depth < len(item.programs)]
        if not layer:
            break
        chosen += layer
        depth += 1
    return chosen[: max(count, 0)]
