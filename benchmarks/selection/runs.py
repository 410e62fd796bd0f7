"""Samples of a model with what they did: the facts that `shortlist eval` keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from benchmarks.selection.pools import LabelledPool, without_invalid
from shortlist_engine.evaluation.evaluator import evaluated, store_of
from shortlist_engine.evaluation.facts import CandidateFacts, Measurement
from shortlist_engine.evaluation.plan import load_plan
from shortlist_engine.evaluation.sample_set import SampleSet
from shortlist_engine.selection import Pace
from shortlist_engine.selection.rules import encode, evidence


def pools(folder: Path) -> Iterator[LabelledPool]:
    """One pool for each problem of a run that is measured and judged. Raises RunError when the
    folder holds no run."""
    for item in evaluated(store_of(folder), load_plan(folder)):
        entry, paces = item.entry, item.paced.by_place if item.paced else {}
        found = labelled_pool(entry.name, entry.examples, item.samples, item.measured, paces)
        yield without_invalid(found)


def labelled_pool(
    name: str,
    examples: int,
    drawn: SampleSet,
    measured: Measurement,
    paces: Mapping[int, Pace] | None = None,
) -> LabelledPool:
    """The distinct programs of a sample set as candidates; empty samples count as drawn only."""
    counts = drawn.counts()
    facts, programs = measured.candidates, drawn.programs
    first: dict[int, int] = {}
    for index, place in enumerate(drawn.sequence):
        first.setdefault(place, index)
    places = sorted(counts)
    table = (*measured.outcomes, None)  # -1 is the last: not known
    unknown = (None,) * len(measured.inputs)
    rows = [[table[code] for code in facts[place].outcomes] or unknown for place in places]
    known = evidence(
        encode(rows),
        counts=[counts[place] for place in places],
        first=[first[place] for place in places],
        examples=np.array([_passed(facts[place], examples) for place in places], np.bool_).reshape(
            len(places), max(examples, 1)
        ),
        logprob=np.array([programs[place].logprob for place in places], np.float64),  # None: NaN
        tokens=[programs[place].tokens for place in places],
        length=[len(programs[place].source) for place in places],
        time_ms=[facts[place].input_cpu_ms for place in places],
        stable=[facts[place].stable for place in places],
        ended=[(paces or {}).get(place, Pace()).ended for place in places],
        late=[(paces or {}).get(place, Pace()).late for place in places],
    )
    right = np.array([facts[place].right for place in places], np.bool_)
    return LabelledPool(name, known, right, len(drawn.sequence))


def _passed(facts: CandidateFacts, examples: int) -> list[bool]:
    """Which examples it passes; those after the first that failed were not run."""
    if facts.survives:
        return [True] * max(examples, 1)
    passed = min(facts.passed, max(examples, 1) - 1)
    return [index < passed for index in range(max(examples, 1))]
