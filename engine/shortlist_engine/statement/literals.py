"""Values as C++, JSON and Python write them."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Braces:
    """Stands for `{1, 2}`: in C++ a list, a set, a pair or a map, which only the type says."""

    items: tuple[Any, ...]


_STRING = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
# What C++ writes and Python does not: `vector<int>` before a brace, `std::`, suffixes of numbers.
_CPP = re.compile(
    rf"(?P<string>{_STRING})|(?<![\w:])[A-Za-z_][\w:]*(?:\s*<[^(){{}}\[\]\"']{{0,200}}>)?\s*(?=\{{)"
    r"|\bstd::|(?P<number>\b\d[\d.]*(?:[eE][-+]?\d+)?)[uUlLfF]+\b",
    re.DOTALL,
)
_NAMES = {
    "true": True,
    "false": False,
    "null": None,
    "nullptr": None,
    "nullopt": None,
    "NULL": None,
    "inf": float("inf"),
    "Infinity": float("inf"),
    "INFINITY": float("inf"),
    "nan": float("nan"),
    "NaN": float("nan"),
    "NAN": float("nan"),
}
_SETS = ("set", "frozenset", "unordered_set", "multiset")


def python_expression(text: str) -> str:
    """Returns a C++ value or call in the syntax of Python; other text comes back as it is."""
    return _CPP.sub(lambda found: found["string"] or found["number"] or "", text.strip())


def read_literal(text: str) -> Any:
    """Returns the value: lists, tuples, dictionaries, `Braces`, strings, numbers, truth values,
    None.

    Raises ValueError when it is no literal, and what `ast.parse` raises besides (SyntaxError,
    MemoryError, RecursionError).
    """
    return literal_value(ast.parse(python_expression(text), mode="eval").body)


def literal_value(node: ast.expr) -> Any:
    """Returns the value of a node as `read_literal` reads it. Raises ValueError when it is no
    literal."""
    if isinstance(node, ast.Constant) and not isinstance(node.value, (complex, type(...))):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        value = literal_value(node.operand)
        if isinstance(value, (int, float)):
            return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.Name) and node.id in _NAMES:
        return _NAMES[node.id]
    if isinstance(node, ast.List):
        return [literal_value(item) for item in node.elts]
    if isinstance(node, ast.Tuple):
        return tuple(literal_value(item) for item in node.elts)
    if isinstance(node, ast.Set):
        return Braces(tuple(literal_value(item) for item in node.elts))
    if isinstance(node, ast.Dict):
        return _dictionary(node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _construction(node.func.id, [literal_value(item) for item in node.args])
    raise ValueError(f"no literal: {ast.dump(node)[:40]}")


def _dictionary(node: ast.Dict) -> Any:
    if not node.keys:
        return Braces(())
    try:
        return {
            literal_value(key): literal_value(value)
            for key, value in zip(node.keys, node.values, strict=True)
            if key is not None
        }
    except TypeError as error:
        raise ValueError("a key that cannot be one") from error


def _construction(name: str, arguments: list[Any]) -> Any:
    """`set([1, 2])`, `string("a")`, `float("inf")`"""
    if name in _SETS:
        items = arguments[0] if arguments else ()
        return Braces(tuple(items.items if isinstance(items, Braces) else items))
    if name == "float" and len(arguments) == 1:
        return float(arguments[0])
    if name in ("string", "vector", "list", "tuple") and len(arguments) <= 1:
        return arguments[0] if arguments else ("" if name == "string" else [])
    raise ValueError(f"no literal: {name}(...)")
