"""Numbers as a user reads them."""

from __future__ import annotations


def milliseconds(value: float) -> str:
    """Writes `31 ms`, and from ten seconds on `12.3 s`."""
    return f"{value:.0f} ms" if value < 10_000 else f"{value / 1000:.1f} s"


def mebibytes(kib: int) -> str:
    """Writes KiB as `8.0 MiB`."""
    return f"{kib / 1024:.1f} MiB"


def seconds(value: float) -> str:
    """Writes `1.2 s`, and from ten seconds on `12 s`."""
    return f"{value:.1f} s" if value < 10 else f"{value:.0f} s"


def percent(share: float) -> str:
    """Writes a share of 1 as `42 %`."""
    return f"{100 * share:.0f} %"


def count(number: int, noun: str) -> str:
    """Writes `1 example`, `2 examples`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
