"""How good are generated test inputs? Measured on labelled programs of public problem sets.

    python benchmarks/inputs.py --data ../shared/data --cache inputs-cache

For each way of making inputs (mutations of the examples alone; the generator, which writes inputs
from the grammar of statement and examples and mixes mutations in; distinguishing inputs chosen from
many of the generator's):

- validity: inputs on which all accepted programs end well and agree, of those that they were run
  on, for problems with at least two accepted programs;
- power: faulty programs that pass all examples and differ from the accepted programs on one of the
  valid inputs, of all such programs.

Problems are drawn by the hash of their identity, one half (`--half develop`) to work on and the
other (`--half report`) for the figures. Intervals are 95 % bootstrap intervals over problems,
differences are paired. Everything runs in the sandbox; what the cache holds is not run again.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import hashlib
import json
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from shortlist_engine.datasets.common import LabelledProgram, read_labelled
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.inputs import generate_inputs, mutate_inputs
from shortlist_engine.problem import Limits, Problem, Program, Verdict
from shortlist_engine.selection import Outcome, outcome
from shortlist_engine.selection.distinguishing import best_splits
from shortlist_engine.selection.rules import encode
from shortlist_engine.selection.rules.evidence import FIRST_OUTPUT, UNKNOWN, Codes

FILES = (
    "condefects_atcoder", "contest_packages", "codenet_python", "xcodeeval_val", "apps_train",
    "apps_test",
)  # fmt: skip
UNSTATED = Limits(time_s=0.5, memory_mib=1024, output_kib=1024)
ACCEPTED, FAULTY = 2, 2
COUNTS = (25, 50)
TRIALS, KEPT = 200, 25
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
    rows.sort(key=lambda row: hashlib.sha256(row[0].row.id.encode()).digest())
    yield from rows[:limit]


def _half(identity: str) -> str:
    return "develop" if hashlib.sha256(f"half {identity}".encode()).digest()[0] % 2 else "report"


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
            unfinished = path.with_suffix(".part")
            unfinished.write_text(json.dumps(known))
            unfinished.replace(path)

    def _path(self, identity: str) -> Path | None:
        name = hashlib.sha256(identity.encode()).hexdigest()[:24]
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
        group = []
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
    parts = (program.source, text, problem.limits, problem.checker)
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def shares(measured: Sequence[Measured], way: str, count: int) -> tuple[np.ndarray, np.ndarray]:
    """For each problem: (valid, all) inputs and (told apart, all) faulty programs."""
    validity, power = [], []
    for each in measured:
        known = (each.accepted[way][:, :count] != UNKNOWN).all(axis=0) & each.several
        validity.append((each.valid(way)[:count][known].sum(), known.sum()))
        caught = each.differs(way)[:, :count].any(axis=1)
        power.append((caught.sum(), len(caught)))
    return np.array(validity, float), np.array(power, float)


def kept(each: Measured) -> tuple[int, int]:
    """Faulty programs told apart by the inputs that `best_splits` keeps of the generator's, in how
    many. The program in question is not among the representatives: they are an accepted program and
    the other faulty ones."""
    caught = 0
    differs = each.differs("generator")
    for left_out in range(each.faults):
        others = np.delete(each.faulty["generator"], left_out, axis=0)
        codes = np.concatenate([each.accepted["generator"][:1], others])
        chosen = best_splits(codes, np.ones(len(codes)), KEPT)
        rest = [index for index in range(codes.shape[1]) if index not in chosen]
        chosen += rest[: KEPT - len(chosen)]
        caught += bool(differs[left_out, chosen].any())
    return caught, each.faults


def interval(pairs: np.ndarray, other: np.ndarray | None = None) -> str:
    """A share in per cent with its interval; with `other` the difference to it, drawn in pairs."""
    draws = np.random.default_rng(0).integers(0, len(pairs), (2000, len(pairs)))

    def share(table: np.ndarray, index: np.ndarray) -> np.ndarray:
        sums = table[index].sum(axis=-2)
        return 100 * sums[..., 0] / np.maximum(sums[..., 1], 1)

    everything = np.arange(len(pairs))
    value, samples = share(pairs, everything), share(pairs, draws)
    if other is not None:
        value, samples = value - share(other, everything), samples - share(other, draws)
    low, high = np.percentile(samples, (2.5, 97.5))
    sign = "+" if other is not None else ""
    return f"{value:{sign}.1f} ({low:{sign}.1f} to {high:{sign}.1f})"


def report(measured: Sequence[Measured], title: str) -> Table:
    several = sum(each.several for each in measured)
    faults = sum(each.faults for each in measured)
    shown = Table(title=f"{title}: {len(measured)} problems, {several} with several accepted "
                        f"programs, {faults} faulty programs that pass the examples")  # fmt: skip
    shown.add_column("inputs")
    for name in ("valid, %", "difference", "faulty programs told apart, %", "difference"):
        shown.add_column(name, justify="right")
    for count in COUNTS:
        base_validity, base_power = shares(measured, "mutation", count)
        validity, power = shares(measured, "generator", count)
        shown.add_row(f"{count} by mutation", interval(base_validity), "", interval(base_power), "")
        shown.add_row(
            f"{count} by the generator",
            interval(validity), interval(validity, base_validity),
            interval(power), interval(power, base_power),
        )  # fmt: skip
    first = shares(measured, "generator", KEPT)[1]
    chosen = np.array([kept(each) for each in measured], float)
    trials = max(each.faulty["generator"].shape[1] for each in measured)
    everything = shares(measured, "generator", trials)[1]
    shown.add_row(f"best {KEPT} of {trials}", "", "", interval(chosen), interval(chosen, first))
    shown.add_row(f"all {trials}", "", "", interval(everything), interval(everything, first))
    return shown


async def run(arguments: argparse.Namespace, console: Console) -> list[tuple[str, Measured]]:
    cache = Cache(arguments.cache)
    deadline = time.monotonic() + (arguments.seconds or float("inf"))
    found: list[tuple[str, Measured]] = []
    async with ExecutionPool(arguments.workers) as pool:
        free = asyncio.Semaphore(pool.workers)

        async def one(file: str, row: tuple[LabelledProgram, ...]) -> None:
            async with free:
                if time.monotonic() >= deadline:
                    return
                measured = await measure(pool, row, cache, arguments.trials)
            if measured is not None:
                found.append((file, measured))
                if len(found) % 20 == 0:
                    console.print(f"{len(found)} problems", style="dim")

        rows = [
            (file, row)
            for file in arguments.files
            for row in problems(
                arguments.data / f"{file}.jsonl.gz", arguments.limit, arguments.half
            )
        ]
        rows.sort(key=lambda each: hashlib.sha256(each[1][0].row.id.encode()).digest())
        await asyncio.gather(*(one(file, row) for file, row in rows))
    return sorted(found, key=lambda each: (each[0], each[1].id))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--files", nargs="+", default=FILES, help="sets, without .jsonl.gz")
    parser.add_argument("--limit", type=int, default=150, help="problems of each set")
    parser.add_argument("--half", choices=("develop", "report"), default="report")
    parser.add_argument("--trials", type=int, default=TRIALS, help="inputs of the generator")
    parser.add_argument("--seconds", type=float, help="begin no further problem after this long")
    parser.add_argument("--workers", type=int, help="programs at a time (default: one per core)")
    parser.add_argument("--cache", type=Path, help="folder of outcomes to use and to add to")
    arguments = parser.parse_args()
    for file in arguments.files:
        if not (arguments.data / f"{file}.jsonl.gz").is_file():
            parser.error(f"{arguments.data / file}.jsonl.gz is missing: give --data or --files")
    console = Console(width=150)
    found = asyncio.run(run(arguments, console))
    for file in arguments.files:
        measured = [each for name, each in found if name == file]
        if measured and len(arguments.files) > 1:
            console.print(report(measured, file))
    if not found:
        parser.error("no problem of these sets has accepted and faulty Python programs")
    console.print(report([each for _, each in found], f"Inputs, half {arguments.half!r}"))


if __name__ == "__main__":
    main()
