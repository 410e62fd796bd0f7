"""Groups that grow together or fall apart: union-find."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows

N = 2 * 10**4
FIND = """
            vector<int> leader;

            int find(int x) {
                while (leader[x] != x) x = leader[x] = leader[leader[x]];
                return x;
            }
"""


def random_pairs(maker: Maker, n: int, count: int) -> list[list[int]]:
    """Pairs of different numbers from 1 to `n`, which may repeat."""
    return [maker.rng.sample(range(1, n + 1), 2) for _ in range(count)]


@family(1300, "dsu", "graphs")
def cables_one_by_one(p: Parameters) -> Task:
    what = p.choice("what", "groups", "largest", "useless", "first", "pairs", "which")
    noun = {
        "groups": "after each cable the number of groups",
        "largest": "after each cable the number of computers in the largest group",
        "useless": "the number of cables that, when they are laid, join two computers which are in "
        "the same group already",
        "first": "the number of cables after which all computers are in one group for the first "
        "time, or `-1` if that never happens",
        "pairs": "after each cable the number of pairs of computers that cannot exchange messages",
        "which": "the numbers of all cables that, when they are laid, join two computers of "
        "different "
        "groups; the first cable has the number 1",
    }[what]
    listed = what in ("groups", "largest", "pairs", "which")
    most = 2000 if what == "first" else N

    def solve(n: int, m: int, cables: list[list[int]]) -> object:
        leader = list(range(n + 1))
        size = [1] * (n + 1)

        def find(x: int) -> int:
            while leader[x] != x:
                leader[x] = leader[leader[x]]
                x = leader[x]
            return x

        groups = n
        largest = 1
        pairs = n * (n - 1) // 2
        result = []
        for i in range(m):
            a, b = find(cables[i][0]), find(cables[i][1])
            if a != b:
                if size[a] < size[b]:
                    a, b = b, a
                if what == "pairs":
                    pairs -= size[a] * size[b]
                leader[b] = a
                size[a] += size[b]
                if what == "largest":
                    largest = max(largest, size[a])
                if what in ("groups", "first", "useless"):
                    groups -= 1
                if what == "which":
                    result.append(i + 1)
                if what == "first" and groups == 1:
                    return i + 1
            if what == "groups":
                result.append(groups)
            if what == "largest":
                result.append(largest)
            if what == "pairs":
                result.append(pairs)
        if what == "useless":
            return m - n + groups
        if what == "first":
            return -1
        return result

    def smaller_to_larger(n: int, m: int, cables: list[list[int]]) -> object:
        group = list(range(n + 1))
        members = [[v] for v in range(n + 1)]
        groups = n
        largest = 1
        apart = n * (n - 1) // 2
        result = []
        useful = []
        for number, (x, y) in enumerate(cables, 1):
            a, b = group[x], group[y]
            if a != b:
                if len(members[a]) < len(members[b]):
                    a, b = b, a
                if what == "pairs":
                    apart -= len(members[a]) * len(members[b])
                for v in members[b]:
                    group[v] = a
                members[a] += members[b]
                if what == "largest":
                    largest = max(largest, len(members[a]))
                if what in ("groups", "first"):
                    groups -= 1
                if what in ("which", "useless", "first"):
                    useful.append(number)
            if what == "groups":
                result.append(groups)
            if what == "largest":
                result.append(largest)
            if what == "pairs":
                result.append(apart)
        if what == "which":
            return useful
        if what == "useless":
            return m - len(useful)
        if what == "first":
            return useful[-1] if groups == 1 else -1
        return result

    def touched_before(n: int, m: int, cables: list[list[int]]) -> object:
        seen: set[int] = set()
        groups = n
        useful = []
        result = []
        for i, (a, b) in enumerate(cables):
            if a not in seen or b not in seen:
                useful.append(i + 1)
                if what == "groups":
                    groups -= 1
            seen |= {a, b}
            if what == "groups":
                result.append(groups)
            if what == "largest":
                result.append(len(seen))
            if what == "pairs":
                result.append(n * (n - 1) // 2 - len(useful))
        if what == "which":
            return useful
        if what == "useless":
            return m - len(useful)
        if what == "first":
            return useful[-1] if len(seen) == n else -1
        return result

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(2, most)
        m = maker.count(1, N)
        if what == "first" and maker.scale != "large":
            m = maker.rng.randint(n, 4 * n)
        return n, max(m, 1), random_pairs(maker, n, max(m, 1))

    return Task(
        titles=("Cable by Cable", "Growing Together", "The Network Grows"),
        given=[
            (Count("n", 2, most), Count("m", 1, N)),
            Rows("cables", "m", (Int("a", 1, "n"), Int("b", 1, "n"))),
        ],
        ask=Listing(noun, in_lines=what != "which") if listed else Value(noun),
        formal="There are `n` computers, at first without any cables. One after the other, `m` "
        "cables are laid; each joins two different computers `a` and `b`, and there may be several "
        "between the same two. Computers that can exchange messages, directly or by way of others, "
        "form a group; a computer without cables is a group by itself.",
        stories=[
            Story(
                "The computer club of @place has [moved|found a new cellar]. `n` computers have "
                "been carried in, and now @who lays `m` cables, the `i`-th between the computers "
                "`a_i` and `b_i`, without looking much at what is there already: the same two may "
                "be joined more than once. Computers that can exchange messages, possibly with the "
                "help of others, form a group, even if it is a group of one. @friend writes "
                "everything down."
            ),
            Story(
                "It rains on `n` puddles, which we call computers as the weather service has "
                "simulated it all. `m` times a small channel (a cable) opens between two different "
                "puddles `a_i` and `b_i`, sometimes where there is one already. Puddles between "
                "which water can flow, also through other puddles, are a group; every puddle "
                "belongs to a group, and in the beginning each has one for itself."
            ),
        ],
        solve=solve,
        others=[smaller_to_larger],
        wrong=[touched_before],
        cpp=[
            FIND
            + """
            $type solve(int n, int m, vector<vector<int>> cables) {
                leader.resize(n + 1);
                iota(leader.begin(), leader.end(), 0);
                vector<int> size(n + 1, 1);
                $start
                for (int i = 0; i < m; i++) {
                    int a = find(cables[i][0]), b = find(cables[i][1]);
                    if (a != b) {
                        if (size[a] < size[b]) swap(a, b);
                        $join
                        leader[b] = a;
                        size[a] += size[b];
                        $joined
                    }
                    $each
                }
                return $result;
            }
        """
        ],
        params={
            "type": "vector<long long>" if what == "pairs" else "vector<int>" if listed else "int",
            "start": {
                "groups": "int groups = n;\nvector<int> result;",
                "largest": "int largest = 1;\nvector<int> result;",
                "useless": "int useless = m;",
                "first": "int groups = n;",
                "pairs": "long long pairs = n * (n - 1LL) / 2;\nvector<long long> result;",
                "which": "vector<int> result;",
            }[what],
            "join": "pairs -= (long long)size[a] * size[b];" if what == "pairs" else "",
            "joined": {
                "groups": "groups--;",
                "largest": "largest = max(largest, size[a]);",
                "useless": "useless--;",
                "first": "if (--groups == 1) return i + 1;",
                "pairs": "",
                "which": "result.push_back(i + 1);",
            }[what],
            "each": f"result.push_back({what});" if what in ("groups", "largest", "pairs") else "",
            "result": {"useless": "useless", "first": "-1"}.get(what, "result"),
        },
        make=make,
        edges=[
            (2, 1, [[1, 2]]),
            (4, 4, [[1, 2], [3, 4], [1, 2], [2, 3]]),
            (5, 5, [[1, 2], [2, 3], [3, 1], [4, 5], [1, 5]]),
        ],
        hints=(
            "What does a cable change when its two ends are in different groups, and what when "
            "they are not?",
            "Searching the whole network again after each cable is too slow; remember the groups.",
            "Use union-find, with "
            + {
                "groups": "a counter of groups.",
                "largest": "the sizes of the groups kept at their leaders.",
                "useless": "a counter of cables whose ends have the same leader.",
                "first": "a counter of groups that goes down whenever two are joined.",
                "pairs": "the sizes of the groups at their leaders: joining groups of sizes `s` "
                "and `t` connects `s t` pairs.",
                "which": "a list of the cables whose ends have different leaders.",
            }[what],
        ),
        explanation="A cable either joins two groups into one or changes nothing. Union-find with "
        "short paths tells which in nearly constant time, so all cables cost hardly more than "
        "reading them.",
        call="network_growth",
    )


@family(1200, "dsu", "implementation", "data structures")
def lights_come_on(p: Parameters) -> Task:
    circle = p.choice("circle", True, False)
    what = p.choice("what", "runs", "longest", "merges", "first")
    noun = {
        "runs": "after each of the `n` evenings the number of chains",
        "longest": "after each of the `n` evenings the number of windows in the longest chain",
        "merges": "the number of evenings on which two different chains become one",
        "first": "the number of the evening on which there is for the first time a chain of at "
        "least `k` windows",
    }[what]
    has_k = what == "first"

    def solve(n: int, order: list[int]) -> object:
        length = [0] * (n + 2)
        runs = longest = merges = 0
        result = []
        for x in order:
            before, after = x - 1, x + 1
            if circle:
                before, after = (x - 2) % n + 1, x % n + 1
            left, right = length[before], length[after]
            if circle and left == n - 1:
                right = 0
            total = left + 1 + right
            first, last = x - left, x + right
            if circle:
                first, last = (first - 1) % n + 1, (last - 1) % n + 1
            length[x] = length[first] = length[last] = total
            if what == "merges":
                merges += left > 0 and right > 0
            if what == "runs":
                runs += 1 - (left > 0) - (right > 0)
                result.append(runs)
            if what == "longest":
                longest = max(longest, total)
                result.append(longest)
        return merges if what == "merges" else result

    def union_find(n: int, order: list[int]) -> object:
        leader = list(range(n))
        size = [0] * n

        def find(x: int) -> int:
            while leader[x] != x:
                leader[x] = leader[leader[x]]
                x = leader[x]
            return x

        runs = longest = merges = 0
        result = []
        for x in order:
            x -= 1
            size[x] = 1
            joined = 0
            for y in (x - 1, x + 1):
                if circle:
                    y %= n
                if 0 <= y < n and size[y]:
                    a, b = find(x), find(y)
                    if a != b:
                        leader[b] = a
                        size[a] += size[b]
                        joined += 1
            if what == "merges":
                merges += joined == 2
            if what == "runs":
                runs += 1 - joined
                result.append(runs)
            if what == "longest":
                longest = max(longest, size[find(x)])
                result.append(longest)
        return merges if what == "merges" else result

    def forgetting_far_end(n: int, order: list[int]) -> object:
        length = [0] * (n + 2)
        longest = 0
        result = []
        for x in order:
            length[x] = length[x - 1] + 1 + length[x + 1]
            longest = max(longest, length[x])
            result.append(longest)
        return result

    def straight_or_round(n: int, order: list[int]) -> object:
        lit = [False] * (n + 2)
        runs = merges = 0
        result = []
        for x in order:
            lit[x] = True
            before, after = (x - 1, x + 1) if circle else ((x - 2) % n + 1, x % n + 1)
            if what == "merges":
                merges += lit[before] and lit[after]
            else:
                runs += 1 - lit[before] - lit[after]
                result.append(runs)
        return merges if what == "merges" else result

    def wait(n: int, order: list[int], k: int) -> int:
        length = [0] * (n + 2)
        for i, x in enumerate(order):
            before, after = x - 1, x + 1
            if circle:
                before, after = (x - 2) % n + 1, x % n + 1
            left, right = length[before], length[after]
            if left + 1 + right >= k:
                return i + 1
            first, last = x - left, x + right
            if circle:
                first, last = (first - 1) % n + 1, (last - 1) % n + 1
            length[first] = length[last] = left + 1 + right
        return n

    def halving(n: int, order: list[int], k: int) -> int:
        evening = [0] * n
        for i, x in enumerate(order):
            evening[x - 1] = i + 1

        def enough(day: int) -> bool:
            run = 0
            for i in range(2 * n if circle else n):
                run = run + 1 if evening[i % n] <= day else 0
                if run >= k:
                    return True
            return False

        low, high = 1, n
        while low < high:
            middle = (low + high) // 2
            if enough(middle):
                high = middle
            else:
                low = middle + 1
        return low

    def wait_wrong(n: int, order: list[int], k: int) -> int:
        length = [0] * (n + 2)
        for i, x in enumerate(order):
            length[x] = length[x - 1] + 1 + length[x + 1]
            if length[x] >= k:
                return i + 1
        return n

    def make(maker: Maker) -> tuple[object, ...]:
        n = maker.count(3, N)
        order = maker.permutation(n)
        if maker.chance(0.3):
            order = sorted(order, key=lambda x: (x % 2, maker.rng.random()))
        if has_k:
            return n, maker.rng.randint(1, max(1, min(n, 8 if maker.chance(0.7) else n))), order
        return n, order

    place = (
        "A round tower has `n` windows in a circle, numbered from 1; window `n` is next to window "
        "1."
        if circle
        else "A house has `n` windows side by side, numbered from 1."
    )
    return Task(
        titles=("Lights Come On", "Chains of Light", "Window by Window"),
        given=[
            (Count("n", 3, N), Int("k", 1, "n")) if has_k else Count("n", 3, N),
            Ints("order", "n", 1, N, "permutation"),
        ],
        ask=Listing(noun) if what in ("runs", "longest") else Value(noun),
        formal=f"{place} At first all windows are dark. On evening `i` a light is lit in window "
        "`order_i`, and from then on it stays lit; the list `order` contains every window once. A "
        "chain is a longest possible sequence of lit windows in which each is next to the one "
        "before.",
        stories=[
            Story(
                "Once a year, the people of @place look at one building for weeks. "
                f"{place} In the beginning everything is dark, but each evening a further light is "
                "lit, and it is never put out again: on evening `i` in window `order_i`, until on "
                "evening `n` the last window is bright. Lit windows that are neighbours form a "
                "chain, which reaches as far as there is light without a gap. @who takes a picture "
                "every evening."
            ),
            Story(
                "A [seamstress|goldsmith] works on "
                + (
                    "a necklace that is closed to a ring, with `n` places (windows) for stones, "
                    "numbered from 1 on; place `n` is followed by place 1."
                    if circle
                    else "a ribbon with `n` places (windows) for stones in a row, numbered from 1 "
                    "on."
                )
                + " Every evening one stone is set, on evening `i` at place `order_i`, and no "
                "place is chosen twice. Stones without a gap between them look like one piece: "
                "such a piece, as long as possible, is called a chain, even if it is a single "
                "stone."
            ),
        ],
        solve=wait if has_k else solve,
        others=[halving] if has_k else [union_find],
        wrong=[wait_wrong]
        if has_k
        else [forgetting_far_end]
        if what == "longest"
        else [straight_or_round],
        cpp=[
            """
            $type solve(int n, vector<int> order$k_argument) {
                vector<int> length(n + 2);
                $start
                for (int i = 0; i < n; i++) {
                    int x = order[i];
                    int before = $before, after = $after;
                    int left = length[before], right = $right;
                    $count
                    $ends
                }
                return $result;
            }
        """
        ],
        params={
            "type": "vector<int>" if what in ("runs", "longest") else "int",
            "k_argument": ", int k" if has_k else "",
            "start": {
                "runs": "vector<int> result;\nint runs = 0;",
                "longest": "vector<int> result;\nint longest = 0;",
                "merges": "int merges = 0;",
                "first": "",
            }[what],
            "before": "(x + n - 2) % n + 1" if circle else "x - 1",
            "after": "x % n + 1" if circle else "x + 1",
            "right": "left == n - 1 ? 0 : length[after]" if circle else "length[after]",
            "count": {
                "runs": "runs += 1 - (left > 0) - (right > 0);\nresult.push_back(runs);",
                "longest": "longest = max(longest, left + 1 + right);\nresult.push_back(longest);",
                "merges": "if (left && right) merges++;",
                "first": "if (left + 1 + right >= k) return i + 1;",
            }[what],
            "ends": "length[x] = length[(x - left + n - 1) % n + 1] = "
            "length[(x + right - 1) % n + 1] = left + 1 + right;"
            if circle
            else "length[x] = length[x - left] = length[x + right] = left + 1 + right;",
            "result": {"merges": "merges", "first": "n"}.get(what, "result"),
        },
        make=make,
        edges=[(3, 3, [2, 1, 3]), (6, 3, [1, 3, 5, 2, 4, 6]), (5, 2, [1, 5, 2, 4, 3])]
        if has_k
        else [(3, [2, 1, 3]), (6, [1, 3, 5, 2, 4, 6]), (5, [1, 5, 2, 4, 3])],
        hints=(
            "Only the two neighbours of a window matter when its light is lit.",
            "Know for each chain how long it is; the new light makes one longer, joins two, or is "
            "a chain by itself."
            + (" Mind that the last light closes the circle." if circle else ""),
            "It is enough to keep the length of a chain at its two ends: a new light only ever "
            "touches ends.",
        ),
        explanation="A new light touches the end of the chain on its left and on its right, if "
        "there are any. The lengths stored at these ends give the length of the new chain, which "
        "is stored at its own two ends. Each evening takes constant time.",
        call="chains_of_light",
    )


@family(1200, "dsu", "data structures")
def merging_firms(p: Parameters) -> Task:
    ask_for = p.choice("what", "same", "together", "boss", "difference", "number")
    noun = {
        "same": "for each question 1 if the two persons work in the same firm, and 0 if not",
        "together": "for each question the number of persons who work in the firm of person `x` or "
        "in that of person `y`",
        "boss": "for each question the smallest number of a person who works in the firm of person "
        "`x` or in that of person `y`",
        "difference": "for each question by how many persons the firms of person `x` and person "
        "`y` differ in size",
        "number": "for each question the number of firms at that time if the firms of person `x` "
        "and person `y` are left out",
    }[ask_for]

    def solve(n: int, q: int, events: list[list[int]]) -> list[int]:
        leader = list(range(n + 1))
        size = [1] * (n + 1)
        boss = list(range(n + 1))
        firms = n

        def find(x: int) -> int:
            while leader[x] != x:
                leader[x] = leader[leader[x]]
                x = leader[x]
            return x

        answers = []
        for t, x, y in events:
            x, y = find(x), find(y)
            if t == 1:
                if x != y:
                    if size[x] < size[y]:
                        x, y = y, x
                    leader[y] = x
                    size[x] += size[y]
                    if ask_for == "boss":
                        boss[x] = min(boss[x], boss[y])
                    if ask_for == "number":
                        firms -= 1
            elif ask_for == "same":
                answers.append(int(x == y))
            elif ask_for == "together":
                answers.append(size[x] if x == y else size[x] + size[y])
            elif ask_for == "boss":
                answers.append(min(boss[x], boss[y]))
            elif ask_for == "difference":
                answers.append(abs(size[x] - size[y]))
            else:
                answers.append(firms - 1 if x == y else firms - 2)
        return answers

    def with_lists(n: int, q: int, events: list[list[int]]) -> list[int]:
        firm = [[v] for v in range(n + 1)]
        firms = n
        answers = []
        for t, x, y in events:
            a, b = firm[x], firm[y]
            if t == 2:
                if ask_for == "same":
                    answers.append(1 if a is b else 0)
                if ask_for == "together":
                    answers.append(len(a) if a is b else len(a) + len(b))
                if ask_for == "boss":
                    answers.append(min(a[0], b[0]))
                if ask_for == "difference":
                    answers.append(abs(len(a) - len(b)))
                if ask_for == "number":
                    answers.append(firms - len({a[0], b[0]}))
            elif a is not b:
                if len(a) < len(b):
                    a, b = b, a
                if ask_for == "number":
                    firms -= 1
                if ask_for == "boss" and b[0] < a[0]:
                    a[0], b[0] = b[0], a[0]
                for v in b:
                    firm[v] = a
                a += b
        return answers

    def persons_only(n: int, q: int, events: list[list[int]]) -> list[int]:
        firm = list(range(n + 1))
        size = [1] * (n + 1)
        firms = n
        answers = []
        for t, x, y in events:
            a, b = firm[x], firm[y]
            if t == 1:
                firm[x] = firm[y] = min(a, b)
                if a != b:
                    size[min(a, b)] += size[max(a, b)]
                    if ask_for == "number":
                        firms -= 1
            elif ask_for == "same":
                answers.append(int(a == b))
            elif ask_for == "together":
                answers.append(size[a] + size[b] if a != b else size[a])
            elif ask_for == "boss":
                answers.append(min(a, b))
            elif ask_for == "difference":
                answers.append(abs(size[a] - size[b]))
            else:
                answers.append(firms - 1 if a == b else firms - 2)
        return answers

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(2, N)
        q = maker.count(1, N)
        share = maker.rng.choice((0.4, 0.6, 0.75))
        events = [
            [1 if maker.rng.random() < share else 2, a, b] for a, b in random_pairs(maker, n, q)
        ]
        events[-1][0] = 2
        return n, q, events

    return Task(
        titles=("Merging Firms", "Who Works with Whom?", "Takeovers"),
        given=[
            (Count("n", 2, N), Count("q", 1, N)),
            Rows("events", "q", (Int("t", 1, 2), Int("x", 1, "n"), Int("y", 1, "n"))),
        ],
        ask=Listing(noun, in_lines=True),
        formal="There are `n` persons, numbered from 1, and at first each of them is a firm alone. "
        "Then `q` events follow, each given by three numbers `t`, `x` and `y`, where `x` and `y` "
        "are different persons. If `t = 1`, the firms of `x` and `y` become one firm (nothing "
        "happens if they are the same firm already). If `t = 2`, a question about `x` and `y` is "
        "asked. There is at least one question.",
        stories=[
            Story(
                "In @place, `n` people have started firms on the same day, everyone alone. Since "
                "then, the newspaper has reported `q` events. An event `1 x y` says that the firms "
                "in which the persons `x` and `y` work have merged, with all their people; now "
                "and then both turn out to be in the same firm, and nothing changes. In an event "
                "`2 x y` a reader asks about the persons `x` and `y`, as things stand at that "
                "moment. The last event is always a question."
            ),
            Story(
                "A game for `n` children: in the beginning each of them is a firm. The leader of "
                "the game calls out `q` times three numbers. If the first one is `t = 1`, the "
                "whole firm of child `x` and the whole firm of child `y` take each other by the "
                "hand and are one firm from now on, if they are not so already; if it is `t = 2`, "
                "the leader wants to know something about the children `x` and `y`, and it happens "
                "at least once."
            ),
        ],
        solve=solve,
        others=[with_lists],
        wrong=[persons_only],
        cpp=[
            FIND
            + """
            vector<int> solve(int n, int q, vector<vector<int>> events) {
                leader.resize(n + 1);
                iota(leader.begin(), leader.end(), 0);
                $start
                vector<int> answers;
                for (auto& event : events) {
                    int x = find(event[1]), y = find(event[2]);
                    if (event[0] == 2) {
                        answers.push_back($answer);
                    } else if (x != y) {
                        leader[y] = x;
                        $join
                    }
                }
                return answers;
            }
        """
        ],
        params={
            "start": {
                "same": "",
                "boss": "vector<int> boss = leader;",
                "number": "int firms = n;",
            }.get(ask_for, "vector<int> size(n + 1, 1);"),
            "answer": {
                "same": "x == y",
                "together": "x == y ? size[x] : size[x] + size[y]",
                "boss": "min(boss[x], boss[y])",
                "difference": "abs(size[x] - size[y])",
                "number": "x == y ? firms - 1 : firms - 2",
            }[ask_for],
            "join": {
                "same": "",
                "boss": "boss[x] = min(boss[x], boss[y]);",
                "number": "firms--;",
            }.get(ask_for, "size[x] += size[y];"),
        },
        make=make,
        edges=[
            (2, 1, [[2, 1, 2]]),
            (4, 4, [[1, 1, 2], [1, 3, 2], [1, 1, 3], [2, 1, 3]]),
            (5, 5, [[1, 4, 5], [1, 2, 3], [1, 3, 4], [2, 5, 2], [2, 1, 5]]),
        ],
        hints=(
            "When two firms merge, all of their people get a new firm, not only `x` and `y`.",
            "Give each firm a leader, and let everyone know somebody who is closer to the leader.",
            "Use union-find"
            + (
                "; two persons are in the same firm if they have the same leader."
                if ask_for == "same"
                else ", and keep what is asked for at the leader of each firm. Mind the case that "
                "both persons are in the same firm."
                if ask_for != "number"
                else " and count the firms. Mind the case that both persons are in the same firm."
            ),
        ),
        explanation="Union-find answers who leads a firm in almost constant time; what is known of "
        "a firm is stored with its leader and combined when two firms merge.",
        call="firm_answers",
    )


@family(1600, "dsu", "graphs")
def roads_closed(p: Parameters) -> Task:
    what = p.choice("what", "groups", "largest", "from", "pairs", "last")
    noun = {
        "groups": "after each closing the number of regions",
        "largest": "after each closing the number of villages in the largest region",
        "from": "after each closing the number of villages in the region of village 1",
        "pairs": "after each closing the number of pairs of villages between which one can still "
        "travel",
        "last": "the number of closings after which village 1 and village `n` are for the first "
        "time in different regions, or 0 if they are so from the beginning",
    }[what]

    def solve(n: int, m: int, roads: list[list[int]], order: list[int]) -> object:
        leader = list(range(n + 1))
        size = [1] * (n + 1)

        def find(x: int) -> int:
            while leader[x] != x:
                leader[x] = leader[leader[x]]
                x = leader[x]
            return x

        groups = n
        largest = 1
        pairs = 0
        result = []
        for i in range(m - 1, -1, -1):
            if what == "groups":
                result.append(groups)
            if what == "largest":
                result.append(largest)
            if what == "from":
                result.append(size[find(1)])
            if what == "pairs":
                result.append(pairs)
            a, b = roads[order[i] - 1]
            a, b = find(a), find(b)
            if a != b:
                if size[a] < size[b]:
                    a, b = b, a
                if what == "pairs":
                    pairs += size[a] * size[b]
                leader[b] = a
                size[a] += size[b]
                if what == "largest":
                    largest = max(largest, size[a])
                if what == "groups":
                    groups -= 1
            if what == "last" and find(1) == find(n):
                return i + 1
        if what == "last":
            return 0
        return result[::-1]

    def by_lists(n: int, m: int, roads: list[list[int]], order: list[int]) -> object:
        group = [[v] for v in range(n + 1)]
        count = n
        largest = 1
        pairs = 0
        result = [0] * m
        last = 0
        for i in reversed(range(m)):
            if what == "groups":
                result[i] = count
            if what == "largest":
                result[i] = largest
            if what == "from":
                result[i] = len(group[1])
            if what == "pairs":
                result[i] = pairs
            x, y = roads[order[i] - 1]
            a, b = group[x], group[y]
            if a is b:
                continue
            if len(a) < len(b):
                a, b = b, a
            if what == "groups":
                count -= 1
            if what == "pairs":
                pairs += len(a) * len(b)
            for v in b:
                group[v] = a
            a += b
            if what == "largest":
                largest = max(largest, len(a))
            if what == "last" and last == 0 and group[1] is group[n]:
                last = i + 1
        return last if what == "last" else result

    def search_again(n: int, m: int, roads: list[list[int]], order: list[int]) -> object:
        near: list[set[int]] = [set() for _ in range(n + 1)]
        for a, b in roads:
            near[a].add(b)
            near[b].add(a)
        result = []
        for closed in range(m + 1):
            if closed:
                a, b = roads[order[closed - 1] - 1]
                near[a].remove(b)
                near[b].remove(a)
            seen: set[int] = set()
            sizes = []
            first = 0
            apart = False
            for start in range(1, n + 1):
                if start not in seen:
                    group = [start]
                    seen.add(start)
                    for v in group:
                        for u in near[v]:
                            if u not in seen:
                                seen.add(u)
                                group.append(u)
                    sizes.append(len(group))
                    if start == 1:
                        first = len(group)
                        apart = n not in seen
            if what == "last" and apart:
                return closed
            if what == "groups":
                result.append(len(sizes))
            if what == "largest":
                result.append(max(sizes))
            if what == "from":
                result.append(first)
            if what == "pairs":
                result.append(sum(x * (x - 1) // 2 for x in sizes))
        return result[1:]

    def one_too_early(n: int, m: int, roads: list[list[int]], order: list[int]) -> object:
        leader = list(range(n + 1))
        size = [1] * (n + 1)

        def find(x: int) -> int:
            while leader[x] != x:
                x = leader[x]
            return x

        groups = n
        largest = 1
        pairs = 0
        result = []
        for i in range(m - 1, -1, -1):
            a, b = roads[order[i] - 1]
            a, b = find(a), find(b)
            if a != b:
                if what == "pairs":
                    pairs += size[a] * size[b]
                leader[b] = a
                size[a] += size[b]
                if what == "largest":
                    largest = max(largest, size[a])
                if what == "groups":
                    groups -= 1
            if what == "last" and find(1) == find(n):
                return i
            if what == "groups":
                result.append(groups)
            if what == "largest":
                result.append(largest)
            if what == "from":
                result.append(size[find(1)])
            if what == "pairs":
                result.append(pairs)
        if what == "last":
            return 0
        return result[::-1]

    def make(maker: Maker) -> tuple[int, int, list[list[int]], list[int]]:
        n = maker.count(2, 10**4)
        most = int(n * maker.rng.choice((1.1, 1.5, 2)))
        roads = [list(x) for x in maker.graph(n, most, connected=maker.chance(0.8))]
        if not roads:
            roads = [[1, 2]]
        return n, len(roads), roads, maker.permutation(len(roads))

    return Task(
        titles=("Roads Are Closed", "Falling Apart", "Road by Road"),
        given=[
            (Count("n", 2, 10**4), Count("m", 1, 2 * 10**4)),
            Rows("roads", "m", (Int("a", 1, "n"), Int("b", 1, "n")), "graph"),
            Ints("order", "m", 1, 10**4, "permutation"),
        ],
        ask=Value(noun) if what == "last" else Listing(noun),
        formal="There are `n` villages and `m` roads, numbered in the order in which they are "
        "given. A road joins two different villages `a` and `b` and can be used in both "
        "directions; no two roads join the same villages. The roads are closed one after the other "
        "in the order of the list `order`, until none is left. Villages between which one can "
        "travel along roads that are not closed form a region; a village without such roads is a "
        "region by itself.",
        stories=[
            Story(
                "The mines of @place have been given up, and people are leaving the `n` villages. "
                "The county has no money for its `m` roads, of which the `i`-th joins the villages "
                "`a_i` and `b_i`, and closes them, one every month: the list `order` says which "
                "roads, by their numbers, in which order, and in the end they are all gone. "
                "Villages that can be reached from one another on open roads make up a region. "
                "@who, who delivers the post, [reads the list|looks at the list] with worry."
            ),
            Story(
                "Winter comes to the mountains. Between `n` huts, called villages on the map, "
                "there are `m` paths (roads), the `i`-th between the villages `a_i` and `b_i`. "
                "Experience shows that they disappear under snow in the order given by the list "
                "`order` of their numbers, and that each stays closed until spring. A region is a "
                "set of villages from each of which one can walk to all the others, and to no "
                "further one, on paths that are open; it may be a single village."
            ),
        ],
        solve=solve,
        others=[by_lists],
        slow=[search_again],
        wrong=[one_too_early],
        cpp=[
            FIND
            + """
            $type solve(int n, int m, vector<vector<int>> roads, vector<int> order) {
                leader.resize(n + 1);
                iota(leader.begin(), leader.end(), 0);
                vector<int> size(n + 1, 1);
                $start
                for (int i = m - 1; i >= 0; i--) {
                    $before
                    int a = find(roads[order[i] - 1][0]), b = find(roads[order[i] - 1][1]);
                    if (a != b) {
                        $join
                        leader[b] = a;
                        size[a] += size[b];
                        $joined
                    }
                    $after
                }
                return $result;
            }
        """
        ],
        params={
            "type": {"pairs": "vector<long long>", "last": "int"}.get(what, "vector<int>"),
            "start": {
                "groups": "vector<int> result(m);\nint groups = n;",
                "largest": "vector<int> result(m);\nint largest = 1;",
                "from": "vector<int> result(m);",
                "pairs": "vector<long long> result(m);\nlong long pairs = 0;",
                "last": "",
            }[what],
            "before": {
                "groups": "result[i] = groups;",
                "largest": "result[i] = largest;",
                "from": "result[i] = size[find(1)];",
                "pairs": "result[i] = pairs;",
                "last": "",
            }[what],
            "join": "pairs += (long long)size[a] * size[b];" if what == "pairs" else "",
            "joined": {"groups": "groups--;", "largest": "largest = max(largest, size[a]);"}.get(
                what, ""
            ),
            "after": "if (find(1) == find(n)) return i + 1;" if what == "last" else "",
            "result": "0" if what == "last" else "result",
        },
        make=make,
        edges=[
            (2, 1, [[1, 2]], [1]),
            (3, 3, [[1, 2], [2, 3], [3, 1]], [2, 1, 3]),
            (4, 3, [[1, 2], [2, 3], [3, 4]], [3, 2, 1]),
        ],
        hints=(
            "It is hard to see what falls apart when a road is closed. What is easier?",
            "Look at everything backwards: roads are opened one by one, from the last that was "
            "closed to the first.",
            "Use union-find; note what is asked *before* a road is opened again, since that is the "
            "state after it was closed."
            if what != "last"
            else "Use union-find; the road whose opening connects the two villages is the one "
            "whose closing separates them.",
        ),
        explanation="Played backwards, regions only grow together, which union-find does in almost "
        "constant time for each road. The state before a road is opened is the one after it was "
        "closed.",
        call="after_closing",
    )


@family(1500, "dsu", "graphs", "dfs and similar")
def islands_rising(p: Parameters) -> Task:
    corners = p.choice("corners", True, False)
    what = p.choice("what", "count", "largest", "most", "joined")
    noun = {
        "count": "after each day the number of islands",
        "largest": "after each day the number of fields of the largest island",
        "most": "the greatest number of islands that there are after any of the days",
        "joined": "the number of days on which at least two islands grow together",
    }[what]

    def solve(n: int, m: int, q: int, fields: list[list[int]]) -> object:
        leader: dict[int, int] = {}
        size: dict[int, int] = {}

        def find(x: int) -> int:
            while leader[x] != x:
                leader[x] = leader[leader[x]]
                x = leader[x]
            return x

        islands = largest = most = joined = 0
        result = []
        for r, c in fields:
            cell = r * (m + 2) + c
            if cell not in leader:
                leader[cell] = cell
                size[cell] = 1
                steps = [1, -1, m + 2, -m - 2]
                if corners:
                    steps += [m + 3, m + 1, -m - 1, -m - 3]
                near = {find(cell + step) for step in steps if cell + step in leader}
                for other in near:
                    leader[other] = cell
                    size[cell] += size[other]
                if what in ("count", "most"):
                    islands += 1 - len(near)
                if what == "joined":
                    joined += len(near) > 1
                if what == "largest":
                    largest = max(largest, size[cell])
                if what == "most":
                    most = max(most, islands)
            if what == "count":
                result.append(islands)
            if what == "largest":
                result.append(largest)
        if what == "most":
            return most
        if what == "joined":
            return joined
        return result

    def by_lists(n: int, m: int, q: int, fields: list[list[int]]) -> object:
        island: dict[tuple[int, int], list[tuple[int, int]]] = {}
        count = largest = most = joined = 0
        result = []
        for r, c in fields:
            if (r, c) not in island:
                now = [(r, c)]
                count += 1
                times = 0
                for i in (r - 1, r, r + 1):
                    for j in (c - 1, c, c + 1):
                        if not corners and i != r and j != c:
                            continue
                        old = island.get((i, j))
                        if old is None or old is now:
                            continue
                        if len(now) < len(old):
                            now, old = old, now
                        for cell in old:
                            island[cell] = now
                        now += old
                        if what == "joined":
                            times += 1
                        else:
                            count -= 1
                        island[r, c] = now
                island[r, c] = now
                if what == "joined":
                    joined += times > 1
                if what == "largest":
                    largest = max(largest, len(now))
                if what == "most":
                    most = max(most, count)
            if what == "count":
                result.append(count)
            if what == "largest":
                result.append(largest)
        if what == "most":
            return most
        return joined if what == "joined" else result

    def careless(n: int, m: int, q: int, fields: list[list[int]]) -> object:
        land: set[tuple[int, int]] = set()
        islands = largest = most = joined = 0
        result = []
        for r, c in fields:
            near = [(r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)]
            if corners:
                near += [(r - 1, c - 1), (r - 1, c + 1), (r + 1, c - 1), (r + 1, c + 1)]
            count = sum(1 for cell in near if cell in land)
            if what in ("count", "most"):
                islands += 1 - count
            if what == "joined":
                joined += count > 1
            land.add((r, c))
            if what == "most":
                most = max(most, islands)
            if what == "count":
                result.append(islands)
            if what == "largest":
                largest = max(largest, count + 1)
                result.append(largest)
        if what == "most":
            return most
        return joined if what == "joined" else result

    def make(maker: Maker) -> tuple[int, int, int, list[list[int]]]:
        if maker.scale == "large":
            n, m = maker.rng.randint(100, 200), maker.rng.randint(100, 200)
        else:
            n, m = maker.count(1, 5), maker.count(1, 5)
        if maker.scale == "least":
            return n, m, 1, [[1, 1]]
        cells = [[r, c] for r in range(1, n + 1) for c in range(1, m + 1)]
        maker.rng.shuffle(cells)
        q = min(maker.count(1, 10**4), len(cells))
        fields = cells[:q]
        if maker.chance(0.6) and q > 2:
            fields[-1] = list(maker.rng.choice(fields))
        if maker.chance(0.3):
            fields.sort(key=lambda cell: ((cell[0] + cell[1]) % 2, maker.rng.random()))
        return n, m, q, fields

    near = "a side or a corner" if corners else "a side"
    return Task(
        titles=("Islands Rise from the Sea", "New Land", "Rising Islands"),
        given=[
            (Count("n", 1, 200), Count("m", 1, 200), Count("q", 1, 10**4)),
            Rows("fields", "q", (Int("r", 1, "n"), Int("c", 1, "m"))),
        ],
        ask=Listing(noun) if what in ("count", "largest") else Value(noun),
        formal="A sea is divided into `n` rows of `m` fields, and all of them are under water. On "
        "each of `q` days, the field in row `r` and column `c` becomes land; if it is land "
        "already, nothing happens. Land fields that have "
        f"{near} in common belong to the same island, and so on: an island is a set of land fields "
        "in which one can get from each to each other one in this way, and it is as large as "
        "possible.",
        stories=[
            Story(
                "The volcanoes under the sea near @place are [awake|at work]. A map with `n` rows "
                "and `m` columns shows nothing but water at first. Every day for `q` days, a "
                "report names a field by its row `r_i` and its column `c_i`: there is land now. "
                "(The [reporter|captain] is forgetful, and some fields are reported again later, "
                f"which changes nothing.) Land fields which share {near} belong to one island, "
                "directly or through others. @who keeps the statistics."
            ),
            Story(
                "On a sheet of squared paper with `n` rows and `m` columns, @who fills one square "
                "with ink each day, for `q` days: on day `i` the field in row `r_i` and column "
                "`c_i`, unless it is filled already. Filled fields are called land. When two of "
                f"them have {near} in common, the ink [flows|runs] together, and such a piece, "
                "with all that hangs together with it, is an island."
            ),
        ],
        solve=solve,
        others=[by_lists],
        wrong=[careless],
        cpp=[
            FIND
            + """
            $type solve(int n, int m, int q, vector<vector<int>> fields) {
                leader.assign((n + 2) * (m + 2), -1);
                vector<int> size(leader.size(), 1);
                int w = m + 2;
                vector<int> steps = {1, -1, w, -w$diagonal};
                $start
                for (auto& field : fields) {
                    int cell = field[0] * w + field[1];
                    if (leader[cell] < 0) {
                        leader[cell] = cell;
                        int near = 0;
                        for (int step : steps) {
                            if (leader[cell + step] < 0) continue;
                            int other = find(cell + step);
                            if (other == cell) continue;
                            leader[other] = cell;
                            size[cell] += size[other];
                            near++;
                        }
                        $count
                    }
                    $each
                }
                return $result;
            }
        """
        ],
        params={
            "type": "vector<int>" if what in ("count", "largest") else "int",
            "diagonal": ", w + 1, w - 1, -w + 1, -w - 1" if corners else "",
            "start": {
                "count": "vector<int> result;\nint islands = 0;",
                "largest": "vector<int> result;\nint largest = 0;",
                "most": "int islands = 0, most = 0;",
                "joined": "int joined = 0;",
            }[what],
            "count": {
                "count": "islands += 1 - near;",
                "largest": "largest = max(largest, size[cell]);",
                "most": "islands += 1 - near;\nmost = max(most, islands);",
                "joined": "if (near > 1) joined++;",
            }[what],
            "each": {
                "count": "result.push_back(islands);",
                "largest": "result.push_back(largest);",
            }.get(what, ""),
            "result": {"most": "most", "joined": "joined"}.get(what, "result"),
        },
        make=make,
        edges=[
            (1, 1, 2, [[1, 1], [1, 1]]),
            (2, 2, 4, [[1, 1], [2, 2], [1, 2], [2, 1]]),
            (3, 3, 5, [[1, 2], [2, 1], [2, 3], [3, 2], [2, 2]]),
            (1, 5, 4, [[1, 5], [1, 3], [1, 4], [1, 1]]),
        ],
        hints=(
            "What can happen to the islands when a single field becomes land?",
            "Look at the "
            + ("eight" if corners else "four")
            + " fields around it: how many *different* islands do they belong to?",
            "Union-find on the fields: join the new one with each island around it, and count only "
            "those that were not joined yet. Fields that are reported twice change nothing.",
        ),
        explanation="A new field makes one island more, and takes away one for each different "
        "island that it touches. Union-find names the island of a field in almost constant time.",
        call="rising_islands",
    )
