"""The report of a task as one document of plain values: NaN, which JSON has not, is null."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any

from shortlist_engine.evaluation.tasks.cases import MeasuredTask
from shortlist_engine.evaluation.tasks.measuring import MeasuredCase
from shortlist_engine.evaluation.tasks.scores import (
    budget_scores,
    group_scores,
    turn_scores,
)


def task_report(
    task: MeasuredTask, cases: Sequence[MeasuredCase], weights: Mapping[str, float]
) -> dict[str, Any]:
    """Returns the figures of a task and what was found for each case."""
    document: dict[str, Any] = {
        "cases_measured": len(cases),
        "groups": [_plain(each) for each in group_scores(cases)],
    }
    if task == "generate":
        document["budgets"] = [_plain(each) for each in budget_scores(cases, weights)]
    if task == "steps":
        document["turns"] = _plain(turn_scores(cases))
    document["cases"] = [_plain(dataclasses.replace(case, reused=False)) for case in cases]
    return document


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in dataclasses.fields(value))
        return {name: _plain(getattr(value, name)) for name in names if name != "reused"}
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
