"""One zygote and its memory files, as the driver sees them: start, exchange, kill."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import struct
import subprocess
from collections.abc import Awaitable, Callable, Sequence

from .jail import wire
from .sandbox import Launch, SandboxUnavailable

_START_TIMEOUT_S = 60.0
_GRACE_S = 10.0  # for the zygote's own work around a run
_CLEAN_UP_S = 0.2  # for a zygote that has files to remove, after its connection closes
_ERROR_BYTES = 4096


class ZygoteDied(Exception):
    """The zygote ended or answered nonsense; start another one."""


class Zygote:
    """A started zygote. Not safe for concurrent use: one exchange at a time."""

    def __init__(self) -> None:
        self._files: list[int] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self.inputs: list[int] = []
        self.outputs: list[int] = []
        self.errors = self.source = -1
        self.runs = 0
        self._cleans_up = False

    @classmethod
    async def start(cls, how: Launch) -> Zygote:
        """Raises SandboxUnavailable, with what the sandbox said, when it does not come up."""
        zygote = cls()
        try:
            await zygote._start(how)
        except BaseException:
            zygote.kill()
            raise
        return zygote

    async def _start(self, how: Launch) -> None:
        self._cleans_up = how.cleans_up
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket = ours
        ours.setblocking(False)
        inherited: list[int] = []

        def memory(name: str, read_only: bool) -> tuple[int, int]:
            """A memory file (no seals possible) as ours and theirs, with separate descriptions."""
            mine = os.memfd_create(name)
            self._files.append(mine)
            mode = os.O_RDONLY if read_only else os.O_RDWR
            given = os.open(f"/proc/self/fd/{mine}", mode | os.O_CLOEXEC)
            os.fchmod(mine, 0o600)
            inherited.append(given)
            return mine, given

        try:
            inputs = [memory("input", True) for _ in range(wire.SLOTS)]
            outputs = [memory("output", False) for _ in range(wire.SLOTS)]
            self.errors, errors = memory("errors", False)
            self.source, source = memory("source", True)
            self.inputs = [mine for mine, _ in inputs]
            self.outputs = [mine for mine, _ in outputs]
            command = how.command(
                socket=theirs.fileno(),
                source=source,
                errors=errors,
                inputs=[given for _, given in inputs],
                outputs=[given for _, given in outputs],
            )
            try:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=errors,
                    env=how.environment,
                    pass_fds=(theirs.fileno(), *inherited),
                    cwd="/",
                )
            except OSError as error:
                raise SandboxUnavailable(f"the sandbox could not be started: {error}") from error
        finally:
            theirs.close()
            for fd in inherited:
                os.close(fd)
        try:
            kind, _ = await self._receive(_START_TIMEOUT_S)
        except ZygoteDied:
            kind = wire.FAILED
        if kind != wire.READY:
            said = self.error_text() or "no message"
            raise SandboxUnavailable(f"the sandbox did not start: {said}")

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else -1

    async def exchange(
        self,
        request: wire.Request,
        source: bytes,
        inputs: Sequence[bytes],
        *,
        executable: int = -1,
        go_on: Callable[[list[wire.Outcome]], Awaitable[bool]] | None = None,
    ) -> list[wire.Outcome]:
        """One request to its result; outputs are then in the output files.

        `go_on` decides after the first input when the request asks. Raises ZygoteDied; the caller
        then kills this zygote. Cancelling leaves it unusable: kill it.
        """
        self.runs += 1
        try:
            _fill(self.source, source)
            for fd, data in zip(self.inputs, inputs, strict=False):
                _fill(fd, data)
            for fd in self.outputs[: request.inputs]:
                os.ftruncate(fd, 0)
            os.ftruncate(self.errors, 0)
            self._send(wire.pack_request(request), executable)
            patience = wire.MAX_STARVATION * request.wall_us / 1e6 * request.inputs + _GRACE_S
            while True:
                kind, outcomes = await self._receive(patience)
                if kind != wire.ASKING or go_on is None:
                    break
                answer = wire.GO if await go_on(outcomes) else wire.STOP
                self._send(wire.pack_request(wire.Request(answer)), -1)
        except (OSError, struct.error, ValueError, asyncio.TimeoutError) as error:
            raise ZygoteDied(f"{type(error).__name__}: {error}") from error
        if kind != wire.RESULT or len(outcomes) != request.inputs:
            raise ZygoteDied("unexpected reply")
        return outcomes

    def output(self, slot: int, limit: int) -> bytes:
        size = os.fstat(self.outputs[slot]).st_size
        return os.pread(self.outputs[slot], min(size, limit), 0)

    def output_size(self, slot: int) -> int:
        return os.fstat(self.outputs[slot]).st_size

    def error_text(self) -> str:
        """The end of what was written to standard error."""
        size = os.fstat(self.errors).st_size
        data = os.pread(self.errors, _ERROR_BYTES, max(0, size - _ERROR_BYTES))
        return data.decode("utf-8", "replace").strip("\0 \n")

    def kill(self) -> None:
        """End the zygote and everything inside it, and free its memory files. Idempotent."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if self._process is not None:
            if self._cleans_up:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(_CLEAN_UP_S)
            self._process.kill()
            self._process.wait()
            self._process = None
        for fd in self._files:
            os.close(fd)
        self._files.clear()

    async def _receive(self, timeout: float) -> tuple[int, list[wire.Outcome]]:
        assert self._socket is not None
        loop = asyncio.get_running_loop()
        data = await asyncio.wait_for(loop.sock_recv(self._socket, wire.MAX_MESSAGE), timeout)
        if not data:
            raise ZygoteDied("the connection was closed")
        return wire.unpack_reply(data)

    def _send(self, message: bytes, executable: int) -> None:
        assert self._socket is not None
        if executable >= 0:
            socket.send_fds(self._socket, [message], [executable])
        else:
            self._socket.send(message)


def _fill(fd: int, data: bytes) -> None:
    os.ftruncate(fd, 0)
    position = 0
    while position < len(data):
        position += os.pwrite(fd, data[position:], position)
