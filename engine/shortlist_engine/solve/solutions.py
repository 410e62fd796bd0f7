"""The solutions as they are shown while a solve goes on."""

from __future__ import annotations

from collections.abc import Mapping

from shortlist_engine.problem import (
    MAX_CANDIDATES,
    Confidence,
    NearMiss,
    Program,
    Ranking,
    Solution,
)
from shortlist_engine.selection import PENDING, UNSTABLE
from shortlist_engine.solve.candidates import Candidate
from shortlist_engine.solve.differences import Comparison
from shortlist_engine.solve.ranking import SurvivorRanking


class Solutions:
    """Holds the best `count` survivors with their proof, from the latest ranking; `total` is the
    number of examples. `clusters` counts those of all survivors that could be compared.
    `near_misses` are shown beside them; `candidates` are all survivors, as far as an editor gets
    them."""

    def __init__(self, count: int, total: int) -> None:
        self._count = count
        self._total = total
        self.best: tuple[Solution, ...] = ()
        self.confidence: Confidence | None = None
        self.near_misses: tuple[NearMiss, ...] = ()
        self.candidates: tuple[Program, ...] = ()
        self.clusters = 0

    @property
    def event(self) -> Ranking:
        """Returns the event that shows them."""
        return Ranking(self.best, self.confidence, self.near_misses)

    @property
    def shown(self) -> tuple[object, ...]:
        """Returns what a new ranking is sent for when it changes: every solution and near miss, but
        only the level of confidence."""
        return self.best, self.confidence and self.confidence.level, self.near_misses

    def update(
        self,
        ranking: SurvivorRanking,
        comparison: Comparison,
        survivors: Mapping[int, Candidate],
    ) -> None:
        """Takes over a ranking and how its programs compare, but for those that are no longer among
        the `survivors` (by their key)."""
        self.clusters = sum(each.id not in (PENDING, UNSTABLE) for each in ranking.clusters)
        self.confidence = ranking.confidence
        cluster_of = {program.id: each for each in ranking.clusters for program in each.programs}
        passing = [each for each in ranking.programs if int(each.id, 16) in survivors]
        self.candidates = tuple(passing[:MAX_CANDIDATES])
        best: list[Solution] = []
        for program in ranking.programs:
            if len(best) == self._count:
                break
            candidate = survivors.get(int(program.id, 16))
            if candidate is None or candidate.runs is None:
                continue
            cluster = cluster_of[program.id]
            compared = 0 if cluster.id in (PENDING, UNSTABLE) else comparison.inputs
            differs = None
            if compared and best and best[0].compared and best[0].cluster_id != cluster.id:
                differs = comparison.difference(best[0].program, program)
            best.append(
                Solution(
                    rank=len(best) + 1,
                    program=program,
                    passed=self._total,
                    total=self._total,
                    runs=candidate.runs,
                    cluster_id=cluster.id,
                    cluster_size=cluster.size,
                    cluster_share=cluster.share,
                    compared=compared,
                    differs=differs,
                )
            )
        self.best = tuple(best)
