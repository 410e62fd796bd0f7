"""What each user of a shared engine may do, and how much."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shortlist_engine import protocol
from shortlist_engine.protocol import EngineError

ALLOWED = frozenset(
    {
        protocol.HELLO,
        protocol.SOLVE,
        protocol.RUN,
        protocol.STRESS,
        protocol.LARGEST,
        protocol.ATTENTION,
        protocol.ASSIST,
        protocol.CANCEL,
        protocol.STATUS,
    }
)
"""What touches nothing of whoever runs the engine: no progress of practice, settings or models."""
TASKS = frozenset({"translate", "explain", "comment", "hint", "step", "infill", "place"})
"""Not `prompt`, which reads files of whoever runs the engine."""
ANSWERED_AT_ONCE = frozenset({protocol.HELLO, protocol.CANCEL, protocol.STATUS})


@dataclass(frozen=True)
class Limits:
    """Bounds each user: `connections` and `working` requests at once, `solves` at once, waiting
    ones too; `per_second` requests in the long run and `burst` at once; the `samples` and `seconds`
    of a solve; the CPU time and memory that a problem may allow a program; and the bytes of a
    message."""

    connections: int = 8
    working: int = 8
    solves: int = 2
    per_second: float = 20.0
    burst: int = 60
    samples: int = 2_000
    seconds: float = 120.0
    program_s: float = 20.0
    program_mib: int = 1024
    message_bytes: int = 4 * 2**20


class UserGate:
    """Lets the requests of one user through, or refuses them."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._left, self._at = float(limits.burst), clock()
        self._under_way: Counter[str] = Counter()
        self.connections = 0

    def enter(self, method: str, params: dict[str, Any]) -> None:
        """Counts a request in. Raises EngineError `unsupported` for what a shared engine does not
        do, and `invalidRequest` for what is over a limit."""
        self._pace()
        if method not in ALLOWED or (method == protocol.ASSIST and params.get("task") not in TASKS):
            raise EngineError(
                "unsupported",
                "A shared engine does not do this: it needs an engine of your own.",
            )
        if _names_tools(params):
            raise EngineError(
                "unsupported",
                "A shared engine compiles and runs programs by its own tools, without flags.",
            )
        limits = self._limits
        if method not in ANSWERED_AT_ONCE and self._working >= limits.working:
            raise _over(f"{limits.working} requests at once")
        if method == protocol.SOLVE and self._under_way[method] >= limits.solves:
            raise _over(f"{limits.solves} solves at once")
        self._check_sizes(params)
        self._check_sizes(_map(params.get("arguments")))
        self._under_way[method] += 1

    def leave(self, method: str) -> None:
        """Counts a request out that was counted in."""
        self._under_way[method] -= 1

    @property
    def _working(self) -> int:
        return sum(n for name, n in self._under_way.items() if name not in ANSWERED_AT_ONCE)

    def _pace(self) -> None:
        now = self._clock()
        gained = (now - self._at) * self._limits.per_second
        self._left, self._at = min(self._limits.burst, self._left + gained), now
        if self._left < 1:
            raise _over(f"{self._limits.per_second:g} requests a second")
        self._left -= 1

    def _check_sizes(self, params: dict[str, Any]) -> None:
        limits = self._limits
        budget, problem = _map(params.get("budget")), _map(params.get("problem"))
        for where, name, most, of in (
            (budget, "samples", limits.samples, "a solve"),
            (budget, "seconds", limits.seconds, "a solve"),
            (params, "seconds", limits.seconds, "a search"),
            (_map(problem.get("limits")), "time_s", limits.program_s, "a program"),
            (_map(problem.get("limits")), "memory_mib", limits.program_mib, "a program"),
        ):
            wanted = where.get(name)
            if isinstance(wanted, (int, float)) and not wanted <= most:
                raise _over(f"{name} {most:g} for {of}")


def _names_tools(value: Any) -> bool:
    """Whether a program in a request is to be compiled or run by a tool, or with flags, that its
    sender chose."""
    if isinstance(value, dict):
        if "source" in value and (value.get("tool") or value.get("flags")):
            return True
        return any(map(_names_tools, value.values()))
    return isinstance(value, list) and any(map(_names_tools, value))


def _map(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _over(what: str) -> EngineError:
    return EngineError("invalidRequest", f"This shared engine allows each user {what}.")
