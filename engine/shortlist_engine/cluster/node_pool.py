"""What runs programs on one node of a cluster, in a process of its own there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from shortlist_engine.bank import families
from shortlist_engine.bank.consistency import faults
from shortlist_engine.cluster.code import code_digest
from shortlist_engine.cluster.parcel import Parcel
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.bank_check import FamilyProof, prove
from shortlist_engine.evaluation.facts import Measurement
from shortlist_engine.evaluation.measuring import ExampleRuns, measure, run_some_examples
from shortlist_engine.evaluation.pacing import PaceFacts, measure_pace
from shortlist_engine.evaluation.running_tests import GeneratedTestRuns, run_generated
from shortlist_engine.evaluation.sample_set import SampleSet
from shortlist_engine.evaluation.settling import settle
from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.custom_checker import CustomChecker
from shortlist_engine.execution.isolation.layers import USABLE_LEVELS, SandboxUnavailable
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.host.resources import WorkerPool
from shortlist_engine.languages import runnable
from shortlist_engine.problem import Program, Run


@dataclass(frozen=True)
class PoolReport:
    """Says what a node can run programs with: its code, the level of its sandbox and what is
    missing there (`problems`), whether a pool is `open`, the languages whose tools it has, and how
    many programs run at once."""

    code: str
    level: str
    problems: tuple[str, ...]
    open: bool
    languages: tuple[str, ...] = ()
    workers: int = 0


class NodePool:
    """Runs programs in the sandbox of the node that it is on, and measures with them.

    Every method but `open` needs a pool that is open, and raises what `ExecutionPool.run` does.
    """

    def __init__(self, parcel: Parcel, share: int) -> None:
        self._parcel = parcel
        self._share = share
        self._context: WorkerPool | None = None
        self._pool: Runner | None = None

    async def open(self) -> PoolReport:
        """Tries the sandbox of this node and opens a pool in it; nothing runs where it is too
        weak."""
        code = await asyncio.to_thread(code_digest)
        resources = await asyncio.to_thread(self._parcel.resources, self._share)
        found = await asyncio.to_thread(resources.probe)
        level, problems = str(found.get("level", "E")), tuple(map(str, found.get("problems", ())))
        if level not in USABLE_LEVELS:
            return PoolReport(code, level, problems, False)
        if self._pool is None:
            context = resources.make_pool()
            try:
                self._pool = await context.__aenter__()
            except SandboxUnavailable as error:
                return PoolReport(code, level, (*problems, str(error)), False)
            self._context = context
        languages = await self._pool.languages(runnable())
        return PoolReport(code, level, problems, True, tuple(languages), self._pool.workers)

    @property
    def pool(self) -> Runner:
        """Returns the pool. Raises SandboxUnavailable when it is not open: `open` was not called
        since this process began, or the sandbox is too weak."""
        if self._pool is None:
            raise SandboxUnavailable("there is no open pool on this node")
        return self._pool

    async def settle(self, row: EvaluationProblem, drawn: SampleSet) -> SampleSet:
        """Does as `evaluation.settling.settle` says."""
        return await settle(row, drawn, self.pool)

    async def some_examples(
        self, row: EvaluationProblem, programs: Sequence[Program], whole_time: bool
    ) -> ExampleRuns:
        """Does as `evaluation.measuring.run_some_examples` says."""
        return await run_some_examples(row, programs, self.pool, whole_time)

    async def measure(
        self,
        row: EvaluationProblem,
        drawn: SampleSet,
        generated_inputs: int,
        seed: int,
        examples: ExampleRuns | None,
    ) -> Measurement:
        """Does as `evaluation.measuring.measure` says."""
        return await measure(
            row,
            drawn,
            self.pool,
            generated_inputs=generated_inputs,
            seed=seed,
            examples=examples,
        )

    async def run_tests(
        self, row: EvaluationProblem, drawn: SampleSet, measured: Measurement
    ) -> GeneratedTestRuns:
        """Does as `evaluation.running_tests.run_generated` says."""
        return await run_generated(row, drawn, measured, self.pool)

    async def pace(
        self,
        name: str,
        row: EvaluationProblem,
        drawn: SampleSet,
        measured: Measurement,
        seed: int,
    ) -> PaceFacts:
        """Does as `evaluation.pacing.measure_pace` says."""
        return await measure_pace(name, row, drawn, measured, self.pool, seed)

    async def prove(self, family: str, instances: int) -> FamilyProof:
        """Proves a family of the bank, and says what is inconsistent in it."""
        known = await asyncio.to_thread(families)
        proof = await prove(known[family], self.pool, instances)
        proof.faults[:0] = await asyncio.to_thread(faults, known[family])
        return proof

    async def run(self, request: RunRequest) -> tuple[Run, ...]:
        """Does as `Runner.run` says."""
        return await self.pool.run(request)

    async def check(
        self, checker: CustomChecker, input: str, output: str, answer: str
    ) -> Comparison:
        """Does as `Runner.check` says."""
        return await self.pool.check(checker, input, output, answer)

    async def close(self) -> None:
        """Ends what runs."""
        context, self._context, self._pool = self._context, None, None
        if context is not None:
            await context.__aexit__(None, None, None)
