"""How `shortlist model --json` shows models to programs: one document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from shortlist_engine import __version__
from shortlist_engine.sampling.backend import FoundModel


def print_list(rows: Sequence[dict[str, Any]], found: Sequence[FoundModel]) -> None:
    """Prints what is known of each installed model, and of those of servers on this machine."""
    _print({"models": list(rows), "servers": [asdict(each) for each in found]})


def print_model(document: dict[str, Any]) -> None:
    """Prints what is known of one model."""
    _print(document)


def _print(fields: dict[str, Any]) -> None:
    print(json.dumps({"version": __version__, **fields}, ensure_ascii=False, indent=2))
