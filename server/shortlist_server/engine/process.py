"""Starting an engine and reaching it: the user's shared one over a socket, or a private child.

The shared engine is started detached, because it serves every editor window of the user and must
outlive this server. A command that contains `--stdio` is a child instead, and ends with us; so is
every one where the system has no private sockets, as Windows.

An engine may end at any moment, by whoever's hand, while it is reached as well: its socket still
takes connections while it dies, another window starts the next one at the same time, and whoever
killed one may kill the next. So it counts as reached only when it has answered.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

from shortlist_engine import protocol
from shortlist_engine.protocol import EngineError
from shortlist_server.engine.connection import EngineConnection, EngineLost

logger = logging.getLogger(__name__)

T = TypeVar("T")
Greeting = Callable[[EngineConnection], Awaitable[T]]

START_TIMEOUT_S = 60.0
HELLO_TIMEOUT_S = 30.0
POLL_S = 0.05
AFTER_ANOTHER_S = 0.5
KILLED_STARTS = 3
STDERR_LINES = 20
DEFAULT_PROMPT, DEFAULT_IDLE_S = "auto", 600
HAS_SOCKETS = hasattr(socket, "AF_UNIX") and hasattr(asyncio, "open_unix_connection")
_NO_WINDOW = 0x08000000 if sys.platform == "win32" else 0
NEVER_S = 365 * 24 * 3600  # the setting's 0; the engine's option takes positive numbers only
SET_UP = (
    "Install it with `make install` in a checkout of Shortlist, or `pip install` and its wheel; or"
    " set shortlist.engine.command."
)


def engine_command(command: Sequence[str], prompt: str, idle_unload_s: float) -> list[str]:
    """Returns the argument list that starts the engine.

    Raises EngineError `engineUnavailable` when none is set and none is installed.
    """
    arguments = [os.path.expanduser(command[0]), *command[1:]] if command else _installed()
    if prompt != DEFAULT_PROMPT:
        arguments += ["--prompt", prompt]
    if idle_unload_s != DEFAULT_IDLE_S:
        arguments += ["--idle-unload", str(round(idle_unload_s) or NEVER_S)]
    return arguments


def available(command: Sequence[str]) -> bool:
    """Tells whether there is an engine to start: `command`, one beside this server, or one on PATH
    or in ~/.local/bin."""
    return bool(command) or _has_engine_package() or _on_path() is not None


def own_command(*arguments: str) -> list[str]:
    """Returns the argument list of a command of Shortlist's on this machine. Raises EngineError
    `engineUnavailable` when it is not installed here."""
    if _has_engine_package():
        return [sys.executable, "-m", "shortlist_engine.cli", *arguments]
    found = _on_path()
    if found:
        return [found, *arguments]
    raise EngineError("engineUnavailable", f"Shortlist is not installed here. {SET_UP}")


def _has_engine_package() -> bool:
    # An editor's bundle holds the light half of the engine package, without its command line.
    try:
        return importlib.util.find_spec("shortlist_engine.cli") is not None
    except (ImportError, ValueError):
        return False


def _on_path() -> str | None:
    """Where the command is. `make install` puts it into ~/.local/bin, which is not on the PATH of
    an editor that was not started from a terminal."""
    folders = [os.environ.get("PATH", os.defpath), os.path.expanduser("~/.local/bin")]
    found = shutil.which("shortlist", path=os.pathsep.join(folders))
    # Windows looks in the working directory first, which may be anybody's.
    return found if found is not None and os.path.isabs(found) else None


def _installed() -> list[str]:
    if _has_engine_package():
        return [sys.executable, "-m", "shortlist_engine.cli", "engine", _transport()]
    found = _on_path()
    if found:
        return [found, "engine", _transport()]
    raise EngineError("engineUnavailable", f"The engine is not installed. {SET_UP}")


def _transport() -> str:
    return "--socket" if HAS_SOCKETS else "--stdio"


def without_proposals(command: Sequence[str]) -> str:
    """Says why the engine that `command` starts can run no proposed programs, and what to do; empty
    where it may. An engine of the user's choice may be on another system."""
    if command or sys.platform == "linux":
        return ""
    here = {"win32": "Windows", "darwin": "macOS"}.get(sys.platform, sys.platform)
    where = "on a Linux machine by ssh"
    if sys.platform == "win32":
        where = f"in WSL 2, or {where}"
    return (
        f"Proposed programs run in a sandbox only, which {here} does not have. Use an engine "
        f"{where}: set shortlist.engine.command"
    )


class EngineProcess:
    """EngineProcess is what we know about the engine on the other side of a connection."""

    def __init__(self, connection: EngineConnection) -> None:
        self.connection = connection

    async def close(self) -> None:
        """Leaves the engine; a private one ends."""
        await self.connection.close()

    def serves(self, pid: int) -> None:
        """Take the process id that the engine says it has."""

    async def epitaph(self) -> tuple[int | None, str]:
        """Returns of an engine that ended the exit code, when we may know it, and the end of what
        it wrote."""
        return None, ""


class SharedEngine(EngineProcess):
    """SharedEngine is the user's engine over its socket; `started` is set when this server started
    it."""

    def __init__(
        self,
        connection: EngineConnection,
        started: subprocess.Popen[bytes] | None = None,
        log: Path | None = None,
    ) -> None:
        super().__init__(connection)
        self._started = started
        self._log = log

    def serves(self, pid: int) -> None:
        if self._started is not None and self._started.pid != pid:
            self._started = None  # another window's was there first

    async def epitaph(self) -> tuple[int | None, str]:
        if self._started is None:
            return None, ""
        code = await _exit_code(self._started)
        return code, _tail(self._log)


class ChildEngine(EngineProcess):
    """ChildEngine is a private engine over stdio."""

    def __init__(self, connection: EngineConnection, process: asyncio.subprocess.Process) -> None:
        super().__init__(connection)
        self._process = process
        self._stderr: deque[str] = deque(maxlen=STDERR_LINES)
        self._drain = asyncio.create_task(self._read_stderr())

    async def _read_stderr(self) -> None:
        assert self._process.stderr is not None
        with contextlib.suppress(ValueError, ConnectionError):
            async for line in self._process.stderr:
                text = line.decode("utf-8", "replace").rstrip()
                self._stderr.append(text)
                logger.info("engine: %s", text)

    async def close(self) -> None:
        await super().close()
        try:
            await asyncio.wait_for(self._process.wait(), 2)
        except asyncio.TimeoutError:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                await _end_with_children(self._process)
            await self._process.wait()
        self._drain.cancel()

    async def epitaph(self) -> tuple[int | None, str]:
        try:
            code = await asyncio.wait_for(self._process.wait(), 2)
            await asyncio.wait_for(asyncio.shield(self._drain), 2)
        except asyncio.TimeoutError:
            return None, "\n".join(self._stderr)
        return code, "\n".join(self._stderr)


async def open_engine(arguments: Sequence[str], greet: Greeting[T]) -> tuple[EngineProcess, T]:
    """Reach the engine, starting it when needed, and `greet` it; returns it with its answer. Raises
    EngineError `engineUnavailable`, and what `greet` raises but for EngineLost."""
    if "--stdio" in arguments:
        return await _open_child(arguments, greet)
    if not HAS_SOCKETS:
        raise EngineError(
            "engineUnavailable",
            "shortlist.engine.command must contain --stdio here: this system has no private "
            "sockets for an engine that all windows share.",
        )
    return await _open_shared(arguments, greet)


async def _open_child(arguments: Sequence[str], greet: Greeting[T]) -> tuple[ChildEngine, T]:
    attempt = 0
    while True:
        attempt += 1
        child = await _start_child(arguments)
        try:
            return child, await _greeted(child.connection, greet)
        except EngineLost as error:
            code, output = await child.epitaph()
            await child.close()
            if not _was_killed(code) or attempt == KILLED_STARTS:
                raise _could_not_start(code, output) from error
        except BaseException:
            await child.close()
            raise


async def _start_child(arguments: Sequence[str]) -> ChildEngine:
    try:
        process = await asyncio.create_subprocess_exec(
            *arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            creationflags=_NO_WINDOW,
        )
    except (OSError, ValueError) as error:
        raise _cannot_start(arguments, error) from error
    assert process.stdout is not None and process.stdin is not None
    return ChildEngine(EngineConnection(process.stdout, process.stdin), process)


async def _end_with_children(process: asyncio.subprocess.Process) -> None:
    if sys.platform != "win32":
        os.killpg(process.pid, signal.SIGKILL)
        return
    with contextlib.suppress(OSError):
        ending = await asyncio.create_subprocess_exec(
            os.path.join(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe"),
            *("/T", "/F", "/PID", str(process.pid)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW,
        )
        await ending.wait()
    process.kill()


async def _open_shared(arguments: Sequence[str], greet: Greeting[T]) -> tuple[SharedEngine, T]:
    path = _socket_path()
    log = place = path.with_name("engine-start.log")
    started: subprocess.Popen[bytes] | None = None
    starts = 0
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        # Looked at before connecting: an engine that found another one running ends with 0, and
        # that other one is then there to connect to.
        code = started.poll() if started is not None else None
        connection = await _connect(path)
        if connection is not None:
            engine = SharedEngine(connection, started, log)
            try:
                return engine, await _greeted(connection, greet)
            except EngineLost:
                # It was dying already, or was killed just now: look again.
                await engine.close()
            except BaseException:
                await engine.close()
                raise
        elif started is None:
            started, log = _start_detached(arguments, place)
            starts += 1
        elif code == 0:
            # The engine that it found is ending, or not ready yet.
            started = None
            await asyncio.sleep(AFTER_ANOTHER_S)
        elif code is not None:
            if not _was_killed(code) or starts >= KILLED_STARTS:
                raise _could_not_start(code, _tail(log))
            started = None
        await asyncio.sleep(POLL_S)
    raise EngineError(
        "engineUnavailable",
        f"The engine did not answer within {START_TIMEOUT_S:.0f} s. Its output is in {log}.",
        log=str(log),
    )


async def _greeted(connection: EngineConnection, greet: Greeting[T]) -> T:
    try:
        return await asyncio.wait_for(greet(connection), HELLO_TIMEOUT_S)
    except asyncio.TimeoutError:
        raise EngineError(
            "engineUnavailable", "The engine does not answer. End it and try again."
        ) from None


def _socket_path() -> Path:
    try:
        return protocol.socket_path()
    except OSError as error:
        where = error.filename or "the directory for sockets"
        raise EngineError(
            "engineUnavailable",
            f"{where} cannot be made, where the engine's socket belongs:"
            f" {error.strerror or error}. Set XDG_RUNTIME_DIR to a directory of yours.",
        ) from error


def _was_killed(code: int | None) -> bool:
    """Whether an exit code says that somebody ended the process, which says nothing about it."""
    names = ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")
    return code in [-getattr(signal, name) for name in names if hasattr(signal, name)]


def how_it_ended(code: int | None) -> str:
    """Returns ` (exit code 7)`, ` (signal 9)`, or nothing where it is not known."""
    if code is None:
        return ""
    return f" (exit code {code})" if code >= 0 else f" (signal {-code})"


def _could_not_start(code: int | None, output: str) -> EngineError:
    shown = how_it_ended(code)
    last = output.strip().splitlines()[-1:] or [""]
    data = {} if code is None else {"exitCode": code}
    return EngineError(
        "engineUnavailable", f"The engine could not start{shown}. {last[0]}".strip(), **data
    )


def _start_detached(arguments: Sequence[str], log: Path) -> tuple[subprocess.Popen[bytes], Path]:
    """Starts the engine; returns it with the file that its output goes to."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    try:
        output = os.open(log, flags, 0o600)
    except OSError as error:
        logger.warning("the engine's output cannot be kept in %s: %s", log, error.strerror)
        output, log = _output_in_memory()
    try:
        process = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise _cannot_start(arguments, error) from error
    finally:
        os.close(output)
    return process, log


def _output_in_memory() -> tuple[int, Path]:
    """A file that takes no room on any disk, for the last words of an engine that has none for its
    log; its second descriptor, by which it is read, stays open."""
    if not hasattr(os, "memfd_create"):
        return os.open(os.devnull, os.O_WRONLY), Path(os.devnull)
    descriptor = os.memfd_create("engine-start")
    return descriptor, Path(f"/proc/self/fd/{os.dup(descriptor)}")


async def _connect(path: Path) -> EngineConnection | None:
    try:
        reader, writer = await asyncio.open_unix_connection(str(path))
    except OSError:
        return None
    return EngineConnection(reader, writer)


def _cannot_start(arguments: Sequence[str], error: Exception) -> EngineError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return EngineError(
        "engineUnavailable", f"The engine `{arguments[0]}` cannot be started: {reason}. {SET_UP}"
    )


async def _exit_code(process: subprocess.Popen[bytes]) -> int | None:
    for _ in range(40):
        code = process.poll()
        if code is not None:
            return code
        await asyncio.sleep(POLL_S)
    return None


def _tail(log: Path | None) -> str:
    if log is None:
        return ""
    try:
        lines = log.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return "\n".join(lines[-STDERR_LINES:])
