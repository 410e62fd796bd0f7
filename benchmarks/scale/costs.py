"""What problems cost, taken from a real run, and what the driver does for each sample."""

from __future__ import annotations

import gzip
import json
import math
import pickle
import random
import time
from dataclasses import dataclass
from pathlib import Path

from shortlist_engine.evaluation.evaluator import EvaluatedProblem, evaluated, store_of
from shortlist_engine.evaluation.facts import samples_to_json
from shortlist_engine.evaluation.plan import load_plan
from shortlist_engine.evaluation.sample_set import SampleSet, merged
from shortlist_engine.problem import Program
from shortlist_engine.solve.candidates import MAX_SURVIVORS


@dataclass(frozen=True)
class ProblemCosts:
    """Holds what one problem costs in core-seconds: to draw a sample, to run a distinct program on
    the examples, what each survivor costs after that, and what there is to do once. Of n samples
    `n ** distinct` programs differ, and `passing` of these pass the examples."""

    draw_s: float
    examples_s: float
    survivor_s: float
    once_s: float
    distinct: float
    passing: float

    def programs(self, samples: int) -> int:
        """Returns how many distinct programs there are among so many samples."""
        return max(1, round(samples**self.distinct))

    def rest_s(self, samples: int) -> float:
        """Returns the core-seconds of what follows the examples, which one node does."""
        survivors = min(MAX_SURVIVORS, self.passing * self.programs(samples))
        return self.once_s + survivors * self.survivor_s


@dataclass(frozen=True)
class DriverCosts:
    """Holds what the driver does for each sample, in seconds: taking a piece in, merging and
    storing. `wire` and `disk` are bytes for each distinct program, `held` those in memory."""

    sample_s: float
    wire: float
    disk: float
    held: float
    piece_s: float = 0.004


def costs_of(folder: Path, share: float = 1.0) -> list[ProblemCosts]:
    """Returns the costs of the problems of a run in `folder`, which was measured on one core with
    `--jobs 1 --workers 1`, so that wall time is core time; on a busy machine `share` of it is."""
    store = store_of(folder)
    return [
        _costs(item, share) for item in evaluated(store, load_plan(folder)) if item.samples.programs
    ]


def _costs(item: EvaluatedProblem, share: float) -> ProblemCosts:
    samples, programs = len(item.samples.sequence), len(item.samples.programs)
    seconds, facts = item.measured.seconds, item.measured.candidates
    survivors = sum(each.survives for each in facts)
    after = seconds.get("inputs", 0.0) + seconds.get("judging", 0.0)
    paced = item.paced.seconds if item.paced else 0.0
    return ProblemCosts(
        share * seconds["sampling"] / samples,
        share * seconds["examples"] / programs,
        share * after / max(1, survivors),
        share * paced,
        math.log(max(2, programs)) / math.log(max(2, samples)),
        survivors / programs,
    )


def driver_costs(folder: Path, programs: int = 20_000) -> DriverCosts:
    """Measures what the driver does with distinct programs as long as those of a run in `folder`;
    what they take on the disk is what those take."""
    source, disk = _sources(folder)
    rng = random.Random(1)
    made = tuple(
        Program("python", f"{rng.choice(source)}\n# {number}", -30.0, 90)
        for number in range(programs)
    )
    pieces = [made[first : first + 2_000] for first in range(0, programs, 2_000)]
    parts = [SampleSet(piece, tuple(range(len(piece)))) for piece in pieces]
    sent = [pickle.dumps(part) for part in parts]
    started = time.process_time()
    whole = merged([pickle.loads(part) for part in sent])
    document = json.dumps(samples_to_json(whole), separators=(",", ":")).encode()
    gzip.compress(document, 6)
    seconds = time.process_time() - started
    text = sum(len(program.source) for program in made)
    overhead = 250  # bytes of a Program beside its text
    return DriverCosts(
        seconds / programs,
        sum(map(len, sent)) / programs,
        disk,
        text / programs + overhead,
    )


def _sources(folder: Path) -> tuple[list[str], float]:
    """The programs of a run, and the bytes of its facts for each."""
    store = store_of(folder)
    source = [
        program.source
        for item in evaluated(store, load_plan(folder))
        for program in item.samples.programs
    ]
    size = sum(path.stat().st_size for path in store.folder.rglob("*.json.gz"))
    return source, size / max(1, len(source))
