"""The samplers and pools of a cluster, as a command uses them."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, replace

from shortlist_engine.cluster.code import code_digest
from shortlist_engine.cluster.crew import Crew, CrewSettings
from shortlist_engine.cluster.node_pool import NodePool, PoolReport
from shortlist_engine.cluster.node_sampler import NodeSampler, SamplerReport
from shortlist_engine.cluster.parcel import NodeResources, Parcel, pack_model
from shortlist_engine.cluster.placement import (
    POOL,
    SAMPLER,
    Node,
    Placement,
    Role,
    Transport,
)
from shortlist_engine.execution.isolation.layers import USABLE_LEVELS
from shortlist_engine.host import Resources

PROBLEMS_PER_POOL = 2
"""One runs while the next is being prepared."""
RUNS_PER_WORKER = 4
"""Single runs are short beside the way to a node and back."""


@dataclass
class Crews:
    """Holds the workers of all nodes: `samplers` is None where the command's own machine draws.
    `sampler` is what the first of them reported."""

    pools: Crew
    samplers: Crew | None
    sampler: SamplerReport | None = None

    @property
    def nodes(self) -> int:
        """Counts the nodes that have anything."""
        workers = [*self.pools.workers, *(self.samplers.workers if self.samplers else ())]
        return len({worker.node for worker in workers})


@contextlib.asynccontextmanager
async def open_crews(
    transport: Transport,
    parcel: Parcel,
    *,
    languages: Iterable[str],
    tell: Callable[[str], None],
    sampling: bool,
    single_runs: bool = False,
    settings: CrewSettings | None = None,
) -> AsyncIterator[Crews]:
    """Opens a pool on each node that can isolate programs and has the tools of these `languages`,
    and, with `sampling`, a sampler on each; every node was tried by now. `single_runs`: a pool is
    given runs, not problems. Raises EngineError when no node can have a pool, or a sampler."""
    nodes: Counter[str] = Counter()
    pools = Crew(POOL, settings, nodes)
    samplers = Crew(SAMPLER, settings, nodes) if sampling else None
    crews = Crews(pools, samplers)
    needed = tuple(languages)

    def refuse_sampler(report: SamplerReport) -> str:
        if report.code != code_digest():
            return _other_code(SAMPLER)
        crews.sampler = crews.sampler or report
        return ""

    def slots(report: PoolReport) -> int:
        return RUNS_PER_WORKER * report.workers if single_runs else PROBLEMS_PER_POOL

    roles = [
        Role(POOL, pools, NodePool, (parcel,), lambda found: refusal(found, needed), slots),
    ]
    if samplers is not None:
        on_gpu = parcel.device != "cpu"
        copies = _one_for_each_gpu if on_gpu else _one
        roles.append(
            Role(SAMPLER, samplers, NodeSampler, (parcel,), refuse_sampler, lambda _: 1, copies)
        )
    async with contextlib.AsyncExitStack() as stack:
        for role in roles:
            await stack.enter_async_context(role.crew)
        placement = await stack.enter_async_context(Placement(transport, roles, tell))
        await placement.settled()
        yield crews


def refusal(report: PoolReport, languages: Iterable[str]) -> str:
    """Returns why a node runs no programs, empty when it does."""
    if report.code != code_digest():
        return _other_code(POOL)
    if report.level not in USABLE_LEVELS or not report.open:
        why = "; ".join(report.problems) or "it cannot isolate programs"
        return f"runs no programs, since its sandbox is too weak ({why})"
    missing = [name for name in languages if name not in report.languages]
    if missing:
        return f"runs no programs, since it cannot run {', '.join(missing)}"
    return ""


def parcel_for(
    resources: Resources, workers: int | None, transport: Transport, *, sampling: bool
) -> Parcel:
    """Returns what nodes are sent, and with `sampling` the files of the model, which `can_be_sent`.
    It blocks. Raises ModelError and OSError."""
    choice = replace(resources.choice, on_status=None, cancelled=None)
    if not sampling:
        nothing = NodeResources(replace(choice, model=None), workers)
        return Parcel(nothing, fetch=transport.fetch, device=choice.device)
    model = pack_model(choice, transport.put)
    # The nodes' own paths and names are not the driver's.
    made = NodeResources(replace(choice, model=None), workers)
    return Parcel(made, model, transport.fetch, choice.device)


def _other_code(role: str) -> str:
    return f"has no {role}, since another version of Shortlist is installed there"


def _one(node: Node) -> tuple[int, int]:
    return 1, 0


def _one_for_each_gpu(node: Node) -> tuple[int, int]:
    return (node.gpus, 1) if node.gpus else (1, 0)
