"""Things that move step by step: robots, elevators, balls, on a line and on a grid."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Ask, Story, Task, Value
from shortlist_engine.bank.values import Count, Grid, Int, Ints, Word


@family(800, "implementation")
def line_walker(p: Parameters) -> Task:
    what = p.choice("what", "end", "far", "zero", "different")
    bonus = p.choice("bonus", "none", "repeat", "wall")
    rule = {
        "none": "",
        "repeat": " A step in the same direction as the step before it is 2 long instead of 1.",
        "wall": " A wall stands at -1, so that a step to the left has no effect at position 0.",
    }[bonus]
    noun = {
        "end": "the position at the end",
        "far": "the largest distance from 0 that is reached at the end of some step (0 at least)",
        "zero": "the number of steps that end at position 0",
        "different": "the number of different positions at which the robot stands, at the start "
        "or after "
        "some step",
    }[what]

    def solve(n: int, s: str) -> int:
        x = far = zero = 0
        seen = {0}
        for i in range(n):
            step = 1
            if bonus == "repeat" and i > 0 and s[i] == s[i - 1]:
                step = 2
            x += step if s[i] == "R" else -step
            if bonus == "wall":
                x = max(x, 0)
            far = max(far, abs(x))
            if x == 0:
                zero += 1
            seen.add(x)
        if what == "end":
            return x
        if what == "far":
            return far
        return zero if what == "zero" else len(seen)

    def all_positions(n: int, s: str) -> int:
        positions = [0]
        before = ""
        for c in s:
            move = {"L": -1, "R": 1}[c]
            if bonus == "repeat" and c == before:
                move *= 2
            x = positions[-1] + move
            if bonus == "wall" and x < 0:
                x = 0
            positions.append(x)
            before = c
        if what == "end":
            return positions[n]
        if what == "far":
            return max(max(positions), -min(positions))
        return positions[1:].count(0) if what == "zero" else len(set(positions))

    def simple(n: int, s: str) -> int:
        x = s.count("R") - s.count("L")
        if bonus == "none":
            x = x + 1 if n % 2 == 0 else x
        if what == "end":
            return x
        if what == "far":
            return abs(x)
        return 1 if what == "zero" else abs(x) + 1

    return Task(
        titles=("Left and Right", "Robot on a Rail", "The Undecided Snail"),
        given=[
            Count("n", 1, 10**5, what="the number of steps"),
            Word("s", size="n", alphabet="LR", letters="the characters L and R"),
        ],
        ask=Value(noun),
        formal="A robot stands at position 0 of a line and makes `n` steps. A character R in "
               "`s` means a step of "
        "1 to the right, which increases the position, and L one to the left, which decreases "
        f"it.{rule}",
        stories=[
            Story(
                "A small robot runs along the shelf of a library to dust the books. It starts "
                "at position 0 and "
                "gets a list `s` of `n` commands, one letter each: R sends it one place to the "
                "right, from "
                f"position `x` to `x + 1`, and L one place to the left.{rule} The librarian "
                "looks at the list "
                "before she presses the button."
            ),
            Story(
                "Biologists have put a chip on a snail that crawls along a rail. Every minute "
                "the chip sends a "
                "letter, L or R, and after `n` minutes they have the string `s`. The snail "
                "began at 0 and "
                f"moved by 1 each time: R to larger numbers, L to smaller ones.{rule} In the "
                "paper that they "
                "write about it the snail is called a robot."
            ),
        ],
        solve=solve, others=[all_positions], wrong=[simple],
        cpp=["""
            int solve(int n, string s) {
                int x = 0, far = 0, zero = 0;
                set<int> seen = {0};
                for (int i = 0; i < n; i++) {
                    int step = $step;
                    x += s[i] == 'R' ? step : -step;
                    $wall
                    far = max(far, abs(x));
                    if (x == 0) zero++;
                    seen.insert(x);
                }
                return $result;
            }
        """],
        params={
            "step": "i > 0 && s[i] == s[i - 1] ? 2 : 1" if bonus == "repeat" else "1",
            "wall": "x = max(x, 0);" if bonus == "wall" else "",
            "result": {"end": "x", "different": "seen.size()"}.get(what, what),
        },
        hints=(
            "Keep the position in a variable and change it with every step.",
            "What has to be remembered besides the position?",
            "After each step, update the answer.",
        ),
        explanation="The walk is simulated step by step, in linear time.",
        call="line_walk",
    )  # fmt: skip


@family(1100, "implementation", "geometry")
def turning_rover(p: Parameters) -> Task:
    what = p.choice("what", "distance", "cells", "home", "facing")
    start = p.choice("start", "north", "east")
    board = p.choice("board", "free", "fence")
    fence = (
        " A fence runs around the square of all points with `|x| <= 5` and `|y| <= 5`: a step "
        "that would lead "
        "out of it is left out." if board == "fence" else ""
    )  # fmt: skip
    first = 0 if start == "north" else 1
    ask: Ask = {
        "distance": Value("the value of `|x| + |y|` for the final point `(x, y)`"),
        "cells": Value("the number of different points that were visited, the start included"),
        "home": Value("how many times a step ended at the point `(0, 0)`"),
        "facing": Value("the direction in which the rover looks at the end and its final point, "
                        "in the form N 3 -2 "
                        "(with the letter N, E, S or W, then `x` and `y`)", python_type="str"),
    }[what]  # fmt: skip

    def solve(n: int, s: str) -> int | str:
        dx = [0, 1, 0, -1]
        dy = [1, 0, -1, 0]
        x = y = home = 0
        d = first
        seen = {(0, 0)}
        for c in s:
            if c == "L":
                d = (d + 3) % 4
            elif c == "R":
                d = (d + 1) % 4
            else:
                if board == "fence" and (abs(x + dx[d]) > 5 or abs(y + dy[d]) > 5):
                    continue
                x += dx[d]
                y += dy[d]
                seen.add((x, y))
                if x == 0 and y == 0:
                    home += 1
        if what == "distance":
            return abs(x) + abs(y)
        if what == "cells":
            return len(seen)
        return home if what == "home" else "NESW"[d] + " " + str(x) + " " + str(y)

    def with_vector(n: int, s: str) -> int | str:
        x, y = 0, 0
        vx, vy = (0, 1) if start == "north" else (1, 0)
        path = [(0, 0)]
        for c in s:
            if c == "L":
                vx, vy = -vy, vx
            elif c == "R":
                vx, vy = vy, -vx
            elif board == "free" or max(abs(x + vx), abs(y + vy)) <= 5:
                x, y = x + vx, y + vy
                path.append((x, y))
        if what == "distance":
            return abs(x) + abs(y)
        if what == "cells":
            return len(set(path))
        if what == "home":
            return path.count((0, 0)) - 1
        name = {(0, 1): "N", (1, 0): "E", (0, -1): "S", (-1, 0): "W"}[(vx, vy)]
        return f"{name} {x} {y}"

    def turned_wrong(n: int, s: str) -> int | str:
        dx = [0, -1, 0, 1]
        dy = [1, 0, -1, 0]
        x = y = steps = 0
        d = first
        for c in s:
            if c == "R":
                d = (d + 1) % 4
            elif c == "F":
                x += dx[d]
                y += dy[d]
                steps += 1
            elif c == "L":
                d = (d + 3) % 4
        if what == "distance":
            return abs(x + y)
        if what == "cells":
            return steps + 1
        return int(x == 0 and y == 0) if what == "home" else "NESW"[d] + " " + str(x) + " " + str(y)

    def make(maker: Maker) -> tuple[int, str]:
        n = maker.count(1, 10**5)
        weights = maker.rng.choice([(1, 1, 1), (3, 1, 1), (6, 1, 1), (4, 2, 1)])
        s = "".join(maker.rng.choices("FLR", weights, k=n))
        if maker.chance(0.2):
            s = ("FFLFF" + "RFL" * 3 + "LF" * n)[:n]
        elif maker.chance(0.3):
            s = (maker.pick(["FLL", "FLFL", "FRRFL", "FRR"]) * n)[:n]
        return n, s

    return Task(
        titles=("Turning Rover", "Tracks in the Sand", "Remote Control"),
        given=[
            Count("n", 1, 10**5, what="the number of commands"),
            Word("s", size="n", alphabet="FLR", letters="the characters F, L and R"),
        ],
        ask=ask,
        formal=f"A rover stands at the point `(0, 0)` and looks {start}. It executes the `n` "
               "commands of `s`: F moves "
        "it by 1 in the direction in which it looks (north increases `y`, east increases `x`), "
        "L turns it to the "
        f"left and R to the right by 90 degrees, without moving it.{fence}",
        stories=[
            Story(
                "On a plain of the planet Mars, a rover waits at the point `(0, 0)` with its "
                "camera pointing "
                f"{start}. From Earth it receives `n` commands, the letters of `s`, in this "
                "order. F: drive "
                "one metre in the direction of the camera, so that `y` grows by 1 in the north "
                "and `x` grows by "
                "1 in the east. L and R: turn by 90 degrees to the left or right on the "
                f"spot.{fence}"
            ),
            Story(
                "@who steers a toy car, the rover, by remote control over a floor with square "
                "tiles. At first "
                f"it stands on the tile `(0, 0)` and faces {start}. The buttons pressed are "
                "`s`, one of "
                "`n` letters each: F for one tile forward, L for a quarter turn to the left, R "
                "for one to the "
                "right. Going north makes `y` larger, going east makes `x` larger; tiles are "
                f"points.{fence}"
            ),
        ],
        solve=solve, others=[with_vector], wrong=[turned_wrong],
        cpp=["""
            $type solve(int n, string s) {
                int dx[] = {0, 1, 0, -1}, dy[] = {1, 0, -1, 0};
                int x = 0, y = 0, d = $first, home = 0;
                set<pair<int, int>> seen = {{0, 0}};
                for (char c : s) {
                    if (c == 'L') {
                        d = (d + 3) % 4;
                        continue;
                    }
                    if (c == 'R') {
                        d = (d + 1) % 4;
                        continue;
                    }
                    $fence_line
                    x += dx[d];
                    y += dy[d];
                    seen.insert({x, y});
                    if (x == 0 && y == 0) home++;
                }
                return $result;
            }
        """],
        params={
            "type": "string" if what == "facing" else "int", "first": first,
            "fence_line": "if (abs(x + dx[d]) > 5 || abs(y + dy[d]) > 5) continue;"
            if board == "fence" else "",
            "result": {
                "distance": "abs(x) + abs(y)", "cells": "seen.size()", "home": "home",
                "facing": 'string(1, "NESW"[d]) + " " + to_string(x) + " " + to_string(y)',
            }[what],
        },
        make=make,
        hints=(
            "Number the directions from 0 to 3 in the order of turning right.",
            "Turning right adds 1 to the direction modulo 4, turning left adds 3.",
            "Keep lists with the change of `x` and of `y` for each direction.",
        ),
        explanation="The commands are executed one by one; direction numbers make the turns "
                    "simple.",
        call="drive_rover",
    )  # fmt: skip


@family(1000, "implementation")
def board_walk(p: Parameters) -> Task:
    edge = p.choice("edge", "stay", "wrap", "bounce")
    what = p.choice("what", "treasures", "end", "walls", "visited")
    rule = {
        "stay": "A step that would leave the board is not made.",
        "wrap": "Whoever leaves the board on one side enters it again on the opposite side, in "
        "the same row or "
        "column.",
        "bounce": "A step that would leave the board is made in the opposite direction instead.",
    }[edge]
    noun = {
        "treasures": "the number of different cells with a star on which the token stands, at "
        "the start or after "
        "a step",
        "end": "the row and the column of the final cell, with a space between them",
        "walls": "the number of steps that would have left the board",
        "visited": "the number of cells on which the token never stands",
    }[what]

    def solve(n: int, m: int, board: list[str], s: str) -> int | str:
        move = {"U": (-1, 0), "D": (1, 0), "L": (0, -1), "R": (0, 1)}
        x = y = walls = 0
        seen = {(0, 0)}
        for c in s:
            dx, dy = move[c]
            if not (0 <= x + dx < n and 0 <= y + dy < m):
                walls += 1
                if edge == "stay":
                    continue
                if edge == "bounce":
                    dx, dy = -dx, -dy
            x = (x + dx) % n
            y = (y + dy) % m
            seen.add((x, y))
        if what == "end":
            return str(x + 1) + " " + str(y + 1)
        if what == "walls":
            return walls
        if what == "visited":
            return n * m - len(seen)
        return sum(board[i][j] == "*" for i, j in seen)

    def with_table(n: int, m: int, board: list[str], s: str) -> int | str:
        stood = [[False] * m for _ in range(n)]
        stood[0][0] = True
        i = j = count = 0
        for c in s:
            a, b = i, j
            if c == "U":
                a -= 1
            elif c == "D":
                a += 1
            elif c == "L":
                b -= 1
            else:
                b += 1
            if a in (-1, n) or b in (-1, m):
                count += 1
                if edge == "stay":
                    a, b = i, j
                elif edge == "wrap":
                    a, b = (a + n) % n, (b + m) % m
                else:
                    a, b = 2 * i - a, 2 * j - b
            i, j = a, b
            stood[i][j] = True
        if what == "end":
            return f"{i + 1} {j + 1}"
        if what == "walls":
            return count
        if what == "visited":
            return sum(row.count(False) for row in stood)
        return sum(stood[a][b] and board[a][b] == "*" for a in range(n) for b in range(m))

    def no_border(n: int, m: int, board: list[str], s: str) -> int | str:
        x = min(n - 1, max(0, s.count("D") - s.count("U")))
        y = min(m - 1, max(0, s.count("R") - s.count("L")))
        if what == "end":
            return str(x + 1) + " " + str(y + 1)
        if what == "walls":
            return max(0, s.count("D") - n + 1) + max(0, s.count("R") - m + 1)
        if what == "visited":
            return max(0, n * m - len(s) - 1)
        return "".join(board).count("*")

    def make(maker: Maker) -> tuple[int, int, list[str], str]:
        n, m = maker.count(2, 50), maker.count(2, 50)
        board = ["".join(maker.rng.choices(".*", (2, 1), k=m)) for _ in range(n)]
        weights = maker.rng.choice([(1, 1, 1, 1), (1, 3, 1, 3), (1, 2, 2, 1)])
        size = maker.count(1, 1000)
        return n, m, board, "".join(maker.rng.choices("UDLR", weights, k=size))

    return Task(
        titles=("Walk on the Board", "The Token", "Over the Edge"),
        given=[
            (
                Count("n", 2, 50, what="the number of rows"),
                Count("m", 2, 50, what="the number of columns"),
            ),
            Grid("board", "n", "m", ".*", "the characters '.' and '*'"),
            Word("s", 1, 1000, alphabet="UDLR", letters="the characters U, D, L and R"),
        ],
        ask=Value(noun, python_type="str" if what == "end" else "int"),
        formal="A token stands on the upper left cell of a board with `n` rows and `m` columns; "
               "rows and columns are "
        "numbered from 1. On some cells there is a star, written as '*'. The token makes the "
        "steps that are "
        f"listed in `s`: U up, D down, L left, R right, each to the neighbouring cell. {rule}",
        stories=[
            Story(
                "In a board game for one player, the board has `n` rows and `m` columns of "
                "cells, numbered from 1, "
                "and stars (written '*') are printed on some of them. The token starts in the "
                "upper left corner. "
                "Cards are drawn from a pile: U means one cell up, D down, L left and R right; "
                "the cards of this "
                f"game are `s`, in order. {rule}"
            ),
            Story(
                "A cleaning robot, which we call the token, drives over the floor of a hall of "
                "`n` times `m` "
                "tiles. Rows are counted from 1 at the top, columns from 1 at the left, and it "
                "begins on "
                "the tile in row 1 and column 1. Dirty tiles are marked with '*' on the plan, "
                "clean ones with a "
                "dot. Its program `s` tells it where to go, step by step: up (U), down (D), "
                "left (L) or right "
                f"(R). {rule}"
            ),
            Story(
                "Every evening a lamplighter walks through the garden of the palace, a "
                "rectangle of `n` rows and `m` "
                "columns of flower beds, where '*' marks the beds with roses. He, the token of "
                "our plan, sets out "
                "from the bed at the upper left, in row 1 and column 1. His way is written in "
                "his book as `s`: U, "
                "D, L and R for one bed up, down, left or right. The garden is a board with "
                f"these cells. {rule}"
            ),
        ],
        solve=solve, others=[with_table], wrong=[no_border],
        cpp=["""
            $type solve(int n, int m, vector<string> board, string s) {
                int x = 0, y = 0, walls = 0, stars = 0, cells = 0;
                vector<vector<bool>> seen(n, vector<bool>(m));
                seen[0][0] = true;
                for (char c : s) {
                    int dx = (c == 'D') - (c == 'U'), dy = (c == 'R') - (c == 'L');
                    if (x + dx < 0 || x + dx >= n || y + dy < 0 || y + dy >= m) {
                        walls++;
                        $outside
                    }
                    x = (x + dx + n) % n;
                    y = (y + dy + m) % m;
                    seen[x][y] = true;
                }
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < m; j++) {
                        if (!seen[i][j]) continue;
                        cells++;
                        if (board[i][j] == '*') stars++;
                    }
                }
                return $result;
            }
        """],
        params={
            "type": "string" if what == "end" else "int",
            "outside": {"stay": "continue;", "wrap": "",
                        "bounce": "dx = -dx;\n                        dy = -dy;"}[edge],
            "result": {
                "treasures": "stars", "walls": "walls", "visited": "n * m - cells",
                "end": 'to_string(x + 1) + " " + to_string(y + 1)',
            }[what],
        },
        make=make,
        hints=(
            "Keep the row and the column of the token.",
            "Calculate where a step leads before you make it, and check whether this is on the "
            "board.",
            "Mark the cells on which the token stands, the first one included.",
        ),
        explanation="Each step takes constant time; a table (or a set) remembers the cells.",
        call="board_walk",
    )  # fmt: skip


@family(1000, "implementation", "math")
def elevator_day(p: Parameters) -> Task:
    up, down, stop = p.int("up", 1, 4), p.int("down", 1, 3), p.int("stop", 2, 9)
    what = p.choice("what", "time", "late", "turns")
    ask = {
        "time": Value("the number of seconds until the last call is served"),
        "late": Value("the number of calls that are served more than `k` seconds after the start"),
        "turns": Value("the number of times that the elevator changes its direction"),
    }[what]

    if what == "late":

        def solve_call(n: int, a: list[int], k: int) -> int:
            time = late = floor = 0
            for x in a:
                time += (x - floor) * up if x > floor else (floor - x) * down
                time += stop
                if time > k:
                    late += 1
                floor = x
            return late

        def served(n: int, a: list[int], k: int) -> int:
            times: list[int] = []
            path = [0, *a]
            for i in range(n):
                d = path[i + 1] - path[i]
                last = times[-1] if times else 0
                times.append(last + stop + max(d * up, -d * down))
            return len([t for t in times if t > k])

        def not_below(n: int, a: list[int], k: int) -> int:
            time = late = floor = 0
            for x in a:
                time += (x - floor) * up if x > floor else (floor - x) * down
                if time > k:
                    late += 1
                time += stop
                floor = x
            return late
    else:

        def solve_all(n: int, a: list[int]) -> int:
            time = turns = floor = direction = 0
            for x in a:
                time += stop
                if x > floor:
                    time += (x - floor) * up
                    turns += direction == -1
                    direction = 1
                elif x < floor:
                    time += (floor - x) * down
                    turns += direction == 1
                    direction = -1
                floor = x
            return time if what == "time" else turns

        def by_differences(n: int, a: list[int]) -> int:
            d = [a[0]] + [a[i] - a[i - 1] for i in range(1, n)]
            if what == "time":
                return n * stop + sum(x * up if x > 0 else -x * down for x in d)
            d = [x for x in d if x != 0]
            return sum((d[i] > 0) != (d[i - 1] > 0) for i in range(1, len(d)))

        def same_floor(n: int, a: list[int]) -> int:
            time = turns = floor = 0
            for i in range(n):
                if a[i] != floor:
                    time += stop + abs(a[i] - floor) * up
                if 0 < i < n - 1 and (a[i] > a[i - 1]) != (a[i + 1] > a[i]):
                    turns += 1
                floor = a[i]
            return time if what == "time" else turns

    def make(maker: Maker) -> tuple[object, ...]:
        n = maker.count(1, 10**5)
        floors = maker.rng.choice([2, 5, 12, 100])
        a = [maker.rng.randint(0, floors) for _ in range(n)]
        if what != "late":
            return n, a
        total = n * (stop + floors * (up + down) // 6)
        return n, maker.rng.randint(0, min(10**9, total)), a

    seconds = {1: "1 second", **{i: f"{i} seconds" for i in range(2, 10)}}
    rules = (
        f"It needs {seconds[up]} for one floor up, {seconds[down]} for one floor down, and "
        f"{seconds[stop]} for "
        "each call to open and close its doors, even if the call comes from the floor where it "
        "stands"
    )
    size = Count("n", 1, 10**5, what="the number of calls")
    limit = " A number `k` of seconds is given." if what == "late" else ""
    return Task(
        titles=("A Day in the Elevator", "Up and Down the House", "Please Hold the Door"),
        given=[(size, Int("k", 0, 10**9)) if what == "late" else size,
               Ints("a", "n", 0, 100, what="the floors of the calls")],
        ask=ask,
        formal="An elevator stands on floor 0 and serves `n` calls in the given order; the "
               "`i`-th comes from floor "
        f"`a_i`. {rules}. A call is served when the doors are closed again.{limit}",
        stories=[
            Story(
                "In the oldest house of @place an elevator with a memory is at work. This "
                "morning it stood on "
                f"floor 0 when `n` calls came in at once, from the floors `a_1, a_2, ..., a_n`. It "
                f"serves them one after the other in this order. {rules}; with that the call is "
                f"served.{limit}"
            ),
            Story(
                "A mining company sends a lift with lamps down and up a shaft that has floors "
                "from 0 to 100. The "
                "lift begins on floor 0, and its plan for the day consists of `n` calls: first "
                "floor "
                f"`a_1`, then floor `a_2`, and so on. {rules}. Then the call counts as "
                f"served.{limit}"
            ),
        ],
        solve=solve_call if what == "late" else solve_all,
        others=[served] if what == "late" else [by_differences],
        wrong=[not_below] if what == "late" else [same_floor],
        cpp=["""
            $head {
                long long time = 0;
                int late = 0, turns = 0, floor = 0, direction = 0;
                for (int x : a) {
                    int d = x - floor;
                    time += $stop + (d > 0 ? (long long)d * $up : (long long)-d * $down);
                    if (d != 0) {
                        if (d > 0 && direction < 0) turns++;
                        if (d < 0 && direction > 0) turns++;
                        direction = d;
                    }
                    $check
                    floor = x;
                }
                return $result;
            }
        """],
        params={
            "head": "int solve(int n, vector<int> a, int k)" if what == "late" else
            "long long solve(int n, vector<int> a)",
            "check": "if (time > k) late++;" if what == "late" else "",
            "result": what,
        },
        make=make,
        hints=(
            "Keep the floor on which the elevator stands.",
            "The way to the next call costs differently up and down.",
            "Keep what is asked for in a variable, and bring it up to date at every call.",
        ),
        explanation="The calls are served one after the other in constant time each.",
        call="elevator",
    )  # fmt: skip


@family(1200, "implementation", "math")
def looped_program(p: Parameters) -> Task:
    what = p.choice("what", "end", "far", "passes")
    axis = p.choice("axis", "line", "plane")
    noun = {
        "end": "the distance from the start at the end",
        "far": "the largest distance from the start at any moment after a step",
        "passes": "how many steps end at the start",
    }[what]
    if axis == "line":
        moves, say = "LR", "L decreases the position by 1 and R increases it by 1"
        dist = "the distance from the start is `|x|` at position `x`"
        place = "position 0 of a line"
    else:
        moves, say = "LRUD", "L and R change `x` by -1 and 1, D and U change `y` by -1 and 1"
        dist = "the distance from the start is `|x| + |y|` at the point `(x, y)`"
        place = "the point `(0, 0)` of the plane"

    def solve(s: str, k: int) -> int:
        path = [(0, 0)]
        for c in s:
            x, y = path[-1]
            path.append((x + (c == "R") - (c == "L"), y + (c == "U") - (c == "D")))
        x, y = path.pop()
        steps = [*path[1:], (x, y)]
        if what == "end":
            return k * (abs(x) + abs(y))
        if what == "far":
            far = 0
            for a, b in steps:
                far = max(far, abs(a) + abs(b))
                far = max(far, abs(a + (k - 1) * x) + abs(b + (k - 1) * y))
            return far
        if x == 0 and y == 0:
            return k * steps.count((0, 0))
        count = 0
        for a, b in steps:
            r = -a // x if x != 0 else -b // y
            if 0 <= r < k and a + r * x == 0 and b + r * y == 0:
                count += 1
        return count

    def simulate(s: str, k: int) -> int:
        x = y = far = passes = 0
        for _ in range(k):
            for c in s:
                if c == "L":
                    x -= 1
                elif c == "R":
                    x += 1
                elif c == "U":
                    y += 1
                else:
                    y -= 1
                far = max(far, abs(x) + abs(y))
                if x == 0 and y == 0:
                    passes += 1
        if what == "end":
            return abs(x) + abs(y)
        return far if what == "far" else passes

    def once(s: str, k: int) -> int:
        x = y = far = passes = 0
        for c in s:
            x += (c == "R") - (c == "L")
            y += (c == "U") - (c == "D")
            far = max(far, abs(x) + abs(y))
            passes += x == 0 and y == 0
        if what == "end":
            return k * abs(x + y) if x or y else k
        return far * k if what == "far" else passes * k

    def make(maker: Maker) -> tuple[str, int]:
        n = maker.count(1, 1000)
        weights = maker.rng.choice([[1, 1, 1, 1], [2, 1, 1, 2], [1, 3, 1, 1]])
        s = "".join(maker.rng.choices(moves, weights[: len(moves)], k=n))
        if maker.chance(0.3):
            s = (moves[0] * 3 + moves[1] * 4)[: max(1, n)]
        high = {"tiny": 5, "small": 9, "least": 1, "medium": 10**4}.get(maker.scale, 10**9)
        return s, maker.rng.randint(max(1, high // 2), high)

    return Task(
        titles=("Looped Program", "Again From the Top", "The Forgetful Robot"),
        given=[
            Word("s", 1, 1000, alphabet=moves, letters="the characters " + ", ".join(moves)),
            Int("k", 1, 10**9, what="the number of repetitions"),
        ],
        ask=Value(noun),
        formal=f"A robot starts at {place}. Its program `s` is a string of moves, one step "
               f"each: {say}. The whole "
        f"program is executed `k` times, each time beginning where the robot stands; {dist}.",
        stories=[
            Story(
                f"The night watchman of a museum was replaced by a robot. It starts at {place}, "
                "and its program is "
                f"the string `s`, each letter of which is a step: {say}. When the robot has "
                "come to the end of "
                "its program it begins again with the first letter, `k` times in all, but it "
                "does not "
                f"return to the start before that. In its log {dist}."
            ),
            Story(
                "A dance teacher in @place invents a figure, written as `s`. A couple begins "
                f"at {place}, and "
                f"every letter means one step: {say}. The figure is danced `k` times in a row, "
                "always from where "
                f"the couple stands at the moment, for {dist}. The floor is large enough."
            ),
        ],
        solve=solve, wrong=[once], slow=[simulate],
        cpp=["""
            long long solve(string s, int k) {
                vector<pair<long long, long long>> steps;
                long long x = 0, y = 0;
                for (char c : s) {
                    x += (c == 'R') - (c == 'L');
                    y += (c == 'U') - (c == 'D');
                    steps.push_back({x, y});
                }
                long long far = 0, passes = 0;
                for (auto& step : steps) {
                    long long a = step.first, b = step.second;
                    far = max(far, abs(a) + abs(b));
                    far = max(far, abs(a + (k - 1) * x) + abs(b + (k - 1) * y));
                    if (x == 0 && y == 0) {
                        if (a == 0 && b == 0) passes += k;
                        continue;
                    }
                    long long r = x != 0 ? -a / x : -b / y;
                    if (r >= 0 && r < k && a + r * x == 0 && b + r * y == 0) passes++;
                }
                return $result;
            }
        """],
        params={"result": {"end": "k * (abs(x) + abs(y))", "far": "far", "passes": "passes"}[what]},
        make=make,
        hints=(
            "Simulate the program once. What changes in the second round?",
            "In round `r` all points are moved by `r` times the total shift of one round.",
            {
                "end": "The final point is `k` times the shift.",
                "far": "The distance is largest in the first or in the last round.",
                "passes": "For each point of the first round, in which round does it fall on "
                          "the start?",
            }[what],
        ),
        explanation="One round is simulated; later rounds are shifted copies of it, so each "
                    "step of the program "
        "is handled for all rounds at once.",
        call="looped_walk",
    )  # fmt: skip
