"""What a zygote gives up for good, and how it ends with its parent."""

from __future__ import annotations

import ctypes
import os
import signal

_libc = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 1, 4, 24, 38
_PR_SET_CHILD_SUBREAPER = 36
_LAST_CAPABILITY = 63
_CAPABILITY_VERSION_3 = 0x20080522


def prctl(option: int, value: int) -> None:
    """Raises OSError."""
    if _libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"prctl {option}: {os.strerror(number)}")


def die_with_parent(number: int) -> None:
    """Has this process get signal `number` when the parent ends. Credential changes undo this, so
    call it after them. A parent of another user without CAP_KILL (bubblewrap, run as root) sends
    nothing: what holds everywhere is that the connection closes."""
    prctl(_PR_SET_PDEATHSIG, number)


def die_with(parent: int) -> None:
    """Has this process killed when process `parent`, which forked this one, ends, or has ended
    already."""
    die_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Makes this process the parent of descendants whose own parent ends, so that they can be
    waited for."""
    prctl(_PR_SET_CHILD_SUBREAPER, 1)


def lock_down(drop_to: int) -> None:
    """Gives up every privilege; with `drop_to` >= 0 also becomes that user and group."""
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
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)  # of this process
    nothing = (ctypes.c_uint32 * 6)()
    if _libc.capset(header, nothing) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"capset: {os.strerror(number)}")
