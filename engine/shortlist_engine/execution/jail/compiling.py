"""The zygote that runs compilers, and its private job directory."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any

from . import confine, landlock, wire
from .base import Rules, Zygote, default_signals, exit_after, move
from .watch import Watch

_STATUS = 3
_JOB_PREFIX = "shortlist-job-"
_END_GROUP_S = 2.0
_DESCRIPTORS = 256


class CompileZygote(Zygote):
    def prepare(self, config: dict[str, Any]) -> Rules:
        self.compiler: list[str] = config["compiler"]
        self.header_compiler: list[str] = config["header_compiler"]
        self.job_dir: str = config["job_dir"]
        self.temporary = ""
        self.compiling = 0  # the process group of a compiler, 0 when none runs
        if not self.job_dir:
            _sweep(config["temporary"])
            self.job_dir = self.temporary = _job_directory(config["temporary"], config["owner"])
            if config["drop_to"] >= 0:
                os.chown(self.job_dir, config["drop_to"], config["drop_to"])
        return [(self.job_dir, landlock.READ_WRITE)]

    def stay_until_parent_ends(self) -> None:
        if not self.temporary:
            super().stay_until_parent_ends()
            return
        # No namespace ends a compiler's helpers, so when the driver dies this process must live
        # long enough to end them and to remove its directory.
        confine.adopt_orphans()
        signal.signal(signal.SIGTERM, lambda *_: self.leave())
        confine.die_with_parent(signal.SIGTERM)

    def operations(self) -> dict[int, Callable[[wire.Request, Sequence[int]], None]]:
        return {wire.COMPILE: self._compile}

    def clear_up(self) -> None:
        if self.compiling:
            _end_group(self.compiling)
        if self.temporary:
            shutil.rmtree(self.temporary, ignore_errors=True)

    def _compile(self, request: wire.Request, descriptors: Sequence[int]) -> None:
        """Compile to the output file of slot 0; the compiler's messages go to the error file."""
        self.rewind(1)
        target = os.path.join(self.job_dir, "program")
        # A SIGTERM in between would leave a compiler that nobody knows of.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        child = self.compiling = os.fork()
        if child == 0:
            exit_after(_STATUS, self._child, request, target)
        with contextlib.suppress(OSError):  # the child does it too; whoever is first
            os.setpgid(child, child)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        outcomes = Watch(self, child, request).until_done()
        _end_group(child)
        self.compiling = 0
        if outcomes[0].state == wire.EXITED and outcomes[0].code == 0:
            try:
                _copy_regular(target, self.outputs[0])
            except OSError:
                outcomes = [wire.Outcome(wire.INTERNAL)]
        for name in os.listdir(self.job_dir):
            path = os.path.join(self.job_dir, name)
            if os.path.isdir(path) and not os.path.islink(path):
                shutil.rmtree(path, ignore_errors=True)
            else:
                os.unlink(path)
        self.reply(outcomes)

    def _child(self, request: wire.Request, target: str) -> None:
        os.setpgid(0, 0)
        os.chdir(self.job_dir)
        os.dup2(self.inputs[0], 0)
        os.dup2(self.errors, 1)
        os.dup2(self.errors, 2)
        os.dup2(self.status_out, _STATUS, inheritable=False)
        confine.die_with(self.pid)
        default_signals()
        self.confinement.limit(
            request.cpu_us // 1_000_000, request.memory, request.output, _DESCRIPTORS
        )
        self.confinement.enter_compiler(4)
        words = self.compiler
        if request.flags & wire.HEADERS:  # the compiler reads only programs from a pipe
            words = self.header_compiler
            with open(0, "rb") as given, open("header", "wb") as file:
                shutil.copyfileobj(given, file)
        named = {"{input}": "header", "{output}": target}
        command = [named.get(word, word) for word in words]
        if request.flags & wire.NO_HEADERS:
            position = command.index("-isystem")
            del command[position : position + 2]
        environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LC_ALL": "C",
            "TMPDIR": self.job_dir,
        }
        os.execve(command[0], command, environment)


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


def _job_directory(parent: str, owner: int) -> str:
    """A new directory, locked for as long as this process lives."""
    while True:
        path = tempfile.mkdtemp(prefix=f"{_JOB_PREFIX}{owner}-", dir=parent)
        lock = _lock(path)
        if lock >= 0 and os.path.isdir(path):
            return path
        if lock >= 0:  # swept between the two steps
            os.close(lock)


def _sweep(directory: str) -> None:
    """Remove the job directories that no living process has locked."""
    for entry in os.scandir(directory):
        if entry.name.startswith(_JOB_PREFIX):
            lock = _lock(entry.path)
            if lock >= 0:
                shutil.rmtree(entry.path, ignore_errors=True)
                os.close(lock)


def _lock(directory: str) -> int:
    """A descriptor that holds the directory's lock; -1 when another process does, or it is not
    ours."""
    try:
        fd = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return -1
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(fd)
        return -1
    return move(fd)


def _copy_regular(path: str, target: int) -> None:
    """The compiler wrote `path`, so never follow a link and never block on a device."""
    source = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(source).st_mode):
            raise OSError("not a regular file")
        while os.sendfile(target, source, None, 1 << 20):
            pass
    finally:
        os.close(source)
