"""Which code a process runs: results are equal on every node only where it is the same."""

from __future__ import annotations

import functools
from pathlib import Path

import shortlist_engine
from shortlist_engine.files import digest


@functools.cache
def code_digest() -> str:
    """Returns 16 hex digits for the source of the engine that this process has imported."""
    root = Path(shortlist_engine.__file__).parent
    parts = [
        f"{path.relative_to(root).as_posix()}\0{digest(path.read_bytes())}"
        for path in sorted(root.rglob("*.py"))
    ]
    return digest("\n".join(parts).encode())[:16]
