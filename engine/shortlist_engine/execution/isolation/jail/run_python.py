"""What a confined child does: run one Python program on its inputs and report each end."""

from __future__ import annotations

import os
from typing import NoReturn

from . import harness, wire

STATUS, GO, FIRST_SLOT = 3, 4, 5  # descriptors; two for each slot


def run_to_the_end(flags: int, inputs: int, source: bytes) -> NoReturn:
    """`source` begins with the entry point's name where the inputs are calls."""
    try:
        _run(flags, inputs, source)
        os._exit(0)
    except BaseException as error:
        os.write(2, f"sandbox: {type(error).__name__}: {error}\n".encode())
        os.write(STATUS, b"?\0")
    finally:
        os._exit(70)


def _run(flags: int, inputs: int, source: bytes) -> None:
    function = None
    if flags & wire.FUNCTION:
        name, _, source = source.partition(b"\n")
        function = name
    try:
        code = harness.compile_program(source)
    except MemoryError:
        os.write(STATUS, harness.MEMORY + b"\0")
        os._exit(1)
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode("utf-8", "replace"))
        os.write(STATUS, harness.COMPILE + b"\0")
        os._exit(1)

    def next_input(index: int) -> None:
        if index == 1 and flags & wire.ASK:
            os.read(GO, 1)
        os.dup2(FIRST_SLOT + 2 * index, 0)
        os.dup2(FIRST_SLOT + 2 * index + 1, 1)

    def report(status: bytes, value: int) -> None:
        os.write(STATUS, status + bytes((value,)))

    harness.run_inputs(code, inputs, function, next_input, report)
