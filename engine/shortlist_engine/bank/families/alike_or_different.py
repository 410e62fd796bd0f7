"""What must be alike and what must be different: equalities, parities, two camps."""

from __future__ import annotations

from collections import deque

from shortlist_engine.bank.families.unions import FIND, N, random_pairs
from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Rows

MOD = 10**9 + 7


@family(1300, "dsu", "graphs", "implementation")
def equal_or_different(p: Parameters) -> Task:
    what = p.choice("what", "ok", "count", "values", "first")
    bag = p.choice("thing", "boxes", "letters")
    condition = "all statements can be true at the same time"
    noun = {
        "count": "the number of statements of the second kind that cannot be true if all those of "
        "the first kind are",
        "values": f"the greatest possible number of different contents that the {bag} can have if "
        "all statements are true, or `-1` if they cannot all be true",
        "first": "the number of the first statement in the list that cannot be true if all "
        "statements of the first kind are, or 0 if there is none",
    }
    unit = bag[:-1] if bag == "letters" else "box"

    def solve(n: int, m: int, facts: list[list[int]]) -> object:
        leader = list(range(n + 1))

        def find(x: int) -> int:
            while leader[x] != x:
                leader[x] = leader[leader[x]]
                x = leader[x]
            return x

        for kind, x, y in facts:
            if kind == 1:
                leader[find(x)] = find(y)
        wrong = [i + 1 for i, (kind, x, y) in enumerate(facts) if kind == 2 and find(x) == find(y)]
        if what == "ok":
            return not wrong
        if what == "count":
            return len(wrong)
        if what == "first":
            return wrong[0] if wrong else 0
        return -1 if wrong else sum(1 for v in range(1, n + 1) if leader[v] == v)

    def colouring(n: int, m: int, facts: list[list[int]]) -> object:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for kind, x, y in facts:
            if kind == 1:
                near[x].append(y)
                near[y].append(x)
        colour = [0] * (n + 1)
        groups = 0
        for start in range(1, n + 1):
            if colour[start] == 0:
                groups += 1
                colour[start] = groups
                stack = [start]
                while stack:
                    for u in near[stack.pop()]:
                        if colour[u] == 0:
                            colour[u] = groups
                            stack.append(u)
        count = 0
        for i, (kind, x, y) in enumerate(facts):
            if kind == 2 and colour[x] == colour[y]:
                if what == "ok":
                    return False
                if what == "first":
                    return i + 1
                if what == "values":
                    return -1
                count += 1
        if what == "ok":
            return True
        if what == "values":
            return groups
        return count

    def in_one_pass(n: int, m: int, facts: list[list[int]]) -> object:
        leader = list(range(n + 1))

        def find(x: int) -> int:
            while leader[x] != x:
                x = leader[x]
            return x

        count = 0
        for i, (kind, x, y) in enumerate(facts):
            if kind == 1:
                leader[find(x)] = find(y)
            elif find(x) == find(y):
                if what == "ok":
                    return False
                if what == "first":
                    return i + 1
                if what == "values":
                    return -1
                count += 1
        if what == "ok":
            return True
        if what == "values":
            return sum(1 for v in range(1, n + 1) if leader[v] == v)
        return count

    def same_pair_only(n: int, m: int, facts: list[list[int]]) -> object:
        same = set()
        for kind, x, y in facts:
            if kind == 1:
                same |= {(x, y), (y, x)}
        wrong = [i + 1 for i, (kind, x, y) in enumerate(facts) if kind == 2 and (x, y) in same]
        if what == "ok":
            return not wrong
        if what == "count":
            return len(wrong)
        if what == "first":
            return wrong[0] if wrong else 0
        return -1 if wrong else max(1, n - len(same) // 2)

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(2, N)
        m = maker.count(1, N)
        secret = [maker.rng.randint(1, max(2, n // 3)) for _ in range(n + 1)]
        if maker.chance(0.5):
            secret = [v % 3 for v in secret]
        lie = maker.rng.choice((0, 0, 0.15)) if maker.scale != "large" else 0.0
        facts = []
        for a, b in random_pairs(maker, n, m):
            same = secret[a] == secret[b]
            if maker.rng.random() < lie:
                same = not same
            facts.append([1 if same else 2, a, b])
        return n, m, facts

    return Task(
        titles=("Equal or Different", "Same Contents", "What the Labels Say"),
        given=[
            (Count("n", 2, N), Count("m", 1, N)),
            Rows("facts", "m", (Int("t", 1, 2), Int("x", 1, "n"), Int("y", 1, "n"))),
        ],
        ask=Decide(condition) if what == "ok" else Value(noun[what]),
        formal=f"There are `n` {bag}, each with some contents; the contents of two {bag} may be "
        "equal or different, and there are as many possible contents as one likes. Each of `m` "
        f"statements consists of a kind `t` and the numbers `x` and `y` of two different {bag}: "
        f"with `t = 1` it says that the {bag} `x` and `y` have the same contents, with `t = 2` "
        "that their contents are different.",
        stories=[
            Story(
                f"`n` {bag} were found in the attic of the old "
                f"{'post office' if bag == 'letters' else 'chocolate factory'} "
                "of @place, all of them closed. Old workers remember a little: "
                f"the `i`-th of `m` statements is about the {bag} `x_i` and `y_i`. A statement of "
                "the first kind (`t_i = 1`) says that both have the same contents, a statement of "
                "the second kind (`t_i = 2`) that they have not. Nobody knows how many different "
                "contents there are in all. @who is not sure that everybody's memory can be "
                "trusted."
            ),
            Story(
                f"For a magic trick, @who fills `n` {bag} and seals them. The assistant has "
                "taken notes for `m` pairs, each of them a kind and two numbers of different "
                f"{bag}: `1 x y` means that the same thing is in {unit} `x` and {unit} `y`, and "
                "`2 x y` means that not the same is in them. Any number of different things may "
                "have been used. Unfortunately the assistant is a parrot."
            ),
        ],
        solve=solve,
        others=[colouring],
        wrong=[in_one_pass, same_pair_only],
        cpp=[
            FIND
            + """
            $type solve(int n, int m, vector<vector<int>> facts) {
                leader.resize(n + 1);
                iota(leader.begin(), leader.end(), 0);
                for (auto& fact : facts)
                    if (fact[0] == 1) leader[find(fact[1])] = find(fact[2]);
                $start
                for (int i = 0; i < m; i++)
                    if (facts[i][0] == 2 && find(facts[i][1]) == find(facts[i][2])) $wrong
                $end
            }
        """
        ],
        params={
            "type": "bool" if what == "ok" else "int",
            "start": "int count = 0;" if what == "count" else "",
            "wrong": {
                "ok": "return false;",
                "count": "count++;",
                "values": "return -1;",
                "first": "return i + 1;",
            }[what],
            "end": {
                "ok": "return true;",
                "count": "return count;",
                "values": "int groups = 0;\n"
                "for (int v = 1; v <= n; v++) groups += leader[v] == v;\nreturn groups;",
                "first": "return 0;",
            }[what],
        },
        make=make,
        edges=[
            (2, 1, [[2, 1, 2]]),
            (3, 3, [[2, 1, 3], [1, 1, 2], [1, 2, 3]]),
            (3, 3, [[1, 1, 2], [1, 2, 3], [2, 3, 1]]),
            (4, 3, [[1, 1, 2], [1, 3, 4], [2, 1, 3]]),
        ],
        hints=(
            "Equal contents go on: if 1 and 2 are equal and 2 and 3 are, then so are 1 and 3.",
            "The order of the statements does not matter; begin with all of the first kind.",
            f"Join the {bag} of these with union-find, and then look at each statement of the "
            "second kind.",
        ),
        explanation=f"The statements of the first kind divide the {bag} into groups of equal "
        "contents, and nothing forces different groups to be equal. So exactly those statements "
        "of the second kind fail whose two ends are in one group.",
        call="equal_contents",
    )


@family(1500, "dsu", "graphs", "dfs and similar")
def knights_and_knaves(p: Parameters) -> Task:
    what = p.choice("what", "ok", "first", "ignored", "ways", "sure")
    condition = "there are kinds for all inhabitants with which every remark is right"
    noun = {
        "first": "the number of the first remark that contradicts those before it, or 0 if there "
        "is none",
        "ignored": "the number of remarks that are crossed out, if the remarks are read in order "
        "and each one that contradicts those which have not been crossed out is crossed out",
        "ways": f"the number of ways to choose a kind for every inhabitant so that every remark is "
        f"right, modulo {MOD}",
        "sure": "the number of other inhabitants of whom the remarks that are not crossed out say "
        "whether they are of the same kind as inhabitant 1, if the remarks are read in order and "
        "each one that contradicts those which have not been crossed out is crossed out",
    }

    def solve(n: int, m: int, remarks: list[list[int]]) -> object:
        leader = list(range(n + 1))
        odd = [0] * (n + 1)

        def find(x: int) -> tuple[int, int]:
            parity = 0
            while leader[x] != x:
                parity ^= odd[x]
                x = leader[x]
            return x, parity

        size = [1] * (n + 1)
        groups = n
        ignored = 0
        for i, (a, b, d) in enumerate(remarks):
            a, x = find(a)
            b, y = find(b)
            if a != b:
                if size[a] < size[b]:
                    a, b = b, a
                leader[b] = a
                odd[b] = x ^ y ^ d
                size[a] += size[b]
                if what == "ways":
                    groups -= 1
            elif x ^ y != d:
                if what == "ok":
                    return False
                if what == "first":
                    return i + 1
                if what == "ways":
                    return 0
                ignored += 1
        if what == "ok":
            return True
        if what == "first":
            return 0
        if what == "ways":
            return pow(2, groups, MOD)
        if what == "sure":
            return size[find(1)[0]] - 1
        return ignored

    def doubled(n: int, m: int, remarks: list[list[int]]) -> object:
        leader = list(range(2 * n + 2))

        def find(x: int) -> int:
            while leader[x] != x:
                leader[x] = leader[leader[x]]
                x = leader[x]
            return x

        wrong = []
        for number, (a, b, d) in enumerate(remarks, 1):
            if find(2 * a) == find(2 * b + 1 - d):
                wrong.append(number)
            else:
                leader[find(2 * a)] = find(2 * b + d)
                leader[find(2 * a + 1)] = find(2 * b + 1 - d)
        if what == "ok":
            return not wrong
        if what == "first":
            return wrong[0] if wrong else 0
        if what == "ignored":
            return len(wrong)
        if what == "sure":
            ends = (find(2), find(3))
            return sum(1 for v in range(2, n + 1) if find(2 * v) in ends)
        groups = sum(1 for x in range(2, 2 * n + 2) if find(x) == x) // 2
        return 0 if wrong else pow(2, groups, MOD)

    def one_pass(n: int, m: int, remarks: list[list[int]]) -> object:
        kind = [-1] * (n + 1)
        kind[1] = 0
        known = 1
        wrong = []
        for i, (a, b, d) in enumerate(remarks):
            if kind[a] < 0 and kind[b] < 0:
                kind[a], kind[b] = 0, d
                known += 2
            elif kind[a] < 0:
                kind[a] = kind[b] ^ d
                known += 1
            elif kind[b] < 0:
                kind[b] = kind[a] ^ d
                known += 1
            elif kind[a] ^ kind[b] != d:
                wrong.append(i + 1)
        if what == "ok":
            return not wrong
        if what == "first":
            return wrong[0] if wrong else 0
        if what == "ignored":
            return len(wrong)
        if what == "sure":
            return known - 1
        return 0 if wrong else pow(2, n - known + 1, MOD)

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(2, N)
        m = maker.count(1, N)
        secret = [maker.rng.randint(0, 1) for _ in range(n + 1)]
        lie = maker.rng.choice((0, 0.1, 0.3) if what in ("ignored", "sure") else (0, 0, 0.1))
        remarks = []
        for a, b in random_pairs(maker, n, m):
            d = secret[a] ^ secret[b]
            remarks.append([a, b, d ^ 1 if maker.rng.random() < lie else d])
        return n, m, remarks

    return Task(
        titles=("Two Kinds of People", "Alike or Not", "Knights and Knaves"),
        given=[
            (Count("n", 2, N), Count("m", 1, N)),
            Rows("remarks", "m", (Int("a", 1, "n"), Int("b", 1, "n"), Int("d", 0, 1))),
        ],
        ask=Decide(condition) if what == "ok" else Value(noun[what]),
        formal="An island has `n` inhabitants, and each of them is of one of two kinds, a knight "
        "or a knave. Each of `m` remarks is about two different inhabitants `a` and `b`: with `d = "
        "0` it says that they are of the same kind, with `d = 1` that they are of different kinds. "
        "Some remarks contradict each other if there is no choice of kinds with which all of them "
        "are right.",
        stories=[
            Story(
                "@who has been washed ashore on an island with `n` inhabitants. Everyone here is "
                "either a knight or a knave, but it cannot be seen from the outside. The "
                "lighthouse keeper makes `m` remarks; remark `i` is about the inhabitants `a_i` "
                "and `b_i`, and if `d_i = 0` he says that these two are of the same kind, if `d_i "
                "= 1` that they are not. The keeper is very old: it may well be that some of his "
                "remarks contradict each other, that is, they cannot all be right, whatever the "
                "kinds of the inhabitants are."
            ),
            Story(
                "In a factory for gloves, all `n` gloves on the table (the inhabitants) look "
                "alike from a distance, but each is a left or a right one. A camera compares `m` "
                "pairs and makes remarks: for the different gloves `a_i` and `b_i` it reports `d_i "
                "= 0` if it takes them for the same kind and `d_i = 1` if for different kinds. "
                "Its pictures are poor. Remarks contradict each other if they are not all right in "
                "any of the possible cases."
            ),
        ],
        solve=solve,
        others=[doubled],
        wrong=[one_pass],
        cpp=[
            """
            vector<int> leader, odd;

            int find(int x) {
                if (leader[x] == x) return x;
                int top = find(leader[x]);
                odd[x] ^= odd[leader[x]];
                return leader[x] = top;
            }

            $type solve(int n, int m, vector<vector<int>> remarks) {
                leader.resize(n + 1);
                odd.assign(n + 1, 0);
                iota(leader.begin(), leader.end(), 0);
                vector<int> size(n + 1, 1);
                $start
                for (int i = 0; i < m; i++) {
                    int a = remarks[i][0], b = remarks[i][1], d = remarks[i][2];
                    int x = find(a), y = find(b);
                    if (x != y) {
                        if (size[x] < size[y]) swap(x, y);
                        leader[y] = x;
                        odd[y] = odd[a] ^ odd[b] ^ d;
                        size[x] += size[y];
                    } else if ((odd[a] ^ odd[b]) != d) {
                        $wrong
                    }
                }
                $end
            }
        """
        ],
        params={
            "type": "bool" if what == "ok" else "int",
            "start": "int ignored = 0;" if what == "ignored" else "",
            "wrong": {
                "ok": "return false;",
                "first": "return i + 1;",
                "ways": "return 0;",
                "sure": "continue;",
                "ignored": "ignored++;",
            }[what],
            "end": {
                "ok": "return true;",
                "first": "return 0;",
                "ways": "long long ways = 1;\nfor (int v = 1; v <= n; v++)\n"
                f"    if (leader[v] == v) ways = ways * 2 % {MOD};\nreturn ways;",
                "sure": "return size[find(1)] - 1;",
                "ignored": "return ignored;",
            }[what],
        },
        make=make,
        edges=[
            (2, 2, [[1, 2, 1], [2, 1, 0]]),
            (3, 3, [[1, 2, 1], [2, 3, 1], [1, 3, 1]]),
            (4, 3, [[1, 2, 1], [3, 4, 0], [4, 2, 1]]),
        ],
        hints=(
            "If it is known how 1 and 2 compare, and how 2 and 3 do, then it is known how 1 and 3 "
            "do.",
            "Keep groups of inhabitants who have been compared, directly or not, and for each one "
            "whether it is of the kind of the group's leader.",
            "Union-find with one bit for each step to the leader; bits are added modulo 2. A "
            "remark within a group is either implied or wrong.",
        ),
        explanation="Within a group, one choice of kind decides all others, so a remark inside of "
        "it is right always or never; a remark between two groups ties them together and cannot be "
        "wrong. Union-find with parities does each step in almost constant time.",
        call="remarks",
    )


@family(1300, "graphs", "dfs and similar")
def two_camps(p: Parameters) -> Task:
    what = p.choice("what", "ok", "largest", "ways", "bad", "with")
    condition = "all persons can be divided into two camps like that"
    noun = {
        "largest": "the greatest possible number of persons in the first camp, or `-1` if no "
        "division is possible",
        "ways": f"the number of ways to divide the persons into a first and a second camp, modulo "
        f"{MOD} (0 if there is none)",
        "bad": "the number of persons in groups that cannot be divided into two camps, where a "
        "group consists of a person and all those to whom a chain of quarrels leads",
        "with": "the number of other persons who must be in the same camp as person 1, or `-1` if "
        "no division is possible",
    }

    def solve(n: int, m: int, quarrels: list[list[int]]) -> object:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in quarrels:
            near[a].append(b)
            near[b].append(a)
        camp = [-1] * (n + 1)
        largest = groups = bad = 0
        for start in range(1, n + 1):
            if camp[start] >= 0:
                continue
            groups += 1
            camp[start] = 0
            group = [start]
            fits = True
            for v in group:
                for u in near[v]:
                    if camp[u] < 0:
                        camp[u] = 1 - camp[v]
                        group.append(u)
                    elif camp[u] == camp[v]:
                        fits = False
            if not fits:
                if what == "ok":
                    return False
                if what == "ways":
                    return 0
                if what in ("largest", "with"):
                    return -1
                bad += len(group)
            if what == "largest":
                ones = sum(camp[v] for v in group)
                largest += max(ones, len(group) - ones)
            if what == "with" and start == 1:
                same = sum(1 for v in group if camp[v] == 0) - 1
        if what == "ok":
            return True
        if what == "largest":
            return largest
        if what == "ways":
            return pow(2, groups, MOD)
        if what == "with":
            return same
        return bad

    def doubled(n: int, m: int, quarrels: list[list[int]]) -> object:
        leader = list(range(2 * n))
        size = [1] * n + [0] * n

        def find(x: int) -> int:
            while leader[x] != x:
                leader[x] = leader[leader[x]]
                x = leader[x]
            return x

        def join(x: int, y: int) -> None:
            x, y = find(x), find(y)
            if x != y:
                leader[x] = y
                size[y] += size[x]

        for a, b in quarrels:
            join(a - 1, b - 1 + n)
            join(b - 1, a - 1 + n)
        bad = [v for v in range(n) if find(v) == find(v + n)]
        if what == "ok":
            return not bad
        if what == "bad":
            return len(bad)
        if bad:
            return 0 if what == "ways" else -1
        if what == "with":
            return size[find(0)] - 1
        pairs = {tuple(sorted((find(v), find(v + n)))) for v in range(n)}
        if what == "ways":
            return pow(2, len(pairs), MOD)
        return sum(max(size[x], size[y]) for x, y in pairs)

    def first_group_only(n: int, m: int, quarrels: list[list[int]]) -> object:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in quarrels:
            near[a].append(b)
            near[b].append(a)
        camp = {1: 0}
        queue = deque([1])
        fits = True
        while queue:
            v = queue.popleft()
            for u in near[v]:
                if u not in camp:
                    camp[u] = 1 - camp[v]
                    queue.append(u)
                elif camp[u] == camp[v]:
                    fits = False
        ones = sum(camp.values())
        if what == "ok":
            return fits
        if what == "bad":
            return 0 if fits else len(camp)
        if what == "ways":
            return 2 if fits else 0
        if not fits:
            return -1
        if what == "with":
            return len(camp) - ones - 1
        return max(ones, n - ones)

    def no_check(n: int, m: int, quarrels: list[list[int]]) -> object:
        camp = [0] * (n + 1)
        bad = 0
        for a, b in sorted(quarrels):
            if camp[a] == camp[b] == 0:
                camp[a] = 1
                camp[b] = 2
            elif camp[a] == 0:
                camp[a] = 3 - camp[b]
            elif camp[b] == 0:
                camp[b] = 3 - camp[a]
            elif camp[a] == camp[b]:
                bad += 1
        if what == "ok":
            return bad == 0
        if what == "bad":
            return bad
        if what == "ways":
            return 0 if bad else pow(2, camp.count(0), MOD)
        if bad:
            return -1
        if what == "with":
            return camp.count(camp[1]) - 1
        return max(camp.count(1), camp.count(2)) + camp.count(0) - 1

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(2, N)
        edges = maker.graph(n, int(n * maker.rng.choice((0.6, 0.9, 1.3))))
        if maker.chance(0.8 if what != "bad" else 0.3):
            side = [maker.rng.randint(0, 1) for _ in range(n + 1)]
            edges = [(a, b) for a, b in edges if side[a] != side[b]]
        return n, len(edges), [list(edge) for edge in edges]

    return Task(
        titles=("Two Camps", "Quarrels", "Kept Apart"),
        given=[
            (Count("n", 2, N), Int("m", 0, 2 * N, True)),
            Rows("quarrels", "m", (Int("a", 1, "n"), Int("b", 1, "n")), "graph"),
        ],
        ask=Decide(condition) if what == "ok" else Value(noun[what]),
        formal="Among `n` persons there are `m` quarrels, each between two different persons and "
        "each pair named at most once. The persons are to be divided into two camps so that nobody "
        "is in the same camp as somebody with whom there is a quarrel. A camp may be empty.",
        stories=[
            Story(
                "`n` children arrive at the lake for the holidays, and before the tents stand, the "
                "leader @who knows of `m` quarrels: the children `a_i` and `b_i` cannot stand each "
                "other. There are two camps, one on each shore, and everybody will live in one of "
                "them; two children with a quarrel must not be on the same shore. If it has to be, "
                "one of the camps stays empty."
            ),
            Story(
                "A zoo gets `n` new animals and has just two islands, or camps, for all of them. "
                "`m` pairs of animals, `a_i` and `b_i`, would fight if they were in the same camp, "
                "and that is called a quarrel. It does not matter how many animals are on an "
                "island, but there must not be a quarrel on either of them. @who, who [feeds|looks "
                "after] the animals, makes a plan."
            ),
        ],
        solve=solve,
        others=[doubled],
        wrong=[first_group_only, no_check],
        cpp=[
            """
            $type solve(int n, int m, vector<vector<int>> quarrels) {
                vector<vector<int>> near(n + 1);
                for (auto& pair : quarrels) {
                    near[pair[0]].push_back(pair[1]);
                    near[pair[1]].push_back(pair[0]);
                }
                vector<int> camp(n + 1, -1);
                $start
                for (int start = 1; start <= n; start++) {
                    if (camp[start] >= 0) continue;
                    camp[start] = 0;
                    vector<int> group = {start};
                    int ones = 0;
                    bool fits = true;
                    for (int i = 0; i < (int)group.size(); i++) {
                        int v = group[i];
                        ones += camp[v];
                        for (int u : near[v]) {
                            if (camp[u] < 0) {
                                camp[u] = 1 - camp[v];
                                group.push_back(u);
                            } else if (camp[u] == camp[v]) {
                                fits = false;
                            }
                        }
                    }
                    $group
                }
                return $result;
            }
        """
        ],
        params={
            "type": "bool" if what == "ok" else "int",
            "start": {
                "ok": "",
                "largest": "int largest = 0;",
                "ways": "long long ways = 1;",
                "bad": "int bad = 0;",
                "with": "int same = 0;",
            }[what],
            "group": {
                "ok": "if (!fits) return false;",
                "largest": "if (!fits) return -1;\nlargest += max(ones, (int)group.size() - ones);",
                "ways": f"if (!fits) return 0;\nways = ways * 2 % {MOD};",
                "bad": "if (!fits) bad += group.size();",
                "with": "if (!fits) return -1;\n"
                "if (start == 1) same = (int)group.size() - ones - 1;",
            }[what],
            "result": {
                "ok": "true",
                "largest": "largest",
                "ways": "ways",
                "bad": "bad",
                "with": "same",
            }[what],
        },
        make=make,
        edges=[
            (2, 0, []),
            (3, 3, [[1, 2], [2, 3], [3, 1]]),
            (5, 4, [[1, 2], [3, 4], [4, 5], [5, 3]]),
            (6, 5, [[1, 2], [1, 3], [1, 4], [5, 6], [2, 5]]),
            (4, 3, [[1, 3], [2, 4], [3, 4]]),
        ],
        hints=(
            "Put one person into a camp. What follows for those with whom there is a quarrel?",
            "Within a group that is connected by quarrels, one choice decides everything; the "
            "groups do not depend on each other.",
            "Search each group and give the other camp to everyone who is met for the first time; "
            "if two with a quarrel have got the same camp, the group cannot be divided.",
        ),
        explanation="A group can be divided in exactly two ways, or in none if a chain of quarrels "
        "of odd length closes to a circle. A search finds out which in linear time.",
        call="two_camps",
    )
