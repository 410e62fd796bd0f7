"""Landlock through its three system calls, using what the kernel's version of it offers.

No published package covers network and scope rules. Kernel documentation: userspace-api/landlock.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture
_GET_VERSION = 1
_RULE_PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REFER, TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_ALL_OF_ABI_1 = (1 << 13) - 1
READ = READ_FILE | READ_DIR
READ_EXECUTE = READ | EXECUTE
# Everything that a private directory needs: create, write, rename within, remove; no devices.
READ_WRITE = READ | WRITE_FILE | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 12 | _REFER | TRUNCATE
_FILE_RIGHTS = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | _IOCTL_DEV

_libc = ctypes.CDLL(None, use_errno=True)


class _RulesetAttr(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathAttr(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("fd", ctypes.c_int32))


def abi_version() -> int:
    """Returns the kernel's Landlock version; 0 when it has none or it is switched off."""
    return max(0, _libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _GET_VERSION))


def create_ruleset(rules: Iterable[tuple[str, int]], abi: int) -> int:
    """Returns a descriptor of a ruleset that denies all but `rules` (path, rights).

    TCP, signals and abstract sockets outside the domain are denied where `abi` can. Paths that do
    not exist are left out. Raises OSError when the kernel refuses.
    """
    handled = _ALL_OF_ABI_1
    if abi >= 2:
        handled |= _REFER
    if abi >= 3:
        handled |= TRUNCATE
    if abi >= 5:
        handled |= _IOCTL_DEV
    attributes = _RulesetAttr(handled, 0b11 if abi >= 4 else 0, 0b11 if abi >= 6 else 0)
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    ruleset = _call(_CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), 0)
    for path, rights in rules:
        try:
            fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            if not os.path.isdir(path):
                rights &= _FILE_RIGHTS
            rule = _PathAttr(rights & handled, fd)
            _call(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.byref(rule), 0)
        finally:
            os.close(fd)
    return ruleset


def restrict_self(ruleset: int) -> None:
    """Enters a new domain, for good. The caller has set no_new_privs. Raises OSError."""
    _call(_RESTRICT_SELF, ruleset, 0)


def _call(number: int, *arguments: object) -> int:
    result = int(_libc.syscall(number, *arguments))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"landlock call {number}: {os.strerror(error)}")
    return result
