"""One call of `ExecutionPool.run` while it is under way."""

from __future__ import annotations

from dataclasses import dataclass, field

from shortlist_engine.execution.checking.verdicts import Ended, judge, skipped
from shortlist_engine.execution.isolation.jail import wire
from shortlist_engine.execution.isolation.zygote import Zygote
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Run, Verdict

PASSED = (Verdict.AC, Verdict.OK)
_WALL_PER_CPU = 3.0
_WALL_EXTRA_S = 2.0


@dataclass
class Job:
    """A request, and the runs so far."""

    request: RunRequest
    runs: list[Run] = field(default_factory=list)

    @property
    def limits(self) -> Limits:
        return self.request.limits or self.request.problem.limits

    @property
    def done(self) -> bool:
        return len(self.runs) == len(self.request.inputs)

    def judge(self, end: Ended, index: int | None = None) -> Run:
        """The verdict on input `index`, by default the next one without a run. A custom checker's
        part is left out."""
        if index is None:
            index = len(self.runs)
        compared = self.request.expected if self.request.checker is None else None
        expected = None if compared is None else compared[index]
        return judge(
            self.request.problem, self.limits, end, expected, self.request.program.language
        )

    def add(self, run: Run) -> None:
        """Record the next input's run; a compile error counts for all that are left."""
        self.runs.append(run)
        if run.verdict is Verdict.CE:
            self.fill(run)
        elif self.request.stop_at_first_failure and run.verdict not in PASSED:
            self.fill(skipped())

    def fill(self, run: Run) -> None:
        """Give the inputs that are left this run."""
        self.runs += [run] * (len(self.request.inputs) - len(self.runs))

    def exchange(self, operation: int, flags: int, count: int, source_size: int) -> wire.Request:
        """CPU time is what is limited; the wall clock only ends programs that wait."""
        limits = self.limits
        wall_s = _WALL_PER_CPU * limits.time_s + _WALL_EXTRA_S
        return wire.Request(
            operation,
            flags,
            count,
            source_size,
            cpu_us=int(limits.time_s * 1e6),
            wall_us=int(wall_s * 1e6),
            memory=limits.memory_mib << 20,
            output=(limits.output_kib << 10) + 1,  # the byte that shows there was more
        )


def ended(
    zygote: Zygote, outcome: wire.Outcome, slot: int, limits: Limits, *, alone: bool = True
) -> Ended:
    """What one input left in the zygote's files; read before the next exchange clears them. All
    inputs of an exchange share the file of errors, which each begins anew: unless `alone`, it is
    read for the one that failed only, which was the last."""
    output, size = zygote.output(slot, limits.output_kib << 10)
    clean = outcome.state == wire.EXITED and outcome.code == 0
    return Ended(outcome, output, size, "" if clean and not alone else zygote.error_text())
