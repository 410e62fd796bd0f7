"""Keeps a worker of each kind on each node of a cluster, while nodes come and go."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol

from shortlist_engine.cluster.crew import Crew, Worker
from shortlist_engine.concurrency import set_within, within
from shortlist_engine.protocol import EngineError

log = logging.getLogger(__name__)

POOL, SAMPLER = "pool", "sampler"
START_S = 300.0
"""How long a worker may take to be there: a model of gigabytes is sent in this time."""
SLOW_NODES_S = 10.0
"""How long others are waited for when there is a worker for each role."""
END_S = 5.0
TRIES, TRIES_WAITED_FOR = 5, 2
"""So often a worker is started that never answers, before its node is left alone."""


@dataclass(frozen=True)
class Node:
    """Names a machine of the cluster, and what of it may be used."""

    id: str
    name: str
    cpus: int
    gpus: int = 0


class Remote(Protocol):
    """An object in a process of its own on a node."""

    async def call(self, method: str, *arguments: Any) -> Any:
        """Returns what its method returns. Raises Lost when it is gone, and what the method raises.
        Cancelling it ends the method there."""
        ...

    def end(self) -> None:
        """Ends its process."""
        ...


class Transport(Protocol):
    """Reaches the nodes of a cluster."""

    async def nodes(self) -> Sequence[Node]:
        """Returns those that are there."""
        ...

    def start(self, node: Node, kind: type, *arguments: Any, gpus: int = 0) -> Remote:
        """Makes `kind(*arguments)` on the node, in a process of its own. What goes wrong is raised
        by its first call."""
        ...

    def put(self, value: Any) -> Any:
        """Returns what can be given as an argument in place of `value` any number of times, so that
        each node is sent it once."""
        ...

    def fetch(self, put: Any) -> Any:
        """Returns what was put, on any node."""
        ...


@dataclass(frozen=True)
class Role:
    """Says what is kept on each node: `kind(*arguments, cores)`, which joins `crew` with `slots`
    when `refusal`, which is given the report of its `open`, is empty. `copies(node)` says how many,
    and with how many GPUs each."""

    name: str
    crew: Crew
    kind: type
    arguments: tuple[Any, ...]
    refusal: Callable[[Any], str]
    slots: Callable[[Any], int]
    copies: Callable[[Node], tuple[int, int]] = lambda node: (1, 0)


class Placement:
    """Keeps the workers of all roles while it is open, as an async context manager. `tell` is given
    a line for people when a node joins, is refused or is gone."""

    def __init__(
        self,
        transport: Transport,
        roles: Sequence[Role],
        tell: Callable[[str], None],
        *,
        look_s: float = 1.0,
        pause_s: float = 1.0,
    ) -> None:
        self._transport = transport
        self._roles = roles
        self._tell = tell
        self._look_s, self._pause_s = look_s, pause_s
        self._nodes: dict[str, asyncio.Task[None]] = {}
        self._names: dict[str, str] = {}
        self._looked = False
        self._untried: set[tuple[str, str]] = set()
        self._changed = asyncio.Event()
        self._why_not: dict[str, dict[str, str]] = {role.name: {} for role in roles}
        self._watching: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Placement:
        self._watching = asyncio.create_task(self._watch())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._watching is not None
        tasks = [self._watching, *self._nodes.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def settled(self) -> None:
        """Waits until every node that is there was tried, for slow ones only a moment. Raises
        EngineError when there is a role that none can have: `sandboxUnavailable`, or
        `modelNotFound` for samplers."""
        assert self._watching is not None
        complete_at: float | None = None
        while not self._looked or self._untried:
            if all(role.crew.workers for role in self._roles):
                complete_at = complete_at or time.monotonic()
                if time.monotonic() - complete_at > SLOW_NODES_S:
                    return
            if self._watching.done():
                self._watching.result()  # raises what ended it
            await set_within(self._changed, 0.2)
            self._changed.clear()
        for role in self._roles:
            if not role.crew.workers:
                reasons = "; ".join(
                    f"{name}: {why}" for name, why in self._why_not[role.name].items()
                )
                raise EngineError(
                    "sandboxUnavailable" if role.name == POOL else "modelNotFound",
                    f"No node of the cluster can have a {role.name}: {reasons or 'there is none'}.",
                )

    async def _watch(self) -> None:
        while True:
            there = {node.id: node for node in await self._transport.nodes()}
            for gone in [known for known in self._nodes if known not in there]:
                self._nodes.pop(gone).cancel()
                self._tell(f"{self._names.pop(gone)} is gone; what it was doing is done elsewhere")
            for new in [node for node in there.values() if node.id not in self._nodes]:
                copies = [(role, copy) for role in self._roles for copy in _copies(role, new)]
                self._untried |= {(new.id, copy) for _, (copy, _) in copies}
                work = [self._keep(new, role, copy, gpus) for role, (copy, gpus) in copies]
                self._names[new.id] = new.name
                self._nodes[new.id] = asyncio.create_task(_all(work))
            self._looked = True
            self._changed.set()
            await asyncio.sleep(self._look_s)

    async def _keep(self, node: Node, role: Role, name: str, gpus: int) -> None:
        """Has one worker on the node, and another one when that is lost."""
        failed = 0
        try:
            while failed < TRIES:
                remote = self._transport.start(
                    node, role.kind, *role.arguments, node.cpus, gpus=gpus
                )
                try:
                    why, lasted = await self._serve(node, role, name, remote)
                finally:
                    await _end(remote)
                if why and lasted:
                    self._tell(f"{node.name}: {why}")
                    return
                failed = 0 if lasted else failed + 1
                if failed >= TRIES_WAITED_FOR:
                    self._tried(node, name)
                await asyncio.sleep(self._pause_s * 2**failed)
            reason = self._why_not[role.name].get(node.name, "it does not answer")
            self._tell(f"{node.name} has no {role.name}: {reason}")
        finally:
            self._tried(node, name)

    async def _serve(self, node: Node, role: Role, name: str, remote: Remote) -> tuple[str, bool]:
        """Keeps the worker until it is lost. Returns why the node is refused, empty when it is not,
        and whether the worker ever answered."""
        try:
            report = await within(START_S, remote.call("open"))
        except Exception as error:
            log.info("%s has no %s yet", node.name, role.name, exc_info=True)
            self._why_not[role.name][node.name] = f"{error or type(error).__name__}".rstrip(".")
            return "", False
        why = role.refusal(report)
        if why:
            self._why_not[role.name][node.name] = why
            return why, True
        worker = Worker(f"{name} on {node.name}", node.id, remote.call, role.slots(report))
        role.crew.join(worker)
        self._tried(node, name)
        log.info("%s joined", worker.name)
        try:
            await role.crew.left(worker)
            log.info("%s is lost", worker.name)
        finally:
            role.crew.leave(worker)
        return "", True

    def _tried(self, node: Node, name: str) -> None:
        self._untried.discard((node.id, name))
        self._changed.set()


def _copies(role: Role, node: Node) -> list[tuple[str, int]]:
    count, gpus = role.copies(node)
    names = [f"{role.name} {number + 1}" for number in range(count)] if count > 1 else [role.name]
    return [(name, gpus) for name in names]


async def _end(remote: Remote) -> None:
    """Has it give back what it holds, if it is still there, and ends it."""
    try:
        with contextlib.suppress(Exception):
            await within(END_S, remote.call("close"))
    finally:
        remote.end()


async def _all(work: Sequence[Awaitable[None]]) -> None:
    await asyncio.gather(*work)
