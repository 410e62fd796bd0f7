"""The programs of a composition on lists, in the styles in which people write them."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Sequence
from typing import Any

from shortlist_engine.bank.compositions.steps import (
    Arrange,
    Change,
    Keep,
    Operation,
    Result,
)
from shortlist_engine.bank.compositions.trying import PROBES
from shortlist_engine.bank.programs.expression import to_cpp
from shortlist_engine.bank.programs.parameters import WrittenFunction

_DIGIT_SUM = """\
long long digitSum(long long x) {
    long long s = 0;
    for (; x > 0; x /= 10) s += x % 10;
    return s;
}

"""


def step_by_step(steps: Sequence[Operation], result: Result | None) -> WrittenFunction:
    """Returns a function that changes the list step by step with comprehensions."""
    lines = []
    for step in steps:
        if isinstance(step, Keep):
            lines.append(f"a = [x for x in a if {step.test}]")
        elif isinstance(step, Change):
            lines.append(f"a = [{step.expression} for x in a]")
        else:
            lines.append(step.python)
    return _written([*lines, f"return {result.python if result else 'a'}"], result)


def with_loops(steps: Sequence[Operation], result: Result | None) -> WrittenFunction:
    """Returns a function that appends to new lists in loops, tests and changes that follow each
    other in one loop; the last loop makes the result where it can."""
    lines: list[str] = []
    at = 0
    while at < len(steps):
        step = steps[at]
        if isinstance(step, Arrange):
            lines.append(step.python)
            at += 1
            continue
        end = at
        while end < len(steps) and not isinstance(steps[end], Arrange):
            end += 1
        last = end == len(steps) and result is not None and bool(result.update)
        target = f"r = {result.start}" if last and result else "b = []"
        lines.append(target)
        lines.append("for x in a:")
        lines += _loop_body(steps[at:end], result.update if last and result else "b.append(x)")
        lines.append("return r" if last else "a = b")
        at = end
        if last:
            return _written(lines, result)
    return _written([*lines, f"return {result.python if result else 'a'}"], result)


def at_once(steps: Sequence[Operation], result: Result | None) -> WrittenFunction | None:
    """Returns a function of one or two lines; None where a step has no expression."""
    text = "a"
    lines = []
    for step in steps:
        if isinstance(step, Keep):
            text = f"[x for x in {text} if {step.test}]"
        elif isinstance(step, Change):
            text = f"[{step.expression} for x in {text}]"
        elif not step.expression:
            return None
        elif (step.expression.count("a") > 1 and text != "a") or "zip" in step.expression:
            lines.append(f"a = {text}")
            text = step.expression
        else:
            text = (
                step.expression.replace("(a", f"({text}", 1)
                if "(a" in step.expression
                else (step.expression.replace("a[", f"{text}[", 1))
            )
    if result is None:
        lines.append(f"return {text}")
    elif result.python in ("sum(a)", "len(set(a))") and text != "a":
        lines.append("return " + result.python.replace("(a)", f"({text})"))
    else:
        lines += [f"a = {text}", f"return {result.python}"]
    return _written(lines, result)


def answers(function: WrittenFunction, rng: random.Random) -> list[Any]:
    """Returns the answers of a function to values of all lengths."""
    return [function(len(a), list(a)) for a in _probes(rng)]


def in_cpp(steps: Sequence[Operation], result: Result | None) -> str:
    """Returns the C++ text of a chain."""
    lines: list[str] = []
    for step in steps:
        if isinstance(step, Keep):
            test = step.cpp or to_cpp(step.test)
            loop = f"    for (auto x : a) if ({test}) b.push_back(x);"
            lines += ["{", "    vector<long long> b;", loop, "    a = b;", "}"]
        elif isinstance(step, Change):
            lines.append(f"for (auto& x : a) x = {step.cpp or to_cpp(step.expression)};")
        elif "vector<" in step.cpp:
            lines += ["{", textwrap.indent(step.cpp, "    "), "}"]
        else:
            lines.append(step.cpp)
    if result is None:
        returns, lines = "vector<long long>", [*lines, "return a;"]
    else:
        returns, lines = "long long", [*lines, "long long r = 0;", result.cpp, "return r;"]
    body = textwrap.indent("\n".join(lines), "    ")
    above = _DIGIT_SUM if "digitSum" in body else ""
    return f"{above}{returns} solve(int n, vector<long long> a) {{\n{body}\n}}\n"


def _probes(rng: random.Random) -> list[list[int]]:
    return [[rng.randint(0, 40) for _ in range(rng.randint(1, 9))] for _ in range(PROBES)]


def _loop_body(steps: Sequence[Operation], update: str) -> list[str]:
    lines: list[str] = []
    depth = 1
    for step in steps:
        pad = "    " * depth
        if isinstance(step, Keep):
            lines.append(f"{pad}if {step.test}:")
            depth += 1
        elif isinstance(step, Change):
            lines.append(f"{pad}x = {step.expression}")
    return [*lines, "    " * depth + update]


def _written(lines: Sequence[str], result: Result | None) -> WrittenFunction:
    body = textwrap.indent("\n".join(lines), "    ")
    imports: tuple[str, ...] = ()
    if "reduce(" in body:
        imports = ("from functools import reduce", "from operator import xor")
    return WrittenFunction(f"def solve(n, a):\n{body}\n", imports)
