"""How `shortlist eval --json` shows its results to programs: one document on one line."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Any

from shortlist_engine.evaluation.report.comparison import ReportComparison


def print_report(document: dict[str, Any]) -> None:
    """Prints the whole report; docs/evaluation.md lists the fields."""
    print(json.dumps(document))


def print_comparison(comparison: ReportComparison, names: Sequence[str]) -> None:
    """Prints the comparison of two runs, which are called by the names."""
    print(json.dumps({"runs": list(names), **dataclasses.asdict(comparison)}))
