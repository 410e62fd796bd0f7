"""Problems with known answers as a solve would see them: one point for each problem and budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.selection import runs
from benchmarks.selection.pools import LabelledPool
from shortlist_engine.evaluation.plan import load_plan
from shortlist_engine.selection.confidence import Support, support
from shortlist_engine.selection.rules import Evidence, rank

RULE = "shortlist"
BUDGETS = (4, 8, 16, 50, 200, 1000)
INPUTS_KNOWN = (0, 5, None)


@dataclass(frozen=True)
class Point:
    """What a solve knew, and whether the first solution was right. Points of one `problem` are not
    independent, nor are pools of one `source`: the same samples seen in different ways. `whole` is
    the point that a user would see at the end of a solve with all samples of the pool; `ends`, at
    the end of one with so many as the point has."""

    pool: str
    source: str
    problem: str
    found: Support
    right: bool
    whole: bool
    ends: bool = False


@dataclass(frozen=True, eq=False)
class Survivors:
    """The survivors of one problem with this many `examples`, which of them are `right` (N,), and
    the sequence of samples: positions of survivors, -1 for a sample that did not survive. Without
    `ends` it is only for fitting: a user would not see it at the end of a solve."""

    pool: str
    source: str
    id: str
    examples: int
    evidence: Evidence
    right: npt.NDArray[np.bool_]
    sequence: npt.NDArray[np.int64]
    ends: bool = True


def of_runs(folders: Sequence[Path]) -> Iterator[Survivors]:
    """The problems of runs of `shortlist eval`, as far as they are measured, and the same as if
    their statements had their first examples only, or none. Problems that accept several answers
    are left out: their labels are not reliable. Raises RunError when a folder holds no run."""
    for folder in folders:
        plan = load_plan(folder)
        source = f"{plan.model}: {', '.join(plan.datasets)}"
        entries = {entry.name: entry for entry in plan.entries if not entry.several_answers}
        for pool in runs.pools(folder):
            entry = entries.get(pool.id)
            if entry is None:
                continue
            yield survivors(pool, folder.name, source, entry.examples)
            for examples in range(entry.examples):
                weaker = survivors(
                    with_fewer_examples(pool, examples),
                    f"{folder.name}, fewer examples",
                    source,
                    examples,
                )
                yield replace(weaker, ends=0 < examples == entry.examples - 1)


def survivors(pool: LabelledPool, name: str, source: str, examples: int) -> Survivors:
    """What a solve would see of the pool; samples that failed come at random places."""
    kept = np.flatnonzero(pool.evidence.passes_examples)
    some = pool.evidence.take(kept)
    sequence = np.repeat(np.arange(len(kept)), some.counts)
    failed = max(pool.samples - len(sequence), 0)
    sequence = np.concatenate([sequence, np.full(failed, -1, np.int64)])
    np.random.default_rng(list(pool.id.encode())).shuffle(sequence)
    name_of_problem = pool.id.split(": ")[-1]
    return Survivors(name, source, name_of_problem, examples, some, pool.correct[kept], sequence)


def with_fewer_examples(pool: LabelledPool, examples: int) -> LabelledPool:
    """As if the statement had its first examples only. Programs that fail another were not run on
    generated inputs, so nothing is known of any."""
    known = pool.evidence
    weaker = replace(
        known,
        examples=known.examples[:, :examples],
        outcomes=np.zeros((len(known), 0), np.uint64),
        stable=np.ones(len(known), np.bool_),
        ended=np.zeros(len(known), np.int64),
        late=np.zeros(len(known), np.bool_),
    )
    return replace(pool, evidence=weaker)


def points(pool: Survivors) -> Iterator[Point]:
    """Points with the whole pool and with random parts of it, with all inputs and with fewer. None
    where nothing survives: then there is no solution to be sure of."""
    total = len(pool.sequence)
    budgets = [budget for budget in BUDGETS if budget < 0.8 * total] + [total]
    rng = np.random.default_rng(list(pool.id.encode()))
    for budget in budgets:
        whole = budget == total
        chosen = pool.sequence
        if not whole:
            chosen = chosen[np.sort(rng.choice(total, budget, replace=False))]
        for inputs in INPUTS_KNOWN if pool.evidence.outcomes.shape[1] else (None,):
            point = _point(pool, chosen, inputs)
            if point is not None:
                ends = pool.ends and inputs is None
                yield replace(point, whole=ends and whole, ends=ends)


def _point(pool: Survivors, chosen: npt.NDArray[np.int64], inputs: int | None) -> Point | None:
    index = np.flatnonzero(chosen >= 0)
    found, first, counts = np.unique(chosen[index], return_index=True, return_counts=True)
    if not len(found):
        return None
    some = replace(pool.evidence.take(found), counts=counts, first=index[first])
    if inputs is not None:
        some = replace(some, outcomes=some.outcomes[:, :inputs])
    ranking = rank(RULE, some)
    known = support(some, ranking, len(chosen), examples=pool.examples)
    right = bool(pool.right[found[ranking.order[0]]])
    return Point(pool.pool, pool.source, pool.id, known, right, False)
