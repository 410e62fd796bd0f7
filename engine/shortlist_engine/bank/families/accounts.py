"""Money over time: saving, growth, debts, mixtures."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints


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
