"""Sums and products over a range, cycles and limits."""

from __future__ import annotations

import random

from shortlist_engine.bank.build import instance
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Ints
from shortlist_engine.bank.phrasing import custom, value, wording

TAGS = ("math", "implementation")


@family
def sum_to(rng: random.Random) -> Instance:
    """Sums and counts over 1..n of multiples, squares, odd numbers, with a loop."""
    w = wording(rng, taken="nki")
    k, c = rng.randint(2, 9), rng.randint(2, 5)
    n = w.v("n")
    upto = w.pick(f"from 1 to {n}", f"between 1 and {n}, inclusive", f"not exceeding {n}")
    term, cond, text = rng.choice(
        [
            ("i", "", f"the sum of the integers {upto}"),
            ("i", f"i % {k} == 0", f"the sum of all positive multiples of {k} {upto}"),
            (
                "i",
                f"i % {k} != 0",
                f"the sum of the positive integers {upto} that are not divisible by {k}",
            ),
            (
                "i",
                f"i % {k} == 0 or i % {k + c} == 0",
                f"the sum of the positive integers {upto} that are divisible by {k} or by {k + c}",
            ),
            (
                "i",
                f"i % {k} == 0 and i % {c} == 0",
                f"the sum of the positive integers {upto} that are divisible by both {k} and {c}",
            ),
            ("i", "i % 2 == 1", f"the sum of the odd positive integers {upto}"),
            ("i", "i % 2 == 0", f"the sum of the even positive integers {upto}"),
            ("i * i", "", f"the sum of the squares of the integers {upto}"),
            ("i * i", f"i % {k} == 0", f"the sum of the squares of the multiples of {k} {upto}"),
            ("i * i * i", "", f"the sum of the cubes of the positive integers {upto}"),
            ("1", f"i % {k} == 0", f"the number of multiples of {k} {upto}, counting from 1"),
            ("1", f"i % 10 == {k}", f"how many positive integers {upto} end with the digit {k}"),
            (
                "1",
                f"i % {k} == 0 or i % {k + c} == 0",
                f"how many positive integers {upto} are divisible by {k} or by {k + c}",
            ),
            (f"i * {k}", "", f"the sum of {k} times each integer {upto}"),
        ]
    )
    cc = cond.replace(" or ", " || ").replace(" and ", " && ")
    comp = f"print(sum({term} for i in range(1, n + 1){f' if {cond}' if cond else ''}))"
    add = "ans += 1" if term == "1" else f"ans += {term}"
    if cond:
        loop = f"ans = 0\nfor i in range(1, n + 1):\n    if {cond}:\n        {add}\nprint(ans)"
        body = f"    if ({cc}) {'ans++' if term == '1' else add};\n"
    else:
        loop = f"ans = 0\nfor i in range(1, n + 1):\n    {add}\nprint(ans)"
        body = f"    {add};\n"
    condition = compile(cond or "True", "sum_to", "eval")
    expr = compile(term, "sum_to", "eval")
    return instance(
        w,
        family="sum_to",
        key=f"{term} if {cond}",
        title=w.pick("Sum Up", "Multiples", "Series"),
        goal=value(w, text),
        parts=[Ints(("n",), 1, 60, bound=rng.choice((100, 1000)))],
        solve=lambda n: sum(
            eval(expr, {"i": i}) for i in range(1, n + 1) if eval(condition, {"i": i})
        ),
        python=[comp, loop],
        cpp=[
            f"long long ans = 0;\nfor (int i = 1; i <= n; i++) {{\n{body}}}\ncout << ans << endl;"
        ],
        tags=TAGS,
        tests=w.tests(0.1),
    )


@family
def clock(rng: random.Random) -> Instance:
    """Positions on a cycle: hours after k hours, days of the week, seats around a table."""
    w = wording(rng, taken="nkab")
    m = rng.choice((12, 24, 24, 7, 10, rng.randint(5, 30)))
    back = rng.random() < 0.35
    one = rng.random() < 0.4
    a, k = w.v("a"), w.v("k")
    last = m if one else m - 1
    first = 1 if one else 0
    op = "-" if back else "+"
    code = f"(a - 1 {op} k) % {m} + 1" if one else f"(a {op} k) % {m}"
    cc = f"((a {'- 1 ' if one else ''}- k) % {m} + {m}) % {m}" + (" + 1" if one else "")
    cc = cc if back else code
    where = "backwards" if back else "forwards"
    story = w.pick(
        f"There are {m} seats around a table, numbered {first} to {last} in order. {w.person()}"
        f" sits at seat {a} and moves {k} seats {where}.",
        f"A clock shows the hours {first} to {last} in a cycle. Now it shows {a}, and its hand is "
        f"turned {k} hours {where}.",
        f"The {m} stations of a ring line are numbered from {first} to {last}. A train at station "
        f"{a} travels {k} stations {where}; after {last} comes {first}.",
    )
    text = w.pick("the new number", "the number reached at the end", "where it ends")
    return instance(
        w,
        family="clock",
        key=f"{code}",
        title=w.pick("Ring", "Clock", "Round Table"),
        story=story,
        goal=value(w, text),
        parts=[Ints(("a", "k"), 0, 100)],
        draw=lambda r: (r.randint(first, last), r.randint(0, 3 * m)),
        solve=lambda a, k: (a - first + (-k if back else k)) % m + first,
        python=[f"print({code})", f"ans = {code}\nprint(ans)"],
        cpp=[f"cout << {cc} << endl;", f"INT ans = {cc};\ncout << ans << endl;"],
        tags=("math",),
        tests=w.tests(0.1),
    )


@family
def clamp(rng: random.Random) -> Instance:
    w = wording(rng, taken="nxab")
    lo = rng.randint(-10, 15)
    hi = lo + rng.randint(5, 25)
    x = w.v("x")
    kind = rng.choice(("both", "low", "high"))
    ops = [] if kind == "high" else [("<", lo)]
    ops += [] if kind == "low" else [(">", hi)]
    texts = [
        f"if {x} is {'less' if op == '<' else 'greater'} than {c}, it becomes {c}" for op, c in ops
    ]
    ask = w.pick("Print the resulting value.", f"Find the value of {x} after this.")
    py = {"both": f"max({lo}, min({hi}, x))", "low": f"max({lo}, x)", "high": f"min({hi}, x)"}[kind]
    chain = "".join(f"if x {op} {c}:\n    x = {c}\n" for op, c in ops)
    cc = "".join(f"if (x {op} {c}) x = {c};\n" for op, c in ops)
    return instance(
        w,
        family="clamp",
        key=py,
        title=w.pick("Limits", "Thermostat", "Clamp"),
        story=w.pick(
            f"A device shows a number {x} with limits:",
            f"A value {x} is corrected:",
            f"You are given an integer {x}. It is changed by this rule:",
            f"{w.person()} sets a heater to {x} degrees, but",
        )
        + f" {' and '.join(texts)}.",
        goal=custom(ask, w.pick("Print the resulting value.", "Print one integer: the new value.")),
        parts=[Ints(("x",), lo - 20, hi + 20, bound=100)],
        solve=lambda x: (
            min(max(x, lo), hi) if kind == "both" else (max(x, lo) if kind == "low" else min(x, hi))
        ),
        python=[f"print({py})", f"{chain}print(x)"],
        cpp=[f"cout << {py} << endl;", f"{cc}cout << x << endl;"],
        tags=TAGS,
        tests=w.tests(0.1),
    )


@family
def factorial_power(rng: random.Random) -> Instance:
    w = wording(rng, taken="nka")
    n = w.v("n")
    base, m, step = rng.randint(2, 9), rng.choice((7, 11, 13, 100, 1000)), rng.choice((2, 2, 3))
    kind = rng.choice(("fact", "factmod", "double", "pow", "powmod", "prod"))
    mod = f" % {m}"
    start, rng_py, loop, term, tail, text = {
        "fact": (
            "1",
            "range(1, n + 1)",
            "int i = 1; i <= n; i++",
            "i",
            "",
            w.pick(f"the factorial of {n}", f"the product of the integers from 1 to {n}"),
        ),
        "factmod": (
            "1",
            "range(1, n + 1)",
            "int i = 1; i <= n; i++",
            "i",
            mod,
            f"the factorial of {n} modulo {m}",
        ),
        "double": (
            "1",
            f"range(n, 0, -{step})",
            f"int i = n; i > 0; i -= {step}",
            "i",
            "",
            (
                f"the product of {n}, {n} - {step}, {n} - {2 * step} and so on, as long as the "
                "factors are positive"
            ),
        ),
        "pow": (
            "1",
            "range(n)",
            "int i = 0; i < n; i++",
            str(base),
            "",
            w.pick(f"{base} raised to the power {n}", f"the {n}-th power of {base}"),
        ),
        "powmod": (
            "1",
            "range(n)",
            "int i = 0; i < n; i++",
            str(base),
            mod,
            f"the remainder of {base} to the power {n} when divided by {m}",
        ),
        "prod": (
            "1",
            f"range(1, n + 1, {step})",
            f"int i = 1; i <= n; i += {step}",
            "i",
            "",
            f"the product of 1, {1 + step}, {1 + 2 * step} and so on, up to {n}",
        ),
    }[kind]
    update = f"ans = ans * {term}{tail}" if tail else f"ans *= {term}"
    python = [f"ans = {start}\nfor i in {rng_py}:\n    {update}\nprint(ans{tail})"]
    if kind == "pow":
        python.append(f"print({base} ** n)")
    if kind == "powmod":
        python.append(f"print(pow({base}, n, {m}))")

    def solve(n: int) -> int:
        factors = {
            "double": range(n, 0, -step),
            "prod": range(1, n + 1, step),
            "pow": [base] * n,
            "powmod": [base] * n,
        }.get(kind, range(1, n + 1))
        product = 1
        for factor in factors:
            product *= factor
        return product % m if tail else product

    return instance(
        w,
        family="factorial_power",
        key=f"{kind}:{term}:{tail}:{rng_py}",
        title=w.pick("Product", "Growth", "Powers"),
        goal=value(w, text),
        parts=[Ints(("n",), 1, 10, bound=15)],
        solve=solve,
        python=python,
        cpp=[
            f"long long ans = {start};\nfor ({loop}) {update};\ncout <<"
            f" ans{' ' + tail.strip() if tail else ''} << endl;"
        ],
        tags=("math",),
    )
