"""The programs of a composition on words, in the styles in which people write them."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Sequence
from typing import Any

from shortlist_engine.bank.compositions.steps import Arrange, Change, Keep, Operation, Result
from shortlist_engine.bank.compositions.trying import PROBES
from shortlist_engine.bank.programs.expression import to_cpp
from shortlist_engine.bank.programs.parameters import WrittenFunction

_USUAL = "abcdefgmnostuvz"
_CPP_TYPES = {"number": "long long", "truth": "bool"}


def step_by_step(steps: Sequence[Operation], result: Result | None) -> WrittenFunction:
    """Returns a function that makes a new word in each step."""
    lines = []
    for step in steps:
        if isinstance(step, Keep):
            lines.append(f"s = ''.join(c for c in s if {step.test})")
        elif isinstance(step, Change):
            lines.append(f"s = ''.join({step.expression} for c in s)")
        else:
            lines.append(step.python)
    return _written([*lines, f"return {result.python if result else 's'}"])


def with_loops(steps: Sequence[Operation], result: Result | None) -> WrittenFunction:
    """Returns a function that goes through the letters in loops, tests that follow each other and
    the change behind them in one; the last loop makes the result where it can."""
    lines: list[str] = []
    parts = _passes(steps)
    for number, part in enumerate(parts):
        if isinstance(part, Arrange):
            lines.append(part.python)
            continue
        last = number == len(parts) - 1 and result is not None and bool(result.update)
        if last and result is not None and not isinstance(part[-1], Change):
            lines += [f"r = {result.start}", "for c in s:", *_loop_body(part, result.update)]
            return _written([*lines, "return r"])
        lines += ["t = ''", "for c in s:", *_loop_body(part, ""), "s = t"]
    return _written([*lines, f"return {result.python if result else 's'}"])


def at_once(steps: Sequence[Operation], result: Result | None) -> WrittenFunction | None:
    """Returns a function with a comprehension for each pass, or None where it would be the same as
    step by step."""
    parts = _passes(steps)
    if len(parts) == len(steps):
        return None
    lines = []
    for part in parts:
        if isinstance(part, Arrange):
            lines.append(part.python)
            continue
        tests = " and ".join(step.test for step in part if isinstance(step, Keep))
        changed = next((step.expression for step in part if isinstance(step, Change)), "c")
        lines.append(f"s = ''.join({changed} for c in s{f' if {tests}' if tests else ''})")
    return _written([*lines, f"return {result.python if result else 's'}"])


def answers(function: WrittenFunction, rng: random.Random) -> list[Any]:
    """Returns the answers of a function to values of all lengths."""
    return [function(probe) for probe in _probes(rng)]


def in_cpp(steps: Sequence[Operation], result: Result | None) -> str:
    """Returns the C++ text of a chain."""
    lines: list[str] = []
    for step in steps:
        if isinstance(step, Keep):
            loop = f"    for (char c : s) if ({step.cpp or to_cpp(step.test)}) t += c;"
            lines += ["{", "    string t;", loop, "    s = t;", "}"]
        elif isinstance(step, Change) and step.stays:
            lines.append(f"for (char& c : s) c = {step.cpp or to_cpp(step.expression)};")
        elif isinstance(step, Change):
            lines += ["{", "    string t;", f"    for (char c : s) t += {step.cpp};", "    s = t;"]
            lines.append("}")
        elif "string t;" in step.cpp:
            lines += ["{", textwrap.indent(step.cpp, "    "), "}"]
        else:
            lines.append(step.cpp)
    returns = "string" if result is None else _CPP_TYPES[result.kind]
    if result is None:
        lines.append("return s;")
    else:
        start = "false" if result.kind == "truth" else "0"
        lines += [f"{returns} r = {start};", result.cpp, "return r;"]
    body = textwrap.indent("\n".join(lines), "    ")
    return f"{returns} solve(string s) {{\n{body}\n}}\n"


def _probes(rng: random.Random) -> list[str]:
    return ["".join(rng.choices(_USUAL, k=rng.randint(1, 9))) for _ in range(PROBES)]


def _passes(steps: Sequence[Operation]) -> list[Arrange | list[Keep | Change]]:
    """The steps as passes over the word: tests, and at most one change behind them."""
    passes: list[Arrange | list[Keep | Change]] = []
    for step in steps:
        if isinstance(step, Arrange):
            passes.append(step)
            continue
        last = passes[-1] if passes else None
        if isinstance(last, list) and not isinstance(last[-1], Change):
            last.append(step)
        else:
            passes.append([step])
    return passes


def _loop_body(part: Sequence[Keep | Change], update: str) -> list[str]:
    """The lines of a loop; without `update` it puts what it makes behind `t`."""
    lines: list[str] = []
    depth = 1
    for step in part:
        pad = "    " * depth
        if isinstance(step, Keep):
            lines.append(f"{pad}if {step.test}:")
            depth += 1
        else:
            return [*lines, f"{pad}t += {step.expression}"]
    return [*lines, "    " * depth + (update or "t += c")]


def _written(lines: Sequence[str]) -> WrittenFunction:
    body = textwrap.indent("\n".join(lines), "    ")
    imports = ("from itertools import groupby",) if "groupby(" in body else ()
    return WrittenFunction(f"def solve(s):\n{body}\n", imports)
