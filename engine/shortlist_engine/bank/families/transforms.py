"""Arrays printed in another order, and running totals."""

# ruff: noqa: E731 -- each branch picks its reference answer, a one-line function

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from shortlist_engine.bank.build import instance
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Array, Ints
from shortlist_engine.bank.phrasing import value, wording

TAGS = ("implementation",)


@family
def rearrange(rng: random.Random) -> Instance:
    """Reverse, rotate, every other element, prefixes, moved elements."""
    w = wording(rng, taken="xk")
    c, s = rng.randint(2, 3), rng.randint(1, 3)
    k, n = w.v("k"), w.v("n")
    first = rng.choice(("first", "second"))
    off = 0 if first == "first" else 1
    loop = 'for (INT x : a) cout << x << " ";\ncout << endl;'
    options: dict[str, tuple[str, str, str, Callable[..., list[int]]]] = {
        "reverse": (
            w.pick("the array in reverse order", "the elements from the last to the first"),
            "a[::-1]",
            "reverse(a.begin(), a.end());\n" + loop,
            lambda a: list(reversed(a)),
        ),
        "left": (
            f"the array after a cyclic shift to the left by {s}",
            f"a[{s}:] + a[:{s}]",
            f"rotate(a.begin(), a.begin() + {s}, a.end());\n" + loop,
            lambda a: [a[(i + s) % len(a)] for i in range(len(a))],
        ),
        "right": (
            w.pick(
                f"the array after a cyclic shift to the right by {s}",
                f"the array rotated to the right by {s} positions",
            ),
            f"a[-{s}:] + a[:-{s}]",
            f"rotate(a.begin(), a.end() - {s}, a.end());\n" + loop,
            lambda a: [a[(i - s) % len(a)] for i in range(len(a))],
        ),
        "leftk": (
            f"the array after a cyclic shift to the left by {k}",
            "a[k:] + a[:k]",
            "rotate(a.begin(), a.begin() + k, a.end());\n" + loop,
            lambda a, k: [a[(i + k) % len(a)] for i in range(len(a))],
        ),
        "rightk": (
            f"the array rotated to the right by {k} positions",
            "a[n - k:] + a[:n - k]",
            "rotate(a.begin(), a.begin() + (n - k), a.end());\n" + loop,
            lambda a, k: [a[(i - k) % len(a)] for i in range(len(a))],
        ),
        "firstk": (
            f"the first {k} elements",
            "a[:k]",
            'for (int i = 0; i < k; i++) cout << a[i] << " ";\ncout << endl;',
            lambda a, k: [x for i, x in enumerate(a) if i < k],
        ),
        "lastk": (
            f"the last {k} elements in their order",
            "a[n - k:]",
            'for (int i = n - k; i < n; i++) cout << a[i] << " ";\ncout << endl;',
            lambda a, k: [x for i, x in enumerate(a) if i >= len(a) - k],
        ),
        "revk": (
            f"the array after reversing its first {k} elements",
            "a[:k][::-1] + a[k:]",
            "reverse(a.begin(), a.begin() + k);\n" + loop,
            lambda a, k: [a[k - 1 - i] if i < k else x for i, x in enumerate(a)],
        ),
        "every": (
            f"every {['second', 'third'][c - 2]} element, beginning with the {first} one",
            f"a[{off}::{c}]",
            f'for (int i = {off}; i < n; i += {c}) cout << a[i] << " ";\ncout << endl;',
            lambda a: [x for i, x in enumerate(a) if i % c == off],
        ),
        "swap": (
            "the array after swapping its first and last elements",
            "a[-1:] + a[1:-1] + a[:1]",
            "swap(a[0], a[n - 1]);\n" + loop,
            lambda a: [a[-1 - i] if i in (0, len(a) - 1) else x for i, x in enumerate(a)],
        ),
        "zeros": (
            "the array with all zeros moved to the end, the order of the other elements kept",
            "[x for x in a if x != 0] + [0] * a.count(0)",
            "stable_partition(a.begin(), a.end(), [](INT x) { return x != 0; });\n" + loop,
            lambda a: sorted(a, key=lambda x: x == 0),
        ),
        "evens": (
            "first all even elements and then all odd ones, each in the original order",
            "[x for x in a if x % 2 == 0] + [x for x in a if x % 2 != 0]",
            "stable_partition(a.begin(), a.end(), [](INT x) { return x % 2 == 0; });\n" + loop,
            lambda a: sorted(a, key=lambda x: x % 2),
        ),
        "twice": (
            "the array followed by the same array once more",
            "a + a",
            loop.replace("\ncout << endl;", "") + "\n" + loop,
            lambda a: [*a, *a],
        ),
        "mirror": (
            "the array followed by the same array in reverse order",
            "a + a[::-1]",
            (
                'vector<INT> b(a.rbegin(), a.rend());\nfor (INT x : a) cout << x << " ";\n'
                'for (INT x : b) cout << x << " ";\ncout << endl;'
            ),
            lambda a: [*a, *reversed(a)],
        ),
    }
    kind = rng.choice(list(options))
    text, code, cc, act = options[kind]
    given = kind[-1] == "k"
    python = [f"print(*({code}))" if "+" in code else f"print(*{code})", f"b = {code}\nprint(*b)"]
    size = 4 if kind in ("left", "right", "swap") else 3
    part = Array(
        "a",
        low=0,
        high=3 if kind == "zeros" else 20,
        min_size=size,
        bound=100,
        extra=Ints(("k",), 1, 3, bound=100) if given else None,
        place=rng.choice(("beside", "after")),
    )
    return instance(
        w,
        family="rearrange",
        key=f"{kind}:{code}",
        title=w.pick("Rearrange", "Shift", "New Order"),
        goal=value(w, f"{text}, separated by spaces" if rng.random() < 0.6 else text, "line"),
        note=f"{k} does not exceed {n}." if given else "",
        parts=[part],
        solve=lambda *v: " ".join(map(str, act(*v))),
        python=python,
        cpp=[cc],
        tags=TAGS,
        tests=w.tests(0.15),
    )


@family
def prefixes(rng: random.Random) -> Instance:
    """Running sums, maxima and minima; when a running sum passes a limit."""
    w = wording(rng, taken="xks")
    k = w.v("k")
    c = rng.randint(15, 50)
    kind = rng.choice(
        (
            "sum",
            "max",
            "min",
            "reach",
            "reachk",
            "afford",
            "affordk",
            "low",
            "zero",
            "suffix",
            "records",
        )
    )
    strict = rng.random() < 0.5
    op = ">" if strict else ">="
    low = -10 if kind in ("low", "zero") else 1
    given = kind.endswith("k")
    limit, shown = ("k", k) if given else (str(c), str(c))
    who = w.person()
    unit, story = "integer", ""
    if kind in ("sum", "max", "min"):
        unit = "line"
        init = {"sum": "s = 0", "max": "s = a[0]", "min": "s = a[0]"}[kind]
        step = {"sum": "s += x", "max": "s = max(s, x)", "min": "s = min(s, x)"}[kind]
        name = {"sum": "sum", "max": "maximum", "min": "minimum"}[kind]
        text = w.pick(
            f"for each position the {name} of all elements up to it, separated by spaces",
            f"the prefix {name}s of the array, separated by spaces",
        )
        text = text.replace("maximums", "maxima").replace("minimums", "minima")
        python = [f"{init}\nb = []\nfor x in a:\n    {step}\n    b.append(s)\nprint(*b)"]
        cpp = [
            f'INT {init};\nfor (INT x : a) {{\n    {step};\n    cout << s << " ";\n}}\ncout <<'
            " endl;"
        ]
        folds: dict[str, Callable[..., int]] = {"sum": sum, "max": max, "min": min}
        fold = folds[kind]
        solve: Callable[..., Any] = lambda a: " ".join(str(fold(a[: i + 1])) for i in range(len(a)))
    elif kind == "suffix":
        unit = "line"
        text = "for each position the sum of all elements from it to the end, separated by spaces"
        python = ["print(*[sum(a[i:]) for i in range(n)])"]
        cpp = [
            'for (int i = n - 2; i >= 0; i--) a[i] += a[i + 1];\nfor (INT x : a) cout << x << "'
            ' ";\ncout << endl;'
        ]
        solve = lambda a: " ".join(str(sum(a) - sum(a[:i])) for i in range(len(a)))
    elif kind == "records":
        high = rng.random() < 0.5
        op = ">" if high else "<"
        text = (
            f"how many elements are strictly {'greater' if high else 'less'} than all elements"
            " before them"
        )
        text += w.pick(" (the first element counts)", "; the first element always counts")
        python = [
            f"ans = 1\nm = a[0]\nfor x in a:\n    if x {op} m:\n        ans += 1\n        m ="
            " x\nprint(ans)"
        ]
        cpp = [
            f"int ans = 1;\nINT m = a[0];\nfor (INT x : a) {{\n    if (x {op} m) {{\n       "
            " ans++;\n        m = x;\n    }\n}\ncout << ans << endl;"
        ]
        solve = lambda a: sum(
            all((x > y) if high else (x < y) for y in a[:i]) for i, x in enumerate(a)
        )
    elif kind.startswith("reach"):
        story = w.pick(
            "", f"{who} saves money and puts the elements of the array, one per day, into a box."
        )
        word = "exceeds" if strict else "is at least"
        text = w.pick(
            f"the smallest number of first elements whose sum {word} {shown}, or -1 if there is"
            " none",
            f"after how many elements their sum {word} {shown} for the first time, or -1 if that"
            " never happens",
        )
        python = [
            f"s = 0\nans = -1\nfor i in range(n):\n    s += a[i]\n    if s {op} {limit}:\n       "
            " ans = i + 1\n        break\nprint(ans)"
        ]
        cpp = [
            "INT s = 0;\nint ans = -1;\nfor (int i = 0; i < n; i++) {\n    s += a[i];\n    if (s"
            f" {op} {limit}) {{\n        ans = i + 1;\n        break;\n    }}\n}}\ncout << ans <<"
            " endl;"
        ]

        def solve(a: list[int], k: int = c) -> int:
            sums = [sum(a[:i]) for i in range(1, len(a) + 1)]
            return next((i for i, s in enumerate(sums, 1) if s > k or (s == k and not strict)), -1)

    elif kind.startswith("afford"):
        order = rng.random() < 0.5
        kind += "s" if order else ""
        story = w.pick("", f"{who} has {shown} coins; the array holds the prices of goods.")
        text = (
            f"the largest number of elements that can be chosen with a sum of at most {shown}"
            if order
            else (
                "the largest number of first elements of the array whose sum does not exceed"
                f" {shown}"
            )
        )
        before, ccbefore = ("a.sort()\n", "sort(a.begin(), a.end());\n") if order else ("", "")
        python = [
            f"{before}s = 0\nans = 0\nfor x in a:\n    s += x\n    if s > {limit}:\n        break\n"
            "    ans += 1\nprint(ans)"
        ]
        cpp = [
            f"{ccbefore}INT s = 0;\nint ans = 0;\nfor (INT x : a) {{\n    s += x;\n    if (s >"
            f" {limit}) break;\n    ans++;\n}}\ncout << ans << endl;"
        ]

        def solve(a: list[int], k: int = c) -> int:
            items = sorted(a) if order else a
            return max(i for i in range(len(a) + 1) if sum(items[:i]) <= k)

    else:
        below = kind == "low"
        text = (
            "the smallest value of the running sum of the elements, where the empty sum 0"
            " counts too"
            if below
            else (
                "how many times the running sum of the elements (after each element) is equal to"
                " zero or below"
            )
        )
        if below:
            python = ["s = 0\nans = 0\nfor x in a:\n    s += x\n    ans = min(ans, s)\nprint(ans)"]
            cpp = [
                "INT s = 0, ans = 0;\nfor (INT x : a) {\n    s += x;\n    ans = min(ans,"
                " s);\n}\ncout << ans << endl;"
            ]
        else:
            python = [
                "s = 0\nans = 0\nfor x in a:\n    s += x\n    if s <= 0:\n        ans +="
                " 1\nprint(ans)"
            ]
            cpp = [
                "INT s = 0, ans = 0;\nfor (INT x : a) {\n    s += x;\n    if (s <= 0)"
                " ans++;\n}\ncout << ans << endl;"
            ]
        solve = lambda a: (min if below else (lambda v: sum(s <= 0 for s in v)))(
            [sum(a[:i]) for i in range(0 if below else 1, len(a) + 1)]
        )
    part = Array(
        "a",
        low=low,
        high=15,
        bound=100,
        min_size=2,
        extra=Ints(("k",), 5, 50, bound=1000) if given or kind.endswith("ks") else None,
        place=rng.choice(("beside", "after")),
    )
    return instance(
        w,
        family="prefixes",
        key=(
            f"{kind}:{op if kind[:5] == 'reach' or kind == 'records' else ''}"
            f"{c if kind in ('reach', 'afford', 'affords') else ''}"
        ),
        title=w.pick("Running Total", "Prefix", "Savings"),
        story=story,
        goal=value(w, text, unit),
        parts=[part],
        solve=solve,
        python=python,
        cpp=cpp,
        tags=("implementation", "greedy") if "afford" in kind else TAGS,
        rating=rng.choice((800, 800, 900)),
        tests=w.tests(0.12),
    )
