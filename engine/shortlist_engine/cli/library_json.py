"""How `shortlist library --json` shows its work to programs: one document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from shortlist_engine import __version__


def print_document(fields: Mapping[str, Any]) -> None:
    """Prints the fields, beside the version."""
    print(json.dumps({"version": __version__, **fields}, ensure_ascii=False, indent=2))
