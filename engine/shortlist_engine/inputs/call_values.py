"""New values of the kind of those that a function's examples have in one place."""

from __future__ import annotations

import ast
import random
from collections.abc import Sequence
from typing import Any

from shortlist_engine.inputs.values import mutate_text

LONGEST = 12
DEEPEST = 8

_SAMPLES: dict[str, list[Any]] = {
    "int": [0, 1, 2, 5, -3], "float": [0.0, 1.5, -2.0], "str": ["a", "ab", "ba"],
    "bool": [False, True], "Any": [0, 1, "a"],
}  # fmt: skip


def samples_of(annotation: str) -> list[Any]:
    """Returns a few values of a type as a signature states it, such as `List[List[int]]`; none when
    it is not understood."""
    try:
        node = ast.parse(annotation.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return []
    return _samples(node, DEEPEST)


def _samples(node: ast.expr, depth: int) -> list[Any]:
    if depth == 0:
        return []
    if isinstance(node, ast.Name):
        if node.id.lower() in ("list", "tuple", "set", "dict"):
            return _collection(node.id.lower(), [_SAMPLES["int"]] * 2)
        return list(_SAMPLES.get(node.id, ()))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):  # int | None
        return _samples(node.left, depth - 1) or _samples(node.right, depth - 1)
    if not isinstance(node, ast.Subscript):
        return []
    inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    parts = [_samples(each, depth - 1) for each in inner]
    parts = [each for each in parts if each]
    name = getattr(node.value, "id", getattr(node.value, "attr", "")).lower()
    if not parts:
        return []
    if name == "optional":
        return parts[0]
    return _collection(name, parts)


def _collection(name: str, parts: list[list[Any]]) -> list[Any]:
    if name in ("list", "sequence", "iterable"):
        return [parts[0][:3]]
    if name == "tuple":
        return [tuple(each[0] for each in parts)]
    if name == "set":
        return [set(parts[0][:3])] if _hashable(parts[0]) else []
    if name == "dict" and len(parts) == 2 and _hashable(parts[0]):
        return [dict(zip(parts[0], parts[1], strict=False))]
    return []


def _hashable(values: Sequence[Any]) -> bool:
    return all(isinstance(value, (int, str, float, bool)) for value in values)


def draw(seen: Sequence[Any], rng: random.Random, depth: int = 0) -> Any:
    """Returns a value of the type of one of `seen`, near them or at a corner: empty, single, all
    equal, zero, just beyond what was seen."""
    if not seen or depth > DEEPEST:
        return rng.choice(seen) if seen else 0
    like = rng.choice(seen)
    if isinstance(like, bool):
        return rng.random() < 0.5
    alike = [value for value in seen if type(value) is type(like)]
    if isinstance(like, int):
        return _integer(alike, rng)
    if isinstance(like, float):
        return _float(alike, rng)
    if isinstance(like, str):
        return _text(alike, rng)
    if isinstance(like, tuple) and len({len(value) for value in alike}) == 1:
        return tuple(draw(column, rng, depth + 1) for column in zip(*alike, strict=True))
    if isinstance(like, (list, tuple)):
        return type(like)(_items(alike, rng, depth))
    if isinstance(like, (set, frozenset)):
        return type(like)(_items([sorted(value, key=repr) for value in alike], rng, depth))
    if isinstance(like, dict):
        keys = _items([list(value) for value in alike], rng, depth)
        values = [item for value in alike for item in value.values()]
        return {key: draw(values, rng, depth + 1) for key in keys} if values else {}
    return like


def _integer(seen: Sequence[int], rng: random.Random) -> int:
    low, high = min(seen), max(seen)
    least = -max(abs(low), high) if low < 0 else 0
    choice = rng.random()
    if choice < 0.35:
        return rng.randint(least, max(2 * high, 3))
    if choice < 0.6:
        return rng.randint(low, high)
    if choice < 0.8:
        return max(least, rng.choice(seen) + rng.choice((-2, -1, 1, 2)))
    return max(least, rng.choice((0, 1, 2, 3, -1, low, high, high + 1, 2 * high, 10, 7)))


def _float(seen: Sequence[float], rng: random.Random) -> float:
    low, high = min(seen), max(seen)
    least = -max(abs(low), abs(high)) if low < 0 else 0.0
    choice = rng.random()
    if choice < 0.4:
        return round(rng.uniform(least, max(2 * high, 1.0)), rng.choice((0, 1, 1, 2, 3)))
    if choice < 0.6:
        return float(rng.choice(seen))
    if choice < 0.8:
        return round(max(least, rng.choice(seen) + rng.choice((-1.0, -0.5, 0.5, 1.0))), 6)
    return max(least, rng.choice((0.0, 0.5, 1.0, -1.0, low, high, float(int(high)))))


def _text(seen: Sequence[str], rng: random.Random) -> str:
    letters = sorted(set("".join(seen))) or ["a", "b"]
    if len(letters) > 3 and rng.random() < 0.5:
        letters = rng.sample(letters, 3)
    choice = rng.random()
    like = rng.choice(seen)
    if choice < 0.06:
        return ""
    if choice < 0.4:
        return mutate_text(mutate_text(like, rng, "".join(letters)), rng)
    if choice < 0.55 and any(" " in text for text in seen):
        words = [word for text in seen for word in text.split()]
        return " ".join(rng.choice(words) for _ in range(rng.randint(1, 6))) if words else like
    if choice < 0.62:
        return rng.choice(letters) * rng.randint(1, 5)
    longest = max(2, min(2 * max(map(len, seen)), LONGEST))
    text = "".join(rng.choice(letters) for _ in range(rng.randint(1, longest)))
    if choice < 0.72:
        return text + text[::-1][rng.randint(0, 1) :]
    return rng.choice(seen) + rng.choice(seen) if choice < 0.78 else text


def _items(seen: Sequence[Sequence[Any]], rng: random.Random, depth: int) -> list[Any]:
    """Items of a new collection, of what the collections seen hold."""
    pool = [item for value in seen for item in value]
    if not pool or rng.random() < 0.06:
        return []
    lengths = {len(value) for value in seen}
    longest = max(2, min(2 * max(lengths), LONGEST))
    length = rng.choice((1, 2, 3, rng.randint(1, longest), rng.randint(1, longest)))
    if len(lengths) == 1 and len(seen) > 3 and rng.random() < 0.7:
        length = min(lengths)
    choice = rng.random()
    if choice < 0.15:
        items = list(rng.choice(seen))
        rng.shuffle(items)
        return items
    if choice < 0.25:
        return [draw(pool, rng, depth + 1)] * length
    if choice < 0.4:
        items = [rng.choice(pool) for _ in range(length)]
    else:
        items = [draw(pool, rng, depth + 1) for _ in range(length)]
    if choice > 0.8:
        items = rng.choices(items, k=length)  # some of them several times
    if 0.4 < choice < 0.55:
        try:
            items.sort(reverse=choice < 0.45)
        except TypeError:
            return items
    return items
