"""Lines of a few numbers each: counts and sums over them, events."""

from __future__ import annotations

import random
from typing import Any

from shortlist_engine.bank.build import instance
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Rows
from shortlist_engine.bank.phrasing import custom, value, wording

TAGS = ("implementation",)


def at(code: str, names: str) -> str:
    """The same expression over C++ arrays: `a` becomes `a[i]`."""
    return "".join(
        f"{c}[i]" if c in names and not _in_word(code, j) else c for j, c in enumerate(code)
    )


def _in_word(code: str, j: int) -> bool:
    return code[j - 1 : j].isalpha() or code[j + 1 : j + 2].isalpha()


@family
def row_count(rng: random.Random) -> Instance:
    """How many rows satisfy a condition, or sums and extremes of a term over the rows."""
    w = wording(rng, taken="abcni")
    three = rng.random() < 0.35
    names = ("a", "b", "c") if three else ("a", "b")
    args = ", ".join(names)
    k, m = rng.randint(2, 6), rng.randint(15, 40)
    low, high, bound = 1, 30, 100
    n = w.v("n")
    a, b = (w.math(f"{w.name(x)}_i") for x in "ab")
    story = ""
    conds: list[tuple[str, str, str]]
    if three:
        conds = [
            ("a + b + c >= 2", "at least two of the three integers are 1", "binary"),
            ("a + b + c == 3", "all three integers are 1", "binary"),
            ("a + b + c == 1", "exactly one of the three integers is 1", "binary"),
            ("a < b and b < c", "the three integers are in strictly increasing order", ""),
            (f"a + b + c > {2 * m}", f"the sum of the three integers is greater than {2 * m}", ""),
            (
                f"max(a, b, c) >= {m - 10}",
                f"at least one of the three integers is not less than {m - 10}",
                "",
            ),
            ("a + b == c", "the first two integers sum up to the third", "tiny"),
        ]
        terms = [
            ("a * b * c", "the product of the three integers"),
            ("a + b + c", "the sum of the three integers"),
            ("max(a, b, c)", "the largest of the three integers"),
            ("min(a, b, c)", "the smallest of the three integers"),
            ("a * b - c", f"{a} times {b} minus the third integer"),
        ]
    else:
        conds = [
            ("a > b", f"{a} is greater than {b}", ""),
            ("a < b", f"{a} is less than {b}", ""),
            ("a == b", f"{a} is equal to {b}", "tiny"),
            (f"b - a >= {k}", f"{b} exceeds {a} by at least {k}", ""),
            (f"a + b > {m}", f"the sum of {a} and {b} is greater than {m}", ""),
            ("a % b == 0", f"{a} is divisible by {b}", "tiny"),
            (f"(a + b) % {k} == 0", f"the sum of {a} and {b} is divisible by {k}", ""),
            (f"a * b >= {10 * m}", f"the product of {a} and {b} is at least {10 * m}", ""),
            (f"abs(a - b) <= {k}", f"{a} and {b} differ by at most {k}", ""),
            (f"a >= {m - 10} and b >= {m - 10}", f"both {a} and {b} are at least {m - 10}", ""),
        ]
        terms = [
            ("a * b", f"the product of {a} and {b}"),
            ("a + b", f"the sum of {a} and {b}"),
            ("abs(a - b)", f"the absolute difference of {a} and {b}"),
            ("max(a, b)", f"the larger of {a} and {b}"),
            ("min(a, b)", f"the smaller of {a} and {b}"),
            ("b - a + 1", f"the number of integers from {a} to {b}"),
            ("b - a", f"{b} minus {a}"),
            (f"a * {k} + b", f"{k} times {a} plus {b}"),
        ]
    kind = rng.choice(("count", "count", "sum", "max", "each", "each"))
    shape = ""
    if kind == "count":
        code, text, shape = rng.choice(conds)
        cc = (
            at(code, "abc").replace(" and ", " && ").replace("max(", "max({").replace("])", "]})")
            if three
            else at(code, "ab").replace(" and ", " && ")
        )
        story = w.pick(
            "",
            f"{w.person()} has {n} cards with {'three' if three else 'two'} integers each.",
            f"In a contest there are {n} problems, each described by {'three' if three else 'two'}"
            " integers.",
        )
        goal = value(
            w, w.pick(f"the number of lines in which {text}", f"for how many of the lines {text}")
        )
        python = [
            f"ans = 0\nfor {args} in rows:\n    if {code}:\n        ans += 1\nprint(ans)",
            f"print(sum(1 for {args} in rows if {code}))",
        ]
        cpp = [
            f"int ans = 0;\nfor (int i = 0; i < n; i++) {{\n    if ({cc}) ans++;\n}}\ncout << ans"
            " << endl;"
        ]
    else:
        code, text = rng.choice(terms)
        cc = at(code, "abc")
        cc = (
            cc.replace("max(", "max({").replace("min(", "min({").replace("])", "]})")
            if three
            else cc
        )
        if kind == "each":
            goal = custom(
                w.pick(
                    f"For each line, print {text}.",
                    f"For every {'triple' if three else 'pair'}, find {text}.",
                ),
                f"Print {n} lines: for each {'triple' if three else 'pair'} in the input, {text}.",
            )
            python = [f"for {args} in rows:\n    print({code})"]
            cpp = [f"for (int i = 0; i < n; i++) {{\n    cout << {cc} << endl;\n}}"]
        else:
            fold = "sum" if kind == "sum" else "maximum"
            goal = value(
                w,
                f"the {fold}, over all lines, of {text}".replace(
                    "of the number of integers", "of how many integers there are"
                ).replace("of the sum of", "of the sum of"),
            )
            python = [f"print({kind}({code} for {args} in rows))"]
            if kind == "sum":
                python.append(f"ans = 0\nfor {args} in rows:\n    ans += {code}\nprint(ans)")
                cpp = [
                    f"INT ans = 0;\nfor (int i = 0; i < n; i++) ans += {cc};\ncout << ans << endl;"
                ]
            else:
                cpp = [
                    f"INT ans = {cc.replace('[i]', '[0]')};\nfor (int i = 0; i < n; i++) ans ="
                    f" max(ans, {cc});\ncout << ans << endl;"
                ]
    if shape == "binary":
        low, high, bound = 0, 1, 1
    note = ""
    if "b - a" in code and kind != "count":
        note = f"In every pair {a} is not greater than {b}."
    if shape == "tiny":
        high = 6
    expr = compile(code, "rows", "eval")

    def draw(r: random.Random) -> tuple[list[tuple[int, ...]]]:
        rows = [tuple(r.randint(low, high) for _ in names) for _ in range(r.randint(1, 5))]
        return ([tuple(sorted(row)) for row in rows] if note else rows,)

    def solve(rows: list[tuple[int, ...]]) -> Any:
        values = [eval(expr, dict(zip("abc", row, strict=False))) for row in rows]
        if kind in ("count", "sum"):
            return sum(values)
        return max(values) if kind == "max" else values

    return instance(
        w,
        family="row_count",
        key=f"{kind}:{code}",
        title=w.pick("Rows", "Pairs and Lines", "Team", "Table"),
        story=story,
        goal=goal,
        note=note,
        parts=[Rows(names, low=low, high=high, bound=bound)],
        draw=draw,
        solve=solve,
        python=python,
        cpp=cpp,
        tags=TAGS,
    )


@family
def events(rng: random.Random) -> Instance:
    """A counter changed by every row: passengers, stock, money; its end, maximum, or failures."""
    w = wording(rng, taken="abnsx")
    n = w.v("n")
    a, b = (w.math(f"{w.name(x)}_i") for x in "ab")
    swap = rng.random() < 0.5
    into, out = ("b", "a") if swap else ("a", "b")
    vin, vout = (b, a) if swap else (a, b)
    start = rng.choice((0, 0, rng.randint(1, 20)))
    kind = rng.choice(("max", "max", "end", "below", "above", "min"))
    m = rng.randint(10, 25)
    place, things = rng.choice(
        [
            ("tram", "passengers"),
            ("bus", "people"),
            ("warehouse", "boxes"),
            ("lift", "people"),
            ("library", "books"),
            ("pond", "fish"),
            ("garage", "cars"),
        ]
    )
    step = f"s += {into} - {out}"
    text = {
        "max": w.pick(
            f"the largest number of {things} in the {place} at any moment between the steps",
            f"the maximum number of {things} that the {place} holds after some step or at the"
            " start",
        ),
        "end": w.pick(
            f"how many {things} there are in the {place} at the end",
            f"the final number of {things}",
        ),
        "below": f"after how many steps there are fewer than {m} {things} in the {place}",
        "above": f"after how many steps there are more than {m} {things} in the {place}",
        "min": f"the smallest number of {things} that remains in the {place} after some step",
    }[kind]
    begin = (
        w.pick(
            f"At first the {place} holds {start} {things}.",
            f"There are {start} {things} in the {place} at the start.",
        )
        if start
        else w.pick(
            f"The {place} is empty at first.", f"At first there are no {things} in the {place}."
        )
    )
    story = (
        begin
        + " "
        + w.pick(
            f"In each of {n} steps, {vout} {things} leave and then {vin} {things} come.",
            f"Then {n} steps follow; in step {w.math('i')}, first {vout} {things} go out, then"
            f" {vin} come in.",
        )
    )
    cc_step = at(step, "ab")
    head = {
        "max": "ans = s\n",
        "min": "ans = 10 ** 9\n",
        "below": "ans = 0\n",
        "above": "ans = 0\n",
        "end": "",
    }[kind]
    act = {
        "max": "ans = max(ans, s)",
        "min": "ans = min(ans, s)",
        "below": f"if s < {m}:\n        ans += 1",
        "above": f"if s > {m}:\n        ans += 1",
        "end": "",
    }[kind]
    shown = "s" if kind == "end" else "ans"
    body = f"    {step}\n" + (f"    {act}\n" if act else "")
    python = [f"s = {start}\n{head}for a, b in rows:\n{body}print({shown})"]
    cc_head = {"max": "INT ans = s;\n", "min": "INT ans = 1000000000;\n", "end": ""}.get(
        kind, "int ans = 0;\n"
    )
    cc_act = {
        "max": "ans = max(ans, s);",
        "min": "ans = min(ans, s);",
        "below": f"if (s < {m}) ans++;",
        "above": f"if (s > {m}) ans++;",
        "end": "",
    }[kind]
    cc_body = f"    {cc_step};\n" + (f"    {cc_act}\n" if cc_act else "")
    cpp = [
        f"INT s = {start};\n{cc_head}for (int i = 0; i < n; i++) {{\n{cc_body}}}\ncout << {shown}"
        " << endl;"
    ]

    def draw(r: random.Random) -> tuple[list[tuple[int, int]]]:
        now, rows = start, []
        for _ in range(r.randint(2, 6)):
            leave = r.randint(0, min(now, 15))
            come = r.randint(0, 15)
            now += come - leave
            rows.append((leave, come) if swap else (come, leave))
        return (rows,)

    def solve(rows: list[tuple[int, int]]) -> int:
        levels = [start]
        for row in rows:
            levels.append(levels[-1] + (row[1] - row[0] if swap else row[0] - row[1]))
        return {
            "max": max(levels),
            "min": min(levels[1:]),
            "end": levels[-1],
            "below": sum(x < m for x in levels[1:]),
            "above": sum(x > m for x in levels[1:]),
        }[kind]

    return instance(
        w,
        family="events",
        key=f"{kind}:{start}:{swap}:{m if kind in ('below', 'above') else ''}",
        title=w.pick(place.title(), "In and Out", "Steps"),
        story=story,
        goal=value(w, text),
        parts=[Rows(("a", "b"), low=0, high=15, bound=100)],
        draw=draw,
        solve=solve,
        python=python,
        cpp=cpp,
        tags=TAGS,
    )
