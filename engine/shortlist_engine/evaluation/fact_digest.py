"""One text for all that a run found out, without its times: two runs with the same text found the
same, wherever and in whatever order they did it.

Left out are wall and CPU times, memory, and how fast programs are on large inputs, which differ
between two runs on one machine too. A verdict is in, also "too slow".
"""

from __future__ import annotations

from typing import Any

from shortlist_engine.evaluation.evaluator import evaluated
from shortlist_engine.evaluation.fact_store import FactStore, digest_of
from shortlist_engine.evaluation.facts import measurement_to_json, samples_to_json
from shortlist_engine.evaluation.plan import Plan
from shortlist_engine.evaluation.running_tests import test_runs_to_json

TIMES = frozenset({"seconds", "cpu_ms", "memory_kib", "input_cpu_ms", "largest_ms"})


def facts_digest(store: FactStore, plan: Plan) -> str:
    """Returns 32 hex digits for the facts of the plan's problems that are there."""
    parts = []
    for each in evaluated(store, plan):
        tested = test_runs_to_json(each.tested) if each.tested is not None else None
        documents = samples_to_json(each.samples), measurement_to_json(each.measured), tested
        parts.append([each.entry.name, *map(timeless, documents)])
    return digest_of(parts)


def timeless(value: Any) -> Any:
    """Returns a document of plain values without the fields that are times or memory."""
    if isinstance(value, dict):
        return {key: timeless(item) for key, item in value.items() if key not in TIMES}
    if isinstance(value, (list, tuple)):
        return [timeless(item) for item in value]
    return value
