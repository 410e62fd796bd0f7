"""The system-call filter, as classic BPF emitted as a balanced search tree.

The kernel runs a new filter once per call number to build its bitmap of calls that are always
allowed, so the cost of installing one is its depth times about 460: a tree, not a list.
Unknown calls fail with EPERM; calls that no honest program makes kill the process.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Callable
from signal import SIGKILL

from .numbers import NUMBERS

RET_KILL = 0x80000000
RET_ERRNO = 0x00050000
RET_ALLOW = 0x7FFF0000
EPERM = RET_ERRNO | errno.EPERM
ENOSYS = RET_ERRNO | errno.ENOSYS
PRETEND = RET_ERRNO  # errno 0: the call returns success and does nothing

_LD, _JEQ, _JGE, _JSET, _JA, _RET = 0x20, 0x15, 0x35, 0x45, 0x05, 0x06
_OFFSET_NUMBER, _OFFSET_ARCH, _OFFSET_ARGS = 0, 4, 16
_X32_BIT = 0x40000000
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

Instruction = tuple[int, int, int, int]
Action = int | tuple[Instruction, ...]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ALLOWED = _names("""
read readv pread64 preadv preadv2 write writev pwrite64 pwritev pwritev2 lseek close close_range
dup dup2 dup3 open openat access faccessat faccessat2 stat lstat fstat newfstatat statx statfs
fstatfs readlink readlinkat getdents getdents64 getcwd poll ppoll select pselect6 epoll_create
epoll_create1 epoll_ctl epoll_wait epoll_pwait pipe pipe2 eventfd eventfd2 ftruncate fsync
fdatasync fadvise64 mmap munmap mremap mprotect madvise brk mincore msync membarrier rt_sigaction
rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack
restart_syscall pause alarm setitimer getitimer nanosleep clock_nanosleep clock_gettime
clock_getres gettimeofday time times timer_create timer_settime timer_gettime timer_delete
timer_getoverrun futex futex_wait futex_wake futex_waitv set_robust_list get_robust_list rseq
set_tid_address gettid getpid getppid getuid geteuid getgid getegid getgroups getresuid getresgid
getpgrp getpgid getsid getrlimit getrusage uname sysinfo sched_yield sched_getaffinity
sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min getrandom getcpu
arch_prctl exit exit_group getpriority umask
""")

KILLED = _names("""
ptrace process_vm_readv process_vm_writev mount umount2 pivot_root chroot unshare setns bpf
perf_event_open userfaultfd add_key request_key keyctl io_uring_setup io_uring_enter
io_uring_register init_module finit_module delete_module kexec_load kexec_file_load reboot
open_by_handle_at name_to_handle_at shmget shmat shmctl shmdt semget semop semctl semtimedop
msgget msgsnd msgrcv msgctl setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid
setgroups fsopen fsconfig fsmount fspick move_mount open_tree mount_setattr swapon swapoff acct
settimeofday clock_settime adjtimex clock_adjtime sethostname setdomainname iopl ioperm quotactl
quotactl_fd pidfd_getfd pidfd_send_signal pidfd_open process_madvise process_mrelease memfd_secret
modify_ldt kcmp lookup_dcookie syslog vhangup capset rt_sigqueueinfo rt_tgsigqueueinfo
fanotify_init nfsservctl uselib ustat landlock_create_ruleset landlock_add_rule
landlock_restrict_self seccomp migrate_pages move_pages
""")

# A compiler starts helpers and writes its job directory, so what it may do is everything but this.
DENIED_TO_COMPILER = _names("""
socket socketpair connect bind listen accept accept4 sendto sendmsg sendmmsg recvfrom recvmsg
recvmmsg setsid setpgid mknod mknodat memfd_create sched_setaffinity sched_setscheduler
sched_setattr setpriority ioprio_set inotify_init inotify_init1 setxattr lsetxattr fsetxattr
mq_open personality
""")

_IOCTLS = (0x5401, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS FIONREAD FIONBIO FIONCLEX FIOCLEX
_FCNTLS = (0, 1, 2, 3, 4, 1030)  # DUPFD GETFD SETFD GETFL SETFL DUPFD_CLOEXEC
_PRCTLS = (15, 16, 0x53564D41)  # SET_NAME GET_NAME SET_VMA (the allocator names its regions)
_CLONE_THREAD = 0x00010000
_AT_EMPTY_PATH = 0x1000
_AF_UNIX, _SOCK_STREAM, _SOCK_CLOEXEC = 1, 1, 0x80000
_MAP_SHARED, _MAP_ANONYMOUS, _MAP_GROWSDOWN = 0x01, 0x20, 0x0100


def program_filter(pid: int, exec_fd: int = -1) -> bytes:
    """Returns the filter for an untrusted program whose process id is `pid`.

    With `exec_fd`, execveat of exactly that descriptor is allowed, so that a compiled program can
    be started after the filter is in place. Raises OSError on an unknown architecture.
    """
    actions: dict[str, Action] = dict.fromkeys(ALLOWED, RET_ALLOW)
    actions.update(dict.fromkeys(KILLED, RET_KILL))
    actions.update(_checked(pid))
    if exec_fd >= 0:
        actions["execveat"] = _starts_only(exec_fd)
    return assemble(actions, EPERM)


def tool_filter(pid: int, exec_fd: int) -> bytes:
    """Returns the filter for a tool with files: a virtual machine, a checker, or a program that
    reserves more address space than it uses.

    What it may write to is limited by RLIMIT_DATA, which counts private mappings only, so shared
    memory without a file and mappings that grow are refused.
    """
    actions: dict[str, Action] = dict.fromkeys(ALLOWED, RET_ALLOW)
    actions.update(dict.fromkeys(KILLED, RET_KILL))
    actions.update(_checked(pid))
    actions["execveat"] = _starts_only(exec_fd)
    actions["socketpair"] = _connected_pair()
    actions["mmap"] = (
        _load_low(3),
        (_JSET, 4, 0, _MAP_GROWSDOWN),
        (_JSET, 0, 2, _MAP_ANONYMOUS),
        (_JSET, 0, 1, _MAP_SHARED),
        (_JA, 0, 0, 1),
        (_RET, 0, 0, RET_ALLOW),
        (_RET, 0, 0, EPERM),
    )
    return assemble(actions, EPERM)


def compiler_filter() -> bytes:
    """Returns the filter for a compiler: a deny-list, because it forks, executes and writes
    files."""
    actions: dict[str, Action] = dict.fromkeys(KILLED, RET_KILL)
    actions.update(dict.fromkeys(DENIED_TO_COMPILER, EPERM))
    for name in ("kill", "tkill", "tgkill", "pidfd_open"):
        actions[name] = EPERM
    actions["socketpair"] = _connected_pair()
    # Without a foreign process id a compiler lowers its own limits only; nothing else is allowed.
    actions["prlimit64"] = _argument_in(0, (0,), RET_ALLOW, EPERM)
    actions["ioctl"] = _argument_in(1, (*_IOCTLS, 0x5413), RET_ALLOW, EPERM)  # and TIOCGWINSZ
    return assemble(actions, RET_ALLOW)


def _checked(pid: int) -> dict[str, Action]:
    return {
        # Threads only; clone3 hides its flags behind a pointer, and glibc falls back to clone.
        "clone": (
            _load_low(0),
            (_JSET, 0, 1, _CLONE_THREAD),
            (_RET, 0, 0, RET_ALLOW),
            (_RET, 0, 0, EPERM),
        ),
        "clone3": ENOSYS,
        # Many real programs raise their stack limit; they already have the most there is.
        "setrlimit": PRETEND,
        "prlimit64": (
            _load_low(2),
            (_JEQ, 0, 3, 0),
            _load_high(2),
            (_JEQ, 0, 1, 0),
            (_JA, 0, 0, 1),
            (_RET, 0, 0, PRETEND),
            *_argument_in(0, (0, pid), RET_ALLOW, EPERM),
        ),
        "prctl": _argument_in(0, _PRCTLS, RET_ALLOW, EPERM),
        # Signals to itself, and no SIGKILL: a program that got one was killed from outside.
        "kill": (*_refused(1, SIGKILL), *_argument_in(0, (pid,), RET_ALLOW, RET_KILL)),
        "tgkill": (*_refused(2, SIGKILL), *_argument_in(0, (pid,), RET_ALLOW, RET_KILL)),
        "tkill": (*_refused(1, SIGKILL), *_argument_in(0, (pid,), RET_ALLOW, EPERM)),
        "ioctl": _argument_in(1, _IOCTLS, RET_ALLOW, EPERM),
        "fcntl": _argument_in(1, _FCNTLS, RET_ALLOW, EPERM),
    }


def _connected_pair() -> tuple[Instruction, ...]:
    """Two sockets that reach each other only, which Java makes to close files; a stream cannot be
    sent elsewhere, and nothing here can connect or pass a descriptor."""
    return _both(
        _argument_in(0, (_AF_UNIX,), RET_ALLOW, EPERM),
        _argument_in(1, (_SOCK_STREAM, _SOCK_STREAM | _SOCK_CLOEXEC), RET_ALLOW, EPERM),
    )


def _starts_only(exec_fd: int) -> tuple[Instruction, ...]:
    return _both(
        _argument_in(0, (exec_fd,), RET_ALLOW, EPERM),
        _argument_in(4, (_AT_EMPTY_PATH,), RET_ALLOW, EPERM),
    )


def _load_low(argument: int) -> Instruction:
    return (_LD, 0, 0, _OFFSET_ARGS + 8 * argument)  # both architectures are little-endian


def _load_high(argument: int) -> Instruction:
    return (_LD, 0, 0, _OFFSET_ARGS + 8 * argument + 4)


def _argument_in(
    argument: int, values: tuple[int, ...], yes: int, no: int
) -> tuple[Instruction, ...]:
    code = [_load_low(argument)]
    for position, value in enumerate(values):
        code.append((_JEQ, len(values) - position, 0, value))
    return (*code, (_RET, 0, 0, no), (_RET, 0, 0, yes))


def _refused(argument: int, value: int) -> tuple[Instruction, ...]:
    """Killed with this value; what follows decides about others."""
    return (_load_low(argument), (_JEQ, 0, 1, value), (_RET, 0, 0, RET_KILL))


def _both(
    first: tuple[Instruction, ...], second: tuple[Instruction, ...]
) -> tuple[Instruction, ...]:
    """Both checks must allow: the first one's final `allow` is replaced by the second check."""
    return first[:-1] + second


def assemble(actions: dict[str, Action], default: int) -> bytes:
    """Returns a filter program (array of `struct sock_filter`) from actions by call name.

    Raises OSError on an architecture without a table of numbers.
    """
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        raise OSError(errno.ENOSYS, f"no system-call table for {machine}")
    column, audit_arch = _ARCHITECTURES[machine]
    by_number: dict[int, Action] = {}
    for name, action in actions.items():
        number = NUMBERS.get(name, (None, None))[column]
        if number is not None:
            by_number[number] = action
    segments = _segments(by_number, default)
    code: list[Instruction] = [
        (_LD, 0, 0, _OFFSET_ARCH),
        (_JEQ, 1, 0, audit_arch),
        (_RET, 0, 0, RET_KILL),
        (_LD, 0, 0, _OFFSET_NUMBER),
    ]
    if machine == "x86_64":
        code += [(_JGE, 0, 1, _X32_BIT), (_RET, 0, 0, RET_KILL)]
    code += _tree(segments)
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


def _segments(by_number: dict[int, Action], default: int) -> list[tuple[int, Action]]:
    """Ranges of call numbers with one action each, as (first number, action), ascending."""
    segments: list[tuple[int, Action]] = [(0, default)]

    def add(start: int, action: Action) -> None:
        if segments[-1][0] == start:
            segments[-1] = (start, action)
        elif segments[-1][1] != action:
            segments.append((start, action))

    for number in sorted(by_number):
        add(number, by_number[number])
        if number + 1 not in by_number:
            add(number + 1, default)
    return segments


def _tree(segments: list[tuple[int, Action]]) -> list[Instruction]:
    if len(segments) == 1:
        action = segments[0][1]
        return [(_RET, 0, 0, action)] if isinstance(action, int) else list(action)
    middle = len(segments) // 2
    left, right = _tree(segments[:middle]), _tree(segments[middle:])
    start = segments[middle][0]
    if len(left) <= 255:  # conditional jumps reach 255 instructions
        return [(_JGE, len(left), 0, start), *left, *right]
    return [(_JGE, 0, 1, start), (_JA, 0, 0, len(left)), *left, *right]


class _SockFprog(ctypes.Structure):
    _fields_ = (("len", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def installer(filter_size: int) -> Callable[[bytes], None]:
    """Returns a function that installs a filter of `filter_size` bytes in the calling process, for
    good.

    Prepared before the fork so that the child does the least. The caller has set no_new_privs.
    The returned function raises OSError when the kernel refuses.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(filter_size)
    program = _SockFprog(filter_size // 8, ctypes.cast(buffer, ctypes.c_void_p).value)
    prctl = libc.prctl
    prctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
    pointer = ctypes.cast(ctypes.pointer(program), ctypes.c_void_p)
    PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2

    def install(code: bytes) -> None:
        ctypes.memmove(buffer, code, filter_size)
        if prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, pointer, 0, 0) != 0:
            number = ctypes.get_errno()
            raise OSError(number, f"seccomp filter refused: {os.strerror(number)}")

    return install


def filter_available() -> bool:
    """Tells whether the kernel knows seccomp filters with the actions used here."""
    SECCOMP_GET_ACTION_AVAIL = 2
    number = NUMBERS["seccomp"][_ARCHITECTURES.get(platform.machine(), (0, 0))[0]]
    libc = ctypes.CDLL(None, use_errno=True)
    action = ctypes.c_uint32(RET_KILL)
    return (
        platform.machine() in _ARCHITECTURES
        and libc.syscall(number, SECCOMP_GET_ACTION_AVAIL, 0, ctypes.byref(action)) == 0
    )
