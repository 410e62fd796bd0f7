"""Pictures as graphs: ways through mazes, regions, and what spreads."""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Decide, Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Grid

SIDES = [[-1, 0], [1, 0], [0, -1], [0, 1]]
CORNERS = [[-1, -1], [-1, 1], [1, -1], [1, 1]]
KNIGHT = [[-2, -1], [-2, 1], [-1, -2], [-1, 2], [1, -2], [1, 2], [2, -1], [2, 1]]


def _picture(maker: Maker, low: int, high: int, walls: float) -> tuple[int, int, list[list[str]]]:
    n, m = maker.count(low, high), maker.count(low, high)
    part = maker.rng.uniform(walls / 2, walls * 1.3)
    rows = [[("#" if maker.chance(part) else ".") for _ in range(m)] for _ in range(n)]
    return n, m, rows


@family(1300, "graphs", "shortest paths", "dfs and similar")
def way_through_maze(p: Parameters) -> Task:
    name, moves, text = p.entry(
        "moves",
        {
            "sides": ("mouse", SIDES, "to a cell that shares a side with its own"),
            "all": (
                "king",
                SIDES + CORNERS,
                "to a cell that shares a side or a corner with its own",
            ),
            "corners": ("bishop", CORNERS, "to a cell that touches its own in a corner only"),
            "knight": (
                "horse",
                KNIGHT,
                "two cells in one direction and one cell at a right angle to it",
            ),
            "no up": ("snail", SIDES[1:], "one cell down, to the left or to the right"),
        },
    )
    what = p.choice("what", "corner", "reach", "far")
    asked = {
        "corner": f"the least number of moves in which the {name} gets to the last cell of the "
        "last row, or -1 if that is impossible",
        "reach": f"the number of cells, the first one included, that the {name} can get to",
        "far": f"the greatest number of moves that the {name} needs at least for some cell it can "
        "get to",
    }[what]

    def solve(n: int, m: int, g: list[str]) -> int:
        far = {(0, 0): 0}
        queue = deque([(0, 0)])
        while queue:
            r, c = queue.popleft()
            for dr, dc in moves:
                x, y = r + dr, c + dc
                if 0 <= x < n and 0 <= y < m and g[x][y] == "." and (x, y) not in far:
                    far[x, y] = far[r, c] + 1
                    queue.append((x, y))
        if what == "corner":
            return far.get((n - 1, m - 1), -1)
        if what == "reach":
            return len(far)
        return max(far.values())

    def in_waves(n: int, m: int, g: list[str]) -> int:
        seen = [[False] * m for _ in range(n)]
        seen[0][0] = True
        wave = [(0, 0)]
        steps = 0
        reached = 1
        while wave:
            if what == "corner" and seen[n - 1][m - 1]:
                return steps
            after = []
            for r, c in wave:
                for dr, dc in moves:
                    x, y = r + dr, c + dc
                    if 0 <= x < n and 0 <= y < m and g[x][y] != "#" and not seen[x][y]:
                        seen[x][y] = True
                        after.append((x, y))
            wave = after
            reached += len(after)
            steps += 1
        if what == "corner":
            return -1
        return reached if what == "reach" else steps - 1

    def depth_first(n: int, m: int, g: list[str]) -> int:
        far = {(0, 0): 0}
        stack = [(0, 0)]
        while stack:
            r, c = stack.pop()
            for dr, dc in moves:
                x, y = r + dr, c + dc
                if x < 0 or x >= n or y < 0 or y >= m or (x, y) in far:
                    continue
                if what == "reach" or g[x][y] == ".":
                    far[x, y] = far[r, c] + 1
                    stack.append((x, y))
        if what == "corner":
            return far.get((n - 1, m - 1), -1)
        if what == "reach":
            return len(far)
        return max(far.values())

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        n, m, rows = _picture(maker, 3, 60, 0.3)
        rows[0][0] = rows[n - 1][m - 1] = "."
        return n, m, ["".join(row) for row in rows]

    return Task(
        titles=("Through the Maze", f"The {name.title()}", "Walls"),
        given=[(Count("n", 2, 60), Count("m", 2, 60)), Grid("g", "n", "m")],
        ask=Value(asked),
        formal=f"A picture has `n` rows of `m` cells; '.' is a free cell, '#' is a wall. A {name} "
        f"is in the first cell of the first row. A move takes it {text}; it never leaves the "
        "picture and never ends a move on a wall. The first cell of the first row and the last "
        "cell of the last row are free.",
        stories=[
            Story(
                f"A toy {name} is let loose in a box whose floor is divided into `n` rows of `m` "
                "cells. In cells with a '#' there is a block of wood, cells with a '.' are empty, "
                f"among them the first of the first row, where the {name} begins, and the last of "
                f"the last row. Wound up, the {name} moves by itself: a move takes it {text}. It "
                "cannot move into a block or out of the box, and [the child|the engineer] who "
                "built it watches closely."
            ),
            Story(
                f"@who draws a level of a game on squared paper: `n` rows, `m` cells in each, '#' "
                f"for lava and '.' for grass. The hero is a {name}, and it starts in the upper "
                "left corner; there and in the lower right corner is grass. In one move it goes "
                f"{text}, always within the paper and always onto grass. Before the level is "
                "published, it must be tested."
            ),
        ],
        solve=solve,
        others=[in_waves],
        wrong=[depth_first],
        cpp=[
            """
            int solve(int n, int m, vector<string> g) {
                vector<pair<int, int>> moves = $steps;
                vector<vector<int>> far(n, vector<int>(m, -1));
                queue<pair<int, int>> queue;
                queue.push({0, 0});
                far[0][0] = 0;
                int reached = 0, last = 0;
                while (!queue.empty()) {
                    auto [r, c] = queue.front();
                    queue.pop();
                    reached++;
                    last = far[r][c];
                    for (auto [dr, dc] : moves) {
                        int x = r + dr, y = c + dc;
                        if (x < 0 || x >= n || y < 0 || y >= m) continue;
                        if (g[x][y] == '#' || far[x][y] >= 0) continue;
                        far[x][y] = far[r][c] + 1;
                        queue.push({x, y});
                    }
                }
                return $result;
            }
        """
        ],
        params={
            "steps": "{" + ", ".join(f"{{{a}, {b}}}" for a, b in moves) + "}",
            "result": {"corner": "far[n - 1][m - 1]", "reach": "reached", "far": "last"}[what],
        },
        make=make,
        edges=[(3, 3, ["...", "...", "..."]), (2, 2, [".#", "#."])],
        hints=(
            "The cells are the vertices of a graph, and the moves its edges.",
            "Which cells are one move away, which two, and so on?",
            "A queue that begins with the first cell visits all cells in the order of their "
            "distances.",
        ),
        explanation="A breadth-first search meets every cell first on a shortest way to it. Each "
        f"of the `nm` cells is looked at once, with {len(moves)} moves.",
        call="through_maze",
    )


@family(1200, "graphs", "dfs and similar")
def lakes_on_map(p: Parameters) -> Task:
    corners = p.choice("corners", True, False)
    border = p.choice("border", "any", "inner", "border")
    what = p.choice("what", "count", "largest", "single")
    moves = SIDES + CORNERS if corners else SIDES
    touch = "a side or a corner" if corners else "a side"
    which = {
        "any": "",
        "inner": " Only lakes without a cell on the border of the map matter.",
        "border": " Only lakes with at least one cell on the border of the map matter.",
    }[border]
    those = {"any": "lakes", "inner": "such lakes", "border": "such lakes"}[border]
    asked = {
        "count": f"the number of {those}",
        "largest": f"the number of cells of the largest of {'the' if border == 'any' else 'these'} "
        "lakes, or 0 if there is none",
        "single": f"the number of {those} that have at least two cells",
    }[what]

    def solve(n: int, m: int, g: list[str]) -> int:
        seen = set()
        sizes = []
        for i in range(n):
            for j in range(m):
                if g[i][j] != "#" or (i, j) in seen:
                    continue
                seen.add((i, j))
                stack = [(i, j)]
                size = 0
                edge = False
                while stack:
                    r, c = stack.pop()
                    size += 1
                    if r in (0, n - 1) or c in (0, m - 1):
                        edge = True
                    for dr, dc in moves:
                        x, y = r + dr, c + dc
                        if 0 <= x < n and 0 <= y < m and g[x][y] == "#" and (x, y) not in seen:
                            seen.add((x, y))
                            stack.append((x, y))
                if (
                    border == "any"
                    or (border == "border" and edge)
                    or (border == "inner" and not edge)
                ):
                    sizes.append(size)
        if what == "count":
            return len(sizes)
        if what == "single":
            return sum(1 for size in sizes if size > 1)
        return max(sizes, default=0)

    def painting(n: int, m: int, g: list[str]) -> int:
        wet = {(i, j) for i in range(n) for j in range(m) if g[i][j] == "#"}
        sizes = []
        while wet:
            lake = [wet.pop()]
            for r, c in lake:
                for dr, dc in moves:
                    if (r + dr, c + dc) in wet:
                        wet.remove((r + dr, c + dc))
                        lake.append((r + dr, c + dc))
            at_edge = any(r in (0, n - 1) or c in (0, m - 1) for r, c in lake)
            if border == "border" and not at_edge:
                continue
            if border == "inner" and at_edge:
                continue
            sizes.append(len(lake))
        if what == "count":
            return len(sizes)
        if what == "single":
            return len([size for size in sizes if size >= 2])
        return max(sizes) if sizes else 0

    def other_neighbours(n: int, m: int, g: list[str]) -> int:
        wet = {(i, j) for i in range(n) for j in range(m) if g[i][j] == "#"}
        sizes = []
        while wet:
            lake = [wet.pop()]
            for r, c in lake:
                for x, y in list(wet):
                    if corners:
                        near = abs(r - x) + abs(c - y) == 1
                    else:
                        near = max(abs(r - x), abs(c - y)) == 1
                    if near:
                        wet.remove((x, y))
                        lake.append((x, y))
            at_edge = any(r in (0, n - 1) or c in (0, m - 1) for r, c in lake)
            if border == "border" and not at_edge:
                continue
            if border == "inner" and at_edge:
                continue
            sizes.append(len(lake))
        if what == "count":
            return len(sizes)
        if what == "single":
            return len([size for size in sizes if size >= 2])
        return max(sizes) if sizes else 0

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        n, m, rows = _picture(maker, 1, 50, 0.42)
        if maker.chance(0.5) and n > 4 and m > 4:
            for row in rows:
                row[0] = row[-1] = "."
            rows[0] = rows[-1] = ["."] * m
        return n, m, ["".join(row) for row in rows]

    return Task(
        titles=("Lakes", "The Land of Lakes", "Water on the Map"),
        given=[(Count("n", 1, 50), Count("m", 1, 50)), Grid("g", "n", "m")],
        ask=Value(asked),
        formal="A map has `n` rows of `m` cells; '#' is water and '.' is land. Two cells of water "
        f"that share {touch} belong to the same lake, and so do all cells that are connected by "
        f"a chain of such cells.{which}",
        stories=[
            Story(
                "From an aeroplane, @who has photographed the land around @place and turned the "
                "photograph into a map of `n` rows with `m` cells each: '#' where there is water, "
                f"'.' where there is none. Cells of water that share {touch} are parts of one "
                "lake, and a boat can get from each cell of a lake to each other one by going "
                f"from cell to cell like this.{which}"
            ),
            Story(
                "After [the party|the concert], there are puddles of lemonade on the tiled floor. "
                "The floor has `n` rows of `m` tiles; wet tiles are marked '#' and dry ones '.' in "
                "the caretaker's plan, which he calls a map with cells. What hangs together is one "
                f"puddle, or lake: wet tiles that share {touch} are in the same one.{which} Before "
                "he fetches the mop, the caretaker wants to know what he is in for."
            ),
        ],
        solve=solve,
        others=[painting],
        wrong=[other_neighbours],
        cpp=[
            """
            int n_, m_, size_;
            bool edge_;
            vector<string> map_;

            void fill(int r, int c) {
                if (r < 0 || r >= n_ || c < 0 || c >= m_ || map_[r][c] != '#') return;
                map_[r][c] = '.';
                size_++;
                if (r == 0 || c == 0 || r == n_ - 1 || c == m_ - 1) edge_ = true;
                for (int dr = -1; dr <= 1; dr++)
                    for (int dc = -1; dc <= 1; dc++)
                        if ($corners || dr == 0 || dc == 0) fill(r + dr, c + dc);
            }

            int solve(int n, int m, vector<string> g) {
                n_ = n, m_ = m, map_ = g;
                int count = 0, largest = 0, several = 0;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < m; j++) {
                        if (map_[i][j] != '#') continue;
                        size_ = 0;
                        edge_ = false;
                        fill(i, j);
                        if (!($counts)) continue;
                        count++;
                        largest = max(largest, size_);
                        if (size_ > 1) several++;
                    }
                }
                return $result;
            }
        """
        ],
        params={
            "counts": {"any": "true", "inner": "!edge_", "border": "edge_"}[border],
            "result": {"count": "count", "largest": "largest", "single": "several"}[what],
        },
        make=make,
        edges=[
            (1, 1, ["#"]),
            (1, 1, ["."]),
            (4, 4, ["....", ".#..", "..#.", "...."]),
            (5, 6, ["......", ".#.##.", ".##...", "...#..", "......"]),
            (5, 6, ["......", ".#.#..", "......", ".#..#.", "......"]),
            (3, 3, ["#.#", ".#.", "#.."]),
            (4, 4, ["##..", "..##", "....", "#..."]),
        ],
        hints=(
            "Begin at a cell of water that no lake contains yet.",
            "Collect everything that is connected with it, and mark what was collected.",
            "A stack of cells whose neighbours are still to be looked at does it; each cell goes "
            "onto it once.",
        ),
        explanation="Each cell of water is collected once, with its lake, and its "
        f"{len(moves)} neighbours are looked at. The time is linear in the size of the map.",
        call="count_lakes",
    )


@family(1300, "graphs", "shortest paths", "implementation")
def spreading_moss(p: Parameters) -> Task:
    corners = p.choice("corners", True, False)
    what = p.choice("what", "days", "after k", "last")
    k = p.int("k", 1, 4) if what == "after k" else 0
    moves = SIDES + CORNERS if corners else SIDES
    touch = "a side or a corner" if corners else "a side"
    asked = {
        "days": "the number of days until nothing changes any more",
        "after k": f"the number of cells with moss after {k} {'day' if k == 1 else 'days'}",
        "last": "the number of cells that become covered on the last day on which anything "
        "changes, or 0 if nothing ever changes",
    }[what]

    def solve(n: int, m: int, g: list[str]) -> int:
        day = {(i, j): 0 for i in range(n) for j in range(m) if g[i][j] == "o"}
        queue = deque(day)
        while queue:
            r, c = queue.popleft()
            for dr, dc in moves:
                x, y = r + dr, c + dc
                if 0 <= x < n and 0 <= y < m and g[x][y] == "." and (x, y) not in day:
                    day[x, y] = day[r, c] + 1
                    queue.append((x, y))
        days = list(day.values())
        if what == "after k":
            return sum(1 for d in days if d <= k)
        last = max(days, default=0)
        if what == "days":
            return last
        return days.count(last) if last > 0 else 0

    def day_by_day(n: int, m: int, g: list[str]) -> int:
        moss = [(i, j) for i in range(n) for j in range(m) if g[i][j] == "o"]
        rows = [list(row) for row in g]
        days = 0
        total = len(moss)
        last = 0
        while moss:
            if what == "after k" and days == k:
                break
            new = []
            for r, c in moss:
                for dr, dc in moves:
                    x, y = r + dr, c + dc
                    if 0 <= x < n and 0 <= y < m and rows[x][y] == ".":
                        rows[x][y] = "o"
                        new.append((x, y))
            moss = new
            if new:
                days += 1
                total += len(new)
                last = len(new)
        if what == "after k":
            return total
        return days if what == "days" else last

    def too_fast(n: int, m: int, g: list[str]) -> int:
        rows = [list(row) for row in g]
        days = last = 0
        total = sum(row.count("o") for row in g)
        while what != "after k" or days < k:
            new = 0
            for r in range(n):
                for c in range(m):
                    if rows[r][c] != "o":
                        continue
                    for dr, dc in moves:
                        x, y = r + dr, c + dc
                        if 0 <= x < n and 0 <= y < m and rows[x][y] == ".":
                            rows[x][y] = "o"
                            new += 1
            if not new:
                break
            days += 1
            last = new
            total += new
        if what == "after k":
            return total
        return days if what == "days" else last

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        n, m, rows = _picture(maker, 2, 60, 0.3)
        for _ in range(maker.rng.choice((1, 1, 2, 3))):
            rows[maker.rng.randrange(n)][maker.rng.randrange(m)] = "o"
        return n, m, ["".join(row) for row in rows]

    return Task(
        titles=("Moss", "It Spreads", "Slow Growth"),
        given=[
            (Count("n", 1, 60), Count("m", 1, 60)),
            Grid("g", "n", "m", ".#o", "the characters '.', '#' and 'o'"),
        ],
        ask=Value(asked),
        formal="A picture of `n` rows with `m` cells shows moss ('o'), earth ('.') and stone "
        f"('#'). Each day, each cell of earth that shares {touch} with a cell that had moss at the "
        "beginning of that day gets moss too. Stone stays as it is.",
        stories=[
            Story(
                "Behind the monastery of @place there is a garden of `n` rows with `m` beds each. "
                f"'o' is a bed, or cell, with moss, '.' one with bare earth, and '#' a stone. Moss "
                f"is patient: in one day it spreads from its cell to each cell of earth that "
                f"shares {touch} with it, where it can spread further only from the next day on. "
                "It never grows on stone."
            ),
            Story(
                "A [biologist|student] looks through a microscope at a dish of `n` times `m` "
                f"cells. Cells with 'o' are covered by a fungus that looks like moss, cells with "
                "'.' are food, cells with '#' are poison. Within a day, all food in cells that "
                f"share {touch} with a covered cell becomes covered as well; what has been covered "
                "today starts to spread tomorrow. Poison is never covered."
            ),
        ],
        solve=solve,
        others=[day_by_day],
        wrong=[too_fast],
        cpp=[
            """
            int solve(int n, int m, vector<string> g) {
                vector<pair<int, int>> moss;
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < m; j++)
                        if (g[i][j] == 'o') moss.push_back({i, j});
                int days = 0, total = moss.size(), last = 0;
                while ($goes_on) {
                    vector<pair<int, int>> grown;
                    for (auto [r, c] : moss) {
                        for (int x = max(0, r - 1); x <= min(n - 1, r + 1); x++) {
                            for (int y = max(0, c - 1); y <= min(m - 1, c + 1); y++) {
                                if (g[x][y] != '.' || !($corners || x == r || y == c)) continue;
                                g[x][y] = 'o';
                                grown.push_back({x, y});
                            }
                        }
                    }
                    if (grown.empty()) break;
                    moss = grown;
                    days++;
                    last = grown.size();
                    total += last;
                }
                return $result;
            }
        """
        ],
        params={
            "goes_on": f"days < {k}" if what == "after k" else "true",
            "result": {"days": "days", "after k": "total", "last": "last"}[what],
        },
        make=make,
        edges=[
            (1, 1, ["."]),
            (1, 9, ["o........"]),
            (2, 2, ["o#", "#."]),
            (3, 4, ["o...", "....", "...."]),
        ],
        hints=(
            "On which day does each cell get moss?",
            "That is its distance from the nearest cell that has moss at first.",
            "Begin a breadth-first search with all cells of moss in the queue at once.",
        ),
        explanation="One breadth-first search from all sources gives each cell its day. Every cell "
        "enters the queue at most once.",
        call="moss_days",
    )


@family(1600, "graphs", "shortest paths")
def walls_to_break(p: Parameters) -> Task:
    wall = p.int("wall", 1, 3)
    step = p.choice("step", 0, 0, 1, 2)
    corners = p.choice("corners", True, False)
    moves = SIDES + CORNERS if corners else SIDES
    touch = "a side or a corner" if corners else "a side"
    enter = wall + step
    thick, free = "#" * 14, "." * 14

    def solve(n: int, m: int, g: list[str]) -> int:
        cost = {(0, 0): 0}
        heap = [(0, 0, 0)]
        while heap:
            d, r, c = heappop(heap)
            if (r, c) == (n - 1, m - 1):
                break
            if d > cost[r, c]:
                continue
            for dr, dc in moves:
                x, y = r + dr, c + dc
                if 0 <= x < n and 0 <= y < m:
                    new = d + (enter if g[x][y] == "#" else step)
                    if new < cost.get((x, y), 10**9):
                        cost[x, y] = new
                        heappush(heap, (new, x, y))
        return cost[n - 1, m - 1]

    def bucket_by_bucket(n: int, m: int, g: list[str]) -> int:
        buckets: list[list[tuple[int, int]]] = [[(0, 0)]]
        done = set()
        d = 0
        while True:
            while len(buckets) <= d + enter:
                buckets.append([])
            for r, c in buckets[d]:
                if (r, c) == (n - 1, m - 1):
                    return d
                if (r, c) in done:
                    continue
                done.add((r, c))
                for dr, dc in moves:
                    x, y = r + dr, c + dc
                    if 0 <= x < n and 0 <= y < m and (x, y) not in done:
                        buckets[d + (enter if g[x][y] == "#" else step)].append((x, y))
            d += 1

    def only_down_and_right(n: int, m: int, g: list[str]) -> int:
        cost = [[10**9] * m for _ in range(n)]
        cost[0][0] = 0
        for r in range(n):
            for c in range(m):
                for dr, dc in moves:
                    x, y = r + dr, c + dc
                    if 0 <= x < n and 0 <= y < m:
                        new = cost[r][c] + (enter if g[x][y] == "#" else step)
                        cost[x][y] = min(cost[x][y], new)
        return cost[n - 1][m - 1]

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        n, m, rows = _picture(maker, 4, 50, 0.6)
        if maker.chance(0.5):
            for r in range(1, n, 2):
                rows[r] = ["#"] * m
                rows[r][0 if r % 4 == 3 else m - 1] = "."
                rows[r - 1] = ["."] * m
        rows[0][0] = rows[n - 1][m - 1] = "."
        return n, m, ["".join(row) for row in rows]

    cost = f"Breaking a wall takes {wall} {'minute' if wall == 1 else 'minutes'}"
    walk = (
        "walking takes no time worth mentioning"
        if step == 0
        else f"each step, also onto the place of a broken wall, takes {step} "
        f"{'minute' if step == 1 else 'minutes'} more"
    )
    return Task(
        titles=("Breaking Through", "Walls to Break", "The Mole"),
        given=[(Count("n", 2, 50), Count("m", 2, 50)), Grid("g", "n", "m")],
        ask=Value("the least number of minutes in which the last cell can be reached"),
        formal="A picture has `n` rows of `m` cells, '.' free and '#' wall. A way begins in the "
        "first cell of the first row and ends in the last cell of the last row, which are free; "
        f"each step goes to a cell that shares {touch} with the one before. A wall must be broken "
        f"before it is stepped on. {cost}, and {walk}.",
        stories=[
            Story(
                "A mole lives under a lawn that is a rectangle of `n` rows with `m` cells. '.' is "
                "a cell where there is a tunnel already, '#' is solid earth, a wall to the mole. "
                "It is at home in the first cell of the first row, and its friend has dug a hole "
                "in the last cell of the last row; both are free. From a cell the mole goes to "
                f"any that shares {touch} with it, but walls have to be broken first. {cost}, "
                f"and {walk}.",
                "How many minutes at least does the visit to the friend take, one way?",
            ),
            Story(
                f"Night after night, @who plays an old game in which a robot escapes from a "
                "castle. The castle is drawn with `n` lines of `m` characters: '.' for a room and "
                "'#' for a wall. The robot stands in the upper left corner and must get to the "
                "lower right one (rooms both of them), by steps between cells that share "
                f"{touch}. It has a hammer. {cost}, and {walk}. [The record stands in the café of "
                "@place|The best players are listed in a magazine].",
                "What is the least time, in minutes, that the escape can take?",
            ),
        ],
        solve=solve,
        others=[bucket_by_bucket],
        wrong=[only_down_and_right],
        cpp=[
            """
            int solve(int n, int m, vector<string> g) {
                vector<vector<int>> cost(n, vector<int>(m, 1e9));
                priority_queue<array<int, 3>, vector<array<int, 3>>, greater<>> heap;
                cost[0][0] = 0;
                heap.push({0, 0, 0});
                while (!heap.empty()) {
                    auto [d, r, c] = heap.top();
                    heap.pop();
                    if (d > cost[r][c]) continue;
                    for (int x = max(0, r - 1); x <= min(n - 1, r + 1); x++) {
                        for (int y = max(0, c - 1); y <= min(m - 1, c + 1); y++) {
                            if (!($corners || x == r || y == c)) continue;
                            int next = d + (g[x][y] == '#' ? $enter : $step);
                            if (next < cost[x][y]) {
                                cost[x][y] = next;
                                heap.push({next, x, y});
                            }
                        }
                    }
                }
                return cost[n - 1][m - 1];
            }
        """
        ],
        params={"enter": enter},
        make=make,
        edges=[
            (3, 3, ["...", "...", "..."]),
            (2, 2, [".#", "#."]),
            (4, 31, [f".{thick}..{free}", *[f".{thick}.{thick}."] * 2, f"..{free}{thick}."]),
        ],
        hints=(
            "Steps have different prices, so the shortest way need not be the quickest.",
            "Let each cell have a price to enter it, and look for a cheapest way.",
            "Dijkstra's algorithm with a heap does that; prices are small, so lists by price also "
            "do.",
        ),
        explanation="Cells are settled in the order of their least time (Dijkstra), which costs "
        "`nm log(nm)` steps.",
        call="least_minutes",
    )


@family(1100, "graphs", "dfs and similar", "implementation")
def paint_bucket(p: Parameters) -> Task:
    corners = p.choice("corners", True, False)
    where = p.choice("where", "first", "border", "enclosed")
    ink = p.choice("ink", "*", "+", "o")
    moves = SIDES + CORNERS if corners else SIDES
    touch = "a side or a corner" if corners else "a side"
    sources = {
        "first": "from the first cell of the first row, if that is free",
        "border": "from all free cells on the border of the picture",
        "enclosed": "from all free cells on the border of the picture",
    }[where]
    end = (
        f"In the end, the free cells that the ink has not reached are marked '{ink}'"
        if where == "enclosed"
        else f"In the end, the cells that the ink has reached are marked '{ink}'"
    )

    def solve(n: int, m: int, g: list[str]) -> list[str]:
        rows = [list(row) for row in g]
        stack = []
        for r in range(n):
            for c in range(m):
                if where == "first":
                    start = r == 0 and c == 0
                else:
                    start = r in (0, n - 1) or c in (0, m - 1)
                if start and rows[r][c] == ".":
                    rows[r][c] = "!"
                    stack.append((r, c))
        while stack:
            r, c = stack.pop()
            for dr, dc in moves:
                x, y = r + dr, c + dc
                if 0 <= x < n and 0 <= y < m and rows[x][y] == ".":
                    rows[x][y] = "!"
                    stack.append((x, y))
        if where == "enclosed":
            return ["".join(row).replace(".", ink).replace("!", ".") for row in rows]
        return ["".join(row).replace("!", ink) for row in rows]

    def sweeping(n: int, m: int, g: list[str]) -> list[str]:
        if where == "first":
            wet = {(0, 0)} if g[0][0] == "." else set()
        else:
            wet = {
                (r, c)
                for r in range(n)
                for c in range(m)
                if g[r][c] == "." and (r in (0, n - 1) or c in (0, m - 1))
            }
        new = set(wet)
        while new:
            near = {(r + dr, c + dc) for r, c in new for dr, dc in moves}
            new = {(r, c) for r, c in near - wet if 0 <= r < n and 0 <= c < m and g[r][c] == "."}
            wet |= new
        result = []
        for r in range(n):
            row = ""
            for c in range(m):
                if where == "enclosed":
                    row += ink if g[r][c] == "." and (r, c) not in wet else g[r][c]
                else:
                    row += ink if (r, c) in wet else g[r][c]
            result.append(row)
        return result

    def one_pass(n: int, m: int, g: list[str]) -> list[str]:
        wet = [[False] * m for _ in range(n)]
        for r in range(n):
            for c in range(m):
                if g[r][c] == "#":
                    continue
                if where == "first":
                    start = r == 0 and c == 0
                else:
                    start = r in (0, n - 1) or c in (0, m - 1)
                above = r > 0 and wet[r - 1][c]
                left = c > 0 and wet[r][c - 1]
                wet[r][c] = start or above or left
        result = []
        for r in range(n):
            row = ""
            for c in range(m):
                marked = wet[r][c] != (where == "enclosed")
                row += ink if g[r][c] == "." and marked else g[r][c]
            result.append(row)
        return result

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        n, m, rows = _picture(maker, 3, 50, 0.5)
        if maker.chance(0.8):
            rows[0][0] = "."
        return n, m, ["".join(row) for row in rows]

    return Task(
        titles=("Ink", "The Bucket of Paint", "Flooded"),
        given=[(Count("n", 1, 50), Count("m", 1, 50)), Grid("g", "n", "m")],
        ask=Listing("the rows of the picture in the end", in_lines=True, item="str"),
        formal="A picture has `n` rows of `m` cells; '.' is a free cell, '#' a line. Ink spreads "
        f"{sources}, and from a cell with ink to every free cell that shares {touch} with it. "
        f"{end}, and all other cells stay as they are.",
        stories=[
            Story(
                "The drawing program of the school in @place has a tool that looks like a bucket. "
                "A picture consists of `n` rows of `m` cells, where '.' is free paper and '#' "
                f"belongs to a line. Ink is poured out: it spreads {sources}, and on from each "
                f"cell that it reaches to all free cells that share {touch} with that one. Lines "
                f"hold it back. {end}, and nothing else changes."
            ),
            Story(
                "It is [high tide|spring], and water, dark as ink, comes to a village. On the plan "
                "of `n` rows with `m` cells, '#' is a dike and '.' a meadow, which is to say a "
                f"free cell. The ink, as people here call the water, spreads {sources}; then it "
                f"gets from every flooded cell to the free cells that share {touch} with it, and "
                f"so on, until it comes to rest. {end}; the plan is otherwise left alone."
            ),
        ],
        solve=solve,
        others=[sweeping],
        wrong=[one_pass],
        cpp=[
            """
            vector<string> solve(int n, int m, vector<string> g) {
                vector<pair<int, int>> stack;
                for (int r = 0; r < n; r++) {
                    for (int c = 0; c < m; c++) {
                        if (g[r][c] == '.' && ($start)) {
                            g[r][c] = '!';
                            stack.push_back({r, c});
                        }
                    }
                }
                while (!stack.empty()) {
                    auto [r, c] = stack.back();
                    stack.pop_back();
                    for (int x = max(0, r - 1); x <= min(n - 1, r + 1); x++) {
                        for (int y = max(0, c - 1); y <= min(m - 1, c + 1); y++) {
                            if (g[x][y] != '.' || !($corners || x == r || y == c)) continue;
                            g[x][y] = '!';
                            stack.push_back({x, y});
                        }
                    }
                }
                for (auto& row : g)
                    for (char& c : row) {
                        if (c == '.') c = '$dry';
                        else if (c == '!') c = '$wet';
                    }
                return g;
            }
        """
        ],
        params={
            "start": "r == 0 && c == 0"
            if where == "first"
            else "r == 0 || c == 0 || r == n - 1 || c == m - 1",
            "dry": ink if where == "enclosed" else ".",
            "wet": "." if where == "enclosed" else ink,
        },
        make=make,
        edges=[
            (1, 1, ["."]),
            (1, 1, ["#"]),
            (4, 4, ["####", "#..#", "#..#", "####"]),
            (3, 4, ["...#", "##.#", "...."]),
            (5, 5, ["#####", "#...#", "#.###", "#....", "#####"]),
            (5, 6, ["######", "#..#.#", "##.#.#", "#....#", "######"]),
            (5, 6, ["..#...", "#.#.#.", "#.#.#.", "#...#.", "#####."]),
            (6, 5, ["#####", "##..#", "#..##", "#.#..", "#...#", "#####"]),
        ],
        hints=(
            "Mark the cells from which the ink starts.",
            "From each newly marked cell, mark its free neighbours, until there are no new ones.",
            "A stack of cells that still have to be looked at is enough; write the marks into "
            "a copy of the picture.",
        ),
        explanation="Each cell is marked at most once then looks at its neighbours, so the time "
        "is linear in the size of the picture.",
        call="pour_ink",
    )


@family(1500, "graphs", "shortest paths", "implementation")
def sliding_on_ice(p: Parameters) -> Task:
    what = p.choice("what", "least", "can", "stops")
    goal = p.choice("goal", "last", "right") if what != "stops" else "none"
    target = {
        "last": "the last cell of the last row",
        "right": "some cell of the last column",
        "none": "",
    }[goal]
    ask: Value | Decide
    if what == "least":
        ask = Value(f"the least number of pushes after which it rests on {target}, or -1")
    elif what == "can":
        ask = Decide(f"it can come to rest on {target}")
    else:
        ask = Value("the number of different cells on which it can rest, the first one included")

    def solve(n: int, m: int, g: list[str]) -> int:
        pushes = {(0, 0): 0}
        queue = deque([(0, 0)])
        while queue:
            r, c = queue.popleft()
            for dr, dc in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                x, y = r, c
                while 0 <= x + dr < n and 0 <= y + dc < m and g[x + dr][y + dc] == ".":
                    x += dr
                    y += dc
                if (x, y) not in pushes:
                    pushes[x, y] = pushes[r, c] + 1
                    queue.append((x, y))
        if what == "stops":
            return len(pushes)
        if goal == "last":
            reached = [d for (r, c), d in pushes.items() if r == n - 1 and c == m - 1]
        else:
            reached = [d for (r, c), d in pushes.items() if c == m - 1]
        if what == "can":
            return len(reached) > 0
        return min(reached, default=-1)

    def in_rounds(n: int, m: int, g: list[str]) -> int:
        seen = {(0, 0)}
        now = [(0, 0)]
        pushes = 0
        while now:
            if what != "stops":
                for r, c in now:
                    if c == m - 1 and (goal == "right" or r == n - 1):
                        return True if what == "can" else pushes
            after = []
            for r, c in now:
                up = down = r
                left = right = c
                while up > 0 and g[up - 1][c] == ".":
                    up -= 1
                while down < n - 1 and g[down + 1][c] == ".":
                    down += 1
                while left > 0 and g[r][left - 1] == ".":
                    left -= 1
                while right < m - 1 and g[r][right + 1] == ".":
                    right += 1
                for stop in ((up, c), (down, c), (r, left), (r, right)):
                    if stop not in seen:
                        seen.add(stop)
                        after.append(stop)
            now = after
            pushes += 1
        if what == "stops":
            return len(seen)
        return False if what == "can" else -1

    def step_by_step(n: int, m: int, g: list[str]) -> int:
        pushes = {(0, 0): 0}
        queue = deque([(0, 0)])
        while queue:
            r, c = queue.popleft()
            for x, y in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
                if 0 <= x < n and 0 <= y < m and g[x][y] == "." and (x, y) not in pushes:
                    pushes[x, y] = pushes[r, c] + 1
                    queue.append((x, y))
        if what == "stops":
            return len(pushes)
        if goal == "last":
            reached = [d for (r, c), d in pushes.items() if r == n - 1 and c == m - 1]
        else:
            reached = [d for (r, c), d in pushes.items() if c == m - 1]
        if what == "can":
            return len(reached) > 0
        return min(reached, default=-1)

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        n, m, rows = _picture(maker, 3, 40, 0.3)
        rows[0][0] = "."
        if maker.chance(0.7):
            rows[n - 1][m - 1] = "."
        if maker.chance(0.4) and m > 3:
            for row in rows:
                row[m - 1] = "#" if maker.chance(0.8) else "."
        if maker.chance(0.3):
            for r in range(n):
                rows[r][m - 1] = "#"
            r = maker.rng.randrange(n)
            rows[r][m - 1] = rows[r][m - 2] = "."
        return n, m, ["".join(row) for row in rows]

    minus = " (-1 if that is impossible)" if what == "least" else ""
    return Task(
        titles=("On Ice", "The Curling Stone", "Sliding"),
        given=[(Count("n", 2, 40), Count("m", 2, 40)), Grid("g", "n", "m")],
        ask=ask,
        formal="A stone lies in the first cell of the first row of a picture with `n` rows of `m` "
        "cells, '.' ice and '#' rock; that cell is ice. A push sends it up, down, left or right, "
        "and it slides until the next cell is rock or outside of the picture. It cannot be stopped "
        "in between, and then rests where it is."
        + (" -1 stands for a goal that cannot be reached." if what == "least" else ""),
        stories=[
            Story(
                "On a frozen pond near @place, which has the form of a rectangle of `n` rows with "
                "`m` cells, lies a curling stone, in the first cell of the first row. '.' is ice, "
                "'#' is a rock that looks out of it, and around the pond there is a wall. Whoever "
                "pushes the stone does so in one of the four directions of rows and columns, and "
                "then it slides on until a rock or the wall stops it. Only there does it rest, and "
                f"only a stone that rests can be pushed again{minus}."
            ),
            Story(
                "A robot that cleans [a museum|an airport] has lost its brakes. The floor is a "
                "picture with `n` rows of `m` cells, '.' free and '#' furniture. It is switched on "
                "in the first cell of the first row, which is free. Each command, or push, is one "
                "of up, down, left and right, and makes it roll in that direction up to the last "
                f"free cell before furniture or the end of the floor, where it rests{minus}."
            ),
        ],
        solve=solve,
        others=[in_rounds],
        wrong=[step_by_step],
        cpp=[
            """
            $type solve(int n, int m, vector<string> g) {
                vector<vector<int>> pushes(n, vector<int>(m, -1));
                queue<pair<int, int>> queue;
                queue.push({0, 0});
                pushes[0][0] = 0;
                int dr[] = {-1, 1, 0, 0}, dc[] = {0, 0, -1, 1}, stops = 0, best = -1;
                while (!queue.empty()) {
                    auto [r, c] = queue.front();
                    queue.pop();
                    stops++;
                    if (best < 0 && $goal) best = pushes[r][c];
                    for (int k = 0; k < 4; k++) {
                        int x = r, y = c;
                        while (x + dr[k] >= 0 && x + dr[k] < n && y + dc[k] >= 0 &&
                               y + dc[k] < m && g[x + dr[k]][y + dc[k]] == '.') {
                            x += dr[k];
                            y += dc[k];
                        }
                        if (pushes[x][y] < 0) {
                            pushes[x][y] = pushes[r][c] + 1;
                            queue.push({x, y});
                        }
                    }
                }
                return $result;
            }
        """
        ],
        params={
            "type": "bool" if what == "can" else "int",
            "goal": "r == n - 1 && c == m - 1" if goal == "last" else "c == m - 1",
            "result": {"least": "best", "can": "best >= 0", "stops": "stops"}[what],
        }
        | ({"goal": "false"} if what == "stops" else {}),
        make=make,
        edges=[
            (3, 3, ["...", "...", "..."]),
            (3, 4, ["...#", "...#", "...."]),
            (4, 4, ["...#", "...#", "....", "...#"]),
            (2, 2, [".#", "#."]),
        ],
        hints=(
            "Only the cells where it can rest matter.",
            "From each of them there are four pushes, each to one cell.",
            "A breadth-first search over the cells of rest finds them all, nearest first.",
        ),
        explanation="The cells of rest are vertices with four edges each; a breadth-first search "
        "visits them in the order of pushes, and a push costs at most `n + m` steps.",
        call="slide",
    )
