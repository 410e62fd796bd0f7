"""Which layers of isolation this machine has, found by trying them."""

from __future__ import annotations

import functools
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

NOBODY = 65534
USABLE_LEVELS = ("A", "B", "C")
_SYSTEMS = {"win32": "Windows", "darwin": "macOS"}
_BY_SSH = "use an engine on a Linux machine, by ssh"
_ELSEWHERE = {"win32": "use an engine in WSL 2, or on a Linux machine by ssh"}
_PROBE_TIMEOUT_S = 20


class SandboxUnavailable(Exception):
    """Programs cannot be run safely here; the message names the missing layer and the fix."""


@dataclass(frozen=True)
class SandboxReport:
    """Says what isolates programs on this machine.

    `level`: A all layers; B without namespaces; C without Landlock; D seccomp only (refused);
    E no seccomp (refused). `problems` say in plain words what is missing and how to get it.
    """

    level: str
    namespaces: bool
    landlock_abi: int
    seccomp: bool
    problems: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        return self.level in USABLE_LEVELS


@dataclass(frozen=True)
class Layers:
    """Names the layers to use: what was found, less what the caller switched off."""

    namespaces: bool
    landlock_abi: int
    seccomp: bool

    @property
    def level(self) -> str:
        if not self.seccomp:
            return "E"
        if self.namespaces:
            return "A" if self.landlock_abi else "C"
        return "B" if self.landlock_abi else "D"


@functools.lru_cache(maxsize=1)
def probe() -> SandboxReport:
    """Finds the layers by trying them, never by version. Cached; takes up to a second."""
    if sys.platform != "linux":
        return SandboxReport("E", False, 0, False, (
            f"programs cannot be isolated on {_SYSTEMS.get(sys.platform, platform.system())}: "
            f"{_ELSEWHERE.get(sys.platform, _BY_SSH)}",
        ))  # fmt: skip
    # Here, since neither can be imported where there is no Linux.
    from shortlist_engine.execution.isolation.jail import landlock, seccomp

    problems = []
    has_seccomp = seccomp.filter_available()
    if not has_seccomp:
        problems.append(
            "system-call filters (seccomp) are missing: use Linux 4.14 or newer on x86-64 or arm64 "
            "with CONFIG_SECCOMP_FILTER"
        )
    abi = landlock.abi_version()
    if not abi:
        problems.append(
            "Landlock is missing: use Linux 5.13 or newer and keep `landlock` in the kernel's "
            "lsm= list"
        )
    failure = _namespace_failure()
    if failure:
        problems.append(failure)
    layers = Layers(not failure, abi, has_seccomp)
    return SandboxReport(layers.level, layers.namespaces, abi, has_seccomp, tuple(problems))


def _namespace_failure() -> str:
    """Empty when bubblewrap works here."""
    program = shutil.which("bwrap")
    if program is None:
        return (
            "namespaces are not used because bubblewrap is not installed "
            "(Debian and Ubuntu: apt install bubblewrap)"
        )
    command = [program, *namespace_options(), "--ro-bind", "/", "/", "--", sys.executable,
               "-I", "-S", "-c", ""]  # fmt: skip
    try:
        result = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PROBE_TIMEOUT_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"namespaces are not used because bubblewrap did not run: {error}"
    if result.returncode:
        lines = result.stderr.decode("utf-8", "replace").strip().splitlines() or ["no message"]
        return (
            f"namespaces are not used because bubblewrap failed: {lines[-1]} "
            "(on Ubuntu 24.04 install its AppArmor profile: apt install apparmor-profiles)"
        )
    return ""


def unusable_message(layers: Layers, problems: Sequence[str]) -> str:
    """Says which layer is missing, and why."""
    missing = "seccomp" if not layers.seccomp else "Landlock or namespaces"
    detail = "; ".join(problems) or "switched off by the caller"
    return f"programs are not run here: the sandbox needs {missing} ({detail})"


def namespace_options() -> list[str]:
    """Returns bubblewrap's options for namespaces, and for a user without rights in them.

    As root no user namespace is made: the zygote becomes another user instead, so that root's
    files are out of reach and task limits hold.
    """
    options = [
        "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
        "--die-with-parent", "--as-pid-1", "--new-session", "--cap-drop", "ALL",
    ]  # fmt: skip
    if os.geteuid() == 0:
        return [*options, "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID",
                "--cap-add", "CAP_SETPCAP"]  # fmt: skip
    return ["--unshare-user", *options, "--uid", str(NOBODY), "--gid", str(NOBODY)]
