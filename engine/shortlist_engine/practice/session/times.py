"""Times as texts for programs."""

from __future__ import annotations

from datetime import datetime, timezone


def iso(at: int | None) -> str | None:
    """Returns a time as text, as in 2026-11-30T09:27:20+00:00."""
    return None if at is None else datetime.fromtimestamp(at, timezone.utc).isoformat()
