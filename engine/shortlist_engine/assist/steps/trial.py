"""What one continuation of a step does: the program up to it is run step by step, and so are the
steps below that have code already."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from shortlist_engine.assist.steps.document import Step, StepDocument
from shortlist_engine.assist.steps.tracing import (
    LIMITS,
    CheckResult,
    Stepped,
    StepTrace,
    Trace,
    Value,
    trace,
)
from shortlist_engine.execution.checking.checkers import compare
from shortlist_engine.execution.runner import Runner
from shortlist_engine.files import digest
from shortlist_engine.problem import Limits, SourceFile, Verdict

Status = Literal["good", "changes", "idle", "later", "wrong", "fails"]
ORDER: tuple[Status, ...] = ("good", "changes", "idle", "later", "wrong", "fails")
"""Best first.

- `changes`: it alters a value of an earlier step that its own words do not name, or an example of
  an earlier step no longer holds.
- `idle`: it makes no value and prints nothing, or nothing where the step says to print.
- `later`: a step below that has code fails after it.
- `wrong`: an example of the step, or of the statement, does not hold.
- `fails`: it ends in an error.
"""
USABLE: frozenset[Status] = frozenset({"good", "changes", "idle", "later"})
_PRINTS = re.compile(r"(?:step\s+)?[\d.):\s]*(?:print|output|display|show)\b", re.I)
_IMPORTS = re.compile(r"^\s*(?:import|from)\s", re.M)


@dataclass(frozen=True)
class Change:
    """Says that a variable of an earlier step has another value after this one."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Trial:
    """Tells what a continuation does on the first input. `values` are those that it made or
    changed, `altered` names those of them that were there before, and `changes` are those that the
    step does not name,
    `failed` the examples of the step that do not hold, `broken` those of earlier steps. `later`
    says which step below fails then, and how. `passed` of `total` examples of the statement are
    right, none where the program is not yet whole. `state` is a digest of all values and of what
    was printed: continuations with the same do the same."""

    status: Status
    output: str = ""
    values: tuple[Value, ...] = ()
    error: str = ""
    line: int = 0
    altered: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    failed: tuple[CheckResult, ...] = ()
    broken: tuple[CheckResult, ...] = ()
    later: str = ""
    passed: int = 0
    total: int = 0
    state: str = ""

    @property
    def usable(self) -> bool:
        """Says whether the program can go on from it."""
        return self.status in USABLE


class Trials:
    """Tries continuations of steps of one document. `given` replaces the statement's inputs;
    `files` lie beside the program."""

    def __init__(
        self,
        document: StepDocument,
        pool: Runner,
        *,
        given: str | None = None,
        files: tuple[SourceFile, ...] = (),
        limits: Limits | None = None,
    ) -> None:
        self._document = document
        self._pool = pool
        self._given = given
        self._files = files
        self._limits = limits or LIMITS
        examples = () if given is not None else document.examples
        self._inputs = [example.input for example in examples] or [given or ""]

    async def run(self, codes: Sequence[str]) -> list[Trace]:
        """Runs the code above the first step and `codes`, those of the first steps, on each
        input."""
        steps = self._document.steps[: len(codes)]
        program = Stepped(
            (self._document.before, *codes), ((), *(step.checks for step in steps)), self._files
        )
        return await trace(self._pool, program, self._inputs, self._limits)

    async def of(self, codes: Sequence[str], below: Sequence[str] = ()) -> Trial:
        """Tries the last of `codes`; `below` are the codes of the steps that follow. Raises what
        `Runner.run` does."""
        step = self._document.steps[len(codes) - 1]
        traces = await self.run([*codes, *below])
        first = traces[0]
        did, before = first.at(step.number), first.at(step.number - 1)
        if did is None:
            last = first.steps[-1] if first.steps else None
            where = f"step {last.number}: {last.error}" if last and last.number else first.error
            return Trial("fails", error=f"an earlier part fails: {where}")
        broken_run = next((each for each in traces[1:] if _fails_at(each, step.number)), None)
        if did.error or broken_run is not None:
            elsewhere = broken_run.at(step.number) if broken_run is not None else None
            worse = did if did.error or elsewhere is None else elsewhere
            at = "" if worse is did else " (on another of the examples)"
            error = f"{worse.error}{at}{self._hint(worse.error)}"
            return Trial("fails", did.output, error=error, line=worse.line, state=_state(did))
        whole = len(codes) + len(below) == len(self._document.steps)
        return self._judged(step, codes, traces, did, before, whole=whole)

    def _judged(
        self,
        step: Step,
        codes: Sequence[str],
        traces: Sequence[Trace],
        did: StepTrace,
        before: StepTrace | None,
        *,
        whole: bool,
    ) -> Trial:
        known = {value.name: value for value in before.values} if before is not None else {}
        made = tuple(v for v in did.values if v.name not in known or known[v.name] != v)
        loops = _loop_names((self._document.before, *codes))
        changes = tuple(
            Change(value.name, known[value.name].text, value.text)
            for value in made
            if value.name in known
            and value.name not in loops
            and not re.search(rf"\b{re.escape(value.name)}\b", step.text)
        )
        changes += tuple(
            Change(name, known[name].text, "gone")
            for name in known.keys() - {value.name for value in did.values}
            if not re.search(rf"\b{re.escape(name)}\b", step.text)
        )
        held = {_key(each) for each in before.checks if each.held} if before is not None else set()
        failed = tuple(each for each in did.checks if not each.held and each.step == step.number)
        broken = tuple(each for each in did.checks if not each.held and _key(each) in held)
        later = _later(traces[0], step.number)
        passed, total = self._examples(traces) if whole and not later else (0, 0)
        status: Status = "good"
        if failed or passed < total:
            status = "wrong"
        elif later:
            status = "later"
        elif _idle(step, codes[-1], did, made):
            status = "idle"
        elif changes or broken:
            status = "changes"
        return Trial(
            status,
            did.output,
            made,
            altered=tuple(value.name for value in made if value.name in known),
            changes=changes,
            failed=failed,
            broken=broken,
            later=later,
            passed=passed,
            total=total,
            state=_state(did),
        )

    def _hint(self, error: str) -> str:
        if not error.startswith("EOFError") or any(self._inputs):
            return ""
        return "; there is no input: name one, or put the statement with its examples into the file"

    def _examples(self, traces: Sequence[Trace]) -> tuple[int, int]:
        """How many of the statement's examples the whole program gets right, where it is judged by
        them."""
        problem = self._document.problem
        if problem is None or self._given is not None:
            return 0, 0
        right = [
            compare(example.output, each.output, problem.checker).verdict is Verdict.AC
            for example, each in zip(problem.examples, traces, strict=True)
        ]
        if problem.several_answers and not all(right):
            return 0, 0  # another answer may be right too
        return sum(right), len(right)


def _idle(step: Step, code: str, did: StepTrace, made: Sequence[Value]) -> bool:
    if _PRINTS.match(step.text):
        return not did.output
    return not (made or did.output or _IMPORTS.search(code))


def _fails_at(found: Trace, number: int) -> bool:
    did = found.at(number)
    return did is not None and bool(did.error)


def _later(found: Trace, number: int) -> str:
    for did in found.steps:
        if did.number <= number:
            continue
        if did.error:
            return f"step {did.number} then fails: {did.error}"
        own = next((c for c in did.checks if not c.held and c.step == did.number), None)
        if own is not None:
            return f"step {did.number} then gives {own.check.expression} = {own.got}"
    return ""


def _key(result: CheckResult) -> tuple[int, str]:
    return result.step, result.check.expression


def _state(did: StepTrace) -> str:
    values = sorted((value.name, value.digest) for value in did.values)
    return digest(repr((values, did.output, did.error.partition(":")[0])).encode())[:16]


def _loop_names(codes: Sequence[str]) -> set[str]:
    """Variables that only count through loops: they are nobody's result."""
    looped: set[str] = set()
    assigned: set[str] = set()
    for code in codes:
        try:
            tree = ast.parse(code)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, (ast.For, ast.AsyncFor)):
                looped |= _names(node.target)
            elif isinstance(node, ast.Assign):
                assigned |= {name for target in node.targets for name in _names(target)}
            elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)):
                assigned |= _names(node.target)
    return looped - assigned


def _names(target: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}
