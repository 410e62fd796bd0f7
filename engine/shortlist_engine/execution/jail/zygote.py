"""A small interpreter that stays warm and forks a confined child for each program.

Started once per worker, inside namespaces where there are any. Single-threaded. Trusts the driver;
trusts nothing that a child says: verdicts rest on wait status, clocks and bytes.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import json
import os
import shutil
import signal
import socket
import stat
import sys
import tempfile
import time
from typing import Any, NoReturn

from . import confine, harness, landlock, wire
from .watch import Watch

_LOW = 64  # the zygote's own descriptors stay above what a child uses
_STATUS, _GO, _FIRST_SLOT = 3, 4, 5
_EXECUTABLE, _NATIVE_STATUS = 3, 4  # both closed by a successful exec
_JOB_PREFIX = "shortlist-job-"
_END_GROUP_S = 2.0
_COMPILER_DESCRIPTORS = 256


class Zygote:
    def __init__(self, config: dict[str, Any]) -> None:
        self.socket = socket.socket(fileno=_move(config["socket"]))
        self.source = _move(config["source"])
        self.inputs = [_move(fd) for fd in config["inputs"]]
        self.outputs = [_move(fd) for fd in config["outputs"]]
        self.errors = _move(config["errors"])
        reader, writer = os.pipe()
        self.status_in, self.status_out = _move(reader), _move(writer)
        os.set_blocking(self.status_in, False)
        self.go_out = -1
        self.compiler: list[str] = config["compiler"]
        self.header_compiler: list[str] = config["header_compiler"]
        self.job_dir: str = config["job_dir"]
        self.temporary = ""
        self.compiling = 0  # the process group of a compiler, 0 when none runs
        rules = [(path, int(rights)) for path, rights in config["rules"]]
        if self.compiler and not self.job_dir:
            _sweep(config["temporary"])
            self.job_dir = self.temporary = _job_directory(config["temporary"], config["owner"])
            if config["drop_to"] >= 0:
                os.chown(self.job_dir, config["drop_to"], config["drop_to"])
        if self.compiler:
            rules.append((self.job_dir, landlock.READ_WRITE))
        abi = int(config["landlock"])
        ruleset = landlock.create_ruleset(rules, abi) if abi else -1
        confine.lock_down_zygote(config["drop_to"])
        if self.temporary:
            # No namespace ends a compiler's helpers, so when the driver dies this process must
            # live long enough to end them and to remove its directory.
            confine.adopt_orphans()
            signal.signal(signal.SIGTERM, lambda *_: self.leave())
            confine.die_with_parent(signal.SIGTERM)
        else:
            confine.die_with_parent(signal.SIGKILL)
        self.confinement = confine.Confinement(_move(ruleset), config["private_user"])
        self.base_memory = int(config["base_memory"])
        self.pid = os.getpid()

    def serve(self) -> None:
        """Until the driver closes its end."""
        self.socket.send(wire.pack_reply(wire.READY, []))
        while True:
            data, descriptors, _, _ = socket.recv_fds(self.socket, wire.MAX_MESSAGE, 1)
            if not data:
                return
            request = wire.unpack_request(data)
            if request.operation == wire.PYTHON:
                self._python(request)
            elif request.operation == wire.NATIVE:
                self._native(request, _move(descriptors[0]))
            elif request.operation == wire.COMPILE:
                self._compile(request)

    def leave(self) -> NoReturn:
        """End a compiler that runs, remove the job directory, exit."""
        if self.compiling:
            _end_group(self.compiling)
        if self.temporary:
            shutil.rmtree(self.temporary, ignore_errors=True)
        os._exit(0)

    # Programs

    def _python(self, request: wire.Request) -> None:
        self._rewind(request.inputs)
        go_in = -1
        if request.flags & wire.ASK:
            # A new pipe each time: where /proc can be seen, a program can open both of its ends.
            reader, writer = os.pipe2(os.O_CLOEXEC)
            go_in, self.go_out = _move(reader), _move(writer)
            os.set_blocking(self.go_out, False)
        child = os.fork()
        if child == 0:
            _exit_after(_STATUS, self._python_child, request, go_in)
        outcomes = Watch(self, child, request).until_done()
        if request.flags & wire.ASK:
            os.close(go_in)
            os.close(self.go_out)
        self.socket.send(wire.pack_reply(wire.RESULT, outcomes))

    def _python_child(self, request: wire.Request, go_in: int) -> None:
        count = request.inputs
        os.dup2(self.inputs[0], 0)
        os.dup2(self.outputs[0], 1)
        os.dup2(self.errors, 2)
        os.dup2(self.status_out, _STATUS)
        source = os.pread(self.source, request.source_size, 0)
        first_closed = _STATUS + 1
        if go_in >= 0:
            os.dup2(go_in, _GO)
        if count > 1:
            for slot in range(count):
                os.dup2(self.inputs[slot], _FIRST_SLOT + 2 * slot)
                os.dup2(self.outputs[slot], _FIRST_SLOT + 2 * slot + 1)
            first_closed = _FIRST_SLOT + 2 * count
        cpu_s = count * request.cpu_us // 1_000_000 + 2
        memory = self.base_memory + request.memory + confine.ADDRESS_SPACE_SLACK
        confine.die_with(self.pid)
        self.confinement.limit(cpu_s, memory, request.output)
        self.confinement.enter(first_closed)
        function = None
        if request.flags & wire.FUNCTION:
            name, _, source = source.partition(b"\n")
            function = name
        try:
            code = harness.compile_program(source)
        except MemoryError:
            os.write(_STATUS, harness.MEMORY + b"\0")
            os._exit(1)
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode("utf-8", "replace"))
            os.write(_STATUS, harness.COMPILE + b"\0")
            os._exit(1)

        def next_input(index: int) -> None:
            if index == 1 and request.flags & wire.ASK:
                os.read(_GO, 1)
            os.dup2(_FIRST_SLOT + 2 * index, 0)
            os.dup2(_FIRST_SLOT + 2 * index + 1, 1)
            os.ftruncate(2, 0)
            os.lseek(2, 0, os.SEEK_SET)

        def report(status: bytes, value: int) -> None:
            os.write(_STATUS, status + bytes((value,)))

        alone = count > 1 and not harness.keeps_to_itself(source.decode("utf-8", "replace"))
        harness.run_inputs(code, alone, count, function, next_input, report)
        os._exit(0)

    def _native(self, request: wire.Request, executable: int) -> None:
        self._rewind(1)
        child = os.fork()
        if child == 0:
            _exit_after(_NATIVE_STATUS, self._native_child, request, executable)
        os.close(executable)
        outcomes = Watch(self, child, request).until_done()
        self.socket.send(wire.pack_reply(wire.RESULT, outcomes))

    def _native_child(self, request: wire.Request, executable: int) -> None:
        os.dup2(self.inputs[0], 0)
        os.dup2(self.outputs[0], 1)
        os.dup2(self.errors, 2)
        os.dup2(executable, _EXECUTABLE, inheritable=False)
        os.dup2(self.status_out, _NATIVE_STATUS, inheritable=False)
        confine.die_with(self.pid)
        _default_signals()
        memory = request.memory + confine.ADDRESS_SPACE_SLACK
        # The interpreter itself still needs its own address space until the program replaces it.
        self.confinement.limit(
            request.cpu_us // 1_000_000 + 2, max(memory, self.base_memory), request.output
        )
        self.confinement.enter(5, native=True)
        os.execve(_EXECUTABLE, ["prog"], {})

    def _compile(self, request: wire.Request) -> None:
        """Compile to the output file of slot 0; the compiler's messages go to the error file."""
        self._rewind(1)
        target = os.path.join(self.job_dir, "program")
        # A SIGTERM in between would leave a compiler that nobody knows of.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        child = self.compiling = os.fork()
        if child == 0:
            _exit_after(_STATUS, self._compile_child, request, target)
        with contextlib.suppress(OSError):  # the child does it too; whoever is first
            os.setpgid(child, child)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        outcomes = Watch(self, child, request).until_done()
        _end_group(child)
        self.compiling = 0
        if outcomes[0].state == wire.EXITED and outcomes[0].code == 0:
            try:
                _copy_regular(target, self.outputs[0])
            except OSError:
                outcomes = [wire.Outcome(wire.INTERNAL)]
        for name in os.listdir(self.job_dir):
            path = os.path.join(self.job_dir, name)
            if os.path.isdir(path) and not os.path.islink(path):
                shutil.rmtree(path, ignore_errors=True)
            else:
                os.unlink(path)
        self.socket.send(wire.pack_reply(wire.RESULT, outcomes))

    def _compile_child(self, request: wire.Request, target: str) -> None:
        os.setpgid(0, 0)
        os.chdir(self.job_dir)
        os.dup2(self.inputs[0], 0)
        os.dup2(self.errors, 1)
        os.dup2(self.errors, 2)
        os.dup2(self.status_out, _STATUS, inheritable=False)
        confine.die_with(self.pid)
        _default_signals()
        self.confinement.limit(
            request.cpu_us // 1_000_000, request.memory, request.output, _COMPILER_DESCRIPTORS
        )
        self.confinement.enter_compiler(4)
        words = self.compiler
        if request.flags & wire.HEADERS:  # the compiler reads only programs from a pipe
            words = self.header_compiler
            with open(0, "rb") as given, open("header", "wb") as file:
                shutil.copyfileobj(given, file)
        named = {"{input}": "header", "{output}": target}
        command = [named.get(word, word) for word in words]
        if request.flags & wire.NO_HEADERS:
            position = command.index("-isystem")
            del command[position : position + 2]
        environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LC_ALL": "C",
            "TMPDIR": self.job_dir,
        }
        os.execve(command[0], command, environment)

    def _rewind(self, count: int) -> None:
        """Undo what the last program did to the shared descriptions of its streams."""
        for fd in (*self.inputs[:count], *self.outputs[:count], self.errors):
            os.lseek(fd, 0, os.SEEK_SET)
        try:
            while os.read(self.status_in, 4096):
                pass
        except BlockingIOError:
            pass


def _exit_after(status: int, body: Any, *arguments: Any) -> NoReturn:
    """Run `body` in a child that must never return to the zygote's loop."""
    try:
        body(*arguments)
    except BaseException as error:
        try:
            os.write(2, f"sandbox: {type(error).__name__}: {error}\n".encode())
            os.write(status, b"?\0")
        except OSError:
            pass
    finally:
        os._exit(70)


def _end_group(group: int) -> None:
    """Kill what a compiler left running and wait until it is gone."""
    deadline = time.monotonic() + _END_GROUP_S
    with contextlib.suppress(OSError):  # nobody left
        while time.monotonic() < deadline:
            os.killpg(group, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            time.sleep(0.001)


def _job_directory(parent: str, owner: int) -> str:
    """A new directory, locked for as long as this process lives."""
    while True:
        path = tempfile.mkdtemp(prefix=f"{_JOB_PREFIX}{owner}-", dir=parent)
        lock = _lock(path)
        if lock >= 0 and os.path.isdir(path):
            return path
        if lock >= 0:  # swept between the two steps
            os.close(lock)


def _sweep(directory: str) -> None:
    """Remove the job directories that no living process has locked."""
    for entry in os.scandir(directory):
        if entry.name.startswith(_JOB_PREFIX):
            lock = _lock(entry.path)
            if lock >= 0:
                shutil.rmtree(entry.path, ignore_errors=True)
                os.close(lock)


def _lock(directory: str) -> int:
    """A descriptor that holds the directory's lock; -1 when another process does, or it is not
    ours."""
    try:
        fd = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return -1
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(fd)
        return -1
    return _move(fd)


def _default_signals() -> None:
    for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def _copy_regular(path: str, target: int) -> None:
    """The compiler wrote `path`, so never follow a link and never block on a device."""
    source = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(source).st_mode):
            raise OSError("not a regular file")
        while os.sendfile(target, source, None, 1 << 20):
            pass
    finally:
        os.close(source)


def _move(fd: int) -> int:
    """A duplicate above the numbers that children use; the original is closed."""
    if fd < 0:
        return fd
    high = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, _LOW)
    os.close(fd)
    return high


def main(text: str) -> None:
    """Entry point of the zygote process; `text` is its configuration as JSON."""
    config = json.loads(text)
    connection = config["socket"]
    # Whatever started the engine may have left these, and they are inherited.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        for name in config["preload"]:
            __import__(name)
        sys.path[:] = [path for path in sys.path if path not in ("", config["package"])]
        zygote = Zygote(config)
        connection = zygote.socket.fileno()
        harness.prepare()
    except BaseException as error:
        message = f"sandbox start failed: {type(error).__name__}: {error}\n"
        os.write(2, message.encode())
        os.write(connection, wire.pack_reply(wire.FAILED, []))
        os._exit(1)
    gc.collect()
    gc.freeze()
    try:
        zygote.serve()
    finally:
        zygote.leave()
