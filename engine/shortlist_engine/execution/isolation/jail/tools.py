"""The zygote that starts a tool with files: a virtual machine on a program, or a checker.

The files lie in a private directory that the tool can read and not change. A checker may also
fill the few files of a second directory, its feedback, and nothing else.
"""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable, Sequence
from typing import Any

from . import confine, landlock, private_directory, privileges, seccomp, tool_call, wire
from .base import Rules, ZygoteServer, default_signals, exit_after
from .descriptors import move
from .private_directory import PrivateDirectory
from .watch import Watch

_EXECUTABLE, _STATUS = 3, 4  # both closed by a successful exec
# Virtual machines reserve address space by the gigabyte and use little of it.
_ADDRESS_SPACE = 1 << 46
# Above the limit of memory: code, the stacks of all threads (each counts in full), tables.
WRITABLE_SLACK = 512 << 20
_FILL_FEEDBACK = landlock.READ | landlock.WRITE_FILE | landlock.TRUNCATE


class ToolZygote(ZygoteServer):
    def prepare(self, config: dict[str, Any]) -> Rules:
        self.feedback_names: list[str] = config["feedback"]
        self.directory = PrivateDirectory(config)
        names = ["files", "feedback"] if self.feedback_names else ["files"]
        self.files, *feedback = self.directory.divide(names)
        self.feedback = feedback[0] if feedback else ""
        return [(self.files, landlock.READ), *((path, _FILL_FEEDBACK) for path in feedback)]

    def stay_until_parent_ends(self) -> None:
        if not self.directory.temporary:
            super().stay_until_parent_ends()
            return
        # Live long enough to remove the directory; the tool itself dies with this process.
        signal.signal(signal.SIGTERM, lambda *_: self.leave())
        privileges.die_with_parent(signal.SIGTERM)

    def operations(self) -> dict[int, Callable[[wire.Request, Sequence[int]], None]]:
        return {wire.TOOL: self._run}

    def clear_up(self) -> None:
        self.directory.remove()

    def _run(self, request: wire.Request, descriptors: Sequence[int]) -> None:
        """Standard input is slot 0, and so is the output, which the call's result replaces."""
        self.rewind(1)
        call = tool_call.unpack(os.pread(self.source, request.source_size, 0))
        call = call.placed(self.directory.path)
        self._lay_out(call)
        if descriptors:
            executable = descriptors[0]
        else:
            executable = move(os.open(call.executable, os.O_RDONLY | os.O_CLOEXEC))
        child = os.fork()
        if child == 0:
            exit_after(_STATUS, self._child, request, call, executable)
        os.close(executable)
        exits = Watch(self, child, request).until_done()
        if call.result and exits[0].state == wire.EXITED:
            self._bring(os.path.join(self.directory.path, call.result))
        self.reply(exits)

    def _lay_out(self, call: tool_call.ToolCall) -> None:
        for directory in (self.files, self.feedback):
            if directory:
                os.chmod(directory, 0o700)
                private_directory.empty(directory)
        private_directory.fill(self.files, call.files, self.inputs[1])
        for name in self.feedback_names:
            os.close(os.open(os.path.join(self.feedback, name), os.O_CREAT | os.O_EXCL, 0o600))
        for directory in (self.files, self.feedback):
            if directory:
                os.chmod(directory, 0o500)

    def _child(self, request: wire.Request, call: tool_call.ToolCall, executable: int) -> None:
        os.chdir(self.files)
        os.dup2(self.inputs[0], 0)
        os.dup2(self.outputs[0], 1)
        os.dup2(self.errors, 2)
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

    def _bring(self, path: str) -> None:
        """Replace what the tool printed by the content of a file."""
        source = private_directory.open_regular(path)
        try:
            os.ftruncate(self.outputs[0], 0)
            os.lseek(self.outputs[0], 0, os.SEEK_SET)
            while os.sendfile(self.outputs[0], source, None, 1 << 16):
                pass
        finally:
            os.close(source)
