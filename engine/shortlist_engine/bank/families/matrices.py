"""Families about tables of integers."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

from shortlist_engine.bank.families._code import verdict_cpp, verdict_py
from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    hero,
)
from shortlist_engine.bank.families._parts import (
    ints,
    matrix,
)
from shortlist_engine.bank.families._statement import YES_NO, Decide, Value
from shortlist_engine.bank.family import Instance, family

TAGS = ("implementation",)


@family
def matrix_lines(rng: random.Random) -> Instance:
    who = hero(rng)
    by_row = rng.random() < 0.5
    op = rng.choice(("sum", "max", "min"))
    mode = rng.choice(("list", "best", "index", "list"))
    best = rng.choice(("max", "min"))
    line = "row" if by_row else "column"
    names = {"sum": "sum", "max": "maximum", "min": "minimum"}
    wide = {"max": "largest", "min": "smallest"}[best]
    note = ""
    if mode == "list":
        noun = f"the {names[op]} of each {line}"
        note = f"Print the results in one line, for the {line}s from first to last."
    elif mode == "best":
        noun = f"the {wide} of the {names[op]}s of the {line}s"
    else:
        noun = f"the number of the {line} with the {wide} {names[op]}"
        note = f"The {line}s are numbered from 1. If there are several such {line}s, print the first one."
    values = f"[{op}(row) for row in a]" if by_row else f"[{op}(col) for col in zip(*a)]"
    ends = {
        "list": "print(*b)",
        "best": f"print({best}(b))",
        "index": f"print(b.index({best}(b)) + 1)",
    }
    py = [f"b = {values}\n{ends[mode]}"]
    if not by_row:
        py.append(f"b = [{op}(a[i][j] for i in range(n)) for j in range(m)]\n{ends[mode]}")
    outer, inner = ("n", "m") if by_row else ("m", "n")
    cell = "a[i][j]" if by_row else "a[j][i]"
    start = "0" if op == "sum" else "a[i][0]" if by_row else "a[0][i]"
    step = f"c += {cell};" if op == "sum" else f"c = {op}(c, {cell});"
    finish = {
        "list": 'cout << c << " ";',
        "best": f"if (i == 0 || c {'>' if best == 'max' else '<'} ans) ans = c;",
        "index": f"if (i == 0 || c {'>' if best == 'max' else '<'} top) {{\n        top = c;\n        ans = i + 1;\n    }}",
    }[mode]
    head = {"list": "", "best": "int ans = 0;\n", "index": "int ans = 0, top = 0;\n"}[mode]
    tail = "cout << endl;" if mode == "list" else "cout << ans << endl;"
    cpp = [
        f"{head}for (int i = 0; i < {outer}; i++) {{\n    int c = {start};\n    for (int j = 0; j < {inner}; j++) {step}\n"
        f"    {finish}\n}}\n{tail}",
    ]

    def draw(rng: random.Random) -> tuple[int, int, list[list[int]]]:
        n, m = rng.randint(1, 4), rng.randint(1, 4)
        return n, m, [[rng.randint(0, 20) for _ in range(m)] for _ in range(n)]

    def solve(n: int, m: int, a: list[tuple[int, ...]]) -> object:
        lines = a if by_row else list(zip(*a, strict=False))
        functions: dict[str, Callable[[Iterable[int]], int]] = {"sum": sum, "max": max, "min": min}
        results = [functions[op](each) for each in lines]
        if mode == "list":
            return " ".join(map(str, results))
        top = sorted(results)[-1 if best == "max" else 0]
        return top if mode == "best" else results.index(top) + 1

    extra = best if mode != "list" else ""
    return draft(
        rng,
        family="matrix_lines",
        key=f"{line},{op},{mode},{extra}",
        titles=("Table", "Rows and Columns", "Matrix", "Spreadsheet"),
        parts=[ints("n", "m", hi=50, given=""), matrix("a", "n", "m")],
        ask=Value(noun, kind="line" if mode == "list" else "integer"),
        note=note,
        stories=(
            f"{who} filled a table of `n` rows and `m` columns with numbers.",
            f"`n` students took `m` tests each, and row i holds the points of student i. {who} studies the results.",
            f"A field is divided into `n` rows and `m` columns; {who} knows how many apples are in each cell.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=800,
        tags=TAGS,
    )


@family
def matrix_cells(rng: random.Random) -> Instance:
    who = hero(rng)
    mode = rng.choice(
        ("main", "anti", "border", "upper", "both", "transpose", "symmetric", "above", "even", "chess",
         "trace_diff", "multiply")
    )  # fmt: skip
    k = rng.randint(2, 20)
    yes, no = rng.choice(YES_NO)
    conditions = {
        "main": ("on the main diagonal", "i == j"),
        "anti": ("on the second diagonal, from the top right to the bottom left corner", "i + j == n - 1"),
        "border": ("on the border (the first and last row, the first and last column)", "i == 0 or i == n - 1 or j == 0 or j == n - 1"),
        "upper": ("above the main diagonal", "i < j"),
        "both": ("that lie on at least one of the two diagonals", "i == j or i + j == n - 1"),
        "chess": ("in the cells (i, j) with an even sum i + j", "(i + j) % 2 == 0"),
    }  # fmt: skip
    ask: Value | Decide
    key = mode
    cpp_sum = "int ans = 0;\nfor (int i = 0; i < n; i++) {\n    for (int j = 0; j < n; j++) {\n        if (@) ans += a[i][j];\n    }\n}\ncout << ans << endl;"
    if mode in conditions:
        where, test = conditions[mode]
        ask = Value(f"the sum of the numbers {where}", f"the sum of the elements {where}")
        py = [
            f"ans = 0\nfor i in range(n):\n    for j in range(n):\n        if {test}:\n            ans += a[i][j]\nprint(ans)"
        ]
        if mode == "main":
            py.append("print(sum(a[i][i] for i in range(n)))")
        if mode == "anti":
            py.append("print(sum(a[i][n - 1 - i] for i in range(n)))")
        cpp = [cpp_sum.replace("@", test.replace(" or ", " || "))]
    elif mode == "trace_diff":
        ask = Value("the absolute difference between the sums of the two diagonals")
        py = [
            "x = sum(a[i][i] for i in range(n))\ny = sum(a[i][n - 1 - i] for i in range(n))\nprint(abs(x - y))"
        ]
        cpp = [
            "int x = 0, y = 0;\nfor (int i = 0; i < n; i++) {\n    x += a[i][i];\n    y += a[i][n - 1 - i];\n}\ncout << abs(x - y) << endl;"
        ]
    elif mode == "transpose":
        ask = Value("the transposed matrix, in which rows become columns", kind="lines")
        py = [
            "for j in range(n):\n    print(*[a[i][j] for i in range(n)])",
            "for col in zip(*a):\n    print(*col)",
        ]
        cpp = [
            'for (int j = 0; j < n; j++) {\n    for (int i = 0; i < n; i++) cout << a[i][j] << " ";\n    cout << endl;\n}'
        ]
    elif mode == "symmetric":
        ask = Decide(
            "the matrix is symmetric, that is, `a_ij` = `a_ji` for all i and j", yes=yes, no=no
        )
        py = verdict_py("all(a[i][j] == a[j][i] for i in range(n) for j in range(n))", yes, no)
        cpp = [
            "bool ok = true;\nfor (int i = 0; i < n; i++) {\n    for (int j = 0; j < n; j++) {\n        if (a[i][j] != a[j][i]) ok = false;\n    }\n}\n"
            + verdict_cpp("ok", yes, no)[0]
        ]
        key = f"symmetric,{yes}"
    elif mode == "multiply":
        ask = Value(f"the matrix with every element multiplied by {k}", kind="lines")
        py = [f"for row in a:\n    print(*[x * {k} for x in row])"]
        cpp = [
            f'for (int i = 0; i < n; i++) {{\n    for (int j = 0; j < n; j++) cout << a[i][j] * {k} << " ";\n    cout << endl;\n}}'
        ]
        key = f"multiply,{k}"
    else:
        text, test = (f"greater than {k}", f"> {k}") if mode == "above" else ("even", "% 2 == 0")
        ask = Value(
            f"the number of elements of the matrix that are {text}", f"how many elements are {text}"
        )
        py = [
            f"print(sum(1 for row in a for x in row if x {test}))",
            f"ans = 0\nfor row in a:\n    for x in row:\n        if x {test}:\n            ans += 1\nprint(ans)",
        ]
        cpp = [cpp_sum.replace("@", f"a[i][j] {test}").replace("ans += a[i][j]", "ans++")]
        key = f"above,{k}" if mode == "above" else "even"

    def draw(rng: random.Random) -> tuple[int, list[list[int]]]:
        n = rng.randint(1, 4)
        a = [[rng.randint(0, 2 * k if mode == "above" else 9) for _ in range(n)] for _ in range(n)]
        if mode == "symmetric":
            a = [[a[min(i, j)][max(i, j)] for j in range(n)] for i in range(n)]
            if n > 1 and rng.random() < 0.5:
                a[0][n - 1] += 1
        return n, a

    def solve(n: int, a: list[tuple[int, ...]]) -> object:
        cells = {(i, j): a[i][j] for i in range(n) for j in range(n)}
        main = sum(x for (i, j), x in cells.items() if i == j)
        anti = sum(x for (i, j), x in cells.items() if i == n - 1 - j)
        if mode == "symmetric":
            return yes if list(zip(*a, strict=False)) == list(a) else no
        if mode == "transpose":
            return [" ".join(map(str, column)) for column in zip(*a, strict=False)]
        if mode == "multiply":
            return [" ".join(str(k * x) for x in line) for line in a]
        if mode == "above":
            return len([x for x in cells.values() if x > k])
        if mode == "even":
            return len([x for x in cells.values() if not x & 1])
        centre = cells[n // 2, n // 2] if n % 2 else 0
        inner = sum(x for (i, j), x in cells.items() if 0 < i < n - 1 and 0 < j < n - 1)
        return {
            "main": main, "anti": anti, "both": main + anti - centre, "trace_diff": abs(main - anti),
            "border": sum(cells.values()) - inner,
            "upper": sum(sum(a[i][i + 1 :]) for i in range(n)),
            "chess": sum(sum(a[i][i % 2 :: 2]) for i in range(n)),
        }[mode]  # fmt: skip

    part = matrix("a", "n", "n", given="a square matrix `a` of `n` rows and `n` columns")
    return draft(
        rng,
        family="matrix_cells",
        key=key,
        titles=("Square Matrix", "Diagonals", "Square Table", "Numbers in a Square"),
        parts=[ints("n", hi=50, given=""), part],
        ask=ask,
        stories=(
            f"{who} wrote numbers into a square table with `n` rows and `n` columns.",
            f"A square garden has `n` x `n` beds, and {who} counted the flowers in each.",
            "In a square hall every tile of `n` x `n` bears a number.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=800,
        tags=TAGS,
    )
