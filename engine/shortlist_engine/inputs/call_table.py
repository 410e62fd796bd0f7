"""The example calls of a *function* problem as a table: one column for each parameter."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shortlist_engine.inputs.calls import literal, parse_call


@dataclass(frozen=True)
class Parameter:
    """Names a parameter, with its type as the signature states it, empty where it states none."""

    name: str
    annotation: str


@dataclass(frozen=True)
class CallTable:
    """Holds the literal arguments of calls of one `function`, as it is written there: a row for
    each call. The last columns are those of `keywords`."""

    function: str
    keywords: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    @property
    def columns(self) -> list[list[Any]]:
        """Returns the arguments in each place, in the order of the calls."""
        return [list(column) for column in zip(*self.rows, strict=True)]

    def names(self, parameters: Sequence[Parameter]) -> list[str] | None:
        """Returns the name of each column for a function with these parameters; None when it does
        not take such calls."""
        positional = len(self.rows[0]) - len(self.keywords)
        known = [each.name for each in parameters]
        names = [*known[:positional], *self.keywords]
        fits = len(names) == len(self.rows[0]) == len(known) and set(names) == set(known)
        return names if fits else None

    def call(self, values: Sequence[Any]) -> str:
        """Returns a call with an argument for each column."""
        positional = len(values) - len(self.keywords)
        arguments = [literal(value) for value in values[:positional]]
        arguments += [
            f"{name}={literal(value)}"
            for name, value in zip(self.keywords, values[positional:], strict=True)
        ]
        return f"{self.function}({', '.join(arguments)})"


def read_calls(calls: Sequence[str]) -> CallTable | None:
    """Returns the table of those `calls` that have literal arguments only; None without any, or
    when they do not agree in which arguments they have, or have none."""
    parsed = [call for call in map(parse_call, calls) if call is not None]
    found = [(call, row) for call in parsed if (row := _arguments(call)) is not None]
    forms = {(len(row), tuple(each.arg for each in call.keywords)) for call, row in found}
    if len(forms) != 1:
        return None
    ((count, keywords),) = forms
    if not count or None in keywords:  # **arguments
        return None
    names = tuple(str(name) for name in keywords)
    return CallTable(ast.unparse(found[0][0].func), names, tuple(row for _, row in found))


def read_parameters(signature: str) -> list[Parameter]:
    """Returns the parameters of a Python signature without `self`; none when it is not
    understood."""
    start = signature.find("def ")
    if start < 0:
        return []
    try:
        tree = ast.parse(f"{signature[start:].rstrip().rstrip(':')}: pass")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return []
    function = tree.body[0]
    if not isinstance(function, ast.FunctionDef):
        return []
    return [
        Parameter(each.arg, ast.unparse(each.annotation) if each.annotation else "")
        for each in function.args.args
        if each.arg != "self"
    ]


def _arguments(call: ast.Call) -> tuple[Any, ...] | None:
    nodes = [*call.args, *(keyword.value for keyword in call.keywords)]
    try:
        return tuple(ast.literal_eval(node) for node in nodes)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
