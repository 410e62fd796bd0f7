"""The zygote that runs programs: Python in a forked child of itself, compiled ones executed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from . import confine, harness, wire
from .base import Rules, Zygote, default_signals, exit_after, move
from .watch import Watch

_STATUS, _GO, _FIRST_SLOT = 3, 4, 5
_EXECUTABLE, _NATIVE_STATUS = 3, 4  # both closed by a successful exec


class ProgramZygote(Zygote):
    def prepare(self, config: dict[str, Any]) -> Rules:
        self.base_memory = int(config["base_memory"])
        harness.prepare()
        return ()

    def operations(self) -> dict[int, Callable[[wire.Request, Sequence[int]], None]]:
        return {wire.PYTHON: self._python, wire.NATIVE: self._native}

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
            exit_after(_STATUS, self._python_child, request, go_in)
        outcomes = Watch(self, child, request).until_done()
        if request.flags & wire.ASK:
            os.close(go_in)
            os.close(self.go_out)
        self.reply(outcomes)

    def _python_child(self, request: wire.Request, go_in: int) -> None:
        count = request.inputs
        os.dup2(self.inputs[0], 0)
        os.dup2(self.outputs[0], 1)
        os.dup2(self.errors, 2)
        os.dup2(self.status_out, _STATUS)
        source = os.pread(self.source, request.source_size, 0)
        first_closed = _STATUS + 1
        if go_in >= 0:
            os.dup2(go_in, _GO)
        if count > 1:
            for slot in range(count):
                os.dup2(self.inputs[slot], _FIRST_SLOT + 2 * slot)
                os.dup2(self.outputs[slot], _FIRST_SLOT + 2 * slot + 1)
            first_closed = _FIRST_SLOT + 2 * count
        cpu_s = count * request.cpu_us // 1_000_000 + 2
        memory = self.base_memory + request.memory + confine.ADDRESS_SPACE_SLACK
        confine.die_with(self.pid)
        self.confinement.limit(cpu_s, memory, request.output)
        self.confinement.enter(first_closed)
        function = None
        if request.flags & wire.FUNCTION:
            name, _, source = source.partition(b"\n")
            function = name
        try:
            code = harness.compile_program(source)
        except MemoryError:
            os.write(_STATUS, harness.MEMORY + b"\0")
            os._exit(1)
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode("utf-8", "replace"))
            os.write(_STATUS, harness.COMPILE + b"\0")
            os._exit(1)

        def next_input(index: int) -> None:
            if index == 1 and request.flags & wire.ASK:
                os.read(_GO, 1)
            os.dup2(_FIRST_SLOT + 2 * index, 0)
            os.dup2(_FIRST_SLOT + 2 * index + 1, 1)
            os.ftruncate(2, 0)
            os.lseek(2, 0, os.SEEK_SET)

        def report(status: bytes, value: int) -> None:
            os.write(_STATUS, status + bytes((value,)))

        alone = count > 1 and not harness.keeps_to_itself(source.decode("utf-8", "replace"))
        harness.run_inputs(code, alone, count, function, next_input, report)
        os._exit(0)

    def _native(self, request: wire.Request, descriptors: Sequence[int]) -> None:
        self.rewind(1)
        (executable,) = descriptors
        child = os.fork()
        if child == 0:
            exit_after(_NATIVE_STATUS, self._native_child, request, executable)
        os.close(executable)
        outcomes = Watch(self, child, request).until_done()
        self.reply(outcomes)

    def _native_child(self, request: wire.Request, executable: int) -> None:
        os.dup2(self.inputs[0], 0)
        os.dup2(self.outputs[0], 1)
        os.dup2(self.errors, 2)
        os.dup2(executable, _EXECUTABLE, inheritable=False)
        os.dup2(self.status_out, _NATIVE_STATUS, inheritable=False)
        confine.die_with(self.pid)
        default_signals()
        memory = request.memory + confine.ADDRESS_SPACE_SLACK
        # The interpreter itself still needs its own address space until the program replaces it.
        self.confinement.limit(
            request.cpu_us // 1_000_000 + 2, max(memory, self.base_memory), request.output
        )
        self.confinement.enter(5, native=True)
        os.execve(_EXECUTABLE, ["prog"], {})
