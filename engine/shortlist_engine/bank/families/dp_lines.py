"""Dynamic programs along a line: each answer from a few before it."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Matrix, Word


@family(1100, "dp")
def broken_steps(p: Parameters) -> Task:
    jumps = p.entry(
        "jumps",
        {"1,2": [1, 2], "1,3": [1, 3], "2,3": [2, 3], "1,2,4": [1, 2, 4], "1,2,3": [1, 2, 3]},
    )
    bad = p.choice(
        "bad",
        Expr("x t", "x < t", "lower than `t`"),
        Expr("x t", "x > t", "greater than `t`"),
        Expr("x t", "x == t", "equal to `t`"),
        Expr("x t", "x % t == 0", "divisible by `t`"),
    )
    listed = ", ".join(map(str, jumps[:-1])) + f" or {jumps[-1]}"

    def solve(n: int, a: list[int], t: int) -> int:
        mod = 10**9 + 7
        ways = [1] + [0] * n
        for i in range(1, n + 1):
            if bad(a[i - 1], t):
                continue
            for jump in jumps:
                if i >= jump:
                    ways[i] += ways[i - jump]
            ways[i] %= mod
        return ways[n]

    def forwards(n: int, a: list[int], t: int) -> int:
        ways = [0] * (n + 10)
        ways[0] = 1
        for i in range(n):
            if i > 0 and bad(a[i - 1], t):
                ways[i] = 0
            for jump in jumps:
                ways[i + jump] = (ways[i + jump] + ways[i]) % 1000000007
        return 0 if bad(a[n - 1], t) else ways[n]

    def last_always_holds(n: int, a: list[int], t: int) -> int:
        mod = 10**9 + 7
        ways = [1] + [0] * n
        for i in range(1, n + 1):
            if i < n and bad(a[i - 1], t):
                continue
            for jump in jumps:
                if i >= jump:
                    ways[i] += ways[i - jump]
            ways[i] %= mod
        return ways[n]

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 10**5)
        t = maker.rng.randint(2, 9)
        a = []
        for _ in range(n):
            x = maker.rng.randint(1, 20)
            while bad(x, t) and not maker.chance(0.1):
                x = maker.rng.randint(1, 20)
            a.append(x)
        return n, t, a

    return Task(
        titles=("Broken Steps", "Up the Stairs", "Careful Climbing"),
        given=[(Count("n", 1, 10**5), Int("t", 2, 20)), Ints("a", "n", 1, 20)],
        ask=Value("the number of ways to get from place 0 to place `n`, modulo `10^9 + 7`"),
        formal=f"A token stands on place 0 of a line. A jump takes it {listed} places further. "
        "Place `i` has the value `a_i`, and the token must never land on a place whose value is "
        f"{bad.words}. Two ways differ if the lists of places visited differ.",
        stories=[
            Story(
                "The tower of @place has `n` steps, and a guard at the bottom (where one stands on "
                "no step yet) who tells everyone how old they are: step `i` is `a_i` years old. "
                f"Steps whose age is {bad.words} break when trodden on. With a stride one climbs "
                f"{listed} steps, never back, and the last stride must end on step `n` exactly.",
                "In how many ways can one climb the tower without breaking a step? Since the "
                "number may be large, give it modulo `10^9 + 7`.",
            ),
            Story(
                "A frog wants to cross a pond over `n` leaves in a row. It starts on the shore, "
                f"and every jump takes it {listed} leaves further; from the shore, a jump of 1 "
                "ends on the first leaf. On leaf `i` sit `a_i` ants. The frog never lands on a "
                f"leaf whose number of ants is {bad.words}, and it has to end on leaf `n`.",
                "In how many ways, modulo `10^9 + 7`, can the frog do that?",
            ),
        ],
        solve=solve,
        others=[forwards],
        wrong=[last_always_holds],
        cpp=[
            """
            int solve(int n, vector<int> a, int t) {
                const int mod = 1000000007;
                vector<int> ways(n + 1);
                ways[0] = 1;
                for (int i = 1; i <= n; i++) {
                    if ($bad(a[i - 1], t)) continue;
                    for (int jump : $jumps)
                        if (i >= jump) ways[i] = (ways[i] + ways[i - jump]) % mod;
                }
                return ways[n];
            }
        """
        ],
        params={"jumps": f"vector<int>{{{', '.join(map(str, jumps))}}}"},
        make=make,
        edges=[(1, 5, [5]), (4, 4, [1, 1, 1, 1]), (4, 4, [4, 8, 3, 8]), (6, 6, [7, 7, 7, 7, 5, 6])],
        hints=(
            "Where may the last jump have come from?",
            "Let `f(i)` be the number of ways to get to place `i`; it is 0 for forbidden places.",
            f"Otherwise `f(i)` is the sum of `f(i - j)` for `j` in {listed}, with `f(0) = 1`.",
        ),
        explanation="The ways to a place are divided by their last jump, so they add up. Each "
        f"place needs {len(jumps)} additions, in time linear in `n`.",
        call="count_ways",
    )


@family(1100, "dp")
def cheapest_hops(p: Parameters) -> Task:
    far = p.int("far", 2, 4)
    price = p.choice(
        "price",
        Expr("x y", "abs(x - y)", "the difference between the two heights"),
        Expr("x y", "max(x, y)", "the greater of the two heights"),
        Expr("x y", "min(x, y)", "the smaller of the two heights"),
        Expr("x y", "x + y", "the sum of the two heights"),
        Expr("x y", "max(0, y - x)", "how much it goes up (0 if it does not)", "max(0, y - x)"),
    )
    most = p.choice("most", True, False)
    best = max if most else min

    def solve(n: int, h: list[int]) -> int:
        cost = [0] * n
        for i in range(1, n):
            cost[i] = best(cost[i - j] + price(h[i - j], h[i]) for j in range(1, min(far, i) + 1))
        return cost[-1]

    def from_the_end(n: int, h: list[int]) -> int:
        cost = [0] * n
        for i in range(n - 2, -1, -1):
            options = []
            for k in range(i + 1, min(n, i + far + 1)):
                options.append(cost[k] + price(h[i], h[k]))
            cost[i] = best(options)
        return cost[0]

    def best_at_once(n: int, h: list[int]) -> int:
        total = i = 0
        while i < n - 1:
            k = best(range(i + 1, min(n, i + far + 1)), key=lambda j: price(h[i], h[j]))
            total += price(h[i], h[k])
            i = k
        return total

    word = "greatest" if most else "least"
    return Task(
        titles=("Hops", "From Stone to Stone", "The Price of Jumping"),
        given=[Count("n", 2, 10**5, what="the number of stones"), Ints("h", "n", 1, 10**4)],
        ask=Value(f"the {word} total price of a way from the first stone to the last"),
        formal=f"`n` stones lie in a row; stone `i` has height `h_i`. A hop goes from a stone to "
        f"one of the next {far} stones, and its price is {price.words}. A way starts on stone 1, "
        "ends on stone `n`, and costs the sum of the prices of its hops.",
        stories=[
            Story(
                "In [a computer game|the newest game of a small studio], a hedgehog runs through a "
                "level with `n` stones in a row. "
                f"Stone `i` is `h_i` pixels high. The hedgehog hops only forwards, to one of the "
                f"next {far} stones, and each hop "
                + ("earns points: " if most else "takes energy: ")
                + f"{price.words}. It starts on the first stone, and the level ends on stone `n`.",
                "How many points can it collect at most?"
                if most
                else "How much energy does it need at least?",
            ),
            Story(
                "[A|A daring|An expensive] cable car is to be built from the first of `n` mountain "
                "tops to the last. The "
                "tops stand in a row, top `i` is `h_i` metres high, and a cable leads from a top "
                f"to one of the {far} that follow it. The price of a cable is {price.words}. "
                + (
                    "The company is paid by the price and wants as much of it as possible."
                    if most
                    else "The village of @place has to pay for it all, and money is short."
                ),
                f"What is the {word} total price of cables that lead from the first top to the "
                "last, one after another?",
            ),
        ],
        solve=solve,
        others=[from_the_end],
        wrong=[best_at_once],
        cpp=[
            """
            long long solve(int n, vector<int> h) {
                vector<long long> cost(n);
                for (int i = 1; i < n; i++) {
                    for (int j = 1; j <= $far && j <= i; j++) {
                        long long c = cost[i - j] + $price(h[i - j], h[i]);
                        if (j == 1 || c $better cost[i]) cost[i] = c;
                    }
                }
                return cost[n - 1];
            }
        """
        ],
        params={"better": ">" if most else "<"},
        edges=[
            (2, [1, 1]),
            (5, [1, 5, 2, 5, 1]),
            (6, [3, 1, 9, 1, 9, 2]),
            (7, [5, 9, 1, 9, 9, 1, 5]),
            (7, [1, 2, 9, 9, 9, 9, 9]),
            (7, [9, 2, 3, 9, 9, 9, 9]),
            (6, [2, 3, 1, 4, 1, 9]),
        ],
        hints=(
            "What is the best hop now need not be the best in the end.",
            "Find for every stone the best price of a way to it, from the first to the last.",
            f"The best price of stone `i` comes from one of the {far} stones before it.",
        ),
        explanation=f"The last hop to stone `i` starts from one of {far} stones, and what comes "
        "before it is a best way to that stone; so the table is filled from left to right.",
        call="best_price",
    )


@family(1200, "dp")
def days_of_work(p: Parameters) -> Task:
    rest = p.int("rest", 1, 3)
    special = p.choice("special", "none", "last free", "twice")
    rests = "a day" if rest == 1 else f"{rest} days"
    after = "the next day" if rest == 1 else f"each of the next {rest} days"
    extra = {
        "none": "",
        "last free": " On day `n` no work is allowed at all.",
        "twice": " There is one exception: once, at most, work is allowed on two days in a row; "
        f"after the second of them there are {rests} of rest again.",
    }[special]

    def solve(n: int, a: list[int]) -> int:
        best = [0] * (n + 1)
        once = [0] * (n + 1)
        for i in range(1, n + 1):
            before = max(0, i - rest - 1)
            best[i] = max(best[i - 1], best[before] + a[i - 1])
            if special == "last free" and i == n:
                best[i] = best[i - 1]
            if special == "twice":
                once[i] = max(once[i - 1], once[before] + a[i - 1], best[i])
                if i > 1:
                    pair = best[max(0, i - rest - 2)] + a[i - 2] + a[i - 1]
                    once[i] = max(once[i], pair)
        return once[n] if special == "twice" else best[n]

    def ways_of_days(n: int, a: list[int]) -> int:
        after = n if special == "last free" else n + 1
        free = [[0] * (n + rest + 3) for _ in range(2)]
        for i in range(after - 1, 0, -1):
            for left in range(2):
                free[left][i] = max(free[left][i + 1], a[i - 1] + free[left][i + rest + 1])
                if special == "twice" and left == 1 and i < n:
                    both = a[i - 1] + a[i] + free[0][i + rest + 2]
                    free[left][i] = max(free[left][i], both)
        if special == "twice":
            return free[1][1]
        return free[0][1]

    def every_so_often(n: int, a: list[int]) -> int:
        last = n - 1 if special == "last free" else n
        return max(sum(a[start : last : rest + 1]) for start in range(rest + 1))

    return Task(
        titles=("Working Days", "Days of Rest", "Well Rested"),
        given=[Count("n", 1, 10**5, what="the number of days"), Ints("a", "n", 1, 10**9)],
        ask=Value("the greatest total pay"),
        formal=f"Work on day `i` pays `a_i`. Whoever works on a day must not work on {after}."
        f"{extra} The pay is the sum over the days of work.",
        stories=[
            Story(
                "@who plays the tuba on the market square of @place. On each of the coming `n` "
                "days there is some event, and an evening's music on day `i` would bring `a_i` "
                f"coins. But the tuba is heavy: after an evening of music @who has to rest on "
                f"{after}.{extra}",
                "How many coins can @who earn in the `n` days?",
            ),
            Story(
                "A mine has `n` galleries side by side, numbered 1 to `n`, with `a_i` grams of "
                "silver in the `i`-th. The rock is brittle, so a gallery that is "
                f"{'dug next to' if rest == 1 else 'dug too near to'} another one collapses: the "
                "engineers treat a gallery like a day of work. Whoever digs in a gallery must "
                f"leave out the next {rest if rest > 1 else 'one'}."
                + extra.replace("day `n`", "gallery `n`")
                .replace("days in a row", "galleries in a row")
                .replace(f"{rests} of rest again", "as many left out again")
                + " The pay is in silver: a gram is a coin.",
            ),
        ],
        solve=solve,
        others=[ways_of_days],
        wrong=[every_so_often],
        cpp=[
            """
            long long solve(int n, vector<int> a) {
                vector<long long> best(n + 1), once(n + 1);
                for (int i = 1; i <= n; i++) {
                    int before = max(0, i - $rest - 1);
                    best[i] = best[i - 1];
                    if (!($skip && i == n)) best[i] = max(best[i], best[before] + a[i - 1]);
                    once[i] = max({once[i - 1], once[before] + a[i - 1], best[i]});
                    if (i > 1) {
                        long long pair = best[max(0, i - $rest - 2)] + a[i - 2] + a[i - 1];
                        once[i] = max(once[i], pair);
                    }
                }
                return $result[n];
            }
        """
        ],
        params={
            "skip": special == "last free",
            "result": "once" if special == "twice" else "best",
        },
        edges=[(1, [5]), (2, [3, 4]), (6, [9, 1, 1, 9, 1, 9]), (8, [9, 1, 1, 1, 8, 1, 1, 9])],
        hints=(
            "Decide about the last day: is there work on it or not?",
            "Let `f(i)` be the greatest pay in the first `i` days.",
            f"`f(i)` is the greater of `f(i-1)` and `a_i + f(i-{rest + 1})`, "
            + (
                "and a second table knows about the exception."
                if special == "twice"
                else "in time linear in `n`."
            ),
        ),
        explanation="The last day is either free or a day of work that leaves the days of rest "
        "before it empty; both are smaller problems of the same kind. One pass is enough.",
        call="greatest_pay",
    )


@family(1200, "dp", "greedy")
def one_gift_segment(p: Parameters) -> Task:
    most = p.choice("most", True, False)
    gift = p.choice(
        "gift",
        Expr("x", "2 * x", "doubled"),
        Expr("x", "0", "replaced by 0"),
        Expr("x", "-x", "replaced by its negative"),
        Expr("x", "20" if most else "-20", f"replaced by {20 if most else -20}"),
        Expr("x", "3 * x", "multiplied by 3"),
        Expr("x", "abs(x)" if most else "-abs(x)", f"replaced by {'' if most else '-'}`|x|`"),
    )
    best = max if most else min

    def solve(n: int, a: list[int]) -> int:
        plain, given = a[0], gift(a[0])
        result = best(plain, given)
        for x in a[1:]:
            given = best(given + x, plain + gift(x), gift(x))
            plain = best(plain + x, x)
            result = best(result, given, plain)
        return result

    def around_the_gift(n: int, a: list[int]) -> int:
        left = [0] * (n + 1)
        right = [0] * (n + 1)
        for i in range(n):
            left[i + 1] = best(0, left[i] + a[i])
        for i in range(n - 1, -1, -1):
            right[i] = best(0, right[i + 1] + a[i])
        with_gift = best(left[i] + gift(a[i]) + right[i + 1] for i in range(n))
        without = best(left[i] + a[i] for i in range(n))
        return best(with_gift, without)

    def gift_in_best_segment(n: int, a: list[int]) -> int:
        total = result = a[0]
        start = begin = end = 0
        for i in range(1, n):
            if best(total, 0) == 0:
                total = 0
                start = i
            total += a[i]
            if best(total, result) == total:
                result = total
                begin, end = start, i
        piece = a[begin : end + 1]
        return best(result + best(gift(x) - x for x in piece), result)

    return Task(
        titles=("One Gift", "A Little Help", "Segment with a Joker"),
        given=[Count("n", 1, 10**5), Ints("a", "n", -(10**4), 10**4)],
        ask=Value(f"the {'greatest' if most else 'least'} sum of a segment that can be reached"),
        formal="A segment is a non-empty sequence of consecutive elements of `a_1, ..., a_n`. "
        f"Before a segment is chosen, at most one element may be {gift.words}.",
        stories=[
            Story(
                "A [radio|podcast] counts its listeners: on day `i` their number changed by `a_i`. "
                f"For a report, the editor in @place may cheat once: one of the `n` numbers may be "
                f"{gift.words}. Then some consecutive days, at least one, are picked, and the sum "
                "of their numbers goes into the headline. "
                + (
                    "It should be as great as possible."
                    if most
                    else "The editor wants to leave, so it should be as small as possible."
                ),
                "Which sum goes into the headline?",
            ),
            Story(
                "In a card game `n` cards lie in a row, with the numbers `a_1, ..., a_n`, which "
                "may be negative. The player picks up a stretch of neighbouring cards, at least "
                f"one, and {'wins' if most else 'has to pay'} as many points as their sum "
                f"is{'' if most else ' (a negative sum is good)'}. A joker may be laid onto one "
                f"card before that, or kept: the number of that card is {gift.words}.",
                f"What is the {'greatest' if most else 'least'} sum that the player can reach?",
            ),
        ],
        solve=solve,
        others=[around_the_gift],
        wrong=[gift_in_best_segment],
        cpp=[
            """
            int solve(int n, vector<int> a) {
                int plain = a[0], given = $gift(a[0]);
                int result = $best(plain, given);
                for (int i = 1; i < n; i++) {
                    int x = a[i];
                    int changed = $best(plain + $gift(x), (int)$gift(x));
                    given = $best(given + x, changed);
                    plain = $best(plain + x, x);
                    result = $best(result, $best(plain, given));
                }
                return result;
            }
        """
        ],
        params={"best": "max" if most else "min"},
        edges=[
            (1, [5]),
            (1, [-5]),
            (3, [4, -5, 4]),
            (4, [-3, 5, -3, -8]),
            (7, [6, 5, -50, 7, 3, -1, 2]),
            (7, [-6, -5, 50, -7, -3, 1, -2]),
            (5, [20, -12, 20, -50, 21]),
            (5, [1, 1, 1, -20, 2]),
            (9, [-3, 1, -12, 3, -25, 4, 8, -15, 5]),
            (8, [-7, -9, 8, -9, 9, -10, 12, -12]),
            (5, [-9, 5, -9, 60, -17]),
        ],
        hints=(
            "Where could a best segment end? Go from left to right.",
            "Keep two values for segments that end here: one where nothing was changed yet, and "
            "one where an element was changed.",
            "The second comes from the second before it plus the element, or from the first "
            "before it (or nothing) plus the changed element.",
        ),
        explanation="For each end of a segment there are two states, changed or not, each computed "
        "from those of the element before. The time is linear in `n`.",
        call="segment_with_gift",
    )


@family(1300, "dp")
def chain_of_choice(p: Parameters) -> Task:
    follows = p.choice(
        "follows",
        Expr("x y", "y > x", "greater than it"),
        Expr("x y", "y >= x", "at least as great"),
        Expr("x y", "y % x == 0", "a multiple of it"),
        Expr("x y", "x < y and y <= x + 5", "greater by at most 5"),
        Expr("x y", "abs(x - y) <= 2", "different from it by at most 2"),
        Expr("x y", "abs(x - y) >= 3", "different from it by at least 3"),
    )
    what = p.choice("what", "length", "sum")

    def solve(n: int, a: list[int]) -> int:
        best = [0] * n
        for i in range(n):
            before = 0
            for j in range(i):
                if follows(a[j], a[i]):
                    before = max(before, best[j])
            best[i] = before + (1 if what == "length" else a[i])
        return max(best)

    def from_right(n: int, a: list[int]) -> int:
        best = [1 if what == "length" else x for x in a]
        for i in range(n - 2, -1, -1):
            later = [best[j] for j in range(i + 1, n) if follows(a[i], a[j])]
            if later:
                best[i] += max(later)
        return max(best)

    def take_what_fits(n: int, a: list[int]) -> int:
        result = 0
        for start in range(n):
            last = a[start]
            total = 1 if what == "length" else last
            for i in range(start + 1, n):
                if follows(last, a[i]):
                    last = a[i]
                    total += 1 if what == "length" else last
            result = max(result, total)
        return result

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 500)
        top = maker.rng.choice((8, 12, 30, 30 if maker.scale == "tiny" else 1000))
        return n, [maker.rng.randint(1, top) for _ in range(n)]

    asked = "the number of elements" if what == "length" else "the sum of the elements"
    return Task(
        titles=("A Long Chain", "Chain of Choice", "One After Another"),
        given=[Count("n", 1, 500), Ints("a", "n", 1, 1000)],
        ask=Value(f"the greatest value of a chain, which is {asked} in it"),
        formal="Some elements of `a_1, ..., a_n`, at least one, are kept in their order, and the "
        "others are deleted. What remains is a chain if each kept element but the first, compared "
        f"with the kept element directly before it, is {follows.words}.",
        stories=[
            Story(
                "@who inherited a shelf with `n` books that must not be rearranged; the `i`-th is "
                "from the year `a_i` of the local calendar. Some of the books will be sold so "
                "that those that remain form a chain: the year of every remaining book, except for "
                f"the first, has to be {follows.words}, compared with the remaining book "
                "directly to its left. At least one book stays. The value of a chain is "
                + ("the number of its books." if what == "length" else "the sum of the years."),
                "What is the greatest value of a chain?",
            ),
            Story(
                "Trains pass through the station of @place one after another, `n` on a day, and "
                "the `i`-th has `a_i` wagons. A child with a camera photographs some of them (one "
                "is enough), in a special way: the number of wagons of each train on a photograph "
                f"must, compared with that on the photograph before, be {follows.words}. "
                + (
                    "There should be many photographs: their number is the value of the chain."
                    if what == "length"
                    else "There should be many wagons: the value of the chain is how many there "
                    "are on all photographs together."
                ),
                "What is the greatest value that the child can achieve?",
            ),
        ],
        solve=solve,
        others=[from_right],
        wrong=[take_what_fits],
        cpp=[
            """
            int solve(int n, vector<int> a) {
                vector<int> best(n);
                int result = 0;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < i; j++)
                        if ($follows(a[j], a[i])) best[i] = max(best[i], best[j]);
                    best[i] += $worth;
                    result = max(result, best[i]);
                }
                return result;
            }
        """
        ],
        params={"worth": "1" if what == "length" else "a[i]"},
        make=make,
        edges=[
            (1, [7]),
            (4, [1, 9, 2, 3]),
            (4, [1, 6, 3, 5]),
            (5, [2, 4, 6, 12, 8]),
            (4, [2, 7, 3, 9]),
            (6, [5, 7, 4, 3, 2, 1]),
            (6, [1, 3, 2, 5, 3, 4]),
        ],
        hints=(
            "To take the next that fits is not always best.",
            "For each element, find the best chain that ends with it.",
            "That chain is the best one over all earlier elements it may follow, and the element.",
        ),
        explanation="The best chain that ends with an element extends the best chain of some "
        "earlier element that it may follow. Looking at all pairs costs `n^2` steps.",
        call="best_chain",
    )


@family(1300, "dp")
def painted_houses(p: Parameters) -> Task:
    most = p.choice("most", True, False)
    rule = p.choice("rule", "not equal", "not next", "not lower", "first last")
    colours = p.int("colours", 3, 4)
    best = max if most else min
    fits = {
        "not equal": Expr("b c", "b != c", "must have different colours"),
        "not next": Expr(
            "b c", "c != b + 1", "must not have the colours `c` and `c + 1` in this order"
        ),
        "not lower": Expr(
            "b c", "c >= b - 1", "must not be such that the colour falls by two or more"
        ),
        "first last": Expr(
            "b c", "abs(b - c) <= 1", "must have colours whose numbers differ by at most 1"
        ),
    }[rule]

    def solve(n: int, cost: list[list[int]]) -> int:
        total = cost[0]
        for i in range(1, n):
            row = []
            for c in range(colours):
                before = best(total[b] for b in range(colours) if fits(b, c))
                row.append(before + cost[i][c])
            total = row
        return best(total)

    def backwards(n: int, cost: list[list[int]]) -> int:
        for i in range(n - 2, -1, -1):
            for b in range(colours):
                cost[i][b] += best(cost[i + 1][c] for c in range(colours) if fits(b, c))
        return best(cost[0])

    def house_by_house(n: int, cost: list[list[int]]) -> int:
        last = cost[0].index(best(cost[0]))
        total = cost[0][last]
        for i in range(1, n):
            options = [c for c in range(colours) if fits(last, c)]
            last = best(options, key=lambda c: cost[i][c])
            total += cost[i][last]
        return total

    word = "greatest" if most else "least"
    return Task(
        titles=("Colours in a Row", "Painted Houses", "The Colourful Street"),
        given=[
            Count("n", 1, 10**4),
            Matrix("cost", "n", colours, 1, 1000, what="what each colour costs for each house"),
        ],
        ask=Value(f"the {word} total cost"),
        formal=f"Each of `n` houses in a row gets one of the colours 1 to {colours}. Colour `j` "
        "for house `i` costs the `j`-th number of the `i`-th line. Two neighbouring houses, from "
        f"left to right, {fits.words}.",
        stories=[
            Story(
                "The mayor of @place wants the main street to be [cheerful|famous]. It has `n` "
                f"houses in a row, and each will be painted in one of {colours} colours. Painter "
                "@who has written a price list with a line for each house, in which the `j`-th "
                "number is the price of the `j`-th colour. There is a law as well: two "
                f"neighbouring houses, seen from left to right, {fits.words}. "
                + ("@who wants to earn much." if most else "The mayor wants to spend little."),
                f"What is the {word} total price of painting the whole street?",
            ),
            Story(
                f"An electric organ plays melodies of `n` notes, with {colours} pitches that are "
                "called colours here. A note, in the words of the manual, is a house, and each "
                "house needs exactly one colour. How much energy the `j`-th pitch costs as the "
                "`i`-th note stands in line `i` of a table. Two notes that follow each other, "
                f"taken in their order, {fits.words}."
            ),
        ],
        solve=solve,
        others=[backwards],
        wrong=[house_by_house],
        cpp=[
            """
            int solve(int n, vector<vector<int>> cost) {
                vector<int> total = cost[0];
                for (int i = 1; i < n; i++) {
                    vector<int> row(total.size());
                    for (int c = 0; c < (int)row.size(); c++) {
                        bool first = true;
                        for (int b = 0; b < (int)row.size(); b++) {
                            if (!$fits(b, c)) continue;
                            int now = total[b] + cost[i][c];
                            if (first || now $better row[c]) row[c] = now;
                            first = false;
                        }
                    }
                    total = row;
                }
                return *$best_element(total.begin(), total.end());
            }
        """
        ],
        params={
            "fits": fits,
            "better": ">" if most else "<",
            "best_element": "max_element" if most else "min_element",
        },
        edges=[
            (1, [list(range(5, 5 + colours))]),
            (2, [[1, 9, *[9] * (colours - 2)], [9, 1, *[9] * (colours - 2)]]),
        ],
        hints=(
            "The cheapest colour now may force an expensive one for the next house.",
            "For each house and each colour, find the best total so far that ends with it.",
            "It is the best allowed total of the house before, plus the cost of this colour.",
        ),
        explanation="The best total for each last colour is all that the next house needs to know. "
        f"Each house costs {colours * colours} steps.",
        call="paint_cost",
    )


@family(1400, "dp", "strings")
def split_into_numbers(p: Parameters) -> Task:
    low = p.choice("low", 1, 2)
    high = p.choice("high", 12, 25, 31, 40, 60, 99, 120, 365)
    what = p.choice("what", "ways", "fewest", "most")

    def solve(s: str) -> int:
        n = len(s)
        mod = 10**9 + 7
        ways = [1] + [0] * n
        fewest = [0] + [n + 1] * n
        most = [0] + [-n - 1] * n
        for i in range(1, n + 1):
            for j in range(max(0, i - 3), i):
                if s[j] != "0" and low <= int(s[j:i]) <= high:
                    ways[i] = (ways[i] + ways[j]) % mod
                    fewest[i] = min(fewest[i], fewest[j] + 1)
                    most[i] = max(most[i], most[j] + 1)
        if what == "ways":
            return ways[n]
        if what == "fewest":
            return fewest[n] if fewest[n] <= n else -1
        return most[n] if most[n] > 0 else -1

    def forwards(s: str) -> int:
        n = len(s)
        table = [-1] * (n + 1)
        table[0] = 1 if what == "ways" else 0
        for i in range(n):
            if table[i] < 0 or s[i] == "0":
                continue
            for length in range(1, 4):
                if i + length <= n and low <= int(s[i : i + length]) <= high:
                    old = table[i + length]
                    if what == "ways":
                        new = (table[i] + max(old, 0)) % 1000000007
                    elif what == "fewest":
                        new = table[i] + 1 if old < 0 else min(old, table[i] + 1)
                    else:
                        new = table[i] + 1 if old < 0 else max(old, table[i] + 1)
                    table[i + length] = new
        return max(table[n], 0) if what == "ways" else table[n]

    def zeros_in_front(s: str) -> int:
        n = len(s)
        ways = [1] + [0] * n
        fewest = [0] + [n + 1] * n
        most = [0] + [-n - 1] * n
        for i in range(1, n + 1):
            for j in range(max(0, i - 3), i):
                if low <= int(s[j:i]) <= high:
                    ways[i] = (ways[i] + ways[j]) % (10**9 + 7)
                    fewest[i] = min(fewest[i], fewest[j] + 1)
                    most[i] = max(most[i], most[j] + 1)
        if what == "ways":
            return ways[n]
        if what == "fewest":
            return fewest[n] if fewest[n] <= n else -1
        return most[n] if most[n] > 0 else -1

    def make(maker: Maker) -> tuple[str]:
        n = maker.count(1, 1000)
        s = ""
        while len(s) < n:
            top = high if maker.chance(0.7) else min(high, 20)
            s += str(maker.rng.randint(low, top)) if maker.chance(0.98) else "0"
            if maker.chance(0.15):
                s += maker.rng.choice(("10", "101", "30", "11", "100"))
        return (s[:n],)

    asked = {
        "ways": "the number of ways to split `s`, modulo `10^9 + 7`",
        "fewest": "the least number of pieces",
        "most": "the greatest number of pieces",
    }[what]
    return Task(
        titles=("Without Spaces", "Split the Digits", "Numbers Run Together"),
        given=[Word("s", 1, 1000, alphabet="0123456789", letters="digits")],
        ask=Value(asked),
        formal="The word `s` of digits is split into pieces of consecutive digits so that every "
        f"digit is in exactly one piece. Each piece is a number from {low} to {high}, written "
        "without leading zeros.",
        notes="" if what == "ways" else "Print -1 if there is no such split.",
        stories=[
            Story(
                f"A telegraph office sends only numbers from {low} to {high}, each of which stands "
                "for a word in a secret book. To save money, the clerk @who leaves out the spaces "
                "between the numbers (there are never leading zeros), and now a message `s` has "
                "arrived in @place. There may be several ways to put the spaces back, or none at "
                "all.",
                {
                    "ways": "In how many ways, modulo `10^9 + 7`, can the message be split?",
                    "fewest": "Of how few numbers can the message consist?",
                    "most": "Of how many numbers can the message consist at most?",
                }[what],
            ),
            Story(
                "The printer of a weather station has lost its space key. Every hour it prints a "
                f"whole number from {low} to {high}, without leading zeros, and all numbers of the "
                "last days now form one long row of digits, `s`. The scientists try to separate "
                "the row into the numbers, which they call pieces.",
                {
                    "ways": "How many different separations are there? Give the number modulo "
                    "`10^9 + 7`.",
                    "fewest": "How many hours must have passed at least?",
                    "most": "How many hours may have passed at most?",
                }[what],
            ),
        ],
        solve=solve,
        others=[forwards],
        wrong=[zeros_in_front],
        cpp=[
            """
            int solve(string s) {
                int n = s.size();
                const int none = -1;
                vector<long long> best(n + 1, none);
                best[0] = $start;
                for (int i = 1; i <= n; i++) {
                    for (int j = max(0, i - 3); j < i; j++) {
                        if (s[j] == '0' || best[j] == none) continue;
                        int value = stoi(s.substr(j, i - j));
                        if (value < $low || value > $high) continue;
                        if (best[i] == none) best[i] = best[j] + $more;
                        else best[i] = $update;
                    }
                }
                return $result;
            }
        """
        ],
        params={
            "start": int(what == "ways"),
            "more": int(what != "ways"),
            "update": {
                "ways": "(best[i] + best[j]) % 1000000007",
                "fewest": "min(best[i], best[j] + 1)",
                "most": "max(best[i], best[j] + 1)",
            }[what],
            "result": "max(0LL, best[n])" if what == "ways" else "best[n]",
        },
        make=make,
        edges=[
            *(("0",), ("10",), ("05",), ("100",), ("1010",), ("505",), ("606",), ("12012",)),
            *(("909",), ("9809",), ("110",), ("1105",), ("20406",), ("5050505",), ("11111111",)),
        ],
        hints=(
            "Where does the last piece begin? It has at most three digits.",
            "Solve the problem for every beginning of `s`, from the shortest one on.",
            "For each end try the last 1, 2 and 3 digits as a piece, if it does not begin with 0 "
            "and is in the range.",
        ),
        explanation="The answer for a prefix comes from at most three shorter ones, those without "
        "the last piece, so the whole takes time linear in the length.",
        call="split_digits",
    )


@family(1400, "dp", "combinatorics")
def words_without(p: Parameters) -> Task:
    rule = p.choice("rule", "run", "after", "vowels")
    most = p.int("most", 1, 4) if rule == "run" else p.int("most", 1, 3)
    letters = p.int("letters", 3, 9)
    special = p.int("special", 1, 2)
    rest = letters - special
    named = "the character `a`" if special == 1 else "the characters `a` and `b`"
    kind = f"Special are {named}." if special == 2 else f"Special is {named}."
    text = {
        "run": f"more than {most} special characters stand in a row",
        "after": f"two special characters stand next to each other or with fewer than {most} "
        f"other {'character' if most == 1 else 'characters'} between them",
        "vowels": f"the number of special characters in it is not at most {most}",
    }[rule]

    def solve(n: int) -> int:
        mod = 10**9 + 7
        state = [1] + [0] * most
        for _ in range(n):
            after = [0] * (most + 1)
            for k in range(most + 1):
                if rule == "run":
                    after[0] += state[k] * rest
                    if k < most:
                        after[k + 1] += state[k] * special
                elif rule == "after":
                    after[max(0, k - 1)] += state[k] * rest
                    if k == 0:
                        after[most] += state[k] * special
                else:
                    after[k] += state[k] * rest
                    if k < most:
                        after[k + 1] += state[k] * special
            state = [x % mod for x in after]
        return sum(state) % mod

    def table_of_lengths(n: int) -> int:
        mod = 10**9 + 7
        if rule == "vowels":
            total = 0
            ways = 1
            for k in range(min(n, most) + 1):
                total += ways * special**k * pow(rest, n - k, mod)
                ways = ways * (n - k) // (k + 1)
            return total % mod
        good = [1]
        for i in range(1, n + 1):
            if rule == "run":
                total = special**i if i <= most else 0
                for k in range(min(most + 1, i)):
                    total += special**k * rest * good[i - k - 1]
            else:
                total = good[i - 1] * rest
                gap = min(most, i - 1)
                total += good[i - gap - 1] * rest**gap * special
            good.append(total % mod)
        return good[n]

    def too_strict(n: int) -> int:
        mod = 10**9 + 7
        limit = most + 1 if rule == "after" else most - 1
        if rule == "after":
            good = [1]
            for i in range(1, n + 1):
                gap = min(limit, i - 1)
                total = good[i - 1] * rest + good[i - gap - 1] * rest**gap * special
                good.append(total % mod)
            return good[n]
        state = [1] + [0] * limit
        for _ in range(n):
            after = [0] * (limit + 1)
            for k in range(limit + 1):
                after[0 if rule == "run" else k] += state[k] * rest
                if k < limit:
                    after[k + 1] += state[k] * special
            state = [x % mod for x in after]
        return sum(state) % mod

    shown = f"the first {letters} letters of the alphabet"
    return Task(
        titles=("Words Without", "Rare Letters", "Counting Words"),
        given=[Int("n", 1, 10**5, True, what="the length of the words")],
        ask=Value("the number of good words of length `n`, modulo `10^9 + 7`"),
        formal=f"Words are written with {shown}. {kind} A word is bad if {text}. All other words "
        "are good.",
        stories=[
            Story(
                f"The parrots of @place know {letters} sounds, written with {shown}. {kind} "
                "The special ones make a parrot hoarse, which is why parrots never say anything in "
                f"which {text}. They say everything else, and those are called good words. A "
                "biologist who wants to learn the language begins by counting."
            ),
            Story(
                f"A [juggler|dancer] has {letters} different figures, denoted by {shown}, and "
                f"a show is a sequence of `n` figures, in other words a word. {kind} Special "
                "figures are dangerous, therefore the insurance pays only for good words; a word "
                f"is not good if {text}."
            ),
        ],
        solve=solve,
        others=[table_of_lengths],
        wrong=[too_strict],
        cpp=[
            """
            int solve(int n) {
                const long long mod = 1000000007;
                vector<long long> state($most + 1);
                state[0] = 1;
                for (int i = 0; i < n; i++) {
                    vector<long long> after($most + 1);
                    for (int k = 0; k <= $most; k++) {
                        int other = $other, next = $next;
                        after[other] = (after[other] + state[k] * $rest) % mod;
                        if (next >= 0) after[next] = (after[next] + state[k] * $special) % mod;
                    }
                    state = after;
                }
                long long total = 0;
                for (long long x : state) total += x;
                return total % mod;
            }
        """
        ],
        params={
            "rest": rest,
            "other": {"run": "0", "after": "max(0, k - 1)", "vowels": "k"}[rule],
            "next": f"k == 0 ? {most} : -1" if rule == "after" else f"k < {most} ? k + 1 : -1",
        },
        edges=[(n,) for n in range(1, 9)],
        hints=(
            "Build words from left to right: what must one know about the beginning?",
            f"A number from 0 to {most} is enough to know, the state of a beginning.",
            "Count the good beginnings of each state, and update the counts for each further "
            "character.",
        ),
        explanation="How a word may go on depends only on a small state. The number of beginnings "
        f"of each state is updated `n` times, with {most + 1} states.",
        call="count_good_words",
    )
