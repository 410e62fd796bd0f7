"""Greedy choices: buying, matching, waiting, filling up, and doing the best first."""

from __future__ import annotations

import heapq
from bisect import bisect_right

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows


@family(900, "greedy", "sortings")
def many_for_little(p: Parameters) -> Task:
    coupon = p.choice("coupon", "none", "half", "free", "entry", "rising")
    fee = p.int("fee", 1, 5) if coupon in ("entry", "rising") else 0
    what = p.choice("what", "number", "rest")
    text = {
        "none": "",
        "half": " The price of one thing of your choice is halved (and rounded down).",
        "free": " One thing, whichever you like, costs nothing.",
        "entry": f" In addition to the prices, each thing that is bought costs {fee} for wrapping.",
        "rising": (
            f" The first thing costs its price, the second one {fee} more than its price, the "
            f"third one {2 * fee} more, and so on; you choose the order."
        ),
    }[coupon]
    story = (
        text.replace("your choice", "the buyer's choice")
        .replace("whichever you like", "whichever the buyer likes")
        .replace("you choose the order", "the buyer chooses the order")
    )
    noun = (
        "the greatest number of things that can be bought"
        if what == "number"
        else "the greatest amount that can be left over when as many things as possible are bought"
    )

    def solve(n: int, a: list[int], money: int) -> int:
        a.sort()
        number = 0
        if coupon == "half":
            best = (0, money)
            total = 0
            for i in range(n):
                total += a[i]
                cost = total - a[i] + a[i] // 2
                if cost <= money:
                    best = (i + 1, money - cost)
            return best[0] if what == "number" else best[1]
        if coupon == "free":
            total = 0
            number, left = 1, money
            for i in range(n - 1):
                total += a[i]
                if total <= money:
                    number, left = i + 2, money - total
            return number if what == "number" else left
        for x in a:
            cost = x
            if coupon == "entry":
                cost += fee
            elif coupon == "rising":
                cost += number * fee
            if cost > money:
                break
            money -= cost
            number += 1
        return number if what == "number" else money

    def by_totals(n: int, a: list[int], money: int) -> int:
        a = sorted(a)
        for number in range(n, 0, -1):
            total = sum(a[:number])
            if coupon == "half":
                total -= (a[number - 1] + 1) // 2
            elif coupon == "free":
                total -= a[number - 1]
            elif coupon == "entry":
                total += number * fee
            elif coupon == "rising":
                total += fee * number * (number - 1) // 2
            if total <= money:
                return number if what == "number" else money - total
        return 0 if what == "number" else money

    def in_given_order(n: int, a: list[int], money: int) -> int:
        number = 0
        if coupon in ("half", "free"):
            i = a.index(min(a)) if coupon == "half" else a.index(max(a))
            a[i] = a[i] // 2 if coupon == "half" else 0
            a.sort()
        for x in a:
            cost = x
            if coupon == "entry":
                cost += fee
            elif coupon == "rising":
                cost += number * fee
            if cost <= money:
                money -= cost
                number += 1
        return number if what == "number" else money

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 1000)
        a = maker.numbers(n, 1, 10**5)
        part = sorted(a)[: maker.rng.randint(0, n)]
        money = max(1, sum(part) + (maker.rng.randint(-2, 6) if maker.chance(0.7) else 0))
        return n, min(10**9, money), a

    return Task(
        titles=("Much for Little", "Flea Market", "As Many as Possible"),
        given=[
            (Count("n", 1, 1000), Int("money", 1, 10**9, other=("m", "s"))),
            Ints("a", "n", 1, 10**5, what="the prices"),
        ],
        ask=Value(noun),
        formal="There are `n` things with the prices `a_1, ..., a_n`; each can be bought at "
        f"most once, for a total of at most `money`.{text}",
        stories=[
            Story(
                "At the flea market in @place, `n` things lie on a blanket, one of each "
                "kind, and the `i`-th has the price `a_i`. @who came with `money` coins and "
                "does not care what the things are: the point is to carry home as many of "
                f"them as possible.{story}",
                "How many things can be bought?"
                if what == "number"
                else (
                    "How many coins can be left, at most, when as many things as possible are "
                    "bought?"
                ),
            ),
            Story(
                "A school library gets `money` coins for new things, as the head teacher "
                "puts it. The catalogue lists `n` of them with the prices `a_1, ..., a_n`. "
                "No thing is needed twice. It has been decided that the number of things "
                "should be as great as possible, since the list is going to be printed in "
                f"the school's newspaper.{story}",
                "What is the greatest possible number?"
                if what == "number"
                else (
                    "If that number is reached as cheaply as possible, how much of the money is "
                    "left?"
                ),
            ),
        ],
        solve=solve,
        others=[by_totals],
        wrong=[in_given_order],
        cpp=[
            """
            long long solve(int n, vector<int> a, long long money) {
                sort(a.begin(), a.end());
                long long total = 0, left = money;
                int number = 0;
                for (int i = 0; i < n; i++) {
                    total += a[i];
                    long long cost = total$change;
                    if (cost <= money) {
                        number = i + 1;
                        left = money - cost;
                    }
                }
                return $result;
            }
            """
        ],
        hints=(
            "Which things should be bought if their number is fixed?",
            "Cheap ones: if `k` things are bought at all, the `k` cheapest can be bought as well.",
            "Sort the prices and find the greatest `k` for which the `k` cheapest can be paid"
            + (
                ", using the reduction for the most expensive of them."
                if coupon in ("half", "free")
                else "."
            ),
        ),
        explanation="Exchanging a thing for a cheaper one never hurts, so the cheapest `k` are "
        "the candidates for each `k`. After sorting, one pass looks at all of them.",
        make=make,
        params={
            "change": {
                "none": "",
                "half": " - (a[i] + 1) / 2",
                "free": " - a[i]",
                "entry": f" + {fee}LL * (i + 1)",
                "rising": f" + {fee}LL * i * (i + 1) / 2",
            }[coupon],
            "result": "number" if what == "number" else "left",
        },
        call="many_for_little",
    )


@family(900, "greedy", "sortings")
def heavier_part(p: Parameters) -> Task:
    lead = p.choice("lead", "rest", "rest_plus", "twice", "at_least", "percent")
    d = p.int("d", 1, 9) if lead in ("rest_plus", "percent") else 1
    text = {
        "rest": "greater than the sum of all other elements",
        "rest_plus": f"greater than the sum of all other elements plus {d}",
        "twice": "at least twice the sum of all other elements",
        "at_least": "at least as great as the sum of all other elements",
        "percent": f"at least {d * 10} percent of the sum of all elements",
    }[lead]
    what = p.choice("what", "number", "smallest")
    noun = (
        "the least number of elements that can be chosen"
        if what == "number"
        else (
            "the smallest element that is chosen if as few elements as possible are chosen, and "
            "among all such choices the sum is the greatest"
        )
    )
    none = (
        " It may be that even all elements together are not enough; then print -1."
        if lead == "rest_plus"
        else ""
    )

    def solve(n: int, a: list[int]) -> int:
        a.sort(reverse=True)
        total = sum(a)
        mine = 0
        for i in range(n):
            mine += a[i]
            rest = total - mine
            if lead == "rest":
                enough = mine > rest
            elif lead == "rest_plus":
                enough = mine > rest + d
            elif lead == "twice":
                enough = mine >= 2 * rest
            elif lead == "at_least":
                enough = mine >= rest
            else:
                enough = 10 * mine >= d * total
            if enough:
                return i + 1 if what == "number" else a[i]
        return -1

    def taking_away(n: int, a: list[int]) -> int:
        a.sort()
        mine, rest = sum(a), 0
        if lead == "rest_plus" and mine <= d:
            return -1
        total = mine
        i = 0
        while i < n - 1:
            mine -= a[i]
            rest += a[i]
            if lead == "rest":
                fails = mine <= rest
            elif lead == "rest_plus":
                fails = mine <= rest + d
            elif lead == "twice":
                fails = mine < 2 * rest
            elif lead == "at_least":
                fails = mine < rest
            else:
                fails = 10 * mine < d * total
            if fails:
                break
            i += 1
        return n - i if what == "number" else a[i]

    def from_the_front(n: int, a: list[int]) -> int:
        total = sum(a)
        mine = 0
        for i in range(n):
            mine += a[i]
            rest = total - mine
            if lead == "rest":
                enough = mine > rest
            elif lead == "rest_plus":
                enough = mine > rest + d
            elif lead == "twice":
                enough = mine >= 2 * rest
            elif lead == "at_least":
                enough = mine >= rest
            else:
                enough = 10 * mine >= d * total
            if enough:
                return i + 1 if what == "number" else min(a[: i + 1])
        return -1

    return Task(
        titles=("The Heavier Part", "Few but Large", "Enough Is Enough"),
        given=[Count("n", 1, 10**5), Ints("a", "n", 1, 10**9)],
        ask=Value(noun),
        formal="Some of the `n` elements, at least one, are to be chosen such that their sum is "
        f"{text}.",
        notes=none.strip(),
        stories=[
            Story(
                "The council of @place has `n` parties as its members, and party `i` has "
                "`a_i` votes. A coalition consists of one or more parties. It may form a "
                "government if the sum of its votes, counting each party as an element, is "
                f"{text}. Every further partner makes the talks [longer|harder], so a "
                "coalition should have as few parties as possible.",
                "How many parties are in the smallest coalition that may govern?"
                if what == "number"
                else (
                    "Of all smallest coalitions, look at the one with the most votes. How many "
                    "votes does its smallest party have?"
                ),
            ),
            Story(
                "`n` stones lie on the shore, and the `i`-th weighs `a_i` grams. A heron "
                "plays with them: it wants to choose some of them so that the sum of the "
                f"weights of the chosen stones is {text}, the stones being the elements. "
                "Carrying stones is tiring, and the heron wants to choose as few as it can; "
                "if there is a choice, it takes the heavier ones.",
                "How many stones does it choose?"
                if what == "number"
                else "What does the lightest of the chosen stones weigh?",
            ),
        ],
        solve=solve,
        others=[taking_away],
        wrong=[from_the_front],
        cpp=[
            """
            int solve(int n, vector<int> a) {
                sort(a.rbegin(), a.rend());
                long long total = 0, mine = 0;
                for (int x : a) total += x;
                for (int i = 0; i < n; i++) {
                    mine += a[i];
                    long long rest = total - mine;
                    if ($enough) return $result;
                }
                return -1;
            }
            """
        ],
        hints=(
            "If `k` elements are chosen, which `k` are the best?",
            "The `k` largest have the greatest sum and leave the least for the others.",
            "Sort in descending order and take elements until the condition holds.",
        ),
        explanation="For each number of elements the largest ones are best, so they are taken "
        "in descending order until it is enough: `n log n` for sorting.",
        params={
            "enough": {
                "rest": "mine > rest",
                "rest_plus": f"mine > rest + {d}",
                "twice": "mine >= 2 * rest",
                "at_least": "mine >= rest",
                "percent": f"10 * mine >= {d} * total",
            }[lead],
            "result": "i + 1" if what == "number" else "a[i]",
        },
        call="heavier_part",
    )


@family(1100, "greedy", "two pointers", "sortings")
def hands_and_gloves(p: Parameters) -> Task:
    low = p.int("low", 0, 4)
    high = p.choice("high", "none", "k", "double")
    what = p.choice("what", "pairs", "left")
    fits = {
        "none": f"`b_j >= a_i + {low}`" if low else "`b_j >= a_i`",
        "k": f"`a_i {f'+ {low} ' if low else ''}<= b_j <= a_i + {low + 3}`",
        "double": f"`a_i {f'+ {low} ' if low else ''}<= b_j <= 2 * a_i + {low}`",
    }[high]

    def solve(n: int, m: int, a: list[int], b: list[int]) -> int:
        a.sort()
        b.sort()
        i = pairs = 0
        for y in b:
            if high == "k":
                while i < n and y > a[i] + low + 3:
                    i += 1
            elif high == "double":
                while i < n and y > 2 * a[i] + low:
                    i += 1
            if i < n and a[i] + low <= y:
                i += 1
                pairs += 1
        return pairs if what == "pairs" else n - pairs

    def two_indices(n: int, m: int, a: list[int], b: list[int]) -> int:
        a.sort()
        b.sort()
        i = j = pairs = 0
        while i < n and j < m:
            top = b[j]
            if high == "k":
                top = a[i] + low + 3
            elif high == "double":
                top = 2 * a[i] + low
            if b[j] < a[i] + low:
                j += 1
            elif b[j] > top:
                i += 1
            else:
                i += 1
                j += 1
                pairs += 1
        return pairs if what == "pairs" else n - pairs

    def largest_that_fits(n: int, m: int, a: list[int], b: list[int]) -> int:
        b.sort()
        pairs = 0
        for x in sorted(a):
            top = x + low + 3
            if high == "double":
                top = 2 * x + low
            elif high == "none":
                top = 10**9 + 9
            j = bisect_right(b, top) - 1
            if j >= 0 and b[j] >= x + low:
                b.pop(j)
                pairs += 1
        return pairs if what == "pairs" else n - pairs

    def make(maker: Maker) -> tuple[int, int, list[int], list[int]]:
        n, m = maker.count(1, 10**5), maker.count(1, 10**5)
        top = maker.rng.choice((12, 30, 10**5)) if maker.scale != "least" else 1
        a = [maker.rng.randint(1, top) for _ in range(n)]
        b = [maker.rng.randint(1, top + 4) for _ in range(m)]
        return n, m, a, b

    noun = (
        "the greatest number of pairs"
        if what == "pairs"
        else "the least number of elements of `a` that remain without a partner"
    )
    return Task(
        titles=("Hands and Gloves", "Partners", "Who Gets What?"),
        given=[
            (Count("n", 1, 10**5), Count("m", 1, 10**5)),
            Ints("a", "n", 1, 10**6),
            Ints("b", "m", 1, 10**6),
        ],
        ask=Value(noun),
        formal="Pairs are formed of one element `a_i` of `a` and one element `b_j` of `b`, such "
        f"that {fits} holds in each pair. Each element belongs to at most one pair.",
        stories=[
            Story(
                "A glove maker has `m` pairs of gloves in stock; the `j`-th has the size "
                "`b_j`. In the queue before the shop stand `n` customers with cold hands, "
                "and the hands of the `i`-th have the size `a_i`. A customer is content "
                f"with gloves if {fits}: too tight is bad, and much too wide is [no "
                "better|not allowed either]. (If no upper bound is stated, any width is "
                "fine.) Nobody needs more than one pair of gloves.",
                "How many customers can be made content?"
                if what == "pairs"
                else "How many customers, at least, have to leave without gloves?",
            ),
            Story(
                "After the rain, `n` hermit crabs look for new shells. Crab `i` has the "
                "size `a_i`, and `m` empty shells lie on the beach, the `j`-th with the "
                f"room `b_j`. A crab can move into a shell only if {fits}, and each shell "
                "has room for one crab. The crabs of @place are known for their good "
                "organization and make the best of it together.",
                "How many crabs find a shell?"
                if what == "pairs"
                else "How many crabs find no shell, if as many as possible do?",
            ),
        ],
        solve=solve,
        others=[two_indices],
        wrong=[largest_that_fits],
        cpp=[
            """
            int solve(int n, int m, vector<int> a, vector<int> b) {
                sort(a.begin(), a.end());
                sort(b.begin(), b.end());
                int i = 0, j = 0, pairs = 0;
                while (i < n && j < m) {
                    if (b[j] < a[i] + $low) j++;
                    else if ($wide) i++;
                    else {
                        i++;
                        j++;
                        pairs++;
                    }
                }
                return $result;
            }
            """
        ],
        hints=(
            "Sort both lists.",
            "Look at the smallest of each. Either one of them fits nobody any more, or they "
            "may be paired.",
            "Two pointers: pass over what is too small, pass over what is too large, else "
            "make a pair.",
        ),
        explanation="With both lists sorted, the smallest that can still be used on each side "
        "may be paired without loss, as an exchange of partners shows. Sorting "
        "dominates the time.",
        make=make,
        params={
            "wide": {
                "none": "false",
                "k": f"b[j] > a[i] + {low + 3}",
                "double": f"b[j] > 2LL * a[i] + {low}",
            }[high],
            "result": "pairs" if what == "pairs" else "n - pairs",
        },
        call="most_pairs",
    )


@family(1100, "greedy", "sortings", "data structures")
def patient_queue(p: Parameters) -> Task:
    what = p.choice("what", "excess", "angry", "happy")
    desks = p.int("desks", 1, 3)
    pause = p.int("pause", 0, 3)
    place = "one desk" if desks == 1 else f"{desks} desks"
    minutes = f"{pause} minutes" if pause > 1 else "1 minute"
    breaks = f" After each customer a desk is closed for {minutes}." if pause else ""
    noun = {
        "excess": "the least possible total impatience",
        "angry": "the least possible number of impatient customers",
        "happy": "the greatest possible number of customers who are not impatient",
    }[what]
    meaning = "A customer whose waiting time exceeds `limit` minutes is impatient" + (
        (
            "; the impatience is the number of minutes by which it exceeds `limit`, and these "
            "are added up over all customers."
        )
        if what == "excess"
        else "."
    )

    def solve(n: int, t: list[int], limit: int) -> int:
        t.sort()
        free = [0] * desks
        excess = happy = 0
        for x in t:
            start = heapq.heappop(free)
            if start <= limit:
                happy += 1
            else:
                excess += start - limit
            heapq.heappush(free, start + x + pause)
        if what == "happy":
            return happy
        return n - happy if what == "angry" else excess

    def by_turns(n: int, t: list[int], limit: int) -> int:
        t = sorted(t)
        starts = [0] * n
        for i in range(desks, n):
            starts[i] = starts[i - desks] + t[i - desks] + pause
        if what == "happy":
            return sum(1 for start in starts if start <= limit)
        if what == "angry":
            return sum(1 for start in starts if start > limit)
        return sum(max(0, start - limit) for start in starts)

    def as_they_come(n: int, t: list[int], limit: int) -> int:
        starts = [0] * n
        for i in range(desks, n):
            starts[i] = starts[i - desks] + t[i - desks] + pause
        if what == "happy":
            return sum(1 for start in starts if start <= limit)
        if what == "angry":
            return sum(1 for start in starts if start > limit)
        return sum(max(0, start - limit) for start in starts)

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 10**5)
        t = maker.numbers(n, 1, 10**4)
        limit = maker.rng.randint(0, max(1, sum(t) // (2 * desks))) if maker.scale != "least" else 0
        return n, limit, t

    return Task(
        titles=("The Patient Queue", "Waiting", "Who Is Next?"),
        given=[
            (
                Count("n", 1, 10**5),
                Int(
                    "limit",
                    0,
                    10**9,
                    other=("k", "w"),
                    what="the longest waiting time without impatience",
                ),
            ),
            Ints("t", "n", 1, 10**4, what="the times for the customers"),
        ],
        ask=Value(noun),
        formal=f"`n` customers come to an office with {place} at time 0; serving the `i`-th "
        "takes `t_i` minutes at any desk. A desk serves one customer at a time, and the "
        f"order of the customers may be chosen freely.{breaks} The waiting time of a "
        f"customer is the time until his or her service begins. {meaning}",
        stories=[
            Story(
                "When the office of @place opens in the morning, `n` customers are standing "
                f"outside already. There {'is' if desks == 1 else 'are'} {place}, and the "
                "matter of customer `i` keeps a desk busy for `t_i` minutes. A clerk "
                "decides in which order people are called, and whoever is called goes to a "
                f"desk that is free.{breaks} Each customer's waiting time is counted from "
                f"the opening until the own matter begins. {meaning}"
            ),
            Story(
                f"A repair shop for bicycles works with {place}, as the owner calls the "
                "places for mounting. `n` customers have left their bicycles overnight; the "
                "`i`-th bicycle will need `t_i` minutes, all on one desk. The owner may "
                f"choose the order.{breaks} Customers wait from the first minute of the day "
                "until someone begins with their bicycle: that is the waiting time which "
                f"the owner thinks about. {meaning}"
            ),
        ],
        solve=solve,
        others=[by_turns],
        wrong=[as_they_come],
        cpp=[
            """
            long long solve(int n, vector<int> t, int limit) {
                sort(t.begin(), t.end());
                vector<long long> starts(n);
                long long excess = 0, happy = 0;
                for (int i = 0; i < n; i++) {
                    if (i >= $desks) starts[i] = starts[i - $desks] + t[i - $desks] + $pause;
                    if (starts[i] <= limit) happy++;
                    else excess += starts[i] - limit;
                }
                return $result;
            }
            """
        ],
        hints=(
            "Whom should a desk serve first if two customers wait for it?",
            "A long service in front makes everyone behind it wait; short ones should come first.",
            "Sort by time; the customers go to the desks by turns.",
        ),
        explanation="Exchanging a longer service with a shorter one behind it never makes "
        "waiting worse, so ascending order is best. Sorting takes `n log n`.",
        make=make,
        params={"result": {"excess": "excess", "angry": "n - happy", "happy": "happy"}[what]},
        call="impatience",
    )


@family(1000, "greedy")
def rising_steps(p: Parameters) -> Task:
    d = p.int("d", 0, 4)
    up = p.choice("up", True, False)
    what = p.choice("what", "total", "moved", "last", "list")
    need = {
        True: f"each element is at least {d} greater than the one before it"
        if d
        else "no element is smaller than the one before it",
        False: f"each element is at least {d} greater than the one after it"
        if d
        else "no element is smaller than the one after it",
    }[up]
    edge = "last" if up else "first"
    noun = {
        "total": "the least possible number of steps",
        "moved": "the number of elements that are changed, if as few steps as possible are made",
        "last": f"the value of the {edge} element after as few steps as possible",
        "list": "the list after as few steps as possible",
    }[what]

    def solve(n: int, a: list[int]) -> object:
        if not up:
            a.reverse()
        total = moved = 0
        for i in range(1, n):
            need = a[i - 1] + d - a[i]
            if need > 0:
                a[i] += need
                total += need
                moved += 1
        if what == "total":
            return total
        if what == "moved":
            return moved
        if what == "last":
            return a[-1]
        return a if up else a[::-1]

    def with_maximum(n: int, a: list[int]) -> object:
        order = a if up else a[::-1]
        best = order[0]
        result = []
        for i in range(n):
            best = max(best, order[i] - d * i)
            result.append(best + d * i)
        changed = [y - x for x, y in zip(order, result, strict=True)]
        if what == "total":
            return sum(changed)
        if what == "moved":
            return sum(1 for x in changed if x > 0)
        if what == "last":
            return result[-1]
        return result if up else result[::-1]

    def old_values(n: int, a: list[int]) -> object:
        order = a if up else a[::-1]
        result = order[:1]
        for i in range(1, n):
            result.append(max(order[i], order[i - 1] + d))
        changed = [y - x for x, y in zip(order, result, strict=True)]
        if what == "total":
            return sum(changed)
        if what == "moved":
            return sum(1 for x in changed if x > 0)
        if what == "last":
            return result[-1]
        return result if up else result[::-1]

    return Task(
        titles=("Step by Step", "Rising", "A Better Slope"),
        given=[Count("n", 1, 10**5), Ints("a", "n", 1, 10**6)],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="A step increases one element of the list by 1. The goal is a list in which "
        f"{need}.",
        stories=[
            Story(
                "Along the new slide of the water park in @place stand `n` pillars, "
                "numbered from 1, and the `i`-th is `a_i` bricks high. The slide is safe "
                f"when {need}, where the elements are the heights of the pillars in their "
                "order. In one step a worker puts one more brick onto a pillar; taking "
                "bricks away is not possible. As few steps as possible shall be made."
            ),
            Story(
                "@who [tunes|repairs] an old organ with `n` pipes in a row. Pipe `i` has "
                "the pitch `a_i`, and one step with the file raises the pitch of one pipe "
                "by 1; it cannot be lowered again. The row of pitches sounds right if "
                f"{need}, and the work ends as soon as it does. Of course @who does no more "
                "steps than are needed."
            ),
        ],
        solve=solve,
        others=[with_maximum],
        wrong=[old_values],
        cpp=[
            """
            $type solve(int n, vector<long long> a) {
                $turn
                long long total = 0, moved = 0;
                for (int i = 1; i < n; i++) {
                    long long need = a[i - 1] + $d - a[i];
                    if (need > 0) {
                        a[i] += need;
                        total += need;
                        moved++;
                    }
                }
                $result
            }
            """
        ],
        hints=(
            f"The {'first' if up else 'last'} element never has to be changed.",
            "The next one must not be too small compared with it; raise it exactly as far "
            "as needed.",
            f"Go through the list from the {'left' if up else 'right'} and raise each "
            "element to the value that its neighbour demands, if it is below.",
        ),
        explanation="Each element has a least possible value that follows from its neighbour's, "
        "and taking the least everywhere is possible at once: one pass.",
        params={
            "type": "vector<long long>" if what == "list" else "long long",
            "turn": "" if up else "reverse(a.begin(), a.end());",
            "result": {
                "total": "return total;",
                "moved": "return moved;",
                "last": "return a[n - 1];",
                "list": "return a;" if up else "reverse(a.begin(), a.end());\nreturn a;",
            }[what],
        },
        call="rising_list",
    )


@family(1200, "greedy", "implementation")
def water_stops(p: Parameters) -> Task:
    start = p.choice("full", True, False)
    what = p.choice("what", "number", "places", "after")
    spare = p.int("spare", 0, 2)
    reach = "`k`" if not spare else f"`k - {spare}`"
    noun = {
        "number": "the least number of stops, or -1 if the end cannot be reached",
        "places": (
            "the positions of the stops, if each stop is made as late as possible, or -1 alone "
            "if the end cannot be reached; if no stop is needed, print 0"
        ),
        "after": (
            "the distance that is still left after the last stop, if each stop is made as late "
            "as possible (the whole distance `m` if no stop is needed, and -1 if the end cannot "
            "be reached)"
        ),
    }[what]
    begin = (
        "At the start the supply is full, so that the first stop may be up to that far away."
        if start
        else (
            "At the start there is no supply, so a stop at position 0 is necessary; the first "
            "place is always there. It counts as a stop."
        )
    )

    def solve(n: int, x: list[int], m: int, k: int) -> object:
        reach = k - spare
        at = 0
        places = [] if start else [0]
        i = 0
        while at + reach < m:
            best = at
            while i < n and x[i] <= at + reach:
                best = x[i]
                i += 1
            if best == at:
                return [-1] if what == "places" else -1
            places.append(best)
            at = best
        if what == "number":
            return len(places)
        if what == "places":
            return places or [0]
        return m - at

    def searching(n: int, x: list[int], m: int, k: int) -> object:
        reach = k - spare
        at = 0
        places = []
        if not start:
            places.append(0)
        while m - at > reach:
            i = bisect_right(x, at + reach) - 1
            if i < 0 or x[i] <= at:
                return [-1] if what == "places" else -1
            at = x[i]
            places.append(at)
        if what == "number":
            return len(places)
        if what == "after":
            return m - at
        return places if places else [0]

    def at_each_place(n: int, x: list[int], m: int, k: int) -> object:
        reach = k - spare
        at = 0
        places = [] if start else [0]
        for y in [*x, m]:
            if y - at > reach:
                return [-1] if what == "places" else -1
            if y < m:
                at = y
                places.append(y)
        if what == "number":
            return len(places)
        if what == "places":
            return places or [0]
        return m - at

    def make(maker: Maker) -> tuple[int, int, int, list[int]]:
        n = maker.count(1, 10**5)
        m = max(n + 2, maker.number(n + 2, 10**9))
        if maker.scale == "large":
            m = maker.rng.randint(10**8, 10**9)
        x = sorted(maker.rng.sample(range(1, m), n))
        gaps = [b - a for a, b in zip([0, *x], [*x, m], strict=True)]
        k = max(gaps) + spare + maker.rng.randint(-1, 2 * max(gaps))
        return n, m, min(10**9, max(k, 1 + spare)), x

    return Task(
        titles=("Water Stops", "Far to Go", "From Well to Well"),
        given=[
            (
                Count("n", 1, 10**5),
                Int("m", 3, 10**9, what="the whole distance"),
                Int("k", 1 + spare, 10**9),
            ),
            Ints("x", "n", 1, "m-1", "increasing", what="the positions of the places"),
        ],
        ask=Listing(noun) if what == "places" else Value(noun),
        formal="Someone goes from position 0 to position `m`. At the positions `x_1 < x_2 < ... "
        "< x_n` there are places where a stop can be made, which fills up the supply. A "
        f"full supply is enough for a distance of {reach}. {begin}",
        stories=[
            Story(
                "A caravan crosses the desert along a straight road of `m` miles. There are "
                "`n` wells by the road, at the miles `x_1, ..., x_n` from the beginning. "
                f"With full water bags it gets {reach} miles far, and the bags are filled at "
                f"each stop. {begin} Stopping costs half a day each time, so the "
                "[guide|leader] of the caravan plans as few stops as possible."
            ),
            Story(
                "The sledge dogs of @who run `m` kilometres to the research station. A "
                f"feeding carries them {reach} kilometres far, and they can be fed only in "
                f"the huts, which stand `x_1, ..., x_n` kilometres from the start. {begin} "
                "Each feeding is a stop, and the fewer of them the better."
            ),
        ],
        solve=solve,
        others=[searching],
        wrong=[at_each_place],
        cpp=[
            """
            $type solve(int n, vector<int> x, int m, int k) {
                long long reach = k - $spare, at = 0;
                vector<int> places = $first;
                int i = 0;
                while (at + reach < m) {
                    long long best = at;
                    while (i < n && x[i] <= at + reach) best = x[i++];
                    if (best == at) return $none;
                    places.push_back(best);
                    at = best;
                }
                $result
            }
            """
        ],
        hints=(
            "Where should the first stop be?",
            "As far away as the supply allows: what can be reached from an earlier place "
            "can be reached from a later one too.",
            "Repeat: go to the last place within reach, and give up if there is none.",
        ),
        explanation="A later stop is never worse than an earlier one, so the last place within "
        "reach is always right. The places are passed once: linear time.",
        make=make,
        params={
            "type": "vector<int>" if what == "places" else "int",
            "first": "{}" if start else "{0}",
            "none": "{-1}" if what == "places" else "-1",
            "result": {
                "number": "return places.size();",
                "places": "if (places.empty()) places.push_back(0);\nreturn places;",
                "after": "return m - at;",
            }[what],
        },
        call="fewest_stops",
    )


@family(1300, "greedy", "sortings")
def two_offices(p: Parameters) -> Task:
    rule = p.choice("rule", "exactly", "at_most", "at_least", "half")
    most = p.choice("most", True, False)
    k_text = {
        "exactly": "exactly `k` of them go to the first",
        "at_most": "at most `k` of them go to the first",
        "at_least": "at least `k` of them go to the first",
        "half": (
            "the first gets exactly `k` more or exactly `k` fewer than the second, where `n + "
            "k` is even"
        ),
    }[rule]
    noun = f"the {'greatest' if most else 'least'} possible total"
    cost = "gain" if most else "cost"

    def solve(n: int, k: int, rows: list[list[int]]) -> int:
        total = sum(b for _, b in rows)
        gains = sorted((a - b for a, b in rows), reverse=most)
        if rule == "exactly":
            return total + sum(gains[:k])
        if rule == "half":
            few, many = (n - k) // 2, (n + k) // 2
            first, second = total + sum(gains[:few]), total + sum(gains[:many])
            return max(first, second) if most else min(first, second)
        for i in range(n):
            helps = gains[i] > 0 if most else gains[i] < 0
            if rule == "at_most" and i < k and helps:
                total += gains[i]
            if rule == "at_least" and (i < k or helps):
                total += gains[i]
        return total

    def all_numbers(n: int, k: int, rows: list[list[int]]) -> int:
        rows.sort(key=lambda row: row[1] - row[0] if most else row[0] - row[1])
        totals = [sum(row[1] for row in rows)]
        for a, b in rows:
            totals.append(totals[-1] + a - b)
        if rule == "exactly":
            allowed = [totals[k]]
        elif rule == "at_most":
            allowed = totals[: k + 1]
        elif rule == "at_least":
            allowed = totals[k:]
        else:
            allowed = [totals[(n - k) // 2], totals[(n + k) // 2]]
        return max(allowed) if most else min(allowed)

    def sorts_by_first(n: int, k: int, rows: list[list[int]]) -> int:
        rows.sort(reverse=most)
        totals = [sum(row[1] for row in rows)]
        for a, b in rows:
            totals.append(totals[-1] + a - b)
        if rule == "exactly":
            allowed = [totals[k]]
        elif rule == "at_most":
            allowed = totals[: k + 1]
        elif rule == "at_least":
            allowed = totals[k:]
        else:
            allowed = [totals[(n - k) // 2], totals[(n + k) // 2]]
        return max(allowed) if most else min(allowed)

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(1, 10**5)
        k = maker.rng.randint(0, n)
        if rule == "half" and (n + k) % 2:
            k = k - 1 if k else 1
        if maker.scale == "least" and rule != "half":
            k = 0
        rows = [[maker.number(1, 10**6), maker.number(1, 10**6)] for _ in range(n)]
        return n, k, rows

    return Task(
        titles=("Two Offices", "Either Here or There", "Divide Them"),
        given=[
            (Count("n", 1, 10**5), Int("k", 0, "n")),
            Rows(
                "rows",
                "n",
                (Int("a", 1, 10**6), Int("b", 1, 10**6)),
                what=f"the {cost}s `a` and `b`",
            ),
        ],
        ask=Value(noun),
        formal="Each of `n` people is sent to one of two places. Sending one to the first place "
        f"is a {cost} of `a`, to the second one a {cost} of `b`, where `a` and `b` stand "
        f"in the row of that person. The division has to be such that {k_text}. The total "
        f"is the sum of all {cost}s.",
        stories=[
            Story(
                "A company with offices in @place and in the capital has hired `n` "
                "trainees. The first office is the one in the capital. For each trainee "
                f"there is a row with two numbers: with `a` as the {cost} to the company if "
                "he or she goes to the first office, and `b` if to the second. Every "
                f"trainee goes to one of both, and the chief has ordered that {k_text}. The "
                "total is the sum over all trainees, and it shall be as "
                f"{'great' if most else 'small'} as possible.",
                f"What is the {'greatest' if most else 'least'} possible total {cost}?",
            ),
            Story(
                "`n` fields are planted with either rye, which is the first choice, or "
                f"oats, the second one. The row of a field tells the {cost} of rye on it, "
                f"`a`, and the {cost} of oats on it, `b`. By an agreement among farmers, "
                f"each field is like a person who goes to one of two places: {k_text}. "
                f"{'Gains' if most else 'Costs'} of all fields add up.",
                f"How {'great' if most else 'small'} can the total {cost} be?",
            ),
        ],
        solve=solve,
        others=[all_numbers],
        wrong=[sorts_by_first],
        cpp=[
            """
            long long solve(int n, int k, vector<vector<int>> rows) {
                long long total = 0;
                vector<int> gains;
                for (auto& row : rows) {
                    total += row[1];
                    gains.push_back(row[0] - row[1]);
                }
                sort(gains.begin(), gains.end());
                $turn
                vector<long long> totals = {total};
                for (int x : gains) totals.push_back(totals.back() + x);
                return $result;
            }
            """
        ],
        hints=(
            "Send all to the second place first. What changes when one is moved?",
            "Moving someone changes the total by `a - b`, whatever the others do.",
            "Sort by `a - b`; with a given number of people in the first place, the best "
            "differences are taken.",
        ),
        explanation="The total is the sum of all `b` plus the differences `a - b` of those in "
        "the first place, so for each number of people the best differences are "
        "taken; a sort and prefix sums give all of them.",
        make=make,
        params={
            "turn": "reverse(gains.begin(), gains.end());" if most else "",
            "result": {
                "exactly": "totals[k]",
                "at_most": (
                    f"*{'max' if most else 'min'}_element(totals.begin(), totals.begin() + k + 1)"
                ),
                "at_least": (
                    f"*{'max' if most else 'min'}_element(totals.begin() + k, totals.end())"
                ),
                "half": f"{'max' if most else 'min'}(totals[(n - k) / 2], totals[(n + k) / 2])",
            }[rule],
        },
        call="best_division",
    )
