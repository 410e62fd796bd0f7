"""What judges is judged: references have to be right, and programs that are broken on purpose
wrong."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shortlist_engine.datasets.mtpb import gold_of
from shortlist_engine.datasets.problems import EvaluationProblem, FunctionForm
from shortlist_engine.evaluation.judging import judge
from shortlist_engine.execution.runner import Runner
from shortlist_engine.languages import CPP, GO, JAVA, JAVASCRIPT, LANGUAGES, PYTHON, RUST
from shortlist_engine.problem import Program, Verdict

_FAILING = {
    PYTHON.name: "    raise ArithmeticError\n",
    CPP.name: "throw 1;",
    JAVA.name: "throw new RuntimeException();",
    JAVASCRIPT.name: "throw new Error();",
    GO.name: 'panic("");',
    RUST.name: "panic!()",
}
_LEAVING = {
    PYTHON.name: "    import os\n    os._exit(0)\n",
    CPP.name: "_Exit(0);",
    JAVA.name: "System.exit(0); throw new RuntimeException();",
    JAVASCRIPT.name: "process.exit(0);",
    GO.name: 'os.Exit(0); panic("");',
    RUST.name: "std::process::exit(0)",
}


@dataclass(frozen=True)
class BrokenProgram:
    """Holds a program that no judge may accept, and what is wrong with it."""

    how: str
    program: Program


@dataclass(frozen=True)
class RowCheck:
    """Says what the judge of one problem made of its references and of broken programs. `failed`
    are references that it did not accept, with the reason, `accepted` what is wrong with the broken
    ones that it did; `ours` counts failures of our own."""

    id: str
    language: str
    references: int
    failed: tuple[str, ...]
    broken: int
    accepted: tuple[str, ...]
    ours: int = 0


def references(row: EvaluationProblem) -> Sequence[Program]:
    """Returns programs that are right: the data set's own, of MTPB one that prints the value
    expected."""
    if row.turns:
        return (Program(PYTHON.name, f"print({gold_of(row)})\n"),)
    return row.solutions


def broken(row: EvaluationProblem) -> Iterator[BrokenProgram]:
    """Yields programs that are wrong."""
    if row.turns:
        yield from _broken_turns(row)
    elif row.form is not None:
        yield from _broken_functions(row.form)
    else:
        for reference in references(row)[:1]:
            yield BrokenProgram("it ends in half of a line", _halved(reference))
        if row.problem.kind == "stdin":
            yield BrokenProgram("it does nothing", Program(PYTHON.name, "pass\n"))


def _broken_functions(form: FunctionForm) -> Iterator[BrokenProgram]:
    for how, bodies in (("it fails", _FAILING), ("it leaves before the tests", _LEAVING)):
        body = bodies[form.language]
        if form.language != PYTHON.name:
            code = re.sub(r"/\*.*?\*/|//[^\n]*", "", form.prompt, flags=re.S)
            body += "\n" + "}" * max(1, code.count("{") - code.count("}"))
        head = 'import "os"\n' if form.language == GO.name else ""
        yield BrokenProgram(how, Program(form.language, f"{head}{form.prompt.rstrip()}\n{body}\n"))
    if form.body:
        whole = Program(form.language, form.prompt + form.body)
        yield BrokenProgram("it ends in half of a line", _halved(whole))


def _halved(program: Program) -> Program:
    """A program that ends inside of brackets, so that it does not compile."""
    source = program.source.rstrip()
    opening = "(" if program.language == PYTHON.name else "({"
    return Program(program.language, f"{source[: len(source) * 3 // 4]}\n{opening}\n")


def _broken_turns(row: EvaluationProblem) -> Iterator[BrokenProgram]:
    gold = gold_of(row)
    value = ast.literal_eval(gold)
    other = 7 if value is None else "no such value"
    if isinstance(value, bool):
        other = str(not value)
    elif isinstance(value, (int, float)):
        other = str(value + 1)
    elif isinstance(value, (list, tuple)):
        other = repr([*value, "one more"])
        yield BrokenProgram("it prints another value", Program(PYTHON.name, f"print({other})\n"))
        other = "[]" if value else "['one']"
    sources = {
        "it prints another value": f"print({other!r})\n",
        "it prints something after": f"print({gold})\nprint('and more', {gold})\n",
        "it prints nothing": f"x = {gold}\n",
        "it leaves before the tests": f"print({gold})\nimport os\nos._exit(0)\n",
        "it fails": f"print({gold})\nraise ArithmeticError\n",
    }
    for how, source in sources.items():
        yield BrokenProgram(how, Program(PYTHON.name, source))


async def check_row(row: EvaluationProblem, pool: Runner) -> RowCheck:
    """Judges the references of a problem and its broken programs. Raises what the pool's `run`
    does."""
    good = references(row)
    failed, accepted = [], []
    ours = 0
    for program in good:
        found = await judge(row, program, pool)
        ours += found.verdict is Verdict.SE
        if not found.right:
            why = found.detail.strip().split("\n")[0]
            failed.append(f"{found.verdict.value} {why}".strip())
    bad = list(broken(row))
    for each in bad:
        found = await judge(row, each.program, pool)
        ours += found.verdict is Verdict.SE
        if found.right:
            accepted.append(each.how)
    language = row.check.language if row.check is not None else PYTHON.name
    return RowCheck(
        row.id,
        LANGUAGES[language].display_name,
        len(good),
        tuple(failed),
        len(bad),
        tuple(accepted),
        ours,
    )
