"""Trees with a root: children and ancestors, totals of branches, binary trees and their orders."""

from __future__ import annotations

from bisect import bisect_left, insort

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Decide, Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows

N = 5 * 10**4


def _parents(maker: Maker, n: int) -> list[int]:
    """The parents of 2, ..., `n`, each with a smaller number: deep, flat, or anything."""
    kind = maker.rng.random()
    if kind < 0.3:
        return [maker.rng.randint(max(1, i - 3), i - 1) for i in range(2, n + 1)]
    if kind < 0.45:
        return [maker.rng.randint(1, min(3, i - 1)) for i in range(2, n + 1)]
    return [maker.rng.randint(1, i - 1) for i in range(2, n + 1)]


@family(900, "trees", "implementation")
def family_chronicle(p: Parameters) -> Task:
    what = p.choice("what", "single", "most", "grand", "siblings", "exactly", "parents")
    k = p.int("k", 2, 3) if what == "exactly" else 0
    noun = {
        "single": "the number of persons who have exactly one child",
        "most": "the number of the person with the most children; if there are several, the "
        "smallest of their numbers",
        "grand": "the number of grandchildren of person `k`",
        "siblings": "the number of pairs of persons who are siblings, that is, have the same "
        "parent",
        "exactly": f"the number of persons who have exactly {k} children",
        "parents": "the number of persons who have children, but no grandchildren",
    }[what]
    asks = what == "grand"

    def solve(n: int, a: list[int]) -> int:
        children = [0] * (n + 1)
        for x in a:
            children[x] += 1
        if what == "single":
            return children.count(1)
        if what == "exactly":
            return children.count(k)
        if what == "most":
            return children.index(max(children))
        if what == "siblings":
            return sum(c * (c - 1) // 2 for c in children)
        grand = [0] * (n + 1)
        for i in range(2, n + 1):
            grand[a[i - 2]] += children[i]
        return sum(1 for v in range(1, n + 1) if children[v] > 0 and grand[v] == 0)

    def listing(n: int, a: list[int]) -> int:
        under: dict[int, list[int]] = {v: [] for v in range(1, n + 1)}
        for i, x in enumerate(a):
            under[x].append(i + 2)
        if what == "most":
            best = 1
            for v in under:
                if len(under[v]) > len(under[best]):
                    best = v
            return best
        total = 0
        for v in under:
            if what == "single" and len(under[v]) == 1:
                total += 1
            if what == "exactly" and len(under[v]) == k:
                total += 1
            if what == "siblings":
                total += len(under[v]) * (len(under[v]) - 1) // 2
            if what == "parents" and under[v] and not any(under[u] for u in under[v]):
                total += 1
        return total

    def neighbours(n: int, a: list[int]) -> int:
        if what == "most":
            return max(set(a), key=lambda x: (a.count(x), x))
        if what == "siblings":
            return sum(1 for i in range(1, n - 1) if a[i] == a[i - 1])
        if what == "parents":
            return len({x for x in a if x not in range(2, n + 1) or a[x - 2] == 1})
        want = 1 if what == "single" else k
        return len({x for x in a if a.count(x) >= want})

    def grandchildren(n: int, a: list[int], k: int) -> int:
        boss = [0, 0, *a]
        return sum(1 for x in a if boss[x] == k)

    def two_rounds(n: int, a: list[int], k: int) -> int:
        children = {i + 2 for i, x in enumerate(a) if x == k}
        return len([x for x in a if x in children])

    def descendants(n: int, a: list[int], k: int) -> int:
        known = {k}
        for i, x in enumerate(a):
            if x in known:
                known.add(i + 2)
        return len(known) - 1 - a.count(k)

    def make(maker: Maker) -> tuple[object, ...]:
        n = maker.count(2, N)
        a = _parents(maker, n)
        if asks:
            return n, maker.rng.choice([1, *a]) if maker.chance(0.8) else maker.rng.randint(1, n), a
        return n, a

    question = " The question is about the one with the number `k`." if asks else ""
    return Task(
        titles=("A Family Chronicle", "Children and Grandchildren", "The Old Book"),
        given=[
            (Count("n", 2, N), Int("k", 1, "n")) if asks else Count("n", 2, N),
            Ints("a", "n-1", 1, N, what="the parents of the persons 2, 3, ..., `n`"),
        ],
        ask=Value(noun),
        formal="A family tree names `n` persons, numbered in the order in which they were born. "
        "Person 1 is the ancestor of all. For each of the others, the persons 2, 3, ..., `n`, it "
        "names one parent, who always has a smaller number: the list `a` holds these parents in "
        "this order. The children of a person are all those whose parent the person is, and the "
        "children of the children are the grandchildren.",
        stories=[
            Story(
                "In the chronicle of @place, the family of @who fills a whole chapter. It begins "
                "with person 1, who came from over the sea; then everyone who was born later is "
                "listed, in that order and numbered 2, 3, ..., `n`, always with the one parent who "
                "belongs to the family. This parent naturally was there before and has a smaller "
                "number. The list `a` consists of these `n - 1` parents. The chronicle says "
                "nothing of children and grandchildren, but all can be found out from "
                f"it.{question}"
            ),
            Story(
                "[A breeder|A zoo] keeps a book about `n` tortoises, or persons, as their keeper "
                "says. Number 1 laid the first egg. All others hatched here, in the order of their "
                "numbers 2, 3, ..., `n`, and for each of them the book holds the number of its "
                "mother, its parent, which is smaller than its own: these are the `n - 1` numbers "
                f"of the list `a`. Her children are all who have her as their parent.{question}"
            ),
        ],
        solve=grandchildren if asks else solve,
        others=[two_rounds] if asks else [listing],
        wrong=[descendants] if asks else [neighbours],
        cpp=[
            """
            int solve(int n, vector<int> a, int k) {
                int count = 0;
                for (int x : a)
                    if (x > 1 && a[x - 2] == k) count++;
                return count;
            }
        """
            if asks
            else """
            $type solve(int n, vector<int> a) {
                vector<int> children(n + 1);
                for (int x : a) children[x]++;
                $rest
            }
        """
        ],
        params={
            "type": "long long" if what == "siblings" else "int",
            "rest": {
                "single": "return count(children.begin(), children.end(), 1);",
                "exactly": f"return count(children.begin(), children.end(), {k});",
                "most": "return max_element(children.begin(), children.end()) - children.begin();",
                "siblings": "long long pairs = 0;\n"
                "for (int c : children) pairs += c * (c - 1LL) / 2;\nreturn pairs;",
                "parents": "vector<bool> grand(n + 1);\nfor (int i = 2; i <= n; i++)\n"
                "    if (children[i]) grand[a[i - 2]] = true;\nint count = 0;\n"
                "for (int v = 1; v <= n; v++)\n    if (children[v] && !grand[v]) count++;\n"
                "return count;",
                "grand": "",
            }[what],
        },
        make=make,
        edges=[(2, 1, [1]), (5, 1, [1, 2, 2, 1]), (6, 2, [1, 1, 2, 4, 5])]
        if asks
        else [(2, [1]), (5, [1, 1, 1, 1]), (6, [1, 2, 2, 3, 3]), (7, [1, 2, 3, 3, 1, 1])],
        hints=(
            "How often does the number of a person occur in the list?",
            "The parent of person `x` stands at place `x - 1` of the list: look it up twice."
            if asks
            else "Count for each person the children, with one pass over the list.",
            "Person 1 has no parent, so be careful there."
            if asks
            else {
                "single": "Then count the ones.",
                "exactly": f"Then count how often {k} occurs among these numbers.",
                "most": "Then look for the greatest of these numbers, from the beginning.",
                "siblings": "`c` children of one parent are `c (c - 1) / 2` pairs.",
                "parents": "Then mark the parents of all persons who have children.",
            }.get(what, ""),
        ),
        explanation="The list is gone through once, and every step looks up or counts something in "
        "constant time.",
        call="chronicle",
    )


@family(1000, "trees", "math", "implementation")
def numbered_branches(p: Parameters) -> Task:
    arity = p.int("arity", 2, 4)
    what = p.choice("what", "meet", "distance", "ancestor", "level", "first")
    condition = "tunnel `x` lies on the way from tunnel `y` to tunnel 1"
    noun = {
        "meet": "the number of the deepest tunnel that lies both on the way from tunnel `x` to "
        "tunnel 1 and on the way from tunnel `y` to tunnel 1, ends included",
        "distance": "the number of doors on the shortest way from tunnel `x` to tunnel `y`",
        "level": "the difference of the numbers of doors on the ways from tunnel 1 to tunnel `x` "
        "and to tunnel `y`, as a number that is not negative",
        "first": "the number of tunnels that lie on the way from tunnel `x` to tunnel 1 as well as "
        "on that from tunnel `y` to tunnel 1, ends included",
    }

    def solve(x: int, y: int) -> object:
        if what == "ancestor":
            while y > x:
                y = (y + arity - 2) // arity
            return x == y
        if what == "level":
            difference = 0
            while x > 1 or y > 1:
                if x > 1:
                    x = (x + arity - 2) // arity
                    difference += 1
                if y > 1:
                    y = (y + arity - 2) // arity
                    difference -= 1
            return abs(difference)
        steps = 0
        while x != y:
            if x > y:
                x = (x + arity - 2) // arity
            else:
                y = (y + arity - 2) // arity
            steps += 1
        if what == "distance":
            return steps
        if what == "first":
            count = 1
            while x > 1:
                x = (x + arity - 2) // arity
                count += 1
            return count
        return x

    def with_lists(x: int, y: int) -> object:
        def way(v: int) -> list[int]:
            result = [v]
            while v > 1:
                v = (v - 2) // arity + 1
                result.append(v)
            return result[::-1]

        if what == "ancestor":
            return x in way(y)
        a, b = way(x), way(y)
        if what == "level":
            return abs(len(a) - len(b))
        common = 0
        while common < min(len(a), len(b)) and a[common] == b[common]:
            common += 1
        if what == "distance":
            return len(a) + len(b) - 2 * common
        if what == "first":
            return common
        return a[common - 1]

    def simple_division(x: int, y: int) -> object:
        if what == "ancestor":
            while y > x:
                y //= arity + 1
            return x == y
        a, b = [x], [y]
        while a[-1] > 1:
            a.append(max(1, (a[-1] + arity) // (arity + 1)))
        while b[-1] > 1:
            b.append(max(1, (b[-1] + arity) // (arity + 1)))
        if what == "level":
            return abs(len(a) - len(b))
        both = [v for v in a if v in b]
        if what == "distance":
            return len(a) + len(b) - 2 * len(both)
        return len(both) if what == "first" else both[0]

    def make(maker: Maker) -> tuple[int, int]:
        x = maker.number(1, 10**15)
        y = maker.number(1, 10**15)
        for _ in range(maker.rng.randint(0, 3)):
            if maker.chance(0.5):
                y = min(10**15, arity * (x - 1) + 2 + maker.rng.randrange(arity))
                x, y = (x, y) if maker.chance(0.6) else (y, x)
        if what == "ancestor" and maker.chance(0.5):
            y = x
            for _ in range(maker.rng.randint(0, 4)):
                y = min(10**15, arity * (y - 1) + 2 + maker.rng.randrange(arity))
        return x, y

    example = ", ".join(str(v) for v in range(2, arity + 1)) + f" and {arity + 1}"
    further = ", ".join(str(v) for v in range(arity + 2, 2 * arity + 1)) + f" and {2 * arity + 1}"
    if arity == 2:
        example, further = "2 and 3", "4 and 5"
    return Task(
        titles=("Numbered Tunnels", "Below the Hill", "Doors and Numbers"),
        given=[(Int("x", 1, 10**15), Int("y", 1, 10**15))],
        ask=Decide(condition) if what == "ancestor" else Value(noun[what]),
        formal=f"Tunnel 1 has {arity} doors, behind which the tunnels {example} begin. Each of "
        f"these has {arity} doors again, and so on without end: behind the doors of tunnel 2 lie "
        f"the tunnels {further}, and the numbers go on in this order, level by level, and on a "
        "level from the first door to the last. Every door joins two tunnels and can be used in "
        "both directions.",
        stories=[
            Story(
                "Nobody knows how deep the hill of @place is. One enters tunnel 1, which has "
                f"{arity} doors; they lead to the tunnels {example}. Each tunnel has {arity} doors "
                "to deeper ones. The dwarfs who dug it have numbered all tunnels level by level: "
                f"those behind tunnel 2 are {further}, then come those behind tunnel 3, and when a "
                "level is complete, the next one begins. @who is in tunnel `x`, and @friend in "
                "tunnel `y`; back to tunnel 1 there is only one way for each of them, as doors "
                "join them like the branches of a tree."
            ),
            Story(
                f"For a school play, a rumour spreads like this: pupil 1 tells it to {arity} "
                f"others, {example}, and everybody who hears it tells it to {arity} new ones, in "
                f"the order of their numbers: pupil 2 to {further}, pupil 3 to the next {arity}, "
                "and so on. The teacher, who draws it all on a large sheet, calls pupils tunnels, "
                "and the line between two of them, of which the one has told it to the other, a "
                "door. From each tunnel to tunnel 1 there is just one way through doors. The "
                "teacher chooses two numbers `x` and `y`, which may be equal."
            ),
        ],
        solve=solve,
        others=[with_lists],
        wrong=[simple_division],
        cpp=[
            """
            $type solve(long long x, long long y) {
                $body
            }
        """
        ],
        params={
            "type": {"ancestor": "bool", "meet": "long long"}.get(what, "int"),
            "body": {
                "ancestor": f"while (y > x) y = (y + {arity - 2}) / {arity};\nreturn x == y;",
                "level": "int difference = 0;\n"
                f"for (; x > 1; x = (x + {arity - 2}) / {arity}) difference++;\n"
                f"for (; y > 1; y = (y + {arity - 2}) / {arity}) difference--;\n"
                "return abs(difference);",
                "meet": "while (x != y) {\n"
                f"    if (x > y) x = (x + {arity - 2}) / {arity};\n"
                f"    else y = (y + {arity - 2}) / {arity};\n}}\nreturn x;",
                "distance": "int steps = 0;\nwhile (x != y) {\n"
                f"    if (x > y) x = (x + {arity - 2}) / {arity};\n"
                f"    else y = (y + {arity - 2}) / {arity};\n    steps++;\n}}\nreturn steps;",
                "first": "while (x != y) {\n"
                f"    if (x > y) x = (x + {arity - 2}) / {arity};\n"
                f"    else y = (y + {arity - 2}) / {arity};\n}}\nint count = 1;\n"
                f"for (; x > 1; x = (x + {arity - 2}) / {arity}) count++;\nreturn count;",
            }[what].replace(" + 0)", ")"),
        },
        make=make,
        edges=[
            (1, 1),
            (1, 10**15),
            (2, 3),
            (arity + 1, 2 * arity + 1),
            (7, 6),
            (2, arity + 2),
            (10**15, 10**15 - 1),
        ],
        hints=(
            "From which tunnel does one come into tunnel `x`?",
            f"The tunnels behind tunnel `v` are `{arity} (v - 1) + 2` to `{arity} v + 1`. Solve "
            "that for `v`.",
            "The larger of two different numbers can never lie on the other one's way to tunnel 1, "
            "so go back from it, again and again."
            if what != "level"
            else "Go back to tunnel 1 from both and count the doors.",
        ),
        explanation="A tunnel that leads to another one has a smaller number, so one always goes "
        f"back from the larger number. Each step makes it about {arity} times smaller, which needs "
        "very few steps.",
        call="tunnels",
    )


@family(1200, "trees", "dp", "dfs and similar")
def totals_of_branches(p: Parameters) -> Task:
    what = p.choice("what", "list", "largest", "below", "worst", "heavier", "who")
    noun = {
        "list": "for each department the balance of its branch",
        "largest": "the greatest balance of a branch",
        "below": "the number of departments whose branch has a negative balance",
        "worst": "the smallest balance that a branch of at least two departments has",
        "heavier": "the number of departments that have departments below them, and whose own "
        "result is greater than the total of all departments below them",
        "who": "the number of the department whose branch has the greatest balance; if there are "
        "several, the largest of their numbers",
    }[what]

    def solve(n: int, a: list[int], up: list[int]) -> object:
        total = [0, *a]
        leaf = [True] * (n + 1)
        for i in range(n, 1, -1):
            total[up[i - 2]] += total[i]
            leaf[up[i - 2]] = False
        if what == "list":
            return total[1:]
        if what == "largest":
            return max(total[1:])
        if what == "below":
            return sum(1 for x in total if x < 0)
        if what == "worst":
            return min(total[v] for v in range(1, n + 1) if not leaf[v])
        if what == "heavier":
            return sum(1 for v in range(1, n + 1) if not leaf[v] and 2 * a[v - 1] > total[v])
        best = max(total[1:])
        return n - total[::-1].index(best)

    def with_children(n: int, a: list[int], up: list[int]) -> object:
        under: list[list[int]] = [[] for _ in range(n + 1)]
        for i, x in enumerate(up):
            under[x].append(i + 2)
        total = [0] * (n + 1)
        stack = [(1, False)]
        while stack:
            v, ready = stack.pop()
            if ready:
                total[v] = a[v - 1] + sum(total[u] for u in under[v])
            else:
                stack.append((v, True))
                stack += [(u, False) for u in under[v]]
        if what == "list":
            return total[1:]
        if what == "below":
            return len([x for x in total if x < 0])
        if what == "worst":
            return min(total[v] for v in range(1, n + 1) if under[v])
        if what == "heavier":
            count = 0
            for v in range(1, n + 1):
                if under[v] and a[v - 1] > sum(total[u] for u in under[v]):
                    count += 1
            return count
        if what == "who":
            return max(range(1, n + 1), key=lambda v: (total[v], v))
        return max(total[1:])

    def direct_only(n: int, a: list[int], up: list[int]) -> object:
        total = [0, *a]
        leaf = [True] * (n + 1)
        for i in range(2, n + 1):
            total[up[i - 2]] += a[i - 1]
            leaf[up[i - 2]] = False
        if what == "list":
            return total[1:]
        if what == "largest":
            return max(total[1:])
        if what == "below":
            return sum(1 for x in total if x < 0)
        if what == "worst":
            return min(total[v] for v in range(1, n + 1) if not leaf[v])
        if what == "heavier":
            return sum(1 for v in range(1, n + 1) if not leaf[v] and 2 * a[v - 1] > total[v])
        return total.index(max(total[1:]), 1)

    def make(maker: Maker) -> tuple[int, list[int], list[int]]:
        n = maker.count(2, N)
        top = 10**4 if maker.scale == "large" else maker.rng.choice((3, 10, 100))
        return n, [maker.rng.randint(-top, top) for _ in range(n)], _parents(maker, n)

    return Task(
        titles=("Branches of a Firm", "Balance of a Branch", "All in All"),
        given=[
            Count("n", 2, N, what="the number of departments"),
            Ints("a", "n", -(10**4), 10**4, what="the results of the departments"),
            Ints(
                "up",
                "n-1",
                1,
                N,
                what="the superior departments of the departments 2, 3, ..., `n`",
            ),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="A firm has `n` departments; department `i` has the result `a_i`, which is negative "
        "for a loss. Department 1 is at the top. Each of the departments 2, 3, ..., `n` has one "
        "superior department, always with a smaller number; the list `up` names these in this "
        "order. Below a department are all those of which it is the superior, and all that are "
        "below these. A branch consists of a department and all departments below it, and its "
        "balance is the sum of their results.",
        stories=[
            Story(
                "The director of the largest firm in @place looks at the figures of the year. Each "
                "of the `n` departments has made a profit or, with a number below zero, a loss: "
                "department `i` has the result `a_i`. Except for department 1, the management, "
                "every department is under exactly one other, which was founded earlier and so has "
                "a smaller number; the list `up` says which one that is for the departments 2, 3, "
                "..., `n`. A department together with everything below it, directly or not, is "
                "called a branch, and what counts is its balance: all results of the branch added "
                "up."
            ),
            Story(
                "A river and the streams that flow into it have `n` sections, which the water "
                "board calls departments. At section `i` somebody pours `a_i` buckets of water in "
                "(or takes water out, if `a_i` is negative). Section 1 is the mouth of the river. "
                "The water of each of the sections 2, 3, ..., `n` flows into one section with a "
                "smaller number, its superior, and the list `up` contains these numbers. Below a "
                "section are, in the language of the board, all those whose water sooner or later "
                "comes to it; it makes up a branch together with them. The balance of a branch is "
                "the sum of all its `a_i`."
            ),
        ],
        solve=solve,
        others=[with_children],
        wrong=[direct_only],
        cpp=[
            """
            $type solve(int n, vector<int> a, vector<int> up) {
                vector<long long> total(a.begin(), a.end());
                vector<bool> leaf(n, true);
                for (int i = n - 1; i > 0; i--) {
                    total[up[i - 1] - 1] += total[i];
                    leaf[up[i - 1] - 1] = false;
                }
                $rest
            }
        """
        ],
        params={
            "type": {"list": "vector<long long>", "largest": "long long", "worst": "long long"}.get(
                what, "int"
            ),
            "rest": {
                "list": "return total;",
                "largest": "return *max_element(total.begin(), total.end());",
                "below": "return count_if(total.begin(), total.end(), "
                "[](long long x) { return x < 0; });",
                "worst": "long long worst = LLONG_MAX;\nfor (int i = 0; i < n; i++)\n"
                "    if (!leaf[i]) worst = min(worst, total[i]);\nreturn worst;",
                "heavier": "int count = 0;\nfor (int i = 0; i < n; i++)\n"
                "    if (!leaf[i] && 2 * a[i] > total[i]) count++;\nreturn count;",
                "who": "int best = 0;\nfor (int i = 1; i < n; i++)\n"
                "    if (total[i] >= total[best]) best = i;\nreturn best + 1;",
            }[what],
        },
        make=make,
        edges=[
            (2, [1, -2], [1]),
            (4, [-1, -1, -1, -1], [1, 2, 3]),
            (5, [5, -3, 4, -6, 2], [1, 1, 2, 2]),
            (4, [0, 0, 0, 0], [1, 1, 1]),
        ],
        hints=(
            "The balance of a branch is the department's own result and the balances of the "
            "branches directly below it.",
            "In which order must the departments be treated so that these are known?",
            "Go from department `n` down to 2 and add the balance of each to that of its superior, "
            "which comes later.",
        ),
        explanation="Since superiors have smaller numbers, the balance of a department is complete "
        "when its turn comes from behind, and is then passed on. One pass is enough.",
        call="branch_balance",
    )


@family(1300, "trees", "dfs and similar")
def common_boss(p: Parameters) -> Task:
    what = p.choice("what", "boss", "distance", "above", "lower", "between")
    noun = {
        "boss": "for each question the largest number of an officer who is `x` or commands `x`, "
        "and "
        "is also `y` or commands `y`",
        "distance": "for each question the number of times that a message from `x` to `y` is "
        "passed on, if every officer passes it on only to the own superior or to those directly "
        "below, and as few times as possible",
        "above": "for each question 1 if `x` commands `y`, directly or by way of others, and 0 if "
        "not",
        "lower": "for each question how many more superiors `x` has above than `y` (a negative "
        "number if it is fewer)",
        "between": "for each question the number of officers who command both `x` and `y`",
    }[what]

    def solve(n: int, q: int, up: list[int], asked: list[list[int]]) -> list[int]:
        above = [0, 0, *up]
        depth = [0] * (n + 1)
        for v in range(2, n + 1):
            depth[v] = depth[above[v]] + 1
        answers = []
        for x, y in asked:
            a, b = x, y
            while a != b and what != "lower":
                if a > b:
                    a = above[a]
                else:
                    b = above[b]
            if what == "boss":
                answers.append(a)
            if what == "distance":
                answers.append(depth[x] + depth[y] - 2 * depth[a])
            if what == "above":
                answers.append(int(a == x and x != y))
            if what == "lower":
                answers.append(depth[x] - depth[y])
            if what == "between":
                answers.append(depth[a] + (1 if a not in (x, y) else 0))
        return answers

    def chains(n: int, q: int, up: list[int], asked: list[list[int]]) -> list[int]:
        def chain(v: int) -> list[int]:
            result = [v]
            while v > 1:
                v = up[v - 2]
                result.append(v)
            return result

        answers = []
        for x, y in asked:
            if what != "above":
                a, b = chain(x), chain(y)
            if what == "boss":
                answers.append(max(set(a) & set(b)))
            if what == "distance":
                answers.append(len(set(a) ^ set(b)))
            if what == "above":
                answers.append(1 if x != y and x in chain(y) else 0)
            if what == "lower":
                answers.append(len(a) - len(b))
            if what == "between":
                answers.append(len(set(a[1:]) & set(b[1:])))
        return answers

    def one_step(n: int, q: int, up: list[int], asked: list[list[int]]) -> list[int]:
        above = [0, 1, *up]
        answers = []
        for x, y in asked:
            same = above[x] == above[y]
            if what == "boss":
                answers.append(above[x] if same else min(x, y))
            if what == "distance":
                answers.append(2 if same else abs(x - y))
            if what == "above":
                answers.append(int(above[y] == x))
            if what == "lower":
                answers.append(above[x] - above[y])
            if what == "between":
                answers.append(int(same))
        return answers

    def same_level_first(n: int, q: int, up: list[int], asked: list[list[int]]) -> list[int]:
        above = [0, 1, *up]
        answers = []
        for x, y in asked:
            a, b = x, y
            steps = 0
            while a != b:
                a, b = above[a], above[b]
                steps += 1
            if what == "boss":
                answers.append(a)
            if what == "distance":
                answers.append(2 * steps)
            if what == "above":
                answers.append(int(a == x))
            if what == "lower":
                answers.append(steps)
            if what == "between":
                answers.append(steps)
        return answers

    def make(maker: Maker) -> tuple[int, int, list[int], list[list[int]]]:
        n = maker.count(2, 1000)
        q = maker.count(1, 1000)
        asked = [[maker.rng.randint(1, n), maker.rng.randint(1, n)] for _ in range(q)]
        up = _parents(maker, n)
        if what in ("above", "between"):
            for pair in asked:
                if maker.chance(0.6):
                    v = pair[1]
                    for _ in range(maker.rng.randint(0, 3)):
                        v = up[v - 2] if v > 1 else 1
                    pair[0] = v
        return n, q, up, asked

    return Task(
        titles=("Chain of Command", "A Common Superior", "The Regiment"),
        given=[
            (Count("n", 2, 1000), Count("q", 1, 1000)),
            Ints("up", "n-1", 1, 1000, what="the superiors of the officers 2, 3, ..., `n`"),
            Rows("asked", "q", (Int("x", 1, "n"), Int("y", 1, "n"))),
        ],
        ask=Listing(noun, in_lines=True),
        formal="There are `n` officers. Officer 1 is at the top. Each of the officers 2, 3, ..., "
        "`n` has one superior, always with a smaller number, and the list `up` names these "
        "superiors in this order. An officer commands all those whose superior he is, and all whom "
        "these command. Each of `q` questions names two officers `x` and `y`, who may be the same.",
        stories=[
            Story(
                "The army of @place is small but well ordered. Its `n` officers are numbered, "
                "officer 1 being the general, and everyone else has exactly one superior, who has "
                "served longer and therefore has a smaller number: the list `up` says who it is "
                "for the officers 2, 3, ..., `n`. One commands those whose superior one is, and "
                "also all whom these command. @who of the staff has `q` questions on the desk this "
                "morning; each of them is about two officers `x_i` and `y_i`, and sometimes "
                "somebody is compared with himself."
            ),
            Story(
                "Wolves live in strict order. In a pack of `n` wolves (here: officers), number 1 "
                "leads, and each of the others follows one wolf with a smaller number, its "
                "superior; these superiors of the wolves 2, 3, ..., `n` are the list `up`. A wolf "
                "commands those that follow it, and those that they command in turn. A biologist "
                "asks `q` questions, each about two wolves `x_i` and `y_i`, which need not be "
                "different."
            ),
        ],
        solve=solve,
        others=[chains],
        wrong=[one_step, same_level_first],
        cpp=[
            """
            vector<int> solve(int n, int q, vector<int> up, vector<vector<int>> asked) {
                vector<int> above(n + 1), depth(n + 1);
                for (int v = 2; v <= n; v++) {
                    above[v] = up[v - 2];
                    depth[v] = depth[above[v]] + 1;
                }
                vector<int> answers;
                for (auto& question : asked) {
                    int x = question[0], y = question[1];
                    $climb
                    answers.push_back($answer);
                }
                return answers;
            }
        """
        ],
        params={
            "climb": ""
            if what == "lower"
            else "int a = x, b = y;\nwhile (a != b) {\n    if (a > b) a = above[a];\n"
            "    else b = above[b];\n}",
            "answer": {
                "boss": "a",
                "distance": "depth[x] + depth[y] - 2 * depth[a]",
                "above": "a == x && x != y",
                "lower": "depth[x] - depth[y]",
                "between": "depth[a] + (a != x && a != y)",
            }[what],
        },
        make=make,
        edges=[
            (2, 4, [1], [[1, 2], [2, 1], [1, 1], [2, 2]]),
            (5, 4, [1, 1, 2, 2], [[4, 5], [4, 3], [2, 5], [5, 2]]),
            (5, 3, [1, 2, 3, 4], [[5, 1], [2, 4], [3, 3]]),
        ],
        hints=(
            "Write down the chain of superiors of `x` up to officer 1, and that of `y`.",
            "The two chains end in the same way."
            if what != "lower"
            else "The number of superiors of an officer is that of the own superior and one more.",
            "A superior has a smaller number, so of two different officers the one with the larger "
            "number cannot command the other: climb from there until both are the same."
            if what != "lower"
            else "Compute these numbers once for all officers, from 2 to `n`; a question then only "
            "subtracts.",
        ),
        explanation="Climbing always from the larger of the two numbers never misses the first "
        "common officer of the two chains. A question costs at most `n` steps."
        if what != "lower"
        else "As superiors come before those whom they command, one pass gives the number of "
        "superiors of everyone.",
        call="chain_of_command",
    )


@family(1200, "trees", "dfs and similar", "implementation")
def walks_of_binary_tree(p: Parameters) -> Task:
    order = p.choice("order", "pre", "in", "post", "level")
    right_first = p.choice("right_first", True, False)
    what = p.choice("what", "list", "place")
    sides = ("right", "left") if right_first else ("left", "right")
    rule = {
        "pre": "the ornament itself is named first, then everything that hangs on its "
        f"{sides[0]} hook, then everything on its {sides[1]} hook",
        "in": f"everything that hangs on its {sides[0]} hook is named first, then the ornament "
        f"itself, then everything on its {sides[1]} hook",
        "post": f"everything that hangs on its {sides[0]} hook is named first, then everything on "
        f"its {sides[1]} hook, and the ornament itself comes last",
    }
    text = (
        "The ornaments are named level by level: first ornament 1, then those on its hooks, then "
        "those on the hooks of these, and so on, on each level from the "
        f"{sides[0]} to the {sides[1]}."
        if order == "level"
        else "The ornaments are named by a rule that begins with ornament 1 and is used again for "
        f"whatever hangs on a hook: of an ornament and everything below it, {rule[order]}."
    )
    noun = (
        "the numbers of all ornaments in the order in which they are named"
        if what == "list"
        else "the place of ornament `k` in the order in which they are named, counted from 1"
    )

    def named(n: int, hooks: list[list[int]]) -> list[int]:
        result: list[int] = []
        if order == "level":
            queue = [1]
            for v in queue:
                left, right = hooks[v - 1]
                for u in (right, left) if right_first else (left, right):
                    if u:
                        queue.append(u)
            return queue
        stack = [(1, False)]
        while stack:
            v, ready = stack.pop()
            if v == 0:
                continue
            if ready:
                result.append(v)
                continue
            left, right = hooks[v - 1]
            if right_first:
                left, right = right, left
            if order == "pre":
                stack += [(right, False), (left, False), (v, True)]
            if order == "in":
                stack += [(right, False), (v, True), (left, False)]
            if order == "post":
                stack += [(v, True), (right, False), (left, False)]
        return result

    def recursive(n: int, hooks: list[list[int]]) -> list[int]:
        if order == "level":
            result = []
            now = [1]
            while now:
                result += now
                now = [
                    u
                    for v in now
                    for u in (hooks[v - 1][::-1] if right_first else hooks[v - 1])
                    if u > 0
                ]
            return result

        def walk(v: int) -> list[int]:
            if v == 0:
                return []
            first, last = walk(hooks[v - 1][0]), walk(hooks[v - 1][1])
            if right_first:
                first, last = last, first
            if order == "pre":
                return [v, *first, *last]
            if order == "in":
                return [*first, v, *last]
            return [*first, *last, v]

        return walk(1)

    def mixed_up(n: int, hooks: list[list[int]]) -> list[int]:
        result: list[int] = []

        def walk(v: int) -> None:
            if v == 0:
                return
            if order == "in":
                result.append(v)
            walk(hooks[v - 1][0 if right_first else 1])
            if order != "in":
                result.append(v)
            walk(hooks[v - 1][1 if right_first else 0])

        walk(1)
        return result

    def place(n: int, hooks: list[list[int]], k: int) -> int:
        result: list[int] = []
        if order == "level":
            result = [1]
            for v in result:
                left, right = hooks[v - 1]
                for u in (right, left) if right_first else (left, right):
                    if u:
                        result.append(u)
            return result.index(k) + 1
        stack = [(1, False)]
        while stack:
            v, ready = stack.pop()
            if v == 0:
                continue
            if ready:
                result.append(v)
                continue
            left, right = hooks[v - 1]
            if right_first:
                left, right = right, left
            if order == "pre":
                stack += [(right, False), (left, False), (v, True)]
            if order == "in":
                stack += [(right, False), (v, True), (left, False)]
            if order == "post":
                stack += [(v, True), (right, False), (left, False)]
        return result.index(k) + 1

    def place_recursive(n: int, hooks: list[list[int]], k: int) -> int:
        if order == "level":
            before = 0
            now = [1]
            while k not in now:
                before += len(now)
                now = [
                    u
                    for v in now
                    for u in (hooks[v - 1][::-1] if right_first else hooks[v - 1])
                    if u > 0
                ]
            return before + now.index(k) + 1
        count = 0
        answer = 0

        def walk(v: int) -> None:
            nonlocal count, answer
            if v == 0:
                return
            left, right = hooks[v - 1]
            if right_first:
                left, right = right, left
            if order == "pre":
                count += 1
                if v == k:
                    answer = count
            walk(left)
            if order == "in":
                count += 1
                if v == k:
                    answer = count
            walk(right)
            if order == "post":
                count += 1
                if v == k:
                    answer = count

        walk(1)
        return answer

    def place_mixed(n: int, hooks: list[list[int]], k: int) -> int:
        result: list[int] = []

        def walk(v: int) -> None:
            if v == 0:
                return
            if order == "in":
                result.append(v)
            walk(hooks[v - 1][0 if right_first else 1])
            if order != "in":
                result.append(v)
            walk(hooks[v - 1][1 if right_first else 0])

        walk(1)
        return result.index(k) + 1

    def make(maker: Maker) -> tuple[object, ...]:
        n = maker.count(1, 500)
        names = [1, *maker.rng.sample(range(2, n + 1), n - 1)]
        hooks = [[0, 0] for _ in range(n)]
        free = [(1, 0), (1, 1)]
        for v in names[1:]:
            at = maker.rng.randrange(len(free))
            free[at], free[-1] = free[-1], free[at]
            u, side = free.pop()
            hooks[u - 1][side] = v
            free += [(v, 0), (v, 1)]
        return (n, hooks) if what == "list" else (n, maker.rng.randint(1, n), hooks)

    asks = what == "place"
    return Task(
        titles=("Ornaments", "The Mobile", "In Which Order?"),
        given=[
            (Count("n", 1, 500), Int("k", 1, "n")) if asks else Count("n", 1, 500),
            Rows(
                "hooks",
                "n",
                (Int("l", 0, "n"), Int("r", 0, "n")),
                what="the ornaments that hang on the left and on the right hook of an ornament, or "
                "0",
            ),
        ],
        ask=Value(noun) if asks else Listing(noun),
        formal="`n` ornaments, numbered from 1, hang below each other. Each ornament has a left "
        "and a right hook, on each of which at most one other ornament hangs. Row `i` says of "
        "ornament `i` which ornaments hang on its left hook and on its right hook, in this order, "
        "where 0 stands for an empty hook. Ornament 1 hangs on the ceiling and each other one on "
        f"exactly one hook, so that all of them are below ornament 1. {text}",
        stories=[
            Story(
                "@who has made a mobile of `n` paper [birds|stars], which are called ornaments. "
                "Ornament 1 hangs from the ceiling. Every ornament has two hooks below, a left one "
                "and a right one: row `i` of the list says which ornament hangs on the left hook "
                "of ornament `i` and which one on the right, and 0 means that nothing does. "
                f"Everything hangs together, each on one hook only. {text}"
            ),
            Story(
                "A quiz with `n` questions goes on according to the answers. After question `i`, "
                "those who say no come to the question that is written on its left hook, those who "
                "say yes to the one on its right hook; a 0 there means that the quiz is over. All "
                "questions, or ornaments in the words of the maker, can be reached from the first "
                "one, number 1, each in exactly one way, and of a question everything that can "
                f"follow after no hangs on the left hook and so on. {text}"
            ),
        ],
        solve=place if asks else named,
        others=[place_recursive] if asks else [recursive],
        wrong=[place_mixed] if asks else [mixed_up],
        cpp=[
            """
            vector<int> named;

            void walk(int v, vector<vector<int>>& hooks) {
                if (v == 0) return;
                $walk
            }

            $type solve(int n, vector<vector<int>> hooks$k_argument) {
                named.clear();
                walk(1, hooks);
                return $result;
            }
        """
            if order != "level"
            else """
            $type solve(int n, vector<vector<int>> hooks$k_argument) {
                vector<int> named = {1};
                for (int i = 0; i < (int)named.size(); i++) {
                    int first = hooks[named[i] - 1][$first], second = hooks[named[i] - 1][$second];
                    if (first) named.push_back(first);
                    if (second) named.push_back(second);
                }
                return $result;
            }
        """
        ],
        params={
            "type": "int" if asks else "vector<int>",
            "k_argument": ", int k" if asks else "",
            "first": int(right_first),
            "second": int(not right_first),
            "walk": "\n".join(
                {
                    "pre": ("named.push_back(v);", "0", "1"),
                    "in": ("0", "named.push_back(v);", "1"),
                    "post": ("0", "1", "named.push_back(v);"),
                    "level": (),
                }[order]
            )
            .replace("0", f"walk(hooks[v - 1][{int(right_first)}], hooks);")
            .replace("\n1", f"\nwalk(hooks[v - 1][{int(not right_first)}], hooks);"),
            "result": "find(named.begin(), named.end(), k) - named.begin() + 1"
            if asks
            else "named",
        },
        make=make,
        edges=[(1, 1, [[0, 0]]), (3, 2, [[2, 3], [0, 0], [0, 0]]), (3, 3, [[0, 2], [3, 0], [0, 0]])]
        if asks
        else [(1, [[0, 0]]), (3, [[2, 3], [0, 0], [0, 0]]), (3, [[0, 2], [3, 0], [0, 0]])],
        hints=(
            "Work through a small example by hand.",
            "Keep a queue of the ornaments whose hooks are still to be looked at."
            if order == "level"
            else "The rule for an ornament uses itself for what hangs on the hooks: it asks for "
            "recursion.",
            f"Take the first of the queue, name it, and append what hangs on its {sides[0]} hook, "
            f"then what hangs on its {sides[1]} hook."
            if order == "level"
            else "Write a function for an ornament that does nothing for 0, and in the order of "
            "the rule calls itself for the two hooks and names the ornament.",
        ),
        explanation="Each ornament is visited once, so the time is linear in `n`.",
        call="ornaments",
    )


@family(1400, "trees", "data structures", "implementation")
def search_tree_built(p: Parameters) -> Task:
    what = p.choice("what", "depths", "hung", "leaves", "height", "order")
    small_left = p.choice("small_left", True, False) if what == "order" else True
    noun = {
        "depths": "for each person, in the order of their arrival, how often they were sent on",
        "hung": "for each person but the first, in the order of their arrival, the height of the "
        "one next to whom they sat down in the end",
        "leaves": "the number of persons in the end who have nobody on either side of them",
        "height": "the greatest number of times that a person was sent on",
        "order": "the heights of all persons in the order in which the news spreads",
    }[what]

    def solve(n: int, a: list[int]) -> object:
        low: dict[int, int] = {}
        high: dict[int, int] = {}
        order = [a[0]]
        depth = {a[0]: 0}
        parents = []
        for x in a[1:]:
            at = bisect_left(order, x)
            order.insert(at, x)
            below = order[at - 1] if at > 0 else 0
            above = order[at + 1] if at + 1 < len(order) else 0
            if below and below not in high:
                high[below] = x
                parent = below
            else:
                low[above] = x
                parent = above
            parents.append(parent)
            depth[x] = depth[parent] + 1
        if what == "depths":
            return [depth[x] for x in a]
        if what == "hung":
            return parents
        if what == "leaves":
            return sum(1 for x in a if x not in low and x not in high)
        if what == "height":
            return max(depth.values())
        result = []
        stack = [a[0]]
        while stack:
            x = stack.pop()
            result.append(x)
            first, second = low.get(x), high.get(x)
            if not small_left:
                first, second = second, first
            if second:
                stack.append(second)
            if first:
                stack.append(first)
        return result

    def walking_down(n: int, a: list[int]) -> object:
        side: dict[tuple[int, bool], int] = {}
        depths = [0]
        parents = []
        for x in a[1:]:
            v = a[0]
            depth = 1
            while (v, x > v) in side:
                v = side[v, x > v]
                depth += 1
            side[v, x > v] = x
            parents.append(v)
            depths.append(depth)
        if what == "depths":
            return depths
        if what == "hung":
            return parents
        if what == "leaves":
            return n - len(set(parents))
        if what == "height":
            return max(depths)

        def spread(v: int) -> list[int]:
            result = [v]
            for larger in (False, True) if small_left else (True, False):
                if (v, larger) in side:
                    result += spread(side[v, larger])
            return result

        return spread(a[0])

    def next_to_nearest(n: int, a: list[int]) -> object:
        order = [a[0]]
        parents = []
        depth = {a[0]: 0}
        for x in a[1:]:
            parent = min(order, key=lambda y: abs(y - x))
            parents.append(parent)
            depth[x] = depth[parent] + 1
            insort(order, x)
        if what == "depths":
            return [depth[x] for x in a]
        if what == "hung":
            return parents
        if what == "leaves":
            return n - len(set(parents))
        if what == "height":
            return max(depth.values())
        if small_left:
            return [a[0], *sorted(a[1:])]
        return [a[0], *sorted(a[1:], reverse=True)]

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(2, 2000)
        a = maker.distinct(n, 1, 10**6)
        if maker.scale != "large" and maker.chance(0.2):
            a.sort()
        return n, a

    near, far = ("left", "right") if small_left else ("right", "left")
    spread = (
        " The news spreads from the first person: whoever hears it tells it at once to the person "
        f"on the {near}, if there is one, from whom it spreads by the same rule; only when all on "
        f"that side know it, it is told to the person on the {far}."
        if what == "order"
        else ""
    )
    return Task(
        titles=("Everyone Finds a Place", "Smaller to the Left", "Sent On"),
        given=[
            Count("n", 2, 2000, what="the number of persons"),
            Ints("a", "n", 1, 10**6, "distinct", what="the heights of the persons"),
        ],
        ask=Listing(noun) if what in ("depths", "hung", "order") else Value(noun),
        formal="`n` persons with the different heights `a_1, ..., a_n` arrive one after the other. "
        "The first one takes the seat in the middle. Everybody else goes to the first person and "
        "is treated like this: who is smaller than the person there looks to the left of that "
        "person, who is taller to the right. If the place is free, it is taken; if somebody sits "
        "there, one is sent on to this person, and the same happens again. Every person has one "
        f"place on the left and one on the right. Going to the first person counts as being sent "
        f"on, too, so that the first person is sent on 0 times and the second once.{spread}",
        stories=[
            Story(
                "A strange custom rules the theatre of @place. `n` people, no two of the same "
                "height, come in one by one, the `i`-th with a height of `a_i`. The first sits "
                "down. All others are sent to the first, and whoever is sent to somebody compares "
                "heights: if smaller, one takes the place on the left of that person, if taller "
                "the one on the right, provided that it is free; otherwise one is sent on to the "
                "one who sits there. Being sent to the first person counts as well. Each person "
                f"has two such places, and nobody changes them later.{spread}"
            ),
            Story(
                "Books are filed in a library by a chain of notes. Instead of shelves, each of the "
                "`n` books (persons, the librarian says) has two notes in it, left and right. The "
                "books with the numbers `a_1, ..., a_n`, their heights, come in this order, all "
                "different. The first is put on the table. A new book is sent to the first one, "
                "and from book to book: if its number is smaller, the left note counts, if it is "
                "larger (taller), the right note. A note that says nothing yet gets the number of "
                "the new book, which so finds its place there; otherwise the new book is sent on "
                f"to the book on the note. The first step is counted, too.{spread}"
            ),
        ],
        solve=walking_down if what != "order" else solve,
        others=[solve] if what != "order" else [walking_down],
        wrong=[next_to_nearest],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                vector<array<int, 2>> side(n, {-1, -1});
                vector<int> depth(n), parent(n, -1);
                for (int i = 1; i < n; i++) {
                    int v = 0;
                    depth[i] = 1;
                    while (side[v][a[i] > a[v]] >= 0) {
                        v = side[v][a[i] > a[v]];
                        depth[i]++;
                    }
                    side[v][a[i] > a[v]] = i;
                    parent[i] = v;
                }
                $rest
            }
        """
        ],
        params={
            "type": "vector<int>" if what in ("depths", "hung", "order") else "int",
            "rest": {
                "depths": "return depth;",
                "hung": "vector<int> result;\n"
                "for (int i = 1; i < n; i++) result.push_back(a[parent[i]]);\nreturn result;",
                "leaves": "int leaves = 0;\n"
                "for (auto& pair : side) leaves += pair[0] < 0 && pair[1] < 0;\nreturn leaves;",
                "height": "return *max_element(depth.begin(), depth.end());",
                "order": "vector<int> result, stack = {0};\nwhile (!stack.empty()) {\n"
                "    int v = stack.back();\n    stack.pop_back();\n    result.push_back(a[v]);\n"
                f"    if (side[v][{int(small_left)}] >= 0) "
                f"stack.push_back(side[v][{int(small_left)}]);\n"
                f"    if (side[v][{int(not small_left)}] >= 0) "
                f"stack.push_back(side[v][{int(not small_left)}]);\n}}\nreturn result;",
            }[what],
        },
        make=make,
        edges=[
            (2, [1, 2]),
            (3, [2, 3, 1]),
            (5, [5, 4, 3, 2, 1]),
            (5, [1, 5, 2, 4, 3]),
            (7, [4, 2, 6, 1, 3, 5, 7]),
        ],
        hints=(
            "Play it with five persons, and draw who sits on which side of whom.",
            "Remember for each person who sits on the left and who on the right, if anybody does.",
            "For everybody who arrives, begin at the first person and go on left or right until a "
            "place is free; `n` is small enough for this."
            + (" The news then spreads recursively, or with a stack." if what == "order" else ""),
        ),
        explanation="This is a binary search tree into which the numbers are inserted. Each "
        "insertion walks down at most `n` steps. (A sorted list of those who are there would do, "
        "too: one always sits down next to one of the two neighbours in height.)",
        call="find_place",
    )
