"""What things cost: rebates, tariffs, change."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints


@family(800, "greedy", "math", "implementation")
def coins_back(p: Parameters) -> Task:
    coins = p.choice("coins", [50, 10, 5, 1], [100, 20, 10, 1], [64, 16, 4, 1], [60, 30, 6, 1],
                     [125, 25, 5, 1], [72, 24, 6, 1], [1000, 100, 10, 1])  # fmt: skip
    what = p.choice("what", "number", "each", "kinds", "smallest")
    noun = {
        "number": "the least number of coins for the change",
        "each": f"how many coins of the values {', '.join(map(str, coins))}, in this order, are "
        "given back",
        "kinds": "how many different kinds of coins are among the change",
        "smallest": "the value of the smallest coin that is given back, or 0 if there is no change",
    }[what]

    def solve(price: int, paid: int) -> object:
        rest = paid - price
        used = []
        for coin in coins:
            used.append(rest // coin)
            rest %= coin
        if what == "number":
            return sum(used)
        if what == "each":
            return used
        if what == "kinds":
            return sum(1 for amount in used if amount > 0)
        return min((coin for coin, amount in zip(coins, used, strict=True) if amount), default=0)

    def one_by_one(price: int, paid: int) -> object:
        rest = (paid - price) % coins[0]
        given = {coin: 0 for coin in coins}
        given[coins[0]] = (paid - price) // coins[0]
        while rest > 0:
            for coin in coins:
                if coin <= rest:
                    rest -= coin
                    given[coin] += 1
                    break
        if what == "number":
            return sum(given.values())
        if what == "each":
            return list(given.values())
        kinds = [coin for coin in coins if given[coin]]
        if what == "kinds":
            return len(kinds)
        return kinds[-1] if kinds else 0

    def at_most_one(price: int, paid: int) -> object:
        rest = paid - price
        used = []
        for coin in coins:
            used.append(1 if rest >= coin else 0)
            if rest >= coin:
                rest -= coin
        if what == "number":
            return sum(used)
        if what == "each":
            return used
        if what == "kinds":
            return sum(used) + (rest > 0)
        return rest

    def make(maker: Maker) -> tuple[int, int]:
        price = maker.number(1, 10**8)
        if maker.scale in ("tiny", "small"):
            return price, price + maker.rng.randint(0, 3 * coins[0])
        return price, min(10**9, price + maker.number(0, 9 * 10**8))

    values = f"{', '.join(map(str, coins[:-1]))} and 1"
    return Task(
        titles=("Small Change", "Out of the Till", "Keep the Change"),
        given=[
            (
                Int("price", 1, 10**9, what="the price"),
                Int("paid", "price", 10**9, what="the amount that is paid"),
            )
        ],
        ask=Listing(noun) if what == "each" else Value(noun),
        formal=f"There are coins of the values {values}, as many of each as are needed. Something "
        "that costs `price` is paid with the amount `paid`, and the change is given back with as "
        "few coins as possible.",
        stories=[
            Story(
                f"The mint of @place strikes only four kinds of coins, of the values {values}, but "
                "it has struck plenty of each. @who [works|stands] behind the counter of a small "
                "shop. A customer buys something for `price` and puts the amount `paid` on the "
                "counter. Nobody likes heavy pockets, so the change must consist of as few coins "
                "as possible."
            ),
            Story(
                "You write the program of a machine that sells bus tickets. A ticket costs "
                "`price`, and the passenger has thrown in `paid`, which is enough. The machine "
                f"has four tubes that never run empty, with coins of the values {values}. It "
                "returns the difference with the least possible number of coins, because each "
                "coin that falls makes a noise."
            ),
        ],
        solve=solve,
        others=[one_by_one],
        wrong=[at_most_one],
        cpp=[
            """
            $type solve(int price, int paid) {
                vector<int> coins = $coins;
                int rest = paid - price, total = 0, kinds = 0, smallest = 0;
                vector<int> used;
                for (int coin : coins) {
                    int amount = rest / coin;
                    rest %= coin;
                    used.push_back(amount);
                    total += amount;
                    if (amount > 0) {
                        kinds++;
                        smallest = coin;
                    }
                }
                return $result;
            }
            """
        ],
        hints=(
            "Each kind of coin divides the next larger one.",
            "Then it never hurts to take the largest coin that still fits.",
            "For each kind, from the largest to the smallest, take the quotient and keep the "
            "remainder.",
        ),
        explanation="Since every value divides the next larger one, smaller coins that add up to "
        "a larger one can be exchanged for it. So the greedy way with quotients and remainders "
        "is best, in constant time.",
        make=make,
        edges=[(7, 7), (1, 1 + coins[0]), (1, coins[0]), (1, 2 * coins[1] + 1)],
        params={
            "type": "vector<int>" if what == "each" else "int",
            "result": {"number": "total", "each": "used", "kinds": "kinds"}.get(what, "smallest"),
        },
        call="change",
    )


@family(1000, "greedy", "sortings")
def every_nth_free(p: Parameters) -> Task:
    k = p.int("k", 2, 4)
    rule = p.choice("rule", "free", "half", "fixed")
    thing = p.choice("thing", "books", "shirts", "plants", "toys", "records")
    gift = {
        "free": "the cheapest of them is free",
        "half": "the cheapest of them costs only half its price, rounded down",
        "fixed": "the cheapest of them costs just 1",
    }[rule]
    reduced = {
        "free": Expr("x", "0"),
        "half": Expr("x", "x // 2"),
        "fixed": Expr("x", "1"),
    }[rule]

    def solve(n: int, a: list[int]) -> int:
        a.sort(reverse=True)
        total = 0
        for i in range(n):
            if i % k == k - 1:
                total += reduced(a[i])
            else:
                total += a[i]
        return total

    def by_slices(n: int, a: list[int]) -> int:
        a = sorted(a)[::-1]
        cheap = a[k - 1 :: k]
        return sum(a) - sum(cheap) + sum(reduced(x) for x in cheap)

    def in_given_order(n: int, a: list[int]) -> int:
        total = 0
        for i in range(0, n, k):
            group = sorted(a[i : i + k])
            total += sum(group)
            if len(group) == k:
                total += reduced(group[0]) - group[0]
        return total

    def cheapest_of_all(n: int, a: list[int]) -> int:
        a.sort()
        total = sum(a)
        for i in range(n // k):
            total += reduced(a[i]) - a[i]
        return total

    return Task(
        titles=("Sale", f"One of {k}", "The Cheapest One"),
        given=[
            Count("n", 1, 10**5, what=f"the number of {thing}"),
            Ints("a", "n", 1, 10**9, what="their prices"),
        ],
        ask=Value("the least total price"),
        formal=f"`n` {thing} with the prices `a_1, a_2, ..., a_n` are bought. They may be divided "
        f"into groups in any way. For each group of exactly {k} {thing}, {gift}; in groups of "
        "other sizes, everything costs its full price.",
        stories=[
            Story(
                f'A [big sign|poster] hangs in the window of the shop: "Take {k} {thing} '
                f'to the till, and {gift}!" @who has chosen `n` {thing}, of which the '
                "`i`-th costs `a_i`. The sign "
                "does not say how often one may stand in the queue. So @who can pay in as many "
                f"rounds as needed, and every round with exactly {k} {thing} brings the discount "
                "once, while all other rounds bring none.",
                f"How little can @who pay for all `n` {thing} together?",
            ),
            Story(
                f"A school orders `n` {thing}, and the price of the `i`-th is `a_i`. The dealer "
                f"gives a discount for every parcel with exactly {k} {thing}: {gift}. Parcels "
                "with more or fewer of them may be ordered as well, only without discount. Which "
                f"of the {thing} come into the same parcel is up to the school, and parcels cost "
                "nothing.",
                "What is the least amount that the school has to pay?",
            ),
        ],
        solve=solve,
        others=[by_slices],
        wrong=[in_given_order, cheapest_of_all],
        cpp=[
            """
            long long solve(int n, vector<int> a) {
                sort(a.rbegin(), a.rend());
                long long total = 0;
                for (int i = 0; i < n; i++) {
                    if (i % $k == $k - 1) total += $reduced(a[i]);
                    else total += a[i];
                }
                return total;
            }
            """
        ],
        hints=(
            "Which of them would you like to be the cheapest of a group?",
            f"For one to be reduced, {k - 1} others that are no cheaper must be paid in full.",
            f"Sort in descending order and put {k} neighbours after each other into a group.",
        ),
        explanation="In descending order, the `j`-th reduced price can be no better than the one "
        f"at place `{k}j`, because each reduced one needs {k - 1} of its own that are at least as "
        "dear. Groups of neighbours reach this bound; sorting costs `n log n`.",
        params={"reduced": reduced},
        call="least_price",
    )


@family(900, "math", "implementation")
def parking_charge(p: Parameters) -> Task:
    first = p.int("first", 2, 5)
    step = p.choice("step", 10, 15, 20, 30)
    rate = p.int("rate", 1, 3)
    cap = p.choice("cap", 0, 12, 20)
    most = f" In total, it is never more than {cap} for one day." if cap else ""
    place = p.choice("place", "car park", "boat hire", "skating rink", "bicycle hire")
    coins = "coin" if rate == 1 else "coins"

    def solve(a: int, b: int) -> int:
        extra = max(0, b - a - 60)
        fee = first + (extra + step - 1) // step * rate
        return min(fee, cap) if cap else fee

    def counting(a: int, b: int) -> int:
        fee = first
        paid_until = a + 60
        while paid_until < b:
            fee += rate
            paid_until += step
        if cap and fee > cap:
            fee = cap
        return fee

    def rounds_down(a: int, b: int) -> int:
        extra = max(0, b - a - 60)
        fee = first + extra // step * rate
        return min(fee, cap) if cap else fee

    def one_too_many(a: int, b: int) -> int:
        fee = first
        if b - a >= 60:
            fee += ((b - a - 60) // step + 1) * rate
        return min(fee, cap) if cap else fee

    def make(maker: Maker) -> tuple[int, int]:
        a = maker.rng.randint(0, 1300)
        length = maker.rng.choice((maker.number(1, 139), 60 + step * maker.rng.randint(0, 3)))
        if maker.chance(0.3):
            length = maker.rng.randint(1, 1439 - a)
        return a, min(1439, a + length)

    return Task(
        titles=("By the Hour", "What Does It Cost?", place.title()),
        given=[
            (
                Int("a", 0, 1438, what="the minute of the beginning"),
                Int("b", "a+1", 1439, what="the minute of the end"),
            )
        ],
        ask=Value("the fee"),
        formal=f"A {place} takes {first} coins for the first hour, or a part of it. After that, "
        f"it takes {rate} {coins} for every further {step} minutes; a period of {step} minutes "
        f"that has begun is paid in full.{most} Somebody comes at minute `a` of the day and "
        "leaves at minute `b` of the same day.",
        stories=[
            Story(
                f"The prices of the {place} in @place hang at the entrance, painted by hand. The "
                f"first hour costs {first} coins, even if one stays for a minute only. Whoever "
                f"stays longer pays {rate} {coins} more for each {step} minutes that begin after "
                f"the first hour.{most} @who came `a` minutes after midnight and leaves now, at "
                "minute `b` of the same day, with not much in the purse.",
                "How many coins does @who have to pay?",
            ),
            Story(
                f"Nobody sits at the gate of the {place} any more: a camera notes the minute `a` "
                "at which a visitor comes and the minute `b` at which the visitor goes, both "
                "counted from the midnight before. Your program works out the fee. It consists of "
                f"{first} coins, which cover the first 60 minutes, and {rate} {coins} for each "
                f"further period of {step} minutes, the last of which may be incomplete but is "
                f"paid like the others.{most}"
            ),
        ],
        solve=solve,
        others=[counting],
        wrong=[rounds_down, one_too_many],
        cpp=[
            """
            int solve(int a, int b) {
                int fee = $first;
                for (int t = a + 60; t < b; t += $step) fee += $rate;
                if ($cap > 0) fee = min(fee, $cap);
                return fee;
            }
            """
        ],
        hints=(
            "What is paid when nobody stays longer than an hour?",
            f"How many periods of {step} minutes begin in the time after the first hour?",
            f"That is the time over, divided by {step} and rounded up.",
        ),
        explanation=f"The time after the first hour, divided by {step} and rounded up, is the "
        "number of paid periods. The formula takes constant time.",
        make=make,
        edges=[(0, 60), (0, 61), (5, 65 + step), (5, 66 + step), (0, 1439), (9, 10)],
        call="fee",
    )


@family(1000, "math", "greedy")
def packs_or_singles(p: Parameters) -> Task:
    big = p.int("big", 3, 9)
    thing = p.choice("thing", "eggs", "tickets", "tulips", "batteries", "stickers", "candles")
    exact = p.choice("exact", True, False)

    def solve(n: int, a: int, b: int) -> int:
        single = min(a * big, b) if not exact else b
        if exact:
            return min(n // big * b, n // big * big * a) + n % big * a
        return n // big * single + min(n % big * a, b)

    def all_splits(n: int, a: int, b: int) -> int:
        best = n * a
        packs = n // big
        for count in (packs, packs + 1):
            if exact and count * big > n:
                continue
            best = min(best, count * b + max(0, n - count * big) * a)
        return best if exact else min(best, (n % big > 0) * b + n // big * big * a)

    def packs_first(n: int, a: int, b: int) -> int:
        return n // big * b + n % big * a

    def only_one_kind(n: int, a: int, b: int) -> int:
        if exact:
            return n * a if n % big else min(n * a, n // big * b)
        return min(n * a, (n + big - 1) // big * b)

    def make(maker: Maker) -> tuple[int, int, int]:
        a = maker.number(1, 1000)
        b = max(1, min(10**4, a * big + maker.rng.randint(-a * 3, 2 * a)))
        return maker.number(1, 10**9), a, b

    rule = (
        f"Exactly `n` {thing} must be bought, as there is no place for more."
        if exact
        else f"At least `n` {thing} are needed; it does not matter if some are left over."
    )
    return Task(
        titles=("Packs of " + str(big), "In Packs or Single", "Cheap Shopping"),
        given=[
            (
                Int("n", 1, 10**9, what=f"the number of {thing}"),
                Int("a", 1, 1000, what="the price of one"),
                Int("b", 1, 10**4, what="the price of a pack"),
            )
        ],
        ask=Value("the least total price"),
        formal=f"A shop sells {thing} one by one, each for `a` coins, and in packs of {big}, each "
        f"for `b` coins. There are enough of both. {rule}",
        stories=[
            Story(
                f"@who has to get {thing} for a [school|summer] festival. In the only shop of "
                f"@place, one costs `a` coins, and a pack with {big} of them costs `b` coins. "
                "Surprisingly, the pack is not always the better offer: the shopkeeper has never "
                f"been good at arithmetic. {rule}",
                "What is the least number of coins with which this can be done?",
            ),
            Story(
                "A machine that fills orders has two levers. The first drops a single one of the "
                f"{thing} and charges `a` coins; the second drops a whole pack, that is {big} of "
                "them, and charges `b` coins. Each lever may be pulled as often as you like, "
                f"also never. {rule} The customer has asked for the cheapest way.",
            ),
        ],
        solve=solve,
        others=[all_splits],
        wrong=[packs_first, only_one_kind],
        cpp=[
            """
            long long solve(int n, int a, int b) {
                long long packs = n / $big, rest = n % $big;
                long long block = min((long long)b, (long long)a * $big);
                return packs * block + $end;
            }
            """
        ],
        hints=(
            f"Is it ever sensible to buy {big} of them one by one?",
            f"Every full {big} costs the smaller of `b` and {big} times `a`.",
            "What remains is bought one by one."
            if exact
            else "What remains is bought one by one, or with one more pack.",
        ),
        explanation=f"Each group of {big} is bought in the cheaper of the two ways, and the "
        "remainder is a case of its own. That is a formula in constant time.",
        make=make,
        edges=[(big, 5, 5 * big), (big + 1, 3, 3 * big + 1), (2 * big - 1, 10, 11), (1, 9, 2)],
        params={"end": "rest * a" if exact else "min(rest * a, (long long)b)"},
        call="cheapest_way",
    )


@family(900, "implementation", "math")
def empties_for_full(p: Parameters) -> Task:
    k = p.int("k", 2, 7)
    full = p.int("full", 1, 2 if k > 2 else 1)
    what = p.choice("what", "total", "left", "visits")
    drink, empty = p.entry("drink", {
        "milk": ("bottles of milk", "empty bottles"), "soap": ("boxes of soap", "empty boxes"),
        "candles": ("candles", "stumps"), "ink": ("pots of ink", "empty pots"),
        "jam": ("jars of jam", "empty jars"),
    })  # fmt: skip
    new = f"{full} new {'ones' if full > 1 else 'one'}"
    noun = {
        "total": f"the number of {drink} that are used up in total",
        "left": f"the number of {empty} at the end",
        "visits": "the number of visits to the shop",
    }[what]

    def solve(n: int) -> int:
        total = have = n
        visits = 0
        while have >= k:
            fresh = have // k * full
            have = have % k + fresh
            total += fresh
            visits += 1
        return total if what == "total" else have if what == "left" else visits

    def recursive(n: int) -> int:
        def go(have: int, visits: int, used: int) -> tuple[int, int, int]:
            if have < k:
                return used, have, visits
            groups, rest = divmod(have, k)
            return go(groups * full + rest, visits + 1, used + groups * full)

        used, have, visits = go(n, 0, n)
        return used if what == "total" else have if what == "left" else visits

    def loses_rest(n: int) -> int:
        total = have = n
        visits = 0
        while have >= k:
            have = have // k * full
            total += have
            visits += 1
        return total if what == "total" else have if what == "left" else visits

    def one_exchange(n: int) -> int:
        fresh = n // k * full
        if what == "total":
            return n + fresh
        return n % k + fresh if what == "left" else min(1, n // k)

    return Task(
        titles=("Old for New", "Empties", "The Exchange"),
        given=[Int("n", 1, 10**9, what="the number at the beginning")],
        ask=Value(noun),
        formal=f"Somebody has `n` {drink} and no {empty}. All that there are get used up, and "
        f"each leaves one of the {empty}. Then, in one visit to the shop, as many as possible are "
        f"exchanged: for every {k} {empty} the shop gives {new}, and a rest of less than {k} is "
        f"kept. All this is repeated until there are fewer than {k} {empty}.",
        stories=[
            Story(
                f"To protect the forests, the shop of @place takes back {empty}: for {k} of them "
                f"it gives {new} without charge. @who has bought `n` {drink}. As soon as all are "
                "used up, @who carries everything back to the shop and exchanges as many as "
                f"possible in a single visit; {empty} that do not make up a full {k} are kept for "
                "the next time. Then the new ones are used up, and so on, until an exchange is no "
                "longer possible."
            ),
            Story(
                f"On a lonely island, the keeper of the lighthouse owns `n` {drink}. A ship passes "
                f"from time to time and swaps {empty}: {new} for each {k}. The keeper always waits "
                f"until everything is used up. Then all {empty} that can be swapped are swapped, "
                "the remaining ones stay on the island until the next ship, and when fewer than "
                f"{k} remain after using up all, the ship is not called any more. The keeper calls "
                "a ship's stop a visit to the shop."
            ),
        ],
        solve=solve,
        others=[recursive],
        wrong=[loses_rest, one_exchange],
        cpp=[
            """
            long long solve(int n) {
                long long total = n, have = n, visits = 0;
                while (have >= $k) {
                    long long fresh = have / $k * $full;
                    total += fresh;
                    have = have % $k + fresh;
                    visits++;
                }
                return $result;
            }
            """
        ],
        hints=(
            "Follow what happens in one visit.",
            f"From `x` {empty} there come `x` divided by {k} exchanges, and a remainder stays.",
            "Repeat this step and count along; do not forget the remainder.",
        ),
        explanation="Each visit makes the number smaller by a constant factor, so that only about "
        "`log n` steps are simulated.",
        edges=[(k,), (k - 1,), (k * k,), (k * k - 1,), (10**9,)],
        params={"result": {"total": "total", "left": "have", "visits": "visits"}[what]},
        call="exchange",
    )


@family(1000, "implementation", "math")
def steps_of_tariff(p: Parameters) -> Task:
    bounds = p.choice("bounds", [100, 300], [50, 200], [1000, 5000], [10, 40], [500, 600])
    rates = p.choice("rates", [1, 2, 5], [2, 3, 4], [7, 4, 2], [0, 3, 6], [3, 1, 2], [5, 5, 1])
    what = p.choice("what", "water", "power", "data", "tax")
    total = p.choice("total", "sum", "most", "free")
    unit, thing = {
        "water": ("buckets", "of water"),
        "power": ("units", "of electricity"),
        "data": ("megabytes", "of data"),
        "tax": ("coins", "of income"),
    }[what]
    low, high = bounds
    one, two, three = rates
    noun = {
        "sum": "the sum of all payments",
        "most": "the largest payment",
        "free": "the difference between the largest and the smallest payment",
    }[total]

    def solve(n: int, a: list[int]) -> int:
        fees = []
        for x in a:
            fee = min(x, low) * one
            if x > low:
                fee += (min(x, high) - low) * two
            if x > high:
                fee += (x - high) * three
            fees.append(fee)
        if total == "sum":
            return sum(fees)
        if total == "most":
            return max(fees)
        return max(fees) - min(fees)

    def by_cases(n: int, a: list[int]) -> int:
        def fee(x: int) -> int:
            if x <= low:
                return one * x
            if x <= high:
                return one * low + two * (x - low)
            return one * low + two * (high - low) + three * (x - high)

        if total == "sum":
            return sum(fee(x) for x in a)
        if total == "most":
            return max(fee(x) for x in a)
        return max(map(fee, a)) - min(map(fee, a))

    def one_rate(n: int, a: list[int]) -> int:
        fees = [x * (one if x <= low else two if x <= high else three) for x in a]
        if total == "sum":
            return sum(fees)
        if total == "most":
            return max(fees)
        return max(fees) - min(fees)

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 10**4)
        top = 10**6 if maker.scale == "large" else 3 * high
        return n, [maker.rng.choice((maker.rng.randint(0, top), low, high)) for _ in range(n)]

    return Task(
        titles=("Tariffs", "Step by Step", "The Bill"),
        given=[
            Count("n", 1, 10**4, what="the number of households"),
            Ints("a", "n", 0, 10**6, what=f"their {unit} {thing}"),
        ],
        ask=Value(noun),
        formal=f"A household with `x` {unit} {thing} pays as follows: {one} for each of the first "
        f"{low} {unit}, {two} for each further one up to a total of {high}, and {three} for each "
        f"one beyond that. There are `n` households, and the `i`-th has `a_i` {unit}.",
        stories=[
            Story(
                "The council of @place has argued for three days, and this is the new tariff: of "
                f"the {unit} {thing} that a household has, each of the first {low} costs {one}, "
                f"each of those after that, until there are {high} in total, costs {two}, and "
                f"whatever goes beyond {high} costs {three} for each. @who works in the town hall "
                f"and has a list of `n` households; the `i`-th has `a_i` {unit} {thing}."
            ),
            Story(
                "Bills are printed tonight. For each of the `n` households on the list, the "
                f"computer knows the number `a_i` of {unit} {thing}, and it has to find the "
                f"payment. {unit.capitalize()} number 1 to {low} are charged with {one} each. "
                f"{unit.capitalize()} number {low + 1} to {high} are charged with {two} each. All "
                f"others are charged with {three} each. Before printing, the boss asks for one "
                "number only."
            ),
        ],
        solve=solve,
        others=[by_cases],
        wrong=[one_rate],
        cpp=[
            """
            long long solve(int n, vector<int> a) {
                long long sum = 0, most = LLONG_MIN, least = LLONG_MAX;
                for (long long x : a) {
                    long long fee = $one * min<long long>(x, $low);
                    fee += $two * max(0LL, min<long long>(x, $high) - $low);
                    fee += $three * max(0LL, x - $high);
                    sum += fee;
                    most = max(most, fee);
                    least = min(least, fee);
                }
                return $result;
            }
            """
        ],
        hints=(
            "How many of the units of one household fall into each of the three steps?",
            f"In the first step there are `min(x, {low})` of them.",
            "The payment is the sum over the steps: number in the step times its rate.",
        ),
        explanation="The units are split at the two bounds, and each part is multiplied by its "
        "own rate; all households together take linear time.",
        make=make,
        edges=[(1, [0]), (3, [low, high, high + 1]), (2, [low + 1, high])],
        params={
            "one": one,
            "two": two,
            "three": three,
            "low": low,
            "high": high,
            "result": {"sum": "sum", "most": "most", "free": "most - least"}[total],
        },
        call="payments",
    )
