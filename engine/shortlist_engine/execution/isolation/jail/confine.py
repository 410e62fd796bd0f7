"""What a forked child gives up before it touches a program. Every failure is fatal to it."""

from __future__ import annotations

import ctypes
import os
import resource
import struct

from . import landlock, seccomp
from .limits import DESCRIPTORS, NO_LIMIT, PLACEHOLDER, TASKS, TOOL_STACK

_libc = ctypes.CDLL(None, use_errno=True)
_CLOSE_RANGE = 436


def set_limit(kind: int, value: int) -> None:
    """Lowers both limits to `value`, or to the hard limit where that is lower."""
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    elif value == NO_LIMIT:
        value = resource.RLIM_INFINITY
    resource.setrlimit(kind, (value, value))


def live_tasks() -> int:
    """Counts tasks on the whole machine, from sysinfo(2); outside a user namespace the kernel
    counts those of the same user in other sandboxes, and there is no better bound without /proc."""
    buffer = ctypes.create_string_buffer(512)
    _libc.sysinfo(buffer)
    return int(struct.unpack_from("=H", buffer, 80)[0])


def close_from(first: int) -> None:
    if _libc.syscall(_CLOSE_RANGE, first, ctypes.c_uint(0xFFFFFFFF), 0) != 0:
        os.closerange(first, 4096)


class Confinement:
    """Holds the layers for programs, prepared once in the zygote and entered by each child."""

    def __init__(self, ruleset: int, private_user: bool) -> None:
        self.ruleset = ruleset  # -1 without Landlock
        self.private_user = private_user  # in a user namespace, where task counting is exact
        self.interpreted = seccomp.program_filter(PLACEHOLDER)
        self.native = seccomp.program_filter(PLACEHOLDER, exec_fd=3)
        self._compiler = seccomp.compiler_filter()
        self._install = {
            len(code): seccomp.installer(len(code))
            for code in (self.interpreted, self.native, self._compiler)
        }

    def limit(
        self,
        cpu_s: int,
        memory: int,
        output: int,
        descriptors: int = DESCRIPTORS,
        stack: int = TOOL_STACK,
    ) -> None:
        """Sets resource limits. `memory` counts address space in bytes; `cpu_s` is the backstop
        behind the supervisor's clock."""
        set_limit(resource.RLIMIT_CPU, cpu_s)
        set_limit(resource.RLIMIT_AS, memory)
        set_limit(resource.RLIMIT_FSIZE, output)
        set_limit(resource.RLIMIT_STACK, stack)
        set_limit(resource.RLIMIT_NOFILE, descriptors)
        set_limit(resource.RLIMIT_NPROC, TASKS + (0 if self.private_user else live_tasks()))
        set_limit(resource.RLIMIT_CORE, 0)
        set_limit(resource.RLIMIT_MEMLOCK, 0)

    def enter(self, first_closed: int, native: bool = False) -> None:
        """Closes what the program must not have, then enters Landlock, then loads the filter."""
        if self.ruleset >= 0:
            landlock.restrict_self(self.ruleset)
        close_from(first_closed)
        template = self.native if native else self.interpreted
        pid = os.getpid()
        code = template.replace(struct.pack("=I", PLACEHOLDER), struct.pack("=I", pid))
        self._install[len(code)](code)

    def enter_compiler(self, first_closed: int) -> None:
        if self.ruleset >= 0:
            landlock.restrict_self(self.ruleset)
        close_from(first_closed)
        self._install[len(self._compiler)](self._compiler)
