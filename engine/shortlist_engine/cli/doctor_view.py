"""How `shortlist doctor` shows its checks to people."""

from __future__ import annotations

from collections.abc import Sequence

from shortlist_engine import __version__
from shortlist_engine.cli.doctor_checks import Check

SIGNS = {"ok": "ok", "warning": "warning", "error": "ERROR"}


def show_checks(checks: Sequence[Check]) -> None:
    """Prints a line for each check, with its advice below."""
    print(f"shortlist {__version__}")
    for check in checks:
        print(f"{SIGNS[check.status]:>8}  {check.name}: {check.found}")
        if check.advice:
            print(f"{'':10}{check.advice}")
