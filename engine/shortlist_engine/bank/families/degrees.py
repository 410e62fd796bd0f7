"""Who is joined to whom: what can be said by counting, without walking through the graph."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Matrix, Rows

N = 10**5


def _games(maker: Maker, n: int, count: int) -> list[list[int]]:
    """Pairs of different numbers, some of which occur more often than others."""
    busy = maker.rng.randint(2, n)
    return [
        maker.rng.sample(range(1, (busy if maker.chance(0.6) else n) + 1), 2) for _ in range(count)
    ]


@family(800, "implementation", "graphs")
def friends_counted(p: Parameters) -> Task:
    what = p.choice("what", "lonely", "most", "person", "exactly", "odd", "at least")
    k = p.int("k", 1, 4) if what in ("exactly", "at least") else 0
    friends = "one friend" if k == 1 else f"{k} friends"
    noun = {
        "lonely": "the number of pupils without any friend",
        "most": "the greatest number of friends that a pupil has",
        "person": "the number of the pupil with the most friends; if there are several, the "
        "smallest of their numbers",
        "exactly": f"the number of pupils with exactly {friends}",
        "odd": "the number of pupils who have an odd number of friends",
        "at least": f"the number of pupils with at least {friends}",
    }[what]

    def solve(n: int, m: int, pairs: list[list[int]]) -> int:
        friends = [0] * n
        for a, b in pairs:
            friends[a - 1] += 1
            friends[b - 1] += 1
        if what == "lonely":
            return friends.count(0)
        if what == "most":
            return max(friends)
        if what == "person":
            return friends.index(max(friends)) + 1
        if what == "exactly":
            return friends.count(k)
        if what == "odd":
            return sum(x % 2 for x in friends)
        return sum(1 for x in friends if x >= k)

    def with_counter(n: int, m: int, pairs: list[list[int]]) -> int:
        count = Counter(v for pair in pairs for v in pair)
        if what == "lonely":
            return n - len(count)
        if what == "most":
            return max(count.values(), default=0)
        if what == "person":
            return max(range(1, n + 1), key=lambda v: (count[v], -v))
        result = 0
        for v in range(1, n + 1):
            if what == "exactly" and count[v] == k:
                result += 1
            if what == "odd" and count[v] % 2 == 1:
                result += 1
            if what == "at least" and count[v] >= k:
                result += 1
        return result

    def one_side(n: int, m: int, pairs: list[list[int]]) -> int:
        friends = [0] * (n + 1)
        for a, _b in pairs:
            friends[a] += 1
        friends = friends[1:]
        if what == "lonely":
            return friends.count(0)
        if what == "most":
            return max(friends)
        if what == "person":
            return friends.index(max(friends)) + 1
        if what == "exactly":
            return friends.count(k)
        if what == "odd":
            return sum(x % 2 for x in friends)
        return sum(1 for x in friends if x >= k)

    return Task(
        titles=("Friends Counted", "Who Has Friends?", "A List of Friendships"),
        given=[
            (
                Count("n", 2, N, what="the number of pupils"),
                Int("m", 0, N, True, what="the number of friendships"),
            ),
            Rows(
                "pairs",
                "m",
                (Int("a", 1, "n"), Int("b", 1, "n")),
                "graph",
                what="two pupils who are friends",
            ),
        ],
        ask=Value(noun),
        formal="There are `n` pupils with the numbers 1 to `n`, and a list of `m` friendships. "
        "Each of them is a pair of different pupils `a` and `b` who are friends of each other; no "
        "friendship stands in the list twice, in either order.",
        stories=[
            Story(
                "The new teacher of @place has `n` pupils, with the numbers 1 to `n`, and would "
                "like to know them better. @who, who knows everything, writes down `m` pairs: the "
                "pupils `a_i` and `b_i` are friends. It goes without saying that friendship is "
                "mutual, and that no pair is named a second time."
            ),
            Story(
                "In a game on the web there are `n` players, called pupils as long as they have "
                "not passed the first level. Their friendships are kept in a file of `m` lines, "
                "two different numbers `a_i` and `b_i` on each: these two are friends. No "
                "friendship is in the file twice. @who [works for|is a fan of] the game and "
                "prepares a page of records."
            ),
        ],
        solve=solve,
        others=[with_counter],
        wrong=[one_side],
        cpp=[
            """
            int solve(int n, int m, vector<vector<int>> pairs) {
                vector<int> friends(n);
                for (auto& pair : pairs) {
                    friends[pair[0] - 1]++;
                    friends[pair[1] - 1]++;
                }
                return $result;
            }
        """
        ],
        params={
            "result": {
                "lonely": "count(friends.begin(), friends.end(), 0)",
                "most": "*max_element(friends.begin(), friends.end())",
                "person": "max_element(friends.begin(), friends.end()) - friends.begin() + 1",
                "exactly": f"count(friends.begin(), friends.end(), {k})",
                "odd": "count_if(friends.begin(), friends.end(), [](int x) { return x % 2; })",
                "at least": "count_if(friends.begin(), friends.end(), "
                f"[](int x) {{ return x >= {k}; }})",
            }[what]
        },
        edges=[(2, 0, []), (3, 3, [[1, 2], [3, 1], [2, 3]]), (4, 3, [[2, 1], [2, 3], [4, 2]])],
        hints=(
            "A friendship counts for both of the pupils.",
            "Keep a list with a counter for each pupil, and go through the friendships.",
            "Then look at the counters: "
            + {
                "lonely": "how many of them are 0?",
                "most": "which is the greatest?",
                "person": "where does the greatest one stand for the first time?",
                "exactly": f"how many of them are {k}?",
                "odd": "how many of them are odd?",
                "at least": f"how many of them are not less than {k}?",
            }[what],
        ),
        explanation="Each friendship raises two counters, and at the end the list of counters is "
        "looked at once: `n + m` steps.",
        call="count_friends",
    )


@family(900, "implementation", "graphs")
def unbeaten_players(p: Parameters) -> Task:
    what = p.choice("what", "unbeaten", "hapless", "both", "winning", "best", "even")
    noun = {
        "unbeaten": "the number of players who have played at least one game and lost none",
        "hapless": "the number of players who have played at least one game and won none",
        "both": "the number of players who have both won and lost games",
        "winning": "the number of players who have won more games than they have lost",
        "best": "the number of the player whose wins exceed the losses the most (or fall below "
        "them the least); of several, the one with the smallest number",
        "even": "the number of players who have won exactly as many games as they have lost, those "
        "without games included",
    }[what]

    def solve(n: int, m: int, games: list[list[int]]) -> int:
        won = [0] * n
        lost = [0] * n
        for a, b in games:
            won[a - 1] += 1
            lost[b - 1] += 1
        if what == "best":
            balance = [won[i] - lost[i] for i in range(n)]
            return balance.index(max(balance)) + 1
        count = 0
        for i in range(n):
            if what == "unbeaten" and won[i] > 0 and lost[i] == 0:
                count += 1
            if what == "hapless" and won[i] == 0 and lost[i] > 0:
                count += 1
            if what == "both" and won[i] > 0 and lost[i] > 0:
                count += 1
            if what == "winning" and won[i] > lost[i]:
                count += 1
            if what == "even" and won[i] == lost[i]:
                count += 1
        return count

    def by_sets(n: int, m: int, games: list[list[int]]) -> int:
        winners = {a for a, b in games}
        losers = {b for a, b in games}
        if what == "unbeaten":
            return len(winners - losers)
        if what == "hapless":
            return len(losers - winners)
        return len(winners & losers)

    def by_balance(n: int, m: int, games: list[list[int]]) -> int:
        balance = dict.fromkeys(range(1, n + 1), 0)
        for a, b in games:
            balance[a] += 1
            balance[b] -= 1
        if what == "winning":
            return sum(x > 0 for x in balance.values())
        if what == "even":
            return list(balance.values()).count(0)
        return max(balance, key=balance.__getitem__)

    def forgotten(n: int, m: int, games: list[list[int]]) -> int:
        won = [0] * (n + 1)
        lost = [0] * (n + 1)
        for a, b in games:
            won[a] += 1
            lost[b] += 1
        if what == "unbeaten":
            return lost[1:].count(0)
        if what == "hapless":
            return won[1:].count(0)
        if what == "both":
            return sum(1 for v in range(1, n + 1) if won[v] > 0 or lost[v] > 0)
        if what == "winning":
            return sum(1 for v in range(1, n + 1) if won[v] >= lost[v])
        if what == "even":
            return sum(1 for v in range(1, n + 1) if won[v] == lost[v] > 0)
        return won.index(max(won[1:]), 1)

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(2, N)
        m = maker.count(1, N)
        return n, m, _games(maker, n, m)

    return Task(
        titles=("Unbeaten", "Wins and Losses", "The Chess Club"),
        given=[
            (
                Count("n", 2, N, what="the number of players"),
                Count("m", 1, N, what="the number of games"),
            ),
            Rows(
                "games",
                "m",
                (Int("a", 1, "n"), Int("b", 1, "n")),
                what="the winner and the loser of a game",
            ),
        ],
        ask=Value(noun),
        formal="`n` players, numbered from 1, have played `m` games. Each game is given by two "
        "different players: first the winner `a`, then the loser `b`. The same two may have played "
        "several times, and some players may not have played at all.",
        stories=[
            Story(
                "The [chess|table tennis] club of @place has `n` members, the players 1 to `n`. On "
                "the board in the corridor `m` games are noted: in game `i`, player `a_i` won "
                "against player `b_i`, and there are no draws. Some couples play against each "
                "other again and again, while others only pay the fee. @who is writing the annual "
                "report."
            ),
            Story(
                "All summer long, `n` cats, who are the players here, fight for the yard. @who "
                "watches from the window and writes down `m` games, as their quarrels are called: "
                "first the cat that stayed, number `a_i`, and then the cat that ran away, number "
                "`b_i`. The same two cats meet as often as they like; a cat that has seen no fight "
                "is in no pair."
            ),
        ],
        solve=solve,
        others=[by_sets] if what in ("unbeaten", "hapless", "both") else [by_balance],
        wrong=[forgotten],
        cpp=[
            """
            int solve(int n, int m, vector<vector<int>> games) {
                vector<int> won(n + 1), lost(n + 1);
                for (auto& game : games) {
                    won[game[0]]++;
                    lost[game[1]]++;
                }
                $rest
            }
        """
        ],
        params={
            "rest": "int best = 1;\nfor (int v = 2; v <= n; v++)\n"
            "    if (won[v] - lost[v] > won[best] - lost[best]) best = v;\nreturn best;"
            if what == "best"
            else "int count = 0;\nfor (int v = 1; v <= n; v++)\n    if ("
            + {
                "unbeaten": "won[v] > 0 && lost[v] == 0",
                "hapless": "won[v] == 0 && lost[v] > 0",
                "both": "won[v] > 0 && lost[v] > 0",
                "winning": "won[v] > lost[v]",
                "even": "won[v] == lost[v]",
            }[what]
            + ") count++;\nreturn count;"
        },
        make=make,
        edges=[
            (2, 1, [[2, 1]]),
            (3, 3, [[1, 2], [2, 3], [3, 1]]),
            (4, 4, [[2, 1], [2, 1], [1, 3], [3, 2]]),
            (4, 3, [[2, 3], [2, 3], [3, 2]]),
        ],
        hints=(
            "What has to be known of each player?",
            "Count wins and losses of every player separately."
            if what not in ("winning", "even", "best")
            else "For every player, count how many more games were won than lost.",
            "Go through all players, also those without games, and check the condition."
            if what not in ("unbeaten", "hapless", "both")
            else "Two sets are enough: all who have won and all who have lost.",
        ),
        explanation="One pass over the games fills the counters, one over the players evaluates "
        "them.",
        call="club_report",
    )


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


@family(1100, "graphs", "implementation")
def shape_of_network(p: Parameters) -> Task:
    shape = p.choice("shape", "path", "ring", "star", "complete", "alike")
    text = {
        "path": "the towns can be put into a row such that exactly the towns that stand side by "
        "side are joined",
        "ring": "the towns can be put on a circle such that exactly the towns that stand side by "
        "side are joined",
        "star": "there is a town that is joined to all others, and no other towns are joined",
        "complete": "any two towns are joined",
        "alike": "every town is joined to equally many towns",
    }[shape]

    def solve(n: int, m: int, lines: list[list[int]]) -> bool:
        degree = [0] * n
        for a, b in lines:
            degree[a - 1] += 1
            degree[b - 1] += 1
        if shape == "path":
            return m == n - 1 and max(degree) <= 2
        if shape == "ring":
            return all(d == 2 for d in degree)
        if shape == "star":
            return m == n - 1 and max(degree) == n - 1
        if shape == "complete":
            return min(degree) == n - 1
        return min(degree) == max(degree)

    def by_counts(n: int, m: int, lines: list[list[int]]) -> bool:
        if shape == "complete":
            return m == n * (n - 1) // 2
        count = Counter(v for line in lines for v in line)
        kinds = Counter(count.values())
        if shape == "path":
            return kinds[1] == 2 and kinds[2] == n - 2
        if shape == "ring":
            return kinds[2] == n
        if shape == "star":
            return kinds[1] == n - 1 and kinds[n - 1] == 1
        return len(kinds) == 1

    def number_only(n: int, m: int, lines: list[list[int]]) -> bool:
        degree = [0] * (n + 1)
        for a, b in lines:
            degree[a] += 1
            degree[b] += 1
        if shape == "path":
            return m == n - 1
        if shape == "ring":
            return m == n
        if shape == "star":
            return max(degree) == n - 1
        if shape == "complete":
            return max(degree) == n - 1
        return 2 * m % n == 0

    def ends_only(n: int, m: int, lines: list[list[int]]) -> bool:
        degree = [0] * (n + 1)
        for a, b in lines:
            degree[a] += 1
            degree[b] += 1
        if shape == "path":
            return degree.count(1) == 2
        if shape == "ring":
            return max(degree) == 2
        if shape == "star":
            return m == n - 1
        if shape == "complete":
            return m >= (n - 1) * (n - 1) // 2
        return degree[1] == degree[n]

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(4, 10**4)
        if shape in ("complete", "alike") and maker.scale == "large":
            n = maker.rng.randint(250, 300)
        names = maker.permutation(n)
        if shape == "path":
            edges = {(i, i + 1) for i in range(n - 1)}
        elif shape == "ring" or (shape == "alike" and maker.chance(0.5)):
            edges = {(i, (i + 1) % n) for i in range(n)}
        elif shape == "star":
            edges = {(0, i) for i in range(1, n)}
        else:
            edges = set(combinations(range(n), 2))
        kind = maker.rng.random()
        if kind < 0.25 and n > 2 and len(edges) > n:
            edges.discard(maker.rng.choice(sorted(edges)))
        elif kind < 0.5:
            a, b = sorted(maker.rng.sample(range(n), 2))
            if (b, a) not in edges:
                edges.add((a, b))
        lines = [[names[a], names[b]] for a, b in edges]
        if kind > 0.75:
            lines = [list(x) for x in maker.graph(n, n + 1, connected=True)]
        maker.rng.shuffle(lines)
        return n, len(lines), [x if maker.chance(0.5) else x[::-1] for x in lines]

    return Task(
        titles=("The Shape of a Network", "What Does It Look Like?", "Tram Lines"),
        given=[
            (Count("n", 4, 10**4), Count("m", 3, 5 * 10**4)),
            Rows("lines", "m", (Int("a", 1, "n"), Int("b", 1, "n")), "connected"),
        ],
        ask=Decide(text),
        formal="There are `n` towns and `m` lines. A line joins two different towns `a` and `b`, "
        "and no two lines join the same towns. It is possible to get from each town to each other "
        "one along lines.",
        stories=[
            Story(
                "A [tram|telephone] company has taken over the network of @place: `n` towns and "
                "`m` lines, the `i`-th of which joins the towns `a_i` and `b_i`. One gets from "
                "everywhere to everywhere, if not always directly, and no two towns are joined "
                "more than once. Nobody has ever drawn a map. Before buying paper, @who would like "
                "to know what the picture is going to look like."
            ),
            Story(
                "@who has built a figure of `n` balls of clay, which are called towns, and `m` "
                "matches (lines), each stuck with its ends into two different balls `a_i` and "
                "`b_i`. The figure is in one piece, and between two balls there is never more than "
                "one match. @friend, who cannot see it, guesses its shape over the telephone."
            ),
        ],
        solve=solve,
        others=[by_counts],
        wrong=[number_only, ends_only],
        cpp=[
            """
            bool solve(int n, int m, vector<vector<int>> lines) {
                vector<int> degree(n);
                for (auto& line : lines) {
                    degree[line[0] - 1]++;
                    degree[line[1] - 1]++;
                }
                int most = *max_element(degree.begin(), degree.end());
                int least = *min_element(degree.begin(), degree.end());
                return $result;
            }
        """
        ],
        params={
            "result": {
                "path": "m == n - 1 && most <= 2",
                "ring": "least == 2 && most == 2",
                "star": "m == n - 1 && most == n - 1",
                "complete": "least == n - 1",
                "alike": "least == most",
            }[shape]
        },
        make=make,
        edges=[
            (4, 3, [[1, 2], [2, 3], [3, 4]]),
            (4, 4, [[1, 2], [2, 3], [3, 4], [4, 1]]),
            (4, 3, [[3, 1], [3, 2], [3, 4]]),
            (4, 6, [[1, 2], [1, 3], [1, 4], [2, 3], [2, 4], [3, 4]]),
            (4, 4, [[1, 2], [1, 3], [1, 4], [2, 3]]),
            (5, 4, [[1, 2], [2, 3], [3, 4], [3, 5]]),
            (5, 5, [[1, 2], [2, 3], [3, 1], [3, 4], [4, 5]]),
            (6, 6, [[1, 2], [2, 3], [3, 4], [4, 1], [1, 5], [5, 6]]),
        ],
        hints=(
            "Count for each town to how many others it is joined.",
            "Draw the shape for a few towns: which counts occur in it, and how many lines are "
            "there?",
            {
                "path": "Since everything hangs together, `n - 1` lines and no town with more than "
                "two of them are enough.",
                "ring": "Since everything hangs together, it is enough that each town has exactly "
                "two lines.",
                "star": "One town has all of the `n - 1` lines.",
                "complete": "Each town has `n - 1` lines.",
                "alike": "Compare the smallest and the greatest count.",
            }[shape],
        ),
        explanation="As the network is connected, its shape can be told from the numbers of lines "
        "of the towns, which one pass over the lines counts.",
        call="has_shape",
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


@family(1100, "graphs", "math", "greedy")
def promised_handshakes(p: Parameters) -> Task:
    rule = p.choice("rule", "multi", "tree", "rings", "hands", "pairs")
    text = {
        "multi": "Nobody shook hands with themselves, but the same two may have shaken hands "
        "several times.",
        "tree": "No two shook hands more than once, and nobody shook hands with themselves; and "
        "between any two persons there was exactly one chain of handshakes in which no handshake "
        "occurs twice.",
        "rings": "All stood in circles, each person in exactly one circle of at least three, and "
        "everybody shook hands once with each of the two neighbours and with nobody else.",
        "hands": "The same two may have shaken hands several times, and shaking one's own hands "
        "was allowed, too; it counts as two handshakes for that person.",
        "pairs": "Everybody who shook hands at all always did it with the same partner, and each "
        "partner belongs to one person only.",
    }[rule]

    def solve(n: int, a: list[int]) -> bool:
        if rule == "multi":
            return sum(a) % 2 == 0 and 2 * max(a) <= sum(a)
        if rule == "tree":
            return sum(a) == 2 * n - 2 and min(a) > 0
        if rule == "rings":
            return n >= 3 and a == [2] * n
        if rule == "hands":
            return sum(a) % 2 == 0
        return all(x == 0 or a.count(x) % 2 == 0 for x in set(a))

    def step_by_step(n: int, a: list[int]) -> bool:
        if rule == "multi":
            a.sort()
            top = a.pop()
            rest = sum(a)
            return top <= rest and (rest - top) % 2 == 0
        if rule == "tree":
            a.sort()
            left = 2 * (n - 1)
            for x in a:
                if x == 0:
                    return False
                left -= x
            return left == 0
        if rule == "rings":
            return n > 2 and min(a) == max(a) == 2
        if rule == "hands":
            odd = False
            for x in a:
                if x % 2 == 1:
                    odd = not odd
            return not odd
        a = sorted(x for x in a if x > 0)
        return len(a) % 2 == 0 and a[::2] == a[1::2]

    def half(n: int, a: list[int]) -> bool:
        if rule == "multi":
            return sum(a) % 2 == 0
        if rule == "tree":
            return sum(a) == 2 * n - 2
        if rule == "rings":
            return sum(a) == 2 * n
        if rule == "hands":
            return sum(a) % 2 == 0 and 2 * max(a) <= sum(a)
        return sum(a) % 2 == 0

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(2, 5000)
        if rule == "tree":
            a = [1] * n
            for _ in range(n - 2):
                a[maker.rng.randrange(n)] += 1
            kind = maker.rng.random()
            if kind < 0.3:
                a[maker.rng.randrange(n)] += 1
            elif kind < 0.6:
                i, j = maker.rng.sample(range(n), 2)
                a[j] += a[i]
                a[i] = 0
        elif rule == "rings":
            a = [2] * n
            if maker.chance(0.5):
                i, j = maker.rng.sample(range(n), 2)
                a[i], a[j] = maker.rng.choice(((1, 3), (2, 1), (0, 4), (3, 3)))
        elif rule == "pairs":
            values = [maker.rng.choice((0, 1, 2, 3, 10)) for _ in range((n + 1) // 2)]
            a = (values + values)[:n]
            if maker.chance(0.4):
                a[maker.rng.randrange(n)] += 1
            maker.rng.shuffle(a)
        else:
            a = maker.numbers(n, 0, 1000)
            if maker.chance(0.5):
                i = maker.rng.randrange(n)
                rest = sum(a) - a[i]
                a[i] = min(1000, maker.rng.choice((rest, rest + 2, rest + 1, max(0, rest - 2))))
        return n, a

    return Task(
        titles=("Shaking Hands", "Is It Possible?", "Handshakes"),
        given=[
            Count("n", 2, 5000, what="the number of persons"),
            Ints("a", "n", 0, 5000, what="the numbers that the persons said"),
        ],
        ask=Decide("all of them can have told the truth"),
        formal="`n` persons were at a meeting, and afterwards everybody was asked how many "
        "handshakes he or she had taken part in; person `i` said `a_i`. At a handshake, two "
        f"persons shake hands. {text}",
        stories=[
            Story(
                "After the annual meeting of the [diplomats|merchants] of @place, a reporter asks "
                "all `n` who were there how many handshakes they took part in. The `i`-th answers "
                f"`a_i`. It is known how things were: {text[0].lower()}{text[1:]} The reporter "
                "suspects that somebody has [lied|miscounted]."
            ),
            Story(
                "@who finds a notebook of the dancing school. It says that there were `n` persons "
                "one evening and how often each of them took part in a handshake, `a_1, a_2, ..., "
                f"a_n` times. For handshakes there was a rule, and everybody kept it. "
                f"{text} It is quite possible that the notes are wrong."
            ),
        ],
        solve=solve,
        others=[step_by_step],
        wrong=[half],
        cpp=[
            """
            bool solve(int n, vector<int> a) {
                $body
            }
        """
        ],
        params={
            "body": {
                "multi": "int sum = accumulate(a.begin(), a.end(), 0);\n"
                "int most = *max_element(a.begin(), a.end());\n"
                "return sum % 2 == 0 && 2 * most <= sum;",
                "tree": "int sum = accumulate(a.begin(), a.end(), 0);\n"
                "int least = *min_element(a.begin(), a.end());\n"
                "return sum == 2 * n - 2 && least > 0;",
                "rings": "return n >= 3 && count(a.begin(), a.end(), 2) == n;",
                "hands": "int sum = accumulate(a.begin(), a.end(), 0);\nreturn sum % 2 == 0;",
                "pairs": "map<int, int> count;\nfor (int x : a) count[x]++;\n"
                "for (auto [x, times] : count)\n"
                "    if (x && times % 2) return false;\nreturn true;",
            }[rule]
        },
        make=make,
        edges=[
            (2, [1, 1]),
            (2, [2, 2]),
            (2, [0, 2]),
            (3, [1, 1, 1]),
            (3, [2, 2, 2]),
            (4, [1, 3, 1, 1]),
            (4, [0, 2, 2, 2]),
            (3, [0, 0, 0]),
            (4, [2, 1, 2, 3]),
        ],
        hints=(
            "How do the numbers change when two persons shake hands?",
            {
                "multi": "The sum has to be even. What if one person claims very many handshakes?",
                "tree": "How many handshakes must there have been among `n` persons if there is "
                "just one chain between any two?",
                "rings": "With how many persons does somebody in a circle shake hands?",
                "hands": "Each handshake adds 2 to the sum, in either case.",
                "pairs": "Two partners must have said the same number.",
            }[rule],
            {
                "multi": "Nobody can have more handshakes than all others together; with an even "
                "sum that is enough.",
                "tree": "It is a tree: `n - 1` handshakes, so the sum is `2n - 2`, and nobody is "
                "left out. These two conditions are enough.",
                "rings": "All numbers are 2. And there must be enough persons for a circle.",
                "hands": "If the sum is even, somebody with an odd number can always be paired "
                "with another one, and the rest is done alone.",
                "pairs": "Each number except 0 must have been said by an even number of persons.",
            }[rule],
        ),
        explanation={
            "multi": "Each handshake adds 1 to two different persons. So the sum is even, and the "
            "greatest number is at most the sum of the others. If both hold, pairing the two "
            "persons with the most left each time works out.",
            "tree": "A tree on `n` persons has `n - 1` edges and no isolated person. Conversely, "
            "if the sum is `2n - 2` and all are positive, somebody has 1; attaching that person to "
            "one with more leaves a smaller case of the same kind.",
            "rings": "In a circle everybody shakes hands with exactly two others, and at least "
            "three persons are needed; then one circle of all does it.",
            "hands": "Each handshake adds 2 to the sum. If the sum is even, the persons with odd "
            "numbers are even in number and can be paired once; all that is left is even and can "
            "be shaken alone.",
            "pairs": "The partners of a pair have equal numbers, so those who said the same "
            "positive number must be even in number, and that is enough.",
        }[rule],
        call="can_be_true",
    )
