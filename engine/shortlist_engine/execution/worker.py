"""A worker and its zygotes: one of each kind, started when first needed, replaced when it fails."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from shortlist_engine.execution.checking.custom_checker import CHECKERS, checker_launch
from shortlist_engine.execution.compiling.compiler import CompileCache, CompileFailed
from shortlist_engine.execution.isolation import selftest
from shortlist_engine.execution.isolation.sandbox import Launch, Layers, SandboxUnavailable, launch
from shortlist_engine.execution.isolation.zygote import Zygote, ZygoteDied
from shortlist_engine.execution.tool_runs import PROGRAMS, launch_of

log = logging.getLogger(__name__)
PLAIN, NUMPY = PROGRAMS, "numpy"
_COMPILE = "compile"
_VARIED = ", variation "
_RUNS_PER_ZYGOTE = 10_000
_RUNS_PER_CANARY = 500
T = TypeVar("T")


def compiler_of(language: str) -> str:
    """The kind of zygote that compiles it."""
    return _COMPILE if language == "cpp" else f"{_COMPILE} {language}"


def varied(kind: str, variation: int) -> str:
    """The kind of zygote for another variation: a tool has but one."""
    return f"{kind}{_VARIED}{variation}" if variation and kind in (PLAIN, NUMPY) else kind


class Launches:
    """How to start each kind of zygote: for Python and compiled programs, for Python with numpy,
    for compiling a language, for each further tool, and for custom checkers."""

    def __init__(self, layers: Layers, helper: str, cache: CompileCache) -> None:
        self.layers = layers
        self.helper = helper
        self._cache = cache
        self._known: dict[str, Launch] = {}

    def of(self, kind: str) -> Launch:
        if kind not in self._known:
            self._known[kind] = self._make(kind)
        return self._known[kind]

    def _make(self, kind: str) -> Launch:
        if kind == CHECKERS:
            return checker_launch(self.layers)
        if kind.startswith(_COMPILE):
            language = kind.removeprefix(_COMPILE).strip() or "cpp"
            return self._cache.launch(self.layers, language)
        tool = launch_of(self.layers, kind)
        if tool is not None:
            return tool
        base, _, variation = kind.partition(_VARIED)
        return launch(
            self.layers,
            numpy=base == NUMPY,
            helper=self.helper,
            variation=int(variation or 0),
        )


class Worker:
    """Serves one call at a time."""

    def __init__(self, launches: Launches) -> None:
        self.zygotes: dict[str, Zygote] = {}
        self._launches = launches
        self._leaving: list[Zygote] = []

    async def use(
        self,
        kind: str,
        attempt: Callable[[Zygote], Awaitable[T]],
        again: Callable[[T], bool] = lambda _: False,
    ) -> T:
        """`attempt` with a live zygote. It is made once more when the zygote does not start or
        dies, with a new one, and when the result says `again`. Raises ZygoteDied or
        SandboxUnavailable."""
        for last in (False, True):
            try:
                result = await attempt(await self.zygote(kind))
                if last or not again(result):
                    return result
            except (ZygoteDied, SandboxUnavailable) as error:
                log.warning("a sandbox worker was replaced: %s", error)
                self.kill(kind)
                if last:
                    raise
            except CompileFailed:
                raise
            except BaseException:
                # Cancelled in the middle of an exchange: whatever runs in there ends now.
                self.kill(kind)
                raise
        raise AssertionError("unreachable")

    async def zygote(self, kind: str) -> Zygote:
        """A live one. Raises SandboxUnavailable when none starts, and ZygoteDied."""
        zygote = self.zygotes.get(kind)
        if zygote is not None and not await _fit(zygote, kind):
            self.kill(kind)
            zygote = None
        if zygote is None:
            zygote = await Zygote.start(self._launches.of(kind))
            self.zygotes[kind] = zygote
        return zygote

    async def test(self) -> None:
        """Raises SandboxUnavailable when this worker's sandbox does not hold."""
        try:
            await selftest.check(await self.zygote(PLAIN))
        except ZygoteDied as error:
            raise SandboxUnavailable(f"the sandbox died in its self-test: {error}") from error

    def kill(self, kind: str | None = None) -> None:
        """End the zygote of this kind, or all of them. Returns at once: see `gone`."""
        for name in [kind] if kind else list(self.zygotes):
            zygote = self.zygotes.pop(name, None)
            if zygote is not None:
                zygote.kill()
                self._leaving = [old for old in self._leaving if not old.left] + [zygote]

    async def gone(self) -> None:
        """Wait until every process that was ended has left."""
        for zygote in self._leaving:
            await zygote.gone()


async def _fit(zygote: Zygote, kind: str) -> bool:
    if not zygote.alive or zygote.runs >= _RUNS_PER_ZYGOTE:
        return False
    base = kind.partition(_VARIED)[0]
    if base in (PLAIN, NUMPY) and zygote.runs and zygote.runs % _RUNS_PER_CANARY == 0:
        return await selftest.canary_passes(zygote)
    return True
