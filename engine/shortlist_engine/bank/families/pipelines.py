"""Compositions: keep some elements, change them, and reduce or print what is left.

Predicates, maps and reductions multiply to thousands of keys, so that unseen ones are always left.
"""

# ruff: noqa: E731 -- each branch picks its reference answer, a one-line function

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from shortlist_engine.bank.build import instance
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Array, Ints
from shortlist_engine.bank.phrasing import value, wording
from shortlist_engine.bank.terms import comparison, mapping, predicate

TAGS = ("implementation",)


@family
def filter_reduce(rng: random.Random) -> Instance:
    """One number from the elements with a property; the elements may be changed first."""
    w = wording(rng, taken="x")
    low = rng.choice((-20, 0, 1))
    e = w.pick("elements", "numbers", "elements of the array")
    p = predicate(w, low, 40)
    mapped = rng.random() < 0.45
    m = mapping(w, nonnegative=low >= 0)
    term = m.src() if mapped else "x"
    image: Callable[[int], int] = m.apply if mapped else lambda x: x
    fold = rng.choice(("sum", "sum", "max", "min"))
    noun = f"the {p.of(e)}"
    items = m.of(noun).rstrip(",") if mapped else noun
    name = {
        "sum": w.pick("sum", "total"),
        "max": w.pick("maximum", "largest"),
        "min": w.pick("minimum", "smallest"),
    }[fold]
    text = f"the {name} of {items}"
    empty = 0 if fold == "sum" else rng.choice((-1, 0, -1000))
    if fold == "sum":
        text += w.pick("", "", ", or 0 if there are none")
        python = [
            f"print(sum({term} for x in a if {p.py()}))",
            f"ans = 0\nfor x in a:\n    if {p.py()}:\n        ans += {term}\nprint(ans)",
        ]
        cpp = [
            f"INT ans = 0;\nfor (INT x : a) {{\n    if ({p.cc()}) ans += {term};\n}}\ncout << ans"
            " << endl;"
        ]
    else:
        text += w.pick(
            f", or {empty} if there is no such element", f"; if there are none, print {empty}"
        )
        if w.style == "leetcode":
            text = text.replace("print ", "return ")
        python = [
            f"b = [{term} for x in a if {p.py()}]\nprint({fold}(b) if b else {empty})",
            f"print({fold}([{term} for x in a if {p.py()}], default={empty}))",
        ]
        cpp = [
            f"vector<INT> b;\nfor (INT x : a) {{\n    if ({p.cc()}) b.push_back({term});\n}}\n"
            f"if (b.empty()) cout << {empty} << endl;\n"
            f"else cout << *{fold}_element(b.begin(), b.end()) << endl;"
        ]

    def solve(a: list[int]) -> int:
        kept = [image(x) for x in a if p.test(x)]
        if fold == "sum":
            return sum(kept)
        return ({"max": max, "min": min}[fold](kept)) if kept else empty

    return instance(
        w,
        family="filter_reduce",
        key=f"{fold}:{p.key}:{m.key if mapped else ''}:{empty}",
        title=w.pick("Selected Elements", "Filter", "Chosen Numbers", "Sum of Some"),
        goal=value(w, text),
        parts=[Array("a", low=low, high=40, bound=rng.choice((100, 1000)))],
        solve=solve,
        python=python,
        cpp=cpp,
        tags=TAGS,
        tests=w.tests(0.15),
    )


@family
def filter_print(rng: random.Random) -> Instance:
    """Prints the selected elements in some order."""
    w = wording(rng, taken="xk")
    low = rng.choice((-20, 0, 1))
    e = w.pick("elements", "numbers", "integers")
    p = predicate(w, low, 40)
    mapped = rng.random() < 0.3
    m = mapping(w, nonnegative=low >= 0)
    term = m.src() if mapped else "x"
    order = rng.choice(("", "", "reverse", "sorted", "desc"))
    lines = rng.random() < 0.25
    how = {
        "": w.pick("in the same order", "in their original order", "keeping the order"),
        "reverse": w.pick("in reverse order", "from the last to the first"),
        "sorted": w.pick("in non-decreasing order", "sorted in ascending order"),
        "desc": w.pick("in non-increasing order", "sorted in descending order"),
    }[order]
    empty = rng.choice((-1, 0, "EMPTY", "none"))
    noun = f"the {p.of(e)}"
    items = m.of(noun).rstrip(",") if mapped else noun
    sep = "each on a separate line" if lines else "separated by spaces"
    text = f"{items}, {how}, {sep}; if there are none, print {empty}"
    shown = f'"{empty}"' if isinstance(empty, str) else str(empty)
    change = {
        "": "",
        "reverse": "b.reverse()\n",
        "sorted": "b.sort()\n",
        "desc": "b.sort(reverse=True)\n",
    }[order]
    ccchange = {
        "": "",
        "reverse": "reverse(b.begin(), b.end());\n",
        "sorted": "sort(b.begin(), b.end());\n",
        "desc": "sort(b.rbegin(), b.rend());\n",
    }[order]
    out = "for x in b:\n        print(x)" if lines else "print(*b)"
    built = f"b = [{term} for x in a if {p.py()}]\n"
    loop = f"b = []\nfor x in a:\n    if {p.py()}:\n        b.append({term})\n"
    finish = f"{change}if b:\n    {out}\nelse:\n    print({shown})"
    python = [built + finish, loop + finish]
    each = "cout << x << endl;" if lines else 'cout << x << " ";'
    tail = "" if lines else "\ncout << endl;"
    cpp = [
        f"vector<INT> b;\nfor (INT x : a) {{\n    if ({p.cc()})"
        f" b.push_back({term});\n}}\n{ccchange}if (b.empty()) cout << {shown};\nfor (INT x : b)"
        f" {each}{tail}"
    ]

    def solve(a: list[int]) -> Any:
        kept = [m.apply(x) if mapped else x for x in a if p.test(x)]
        if order in ("sorted", "desc"):
            kept = sorted(kept, reverse=order == "desc")
        elif order:
            kept = list(reversed(kept))
        if not kept:
            return empty
        return kept if lines else " ".join(map(str, kept))

    return instance(
        w,
        family="filter_print",
        key=f"{p.key}:{m.key if mapped else ''}:{order}:{lines}:{empty}",
        title=w.pick("Keep Some", "Filtered List", "Selection"),
        goal=value(w, text, "line"),
        parts=[Array("a", low=low, high=40, bound=100)],
        solve=solve,
        python=python,
        cpp=cpp,
        tags=TAGS,
    )


@family
def map_print(rng: random.Random) -> Instance:
    """Changes every element, perhaps only those with a property, and prints the array."""
    w = wording(rng, taken="x")
    low = rng.choice((-20, 0, 1))
    p = predicate(w, low, 40)
    m = mapping(w, nonnegative=low >= 0)
    c = rng.randint(0, 9)
    kind = rng.choice(("all", "some", "some", "replace", "both"))
    sep = w.pick("separated by spaces", "on one line")
    x = w.v("x")
    other = mapping(w, nonnegative=low >= 0)
    while other.code == m.code:
        other = mapping(w, nonnegative=low >= 0)
    single = w.pick("the element", "the number", "the value")

    def act(mapped: Any) -> str:
        image = mapped.code.replace("{x}", w.name("x")).strip("()" if mapped.code[0] == "(" else "")
        return w.math(image.replace("*", r"\times") if w.tex else image)

    if kind == "all":
        expr, ccexpr = m.src(), m.src()
        text = f"the array in which every element {x} is replaced by {act(m)}, {sep}"
        image: Callable[[int], int] = m.apply
    elif kind == "both":
        expr = f"{m.src()} if {p.py()} else {other.src()}"
        ccexpr = f"({p.cc()} ? {m.src()} : {other.src()})"
        text = (
            f"the array in which every element {x} is replaced by {act(m)} if {p.says(x)} and by "
            f"{act(other)} otherwise, {sep}"
        )

        def image(v: int) -> int:
            return m.apply(v) if p.test(v) else other.apply(v)

    else:
        new = str(c) if kind == "replace" else m.src()
        expr, ccexpr = f"{new} if {p.py()} else x", f"({p.cc()} ? {new} : x)"
        to = w.math(str(c)) if kind == "replace" else act(m)
        text = w.pick(
            f"the array after replacing every element {x} such that {p.says(x)} by {to}, {sep}",
            f"the array in which {single} {x} is changed to {to} whenever {p.says(x)}, {sep}",
        )
        image = (
            (lambda v: c if p.test(v) else v)
            if kind == "replace"
            else (lambda v: m.apply(v) if p.test(v) else v)
        )
    python = [
        f"print(*[{expr} for x in a])",
        f"b = []\nfor x in a:\n    b.append({expr})\nprint(*b)",
    ]
    cpp = [f'for (INT x : a) cout << {ccexpr} << " ";\ncout << endl;']
    return instance(
        w,
        family="map_print",
        key=expr,
        title=w.pick("Change the Array", "Replace", "Transform"),
        goal=value(w, text, "line"),
        parts=[Array("a", low=low, high=40, bound=100)],
        solve=lambda a: " ".join(str(image(v)) for v in a),
        python=python,
        cpp=cpp,
        tags=TAGS,
        tests=w.tests(0.12),
    )


@family
def two_filters(rng: random.Random) -> Instance:
    """Two properties joined by and/or, or two counts compared or combined."""
    w = wording(rng, taken="x")
    low = rng.choice((-20, 1))
    p = predicate(w, low, 40, "ed" if low > 0 else "esd")
    q = comparison(w, rng.randint(5, 30))
    kind = rng.choice(("and", "or", "and", "or", "diff", "pair"))
    fold = rng.choice(("count", "sum"))
    term = "1" if fold == "count" else "x"
    py_p, py_q, cc_p, cc_q = p.py(), q.py(), p.cc(), q.cc()
    head = "the number of" if fold == "count" else "the sum of the"
    v = w.pick("x", "y") if w.style != "leetcode" else "x"
    it = w.math(v)
    line = False
    if kind in ("and", "or"):
        joint = "and" if kind == "and" else w.pick("or", "or (or both)")
        text = f"{head} elements {it} such that {p.says(it)} {joint} {q.says(it)[len(it) + 1 :]}"
        text = text.replace("(or both) is", "is").replace(f"{joint} is", f"{joint} {it} is")
        cond, cc = f"{py_p} {kind} {py_q}", f"{cc_p} {'&&' if kind == 'and' else '||'} {cc_q}"
        python = [
            f"print(sum({term} for x in a if {cond}))",
            f"ans = 0\nfor x in a:\n    if {cond}:\n        ans += {term}\nprint(ans)",
        ]
        cpp = [
            f"INT ans = 0;\nfor (INT x : a) {{\n    if ({cc}) ans += {term};\n}}\ncout << ans <<"
            " endl;"
        ]
        test: Callable[[int], bool] = (
            (lambda x: p.test(x) and q.test(x))
            if kind == "and"
            else (lambda x: p.test(x) or q.test(x))
        )

        def solve(a: list[int]) -> Any:
            return sum((1 if fold == "count" else x) for x in a if test(x))

    else:
        sub = kind == "diff"
        text = (
            f"{head} {p.of('elements')} minus {head} {q.of('elements')}"
            if sub
            else f"{head} {p.of('elements')} and {head} {q.of('elements')}, separated by a space"
        )
        line = not sub
        cond = f"{py_p} {'-' if sub else ','} {py_q}"
        parts = [f"sum({term} for x in a if {py_p})", f"sum({term} for x in a if {py_q})"]
        python = [
            f"print({' - '.join(parts) if sub else ', '.join(parts)})",
            f"p, q = 0, 0\nfor x in a:\n    if {py_p}:\n        p += {term}\n    if {py_q}:\n"
            f"        q += {term}\nprint(p {'- q' if sub else ', q'})".replace("p ,", "p,"),
        ]
        shown = "p - q" if sub else 'p << " " << q'
        cpp = [
            f"INT p = 0, q = 0;\nfor (INT x : a) {{\n    if ({cc_p}) p += {term};\n    if ({cc_q})"
            f" q += {term};\n}}\ncout << {shown} << endl;"
        ]

        def solve(a: list[int]) -> Any:
            first = [x if fold == "sum" else 1 for x in a if p.test(x)]
            second = [x if fold == "sum" else 1 for x in a if q.test(x)]
            return sum(first) - sum(second) if sub else f"{sum(first)} {sum(second)}"

    return instance(
        w,
        family="two_filters",
        key=f"{fold}:{kind}:{cond}",
        title=w.pick("Two Conditions", "Good Elements"),
        goal=value(w, text, "line" if line else "integer"),
        parts=[Array("a", low=low, high=40, bound=100)],
        solve=solve,
        python=python,
        cpp=cpp,
        tags=TAGS,
        rating=rng.choice((800, 900)),
        tests=w.tests(0.12),
    )


@family
def given_filter(rng: random.Random) -> Instance:
    """The threshold comes from the input: elements compared with a given number, or with two."""
    w = wording(rng, taken="xklr")
    test: Callable[..., bool]
    e = w.pick("elements", "numbers")
    two = rng.random() < 0.3
    fold = rng.choice(("count", "sum", "max", "min", "list"))
    k = w.v("k")
    if two:
        py, cc, key = "l <= x <= r", "x >= l && x <= r", "lr"
        noun = w.pick(
            f"{e} between {w.v('l')} and {w.v('r')}, inclusive",
            f"{e} that are at least {w.v('l')} and at most {w.v('r')}",
        )
        extra = Ints(("l", "r"), 1, 30)
        test = lambda x, lo, hi: lo <= x <= hi
    else:
        py, noun, test = rng.choice(
            [
                ("x > k", f"{e} greater than {k}", lambda x, k: x > k),
                ("x < k", f"{e} less than {k}", lambda x, k: x < k),
                ("x >= k", f"{e} that are at least {k}", lambda x, k: x >= k),
                ("x <= k", f"{e} that are not greater than {k}", lambda x, k: x <= k),
                ("x != k", f"{e} not equal to {k}", lambda x, k: x != k),
                ("x % k == 0", f"{e} divisible by {k}", lambda x, k: x % k == 0),
                ("x % k != 0", f"{e} that are not multiples of {k}", lambda x, k: x % k != 0),
            ]
        )
        cc, key = py, py
        extra = Ints(("k",), 2, 9 if "%" in py else 30)
    none = rng.choice((-1, 0))
    built = f"b = [x for x in a if {py}]\n"
    ccbuilt = f"vector<INT> b;\nfor (INT x : a) {{\n    if ({cc}) b.push_back(x);\n}}\n"
    if fold in ("count", "sum"):
        text = f"the {'number of' if fold == 'count' else 'sum of the'} {noun}"
        term = "1" if fold == "count" else "x"
        python = [
            f"print(sum({term} for x in a if {py}))",
            f"ans = 0\nfor x in a:\n    if {py}:\n        ans += {term}\nprint(ans)",
        ]
        cpp = [
            f"INT ans = 0;\nfor (INT x : a) {{\n    if ({cc}) ans += {term};\n}}\ncout << ans <<"
            " endl;"
        ]
    elif fold == "list":
        text = (
            f"the {noun} in their original order, separated by spaces (or {none} if there are none)"
        )
        python = [
            f"{built}print(*b if b else [{none}])",
            f"{built}if b:\n    print(*b)\nelse:\n    print({none})",
        ]
        cpp = [
            f'{ccbuilt}if (b.empty()) cout << {none};\nfor (INT x : b) cout << x << " ";\ncout <<'
            " endl;"
        ]
    else:
        text = (
            f"the {'largest' if fold == 'max' else 'smallest'} of the {noun}, or {none} if there"
            " are none"
        )
        python = [
            f"{built}print({fold}(b) if b else {none})",
            f"{built}print({fold}(b, default={none}))",
        ]
        cpp = [
            f"{ccbuilt}if (b.empty()) cout << {none} << endl;\nelse cout <<"
            f" *{fold}_element(b.begin(), b.end()) << endl;"
        ]

    def solve(a: list[int], *given: int) -> Any:
        kept = [x for x in a if test(x, *given)]
        if fold == "count":
            return len(kept)
        if fold == "sum":
            return sum(kept)
        if fold == "list":
            return " ".join(map(str, kept)) if kept else none
        return (max(kept) if fold == "max" else min(kept)) if kept else none

    def draw(r: random.Random) -> tuple[Any, ...]:
        a = [r.randint(1, 30) for _ in range(r.randint(1, 8))]
        given = sorted(r.randint(extra.low, extra.high) for _ in extra.names)
        return (a, *given)

    return instance(
        w,
        family="given_filter",
        key=f"{fold}:{key}:{none if fold not in ('count', 'sum') else ''}",
        title=w.pick("Threshold", "Limits", "Chosen Numbers"),
        goal=value(w, text, "line" if fold == "list" else "integer"),
        parts=[
            Array(
                "a",
                low=1,
                high=30,
                extra=extra,
                place=rng.choice(("beside", "beside", "after")),
                bound=rng.choice((100, 1000)),
            )
        ],
        draw=draw,
        solve=solve,
        python=python,
        cpp=cpp,
        tags=TAGS,
        tests=w.tests(0.15),
    )
