"""Where known programs stand among sampled ones.

A known program that passes the examples of another problem may do so by luck, and how likely that
is shows in how alike the problems are, not in how many agree. So each has a chance of its own, and
the two rankings are merged by the chance of each next program to be right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shortlist_engine.problem import Cluster, Confidence, Problem, Program
from shortlist_engine.selection import PENDING, UNSTABLE, Survivor, cluster
from shortlist_engine.selection.confidence import level_of, verdict
from shortlist_engine.selection.rules import from_survivors, rank
from shortlist_engine.solve.ranking import SurvivorRanking, rank_survivors

SAME_PROBLEM = 0.9
# By the place among the programs that were tried, as measured on held-out training problems
# (docs/library.md).
BY_PLACE = ((5, 0.2), (30, 0.12))
FARTHER = 0.03
MOST = 0.98


def chance_of(place: int, same: bool) -> float:
    """Returns how likely the program of the problem that is the `place`-th most alike, from 0, is
    right when it passes the examples; `same`: that of this very problem."""
    if same:
        return SAME_PROBLEM
    return next((chance for end, chance in BY_PLACE if place < end), FARTHER)


def rank_with_known(
    problem: Problem,
    survivors: Sequence[Survivor],
    samples: int,
    chances: Mapping[str, float],
) -> SurvivorRanking:
    """Ranks the `survivors` of so many `samples`, among them known programs, whose `chances` are
    given by their id."""
    known = [each for each in survivors if each.program.id in chances]
    if not known:
        return rank_survivors(problem, survivors, samples)
    # What is known and was sampled too is counted more than once, and is in both rankings.
    drawn = [each for each in survivors if each.program.id not in chances or each.count > 1]
    sampled = rank_survivors(problem, drawn, samples)
    order = rank("order", from_survivors(known)).order
    clusters = tuple(cluster(survivors))
    merged = _Merge(sampled, [known[index].program for index in order], clusters, chances)
    programs = merged.programs()
    return SurvivorRanking(programs, clusters, merged.confidence(programs[0]))


class _Merge:
    """Merges two rankings. A sampled program of the same cluster as a known one is likelier right
    than either by itself: they come from different sources."""

    def __init__(
        self,
        sampled: SurvivorRanking,
        known: Sequence[Program],
        clusters: Sequence[Cluster],
        chances: Mapping[str, float],
    ) -> None:
        self._sampled = sampled
        self._drawn = {program.id for program in sampled.programs}
        self._known = known
        self._chances = chances
        self._cluster_of = {
            program.id: each.id
            for each in clusters
            if each.id not in (PENDING, UNSTABLE)
            for program in each.programs
        }
        self._known_in: dict[str, Program] = {}
        for program in known:
            if name := self._cluster_of.get(program.id):
                self._known_in.setdefault(name, program)

    def programs(self) -> tuple[Program, ...]:
        """Returns all programs, the likeliest next one first; known ones that do the same as one
        before them come last."""
        left = [
            (self._sampled_chance(place), program)
            for place, program in enumerate(self._sampled.programs)
        ]
        shown = {
            name for program in self._sampled.programs if (name := self._cluster_of.get(program.id))
        }
        repeated: list[Program] = []
        for program in self._known:
            if program.id in self._drawn:
                continue
            name = self._cluster_of.get(program.id)
            if name in shown:
                repeated.append(program)
                continue
            if name is not None:
                shown.add(name)
            left.append((self._chances[program.id], program))
        # The sort is stable: neither ranking changes where its chances are equal.
        left.sort(key=lambda item: -item[0])
        return (*(program for _, program in left), *repeated)

    def confidence(self, first: Program) -> Confidence | None:
        """Returns how sure the first program is."""
        own = self._sampled.confidence
        if first.id not in self._drawn:
            chance = self._chances[first.id]
            level = level_of(chance)
            reason = (
                "a known program of this very problem passed the examples"
                if chance == SAME_PROBLEM
                else "it passed the examples, but was written for another problem, "
                + ("one very like this" if chance == BY_PLACE[0][1] else "one rather unlike this")
            )
            return Confidence(chance, level, f"{verdict(chance, level)}: {reason}.")
        partner = self._known_in.get(self._cluster_of.get(first.id, ""))
        if own is None or partner is None:
            return own
        chance = self._sampled_chance(self._sampled.programs.index(first))
        level = level_of(chance)
        reason = (
            f"the model wrote a program that is known, {partner.origin}"
            if first.id == partner.id
            else f"a sample and a program {partner.origin} give the same outputs on other inputs"
        )
        return Confidence(chance, level, f"{verdict(chance, level)}: {reason}.")

    def _sampled_chance(self, place: int) -> float:
        """Of a sampled program by its place: the further ones share what the first leaves."""
        if self._sampled.confidence is None:
            return 0.0
        own = self._sampled.confidence.chance / (place + 1)
        partner = self._known_in.get(self._cluster_of.get(self._sampled.programs[place].id, ""))
        if partner is None:
            return own
        return min(1 - (1 - own) * (1 - self._chances[partner.id]), MOST)
