"""Puts the values of a task's parameters into the text of its programs.

A family's Python functions are read as source; what they take from the family around them (their
closure) is a parameter: numbers, texts and built-in functions stand in the printed program as
themselves, and the call of an `Expr` as its expression. Annotations inside are left out. In C++
text `$name` is a parameter, and `$name(x)` the call of an `Expr`.
"""

from __future__ import annotations

import ast
import functools
import inspect
import json
import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import BuiltinFunctionType, CodeType
from typing import Any

from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.programs.folding import folded
from shortlist_engine.bank.programs.tidying import tidied, tidied_cpp

_CPP_PARAMETER = re.compile(r"\$([a-z_]\w*)")


@dataclass(frozen=True)
class Function:
    """Holds a Python function as text: the names of its arguments, its body (not indented), and
    what it needs from `imports`."""

    name: str
    arguments: tuple[str, ...]
    body: str
    imports: tuple[str, ...] = ()


class WrittenFunction:
    """A function that was composed as text instead of written in a module: `source` is its
    definition, `imports` what stands above it."""

    def __init__(self, source: str, imports: tuple[str, ...] = ()) -> None:
        names: dict[str, Any] = {}
        exec("\n".join([*imports, source]), names)
        tree = ast.parse(source).body[-1]
        assert isinstance(tree, ast.FunctionDef)
        self._function = names[tree.name]
        self.__code__: CodeType = self._function.__code__
        self.__name__ = tree.name
        body = textwrap.dedent("\n".join(source.split("\n")[_first_line(tree.body[0]) - 1 :]))
        arguments = tuple(argument.arg for argument in tree.args.args)
        self.function = Function(tree.name, arguments, body.rstrip("\n"), imports)

    def __call__(self, *values: Any) -> Any:
        return self._function(*values)


def python_function(function: Callable[..., Any]) -> Function:
    """Returns the function as text with its parameters put in. Raises TypeError for a parameter
    that cannot be written."""
    if isinstance(function, WrittenFunction):
        return function.function
    found = inspect.getclosurevars(function)
    constants = {
        name: value for name, value in found.globals.items() if isinstance(value, int | float | str)
    }
    parameters = {**constants, **found.nonlocals}
    key = (function.__code__, tuple((name, repr(parameters[name])) for name in sorted(parameters)))
    if key not in _WRITTEN:
        if len(_WRITTEN) > _MOST_WRITTEN:
            _WRITTEN.clear()
        _WRITTEN[key] = _written(function, parameters)
    return _WRITTEN[key]


_WRITTEN: dict[object, Function] = {}
_MOST_WRITTEN = 20_000


def _written(function: Callable[..., Any], parameters: Mapping[str, Any]) -> Function:
    constants = {name: value for name, value in parameters.items() if not isinstance(value, Expr)}
    source = folded(_source(function.__code__), constants)
    tree = ast.parse(source).body[0]
    assert isinstance(tree, ast.FunctionDef)
    first = _first_line(tree.body[0])
    edits: list[tuple[int, int, str]] = []
    starts = _line_starts(source)

    def span(node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None and node.end_col_offset is not None
        return (
            starts[node.lineno - 1] + node.col_offset,
            starts[node.end_lineno - 1] + node.end_col_offset,
        )

    def text(node: ast.expr) -> str:
        start, end = span(node)
        inner = [edit for edit in edits if start <= edit[0] and edit[1] <= end]
        for edit in inner:
            edits.remove(edit)
        return _edited(source[start:end], [(a - start, b - start, new) for a, b, new in inner])

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            value = parameters.get(node.func.id)
            if isinstance(value, Expr):
                for argument in node.args:
                    visit(argument)
                written = value.written("python", [text(argument) for argument in node.args])
                start, end = span(node)
                parent = parents.get(node)
                if not _stands_alone(node, parent, written):
                    written = f"({written})"
                edits.append((start, end, written))
                return
        if isinstance(node, ast.Name) and node.id in parameters:
            edits.append((*span(node), literal(parameters[node.id])))
            return
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            edits.append((span(node.target)[1], span(node.value)[0], " = "))
        elif isinstance(node, ast.arg) and node.annotation is not None:
            end = span(node.annotation)[1]
            edits.append((starts[node.lineno - 1] + node.col_offset + len(node.arg), end, ""))
        elif isinstance(node, ast.FunctionDef) and node.returns is not None:
            begin, end = span(node.returns)
            edits.append((len(source[: source.rindex("->", 0, begin)].rstrip()), end, ""))
        for child in ast.iter_child_nodes(node):
            parents[child] = node
            visit(child)

    parents: dict[ast.AST, ast.AST] = {}
    for statement in tree.body:
        visit(statement)
    start = starts[first - 1]
    inside = [(a - start, b - start, new) for a, b, new in edits]
    body = tidied(textwrap.dedent(_edited(source[start:], inside)).rstrip("\n"))
    imports = _imports(tree, function.__globals__, set(parameters))
    return Function(
        tree.name,
        tuple(argument.arg for argument in tree.args.args),
        body,
        imports,
    )


def _first_line(statement: ast.stmt) -> int:
    """The line where a statement begins, its decorators included."""
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(each.lineno for each in decorators)])


def _imports(
    tree: ast.FunctionDef, names: Mapping[str, Any], parameters: set[str]
) -> tuple[str, ...]:
    """The imports that a function needs: the names of its module that it mentions."""
    stored = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    stored |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    lines = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name) or node.id in stored | parameters:
            continue
        value = names.get(node.id)
        if inspect.ismodule(value):
            lines.add(f"import {node.id}")
        elif value is not None:
            module = getattr(value, "__module__", None)
            if module is None or module.startswith("shortlist_engine"):
                raise TypeError(f"a printed program cannot use {node.id} of its family's module")
            lines.add(f"from {module.lstrip('_')} import {node.id}")
    return tuple(sorted(lines))


def literal(value: Any) -> str:
    """Returns a parameter as Python writes it. Raises TypeError for what has no such form."""
    if isinstance(value, BuiltinFunctionType | type) and value.__module__ == "builtins":
        return value.__name__
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool | int | float | None):
        return repr(value)
    if isinstance(value, list | tuple):
        items = ", ".join(literal(item) for item in value)
        return f"[{items}]" if isinstance(value, list) else f"({items},)"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in value.items()) + "}"
    raise TypeError(f"a parameter of a program cannot be {value!r}")


def cpp_text(text: str, values: Mapping[str, Any]) -> str:
    """Returns C++ text with its `$` parameters put in: texts as they are, so that they may be an
    operator; lists in braces. Raises KeyError for a parameter that the task does not have."""
    return tidied_cpp(_put_in(text, values))


def _put_in(text: str, values: Mapping[str, Any]) -> str:
    result, at = [], 0
    while found := _CPP_PARAMETER.search(text, at):
        value, end = values[found[1]], found.end()
        result.append(text[at : found.start()])
        if isinstance(value, Expr):
            arguments, end = _arguments(text, end)
            arguments = [_put_in(argument, values) for argument in arguments]
            result.append(f"({value.written('cpp', arguments)})")
        else:
            result.append(_continued(_cpp_literal(value), text[: found.start()]))
        at = end
    return "".join(result) + text[at:]


def _continued(written: str, before: str) -> str:
    """The lines of a parameter, the further ones indented as the line on which it stands."""
    line = before[before.rfind("\n") + 1 :]
    return written.replace("\n", "\n" + line[: len(line) - len(line.lstrip())])


def _cpp_literal(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return (
            "{"
            + ", ".join(
                json.dumps(item) if isinstance(item, str) else _cpp_literal(item) for item in value
            )
            + "}"
        )
    if isinstance(value, BuiltinFunctionType | type):
        return value.__name__
    if isinstance(value, int) and abs(value) >= 2**31:
        return f"{value}LL"
    return str(value)


def _arguments(text: str, start: int) -> tuple[list[str], int]:
    """The arguments in the parentheses that begin at `start`, and where they end."""
    if text[start : start + 1] != "(":
        raise ValueError(
            f"an expression is called, as in $test(x): {text[max(0, start - 20) : start]}"
        )
    depth, begin = 0, start + 1
    parts: list[str] = []
    for at in range(start, len(text)):
        if text[at] in "([{":
            depth += 1
        elif text[at] in ")]}":
            depth -= 1
            if not depth:
                return [*parts, text[begin:at].strip()], at + 1
        elif text[at] == "," and depth == 1:
            parts.append(text[begin:at].strip())
            begin = at + 1
    raise ValueError("a parenthesis is not closed")


def _stands_alone(node: ast.expr, parent: ast.AST | None, written: str) -> bool:
    """Whether an expression in place of the call needs no parentheses."""
    if isinstance(parent, ast.BoolOp) and not re.search(r"\b(?:and|or|if)\b", written):
        return True
    if re.fullmatch(r"[\w.]+(?:\([^()]*\)|\[[^\[\]]*\])?", written):
        return True
    if written.startswith("(") and isinstance(ast.parse(written, mode="eval").body, ast.Tuple):
        return True
    if parent is None or isinstance(parent, ast.stmt | ast.comprehension | ast.keyword):
        return True
    if isinstance(parent, ast.Call):
        return node is not parent.func
    return isinstance(
        parent,
        ast.IfExp
        | ast.GeneratorExp
        | ast.ListComp
        | ast.Subscript
        | ast.Tuple
        | ast.List
        | ast.Set,
    )


@functools.cache
def _source(code: CodeType) -> str:
    lines, _ = inspect.getsourcelines(code)
    return textwrap.dedent("".join(lines))


def _line_starts(source: str) -> list[int]:
    starts, at = [], 0
    for line in source.splitlines(keepends=True):
        starts.append(at)
        at += len(line)
    return starts


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text
