"""Dynamic programs that walk through days or values and remember a small state."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows

MOD = 10**9 + 7


@family(1300, "dp", "greedy")
def buy_and_sell(p: Parameters) -> Task:
    rule = p.choice("rule", "once", "twice", "three", "free", "fee", "fee and twice", "rest")
    limit = {"once": 1, "twice": 2, "fee and twice": 2, "three": 3}.get(rule, 0)
    more = limit + 1
    fee = p.choice("fee", 2, 5) if rule.startswith("fee") else 0
    rest = p.int("rest", 1, 2) if rule == "rest" else 0

    def solve(n: int, a: list[int]) -> int:
        none = -(10**18)
        if rule == "once":
            profit = 0
            lowest = a[0]
            for x in a:
                profit = max(profit, x - lowest)
                lowest = min(lowest, x)
            return profit
        if limit:
            holding = [none] * limit
            money = [0] * more
            for x in a:
                for k in range(limit):
                    holding[k] = max(holding[k], money[k] - x)
                    money[k + 1] = max(money[k + 1], holding[k] + x - fee)
            return max(money)
        if rest:
            cash = [0]
            holding_now = none
            for i in range(n):
                before = cash[i - rest] if i >= rest else 0
                cash.append(max(cash[i], holding_now + a[i]))
                holding_now = max(holding_now, before - a[i])
            return cash[n]
        free = 0
        held = none
        for x in a:
            free = max(free, held + x - fee)
            held = max(held, free - x)
        return free

    def all_pairs(n: int, a: list[int]) -> int:
        if rule == "once":
            return max(0, *(a[j] - a[i] for i in range(n) for j in range(i, n)))
        best = [0] * (n + 1)
        if limit:
            for _ in range(limit):
                new = [0] * (n + 1)
                for j in range(n):
                    new[j + 1] = new[j]
                    for i in range(j):
                        new[j + 1] = max(new[j + 1], best[i] + a[j] - a[i] - fee)
                best = new
        else:
            for j in range(n):
                best[j + 1] = best[j]
                for i in range(j):
                    before = best[max(0, i - rest)] if rest else best[i]
                    best[j + 1] = max(best[j + 1], before + a[j] - a[i] - fee)
        return best[n]

    def all_rises(n: int, a: list[int]) -> int:
        if rule == "free":
            return max(0, max(a[i] - min(a[: i + 1]) for i in range(n)))
        return sum(max(0, a[i] - a[i - 1] - fee) for i in range(1, n))

    def best_and_worst(n: int, a: list[int]) -> int:
        return max(0, max(a) - min(a) - fee)

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 1000)
        kind = maker.rng.random()
        if kind < 0.6:
            a = [maker.rng.randint(1, 15 if maker.scale != "large" else 10**6) for _ in range(n)]
        else:
            a = [maker.rng.randint(5, 20)]
            while len(a) < n:
                a.append(max(1, a[-1] + maker.rng.randint(-4, 5)))
        return n, a

    words = {0: "any number of times", 1: "once", 2: "twice", 3: "three times"}[limit]
    often = (
        "A share may be bought and later sold any number of times"
        if not limit
        else f"A share may be bought and later sold {words} at most"
    )
    extra = f" For each sale, a fee of {fee} has to be paid." if fee else ""
    if rest == 1:
        extra = " After a sale one has to wait: on the day directly after it nothing can be bought."
    if rest == 2:
        extra = " After a sale one has to wait: on the two days directly after it nothing can be "
        extra += "bought."
    return Task(
        titles=("Buy and Sell", "A Single Share", "The Careful Trader"),
        given=[Count("n", 1, 1000, what="the number of days"), Ints("a", "n", 1, 10**6)],
        ask=Value("the greatest possible profit, which is 0 if nothing is bought"),
        formal=f"The price of a share on day `i` is `a_i`. {often}, but it must be sold before "
        f"another one is bought: nobody owns more than one at a time. There is at most one "
        f"purchase or sale a day.{extra} The profit is what all sales bring, minus what all "
        + ("purchases and fees cost." if fee else "purchases cost."),
        stories=[
            Story(
                "@who has built a time machine and comes back with the prices of a share for the "
                f"next `n` days: `a_1, a_2, ..., a_n`. To remain unnoticed, @who follows some "
                f"rules. {often}, never two at the same time, and not more than one purchase or "
                f"sale on a day.{extra} The profit is the money from sales minus the money for "
                + ("purchases and fees." if fee else "purchases.")
            ),
            Story(
                "A merchant in @place deals with a single [camel|carpet]. The price of one on "
                f"day `i` is `a_i`, whether it is bought or sold. {often.replace('share', 'thing')}"
                ", and there is room for one only. On each of the `n` days the merchant does one "
                f"thing at most: buying, or selling.{extra} The profit is all that comes in minus "
                "all that is spent."
            ),
        ],
        solve=solve,
        others=[all_pairs],
        wrong=[all_rises, best_and_worst],
        cpp=[
            """
            int solve(int n, vector<int> a) {
                int profit = 0, lowest = a[0];
                for (int x : a) {
                    profit = max(profit, x - lowest);
                    lowest = min(lowest, x);
                }
                return profit;
            }
            """
            if rule == "once"
            else """
            long long solve(int n, vector<int> a) {
                vector<long long> holding($limit, -1e18), money($more);
                for (int x : a) {
                    for (int k = 0; k < $limit; k++) {
                        holding[k] = max(holding[k], money[k] - x);
                        money[k + 1] = max(money[k + 1], holding[k] + x - $fee);
                    }
                }
                return *max_element(money.begin(), money.end());
            }
            """
            if limit
            else """
            long long solve(int n, vector<int> a) {
                vector<long long> cash(n + 1);
                long long held = -1e18;
                for (int i = 0; i < n; i++) {
                    long long before = i >= $rest ? cash[i - $rest] : 0;
                    cash[i + 1] = max(cash[i], held + a[i]);
                    held = max(held, before - a[i]);
                }
                return cash[n];
            }
            """
            if rest
            else """
            long long solve(int n, vector<int> a) {
                long long cash = 0, held = -1e18;
                for (int x : a) {
                    cash = max(cash, held + x - $fee);
                    held = max(held, cash - x);
                }
                return cash;
            }
            """
        ],
        params={"limit": limit, "more": more, "fee": fee, "rest": rest},
        make=make,
        edges=[
            (1, [5]),
            (2, [5, 1]),
            (2, [1, 9]),
            (4, [1, 9, 1, 9]),
            (4, [1, 9, 2, 10]),
            (6, [1, 5, 2, 8, 3, 9]),
            (8, [1, 9, 1, 9, 1, 9, 1, 9]),
            (5, [1, 4, 2, 9, 11]),
            (6, [9, 7, 5, 4, 2, 1]),
            (8, [1, 2, 4, 2, 5, 7, 2, 9]),
            (9, [1, 6, 2, 9, 2, 9, 1, 9, 8]),
        ],
        hints=(
            "At the end of a day one either owns a share or not.",
            "Keep, for both cases, how much money one can have at most"
            + (", for each number of sales so far." if limit > 1 else "."),
            "Owning a share today comes from owning it yesterday or from buying it today"
            + (
                ", with the money of an earlier day because of the waiting."
                if rest
                else "; not owning one comes from yesterday or from selling it today."
            ),
        ),
        explanation="The best amount of money for each state follows from those of the day before, "
        + ("with a few states a day." if limit > 1 else "with two states a day."),
        call="best_profit",
        tests=False,
    )


@family(1300, "dp", "greedy")
def signs_by_turns(p: Parameters) -> Task:
    label = p.choice("pattern", "+-", "++-", "+--", "+-0", "2+-")
    factors = {"+-": [1, -1], "++-": [1, 1, -1], "+--": [1, -1, -1], "+-0": [1, -1, 0],
               "2+-": [2, -1]}[label]  # fmt: skip
    k = len(factors)
    most = p.choice("most", True, False)
    empty = p.choice("empty", True, False)
    pick = max if most else min
    signs = {
        "+-": "the first one counts with a plus, the second with a minus, the third with a plus, "
        "the fourth with a minus, and so on",
        "++-": "the first two count with a plus, the third with a minus, the next two with a plus, "
        "the sixth with a minus, and so on, always two with a plus and one with a minus",
        "+--": "the first one counts with a plus, the next two with a minus, the fourth with a "
        "plus, the next two with a minus, and so on",
        "+-0": "the first one counts with a plus, the second with a minus, the third not at all, "
        "and then it begins anew: plus for the fourth, minus for the fifth, nothing for the sixth, "
        "and so on",
        "2+-": "the first one counts twice, the second with a minus, the third twice, the fourth "
        "with a minus, and so on",
    }[label]

    def solve(n: int, a: list[int]) -> int:
        none = -(10**18) if most else 10**18
        best = [none] * k
        best[0] = 0
        result = 0 if empty else none
        for x in a:
            after = list(best)
            for r in range(k):
                value = best[r] + factors[r] * x
                result = pick(result, value)
                after[(r + 1) % k] = pick(after[(r + 1) % k], value)
            best = after
        return result

    def from_behind(n: int, a: list[int]) -> int:
        later = [0] * k
        chosen = []
        for i in range(n - 1, -1, -1):
            now = []
            for r in range(k):
                take = a[i] * factors[r] + later[(r + 1) % k]
                if r == 0:
                    chosen.append(take)
                now.append(pick(later[r], take))
            later = now
        return pick(0, *chosen) if empty else pick(chosen)

    def no_empty_state(n: int, a: list[int]) -> int:
        total = place = 0
        for x in a:
            gain = factors[place] * x
            if (gain > 0) == most and gain != 0:
                total += gain
                place = (place + 1) % k
        return total

    def only_segments(n: int, a: list[int]) -> int:
        result = 0 if empty else factors[0] * a[0]
        for i in range(n):
            total = 0
            for j in range(i, n):
                total += factors[(j - i) % k] * a[j]
                result = pick(result, total)
        return result

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 10**5)
        high = 10**9 if maker.scale in ("medium", "large") else 12
        if maker.chance(0.3):
            sign = maker.rng.choice((1, -1))
            return n, [sign * maker.rng.randint(1, high) for _ in range(n)]
        return n, [maker.rng.randint(-high, high) for _ in range(n)]

    nothing = (
        "It is allowed to choose none at all, which gives 0"
        if empty
        else "At least one must be chosen"
    )
    return Task(
        titles=("Plus and Minus by Turns", "The Magic Potions", "Taken in Order"),
        given=[Count("n", 1, 10**5), Ints("a", "n", -(10**9), 10**9)],
        ask=Value(f"the {'greatest' if most else 'least'} possible result"),
        formal=f"From the numbers `a_1, a_2, ..., a_n` some are chosen and stay in their order. Of "
        f"the chosen ones, {signs}. The result is the sum. {nothing}.",
        stories=[
            Story(
                f"Beside the path of @who stand `n` bottles, and the `i`-th contains a potion of "
                "strength `a_i` (below zero if it is poison). Walking along the path, @who drinks "
                "some and leaves the others, and cannot turn back. Magic works by turns: of the "
                f"bottles chosen, {signs}. The sum is the result, a change of the strength of "
                f"@who. {nothing}."
                + (
                    ""
                    if most
                    else " @who wants to get into a costume for the role of a dwarf and hopes to "
                    "become weak."
                )
            ),
            Story(
                "A television show goes like this: `n` cards are shown one by one, each with an "
                "integer, `a_i` on the `i`-th. A player says «yes» or «no» to each as it comes. Of "
                f"the cards chosen with a «yes», {signs}. The result is the sum of what counts. "
                f"{nothing}. A wizard among the players has seen all cards before."
                + ("" if most else " The lowest result wins.")
            ),
        ],
        solve=solve,
        others=[from_behind],
        wrong=[no_empty_state, only_segments],
        cpp=[
            """
            long long solve(int n, vector<int> a) {
                const long long none = $none;
                vector<long long> factors = $factors, best($k, none);
                best[0] = 0;
                long long result = $start;
                for (int x : a) {
                    auto after = best;
                    for (int r = 0; r < $k; r++) {
                        long long value = best[r] + factors[r] * x;
                        result = $pick(result, value);
                        after[(r + 1) % $k] = $pick(after[(r + 1) % $k], value);
                    }
                    best = after;
                }
                return result;
            }
        """
        ],
        params={
            "none": "-1e18" if most else "1e18",
            "factors": factors,
            "k": k,
            "start": 0 if empty else "none",
            "pick": "max" if most else "min",
        },
        make=make,
        edges=[
            (1, [5]), (1, [-5]), (1, [0]), (4, [5, 4, 3, 9]), (5, [-1, -2, -3, -4, -5]),
            (5, [3, 8, 2, 9, 1]), (6, [1, -1, 1, -1, 1, -1]), (4, [9, 1, 1, 9]), (3, [-4, 7, -4]),
        ],
        hints=(
            "What matters of the choices so far, for those that come later?",
            f"Only how many have been chosen, modulo {k}, and the best sum for that.",
            "For each number either nothing changes, or it is added with the factor of its state "
            "and leads to the next state.",
        ),
        explanation=f"For each number of chosen ones modulo {k} the best sum is kept; each new "
        f"number updates these {k} values. Sums need 64 bits in C++.",
        call="signs_by_turns",
    )  # fmt: skip


@family(1400, "dp")
def gym_and_contest(p: Parameters) -> Task:
    first, second = p.choice("limits", (1, 1), (1, 9), (2, 2), (2, 1))
    what = p.choice("what", "rest", "plans", "points")
    noun = {
        "rest": "the least possible number of days of rest",
        "plans": "the number of possible plans for all `n` days, modulo `10^9 + 7`",
        "points": "the greatest possible number of points, when a day of sport gives 2 points "
        "and a "
        "day with a contest 3 points",
    }[what]
    limits = [9, first, second]
    sport, contest = (1, 1) if what == "rest" else (2, 3)

    def solve(n: int, a: list[int]) -> int:
        if what == "plans":
            ways = {(0, 0): 1}
        else:
            best = {(0, 0): 0}
        for x in a:
            if what == "plans":
                more: dict[tuple[int, int], int] = {}
            else:
                after: dict[tuple[int, int], int] = {}
            for act in range(3):
                if act > 0 and not x & act:
                    continue
                if what == "plans":
                    for (last, run), count in ways.items():
                        days = min(run + 1, 3) if last == act else 1
                        if days <= limits[act]:
                            state = (act, days)
                            more[state] = (more.get(state, 0) + count) % MOD
                else:
                    for (last, run), value in best.items():
                        days = min(run + 1, 3) if last == act else 1
                        if days <= limits[act]:
                            if what == "rest":
                                value += act == 0
                                after[act, days] = min(after.get((act, days), n), value)
                            else:
                                value += (0, 2, 3)[act]
                                after[act, days] = max(after.get((act, days), 0), value)
            if what == "plans":
                ways = more
            else:
                best = after
        if what == "plans":
            return sum(ways.values()) % MOD
        if what == "rest":
            return min(best.values())
        return max(best.values())

    def three_values(n: int, a: list[int]) -> int:
        none = 0 if what == "plans" else -(10**9)
        one = [none] * (3 if first == 9 else first)
        two = [none] * (1 if second == 9 else second)
        idle = 1 if what == "plans" else 0
        for x in a:
            all_one = sum(one) if what == "plans" else max(one)
            all_two = sum(two) if what == "plans" else max(two)
            new_one = [none] * len(one)
            new_two = [none] * len(two)
            if what == "plans":
                if x & 1:
                    new_one = [idle + all_two, *one[:-1]]
                if x & 2:
                    new_two = [idle + all_one, *two[:-1]]
                    if second == 9:
                        new_two = [idle + all_one + all_two]
                idle = (idle + all_one + all_two) % MOD
                one = [y % MOD for y in new_one]
                two = [y % MOD for y in new_two]
            else:
                if x & 1:
                    new_one = [max(idle, all_two) + sport, *[y + sport for y in one[:-1]]]
                if x & 2:
                    new_two = [max(idle, all_one) + contest, *[y + contest for y in two[:-1]]]
                    if second == 9:
                        new_two = [max(idle, all_one, all_two) + contest]
                idle = max(idle, all_one, all_two)
                one = new_one
                two = new_two
        if what == "plans":
            return (idle + sum(one) + sum(two)) % MOD
        best = max(idle, *one, *two)
        return n - best if what == "rest" else best

    def day_by_day(n: int, a: list[int]) -> int:
        rest = points = last = run = 0
        plans = 1
        for x in a:
            options = []
            for act in 1, 2:
                days = run + 1 if act == last else 1
                if x & act and days <= limits[act]:
                    options.append(act)
            plans = plans * (1 + len(options)) % MOD
            if options:
                run = run + 1 if options[0] == last else 1
                last = options[0]
                points += last + 1
            else:
                rest += 1
                last = run = 0
        return rest if what == "rest" else plans if what == "plans" else points

    def no_limits(n: int, a: list[int]) -> int:
        if what == "rest":
            return a.count(0)
        if what == "points":
            return 2 * a.count(1) + 3 * a.count(2) + 3 * a.count(3)
        plans = 1
        for x in a:
            plans = plans * (1, 2, 2, 3)[x] % MOD
        return plans

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 1000)
        weights = maker.rng.choice(((1, 1, 1, 1), (1, 2, 2, 6), (0, 3, 1, 2), (1, 6, 6, 1)))
        return n, maker.rng.choices(range(4), weights, k=n)

    rules = {
        (1, 1): "Sport is never done on two days in a row, and neither are contests.",
        (1, 9): "Sport is never done on two days in a row; contests can be.",
        (2, 2): "Sport is never done on three days in a row, and neither are contests.",
        (2, 1): "Sport is never done on three days in a row, and contests never on two days in a "
        "row.",
    }[first, second]
    code = (
        "`a_i` is 0 if neither sport nor a contest is possible on day `i`, 1 if only sport is, 2 "
        "if only a contest is, and 3 if both are"
    )
    return Task(
        titles=("Holidays", "Sport and Contests", "The Plan for the Summer"),
        given=[Count("n", 1, 1000, what="the number of days"), Ints("a", "n", 0, 3)],
        ask=Value(noun),
        formal=f"On each of `n` days there is either sport, or a contest, or rest, and not more "
        f"than one of them. {code}; rest is always possible. {rules}",
        stories=[
            Story(
                "@who has `n` days of holidays and plans for each of them one of three things: "
                f"sport, a contest, or rest. From the timetables it is known that {code}. (One can "
                f"always rest.) {rules}"
            ),
            Story(
                f"The coach of a [school|club] in @place makes a plan for a camp of `n` days. Each "
                "day has exactly one entry: sport, contest or rest. The gym and the computer room "
                f"are not always open: {code}, and rest is possible on every day. So that nobody "
                f"gets bored, the coach follows a rule. {rules}"
            ),
        ],
        solve=solve,
        others=[three_values],
        wrong=[day_by_day, no_limits],
        cpp=[
            """
            int solve(int n, vector<int> a) {
                const long long none = $none;
                vector<int> limits = $limits;
                vector<vector<long long>> now(3, vector<long long>(4, none));
                now[0][0] = $one;
                for (int x : a) {
                    vector<vector<long long>> after(3, vector<long long>(4, none));
                    for (int act = 0; act < 3; act++) {
                        if (act > 0 && !(x & act)) continue;
                        for (int last = 0; last < 3; last++) {
                            for (int run = 0; run < 4; run++) {
                                int days = last == act ? min(run + 1, 3) : 1;
                                if (now[last][run] == none || days > limits[act]) continue;
                                long long& to = after[act][days];
                                $update
                            }
                        }
                    }
                    now = after;
                }
                long long result = none;
                for (auto& row : now)
                    for (long long value : row) $collect
                return $result;
            }
        """
        ],
        params={
            "none": {"plans": "0", "rest": "1000000000", "points": "-1"}[what],
            "one": 1 if what == "plans" else 0,
            "limits": limits,
            "update": {
                "plans": "to = (to + now[last][run]) % 1000000007;",
                "rest": "to = min(to, now[last][run] + (act == 0));",
                "points": "to = max(to, now[last][run] + (act ? act + 1 : 0));",
            }[what],
            "collect": {
                "plans": "result += value;",
                "rest": "result = min(result, value);",
                "points": "result = max(result, value);",
            }[what],
            "result": "result % 1000000007" if what == "plans" else "result",
        },
        make=make,
        edges=[
            (1, [0]), (1, [3]), (3, [3, 3, 3]), (4, [1, 3, 2, 0]), (7, [1, 3, 3, 2, 1, 2, 3]),
            (2, [2, 2]), (6, [1, 1, 1, 1, 1, 1]), (6, [2, 2, 2, 2, 2, 2]), (5, [3, 1, 1, 3, 1]),
            (5, [1, 2, 3, 2, 1]), (4, [3, 3, 1, 1]), (3, [3, 1, 1]), (4, [1, 1, 1, 3]),
        ],
        hints=(
            "What has to be known about the days before a day?",
            "What was done on the day before"
            + (", and for how many days already." if 2 in (first, second) else "."),
            {
                "rest": "For each such state, keep the least number of days of rest so far.",
                "plans": "For each such state, keep the number of plans so far.",
                "points": "For each such state, keep the greatest number of points so far.",
            }[what],
        ),
        explanation="There are only a few states after each day, and each day goes through all of "
        "them for the three possible entries.",
        call="plan_holidays",
    )  # fmt: skip


@family(1300, "dp", "data structures")
def greedy_numbers(p: Parameters) -> Task:
    rule, d = p.choice("rule", ("near", 1), ("near", 2), ("exact", 2), ("exact", 3), ("near", 3))
    label = p.choice("gain", "value", "one", "digit")
    gain = {
        "value": Expr("x", "x", "`x` points"),
        "one": Expr("x", "1", "one point"),
        "digit": Expr("x", "x % 10", "as many points as the last digit of `x` says"),
    }[label]
    times = {"value": " * x", "one": "", "digit": " * (x % 10)"}[label]
    top = 10**5
    far = d + 1

    def solve(n: int, a: list[int]) -> int:
        high = max(a)
        count = [0] * (high + 1)
        for x in a:
            count[x] += 1
        best = [0] * (high + 1)
        if rule == "exact":
            total = 0
            for x in range(1, high + 1):
                before = best[x - d] if x >= d else 0
                skip = best[x - 2 * d] if x >= 2 * d else 0
                best[x] = max(before, skip + count[x] * gain(x))
            for x in range(max(1, high - d + 1), high + 1):
                total += best[x]
            return total
        for x in range(1, high + 1):
            skip = best[x - far] if x >= far else 0
            best[x] = max(best[x - 1], skip + count[x] * gain(x))
        return best[high]

    def over_keys(n: int, a: list[int]) -> int:
        count = Counter(a)
        total = 0
        if rule == "exact":
            groups = [sorted(x for x in count if x % d == r) for r in range(d)]
        else:
            groups = [sorted(count)]
        for keys in groups:
            best = [0]
            for i, x in enumerate(keys):
                points = count[x] * gain(x)
                j = i
                while j > 0 and x - keys[j - 1] <= d:
                    j -= 1
                best.append(max(best[-1], best[j] + points))
            total += best[-1]
        return total

    def best_first(n: int, a: list[int]) -> int:
        count = Counter(a)
        total = 0
        while count:
            x = max(count, key=lambda y: (count[y] * gain(y), y))
            total += count.pop(x) * gain(x)
            for y in list(count):
                if abs(x - y) == d or (rule != "exact" and abs(x - y) < d):
                    del count[y]
        return total

    def by_remainder(n: int, a: list[int]) -> int:
        groups: dict[int, int] = {}
        for x in a:
            key = x // d % 2 if rule == "exact" else x % (d + 1)
            groups[key] = groups.get(key, 0) + gain(x)
        return max(groups.values())

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 10**5)
        high = {"least": 1, "tiny": 8, "small": 15, "medium": 60}.get(maker.scale, top)
        return n, [maker.rng.randint(1, high) for _ in range(n)]

    removed = {
        "near": {1: "All numbers `x - 1` and `x + 1`", 2: "All numbers that differ from `x` by 1 "
                 "or 2", 3: "All numbers that differ from `x` by 1, 2 or 3"}.get(d, ""),
        "exact": f"All numbers `x - {d}` and `x + {d}`",
    }[rule]  # fmt: skip
    others = [f"`x {sign} {k}`" for k in range(1, far) for sign in "-+" if rule == "near" or k == d]
    years = ", ".join(others[:-1]) + " and " + others[-1]
    return Task(
        titles=("Greedy for Numbers", "Take and Lose", "Boring Numbers"),
        given=[Count("n", 1, 10**5), Ints("a", "n", 1, top)],
        ask=Value("the greatest total number of points"),
        formal="`n` integers `a_1, a_2, ..., a_n` are given. In a move, one of those that are left "
        f"is taken; call it `x`. It brings {gain.words}. {removed} are then deleted without "
        "bringing points, but other numbers equal to `x` are not. Moves are made until no number "
        "is left.",
        stories=[
            Story(
                "@who gets bored on long train rides and has made up a game. `n` integers `a_1, "
                "a_2, ..., a_n` are written on a sheet of paper. A move consists of crossing out "
                f"one of them, say `x`, for {gain.words}. {removed} that are still there must be "
                "crossed out, too, without any points for them; other copies of `x` may stay. The "
                "game ends when everything is crossed out."
            ),
            Story(
                "In a shop for old records, `n` records stand on a shelf, and the year of the "
                f"`i`-th is `a_i` (in a calendar that began not long ago). A collector who takes a "
                f"record of the year `x` earns {gain.words}. But the shop has a rule against "
                f"greed: the records of the years {years} are then hidden from this collector for "
                "ever. Other records of the year `x` remain. "
                "The collector goes on as long as there is a record to take."
            ),
        ],
        solve=solve,
        others=[over_keys],
        wrong=[best_first, by_remainder],
        cpp=[
            """
            long long solve(int n, vector<int> a) {
                int high = *max_element(a.begin(), a.end());
                vector<long long> count(high + 1), best(high + 1);
                for (int x : a) count[x]++;
                $body
            }
        """
        ],
        params={
            "body": "long long total = 0;\n"
            "for (int x = 1; x <= high; x++) {\n"
            f"    long long before = x >= {d} ? best[x - {d}] : 0;\n"
            f"    long long skip = x >= {2 * d} ? best[x - {2 * d}] : 0;\n"
            f"    best[x] = max(before, skip + count[x]{times});\n"
            f"    if (x > high - {d}) total += best[x];\n"
            "}\nreturn total;"
            if rule == "exact"
            else "for (int x = 1; x <= high; x++) {\n"
            f"    long long skip = x > {d} ? best[x - {d + 1}] : 0;\n"
            f"    best[x] = max(best[x - 1], skip + count[x]{times});\n"
            "}\nreturn best[high];"
        },
        make=make,
        edges=[
            (1, [1]), (2, [1, 2]), (3, [1, 2, 3]), (9, [1, 2, 1, 3, 2, 2, 2, 2, 3]), (3, [5, 5, 5]),
            (5, [1, 3, 5, 7, 9]), (6, [1, 4, 7, 10, 2, 5]), (4, [9, 10, 11, 12]), (2, [1, 3]),
            (6, [3, 4, 4, 5, 19, 20]), (5, [9, 12, 12, 15, 18]), (7, [7, 9, 9, 9, 11, 11, 13]),
        ],
        hints=(
            "If one number is taken, all numbers equal to it can be taken as well.",
            "So it matters only how often each value occurs, and the values can be looked at in "
            "order"
            + (f", separately for each remainder modulo {d}." if rule == "exact" else "."),
            "For each value: the best total from values up to it. Either it is not taken, or it is "
            "and the "
            + (
                f"value smaller by {d} is not."
                if rule == "exact"
                else f"{('value', 'two values', 'three values')[d - 1]} before it "
                f"{'is' if d == 1 else 'are'} not."
            ),
        ),
        explanation="The values are a line on which no two chosen ones may be "
        + (f"exactly {d} apart; each remainder modulo {d} is a line of its own."
           if rule == "exact" else f"closer than {d + 1}.")
        + " One pass over all values up to 10^5 decides for each whether to take it.",
        call="greedy_numbers",
        tests=False,
    )  # fmt: skip


@family(1500, "dp", "binary search", "sortings")
def paid_shifts(p: Parameters) -> Task:
    between = p.choice("between", "touch", "apart", "rest")
    rest = p.int("rest", 1, 5) if between == "rest" else 0
    pay = p.choice("pay", "given", "length", "bonus")
    most = p.choice("count", 0, 2) if pay == "given" else 0
    strict = between == "apart"

    def solve(n: int, shifts: list[list[int]]) -> int:
        shifts.sort(key=lambda shift: shift[1])
        ends = [shift[1] for shift in shifts]
        if most:
            single = [0] * (n + 1)
            double = [0] * (n + 1)
            for i in range(n):
                start, _, money = shifts[i]
                j = bisect_left(ends, start) if strict else bisect_right(ends, start - rest)
                single[i + 1] = max(single[i], money)
                double[i + 1] = max(double[i], single[min(i, j)] + money)
            return double[n]
        best = [0] * (n + 1)
        for i in range(n):
            start = shifts[i][0]
            if pay == "given":
                money = shifts[i][2]
            elif pay == "length":
                money = shifts[i][1] - start
            else:
                money = shifts[i][1] - start + shifts[i][2]
            j = bisect_left(ends, start) if strict else bisect_right(ends, start - rest)
            best[i + 1] = max(best[i], best[min(i, j)] + money)
        return best[n]

    def by_events(n: int, shifts: list[list[int]]) -> int:
        events = []
        for i, shift in enumerate(shifts):
            start, end = shift[0], shift[1]
            if pay == "given":
                money = shift[2]
            elif pay == "length":
                money = end - start
            else:
                money = end - start + shift[2]
            if strict:
                events.append((start, 0, i, money))
                events.append((end, 1, i, money))
            else:
                events.append((start, 1, i, money))
                events.append((end + rest, 0, i, money))
        events.sort()
        best = one = 0
        before = [0] * n
        for _, kind, i, money in events:
            if kind == (0 if strict else 1):
                before[i] = one if most else best
            else:
                best = max(best, before[i] + money)
                if most:
                    one = max(one, money)
        return best

    def earliest_end(n: int, shifts: list[list[int]]) -> int:
        total = taken = 0
        free = -(10**10)
        for shift in sorted(shifts, key=lambda shift: shift[1]):
            start, end, bonus = shift[0], shift[1], shift[-1]
            if (start > free if strict else start >= free) and (not most or taken < most):
                total += {"given": bonus, "length": end - start}.get(pay, end - start + bonus)
                free = end + rest
                taken += 1
        return total

    def other_touch(n: int, shifts: list[list[int]]) -> int:
        shifts = sorted(shifts, key=lambda shift: shift[1])
        ends = [shift[1] for shift in shifts]
        best = [0] * (n + 1)
        one = [0] * (n + 1)
        for i in range(n):
            start, end, bonus = shifts[i][0], shifts[i][1], shifts[i][-1]
            money = {"given": bonus, "length": end - start}.get(pay, end - start + bonus)
            j = bisect_right(ends, start) if strict else bisect_left(ends, start - rest)
            one[i + 1] = max(one[i], money)
            best[i + 1] = max(best[i], (one if most else best)[min(i, j)] + money)
        return best[n]

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(1, 10**5)
        reach = {"least": 2, "tiny": 12, "small": 20, "medium": 100}.get(maker.scale, 10**9)
        shifts: list[list[int]] = []
        for _ in range(n):
            start = maker.rng.randint(0, reach - 1)
            end = maker.rng.randint(start + 1, min(reach, start + maker.rng.randint(1, reach)))
            if shifts and maker.chance(0.5):
                last = maker.rng.choice(shifts)
                start = last[1] + (rest if maker.chance(0.8) else 0)
                end = start + maker.rng.randint(1, 5)
            if end > reach:
                start, end = 0, 1
            high = 100 if reach < 1000 else 10**6
            shifts.append([start, end, maker.rng.randint(1, min(high, 12))])
        if pay == "length":
            shifts = [shift[:2] for shift in shifts]
        return n, shifts

    rule = {
        "touch": "Two shifts can both be taken if one begins when the other one ends, or later",
        "apart": "Two shifts can both be taken only if one begins later than the other one ends, "
        "not at the same moment",
        "rest": f"Two shifts can both be taken only if one begins at least {rest} "
        f"hour{'s' if rest > 1 else ''} after the other one ends",
    }[between]
    money = {
        "given": "it pays `w_i` coins",
        "length": "it pays one coin for each hour of its length, so `r_i - l_i` coins in all",
        "bonus": "it pays one coin for each hour of its length and `w_i` coins on top, so "
        "`r_i - l_i + w_i` coins in all",
    }[pay]
    columns: tuple[Int, ...] = (Int("l", 0, 10**9), Int("r", 1, 10**9), Int("w", 1, 10**6))
    if pay == "length":
        columns = columns[:2]
    limit = " Not more than two shifts may be taken." if most else ""
    special = [
        [[0, 1, 5]],
        [[0, 5, 1], [5, 9, 1]],
        [[0, 5, 9], [4, 9, 8]],
        [[0, 10, 3], [1, 2, 2], [3, 4, 2]],
        [[0, 2, 1], [2, 4, 1], [4, 6, 1]],
        [[0, 1, 1], [0, 20, 12], [18, 19, 1]],
        [[0, 4, 6], [4 + rest, 8 + rest, 6], [8 + 2 * rest, 30, 6]],
    ]
    return Task(
        titles=("Paid Shifts", "Which Jobs to Take?", "The Busy Student"),
        given=[
            Count("n", 1, 10**5, what="the number of shifts"),
            Rows(
                "shifts",
                "n",
                columns,
            ),
        ],
        ask=Value("the greatest total pay"),
        formal="There are `n` shifts. Shift `i` lasts from hour `l_i` to hour `r_i`, where `l_i "
        f"< r_i`, and {money}. "
        f"{rule}.{limit}",
        stories=[
            Story(
                f"@who looks for work in the holidays. On the notice board of the university hang "
                "`n` offers of shifts: the `i`-th begins at hour `l_i`, ends at a later hour "
                "`r_i`, and "
                f"{money}. Nobody can be in two places at once. {rule}.{limit}"
            ),
            Story(
                "The only large [hall|stage] of @place can be rented, and there are `n` requests, "
                "called shifts. Request `i` is for the time from hour `l_i` to a later hour "
                "`r_i`, and "
                f"{money}. {rule}, since there is only one hall.{limit}"
            ),
        ],
        solve=solve,
        others=[by_events],
        wrong=[earliest_end, other_touch],
        cpp=[
            """
            long long solve(int n, vector<vector<int>> shifts) {
                sort(shifts.begin(), shifts.end(),
                     [](const vector<int>& x, const vector<int>& y) { return x[1] < y[1]; });
                vector<int> ends;
                for (auto& shift : shifts) ends.push_back(shift[1]);
                vector<long long> best(n + 1), one(n + 1);
                for (int i = 0; i < n; i++) {
                    int start = shifts[i][0];
                    long long money = $money;
                    int j = $search(ends.begin(), ends.end(), start - $rest) - ends.begin();
                    one[i + 1] = max(one[i], money);
                    best[i + 1] = max(best[i], $before[min(i, j)] + money);
                }
                return best[n];
            }
        """
        ],
        params={
            "money": {
                "given": "shifts[i][2]",
                "length": "shifts[i][1] - start",
                "bonus": "shifts[i][1] - start + shifts[i][2]",
            }[pay],
            "search": "lower_bound" if strict else "upper_bound",
            "before": "one" if most else "best",
            "rest": rest,
        },
        make=make,
        edges=[(len(rows), [row[: len(columns)] for row in rows]) for rows in special],
        hints=(
            "Neither the best paid shift nor the one that ends first must always be taken.",
            "Sort the shifts by their ends, and ask for the best pay with the first `i` of them.",
            "Shift `i` is either left out, or taken together with the best choice among the shifts "
            "that end early enough; binary search finds how many these are."
            + (" Keep apart whether one or two are taken." if most else ""),
        ),
        explanation="With the shifts sorted by their ends, those that fit before a given one are a "
        "beginning of the list, found by binary search: `n log n` in all.",
        call="best_pay",
    )  # fmt: skip
