"""Games of two players who both play as well as can be, and what they come to."""

from __future__ import annotations

from functools import reduce
from operator import xor

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Word


@family(1000, "games", "math")
def last_match(p: Parameters) -> Task:
    most = p.int("most", 2, 9)
    last_loses = p.choice("last_loses", True, False)

    def solve(n: int) -> bool:
        if last_loses:
            return n % (most + 1) != 1
        return n % (most + 1) != 0

    def by_table(n: int) -> bool:
        period = most + 1
        wins = [last_loses] + [False] * period
        for left in range(1, period + 1):
            wins[left] = any(not wins[left - k] for k in range(1, min(most, left) + 1))
        return wins[(n - 1) % period + 1]

    def wrong_period(n: int) -> bool:
        if last_loses:
            return n % most != 1
        return n % most != 0

    end = "loses" if last_loses else "wins"
    return Task(
        titles=("The Last Match", "Taking Matches", "Who Takes the Last?"),
        given=[Int("n", 1, 10**18, what="the number of matches")],
        ask=Decide("the player who begins wins when both play as well as they can"),
        formal=f"There are `n` matches on a table. Two players take turns; whoever's turn it is "
        f"takes at least one and at most {most} of them. The player who takes the last match "
        f"{end}.",
        stories=[
            Story(
                f"@who and @friend are waiting for the bus and have `n` matches. They put them on "
                f"the bench and play: in turn, each takes from 1 to {most} matches, @who first. "
                f"Whoever takes the last one {end}. Neither of them makes mistakes; @who is the "
                "player who begins."
            ),
            Story(
                "Two robots play a game at a fair, and people bet on them. There is a bowl with "
                f"`n` beans. The robots move in turn, and a move is to take 1, 2, ... or {most} "
                f"beans out of the bowl. The one that takes the last bean {end}, and each robot "
                "knows the whole game by heart."
            ),
        ],
        solve=solve,
        others=[by_table],
        wrong=[wrong_period],
        cpp=[
            """
            bool solve(long long n) {
                return n % ($most + 1) != $rest;
            }
        """
        ],
        params={"rest": 1 if last_loses else 0},
        edges=[(n,) for n in range(1, 25)],
        hints=(
            "Work out the first few numbers of matches by hand.",
            f"Whatever the other takes, you can complete it to {most + 1}.",
            f"Only the remainder modulo {most + 1} matters.",
        ),
        explanation=f"The player who may answer every move k with {most + 1} - k keeps the "
        "remainder, and reaches the end in the right place. So exactly one remainder is lost for "
        "the player who moves.",
        call="first_wins",
    )


@family(1200, "games", "math", "bitmasks")
def several_heaps(p: Parameters) -> Task:
    rule = p.choice("rule", "any", "at most", "halves")
    most = p.int("most", 2, 6) if rule == "at most" else 0
    move = {
        "any": "takes any number of stones, at least one, from one heap",
        "at most": f"takes from 1 to {most} stones from one heap",
        "halves": "takes either exactly one or exactly two stones from one heap",
    }[rule]

    def solve(n: int, a: list[int]) -> bool:
        total = 0
        for x in a:
            if rule == "any":
                total ^= x
            elif rule == "halves":
                total ^= x % 3
            else:
                total ^= x % (most + 1)
        return total != 0

    def at_once(n: int, a: list[int]) -> bool:
        if rule == "any":
            return reduce(xor, a) != 0
        if rule == "halves":
            return reduce(xor, [x % 3 for x in a]) != 0
        return reduce(xor, [x % (most + 1) for x in a]) != 0

    def by_the_sum(n: int, a: list[int]) -> bool:
        if rule == "any":
            return sum(a) % 2 == 1
        if rule == "halves":
            return sum(a) % 3 != 0
        return sum(a) % (most + 1) != 0

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 10**5)
        a = maker.numbers(n, 1, 10**9)
        if maker.chance(0.4) and n > 1:
            rest = reduce(xor, a[:-1])
            a[-1] = rest if 1 <= rest <= 10**9 else a[-1]
        if maker.chance(0.2) and n % 2 == 0:
            a[n // 2 :] = a[: n // 2]
        return n, a

    return Task(
        titles=("Heaps of Stones", "The Game of Heaps", "Stones"),
        given=[Count("n", 1, 10**5, what="the number of heaps"), Ints("a", "n", 1, 10**9)],
        ask=Decide("the player who moves first wins when both play as well as they can"),
        formal="There are `n` heaps of stones, and the `i`-th has `a_i` stones. Two players move "
        f"in turn. A move {move}. Whoever cannot move loses.",
        stories=[
            Story(
                "On a beach @who and @friend have made `n` heaps of stones, `a_i` in the `i`-th "
                f"of them. They play a game in which they move in turn, beginning with @who. A "
                f"player who moves {move}. When all stones are gone, the one whose turn it is has "
                "lost. Both have played it for years and never make a mistake."
            ),
            Story(
                "In a museum of games there is an old rule book. It says: put the stones into `n` "
                f"heaps of `a_1, a_2, ..., a_n` stones. Two play. In a move, a player {move}. If "
                "there is no stone left to take, the player who should move has lost the game. The "
                "visitors wonder whom the first move helps."
            ),
        ],
        solve=solve,
        others=[at_once],
        wrong=[by_the_sum],
        cpp=[
            """
            bool solve(int n, vector<int> a) {
                int total = 0;
                for (int x : a) total ^= $nimber;
                return total != 0;
            }
        """
        ],
        params={"nimber": {"any": "x", "halves": "x % 3", "at most": f"x % {most + 1}"}[rule]},
        make=make,
        hints=(
            "What is a single heap worth? Think of positions from which every move goes to a won "
            "one.",
            "The heaps can be looked at one by one; their values are combined by exclusive or.",
            "The first player wins exactly when the exclusive or of the values is not 0.",
        ),
        explanation="By the theory of Sprague and Grundy a sum of games is lost for the player who "
        "moves exactly when the exclusive or of the values is 0; the value of a heap here is its "
        "size, or a remainder of it.",
        call="first_wins",
    )


@family(1100, "games", "greedy", "sortings")
def picking_numbers(p: Parameters) -> Task:
    order = p.choice("order", "largest", "ends only")
    goals = ("difference", "first", "wins") if order == "ends only" else ("difference", "first")
    goal = p.choice("goal", *goals)
    noun = {
        "difference": "the sum of the first player minus the sum of the second",
        "first": "the sum of the first player",
    }

    def solve(n: int, a: list[int]) -> int:
        if order == "largest":
            a = sorted(a, reverse=True)
        first = second = 0
        i, j = 0, n - 1
        turn = 0
        while i <= j:
            if order == "largest" or a[i] >= a[j]:
                x = a[i]
                i += 1
            else:
                x = a[j]
                j -= 1
            if turn % 2 == 0:
                first += x
            else:
                second += x
            turn += 1
        if goal == "first":
            return first
        if goal == "wins":
            return 1 if first > second else 2 if second > first else 0
        return first - second

    def with_slices(n: int, a: list[int]) -> int:
        taken = []
        rest = sorted(a, reverse=True) if order == "largest" else list(a)
        while rest:
            if order == "largest" or rest[0] >= rest[-1]:
                taken.append(rest.pop(0))
            else:
                taken.append(rest.pop())
        first, second = sum(taken[::2]), sum(taken[1::2])
        if goal == "first":
            return first
        if goal == "wins":
            return (second > first) * 2 + (first > second)
        return first - second

    def as_it_lies(n: int, a: list[int]) -> int:
        first, second = sum(a[::2]), sum(a[1::2])
        if goal == "first":
            return first
        if goal == "wins":
            return 1 if first > second else 2 if second > first else 0
        return first - second

    rule = (
        "takes the largest number that is left"
        if order == "largest"
        else "takes the larger of the two numbers at the ends of the row (the left one when they "
        "are equal)"
    )
    asked = Value(
        noun.get(goal, "1 if the first player gets more, 2 if the second does, and 0 if neither")
    )
    return Task(
        titles=("Greedy Players", "Taking Turns", "Cards on the Table"),
        given=[
            Count("n", 1, 2000, what="the number of cards"),
            Ints("a", "n", 1, 10**6, what="the numbers on the cards"),
        ],
        ask=asked,
        formal="`n` cards lie in a row, and the `i`-th has the number `a_i`. Two players take "
        f"turns until no card is left. In a turn, a player {rule}. A player's sum is that of the "
        "numbers on the cards he has taken.",
        stories=[
            Story(
                "@who and @friend found `n` cards, laid them out in a row, and play a simple game. "
                f"The `i`-th card of the row has the number `a_i`. They take turns, beginning with "
                f"@who, the first player, and whoever's turn it is {rule}. Neither of them thinks "
                "ahead. When all cards are taken, each adds up the numbers on the own cards."
            ),
            Story(
                "Two seagulls share the `n` crumbs on a railing; the `i`-th crumb from the left "
                "weighs `a_i` milligrams, and this is its number. They are polite and eat in turn, "
                f"one crumb at a time. The bird that eats {rule.removeprefix('takes ')}. The one "
                "that began is the first player, and what a bird has eaten is its sum."
            ),
        ],
        solve=solve,
        others=[with_slices],
        wrong=[as_it_lies],
        cpp=[
            """
            long long solve(int n, vector<int> a) {
                $sort
                long long sums[2] = {0, 0};
                int i = 0, j = n - 1;
                for (int turn = 0; turn < n; turn++) {
                    if ($front) sums[turn % 2] += a[i++];
                    else sums[turn % 2] += a[j--];
                }
                return $result;
            }
        """
        ],
        params={
            "sort": "sort(a.rbegin(), a.rend());" if order == "largest" else "",
            "front": "i <= j" if order == "largest" else "a[i] >= a[j]",
            "result": {
                "difference": "sums[0] - sums[1]",
                "first": "sums[0]",
                "wins": "sums[0] > sums[1] ? 1 : sums[1] > sums[0] ? 2 : 0",
            }[goal],
        },
        hints=(
            "The players do not think ahead, so the game can just be played through.",
            "Which card is taken next follows from the cards that are left.",
            "Sorting, or two indices that move towards each other, make each turn cheap.",
        ),
        explanation="Every turn is decided by the rule, so a simulation gives both sums; it costs "
        "a sort at most.",
        call="play_cards",
    )


@family(900, "games", "implementation", "strings")
def series_of_rounds(p: Parameters) -> Task:
    needed = p.int("needed", 2, 7)
    lead = p.choice("lead", 1, 2)
    what = p.choice("what", "winner", "rounds", "loser points")
    noun = {
        "winner": "the letter of the player who wins the match, or '-' if nobody has won yet",
        "rounds": "the number of rounds after which the match is over, or 0 if it is not",
        "loser points": "the number of points that the loser has when the match is over, or -1 if "
        "it is not over",
    }[what]

    def solve(s: str) -> str:
        a = b = 0
        for i, c in enumerate(s):
            if c == "A":
                a += 1
            else:
                b += 1
            if max(a, b) >= needed and abs(a - b) >= lead:
                if what == "winner":
                    return c
                if what == "rounds":
                    return str(i + 1)
                return str(min(a, b))
        if what == "winner":
            return "-"
        return "0" if what == "rounds" else "-1"

    def by_prefixes(s: str) -> str:
        for i in range(1, len(s) + 1):
            a = s[:i].count("A")
            b = i - a
            if (a >= needed and a - b >= lead) or (b >= needed and b - a >= lead):
                if what == "winner":
                    return "A" if a > b else "B"
                return str(i) if what == "rounds" else str(min(a, b))
        return "-" if what == "winner" else "0" if what == "rounds" else "-1"

    def counts_all(s: str) -> str:
        a, b = s.count("A"), s.count("B")
        if max(a, b) < needed or abs(a - b) < lead:
            return "-" if what == "winner" else "0" if what == "rounds" else "-1"
        if what == "winner":
            return "A" if a > b else "B"
        return str(len(s)) if what == "rounds" else str(min(a, b))

    ahead = "" if lead == 1 else " and at least two more than the other"
    return Task(
        titles=("Best of Many", "The Match", "Rounds and Points"),
        given=[Word("s", 1, 200, alphabet="AB", letters="the letters A and B")],
        ask=Value(noun, python_type="str"),
        formal="Two players, A and B, play a match of several rounds. The `i`-th letter of the "
        "string `s` names the winner of the `i`-th round, who gets a point for it. The match is "
        f"over, and won, as soon as a player has at least {needed} points{ahead}; letters after "
        "that do not count.",
        stories=[
            Story(
                "Table tennis in the cellar of a club in @place: two players, called A and B on "
                "the score sheet, play round after round. Somebody writes down the winner of each "
                f"round, so that the sheet shows a string `s` of letters. A player who has at "
                f"least {needed} points{ahead} has won, and the match is over then. Sometimes they "
                "go on for fun, and the rounds after the end are on the sheet too."
            ),
            Story(
                "A computer plays against itself and keeps a log `s`: an A for every round that "
                "its first half wins, a B for every other. Each round gives one point to the "
                f"winner. A match ends at the moment when one half has {needed} or more points"
                f"{ahead}, but the log may go on. It may also stop before there is a winner."
            ),
        ],
        solve=solve,
        others=[by_prefixes],
        wrong=[counts_all],
        cpp=[
            """
            string solve(string s) {
                int a = 0, b = 0;
                for (int i = 0; i < (int)s.size(); i++) {
                    if (s[i] == 'A') a++;
                    else b++;
                    if (max(a, b) >= $needed && abs(a - b) >= $lead) return $result;
                }
                return "$none";
            }
        """
        ],
        params={
            "result": {
                "winner": "string(1, s[i])",
                "rounds": "to_string(i + 1)",
                "loser points": "to_string(min(a, b))",
            }[what],
            "none": {"winner": "-", "rounds": "0", "loser points": "-1"}[what],
        },
        hints=(
            "Keep the points of both players while you read the letters.",
            "After every letter, look whether the match is over.",
            "Stop at the first letter after which somebody has won; what follows does not count.",
        ),
        explanation="One pass with two counters finds the first moment at which the match is "
        "decided.",
        call="match_result",
    )
