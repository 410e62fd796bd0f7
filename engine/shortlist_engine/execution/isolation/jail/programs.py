"""The zygote that runs programs, Python in a forked child of itself and compiled ones executed,
where the C helper cannot be built; see serve.c."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from . import harness, privileges, wire
from .base import Rules, ZygoteServer, default_signals, exit_after
from .descriptors import move
from .environment import ENVIRONMENT
from .limits import ADDRESS_SPACE_SLACK, NO_LIMIT
from .run_python import FIRST_SLOT, GO, STATUS, run_to_the_end
from .watch import Watch

_EXECUTABLE, _NATIVE_STATUS = 3, 4  # both closed by a successful exec


class ProgramZygote(ZygoteServer):
    def prepare(self, config: dict[str, Any]) -> Rules:
        self.base_memory = int(config["base_memory"])
        harness.prepare(config["variation"])
        self.environment = ENVIRONMENT | dict(
            [harness.FILLED_MEMORY] if config["variation"] else []
        )
        harness.remember()
        return ()

    def operations(self) -> dict[int, Callable[[wire.Request, Sequence[int]], None]]:
        return {wire.PYTHON: self._python, wire.NATIVE: self._native}

    def enter_work(self) -> None:
        """Goes where a program that needs files finds them; others find none where they are."""

    def program_text(self, request: wire.Request) -> bytes:
        """Returns the program's source, after what says how it is run."""
        return os.pread(self.source, request.source_size, 0)

    def _python(self, request: wire.Request, descriptors: Sequence[int]) -> None:
        self.rewind(request.inputs)
        go_in = -1
        if request.flags & wire.ASK:
            # A new pipe each time: where /proc can be seen, a program can open both of its ends.
            reader, writer = os.pipe2(os.O_CLOEXEC)
            go_in, self.go_out = move(reader), move(writer)
            os.set_blocking(self.go_out, False)
        child = os.fork()
        if child == 0:
            exit_after(STATUS, self._python_child, request, go_in)
        exits = Watch(self, child, request).until_done()
        if request.flags & wire.ASK:
            os.close(go_in)
            os.close(self.go_out)
        self.reply(exits)

    def _python_child(self, request: wire.Request, go_in: int) -> None:
        count = request.inputs
        os.dup2(self.inputs[0], 0)
        os.dup2(self.outputs[0], 1)
        os.dup2(self.said.writer, 2)
        os.dup2(self.status_out, STATUS)
        source = self.program_text(request)
        self.enter_work()
        first_closed = STATUS + 1
        if go_in >= 0:
            os.dup2(go_in, GO)
        if count > 1:
            for slot in range(count):
                os.dup2(self.inputs[slot], FIRST_SLOT + 2 * slot)
                os.dup2(self.outputs[slot], FIRST_SLOT + 2 * slot + 1)
            first_closed = FIRST_SLOT + 2 * count
        cpu_s = count * request.cpu_us // 1_000_000 + 2
        memory = self.base_memory + request.memory + ADDRESS_SPACE_SLACK
        privileges.die_with(self.pid)
        self.confinement.limit(cpu_s, memory, request.output, stack=NO_LIMIT)
        self.confinement.enter(first_closed)
        run_to_the_end(request.flags, request.inputs, source)

    def _native(self, request: wire.Request, descriptors: Sequence[int]) -> None:
        self.rewind(1)
        (executable,) = descriptors
        child = os.fork()
        if child == 0:
            exit_after(_NATIVE_STATUS, self._native_child, request, executable)
        os.close(executable)
        exits = Watch(self, child, request).until_done()
        self.reply(exits)

    def _native_child(self, request: wire.Request, executable: int) -> None:
        os.dup2(self.inputs[0], 0)
        os.dup2(self.outputs[0], 1)
        os.dup2(self.said.writer, 2)
        os.dup2(executable, _EXECUTABLE, inheritable=False)
        os.dup2(self.status_out, _NATIVE_STATUS, inheritable=False)
        self.enter_work()
        privileges.die_with(self.pid)
        default_signals()
        memory = request.memory + ADDRESS_SPACE_SLACK
        # The interpreter itself still needs its own address space until the program replaces it.
        cpu_s, memory = request.cpu_us // 1_000_000 + 2, max(memory, self.base_memory)
        self.confinement.limit(cpu_s, memory, request.output, stack=NO_LIMIT)
        self.confinement.enter(5, native=True)
        os.execve(_EXECUTABLE, ["prog"], self.environment)
