"""Calls of a function of which no example is known.

Names and annotations often say little about the types of parameters (`def solution(lst)`), but the
samples know: a call with arguments of the right types ends well in most of them. So each
combination of types is tried on a few programs, and calls are made of the one that suits them.
"""

from __future__ import annotations

import ast
import itertools
import random
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Maker = Callable[[random.Random], Any]
MOST_COMBINATIONS = 49
TRIALS = 3
NEARLY = 0.8
_WORDS = ("a", "b", "ab", "aba", "abc", "hello", "Hello World", "race car", "12", "3.5", "x y z")


def _integer(rng: random.Random) -> int:
    return rng.choice((0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 100, -1, -2, -7))


def _decimal(rng: random.Random) -> float:
    return rng.choice((0.0, 0.5, 1.0, 1.5, 2.25, 3.5, 10.0, -1.0, -2.5))


def _word(rng: random.Random) -> str:
    if rng.random() < 0.5:
        return rng.choice(("", *_WORDS))
    return "".join(rng.choice("aabbcdeixyzAB 12") for _ in range(rng.randint(1, 12)))


def _truth(rng: random.Random) -> bool:
    return rng.random() < 0.5


def _list_of(item: Maker) -> Maker:
    def make(rng: random.Random) -> list[Any]:
        """In any order or sorted, some with repeated items."""
        items = [item(rng) for _ in range(rng.choice((0, 1, 2, 3, 3, 4, 4, 5, 6, 8)))]
        if items and rng.random() < 0.3:
            items.append(rng.choice(items))
        order = rng.random()
        return sorted(items, reverse=order < 0.15) if order < 0.3 else items

    return make


MAKERS: Mapping[str, Maker] = {
    "int": _integer,
    "list[int]": _list_of(_integer),
    "str": _word,
    "list[str]": _list_of(_word),
    "float": _decimal,
    "list[float]": _list_of(_decimal),
    "list[list[int]]": _list_of(_list_of(_integer)),
    "bool": _truth,
}
"""Common types first: of those that suit nearly as well as the best, the earliest is taken. A truth
value passes for a number, so it must be annotated."""


def combinations(prompt: str, entry_point: str) -> list[tuple[str, ...]]:
    """The types that the parameters of `entry_point` may have, the likelier first, as far as its
    annotations do not rule them out; empty when `prompt` defines no such function, or one without
    parameters."""
    for node in ast.walk(_parse(prompt)):
        if isinstance(node, ast.FunctionDef) and node.name == entry_point:
            arguments = node.args.args[: len(node.args.args) - len(node.args.defaults)]
            choices = [_types(argument.annotation) for argument in arguments]
            product = list(itertools.islice(itertools.product(*choices), 10_000))
            product.sort(key=lambda types: sum(map(list(MAKERS).index, types)))
            return product[:MOST_COMBINATIONS] if choices else []
    return []


def trials(entry_point: str, types: Sequence[str]) -> list[str]:
    """`TRIALS` calls that show whether arguments of these types suit."""
    return calls(entry_point, types, TRIALS, random.Random(0))


def best_suited(successes: Sequence[float]) -> int:
    """The first of the combinations whose trials ended well nearly as often as those of the best;
    `successes` has the share for each."""
    return next(i for i, share in enumerate(successes) if share >= NEARLY * max(successes))


def calls(entry_point: str, types: Sequence[str], count: int, rng: random.Random) -> list[str]:
    """At most `count` distinct calls with arguments of these types."""
    found: dict[str, None] = {}
    for _ in range(count * 10):
        if len(found) == count:
            break
        values = ", ".join(repr(MAKERS[name](rng)) for name in types)
        found[f"{entry_point}({values})"] = None
    return list(found)


def _types(annotation: ast.expr | None) -> list[str]:
    if annotation is not None:
        text = re.sub(r"\s|\btyping\.", "", ast.unparse(annotation)).replace("List", "list")
        fitting = [name for name in MAKERS if name == text or name.startswith(f"{text}[")]
        if fitting:
            return fitting
    return [name for name in MAKERS if name != "bool"]


def _parse(prompt: str) -> ast.Module:
    """The prompt with an empty body, as an empty module when it cannot be read."""
    for body in ("", "\n    pass\n"):
        try:
            return ast.parse(prompt.rstrip() + body)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return ast.Module([], [])
