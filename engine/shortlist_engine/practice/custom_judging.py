"""Judging with a checker program of the user's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.custom_checker import CustomChecker
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.problem import CheckerSource, Run
from shortlist_engine.protocol import EngineError


@dataclass(frozen=True)
class WithChecker:
    """Runs programs in `pool`; their outputs are judged by `checker` in the place of the problem's
    rule."""

    pool: Runner
    checker: CustomChecker

    @property
    def workers(self) -> int:
        """Returns how many programs the pool runs at once."""
        return self.pool.workers

    async def run(self, request: RunRequest) -> tuple[Run, ...]:
        """Runs a program as `Runner.run` says, with the checker in the place of the problem's
        rule."""
        return await self.pool.run(replace(request, checker=self.checker))

    async def languages(self, among: Iterable[str]) -> tuple[str, ...]:
        """Returns those of the languages that the pool can run."""
        return await self.pool.languages(among)

    async def check(
        self, checker: CustomChecker, input: str, output: str, answer: str
    ) -> Comparison:
        """Runs any checker as `Runner.check` says."""
        return await self.pool.check(checker, input, output, answer)

    async def judge(self, text: str, output: str, answer: str) -> Comparison:
        """Returns what the checker says of an `output` for the input `text` with this `answer`."""
        return await self.pool.check(self.checker, text, output, answer)


def judged_by(runner: Runner, checker: CheckerSource | None) -> Runner:
    """Returns what runs programs and has them judged by `checker`, or by the problem's rule without
    one. Raises EngineError `invalidRequest` for a checker that cannot be run."""
    if checker is None:
        return runner
    try:
        return WithChecker(runner, CustomChecker.of(checker))
    except ValueError as error:
        raise EngineError.caused_by("invalidRequest", error) from error
