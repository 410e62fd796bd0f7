"""Adjacent elements and pairs of elements."""

# ruff: noqa: E731 -- each branch picks its reference answer, a one-line function

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

from shortlist_engine.bank.build import instance
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Array, Ints
from shortlist_engine.bank.phrasing import decision, value, wording
from shortlist_engine.bank.terms import crowd

TAGS = ("implementation",)


@family
def neighbours(rng: random.Random) -> Instance:
    """Adjacent elements: counts of rises and falls, differences, local maxima."""
    w = wording(rng, taken="xi")
    story, e = crowd(w)
    c = rng.randint(1, 8)
    pair_tests: dict[str, tuple[str, str]] = {
        "up": (
            "a[i] > a[i - 1]",
            w.pick(
                "is greater than the one just before it",
                "is strictly larger than its left neighbour",
            ),
        ),
        "down": ("a[i] < a[i - 1]", "is less than the one just before it"),
        "same": ("a[i] == a[i - 1]", "is equal to the one just before it"),
        "other": ("a[i] != a[i - 1]", "differs from the one just before it"),
        "jump": (f"a[i] - a[i - 1] > {c}", f"exceeds the previous one by more than {c}"),
        "close": (f"abs(a[i] - a[i - 1]) <= {c}", f"differs from the previous one by at most {c}"),
        "double": ("a[i] >= 2 * a[i - 1]", "is at least twice the previous one"),
        "parity": (
            "(a[i] + a[i - 1]) % 2 == 1",
            "has a parity different from that of the previous one",
        ),
        "sum": (
            f"a[i] + a[i - 1] > {4 * c}",
            f"together with the previous one has a sum greater than {4 * c}",
        ),
    }
    values: dict[str, tuple[str, str, str, Callable[[list[int]], Any]]] = {
        "maxdiff": (
            "the largest absolute difference of two adjacent elements",
            "max",
            "abs(a[i] - a[i - 1])",
            lambda a: max(abs(x - y) for x, y in itertools.pairwise(a)),
        ),
        "mindiff": (
            "the smallest absolute difference of two adjacent elements",
            "min",
            "abs(a[i] - a[i - 1])",
            lambda a: min(abs(x - y) for x, y in itertools.pairwise(a)),
        ),
        "maxsum": (
            "the largest sum of two adjacent elements",
            "max",
            "a[i] + a[i - 1]",
            lambda a: max(x + y for x, y in itertools.pairwise(a)),
        ),
        "maxprod": (
            "the largest product of two adjacent elements",
            "max",
            "a[i] * a[i - 1]",
            lambda a: max(x * y for x, y in itertools.pairwise(a)),
        ),
        "minsum": (
            "the smallest sum of two adjacent elements",
            "min",
            "a[i] + a[i - 1]",
            lambda a: min(x + y for x, y in itertools.pairwise(a)),
        ),
        "travel": (
            "the sum of the absolute differences of all adjacent elements",
            "sum",
            "abs(a[i] - a[i - 1])",
            lambda a: sum(abs(x - y) for x, y in itertools.pairwise(a)),
        ),
        "climb": (
            "the sum of all increases from an element to the next one (decreases count as 0)",
            "sum",
            "max(0, a[i] - a[i - 1])",
            lambda a: sum(max(0, y - x) for x, y in itertools.pairwise(a)),
        ),
    }
    mode = rng.choice(("count", "count", "count", "value", "value", "peak", "diffs"))
    line = False
    if mode == "count":
        kind = rng.choice(list(pair_tests))
        cond, words = pair_tests[kind]
        text = w.pick(
            f"how many of the {e}, from the second one on, satisfy this: the element {words}",
            f"the number of positions from the second one on where the element {words}",
        )
        python = [
            f"ans = 0\nfor i in range(1, n):\n    if {cond}:\n        ans += 1\nprint(ans)",
            f"print(sum(1 for i in range(1, n) if {cond}))",
        ]
        cpp = [
            f"int ans = 0;\nfor (int i = 1; i < n; i++) {{\n    if ({cond}) ans++;\n}}\ncout << ans"
            " << endl;"
        ]
        tests_of: dict[str, Callable[[int, int], bool]] = {
            "up": lambda x, y: y > x,
            "down": lambda x, y: y < x,
            "same": lambda x, y: x == y,
            "other": lambda x, y: x != y,
            "jump": lambda x, y: y - x > c,
            "close": lambda x, y: abs(x - y) <= c,
            "double": lambda x, y: y >= 2 * x,
            "parity": lambda x, y: (x + y) % 2 == 1,
            "sum": lambda x, y: x + y > 4 * c,
        }
        solve: Callable[[list[int]], Any] = lambda a: sum(
            tests_of[kind](x, y) for x, y in itertools.pairwise(a)
        )
        key = cond
    elif mode == "value":
        kind = rng.choice(list(values))
        text, fold, term, solve = values[kind]
        python = [f"print({fold}({term} for i in range(1, n)))"]
        if fold == "sum":
            python.append(f"ans = 0\nfor i in range(1, n):\n    ans += {term}\nprint(ans)")
            cpp = [
                f"INT ans = 0;\nfor (int i = 1; i < n; i++) ans += {term};\ncout << ans << endl;"
            ]
        else:
            first = term.replace("[i]", "[1]").replace("[i - 1]", "[0]")
            python.append(
                f"ans = {first}\nfor i in range(1, n):\n    ans = {fold}(ans, {term})\nprint(ans)"
            )
            cpp = [
                f"INT ans = {first};\nfor (int i = 1; i < n; i++) ans = {fold}(ans, {term});\n"
                "cout << ans << endl;"
            ]
        key = kind
    elif mode == "peak":
        kind, op = rng.choice((("greater", ">"), ("less", "<")))
        cond = f"a[i] {op} a[i - 1] %s a[i] {op} a[i + 1]"
        text = w.pick(
            f"the number of inner elements that are strictly {kind} than both of their neighbours",
            f"how many elements, except the first and the last, are {kind} than both neighbours",
        )
        python = [
            f"ans = 0\nfor i in range(1, n - 1):\n    if {cond % 'and'}:\n        ans +="
            " 1\nprint(ans)"
        ]
        cpp = [
            f"int ans = 0;\nfor (int i = 1; i < n - 1; i++) {{\n    if ({cond % '&&'}) ans++;\n}}\n"
            "cout << ans << endl;"
        ]
        solve = lambda a: sum(
            (y > x and y > z) if op == ">" else (y < x and y < z)
            for x, y, z in zip(a, a[1:], a[2:], strict=False)
        )
        key = f"peak{op}"
    else:
        line = True
        text, term = rng.choice(
            [
                (
                    "the differences of adjacent elements (each element minus the previous one)",
                    "a[i] - a[i - 1]",
                ),
                ("the sums of adjacent elements", "a[i] + a[i - 1]"),
                ("the absolute differences of adjacent elements", "abs(a[i] - a[i - 1])"),
                ("for each pair of adjacent elements the larger of the two", "max(a[i], a[i - 1])"),
                (
                    "for each pair of adjacent elements the smaller of the two",
                    "min(a[i], a[i - 1])",
                ),
            ]
        )
        expr = compile(term, "neighbours", "eval")
        text += ", separated by spaces"
        python = [
            f"print(*[{term} for i in range(1, n)])",
            f"ans = []\nfor i in range(1, n):\n    ans.append({term})\nprint(*ans)",
        ]
        cpp = [f'for (int i = 1; i < n; i++) cout << {term} << " ";\ncout << endl;']
        solve = lambda a: " ".join(str(eval(expr, {"a": a, "i": i})) for i in range(1, len(a)))
        key = term
    small = mode == "count" and key in (pair_tests["same"][0], pair_tests["other"][0])
    return instance(
        w,
        family="neighbours",
        key=key,
        title=w.pick("Neighbours", "Ups and Downs", "Adjacent"),
        story=story,
        goal=value(w, text, "line" if line else "integer"),
        parts=[
            Array(
                "a", low=1, high=4 if small else 20, min_size=2 if mode != "peak" else 3, bound=100
            )
        ],
        solve=solve,
        python=python,
        cpp=cpp,
        tags=TAGS,
        rating=rng.choice((800, 800, 900)),
        tests=w.tests(0.15),
    )


@family
def pair_count(rng: random.Random) -> Instance:
    """Pairs i < j with a condition, by two loops."""
    w = wording(rng, taken="xkij")
    c, m = rng.randint(8, 24), rng.randint(2, 5)
    d = rng.randint(1, 6)
    x, y = "the two elements", "pairs of elements at different positions"
    options: list[tuple[str, str, Callable[[int, int, int], bool], bool]] = [
        (
            "a[i] + a[j] == k",
            f"the sum of {x} is equal to {w.v('k')}",
            lambda p, q, k: p + q == k,
            True,
        ),
        (f"a[i] + a[j] == {c}", f"the sum of {x} is {c}", lambda p, q, k: p + q == c, False),
        (
            f"a[i] + a[j] > {c}",
            f"the sum of {x} is greater than {c}",
            lambda p, q, k: p + q > c,
            False,
        ),
        (
            "a[i] + a[j] <= k",
            f"the sum of {x} is at most {w.v('k')}",
            lambda p, q, k: p + q <= k,
            True,
        ),
        (
            f"(a[i] + a[j]) % {m} == 0",
            f"the sum of {x} is divisible by {m}",
            lambda p, q, k: (p + q) % m == 0,
            False,
        ),
        (
            "(a[i] + a[j]) % 2 == 1",
            f"the sum of {x} is odd",
            lambda p, q, k: (p + q) % 2 == 1,
            False,
        ),
        (
            f"abs(a[i] - a[j]) == {d}",
            f"{x} differ by exactly {d}",
            lambda p, q, k: abs(p - q) == d,
            False,
        ),
        (
            "abs(a[i] - a[j]) == k",
            f"{x} differ by exactly {w.v('k')}",
            lambda p, q, k: abs(p - q) == k,
            True,
        ),
        (
            f"abs(a[i] - a[j]) <= {d}",
            f"{x} differ by at most {d}",
            lambda p, q, k: abs(p - q) <= d,
            False,
        ),
        (
            f"abs(a[i] - a[j]) > {d}",
            f"{x} differ by more than {d}",
            lambda p, q, k: abs(p - q) > d,
            False,
        ),
        ("a[i] == a[j]", f"{x} are equal", lambda p, q, k: p == q, False),
        ("a[i] != a[j]", f"{x} are different", lambda p, q, k: p != q, False),
        (
            "a[i] > a[j]",
            "the earlier element is greater than the later one",
            lambda p, q, k: p > q,
            False,
        ),
        (
            "a[i] < a[j]",
            "the earlier element is less than the later one",
            lambda p, q, k: p < q,
            False,
        ),
        (
            f"a[i] * a[j] % {m} == 0",
            f"the product of {x} is divisible by {m}",
            lambda p, q, k: p * q % m == 0,
            False,
        ),
        (
            "a[i] % a[j] == 0 or a[j] % a[i] == 0",
            "one of the two elements divides the other",
            lambda p, q, k: p % q == 0 or q % p == 0,
            False,
        ),
    ]
    cond, words, test, given = rng.choice(options)
    exists = rng.random() < 0.25
    cc = cond.replace(" or ", " || ")
    yes, no = w.words()
    key = cond
    story = w.pick(
        "", "", "", f"{w.person()} chooses two cards out of {w.v('n')} with numbers on them."
    )
    if exists:
        goal = decision(
            w, f"there are two elements at different positions such that {words}", yes, no
        )
        loops = f"    for j in range(i + 1, n):\n        if {cond}:\n            ok = True\n"
        python = [f'ok = False\nfor i in range(n):\n{loops}print("{yes}" if ok else "{no}")']
        cpp = [
            "bool ok = false;\nfor (int i = 0; i < n; i++) {\n    for (int j = i + 1; j < n;"
            " j++) {\n"
            f'        if ({cc}) ok = true;\n    }}\n}}\ncout << (ok ? "{yes}" : "{no}") << endl;'
        ]
        key += yes
    else:
        goal = value(
            w,
            w.pick(
                f"the number of {y} such that {words}",
                f"how many {y} there are where {words}",
                f"the number of pairs of indices i < j for which {words}",
            ),
        )
        python = [
            (
                f"ans = 0\nfor i in range(n):\n    for j in range(i + 1, n):\n        if {cond}:\n"
                "            ans += 1\nprint(ans)"
            ),
            f"print(sum(1 for i in range(n) for j in range(i + 1, n) if {cond}))",
        ]
        cpp = [
            "int ans = 0;\nfor (int i = 0; i < n; i++) {\n    for (int j = i + 1; j < n; j++) {\n"
            f"        if ({cc}) ans++;\n    }}\n}}\ncout << ans << endl;"
        ]

    def solve(a: list[int], k: int = 0) -> object:
        count = sum(test(a[i], a[j], k) for j in range(len(a)) for i in range(j))
        return (yes if count else no) if exists else count

    small = "!=" in cond or "a[i] == a[j]" in cond
    part = Array("a", low=1, high=5 if small else 15, min_size=2, max_size=6, bound=100)
    if given:
        big = "abs" not in cond
        part = Array(
            "a",
            low=1,
            high=10,
            min_size=2,
            max_size=6,
            bound=100,
            extra=Ints(("k",), 5 if big else 1, 15 if big else 5, bound=100),
            place=rng.choice(("beside", "beside", "after")),
        )
    return instance(
        w,
        family="pair_count",
        key=key,
        title=w.pick("Pairs", "Two Cards", "Good Pairs"),
        story=story,
        goal=goal,
        parts=[part],
        solve=solve,
        python=python,
        cpp=cpp,
        tags=("brute force", "implementation"),
        rating=rng.choice((800, 900, 1000)),
        tests=w.tests(0.12),
    )
