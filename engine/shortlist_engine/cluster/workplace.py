"""A cluster as the place where an evaluation is done."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

from shortlist_engine.cluster.crews import open_crews, parcel_for
from shortlist_engine.cluster.parcel import can_be_sent
from shortlist_engine.cluster.placement import Transport
from shortlist_engine.cluster.stages import ClusterStages
from shortlist_engine.evaluation.plan import Plan
from shortlist_engine.evaluation.stages import LocalStages, Work, Workplace
from shortlist_engine.host import Host, Resources


def on_cluster(
    transport: Transport,
    tell: Callable[[str], None],
    *,
    workers: int | None = None,
    jobs: int = 2,
) -> Workplace:
    """Returns the workplace that the nodes are: `jobs` problems at least are under way, `workers`
    programs run at once on each node (None: as many as it has cores). Opening it raises what
    `open_crews` raises."""

    @contextlib.asynccontextmanager
    async def opened(plan: Plan, host: Host, resources: Resources) -> AsyncIterator[Work]:
        sampling = can_be_sent(resources)
        parcel = await asyncio.to_thread(
            parcel_for, resources, workers, transport, sampling=sampling
        )
        languages = sorted({name for entry in plan.entries for name in entry.languages})
        async with open_crews(
            transport, parcel, languages=languages, tell=tell, sampling=sampling
        ) as crews:
            local = LocalStages(plan.settings, sampler=host.sampler, pool=host.pool)
            yield ClusterStages(plan.settings, crews, transport, local).work(jobs)

    return opened
