"""Families with a greedy rule: change, boats, boxes."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random

from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    hero,
)
from shortlist_engine.bank.families._parts import (
    array,
    ints,
)
from shortlist_engine.bank.families._statement import Value
from shortlist_engine.bank.family import Instance, family


@family
def coin_change(rng: random.Random) -> Instance:
    """Fewest notes, for sets of notes where taking the largest first is right."""
    who = hero(rng)
    coins = rng.choice(
        ((100, 20, 10, 5, 1), (10, 5, 1), (50, 20, 10, 5, 2, 1), (25, 10, 5, 1), (5, 4, 3, 2, 1), (20, 5, 1),
         (100, 50, 10, 1), (8, 4, 2, 1), (9, 3, 1), (16, 4, 1), (500, 100, 50, 10, 5, 1), (12, 6, 1), (3, 2, 1),
         (6, 3, 1), (15, 5, 1), (30, 10, 1), (7, 1), (4, 2, 1), (50, 10, 2, 1), (1000, 100, 10, 1))
    )  # fmt: skip
    thing = rng.choice(("coins", "notes", "weights", "steps", "packs"))
    listed = ", ".join(map(str, sorted(coins)[:-1])) + f" and {coins[0]}"
    mode = rng.choice(("count", "count", "each"))
    word = {
        "coins": "coins with values",
        "notes": "notes with values",
        "weights": "weights of",
        "steps": "steps of lengths",
        "packs": "packs of sizes",
    }[thing]
    tuple_py = f"({', '.join(map(str, coins))})"
    array_cpp = f"{{{', '.join(map(str, coins))}}}"
    if mode == "count":
        ask = Value(
            f"the minimum number of {thing} whose total is exactly `n`",
            f"the smallest number of {thing} with the sum `n`",
        )
        py = [
            f"ans = 0\nfor x in {tuple_py}:\n    ans += n // x\n    n %= x\nprint(ans)",
            f"ans = 0\nfor x in [{tuple_py[1:-1]}]:\n    while n >= x:\n        n -= x\n        ans += 1\nprint(ans)",
        ]
        cpp = [
            f"int ans = 0;\nfor (int x : {array_cpp}) {{\n    ans += n / x;\n    n %= x;\n}}\ncout << ans << endl;"
        ]
    else:
        ask = Value(
            f"how many {thing} of each value are used, from the largest value to the smallest, when as few {thing} as possible make exactly `n`",
            kind="line",
        )
        py = [f"a = []\nfor x in {tuple_py}:\n    a.append(n // x)\n    n %= x\nprint(*a)"]
        cpp = [
            f'for (int x : {array_cpp}) {{\n    cout << n / x << " ";\n    n %= x;\n}}\ncout << endl;'
        ]

    def solve(n: int) -> object:
        used = []
        for coin in coins:
            count, n = divmod(n, coin)
            used.append(count)
        return sum(used) if mode == "count" else " ".join(map(str, used))

    return draft(
        rng,
        family="coin_change",
        key=f"{mode},{coins}",
        titles=("Small Change", "Withdraw Money", "Exact Amount", "Fewest Pieces"),
        parts=[ints("n", hi=10000)],
        ask=ask,
        define=f"There are {word} {listed}, any number of each.",
        stories=(
            f"{who} needs the total `n`.",
            f"{who} wants to make exactly `n` out of {thing}.",
            f"At the counter {who} asks for `n`, and the clerk looks for the shortest way to give it.",
        ),
        py=py,
        cpp=cpp,
        draw=lambda rng: (rng.randint(1, rng.choice((20, 100, 3 * coins[0]))),),
        solve=solve,
        rating=800,
        tags=("greedy", "math"),
        multi=rng.random() < 0.15,
    )


@family
def boats(rng: random.Random) -> Instance:
    """Pairing the lightest with the heaviest, and packing in order."""
    who = hero(rng)
    limit = rng.randint(8, 20)
    fixed = rng.random() < 0.5
    kk, shown = (str(limit), str(limit)) if fixed else ("k", "`k`")
    mode = rng.choice(("pair", "order", "pair", "min_sum", "max_pair"))
    if mode == "pair":
        define = f"A boat carries at most two people, and at most the total weight {shown}. Nobody is heavier than that."
        ask = Value(
            "the minimum number of boats that carry everybody at once",
            "the smallest number of boats that is enough for all `n` people",
        )
        py = [
            f"a.sort()\ni = 0\nj = n - 1\nans = 0\nwhile i <= j:\n    if a[i] + a[j] <= {kk}:\n        i += 1\n    j -= 1\n    ans += 1\nprint(ans)"
        ]
        cpp = [
            f"sort(a.begin(), a.end());\nint i = 0, j = n - 1, ans = 0;\nwhile (i <= j) {{\n    if (a[i] + a[j] <= {kk}) i++;\n    j--;\n    ans++;\n}}\ncout << ans << endl;"
        ]
        what = "people with the weights"
    elif mode == "order":
        define = f"The items are packed in the given order. An item goes into the current box if the total weight there stays at most {shown}; otherwise a new box is started. No item is heavier than that."
        ask = Value("the number of boxes that are used", "how many boxes are needed")
        py = [
            f"ans = 1\ncur = 0\nfor x in a:\n    if cur + x > {kk}:\n        ans += 1\n        cur = 0\n    cur += x\nprint(ans)"
        ]
        cpp = [
            f"int ans = 1, cur = 0;\nfor (int x : a) {{\n    if (cur + x > {kk}) {{\n        ans++;\n        cur = 0;\n    }}\n    cur += x;\n}}\ncout << ans << endl;"
        ]
        what = "items with the weights"
    else:
        fixed, kk, shown = True, "", ""
        define = "The number `n` is even, and the people have to form `n` / 2 pairs. The strength of a pair is the sum of its two values."
        small = mode == "min_sum"
        if small:
            ask = Value("the smallest possible value of the strength of the strongest pair")
            py = ["a.sort()\nprint(max(a[i] + a[n - 1 - i] for i in range(n // 2)))"]
            cpp = [
                "sort(a.begin(), a.end());\nint ans = 0;\nfor (int i = 0; i < n / 2; i++) ans = max(ans, a[i] + a[n - 1 - i]);\ncout << ans << endl;"
            ]
        else:
            define = "The number `n` is even, and the people have to form `n` / 2 pairs. The strength of a pair is the smaller of its two values."
            ask = Value("the largest possible sum of the strengths of all pairs")
            py = ["a.sort()\nprint(sum(a[::2]))"]
            cpp = [
                "sort(a.begin(), a.end());\nint ans = 0;\nfor (int i = 0; i < n; i += 2) ans += a[i];\ncout << ans << endl;"
            ]
        what = "people with the values"

    def draw(rng: random.Random) -> tuple[object, ...]:
        n = rng.randint(1, 8)
        if mode in ("min_sum", "max_pair"):
            n = 2 * rng.randint(1, 4)
        top = limit if fixed else rng.randint(5, 20)
        a = [rng.randint(1, top) for _ in range(n)]
        return (n, a) if fixed else (n, top, a)

    def solve(*values: object) -> int:
        a: list[int] = values[-1]  # type: ignore[assignment]
        top: int = limit if fixed else values[1]  # type: ignore[assignment]
        if mode == "order":
            boxes = [0]
            for x in a:
                if boxes[-1] + x > top:
                    boxes.append(0)
                boxes[-1] += x
            return len(boxes)
        left = sorted(a, reverse=True)
        if mode == "max_pair":
            return sum(left[1::2])
        if mode == "min_sum":
            return max(x + y for x, y in zip(left, left[::-1], strict=False))
        count = 0
        while left:
            heavy = left.pop(0)
            fits = [x for x in left if x + heavy <= top]
            if fits:
                left.remove(max(fits))
            count += 1
        return count

    return draft(
        rng,
        family="boats",
        key=f"{mode},{kk}",
        titles=("Boats", "Packing", "Pairs", "Crossing the River"),
        parts=array() if fixed else array("a", "n", "k", more_hi=1000),
        ask=ask,
        define=f"There are `n` {what} `a_1`, `a_2`, ..., `a_n`. {define}",
        stories=(
            f"{who} is the leader of a group.",
            f"{who} prepares a trip and has to plan everything well.",
            "A summer camp begins tomorrow.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=1000 if mode == "pair" else 900,
        tags=("greedy", "sortings", "two pointers"),
        multi=rng.random() < 0.15,
    )
