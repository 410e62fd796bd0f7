"""How many samples were drawn, and how many of them passed, as time went on."""

from __future__ import annotations

from dataclasses import dataclass

MAX_POINTS = 120


@dataclass(frozen=True)
class ChartPoint:
    """A point says how far a solve had come after so many seconds."""

    seconds: float
    sampled: int
    passed: int


class Chart:
    """Chart keeps the course of a solve in a bounded number of points: when there are too many,
    every second one is dropped, and from then on they are taken less often. The last is the
    newest."""

    def __init__(self) -> None:
        self._points: list[ChartPoint] = []
        self._gap = 0.0

    @property
    def points(self) -> tuple[ChartPoint, ...]:
        """Returns the points in the order of time."""
        return tuple(self._points)

    def add(self, point: ChartPoint) -> None:
        """Take the newest point. One that lies close behind the last replaces it."""
        points = self._points
        if len(points) > 1 and points[-1].seconds - points[-2].seconds < self._gap:
            points.pop()
        if points and points[-1].seconds >= point.seconds:
            points.pop()
        points.append(point)
        if len(points) > MAX_POINTS:
            del points[1:-1:2]
            self._gap = point.seconds / len(points)
