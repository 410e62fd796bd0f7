"""The pools of a cluster as one runner of single programs, for a solve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shortlist_engine.cluster.crew import Crew
from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.custom_checker import CustomChecker
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Run


class ClusterRunner:
    """Runs programs on whichever node has room; a `Runner`. `languages` are those that every node
    of it can run. A method raises what `Crew.do` raises."""

    def __init__(self, pools: Crew, languages: Sequence[str], runs_per_worker: int) -> None:
        self._pools = pools
        self._languages = tuple(languages)
        self._runs_per_worker = runs_per_worker

    @property
    def workers(self) -> int:
        """Counts the programs that run at a time, on the nodes that are there now."""
        return max(1, self._pools.slots // self._runs_per_worker)

    async def run(self, request: RunRequest) -> tuple[Run, ...]:
        """Does as `Runner.run` says."""
        if not request.inputs:
            return ()
        return await self._pools.do("run", request, size=len(request.inputs))

    async def languages(self, among: Iterable[str]) -> tuple[str, ...]:
        """Returns those of `among` that every node can run."""
        return tuple(name for name in among if name in self._languages)

    async def check(
        self, checker: CustomChecker, input: str, output: str, answer: str
    ) -> Comparison:
        """Does as `Runner.check` says."""
        return await self._pools.do("check", checker, input, output, answer)
