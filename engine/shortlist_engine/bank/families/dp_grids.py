"""Dynamic programs over the cells of a table: ways, best sums, largest shapes, won positions."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Ask, Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Grid, Matrix

MOD = 10**9 + 7


@family(1200, "dp")
def orchard_path(p: Parameters) -> Task:
    diagonal = p.choice("diagonal", True, False)
    measure = p.choice("measure", "sum", "gift", "worst")
    most = p.choice("most", True, False)
    pick, other = (max, min) if most else (min, max)
    steps = [[1, 0], [0, 1], [1, 1]] if diagonal else [[1, 0], [0, 1]]
    noun = {
        "sum": f"the {'greatest' if most else 'least'} possible sum of a walk",
        "gift": f"the {'greatest' if most else 'least'} possible sum of a walk",
        "worst": "the greatest possible value of the smallest number on a walk"
        if most
        else "the least possible value of the greatest number on a walk",
    }[measure]

    def solve(n: int, m: int, a: list[list[int]]) -> int:
        best = [[0] * m for _ in range(n)]
        spared = [[0] * m for _ in range(n)]
        for i in range(n):
            for j in range(m):
                x = a[i][j]
                if i == 0 and j == 0:
                    best[i][j] = x
                    spared[i][j] = pick(x, 0)
                    continue
                before = pick(best[i - r][j - c] for r, c in steps if i >= r and j >= c)
                if measure == "worst":
                    best[i][j] = other(x, before)
                else:
                    best[i][j] = before + x
                if measure == "gift":
                    after = pick(spared[i - r][j - c] for r, c in steps if i >= r and j >= c)
                    spared[i][j] = pick(after + x, before)
        if measure == "gift":
            return spared[-1][-1]
        return best[-1][-1]

    def row_by_row(n: int, m: int, a: list[list[int]]) -> int:
        none = -(10**9) if most else 10**9
        best = [none] * (m + 1)
        spared = [none] * (m + 1)
        for i in range(n):
            now = [none] * (m + 1)
            free = [none] * (m + 1)
            for j in range(m):
                x = a[i][j]
                before = pick(best[j + 1], now[j])
                after = pick(spared[j + 1], free[j])
                if diagonal:
                    before = pick(before, best[j])
                    after = pick(after, spared[j])
                if i == j == 0:
                    now[1] = x
                    free[1] = pick(0, x)
                elif measure == "worst":
                    now[j + 1] = other(before, x)
                else:
                    now[j + 1] = before + x
                    free[j + 1] = pick(after + x, before)
            best = now
            spared = free
        if measure == "gift":
            return spared[m]
        return best[m]

    def step_by_step(n: int, m: int, a: list[list[int]]) -> int:
        i = j = 0
        way = [a[0][0]]
        while i < n - 1 or j < m - 1:
            options = [(a[i + r][j + c], r, c) for r, c in steps if i + r < n and j + c < m]
            x, r, c = pick(options)
            i += r
            j += c
            way.append(x)
        if measure == "worst":
            return other(way)
        if measure == "gift":
            return sum(way) - other(way)
        return sum(way)

    def other_steps(n: int, m: int, a: list[list[int]]) -> int:
        best = [[0] * m for _ in range(n)]
        for i in range(n):
            for j in range(m):
                before = []
                if i > 0:
                    before.append(best[i - 1][j])
                if j > 0:
                    before.append(best[i][j - 1])
                if not diagonal and i > 0 and j > 0:
                    before.append(best[i - 1][j - 1])
                best[i][j] = a[i][j]
                if before and measure == "worst":
                    best[i][j] = other(a[i][j], pick(before))
                elif before:
                    best[i][j] = a[i][j] + pick(before)
        return best[-1][-1] - (pick(0, a[-1][-1]) if measure == "gift" else 0)

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        top = 300 if maker.scale == "large" else 12 if maker.scale == "medium" else 5
        n, m = min(maker.count(1, 300), top), min(maker.count(1, 300), top)
        high = maker.rng.choice((9, 20)) if maker.scale in ("tiny", "small") else 100
        a = [[maker.rng.randint(-high, high) for _ in range(m)] for _ in range(n)]
        return n, m, a

    step = "right, down, or diagonally to the right and down" if diagonal else "right or down"
    gift = (
        " At most one cell of the walk, wherever it is, may be left out of the sum."
        if measure == "gift"
        else ""
    )
    counted = (
        "Of a walk, only the smallest number on it counts"
        if most
        else "Of a walk, only the greatest number on it counts"
    )
    if measure != "worst":
        counted = "The sum of a walk is that of all numbers on it, the first and the last included"
    pleasure = "pleasure" if most else "trouble"
    return Task(
        titles=("Through the Orchard", "From Corner to Corner", "A Walk with a View"),
        given=[
            (Count("n", 1, 300), Count("m", 1, 300)),
            Matrix("a", "n", "m", -100, 100),
        ],
        ask=Value(noun),
        formal="A table has `n` rows and `m` columns of integers. A walk starts in the upper left "
        f"cell and ends in the lower right one; each step goes one cell {step}. {counted}.{gift}",
        stories=[
            Story(
                "An orchard is divided into `n` rows of `m` squares. @who enters it at the upper "
                "left corner of the map and leaves it at the lower right one, going from square to "
                f"square: each step leads to the next square {step}. On the map, every square has "
                f"a number that says how much {pleasure} it means (it may be negative). {counted}."
                f"{gift}"
            ),
            Story(
                "A river flows from the northwest to the southeast of a map with `n` rows and `m` "
                "columns of cells, and a boat with it, from the first cell of the first row to the "
                f"last cell of the last row; in each hour it drifts one cell {step}, and the "
                "captain can choose which. The map tells for each cell a number, the "
                + ("good" if most else "bad")
                + f" luck that is said to wait there. The course of the boat is its walk. "
                f"{counted}.{gift}"
            ),
        ],
        solve=solve,
        others=[row_by_row],
        wrong=[step_by_step, other_steps],
        cpp=[
            """
            int solve(int n, int m, vector<vector<int>> a) {
                vector<vector<int>> best = a, spared = a;
                spared[0][0] = $pick(0, a[0][0]);
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < m; j++) {
                        if (i == 0 && j == 0) continue;
                        int before = $none, after = $none;
                        for (auto [r, c] : vector<pair<int, int>>{$steps}) {
                            if (i < r || j < c) continue;
                            before = $pick(before, best[i - r][j - c]);
                            after = $pick(after, spared[i - r][j - c]);
                        }
                        best[i][j] = $new;
                        spared[i][j] = $pick(after + a[i][j], before);
                    }
                }
                return $result;
            }
            """
            if measure == "gift"
            else """
            int solve(int n, int m, vector<vector<int>> a) {
                vector<vector<int>> best = a;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < m; j++) {
                        if (i == 0 && j == 0) continue;
                        int before = $none;
                        for (auto [r, c] : vector<pair<int, int>>{$steps}) {
                            if (i >= r && j >= c) before = $pick(before, best[i - r][j - c]);
                        }
                        best[i][j] = $new;
                    }
                }
                return best[n - 1][m - 1];
            }
            """
        ],
        params={
            "pick": "max" if most else "min",
            "none": -(10**9) if most else 10**9,
            "steps": "{1, 0}, {0, 1}, {1, 1}" if diagonal else "{1, 0}, {0, 1}",
            "new": f"{'min' if most else 'max'}(a[i][j], before)"
            if measure == "worst"
            else "before + a[i][j]",
            "result": "spared[n - 1][m - 1]",
        },
        make=make,
        edges=[
            (1, 1, [[5]]),
            (1, 1, [[-5]]),
            (1, 3, [[1, -2, 3]]),
            (2, 2, [[1, 9], [9, 1]]),
            (2, 2, [[1, -9], [-9, 1]]),
            (3, 3, [[1, 2, 9], [3, 1, 1], [1, 1, 4]]),
            (3, 3, [[1, 2, 30], [3, 1, 1], [1, 1, 4]]),
            (3, 3, [[1, 3, -30], [2, 9, 9], [9, 9, 4]]),
        ],
        hints=(
            "Always stepping onto the best neighbour does not lead to the best walk.",
            "For each cell, find the answer for walks that end there.",
            "It follows from the answers of the "
            + ("three" if diagonal else "two")
            + " cells from which one can come"
            + (
                "; keep a second answer for walks that have left out a cell already."
                if measure == "gift"
                else "."
            ),
        ),
        explanation="A walk to a cell is a walk to one of its predecessors and one more step, so "
        "the best value of each cell follows from theirs; filling the table row by row takes "
        "`n * m` steps.",
        call="best_walk",
        tests=False,
    )


@family(1200, "dp", "combinatorics")
def ways_among_walls(p: Parameters) -> Task:
    moves = p.choice(
        "moves",
        [[0, 1], [1, 0]],
        [[0, 1], [1, 0], [1, 1]],
        [[1, 2], [2, 1]],
        [[1, -1], [1, 0], [1, 1]],
    )
    broken = p.int("broken", 0, 2)
    layers = broken + 1
    how = {
        "[[0, 1], [1, 0]]": "one cell to the right or one cell down",
        "[[0, 1], [1, 0], [1, 1]]": "one cell to the right, one cell down, or diagonally one cell "
        "to the right and down",
        "[[1, 2], [2, 1]]": "two cells to the right and one down, or one to the right and two down "
        "(jumping over what is in between)",
        "[[1, -1], [1, 0], [1, 1]]": "to one of the up to three cells in the next row that touch "
        "it at a side or a corner",
    }[str(moves)]

    def solve(n: int, m: int, grid: list[str]) -> int:
        ways = [[[0] * layers for _ in range(m)] for _ in range(n)]
        for i in range(n):
            for j in range(m):
                if i == 0 and j == 0:
                    ways[0][0][0] = 1
                    continue
                wall = 1 if grid[i][j] == "#" else 0
                for r, c in moves:
                    if i - r >= 0 and 0 <= j - c < m:
                        for k in range(wall, layers):
                            ways[i][j][k] += ways[i - r][j - c][k - wall]
                for k in range(layers):
                    ways[i][j][k] %= MOD
        return sum(ways[n - 1][m - 1]) % MOD

    def pushing(n: int, m: int, grid: list[str]) -> int:
        ways = {(0, 0, 0): 1}
        for i in range(n):
            for j in range(m):
                for k in range(layers):
                    here = ways.get((i, j, k), 0) % MOD
                    if here == 0:
                        continue
                    for r, c in moves:
                        y, x = i + r, j + c
                        if y < n and 0 <= x < m:
                            used = k + (grid[y][x] == "#")
                            if used < layers:
                                ways[y, x, used] = ways.get((y, x, used), 0) + here
        return sum(ways.get((n - 1, m - 1, k), 0) for k in range(layers)) % MOD

    def one_wall_less(n: int, m: int, grid: list[str]) -> int:
        ways = [[[0] * layers for _ in range(m)] for _ in range(n)]
        ways[0][0][0] = 1
        for i in range(n):
            for j in range(m):
                wall = 1 if grid[i][j] == "#" else 0
                for r, c in moves:
                    if i - r >= 0 and 0 <= j - c < m:
                        for k in range(wall, layers):
                            ways[i][j][k] += ways[i - r][j - c][k - wall]
        return ways[n - 1][m - 1][broken] % MOD

    def no_walls(n: int, m: int, grid: list[str]) -> int:
        ways = [[0] * m for _ in range(n)]
        ways[0][0] = 1
        for i in range(n):
            for j in range(m):
                for r, c in moves:
                    if i - r >= 0 and 0 <= j - c < m:
                        ways[i][j] += ways[i - r][j - c]
        return ways[n - 1][m - 1] % MOD

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        top = 150 if maker.scale == "large" else 16 if maker.scale == "medium" else 7
        n, m = min(maker.count(1, 150), top), min(maker.count(1, 150), top)
        if moves[0] == [1, 2] and n > 1:
            a, b = maker.rng.randint(0, top // 3), maker.rng.randint(0, top // 3)
            n, m = a + 2 * b + 1, 2 * a + b + 1
        if moves[0] == [1, -1] and maker.scale != "least":
            m = min(m, max(n, 2))
        share = maker.rng.choice((0.1, 0.3, 0.5))
        rows = ["".join("#" if maker.chance(share) else "." for _ in range(m)) for _ in range(n)]
        rows[0] = "." + rows[0][1:]
        rows[-1] = rows[-1][:-1] + "."
        return n, m, rows

    wrong = [no_walls]
    if broken:
        wrong.append(one_wall_less)
    pass_ = {
        0: "Cells with a wall must not be stepped on",
        1: "At most one of the cells stepped on may be a wall",
        2: "At most two of the cells stepped on may be walls",
    }[broken]
    reason = {
        0: "Walls cannot be crossed",
        1: "The dwarf has one stick of dynamite and can step on the place of a wall once",
        2: "The dwarf has two sticks of dynamite and can step on the places of two walls",
    }[broken]
    return Task(
        titles=("Ways among Walls", "How Many Ways?", "The Maze of the Dwarf"),
        given=[
            (Count("n", 1, 150), Count("m", 1, 150)),
            Grid("grid", "n", "m", ".#", letters="the characters '.' and '#'"),
        ],
        ask=Value("the number of ways, modulo `10^9 + 7`"),
        formal="A grid of `n` rows and `m` columns consists of free cells '.' and walls '#'. The "
        "upper left and the lower right cell are free. A way leads from the first of them to the "
        f"second; each move goes {how}, and stays inside of the grid. {pass_}.",
        stories=[
            Story(
                "A dwarf has lost the way in a mine. On the map it has `n` rows of `m` cells, free "
                "ones ('.') and walls ('#'). The dwarf stands in the upper left cell and wants to "
                f"get to the lower right one; both are free. By an old curse, each move must lead "
                f"{how}, and never out of the map. {reason}. The dwarf, being bored, counts the "
                "different ways. Since there may be many, the remainder modulo `10^9 + 7` will do."
            ),
            Story(
                "In a game on the phone of @who a frog sits in the first cell of the first row of "
                "a board with `n` rows and `m` columns, and a fly in the last cell of the last "
                f"row. '.' is a leaf and '#' a stone, called a wall. The frog moves {how}; it "
                f"never leaves the board. Both the frog and the fly sit on leaves. {pass_}."
            ),
        ],
        solve=solve,
        others=[pushing],
        wrong=wrong,
        cpp=[
            """
            int solve(int n, int m, vector<string> grid) {
                vector<vector<vector<long long>>> ways(
                    n, vector<vector<long long>>(m, vector<long long>($layers)));
                ways[0][0][0] = 1;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < m; j++) {
                        int wall = grid[i][j] == '#';
                        for (auto [r, c] : vector<pair<int, int>>$moves) {
                            if (i < r || j < c || j - c >= m) continue;
                            for (int k = wall; k < $layers; k++)
                                ways[i][j][k] += ways[i - r][j - c][k - wall];
                        }
                        for (auto& x : ways[i][j]) x %= 1000000007;
                    }
                }
                auto& last = ways[n - 1][m - 1];
                return accumulate(last.begin(), last.end(), 0LL) % 1000000007;
            }
            """
            if broken
            else """
            int solve(int n, int m, vector<string> grid) {
                vector<vector<long long>> ways(n, vector<long long>(m));
                ways[0][0] = 1;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < m; j++) {
                        if (grid[i][j] == '#') continue;
                        for (auto [r, c] : vector<pair<int, int>>$moves)
                            if (i >= r && j >= c && j - c < m) ways[i][j] += ways[i - r][j - c];
                        ways[i][j] %= 1000000007;
                    }
                }
                return ways[n - 1][m - 1];
            }
            """
        ],
        params={"layers": layers},
        make=make,
        edges=[
            (1, 1, ["."]),
            (1, 3, [".#."]),
            (1, 5, [".###."]),
            (3, 1, [".", "#", "."]),
            (4, 4, ["....", "....", "....", "...."]),
            (4, 4, [".#..", "..#.", ".#..", "...."]),
            (3, 3, ["..#", ".#.", "#.."]),
            (2, 3, ["..#", "#.."]),
        ],
        hints=(
            "The last move comes from one of a few cells.",
            "Count, for each cell, the ways that lead to it.",
            "The ways to a cell are the sum of the ways to the cells before it"
            + (
                "; count them apart by the number of walls that were stepped on."
                if broken
                else ", or 0 for a wall."
            ),
        ),
        explanation="Each way is counted once, by its last move. The table has "
        + (f"`{layers} * n * m`" if broken else "`n * m`")
        + " entries, each a sum of a few others.",
        call="count_ways",
        tests=False,
    )


@family(1400, "dp")
def shapes_of_water(p: Parameters) -> Task:
    shape = p.choice("shape", "square", "triangle", "tree")
    what = p.choice("what", "largest", "count", "exactly")
    sizes = {"square": (2, 3, 4), "triangle": (3, 4), "tree": (3,)}[shape]
    k = p.choice("k", *sizes) if what == "exactly" else 0
    words = {
        "square": "A square of size `s` consists of all cells in `s` consecutive rows and `s` "
        "consecutive columns",
        "triangle": "A triangle of size `s` consists of cells in `s` consecutive rows: one cell in "
        "the highest of them, two in the next, and so on, up to `s` cells in the lowest; in each "
        "row they are next to each other, and their last cells stand in one column",
        "tree": "A tree of size `s` consists of cells in `s` consecutive rows: one cell in the "
        "highest of them, three in the next, then five, and so on, up to `2s - 1` cells in the "
        "lowest; in each row they are next to each other, with their middle one in the same column",
    }[shape]
    noun = {
        "largest": f"the size of the largest {shape} of water, or 0 if there is no water",
        "count": f"the number of {shape}s of water of all sizes",
        "exactly": f"the number of {shape}s of water of size {k}",
    }[what]

    def solve(n: int, m: int, grid: list[str]) -> int:
        size = [[0] * m for _ in range(n)]
        if shape == "tree":
            for i in range(n - 1, -1, -1):
                for j in range(m):
                    if grid[i][j] == "#":
                        size[i][j] = 1
                        if i + 1 < n and 0 < j < m - 1 and grid[i + 1][j] == "#":
                            size[i][j] += min(size[i + 1][j - 1], size[i + 1][j + 1])
        else:
            for i in range(n):
                for j in range(m):
                    if grid[i][j] == "#":
                        size[i][j] = 1
                        if i > 0 and j > 0:
                            before = min(size[i - 1][j], size[i][j - 1])
                            if shape == "square":
                                before = min(before, size[i - 1][j - 1])
                            size[i][j] += before
        if what == "largest":
            return max(max(row) for row in size)
        if what == "count":
            return sum(sum(row) for row in size)
        return sum(1 for row in size for x in row if x >= k)

    def growing(n: int, m: int, grid: list[str]) -> int:
        now = {(i, j) for i in range(n) for j in range(m) if grid[i][j] == "#"}
        water = set(now)
        size = total = 0
        while now:
            size += 1
            total += len(now)
            if what == "exactly" and size == k:
                return len(now)
            if shape == "square":
                now = {
                    (i, j)
                    for i, j in now
                    if (i + 1, j) in now and (i, j + 1) in now and (i + 1, j + 1) in now
                }
            elif shape == "triangle":
                now = {
                    (i, j)
                    for i, j in now
                    if (i, j) in water and (i - 1, j) in now and (i, j - 1) in now
                }
            else:
                now = {
                    (i, j)
                    for i, j in now
                    if (i + 1, j) in water and (i + 1, j - 1) in now and (i + 1, j + 1) in now
                }
        if what == "largest":
            return size
        return total if what == "count" else 0

    def straight_lines_only(n: int, m: int, grid: list[str]) -> int:
        result = 0
        for i in range(n):
            for j in range(m):
                size = 0
                while True:
                    if shape == "square":
                        ends = [(i + size, j), (i, j + size)]
                    elif shape == "triangle":
                        ends = [(i - size, j), (i, j - size)]
                    else:
                        ends = [(i + size, j), (i + size, j - size), (i + size, j + size)]
                    if any(not (0 <= y < n and 0 <= x < m and grid[y][x] == "#") for y, x in ends):
                        break
                    size += 1
                if what == "largest":
                    result = max(result, size)
                elif what == "count":
                    result += size
                elif size >= k:
                    result += 1
        return result

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        top = 300 if maker.scale == "large" else 20 if maker.scale == "medium" else 7
        n, m = min(maker.count(1, 300), top), min(maker.count(1, 300), top)
        if maker.scale == "small":
            n = max(n, 3)
            m = max(m, 4)
        share = maker.rng.choice((0.6, 0.8, 0.9))
        rows = ["".join("#" if maker.chance(share) else "." for _ in range(m)) for _ in range(n)]
        return n, m, rows

    full = ["######", "######", "######", "######"]
    holes = ["####", "#..#", "#..#", "####"]
    return Task(
        titles=("Shapes of Water", "On the Map of Lakes", f"Counting {shape.title()}s"),
        given=[
            (Count("n", 1, 300), Count("m", 1, 300)),
            Grid("grid", "n", "m", ".#", letters="the characters '.' and '#'"),
        ],
        ask=Value(noun),
        formal=f"A map has `n` rows of `m` cells, '#' for water and '.' for land. {words}. It is a "
        f"{shape} of water if all its cells are water; `s` is any positive integer, and different "
        f"{shape}s may overlap.",
        stories=[
            Story(
                "From a plane @who has taken pictures of a country with many lakes, and has made a "
                "map of them: `n` rows of `m` cells, '#' where there is water, '.' where there is "
                f"land. Now @who looks for {shape}s of water. {words}; all of its cells must be "
                f"water. The size is at least 1, and {shape}s may overlap each other."
            ),
            Story(
                "The king of @place has a swimming pool in mind, and being an odd king, he wants "
                f"it to be a {shape}. {words}. His map shows `n` rows with `m` cells each, water "
                "as "
                f"'#' and land as '.', and a pool is possible where the whole {shape}, of size 1 "
                "or more, is water already. Different pools may have cells in common, since only "
                "one will be built."
            ),
        ],
        solve=solve,
        others=[growing],
        wrong=[straight_lines_only],
        cpp=[
            """
            int solve(int n, int m, vector<string> grid) {
                vector<vector<int>> size(n, vector<int>(m));
                int answer = 0;
                for ($rows) {
                    for (int j = 0; j < m; j++) {
                        if (grid[i][j] == '.') continue;
                        size[i][j] = 1;
                        if ($inside) size[i][j] += min({$before});
                        $update
                    }
                }
                return answer;
            }
        """
        ],
        params={
            "update": {
                "largest": "answer = max(answer, size[i][j]);",
                "count": "answer += size[i][j];",
                "exactly": f"answer += size[i][j] >= {k};",
            }[what],
            "rows": "int i = n - 1; i >= 0; i--" if shape == "tree" else "int i = 0; i < n; i++",
            "inside": "i + 1 < n && 0 < j && j < m - 1 && grid[i + 1][j] == '#'"
            if shape == "tree"
            else "i > 0 && j > 0",
            "before": {
                "square": "size[i - 1][j], size[i][j - 1], size[i - 1][j - 1]",
                "triangle": "size[i - 1][j], size[i][j - 1]",
                "tree": "size[i + 1][j - 1], size[i + 1][j + 1]",
            }[shape],
        },
        make=make,
        edges=[
            (1, 1, ["."]), (1, 1, ["#"]), (1, 5, ["#####"]), (4, 6, full), (4, 4, holes),
            (3, 5, ["..#..", ".###.", "#####"]), (3, 5, ["..#..", ".#.#.", "#####"]),
            (4, 7, ["...#...", "..###..", ".##.##.", "#######"]),
        ],
        hints=(
            f"How many {shape}s of water have a given cell as their "
            + ("top?" if shape == "tree" else "lower right corner?"),
            f"It is the size of the largest {shape} with this cell there: it contains all smaller "
            "ones.",
            {
                "square": "That size is 1 plus the smallest of the sizes for the cells above, to "
                "the left, and diagonally above to the left.",
                "triangle": "That size is 1 plus the smaller one of the sizes for the cells above "
                "and to the left.",
                "tree": "That size is 1 plus the smaller one of the sizes for the cells below to "
                "the left and below to the right, if the cell directly below is water.",
            }[shape],
        ),
        explanation=f"A {shape} of size s is made of smaller ones of size s - 1 at the "
        "neighbouring cells, so the largest size for a cell follows from those of its neighbours "
        "in constant time; `n * m` steps in all.",
        call="shapes_of_water",
        tests=False,
    )  # fmt: skip


@family(1200, "dp")
def one_from_each_row(p: Parameters) -> Task:
    rule = p.choice(
        "rule",
        Expr("x y", "abs(x - y) <= 1", "is the same or a neighbouring one"),
        Expr("x y", "abs(x - y) == 1", "is a neighbouring one, and not the same"),
        Expr("x y", "abs(x - y) >= 2", "is neither the same nor a neighbouring one"),
        Expr("x y", "0 <= y - x and y - x <= 2", "is the same or up to two further to the right"),
    )
    most = p.choice("most", True, False)
    what = p.choice("what", "sum", "ways")
    pick = max if most else min
    best_word = "greatest" if most else "least"
    noun = (
        f"the {best_word} possible sum"
        if what == "sum"
        else f"the number of different choices that have the {best_word} possible sum, modulo "
        "`10^9 + 7`"
    )

    def solve(n: int, m: int, a: list[list[int]]) -> int:
        best = a[0]
        ways = [1] * m
        for i in range(1, n):
            now = []
            count = []
            for y in range(m):
                before = [best[x] for x in range(m) if rule(x, y)]
                if not before:
                    now.append(-(10**9) if most else 10**9)
                    if what == "ways":
                        count.append(0)
                    continue
                top = pick(before)
                now.append(top + a[i][y])
                if what == "ways":
                    count.append(
                        sum(ways[x] for x in range(m) if rule(x, y) and best[x] == top) % MOD
                    )
            best = now
            if what == "ways":
                ways = count
        top = pick(best)
        if what == "sum":
            return top
        return sum(ways[x] for x in range(m) if best[x] == top) % MOD

    def pushing(n: int, m: int, a: list[list[int]]) -> int:
        now = {x: (a[0][x], 1) for x in range(m)}
        for i in range(1, n):
            after: dict[int, tuple[int, int]] = {}
            for x, (total, ways) in now.items():
                for y in range(m):
                    if not rule(x, y):
                        continue
                    value = total + a[i][y]
                    if y not in after or pick(value, after[y][0]) != after[y][0]:
                        after[y] = (value, ways)
                    elif value == after[y][0]:
                        after[y] = (value, after[y][1] + ways)
            now = after
        top = pick(total for total, _ in now.values())
        if what == "sum":
            return top
        return sum(ways for total, ways in now.values() if total == top) % 1000000007

    def row_by_row(n: int, m: int, a: list[list[int]]) -> int:
        at = a[0].index(pick(a[0]))
        total = a[0][at]
        ways = a[0].count(total)
        for i in range(1, n):
            options = [y for y in range(m) if rule(at, y)]
            if not options:
                break
            at = pick(options, key=lambda y: a[i][y])
            total += a[i][at]
            ways *= sum(1 for y in options if a[i][y] == a[i][at])
        return total if what == "sum" else ways

    def free_choice(n: int, m: int, a: list[list[int]]) -> int:
        if what == "sum":
            return sum(pick(row) for row in a)
        ways = 1
        for row in a:
            ways *= row.count(pick(row))
        return ways % MOD

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        big = maker.scale == "large"
        n = min(maker.count(1, 100), 100 if big else 9)
        m = min(maker.count(3, 40), 40 if big else 6)
        high = maker.rng.choice((2, 3, 9)) if what == "ways" or maker.chance(0.3) else 100
        if maker.scale == "tiny":
            high = min(high, 12)
        return n, m, [[maker.rng.randint(1, high) for _ in range(m)] for _ in range(n)]

    value = "profit" if most else "cost"
    return Task(
        titles=("One from Each Row", "Day by Day", "Falling through the Table"),
        given=[
            (Count("n", 1, 100), Count("m", 3, 40)),
            Matrix("a", "n", "m", 1, 1000),
        ],
        ask=Value(noun),
        formal="A table has `n` rows and `m` columns of integers. From each row exactly one number "
        "is chosen. Seen from the column of the number chosen in a row, the column of the number "
        f"chosen in the next row {rule.words}. The sum of a choice is that of all its numbers.",
        stories=[
            Story(
                "A [travelling singer|street musician] stays in a town for `n` days. In the main "
                "street there are `m` places in a row, and the `j`-th number of the `i`-th line is "
                f"the {value} of singing at place `j` on day `i`. One place is chosen for each "
                "day. For each further day, only a place will do which, "
                f"compared with that of the day before, {rule.words}. Two choices of places differ "
                "if they differ on some day, and the sum is taken over all days."
            ),
            Story(
                "A marble falls through `n` rows of `m` holes each, from the first row to the last "
                "one, and takes exactly one hole of each row. Hole `j` of row `i` adds the `j`-th "
                f"number of the `i`-th line to the {value} of the game. From a hole the marble can "
                f"be steered only to such a hole of the next row whose number {rule.words}. A "
                "choice is the list of the holes taken, and its sum is that of their numbers."
            ),
        ],
        solve=solve,
        others=[pushing],
        wrong=[row_by_row, free_choice],
        cpp=[
            """
            int solve(int n, int m, vector<vector<int>> a) {
                vector<int> best = a[0];
                vector<long long> ways(m, 1);
                for (int i = 1; i < n; i++) {
                    vector<int> now(m, $none);
                    vector<long long> count(m);
                    for (int y = 0; y < m; y++) {
                        for (int x = 0; x < m; x++) {
                            if (!($rule(x, y))) continue;
                            int value = best[x] + a[i][y];
                            if (value $better now[y]) now[y] = value, count[y] = 0;
                            if (value == now[y]) count[y] += ways[x];
                        }
                        count[y] %= 1000000007;
                    }
                    best = now;
                    ways = count;
                }
                int top = *$end(best.begin(), best.end());
                $result
            }
            """
            if what == "ways"
            else """
            int solve(int n, int m, vector<vector<int>> a) {
                vector<int> best = a[0];
                for (int i = 1; i < n; i++) {
                    vector<int> now(m, $none);
                    for (int y = 0; y < m; y++)
                        for (int x = 0; x < m; x++)
                            if ($rule(x, y)) now[y] = $pick(now[y], best[x] + a[i][y]);
                    best = now;
                }
                return *$end(best.begin(), best.end());
            }
            """
        ],
        params={
            "none": -(10**9) if most else 10**9,
            "better": ">" if most else "<",
            "pick": "max" if most else "min",
            "end": "max_element" if most else "min_element",
            "result": "long long total = 0;\n"
            "for (int x = 0; x < m; x++)\n"
            "    if (best[x] == top) total += ways[x];\n"
            "return total % 1000000007;",
        },
        make=make,
        edges=[
            (1, 3, [[4, 4, 1]]),
            (1, 3, [[1, 4, 1]]),
            (3, 3, [[1, 9, 1], [1, 1, 9], [9, 1, 1]]),
            (3, 4, [[9, 1, 1, 8], [1, 1, 9, 9], [9, 1, 1, 1]]),
            (2, 3, [[5, 5, 5], [5, 5, 5]]),
            (4, 5, [[1, 2, 3, 2, 1], [3, 1, 3, 1, 3], [1, 9, 9, 1, 1], [2, 2, 1, 2, 2]]),
        ],
        hints=(
            "Taking the best number of each row, one row after the other, may lead into a bad "
            "corner.",
            f"For each cell of a row, what is the {best_word} sum of a choice that ends there?",
            "It is the number in the cell plus the best value among the cells of the row before "
            "that fit"
            + ("; add up in the same way how many choices reach it." if what == "ways" else "."),
        ),
        explanation="The best sum that ends in a cell depends only on those of the row before. "
        "With `m` candidates for each of `n * m` cells this takes `n * m^2` steps.",
        call="one_from_each_row",
        tests=False,
    )


@family(1300, "games", "dp")
def stone_on_a_board(p: Parameters) -> Task:
    moves = p.choice(
        "moves",
        [[1, 0], [0, 1]],
        [[1, 0], [0, 1], [1, 1]],
        [[1, 0], [2, 0], [0, 1]],
        [[1, 2], [2, 1], [1, 0]],
    )
    last_wins = p.choice("last_wins", True, False)
    what = p.choice("what", "decide", "count")
    how = {
        "[[1, 0], [0, 1]]": "one cell up or one cell to the left",
        "[[1, 0], [0, 1], [1, 1]]": "one cell up, one cell to the left, or diagonally one cell up "
        "and to the left",
        "[[1, 0], [2, 0], [0, 1]]": "one or two cells up (over whatever is in between), or one "
        "cell to the left",
        "[[1, 2], [2, 1], [1, 0]]": "one cell up, or like a knight: one up and two to the left, or "
        "two up and one to the left",
    }[str(moves)]
    ended = not last_wins
    ask: Ask = (
        Decide("the player who begins wins when both play as well as they can")
        if what == "decide"
        else Value(
            "the number of free cells from which the player who begins wins when both play as well "
            "as they can"
        )
    )

    def solve(n: int, m: int, grid: list[str]) -> object:
        wins = [[False] * m for _ in range(n)]
        count = 0
        for i in range(n):
            for j in range(m):
                if grid[i][j] == "#":
                    continue
                after = []
                for r, c in moves:
                    if i >= r and j >= c and grid[i - r][j - c] == ".":
                        after.append(wins[i - r][j - c])
                if not after:
                    wins[i][j] = ended
                else:
                    wins[i][j] = not all(after)
                if wins[i][j]:
                    count += 1
        if what == "decide":
            return wins[n - 1][m - 1]
        return count

    def from_lost_ones(n: int, m: int, grid: list[str]) -> object:
        lost: set[tuple[int, int]] = set()
        won: set[tuple[int, int]] = set()
        for i in range(n):
            for j in range(m):
                if grid[i][j] == "#":
                    continue
                stuck = not any(i >= r and j >= c and grid[i - r][j - c] == "." for r, c in moves)
                if (i, j) not in won and not (ended and stuck):
                    lost.add((i, j))
                    for r, c in moves:
                        y, x = i + r, j + c
                        if y < n and x < m and grid[y][x] == ".":
                            won.add((y, x))
                else:
                    won.add((i, j))
        if what == "decide":
            return (n - 1, m - 1) in won
        return len(won - lost)

    def other_end(n: int, m: int, grid: list[str]) -> object:
        wins = [[False] * m for _ in range(n)]
        for i in range(n):
            for j in range(m):
                if grid[i][j] == ".":
                    after = [
                        wins[i - r][j - c]
                        for r, c in moves
                        if i >= r and j >= c and grid[i - r][j - c] == "."
                    ]
                    wins[i][j] = not all(after) if after else last_wins
        if what == "decide":
            return wins[n - 1][m - 1]
        return sum(map(sum, wins))

    def parity(n: int, m: int, grid: list[str]) -> object:
        if what == "decide":
            return ((n + m) % 2 == 1) == last_wins
        return sum(
            1
            for i in range(n)
            for j in range(m)
            if grid[i][j] == "." and ((i + j) % 2 == 1) == last_wins
        )

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        top = 300 if maker.scale == "large" else 14 if maker.scale == "medium" else 6
        n, m = min(maker.count(1, 300), top), min(maker.count(1, 300), top)
        share = maker.rng.choice((0.0, 0.2, 0.4))
        rows = ["".join("#" if maker.chance(share) else "." for _ in range(m)) for _ in range(n)]
        rows[-1] = rows[-1][:-1] + "."
        return n, m, rows

    end = "loses" if last_wins else "wins"
    start = (
        "At first the stone lies on the lower right cell, which is free"
        if what == "decide"
        else "The game can begin on any free cell; the lower right one is free"
    )
    return Task(
        titles=("A Stone on the Board", "Up and to the Left", "The Last Move"),
        given=[
            (Count("n", 1, 300), Count("m", 1, 300)),
            Grid("grid", "n", "m", ".#", letters="the characters '.' and '#'"),
        ],
        ask=ask,
        formal="Two players move a single stone on a board of `n` rows and `m` columns, in turn. "
        f"A '.' is a free cell, a '#' is a hole, onto which the stone must not move. {start}. A "
        f"move takes the stone {how}. A player who cannot move {end}.",
        stories=[
            Story(
                "@who and @friend have [cut a board out of wood|drawn a board into the sand]: `n` "
                "rows of `m` cells, some of which ('#') have become holes; the others ('.') are "
                f"free. There is only one stone, and both move it in turn, {how}, onto a free cell "
                f"of the board. {start}. Whoever cannot make a move {end}. @who is the player who "
                "begins, and both of them think very well."
            ),
            Story(
                "A lift with a mind of its own can be sent through a factory by two engineers, who "
                "take turns at pressing its buttons. The plan of the factory has `n` rows and `m` "
                "columns; the lift, called the stone, fits into the cells '.', which are free, and "
                f"not into those with '#'. {start}. Pressing a button moves it {how}. The engineer "
                f"who has no button left to press {end}. Neither makes mistakes."
            ),
        ],
        solve=solve,
        others=[from_lost_ones],
        wrong=[other_end, parity],
        cpp=[
            """
            $type solve(int n, int m, vector<string> grid) {
                vector<vector<int>> wins(n, vector<int>(m));
                int count = 0;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < m; j++) {
                        if (grid[i][j] == '#') continue;
                        bool stuck = true;
                        for (auto [r, c] : vector<pair<int, int>>$moves) {
                            if (i < r || j < c || grid[i - r][j - c] == '#') continue;
                            stuck = false;
                            if (!wins[i - r][j - c]) wins[i][j] = 1;
                        }
                        $stuck
                        count += wins[i][j];
                    }
                }
                return $result;
            }
        """
        ],
        params={
            "type": "bool" if what == "decide" else "int",
            "stuck": "if (stuck) wins[i][j] = 1;" if ended else "",
            "result": "wins[n - 1][m - 1]" if what == "decide" else "count",
        },
        make=make,
        edges=[
            (1, 1, ["."]),
            (1, 2, [".."]),
            (2, 2, ["..", ".."]),
            (3, 3, ["...", "...", "..."]),
            (3, 3, ["...", ".#.", "..."]),
            (4, 5, [".....", ".#.#.", "..#..", "#...."]),
            (2, 3, ["...", "..."]),
            (1, 4, [".#.."]),
        ],
        hints=(
            "Begin with the cells from which there is no move.",
            "A cell is won if some move leads to a lost one, and lost if all moves lead to won "
            "ones.",
            "All moves go up or left, so filling the table row by row knows what it needs. Without "
            f"any move, the player who should move {end}.",
        ),
        explanation="Every move leads to a cell that comes earlier in the order of rows, so that "
        "won and lost cells can be found in one pass, with a few moves for each of `n * m` cells.",
        call="stone_game",
        tests=False,
    )
