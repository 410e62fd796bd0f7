"""Tasks that a short loop or a few comparisons answer."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Ask, Decide, Story, Task, Value
from shortlist_engine.bank.values import Int

BIG = 10**9


@family(800, "implementation", "math")
def rising_price(p: Parameters) -> Task:
    rule = p.choice(
        "rule",
        Expr("i k", "i * k", "The `i`-th one costs `i * k` coins"),
        Expr("i k", "k + 3 * (i - 1)", "The first one costs `k` coins, and each further one 3 "
             "coins more than the one before"),
        Expr("i k", "(i + 1) // 2 * k", "The first and the second one cost `k` coins each, the "
             "third and the fourth `2k` coins each, the next two `3k` coins each, and so on"),
        Expr("i k", "k * (i % 3)", "The first one costs `k` coins, the second one `2k`, the third "
             "one is free, and then it starts again: the fourth costs `k`, the fifth `2k`, the "
             "sixth is free, and so on"),
    )  # fmt: skip
    what = p.choice("what", "missing", "bought", "rest")
    noun = {
        "missing": "the number of coins that are missing to get all `w` of them (0 if there are "
        "enough)",
        "bought": "the number of bananas that can be bought",
        "rest": "the number of coins that are left at the end",
    }[what]

    def solve(k: int, money: int, w: int) -> int:
        if what == "missing":
            total = 0
            for i in range(1, w + 1):
                total += rule(i, k)
            return max(0, total - money)
        bought = 0
        while bought < w:
            i = bought + 1
            if rule(i, k) > money:
                break
            money -= rule(i, k)
            bought += 1
        return bought if what == "bought" else money

    def listed(k: int, money: int, w: int) -> int:
        prices = [rule(i, k) for i in range(1, w + 1)]
        if what == "missing":
            return max(sum(prices) - money, 0)
        for i in range(w):
            if prices[i] > money:
                return i if what == "bought" else money
            money -= prices[i]
        return w if what == "bought" else money

    def forgets_zero(k: int, money: int, w: int) -> int:
        if what == "missing":
            return sum(rule(i, k) for i in range(1, w + 1)) - money
        bought = 0
        while bought < w:
            i = bought + 1
            if rule(i, k) >= money:
                break
            money -= rule(i, k)
            bought += 1
        return bought if what == "bought" else money

    def starts_at_zero(k: int, money: int, w: int) -> int:
        if what == "missing":
            return max(0, sum(rule(i, k) for i in range(w)) - money)
        for i in range(w):
            if rule(i, k) > money:
                return i if what == "bought" else money
            money -= rule(i, k)
        return w if what == "bought" else money

    def make(maker: Maker) -> tuple[int, int, int]:
        k, w = maker.number(1, 1000), maker.count(1, 1000)
        total = sum(rule(i, k) for i in range(1, w + 1))
        money = maker.rng.randint(0, total + total // 3)
        if maker.chance(0.3):
            money = sum(rule(i, k) for i in range(1, maker.rng.randint(1, w) + 1))
        return k, min(money, BIG), w

    stop = {
        "missing": "",
        "bought": " They are bought one after the other, until the coins are not enough for the "
        "next one or all `w` are bought.",
        "rest": " They are bought one after the other, until the coins are not enough for the "
        "next one or all `w` are bought.",
    }[what]
    return Task(
        titles=("Rising Prices", "One More, Please", "Dearer and Dearer"),
        given=[
            (
                Int("k", 1, 1000, what="the first price"),
                Int("money", 0, BIG, what="the coins at the beginning"),
                Int("w", 1, 1000, what="how many are wanted"),
            )
        ],
        ask=Value(noun),
        formal=f"Somebody has `money` coins and wants `w` bananas. {rule.words}.{stop}",
        stories=[
            Story(
                f"@who the [soldier|sailor] wants `w` bananas for the crew and has `money` coins. "
                f"The shop on the island knows no pity. {rule.words}.{stop}",
                {
                    "missing": "How many coins must be borrowed from a friend to get all `w` "
                    "bananas? (The answer is 0 if none are needed.)",
                    "bought": "How many bananas can be bought?",
                    "rest": "How many coins are left after the last one that is bought?",
                }[what],
            ),
            Story(
                "At the fair in @place there is a carousel, and the prices of rides are peculiar. "
                f"{rule.words}. [@who's daughter|The little daughter of @who] wants `w` rides, and "
                f"her purse holds `money` coins.{stop.replace('bought', 'paid')}",
                {
                    "missing": "How many coins does she lack for all `w` rides? (Print 0 if she "
                    "has enough.)",
                    "bought": "How many rides does she get?",
                    "rest": "How many coins are left in her purse?",
                }[what],
            ),
        ],
        solve=solve,
        others=[listed],
        wrong=[forgets_zero, starts_at_zero],
        cpp=[
            """
            int solve(int k, int money, int w) {
                int total = 0;
                for (int i = 1; i <= w; i++) total += $rule(i, k);
                return max(0, total - money);
            }
            """
            if what == "missing"
            else """
            int solve(int k, int money, int w) {
                int bought = 0;
                while (bought < w && $rule(bought + 1, k) <= money) {
                    bought++;
                    money -= $rule(bought, k);
                }
                return $what;
            }
            """
        ],
        params={"what": "bought" if what == "bought" else "money"},
        make=make,
        edges=[(3, 17, 4), (1, 0, 1), (1, 1, 1), (1000, BIG, 1000)],
        hints=(
            "`w` is small enough to go through all prices one by one.",
            "Write down how the price of the `i`-th one follows from `i` and `k`.",
            "Add up the prices in a loop"
            + (
                ", and compare the sum with `money`; it cannot be less than 0 that is missing."
                if what == "missing"
                else " as long as the next one can still be paid."
            ),
        ),
        explanation="One loop over at most `w` prices."
        + (" The sum stays below 10^9, so 32 bits are enough." if what == "missing" else ""),
        call="buy_bananas" if what != "missing" else "missing_coins",
    )


@family(800, "implementation", "math")
def outgrown(p: Parameters) -> Task:
    f, g = p.choice("factors", (2, 1), (3, 2), (3, 1), (4, 3), (5, 2))
    # Where one gains slowly on the other, both become too large for 64 bits from far apart.
    most = {(3, 2): 10**5, (4, 3): 1000}.get((f, g), BIG)
    c = p.int("more", 0 if g > 1 else 1, 6)
    ahead = p.choice(
        "ahead",
        Expr("a b", "a > b", "larger than"),
        Expr("a b", "a >= 2 * b", "at least twice as large as"),
        Expr("a b", "a >= b", "at least as large as"),
    )
    what = p.choice("what", "years", "size", "difference")
    noun = {
        "years": "the number of years after which this is so for the first time (0 if it is so "
        "from "
        "the start)",
        "size": "the size of the first one at the end of the year when this is so for the first "
        "time, or at the beginning if it is so from the start",
        "difference": "the difference of both sizes at the first moment when this is so",
    }[what]

    def solve(a: int, b: int) -> int:
        years = 0
        while not ahead(a, b):
            a *= f
            if g == 1:
                b += c
            else:
                b = b * g + c
            years += 1
        if what == "years":
            return years
        return a if what == "size" else a - b

    def recursive(a: int, b: int) -> int:
        def after(x: int, y: int, years: int) -> int:
            if ahead(x, y):
                if what == "years":
                    return years
                return x if what == "size" else x - y
            if g == 1:
                return after(f * x, y + c, years + 1)
            return after(f * x, g * y + c, years + 1)

        return after(a, b, 0)

    def one_after_the_other(a: int, b: int) -> int:
        years = 0
        while not ahead(a, b):
            a *= f
            years += 1
            if ahead(a, b):
                break
            b = b * g + c
        if what == "years":
            return years
        return a if what == "size" else a - b

    def at_least_a_year(a: int, b: int) -> int:
        years = 0
        while True:
            a *= f
            b = b * g + c
            years += 1
            if ahead(a, b):
                break
        if what == "years":
            return years
        return a if what == "size" else a - b

    def make(maker: Maker) -> tuple[int, int]:
        b = maker.number(1, most)
        if maker.chance(0.3):
            a = maker.number(1, min(most, 10**4))
            end = a * f ** maker.rng.randint(1, 4)
            just = (end // 2 if "2" in ahead.python else end) - maker.rng.randint(0, 1)
            return a, min(most, max(1, just))
        return maker.rng.randint(1, b if maker.chance(0.8) else min(most, 3 * b)), b

    times = {1: "stays as it is", 2: "doubles", 3: "triples", 4: "becomes four times as large",
             5: "becomes five times as large"}  # fmt: skip
    second = times[g] if g > 1 else f"grows by {c}"
    if g > 1 and c:
        second = f"{times[g]} and then grows by {c} more"
    return Task(
        titles=("Outgrown", "The Faster One", "Catching Up"),
        given=[
            (
                Int("a", 1, most, what="the first size"),
                Int("b", 1, most, what="the second size"),
            )
        ],
        ask=Value(noun),
        formal=f"Two sizes are `a` and `b` at the beginning. In every year, the first one "
        f"{times[f]}, and the second one {second}. At some moment (at the beginning or at the end "
        f"of a year) the first one is {ahead.words} the second one.",
        stories=[
            Story(
                f"The little bear in the zoo of @place weighs `a` kilograms, and its big brother "
                f"`b`. The keepers, who feed them well, have found out that in every year the "
                f"weight of the little one, called the first size, {times[f]}, while that of the "
                f"brother, the second size, {second}. They weigh them now and at the end of every "
                f"year, and wait for the first size to be {ahead.words} the second one."
            ),
            Story(
                "In the pond of @who there are two kinds of water plants. The first one covers "
                "`a` square metres now, the second one `b`; these are their sizes. In the course "
                f"of a year the first one {times[f]}, and the second one {second}. @who looks at "
                "the pond today and then once a year, and wants to know when the first one is "
                f"{ahead.words} the second one."
            ),
        ],
        solve=solve,
        others=[recursive],
        wrong=[one_after_the_other, at_least_a_year],
        cpp=[
            """
            long long solve(long long a, long long b) {
                int years = 0;
                while (!($ahead(a, b))) {
                    a *= $f;
                    $next
                    years++;
                }
                return $result;
            }
        """
        ],
        params={
            "f": f,
            "next": "b = b * $g + $c;".replace("$g", str(g)).replace("$c", str(c))
            if g > 1 and c
            else (f"b *= {g};" if g > 1 else f"b += {c};"),
            "result": {"years": "years", "size": "a", "difference": "a - b"}[what],
        },
        make=make,
        edges=[(1, 1), (2, 1), (3, 3), (1, most), (4, 7)],
        hints=(
            "The first one grows so fast that few years are needed.",
            "Simulate the years one by one, and change both sizes in each.",
            "Test the condition before each year, since it may hold from the start.",
        ),
        explanation="The quotient of the sizes grows by a factor every year, so the loop ends "
        "after some dozens of steps; in C++ the sizes need 64 bits.",
        call="years_until",
    )


@family(800, "implementation", "math")
def three_numbers(p: Parameters) -> Task:
    label = p.choice("relation", "sum", "product", "mean", "squares", "double", "differ")
    relation = {
        "sum": Expr("x y z", "x + y == z", "one of them is the sum of the other two"),
        "product": Expr("x y z", "x * y == z", "one of them is the product of the other two"),
        "mean": Expr(
            "x y z",
            "x + y == 2 * z",
            "one of them lies exactly in the middle between the other two, or all are equal",
        ),
        "squares": Expr(
            "x y z",
            "x * x + y * y == z * z",
            "the square of one of them is the sum of the squares of the other two",
        ),
        "double": Expr(
            "x y z", "x + y == z + z + z", "two of them add up to three times the third one"
        ),
        "differ": Expr(
            "x y z",
            "abs(x - y) == z",
            "the absolute difference of two of them equals the third one",
        ),
    }[label]
    what = p.choice("what", "decide", "which")
    noun = "the largest of the numbers that can be the special one, or -1000000 if there is none"
    ask: Ask = Decide(relation.words)
    special = {
        "sum": "the sum of the other two",
        "product": "the product of the other two",
        "mean": "exactly in the middle between the other two (or equal to both of them)",
        "squares": "such that its square is the sum of the squares of the other two",
        "double": "such that three times it is the sum of the other two",
        "differ": "the absolute difference of the other two",
    }[label]
    if what == "which":
        ask = Value(noun)

    def solve(a: int, b: int, c: int) -> object:
        if what == "decide":
            return relation(a, b, c) or relation(a, c, b) or relation(b, c, a)
        best = -1000000
        if relation(a, b, c):
            best = max(best, c)
        if relation(a, c, b):
            best = max(best, b)
        if relation(b, c, a):
            best = max(best, a)
        return best

    def all_orders(a: int, b: int, c: int) -> object:
        orders = [(a, b, c), (b, c, a), (c, a, b)]
        if what == "decide":
            return any(relation(x, y, z) for x, y, z in orders)
        return max([z for x, y, z in orders if relation(x, y, z)], default=-1000000)

    def as_given(a: int, b: int, c: int) -> object:
        if what == "decide":
            return relation(a, b, c)
        return c if relation(a, b, c) else -1000000

    def largest_is_special(a: int, b: int, c: int) -> object:
        x, y, z = sorted([a, b, c])
        if what == "decide":
            return relation(x, y, z)
        return z if relation(x, y, z) else -1000000

    def make(maker: Maker) -> tuple[int, int, int]:
        if maker.scale == "least":
            return 1, 1, 3
        x, y = maker.number(-1000, 1000), maker.number(-1000, 1000)
        if label == "squares" and maker.chance(0.7):
            u = maker.rng.choice((-2, -1, 1, 2, 3))
            x, y = 3 * u, 4 * u
        if label == "double":
            y += -(x + y) % 3
        if label == "mean":
            y += (x + y) % 2
        z = {
            "sum": x + y,
            "product": x * y,
            "mean": (x + y) // 2,
            "squares": round((x * x + y * y) ** 0.5),
            "double": (x + y) // 3,
            "differ": abs(x - y),
        }[label]
        if maker.chance(0.4):
            z += maker.rng.choice((-1, 1, 2))
        values = [x, y, z]
        if max(map(abs, values)) > 1000:
            values = [maker.rng.randint(-9, 9) for _ in range(3)]
        maker.rng.shuffle(values)
        return values[0], values[1], values[2]

    edges = [
        (0, 0, 0), (1, 1, 1), (2, 1, 1), (1, 2, 3), (-2, -3, -5), (3, 4, 5), (-3, 0, 3), (5, 2, 3),
        (6, 2, 3), (-4, 2, -2), (-1, -1, 1), (0, -5, 5), (4, 5, 3), (-6, -3, 2), (-5, 3, 4),
        (12, -13, 5),
    ]  # fmt: skip
    return Task(
        titles=("Three Numbers", "The Special One", "In Any Order"),
        given=[(Int("a", -1000, 1000), Int("b", -1000, 1000), Int("c", -1000, 1000))],
        ask=ask,
        formal="Three integers `a`, `b` and `c` are given, in any order."
        if what == "decide"
        else f"Of three integers `a`, `b` and `c`, one can be the special one if it is {special}. "
        "More than one of them may be able to.",
        stories=[
            Story(
                "@who throws three darts at a board [on which positive and negative numbers are "
                "written|with numbers, some of which are below zero], and hits `a`, `b` and `c`. "
                + (
                    f"@friend pays for the lemonade if {relation.words}, no matter in which order "
                    "they were hit."
                    if what == "decide"
                    else f"A number of the three can be the special one if it is {special}, no "
                    "matter in which order they were hit."
                )
            ),
            Story(
                "Three boxes with locks stand in a cellar, and their lids bear the whole numbers "
                "`a`, `b` and `c`. "
                + (
                    f"According to the old letter that @who has found, the boxes hold a treasure "
                    f"exactly if {relation.words}; the order of the boxes means nothing."
                    if what == "decide"
                    else f"The old letter that @who has found says that the special one of the "
                    f"numbers is {special}. The order of the boxes means nothing."
                )
            ),
        ],
        solve=solve,
        others=[all_orders],
        wrong=[as_given, largest_is_special],
        cpp=[
            """
            bool solve(int a, int b, int c) {
                return $relation(a, b, c) || $relation(a, c, b) || $relation(b, c, a);
            }
            """
            if what == "decide"
            else """
            int solve(int a, int b, int c) {
                int best = -1000000;
                if ($relation(a, b, c)) best = max(best, c);
                if ($relation(a, c, b)) best = max(best, b);
                if ($relation(b, c, a)) best = max(best, a);
                return best;
            }
            """
        ],
        params={"relation": relation},
        make=make,
        edges=edges,
        hints=(
            "There are only three candidates for the one that stands out.",
            "Write the test for one of them first.",
            "Since numbers may be negative, sorting does not tell which one it is: try all three.",
        ),
        explanation="Each of the three numbers is tried in the special role, and the other two are "
        "interchangeable.",
        call="three_numbers",
    )
