"""Queries on an array: thresholds and ranges of positions."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from shortlist_engine.bank.build import instance
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Array, Ints, Rows
from shortlist_engine.bank.phrasing import custom, value, wording

TAGS = ("implementation",)


@family
def threshold_queries(rng: random.Random) -> Instance:
    """An array, then queries with one number each, answered line by line."""
    w = wording(rng, taken="xqs")
    x, q = w.v("x"), w.v("q")
    e = w.pick("elements", "numbers", "elements of the array")
    options: list[tuple[str, str, str, Callable[[list[int], int], Any]]] = [
        (
            "sum(1 for y in a if y > x)",
            "y > x",
            f"the number of {e} greater than {x}",
            lambda a, x: sum(y > x for y in a),
        ),
        (
            "sum(1 for y in a if y < x)",
            "y < x",
            f"the number of {e} less than {x}",
            lambda a, x: sum(y < x for y in a),
        ),
        (
            "sum(1 for y in a if y <= x)",
            "y <= x",
            f"how many {e} are at most {x}",
            lambda a, x: sum(y <= x for y in a),
        ),
        (
            "sum(1 for y in a if y >= x)",
            "y >= x",
            f"how many {e} are not less than {x}",
            lambda a, x: sum(y >= x for y in a),
        ),
        (
            "a.count(x)",
            "y == x",
            f"how many times {x} occurs in the array",
            lambda a, x: a.count(x),
        ),
        (
            "sum(1 for y in a if y % x == 0)",
            "y % x == 0",
            f"the number of {e} divisible by {x}",
            lambda a, x: sum(y % x == 0 for y in a),
        ),
        (
            "sum(y for y in a if y > x)",
            "y > x",
            f"the sum of the {e} greater than {x}",
            lambda a, x: sum(y for y in a if y > x),
        ),
        (
            "sum(y for y in a if y < x)",
            "y < x",
            f"the sum of the {e} less than {x}",
            lambda a, x: sum(y for y in a if y < x),
        ),
        (
            "sum(abs(y - x) for y in a)",
            "",
            f"the sum of the distances from {x} to all {e}",
            lambda a, x: sum(abs(y - x) for y in a),
        ),
        (
            "min(abs(y - x) for y in a)",
            "",
            f"the distance from {x} to the nearest of the {e}",
            lambda a, x: min(abs(y - x) for y in a),
        ),
        (
            "sum(a[:x])",
            "",
            f"the sum of the first {x} {e}",
            lambda a, x: sum(v for i, v in enumerate(a) if i < x),
        ),
        (
            "max(a[:x])",
            "",
            f"the maximum of the first {x} {e}",
            lambda a, x: max(v for i, v in enumerate(a) if i < x),
        ),
        ("a[x - 1]", "", f"the element number {x}, counting from 1", lambda a, x: [0, *a][x]),
    ]
    code, cond, text, act = rng.choice(options)
    yes, no = w.words()
    member = rng.random() < 0.12
    if member:
        code, text = "x in a", f"{yes} if {x} occurs in the array, and {no} otherwise"
    index = not member and ("[:x]" in code or "[x" in code)
    shown = f'"{yes}" if x in a else "{no}"' if member else code
    init, inner = (
        "INT ans = 0;",
        f"for (INT y : a) if ({cond}) ans{' += y' if code.startswith('sum(y') else '++'};",
    )
    if member:
        init, inner = "bool ok = false;", "for (INT y : a) if (y == x) ok = true;"
    elif code.startswith("sum(abs"):
        inner = "for (INT y : a) ans += abs(y - x);"
    elif code.startswith("min(abs"):
        init, inner = "INT ans = abs(a[0] - x);", "for (INT y : a) ans = min(ans, abs(y - x));"
    elif code == "sum(a[:x])":
        inner = "for (int i = 0; i < x; i++) ans += a[i];"
    elif code == "max(a[:x])":
        init, inner = "INT ans = a[0];", "for (int i = 0; i < x; i++) ans = max(ans, a[i]);"
    elif code == "a[x - 1]":
        init, inner = "INT ans = a[x - 1];", ""
    inner = f"    {inner}\n" if inner else ""
    out = f'(ok ? "{yes}" : "{no}")' if member else "ans"
    one = rng.random() < 0.25
    prefix = "for x in qs:\n"
    cpp = [f"for (INT x : qs) {{\n    {init}\n{inner}    cout << {out} << endl;\n}}"]
    key = f"{code}:{one}{yes if member else ''}"
    if one:
        cpp = [f"{init}\n{inner.strip()}\ncout << {out} << endl;".replace("\n\n", "\n")]
        parts: list[Any] = [
            Array(
                "a",
                low=1,
                high=12,
                bound=100,
                extra=Ints(("x",), 1, 12, bound=100),
                min_size=2,
                place=rng.choice(("beside", "after")),
            )
        ]
        goal = (
            value(w, text)
            if not member
            else custom(f"Print {text}.", f"Print {text}.", f"print {text}")
        )
        python = [f"print({shown})"]
    else:
        parts = [
            Array("a", low=1, high=12, bound=100, min_size=2),
            Array("qs", size="q", low=1, high=12, bound=100, min_size=1, max_size=4),
        ]
        w.alias["qs"] = "x" if w.style != "leetcode" else "queries"
        goal = custom(
            w.pick(
                f"For each query {x}, print {text}.",
                f"Answer {q} queries: for each number {x}, print {text}.",
            ),
            (
                f"Print {q} lines: for each query {x}, {text}."
                if w.style != "leetcode"
                else "Print one answer per line."
            ),
        )
        python = [f"{prefix}    print({shown})"]

    def draw(r: random.Random) -> tuple[Any, ...]:
        size = r.randint(2, 7)
        a = [r.randint(1, 12) for _ in range(size)]
        xs = [r.randint(1, size if index else 12) for _ in range(1 if one else r.randint(2, 4))]
        return (a, xs[0]) if one else (a, xs)

    def reply(a: list[int], x: int) -> Any:
        return (yes if x in a else no) if member else act(a, x)

    return instance(
        w,
        family="threshold_queries",
        key=key,
        title=w.pick("Queries", "Ask the Array", "Questions"),
        goal=goal,
        note=f"{x} is never greater than {w.v('n')}." if index else "",
        parts=parts,
        draw=draw,
        solve=lambda a, x: reply(a, x) if one else [reply(a, v) for v in x],
        python=python,
        cpp=cpp,
        tags=TAGS,
        rating=rng.choice((800, 900)),
    )


@family
def range_queries(rng: random.Random) -> Instance:
    """One or more ranges of positions: sums, extremes, counts."""
    w = wording(rng, taken="lrqx")
    left, right, q = w.v("l"), w.v("r"), w.v("q")
    fold = rng.choice(("sum", "max", "min", "range", "odd", "print"))
    many = fold != "print" and rng.random() < 0.5
    seg = "a[l - 1:r]"
    py = {
        "sum": f"sum({seg})",
        "max": f"max({seg})",
        "min": f"min({seg})",
        "range": f"max({seg}) - min({seg})",
        "odd": f"sum(x % 2 for x in {seg})",
        "print": f"*{seg}",
    }[fold]
    what = {
        "sum": "the sum",
        "max": "the maximum",
        "min": "the minimum",
        "range": "the difference between the largest and the smallest",
        "odd": "the number of odd ones",
        "print": "the list",
    }[fold]
    text = w.pick(
        f"{what} of the elements from position {left} to position {right}, inclusive",
        f"{what} of the elements with indices from {left} to {right} (1-based, both included)",
    )
    if fold == "odd":
        text = f"the number of odd elements from position {left} to position {right}, inclusive"
    init = {
        "sum": "INT ans = 0;",
        "odd": "INT ans = 0;",
        "max": "INT ans = a[l - 1];",
        "min": "INT ans = a[l - 1];",
        "range": "INT hi = a[l - 1], lo = a[l - 1];",
        "print": "",
    }[fold]
    act = {
        "sum": "ans += a[i];",
        "odd": "ans += a[i] % 2;",
        "max": "ans = max(ans, a[i]);",
        "min": "ans = min(ans, a[i]);",
        "range": "hi = max(hi, a[i]), lo = min(lo, a[i]);",
        "print": 'cout << a[i] << " ";',
    }[fold]
    out = {"range": "cout << hi - lo << endl;", "print": "cout << endl;"}.get(
        fold, "cout << ans << endl;"
    )
    loop = f"{init}\nfor (int i = l - 1; i < r; i++) {act}\n{out}".strip()
    if many:
        parts: list[Any] = [
            Array("a", low=1, high=20, bound=100),
            Rows(("l", "r"), size="q", bound=100),
        ]
        goal = custom(
            w.pick(
                f"For each pair of {left} and {right}, print {text}.",
                f"Answer {q} queries; each asks for {text}.",
            ),
            f"For each query, print {text}.",
        )
        python = [f"for l, r in rows:\n    print({py})"]
        body = "\n".join("        " + line for line in loop.split("\n")).replace("        ", "    ")
        body = body.replace("l - 1", "l[j] - 1").replace("i < r;", "i < r[j];")
        cpp = [f"for (int j = 0; j < q; j++) {{\n{body}\n}}"]
    else:
        parts = [
            Array(
                "a",
                low=1,
                high=20,
                bound=100,
                extra=Ints(("l", "r"), 1, 8, bound=100),
                place=rng.choice(("beside", "after")),
            )
        ]
        goal = value(w, text.replace("the list of ", ""), "line" if fold == "print" else "integer")
        python = [f"print({py})"]
        cpp = [loop]
    evaluate: dict[str, Callable[[list[int]], Any]] = {
        "sum": sum,
        "max": max,
        "min": min,
        "range": lambda v: max(v) - min(v),
        "odd": lambda v: sum(x % 2 for x in v),
        "print": lambda v: " ".join(map(str, v)),
    }

    def draw(r: random.Random) -> tuple[Any, ...]:
        size = r.randint(2, 8)
        a = [r.randint(1, 20) for _ in range(size)]
        pairs = []
        for _ in range(r.randint(2, 4) if many else 1):
            lo, hi = sorted((r.randint(1, size), r.randint(1, size)))
            pairs.append((lo, hi))
        return (a, pairs) if many else (a, *pairs[0])

    def reply(a: list[int], lo: int, hi: int) -> Any:
        return evaluate[fold]([x for i, x in enumerate(a, 1) if lo <= i <= hi])

    return instance(
        w,
        family="range_queries",
        key=f"{fold}:{many}",
        title=w.pick("Segment", "Range", "Part of the Array"),
        goal=goal,
        note=(
            f"{left} is at least 1, and {right} is not less than {left} and not greater than"
            f" {w.v('n')}."
        ),
        parts=parts,
        draw=draw,
        solve=(lambda a, rows: [reply(a, lo, hi) for lo, hi in rows]) if many else reply,
        python=python,
        cpp=cpp,
        tags=TAGS,
        rating=rng.choice((800, 900, 1000)),
    )
