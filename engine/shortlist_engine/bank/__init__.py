"""The problem bank: generated problem families for practice, training and measurement.

Each module in `families/` registers its families when it is imported (see `family.py`); a new
module there is found without being listed anywhere. A family says what its tasks are (`task.py`):
what is given (`values/`), what is asked, and the programs that do it, as functions. From these
`programs/` makes whole programs and `voices/` statements; `telling.py` puts them together into an
`Instance`, and `consistency.py` says what is wrong with a family.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import NamedTuple

from shortlist_engine.bank import inputs
from shortlist_engine.bank.family import FAMILIES, Family, Parameters
from shortlist_engine.bank.instance import Instance
from shortlist_engine.bank.telling import VOICES

__all__ = [
    "VOICES",
    "Family",
    "FamilySummary",
    "Instance",
    "Parameters",
    "describe",
    "families",
    "inputs",
    "opening",
]

# Imported before the function of the same name is defined, which then stays what callers get.
_THEMES = importlib.import_module(f"{__name__}.families")


class FamilySummary(NamedTuple):
    """Says what `describe` saw of one family; `phrasings` counts distinct statement openings."""

    name: str
    keys: int
    phrasings: int
    rating: int
    tags: tuple[str, ...]


def families() -> dict[str, Family]:
    """Returns all families by name, in the order of their names."""
    for module in pkgutil.iter_modules(_THEMES.__path__, f"{_THEMES.__name__}."):
        importlib.import_module(module.name)
    return dict(sorted(FAMILIES.items()))


def describe(seeds: int = 200) -> list[FamilySummary]:
    """Returns a summary per family, from the instances of the seeds 0 to `seeds - 1`."""
    summaries = []
    for name, family in families().items():
        instances = [family.instance(seed) for seed in range(seeds)]
        summaries.append(
            FamilySummary(
                name=name,
                keys=len({instance.key for instance in instances}),
                phrasings=len({opening(instance.statement) for instance in instances}),
                rating=family.rating,
                tags=family.tags,
            )
        )
    return summaries


def opening(statement: str) -> str:
    """Returns the words that a statement begins with, numbers and case aside: tells phrasings
    apart."""
    text = "".join(" " if c.isdigit() or c in "$`\"'" else c for c in statement.lower())
    return " ".join(text.split()[:8])
