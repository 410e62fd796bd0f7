"""The reliability diagram: how often what was said to be right with some chance was right."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

from shortlist_engine.evaluation.reliability import Bin, Reliability
from shortlist_engine.evaluation.report import svg

_SIDE = 360
_LEFT, _TOP, _BOTTOM = 190, 34, 44
_LEAST_RADIUS, _MOST_RADIUS = 3.0, 11.0
_APART = 4.0  # between two series, so that their whiskers do not lie on each other


def reliability_chart(found: Mapping[str, Reliability]) -> str:
    """Draws stated chances against shares that were right, a dot for each bin of each series, its
    area by the number of problems; perfect ones lie on the diagonal. It is "" when nothing was
    stated."""
    shown = {name: each for name, each in found.items() if each.bins}
    if not shown:
        return ""
    most = max(each.problems for item in shown.values() for each in item.bins)
    height = _TOP + _SIDE + _BOTTOM
    parts = [svg.begin(height, "share that was right against the chance stated")]
    if len(shown) > 1:
        parts += svg.legend_row(list(shown), _LEFT)
    for step in range(6):
        share = step / 5
        parts.append(svg.stroke(_x(0), _y(share), _x(1), _y(share), "grid"))
        parts.append(svg.label(_x(0) - 8, _y(share) + 4, f"{share:.0%}", "end"))
        parts.append(svg.label(_x(share), _y(0) + 19, f"{share:.0%}", "middle"))
    parts.append(svg.stroke(_x(0), _y(0), _x(1), _y(1), "axis"))
    parts.append(svg.label(_x(0.5), height - 6, "chance stated", "middle", "label"))
    parts.append(svg.label(_x(0) - 52, _y(0.5), "right", "end", "label"))
    for number, (name, each) in enumerate(shown.items(), 1):
        shift = _APART * (number - (len(shown) + 1) / 2)
        for item in each.bins:
            parts += _dot(item, name, number, shift, most)
    return "".join(parts) + "</svg>"


def _dot(item: Bin, name: str, number: int, shift: float, most: int) -> list[str]:
    x = _x(item.stated) + shift
    radius = max(_LEAST_RADIUS, _MOST_RADIUS * math.sqrt(item.problems / most))
    title = (
        f"{name}: {item.problems} problems, stated {item.stated:.0%}, right {item.right:.0%} "
        f"({item.right_low:.0%} to {item.right_high:.0%})"
    )
    return [
        svg.stroke(x, _y(item.right_low), x, _y(item.right_high), "whisker"),
        f'<circle class="dot s{number}" cx="{x:.1f}" cy="{_y(item.right):.1f}" r="{radius:.1f}">'
        f"<title>{escape(title)}</title></circle>",
    ]


def _x(share: float) -> float:
    return _LEFT + _SIDE * share


def _y(share: float) -> float:
    return _TOP + _SIDE * (1 - share)
