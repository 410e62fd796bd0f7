"""Directed graphs: what can be reached, orders that keep rules, ways without circles."""

from __future__ import annotations

import heapq
from bisect import insort
from collections import deque
from functools import cache

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Decide, Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows

N = 2 * 10**4
M = 5 * 10**4


def _directed(maker: Maker, n: int, density: float, acyclic: bool = False) -> list[list[int]]:
    most = min(M, int(n * density) + 1)
    if acyclic:
        return [list(edge) for edge in maker.acyclic(n, most)]
    return [list(edge) for edge in maker.graph(n, most, directed=True)]


@family(1200, "graphs", "dfs and similar")
def one_way_streets(p: Parameters) -> Task:
    what = p.choice("what", "from", "to", "both", "neither", "only from")
    asked = {
        "from": "the number of other squares that can be reached from square `s`",
        "to": "the number of other squares from which square `s` can be reached",
        "both": "the number of other squares to which one can drive from square `s` and from which "
        "one can also get back to it",
        "neither": "the number of squares that cannot be reached from square `s` and from which "
        "square `s` cannot be reached either",
        "only from": "the number of squares to which one can drive from square `s`, but from which "
        "there is no way back to it",
    }[what]

    def solve(n: int, m: int, streets: list[list[int]], s: int) -> int:
        def reached(edges: list[list[int]]) -> set[int]:
            near: list[list[int]] = [[] for _ in range(n + 1)]
            for a, b in edges:
                near[a].append(b)
            seen = {s}
            stack = [s]
            while stack:
                for u in near[stack.pop()]:
                    if u not in seen:
                        seen.add(u)
                        stack.append(u)
            return seen

        turned = [[b, a] for a, b in streets]
        if what == "from":
            return len(reached(streets)) - 1
        if what == "to":
            return len(reached(turned)) - 1
        if what == "both":
            return len(reached(streets) & reached(turned)) - 1
        if what == "only from":
            return len(reached(streets) - reached(turned))
        return n - len(reached(streets) | reached(turned))

    def breadth_first(n: int, m: int, streets: list[list[int]], s: int) -> int:
        marks = []
        for start, end in ((0, 1), (1, 0)):
            near: dict[int, list[int]] = {}
            for street in streets:
                near.setdefault(street[start], []).append(street[end])
            mark = [False] * (n + 1)
            mark[s] = True
            queue = deque([s])
            while queue:
                for u in near.get(queue.popleft(), []):
                    if not mark[u]:
                        mark[u] = True
                        queue.append(u)
            marks.append(mark)
        there, back = marks
        count = 0
        for v in range(1, n + 1):
            if v != s:
                if what == "from":
                    count += there[v]
                if what == "to":
                    count += back[v]
                if what == "both":
                    count += there[v] and back[v]
                if what == "neither":
                    count += not there[v] and not back[v]
                if what == "only from":
                    count += there[v] and not back[v]
        return count

    def both_ways(n: int, m: int, streets: list[list[int]], s: int) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in streets:
            near[a].append(b)
            near[b].append(a)
        seen = {s}
        stack = [s]
        while stack:
            for u in near[stack.pop()]:
                if u not in seen:
                    seen.add(u)
                    stack.append(u)
        if what == "neither":
            return n - len(seen)
        if what == "only from":
            return 0
        return len(seen) - 1

    def direct_only(n: int, m: int, streets: list[list[int]], s: int) -> int:
        there = {b for a, b in streets if a == s}
        back = {a for a, b in streets if b == s}
        if what == "from":
            return len(there)
        if what == "to":
            return len(back)
        if what == "both":
            return len(there & back)
        if what == "only from":
            return len(there - back)
        return n - 1 - len(there | back)

    def make(maker: Maker) -> tuple[int, int, int, list[list[int]]]:
        n = maker.count(2, N)
        streets = _directed(maker, n, maker.rng.choice((0.8, 1.1, 1.5, 2)))
        s = maker.rng.choice(streets)[maker.rng.randrange(2)] if streets else 1
        return n, len(streets), s, streets

    return Task(
        titles=("One-Way Streets", "There and Back", "No Turning"),
        given=[
            (Count("n", 2, N), Int("m", 0, M, True), Int("s", 1, "n")),
            Rows("streets", "m", (Int("a", 1, "n"), Int("b", 1, "n")), "directed"),
        ],
        ask=Value(asked),
        formal="There are `n` squares, numbered from 1 to `n`, and `m` one-way streets. Each is "
        "given by two different squares `a` and `b` and can be used only from `a` to `b`. A square "
        "can be reached from another one if there is a sequence of streets that leads there.",
        stories=[
            Story(
                "The new mayor of @place is fond of one-way streets. Since last night [all|each] "
                "of the `m` streets between the `n` squares of the town may be used in one "
                "direction only, from the square that is named first to the one that is named "
                "second. The taxi of @who stands on square `s`, and before the first passenger "
                "gets in, the driver would like to know what has become of the town."
            ),
            Story(
                "In an ant hill there are `n` chambers, which the researchers call squares, and "
                "`m` slides (streets) between them. An ant slides from chamber `a_i` to chamber "
                "`b_i` with ease, but it cannot climb up the same slide. The queen sits in chamber "
                "`s`. @who [studies|has filmed] how ants get from one chamber to another, often by "
                "way of several others."
            ),
        ],
        solve=solve,
        others=[breadth_first],
        wrong=[both_ways, direct_only],
        cpp=[
            """
            vector<bool> reached(int n, int s, vector<vector<int>>& streets, int from) {
                vector<vector<int>> near(n + 1);
                for (auto& street : streets) near[street[from]].push_back(street[1 - from]);
                vector<bool> seen(n + 1);
                vector<int> stack = {s};
                seen[s] = true;
                while (!stack.empty()) {
                    int v = stack.back();
                    stack.pop_back();
                    for (int u : near[v]) {
                        if (!seen[u]) {
                            seen[u] = true;
                            stack.push_back(u);
                        }
                    }
                }
                return seen;
            }

            int solve(int n, int m, vector<vector<int>> streets, int s) {
                $searches
                int count = 0;
                for (int v = 1; v <= n; v++)
                    if (v != s && $test) count++;
                return count;
            }
        """
        ],
        params={
            "searches": "\n".join(
                line
                for line, unused in (
                    ("auto there = reached(n, s, streets, 0);", "to"),
                    ("auto back = reached(n, s, streets, 1);", "from"),
                )
                if what != unused
            ),
            "test": {
                "from": "there[v]",
                "to": "back[v]",
                "both": "there[v] && back[v]",
                "neither": "!there[v] && !back[v]",
                "only from": "there[v] && !back[v]",
            }[what],
        },
        make=make,
        edges=[
            (2, 0, 1, []),
            (3, 3, 2, [[1, 2], [2, 3], [3, 1]]),
            (4, 3, 2, [[1, 2], [2, 3], [3, 4]]),
        ],
        hints=(
            "A street helps in one direction only: do not enter it in the lists of both squares.",
            "Search from square `s`, and mark every square that you come to."
            if what == "from"
            else "The squares from which `s` can be reached are those that can be reached from `s` "
            "when all streets are turned round.",
            "A stack of marked squares is enough; `s` itself is not counted."
            if what in ("from", "to")
            else "Search twice, once along the streets and once against them, and compare the two "
            "sets of marked squares.",
        ),
        explanation="A search along the streets marks what can be reached from `s`, a search "
        "against them marks from where `s` can be reached. Each visits every street once.",
        call="squares_reached",
    )


@family(1300, "graphs", "greedy", "dfs and similar")
def order_of_courses(p: Parameters) -> Task:
    what = p.choice("what", "order", "order", "possible", "unique", "rounds")
    large = p.choice("large", True, False) if what == "order" else False
    at_once = p.choice("limit", "any", "one") if what == "possible" else "any"
    noun = {
        "order": "the numbers of the courses in the order in which they are taken, or only `-1` if "
        "not all of them can be taken",
        "rounds": "the least number of terms after which all courses are done, or `-1` if some "
        "course can never be taken",
    }
    condition = {
        "possible": "all courses can be taken"
        if at_once == "any"
        else "course `n` can be taken at some time",
        "unique": "there is exactly one order in which all courses can be taken",
    }
    extra = {
        "order": "Courses are taken one after the other; whenever several may be taken next, the "
        f"one with the {'largest' if large else 'smallest'} number is.",
        "rounds": "In one term, any number of courses can be taken, but of two courses in a rule "
        "the second has to be in a later term than the first.",
        "possible": "Courses are taken one after the other.",
        "unique": "Courses are taken one after the other.",
    }[what]

    def solve(n: int, m: int, rules: list[list[int]]) -> object:
        after: list[list[int]] = [[] for _ in range(n + 1)]
        missing = [0] * (n + 1)
        for a, b in rules:
            after[a].append(b)
            missing[b] += 1
        if what == "order":
            ready = [-v if large else v for v in range(1, n + 1) if missing[v] == 0]
            heapq.heapify(ready)
            order = []
            while ready:
                v = -heapq.heappop(ready) if large else heapq.heappop(ready)
                order.append(v)
                for u in after[v]:
                    missing[u] -= 1
                    if missing[u] == 0:
                        heapq.heappush(ready, -u if large else u)
            return order if len(order) == n else [-1]
        now = [v for v in range(1, n + 1) if missing[v] == 0]
        terms = done = 0
        while now:
            terms += 1
            done += len(now)
            then = []
            for v in now:
                for u in after[v]:
                    missing[u] -= 1
                    if missing[u] == 0:
                        then.append(u)
            now = then
        if what == "possible":
            return done == n if at_once == "any" else missing[n] == 0
        if what == "unique":
            return terms == n
        return terms if done == n else -1

    def sorted_list(n: int, m: int, rules: list[list[int]]) -> object:
        before: dict[int, set[int]] = {v: set() for v in range(1, n + 1)}
        after: dict[int, list[int]] = {v: [] for v in range(1, n + 1)}
        for a, b in rules:
            before[b].add(a)
            after[a].append(b)
        free = sorted(v if large else -v for v in before if not before[v])
        order: list[int] = []
        while free:
            v = free.pop() if large else -free.pop()
            order.append(v)
            for u in after[v]:
                before[u].remove(v)
                if not before[u]:
                    insort(free, u if large else -u)
        return order if len(order) == n else [-1]

    def taking_away(n: int, m: int, rules: list[list[int]]) -> object:
        after: list[list[int]] = [[] for _ in range(n + 1)]
        missing = [0] * (n + 1)
        for a, b in rules:
            after[a].append(b)
            missing[b] += 1
        level = [0] * (n + 1)
        queue = [v for v in range(1, n + 1) if not missing[v]]
        for v in queue:
            for u in after[v]:
                level[u] = max(level[u], level[v] + 1)
                missing[u] -= 1
                if not missing[u]:
                    queue.append(u)
        if what == "possible":
            return len(queue) == n if at_once == "any" else n in queue
        if what == "unique":
            return len(queue) == n and len(set(level[1:])) == n
        return max(level) + 1 if len(queue) == n else -1

    def careless(n: int, m: int, rules: list[list[int]]) -> object:
        after: list[list[int]] = [[] for _ in range(n + 1)]
        missing = [0] * (n + 1)
        for a, b in rules:
            after[a].append(b)
            missing[b] += 1
        if what == "possible":
            pairs = {(a, b) for a, b in rules}
            return all((b, a) not in pairs for a, b in rules)
        if what == "rounds":
            return max(missing) + 1
        queue = [v for v in range(1, n + 1) if missing[v] == 0]
        if large:
            queue.reverse()
        starts = len(queue)
        for v in queue:
            for u in after[v]:
                missing[u] -= 1
                if missing[u] == 0:
                    queue.append(u)
        if what == "unique":
            return starts == 1 and len(queue) == n
        return queue if len(queue) == n else [-1]

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(2, N)
        if what == "unique" and maker.chance(0.6):
            order = maker.permutation(n)
            pairs = {(order[i], order[i + 1]) for i in range(n - 1) if maker.chance(0.97)}
            for _ in range(min(n, M - n)):
                i, j = sorted(maker.rng.sample(range(n), 2))
                pairs.add((order[i], order[j]))
            rules = [list(pair) for pair in sorted(pairs)]
            maker.rng.shuffle(rules)
            return n, len(rules), rules
        density = maker.rng.choice((0.8, 1.2, 2))
        rules = _directed(maker, n, density, maker.chance(0.7))
        return n, len(rules), rules

    ask = Listing(noun[what]) if what == "order" else None
    return Task(
        titles=("First Things First", "The Order of Courses", "Before You Begin"),
        given=[
            (Count("n", 2, N), Int("m", 0, M, True)),
            Rows("rules", "m", (Int("a", 1, "n"), Int("b", 1, "n")), "directed"),
        ],
        ask=ask or (Value(noun[what]) if what == "rounds" else Decide(condition[what])),
        formal="There are `n` courses with the numbers 1 to `n`, and `m` rules. Each rule consists "
        "of two different courses `a` and `b`: course `a` has to be done before course `b` can be "
        f"taken. {extra}",
        stories=[
            Story(
                "@who is about to study at the university of @place, where `n` courses are "
                "offered. For some of them one has to know things from others: the `m` rules in "
                "the [handbook|guide] say that course `a_i` has to be done before course `b_i` can "
                f"be taken. {extra} The handbook was written by many people, and nobody has ever "
                "checked whether the rules fit together."
            ),
            Story(
                "To become a [wizard|cook], one takes `n` courses. The old masters have left `m` "
                "rules, which are pairs of different courses: the first one of a pair, `a_i`, has "
                f"to be over before the second one, `b_i`, may begin. {extra} Nobody gets away "
                "without all the courses, if they can be done at all. @who, the youngest "
                "apprentice, sits down with paper and pencil."
            ),
        ],
        solve=solve,
        others=[sorted_list] if what == "order" else [taking_away],
        wrong=[careless],
        cpp=[
            """
            vector<int> solve(int n, int m, vector<vector<int>> rules) {
                vector<vector<int>> after(n + 1);
                vector<int> missing(n + 1), order;
                for (auto& rule : rules) {
                    after[rule[0]].push_back(rule[1]);
                    missing[rule[1]]++;
                }
                priority_queue<int$greater> ready;
                for (int v = 1; v <= n; v++)
                    if (!missing[v]) ready.push(v);
                while (!ready.empty()) {
                    int v = ready.top();
                    ready.pop();
                    order.push_back(v);
                    for (int u : after[v])
                        if (--missing[u] == 0) ready.push(u);
                }
                if ((int)order.size() < n) return {-1};
                return order;
            }
        """
            if what == "order"
            else """
            $type solve(int n, int m, vector<vector<int>> rules) {
                vector<vector<int>> after(n + 1);
                vector<int> missing(n + 1), level(n + 1), order;
                for (auto& rule : rules) {
                    after[rule[0]].push_back(rule[1]);
                    missing[rule[1]]++;
                }
                for (int v = 1; v <= n; v++)
                    if (!missing[v]) order.push_back(v);
                for (int i = 0; i < (int)order.size(); i++) {
                    int v = order[i];
                    for (int u : after[v]) {
                        level[u] = max(level[u], level[v] + 1);
                        if (--missing[u] == 0) order.push_back(u);
                    }
                }
                return $result;
            }
        """
        ],
        params={
            "greater": "" if large else ", vector<int>, greater<int>",
            "type": "int" if what == "rounds" else "bool",
            "result": {
                "order": "",
                "possible": "(int)order.size() == n" if at_once == "any" else "missing[n] == 0",
                "unique": "(int)order.size() == n && "
                "*max_element(level.begin(), level.end()) == n - 1",
                "rounds": "(int)order.size() == n ? "
                "*max_element(level.begin(), level.end()) + 1 : -1",
            }[what],
        },
        make=make,
        edges=[
            (2, 0, []),
            (2, 1, [[2, 1]]),
            (3, 3, [[1, 2], [2, 3], [3, 1]]),
            (4, 3, [[4, 3], [3, 2], [2, 1]]),
            (4, 4, [[1, 2], [1, 3], [2, 4], [3, 4]]),
            (5, 4, [[1, 2], [2, 3], [3, 2], [4, 5]]),
        ],
        hints=(
            "Which courses can be taken at the very beginning?",
            "Count for each course how many of its rules are not fulfilled yet, and lower the "
            "counts when a course is done.",
            {
                "order": "Keep all courses whose count is 0 in a heap, and take the right one out "
                "of it each time.",
                "possible": "Courses on a circle of rules, and all that depend on them, never get "
                "the count 0.",
                "unique": "There is only one order if never two courses have the count 0 at the "
                "same time.",
                "rounds": "Take all courses with the count 0 together: that is a term. Courses "
                "that never get there depend on a circle.",
            }[what],
        ),
        explanation="A course becomes free when the last of its rules is fulfilled. Each rule is "
        "looked at once when its first course is done; what is never reached lies on a circle of "
        "rules or depends on one.",
        call="courses",
    )


@family(1300, "dp", "graphs")
def ways_downhill(p: Parameters) -> Task:
    what = p.choice("what", "all", "parity", "through", "longest", "not through")
    odd = p.choice("odd", 0, 1) if what == "parity" else 0
    modulus = p.choice("modulus", 10**9 + 7, 998244353) if what != "longest" else 1
    has_k = what in ("through", "not through")
    number = "the number of different ways down from hut 1 to hut `n`"
    asked = {
        "all": f"{number}, modulo {modulus}",
        "parity": f"{number} that use an {'odd' if odd else 'even'} number of slopes, modulo "
        f"{modulus}",
        "through": f"{number} that pass hut `k`, modulo {modulus}",
        "not through": f"{number} that do not pass hut `k`, modulo {modulus}",
        "longest": "the greatest number of slopes that a way from hut 1 to hut `n` can have, or "
        "`-1` if there is no way",
    }[what]

    def count(n: int, m: int, slopes: list[list[int]]) -> int:
        below: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in slopes:
            below[a].append(b)
        if what == "longest":
            far = [-1] * (n + 1)
            far[1] = 0
            for v in range(1, n):
                if far[v] >= 0:
                    for u in below[v]:
                        far[u] = max(far[u], far[v] + 1)
            return far[n]
        if what == "all":
            ways = [0] * (n + 1)
            ways[1] = 1
            for v in range(1, n):
                for u in below[v]:
                    ways[u] = (ways[u] + ways[v]) % modulus
            return ways[n]
        even = [0] * (n + 1)
        uneven = [0] * (n + 1)
        even[1] = 1
        for v in range(1, n):
            for u in below[v]:
                even[u] = (even[u] + uneven[v]) % modulus
                uneven[u] = (uneven[u] + even[v]) % modulus
        return uneven[n] if odd else even[n]

    def by_edges(n: int, m: int, slopes: list[list[int]]) -> int:
        slopes.sort()
        if what == "longest":
            best = {1: 0}
            for a, b in slopes:
                if a in best:
                    best[b] = max(best.get(b, 0), best[a] + 1)
            return best.get(n, -1)
        ways = [[0, 0] for _ in range(n + 1)]
        ways[1][0] = 1
        for a, b in slopes:
            ways[b][0] = (ways[b][0] + ways[a][1]) % modulus
            ways[b][1] = (ways[b][1] + ways[a][0]) % modulus
        if what == "all":
            return sum(ways[n]) % modulus
        return ways[n][odd]

    def as_given(n: int, m: int, slopes: list[list[int]]) -> int:
        if what == "longest":
            best = {1: 0}
            for a, b in slopes:
                if a in best:
                    best[b] = max(best.get(b, 0), best[a] + 1)
            return best.get(n, -1)
        ways = [[0, 0] for _ in range(n + 1)]
        ways[1][0] = 1
        for a, b in slopes:
            ways[b][0] = (ways[b][0] + ways[a][1]) % modulus
            ways[b][1] = (ways[b][1] + ways[a][0]) % modulus
        if what == "all":
            return sum(ways[n]) % modulus
        return ways[n][odd]

    def by_hut(n: int, m: int, slopes: list[list[int]], k: int) -> int:
        below: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in slopes:
            below[a].append(b)
        if what == "through":
            ways = [0] * (n + 1)
            ways[1] = 1
            for v in range(1, n):
                if v == k:
                    ways[k + 1 :] = [0] * (n - k)
                for u in below[v]:
                    ways[u] = (ways[u] + ways[v]) % modulus
            return ways[n]
        ways = [0] * (n + 1)
        ways[1] = 1
        for v in range(1, n):
            if v != k:
                for u in below[v]:
                    ways[u] = (ways[u] + ways[v]) % modulus
        return ways[n]

    def by_product(n: int, m: int, slopes: list[list[int]], k: int) -> int:
        above: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in slopes:
            above[b].append(a)

        def ways(start: int, end: int) -> int:
            count = [0] * (n + 1)
            count[start] = 1
            for v in range(start + 1, end + 1):
                count[v] = sum(count[u] for u in above[v]) % modulus
            return count[end]

        if what == "not through":
            return (ways(1, n) - ways(1, k) * ways(k, n)) % modulus
        return ways(1, k) * ways(k, n) % modulus

    def only_up_to_hut(n: int, m: int, slopes: list[list[int]], k: int) -> int:
        ways = [0] * (n + 1)
        ways[1] = 1
        total = 0
        for a, b in sorted(slopes):
            ways[b] = (ways[b] + ways[a]) % modulus
        total = ways[n]
        return ways[k] if what == "through" else (total - ways[k]) % modulus

    def make(maker: Maker) -> tuple[object, ...]:
        n = maker.count(3, N)
        slopes = [sorted(x) for x in maker.graph(n, min(M, int(n * maker.rng.choice((1.5, 2.5)))))]
        if maker.chance(0.6) and len(slopes) + n < M:
            step = maker.rng.choice((1, 1, 2))
            pairs = {(a, b) for a, b in slopes} | {(v, v + step) for v in range(1, n - step + 1)}
            slopes = [list(pair) for pair in pairs]
            slopes.sort()
            maker.rng.shuffle(slopes)
        if has_k:
            return n, len(slopes), maker.rng.randint(2, n - 1), slopes
        return n, len(slopes), slopes

    sizes = (Count("n", 3, N), Int("m", 0, M, True))
    passed_on = f"for (int u : below[v]) ways[u] = (ways[u] + 0LL + ways[v]) % {modulus};"
    return Task(
        titles=("Ways Downhill", "From the Summit to the Valley", "Ski Slopes"),
        given=[
            (*sizes, Int("k", 2, "n-1")) if has_k else sizes,
            Rows("slopes", "m", (Int("a", 1, "n"), Int("b", 1, "n"))),
        ],
        ask=Value(asked),
        formal="There are `n` huts, numbered from the highest to the lowest, and `m` slopes. Each "
        "slope is given by two huts `a < b` and leads from `a` down to `b`; no two slopes have "
        "both huts in common. A way is a sequence of slopes, of which each begins where the one "
        "before ends.",
        stories=[
            Story(
                "On the mountain above @place there are `n` huts, and their numbers grow from the "
                "top to the bottom: hut 1 is on the summit and hut `n` in the valley. `m` slopes "
                "join them; the `i`-th leads from hut `a_i` down to hut `b_i`, so `a_i < b_i` "
                "always holds, and there is at most one slope from a hut to another. @who stands "
                "on the summit with new skis and cannot climb uphill."
                + (" There is said to be very good soup in hut `k`." if has_k else "")
            ),
            Story(
                "A canoe club has made a list of a river with many arms. It names `n` huts on the "
                "banks, in the order of their height above the sea, the highest first, and `m` "
                "slopes, pieces of river which a canoe can float down: the `i`-th from hut `a_i` "
                "to hut `b_i` with `a_i < b_i`, each pair occurring only once. Nobody paddles "
                "against the current. The club is planning its trips from hut 1 to hut `n`."
                + (" Hut `k` [sells ice cream|has a sauna]." if has_k else "")
            ),
        ],
        solve=by_hut if has_k else count,
        others=[by_product] if has_k else [by_edges],
        wrong=[only_up_to_hut] if has_k else [as_given],
        cpp=[
            """
            int solve(int n, int m, vector<vector<int>> slopes$k_argument) {
                vector<vector<int>> below(n + 1);
                for (auto& slope : slopes) below[slope[0]].push_back(slope[1]);
                $start
                for (int v = 1; v < n; v++) {
                    $visit
                }
                return $result;
            }
        """
        ],
        params={
            "k_argument": ", int k" if has_k else "",
            "start": "vector<int> far(n + 1, -1);\nfar[1] = 0;"
            if what == "longest"
            else "vector<array<int, 2>> ways(n + 1);\nways[1][0] = 1;"
            if what == "parity"
            else "vector<int> ways(n + 1);\nways[1] = 1;",
            "visit": {
                "longest": "if (far[v] < 0) continue;\n"
                "for (int u : below[v]) far[u] = max(far[u], far[v] + 1);",
                "all": passed_on,
                "parity": "for (int u : below[v])\n    for (int i = 0; i < 2; i++)\n"
                f"        ways[u][i] = (ways[u][i] + 0LL + ways[v][1 - i]) % {modulus};",
                "through": "if (v == k) fill(ways.begin() + k + 1, ways.end(), 0);\n" + passed_on,
                "not through": "if (v == k) continue;\n" + passed_on,
            }[what],
            "result": {"longest": "far[n]", "parity": f"ways[n][{odd}]"}.get(what, "ways[n]"),
        },
        make=make,
        edges=[
            (3, 2, 2, [[1, 2], [2, 3]]),
            (4, 5, 3, [[1, 2], [1, 3], [2, 3], [2, 4], [3, 4]]),
            (4, 2, 2, [[1, 2], [3, 4]]),
        ]
        if has_k
        else [
            (3, 2, [[1, 2], [2, 3]]),
            (4, 5, [[3, 4], [2, 4], [2, 3], [1, 3], [1, 2]]),
            (4, 2, [[1, 2], [3, 4]]),
        ],
        hints=(
            "Every slope leads to a larger number, so the huts can be treated in their order.",
            "Find the number of ways from hut 1 to each hut."
            if what != "longest"
            else "Find the greatest number of slopes on a way from hut 1 to each hut.",
            {
                "all": "The ways to a hut are the ways to all huts from which a slope leads to it, "
                "added up.",
                "parity": "Count the ways with an even and with an odd number of slopes "
                "separately; a further slope turns one into the other.",
                "through": "Multiply the number of ways from 1 to `k` by the number of ways from "
                "`k` to `n`.",
                "not through": "Never go on from hut `k`.",
                "longest": "It is one more than the greatest of the huts above that can be "
                "reached; others do not count.",
            }[what],
        ),
        explanation="When a hut's turn comes, all slopes into it have been used, so its value is "
        "final and is passed on along its slopes. The time is linear in `n + m`.",
        call="ways_down",
    )


@family(1400, "graphs", "dp", "greedy")
def building_time(p: Parameters) -> Task:
    what = p.choice("what", "total", "critical", "slack", "starts")
    gap = p.int("gap", 0, 3)
    noun = {
        "total": "the least number of days after which the whole house can be finished",
        "critical": "the number of jobs that would make the whole house late if they took one day "
        "longer",
        "slack": "the greatest number of days by which a single job could be prolonged without "
        "making the whole house late",
        "starts": "for each job the number of days after which it begins",
    }[what]
    pause = (
        f" Between the end of job `a` and the beginning of job `b`, {gap} days have to pass for "
        "drying."
        if gap > 1
        else " Between the end of job `a` and the beginning of job `b`, one day has to pass for "
        "drying."
        if gap
        else ""
    )

    def solve(n: int, m: int, t: list[int], rules: list[list[int]]) -> object:
        after: list[list[int]] = [[] for _ in range(n)]
        missing = [0] * n
        for a, b in rules:
            after[a - 1].append(b - 1)
            missing[b - 1] += 1
        start = [0] * n
        order = [v for v in range(n) if missing[v] == 0]
        for v in order:
            for u in after[v]:
                start[u] = max(start[u], start[v] + t[v] + gap)
                missing[u] -= 1
                if missing[u] == 0:
                    order.append(u)
        if what == "starts":
            return start
        total = max(start[v] + t[v] for v in range(n))
        if what == "total":
            return total
        latest = [total] * n
        for v in reversed(order):
            for u in after[v]:
                latest[v] = min(latest[v], latest[u] - t[u] - gap)
        slack = [latest[v] - start[v] - t[v] for v in range(n)]
        return slack.count(0) if what == "critical" else max(slack)

    def remembering(n: int, m: int, t: list[int], rules: list[list[int]]) -> object:
        before: list[list[int]] = [[] for _ in range(n + 1)]
        after: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in rules:
            before[b].append(a)
            after[a].append(b)

        def longest(near: list[list[int]]) -> list[int]:
            value = [-1] * (n + 1)
            for v in range(1, n + 1):
                stack = [v]
                while stack:
                    x = stack[-1]
                    open_ones = [y for y in near[x] if value[y] < 0]
                    if open_ones:
                        stack += open_ones
                    else:
                        value[x] = max((value[y] + t[y - 1] + gap for y in near[x]), default=0)
                        stack.pop()
            return value[1:]

        start = longest(before)
        if what == "starts":
            return start
        total = max(start[v] + t[v] for v in range(n))
        if what == "total":
            return total
        tail = longest(after)
        free = [total - start[v] - t[v] - tail[v] for v in range(n)]
        return sum(1 for x in free if x == 0) if what == "critical" else max(free)

    def in_given_order(n: int, m: int, t: list[int], rules: list[list[int]]) -> object:
        start = [0] * n
        for a, b in rules:
            start[b - 1] = max(start[b - 1], start[a - 1] + t[a - 1] + gap)
        if what == "starts":
            return start
        total = max(start[v] + t[v] for v in range(n))
        if what == "total":
            return total
        latest = [total] * n
        for a, b in reversed(rules):
            latest[a - 1] = min(latest[a - 1], latest[b - 1] - t[b - 1] - gap)
        slack = [latest[v] - start[v] - t[v] for v in range(n)]
        return slack.count(0) if what == "critical" else max(slack)

    def last_jobs_only(n: int, m: int, t: list[int], rules: list[list[int]]) -> object:
        start = [0] * n
        for a, b in sorted(rules):
            start[b - 1] += t[a - 1] + gap
        if what == "starts":
            return start
        total = max(start[v] + t[v] for v in range(n))
        if what == "total":
            return total
        free = [total - start[v] - t[v] for v in range(n)]
        return free.count(0) if what == "critical" else max(free)

    def make(maker: Maker) -> tuple[int, int, list[int], list[list[int]]]:
        n = maker.count(1, N)
        rules = _directed(maker, n, maker.rng.choice((0.7, 1.2, 2)), True) if n > 1 else []
        return n, len(rules), maker.numbers(n, 1, 1000), rules

    return Task(
        titles=("Building a House", "When Will It Be Finished?", "Jobs in Order"),
        given=[
            (Count("n", 1, N), Int("m", 0, M, True)),
            Ints("t", "n", 1, 1000, what="the days that the jobs take"),
            Rows("rules", "m", (Int("a", 1, "n"), Int("b", 1, "n")), "acyclic"),
        ],
        ask=Listing(noun) if what == "starts" else Value(noun),
        formal="A house is built in `n` jobs; job `i` takes `t_i` days. Each of `m` rules names "
        f"two jobs `a` and `b`: job `b` cannot begin before job `a` is finished.{pause} Apart from "
        "that, any number of jobs can be done at the same time, and each begins as early as "
        "possible. The rules never lead in a circle.",
        stories=[
            Story(
                "@who is going to build a house in @place and has written down the `n` jobs, of "
                "which the `i`-th takes `t_i` days. The roof cannot come before the walls, nor the "
                "paint before the plaster; `m` rules say that job `a_i` has to be finished before "
                f"job `b_i` begins.{pause.replace('`a`', '`a_i`').replace('`b`', '`b_i`')} Of "
                "course no rules contradict each other. Friends are coming in masses, and so as "
                "many jobs as one likes go on at the same time; each begins as soon as the rules "
                "allow it."
            ),
            Story(
                "A film studio builds the house of a giant, and the producer asks for a plan. "
                "There are `n` jobs, the `i`-th of `t_i` days, and `m` pairs of jobs `a_i`, `b_i` "
                "where the second needs the result of the first and begins only after its end."
                f"{pause.replace('`a`', '`a_i`').replace('`b`', '`b_i`')} No job needs itself in "
                "any roundabout way. There are workers enough for everything that may be done at a "
                "time, and no job begins later than it must."
            ),
        ],
        solve=solve,
        others=[remembering],
        wrong=[in_given_order, last_jobs_only],
        cpp=[
            """
            $type solve(int n, int m, vector<int> t, vector<vector<int>> rules) {
                vector<vector<int>> after(n);
                vector<int> missing(n), start(n), order;
                for (auto& rule : rules) {
                    after[rule[0] - 1].push_back(rule[1] - 1);
                    missing[rule[1] - 1]++;
                }
                for (int v = 0; v < n; v++)
                    if (!missing[v]) order.push_back(v);
                for (int i = 0; i < (int)order.size(); i++) {
                    int v = order[i];
                    for (int u : after[v]) {
                        start[u] = max(start[u], start[v] + t[v] + $gap);
                        if (--missing[u] == 0) order.push_back(u);
                    }
                }
                $rest
            }
        """
        ],
        params={
            "type": "vector<int>" if what == "starts" else "int",
            "rest": "return start;"
            if what == "starts"
            else "int total = 0;\n"
            "for (int v = 0; v < n; v++) total = max(total, start[v] + t[v]);\n"
            + (
                "return total;"
                if what == "total"
                else "vector<int> latest(n, total);\nint result = 0;\n"
                "for (int i = n - 1; i >= 0; i--) {\n    int v = order[i];\n"
                "    for (int u : after[v])\n"
                f"        latest[v] = min(latest[v], latest[u] - t[u] - {gap});\n"
                "    int slack = latest[v] - start[v] - t[v];\n"
                + (
                    "    if (slack == 0) result++;\n"
                    if what == "critical"
                    else "    result = max(result, slack);\n"
                )
                + "}\nreturn result;"
            ),
        },
        make=make,
        edges=[
            (1, 0, [5], []),
            (3, 2, [2, 3, 4], [[3, 1], [1, 2]]),
            (4, 4, [1, 5, 2, 1], [[1, 2], [1, 3], [2, 4], [3, 4]]),
            (3, 0, [4, 4, 1], []),
        ],
        hints=(
            "When can a job begin whose rules name several jobs that come before it?",
            "Treat the jobs in an order in which every job comes after all that it needs; then its "
            "beginning follows from theirs.",
            "Do the same from the end: the latest day on which a job may end is given by the jobs "
            "that need it."
            if what in ("critical", "slack")
            else "Put jobs into a queue when the last job that they need has been treated.",
        ),
        explanation="In an order that respects the rules, the beginning of a job is the greatest "
        "end of those it needs"
        + (f", {gap} {'day' if gap == 1 else 'days'} later" if gap else "")
        + ". A second pass against this order would give the latest possible ends; what lies "
        "between is the time that a job can lose."
        if what in ("critical", "slack")
        else "In an order that respects the rules, the beginning of a job follows from the ends of "
        "those it needs, which are known by then. Jobs and rules are each looked at once.",
        call="building_plan",
    )


@family(1500, "graphs", "dfs and similar")
def endless_walks(p: Parameters) -> Task:
    view = p.choice("view", "from", "into")
    what = p.choice("what", "count", "sum", "list", "largest")
    condition = (
        "every walk that begins in it comes to an end"
        if view == "from"
        else "the walks that lead to it cannot be arbitrarily long"
    )
    noun = {
        "count": "the number of safe rooms",
        "sum": "the sum of the numbers of all safe rooms",
        "list": "the numbers of all safe rooms in increasing order, or only 0 if there is none",
        "largest": "the largest number of a safe room, or 0 if there is none",
    }[what]

    def solve(n: int, m: int, doors: list[list[int]]) -> object:
        back: list[list[int]] = [[] for _ in range(n + 1)]
        exits = [0] * (n + 1)
        for a, b in doors:
            if view == "into":
                a, b = b, a
            back[b].append(a)
            exits[a] += 1
        safe = [v for v in range(1, n + 1) if exits[v] == 0]
        for v in safe:
            for u in back[v]:
                exits[u] -= 1
                if exits[u] == 0:
                    safe.append(u)
        if what == "count":
            return len(safe)
        if what == "sum":
            return sum(safe)
        if what == "list":
            return sorted(safe) or [0]
        return max(safe, default=0)

    def three_colours(n: int, m: int, doors: list[list[int]]) -> object:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in doors:
            if view == "from":
                near[a].append(b)
            else:
                near[b].append(a)
        state = [0] * (n + 1)
        for start in range(1, n + 1):
            stack = [start] if state[start] == 0 else []
            while stack:
                v = stack[-1]
                if state[v] == 0:
                    state[v] = 1
                    stack += [u for u in near[v] if state[u] == 0]
                else:
                    stack.pop()
                    if state[v] == 1:
                        state[v] = 2 if all(state[u] == 2 for u in near[v]) else 3
        good = [v for v in range(1, n + 1) if state[v] == 2]
        if what == "count":
            return len(good)
        if what == "sum":
            return sum(good)
        if what == "list":
            return good or [0]
        return good[-1] if good else 0

    def dead_ends(n: int, m: int, doors: list[list[int]]) -> object:
        ends = set(range(1, n + 1))
        for a, b in doors:
            ends.discard(a if view == "from" else b)
        if what == "count":
            return len(ends)
        if what == "sum":
            return sum(ends)
        if what == "list":
            return sorted(ends) or [0]
        return max(ends, default=0)

    def some_end(n: int, m: int, doors: list[list[int]]) -> object:
        back: list[list[int]] = [[] for _ in range(n + 1)]
        ends = set(range(1, n + 1))
        for a, b in doors:
            if view == "into":
                a, b = b, a
            back[b].append(a)
            ends.discard(a)
        safe = sorted(ends)
        seen = set(safe)
        for v in safe:
            for u in back[v]:
                if u not in seen:
                    seen.add(u)
                    safe.append(u)
        if what == "count":
            return len(safe)
        if what == "sum":
            return sum(safe)
        if what == "list":
            return sorted(safe) or [0]
        return max(safe, default=0)

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(2, N)
        doors = _directed(maker, n, maker.rng.choice((0.9, 1.1, 1.4)), maker.chance(0.3))
        if doors and maker.chance(0.5) and len(doors) < M:
            a, b = maker.rng.choice(doors)
            if [b, a] not in doors:
                doors.append([b, a])
        return n, len(doors), doors

    return Task(
        titles=("Endless Walks", "Safe Rooms", "Around and Around"),
        given=[
            (Count("n", 2, N), Int("m", 0, M, True)),
            Rows("doors", "m", (Int("a", 1, "n"), Int("b", 1, "n")), "directed"),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="A house has `n` rooms and `m` doors, each of which leads from a room `a` to "
        "another room `b` and cannot be used in the other direction. A walk goes from room to room "
        "through doors, as long as the room has a door that leads out. A room is safe if "
        f"{condition}.",
        stories=[
            Story(
                "In the haunted house of @place, doors [shut|close] behind the visitor and cannot "
                "be opened from the other side. There are `n` rooms and `m` doors; the `i`-th "
                "leads from room `a_i` into room `b_i`, another one. Whoever walks through the "
                "house goes on as long as there is a door to leave by, and it is a matter of "
                "chance which one is taken. Rumour has it that some people have never stopped. A "
                f"room is called safe if {condition}."
            ),
            Story(
                "@who writes adventure books. The story is told in `n` rooms; at the bottom of the "
                "page of a room there are doors to other ones, `m` in all, from `a_i` to `b_i`, "
                "among which the reader may choose. Where there is no door, the story ends. The "
                f"publisher wants a list of safe rooms: a room is safe if {condition}."
            ),
        ],
        solve=solve,
        others=[three_colours],
        wrong=[dead_ends, some_end],
        cpp=[
            """
            $type solve(int n, int m, vector<vector<int>> doors) {
                vector<vector<int>> back(n + 1);
                vector<int> exits(n + 1), safe;
                for (auto& door : doors) {
                    int a = door[$first], b = door[$second];
                    back[b].push_back(a);
                    exits[a]++;
                }
                for (int v = 1; v <= n; v++)
                    if (!exits[v]) safe.push_back(v);
                for (int i = 0; i < (int)safe.size(); i++)
                    for (int u : back[safe[i]])
                        if (--exits[u] == 0) safe.push_back(u);
                $rest
            }
        """
        ],
        params={
            "first": int(view == "into"),
            "second": int(view == "from"),
            "type": {"list": "vector<int>", "sum": "long long"}.get(what, "int"),
            "rest": {
                "count": "return safe.size();",
                "sum": "return accumulate(safe.begin(), safe.end(), 0LL);",
                "list": "if (safe.empty()) return {0};\nsort(safe.begin(), safe.end());\n"
                "return safe;",
                "largest": "return safe.empty() ? 0 : *max_element(safe.begin(), safe.end());",
            }[what],
        },
        make=make,
        edges=[
            (2, 0, []),
            (2, 2, [[1, 2], [2, 1]]),
            (4, 4, [[1, 2], [2, 3], [3, 2], [3, 4]]),
            (4, 4, [[1, 2], [2, 1], [2, 3], [3, 4]]),
        ],
        hints=(
            "A room without any door out is where walks end."
            if view == "from"
            else "A room into which no door leads can only be the first one of a walk.",
            "A room is safe if all doors out of it lead to safe rooms."
            if view == "from"
            else "A room is safe if all doors into it come from safe rooms.",
            "Count for each room the doors that do not concern safe rooms yet; when the count "
            "comes to 0, the room is safe, and the counts of others go down.",
        ),
        explanation="Rooms become safe one after the other, each when the last of its doors is "
        "settled. What is left at the end has a door to or from another room that is left, and so "
        "a walk among them never has to stop. Each door is looked at once.",
        call="safe_rooms",
    )


@family(1400, "graphs", "shortest paths", "dfs and similar")
def decided_ranks(p: Parameters) -> Task:
    what = p.choice("what", "decided", "pairs", "best", "worst", "list")
    noun = {
        "decided": "the number of players whose place is already certain",
        "pairs": "the number of pairs of players of whom it is not known who is the stronger one",
        "best": "the best place (the smallest number) that player `k` may have",
        "worst": "the worst place (the greatest number) that player `k` may have",
        "list": "for each player the number of players who are certainly weaker",
    }[what]
    has_k = what in ("best", "worst")

    def search(n: int, m: int, games: list[list[int]], k: int) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in games:
            if what == "best":
                near[b].append(a)
            else:
                near[a].append(b)
        seen = {k}
        stack = [k]
        while stack:
            for u in near[stack.pop()]:
                if u not in seen:
                    seen.add(u)
                    stack.append(u)
        return len(seen) if what == "best" else n + 1 - len(seen)

    def spreading(n: int, m: int, games: list[list[int]], k: int) -> int:
        known = [False] * (n + 1)
        known[k] = True
        changed = True
        while changed:
            changed = False
            for a, b in games:
                if what == "best":
                    a, b = b, a
                if known[a] and not known[b]:
                    known[b] = changed = True
        others = sum(known) - 1
        return others + 1 if what == "best" else n - others

    def own_games(n: int, m: int, games: list[list[int]], k: int) -> int:
        lost = sum(1 for a, b in games if b == k)
        won = sum(1 for a, b in games if a == k)
        return lost + 1 if what == "best" else n - won

    def closure(n: int, m: int, games: list[list[int]]) -> object:
        beats = [[False] * n for _ in range(n)]
        for a, b in games:
            beats[a - 1][b - 1] = True
        for k in range(n):
            for i in range(n):
                if beats[i][k]:
                    for j in range(n):
                        if beats[k][j]:
                            beats[i][j] = True
        if what == "list":
            return [sum(row) for row in beats]
        if what == "pairs":
            return n * (n - 1) // 2 - sum(map(sum, beats))
        count = 0
        for i in range(n):
            if all(i == j or beats[i][j] or beats[j][i] for j in range(n)):
                count += 1
        return count

    def with_sets(n: int, m: int, games: list[list[int]]) -> object:
        below: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in games:
            below[a].append(b)

        @cache
        def weaker(v: int) -> frozenset[int]:
            result: set[int] = set()
            for u in below[v]:
                result |= {u} | weaker(u)
            return frozenset(result)

        sizes = [len(weaker(v)) for v in range(1, n + 1)]
        if what == "list":
            return sizes
        if what == "pairs":
            return n * (n - 1) // 2 - sum(sizes)
        stronger = [0] * (n + 1)
        for v in range(1, n + 1):
            for u in weaker(v):
                stronger[u] += 1
        return sum(1 for v in range(1, n + 1) if sizes[v - 1] + stronger[v] == n - 1)

    def played_only(n: int, m: int, games: list[list[int]]) -> object:
        won = [0] * (n + 1)
        lost = [0] * (n + 1)
        for a, b in games:
            won[a] += 1
            lost[b] += 1
        if what == "list":
            return won[1:]
        if what == "pairs":
            return n * (n - 1) // 2 - m
        return sum(1 for v in range(1, n + 1) if won[v] + lost[v] == n - 1)

    def make(maker: Maker) -> tuple[object, ...]:
        n = maker.count(2, 100)
        most = min(1000, n * maker.rng.choice((1, 2, 3, 4)))
        games = [list(x) for x in maker.acyclic(n, most)]
        if what == "decided" and maker.chance(0.6):
            order = maker.permutation(n)
            pairs = {(order[i], order[i + 1]) for i in range(n - 1) if maker.chance(0.85)}
            games = [list(x) for x in sorted(pairs)]
            maker.rng.shuffle(games)
        if has_k:
            k = maker.rng.choice(games)[maker.rng.randrange(2)] if games else 1
            return n, len(games), k, games
        return n, len(games), games

    sizes = (Count("n", 2, 100), Int("m", 0, 1000, True))
    player = " @who is interested in player `k`." if has_k else ""
    return Task(
        titles=("Who Is the Strongest?", "Places Already Decided", "Half a Tournament"),
        given=[
            (*sizes, Int("k", 1, "n")) if has_k else sizes,
            Rows("games", "m", (Int("a", 1, "n"), Int("b", 1, "n")), "acyclic"),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="`n` players, numbered from 1, are all of different strength, and the stronger one "
        "always wins. `m` games between different pairs are known, each given as the winner `a` "
        "and the loser `b`. Sorted by strength, the strongest player has place 1 and the weakest "
        "place `n`. The results do not contradict each other.",
        stories=[
            Story(
                "At the arm wrestling championship of @place, `n` players compete, no two of the "
                "same strength, and there is no luck in it: the stronger one wins. So far, `m` "
                "games between different pairs have been played; in the `i`-th, player `a_i` beat "
                "player `b_i`. In the end the strongest gets place 1, the weakest place `n`, but "
                f"much of it can be said today.{player}"
            ),
            Story(
                "@friend has `n` stones of different weights, which take part in a tournament on "
                "the kitchen scales; the heavier of two stones, which are called players here, is "
                "the stronger one and wins. `m` games with different pairs are over, and the list "
                "says for each one first the winner `a_i` and then the loser `b_i`. Place 1 is for "
                f"the strongest of all, place `n` for the weakest.{player}"
            ),
        ],
        solve=search if has_k else closure,
        others=[spreading] if has_k else [with_sets],
        wrong=[own_games] if has_k else [played_only],
        cpp=[
            """
            $type solve(int n, int m, vector<vector<int>> games$k_argument) {
                vector<bitset<101>> beats(n + 1);
                for (auto& game : games) beats[game[0]][game[1]] = 1;
                for (int j = 1; j <= n; j++)
                    for (int i = 1; i <= n; i++)
                        if (beats[i][j]) beats[i] |= beats[j];
                $rest
            }
        """
        ],
        params={
            "type": "vector<int>" if what == "list" else "int",
            "k_argument": ", int k" if has_k else "",
            "rest": {
                "best": "int place = 1;\nfor (int i = 1; i <= n; i++) place += beats[i][k];\n"
                "return place;",
                "worst": "return n - (int)beats[k].count();",
                "list": "vector<int> weaker;\n"
                "for (int i = 1; i <= n; i++) weaker.push_back(beats[i].count());\nreturn weaker;",
                "pairs": "int open = n * (n - 1) / 2;\n"
                "for (int i = 1; i <= n; i++) open -= beats[i].count();\nreturn open;",
                "decided": "int decided = 0;\nfor (int i = 1; i <= n; i++) {\n"
                "    int known = beats[i].count();\n"
                "    for (int j = 1; j <= n; j++) known += beats[j][i];\n"
                "    if (known == n - 1) decided++;\n}\nreturn decided;",
            }[what],
        },
        make=make,
        edges=[
            (2, 0, 1, []),
            (4, 3, 2, [[1, 2], [2, 3], [3, 4]]),
            (5, 4, 3, [[1, 3], [2, 3], [3, 4], [3, 5]]),
        ]
        if has_k
        else [
            (2, 0, []),
            (4, 3, [[1, 2], [2, 3], [3, 4]]),
            (5, 4, [[1, 3], [2, 3], [3, 4], [3, 5]]),
        ],
        hints=(
            "If 1 beats 2 and 2 beats 3, then 1 is stronger than 3, even if they never met.",
            "All those who are certainly weaker can be reached along games, from winner to loser.",
            {
                "best": "Count the players from whom `k` can be reached; they all come before "
                "`k`, and nobody else has to.",
                "worst": "Count the players whom `k` reaches; they all come after `k`, and nobody "
                "else has to.",
                "decided": "A place is certain when each of the other players is known to be "
                "weaker or stronger.",
                "pairs": "Count the pairs of which one reaches the other, and subtract them from "
                "all pairs.",
                "list": "With at most 100 players, the algorithm of Warshall with three loops "
                "finds all pairs.",
            }[what],
        ),
        explanation="Somebody is certainly stronger than another one exactly if a chain of games "
        "leads from the one to the other; without a chain both orders are possible. The chains are "
        "found by searching, or for all pairs at once in `n^3` steps.",
        call="known_strength",
    )
