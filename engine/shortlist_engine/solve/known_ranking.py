"""Where known programs stand among sampled ones.

A known program that passes the examples of another problem may do so by luck, and how likely that
is shows in how alike the problems are, not in how many agree. So each has a chance of its own, and
the two rankings are merged by the chance of each next program to be right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shortlist_engine.problem import Cluster, Confidence, Problem, Program
from shortlist_engine.selection import PENDING, UNSTABLE, Survivor, cluster
from shortlist_engine.selection.confidence import MOST_UNPROVEN, if_late, level_of, verdict
from shortlist_engine.selection.confidence.wording import CHANGING, TOO_SLOW
from shortlist_engine.selection.rules import from_survivors, rank
from shortlist_engine.solve.ranking import SurvivorRanking, rank_survivors

SAME_PROBLEM = 0.9
# By the place among the programs that were tried, as estimated in docs/library.md.
BY_PLACE = ((5, 0.2), (30, 0.12))
FARTHER = 0.03
MOST = 0.98


@dataclass(frozen=True)
class Likeness:
    """Says how like this problem that of a known program is: the `place`-th most alike of those
    that were tried, from 0; `same` when it is this very problem."""

    place: int
    same: bool = False

    @property
    def chance(self) -> float:
        """Returns how likely the program is right when it passes the examples."""
        if self.same:
            return SAME_PROBLEM
        return next((chance for end, chance in BY_PLACE if self.place < end), FARTHER)

    @property
    def reason(self) -> str:
        """Says of a program that passes the examples why it is as likely right."""
        if self.same:
            return "a known program of this very problem passed the examples"
        near = self.place < BY_PLACE[0][0]
        return "it passed the examples, but was written for another problem, " + (
            "one very like this" if near else "one rather unlike this"
        )


def rank_with_known(
    problem: Problem,
    survivors: Sequence[Survivor],
    samples: int,
    likeness: Mapping[str, Likeness],
) -> SurvivorRanking:
    """Ranks the `survivors` of so many `samples`, among them known programs, whose `likeness` is
    given by their id."""
    known = [each for each in survivors if each.program.id in likeness]
    if not known:
        return rank_survivors(problem, survivors, samples)
    # What is known and was sampled too is in both rankings.
    drawn = [each for each in survivors if each.count or each.program.id not in likeness]
    sampled = rank_survivors(problem, drawn, samples)
    clusters = tuple(cluster(survivors))
    merged = _Merge(sampled, known, clusters, survivors, likeness)
    programs = merged.programs()
    return SurvivorRanking(programs, clusters, merged.confidence(programs[0]))


class _Merge:
    """Merges two rankings. A sampled program of the same cluster as a known one is likelier right
    than either by itself: they come from different sources. One that is too slow for large inputs,
    or changes from run to run, stands for no other, and is likely wrong in either ranking."""

    def __init__(
        self,
        sampled: SurvivorRanking,
        known: Sequence[Survivor],
        clusters: Sequence[Cluster],
        survivors: Sequence[Survivor],
        likeness: Mapping[str, Likeness],
    ) -> None:
        self._own = sampled.confidence
        self._sampled = {program.id: program for program in sampled.programs}
        self._likeness = likeness
        self._faults = {each.program.id: fault for each in survivors if (fault := _fault(each))}
        self._cluster_of = {
            program.id: each.id
            for each in clusters
            if each.id not in (PENDING, UNSTABLE)
            for program in each.programs
        }
        order = rank("order", from_survivors(known)).order
        found = {(each := known[index].program).id: each for index in order}
        faultless_first = sorted(found, key=lambda name: name in self._faults)
        self._known = {name: found[name] for name in faultless_first}
        self._known_in: dict[str, str] = {}
        for name in self._known:
            if cluster_id := self._cluster_of.get(name):
                self._known_in.setdefault(cluster_id, name)
        self._chances = {
            name: self._sampled_chance(place, name) for place, name in enumerate(self._sampled)
        }
        self._best_in: dict[str, float] = {}
        for name, chance in self._chances.items():
            if cluster_id := self._cluster_of.get(name):
                self._best_in[cluster_id] = max(chance, self._best_in.get(cluster_id, 0.0))

    def programs(self) -> tuple[Program, ...]:
        """Returns all programs, the likeliest next one first; known ones that do the same as a
        better one before them come last."""
        left = [(-chance, name in self._faults, name) for name, chance in self._chances.items()]
        shown = {self._cluster_of.get(name) for name in self._sampled if name not in self._faults}
        repeated: list[str] = []
        for name in self._known:
            if name in self._sampled:
                continue
            cluster_id = self._cluster_of.get(name)
            if cluster_id is not None and cluster_id in shown:
                repeated.append(name)
                continue
            shown.add(cluster_id)
            left.append((-self._known_chance(name), name in self._faults, name))
        # The sort is stable: neither ranking changes where its chances are equal.
        left.sort(key=lambda item: item[:2])
        names = [*(name for *_, name in left), *repeated]
        return tuple(self._sampled.get(name) or self._known[name] for name in names)

    def confidence(self, first: Program) -> Confidence | None:
        """Returns how sure the first program is."""
        name, partner = first.id, self._partner(first.id)
        if name not in self._sampled:
            chance, reason = self._known_chance(name), self._likeness[name].reason
        elif self._own is None or partner is None:
            return self._own
        else:
            chance, origin = self._chances[name], self._known[partner].origin
            reason = (
                f"the model wrote a program that is known, {origin}"
                if name == partner
                else f"a sample and a program {origin} give the same outputs on other inputs"
            )
        level = level_of(chance)
        reason = self._faults.get(name, reason)
        return Confidence(chance, level, f"{verdict(chance, level)}: {reason}.")

    def _partner(self, name: str) -> str | None:
        """A known program that does the same."""
        return self._known_in.get(self._cluster_of.get(name, ""))

    def _sampled_chance(self, place: int, name: str) -> float:
        """Of a sampled program by its place: the further ones share what the first leaves."""
        if self._own is None:
            return 0.0
        chance = self._own.chance / (place + 1)
        partner = self._partner(name)
        if partner is not None:
            chance = min(1 - (1 - chance) * (1 - self._likeness[partner].chance), MOST)
        return min(chance, MOST_UNPROVEN) if name in self._faults else chance

    def _known_chance(self, name: str) -> float:
        """Of a known program that was not sampled: not less than that of a sampled one that does
        the same too slowly."""
        chance, fault = self._likeness[name].chance, self._faults.get(name)
        if fault is None:
            return max(chance, self._best_in.get(self._cluster_of.get(name, ""), 0.0))
        return if_late(chance) if fault == TOO_SLOW else min(chance, MOST_UNPROVEN)


def _fault(survivor: Survivor) -> str | None:
    """What is wrong with a program that passes the examples, as far as it shows."""
    if not survivor.stable:
        return CHANGING
    return TOO_SLOW if survivor.pace.late else None
