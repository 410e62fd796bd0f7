"""What accepted and faulty programs do on the inputs that each way makes."""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.data import content_key, place
from shortlist_engine.datasets.common import LabelledProgram, read_labelled
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.files import write_whole
from shortlist_engine.inputs import generate_inputs, mutate_inputs
from shortlist_engine.problem import Limits, Problem, Program, Verdict
from shortlist_engine.selection import Outcome, outcome
from shortlist_engine.selection.rules import encode
from shortlist_engine.selection.rules.evidence import FIRST_OUTPUT, UNKNOWN, Codes

COUNTS = (25, 50)
UNSTATED = Limits(time_s=0.5, memory_mib=1024, output_kib=1024)
ACCEPTED, FAULTY = 2, 2
MOST_TIMEOUTS = 2
MOST_MS = 2_000.0  # of CPU time for one program on the inputs of one way
AT_A_TIME = 10
SEED = 7


Known = dict[str, "tuple[str, list[float]] | None"]


@dataclass(frozen=True)
class Measured:
    """The outcomes of one problem's programs on each way's inputs: codes of the accepted ones
    (A, M) and of the faulty ones (F, M) that pass every example."""

    id: str
    accepted: dict[str, Codes]
    faulty: dict[str, Codes]

    @property
    def faults(self) -> int:
        return len(next(iter(self.faulty.values())))

    @property
    def several(self) -> bool:
        return len(next(iter(self.accepted.values()))) >= 2

    def valid(self, way: str) -> np.ndarray:
        """(M,): the inputs on which all accepted programs end well and agree."""
        codes = self.accepted[way]
        return (codes >= FIRST_OUTPUT).all(axis=0) & (codes == codes[0]).all(axis=0)

    def differs(self, way: str) -> np.ndarray:
        """(F, M): where a faulty program is told apart from the accepted ones."""
        codes = self.faulty[way]
        return (codes != UNKNOWN) & (codes != self.accepted[way][0]) & self.valid(way)


def problems(path: Path, limit: int | None, half: str) -> Iterator[tuple[LabelledProgram, ...]]:
    rows = [row for row in read_labelled(path, UNSTATED) if row]
    rows = [row for row in rows if _usable(row) and _half(row[0].row.id) == half]
    rows.sort(key=lambda row: place(row[0].row.id))
    yield from rows[:limit]


def _half(identity: str) -> str:
    return "develop" if place(f"half {identity}")[0] % 2 else "report"


def _usable(row: Sequence[LabelledProgram]) -> bool:
    problem = row[0].row.problem
    row = [each for each in row if each.program.language == "python"]
    accepted = sum(each.correct for each in row)
    useful = accepted >= 2 or (accepted and accepted < len(row))
    return bool(useful and problem.examples and not problem.several_answers)


def inputs_of(problem: Problem, identity: str, trials: int) -> dict[str, list[str]]:
    """What each way makes, the best first."""
    return {
        "mutation": mutate_inputs(problem, max(COUNTS), random.Random(f"{SEED} {identity}")),
        "generator": generate_inputs(problem, trials, random.Random(f"{SEED} {identity}")),
    }


class Cache:
    """Outcomes by program and input, a file for each problem; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def load(self, identity: str) -> Known:
        path = self._path(identity)
        try:
            return json.loads(path.read_text()) if path is not None and path.exists() else {}
        except ValueError:
            return {}

    def store(self, identity: str, known: Known) -> None:
        path = self._path(identity)
        if path is not None:
            write_whole(path, json.dumps(known).encode())

    def _path(self, identity: str) -> Path | None:
        name = place(identity).hex()[:24]
        return None if self._folder is None else self._folder / f"{name}.json"


async def measure(
    pool: ExecutionPool, row: tuple[LabelledProgram, ...], cache: Cache, trials: int
) -> Measured | None:
    """None when no accepted program passes the examples here."""
    problem, identity = row[0].row.problem, row[0].row.id
    limits = Limits(
        min(problem.limits.time_s, UNSTATED.time_s), UNSTATED.memory_mib, UNSTATED.output_kib
    )
    problem = dataclasses.replace(problem, limits=limits)
    known = cache.load(identity)
    before = len(known)
    ways = inputs_of(problem, identity, trials)
    groups: list[list[dict[str, Outcome | None]]] = []
    for correct, most in ((True, ACCEPTED), (False, FAULTY)):
        programs = [each.program for each in row
                    if each.correct == correct and each.program.language == "python"]  # fmt: skip
        group: list[dict[str, Outcome | None]] = []
        for program in programs:
            if len(group) < most and await _passes(pool, problem, program, known):
                group.append(await _outcomes(pool, problem, program, ways, known))
        groups.append(group)
    if len(known) != before:
        cache.store(identity, known)
    accepted, faulty = groups
    if not accepted:
        return None
    codes = {
        way: encode([[each[text] for text in texts] for each in (*accepted, *faulty)])
        for way, texts in ways.items()
    }
    size = len(accepted)
    return Measured(
        identity,
        {way: each[:size] for way, each in codes.items()},
        {way: each[size:] for way, each in codes.items()},
    )


async def _passes(pool: ExecutionPool, problem: Problem, program: Program, known: Known) -> bool:
    key = _key(program, "examples", problem)
    if key not in known:
        runs = await pool.run(RunRequest(
            problem, program, [each.input for each in problem.examples],
            [each.output for each in problem.examples], stop_at_first_failure=True,
        ))  # fmt: skip
        passed = all(run.verdict is Verdict.AC for run in runs)
        known[key] = ("AC", []) if passed else None
    return known[key] is not None


async def _outcomes(
    pool: ExecutionPool,
    problem: Problem,
    program: Program,
    ways: Mapping[str, Sequence[str]],
    known: Known,
) -> dict[str, Outcome | None]:
    """The outcome on each input. A program that ran out of time on `MOST_TIMEOUTS` inputs of one
    way, or for `MOST_MS` in all, is not run on the rest of that way's, which stay unknown."""
    found: dict[str, Outcome | None] = {}
    for inputs in ways.values():
        slow, spent = 0, 0.0
        for start in range(0, len(inputs), AT_A_TIME):
            some = inputs[start : start + AT_A_TIME]
            new = [text for text in some if _key(program, text, problem) not in known]
            if new and slow < MOST_TIMEOUTS and spent < MOST_MS:
                runs = await pool.run(RunRequest(problem, program, new))
                spent += sum(run.cpu_ms for run in runs)
                for text, run in zip(new, runs, strict=True):
                    seen = outcome(run, problem.checker)
                    entry = None if seen is None else (seen.symbol, list(seen.decimals))
                    known[_key(program, text, problem)] = entry
            for text in some:
                entry = known.get(_key(program, text, problem))
                slow += entry is not None and entry[0] == "TLE"
                found[text] = None if entry is None else Outcome(entry[0], tuple(entry[1]))
    return found


def _key(program: Program, text: str, problem: Problem) -> str:
    return content_key(program.source, text, problem.limits, problem.checker)[:20]
