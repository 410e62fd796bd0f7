"""Families about points and rectangles, all in integers."""

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

TAGS = ("geometry", "math", "implementation")


@family
def two_points(rng: random.Random) -> Instance:
    who = hero(rng)
    measures = {
        "manhattan": ("the Manhattan distance |x1 - x2| + |y1 - y2|", "abs(a - c) + abs(b - d)"),
        "squared": ("the square of the Euclidean distance", "(a - c) * (a - c) + (b - d) * (b - d)"),
        "chebyshev": ("the number of moves of a chess king", "max(abs(a - c), abs(b - d))"),
        "area": ("the area of the rectangle with sides parallel to the axes and opposite corners in these points", "abs(a - c) * abs(b - d)"),
        "perimeter": ("the perimeter of the rectangle with sides parallel to the axes and opposite corners in these points", "2 * (abs(a - c) + abs(b - d))"),
    }  # fmt: skip
    mode = rng.choice(list(measures))
    noun, code = measures[mode]
    extra = rng.choice(("", "", "price", "limit"))
    k = rng.randint(2, 12)
    yes, no = rng.choice(YES_NO)
    define = "The first point is (`a`, `b`), and the second point is (`c`, `d`)."
    ask: Value | Decide
    noun = noun.replace("|x1 - x2| + |y1 - y2|", "|`a` - `c`| + |`b` - `d`|")
    between = f"{noun} between the two points" if mode in ("manhattan", "squared") else noun
    if mode == "chebyshev":
        between = "the number of moves a chess king needs between the two points"
        define += " A king moves to one of the 8 neighbouring points."
    if extra == "limit":
        k *= 2 if mode in ("squared", "perimeter", "area") else 1
        ask = Decide(f"{between} is at most {k}", yes=yes, no=no)
        py = verdict_py(f"{code} <= {k}", yes, no)
        cpp = verdict_cpp(f"{code} <= {k}", yes, no)
        key = f"{mode},<={k},{yes}"
    else:
        shown = between
        if extra == "price":
            shown = f"{between}, multiplied by {k}"
            code = f"({code}) * {k}" if "+" in code else f"{code} * {k}"
        ask = Value(shown)
        py = [f"print({code})", f"ans = {code}\nprint(ans)"]
        cpp = [f"cout << {code} << endl;", f"int ans = {code};\ncout << ans << endl;"]
        key = f"{mode},{k if extra else 1}"

    def solve(a: int, b: int, c: int, d: int) -> object:
        dx, dy = abs(a - c), abs(b - d)
        value = {
            "manhattan": dx + dy, "squared": dx**2 + dy**2, "chebyshev": max(dx, dy), "area": dx * dy,
            "perimeter": dx + dx + dy + dy,
        }[mode]  # fmt: skip
        if extra == "limit":
            return yes if value <= k else no
        return value * k if extra == "price" else value

    high = 4 if extra == "limit" else 10
    return draft(
        rng,
        family="two_points",
        key=key,
        titles=("Two Points", "Distance", "On the Plane", "From Here to There"),
        parts=[
            ints("a", "b", lo=-100, hi=100, given="two points of the plane"),
            ints("c", "d", lo=-100, hi=100, given=""),
        ],
        ask=ask,
        define=define,
        stories=(
            f"{who} marked two points on squared paper.",
            f"{who} lives at one point of the plane and works at another one.",
            "A delivery robot goes from the first point to the second one.",
        ),
        py=py,
        cpp=cpp,
        draw=lambda rng: tuple(rng.randint(-high, high) for _ in range(4)),
        solve=solve,
        rating=800,
        tags=TAGS,
        multi=rng.random() < 0.2,
    )


@family
def count_points(rng: random.Random) -> Instance:
    who = hero(rng)
    p, q = rng.randint(-3, 6), rng.randint(1, 8)
    r = rng.randint(3, 9)
    u, v = rng.randint(-4, 0), rng.randint(1, 6)
    options = {
        "circle": (f"inside the circle with centre (0, 0) and radius {r} or on its border", f"x * x + y * y <= {r * r}"),
        "square": (f"in the square {u} ≤ x ≤ {v}, {u} ≤ y ≤ {v}, the border included", f"{u} <= x <= {v} and {u} <= y <= {v}"),
        "above": (f"strictly above the line y = {p}", f"y > {p}"),
        "right": (f"strictly to the right of the line x = {p}", f"x > {p}"),
        "diagonal": (f"on the line y = x + {q}", f"y == x + {q}"),
        "axes": ("on at least one of the axes", "x == 0 or y == 0"),
        "first": ("with both coordinates positive", "x > 0 and y > 0"),
        "near": (f"with |x| + |y| at most {r}", f"abs(x) + abs(y) <= {r}"),
        "equal": ("whose coordinates are equal", "x == y"),
        "sum": (f"with x + y greater than {q}", f"x + y > {q}"),
    }  # fmt: skip
    mode = rng.choice(list(options))
    where, test = options[mode]
    test_cpp = test.replace(" and ", " && ").replace(" or ", " || ")
    if mode == "square":
        test_cpp = f"x[i] >= {u} && x[i] <= {v} && y[i] >= {u} && y[i] <= {v}"
    else:
        test_cpp = "".join(
            f"{c}[i]" if c in "xy" and test_cpp[i : i + 2] != "x(" else c
            for i, c in enumerate(test_cpp)
        )
    detail = {
        "circle": r,
        "square": (u, v),
        "above": p,
        "right": p,
        "diagonal": q,
        "near": r,
        "sum": q,
    }.get(mode, "")
    far = rng.random() < 0.2
    if far:
        choice = rng.choice(("largest", "smallest"))
        f = "max" if choice == "largest" else "min"
        metric, code = rng.choice(
            (
                ("|x| + |y|", "abs(x) + abs(y)"),
                ("x * x + y * y", "x * x + y * y"),
                ("x + y", "x + y"),
                ("x - y", "x - y"),
                ("max(x, y)", "max(x, y)"),
            )
        )
        ask = Value(f"the {choice} value of {metric} over all points (x, y)")
        py = [f"print({f}({code} for x, y in rows))"]
        code_cpp = (
            code.replace("max", "@").replace("x", "x[i]").replace("y", "y[i]").replace("@", "max")
        )
        first = code_cpp.replace("[i]", "[0]")
        cpp = [
            f"int ans = {first};\nfor (int i = 1; i < n; i++) ans = {f}(ans, {code_cpp});\ncout << ans << endl;"
        ]
        key = f"{f},{metric}"
    else:
        code = ""
        f = ""
        ask = Value(
            f"the number of points {where}",
            f"how many points (x, y) lie {where}"
            if mode not in ("first", "near", "equal", "sum")
            else f"how many points (x, y) there are {where}",
        )
        py = [
            f"ans = 0\nfor x, y in rows:\n    if {test}:\n        ans += 1\nprint(ans)",
            f"print(sum(1 for x, y in rows if {test}))",
        ]
        cpp = [
            f"int ans = 0;\nfor (int i = 0; i < n; i++) {{\n    if ({test_cpp}) ans++;\n}}\ncout << ans << endl;"
        ]
        key = f"{mode},{detail}"

    def draw(rng: random.Random) -> tuple[int, list[tuple[int, int]]]:
        n = rng.randint(1, 6)
        rows = []
        for _ in range(n):
            x, y = rng.randint(-7, 8), rng.randint(-7, 8)
            turn = rng.random()
            if mode in ("diagonal", "equal") and turn < 0.5:
                y = x + (q if mode == "diagonal" else 0)
            if mode == "axes" and turn < 0.5:
                x = 0
            rows.append((x, y))
        return n, rows

    def solve(n: int, rows: list[tuple[int, ...]]) -> int:
        if far:
            values = [
                {"|x| + |y|": abs(x) + abs(y), "x * x + y * y": x**2 + y**2, "x + y": x + y, "x - y": x - y,
                 "max(x, y)": x if x > y else y}[metric]
                for x, y in rows
            ]  # fmt: skip
            return sorted(values)[-1 if f == "max" else 0]
        inside = 0
        for x, y in rows:
            inside += {
                "circle": r**2 >= x**2 + y**2, "square": u <= min(x, y) and max(x, y) <= v, "above": p < y,
                "right": p < x, "diagonal": y - x == q, "axes": x * y == 0, "first": min(x, y) >= 1,
                "near": abs(x) + abs(y) < r + 1, "equal": x - y == 0, "sum": q < x + y,
            }[mode]  # fmt: skip
        return inside

    part = records(
        "rows", "n", ("x", "y"), lo=-100, hi=100, given="`n` points (`x_i`, `y_i`) of the plane"
    )
    return draft(
        rng,
        family="count_points",
        key=key,
        titles=("Points", "Where Are the Points", "Darts", "Stars"),
        parts=[ints("n", given=""), part],
        ask=ask,
        stories=(
            f"{who} threw `n` darts; the i-th one hit the point (`x_i`, `y_i`).",
            f"There are `n` trees in a park, and {who} marked them on a map as points (`x_i`, `y_i`).",
            f"{who} sees `n` stars; the i-th star is at the point (`x_i`, `y_i`) of the sky.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=800,
        tags=TAGS,
    )
