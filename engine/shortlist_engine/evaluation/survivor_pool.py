"""The survivors of one problem as the ranking rules see them, and what the rules make of them when
only k of the samples had been drawn."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from shortlist_engine.evaluation.estimators import hypergeometric, pass_at_k
from shortlist_engine.evaluation.facts import Measurement
from shortlist_engine.evaluation.running_tests import GeneratedTestRuns
from shortlist_engine.evaluation.sample_set import SampleSet
from shortlist_engine.selection import Pace, Survivor
from shortlist_engine.selection.rules import Evidence, encode, from_survivors, rank


class SurvivorPool:
    """Holds the survivors of a problem: `evidence` is about the survivors among all samples;
    `right` (N,) says which are right, and `places` at which positions of the samples they are.
    `paces` are known of programs at some positions. `name` seeds what is drawn at random."""

    def __init__(
        self,
        name: str,
        drawn: SampleSet,
        measured: Measurement,
        tested: GeneratedTestRuns | None,
        paces: Mapping[int, Pace] | None = None,
    ) -> None:
        facts = measured.candidates
        self._name = name
        self._sequence = np.asarray(drawn.sequence, dtype=np.int64)
        kept = list(survivor_places(measured))
        self.places = tuple(kept)
        self._place = np.full(len(facts) + 1, -1, np.int64)  # the last for empty samples
        self._place[kept] = np.arange(len(kept))
        self.right: npt.NDArray[np.bool_] = np.array([facts[place].right for place in kept], bool)
        self.evidence = _evidence(drawn, measured, tested, kept, paces or {})
        places = self._place[self._sequence]
        hit = (places >= 0) & np.append(self.right, False)[places]
        self._hits: list[int] = np.flatnonzero(hit).tolist()
        self._others: list[int] = np.flatnonzero(~hit).tolist()

    def first_right(self, rule: str) -> int | None:
        """Returns the place of the first right program in the rule's order, from 1; None without
        one."""
        hits = np.flatnonzero(self.right[rank(rule, self.evidence).order])
        return int(hits[0]) + 1 if len(hits) else None

    def chances(
        self, rules: Sequence[str], k: int, attempts: Iterable[int], draws: int
    ) -> dict[str, dict[int, float]]:
        """Returns for each rule and number of attempts the chance that one of the first programs in
        its order of k samples is right: exact where every order gives the same, else the mean over
        `draws` subsets of k samples that hold a right survivor."""
        total = len(self._sequence)
        k = min(k, total)
        possible = pass_at_k(total, len(self._hits), k)
        if not self._hits:
            return {rule: dict.fromkeys(attempts, 0.0) for rule in rules}
        if k == 1:
            return {rule: dict.fromkeys(attempts, possible) for rule in rules}
        if self.right.all():  # then any survivor will do
            survivors = int((self._place[self._sequence] >= 0).sum())
            found = pass_at_k(total, survivors, k)
            return {rule: dict.fromkeys(attempts, found) for rule in rules}
        draws = 1 if k == total else draws
        solved = {rule: dict.fromkeys(attempts, 0) for rule in rules}
        for right, some in self._subsets(k, draws):
            for rule in rules:
                hits = right[rank(rule, some).order] if not right.all() else right
                for n in attempts:
                    solved[rule][n] += bool(hits[:n].any())
        return {
            rule: {n: possible * count / draws for n, count in by_n.items()}
            for rule, by_n in solved.items()
        }

    def _subsets(self, k: int, draws: int) -> Iterator[tuple[npt.NDArray[np.bool_], Evidence]]:
        """For each subset of k samples: which of its survivors are right, and the evidence."""
        rng = random.Random(f"{self._name}/{k}")
        for _ in range(draws):
            if k == len(self._sequence):
                yield self.right, self.evidence
                continue
            sequence = self._sequence[self._with_a_right(k, rng)]
            places = self._place[sequence]
            index = np.flatnonzero(places >= 0)
            found, first, counts = np.unique(places[index], return_index=True, return_counts=True)
            some = replace(self.evidence.take(found), counts=counts, first=index[first])
            yield self.right[found], some

    def _with_a_right(self, k: int, rng: random.Random) -> list[int]:
        """k positions in the sequence, uniform among the sets with a right survivor."""
        total, right = len(self._sequence), len(self._hits)
        numbers = range(1, min(k, right) + 1)
        chances = [hypergeometric(number, total, right, k) for number in numbers]
        (number,) = rng.choices(numbers, chances)
        chosen = rng.sample(self._hits, number) + rng.sample(self._others, k - number)
        return sorted(chosen)


def survivor_places(measured: Measurement) -> tuple[int, ...]:
    """Returns the positions of the programs that pass the examples and take part in clustering,
    where any do: those beyond have no outcomes."""
    passing = [place for place, item in enumerate(measured.candidates) if item.survives]
    known = [place for place in passing if measured.candidates[place].outcomes]
    return tuple(known or passing)


def survivors_of(
    drawn: SampleSet, measured: Measurement, paces: Mapping[int, Pace] | None = None
) -> list[Survivor]:
    """Returns the programs of `survivor_places` as a solve has them."""
    counts = drawn.counts()
    first: dict[int, int] = {}
    for index, place in enumerate(drawn.sequence):
        first.setdefault(place, index)
    table = (*measured.outcomes, None)  # -1 is the last: not known
    return [
        Survivor(
            drawn.programs[place],
            counts[place],
            first[place],
            tuple(table[code] for code in measured.candidates[place].outcomes),
            measured.candidates[place].stable,
            (paces or {}).get(place, Pace()),
        )
        for place in survivor_places(measured)
    ]


def _evidence(
    drawn: SampleSet,
    measured: Measurement,
    tested: GeneratedTestRuns | None,
    kept: Sequence[int],
    paces: Mapping[int, Pace],
) -> Evidence:
    """As a solve has it, and what generated tests showed beside."""
    found = from_survivors(survivors_of(drawn, measured, paces))
    if tested is None:
        return found
    return _with_tests(found, tested, kept)


def _with_tests(found: Evidence, tested: GeneratedTestRuns, kept: Sequence[int]) -> Evidence:
    at = {place: index for index, place in enumerate(tested.places)}
    table = (*tested.table, None)
    unknown = (-1,) * len(tested.inputs)
    rows = [
        [table[code] for code in (tested.outcomes[at[place]] if place in at else unknown)]
        for place in kept
    ]
    passes = np.zeros((len(kept), len(tested.counts)), np.bool_)
    for index, place in enumerate(kept):
        if place in at:
            passes[index] = [bit == "1" for bit in tested.passes[at[place]]]
    codes = encode(rows) if rows else np.zeros((0, len(tested.inputs)), np.uint64)
    return replace(
        found,
        outcomes=np.hstack([found.outcomes, codes]),
        tests=passes,
        test_counts=np.array(tested.counts, np.int64),
    )
