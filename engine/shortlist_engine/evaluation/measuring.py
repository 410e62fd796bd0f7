"""The stages of a solve on a fixed pool of samples, every result kept: examples, generated inputs,
hidden tests.

The examples run as `solve` runs them (a short first pass, slow programs only when no quick one
passes), and the generated inputs are a solve's own: `solve.trials` and `solve.distinguishing`
decide which are run. Hidden tests are run for the survivors, which alone can be right, since the
examples are tests as well; where a check program decides, or labels that came with recorded
answers, all programs are judged.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from shortlist_engine.concurrency import for_each
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.facts import NOT_KNOWN, CandidateFacts, Measurement
from shortlist_engine.evaluation.judging import judge
from shortlist_engine.evaluation.sample_set import SampleSet
from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.custom_checker import CustomChecker
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.problem import Program, Run, Verdict
from shortlist_engine.selection import Outcome
from shortlist_engine.solve.candidates import MAX_SLOW, MAX_SURVIVORS, Candidate
from shortlist_engine.solve.distinguishing import distinguish
from shortlist_engine.solve.examples import first_pass, on_examples
from shortlist_engine.solve.generated import GeneratedInputs
from shortlist_engine.solve.trials import Trials, programs_at_once


@dataclass(frozen=True)
class ExampleRuns:
    """Holds what programs did with the examples: the facts of each that are known by these, their
    CPU time, the wall time, and how many runs failed on our side."""

    facts: tuple[CandidateFacts, ...]
    cpu_ms: float = 0.0
    seconds: float = 0.0
    failures: int = 0

    @property
    def survivors(self) -> list[int]:
        """Returns the positions of the programs that pass."""
        return [place for place, each in enumerate(self.facts) if each.survives]


SomeExamples = Callable[[Sequence[Program], bool], Awaitable[ExampleRuns]]
"""Runs programs on the examples: within the time of the first pass, or (True) their whole time."""


async def run_examples(
    row: EvaluationProblem, programs: Sequence[Program], some: SomeExamples
) -> ExampleRuns:
    """Runs the programs as a solve does, by `some`: shortly, and when none passes, the earliest of
    those that were too slow once more with their whole time. Raises what `some` does."""
    found = await some(programs, False)
    if found.survivors or first_pass(row.problem) == row.problem.limits:
        return found
    too_slow = Verdict.TLE.value
    slow = [place for place, each in enumerate(found.facts) if each.examples == too_slow]
    slow = slow[:MAX_SLOW]
    if not slow:
        return found
    again = await some([programs[place] for place in slow], True)
    facts = list(found.facts)
    for place, each in zip(slow, again.facts, strict=True):
        facts[place] = each
    return joined([replace(found, facts=()), replace(again, facts=tuple(facts))])


def joined(parts: Sequence[ExampleRuns]) -> ExampleRuns:
    """Returns the runs of the parts' programs, one after the other."""
    return ExampleRuns(
        tuple(each for part in parts for each in part.facts),
        sum(part.cpu_ms for part in parts),
        sum(part.seconds for part in parts),
        sum(part.failures for part in parts),
    )


async def run_some_examples(
    row: EvaluationProblem, programs: Sequence[Program], pool: Runner, whole_time: bool
) -> ExampleRuns:
    """Runs these programs on the examples, in the pool. Raises what `ExecutionPool.run` does."""
    problem, started = row.problem, time.monotonic()
    if not problem.examples:
        return ExampleRuns((CandidateFacts(Verdict.AC.value),) * len(programs))
    limits = problem.limits if whole_time else first_pass(problem)
    counting = _CountingRunner(pool)
    facts = [CandidateFacts(Verdict.SK.value)] * len(programs)

    async def run(place: int) -> None:
        runs = await counting.run(on_examples(problem, programs[place], limits))
        failed = next((run for run in runs if run.verdict is not Verdict.AC), None)
        facts[place] = CandidateFacts(
            examples=(failed.verdict if failed else Verdict.AC).value,
            passed=sum(run.verdict is Verdict.AC for run in runs),
            cpu_ms=max(run.cpu_ms for run in runs),
            memory_kib=max(run.memory_kib for run in runs),
        )

    await for_each(range(len(programs)), run, programs_at_once(pool))
    seconds = time.monotonic() - started
    return ExampleRuns(tuple(facts), counting.cpu_ms, seconds, counting.failures)


async def measure(
    row: EvaluationProblem,
    drawn: SampleSet,
    pool: Runner,
    *,
    generated_inputs: int,
    seed: int,
    examples: ExampleRuns | None = None,
) -> Measurement:
    """Runs every program of the samples; on the examples not where it is known what they do there.
    Raises what `ExecutionPool.run` does."""
    inputs = await asyncio.to_thread(GeneratedInputs, row.problem, generated_inputs, seed)
    inputs.complete(drawn.inputs)
    if examples is None:

        async def some(programs: Sequence[Program], whole_time: bool) -> ExampleRuns:
            return await run_some_examples(row, programs, pool, whole_time)

        examples = await run_examples(row, drawn.programs, some)
    work = _Measurer(row, drawn, pool, examples)
    if work.survivors:
        await work.stage("inputs", lambda: work.run_inputs(inputs, generated_inputs // 2))
    await work.stage("judging", work.judge)
    return work.result()


class _CountingRunner:
    """The pool, with the CPU time of the programs and our own failures counted."""

    def __init__(self, pool: Runner) -> None:
        self._pool = pool
        self.cpu_ms = 0.0
        self.failures = 0

    @property
    def workers(self) -> int:
        return self._pool.workers

    async def languages(self, among: Iterable[str]) -> tuple[str, ...]:
        return await self._pool.languages(among)

    async def check(
        self, checker: CustomChecker, input: str, output: str, answer: str
    ) -> Comparison:
        return await self._pool.check(checker, input, output, answer)

    async def run(self, request: RunRequest) -> tuple[Run, ...]:
        runs = await self._pool.run(request)
        self.cpu_ms += sum(run.cpu_ms for run in runs)
        self.failures += sum(run.verdict is Verdict.SE for run in runs)
        return runs


class _Measurer:
    def __init__(
        self, row: EvaluationProblem, drawn: SampleSet, pool: Runner, examples: ExampleRuns
    ) -> None:
        self._row = row
        self._drawn = drawn
        self._programs = drawn.programs
        self._pool = pool
        self._counting = _CountingRunner(pool)
        self._facts = list(examples.facts)
        self._table: dict[Outcome, int] = {}
        self._seconds = {"sampling": drawn.seconds, "examples": examples.seconds}
        self._cpu_ms = {"examples": examples.cpu_ms}
        self._failures = examples.failures
        self._inputs: tuple[str, ...] = ()
        self._sought = 0
        self.survivors = examples.survivors[:MAX_SURVIVORS]

    async def stage(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        started, before = time.monotonic(), self._counting.cpu_ms
        await work()
        self._seconds[name] = time.monotonic() - started
        self._cpu_ms[name] = self._counting.cpu_ms - before

    def result(self) -> Measurement:
        return Measurement(
            tuple(self._facts),
            tuple(self._table),
            self._inputs,
            self._seconds,
            self._cpu_ms,
            self._failures + self._counting.failures,
            self._sought,
            self._row.problem.examples,
        )

    async def run_inputs(self, inputs: GeneratedInputs, sought: int) -> None:
        """`sought` is the number of further inputs that may be chosen."""
        counts = self._drawn.counts()
        first: dict[int, int] = {}
        for index, place in enumerate(self._drawn.sequence):
            first.setdefault(place, index)
        candidates = [
            Candidate(place, self._programs[place], first[place], counts[place])
            for place in self.survivors
        ]
        trials = Trials(self._row.problem, self._counting, inputs.texts)
        await trials.settle(candidates)
        settled = len(trials.kept)
        await distinguish(trials, inputs, candidates, sought)
        self._inputs = tuple(trials.texts[index] for index in trials.kept)
        self._sought = len(trials.kept) - settled
        for candidate in candidates:
            found = trials.survivor(candidate)
            runs = len(candidate.behaviour.outcomes)
            self._facts[candidate.key] = replace(
                self._facts[candidate.key],
                outcomes=tuple(
                    NOT_KNOWN if item is None else self._table.setdefault(item, len(self._table))
                    for item in found.outcomes
                ),
                input_cpu_ms=candidate.behaviour.cpu_ms / runs if runs else 0.0,
                stable=found.stable,
            )

    async def judge(self) -> None:
        if self._row.labelled:
            self._judge_by_labels()
            return
        whom: Iterable[int] = self.survivors
        if self._row.check is not None:
            whom = range(len(self._programs))
        await self._each(whom, self._judge)

    def _judge_by_labels(self) -> None:
        """A program is right when most of the answers that mean it were graded so: a judge that ran
        it twice may have found it too slow once."""
        labels: dict[int, list[bool]] = {}
        for answer, place in zip(self._row.attempts, self._drawn.sequence, strict=False):
            labels.setdefault(place, []).append(bool(answer.right))
        for place in range(len(self._programs)):
            right = 2 * sum(labels[place]) >= len(labels[place])
            verdict = Verdict.AC if right else Verdict.WA
            self._facts[place] = replace(self._facts[place], judged=verdict.value)

    async def _judge(self, place: int) -> None:
        found = await judge(self._row, self._programs[place], self._pool)
        self._counting.cpu_ms += found.cpu_ms
        self._counting.failures += found.verdict is Verdict.SE
        self._facts[place] = replace(self._facts[place], judged=found.verdict.value)

    async def _each(self, places: Iterable[int], work: Callable[[int], Awaitable[None]]) -> None:
        await for_each(places, work, programs_at_once(self._pool))
