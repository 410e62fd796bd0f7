"""Running untrusted programs: languages, sandbox, worker pool, verdicts, checkers."""

from __future__ import annotations

from .checkers import Comparison, compare, describe_checker
from .custom_checker import CustomChecker
from .pool import ExecutionPool, SandboxUnavailable
from .sandbox import SandboxReport, probe
from .streaming import run_many

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
