"""Readers of problem sets: rows with hidden tests, for measuring."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shortlist_engine.problem import Example, Limits, Problem


@dataclass(frozen=True)
class EvaluationProblem:
    """A problem together with the tests that the solver never sees."""

    id: str
    source: str
    problem: Problem
    tests: tuple[Example, ...]


def read_jsonl(path: Path) -> Iterator[EvaluationProblem]:
    """Rows of the common stdin/stdout schema, `.jsonl` or `.jsonl.gz`: `id` and `statement`, and
    where present `name`, `examples`, `tests`, `time_limit_s`, `memory_limit_mb`, `checker`.

    Raises ValueError naming the line that is not such a row.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield _problem(json.loads(line), path.name.split(".")[0])
            except (AttributeError, KeyError, TypeError, json.JSONDecodeError) as error:
                raise ValueError(f"{path}, line {number}: not a problem row ({error!r})") from error


def _problem(row: dict[str, Any], source: str) -> EvaluationProblem:
    problem = Problem(
        title=row.get("name", ""),
        statement=row["statement"],
        examples=_examples(row.get("examples", ())),
        limits=Limits(
            time_s=float(row.get("time_limit_s") or Limits.time_s),
            memory_mib=int(row.get("memory_limit_mb") or Limits.memory_mib),
        ),
        checker=row.get("checker") or "tokens",
    )
    return EvaluationProblem(row["id"], source, problem, _examples(row.get("tests", ())))


def _examples(rows: Any) -> tuple[Example, ...]:
    return tuple(Example(row["input"], row["output"]) for row in rows)
