"""Numbers turned into words: grades, comparisons, kinds, cycles, special years; piecewise rules."""

# ruff: noqa: E731 -- each branch picks its reference answer, a one-line function

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from shortlist_engine.bank.build import instance, verdict_cpp, verdict_python
from shortlist_engine.bank.families.conditions import c_logic, equal_half
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Ints
from shortlist_engine.bank.phrasing import custom, decision, value, wording
from shortlist_engine.bank.terms import comparison, predicate, small

TAGS = ("implementation", "math")


@family
def grades(rng: random.Random) -> Instance:
    """A number falls into one of several brackets, each with a word or a number."""
    w = wording(rng, taken="nx")
    levels = rng.choice((2, 3, 3, 4))
    cuts = sorted(rng.sample(range(10, 96, 5), levels))[::-1]
    theme, labels = rng.choice(
        [
            ("score", ["A", "B", "C", "D", "F"]),
            ("score", ["excellent", "good", "fair", "poor", "bad"]),
            ("temperature", ["hot", "warm", "mild", "cool", "cold"]),
            ("rating", ["gold", "silver", "bronze", "iron", "wood"]),
            ("weight", ["XL", "L", "M", "S", "XS"]),
            ("speed", ["4", "3", "2", "1", "0"]),
            ("age", ["500", "400", "300", "200", "100"]),
            ("score", ["5", "4", "3", "2", "1"]),
        ]
    )
    start = rng.randint(0, 4 - levels)
    labels = [*labels[start : start + levels], labels[-1]]
    strict = rng.random() < 0.3
    op, word = (">", "greater than") if strict else (">=", w.pick("at least", "not less than"))
    x = w.v("x")
    rules = [
        (
            f"if the {theme} is {word} {cut}, the result is {label}"
            if j == 0
            else f"otherwise, if it is {word} {cut}, the result is {label}"
        )
        for j, (cut, label) in enumerate(zip(cuts, labels, strict=False))
    ]
    table = [
        f"{label} for {'more than' if strict else 'at least'} {cut}"
        for cut, label in zip(cuts, labels, strict=False)
    ]
    rule = w.pick(
        "; ".join(rules) + f"; otherwise it is {labels[-1]}",
        ", ".join(table) + f", and {labels[-1]} for everything else",
    )
    chain = "".join(
        f'{"if" if j == 0 else "elif"} x {op} {cut}:\n    print("{label}")\n'
        for j, (cut, label) in enumerate(zip(cuts, labels, strict=False))
    )
    cchain = "".join(
        f'{"if" if j == 0 else "else if"} (x {op} {cut}) cout << "{label}" << endl;\n'
        for j, (cut, label) in enumerate(zip(cuts, labels, strict=False))
    )

    def solve(x: int) -> str:
        place = sum(not (x > cut if strict else x >= cut) for cut in cuts)
        return labels[place]

    def draw(r: random.Random) -> tuple[int]:
        return (
            r.choice((r.randint(0, 100), r.choice(cuts), max(0, r.choice(cuts) - r.randint(0, 5)))),
        )

    return instance(
        w,
        family="grades",
        key=f"{op}:{cuts}:{labels}",
        title=w.pick("Grades", theme.title(), "Categories"),
        story=w.pick(
            f"You are given a {theme} {x}. The result depends on it:",
            f"The {theme} of {w.person()} is {x}. It is rated as follows:",
            f"A {theme} {x} is turned into a result by this rule:",
        )
        + f" {rule}.",
        goal=custom(
            "Print the result.",
            w.pick("Print the result.", f"Print the result for the given {theme}."),
            "",
        ),
        parts=[Ints(("x",), 0, 100, what=(f"the {theme}",))],
        draw=draw,
        solve=solve,
        python=[f'{chain}else:\n    print("{labels[-1]}")'],
        cpp=[f'{cchain}else cout << "{labels[-1]}" << endl;'],
        tags=("implementation",),
        tests=w.tests(0.15),
    )


@family
def compare_words(rng: random.Random) -> Instance:
    """Two numbers, three outcomes with words."""
    w = wording(rng, taken="abn")
    a, b = w.v("a"), w.v("b")
    k = rng.randint(2, 5)
    less, more, same = rng.choice(
        [
            ("<", ">", "="),
            ("a < b", "a > b", "a == b"),
            ("Bob", "Alice", "Draw"),
            ("LESS", "GREATER", "EQUAL"),
            ("second", "first", "tie"),
            ("-1", "1", "0"),
            ("Right", "Left", "Balanced"),
            ("Aoki", "Takahashi", "Draw"),
        ]
    )
    left, cl = rng.choice(
        [
            ("a", a),
            ("a", a),
            (f"{k} * a", f"{k} times {a}"),
            (f"a + {k}", f"the sum of {a} and {k}"),
            ("a * a", f"the square of {a}"),
            ("a % 10", f"the last digit of {a}"),
        ]
    )
    right, cr = ("b", b) if left != "a % 10" else ("b % 10", f"the last digit of {b}")
    rule = w.pick(
        f"Print {more} if {cl} is greater than {cr}, {less} if it is less, and {same} if they are"
        " equal.",
        f"If {cl} is larger than {cr}, print {more}; if it is smaller, print {less}; otherwise,"
        f" print {same}.",
    )
    story = w.pick(
        f"You are given two integers {a} and {b}.",
        f"Compare two numbers {a} and {b}.",
        f"Alice and Bob have {a} and {b} points.",
        f"Given are two integers {a} and {b}.",
    )
    left_eval, right_eval = compile(left, "l", "eval"), compile(right, "r", "eval")

    def solve(a: int, b: int) -> str:
        p, q = eval(left_eval, {"a": a}), eval(right_eval, {"b": b})
        return more if p > q else (less if p < q else same)

    def draw(r: random.Random) -> tuple[int, int]:
        x = r.randint(1, 9 if left == "a * a" else 20)
        y = eval(left_eval, {"a": x})
        return (
            x,
            r.choice(
                (
                    y + 10 if left == "a % 10" else y,
                    y + r.randint(1, 9),
                    max(1, y - r.randint(1, 9)),
                )
            ),
        )

    return instance(
        w,
        family="compare_words",
        key=f"{left}:{right}:{less}:{more}:{same}",
        title=w.pick("Compare", "Who Wins", "Scales"),
        story=story,
        goal=custom(rule, w.pick("Print the answer.", "Print one of the three results.")),
        parts=[Ints(("a", "b"), 1, 50, bound=100)],
        draw=draw,
        solve=solve,
        python=[
            f'if {left} > {right}:\n    print("{more}")\nelif {left} < {right}:\n   '
            f' print("{less}")\nelse:\n    print("{same}")'
        ],
        cpp=[
            f'if ({left} > {right}) cout << "{more}" << endl;\nelse if ({left} < {right}) cout <<'
            f' "{less}" << endl;\nelse cout << "{same}" << endl;'
        ],
        tags=("implementation",),
        tests=w.tests(0.15),
    )


@family
def piecewise(rng: random.Random) -> Instance:
    """The formula depends on a condition: even or odd, below or above a limit."""
    w = wording(rng, taken="nx")
    x = w.v("x")
    low = rng.choice((0, 1))
    p = predicate(w, low, 40)
    c, d, m = rng.randint(2, 9), rng.randint(1, 20), rng.randint(2, 5)
    forms: list[tuple[str, str, Callable[[int], int]]] = [
        (f"x * {c}", f"{c} times {x}", lambda v: v * c),
        (f"x + {d}", f"{x} plus {d}", lambda v: v + d),
        (f"x - {d}", f"{x} minus {d}", lambda v: v - d),
        ("x * x", f"the square of {x}", lambda v: v * v),
        (f"x // {m}", f"{x} divided by {m}, rounded down", lambda v: v // m),
        (f"x % {c}", f"the remainder of {x} divided by {c}", lambda v: v % c),
        ("x", f"{x} itself", lambda v: v),
        ("0", "0", lambda v: 0),
        (f"x * {c} + {d}", f"{c} times {x}, plus {d}", lambda v: v * c + d),
    ]
    first, second = rng.sample(forms, 2)
    story = w.pick(
        f"You are given an integer {x}.",
        f"A machine takes an integer {x}.",
        f"{w.person()} types an integer {x}.",
        f"A function of {x} is defined as follows.",
    )
    rule = w.pick(
        f"If {p.says(x)}, the result is {first[1]}; otherwise it is {second[1]}.",
        f"The result is {first[1]} if {p.says(x)}, and {second[1]} otherwise.",
    )
    f_cc, s_cc = first[0].replace("//", "/"), second[0].replace("//", "/")
    return instance(
        w,
        family="piecewise",
        key=f"{p.key}:{first[0]}:{second[0]}",
        title=w.pick("Machine", "Function", "Rule"),
        story=f"{story} {rule}",
        goal=value(w, w.pick("the result", "the value of the result")),
        parts=[Ints(("x",), low, 40, bound=100)],
        solve=lambda v: first[2](v) if p.test(v) else second[2](v),
        python=[
            f"if {p.py()}:\n    print({first[0]})\nelse:\n    print({second[0]})",
            f"print({first[0]} if {p.py()} else {second[0]})",
        ],
        cpp=[f"if ({p.cc()}) cout << {f_cc} << endl;\nelse cout << {s_cc} << endl;"],
        tags=TAGS,
        tests=w.tests(0.15),
    )


@family
def special_year(rng: random.Random) -> Instance:
    """Leap-year-like rules with other periods."""
    w = wording(rng, taken="y")
    y = w.v("y")
    a = small(rng, 3, 6)
    b = a * rng.randint(3, 6) if rng.random() < 0.7 else 100
    real = rng.random() < 0.3
    if real:
        a, b = 4, 100
    elif b == 100:
        b = a * 5
    c = b * (4 if real else rng.randint(2, 3))
    yes, no = rng.choice([w.words(), w.words(), ("366", "365"), ("leap", "common"), ("1", "0")])
    rule = w.pick(
        f"A year is special if it is divisible by {a}, but not by {b} unless it is divisible by"
        f" {c}.",
        f"Years divisible by {a} are special; those divisible by {b} are not, except that those"
        f" divisible by {c} are.",
        f"A year is called special when it is a multiple of {c}, or when it is a multiple of {a}"
        f" but not of {b}.",
    )
    if real:
        rule = (
            rule.replace("special", "leap")
            if "are special" not in rule
            else rule.replace("special", "leap years")
        )
    word = "leap" if real else "special"
    rule = rule.replace("is called leap", "is called a leap year").replace(
        "is leap", "is a leap year"
    )
    code = f"y % {a} == 0 and y % {b} != 0 or y % {c} == 0"
    ccode = f"(y % {a} == 0 && y % {b} != 0) || y % {c} == 0"

    def draw(r: random.Random) -> tuple[int]:
        base = r.choice((1, a, b, c, a, b))
        return (
            (
                base * r.randint(1, max(1, 2400 // base))
                if real
                else base * r.randint(1, max(2, 300 // base))
            ),
        )

    return instance(
        w,
        family="special_year",
        key=f"{a}:{b}:{c}:{yes}:{no}",
        title=w.pick("Leap Year", "Calendar", "Special Years"),
        story=rule,
        goal=decision(
            w, f"the year {y} is {'a leap year' if word == 'leap' else 'special'}", yes, no
        ),
        parts=[Ints(("y",), 1, 3000, bound=3000)],
        draw=draw,
        solve=lambda y: yes if y % c == 0 or (y % a == 0 and y % b != 0) else no,
        python=[
            *verdict_python(code, yes, no),
            (
                f'if y % {c} == 0:\n    print("{yes}")\nelif y % {b} == 0:\n    print("{no}")\nelif'
                f' y % {a} == 0:\n    print("{yes}")\nelse:\n    print("{no}")'
            ),
        ],
        cpp=verdict_cpp(ccode, yes, no),
        tags=TAGS,
        tests=w.tests(0.1),
    )


@family
def shape_kind(rng: random.Random) -> Instance:
    """Categories of two or three numbers: quadrant, kind of triangle, how many are equal."""
    w = wording(rng, taken="abcxy")
    kind = rng.choice(("quadrant", "triangle", "equal", "positive", "parity"))
    x, y = w.v("x"), w.v("y")
    labels = rng.choice(
        [
            ("1", "2", "3", "4"),
            ("I", "II", "III", "IV"),
            ("A", "B", "C", "D"),
            ("NE", "NW", "SW", "SE"),
        ]
    )
    words = rng.choice(
        [
            ("equilateral", "isosceles", "scalene"),
            ("all equal", "two equal", "all different"),
            ("3", "2", "0"),
            ("AAA", "AAB", "ABC"),
        ]
    )
    p = comparison(w, rng.randint(3, 20)) if kind == "positive" else predicate(w, 1, 20, "ed")
    if kind == "quadrant":
        names: tuple[str, ...] = ("x", "y")
        story = w.pick(
            f"A point has the coordinates {x} and {y}, neither of them zero.",
            f"You are given the coordinates {x} and {y} of a point; both are non-zero.",
        )
        ask = (
            f"Print {labels[0]} if both are positive, {labels[1]} if {x} is negative and {y} is"
            f" positive, {labels[2]} if both are negative, and {labels[3]} if {x} is positive and"
            f" {y} is negative."
        )
        conds = ["x > 0 and y > 0", "x < 0 and y > 0", "x < 0 and y < 0"]
        outs: tuple[str, ...] = labels
        draw: Callable[[random.Random], tuple[int, ...]] = lambda r: (
            r.choice((-1, 1)) * r.randint(1, 20),
            r.choice((-1, 1)) * r.randint(1, 20),
        )
        solve: Callable[..., Any] = lambda x, y: labels[
            (0 if x > 0 else 1) if y > 0 else (2 if x < 0 else 3)
        ]
        low = -50
    elif kind in ("triangle", "equal"):
        names, low = ("a", "b", "c"), 1
        story = w.pick(
            f"You are given three integers {w.vs(names)}.", f"A triangle has sides {w.vs(names)}."
        )
        ask = (
            f"Print {words[0]} if all three are equal, {words[1]} if exactly two of them are equal,"
            f" and {words[2]} if all three are different."
        )
        conds, outs = ["a == b and b == c", "a == b or b == c or a == c"], words
        draw = lambda r: equal_half(r) if r.random() < 0.6 else tuple(r.sample(range(3, 10), 3))
        solve = lambda *v: words[len(set(v)) - 1]
    else:
        names, low = ("a", "b", "c"), 1
        story = w.pick(
            f"You are given three integers {w.vs(names)}.", f"Three cards show {w.vs(names)}."
        )
        goal = value(w, f"how many of the three numbers satisfy this: the number {p.verb}")
        code = " + ".join(f"({p.py(name)})" for name in names)
        return instance(
            w,
            family="shape_kind",
            key=f"count:{p.key}",
            title=w.pick("Three Numbers", "How Many"),
            story=story,
            goal=goal,
            parts=[Ints(names, 1, 25, bound=100)],
            solve=lambda *v: sum(map(p.test, v)),
            python=[
                f"print({code})",
                "ans = 0\n"
                + "".join(f"if {p.py(name)}:\n    ans += 1\n" for name in names)
                + "print(ans)",
                f"print(sum(1 for x in [a, b, c] if {p.py()}))",
            ],
            cpp=[
                "int ans = 0;\n"
                + "".join(f"if ({p.cc(name)}) ans++;\n" for name in names)
                + "cout << ans << endl;"
            ],
            tags=TAGS,
            tests=w.tests(0.1),
        )
    chain = "".join(
        f'{"if" if j == 0 else "elif"} {cond}:\n    print("{outs[j]}")\n'
        for j, cond in enumerate(conds)
    )
    cchain = "".join(
        f'{"if" if j == 0 else "else if"} ({c_logic(cond)}) cout << "{outs[j]}" << endl;\n'
        for j, cond in enumerate(conds)
    )
    return instance(
        w,
        family="shape_kind",
        key=f"{kind}:{outs}",
        title=w.pick("Kinds", "Point", "Classify"),
        story=story,
        goal=custom(ask, "Print the answer."),
        parts=[Ints(names, low, 50, bound=100)],
        draw=draw,
        solve=solve,
        python=[f'{chain}else:\n    print("{outs[-1]}")'],
        cpp=[f'{cchain}else cout << "{outs[-1]}" << endl;'],
        tags=("implementation", "geometry"),
        tests=w.tests(0.1),
    )


@family
def word_by_number(rng: random.Random) -> Instance:
    """A cycle or a list of words; the number decides which one is printed."""
    w = wording(rng, taken="nx")
    n = w.v("n")
    words = rng.choice(
        [
            ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
            ["red", "green", "blue"],
            ["White", "Black"],
            ["rock", "paper", "scissors"],
            ["spring", "summer", "autumn", "winter"],
            ["A", "B", "C", "D"],
            ["hate", "love"],
            ["north", "east", "south", "west"],
            ["up", "down"],
            ["left", "right"],
        ]
    )
    turn = rng.randint(0, len(words) - 1)
    words = words[turn:] + words[:turn]
    k, one = len(words), rng.random() < 0.5
    names = ", ".join(words[:-1]) + " and " + words[-1]
    shift = " - 1" if one else ""
    first = "1" if one else "0"
    index = f"(n{shift}) % {k}" if one else f"n % {k}"
    story = w.pick(
        f"The words {names} repeat in a cycle in this order. They are numbered from {first}, so"
        f" number {first} is {words[0]}.",
        f"{w.person()} says the words {names} again and again in this order. The first word said"
        f" has the number {first}.",
        f"Cards are numbered {first}, {int(first) + 1}, {int(first) + 2} and so on, and carry the"
        f" words {names} in turn; card {first} carries {words[0]}.",
    )
    listed = ", ".join(f'"{word}"' for word in words)
    chain = "".join(
        f'{"if" if j == 0 else "elif"} {index} == {j}:\n    print("{word}")\n'
        for j, word in enumerate(words[:-1])
    )
    python = [f"words = [{listed}]\nprint(words[{index}])"]
    if k <= 3:
        python.append(f'{chain}else:\n    print("{words[-1]}")')
    return instance(
        w,
        family="word_by_number",
        key=f"{words}:{one}",
        title=w.pick("Cycle of Words", "In Turn", "Which Word"),
        story=story,
        goal=value(w, f"the word with the number {n}", "word"),
        parts=[Ints(("n",), int(first), 30, bound=1000)],
        solve=lambda n: words[(n - int(first)) % k],
        python=python,
        cpp=[f"vector<string> words = {{{listed}}};\ncout << words[{index}] << endl;"],
        tags=TAGS,
        tests=w.tests(0.1),
    )
