"""One zygote and its memory files, as the driver sees them: start, exchange, kill."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import socket
import struct
import subprocess
from collections.abc import Awaitable, Callable, Iterator, Sequence

from shortlist_engine.execution.isolation.jail import addresses, wire
from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.execution.isolation.sandbox import Launch

_START_TIMEOUT_S = 60.0
_GRACE_S = 10.0  # for the zygote's own work around a run
_LEAVE_S = 5.0  # for a zygote to end its program and leave after its connection closes
_ERROR_BYTES = 4096
_REMEMBERED_BYTES = 1 << 16  # of an input, to see that it has not changed


class ZygoteDied(Exception):
    """The zygote ended or answered nonsense; start another one."""


class Zygote:
    """Drives a zygote that has started. Not safe for concurrent use: one exchange at a time."""

    def __init__(self) -> None:
        self._files: list[int] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self.inputs: list[int] = []
        self.outputs: list[int] = []
        self.errors = self.source = -1
        self._written: dict[int, bytes | None] = {}
        self.runs = 0
        self._connected = False
        self._reply: asyncio.Future[bytes | None] | None = None
        self._end: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, how: Launch) -> Zygote:
        """Starts one. Raises SandboxUnavailable, with what the sandbox said, when it does not come
        up."""
        zygote = cls()
        try:
            await zygote._start(how)
        except BaseException:
            zygote.kill()
            raise
        return zygote

    async def _start(self, how: Launch) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket = ours
        ours.setblocking(False)
        self._connected = True
        asyncio.get_running_loop().add_reader(ours, self._readable)
        inherited: list[int] = []

        def memory(name: str, read_only: bool) -> tuple[int, int]:
            """A memory file (no seals possible) as ours and theirs, with separate descriptions."""
            mine = os.memfd_create(name)
            self._files.append(mine)
            mode = os.O_RDONLY if read_only else os.O_RDWR
            given = os.open(f"/proc/self/fd/{mine}", mode | os.O_CLOEXEC)
            # Where /proc can be seen, a program of the same user could open its input once more.
            os.fchmod(mine, 0o400 if read_only else 0o600)
            if how.owner >= 0:  # a program may open its own streams by their names
                os.fchown(mine, how.owner, -1)
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
                with addresses.same_for_all(not how.varied), _room_for_stacks():
                    self._process = subprocess.Popen(
                        command,
                        stdin=subprocess.DEVNULL,
                        stdout=subprocess.DEVNULL,
                        stderr=errors,
                        env=how.environment,
                        pass_fds=(theirs.fileno(), *inherited),
                        cwd="/",
                        # Ctrl-C in a terminal is for the engine; a program must not see it.
                        start_new_session=True,
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
        """Tells whether it can serve. It cannot when bubblewrap was killed either: where that
        leaves its child, it goes on, but out of reach."""
        return self._connected and self._process is not None and self._process.poll() is None

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
        proceed: Callable[[list[wire.Exit]], Awaitable[bool]] | None = None,
    ) -> list[wire.Exit]:
        """Takes one request to its result; outputs are then in the output files.

        `proceed` decides after the first input when the request asks. Raises ZygoteDied; the caller
        then kills this zygote. Cancelling leaves it unusable: kill it.
        """
        self.runs += 1
        try:
            _write(self.source, source)
            for slot, data in enumerate(inputs):
                self._write_input(slot, data)
            for fd in self.outputs[: request.inputs]:
                os.ftruncate(fd, 0)
            os.ftruncate(self.errors, 0)
            self._send(wire.pack_request(request), executable)
            patience = wire.MAX_STARVATION * request.wall_us / 1e6 * request.inputs + _GRACE_S
            while True:
                kind, exits = await self._receive(patience)
                if kind != wire.ASKING or proceed is None:
                    break
                answer = wire.GO if await proceed(exits) else wire.STOP
                self._send(wire.pack_request(wire.Request(answer)), -1)
        except (OSError, struct.error, ValueError) as error:
            raise ZygoteDied(f"{type(error).__name__}: {error}") from error
        if kind != wire.RESULT or len(exits) != request.inputs:
            raise ZygoteDied("unexpected reply")
        return exits

    def output(self, slot: int, limit: int) -> tuple[bytes, int]:
        """Returns at most `limit` bytes of what was written, and how much was."""
        size = os.fstat(self.outputs[slot]).st_size
        return (os.pread(self.outputs[slot], min(size, limit), 0) if size else b""), size

    def error_text(self) -> str:
        """Returns the end of what was written to standard error."""
        size = os.fstat(self.errors).st_size
        data = os.pread(self.errors, _ERROR_BYTES, max(0, size - _ERROR_BYTES))
        return data.decode("utf-8", "replace").strip("\0 \n")

    def kill(self) -> None:
        """Has the zygote end everything inside it and leave, and frees its memory files.

        Returns at once; `wait_closed` waits for it. Idempotent. The closed connection is what ends
        it at every level: a signal would not reach through bubblewrap when that runs as root, and
        would leave a compiler's files.
        """
        self._connected = False
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket)
            self._socket.close()
            self._socket = None
        if self._process is not None:
            self._end = asyncio.get_running_loop().create_task(_end(self._process))
            self._process = None
        for fd in self._files:
            os.close(fd)
        self._files.clear()

    @property
    def closed(self) -> bool:
        """Tells whether `kill` has nothing left to wait for."""
        return self._end is None or self._end.done()

    async def wait_closed(self) -> None:
        """Waits until the process that `kill` was called for has left."""
        if self._end is not None:
            await asyncio.wait([self._end])

    async def _receive(self, timeout: float) -> tuple[int, list[wire.Exit]]:
        """The next reply. Raises ZygoteDied, and struct.error or ValueError on nonsense."""
        loop = asyncio.get_running_loop()
        if not self._connected:
            raise ZygoteDied("the connection was closed")
        self._reply = loop.create_future()
        timer = loop.call_later(timeout, _resolve, self._reply, None)
        try:
            data = await self._reply
        finally:
            timer.cancel()
            self._reply = None
        if data is None:
            raise ZygoteDied(f"no reply within {timeout:.0f} s")
        if not data:
            raise ZygoteDied("the connection was closed")
        return wire.unpack_reply(data)

    def _readable(self) -> None:
        assert self._socket is not None
        try:
            data = self._socket.recv(wire.MAX_MESSAGE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data or self._reply is None:  # the end, or a reply to nothing
            self._connected = False
            asyncio.get_running_loop().remove_reader(self._socket)
        if self._reply is not None:
            _resolve(self._reply, data)

    def _write_input(self, slot: int, data: bytes) -> None:
        """Most programs run on the same inputs as the one before."""
        if self._written.get(slot) == data:
            return
        os.ftruncate(self.inputs[slot], 0)
        _write(self.inputs[slot], data)
        self._written[slot] = data if len(data) <= _REMEMBERED_BYTES else None

    def _send(self, message: bytes, executable: int) -> None:
        assert self._socket is not None
        if executable >= 0:
            socket.send_fds(self._socket, [message], [executable])
        else:
            self._socket.send(message)


@contextlib.contextmanager
def _room_for_stacks() -> Iterator[None]:
    """Processes that are started in the block have their memory laid out for a stack of any size,
    which costs those that do not use it nothing: programs that a zygote forks keep its layout."""
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    resource.setrlimit(resource.RLIMIT_STACK, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_STACK, (soft, hard))


def _resolve(reply: asyncio.Future[bytes | None], data: bytes | None) -> None:
    if not reply.done():
        reply.set_result(data)


async def _end(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process that is about to leave; kill it when it does not, or on cancellation."""
    if process.poll() is not None:
        return
    loop = asyncio.get_running_loop()
    left: asyncio.Future[bytes | None] = loop.create_future()
    pidfd = os.pidfd_open(process.pid)
    loop.add_reader(pidfd, _resolve, left, None)
    try:
        await asyncio.wait([left], timeout=_LEAVE_S)
    finally:
        loop.remove_reader(pidfd)
        os.close(pidfd)
        process.kill()
        process.wait()


def _write(fd: int, data: bytes) -> None:
    position = 0
    while position < len(data):
        position += os.pwrite(fd, data[position:], position)
