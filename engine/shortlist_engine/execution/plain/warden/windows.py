"""Starting and ending a program on Windows: in a job object, which ends with its last handle."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import threading
from typing import Any

from . import order
from .order import Answer, Order

_SUSPENDED, _NO_WINDOW, _NEW_GROUP = 0x00000004, 0x08000000, 0x00000200
_QUIET_ERRORS = 0x0001 | 0x0002  # no boxes that wait for a click when a program crashes
_LIMIT_PROCESSES, _LIMIT_MEMORY, _KILL_ON_CLOSE = 0x0008, 0x0200, 0x2000
_DIE_ON_EXCEPTION = 0x0400
_ACCOUNTING, _EXTENDED = 1, 9  # classes of information about a job
_MOST_PROCESSES = 64
_PER_SECOND = 10_000_000  # ticks of 100 ns
_KILLED = 1
# Exceptions that end a program (NTSTATUS), by the signals that they are elsewhere.
_SIGNALS = {
    0xC0000005: signal.SIGSEGV,  # access violation
    0xC00000FD: signal.SIGSEGV,  # stack overflow
    0xC0000374: signal.SIGABRT,  # damaged heap
    0xC0000409: signal.SIGABRT,  # damaged stack, and abort() of newer runtimes
    0x40000015: signal.SIGABRT,  # fatal exit of an application
    0xC0000094: signal.SIGFPE,  # division of integers by zero
    0xC0000095: signal.SIGFPE,  # integer overflow
    0xC000008E: signal.SIGFPE,  # division of floats by zero
    0xC000001D: signal.SIGILL,
    0xC000013A: signal.SIGINT,  # Ctrl-C
}


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("per_process_time", ctypes.c_int64),
        ("per_job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", BasicLimits),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class Accounting(ctypes.Structure):
    """JOBOBJECT_BASIC_ACCOUNTING_INFORMATION."""

    _fields_ = (
        ("user_time", ctypes.c_int64),
        ("kernel_time", ctypes.c_int64),
        ("period_user_time", ctypes.c_int64),
        ("period_kernel_time", ctypes.c_int64),
        ("page_faults", ctypes.c_uint32),
        ("processes", ctypes.c_uint32),
        ("active", ctypes.c_uint32),
        ("terminated", ctypes.c_uint32),
    )


class MemoryCounters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        ("peak_working_set", ctypes.c_size_t),
        ("working_set", ctypes.c_size_t),
        ("others", ctypes.c_size_t * 6),
    )


class Kernel:
    """The calls of the system that are needed. Each raises OSError when it fails."""

    def __init__(self) -> None:
        self._kernel: Any = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009
        self._nt: Any = getattr(ctypes, "WinDLL")("ntdll")  # noqa: B009
        handle, size, flag = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int
        for name, result, arguments in (
            ("CreateJobObjectW", handle, (handle, ctypes.c_wchar_p)),
            ("SetInformationJobObject", flag, (handle, flag, handle, size)),
            ("QueryInformationJobObject", flag, (handle, flag, handle, size, handle)),
            ("AssignProcessToJobObject", flag, (handle, handle)),
            ("TerminateJobObject", flag, (handle, size)),
            ("K32GetProcessMemoryInfo", flag, (handle, handle, size)),
            ("SetErrorMode", size, (size,)),
        ):
            function = getattr(self._kernel, name)
            function.restype, function.argtypes = result, arguments
        self._nt.NtResumeProcess.restype = ctypes.c_long
        self._nt.NtResumeProcess.argtypes = (handle,)

    def be_quiet(self) -> None:
        """Programs that this process starts show no box when they crash."""
        self._kernel.SetErrorMode(_QUIET_ERRORS)

    def make_job(self, memory: int) -> int:
        """Returns a job whose processes have so much memory together at most, and end with its
        handle."""
        job = self._kernel.CreateJobObjectW(None, None)
        self._check(job)
        limits = ExtendedLimits()
        limits.basic.flags = _KILL_ON_CLOSE | _LIMIT_PROCESSES | _DIE_ON_EXCEPTION
        limits.basic.processes = _MOST_PROCESSES
        if memory:
            limits.basic.flags |= _LIMIT_MEMORY
            limits.job_memory = memory
        self._check(
            self._kernel.SetInformationJobObject(
                job, _EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits)
            )
        )
        return int(job)

    def put(self, job: int, process: int) -> None:
        """Puts a process into the job."""
        self._check(self._kernel.AssignProcessToJobObject(job, process))

    def resume(self, process: int) -> None:
        """Lets a process go on that was started suspended."""
        if self._nt.NtResumeProcess(process) < 0:
            raise OSError("the program could not be resumed")

    def cpu_s(self, job: int) -> float:
        """Returns the processor time of all that ran in the job."""
        found = Accounting()
        self._check(
            self._kernel.QueryInformationJobObject(
                job, _ACCOUNTING, ctypes.byref(found), ctypes.sizeof(found), None
            )
        )
        return float(found.user_time + found.kernel_time) / _PER_SECOND

    def memory(self, process: int) -> tuple[int, int]:
        """Returns the working set of a process, and the largest that it had."""
        found = MemoryCounters()
        found.size = ctypes.sizeof(found)
        self._check(self._kernel.K32GetProcessMemoryInfo(process, ctypes.byref(found), found.size))
        return int(found.working_set), int(found.peak_working_set)

    def end(self, job: int) -> None:
        """Ends all that runs in the job."""
        self._check(self._kernel.TerminateJobObject(job, _KILLED))

    def _check(self, result: Any) -> None:
        if not result:
            code = getattr(ctypes, "get_last_error")()  # noqa: B009
            raise getattr(ctypes, "WinError")(code)  # noqa: B009


class Program:
    """A program in a job."""

    def __init__(self, process: subprocess.Popen[bytes], job: int, kernel: Kernel) -> None:
        self._process = process
        self._job = job
        self._kernel = kernel
        self._handle = int(process._handle)  # type: ignore[attr-defined]
        self._gone = threading.Event()
        threading.Thread(target=self._watch_input, daemon=True).start()

    def _watch_input(self) -> None:
        try:
            while os.read(0, 4096):
                pass
        except OSError:
            pass
        self._gone.set()

    def wait(self, seconds: float) -> bool:
        try:
            self._process.wait(seconds)
            return True
        except subprocess.TimeoutExpired:
            return self._gone.is_set()

    def ended(self) -> Answer | None:
        code = self._process.poll()
        return None if code is None else self._answer(code)

    def abandoned(self) -> bool:
        return self._gone.is_set()

    def cpu_s(self) -> float:
        return self._kernel.cpu_s(self._job)

    def memory(self) -> int:
        return self._kernel.memory(self._handle)[0]

    def kill(self) -> Answer:
        self._kernel.end(self._job)
        return self._answer(self._process.wait())

    def clear(self) -> None:
        self._kernel.end(self._job)

    def _answer(self, code: int) -> Answer:
        state, number = meaning(code)
        cpu_us = int(self._kernel.cpu_s(self._job) * 1e6)
        peak = self._kernel.memory(self._handle)[1]
        return Answer(state, number, cpu_us, 0, peak // 1024)


def meaning(code: int) -> tuple[str, int]:
    """Returns the state and the number that an exit code stands for."""
    known = _SIGNALS.get(code & 0xFFFFFFFF)
    return (order.EXITED, code) if known is None else (order.SIGNALLED, int(known))


def start(asked: Order, kernel: Kernel | None = None) -> Program:
    """Starts the program. Raises OSError."""
    kernel = kernel or Kernel()
    kernel.be_quiet()
    job = kernel.make_job(asked.data)
    with (
        open(asked.input, "rb") as incoming,
        open(asked.output, "wb") as outgoing,
        open(asked.errors, "wb") as errors,
    ):
        process = subprocess.Popen(
            list(asked.command),
            stdin=incoming,
            stdout=outgoing,
            stderr=errors,
            cwd=asked.directory,
            env=dict(asked.environment),
            creationflags=_SUSPENDED | _NO_WINDOW | _NEW_GROUP,
        )
    handle = int(process._handle)  # type: ignore[attr-defined]
    try:
        kernel.put(job, handle)
        kernel.resume(handle)
    except OSError:
        process.kill()  # before it ran at all
        raise
    return Program(process, job, kernel)
