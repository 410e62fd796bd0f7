"""From how a process ended and what it wrote to a verdict: first rule that matches wins."""

from __future__ import annotations

import re
import signal

from shortlist_engine.execution.checking.checkers import Comparison, compare
from shortlist_engine.execution.checking.cpp_values import compare_cpp_values
from shortlist_engine.execution.checking.function_values import compare_values
from shortlist_engine.execution.checking.hints import hint
from shortlist_engine.execution.isolation.jail import wire
from shortlist_engine.execution.isolation.jail.limits import ERRORS
from shortlist_engine.execution.isolation.process_result import ProcessResult
from shortlist_engine.languages import LANGUAGES, toolchains
from shortlist_engine.problem import Limits, Problem, Program, Run, Verdict

_MAX_DETAIL = 400
_SEVERAL_ANSWERS = " (the statement accepts several answers: this one may be right too)"
_PROGRAM_LINE = re.compile(r'File "prog\.py", line (\d+)')
# A program that dies this close to its limit most likely died of it.
_NEAR_LIMIT = 0.9
# Of the signals that a process outside may have sent, SIGKILL is one that no program can send
# itself: the filter sees to that.
_FROM_OUTSIDE = ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
_SIGNAL_WORDS = {
    "SIGSEGV": "bad memory access or recursion too deep",
    "SIGFPE": "division by zero",
    "SIGABRT": "aborted",
    "SIGILL": "illegal instruction",
    "SIGBUS": "bad memory access",
}


def judge(
    problem: Problem,
    limits: Limits,
    result: ProcessResult,
    expected: str | None,
    program: Program,
) -> Run:
    """Returns the run of one input with its verdict; with no expected output a clean end is OK."""
    verdict, detail = _how_it_ended(limits, result)
    detail = detail[:_MAX_DETAIL]
    text = result.output.decode("utf-8", "replace")
    if verdict is Verdict.OK and expected is not None:
        comparison = _compare(problem, expected, text, program.language)
        verdict, detail = comparison.verdict, comparison.detail[:_MAX_DETAIL]
        if problem.several_answers and verdict in (Verdict.WA, Verdict.PE):
            detail += _SEVERAL_ANSWERS
    said = hint(problem, program, verdict, expected or "", text, result.errors)
    detail = "; ".join(part for part in (detail, said) if part)
    end = result.exit
    return Run(
        verdict,
        cpu_ms=end.cpu_us / 1000,
        wall_ms=end.wall_us / 1000,
        memory_kib=end.rss_kib,
        output=text,
        detail=detail,
        errors=result.errors,
    )


def perhaps_killed_from_outside(limits: Limits, result: ProcessResult) -> bool:
    """Tells whether a second run must show that the program is to blame: it got a signal that the
    system, out of memory, or a person may have sent, and no limit of its own explains that."""
    if _signal_of(result) not in _FROM_OUTSIDE:
        return False
    return _how_it_ended(limits, result)[0] in (Verdict.RE, Verdict.SE)


def skipped() -> Run:
    """Returns the run of an input that an earlier failure left out."""
    return Run(Verdict.SK, detail="not run: an earlier input failed")


def system_error(detail: str) -> Run:
    """Returns a run that failed by our own fault, which `detail` names with its fix."""
    return Run(Verdict.SE, detail=detail[:_MAX_DETAIL])


def compile_error(message: str, errors: str = "") -> Run:
    """Returns the run of a program that does not compile; `errors` is all that was said of it."""
    return Run(Verdict.CE, detail=message[:_MAX_DETAIL], errors=errors)


def _compare(problem: Problem, expected: str, output: str, language: str) -> Comparison:
    if problem.kind == "function":
        compare_results = (
            compare_cpp_values if LANGUAGES[language].calls == "cpp_calls" else compare_values
        )
        return compare_results(expected, output)
    return compare(expected, output, problem.checker)


def _how_it_ended(limits: Limits, result: ProcessResult) -> tuple[Verdict, str]:
    end, state, signalled = result.exit, result.exit.state, _signal_of(result)
    memory_kib = limits.memory_mib * 1024
    if state == wire.INTERNAL:
        return Verdict.SE, f"the sandbox failed: {_last_line(result.errors)}"
    if state == wire.COMPILE_ERROR:
        return Verdict.CE, _last_line(result.errors)
    if state == wire.ERROR_LIMIT:
        return Verdict.OLE, f"more than {ERRORS >> 20} MiB of output on standard error"
    if signalled == "SIGXFSZ" or result.output_size > limits.output_kib * 1024:
        return Verdict.OLE, f"more than {_size(limits.output_kib)} of output"
    over_memory = f"more than {limits.memory_mib} MiB of memory"
    if signalled == "SIGSEGV":
        over_memory += ", perhaps by a recursion without end"
    if state == wire.MEMORY_ERROR or end.rss_kib > memory_kib:
        return Verdict.MLE, over_memory
    # The kernel's own limit is behind ours, and its signal is one of these.
    used_up = signalled == "SIGXCPU" or (
        signalled == "SIGKILL" and end.cpu_us >= limits.time_s * 1e6
    )
    late = state == wire.EXITED and end.cpu_us > limits.time_s * 1e6
    if state == wire.CPU_LIMIT or late or used_up:
        return Verdict.TLE, f"more than {limits.time_s:g} s of CPU time"
    if state == wire.WALL_LIMIT:
        return Verdict.TLE, (
            f"idle: no end after {end.wall_us / 1e6:.1f} s, "
            f"with {end.cpu_us / 1e6:.2f} s of CPU time used"
        )
    if signalled == "SIGSYS":
        return Verdict.RE, "stopped: the program made a forbidden system call"
    failed = state in (wire.SIGNALLED, wire.EXCEPTION) or end.code != 0
    near = end.rss_kib > memory_kib * _NEAR_LIMIT
    if failed and (near or _says_out_of_memory(result.errors)):
        return Verdict.MLE, over_memory
    if state == wire.EXCEPTION:
        return Verdict.RE, _traceback_line(result.errors)
    if state == wire.SIGNALLED:
        if signalled == "SIGKILL":
            return Verdict.SE, "killed from outside: is this machine out of memory?"
        words = _SIGNAL_WORDS.get(signalled)
        return Verdict.RE, f"killed by {signalled}" + (f": {words}" if words else "")
    if end.code:
        title = _title(result.errors)
        said = title[0].replace("\n", " ") if title else _last_line(result.errors)
        return Verdict.RE, f"exit status {end.code}" + (f": {said}" if said else "")
    return Verdict.OK, ""


def _size(kib: int) -> str:
    """Writes whole MiB as such."""
    return f"{kib >> 10} MiB" if kib >= 1024 and not kib & 1023 else f"{kib} KiB"


def _says_out_of_memory(errors: str) -> bool:
    patterns = [chain.out_of_memory for chain in toolchains() if chain.out_of_memory]
    return re.search("|".join(patterns), errors, re.MULTILINE) is not None


def _title(errors: str) -> re.Match[str] | None:
    """The line that says what went wrong, where a trace of calls follows it."""
    patterns = [chain.crashed for chain in toolchains() if chain.crashed]
    return re.search("|".join(patterns), errors, re.MULTILINE)


def _signal_of(result: ProcessResult) -> str:
    """The name of the signal that ended the process, empty when none did. Systems number them, and
    know of them, in their own ways."""
    if result.exit.state != wire.SIGNALLED:
        return ""
    try:
        return signal.Signals(result.exit.code).name
    except ValueError:
        return f"signal {result.exit.code}"


def _traceback_line(errors: str) -> str:
    lines = _PROGRAM_LINE.findall(errors)
    where = f" (line {lines[-1]})" if lines else ""
    return f"{_last_line(errors)}{where}"


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""
