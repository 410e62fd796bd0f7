"""What is said of a solve under way."""

from __future__ import annotations

import pytest

from shortlist_engine.problem import Budget, Example, Problem, Progress
from shortlist_engine.protocol import SolveRequest
from shortlist_server.presentation import wording
from shortlist_server.solves import KnownSolutions, Solve

PROBLEM = Problem("Sum", "Add.", (Example("1 2", "3"),))


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (Progress("loading"), "Loading model"),
        (Progress("loading", status="loading qwen …"), "Loading qwen …"),
        (Progress("sampling"), "Sampling 0/1000"),
        (Progress("sampling", expected_samples=16), "About 16 samples in 60 s"),
        (Progress("sampling", expected_samples=5000), "Sampling 0/1000"),
        (Progress("sampling", status="waiting for qwen …"), "Sampling 0 · waiting for qwen …"),
        (
            Progress("sampling", sampled=3, unique=3, ran=3, passed=1, expected_samples=16),
            "Sampling 3/about 16 · 1 pass",
        ),
        (
            Progress("sampling", sampled=16, unique=16, ran=9, expected_samples=16),
            "Running examples 9/16 · 0 pass",
        ),
    ],
)
def test_the_stage(progress: Progress, text: str) -> None:
    request = SolveRequest("one", PROBLEM, Budget(1000, 60.0))
    solve = Solve("one", "file:///a", PROBLEM, request, KnownSolutions(PROBLEM, "file:///a"))
    solve.progress = progress
    assert wording.stage(solve) == text
