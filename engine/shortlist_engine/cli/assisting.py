"""The frame of the commands that ask a model about a program: what goes on is said on a terminal,
and every failure has its exit code."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from shortlist_engine.cli.exit_codes import CommandFailed, Interrupted
from shortlist_engine.cli.frame import exit_code_of, resources_for, run_framed
from shortlist_engine.cli.live_line import LiveLine
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.execution.runner import Runner
from shortlist_engine.host import Host, NeedsConsent
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Sampler

T = TypeVar("T")


@dataclass(frozen=True)
class Assistance:
    """Holds what a command about a program works with. `interrupted` is set by Ctrl-C."""

    host: Host
    interrupted: asyncio.Event
    line: LiveLine

    async def sampler(self) -> Sampler:
        """Returns the model, loaded by now. Raises EngineError, and Cancelled on Ctrl-C."""
        self.line.show("Loading the model …")
        return await unless(self.interrupted, self.host.sampler(), let_go=True)

    async def own_runner(self, *, unisolated: bool) -> Runner:
        """Returns what runs the user's own programs, `unisolated` if need be. Raises EngineError,
        and Cancelled on Ctrl-C."""
        return await unless(self.interrupted, self.host.own_runner(unisolated=unisolated))

    async def pool(self) -> Runner:
        """Returns what runs programs. Raises EngineError, and Cancelled on Ctrl-C."""
        return await unless(self.interrupted, self.host.pool())


def assist(options: argparse.Namespace, work: Callable[[Assistance], Awaitable[T]]) -> T:
    """Returns the result of `work`. Raises CommandFailed for what befalls it, and NeedsConsent."""
    line = LiveLine()

    async def framed(host: Host, interrupted: asyncio.Event) -> T:
        with host.telling(lambda text: line.show(f"{text[:1].upper()}{text[1:]}")):
            return await work(Assistance(host, interrupted, line))

    try:
        return run_framed(resources_for(options), framed)
    except NeedsConsent:
        raise
    except EngineError as error:
        raise CommandFailed(error.message, exit_code_of(error), error.kind) from error
    except Cancelled:
        raise Interrupted from None
    finally:
        line.close()
