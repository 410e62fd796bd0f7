"""Ray as what carries a cluster: the only module that knows of it, and imports it when it is asked
for (the extra `cluster`).

Nothing is told to anybody: usage statistics and dashboard are off, and a cluster that is started
here listens on the loopback interface only.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import importlib.util
import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator, Sequence
from typing import Any

from shortlist_engine.cluster.crew import Lost
from shortlist_engine.cluster.placement import Node
from shortlist_engine.extras import install_command
from shortlist_engine.machine import cores
from shortlist_engine.protocol import EngineError

AUTO = "auto"
EXTRA = "cluster"
LOOPBACK = "127.0.0.1"
LOOPBACK_ONLY = "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_DISABLE_IMPORT_WARNING": "1",
}
LOOK_S = 5.0
LONGEST_PLACE = 30
"""Characters; Ray adds 70, and a socket's path has 107 at most."""


def installed() -> bool:
    """Says whether Ray can be imported."""
    return importlib.util.find_spec("ray") is not None


@contextlib.contextmanager
def connected(address: str) -> Iterator[RayTransport]:
    """Joins the cluster at `address`, HOST:PORT, or with `auto` the one that runs on this machine,
    else one that is started here and ends with this. It blocks for some seconds.

    Raises EngineError, naming the fix, when Ray is not installed or the cluster not there.
    """
    if not installed():
        raise EngineError(
            "engineUnavailable",
            f"A cluster needs Ray, which is not installed. Install it with: make install "
            f"EXTRAS={EXTRA}, or into this environment with: {install_command(EXTRA)}",
        )
    if address != AUTO:
        _look(address)
    os.environ.update({name: os.environ.get(name, value) for name, value in QUIET.items()})
    ray = importlib.import_module("ray")
    # Sockets' paths must be short.
    where = tempfile.gettempdir()
    folder = tempfile.mkdtemp(prefix="ray-", dir=where if len(where) <= LONGEST_PLACE else "/tmp")
    try:
        _join(ray, address, folder)
        yield RayTransport(ray)
    finally:
        with contextlib.suppress(Exception):
            ray.shutdown()
        shutil.rmtree(folder, ignore_errors=True)


def _look(address: str) -> None:
    """Raises EngineError when nobody listens there: Ray would try for minutes."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise EngineError("invalidRequest", f"--cluster {address} is neither HOST:PORT nor {AUTO}.")
    try:
        socket.create_connection((host, int(port)), LOOK_S).close()
    except (OSError, OverflowError) as error:
        raise _not_there(address) from error


def _not_there(address: str) -> EngineError:
    return EngineError(
        "engineUnavailable",
        f"There is no cluster at {address} that this machine belongs to. Start one with "
        "`ray start --head`, and on each further machine, the one of this command too, "
        f"`ray start --address={address}`.",
    )


def _join(ray: Any, address: str, folder: str) -> None:
    quiet = {"log_to_driver": False, "logging_level": "ERROR", "configure_logging": True}
    try:
        ray.init(address=address, **quiet)
        return
    except ConnectionError as error:
        if address != AUTO:
            raise _not_there(address) from error
    except Exception as error:  # a port that nobody listens on, another version of Ray, a token
        raise EngineError(
            "engineUnavailable", f"The cluster at {address} cannot be joined: {error}"
        ) from error
    _start(ray, folder, quiet)


def _start(ray: Any, folder: str, quiet: dict[str, Any]) -> None:
    """Starts a cluster of this machine alone, which nobody else can reach. Its logs and sockets go
    into `folder`."""
    # What Ray does on Windows and macOS: it takes the loopback address as that of the machine, and
    # listens there only. Its modules have read the variable by now, the processes that it starts
    # have not.
    os.environ[LOOPBACK_ONLY] = "0"
    # Nobody else on this machine has the token, which Ray would write into a file.
    os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)
    constants: Any = importlib.import_module("ray._private.ray_constants")
    constants.ENABLE_RAY_CLUSTER = False
    try:
        ray.init(
            address="local",
            num_cpus=cores(),
            include_dashboard=False,
            _temp_dir=folder,
            **quiet,
        )
    except Exception as error:
        raise EngineError("engineUnavailable", f"Ray cannot be started here: {error}") from error
    addresses = {each["NodeManagerAddress"] for each in ray.nodes()}
    if addresses != {LOOPBACK}:
        ray.shutdown()
        raise EngineError(
            "engineUnavailable",
            f"Ray {ray.__version__} would listen on {', '.join(sorted(addresses))}, where others "
            "can reach it. Start it yourself with `ray start --head`, and a token (docs/scale.md).",
        )


class RayTransport:
    """Does as `placement.Transport` says, with the module `ray`, which has joined a cluster."""

    def __init__(self, ray: Any) -> None:
        self._ray = ray
        self._classes: dict[type, Any] = {}

    async def nodes(self) -> Sequence[Node]:
        """Returns the nodes that are alive. Raises EngineError when the cluster is gone."""
        try:
            found = await asyncio.to_thread(self._ray.nodes)
        except Exception as error:
            raise EngineError(
                "engineCrashed", f"The cluster does not answer any more: {error}"
            ) from error
        names = [each.get("NodeManagerAddress", "") for each in found if each.get("Alive")]
        nodes = []
        for each in found:
            if not each.get("Alive"):
                continue
            name = each.get("NodeManagerAddress", "")
            if names.count(name) > 1:  # several nodes on one machine
                name = f"{name} ({each['NodeID'][:6]})"
            has = each.get("Resources", {})
            nodes.append(Node(each["NodeID"], name, int(has.get("CPU", 0)), int(has.get("GPU", 0))))
        return nodes

    def start(self, node: Node, kind: type, *arguments: Any, gpus: int = 0) -> RayRemote:
        """Does as `Transport.start` says."""
        strategies = importlib.import_module("ray.util.scheduling_strategies")
        if kind not in self._classes:
            self._classes[kind] = self._ray.remote(kind)
        # No processors are claimed: sampler and pool share those of their node.
        actor = (
            self._classes[kind]
            .options(
                num_cpus=0,
                num_gpus=gpus,
                max_restarts=0,
                scheduling_strategy=strategies.NodeAffinitySchedulingStrategy(node.id, soft=False),
            )
            .remote(*arguments)
        )
        return RayRemote(self._ray, actor)

    def put(self, value: Any) -> Any:
        """Does as `Transport.put` says."""
        return self._ray.put(value)

    @property
    def fetch(self) -> Any:
        """Returns what does as `Transport.fetch` says, on any node."""
        return _get


def _get(reference: Any) -> Any:
    return importlib.import_module("ray").get(reference)


class RayRemote:
    """Does as `placement.Remote` says, with a Ray actor."""

    def __init__(self, ray: Any, actor: Any) -> None:
        self._ray = ray
        self._actor = actor
        self._errors = importlib.import_module("ray.exceptions")

    async def call(self, method: str, *arguments: Any) -> Any:
        """Does as `Remote.call` says."""
        errors = self._errors
        try:
            # Large arguments are written into shared memory, which takes a moment.
            reference = getattr(self._actor, method).remote(*arguments)
        except errors.RayError as error:
            raise Lost(f"{error}") from error
        try:
            return await reference
        except asyncio.CancelledError:
            with contextlib.suppress(Exception):
                self._ray.cancel(reference)
            raise
        except errors.RayTaskError as error:
            cause = error.cause
            if isinstance(cause, (errors.RayError, asyncio.CancelledError)):
                raise Lost(f"{cause}") from error
            raise cause if isinstance(cause, Exception) else Lost(f"{error}") from error
        except errors.RayError as error:
            raise Lost(f"{error}") from error

    def end(self) -> None:
        """Ends the actor's process, and with it what runs in its sandbox."""
        with contextlib.suppress(Exception):
            self._ray.kill(self._actor)
