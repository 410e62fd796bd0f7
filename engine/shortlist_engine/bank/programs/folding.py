"""Takes out of a program what its parameters have decided: branches that are never, or always,
taken."""

from __future__ import annotations

import ast
import itertools
import textwrap
from collections.abc import Mapping
from typing import Any

_PLAIN = (
    ast.Compare, ast.BoolOp, ast.UnaryOp, ast.Name, ast.Constant, ast.Load, ast.cmpop, ast.boolop,
    ast.unaryop, ast.Tuple, ast.List, ast.BinOp, ast.operator, ast.Set,
)  # fmt: skip


def folded(source: str, values: Mapping[str, Any]) -> str:
    """Returns the source of a function without the branches that `values` rule out: of statements
    and of conditional expressions whose test says nothing but these."""
    while True:
        tree = ast.parse(source)
        tests = _tests(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.If | ast.IfExp | ast.BoolOp):
                new = _without(source, node, values, node in tests)
                if new is not None and new != source:
                    source = new
                    break
        else:
            return _reachable(source)


def _reachable(source: str) -> str:
    """The source without statements that follow a `return` in the same block, as there are when a
    branch that returns has taken the place of its `if`."""
    for node in ast.walk(ast.parse(source)):
        block = getattr(node, "body", None)
        if not isinstance(block, list):
            continue
        for statement, after in itertools.pairwise(block):
            if isinstance(statement, ast.Return):
                lines = source.split("\n")
                return _reachable(
                    "\n".join([*lines[: after.lineno - 1], *lines[block[-1].end_lineno :]])
                )
    return source


def _without(
    source: str, node: ast.If | ast.IfExp | ast.BoolOp, values: Mapping[str, Any], is_test: bool
) -> str | None:
    if isinstance(node, ast.BoolOp):
        return _shorter(source, node, values, is_test)
    decided = _decided(node.test, values)
    if decided is None:
        return None
    if isinstance(node, ast.IfExp):
        kept = ast.get_source_segment(source, node.body if decided else node.orelse)
        assert kept is not None
        return _replaced(source, node, kept)
    return _branch(source, node, node.body if decided else node.orelse)


def _tests(tree: ast.AST) -> set[ast.expr]:
    """The expressions of which nothing but the truth counts."""
    found: set[ast.expr] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If | ast.IfExp | ast.While):
            found.add(node.test)
        elif isinstance(node, ast.comprehension):
            found.update(node.ifs)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            found.add(node.operand)
        if isinstance(node, ast.BoolOp) and node in found:
            found.update(node.values)
    return found


def _shorter(source: str, node: ast.BoolOp, values: Mapping[str, Any], is_test: bool) -> str | None:
    """`A and rest` without the parts that are known, wherever they stand. Where the value counts
    and not only its truth (`x or k`), a part must be a truth value."""
    stops = isinstance(node.op, ast.Or)
    kept: list[ast.expr] = []
    for each in node.values:
        known = _is_known(each) and (is_test or _is_truth(each, values))
        decided = _decided(each, values) if known else None
        if decided is None:
            kept.append(each)
        elif decided == stops:
            return _replaced(source, node, str(stops))
    if len(kept) == len(node.values):
        return None
    parts = []
    for each in kept:
        text = ast.get_source_segment(source, each) or ""
        loose = len(kept) > 1 and isinstance(each, ast.BoolOp | ast.IfExp)
        parts.append(f"({text})" if loose or "\n" in text else text)
    word = " or " if stops else " and "
    return _replaced(source, node, word.join(parts) or str(not stops))


def _is_known(test: ast.expr) -> bool:
    """Whether a test names a parameter, or is what became of one."""
    return any(
        isinstance(each, ast.Name)
        or (isinstance(each, ast.Constant) and isinstance(each.value, bool))
        for each in ast.walk(test)
    )


def _branch(source: str, node: ast.If, kept: list[ast.stmt]) -> str:
    """The source with the kept statements in place of the whole `if`."""
    lines = source.split("\n")
    assert node.end_lineno is not None
    start, end = node.lineno - 1, node.end_lineno
    is_elif = lines[start].lstrip().startswith("elif")
    if not kept:
        alone = not is_elif and _alone(source, node)
        new = [" " * node.col_offset + "pass"] if alone else []
        return "\n".join([*lines[:start], *new, *lines[end:]])
    last = kept[-1].end_lineno
    assert last is not None
    text = lines[kept[0].lineno - 1 : last]
    if isinstance(kept[0], ast.If) and text[0].lstrip().startswith("elif"):
        text[0] = text[0].replace("elif", "elif" if is_elif else "if", 1)
        return "\n".join([*lines[:start], *text, *lines[end:]])
    inner = textwrap.dedent("\n".join(text))
    if is_elif:
        pad = " " * node.col_offset
        new = [f"{pad}else:", *textwrap.indent(inner, f"{pad}    ").split("\n")]
    else:
        new = textwrap.indent(inner, " " * node.col_offset).split("\n")
    return "\n".join([*lines[:start], *new, *lines[end:]])


def _alone(source: str, node: ast.If) -> bool:
    """Whether the `if` is all there is in its block."""
    for parent in ast.walk(ast.parse(source)):
        for block in ("body", "orelse", "finalbody"):
            inner = getattr(parent, block, None)
            if isinstance(inner, list) and len(inner) == 1 and inner[0].lineno == node.lineno:
                return True
    return False


def _replaced(source: str, node: ast.expr, text: str) -> str:
    lines = source.split("\n")
    assert node.end_lineno is not None and node.end_col_offset is not None
    before = lines[node.lineno - 1][: node.col_offset]
    after = lines[node.end_lineno - 1][node.end_col_offset :]
    bracketed = before.endswith("(") and after.startswith(")") and not _is_call(before)
    if bracketed and (_binds(text) or (before.endswith((" = (", "return (")) and after == ")")):
        before, after = before[:-1], after[1:]
    return "\n".join([*lines[: node.lineno - 1], before + text + after, *lines[node.end_lineno :]])


def _binds(text: str) -> bool:
    """Whether an expression means the same without parentheses, whatever stands beside it."""
    inner = ast.parse(text.strip(), mode="eval").body
    return isinstance(inner, ast.Name | ast.Constant | ast.Call | ast.Attribute | ast.Subscript)


def _is_call(before: str) -> bool:
    """Whether the parenthesis at the end belongs to a call and not to a grouping."""
    word = before[:-1].rstrip()
    return before[:-1] == word and (word[-1:].isalnum() or word[-1:] in "_)]")


def _decided(test: ast.expr, values: Mapping[str, Any]) -> bool | None:
    """What a test of nothing but parameters comes to; None for another test."""
    value = _value(test, values)
    return None if value is _UNKNOWN else bool(value)


def _is_truth(test: ast.expr, values: Mapping[str, Any]) -> bool:
    return isinstance(_value(test, values), bool)


_UNKNOWN = object()


def _value(test: ast.expr, values: Mapping[str, Any]) -> Any:
    """The value of an expression of nothing but parameters; `_UNKNOWN` for another one."""
    for node in ast.walk(test):
        if not isinstance(node, _PLAIN):
            return _UNKNOWN
        if isinstance(node, ast.Name) and node.id not in values:
            return _UNKNOWN
    try:
        return eval(compile(ast.Expression(test), "test", "eval"), {}, dict(values))
    except TypeError:
        return _UNKNOWN
