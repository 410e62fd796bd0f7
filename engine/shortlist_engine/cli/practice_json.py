"""How `shortlist practice --json` shows its work to programs: one document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from shortlist_engine.practice.session.desk import Desk
from shortlist_engine.practice.session.documents import whole


def print_document(desk: Desk, fields: Mapping[str, Any], *, stream: bool = False) -> None:
    """Prints the fields, beside the version, what is to be known of the progress file, and that
    there was no error; with `stream` as the last line of several."""
    document = whole(desk, fields)
    if stream:
        print_event("done", document)
    else:
        print(json.dumps(document, ensure_ascii=False, indent=2), flush=True)


def print_event(name: str, fields: Mapping[str, Any]) -> None:
    """Prints one line of a stream."""
    print(json.dumps({"event": name, **fields}, ensure_ascii=False), flush=True)
