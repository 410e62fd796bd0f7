"""Graphs: what is connected with what."""

from __future__ import annotations

from collections import deque

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.task import Decide, Story, Task
from shortlist_engine.bank.values import Count, Int, Rows


@family(1200, "graphs", "dfs and similar")
def one_network(p: Parameters) -> Task:
    what = p.choice("what", "all", "from_one", "pair", "even")
    condition = {
        "all": "every town can be reached from every other one",
        "from_one": "at least half of the towns can be reached from town 1 (itself included)",
        "pair": "town `n` can be reached from town 1",
        "even": "the number of towns that can be reached from town 1, itself included, is even",
    }[what]

    def solve(n: int, m: int, roads: list[list[int]]) -> bool:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in roads:
            near[a].append(b)
            near[b].append(a)
        seen = {1}
        queue = deque([1])
        while queue:
            town = queue.popleft()
            for other in near[town]:
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        if what == "all":
            return len(seen) == n
        if what == "pair":
            return n in seen
        if what == "even":
            return len(seen) % 2 == 0
        return 2 * len(seen) >= n

    def one_way(n: int, m: int, roads: list[list[int]]) -> bool:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in roads:
            near[a].append(b)
        seen = {1}
        stack = [1]
        while stack:
            for other in near[stack.pop()]:
                if other not in seen:
                    seen.add(other)
                    stack.append(other)
        if what == "all":
            return len(seen) == n
        if what == "pair":
            return n in seen
        if what == "even":
            return len(seen) % 2 == 0
        return 2 * len(seen) >= n

    town = Int("a", 1, "n")
    return Task(
        titles=("Roads and Towns", "Can We Get There?"),
        given=[
            (
                Count("n", 2, 10**5, what="the number of towns"),
                Int("m", 0, 10**5, True, what="the number of roads"),
            ),
            Rows(
                "roads",
                "m",
                (town, Int("b", 1, "n")),
                "graph",
                what="the two towns that a road connects",
            ),
        ],
        ask=Decide(condition),
        formal="There are `n` towns and `m` roads; each road connects two different towns and can "
        "be used in both directions.",
        stories=[
            Story(
                "Around @place there are `n` towns, numbered from 1 to `n`, and `m` roads that "
                "can be used in both directions. After the flood of last spring nobody knows any "
                "more where one can travel. @who lives in town 1 and [likes|wants] to find out."
            ),
            Story(
                "A model railway has `n` stations, which its owner calls towns, and `m` tracks, "
                "called roads; trains run on each road in both directions. The owner's daughter "
                "puts a train on town 1 and asks where it can go."
            ),
        ],
        solve=solve,
        wrong=[one_way],
        cpp=[
            """
            bool solve(int n, int m, vector<vector<int>> roads) {
                vector<vector<int>> near(n + 1);
                for (auto& road : roads) {
                    near[road[0]].push_back(road[1]);
                    near[road[1]].push_back(road[0]);
                }
                vector<bool> seen(n + 1);
                vector<int> stack = {1};
                seen[1] = true;
                int count = 1;
                while (!stack.empty()) {
                    int town = stack.back();
                    stack.pop_back();
                    for (int other : near[town]) {
                        if (!seen[other]) {
                            seen[other] = true;
                            count++;
                            stack.push_back(other);
                        }
                    }
                }
                return $result;
            }
        """
        ],
        hints=(
            "Only the towns that can be reached from town 1 matter.",
            "Search from town 1, and mark every town that you come to.",
            "A queue or a stack of marked towns, whose neighbours are still to be looked at, is "
            "enough; then look at what is marked.",
        ),
        explanation="A search from town 1 visits each town and each road once.",
        params={
            "result": {
                "all": "count == n",
                "pair": "seen[n]",
                "even": "count % 2 == 0",
                "from_one": "2 * count >= n",
            }[what]
        },
        call="can_reach",
    )
