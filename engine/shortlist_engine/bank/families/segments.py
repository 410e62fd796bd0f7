"""Families about consecutive elements of an array."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random
from itertools import pairwise

from shortlist_engine.bank.families._code import verdict_cpp, verdict_py
from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    hero,
    numbers,
)
from shortlist_engine.bank.families._parts import (
    array,
)
from shortlist_engine.bank.families._statement import YES_NO, Decide, Value
from shortlist_engine.bank.family import Instance, family


@family
def best_segment(rng: random.Random) -> Instance:
    """Sums and products over segments of the array."""
    who = hero(rng)
    k = rng.randint(2, 4)
    mode = rng.choice(
        ("kadane", "kadane_min", "window", "window_min", "window_count", "prefix", "empty", "pairs")
    )
    goal = rng.randint(5, 30)
    least = 1
    if mode in ("kadane", "kadane_min", "empty"):
        small = mode == "kadane_min"
        word, f = ("minimum", "min") if small else ("maximum", "max")
        start = "0" if mode == "empty" else "a[0]"
        ask = Value(
            f"the {word} sum of a segment of consecutive elements of `a`",
            f"the {word} sum of a contiguous subarray of `a`",
        )
        note = (
            "The segment may be empty; then its sum is 0."
            if mode == "empty"
            else "The segment must have at least one element."
        )
        py = [
            f"ans = {start}\ncur = 0\nfor x in a:\n    cur = {f}(cur + x, x)\n    ans = {f}(ans, cur)\nprint(ans)"
        ]
        cpp = [
            f"int ans = {start}, cur = 0;\nfor (int x : a) {{\n    cur = {f}(cur + x, x);\n    ans = {f}(ans, cur);\n}}\ncout << ans << endl;"
        ]
        key = mode
    elif mode in ("window", "window_min"):
        least = k
        word, f = ("smallest", "min") if mode == "window_min" else ("largest", "max")
        ask = Value(
            f"the {word} sum of {k} consecutive elements of `a`",
            f"the {word} total of {k} neighbouring elements",
        )
        note = f"It is guaranteed that `n` is at least {k}."
        py = [f"print({f}(sum(a[i:i + {k}]) for i in range(n - {k - 1})))"]
        terms = " + ".join(["a[i]", *(f"a[i + {j}]" for j in range(1, k))])
        first = terms.replace("i + ", "").replace("a[i]", "a[0]")
        cpp = [
            f"int ans = {first};\nfor (int i = 0; i + {k - 1} < n; i++) ans = {f}(ans, {terms});\ncout << ans << endl;"
        ]
        key = f"{mode},{k}"
    elif mode == "window_count":
        ask = Value(
            f"the number of groups of {k} consecutive elements whose sum is at least {goal}"
        )
        note = ""
        py = [
            f"ans = 0\nfor i in range(n - {k - 1}):\n    if sum(a[i:i + {k}]) >= {goal}:\n        ans += 1\nprint(ans)"
        ]
        terms = " + ".join(["a[i]", *(f"a[i + {j}]" for j in range(1, k))])
        cpp = [
            f"int ans = 0;\nfor (int i = 0; i + {k - 1} < n; i++) {{\n    if ({terms} >= {goal}) ans++;\n}}\ncout << ans << endl;"
        ]
        key = f"{mode},{k},{goal}"
    elif mode == "prefix":
        ask = Value(
            f"the length of the shortest prefix of `a` with the sum at least {goal}",
            f"the smallest number of first elements whose sum is {goal} or more",
        )
        note = "If there is no such prefix, print -1."
        py = [
            f"ans = -1\ns = 0\nfor i in range(n):\n    s += a[i]\n    if s >= {goal}:\n        ans = i + 1\n        break\nprint(ans)"
        ]
        cpp = [
            f"int ans = -1, s = 0;\nfor (int i = 0; i < n; i++) {{\n    s += a[i];\n    if (s >= {goal}) {{\n        ans = i + 1;\n        break;\n    }}\n}}\ncout << ans << endl;"
        ]
        key = f"{mode},{goal}"
    else:
        ask = Value(
            f"the number of pairs i < j with `a_i` + `a_j` = {goal}",
            f"how many pairs of elements have the sum {goal}",
        )
        note = ""
        py = [
            f"ans = 0\nfor i in range(n):\n    for j in range(i + 1, n):\n        if a[i] + a[j] == {goal}:\n            ans += 1\nprint(ans)"
        ]
        cpp = [
            f"int ans = 0;\nfor (int i = 0; i < n; i++) {{\n    for (int j = i + 1; j < n; j++) {{\n        if (a[i] + a[j] == {goal}) ans++;\n    }}\n}}\ncout << ans << endl;"
        ]
        key = f"{mode},{goal}"
    low = -20 if mode in ("kadane", "kadane_min", "empty") else 1

    def draw(rng: random.Random) -> tuple[int, list[int]]:
        n = rng.randint(max(least, 2), 8)
        a = [rng.randint(low // 2 if low < 0 else 1, 12) for _ in range(n)]
        if mode == "pairs":
            for i in range(n - 1):
                if rng.random() < 0.4 and a[i] < goal:
                    a[i + 1] = goal - a[i]
        return n, a

    def solve(n: int, a: list[int]) -> int:
        sums = [sum(a[i:j]) for i in range(n) for j in range(i + 1, n + 1)]
        windows = [sum(a[i : i + k]) for i in range(n) if i + k <= n]
        if mode in ("kadane", "empty"):
            return max(*sums, sums[0]) if mode == "kadane" else max([0, *sums])
        if mode == "kadane_min":
            return min(sums)
        if mode in ("window", "window_min"):
            return max(windows) if mode == "window" else min(windows)
        if mode == "window_count":
            return len([x for x in windows if x >= goal])
        if mode == "prefix":
            return next((i for i in range(1, n + 1) if sum(a[:i]) >= goal), -1)
        return sum(a[i] + a[j] == goal for i in range(n) for j in range(i))

    return draft(
        rng,
        family="best_segment",
        key=key,
        titles=("Best Segment", "Consecutive Elements", "Segments", "Neighbours"),
        parts=array(lo=-100 if low < 0 else 1),
        ask=ask,
        note=note,
        stories=(
            f"For `n` days {who} wrote down one number per day, `a_1`, `a_2`, ..., `a_n`.",
            f"`n` houses stand along a street, and house i has the value `a_i`. {who} walks along the street.",
            f"{who} has an array `a` of `n` integers.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=1000 if "kadane" in mode else 900,
        tags=("dp", "greedy", "brute force", "implementation"),
        multi=rng.random() < 0.15,
    )


@family
def monotone_run(rng: random.Random) -> Instance:
    """Runs and turns of an array: growth, records, mountains."""
    who = hero(rng)
    sign, name = rng.choice(
        (
            ("<", "increasing"),
            ("<=", "non-decreasing"),
            (">", "decreasing"),
            (">=", "non-increasing"),
            ("==", "equal"),
        )
    )
    mode = rng.choice(("longest", "count", "records", "sorted", "parts", "subsequence", "jump"))
    d = rng.randint(1, 5)
    yes, no = rng.choice(YES_NO)
    ask: Value | Decide
    run = (
        "consecutive equal elements" if name == "equal" else f"consecutive elements that is {name}"
    )
    define = ""
    verb = {
        "<": "greater than",
        "<=": "at least",
        ">": "less than",
        ">=": "at most",
        "==": "equal to",
    }[sign]
    key = f"{mode},{sign}"
    if mode == "longest":
        noun = (
            f"the length of the longest run of {run}"
            if name == "equal"
            else f"the length of the longest segment of {run}"
        )
        ask = Value(noun)
        py = [
            f"ans = cur = 1\nfor i in range(1, n):\n    if a[i - 1] {sign} a[i]:\n        cur += 1\n    else:\n        cur = 1\n    ans = max(ans, cur)\nprint(ans)"
        ]
        cpp = [
            f"int ans = 1, cur = 1;\nfor (int i = 1; i < n; i++) {{\n    if (a[i - 1] {sign} a[i]) cur++;\n    else cur = 1;\n    ans = max(ans, cur);\n}}\ncout << ans << endl;"
        ]
    elif mode == "count":
        ask = Value(
            f"the number of elements that are {verb} the element before them",
            f"how many elements of `a` are {verb} the previous element",
        )
        py = [
            f"ans = 0\nfor i in range(1, n):\n    if a[i - 1] {sign} a[i]:\n        ans += 1\nprint(ans)",
            f"print(sum(1 for x, y in zip(a, a[1:]) if x {sign} y))",
        ]
        cpp = [
            f"int ans = 0;\nfor (int i = 1; i < n; i++) {{\n    if (a[i - 1] {sign} a[i]) ans++;\n}}\ncout << ans << endl;"
        ]
    elif mode == "records":
        sign = rng.choice((">", "<", ">=", "<="))
        verb = {
            ">": "greater than",
            "<": "less than",
            ">=": "at least as large as",
            "<=": "at most as large as",
        }[sign]
        f = "max" if sign[0] == ">" else "min"
        ask = Value(
            f"the number of elements that are {verb} all elements before them, the first element included"
        )
        py = [
            f"ans = 0\nm = a[0]\nfor x in a:\n    if x {sign} m:\n        ans += 1\n        m = x\nprint(ans{'' if '=' in sign else ' + 1'})"
        ]
        cpp = [
            f"int ans = 0, m = a[0];\nfor (int x : a) {{\n    if (x {sign} m) {{\n        ans++;\n        m = x;\n    }}\n}}\ncout << ans{'' if '=' in sign else ' + 1'} << endl;"
        ]
        key = f"records,{sign},{f}"
    elif mode == "sorted":
        condition = (
            "all elements of `a` are equal" if name == "equal" else f"the array `a` is {name}"
        )
        define = (
            ""
            if name == "equal"
            else f"An array is {name} if each element, except the first one, is {verb} the element before it."
        )
        ask = Decide(condition, yes=yes, no=no)
        py = [
            verdict_py(f"all(a[i - 1] {sign} a[i] for i in range(1, n))", yes, no)[1],
            f"ok = True\nfor i in range(1, n):\n    if not a[i - 1] {sign} a[i]:\n        ok = False\n{verdict_py('ok', yes, no)[1]}",
        ]
        cpp = [
            f"bool ok = true;\nfor (int i = 1; i < n; i++) {{\n    if (!(a[i - 1] {sign} a[i])) ok = false;\n}}\n{verdict_cpp('ok', yes, no)[0]}"
        ]
        key += f",{yes}"
    elif mode == "parts":
        ask = Value(
            "the minimum number of consecutive segments into which `a` can be cut so that all elements of a segment are equal"
            if name == "equal"
            else f"the minimum number of consecutive segments into which `a` can be cut so that each segment is {name}"
        )
        py = [
            f"ans = 1\nfor i in range(1, n):\n    if not a[i - 1] {sign} a[i]:\n        ans += 1\nprint(ans)"
        ]
        cpp = [
            f"int ans = 1;\nfor (int i = 1; i < n; i++) {{\n    if (!(a[i - 1] {sign} a[i])) ans++;\n}}\ncout << ans << endl;"
        ]
    elif mode == "jump":
        strict = rng.random() < 0.5
        s, t = (">", "greater than") if strict else ("<=", "at most")
        ask = Value(
            f"the number of pairs of neighbouring elements whose absolute difference is {t} {d}"
        )
        py = [
            f"ans = 0\nfor i in range(1, n):\n    if abs(a[i] - a[i - 1]) {s} {d}:\n        ans += 1\nprint(ans)"
        ]
        cpp = [
            f"int ans = 0;\nfor (int i = 1; i < n; i++) {{\n    if (abs(a[i] - a[i - 1]) {s} {d}) ans++;\n}}\ncout << ans << endl;"
        ]
        key = f"jump,{s},{d}"
    else:
        if sign == "==":
            sign, name = "<", "increasing"
        key = f"{mode},{sign}"
        ask = Value(f"the length of the longest {name} subsequence of `a`")
        define = "A subsequence is what is left after removing some elements, maybe none, without changing the order."
        py = [
            f"dp = [1] * n\nfor i in range(n):\n    for j in range(i):\n        if a[j] {sign} a[i]:\n            dp[i] = max(dp[i], dp[j] + 1)\nprint(max(dp))"
        ]
        cpp = [
            f"vector<int> dp(n, 1);\nfor (int i = 0; i < n; i++) {{\n    for (int j = 0; j < i; j++) {{\n        if (a[j] {sign} a[i]) dp[i] = max(dp[i], dp[j] + 1);\n    }}\n}}\ncout << *max_element(dp.begin(), dp.end()) << endl;"
        ]

    def draw(rng: random.Random) -> tuple[int, list[int]]:
        n = rng.randint(1, 8)
        a = numbers(rng, n, 1, rng.choice((4, 12)))
        if mode == "sorted" and rng.random() < 0.6:
            a = sorted(a) if sign in ("<", "<=") else sorted(a, reverse=True)
            if sign in ("<", ">") and rng.random() < 0.7:
                a = sorted(set(a), reverse=sign == ">")
            if sign == "==":
                a = [a[0]] * n
        return len(a), a

    def holds(x: int, y: int) -> bool:
        return {"<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y, "==": x == y}[sign]

    def solve(n: int, a: list[int]) -> object:
        steps = [holds(a[i], a[i + 1]) for i in range(n - 1)]
        if mode == "longest":
            return max(map(len, "".join("x" if step else " " for step in steps).split(" "))) + 1
        if mode == "count":
            return sum(steps)
        if mode == "records":
            return sum(all(holds(a[i], a[j]) for j in range(i)) for i in range(n))
        if mode == "sorted":
            return yes if False not in steps else no
        if mode == "parts":
            return 1 + steps.count(False)
        if mode == "jump":
            gaps = [max(p) - min(p) for p in pairwise(a)]
            return len([gap for gap in gaps if (gap > d) == strict])
        best = 0
        for mask in range(1, 1 << n):
            chosen = [a[i] for i in range(n) if mask >> i & 1]
            if len(chosen) > best and all(map(holds, chosen, chosen[1:])):
                best = len(chosen)
        return best

    return draft(
        rng,
        family="monotone_run",
        key=key,
        titles=("Growing Sequence", "Up and Down", "Runs", "Training Diary"),
        parts=array(),
        ask=ask,
        define=define,
        stories=(
            f"{who} trained for `n` days and ran `a_i` kilometres on the i-th day.",
            f"The temperature was measured `n` times; the i-th value is `a_i`. {who} studies the measurements.",
            f"{who} has `n` towers of blocks in a row with the heights `a_1`, `a_2`, ..., `a_n`.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=1000 if mode == "subsequence" else 800,
        tags=("dp", "implementation", "greedy"),
        multi=rng.random() < 0.15 and mode != "subsequence",
    )
