"""Families about two lists: merging, sets, element by element."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

from shortlist_engine.bank.families._code import SHOW_CPP, verdict_cpp, verdict_py
from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    hero,
    numbers,
)
from shortlist_engine.bank.families._parts import (
    Part,
    array,
    ints,
    row,
)
from shortlist_engine.bank.families._statement import YES_NO, Decide, Value
from shortlist_engine.bank.family import Instance, family


@family
def two_lists(rng: random.Random) -> Instance:
    mode = rng.choice(
        (
            "merge",
            "common",
            "union",
            "only",
            "either",
            "count_common",
            "count_union",
            "subset",
            "same",
        )
    )
    who, friend = hero(rng), hero(rng)
    yes, no = rng.choice(YES_NO)
    down = rng.random() < 0.35
    order = "descending" if down else "ascending"
    turn = ", reverse=True" if down else ""
    define = ""
    ask: Value | Decide
    key = mode
    sets_cpp = "set<int> s(a.begin(), a.end()), t(b.begin(), b.end());\n"
    if mode == "merge":
        ask = Value(f"all elements of both arrays in {order} order", kind="line")
        py = [f"print(*sorted(a + b{turn}))", f"c = a + b\nc.sort({turn[2:]})\nprint(*c)"]
        ends = "a.rbegin(), a.rend()" if down else "a.begin(), a.end()"
        cpp = [f"for (int x : b) a.push_back(x);\nsort({ends});\n{SHOW_CPP}"]
        key = f"merge,{down}"
    elif mode in ("common", "union", "only", "either"):
        names = {
            "common": ("that are in both arrays", "&"),
            "union": ("that are in at least one of the arrays", "|"),
            "only": ("that are in `a` but not in `b`", "-"),
            "either": ("that are in exactly one of the arrays", "^"),
        }
        what, sign = names[mode]
        define = "If there are no such numbers, print -1." if mode != "union" else ""
        ask = Value(f"the numbers {what}, each once, in {order} order", kind="line")
        lead = f"c = sorted(set(a) {sign} set(b){turn})\n"
        py = [
            lead
            + ("print(*c)" if mode == "union" else "if c:\n    print(*c)\nelse:\n    print(-1)")
        ]
        call = {
            "common": "set_intersection",
            "union": "set_union",
            "only": "set_difference",
            "either": "set_symmetric_difference",
        }[mode]
        flip = "reverse(c.begin(), c.end());\n" if down else ""
        empty = "" if mode == "union" else "if (c.empty()) cout << -1;\n"
        cpp = [
            f"{sets_cpp}vector<int> c;\n{call}(s.begin(), s.end(), t.begin(), t.end(), back_inserter(c));\n"
            f'{flip}{empty}for (int x : c) cout << x << " ";\ncout << endl;',
        ]
        key = f"{mode},{down}"
    elif mode in ("count_common", "count_union"):
        both = mode == "count_common"
        what = "occur in both arrays" if both else "occur in at least one of the arrays"
        ask = Value(
            f"the number of different integers that {what}", f"how many distinct integers {what}"
        )
        py = [f"print(len(set(a) {'&' if both else '|'} set(b)))"]
        loop = (
            "int ans = 0;\nfor (int x : s) {\n    if (t.count(x)) ans++;\n}\ncout << ans << endl;"
        )
        cpp = [
            sets_cpp + loop
            if both
            else "set<int> s(a.begin(), a.end());\nfor (int x : b) s.insert(x);\ncout << s.size() << endl;"
        ]
    elif mode == "subset":
        ask = Decide(
            "every element of `b` occurs in `a`",
            "all numbers of `b` can be found in `a`",
            yes=yes,
            no=no,
        )
        py = [
            *verdict_py("set(b) <= set(a)", yes, no),
            *verdict_py("all(x in a for x in b)", yes, no)[:1],
        ]
        cpp = [
            "set<int> s(a.begin(), a.end());\nbool ok = true;\nfor (int x : b) {\n    if (!s.count(x)) ok = false;\n}\n"
            + verdict_cpp("ok", yes, no)[0]
        ]
        key = f"subset,{yes}"
    else:
        ask = Decide(
            "the arrays contain the same numbers, in any order, each equally often",
            "`b` can be obtained from `a` by changing the order of the elements",
            yes=yes,
            no=no,
        )
        py = verdict_py("sorted(a) == sorted(b)", yes, no)
        cpp = [
            "sort(a.begin(), a.end());\nsort(b.begin(), b.end());\n"
            + verdict_cpp("a == b", yes, no)[0]
        ]
        key = f"same,{yes}"
    style = rng.choice(("two", "two", "one"))
    if style == "two":
        parts: list[Part] = [*array("a", "n"), *array("b", "m")]
    else:
        parts = [ints("n", "m", given=""), row("a", "n"), row("b", "m")]

    def draw(rng: random.Random) -> tuple[object, ...]:
        high = rng.choice((5, 9))
        n, m = rng.randint(1, 6), rng.randint(1, 6)
        a = [rng.randint(1, high) for _ in range(n)]
        b = [rng.randint(1, high) for _ in range(m)]
        if mode == "same":
            b = rng.sample(a, n)
            if rng.random() < 0.5:
                b[0] = rng.randint(1, high)
        elif mode == "subset" and rng.random() < 0.5:
            b = [rng.choice(a) for _ in range(m)]
        if style == "two":
            return (n, a, len(b), b)
        return (n, len(b), a, b)

    def solve(*values: object) -> object:
        a, b = [value for value in values if isinstance(value, list)]
        if mode == "merge":
            result = sorted([*a, *b])
        elif mode == "same":
            return yes if all(a.count(x) == b.count(x) for x in [*a, *b]) else no
        elif mode == "subset":
            return yes if not [x for x in b if x not in a] else no
        else:
            tests = {
                "common": lambda x: x in a and x in b,
                "union": lambda x: True,
                "only": lambda x: x not in b,
                "either": lambda x: (x in a) != (x in b),
            }
            result = [x for x in sorted({*a, *b}) if tests[mode.replace("count_", "")](x)]
            if mode.startswith("count"):
                return len(result)
        if not result:
            return -1
        return " ".join(map(str, result[::-1] if down else result))

    return draft(
        rng,
        family="two_lists",
        key=f"{key},{style}",
        titles=("Two Lists", "Two Collections", "Common Numbers", "Merge"),
        parts=parts,
        ask=ask,
        define=define,
        stories=(
            f"{who} has `n` cards with the numbers `a`, and {friend} has `m` cards with the numbers `b`.",
            f"{who} collected `n` stamps with the codes `a_i`, and {friend} collected `m` stamps with the codes `b_i`.",
            "Two shops sell goods. The first sells `n` kinds with the numbers `a_i`, the second `m` kinds with the numbers `b_i`.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=900,
        tags=("sortings", "data structures", "implementation"),
        multi=rng.random() < 0.12,
    )


@family
def elementwise(rng: random.Random) -> Instance:
    who, friend = hero(rng), hero(rng)
    ops: list[tuple[str, str, str, Callable[[int, int], int]]] = [
        ("the sum of `a_i` and `b_i`", "x + y", "a[i] + b[i]", lambda x, y: x + y),
        ("the product of `a_i` and `b_i`", "x * y", "a[i] * b[i]", lambda x, y: x * y),
        ("the larger of `a_i` and `b_i`", "max(x, y)", "max(a[i], b[i])", max),
        ("the smaller of `a_i` and `b_i`", "min(x, y)", "min(a[i], b[i])", min),
        ("the absolute difference of `a_i` and `b_i`", "abs(x - y)", "abs(a[i] - b[i])",
         lambda x, y: abs(x - y)),
        ("the difference `a_i` - `b_i`", "x - y", "a[i] - b[i]", lambda x, y: x - y),
    ]  # fmt: skip
    name, py_op, cpp_op, op = rng.choice(ops)
    mode = rng.choice(("list", "sum", "max", "min", "compare", "count"))
    yes, no = (
        rng.choice(((who, friend), ("First", "Second"), ("A", "B")))
        if who != friend
        else ("First", "Second")
    )
    ask: Value | Decide
    define = ""
    if mode == "list":
        ask = Value(
            f"`n` integers: {name}, for each i from 1 to `n`",
            f"the list whose i-th number is {name}",
            kind="line",
        )
        py = [f"print(*[{py_op} for x, y in zip(a, b)])"]
        cpp = [f'for (int i = 0; i < n; i++) cout << {cpp_op} << " ";\ncout << endl;']
        key = f"list,{py_op}"
    elif mode == "sum":
        ask = Value(f"the total over all i of {name}", f"the sum over all i of {name}")
        py = [
            f"print(sum({py_op} for x, y in zip(a, b)))",
            f"ans = 0\nfor x, y in zip(a, b):\n    ans += {py_op}\nprint(ans)",
        ]
        cpp = [f"int ans = 0;\nfor (int i = 0; i < n; i++) ans += {cpp_op};\ncout << ans << endl;"]
        key = f"sum,{py_op}"
    elif mode in ("max", "min"):
        big = "largest" if mode == "max" else "smallest"
        ask = Value(f"the {big} value, over all i, of {name}")
        py = [f"print({mode}({py_op} for x, y in zip(a, b)))"]
        start = cpp_op.replace("[i]", "[0]")
        cpp = [
            f"int ans = {start};\nfor (int i = 0; i < n; i++) ans = {mode}(ans, {cpp_op});\ncout << ans << endl;"
        ]
        key = f"{mode},{py_op}"
    elif mode == "count":
        sign, text = rng.choice(
            (
                (">", "greater than"),
                ("<", "less than"),
                ("==", "equal to"),
                ("!=", "different from"),
            )
        )
        d = rng.choice((0, 0, 1, 2, 3)) if sign in "<>" else 0
        plus, words = (f" + {d}", f"`b_i` + {d}") if d else ("", "`b_i`")
        ask = Value(
            f"the number of indices i such that `a_i` is {text} {words}",
            f"how many i there are with `a_i` {text} {words}",
        )
        py = [
            f"ans = 0\nfor x, y in zip(a, b):\n    if x {sign} y{plus}:\n        ans += 1\nprint(ans)",
            f"print(sum(1 for x, y in zip(a, b) if x {sign} y{plus}))",
        ]
        cpp = [
            f"int ans = 0;\nfor (int i = 0; i < n; i++) {{\n    if (a[i] {sign} b[i]{plus}) ans++;\n}}\ncout << ans << endl;"
        ]
        key = f"count,{sign},{d}"
    else:
        tie = rng.choice(("Draw", "Tie", "Equal", "="))
        ask = Value("the name of the winner", kind="word")
        define = f"In round i the first player gets a point if `a_i` > `b_i`, and the second player gets a point if `b_i` > `a_i`. Print {yes} if the first player has more points, {no} if the second one has more, and {tie} if they have equally many."
        py = [
            f'x = 0\ny = 0\nfor i in range(n):\n    if a[i] > b[i]:\n        x += 1\n    elif a[i] < b[i]:\n        y += 1\nif x > y:\n    print("{yes}")\nelif x < y:\n    print("{no}")\nelse:\n    print("{tie}")'
        ]
        cpp = [
            f'int x = 0, y = 0;\nfor (int i = 0; i < n; i++) {{\n    if (a[i] > b[i]) x++;\n    if (a[i] < b[i]) y++;\n}}\nif (x > y) cout << "{yes}" << endl;\nelse if (x < y) cout << "{no}" << endl;\nelse cout << "{tie}" << endl;'
        ]
        key = f"compare,{yes},{no},{tie}"

    def draw(rng: random.Random) -> tuple[int, list[int], list[int]]:
        n = rng.randint(1, 7)
        high = rng.choice((4, 9, 20))
        return n, numbers(rng, n, 1, high), numbers(rng, n, 1, high)

    def solve(n: int, a: list[int], b: list[int]) -> object:
        values = list(map(op, a, b))
        if mode == "list":
            return " ".join(map(str, values))
        if mode in ("sum", "max", "min"):
            functions: dict[str, Callable[[Iterable[int]], int]] = {
                "sum": sum,
                "max": max,
                "min": min,
            }
            return functions[mode](values)
        if mode == "count":
            gaps = [a[i] - b[i] for i in range(n)]
            tests = {
                ">": lambda g: g > d,
                "<": lambda g: g < d,
                "==": lambda g: g == 0,
                "!=": lambda g: g != 0,
            }
            return sum(1 for gap in gaps if tests[sign](gap))
        lead = sum((a[i] > b[i]) - (a[i] < b[i]) for i in range(n))
        return tie if lead == 0 else (yes if lead > 0 else no)

    return draft(
        rng,
        family="elementwise",
        key=key,
        titles=("Two Rows", "Pairs of Numbers", "Rounds", "Side by Side"),
        parts=[ints("n", given=""), row("a", "n"), row("b", "n")],
        ask=ask,
        define=define,
        stories=(
            f"{who} and {friend} played `n` rounds. In round i {who} scored `a_i` points and {friend} scored `b_i` points.",
            f"For `n` days {who} wrote down two numbers per day: `a_i` in the morning and `b_i` in the evening.",
            "Two rows of `n` numbers are written one under the other: `a` above `b`.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=800,
        tags=("implementation", "math"),
        multi=rng.random() < 0.15,
    )
