"""What a program does on the inputs that others are compared with it on."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from shortlist_engine.concurrency import all_of
from shortlist_engine.execution.checking.checkers import Comparison, compare
from shortlist_engine.execution.checking.cpp_values import compare_cpp_values
from shortlist_engine.execution.checking.function_values import compare_values
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.inputs import full_inputs, generate_inputs
from shortlist_engine.inputs.calls import call_in_python
from shortlist_engine.inputs.generation import validity
from shortlist_engine.inputs.unusual import unusual_inputs
from shortlist_engine.languages import LANGUAGES
from shortlist_engine.problem import Example, Limits, Problem, Program, Run, Verdict
from shortlist_engine.protocol import EngineError

INPUTS, UNUSUAL = 60, 16
"""How many inputs there are when nobody says, and how many beyond what examples show."""
Valid = Callable[[str], bool]
_FULL = 2
_ROUNDS = 4
_LEAST_MIB = 1024
_OUTPUT_KIB = 16 * 1024
_LEAST_S, _SLOWER = 2.0, 60.0
UNUSUAL_S = 0.5
_LONG_MS = 500.0
_SHOWN = 200


@dataclass(frozen=True)
class Reference:
    """Holds what `program` printed: one of `outputs` for each of `inputs`, of which the first
    `examples` were given with the problem. `cpu_ms` is the time for all of them, `slowest_ms` for
    the slowest.

    The last `unusual` of the inputs are beyond what examples show (`inputs.unusual`) and decide
    only between what is equal on all others.

    `left_out` counts inputs on which it did not end well, and `unstable` those on which it printed
    something else when it ran again. `failed` is how it ended on the first that was left out.
    `wrong_examples` are the numbers, from 1, of examples on which it does not print what the
    problem says.
    """

    problem: Problem
    program: Program
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    examples: int
    unusual: int = 0
    cpu_ms: float = 0.0
    slowest_ms: float = 0.0
    left_out: int = 0
    unstable: int = 0
    failed: Run | None = None
    wrong_examples: tuple[int, ...] = ()

    @property
    def limits(self) -> Limits:
        """Returns the limits of programs that are compared: time enough for a language that is much
        slower, and an end for those that never end."""
        limits = patient(self.problem.limits)
        time_s = _LEAST_S + _SLOWER * self.slowest_ms / 1000
        return replace(limits, time_s=min(limits.time_s, time_s))

    @property
    def usual(self) -> int:
        """Returns how many inputs count."""
        return len(self.inputs) - self.unusual

    @property
    def notes(self) -> tuple[str, ...]:
        """Returns sentences for the user about what could not be compared, and why."""
        notes = []
        if not self.usual and self.failed is not None:
            notes.append(f"Nothing could be compared: your program fails ({told(self.failed)}).")
        elif self.left_out:
            which = "1 input" if self.left_out == 1 else f"{self.left_out} inputs"
            notes.append(f"Your program itself fails on {which}; these were left out.")
        if self.unstable:
            which = "1 input" if self.unstable == 1 else f"{self.unstable} inputs"
            notes.append(
                f"Your program prints different things on {which} when it runs again; these were "
                "left out."
            )
        if self.wrong_examples:
            numbers = ", ".join(map(str, self.wrong_examples))
            word = "example" if len(self.wrong_examples) == 1 else "examples"
            notes.append(
                f"Your program does not print what the problem says on {word} {numbers}. Others "
                "are compared with what it prints."
            )
        return tuple(notes)

    def compare(self, index: int, output: str, language: str) -> Comparison:
        """Says whether a program in `language` printed the same on an input."""
        mine = self.outputs[index]
        if self.problem.kind != "function":
            return compare(mine, output, self.problem.checker)
        both = (language, self.program.language)
        by_cpp = any(LANGUAGES[each].calls == "cpp_calls" for each in both)
        return (compare_cpp_values if by_cpp else compare_values)(mine, output)


async def make_reference(
    pool: Runner,
    problem: Problem,
    program: Program,
    *,
    given: Sequence[str] = (),
    count: int = INPUTS,
    seed: int = 0,
) -> Reference:
    """Runs `program` on the examples of `problem`, on `given` inputs, and on generated ones,
    `count` in all where there are as many, twice each.

    Raises EngineError `unsupported` when it does not compile, and `internal` when the sandbox
    fails.
    """
    # In Python's words every language reads a call, while `{1, 2}` is a set to Python.
    written = call_in_python if problem.kind == "function" else str
    examples = [written(example.input) for example in problem.examples]
    first = list(dict.fromkeys([*examples, *map(written, given)]))
    texts = list(first) or ([""] if problem.kind == "stdin" else [])
    rng = random.Random(seed)
    valid = await asyncio.to_thread(_validity, problem, first)
    texts += await asyncio.to_thread(_generated, problem, texts, count - len(texts), rng, valid)
    calls = problem.kind == "function"
    unusual = unusual_inputs(texts, UNUSUAL if first else 0, rng, calls=calls)
    unusual = [text for text in unusual if valid is None or valid(text)]
    texts += unusual
    if not texts:
        return Reference(problem, program, (), (), 0)
    # Whether a generated input is valid is seldom known for certain, so none is worth much time.
    limits, plain = patient(problem.limits), len(texts) - len(unusual)
    ahead = max(len(first), 1)
    runs = await run_spread(pool, problem, program, texts[:ahead], limits)
    if runs[0].verdict is Verdict.CE:
        raise EngineError("unsupported", f"Your program does not compile: {told(runs[0])}.")
    runs += await run_spread(pool, problem, program, texts[ahead:plain], problem.limits)
    quick = replace(problem.limits, time_s=min(problem.limits.time_s, UNUSUAL_S))
    runs += await run_spread(pool, problem, program, texts[plain:], quick)
    beyond = range(len(texts) - len(unusual), len(texts))
    good = [index for index, run in enumerate(runs) if run.verdict is Verdict.OK]
    stable = await _stable(pool, problem, program, texts, runs)
    wrong = tuple(
        number
        for number, (example, text) in enumerate(zip(problem.examples, examples, strict=True), 1)
        if example.output
        and (index := texts.index(text)) in stable
        and _differs(problem, program, example.output, runs[index].output)
    )
    failed = next((run for run in runs if run.verdict is not Verdict.OK), None)
    return Reference(
        problem,
        program,
        tuple(texts[index] for index in stable),
        tuple(runs[index].output for index in stable),
        sum(index < len(first) for index in stable),
        sum(index in beyond for index in stable),
        sum(runs[index].cpu_ms for index in stable),
        max((runs[index].cpu_ms for index in stable), default=0.0),
        left_out=sum(
            run.verdict is not Verdict.OK for index, run in enumerate(runs) if index not in beyond
        ),
        unstable=sum(index not in stable for index in good if index not in beyond),
        failed=failed,
        wrong_examples=wrong,
    )


async def make_further(pool: Runner, reference: Reference, count: int, seed: int) -> Reference:
    """Runs the program of `reference` on up to `count` further generated inputs, twice each. Raises
    EngineError `internal` when the sandbox fails."""
    problem, program = reference.problem, reference.program
    known = list(reference.inputs)
    rng = random.Random(seed)
    valid = await asyncio.to_thread(_validity, problem, known[: reference.examples])
    usual = known[: reference.usual]
    texts = await asyncio.to_thread(_generated, problem, usual, count, rng, valid)
    texts = [text for text in texts if text not in known]
    runs = await run_spread(pool, problem, program, texts, problem.limits)
    kept = await _stable(pool, problem, program, texts, runs)
    return replace(
        reference,
        inputs=tuple(texts[index] for index in kept),
        outputs=tuple(runs[index].output for index in kept),
        examples=0,
        unusual=0,
        slowest_ms=max([reference.slowest_ms, *(runs[index].cpu_ms for index in kept)]),
    )


async def _stable(
    pool: Runner, problem: Problem, program: Program, texts: Sequence[str], runs: Sequence[Run]
) -> list[int]:
    """The inputs on which the program ended well and does the same when it runs again; those that
    took long are not run again."""
    good = [index for index, run in enumerate(runs) if run.verdict is Verdict.OK]
    quick = [index for index in good if runs[index].cpu_ms < _LONG_MS]
    limits = patient(problem.limits)
    again = await run_spread(pool, problem, program, [texts[i] for i in quick], limits, 1)
    other = {i for i, run in zip(quick, again, strict=True) if not _same(runs[i], run)}
    return [index for index in good if index not in other]


def _validity(problem: Problem, given: Sequence[str]) -> Valid | None:
    """What says whether the problem allows an input; None where its statement is not understood, as
    inputs show that were given and would not be allowed."""
    valid = validity(problem)
    return valid if valid is not None and all(map(valid, given)) else None


def _generated(
    problem: Problem, known: list[str], count: int, rng: random.Random, valid: Valid | None
) -> list[str]:
    """Generated inputs that are `valid`, among them a few as large as the statement allows."""
    if count <= 0 or not known:
        return []
    stated = {example.input for example in problem.examples}
    examples = [*problem.examples, *(Example(text, "") for text in known if text not in stated)]
    problem = replace(problem, examples=tuple(each for each in examples if each.input.strip()))
    large = full_inputs(problem, min(_FULL, count // 10), rng)
    made: dict[str, None] = {}
    for _ in range(_ROUNDS if valid is not None else 1):
        texts = generate_inputs(problem, count - len(large), rng)
        made.update((text, None) for text in texts if valid is None or valid(text))
        if len(made) + len(large) >= count:
            break
    chosen = [*list(made)[: count - len(large)], *large]
    return [text for text in dict.fromkeys(chosen) if text not in known]


def _same(one: Run, other: Run) -> bool:
    return other.verdict is Verdict.OK and one.output.split() == other.output.split()


def _differs(problem: Problem, program: Program, expected: str, output: str) -> bool:
    alone = Reference(problem, program, ("",), (expected,), 0)
    return alone.compare(0, output, program.language).verdict is not Verdict.AC


def patient(limits: Limits) -> Limits:
    """Returns limits for a program that is compared and not judged: another language needs more
    of everything."""
    return Limits(
        min(5 * limits.time_s, max(limits.time_s, 10.0)),
        max(limits.memory_mib, _LEAST_MIB),
        max(limits.output_kib, _OUTPUT_KIB),
    )


async def run_spread(
    pool: Runner,
    problem: Problem,
    program: Program,
    inputs: Sequence[str],
    limits: Limits,
    variation: int = 0,
) -> list[Run]:
    """Runs a program on inputs, by all workers; the first goes ahead alone, so that the program is
    compiled once. Raises EngineError `internal` when the sandbox fails."""

    async def run(part: Sequence[str]) -> tuple[Run, ...]:
        request = RunRequest(problem, program, part, limits=limits, variation=variation)
        return await pool.run(request)

    if not inputs:
        return []
    runs = list(await run(inputs[:1]))
    rest = inputs[1:]
    if rest and runs[0].verdict is Verdict.CE:
        return runs * len(inputs)
    size = max(1, -(-len(rest) // pool.workers))
    parts = await all_of([run(rest[at : at + size]) for at in range(0, len(rest), size)])
    runs += [each for part in parts for each in part]
    check_sandbox(runs)
    return runs


def check_sandbox(runs: Sequence[Run]) -> None:
    """Raises EngineError `internal` when the sandbox itself failed in one of the runs."""
    for run in runs:
        if run.verdict is Verdict.SE:
            raise EngineError("internal", f"Running programs failed: {run.detail}.")


def told(run: Run) -> str:
    """Returns in a few words how a run ended that did not end well."""
    said = run.detail.strip() or run.errors.strip().rpartition("\n")[2]
    line = " ".join(said.split())[:_SHOWN]
    return f"{run.verdict.value}: {line}" if line else run.verdict.value
