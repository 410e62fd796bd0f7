"""Checkers that come with a problem: untrusted programs too, run in the sandbox.

Two conventions. *testlib* (https://codeforces.com/testlib): the arguments are the files of input,
output and answer; exit status 0 accepts, 1 is a wrong answer, 2 a presentation error, 3 the
checker's own failure, 7 partial points; the message is on standard error. *icpc* (the Problem
Package Format's output validators, https://icpc.io/problem-package-format): the arguments are the
files of input and answer and a feedback directory, the output is on standard input; exit status 42
accepts, 43 is a wrong answer; the message is in the feedback directory's judgemessage.txt.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from shortlist_engine import languages
from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.verdicts import judge
from shortlist_engine.execution.compiling.messages import without_place
from shortlist_engine.execution.isolation.interpreter import (
    own_interpreter,
    shared_library_directory,
)
from shortlist_engine.execution.isolation.jail import wire
from shortlist_engine.execution.isolation.jail.tool_call import JOB, ToolCall, sizes
from shortlist_engine.execution.isolation.process_result import ProcessResult
from shortlist_engine.execution.isolation.zygote_kind import ZygoteKind
from shortlist_engine.problem import CheckerSource, Limits, Problem, Program, Verdict
from shortlist_engine.testfiles.checkers import CONVENTIONS, read_checker

LIMITS = Limits(time_s=10, memory_mib=512, output_kib=1024)
WALL_S = 40
# The files that a checker may fill; it cannot make others.
_FEEDBACK = ("judgemessage.txt", "teammessage.txt", "judgeerror.txt", "score.txt")
_MESSAGE = "feedback/judgemessage.txt"
_MAX_MESSAGE = 400
_CRASHED = 70
# A checker that raises would end with 1, and that means a wrong answer.
_START_PYTHON = f"""
import builtins, runpy, signal, sys, traceback, _sitebuiltins
if hasattr(signal, "SIGXFSZ"):
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # more output than allowed ends it
for name in ("exit", "quit"):
    setattr(builtins, name, _sitebuiltins.Quitter(name, ""))
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except Exception:
    traceback.print_exc()
    sys.exit({_CRASHED})
"""
_VERDICTS = {
    "testlib": {0: Verdict.AC, 1: Verdict.WA, 2: Verdict.PE, 7: Verdict.WA},
    "icpc": {42: Verdict.AC, 43: Verdict.WA},
}
_PARTIAL = 7


@dataclass(frozen=True)
class CustomChecker:
    """Holds a checker's program. `name` is for messages, `language` one that checkers are run in;
    `headers` (name, content) lie beside the source when it is compiled."""

    name: str
    language: str
    source: str
    convention: str = "testlib"
    headers: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def load(cls, path: str | os.PathLike[str], convention: str = "testlib") -> CustomChecker:
        """Reads a checker from a source file; header files in the same directory come along.

        Raises ValueError, saying what to change, for an unknown convention, a file in a language
        that checkers are not run in, and files that cannot be read or are too large.
        """
        return cls.of(read_checker(path, convention))

    @classmethod
    def of(cls, source: CheckerSource) -> CustomChecker:
        """Returns the checker whose source was read already, maybe on another machine. Raises
        ValueError for a language that checkers are not run in, and an unknown convention."""
        able = languages.runnable()
        if source.language not in able or not languages.toolchain(source.language).checkers:
            raise ValueError(f"checkers in {source.language} cannot be run")
        if source.convention not in CONVENTIONS:
            raise ValueError(
                f"unknown checker convention {source.convention!r}: use {' or '.join(CONVENTIONS)}"
            )
        headers = {file.name: file.text.encode() for file in source.headers}
        return cls(source.name, source.language, source.source, source.convention, headers)

    @property
    def program(self) -> Program:
        return Program(self.language, self.source)

    @property
    def is_compiled(self) -> bool:
        """Tells whether it is built to a program, or run by the sandbox's own interpreter."""
        return languages.toolchain(self.language).kind != "interpreter"


def checker_zygote() -> ZygoteKind:
    """Names the zygote that runs checkers."""
    return ZygoteKind("tools", "checkers", executable=(own_interpreter(),))


def checker_call(
    checker: CustomChecker, input: bytes, output: bytes, answer: bytes
) -> tuple[wire.Request, ToolCall, list[bytes]]:
    """Returns the request, its call, and what goes into the input files. A compiled checker's
    descriptor comes along."""
    files = {"input": input, "answer": answer}
    icpc = checker.convention == "icpc"
    if not icpc:
        files["output"] = output
    arguments = words_for(checker, f"{JOB}/feedback/")
    executable = ""
    if not checker.is_compiled:
        files |= python_start(checker)
        executable = own_interpreter()
        words = [executable, "-S", "-s", "-B", "start.py", "checker.py", *arguments]
    else:
        words = ["checker", *arguments]
    environment = {
        "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1",
        "LD_LIBRARY_PATH": shared_library_directory(),
    }  # fmt: skip
    call = ToolCall(
        words, environment, sizes(files), executable, message_file(checker), list(_FEEDBACK)
    )
    request = wire.Request(
        wire.TOOL,
        source_size=len(call.pack()),
        cpu_us=int(LIMITS.time_s * 1e6),
        wall_us=WALL_S * 1_000_000,
        memory=LIMITS.memory_mib << 20,
        output=(LIMITS.output_kib << 10) + 1,
    )
    return request, call, [output if icpc else b"", b"".join(files.values())]


def words_for(checker: CustomChecker, feedback: str) -> list[str]:
    """Returns a checker's arguments, by its convention; `feedback` is the directory for what it has
    to say."""
    if checker.convention == "icpc":
        return ["input", "answer", feedback]
    return ["input", "output", "answer"]


def message_file(checker: CustomChecker) -> str:
    """Returns where a checker leaves its message; empty: on standard error."""
    return _MESSAGE if checker.convention == "icpc" else ""


def python_start(checker: CustomChecker) -> dict[str, bytes]:
    """Returns the files of a checker in Python: `start.py`, which starts `checker.py`."""
    return {"start.py": _START_PYTHON.encode(), "checker.py": checker.source.encode()}


def comparison(checker: CustomChecker, result: ProcessResult) -> Comparison:
    """Says what the checker found; SE, in words that name it, when it is the one that failed."""
    run = judge(Problem(checker.name, ""), LIMITS, result, None, checker.program)
    if run.verdict in (Verdict.OK, Verdict.RE) and result.exit.state == wire.EXITED:
        code = result.exit.code
        verdict = _VERDICTS[checker.convention].get(code)
        said = result.errors
        if checker.convention == "icpc":
            said = result.output.decode("utf-8", "replace") or result.errors
        message = " ".join(without_place(said).split())[:_MAX_MESSAGE]
        if verdict is Verdict.AC:
            return Comparison(verdict)
        if verdict is not None:
            partial = checker.convention == "testlib" and code == _PARTIAL
            prefix = "partial points only: " if partial else ""
            return Comparison(verdict, prefix + (message or "the checker gave no reason"))
        if code != _CRASHED:
            return failed(checker, f"exit status {code}" + (f": {message}" if message else ""))
    return failed(checker, without_place(run.detail))


def failed(checker: CustomChecker, why: str) -> Comparison:
    """Returns the checker's failure, which is never the program's."""
    return Comparison(Verdict.SE, f"the checker {checker.name} failed: {why}")
