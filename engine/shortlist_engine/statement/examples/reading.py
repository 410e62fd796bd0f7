"""What a reading holds so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from shortlist_engine.statement.examples.drafts import Draft
from shortlist_engine.statement.labels import Label
from shortlist_engine.statement.types import Issue


@dataclass
class Reading:
    """Holds the examples read so far, what was wrong with them, and how they were made: `inputs`
    and `outputs` are the styles of their headings.

    `used` are the lines of headings that an example has, `tried` the headings under which a part
    was looked for, in order, and `taken` further lines that belong to examples. `explicit` says
    that headings named the examples as such.
    """

    drafts: list[Draft] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    inputs: set[str] = field(default_factory=set)
    outputs: set[str] = field(default_factory=set)
    used: set[int] = field(default_factory=set)
    tried: list[Label] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    explicit: bool = False

    def complain(self, line: int, message: str, guess: bool = False) -> None:
        """Adds a warning."""
        self.issues.append(Issue(line, message, "warning", guess))
