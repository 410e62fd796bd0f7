"""Tests that a model writes: programs that make inputs, check them, and solve small ones.

A validator has to accept the examples, and an input has to be accepted by every validator; what
solves by brute force has to pass the examples and then has a voice among the survivors, of more
weight than a sample, but no more than that (Zhang et al. 2023, "ALGO": brute force as an oracle;
"GenCluster", arXiv 2510.14232: generators with validators). Expected outputs are never asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.problem import Limits, Problem, Program, Verdict
from shortlist_engine.solve.examples import on_examples

LEAST_SAMPLES = 16
"""Budgets of fewer samples are too small to spend answers on tests."""
PROGRAMS_OF_EACH = 2
SOLVER_VOICE = 3
"""A brute-force program counts as so many samples."""
_LEAST_ACCEPTED = 0.5
_MOST_CHARACTERS = 4_000
_LIMITS = Limits(time_s=1.0, memory_mib=256, output_kib=64)


@dataclass(frozen=True)
class TestPrograms:
    """Holds programs about inputs as a model wrote them, none of which is to be trusted."""

    __test__ = False

    generators: tuple[Program, ...] = ()
    validators: tuple[Program, ...] = ()
    solvers: tuple[Program, ...] = ()


@dataclass(frozen=True)
class ModelTests:
    """Holds what stood the test: valid inputs, and programs that passed the examples."""

    inputs: tuple[str, ...] = ()
    solvers: tuple[Program, ...] = ()


async def examine_tests(
    problem: Problem, pool: Runner, programs: TestPrograms, count: int
) -> ModelTests:
    """Runs them and returns `count` inputs at most, from the generators in turn, and the solvers.
    Without a validator that accepts the examples there are no inputs. Raises EngineError when
    programs cannot be run."""
    limits = replace(_LIMITS, memory_mib=max(_LIMITS.memory_mib, problem.limits.memory_mib))
    bare = replace(problem, limits=limits)
    solvers = [each for each in programs.solvers if await _passes(problem, pool, each)]
    examples = [example.input for example in problem.examples]
    validators = [
        each
        for each in programs.validators
        if all(await _accepts(bare, pool, each, examples, stop=True))
    ]
    rows: list[list[str]] = []
    if validators:
        for generator in programs.generators:
            rows.append(await _valid(bare, pool, generator, validators, count))
    longest = max(map(len, rows), default=0)
    mixed = [row[place] for place in range(longest) for row in rows if place < len(row)]
    return ModelTests(tuple(dict.fromkeys(mixed))[:count], tuple(solvers))


async def _passes(problem: Problem, pool: Runner, program: Program) -> bool:
    runs = await pool.run(on_examples(problem, program))
    return all(run.verdict is Verdict.AC for run in runs)


async def _accepts(
    problem: Problem, pool: Runner, validator: Program, inputs: Sequence[str], stop: bool = False
) -> list[bool]:
    runs = await pool.run(RunRequest(problem, validator, inputs, stop_at_first_failure=stop))
    return [run.verdict is Verdict.OK for run in runs]


async def _valid(
    problem: Problem, pool: Runner, generator: Program, validators: Sequence[Program], count: int
) -> list[str]:
    """What a generator prints for the seeds from 1, up to the first on which it fails, and every
    validator accepts; nothing of one that is mostly wrong."""
    seeds = [f"{seed}\n" for seed in range(1, count + 1)]
    runs = await pool.run(RunRequest(problem, generator, seeds, stop_at_first_failure=True))
    printed = [
        run.output if run.output.endswith("\n") else f"{run.output}\n"
        for run in runs
        if run.verdict is Verdict.OK and 0 < len(run.output.strip()) <= _MOST_CHARACTERS
    ]
    accepted = [True] * len(printed)
    for validator in validators if printed else ():
        verdicts = await _accepts(problem, pool, validator, printed)
        accepted = [both and one for both, one in zip(accepted, verdicts, strict=True)]
    valid = [text for text, good in zip(printed, accepted, strict=True) if good]
    return valid if len(valid) >= _LEAST_ACCEPTED * len(runs) else []
