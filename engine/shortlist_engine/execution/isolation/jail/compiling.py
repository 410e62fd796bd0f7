"""The zygote that runs compilers in a private directory."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import time
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from . import confine, landlock, private_directory, privileges, tool_call, wire
from .base import Rules, ZygoteServer, default_signals, exit_after
from .private_directory import PrivateDirectory
from .watch import Watch

_STATUS = 3
_END_GROUP_S = 2.0
_DESCRIPTORS = 256
_WRITABLE = 2 << 30
_WHEN = (1980, 1, 1, 0, 0, 0)  # so that equal files give an equal archive


class CompileZygote(ZygoteServer):
    def prepare(self, config: dict[str, Any]) -> Rules:
        self.compiling = 0  # the process group of a compiler, 0 when none runs
        self.directory = PrivateDirectory(config)
        return [(self.directory.path, landlock.READ_WRITE)]

    def stay_until_parent_ends(self) -> None:
        if not self.directory.temporary:
            super().stay_until_parent_ends()
            return
        # No namespace ends a compiler's helpers, so when the driver dies this process must live
        # long enough to end them and to remove its directory.
        privileges.adopt_orphans()
        signal.signal(signal.SIGTERM, lambda *_: self.leave())
        privileges.die_with_parent(signal.SIGTERM)

    def operations(self) -> dict[int, Callable[[wire.Request, Sequence[int]], None]]:
        return {wire.COMPILE: self._compile}

    def clear_up(self) -> None:
        if self.compiling:
            _end_group(self.compiling)
        self.directory.remove()

    def _compile(self, request: wire.Request, descriptors: Sequence[int]) -> None:
        """Compile to the output file of slot 0; the compiler's messages go to the error file."""
        self.rewind(1)
        call = tool_call.unpack(os.pread(self.source, request.source_size, 0))
        call = call.placed(self.directory.path)
        private_directory.fill(self.directory.path, call.files, self.inputs[1])
        # A SIGTERM in between would leave a compiler that nobody knows of.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        child = self.compiling = os.fork()
        if child == 0:
            exit_after(_STATUS, self._child, request, call)
        with contextlib.suppress(OSError):  # the child does it too; whoever is first
            os.setpgid(child, child)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        exits = Watch(self, child, request).until_done()
        _end_group(child)
        self.compiling = 0
        if exits[0].state == wire.EXITED and exits[0].code == 0:
            result = os.path.join(self.directory.path, call.result)
            try:
                _copy(result, self.outputs[0], request.output)
            except OSError as error:
                os.pwrite(self.errors, f"sandbox: {error}\n".encode(), 0)
                exits = [wire.Exit(wire.INTERNAL)]
        private_directory.empty(self.directory.path)
        self.reply(exits)

    def _child(self, request: wire.Request, call: tool_call.ToolCall) -> None:
        os.setpgid(0, 0)
        os.chdir(self.directory.path)
        os.dup2(self.inputs[0], 0)
        os.dup2(self.said.writer, 1)
        os.dup2(self.said.writer, 2)
        os.dup2(self.status_out, _STATUS, inheritable=False)
        privileges.die_with(self.pid)
        default_signals()
        self.confinement.limit(
            request.cpu_us // 1_000_000, request.memory, request.output, _DESCRIPTORS
        )
        confine.set_limit(resource.RLIMIT_DATA, _WRITABLE)
        self.confinement.enter_compiler(4)
        os.execve(call.executable, call.words, call.environment)


def _end_group(group: int) -> None:
    """Kill what a compiler left running and wait until it is gone."""
    deadline = time.monotonic() + _END_GROUP_S
    with contextlib.suppress(OSError):  # nobody left
        while time.monotonic() < deadline:
            os.killpg(group, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            time.sleep(0.001)


def _copy(path: str, target: int, limit: int) -> None:
    """A file, or a directory as an archive of at most about `limit` bytes. Raises OSError."""
    if os.path.isdir(path) and not os.path.islink(path):
        _archive(path, target, limit)
        return
    source = private_directory.open_regular(path)
    try:
        while os.sendfile(target, source, None, 1 << 20):
            pass
    finally:
        os.close(source)


def _archive(directory: str, target: int, limit: int) -> None:
    left = limit
    with (
        open(target, "wb", closefd=False) as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive,
    ):
        for place, _, names in os.walk(directory):
            for name in sorted(names):
                path = os.path.join(place, name)
                with open(private_directory.open_regular(path), "rb") as file:
                    data = file.read(left + 1)
                left -= len(data)
                if left < 0:
                    raise OSError(f"more than {limit} bytes were written")
                info = zipfile.ZipInfo(os.path.relpath(path, directory), _WHEN)
                archive.writestr(info, data)
