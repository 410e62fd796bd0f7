"""Families about order: sorting by a key and selecting."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random
from collections.abc import Callable

from shortlist_engine.bank.families._code import SHOW_CPP, SHOW_PY
from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    hero,
    numbers,
)
from shortlist_engine.bank.families._parts import (
    array,
)
from shortlist_engine.bank.families._statement import Value
from shortlist_engine.bank.family import Instance, family

TAGS = ("sortings", "implementation")


def _digit_sum(x: int) -> int:
    return sum(map(int, str(x)))


@family
def sort_by(rng: random.Random) -> Instance:
    who = hero(rng)
    kind = rng.choice(("plain", "last", "mod", "near", "parity", "digits"))
    down = rng.random() < 0.4
    k = rng.randint(3, 9)
    c = rng.randint(5, 20)
    first = rng.choice(("even", "odd"))
    order = "non-increasing" if down else "non-decreasing"
    simple = rng.choice((order, "descending" if down else "ascending"))
    ties = rng.choice(("smaller numbers first", "the smaller number goes first"))
    keys: dict[str, tuple[str, str, str, Callable[[int], int]]] = {
        "plain": ("their values", "x", "x", lambda x: x),
        "last": ("their last digits", "x % 10", "x % 10", lambda x: x % 10),
        "mod": (f"their remainders modulo {k}", f"x % {k}", f"x % {k}", lambda x: x % k),
        "near": (f"their distances from {c}", f"abs(x - {c})", f"abs(x - {c})", lambda x: abs(x - c)),
        "parity": ("", "", "", lambda x: int((x % 2 == 0) != (first == "even"))),
        "digits": ("the sums of their digits", "sum(map(int, str(x)))", "", _digit_sum),
    }  # fmt: skip
    name, py_key, cpp_key, function = keys[kind]
    sign = "-" if down else ""
    if kind == "plain":
        noun = f"the elements of `a` in {simple} order"
        define = ""
        reverse = "reverse=True" if down else ""
        py = [f"a.sort({reverse})\n{SHOW_PY}", f"print(*sorted(a{', ' + reverse if down else ''}))"]
        ends = "a.rbegin(), a.rend()" if down else "a.begin(), a.end()"
        cpp = [f"sort({ends});\n{SHOW_CPP}"]
        if down:
            cpp.append(f"sort(a.begin(), a.end());\nreverse(a.begin(), a.end());\n{SHOW_CPP}")
        key = f"plain,{down}"
    elif kind == "parity":
        test = "1 - x % 2" if first == "odd" else "x % 2"
        down = False
        noun = f"the elements of `a` with all {first} numbers first"
        define = "The even numbers and the odd numbers must each be in ascending order."
        py = [
            f"a.sort(key=lambda x: ({test}, x))\n{SHOW_PY}",
            "even = sorted(x for x in a if x % 2 == 0)\nodd = sorted(x for x in a if x % 2 == 1)\n"
            + ("print(*(even + odd))" if first == "even" else "print(*(odd + even))"),
        ]
        cpp = [
            f'sort(a.begin(), a.end());\nfor (int x : a) if (x % 2 == {int(first == "odd")}) cout << x << " ";\n'
            f'for (int x : a) if (x % 2 == {int(first == "even")}) cout << x << " ";\ncout << endl;',
        ]
        key = f"parity,{first}"
    else:
        noun = f"the elements of `a` sorted by {name} in {simple} order"
        define = f"If two numbers are equal in that, {ties}."
        py = [
            f"a.sort(key=lambda x: ({sign}{'(' + py_key + ')' if down and '%' in py_key else py_key}, x))\n{SHOW_PY}"
        ]
        if kind == "digits":
            cpp = [
                "auto f = [](int x) {\n    int s = 0;\n    while (x > 0) {\n        s += x % 10;\n"
                "        x /= 10;\n    }\n    return s;\n};\n"
                "sort(a.begin(), a.end(), [&](int x, int y) {\n"
                f"    if (f(x) != f(y)) return f(x) {'>' if down else '<'} f(y);\n"
                f"    return x < y;\n}});\n{SHOW_CPP}",
            ]
        else:
            other = cpp_key.replace("x", "y").replace("abs(x", "abs(y")
            cpp = [
                "sort(a.begin(), a.end(), [](int x, int y) {\n"
                f"    if ({cpp_key} != {other}) return {cpp_key} {'>' if down else '<'} {other};\n"
                f"    return x < y;\n}});\n{SHOW_CPP}",
            ]
        extra = {"mod": k, "near": c}.get(kind, "")
        key = f"{kind},{extra},{down}"

    def draw(rng: random.Random) -> tuple[int, list[int]]:
        n = rng.randint(2, 8)
        return n, numbers(rng, n, 1, 40)

    def solve(n: int, a: list[int]) -> str:
        turn = -1 if down else 1
        ordered = sorted(sorted(a), key=lambda x: turn * function(x))
        return " ".join(map(str, ordered))

    return draft(
        rng,
        family="sort_by",
        key=key,
        titles=("Sorting", "Put in Order", "Order of Numbers", "Queue of Numbers"),
        parts=array(),
        ask=Value(noun, noun.replace("the elements of `a`", "the numbers"), kind="line"),
        define=define,
        stories=(
            f"{who} has `n` cards with integers `a_1`, `a_2`, ..., `a_n` and puts them in a row.",
            f"{who} wrote an array `a` of `n` integers on the blackboard.",
            "There are `n` boxes; the weight of the i-th box is `a_i`.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=800 if kind == "plain" else 900,
        tags=TAGS,
        multi=rng.random() < 0.15,
    )


@family
def kth_element(rng: random.Random) -> Instance:
    who = hero(rng)
    fixed = rng.random() < 0.6
    k = rng.randint(1, 4)
    large = rng.random() < 0.5
    mode = rng.choice(("element", "sum", "distinct", "sum", "product", "without"))
    word = "largest" if large else "smallest"
    ordinals = {1: "", 2: "second ", 3: "third ", 4: "fourth "}
    kk = str(k) if fixed else "k"
    of_k = ordinals[k] if fixed else "`k`-th "
    count = f"{k}" if fixed else "`k`"
    if mode == "product":
        fixed, k = True, max(2, min(k, 3))
        kk = count = str(k)
    if mode == "without" and fixed:
        k = max(k, 1)
    define = ""
    turn = "reverse=True" if large else ""
    ends = "a.rbegin(), a.rend()" if large else "a.begin(), a.end()"
    index = str(k - 1) if fixed else "k - 1"
    if mode == "element":
        noun = f"the {of_k}{word} element of `a`"
        define = "Equal elements are counted separately."
        py = [
            f"a.sort({turn})\nprint(a[{index}])",
            f"print(sorted(a{', ' + turn if turn else ''})[{index}])",
        ]
        cpp = [f"sort({ends});\ncout << a[{index}] << endl;"]
    elif mode == "distinct":
        noun = f"the {of_k}{word} of the distinct values in `a`"
        define = "Equal elements are counted once. If there is no such value, print -1."
        py = [
            f"b = sorted(set(a){', ' + turn if turn else ''})\nif len(b) >= {kk}:\n    print(b[{index}])\nelse:\n    print(-1)"
        ]
        cpp = [
            f"sort({ends});\na.erase(unique(a.begin(), a.end()), a.end());\n"
            f"if (a.size() >= {kk}) cout << a[{index}] << endl;\nelse cout << -1 << endl;",
        ]
    elif mode == "without":
        noun = f"the sum of the elements of `a` except the {count} {word} ones".replace(
            "the 1 ", "the "
        ).replace(" ones", " one" if fixed and k == 1 else " ones")
        py = [f"a.sort({turn})\nprint(sum(a[{kk}:]))"]
        cpp = [
            f"sort({ends});\nint ans = 0;\nfor (int i = {kk}; i < n; i++) ans += a[i];\ncout << ans << endl;"
        ]
    else:
        name = "sum" if mode == "sum" else "product"
        many = f"{count} {word} elements" if not (fixed and k == 1) else f"{word} element"
        if mode == "sum" and fixed and k == 1:
            k, kk = 2, "2"
            many = f"2 {word} elements"
        noun = f"the {name} of the {many} of `a`"
        py = [
            f"a.sort({turn})\nprint(sum(a[:{kk}]))",
            f"print(sum(sorted(a{', ' + turn if turn else ''})[:{kk}]))",
        ]
        cpp = [
            f"sort({ends});\nint ans = 0;\nfor (int i = 0; i < {kk}; i++) ans += a[i];\ncout << ans << endl;"
        ]
        if mode == "product":
            terms = " * ".join(f"a[{i}]" for i in range(k))
            py = [f"a.sort({turn})\nprint({terms})"]
            cpp = [f"sort({ends});\ncout << {terms} << endl;"]
    parts = array(most=100) if fixed else array("a", "n", "k")
    least = k if fixed else 1
    if not fixed:
        define = f"{define} It is guaranteed that `k` is not larger than `n`.".strip()
    elif mode != "distinct" and least > 1:
        define = f"{define} It is guaranteed that `n` is at least {least}.".strip()

    def draw(rng: random.Random) -> tuple[object, ...]:
        n = rng.randint(least, max(least, 7))
        a = numbers(rng, n, 1, 30)
        return (n, a) if fixed else (n, rng.randint(1, n), a)

    def solve(*values: object) -> object:
        a: list[int] = values[-1]  # type: ignore[assignment]
        size: int = k if fixed else values[1]  # type: ignore[assignment]
        up = sorted(a)
        picked = up[len(a) - size :] if large else up[:size]
        if mode == "element":
            return picked[0] if large else picked[-1]
        if mode == "distinct":
            unique = sorted({*a})
            if len(unique) < size:
                return -1
            return unique[-size] if large else unique[size - 1]
        if mode == "without":
            return sum(a) - sum(picked)
        if mode == "sum":
            return sum(picked)
        result = 1
        for x in picked:
            result *= x
        return result

    return draft(
        rng,
        family="kth_element",
        key=f"{mode},{word},{kk}",
        titles=("Best Results", "Top Numbers", "K-th Number", "Selection"),
        parts=parts,
        ask=Value(noun),
        define=define,
        stories=(
            f"{who} organises a contest with `n` participants; the i-th of them scored `a_i` points.",
            f"A shop sells `n` toys, and the price of the i-th one is `a_i`. {who} looks at the prices.",
            f"{who} has `n` bags, and there are `a_i` coins in the i-th bag.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=800 if mode != "distinct" else 900,
        tags=TAGS,
        multi=rng.random() < 0.2,
    )
