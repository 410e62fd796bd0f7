"""Families that follow a process step by step: levels, purchases, passengers, results."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random

from shortlist_engine.bank.families._code import verdict_cpp, verdict_py
from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    hero,
    numbers,
)
from shortlist_engine.bank.families._parts import (
    array,
    ints,
    records,
    word,
)
from shortlist_engine.bank.families._statement import YES_NO, Decide, Value
from shortlist_engine.bank.family import Instance, family


@family
def daily_levels(rng: random.Random) -> Instance:
    """A level changes by given amounts; bounds and events are counted."""
    who = hero(rng)
    place = rng.choice(("tank", "battery", "bank account", "warehouse"))
    start = rng.randint(0, 20)
    cap = rng.randint(start + 5, start + 30)
    mode = rng.choice(("final", "max", "min", "negative", "cap", "first", "reject", "floor"))
    nouns = {
        "final": ("the final level", "the level after all changes"),
        "max": ("the highest level that was reached, the start included",),
        "min": ("the lowest level that was reached, the start included",),
        "negative": ("the number of changes after which the level is negative",),
        "cap": ("the final level",),
        "first": ("the number of the first change after which the level is negative",),
        "reject": ("the number of changes that are rejected",),
        "floor": ("the final level",),
    }[mode]
    define = f"The level of the {place} is {start} at first, and then `a_1`, `a_2`, ..., `a_n` are added to it one after another."
    define += {
        "cap": f" If the level would be greater than {cap}, it becomes {cap}.",
        "floor": " If the level would be less than 0, it becomes 0.",
        "reject": " A change after which the level would be negative is rejected: the level stays the same.",
    }.get(mode, "")
    note = "If the level never becomes negative, print -1." if mode == "first" else ""
    init = {
        "max": "ans = x\n",
        "min": "ans = x\n",
        "negative": "ans = 0\n",
        "first": "ans = -1\n",
        "reject": "ans = 0\n",
    }.get(mode, "")
    loop = "for i in range(n):" if mode == "first" else "for y in a:"
    body = {
        "final": "    x += y\n", "max": "    x += y\n    ans = max(ans, x)\n", "min": "    x += y\n    ans = min(ans, x)\n",
        "negative": "    x += y\n    if x < 0:\n        ans += 1\n", "cap": f"    x = min(x + y, {cap})\n",
        "floor": "    x = max(x + y, 0)\n", "reject": "    if x + y < 0:\n        ans += 1\n    else:\n        x += y\n",
        "first": "    x += a[i]\n    if x < 0:\n        ans = i + 1\n        break\n",
    }[mode]  # fmt: skip
    out = "x" if mode in ("final", "cap", "floor") else "ans"
    py = [f"x = {start}\n{init}{loop}\n{body}print({out})"]
    if mode == "final":
        py.append(f"print({start} + sum(a))" if start else "print(sum(a))")
    body_cpp = {
        "final": "    x += y;\n", "max": "    x += y;\n    ans = max(ans, x);\n", "min": "    x += y;\n    ans = min(ans, x);\n",
        "negative": "    x += y;\n    if (x < 0) ans++;\n", "cap": f"    x = min(x + y, {cap});\n",
        "floor": "    x = max(x + y, 0);\n", "reject": "    if (x + y < 0) ans++;\n    else x += y;\n",
        "first": "    x += a[i];\n    if (x < 0) {\n        ans = i + 1;\n        break;\n    }\n",
    }[mode]  # fmt: skip
    init_cpp = f", {init.strip()}" if init else ""
    loop_cpp = "for (int i = 0; i < n; i++)" if mode == "first" else "for (int y : a)"
    cpp = [f"int x = {start}{init_cpp};\n{loop_cpp} {{\n{body_cpp}}}\ncout << {out} << endl;"]

    def draw(rng: random.Random) -> tuple[int, list[int]]:
        n = rng.randint(1, 7)
        low = rng.choice((-20, -10))
        return n, [rng.randint(low, 15) for _ in range(n)]

    def solve(n: int, a: list[int]) -> int:
        level, levels, rejected = start, [start], 0
        for change in a:
            new = level + change
            if mode == "reject" and new < 0:
                rejected += 1
                continue
            level = min(new, cap) if mode == "cap" else max(new, 0) if mode == "floor" else new
            levels.append(level)
        below = [i for i, value in enumerate(levels) if value < 0]
        return {
            "final": level, "cap": level, "floor": level, "max": max(levels), "min": min(levels),
            "negative": len(below), "first": below[0] if below else -1, "reject": rejected,
        }[mode]  # fmt: skip

    return draft(
        rng,
        family="daily_levels",
        key=f"{mode},{start}" + (f",{cap}" if mode == "cap" else ""),
        titles=("Level", "Account", "Day by Day", "Changes"),
        parts=array(lo=-100, hi=100, given="an array `a` of `n` changes"),
        ask=Value(*nouns),
        define=define,
        note=note,
        stories=(
            f"{who} is responsible for a {place}.",
            f"For `n` days {who} wrote down how a {place} changed.",
            f"{who} repairs a {place} and looks at the last `n` changes.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=800,
        tags=("implementation",),
        multi=rng.random() < 0.15,
    )


@family
def buy_while_possible(rng: random.Random) -> Instance:
    who = hero(rng)
    thing = rng.choice(("cakes", "books", "toys", "apples", "rides", "tickets"))
    mode = rng.choice(("order_stop", "order_skip", "cheapest", "left_skip", "left_cheapest"))
    money = rng.randint(10, 60)
    fixed = rng.random() < 0.5
    kk = str(money) if fixed else "k"
    shown = str(money) if fixed else "`k`"
    how = {
        "order_stop": f"{who} buys in the given order and stops at the first one that is too expensive for the remaining money.",
        "order_skip": f"{who} goes through them in the given order and buys each one for which the remaining money is enough.",
        "cheapest": f"{who} wants to buy as many as possible.",
        "left_skip": f"{who} goes through them in the given order and buys each one for which the remaining money is enough.",
        "left_cheapest": f"{who} buys as many as possible, always the cheapest one that is left.",
    }[mode]
    ask = (
        Value("the amount of money that is left at the end", "how many coins remain")
        if mode.startswith("left")
        else Value(f"the number of {thing} that {who} buys", f"how many {thing} {who} buys")
    )
    head = f"k = {kk}\n" if fixed else ""
    sort_py = "a.sort()\n" if "cheapest" in mode else ""
    stop = "order_skip" not in mode and "left_skip" not in mode
    out = "k" if mode.startswith("left") else "ans"
    count = out == "ans"
    init = "ans = 0\n" if count else ""
    add = "        ans += 1\n" if count else ""
    if stop:
        body = "    if x > k:\n        break\n    k -= x\n" + (add[4:] if add else "")
    else:
        body = "    if x <= k:\n        k -= x\n" + add
    py = [f"{head}{sort_py}{init}for x in a:\n{body}print({out})"]
    head_cpp = f"int k = {kk};\n" if fixed else ""
    sort_cpp = "sort(a.begin(), a.end());\n" if sort_py else ""
    init_cpp = "int ans = 0;\n" if count else ""
    if stop:
        body_cpp = "    if (x > k) break;\n    k -= x;\n" + ("    ans++;\n" if count else "")
    else:
        body_cpp = (
            "    if (x <= k) {\n        k -= x;\n"
            + ("        ans++;\n" if count else "")
            + "    }\n"
        )
    cpp = [
        f"{head_cpp}{sort_cpp}{init_cpp}for (int x : a) {{\n{body_cpp}}}\ncout << {out} << endl;"
    ]

    def draw(rng: random.Random) -> tuple[object, ...]:
        n = rng.randint(1, 7)
        a = numbers(rng, n, 1, 20)
        return (n, a) if fixed else (n, rng.randint(1, 50), a)

    def solve(*values: object) -> int:
        a: list[int] = values[-1]  # type: ignore[assignment]
        left: int = money if fixed else values[1]  # type: ignore[assignment]
        bought = 0
        for x in sorted(a) if "cheapest" in mode else a:
            if x <= left:
                left, bought = left - x, bought + 1
            elif stop:
                break
        return bought if count else left

    return draft(
        rng,
        family="buy_while_possible",
        key=f"{mode},{kk}",
        titles=("Shopping", "Pocket Money", "As Many as Possible", f"{who} Buys {thing.title()}"),
        parts=array() if fixed else array("a", "n", "k", more_hi=1000),
        ask=ask,
        define=f"{who} has {shown} coins, and there are `n` {thing} with the prices `a_1`, `a_2`, ..., `a_n`. {how}",
        stories=(
            f"{who} saved some pocket money for {thing}.",
            f"It is the birthday of {who}, and there are coins to spend.",
            f"A fair with many {thing} has come to the town of {who}.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=900,
        tags=("greedy", "sortings", "implementation"),
        multi=rng.random() < 0.15,
    )


@family
def people_inside(rng: random.Random) -> Instance:
    """Trams and rooms: people leave and enter."""
    who = hero(rng)
    mode = rng.choice(("max", "final", "over", "free"))
    cap = rng.randint(5, 20)
    place, stop = rng.choice(
        (("tram", "stop"), ("bus", "stop"), ("lift", "floor"), ("train", "station"))
    )
    nouns = {
        "max": (
            f"the largest number of people in the {place} at any moment",
            f"the minimum capacity of the {place} that is enough",
        ),
        "final": (f"the number of people in the {place} after the last {stop}",),
        "over": (f"the number of {stop}s after which more than {cap} people are in the {place}",),
        "free": (f"the number of {stop}s after which the {place} is empty",),
    }[mode]
    init = {"final": ""}.get(mode, "ans = 0\n")
    body = {
        "max": "    ans = max(ans, x)\n", "final": "",
        "over": f"    if x > {cap}:\n        ans += 1\n", "free": "    if x == 0:\n        ans += 1\n",
    }[mode]  # fmt: skip
    body_cpp = {
        "max": "    ans = max(ans, x);\n", "final": "",
        "over": f"    if (x > {cap}) ans++;\n", "free": "    if (x == 0) ans++;\n",
    }[mode]  # fmt: skip
    out = "x" if mode == "final" else "ans"
    first, _second = rng.choice((("a", "b"), ("b", "a")))
    # `a` leave and `b` enter, or the other way round: it is said in the statement.
    change = "b - a" if first == "a" else "a - b"
    roles = {"a": "leave", "b": "enter"} if first == "a" else {"a": "enter", "b": "leave"}
    define = f"The {place} is empty at first. At the i-th of `n` {stop}s, `a_i` people {roles['a']} it and `b_i` people {roles['b']} it; those who leave do so first."
    change_cpp = change.replace("a", "a[i]").replace("b", "b[i]")
    part = records(
        "rows",
        "n",
        ("a", "b"),
        given="two numbers `a_i` and `b_i` for each stop".replace("stop", stop),
    )

    def draw(rng: random.Random) -> tuple[int, list[tuple[int, int]]]:
        n, inside, rows = rng.randint(1, 6), 0, []
        for _ in range(n):
            leave = rng.randint(0, inside) if rng.random() < 0.7 else inside
            enter = rng.randint(0, rng.choice((0, 6, 15)))
            inside += enter - leave
            rows.append((leave, enter) if first == "a" else (enter, leave))
        return n, rows

    def solve(n: int, rows: list[tuple[int, int]]) -> int:
        inside, levels = 0, []
        for row in rows:
            leave, enter = row if first == "a" else row[::-1]
            inside = inside - leave + enter
            levels.append(inside)
        return {
            "max": max(levels), "final": inside, "over": len([x for x in levels if x > cap]),
            "free": levels.count(0),
        }[mode]  # fmt: skip

    return draft(
        rng,
        family="people_inside",
        key=f"{mode},{first}" + (f",{cap}" if mode == "over" else ""),
        titles=(place.title(), "Passengers", "In and Out", "Capacity"),
        parts=[ints("n", given=""), part],
        ask=Value(*nouns),
        define=define,
        stories=(
            f"{who} drives a {place} and counts the passengers.",
            f"{who} designs a new {place} and studies one ride of the old one.",
            "Public transport is important for the city.",
        ),
        py=[f"x = 0\n{init}for a, b in rows:\n    x += {change}\n{body}print({out})"],
        cpp=[
            f"int x = 0{', ans = 0' if init else ''};\nfor (int i = 0; i < n; i++) {{\n    x += {change_cpp};\n{body_cpp}}}\ncout << {out} << endl;"
        ],
        draw=draw,
        solve=solve,
        rating=800,
        tags=("implementation",),
    )


@family
def scoring(rng: random.Random) -> Instance:
    """Points for wins, draws and losses written as letters."""
    who = hero(rng)
    win, tie, loss = rng.choice(("WDL", "wdl", "+=-", "210", "VEP", "HDA"))
    p, q, r = rng.choice(
        ((3, 1, 0), (2, 1, 0), (3, 1, -1), (5, 2, 0), (4, 2, 1), (10, 5, 1), (2, 0, -2), (1, 0, -1))
    )
    mode = rng.choice(("total", "reach", "max_win"))
    goal = max(1, rng.randint(5, 12) * p // 6)
    yes, no = rng.choice(YES_NO)
    define = f"In `s` the character '{win}' means a win ({p} points), '{tie}' a draw ({q} points) and '{loss}' a loss ({r} points)."
    ask: Value | Decide
    terms = [(p, win), (q, tie), (r, loss)]
    total = " + ".join(f's.count("{c}")' + (f" * {v}" if v != 1 else "") for v, c in terms if v > 0)
    total += "".join(
        f' - s.count("{c}")' + (f" * {-v}" if v != -1 else "") for v, c in terms if v < 0
    )
    loop = f'ans = 0\nfor c in s:\n    if c == "{win}":\n        ans += {p}\n    elif c == "{tie}":\n        ans += {q}\n    else:\n        ans += {r}\n'
    loop_cpp = f"int ans = 0;\nfor (char c : s) {{\n    if (c == '{win}') ans += {p};\n    else if (c == '{tie}') ans += {q};\n    else ans += {r};\n}}\n"
    if mode == "total":
        ask = Value("the total number of points", f"how many points {who} has")
        py = [loop + "print(ans)", f"print({total})"]
        cpp = [loop_cpp + "cout << ans << endl;"]
        key = f"{win}{tie}{loss},{p},{q},{r}"
    elif mode == "reach":
        ask = Decide(
            f"the total number of points is at least {goal}",
            f"{who} has {goal} points or more",
            yes=yes,
            no=no,
        )
        py = [
            loop + verdict_py(f"ans >= {goal}", yes, no)[1],
            verdict_py(f"{total} >= {goal}", yes, no)[0],
        ]
        cpp = [loop_cpp + verdict_cpp(f"ans >= {goal}", yes, no)[0]]
        key = f"{win}{tie}{loss},{p},{q},{r},{goal},{yes}"
    else:
        ask = Value(f"the length of the longest series of games without a loss ('{loss}')")
        py = [
            f'ans = 0\ncur = 0\nfor c in s:\n    if c != "{loss}":\n        cur += 1\n    else:\n        cur = 0\n    ans = max(ans, cur)\nprint(ans)',
            f'print(max(len(x) for x in s.split("{loss}")))',
        ]
        cpp = [
            f"int ans = 0, cur = 0;\nfor (char c : s) {{\n    if (c != '{loss}') cur++;\n    else cur = 0;\n    ans = max(ans, cur);\n}}\ncout << ans << endl;"
        ]
        key = f"series,{loss}"

    def solve(s: str) -> object:
        if mode == "max_win":
            best = run = 0
            for c in s:
                run = 0 if c == loss else run + 1
                best = max(best, run)
            return best
        points = {win: p, tie: q, loss: r}
        value = sum(points[c] for c in s)
        return value if mode == "total" else (yes if value >= goal else no)

    return draft(
        rng,
        family="scoring",
        key=f"{mode},{key}",
        titles=("Season", "Points", "League Table", "Results"),
        parts=[
            word(
                "s",
                f"the characters '{win}', '{tie}' and '{loss}'",
                given="a string of results `s`",
            )
        ],
        ask=ask,
        define=define,
        stories=(
            f"The football team of {who} has played a season, and the results are the string `s`.",
            f"{who} plays chess and writes down the results of all games as a string `s`.",
            f"{who} took part in a tournament; the string `s` has one character for each game.",
        ),
        py=py,
        cpp=cpp,
        draw=lambda rng: ("".join(rng.choices(win + tie + loss, k=rng.randint(1, 8))),),
        solve=solve,
        rating=800,
        tags=("implementation", "strings"),
        multi=rng.random() < 0.25,
    )
