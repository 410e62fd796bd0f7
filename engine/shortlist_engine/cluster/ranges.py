"""Cuts work into pieces of a size that keeps every node busy and loses little with a node."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

MOST_SAMPLES, LEAST_SAMPLES = 4_096, 512
"""Samples drawn in one piece: minutes at most, and enough to fill a batch several times."""
PIECES_EACH = 4
"""Pieces that there are to be for each sampler at a time, so that all end at about the same."""
PROGRAMS = 1_000
"""Programs run on the examples in one piece."""


def samples_at_once(under_way: int, samplers: int) -> int:
    """Returns how many samples to draw in one piece, when so many are to be drawn for all problems
    that are under way."""
    return min(MOST_SAMPLES, max(LEAST_SAMPLES, under_way // (PIECES_EACH * samplers)))


def cut(total: int, size: int) -> list[tuple[int, int]]:
    """Returns (first, count) of the ranges of `range(total)`, as equal as can be, of at most `size`
    each; one empty range when there is nothing."""
    if size < 1:
        raise ValueError("size must be at least 1")
    pieces = max(1, -(-total // size))
    bounds = [total * piece // pieces for piece in range(pieces + 1)]
    return [(low, high - low) for low, high in itertools.pairwise(bounds)]


def cut_list(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Returns the items in pieces, as `cut` cuts them."""
    return [items[first : first + count] for first, count in cut(len(items), size)]
