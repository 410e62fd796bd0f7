"""Degrees: what can be said of a graph by counting its edges."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows

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
