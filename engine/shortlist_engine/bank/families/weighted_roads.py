"""Roads with lengths: cheapest ways, cheapest networks, the weakest bridge."""

from __future__ import annotations

import heapq

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Rows

N = 10**4
M = 3 * 10**4


def _roads(
    maker: Maker, n: int, density: float, connected: bool = True, directed: bool = False
) -> list[list[int]]:
    """Roads with lengths up to 1000, of which many are equal now and then."""
    most = min(M, int(n * density) + 1)
    high = maker.rng.choice((3, 20, 1000)) if maker.scale != "large" else 1000
    low = maker.rng.randint(1, high)
    return [
        [a, b, maker.rng.randint(low if maker.chance(0.5) else 1, high)]
        for a, b in maker.graph(n, most, connected=connected, directed=directed)
    ]


ROAD = (Int("a", 1, "n"), Int("b", 1, "n"), Int("w", 1, 1000))


@family(1500, "graphs", "shortest paths")
def fastest_way(p: Parameters) -> Task:
    one_way = p.choice("one_way", True, False)
    stop = p.int("stop", 0, 3)
    what = p.choice("what", "last", "farthest", "within", "sum")
    noun = {
        "last": "the least number of minutes after which the messenger can be in town `n`, or "
        "`-1` if "
        "that is impossible",
        "farthest": "the least number of minutes in which the messenger could get to the town "
        "that takes "
        "longest, among all those that can be reached",
        "within": "the number of towns, town 1 included, in which the messenger can be after at "
        "most `k` "
        "minutes",
        "sum": "the sum, over all towns that can be reached, of the least numbers of minutes "
        "for getting there from town 1",
    }[what]
    minutes = "one minute" if stop == 1 else f"{stop} minutes"
    pause = (
        f" In each town on the way (but not in town 1, and not in the town where the way ends) the "
        f"horse rests for {minutes}."
        if stop
        else ""
    )
    has_k = what == "within"

    def solve(n: int, m: int, roads: list[list[int]]) -> int:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        for a, b, w in roads:
            near[a].append((b, w))
            if not one_way:
                near[b].append((a, w))
        best = {1: 0}
        heap = [(0, 1)]
        while heap:
            time, v = heapq.heappop(heap)
            if time > best[v]:
                continue
            if v != 1:
                time += stop
            for u, w in near[v]:
                if u not in best or time + w < best[u]:
                    best[u] = time + w
                    heapq.heappush(heap, (time + w, u))
        if what == "last":
            return best.get(n, -1)
        if what == "farthest":
            return max(best.values())
        return sum(best.values())

    def done_marks(n: int, m: int, roads: list[list[int]]) -> int:
        graph: dict[int, list[tuple[int, int]]] = {v: [] for v in range(1, n + 1)}
        for a, b, w in roads:
            graph[a].append((w + stop, b))
            if not one_way:
                graph[b].append((w + stop, a))
        done: dict[int, int] = {}
        heap = [(0, 1)]
        while heap:
            time, v = heapq.heappop(heap)
            if v in done:
                continue
            done[v] = time
            for w, u in graph[v]:
                if u not in done:
                    heapq.heappush(heap, (time + w, u))
        if what == "last":
            return done[n] - stop if n in done else -1
        times = [time - stop for v, time in done.items() if v != 1]
        return max(times, default=0) if what == "farthest" else sum(times)

    def fewest_roads(n: int, m: int, roads: list[list[int]]) -> int:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        for a, b, w in roads:
            near[a].append((b, w))
            if not one_way:
                near[b].append((a, w))
        best = {1: 0}
        queue = [1]
        for v in queue:
            for u, w in near[v]:
                if u not in best:
                    best[u] = best[v] + w + (stop if v != 1 else 0)
                    queue.append(u)
        if what == "last":
            return best.get(n, -1)
        return max(best.values()) if what == "farthest" else sum(best.values())

    def solve_within(n: int, m: int, roads: list[list[int]], k: int) -> int:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        for a, b, w in roads:
            near[a].append((b, w))
            if not one_way:
                near[b].append((a, w))
        best = {1: 0}
        heap = [(0, 1)]
        while heap:
            time, v = heapq.heappop(heap)
            if time > best[v]:
                continue
            if v != 1:
                time += stop
            for u, w in near[v]:
                if time + w <= k and time + w < best.get(u, k + 1):
                    best[u] = time + w
                    heapq.heappush(heap, (time + w, u))
        return len(best)

    def within_by_marks(n: int, m: int, roads: list[list[int]], k: int) -> int:
        graph: dict[int, list[tuple[int, int]]] = {v: [] for v in range(1, n + 1)}
        for a, b, w in roads:
            graph[a].append((w + stop, b))
            if not one_way:
                graph[b].append((w + stop, a))
        done = set()
        heap = [(0, 1)]
        while heap:
            time, v = heapq.heappop(heap)
            if v in done:
                continue
            if v != 1 and time - stop > k:
                break
            done.add(v)
            for w, u in graph[v]:
                if u not in done:
                    heapq.heappush(heap, (time + w, u))
        return len(done)

    def within_fewest_roads(n: int, m: int, roads: list[list[int]], k: int) -> int:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        for a, b, w in roads:
            near[a].append((b, w))
            if not one_way:
                near[b].append((a, w))
        best = {1: 0}
        queue = [1]
        for v in queue:
            for u, w in near[v]:
                if u not in best:
                    best[u] = best[v] + w + (stop if v != 1 else 0)
                    queue.append(u)
        return sum(1 for time in best.values() if time <= k)

    def make(maker: Maker) -> tuple[object, ...]:
        n = maker.count(2, N)
        density = maker.rng.choice((1.8, 2.5) if has_k else (1, 1.6, 2.5))
        roads = _roads(maker, n, density, maker.chance(0.5), one_way)
        if has_k:
            longest = max((w for _, _, w in roads), default=1)
            return n, len(roads), maker.rng.randint(1, 3 * longest), roads
        return n, len(roads), roads

    kind = "one-way road that leads from `a` to `b`" if one_way else "road between `a` and `b`"
    ways = (
        "can be used in the direction from `a_i` to `b_i` only"
        if one_way
        else "can be used in both directions"
    )
    sizes = (Count("n", 2, N), Int("m", 0, M, True))
    return Task(
        titles=("The Fastest Way", "A Message from Town 1", "By Horse"),
        given=[
            (*sizes, Int("k", 1, 10**6)) if has_k else sizes,
            Rows("roads", "m", ROAD, "directed" if one_way else "graph"),
        ],
        ask=Value(noun),
        formal="There are `n` towns and `m` roads. Each road is given by two different towns `a` "
        f"and `b` and a number `w`: it is a {kind}, and a messenger rides along it in `w` minutes. "
        f"The messenger starts in town 1.{pause}",
        stories=[
            Story(
                "In the old days of @place, letters were carried on horseback. @who is the "
                "messenger of town 1. There are `n` towns in the country, and the `i`-th of its "
                f"`m` roads joins the towns `a_i` and `b_i`; it takes `w_i` minutes and {ways}."
                f"{pause} [A letter with a red seal has just arrived.|The emperor is in a hurry.]"
            ),
            Story(
                "A computer game is played on a map with `n` towns. The player rides as a "
                "messenger from town 1 to wherever coins can be earned. On each of the `m` roads, "
                "of which the `i`-th joins `a_i` and `b_i`, the game takes `w_i` minutes, and the "
                f"road {ways}.{pause} @who has never won it and now tries it with mathematics."
            ),
        ],
        solve=solve_within if has_k else solve,
        others=[within_by_marks] if has_k else [done_marks],
        wrong=[within_fewest_roads] if has_k else [fewest_roads],
        cpp=[
            """
            $type solve(int n, int m, vector<vector<int>> roads$k_argument) {
                vector<vector<pair<int, int>>> near(n + 1);
                for (auto& road : roads) {
                    near[road[0]].push_back({road[1], road[2]});
                    $other_way
                }
                const int INF = 1e9;
                vector<int> best(n + 1, INF);
                best[1] = 0;
                priority_queue<pair<int, int>, vector<pair<int, int>>, greater<>> heap;
                heap.push({0, 1});
                while (!heap.empty()) {
                    auto [time, v] = heap.top();
                    heap.pop();
                    if (time > best[v]) continue;
                    $rest
                    for (auto [u, w] : near[v]) {
                        if (time + w < best[u]) {
                            best[u] = time + w;
                            heap.push({best[u], u});
                        }
                    }
                }
                $end
            }
        """
        ],
        params={
            "type": "long long" if what == "sum" else "int",
            "k_argument": ", int k" if has_k else "",
            "other_way": "" if one_way else "near[road[1]].push_back({road[0], road[2]});",
            "rest": f"if (v != 1) time += {stop};" if stop else "",
            "end": {
                "last": "return best[n] == INF ? -1 : best[n];",
                "farthest": "int result = 0;\nfor (int v = 1; v <= n; v++)\n"
                "    if (best[v] < INF) result = max(result, best[v]);\nreturn result;",
                "within": "int count = 0;\nfor (int v = 1; v <= n; v++) count += best[v] <= k;\n"
                "return count;",
                "sum": "long long sum = 0;\nfor (int v = 1; v <= n; v++)\n"
                "    if (best[v] < INF) sum += best[v];\nreturn sum;",
            }[what],
        },
        make=make,
        edges=[
            (2, 0, 5, []),
            (3, 3, 7, [[1, 2, 2], [2, 3, 2], [1, 3, 9]]),
            (4, 4, 6, [[1, 2, 1], [2, 3, 1], [3, 4, 1], [1, 4, 7]]),
        ]
        if has_k
        else [
            (2, 0, []),
            (3, 3, [[1, 2, 2], [2, 3, 2], [1, 3, 9]]),
            (4, 4, [[1, 2, 1], [2, 3, 1], [3, 4, 1], [1, 4, 7]]),
        ],
        hints=(
            "The way with the fewest roads need not be the fastest one.",
            "Treat the towns in the order of their times; the next time is always final."
            + (
                f" Each road out of another town than the first costs {minutes} more."
                if stop
                else ""
            ),
            "Use Dijkstra's algorithm with a heap of times and towns, and skip what is outdated.",
        ),
        explanation="Dijkstra's algorithm takes the town with the smallest time out of a heap, "
        "when that time cannot be improved any more, and tries all roads that lead on. It takes "
        "`m log m` steps.",
        call="ride",
    )


@family(1400, "graphs", "shortest paths", "dp")
def few_changes(p: Parameters) -> Task:
    exact = p.choice("exact", True, False)
    what = p.choice("what", "price", "reached", "gain")
    first = p.int("fee", 0, 2)
    amount = f"{'exactly' if exact else 'at most'} `k` flights"
    each = f" For each flight a fee of {first} has to be paid as well." if first else ""
    noun = {
        "price": f"the lowest total price of a journey from `s` to `t` with {amount}, or `-1` if "
        "there is none",
        "reached": f"the number of cities where a journey from `s` with {amount} may end, for a "
        "total price of at most `t`",
        "gain": f"the lowest total price of a journey from `s` with {amount} that ends in a city "
        "with a number greater than `t`, or `-1` if there is none",
    }[what]

    def solve(n: int, m: int, flights: list[list[int]], s: int, t: int, k: int) -> int:
        inf = 10**9
        price = [inf] * (n + 1)
        price[s] = 0
        for _ in range(k):
            after = [inf] * (n + 1) if exact else price[:]
            for a, b, w in flights:
                if price[a] + w + first < after[b]:
                    after[b] = price[a] + w + first
            price = after
        if what == "reached":
            return sum(1 for x in price if x <= t)
        best = price[t] if what == "price" else min(price[t + 1 :], default=inf)
        return best if best < inf else -1

    def by_levels(n: int, m: int, flights: list[list[int]], s: int, t: int, k: int) -> int:
        out: dict[int, list[tuple[int, int]]] = {}
        for a, b, w in flights:
            out.setdefault(a, []).append((b, w + first))
        now = {s: 0}
        best = {} if exact else {s: 0}
        for _ in range(k):
            then: dict[int, int] = {}
            for v, cost in now.items():
                for u, w in out.get(v, []):
                    if u not in then or cost + w < then[u]:
                        then[u] = cost + w
            now = then
            if not exact:
                for v, cost in now.items():
                    best[v] = min(cost, best.get(v, cost))
        if exact:
            best = now
        if what == "price":
            return best.get(t, -1)
        if what == "reached":
            return sum(1 for cost in best.values() if cost <= t)
        return min((cost for v, cost in best.items() if v > t), default=-1)

    def same_array(n: int, m: int, flights: list[list[int]], s: int, t: int, k: int) -> int:
        inf = 10**9
        price = [inf] * (n + 1)
        price[s] = 0
        for _ in range(k):
            for a, b, w in flights:
                price[b] = min(price[b], price[a] + w + first)
        if what == "reached":
            return sum(1 for x in price if x <= t)
        best = price[t] if what == "price" else min(price[t + 1 :], default=inf)
        return best if best < inf else -1

    def other_word(n: int, m: int, flights: list[list[int]], s: int, t: int, k: int) -> int:
        inf = 10**9
        price = [inf] * (n + 1)
        price[s] = 0
        for _ in range(k + 1):
            after = [inf] * (n + 1) if exact else price[:]
            for a, b, w in flights:
                after[b] = min(after[b], price[a] + w + first)
            price = after
        if what == "reached":
            return sum(1 for x in price if x <= t)
        best = price[t] if what == "price" else min(price[t + 1 :], default=inf)
        return best if best < inf else -1

    def make(maker: Maker) -> tuple[object, ...]:
        n = maker.count(2, 200)
        most = min(2000, n * maker.rng.choice((1, 2, 3, 5)))
        high = 1000 if maker.scale == "large" else maker.rng.choice((5, 30, 200))
        flights = [
            [a, b, maker.rng.randint(1, high)] for a, b in maker.graph(n, most, directed=True)
        ]
        s = maker.rng.choice(flights)[0] if flights else 1
        k = maker.rng.randint(1, 20 if maker.scale == "large" else 4)
        if what == "reached":
            t = maker.rng.randint(1, 2 * high)
        elif what == "gain":
            t = maker.rng.randint(0, n - 1)
        else:
            t = maker.rng.choice([v for v in range(1, n + 1) if v != s])
        return n, len(flights), s, t, k, flights

    limit = {
        "price": Int("t", 1, "n", what="the city where the journey ends"),
        "reached": Int("t", 1, 10**5, what="the money that is there"),
        "gain": Int("t", 0, "n-1", what="the number from the letter"),
    }[what]
    return Task(
        titles=("Few Changes", "Cheap Flights", "Stopovers"),
        given=[
            (
                Count("n", 2, 200, what="the number of cities"),
                Int("m", 0, 2000, True, what="the number of flights"),
                Int("s", 1, "n", what="the city where the journey begins"),
                limit,
                Int("k", 1, 20, what="the number of flights that are meant"),
            ),
            Rows(
                "flights",
                "m",
                (Int("a", 1, "n"), Int("b", 1, "n"), Int("w", 1, 1000)),
                "directed",
                what="the two cities and the price of a flight",
            ),
        ],
        ask=Value(noun),
        formal="There are `n` cities, numbered from 1, and `m` flights. A flight is given by three "
        "numbers `a`, `b` and `w`: it goes from city `a` to city `b`, which is another one, and "
        f"costs `w`. A journey is a sequence of flights of which each begins where the one before "
        f"ended; flights and cities may occur several times in it.{each}"
        + ("" if exact else " Staying in city `s` without any flight is a journey too."),
        stories=[
            Story(
                "An airline of @place serves `n` cities with `m` flights, and everyone who buys a "
                "ticket today may fly as often as is written on it. The `i`-th flight goes from "
                f"city `a_i` to city `b_i` for `w_i` coins, not back.{each} A journey is a chain "
                "of flights, each from where the one before ended; it may come through a city "
                "more than once."
                + ("" if exact else " One may also stay at home, in city `s`, for nothing.")
                + f" @who lives in city `s` and has a ticket that says: {amount}."
                + {
                    "price": " The grandparents live in city `t`.",
                    "reached": " There are `t` coins in the purse.",
                    "gain": " A letter says that something is hidden in one of the cities with "
                    "numbers greater than `t`.",
                }[what]
            ),
            Story(
                "Bees fly from flower to flower. In a garden with `n` flowers, which will be "
                "called cities, there are `m` flights that bees know: from `a_i` to `b_i`, with "
                f"`w_i` grains of pollen eaten on the flight, its price.{each} A bee in city `s` "
                "makes a journey by flying from flower to flower along such flights, and it may "
                f"come to the same flower again. Its strength is enough for {amount}."
                + ("" if exact else " Not to fly at all is a journey, too, which costs nothing.")
                + {
                    "price": " At the end it wants to be in city `t`.",
                    "reached": " It has `t` grains of pollen with it.",
                    "gain": " The flowers with the numbers greater than `t` have the best nectar.",
                }[what]
            ),
        ],
        solve=solve,
        others=[by_levels],
        wrong=[same_array, other_word],
        cpp=[
            """
            int solve(int n, int m, vector<vector<int>> flights, int s, int t, int k) {
                const int INF = 1e9;
                vector<int> price(n + 1, INF);
                price[s] = 0;
                while (k--) {
                    vector<int> after$start;
                    for (auto& flight : flights)
                        if (price[flight[0]] + flight[2] + $fee < after[flight[1]])
                            after[flight[1]] = price[flight[0]] + flight[2] + $fee;
                    price = after;
                }
                $end
            }
        """
        ],
        params={
            "start": "(n + 1, INF)" if exact else " = price",
            "end": {
                "price": "return price[t] < INF ? price[t] : -1;",
                "reached": "return count_if(price.begin(), price.end(), "
                "[&](int x) { return x <= t; });",
                "gain": "int best = *min_element(price.begin() + t + 1, price.end());\n"
                "return best < INF ? best : -1;",
            }[what],
        },
        make=make,
        edges=[
            (3, 3, 1, 3, 1, [[1, 2, 1], [2, 3, 1], [1, 3, 5]])
            if what != "gain"
            else (3, 3, 1, 2, 1, [[1, 2, 1], [2, 3, 1], [1, 3, 5]]),
            (3, 3, 1, 2, 2, [[1, 2, 1], [2, 3, 1], [1, 3, 5]]),
            (2, 0, 1, 1, 1, []),
            (3, 3, 1, 1, 3, [[1, 2, 2], [2, 1, 2], [2, 3, 9]]),
        ],
        hints=(
            "The cheapest journey to a city may have too many flights, so the price alone is not "
            "enough to know.",
            "Let `c_j` of a city be the lowest price for getting there with "
            f"{'exactly' if exact else 'at most'} `j` flights, and find it from the prices for "
            "`j - 1` flights.",
            "Go through all flights `k` times. Use the prices of the round before, not those that "
            "have just been changed.",
        ),
        explanation="After `j` rounds, the list holds the lowest prices for "
        f"{'exactly' if exact else 'at most'} `j` flights: the last flight of such a journey "
        "follows a journey with a flight less. All rounds together look at `k m` flights.",
        call="journey",
    )


@family(1500, "graphs", "dsu", "binary search")
def strongest_bridge(p: Parameters) -> Task:
    heavy = p.choice("heavy", True, False)
    what = p.choice("what", "last", "count", "all")
    noun = {
        (True, "last"): "the greatest weight of a truck that can drive from town 1 to town `n`, or "
        "0 if there is no way",
        (True, "count"): "the number of towns, town 1 included, to which a truck of weight `k` can "
        "drive from town 1",
        (True, "all"): "the greatest weight of a truck that can drive from every town to every "
        "other one, or 0 if there is none",
        (False, "last"): "the least fear with which one can get from town 1 to town `n`, or `-1` "
        "if there is no way",
        (False, "count"): "the number of towns, town 1 included, which can be reached from town 1 "
        "with a fear of at most `k`",
        (False, "all"): "the least fear with which one can get from every town to every other one, "
        "or `-1` if that is impossible",
    }[heavy, what]
    none = 0 if heavy else -1
    has_k = what == "count"

    def solve(n: int, m: int, bridges: list[list[int]]) -> int:
        leader = list(range(n + 1))

        def find(x: int) -> int:
            while leader[x] != x:
                leader[x] = leader[leader[x]]
                x = leader[x]
            return x

        groups = n
        for a, b, w in sorted(bridges, key=lambda bridge: -bridge[2] if heavy else bridge[2]):
            a, b = find(a), find(b)
            if a != b:
                leader[a] = b
                groups -= 1
            if what == "last":
                if find(1) == find(n):
                    return w
            elif groups == 1:
                return w
        return none

    def best_first(n: int, m: int, bridges: list[list[int]]) -> int:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        for a, b, w in bridges:
            if heavy:
                w = -w
            near[a].append((w, b))
            near[b].append((w, a))
        seen = [False] * (n + 1)
        heap = [(-1001, 1)]
        worst = -1001
        count = 0
        while heap:
            w, v = heapq.heappop(heap)
            if seen[v]:
                continue
            seen[v] = True
            worst = max(worst, w)
            count += 1
            if (v == n) if what == "last" else (count == n):
                return -worst if heavy else worst
            for edge in near[v]:
                heapq.heappush(heap, edge)
        return none

    def shortest(n: int, m: int, bridges: list[list[int]]) -> int:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        for a, b, w in bridges:
            near[a].append((b, w))
            near[b].append((a, w))
        value = {1: 1000 if heavy else 0}
        queue = [1]
        for v in queue:
            for u, w in near[v]:
                if u not in value:
                    value[u] = min(value[v], w) if heavy else max(value[v], w)
                    queue.append(u)
        if what == "last":
            return value.get(n, none)
        if len(value) < n:
            return none
        return min(value.values()) if heavy else max(value.values())

    def search(n: int, m: int, bridges: list[list[int]], k: int) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b, w in bridges:
            if (w >= k) if heavy else (w <= k):
                near[a].append(b)
                near[b].append(a)
        seen = {1}
        stack = [1]
        while stack:
            for u in near[stack.pop()]:
                if u not in seen:
                    seen.add(u)
                    stack.append(u)
        return len(seen)

    def joining(n: int, m: int, bridges: list[list[int]], k: int) -> int:
        leader = list(range(n + 1))

        def find(x: int) -> int:
            while leader[x] != x:
                leader[x] = leader[leader[x]]
                x = leader[x]
            return x

        for a, b, w in bridges:
            if (w >= k) if heavy else (w <= k):
                leader[find(a)] = find(b)
        return sum(1 for v in range(1, n + 1) if find(v) == find(1))

    def strictly(n: int, m: int, bridges: list[list[int]], k: int) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b, w in bridges:
            if (w > k) if heavy else (w < k):
                near[a].append(b)
                near[b].append(a)
        seen = {1}
        stack = [1]
        while stack:
            for u in near[stack.pop()]:
                if u not in seen:
                    seen.add(u)
                    stack.append(u)
        return len(seen)

    def make(maker: Maker) -> tuple[object, ...]:
        n = maker.count(2, N)
        roads = _roads(maker, n, maker.rng.choice((1, 1.5, 2.5)), maker.chance(0.75))
        if has_k:
            k = maker.rng.choice(roads)[2] if roads else 1
            return n, len(roads), k, roads
        return n, len(roads), roads

    sizes = (Count("n", 2, N), Int("m", 0, M, True))
    rule = (
        "A truck can cross a bridge if its weight is at most the number `w` of the bridge."
        if heavy
        else "The fear on a way is the greatest number `w` of a bridge that one crosses."
    )
    return Task(
        titles=("The Weakest Bridge", "Over the Bridges", "Strong Enough")
        if heavy
        else ("Fear of Heights", "Over the Bridges", "The Highest Bridge"),
        given=[
            (*sizes, Int("k", 1, 1000)) if has_k else sizes,
            Rows("bridges", "m", ROAD, "graph"),
        ],
        ask=Value(noun),
        formal="There are `n` towns and `m` bridges. A bridge is given by three numbers `a`, `b` "
        "and `w`: it joins the different towns `a` and `b` and can be crossed in both directions. "
        f"{rule}",
        stories=[
            Story(
                "In @place, every road has a bridge: the `n` towns lie on as many islands. Bridge "
                "`i` of `m` joins the towns `a_i` and `b_i`, and a sign in front of it says that "
                "it carries `w_i` tons; a truck that weighs no more may cross it in either "
                "direction. @who drives a truck and may take any way, however long it is, as long "
                "as no bridge on it is too weak.",
            ),
            Story(
                "An exhibition is coming to @place, a country of `n` towns and `m` bridges, of "
                "which the `i`-th joins town `a_i` to town `b_i`. It was built `w_i` years before "
                "the war and, as a curious law has it, can be crossed by trucks of at most `w_i` "
                "tons. What is shown can be packed into one truck; how heavy it may be depends on "
                "the bridges on its way. The way itself can be chosen, and its length does not "
                "matter."
            ),
        ]
        if heavy
        else [
            Story(
                "@who is afraid of heights, which is unpleasant in the gorges of @place. There are "
                "`n` towns and `m` bridges; the `i`-th joins the towns `a_i` and `b_i` at a height "
                "of `w_i` metres above the water and can be crossed in both directions. The fear "
                "on a way is the greatest height `w_i` among its bridges, and low bridges make "
                "nothing worse. So long detours are no trouble at all."
            ),
            Story(
                "A hiking map of @place shows `n` towns and `m` hanging bridges between them; "
                "bridge `i`, from `a_i` to `b_i` and back, sways with the strength `w_i`. Someone "
                "who walks over several bridges remembers only the one that swayed most: its "
                "strength is called the fear of the way. Hikers like a way with little fear, even "
                "if it takes days."
            ),
        ],
        solve=search if has_k else solve,
        others=[joining] if has_k else [best_first],
        wrong=[strictly] if has_k else [shortest],
        cpp=[
            """
            vector<int> leader;

            int find(int x) {
                while (leader[x] != x) x = leader[x] = leader[leader[x]];
                return x;
            }

            int solve(int n, int m, vector<vector<int>> bridges$k_argument) {
                leader.resize(n + 1);
                iota(leader.begin(), leader.end(), 0);
                $rest
            }
        """
        ],
        params={
            "k_argument": ", int k" if has_k else "",
            "rest": "for (auto& bridge : bridges)\n"
            f"    if (bridge[2] {'>=' if heavy else '<='} k) "
            "leader[find(bridge[0])] = find(bridge[1]);\n"
            "int count = 0;\nfor (int v = 1; v <= n; v++) count += find(v) == find(1);\n"
            "return count;"
            if has_k
            else "sort(bridges.begin(), bridges.end(), [](auto& x, auto& y) { return "
            f"x[2] {'>' if heavy else '<'} y[2]; }});\n"
            + ("int groups = n;\n" if what == "all" else "")
            + "for (auto& bridge : bridges) {\n"
            "    int a = find(bridge[0]), b = find(bridge[1]);\n"
            + (
                "    if (a != b) groups--;\n    leader[a] = b;\n"
                "    if (groups == 1) return bridge[2];\n"
                if what == "all"
                else "    leader[a] = b;\n    if (find(1) == find(n)) return bridge[2];\n"
            )
            + f"}}\nreturn {none};",
        },
        make=make,
        edges=[
            (2, 0, 5, []),
            (3, 3, 4, [[1, 2, 4], [2, 3, 5], [1, 3, 3]]),
            (3, 2, 3, [[1, 2, 4], [2, 3, 2]]),
        ]
        if has_k
        else [
            (2, 0, []),
            (3, 3, [[1, 2, 4], [2, 3, 5], [1, 3, 3]]),
            (3, 3, [[1, 2, 4], [2, 3, 2], [1, 3, 9]]),
            (4, 2, [[1, 2, 7], [3, 4, 7]]),
        ],
        hints=(
            "The length of a way does not matter; only the "
            + ("weakest" if heavy else "highest")
            + " bridge on it does.",
            "Which bridges are of any use for the given `k`? Forget the others."
            if has_k
            else f"Begin without any bridges and open them one by one, the "
            f"{'strongest' if heavy else 'lowest'} first.",
            "Search from town 1 over the bridges that are left, and count the towns."
            if has_k
            else "Keep the groups of towns with union-find; the bridge that joins what has to be "
            "joined gives the answer.",
        ),
        explanation="A way is possible for `k` exactly if all its bridges are, so a search over "
        "these bridges finds all towns in linear time."
        if has_k
        else "When the bridges are opened in this order, the first moment at which the towns are "
        "connected belongs to the best possible worst bridge. Sorting costs `m log m`, and "
        "union-find hardly more than `m`.",
        call="over_bridges",
    )


@family(1400, "graphs", "dsu", "greedy", "sortings")
def cheapest_network(p: Parameters) -> Task:
    most = p.choice("most", True, False)
    what = p.choice("what", "total", "extreme", "parts", "saved")
    k = p.int("k", 2, 4) if what == "parts" else 1
    word = "greatest" if most else "least"
    noun = {
        "total": f"the {word} possible total of the chosen cables, or `-1` if the houses cannot be "
        "connected",
        "extreme": f"the {'lowest speed' if most else 'highest price'} of a single cable in a "
        "choice "
        f"whose total is {word}, or `-1` if the houses cannot be connected",
        "parts": f"the {word} possible total of the chosen cables, or `-1` if there are more than "
        f"{k} networks even with all cables",
        "saved": "the total of the cables that are not chosen if the total of the chosen ones is "
        f"the {word} possible, or `-1` if the houses cannot be connected",
    }[what]
    aim = (
        f"Some cables are chosen, so that the houses form exactly {k} networks"
        if what == "parts"
        else "Some cables are chosen, so that all houses form one network"
    )

    def solve(n: int, m: int, cables: list[list[int]]) -> int:
        leader = list(range(n + 1))

        def find(x: int) -> int:
            while leader[x] != x:
                leader[x] = leader[leader[x]]
                x = leader[x]
            return x

        groups = n
        total = last = 0
        for a, b, w in sorted(cables, key=lambda cable: -cable[2] if most else cable[2]):
            a, b = find(a), find(b)
            if a != b and groups > k:
                leader[a] = b
                groups -= 1
                total += w
                last = w
        if groups > k:
            return -1
        if what == "extreme":
            return last
        if what == "saved":
            return sum(w for a, b, w in cables) - total
        return total

    def growing(n: int, m: int, cables: list[list[int]]) -> int:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        for a, b, w in cables:
            if most:
                w = -w
            near[a].append((w, b))
            near[b].append((w, a))
        seen = [False] * (n + 1)
        chosen = []
        groups = 0
        for start in range(1, n + 1):
            if seen[start]:
                continue
            groups += 1
            seen[start] = True
            heap = list(near[start])
            heapq.heapify(heap)
            while heap:
                w, v = heapq.heappop(heap)
                if not seen[v]:
                    seen[v] = True
                    chosen.append(w)
                    for edge in near[v]:
                        heapq.heappush(heap, edge)
        if groups > k:
            return -1
        if what == "parts":
            chosen.sort()
            chosen = chosen[: n - k]
        if what == "extreme":
            return -max(chosen) if most else max(chosen)
        total = -sum(chosen) if most else sum(chosen)
        if what == "saved":
            return sum(w for a, b, w in cables) - total
        return total

    def first_ones(n: int, m: int, cables: list[list[int]]) -> int:
        cables.sort(key=lambda cable: -cable[2] if most else cable[2])
        if m < n - k:
            return -1
        chosen = [w for a, b, w in cables[: n - k]]
        if what == "extreme":
            return chosen[-1]
        if what == "saved":
            return sum(w for a, b, w in cables[n - 1 :])
        return sum(chosen)

    def best_of_each(n: int, m: int, cables: list[list[int]]) -> int:
        best: dict[int, int] = {}
        for a, b, w in cables:
            for v in (a, b):
                if v not in best or ((w > best[v]) if most else (w < best[v])):
                    best[v] = w
        if len(best) < n:
            return -1
        values = sorted(best.values(), reverse=True) if most else sorted(best.values())
        values = values[: n - k]
        if what == "extreme":
            return values[-1]
        if what == "saved":
            return sum(w for a, b, w in cables) - sum(values)
        return sum(values)

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(k + 1, N)
        roads = _roads(maker, n, maker.rng.choice((1.3, 1.8, 2.8)), maker.chance(0.9))
        return n, len(roads), roads

    number = "speed" if most else "price"
    split = (
        f" The company runs {k} networks, no more and no fewer, and each house has to belong to "
        f"one of them; a single house may be a network, too."
        if what == "parts"
        else " In the end, all houses have to form one network."
    )
    more = (
        " No cable may be chosen whose two houses would be in the same network without it."
        if most
        else ""
    )
    return Task(
        titles=("Cables", "One Network for All", "The Best Cables"),
        given=[
            (Count("n", k + 1, N), Int("m", 0, M, True)),
            Rows("cables", "m", ROAD, "graph"),
        ],
        ask=Value(noun),
        formal="There are `n` houses and `m` cables that could be laid. A cable is given by "
        f"numbers `a`, `b` and `w`: it would join the houses `a` and `b`, and `w` is its {number}. "
        "Houses that are joined by cables, directly or by way of others, form a network; a house "
        "without cables is one by itself. The total of some cables is the sum of their "
        f"{number}s. {aim}."
        + (
            " No chosen cable may join two houses that would be in the same network without it."
            if most
            else ""
        ),
        stories=[
            Story(
                "The `n` houses of @place are about to get fast [internet|telephones]. Engineers "
                "have walked about the fields and found `m` places where a cable could be laid; "
                f"the `i`-th would join the houses `a_i` and `b_i`, and its {number} would be "
                "`w_i`. Two houses are in the same network if there is a chain of cables between "
                f"them.{split}{more} The engineers add up the {number}s of the cables they "
                "choose: this is the total."
            ),
            Story(
                "At the camp, `n` tents (the list says houses) are to be joined by strings with "
                "tin cans at their ends. There are `m` strings, or cables: the `i`-th is only long "
                f"enough for the houses `a_i` and `b_i`, and its {number}, as the children call "
                "it, is `w_i`. Messages can be passed on from string to string; tents between "
                "which that works are one network."
                + split.replace("The company runs", "There have to be")
                + f"{more} What counts is the total of some cables, which is the sum of their "
                f"{number}s."
            ),
        ],
        solve=solve,
        others=[growing],
        wrong=[first_ones, best_of_each],
        cpp=[
            """
            vector<int> leader;

            int find(int x) {
                while (leader[x] != x) x = leader[x] = leader[leader[x]];
                return x;
            }

            int solve(int n, int m, vector<vector<int>> cables) {
                leader.resize(n + 1);
                iota(leader.begin(), leader.end(), 0);
                sort(cables.begin(), cables.end(),
                     [](auto& x, auto& y) { return x[2] $less y[2]; });
                int groups = n, $start;
                for (auto& cable : cables) {
                    $each
                    int a = find(cable[0]), b = find(cable[1]);
                    if (a == b$enough) continue;
                    leader[a] = b;
                    groups--;
                    $update
                }
                return groups > $most_groups ? -1 : $result;
            }
        """
        ],
        params={
            "less": ">" if most else "<",
            "start": {"extreme": "last = 0", "saved": "saved = 0"}.get(what, "total = 0"),
            "each": "saved += cable[2];" if what == "saved" else "",
            "enough": f" || groups == {k}" if what == "parts" else "",
            "update": {"extreme": "last = cable[2];", "saved": "saved -= cable[2];"}.get(
                what, "total += cable[2];"
            ),
            "most_groups": k,
            "result": {"extreme": "last", "saved": "saved"}.get(what, "total"),
        },
        make=make,
        edges=[
            (k + 1, 0, []),
            (k + 2, k + 1, [[i, i + 1, 10 - i] for i in range(1, k + 2)]),
            (5, 6, [[1, 2, 5], [2, 3, 5], [1, 3, 5], [3, 4, 1], [4, 5, 2], [3, 5, 3]]),
        ],
        hints=(
            f"Should the cable with the {'greatest' if most else 'smallest'} number be chosen?",
            f"Look at the cables by their {number}s, the {'greatest' if most else 'smallest'} "
            "first, and never join two houses of the same network.",
            "Union-find tells whether two houses are in the same network already"
            + (f"; stop when there are {k} networks." if what == "parts" else ".")
            + " Do not forget that the cables may not suffice.",
        ),
        explanation="Kruskal's algorithm: the best cable that joins two networks can always be "
        "part of a best choice, since it could replace another one between the same two sides. "
        "Sorting takes `m log m` steps.",
        call="cable_network",
    )


@family(1400, "graphs", "shortest paths")
def fair_meeting_town(p: Parameters) -> Task:
    what = p.choice("what", "sum", "farthest", "near", "pairs")
    last = p.choice("tie", "smallest", "largest") if what != "pairs" else "smallest"
    noun = {
        "sum": f"the number of the town whose distances from all towns have the smallest sum; if "
        f"there are several, the one with the {last} number",
        "farthest": "the number of the town whose greatest distance from any town is smallest; if "
        f"there are several, the one with the {last} number",
        "near": "the number of the town that has the most other towns at a distance of at most "
        f"`k`; if there are several, the one with the {last} number",
        "pairs": "the number of pairs of different towns with a distance of at most `k`",
    }[what]
    has_k = what in ("near", "pairs")

    def all_pairs(n: int, m: int, roads: list[list[int]]) -> int:
        d = [[10**9] * n for _ in range(n)]
        for i in range(n):
            d[i][i] = 0
        for a, b, w in roads:
            d[a - 1][b - 1] = d[b - 1][a - 1] = w
        for k in range(n):
            for i in range(n):
                for j in range(n):
                    if d[i][k] + d[k][j] < d[i][j]:
                        d[i][j] = d[i][k] + d[k][j]
        cost = [sum(row) if what == "sum" else max(row) for row in d]
        best = min(cost)
        if last == "largest":
            return max(i for i in range(n) if cost[i] == best) + 1
        return cost.index(best) + 1

    def from_each(n: int, m: int, roads: list[list[int]]) -> int:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        for a, b, w in roads:
            near[a].append((b, w))
            near[b].append((a, w))
        answer = best = -1
        for start in range(1, n + 1):
            far = {}
            heap = [(0, start)]
            while heap:
                d, v = heapq.heappop(heap)
                if v in far:
                    continue
                far[v] = d
                for u, w in near[v]:
                    if u not in far:
                        heapq.heappush(heap, (d + w, u))
            cost = sum(far.values()) if what == "sum" else max(far.values())
            if best < 0 or ((cost <= best) if last == "largest" else (cost < best)):
                best = cost
                answer = start
        return answer

    def roads_only(n: int, m: int, roads: list[list[int]]) -> int:
        cost = [0] * n
        for a, b, w in roads:
            for v in (a - 1, b - 1):
                cost[v] = cost[v] + w if what == "sum" else max(cost[v], w)
        best = min(cost)
        if last == "largest":
            return max(i for i in range(n) if cost[i] == best) + 1
        return cost.index(best) + 1

    def floyd_within(n: int, m: int, roads: list[list[int]], k: int) -> int:
        d = [[10**9] * n for _ in range(n)]
        for a, b, w in roads:
            d[a - 1][b - 1] = d[b - 1][a - 1] = w
        for v in range(n):
            for i in range(n):
                for j in range(n):
                    if d[i][v] + d[v][j] < d[i][j]:
                        d[i][j] = d[i][v] + d[v][j]
        count = [sum(1 for j in range(n) if j != i and d[i][j] <= k) for i in range(n)]
        if what == "pairs":
            return sum(count) // 2
        best = max(count)
        if last == "largest":
            return n - count[::-1].index(best)
        return count.index(best) + 1

    def dijkstra_within(n: int, m: int, roads: list[list[int]], k: int) -> int:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        for a, b, w in roads:
            near[a].append((b, w))
            near[b].append((a, w))
        answer = pairs = 0
        best = -1
        for start in range(1, n + 1):
            far = {}
            heap = [(0, start)]
            while heap:
                d, v = heapq.heappop(heap)
                if v not in far:
                    far[v] = d
                    for u, w in near[v]:
                        if d + w <= k and u not in far:
                            heapq.heappush(heap, (d + w, u))
            pairs += len(far) - 1
            if (len(far) >= best) if last == "largest" else (len(far) > best):
                best = len(far)
                answer = start
        return pairs // 2 if what == "pairs" else answer

    def single_roads(n: int, m: int, roads: list[list[int]], k: int) -> int:
        count = [0] * n
        for a, b, w in roads:
            if w <= k:
                count[a - 1] += 1
                count[b - 1] += 1
        if what == "pairs":
            return sum(count) // 2
        best = max(count)
        if last == "largest":
            return n - count[::-1].index(best)
        return count.index(best) + 1

    def make(maker: Maker) -> tuple[object, ...]:
        n = maker.count(2, 60)
        density = maker.rng.choice((1, 1.5, 2.5))
        roads = _roads(maker, n, density, not has_k or maker.chance(0.6))
        if has_k:
            top = max((w for _, _, w in roads), default=1)
            return n, len(roads), maker.rng.randint(1, 2 * top), roads
        return n, len(roads), roads

    sizes = (Count("n", 2, 60), Int("m", 0 if has_k else 1, 1770, True))
    connected = "" if has_k else " It is possible to get from every town to every other one."
    return Task(
        titles=("Where to Meet", "The Right Town", "Near Enough"),
        given=[
            (*sizes, Int("k", 1, 10**4)) if has_k else sizes,
            Rows("roads", "m", ROAD, "graph" if has_k else "connected"),
        ],
        ask=Value(noun),
        formal="`n` towns, numbered from 1, are connected by `m` roads. A road is given by numbers "
        "`a`, `b` and `w`: it joins the different towns `a` and `b`, is `w` kilometres long, and "
        f"can be used in both directions.{connected} The distance between two towns is the length "
        "of the shortest way from the one to the other"
        + (", if there is one; otherwise it is infinite." if has_k else "."),
        stories=[
            Story(
                "The chess players of @place live in `n` towns, and every year they look for a "
                "town to meet. There are `m` roads; the `i`-th is `w_i` kilometres long and joins "
                f"the towns `a_i` and `b_i` in both directions.{connected} The distance of two "
                "towns is measured along the roads, by the shortest way there is"
                + (", and infinite without any way." if has_k else ".")
                + " This year @who has [written a letter|offered] to settle the matter with a "
                "computer."
            ),
            Story(
                "A chain of bakeries plans its deliveries to `n` towns. From the map, @who has "
                "copied `m` roads: the two towns `a_i` and `b_i` that a road joins, in either "
                f"direction, and its length of `w_i` kilometres.{connected} By the distance "
                "between "
                "towns, the bakers mean that of the shortest way"
                + (
                    "; where there is no way, it is larger than any number. Warm bread can be "
                    "carried for `k` kilometres."
                    if has_k
                    else ". They would like to build just one oven."
                )
            ),
        ],
        solve=floyd_within if has_k else all_pairs,
        others=[dijkstra_within] if has_k else [from_each],
        wrong=[single_roads] if has_k else [roads_only],
        cpp=[
            """
            int solve(int n, int m, vector<vector<int>> roads$k_argument) {
                vector<vector<int>> d(n, vector<int>(n, 1e8));
                for (int i = 0; i < n; i++) d[i][i] = 0;
                for (auto& road : roads)
                    d[road[0] - 1][road[1] - 1] = d[road[1] - 1][road[0] - 1] = road[2];
                for (int v = 0; v < n; v++)
                    for (int i = 0; i < n; i++)
                        for (int j = 0; j < n; j++)
                            d[i][j] = min(d[i][j], d[i][v] + d[v][j]);
                int answer = 0$best;
                for (int i = 0; i < n; i++) {
                    int value = $value;
                    $update
                }
                return answer$half;
            }
        """
        ],
        params={
            "half": " / 2" if what == "pairs" else "",
            "k_argument": ", int k" if has_k else "",
            "best": "" if what == "pairs" else f", best = {-1 if has_k else 'INT_MAX'}",
            "value": {
                "sum": "accumulate(d[i].begin(), d[i].end(), 0)",
                "farthest": "*max_element(d[i].begin(), d[i].end())",
            }.get(what, "count_if(d[i].begin(), d[i].end(), [&](int x) { return x <= k; })"),
            "update": "answer += value - 1;"
            if what == "pairs"
            else f"if (value {'>' if has_k else '<'}{'=' if last == 'largest' else ''} best) {{\n"
            "    best = value;\n    answer = i + 1;\n}",
        },
        make=make,
        edges=[
            (2, 0, 5, []),
            (3, 3, 4, [[1, 2, 2], [2, 3, 2], [1, 3, 9]]),
            (4, 3, 2, [[1, 2, 2], [2, 3, 2], [3, 4, 2]]),
        ]
        if has_k
        else [
            (2, 1, [[1, 2, 5]]),
            (3, 3, [[1, 2, 2], [2, 3, 2], [1, 3, 9]]),
            (4, 3, [[1, 2, 2], [2, 3, 2], [3, 4, 2]]),
        ],
        hints=(
            "There are few towns, so the distances between all pairs can be found.",
            "A shortest way from one town to another may lead through a third; what if the third "
            "towns are allowed one by one?",
            "Use the algorithm of Floyd and Warshall with three loops, then "
            + (
                "count the pairs that are near enough."
                if what == "pairs"
                else "compare the towns; mind the rule for equal ones."
            ),
        ),
        explanation="After the loop has allowed the first towns as places between, the table holds "
        "the shortest ways through these; after all of them it holds the distances. That is `n^3` "
        "steps; the rest is counting.",
        call="meeting_town",
    )


@family(1700, "graphs", "shortest paths", "dp")
def vouchers_for_trains(p: Parameters) -> Task:
    half = p.choice("half", True, False)
    tickets = p.int("tickets", 1, 3)
    what = p.choice("what", "price", "saving", "dearest")
    few = "one voucher" if tickets == 1 else f"{tickets} vouchers"
    price = "half of its price, rounded down," if half else "nothing"
    rule = (
        f"With a voucher, a single train ride costs {price} instead of `w`. There "
        f"{'is' if tickets == 1 else 'are'} {few}; "
        + (
            "it need not be used, and not for more than one ride."
            if tickets == 1
            else "not all of them need to be used, and at most one on the same ride."
        )
    )
    noun = {
        "price": "the lowest price for getting from town 1 to town `n`",
        "saving": f"how much lower the lowest price from town 1 to town `n` is with the {few} than "
        "without any".replace("the one voucher", "the voucher"),
        "dearest": "the highest of all lowest prices for getting from town 1 to another town",
    }[what].replace("the one voucher", "the voucher")

    def solve(n: int, m: int, trains: list[list[int]]) -> int:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        for a, b, w in trains:
            near[a].append((b, w))
            near[b].append((a, w))
        best = [[10**9] * (tickets + 1) for _ in range(n + 1)]
        best[1][0] = 0
        heap = [(0, 1, 0)]
        while heap:
            cost, v, used = heapq.heappop(heap)
            if cost > best[v][used]:
                continue
            for u, w in near[v]:
                if cost + w < best[u][used]:
                    best[u][used] = cost + w
                    heapq.heappush(heap, (cost + w, u, used))
                if used < tickets:
                    less = cost + w // 2 if half else cost
                    if less < best[u][used + 1]:
                        best[u][used + 1] = less
                        heapq.heappush(heap, (less, u, used + 1))
        if what == "dearest":
            return max(min(row) for row in best[1:])
        if what == "saving":
            return best[n][0] - min(best[n])
        return min(best[n])

    def layer_by_layer(n: int, m: int, trains: list[list[int]]) -> int:
        near: dict[int, list[tuple[int, int]]] = {v: [] for v in range(1, n + 1)}
        for a, b, w in trains:
            near[a].append((b, w))
            near[b].append((a, w))

        def dijkstra(start: dict[int, int]) -> dict[int, int]:
            done: dict[int, int] = {}
            heap = [(cost, v) for v, cost in start.items()]
            heapq.heapify(heap)
            while heap:
                cost, v = heapq.heappop(heap)
                if v not in done:
                    done[v] = cost
                    for u, w in near[v]:
                        if u not in done:
                            heapq.heappush(heap, (cost + w, u))
            return done

        plain = dijkstra({1: 0})
        now = plain
        for _ in range(tickets):
            start = dict(now)
            for v, cost in now.items():
                for u, w in near[v]:
                    start[u] = min(start[u], cost + w // 2 if half else cost)
            now = dijkstra(start)
        if what == "dearest":
            return max(now.values())
        if what == "saving":
            return plain[n] - now[n]
        return now[n]

    def on_shortest_way(n: int, m: int, trains: list[list[int]]) -> int:
        near: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
        for a, b, w in trains:
            near[a].append((b, w))
            near[b].append((a, w))
        best = [10**9] * (n + 1)
        best[1] = 0
        rides: list[list[int]] = [[] for _ in range(n + 1)]
        heap = [(0, 1)]
        while heap:
            cost, v = heapq.heappop(heap)
            if cost > best[v]:
                continue
            for u, w in near[v]:
                if cost + w < best[u]:
                    best[u] = cost + w
                    rides[u] = sorted([*rides[v], w], reverse=True)[:tickets]
                    heapq.heappush(heap, (best[u], u))
        saved = [sum(w - w // 2 if half else w for w in ride) for ride in rides]
        if what == "dearest":
            return max(best[v] - saved[v] for v in range(1, n + 1))
        if what == "saving":
            return saved[n]
        return best[n] - saved[n]

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(2, 5000)
        trains = _roads(maker, n, maker.rng.choice((1.5, 2, 3)))
        if maker.scale != "large" and maker.chance(0.7) and n > 3:
            # Long ways of small steps beside a few expensive short cuts.
            chain = [[v, v + 1, maker.rng.randint(2, 6)] for v in range(1, n)]
            cuts = {tuple(sorted(maker.rng.sample(range(1, n + 1), 2))) for _ in range(3)}
            trains = chain + [
                [a, b, maker.rng.randint(10, 40)] for a, b in sorted(cuts) if b - a > 1
            ]
        return n, len(trains), trains

    return Task(
        titles=("Vouchers", "A Free Ride" if not half else "Half the Price", "By Train"),
        given=[
            (Count("n", 2, 5000), Int("m", 1, M, True)),
            Rows("trains", "m", ROAD, "connected"),
        ],
        ask=Value(noun),
        formal="`n` towns are connected by `m` train lines. A line is given by numbers `a`, `b` "
        "and `w`: a ride between the towns `a` and `b`, in either direction, costs `w`. It is "
        f"possible to get from each town to each other one. {rule}",
        stories=[
            Story(
                "The railway of @place has `n` stations, each in a town of its own, and `m` lines. "
                "Line `i` runs between the towns `a_i` and `b_i`, there and back, and a ride costs "
                "`w_i` coins; changing trains, one gets everywhere. @who lives in town 1 and has "
                f"won {few} at the fair. {rule.replace('`w`', '`w_i`')}"
            ),
            Story(
                "Bears travel on `m` rafts between `n` islands, which the schedule calls towns. "
                "Raft `i` goes back and forth between the towns `a_i` and `b_i`, and for each "
                "ride the captain wants `w_i` spoons of honey. All islands can be reached. Under "
                f"an old tree @who has found {few}, and knows "
                f"how {'it works' if tickets == 1 else 'they work'}. "
                f"{rule.replace('`w`', '`w_i`').replace('train ride', 'ride on a raft')}"
            ),
        ],
        solve=solve,
        others=[layer_by_layer],
        wrong=[on_shortest_way],
        cpp=[
            """
            int solve(int n, int m, vector<vector<int>> trains) {
                vector<vector<pair<int, int>>> near(n + 1);
                for (auto& train : trains) {
                    near[train[0]].push_back({train[1], train[2]});
                    near[train[1]].push_back({train[0], train[2]});
                }
                vector<array<int, $size>> best(n + 1);
                for (auto& row : best) row.fill(1e9);
                priority_queue<array<int, 3>, vector<array<int, 3>>, greater<>> heap;
                best[1][0] = 0;
                heap.push({0, 1, 0});
                while (!heap.empty()) {
                    auto [cost, v, used] = heap.top();
                    heap.pop();
                    if (cost > best[v][used]) continue;
                    for (auto [u, w] : near[v]) {
                        if (cost + w < best[u][used]) {
                            best[u][used] = cost + w;
                            heap.push({cost + w, u, used});
                        }
                        int less = cost$less;
                        if (used < $tickets && less < best[u][used + 1]) {
                            best[u][used + 1] = less;
                            heap.push({less, u, used + 1});
                        }
                    }
                }
                $end
            }
        """
        ],
        params={
            "size": tickets + 1,
            "less": " + w / 2" if half else "",
            "end": {
                "price": "return *min_element(best[n].begin(), best[n].end());",
                "saving": "return best[n][0] - *min_element(best[n].begin(), best[n].end());",
                "dearest": "int dearest = 0;\nfor (int v = 1; v <= n; v++)\n"
                "    dearest = max(dearest, *min_element(best[v].begin(), best[v].end()));\n"
                "return dearest;",
            }[what],
        },
        make=make,
        edges=[
            (2, 1, [[1, 2, 7]]),
            (4, 4, [[1, 2, 5], [2, 3, 5], [3, 4, 5], [1, 4, 16]]),
        ],
        hints=(
            "The way that is cheapest without a voucher need not be the best one with it.",
            "Besides the town, it matters how many vouchers have been used so far.",
            f"Use Dijkstra's algorithm on pairs of a town and a number of used vouchers from 0 to "
            f"{tickets}; each ride is tried with and without one.",
        ),
        explanation="Each town is copied once for every number of used vouchers. A ride leads to a "
        "town in the same copy, or at the lower price in the next one, and Dijkstra's algorithm "
        "finds the cheapest ways in this larger graph.",
        call="with_vouchers",
    )
