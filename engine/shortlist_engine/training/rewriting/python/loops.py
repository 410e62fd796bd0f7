"""Lists that are filled in a loop become comprehensions, and the other way round."""

from __future__ import annotations

import ast
import itertools
import random
import re
from collections.abc import Iterator
from typing import NamedTuple

from shortlist_engine.training.rewriting.python.program import (
    Made,
    Program,
    is_guard,
    is_scope,
    names,
)

_LONGEST = 100  # characters of a line that is written


class _Place(NamedTuple):
    """Statements of a block, from `first` to before `end`, and what may stand for them."""

    block: list[ast.stmt]
    first: int
    end: int
    text: str


def other_loop(program: Program, rng: random.Random) -> Made | None:
    """Rewrites one loop or comprehension, when there is one that may be."""
    places = [
        place
        for block in _blocks(program)
        for place in (*_filled(program, block), *_comprehended(program, block))
    ]
    if not places:
        return None
    block, first, end, text = rng.choice(places)
    start, stop = program.span(block[first])[0], program.span(block[end - 1])[1]
    before = program.text[:start].rpartition(b"\n")[2]
    after = program.text[stop:].partition(b"\n")[0]
    if before.strip() or not re.fullmatch(rb"\s*(#.*)?", after) or b"#" in program.text[start:stop]:
        return None  # it shares a line with another statement, or has a comment in it
    block[first:end] = ast.parse(text).body
    return Made(
        program.with_edits([(start, stop, text.replace("\n", "\n" + before.decode()))]),
        program.tree,
    )


def _blocks(program: Program) -> list[list[ast.stmt]]:
    return [
        block
        for node in program.nodes
        for block in (getattr(node, "body", None), getattr(node, "orelse", None))
        if isinstance(block, list)
    ]


def _filled(program: Program, block: list[ast.stmt]) -> Iterator[_Place]:
    """`a = []`, then a loop that only appends."""
    for index, (made, loop) in enumerate(itertools.pairwise(block)):
        name = _assigned(made)
        if not (
            name is not None
            and isinstance(made, ast.Assign)
            and isinstance(made.value, ast.List)
            and not made.value.elts
            and isinstance(loop, ast.For)
            and not loop.orelse
            and isinstance(loop.target, ast.Name)
            and len(loop.body) == 1
            and loop.lineno == (made.end_lineno or 0) + 1
        ):
            continue
        value = _appended(loop.body[0], name)
        if value is None or name == loop.target.id or name in names(value) | names(loop.iter):
            continue
        if not _only_within(program.tree, loop, loop.target.id) or not _movable(
            program, loop, name
        ):
            continue
        text = f"{name} = [{ast.unparse(value)} for {loop.target.id} in {ast.unparse(loop.iter)}]"
        if len(text) < _LONGEST and "\n" not in text:
            yield _Place(block, index, index + 2, text)


def _appended(statement: ast.stmt, name: str) -> ast.expr | None:
    """What `name.append(...)` is given."""
    if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)):
        return None
    call = statement.value
    plain = len(call.args) == 1 and not call.keywords and not isinstance(call.args[0], ast.Starred)
    return call.args[0] if plain and ast.unparse(call.func) == f"{name}.append" else None


def _comprehended(program: Program, block: list[ast.stmt]) -> Iterator[_Place]:
    """`a = [f(x) for x in b]`."""
    for index, made in enumerate(block):
        name = _assigned(made)
        if name is None or not isinstance(made, ast.Assign):
            continue
        value = made.value
        if not (isinstance(value, ast.ListComp) and len(value.generators) == 1):
            continue
        part = value.generators[0]
        if part.ifs or part.is_async or not isinstance(part.target, ast.Name):
            continue
        each = part.target.id
        if name in names(value) or not _movable(program, made, name):
            continue
        if (
            _is_read(program.tree, "_")
            if each == "_"
            else not _only_within(program.tree, made, each)
        ):
            continue
        head, fill = f"for {each} in {ast.unparse(part.iter)}:", ast.unparse(value.elt)
        if "\n" not in head + fill:
            yield _Place(block, index, index + 1, f"{name} = []\n{head}\n    {name}.append({fill})")


def _assigned(statement: ast.stmt) -> str | None:
    """The one variable that a statement assigns to."""
    if not (isinstance(statement, ast.Assign) and len(statement.targets) == 1):
        return None
    target = statement.targets[0]
    return target.id if isinstance(target, ast.Name) else None


def _movable(program: Program, statement: ast.stmt, name: str) -> bool:
    """Whether nobody sees the list `name` before it is whole: no other function, and nothing after
    an exception; and whether what is in it is worked out at once."""
    later = (
        ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr, ast.Lambda, ast.GeneratorExp,
    )  # fmt: skip
    if any(isinstance(node, later) for node in ast.walk(statement)):
        return False
    around = list(program.around(statement))
    scope = next((node for node in around if is_scope(node)), None)
    if isinstance(scope, ast.ClassDef):
        return False
    if any(map(is_guard, around)):
        return False
    for node in program.nodes:
        if isinstance(node, (ast.Global, ast.Nonlocal)) and name in node.names:
            return False
    within = program.nodes if scope is None else ast.walk(scope)
    others = [node for node in within if is_scope(node) and node is not scope]
    return not any(name in names(node) for node in others)


def _only_within(tree: ast.AST, node: ast.AST, name: str) -> bool:
    """Whether `name` occurs inside of `node` only."""

    def count(top: ast.AST) -> int:
        return sum(
            (isinstance(each, ast.Name) and each.id == name)
            or (isinstance(each, ast.arg) and each.arg == name)
            or (isinstance(each, (ast.Global, ast.Nonlocal)) and name in each.names)
            for each in ast.walk(top)
        )

    return count(tree) == count(node)


def _is_read(tree: ast.AST, name: str) -> bool:
    return any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
        for node in ast.walk(tree)
    )
