"""The zygote that starts a tool with files: a virtual machine on a program, or a checker."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Sequence

from . import confine, landlock, privileges, seccomp, tool_call, wire
from .base import default_signals, exit_after
from .descriptors import move
from .watch import Watch
from .work_files import WithWorkFiles

_EXECUTABLE, _STATUS = 3, 4  # both closed by a successful exec
# Virtual machines reserve address space by the gigabyte and use little of it.
_ADDRESS_SPACE = 1 << 46
# Above the limit of memory: code, the stacks of all threads (each counts in full), tables.
WRITABLE_SLACK = 512 << 20


class ToolZygote(WithWorkFiles):
    def operations(self) -> dict[int, Callable[[wire.Request, Sequence[int]], None]]:
        return {wire.TOOL: self._run}

    def _run(self, request: wire.Request, descriptors: Sequence[int]) -> None:
        """Standard input is slot 0, and so is the output, which the call's result replaces."""
        self.rewind(1)
        call = tool_call.unpack(os.pread(self.source, request.source_size, 0))
        call = call.placed(self.directory.path)
        self.lay_out(call)
        if descriptors:
            executable = descriptors[0]
        else:
            executable = move(os.open(call.executable, os.O_RDONLY | os.O_CLOEXEC))
        child = os.fork()
        if child == 0:
            exit_after(_STATUS, self._child, request, call, executable)
        os.close(executable)
        exits = Watch(self, child, request).until_done()
        if exits[0].state == wire.EXITED:
            self.bring(call)
        self.reply(exits)

    def _child(self, request: wire.Request, call: tool_call.ToolCall, executable: int) -> None:
        os.chdir(self.work)
        os.dup2(self.inputs[0], 0)
        os.dup2(self.outputs[0], 1)
        os.dup2(self.said.writer, 2)
        os.dup2(executable, _EXECUTABLE, inheritable=False)
        os.dup2(self.status_out, _STATUS, inheritable=False)
        privileges.die_with(self.pid)
        default_signals()
        cpu_s = request.cpu_us // 1_000_000 + 2
        self.confinement.limit(cpu_s, _ADDRESS_SPACE, request.output)
        confine.set_limit(resource.RLIMIT_DATA, request.memory + WRITABLE_SLACK)
        if self.confinement.ruleset >= 0:
            landlock.restrict_self(self.confinement.ruleset)
        confine.close_from(_STATUS + 1)
        code = seccomp.tool_filter(os.getpid(), _EXECUTABLE)
        seccomp.installer(len(code))(code)
        os.execve(_EXECUTABLE, call.words, call.environment)
