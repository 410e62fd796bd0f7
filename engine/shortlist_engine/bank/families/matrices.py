"""Tables of numbers: rows and columns, walks, turns, neighbours, diagonals and rectangles."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Grid, Int, Matrix, Rows

SIZES = (
    Count("n", 1, 100, what="the number of rows"),
    Count("m", 1, 100, what="the number of columns"),
)

BEST = """\
int total = 0, best = 0;
for (int i = 0; i < n * m; i++) {
    total += walk[i];
    if (i >= k) total -= walk[i - k];
    if (i >= k - 1) best = max(best, total);
}
return best;"""
AROUND = """\
int around(int i, int j, int n, int m) {
    int ring = min(min(i, j), min(n - 1 - i, m - 1 - j));
    int height = n - 1 - 2 * ring, width = m - 1 - 2 * ring;
    if (i == ring) return j - ring;
    if (j == m - 1 - ring) return width + i - ring;
    if (i == n - 1 - ring) return width + height + (m - 1 - ring - j);
    return 2 * width + height + (n - 1 - ring - i);
}
"""


@family(900, "implementation")
def row_against_column(p: Parameters) -> Task:
    rule = p.choice(
        "rule",
        Expr("r c x", "r > c", "the sum of its row is greater than the sum of its column"),
        Expr("r c x", "r == c", "the sum of its row is equal to the sum of its column"),
        Expr(
            "r c x",
            "(r + c) % 2 == 0",
            "the sum of its row and the sum of its column are both even or both odd",
        ),
        Expr("r c x", "2 * x > r", "it is greater than the sum of all other elements of its row"),
        Expr(
            "r c x",
            "(r - x) % 3 == (c - x) % 3",
            "the other elements of its row and the other elements of its column have sums "
            "with the same remainder modulo 3",
        ),
        Expr(
            "r c x",
            "x * 4 >= r + c",
            "four times its value is at least the sum of its row plus the sum of its column",
        ),
    )
    what = p.choice("what", "count", "sum", "largest", "rows")
    noun = {
        "count": "the number of strong elements",
        "sum": "the sum of the strong elements",
        "largest": "the largest strong element, or 0 if there is none",
        "rows": "the number of rows that contain at least one strong element",
    }[what]

    def solve(n: int, m: int, a: list[list[int]]) -> int:
        rows = [sum(row) for row in a]
        columns = [sum(column) for column in zip(*a, strict=True)]
        result = 0
        for i in range(n):
            found = False
            for j in range(m):
                if rule(rows[i], columns[j], a[i][j]):
                    found = True
                    if what == "count":
                        result += 1
                    elif what == "sum":
                        result += a[i][j]
                    elif what == "largest":
                        result = max(result, a[i][j])
            if what == "rows" and found:
                result += 1
        return result

    def with_list(n: int, m: int, a: list[list[int]]) -> int:
        rows = [0] * n
        columns = [0] * m
        for i in range(n):
            for j in range(m):
                rows[i] += a[i][j]
                columns[j] += a[i][j]
        strong = [(i, j) for i in range(n) for j in range(m) if rule(rows[i], columns[j], a[i][j])]
        if what == "count":
            return len(strong)
        if what == "sum":
            return sum(a[i][j] for i, j in strong)
        if what == "largest":
            return max((a[i][j] for i, j in strong), default=0)
        return len({i for i, _ in strong})

    def changed_places(n: int, m: int, a: list[list[int]]) -> int:
        rows = [sum(row) for row in a]
        columns = [sum(row[j] for row in a) for j in range(m)]
        k = min(n, m)
        strong = [
            (i, j)
            for i in range(n)
            for j in range(m)
            if rule(columns[j] - a[0][0], rows[i % k], a[i][j])
        ]
        if what == "count":
            return len(strong)
        if what == "sum":
            return sum(a[i][j] for i, j in strong)
        if what == "largest":
            return max((a[i][j] for i, j in strong), default=0)
        return len({i for i, _ in strong})

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n, m = maker.count(1, 100), maker.count(1, 100)
        if maker.scale in ("tiny", "small"):
            n, m = min(n, 5), min(m, 5)
        high = maker.rng.choice((2, 6, 1000)) if maker.scale != "least" else 1
        return (
            n,
            m,
            [
                [maker.rng.choice((1, high, maker.rng.randint(1, high))) for _ in range(m)]
                for _ in range(n)
            ],
        )

    return Task(
        titles=("Row against Column", "Strong Elements", "The Table"),
        given=[SIZES, Matrix("a", "n", "m", 1, 1000)],
        ask=Value(noun),
        formal=f"In a table of `n` rows and `m` columns, an element is strong if {rule.words}.",
        stories=[
            Story(
                "In the vineyards of @place, vines stand in `n` rows and `m` columns, and "
                "the owner has counted the grapes of each. The table of these numbers hangs "
                "in the cellar. According to an old tradition, an element of the table, "
                f"that is a vine, is strong if {rule.words}. [Strong vines get a red "
                "ribbon|For strong vines there is a special wine]."
            ),
            Story(
                "A stadium has a block of `n` rows with `m` seats each, so that seats "
                "behind each other form `m` columns. A table tells for each seat how loudly "
                "its fan shouted during the last match. Let us call a fan strong if in the "
                f"table of these elements {rule.words}. @who, who sells lozenges, [is "
                "interested in|looks for] strong fans."
            ),
        ],
        solve=solve,
        others=[with_list],
        wrong=[changed_places],
        cpp=[
            """
            int solve(int n, int m, vector<vector<int>> a) {
                vector<int> rows(n), columns(m);
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < m; j++) {
                        rows[i] += a[i][j];
                        columns[j] += a[i][j];
                    }
                }
                int count = 0, sum = 0, largest = 0, strong_rows = 0;
                for (int i = 0; i < n; i++) {
                    bool found = false;
                    for (int j = 0; j < m; j++) {
                        if ($rule(rows[i], columns[j], a[i][j])) {
                            found = true;
                            count++;
                            sum += a[i][j];
                            largest = max(largest, a[i][j]);
                        }
                    }
                    if (found) strong_rows++;
                }
                return $result;
            }
            """
        ],
        hints=(
            "Adding up a row anew for each of its elements is a waste.",
            "Compute the sums of all rows and of all columns first.",
            "Then go through the table and check each element with the two sums.",
        ),
        explanation="The sums of rows and columns are computed once, and each element is then "
        "checked in constant time: `n * m` steps.",
        make=make,
        params={
            "result": {"count": "count", "sum": "sum", "largest": "largest", "rows": "strong_rows"}[
                what
            ]
        },
        call="strong_elements",
    )


@family(1000, "implementation")
def walk_through_table(p: Parameters) -> Task:
    way = p.choice(
        "way", "spiral", "spiral_left", "snake", "snake_down", "diagonals", "inwards_columns"
    )
    what = p.choice("what", "list", "kth", "best")
    backwards = p.choice("backwards", True, False)
    text = {
        "spiral": (
            "begins in the upper left corner and goes in a spiral: along the first row to the "
            "right, down the last column, along the last row to the left, up the first column, "
            "and so on along the cells that are left, always clockwise"
        ),
        "spiral_left": (
            "begins in the upper left corner and goes in a spiral: down the first column, along "
            "the last row to the right, up the last column, along the first row to the left, "
            "and so on along the cells that are left, always anticlockwise"
        ),
        "snake": (
            "goes through the rows from the first to the last: the first row from left to "
            "right, the second from right to left, the third from left to right again, and so on"
        ),
        "snake_down": (
            "goes through the columns from the first to the last: the first column from top to "
            "bottom, the second from bottom to top, the third from top to bottom again, and so "
            "on"
        ),
        "diagonals": (
            "goes through the diagonals on which row plus column is constant, beginning in the "
            "upper left corner; each diagonal is passed from top to bottom, that is, from the "
            "upper right to the lower left"
        ),
        "inwards_columns": (
            "goes through the columns from both sides: first the leftmost column, then the "
            "rightmost, then the second from the left, the second from the right and so on, "
            "each once and from top to bottom"
        ),
    }[way]
    turned = " The whole walk is made backwards, so its last cell comes first." if backwards else ""
    noun = {
        "list": "the numbers in the order of the walk",
        "kth": "the number on the `k`-th cell of the walk",
        "best": "the greatest sum of `k` numbers that follow each other on the walk",
    }[what]
    if what == "list":
        noun = "the first `k` numbers in the order of the walk"

    def solve(n: int, m: int, a: list[list[int]], k: int) -> object:
        walk: list[int] = []
        if way == "spiral":
            while a:
                walk += a.pop(0)
                a = [list(row) for row in zip(*a, strict=True)][::-1]
        elif way == "spiral_left":
            a = [list(row) for row in zip(*a, strict=True)]
            while a:
                walk += a.pop(0)
                a = [list(row) for row in zip(*a, strict=True)][::-1]
        elif way == "snake":
            for i in range(n):
                walk += a[i] if i % 2 == 0 else a[i][::-1]
        elif way == "snake_down":
            for j in range(m):
                column = [a[i][j] for i in range(n)]
                walk += column if j % 2 == 0 else column[::-1]
        elif way == "diagonals":
            for s in range(n + m - 1):
                for i in range(n):
                    if 0 <= s - i < m:
                        walk.append(a[i][s - i])
        else:
            left, right = 0, m - 1
            while left <= right:
                walk += [row[left] for row in a]
                if left < right:
                    walk += [row[right] for row in a]
                left += 1
                right -= 1
        if backwards:
            walk.reverse()
        if what == "list":
            return walk[:k]
        if what == "kth":
            return walk[k - 1]
        return max(sum(walk[i : i + k]) for i in range(len(walk) - k + 1))

    def by_cells(n: int, m: int, a: list[list[int]], k: int) -> object:
        cells = [(i, j) for i in range(n) for j in range(m)]
        if way in ("spiral", "spiral_left"):
            cells = []
            top, bottom, left, right = 0, n - 1, 0, m - 1
            while top <= bottom and left <= right:
                if way == "spiral":
                    ring = [(top, j) for j in range(left, right + 1)]
                    ring += [(i, right) for i in range(top + 1, bottom + 1)]
                    if top < bottom:
                        ring += [(bottom, j) for j in range(right - 1, left - 1, -1)]
                    if left < right:
                        ring += [(i, left) for i in range(bottom - 1, top, -1)]
                else:
                    ring = [(i, left) for i in range(top, bottom + 1)]
                    ring += [(bottom, j) for j in range(left + 1, right + 1)]
                    if left < right:
                        ring += [(i, right) for i in range(bottom - 1, top - 1, -1)]
                    if top < bottom:
                        ring += [(top, j) for j in range(right - 1, left, -1)]
                cells += ring
                top, bottom, left, right = top + 1, bottom - 1, left + 1, right - 1
        elif way == "snake":
            cells.sort(key=lambda cell: (cell[0], cell[1] if cell[0] % 2 == 0 else -cell[1]))
        elif way == "snake_down":
            cells.sort(key=lambda cell: (cell[1], cell[0] if cell[1] % 2 == 0 else -cell[0]))
        elif way == "diagonals":
            cells.sort(key=lambda cell: (cell[0] + cell[1], cell[0]))
        else:
            cells.sort(key=lambda cell: (min(cell[1], m - 1 - cell[1]), cell[1], cell[0]))
        walk = [a[i][j] for i, j in cells]
        if backwards:
            walk = walk[::-1]
        if what == "list":
            return walk[:k]
        if what == "kth":
            return walk[k - 1]
        best = total = sum(walk[:k])
        for i in range(k, n * m):
            total += walk[i] - walk[i - k]
            best = max(best, total)
        return best

    def row_by_row(n: int, m: int, a: list[list[int]], k: int) -> object:
        walk = [x for row in a for x in row]
        if backwards:
            walk.reverse()
        if what == "list":
            return walk[:k]
        if what == "kth":
            return walk[k - 1]
        return max(sum(walk[i : i + k]) for i in range(len(walk) - k + 1))

    def make(maker: Maker) -> tuple[int, int, int, list[list[int]]]:
        n, m = maker.count(1, 60), maker.count(1, 60)
        if maker.scale in ("tiny", "small"):
            n, m = min(n, 5), min(m, 5)
        a = [[maker.number(0, 1000) for _ in range(m)] for _ in range(n)]
        k = n * m if what == "list" and maker.chance(0.5) else maker.rng.randint(1, n * m)
        return n, m, k if maker.scale != "least" else 1, a

    return Task(
        titles=("A Walk through the Table", "Cell by Cell", "The Path of the Ant"),
        given=[
            (
                Count("n", 1, 60, what="the number of rows"),
                Count("m", 1, 60, what="the number of columns"),
                Int("k", 1, "n*m"),
            ),
            Matrix("a", "n", "m", 0, 1000),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="A table has `n` rows and `m` columns of numbers. A walk visits every cell once. "
        f"It {text}.{turned}",
        stories=[
            Story(
                "An ant crawls over a sheet of paper on which a table of `n` rows and `m` "
                "columns is printed, a number in each cell. It is a well-educated ant and "
                f"visits every cell exactly once. Its walk {text}.{turned} [The ant reads "
                "aloud what it sees|On each cell, the ant stops and learns the number by "
                "heart]."
            ),
            Story(
                "The advent calendar of the city hall of @place has `n` rows and `m` "
                "columns of windows, and in each of them a number of candles is lit, as the "
                "table tells. Every evening the janitor @who goes around in a fixed way and "
                f"visits all the windows, the cells of the table. This walk {text}.{turned}"
            ),
        ],
        solve=solve,
        others=[by_cells],
        wrong=[row_by_row],
        cpp=[
            """
            $above
            $type solve(int n, int m, vector<vector<int>> a, int k) {
                vector<array<int, 4>> cells;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < m; j++) {
                        $ring
                        cells.push_back($key);
                    }
                }
                sort(cells.begin(), cells.end());
                vector<int> walk;
                for (auto& cell : cells) walk.push_back(a[cell[2]][cell[3]]);
                $turn
                $result
            }
            """
        ],
        hints=(
            "Write down the order of the cells for a table of 3 rows and 4 columns.",
            "Which row or column is passed next, and in which direction?"
            if way != "diagonals"
            else "On which diagonal is a cell? Row plus column tells.",
            "Collect the numbers of the walk in a list"
            + (" and turn it around at the end." if backwards else ", then answer from the list."),
        ),
        explanation="The walk is written into a list cell by cell, which takes `n * m` steps, "
        "and the answer is read off from it.",
        make=make,
        params={
            "type": "vector<int>" if what == "list" else "int",
            "key": {
                "spiral": "{ring, around(i, j, n, m), i, j}",
                "spiral_left": "{ring, around(j, i, m, n), i, j}",
                "snake": "{i, i % 2 == 0 ? j : -j, i, j}",
                "snake_down": "{j, j % 2 == 0 ? i : -i, i, j}",
                "diagonals": "{i + j, i, i, j}",
                "inwards_columns": "{min(j, m - 1 - j), j * n + i, i, j}",
            }[way],
            "above": AROUND if way in ("spiral", "spiral_left") else "",
            "ring": "int ring = min(min(i, j), min(n - 1 - i, m - 1 - j));"
            if way in ("spiral", "spiral_left")
            else "",
            "turn": "reverse(walk.begin(), walk.end());" if backwards else "",
            "result": {
                "list": "return vector<int>(walk.begin(), walk.begin() + k);",
                "kth": "return walk[k - 1];",
                "best": BEST,
            }[what],
        },
        call="walk",
    )


@family(900, "implementation")
def turned_picture(p: Parameters) -> Task:
    turn = p.choice(
        "turn", "right", "left", "half", "mirror", "flip", "transpose", "other_diagonal"
    )
    frame = p.choice("then", "none", "swap", "column", "negative")
    text = {
        "right": "turned by 90 degrees clockwise",
        "left": "turned by 90 degrees anticlockwise",
        "half": "turned by 180 degrees",
        "mirror": "mirrored so that left and right change places",
        "flip": "mirrored so that top and bottom change places",
        "transpose": (
            "mirrored at the diagonal from the upper left corner, so that rows become columns"
        ),
        "other_diagonal": (
            "mirrored at the other diagonal, so that the last row, read from right to left, "
            "becomes the first column"
        ),
    }[turn]
    then = {
        "none": "",
        "swap": " After that, the first and the last row of the new table are exchanged.",
        "column": " After that, the first column of the new table is removed.",
        "negative": " After that, each number `x` in it is replaced by `9 - x`.",
    }[frame]

    def solve(n: int, m: int, a: list[list[int]]) -> list[str]:
        if turn == "right":
            b = [list(row) for row in zip(*a[::-1], strict=True)]
        elif turn == "left":
            b = [list(row) for row in zip(*a, strict=True)][::-1]
        elif turn == "half":
            b = [row[::-1] for row in a[::-1]]
        elif turn == "mirror":
            b = [row[::-1] for row in a]
        elif turn == "flip":
            b = a[::-1]
        elif turn == "transpose":
            b = [list(row) for row in zip(*a, strict=True)]
        else:
            b = [list(row)[::-1] for row in zip(*a, strict=True)][::-1]
        if frame == "swap":
            b[0], b[-1] = b[-1], b[0]
        elif frame == "column":
            b = [row[1:] for row in b]
        elif frame == "negative":
            b = [[9 - x for x in row] for row in b]
        return [" ".join(map(str, row)) for row in b]

    def cell_by_cell(n: int, m: int, a: list[list[int]]) -> list[str]:
        turns = turn in ("right", "left", "transpose", "other_diagonal")
        rows, columns = (m, n) if turns else (n, m)
        b = [[0] * columns for _ in range(rows)]
        for i in range(n):
            for j in range(m):
                if turn == "right":
                    b[j][n - 1 - i] = a[i][j]
                elif turn == "left":
                    b[m - 1 - j][i] = a[i][j]
                elif turn == "half":
                    b[n - 1 - i][m - 1 - j] = a[i][j]
                elif turn == "mirror":
                    b[i][m - 1 - j] = a[i][j]
                elif turn == "flip":
                    b[n - 1 - i][j] = a[i][j]
                elif turn == "transpose":
                    b[j][i] = a[i][j]
                else:
                    b[m - 1 - j][n - 1 - i] = a[i][j]
        if frame == "negative":
            for row in b:
                for j in range(columns):
                    row[j] = 9 - row[j]
        if frame == "swap":
            first = b[0]
            b[0] = b[rows - 1]
            b[rows - 1] = first
        result = []
        for row in b:
            if frame == "column":
                row.pop(0)
            result.append(" ".join(str(x) for x in row))
        return result

    def other_turn(n: int, m: int, a: list[list[int]]) -> list[str]:
        if turn == "left":
            b = [list(row) for row in zip(*a[::-1], strict=True)]
        elif turn == "right":
            b = [list(row) for row in zip(*a, strict=True)][::-1]
        elif turn == "half":
            b = a[::-1]
        elif turn == "flip":
            b = [row[::-1] for row in a]
        elif turn == "mirror":
            b = a[::-1]
        elif turn == "other_diagonal":
            b = [list(row) for row in zip(*a, strict=True)]
        else:
            b = [list(row)[::-1] for row in zip(*a, strict=True)][::-1]
        if frame == "swap":
            b[0], b[-1] = b[-1], b[0]
        elif frame == "column":
            b = [row[1:] for row in b]
        elif frame == "negative":
            b = [[9 - x for x in row] for row in b]
        return [" ".join(map(str, row)) for row in b]

    least = 2 if frame == "column" else 1
    return Task(
        titles=("The Turned Picture", "Another View", "Upside Down"),
        given=[
            (
                Count("n", least, 60, what="the number of rows"),
                Count("m", least, 60, what="the number of columns"),
            ),
            Matrix("a", "n", "m", 0, 9),
        ],
        ask=Listing(
            "the rows of the new table, one on each line, with single spaces between the numbers",
            in_lines=True,
            item="str",
        ),
        formal=f"A table with `n` rows and `m` columns is {text}. The result is a new table.{then}",
        stories=[
            Story(
                "A digital camera stores a picture as a table of `n` rows and `m` columns, "
                "in which each number from 0 to 9 stands for a shade of grey. @who took a "
                "picture while hanging from a tree and wants to put it right: the table is "
                f"{text}, which gives a new table.{then}"
            ),
            Story(
                "In a weaving mill of @place, patterns are written down as tables of `n` "
                "rows and `m` columns, with a digit for the colour of each thread. For the "
                f"back of a carpet, the pattern is {text}, and the weavers work with the new "
                f"table that results.{then} [Carpets with mistakes are sold at half "
                "price|Mistakes would be expensive]."
            ),
        ],
        solve=solve,
        others=[cell_by_cell],
        wrong=[other_turn],
        cpp=[
            """
            vector<string> solve(int n, int m, vector<vector<int>> a) {
                vector<vector<int>> b($rows, vector<int>($columns));
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < m; j++) b$place = $value;
                }
                $swap
                vector<string> result;
                for (auto& row : b) {
                    string line;
                    for (int j = $from; j < $columns; j++) {
                        if (j > $from) line += ' ';
                        line += to_string(row[j]);
                    }
                    result.push_back(line);
                }
                return result;
            }
            """
        ],
        hints=(
            "Draw a table of two rows and three columns and do it by hand.",
            "Where does the number in row `i` and column `j` go?",
            "Make a table of the new size and copy each number to its new place.",
        ),
        explanation="Each number moves to a place that is a simple formula of its row and "
        "column, so one pass over the table is enough.",
        params={
            "rows": "m" if turn in ("right", "left", "transpose", "other_diagonal") else "n",
            "columns": "n" if turn in ("right", "left", "transpose", "other_diagonal") else "m",
            "place": {
                "right": "[j][n - 1 - i]",
                "left": "[m - 1 - j][i]",
                "half": "[n - 1 - i][m - 1 - j]",
                "mirror": "[i][m - 1 - j]",
                "flip": "[n - 1 - i][j]",
                "transpose": "[j][i]",
                "other_diagonal": "[m - 1 - j][n - 1 - i]",
            }[turn],
            "value": "9 - a[i][j]" if frame == "negative" else "a[i][j]",
            "swap": "swap(b[0], b.back());" if frame == "swap" else "",
            "from": "1" if frame == "column" else "0",
        },
        call="turned",
    )


@family(1000, "implementation")
def hills_and_hollows(p: Parameters) -> Task:
    rule = p.choice(
        "rule",
        Expr("x y", "x > y", "greater than"),
        Expr("x y", "x < y", "less than"),
        Expr("x y", "x >= y", "not less than"),
        Expr("x y", "x != y", "different from"),
    )
    around = p.choice("around", "4", "8", "row", "diagonal")
    how = p.choice("how", "all", "two", "none")
    what = p.choice("what", "count", "sum", "row")
    steps = {
        "4": [(0, 1), (0, -1), (1, 0), (-1, 0)],
        "8": [(0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)],
        "row": [(0, 1), (0, -1)],
        "diagonal": [(1, 1), (1, -1), (-1, 1), (-1, -1)],
    }[around]
    neighbours = {
        "4": "cells that share a side with it",
        "8": "cells that share a side or a corner with it",
        "row": "cells directly to the left and to the right of it",
        "diagonal": "cells that touch it only at a corner",
    }[around]
    need = {
        "all": "all its neighbours",
        "two": "at least two of its neighbours",
        "none": "none of its neighbours",
    }[how]
    noun = {
        "count": "the number of special cells",
        "sum": "the sum of the heights of all special cells",
        "row": "the number of the first row with the greatest number of special cells",
    }[what]

    def solve(n: int, m: int, a: list[list[int]]) -> int:
        count = total = best = row = 0
        for i in range(n):
            here = 0
            for j in range(m):
                neighbours = good = 0
                for di, dj in steps:
                    if 0 <= i + di < n and 0 <= j + dj < m:
                        neighbours += 1
                        if rule(a[i][j], a[i + di][j + dj]):
                            good += 1
                if how == "all":
                    special = good == neighbours
                elif how == "two":
                    special = good >= 2
                else:
                    special = good == 0
                if special:
                    here += 1
                    total += a[i][j]
            count += here
            if i == 0 or here > best:
                best, row = here, i + 1
        if what == "count":
            return count
        return total if what == "sum" else row

    def with_lists(n: int, m: int, a: list[list[int]]) -> int:
        rows = [0] * n
        total = 0
        for i in range(n):
            for j in range(m):
                near = [(i + di, j + dj) for di, dj in steps]
                near = [(x, y) for x, y in near if x in range(n) and y in range(m)]
                good = [rule(a[i][j], a[x][y]) for x, y in near]
                if how == "all":
                    special = all(good)
                elif how == "two":
                    special = sum(good) > 1
                else:
                    special = not any(good)
                if special:
                    rows[i] += 1
                    total += a[i][j]
        if what == "count":
            return sum(rows)
        return total if what == "sum" else rows.index(max(rows)) + 1

    def around_the_edge(n: int, m: int, a: list[list[int]]) -> int:
        rows = [0] * n
        total = 0
        for i in range(n):
            for j in range(m):
                good = [rule(a[i][j], a[(i + di) % n][(j + dj) % m]) for di, dj in steps]
                if how == "all":
                    special = all(good)
                elif how == "two":
                    special = sum(good) > 1
                else:
                    special = not any(good)
                if special:
                    rows[i] += 1
                    total += a[i][j]
        if what == "count":
            return sum(rows)
        return total if what == "sum" else rows.index(max(rows)) + 1

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n, m = maker.count(1, 100), maker.count(1, 100)
        if maker.scale in ("tiny", "small"):
            n, m = min(n, 6), min(m, 6)
        high = maker.rng.choice((2, 5, 1000)) if maker.scale != "least" else 1
        return n, m, [[maker.rng.randint(1, high) for _ in range(m)] for _ in range(n)]

    return Task(
        titles=("Hills and Hollows", "Neighbouring Cells", "The Map"),
        given=[SIZES, Matrix("a", "n", "m", 1, 1000, what="the heights")],
        ask=Value(noun),
        formal=(
            "A map is a table of `n` rows and `m` columns with the height of each cell. The "
            f"neighbours of a cell are the {neighbours}; cells at the edge have fewer of them. A "
            f"cell is special if its height is {rule.words} the height of {need}."
        )
        + (" A cell without neighbours is special." if how != "two" else ""),
        stories=[
            Story(
                (
                    "From a balloon, @who has measured the land around @place, and made a map "
                    "of `n` rows and `m` columns in which a number stands for the height of "
                    f"each cell. The neighbours of a cell are the {neighbours}, as far as they "
                    f"are on the map. A cell is special if its height is {rule.words} the height "
                    f"of {need}."
                )
                + (" If a cell has no neighbours at all, it is special." if how != "two" else "")
            ),
            Story(
                (
                    "Plants grow in a square bed of `n` rows and `m` columns, one in each cell, "
                    "and a table tells their heights in millimetres. A botanist from @place "
                    "believes that plants feel their neighbours, by which she means the plants "
                    f"in the {neighbours}, inside the bed. She calls a cell special if the "
                    f"height in it is {rule.words} the height of {need}"
                )
                + (", and so is a cell that has no neighbours." if how != "two" else ".")
            ),
        ],
        solve=solve,
        others=[with_lists],
        wrong=[around_the_edge],
        cpp=[
            """
            int solve(int n, int m, vector<vector<int>> a) {
                vector<pair<int, int>> steps = $pairs;
                int count = 0, total = 0, best = 0, row = 1;
                for (int i = 0; i < n; i++) {
                    int here = 0;
                    for (int j = 0; j < m; j++) {
                        int $counters;
                        for (auto [di, dj] : steps) {
                            int x = i + di, y = j + dj;
                            if (x < 0 || x >= n || y < 0 || y >= m) continue;
                            $step
                            if ($rule(a[i][j], a[x][y])) good++;
                        }
                        if ($special) {
                            here++;
                            total += a[i][j];
                        }
                    }
                    count += here;
                    if (here > best) {
                        best = here;
                        row = i + 1;
                    }
                }
                return $result;
            }
            """
        ],
        hints=(
            "Each cell can be judged by looking at its neighbours.",
            "A list of steps to the neighbours saves many cases.",
            "For each cell and each step, check that the neighbour is inside the table, and "
            "count the comparisons that hold.",
        ),
        explanation=f"Every cell has at most {len(steps)} neighbours, so going through all cells "
        f"takes about `{len(steps)} * n * m` steps.",
        make=make,
        params={
            "counters": "neighbours = 0, good = 0" if how == "all" else "good = 0",
            "step": "neighbours++;" if how == "all" else "",
            "pairs": "{" + ", ".join(f"{{{x}, {y}}}" for x, y in steps) + "}",
            "special": {
                "all": "good == neighbours",
                "two": "good >= 2",
                "none": "good == 0",
            }[how],
            "result": {"count": "count", "sum": "total", "row": "row"}[what],
        },
        call="special_cells",
    )


@family(1300, "data structures", "implementation")
def sums_of_rectangles(p: Parameters) -> Task:
    good = p.choice(
        "good",
        Expr("x", "x", "the sum of the numbers"),
        Expr("x", "x % 2", "the number of odd numbers"),
        Expr("x", "int(x > 50)", "the number of numbers greater than 50", "(x > 50)"),
        Expr("x", "x * x", "the sum of the squares of the numbers"),
        Expr("x", "int(x % 3 == 0)", "the number of multiples of 3", "(x % 3 == 0)"),
    )
    what = p.choice("what", "inside", "outside", "frame")
    area = {
        "inside": "in the rectangle",
        "outside": "outside of the rectangle",
        "frame": (
            "on the border of the rectangle, that is, in those of its cells that are in its "
            "first or last row or in its first or last column"
        ),
    }[what]

    def solve(n: int, m: int, q: int, a: list[list[int]], box: list[list[int]]) -> list[int]:
        s = [[0] * (m + 1) for _ in range(n + 1)]
        for i in range(n):
            for j in range(m):
                s[i + 1][j + 1] = s[i][j + 1] + s[i + 1][j] - s[i][j] + good(a[i][j])

        def part(top: int, left: int, bottom: int, right: int) -> int:
            if top > bottom or left > right:
                return 0
            return s[bottom][right] - s[top - 1][right] - s[bottom][left - 1] + s[top - 1][left - 1]

        result = []
        for top, left, bottom, right in box:
            value = part(top, left, bottom, right)
            if what == "outside":
                value = s[n][m] - value
            elif what == "frame":
                value -= part(top + 1, left + 1, bottom - 1, right - 1)
            result.append(value)
        return result

    def row_prefixes(n: int, m: int, q: int, a: list[list[int]], box: list[list[int]]) -> list[int]:
        rows = []
        for row in a:
            prefix = [0]
            for x in row:
                prefix.append(prefix[-1] + good(x))
            rows.append(prefix)
        total = sum(row[-1] for row in rows)
        result = []
        for top, left, bottom, right in box:
            value = 0
            for i in range(top - 1, bottom):
                value += rows[i][right] - rows[i][left - 1]
                if what == "frame" and top - 1 < i < bottom - 1 and right - left > 1:
                    value -= rows[i][right - 1] - rows[i][left]
            result.append(total - value if what == "outside" else value)
        return result

    def no_corner(n: int, m: int, q: int, a: list[list[int]], box: list[list[int]]) -> list[int]:
        s = [[0] * (m + 1) for _ in range(n + 1)]
        for i in range(n):
            for j in range(m):
                s[i + 1][j + 1] = s[i][j + 1] + s[i + 1][j] - s[i][j] + good(a[i][j])
        result = []
        for top, left, bottom, right in box:
            value = s[bottom][right] - s[top - 1][right] - s[bottom][left - 1]
            if what == "outside":
                value = s[n][m] - value
            elif what == "frame":
                value -= s[bottom - 1][right - 1] - s[top][right - 1] - s[bottom - 1][left]
            result.append(value)
        return result

    def make(maker: Maker) -> tuple[int, int, int, list[list[int]], list[list[int]]]:
        n, m = maker.count(1, 200), maker.count(1, 200)
        if maker.scale in ("tiny", "small"):
            n, m = min(n, 5), min(m, 5)
        q = maker.count(1, 10**4)
        a = [[maker.rng.randint(1, 100) for _ in range(m)] for _ in range(n)]
        box = []
        for _ in range(q):
            top, bottom = sorted((maker.rng.randint(1, n), maker.rng.randint(1, n)))
            left, right = sorted((maker.rng.randint(1, m), maker.rng.randint(1, m)))
            box.append([top, left, bottom, right])
        return n, m, q, a, box

    return Task(
        titles=("Rectangles", "Parts of a Table", "Many Questions"),
        given=[
            (
                Count("n", 1, 200, what="the number of rows"),
                Count("m", 1, 200, what="the number of columns"),
                Count("q", 1, 10**4, what="the number of questions"),
            ),
            Matrix("a", "n", "m", 1, 100),
            Rows(
                "box",
                "q",
                (Int("u", 1, "n"), Int("l", 1, "m"), Int("d", "u", "n"), Int("r", "l", "m")),
                what="the upper row, the left column, the lower row and the right column of a "
                "rectangle",
            ),
        ],
        ask=Listing(f"for each question {good.words} {area}", in_lines=True),
        formal="A table has `n` rows and `m` columns, both numbered from 1. Each of `q` "
        "questions is about the rectangle that reaches from row `u` to row `d` and from "
        "column `l` to column `r`, all of these included.",
        stories=[
            Story(
                "A large field near @place has been divided into `n` rows and `m` columns "
                "of squares, and archaeologists have counted the coins in each: these are "
                "the numbers of the table. Now everybody has questions, `q` in all. Each of "
                "them is about a rectangle of squares, from row `u` to row `d` and from "
                "column `l` to column `r`, ends included, where rows and columns are "
                "numbered from 1."
            ),
            Story(
                "The night sky on a photograph is covered by a net of `n` rows and `m` "
                "columns, and a computer has noted the brightness of each cell as a number. "
                "@who studies `q` rectangles in this table. One of them is given by its "
                "upper row `u`, its left column `l`, its lower row `d` and its right column "
                "`r`; counting starts at 1, and cells in these rows and columns belong to "
                "it. [It will be a long night|Clouds are coming up]."
            ),
        ],
        solve=solve,
        others=[row_prefixes],
        wrong=[no_corner],
        cpp=[
            """
            vector<int> solve(int n, int m, int q, vector<vector<int>> a, vector<vector<int>> box) {
                vector<vector<int>> s(n + 1, vector<int>(m + 1));
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < m; j++) {
                        s[i + 1][j + 1] = s[i][j + 1] + s[i + 1][j] - s[i][j] + $good(a[i][j]);
                    }
                }
                auto part = [&](int top, int left, int bottom, int right) {
                    if (top > bottom || left > right) return 0;
                    return s[bottom][right] - s[top - 1][right]
                        - s[bottom][left - 1] + s[top - 1][left - 1];
                };
                vector<int> result;
                for (auto& x : box) {
                    int value = part(x[0], x[1], x[2], x[3]);
                    $change
                    result.push_back(value);
                }
                return result;
            }
            """
        ],
        hints=(
            "Visiting all cells of every rectangle is too slow.",
            "What holds for all cells above and to the left of a corner can be computed "
            "once for each corner.",
            "A rectangle is a combination of four such values: add, subtract twice, and add "
            "what was subtracted twice.",
        ),
        explanation=(
            "Prefix sums in two dimensions are built in `n * m` steps; each rectangle is then a "
            "combination of four of them"
        )
        + (", and the border is the difference of two rectangles." if what == "frame" else "."),
        make=make,
        params={
            "change": {
                "inside": "",
                "outside": "value = s[n][m] - value;",
                "frame": "value -= part(x[0] + 1, x[1] + 1, x[2] - 1, x[3] - 1);",
            }[what]
        },
        call="rectangles",
    )


@family(1000, "implementation", "brute force")
def rows_of_stones(p: Parameters) -> Task:
    way = p.choice("way", "rows", "columns", "diagonal", "both")
    what = p.choice("what", "longest", "runs", "cells")
    k = p.int("k", 2, 4)
    stone = p.choice("stone", "#", ".")
    steps = {"rows": [(0, 1)], "columns": [(1, 0)], "diagonal": [(1, 1)], "both": [(0, 1), (1, 0)]}[
        way
    ]
    line = {
        "rows": "next to each other in a row",
        "columns": "below each other in a column",
        "diagonal": "on a diagonal that goes down to the right",
        "both": "next to each other in a row or below each other in a column",
    }[way]
    name = "stone" if stone == "#" else "gap"
    noun = {
        "longest": f"the length of the longest chain, or 0 if its length would be less than {k}",
        "runs": f"the number of chains of length {k} (chains may overlap)",
        "cells": f"the number of {name}s that belong to at least one chain of length {k}",
    }[what]

    def solve(n: int, m: int, g: list[str]) -> int:
        longest = runs = 0
        cells = set()
        for di, dj in steps:
            for i in range(n):
                for j in range(m):
                    length = 0
                    x, y = i, j
                    while x < n and y < m and g[x][y] == stone:
                        length += 1
                        x += di
                        y += dj
                    longest = max(longest, length)
                    if length >= k:
                        runs += 1
                        for step in range(k):
                            cells.add((i + step * di, j + step * dj))
        if what == "longest":
            return longest if longest >= k else 0
        return runs if what == "runs" else len(cells)

    def with_table(n: int, m: int, g: list[str]) -> int:
        longest = runs = 0
        marked = [[False] * m for _ in range(n)]
        for di, dj in steps:
            length = [[0] * m for _ in range(n)]
            for i in range(n):
                for j in range(m):
                    if g[i][j] != stone:
                        continue
                    length[i][j] = 1
                    if i >= di and j >= dj:
                        length[i][j] += length[i - di][j - dj]
                    longest = max(longest, length[i][j])
                    if length[i][j] >= k:
                        runs += 1
                        for step in range(k):
                            marked[i - step * di][j - step * dj] = True
        if what == "longest":
            return longest if longest >= k else 0
        return runs if what == "runs" else sum(row.count(True) for row in marked)

    def counts_runs_once(n: int, m: int, g: list[str]) -> int:
        longest = runs = cells = 0
        for di, dj in steps:
            for i in range(n):
                for j in range(m):
                    if i >= di and j >= dj and g[i - di][j - dj] == stone:
                        continue
                    length = 0
                    x, y = i, j
                    while x < n and y < m and g[x][y] == stone:
                        length += 1
                        x += di
                        y += dj
                    if length > k:
                        longest = max(longest, length)
                    if length >= k:
                        runs += 1
                        cells += k
        if what == "longest":
            return longest
        return runs if what == "runs" else cells

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        n, m = maker.count(1, 50), maker.count(1, 50)
        if maker.scale == "tiny":
            n, m = min(n, 6), min(m, 7)
        if maker.scale == "least":
            return 1, 1, ["."]
        chance = maker.rng.uniform(0.4, 0.85)
        other = "." if stone == "#" else "#"
        return (
            n,
            m,
            ["".join(stone if maker.chance(chance) else other for _ in range(m)) for _ in range(n)],
        )

    return Task(
        titles=("Rows of Stones", "Chains", "In a Straight Line"),
        given=[
            (
                Count("n", 1, 50, what="the number of rows"),
                Count("m", 1, 50, what="the number of columns"),
            ),
            Grid("g", "n", "m"),
        ],
        ask=Value(noun),
        formal="A board of `n` rows and `m` columns is given by `n` strings, in which '#' is a "
        f"stone and '.' is a gap. A chain consists of consecutive {name}s {line}; its "
        f"length is the number of its {name}s.",
        stories=[
            Story(
                "On a rainy afternoon, @who and @friend have put stones onto a board of `n` "
                "rows and `m` columns and then forgotten the rules of the game. Each row is "
                "shown as a string, with '#' for a stone and '.' for a gap. What they "
                f"remember is that chains were important: a chain consists of {name}s that "
                f"follow each other without interruption {line}, and its length is how many "
                f"{name}s it has."
            ),
            Story(
                "The wall of a castle in @place is a rectangle of `n` rows and `m` columns. "
                "Seen from afar, each place is a stone ('#') or a gap where a stone has "
                "fallen out ('.'). A restorer is interested in chains, by which he means "
                f"consecutive {name}s {line}. The number of {name}s of a chain is its "
                "length, and [he has no time to count|there are too many places for "
                "counting by hand]."
            ),
        ],
        solve=solve,
        others=[with_table],
        wrong=[counts_runs_once],
        cpp=[
            """
            int solve(int n, int m, vector<string> g) {
                vector<pair<int, int>> steps = $pairs;
                int longest = 0, runs = 0;
                set<pair<int, int>> cells;
                for (auto [di, dj] : steps) {
                    for (int i = 0; i < n; i++) {
                        for (int j = 0; j < m; j++) {
                            int length = 0, x = i, y = j;
                            while (x < n && y < m && g[x][y] == '$stone') {
                                length++;
                                x += di;
                                y += dj;
                            }
                            longest = max(longest, length);
                            if (length < $k) continue;
                            runs++;
                            for (int s = 0; s < $k; s++) cells.insert({i + s * di, j + s * dj});
                        }
                    }
                }
                return $result;
            }
            """
        ],
        hints=(
            "The board is small: each cell may be tried as the beginning of a chain.",
            f"From a cell go on in the given direction while there are {name}s.",
            "A direction is a pair of steps, for the row and for the column, so one piece "
            "of code is enough for all.",
        ),
        explanation="From each cell one walks on as long as there are right cells; with at most "
        "50 rows and columns this is fast.",
        make=make,
        params={
            "pairs": "{" + ", ".join(f"{{{x}, {y}}}" for x, y in steps) + "}",
            "result": {
                "longest": f"longest >= {k} ? longest : 0",
                "runs": "runs",
                "cells": "(int)cells.size()",
            }[what],
        },
        call="chains",
    )
