"""Mazes with rules of their own: doors under the ground, keys and locks."""

from __future__ import annotations

import heapq
from collections import deque

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Grid


def _picture(
    maker: Maker, walls: float, letters: str, share: float, most: int
) -> tuple[int, int, list[str]]:
    """A maze whose first and last cells are free."""
    if maker.scale == "large":
        n, m = maker.rng.randint(most - 5, most), maker.rng.randint(most - 5, most)
    else:
        n, m = maker.count(1, 6), maker.count(1, 6)
    rows = [
        [
            "#"
            if maker.rng.random() < walls
            else maker.pick(letters)
            if maker.rng.random() < share
            else "."
            for _ in range(m)
        ]
        for _ in range(n)
    ]
    rows[0][0] = rows[-1][-1] = "."
    return n, m, ["".join(row) for row in rows]


@family(1500, "graphs", "shortest paths", "implementation")
def underground_doors(p: Parameters) -> Task:
    price = p.int("price", 0, 2)
    what = p.choice("what", "end", "reach", "far")
    takes = {0: "takes no time at all", 1: "takes one minute", 2: "takes 2 minutes"}[price]
    noun = {
        "end": "the least number of minutes for getting from the first cell of the first row to "
        "the last cell of the last row, or `-1` if it is impossible",
        "reach": "the number of cells, the first one included, to which one can get from the first "
        "cell of the first row",
        "far": "the greatest number of minutes that it takes to get on a fastest way from the "
        "first cell of the first row to a cell that can be reached",
    }[what]

    def solve(n: int, m: int, g: list[str]) -> int:
        doors: dict[str, list[tuple[int, int]]] = {}
        for i in range(n):
            for j in range(m):
                doors.setdefault(g[i][j], []).append((i, j))
        best = {(0, 0): 0}
        heap = [(0, 0, 0)]
        while heap:
            time, i, j = heapq.heappop(heap)
            if time > best[i, j]:
                continue
            steps = [(i + 1, j, 1), (i - 1, j, 1), (i, j + 1, 1), (i, j - 1, 1)]
            if g[i][j] != ".":
                steps += [(a, b, price) for a, b in doors.pop(g[i][j], [])]
            for a, b, w in steps:
                if (
                    0 <= a < n
                    and 0 <= b < m
                    and g[a][b] != "#"
                    and time + w < best.get((a, b), 10**9)
                ):
                    best[a, b] = time + w
                    heapq.heappush(heap, (time + w, a, b))
        if what == "end":
            return best.get((n - 1, m - 1), -1)
        return len(best) if what == "reach" else max(best.values())

    def minute_by_minute(n: int, m: int, g: list[str]) -> int:
        times: dict[tuple[int, int], int] = {}
        used = set()
        waiting = [[(0, 0)]]
        time = 0
        while time < len(waiting):
            waiting += [[] for _ in range(time + 3 - len(waiting))]
            for i, j in waiting[time]:
                if not (0 <= i < n and 0 <= j < m) or g[i][j] == "#" or (i, j) in times:
                    continue
                times[i, j] = time
                waiting[time + 1] += [(i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)]
                if g[i][j] != "." and g[i][j] not in used:
                    used.add(g[i][j])
                    for a in range(n):
                        for b in range(m):
                            if g[a][b] == g[i][j]:
                                waiting[time + price].append((a, b))
            time += 1
            if not any(waiting[time:]):
                break
        if what == "end":
            return times.get((n - 1, m - 1), -1)
        return len(times) if what == "reach" else max(times.values())

    def on_foot(n: int, m: int, g: list[str]) -> int:
        times = {(0, 0): 0}
        queue = deque([(0, 0)])
        while queue:
            i, j = queue.popleft()
            for a, b in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
                if 0 <= a < n and 0 <= b < m and g[a][b] != "#" and (a, b) not in times:
                    times[a, b] = times[i, j] + 1
                    queue.append((a, b))
        if what == "end":
            return times.get((n - 1, m - 1), -1)
        return len(times) if what == "reach" else max(times.values())

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        walls = maker.rng.choice((0.2, 0.4, 0.5))
        return _picture(maker, walls, "abc", maker.rng.choice((0.15, 0.4)), 100)

    return Task(
        titles=("Doors Under the Ground", "Secret Doors", "Through the Floor"),
        given=[
            (Count("n", 1, 100), Count("m", 1, 100)),
            Grid("g", "n", "m", ".#abc", "the characters '.', '#', 'a', 'b' and 'c'"),
        ],
        ask=Value(noun),
        formal="A maze has `n` rows of `m` cells. A '#' is a wall, all other cells are free; the "
        "first cell of the first row and the last cell of the last row are always '.'. Going from "
        "a free cell to a free one that has a side in common with it takes one minute. A letter is "
        "a door: from a cell with a letter one can also get to any other cell with the same "
        f"letter, and this {takes}.",
        stories=[
            Story(
                "The castle of @place is old, and its cellar is older. On a plan with `n` rows of "
                "`m` cells, walls are drawn as '#'. In all the other cells one can walk, a minute "
                "from each to the next that shares a side with it. But there are also trapdoors, "
                "marked by the letters 'a', 'b' and 'c': whoever is on one may stay on foot, or "
                f"go through the dark to any trapdoor with the same letter, which {takes}. @who "
                "begins in the first cell of the first row. Neither there nor in the last cell of "
                "the last row is there a wall or a trapdoor."
            ),
            Story(
                "A hamster lives in a box that has `n` rows of `m` fields, or cells; '#' stands "
                "for a block of wood. The hamster runs from a field without a block to a "
                "neighbouring one, side by side, in one minute. Some fields have holes in the "
                "bottom, and holes with the same letter are joined by tubes, each with each; going "
                f"through a tube {takes}, and the hamster need not use it. In the first cell of "
                "the first row, where it lives, and in the last cell of the last row, where the "
                "food is, there is neither a block nor a hole."
            ),
        ],
        solve=solve,
        others=[minute_by_minute],
        wrong=[on_foot],
        cpp=[
            """
            int solve(int n, int m, vector<string> g) {
                vector<vector<int>> best(n, vector<int>(m, INT_MAX));
                vector<vector<pair<int, int>>> doors(128);
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < m; j++) doors[g[i][j]].push_back({i, j});
                priority_queue<array<int, 3>, vector<array<int, 3>>, greater<>> heap;
                auto reach = [&](int i, int j, int time) {
                    if (i < 0 || j < 0 || i >= n || j >= m || g[i][j] == '#') return;
                    if (time >= best[i][j]) return;
                    best[i][j] = time;
                    heap.push({time, i, j});
                };
                reach(0, 0, 0);
                $start
                while (!heap.empty()) {
                    auto [time, i, j] = heap.top();
                    heap.pop();
                    if (time > best[i][j]) continue;
                    $visit
                    reach(i + 1, j, time + 1);
                    reach(i - 1, j, time + 1);
                    reach(i, j + 1, time + 1);
                    reach(i, j - 1, time + 1);
                    if (g[i][j] == '.') continue;
                    for (auto [a, b] : doors[g[i][j]]) reach(a, b, time + $price);
                    doors[g[i][j]].clear();
                }
                return $result;
            }
        """
        ],
        params={
            "start": {"end": "", "reach": "int cells = 0;", "far": "int far = 0;"}[what],
            "visit": {"end": "", "reach": "cells++;", "far": "far = time;"}[what],
            "result": {
                "end": "best[n - 1][m - 1] == INT_MAX ? -1 : best[n - 1][m - 1]",
                "reach": "cells",
                "far": "far",
            }[what],
        },
        make=make,
        edges=[
            (1, 1, ["."]),
            (1, 5, [".a#a."]),
            (3, 3, [".b#", "###", "#b."]),
            (2, 4, ["...a", "a.#."]),
            (3, 4, [".a.#", "####", "a.a."]),
        ],
        hints=(
            "Doors are further ways from a cell to others. How many of them are there?",
            "It is enough to use the doors of each letter once: when the first of them is reached.",
            "Use Dijkstra's algorithm on the cells (steps and doors may take different times), and "
            "forget the doors of a letter after they have been used.",
        ),
        explanation="When a door is reached for the first time, all others of its letter can be "
        "reached from it, and never sooner from another one. So each cell is looked at a few times "
        "only.",
        call="through_doors",
    )


@family(1700, "graphs", "shortest paths", "bitmasks")
def keys_in_the_maze(p: Parameters) -> Task:
    kinds = p.int("kinds", 2, 4)
    what = p.choice("what", "exit", "all", "count")
    keys = "abcd"[:kinds]
    last = "ABCD"[kinds - 1]
    noun = {
        "exit": "the least number of steps from the first cell of the first row to the last cell "
        "of the last row, or `-1` if it is impossible",
        "all": "the least number of steps after which one has a key of every kind that occurs in "
        "the maze, or `-1` if it is impossible",
        "count": "the number of cells, the first one included, to which one can get",
    }[what]

    def solve(n: int, m: int, g: list[str]) -> int:
        full = 0
        if what == "all":
            for row in g:
                for c in row:
                    if c in keys:
                        full |= 1 << (ord(c) - 97)
        steps = {(0, 0, 0): 0}
        queue = deque([(0, 0, 0)])
        while queue:
            i, j, have = queue.popleft()
            if what == "exit" and (i, j) == (n - 1, m - 1):
                return steps[i, j, have]
            if what == "all" and have == full:
                return steps[i, j, have]
            for a, b in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
                if not (0 <= a < n and 0 <= b < m) or g[a][b] == "#":
                    continue
                c = g[a][b]
                if c.isupper() and not have >> (ord(c) - 65) & 1:
                    continue
                now = have | 1 << (ord(c) - 97) if c in keys else have
                if (a, b, now) not in steps:
                    steps[a, b, now] = steps[i, j, have] + 1
                    queue.append((a, b, now))
        if what == "count":
            return len({(i, j) for i, j, have in steps})
        return -1

    def with_sets(n: int, m: int, g: list[str]) -> int:
        wanted = {c for row in g for c in row if c in keys}
        start: tuple[int, int, frozenset[str]] = (0, 0, frozenset())
        seen = {start}
        now = [start]
        rounds = 0
        while now:
            then = []
            for i, j, have in now:
                if what == "exit" and i == n - 1 and j == m - 1:
                    return rounds
                if what == "all" and have == wanted:
                    return rounds
                for a, b in ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)):
                    if a < 0 or b < 0 or a == n or b == m:
                        continue
                    c = g[a][b]
                    if c == "#" or (c.isupper() and c.lower() not in have):
                        continue
                    state = (a, b, have | {c} if c.islower() else have)
                    if state not in seen:
                        seen.add(state)
                        then.append(state)
            now = then
            rounds += 1
        if what == "count":
            return len({(i, j) for i, j, have in seen})
        return -1

    def never_back(n: int, m: int, g: list[str]) -> int:
        steps = {(0, 0): 0}
        have: set[str] = set()
        if what == "all":
            full = len({c for row in g for c in row if c in keys})
            if full == 0:
                return 0
        queue = deque([(0, 0)])
        while queue:
            i, j = queue.popleft()
            for a, b in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
                if not (0 <= a < n and 0 <= b < m) or (a, b) in steps or g[a][b] == "#":
                    continue
                if g[a][b].isupper() and g[a][b].lower() not in have:
                    continue
                if g[a][b].islower():
                    have.add(g[a][b])
                steps[a, b] = steps[i, j] + 1
                if what == "all" and len(have) == full:
                    return steps[a, b]
                queue.append((a, b))
        if what == "count":
            return len(steps)
        return steps.get((n - 1, m - 1), -1) if what == "exit" else -1

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        walls = maker.rng.choice((0.1, 0.2, 0.3))
        letters = 2 * keys + keys.upper()
        return _picture(maker, walls, letters, maker.rng.choice((0.15, 0.3)), 40)

    some = ", ".join(f"'{c}'" for c in keys[:-1]) + f" and '{keys[-1]}'"
    doors = ", ".join(f"'{c.upper()}'" for c in keys[:-1]) + f" and '{last}'"
    return Task(
        titles=("Keys in the Maze", "Locked Doors", "Find the Keys"),
        given=[
            (Count("n", 1, 40), Count("m", 1, 40)),
            Grid(
                "g",
                "n",
                "m",
                ".#" + keys + keys.upper(),
                f"the characters '.', '#', 'a' to '{keys[-1]}' and 'A' to '{last}'",
            ),
        ],
        ask=Value(noun),
        formal="A maze has `n` rows of `m` cells. '#' is a wall, '.' is free; on a cell with one "
        f"of the letters {some} lies a key of that kind, and a cell with one of the letters "
        f"{doors} is a door, which can be entered only with a key of the same letter. Keys are "
        "picked up whenever one comes to them, and each can be used as often as one likes. One "
        "begins in the first cell of the first row, which is free, as the last cell of the last "
        "row is, and a step leads to a cell that has a side in common with the one before.",
        stories=[
            Story(
                "@who has been locked up in the dungeon of @place. On the plan that the gaoler has "
                "lost, there are `n` rows of `m` cells; a '#' is a wall. Where one of the small "
                f"letters {some} stands, a key of this kind lies on the floor, and it is picked up "
                f"by anyone who comes there. The capital letters {doors} are locked doors, and a "
                "cell with a door can only be entered by somebody who has a key with the same "
                "letter; keys do not wear out. A step leads to a cell with a common side. @who "
                "begins in the first cell of the first row. Both this cell and the last one of the "
                "last row, where fresh air comes in, are free."
            ),
            Story(
                "Level after level, a computer game shows mazes of `n` rows with `m` cells. A "
                "figure starts in the first cell of the first row and is moved by steps to cells "
                "that share a side with its own, but not into a wall ('#'). By stepping on one of "
                f"the letters {some} it gets a key of that kind for good. Cells with the letters "
                f"{doors} are barred to a figure without the key of the same letter. The exit is "
                "in the last cell of the last row; it is free ('.'), and so is the first cell."
            ),
        ],
        solve=solve,
        others=[with_sets],
        wrong=[never_back],
        cpp=[
            """
            int solve(int n, int m, vector<string> g) {
                $full
                vector<int> steps(n * m << $kinds, -1);
                queue<array<int, 3>> todo;
                steps[0] = 0;
                todo.push({0, 0, 0});
                $start
                while (!todo.empty()) {
                    auto [i, j, have] = todo.front();
                    todo.pop();
                    int time = steps[(i * m + j) << $kinds | have];
                    $visit
                    for (auto [x, y] : {pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
                        int a = i + x, b = j + y, now = have;
                        if (a < 0 || b < 0 || a >= n || b >= m || g[a][b] == '#') continue;
                        if (isupper(g[a][b]) && !(have >> (g[a][b] - 'A') & 1)) continue;
                        if (islower(g[a][b])) now |= 1 << (g[a][b] - 'a');
                        int& next = steps[(a * m + b) << $kinds | now];
                        if (next < 0) {
                            next = time + 1;
                            todo.push({a, b, now});
                        }
                    }
                }
                return $result;
            }
        """
        ],
        params={
            "full": "int full = 0;\nfor (auto& row : g)\n    for (char c : row)\n"
            "        if (islower(c)) full |= 1 << (c - 'a');"
            if what == "all"
            else "",
            "start": "set<pair<int, int>> cells;" if what == "count" else "",
            "visit": {
                "exit": "if (i == n - 1 && j == m - 1) return time;",
                "all": "if (have == full) return time;",
                "count": "cells.insert({i, j});",
            }[what],
            "result": "cells.size()" if what == "count" else "-1",
        },
        make=make,
        edges=[
            (1, 1, ["."]),
            (1, 5, ["..Aa."]),
            (2, 4, [".aA.", "b#B."]),
            (3, 4, ["..A.", "a###", "...."]),
            (2, 5, [".a#..", "..bB."]),
            (3, 5, ["..bA.", "#B##.", "a...."]),
        ],
        hints=(
            "One may have to go back after having picked up a key.",
            "A cell visited with other keys is not the same situation any more.",
            f"Search breadth first among situations: a cell, and the set of keys as a number of "
            f"{kinds} bits. That is at most `{2**kinds} n m` of them.",
        ),
        explanation="Breadth first search on pairs of a cell and a set of keys meets every "
        "situation after as few steps as possible; there are few sets of keys, so it is fast "
        "enough.",
        call="keys_and_doors",
    )
