"""Amounts of things: groups, prices, units, sharing, division with remainder."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from shortlist_engine.bank.build import instance
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Ints
from shortlist_engine.bank.phrasing import value, wording
from shortlist_engine.bank.terms import small

TAGS = ("math", "implementation")


@family
def groups(rng: random.Random) -> Instance:
    """Whole and started groups: ceiling and floor division, remainders, missing items."""
    w = wording(rng, taken="nk")
    k = rng.randint(2, 12)
    given = rng.random() < 0.5
    size, code_k = (w.math(str(k)), str(k)) if given else (w.v("k"), "k")
    items, box = rng.choice(
        [
            ("students", "bus"),
            ("apples", "box"),
            ("people", "boat"),
            ("books", "shelf"),
            ("eggs", "pack"),
            ("cards", "page"),
            ("guests", "table"),
            ("candies", "bag"),
        ]
    )
    boxes = {"bus": "buses", "box": "boxes", "shelf": "shelves"}.get(box, box + "s")
    n = w.v("n")
    kind = rng.choice(("ceil", "ceil", "floor", "rest", "missing"))
    code, text = {
        "ceil": (
            f"(n + {code_k} - 1) // {code_k}",
            w.pick(
                f"the minimum number of {boxes} needed for all {items}",
                f"how many {boxes} are needed so that all {items} fit",
            ),
        ),
        "floor": (
            f"n // {code_k}",
            w.pick(
                f"the number of {boxes} that can be filled completely",
                f"how many full {boxes} there will be",
            ),
        ),
        "rest": (
            f"n % {code_k}",
            w.pick(
                f"how many {items} are left over after filling whole {boxes}",
                f"the number of {items} that remain outside full {boxes}",
            ),
        ),
        "missing": (
            f"({code_k} - n % {code_k}) % {code_k}",
            w.pick(
                f"how many more {items} are needed so that no {box} is partly filled",
                f"the smallest number of {items} to add so that every {box} is full",
            ),
        ),
    }[kind]
    solve = {
        "ceil": lambda n, k: -(-n // k),
        "floor": lambda n, k: n // k,
        "rest": lambda n, k: n % k,
        "missing": lambda n, k: -n % k,
    }[kind]
    cc = code.replace("//", "/")
    return instance(
        w,
        family="groups",
        key=f"{kind}:{code_k}",
        title=w.pick(boxes.title(), items.title(), "Packing"),
        story=w.pick(
            f"There are {n} {items}. Each {box} holds {size} {items}.",
            f"{w.person()} has {n} {items} and puts them into {boxes} of {size}.",
            f"We want to place {n} {items}; one {box} has room for exactly {size} of them.",
            f"A {box} takes at most {size} {items}, and there are {n} {items} in total.",
        ),
        goal=value(w, text),
        parts=[Ints(("n",) if given else ("n", "k"), 1, 40 if given else 15)],
        draw=(
            (lambda r: (r.randint(1, 60),))
            if given
            else lambda r: (r.randint(1, 60), r.randint(1, 10))
        ),
        solve=lambda *v: solve(v[0], k if given else v[1]),
        python=[f"print({code})", f"ans = {code}\nprint(ans)"],
        cpp=[f"cout << {cc} << endl;", f"INT ans = {cc};\ncout << ans << endl;"],
        tags=("math",),
        tests=w.tests(0.15),
    )


@family
def shopping(rng: random.Random) -> Instance:
    w = wording(rng, taken="anpkc")
    n, p = w.v("n"), w.v("p")
    limit, off, fee = rng.randint(3, 9) * 10, rng.randint(1, 9), rng.randint(2, 20)
    free = rng.randint(2, 5)
    goods = w.pick("apples", "tickets", "pens", "notebooks", "bananas", "cookies")
    who = w.person()
    one = goods[:-1]
    total = "n * p"
    kinds = {
        "fee": (f"Delivery costs {fee} coins more, whatever the order.", [], f"n * p + {fee}"),
        "freefee": (
            (
                f"Delivery costs {fee} coins if the price of the goods is less than {limit} coins, "
                "and is free otherwise."
            ),
            [(f"ans < {limit}", f"ans += {fee}")],
            "",
        ),
        "off": (
            f"If the total price is at least {limit} coins, it is reduced by {off} coins.",
            [(f"ans >= {limit}", f"ans -= {off}")],
            "",
        ),
        "more": (
            f"If {who} buys more than {free} {goods}, the whole purchase costs {off} coins less.",
            [(f"n > {free}", f"ans -= {off}")],
            "",
        ),
        "free": (
            f"For every {free} {goods} bought, one of them is free.",
            [],
            f"(n - n // {free}) * p",
        ),
        "change": (f"{who} pays with a note of 5000 coins.", [], "5000 - n * p"),
        "bag": (
            (
                f"A bag costs {off} coins and one bag is needed for every started group of {free}"
                f" {goods}."
            ),
            [],
            f"n * p + (n + {free} - 1) // {free} * {off}",
        ),
    }
    kind = rng.choice(list(kinds))
    rule, branches, code = kinds[kind]
    text = (
        "the change" if kind == "change" else w.pick("the total price", "how many coins are paid")
    )
    if branches:
        test, change = branches[0]
        python = [f"ans = {total}\nif {test}:\n    {change}\nprint(ans)"]
        cpp = [f"INT ans = {total};\nif ({test}) {change};\ncout << ans << endl;"]
    else:
        python = [f"print({code})", f"ans = {code}\nprint(ans)"]
        cc = code.replace("//", "/")
        cpp = [f"cout << {cc} << endl;", f"INT ans = {cc};\ncout << ans << endl;"]
    solve = {
        "fee": lambda n, p: n * p + fee,
        "freefee": lambda n, p: n * p + (fee if n * p < limit else 0),
        "off": lambda n, p: n * p - (off if n * p >= limit else 0),
        "more": lambda n, p: n * p - (off if n > free else 0),
        "free": lambda n, p: n * p - n // free * p,
        "change": lambda n, p: 5000 - n * p,
        "bag": lambda n, p: n * p - -n // free * off,
    }[kind]
    return instance(
        w,
        family="shopping",
        key=f"{kind}:{rule.replace(who, '').replace(goods, '')}",
        title=w.pick(goods.title(), "At the Shop", "Shopping"),
        story=w.pick(
            f"{who} buys {n} {goods}. Each {one} costs {p} coins.",
            f"One {one} costs {p} coins, and {who} wants {n} of them.",
            f"In a shop, the price of a single {one} is {p}. {who} needs {n} {goods}.",
        )
        + f" {rule}",
        goal=value(w, text),
        parts=[Ints(("n", "p"), 1, 50, what=(f"the number of {goods}", f"the price of one {one}"))],
        draw=lambda r: (r.randint(1, 10), r.randint(3, 20)),
        solve=solve,
        python=python,
        cpp=cpp,
        tags=TAGS,
    )


@family
def units(rng: random.Random) -> Instance:
    w = wording(rng, taken="nabc")
    big, little, k = rng.choice(
        [
            ("hours", "minutes", 60),
            ("minutes", "seconds", 60),
            ("days", "hours", 24),
            ("weeks", "days", 7),
            ("metres", "centimetres", 100),
            ("kilometres", "metres", 1000),
            ("feet", "inches", 12),
            ("years", "months", 12),
            ("dozens", "eggs", 12),
            ("kilograms", "grams", 1000),
            ("hours", "seconds", 3600),
            ("dollars", "cents", 100),
        ]
    )
    kind = rng.choice(("join", "split", "whole", "rest", "colon", "single"))
    title = w.pick("Conversion", "Units", big.title())
    who = w.person()
    if kind in ("join", "single"):
        names = ("a", "b") if kind == "join" else ("a",)
        amount = f"{w.v('a')} {big}" + (f" and {w.v('b')} {little}" if kind == "join" else "")
        code = f"a * {k} + b" if kind == "join" else f"a * {k}"
        return instance(
            w,
            family="units",
            key=f"{kind}:{big}:{little}",
            title=title,
            story=w.pick(
                f"{who} measured {amount}.",
                f"Something takes {amount}.",
                f"You are given {amount}.",
            ),
            goal=value(w, w.pick(f"how many {little} this is", f"this amount in {little}")),
            note=w.pick("", f"Note that there are {k} {little} in one of the {big}."),
            parts=[Ints(names, 0, 11)],
            solve=lambda *v: v[0] * k + (v[1] if len(v) > 1 else 0),
            python=[f"print({code})", f"ans = {code}\nprint(ans)"],
            cpp=[f"cout << {code} << endl;", f"INT ans = {code};\ncout << ans << endl;"],
            tags=("math",),
        )
    n = w.v("n")
    code, text, solve = {
        "split": (
            f"n // {k}, n % {k}",
            f"the number of whole {big} and of remaining {little}, separated by a space",
            lambda n: f"{n // k} {n % k}",
        ),
        "whole": (f"n // {k}", f"how many whole {big} this contains", lambda n: n // k),
        "rest": (f"n % {k}", f"how many {little} remain after all whole {big}", lambda n: n % k),
        "colon": (
            f'str(n // {k}) + ":" + str(n % {k})',
            f"this amount as {big} and {little} with a colon between them, in the form a:b",
            lambda n: f"{n // k}:{n % k}",
        ),
    }[kind]
    sep = '" "' if kind == "split" else '":"'
    cc = f"n / {k} << {sep} << n % {k}" if kind in ("split", "colon") else code.replace("//", "/")
    goal = value(w, text)
    return instance(
        w,
        family="units",
        key=f"{kind}:{big}:{little}",
        title=title,
        story=w.pick(
            f"{who} counted {n} {little}.",
            f"You are given {n} {little}.",
            f"An amount of {n} {little} is given.",
        ),
        note=w.pick("", f"(One of the {big} is {k} {little}.)"),
        goal=goal,
        parts=[Ints(("n",), 0, 9 * k)],
        solve=solve,
        python=[
            f"print({code})",
            f"a = n // {k}\nb = n % {k}\n"
            + {
                "split": "print(a, b)",
                "whole": "print(a)",
                "rest": "print(b)",
                "colon": 'print(f"{a}:{b}")',
            }[kind],
        ],
        cpp=[f"cout << {cc} << endl;"],
        tags=("math",),
    )


@family
def quotient(rng: random.Random) -> Instance:
    """Quotient and remainder in some order, and rounding to multiples."""
    w = wording(rng, taken="abn")
    a, b = w.v("a"), w.v("b")
    k = rng.randint(3, 20)
    fixed = rng.random() < 0.5
    d, name = (str(k), w.math(str(k))) if fixed else ("b", b)
    kinds = {
        "qr": (
            f"print(a // {d}, a % {d})",
            f'cout << a / {d} << " " << a % {d} << endl;',
            f"the quotient and the remainder of {a} divided by {name}, separated by a space",
            lambda a, b: f"{a // b} {a % b}",
        ),
        "rq": (
            f"print(a % {d}, a // {d})",
            f'cout << a % {d} << " " << a / {d} << endl;',
            f"the remainder and then the quotient of {a} divided by {name}, separated by a space",
            lambda a, b: f"{a % b} {a // b}",
        ),
        "r": (
            f"print(a % {d})",
            f"cout << a % {d} << endl;",
            w.pick(f"the remainder when {a} is divided by {name}", f"{a} modulo {name}"),
            lambda a, b: a % b,
        ),
        "q": (
            f"print(a // {d})",
            f"cout << a / {d} << endl;",
            w.pick(
                f"the integer part of {a} divided by {name}", f"how many times {name} fits into {a}"
            ),
            lambda a, b: a // b,
        ),
        "down": (
            f"print(a // {d} * {d})",
            f"cout << a / {d} * {d} << endl;",
            f"the largest multiple of {name} that does not exceed {a}",
            lambda a, b: a - a % b,
        ),
        "up": (
            f"print((a + {d} - 1) // {d} * {d})",
            f"cout << (a + {d} - 1) / {d} * {d} << endl;",
            f"the smallest multiple of {name} that is not less than {a}",
            lambda a, b: a + -a % b,
        ),
        "near": (
            f"print(min(a % {d}, {d} - a % {d}))",
            f"cout << min(a % {d}, {d} - a % {d}) << endl;",
            f"the distance from {a} to the nearest multiple of {name}",
            lambda a, b: min(a % b, b - a % b),
        ),
    }
    kind = rng.choice(list(kinds))
    py, cc, text, solve = kinds[kind]
    return instance(
        w,
        family="quotient",
        key=f"{kind}:{d}",
        title=w.pick("Division", "Remainders", "Multiples"),
        goal=value(w, text, "number"),
        parts=[Ints(("a",) if fixed else ("a", "b"), 1, 100)],
        draw=(
            (lambda r: (r.randint(1, 90),))
            if fixed
            else lambda r: (r.randint(1, 90), r.randint(1, 12))
        ),
        solve=lambda *v: solve(v[0], k if fixed else v[1]),
        python=[py],
        cpp=[cc],
        tags=("math",),
        tests=w.tests(0.1),
    )


@family
def fair_share(rng: random.Random) -> Instance:
    """Who has more, and how much is missing or must be moved."""
    w = wording(rng, taken="nabk")
    solve: Callable[..., Any]
    a, b = w.v("a"), w.v("b")
    who, other = "Alice", "Bob"
    if rng.random() < 0.5:
        who, other = small_names(rng)
    items = w.pick("coins", "candies", "marbles", "stickers", "points")
    k = rng.randint(2, 5)
    kinds: dict[str, tuple[str, str, Callable[..., Any]]] = {
        "need": (
            f"how many more {items} {who} needs to have at least {k} times as many as {other}",
            f"max(0, {k} * b - a)",
            lambda a, b: max(0, k * b - a),
        ),
        "less": (
            f"how many {items} {who} has to give away to have at most {k} times as many as {other}",
            f"max(0, a - {k} * b)",
            lambda a, b: max(0, a - k * b),
        ),
        "diff": (
            f"by how many {items} their numbers differ",
            "abs(a - b)",
            lambda a, b: abs(a - b),
        ),
        "each": (
            (
                f"how many {items} each gets when all {items} are shared equally and the rest is "
                "thrown away"
            ),
            "(a + b) // 2",
            lambda a, b: (a + b) // 2,
        ),
        "left": (
            (
                f"how many {items} {who} has left after giving {k} of them to {other}, or 0 if"
                " there are not enough"
            ),
            f"max(0, a - {k})",
            lambda a, b: max(0, a - k),
        ),
        "after": (
            f"how many {items} {other} has after {who} gives all of them away",
            "a + b",
            lambda a, b: a + b,
        ),
        "most": (f"the number of {items} of the one who has more", "max(a, b)", max),
    }
    kind = rng.choice(list(kinds))
    text, code, solve = kinds[kind]
    cc = code.replace("//", "/")
    return instance(
        w,
        family="fair_share",
        key=f"{kind}:{code}",
        title=w.pick("Sharing", items.title(), "Friends"),
        story=w.pick(
            f"{who} has {a} {items} and {other} has {b} {items}.",
            f"{who} and {other} collect {items}: {who} owns {a} of them and {other} owns {b}.",
            f"Two friends, {who} and {other}, have {a} and {b} {items}, respectively.",
        ),
        goal=value(w, text),
        parts=[Ints(("a", "b"), 0, 50)],
        solve=solve,
        python=[f"print({code})", f"ans = {code}\nprint(ans)"],
        cpp=[f"cout << {cc} << endl;"],
        tags=TAGS,
        tests=w.tests(),
    )


def small_names(rng: random.Random) -> tuple[str, str]:
    pairs = (("Taro", "Hanako"), ("Petya", "Vasya"), ("Anna", "Ben"), ("Takahashi", "Aoki"))
    return pairs[small(rng, 0, len(pairs) - 1)]
