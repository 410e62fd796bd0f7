"""What the probe says of this machine, against what the machine itself says."""

from __future__ import annotations

import ctypes
import shutil
import subprocess

from shortlist_engine.execution import probe

_LANDLOCK_CREATE_RULESET, _LANDLOCK_CREATE_RULESET_VERSION = 444, 1


def landlock_works() -> bool:
    """Asks the kernel, as its documentation says (userspace-api/landlock)."""
    version = ctypes.CDLL(None).syscall(
        _LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), _LANDLOCK_CREATE_RULESET_VERSION
    )
    return bool(version > 0)


def bubblewrap_works() -> bool:
    program = shutil.which("bwrap")
    command = [str(program), "--unshare-all", "--ro-bind", "/", "/", "true"]
    return program is not None and subprocess.run(command, capture_output=True).returncode == 0


def test_the_probe_finds_what_works_here() -> None:
    """Tests of a level are skipped where the probe says that it cannot be had."""
    report = probe()
    if landlock_works():
        assert report.landlock_abi, report
    if bubblewrap_works():
        assert report.namespaces, report
    if landlock_works() and bubblewrap_works():
        assert report.level == "A", report
