"""A Python as another system has it, in a process of its own: `python other_system.py SYSTEM` runs
the code of its standard input in it.

Modules that only Linux, or only systems like Unix, have cannot be imported, and what they lack in
`os`, `signal`, `socket`, `select` and `asyncio` is taken away. The standard library and packages of
others are imported before, since they look at the system when they are.
"""

from __future__ import annotations

import importlib
import importlib.abc
import pkgutil
import sys
import types
from collections.abc import Sequence
from typing import Any

UNIX_MODULES = {
    "fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "crypt", "spwd",
    "posix", "readline", "curses", "_posixsubprocess",
}  # fmt: skip
LINUX_NAMES = {
    "os": (
        "memfd_create sched_getaffinity sched_setaffinity pidfd_open pipe2 splice eventfd "
        "O_TMPFILE O_PATH copy_file_range posix_fadvise getresuid setresuid"
    ),
    "signal": "SIGPWR SIGPOLL SIGRTMIN SIGRTMAX SIGSTKFLT sigtimedwait",
    "socket": "SOCK_SEQPACKET AF_VSOCK AF_NETLINK SO_PEERCRED",
    "time": "CLOCK_BOOTTIME pthread_getcpuclockid",
}
UNIX_NAMES = {
    "os": (
        "fork forkpty getuid geteuid getgid getegid getgroups setuid setgid setsid killpg getpgid "
        "setpgid getpgrp umask_ fchmod fchown chown lchown chroot pread pwrite preadv pwritev wait "
        "wait3 wait4 waitid WNOHANG WEXITSTATUS uname sysconf pathconf mkfifo mknod nice sync "
        "O_NONBLOCK O_DIRECTORY O_CLOEXEC O_NOFOLLOW O_SYNC posix_spawn register_at_fork openpty "
        "getloadavg statvfs fstatvfs ttyname ctermid"
    ),
    "signal": (
        "SIGKILL SIGHUP SIGQUIT SIGTRAP SIGBUS SIGUSR1 SIGUSR2 SIGPIPE SIGALRM SIGCHLD SIGCONT "
        "SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGIO "
        "SIGSYS alarm setitimer pause pthread_sigmask pthread_kill sigpending sigwait "
        "ITIMER_REAL ITIMER_VIRTUAL ITIMER_PROF siginterrupt"
    ),
    "socket": "AF_UNIX socketpair_ send_fds recv_fds CMSG_LEN",
    "select": "poll",
    "time": "clock_settime pthread_getcpuclockid tzset",
    "asyncio": (
        "start_unix_server open_unix_connection ThreadedChildWatcher PidfdChildWatcher "
        "get_child_watcher set_child_watcher SafeChildWatcher FastChildWatcher"
    ),
}
# What our code may import of others, all of which say that they run on any system.
OTHERS = (
    "asyncio", "subprocess", "multiprocessing", "tempfile", "shutil", "sqlite3", "zipfile", "ssl",
    "http.client", "http.server", "urllib.request", "webbrowser", "email", "concurrent.futures",
    "logging.handlers", "ctypes", "ctypes.util", "compileall", "numpy", "numpy.random", "numpy.ma",
    "msgpack", "rich.console", "rich.live", "rich.markdown", "rich.progress", "rich.syntax",
    "rich.table", "rich.panel", "rich.text", "pygls.lsp.server", "pygls.exceptions", "pygls.uris",
    "lsprotocol.types", "attrs", "cattrs", "sentencepiece", "onnxruntime", "getpass",
    "socketserver", "uuid", "platform", "sysconfig", "faulthandler", "secrets", "tomllib",
    "html.parser", "runpy",
)  # fmt: skip


class _Hidden(importlib.abc.MetaPathFinder):
    def __init__(self, names: set[str]) -> None:
        self.names = names

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name.split(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def become(system: str) -> None:
    """Makes this process one of that system, as far as what it imports from now on can tell."""
    for name in OTHERS:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
    hidden, taken = set[str](), [LINUX_NAMES]
    _keep_the_event_loop()
    if system == "win32":
        hidden, taken = set(UNIX_MODULES), [LINUX_NAMES, UNIX_NAMES]
        sys.modules["msvcrt"] = _msvcrt()
    for module in hidden:
        sys.modules.pop(module, None)
    sys.meta_path.insert(0, _Hidden(hidden))
    for names in taken:
        for module, lacking in names.items():
            for name in lacking.split():
                vars(sys.modules[module]).pop(name, None)
    import ctypes

    ctypes.CDLL = _CDLL  # type: ignore[assignment, misc]
    sys.platform = system


def _keep_the_event_loop() -> None:
    """That of this system wants a pair of sockets that others make in their own way."""
    import socket

    pair, family = socket.socketpair, socket.AF_UNIX
    socket.socketpair = lambda *arguments: pair(*(arguments or (family,)))  # type: ignore


class _CDLL:
    """The C library without what only Linux has in it."""

    def __init__(self, name: str | None, *_: Any, **__: Any) -> None:
        if name is None and sys.platform == "win32":
            raise TypeError("bad argument type for built-in operation")  # as on Windows

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"function {name!r} not found")


def _msvcrt() -> types.ModuleType:
    """The locks of Windows' C runtime, by those of this system."""
    import errno
    import fcntl

    module = types.ModuleType("msvcrt")

    def locking(descriptor: int, mode: int, count: int) -> None:
        try:
            # An open file's own lock (not the process's), as there.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise PermissionError(errno.EACCES, "Permission denied") from None

    module.locking = locking  # type: ignore[attr-defined]
    module.LK_NBLCK = 2  # type: ignore[attr-defined]
    module.setmode = lambda descriptor, flags: 0  # type: ignore[attr-defined]
    return module


def modules_of(package: str) -> list[str]:
    """Returns the names of all modules of a package, found without importing them."""
    spec = importlib.util.find_spec(package)
    assert spec is not None and spec.submodule_search_locations
    names = [package]

    def walk(paths: Sequence[str], prefix: str) -> None:
        for info in pkgutil.iter_modules(paths, prefix):
            names.append(info.name)
            if info.ispkg:
                path = info.name.rpartition(".")[2]
                walk([f"{each}/{path}" for each in paths], f"{info.name}.")

    walk(list(spec.submodule_search_locations), f"{package}.")
    return names


if __name__ == "__main__":
    code = sys.stdin.read()
    become(sys.argv[1])
    exec(compile(code, "<code>", "exec"), {"__name__": "__main__", "modules_of": modules_of})
