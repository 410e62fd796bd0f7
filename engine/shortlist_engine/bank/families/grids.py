"""Families about grids of characters."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random

from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    hero,
)
from shortlist_engine.bank.families._parts import (
    grid,
    ints,
)
from shortlist_engine.bank.families._statement import Value
from shortlist_engine.bank.family import Instance, family

TAGS = ("implementation",)


def _rows(rng: random.Random, h: int, w: int, chars: str) -> list[str]:
    share = rng.choice((0.2, 0.5, 0.8))
    return [
        "".join(chars[0] if rng.random() < share else rng.choice(chars[1:]) for _ in range(w))
        for _ in range(h)
    ]


@family
def grid_count(rng: random.Random) -> Instance:
    mark, other = rng.choice(("#.", "*.", "10", "XO", "WB", "@.", "SL"))
    if rng.random() < 0.3:
        mark, other = other, mark
    mode = rng.choice(
        ("cells", "rows_any", "rows_all", "rows_none", "cols_any", "cols_all", "cols_none", "max_row",
         "adjacent", "pairs", "row_index", "border")
    )  # fmt: skip
    who = hero(rng)
    nouns = {
        "cells": (f"the number of cells with '{mark}'", f"how many cells contain '{mark}'"),
        "rows_any": (f"the number of rows that contain at least one '{mark}'",),
        "rows_all": (f"the number of rows that consist only of '{mark}'",),
        "rows_none": (f"the number of rows without any '{mark}'",),
        "cols_any": (f"the number of columns that contain at least one '{mark}'",),
        "cols_all": (f"the number of columns that consist only of '{mark}'",),
        "cols_none": (f"the number of columns without any '{mark}'",),
        "max_row": (f"the largest number of cells '{mark}' in one row",),
        "row_index": (f"the number of the row with the most cells '{mark}'",),
        "pairs": (f"the number of pairs of neighbouring cells in a row that are both '{mark}'",),
        "adjacent": (f"the number of cells '{mark}' whose right or left neighbour is also '{mark}'",),
        "border": (f"the number of cells '{mark}' on the border of the grid",),
    }[mode]  # fmt: skip
    note = ""
    if mode == "row_index":
        note = "Rows are numbered from 1. If there are several such rows, print the first one."
    if mode == "border":
        note = (
            "The border consists of the first and the last row and the first and the last column."
        )
    columns_py = "for j in range(w):\n    col = [g[i][j] for i in range(h)]\n"
    py = {
        "cells": [f'print(sum(row.count("{mark}") for row in g))', f'ans = 0\nfor row in g:\n    ans += row.count("{mark}")\nprint(ans)'],
        "rows_any": [f'print(sum(1 for row in g if "{mark}" in row))'],
        "rows_all": [f'print(sum(1 for row in g if row == "{mark}" * w))', f'print(sum(1 for row in g if "{other}" not in row))'],
        "rows_none": [f'print(sum(1 for row in g if "{mark}" not in row))'],
        "cols_any": [f'ans = 0\n{columns_py}    if "{mark}" in col:\n        ans += 1\nprint(ans)'],
        "cols_all": [f'ans = 0\n{columns_py}    if "{other}" not in col:\n        ans += 1\nprint(ans)'],
        "cols_none": [f'ans = 0\n{columns_py}    if "{mark}" not in col:\n        ans += 1\nprint(ans)'],
        "max_row": [f'print(max(row.count("{mark}") for row in g))'],
        "row_index": [f'a = [row.count("{mark}") for row in g]\nprint(a.index(max(a)) + 1)'],
        "pairs": [f'ans = 0\nfor i in range(h):\n    for j in range(w - 1):\n        if g[i][j] == "{mark}" and g[i][j + 1] == "{mark}":\n            ans += 1\nprint(ans)'],
        "adjacent": [f'ans = 0\nfor row in g:\n    for j in range(w):\n        if row[j] == "{mark}" and (row[j - 1:j] == "{mark}" or row[j + 1:j + 2] == "{mark}"):\n            ans += 1\nprint(ans)'],
        "border": [f'ans = 0\nfor i in range(h):\n    for j in range(w):\n        if g[i][j] == "{mark}" and (i in (0, h - 1) or j in (0, w - 1)):\n            ans += 1\nprint(ans)'],
    }[mode]  # fmt: skip
    loops = "int ans = 0;\nfor (int i = 0; i < h; i++) {\n    for (int j = 0; j < w; j++) {\n        if (@) ans++;\n    }\n}\ncout << ans << endl;"
    lines = "int ans = 0;\nfor (int i = 0; i < @1; i++) {\n    int c = 0;\n    for (int j = 0; j < @2; j++) {\n        if (@3 == '@m') c++;\n    }\n    @4\n}\ncout << ans << endl;"
    row_lines = (
        lines.replace("@1", "h").replace("@2", "w").replace("@3", "g[i][j]").replace("@m", mark)
    )
    column_lines = (
        lines.replace("@1", "w").replace("@2", "h").replace("@3", "g[j][i]").replace("@m", mark)
    )
    cpp = {
        "cells": loops.replace("@", f"g[i][j] == '{mark}'"),
        "rows_any": row_lines.replace("@4", "if (c > 0) ans++;"),
        "rows_all": row_lines.replace("@4", "if (c == w) ans++;"),
        "rows_none": row_lines.replace("@4", "if (c == 0) ans++;"),
        "cols_any": column_lines.replace("@4", "if (c > 0) ans++;"),
        "cols_all": column_lines.replace("@4", "if (c == h) ans++;"),
        "cols_none": column_lines.replace("@4", "if (c == 0) ans++;"),
        "max_row": row_lines.replace("@4", "ans = max(ans, c);"),
        "row_index": "int ans = 1, best = -1;\nfor (int i = 0; i < h; i++) {\n"
        f"    int c = count(g[i].begin(), g[i].end(), '{mark}');\n    if (c > best) {{\n        best = c;\n"
        "        ans = i + 1;\n    }\n}\ncout << ans << endl;",
        "pairs": loops.replace("j < w", "j + 1 < w").replace("@", f"g[i][j] == '{mark}' && g[i][j + 1] == '{mark}'"),
        "adjacent": loops.replace("@", f"g[i][j] == '{mark}' && ((j > 0 && g[i][j - 1] == '{mark}') || (j + 1 < w && g[i][j + 1] == '{mark}'))"),
        "border": loops.replace("@", f"g[i][j] == '{mark}' && (i == 0 || i == h - 1 || j == 0 || j == w - 1)"),
    }[mode]  # fmt: skip
    cpps = [cpp]
    if mode == "cells":
        cpps.append(
            f"int ans = 0;\nfor (string row : g) {{\n    for (char c : row) {{\n        if (c == '{mark}') ans++;\n    }}\n}}\ncout << ans << endl;"
        )

    def draw(rng: random.Random) -> tuple[int, int, list[str]]:
        h, w = rng.randint(1, 5), rng.randint(1, 5)
        rows = _rows(rng, h, w, mark + other)
        if mode == "cols_all" or mode == "cols_none":
            column = rng.randrange(w)
            fill = mark if mode == "cols_all" else other
            rows = [row[:column] + fill + row[column + 1 :] for row in rows]
        return h, w, rows

    def solve(h: int, w: int, g: list[str]) -> int:
        columns = ["".join(column) for column in zip(*g, strict=False)]
        lines = columns if mode.startswith("cols") else g
        if mode == "cells":
            return "".join(g).count(mark)
        if mode.endswith("any"):
            return sum(1 for line in lines if line.count(mark))
        if mode.endswith("all"):
            return sum(1 for line in lines if line.count(mark) == len(line))
        if mode.endswith("none"):
            return sum(1 for line in lines if not line.count(mark))
        counts = [line.count(mark) for line in g]
        if mode == "max_row":
            return sorted(counts)[-1]
        if mode == "row_index":
            return min(range(h), key=lambda i: -counts[i]) + 1
        cells = {(i, j) for i in range(h) for j in range(w) if g[i][j] == mark}
        if mode == "pairs":
            return sum((i, j + 1) in cells for i, j in cells)
        if mode == "adjacent":
            return sum((i, j + 1) in cells or (i, j - 1) in cells for i, j in cells)
        return sum(not (0 < i < h - 1 and 0 < j < w - 1) for i, j in cells)

    return draft(
        rng,
        family="grid_count",
        key=f"{mode},{mark}{other}",
        titles=("Cells of a Grid", "Map", "Chocolate", "Grid"),
        parts=[ints("h", "w", hi=50, given=""), grid("g", "h", "w", mark + other)],
        ask=Value(*nouns),
        note=note,
        stories=(
            f"{who} looks at a map with `h` rows and `w` columns. Each cell is '{mark}' or '{other}'.",
            f"A floor consists of `h` rows with `w` tiles each. A tile is shown as '{mark}' or '{other}'.",
            f"{who} took a black and white photo of `h` x `w` pixels, given as characters '{mark}' and '{other}'.",
        ),
        py=py,
        cpp=cpps,
        draw=draw,
        solve=solve,
        rating=800,
        tags=TAGS,
        multi=rng.random() < 0.1,
    )


@family
def grid_transform(rng: random.Random) -> Instance:
    mark, other = rng.choice(("#.", "*.", "10", "XO", "WB"))
    mode = rng.choice(
        ("flip_lr", "flip_ud", "transpose", "rotate", "invert", "half_turn", "rotate_left")
    )
    who = hero(rng)
    noun = {
        "flip_lr": "the grid mirrored left to right",
        "flip_ud": "the grid mirrored upside down",
        "transpose": "the transposed grid, in which rows become columns",
        "rotate": "the grid rotated by 90 degrees clockwise",
        "rotate_left": "the grid rotated by 90 degrees counterclockwise",
        "half_turn": "the grid rotated by 180 degrees",
        "invert": f"the grid in which every '{mark}' is replaced by '{other}' and every '{other}' by '{mark}'",
    }[mode]
    define = {
        "flip_lr": "Each row is written from right to left.",
        "flip_ud": "The last row becomes the first one, and so on.",
    }.get(mode, "")
    py = {
        "flip_lr": ["for row in g:\n    print(row[::-1])"],
        "flip_ud": ["for row in g[::-1]:\n    print(row)"],
        "half_turn": ["for row in g[::-1]:\n    print(row[::-1])"],
        "transpose": ['for j in range(w):\n    print("".join(g[i][j] for i in range(h)))', 'for col in zip(*g):\n    print("".join(col))'],
        "rotate": ['for j in range(w):\n    print("".join(g[i][j] for i in range(h - 1, -1, -1)))', 'for col in zip(*g[::-1]):\n    print("".join(col))'],
        "rotate_left": ['for j in range(w - 1, -1, -1):\n    print("".join(g[i][j] for i in range(h)))'],
        "invert": [f'for row in g:\n    print("".join("{other}" if c == "{mark}" else "{mark}" for c in row))'],
    }[mode]  # fmt: skip
    loops = "for (int @a) {\n    for (int @b) cout << g[i][j];\n    cout << endl;\n}"
    up_i, up_j = "i = 0; i < h; i++", "j = 0; j < w; j++"
    down_i, down_j = "i = h - 1; i >= 0; i--", "j = w - 1; j >= 0; j--"
    order = {
        "flip_lr": (up_i, down_j), "flip_ud": (down_i, up_j), "half_turn": (down_i, down_j),
        "transpose": (up_j, up_i), "rotate": (up_j, down_i), "rotate_left": (down_j, up_i),
    }  # fmt: skip
    if mode == "invert":
        cpp = f"for (string row : g) {{\n    for (char &c : row) c = c == '{mark}' ? '{other}' : '{mark}';\n    cout << row << endl;\n}}"
    else:
        cpp = loops.replace("@a", order[mode][0]).replace("@b", order[mode][1])

    def draw(rng: random.Random) -> tuple[int, int, list[str]]:
        h, w = rng.randint(1, 4), rng.randint(2, 5)
        return h, w, _rows(rng, h, w, mark + other)

    def solve(h: int, w: int, g: list[str]) -> list[str]:
        source = {
            "flip_lr": lambda i, j: (i, w - 1 - j),
            "flip_ud": lambda i, j: (h - 1 - i, j),
            "half_turn": lambda i, j: (h - 1 - i, w - 1 - j),
            "transpose": lambda i, j: (j, i),
            "rotate": lambda i, j: (h - 1 - j, i),
            "rotate_left": lambda i, j: (j, w - 1 - i),
            "invert": lambda i, j: (i, j),
        }[mode]
        turned = mode in ("transpose", "rotate", "rotate_left")
        height, width = (w, h) if turned else (h, w)
        out = []
        for i in range(height):
            cells = [g[y][x] for y, x in (source(i, j) for j in range(width))]
            out.append("".join(cells))
        if mode == "invert":
            return [row.translate(str.maketrans(mark + other, other + mark)) for row in out]
        return out

    return draft(
        rng,
        family="grid_transform",
        key=mode if mode != "invert" else f"{mode},{mark}{other}",
        titles=("Turn the Picture", "Mirror", "Picture", "Transform the Grid"),
        parts=[ints("h", "w", hi=50, given=""), grid("g", "h", "w", mark + other)],
        ask=Value(noun, kind="lines"),
        define=define,
        stories=(
            f"{who} has a picture of `h` rows with `w` characters each, and edits it.",
            f"A stamp with `h` rows and `w` columns is given. {who} presses it on paper.",
            f"{who} plays a puzzle on a board with `h` rows and `w` columns.",
        ),
        py=py,
        cpp=[cpp],
        draw=draw,
        solve=solve,
        rating=800,
        tags=TAGS,
    )
