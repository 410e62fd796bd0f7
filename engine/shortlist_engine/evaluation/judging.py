"""Whether a program is right: hidden tests, or the check program of a function benchmark.

A check runs as an ordinary program in the sandbox. That it ended well is not enough, since a
program may leave before its tests are reached: the tests end by printing a mark.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shortlist_engine.datasets.problems import CheckProgram, EvaluationProblem
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.languages import PYTHON
from shortlist_engine.problem import Example, Problem, Program, Verdict

_NUMPY = re.compile(r"^[ \t\f]*(?:import|from)[ \t]+(?:numpy|pandas)\b", re.MULTILINE)
_MAIN = re.compile(r"\bmain\s*\([^)]*\)\s*\{")
_PRINTS = "_printed = []\ndef print(value=None, *_, **__): _printed.append(value)\n"


@dataclass(frozen=True)
class Judgement:
    """`verdict` is AC, or that of the first test that failed, whose index is `test`; `cpu_ms` is
    the CPU time of all runs together."""

    verdict: Verdict
    test: int = -1
    cpu_ms: float = 0.0
    detail: str = ""

    @property
    def right(self) -> bool:
        return self.verdict is Verdict.AC


async def judge(
    row: EvaluationProblem, program: Program, pool: Runner, tests: Sequence[Example] | None = None
) -> Judgement:
    """Runs the program on the hidden tests until one fails (on `tests` when given), or with the
    problem's check program. Without either nothing is proven, and the verdict is SK.

    Raises what `ExecutionPool.run` does.
    """
    if row.check is not None:
        return await _judge_by_check(row, row.check, program, pool)
    tests = row.tests if tests is None else tests
    if not tests:
        return Judgement(Verdict.SK, detail="there are no hidden tests")
    runs = await pool.run(
        RunRequest(
            row.problem,
            program,
            [test.input for test in tests],
            [test.output for test in tests],
            stop_at_first_failure=True,
        )
    )
    cpu_ms = sum(run.cpu_ms for run in runs)
    for index, run in enumerate(runs):
        if run.verdict is not Verdict.AC:
            return Judgement(run.verdict, index, cpu_ms, run.detail)
    return Judgement(Verdict.AC, cpu_ms=cpu_ms)


async def first_right(
    row: EvaluationProblem,
    programs: Iterable[Program],
    pool: Runner,
    tests: Sequence[Example] | None = None,
) -> int | None:
    """The index of the first program that is right, None when none is."""
    for index, program in enumerate(programs):
        if (await judge(row, program, pool, tests)).right:
            return index
    return None


async def _judge_by_check(
    row: EvaluationProblem, check: CheckProgram, program: Program, pool: Runner
) -> Judgement:
    if program.language != check.language:
        return Judgement(Verdict.CE, detail=f"the tests are in {check.language}")
    mark = "tests-passed-" + hashlib.sha256((row.id + program.source).encode()).hexdigest()[:16]
    whole = Program(check.language, checked_source(check, program.source, mark))
    alone = Problem(row.problem.title, "", limits=row.problem.limits)
    (run,) = await pool.run(RunRequest(alone, whole, [""]))
    if run.verdict is not Verdict.OK:
        return Judgement(run.verdict, 0, run.cpu_ms, run.detail)
    if mark not in run.output.splitlines():
        return Judgement(Verdict.WA, 0, run.cpu_ms, "it ended before its tests did")
    return Judgement(Verdict.AC, cpu_ms=run.cpu_ms)


def checked_source(check: CheckProgram, source: str, mark: str) -> str:
    """The program and its tests as one program that prints `mark` on a line when all passed."""
    if check.language == PYTHON.name:
        return _python(check, source, mark)
    return _cpp(check, source, mark)


def _python(check: CheckProgram, source: str, mark: str) -> str:
    """The three parts one after the other in a module that is not `__main__`, so that the
    program's own tests do not run, each compiled apart, so that none disturbs another's syntax."""
    before, after = check.before, check.after
    if check.last_print:
        before, source = before + _PRINTS, _with_last_value_printed(source)
    needs_numpy = any(_NUMPY.search(part) for part in (before, source, after))
    lines = [
        "import os, sys, types",
        # The sandbox gives numpy to programs that import it in so many words.
        "try:\n    import numpy\nexcept ImportError:\n    pass" if needs_numpy else "",
        '_module = sys.modules["candidate"] = types.ModuleType("candidate")',
        f"for _name, _text in (('<prompt>', {before!r}), ('<program>', {source!r}),",
        f"                     ('<tests>', {after!r})):",
        "    exec(compile(_text, _name, 'exec', dont_inherit=True), _module.__dict__)",
        f"os.write(1, b'\\n{mark}\\n')",
    ]
    return "\n".join(lines) + "\n"


def _with_last_value_printed(source: str) -> str:
    """Nijkamp et al. 2022 (CodeGen), its public scoring code: when the last statement is an
    expression and no call of `print`, it is printed."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or _prints(last.value):
        return source
    call = ast.Call(ast.Name("print", ast.Load()), [last.value], [])
    tree.body[-1] = ast.copy_location(ast.Expr(call), last)
    return ast.unparse(ast.fix_missing_locations(tree))


def _prints(value: ast.expr) -> bool:
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
        and value.func.id == "print"
    )


def has_main(source: str) -> bool:
    """Whether a C++ program has the function that tests are run by."""
    return _MAIN.search(source) is not None


def _cpp(check: CheckProgram, source: str, mark: str) -> str:
    """The mark is printed when `main` of the tests is left by its end or by `return`."""
    last = f'struct ShortlistMark {{ ~ShortlistMark() {{ std::printf("\\n{mark}\\n"); }} }};\n'
    found = _MAIN.search(check.after)
    if found is None:
        raise ValueError("the tests have no main function")
    after = (
        f"{check.after[: found.end()]} ShortlistMark shortlist_mark;{check.after[found.end() :]}"
    )
    return f"#include <cstdio>\n{last}{given_above(check.before, source)}\n{source}\n{after}"


def given_above(before: str, source: str) -> str:
    """What a C++ program gets of the prompt: includes always, helpers only when it has not got them
    itself, since C++ takes no second definition."""
    head: list[str] = []
    helpers: list[str] = []
    for line in before.splitlines():
        plain = line.strip()
        (head if plain.startswith(("#", "using ")) and not helpers else helpers).append(line)
    included = [line for line in helpers if line.strip().startswith(("#", "using "))]
    body = [line for line in helpers if line not in included]
    signature = next((line for line in body if "(" in line), "")
    if "".join(signature.split()) and "".join(signature.split()) in "".join(source.split()):
        body = []
    return "\n".join([*head, *included, *body])
