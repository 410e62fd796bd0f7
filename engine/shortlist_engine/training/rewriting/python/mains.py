"""Statements of the module become a function `main`, or the other way round."""

from __future__ import annotations

import ast
import itertools
import random

from shortlist_engine.training.rewriting.python.program import (
    BUILTINS,
    Made,
    Program,
    binds,
    is_scope,
    names,
)

_IMPORTS = (ast.Import, ast.ImportFrom)


def main_or_none(program: Program, _: random.Random) -> Made | None:
    """Puts what follows the imports into a function, or takes it out of the only one there is."""
    body = program.tree.body
    ahead = next((i for i, node in enumerate(body) if not isinstance(node, _IMPORTS)), len(body))
    if not any(is_scope(node) or isinstance(node, ast.Global) for node in program.nodes):
        return _wrapped(program, body[:ahead], body[ahead:])
    if [type(node) for node in body[ahead:]] in (
        [ast.FunctionDef, ast.Expr],
        [ast.FunctionDef, ast.If],
    ):
        function, call = body[ahead:]
        assert isinstance(function, ast.FunctionDef)
        return _unwrapped(program, body[:ahead], function, call)
    return None


def _wrapped(program: Program, head: list[ast.stmt], rest: list[ast.stmt]) -> Made | None:
    """A variable that is assigned to somewhere in a function is never the module's or a builtin
    there, so one that is both must stay."""
    nodes = [each for node in rest for each in ast.walk(node)]
    stored = set(itertools.chain.from_iterable(map(binds, nodes)))
    taken = BUILTINS.union(*map(binds, head), {"main"})
    if not rest or any(isinstance(node, _IMPORTS) for node in nodes):
        return None
    if program.imports_all or stored & taken or "main" in names(program.tree):
        return None
    lines = program.source.rstrip().split("\n")
    start = rest[0].lineno - 1
    inner = [f"    {line}" if line.strip() else "" for line in lines[start:]]
    gap = [""] if start and lines[start - 1] else []
    source = "\n".join([*lines[:start], *gap, "def main():", *inner, "", "main()", ""])
    made = ast.parse("def main():\n    pass\nmain()").body
    made[0].body = rest  # type: ignore[attr-defined]
    return Made(source, ast.Module([*head, *made], []))


def _unwrapped(
    program: Program, head: list[ast.stmt], function: ast.FunctionDef, call: ast.stmt
) -> Made | None:
    name, body = function.name, function.body
    if ast.unparse(call) not in (f"{name}()", f"if __name__ == '__main__':\n    {name}()"):
        return None
    nodes = [each for node in body for each in ast.walk(node)]
    bound = (ast.Return, ast.Nonlocal, ast.Global, ast.Yield, ast.YieldFrom, *_IMPORTS)
    if any(isinstance(each, bound) or is_scope(each) for each in nodes):
        return None
    if ast.unparse(function.args) or function.decorator_list:
        return None
    if body[0].lineno == function.lineno or any(name in names(node) for node in body):
        return None
    lines = program.source.split("\n")
    inner = lines[body[0].lineno - 1 : function.end_lineno]
    width = len(inner[0]) - len(inner[0].lstrip())
    if any(line[:width].strip() for line in inner):
        return None
    source = "\n".join([*lines[: function.lineno - 1], *(line[width:] for line in inner), ""])
    return Made(source, ast.Module([*head, *body], []))
