"""Filtering: candidates on the examples of the problem."""

from __future__ import annotations

from dataclasses import replace

from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.problem import Problem, Run, Verdict
from shortlist_engine.protocol import EngineError
from shortlist_engine.solve.candidates import Candidate, Candidates

# Most programs that use more time than this on an example never end, and a quick one that passes
# makes the others superfluous: they get the whole limit only when no quick one passes.
FIRST_PASS_S = 0.25
# Our own failures are forgiven up to this many, and as long as they are not the rule.
FORGIVEN_FAILURES = 16


class ExampleFilter:
    """Decides by the examples which of `candidates` survive. `ran` and `passed` count distinct
    programs; `best_passed` is the most examples that any of them passed."""

    def __init__(self, problem: Problem, pool: Runner, candidates: Candidates) -> None:
        self._problem = problem
        self._pool = pool
        self._candidates = candidates
        self._inputs = [example.input for example in problem.examples]
        self._expected = [example.output for example in problem.examples]
        self._first_pass = replace(problem.limits, time_s=min(problem.limits.time_s, FIRST_PASS_S))
        self._failures = 0
        self.ran = 0
        self.passed = 0
        self.best_passed = 0

    async def run(self, candidate: Candidate) -> bool:
        """Runs a candidate up to its first failure; returns whether it survives. One that is too
        slow for the first pass is set aside. Raises EngineError when programs cannot be run."""
        runs = await self._pool.run(
            RunRequest(
                self._problem,
                candidate.program,
                self._inputs,
                self._expected,
                stop_at_first_failure=True,
                limits=self._problem.limits if candidate.patient else self._first_pass,
            )
        )
        failure = next((run for run in runs if run.verdict is Verdict.SE), None)
        if failure is not None:
            self._forgive(failure)
            self._candidates.fail(candidate)
            return False
        self.ran += not candidate.patient
        passed = sum(run.verdict is Verdict.AC for run in runs)
        self.best_passed = max(self.best_passed, passed)
        if passed < len(self._inputs):
            cut_short = any(run.verdict is Verdict.TLE for run in runs)
            if cut_short and not candidate.patient and self._first_pass != self._problem.limits:
                self._candidates.set_aside(candidate)
            else:
                self._candidates.fail(candidate)
            return False
        self.passed += 1
        self._candidates.survive(candidate, runs)
        return True

    def _forgive(self, run: Run) -> None:
        self._failures += 1
        if self._failures > FORGIVEN_FAILURES and self._failures > self.ran:
            raise EngineError(
                "internal",
                f"Programs cannot be run: {run.detail or 'the sandbox fails'}. "
                "`shortlist doctor` shows the state of the sandbox.",
            )
