"""Machines, games and tables that are followed step by step."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Ask, Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows


@family(900, "implementation")
def leaky_tank(p: Parameters) -> Task:
    low_stop = p.choice("low", "stop", "refuse")
    what = p.choice("what", "end", "lost", "empty", "full")
    below = {
        "stop": "if less than this is in the tank, all that is there is taken",
        "refuse": "if less than this is in the tank, nothing is taken at all",
    }[low_stop]
    noun = {
        "end": "the number of litres in the tank at the end",
        "lost": "the total number of litres that overflow",
        "empty": "the number of events after which the tank is empty",
        "full": "the number of events after which the tank is full",
    }[what]

    def solve(n: int, a: list[int], limit: int) -> int:
        water = lost = empty = full = 0
        for x in a:
            if x >= 0:
                water += x
                if water > limit:
                    lost += water - limit
                    water = limit
            elif water + x >= 0:
                water += x
            elif low_stop == "stop":
                water = 0
            if water == 0:
                empty += 1
            if water == limit:
                full += 1
        if what == "end":
            return water
        return lost if what == "lost" else empty if what == "empty" else full

    def all_levels(n: int, a: list[int], limit: int) -> int:
        levels = [0]
        lost = 0
        for x in a:
            level = levels[-1] + x
            lost += max(0, level - limit)
            if level < 0:
                level = 0 if low_stop == "stop" else levels[-1]
            levels.append(min(level, limit))
        if what == "end":
            return levels[-1]
        if what == "lost":
            return lost
        return levels[1:].count(0 if what == "empty" else limit)

    def no_limits(n: int, a: list[int], limit: int) -> int:
        level = empty = full = 0
        for x in a:
            level += x
            empty += level <= 0
            full += level >= limit
        if what == "end":
            return max(0, min(limit, level))
        if what == "lost":
            return max(0, level - limit)
        return empty if what == "empty" else full

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 10**5)
        limit = maker.rng.randint(5, 15 if maker.scale in ("tiny", "small") else 10**4)
        a = [maker.rng.randint(-limit, limit) // maker.rng.randint(1, 2) for _ in range(n)]
        if maker.chance(0.5):
            a = [x if maker.chance(0.6) else maker.rng.choice([limit, -limit]) for x in a]
        return n, limit, a

    return Task(
        titles=("The Leaky Tank", "Rain and Thirst", "Water Level"),
        given=[
            (Count("n", 1, 10**5, what="the number of events"), Int("limit", 1, 10**4)),
            Ints("a", "n", -(10**4), 10**4),
        ],
        ask=Value(noun),
        formal="A tank holds at most `limit` litres and is empty at first. There are `n` "
               "events. If `a_i` is at least "
        "0, `a_i` litres are poured into the tank in event `i`, and what exceeds the limit "
        "overflows and is lost. "
        f"If `a_i` is negative, `-a_i` litres are to be taken out; {below}.",
        stories=[
            Story(
                "On the roof of a farm house stands a tank for rain water with room for `limit` "
                "litres. In spring it "
                "is empty. The farmer has noted `n` events: a number `a_i` that is not negative "
                "is rain, which brings "
                "`a_i` litres, and whatever does not fit into the tank runs down the wall. A "
                "negative number means "
                f"that the cows want to drink `-a_i` litres; {below}."
            ),
            Story(
                "A camel crosses the desert. Its hump has room for `limit` litres of water and "
                "is, when the journey "
                "starts, as empty as the tank of an old car; so let us call it a tank. On the "
                "way there are `n` "
                "events, in order. For `a_i >= 0` the camel finds a well and drinks `a_i` "
                "litres, though what is too "
                "much is spilled. For `a_i < 0` the heat costs `-a_i` litres: they are taken "
                f"out, but {below}."
            ),
        ],
        solve=solve, others=[all_levels], wrong=[no_limits],
        cpp=["""
            long long solve(int n, vector<int> a, int limit) {
                long long water = 0, lost = 0, empty = 0, full = 0;
                for (int x : a) {
                    if (water + x >= 0) water += x;
                    $below
                    lost += max(0LL, water - limit);
                    water = min(water, (long long)limit);
                    empty += water == 0;
                    full += water == limit;
                }
                return $result;
            }
        """],
        params={
            "below": "else water = 0;" if low_stop == "stop" else "",
            "result": "water" if what == "end" else what,
        },
        make=make,
        hints=(
            "Keep the number of litres in a variable.",
            "Cut it off at the limit, and mind what happens when there is too little.",
            "After each event look whether the tank is empty or full.",
        ),
        explanation="Each event changes the level in constant time.",
        call="water_level",
    )  # fmt: skip


@family(1000, "implementation", "games")
def pile_duel(p: Parameters) -> Task:
    tie = p.choice("tie", "back", "away", "first")
    what = p.choice("what", "winner", "rounds", "cards")
    ties = {
        "back": "both cards go under the piles from which they came",
        "away": "both cards are put away and out of the game",
        "first": "the first player wins the round",
    }[tie]
    noun = {
        "winner": "the number of the player who wins, 1 or 2, or 0 if the game is a draw",
        "rounds": "the number of rounds that are played",
        "cards": "the number of cards that the first player has at the end",
    }[what]

    def solve(n: int, m: int, a: list[int], b: list[int]) -> int:
        rounds = 0
        while a and b and rounds < 1000:
            rounds += 1
            x, y = a.pop(0), b.pop(0)
            if x > y or (tie == "first" and x == y):
                a += [x, y]
            elif x < y:
                b += [y, x]
            elif tie == "back":
                a.append(x)
                b.append(y)
        if what == "rounds":
            return rounds
        if what == "cards":
            return len(a)
        if len(a) > 0 and len(b) > 0:
            return 0
        return 1 if a else 2 if b else 0

    def with_pointers(n: int, m: int, a: list[int], b: list[int]) -> int:
        i = j = number = 0
        while i < len(a) and j < len(b) and number < 1000:
            x, y = a[i], b[j]
            i += 1
            j += 1
            number += 1
            if x == y and tie != "first":
                if tie == "back":
                    a.append(x)
                    b.append(y)
            elif x >= y:
                a.extend((x, y))
            else:
                b.extend((y, x))
        left, right = len(a) - i, len(b) - j
        if what == "rounds":
            return number
        if what == "cards":
            return left
        return 0 if left > 0 and right > 0 else 1 if left else 2 if right else 0

    def one_pass(n: int, m: int, a: list[int], b: list[int]) -> int:
        wins = losses = 0
        for i in range(min(n, m)):
            wins += a[i] > b[i]
            losses += a[i] < b[i]
        if what == "rounds":
            return min(n, m)
        if what == "cards":
            return n + wins - losses
        return 1 if wins > losses else 2 if losses > wins else 0

    def make(maker: Maker) -> tuple[int, int, list[int], list[int]]:
        n = maker.count(1, 50)
        m = maker.count(1, 50)
        high = maker.rng.choice([3, 10, 100])
        a = [maker.rng.randint(1, high) for _ in range(n)]
        b = [maker.rng.randint(1, high) for _ in range(m)]
        return n, m, a, b

    return Task(
        titles=("Duel of Piles", "Higher Card Wins", "The Long Game"),
        given=[
            (Count("n", 1, 50, what="the cards of the first player"),
             Count("m", 1, 50, what="the cards of the second player")),
            Ints("a", "n", 1, 100, what="the pile of the first player from the top"),
            Ints("b", "m", 1, 100, what="the pile of the second player from the top"),
        ],
        ask=Value(noun),
        formal="Two players have piles of cards with numbers; from the top they are `a_1, ..., "
               "a_n` and `b_1, ..., "
        "b_m`. In a round both turn over the card on top of their piles. Whoever has the higher "
        "card wins the round "
        "and puts both cards under the own pile, the own card first and then the card of the "
        "other player below it; "
        f"if the cards are equal, {ties}. The game ends when a player has no cards after a "
        "round; the other one wins "
        "if there are cards left. After 1000 rounds it ends in any case, and if both still have "
        "cards then, it is a "
        "draw; it is also a draw if nobody has cards.",
        stories=[
            Story(
                "On a long train ride @who and @friend play a game that needs no skill at all. "
                "@who, the first player, "
                "has `n` cards with the numbers `a_1, ..., a_n` from the top of the pile to its "
                "bottom; @friend has "
                "`m` cards `b_1, ..., b_m`. In each round both show their top cards. The higher "
                "one wins, and its owner "
                "puts first this card and then the other one under the own pile. If they are "
                "equal, "
                f"{ties}. As soon as somebody has no cards left after a round, the game is over "
                "and the other one has "
                "won, unless both have none, which is a draw. After 1000 rounds they arrive, "
                "and the game is "
                "a draw as well if both still hold cards."
            ),
            Story(
                "Two robots test playing cards until they fall apart. Robot 1 gets a pile of "
                "`n` cards, `a_1` on top "
                "and `a_n` at the bottom, and robot 2 gets `m` cards from `b_1` to `b_m`. Round "
                "after round, both take "
                "the card from the top of their pile. The robot with the higher card pushes "
                "under its pile first its own "
                f"card and then the one of the other robot. With equal cards, {ties}. The first "
                "player is robot 1. A "
                "robot without cards after a round has lost, and the game is over; if both have "
                "none it is a draw. The "
                "game is stopped after 1000 rounds, which is a draw if both robots have cards then."
            ),
        ],
        solve=solve, others=[with_pointers], wrong=[one_pass],
        cpp=["""
            int solve(int n, int m, vector<int> a, vector<int> b) {
                deque<int> first(a.begin(), a.end()), second(b.begin(), b.end());
                int rounds = 0;
                while (!first.empty() && !second.empty() && rounds < 1000) {
                    rounds++;
                    int x = first.front(), y = second.front();
                    first.pop_front();
                    second.pop_front();
                    if (x $wins y) {
                        first.push_back(x);
                        first.push_back(y);
                    } else if (x < y) {
                        second.push_back(y);
                        second.push_back(x);
                    }
                    $tie_line
                }
                $finish
            }
        """],
        params={
            "wins": ">=" if tie == "first" else ">",
            "tie_line": "else {\n                        first.push_back(x);\n"
            "                        second.push_back(y);\n                    }"
            if tie == "back"
            else "",
            "finish": {
                "rounds": "return rounds;", "cards": "return first.size();",
                "winner": "if (first.empty() == second.empty()) return 0;\n"
                "                return second.empty() ? 1 : 2;",
            }[what],
        },
        make=make,
        hints=(
            "The game can simply be played; it has at most 1000 rounds.",
            "A pile is a queue: cards are taken at one end and put back at the other.",
            "Stop when a pile is empty or after 1000 rounds, and look at both piles.",
        ),
        explanation="Each round moves at most two cards, and there are at most 1000 rounds.",
        call="play_duel",
    )  # fmt: skip


@family(1100, "implementation", "sortings")
def league_table(p: Parameters) -> Task:
    win = p.int("win", 2, 4)
    draw = p.int("draw", 0, 1)
    tie = p.choice("tie", "goals", "difference", "wins")
    what = p.choice("what", "order", "champion", "points")
    second = {
        "goals": "more goals scored",
        "difference": "the larger difference between goals scored and goals received",
        "wins": "more games won",
    }[tie]
    ask: Ask = {
        "order": Listing("the numbers of the teams from the best to the worst"),
        "champion": Value("the number of the best team"),
        "points": Listing("the points of the teams 1 to `n`, in this order"),
    }[what]

    def solve(n: int, m: int, games: list[list[int]]) -> list[int] | int:
        points = [0] * n
        extra = [0] * n
        for a, b, x, y in games:
            if x > y:
                points[a - 1] += win
            elif x < y:
                points[b - 1] += win
            else:
                points[a - 1] += draw
                points[b - 1] += draw
            if tie == "goals":
                extra[a - 1] += x
                extra[b - 1] += y
            elif tie == "difference":
                extra[a - 1] += x - y
                extra[b - 1] += y - x
            elif x > y:
                extra[a - 1] += 1
            elif y > x:
                extra[b - 1] += 1
        if what == "points":
            return points
        order = sorted(range(n), key=lambda i: (-points[i], -extra[i], i))
        return order[0] + 1 if what == "champion" else [i + 1 for i in order]

    def team_by_team(n: int, m: int, games: list[list[int]]) -> list[int] | int:
        table = []
        for team in range(1, n + 1):
            results = [(x, y) for a, _, x, y in games if a == team]
            results += [(y, x) for _, b, x, y in games if b == team]
            wins = sum(x > y for x, y in results)
            points = win * wins + draw * sum(x == y for x, y in results)
            if tie == "goals":
                extra = sum(x for x, _ in results)
            elif tie == "difference":
                extra = sum(x - y for x, y in results)
            else:
                extra = wins
            table.append((points, extra, -team))
        if what == "points":
            return [row[0] for row in table]
        table.sort(reverse=True)
        return -table[0][2] if what == "champion" else [-row[2] for row in table]

    def no_tie_rule(n: int, m: int, games: list[list[int]]) -> list[int] | int:
        points = [0] * n
        for a, b, x, y in games:
            points[a - 1] += win if x > y else 1
            points[b - 1] += win if y > x else draw
        if what == "points":
            return points
        order = sorted(range(n), key=lambda i: -points[i])
        return order[0] + 1 if what == "champion" else [i + 1 for i in order]

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.rng.randint(2, 4 if maker.scale == "tiny" else 20)
        m = maker.count(1, 200)
        games = []
        for _ in range(m):
            a, b = maker.rng.sample(range(1, n + 1), 2)
            games.append([a, b, maker.rng.randint(0, 4), maker.rng.randint(0, 4)])
        return n, m, games

    drawn = (
        f"both get {draw} point if they score equally many" if draw else
        "nobody gets a point if they score equally many"
    )  # fmt: skip
    return Task(
        titles=("League Table", "Who Is the Champion?", "After the Last Game"),
        given=[
            (
                Count("n", 2, 20, what="the number of teams"),
                Count("m", 1, 200, what="the number of games"),
            ),
            Rows("games", "m",
                 (Int("a", 1, "n"), Int("b", 1, "n"), Int("x", 0, 20), Int("y", 0, 20)),
                 what="the two teams of a game and their goals"),
        ],
        ask=ask,
        formal="In a league of `n` teams, numbered from 1, `m` games were played. In game `i` "
               "team `a_i` scored `x_i` "
        "goals and team `b_i` scored `y_i` goals (`a_i != b_i`). The team with more goals gets "
        f"{win} points; "
        f"{drawn}. A team is better than another one if it has more points; for equal points, "
        "if it has "
        f"{second}; and if this is equal, too, if it has the smaller number.",
        stories=[
            Story(
                "The hockey league of @place is over, and the man who always made the table has "
                "moved away. There are "
                "`n` teams with numbers from 1 to `n` and a box with `m` slips, one for each "
                "game: team `a_i` against "
                "team `b_i`, with `x_i` goals for the former and `y_i` for the latter. A "
                f"victory is worth {win} "
                f"points, and {drawn}. In the table, teams stand in the order of their points. "
                "Among "
                f"teams with equal points the one with {second} is better, and if that does not "
                "help the one with "
                "the smaller number."
            ),
            Story(
                "`n` robots (from 1 to `n`) play table football against each other; for the "
                "computer each robot is a "
                "team. After `m` games, each between two different robots `a_i` and `b_i` that "
                "scored `x_i` and "
                "`y_i` goals, the engineers want a ranking. Who scores more in a game gets "
                f"{win} points, while "
                f"{drawn}. More points are better. If they are equal, {second} decides, "
                "and otherwise the smaller number."
            ),
        ],
        solve=solve, others=[team_by_team], wrong=[no_tie_rule],
        cpp=["""
            $type solve(int n, int m, vector<vector<int>> games) {
                vector<int> points(n), extra(n), order;
                for (auto& game : games) {
                    int a = game[0] - 1, b = game[1] - 1, x = game[2], y = game[3];
                    points[a] += x > y ? $win : x == y ? $draw : 0;
                    points[b] += y > x ? $win : x == y ? $draw : 0;
                    extra[a] += $first;
                    extra[b] += $second;
                }
                for (int i = 1; i <= n; i++) order.push_back(i);
                sort(order.begin(), order.end(), [&](int i, int j) {
                    if (points[i - 1] != points[j - 1]) return points[i - 1] > points[j - 1];
                    if (extra[i - 1] != extra[j - 1]) return extra[i - 1] > extra[j - 1];
                    return i < j;
                });
                return $result;
            }
        """],
        params={
            "type": "int" if what == "champion" else "vector<int>",
            "first": {"goals": "x", "difference": "x - y", "wins": "x > y"}[tie],
            "second": {"goals": "y", "difference": "y - x", "wins": "y > x"}[tie],
            "result": {"order": "order", "champion": "order[0]", "points": "points"}[what],
        },
        make=make,
        hints=(
            "Make a list of points with one entry for each team.",
            "Go through the games and add the points, and whatever else decides, to both teams.",
            "Sort the teams by points, then by the second rule, then by number.",
        ),
        explanation="After adding up the results, the teams are sorted by a key of three parts.",
        call="league_table",
    )  # fmt: skip


@family(1100, "implementation", "data structures")
def last_in_the_ring(p: Parameters) -> Task:
    kind = p.choice("kind", "fixed", "growing", "turning")
    what = p.choice("what", "last", "order", "when")
    rule = {
        "fixed": "they count from 1 to `k`, and the one on whom `k` falls leaves the circle; "
        "the next count begins with "
        "the one behind",
        "growing": "in the first round they count from 1 to `k`, in the second from 1 to `k + "
        "1`, and so on; the one on "
        "whom the last number falls leaves the circle, and the next count begins with the one "
        "behind",
        "turning": "they count from 1 to `k`, and the one on whom `k` falls leaves the circle; "
        "then the direction of "
        "counting changes, and the next count begins with the one who comes next in the new "
        "direction",
    }[kind]
    ask: Ask = {
        "last": Value("the number of the one who is left at the end"),
        "order": Listing("the numbers in the order in which they leave, the last one included"),
        "when": Value("how many leave the circle before number 1 does, or `n - 1` if number 1 "
                      "is the last one"),
    }[what]  # fmt: skip

    def solve(n: int, k: int) -> int | list[int]:
        circle = list(range(1, n + 1))
        left: list[int] = []
        at = 0
        while circle:
            size = len(circle)
            if kind == "growing":
                at = (at + k - 1 + len(left)) % size
            elif kind == "turning" and len(left) % 2 == 1:
                at = (at - k) % size
            else:
                at = (at + k - 1) % size
            left.append(circle.pop(at))
        if what == "last":
            return left[-1]
        return left if what == "order" else left.index(1)

    def moving_people(n: int, k: int) -> int | list[int]:
        line = [i + 1 for i in range(n)]
        left = []
        for i in range(n):
            count = k + i if kind == "growing" else k
            for _ in range((count - 1) % len(line)):
                line.append(line.pop(0))
            left.append(line.pop(0))
            if kind == "turning":
                line.reverse()
        if what == "last":
            return left[n - 1]
        return left if what == "order" else left.index(1)

    def from_next(n: int, k: int) -> int | list[int]:
        circle = list(range(1, n + 1))
        left = []
        at = 0
        while circle:
            at = (at + k) % len(circle)
            left.append(circle.pop(at))
        if what == "last":
            return left[-1]
        return left if what == "order" else left.index(1)

    def make(maker: Maker) -> tuple[int, int]:
        n = maker.count(1, 200)
        return n, maker.rng.randint(1, maker.rng.choice([3, 2 * n, 200]))

    return Task(
        titles=("Counting Out", "Round the Circle", "Who Stays?"),
        given=[
            (
                Int("n", 1, 200, what="how many stand in the circle"),
                Int("k", 1, 400, what="the number to count to"),
            )
        ],
        ask=ask,
        formal="The numbers from 1 to `n` stand in a circle in this order. Counting begins "
               "with number 1 and goes in "
        f"the order of the numbers: {rule}. Whoever left is not counted any more. This goes on "
        "until the last one is "
        "left, who then leaves as well.",
        stories=[
            Story(
                "To find out who has to wash the dishes, `n` sailors stand in a circle, "
                "numbered from 1 in the "
                "direction of the clock. Beginning with sailor 1 and in this direction, "
                f"{rule}. They do not "
                "count those who have left. Only one remains in the end, and then he goes to "
                "the kitchen, which counts "
                "as leaving, too."
            ),
            Story(
                "A machine with a round plate fills `n` bottles, whose places have the numbers "
                "from 1 to `n`. An arm "
                "takes the bottles from the plate in a peculiar way. Starting at bottle 1 and "
                "moving towards bottle 2, "
                f"it works like children who count: {rule}. Empty places are skipped. The last "
                "bottle is "
                "taken like all the others."
            ),
            Story(
                "King Otto of @place wants to give away his crown by lot. His `n` nephews sit "
                "around a round table with "
                "numbers from 1 to `n`. The king begins with the first nephew and goes around "
                "in the order of the "
                f"numbers: {rule}. Nephews who have left are not counted. The last one gets the "
                "crown and "
                "leaves the table as well."
            ),
        ],
        solve=solve, others=[moving_people], wrong=[from_next],
        cpp=["""
            $type solve(int n, int k) {
                vector<int> circle, left;
                for (int i = 1; i <= n; i++) circle.push_back(i);
                int at = 0;
                while (!circle.empty()) {
                    int size = circle.size();
                    $move
                    left.push_back(circle[at]);
                    circle.erase(circle.begin() + at);
                }
                return $result;
            }
        """],
        params={
            "type": "vector<int>" if what == "order" else "int",
            "move": {
                "fixed": "at = (at + k - 1) % size;",
                "growing": "at = (at + k - 1 + (int)left.size()) % size;",
                "turning": "if (left.size() % 2 == 1) at = ((at - k) % size + size) % size;\n"
                "                    else at = (at + k - 1) % size;",
            }[kind],
            "result": {"last": "left.back()", "order": "left",
                       "when": "find(left.begin(), left.end(), 1) - left.begin()"}[what],
        },
        make=make,
        hints=(
            "Keep those who are still in the circle in a list.",
            "At which place of the list does the count end? Use a remainder.",
            "Remove this place; the list closes up, so the same place now holds the next one.",
        ),
        explanation="Each round is one step with a remainder and one removal from a list of at "
                    "most 200 numbers.",
        call="counting_out",
    )  # fmt: skip


@family(1200, "implementation", "greedy")
def desks_of_an_office(p: Parameters) -> Task:
    what = p.choice("what", "last", "wait", "idle", "desk")
    tie = p.choice("tie", "low", "high")
    which = "smallest" if tie == "low" else "largest"
    noun = {
        "last": "the minute in which the last visitor is finished",
        "wait": "the longest time in minutes that a visitor waits before being served",
        "idle": "the number of visitors who do not have to wait",
        "desk": "the number of the desk at which the last visitor of the list is served",
    }[what]

    def solve(n: int, k: int, visitors: list[list[int]]) -> int:
        free = [0] * k
        last = longest = idle = desk = 0
        for arrival, length in visitors:
            desk = 0
            for i in range(k):
                x, y = max(free[i], arrival), max(free[desk], arrival)
                if x < y or (tie == "high" and x == y):
                    desk = i
            start = max(free[desk], arrival)
            free[desk] = start + length
            last = max(last, free[desk])
            longest = max(longest, start - arrival)
            if start == arrival:
                idle += 1
        if what == "last":
            return last
        if what == "wait":
            return longest
        return idle if what == "idle" else desk + 1

    def with_min(n: int, k: int, visitors: list[list[int]]) -> int:
        free = [0] * k
        waits = []
        desk = 0
        for arrival, length in visitors:
            begins = [max(x, arrival) for x in free]
            first = min(begins)
            desk = begins.index(first) if tie == "low" else k - 1 - begins[::-1].index(first)
            waits.append(first - arrival)
            free[desk] = first + length
        if what == "last":
            return max(free)
        if what == "wait":
            return max(waits)
        return waits.count(0) if what == "idle" else desk + 1

    def in_turns(n: int, k: int, visitors: list[list[int]]) -> int:
        free = [0] * k
        longest = idle = 0
        for i, (arrival, length) in enumerate(visitors):
            start = max(free[i % k], arrival)
            free[i % k] = start + length
            longest = max(longest, start - arrival)
            idle += start == arrival
        if what == "last":
            return max(free)
        if what == "wait":
            return longest
        return idle if what == "idle" else (n - 1) % k + 1

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(1, 1000)
        k = maker.rng.randint(1, 3 if maker.scale == "tiny" else 10)
        time = 0
        visitors = []
        for _ in range(n):
            time += maker.rng.choice([0, 0, 1, 2, 3])
            visitors.append([time, maker.rng.randint(1, maker.rng.choice([2, 3 * k, 5 * k]))])
        return n, k, visitors

    return Task(
        titles=("Desks of an Office", "Please Take a Seat", "The Passport Office"),
        given=[
            (
                Count("n", 1, 1000, what="the number of visitors"),
                Int("k", 1, 10, what="the number of desks"),
            ),
            Rows("visitors", "n", (Int("a", 0, 10**5), Int("b", 1, 1000)),
                 what="the minute of arrival and the minutes of service"),
        ],
        ask=Value(noun),
        formal="An office has `k` desks, numbered from 1. `n` visitors come in the order of "
               "the list; visitor `i` comes "
        "in minute `a_i`, and `a_1 <= a_2 <= ... <= a_n`. Serving this visitor takes `b_i` "
        "minutes. The visitors are "
        "assigned to desks in their order: each goes to the desk at which service can begin "
        "earliest, that is, in the "
        "minute of arrival or, if the desk is still busy then, in the minute in which its "
        "visitor before is finished. "
        f"If several desks are equally early, the one with the {which} number is chosen. A "
        "visitor who is served from "
        "minute `x` on is finished in minute `x + b_i`, and the desk is free again in this minute.",
        stories=[
            Story(
                "The passport office of @place has `k` desks (1 to `k`), and a machine at the "
                "door sends every visitor "
                "to one of them at once. The `n` visitors of today come in the minutes `a_1 <= "
                "a_2 <= ... <= a_n`, and "
                "visitor `i` needs `b_i` minutes at the desk: whoever begins in minute `x` is "
                "finished in minute "
                "`x + b_i`, and from this minute on the desk is free. The machine knows all "
                "that and chooses the "
                "desk where the visitor can begin first, of several such desks "
                f"the one with the {which} number. Visitors at the same desk are served in the "
                "order in which they came."
            ),
            Story(
                "At a petrol station there are `k` pumps, which are called desks in the "
                "program of the owner and have "
                "numbers from 1. Car `i` of `n` cars (in the program, visitor `i`) arrives in "
                "minute `a_i`, not "
                "earlier than the one before it, and fills its tank for `b_i` minutes. Every "
                "car drives to the pump "
                "where it can begin first, behind the cars that were sent there before; when "
                "there is a choice, "
                f"it takes the {which} number. A pump at which a car begins in minute `x` is "
                "free again, and its car "
                "finished, in minute `x + b_i`."
            ),
        ],
        solve=solve, others=[with_min], wrong=[in_turns],
        cpp=["""
            int solve(int n, int k, vector<vector<int>> visitors) {
                vector<int> busy(k);
                int last = 0, wait = 0, idle = 0, desk = 0;
                for (auto& visitor : visitors) {
                    int arrival = visitor[0], length = visitor[1];
                    desk = 0;
                    for (int i = 0; i < k; i++) {
                        if (max(busy[i], arrival) $than max(busy[desk], arrival)) desk = i;
                    }
                    int start = max(busy[desk], arrival);
                    busy[desk] = start + length;
                    last = max(last, busy[desk]);
                    wait = max(wait, start - arrival);
                    idle += start == arrival;
                }
                return $result;
            }
        """],
        params={
            "than": "<" if tie == "low" else "<=",
            "result": "desk + 1" if what == "desk" else what,
        },
        make=make,
        hints=(
            "For each desk, remember the minute from which on it is free.",
            "When could the next visitor begin at each of the desks?",
            "Choose the desk with the smallest such minute, mind the rule for ties, and update it.",
        ),
        explanation="Each visitor is compared with at most 10 desks, so the simulation takes `n "
                    "* k` steps.",
        call="serve_visitors",
    )  # fmt: skip


@family(1100, "implementation", "math")
def green_wave(p: Parameters) -> Task:
    red = p.int("red", 2, 9)
    green = p.int("green", 2, 9)
    first = p.choice("first", "green", "red")
    what = p.choice("what", "time", "stops", "longest")
    cycle = red + green
    phases = (
        f"{green} seconds of green, then {red} seconds of red" if first == "green" else
        f"{red} seconds of red, then {green} seconds of green"
    )  # fmt: skip
    noun = {
        "time": "the number of seconds until the last light is passed",
        "stops": "the number of lights at which the tram has to wait",
        "longest": "the longest time in seconds that the tram waits at one light",
    }[what]
    start = 0 if first == "green" else red

    def solve(n: int, a: list[int]) -> int:
        time = stops = longest = 0
        for x in a:
            time += x
            phase = time % cycle
            if first == "green":
                wait = cycle - phase if phase >= green else 0
            else:
                wait = max(0, red - phase)
            if wait > 0:
                stops += 1
            longest = max(longest, wait)
            time += wait
        if what == "time":
            return time
        return stops if what == "stops" else longest

    def second_by_second(n: int, a: list[int]) -> int:
        time = 0
        waits = []
        for x in a:
            time += x
            wait = 0
            while (time + wait - start) % cycle >= green:
                wait += 1
            time += wait
            waits.append(wait)
        if what == "time":
            return time
        return sum(wait > 0 for wait in waits) if what == "stops" else max(waits)

    def no_waiting(n: int, a: list[int]) -> int:
        time = total = stops = longest = 0
        for x in a:
            time += x
            wait = 0
            while (time + wait - start) % cycle > green:
                wait += 1
            total += wait
            stops += wait > 0
            longest = max(longest, wait)
        if what == "time":
            return time + total
        return stops if what == "stops" else longest

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 10**5)
        return n, [
            maker.rng.randint(1, maker.rng.choice([cycle, 3 * cycle, 100])) for _ in range(n)
        ]

    return Task(
        titles=("Green Wave", "Lights on the Way", "The Tram"),
        given=[
            Count("n", 1, 10**5, what="the number of lights"),
            Ints("a", "n", 1, 100, what="the seconds of driving to each light"),
        ],
        ask=Value(noun),
        formal="A tram passes `n` traffic lights. From its start it drives `a_1` seconds to "
               "the first light, and from "
        "the `(i-1)`-th light `a_i` seconds to the `i`-th. All lights show the same: from "
        "second 0 on, when the tram "
        f"starts, {phases}, again and again. A tram that arrives during green passes at once, "
        "also if green begins in "
        "this very second; a tram that arrives during red, or in the second in which red "
        "begins, waits until the next "
        "green begins.",
        stories=[
            Story(
                "The tram of @place is proud of its time table, but there are `n` traffic "
                "lights on its way. It drives "
                "`a_1` seconds to the first one, then `a_2` seconds to the second one, and so "
                "on, waiting not included. "
                "At second 0, when it leaves the depot, all lights begin together with "
                f"{phases}, and "
                "repeat this forever. If a light is green when the tram arrives, or just turns "
                "green, it passes "
                "without losing time. If it is red or just turns red, the tram waits for the "
                "beginning of green."
            ),
            Story(
                "In a computer game a knight, who rides on a dragon called Tram, has to fly "
                "through `n` gates. From the "
                "start to the first gate it takes `a_1` seconds, from there to the second "
                "`a_2`, and so on. The gates "
                "are traffic lights that all switch at the same time: from second 0, the start "
                f"of the game, {phases}, "
                "and so on in this rhythm. During green, from its first second on, the dragon "
                "flies through; "
                "when red begins or lasts, it hovers in front of the gate until green begins."
            ),
        ],
        solve=solve, others=[second_by_second], wrong=[no_waiting],
        cpp=["""
            int solve(int n, vector<int> a) {
                int time = 0, stops = 0, longest = 0;
                for (int x : a) {
                    time += x;
                    int phase = (time + $shift) % $cycle;
                    int wait = phase >= $green ? $cycle - phase : 0;
                    stops += wait > 0;
                    longest = max(longest, wait);
                    time += wait;
                }
                return $what;
            }
        """],
        params={"cycle": cycle, "shift": 0 if first == "green" else green},
        make=make,
        hints=(
            "Keep the current second, including the time that was lost by waiting.",
            f"The lights repeat every {cycle} seconds: look at the remainder of the time.",
            "From the remainder you see whether it is green, and if not, how long red still lasts.",
        ),
        explanation="The remainder of the arrival time by the length of a cycle says how long "
                    "the tram waits.",
        call="tram_ride",
    )  # fmt: skip
