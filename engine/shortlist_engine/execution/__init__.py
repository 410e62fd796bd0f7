"""Running untrusted programs: languages, sandbox, worker pool, verdicts, checkers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shortlist_engine.execution.checking.checkers import Comparison, compare, describe_checker
from shortlist_engine.execution.checking.custom_checker import CustomChecker
from shortlist_engine.execution.isolation.layers import (
    SandboxReport,
    SandboxUnavailable,
    probe,
)
from shortlist_engine.execution.streaming import run_many

if TYPE_CHECKING:
    from shortlist_engine.execution.pool import ExecutionPool

__all__ = [
    "Comparison",
    "CustomChecker",
    "ExecutionPool",
    "SandboxReport",
    "SandboxUnavailable",
    "compare",
    "describe_checker",
    "probe",
    "run_many",
]


def __getattr__(name: str) -> Any:
    """Imports the pool when it is first asked for: only Linux has what it needs."""
    if name == "ExecutionPool":
        from shortlist_engine.execution.pool import ExecutionPool

        return ExecutionPool
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
