"""Mutations of a call expression, the input of a *function* problem."""

from __future__ import annotations

import ast
import math
import random
from typing import Any

from shortlist_engine.inputs.values import mutate_int, mutate_text, resize
from shortlist_engine.statement.literals import python_expression

MAX_CALL_CHARS = 20_000
DEEPEST_CALL = 100
MAX_BITS = 10_000  # of an integer that Python still writes in decimal
_WORDS = {"true": True, "false": False, "null": None, "nullptr": None, "nullopt": None}


def parse_call(text: str) -> ast.Call | None:
    """Returns the call that `text` is, or None: also when it is nested too deep, or holds a number
    too large, to be written again. Never raises."""
    if len(text) > MAX_CALL_CHARS:
        return None
    try:
        expression = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    return expression if isinstance(expression, ast.Call) and _can_be_written(expression) else None


def _can_be_written(expression: ast.expr) -> bool:
    level: list[ast.AST] = [expression]
    for _ in range(DEEPEST_CALL):
        values = [node.value for node in level if isinstance(node, ast.Constant)]
        if not all(map(_is_writable, values)):
            return False
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return True
    return False


def _is_writable(value: object) -> bool:
    if isinstance(value, int):
        return value.bit_length() <= MAX_BITS
    return math.isfinite(value) if isinstance(value, float) else True


def call_in_python(text: str) -> str:
    """Returns a call as C++ writes it, put in Python's words: lists for braces, `True` for `true`.
    Text that is no call comes back as it is."""
    call = parse_call(python_expression(text).rstrip("; "))
    return text if call is None else ast.unparse(_PythonWords().visit(call))


class _PythonWords(ast.NodeTransformer):
    """A map in braces becomes a list of pairs, which a C++ program reads as a map too."""

    def visit_Set(self, node: ast.Set) -> ast.expr:
        return ast.List([self.visit(item) for item in node.elts], ast.Load())

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        return self.generic_visit(node) if node.keys else ast.List([], ast.Load())

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(_WORDS[node.id]) if node.id in _WORDS else node


def is_call(text: str, entry_point: str) -> bool:
    """Says whether `text` calls `entry_point` (or a method of that name) with literal arguments
    only."""
    call = parse_call(text)
    if call is None:
        return False
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    return name == entry_point and all(_literal(value)[0] for value in values)


def mutate_call(text: str, rng: random.Random) -> str | None:
    """Returns the call with one to three of its literal arguments changed; None when there are
    none, or when `text` is not a call."""
    call = parse_call(text)
    if call is None:
        return None
    arguments: list[Any] = []
    slots: list[tuple[str, int]] = []
    for kind, nodes in (("args", call.args), ("keywords", [k.value for k in call.keywords])):
        for index, node in enumerate(nodes):
            known, value = _literal(node)
            if known:
                slots.append((kind, index))
                arguments.append(value)
    if not slots:
        return None
    for position in rng.sample(range(len(slots)), min(len(slots), rng.choice((1, 1, 2, 3)))):
        kind, index = slots[position]
        value = mutate_value(arguments[position], rng, "-" in text)
        node = ast.parse(literal(value), mode="eval").body
        if kind == "args":
            call.args[index] = node
        else:
            call.keywords[index].value = node
    return ast.unparse(call)


def literal(value: Any) -> str:
    """Returns the value as Python writes it; sets in order, since theirs differs from run to
    run."""
    if isinstance(value, (set, frozenset)) and value:
        return "{" + ", ".join(sorted(map(literal, value))) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(literal, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, dict):
        items = (f"{literal(key)}: {literal(item)}" for key, item in value.items())
        return "{" + ", ".join(items) + "}"
    return repr(value)


def mutate_value(value: Any, rng: random.Random, allow_negative: bool = True) -> Any:
    """Returns a value of the same type near `value`."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return mutate_int(value, rng, allow_negative=allow_negative)
    if isinstance(value, float):
        return round(
            value + rng.choice((-1.0, -0.5, -0.1, 0.1, 0.5, 1.0)) * rng.choice((1, 1, 3)), 6
        )
    if isinstance(value, str):
        return mutate_text(value, rng)
    if isinstance(value, (list, tuple)):
        return type(value)(_mutate_items(list(value), rng, allow_negative))
    if isinstance(value, (set, frozenset)):
        return type(value)(_mutate_items(sorted(value, key=repr), rng, allow_negative))
    if isinstance(value, dict) and value:
        key = rng.choice(list(value))
        return {**value, key: mutate_value(value[key], rng, allow_negative)}
    return value


def _mutate_items(items: list[Any], rng: random.Random, allow_negative: bool) -> list[Any]:
    if not items:
        return items
    choice = rng.random()
    if choice < 0.5:
        index = rng.randrange(len(items))
        items[index] = mutate_value(items[index], rng, allow_negative)
    elif choice < 0.7:
        rng.shuffle(items)
    else:
        items = resize(items, rng, lambda item: mutate_value(item, rng, allow_negative))
    return items


def _literal(node: ast.expr) -> tuple[bool, Any]:
    try:
        return True, ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False, None
