"""Who knows whom: pairs, triples and tables of acquaintances."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Matrix, Rows


@family(1000, "graphs", "implementation")
def known_by_all(p: Parameters) -> Task:
    what = p.choice("what", "star", "mutual", "one_sided", "shy", "more")
    noun = {
        "star": "the number of the guest who is known by all other guests and knows none of them, "
        "or `-1` if there is no such guest",
        "mutual": "the number of pairs of guests who know each other, both the one the other and "
        "the other the one",
        "one_sided": "the number of pairs of guests of whom exactly one knows the other",
        "shy": "the number of guests who are known by nobody but know somebody",
        "more": "the number of guests who are known by more guests than they know",
    }[what]

    def solve(n: int, m: int, knows: list[list[int]]) -> int:
        if what in ("mutual", "one_sided"):
            seen = {(a, b) for a, b in knows}
            both = sum(1 for a, b in knows if (b, a) in seen)
            return both // 2 if what == "mutual" else m - both
        out = [0] * (n + 1)
        known = [0] * (n + 1)
        for a, b in knows:
            out[a] += 1
            known[b] += 1
        if what == "star":
            for v in range(1, n + 1):
                if known[v] == n - 1 and out[v] == 0:
                    return v
            return -1
        if what == "shy":
            return sum(1 for v in range(1, n + 1) if known[v] == 0 and out[v] > 0)
        return sum(1 for v in range(1, n + 1) if known[v] > out[v])

    def other_way(n: int, m: int, knows: list[list[int]]) -> int:
        if what in ("mutual", "one_sided"):
            pairs = Counter((min(pair), max(pair)) for pair in knows)
            return sum(1 for x in pairs.values() if x == (2 if what == "mutual" else 1))
        if what == "shy":
            return len({a for a, b in knows} - {b for a, b in knows})
        score = [0] * n
        for a, b in knows:
            score[a - 1] -= 1
            score[b - 1] += 1
        if what == "star":
            return score.index(n - 1) + 1 if n - 1 in score else -1
        return len([x for x in score if x > 0])

    def half_a_check(n: int, m: int, knows: list[list[int]]) -> int:
        out = [0] * (n + 1)
        known = [0] * (n + 1)
        for a, b in knows:
            out[a] += 1
            known[b] += 1
        if what == "star":
            return known.index(n - 1, 1) if n - 1 in known[1:] else -1
        if what == "mutual":
            return sum(1 for a, b in knows if [b, a] in knows)
        if what == "one_sided":
            return len({(min(pair), max(pair)) for pair in knows})
        if what == "shy":
            return known[1:].count(0)
        return sum(1 for v in range(1, n + 1) if known[v] >= out[v])

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(2, 2 * 10**4)
        knows = maker.graph(n, min(5 * 10**4, 2 * n), directed=True)
        if what == "star" and maker.chance(0.7):
            star = maker.rng.randint(1, n)
            knows = [(a, b) for a, b in knows if star not in (a, b)]
            knows += [(v, star) for v in range(1, n + 1) if v != star]
            if maker.chance(0.3):
                knows.pop()
            elif maker.chance(0.3):
                knows.append((star, star % n + 1))
            maker.rng.shuffle(knows)
        if what in ("mutual", "one_sided"):
            pairs = set(knows)
            pairs |= {(b, a) for a, b in knows if maker.chance(0.4)}
            knows = sorted(pairs)
            maker.rng.shuffle(knows)
        return n, len(knows), [list(pair) for pair in knows]

    return Task(
        titles=("Who Knows Whom?", "At the Party", "The Famous Guest"),
        given=[
            (Count("n", 2, 2 * 10**4), Int("m", 0, 10**5, True)),
            Rows(
                "knows",
                "m",
                (Int("a", 1, "n"), Int("b", 1, "n")),
                "directed",
                what="guest `a_i` knows guest `b_i`",
            ),
        ],
        ask=Value(noun),
        formal="`n` guests, numbered from 1, are at a party. Each of `m` different pairs of "
        "different guests `a` and `b` says that `a` knows `b`; this does not mean that `b` knows "
        "`a`, which would be a pair of its own. Nobody knows anybody else than that.",
        stories=[
            Story(
                "@who gives a party for `n` guests and, being curious, asks each of them whom they "
                "know. The answers are written on a long paper: `m` different pairs, each with the "
                "number `a_i` of a guest and the number `b_i` of another guest whom `a_i` knows. "
                "It is no secret that one may know a person [from television|from the newspaper] "
                "who has never heard of oneself. Whatever is not on the paper is not the case."
            ),
            Story(
                "A network for photographers has `n` members, who are called guests in the first "
                "year. Whoever likes the pictures of another guest subscribes to them and then "
                "knows that guest. There are `m` subscriptions, all of them different: guest `a_i` "
                "knows guest `b_i`. The other direction is another subscription, which may exist "
                "or not."
            ),
        ],
        solve=solve,
        others=[other_way],
        wrong=[half_a_check],
        cpp=[
            """
            int solve(int n, int m, vector<vector<int>> knows) {
                set<pair<int, int>> seen;
                for (auto& pair : knows) seen.insert({pair[0], pair[1]});
                int both = 0;
                for (auto& pair : knows) both += seen.count({pair[1], pair[0]});
                return $result;
            }
        """
            if what in ("mutual", "one_sided")
            else """
            int solve(int n, int m, vector<vector<int>> knows) {
                vector<int> out(n + 1), known(n + 1);
                for (auto& pair : knows) {
                    out[pair[0]]++;
                    known[pair[1]]++;
                }
                $rest
            }
        """
        ],
        params={
            "result": "both / 2" if what == "mutual" else "m - both",
            "rest": "for (int v = 1; v <= n; v++)\n"
            "    if (known[v] == n - 1 && out[v] == 0) return v;\nreturn -1;"
            if what == "star"
            else "int count = 0;\nfor (int v = 1; v <= n; v++)\n    if ("
            + ("known[v] == 0 && out[v] > 0" if what == "shy" else "known[v] > out[v]")
            + ") count++;\nreturn count;",
        },
        make=make,
        edges=[
            (2, 0, []),
            (2, 2, [[1, 2], [2, 1]]),
            (3, 2, [[1, 3], [2, 3]]),
            (3, 3, [[1, 3], [2, 3], [3, 1]]),
            (4, 4, [[1, 2], [2, 1], [3, 4], [1, 3]]),
        ],
        hints=(
            "Do not forget that knowing has a direction.",
            "For each guest, count how many he or she knows, and by how many he or she is known."
            if what in ("star", "shy", "more")
            else "For each pair, look whether the opposite pair is in the list, too.",
            {
                "star": "The numbers have to be 0 and `n - 1`; there can be only one such guest.",
                "shy": "Being known by nobody is not enough.",
                "more": "Compare the two numbers of each guest.",
                "mutual": "Put all pairs into a set to look them up quickly, and mind that each "
                "couple is met twice.",
                "one_sided": "Put all pairs into a set to look them up quickly, and count those "
                "whose opposite is missing.",
            }[what],
        ),
        explanation="A set of all pairs answers in constant time whether the opposite pair exists."
        if what in ("mutual", "one_sided")
        else "Two counters for each guest are enough, and one look at each of them.",
        call="at_the_party",
    )


@family(1100, "graphs", "brute force")
def triples_of_guests(p: Parameters) -> Task:
    pick = p.choice(
        "pick",
        Expr("s", "s == 3", "all three know one another"),
        Expr("s", "s == 0", "no two know each other"),
        Expr("s", "s == 1", "exactly two know each other, and both are strangers to the third"),
        Expr("s", "s == 2", "all pairs but one know each other"),
        Expr("s", "s == 0 or s == 3", "either all three know one another or no two do"),
        Expr("s", "s % 2 == 1", "an odd number of pairs know each other"),
    )
    what = p.choice("what", "count", "person", "without")
    noun = {
        "count": f"the number of triples of guests of whom {pick.words}",
        "person": "the greatest number of such triples that a single guest belongs to, where a "
        f"triple counts if {pick.words}",
        "without": "the number of guests who do not belong to any triple of guests of whom "
        f"{pick.words}",
    }[what]

    def solve(n: int, m: int, pairs: list[list[int]]) -> int:
        know = [[0] * n for _ in range(n)]
        for a, b in pairs:
            know[a - 1][b - 1] = know[b - 1][a - 1] = 1
        count = [0] * n
        for i in range(n):
            for j in range(i + 1, n):
                for k in range(j + 1, n):
                    if pick(know[i][j] + know[i][k] + know[j][k]):
                        count[i] += 1
                        count[j] += 1
                        count[k] += 1
        if what == "count":
            return sum(count) // 3
        if what == "person":
            return max(count)
        return count.count(0)

    def with_combinations(n: int, m: int, pairs: list[list[int]]) -> int:
        know = {(min(pair), max(pair)) for pair in pairs}
        good = []
        for trio in combinations(range(1, n + 1), 3):
            s = sum(pair in know for pair in combinations(trio, 2))
            if pick(s):
                good.append(trio)
        if what == "count":
            return len(good)
        count = Counter(v for trio in good for v in trio)
        if what == "person":
            return max(count.values(), default=0)
        return n - len(count)

    def chains(n: int, m: int, pairs: list[list[int]]) -> int:
        know = [[0] * n for _ in range(n)]
        for a, b in pairs:
            know[a - 1][b - 1] = know[b - 1][a - 1] = 1
        count = [0] * n
        for i in range(n):
            for j in range(i + 1, n):
                for k in range(j + 1, n):
                    if pick(know[i][j] + know[j][k] + know[i][j]):
                        count[i] += 1
                        count[j] += 1
                        count[k] += 1
        if what == "count":
            return sum(count) // 3
        if what == "person":
            return max(count)
        return count.count(0)

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.rng.randint(40, 50) if maker.scale == "large" else maker.count(3, 20)
        most = n * (n - 1) // 2
        share = maker.rng.choice((0.3, 0.5, 0.8))
        pairs = [list(x) for x in maker.graph(n, int(most * share))]
        return n, len(pairs), pairs

    return Task(
        titles=("Three Guests", "Tables for Three", "Triples"),
        given=[
            (Count("n", 3, 50), Int("m", 0, 1225, True)),
            Rows("pairs", "m", (Int("a", 1, "n"), Int("b", 1, "n")), "graph"),
        ],
        ask=Value(noun),
        formal="There are `n` guests. Each of `m` pairs `a`, `b` of different guests says that "
        "these two know each other; no pair is given twice, and no other guests know each other. A "
        "triple consists of three different guests; their order does not matter.",
        stories=[
            Story(
                "The restaurant in @place has tables for three. Tonight `n` guests have announced "
                "themselves, and the waiter @who, who never forgets a face, remembers `m` pairs "
                "who know each other: `a_i` and `b_i`. All other guests are strangers to one "
                "another. He wonders about the triples that could sit at a table; in a triple, "
                "only the three persons matter and not their chairs."
            ),
            Story(
                "In a laboratory, `n` substances (which are called guests, since they come and go) "
                "are examined. `m` pairs `a_i`, `b_i` of them react, or know each other, as "
                "everyone says here; no other pairs do. The chemists mix three different "
                "substances at a time, a triple, and a triple is the same in any order."
            ),
        ],
        solve=solve,
        others=[with_combinations],
        wrong=[chains],
        cpp=[
            """
            int solve(int n, int m, vector<vector<int>> pairs) {
                vector<vector<int>> know(n, vector<int>(n));
                for (auto& pair : pairs)
                    know[pair[0] - 1][pair[1] - 1] = know[pair[1] - 1][pair[0] - 1] = 1;
                $start
                for (int i = 0; i < n; i++) {
                    for (int j = i + 1; j < n; j++) {
                        for (int k = j + 1; k < n; k++) {
                            int s = know[i][j] + know[i][k] + know[j][k];
                            if $pick(s) $found
                        }
                    }
                }
                return $result;
            }
        """
        ],
        params={
            "start": "int triples = 0;" if what == "count" else "vector<int> count(n);",
            "found": "triples++;" if what == "count" else "count[i]++, count[j]++, count[k]++;",
            "result": {
                "count": "triples",
                "person": "*max_element(count.begin(), count.end())",
                "without": "std::count(count.begin(), count.end(), 0)",
            }[what],
        },
        make=make,
        edges=[
            (3, 0, []),
            (3, 3, [[1, 2], [2, 3], [3, 1]]),
            (4, 2, [[1, 2], [3, 4]]),
            (4, 4, [[1, 2], [2, 3], [1, 3], [3, 4]]),
        ],
        hints=(
            "How many triples are there if there are 50 guests?",
            "Store in a table for each two guests whether they know each other.",
            "Try all triples with three loops, each of which begins behind the one before, and "
            "count how many of the three pairs know each other.",
        ),
        explanation="There are fewer than 20000 triples, and a table answers for each of the three "
        "pairs at once, so that all triples can simply be tried.",
        call="triples",
    )


@family(1000, "graphs", "implementation", "data structures")
def friends_of_two(p: Parameters) -> Task:
    what = p.choice("what", "common", "one", "either", "suggest", "closest")
    two = what in ("common", "one", "either")
    noun = {
        "common": "the number of members who are friends of both `x` and `y`",
        "one": "the number of members, other than `x` and `y` themselves, who are friends of "
        "exactly one of `x` and `y`",
        "either": "the number of members, other than `x` and `y` themselves, who are friends of "
        "`x` or of `y` (or of both)",
        "suggest": "the number of members, other than `x`, who are no friends of `x` but have a "
        "friend in common with `x`",
        "closest": "the number of the member, other than `x`, who has the most friends in common "
        "with `x`; if there are several, the smallest of their numbers",
    }[what]

    def for_two(n: int, m: int, pairs: list[list[int]], x: int, y: int) -> int:
        near: list[set[int]] = [set() for _ in range(n + 1)]
        for a, b in pairs:
            near[a].add(b)
            near[b].add(a)
        if what == "common":
            return len(near[x] & near[y])
        if what == "one":
            return len((near[x] ^ near[y]) - {x, y})
        return len((near[x] | near[y]) - {x, y})

    def counting(n: int, m: int, pairs: list[list[int]], x: int, y: int) -> int:
        count = [0] * (n + 1)
        for a, b in pairs:
            if a in (x, y):
                count[b] += 1
            if b in (x, y):
                count[a] += 1
        count[x] = count[y] = 0
        if what == "common":
            return count.count(2)
        if what == "one":
            return count.count(1)
        return sum(1 for c in count if c > 0)

    def with_themselves(n: int, m: int, pairs: list[list[int]], x: int, y: int) -> int:
        of_x = [b for a, b in pairs if a == x]
        of_y = [b for a, b in pairs if b == y or a == y]
        if what == "common":
            return len(set(of_x) & set(of_y))
        of_x += [a for a, b in pairs if b == x]
        of_y += [a for a, b in pairs if b == y]
        if what == "one":
            return len(set(of_x) ^ set(of_y))
        return len(set(of_x)) + len(set(of_y))

    def for_one(n: int, m: int, pairs: list[list[int]], x: int) -> int:
        near: list[list[int]] = [[] for _ in range(n + 1)]
        for a, b in pairs:
            near[a].append(b)
            near[b].append(a)
        common = [0] * (n + 1)
        for v in near[x]:
            for u in near[v]:
                common[u] += 1
        if what == "suggest":
            for v in near[x]:
                common[v] = 0
            common[x] = 0
            return sum(1 for c in common if c > 0)
        common[0] = common[x] = -1
        return common.index(max(common))

    def by_sets(n: int, m: int, pairs: list[list[int]], x: int) -> int:
        near: dict[int, set[int]] = {v: set() for v in range(1, n + 1)}
        for a, b in pairs:
            near[a].add(b)
            near[b].add(a)
        mine = near[x]
        if what == "suggest":
            return sum(1 for v in near if v != x and v not in mine and not mine.isdisjoint(near[v]))
        best = -1
        answer = 0
        for v in near:
            if v != x and len(mine & near[v]) > best:
                best = len(mine & near[v])
                answer = v
        return answer

    def forgetting_rule(n: int, m: int, pairs: list[list[int]], x: int) -> int:
        near: list[set[int]] = [set() for _ in range(n + 1)]
        for a, b in pairs:
            near[a].add(b)
            near[b].add(a)
        if what == "suggest":
            found: set[int] = set()
            for v in near[x]:
                found |= near[v]
            return len(found)
        best = max(range(1, n + 1), key=lambda v: len(near[v] & near[x]))
        return best

    def make(maker: Maker) -> tuple[object, ...]:
        n = maker.count(2, 5000)
        pairs = maker.graph(n, int(n * maker.rng.choice((1, 1.5, 2.5))))
        x, y = maker.rng.sample(range(1, n + 1), 2)
        if maker.chance(0.6) and n > 3:
            more = {(min(e), max(e)) for e in pairs}
            for hub in (x, y):
                for v in maker.rng.sample(range(1, n + 1), min(n // 2, 4000)):
                    if v != hub:
                        more.add((min(v, hub), max(v, hub)))
            pairs = sorted(more)
            maker.rng.shuffle(pairs)
        rows = [list(pair) for pair in pairs]
        return (n, len(rows), x, y, rows) if two else (n, len(rows), x, rows)

    sizes = (Count("n", 2, 5000), Int("m", 0, 2 * 10**4, True), Int("x", 1, "n"))
    members = "`x` and `y`, who are different," if two else "`x`"
    return Task(
        titles=("Friends in Common", "You May Know", "Two Circles of Friends"),
        given=[
            (*sizes, Int("y", 1, "n")) if two else sizes,
            Rows("pairs", "m", (Int("a", 1, "n"), Int("b", 1, "n")), "graph"),
        ],
        ask=Value(noun),
        formal="There are `n` members and `m` friendships, each of which is a pair `a`, `b` of "
        f"different members and is given once. The question is about the "
        f"{'members' if two else 'member'} {members.rstrip(',')}.",
        stories=[
            Story(
                "A social network with `n` members, numbered from 1, has stored `m` friendships "
                "between different members `a_i` and `b_i`, each of them once; friendship is "
                f"always mutual. @who [has been asked|is paid] to program a new page about the "
                f"{'members' if two else 'member'} {members} and does not get paid for more than "
                "that."
            ),
            Story(
                "In the forest near @place live `n` animals, the members of a society. `m` pairs "
                "`a_i`, `b_i` of them are friends, and it cannot be that the one is a friend of "
                "the other but not the other of the one. No pair is named twice. The owl thinks "
                f"about the {'animals' if two else 'animal'} {members} and would be glad not to "
                "have to fly around and ask."
            ),
        ],
        solve=for_two if two else for_one,
        others=[counting] if two else [by_sets],
        wrong=[with_themselves] if two else [forgetting_rule],
        cpp=[
            """
            int solve(int n, int m, vector<vector<int>> pairs, int x, int y) {
                vector<int> count(n + 1);
                for (auto& pair : pairs) {
                    if (pair[0] == x || pair[0] == y) count[pair[1]]++;
                    if (pair[1] == x || pair[1] == y) count[pair[0]]++;
                }
                int result = 0;
                for (int v = 1; v <= n; v++)
                    if (v != x && v != y && count[v] $test) result++;
                return result;
            }
        """
            if two
            else """
            int solve(int n, int m, vector<vector<int>> pairs, int x) {
                vector<vector<int>> near(n + 1);
                for (auto& pair : pairs) {
                    near[pair[0]].push_back(pair[1]);
                    near[pair[1]].push_back(pair[0]);
                }
                vector<int> common(n + 1);
                for (int v : near[x])
                    for (int u : near[v]) common[u]++;
                $rest
            }
        """
        ],
        params={
            "test": {"common": "== 2", "one": "== 1"}.get(what, "> 0"),
            "rest": "for (int v : near[x]) common[v] = 0;\ncommon[x] = 0;\n"
            "return n + 1 - count(common.begin(), common.end(), 0);"
            if what == "suggest"
            else "common[0] = common[x] = -1;\n"
            "return max_element(common.begin(), common.end()) - common.begin();",
        },
        make=make,
        edges=[
            (2, 1, 1, 2, [[1, 2]]),
            (4, 4, 1, 2, [[1, 2], [1, 3], [2, 3], [2, 4]]),
            (5, 5, 4, 5, [[4, 1], [1, 5], [4, 5], [2, 4], [5, 3]]),
        ]
        if two
        else [
            (2, 1, 1, [[1, 2]]),
            (4, 4, 1, [[1, 2], [1, 3], [2, 3], [2, 4]]),
            (5, 5, 4, [[4, 1], [1, 5], [4, 5], [2, 4], [5, 3]]),
            (4, 1, 1, [[3, 4]]),
        ],
        hints=(
            "Only few of the friendships matter: which ones?",
            "Find all friends of `x` and all friends of `y`; a friendship may name them in either "
            "order."
            if two
            else "Who has a friend in common with `x`? Go from `x` to each friend, and on to the "
            "friends of that friend.",
            "Compare the two sets" + ("." if what == "common" else ", without `x` and `y`.")
            if two
            else "Leave out `x` and those who are friends of `x` already."
            if what == "suggest"
            else "Count how often each member is met that way; `x` does not count, and there may "
            "be nobody.",
        ),
        explanation="With sets, or with a counter for each member, the answer follows from one "
        "pass over the friendships."
        if two
        else "Each friendship of a friend of `x` is followed once and raises one counter, which "
        "counts the friends in common.",
        call="common_friends",
    )


@family(900, "graphs", "implementation", "matrices")
def table_of_roads(p: Parameters) -> Task:
    what = p.choice("what", "both", "ends", "most", "two_steps", "missing", "busy")
    noun = {
        "both": "the number of pairs of towns that are joined by roads in both directions",
        "ends": "the number of towns into which a road leads, but out of which none leads",
        "most": "the number of the town out of which the most roads lead; if there are several, "
        "the smallest of their numbers",
        "two_steps": "the number of ways from town 1 to town `n` that use exactly two roads",
        "missing": "the number of pairs of towns that are not joined by any road",
        "busy": "the greatest number of roads that begin or end in the same town",
    }[what]

    def solve(n: int, road: list[list[int]]) -> int:
        if what == "both":
            return sum(road[i][j] and road[j][i] for i in range(n) for j in range(i))
        if what == "missing":
            return sum(road[i][j] + road[j][i] == 0 for i in range(n) for j in range(i))
        if what == "two_steps":
            return sum(road[0][j] * road[j][n - 1] for j in range(n))
        out = [sum(row) for row in road]
        if what == "most":
            return out.index(max(out)) + 1
        into = [sum(row[j] for row in road) for j in range(n)]
        if what == "busy":
            return max(out[i] + into[i] for i in range(n))
        return sum(1 for i in range(n) if out[i] == 0 and into[i] > 0)

    def with_loops(n: int, road: list[list[int]]) -> int:
        out = [0] * n
        into = [0] * n
        both = single = 0
        for i in range(n):
            for j in range(n):
                if road[i][j] == 1:
                    out[i] += 1
                    into[j] += 1
                    if what in ("both", "missing"):
                        if road[j][i] == 1:
                            both += 1
                        else:
                            single += 1
        if what == "both":
            return both // 2
        if what == "missing":
            return n * (n - 1) // 2 - both // 2 - single
        if what == "ends":
            return len([i for i in range(n) if out[i] == 0 and into[i]])
        if what == "busy":
            best = 0
            for i in range(n):
                best = max(best, out[i] + into[i])
            return best
        if what == "most":
            best = 0
            for i in range(1, n):
                if out[i] > out[best]:
                    best = i
            return best + 1
        ways = 0
        for j in range(n):
            if road[0][j] == 1 and road[j][n - 1] == 1:
                ways += 1
        return ways

    def wrong_way(n: int, road: list[list[int]]) -> int:
        out = [sum(road[i][j] for i in range(n)) for j in range(n)]
        if what == "both":
            return sum(road[i][j] and road[j][i] for i in range(n) for j in range(n))
        if what == "missing":
            return sum(row.count(0) for row in road) // 2
        if what == "two_steps":
            return sum(road[0]) * out[n - 1]
        if what == "most":
            return out.index(max(out)) + 1
        if what == "busy":
            return max(out)
        return sum(1 for i in range(n) if sum(road[i]) == 0)

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.rng.randint(80, 100) if maker.scale == "large" else maker.count(2, 9)
        dense = maker.rng.choice((0.2, 0.4, 0.7))
        road = [[int(i != j and maker.rng.random() < dense) for j in range(n)] for i in range(n)]
        if what == "ends":
            for i in range(n):
                if maker.chance(0.35):
                    road[i] = [0] * n
        return n, road

    return Task(
        titles=("A Table of Roads", "One-Way Roads", "Reading the Table"),
        given=[Count("n", 2, 100), Matrix("road", "n", "n", 0, 1)],
        ask=Value(noun),
        formal="A table with `n` rows and `n` columns tells which of `n` towns, numbered from 1, "
        "are joined by one-way roads: the number in row `i` and column `j` is 1 if a road leads "
        "from town `i` directly to town `j`, and 0 if not. No road leads from a town to itself. A "
        "road in the other direction would be a road of its own.",
        stories=[
            Story(
                "@who has found a table in the town hall of @place, with `n` rows and `n` columns "
                "and nothing but zeros and ones in it. [A clerk|An old clerk] explains: there are "
                "`n` towns, and where row `i` and column `j` meet stands a 1 if there is a one-way "
                "road from town `i` to town `j`, otherwise a 0. From a town to itself there is "
                "never a road, and two towns can be joined by a road in either direction, by two "
                "roads or by none."
            ),
            Story(
                "In a flock of `n` hens, here called towns since the program is used for traffic "
                "as well, it is known who pecks whom. A researcher has made a table: a 1 in row "
                "`i` and column `j` means that hen `i` pecks hen `j`, which the program calls a "
                "road from town `i` to town `j`; a 0 means that it does not. No hen pecks itself. "
                "That one pecks another says nothing about the opposite."
            ),
        ],
        solve=solve,
        others=[with_loops],
        wrong=[wrong_way],
        cpp=[
            """
            int solve(int n, vector<vector<int>> road) {
                $start
                for (int i = 0; i < n; i++) {
                    $row
                }
                return $result;
            }
        """
        ],
        params={
            "start": {
                "most": "int town = 0, best = -1;",
                "ends": "int ends = 0;",
                "busy": "int best = 0;",
            }.get(what, "int count = 0;"),
            "row": {
                "both": "for (int j = 0; j < i; j++)\n    if (road[i][j] && road[j][i]) count++;",
                "missing": "for (int j = 0; j < i; j++)\n"
                "    if (!road[i][j] && !road[j][i]) count++;",
                "two_steps": "if (road[0][i] && road[i][n - 1]) count++;",
                "most": "int out = accumulate(road[i].begin(), road[i].end(), 0);\n"
                "if (out > best) {\n    best = out;\n    town = i + 1;\n}",
                "ends": "int out = 0, into = 0;\nfor (int j = 0; j < n; j++) {\n"
                "    out += road[i][j];\n    into += road[j][i];\n}\n"
                "if (!out && into) ends++;",
                "busy": "int roads = 0;\n"
                "for (int j = 0; j < n; j++) roads += road[i][j] + road[j][i];\n"
                "best = max(best, roads);",
            }[what],
            "result": {"most": "town", "ends": "ends", "busy": "best"}.get(what, "count"),
        },
        make=make,
        edges=[
            (2, [[0, 0], [0, 0]]),
            (2, [[0, 1], [1, 0]]),
            (3, [[0, 1, 1], [0, 0, 1], [0, 0, 0]]),
            (4, [[0, 1, 1, 0], [1, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 0]]),
        ],
        hints=(
            "A row tells where roads out of a town lead, a column where roads into it come from.",
            {
                "both": "Two numbers belong to a pair of towns: one above and one below the "
                "diagonal.",
                "ends": "Add up the row and the column of each town.",
                "most": "Add up each row.",
                "two_steps": "Which town can be the one in the middle?",
                "missing": "Two numbers belong to a pair of towns: one above and one below the "
                "diagonal.",
                "busy": "Add up the row and the column of each town.",
            }[what],
            {
                "both": "Look at each pair of towns once, and check whether both numbers are 1.",
                "ends": "The sum of the row must be 0, that of the column must not.",
                "most": "Keep the best sum so far, and replace it only by a greater one.",
                "two_steps": "Count the towns `j` with a 1 in row 1, column `j` and a 1 in row "
                "`j`, column `n`.",
                "missing": "Look at each pair of towns once, and check whether both numbers are 0.",
                "busy": "The two sums together are the number of roads of the town.",
            }[what],
        ),
        explanation="Every number of the table is looked at a fixed number of times, so the time "
        "is about `n^2`.",
        call="read_table",
    )
