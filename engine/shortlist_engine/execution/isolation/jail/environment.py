"""What judges tell programs of where they run."""

from __future__ import annotations

ENVIRONMENT = {"ONLINE_JUDGE": "1"}
"""For every program; compiled ones are told by a macro too (`languages/`)."""
