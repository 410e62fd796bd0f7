"""How `--json` prints: one document."""

from __future__ import annotations

import json
from typing import Any


def print_document(document: dict[str, Any]) -> None:
    """Prints one document."""
    print(json.dumps(document, ensure_ascii=False, indent=2), flush=True)
