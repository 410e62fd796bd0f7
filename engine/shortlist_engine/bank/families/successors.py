"""Each points to one: parcels that are passed on, rings, and where arrows lead in the end."""

from __future__ import annotations

from math import lcm

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows

N = 10**5
MOD = 10**9 + 7


def _arrows(maker: Maker, n: int) -> list[int]:
    """A successor of each number from 1 to `n`: long tails, many small rings, or anything."""
    kind = maker.rng.random()
    if kind < 0.3:
        names = maker.permutation(n)
        back = maker.rng.randrange(n)
        following = [names[i + 1] if i + 1 < n else names[back] for i in range(n)]
        arrows = [0] * n
        for name, after in zip(names, following, strict=True):
            arrows[name - 1] = after
        return arrows
    if kind < 0.5:
        return maker.permutation(n)
    return [maker.rng.randint(1, n) for _ in range(n)]


@family(900, "implementation", "graphs")
def passed_parcel(p: Parameters) -> Task:
    what = p.choice("what", "after", "times", "again", "different", "back")
    noun = {
        "after": "the number of the child that has the parcel after `k` passes",
        "times": "how many times the parcel is passed to child `t` in the first `k` passes",
        "again": "the number of passes after which, for the first time, the parcel is with a child "
        "that has had it before",
        "different": "the number of different children that have the parcel in their hands at some "
        "time",
        "back": "the number of passes after which child `s` has the parcel again, or `-1` if it "
        "never comes back",
    }[what]
    with_k = what in ("after", "times")

    def walk(n: int, a: list[int], s: int, k: int) -> int:
        for _ in range(k):
            s = a[s - 1]
        return s

    def recorded(n: int, a: list[int], s: int, k: int) -> int:
        places = [s]
        while len(places) <= k:
            places.append(a[places[-1] - 1])
        return places[k]

    def one_pass_less(n: int, a: list[int], s: int, k: int) -> int:
        for _ in range(k - 1):
            s = a[s - 1]
        return s

    def count_walk(n: int, a: list[int], s: int, t: int, k: int) -> int:
        times = 0
        for _ in range(k):
            s = a[s - 1]
            if s == t:
                times += 1
        return times

    def count_list(n: int, a: list[int], s: int, t: int, k: int) -> int:
        places: list[int] = []
        while len(places) < k:
            s = a[s - 1]
            places.append(s)
        return places.count(t)

    def count_start_too(n: int, a: list[int], s: int, t: int, k: int) -> int:
        times = 0
        for _ in range(k):
            if s == t:
                times += 1
            s = a[s - 1]
        return times

    def until(n: int, a: list[int], s: int) -> int:
        seen = [False] * (n + 1)
        x = s
        passes = 0
        while not seen[x]:
            seen[x] = True
            x = a[x - 1]
            passes += 1
        if what == "back":
            return passes if x == s else -1
        return passes

    def until_known(n: int, a: list[int], s: int) -> int:
        if what == "back":
            x = a[s - 1]
            for passes in range(1, n + 1):
                if x == s:
                    return passes
                x = a[x - 1]
            return -1
        order = {s}
        while a[s - 1] not in order:
            s = a[s - 1]
            order.add(s)
        return len(order)

    def all_children(n: int, a: list[int], s: int) -> int:
        x = a[s - 1]
        passes = 1
        while x != s and passes < n:
            x = a[x - 1]
            passes += 1
        if what == "back":
            return passes
        return passes + 1 if what == "again" else passes

    def make(maker: Maker) -> tuple[object, ...]:
        n = maker.count(2, N)
        a = _arrows(maker, n)
        s = maker.rng.randint(1, n)
        k = maker.count(1, 10**5)
        if what == "after":
            return n, s, k, a
        if what == "times":
            t = s
            for _ in range(min(k, maker.rng.randint(0, n))):
                t = a[t - 1]
            return n, s, t, k, a
        return n, s, a

    first = (Count("n", 2, N), Int("s", 1, "n"))
    more = (Int("t", 1, "n"),) if what == "times" else ()
    last = (Int("k", 1, 10**5),) if with_k else ()
    return Task(
        titles=("Pass It On", "The Parcel", "From Hand to Hand"),
        given=[(*first, *more, *last), Ints("a", "n", 1, "n")],
        ask=Value(noun),
        formal="`n` children, numbered from 1, pass a parcel on. Child `i` always gives it to "
        "child `a_i`, which may be child `i` itself; that is a pass, too. In the beginning child "
        "`s` has the parcel.",
        stories=[
            Story(
                "At the birthday party of @who, `n` children play with a parcel. Each child has "
                "drawn a card with a number, child `i` the number `a_i`, and has to give the "
                "parcel to the child with this number whenever it comes. A child with its own "
                "number on the card keeps the parcel for a moment and pretends to pass it on, "
                "which counts as a pass as well. The music starts, and child `s` has the parcel in "
                "its hands."
            ),
            Story(
                "In the offices of @place there are `n` clerks, known as the children, and each of "
                "them sends every file to the same colleague: clerk `i` to clerk `a_i`, and it is "
                "said that some send it to themselves. Sending a file once is called a pass. Today "
                "the file of @who, also known as the parcel, is on the desk of clerk `s`, and the "
                "passing begins."
            ),
        ],
        solve=walk if what == "after" else count_walk if what == "times" else until,
        others=[recorded if what == "after" else count_list if what == "times" else until_known],
        wrong=[
            one_pass_less
            if what == "after"
            else count_start_too
            if what == "times"
            else all_children
        ],
        cpp=[
            """
            int solve(int n, vector<int> a, int s$more) {
                $body
            }
        """
        ],
        params={
            "more": {"after": ", int k", "times": ", int t, int k"}.get(what, ""),
            "body": {
                "after": "while (k--) s = a[s - 1];\nreturn s;",
                "times": "int times = 0;\nwhile (k--) {\n    s = a[s - 1];\n"
                "    if (s == t) times++;\n}\nreturn times;",
            }.get(
                what,
                "vector<bool> seen(n + 1);\nint x = s, passes = 0;\nwhile (!seen[x]) {\n"
                "    seen[x] = true;\n    x = a[x - 1];\n    passes++;\n}\n"
                + ("return x == s ? passes : -1;" if what == "back" else "return passes;"),
            ),
        },
        make=make,
        edges=[
            (2, 1, 1, [2, 1]) if what == "after" else (2, 1, 2, 3, [2, 1]),
            (3, 1, 3, [2, 3, 2]) if what == "after" else (3, 1, 1, 3, [2, 3, 2]),
        ]
        if with_k
        else [(2, 1, [2, 1]), (2, 1, [1, 1]), (3, 1, [2, 3, 2]), (4, 1, [2, 2, 1, 3])],
        hints=(
            "Play it yourself for a few passes.",
            "One variable says who has the parcel; a pass replaces its value.",
            {
                "after": "Repeat that `k` times. Mind that the children are numbered from 1.",
                "times": "Repeat that `k` times, and count the passes *to* child `t`: having it at "
                "the beginning does not count.",
                "back": "Mark the children that have had the parcel; when a marked one gets it, "
                "everything repeats, and either that is child `s` or it never is.",
            }.get(
                what,
                "Mark the children that have had the parcel, and stop when a marked one gets it.",
            ),
        ),
        explanation="The passes are simulated one by one"
        + (", which are `k` steps." if with_k else "; after at most `n` of them a child repeats."),
        call="pass_parcel",
    )


@family(1200, "graphs", "math", "dfs and similar")
def rings_of_gifts(p: Parameters) -> Task:
    what = p.choice("what", "count", "longest", "alone", "swaps", "years", "even", "mine")
    noun = {
        "count": "the number of rings",
        "longest": "the number of persons in the longest ring",
        "alone": "the number of persons whose ring has at most two persons",
        "swaps": "the least number of swaps after which every person has their own present, where "
        "a swap exchanges the presents that two persons hold",
        "years": "the number of years after which, for the first time, every present is with its "
        f"first owner again, modulo {MOD}",
        "even": "the number of rings with an even number of persons",
        "mine": "for each person the number of years after which their present is with them again "
        "for the first time",
    }[what]

    def solve(n: int, a: list[int]) -> object:
        seen = [False] * n
        length = [0] * n
        sizes = []
        for start in range(n):
            ring = []
            v = start
            while not seen[v]:
                seen[v] = True
                ring.append(v)
                v = a[v] - 1
            if ring:
                sizes.append(len(ring))
            if what == "mine":
                for v in ring:
                    length[v] = len(ring)
        if what == "count":
            return len(sizes)
        if what == "longest":
            return max(sizes)
        if what == "alone":
            return sum(size for size in sizes if size <= 2)
        if what == "swaps":
            return n - len(sizes)
        if what == "years":
            return lcm(*sizes) % MOD
        if what == "even":
            return sum(1 for size in sizes if size % 2 == 0)
        return length

    def union_find(n: int, a: list[int]) -> object:
        leader = list(range(n))

        def find(x: int) -> int:
            while leader[x] != x:
                leader[x] = leader[leader[x]]
                x = leader[x]
            return x

        for i in range(n):
            leader[find(i)] = find(a[i] - 1)
        size = [0] * n
        for i in range(n):
            size[find(i)] += 1
        if what == "mine":
            return [size[find(i)] for i in range(n)]
        rings = [x for x in size if x > 0]
        if what == "count":
            return len(rings)
        if what == "longest":
            return max(rings)
        if what == "alone":
            return rings.count(1) + 2 * rings.count(2)
        if what == "swaps":
            return sum(x - 1 for x in rings)
        if what == "even":
            return len([x for x in rings if x % 2 == 0])
        years = 1
        for x in set(rings):
            years = lcm(years, x)
        return years % MOD

    def pairs_only(n: int, a: list[int]) -> object:
        fixed = sum(1 for i in range(n) if a[i] == i + 1)
        couples = sum(1 for i in range(n) if a[a[i] - 1] == i + 1) - fixed
        if what == "count":
            return fixed + couples // 2
        if what == "longest":
            return n - fixed
        if what == "alone":
            return fixed
        if what == "swaps":
            return (n - fixed + 1) // 2
        if what == "years":
            return max(1, n - fixed)
        if what == "even":
            return couples // 2
        return [1 if a[i] == i + 1 else n - fixed for i in range(n)]

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 2 * 10**4)
        if maker.chance(0.5):
            return n, maker.permutation(n)
        names = maker.permutation(n)
        a = [0] * n
        at = 0
        while at < n:
            size = min(n - at, maker.rng.randint(1, 6))
            for i in range(size):
                a[names[at + i] - 1] = names[at + (i + 1) % size]
            at += size
        return n, a

    return Task(
        titles=("Rings of Gifts", "Secret Presents", "Everyone Gives, Everyone Gets"),
        given=[Count("n", 1, 2 * 10**4), Ints("a", "n", 1, 10**5, "permutation")],
        ask=Listing(noun) if what == "mine" else Value(noun),
        formal="Each of `n` persons has a present of their own. Once a year, all at the same time, "
        "person `i` gives the present that he or she holds to person `a_i`. The list `a` is a "
        "permutation, so everybody always holds exactly one present; `a_i = i` is possible. The "
        "persons through whose hands the same present goes over the years form a ring."
        + (
            " Now the first year is over: everything has been passed on once."
            if what == "swaps"
            else ""
        ),
        stories=[
            Story(
                "In the family of @who nobody wants new things. Each of the `n` members wraps up a "
                "present, and every winter all hand what they hold to somebody at the same time: "
                "person `i` always to person `a_i`, and nobody gets two. Some keep theirs, with "
                "`a_i = i`. If one follows a present from person to person, one sooner or later "
                "comes back to where one began; the persons on the way are called a ring."
                + (
                    " This winter is the first one, and after it the members regret it: by "
                    "swapping with each other they want to get back what was theirs."
                    if what == "swaps"
                    else ""
                )
            ),
            Story(
                "`n` dancers stand on the marks 1 to `n` of a stage, each with a hat (their "
                "present). On a sign, once in each act, or year, every dancer `i` throws the hat "
                "to dancer `a_i` and catches another one; all the `a_i` are different, and some "
                "throw the hat into the air and catch it themselves. Following the throws from "
                "dancer to dancer, one gets around a ring of persons."
                + (
                    " After the first act everybody wants the own hat back, and hats are swapped "
                    "between two dancers at a time."
                    if what == "swaps"
                    else ""
                )
            ),
        ],
        solve=solve,
        others=[union_find],
        wrong=[pairs_only],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                vector<bool> seen(n);
                $start
                for (int i = 0; i < n; i++) {
                    if (seen[i]) continue;
                    int size = 0;
                    for (int v = i; !seen[v]; v = a[v] - 1) {
                        seen[v] = true;
                        size++;
                    }
                    $ring
                }
                return $result;
            }
        """
            if what != "years"
            else """
            int solve(int n, vector<int> a) {
                vector<bool> seen(n);
                vector<int> power(n + 1);
                for (int i = 0; i < n; i++) {
                    if (seen[i]) continue;
                    int size = 0;
                    for (int v = i; !seen[v]; v = a[v] - 1) {
                        seen[v] = true;
                        size++;
                    }
                    for (int d = 2; d <= size; d++) {
                        int times = 0;
                        while (size % d == 0) size /= d, times++;
                        power[d] = max(power[d], times);
                    }
                }
                long long years = 1;
                for (int d = 2; d <= n; d++)
                    while (power[d]-- > 0) years = years * d % 1000000007;
                return years;
            }
        """
        ],
        params={
            "type": "vector<int>" if what == "mine" else "int",
            "start": {
                "longest": "int longest = 0;",
                "mine": "vector<int> length(n);",
                "swaps": "int swaps = 0;",
            }.get(what, "int count = 0;"),
            "ring": {
                "count": "count++;",
                "longest": "longest = max(longest, size);",
                "alone": "if (size <= 2) count += size;",
                "swaps": "swaps += size - 1;",
                "even": "if (size % 2 == 0) count++;",
                "mine": "int v = i;\ndo {\n    length[v] = size;\n    v = a[v] - 1;\n"
                "} while (v != i);",
                "years": "",
            }[what],
            "result": {"longest": "longest", "mine": "length", "swaps": "swaps"}.get(what, "count"),
        },
        make=make,
        edges=[
            (1, [1]),
            (2, [2, 1]),
            (4, [2, 3, 4, 1]),
            (7, [2, 1, 4, 5, 3, 7, 6]),
            (6, [2, 3, 1, 5, 4, 6]),
        ],
        hints=(
            "Follow a present from person to person until it comes back.",
            "Everybody belongs to exactly one ring, so that the walks around all rings together "
            "take `n` steps.",
            {
                "count": "Begin a new walk at everybody who has not been met yet, and count these "
                "walks.",
                "longest": "Count the steps of every walk around a ring that is new.",
                "alone": "In such a ring, `a_i = i`, or the two give to each other.",
                "swaps": "A swap can divide one ring into two, and not more: how many rings are "
                "there in the end?",
                "years": "A present in a ring of `s` persons is back every `s` years; take the "
                "least common multiple of all sizes.",
                "even": "Count the steps of every walk around a ring that is new, and look whether "
                "they are even.",
                "mine": "Everybody in a ring waits as many years as it has persons.",
            }[what],
        ),
        explanation="A permutation falls apart into rings, and walking around each of them once "
        "takes linear time in all."
        + (
            " A swap raises the number of rings by at most 1, and `n` rings are wanted."
            if what == "swaps"
            else ""
        ),
        call="gift_rings",
    )


@family(1400, "graphs", "dfs and similar")
def ends_of_arrows(p: Parameters) -> Task:
    what = p.choice("what", "on", "off", "distance", "farthest", "largest", "loops")
    noun = {
        "on": "the number of squares to which one comes back when one starts on them",
        "off": "the numbers of all squares to which one never comes back when one starts on them, "
        "in increasing order, or only 0 if there are none",
        "distance": "for each square the number of steps from there until one is on a round trip",
        "farthest": "the greatest number of steps that it can take until one is on a round trip",
        "largest": "the greatest number of squares of a round trip",
        "loops": "the number of different round trips",
    }[what]

    def solve(n: int, a: list[int]) -> object:
        into = [0] * (n + 1)
        for x in a:
            into[x] += 1
        order = [v for v in range(1, n + 1) if into[v] == 0]
        for v in order:
            u = a[v - 1]
            into[u] -= 1
            if into[u] == 0:
                order.append(u)
        if what == "on":
            return n - len(order)
        if what == "off":
            return sorted(order) or [0]
        if what in ("distance", "farthest"):
            steps = [0] * (n + 1)
            for v in reversed(order):
                steps[v] = steps[a[v - 1]] + 1
            return steps[1:] if what == "distance" else max(steps)
        loops = largest = 0
        for v in range(1, n + 1):
            size = 0
            while into[v] > 0:
                into[v] = 0
                size += 1
                v = a[v - 1]
            if what == "largest":
                largest = max(largest, size)
            else:
                loops += size > 0
        return largest if what == "largest" else loops

    def colours(n: int, a: list[int]) -> object:
        a = [x - 1 for x in a]
        walk = [-1] * n
        steps = [-1] * n
        sizes = []
        for start in range(n):
            path = []
            v = start
            while walk[v] < 0:
                walk[v] = start
                path.append(v)
                v = a[v]
            if walk[v] == start:
                at = path.index(v)
                sizes.append(len(path) - at)
                for u in path[at:]:
                    steps[u] = 0
                path = path[:at]
            for u in reversed(path):
                steps[u] = steps[a[u]] + 1
        if what == "on":
            return sum(sizes)
        if what == "off":
            return [v + 1 for v in range(n) if steps[v] > 0] or [0]
        if what == "distance":
            return steps
        if what == "farthest":
            return max(steps)
        return max(sizes) if what == "largest" else len(sizes)

    def try_each(n: int, a: list[int]) -> object:
        steps = []
        sizes = []
        for start in range(n):
            order: dict[int, int] = {}
            v = start
            while v not in order:
                order[v] = len(order)
                v = a[v] - 1
            steps.append(order[v])
            if order[v] == 0:
                sizes.append(len(order))
        if what == "on":
            return steps.count(0)
        if what == "off":
            return [v + 1 for v in range(n) if steps[v] > 0] or [0]
        if what == "distance":
            return steps
        if what == "farthest":
            return max(steps)
        if what == "largest":
            return max(sizes)
        return sum(sizes.count(size) // size for size in set(sizes))

    def no_arrow_in(n: int, a: list[int]) -> object:
        targets = set(a)
        if what == "on":
            return len(targets)
        if what == "off":
            return [v for v in range(1, n + 1) if v not in targets] or [0]
        if what == "distance":
            return [0 if v in targets else 1 for v in range(1, n + 1)]
        if what == "farthest":
            return n - len(targets)
        if what == "largest":
            return len(targets)
        return sum(1 for v in range(n) if a[v] == v + 1 or a[a[v] - 1] == v + 1)

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 2 * 10**4)
        return n, _arrows(maker, n)

    return Task(
        titles=("Follow the Arrows", "Round Trips", "Where Arrows Lead"),
        given=[Count("n", 1, 2 * 10**4), Ints("a", "n", 1, "n")],
        ask=Listing(noun) if what in ("off", "distance") else Value(noun),
        formal="On each of `n` squares stands an arrow: that of square `i` leads to square `a_i` "
        "(possibly `i` itself). Whoever is on a square follows its arrow in every step. The "
        "squares which are visited again and again form a round trip; starting on one of them, one "
        "comes back to it.",
        stories=[
            Story(
                "A board game, played by @who on long evenings, has `n` squares and no dice. On "
                "square `i` there is an arrow to square `a_i`, and in every step one has to follow "
                "the arrow of the square where one is; some arrows lead to their own squares. Of "
                "course nobody ever wins. After some steps one goes round and round on the same "
                "squares forever: they are called a round trip. If one starts on one of them, one "
                "comes back to it."
            ),
            Story(
                "In the market hall of @place there are `n` stands, the squares of this problem. "
                "Anybody who asks for something at stand `i` is sent to stand `a_i`, sooner or "
                "later even twice to the same, and there are stands which send people to "
                "themselves. @who follows all this advice, a step each time, and ends up on a "
                "round trip: squares that one visits again and again, and to each of which one "
                "comes back when one starts there."
            ),
        ],
        solve=solve,
        others=[colours],
        slow=[try_each],
        wrong=[no_arrow_in],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                vector<int> into(n + 1), order;
                for (int x : a) into[x]++;
                for (int v = 1; v <= n; v++)
                    if (!into[v]) order.push_back(v);
                for (int i = 0; i < (int)order.size(); i++) {
                    int u = a[order[i] - 1];
                    if (--into[u] == 0) order.push_back(u);
                }
                $rest
            }
        """
        ],
        params={
            "type": "vector<int>" if what in ("off", "distance") else "int",
            "rest": {
                "on": "return n - (int)order.size();",
                "off": "if (order.empty()) return {0};\nsort(order.begin(), order.end());\n"
                "return order;",
                "distance": "vector<int> steps(n);\n"
                "for (int i = (int)order.size() - 1; i >= 0; i--)\n"
                "    steps[order[i] - 1] = steps[a[order[i] - 1] - 1] + 1;\nreturn steps;",
                "farthest": "vector<int> steps(n + 1);\nint result = 0;\n"
                "for (int i = (int)order.size() - 1; i >= 0; i--) {\n"
                "    steps[order[i]] = steps[a[order[i] - 1]] + 1;\n"
                "    result = max(result, steps[order[i]]);\n}\nreturn result;",
                "largest": "int largest = 0;\nfor (int v = 1; v <= n; v++) {\n    int size = 0;\n"
                "    for (int u = v; into[u]; u = a[u - 1]) {\n        into[u] = 0;\n"
                "        size++;\n    }\n    largest = max(largest, size);\n}\nreturn largest;",
                "loops": "int loops = 0;\nfor (int v = 1; v <= n; v++) {\n"
                "    if (!into[v]) continue;\n    loops++;\n"
                "    for (int u = v; into[u]; u = a[u - 1]) into[u] = 0;\n}\nreturn loops;",
            }[what],
        },
        make=make,
        edges=[
            (1, [1]),
            (3, [2, 3, 1]),
            (4, [2, 3, 4, 4]),
            (6, [2, 3, 1, 1, 4, 6]),
            (5, [2, 1, 4, 3, 1]),
        ],
        hints=(
            "On which squares can one surely never be a second time?",
            "A square to which no arrow leads can be taken away with its arrow; then look again.",
            "Count the arrows into each square and take such squares away one by one with a queue; "
            + {
                "on": "what is left is on round trips.",
                "off": "what has been taken away is the answer.",
                "distance": "in the opposite order, the steps of each square follow from those of "
                "the next.",
                "farthest": "in the opposite order, the steps of each square follow from those of "
                "the next.",
                "largest": "then walk around each round trip that is left.",
                "loops": "then walk around each round trip that is left.",
            }[what],
        ),
        explanation="Squares without incoming arrows are removed until none is left; the rest are "
        "exactly the squares on round trips, as each of them has one arrow in and one out. Every "
        "square is treated once.",
        call="follow_arrows",
    )


@family(1500, "graphs", "binary search", "bitmasks")
def far_jumps(p: Parameters) -> Task:
    what = p.choice("what", "list", "coins", "same", "highest")
    noun = {
        "list": "for each question the number of the stone where the frog is in the end",
        "coins": "for each question the number of coins that the frog collects",
        "highest": "for each question the largest number of a stone on which the frog is at some "
        "time, stone `s` included",
        "same": "for each question 1 if the frog is on the same stone after `k` jumps as at the "
        "beginning, and 0 if not",
    }[what]
    listed = what == "list"

    def solve(n: int, q: int, a: list[int], asked: list[list[int]]) -> list[int]:
        up = [[x - 1 for x in a]]
        for _ in range(30):
            last = up[-1]
            up.append([last[x] for x in last])
        answers = []
        for s, k in asked:
            v = s - 1
            for bit in range(30):
                if k >> bit & 1:
                    v = up[bit][v]
            if listed:
                answers.append(v + 1)
            else:
                answers.append(int(v == s - 1))
        return answers

    def coins(n: int, q: int, a: list[int], asked: list[list[int]]) -> list[int]:
        up = [[x - 1 for x in a]]
        total = [list(a)]
        for _ in range(30):
            last, worth = up[-1], total[-1]
            up.append([last[x] for x in last])
            if what == "coins":
                total.append([worth[v] + worth[last[v]] for v in range(n)])
            else:
                total.append([max(worth[v], worth[last[v]]) for v in range(n)])
        answers = []
        for s, k in asked:
            v = s - 1
            result = 0 if what == "coins" else s
            for bit in range(30):
                if k >> bit & 1:
                    if what == "coins":
                        result += total[bit][v]
                    else:
                        result = max(result, total[bit][v])
                    v = up[bit][v]
            answers.append(result)
        return answers

    def doubling_all(n: int, q: int, a: list[int], asked: list[list[int]]) -> list[int]:
        place = [s for s, k in asked]
        left = [k for s, k in asked]
        result = place[:] if what == "highest" else [0] * q
        jump = [0, *a]
        worth = [0, *a]
        while any(left):
            for i in range(q):
                if left[i] % 2 == 1:
                    if what == "coins":
                        result[i] += worth[place[i]]
                    if what == "highest":
                        result[i] = max(result[i], worth[place[i]])
                    place[i] = jump[place[i]]
                left[i] //= 2
            if what == "coins":
                worth = [worth[v] + worth[jump[v]] for v in range(n + 1)]
            if what == "highest":
                worth = [max(worth[v], worth[jump[v]]) for v in range(n + 1)]
            jump = [jump[v] for v in jump]
        if what == "same":
            return [int(place[i] == asked[i][0]) for i in range(q)]
        return place if what == "list" else result

    def step_by_step(n: int, q: int, a: list[int], asked: list[list[int]]) -> list[int]:
        answers = []
        for s, k in asked:
            v = s
            result = 0 if what == "coins" else s
            for _ in range(k):
                v = a[v - 1]
                if what == "coins":
                    result += v
                if what == "highest":
                    result = max(result, v)
            if what == "list":
                answers.append(v)
            elif what in ("coins", "highest"):
                answers.append(result)
            else:
                answers.append(int(v == s))
        return answers

    def modulo_n(n: int, q: int, a: list[int], asked: list[list[int]]) -> list[int]:
        answers = []
        for s, k in asked:
            v = s
            result = 0 if what == "coins" else s
            for _ in range(k % n):
                v = a[v - 1]
                if what == "coins":
                    result += v
                if what == "highest":
                    result = max(result, v)
            if what == "list":
                answers.append(v)
            elif what in ("coins", "highest"):
                answers.append(result)
            else:
                answers.append(int(v == s))
        return answers

    def make(maker: Maker) -> tuple[int, int, list[int], list[list[int]]]:
        n = maker.count(1, 5000)
        q = maker.count(1, 5000)
        a = _arrows(maker, n)
        top = 10**9 if maker.scale in ("medium", "large") else 3 * n
        return (
            n,
            q,
            a,
            [
                [maker.rng.randint(1, n), maker.rng.randint(0 if what != "same" else 1, top)]
                for _ in range(q)
            ],
        )

    low = 1 if what == "same" else 0
    gain = (
        " Whenever the frog lands on stone `i`, it gets `i` coins, each time again."
        if what == "coins"
        else ""
    )
    return Task(
        titles=("A Patient Frog", "Very Many Jumps", "Far Jumps"),
        given=[
            (Count("n", 1, 5000), Count("q", 1, 5000)),
            Ints("a", "n", 1, "n"),
            Rows("asked", "q", (Int("s", 1, "n"), Int("k", low, 10**9))),
        ],
        ask=Listing(noun, in_lines=True),
        formal="There are `n` stones, numbered from 1. From stone `i`, a frog always jumps to "
        f"stone `a_i` (if `a_i = i`, it jumps up and down).{gain} Each of `q` questions "
        "consists of two numbers `s` and `k`: the frog starts on stone `s` and makes `k` jumps.",
        stories=[
            Story(
                "A frog lives in the pond of @place, where `n` stones look out of the water. It is "
                "a frog of firm habits: from stone `i` it always jumps to stone `a_i`, and if that "
                f"is stone `i` itself, it lands where it was.{gain} @who tells the frog to "
                "start on a stone `s_i` and to make `k_i` jumps, and goes to have dinner; it "
                "happens `q` times, and the numbers are so large that the frog is still at it when "
                "the moon is up.",
            ),
            Story(
                "A puppet, called the frog, is moved by a machine among `n` positions, or stones. "
                "A wheel inside decides that from stone `i` it always goes on to stone `a_i`, "
                f"which can be the same.{gain} Each tick of the clock is a jump. `q` tests "
                "are planned: for the `i`-th the frog is put on stone `s_i`, and the clock ticks "
                "`k_i` times. @who would rather compute the results than wait."
            ),
        ],
        solve=coins if what in ("coins", "highest") else solve,
        others=[doubling_all],
        slow=[step_by_step],
        wrong=[modulo_n],
        cpp=[
            """
            vector<$cell> solve(int n, int q, vector<int> a, vector<vector<int>> asked) {
                vector<vector<int>> up(30, vector<int>(n + 1));
                $worth
                for (int v = 1; v <= n; v++) $first
                for (int bit = 1; bit < 30; bit++)
                    for (int v = 1; v <= n; v++) $next
                vector<$cell> answers;
                for (auto& question : asked) {
                    int v = question[0], k = question[1];
                    $begin
                    for (int bit = 0; bit < 30; bit++)
                        if (k >> bit & 1) $jump
                    answers.push_back($answer);
                }
                return answers;
            }
        """
        ],
        params={
            "cell": "long long" if what == "coins" else "int",
            "worth": {
                "coins": "vector<vector<long long>> worth(30, vector<long long>(n + 1));",
                "highest": "vector<vector<int>> worth(30, vector<int>(n + 1));",
            }.get(what, ""),
            "first": "up[0][v] = worth[0][v] = a[v - 1];"
            if what in ("coins", "highest")
            else "up[0][v] = a[v - 1];",
            "next": {
                "coins": "{\n    int u = up[bit - 1][v];\n    up[bit][v] = up[bit - 1][u];\n"
                "    worth[bit][v] = worth[bit - 1][v] + worth[bit - 1][u];\n}",
                "highest": "{\n    int u = up[bit - 1][v];\n    up[bit][v] = up[bit - 1][u];\n"
                "    worth[bit][v] = max(worth[bit - 1][v], worth[bit - 1][u]);\n}",
            }.get(what, "up[bit][v] = up[bit - 1][up[bit - 1][v]];"),
            "begin": {"coins": "long long result = 0;", "highest": "int result = v;"}.get(what, ""),
            "jump": {
                "coins": "{\n    result += worth[bit][v];\n    v = up[bit][v];\n}",
                "highest": "{\n    result = max(result, worth[bit][v]);\n    v = up[bit][v];\n}",
            }.get(what, "v = up[bit][v];"),
            "answer": {"list": "v", "same": "v == question[0]"}.get(what, "result"),
        },
        make=make,
        edges=[
            (1, 1, [1], [[1, 10**9]]),
            (3, 3, [2, 3, 3], [[1, 3], [2, 1], [1, 1]]),
            (3, 3, [2, 3, 1], [[1, 3], [1, 4], [2, 10]]),
        ],
        time_s=3.0,
        hints=(
            "`10^9` jumps are too many, so several jumps have to be taken at once.",
            "If it is known where two jumps lead from every stone, where do four jumps lead?"
            + {
                "coins": " And how many coins do they bring?",
                "highest": " And what is the largest number on the way?",
            }.get(what, ""),
            "Compute for each stone the jumps by 1, 2, 4, 8, ..., and put `k` together from such "
            "powers of 2, bit by bit.",
        ),
        explanation="A jump of length `2^b` from a stone is two jumps of length `2^(b-1)`, so 30 "
        "tables suffice. Each question uses the bits of `k`: all in all `30 (n + q)` steps.",
        call="frog_jumps",
    )
