"""n@k of one problem from its facts, for every way of choosing n programs from k samples.

- `random`: any n of the k samples, nothing run. Exact (pass@n).
- `filter`: any n of those that pass the examples. Exact (`estimators.filtered_n_at_k`).
- `oracle`: all k samples. Exact (pass@k), the most that any choice can reach.
- the ranking rules of `selection.rules` that need nothing but what a solve knows: the mean over
  `DRAWS` subsets of k samples, as many as AlphaCode draws (Li et al. 2022). They are drawn from
  those with a right survivor, whose share is exact, so that no rule beats the oracle by luck.

A problem with fewer than k samples counts with those that it has.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from shortlist_engine.evaluation.drawing import Draw
from shortlist_engine.evaluation.estimators import filtered_n_at_k, hypergeometric, pass_at_k
from shortlist_engine.evaluation.facts import Measured
from shortlist_engine.evaluation.plan import Entry
from shortlist_engine.selection.rules import RULES, Evidence, encode, evidence, rank

DRAWS = 5
ATTEMPTS = (1, 3, 10)
DEFAULT_RULE = "alphacode"
"""What `solve` does: `selection.cluster` and `selection.choose`."""
_BASELINES = {"random": "any sample", "filter": "any sample that passes the examples"}
_ORACLE = {"oracle": "all samples: the most that any choice can reach"}
_KNOWN_IN_A_SOLVE = {"outcomes", "logprob"}


def methods() -> dict[str, str]:
    """The names of all ways to choose, with a summary."""
    rules = {
        name: rule.summary
        for name, rule in RULES.items()
        if rule.needs <= _KNOWN_IN_A_SOLVE and name not in _BASELINES
    }
    return {**_BASELINES, **rules, **_ORACLE}


def budgets(samples: int) -> tuple[int, ...]:
    """1, 2, 5, 10, 20, 50 and so on up to `samples`, which is the last."""
    ladder = [digit * 10**power for power in range(10) for digit in (1, 2, 5)]
    return (*[k for k in ladder if k < samples], samples)


@dataclass(frozen=True)
class Score:
    """One problem. Counts are of samples, duplicates too: `passing` pass the examples, `right` are
    right, `right_passing` both. `values[method][n]` has one chance of being solved for each
    budget. `solved_at` is the place of the first right program in the default rule's order of all
    samples, from 1; None when there is none."""

    entry: Entry
    samples: int
    unique: int
    passing: int
    right: int
    right_passing: int
    tokens: int
    cut: int
    verdicts: Mapping[str, int]
    seconds: Mapping[str, float]
    cpu_ms: Mapping[str, float]
    failures: int
    values: Mapping[str, Mapping[int, tuple[float, ...]]]
    solved_at: int | None


def score(
    entry: Entry,
    draw: Draw,
    measured: Measured,
    ks: Sequence[int],
    names: Iterable[str] | None = None,
) -> Score:
    """Scores the problem for each budget of `ks`, by the methods of these names (default: all)."""
    counts = draw.counts()
    facts = measured.candidates
    total = len(draw.sequence)
    passing = sum(count for place, count in counts.items() if facts[place].survives)
    right = sum(count for place, count in counts.items() if facts[place].right)
    both = sum(
        count for place, count in counts.items() if facts[place].right and facts[place].survives
    )
    verdicts: Counter[str] = Counter()
    for place in draw.sequence:
        verdicts["empty" if place < 0 else facts[place].examples] += 1
    pool = _Pool(entry, draw, measured)
    values: dict[str, dict[int, tuple[float, ...]]] = {}
    for name in names if names is not None else methods():
        if name == "random":
            by_n = {n: [pass_at_k(total, right, min(n, k, total)) for k in ks] for n in ATTEMPTS}
        elif name == "oracle":
            by_n = {n: [pass_at_k(total, right, min(k, total)) for k in ks] for n in ATTEMPTS}
        elif name == "filter":
            by_n = {
                n: [filtered_n_at_k(n, min(k, total), total, passing, both) for k in ks]
                for n in ATTEMPTS
            }
        else:
            by_k = [pool.chances(name, k) for k in ks]
            by_n = {n: [chances[n] for chances in by_k] for n in ATTEMPTS}
        values[name] = {n: tuple(chances) for n, chances in by_n.items()}
    return Score(
        entry,
        total,
        len(draw.programs),
        passing,
        right,
        both,
        draw.tokens,
        draw.cut,
        dict(verdicts),
        measured.seconds,
        measured.cpu_ms,
        measured.failures,
        values,
        pool.first_right(DEFAULT_RULE),
    )


class _Pool:
    """The survivors of one problem as the rules see them."""

    def __init__(self, entry: Entry, draw: Draw, measured: Measured) -> None:
        self._name = entry.name
        self._sequence = np.asarray(draw.sequence, dtype=np.int64)
        facts = measured.candidates
        # Survivors beyond what takes part in clustering have no outcomes.
        known = [place for place, item in enumerate(facts) if item.survives and item.outcomes]
        kept = known or [place for place, item in enumerate(facts) if item.survives]
        self._place = np.full(len(facts) + 1, -1, np.int64)  # the last for empty samples
        self._place[kept] = np.arange(len(kept))
        self._right = np.array([facts[place].right for place in kept], np.bool_)
        self._evidence = self._all_known(draw, measured, kept)
        places = self._place[self._sequence]
        hit = (places >= 0) & np.append(self._right, False)[places]
        self._hits: list[int] = np.flatnonzero(hit).tolist()
        self._others: list[int] = np.flatnonzero(~hit).tolist()

    def _all_known(self, draw: Draw, measured: Measured, kept: list[int]) -> Evidence:
        facts, programs = measured.candidates, draw.programs
        table = (*measured.outcomes, None)  # -1 is the last: not known
        rows = [[table[code] for code in facts[place].outcomes] for place in kept]
        return evidence(
            encode(rows) if kept else np.zeros((0, 0)),
            logprob=[programs[place].logprob for place in kept],
            tokens=[programs[place].tokens for place in kept],
            length=[len(programs[place].source) for place in kept],
            time_ms=[facts[place].input_cpu_ms for place in kept],
            stable=[facts[place].stable for place in kept],
        )

    def first_right(self, rule: str) -> int | None:
        order = self._order(rule, self._sequence)
        hits = np.flatnonzero(self._right[order])
        return int(hits[0]) + 1 if len(hits) else None

    def chances(self, rule: str, k: int) -> dict[int, float]:
        """For each number of attempts the chance that one of the first programs is right."""
        total = len(self._sequence)
        if not self._right.any():
            return dict.fromkeys(ATTEMPTS, 0.0)
        if self._right.all():  # then any survivor will do
            survivors = int((self._place[self._sequence] >= 0).sum())
            return dict.fromkeys(ATTEMPTS, pass_at_k(total, survivors, min(k, total)))
        rng = random.Random(f"{self._name}/{k}")
        solved = dict.fromkeys(ATTEMPTS, 0)
        draws = 1 if k >= total else DRAWS
        for _ in range(draws):
            chosen = self._sequence if k >= total else self._sequence[self._with_a_right(k, rng)]
            right = self._right[self._order(rule, chosen)]
            for n in ATTEMPTS:
                solved[n] += bool(right[:n].any())
        possible = pass_at_k(total, len(self._hits), min(k, total))
        return {n: possible * count / draws for n, count in solved.items()}

    def _with_a_right(self, k: int, rng: random.Random) -> list[int]:
        """k positions in the sequence, uniform among the sets with a right survivor."""
        total, right = len(self._sequence), len(self._hits)
        numbers = range(1, min(k, right) + 1)
        chances = [hypergeometric(number, total, right, k) for number in numbers]
        (number,) = rng.choices(numbers, chances)
        chosen = rng.sample(self._hits, number) + rng.sample(self._others, k - number)
        return sorted(chosen)

    def _order(self, rule: str, sequence: np.ndarray) -> np.ndarray:
        """The survivors among these samples, best first: int array of positions."""
        places = self._place[sequence]
        index = np.flatnonzero(places >= 0)
        found, first, counts = np.unique(places[index], return_index=True, return_counts=True)
        if not len(found):
            return found
        some = replace(self._evidence.take(found), counts=counts, first=index[first])
        return found[rank(rule, some).order]
