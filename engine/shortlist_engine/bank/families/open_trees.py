"""Trees without a root: recognised, walked through, balanced, and all their pairs."""

from __future__ import annotations

from collections import deque

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Decide, Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows

N = 2 * 10**4
EDGE = (Int("a", 1, "n"), Int("b", 1, "n"))


@family(1200, "trees", "graphs", "dsu")
def is_it_a_tree(p: Parameters) -> Task:
    what = p.choice("what", "tree", "forest", "remove", "change", "ring")
    condition = {
        "tree": "between any two lamps there is exactly one way",
        "forest": "there is no circle",
        "ring": "all lamps hang together and there is exactly one circle",
    }
    noun = {
        "remove": "the least number of wires that have to be taken away so that no circle is left",
        "change": "the least number of wires that have to be taken away or added in all, so that "
        "between any two lamps there is exactly one way",
    }

    def solve(n: int, m: int, wires: list[list[int]]) -> object:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in wires:
            near[a].append(b)
            near[b].append(a)
        seen = [False] * (n + 1)
        parts = 0
        for start in range(1, n + 1):
            if not seen[start]:
                parts += 1
                seen[start] = True
                stack = [start]
                while stack:
                    for u in near[stack.pop()]:
                        if not seen[u]:
                            seen[u] = True
                            stack.append(u)
        if what == "tree":
            return parts == 1 and m == n - 1
        if what == "forest":
            return m == n - parts
        if what == "ring":
            return parts == 1 and m == n
        if what == "remove":
            return m - n + parts
        return m - n + 2 * parts - 1

    def union_find(n: int, m: int, wires: list[list[int]]) -> object:
        leader = list(range(n + 1))

        def find(x: int) -> int:
            while leader[x] != x:
                leader[x] = leader[leader[x]]
                x = leader[x]
            return x

        circles = 0
        groups = n
        for a, b in wires:
            a, b = find(a), find(b)
            if a == b:
                circles += 1
            else:
                leader[a] = b
                groups -= 1
        if what == "tree":
            return circles == 0 and groups == 1
        if what == "forest":
            return circles == 0
        if what == "ring":
            return circles == 1 and groups == 1
        if what == "remove":
            return circles
        return circles + groups - 1

    def counting_only(n: int, m: int, wires: list[list[int]]) -> object:
        if what == "tree":
            return m == n - 1
        if what == "forest":
            return m < n
        if what == "ring":
            return m == n
        if what == "remove":
            return max(0, m - n + 1)
        return abs(m - n + 1)

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(2, N)
        edges = maker.tree(n)
        kind = maker.rng.random()
        if kind < 0.5:
            for _ in range(maker.rng.randint(0, 2)):
                if edges and maker.chance(0.6):
                    edges.pop()
            for _ in range(maker.rng.choice((0, 1, 1, 2))):
                a, b = maker.rng.sample(range(1, n + 1), 2)
                if (a, b) not in edges and (b, a) not in edges:
                    edges.append((a, b))
            maker.rng.shuffle(edges)
        elif kind < 0.8:
            edges = maker.graph(n, n)
        return n, len(edges), [list(edge) for edge in edges]

    return Task(
        titles=("Lamps and Wires", "Only One Way", "Circles"),
        given=[
            (Count("n", 2, N), Int("m", 0, 2 * N, True)),
            Rows("wires", "m", EDGE, "graph"),
        ],
        ask=Value(noun[what]) if what in noun else Decide(condition[what]),
        formal="There are `n` lamps and `m` wires. A wire joins two different lamps `a` and `b`, "
        "and no two wires join the same lamps. A way leads from lamp to lamp along wires and uses "
        "no lamp twice. A circle is a sequence of at least three different lamps of which each is "
        "joined to the next one and the last to the first.",
        stories=[
            Story(
                "The streets of @place are being decorated. `n` lamps hang there already, and `m` "
                "wires, of which the `i`-th joins the lamps `a_i` and `b_i`; no two lamps have "
                "been joined twice. @who knows that current likes it simple: along wires, one "
                "should get from a lamp to another in one way and no other, never using a lamp "
                "twice on the way. Above all there are circles to be afraid of: three or more "
                "different lamps, each joined to the next, and the last one to the first."
            ),
            Story(
                "A child has thrown `n` beads (lamps) and `m` rubber bands (wires) onto the floor; "
                "every rubber band `i` holds together two different beads, `a_i` and `b_i`, and no "
                "pair is held together twice. @who picks up a bead and watches what comes along. A "
                "way goes from bead to bead over rubber bands without coming to the same bead a "
                "second time; a circle consists of at least three different beads that are joined "
                "one to the next and the last one to the first."
            ),
        ],
        solve=solve,
        others=[union_find],
        wrong=[counting_only],
        cpp=[
            """
            vector<int> leader;

            int find(int x) {
                while (leader[x] != x) x = leader[x] = leader[leader[x]];
                return x;
            }

            $type solve(int n, int m, vector<vector<int>> wires) {
                leader.resize(n + 1);
                iota(leader.begin(), leader.end(), 0);
                int parts = n;
                for (auto& wire : wires) {
                    int a = find(wire[0]), b = find(wire[1]);
                    if (a != b) {
                        leader[a] = b;
                        parts--;
                    }
                }
                return $result;
            }
        """
        ],
        params={
            "type": "int" if what in noun else "bool",
            "result": {
                "tree": "parts == 1 && m == n - 1",
                "forest": "m == n - parts",
                "ring": "parts == 1 && m == n",
                "remove": "m - n + parts",
                "change": "m - n + 2 * parts - 1",
            }[what],
        },
        make=make,
        edges=[
            (2, 0, []),
            (2, 1, [[1, 2]]),
            (3, 3, [[1, 2], [2, 3], [3, 1]]),
            (4, 3, [[1, 2], [2, 3], [3, 1]]),
            (5, 4, [[1, 2], [3, 4], [4, 5], [5, 3]]),
            (6, 6, [[1, 2], [2, 3], [3, 1], [4, 5], [5, 6], [6, 4]]),
            (4, 5, [[1, 2], [2, 3], [3, 4], [4, 1], [1, 3]]),
        ],
        hints=(
            "How many wires are needed to join `n` lamps without a circle?",
            "A wire between two lamps that hang together already closes a circle; any other one "
            "joins two parts to one.",
            "Count the parts with a search or with union-find, and compare `m`, `n` and their "
            "number.",
        ),
        explanation="Without circles, `n` lamps in `p` parts have exactly `n - p` wires, and each "
        "wire more closes a circle that can be opened by removing one. `p - 1` wires are needed to "
        "join `p` parts.",
        call="check_wires",
    )


@family(1300, "trees", "dfs and similar")
def way_between_two(p: Parameters) -> Task:
    what = p.choice("what", "length", "steepest", "list", "count", "saved")
    noun = {
        "length": "the length of the way from `x` to `y` in kilometres",
        "steepest": "the length of the longest single road on the way from `x` to `y`",
        "list": "the numbers of the villages on the way from `x` to `y`, in the order in which one "
        "comes through them, both ends included",
        "count": "the number of villages that do not lie on the way from `x` to `y`",
        "saved": "the least possible length of the way from `x` to `y` if one of its roads may be "
        "passed by cable car, which does not count",
    }[what]

    def solve(n: int, x: int, y: int, roads: list[list[int]]) -> object:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        for a, b, w in roads:
            near[a].append((b, w))
            near[b].append((a, w))
        before = [0] * (n + 1)
        length = [0] * (n + 1)
        before[x] = x
        stack = [x]
        while stack:
            v = stack.pop()
            for u, w in near[v]:
                if before[u] == 0:
                    before[u] = v
                    length[u] = w
                    stack.append(u)
        way = [y]
        while way[-1] != x:
            way.append(before[way[-1]])
        if what == "list":
            return way[::-1]
        if what == "count":
            return n - len(way)
        if what == "length":
            return sum(length[v] for v in way)
        longest = max(length[v] for v in way)
        if what == "steepest":
            return longest
        return sum(length[v] for v in way) - longest

    def cutting_leaves(n: int, x: int, y: int, roads: list[list[int]]) -> object:
        near: list[dict[int, int]] = [{} for _ in range(n + 1)]
        for a, b, w in roads:
            near[a][b] = w
            near[b][a] = w
        queue = deque(v for v in range(1, n + 1) if len(near[v]) == 1 and v not in (x, y))
        gone = 0
        while queue:
            v = queue.popleft()
            gone += 1
            for u in near[v]:
                del near[u][v]
                if len(near[u]) == 1 and u not in (x, y):
                    queue.append(u)
            near[v] = {}
        if what == "count":
            return gone
        way = [x]
        lengths = []
        last = 0
        while way[-1] != y:
            v = way[-1]
            for u in near[v]:
                if u != last:
                    way.append(u)
                    lengths.append(near[v][u])
                    break
            last = v
        if what == "list":
            return way
        if what == "length":
            return sum(lengths)
        return max(lengths) if what == "steepest" else sum(lengths) - max(lengths)

    def everything_met(n: int, x: int, y: int, roads: list[list[int]]) -> object:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        for a, b, w in roads:
            near[a].append((b, w))
            near[b].append((a, w))
        seen = {x}
        order = []
        lengths = [0]
        stack = [(x, 0)]
        while stack:
            v, length = stack.pop()
            order.append(v)
            lengths.append(length)
            if v == y:
                break
            for u, w in near[v]:
                if u not in seen:
                    seen.add(u)
                    stack.append((u, w))
        if what == "list":
            return order
        if what == "count":
            return n - len(order)
        if what == "length":
            return sum(lengths)
        return max(lengths) if what == "steepest" else sum(lengths) - max(lengths)

    def make(maker: Maker) -> tuple[int, int, int, list[list[int]]]:
        n = maker.count(2, N)
        x, y = maker.rng.sample(range(1, n + 1), 2)
        high = 1000 if maker.scale == "large" else maker.rng.choice((9, 50))
        return n, x, y, [[a, b, maker.rng.randint(1, high)] for a, b in maker.tree(n)]

    return Task(
        titles=("The Only Way", "From Village to Village", "On the Way"),
        given=[
            (Count("n", 2, N), Int("x", 1, "n"), Int("y", 1, "n")),
            Rows("roads", "n-1", (*EDGE, Int("w", 1, 1000))),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="`n` villages are joined by `n - 1` roads so that from each village to each other "
        "one there is exactly one way that comes through no village twice. A road is given by "
        "`a`, `b` and `w`: it joins the villages `a` and `b` and is `w` kilometres long. `x` and "
        "`y` are two different villages.",
        stories=[
            Story(
                "When it comes to roads, @place has only what is necessary: `n - 1` of them for "
                "`n` villages. Road `i` joins the villages `a_i` and `b_i` and is `w_i` kilometres "
                "long, and if one does not turn back, there is just one way from each village to "
                "each other. @who wants to ride from village `x` to village `y`, a different one, "
                "and has never been anywhere. Nobody has a map, only the list of roads."
            ),
            Story(
                "A spider has spun `n - 1` threads between `n` twigs, which are the villages of "
                "its world; thread `i` leads from twig `a_i` to twig `b_i` and measures `w_i` "
                "kilometres on the scale of spiders, who also speak of roads. Between any two "
                "twigs there is one way along threads and no second one. The spider sits on twig "
                "`x` and has caught a fly on another one, twig `y`."
            ),
        ],
        solve=solve,
        others=[cutting_leaves],
        wrong=[everything_met],
        cpp=[
            """
            $type solve(int n, vector<vector<int>> roads, int x, int y) {
                vector<vector<pair<int, int>>> near(n + 1);
                for (auto& road : roads) {
                    near[road[0]].push_back({road[1], road[2]});
                    near[road[1]].push_back({road[0], road[2]});
                }
                vector<int> before(n + 1), length(n + 1), stack = {y};
                before[y] = y;
                while (!stack.empty()) {
                    int v = stack.back();
                    stack.pop_back();
                    for (auto [u, w] : near[v]) {
                        if (before[u]) continue;
                        before[u] = v;
                        length[u] = w;
                        stack.push_back(u);
                    }
                }
                $start
                for (int v = x; v != y; v = before[v]) $step
                $end
            }
        """
        ],
        params={
            "type": "vector<int>" if what == "list" else "int",
            "start": {
                "length": "int total = 0;",
                "steepest": "int longest = 0;",
                "list": "vector<int> way;",
                "count": "int left = n - 1;",
                "saved": "int total = 0, longest = 0;",
            }[what],
            "step": {
                "length": "total += length[v];",
                "steepest": "longest = max(longest, length[v]);",
                "list": "way.push_back(v);",
                "count": "left--;",
                "saved": "{\n    total += length[v];\n    longest = max(longest, length[v]);\n}",
            }[what],
            "end": {
                "length": "return total;",
                "steepest": "return longest;",
                "list": "way.push_back(y);\nreturn way;",
                "count": "return left;",
                "saved": "return total - longest;",
            }[what],
        },
        make=make,
        edges=[
            (2, 1, 2, [[1, 2, 5]]),
            (2, 2, 1, [[1, 2, 5]]),
            (5, 4, 5, [[1, 2, 3], [2, 3, 4], [2, 4, 9], [3, 5, 1]]),
            (4, 2, 3, [[1, 2, 3], [1, 3, 3], [1, 4, 8]]),
        ],
        hints=(
            "A search from `x` meets `y` at some time. How does one know on which way?",
            "Remember for each village from which one it was met first.",
            "Then go back from `y` to `x`, from each village to the one it was met from"
            + (", and turn the list round." if what == "list" else "."),
        ),
        explanation="In such a network a search reaches each village on the only way there is. "
        "Going back along the villages it was reached from gives this way, in linear time.",
        call="only_way",
    )


@family(1500, "trees", "dfs and similar", "dp")
def best_capital(p: Parameters) -> Task:
    rule = p.choice("rule", "parts", "sum", "farthest")
    what = p.choice("what", "town", "value", "how many")
    cost = {
        "parts": "the number of towns in the largest part into which the country falls if the "
        "capital is taken away with all of its roads",
        "sum": "the sum of the distances from the capital to all towns",
        "farthest": "the greatest distance from the capital to a town",
    }[rule]
    noun = {
        "town": "the number of the best capital; if there are several, the smallest of their "
        "numbers",
        "value": "the burden with the best capital",
        "how many": "the number of towns whose burden as a capital is at most 1 greater than with "
        "the best capital",
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
        if rule == "farthest":
            down = [0] * (n + 1)
            for v in reversed(order[1:]):
                down[parent[v]] = max(down[parent[v]], down[v] + 1)
            up = [0] * (n + 1)
            for v in order:
                first = second = up[v]
                for u in near[v]:
                    if u != parent[v]:
                        if down[u] + 1 > first:
                            first, second = down[u] + 1, first
                        else:
                            second = max(second, down[u] + 1)
                for u in near[v]:
                    if u != parent[v]:
                        up[u] = 1 + (second if down[u] + 1 == first else first)
            burden = [max(down[v], up[v]) for v in range(1, n + 1)]
        else:
            size = [1] * (n + 1)
            for v in reversed(order[1:]):
                size[parent[v]] += size[v]
            if rule == "parts":
                largest = [n - size[v] for v in range(n + 1)]
                for v in order[1:]:
                    largest[parent[v]] = max(largest[parent[v]], size[v])
                burden = largest[1:]
            else:
                total = [0] * (n + 1)
                total[1] = sum(size[2:])
                for v in order[1:]:
                    total[v] = total[parent[v]] + n - 2 * size[v]
                burden = total[1:]
        best = min(burden)
        if what == "town":
            return burden.index(best) + 1
        if what == "value":
            return best
        return sum(1 for x in burden if x <= best + 1)

    def from_each(n: int, roads: list[list[int]]) -> int:
        near: dict[int, list[int]] = {v: [] for v in range(1, n + 1)}
        for a, b in roads:
            near[a].append(b)
            near[b].append(a)
        burden = []
        for capital in range(1, n + 1):
            far = {capital: 0}
            queue = [capital]
            for v in queue:
                for u in near[v]:
                    if u not in far:
                        far[u] = far[v] + 1
                        queue.append(u)
            if rule == "sum":
                burden.append(sum(far.values()))
            if rule == "farthest":
                burden.append(max(far.values()))
            if rule == "parts":
                branch = {}
                count: dict[int, int] = {}
                for v in queue[1:]:
                    if far[v] == 1:
                        branch[v] = v
                    else:
                        branch[v] = next(branch[u] for u in near[v] if far[u] < far[v])
                    count[branch[v]] = count.get(branch[v], 0) + 1
                burden.append(max(count.values()))
        best = min(burden)
        if what == "town":
            return burden.index(best) + 1
        return best if what == "value" else sum(1 for x in burden if x <= best + 1)

    def from_leaves(n: int, roads: list[list[int]]) -> int:
        near: list[set[int]] = [set() for _ in range(n + 1)]
        for a, b in roads:
            near[a].add(b)
            near[b].add(a)
        if rule == "farthest":

            def search(start: int) -> list[int]:
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

            first = search(1)
            x = first.index(max(first))
            one = search(x)
            other = search(one.index(max(one)))
            burden = [max(one[v], other[v]) for v in range(1, n + 1)]
        else:
            size = [1] * (n + 1)
            toward = [0] * (n + 1)
            value = [0] * (n + 1)
            order = [v for v in range(1, n + 1) if len(near[v]) == 1]
            for v in order:
                if near[v]:
                    u = near[v].pop()
                    near[u].remove(v)
                    toward[v] = u
                    size[u] += size[v]
                    if rule == "parts":
                        value[u] = max(value[u], size[v])
                    if len(near[u]) == 1:
                        order.append(u)
            if rule == "parts":
                burden = [max(value[v], n - size[v]) for v in range(1, n + 1)]
            else:
                top = next(v for v in order if toward[v] == 0)
                value[top] = sum(size[v] for v in range(1, n + 1) if v != top)
                for v in reversed(order):
                    if v != top:
                        value[v] = value[toward[v]] + n - 2 * size[v]
                burden = value[1:]
        best = min(burden)
        if what == "town":
            return burden.index(best) + 1
        return best if what == "value" else sum(1 for x in burden if x <= best + 1)

    def most_roads(n: int, roads: list[list[int]]) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in roads:
            near[a].append(b)
            near[b].append(a)
        capital = max(range(1, n + 1), key=lambda v: (len(near[v]), -v))
        if what == "town":
            return capital
        if what == "how many":
            return sum(1 for x in near if len(x) >= len(near[capital]) - 1)
        far = {capital: 0}
        queue = [capital]
        for v in queue:
            for u in near[v]:
                if u not in far:
                    far[u] = far[v] + 1
                    queue.append(u)
        if rule == "sum":
            return sum(far.values())
        return max(far.values()) if rule == "farthest" else n - len(near[capital])

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(2, N)
        edges = maker.tree(n)
        if maker.chance(0.4) and n > 4:
            # A star at the end of a path.
            names = maker.permutation(n)
            cut = maker.rng.randint(1, n - 2)
            edges = [(names[i], names[i + 1]) for i in range(cut)]
            edges += [(names[cut], names[i]) for i in range(cut + 1, n)]
            maker.rng.shuffle(edges)
        return n, [list(edge) for edge in edges]

    return Task(
        titles=("The Best Capital", "Where to Rule From", "In the Middle of the Country"),
        given=[Count("n", 2, N), Rows("roads", "n-1", EDGE, "tree")],
        ask=Value(noun),
        formal="A country has `n` towns, numbered from 1, and `n - 1` roads, each of which joins "
        "two towns `a` and `b`; from each town there is exactly one way to each other town. The "
        "distance between two towns is the number of roads on this way. One of the towns is to be "
        f"the capital. The burden of a capital is {cost}, and the best capital has the smallest "
        "burden.",
        stories=[
            Story(
                "The young republic of @place has `n` towns and `n - 1` roads, the `i`-th between "
                "the towns `a_i` and `b_i`; it is possible to get from everywhere to everywhere, "
                "and in one way only. Distances are counted in roads. Now one of the towns has to "
                "become the capital. After long debates, the parliament has agreed to call this "
                f"the burden of a capital: {cost}. Best is the capital with the least burden. "
                "[@who counts the votes.|@who gets the task of working it out.]"
            ),
            Story(
                "A model of a molecule consists of `n` balls (towns) and `n - 1` sticks (roads) "
                "that join them in pairs, ball `a_i` with ball `b_i`; it is in one piece. How far "
                "two balls are from each other is given by the number of sticks between them. The "
                "model will hang from one of its balls, the capital, and @who has found out that "
                f"the burden of it matters most. That is {cost}; the best capital is the one with "
                "the least burden."
            ),
        ],
        solve=solve,
        others=[from_leaves],
        slow=[from_each],
        wrong=[most_roads],
        cpp=[
            """
            int solve(int n, vector<vector<int>> roads) {
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
                vector<int> burden(n + 1);
                $burden
                int best = 1;
                for (int v = 2; v <= n; v++)
                    if (burden[v] < burden[best]) best = v;
                $end
            }
        """
            if rule != "farthest"
            else """
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

            int solve(int n, vector<vector<int>> roads) {
                vector<vector<int>> near(n + 1);
                for (auto& road : roads) {
                    near[road[0]].push_back(road[1]);
                    near[road[1]].push_back(road[0]);
                }
                vector<int> first = distances(n, 1, near);
                int x = max_element(first.begin(), first.end()) - first.begin();
                vector<int> from_x = distances(n, x, near);
                int y = max_element(from_x.begin(), from_x.end()) - from_x.begin();
                vector<int> from_y = distances(n, y, near), burden(n + 1);
                for (int v = 1; v <= n; v++) burden[v] = max(from_x[v], from_y[v]);
                int best = 1;
                for (int v = 2; v <= n; v++)
                    if (burden[v] < burden[best]) best = v;
                $end
            }
        """
        ],
        params={
            "burden": "vector<int> size(n + 1, 1);\nfor (int i = n - 1; i > 0; i--) {\n"
            "    int v = order[i];\n    size[parent[v]] += size[v];\n}\n"
            + (
                "for (int v = 1; v <= n; v++) burden[v] = n - size[v];\n"
                "for (int v = 2; v <= n; v++) {\n    int up = parent[order[v - 1]];\n"
                "    burden[up] = max(burden[up], size[order[v - 1]]);\n}"
                if rule == "parts"
                else "for (int v = 2; v <= n; v++) burden[1] += size[v];\n"
                "for (int i = 1; i < n; i++) {\n    int v = order[i];\n"
                "    burden[v] = burden[parent[v]] + n - 2 * size[v];\n}"
            ),
            "end": {
                "town": "return best;",
                "value": "return burden[best];",
                "how many": "int count = 0;\nfor (int v = 1; v <= n; v++)\n"
                "    if (burden[v] <= burden[best] + 1) count++;\nreturn count;",
            }[what],
        },
        make=make,
        edges=[
            (2, [[1, 2]]),
            (4, [[1, 2], [2, 3], [3, 4]]),
            (5, [[3, 1], [3, 2], [3, 4], [3, 5]]),
            (7, [[1, 2], [2, 3], [3, 4], [4, 5], [5, 6], [5, 7]]),
        ],
        hints=(
            "A search from one town gives its burden; but one search for each town can be saved.",
            {
                "parts": "Root the tree at town 1. Which parts are there when a town is taken "
                "away?",
                "sum": "How does the sum change when one goes from a town to its neighbour? Some "
                "towns come nearer, all others move away.",
                "farthest": "The farthest town from any town is an end of a longest way in the "
                "tree."
                " Or: it lies either below a town or beyond its parent.",
            }[rule],
            {
                "parts": "They are the branches below its children, and everything else: `n` minus "
                "the size of its own branch.",
                "sum": "With `s` towns in the branch of a child, the sum of the child is that of "
                "the parent plus `n - 2 s`.",
                "farthest": "Find the ends of a longest way with two searches; the burden of a "
                "town is its greater distance from these two.",
            }[rule],
        ),
        explanation={
            "parts": "The sizes of all branches are found from the leaves upwards, and the largest "
            "part of each town follows from those of its children and the rest.",
            "sum": "The sum for the root follows from the sizes of all branches, and each step to "
            "a child changes it by `n - 2 s`. So all sums are known in linear time.",
            "farthest": "Every farthest town is an end of a longest way, so that the distances "
            "from the two ends of one are enough; or two passes, one upwards and one downwards, "
            "find the longest ways below and above each town.",
        }[rule],
        call="capital",
    )


@family(1400, "trees", "combinatorics", "dfs and similar")
def pairs_in_a_tree(p: Parameters) -> Task:
    what = p.choice("what", "sum", "marked", "two", "odd", "through")
    noun = {
        "sum": "the sum of the distances over all pairs of different caves",
        "marked": "the sum of the distances over all pairs of different caves with treasures",
        "two": "the number of pairs of caves with a distance of exactly 2",
        "odd": "the number of pairs of caves with an odd distance",
        "through": "the greatest number of pairs of caves with treasures whose way leads through "
        "the same tunnel",
    }[what]
    treasure = what in ("marked", "through")

    def plain(n: int, tunnels: list[list[int]]) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in tunnels:
            near[a].append(b)
            near[b].append(a)
        if what == "two":
            return sum(len(x) * (len(x) - 1) // 2 for x in near)
        parent = [0] * (n + 1)
        level = [0] * (n + 1)
        order = [1]
        for v in order:
            for u in near[v]:
                if u != parent[v]:
                    parent[u] = v
                    level[u] = level[v] + 1
                    order.append(u)
        if what == "odd":
            odd = sum(x % 2 for x in level)
            return odd * (n - odd)
        size = [1] * (n + 1)
        total = 0
        for v in reversed(order[1:]):
            total += size[v] * (n - size[v])
            size[parent[v]] += size[v]
        return total

    def from_each(n: int, tunnels: list[list[int]]) -> int:
        near: dict[int, list[int]] = {v: [] for v in range(1, n + 1)}
        for a, b in tunnels:
            near[a].append(b)
            near[b].append(a)
        total = 0
        for start in near:
            far = {start: 0}
            queue = [start]
            for v in queue:
                for u in near[v]:
                    if u not in far:
                        far[u] = far[v] + 1
                        queue.append(u)
            if what == "two":
                total += sum(1 for d in far.values() if d == 2)
            if what == "odd":
                total += sum(d % 2 for d in far.values())
            if what == "sum":
                total += sum(far.values())
        return total // 2

    def leaf_by_leaf(n: int, tunnels: list[list[int]]) -> int:
        near: list[set[int]] = [set() for _ in range(n + 1)]
        for a, b in tunnels:
            near[a].add(b)
            near[b].add(a)
        if what == "two":
            pairs = 0
            for a, b in tunnels:
                pairs += len(near[a]) + len(near[b]) - 2
            return pairs // 2
        weight = [1] * (n + 1)
        other = [0] * (n + 1)
        leaves = [v for v in range(1, n + 1) if len(near[v]) == 1]
        total = 0
        for v in leaves:
            if not near[v]:
                break
            u = near[v].pop()
            near[u].remove(v)
            if what == "odd":
                weight[u], other[u] = weight[u] + other[v], other[u] + weight[v]
                total = weight[u] * other[u]
            else:
                total += weight[v] * (n - weight[v])
                weight[u] += weight[v]
            if len(near[u]) == 1:
                leaves.append(u)
        return total

    def only_neighbours(n: int, tunnels: list[list[int]]) -> int:
        degree = [0] * (n + 1)
        for a, b in tunnels:
            degree[a] += 1
            degree[b] += 1
        if what == "two":
            return sum(d * (d - 1) for d in degree)
        if what == "odd":
            return n - 1
        return n - 1 + 2 * sum(d * (d - 1) // 2 for d in degree)

    def with_treasures(n: int, k: int, t: list[int], tunnels: list[list[int]]) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in tunnels:
            near[a].append(b)
            near[b].append(a)
        parent = [0] * (n + 1)
        order = [1]
        for v in order:
            for u in near[v]:
                if u != parent[v]:
                    parent[u] = v
                    order.append(u)
        marked = [0] * (n + 1)
        for v in t:
            marked[v] = 1
        total = most = 0
        for v in reversed(order[1:]):
            pairs = marked[v] * (k - marked[v])
            if what == "marked":
                total += pairs
            else:
                most = max(most, pairs)
            marked[parent[v]] += marked[v]
        return total if what == "marked" else most

    def treasures_by_leaves(n: int, k: int, t: list[int], tunnels: list[list[int]]) -> int:
        near: list[set[int]] = [set() for _ in range(n + 1)]
        for a, b in tunnels:
            near[a].add(b)
            near[b].add(a)
        treasures = [0] * (n + 1)
        for v in t:
            treasures[v] += 1
        leaves = [v for v in range(1, n + 1) if len(near[v]) == 1]
        counts = []
        for v in leaves:
            if near[v]:
                u = near[v].pop()
                near[u].remove(v)
                counts.append(treasures[v] * (k - treasures[v]))
                treasures[u] += treasures[v]
                if len(near[u]) == 1:
                    leaves.append(u)
        return sum(counts) if what == "marked" else max(counts)

    def all_caves(n: int, k: int, t: list[int], tunnels: list[list[int]]) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in tunnels:
            near[a].append(b)
            near[b].append(a)
        if what == "marked":
            far = {t[0]: 0}
            queue = [t[0]]
            for v in queue:
                for u in near[v]:
                    if u not in far:
                        far[u] = far[v] + 1
                        queue.append(u)
            return sum(far[v] for v in t)
        return k // 2 * (k - k // 2)

    def make(maker: Maker) -> tuple[object, ...]:
        n = maker.count(2, N)
        tunnels = [list(edge) for edge in maker.tree(n)]
        if treasure:
            k = maker.rng.randint(2, n)
            return n, k, maker.rng.sample(range(1, n + 1), k), tunnels
        return n, tunnels

    scores = (
        " `k` of the words, whose numbers are the list `t`, count double: they are treasures."
        if treasure
        else ""
    )
    chests = (
        " There are treasures in `k` different caves, whose numbers are the list `t`."
        if treasure
        else ""
    )
    return Task(
        titles=("Caves and Tunnels", "All the Distances", "Two by Two Through the Caves"),
        given=[
            (Count("n", 2, N), Count("k", 2, "n")),
            Ints("t", "k", 1, "n", "distinct"),
            Rows("tunnels", "n-1", EDGE, "tree"),
        ]
        if treasure
        else [Count("n", 2, N), Rows("tunnels", "n-1", EDGE, "tree")],
        ask=Value(noun),
        formal="`n` caves are joined by `n - 1` tunnels, each between two caves `a` and `b`, in "
        "such a way that there is exactly one way from each cave to each other one. The distance "
        f"of two caves is the number of tunnels on the way between them.{chests} In a pair of "
        "caves, the order does not matter.",
        stories=[
            Story(
                "Under the hills of @place lie `n` caves, and dwarfs have dug `n - 1` tunnels, the "
                "`i`-th between the caves `a_i` and `b_i`. As they were lazy, they stopped when "
                "each cave could be reached from each other one, so that there is always just one "
                f"way.{chests} How many tunnels one has to pass between two caves is their "
                "distance. @who, the clerk of the dwarfs, thinks about pairs of caves, where it is "
                "all the same which one is named first."
            ),
            Story(
                "In a game for a long train ride, `n` words, the caves, are joined by `n - 1` "
                "lines on a sheet of paper, the tunnels: line `i` between the words `a_i` and "
                "`b_i`. Along the lines there is exactly one way from every word to every other."
                f"{scores} The distance of two words is the number of lines on this way, and two "
                "different "
                "words, whichever comes first, are a pair."
            ),
        ],
        solve=with_treasures if treasure else plain,
        others=[treasures_by_leaves] if treasure else [leaf_by_leaf],
        slow=[] if treasure else [from_each],
        wrong=[all_caves] if treasure else [only_neighbours],
        cpp=[
            """
            long long solve(int n, $head) {
                vector<vector<int>> near(n + 1);
                for (auto& tunnel : tunnels) {
                    near[tunnel[0]].push_back(tunnel[1]);
                    near[tunnel[1]].push_back(tunnel[0]);
                }
                $body
            }
        """
        ],
        params={
            "head": "int k, vector<int> t, vector<vector<int>> tunnels"
            if treasure
            else "vector<vector<int>> tunnels",
            "body": "long long pairs = 0;\n"
            "for (auto& list : near) pairs += list.size() * (list.size() - 1) / 2;\n"
            "return pairs;"
            if what == "two"
            else "vector<int> parent(n + 1), level(n + 1), order = {1};\n"
            "for (int i = 0; i < (int)order.size(); i++)\n    for (int u : near[order[i]])\n"
            "        if (u != parent[order[i]]) {\n            parent[u] = order[i];\n"
            "            level[u] = 1 - level[order[i]];\n            order.push_back(u);\n"
            "        }\nlong long odd = accumulate(level.begin(), level.end(), 0LL);\n"
            "return odd * (n - odd);"
            if what == "odd"
            else "vector<int> parent(n + 1), order = {1};\n"
            "for (int i = 0; i < (int)order.size(); i++)\n    for (int u : near[order[i]])\n"
            "        if (u != parent[order[i]]) {\n            parent[u] = order[i];\n"
            "            order.push_back(u);\n        }\n"
            + (
                "vector<long long> size(n + 1, 1);\nint k = n;\n"
                if not treasure
                else "vector<long long> size(n + 1);\nfor (int v : t) size[v] = 1;\n"
            )
            + "long long result = 0;\nfor (int i = n - 1; i > 0; i--) {\n"
            "    int v = order[i];\n    long long pairs = size[v] * (k - size[v]);\n"
            + (
                "    result = max(result, pairs);\n"
                if what == "through"
                else "    result += pairs;\n"
            )
            + "    size[parent[v]] += size[v];\n}\nreturn result;",
        },
        make=make,
        edges=[
            (2, 2, [2, 1], [[1, 2]]),
            (4, 2, [3, 4], [[1, 2], [2, 3], [2, 4]]),
            (5, 3, [1, 5, 3], [[1, 2], [2, 3], [3, 4], [4, 5]]),
        ]
        if treasure
        else [
            (2, [[1, 2]]),
            (4, [[1, 2], [2, 3], [2, 4]]),
            (5, [[1, 2], [2, 3], [3, 4], [4, 5]]),
            (6, [[1, 2], [1, 3], [1, 4], [4, 5], [4, 6]]),
        ],
        hints={
            "two": (
                "What lies between two caves with the distance 2?",
                "Each such pair has exactly one cave in the middle.",
                "A cave with `d` tunnels is the middle of `d (d - 1) / 2` pairs.",
            ),
            "odd": (
                "What is the connection between the distances of two caves from cave 1 and their "
                "distance from each other?",
                "The common part of the ways to cave 1 counts twice, so it does not matter whether "
                "something is even or odd.",
                "Count the caves with an odd distance from cave 1, and multiply by the number of "
                "the others.",
            ),
        }.get(
            what,
            (
                "Do not look at pairs of caves, but at tunnels.",
                "For how many pairs does the way lead through a given tunnel?",
                "A tunnel separates a branch from the rest. With "
                + ("`s` treasures" if treasure else "`s` caves")
                + " in the branch, it is used by `s` times the number on the other side.",
            ),
        ),
        explanation={
            "two": "Two caves with the distance 2 have exactly one cave between them, so it is "
            "enough to count the pairs of neighbours of each cave.",
            "odd": "The distance of two caves is odd exactly if one of them has an odd and the "
            "other one an even distance from cave 1.",
        }.get(
            what,
            "Each tunnel lies on the ways of exactly those pairs that it separates; the sizes of "
            "the branches are found from the leaves upwards, in linear time.",
        ),
        call="cave_pairs",
    )
