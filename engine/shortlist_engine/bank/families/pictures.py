"""Families that draw with characters."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random

from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    hero,
)
from shortlist_engine.bank.families._parts import (
    Part,
    ints,
)
from shortlist_engine.bank.families._statement import Value
from shortlist_engine.bank.family import Instance, family


@family
def picture(rng: random.Random) -> Instance:
    who = hero(rng)
    mark, other = rng.choice(("#.", "*.", "@.", "xo", "+-", "#-", "WB", "10"))
    mode = rng.choice(("full", "frame", "chess", "stripes_row", "stripes_col", "triangle", "triangle_down",
                       "right", "diagonal", "pyramid", "cross"))  # fmt: skip
    square = mode in ("triangle", "triangle_down", "right", "diagonal", "pyramid", "cross")
    nouns = {
        "full": f"a rectangle of `h` rows and `w` columns made of '{mark}'",
        "frame": f"a frame of `h` rows and `w` columns: '{mark}' on the border and '{other}' inside",
        "chess": f"a chessboard of `h` rows and `w` columns: '{mark}' and '{other}' alternate, and the top left cell is '{mark}'",
        "stripes_row": f"a flag of `h` rows and `w` columns: odd rows consist of '{mark}' and even rows of '{other}'",
        "stripes_col": f"a flag of `h` rows and `w` columns: odd columns consist of '{mark}' and even columns of '{other}'",
        "triangle": f"a triangle of `n` rows: the i-th row consists of i characters '{mark}'",
        "triangle_down": f"a triangle of `n` rows: the first row consists of `n` characters '{mark}', and each next row is one shorter",
        "right": f"a square of `n` rows: the i-th row consists of `n` - i characters '{other}' followed by i characters '{mark}'",
        "diagonal": f"a square of `n` rows and `n` columns: '{mark}' on the main diagonal and '{other}' elsewhere",
        "cross": f"a square of `n` rows and `n` columns: '{mark}' on both diagonals and '{other}' elsewhere",
        "pyramid": f"a pyramid of `n` rows: the i-th row has `n` - i characters '{other}', then 2i - 1 characters '{mark}', then `n` - i characters '{other}'",
    }  # fmt: skip
    py = {
        "full": [f'for i in range(h):\n    print("{mark}" * w)'],
        "frame": [
            f'for i in range(h):\n    if i == 0 or i == h - 1:\n        print("{mark}" * w)\n    else:\n        print("{mark}" + "{other}" * (w - 2) + "{mark}")',
        ],
        "chess": [f'for i in range(h):\n    print("".join("{mark}" if (i + j) % 2 == 0 else "{other}" for j in range(w)))'],
        "stripes_row": [f'for i in range(h):\n    print(("{mark}" if i % 2 == 0 else "{other}") * w)', f'for i in range(h):\n    if i % 2 == 0:\n        print("{mark}" * w)\n    else:\n        print("{other}" * w)'],
        "stripes_col": [f'for i in range(h):\n    print("".join("{mark}" if j % 2 == 0 else "{other}" for j in range(w)))'],
        "triangle": [f'for i in range(1, n + 1):\n    print("{mark}" * i)'],
        "triangle_down": [f'for i in range(n, 0, -1):\n    print("{mark}" * i)', f'for i in range(n):\n    print("{mark}" * (n - i))'],
        "right": [f'for i in range(1, n + 1):\n    print("{other}" * (n - i) + "{mark}" * i)'],
        "diagonal": [f'for i in range(n):\n    print("".join("{mark}" if i == j else "{other}" for j in range(n)))', f'for i in range(n):\n    print("{other}" * i + "{mark}" + "{other}" * (n - 1 - i))'],
        "cross": [f'for i in range(n):\n    print("".join("{mark}" if i == j or i + j == n - 1 else "{other}" for j in range(n)))'],
        "pyramid": [f'for i in range(1, n + 1):\n    print("{other}" * (n - i) + "{mark}" * (2 * i - 1) + "{other}" * (n - i))'],
    }[mode]  # fmt: skip
    tests = {
        "frame": "i == 0 || i == h - 1 || j == 0 || j == w - 1", "chess": "(i + j) % 2 == 0",
        "stripes_row": "i % 2 == 0", "stripes_col": "j % 2 == 0", "diagonal": "i == j",
        "cross": "i == j || i + j == n - 1", "right": "i + j >= n - 1",
    }  # fmt: skip
    rows, columns = ("n", "n") if square else ("h", "w")
    if mode == "full":
        cpp = [f"for (int i = 0; i < h; i++) cout << string(w, '{mark}') << endl;"]
    elif mode == "triangle":
        cpp = [f"for (int i = 1; i <= n; i++) cout << string(i, '{mark}') << endl;"]
    elif mode == "triangle_down":
        cpp = [f"for (int i = n; i >= 1; i--) cout << string(i, '{mark}') << endl;"]
    elif mode == "pyramid":
        cpp = [
            f"for (int i = 1; i <= n; i++) {{\n    cout << string(n - i, '{other}') << string(2 * i - 1, '{mark}') << string(n - i, '{other}') << endl;\n}}"
        ]
    else:
        cpp = [
            f"for (int i = 0; i < {rows}; i++) {{\n    for (int j = 0; j < {columns}; j++) {{\n"
            f"        if ({tests[mode]}) cout << '{mark}';\n        else cout << '{other}';\n    }}\n    cout << endl;\n}}",
        ]

    def cell(i: int, j: int, h: int, w: int) -> bool:
        return {
            "full": True, "frame": not (1 <= i < h - 1 and 1 <= j < w - 1), "chess": i % 2 == j % 2,
            "stripes_row": not i % 2, "stripes_col": not j % 2, "triangle": j <= i,
            "triangle_down": j < h - i, "right": j >= h - 1 - i, "diagonal": j == i,
            "cross": j in (i, h - 1 - i), "pyramid": abs(j - (h - 1)) <= i,
        }[mode]  # fmt: skip

    def solve(*size: int) -> list[str]:
        h, w = size[0], size[-1]
        width = 2 * h - 1 if mode == "pyramid" else w
        lines = [
            "".join(mark if cell(i, j, h, w) else other for j in range(width)) for i in range(h)
        ]
        return [line.rstrip(other) for line in lines] if mode.startswith("triangle") else lines

    parts: list[Part] = [ints("n", hi=50)] if square else [ints("h", "w", lo=2, hi=50)]
    alone = mode in ("full", "triangle", "triangle_down")
    return draft(
        rng,
        family="picture",
        key=f"{mode},{mark}" + ("" if alone else other),
        titles=("Draw a Picture", "Print a Figure", "Character Art", "Rectangle"),
        parts=parts,
        ask=Value(nouns[mode], kind="lines"),
        stories=(
            f"{who} draws pictures with characters.",
            f"{who} wants to sew a pattern for a blanket.",
            "Old computers could only show letters, so pictures were made of characters.",
        ),
        py=py,
        cpp=cpp,
        draw=lambda rng: (rng.randint(1, 6),) if square else (rng.randint(2, 5), rng.randint(2, 6)),
        solve=solve,
        rating=800,
        tags=("implementation", "constructive algorithms"),
    )
