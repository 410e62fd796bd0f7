"""Python programs from a function: for standard input in several styles, as a function, and as a
method of LeetCode's class."""

from __future__ import annotations

import ast
import functools
import random
import re
import textwrap
from collections.abc import Mapping, Sequence

from shortlist_engine.bank.inputs import names_of_sizes
from shortlist_engine.bank.programs.parameters import Function
from shortlist_engine.bank.task import Decide, Listing, Task, Value

_TYPING = re.compile(r"\bList\b")


def stdin_program(task: Task, function: Function, tests: bool, rng: random.Random) -> str:
    """Returns a program that reads a whole input and prints the answer. How it reads, whether it
    has functions, and where it prints are drawn."""
    inline = _single_return(function.body)
    tokens = rng.random() < 0.12 and _tokens(task) is not None
    style = rng.random()
    imports = list(function.imports)
    if tokens:
        reading = _tokens(task) or ""
        imports.append("import sys")
        before = "data = iter(sys.stdin.read().split())\n"
        number = "int(next(data))"
    else:
        reading, before, number = _lines(task), "", "int(input())"
        if rng.random() < 0.15:
            imports.append("import sys")
            before = "input = sys.stdin.readline\n"
            if _needs_strip(task):
                before = "input = lambda: sys.stdin.readline().rstrip()\n"
    if inline is not None and style < 0.62:
        body, result = inline
        core = reading + body + _printed(task.asked, result, rng)
        if tests:
            core = _repeated(core, number, rng)
        elif style < 0.08 and not before:
            core = f"def main():\n{_indent(core)}\n\nmain()\n"
        return _joined(imports, before, "", core)
    if style < 0.8 or inline is None:
        arguments = ", ".join(function.arguments)
        name = rng.choice(("solve", "solve", "solve", "calc", "answer"))
        name = name if not re.search(rf"\b{name}\b", function.body) else "solution"
        definition = f"def {name}({arguments}):\n{_indent(function.body)}\n"
        call = f"{name}({arguments})"
        core = reading + _printed(task.asked, call, rng)
        if tests:
            core = _repeated(core, number, rng)
        return _joined(imports, before, definition, core)
    body, result = inline
    whole = reading + body + _printed(task.asked, result, rng)
    definition = f"def solve():\n{_indent(whole)}\n"
    core = "solve()\n"
    if tests:
        core = f"for _ in range({number}):\n    solve()\n"
    return _joined(imports, before, definition, core)


def function_program(task: Task, function: Function, name: str, method: bool) -> str:
    """Returns a program with a function `name`, or a method of a class `Solution`."""
    sizes = names_of_sizes(task.values)
    body = _with_sizes(task, function.body, sizes)
    head = python_signature(task, name, method)
    inner = _indent(body, 8 if method else 4)
    imports = list(function.imports)
    if _TYPING.search(head) and not method:
        imports.append("from typing import List")
    top = "".join(f"{line}\n" for line in sorted(set(imports)))
    if method:
        head = f"class Solution:\n{textwrap.indent(head, '    ')}"
    gap = "\n\n" if top else ""
    return f"{top}{gap}{head}\n{inner}\n"


def python_signature(task: Task, name: str, method: bool) -> str:
    """Returns the head of the function with its types, up to the colon."""
    sizes = names_of_sizes(task.values)
    given = [
        f"{each.name}: {each.python_type}" for each in task.arguments if each.name not in sizes
    ]
    arguments = ", ".join(["self", *given] if method else given)
    return f"def {name}({arguments}) -> {task.asked.python_type}:"


def _with_sizes(task: Task, body: str, sizes: Mapping[str, str]) -> str:
    """The body, after lines that take the sizes it uses from the values."""
    lines = [
        f"{name} = {text}\n" for name, text in sizes.items() if re.search(rf"\b{name}\b", body)
    ]
    return "".join(lines) + body


def _lines(task: Task) -> str:
    text = ""
    for item in task.given:
        if isinstance(item, tuple):
            names = ", ".join(given.name for given in item)
            if all(given.python_type == "int" for given in item):
                text += f"{names} = map(int, input().split())\n"
            elif all(given.python_type == "float" for given in item):
                text += f"{names} = map(float, input().split())\n"
            else:
                text += f"{names} = input().split()\n"
                for given in item:
                    if given.python_type != "str":
                        text += f"{given.name} = {given.python_type}({given.name})\n"
        else:
            text += item.python_read() + "\n"
    return text


def _tokens(task: Task) -> str | None:
    parts = [given.python_tokens() for given in task.values]
    return None if not all(parts) else "".join(f"{part}\n" for part in parts)


def _needs_strip(task: Task) -> bool:
    return any("str" in given.python_type for given in task.values)


@functools.lru_cache(20_000)
def _single_return(body: str) -> tuple[str, str] | None:
    """The body before its only `return`, and what that returns; None when it returns elsewhere."""
    tree = ast.parse(body)
    returns = [node for node in ast.walk(tree) if isinstance(node, ast.Return)]
    nested = [
        node
        for inner in ast.walk(tree)
        if isinstance(inner, ast.FunctionDef)
        for node in ast.walk(inner)
        if isinstance(node, ast.Return)
    ]
    own = [node for node in returns if node not in nested]
    if len(own) != 1 or own[0] is not tree.body[-1] or own[0].value is None:
        return None
    if any(isinstance(node, ast.Nonlocal) for node in ast.walk(tree)):
        return None  # what a nested function changes would be global outside of a function
    last = own[0]
    lines = body.split("\n")
    value = "\n".join([lines[last.lineno - 1][last.col_offset :], *lines[last.lineno :]])
    before = "\n".join(lines[: last.lineno - 1])
    result = re.sub(r"^return\b\s*", "", value)
    return (before + "\n" if before else ""), result


def _printed(ask: Value | Decide | Listing, result: str, rng: random.Random) -> str:
    if isinstance(ask, Decide):
        if rng.random() < 0.5:
            return f'print("{ask.yes}" if {result} else "{ask.no}")\n'
        return f'if {result}:\n    print("{ask.yes}")\nelse:\n    print("{ask.no}")\n'
    if isinstance(ask, Listing):
        if ask.in_lines:
            if rng.random() < 0.3 and ask.item == "str":
                return f'print("\\n".join({result}))\n'
            return f"for x in {result}:\n    print(x)\n"
        if rng.random() < 0.25:
            joined = f"map(str, {result})" if ask.item != "str" else result
            return f'print(" ".join({joined}))\n'
        return f"print(*{result})\n" if _simple(result) else f"print(*({result}))\n"
    if isinstance(ask, Value) and ask.digits:
        if rng.random() < 0.5:
            return (
                f'print(f"{{{result}:.{ask.digits}f}}")\n'
                if _simple(result)
                else (f'print("%.{ask.digits}f" % ({result}))\n')
            )
        return f'print("%.{ask.digits}f" % ({result}))\n'
    return f"print({result})\n"


def _simple(result: str) -> bool:
    return re.fullmatch(r"\w+(?:\([^()\"]*\))?", result) is not None


def _repeated(core: str, number: str, rng: random.Random) -> str:
    if rng.random() < 0.5:
        return f"for _ in range({number}):\n{_indent(core)}\n"
    return f"t = {number}\nfor _ in range(t):\n{_indent(core)}\n"


def _joined(imports: Sequence[str], before: str, definition: str, core: str) -> str:
    top = "".join(f"{line}\n" for line in sorted(set(imports)))
    if top:
        top += "\n"
    if before:
        before += "\n"
    if definition:
        definition += "\n"
    return (top + before + definition + core).rstrip("\n") + "\n"


def _indent(code: str, spaces: int = 4) -> str:
    return textwrap.indent(code.rstrip("\n"), " " * spaces)


def renamed(text: str, names: Mapping[str, str]) -> str:
    """Returns Python code with some names replaced, attributes and strings aside."""
    if not names:
        return text
    tree = ast.parse(text)
    lines = text.split("\n")
    edits: list[tuple[int, int, str, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in names:
            edits.append((node.lineno - 1, node.col_offset, node.id, names[node.id]))
    for line, column, old, new in sorted(edits, reverse=True):
        lines[line] = lines[line][:column] + new + lines[line][column + len(old) :]
    return "\n".join(lines)
