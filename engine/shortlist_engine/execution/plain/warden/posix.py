"""Starting and ending a program on systems like Unix."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import resource
import select
import signal
import sys
import time

from . import order, processes
from .order import Answer, Order

_SET_SUBREAPER, _SET_DEATH_SIGNAL = 36, 1  # prctl(2)
_LINUX = sys.platform == "linux"
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in
_END_WITHIN_S = 2.0
_FAILED = 127
_PAGE = resource.getpagesize()
_TABLE_EVERY_S = 0.5


class Program:
    """A program in a process group of its own. What leaves that group stays known on Linux, where
    this process inherits it; elsewhere it is looked for while its parents live."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._clock = (~pid << 3) | 2  # CPUCLOCK_SCHED of the process, on Linux
        self._answer: Answer | None = None
        self._gone = False
        self._looked = time.monotonic()
        self._memory = 0
        self._known: set[int] = set()
        self._woken, wakes = os.pipe()
        for descriptor in (self._woken, wakes):
            os.set_blocking(descriptor, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)

    def wait(self, seconds: float) -> bool:
        ready, _, _ = select.select([0, self._woken], [], [], seconds)
        if self._woken in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(self._woken, 4096)
        if 0 in ready and not os.read(0, 4096):
            self._gone = True
        return bool(ready)

    def ended(self) -> Answer | None:
        if self._answer is None:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            if pid:
                self._answer = _answer(status, usage)
        return self._answer

    def abandoned(self) -> bool:
        return self._gone

    def cpu_s(self) -> float:
        if not _LINUX:
            return 0.0
        try:
            return time.clock_gettime(self._clock)
        except OSError:
            return 0.0

    def memory(self) -> int:
        if _LINUX:
            return _resident(self.pid)
        if time.monotonic() - self._looked > _TABLE_EVERY_S:
            self._looked = time.monotonic()
            below = processes.below(self.pid)
            self._known |= set(below)
            self._memory = sum(below.values())
        return self._memory

    def kill(self) -> Answer:
        if not _LINUX:
            self._known |= set(processes.below(self.pid))
        _signal_group(self.pid)
        if self._answer is None:
            _, status, usage = os.wait4(self.pid, 0)
            self._answer = _answer(status, usage)
        return self._answer

    def clear(self) -> None:
        _signal_group(self.pid)
        for pid in self._known - {self.pid}:
            _signal(pid)
        deadline = time.monotonic() + _END_WITHIN_S
        while time.monotonic() < deadline:
            try:
                pid, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                for each in processes.below(os.getpid()):
                    _signal(each)
                time.sleep(0.002)


def start(asked: Order) -> Program:
    """Starts the program. Raises OSError."""
    if _LINUX:
        _prctl(_SET_SUBREAPER, 1)
    warden = os.getpid()
    reader, writer = os.pipe()  # closed by a successful exec
    pid = os.fork()
    if pid == 0:
        try:
            os.setsid()
            if _LINUX:
                _prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
                if os.getppid() != warden:
                    os._exit(_FAILED)
            _become(asked)
        except OSError as error:
            os.write(writer, str(error.errno or errno.EIO).encode())
        except BaseException:
            os.write(writer, str(errno.EIO).encode())
        finally:
            os._exit(_FAILED)
    os.close(writer)
    try:
        failure = os.read(reader, 64)
    finally:
        os.close(reader)
    if failure:
        os.waitpid(pid, 0)
        raise OSError(int(failure), os.strerror(int(failure)))
    return Program(pid)


def _become(asked: Order) -> None:
    incoming = os.open(asked.input, os.O_RDONLY)
    outgoing = os.open(asked.output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    errors = os.open(asked.errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for target, descriptor in enumerate((incoming, outgoing, errors)):
        os.dup2(descriptor, target)
    os.chdir(asked.directory)
    # Those that Python changes, and those that what started the engine in the background ignores.
    for name in ("SIGPIPE", "SIGXFSZ", "SIGINT", "SIGQUIT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    seconds = int(asked.cpu_s) + 1
    _limit(resource.RLIMIT_CPU, seconds, seconds + 1)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, max(asked.output_bytes, asked.error_bytes) + 1)
    if asked.data:
        _limit(resource.RLIMIT_DATA, asked.data)
    # As where judges lift the limit; what it takes counts as memory.
    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
        resource.setrlimit(resource.RLIMIT_STACK, (hard, hard))
    os.execvpe(asked.command[0], list(asked.command), dict(asked.environment))


def _limit(which: int, soft: int, hard: int | None = None) -> None:
    """Sets a limit as far as the system has it and allows it."""
    with contextlib.suppress(ValueError, OSError):
        most = resource.getrlimit(which)[1]
        wanted = soft if hard is None else hard
        if most != resource.RLIM_INFINITY:
            soft, wanted = min(soft, most), min(wanted, most)
        resource.setrlimit(which, (soft, wanted))


def _answer(status: int, usage: resource.struct_rusage) -> Answer:
    code = os.waitstatus_to_exitcode(status)
    cpu_us = int((usage.ru_utime + usage.ru_stime) * 1e6)
    rss_kib = int(usage.ru_maxrss) * _RSS_UNIT // 1024
    state = order.EXITED if code >= 0 else order.SIGNALLED
    return Answer(state, abs(code), cpu_us, 0, rss_kib)


def _resident(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            return int(file.read().split()[1]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 0


def _signal_group(group: int) -> None:
    with contextlib.suppress(OSError):
        os.killpg(group, signal.SIGKILL)


def _signal(pid: int) -> None:
    with contextlib.suppress(OSError):
        os.kill(pid, signal.SIGKILL)


def _prctl(option: int, value: int) -> None:
    ctypes.CDLL(None).prctl(option, ctypes.c_ulong(value), 0, 0, 0)
