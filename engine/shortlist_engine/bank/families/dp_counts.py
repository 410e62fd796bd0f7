"""Dynamic programs that count paths and rows, and those over all pieces of a row."""

from __future__ import annotations

from functools import lru_cache

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Ask, Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints

MOD = 10**9 + 7


@family(1200, "dp", "combinatorics")
def tiled_path(p: Parameters) -> Task:
    short, long = p.choice("lengths", (1, 2), (1, 3), (2, 3), (1, 4), (2, 5))
    colours = p.choice("colours", 1, 2, 3)
    rule = p.choice("rule", "free", "apart", *(("close",) if colours > 1 else ()))

    def solve(n: int) -> int:
        a = [0] * (n + 1)
        b = [0] * (n + 1)
        a[0] = 1
        for i in range(1, n + 1):
            if i >= short:
                a[i] = (a[i - short] + b[i - short]) % MOD
            if i >= long:
                if rule == "free":
                    b[i] = (a[i - long] + b[i - long]) * colours % MOD
                elif rule == "apart":
                    b[i] = a[i - long] * colours % MOD
                else:
                    b[i] = (a[i - long] * colours + b[i - long] * (colours - 1)) % MOD
        return (a[n] + b[n]) % MOD

    def recurrence(n: int) -> int:
        ways = [1] + [0] * n
        last = [0] * (n + 1)
        for i in range(1, n + 1):
            if i >= long:
                if rule == "free":
                    last[i] = colours * ways[i - long]
                elif rule == "apart":
                    last[i] = colours * (ways[i - long] - last[i - long])
                else:
                    last[i] = colours * ways[i - long] - last[i - long]
            ways[i] = last[i] % 1000000007
            if i >= short:
                ways[i] = (ways[i] + ways[i - short]) % 1000000007
            last[i] %= 1000000007
        return ways[n]

    def one_kind(n: int) -> int:
        ways = [1] + [0] * n
        for i in range(1, n + 1):
            for length in (short, long):
                if i >= length:
                    ways[i] += ways[i - length]
            ways[i] %= MOD
        return 2 * ways[n] % MOD if colours == 1 and rule == "free" else ways[n]

    def adds_up(n: int) -> int:
        total = 0
        for k in range(n // long + 1):
            if (n - k * long) % short == 0:
                total += colours**k if n < 1000 else pow(colours, k, MOD)
        return total % MOD

    between = {
        "free": "",
        "apart": " Two long tiles must never lie directly next to each other.",
        "close": " Two long tiles of the same colour must never lie directly next to each other.",
    }[rule]
    kinds = {
        1: f"Long tiles, of length {long}, all look the same",
        2: f"Long tiles, of length {long}, are red or green",
        3: f"Long tiles, of length {long}, are red, green or blue",
    }[colours]
    wrong = [adds_up]
    if colours > 1 or rule != "free":
        wrong.append(one_kind)
    return Task(
        titles=("The Tiled Path", "Long and Short Tiles", "A Row of Tiles"),
        given=[Int("n", 1, 10**5, what="the length of the path")],
        ask=Value("the number of ways to cover the path, modulo `10^9 + 7`"),
        formal=f"A path of width 1 and length `n` is covered completely with tiles of width 1, "
        f"which do not overlap or stick out. Short tiles, of length {short}, all look the same. "
        f"{kinds}. There are enough tiles of each kind.{between} Two ways are different if they "
        "look different, seen from a fixed side of the path.",
        stories=[
            Story(
                f"The path from the gate to the door of @who is `n` feet long and one foot wide. "
                f"It is to be covered with tiles that are one foot wide, too; nothing may stay "
                f"uncovered, stick out or overlap. In the cellar there are heaps of them. Short "
                f"tiles, of length {short}, all look the same. {kinds}.{between} @who wonders in "
                "how many ways the path can look, seen from the door."
            ),
            Story(
                "A composer writes a melody of exactly `n` beats, without rests. There are short "
                f"notes and long ones, and as the notes are drawn like tiles on a path, we call "
                f"them so. Short tiles, of length {short}, all look the same. {kinds}; colours "
                f"stand for instruments.{between} A melody covers the path of length `n` from its "
                "beginning to its end."
            ),
        ],
        solve=solve,
        others=[recurrence],
        wrong=wrong,
        cpp=[
            """
            int solve(int n) {
                const long long mod = 1000000007;
                vector<long long> a(n + 1), b(n + 1);
                a[0] = 1;
                for (int i = 1; i <= n; i++) {
                    if (i >= $short) a[i] = (a[i - $short] + b[i - $short]) % mod;
                    if (i >= $long) b[i] = ($before) % mod;
                }
                return (a[n] + b[n]) % mod;
            }
        """
        ],
        params={
            "short": short,
            "long": long,
            "before": {
                "free": f"(a[i - {long}] + b[i - {long}]) * {colours}",
                "apart": f"a[i - {long}] * {colours}",
                "close": f"a[i - {long}] * {colours} + b[i - {long}] * {colours - 1}",
            }[rule],
        },
        edges=[(n,) for n in range(1, 16)] + [(10**5,)],
        hints=(
            "Which tile can be the last one?",
            "Count the ways to cover each shorter path first"
            + (
                "."
                if rule == "free"
                else ", apart for those that end with a short tile and those "
                "that end with a long one."
            ),
            f"A path that ends with a short tile is a path shorter by {short} and this tile; one "
            f"that ends with a long tile is a path shorter by {long}"
            + (
                f", and there are {colours} colours for the tile."
                if rule == "free" and colours > 1
                else "."
                if rule == "free"
                else ", which must obey the rule."
            ),
        ),
        explanation="Each way is counted once, by its last tile, and the numbers of ways for all "
        "lengths up to `n` are computed one after the other.",
        call="count_tilings",
        tests=False,
    )


@family(1400, "dp", "combinatorics")
def mountain_ranges(p: Parameters) -> Task:
    flat = p.choice("flat", "no", "yes", "above")
    end = p.choice("end", "ground", "anywhere")
    what = p.choice("what", "limit", "exact")
    reach = "at most `h`" if what == "limit" else "exactly `h`"

    def solve(n: int, h: int) -> int:
        def count(top: int) -> int:
            ways = [1] + [0] * top
            for _ in range(n):
                now = [0] * (top + 1)
                for x in range(top + 1):
                    if x > 0:
                        now[x] += ways[x - 1]
                    if x < top:
                        now[x] += ways[x + 1]
                    if flat == "yes":
                        now[x] += ways[x]
                    if flat == "above" and x > 0:
                        now[x] += ways[x]
                    now[x] %= MOD
                ways = now
            return ways[0] if end == "ground" else sum(ways)

        if what == "limit":
            return count(h) % MOD
        return (count(h) - count(h - 1)) % MOD

    def with_touched(n: int, h: int) -> int:
        below = {0: 1}
        touched: dict[int, int] = {}
        if what == "limit":
            h += 1
        for _ in range(n):
            first: dict[int, int] = {}
            second: dict[int, int] = {}
            for source, target in (below, first), (touched, second):
                for x, count in source.items():
                    steps = [x - 1, x + 1]
                    if flat == "yes" or (flat == "above" and x > 0):
                        steps.append(x)
                    for y in steps:
                        if not 0 <= y <= h:
                            continue
                        if y == h:
                            second[y] = (second.get(y, 0) + count) % 1000000007
                        else:
                            target[y] = (target.get(y, 0) + count) % 1000000007
            below, touched = first, second
        good = below if what == "limit" else touched
        if end == "ground":
            return good.get(0, 0) % 1000000007
        return sum(good.values()) % 1000000007

    def may_dig(n: int, h: int) -> int:
        ways = {0: 1}
        for _ in range(n):
            now: dict[int, int] = {}
            for x, count in ways.items():
                for y in (x - 1, x, x + 1):
                    if y <= h and (y != x or flat != "no"):
                        now[y] = now.get(y, 0) + count
            ways = now
        return (ways.get(0, 0) if end == "ground" else sum(ways.values())) % MOD

    def other_limit(n: int, h: int) -> int:
        top = h - 1 if what == "limit" else h
        ways = [1] + [0] * top
        for _ in range(n):
            now = [0] * (top + 1)
            for x in range(top + 1):
                for y in (x - 1, x, x + 1):
                    if 0 <= y <= top and (y != x or flat == "yes" or (flat == "above" and x > 0)):
                        now[x] += ways[y]
            ways = now
        return (ways[0] if end == "ground" else sum(ways)) % MOD

    def make(maker: Maker) -> tuple[int, int]:
        n = min(maker.count(1, 500), 500)
        if end == "ground" and flat == "no" and n % 2 == 1 and maker.chance(0.8):
            n = min(500, n + 1)
        return n, maker.rng.randint(1, max(1, min(n, 500) if maker.chance(0.3) else (n + 2) // 3))

    flats = {
        "no": "A step goes up or down by 1",
        "yes": "A step goes up by 1, down by 1, or stays at the same height",
        "above": "A step goes up by 1, down by 1, or, unless the height is 0, stays at the same "
        "height",
    }[flat]
    close = "and it ends at height 0" if end == "ground" else "and it may end at any height"
    return Task(
        titles=("Mountain Ranges", "Up and Down", "How Many Profiles?"),
        given=[
            (
                Int("n", 1, 500, what="the number of steps"),
                Int("h", 1, 500, what="the height of the highest place"),
            )
        ],
        ask=Value(f"the number of walks whose greatest height is {reach}, modulo `10^9 + 7`"),
        formal=f"A walk of `n` steps begins at height 0, never goes below height 0, {close}. "
        f"{flats}. Two walks differ if some step of theirs differs.",
        stories=[
            Story(
                "A painter draws the outline of mountains from left to right. It begins at height "
                f"0, the level of the sea, and consists of `n` strokes, called steps. {flats}. The "
                f"outline, which is a walk along the mountains, never dips below height 0, {close}."
                " Two outlines are different if they differ in some stroke."
            ),
            Story(
                "A lift for a museum of minerals goes on a walk through the floors every night, to "
                f"dust them, and logs its height. It starts at height 0 and makes `n` steps. "
                f"{flats}. There is nothing below height 0, where the lift cannot go, {close}. "
                "@who, who guards the museum, has never seen the same walk twice: two walks differ "
                "if they differ in some step."
            ),
        ],
        solve=solve,
        others=[with_touched],
        wrong=[may_dig, other_limit],
        cpp=[
            """
            long long paths(int n, int top) {
                vector<long long> ways(top + 1);
                ways[0] = 1;
                for (int i = 0; i < n; i++) {
                    vector<long long> now(top + 1);
                    for (int x = 0; x <= top; x++) {
                        if (x > 0) now[x] += ways[x - 1];
                        if (x < top) now[x] += ways[x + 1];
                        $flat
                        now[x] %= 1000000007;
                    }
                    ways = now;
                }
                return $end;
            }

            long long solve(int n, int h) {
                return $result;
            }
        """
        ],
        params={
            "flat": {
                "no": "",
                "yes": "now[x] += ways[x];",
                "above": "if (x > 0) now[x] += ways[x];",
            }[flat],
            "end": "ways[0]"
            if end == "ground"
            else "accumulate(ways.begin(), ways.end(), 0LL) % 1000000007",
            "result": "paths(n, h)"
            if what == "limit"
            else "(paths(n, h) - paths(n, h - 1) + 1000000007) % 1000000007",
        },
        make=make,
        edges=[(n, h) for n in range(1, 7) for h in range(1, 4)] + [(1, 500), (500, 1), (4, 4)],
        hints=(
            "After each step only the present height matters for what can follow.",
            "For each number of steps and each height, count the walks that are there and have "
            "never been too low or too high.",
            "The walks at a height come from the neighbouring heights"
            + (" and from the same one" if flat != "no" else "")
            + (
                "."
                if what == "limit"
                else ". Those that reach `h` are those that stay within `h`, without those that "
                "stay within `h - 1`."
            ),
        ),
        explanation="A table over steps and heights has `n * h` entries, each the sum of two or "
        "three entries before it."
        + ("" if what == "limit" else " Two such tables are subtracted."),
        call="count_walks",
        tests=False,
    )


@family(1500, "dp", "games")
def cards_from_the_row(p: Parameters) -> Task:
    rule = p.choice("rule", "ends", "ends or two", "left two", "left three")
    what = p.choice("what", "difference", "first", "decide")
    ask: Ask = {
        "difference": Value(
            "the total of the first player minus that of the second one, when both play as well as "
            "they can"
        ),
        "first": Value("the total of the first player when both play as well as they can"),
        "decide": Decide(
            "the first player gets a greater total than the second one when both play as well as "
            "they can"
        ),
    }[what]
    from_left = rule.startswith("left")
    most = 3 if rule == "left three" else 2
    limit = 1000 if from_left else 200

    def solve(n: int, a: list[int]) -> object:
        if from_left:
            best = [0] * (n + 1)
            for i in range(n - 1, -1, -1):
                best[i] = a[i] - best[i + 1]
                taken = a[i]
                for j in range(i + 1, min(n, i + most)):
                    taken += a[j]
                    best[i] = max(best[i], taken - best[j + 1])
            lead = best[0]
        else:
            table = [[0] * n for _ in range(n)]
            for i in range(n - 1, -1, -1):
                table[i][i] = a[i]
                for j in range(i + 1, n):
                    table[i][j] = max(a[i] - table[i + 1][j], a[j] - table[i][j - 1])
                    if rule == "ends or two":
                        both = a[i] + a[j]
                        if i + 1 < j:
                            both -= table[i + 1][j - 1]
                        table[i][j] = max(table[i][j], both)
            lead = table[0][n - 1]
        if what == "difference":
            return lead
        if what == "first":
            return (sum(a) + lead) // 2
        return lead > 0

    def totals(n: int, a: list[int]) -> object:
        prefix = [0]
        for x in a:
            prefix.append(prefix[-1] + x)
        if from_left:
            mine = [0] * (n + 4)
            for i in range(n - 1, -1, -1):
                worst = min(mine[i + 1 : min(n, i + most) + 1])
                mine[i] = prefix[n] - prefix[i] - worst
            first = mine[0]
        else:
            row = [0] * (n + 1)
            before = [0] * (n + 1)
            for length in range(1, n + 1):
                now = []
                for i in range(n - length + 1):
                    worst = min(row[i], row[i + 1])
                    if rule == "ends or two" and length > 1:
                        worst = min(worst, before[i + 1])
                    now.append(prefix[i + length] - prefix[i] - worst)
                before = row
                row = now
            first = row[0]
        second = prefix[n] - first
        if what == "difference":
            return first - second
        return first if what == "first" else first > second

    def greedy(n: int, a: list[int]) -> object:
        scores = [0, 0]
        turn = i = 0
        j = n - 1
        while i <= j:
            if from_left:
                sums = [sum(a[i : i + k]) for k in range(1, min(most, j - i + 1) + 1)]
                best = max(sums)
                scores[turn] += best
                i += sums.index(best) + 1
            elif rule == "ends or two" and i < j and a[i] + a[j] > max(a[i], a[j]):
                scores[turn] += a[i] + a[j]
                i += 1
                j -= 1
            elif a[i] >= a[j]:
                scores[turn] += a[i]
                i += 1
            else:
                scores[turn] += a[j]
                j -= 1
            turn = 1 - turn
        if what == "difference":
            return scores[0] - scores[1]
        return scores[0] if what == "first" else scores[0] > scores[1]

    def without_opponent(n: int, a: list[int]) -> object:
        total = sum(a)
        best = sum(x for x in a[::2])
        other = total - best
        best = max(best, other)
        if what == "difference":
            return 2 * best - total
        return best if what == "first" else 2 * best > total

    def make(maker: Maker) -> tuple[int, list[int]]:
        top = limit if maker.scale == "large" else 20 if maker.scale == "medium" else 7
        n = min(maker.count(1, limit), top)
        high = 15 if maker.scale in ("tiny", "small") else 1000
        low = -high if maker.chance(0.7) or from_left else 1
        a = [maker.rng.randint(low, high) for _ in range(n)]
        return n, a

    take = {
        "ends": "either the first or the last card of the row",
        "ends or two": "the first card of the row, the last one, or both of them at once",
        "left two": "the first card of the row or the first two",
        "left three": "the first one, two or three cards of the row",
    }[rule]
    enough = "" if rule == "ends" else ", but of course not more than there are"
    return Task(
        titles=("Cards from the Row", "From Both Ends" if not from_left else "From the Left",
                "Two Wise Players"),
        given=[
            Count("n", 1, limit, what="the number of cards"),
            Ints("a", "n", -1000, 1000, what="the numbers on the cards"),
        ],
        ask=ask,
        formal=f"`n` cards with the numbers `a_1, a_2, ..., a_n` lie in a row. Two players take "
        f"turns. In a turn, a player must take {take}{enough}. The game ends "
        "when no card is left. The total of a player is the sum of the numbers on the cards that "
        "this player has taken, and each wants the own total to exceed that of the other by as "
        "much as possible.",
        stories=[
            Story(
                "@who and @friend sit at a table with a row of `n` cards, which show the numbers "
                f"`a_1, a_2, ..., a_n`. @who, the first player, begins, and then they move in "
                f"turn. Whoever's turn it is takes {take}{enough}. When all cards are gone, each "
                "adds up the numbers on the own cards to a "
                "total. Both want to be as far ahead of the other as possible, or as little "
                "behind, and both see through everything."
            ),
            Story(
                "Two [pirates|sisters] divide `n` bags that stand in a row and are called cards, "
                "as each has a card on it with the number of coins inside, `a_i` on the `i`-th; a "
                "negative number means debts. They take turns, and in each turn it is a must to "
                f"take {take}{enough}. The older one is the first player. In the "
                "end each has a total, the sum of the numbers taken, and each plays for the "
                "greatest possible lead over the other."
            ),
        ],
        solve=solve,
        others=[totals],
        wrong=[greedy, without_opponent],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                vector<int> best(n + 1);
                for (int i = n - 1; i >= 0; i--) {
                    int taken = a[i];
                    best[i] = taken - best[i + 1];
                    for (int j = i + 1; j < min(n, i + $most); j++) {
                        taken += a[j];
                        best[i] = max(best[i], taken - best[j + 1]);
                    }
                }
                int lead = best[0];
                return $result;
            }
            """
            if from_left
            else """
            $type solve(int n, vector<int> a) {
                vector<vector<int>> table(n + 1, vector<int>(n + 1));
                for (int i = n - 1; i >= 0; i--) {
                    table[i][i] = a[i];
                    for (int j = i + 1; j < n; j++) {
                        table[i][j] = max(a[i] - table[i + 1][j], a[j] - table[i][j - 1]);
                        $both
                    }
                }
                int lead = table[0][n - 1];
                return $result;
            }
            """
        ],
        params={
            "type": "bool" if what == "decide" else "int",
            "most": most,
            "both": "int rest = i + 1 < j ? table[i + 1][j - 1] : 0;\n"
            "table[i][j] = max(table[i][j], a[i] + a[j] - rest);"
            if rule == "ends or two"
            else "",
            "result": {
                "difference": "lead",
                "first": "(accumulate(a.begin(), a.end(), 0) + lead) / 2",
                "decide": "lead > 0",
            }[what],
        },
        make=make,
        edges=[
            (1, [5]), (1, [-5]), (2, [3, 9]), (2, [-3, -9]), (3, [1, 9, 2]), (4, [1, 5, 233, 7]),
            (3, [-1, -2, -3]), (4, [2, 2, 2, 2]), (5, [3, -9, 4, 8, -1]), (4, [8, 15, 3, 7]),
            (5, [1, 2, 3, -9, 7]), (4, [-5, 9, -5, 1]), (6, [5, 1, 9, 9, 1, 5]), (3, [0, 5, 0]),
        ],
        hints=(
            "Taking what brings most at the moment may open the way to something better for the "
            "other player.",
            "How far ahead of the other can the player come who is to move, when only a certain "
            + ("end of the row" if from_left else "piece of the row")
            + " is left?",
            "It is what this player takes, minus the lead that the other one gets from what is "
            "left; try all that can be taken.",
        ),
        explanation="The lead of the player to move is the best of (what is taken) - (lead of the "
        "other in what remains), computed from short rests to long ones. The first total is half "
        "of the sum plus the lead.",
        call="wise_players",
        tests=False,
    )  # fmt: skip


@family(1600, "dp")
def sawn_beam(p: Parameters) -> Task:
    most = p.choice("most", True, False)
    costs = [
        Expr("x y", "x + y", "the length of the piece that is sawn"),
        Expr("x y", "max(x, y)", "the length of the longer one of the two pieces that result"),
        Expr("x y", "abs(x - y)", "the difference of the lengths of the two pieces that result"),
        Expr("x y", "min(x, y)", "the length of the shorter one of the two pieces that result"),
    ]
    # The least sum of the shorter pieces is that of all pieces but the longest.
    cost = p.choice("cost", *(costs if most else costs[:3]))
    pick = max if most else min
    best_word = "greatest" if most else "least"

    def solve(n: int, length: int, marks: list[int]) -> int:
        marks = [0, *marks, length]
        best = [[0] * (n + 2) for _ in range(n + 2)]
        for i in range(n, -1, -1):
            for j in range(i + 2, n + 2):
                best[i][j] = pick(
                    best[i][k] + best[k][j] + cost(marks[k] - marks[i], marks[j] - marks[k])
                    for k in range(i + 1, j)
                )
        return best[0][n + 1]

    def remembered(n: int, length: int, marks: list[int]) -> int:
        places = [0, *marks, length]

        @lru_cache(None)
        def f(i: int, j: int) -> int:
            options = []
            for k in range(i + 1, j):
                x, y = places[k] - places[i], places[j] - places[k]
                options.append(cost(x, y) + f(i, k) + f(k, j))
            return pick(options) if options else 0

        return f(0, n + 1)

    def left_to_right(n: int, length: int, marks: list[int]) -> int:
        marks = [0, *marks, length]
        return sum(cost(marks[k] - marks[k - 1], length - marks[k]) for k in range(1, n + 1))

    def best_first(n: int, length: int, marks: list[int]) -> int:
        places = [0, length]
        total = 0
        rest = list(marks)
        while rest:
            options = []
            for x in rest:
                left = max(y for y in places if y < x)
                right = min(y for y in places if y > x)
                options.append((cost(x - left, right - x), x))
            price, x = pick(options)
            total += price
            rest.remove(x)
            places.append(x)
        return total

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = min(maker.count(1, 60), 60)
        if maker.scale in ("tiny", "small"):
            n = min(n, 6)
        high = {"least": 2, "tiny": 20, "small": 40, "medium": 200}.get(maker.scale, 10**6)
        length = max(n + 1, maker.rng.randint(min(high, 2), high))
        return n, length, sorted(maker.rng.sample(range(1, length), n))

    reason = "saves every coin" if not most else "is paid by the owner and wants to earn much"
    return Task(
        titles=("The Sawn Beam", "In Which Order?", "Cut by Cut"),
        given=[
            (
                Count("n", 1, 60, what="the number of marks"),
                Int("length", 2, 10**6, what="the length of the beam"),
            ),
            Ints("marks", "n", 1, "length - 1", "increasing", what="the places of the marks"),
        ],
        ask=Value(f"the {best_word} possible total cost"),
        formal=f"A beam has the given `length`, and `n` places on it, given by their distances "
        "from the left end, are marked. It is sawn at all marks, one after the other, in any "
        f"order. Each cut divides one piece into two. A cut costs {cost.words}.",
        stories=[
            Story(
                "A carpenter in @place has to saw a long beam at `n` marks; it has the given "
                "`length`, and the marks are listed by their distances from its left end. One cut "
                "is made after the other, each through a single piece, which is then two. The "
                f"price of a cut in coins is {cost.words}. @who {reason}, and may decide "
                "about the order of the cuts."
            ),
            Story(
                "A long text of the given `length` is cut into parts by a program, at `n` given "
                "places (numbers of letters from the beginning, the marks). A cut divides a piece "
                "into two, and the machine needs a number of steps for it, its cost: "
                f"{cost.words}. The order of the cuts is free. [A student|@who] looks into how "
                f"much that matters, and would like to know the {best_word} total."
            ),
        ],
        solve=solve,
        others=[remembered],
        wrong=[left_to_right, best_first],
        cpp=[
            """
            long long solve(int n, int length, vector<int> marks) {
                marks.insert(marks.begin(), 0);
                marks.push_back(length);
                vector<vector<long long>> best(n + 2, vector<long long>(n + 2));
                for (int i = n; i >= 0; i--) {
                    for (int j = i + 2; j <= n + 1; j++) {
                        best[i][j] = $none;
                        for (int k = i + 1; k < j; k++) {
                            int x = marks[k] - marks[i], y = marks[j] - marks[k];
                            long long total = best[i][k] + best[k][j] + $cost(x, y);
                            best[i][j] = $pick(best[i][j], total);
                        }
                    }
                }
                return best[0][n + 1];
            }
        """
        ],
        params={"none": "-1e18" if most else "1e18", "pick": "max" if most else "min"},
        make=make,
        edges=[
            (1, 2, [1]), (1, 10, [3]), (2, 10, [1, 2]), (3, 10, [2, 4, 7]), (3, 4, [1, 2, 3]),
            (4, 20, [3, 8, 10, 15]), (4, 30, [1, 2, 28, 29]), (5, 24, [1, 3, 9, 14, 20]),
            (5, 40, [7, 9, 20, 22, 31]), (6, 60, [4, 5, 6, 40, 50, 55]), (4, 9, [1, 4, 5, 8]),
        ],
        hints=(
            "Look at the first cut: after it, both pieces are beams of their own.",
            f"Every piece that can occur lies between two marks or ends. What is the {best_word} "
            "cost of sawing it up completely?",
            "Try each mark inside of a piece for its first cut, and add the costs of the two "
            "pieces, which are known already if short ones come first.",
        ),
        explanation="There are about `n^2 / 2` pieces between two marks or ends, and for each of "
        "them at most `n` first cuts: `n^3 / 6` steps.",
        call="saw_beam",
        tests=False,
    )  # fmt: skip
