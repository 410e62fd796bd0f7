"""Formulas of a few numbers: expressions, extremes, geometric figures."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from shortlist_engine.bank.build import instance
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Ints
from shortlist_engine.bank.phrasing import value, wording

TAGS = ("math", "implementation")


@family
def expression(rng: random.Random) -> Instance:
    w = wording(rng, taken="abn")
    c, d = rng.randint(2, 9), rng.randint(2, 9)
    a, b = w.name("a"), w.name("b")
    times = r" \times " if w.tex else " * "
    code, text = rng.choice(
        [
            ("a + b", w.pick(f"the sum of {w.v('a')} and {w.v('b')}", w.math(f"{a} + {b}"))),
            ("a - b", w.pick(f"the difference {w.math(f'{a} - {b}')}", w.math(f"{a} - {b}"))),
            (
                "a * b",
                w.pick(f"the product of {w.v('a')} and {w.v('b')}", w.math(f"{a}{times}{b}")),
            ),
            ("a * a", w.pick(f"the square of {w.v('a')}", f"{w.v('a')} squared")),
            ("a * a + b * b", f"the sum of the squares of {w.v('a')} and {w.v('b')}"),
            ("(a + b) * (a + b)", f"the square of the sum of {w.v('a')} and {w.v('b')}"),
            ("a * a - b * b", f"the difference of the squares of {w.v('a')} and {w.v('b')}"),
            (
                "abs(a - b)",
                w.pick(
                    f"the absolute difference of {w.v('a')} and {w.v('b')}",
                    f"the distance between {w.v('a')} and {w.v('b')} on the number line",
                    f"the absolute value of {w.math(f'{a} - {b}')}",
                ),
            ),
            (f"{c} * a + {d} * b", w.math(f"{c}{times}{a} + {d}{times}{b}")),
            (f"{c} * a - {d} * b", w.math(f"{c}{times}{a} - {d}{times}{b}")),
            (
                f"a * {c} + b",
                w.pick(
                    w.math(f"{a}{times}{c} + {b}"), f"{w.v('a')} multiplied by {c}, plus {w.v('b')}"
                ),
            ),
            (
                f"(a + b) * {c}",
                w.pick(
                    w.math(f"({a} + {b}){times}{c}"),
                    f"the sum of {w.v('a')} and {w.v('b')}, multiplied by {c}",
                ),
            ),
            (f"(a - b) * {c}", f"the difference {w.math(f'{a} - {b}')}, multiplied by {c}"),
            (
                f"a * b + {c}",
                w.pick(
                    f"the product of {w.v('a')} and {w.v('b')}, plus {c}",
                    w.math(f"{a}{times}{b} + {c}"),
                ),
            ),
            (f"a * b - {c}", w.math(f"{a}{times}{b} - {c}")),
            (
                f"a + b + {c}",
                w.pick(w.math(f"{a} + {b} + {c}"), f"the sum of {w.v('a')}, {w.v('b')} and {c}"),
            ),
            (
                f"(a + b) % {c}",
                w.pick(
                    f"the remainder of the sum {w.math(f'{a} + {b}')} when divided by {c}",
                    w.math(f"({a} + {b}) mod {c}"),
                ),
            ),
            (
                f"(a * b) % {c}",
                w.pick(
                    f"the remainder of the product of {w.v('a')} and {w.v('b')} modulo {c}",
                    f"the remainder when the product {w.math(f'{a}{times}{b}')} is divided by {c}",
                ),
            ),
        ]
    )
    one = "b" not in code
    names = ("a",) if one else ("a", "b")
    low = 0 if "%" in code else rng.choice((-30, 0, 1))
    compiled = compile(code, "expression", "eval")
    return instance(
        w,
        family="expression",
        key=code,
        title=w.pick("Simple Formula", "Calculate", "Arithmetic"),
        story=w.pick("", "", "", "Let us practise arithmetic."),
        goal=value(w, w.pick(text, text, f"the value of {text}" if text[:3] != "the" else text)),
        parts=[Ints(names, low, 40, bound=rng.choice((100, 1000)), on_lines=rng.random() < 0.15)],
        solve=lambda *v: eval(compiled, {"a": v[0], "b": v[-1], "abs": abs}),
        python=[f"print({code})", f"ans = {code}\nprint(ans)"],
        cpp=[f"cout << {code} << endl;", f"INT ans = {code};\ncout << ans << endl;"],
        tags=("math",),
        tests=w.tests(0.12),
    )


@family
def choose_number(rng: random.Random) -> Instance:
    w = wording(rng, taken="abcdn")
    solve: Callable[..., Any]
    names = ("a", "b", "c", "d")[: rng.choice((2, 2, 3, 3, 4))]
    args, count = ", ".join(names), {2: "two", 3: "three", 4: "four"}[len(names)]
    many = "{" + args + "}" if len(names) > 2 else args
    total = " + ".join(names)
    hi, lo = (f"max({many})", f"min({many})")
    py_hi, py_lo = f"max({args})", f"min({args})"
    s = f"the {count} numbers"
    options: list[tuple[str, str, str, Callable[..., Any]]] = [
        (py_hi, hi, w.pick(f"the largest of {s}", f"the maximum of {w.vs(names)}"), max),
        (py_lo, lo, w.pick(f"the smallest of {s}", f"the minimum of {w.vs(names)}"), min),
        (
            f"{py_hi} - {py_lo}",
            f"{hi} - {lo}",
            w.pick(
                f"the difference between the largest and the smallest of {s}",
                f"the range of {s}, that is, the maximum minus the minimum",
            ),
            lambda v: max(v) - min(v),
        ),
        (
            f"{py_hi} + {py_lo}",
            f"{hi} + {lo}",
            f"the sum of the largest and the smallest of {s}",
            lambda v: max(v) + min(v),
        ),
    ]
    if len(names) > 2:
        options += [
            (
                f"{total} - {py_lo}",
                f"{total} - {lo}",
                w.pick(
                    f"the sum of {s} without the smallest one",
                    f"the largest possible sum of {count} numbers after one of them is removed",
                ),
                lambda v: sum(v) - min(v),
            ),
            (
                f"{total} - {py_hi}",
                f"{total} - {hi}",
                f"the sum of {s} except the largest one",
                lambda v: sum(v) - max(v),
            ),
            (total, total, f"the sum of {s}", sum),
        ]
    if len(names) == 3:
        options += 2 * [
            (
                f"sorted([{args}])[1]",
                f"{total} - {hi} - {lo}",
                w.pick(
                    f"the median of {s}",
                    "the number that is neither the smallest nor the largest",
                    f"the middle one of {s} when they are sorted",
                ),
                lambda v: sorted(v)[1],
            ),
        ]
    py, cc, text, solve = rng.choice(options)
    key = py
    person = w.person()
    return instance(
        w,
        family="choose_number",
        key=key,
        title=w.pick("Three Cards", "Pick a Number", "Scores", "Compare"),
        story=w.pick(
            "",
            "",
            f"{person} wrote {count} numbers on a card.",
            f"There are {count} piles of stones; their sizes are {w.vs(names)}.",
        ),
        goal=value(w, text),
        parts=[Ints(names, rng.choice((-20, 1)), 40)],
        solve=lambda *v: solve(v),
        python=[f"print({py})", f"ans = {py}\nprint(ans)"],
        cpp=[f"cout << {cc} << endl;", f"INT ans = {cc};\ncout << ans << endl;"],
        tags=TAGS,
        tests=w.tests(),
    )


@family
def figure(rng: random.Random) -> Instance:
    w = wording(rng, taken="abchn")
    cost = rng.randint(2, 9)
    shapes = [
        (
            "rectangle",
            ("a", "b"),
            [("area", "a * b"), ("perimeter", "2 * (a + b)"), ("semiperimeter", "a + b")],
        ),
        ("square", ("a",), [("area", "a * a"), ("perimeter", "4 * a")]),
        (
            "box",
            ("a", "b", "c"),
            [
                ("volume", "a * b * c"),
                ("surface area", "2 * (a * b + b * c + a * c)"),
                ("total length of all edges", "4 * (a + b + c)"),
            ],
        ),
        ("cube", ("a",), [("volume", "a * a * a"), ("surface area", "6 * a * a")]),
        ("triangle", ("a", "b", "c"), [("perimeter", "a + b + c")]),
        ("right triangle", ("a", "b"), [("doubled area", "a * b")]),
    ]
    shape, names, measures = rng.choice(shapes)
    measure, code = rng.choice(measures)
    unit = {"area": "square metre", "volume": "cubic metre"}.get(measure, "metre")
    extra = rng.random()
    text = f"the {measure} of the {shape}"
    if extra < 0.4:
        code = f"({code}) * {cost}" if "+" in code else f"{code} * {cost}"
        text = w.pick(
            f"how much it costs to pay {cost} coins for each {unit} of the {measure} of the"
            f" {shape}",
            f"the {measure} of the {shape}, multiplied by {cost}",
        )
    sides = {1: "side", 2: "sides", 3: "sides"}[len(names)]
    compiled = compile(code, "figure", "eval")
    return instance(
        w,
        family="figure",
        key=f"{shape}: {code}",
        title=w.pick(shape.title(), "Geometry", "Fence"),
        story=w.pick(
            "",
            f"A {shape} has the {sides} {w.vs(names)}.",
            f"{w.person()} drew a {shape} with {sides} of length {w.vs(names)}.",
        ),
        note=w.pick("", f"The {shape} has the {sides} {w.vs(names)}."),
        goal=value(w, text),
        parts=[Ints(names, 1, 20, bound=100, on_lines=rng.random() < 0.1)],
        solve=lambda *v: eval(compiled, dict(zip("abc", v, strict=False))),
        python=[f"print({code})", f"ans = {code}\nprint(ans)"],
        cpp=[f"cout << {code} << endl;", f"INT ans = {code};\ncout << ans << endl;"],
        tags=("geometry", "math"),
    )


@family
def best_expression(rng: random.Random) -> Instance:
    """The largest or smallest of several formulas of the same numbers."""
    w = wording(rng, taken="abcn")
    c = rng.randint(2, 9)
    pool = [
        "a + b",
        "a - b",
        "a * b",
        f"a * {c}",
        f"b + {c}",
        f"a - {c}",
        "b - a",
        f"b * {c}",
        "a * a",
    ]
    chosen = rng.sample(pool, rng.choice((2, 3, 3)))
    best = rng.choice(("max", "max", "min"))
    names = {"a": w.name("a"), "b": w.name("b")}
    shown = [
        w.math("".join(names.get(x, x) for x in code).replace("*", r"\times" if w.tex else "*"))
        for code in chosen
    ]
    listed = f"{', '.join(shown[:-1])} and {shown[-1]}"
    word = "largest" if best == "max" else "smallest"
    args = ", ".join(chosen)
    compiled = compile(f"[{args}]", "best_expression", "eval")
    return instance(
        w,
        family="best_expression",
        key=f"{best}({args})",
        title=w.pick("Best Result", "Choose the Best", "Formulas"),
        story=w.pick(
            "",
            "",
            f"{w.person()} has two integers {w.v('a')} and {w.v('b')} and may choose one formula.",
        ),
        goal=value(
            w,
            w.pick(
                f"the {word} number among {listed}",
                f"the {'maximum' if best == 'max' else 'minimum'} of {listed}",
                f"the {word} value among {listed}",
            ),
        ),
        parts=[Ints(("a", "b"), -15, 20, bound=100)],
        solve=lambda a, b: {"max": max, "min": min}[best](eval(compiled, {"a": a, "b": b})),
        python=[f"print({best}({args}))", f"ans = {best}({args})\nprint(ans)"],
        cpp=[f"cout << {best}({{{args}}}) << endl;"],
        tags=TAGS,
        tests=w.tests(0.1),
    )
