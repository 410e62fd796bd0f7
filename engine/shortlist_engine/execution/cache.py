"""Where Shortlist keeps what it can make again."""

from __future__ import annotations

import os
from pathlib import Path


def cache_root() -> Path:
    """The user's private cache; it need not exist."""
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if not base.is_absolute():  # the XDG specification: ignore relative ones
        base = Path(os.path.expanduser("~")) / ".cache"
    return base / "shortlist"
