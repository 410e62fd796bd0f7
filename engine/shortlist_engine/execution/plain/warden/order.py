"""What the warden is asked to run, and what it answers: one line of JSON each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

# How a program ended: by itself, by a signal (Windows: an exception that stands for one), or by
# the limit that has this name.
EXITED, SIGNALLED = "exited", "signalled"
CPU, WALL, MEMORY, OUTPUT, ERRORS = "cpu", "wall", "memory", "output", "errors"
GONE, NOT_STARTED = "gone", "not started"


class Order(NamedTuple):
    """Names a command and its limits. `input`, `output` and `errors` are paths of files. Times are
    in seconds and sizes in bytes; `data` bounds what the program may write to (0: nothing does),
    and `memory` what it has of it."""

    command: Sequence[str]
    directory: str
    environment: Mapping[str, str]
    input: str
    output: str
    errors: str
    cpu_s: float
    wall_s: float
    memory: int
    data: int
    output_bytes: int
    error_bytes: int

    def pack(self) -> bytes:
        return json.dumps(self).encode() + b"\n"


class Answer(NamedTuple):
    """Says how a program ended: `state` is one of the above, `code` the exit status or the signal's
    number, `said` why it could not be started."""

    state: str
    code: int = 0
    cpu_us: int = 0
    wall_us: int = 0
    rss_kib: int = 0
    said: str = ""

    def pack(self) -> bytes:
        return json.dumps(self).encode() + b"\n"


def unpack_order(data: bytes) -> Order:
    """Raises ValueError and TypeError on anything malformed."""
    return Order(*json.loads(data))


def unpack_answer(data: bytes) -> Answer:
    """Raises ValueError and TypeError on anything malformed."""
    return Answer(*json.loads(data))
