"""Families that count the steps until an amount is reached."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random

from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    hero,
)
from shortlist_engine.bank.families._parts import (
    ints,
)
from shortlist_engine.bank.families._statement import Value
from shortlist_engine.bank.family import Instance, family

TAGS = ("implementation", "math")


@family
def overtake(rng: random.Random) -> Instance:
    """Two amounts grow until one passes the other."""
    who, friend = hero(rng), hero(rng)
    times = rng.random() < 0.7
    p, q = rng.choice(((3, 2), (2, 1), (4, 3), (4, 2), (3, 1), (5, 3), (5, 4), (5, 2)))
    strict = rng.random() < 0.6
    unit = rng.choice(("year", "day", "month", "week"))
    if times:
        grow_a = f"is multiplied by {p}"
        grow_b = f"is multiplied by {q}" if q > 1 else "stays the same"
        step_py = f"    a *= {p}\n" + (f"    b *= {q}\n" if q > 1 else "")
    else:
        p, q = p * rng.randint(1, 2), q
        grow_a, grow_b = f"grows by {p}", f"grows by {q}"
        step_py = f"    a += {p}\n    b += {q}\n"
    sign = "<=" if strict else "<"
    goal = "strictly larger than" if strict else "at least"
    step_cpp = step_py.replace("\n", ";\n")

    def solve(a: int, b: int) -> int:
        count = 0
        while not (a > b or (a == b and not strict)):
            a, b = (a * p, b * q) if times else (a + p, b + q)
            count += 1
        return count

    def draw(rng: random.Random) -> tuple[int, int]:
        a = rng.randint(1, 10)
        return a, rng.randint(a, a + 12)

    return draft(
        rng,
        family="overtake",
        key=f"{times},{p},{q},{strict}",
        titles=("Overtake", "Who Is Heavier", "Growth", "Two Bears"),
        parts=[ints("a", "b", hi=1000)],
        ask=Value(
            f"the number of full {unit}s after which `a` is {goal} `b`",
            f"after how many {unit}s `a` becomes {goal} `b`",
        ),
        define=f"Every {unit} `a` {grow_a} and `b` {grow_b}. It is guaranteed that `a` ≤ `b` at the start.",
        stories=(
            f"{who} weighs `a` and {friend} weighs `b`; both of them eat well and grow.",
            f"{who} has `a` coins in the bank, and {friend} has `b` coins in another bank.",
            "Two trees in a garden have the heights `a` and `b`.",
            f"The channel of {who} has `a` followers, and the channel of {friend} has `b` followers.",
        ),
        py=[f"ans = 0\nwhile a {sign} b:\n{step_py}    ans += 1\nprint(ans)"],
        cpp=[
            f"int ans = 0;\nwhile (a {sign} b) {{\n{step_cpp}    ans++;\n}}\ncout << ans << endl;"
        ],
        draw=draw,
        solve=solve,
        rating=800,
        tags=TAGS,
        multi=rng.random() < 0.2,
    )


@family
def until_reached(rng: random.Random) -> Instance:
    """One amount changes every step until it passes a bound."""
    who = hero(rng)
    mode = rng.choice(("grow", "add", "shrink", "divide", "save", "sum"))
    unit = rng.choice(("day", "year", "hour", "step", "minute"))
    p = rng.randint(2, 4)
    c = rng.randint(1, 9)
    start = rng.randint(1, 5)
    if mode == "grow":
        define = f"The amount is {start} at first. Every {unit} it is multiplied by {p}."
        goal = f"the number of {unit}s until the amount is at least `n`"
        init, test, step = f"x = {start}", "x < n", f"x *= {p}"
    elif mode == "add":
        define = f"The amount is {start} at first. In the {unit} number i it grows by i{f' * {c}' if c > 1 else ''}."
        goal = f"the number of {unit}s until the amount is at least `n`"
        init, test, step = (
            f"x = {start}",
            "x < n",
            f"x += (ans + 1) * {c}" if c > 1 else "x += ans + 1",
        )
    elif mode == "shrink":
        define = f"The amount is `n` at first. Every {unit} it falls by {c + 1}."
        goal = f"the number of {unit}s until the amount is 0 or less"
        init, test, step = "", "n > 0", f"n -= {c + 1}"
    elif mode == "divide":
        define = f"The amount is `n` at first. Every {unit} it is divided by {p}, rounded down."
        goal = f"the number of {unit}s until the amount is at most {c}"
        init, test, step = "", f"n > {c}", f"n //= {p}"
    elif mode == "save":
        define = f"The amount is 0 at first. Every {unit} {c + 2} is added, and then, if the {unit} number is divisible by {p}, {start} is taken away."
        goal = f"the number of {unit}s until, at the end of a {unit}, the amount is at least `n`"
        init, test, step = (
            "x = 0",
            "x < n",
            f"x += {c + 2}\n    if (ans + 1) % {p} == 0:\n        x -= {start}",
        )
    else:
        define = f"The amount is 0 at first. In the first {unit} {c} is added, and in every next {unit} {p} more than in the {unit} before."
        goal = f"the number of {unit}s until the amount is at least `n`"
        init, test, step = f"x = 0\ny = {c}", "x < n", f"x += y\n    y += {p}"
    if mode == "save":
        start = min(start, c + 1)
        define = define.replace(define.rsplit(", ", 1)[1], f"{start} is taken away.")
        step = f"x += {c + 2}\n    if (ans + 1) % {p} == 0:\n        x -= {start}"
    py = [
        f"{init + chr(10) if init else ''}ans = 0\nwhile {test}:\n    {step}\n    ans += 1\nprint(ans)"
    ]
    init_cpp = f"int {init.replace(chr(10), ', ')}, ans = 0;" if init else "int ans = 0;"
    step_cpp = step.replace("//=", "/=").replace("\n", ";\n") + ";"
    if mode == "save":
        step_cpp = f"x += {c + 2};\n    if ((ans + 1) % {p} == 0) x -= {start};"
    cpp = [f"{init_cpp}\nwhile ({test}) {{\n    {step_cpp}\n    ans++;\n}}\ncout << ans << endl;"]
    if mode == "shrink":
        py.append(f"print((n + {c}) // {c + 1})")
        cpp.append(f"cout << (n + {c}) / {c + 1} << endl;")

    def solve(n: int) -> int:
        if mode == "shrink":
            return -(-n // (c + 1))
        count, x = 0, start if mode in ("grow", "add") else n if mode == "divide" else 0
        while (x > c) if mode == "divide" else (x < n):
            count += 1
            if mode == "grow":
                x = x * p
            elif mode == "add":
                x += count * c
            elif mode == "divide":
                x //= p
            elif mode == "save":
                x += c + 2 - (0 if count % p else start)
            else:
                x += c + p * (count - 1)
        return count

    details = {
        "grow": (start, p),
        "add": (start, c),
        "shrink": (c,),
        "divide": (p, c),
        "save": (c, p, start),
        "sum": (c, p),
    }
    return draft(
        rng,
        family="until_reached",
        key=f"{mode},{details[mode]}",
        titles=("How Long", "Enough", "Counting Days", "Wait for It"),
        parts=[ints("n", hi=1000)],
        ask=Value(goal, goal.replace("the number of", "how many").replace(" until", " pass until")),
        define=define,
        stories=(
            f"{who} watches bacteria in a glass, and is interested in the number `n`.",
            f"{who} has a plan for savings that depends on the number `n`.",
            f"In the laboratory of {who} an amount changes with time, and `n` is important for it.",
        ),
        py=py,
        cpp=cpp,
        draw=lambda rng: (rng.randint(1, rng.choice((10, 100))),),
        solve=solve,
        rating=800,
        tags=TAGS,
        multi=rng.random() < 0.2,
    )


@family
def exchange(rng: random.Random) -> Instance:
    """Candles and bottles: used ones become new ones."""
    who = hero(rng)
    k = rng.randint(2, 6)
    thing, used, verb = rng.choice(
        (("candles", "stubs", "burn"), ("bottles", "empty bottles", "drink"), ("chocolates", "wrappers", "eat"),
         ("batteries", "used batteries", "use"), ("tickets", "used tickets", "use"))
    )  # fmt: skip
    fixed = rng.random() < 0.6
    kk = str(k) if fixed else "k"
    shown = str(k) if fixed else "`k`"
    price = rng.choice((1, 1, 2, 3)) if fixed else 1
    each = f" The price of one is {price}, and {who} has `n` coins." if price > 1 else ""
    have = "n" if price == 1 else f"n // {price}"
    have_cpp = "n" if price == 1 else f"n / {price}"
    amount = f"{who} has `n` {thing}." if price == 1 else each.strip()
    parts = [ints("n", hi=1000)] if fixed else [ints("n", "k", lo=2, hi=1000)]

    def solve(n: int, bound: int = 0) -> int:
        size = bound or k
        full = n // price
        empty, total = full, full
        while empty >= size:
            new = empty // size
            total += new
            empty = empty % size + new
        return total

    return draft(
        rng,
        family="exchange",
        key=f"{kk},{price}",
        titles=("Candles", "Bottle Exchange", "Old for New", "Recycling"),
        parts=parts,
        ask=Value(
            f"the number of {thing} that {who} can {verb} in total",
            f"how many {thing} {who} can {verb}",
        ),
        define=f"{amount} After {who} {verb}s one of the {thing}, one of the {used} remains, and {shown} {used} can be exchanged for 1 new one.".replace(
            "useds", "uses"
        ),
        stories=(
            f"The shop near {who}'s home takes back {used}.",
            f"{who} does not throw anything away.",
        ),
        py=[
            f"ans = {have}\nx = ans\nwhile x >= {kk}:\n    ans += x // {kk}\n    x = x // {kk} + x % {kk}\nprint(ans)",
        ],
        cpp=[
            f"int ans = {have_cpp}, x = ans;\nwhile (x >= {kk}) {{\n    ans += x / {kk};\n    x = x / {kk} + x % {kk};\n}}\ncout << ans << endl;",
        ],
        draw=lambda rng: (
            (rng.randint(1, 40),) if fixed else (rng.randint(2, 40), rng.randint(2, 6))
        ),
        solve=solve,
        rating=900,
        tags=TAGS,
        multi=rng.random() < 0.15,
    )
