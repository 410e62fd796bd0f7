"""One call of `ExecutionPool.run` while it is under way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from shortlist_engine.execution.checking.verdicts import judge, skipped
from shortlist_engine.execution.isolation.jail import wire
from shortlist_engine.execution.isolation.process_result import ProcessResult, read_result
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Run, Verdict

if TYPE_CHECKING:
    from shortlist_engine.execution.isolation.zygote import Zygote

PASSED = (Verdict.AC, Verdict.OK)
_WALL_PER_CPU = 3.0
_WALL_EXTRA_S = 2.0
_OUTPUT_PER_ANSWER = 2


@dataclass
class ActiveRequest:
    """Holds a request, and the runs so far."""

    request: RunRequest
    runs: list[Run] = field(default_factory=list)

    @property
    def limits(self) -> Limits:
        return self.request.limits or self.request.problem.limits

    @property
    def done(self) -> bool:
        return len(self.runs) == len(self.request.inputs)

    def judge(self, result: ProcessResult, index: int) -> Run:
        """Returns the run of input `index`, judged. A custom checker's part is left out."""
        compared = self.request.expected if self.request.checker is None else None
        expected = None if compared is None else compared[index]
        return judge(
            self.request.problem, self.limits_of(index), result, expected, self.request.program
        )

    def limits_of(self, index: int) -> Limits:
        """Returns the limits of one input: the output may be longer than the limit where the
        answer is long itself."""
        limits, answers = self.limits, self.request.expected
        if answers is None:
            return limits
        answer = answers[index]
        size = len(answer) if answer.isascii() else len(answer.encode("utf-8", "replace"))
        needed = (_OUTPUT_PER_ANSWER * size >> 10) + 1
        return limits if needed <= limits.output_kib else replace(limits, output_kib=needed)

    def add(self, run: Run) -> None:
        """Records the next input's run; a compile error counts for all that are left."""
        self.runs.append(run)
        if run.verdict is Verdict.CE:
            self.finish_with(run)
        elif self.request.stop_at_first_failure and run.verdict not in PASSED:
            self.finish_with(skipped())

    def finish_with(self, run: Run) -> None:
        """Gives the inputs that are left this run."""
        self.runs += [run] * (len(self.request.inputs) - len(self.runs))

    def wire_request(
        self, operation: int, flags: int, first: int, inputs: int, source_size: int
    ) -> wire.Request:
        """Says what to ask a zygote for so many inputs from `first`. CPU time is what is limited;
        the wall clock only ends programs that wait."""
        limits = self.limits
        output_kib = max(self.limits_of(first + each).output_kib for each in range(inputs))
        wall_s = _WALL_PER_CPU * limits.time_s + _WALL_EXTRA_S
        return wire.Request(
            operation,
            flags,
            inputs,
            source_size,
            cpu_us=int(limits.time_s * 1e6),
            wall_us=int(wall_s * 1e6),
            memory=limits.memory_mib << 20,
            output=(output_kib << 10) + 1,  # the byte that shows there was more
        )

    def result(
        self, zygote: Zygote, exit: wire.Exit, index: int, slot: int = 0, *, alone: bool = True
    ) -> ProcessResult:
        """Reads what input `index` left in this slot, as `read_result` does."""
        limit = self.limits_of(index).output_kib << 10
        return read_result(zygote, exit, slot, limit, alone=alone)
