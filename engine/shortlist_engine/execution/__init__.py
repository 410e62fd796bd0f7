"""Running untrusted programs: languages, sandbox, worker pool, verdicts, checkers."""

from __future__ import annotations

from shortlist_engine.execution.checking.checkers import Comparison, compare, describe_checker
from shortlist_engine.execution.checking.custom_checker import CustomChecker
from shortlist_engine.execution.isolation.layers import SandboxReport, probe
from shortlist_engine.execution.pool import ExecutionPool, SandboxUnavailable
from shortlist_engine.execution.streaming import run_many

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
