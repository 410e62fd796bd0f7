"""What the library keeps of a problem whose solutions are known."""

from __future__ import annotations

from dataclasses import dataclass

from shortlist_engine.problem import Example, Kind


@dataclass(frozen=True)
class KnownProgram:
    """Holds a program; `origin` says to a person where it is: `cf/71A.py` in a folder, the name
    and the line in a set of problems."""

    language: str
    source: str
    origin: str


@dataclass(frozen=True)
class KnownProblem:
    """Holds a problem with its programs. Of a program without a statement little is known: then
    `title` is what its file is called, and `kind` is None where nothing tells it."""

    title: str
    statement: str
    examples: tuple[Example, ...]
    kind: Kind | None
    programs: tuple[KnownProgram, ...]


@dataclass(frozen=True)
class Unreadable:
    """Says of a part of a source why it was left out, in words for the user."""

    where: str
    reason: str
