"""What runs programs, for those who need no more of it: `ExecutionPool`, or a stand-in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from shortlist_engine.problem import Limits, Problem, Program, Run


class Runner(Protocol):
    """See `ExecutionPool.run`."""

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
    ) -> tuple[Run, ...]: ...
