"""How `shortlist doctor --json` shows its checks to programs: one document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from shortlist_engine import __version__
from shortlist_engine.cli.doctor_checks import Check, healthy


def print_checks(checks: Sequence[Check]) -> None:
    """Prints `version`, `healthy` and the `checks`."""
    document = {
        "version": __version__,
        "healthy": healthy(checks),
        "checks": [asdict(check) for check in checks],
    }
    print(json.dumps(document, ensure_ascii=False, indent=2))
