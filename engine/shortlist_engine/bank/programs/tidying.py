"""Takes out of a program what has become pointless when its parameters were put in: operations with
0 or 1 that change nothing, and variables that nobody reads any more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

_PURE = frozenset({
    "abs", "bool", "chr", "dict", "enumerate", "float", "int", "len", "list", "max", "min", "ord",
    "range", "reversed", "round", "set", "sorted", "str", "sum", "tuple", "zip",
})  # fmt: skip
_PURE_METHODS = frozenset({"count", "get", "lower", "upper"})
_Cut = tuple[tuple[int, int], tuple[int, int]]
_NEUTRAL_IN_CPP = (
    (re.compile(r"(?<=[\w)\]]) [+-] 0(?![\w.]| [*/%])"), ""),
    (re.compile(r"(?<=[\w)\]]) \* 1(?![\w.])"), ""),
    (re.compile(r"\bif \(true\) "), ""),
)


def tidied(body: str) -> str:
    """Returns the body of a Python function without operations that change nothing and variables
    that are never read. What may have another effect stays."""
    while True:
        tree = ast.parse(body)
        new = _without_neutral(body, tree) or _without_dead(body, tree)
        if new is None:
            return body
        body = new


def tidied_cpp(text: str) -> str:
    """Returns C++ text without additions of 0, products with 1, and tests that are true."""
    for pattern, new in _NEUTRAL_IN_CPP:
        text = pattern.sub(new, text)
    return text


def _without_neutral(body: str, tree: ast.Module) -> str | None:
    for node in ast.walk(tree):
        if not isinstance(node, ast.BinOp) or not isinstance(node.right, ast.Constant):
            continue
        adds = isinstance(node.op, ast.Add | ast.Sub) and node.right.value == 0
        scales = isinstance(node.op, ast.Mult) and node.right.value == 1
        # A truth value times 1 is a number, and prints as one.
        truth = isinstance(node.left, ast.Compare | ast.BoolOp | ast.UnaryOp)
        if type(node.right.value) is int and (adds or scales) and not truth:
            line, column = _end(node.left)
            while body.split("\n")[line - 1][column : column + 1] == ")":
                column += 1
            return _cut(body, (line, column), _end(node))
    return None


def _without_dead(body: str, tree: ast.Module) -> str | None:
    """The body without one variable that is never read: all that sets it goes, or nothing."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    alive = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Nonlocal | ast.Global):
            alive.update(node.names)
    places = {target: place for place in _places(tree) for target in _targets(place.statement)}
    for dead in sorted({node.id for node in names} - alive):
        stores = [node for node in names if node.id == dead]
        cuts = [_cut_of(node, places[node]) for node in stores if node in places]
        if len(cuts) == len(stores) and None not in cuts:
            for start, end in sorted(filter(None, cuts), reverse=True):
                body = _cut(body, start, end)
            return body
    return None


def _targets(statement: ast.stmt) -> list[ast.Name]:
    if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
        return [statement.target]
    if isinstance(statement, ast.Assign):
        return [target for target in statement.targets if isinstance(target, ast.Name)]
    return []


def _cut_of(target: ast.Name, place: _Place) -> _Cut | None:
    """What to cut so that a statement no longer sets a name; None where it does more."""
    statement = place.statement
    assert isinstance(statement, ast.Assign | ast.AugAssign)
    if isinstance(statement, ast.Assign) and len(statement.targets) > 1:
        after = [*statement.targets, statement.value][statement.targets.index(target) + 1]
        return _start(target), _start(after)
    return _lines(place) if _pure(statement.value) else None


def _lines(place: _Place) -> _Cut | None:
    """The lines of a statement, with the `if` or `else` that holds nothing but it."""
    assert place.statement.end_lineno is not None
    first, last = place.statement.lineno, place.statement.end_lineno
    if place.alone:
        around = place.around
        if around is None or not isinstance(around.statement, ast.If):
            return None
        if place.block is around.statement.orelse:
            before = around.statement.body[-1].end_lineno
            assert before is not None
            first = before + 1
        elif around.statement.orelse or not _pure(around.statement.test):
            return None
        else:
            return _lines(around)
    return (first, 0), (last + 1, 0)


def _pure(value: ast.expr) -> bool:
    for node in ast.walk(value):
        if isinstance(node, ast.Call):
            named = isinstance(node.func, ast.Name) and node.func.id in _PURE
            method = isinstance(node.func, ast.Attribute) and node.func.attr in _PURE_METHODS
            if not named and not method:
                return False
        elif isinstance(node, ast.NamedExpr | ast.Await | ast.Yield | ast.YieldFrom):
            return False
    return True


@dataclass(frozen=True, eq=False)
class _Place:
    """Where a statement stands: in a block, and the block in another statement's."""

    statement: ast.stmt
    block: list[ast.stmt]
    around: _Place | None

    @property
    def alone(self) -> bool:
        return len(self.block) == 1


def _places(node: ast.AST, around: _Place | None = None) -> Iterator[_Place]:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list):
            for statement in block:
                place = _Place(statement, block, around)
                yield place
                yield from _places(statement, place)


def _start(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _end(node: ast.expr) -> tuple[int, int]:
    assert node.end_lineno is not None and node.end_col_offset is not None
    return node.end_lineno, node.end_col_offset


def _cut(text: str, start: tuple[int, int], end: tuple[int, int]) -> str:
    """The text without what is between two places."""
    lines = [*text.split("\n"), ""]
    joined = lines[start[0] - 1][: start[1]] + lines[end[0] - 1][end[1] :]
    return "\n".join([*lines[: start[0] - 1], joined, *lines[end[0] :]]).rstrip("\n")
