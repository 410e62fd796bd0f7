"""A worker and its zygotes: one of each kind, started when first needed, replaced when it fails."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from shortlist_engine.execution.isolation import selftest
from shortlist_engine.execution.isolation.attempt import AttemptFailed
from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.execution.isolation.sandbox import Launcher
from shortlist_engine.execution.isolation.zygote import Zygote, ZygoteDied
from shortlist_engine.execution.isolation.zygote_kind import PROGRAMS, ZygoteKind

log = logging.getLogger(__name__)
_RUNS_PER_ZYGOTE = 10_000
_RUNS_PER_CANARY = 500
T = TypeVar("T")


class Worker:
    """Serves one call at a time, with zygotes that `launcher` says how to start."""

    def __init__(self, launcher: Launcher) -> None:
        self.zygotes: dict[ZygoteKind, Zygote] = {}
        self._launcher = launcher
        self._closing: list[Zygote] = []

    async def use(
        self,
        kind: ZygoteKind,
        attempt: Callable[[Zygote], Awaitable[T]],
        again: Callable[[T], bool] = lambda _: False,
    ) -> T:
        """Makes `attempt` with a live zygote. It is made once more when the zygote does not start
        or dies, with a new one, and when the result says `again`. Raises ZygoteDied or
        SandboxUnavailable, and what `attempt` raises."""
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
            except AttemptFailed:
                raise
            except BaseException:
                # Cancelled in the middle of an exchange: whatever runs in there ends now.
                self.kill(kind)
                raise
        raise AssertionError("unreachable")

    async def zygote(self, kind: ZygoteKind) -> Zygote:
        """Returns a live one. Raises SandboxUnavailable when none starts, and ZygoteDied."""
        zygote = self.zygotes.get(kind)
        if zygote is not None and not await _fit(zygote, kind):
            self.kill(kind)
            zygote = None
        if zygote is None:
            zygote = await Zygote.start(self._launcher.launch(kind))
            self.zygotes[kind] = zygote
        return zygote

    async def test(self) -> None:
        """Raises SandboxUnavailable when this worker's sandbox does not hold."""
        try:
            await selftest.check(await self.zygote(PROGRAMS))
        except ZygoteDied as error:
            raise SandboxUnavailable(f"the sandbox died in its self-test: {error}") from error

    def kill(self, kind: ZygoteKind | None = None) -> None:
        """Ends the zygote of this kind, or all of them. Returns at once: see `wait_closed`."""
        for each in list(self.zygotes) if kind is None else [kind]:
            zygote = self.zygotes.pop(each, None)
            if zygote is not None:
                zygote.kill()
                self._closing = [old for old in self._closing if not old.closed] + [zygote]

    async def wait_closed(self) -> None:
        """Waits until every process that was ended has left."""
        for zygote in self._closing:
            await zygote.wait_closed()


async def _fit(zygote: Zygote, kind: ZygoteKind) -> bool:
    """Whether it may serve another call: alive, not too old, and right about a known program."""
    if not zygote.alive or zygote.runs >= _RUNS_PER_ZYGOTE:
        return False
    if kind.service == "programs" and zygote.runs and zygote.runs % _RUNS_PER_CANARY == 0:
        return await selftest.canary_passes(zygote)
    return True
