"""Ray's own nodes on this machine, each a raylet with its processes, that measurements and tests
may pin to a core, and kill."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from shortlist_engine.cluster.ray_transport import QUIET

ROOT = Path(__file__).parents[2]
STORE = 80 * 2**20
# Ray's nodes listen on every interface: with a token nobody else can use them.
TOKEN = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def environment() -> dict[str, str]:
    """That of nodes, and of drivers that join them."""
    paths = [str(ROOT / "engine"), str(ROOT / "server"), str(ROOT)]
    paths += filter(None, [os.environ.get("PYTHONPATH")])
    return {**os.environ, **QUIET, **TOKEN, "PYTHONPATH": os.pathsep.join(paths)}


class RayNode:
    """One node: `ray start --block`, which ends with its processes. `core`: the only one that it
    may use."""

    def __init__(self, address: str, *, head: bool, folder: Path, core: int | None = None) -> None:
        where = [f"--address={address}"]
        if head:
            port = address.partition(":")[2]
            where = ["--head", f"--port={port}", "--include-dashboard=false"]
            where += [f"--temp-dir={folder}"]
        pinned = ["taskset", "-c", str(core)] if core is not None else []
        command = [
            *pinned, sys.executable, "-m", "ray.scripts.scripts", "start", *where, "--block",
            "--node-ip-address=127.0.0.1", "--num-cpus=1", f"--object-store-memory={STORE}",
            "--disable-usage-stats",
        ]  # fmt: skip
        if not head:
            command.remove("--disable-usage-stats")
        self.log = folder.with_name(f"{folder.name}-{time.monotonic_ns()}.log")
        self.process = subprocess.Popen(
            command,
            env=environment(),
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def kill(self) -> None:
        """Kills everything of it at once, as a machine that loses its power."""
        for each in self.family():
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        self.process.wait(30)

    def stop(self) -> None:
        """Ends it in order."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()

    def workers(self) -> list[int]:
        """The processes of actors."""
        return [each for each in self.family() if b"ray::Node" in _command(each)]

    def family(self) -> list[int]:
        """The process, and all that come from it."""
        parents: dict[int, int] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError, IndexError, ValueError):
                    text = (entry / "stat").read_text()
                    parents[int(entry.name)] = int(text.rpartition(")")[2].split()[1])
        found, new = [self.process.pid], [self.process.pid]
        while new:
            new = [each for each, parent in parents.items() if parent in new]
            found += new
        return found


def _command(process: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


class RayNodes:
    """A cluster: its `head`, which the driver joins, and further nodes."""

    def __init__(self, folder: Path, cores: tuple[int, ...] = ()) -> None:
        self.folder = folder
        self.address = f"127.0.0.1:{free_port()}"
        self.head = RayNode(
            self.address, head=True, folder=folder, core=cores[0] if cores else None
        )
        self.others: list[RayNode] = []
        self._cores = cores

    def add(self) -> RayNode:
        at = 1 + len(self.others)
        core = self._cores[at % len(self._cores)] if self._cores else None
        self.others.append(RayNode(self.address, head=False, folder=self.folder, core=core))
        return self.others[-1]

    def wait(self) -> None:
        """Waits until the head answers."""
        host, _, port = self.address.partition(":")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert self.head.process.poll() is None, self.head.log.read_text()
            with contextlib.suppress(OSError), socket.create_connection((host, int(port)), 1):
                return
            time.sleep(0.1)
        raise AssertionError(self.head.log.read_text())

    def stop(self) -> None:
        for node in [*self.others, self.head]:
            if node.process.poll() is None:
                node.stop()


@contextlib.contextmanager
def ray_nodes(folder: Path, further: int = 1, cores: tuple[int, ...] = ()) -> Iterator[RayNodes]:
    """A head and `further` nodes of one core each."""
    nodes = RayNodes(folder, cores)
    try:
        nodes.wait()
        for _ in range(further):
            nodes.add()
        yield nodes
    finally:
        nodes.stop()
