"""Judging with a checker program of the user's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.custom_checker import CustomChecker
from shortlist_engine.problem import Limits, Problem, Program, Run


@dataclass(frozen=True)
class WithChecker:
    """A pool whose runs are judged by `checker` in the place of the problem's rule."""

    pool: ExecutionPool
    checker: CustomChecker

    @property
    def workers(self) -> int:
        return self.pool.workers

    async def run(
        self,
        problem: Problem,
        program: Program,
        inputs: Sequence[str],
        expected: Sequence[str] | None = None,
        *,
        stop_at_first_failure: bool = False,
        limits: Limits | None = None,
        variation: int = 0,
    ) -> tuple[Run, ...]:
        return await self.pool.run(
            problem,
            program,
            inputs,
            expected,
            stop_at_first_failure=stop_at_first_failure,
            limits=limits,
            variation=variation,
            checker=self.checker,
        )

    async def judge(self, text: str, output: str, answer: str) -> Comparison:
        return await self.pool.check(self.checker, text, output, answer)
