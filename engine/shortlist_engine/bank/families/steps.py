"""Processes on a number: growth until a limit, division while possible."""

from __future__ import annotations

import random

from shortlist_engine.bank.build import instance
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Ints
from shortlist_engine.bank.phrasing import value, wording

TAGS = ("implementation", "math")


@family
def growth(rng: random.Random) -> Instance:
    """How many steps until a value reaches a limit."""
    w = wording(rng, taken="nabk")
    a, n = w.v("a"), w.v("n")
    f, c = rng.randint(2, 4), rng.randint(1, 9)
    g = rng.randint(2, 4)
    kind = rng.choice(("times", "linear", "plus", "race", "race"))
    strict = rng.random() < 0.5
    at = "exceeds" if strict else "is at least"
    op = "<=" if strict else "<"
    who = w.person()
    unit = w.pick("day", "year", "month", "minute")
    if kind == "race":
        f, g = max(f, g), min(f, g)
        f += f == g
        if f > 4:
            f, g = 3, 2
        names = ("a", "b")
        cond = "a <= b" if strict else "a < b"
        steps, cc = [f"a *= {f}", f"b *= {g}"], f"a *= {f};\n    b *= {g};"
        b = w.v("b")
        more = "strictly larger than" if strict else "at least as large as"
        story = w.pick(
            f"Two bacteria colonies have {a} and {b} cells. Each {unit} the first grows {f} times"
            f" and the second grows {g} times.",
            f"{who} weighs {a} and a friend weighs {b}. After every {unit} {who}'s weight is"
            f" multiplied by {f} and the friend's by {g}.",
        )
        text = f"after how many {unit}s the first value becomes {more} the second"

        def solve(a: int, b: int) -> int:
            count = 0
            while (a <= b) if strict else (a < b):
                a, b, count = a * f, b * g, count + 1
            return count

    else:
        names = ("a", "n")
        cond = f"a {op} n"
        code = {"times": f"a *= {f}", "linear": f"a += {c}", "plus": f"a = a * {f} + {c}"}[kind]
        steps, cc = [code], f"a = {code[4:]};" if kind == "plus" else f"{code};"
        how = {
            "times": w.pick(f"is multiplied by {f}", f"becomes {f} times as large"),
            "linear": w.pick(f"increases by {c}", f"grows by {c}"),
            "plus": f"is multiplied by {f} and then increased by {c}",
        }[kind]
        story = w.pick(
            f"{who} has {a} coins. Every {unit} the number of coins {how}.",
            f"A plant is {a} centimetres tall. Each {unit} its height {how}.",
            f"You are given a number {a}. In one {unit} it {how}.",
        )
        text = (
            f"after how many {unit}s the value {at} {n} for the first time (0 if it does at the"
            " start)"
        )

        def solve(a: int, b: int) -> int:
            count = 0
            while (a <= b) if strict else (a < b):
                a = {"times": a * f, "linear": a + c, "plus": a * f + c}[kind]
                count += 1
            return count

    body = "\n".join(f"    {step}" for step in steps)
    return instance(
        w,
        family="growth",
        key=f"{cond}:{steps}",
        title=w.pick("Growth", "Savings", "Race", "Weights"),
        story=story,
        goal=value(w, text),
        parts=[Ints(names, 1, 50, bound=1000)],
        draw=lambda r: (r.randint(1, 12), r.randint(5, 60)),
        solve=solve,
        python=[f"ans = 0\nwhile {cond}:\n{body}\n    ans += 1\nprint(ans)"],
        cpp=[f"int ans = 0;\nwhile ({cond}) {{\n    {cc}\n    ans++;\n}}\ncout << ans << endl;"],
        tags=TAGS,
        tests=w.tests(0.1),
    )


@family
def shrinking(rng: random.Random) -> Instance:
    """Dividing or subtracting while possible: halvings, Collatz steps, digit operations."""
    w = wording(rng, taken="nk")
    n, k, c = w.v("n"), rng.randint(2, 5), rng.choice((1, 3, 5))
    d = rng.choice((10, k))
    kinds = {
        "divide": (
            f"As long as {n} is divisible by {k}, it is divided by {k}.",
            f"n % {k} == 0",
            "",
            f"n //= {k}",
        ),
        "floor": (
            f"While {n} is greater than zero, it is replaced by the integer part of {n} / {d}.",
            "n > 0",
            "",
            f"n //= {d}",
        ),
        "until": (
            f"While {n} is at least {d}, it is divided by {k}, rounding down.",
            f"n >= {d}",
            "",
            f"n //= {k}",
        ),
        "collatz": (
            f"If {n} is even, it is divided by 2; otherwise it is replaced by 3{n} + {c}. This "
            f"stops as soon as {n} is 1.".replace("3$n$", "$3n$"),
            "n != 1",
            "n % 2 == 0",
            f"n //= 2|n = 3 * n + {c}",
        ),
        "wrong": (
            (
                f"In one step, if the last digit of {n} is 0, that digit is removed; otherwise {n}"
                f" is decreased by {c if c < 3 else 1}. This goes on until {n} is 0."
            ),
            "n > 0",
            "n % 10 == 0",
            f"n //= 10|n -= {c if c < 3 else 1}",
        ),
        "halve": (
            (
                f"While {n} is greater than 0: if {n} is divisible by {k}, it is divided by {k}; "
                "otherwise 1 is subtracted from it."
            ),
            "n > 0",
            f"n % {k} == 0",
            f"n //= {k}|n -= 1",
        ),
    }
    kind = rng.choice([*kinds, "halve", "until", "floor"])
    rule, cond, test, act = kinds[kind]
    if kind == "collatz":
        rule, act = rule.replace(f" + {c}", " + 1"), "n //= 2|n = 3 * n + 1"
    result = rng.choice(("steps", "steps", "last")) if kind in ("divide", "until") else "steps"
    if kind in ("collatz", "halve", "wrong"):
        result = rng.choice(("steps", "steps", "max" if kind == "collatz" else "odd"))
    text = {
        "steps": w.pick(
            "how many steps are made", "the number of steps", "how many times this happens"
        ),
        "last": f"the final value of {n}",
        "max": f"the largest value that {n} takes, also at the start",
        "odd": "how many of the steps subtract",
    }[result]
    yes_act, _, no_act = act.partition("|")
    count = "ans += 1"
    lines = []
    if test:
        extra = [f"        {count}"] if result == "odd" else []
        lines = [f"    if {test}:", f"        {yes_act}", "    else:", f"        {no_act}", *extra]
    else:
        lines = [f"    {yes_act}"]
    if result == "steps":
        lines.append(f"    {count}")
    if result == "max":
        lines.append("    ans = max(ans, n)")
    init = {"last": "", "max": "ans = n\n"}.get(result, "ans = 0\n")
    shown = "n" if result == "last" else "ans"
    python = [f"{init}while {cond}:\n" + "\n".join(lines) + f"\nprint({shown})"]
    ycc, ncc = yes_act.replace("//", "/"), no_act.replace("//", "/")
    cc = f"    if ({test}) {ycc};\n    else {ncc};\n" if test else f"    {ycc};\n"
    if result == "odd":
        cc = (
            f"    if ({test}) {{\n        {ycc};\n    }} else {{\n        {ncc};\n        ans++;\n "
            "   }\n"
        )
    cc += {"steps": "    ans++;\n", "max": "    ans = max(ans, n);\n"}.get(result, "")
    cinit = {"last": "", "max": "INT ans = n;\n"}.get(result, "int ans = 0;\n")
    cpp = [f"{cinit}while ({cond}) {{\n{cc}}}\ncout << {shown} << endl;"]

    def solve(n: int) -> int:
        steps = odd = 0
        top = n
        while _goes_on(kind, n, k, d):
            n, subtracts = _shrink(kind, n, k, d)
            steps, odd, top = steps + 1, odd + subtracts, max(top, n)
        return {"steps": steps, "last": n, "max": top, "odd": odd}[result]

    def draw(r: random.Random) -> tuple[int]:
        if kind == "divide":
            return (k ** r.randint(0, 4) * r.randint(1, 9),)
        return (r.randint(1, 40 if kind == "collatz" else 150),)

    return instance(
        w,
        family="shrinking",
        key=f"{cond}:{test}:{act}:{result}",
        title=w.pick("Steps", "Reduce It", "Countdown"),
        story=w.pick(
            f"You are given a positive integer {n}.",
            f"{w.person()} has a positive integer {n}.",
            f"Start with a positive integer {n}.",
        )
        + f" {rule}",
        goal=value(w, text),
        parts=[Ints(("n",), 1, 150, bound=1000)],
        draw=draw,
        solve=solve,
        python=python,
        cpp=cpp,
        tags=TAGS,
        tests=w.tests(0.12),
    )


def _goes_on(kind: str, n: int, k: int, d: int) -> bool:
    if kind == "divide":
        return n % k == 0
    if kind == "collatz":
        return n != 1
    return n >= d if kind == "until" else n > 0


def _shrink(kind: str, n: int, k: int, d: int) -> tuple[int, bool]:
    """The next value and whether the second branch was taken."""
    if kind == "collatz":
        return (3 * n + 1, True) if n % 2 else (n // 2, False)
    if kind in ("wrong", "halve"):
        divisor = 10 if kind == "wrong" else k
        return (n - 1, True) if n % divisor else (n // divisor, False)
    return n // (d if kind == "floor" else k), False
