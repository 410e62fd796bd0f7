"""What a process left behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shortlist_engine.execution.isolation.jail import wire

if TYPE_CHECKING:  # verdicts are given on systems that have no zygotes, too
    from shortlist_engine.execution.isolation.zygote import Zygote


@dataclass(frozen=True)
class ProcessResult:
    """Says how a process ended on one input, and what it wrote: `output` holds at most the limit,
    `output_size` is how much there was, and `errors` the end of standard error."""

    exit: wire.Exit
    output: bytes
    output_size: int
    errors: str


def read_result(
    zygote: Zygote, exit: wire.Exit, slot: int, output_limit: int, *, alone: bool = True
) -> ProcessResult:
    """Reads what one input left in the zygote's files; read before the next exchange clears them.

    `output_limit` is in bytes. All inputs of an exchange share the file of errors, which each
    begins anew: unless `alone`, it is read for the one that failed only, which was the last.
    """
    output, size = zygote.output(slot, output_limit)
    clean = exit.state == wire.EXITED and exit.code == 0
    return ProcessResult(exit, output, size, "" if clean and not alone else zygote.error_text())
