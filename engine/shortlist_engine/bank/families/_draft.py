"""From a short description of a task to a whole problem instance.

A family says what is read (parts), what is asked (`Value` or `Decide`), a few stories, and the
bodies of its programs. This module adds what every problem has in common: the statement in the
manner of one of several judges, the reading code, the loop over test cases, the input's text.

In statement fragments a variable stands in backquotes (`s`), so that each manner can write it its
own way. In program bodies `$name` stands for a parameter's value.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from shortlist_engine.bank.families._parts import Part
from shortlist_engine.bank.families._statement import Decide, Task, Value, statement
from shortlist_engine.bank.family import Instance
from shortlist_engine.languages import CPP, PYTHON

_PARAMETER = re.compile(r"\$([a-z]\w*)")


def draft(
    rng: random.Random,
    *,
    family: str,
    key: str,
    titles: Sequence[str],
    parts: Sequence[Part],
    ask: Value | Decide,
    stories: Sequence[str],
    py: Sequence[str],
    cpp: Sequence[str],
    draw: Callable[[random.Random], tuple[Any, ...]],
    solve: Callable[..., object],
    rating: int,
    tags: Sequence[str],
    define: str = "",
    note: str = "",
    params: Mapping[str, object] | None = None,
    multi: bool = False,
) -> Instance:
    """Builds the instance.

    `draw` returns the values of the parts' variables in order (a `records` part is one value);
    `solve` takes them and returns the output (a list is printed one item per line). `define` is
    text without which the task is not clear, `note` says what holds for the answer and stands after
    the question; `stories` say neither. With `multi` the input starts with a number of test cases.
    """
    values = params or {}
    fill = _filler(values)
    bound = tuple(parts)
    source = [(PYTHON.name, _python(bound, fill(body), multi)) for body in py]
    source += [(CPP.name, _cpp(bound, fill(body), multi)) for body in cpp]

    def make_input(rng: random.Random) -> str:
        if not multi:
            return _write(bound, draw(rng))
        tests = [_write(bound, draw(rng)) for _ in range(rng.randint(2, 4))]
        return f"{len(tests)}\n" + "".join(tests)

    def answer(text: str) -> str:
        lines = iter(text.split("\n"))
        count = int(next(lines)) if multi else 1
        return "".join(_lines(solve(*_read(bound, lines))) for _ in range(count))

    text = statement(rng, Task(bound, ask, define, note, multi), stories)
    full_key = f"{family}|{key}{'|tests' if multi else ''}"
    title = rng.choice(titles)
    return Instance(
        family, full_key, title, text, rating, tuple(tags), tuple(source), make_input, answer
    )


def _filler(values: Mapping[str, object]) -> Callable[[str], str]:
    return lambda body: _PARAMETER.sub(lambda match: str(values[match[1]]), body)


def _lines(result: object) -> str:
    if isinstance(result, list):
        return "".join(f"{item}\n" for item in result)
    return f"{result}\n"


def _write(parts: Sequence[Part], drawn: tuple[Any, ...]) -> str:
    values = iter(drawn)
    lines: list[str] = []
    for part in parts:
        if part.kind == "ints":
            lines.append(" ".join(str(next(values)) for _ in part.names))
            continue
        value = next(values)
        if part.kind in ("row", "shorter", "words"):
            lines.append(" ".join(map(str, value)))
        elif part.kind in ("matrix", "records"):
            lines += [" ".join(map(str, each)) for each in value]
        elif part.many:
            lines += value
        else:
            lines.append(value)
    return "".join(f"{line}\n" for line in lines)


def _read(parts: Sequence[Part], lines: Iterator[str]) -> list[Any]:
    env: dict[str, Any] = {}
    values: list[Any] = []
    for part in parts:
        if part.kind == "ints":
            numbers = [int(token) for token in next(lines).split()]
            env.update(zip(part.names, numbers, strict=False))
            values += numbers
        elif part.kind in ("row", "shorter"):
            values.append([int(token) for token in next(lines).split()])
        elif part.kind == "words":
            values.append(next(lines).split())
        elif part.kind in ("matrix", "records"):
            rows = [next(lines).split() for _ in range(env[part.size])]
            values.append([tuple(int(token) for token in tokens) for tokens in rows])
        elif part.many:
            values.append([next(lines) for _ in range(env[part.size])])
        else:
            values.append(next(lines))
    return values


def _python(parts: Sequence[Part], body: str, multi: bool) -> str:
    code = "\n".join(_python_read(part) for part in parts) + "\n" + body.strip("\n")
    if multi:
        return f"t = int(input())\nfor _ in range(t):\n{_indent(code)}\n"
    return code + "\n"


def _python_read(part: Part) -> str:
    name = part.names[0]
    if part.kind == "ints":
        if len(part.names) == 1:
            return f"{name} = int(input())"
        return f"{', '.join(part.names)} = map(int, input().split())"
    if part.kind in ("row", "shorter"):
        return f"{name} = list(map(int, input().split()))"
    if part.kind == "words":
        return f"{name} = input().split()"
    if part.kind in ("grid", "lines"):
        return f"{name} = [input() for _ in range({part.size})]"
    if part.kind == "matrix":
        return f"{name} = [list(map(int, input().split())) for _ in range({part.size})]"
    if part.kind == "records":
        return f"{name} = [tuple(map(int, input().split())) for _ in range({part.size})]"
    return f"{name} = input()"


def _cpp(parts: Sequence[Part], body: str, multi: bool) -> str:
    reads = [_cpp_read(part) for part in parts if part.kind != "shorter"]
    code = "\n".join([*reads, body.strip("\n")])
    if multi:
        code = f"int t;\ncin >> t;\nwhile (t--) {{\n{_indent(code)}\n}}"
    head = "#include <bits/stdc++.h>\nusing namespace std;\n\nint main() {\n"
    return f"{head}{_indent(code)}\n    return 0;\n}}\n"


def _cpp_read(part: Part) -> str:
    name = part.names[0]
    if part.kind == "ints":
        return f"int {', '.join(part.names)};\ncin >> {' >> '.join(part.names)};"
    if part.kind == "word":
        return f"string {name};\ncin >> {name};"
    if part.kind == "text":
        return f"string {name};\ngetline(cin >> ws, {name});"
    loop = f"for (int i = 0; i < {part.size}; i++) "
    if part.kind == "row":
        return f"vector<int> {name}({part.size});\n{loop}cin >> {name}[i];"
    if part.kind in ("words", "grid", "lines"):
        return f"vector<string> {name}({part.size});\n{loop}cin >> {name}[i];"
    if part.kind == "matrix":
        inner = f"    for (int j = 0; j < {part.width}; j++) cin >> {name}[i][j];"
        shape = f"vector<vector<int>> {name}({part.size}, vector<int>({part.width}));"
        return f"{shape}\n{loop.rstrip()}\n{inner}"
    fields = part.names[1:]
    arrays = ", ".join(f"{field}({part.size})" for field in fields)
    reads = " >> ".join(f"{field}[i]" for field in fields)
    return f"vector<int> {arrays};\n{loop}cin >> {reads};"


def _indent(code: str) -> str:
    return "\n".join(f"    {line}" if line else line for line in code.split("\n"))
