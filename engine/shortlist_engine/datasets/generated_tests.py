"""Tests that a model wrote for a problem: an input with a claimed output, which may be wrong.

From completions they are taken as CodeT does (Chen et al. 2022, published code: post-processing of
tests), each with the call that it looks at.
"""

from __future__ import annotations

import ast
import warnings
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

STOPS = ("\nclass", "\ndef", "\n#", "\nif", "\nprint")
ASSERTS_PER_COMPLETION = 5
_NOT_LITERAL = object()


@dataclass(frozen=True)
class GeneratedTest:
    """`input` is what a program is run on: a call, or the text of standard input; `claimed` is the
    output that the test expects. An assert that says something else than `call == literal` has a
    `condition` instead, and only running this expression shows whether it holds."""

    input: str
    claimed: str = ""
    condition: str = ""


def cut(completion: str) -> str:
    """Returns the completion up to the first sign that the model went on to something else."""
    places = [place for stop in STOPS if (place := completion.find(stop)) >= 0]
    return completion[: min(places)] if places else completion


def read_asserts(completions: Iterable[str], entry_point: str) -> Counter[GeneratedTest]:
    """Counts how often each assert was generated; at most the first five of a completion count."""
    found: Counter[GeneratedTest] = Counter()
    for completion in completions:
        parts = f"assert {completion}".split("assert ")
        texts = [cut("assert " + part).strip() for part in parts if entry_point in part]
        read = (_read(text, entry_point) for text in texts)
        usable = (each for each in read if each is not None)
        found.update(islice(usable, ASSERTS_PER_COMPLETION))
    return found


def holds(claimed: str, output: str) -> bool:
    """Says whether a returned value, as `repr` shows it, equals the claimed literal."""
    value = _literal(output)
    if value is _NOT_LITERAL:
        return output.strip() == claimed
    try:
        return bool(value == _literal(claimed))
    except RecursionError:
        return False


def _read(text: str, entry_point: str) -> GeneratedTest | None:
    """None when it is no assert about the function, or one nested too deeply to be read."""
    try:
        return _read_assert(text, entry_point)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _read_assert(text: str, entry_point: str) -> GeneratedTest | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        body = ast.parse(text).body
    if not body or not isinstance(body[0], ast.Assert):
        return None
    condition = body[0].test
    calls = [node for node in ast.walk(condition) if _calls(node, entry_point)]
    if not calls:
        return None
    call = ast.unparse(calls[0])
    if (
        isinstance(condition, ast.Compare)
        and condition.left is calls[0]
        and len(condition.ops) == 1
        and isinstance(condition.ops[0], ast.Eq)
    ):
        claimed = ast.unparse(condition.comparators[0])
        if _literal(claimed) is not _NOT_LITERAL:
            return GeneratedTest(call, claimed)
    return GeneratedTest(call, condition=ast.unparse(condition))


def _calls(node: ast.AST, entry_point: str) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == entry_point
    )


def _literal(text: str) -> Any:
    try:
        return ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return _NOT_LITERAL
