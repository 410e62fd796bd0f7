"""The steps of a program: its comments at the margin, each with the code below it.

    # Read a list of integers.
    numbers = list(map(int, input().split()))

    # Let evens be those that are even.
    # >>> evens
    # [2, 4]

A step may have examples in the form of doctests. What is expected is compared as a value; a line
`>>>` with nothing expected has to be true. They hold for the first of the program's inputs.

Where comments are numbered (`Step 2:`, `2.`, `2)`), those are the steps, and others are a part of
the code. Never a step are a statement with examples, whose examples are the program's inputs, and
lines for tools (`#!`, `# -*-`, `# type:`, `# noqa`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shortlist_engine.fairness import marks_in
from shortlist_engine.languages import LANGUAGES, PYTHON
from shortlist_engine.problem import Example, Problem
from shortlist_engine.protocol import EngineError
from shortlist_engine.statement import find_problems
from shortlist_engine.statement.comments import Comment, find_comments, normalise_newlines
from shortlist_engine.statement.prompt import Turn
from shortlist_engine.statement.types import ProblemBlock

_NUMBERED = re.compile(r"\s*(?:step\s+)?\d+\s*[.):]\s+\S|\s*step\s+\d+\b", re.I)
_FOR_TOOLS = re.compile(r"!|\s*-\*-|\s*(?:type|noqa|pylint|ruff|mypy|fmt|isort|vim)\b\s*[:=]|%%")
_BAR = re.compile(r"[\W_]*\Z")
_DOCTEST = re.compile(r"\s*>>>\s*(.*\S)\s*\Z")
_IMPORT = re.compile(r"(?:import|from)\s")


@dataclass(frozen=True)
class StepCheck:
    """Holds an example of a step: an expression, and the value that it has after the step as text,
    empty where the expression itself has to be true."""

    expression: str
    expected: str = ""


@dataclass(frozen=True)
class Step:
    """Holds a step. `number` counts from 1; `text` are its words, `checks` its examples. The
    comment stands on lines `line` to `below - 1` of the file, from 0, and what belongs to the step
    on lines `below` to `end - 1`; `code` is that without blank lines around it."""

    number: int
    text: str
    checks: tuple[StepCheck, ...]
    line: int
    below: int
    end: int
    code: str = ""

    @property
    def written(self) -> bool:
        """Says whether it has any code."""
        return bool(self.code)

    @property
    def asked(self) -> str:
        """Returns what a model reads: the words, and the examples as doctests."""
        lines = [self.text]
        for check in self.checks:
            lines += [f">>> {check.expression}", *check.expected.splitlines()]
        return "\n".join(lines)


@dataclass(frozen=True)
class StepDocument:
    """Holds a file with steps. `before` is the code above the first, `examples` are those of a
    statement in the file, whose `problem` says how outputs are compared. `newline` is what ends its
    lines."""

    language: str
    lines: tuple[str, ...]
    before: str
    steps: tuple[Step, ...]
    examples: tuple[Example, ...] = ()
    problem: Problem | None = None
    newline: str = "\n"

    @property
    def text(self) -> str:
        """Returns the whole file."""
        return self.newline.join(self.lines)

    def with_codes(self, codes: Sequence[str]) -> StepDocument:
        """Returns the file with `codes` as the code of the first steps, one for each; every other
        line stays as it is, and a step whose code stays has its lines as they are."""
        lines = list(self.lines)
        for step, code in reversed(list(zip(self.steps, codes, strict=False))):
            if code == step.code:
                continue
            lines[step.below : step.end] = [*(code.split("\n") if code else ()), ""]
        return read_steps("\n".join(lines), self.language, newline=self.newline)

    def step_at(self, line: int | None) -> Step:
        """Returns the step at or above `line` of the file, from 1; without a line the first that
        has no code, the last one when all have. Raises EngineError `invalidRequest`."""
        if line is None:
            return next((step for step in self.steps if not step.written), self.steps[-1])
        found = [step for step in self.steps if step.line <= line - 1]
        if not 1 <= line <= len(self.lines) or not found:
            first = self.steps[0].line + 1
            raise EngineError(
                "invalidRequest", f"there is no step at line {line}; the first is at line {first}"
            )
        return found[-1]

    def turns(self, codes: Sequence[str]) -> tuple[Turn, ...]:
        """Returns what a model is asked for the step after those that `codes` are of."""
        turns = []
        if self.before:
            imports = all(map(_IMPORT.match, self.before.splitlines()))
            turns.append(Turn("Import libraries." if imports else "Begin.", self.before))
        turns += [Turn(s.asked, code) for s, code in zip(self.steps, codes, strict=False)]
        return (*turns, Turn(self.steps[len(codes)].asked))


def read_steps(text: str, language: str, *, newline: str | None = None) -> StepDocument:
    """Returns the steps of a file. Raises EngineError: `unsupported` for a language whose steps
    cannot be run one by one, `invalidRequest` when the file has none."""
    if language != PYTHON.name:
        name = LANGUAGES[language].display_name if language in LANGUAGES else language
        raise EngineError(
            "unsupported",
            f"steps are written and run in Python only, not in {name}: other languages cannot be "
            "run up to a step",
        )
    ends = newline or ("\r\n" if "\r\n" in text else "\n")
    text = normalise_newlines(text)
    lines = tuple(text.split("\n"))
    problem, stated = _statement(text, language)
    found = [
        comment
        for comment in find_comments(text, language)
        if comment.style == "line" and not comment.indent
    ]
    parts = [part for comment in found for part in _parts(comment, stated)]
    numbered = [part for part in parts if _NUMBERED.match(part.lines[0])]
    chosen = numbered if len(numbered) > 1 else parts
    if not chosen:
        raise EngineError(
            "invalidRequest",
            "there are no steps: write each as a comment at the margin, such as `# Read a list of "
            "integers.`, with its code to come below",
        )
    first = chosen[0].start_line
    before = [line for row, line in enumerate(lines[:first]) if row not in stated]
    before = [line for line in before if not line.startswith("#")]
    return StepDocument(
        language,
        lines,
        _stripped(before),
        _steps(chosen, lines, stated),
        problem.examples if problem is not None else (),
        problem,
        ends,
    )


def _statement(text: str, language: str) -> tuple[Problem | None, frozenset[int]]:
    """The problem that the file states with examples, and the lines that state it. Comments that
    follow each other are read as one statement; here what comes after an empty line below the last
    example is a step."""
    lines = text.split("\n")
    block = _stated_block(text, language)
    if block is not None:
        rows = range(block.example_lines[-1], block.end_line + 1)
        end = next((row for row in rows if not lines[row].strip()), None)
        if end is not None:
            block = _stated_block("\n".join(lines[:end]), language)
    if block is None:
        return None, frozenset()
    return block.problem, frozenset(range(block.start_line, block.end_line + 1))


def _stated_block(text: str, language: str) -> ProblemBlock | None:
    for block in find_problems(text, language):
        problem = block.problem
        if problem is not None and problem.kind == "stdin" and block.example_lines:
            return block
    return None


def _parts(comment: Comment, stated: frozenset[int]) -> list[Comment]:
    """The runs of lines of a comment that say something to people, cut where a number begins the
    next step."""
    parts: list[Comment] = []
    start: int | None = None
    for at in range(len(comment.lines) + 1):
        ended = at == len(comment.lines)
        line = "" if ended else comment.lines[at]
        apart = ended or comment.at(at) in stated or bool(_FOR_TOOLS.match(line))
        apart = apart or bool(marks_in(line))
        if start is not None and (apart or _NUMBERED.match(line)):
            parts.append(comment.part(start, at))
            start = None
        if start is None and not apart and not _BAR.match(line):
            start = at
    return parts


def _steps(
    chosen: Sequence[Comment], lines: Sequence[str], stated: frozenset[int]
) -> tuple[Step, ...]:
    steps = []
    for number, comment in enumerate(chosen, 1):
        below = comment.end_line + 1
        end = chosen[number].start_line if number < len(chosen) else len(lines)
        end = min([end, *(row for row in stated if row >= below)])
        code = lines[below:end]
        text, checks = _words_and_checks(comment.lines)
        steps.append(Step(number, text, checks, comment.start_line, below, end, _stripped(code)))
    return tuple(steps)


def _words_and_checks(lines: Sequence[str]) -> tuple[str, tuple[StepCheck, ...]]:
    words: list[str] = []
    checks: list[StepCheck] = []
    inside = False
    for line in lines:
        found = _DOCTEST.match(line)
        if found:
            checks.append(StepCheck(found[1]))
            inside = True
        elif inside and line.strip():
            last = checks[-1]
            checks[-1] = replace(last, expected=f"{last.expected}\n{line.strip()}".strip("\n"))
        else:
            inside = False
            words.append(line.strip())
    return "\n".join(words).strip(), tuple(checks)


def _stripped(lines: Sequence[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip("\n")
