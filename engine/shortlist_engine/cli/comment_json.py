"""How `shortlist comment --json` shows its work to programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from shortlist_engine import __version__
from shortlist_engine.cli.assist_file import AssistFile


def print_document(
    made: dict[str, Any], file: AssistFile, model: str, notes: Sequence[str], *, written: bool
) -> None:
    """Prints one document; lines are from 0."""
    document = {
        "version": __version__,
        "file": file.name,
        "language": file.language,
        "model": model,
        "text": made["text"],
        "insertions": made["insertions"],
        "dropped": made["dropped"],
        "changed": made["changed"],
        "written": file.name if written else None,
        "notes": list(notes),
        "error": None,
    }
    print(json.dumps(document, ensure_ascii=False, indent=2), flush=True)
