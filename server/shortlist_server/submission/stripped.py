"""What is left of a program when something is left out of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Stripped:
    """Holds a program without what a judge need not see. `removed` counts debug statements and
    sections; `kept` says in sentences what looks like one and was left, and why."""

    text: str
    removed: int = 0
    kept: tuple[str, ...] = ()


def lines_of(text: str) -> list[str]:
    """Returns the lines with their ends, as compilers count them."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def without_lines(lines: Sequence[str], gone: Iterable[int]) -> str:
    """Returns the lines, with their ends, but for those of these numbers, from 0; blank ones at the
    beginning and double ones where something was left out go as well."""
    left_out = set(gone)
    kept: list[str] = []
    for number, line in enumerate(lines):
        if number in left_out:
            continue
        cut = number - 1 in left_out
        if not line.strip() and (not kept or (cut and not kept[-1].strip())):
            left_out.add(number)  # the next blank line follows it
            continue
        kept.append(line)
    return "".join(kept)
