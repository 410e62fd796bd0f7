"""Filtering: candidates on the examples of the problem."""

from __future__ import annotations

from shortlist_engine.execution.runner import Runner
from shortlist_engine.problem import Limits, Problem, Program, Run, Verdict
from shortlist_engine.protocol import EngineError
from shortlist_engine.solve.candidates import Candidate, Candidates
from shortlist_engine.solve.examples import first_pass, on_examples
from shortlist_engine.solve.near_misses import NearMisses
from shortlist_engine.solve.readings import BestReading, best_reading
from shortlist_engine.solve.repair import BestFailures

# Our own failures are forgiven up to this many, and as long as they are not the rule.
FORGIVEN_FAILURES = 16


class ExampleFilter:
    """Decides by the examples which of `candidates` survive. `ran` and `passed` count distinct
    programs; `failures` are the best of those that failed, for a model to mend, and `near_misses`
    those that came closest, for the user."""

    def __init__(self, problem: Problem, pool: Runner, candidates: Candidates) -> None:
        self._problem = problem
        self._pool = pool
        self._candidates = candidates
        self._first_pass = first_pass(problem)
        self._failures = 0
        self.failures = BestFailures()
        self.near_misses = NearMisses(problem, pool, candidates.sampled_as)
        self.ran = 0
        self.passed = 0
        self._best_passed = 0

    @property
    def best_passed(self) -> int:
        """Returns the most examples that any of them passed, as far as is known."""
        return max(self._best_passed, self.near_misses.best_passed)

    async def run(self, candidate: Candidate) -> Candidate | None:
        """Runs a candidate up to its first failure, and when it fails what else it may be meant as;
        returns the survivor that it is now. One that is too slow for the first pass is set aside.
        Raises EngineError when programs cannot be run."""
        limits = self._problem.limits if candidate.patient else self._first_pass

        async def run(program: Program) -> tuple[Run, ...]:
            return await self._examples(program, limits)

        best = await best_reading((candidate.program, *candidate.alternatives), run)
        if best is None:
            self._candidates.fail(candidate)
            return None
        self.ran += not candidate.patient
        self._best_passed = max(self._best_passed, best.passed)
        if best.passed == len(self._problem.examples):
            return self._survived(candidate, best)
        if not candidate.known:  # nobody is to mend a program for another problem
            self.failures.add(best.program, candidate.first, best.passed, best.runs)
        if best.cut_short and limits != self._problem.limits:
            self._candidates.set_aside(candidate)
            return None  # it has not failed yet
        if not candidate.known:
            self.near_misses.add(candidate, best.program, best.runs)
        self._candidates.fail(candidate)
        return None

    def _survived(self, candidate: Candidate, best: BestReading) -> Candidate | None:
        settled = self._candidates.settle_on(candidate, best.program)
        if settled is candidate:
            self.passed += 1
            self._candidates.survive(candidate, best.runs)
            return candidate
        return settled if settled.runs is not None else None  # it has its own turn

    async def _examples(self, program: Program, limits: Limits) -> tuple[Run, ...]:
        runs = await self._pool.run(on_examples(self._problem, program, limits))
        for run in runs:
            if run.verdict is Verdict.SE:
                self._forgive(run)
                break
        return runs

    def _forgive(self, run: Run) -> None:
        self._failures += 1
        if self._failures > FORGIVEN_FAILURES and self._failures > self.ran:
            raise EngineError(
                "internal",
                f"Programs cannot be run: {run.detail or 'the sandbox fails'}. "
                "`shortlist doctor` shows the state of the sandbox.",
            )
