"""From how a process ended and what it wrote to a verdict: first rule that matches wins."""

from __future__ import annotations

import re
import signal
from dataclasses import dataclass

from ..problem import Limits, Problem, Run, Verdict
from .checkers import Comparison, compare, compare_values
from .jail import wire

_MAX_DETAIL = 400
_PROGRAM_LINE = re.compile(r'File "prog\.py", line (\d+)')
# A program that dies this close to its limit most likely died of it.
_NEAR_LIMIT = 0.9
_SIGNAL_WORDS = {
    signal.SIGSEGV: "bad memory access or recursion too deep",
    signal.SIGFPE: "division by zero",
    signal.SIGABRT: "aborted",
    signal.SIGILL: "illegal instruction",
    signal.SIGBUS: "bad memory access",
}


@dataclass(frozen=True)
class Ended:
    """One input's end and what the program wrote; `output` holds at most the limit."""

    outcome: wire.Outcome
    output: bytes
    output_size: int
    errors: str


def judge(problem: Problem, limits: Limits, ended: Ended, expected: str | None) -> Run:
    """The verdict for one input; with no expected output a clean end is OK."""
    verdict, detail = _how_it_ended(limits, ended)
    text = ended.output.decode("utf-8", "replace")
    if verdict is Verdict.OK and expected is not None:
        comparison = _compare(problem, expected, text)
        verdict, detail = comparison.verdict, comparison.detail
    outcome = ended.outcome
    return Run(
        verdict,
        cpu_ms=outcome.cpu_us / 1000,
        wall_ms=outcome.wall_us / 1000,
        memory_kib=outcome.rss_kib,
        output=text,
        detail=detail[:_MAX_DETAIL],
    )


def skipped() -> Run:
    return Run(Verdict.SK, detail="not run: an earlier input failed")


def system_error(detail: str) -> Run:
    return Run(Verdict.SE, detail=detail[:_MAX_DETAIL])


def compile_error(message: str) -> Run:
    return Run(Verdict.CE, detail=message[:_MAX_DETAIL])


def _compare(problem: Problem, expected: str, output: str) -> Comparison:
    if problem.kind == "function":
        return compare_values(expected, output)
    return compare(expected, output, problem.checker)


def _how_it_ended(limits: Limits, ended: Ended) -> tuple[Verdict, str]:
    outcome, state = ended.outcome, ended.outcome.state
    memory_kib = limits.memory_mib * 1024
    if state == wire.INTERNAL:
        return Verdict.SE, f"the sandbox failed: {_last_line(ended.errors)}"
    if state == wire.COMPILE_ERROR:
        return Verdict.CE, _last_line(ended.errors)
    too_long = state == wire.SIGNALLED and outcome.code == signal.SIGXFSZ
    if too_long or ended.output_size > limits.output_kib * 1024:
        return Verdict.OLE, f"more than {limits.output_kib} KiB of output"
    over_memory = f"more than {limits.memory_mib} MiB of memory"
    if state == wire.MEMORY_ERROR or outcome.rss_kib > memory_kib:
        return Verdict.MLE, over_memory
    if state == wire.CPU_LIMIT or (state == wire.SIGNALLED and outcome.code == signal.SIGXCPU):
        return Verdict.TLE, f"more than {limits.time_s:g} s of CPU time"
    if state == wire.WALL_LIMIT:
        return Verdict.TLE, (
            f"idle: no end after {outcome.wall_us / 1e6:.1f} s, "
            f"with {outcome.cpu_us / 1e6:.2f} s of CPU time used"
        )
    if state == wire.SIGNALLED and outcome.code == signal.SIGSYS:
        return Verdict.RE, "stopped: the program made a forbidden system call"
    failed = state in (wire.SIGNALLED, wire.EXCEPTION) or outcome.code != 0
    if failed and (outcome.rss_kib > memory_kib * _NEAR_LIMIT or "bad_alloc" in ended.errors):
        return Verdict.MLE, over_memory
    if state == wire.EXCEPTION:
        return Verdict.RE, _traceback_line(ended.errors)
    if state == wire.SIGNALLED:
        if outcome.code == signal.SIGKILL:
            return Verdict.MLE, "killed by the system, most likely for its memory"
        return Verdict.RE, _signal_text(outcome.code)
    if outcome.code:
        said = _last_line(ended.errors)
        return Verdict.RE, f"exit status {outcome.code}" + (f": {said}" if said else "")
    return Verdict.OK, ""


def _signal_text(number: int) -> str:
    try:
        name = signal.Signals(number).name
    except ValueError:
        return f"killed by signal {number}"
    words = _SIGNAL_WORDS.get(signal.Signals(number))
    return f"killed by {name}" + (f": {words}" if words else "")


def _traceback_line(errors: str) -> str:
    lines = _PROGRAM_LINE.findall(errors)
    where = f" (line {lines[-1]})" if lines else ""
    return f"{_last_line(errors)}{where}"


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""
