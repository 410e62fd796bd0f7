"""Following one child to its end: clocks, reports of the harness, the kill, the wait status."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from typing import TYPE_CHECKING, NoReturn

from . import harness, limits, wire

if TYPE_CHECKING:
    from .base import ZygoteServer


_WINDOW_S = 1.0
_BUSY_SHARE = 0.005  # of the wall clock: far below what a program gets on a crowded machine


class Watch:
    """Follows one child to its end against CPU and wall clocks."""

    def __init__(self, zygote: ZygoteServer, child: int, request: wire.Request) -> None:
        self.zygote = zygote
        self.child = child
        self.request = request
        self.clock = (~child << 3) | 2  # CPUCLOCK_SCHED of the process
        self.pidfd = os.pidfd_open(child)
        zygote.said.forked()
        self.started = time.monotonic()
        self.cpu_before = 0.0
        self.window_start, self.window_cpu = self.started, 0.0
        self.exits: list[wire.Exit] = []
        self.killed = wire.NOT_RUN
        self.stopped = False

    def until_done(self) -> list[wire.Exit]:
        zygote, request = self.zygote, self.request
        poller = select.poll()
        poller.register(self.pidfd, select.POLLIN)
        poller.register(zygote.status_in, select.POLLIN)
        poller.register(zygote.said.reader, select.POLLIN)
        poller.register(zygote.socket.fileno(), select.POLLIN)
        try:
            while True:
                used = self._cpu() - self.cpu_before
                wall = time.monotonic() - self.started
                if wall < request.wall_us / 1e6 - _WINDOW_S:
                    self.window_start, self.window_cpu = time.monotonic(), self._cpu()
                cpu_left = request.cpu_us / 1e6 - used
                wall_left = request.wall_us / 1e6 - wall
                if cpu_left <= 0 and not self.killed:
                    self.killed = wire.CPU_LIMIT
                    self._kill()
                elif wall_left <= 0 and not self.killed and self._idle(wall):
                    self.killed = wire.WALL_LIMIT
                    self._kill()
                timeout = max(0.0005, min(cpu_left, wall_left, _WINDOW_S))
                if self.killed or wall_left <= 0:
                    timeout = _WINDOW_S
                events = dict(poller.poll(timeout * 1000))
                if zygote.socket.fileno() in events:
                    # Nothing is sent while a program runs but the end of the connection.
                    self._abandon()
                if zygote.said.reader in events and not zygote.said.read():
                    poller.unregister(zygote.said.reader)  # closed by the program
                if zygote.said.total > limits.ERRORS and not self.killed:
                    self.killed = wire.ERROR_LIMIT
                    self._kill()
                if zygote.status_in in events and not self.killed:
                    self._read_status()
                if self.pidfd in events:
                    return self._reap()
        finally:
            os.close(self.pidfd)

    def _idle(self, wall: float) -> bool:
        """Whether the program waits for something; on a busy machine it may only wait for a core,
        and then it goes on, to a limit."""
        now, cpu = time.monotonic(), self._cpu()
        progress, span = cpu - self.window_cpu, now - self.window_start
        self.window_start, self.window_cpu = now, cpu
        starved = progress >= _BUSY_SHARE * span
        return not starved or wall > wire.MAX_STARVATION * self.request.wall_us / 1e6

    def _cpu(self) -> float:
        try:
            return time.clock_gettime(self.clock)
        except OSError:
            return self.cpu_before

    def _kill(self) -> None:
        if self.request.operation == wire.COMPILE:
            with contextlib.suppress(OSError):
                os.killpg(self.child, signal.SIGKILL)
        with contextlib.suppress(OSError):  # already gone
            os.kill(self.child, signal.SIGKILL)

    def _abandon(self) -> NoReturn:
        self._kill()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.child, 0)
        self.zygote.leave()

    def _read_status(self) -> None:
        """Ends of inputs as the harness reports them, two bytes each."""
        try:
            data = os.read(self.zygote.status_in, 2 * wire.SLOTS + 2)
        except BlockingIOError:
            return
        reports = min(len(data) // 2, self.request.inputs - len(self.exits))
        if reports <= 0:
            return
        # Inputs that ended before this process was scheduled share the time since the last look.
        now, wall = self._cpu(), time.monotonic()
        cpu_us = _us(now - self.cpu_before) // reports
        wall_us = _us(wall - self.started) // reports
        # A report alone must not wind the clocks back: a program can write one itself.
        if self.request.inputs > 1:
            self.cpu_before, self.started = now, wall
        for position in range(0, 2 * reports, 2):
            status, value = data[position : position + 1], data[position + 1]
            state = {
                harness.FINISHED: wire.EXITED,
                harness.FAILED: wire.EXITED,
                harness.MEMORY: wire.MEMORY_ERROR,
                harness.EXCEPTION: wire.EXCEPTION,
                harness.COMPILE: wire.COMPILE_ERROR,
            }.get(status, wire.INTERNAL)
            self.exits.append(wire.Exit(state, value, cpu_us, wall_us))
            if len(self.exits) == 1 and self.request.flags & wire.ASK and state == wire.EXITED:
                self._ask()

    def _ask(self) -> None:
        """Whether to go on after the first input: the driver alone knows the expected output."""
        self.zygote.socket.send(wire.pack_reply(wire.ASKING, self.exits))
        data = self.zygote.socket.recv(wire.MAX_MESSAGE)
        if not data:
            self._abandon()
        if wire.unpack_request(data).operation == wire.GO:
            self.started = time.monotonic()
            with contextlib.suppress(OSError):  # gone, or it filled the pipe itself
                os.write(self.zygote.go_out, b"g")
        else:
            self.stopped = True
            self._kill()

    def _reap(self) -> list[wire.Exit]:
        _, status, usage = os.wait4(self.child, 0)
        self.zygote.said.store(self.zygote.errors)
        if not self.killed:
            self._read_status()
        total = usage.ru_utime + usage.ru_stime
        cpu = total - self.cpu_before
        rest = (_us(max(0.0, cpu)), _us(time.monotonic() - self.started), usage.ru_maxrss)
        clean = all(each.state == wire.EXITED and each.code == 0 for each in self.exits)
        if clean and not self.stopped and (self.killed or status):
            # After the last report the harness leaves with 0 at once: this was the program's own.
            del self.exits[self.request.inputs - 1 :]
        if len(self.exits) < self.request.inputs and clean and not self.stopped:
            if self.killed:
                self.exits.append(wire.Exit(self.killed, 0, *rest))
            elif os.WIFSIGNALED(status):
                self.exits.append(wire.Exit(wire.SIGNALLED, os.WTERMSIG(status), *rest))
            elif not self.exits or os.WEXITSTATUS(status):
                # The program left by itself (os._exit), or is not a Python one.
                self.exits.append(wire.Exit(wire.EXITED, os.WEXITSTATUS(status), *rest))
        self.exits = [each._replace(rss_kib=usage.ru_maxrss) for each in self.exits]
        if self.request.inputs == 1:  # the clock of a process on another core lags behind
            self.exits[0] = self.exits[0]._replace(cpu_us=_us(total))
        while len(self.exits) < self.request.inputs:
            self.exits.append(wire.Exit())
        return self.exits


def _us(seconds: float) -> int:
    return max(0, int(seconds * 1e6))
