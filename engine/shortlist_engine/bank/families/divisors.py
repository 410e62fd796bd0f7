"""Divisors, primes, greatest common divisors and least common multiples."""

# ruff: noqa: E731 -- each branch picks its reference answer, a one-line function

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

from shortlist_engine.bank.build import instance, verdict_cpp, verdict_python
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Ints
from shortlist_engine.bank.phrasing import decision, value, wording
from shortlist_engine.bank.terms import predicate

TAGS = ("math", "number theory")


@family
def divisors(rng: random.Random) -> Instance:
    w = wording(rng, taken="nik")
    solve: Callable[..., Any]
    n, k = w.v("n"), rng.randint(2, 5)
    p = predicate(w, 1, 20, rng.choice(("e", "d")))
    kinds: dict[str, tuple[str, str, str, Callable[..., Any]]] = {
        "count": (
            w.pick(
                f"the number of divisors of {n}",
                f"how many positive divisors {n} has",
                f"how many positive integers divide {n}",
            ),
            "",
            "ans += 1",
            len,
        ),
        "sum": (
            w.pick(f"the sum of all positive divisors of {n}", f"the sum of the divisors of {n}"),
            "",
            "ans += i",
            sum,
        ),
        "proper": (
            f"the sum of the divisors of {n} that are less than {n}",
            "i < n",
            "ans += i",
            lambda v: sum(v[:-1]),
        ),
        "countp": (
            f"the number of {p.of('divisors')} among all divisors of {n}".replace(
                " among all divisors", ""
            ),
            "p",
            "ans += 1",
            lambda v: sum(map(p.test, v)),
        ),
        "sump": (
            (
                f"the sum of the {p.of('divisors')} of {n}"
                if p.of("x")[-1] == "x"
                else f"the sum of all divisors of {n} such that the divisor {p.verb}"
            ),
            "p",
            "ans += i",
            lambda v: sum(filter(p.test, v)),
        ),
        "gt": (
            f"the number of divisors of {n} that are at least {k}",
            f"i >= {k}",
            "ans += 1",
            lambda v: sum(1 for x in v if x >= k),
        ),
    }
    kind = rng.choice([*kinds, "list", "big", "small"])
    last = "1, n + 1"
    if kind in kinds:
        text, cond, update, solve = kinds[kind]
        if kind == "countp":
            text = f"how many divisors {w.pick('i', 'd')} of {n} satisfy this: the divisor {p.verb}"
            text = f"the number of divisors of {n} such that the divisor {p.verb}"
        py_c = f"n % i == 0{' and ' + (p.py('i') if cond == 'p' else cond) if cond else ''}"
        cc_c = f"n % i == 0{' && ' + (p.cc('i') if cond == 'p' else cond) if cond else ''}"
        item = "1" if update == "ans += 1" else "i"
        python = [
            f"ans = 0\nfor i in range({last}):\n    if {py_c}:\n        {update}\nprint(ans)",
            f"print(sum({item} for i in range({last}) if {py_c}))",
        ]
        act = "ans++" if item == "1" else update
        cpp = [
            f"INT ans = 0;\nfor (int i = 1; i <= n; i++) {{\n    if ({cc_c}) {act};\n}}\n"
            "cout << ans << endl;"
        ]
        goal = value(w, text)
    elif kind == "list":
        nl = rng.random() < 0.4
        how = "each on its own line" if nl else "separated by spaces"
        goal = value(w, f"all positive divisors of {n} in increasing order, {how}", "line")
        python = [
            f"print(*[i for i in range(1, n + 1) if n % i == 0]{', sep=chr(10)' if nl else ''})"
        ]
        if nl:
            python = ["for i in range(1, n + 1):\n    if n % i == 0:\n        print(i)"]
        sep = "endl" if nl else '" "'
        cpp = [
            f"for (int i = 1; i <= n; i++) {{\n    if (n % i == 0) cout << i << {sep};\n}}"
            + ("" if nl else "\ncout << endl;")
        ]
        kind = f"list{nl}"
        solve = (lambda v: v) if nl else (lambda v: " ".join(map(str, v)))
    elif kind == "big":
        goal = value(
            w,
            w.pick(
                f"the largest divisor of {n} that is less than {n}",
                f"the greatest proper divisor of {n}",
            ),
        )
        python = [
            "i = n - 1\nwhile n % i != 0:\n    i -= 1\nprint(i)",
            "print(max(i for i in range(1, n) if n % i == 0))",
        ]
        cpp = ["int i = n - 1;\nwhile (n % i != 0) i--;\ncout << i << endl;"]
        solve = lambda v: v[-2]
    else:
        goal = value(w, f"the smallest divisor of {n} that is at least {k}, or -1 if there is none")
        python = [
            f"ans = -1\nfor i in range({k}, n + 1):\n    if n % i == 0:\n        ans = i\n"
            "        break\nprint(ans)"
        ]
        cpp = [
            f"int ans = -1;\nfor (int i = {k}; i <= n; i++) {{\n    if (n % i == 0) {{\n"
            "        ans = i;\n        break;\n    }\n}\ncout << ans << endl;"
        ]
        kind = f"small{k}"
        solve = lambda v: next((x for x in v if x >= k), -1)
    low = 2 if kind == "big" else 1
    return instance(
        w,
        family="divisors",
        key=f"{kind}:{p.key if kind[-1] == 'p' else ''}{k if kind == 'gt' else ''}",
        title=w.pick("Divisors", "Factors", "Divide"),
        goal=goal,
        parts=[Ints(("n",), low, 60, bound=rng.choice((100, 1000, 10000)))],
        draw=lambda r: (r.choice((r.randint(2, 60), 12 * r.randint(1, 5), 6 * r.randint(1, 10))),),
        solve=lambda n: solve([i for i in range(1, n + 1) if n % i == 0]),
        python=python,
        cpp=cpp,
        tags=TAGS,
        rating=rng.choice((800, 900)),
        tests=w.tests(0.1),
    )


def _is_prime(n: int) -> bool:
    return n > 1 and all(n % i for i in range(2, math.isqrt(n) + 1))


PRIME_PY = (
    "def is_prime(n):\n    if n < 2:\n        return False\n    i = 2\n    while i * i <= n:\n"
    "        if n % i == 0:\n            return False\n        i += 1\n    return True"
)


PRIME_CPP = (
    "bool is_prime(int n) {\n    if (n < 2) return false;\n"
    "    for (int i = 2; i * i <= n; i++) {\n        if (n % i == 0) return false;\n    }\n"
    "    return true;\n}"
)


@family
def primes(rng: random.Random) -> Instance:
    w = wording(rng, taken="nab")
    solve: Callable[..., Any]
    n, k = w.v("n"), rng.randint(1, 9)
    kind = rng.choice(("is", "is", "isplus", "count", "sum", "next", "largest", "range", "digit"))
    yes, no = w.words()
    parts = [Ints(("n",), 1, 60, bound=1000)]
    key = kind
    note = w.pick(
        "", "A prime is an integer greater than 1 that is divisible only by 1 and itself."
    )
    if kind in ("is", "isplus"):
        expr = "n" if kind == "is" else f"n + {k}"
        shown = n if kind == "is" else w.math(f"{w.name('n')} + {k}")
        goal = decision(w, f"{shown} is {w.pick('prime', 'a prime number', 'a prime')}", yes, no)
        python = verdict_python(f"is_prime({expr})", yes, no)
        cpp = verdict_cpp(f"is_prime({expr})", yes, no)
        add = 0 if kind == "is" else k
        solve = lambda n: yes if _is_prime(n + add) else no
        key = f"{expr}:{yes}"
    elif kind in ("count", "sum", "digit"):
        k = rng.choice((1, 3, 7, 9))
        cond = f" and i % 10 == {k}" if kind == "digit" else ""
        extra = f" and end with the digit {k}" if cond else ""
        what = "the sum of the" if kind == "sum" else "the number of"
        goal = value(
            w,
            (
                f"{what} integers from 1 to {n} that are prime{extra}"
                if cond or rng.random() < 0.5
                else f"{what} prime numbers not exceeding {n}"
            ),
        )
        item = "i" if kind == "sum" else "1"
        python = [
            f"print(sum({item} for i in range(1, n + 1) if is_prime(i){cond}))",
            (
                f"ans = 0\nfor i in range(1, n + 1):\n    if is_prime(i){cond}:\n        ans +="
                f" {item}\nprint(ans)"
            ),
        ]
        cpp = [
            "int ans = 0;\nfor (int i = 1; i <= n; i++) {\n    if (is_prime(i)"
            f"{cond.replace('and', '&&')}) ans += {item};\n}}\ncout << ans << endl;"
        ]
        solve = lambda n: sum(
            (i if kind == "sum" else 1)
            for i in range(n + 1)
            if _is_prime(i) and (kind != "digit" or i % 10 == k)
        )
        key = kind + cond
    elif kind == "next":
        strict = rng.random() < 0.5
        goal = value(w, f"the smallest prime {'greater than' if strict else 'not less than'} {n}")
        plus = "n += 1\n" if strict else ""
        python = [f"{plus}while not is_prime(n):\n    n += 1\nprint(n)"]
        cpp = [f"{'n++;' + chr(10) if strict else ''}while (!is_prime(n)) n++;\ncout << n << endl;"]
        solve = lambda n: next(i for i in range(n + strict, 9999) if _is_prime(i))
        key = f"next{strict}"
    elif kind == "largest":
        parts = [Ints(("n",), 2, 60, bound=1000)]
        goal = value(
            w,
            w.pick(
                f"the largest prime number not exceeding {n}",
                f"the greatest prime that is at most {n}",
            ),
        )
        python = ["while not is_prime(n):\n    n -= 1\nprint(n)"]
        cpp = ["while (!is_prime(n)) n--;\ncout << n << endl;"]
        solve = lambda n: max(i for i in range(n + 1) if _is_prime(i))
    else:
        parts = [Ints(("a", "b"), 1, 40, bound=1000)]
        a, b = w.v("a"), w.v("b")
        goal = value(w, f"the number of primes between {a} and {b}, inclusive")
        note += f" It is guaranteed that {w.math(w.name('a') + ' <= ' + w.name('b'))}."
        python = ["print(sum(1 for i in range(a, b + 1) if is_prime(i)))"]
        cpp = [
            "int ans = 0;\nfor (int i = a; i <= b; i++) {\n    if (is_prime(i)) ans += 1;\n}\n"
            "cout << ans << endl;"
        ]
        solve = lambda a, b: sum(map(_is_prime, range(a, b + 1)))

    def draw(r: random.Random) -> tuple[int, ...]:
        if kind == "range":
            a, b = sorted((r.randint(1, 40), r.randint(1, 40)))
            return a, b
        return (r.choice((r.randint(2, 60), r.choice((2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31)))),)

    return instance(
        w,
        family="primes",
        key=key,
        title=w.pick("Primes", "Prime Numbers", "Prime or Not"),
        goal=goal,
        note=note.strip(),
        parts=parts,
        draw=draw,
        solve=solve,
        python=python,
        cpp=cpp,
        python_head=PRIME_PY,
        cpp_head=PRIME_CPP,
        rating=rng.choice((800, 900, 1000)),
        tags=TAGS,
    )


@family
def common_divisors(rng: random.Random) -> Instance:
    w = wording(rng, taken="abcn")
    solve: Callable[..., Any]
    a, b, k = w.v("a"), w.v("b"), rng.choice((4, 6, 8, 9, 10, 12, 15, 16, 18, 20, 24, 30))
    gcd = w.pick("greatest common divisor", "largest common divisor", "GCD")
    lcm = w.pick("least common multiple", "smallest common multiple", "LCM")
    yes, no = w.words()
    names: tuple[str, ...] = ("a", "b")
    kind = rng.choice(
        ("gcd", "lcm", "gcd3", "coprime", "squares", "gcdk", "lcmk", "lcmk", "gcdk", "both")
    )
    before_py = before_cc = ""
    goal = None
    if kind == "gcd":
        code, cc, text, solve = "gcd(a, b)", "__gcd(a, b)", f"the {gcd} of {a} and {b}", math.gcd
    elif kind == "lcm":
        code, cc = "a * b // gcd(a, b)", "a / __gcd(a, b) * b"
        text, solve = f"the {lcm} of {a} and {b}", math.lcm
    elif kind == "gcd3":
        names = ("a", "b", "c")
        code, cc = "gcd(gcd(a, b), c)", "__gcd(__gcd(a, b), c)"
        text, solve = f"the {gcd} of the three integers {w.vs(names)}", math.gcd
    elif kind == "squares":
        code, cc = "(a // gcd(a, b)) * (b // gcd(a, b))", "(a / __gcd(a, b)) * (b / __gcd(a, b))"
        text = (
            f"the minimum number of equal squares with integer sides that fill a rectangle {a}"
            f" x {b}"
        )
        solve = lambda a, b: a * b // math.gcd(a, b) ** 2
    elif kind == "gcdk":
        names = ("a",)
        code, cc = f"gcd(a, {k})", f"__gcd(a, {k})"
        text, solve = f"the {gcd} of {a} and {k}", lambda a: math.gcd(a, k)
    elif kind == "lcmk":
        names = ("a",)
        code, cc = f"a * {k} // gcd(a, {k})", f"a / __gcd(a, {k}) * {k}"
        text = w.pick(
            f"the {lcm} of {a} and {k}",
            f"the smallest positive integer divisible by both {a} and {k}",
        )
        solve = lambda a: math.lcm(a, k)
    elif kind == "both":
        code, cc = "gcd(a, b), a * b // gcd(a, b)", '__gcd(a, b) << " " << a / __gcd(a, b) * b'
        text = f"the {gcd} and the {lcm} of {a} and {b}, separated by a space"
        solve = lambda a, b: f"{math.gcd(a, b)} {math.lcm(a, b)}"
    else:
        text, code, cc = "", "", ""
        goal = decision(
            w,
            w.pick(
                f"{a} and {b} are coprime, that is, have no common divisor except 1",
                f"the {gcd} of {a} and {b} is 1",
            ),
            yes,
            no,
        )
        solve = lambda a, b: yes if math.gcd(a, b) == 1 else no
    python = [f"{before_py}print({code})"]
    cpp = [f"{before_cc}cout << {cc} << endl;"]
    if goal:
        python = verdict_python("gcd(a, b) == 1", yes, no)
        cpp = verdict_cpp("__gcd(a, b) == 1", yes, no)
    key = f"{kind}:{code}" + (yes if goal else "")
    if kind == "gcd":
        python.append("while b > 0:\n    a, b = b, a % b\nprint(a)")
        cpp.append(
            "while (b > 0) {\n    INT r = a % b;\n    a = b;\n    b = r;\n}\ncout << a << endl;"
        )

    def draw(r: random.Random) -> tuple[int, ...]:
        g = r.choice((1, 2, 3, 4, 6))
        return tuple(g * r.randint(1, 12) for _ in names)

    return instance(
        w,
        family="common_divisors",
        key=key,
        title=w.pick("Common Divisor", "Two Numbers", "Cicadas"),
        goal=goal or value(w, text),
        parts=[Ints(names, 1, 80, bound=rng.choice((100, 1000)))],
        draw=draw,
        solve=solve,
        python=python,
        cpp=cpp,
        python_head="from math import gcd",
        tags=TAGS,
        tests=w.tests(0.1),
    )
