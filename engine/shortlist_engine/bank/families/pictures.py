"""Pictures of characters that are printed line by line."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Listing, Story, Task
from shortlist_engine.bank.values import Count, Grid, Int, Ints

SIGNS = {"#": ("#", "."), "*": ("*", "."), "X": ("X", "-"), "o": ("o", ".")}


@family(900, "implementation")
def drawn_figure(p: Parameters) -> Task:
    full, empty = p.entry("signs", SIGNS)
    black = p.choice("black",
        Expr("i j n", "i == 0 or j == 0 or i == n - 1 or j == n - 1", "it lies on the border of "
                                                                      "the square"),
        Expr("i j n", "i == j or i + j == n - 1", "it lies on one of the two diagonals"),
        Expr("i j n", "j <= i", "its column number is at most its row number"),
        Expr("i j n", "i + j >= n - 1", "the sum of its row number and its column number is at "
                                        "least `n + 1`"),
        Expr("i j n", "(i + j) % 2 == 0", "the sum of its row number and its column number is "
                                          "even"),
        Expr("i j n", "abs(i - j) <= 1", "its row number and its column number differ by at "
                                         "most 1"),
        Expr("i j n", "i % 2 == 0 or j == n - 1",
             "its row number is odd or it lies in the last column"),
        Expr("i j n", "min(i, j) % 2 == 0", "the smaller one of its row number and its column "
                                            "number is odd"))  # fmt: skip

    def solve(n: int) -> list[str]:
        lines = []
        for i in range(n):
            line = ""
            for j in range(n):
                line += full if black(i, j, n) else empty
            lines.append(line)
        return lines

    def joined(n: int) -> list[str]:
        return ["".join(full if black(i, j, n) else empty for j in range(n)) for i in range(n)]

    def from_one(n: int) -> list[str]:
        lines = []
        for i in range(1, n + 1):
            lines.append("".join(empty if black(i, n - j, n) else full for j in range(n)))
        return lines

    return Task(
        titles=("A Drawn Figure", "Tiles", "Black and White"),
        given=[Int("n", 1, 50, what="the size of the picture")],
        ask=Listing("the lines of the picture", in_lines=True, item="str"),
        formal="A square picture has `n` rows and `n` columns, which are numbered from 1, rows "
               "from top to bottom and "
        f"columns from left to right. The character in a cell is '{full}' if {black.words}; "
        "otherwise it "
        f"is '{empty}'.",
        stories=[
            Story(
                "A tiler lays a floor of `n` times `n` square tiles in a bathroom. He numbers "
                "the rows from 1 at "
                "the top and the columns from 1 at the left. A tile is dark, drawn as "
                f"'{full}', if "
                f"{black.words}. All other tiles are bright and drawn as '{empty}'. Before he "
                "begins, his customer "
                "wants to see the picture, one line for each row."
            ),
            Story(
                "The flag of @place is made of patches of cloth, `n` rows of `n` patches, and "
                "in the decree of the "
                "king rows are counted from the top and columns from the left, both beginning "
                "with 1. The decree "
                f"says: a patch is red if {black.words}, and it is white if not. On paper, "
                f"'{full}' stands for red "
                f"and '{empty}' for white."
            ),
        ],
        solve=solve, others=[joined], wrong=[from_one],
        cpp=["""
            vector<string> solve(int n) {
                vector<string> lines;
                for (int i = 0; i < n; i++) {
                    string line;
                    for (int j = 0; j < n; j++) line += $black(i, j, n) ? '$full' : '$empty';
                    lines.push_back(line);
                }
                return lines;
            }
        """],
        params={"full": full, "empty": empty},
        edges=[(2,), (3,)],
        hints=(
            "Decide for each cell by its row and its column.",
            "Use two loops, one inside the other.",
            "Build a line as a string and print it when it is complete.",
        ),
        explanation="Each of the `n^2` cells is decided by a condition on its row and column.",
        call="draw_figure",
    )  # fmt: skip


@family(900, "implementation")
def bar_chart(p: Parameters) -> Task:
    full, empty = p.entry("signs", SIGNS)
    side = p.choice("side", "up", "down", "left", "right")
    text = {
        "up": "The picture has as many rows as the largest value and `n` columns; column `i` "
        "has `a_i` cells filled, "
        "from the bottom upwards.",
        "down": "The picture has as many rows as the largest value and `n` columns; column `i` "
        "has `a_i` cells "
        "filled, from the top downwards.",
        "left": "The picture has `n` rows and as many columns as the largest value; row `i` has "
        "its first `a_i` cells "
        "filled, from the left.",
        "right": "The picture has `n` rows and as many columns as the largest value; row `i` "
        "has its last `a_i` cells "
        "filled, those at the right.",
    }[side]

    def solve(n: int, a: list[int]) -> list[str]:
        high = max(a)
        if side == "left":
            return [full * x + empty * (high - x) for x in a]
        if side == "right":
            return [empty * (high - x) + full * x for x in a]
        lines = []
        for row in range(high):
            level = high - row if side == "up" else row + 1
            lines.append("".join(full if x >= level else empty for x in a))
        return lines

    def filling(n: int, a: list[int]) -> list[str]:
        high = max(a)
        if side == "left" or side == "right":
            grid = [[empty] * high for _ in range(n)]
        else:
            grid = [[empty] * n for _ in range(high)]
        for i in range(n):
            for j in range(a[i]):
                if side == "left":
                    grid[i][j] = full
                elif side == "right":
                    grid[i][high - 1 - j] = full
                elif side == "up":
                    grid[high - 1 - j][i] = full
                else:
                    grid[j][i] = full
        return ["".join(line) for line in grid]

    def other_side(n: int, a: list[int]) -> list[str]:
        high = max(a)
        if side == "right":
            return [full * x + empty * (high - x) for x in a]
        if side == "left":
            return [empty * (high - x) + full * x for x in a]
        lines = []
        for row in range(high):
            level = row + 1 if side == "up" else high - row
            lines.append("".join(full if x >= level else empty for x in a))
        return lines

    return Task(
        titles=("Bar Chart", "Columns and Rows", "A Picture of Numbers"),
        given=[Count("n", 1, 60, what="the number of values"), Ints("a", "n", 1, 40)],
        ask=Listing("the lines of the picture", in_lines=True, item="str"),
        formal=f"The values `a_1, a_2, ..., a_n` are drawn as bars. {text} Filled cells are "
               f"written as '{full}' and "
        f"empty ones as '{empty}'.",
        stories=[
            Story(
                "The weather station of @place has measured the rain of `n` days; on day `i` "
                "there fell `a_i` "
                "millimetres. Its old printer knows only characters, so the values are shown "
                f"as bars. {text} "
                f"A filled cell is printed as '{full}', an empty one as '{empty}'."
            ),
            Story(
                "In a shop for building blocks, `n` towers stand side by side; tower `i` "
                "consists of `a_i` blocks. "
                "@friend wants to draw them on squared paper, but turned so that it looks "
                f"modern. {text} "
                f"For a filled cell @friend uses the sign '{full}', for an empty cell '{empty}'."
            ),
        ],
        solve=solve, others=[filling], wrong=[other_side],
        cpp=["""
            vector<string> solve(int n, vector<int> a) {
                int high = *max_element(a.begin(), a.end());
                vector<string> grid($rows, string($columns, '$empty'));
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < a[i]; j++) $cell = '$full';
                }
                return grid;
            }
        """],
        params={
            "full": full, "empty": empty,
            "rows": "n" if side in ("left", "right") else "high",
            "columns": "high" if side in ("left", "right") else "n",
            "cell": {"left": "grid[i][j]", "right": "grid[i][high - 1 - j]",
                     "up": "grid[high - 1 - j][i]", "down": "grid[j][i]"}[side],
        },
        hints=(
            "How many rows and columns does the picture have?",
            "Which bar reaches a given row?" if side in ("up", "down") else "Each value makes "
                                                                            "one row.",
            "Fill a table of characters, or build each line as a string.",
        ),
        explanation="Each cell of the picture is decided by comparing a value with the number "
                    "of its row or column.",
        call="draw_bars",
    )  # fmt: skip


@family(1000, "implementation")
def changed_picture(p: Parameters) -> Task:
    how = p.choice(
        "how", "right", "left", "half", "mirror", "flip", "zoom", "frame", "diagonal", "double"
    )
    text = {
        "right": "It is turned by 90 degrees clockwise.",
        "left": "It is turned by 90 degrees counterclockwise.",
        "half": "It is turned by 180 degrees.",
        "mirror": "It is mirrored so that left and right are exchanged.",
        "flip": "It is mirrored so that top and bottom are exchanged.",
        "zoom": "It is enlarged: each cell becomes a square of 2 times 2 cells with the same "
        "character.",
        "frame": "It gets a frame, one cell wide, of the character '+' on all four sides.",
        "diagonal": "It is mirrored at its diagonal from the upper left to the lower right: "
        "what was row `i` becomes "
        "column `i`.",
        "double": "It is continued to the right by its mirror image, so that it becomes twice "
        "as wide and symmetric.",
    }[how]

    def solve(n: int, m: int, picture: list[str]) -> list[str]:
        lines = []
        if how == "right":
            for j in range(m):
                lines.append("".join(picture[i][j] for i in range(n - 1, -1, -1)))
        elif how == "left":
            for j in range(m - 1, -1, -1):
                lines.append("".join(picture[i][j] for i in range(n)))
        elif how == "diagonal":
            for j in range(m):
                lines.append("".join(picture[i][j] for i in range(n)))
        elif how == "zoom":
            for row in picture:
                wide = "".join(c * 2 for c in row)
                lines += [wide, wide]
        elif how == "frame":
            lines.append("+" * (m + 2))
            for row in picture:
                lines.append("+" + row + "+")
            lines.append("+" * (m + 2))
        else:
            for row in picture:
                if how == "flip":
                    lines.insert(0, row)
                elif how == "mirror":
                    lines.append(row[::-1])
                elif how == "double":
                    lines.append(row + row[::-1])
                else:
                    lines.insert(0, row[::-1])
        return lines

    def short_form(n: int, m: int, picture: list[str]) -> list[str]:
        if how == "right":
            return ["".join(column) for column in zip(*picture[::-1], strict=True)]
        if how == "left":
            return ["".join(column) for column in zip(*picture, strict=True)][::-1]
        if how == "diagonal":
            return ["".join(column) for column in zip(*picture, strict=True)]
        if how == "half":
            return [row[::-1] for row in reversed(picture)]
        if how == "mirror":
            return ["".join(reversed(row)) for row in picture]
        if how == "flip":
            return picture[::-1]
        if how == "double":
            return [picture[i] + "".join(reversed(picture[i])) for i in range(n)]
        if how == "frame":
            edge = "+" * (m + 2)
            return [edge] + [f"+{row}+" for row in picture] + [edge]
        return ["".join(picture[i // 2][j // 2] for j in range(2 * m)) for i in range(2 * n)]

    def mixed_up(n: int, m: int, picture: list[str]) -> list[str]:
        turned = ["".join(picture[i][j] for i in range(n)) for j in range(m)]
        if how == "right":
            return turned[::-1]
        if how == "left":
            return [row[::-1] for row in turned]
        if how == "diagonal":
            return [row[::-1] for row in picture]
        if how == "half" or how == "mirror":
            return picture[::-1]
        if how == "flip":
            return [row[::-1] for row in picture]
        if how == "double":
            return [row + row for row in picture]
        if how == "frame":
            return ["+" * m] + [f"+{row}+" for row in picture] + ["+" * m]
        return ["".join(c * 2 for c in row) for row in picture]

    return Task(
        titles=("A Changed Picture", "The Photo Editor", "Stamps and Stencils"),
        given=[
            (
                Count("n", 1, 50, what="the number of rows"),
                Count("m", 1, 50, what="the number of columns"),
            ),
            Grid("picture", "n", "m", ".#o", "the characters '.', '#' and 'o'"),
        ],
        ask=Listing("the lines of the new picture", in_lines=True, item="str"),
        formal=f"A picture has `n` rows of `m` characters. {text}",
        stories=[
            Story(
                "In the very first photo editor of the world, pictures consisted of the "
                "characters '.', '#' and 'o', "
                "and every button on the screen did just one thing. The user has loaded a "
                "picture with "
                "`n` rows and `m` columns and presses a button. What happens to the picture is "
                f"this. {text}"
            ),
            Story(
                "A potter decorates plates with a stencil: a sheet with `n` rows and `m` "
                "columns of cells in "
                f"which a dot means clay, '#' blue and 'o' white. For the next plate she wants to "
                f"change the pattern on the sheet. {text} As she works with her hands only, she "
                "asks you to print the "
                "pattern that she will get."
            ),
            Story(
                "Satellites send pictures of clouds, `n` rows with `m` characters in each of "
                "them. Before a picture "
                f"is shown in the evening news of @place, a rule is applied to it. {text}"
            ),
        ],
        solve=solve, others=[short_form], wrong=[mixed_up],
        cpp=["""
            vector<string> solve(int n, int m, vector<string> picture) {
                vector<string> lines($rows, string($columns, '+'));
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < m; j++) {
                        char c = picture[i][j];
                        $put
                    }
                }
                return lines;
            }
        """],
        params={
            "rows": {
                "right": "m", "left": "m", "diagonal": "m", "zoom": "2 * n", "frame": "n + 2"
            }.get(how, "n"),
            "columns": {
                "right": "n", "left": "n", "diagonal": "n", "zoom": "2 * m", "frame": "m + 2",
                "double": "2 * m",
            }.get(how, "m"),
            "put": {
                "right": "lines[j][n - 1 - i] = c;", "left": "lines[m - 1 - j][i] = c;",
                "half": "lines[n - 1 - i][m - 1 - j] = c;", "mirror": "lines[i][m - 1 - j] = c;",
                "flip": "lines[n - 1 - i][j] = c;", "diagonal": "lines[j][i] = c;",
                "frame": "lines[i + 1][j + 1] = c;", "double": "lines[i][j] = lines[i][2 * m - "
                                                               "1 - j] = c;",
                "zoom": "lines[2 * i][2 * j] = lines[2 * i][2 * j + 1] = c;\n"
                "                        lines[2 * i + 1][2 * j] = lines[2 * i + 1][2 * j + 1] "
                "= c;",
            }[how],
        },
        hints=(
            "How many rows and columns does the new picture have?",
            "Where does the character of row `i` and column `j` go?",
            "Try it with a small picture of two rows and three columns.",
        ),
        explanation="Each character goes to a place that is calculated from its row and column.",
        call="change_picture",
    )  # fmt: skip


@family(1100, "implementation")
def woven_numbers(p: Parameters) -> Task:
    order = p.choice("order", "rows", "snake", "columns", "diagonals", "spiral")
    start = p.choice("start", 0, 1)
    step = p.int("step", 1, 3)
    text = {
        "rows": "row by row from the top, each row from left to right",
        "snake": "row by row from the top, the first row from left to right, the second from "
        "right to left and so "
        "on by turns",
        "columns": "column by column from the left, each column from top to bottom",
        "diagonals": "by growing sum of row and column number, and for equal sums from the "
        "upper row to the lower one",
        "spiral": "in a spiral: along the top row to the right, down the last column, along the "
        "bottom row to the left, "
        "up the first column, and then in the same way around what is left inside",
    }[order]

    def solve(n: int, m: int) -> list[str]:
        cells = [(i, j) for i in range(n) for j in range(m)]
        if order == "snake":
            cells.sort(key=lambda cell: (cell[0], -cell[1] if cell[0] % 2 else cell[1]))
        elif order == "columns":
            cells.sort(key=lambda cell: (cell[1], cell[0]))
        elif order == "diagonals":
            cells.sort(key=lambda cell: (cell[0] + cell[1], cell[0]))
        elif order == "spiral":
            cells = []
            top, left, bottom, right = 0, 0, n - 1, m - 1
            while top <= bottom and left <= right:
                cells += [(top, j) for j in range(left, right + 1)]
                cells += [(i, right) for i in range(top + 1, bottom + 1)]
                if top < bottom:
                    cells += [(bottom, j) for j in range(right - 1, left - 1, -1)]
                if left < right:
                    cells += [(i, left) for i in range(bottom - 1, top, -1)]
                top, left, bottom, right = top + 1, left + 1, bottom - 1, right - 1
        table = [[0] * m for _ in range(n)]
        value = start
        for i, j in cells:
            table[i][j] = value
            value += step
        return [" ".join(map(str, row)) for row in table]

    def walking(n: int, m: int) -> list[str]:
        table = [[-1] * m for _ in range(n)]
        i = j = 0
        di, dj = 0, 1
        for k in range(n * m):
            value = start + step * k
            if order == "rows":
                i, j = divmod(k, m)
            elif order == "snake":
                i, j = divmod(k, m)
                if i % 2 == 1:
                    j = m - 1 - j
            elif order == "columns":
                j, i = divmod(k, n)
            table[i][j] = value
            if order == "diagonals":
                i, j = i + 1, j - 1
                if i == n or j < 0:
                    total = i + j + 1
                    i = max(0, total - m + 1)
                    j = total - i
            elif order == "spiral":
                a, b = i + di, j + dj
                if not (0 <= a < n and 0 <= b < m) or table[a][b] != -1:
                    di, dj = dj, -di
                i, j = i + di, j + dj
        return [" ".join(str(x) for x in row) for row in table]

    def other_order(n: int, m: int) -> list[str]:
        lines = []
        for i in range(n):
            row = [start + step * (i * n + j if order == "rows" else j * m + i) for j in range(m)]
            lines.append(" ".join(map(str, row)))
        return lines

    return Task(
        titles=("Woven Numbers", "Numbered Seats", "Around and Around"),
        given=[
            (
                Count("n", 1, 40, what="the number of rows"),
                Count("m", 1, 40, what="the number of columns"),
            )
        ],
        ask=Listing("the rows of the table, the numbers with single spaces between them",
                    in_lines=True,
                    item="str"),
        formal=f"A table has `n` rows and `m` columns. It is filled with the numbers {start}, "
               f"{start + step}, "
        f"{start + 2 * step}, ... ({step} more each time) {text}.",
        stories=[
            Story(
                "The seats of a cinema, `n` rows with `m` seats each, get new numbers. The "
                "owner has an unusual "
                f"taste. The numbers are {start}, {start + step}, {start + 2 * step} and so on, "
                f"always {step} "
                f"more, and he gives them to the seats {text}. The plan of the seats is a table."
            ),
            Story(
                "A carpet is woven from `n * m` square patches that lie in `n` rows and `m` "
                "columns, like a table. "
                f"The weaver fixes them one after the other {text}. On the back of the patches "
                "she writes numbers, "
                f"beginning with {start} and going up by {step} from patch to patch."
            ),
        ],
        solve=solve, others=[walking], wrong=[other_order],
        cpp=["""
            vector<string> solve(int n, int m) {
                vector<vector<int>> table(n, vector<int>(m, -1));
                int i = 0, j = 0, di = 0, dj = 1;
                for (int k = 0; k < n * m; k++) {
                    $before
                    table[i][j] = $start + $step * k;
                    $after
                }
                vector<string> lines;
                for (auto& row : table) {
                    string line;
                    for (int x : row) line += (line.empty() ? "" : " ") + to_string(x);
                    lines.push_back(line);
                }
                return lines;
            }
        """],
        params={
            "before": {
                "rows": "i = k / m, j = k % m;", "columns": "i = k % n, j = k / n;",
                "snake": "i = k / m;\n                    j = i % 2 == 0 ? k % m : m - 1 - k % m;",
            }.get(order, ""),
            "after": {
                "diagonals": "i++;\n                    j--;\n"
                "                    if (i == n || j < 0) {\n"
                "                        int total = i + j + 1;\n"
                "                        i = max(0, total - m + 1);\n"
                "                        j = total - i;\n"
                "                    }",
                "spiral": "int a = i + di, b = j + dj;\n"
                "                    if (a < 0 || a >= n || b < 0 || b >= m || table[a][b] != "
                "-1) {\n"
                "                        int old = di;\n"
                "                        di = dj;\n"
                "                        dj = -old;\n"
                "                    }\n"
                "                    i += di;\n"
                "                    j += dj;",
            }.get(order, ""),
        },
        edges=[(1, 1), (1, 4), (4, 1), (2, 3), (3, 3)],
        hints=(
            "In which order are the cells filled? Try a table of 3 rows and 4 columns.",
            "Walk through the cells in this order and count." if order in ("spiral", "diagonals")
            else "The place of the `k`-th number follows from `k` by division.",
            "Turn when the next cell is outside or already filled." if order == "spiral"
            else "Fill a table first, and print it afterwards.",
        ),
        explanation="Each cell is visited once, in the order that is described.",
        call="fill_table",
    )  # fmt: skip
