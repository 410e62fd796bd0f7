"""Families with a short dynamic programme."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random
from functools import reduce

from shortlist_engine.bank.families._code import verdict_cpp, verdict_py
from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    hero,
    numbers,
)
from shortlist_engine.bank.families._parts import (
    array,
    ints,
)
from shortlist_engine.bank.families._statement import YES_NO, Decide, Value
from shortlist_engine.bank.family import Instance, family


@family
def stairs(rng: random.Random) -> Instance:
    """Counting ways with a fixed set of steps, and sequences defined by a recurrence."""
    who = hero(rng)
    steps: tuple[int, ...] = rng.choice(
        ((1, 2), (1, 2, 3), (1, 3), (2, 3), (1, 4), (1, 3, 4), (2, 5), (1, 2, 4), (3, 4), (1, 5))
    )
    mode = rng.choice(("ways", "ways", "min", "sequence", "possible"))
    yes, no = rng.choice(YES_NO)
    listed = ", ".join(map(str, steps[:-1])) + f" or {steps[-1]}"
    ask: Value | Decide
    tuple_py = f"({', '.join(map(str, steps))})"
    set_cpp = f"{{{', '.join(map(str, steps))}}}"
    p, q = rng.randint(1, 3), rng.randint(1, 3)
    f1, f2 = rng.choice(((0, 1), (1, 1), (1, 2), (2, 1), (1, 3)))
    story: tuple[str, ...] = (
        f"{who} stands in front of a staircase with `n` steps.",
        f"{who} wants to move a piece from cell 0 to cell `n` of a long strip.",
        f"A frog has to reach the stone number `n`, and {who} watches it.",
    )
    define = f"In one move it is possible to go up by {listed}. It starts at 0 and has to stop exactly at `n`."
    high = 30
    if mode == "sequence":
        define = f"The sequence f is defined by f(0) = {f1}, f(1) = {f2} and f(i) = {f'{p} * ' if p > 1 else ''}f(i - 1) + {f'{q} * ' if q > 1 else ''}f(i - 2) for i ≥ 2."
        ask = Value("f(`n`)", "the value f(`n`)")
        one = f"{p} * b" if p > 1 else "b"
        two = f"{q} * a" if q > 1 else "a"
        py = [
            f"a, b = {f1}, {f2}\nfor i in range(n):\n    a, b = b, {one} + {two}\nprint(a)",
            f"f = [{f1}, {f2}]\nfor i in range(2, n + 1):\n    f.append({one.replace('b', 'f[-1]')} + {two.replace('a', 'f[-2]')})\nprint(f[n])",
        ]
        cpp = [
            f"long long a = {f1}, b = {f2};\nfor (int i = 0; i < n; i++) {{\n    long long c = {one} + {two};\n    a = b;\n    b = c;\n}}\ncout << a << endl;"
        ]
        key = f"sequence,{f1},{f2},{p},{q}"
        story = (
            f"{who} likes sequences of numbers.",
            "Mathematicians of an old city invented a sequence of numbers.",
        )
    elif mode == "ways":
        ask = Value(
            "the number of ways to get from 0 to `n`",
            "how many different sequences of moves lead to `n`",
        )
        py = [
            f"dp = [0] * (n + 1)\ndp[0] = 1\nfor i in range(1, n + 1):\n    for x in {tuple_py}:\n        if i >= x:\n            dp[i] += dp[i - x]\nprint(dp[n])"
        ]
        cpp = [
            f"vector<long long> dp(n + 1);\ndp[0] = 1;\nfor (int i = 1; i <= n; i++) {{\n    for (int x : {set_cpp}) {{\n        if (i >= x) dp[i] += dp[i - x];\n    }}\n}}\ncout << dp[n] << endl;"
        ]
        key = f"ways,{steps}"
    else:
        possible = mode == "possible"
        if possible:
            steps = rng.choice(
                ((2, 3), (3, 5), (4, 7), (2, 5), (3, 4), (4, 5), (3, 7), (2, 7), (5, 7), (3, 8))
            )
            listed = " or ".join(map(str, steps))
            define = f"In one move it is possible to go up by {listed}. It starts at 0 and has to stop exactly at `n`."
            ask = Decide(
                "it is possible to reach `n`",
                "some sequence of moves ends exactly at `n`",
                yes=yes,
                no=no,
            )
            x, y = steps
            py = [
                f"ok = False\nfor i in range(n // {x} + 1):\n    if (n - {x} * i) % {y} == 0:\n        ok = True\n{verdict_py('ok', yes, no)[1]}"
            ]
            cpp = [
                f"bool ok = false;\nfor (int i = 0; {x} * i <= n; i++) {{\n    if ((n - {x} * i) % {y} == 0) ok = true;\n}}\n{verdict_cpp('ok', yes, no)[0]}"
            ]
            key = f"possible,{steps},{yes}"
        else:
            steps = tuple(sorted({1, *steps}))
            listed = ", ".join(map(str, steps[:-1])) + f" or {steps[-1]}"
            tuple_py = f"({', '.join(map(str, steps))})"
            set_cpp = f"{{{', '.join(map(str, steps))}}}"
            define = f"In one move it is possible to go up by {listed}. It starts at 0 and has to stop exactly at `n`."
            ask = Value(
                "the minimum number of moves",
                "the smallest number of moves that lead exactly to `n`",
            )
            py = [
                f"dp = [0] * (n + 1)\nfor i in range(1, n + 1):\n    dp[i] = min(dp[i - x] for x in {tuple_py} if i >= x) + 1\nprint(dp[n])"
            ]
            cpp = [
                f"vector<int> dp(n + 1, n);\ndp[0] = 0;\nfor (int i = 1; i <= n; i++) {{\n    for (int x : {set_cpp}) {{\n        if (i >= x) dp[i] = min(dp[i], dp[i - x] + 1);\n    }}\n}}\ncout << dp[n] << endl;"
            ]
            key = f"min,{steps}"
            high = 100
    chosen = steps

    def solve(n: int) -> object:
        if mode == "sequence":
            values = reduce(lambda f, _: [*f, p * f[-1] + q * f[-2]], range(n), [f1, f2])
            return values[n]
        ways, fewest, reach = {0: 1}, 0, {0}
        level = {0}
        if mode == "min":
            while n not in level:
                level = {x + step for x in level for step in chosen if x + step <= n}
                fewest += 1
            return fewest
        for i in range(1, n + 1):
            ways[i] = sum(ways.get(i - step, 0) for step in chosen)
            if ways[i]:
                reach.add(i)
        return ways[n] if mode == "ways" else (yes if n in reach else no)

    return draft(
        rng,
        family="stairs",
        key=key,
        titles=("Stairs", "Frog", "Moves", "Sequence"),
        parts=[ints("n", hi=high)],
        ask=ask,
        define=define,
        stories=story,
        py=py,
        cpp=cpp,
        draw=lambda rng: (rng.randint(1, 12),),
        solve=solve,
        rating=1000,
        tags=("dp", "math"),
        multi=rng.random() < 0.15,
    )


@family
def choose_items(rng: random.Random) -> Instance:
    """Small knapsacks and choices without neighbours."""
    who = hero(rng)
    mode = rng.choice(("subset", "count", "closest", "apart", "cover"))
    goal = rng.randint(6, 30)
    yes, no = rng.choice(YES_NO)
    ask: Value | Decide
    fill_py = "dp = [False] * ($k + 1)\ndp[0] = True\nfor x in a:\n    for j in range($k, x - 1, -1):\n        if dp[j - x]:\n            dp[j] = True\n".replace(
        "$k", str(goal)
    )
    fill_cpp = "vector<int> dp($k + 1);\ndp[0] = 1;\nfor (int x : a) {\n    for (int j = $k; j >= x; j--) {\n        if (dp[j - x]) dp[j] = 1;\n    }\n}\n".replace(
        "$k", str(goal)
    )
    key = f"{mode},{goal}"
    if mode == "subset":
        ask = Decide(
            f"some of the numbers have the sum exactly {goal}",
            f"it is possible to choose some elements of `a` with the sum {goal}",
            yes=yes,
            no=no,
        )
        py = [fill_py + verdict_py(f"dp[{goal}]", yes, no)[1]]
        cpp = [fill_cpp + verdict_cpp(f"dp[{goal}]", yes, no)[0]]
        key += f",{yes}"
    elif mode == "count":
        ask = Value(
            f"the number of ways to choose some of the elements so that their sum is {goal}"
        )
        py = [
            f"dp = [0] * {goal + 1}\ndp[0] = 1\nfor x in a:\n    for j in range({goal}, x - 1, -1):\n        dp[j] += dp[j - x]\nprint(dp[{goal}])"
        ]
        cpp = [
            f"vector<long long> dp({goal + 1});\ndp[0] = 1;\nfor (int x : a) {{\n    for (int j = {goal}; j >= x; j--) dp[j] += dp[j - x];\n}}\ncout << dp[{goal}] << endl;"
        ]
    elif mode == "closest":
        ask = Value(
            f"the largest sum of some of the elements that is not greater than {goal}",
            f"the largest total, at most {goal}, of chosen elements",
        )
        py = [
            f"s = {{0}}\nfor x in a:\n    s |= {{y + x for y in s if y + x <= {goal}}}\nprint(max(s))"
        ]
        cpp = [fill_cpp + f"int ans = {goal};\nwhile (!dp[ans]) ans--;\ncout << ans << endl;"]
    elif mode == "apart":
        ask = Value(
            "the maximum sum of chosen elements of `a` if no two neighbouring elements may be chosen",
            "the largest sum of elements no two of which stand side by side",
        )
        py = ["x = 0\ny = 0\nfor z in a:\n    x, y = y, max(y, x + z)\nprint(y)"]
        cpp = [
            "int x = 0, y = 0;\nfor (int z : a) {\n    int c = max(y, x + z);\n    x = y;\n    y = c;\n}\ncout << y << endl;"
        ]
        key = mode
    else:
        half = rng.random() < 0.5
        if half:
            ask = Value(
                "the minimum number of elements whose sum is strictly greater than the sum of the others"
            )
            py = [
                "a.sort(reverse=True)\ns = 0\nans = 0\nwhile s <= sum(a) - s:\n    s += a[ans]\n    ans += 1\nprint(ans)"
            ]
            cpp = [
                "sort(a.rbegin(), a.rend());\nint all = 0, s = 0, ans = 0;\nfor (int x : a) all += x;\nwhile (s <= all - s) {\n    s += a[ans];\n    ans++;\n}\ncout << ans << endl;"
            ]
            key = "half"
        else:
            ask = Value(
                f"the minimum number of elements whose sum is at least {goal}, or -1 if the sum of all elements is less than {goal}"
            )
            py = [
                f"a.sort(reverse=True)\ns = 0\nans = -1\nfor i in range(n):\n    s += a[i]\n    if s >= {goal}:\n        ans = i + 1\n        break\nprint(ans)"
            ]
            cpp = [
                f"sort(a.rbegin(), a.rend());\nint s = 0, ans = -1;\nfor (int i = 0; i < n; i++) {{\n    s += a[i];\n    if (s >= {goal}) {{\n        ans = i + 1;\n        break;\n    }}\n}}\ncout << ans << endl;"
            ]

    def draw(rng: random.Random) -> tuple[int, list[int]]:
        n = rng.randint(1, 7)
        return n, numbers(rng, n, 1, max(3, goal // 2))

    def solve(n: int, a: list[int]) -> object:
        sums = [0]
        for x in a:
            sums += [s + x for s in sums]
        if mode == "subset":
            return yes if goal in sums else no
        if mode == "count":
            return sums.count(goal)
        if mode == "closest":
            return max(s for s in sums if s <= goal)
        if mode == "apart":
            masks = [m for m in range(1 << n) if not m & m << 1]
            return max(sum(a[i] for i in range(n) if m >> i & 1) for m in masks)
        need = sum(a) // 2 + 1 if half else goal
        down = sorted(a)[::-1]
        return next((i for i in range(1, n + 1) if sum(down[:i]) >= need), -1)

    return draft(
        rng,
        family="choose_items",
        key=key,
        titles=("Choose Items", "Subset", "Backpack", "Treasure"),
        parts=array(),
        ask=ask,
        define="Each element can be chosen at most once."
        if mode in ("subset", "count", "closest")
        else "",
        stories=(
            f"{who} found `n` coins with the values `a_1`, `a_2`, ..., `a_n`.",
            f"There are `n` stones in a row, and the weight of the i-th one is `a_i`. {who} picks some of them.",
            f"{who} has `n` items; the i-th item weighs `a_i`.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=1100,
        tags=("dp", "greedy"),
    )
