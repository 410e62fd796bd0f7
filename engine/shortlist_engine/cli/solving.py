"""A solve, as the commands that need one follow it."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Callable

from shortlist_engine.cli.exit_codes import BadInput
from shortlist_engine.concurrency import unless
from shortlist_engine.fairness import refusal
from shortlist_engine.host import Host, StatusReport
from shortlist_engine.library import Library
from shortlist_engine.problem import Budget, Done, Event, Problem, Progress, SolveOptions
from shortlist_engine.solve import solve


def refuse_practice(text: str, file: str) -> None:
    """Raises BadInput when the user practises in this file and has not given up."""
    if refused := refusal(text):
        name = shlex.quote(file)
        raise BadInput(
            f"{refused} The commands are `shortlist practice hint {name}` and `shortlist practice "
            f"give-up {name}`."
        )


async def solve_to_end(
    host: Host,
    interrupted: asyncio.Event,
    problem: Problem,
    budget: Budget,
    options: SolveOptions,
    on_event: Callable[[Event], None],
    library: Callable[[], Library] | None = None,
) -> Done:
    """Tells every event but the last, and returns that. Raises Cancelled when it is interrupted
    before it has begun; later it ends with what was found."""
    report = StatusReport(on_event)
    report.progress(Progress("loading"))
    done: Done | None = None
    with host.telling(report.status):
        sampler, pool = await unless(interrupted, asyncio.gather(host.sampler(), host.pool()))
        async for event in solve(
            problem,
            sampler=sampler,
            pool=pool,
            budget=budget,
            options=options,
            cancelled=interrupted,
            library=library,
        ):
            if isinstance(event, Done):
                done = event
            elif isinstance(event, Progress):
                report.progress(event)
            else:
                on_event(event)
    assert done is not None  # a solve's last event
    return done
