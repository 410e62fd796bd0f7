"""Trees: levels, subtrees, ways, and what can be cut."""

from __future__ import annotations

from collections import deque

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows

N = 5 * 10**4


def _parents(maker: Maker, count: int) -> list[int]:
    kind = maker.rng.random()
    parents = []
    for i in range(2, count + 1):
        low = max(1, i - 3) if kind < 0.4 else 1
        parents.append(i // 2 if kind > 0.9 else maker.rng.randint(low, i - 1))
    return parents


@family(1100, "trees", "dfs and similar")
def ranks_in_company(p: Parameters) -> Task:
    what = p.choice("what", "deepest", "widest", "leaves", "total", "at k")
    k = p.int("k", 1, 3) if what == "at k" else 0
    office = f"Level {k} gets a new office." if k else "A new chart is to be drawn."
    asked = {
        "deepest": "the greatest level of anybody",
        "widest": "the greatest number of persons who are on the same level",
        "leaves": "the number of persons who are nobody's boss",
        "total": "the sum of the levels of all persons",
        "at k": f"the number of persons on level {k}",
    }[what]

    def solve(n: int, boss: list[int]) -> int:
        level = [0] * (n + 1)
        has = [False] * (n + 1)
        for i in range(2, n + 1):
            level[i] = level[boss[i - 2]] + 1
            has[boss[i - 2]] = True
        levels = level[1:]
        if what == "deepest":
            return max(levels)
        if what == "total":
            return sum(levels)
        if what == "at k":
            return levels.count(k)
        if what == "leaves":
            return n - sum(has)
        counts = [0] * n
        for x in levels:
            counts[x] += 1
        return max(counts)

    def level_by_level(n: int, boss: list[int]) -> int:
        under: list[list[int]] = [[] for _ in range(n + 1)]
        for i in range(n - 1):
            under[boss[i]].append(i + 2)
        now = [1]
        sizes = []
        leaves = 0
        while now:
            sizes.append(len(now))
            leaves += sum(1 for x in now if not under[x])
            now = [y for x in now for y in under[x]]
        if what == "deepest":
            return len(sizes) - 1
        if what == "total":
            return sum(i * size for i, size in enumerate(sizes))
        if what == "at k":
            return sizes[k] if k < len(sizes) else 0
        return leaves if what == "leaves" else max(sizes)

    def from_one(n: int, boss: list[int]) -> int:
        level = [1] * (n + 1)
        for i in range(2, n + 1):
            level[i] = level[boss[i - 2]] + 1
        levels = level[1:]
        if what == "deepest":
            return max(levels)
        if what == "total":
            return sum(levels)
        if what == "at k":
            return levels.count(k)
        if what == "leaves":
            return levels.count(max(levels))
        counts = [0] * (n + 2)
        for b in boss:
            counts[b] += 1
        return max(counts)

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(2, N)
        return n, _parents(maker, n)

    return Task(
        titles=("Ranks", "Who Is Whose Boss", "Levels"),
        given=[
            Count("n", 2, N),
            Ints("boss", "n-1", 1, N, what="the bosses of the persons 2 to `n`", other=()),
        ],
        ask=Value(asked),
        formal="Person 1 of `n` persons has no boss and is on level 0. The list names the boss of "
        "each of the persons 2, 3, ..., `n`, in this order; a boss always has a smaller number. "
        "Everybody is one level further from person 1 than the own boss.",
        stories=[
            Story(
                "The oldest company in @place numbers its `n` people in the order in which they "
                "came. Number 1 founded it, has no boss, and is on level 0. Everyone who came "
                "later got one of those who were already there as a boss, and is on the level "
                "that follows the level of that boss. The [files|archives] contain a line with "
                f"the bosses of the numbers 2 to `n`. {office}"
            ),
            Story(
                "A chain letter: person 1 wrote the first letter, and each of the persons 2 to "
                "`n` got it from exactly one who had it before and so has a smaller number. Who "
                "sent it is called the boss here, and the line lists the bosses of the persons 2, "
                "3, and so on. The level of a person is how often the letter was passed on until "
                "it arrived: 0 for person 1."
            ),
        ],
        solve=solve,
        others=[level_by_level],
        wrong=[from_one],
        cpp=[
            """
            long long solve(int n, vector<int> boss) {
                vector<int> level(n + 1), counts(n + 1), under(n + 1);
                long long total = 0;
                int deepest = 0;
                counts[0] = 1;
                for (int i = 2; i <= n; i++) {
                    int b = boss[i - 2];
                    level[i] = level[b] + 1;
                    under[b]++;
                    counts[level[i]]++;
                    total += level[i];
                    deepest = max(deepest, level[i]);
                }
                return $result;
            }
        """
        ],
        params={
            "result": {
                "deepest": "deepest",
                "widest": "*max_element(counts.begin(), counts.end())",
                "leaves": "count(under.begin() + 1, under.end(), 0)",
                "total": "total",
                "at k": f"n > {k} ? counts[{k}] : 0",
            }[what]
        },
        make=make,
        edges=[(2, [1]), (4, [1, 1, 1]), (5, [1, 2, 3, 4]), (6, [1, 1, 2, 2, 3])],
        hints=(
            "A boss has a smaller number, so the level of the boss is known first.",
            "Go through the persons in order and compute each level from that of the boss.",
            "Then count who occurs as a boss."
            if what == "leaves"
            else "Then evaluate the list of levels.",
        ),
        explanation="Each level follows from one that is already known; one pass over the list is "
        "enough.",
        call="ranks",
    )


@family(1300, "trees", "dfs and similar")
def branches_of_tree(p: Parameters) -> Task:
    test = p.choice(
        "test",
        Expr("s n", "s % 2 == 0", "an even number of villages"),
        Expr("s n", "s % 3 == 0", "a number of villages divisible by 3"),
        Expr("s n", "2 * s <= n", "at most half of all villages"),
        Expr("s n", "s * s >= n", "at least `sqrt(n)` villages"),
        Expr("s n", "s >= 3", "at least three villages"),
    )
    what = p.choice("what", "count", "sum", "first")
    asked = {
        "count": f"the number of villages whose part has {test.words}",
        "sum": f"the sum of the numbers of the villages whose part has {test.words}",
        "first": f"the greatest number of a village whose part has {test.words}, or 0 if there is "
        "none",
    }[what]

    def solve(n: int, roads: list[list[int]]) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in roads:
            near[a].append(b)
            near[b].append(a)
        parent = [0] * (n + 1)
        order = [1]
        for v in order:
            for u in near[v]:
                if u != parent[v]:
                    parent[u] = v
                    order.append(u)
        size = [1] * (n + 1)
        for v in reversed(order):
            size[parent[v]] += size[v]
        good = [v for v in range(1, n + 1) if test(size[v], n)]
        if what == "count":
            return len(good)
        if what == "sum":
            return sum(good)
        return max(good, default=0)

    def with_stack(n: int, roads: list[list[int]]) -> int:
        near: dict[int, list[int]] = {v: [] for v in range(1, n + 1)}
        for a, b in roads:
            near[a].append(b)
            near[b].append(a)
        size: dict[int, int] = {}
        result = 0
        stack = [(1, 0, False)]
        while stack:
            v, parent, done = stack.pop()
            if not done:
                stack.append((v, parent, True))
                stack += [(u, v, False) for u in near[v] if u != parent]
                continue
            size[v] = 1 + sum(size[u] for u in near[v] if u != parent)
            if test(size[v], n):
                if what == "first":
                    result = max(result, v)
                else:
                    result += 1 if what == "count" else v
        return result

    def without_itself(n: int, roads: list[list[int]]) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in roads:
            near[a].append(b)
            near[b].append(a)
        parent = [0] * (n + 1)
        order = [1]
        for v in order:
            for u in near[v]:
                if u != parent[v]:
                    parent[u] = v
                    order.append(u)
        size = [0] * (n + 1)
        for v in reversed(order):
            size[parent[v]] += size[v] + 1
        good = [v for v in range(1, n + 1) if test(size[v], n)]
        if what == "count":
            return len(good)
        if what == "sum":
            return sum(good)
        return max(good, default=0)

    return Task(
        titles=("Upstream", "Parts of a Valley", "Branches"),
        given=[
            Count("n", 2, N),
            Rows("roads", "n-1", (Int("a", 1, "n"), Int("b", 1, "n")), "tree"),
        ],
        ask=Value(asked),
        formal="`n` villages are connected by `n - 1` roads, each between two villages, so that "
        "there is exactly one way between any two of them. The part of a village consists of all "
        "villages, itself included, whose way to village 1 leads through it.",
        stories=[
            Story(
                "In the valley of @place lie `n` villages, and `n - 1` roads connect them; from "
                "each village to each other one there is exactly one way. Doctor @who lives in "
                "village 1. When it snows and a village cannot be passed, nobody from the part "
                "that depends on it can get to the doctor: that is the village itself and all "
                "those whose way to village 1 leads through it."
            ),
            Story(
                "Water comes from a spring near village 1 and runs through `n - 1` pipes between "
                "`n` villages, which the list calls roads since the pipes lie under them. The "
                "network has no circles and leaves nobody out. All the villages that get their "
                "water by way of some village, that one included, are called its part. [A "
                "statistician|The water board] collects data."
            ),
        ],
        solve=solve,
        others=[with_stack],
        wrong=[without_itself],
        cpp=[
            """
            long long solve(int n, vector<vector<int>> roads) {
                vector<vector<int>> near(n + 1);
                for (auto& road : roads) {
                    near[road[0]].push_back(road[1]);
                    near[road[1]].push_back(road[0]);
                }
                vector<int> parent(n + 1), order = {1}, size(n + 1, 1);
                for (int i = 0; i < (int)order.size(); i++) {
                    int v = order[i];
                    for (int u : near[v]) {
                        if (u == parent[v]) continue;
                        parent[u] = v;
                        order.push_back(u);
                    }
                }
                long long result = 0;
                for (int i = n - 1; i >= 0; i--) {
                    int v = order[i];
                    size[parent[v]] += size[v];
                    if ($test(size[v], (long long)n)) result = $update;
                }
                return result;
            }
        """
        ],
        params={
            "update": {
                "count": "result + 1",
                "sum": "result + v",
                "first": "max(result, (long long)v)",
            }[what]
        },
        hints=(
            "Root the tree at village 1: the part of a village is its subtree.",
            "The size of a subtree is 1 and the sizes of its children's subtrees.",
            "Visit the villages from village 1 on, and add up sizes in the reverse order.",
        ),
        explanation="In the reverse of an order in which parents come first, each village's size "
        "is complete when it is added to its parent's. The time is linear in `n`.",
        call="village_parts",
    )


@family(1500, "trees", "dfs and similar", "dp")
def longest_tour(p: Parameters) -> Task:
    what = p.choice("what", "length", "from s", "total")
    bonus = p.int("bonus", 0, 9)
    asked = {
        "length": "the greatest distance between two huts",
        "from s": "the greatest distance from hut `n` to another hut",
        "total": "the least number of minutes needed to visit all huts on one walk that may begin "
        "and end at any huts",
    }[what]

    def solve(n: int, paths: list[list[int]]) -> int:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        total = 0
        for a, b, w in paths:
            near[a].append((b, w + bonus))
            near[b].append((a, w + bonus))
            total += 2 * (w + bonus)

        def distances(start: int) -> list[int]:
            far = [-1] * (n + 1)
            far[start] = 0
            stack = [start]
            while stack:
                v = stack.pop()
                for u, w in near[v]:
                    if far[u] < 0:
                        far[u] = far[v] + w
                        stack.append(u)
            return far

        far = distances(n)
        if what == "from s":
            return max(far)
        end = far.index(max(far))
        longest = max(distances(end))
        return longest if what == "length" else total - longest

    def two_arms(n: int, paths: list[list[int]]) -> int:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        for a, b, w in paths:
            near[a].append((b, w + bonus))
            near[b].append((a, w + bonus))
        order = [(n, 0, 0)]
        for v, parent, _ in order:
            order += [(u, v, w) for u, w in near[v] if u != parent]
        arm = [0] * (n + 1)
        longest = 0
        for v, parent, w in reversed(order):
            longest = max(longest, arm[parent] + arm[v] + w)
            arm[parent] = max(arm[parent], arm[v] + w)
        if what == "from s":
            return arm[n]
        if what == "length":
            return longest
        return 2 * sum(w for _, _, w in order) - longest

    def one_search(n: int, paths: list[list[int]]) -> int:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        total = 0
        for a, b, w in paths:
            near[a].append((b, w + bonus))
            near[b].append((a, w + bonus))
            total += 2 * (w + bonus)
        far = [-1] * (n + 1)
        far[1] = 0
        stack = [1]
        while stack:
            v = stack.pop()
            for u, w in near[v]:
                if far[u] < 0:
                    far[u] = far[v] + w
                    stack.append(u)
        return total - max(far) if what == "total" else max(far)

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(2, N)
        return n, [[a, b, maker.number(1, 1000)] for a, b in maker.tree(n)]

    pause = (
        f" At the end of each path one looks at the view for {bonus} minutes, which counts as "
        "part of the path."
        if bonus
        else ""
    )
    return Task(
        titles=("The Longest Tour", "From Hut to Hut", "Far Apart"),
        given=[
            Count("n", 2, N, what="the number of huts"),
            Rows("paths", "n-1", (Int("a", 1, "n"), Int("b", 1, "n"), Int("w", 1, 1000))),
        ],
        ask=Value(asked),
        formal="`n` huts are connected by `n - 1` paths so that there is exactly one way between "
        f"any two of them. Path `i` connects `a_i` and `b_i`, and takes `w_i` minutes.{pause} The "
        "distance between two huts is the number of minutes for the way between them.",
        stories=[
            Story(
                "The mountaineers of @place look after `n` huts and the `n - 1` paths between "
                "them. Each path leads from a hut to another one, in either direction and in the "
                f"given number `w_i` of minutes.{pause} Nobody has ever found two different ways "
                "from one hut to another, nor two huts without one. How many minutes a way takes "
                "is called the distance of its ends."
            ),
            Story(
                "Ants have built `n` chambers, called huts in this report, and `n - 1` passages, "
                "called paths; path `i` joins the huts `a_i` and `b_i`, and an ant walks through "
                f"it in `w_i` minutes.{pause} All huts hang together, and without any one of the "
                "paths they would not. The distance of two huts is how long an ant takes from the "
                "one to the other."
            ),
        ],
        solve=solve,
        others=[two_arms],
        wrong=[one_search],
        cpp=[
            """
            vector<vector<pair<int, int>>> near_;
            long long longest_;

            long long arm(int start, int n) {
                vector<array<int, 3>> order = {{start, 0, 0}};
                for (int i = 0; i < (int)order.size(); i++) {
                    auto [v, parent, w] = order[i];
                    for (auto [u, x] : near_[v])
                        if (u != parent) order.push_back({u, v, x});
                }
                vector<long long> arms(n + 1);
                for (int i = n - 1; i > 0; i--) {
                    auto [v, parent, w] = order[i];
                    longest_ = max(longest_, arms[parent] + arms[v] + w);
                    arms[parent] = max(arms[parent], arms[v] + w);
                }
                return arms[start];
            }

            long long solve(int n, vector<vector<int>> paths) {
                near_.assign(n + 1, {});
                longest_ = 0;
                long long total = 0;
                for (auto& path : paths) {
                    int w = path[2] + $bonus;
                    near_[path[0]].push_back({path[1], w});
                    near_[path[1]].push_back({path[0], w});
                    total += 2 * w;
                }
                long long from_n = arm(n, n);
                return $result;
            }
        """
        ],
        params={
            "result": {"length": "longest_", "from s": "from_n", "total": "total - longest_"}[what]
        },
        make=make,
        edges=[(2, [[1, 2, 5]]), (4, [[1, 2, 3], [1, 3, 4], [1, 4, 5]])],
        hints=(
            "The distances from one hut to all others can be found by one search.",
            "The hut that is farthest from any hut is an end of a longest way."
            if what != "from s"
            else "A search needs no shortest path algorithm here: there is only one way to each "
            "hut.",
            {
                "length": "Search again from that end.",
                "from s": "Keep a stack of huts, and add the length of the path to the distance.",
                "total": "A walk that came back would use each path twice; it need not come back "
                "along a longest way.",
            }[what],
        ),
        explanation="A search from any hut ends at an end of a longest way, and a second one from "
        "there finds its length (or one search, where the start is given). Each takes linear time.",
        call="tour",
    )


@family(1400, "trees", "greedy", "graphs")
def falling_leaves(p: Parameters) -> Task:
    what = p.choice("what", "rounds", "own", "before")
    k = p.int("k", 2, 4) if what == "before" else 0
    asked = {
        "rounds": "the number of storms after which nothing is left",
        "own": "the number of storms that take away exactly two junctions",
        "before": f"the number of junctions that are left after {k} storms",
    }[what]

    def solve(n: int, wires: list[list[int]]) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in wires:
            near[a].append(b)
            near[b].append(a)
        degree = [len(x) for x in near]
        layer = [v for v in range(1, n + 1) if degree[v] <= 1]
        gone = [False] * (n + 1)
        sizes = []
        while layer:
            sizes.append(len(layer))
            for v in layer:
                gone[v] = True
            after = []
            for v in layer:
                for u in near[v]:
                    if not gone[u]:
                        degree[u] -= 1
                        if degree[u] == 1:
                            after.append(u)
            layer = [v for v in set(after) if degree[v] <= 1]
        if what == "rounds":
            return len(sizes)
        if what == "own":
            return sizes.count(2)
        return n - sum(sizes[:k])

    def by_numbers(n: int, wires: list[list[int]]) -> int:
        near: list[set[int]] = [set() for _ in range(n + 1)]
        for a, b in wires:
            near[a].add(b)
            near[b].add(a)
        storm = [0] * (n + 1)
        queue: deque[int] = deque()
        for v in range(1, n + 1):
            if len(near[v]) <= 1:
                storm[v] = 1
                queue.append(v)
        while queue:
            v = queue.popleft()
            for u in near[v]:
                near[u].discard(v)
                if len(near[u]) <= 1 and not storm[u]:
                    storm[u] = storm[v] + 1
                    queue.append(u)
        counts = [0] * (max(storm) + 1)
        for v in range(1, n + 1):
            counts[storm[v]] += 1
        if what == "rounds":
            return len(counts) - 1
        if what == "own":
            return counts.count(2)
        return n - sum(counts[1 : k + 1])

    def half_of_levels(n: int, wires: list[list[int]]) -> int:
        degree = [0] * (n + 1)
        for a, b in wires:
            degree[a] += 1
            degree[b] += 1
        leaves = degree.count(1)
        if what == "rounds":
            return (n - leaves + 1) // 2 + 1
        if what == "own":
            return 1 if leaves == 2 else 0
        return max(0, n - k * leaves)

    return Task(
        titles=("Storms", "Peeled Away", "The Last Junction"),
        given=[
            Count("n", 2, N, what="the number of junctions"),
            Rows("wires", "n-1", (Int("a", 1, "n"), Int("b", 1, "n")), "tree"),
        ],
        ask=Value(asked),
        formal="`n` junctions are connected by `n - 1` wires so that there is exactly one way "
        "between any two of them. A storm takes away, at the same time, all junctions from which "
        "at most one wire goes out, with that wire. Storms follow until nothing is left.",
        stories=[
            Story(
                "Electricity came late to @place. There are `n` junctions, joined by `n - 1` wires "
                "in such a way that there is exactly one way between any two. What hangs on one "
                "wire only is not strong: each storm that comes carries off, all at once, every "
                "junction that has at that moment one wire or none, and the wire too. Every autumn "
                "there are many storms, until the last junction is gone."
            ),
            Story(
                "[A child|An artist] makes a mobile from `n` rings, which we call junctions, and "
                "`n - 1` threads, or wires, each between two of them; everything hangs together "
                "and nowhere in a circle. Then it is taken apart in steps that are named storms: "
                "in a storm, all junctions that have one wire at most when it begins are cut off "
                "together with their wires, even if two of them are joined to each other."
            ),
        ],
        solve=solve,
        others=[by_numbers],
        wrong=[half_of_levels],
        cpp=[
            """
            int solve(int n, vector<vector<int>> wires) {
                vector<vector<int>> near(n + 1);
                vector<int> degree(n + 1), storm(n + 1), counts(n + 2), queue;
                for (auto& wire : wires) {
                    near[wire[0]].push_back(wire[1]);
                    near[wire[1]].push_back(wire[0]);
                }
                for (int v = 1; v <= n; v++) {
                    degree[v] = near[v].size();
                    if (degree[v] <= 1) {
                        storm[v] = 1;
                        queue.push_back(v);
                    }
                }
                int rounds = 1;
                for (int i = 0; i < (int)queue.size(); i++) {
                    int v = queue[i];
                    counts[storm[v]]++;
                    rounds = storm[v];
                    for (int u : near[v]) {
                        degree[u]--;
                        if (degree[u] <= 1 && !storm[u]) {
                            storm[u] = storm[v] + 1;
                            queue.push_back(u);
                        }
                    }
                }
                return $result;
            }
        """
        ],
        params={
            "result": {
                "rounds": "rounds",
                "own": "count(counts.begin(), counts.end(), 2)",
                "before": "n"
                + "".join(f" - (rounds >= {i} ? counts[{i}] : 0)" for i in range(1, k + 1)),
            }[what]
        },
        edges=[
            (2, [[1, 2]]),
            (3, [[1, 2], [2, 3]]),
            (4, [[1, 2], [2, 3], [3, 4]]),
            (5, [[1, 2], [1, 3], [1, 4], [1, 5]]),
        ],
        hints=(
            "Which junctions does the first storm take? And what changes for their neighbours?",
            "Count for each junction how many wires it still has.",
            "A junction goes in the storm after the one that leaves it with at most one wire; a "
            "queue handles them in order.",
        ),
        explanation="Every junction enters the queue once, when at most one of its wires is left, "
        "and its storm is one after that of the neighbour that caused it. The time is linear.",
        call="storms",
    )


@family(1400, "trees", "dfs and similar")
def fair_separation(p: Parameters) -> Task:
    what = p.choice("what", "difference", "ways", "product", "over t")
    t = p.int("t", 1, 8) if what == "over t" else 0
    asked = {
        "difference": "the least possible difference between the values of the two pieces",
        "ways": "the number of ropes whose cutting makes the difference between the values of the "
        "two pieces as small as possible",
        "product": "the greatest possible product of the values of the two pieces",
        "over t": "the number of ropes whose cutting makes the values of the two pieces differ by "
        f"at most {t}",
    }[what]

    def solve(n: int, a: list[int], ropes: list[list[int]]) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for x, y in ropes:
            near[x].append(y)
            near[y].append(x)
        parent = [0] * (n + 1)
        order = [1]
        for v in order:
            for u in near[v]:
                if u != parent[v]:
                    parent[u] = v
                    order.append(u)
        value = [0, *a]
        total = sum(a)
        differences = []
        for v in reversed(order[1:]):
            differences.append(abs(total - 2 * value[v]))
            value[parent[v]] += value[v]
        if what == "over t":
            return sum(1 for d in differences if d <= t)
        best = min(differences)
        if what == "ways":
            return differences.count(best)
        if what == "product":
            return (total - best) // 2 * ((total + best) // 2)
        return best

    def leaf_by_leaf(n: int, a: list[int], ropes: list[list[int]]) -> int:
        near: list[set[int]] = [set() for _ in range(n)]
        for x, y in ropes:
            near[x - 1].add(y - 1)
            near[y - 1].add(x - 1)
        value = list(a)
        total = sum(a)
        pieces: list[int] = []
        queue = deque(v for v in range(n) if len(near[v]) == 1)
        while len(pieces) < n - 1:
            v = queue.popleft()
            u = near[v].pop()
            near[u].remove(v)
            pieces.append(value[v])
            value[u] += value[v]
            if len(near[u]) == 1:
                queue.append(u)
        if what == "product":
            return max(x * (total - x) for x in pieces)
        gaps = sorted(abs(total - 2 * x) for x in pieces)
        if what == "over t":
            return len([gap for gap in gaps if gap <= t])
        return gaps[0] if what == "difference" else gaps.count(gaps[0])

    def only_ends(n: int, a: list[int], ropes: list[list[int]]) -> int:
        total = sum(a)
        differences = [abs(total - 2 * a[x - 1]) for x, y in ropes]
        differences += [abs(total - 2 * a[y - 1]) for x, y in ropes]
        if what == "over t":
            return sum(1 for d in differences if d <= t)
        best = min(differences)
        if what == "ways":
            return differences.count(best)
        if what == "product":
            return (total - best) // 2 * ((total + best) // 2)
        return best

    def make(maker: Maker) -> tuple[int, list[int], list[list[int]]]:
        n = maker.count(2, N)
        top = 10**4 if maker.scale == "large" else maker.rng.choice((1, 3, 8, 20))
        return n, [maker.rng.randint(1, top) for _ in range(n)], [list(x) for x in maker.tree(n)]

    return Task(
        titles=("Cut in Two", "A Fair Cut", "One Rope Less"),
        given=[
            Count("n", 2, N, what="the number of boats"),
            Ints("a", "n", 1, 10**4, what="the values of the boats"),
            Rows("ropes", "n-1", (Int("x", 1, "n"), Int("y", 1, "n")), "tree"),
        ],
        ask=Value(asked),
        formal="`n` boats, the `i`-th of value `a_i`, are tied together with `n - 1` ropes, each "
        "between two boats, so that they form one piece. When one rope is cut, there are two "
        "pieces. The value of a piece is the sum of the values of its boats.",
        stories=[
            Story(
                "Two brothers have inherited the boats of @place: `n` of them, the `i`-th worth "
                "`a_i`. All are tied together by `n - 1` ropes, each of which joins two boats; "
                "together they form one piece. According to the will, they have to cut exactly one "
                "rope, whereupon there are two pieces, one for each. A piece is worth what its "
                "boats are worth together. [They are looking for a just solution.|The notary makes "
                "a list.]"
            ),
            Story(
                "Seen from above, the space station looks like boats on a lake, and its modules "
                "are called boats indeed. Module `i` of `n` weighs `a_i` tons, its value in the "
                "computer. There are `n - 1` tunnels, or ropes, between pairs of modules, just "
                "enough to hold the station together. In an emergency one of them is blown up, and "
                "two pieces drift apart, each with the total value of its modules."
            ),
        ],
        solve=solve,
        others=[leaf_by_leaf],
        wrong=[only_ends],
        cpp=[
            """
            long long solve(int n, vector<int> a, vector<vector<int>> ropes) {
                vector<vector<int>> near(n + 1);
                for (auto& rope : ropes) {
                    near[rope[0]].push_back(rope[1]);
                    near[rope[1]].push_back(rope[0]);
                }
                vector<int> parent(n + 1), order = {1};
                for (int i = 0; i < (int)order.size(); i++)
                    for (int u : near[order[i]])
                        if (u != parent[order[i]]) {
                            parent[u] = order[i];
                            order.push_back(u);
                        }
                vector<long long> value(n + 1);
                long long total = 0, best = LLONG_MAX, ways = 0, within = 0;
                for (int i = 0; i < n; i++) {
                    value[i + 1] = a[i];
                    total += a[i];
                }
                for (int i = n - 1; i > 0; i--) {
                    int v = order[i];
                    long long difference = llabs(total - 2 * value[v]);
                    value[parent[v]] += value[v];
                    if (difference < best) {
                        best = difference;
                        ways = 0;
                    }
                    if (difference == best) ways++;
                    if (difference <= $t) within++;
                }
                return $result;
            }
        """
        ],
        params={
            "t": t,
            "result": {
                "difference": "best",
                "ways": "ways",
                "product": "(total - best) / 2 * ((total + best) / 2)",
                "over t": "within",
            }[what],
        }
        if what != "over t"
        else {"result": "within"},
        make=make,
        edges=[(2, [3, 5], [[1, 2]]), (4, [1, 1, 1, 1], [[1, 2], [2, 3], [3, 4]])],
        hints=(
            "Cutting a rope separates a subtree, if the tree has a root.",
            "The value of the one piece is that of a subtree, the other is the rest.",
            "Compute the values of all subtrees from the leaves upwards, and look at each rope.",
        ),
        explanation="Each rope belongs to the subtree below it, whose value is the sum of its "
        "children's and its own. All of them are known after one pass, in linear time.",
        call="fair_cut_of_ropes",
    )


@family(1600, "trees", "dp", "dfs and similar")
def guards_on_tree(p: Parameters) -> Task:
    most = p.choice("most", "free", "cover", "free leaves")
    rule = {
        "free": "No two of the chosen rooms may be joined by a corridor",
        "cover": "Of any two rooms that are joined by a corridor, at least one must be chosen",
        "free leaves": "No two of the chosen rooms may be joined by a corridor, and no room with "
        "three or more corridors may be chosen",
    }[most]
    word = "least" if most == "cover" else "greatest"
    what = p.choice("what", "sum", "count")
    value = (
        "the number of chosen rooms"
        if what == "count"
        else "the sum of the values of the chosen rooms"
    )

    def solve(n: int, a: list[int], roads: list[list[int]]) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for x, y in roads:
            near[x].append(y)
            near[y].append(x)
        parent = [0] * (n + 1)
        order = [1]
        for v in order:
            for u in near[v]:
                if u != parent[v]:
                    parent[u] = v
                    order.append(u)
        taken = [0] + ([1] * n if what == "count" else a)
        left = [0] * (n + 1)
        for v in reversed(order):
            up = parent[v]
            if most == "cover":
                left[up] += taken[v]
                taken[up] += min(taken[v], left[v])
            else:
                if most == "free leaves" and len(near[v]) > 2:
                    taken[v] = 0
                left[up] += max(taken[v], left[v])
                taken[up] += left[v]
        return min(taken[1], left[1]) if most == "cover" else max(taken[1], left[1])

    def complement(n: int, a: list[int], roads: list[list[int]]) -> int:
        near: dict[int, list[int]] = {v: [] for v in range(n)}
        for x, y in roads:
            near[x - 1].append(y - 1)
            near[y - 1].append(x - 1)
        worth = [1] * n if what == "count" else a
        best: dict[tuple[int, int], int] = {}
        stack = [(0, -1, False)]
        while stack:
            v, up, ready = stack.pop()
            below = [u for u in near[v] if u != up]
            if not ready:
                stack.append((v, up, True))
                stack += [(u, v, False) for u in below]
                continue
            usable = most != "free leaves" or len(near[v]) < 3
            best[v, 0] = sum(max(best[u, 0], best[u, 1]) for u in below)
            best[v, 1] = (worth[v] if usable else 0) + sum(best[u, 0] for u in below)
        free = max(best[0, 0], best[0, 1])
        return sum(worth) - free if most == "cover" else free

    def even_and_odd(n: int, a: list[int], roads: list[list[int]]) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for x, y in roads:
            near[x].append(y)
            near[y].append(x)
        level = [-1] * (n + 1)
        level[1] = 0
        order = [1]
        for v in order:
            for u in near[v]:
                if level[u] < 0:
                    level[u] = level[v] + 1
                    order.append(u)
        sums = [0, 0]
        for v in order:
            if most != "free leaves" or len(near[v]) <= 2:
                sums[level[v] % 2] += 1 if what == "count" else a[v - 1]
        return min(sums) if most == "cover" else max(sums)

    def make(maker: Maker) -> tuple[int, list[int], list[list[int]]]:
        n = maker.count(2, N)
        return n, maker.numbers(n, 1, 1000), [list(x) for x in maker.tree(n)]

    noise = "must cover all passages" if most == "cover" else "disturb each other"
    count_note = " The values play no role in this question." if what == "count" else ""
    return Task(
        titles=("Chosen Rooms", "Guards in the Castle", "Every Corridor"),
        given=[
            Count("n", 2, N, what="the number of rooms"),
            Ints("a", "n", 1, 1000, what="the values of the rooms"),
            Rows("roads", "n-1", (Int("x", 1, "n"), Int("y", 1, "n")), "tree"),
        ],
        ask=Value(f"the {word} possible value of {value}"),
        formal="`n` rooms, the `i`-th with the value `a_i`, are connected by `n - 1` corridors so "
        f"that there is exactly one way between any two. Some rooms are chosen. {rule}."
        f"{count_note}",
        stories=[
            Story(
                "The castle of @place has `n` rooms and `n - 1` corridors; each corridor joins two "
                "rooms, and in spite of their small number one gets from everywhere to everywhere. "
                + (
                    "Guards will be posted in some of the rooms; a guard in room `i` costs `a_i` "
                    "coins a day, the value of the room. "
                    if most == "cover"
                    else "Pictures will be hung up in some of the rooms; the one for room `i` has "
                    "the value `a_i`. "
                )
                + "The [king|queen] has had a strange dream, and this is the law now: "
                f"{rule[0].lower()}{rule[1:]}.{count_note}"
            ),
            Story(
                "Biologists study a cave with `n` chambers (rooms), the `i`-th of which is "
                f"inhabited by `a_i` bats, and that number is its value. There are `n - 1` "
                "passages (corridors) between two chambers each, and all chambers can be reached "
                f"from each other. Microphones are put into some chosen rooms. {rule}, since the "
                f"microphones {noise}.{count_note}"
            ),
        ],
        solve=solve,
        others=[complement],
        wrong=[even_and_odd],
        cpp=[
            """
            long long solve(int n, vector<int> a, vector<vector<int>> roads) {
                vector<vector<int>> near(n + 1);
                for (auto& road : roads) {
                    near[road[0]].push_back(road[1]);
                    near[road[1]].push_back(road[0]);
                }
                vector<int> parent(n + 1), order = {1};
                for (int i = 0; i < (int)order.size(); i++)
                    for (int u : near[order[i]])
                        if (u != parent[order[i]]) {
                            parent[u] = order[i];
                            order.push_back(u);
                        }
                vector<long long> taken(n + 1), left(n + 1);
                long long total = 0;
                for (int i = n - 1; i >= 0; i--) {
                    int v = order[i], up = parent[v];
                    long long worth = $worth;
                    total += worth;
                    if ($usable) taken[v] += worth;
                    left[up] += max(taken[v], left[v]);
                    taken[up] += left[v];
                }
                long long best = max(taken[1], left[1]);
                return $result;
            }
        """
        ],
        params={
            "worth": "1" if what == "count" else "a[v - 1]",
            "usable": "near[v].size() <= 2" if most == "free leaves" else "true",
            "result": "total - best" if most == "cover" else "best",
        },
        make=make,
        edges=[
            (2, [3, 5], [[1, 2]]),
            (4, [9, 1, 1, 9], [[1, 2], [2, 3], [3, 4]]),
            (6, [1, 1, 1, 1, 1, 1], [[1, 2], [1, 3], [1, 4], [4, 5], [4, 6]]),
        ],
        hints=(
            "Choosing every second level is not always best.",
            "Find two values for each subtree: the best with its root chosen, and without.",
            "Combine the children's values: what a child may be depends only on whether the root "
            "is chosen.",
        ),
        explanation="For each room there are two values, with it and without it, and both follow "
        "from those of its children. One pass from the leaves to the root is enough.",
        call="choose_rooms",
    )
