"""One array: sums, extremes and counts of elements."""

# ruff: noqa: E731 -- each branch picks its reference answer, a one-line function

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from shortlist_engine.bank.build import instance
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Array, Ints
from shortlist_engine.bank.phrasing import value, wording
from shortlist_engine.bank.terms import crowd, predicate

TAGS = ("implementation",)


@family
def array_reduce(rng: random.Random) -> Instance:
    w = wording(rng, taken="x")
    story, e = crowd(w)
    neg = rng.random() < 0.5 and e not in ("prices", "weights", "heights")
    c, m = rng.randint(2, 20), rng.randint(3, 10)
    the = f"the {e}"
    kinds: dict[str, tuple[str, str, str, Callable[[list[int]], Any]]] = {
        "sum": (w.pick(f"the sum of all {e}", f"the total of {the}"), "sum(a)", "ans += x", sum),
        "max": (
            w.pick(f"the maximum of {the}", f"the largest of {the}"),
            "max(a)",
            "ans = max(ans, x)",
            max,
        ),
        "min": (
            w.pick(f"the minimum of {the}", f"the smallest of {the}"),
            "min(a)",
            "ans = min(ans, x)",
            min,
        ),
        "range": (
            w.pick(
                f"the difference between the largest and the smallest of {the}",
                f"the maximum of {the} minus their minimum",
            ),
            "max(a) - min(a)",
            "hi = max(hi, x)|lo = min(lo, x)",
            lambda a: max(a) - min(a),
        ),
        "ends": (
            f"the sum of the largest and the smallest of {the}",
            "max(a) + min(a)",
            "hi = max(hi, x)|lo = min(lo, x)",
            lambda a: max(a) + min(a),
        ),
        "mod": (
            f"the remainder of the sum of all {e} divided by {m}",
            f"sum(a) % {m}",
            "ans += x",
            lambda a: sum(a) % m,
        ),
        "squares": (
            f"the sum of the squares of {the}",
            "sum(x * x for x in a)",
            "ans += x * x",
            lambda a: sum(x * x for x in a),
        ),
        "abs": (
            f"the sum of the absolute values of {the}",
            "sum(abs(x) for x in a)",
            "ans += abs(x)",
            lambda a: sum(map(abs, a)),
        ),
        "avg": (
            w.pick(
                f"the average of {the}, rounded down to an integer",
                f"the integer part of the mean of {the}",
            ),
            "sum(a) // n",
            "ans += x",
            lambda a: sum(a) // len(a),
        ),
        "dist": (
            f"the sum of the distances from {the} to {c}",
            f"sum(abs(x - {c}) for x in a)",
            f"ans += abs(x - {c})",
            lambda a: sum(abs(x - c) for x in a),
        ),
        "raise": (
            w.pick(
                f"the total amount to add so that all {e} become equal to the largest one",
                f"how many increments by 1 make all {e} equal, if only increments are allowed",
            ),
            "max(a) * n - sum(a)",
            "s += x|hi = max(hi, x)",
            lambda a: sum(max(a) - x for x in a),
        ),
        "lower": (
            f"how many times one has to subtract 1 from some element until all {e} are equal",
            "sum(a) - min(a) * n",
            "s += x|lo = min(lo, x)",
            lambda a: sum(x - min(a) for x in a),
        ),
        "without": (
            f"the sum of all {e} except the largest one (removed once)",
            "sum(a) - max(a)",
            "s += x|hi = max(hi, x)",
            lambda a: sum(sorted(a)[:-1]),
        ),
        "withoutmin": (
            f"the sum of all {e} except the smallest one (removed once)",
            "sum(a) - min(a)",
            "s += x|lo = min(lo, x)",
            lambda a: sum(sorted(a)[1:]),
        ),
        "off": (
            f"the sum of {the} after each of them is decreased by {c} but not below zero",
            f"sum(max(0, x - {c}) for x in a)",
            f"ans += max(0, x - {c})",
            lambda a: sum(max(0, x - c) for x in a),
        ),
        "cap": (
            f"the sum of {the}, where every value above {c} counts as {c}",
            f"sum(min(x, {c}) for x in a)",
            f"ans += min(x, {c})",
            lambda a: sum(min(x, c) for x in a),
        ),
    }
    kind = rng.choice(list(kinds))
    if kind in ("mod", "avg", "off"):
        neg = False
    neg = neg or kind == "abs"
    text, code, step, solve = kinds[kind]
    python = [f"print({code})"]
    if "|" in step:
        simple = {
            "range": "hi - lo",
            "ends": "hi + lo",
            "raise": "hi * n - s",
            "lower": "s - lo * n",
            "without": "s - hi",
            "withoutmin": "s - lo",
        }[kind]
        steps = step.split("|")
        init = "\n".join(
            f"{q} = {'0' if q == 's' else 'a[0]'}" for q in (s.split()[0] for s in steps)
        )
        cinit = "\n".join(f"INT {line};" for line in init.split("\n"))
        loop = "\n".join(f"    {s}" for s in steps)
        python.append(f"{init}\nfor x in a:\n{loop}\nprint({simple})")
        cpp = [
            f"{cinit}\nfor (INT x : a) {{\n"
            + "".join(f"    {s};\n" for s in steps)
            + f"}}\ncout << {simple} << endl;"
        ]
    else:
        start = "a[0]" if kind in ("max", "min") else "0"
        final = {"mod": f"ans % {m}", "avg": "ans // n"}.get(kind, "ans")
        python.append(f"ans = {start}\nfor x in a:\n    {step}\nprint({final})")
        cpp = [
            f"INT ans = {start};\nfor (INT x : a) {step};\ncout << {final.replace('//', '/')} <<"
            " endl;"
        ]
        if kind in ("max", "min"):
            cpp.append(f"cout << *{kind}_element(a.begin(), a.end()) << endl;")
    return instance(
        w,
        family="array_reduce",
        key=f"{kind}:{code}",
        title=w.pick("Array", e.title(), "Summary"),
        story=story,
        goal=value(w, text),
        parts=[
            Array(
                "a", low=-20 if neg else rng.choice((0, 1)), high=40, bound=rng.choice((100, 1000))
            )
        ],
        solve=solve,
        python=python,
        cpp=cpp,
        tags=TAGS,
        tests=w.tests(),
    )


@family
def array_count(rng: random.Random) -> Instance:
    """Counts elements with a property, maybe relative to the array or to a given number."""
    w = wording(rng, taken="xk")
    story, e = crowd(w)
    k = w.v("k")
    mode = rng.choice(
        ("pred", "pred", "pred", "k", "k", "avg", "max", "min", "first", "last", "pos")
    )
    low = rng.choice((-20, 0, 1)) if mode == "pred" else 1
    p = predicate(w, low, 40)
    part = Array("a", low=low, high=40)
    before_py = before_cc = ""
    given = "the given number " if rng.random() < 0.3 else ""
    rel = rng.choice(
        (
            "greater than",
            "less than",
            "equal to",
            "not equal to",
            "at least",
            "at most",
            "divisible by",
        )
    )
    op = {
        "greater than": ">",
        "less than": "<",
        "equal to": "==",
        "not equal to": "!=",
        "at least": ">=",
        "at most": "<=",
        "divisible by": "%",
    }[rel]
    if mode == "pred":
        cond, cc, text = p.py(), p.cc(), p.of(e)
        test: Callable[[int, list[int], int], bool] = lambda x, a, k: p.test(x)
    elif mode == "k":
        cond = cc = f"x {op} k" if op != "%" else "x % k == 0"
        text = f"{e} {rel} {given}{k}"
        part = Array(
            "a", low=1, high=12, extra=Ints(("k",), 1, 12), place=rng.choice(("beside", "after"))
        )
        test = lambda x, a, k: _holds(op, x, k)
    elif mode == "avg":
        op = rng.choice((">", "<"))
        cond = cc = f"x * n {op} s"
        before_py, before_cc = "s = sum(a)\n", "INT s = 0;\nfor (INT x : a) s += x;\n"
        text = (
            f"{e} that are strictly {'greater' if op == '>' else 'less'} than the average of"
            f" all {e}"
        )
        test = lambda x, a, k: _holds(op, x * len(a), sum(a))
    elif mode in ("max", "min"):
        cond = cc = "x == m"
        before_py = f"m = {mode}(a)\n"
        before_cc = f"INT m = *{mode}_element(a.begin(), a.end());\n"
        text = f"{e} that are equal to the {'largest' if mode == 'max' else 'smallest'} one"
        part = Array("a", low=1, high=6)
        test = lambda x, a, k: x == (max(a) if mode == "max" else min(a))
    elif mode == "pos":
        cond = cc = "a[i] == i + 1"
        text = "positions i (counted from 1) where the element is equal to its position i"
        part = Array("a", low=1, high=5)
        test = lambda x, a, k: False
    else:
        where = "a[0]" if mode == "first" else "a[n - 1]"
        op = rng.choice((">", "<", "=="))
        cond = cc = f"x {op} {where}"
        word = {">": "greater than", "<": "less than", "==": "equal to"}[op]
        text = f"{e} {word} the {mode} element of the array"
        if op == "==":
            text += f" (the {mode} element itself counts too)"
        part = Array("a", low=1, high=9)
        test = lambda x, a, k: _holds(op, x, a[0] if mode == "first" else a[-1])
    noun = w.pick(f"the number of {text}", f"how many {text} there are")
    if mode == "pos":
        python = [
            "ans = 0\nfor i in range(n):\n    if a[i] == i + 1:\n        ans += 1\nprint(ans)",
            "print(sum(1 for i in range(n) if a[i] == i + 1))",
        ]
        cpp = [
            "int ans = 0;\nfor (int i = 0; i < n; i++) {\n    if (a[i] == i + 1) ans++;\n}\n"
            "cout << ans << endl;"
        ]
        solve: Callable[..., int] = lambda a: sum(x == i for i, x in enumerate(a, 1))
    else:
        python = [
            f"{before_py}print(sum(1 for x in a if {cond}))",
            f"{before_py}ans = 0\nfor x in a:\n    if {cond}:\n        ans += 1\nprint(ans)",
        ]
        cpp = [
            f"{before_cc}int ans = 0;\nfor (INT x : a) {{\n    if ({cc}) ans++;\n}}\ncout << ans <<"
            " endl;"
        ]
        solve = lambda a, k=0: sum(test(x, a, k) for x in a)
    return instance(
        w,
        family="array_count",
        key=f"{mode}:{cond}",
        title=w.pick("Count", f"Counting {e.title()}", "How Many"),
        story=story,
        goal=value(w, noun),
        parts=[part],
        solve=solve,
        python=python,
        cpp=cpp,
        tags=TAGS,
        tests=w.tests(),
    )


def _holds(op: str, x: int, k: int) -> bool:
    return {
        ">": x > k,
        "<": x < k,
        "==": x == k,
        "!=": x != k,
        ">=": x >= k,
        "<=": x <= k,
        "%": x % k == 0 if k else False,
    }[op]
