"""When the examples that were read are those that are meant: the same number, the same text but for
white space at line ends and blank lines around."""

from __future__ import annotations

from collections.abc import Sequence

from shortlist_engine.problem import Example


def normalised(examples: Sequence[Example]) -> list[tuple[str, str]]:
    """Returns inputs and outputs without what does not count."""
    return [(_trim(example.input), _trim(example.output)) for example in examples]


def _trim(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
