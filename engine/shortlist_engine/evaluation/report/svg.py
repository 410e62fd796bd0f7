"""Small charts as SVG text: lines with bands over a logarithmic axis, and horizontal bars.

Colours are classes of `STYLE`, so that one drawing serves light and dark; a page has this style
once, a drawing in a file of its own brings it along (`standalone`). Every mark has a title that
browsers show beside the pointer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

STYLE = Path(__file__).with_name("chart.css").read_text("utf-8")
_WIDTH = 760
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 150, 16, 44
_ROW, _BAR, _AXIS, _LEGEND = 22, 7, 30, 24
_CHARACTER = 6.6


@dataclass(frozen=True)
class Point:
    """`low` and `high` bound the interval; x is above 0, the others are shares from 0 to 1."""

    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True)
class Series:
    """Holds the points of one line; with `band` the interval is drawn too."""

    name: str
    points: Sequence[Point]
    band: bool = True


@dataclass(frozen=True)
class Bars:
    """Holds a row of bars under one label, one for each series; None where nothing is known."""

    label: str
    values: Sequence[tuple[float, float, float] | None]


def line_chart(series: Sequence[Series], x_label: str, y_label: str, height: int = 340) -> str:
    """Draws lines over log(x), with the interval as a band, names at the right ends."""
    points = [point for line in series for point in line.points]
    if not points:
        return ""
    lowest, highest = min(point.x for point in points), max(point.x for point in points)
    top = nice_top(max(point.high for point in points))
    span = math.log(highest / lowest) or 1.0

    def x(value: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * math.log(value / lowest) / span

    def y(value: float) -> float:
        return _TOP + (height - _TOP - _BOTTOM) * (1 - value / top)

    parts = [begin(height, f"{y_label} against {x_label}")]
    for step in range(6):
        value = top * step / 5
        parts.append(stroke(_LEFT, y(value), _WIDTH - _RIGHT, y(value), "grid"))
        parts.append(label(_LEFT - 8, y(value) + 4, percent(value, top), "end"))
    for value in decades(lowest, highest):
        parts.append(stroke(x(value), y(0), x(value), y(0) + 5, "axis"))
        parts.append(label(x(value), y(0) + 19, f"{value:,.0f}", "middle"))
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(label(middle, height - 6, x_label, "middle", "label"))
    for number, line in enumerate(series, 1):
        upper = [f"{x(p.x):.1f},{y(p.high):.1f}" for p in line.points]
        lower = [f"{x(p.x):.1f},{y(p.low):.1f}" for p in reversed(line.points)]
        shape = " ".join([*upper, *lower])
        if line.band:
            parts.append(f'<polygon class="band s{number}" points="{shape}"/>')
    for number, line in enumerate(series, 1):
        shape = " ".join(f"{x(p.x):.1f},{y(p.y):.1f}" for p in line.points)
        parts.append(f'<polyline class="line s{number}" points="{shape}"/>')
        for point in line.points:
            title = (
                f"{line.name}, {point.x:,.0f}: {point.y:.1%} ({point.low:.1%} to {point.high:.1%})"
            )
            parts.append(
                f'<circle class="dot s{number}" cx="{x(point.x):.1f}" cy="{y(point.y):.1f}" r="3">'
                f"<title>{escape(title)}</title></circle>"
            )
    ends = _apart([y(line.points[-1].y) for line in series if line.points], 15)
    named = [(number, line) for number, line in enumerate(series, 1) if line.points]
    for (number, line), place in zip(named, ends, strict=True):
        parts.append(label(_WIDTH - _RIGHT + 10, place + 4, line.name, "start", f"name s{number}"))
    return "".join(parts) + "</svg>"


def bar_chart(names: Sequence[str], rows: Sequence[Bars], top: float | None = None) -> str:
    """Draws one group of bars for each row, with the interval as a whisker; `top` is the right end.
    Where there are several series, their names stand above."""
    if not rows:
        return ""
    known = [value for row in rows for value in row.values if value is not None]
    top = top or nice_top(max((value[2] for value in known), default=1.0))
    left, right = 230, 60
    row_height = max(_ROW, _BAR * len(names) + 10)
    above = _TOP + (_LEGEND if len(names) > 1 else 0)
    height = above + row_height * len(rows) + _AXIS

    def x(value: float) -> float:
        return left + (_WIDTH - left - right) * min(value / top, 1.0)

    parts = [begin(height, ", ".join(names))]
    if len(names) > 1:
        parts += legend_row(names, left)
    for step in range(6):
        value = top * step / 5
        parts.append(stroke(x(value), above, x(value), height - _AXIS, "grid"))
        parts.append(label(x(value), height - _AXIS + 18, percent(value, top), "middle"))
    for index, row in enumerate(rows):
        start = above + index * row_height + 5
        middle = start + _BAR * len(names) / 2 + 4
        parts.append(label(left - 8, middle, row.label, "end"))
        for number, measured in enumerate(row.values, 1):
            if measured is None:
                continue
            value, low, high = measured
            y = start + (number - 1) * _BAR
            title = f"{row.label}, {names[number - 1]}: {value:.1%} ({low:.1%} to {high:.1%})"
            width = max(x(value) - left, 1.0)
            parts.append(
                f'<rect class="bar s{number}" x="{left}" y="{y:.1f}" width="{width:.1f}" '
                f'height="{_BAR - 1}"><title>{escape(title)}</title></rect>'
            )
            if high > low:
                centre = y + (_BAR - 1) / 2
                parts.append(stroke(x(low), centre, x(high), centre, "whisker"))
    return "".join(parts) + "</svg>"


def standalone(chart: str) -> str:
    """Returns the chart as a file of its own: with its style, its size, and a background, since the
    page that shows it may be light where the reader's preference is dark."""
    head, _, rest = chart.partition("<title>")
    size = head.split('viewBox="0 0 ')[1].split('"')[0].split()
    opened = head.replace("<svg ", f'<svg width="{size[0]}" height="{size[1]}" ', 1)
    title, _, body = rest.partition("</title>")
    return (
        f"{opened}<title>{title}</title>\n<style>\n{STYLE}</style>\n"
        f'<rect class="sheet" width="100%" height="100%"/>\n{body}\n'
    )


def nice_top(value: float) -> float:
    """Returns the next of 1, 2, 5, 10, 20, 50 and 100 % and of smaller decades, at most 1; 1 for
    0."""
    if value <= 0:
        return 1.0
    for exponent in range(-5, 1):
        for digit in (1, 2, 5):
            if value <= digit * 10.0**exponent:
                return min(digit * 10.0**exponent, 1.0)
    return 1.0


def percent(value: float, top: float) -> str:
    """Returns a share in percent, with as many digits as an axis up to `top` needs."""
    digits = max(0, math.ceil(-math.log10(top)) - 1) if top < 1 else 0
    return f"{value:.{digits}%}"


def decades(lowest: float, highest: float) -> list[float]:
    """Returns the powers of ten between the ends; the ends themselves when there are too few."""
    first = math.ceil(math.log10(lowest) - 1e-9)
    last = math.floor(math.log10(highest) + 1e-9)
    found = [10.0**power for power in range(first, last + 1)]
    return found if len(found) > 1 else sorted({lowest, highest})


def legend_row(names: Sequence[str], left: float) -> list[str]:
    """Draws the names of the series in a row at the top."""
    parts = []
    for number, name in enumerate(names, 1):
        parts.append(f'<rect class="bar s{number}" x="{left:.0f}" y="6" width="10" height="10"/>')
        parts.append(label(left + 15, 15, name, "start", "key"))
        left += 15 + _CHARACTER * len(name) + 18
    return parts


def _apart(places: list[float], gap: float) -> list[float]:
    """Labels moved down just enough not to lie on each other."""
    moved = dict.fromkeys(range(len(places)), 0.0)
    previous = -math.inf
    for index in sorted(range(len(places)), key=lambda index: places[index]):
        previous = moved[index] = max(places[index], previous + gap)
    return list(moved.values())


def begin(height: int, title: str) -> str:
    """Returns the opening tag of a chart with what it is about, for those who cannot see it."""
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title>"
    )


def stroke(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """Draws a straight line of the style `kind`."""
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def label(x: float, y: float, text: str, anchor: str, kind: str = "tick") -> str:
    """Draws a text at x, y; `anchor` says which part of it is there."""
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
    )
