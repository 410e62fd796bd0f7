"""Which files the user can read that programs run as."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from shortlist_engine.execution.isolation.interpreter import (
    PACKAGE,
    own_interpreter,
    standard_library,
)
from shortlist_engine.execution.isolation.layers import Layers


def unreachable(layers: Layers, paths: Sequence[str]) -> str:
    """Returns the first of `paths` that exists and that a program in the sandbox could not read;
    empty when there is none. What is started by root becomes another user."""
    root = os.geteuid() == 0
    for path in filter(os.path.exists, paths):
        if root and layers.namespaces:  # the directories above are the sandbox's own
            reached = bool(os.stat(path).st_mode & 0o004)
        elif root:
            reached = not becomes_nobody() or _others_can_reach(path)
        else:
            reached = os.access(path, os.R_OK)
        if not reached:
            return path
    return ""


def becomes_nobody() -> bool:
    """Tells whether what root starts without namespaces can work as another user."""
    needed = (own_interpreter(), standard_library(), str(PACKAGE))
    return all(map(_others_can_reach, needed)) and _others_can_write(tempfile.gettempdir())


def _others_can_write(folder: str) -> bool:
    return os.stat(folder).st_mode & 0o003 == 0o003 and _others_can_reach(folder)


def _others_can_reach(path: str) -> bool:
    """Whether every user may read `path`, through each directory above it."""
    place = Path(path)
    if not place.stat().st_mode & 0o004:
        return False
    return all(parent.stat().st_mode & 0o001 for parent in place.parents)
