"""Digits of a number in base ten and in others, and numbers with special digits."""

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


@family
def digits(rng: random.Random) -> Instance:
    w = wording(rng, taken="n")
    solve: Callable[..., Any]
    n, d = w.v("n"), rng.randint(0, 9)
    p = predicate(w, 0, 9, rng.choice(("e", "c", "r")))
    dec = f"the decimal representation of {n}"
    kinds: dict[str, tuple[str, str, str, Callable[..., Any]]] = {
        "sum": (
            w.pick(f"the sum of the digits of {n}", f"the sum of all digits in {dec}"),
            "sum(map(int, s))",
            "ans += {d}",
            sum,
        ),
        "product": (f"the product of the digits of {n}", "", "ans *= {d}", math.prod),
        "max": (
            w.pick(f"the largest digit of {n}", f"the maximum digit in {dec}"),
            "max(map(int, s))",
            "ans = max(ans, {d})",
            max,
        ),
        "min": (
            w.pick(f"the smallest digit of {n}", f"the minimum digit in {dec}"),
            "min(map(int, s))",
            "ans = min(ans, {d})",
            min,
        ),
        "squares": (
            f"the sum of the squares of the digits of {n}",
            "sum(int(c) ** 2 for c in s)",
            "ans += ({d}) * ({d})",
            lambda v: sum(x * x for x in v),
        ),
        "count": (
            w.pick(
                f"how many times the digit {d} occurs in {n}", f"the number of digits {d} in {dec}"
            ),
            f's.count("{d}")',
            f"if ({{d}} == {d}) ans++",
            lambda v: v.count(d),
        ),
        "len": (
            w.pick(f"the number of digits of {n}", f"how many digits {n} has"),
            "len(s)",
            "ans++",
            len,
        ),
        "countp": (
            f"the number of {p.of('digits')} in {n}",
            f"sum(1 for c in s if {p.py('int(c)')})",
            f"if ({p.cc('d')}) ans++",
            lambda v: sum(map(p.test, v)),
        ),
        "sump": (
            f"the sum of the {p.of('digits')} in {n}".replace(
                "the digits that", "those digits that"
            ),
            f"sum(int(c) for c in s if {p.py('int(c)')})",
            f"if ({p.cc('d')}) ans += d",
            lambda v: sum(filter(p.test, v)),
        ),
        "distinct": (
            f"the number of distinct digits in {dec}",
            "len(set(s))",
            "",
            lambda v: len(set(v)),
        ),
        "reverse": (
            w.pick(
                f"the number obtained by writing the digits of {n} in reverse order, without "
                "leading zeros",
                f"{n} with its digits reversed and leading zeros removed",
            ),
            "int(s[::-1])",
            "ans = ans * 10 + {d}",
            lambda v: int("".join(map(str, v[::-1]))),
        ),
        "ends": (
            f"the sum of the first and the last digit of {n}",
            "int(s[0]) + int(s[-1])",
            "",
            lambda v: v[0] + v[-1],
        ),
    }
    kind = rng.choice([*kinds, "countp", "sump", "count"])
    text, code, step, solve = kinds[kind]
    init = {"product": "1", "min": "9"}.get(kind, "0")
    one = "n % 10" if kind[-1] != "p" else "d"
    update = step.replace("{d}", one)
    python = [f"s = str(n)\nprint({code})"] if code else []
    cpp = []
    if step:
        lines = "    d = n % 10\n" if one == "d" else ""
        if update.startswith("if "):
            test, act = update[4:].rsplit(") ", 1)
            pytest = test if kind == "count" else p.py("d")
            py_update = f"if {pytest}:\n        {act.replace('++', ' += 1')}"
        else:
            py_update = update.replace("++", " += 1")
        python.append(
            f"ans = {init}\nwhile n > 0:\n{lines}    {py_update}\n    n //= 10\nprint(ans)"
        )
        cc_lines = "    int d = n % 10;\n" if one == "d" else ""
        cpp = [
            f"INT ans = {init};\nwhile (n > 0) {{\n{cc_lines}    {update};\n    n /= 10;\n}}\n"
            "cout << ans << endl;"
        ]
    if kind == "distinct":
        cpp = [
            "string s = to_string(n);\nset<char> t(s.begin(), s.end());\ncout << t.size() << endl;"
        ]
    if kind == "ends":
        cpp = ["int last = n % 10;\nwhile (n >= 10) n /= 10;\ncout << n + last << endl;"]
    if kind == "sum":
        cpp.append(
            "string s = to_string(n);\nint ans = 0;\nfor (char c : s) ans += c - '0';\n"
            "cout << ans << endl;"
        )

    def draw(r: random.Random) -> tuple[int]:
        length = r.randint(1, 6)
        pool = f"{d}0123456789" if kind == "count" else "0123456789"
        low = "123456789" if kind == "product" and r.random() < 0.8 else pool
        return (int(r.choice("123456789") + "".join(r.choices(low, k=length - 1))),)

    return instance(
        w,
        family="digits",
        key=f"{kind}:{d if kind == 'count' else ''}{p.key if one == 'd' else ''}",
        title=w.pick("Digits", "Number", "Digit Game"),
        story=w.pick("", "", f"{w.person()} wrote a positive integer {n} on the board."),
        goal=value(w, text),
        parts=[Ints(("n",), 1, 999999, bound=rng.choice((10**6, 10**9)))],
        draw=draw,
        solve=lambda n: solve(list(map(int, str(n)))),
        python=python,
        cpp=cpp,
        tags=("math", "implementation"),
        tests=w.tests(),
    )


@family
def special_number(rng: random.Random) -> Instance:
    """Yes or no: perfect squares, powers, palindromes, digit conditions of one number."""
    w = wording(rng, taken="nik")
    n, k, m = w.v("n"), rng.randint(2, 5), rng.randint(2, 8)
    yes, no = w.words()
    kinds = {
        "square": (
            f"{n} is a perfect square",
            "int(n ** 0.5 + 0.5) ** 2 == n",
            ("i = 0\nwhile i * i < n:\n    i += 1\n", "i * i == n"),
            lambda n: math.isqrt(n) ** 2 == n,
        ),
        "cube": (
            f"{n} is the cube of an integer",
            "round(n ** (1 / 3)) ** 3 == n",
            ("i = 0\nwhile i * i * i < n:\n    i += 1\n", "i * i * i == n"),
            lambda n: any(i**3 == n for i in range(n + 1)),
        ),
        "power": (
            w.pick(f"{n} is a power of {k}", f"{n} equals {k} raised to some non-negative power"),
            "",
            (f"while n % {k} == 0:\n    n //= {k}\n", "n == 1"),
            lambda n: n in [k**e for e in range(12)],
        ),
        "triangular": (
            f"{n} is a triangular number, that is, the sum 1 + 2 + ... + i for some i",
            "",
            ("i = 0\nwhile i * (i + 1) // 2 < n:\n    i += 1\n", "i * (i + 1) // 2 == n"),
            lambda n: n in [i * (i + 1) // 2 for i in range(60)],
        ),
        "product": (
            f"{n} is the product of two consecutive positive integers",
            "",
            ("i = 1\nwhile i * (i + 1) < n:\n    i += 1\n", "i * (i + 1) == n"),
            lambda n: n in [i * (i + 1) for i in range(1, 60)],
        ),
        "palin": (
            w.pick(
                f"{n} is a palindrome",
                f"{n} reads the same from left to right and from right to left",
            ),
            "str(n) == str(n)[::-1]",
            None,
            lambda n: str(n) == "".join(reversed(str(n))),
        ),
        "harshad": (
            f"{n} is divisible by the sum of its digits",
            "n % sum(map(int, str(n))) == 0",
            None,
            lambda n: n % sum(map(int, str(n))) == 0,
        ),
        "digitsum": (
            f"the sum of the digits of {n} is divisible by {m}",
            f"sum(map(int, str(n))) % {m} == 0",
            None,
            lambda n: sum(map(int, str(n))) % m == 0,
        ),
        "has": (
            w.pick(
                f"the decimal notation of {n} contains the digit {m}",
                f"at least one digit of {n} is {m}",
            ),
            f'"{m}" in str(n)',
            None,
            lambda n: str(m) in str(n),
        ),
        "only": (
            f"every digit of {n} is at most {m}",
            f"all(int(c) <= {m} for c in str(n))",
            None,
            lambda n: max(str(n)) <= str(m),
        ),
    }
    kind = rng.choice(list(kinds))
    text, code, loop, solve = kinds[kind]
    python = verdict_python(code, yes, no) if code else []
    total = "INT m = n;\nint s = 0;\nwhile (m > 0) {\n    s += m % 10;\n    m /= 10;\n}\n"
    if loop:
        python += verdict_python(loop[1], yes, no, loop[0])
        head, cond = loop[0].strip().split("\n", 1) if loop[0][0] == "i" else ("", loop[0].strip())
        test, step = cond.split(":\n    ")
        head = f"INT {head};\n" if head else ""
        step = step.replace("i += 1", "i++").replace("//", "/")
        cpp = verdict_cpp(
            loop[1].replace("//", "/"),
            yes,
            no,
            f"{head}while ({test[6:].replace('//', '/')}) {step};\n",
        )
    elif kind == "palin":
        cpp = verdict_cpp(
            "s == t",
            yes,
            no,
            "string s = to_string(n);\nstring t = s;\nreverse(t.begin(), t.end());\n",
        )
    elif kind == "has":
        cpp = verdict_cpp(f"to_string(n).find('{m}') != string::npos", yes, no)
    elif kind == "only":
        cpp = verdict_cpp(
            "ok",
            yes,
            no,
            f"bool ok = true;\nfor (char c : to_string(n)) {{\n    if (c > '{m}') ok ="
            " false;\n}\n",
        )
    else:
        cpp = verdict_cpp("n % s == 0" if kind == "harshad" else f"s % {m} == 0", yes, no, total)

    def draw(r: random.Random) -> tuple[int]:
        i = r.randint(1, 9)
        good = {
            "square": i * i,
            "cube": i**3,
            "power": k ** r.randint(0, 5),
            "triangular": i * (i + 1) // 2,
            "product": i * (i + 1),
            "palin": r.choice((11 * i, 101 * i, i, 1001 * i)),
            "harshad": 12 * i,
            "has": 10 * i + m,
            "only": 10 * min(i, m) + r.randint(0, m),
        }.get(kind, r.randint(1, 500))
        return (good if r.random() < 0.5 else r.randint(1, 200),)

    return instance(
        w,
        family="special_number",
        key=f"{kind}:{yes}"
        + (f":{k}" if kind == "power" else "")
        + (f":{m}" if kind in ("digitsum", "has", "only") else ""),
        title=w.pick("Special Number", "Beautiful Number", "Number Check"),
        goal=decision(w, text, yes, no),
        parts=[Ints(("n",), 1, 1000, bound=rng.choice((1000, 10000)))],
        story=w.pick("", "", f"{w.person()} chose a positive integer {n}."),
        draw=draw,
        solve=lambda n: yes if solve(n) else no,
        python=python,
        cpp=cpp,
        tags=("math",),
        tests=w.tests(0.15),
    )


@family
def bases(rng: random.Random) -> Instance:
    w = wording(rng, taken="n")
    n, b = w.v("n"), rng.randint(3, 9)
    d = rng.randint(0, 1)
    kinds = {
        "ones": (
            w.pick(
                f"the number of ones in the binary representation of {n}",
                f"how many bits of {n} are set to 1",
            ),
            'bin(n).count("1")',
            "__builtin_popcount(n)",
            lambda n: f"{n:b}".count("1"),
        ),
        "zeros": (
            f"the number of zeros in the binary representation of {n} without leading zeros",
            'bin(n)[2:].count("0")',
            "",
            lambda n: f"{n:b}".count("0"),
        ),
        "len": (
            w.pick(
                f"the length of the binary representation of {n}", f"how many binary digits {n} has"
            ),
            "len(bin(n)) - 2",
            "",
            lambda n: n.bit_length(),
        ),
        "bin": (
            w.pick(f"the binary representation of {n}", f"{n} written in base 2"),
            "bin(n)[2:]",
            "",
            lambda n: f"{n:b}",
        ),
        "twos": (
            f"the largest power of 2 that is not greater than {n}",
            "1 << (n.bit_length() - 1)",
            "",
            lambda n: 2 ** (len(f"{n:b}") - 1),
        ),
        "low": (
            f"the largest power of 2 that divides {n}",
            "n & -n",
            "n & -n",
            lambda n: math.gcd(n, 2**20),
        ),
        "base": (
            w.pick(
                f"{n} written in base {b}",
                f"the representation of {n} in the number system with base {b}",
            ),
            "",
            "",
            lambda n: _digits(n, b),
        ),
        "baselen": (
            f"the number of digits of {n} in base {b}",
            "",
            "",
            lambda n: len(_digits(n, b)),
        ),
        "basesum": (
            f"the sum of the digits of {n} in base {b}",
            "",
            "",
            lambda n: sum(map(int, _digits(n, b))),
        ),
        "basecount": (
            f"how many digits {d} the number {n} has when it is written in base {b}",
            "",
            "",
            lambda n: _digits(n, b).count(str(d)),
        ),
    }
    kind = rng.choice([*kinds, "base", "basesum", "baselen", "basecount"])
    text, code, cc, solve = kinds[kind]
    python = [f"print({code})"] if code else []
    cpp = [f"cout << ({cc}) << endl;"] if cc else []
    base = b if kind.startswith("base") else 2
    act = {
        "ones": "ans += n % 2",
        "zeros": "ans += 1 - n % 2",
        "len": "ans += 1",
        "baselen": "ans += 1",
        "basesum": f"ans += n % {b}",
        "basecount": "",
    }.get(kind)
    if kind == "basecount":
        python.append(
            f"ans = 0\nwhile n > 0:\n    if n % {b} == {d}:\n        ans += 1\n    n //="
            f" {b}\nprint(ans)"
        )
        cpp.append(
            f"int ans = 0;\nwhile (n > 0) {{\n    if (n % {b} == {d}) ans++;\n    n /= {b};\n}}\n"
            "cout << ans << endl;"
        )
    elif act:
        python.append(f"ans = 0\nwhile n > 0:\n    {act}\n    n //= {base}\nprint(ans)")
        cpp.append(
            f"int ans = 0;\nwhile (n > 0) {{\n    {act};\n    n /= {base};\n}}\ncout << ans <<"
            " endl;"
        )
    elif kind in ("base", "bin"):
        python.append(
            f's = ""\nwhile n > 0:\n    s = str(n % {base}) + s\n    n //= {base}\nprint(s)'
        )
        cpp.append(
            f'string s = "";\nwhile (n > 0) {{\n    s = to_string(n % {base}) + s;\n    n /='
            f" {base};\n}}\ncout << s << endl;"
        )
    elif kind == "twos":
        python.append("p = 1\nwhile p * 2 <= n:\n    p *= 2\nprint(p)")
        cpp.append("INT p = 1;\nwhile (p * 2 <= n) p *= 2;\ncout << p << endl;")
    return instance(
        w,
        family="bases",
        key=f"{kind}:{base}{d if kind == 'basecount' else ''}",
        title=w.pick("Binary", "Number System", "Bits", "Bases"),
        story=w.pick(
            "", "", f"{w.person()} studies number systems and has a positive integer {n}."
        ),
        goal=value(w, text, "number"),
        parts=[Ints(("n",), 1, 200, bound=rng.choice((1000, 10000)))],
        solve=solve,
        python=python,
        cpp=cpp,
        tags=("math", "bitmasks"),
        rating=rng.choice((800, 900)),
        tests=w.tests(0.1),
    )


def _digits(n: int, base: int) -> str:
    return (_digits(n // base, base) if n >= base else "") + str(n % base)
