"""What interpreters and compilers said, in terms of the user's own file.

In the sandbox every program is called `prog`, with the suffix of its language.
"""

from __future__ import annotations

import re

from shortlist_engine.problem import Run, Verdict

WORDS = {
    Verdict.AC: "accepted",
    Verdict.WA: "wrong answer",
    Verdict.PE: "presentation error",
    Verdict.TLE: "time limit exceeded",
    Verdict.MLE: "memory limit exceeded",
    Verdict.OLE: "output limit exceeded",
    Verdict.RE: "runtime error",
    Verdict.CE: "compile error",
    Verdict.SE: "not judged",
    Verdict.SK: "not run",
    Verdict.OK: "ran to its end",
}
MAX_TRACEBACK_LINES = 14
_FRAME = re.compile(r'^  File "prog\.py", line (\d+)(.*)$')
_OUR_FRAME = re.compile(r'^  File "/opt/shortlist/|^    at .*\bnode:internal/')
_COMPILER = re.compile(r"^prog\.\w+:(\d+):(\d+): .*$", re.MULTILINE)
_SYNTAX = re.compile(r"^(\w+): (.*) \(prog\.py, line (\d+)\)$", re.MULTILINE)
_PROGRAM = re.compile(r"\bprog\.(?:py|cpp|js|go|rs)\b")


def explain(run: Run, file_name: str, source: str) -> str:
    """Returns what the program, its interpreter or its compiler wrote to standard error, naming
    `file_name`, with the lines of `source` that a traceback mentions; may be empty."""
    lines = source.splitlines()
    if run.verdict is Verdict.CE:
        said = run.errors.strip() or run.detail
        said = _COMPILER.sub(lambda m: _pointed(m, lines), said)
        return _named(_SYNTAX.sub(lambda m: _syntax(m, file_name, lines), said), file_name)
    shown: list[str] = []
    trace = 0
    for line in run.errors.split("\n"):
        if _OUR_FRAME.match(line):
            continue
        frame = _FRAME.match(line)
        if line.startswith("Traceback (most recent call last)"):
            trace = len(shown)
        if frame is None:
            shown.append(line)
            continue
        shown.append(f'  File "{file_name}", line {frame[1]}{frame[2]}')
        code = _line(lines, int(frame[1]))
        if code:
            shown.append(f"    {code}")
    if len(shown) - trace > MAX_TRACEBACK_LINES:
        # The innermost frames are the last; what the program printed before stays.
        shown[trace + 1 : len(shown) - MAX_TRACEBACK_LINES + 2] = ["  …"]
    return _named("\n".join(shown), file_name)


def short_detail(run: Run, file_name: str) -> str:
    """Returns one line about how a run ended; empty when there is nothing to say."""
    lines = [line for line in run.detail.split("\n") if line.strip()]
    text = lines[0].strip() if lines else ""
    text = _SYNTAX.sub(lambda m: f"{file_name}:{m[3]}: {m[1]}: {m[2]}", text)
    return _named(text, file_name)


def _named(text: str, file_name: str) -> str:
    return _PROGRAM.sub(lambda _: file_name, text)


def _syntax(match: re.Match[str], file_name: str, lines: list[str]) -> str:
    code = _line(lines, int(match[3]))
    head = f"{file_name}:{match[3]}: {match[1]}: {match[2]}"
    return f"{head}\n    {code}" if code else head


def _pointed(match: re.Match[str], lines: list[str]) -> str:
    """A compiler's message with the line that it is about, which it read from standard input."""
    number, column = int(match[1]), int(match[2])
    if not 0 < number <= len(lines):
        return match[0]
    code = lines[number - 1].rstrip().expandtabs(1)
    return f"{match[0]}\n    {code}\n    {' ' * (column - 1)}^"


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""
