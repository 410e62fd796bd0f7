"""The zygote whose loop is serve.c: what that needs, and the child's way back to Python."""

from __future__ import annotations

import ctypes
import os
import signal
from typing import Any, NoReturn

from . import harness, landlock, limits, privileges, wire
from .descriptors import Descriptors, move
from .run_python import run_to_the_end

_CHILD = 1


class _Filter(ctypes.Structure):
    _fields_ = (("code", ctypes.c_char_p), ("length", ctypes.c_uint64))


class _Request(ctypes.Structure):
    _fields_ = (
        ("operation", ctypes.c_uint8),
        ("flags", ctypes.c_uint8),
        ("inputs", ctypes.c_uint8),
        ("pad", ctypes.c_uint8),
        ("source_size", ctypes.c_uint32),
        ("cpu_us", ctypes.c_uint64),
        ("wall_us", ctypes.c_uint64),
        ("memory", ctypes.c_uint64),
        ("output", ctypes.c_uint64),
    )


class _Zygote(ctypes.Structure):
    _fields_ = (
        ("socket", ctypes.c_int32),
        ("source", ctypes.c_int32),
        ("errors", ctypes.c_int32),
        ("status_in", ctypes.c_int32),
        ("status_out", ctypes.c_int32),
        ("ruleset", ctypes.c_int32),
        ("private_user", ctypes.c_int32),
        ("pad", ctypes.c_int32),
        ("inputs", ctypes.c_int32 * wire.SLOTS),
        ("outputs", ctypes.c_int32 * wire.SLOTS),
        ("base_memory", ctypes.c_uint64),
        ("address_space_slack", ctypes.c_uint64),
        ("stack", ctypes.c_uint64),
        ("errors_limit", ctypes.c_uint64),
        ("tasks", ctypes.c_uint64),
        ("descriptors", ctypes.c_uint64),
        ("placeholder", ctypes.c_uint32),
        ("max_starvation", ctypes.c_uint32),
        ("python", _Filter),
        ("native", _Filter),
        ("request", _Request),
        ("text", ctypes.c_void_p),
    )


class ServedZygote(Descriptors):
    """Runs programs with the loop of serve.c, from the library in `config`."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        harness.prepare(config["variation"])
        abi = int(config["landlock"])
        ruleset = landlock.create_ruleset(config["rules"], abi) if abi else -1
        # The interpreter's lock stays held: this process has one thread.
        self._library = ctypes.PyDLL(config["helper"])
        privileges.lock_down(config["drop_to"])
        privileges.die_with_parent(signal.SIGKILL)
        self._state = _Zygote(
            socket=self.connection,
            source=self.source,
            errors=self.errors,
            status_in=self.status_in,
            status_out=self.status_out,
            ruleset=move(ruleset),
            private_user=config["private_user"],
            inputs=tuple(self.inputs),
            outputs=tuple(self.outputs),
            base_memory=config["base_memory"],
            address_space_slack=limits.ADDRESS_SPACE_SLACK,
            stack=limits.NO_LIMIT,
            errors_limit=limits.ERRORS,
            tasks=limits.TASKS,
            descriptors=limits.DESCRIPTORS,
            placeholder=limits.PLACEHOLDER,
            max_starvation=wire.MAX_STARVATION,
            python=_filter(config["filters"]["python"]),
            native=_filter(config["filters"]["native"]),
        )
        harness.remember()

    def serve(self) -> None:
        state = self._state
        if self._library.serve(ctypes.byref(state)) == _CHILD:
            request = state.request
            source = ctypes.string_at(state.text, request.source_size)
            run_to_the_end(request.flags, request.inputs, source)

    def leave(self) -> NoReturn:
        os._exit(0)


def _filter(code: bytes) -> _Filter:
    return _Filter(code, len(code) // 8)  # the size of struct sock_filter
