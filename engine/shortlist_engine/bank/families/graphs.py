"""Families about small graphs and trees."""

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
    row,
)
from shortlist_engine.bank.families._statement import YES_NO, Decide, Value
from shortlist_engine.bank.family import Instance, family


@family
def small_graph(rng: random.Random) -> Instance:
    who = hero(rng)
    mode = rng.choice(
        (
            "degrees",
            "isolated",
            "max_degree",
            "leaves",
            "components",
            "neighbours",
            "connected",
            "star",
            "exact",
            "triangles",
        )
    )
    k = rng.randint(1, 3)
    v = rng.randint(1, 4)
    yes, no = rng.choice(YES_NO)
    ask: Value | Decide
    count_py = "deg = [0] * (n + 1)\nfor a, b in rows:\n    deg[a] += 1\n    deg[b] += 1\n"
    count_cpp = "vector<int> deg(n + 1);\nfor (int i = 0; i < m; i++) {\n    deg[a[i]]++;\n    deg[b[i]]++;\n}\n"
    union_py = "p = list(range(n + 1))\nfor a, b in rows:\n    x, y = p[a], p[b]\n    p = [x if z == y else z for z in p]\n"
    union_cpp = "vector<int> p(n + 1);\nfor (int i = 1; i <= n; i++) p[i] = i;\nfor (int i = 0; i < m; i++) {\n    int x = p[a[i]], y = p[b[i]];\n    for (int &z : p) {\n        if (z == y) z = x;\n    }\n}\nset<int> s(p.begin() + 1, p.end());\n"
    key = mode
    define = ""
    person, link = rng.choice(
        (("vertices", "edge"), ("towns", "road"), ("people", "friendship"), ("computers", "cable"))
    )
    one = {"vertices": "vertex", "towns": "town", "people": "person", "computers": "computer"}[
        person
    ]
    if mode == "degrees":
        ask = Value(
            f"the number of {link}s of each of the `n` {person}, separated by spaces", kind="line"
        )
        py, cpp = (
            [count_py + "print(*deg[1:])"],
            [count_cpp + 'for (int i = 1; i <= n; i++) cout << deg[i] << " ";\ncout << endl;'],
        )
    elif mode in ("isolated", "leaves", "exact"):
        k = 0 if mode == "isolated" else 1 if mode == "leaves" else k + 1
        shown = {0: f"no {link}s", 1: f"exactly one {link}"}.get(k, f"exactly {k} {link}s")
        ask = Value(f"the number of {person} with {shown}", f"how many {person} have {shown}")
        py = [count_py + f"print(deg[1:].count({k}))"]
        cpp = [
            count_cpp
            + f"int ans = 0;\nfor (int i = 1; i <= n; i++) {{\n    if (deg[i] == {k}) ans++;\n}}\ncout << ans << endl;"
        ]
        key = f"exact,{k}"
    elif mode == "max_degree":
        ask = Value(f"the largest number of {link}s of one {one}")
        py, cpp = (
            [count_py + "print(max(deg))"],
            [count_cpp + "cout << *max_element(deg.begin(), deg.end()) << endl;"],
        )
    elif mode == "neighbours":
        ask = Value(
            f"the number of {link}s of the {one} number {v}",
            f"how many {link}s the {one} number {v} has",
        )
        py = [
            f"ans = 0\nfor a, b in rows:\n    if a == {v} or b == {v}:\n        ans += 1\nprint(ans)"
        ]
        cpp = [
            f"int ans = 0;\nfor (int i = 0; i < m; i++) {{\n    if (a[i] == {v} || b[i] == {v}) ans++;\n}}\ncout << ans << endl;"
        ]
        key = f"neighbours,{v}"
    elif mode == "components":
        ask = Value(
            f"the number of connected groups of {person}", "the number of connected components"
        )
        define = f"Two {person} belong to the same group if one can get from one to the other along {link}s."
        py, cpp = [union_py + "print(len(set(p[1:])))"], [union_cpp + "cout << s.size() << endl;"]
    elif mode == "connected":
        ask = Decide(
            f"every two {person} are connected, directly or through others", yes=yes, no=no
        )
        py = [union_py + verdict_py("len(set(p[1:])) == 1", yes, no)[1]]
        cpp = [union_cpp + verdict_cpp("s.size() == 1", yes, no)[0]]
        key = f"connected,{yes}"
    elif mode == "triangles":
        ask = Value(
            f"the number of triples of {person} that are all connected directly with each other"
        )
        py = [
            "s = set(rows)\nans = 0\nfor a, b in rows:\n    for c in range(1, n + 1):\n        if ((a, c) in s or (c, a) in s) and ((b, c) in s or (c, b) in s):\n            ans += 1\nprint(ans // 3)"
        ]
        cpp = [
            "vector<vector<int>> g(n + 1, vector<int>(n + 1));\nfor (int i = 0; i < m; i++) g[a[i]][b[i]] = g[b[i]][a[i]] = 1;\nint ans = 0;\nfor (int i = 1; i <= n; i++) {\n    for (int j = i + 1; j <= n; j++) {\n        for (int k = j + 1; k <= n; k++) {\n            if (g[i][j] && g[j][k] && g[i][k]) ans++;\n        }\n    }\n}\ncout << ans << endl;"
        ]
    else:
        ask = Decide(f"some {one} has a direct {link} with every other one", yes=yes, no=no)
        py = [count_py + verdict_py("max(deg) == n - 1", yes, no)[1]]
        cpp = [count_cpp + verdict_cpp("*max_element(deg.begin(), deg.end()) == n - 1", yes, no)[0]]
        key = f"star,{yes}"

    def draw(rng: random.Random) -> tuple[int, int, list[tuple[int, int]]]:
        n = rng.randint(4 if mode == "neighbours" else 2, 6)
        every = [(i, j) for i in range(1, n + 1) for j in range(i + 1, n + 1)]
        m = rng.randint(1, min(len(every), n + (3 if mode == "triangles" else 1)))
        chosen = rng.sample(every, m)
        if mode == "star" and rng.random() < 0.5:
            centre = rng.randint(1, n)
            chosen = sorted({*chosen[:1], *((i, j) for i, j in every if centre in (i, j))})
        return n, len(chosen), [rng.choice((pair, pair[::-1])) for pair in chosen]

    def solve(n: int, m: int, rows: list[tuple[int, ...]]) -> object:
        near = {i: {x + y - i for x, y in rows if i in (x, y)} for i in range(1, n + 1)}
        sizes = [len(each) for each in near.values()]
        groups, seen = 0, set()
        for i in near:
            groups += i not in seen
            stack = [i]
            while stack:
                x = stack.pop()
                if x not in seen:
                    seen.add(x)
                    stack += near[x]
        results = {
            "degrees": lambda: " ".join(map(str, sizes)),
            "max_degree": lambda: max(sizes),
            "neighbours": lambda: len(near[v]),
            "components": lambda: groups,
            "connected": lambda: yes if groups == 1 else no,
            "star": lambda: yes if n - 1 in sizes else no,
            "triangles": lambda: sum(len(near[x] & near[y]) for x, y in rows) // 3,
        }
        return results[mode]() if mode in results else sizes.count(k)

    part = records(
        "rows",
        "m",
        ("a", "b"),
        lo=1,
        hi=100,
        given=f"`m` {link}s between `n` {person}, each as a pair `a_i`, `b_i`",
    )
    return draft(
        rng,
        family="small_graph",
        key=key,
        titles=("Network", "Roads", "Friends", "Graph"),
        parts=[ints("n", "m", lo=1, hi=100, given=""), part],
        ask=ask,
        define=f"The {person} are numbered from 1 to `n`, and no two of the `m` {link}s connect the same pair. {define}".strip(),
        stories=(
            f"{who} studies `n` {person}. The i-th of `m` {link}s connects `a_i` and `b_i`.",
            f"There are `n` {person}, and `m` {link}s between them: the i-th one joins `a_i` and `b_i`.",
            f"In the country of {who} there are `n` {person} and `m` {link}s; each {link} joins two different {person} `a_i` and `b_i`.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=1100,
        tags=("graphs", "implementation"),
    )


@family
def parent_tree(rng: random.Random) -> Instance:
    who = hero(rng)
    mode = rng.choice(("depth", "leaves", "children", "max_depth", "level", "list"))
    v = rng.randint(1, 3)
    person = rng.choice(("vertex", "employee", "folder", "person"))
    boss = {"vertex": "parent", "employee": "boss", "folder": "parent folder", "person": "teacher"}[
        person
    ]
    plural = {"vertex": "vertices", "person": "people"}.get(person, person + "s")
    depth_py = "d = [0, 0]\nfor i in range(n - 1):\n    d.append(d[p[i]] + 1)\n"
    depth_cpp = "vector<int> d(n + 1);\nfor (int i = 0; i < n - 1; i++) d[i + 2] = d[p[i]] + 1;\n"
    nouns = {
        "depth": (
            f"the number of steps from {person} `n` to {person} 1, always going to the {boss}",
        ),
        "max_depth": (
            f"the largest number of steps from any {person} to {person} 1, always going to the {boss}",
        ),
        "leaves": (
            f"the number of {plural} that are the {boss} of nobody",
            f"how many {plural} are the {boss} of no other one",
        ),
        "children": (
            f"the number of {plural} whose {boss} is {person} {v}",
            f"how many {plural} have {person} {v} as {boss}",
        ),
        "level": (f"the number of {plural} that are exactly {v} steps away from {person} 1",),
        "list": (f"the number of steps to {person} 1 from each of the {plural} 1, 2, ..., `n`",),
    }[mode]
    py = {
        "depth": [
            "x = n\nans = 0\nwhile x > 1:\n    x = p[x - 2]\n    ans += 1\nprint(ans)",
            depth_py + "print(d[n])",
        ],
        "max_depth": [depth_py + "print(max(d))"],
        "leaves": ["print(n - len(set(p)))"],
        "children": [f"print(p.count({v}))"],
        "level": [depth_py + f"print(d.count({v}))"],
        "list": [depth_py + "print(*d[1:])"],
    }[mode]
    cpp = {
        "depth": "int x = n, ans = 0;\nwhile (x > 1) {\n    x = p[x - 2];\n    ans++;\n}\ncout << ans << endl;",
        "max_depth": depth_cpp + "cout << *max_element(d.begin(), d.end()) << endl;",
        "leaves": "set<int> s(p.begin(), p.end());\ncout << n - s.size() << endl;",
        "children": f"cout << count(p.begin(), p.end(), {v}) << endl;",
        "level": depth_cpp + f"cout << count(d.begin() + 1, d.end(), {v}) << endl;",
        "list": depth_cpp + 'for (int i = 1; i <= n; i++) cout << d[i] << " ";\ncout << endl;',
    }[mode]
    # The row of the parents has one number less than there are vertices.
    cpp = "vector<int> p(n - 1);\nfor (int i = 0; i < n - 1; i++) cin >> p[i];\n" + cpp

    def draw(rng: random.Random) -> tuple[int, list[int]]:
        n = rng.randint(3, 8)
        return n, [rng.randint(max(1, i - rng.choice((2, 9))), i) for i in range(1, n)]

    def solve(n: int, p: list[int]) -> object:
        parent = dict(enumerate(p, 2))

        def steps(i: int) -> int:
            return 0 if i == 1 else 1 + steps(parent[i])

        depths = [steps(i) for i in range(1, n + 1)]
        return {
            "depth": depths[-1], "max_depth": max(depths), "level": depths.count(v),
            "leaves": sum(i not in p for i in range(1, n + 1)),
            "children": sum(parent[i] == v for i in parent), "list": " ".join(map(str, depths)),
        }[mode]  # fmt: skip

    part = row("p", "n", given=f"the {boss} `p_i` of each of the {plural} 2, 3, ..., `n`")
    part = type(part)(
        "shorter",
        part.names,
        part.given,
        "`n` - 1 integers `p_2`, `p_3`, ..., `p_n`",
        ("1 ≤ `p_i` ≤ 100",),
        "n",
    )
    return draft(
        rng,
        family="parent_tree",
        key=f"{mode},{v}" if mode in ("children", "level") else mode,
        titles=("Tree", "Hierarchy", "Way to the Top", "Bosses"),
        parts=[ints("n", lo=2, given=f"an integer `n`, the number of {plural}"), part],
        ask=Value(*nouns, kind="line" if mode == "list" else "integer"),
        define=f"The {plural} are numbered from 1 to `n`. Number 1 is at the top, and for every other number i the {boss} is `p_i`, with `p_i` < i.",
        stories=(
            f"{who} draws `n` {plural} as a tree.",
            f"{who} wants to understand how `n` {plural} are connected.",
            f"A list of `n` {plural} lies on the desk of {who}.",
        ),
        py=py,
        cpp=[cpp],
        draw=draw,
        solve=solve,
        rating=1000,
        tags=("graphs", "implementation"),
    )
