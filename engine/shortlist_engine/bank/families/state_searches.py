"""Searches where it is not said that there is a graph: machines, jumps, words, doors, costs."""

from __future__ import annotations

import heapq
from collections import deque

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Matrix, Rows, Words

MOD = 10**9 + 7


@family(1200, "graphs", "shortest paths", "brute force")
def buttons_of_a_machine(p: Parameters) -> Task:
    red = p.choice(
        "red",
        Expr("x", "2 * x", "doubles the number"),
        Expr("x", "3 * x", "triples the number"),
        Expr("x", "2 * x + 1", "doubles the number and adds 1"),
    )
    blue = p.choice(
        "blue",
        Expr("x", "x - 1", "subtracts 1"),
        Expr("x", "x // 2", "halves the number, rounding down"),
        Expr("x", "x - 3", "subtracts 3"),
    )
    green = p.choice(
        "green",
        Expr("x", "x + 5", "adds 5"),
        Expr("x", "x + 7", "adds 7"),
        Expr("x", "x // 10", "drops the last digit (from a number of one digit it makes 0)"),
    )
    what = p.choice("what", "presses", "reach", "farthest")
    top = 10**4
    noun = {
        "presses": "the least number of presses after which the display shows `t`, or `-1` if it "
        "cannot be done",
        "reach": "the number of different numbers, `s` included, that the display can show after "
        "at most `t` presses",
        "farthest": "the largest number that the display can show after at most `t` presses",
    }[what]

    def solve(s: int, t: int) -> int:
        presses = {s: 0}
        queue = deque([s])
        while queue:
            x = queue.popleft()
            if what == "presses" and x == t:
                return presses[x]
            if what != "presses" and presses[x] == t:
                break
            for y in (red(x), blue(x), green(x)):
                if 0 <= y <= top and y not in presses:
                    presses[y] = presses[x] + 1
                    queue.append(y)
        if what == "presses":
            return -1
        return len(presses) if what == "reach" else max(presses)

    def in_rounds(s: int, t: int) -> int:
        seen = {s}
        now = {s}
        rounds = 0
        while now and (t not in seen if what == "presses" else rounds < t):
            then = set()
            for x in now:
                then |= {red(x), blue(x), green(x)}
            now = {y for y in then if 0 <= y <= top} - seen
            seen |= now
            rounds += 1
        if what == "presses":
            return rounds if t in seen else -1
        return len(seen) if what == "reach" else max(seen)

    def no_limit(s: int, t: int) -> int:
        seen = {s}
        now = {s}
        rounds = 0
        while now and rounds < (12 if what == "presses" else min(t, 12)):
            if what == "presses" and t in seen:
                return rounds
            now = {y for x in now for y in (red(x), blue(x), green(x))} - seen
            seen |= now
            rounds += 1
        if what == "presses":
            return -1
        return len(seen) if what == "reach" else max(seen)

    def greedy(s: int, t: int) -> int:
        count = 0
        if what == "presses":
            while s != t and count < 100:
                s = min((red(s), blue(s), green(s)), key=lambda x: abs(x - t))
                count += 1
            return count if s == t else -1
        for _ in range(t):
            if red(s) <= top:
                s = red(s)
                count += 1
        return 3 * count + 1 if what == "reach" else s

    def make(maker: Maker) -> tuple[int, int]:
        most = 60 if maker.scale in ("tiny", "small") else top
        s = maker.rng.randint(0, most)
        if what == "presses":
            return s, maker.rng.randint(0, most)
        return s, maker.rng.randint(1, 6 if maker.scale == "tiny" else 12)

    return Task(
        titles=("Three Buttons", "Red, Blue, Green", "The Old Machine"),
        given=[(Int("s", 0, top), Int("t", 0 if what == "presses" else 1, top))],
        ask=Value(noun),
        formal=f"The display of a machine shows the number `s`. The red button {red.words}, the "
        f"blue button {blue.words}, the green button {green.words}. A button does nothing at all "
        f"if the result would be less than 0 or greater than {top}.",
        stories=[
            Story(
                "In the cellar of the [museum|school], @who has found a machine with a display and "
                "three buttons. At the moment the display shows `s`. Pressing the red button "
                f"{red.words}; the blue one {blue.words}, and the green one {green.words}. There "
                "are numbers which the machine does not like, those below 0 and those above "
                f"{top}: "
                "if the result would be one of these, the press has no effect. All presses count."
            ),
            Story(
                "A wizard's hat holds `s` rabbits, and three spells are known that change this "
                f"number. The red spell {red.words}; the blue spell {blue.words}, and the green "
                f"spell {green.words}. A spell fails, and the number stays as it is, if there "
                f"would be more than {top} rabbits or fewer than none. The number is shown on a "
                "display above the hat, and to cast a spell one presses the button of its colour. "
                "@who is the new assistant."
            ),
        ],
        solve=solve,
        others=[in_rounds],
        wrong=[greedy, no_limit] if what == "farthest" else [greedy],
        cpp=[
            """
            int solve(int s, int t) {
                vector<int> presses($top + 1, -1);
                queue<int> todo;
                presses[s] = 0;
                todo.push(s);
                $start
                while (!todo.empty()) {
                    int x = todo.front();
                    todo.pop();
                    $visit
                    for (int y : {$red(x), $blue(x), $green(x)}) {
                        if (y >= 0 && y <= $top && presses[y] < 0) {
                            presses[y] = presses[x] + 1;
                            todo.push(y);
                        }
                    }
                }
                return $result;
            }
        """
        ],
        params={
            "top": top,
            "start": {"presses": "", "reach": "int count = 0;", "farthest": "int most = 0;"}[what],
            "visit": {
                "presses": "if (x == t) return presses[x];",
                "reach": "count++;\nif (presses[x] == t) continue;",
                "farthest": "most = max(most, x);\nif (presses[x] == t) continue;",
            }[what],
            "result": {"presses": "-1", "reach": "count", "farthest": "most"}[what],
        },
        make=make,
        edges=[(0, 1), (5, 5), (1, 9), (top, 3), (9, 1)],
        tests=False,
        hints=(
            "Which numbers can be shown after one press, and which after two?",
            f"There are only {top + 1} numbers, and each matters only when it appears for the "
            "first time.",
            "Search breadth first: a queue of numbers, and for each number how many presses it "
            "took.",
        ),
        explanation="The numbers are the vertices of a graph and the presses its edges. Breadth "
        "first search meets every number for the first time after as few presses as possible, and "
        f"at most {top + 1} numbers exist.",
        call="press_buttons",
    )


@family(1200, "graphs", "shortest paths", "implementation")
def jumping_stones(p: Parameters) -> Task:
    left = p.choice(
        "left",
        Expr("x", "x", "`a_i` stones back"),
        Expr("x", "1", "one stone back"),
        Expr("x", "x + 1", "`a_i + 1` stones back"),
        Expr("x", "2 * x", "`2 a_i` stones back"),
    )
    what = p.choice("what", "jumps", "reached", "far", "stuck")
    noun = {
        "jumps": "the least number of jumps with which the frog comes from stone 1 to stone `n`, "
        "or `-1` if it cannot come there",
        "reached": "the number of stones, stone 1 included, to which the frog can come",
        "far": "the least number of jumps that suffices to come to any of the stones to which the "
        "frog can come at all",
        "stuck": "the number of stones to which the frog can never come",
    }[what]

    def solve(n: int, a: list[int]) -> int:
        jumps = [-1] * n
        jumps[0] = 0
        queue = deque([0])
        while queue:
            i = queue.popleft()
            for j in (i + a[i], i - left(a[i])):
                if 0 <= j < n and jumps[j] < 0:
                    jumps[j] = jumps[i] + 1
                    queue.append(j)
        if what == "jumps":
            return jumps[-1]
        if what == "reached":
            return n - jumps.count(-1)
        if what == "stuck":
            return jumps.count(-1)
        return max(jumps)

    def in_rounds(n: int, a: list[int]) -> int:
        seen = {1}
        now = [1]
        rounds = 0
        while now:
            if what == "jumps" and n in now:
                return rounds
            then = []
            for i in now:
                x = a[i - 1]
                for j in (i + x, i - left(x)):
                    if 1 <= j <= n and j not in seen:
                        seen.add(j)
                        then.append(j)
            now = then
            if now:
                rounds += 1
        if what == "jumps":
            return -1
        if what == "far":
            return rounds
        return len(seen) if what == "reached" else n - len(seen)

    def only_forward(n: int, a: list[int]) -> int:
        i = jumps = 0
        while i + a[i] < n:
            i += a[i]
            jumps += 1
        if what == "jumps":
            return jumps if i == n - 1 else -1
        if what == "far":
            return jumps
        return jumps + 1 if what == "reached" else n - jumps - 1

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(2, 5 * 10**4)
        high = maker.rng.choice((2, 4, 7)) if n > 8 else 3
        return n, [maker.rng.randint(1, min(n, high)) for _ in range(n)]

    return Task(
        titles=("Jumping Stones", "Forward and Back", "The Frog and the Stones"),
        given=[
            Count("n", 2, 5 * 10**4, what="the number of stones"),
            Ints("a", "n", 1, "n", what="the numbers on the stones"),
        ],
        ask=Value(noun),
        formal="`n` stones lie in a row, numbered from 1, and stone `i` bears the number `a_i`. A "
        f"frog begins on stone 1. From stone `i` it can jump `a_i` stones forward or {left.words}, "
        "if there is a stone at that place.",
        stories=[
            Story(
                "Across the river near @place lies a row of `n` stones. Some joker has written a "
                "number on each of them: `a_i` on the `i`-th. A frog, to whom @who has read the "
                "rules, sits on stone 1. It takes the number on its stone seriously and jumps "
                f"either `a_i` stones forward or {left.words}, where `a_i` is the number on the "
                "stone where it sits. It never jumps into the water before the first or behind the "
                "last stone."
            ),
            Story(
                "A corridor in a computer game consists of `n` stone slabs, and on slab `i` glows "
                "a number, `a_i`. The player starts on slab 1. On the slab number `i` there are "
                f"two keys that do something: one lets the player, who looks like a frog, jump "
                f"`a_i` stones forward, the other one {left.words}. Beyond the two ends of the "
                "corridor there is nothing, so jumps that would lead there are not possible."
            ),
        ],
        solve=solve,
        others=[in_rounds],
        wrong=[only_forward],
        cpp=[
            """
            int solve(int n, vector<int> a) {
                vector<int> jumps(n, -1), todo = {0};
                jumps[0] = 0;
                for (int at = 0; at < (int)todo.size(); at++) {
                    int i = todo[at];
                    for (int j : {i + a[i], i - $left(a[i])}) {
                        if (j >= 0 && j < n && jumps[j] < 0) {
                            jumps[j] = jumps[i] + 1;
                            todo.push_back(j);
                        }
                    }
                }
                return $result;
            }
        """
        ],
        params={
            "result": {
                "jumps": "jumps[n - 1]",
                "reached": "todo.size()",
                "far": "jumps[todo.back()]",
                "stuck": "n - (int)todo.size()",
            }[what]
        },
        make=make,
        edges=[
            (2, [1, 1]),
            (2, [2, 2]),
            (5, [2, 2, 2, 1, 1]),
            (6, [3, 3, 1, 2, 1, 1]),
            (7, [3, 1, 3, 2, 3, 1, 1]),
        ],
        hints=(
            "It can be right to jump back first.",
            "To which stones can the frog come with one jump, with two, and so on?",
            "Search breadth first: keep a queue of stones, and for each stone the number of jumps "
            "with which it was met for the first time.",
        ),
        explanation="Breadth first search meets each stone for the first time with the least "
        "number of jumps, and looks at two jumps from each stone.",
        call="frog_on_stones",
    )


@family(1300, "graphs", "shortest paths", "dp")
def shortest_ways_counted(p: Parameters) -> Task:
    what = p.choice("what", "ways", "towns", "all", "same", "unique")
    noun = {
        "ways": "the number of different shortest ways from town 1 to town `n`, modulo "
        f"{MOD} (0 if there is no way)",
        "towns": "the number of towns through which at least one shortest way from town 1 to town "
        "`n` leads, ends included (0 if there is no way)",
        "all": "for each town the number of roads on a shortest way from town 1 to it, or `-1` if "
        "it cannot be reached",
        "same": "the number of roads that join two towns to which the shortest ways from town 1 "
        "have the same number of roads (towns that cannot be reached do not count)",
        "unique": "the number of towns, town 1 not included, that can be reached from town 1 and "
        "to which there is only one shortest way",
    }[what]

    def solve(n: int, m: int, roads: list[list[int]]) -> object:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in roads:
            near[a].append(b)
            near[b].append(a)

        def distances(start: int) -> list[int]:
            far = [-1] * (n + 1)
            far[start] = 0
            queue = deque([start])
            while queue:
                v = queue.popleft()
                for u in near[v]:
                    if far[u] < 0:
                        far[u] = far[v] + 1
                        queue.append(u)
            return far

        far = distances(1)
        if what == "all":
            return far[1:]
        if what == "same":
            return sum(1 for a, b in roads if far[a] == far[b] and far[a] >= 0)
        if what == "towns":
            back = distances(n)
            if far[n] < 0:
                return 0
            return sum(1 for v in range(1, n + 1) if far[v] >= 0 and far[v] + back[v] == far[n])
        ways = [0] * (n + 1)
        ways[1] = 1
        for v in sorted(range(1, n + 1), key=lambda v: far[v]):
            if far[v] > 0:
                ways[v] = sum(ways[u] for u in near[v] if far[u] == far[v] - 1)
                if what == "ways":
                    ways[v] %= MOD
                else:
                    ways[v] = min(ways[v], 2)
        if what == "ways":
            return ways[n]
        return ways[2:].count(1)

    def level_by_level(n: int, m: int, roads: list[list[int]]) -> object:
        near: dict[int, set[int]] = {v: set() for v in range(1, n + 1)}
        for a, b in roads:
            near[a].add(b)
            near[b].add(a)
        level = {1: 0}
        ways = {1: 1}
        levels = [[1]]
        while levels[-1]:
            then = []
            for v in levels[-1]:
                for u in near[v]:
                    if u not in level:
                        level[u] = len(levels)
                        ways[u] = 0
                        then.append(u)
                    if level[u] == len(levels):
                        ways[u] += ways[v]
                        if what == "ways":
                            ways[u] %= MOD
            levels.append(then)
        if what == "all":
            return [level.get(v, -1) for v in range(1, n + 1)]
        if what == "same":
            return sum(1 for a, b in roads if a in level and level[a] == level[b])
        if what == "ways":
            return ways.get(n, 0)
        if what == "unique":
            return sum(1 for v in ways if v != 1 and ways[v] == 1)
        if n not in level:
            return 0
        on = {n}
        for row in levels[level[n] - 1 :: -1] if n > 1 else []:
            on |= {v for v in row if any(u in on and level[u] > level[v] for u in near[v])}
        return len(on)

    def depth_first(n: int, m: int, roads: list[list[int]]) -> object:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in roads:
            near[a].append(b)
            near[b].append(a)
        far = [-1] * (n + 1)
        far[1] = 0
        ways = [0] * (n + 1)
        ways[1] = 1
        stack = [1]
        while stack:
            v = stack.pop()
            for u in near[v]:
                if far[u] < 0:
                    far[u] = far[v] + 1
                    ways[u] = ways[v]
                    stack.append(u)
                elif far[u] == far[v] + 1:
                    ways[u] += ways[v]
        if what == "all":
            return far[1:]
        if what == "same":
            return sum(1 for a, b in roads if far[a] == far[b] and far[a] >= 0)
        if what == "ways":
            return ways[n] % MOD
        if what == "unique":
            return ways[2:].count(1)
        return far[n] + 1

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(2, 2 * 10**4)
        if maker.chance(0.5):
            roads = maker.graph(n, int(n * maker.rng.choice((1, 1.5, 2))))
        else:
            names = [1, *maker.rng.sample(range(2, n), n - 2), n] if n > 2 else [1, 2]
            width = maker.rng.randint(2, 4)
            pairs = set()
            for i in range(1, n):
                for _ in range(2):
                    j = maker.rng.randint(max(0, i - width), i - 1)
                    pairs.add((names[j], names[i]))
            roads = sorted(pairs)
            maker.rng.shuffle(roads)
        return n, len(roads), [list(road) for road in roads]

    return Task(
        titles=("Shortest Ways", "As Few Roads as Possible", "How Many Shortest Ways?"),
        given=[
            (Count("n", 2, 2 * 10**4), Int("m", 0, 5 * 10**4, True)),
            Rows("roads", "m", (Int("a", 1, "n"), Int("b", 1, "n")), "graph"),
        ],
        ask=Listing(noun) if what == "all" else Value(noun),
        formal="There are `n` towns, numbered from 1, and `m` roads. A road joins two different "
        "towns `a` and `b` and can be used in both directions; no two roads join the same towns. A "
        "way is a sequence of roads, and it is a shortest one if no way between the same two towns "
        "has fewer roads.",
        stories=[
            Story(
                "@who travels by coach. In the kingdom of @place there are `n` towns and `m` "
                "roads, the `i`-th between the towns `a_i` and `b_i`, never two between the same "
                "ones. Each road, however long it is, takes one day and costs one night in an inn, "
                "so only their number matters: a shortest way is one with as few roads as "
                "possible. The journey begins in town 1, and all roads can be used in either "
                "direction."
            ),
            Story(
                "Letters between `n` pigeons, which are called towns, are carried along `m` roads: "
                "the pigeons `a_i` and `b_i` visit each other, and such a pair is named only once. "
                "A letter from pigeon 1 is handed on from visit to visit. A way of a letter is "
                "shortest if it could not be handed on fewer times between its two ends."
            ),
        ],
        solve=solve,
        others=[level_by_level],
        wrong=[depth_first],
        cpp=[
            """
            vector<int> distances(int n, int start, vector<vector<int>>& near) {
                vector<int> far(n + 1, -1), todo = {start};
                far[start] = 0;
                for (int i = 0; i < (int)todo.size(); i++)
                    for (int u : near[todo[i]])
                        if (far[u] < 0) {
                            far[u] = far[todo[i]] + 1;
                            todo.push_back(u);
                        }
                return far;
            }

            $type solve(int n, int m, vector<vector<int>> roads) {
                vector<vector<int>> near(n + 1);
                for (auto& road : roads) {
                    near[road[0]].push_back(road[1]);
                    near[road[1]].push_back(road[0]);
                }
                vector<int> far = distances(n, 1, near);
                $rest
            }
        """
            if what not in ("ways", "unique")
            else """
            int solve(int n, int m, vector<vector<int>> roads) {
                vector<vector<int>> near(n + 1);
                for (auto& road : roads) {
                    near[road[0]].push_back(road[1]);
                    near[road[1]].push_back(road[0]);
                }
                vector<int> far(n + 1, -1), ways(n + 1), todo = {1};
                far[1] = 0;
                ways[1] = 1;
                for (int i = 0; i < (int)todo.size(); i++) {
                    int v = todo[i];
                    for (int u : near[v]) {
                        if (far[u] < 0) {
                            far[u] = far[v] + 1;
                            todo.push_back(u);
                        }
                        if (far[u] == far[v] + 1) ways[u] = $sum;
                    }
                }
                return $result;
            }
        """
        ],
        params={
            "type": "vector<int>" if what == "all" else "int",
            "rest": {
                "all": "far.erase(far.begin());\nreturn far;",
                "same": "int count = 0;\nfor (auto& road : roads)\n"
                "    if (far[road[0]] >= 0 && far[road[0]] == far[road[1]]) count++;\n"
                "return count;",
                "towns": "if (far[n] < 0) return 0;\n"
                "vector<int> back = distances(n, n, near);\nint count = 0;\n"
                "for (int v = 1; v <= n; v++)\n"
                "    if (far[v] >= 0 && far[v] + back[v] == far[n]) count++;\nreturn count;",
            }.get(what, ""),
            "sum": f"(ways[u] + ways[v]) % {MOD}"
            if what == "ways"
            else "min(2, ways[u] + ways[v])",
            "result": "ways[n]" if what == "ways" else "count(ways.begin() + 2, ways.end(), 1)",
        },
        make=make,
        edges=[
            (2, 0, []),
            (2, 1, [[1, 2]]),
            (4, 5, [[1, 2], [1, 3], [2, 4], [3, 4], [2, 3]]),
            (5, 4, [[1, 2], [2, 3], [3, 1], [4, 5]]),
            (7, 8, [[1, 2], [1, 3], [2, 4], [3, 4], [4, 5], [4, 6], [5, 7], [6, 7]]),
        ],
        hints=(
            "Find the number of roads on a shortest way to each town first.",
            "Search breadth first from town 1: the towns are met in the order of their distances.",
            {
                "ways": "The shortest ways to a town are those to its neighbours that are one road "
                "nearer to town 1, added up.",
                "towns": "Search from town `n` as well: a town is on a shortest way if its two "
                "distances add up to that of town `n`.",
                "all": "Set all distances to `-1` at first, so that it is seen which towns have "
                "not been met.",
                "same": "Then look at both ends of every road.",
                "unique": "A town has only one shortest way if just one neighbour is one road "
                "nearer, and that one has only one shortest way, too.",
            }[what],
        ),
        explanation="Breadth first search gives the distances in linear time; everything else "
        "follows from comparing the distances of neighbours.",
        call="shortest_ways",
    )


@family(1400, "graphs", "shortest paths", "math")
def roads_in_groups(p: Parameters) -> Task:
    k = p.int("k", 2, 4)
    rest = p.int("rest", 0, k - 1)
    what = p.choice("what", "last", "count", "sum")
    one_way = p.choice("one_way", True, False)
    number = (
        f"divisible by {k}"
        if rest == 0 and k > 2
        else "even"
        if k == 2 and rest == 0
        else "odd"
        if k == 2
        else f"a number that leaves the remainder {rest} when divided by {k}"
    )
    noun = {
        "last": "the least number of streets of a good walk from corner 1 to corner `n`, or `-1` "
        "if there is none",
        "count": "the number of corners at which a good walk from corner 1 can end",
        "sum": "the sum, over all corners at which a good walk from corner 1 can end, of the least "
        "number of streets of such a walk",
    }[what]

    def solve(n: int, m: int, streets: list[list[int]]) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in streets:
            near[a].append(b)
            if not one_way:
                near[b].append(a)
        far = [[-1] * k for _ in range(n + 1)]
        far[1][0] = 0
        queue = deque([(1, 0)])
        while queue:
            v, r = queue.popleft()
            for u in near[v]:
                s = (r + 1) % k
                if far[u][s] < 0:
                    far[u][s] = far[v][r] + 1
                    queue.append((u, s))
        if what == "last":
            return far[n][rest]
        good = [row[rest] for row in far if row[rest] >= 0]
        return len(good) if what == "count" else sum(good)

    def doubled_graph(n: int, m: int, streets: list[list[int]]) -> int:
        near: dict[int, list[int]] = {}
        for a, b in streets:
            for r in range(k):
                s = (r + 1) % k
                near.setdefault(a * k + r, []).append(b * k + s)
                if not one_way:
                    near.setdefault(b * k + r, []).append(a * k + s)
        steps = {k: 0}
        now = [k]
        while now:
            then = []
            for x in now:
                for y in near.get(x, []):
                    if y not in steps:
                        steps[y] = steps[x] + 1
                        then.append(y)
            now = then
        if what == "last":
            return steps.get(n * k + rest, -1)
        good = [d for x, d in steps.items() if x % k == rest]
        return len(good) if what == "count" else sum(good)

    def plain_search(n: int, m: int, streets: list[list[int]]) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in streets:
            near[a].append(b)
            if not one_way:
                near[b].append(a)
        far = [-1] * (n + 1)
        far[1] = 0
        queue = deque([1])
        while queue:
            v = queue.popleft()
            for u in near[v]:
                if far[u] < 0:
                    far[u] = far[v] + 1
                    queue.append(u)
        if what == "last":
            return far[n] if far[n] % k == rest else -1
        good = [d for d in far if d >= 0 and d % k == rest]
        return len(good) if what == "count" else sum(good)

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(2, 5000)
        most = int(n * maker.rng.choice((1.2, 1.6, 2.2)))
        edges = maker.graph(n, most, directed=one_way, connected=maker.chance(0.6))
        return n, len(edges), [list(edge) for edge in edges]

    direction = (
        "can be used in this direction only" if one_way else "can be used in both directions"
    )
    return Task(
        titles=("Streets in Groups", "Only Certain Walks", "Counting Streets")
        if k > 2
        else ("Even and Odd Walks", "Only Certain Walks", "Counting Streets"),
        given=[
            (Count("n", 2, 5000), Int("m", 0, 12000, True)),
            Rows(
                "streets",
                "m",
                (Int("a", 1, "n"), Int("b", 1, "n")),
                "directed" if one_way else "graph",
            ),
        ],
        ask=Value(noun),
        formal=f"A town has `n` corners and `m` streets. A street leads from a corner `a` to "
        f"another corner `b` and {direction}. A walk is a sequence of streets, each of which "
        "begins where the one before ended; corners and streets may occur in it several times, and "
        "a walk without any street is one, too. A walk is good if the number of its streets is "
        f"{number}.",
        stories=[
            Story(
                f"@who is superstitious and only takes walks on which the number of streets is "
                f"{number}; those are good. The map of @place shows `n` corners and `m` streets: "
                f"the `i`-th leads from corner `a_i` to corner `b_i` and {direction}. Walks begin "
                "at corner 1, where @who lives, and may use the same street again and again. Not "
                "to leave the house at all is a walk with 0 streets."
            ),
            Story(
                f"In a board game, a round takes {k} moves, and in a move a figure goes along one "
                f"street. The board has `n` corners and `m` streets: street `i` leads from corner "
                f"`a_i` to corner `b_i` and {direction}. The figure starts at corner 1 and may "
                "come to the same corners and streets as often as it likes; not moving at all is "
                f"possible, too. Its walk is good if the number of its streets is {number}."
            ),
        ],
        solve=solve,
        others=[doubled_graph],
        wrong=[plain_search],
        cpp=[
            """
            int solve(int n, int m, vector<vector<int>> streets) {
                vector<vector<int>> near(n + 1);
                for (auto& street : streets) {
                    near[street[0]].push_back(street[1]);
                    $other_way
                }
                vector<array<int, $k>> far(n + 1);
                for (auto& row : far) row.fill(-1);
                queue<pair<int, int>> todo;
                far[1][0] = 0;
                todo.push({1, 0});
                while (!todo.empty()) {
                    auto [v, r] = todo.front();
                    todo.pop();
                    int s = (r + 1) % $k;
                    for (int u : near[v]) {
                        if (far[u][s] < 0) {
                            far[u][s] = far[v][r] + 1;
                            todo.push({u, s});
                        }
                    }
                }
                $end
            }
        """
        ],
        params={
            "rest": rest,
            "other_way": "" if one_way else "near[street[1]].push_back(street[0]);",
            "end": f"return far[n][{rest}];"
            if what == "last"
            else "int result = 0;\nfor (int v = 1; v <= n; v++)\n"
            + (
                f"    if (far[v][{rest}] >= 0) result++;\n"
                if what == "count"
                else f"    if (far[v][{rest}] >= 0) result += far[v][{rest}];\n"
            )
            + "return result;",
        },
        make=make,
        edges=[
            (2, 0, []),
            (2, 1, [[1, 2]]),
            (3, 3, [[1, 2], [2, 3], [3, 1]]),
            (4, 5, [[1, 2], [2, 3], [3, 1], [3, 4], [4, 3]])
            if one_way
            else (4, 4, [[1, 2], [2, 3], [3, 1], [3, 4]]),
        ],
        hints=(
            "The shortest walk to a corner may be a bad one while a longer one is good.",
            f"What has to be remembered of the number of streets so far? Only its remainder by "
            f"{k}.",
            f"Search breadth first among pairs of a corner and a remainder: there are `{k} n` of "
            "them.",
        ),
        explanation="Each corner is copied for every remainder, and a street leads from a copy to "
        "one with the next remainder. Breadth first search in this graph finds the shortest good "
        "walks.",
        call="good_walks",
    )


@family(1600, "graphs", "shortest paths")
def toll_fields(p: Parameters) -> Task:
    rule = p.choice("rule", "sum", "climb", "steepest", "highest")
    corners = p.choice("corners", True, False)
    cost = {
        "sum": "the sum of the heights of all its fields, the first and the last one included",
        "climb": "the sum of all climbs: whenever a field is higher than the one before, the "
        "difference of the two heights is added, while going down or straight costs nothing",
        "steepest": "the greatest difference of heights between two fields that follow each other "
        "on it, up or down, or 0 if it has only one field",
        "highest": "the greatest height of its fields, the first and the last one included",
    }[rule]

    def solve(n: int, m: int, h: list[list[int]]) -> int:
        start = h[0][0] if rule in ("sum", "highest") else 0
        best = {(0, 0): start}
        heap = [(start, 0, 0)]
        while heap:
            cost, i, j = heapq.heappop(heap)
            if i == n - 1 and j == m - 1:
                return cost
            if cost > best[i, j]:
                continue
            for a in (i - 1, i, i + 1):
                for b in (j - 1, j, j + 1):
                    if not (0 <= a < n and 0 <= b < m):
                        continue
                    if not corners and a != i and b != j:
                        continue
                    if rule == "sum":
                        new = cost + h[a][b]
                    elif rule == "climb":
                        new = cost + max(0, h[a][b] - h[i][j])
                    elif rule == "steepest":
                        new = max(cost, abs(h[a][b] - h[i][j]))
                    else:
                        new = max(cost, h[a][b])
                    if (a, b) not in best or new < best[a, b]:
                        best[a, b] = new
                        heapq.heappush(heap, (new, a, b))
        return -1

    def relaxing(n: int, m: int, h: list[list[int]]) -> int:
        best = [[10**9] * m for _ in range(n)]
        best[0][0] = h[0][0] if rule in ("sum", "highest") else 0
        steps = [(0, 1), (1, 0), (0, -1), (-1, 0)]
        if corners:
            steps += [(1, 1), (1, -1), (-1, 1), (-1, -1)]
        queue = deque([(0, 0)])
        waiting = {(0, 0)}
        while queue:
            i, j = queue.popleft()
            waiting.remove((i, j))
            for x, y in steps:
                a, b = i + x, j + y
                if 0 <= a < n and 0 <= b < m:
                    if rule == "sum":
                        new = best[i][j] + h[a][b]
                    elif rule == "climb":
                        new = best[i][j] + max(0, h[a][b] - h[i][j])
                    elif rule == "steepest":
                        new = max(best[i][j], abs(h[a][b] - h[i][j]))
                    else:
                        new = max(best[i][j], h[a][b])
                    if new < best[a][b]:
                        best[a][b] = new
                        if (a, b) not in waiting:
                            waiting.add((a, b))
                            queue.append((a, b))
        return best[-1][-1]

    def right_and_down(n: int, m: int, h: list[list[int]]) -> int:
        best = [[10**9] * m for _ in range(n)]
        best[0][0] = h[0][0] if rule in ("sum", "highest") else 0
        for i in range(n):
            for j in range(m):
                before = [(i - 1, j), (i, j - 1)]
                if corners:
                    before.append((i - 1, j - 1))
                for a, b in before:
                    if a >= 0 and b >= 0:
                        if rule == "sum":
                            new = best[a][b] + h[i][j]
                        elif rule == "climb":
                            new = best[a][b] + max(0, h[i][j] - h[a][b])
                        elif rule == "steepest":
                            new = max(best[a][b], abs(h[i][j] - h[a][b]))
                        else:
                            new = max(best[a][b], h[i][j])
                        best[i][j] = min(best[i][j], new)
        return best[-1][-1]

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        if maker.scale == "large":
            n, m = maker.rng.randint(90, 100), maker.rng.randint(90, 100)
        else:
            n, m = maker.count(1, 6), maker.count(1, 6)
        high = 1000 if maker.scale == "large" else maker.rng.choice((9, 9, 50))
        h = [[maker.rng.randint(1, high) for _ in range(m)] for _ in range(n)]
        if maker.chance(0.4) and n > 2 and m > 1:
            # A valley that winds through the rows.
            for i in range(n):
                for j in range(m):
                    if i % 2 == 0 or j == (m - 1 if i % 4 == 1 else 0):
                        h[i][j] = 1
                    else:
                        h[i][j] = high
        return n, m, h

    near = "a side or a corner" if corners else "a side"
    return Task(
        titles=("Over Hill and Dale", "The Least Effort", "Fields and Heights"),
        given=[(Count("n", 1, 100), Count("m", 1, 100)), Matrix("h", "n", "m", 1, 1000)],
        ask=Value("the least effort of a way"),
        formal="A map has `n` rows of `m` fields, each with a height. A way begins on the first "
        "field of the first row, ends on the last field of the last row, and goes from each field "
        f"to one that has {near} in common with it. The effort of a way is {cost}.",
        stories=[
            Story(
                "@who wants to cross the hills of @place with [a donkey|two heavy bags]. A map "
                "divides the country into `n` rows of `m` square fields and tells the height of "
                "each. The hike begins in the corner of the map where the first row begins, and "
                "its goal is the opposite corner, at the end of the last row. From a field one can "
                f"go on to those that share {near} with it. The effort of a way is {cost}."
            ),
            Story(
                "A small robot drives over a field of `n` times `m` plates, from the first plate "
                "of the first row to the last plate of the last row. The plates have different "
                "heights, which are given row by row, and the robot gets from a plate to any one "
                f"that has {near} in common with it, in whatever direction. Its engineers measure "
                f"the effort of a way, and that is {cost}."
            ),
        ],
        solve=solve,
        others=[relaxing],
        wrong=[right_and_down],
        cpp=[
            """
            int solve(int n, int m, vector<vector<int>> h) {
                vector<vector<int>> best(n, vector<int>(m, INT_MAX));
                priority_queue<array<int, 3>, vector<array<int, 3>>, greater<>> heap;
                best[0][0] = $start;
                heap.push({best[0][0], 0, 0});
                while (!heap.empty()) {
                    auto [cost, i, j] = heap.top();
                    heap.pop();
                    if (cost > best[i][j]) continue;
                    for (int a = max(0, i - 1); a <= min(n - 1, i + 1); a++) {
                        for (int b = max(0, j - 1); b <= min(m - 1, j + 1); b++) {
                            $skip
                            int next = $next;
                            if (next < best[a][b]) {
                                best[a][b] = next;
                                heap.push({next, a, b});
                            }
                        }
                    }
                }
                return best[n - 1][m - 1];
            }
        """
        ],
        params={
            "start": "h[0][0]" if rule in ("sum", "highest") else "0",
            "skip": "" if corners else "if (a != i && b != j) continue;",
            "next": {
                "sum": "cost + h[a][b]",
                "climb": "cost + max(0, h[a][b] - h[i][j])",
                "steepest": "max(cost, abs(h[a][b] - h[i][j]))",
                "highest": "max(cost, h[a][b])",
            }[rule],
        },
        make=make,
        edges=[
            (1, 1, [[7]]),
            (1, 4, [[1, 5, 2, 3]]),
            (3, 3, [[1, 9, 1], [1, 9, 1], [1, 1, 1]]),
            (5, 3, [[1, 1, 1], [9, 9, 1], [1, 1, 1], [1, 9, 9], [1, 1, 1]]),
        ],
        hints=(
            "A way may have to go up or to the left for a while.",
            "The fields are the vertices of a graph; what does a step cost, and how does it change "
            "the effort so far?",
            "Use Dijkstra's algorithm: always go on from the field with the least effort so far. "
            "It works because a further step never lowers the effort.",
        ),
        explanation="The effort never gets smaller along a way, so Dijkstra's algorithm finds the "
        "least one for each field in the order of the efforts, with `n m log(n m)` steps.",
        call="least_effort",
    )


@family(1400, "graphs", "shortest paths", "strings")
def ladder_of_words(p: Parameters) -> Task:
    length = p.int("length", 3, 5)
    rule = p.choice("rule", "one", "two", "swap", "near")
    what = p.choice("what", "steps", "reached", "groups", "lonely")
    text = {
        "one": "differ at exactly one place",
        "two": "differ at one or two places",
        "swap": "become equal when two neighbouring letters of the one are swapped",
        "near": "differ at exactly one place, where the two letters are next to each other in the "
        "alphabet",
    }[rule]
    noun = {
        "steps": "the least number of steps from the first word of the list to the last one, or "
        "`-1` if there are no such steps",
        "reached": "the number of words, itself included, to which one can get from the first word "
        "of the list",
        "groups": "the number of groups",
        "lonely": "the number of words that are not related to any other word of the list",
    }[what]

    def solve(n: int, words: list[str]) -> int:
        def related(a: str, b: str) -> bool:
            places = [i for i in range(length) if a[i] != b[i]]
            if rule == "one":
                return len(places) == 1
            if rule == "two":
                return len(places) <= 2
            if rule == "swap":
                if len(places) != 2:
                    return False
                i, j = places
                return j == i + 1 and a[i] == b[j] and a[j] == b[i]
            return len(places) == 1 and abs(ord(a[places[0]]) - ord(b[places[0]])) == 1

        if what == "lonely":
            return sum(
                1
                for i in range(n)
                if not any(i != j and related(words[i], words[j]) for j in range(n))
            )
        steps = [-1] * n
        groups = 0
        for start in range(n):
            if what != "groups" and start > 0:
                break
            if steps[start] >= 0:
                continue
            groups += 1
            steps[start] = 0
            queue = deque([start])
            while queue:
                i = queue.popleft()
                for j in range(n):
                    if steps[j] < 0 and related(words[i], words[j]):
                        steps[j] = steps[i] + 1
                        queue.append(j)
        if what == "steps":
            return steps[-1]
        return groups if what == "groups" else n - steps.count(-1)

    def by_changes(n: int, words: list[str]) -> int:
        letters = "abcdefghijklmnopqrstuvwxyz"

        def changes(word: str) -> set[str]:
            found = set()
            if rule == "swap":
                for i in range(length - 1):
                    found.add(word[:i] + word[i + 1] + word[i] + word[i + 2 :])
            for i in range(length):
                if rule in ("one", "two"):
                    for c in letters:
                        found.add(word[:i] + c + word[i + 1 :])
                if rule == "near":
                    for c in (chr(ord(word[i]) - 1), chr(ord(word[i]) + 1)):
                        found.add(word[:i] + c + word[i + 1 :])
            return found - {word}

        known = set(words)
        near: dict[str, set[str]] = {}
        for word in words:
            found = changes(word)
            if rule == "two":
                for other in list(found):
                    found |= changes(other)
            near[word] = (found & known) - {word}
        if what == "lonely":
            return sum(1 for word in words if not near[word])
        left = set(words)
        groups = 0
        while left:
            start = words[0] if groups == 0 else next(iter(left))
            groups += 1
            now = {start}
            left -= now
            steps = 0
            size = 1
            while now:
                if what == "steps" and words[-1] in now:
                    return steps
                now = {other for word in now for other in near[word]} & left
                left -= now
                size += len(now)
                steps += 1
            if what == "steps":
                return -1
            if what == "reached":
                return size
        return groups

    def in_order(n: int, words: list[str]) -> int:
        def differ(a: str, b: str) -> int:
            if rule == "swap":
                return 1 if sorted(a) == sorted(b) else 3
            return sum(1 for i in range(length) if a[i] != b[i])

        most = 2 if rule == "two" else 1
        if what == "lonely":
            return sum(
                1
                for i in range(n)
                if (i == 0 or differ(words[i - 1], words[i]) > most)
                and (i == n - 1 or differ(words[i], words[i + 1]) > most)
            )
        if what == "steps":
            places = differ(words[0], words[-1])
            return (places + most - 1) // most
        count = 1
        for i in range(1, n):
            if differ(words[i - 1], words[i]) > most:
                if what == "reached":
                    break
                count += 1
            elif what == "reached":
                count += 1
        return count

    def make(maker: Maker) -> tuple[int, list[str]]:
        n = maker.count(2, 100)
        letters = {"near": "abcd", "two": "abcde"}.get(rule, "abc")
        if maker.scale in ("medium", "large"):
            letters = "abcdefg"
        words: list[str] = []
        tries = 0
        while len(words) < n:
            tries += 1
            base = (
                list(maker.rng.choice(words))
                if words and maker.chance(0.4 if rule == "two" else 0.8)
                else None
            )
            if base is None or tries > 20 * n:
                word = "".join(
                    maker.rng.choices(letters if tries < 20 * n else "pqrstuvwxyz", k=length)
                )
            elif rule == "swap":
                i = maker.rng.randrange(length - 1)
                base[i], base[i + 1] = base[i + 1], base[i]
                word = "".join(base)
            else:
                for _ in range(maker.rng.randint(1, 2)):
                    base[maker.rng.randrange(length)] = maker.rng.choice(letters)
                word = "".join(base)
            if word not in words:
                words.append(word)
        maker.rng.shuffle(words)
        return n, words

    group = (
        " Two words belong to the same group if one can get from the one to the other."
        if what == "groups"
        else ""
    )
    a, b = ("abc" + "de"[: length - 3]), ("bbc" + "de"[: length - 3])
    if rule == "swap":
        b = "bac" + "de"[: length - 3]
    if rule == "two":
        b = "xby" + "de"[: length - 3]
    return Task(
        titles=("A Ladder of Words", "From Word to Word", "Related Words"),
        given=[
            Count("n", 2, 100, what="the number of words"),
            Words("words", "n", length, length, distinct=True),
        ],
        ask=Value(noun),
        formal=f"A list has `n` different words of {length} letters each. Two words are related if "
        f"they {text}, as {a} and {b} are. In a step, one goes from a word of the list to a "
        f"related word of the list.{group}",
        stories=[
            Story(
                f"On long drives, @who and @friend play with a list of `n` words. All of them have "
                f"{length} letters, no two are equal, and most of them mean nothing. Whoever says "
                "a word of the list may only be followed by a word that is on the list, too, and "
                f"related to it: the two must {text}. So {b} may follow {a}, if both are on the "
                f"list. Going from a word to the next one is a step.{group}"
            ),
            Story(
                f"The genes of a family of flies are described by words of {length} letters. In "
                f"the laboratory of @place live `n` kinds of flies, all with different words. "
                f"Kinds are related, in the sense of the people there, if their words {text}; for "
                f"{a} and {b}, for instance, this is true. A kind can turn into a related one that "
                f"lives there, and that is called a step.{group}"
            ),
        ],
        solve=solve,
        others=[by_changes],
        wrong=[in_order],
        cpp=[
            """
            bool related(string a, string b) {
                $related
            }

            int solve(int n, vector<string> words) {
                $body
            }
        """
        ],
        params={
            "related": {
                "one": "int places = 0;\nfor (size_t i = 0; i < a.size(); i++) "
                "places += a[i] != b[i];\nreturn places == 1;",
                "two": "int places = 0;\nfor (size_t i = 0; i < a.size(); i++) "
                "places += a[i] != b[i];\nreturn places == 1 || places == 2;",
                "swap": "for (size_t i = 0; i + 1 < a.size(); i++) {\n    string c = a;\n"
                "    swap(c[i], c[i + 1]);\n    if (c == b && a != b) return true;\n}\n"
                "return false;",
                "near": "int places = 0, gap = 0;\nfor (size_t i = 0; i < a.size(); i++) {\n"
                "    places += a[i] != b[i];\n    gap += abs(a[i] - b[i]);\n}\n"
                "return places == 1 && gap == 1;",
            }[rule],
            "body": "int lonely = 0;\nfor (int i = 0; i < n; i++) {\n    bool alone = true;\n"
            "    for (int j = 0; j < n; j++)\n"
            "        if (i != j && related(words[i], words[j])) alone = false;\n"
            "    lonely += alone;\n}\nreturn lonely;"
            if what == "lonely"
            else "vector<int> steps(n, -1);\nint groups = 0;\n"
            "for (int start = 0; start < n; start++) {\n"
            "    if (steps[start] >= 0) continue;\n    groups++;\n    steps[start] = 0;\n"
            "    vector<int> todo = {start};\n"
            "    for (int at = 0; at < (int)todo.size(); at++)\n"
            "        for (int j = 0; j < n; j++)\n"
            "            if (steps[j] < 0 && related(words[todo[at]], words[j])) {\n"
            "                steps[j] = steps[todo[at]] + 1;\n"
            "                todo.push_back(j);\n            }\n}\nreturn groups;"
            if what == "groups"
            else "vector<int> steps(n, -1), todo = {0};\nsteps[0] = 0;\n"
            "for (int at = 0; at < (int)todo.size(); at++)\n"
            "    for (int j = 0; j < n; j++)\n"
            "        if (steps[j] < 0 && related(words[todo[at]], words[j])) {\n"
            "            steps[j] = steps[todo[at]] + 1;\n            todo.push_back(j);\n"
            "        }\n" + ("return steps[n - 1];" if what == "steps" else "return todo.size();"),
        },
        make=make,
        edges=[
            (2, [a, b]),
            (2, [a, "z" * length]),
            (3, [a, "z" * length, b]),
        ],
        hints=(
            "Which words can follow the first one? And which ones can follow these?"
            if what != "lonely"
            else "When are two given words related? Write a function for that.",
            "The words are the vertices of a graph; two are joined if they are related."
            if what != "lonely"
            else "Count the places at which they differ."
            if rule != "swap"
            else "Look where they differ: there must be two places side by side.",
            {
                "steps": "Search breadth first from the first word, and remember for each word the "
                "number of steps.",
                "reached": "Search from the first word, and count the words that are met.",
                "groups": "Begin a new search at each word that has not been met yet; how many "
                "searches are there?",
                "lonely": "Compare each word with all the others.",
            }[what],
        ),
        explanation="There are few words, so all pairs can be compared"
        + (
            "."
            if what == "lonely"
            else "; a search then visits each word at most once. "
            "Breadth first search meets the words after as few steps as possible."
        ),
        call="word_ladder",
    )
