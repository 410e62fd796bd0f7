"""Builds an `Instance` from a family's wording, parts, bodies and answer.

Bodies are the lines of a program between reading and the end; reading, headers, and the loop over
test cases come from here, in the same words for every family. In C++ bodies `INT` stands for `int`
or `long long`, as the stated bounds ask. A family reads:

    @family
    def sum_above(rng: random.Random) -> Instance:
        w = wording(rng, taken="k")
        return instance(
            w, family="sum_above", key="sum>", title="Large Elements",
            story=w.pick("", f"{w.person()} likes large numbers."),
            goal=value(w, f"the sum of the elements greater than {w.v('k')}"),
            parts=[Array("a", extra=Ints(("k",)))],
            solve=lambda a, k: sum(x for x in a if x > k),
            python=["print(sum(x for x in a if x > k))"],
            cpp=["INT ans = 0;\\nfor (INT x : a) if (x > k) ans += x;\\ncout << ans << endl;"],
            tests=w.tests(),
        )
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from shortlist_engine.bank.document import statement
from shortlist_engine.bank.family import Instance
from shortlist_engine.bank.layout import Array, Ints, Part, Rows, bound
from shortlist_engine.bank.phrasing import Goal, Wording
from shortlist_engine.languages import CPP, PYTHON

Draw = Callable[[random.Random], tuple[Any, ...]]


def instance(
    w: Wording,
    *,
    family: str,
    key: str,
    title: str,
    goal: Goal,
    parts: Sequence[Part],
    solve: Callable[..., Any],
    python: Sequence[str],
    cpp: Sequence[str],
    story: str = "",
    note: str = "",
    rating: int = 800,
    tags: tuple[str, ...] = ("implementation",),
    tests: bool = False,
    draw: Draw | None = None,
    python_head: str = "",
    cpp_head: str = "",
) -> Instance:
    """Makes an instance. `solve` takes the values of all parts in order and returns what is printed
    (lines of a list or tuple are printed one per line). `draw` returns those values and defaults to
    the parts' own ranges. `python` and `cpp` are bodies, one per style; the heads stand before the
    program (imports, helper functions)."""
    if w.style == "leetcode":
        parts = [_leetcode(part) for part in parts]
    layout = ", ".join(part.signature() for part in parts)
    wide = "long long" if _wide(parts) else "int"
    programs = [(PYTHON.name, _python(w, parts, body, tests, python_head)) for body in python]
    programs += [(CPP.name, _cpp(w, parts, body, tests, cpp_head, wide)) for body in cpp]

    def values(rng: random.Random) -> tuple[Any, ...]:
        if draw:
            return draw(rng)
        return tuple(value for part in parts for value in part.draw(rng))

    def write(drawn: tuple[Any, ...]) -> str:
        text, start = "", 0
        for part in parts:
            text += part.write(drawn[start : start + part.width()])
            start += part.width()
        return text

    def make_input(rng: random.Random) -> str:
        if not tests:
            return write(values(rng))
        count = rng.randint(2, 4)
        return f"{count}\n" + "".join(write(values(rng)) for _ in range(count))

    def answer(text: str) -> str:
        lines = iter(text.splitlines())
        count = int(next(lines)) if tests else 1
        results = []
        for _ in range(count):
            parsed = [value for part in parts for value in part.parse(lines)]
            results.append(_lines(solve(*parsed)))
        return "".join(results)

    return Instance(
        family=family,
        key=f"{family}|{key}|{layout}{'|tests' if tests else ''}",
        title=title,
        statement=statement(w, story, goal, parts, tests, note).replace(",.", "."),
        rating=rating,
        tags=tags,
        programs=tuple(dict.fromkeys(programs)),
        make_input=make_input,
        answer=answer,
    )


def verdict_python(condition: str, yes: str, no: str, before: str = "") -> list[str]:
    """Returns two bodies that print one of two words."""
    return [
        f'{before}print("{yes}" if {condition} else "{no}")',
        f'{before}if {condition}:\n    print("{yes}")\nelse:\n    print("{no}")',
    ]


def verdict_cpp(condition: str, yes: str, no: str, before: str = "") -> list[str]:
    return [
        f'{before}cout << (({condition}) ? "{yes}" : "{no}") << endl;',
        (
            f'{before}if ({condition}) {{\n    cout << "{yes}" << endl;\n}} else {{\n'
            f'    cout << "{no}" << endl;\n}}'
        ),
    ]


def indent(text: str, spaces: int = 4) -> str:
    pad = " " * spaces
    return "".join(f"{pad}{line}\n" if line else "\n" for line in text.rstrip("\n").split("\n"))


def _leetcode(part: Part) -> Part:
    """Arguments of a function rewritten to standard input stand on lines of their own."""
    if isinstance(part, Ints):
        return replace(part, on_lines=True)
    if isinstance(part, Array) and part.extra:
        return replace(part, place="after", extra=replace(part.extra, on_lines=True))
    return part


def _lines(result: Any) -> str:
    items = result if isinstance(result, list | tuple) else [result]
    return "".join(f"{item}\n" for item in items)


def _wide(parts: Sequence[Part]) -> bool:
    """Whether sums of a hundred values or products of two may not fit 32 bits."""
    limits = [bound(part) for part in parts if isinstance(part, Ints | Array | Rows)]
    limits += [bound(p.extra) for p in parts if isinstance(p, Array) and p.extra]
    return max(limits, default=0) > 10**4


def _python(w: Wording, parts: Sequence[Part], body: str, tests: bool, head: str) -> str:
    lines = "\n".join(line for part in parts for line in part.python()) + "\n" + body.strip("\n")
    top = head.strip("\n")
    top = f"{top}\n\n" if top else ""
    if w.rng.random() < 0.15:
        top = f"import sys\n{'' if top.startswith(('import', 'from')) else chr(10)}{top}"
        top += "input = lambda: sys.stdin.readline().strip()\n"
    if tests:
        start = w.pick("for _ in range(int(input())):\n", "t = int(input())\nfor _ in range(t):\n")
        return top + start + indent(lines)
    return f"{top}{lines}\n"


def _cpp(w: Wording, parts: Sequence[Part], body: str, tests: bool, head: str, wide: str) -> str:
    lines = "\n".join(line for part in parts for line in part.cpp()) + "\n" + body.strip("\n")
    if tests:
        lines = f"int t;\ncin >> t;\nwhile (t--) {{\n{indent(lines)}}}"
    top = f"{head.strip(chr(10))}\n\n" if head else ""
    source = (
        "#include <bits/stdc++.h>\nusing namespace std;\n\n"
        f"{top}int main() {{\n{indent(lines)}    return 0;\n}}\n"
    )
    return source.replace("INT", wide)
