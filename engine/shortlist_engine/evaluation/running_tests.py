"""Generated tests on programs: which pass, and what their inputs show of the behaviour."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from shortlist_engine.concurrency import for_each
from shortlist_engine.datasets.generated_tests import GeneratedTest, holds
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.facts import NOT_KNOWN, Measurement
from shortlist_engine.evaluation.sample_set import SampleSet
from shortlist_engine.execution.checking.checkers import compare
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.problem import Limits, Problem, Program, Run, Verdict
from shortlist_engine.selection import Outcome, outcome
from shortlist_engine.solve.candidates import MAX_SURVIVORS
from shortlist_engine.solve.trials import GENERATED_TIME_S, programs_at_once

CALL_LIMITS = Limits(time_s=0.1, memory_mib=1024, output_kib=64)
"""CodeT's time for an assert."""
INPUTS_AT_A_TIME = 16
TIMEOUTS = 16


@dataclass(frozen=True)
class GeneratedTestRuns:
    """Holds what the survivors of a `SampleSet` did with M distinct inputs of T generated tests.
    `places` (N,) are their positions in it; `outcomes` (N, M) point into `table`, `NOT_KNOWN` where
    our own failure hides one; `passes` (N,) has a 1 or 0 for each test. `counts` (T,): how often
    each test was generated. `seconds` is wall time, `cpu_ms` that of the programs."""

    inputs: tuple[str, ...]
    counts: tuple[int, ...]
    places: tuple[int, ...]
    table: tuple[Outcome, ...]
    outcomes: tuple[tuple[int, ...], ...]
    passes: tuple[str, ...]
    seconds: float = 0.0
    cpu_ms: float = 0.0
    failures: int = 0


async def run_generated(
    row: EvaluationProblem, drawn: SampleSet, measured: Measurement, pool: Runner
) -> GeneratedTestRuns:
    """Runs the problem's generated tests on the programs that pass its examples. Raises what
    `ExecutionPool.run` does."""
    started = time.monotonic()
    tests = [test for test, _ in row.generated]
    inputs = distinct_inputs(tests)
    survivors = [place for place, item in enumerate(measured.candidates) if item.survives]
    survivors = survivors[:MAX_SURVIVORS]
    found: dict[int, tuple[list[Outcome | None], str]] = {}
    cpu_ms, failures = 0.0, 0

    async def run_one(place: int) -> None:
        nonlocal cpu_ms, failures
        runs = await run_tests(row.problem, drawn.programs[place], tests, pool)
        outcomes = [outcome(run, row.problem.checker) for run in runs[: len(inputs)]]
        bits = "".join("1" if holding else "0" for holding in passed(row.problem, tests, runs))
        found[place] = outcomes, bits
        cpu_ms += sum(run.cpu_ms for run in runs)
        failures += sum(run.verdict is Verdict.SE for run in runs)

    await for_each(survivors, run_one, programs_at_once(pool))
    table: dict[Outcome, int] = {}
    codes = [
        tuple(
            NOT_KNOWN if item is None else table.setdefault(item, len(table))
            for item in found[place][0]
        )
        for place in survivors
    ]
    return GeneratedTestRuns(
        inputs,
        tuple(count for _, count in row.generated),
        tuple(survivors),
        tuple(table),
        tuple(codes),
        tuple(found[place][1] for place in survivors),
        time.monotonic() - started,
        cpu_ms,
        failures,
    )


async def run_tests(
    problem: Problem, program: Program, tests: Sequence[GeneratedTest], pool: Runner
) -> list[Run]:
    """Runs the program once for each of `distinct_inputs(tests)`, then once for each condition. A
    program that was too slow on `TIMEOUTS` of them counts as too slow on the rest."""
    inputs = [*distinct_inputs(tests), *_conditions(tests)]
    limits = CALL_LIMITS
    if problem.kind != "function":
        limits = replace(problem.limits, time_s=min(problem.limits.time_s, GENERATED_TIME_S))
    runs: list[Run] = []
    while len(runs) < len(inputs):
        some = inputs[len(runs) : len(runs) + INPUTS_AT_A_TIME]
        runs += await pool.run(RunRequest(problem, program, some, limits=limits))
        if sum(run.verdict is Verdict.TLE for run in runs) >= TIMEOUTS:
            runs += [Run(Verdict.TLE)] * (len(inputs) - len(runs))
    return runs


def distinct_inputs(tests: Sequence[GeneratedTest]) -> tuple[str, ...]:
    """Returns the inputs of the tests, each once, in their order."""
    return tuple(dict.fromkeys(test.input for test in tests))


def passed(problem: Problem, tests: Sequence[GeneratedTest], runs: Sequence[Run]) -> list[bool]:
    """Says of each test whether it holds, by the runs of `run_tests`. A call's value is compared as
    Python compares, what was printed as the problem's checker does."""
    by_input = dict(zip(distinct_inputs(tests), runs, strict=False))
    by_condition = dict(zip(_conditions(tests), runs[len(by_input) :], strict=True))
    found = []
    for test in tests:
        run = by_condition[_truth(test)] if test.condition else by_input[test.input]
        wanted = "True" if test.condition else test.claimed
        found.append(run.verdict is Verdict.OK and _equal(problem, wanted, run.output))
    return found


def test_runs_to_json(tested: GeneratedTestRuns) -> dict[str, Any]:
    """Returns the runs as a document."""
    return asdict(tested)


def test_runs_from_json(data: Mapping[str, Any]) -> GeneratedTestRuns:
    """Returns the runs of a document. Raises KeyError, TypeError, ValueError or OverflowError when
    `data` is not what `test_runs_to_json` made."""
    table = tuple(Outcome(item["symbol"], tuple(item["decimals"])) for item in data["table"])
    outcomes = tuple(tuple(map(int, codes)) for codes in data["outcomes"])
    places, passes = tuple(map(int, data["places"])), tuple(map(str, data["passes"]))
    inputs, counts = tuple(map(str, data["inputs"])), tuple(map(int, data["counts"]))
    if any(code >= len(table) for codes in outcomes for code in codes):
        raise ValueError("an outcome is named that is not there")
    if not len(places) == len(outcomes) == len(passes):
        raise ValueError("programs are missing")
    if any(len(codes) != len(inputs) for codes in outcomes) or any(
        len(bits) != len(counts) for bits in passes
    ):
        raise ValueError("runs are missing")
    return GeneratedTestRuns(
        inputs, counts, places, table, outcomes, passes,
        float(data["seconds"]), float(data["cpu_ms"]), int(data["failures"]),
    )  # fmt: skip


def _conditions(tests: Sequence[GeneratedTest]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_truth(test) for test in tests if test.condition))


def _truth(test: GeneratedTest) -> str:
    return f"bool({test.condition})"


def _equal(problem: Problem, wanted: str, output: str) -> bool:
    if problem.kind == "function":
        return holds(wanted, output)
    return compare(wanted, output, problem.checker).verdict is Verdict.AC
