"""Names as people give them in short programs."""

from __future__ import annotations

import random
from collections.abc import Iterable

SHORT = tuple("abcdefghijklmnpqrstuvwxyz")
WORDS = (
    "ans", "arr", "nums", "res", "total", "count", "cnt", "cur", "idx", "left", "right", "lo", "hi",
    "mid", "best", "low", "high", "start", "end", "first", "last", "prev", "nxt", "value", "val",
    "values", "items", "item", "data", "lst", "seq", "row", "col", "grid", "table", "word", "words",
    "text", "char", "ch", "digit", "number", "size", "length", "limit", "target", "key", "seen",
    "used", "found", "flag", "ok", "pos", "step", "steps", "acc", "sm", "mx", "mn", "result",
    "answer", "temp", "tmp", "diff", "dist", "cost", "node", "graph", "queue", "stack", "heap",
    "dp", "memo", "pref", "point", "pair", "other", "line", "part", "parts", "aa", "bb", "xs", "ys",
)  # fmt: skip
FUNCTIONS = (
    "solve", "f", "g", "go", "calc", "check", "helper", "dfs", "bfs", "find", "get", "compute",
    "count_it", "run", "build", "search", "test", "func", "rec", "process", "works", "possible",
)  # fmt: skip


def fresh_names(
    old: Iterable[str], functions: set[str], taken: set[str], rng: random.Random
) -> dict[str, str]:
    """Returns new names for some of the `old` ones, each another and none of those `taken`. A
    letter mostly stays a letter."""
    renamed: dict[str, str] = {}
    for name in sorted(old):
        if rng.random() < 0.6:
            continue
        letters = rng.random() < (0.8 if len(name) == 1 else 0.4)
        pool = FUNCTIONS if name in functions else SHORT if letters else WORDS
        chosen = rng.choice(pool)
        if chosen not in taken:
            taken.add(chosen)
            renamed[name] = chosen
    return renamed
