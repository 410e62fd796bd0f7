"""Sequences by a rule, counting games, printed ranges."""

# ruff: noqa: E731 -- each branch picks its reference answer, a one-line function

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from shortlist_engine.bank.build import instance
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Ints
from shortlist_engine.bank.phrasing import custom, value, wording
from shortlist_engine.bank.terms import predicate


@family
def recurrence(rng: random.Random) -> Instance:
    """The n-th member of a sequence, or the first n, or their sum."""
    w = wording(rng, taken="nif")
    step: Callable[..., int]
    n = w.v("n")
    a, b = rng.randint(0, 5), rng.randint(1, 6)
    c, d = rng.randint(2, 3), rng.randint(1, 5)
    kind = rng.choice(("fib", "fib", "fib2", "linear", "ap", "gp", "tri"))
    start = [a, b]
    if kind == "fib":
        rule, py, cc = "every next member is the sum of the two before it", "a + b", "a + b"
        step = lambda x, y: x + y
    elif kind == "fib2":
        rule = f"every next member is the previous one plus {c} times the one before that"
        py = cc = f"b + {c} * a"
        step = lambda x, y: y + c * x
    elif kind == "tri":
        rule = f"every next member is the sum of the two before it plus {d}"
        py = cc = f"a + b + {d}"
        step = lambda x, y: x + y + d
    else:
        start = [a + 1]
        rule, py = {
            "linear": (
                f"every next member is {c} times the previous one plus {d}",
                f"{c} * a + {d}",
            ),
            "ap": (f"every next member is greater than the previous one by {d}", f"a + {d}"),
            "gp": (f"every next member is {c} times the previous one", f"a * {c}"),
        }[kind]
        cc = py
        step = {"linear": lambda x: c * x + d, "ap": lambda x: x + d, "gp": lambda x: c * x}[kind]
    two = len(start) == 2
    first = f"starts with {start[0]} and {start[1]}" if two else f"starts with {start[0]}"
    what = rng.choice(("nth", "nth", "sum", "list"))
    text = {
        "nth": w.pick(f"the {n}-th member of the sequence, counting from 1", f"the {n}-th number"),
        "sum": f"the sum of the first {n} members",
        "list": f"the first {n} members, separated by spaces",
    }[what]
    move = f"a, b = b, {py}" if two else f"a = {py}"
    cmove = f"INT c = {cc};\n    a = b;\n    b = c;" if two else f"a = {cc};"
    init = f"a, b = {start[0]}, {start[1]}" if two else f"a = {start[0]}"
    cinit = f"INT a = {start[0]}, b = {start[1]};" if two else f"INT a = {start[0]};"
    if what == "nth":
        python = [f"{init}\nfor i in range(n - 1):\n    {move}\nprint(a)"]
        cpp = [f"{cinit}\nfor (int i = 1; i < n; i++) {{\n    {cmove}\n}}\ncout << a << endl;"]
        if two:
            python.append(
                f"f = [{start[0]}, {start[1]}]\nfor i in range(n):\n    a, b = f[-2], f[-1]\n"
                f"    f.append({py})\nprint(f[n - 1])"
            )
    elif what == "sum":
        python = [f"{init}\nans = 0\nfor i in range(n):\n    ans += a\n    {move}\nprint(ans)"]
        cpp = [
            f"{cinit}\nINT ans = 0;\nfor (int i = 0; i < n; i++) {{\n    ans += a;\n   "
            f" {cmove}\n}}\ncout << ans << endl;"
        ]
    else:
        python = [
            f"{init}\nans = []\nfor i in range(n):\n    ans.append(a)\n    {move}\nprint(*ans)"
        ]
        cpp = [
            f'{cinit}\nfor (int i = 0; i < n; i++) {{\n    cout << a << " ";\n    {cmove}\n}}\n'
            "cout << endl;"
        ]

    def solve(n: int) -> int | str:
        members = list(start)
        while len(members) < n:
            members.append(step(*members[-len(start) :]))
        members = members[:n]
        if what == "list":
            return " ".join(map(str, members))
        return members[-1] if what == "nth" else sum(members)

    return instance(
        w,
        family="recurrence",
        key=f"{kind}:{start}:{py}:{what}",
        title=w.pick("Sequence", "Rabbits", "Next Number"),
        story=w.pick(
            f"A sequence {first}, and {rule}.",
            f"Consider this sequence: it {first}; {rule}.",
            f"{w.person()} writes numbers in a row. The row {first}, and {rule}.",
        ),
        goal=value(w, text, "line" if what == "list" else "integer"),
        parts=[Ints(("n",), 1, 10, bound=20)],
        solve=solve,
        python=python,
        cpp=cpp,
        tags=("math", "dp") if two else ("math",),
    )


@family
def fizz_buzz(rng: random.Random) -> Instance:
    w = wording(rng, taken="ni")
    solve: Callable[..., Any]
    n = w.v("n")
    a = rng.randint(2, 5)
    b = rng.choice([x for x in (2, 3, 4, 5, 7) if x != a])
    one, two = rng.choice(
        [("Fizz", "Buzz"), ("foo", "bar"), ("A", "B"), ("ping", "pong"), ("Tic", "Toc")]
    )
    both = one + two
    each = rng.random() < 0.5
    single = rng.random() < 0.35
    x = w.v("i") if not single else n
    rules = (
        f"if {x} is divisible by both {a} and {b}, print {both}; if it is divisible only by {a},"
        f" print {one}; if only by {b}, print {two}; otherwise print the number itself"
    )
    v = "n" if single else "i"
    outs = [both, one, two]
    conds = [f"{v} % {a} == 0 and {v} % {b} == 0", f"{v} % {a} == 0", f"{v} % {b} == 0"]
    chain = (
        "".join(
            f'{"if" if j == 0 else "elif"} {cond}:\n    print("{out}")\n'
            for j, (cond, out) in enumerate(zip(conds, outs, strict=True))
        )
        + f"else:\n    print({v})"
    )
    cchain = (
        "".join(
            f'{"if" if j == 0 else "else if"} ({cond.replace("and", "&&")}) cout << "{out}" <<'
            " endl;\n"
            for j, (cond, out) in enumerate(zip(conds, outs, strict=True))
        )
        + f"else cout << {v} << endl;"
    )

    def shout(i: int) -> str:
        text = (one if i % a == 0 else "") + (two if i % b == 0 else "")
        return text or str(i)

    if single:
        ask, py, cc = f"The rule is: {rules}.", chain, cchain
        solve = shout
    else:
        body = "\n".join("    " + line for line in chain.split("\n"))
        cbody = "\n".join("    " + line for line in cchain.split("\n"))
        ask = f"For every integer {x} from 1 to {n}: {rules}. " + (
            "Print each on its own line."
            if each
            else "Print everything on one line, separated by spaces."
        )
        solve = (
            (lambda n: [shout(i) for i in range(1, n + 1)])
            if each
            else (lambda n: " ".join(shout(i) for i in range(1, n + 1)))
        )
        py = f"for i in range(1, n + 1):\n{body}"
        cc = f"for (int i = 1; i <= n; i++) {{\n{cbody}\n}}"
        if not each:
            py = "ans = []\n" + py.replace("print(", "ans.append(") + "\nprint(*ans)"
            cc = cc.replace("endl", '" "') + "\ncout << endl;"
    return instance(
        w,
        family="fizz_buzz",
        key=f"{a}:{b}:{both}:{single}:{each}",
        title=w.pick(both, "Word Game", "Counting"),
        story=w.pick(
            f"{w.person()} plays a counting game.",
            "Children count and say words instead of some numbers.",
            f"You are given a positive integer {n}.",
        ),
        goal=custom(
            ask, "Print the result as described." if not single else "Print one word or number."
        ),
        parts=[Ints(("n",), 1, 40 if single else 16, bound=100)],
        solve=solve,
        python=[py],
        cpp=[cc],
        tags=("implementation",),
    )


@family
def print_range(rng: random.Random) -> Instance:
    """Prints the integers of a range in some order, maybe only those with a property."""
    w = wording(rng, taken="nabi")
    p = predicate(w, 1, 20, rng.choice(("e", "d", "d")))
    step, mul = rng.randint(2, 4), rng.randint(2, 9)
    kind = rng.choice(
        ("up", "down", "filter", "filter", "step", "table", "squares", "between", "downstep")
    )
    lines = rng.random() < 0.4
    how = (
        w.pick("each on its own line", "one per line")
        if lines
        else w.pick("separated by spaces", "on one line, separated by spaces")
    )
    n = w.v("n")
    names: tuple[str, ...] = ("n",)
    spec = {
        "up": ("range(1, n + 1)", "int i = 1; i <= n; i++", "i", "", f"the integers from 1 to {n}"),
        "down": (
            "range(n, 0, -1)",
            "int i = n; i >= 1; i--",
            "i",
            "",
            w.pick(f"the integers from {n} down to 1", f"a countdown from {n} to 1"),
        ),
        "downstep": (
            f"range(n, -1, -{step})",
            f"int i = n; i >= 0; i -= {step}",
            "i",
            "",
            f"the numbers from {n} downwards in steps of {step} that are not negative",
        ),
        "filter": (
            "range(1, n + 1)",
            "int i = 1; i <= n; i++",
            "i",
            p.py("i"),
            f"all {p.of('integers')} among the integers from 1 to {n}",
        ),
        "step": (
            f"range(1, n + 1, {step})",
            f"int i = 1; i <= n; i += {step}",
            "i",
            "",
            f"the numbers 1, {1 + step}, {1 + 2 * step} and so on that do not exceed {n}",
        ),
        "table": (
            "range(1, 11)",
            "int i = 1; i <= 10; i++",
            "n * i",
            "",
            f"the first ten positive multiples of {n}",
        ),
        "squares": (
            "range(1, n + 1)",
            "int i = 1; i <= n; i++",
            "i * i",
            "",
            f"the squares of the integers from 1 to {n}",
        ),
        "between": (
            "range(a, b + 1)",
            "int i = a; i <= b; i++",
            f"i * {mul}",
            "",
            f"{mul} times each integer from {w.v('a')} to {w.v('b')}",
        ),
    }
    py_r, cc_r, term, cond, text = spec[kind]
    note = ""
    if kind == "between":
        names = ("a", "b")
        note = f"It is guaranteed that {w.v('a')} is not greater than {w.v('b')}."
    if kind == "filter":
        text = (
            f"the {p.of('integers')} from 1 to {n}"
            if "that" not in p.plural
            else (f"the integers from 1 to {n} {p.of('')[1:]}")
        )
    test = f" if {cond}" if cond else ""
    inner = f"print({term})" if lines else f"ans.append({term})"
    loop = f"for i in {py_r}:\n" + (f"    if {cond}:\n        {inner}" if cond else f"    {inner}")
    python = [loop if lines else f"ans = []\n{loop}\nprint(*ans)"]
    if not lines:
        python.append(f"print(*[{term} for i in {py_r}{test}])")
    sep = "endl" if lines else '" "'
    cif = f"if ({p.cc('i')}) " if cond else ""
    cpp = [
        f"for ({cc_r}) {{\n    {cif}cout << {term} << {sep};\n}}"
        + ("" if lines else "\ncout << endl;")
    ]
    expr, rexpr = compile(term, "t", "eval"), compile(py_r, "r", "eval")
    low = 9 if kind == "filter" else 1

    def solve(*v: int) -> object:
        scope = dict(zip(names, v, strict=True))
        items = [
            eval(expr, {**scope, "i": i})
            for i in eval(rexpr, {**scope, "range": range})
            if not cond or p.test(i)
        ]
        return items if lines else " ".join(map(str, items))

    return instance(
        w,
        family="print_range",
        key=f"{kind}:{py_r}:{term}:{cond}:{lines}",
        title=w.pick("Print Numbers", "Counting", "Rows of Numbers"),
        goal=value(w, f"{text}, {how}", "sequence" if lines else "line"),
        note=note,
        parts=[Ints(names, low, 20, bound=100)],
        draw=(
            (lambda r: tuple(sorted((r.randint(-5, 15), r.randint(-5, 15)))))
            if kind == "between"
            else None
        ),
        solve=solve,
        python=python,
        cpp=cpp,
        tags=("implementation",),
    )
