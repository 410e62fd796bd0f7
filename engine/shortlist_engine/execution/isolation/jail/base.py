"""What the zygotes written in Python are: privileges given up, one request after another."""

from __future__ import annotations

import abc
import os
import signal
import socket
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from . import confine, landlock, privileges, wire
from .descriptors import Descriptors, move, renew
from .error_tail import ErrorTail

Rules = Sequence[tuple[str, int]]


class ZygoteServer(Descriptors, abc.ABC):
    """Trusts the driver; trusts nothing that a child says: verdicts rest on wait status, clocks
    and bytes. A subclass says what it does with each operation, and may own what must be cleared
    up before it leaves."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self.socket = socket.socket(fileno=self.connection)
        self.go_out = -1  # by which a program that asked is let go on
        self.said = ErrorTail()
        self.pid = os.getpid()
        rules = [(path, int(rights)) for path, rights in config["rules"]]
        rules += self.prepare(config)
        abi = int(config["landlock"])
        ruleset = landlock.create_ruleset(rules, abi) if abi else -1
        privileges.lock_down(config["drop_to"])
        self.stay_until_parent_ends()
        self.confinement = confine.Confinement(move(ruleset), config["private_user"])

    def prepare(self, config: dict[str, Any]) -> Rules:
        """Does what needs the privileges that go next, and returns the Landlock rules that it
        adds."""
        return ()

    def stay_until_parent_ends(self) -> None:
        privileges.die_with_parent(signal.SIGKILL)

    @abc.abstractmethod
    def operations(self) -> dict[int, Callable[[wire.Request, Sequence[int]], None]]:
        """Returns for each request what answers it, given the descriptors that came along."""

    def clear_up(self) -> None:
        """Removes what this zygote made outside itself."""

    def serve(self) -> None:
        """Answers requests until the driver closes its end."""
        operations = self.operations()
        self.socket.send(wire.pack_reply(wire.READY, []))
        while True:
            data, descriptors, _, _ = socket.recv_fds(self.socket, wire.MAX_MESSAGE, 1)
            if not data:
                return
            request = wire.unpack_request(data)
            operations[request.operation](request, [move(fd) for fd in descriptors])

    def reply(self, exits: list[wire.Exit]) -> None:
        self.socket.send(wire.pack_reply(wire.RESULT, exits))

    def leave(self) -> NoReturn:
        """Clears up and exits."""
        self.clear_up()
        os._exit(0)

    def rewind(self, count: int) -> None:
        """Undoes what the last program did to the shared descriptions of its streams, and opens
        the next one's standard error."""
        self.said.open()
        for fd in (*self.inputs[:count], *self.outputs[:count], self.errors):
            renew(fd)
        renew(self.status_out)
        try:
            while os.read(self.status_in, 4096):
                pass
        except BlockingIOError:
            pass


def exit_after(status: int, body: Any, *arguments: Any) -> NoReturn:
    """Runs `body` in a child that must never return to the zygote's loop."""
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


def default_signals() -> None:
    """Is for a child that executes another program, which inherits what is ignored or blocked."""
    # Those that Python changes, and those that what started the engine in the background ignores.
    python = (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGTERM)
    for number in (*python, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
