"""Lines that are left of a text when its markup is taken out."""

from __future__ import annotations

from dataclasses import dataclass, field

from shortlist_engine.statement.types import Issue

FENCE = "```"


@dataclass
class Plain:
    """Holds the lines that are left, and for each the line (from 0) that it came from."""

    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def add(self, text: str, number: int) -> None:
        """Adds a line that came from line `number`."""
        self.lines.append(text)
        self.numbers.append(number)
