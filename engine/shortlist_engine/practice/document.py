"""What `shortlist run --json` prints; docs/command-line.md lists the fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shortlist_engine.practice.differential import Trial
from shortlist_engine.practice.examples import GOOD
from shortlist_engine.practice.stress import Search
from shortlist_engine.problem import Problem, Run
from shortlist_engine.protocol import of_problem, to_wire
from shortlist_engine.testfiles.tests import NamedTest


def head(problem: Problem, file_name: str, language: str, rule: str) -> dict[str, Any]:
    """Returns what comes first in every document: file, problem, checker (in words) and limits."""
    return {
        "file": file_name,
        "language": language,
        "problem": of_problem(problem),
        "checker": rule,
        "limits": to_wire(problem.limits),
    }


def of_tests(tests: Sequence[NamedTest], runs: Sequence[Run]) -> dict[str, Any]:
    """Returns the results of tests, one Run for each, with their names, inputs and answers."""
    passed = sum(run.verdict in GOOD for run in runs)
    return {
        "passed": passed,
        "total": len(runs),
        "runs": [
            {
                "name": test.name,
                "input": test.input,
                "expected": test.expected,
                **to_wire(run),
            }
            for test, run in zip(tests, runs, strict=True)
        ],
    }


def of_stress(
    search: Search, best: Trial | None, *, minimal: bool, reason: str, saved: Sequence[str]
) -> dict[str, Any]:
    """Returns the result of a stress test. `best` is the smallest failing trial; `minimal`: nothing
    smaller was found near it."""
    found = None
    if search.found is not None and best is not None:
        found = {
            "seed": search.seed,
            "original_input": search.found.input,
            "input": best.input,
            "expected": best.reference.output,
            "minimal": minimal,
            **to_wire(best.run),
        }
    return {
        "stress": {
            "reason": reason,
            "tried": search.tried,
            "refused": search.refused,
            "seconds": round(search.seconds, 3),
            "found": found,
            "saved": list(saved),
        }
    }
