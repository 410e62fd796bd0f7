"""The fixed binary messages between the driver and a zygote, over a SOCK_SEQPACKET pair.

Sources, inputs and outputs travel in memory files, never here. The driver treats replies as
untrusted bytes: sizes are fixed and every number is bounded by its field.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

SLOTS = 8  # inputs that one process runs in turn at most
MAX_MESSAGE = 4096
MAX_STARVATION = 5  # times its wall limit a program may take that gets too little of the processor

# Requests. A descriptor of the executable comes with NATIVE and may come with TOOL. The source of
# COMPILE and TOOL is a ToolCall.
PYTHON, NATIVE, COMPILE, GO, STOP, TOOL = 1, 2, 3, 4, 5, 6
# Flags of PYTHON.
FUNCTION, ASK = 1, 2
# Replies.
READY, RESULT, ASKING, FAILED = 1, 2, 3, 4

# How one input ended.
(
    NOT_RUN,
    EXITED,  # code: exit status
    SIGNALLED,  # code: signal number
    CPU_LIMIT,
    WALL_LIMIT,
    COMPILE_ERROR,
    MEMORY_ERROR,
    EXCEPTION,
    INTERNAL,
    ERROR_LIMIT,  # too much on standard error
) = range(10)

_REQUEST = struct.Struct("<BBBxIQQQQ")
_REPLY = struct.Struct("<BBxx")
_EXIT = struct.Struct("<BxxxiQQI")


class Request(NamedTuple):
    """Asks for a run; `inputs` is how many, times in microseconds, sizes in bytes, `cpu_us` for
    each input."""

    operation: int
    flags: int = 0
    inputs: int = 1
    source_size: int = 0
    cpu_us: int = 0
    wall_us: int = 0
    memory: int = 0
    output: int = 0


class Exit(NamedTuple):
    """Says how a process ended on one input: `state` is one of the above, with its `code`."""

    state: int = NOT_RUN
    code: int = 0
    cpu_us: int = 0
    wall_us: int = 0
    rss_kib: int = 0


def pack_request(request: Request) -> bytes:
    return _REQUEST.pack(*request)


def unpack_request(data: bytes) -> Request:
    return Request(*_REQUEST.unpack(data))


def pack_reply(kind: int, exits: list[Exit]) -> bytes:
    return _REPLY.pack(kind, len(exits)) + b"".join(_EXIT.pack(*each) for each in exits)


def unpack_reply(data: bytes) -> tuple[int, list[Exit]]:
    """Raises struct.error or ValueError on anything malformed."""
    kind, count = _REPLY.unpack_from(data)
    if len(data) != _REPLY.size + count * _EXIT.size or count > SLOTS:
        raise ValueError("malformed reply")
    body = data[_REPLY.size :]
    return kind, [Exit(*fields) for fields in _EXIT.iter_unpack(body)]
