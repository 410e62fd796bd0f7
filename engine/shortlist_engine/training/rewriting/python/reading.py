"""Other idioms for reading the same."""

from __future__ import annotations

import ast
import random
from typing import TypeGuard

from shortlist_engine.training.rewriting.python.program import (
    Made,
    Program,
    binds,
    is_call_of,
    is_guard,
    with_expressions,
)

_READLINE = "sys.stdin.readline"
_NUMBERS = ("int", "float")
_STRIPS = ("strip", "rstrip")


def other_idioms(program: Program, rng: random.Random) -> Made | None:
    """`list(map(int, input().split()))` and a comprehension for each other, and the like. Who reads
    the line stays, so that it may be the program's own `input`."""
    if program.imports_all or program.bound & {"int", "float", "list", "map"}:
        return None
    texts: dict[ast.AST, str] = {}
    spread, unpacked, stripped = (rng.random() < share for share in (0.6, 0.3, 0.3))
    stripped = stripped and "input" not in program.bound
    for node in program.nodes:
        if spread and is_call_of(node, "list", 1) and _is_map(node.args[0]):
            texts[node] = _comprehension(program, node.args[0])
        elif spread and unpacked and _is_unpacking(node) and _is_map(node.value):
            texts[node.value] = _comprehension(program, node.value)
        elif not spread and isinstance(node, ast.ListComp) and _is_spread(node):
            assert isinstance(node.elt, ast.Call)
            called, lines = program.written(node.elt.func), node.generators[0].iter
            texts[node] = f"list(map({called}, {program.written(lines)}))"
        elif stripped and is_call_of(node, "int", 1) and is_call_of(node.args[0], "input", 0):
            texts[node] = "int(input().strip())"
    return with_expressions(program, texts)


def other_reader(program: Program, _: random.Random) -> Made | None:
    """`input()` in the place of `sys.stdin.readline()`, or the other way round, where a missing
    line is the program's end in either case: `readline` gives an empty text for it, and `input` an
    exception, which a program may wait for."""
    nodes = program.nodes
    if (
        program.imports_all
        or program.bound & {"int", "float", "map", "input"}
        or any(map(is_guard, nodes))
        or any(isinstance(n, ast.Attribute) and n.attr == "stdin" and _stored(n) for n in nodes)
        or not _imports_sys_first(program)
    ):
        return None
    lines = [line for node in nodes if (line := _required_line(node)) is not None]
    for reader, other in ((_READLINE, "input()"), ("input", f"{_READLINE}()")):
        found: list[ast.AST] = [line for line in lines if ast.unparse(line.func) == reader]
        if found:
            return with_expressions(program, dict.fromkeys(found, other))
    return None


def _is_line(node: ast.AST) -> TypeGuard[ast.Call]:
    """A call without arguments of a function by its name, or of a file's `readline`."""
    return (
        isinstance(node, ast.Call)
        and not (node.args or node.keywords)
        and (isinstance(node.func, ast.Name) or ast.unparse(node.func).endswith("stdin.readline"))
    )


def _line_of(node: ast.AST, *methods: str) -> ast.Call | None:
    """The line that is read in `line.method()`, which may be stripped first."""
    if not (
        isinstance(node, ast.Call)
        and not (node.args or node.keywords)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in methods
    ):
        return None
    inner = node.func.value
    if _is_line(inner):
        return inner
    return None if methods == _STRIPS else _line_of(inner, *_STRIPS)


def _is_number(node: ast.AST) -> TypeGuard[ast.Call]:
    """`int(x)`."""
    return any(is_call_of(node, number, 1) for number in _NUMBERS)


def _is_map(node: ast.AST) -> TypeGuard[ast.Call]:
    """`map(int, input().split())`."""
    return (
        is_call_of(node, "map", 2)
        and isinstance(node.args[0], ast.Name)
        and node.args[0].id in _NUMBERS
        and _line_of(node.args[1], "split") is not None
    )


def _is_spread(node: ast.ListComp) -> bool:
    """`[int(x) for x in input().split()]`."""
    part = node.generators[0]
    return (
        len(node.generators) == 1
        and not (part.ifs or part.is_async)
        and isinstance(part.target, ast.Name)
        and _is_number(node.elt)
        and isinstance(value := node.elt.args[0], ast.Name)
        and value.id == part.target.id
        and _line_of(part.iter, "split") is not None
    )


def _is_unpacking(node: ast.AST) -> TypeGuard[ast.Assign]:
    """An assignment to several names at once, one of which must be there."""
    return (
        isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(target := node.targets[0], (ast.Tuple, ast.List))
        and any(not isinstance(part, ast.Starred) for part in target.elts)
    )


def _comprehension(program: Program, mapped: ast.Call) -> str:
    called, lines = map(program.written, mapped.args)
    return f"[{called}(x) for x in {lines}]"


def _required_line(node: ast.AST) -> ast.Call | None:
    """The call that reads a line without which the program ends with an error."""
    if _is_number(node):
        value = node.args[0]
        return value if _is_line(value) else _line_of(value, *_STRIPS)
    if not _is_unpacking(node):
        return None
    value = node.value
    if _is_map(value):
        return _line_of(value.args[1], "split")
    if isinstance(value, ast.ListComp) and _is_spread(value):
        return _line_of(value.generators[0].iter, "split")
    return _line_of(value, "split")


def _stored(node: ast.Attribute) -> bool:
    return not isinstance(node.ctx, ast.Load)


def _imports_sys_first(program: Program) -> bool:
    """Whether `sys` is the module everywhere: imported ahead of all else, and nothing else is
    called so."""
    places = [node for node in program.nodes if "sys" in binds(node)]
    for node in program.tree.body:
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            return False
        if isinstance(node, ast.Import) and any(
            alias.name == "sys" and alias.asname is None for alias in node.names
        ):
            return places == [node]
    return False
