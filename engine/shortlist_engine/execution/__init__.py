"""Running untrusted programs: languages, sandbox, worker pool, verdicts, checkers."""

from __future__ import annotations

from .checkers import Comparison, compare, output_key
from .pool import ExecutionPool, SandboxUnavailable
from .sandbox import SandboxReport, probe

__all__ = [
    "Comparison",
    "ExecutionPool",
    "SandboxReport",
    "SandboxUnavailable",
    "compare",
    "output_key",
    "probe",
]
