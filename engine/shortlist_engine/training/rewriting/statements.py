"""Statements with other headings, another notation, and sections left out."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from shortlist_engine.problem import Example, Problem
from shortlist_engine.training.rewriting.tex import written_out

_HEADINGS = {
    "Input": ("Input", "Input Format", "Input:", "INPUT", "Input Specification", "The input"),
    "Output": ("Output", "Output Format", "Output:", "OUTPUT", "Output Specification"),
    "Constraints": ("Constraints", "Constraints:", "Limits", "CONSTRAINTS"),
    "Note": ("Note", "Notes", "Note:", "Explanation"),
    "Problem Statement": ("Problem Statement", "Problem", "Task", ""),
}
_DROPPED = {"Constraints": 0.25, "Note": 0.5}


def rewrite_problem(problem: Problem, more: Sequence[Example], rng: random.Random) -> Problem:
    """Returns the problem with other words around what it says, and one to three of its examples
    and `more` others, in any order. A function's prompt stays as it is."""
    examples = list(problem.examples)
    if rng.random() < 0.6:
        examples = rng.sample([*examples, *more], min(len(examples) + len(more), 4))
    shown = tuple(examples[: rng.choice((1, 2, 2, 3, 3))])
    if problem.kind == "function":
        return replace(problem, examples=shown)
    statement = problem.statement
    if rng.random() < 0.7:
        statement = _sections(statement, rng)
    if "$" in statement and rng.random() < 0.5:
        statement = written_out(statement)
    title = "" if rng.random() < 0.2 else problem.title
    return replace(problem, title=title, statement=statement, examples=shown)


def _sections(statement: str, rng: random.Random) -> str:
    """Headings are lines of their own between empty ones."""
    parts = re.split(r"(?:\A|\n\n)([A-Z][A-Za-z ]{3,20}):?\n+(?=\S)", "\n\n" + statement)
    text = [parts[0].strip("\n")]
    for heading, body in zip(parts[1::2], parts[2::2], strict=True):
        if rng.random() < _DROPPED.get(heading, 0.0):
            continue
        choice = rng.choice(_HEADINGS.get(heading, (heading,)))
        text.append(f"{choice}\n\n{body}" if rng.random() < 0.5 else f"{choice}\n{body}")
    return "\n\n".join(part.strip("\n") for part in text if part.strip())
