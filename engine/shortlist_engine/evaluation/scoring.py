"""n@k of one problem from its facts, for every way of choosing n programs from k samples.

- `random`: any n of the k samples, nothing run. Exact (pass@n).
- `filter`: any n of those that pass the examples. Exact (`estimators.filtered_n_at_k`).
- `oracle`: all k samples. Exact (pass@k), the most that any choice can reach.
- the ranking rules of `selection.rules`, those that need generated tests only where there are any:
  the mean over `DRAWS` subsets of k samples, as many as AlphaCode draws (Li et al. 2022). They are
  drawn from those with a right survivor, whose share is exact, so that no rule beats the oracle by
  luck.

A problem with fewer than k samples counts with those that it has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field

from shortlist_engine.evaluation.estimators import filtered_n_at_k, pass_at_k
from shortlist_engine.evaluation.facts import Measurement
from shortlist_engine.evaluation.plan import PlannedProblem
from shortlist_engine.evaluation.running_tests import GeneratedTestRuns
from shortlist_engine.evaluation.sample_set import SampleSet
from shortlist_engine.evaluation.survivor_pool import SurvivorPool
from shortlist_engine.selection import Pace
from shortlist_engine.selection.confidence import estimate, support
from shortlist_engine.selection.rules import RULES, rank

DRAWS = 5
ATTEMPTS = (1, 3, 10)
DEFAULT_RULE = "shortlist"
"""The order in which `solve` shows its solutions."""
SHOWN = ("random", "filter", "alphacode", DEFAULT_RULE, "oracle")
"""What charts compare."""
_BASELINES = {"random": "any sample", "filter": "any sample that passes the examples"}
_ORACLE = {"oracle": "all samples: the most that any choice can reach"}


def known_of(entries: Collection[PlannedProblem]) -> frozenset[str]:
    """Returns what rules can use on these problems, each as `Rule.needs` calls it."""
    known = {"outcomes"}
    if any(entry.likelihoods for entry in entries):
        known.add("logprob")
    if any(entry.tests for entry in entries):
        known.add("tests")
    return frozenset(known)


def methods(known: Set[str]) -> dict[str, str]:
    """Returns the names of all ways to choose that need no more than what is known, with a
    summary."""
    rules = {
        name: rule.summary
        for name, rule in RULES.items()
        if rule.needs <= known and name not in _BASELINES
    }
    return {**_BASELINES, **rules, **_ORACLE}


def budgets(samples: int, at: Sequence[int] = ()) -> tuple[int, ...]:
    """Returns 1 and the numbers `at`, by default 1, 2, 5, 10, 20, 50 and so on, up to `samples`,
    which is the last."""
    ladder = sorted({1, *at}) if at else [d * 10**power for power in range(10) for d in (1, 2, 5)]
    return (*[k for k in ladder if k < samples], samples)


@dataclass(frozen=True)
class LanguageCounts:
    """Counts samples of one problem in one language, duplicates too, and how many of them are
    right."""

    samples: int
    right: int


@dataclass(frozen=True)
class Score:
    """Holds the scores of one problem. Counts are of samples, duplicates too: `passing` pass the
    examples, `right` are right, `right_passing` both. `values[method][n]` has one chance of being
    solved for each budget. `solved_at` is the place of the first right program in the default
    rule's order of all samples, from 1; None when there is none. `confidence` is the chance that
    would be stated of the first solution, None where there is none, and `top_right` whether that
    one is right. `languages` has the counts of each language that was asked for."""

    entry: PlannedProblem
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
    confidence: float | None = None
    top_right: bool = False
    languages: Mapping[str, LanguageCounts] = field(default_factory=dict)


def score(
    entry: PlannedProblem,
    drawn: SampleSet,
    measured: Measurement,
    ks: Sequence[int],
    names: Sequence[str] | None = None,
    tested: GeneratedTestRuns | None = None,
    paces: Mapping[int, Pace] | None = None,
) -> Score:
    """Scores the problem for each budget of `ks`, by the methods of these names (default: all that
    this problem's facts allow)."""
    counts = drawn.counts()
    facts = measured.candidates
    total = len(drawn.sequence)
    passing = sum(count for place, count in counts.items() if facts[place].survives)
    right = sum(count for place, count in counts.items() if facts[place].right)
    both = sum(
        count for place, count in counts.items() if facts[place].right and facts[place].survives
    )
    verdicts: Counter[str] = Counter()
    for place in drawn.sequence:
        verdicts["empty" if place < 0 else facts[place].examples] += 1
    names = tuple(methods(known_of([entry]))) if names is None else names
    pool = SurvivorPool(entry.name, drawn, measured, tested, paces)
    rules = [name for name in names if name in RULES and name not in _BASELINES]
    by_k = [pool.chances(rules, k, ATTEMPTS, DRAWS) for k in ks]
    exact: dict[str, Callable[[int, int], float]] = {
        "random": lambda n, k: pass_at_k(total, right, min(n, k)),
        "filter": lambda n, k: filtered_n_at_k(n, k, total, passing, both),
        "oracle": lambda n, k: pass_at_k(total, right, k),
    }
    values = {
        name: {
            n: tuple(
                exact[name](n, min(k, total)) if name in exact else chances[name][n]
                for k, chances in zip(ks, by_k, strict=True)
            )
            for n in ATTEMPTS
        }
        for name in names
    }
    return Score(
        entry,
        total,
        len(drawn.programs),
        passing,
        right,
        both,
        drawn.tokens,
        drawn.cut,
        dict(verdicts),
        {**measured.seconds, **({"tests": tested.seconds} if tested else {})},
        {**measured.cpu_ms, **({"tests": tested.cpu_ms} if tested else {})},
        measured.failures + (tested.failures if tested else 0),
        values,
        pool.first_right(DEFAULT_RULE),
        *_confidence(entry, pool, total),
        _by_language(entry, drawn, measured),
    )


def _by_language(
    entry: PlannedProblem, drawn: SampleSet, measured: Measurement
) -> dict[str, LanguageCounts]:
    samples: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for place, count in drawn.counts().items():
        language = drawn.programs[place].language
        samples[language] += count
        right[language] += count * measured.candidates[place].right
    languages = dict.fromkeys((*entry.languages, *samples))
    return {name: LanguageCounts(samples[name], right[name]) for name in languages}


def _confidence(
    entry: PlannedProblem, pool: SurvivorPool, samples: int
) -> tuple[float | None, bool]:
    """What a solve would state of its first solution, and whether that is right."""
    if not len(pool.evidence):
        return None, False
    ranking = rank(DEFAULT_RULE, pool.evidence)
    found = support(
        pool.evidence,
        ranking,
        samples,
        examples=entry.examples,
        several_answers=entry.several_answers,
    )
    return estimate(found), bool(pool.right[ranking.order[0]])
