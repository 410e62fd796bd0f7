"""Tournaments, elections and bills: rules that have to be followed to the letter."""

from __future__ import annotations

import heapq
from fractions import Fraction

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Ask, Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows


@family(1000, "implementation", "data structures")
def knockout(p: Parameters) -> Task:
    label = p.choice("winner", "greater", "smaller", "surprise")
    bye = p.choice("bye", "last", "first")
    what = p.choice("what", "wins", "beaten_by", "met")
    beats = {
        "greater": Expr("x y", "x > y"),
        "smaller": Expr("x y", "x < y"),
        "surprise": Expr("x y", "(x > y) != (max(x, y) > 2 * min(x, y))",
                         cpp="(x > y) != (max(x, y) > 2 * min(x, y))"),
    }[label]  # fmt: skip
    rule = {
        "greater": "The player with the greater strength wins",
        "smaller": "The strengths are times for a lap, and the player with the smaller one wins",
        "surprise": "The player with the greater strength wins, except if this strength is more "
        "than twice the other one; then the weaker player, who is not taken seriously, wins",
    }[label]
    noun = {
        "wins": "the number of matches that player `k` wins",
        "beaten_by": "the number of the player who beats player `k`, or 0 if player `k` wins the "
        "tournament",
        "met": "the sum of the strengths of all opponents whom player `k` meets in matches",
    }[what]
    from_first = bye == "first"

    def solve(n: int, k: int, a: list[int]) -> int:
        players = list(range(n))
        result = 0
        while len(players) > 1:
            after = []
            if from_first and len(players) % 2 == 1:
                after.append(players[0])
                players = players[1:]
            for i in range(0, len(players) - 1, 2):
                x, y = players[i], players[i + 1]
                if not beats(a[x], a[y]):
                    x, y = y, x
                if what == "wins" and x == k - 1:
                    result += 1
                if what == "beaten_by" and y == k - 1:
                    return x + 1
                if what == "met":
                    if x == k - 1:
                        result += a[y]
                    if y == k - 1:
                        result += a[x]
                after.append(x)
            if not from_first and len(players) % 2 == 1:
                after.append(players[-1])
            players = after
        return result

    def recursive(n: int, k: int, a: list[int]) -> int:
        matches: list[tuple[int, int]] = []

        def play(line: list[int]) -> None:
            if len(line) == 1:
                return
            free = []
            if len(line) % 2 == 1:
                free.append(line.pop(0 if from_first else -1))
            after = []
            for i in range(0, len(line), 2):
                x, y = line[i], line[i + 1]
                match = (x, y) if beats(a[x], a[y]) else (y, x)
                matches.append(match)
                after.append(match[0])
            play(free + after if from_first else after + free)

        play(list(range(n)))
        if what == "met":
            return sum(a[x] + a[y] - a[k - 1] for x, y in matches if k - 1 in (x, y))
        if what == "wins":
            return [x for x, _ in matches].count(k - 1)
        for x, y in matches:
            if y == k - 1:
                return x + 1
        return 0

    def other_bye(n: int, k: int, a: list[int]) -> int:
        players = list(range(n))
        met = [0] * n
        won = [0] * n
        by = [0] * n
        while len(players) > 1:
            after = []
            if not from_first and len(players) % 2 == 1:
                after.append(players.pop(0))
            for i in range(0, len(players) - 1, 2):
                x, y = players[i], players[i + 1]
                met[x] += a[y]
                met[y] += a[x]
                if not beats(a[x], a[y]):
                    x, y = y, x
                won[x] += 1
                by[y] = x + 1
                after.append(x)
            if from_first and len(players) % 2 == 1:
                after.append(players[-1])
            players = after
        if what == "met":
            return met[k - 1]
        return won[k - 1] if what == "wins" else by[k - 1]

    def no_tournament(n: int, k: int, a: list[int]) -> int:
        x = a[k - 1]
        if what == "met":
            return sum(a) - x
        if what == "wins":
            return sum(1 for y in a if y != x and beats(x, y))
        stronger = [i + 1 for i in range(n) if a[i] != x and beats(a[i], x)]
        return stronger[0] if stronger else 0

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = max(2, maker.count(2, 1000))
        if maker.chance(0.4):
            n = 2 ** max(1, (n.bit_length() - 1))
        high = max(2 * n, 20 if maker.scale == "tiny" else 40 if maker.scale == "small" else 10**6)
        a = maker.rng.sample(range(1, high + 1), n)
        k = maker.rng.randint(1, n)
        if maker.chance(0.4):
            k = a.index(min(a) if label == "smaller" else max(a)) + 1
        return n, k, a

    odd = (
        "If their number is odd, the first one in the list comes to the next round without a match"
        if from_first
        else "If their number is odd, the last one in the list comes to the next round without a "
        "match"
    )
    pairs = "the first of the others plays the second one, the third the fourth, and so on"
    if not from_first:
        pairs = "the first plays the second, the third the fourth, and so on"
    rounds = (
        f"In a round, those who are still in the tournament stand in a list in the order of their "
        f"numbers. {odd}; {pairs}. The losers are out, and the others play the next round, until "
        "one player is left, the winner of the tournament"
    )
    return Task(
        titles=("Knocked Out", "The Cup", "Winner Stays"),
        given=[
            (Count("n", 2, 1000, what="the number of players"), Int("k", 1, "n")),
            Ints("a", "n", 1, 10**6, "distinct", what="the strengths of the players"),
        ],
        ask=Value(noun),
        formal=f"`n` players with the numbers 1 to `n` play a tournament; player `i` has the "
        f"strength `a_i`. {rounds}. {rule}.",
        stories=[
            Story(
                f"The tennis club of @place holds its cup, with `n` players who are numbered from "
                f"1 to `n`. The strength of player `i` is `a_i`, no two are equal, and everybody "
                f"knows how a match ends. {rule}. The cup is a tournament of rounds. {rounds}. "
                "@who has number `k` and [bets on nothing|hopes for the best]."
            ),
            Story(
                f"@who lets `n` little robots fight, two at a time, and calls them players. Robot "
                f"`i` has the strength `a_i`; all strengths are different. {rule}. {rounds}. The "
                "robot with the number `k` was painted gold."
            ),
        ],
        solve=solve,
        others=[recursive],
        wrong=[other_bye, no_tournament],
        cpp=[
            """
            int solve(int n, int k, vector<int> a) {
                vector<int> players(n), wins(n), by(n), met(n);
                iota(players.begin(), players.end(), 0);
                while (players.size() > 1) {
                    vector<int> after;
                    int m = players.size(), start = $start;
                    if (start == 1) after.push_back(players[0]);
                    for (int i = start; i + 1 < m; i += 2) {
                        int x = players[i], y = players[i + 1];
                        met[x] += a[y];
                        met[y] += a[x];
                        if (!($beats(a[x], a[y]))) swap(x, y);
                        wins[x]++;
                        by[y] = x + 1;
                        after.push_back(x);
                    }
                    $last
                    players = after;
                }
                return $result;
            }
        """
        ],
        params={
            "beats": beats,
            "start": "m % 2" if from_first else "0",
            "last": "" if from_first else "if (m % 2 == 1) after.push_back(players[m - 1]);",
            "result": {
                "wins": "wins[k - 1]",
                "beaten_by": "by[k - 1]",
                "met": "met[k - 1]",
            }[what],
        },
        make=make,
        edges=[
            (2, 1, [1, 2]), (2, 2, [3, 1]), (3, 1, [5, 4, 9]), (3, 3, [5, 4, 9]),
            (5, 5, [1, 2, 3, 4, 5]), (5, 1, [9, 2, 3, 4, 5]), (6, 4, [7, 8, 2, 16, 5, 6]),
            (7, 1, [10, 4, 21, 9, 8, 3, 30]), (8, 3, [5, 7, 9, 4, 1, 8, 2, 6]),
        ],
        hints=(
            "Play the tournament round by round.",
            "Keep the list of the numbers of those who are still in.",
            "Treat the player without a match "
            + ("at the beginning" if from_first else "at the end")
            + " of the list with care, and note for each match what the question needs.",
        ),
        explanation="There are `n - 1` matches in all, since each match throws out one player, so "
        "that the simulation takes linear time.",
        call="play_cup",
    )  # fmt: skip


@family(1200, "implementation", "math", "greedy")
def seats_by_votes(p: Parameters) -> Task:
    method = p.choice("method", "halves", "odd", "remainders")
    percent = p.choice("percent", 0, 5, 10)

    def solve(n: int, s: int, votes: list[int]) -> list[int]:
        total = sum(votes)
        valid = [v if 100 * v >= percent * total else 0 for v in votes]
        if method == "remainders":
            total = sum(valid)
            seats = [v * s // total for v in valid]
            order = sorted(range(n), key=lambda i: (-(valid[i] * s % total), i))
            for i in order[: s - sum(seats)]:
                seats[i] += 1
            return seats
        seats = [0] * n
        for _ in range(s):
            best = 0
            for i in range(1, n):
                if method == "halves":
                    if valid[i] * (seats[best] + 1) > valid[best] * (seats[i] + 1):
                        best = i
                elif valid[i] * (2 * seats[best] + 1) > valid[best] * (2 * seats[i] + 1):
                    best = i
            seats[best] += 1
        return seats

    def with_fractions(n: int, s: int, votes: list[int]) -> list[int]:
        needed = Fraction(percent * sum(votes), 100)
        inside = [i for i in range(n) if votes[i] >= needed]
        seats = [0] * n
        if method == "remainders":
            quota = Fraction(sum(votes[i] for i in inside), s)
            rests = []
            for i in inside:
                share = votes[i] / quota
                seats[i] = int(share)
                rests.append((seats[i] - share, i))
            rests.sort()
            for _, i in rests[: s - sum(seats)]:
                seats[i] += 1
        else:
            heap = [(Fraction(-votes[i]), i) for i in inside]
            heapq.heapify(heap)
            while s > 0:
                _, i = heapq.heappop(heap)
                seats[i] += 1
                s -= 1
                divisor = seats[i] + 1 if method == "halves" else 2 * seats[i] + 1
                heapq.heappush(heap, (Fraction(-votes[i], divisor), i))
        return seats

    def rounded(n: int, s: int, votes: list[int]) -> list[int]:
        total = sum(v for v in votes if 100 * v >= percent * sum(votes))
        seats = [
            (2 * v * s + total) // (2 * total) if 100 * v >= percent * sum(votes) else 0
            for v in votes
        ]
        return seats

    def largest_takes_rest(n: int, s: int, votes: list[int]) -> list[int]:
        valid = [v if 100 * v > percent * sum(votes) else 0 for v in votes]
        total = sum(valid) or 1
        seats = [v * s // total for v in valid]
        seats[valid.index(max(valid))] += s - sum(seats)
        return seats

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = min(maker.count(1, 10), 10)
        s = maker.rng.randint(1, 500 if maker.scale == "large" else 12)
        high = {"tiny": 100, "small": 200}.get(maker.scale, 10**6)
        votes = [maker.rng.randint(1, high) for _ in range(n)]
        if maker.chance(0.3):
            votes = [10 * maker.rng.randint(1, 9) for _ in range(n)]
        if percent and n > 2 and maker.chance(0.5):
            rest = sum(votes[1:])
            votes[0] = max(1, rest * percent // (100 - percent) - maker.rng.randint(0, 1))
        return n, s, votes

    how = {
        "halves": "The seats are given away one by one. Each seat goes to the party for which the "
        "number of its votes, divided by 1 plus the number of seats that it has already, is "
        "greatest",
        "odd": "The seats are given away one by one. Each seat goes to the party for which the "
        "number of its votes, divided by 1 plus twice the number of seats that it has already, is "
        "greatest",
        "remainders": "A party has a claim to this number of seats: its votes, times `s`, divided "
        "by the votes of all these parties together. At first it gets its claim, rounded down. The "
        "seats that are left go, one each, to the parties with the largest fractional parts of "
        "their claims",
    }[method]
    if not percent and method == "remainders":
        how = how.replace("all these parties", "all parties")
    bar = (
        f" Only parties with at least {percent} percent of all votes take part; the others get no "
        "seats."
        if percent
        else ""
    )
    tie = "In case of a tie, the party with the smaller number comes first"
    return Task(
        titles=("Seats by Votes", "After the Election", "The New Parliament"),
        given=[
            (
                Count("n", 1, 10, what="the number of parties"),
                Int("s", 1, 500, what="the number of seats"),
            ),
            Ints("votes", "n", 1, 10**6, what="the votes of each party"),
        ],
        ask=Listing("the numbers of seats of the parties, in the order of the parties"),
        formal=f"In an election, `n` parties with the numbers 1 to `n` have got the given "
        f"`votes`, and `s` seats are to be divided among them.{bar} {how}. {tie}.",
        stories=[
            Story(
                f"The people of @place have elected their parliament of `s` seats. The counting "
                f"took all night, and now the numbers of votes of the `n` parties are known; the "
                f"parties are numbered in the order of the list.{bar} The law says: «{how}. {tie}.»"
                " @who works for the [newspaper|television] and must be the first to know the "
                "seats."
            ),
            Story(
                f"In the school of @who, `n` clubs (which the pupils call parties) quarrel about "
                f"`s` lockers, the seats of their things. Each pupil has given a vote to one club, "
                f"and the clubs have numbers from 1 to `n`.{bar} It was agreed upon like this. "
                f"{how}. {tie}."
            ),
        ],
        solve=solve,
        others=[with_fractions],
        wrong=[rounded, largest_takes_rest],
        cpp=[
            """
            vector<int> solve(int n, int s, vector<int> votes) {
                long long total = accumulate(votes.begin(), votes.end(), 0LL), sum = 0;
                vector<long long> valid(n);
                for (int i = 0; i < n; i++) {
                    if ($inside) valid[i] = votes[i];
                    sum += valid[i];
                }
                vector<int> seats(n), order(n);
                int left = s;
                for (int i = 0; i < n; i++) {
                    seats[i] = valid[i] * s / sum;
                    left -= seats[i];
                }
                iota(order.begin(), order.end(), 0);
                stable_sort(order.begin(), order.end(), [&](int x, int y) {
                    return valid[x] * s % sum > valid[y] * s % sum;
                });
                for (int i = 0; i < left; i++) seats[order[i]]++;
                return seats;
            }
            """
            if method == "remainders"
            else """
            vector<int> solve(int n, int s, vector<int> votes) {
                long long total = accumulate(votes.begin(), votes.end(), 0LL);
                vector<long long> valid(n);
                for (int i = 0; i < n; i++)
                    if ($inside) valid[i] = votes[i];
                vector<int> seats(n);
                while (s--) {
                    int best = 0;
                    for (int i = 1; i < n; i++)
                        if (valid[i] * ($first) > valid[best] * ($second)) best = i;
                    seats[best]++;
                }
                return seats;
            }
            """
        ],
        params={
            "inside": f"100LL * votes[i] >= {percent} * total",
            "first": "seats[best] + 1" if method == "halves" else "2 * seats[best] + 1",
            "second": "seats[i] + 1" if method == "halves" else "2 * seats[i] + 1",
        },
        make=make,
        edges=[
            (1, 1, [5]), (2, 1, [5, 5]), (3, 5, [50, 50, 50]), (3, 7, [60, 30, 10]),
            (4, 8, [100, 80, 30, 20]), (3, 10, [47, 48, 5]), (3, 4, [90, 5, 5]),
            (3, 4, [80, 10, 10]), (4, 5, [53, 24, 14, 9]), (5, 6, [28, 19, 17, 4, 32]),
        ],
        hints=(
            "Follow the rule step by step; the numbers are small.",
            "Compare fractions by multiplying crosswise, so that nothing is rounded."
            if method != "remainders"
            else "The fractional parts have the same denominator, so compare the remainders of the "
            "divisions.",
            ("First decide which parties take part. " if percent else "")
            + (
                "For each seat go through all parties and keep the best, changing only for a "
                "really greater one."
                if method != "remainders"
                else "Sort the parties by remainder, largest first, and by number for equal ones."
            ),
        ),
        explanation="The rule is carried out in whole numbers; ties are decided by the order in "
        "which parties are looked at.",
        call="divide_seats",
    )  # fmt: skip


@family(900, "implementation", "math")
def long_receipt(p: Parameters) -> Task:
    discount = p.choice("discount", "third", "ten", "total", "none")
    rounding = p.choice("rounding", "nearest", "down", "up")
    form = p.choice("form", "cents", "coins")
    ask: Ask = (
        Value("the amount to pay, in cents")
        if form == "cents"
        else Value(
            "the amount to pay in euros and cents, in the form e.cc (such as 3.05)",
            python_type="str",
        )
    )

    def solve(n: int, lines: list[list[int]]) -> int | str:
        total = 0
        for q, c in lines:
            if discount == "third":
                total += (q - q // 3) * c
            elif discount == "ten" and q >= 10:
                total += q * c - q * c // 10
            else:
                total += q * c
        if discount == "total" and total >= 5000:
            total -= 500
        if rounding == "nearest":
            total = (total + 2) // 5 * 5
        elif rounding == "down":
            total = total // 5 * 5
        else:
            total = (total + 4) // 5 * 5
        if form == "coins":
            return f"{total // 100}.{total % 100:02}"
        return total

    def item_by_item(n: int, lines: list[list[int]]) -> int | str:
        costs = []
        for q, c in lines:
            cost = 0
            for k in range(1, q + 1):
                if discount != "third" or k % 3 != 0:
                    cost += c
            if discount == "ten" and q >= 10:
                cost -= cost // 10
            costs.append(cost)
        total = sum(costs)
        if discount == "total" and total >= 5000:
            total -= 500
        rest = total % 5
        total -= rest
        if rounding == "nearest" and rest >= 3:
            total += 5
        if rounding == "up" and rest > 0:
            total += 5
        if form == "coins":
            euros, cents = divmod(total, 100)
            return str(euros) + "." + str(cents).zfill(2)
        return total

    def discount_wrong(n: int, lines: list[list[int]]) -> int | str:
        total = 0
        for q, c in lines:
            if discount == "third":
                total += (q - (1 if q >= 3 else 0)) * c
            elif discount == "ten" and q > 10:
                total += q * c * 9 // 10
            else:
                total += q * c
        if discount == "total" and total > 5000:
            total -= 500
        if discount == "none":
            total += 5
        if rounding == "nearest":
            total = (total + 2) // 5 * 5
        else:
            total = total // 5 * 5 if rounding == "down" else (total + 4) // 5 * 5
        return f"{total // 100}.{total % 100:02}" if form == "coins" else total

    def rounding_wrong(n: int, lines: list[list[int]]) -> int | str:
        total = 0
        for q, c in lines:
            free = q // 3 if discount == "third" else 0
            line = (q - free) * c
            if discount == "ten" and q >= 10:
                line -= line // 10
            if rounding == "down":
                line = line // 5 * 5
            else:
                line = (line + (2 if rounding == "nearest" else 4)) // 5 * 5
            total += line
        if discount == "total" and total >= 5000:
            total -= 500
        return f"{total // 100}.{total % 100}" if form == "coins" else total

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(1, 1000)
        lines = []
        for _ in range(n):
            q = maker.rng.choice((1, 2, 3, 4, 6, 10, 11, maker.rng.randint(1, 30)))
            c = maker.rng.randint(1, 999 if maker.scale != "tiny" else 299)
            lines.append([q, c])
        if discount == "total" and maker.chance(0.4):
            rest = 5000 - sum(q * c for q, c in lines) + maker.rng.randint(-2, 2)
            if 0 < rest <= 10**4:
                lines[-1] = [1, min(10**4, rest + lines[-1][0] * lines[-1][1])]
        if maker.scale == "least":
            lines = [[1, 1]]
        return n, lines

    less = {
        "third": " In each line, every third piece is free: of three equal ones one pays for two, "
        "of six for four, and so on.",
        "ten": " If a line has 10 or more pieces, its cost is reduced by a tenth; the reduction is "
        "rounded down to whole cents.",
        "total": " If all lines together cost 5000 cents or more, 500 cents are taken off.",
        "none": "",
    }[discount]
    to = {
        "nearest": "to the nearest multiple of 5 cents",
        "down": "down to a multiple of 5 cents",
        "up": "up to a multiple of 5 cents",
    }[rounding]
    return Task(
        titles=("The Long Receipt", "At the Checkout", "No More Small Coins"),
        given=[
            Count("n", 1, 1000, what="the number of lines"),
            Rows("lines", "n", (Int("q", 1, 30), Int("c", 1, 10**4))),
        ],
        ask=ask,
        formal=f"A receipt has `n` lines. Line `i` says that `q_i` equal pieces were bought, each "
        f"for `c_i` cents.{less} As there are no coins below 5 cents, the total of the receipt, "
        f"and only this, is rounded {to}. A euro has 100 cents.",
        stories=[
            Story(
                "@who stands at the checkout with a full trolley, and the receipt gets longer and "
                "longer: `n` lines, and the `i`-th says that `q_i` pieces of something cost `c_i` "
                f"cents each.{less} In @place the coins of one and two cents have been abolished, "
                f"so in the end the total is rounded {to}. (100 cents are a euro.)"
            ),
            Story(
                "The bakery writes one bill a month for the [hotel|school] next door. It consists "
                "of `n` lines; line `i` stands for `q_i` equal cakes at `c_i` cents each, where "
                f"every cake is a piece.{less} Finally, the sum of the whole bill is rounded {to}, "
                "while single lines are not. A euro is 100 cents."
            ),
        ],
        solve=solve,
        others=[item_by_item],
        wrong=[discount_wrong, rounding_wrong],
        cpp=[
            """
            $type solve(int n, vector<vector<int>> lines) {
                long long total = 0;
                for (auto& line : lines) {
                    long long q = line[0], c = line[1];
                    $line
                }
                $total
                total = (total + $add) / 5 * 5;
                $end
            }
        """
        ],
        params={
            "type": "long long" if form == "cents" else "string",
            "line": {
                "third": "total += (q - q / 3) * c;",
                "ten": "total += q * c;\nif (q >= 10) total -= q * c / 10;",
            }.get(discount, "total += q * c;"),
            "total": "if (total >= 5000) total -= 500;" if discount == "total" else "",
            "add": {"nearest": 2, "down": 0, "up": 4}[rounding],
            "end": "return total;"
            if form == "cents"
            else "string cents = to_string(total % 100);\n"
            "if (cents.size() < 2) cents = \"0\" + cents;\n"
            'return to_string(total / 100) + "." + cents;',
        },
        make=make,
        edges=[
            (1, [[1, 2]]), (1, [[1, 3]]), (1, [[3, 101]]), (1, [[10, 33]]), (1, [[9, 33]]),
            (2, [[1, 2500], [1, 2500]]), (2, [[1, 2500], [1, 2499]]), (2, [[1, 12], [1, 12]]),
            (1, [[6, 17]]), (3, [[1, 1], [1, 1], [1, 1]]), (2, [[1, 101], [1, 104]]),
        ],
        hints=(
            "Work in whole cents; no decimal numbers are needed.",
            "Compute the cost of each line"
            + (
                ", without the free pieces."
                if discount == "third"
                else ", with its reduction."
                if discount == "ten"
                else " and add them up."
            ),
            "Round the total once, at the end: with the quotient by 5 and multiplying back"
            + {
                "nearest": ", after adding 2.",
                "down": ".",
                "up": ", after adding 4.",
            }[rounding],
        ),
        explanation="All is arithmetic of whole cents: a sum over the lines, and rounding by an "
        "integer division.",
        call="amount_to_pay",
    )  # fmt: skip
