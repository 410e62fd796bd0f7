"""Graphs without directions: degrees, and what hangs together."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Rows


@family(1300, "dsu", "graphs", "dfs and similar")
def groups_of_friends(p: Parameters) -> Task:
    what = p.choice("what", "pairs", "largest", "odd", "trees", "needed", "at least")
    k = p.int("k", 2, 5) if what == "at least" else 0
    asked = {
        "pairs": "the number of pairs of persons who are not in the same group",
        "largest": "the number of persons in the largest group",
        "odd": "the number of groups with an odd number of persons",
        "trees": "the number of groups in which there is one friendship fewer than persons",
        "needed": "the least number of new friendships after which all persons are in one group",
        "at least": f"the number of groups of at least {k} persons",
    }[what]

    def solve(n: int, m: int, friends: list[list[int]]) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in friends:
            near[a].append(b)
            near[b].append(a)
        seen = [False] * (n + 1)
        sizes = []
        trees = 0
        for start in range(1, n + 1):
            if seen[start]:
                continue
            seen[start] = True
            group = [start]
            for v in group:
                for u in near[v]:
                    if not seen[u]:
                        seen[u] = True
                        group.append(u)
            sizes.append(len(group))
            if sum(len(near[v]) for v in group) == 2 * len(group) - 2:
                trees += 1
        if what == "pairs":
            return sum(size * (n - size) for size in sizes) // 2
        if what == "largest":
            return max(sizes)
        if what == "odd":
            return sum(size % 2 for size in sizes)
        if what == "trees":
            return trees
        if what == "at least":
            return sum(1 for size in sizes if size >= k)
        return len(sizes) - 1

    def union_find(n: int, m: int, friends: list[list[int]]) -> int:
        leader = list(range(n + 1))

        def find(x: int) -> int:
            while leader[x] != x:
                leader[x] = leader[leader[x]]
                x = leader[x]
            return x

        size = [1] * (n + 1)
        edges = [0] * (n + 1)
        for a, b in friends:
            a, b = find(a), find(b)
            if a != b:
                if size[a] < size[b]:
                    a, b = b, a
                leader[b] = a
                size[a] += size[b]
                edges[a] += edges[b]
            edges[a] += 1
        heads = [v for v in range(1, n + 1) if leader[v] == v]
        if what == "pairs":
            return (n * n - sum(size[v] ** 2 for v in heads)) // 2
        if what == "largest":
            return max(size[v] for v in heads)
        if what == "odd":
            return len([v for v in heads if size[v] % 2 == 1])
        if what == "trees":
            return len([v for v in heads if edges[v] == size[v] - 1])
        if what == "at least":
            return len([v for v in heads if size[v] >= k])
        return len(heads) - 1

    def direct_friends(n: int, m: int, friends: list[list[int]]) -> int:
        count = [1] * (n + 1)
        for a, b in friends:
            count[a] += 1
            count[b] += 1
        sizes = count[1:]
        if what == "pairs":
            return n * (n - 1) // 2 - m
        if what == "largest":
            return max(sizes)
        if what == "odd":
            return sum(1 for size in sizes if size % 2 == 1)
        if what == "trees":
            return max(0, n - m)
        if what == "at least":
            return sum(1 for size in sizes if size >= k)
        return max(0, n - 1 - m)

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(2, 5 * 10**4)
        most = maker.rng.choice((n // 2, 3 * n // 4, n, n + n // 4))
        edges = [list(edge) for edge in maker.graph(n, most)]
        return n, len(edges), edges

    return Task(
        titles=("Groups of Friends", "Friends of Friends", "Who Belongs Together"),
        given=[
            (
                Count("n", 2, 5 * 10**4, what="the number of persons"),
                Int("m", 0, 10**5, True, what="the number of friendships"),
            ),
            Rows("friends", "m", (Int("a", 1, "n"), Int("b", 1, "n")), "graph"),
        ],
        ask=Value(asked),
        formal="There are `n` persons and `m` friendships, each between two different persons and "
        "each named once. Two persons are in the same group if they are friends, or if a chain of "
        "friendships leads from the one to the other. Someone without friends is a group alone.",
        stories=[
            Story(
                "The new school of @place has `n` pupils, numbered from 1. The teachers have found "
                "out about `m` friendships, and each joins two of these persons. News spread from "
                "friend to friend, so that sooner or later everybody in a group knows them: a "
                "group are all those who can be reached from one another along friendships. A "
                "pupil without any friend is a group, too, of a single person."
            ),
            Story(
                "`n` computers stand in a [cellar|warehouse], and `m` cables were found, each of "
                "which joins two of them. The technicians talk of computers as persons, and of "
                "cables as friendships. Computers that can exchange messages, directly or by way "
                "of others, form a group; one that is joined to nothing is a group of its own. No "
                "two cables join the same pair."
            ),
        ],
        solve=solve,
        others=[union_find],
        wrong=[direct_friends],
        cpp=[
            """
            vector<int> leader;

            int find(int x) {
                while (leader[x] != x) x = leader[x] = leader[leader[x]];
                return x;
            }

            long long solve(int n, int m, vector<vector<int>> friends) {
                leader.resize(n + 1);
                iota(leader.begin(), leader.end(), 0);
                vector<long long> size(n + 1, 1), edges(n + 1);
                for (auto& pair : friends) {
                    int a = find(pair[0]), b = find(pair[1]);
                    if (a != b) {
                        if (size[a] < size[b]) swap(a, b);
                        leader[b] = a;
                        size[a] += size[b];
                        edges[a] += edges[b];
                    }
                    edges[a]++;
                }
                long long result = $start;
                for (int v = 1; v <= n; v++)
                    if (leader[v] == v) result $update;
                return $result;
            }
        """
        ],
        params={
            "start": "-1" if what == "needed" else "0",
            "update": {
                "pairs": "+= size[v] * (n - size[v])",
                "largest": "= max(result, size[v])",
                "odd": "+= size[v] % 2",
                "trees": "+= edges[v] == size[v] - 1",
                "needed": "+= 1",
                "at least": f"+= size[v] >= {k}",
            }[what],
            "result": "result / 2" if what == "pairs" else "result",
        },
        make=make,
        edges=[
            (2, 0, []),
            (3, 3, [[1, 2], [2, 3], [3, 1]]),
            (5, 4, [[1, 2], [2, 3], [3, 4], [4, 5]]),
            (6, 5, [[1, 2], [3, 4], [4, 5], [5, 6], [6, 3]]),
        ],
        hints=(
            "Find the groups first, each with all its members.",
            "Search from a person who is in no group yet, and mark all who are found.",
            "Or merge the groups of the two ends of each friendship with union-find; then look at "
            "the groups one by one.",
        ),
        explanation="Searching visits each person and each friendship once, and the groups then "
        "give the answer.",
        call="friend_groups",
    )
