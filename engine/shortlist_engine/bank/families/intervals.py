"""Families about intervals on a line."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random

from shortlist_engine.bank.families._code import verdict_cpp, verdict_py
from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    hero,
)
from shortlist_engine.bank.families._parts import (
    ints,
    records,
)
from shortlist_engine.bank.families._statement import YES_NO, Decide, Value
from shortlist_engine.bank.family import Instance, family


@family
def two_intervals(rng: random.Random) -> Instance:
    who, friend = hero(rng), hero(rng)
    mode = rng.choice(("overlap", "union", "meet", "contains", "gap", "points", "either"))
    yes, no = rng.choice(YES_NO)
    k = rng.randint(1, 9)
    unit = rng.choice((1, 1, k))
    times = f" * {unit}" if unit > 1 else ""
    extra = f", multiplied by {unit}" if unit > 1 else ""
    ask: Value | Decide
    codes = {
        "overlap": ("the length of the common part of the two intervals", "max(0, min(b, d) - max(a, c))"),
        "union": ("the total length that is covered by the two intervals", "b - a + d - c - max(0, min(b, d) - max(a, c))"),
        "gap": ("the length of the gap between the two intervals, or 0 if they have a common point", "max(0, max(a, c) - min(b, d))"),
        "points": ("the number of integers that lie in both intervals", "max(0, min(b, d) - max(a, c) + 1)"),
        "either": ("the total length that is covered by exactly one of the two intervals", "b - a + d - c - 2 * max(0, min(b, d) - max(a, c))"),
    }  # fmt: skip
    define = "The first interval is [`a`, `b`] and the second one is [`c`, `d`], with `a` ≤ `b` and `c` ≤ `d`."
    if mode in codes:
        noun, code = codes[mode]
        code = f"({code}){times}" if times and not code.startswith("max") else f"{code}{times}"
        ask = Value(noun + extra)
        py = [f"print({code})"]
        if mode in ("overlap", "points"):
            plus = " + 1" if mode == "points" else ""
            py.append(f"l = max(a, c)\nr = min(b, d)\nprint(max(0, r - l{plus}){times})")
        cpp = [f"cout << {code} << endl;", f"int ans = {code};\ncout << ans << endl;"]
        key = f"{mode},{unit}"
    elif mode == "meet":
        ask = Decide(
            "the two intervals have at least one common point",
            "the intervals intersect, be it in one point",
            yes=yes,
            no=no,
        )
        py = verdict_py("max(a, c) <= min(b, d)", yes, no)
        cpp = verdict_cpp("max(a, c) <= min(b, d)", yes, no)
        key = f"meet,{yes}"
    else:
        ask = Decide(
            "the second interval lies inside the first one",
            "every point of the second interval belongs to the first one",
            yes=yes,
            no=no,
        )
        py = verdict_py("a <= c and d <= b", yes, no)
        cpp = verdict_cpp("a <= c && d <= b", yes, no)
        key = f"contains,{yes}"

    def solve(a: int, b: int, c: int, d: int) -> object:
        first, second = set(range(a, b)), set(range(c, d))
        if mode == "points":
            return len({*range(a, b + 1)} & {*range(c, d + 1)}) * unit
        if mode == "meet":
            return no if b < c or d < a else yes
        if mode == "contains":
            return yes if {*range(c, d + 1)} <= {*range(a, b + 1)} else no
        gap = c - b if c > b else a - d if a > d else 0
        return unit * {
            "overlap": len(first & second), "union": len(first | second), "either": len(first ^ second), "gap": gap,
        }[mode]  # fmt: skip

    def draw(rng: random.Random) -> tuple[int, ...]:
        a, b = sorted((rng.randint(0, 20), rng.randint(0, 20)))
        c, d = sorted((rng.randint(0, 20), rng.randint(0, 20)))
        if mode == "contains" and rng.random() < 0.5:
            c, d = sorted((rng.randint(a, b), rng.randint(a, b)))
        return a, b, c, d

    return draft(
        rng,
        family="two_intervals",
        key=key,
        titles=("Two Intervals", "Meeting", "Common Time", "Segments"),
        parts=[ints("a", "b", lo=0, given="two intervals"), ints("c", "d", lo=0, given="")],
        ask=ask,
        define=define,
        stories=(
            f"{who} is at home during the first interval of time, and {friend} during the second one.",
            f"{who} painted one part of a fence, and {friend} painted another part.",
            "Two lamps shine on parts of a long road.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=800,
        tags=("implementation", "math"),
        multi=rng.random() < 0.2,
    )


@family
def many_intervals(rng: random.Random) -> Instance:
    who = hero(rng)
    mode = rng.choice(("covers", "longest", "total", "merged", "most", "inside", "schedule"))
    t = rng.randint(2, 15)
    u, v = sorted(rng.sample(range(2, 18), 2))
    nouns = {
        "covers": (f"the number of intervals that contain the point {t}, the ends included", f"how many intervals contain the point {t} (the ends belong to an interval)"),
        "longest": ("the length of the longest interval",),
        "total": (f"the number of intervals of length at least {t}",),
        "merged": ("the number of different integer points that belong to at least one interval, the ends included",),
        "most": ("the largest number of intervals that have a common integer point, the ends included",),
        "inside": (f"the number of intervals that lie inside [{u}, {v}]",),
        "schedule": ("the maximum number of intervals that can be chosen so that no two of them have a common point",),
    }[mode]  # fmt: skip
    py = {
        "covers": [f"ans = 0\nfor l, r in rows:\n    if l <= {t} <= r:\n        ans += 1\nprint(ans)", f"print(sum(1 for l, r in rows if l <= {t} <= r))"],
        "longest": ["print(max(r - l for l, r in rows))"],
        "total": [f"print(sum(1 for l, r in rows if r - l >= {t}))"],
        "merged": ["s = set()\nfor l, r in rows:\n    for x in range(l, r + 1):\n        s.add(x)\nprint(len(s))"],
        "most": ["cnt = [0] * 101\nfor l, r in rows:\n    for x in range(l, r + 1):\n        cnt[x] += 1\nprint(max(cnt))"],
        "inside": [f"print(sum(1 for l, r in rows if {u} <= l and r <= {v}))"],
        "schedule": ["rows.sort(key=lambda x: x[1])\nans = 0\nlast = -1\nfor l, r in rows:\n    if l > last:\n        ans += 1\n        last = r\nprint(ans)"],
    }[mode]  # fmt: skip
    loop = "int ans = 0;\nfor (int i = 0; i < n; i++) {\n    @\n}\ncout << ans << endl;"
    counted = "vector<int> cnt(101);\nfor (int i = 0; i < n; i++) {\n    for (int x = l[i]; x <= r[i]; x++) cnt[x]++;\n}\n"
    cpp = {
        "covers": loop.replace("@", f"if (l[i] <= {t} && {t} <= r[i]) ans++;"),
        "longest": loop.replace("@", "ans = max(ans, r[i] - l[i]);"),
        "total": loop.replace("@", f"if (r[i] - l[i] >= {t}) ans++;"),
        "inside": loop.replace("@", f"if ({u} <= l[i] && r[i] <= {v}) ans++;"),
        "merged": counted + "int ans = 0;\nfor (int x : cnt) {\n    if (x > 0) ans++;\n}\ncout << ans << endl;",
        "most": counted + "cout << *max_element(cnt.begin(), cnt.end()) << endl;",
        "schedule": "vector<pair<int, int>> p;\nfor (int i = 0; i < n; i++) p.push_back({r[i], l[i]});\nsort(p.begin(), p.end());\n"
        "int ans = 0, last = -1;\nfor (auto x : p) {\n    if (x.second > last) {\n        ans++;\n        last = x.first;\n    }\n}\ncout << ans << endl;",
    }[mode]  # fmt: skip

    def draw(rng: random.Random) -> tuple[int, list[tuple[int, int]]]:
        n = rng.randint(1, 6)
        rows = []
        for _ in range(n):
            start = rng.randint(0, 14)
            rows.append((start, start + rng.randint(0, rng.choice((4, 12)))))
        return n, rows

    def solve(n: int, rows: list[tuple[int, ...]]) -> int:
        points = [{*range(left, right + 1)} for left, right in rows]
        if mode == "schedule":
            best = 0
            for mask in range(1 << n):
                chosen = [points[i] for i in range(n) if mask >> i & 1]
                if sum(map(len, chosen)) == len(set().union(*chosen)):
                    best = max(best, len(chosen))
            return best
        sizes = [len(p) - 1 for p in points]
        return {
            "covers": lambda: sum(t in p for p in points),
            "longest": lambda: max(sizes),
            "total": lambda: len([s for s in sizes if s >= t]),
            "merged": lambda: len(set().union(*points)),
            "most": lambda: max(sum(x in p for p in points) for x in range(40)),
            "inside": lambda: sum(min(p) >= u and max(p) <= v for p in points),
        }[mode]()

    part = records("rows", "n", ("l", "r"), lo=0, hi=100, given="`n` intervals [`l_i`, `r_i`]")
    detail = {"covers": t, "total": t, "inside": (u, v)}.get(mode, "")
    return draft(
        rng,
        family="many_intervals",
        key=f"{mode},{detail}",
        titles=("Intervals", "Busy Hours", "Segments on a Line", "Visitors"),
        parts=[ints("n", given=""), part],
        ask=Value(*nouns),
        define="It is guaranteed that `l_i` ≤ `r_i`.",
        stories=(
            f"`n` guests visited {who}; the i-th of them came at the time `l_i` and left at the time `r_i`.",
            f"{who} drew `n` segments [`l_i`, `r_i`] on a line.",
            f"{who} got `n` offers; the i-th offer is valid from day `l_i` to day `r_i`.",
        ),
        py=py,
        cpp=[cpp],
        draw=draw,
        solve=solve,
        rating=1000,
        tags=("greedy", "sortings", "implementation"),
    )
