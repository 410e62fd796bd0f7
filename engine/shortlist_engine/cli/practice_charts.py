"""Charts of text: they fit 80 columns, need no colour, and in a terminal that cannot show blocks no
more than ASCII."""

from __future__ import annotations

import sys
from collections.abc import Sequence

BAR, HALF, PLAIN = "█", "▌", "#"
WIDTH, HEIGHT = 60, 8


def bars(rows: Sequence[tuple[str, int, str]], width: int = 40) -> list[str]:
    """Returns a line with a bar for each row: its label, its number, and words behind the bar."""
    if not rows:
        return []
    most = max(max(count for _, count, _ in rows), 1)
    labels = max(len(label) for label, _, _ in rows)
    numbers = max(len(str(count)) for _, count, _ in rows)
    scale = min(1.0, width / most)
    return [
        f"{label:<{labels}}  {count:>{numbers}} {_bar(count * scale)} {more}".rstrip()
        for label, count, more in rows
    ]


def line_chart(
    points: Sequence[tuple[float, float]], width: int = WIDTH, height: int = HEIGHT
) -> list[str]:
    """Returns a chart of values over time, with the values at its left; each value holds until the
    next one. Points are (time, value), in order of time."""
    if not points:
        return []
    first, last = points[0][0], points[-1][0]
    columns: list[float] = []
    at = 0
    for column in range(width):
        time = first + (last - first) * column / (width - 1)
        while at + 1 < len(points) and points[at + 1][0] <= time:
            at += 1
        columns.append(points[at][1])
    columns[-1] = points[-1][1]
    low, high = min(columns), max(columns)
    room = max(high - low, 50.0)
    low, high = (low + high - room) / 2, (low + high + room) / 2
    rows = [[" "] * width for _ in range(height)]
    for column, value in enumerate(columns):
        rows[round((high - value) / (high - low) * (height - 1))][column] = "*"
    lines = []
    for number, row in enumerate(rows):
        level = high - (high - low) * number / (height - 1)
        lines.append(f"{level:6.0f} |{''.join(row)}".rstrip())
    return [*lines, f"       +{'-' * width}"]


def _bar(length: float) -> str:
    whole = int(length)
    if not _shows_blocks():
        return PLAIN * (whole or (length > 0))
    return BAR * whole + (HALF if length - whole >= 0.5 or (length > 0 and not whole) else "")


def _shows_blocks() -> bool:
    try:
        BAR.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
