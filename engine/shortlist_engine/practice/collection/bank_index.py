"""What the bank holds, without importing it: its 400 families take a second to import.

The index is a file in the cache, made anew when a file of the bank has changed. A family is then
loaded with the one module that it stands in.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shortlist_engine import places
from shortlist_engine.files import digest, write_whole

if TYPE_CHECKING:
    from shortlist_engine.bank import Family


@dataclass(frozen=True)
class IndexedFamily:
    """Holds what is known of a family: `functions` says whether it is told as a function too."""

    name: str
    module: str
    rating: int
    tags: tuple[str, ...]
    functions: bool


def indexed_families() -> dict[str, IndexedFamily]:
    """Returns the families of the bank by name, in the order of their names."""
    stamp = _stamp()
    path = places.cache_dir() / "practice" / "bank.json"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(path.read_text("utf-8"))
        if kept["stamp"] == stamp:
            return {row["name"]: _of_row(row) for row in kept["families"]}
    found = _looked_up()
    rows = [asdict(each) for each in found.values()]
    with contextlib.suppress(OSError):  # it is made again the next time
        data = json.dumps({"stamp": stamp, "families": rows}).encode()
        write_whole(path, data, durable=False)
    return found


def load_family(known: IndexedFamily) -> Family:
    """Returns a family of the index."""
    from shortlist_engine.bank.family import FAMILIES

    importlib.import_module(known.module)
    return FAMILIES[known.name]


def _of_row(row: dict[str, object]) -> IndexedFamily:
    return IndexedFamily(
        str(row["name"]),
        str(row["module"]),
        int(str(row["rating"])),
        tuple(map(str, row["tags"])),  # type: ignore[call-overload]
        row["functions"] is True,
    )


def _looked_up() -> dict[str, IndexedFamily]:
    import random

    from shortlist_engine.bank import Parameters, families

    return {
        name: IndexedFamily(
            name,
            family.task.__module__,
            family.rating,
            family.tags,
            family.task(Parameters(random.Random(0))).functions,
        )
        for name, family in families().items()
    }


def _stamp() -> str:
    """What changes with any file of the bank."""
    spec = importlib.util.find_spec("shortlist_engine")
    assert spec is not None and spec.submodule_search_locations
    bank = Path(spec.submodule_search_locations[0], "bank")
    parts = [str(bank)]
    for file in sorted(bank.rglob("*.py")):
        about = file.stat()
        parts.append(f"{file.relative_to(bank)}:{about.st_size}:{about.st_mtime_ns}")
    return digest("\n".join(parts).encode())
