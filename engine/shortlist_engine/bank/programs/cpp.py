"""C++ programs from a text with a function `solve`: for standard input, as a function, and as a
method of LeetCode's class."""

from __future__ import annotations

import random
import re
import textwrap
from dataclasses import dataclass

from shortlist_engine.bank.inputs import names_of_sizes
from shortlist_engine.bank.task import Decide, Listing, Task, Value
from shortlist_engine.bank.values import Int

_HEAD = re.compile(r"^(?P<type>[\w:<>, ]+?)\s+solve\s*\((?P<arguments>[^{}]*)\)\s*\{", re.M)
INCLUDES = "#include <bits/stdc++.h>\nusing namespace std;\n"


@dataclass(frozen=True)
class CppFunction:
    """Holds the function `solve` of a C++ text: what stands above it, its return type, its
    arguments as they are written, their names, and its body (not indented)."""

    above: str
    returns: str
    arguments: tuple[str, ...]
    names: tuple[str, ...]
    body: str


def parse(text: str) -> CppFunction:
    """Splits a C++ text. Raises ValueError when it has no function `solve` at its end."""
    text = textwrap.dedent(re.sub(r"\n[ ]+(?=\n)", "", text)).strip("\n")
    found = next(reversed(list(_HEAD.finditer(text))), None)
    if found is None:
        raise ValueError("the C++ text has no function solve")
    body = text[found.end() :].rstrip()
    if not body.endswith("}"):
        raise ValueError("the C++ text does not end with its function solve")
    arguments = tuple(_split(found["arguments"]))
    names = tuple(re.findall(r"\w+", argument)[-1] for argument in arguments)
    return CppFunction(
        text[: found.start()].rstrip("\n"),
        found["type"].strip(),
        arguments,
        names,
        textwrap.dedent(body[:-1].strip("\n")).rstrip("\n"),
    )


def stdin_program(task: Task, function: CppFunction, tests: bool, rng: random.Random) -> str:
    """Returns a program that reads a whole input and prints the answer."""
    reading = _as_taken(_reading(task), function)
    inline = _single_return(function.body)
    clash = {"t", "i"} & set(function.names)
    top = INCLUDES + (f"\n{function.above}\n" if function.above else "")
    fast = "ios::sync_with_stdio(false);\ncin.tie(nullptr);\n" if rng.random() < 0.3 else ""
    if inline is not None and rng.random() < 0.65 and not (tests and clash):
        before, result = inline
        core = f"{reading}\n{before}{_printed(task.asked, result, rng)}"
        definition = ""
    else:
        definition = (
            f"\n{function.returns} solve({', '.join(function.arguments)}) {{\n"
            f"{_indent(function.body)}\n}}\n"
        )
        call = f"solve({', '.join(function.names)})"
        core = f"{reading}\n{_printed(task.asked, call, rng)}"
    if tests:
        core = f"int t;\ncin >> t;\nwhile (t--) {{\n{_indent(core)}\n}}"
    return f"{top}{definition}\nint main() {{\n{_indent(fast + core)}\n    return 0;\n}}\n"


def function_program(task: Task, function: CppFunction, name: str, method: bool) -> str:
    """Returns a program with a function `name`, or a method of a class `Solution`."""
    sizes = names_of_sizes(task.values)
    lines = ""
    for size, text in sizes.items():
        if re.search(rf"\b{size}\b", function.body):
            value = re.sub(r"len\((.*)\)", r"\1.size()", text)
            lines += f"int {size} = {value};\n"
    head = cpp_signature(task, function, name, method)
    body = _indent(lines + function.body)
    above = f"{function.above}\n\n" if function.above else ""
    if not method:
        return f"{INCLUDES}\n{above}{head} {{\n{body}\n}}\n"
    whole = textwrap.indent(f"{head} {{\n{body}\n}}", "    ")
    return f"{INCLUDES}\n{above}class Solution {{\npublic:\n{whole}\n}};\n"


def cpp_signature(task: Task, function: CppFunction, name: str, method: bool) -> str:
    """Returns the head of the function without its sizes, up to the brace. A method takes vectors
    by reference, as LeetCode's do."""
    sizes = names_of_sizes(task.values)
    written = dict(zip(function.names, function.arguments, strict=True))
    kept = [written[each.name] for each in task.arguments if each.name not in sizes]
    if method:
        kept = [re.sub(r"^(vector<.*>) (\w+)$", r"\1& \2", argument) for argument in kept]
    return f"{function.returns} {name}({', '.join(kept)})"


def _split(arguments: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(arguments):
        depth += (letter == "<") - (letter == ">")
        if letter == "," and not depth:
            parts.append(arguments[start:at].strip())
            start = at + 1
    return [*parts, arguments[start:].strip()] if arguments.strip() else []


def _reading(task: Task) -> str:
    parts: list[str] = []
    for item in task.given:
        given = item if isinstance(item, tuple) else (item,)
        integers = [each for each in given if isinstance(each, Int)]
        if len(integers) > 1 and len(integers) == len(given):
            for kind in ("int", "long long"):
                names = [each.name for each in integers if each.cpp_type == kind]
                if names:
                    parts.append(f"{kind} {', '.join(names)};")
            parts.append("cin >> " + " >> ".join(each.name for each in integers) + ";")
        else:
            parts += [each.cpp_read() for each in given]
    return "\n".join(parts)


def _as_taken(reading: str, function: CppFunction) -> str:
    """Reads values of 64 bits where the function takes such, though the bounds would not need
    it."""
    for argument, name in zip(function.arguments, function.names, strict=True):
        if "long long" in argument:
            pattern = rf"\bint(?=(?:>|\b)[^;\n]*\b{name}\b[^;\n]*;)"
            reading = re.sub(pattern, "long long", reading, count=1)
    return reading


def _single_return(body: str) -> tuple[str, str] | None:
    if len(re.findall(r"\breturn\b", body)) != 1:
        return None
    found = re.search(r"^return\s+(?P<result>[^;]+);\s*\Z", body, re.M)
    if not found:
        return None
    return body[: found.start()], found["result"]


def _printed(ask: Value | Decide | Listing, result: str, rng: random.Random) -> str:
    end = rng.choice(("endl", '"\\n"', '"\\n"'))
    if isinstance(ask, Decide):
        if rng.random() < 0.5:
            return f'cout << (({result}) ? "{ask.yes}" : "{ask.no}") << {end};'
        return f'if ({result}) cout << "{ask.yes}" << {end};\nelse cout << "{ask.no}" << {end};'
    if isinstance(ask, Listing):
        if ask.in_lines:
            return f"for (auto x : {result}) cout << x << {end};"
        return f'for (auto x : {result}) cout << x << " ";\ncout << {end};'
    if isinstance(ask, Value) and ask.digits:
        return f"cout << fixed << setprecision({ask.digits}) << {_bracketed(result)} << {end};"
    return f"cout << {_bracketed(result)} << {end};"


def _bracketed(result: str) -> str:
    """Operators that bind more loosely than `<<` need parentheses."""
    return f"({result})" if re.search(r"[?<>=&|^]", re.sub(r"\w<[\w ]+>\(", "", result)) else result


def _indent(code: str) -> str:
    return textwrap.indent(code.rstrip("\n"), "    ")
