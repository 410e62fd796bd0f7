"""Runs the user's own programs as the user wants them compiled and run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.custom_checker import CustomChecker
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.host.own_tools import OwnTools
from shortlist_engine.problem import Run


class OwnRunner:
    """A `Runner` that gives each program the user's standard, flags and tool. A tool of the user's
    own runs as in a terminal, by what `open_plain` returns; it raises EngineError where the user
    has not agreed to that."""

    def __init__(
        self, runner: Runner, tools: OwnTools, open_plain: Callable[[], Awaitable[Runner]]
    ) -> None:
        self._runner = runner
        self._tools = tools
        self._open_plain = open_plain

    @property
    def workers(self) -> int:
        """Returns how many programs run at a time."""
        return self._runner.workers

    async def run(self, request: RunRequest) -> tuple[Run, ...]:
        """Does as `Runner.run` says. Raises EngineError `needsConsent`."""
        own = self._tools.get(request.program.language)
        if own is not None:
            request = replace(request, program=own.applied(request.program))
        runner = await self._open_plain() if request.program.tool else self._runner
        return await runner.run(request)

    async def languages(self, among: Iterable[str]) -> tuple[str, ...]:
        """Returns those of `among` in which programs can be run; one with a tool of the user's own
        is taken for one."""
        wanted = tuple(among)
        here = await self._runner.languages(wanted)
        chosen = {name for name, own in self._tools.items() if own.tool}
        return tuple(name for name in wanted if name in here or name in chosen)

    async def check(
        self, checker: CustomChecker, input: str, output: str, answer: str
    ) -> Comparison:
        """Does as `Runner.check` says."""
        return await self._runner.check(checker, input, output, answer)
