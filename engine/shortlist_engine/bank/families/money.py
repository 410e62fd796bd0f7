"""Money: change, discounts, fees, interest, shares, packs and mixtures."""

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


@family(900, "implementation", "math")
def saving_up(p: Parameters) -> Task:
    way = p.choice("way", "more", "double", "rest", "sum")
    bonus = p.int("bonus", 2, 9)
    every = p.int("every", 3, 7)
    rule = {
        "more": "in each further week `d` more than in the week before",
        "double": "in each further week twice as much as in the week before, but never more than "
        "`d`",
        "rest": "in each further week `d` coins, whatever was put in before",
        "sum": "in the second week `d` coins, and from the third week on as much as in the two "
        "weeks before together",
    }[way]

    def solve(a: int, d: int, goal: int) -> int:
        total, week = 0, 0
        now, then = a, d
        while total < goal:
            week += 1
            total += now
            if week % every == 0:
                total += bonus
            if way == "more":
                now += d
            elif way == "double":
                now = min(2 * now, max(now, d))
            elif way == "rest":
                now = d
            else:
                now, then = then, now + then
        return week

    def listed(a: int, d: int, goal: int) -> int:
        put = [a]
        total = a
        while total < goal:
            week = len(put) + 1
            if way == "more":
                put.append(put[-1] + d)
            elif way == "double":
                put.append(put[-1] if put[-1] > d else min(d, 2 * put[-1]))
            elif way == "rest":
                put.append(d)
            else:
                put.append(d if week == 2 else put[-1] + put[-2])
            total = sum(put) + week // every * bonus
        return len(put)

    def no_bonus(a: int, d: int, goal: int) -> int:
        total, week = 0, 0
        now, then = a, d
        while total < goal:
            week += 1
            total += now
            if way == "more":
                now += d
            elif way == "double":
                now = min(2 * now, max(now, d))
            elif way == "rest":
                now = d
            else:
                now, then = then, now + then
        return week

    def must_exceed(a: int, d: int, goal: int) -> int:
        total, week = 0, 0
        now, then = a, d
        while total <= goal:
            week += 1
            total += now + (bonus if week % every == 0 else 0)
            if way == "more":
                now += d
            elif way == "double":
                now = min(2 * now, max(now, d))
            elif way == "rest":
                now = d
            else:
                now, then = then, now + then
        return week

    def make(maker: Maker) -> tuple[int, int, int]:
        a, d = maker.number(1, 100), maker.number(1, 100)
        goal = maker.number(1, 10**4) * maker.rng.randint(1, 4)
        for target in range(goal, goal + 40):
            if must_exceed(a, d, target) != solve(a, d, target) and maker.chance(0.4):
                return a, d, min(target, 10**4)
        return a, d, min(goal, 10**4)

    return Task(
        titles=("Saving Up", "The Money Box", "Week by Week"),
        given=[
            (
                Int("a", 1, 100, what="the amount of the first week"),
                Int("d", 1, 100, what="the number that the rule uses"),
                Int("goal", 1, 10**4, what="the amount that is wanted"),
            )
        ],
        ask=Value("the number of the first week at whose end there is enough"),
        formal=f"A box is empty. In the first week `a` coins are put in, {rule}. At the end of "
        f"every week whose number is a multiple of {every}, {bonus} further coins are added, which "
        "do not count as put in. There is enough when the box holds at least `goal` coins. (When "
        "the amount of a week exceeds the limit already, it stays as it is.)"
        if way == "double"
        else f"A box is empty. In the first week `a` coins are put in, {rule}. At the end of "
        f"every week whose number is a multiple of {every}, {bonus} further coins are added, "
        "which do not count as put in. There is enough when the box holds at least `goal` coins.",
        stories=[
            Story(
                "@who wants a [bicycle|telescope|guitar] that costs `goal` coins, and has bought "
                "a pig made of clay. The plan is simple. In the first week `a` coins go into the "
                f"pig, {rule}. Grandmother has promised to help: at the end of week {every}, week "
                f"{2 * every}, week {3 * every} and so on, she drops in {bonus} coins of her own, "
                "which do not change the plan."
                + (
                    " If `a` is above the limit, @who simply puts in `a` every week."
                    if way == "double"
                    else ""
                ),
                "In which week, counted from 1, does the pig come to hold at least `goal` coins?",
            ),
            Story(
                "The roof of the old library in @place leaks, and repairing it costs `goal` "
                "coins. People collect for it. The collection brings `a` coins in the first week, "
                f"{rule}. Besides, the mayor gives {bonus} coins at the end of every {every}th "
                "week. Work on the roof starts as soon as a week ends with `goal` coins or more."
                + (
                    " Should `a` exceed `d`, then every week brings `a`." if way == "double" else ""
                ),
                "After how many weeks is that?",
            ),
        ],
        solve=solve,
        others=[listed],
        wrong=[no_bonus, must_exceed],
        cpp=[
            """
            int solve(int a, int d, int goal) {
                int total = 0, week = 0, now = a, then = d;
                while (total < goal) {
                    week++;
                    total += now;
                    if (week % $every == 0) total += $bonus;
                    $next
                }
                return week;
            }
            """
        ],
        hints=(
            "The numbers are small enough to follow the weeks one by one.",
            "Keep the total, the number of the week, and what comes next.",
            f"Repeat while the total is below the goal; add {bonus} in every {every}th week.",
        ),
        explanation="The weeks are simulated one by one. Every week adds at least one coin, so "
        "there are at most `goal` of them.",
        make=make,
        edges=[(1, 1, 1), (100, 100, 100), (1, 1, 10**4)],
        params={
            "next": {
                "more": "now += d;",
                "double": "now = max(now, min(2 * now, d));",
                "rest": "now = d;",
                "sum": "int sum = now + then;\n                    now = then;\n"
                "                    then = sum;",
            }[way]
        },
        call="weeks_to_save",
    )


@family(900, "math", "implementation")
def percent_growth(p: Parameters) -> Task:
    what = p.choice("what", "years", "amount", "gain")
    change = p.choice("change", "pay_in", "fee", "none", "tax")
    extra = p.int("extra", 2, 20) if change != "none" else 0
    step = {
        "pay_in": Expr("x r", f"x + x * r // 100 + {extra}"),
        "fee": Expr("x r", f"x + x * r // 100 - min({extra}, x * r // 100)"),
        "none": Expr("x r", "x + x * r // 100"),
        "tax": Expr("x r", f"x + x * r // 100 - x * r // 100 * {extra} // 100"),
    }[change]
    also = {
        "pay_in": f" Directly after that, {extra} coins are paid in.",
        "fee": f" The bank then takes a fee of {extra} coins, but never more than this interest.",
        "none": "",
        "tax": f" From this interest, a tax of {extra} percent is taken at once, again rounded "
        "down.",
    }[change]
    noun = {
        "years": "the number of years after which the account holds at least `m` coins for the "
        "first time, or -1 if that takes more than 100 years",
        "amount": "the number of coins in the account after `m` years",
        "gain": "the number of coins by which the account grows in year `m`",
    }[what]
    high = 10**9 if what == "years" else 60

    def solve(x: int, r: int, m: int) -> int:
        if what == "years":
            for year in range(101):
                if x >= m:
                    return year
                x = step(x, r)
            return -1
        before = x
        for _ in range(m):
            before = x
            x = step(x, r)
        return x if what == "amount" else x - before

    def table(x: int, r: int, m: int) -> int:
        held = [x]
        for _ in range(100):
            last = held[-1]
            held.append(step(last, r))
        if what == "years":
            good = [year for year, coins in enumerate(held) if coins >= m]
            return good[0] if good else -1
        return held[m] if what == "amount" else held[m] - held[m - 1]

    def simple_interest(x: int, r: int, m: int) -> int:
        first = step(x, r)
        gain = first - x
        if what == "years":
            for year in range(101):
                if x + gain * year >= m:
                    return year
            return -1
        return x + gain * m if what == "amount" else gain

    def make(maker: Maker) -> tuple[int, int, int]:
        x = maker.rng.randint(60, 300) if maker.scale == "tiny" else maker.rng.randint(1, 10**5)
        r = maker.rng.randint(2, 10)
        if what != "years":
            return x, r, maker.rng.randint(1, 8 if maker.scale == "tiny" else 60)
        target = x
        for _ in range(maker.rng.randint(0, 12 if maker.scale == "tiny" else 110)):
            target = step(target, r)
        return x, r, max(1, min(10**9, target + maker.rng.randint(-1, 1)))

    return Task(
        titles=("Interest", "The Growing Account", "Percent by Percent"),
        given=[
            (
                Int("x", 1, 10**5, what="the coins at the beginning"),
                Int("r", 2, 10, what="the interest rate in percent"),
                Int("m", 1, high, what="the goal" if what == "years" else "the number of a year"),
            )
        ],
        ask=Value(noun),
        formal="An account holds `x` coins. At the end of each year it gets an interest of `r` "
        f"percent of what it holds, rounded down to whole coins.{also}",
        stories=[
            Story(
                "In the attic, @who has found the papers of a bank account. It was opened with "
                "`x` coins and forgotten. The papers say that at the end of every year the bank "
                "adds `r` percent of the coins in the account, rounded down to a whole number of "
                f"coins.{also} Nothing else ever happens to the account."
            ),
            Story(
                "The bank of @place is run by [dwarves|bears], who know only whole coins. Whoever "
                "brings them `x` coins gets an account, and on the last day of a year they put in "
                f"`r` percent of its contents. Fractions of a coin are dropped.{also} @friend has "
                "just opened such an account, on the first day of a year."
            ),
        ],
        solve=solve,
        others=[table],
        wrong=[simple_interest],
        cpp=[
            """
            long long solve(int x, int r, int m) {
                long long now = x, before = x;
                for (int year = 0; year <= $last; year++) {
                    $stop
                    before = now;
                    now = $step(now, r);
                }
                return $missing;
            }
            """
        ],
        hints=(
            "What happens in one year?",
            "Interest is computed on what is in the account now, not on the first amount.",
            "Repeat the step of a year, with integer division for the rounding.",
        ),
        explanation="The years are simulated one by one with integers. There are at most 100 "
        "steps.",
        make=make,
        edges=[(1, 2, 1), (100, 10, 5), (10**5, 10, 60)],
        params={
            "step": Expr("x r", step.python),
            "last": 100 if what == "years" else "m",
            "stop": {
                "years": "if (now >= m) return year;",
                "amount": "if (year == m) return now;",
                "gain": "if (year == m) return now - before;",
            }[what],
            "missing": "-1" if what == "years" else "now - before",
        }
        | (
            {"step": Expr("x r", f"x + x * r / 100 - min({extra}LL, x * r / 100)")}
            if change == "fee"
            else {}
        ),
        call="account",
    )


@family(900, "math", "implementation")
def settle_up(p: Parameters) -> Task:
    what = p.choice("what", "moved", "owing", "most", "list")
    trip = p.choice("trip", "a trip", "a party", "a camp", "a long weekend")
    noun = {
        "moved": "the number of coins that have to change hands",
        "owing": "the number of people who have to give something",
        "most": "the largest number of coins that one person has to give or gets",
        "list": "how much each person gets back, negative for those who have to give",
    }[what]

    def solve(n: int, a: list[int]) -> object:
        share = sum(a) // n
        if what == "moved":
            return sum(max(0, x - share) for x in a)
        if what == "owing":
            return sum(1 for x in a if x < share)
        if what == "most":
            return max(abs(x - share) for x in a)
        return [x - share for x in a]

    def loops(n: int, a: list[int]) -> object:
        total = 0
        for x in a:
            total += x
        moved = owing = most = 0
        result = []
        for x in a:
            back = x - total // n
            result.append(back)
            if back > 0:
                moved += back
            elif back < 0:
                owing += 1
            most = max(most, back, -back)
        if what == "moved":
            return moved
        if what == "owing":
            return owing
        return most if what == "most" else result

    def middle_value(n: int, a: list[int]) -> object:
        share = sorted(a)[n // 2]
        if what == "moved":
            return sum(max(0, x - share) for x in a)
        if what == "owing":
            return sum(1 for x in a if x < share)
        if what == "most":
            return max(abs(x - share) for x in a)
        return [x - share for x in a]

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(2, 10**5)
        a = maker.numbers(n, 0, 10**9)
        over = sum(a) % n
        i = maker.rng.randrange(n)
        a[i] = a[i] - over if a[i] >= over else a[i] + (n - over) % n
        return n, a

    return Task(
        titles=("Settling Up", "Fair Shares", "Who Paid What?"),
        given=[
            Count("n", 2, 10**5, what="the number of people"),
            Ints("a", "n", 0, 10**9, what="what each of them has paid"),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="`n` people share all costs equally. The `i`-th of them has paid `a_i` coins so "
        "far, and the sum of all `a_i` is divisible by `n`. At the end, those who have paid less "
        "than their share give coins to those who have paid more, no more than necessary, so "
        "that all have paid the same.",
        stories=[
            Story(
                f"After {trip}, `n` friends sit around the table with [all|a pile of] receipts. "
                "The `i`-th of them has paid `a_i` coins out of their own pocket for things that "
                "all have used. They agree that everyone should bear the same part of the costs, "
                "which happens to be a whole number of coins. Therefore those who paid too little "
                "now pay to those who paid too much, and not a coin more than needed changes its "
                "owner."
            ),
            Story(
                "The bees of `n` hives have agreed to be neighbours in peace, and peace means "
                "that all hives have given the same to the bear. Up to now, hive `i` has given "
                "`a_i` drops of honey. To make up for the difference, hives that have given less "
                "than the average send drops to hives that have given more; the average is a "
                "whole number, and no drop is sent in vain. In the books of the bees, a hive is a "
                "person and a drop is a coin."
            ),
        ],
        solve=solve,
        others=[loops],
        wrong=[middle_value],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                long long share = accumulate(a.begin(), a.end(), 0LL) / n;
                long long moved = 0, owing = 0, most = 0;
                vector<int> back;
                for (int x : a) {
                    long long d = x - share;
                    back.push_back(d);
                    if (d > 0) moved += d;
                    if (d < 0) owing++;
                    most = max(most, abs(d));
                }
                return $result;
            }
            """
        ],
        hints=(
            "How much should each of them have paid?",
            "The share is the average; compare everyone with it.",
            "What some have paid too much is exactly what the others have paid too little.",
        ),
        explanation="The share is the sum divided by `n`; one more pass over the list compares "
        "each payment with it. Both passes are linear.",
        make=make,
        edges=[(2, [0, 10]), (3, [5, 5, 5]), (4, [0, 0, 0, 8]), (4, [8, 8, 8, 0])],
        params={
            "type": "vector<int>" if what == "list" else "long long",
            "result": {"moved": "moved", "owing": "owing", "most": "most", "list": "back"}[what],
        },
        call="settle",
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


@family(800, "math")
def blending(p: Parameters) -> Task:
    what = p.entry("what", {
        "salt": ("litres", "brine", "a salt content of", "percent", "the salt content"),
        "juice": ("litres", "drink", "a fruit content of", "percent", "the fruit content"),
        "metal": ("kilograms", "ore", "a silver content of", "percent", "the silver content"),
        "paint": ("buckets", "paint", "a red content of", "percent", "the red content"),
    })  # fmt: skip
    third = p.choice("third", "nothing", "pure", "empty", "half")
    unit, stuff, having, percent, noun = what
    added = p.int("added", 1, 9) if third != "nothing" else 0
    extra = {
        "nothing": "",
        "pure": f" Then {added} {unit} of the pure substance are added, with {having} 100 "
        f"{percent}.",
        "empty": f" Then {added} {unit} without any of it are added, that is with {having} 0 "
        f"{percent}.",
        "half": f" Then {added} {unit} with {having} 50 {percent} are added.",
    }[third]
    plus = {"nothing": 0, "pure": added, "empty": added, "half": added}[third]
    inside = {"nothing": 0, "pure": 100 * added, "empty": 0, "half": 50 * added}[third]

    def solve(a: int, x: int, b: int, y: int) -> float:
        return (a * x + b * y + inside) / (a + b + plus)

    def in_parts(a: int, x: int, b: int, y: int) -> float:
        amount = a + b + plus
        part = a * x / 100 + b * y / 100 + inside / 100
        return 100 * part / amount

    def plain_average(a: int, x: int, b: int, y: int) -> float:
        return (x + y) / 2

    def halves(a: int, x: int, b: int, y: int) -> float:
        return (a * x // 100 + b * y // 100 + inside // 100) * 100 / (a + b + plus)

    return Task(
        titles=("Mixing", "The Blend", "Two into One"),
        given=[
            (Int("a", 1, 1000), Int("x", 0, 100)),
            (Int("b", 1, 1000), Int("y", 0, 100)),
        ],
        ask=Value(f"{noun} of the mixture in {percent}", digits=4),
        formal=f"`a` {unit} of a {stuff} with {having} `x` {percent} are mixed with `b` {unit} of "
        f"a {stuff} with {having} `y` {percent}.{extra}",
        stories=[
            Story(
                f"There are two barrels in the workshop. The first holds `a` {unit} of {stuff} "
                f"with {having} `x` {percent}, the second holds `b` {unit} of {stuff} with "
                f"{having} `y` {percent}. @who empties both into a large tub and stirs "
                f"well.{extra} The amounts simply add up, and nothing is lost."
            ),
            Story(
                f"@friend has got an order for {stuff} and mixes it from what is there: `a` {unit} "
                f"with {having} `x` {percent}, and `b` {unit} with {having} `y` {percent}.{extra} "
                "The customer [insists on|asks for] an exact label."
            ),
        ],
        solve=solve,
        others=[in_parts],
        wrong=[plain_average, halves],
        cpp=[
            """
            double solve(int a, int x, int b, int y) {
                double part = a * x + b * y + $inside;
                return part / (a + b + $plus);
            }
            """
        ],
        hints=(
            "How much of the substance is in each part?",
            f"An amount of `a` {unit} with `x` {percent} holds `a * x / 100` {unit} of it.",
            "Divide what all parts hold by the total amount.",
        ),
        explanation="The content of the mixture is the average of the contents, weighted with "
        "the amounts.",
        params={"inside": inside, "plus": plus},
        call="content_of_mixture",
    )
