"""What a forked child gives up before it touches a program. Every failure is fatal to it."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct

from . import landlock, seccomp

_libc = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 1, 4, 24, 38
_PR_SET_CHILD_SUBREAPER = 36
_CLOSE_RANGE = 436
_LAST_CAPABILITY = 63
STACK = 64 << 20
TASKS = 64
DESCRIPTORS = 64
# Shared libraries and the stack are address space but hardly memory.
ADDRESS_SPACE_SLACK = 256 << 20


def set_limit(kind: int, value: int) -> None:
    """Lower both limits to `value`, or to the hard limit where that is lower."""
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, value))


def prctl(option: int, value: int) -> None:
    if _libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"prctl {option}: {os.strerror(number)}")


def die_with_parent(number: int) -> None:
    """Get signal `number` when the parent ends. Credential changes undo this, so call it after
    them. A parent of another user without CAP_KILL (bubblewrap, run as root) sends nothing: what
    holds everywhere is that the connection closes."""
    prctl(_PR_SET_PDEATHSIG, number)


def die_with(parent: int) -> None:
    """Be killed when process `parent`, which forked this one, ends, or has ended already."""
    die_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends, so that they can be waited for."""
    prctl(_PR_SET_CHILD_SUBREAPER, 1)


def lock_down_zygote(drop_to: int) -> None:
    """Give up every privilege; with `drop_to` >= 0 also become that user and group."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)
    if os.geteuid() == 0:
        for capability in range(_LAST_CAPABILITY + 1):
            _libc.prctl(_PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0)
        if drop_to >= 0:
            os.setgroups([])
            os.setresgid(drop_to, drop_to, drop_to)
            os.setresuid(drop_to, drop_to, drop_to)
    _drop_capabilities()
    prctl(_PR_SET_DUMPABLE, 0)


def _drop_capabilities() -> None:
    header = ctypes.create_string_buffer(struct.pack("=Ii", 0x20080522, 0))  # version 3, self
    nothing = ctypes.create_string_buffer(24)
    if _libc.capset(header, nothing) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"capset: {os.strerror(number)}")


def live_tasks() -> int:
    """Tasks on the whole machine, from sysinfo(2); outside a user namespace the kernel counts
    those of the same user in other sandboxes, and there is no better bound without /proc."""
    buffer = ctypes.create_string_buffer(512)
    _libc.sysinfo(buffer)
    return int(struct.unpack_from("=H", buffer, 80)[0])


def close_from(first: int) -> None:
    if _libc.syscall(_CLOSE_RANGE, first, ctypes.c_uint(0xFFFFFFFF), 0) != 0:
        os.closerange(first, 4096)


class Confinement:
    """The layers for programs, prepared once in the zygote and entered by each child."""

    def __init__(self, ruleset: int, private_user: bool) -> None:
        self.ruleset = ruleset  # -1 without Landlock
        self.private_user = private_user  # in a user namespace, where task counting is exact
        self._placeholder = 0x5EAFBEEF
        self._interpreted = seccomp.program_filter(self._placeholder)
        self._native = seccomp.program_filter(self._placeholder, exec_fd=3)
        self._compiler = seccomp.compiler_filter()
        self._install = {
            len(code): seccomp.installer(len(code))
            for code in (self._interpreted, self._native, self._compiler)
        }

    def limit(self, cpu_s: int, memory: int, output: int, descriptors: int = DESCRIPTORS) -> None:
        """Resource limits. `memory` counts address space in bytes; `cpu_s` is the backstop behind
        the supervisor's clock."""
        set_limit(resource.RLIMIT_CPU, cpu_s)
        set_limit(resource.RLIMIT_AS, memory)
        set_limit(resource.RLIMIT_FSIZE, output)
        set_limit(resource.RLIMIT_STACK, STACK)
        set_limit(resource.RLIMIT_NOFILE, descriptors)
        set_limit(resource.RLIMIT_NPROC, TASKS + (0 if self.private_user else live_tasks()))
        set_limit(resource.RLIMIT_CORE, 0)
        set_limit(resource.RLIMIT_MEMLOCK, 0)

    def enter(self, first_closed: int, native: bool = False) -> None:
        """Close what the program must not have, then Landlock, then the filter."""
        if self.ruleset >= 0:
            landlock.restrict_self(self.ruleset)
        close_from(first_closed)
        template = self._native if native else self._interpreted
        pid = os.getpid()
        code = template.replace(struct.pack("=I", self._placeholder), struct.pack("=I", pid))
        self._install[len(code)](code)

    def enter_compiler(self, first_closed: int) -> None:
        if self.ruleset >= 0:
            landlock.restrict_self(self.ruleset)
        close_from(first_closed)
        self._install[len(self._compiler)](self._compiler)
