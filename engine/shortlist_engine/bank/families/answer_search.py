"""Binary search on the answer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints

HALVING = """\
long long low = 0, high = x.back() - x[0] + 1;
while (high - low > 1) {
    long long middle = (low + high) / 2;
    if (fitting(x, middle) >= k) low = middle;
    else high = middle;
}
"""


LEAST_SIZE = """\
long long low = *max_element(a.begin(), a.end()) + EXTRA - 1, high = 0;
for (int x : a) high += x + EXTRA;
while (high - low > 1) {
    long long middle = (low + high) / 2;
    if (parts(a, middle) <= k) high = middle;
    else low = middle;
}
return high;"""


@family(1200, "binary search", "math")
def machines_at_work(p: Parameters) -> Task:
    start = p.choice("start", "empty", "first_at_once", "delay")
    d = p.int("d", 1, 9) if start == "delay" else 1
    most = p.choice("most", "none", "limit")
    cap = p.int("cap", 2, 6) if most == "limit" else 1
    limit = (
        f" No machine makes more than {cap} things per order, that is, altogether."
        if most == "limit"
        else ""
    )
    first = {
        "empty": "its first thing is finished in second `t_i`",
        "first_at_once": "its first thing lies ready in second 0, when the machine is switched on",
        "delay": (
            f"it needs {d} second{'s' if d > 1 else ''} to warm up before, so that its first "
            f"thing is finished in second `t_i + {d}`"
        ),
    }[start]
    never = " If that never happens, the result is -1." if most == "limit" else ""

    def solve(n: int, t: list[int], k: int) -> int:
        if most == "limit" and n * cap < k:
            return -1
        low, high = -1, 10**15
        while high - low > 1:
            middle = (low + high) // 2
            made = 0
            for x in t:
                if start == "empty":
                    things = middle // x
                elif start == "first_at_once":
                    things = middle // x + 1
                else:
                    things = max(0, middle - d) // x
                made += min(things, cap) if most == "limit" else things
            if made >= k:
                high = middle
            else:
                low = middle
        return high

    def enough_by(n: int, t: list[int], k: int) -> int:
        def made(time: int) -> int:
            if start == "empty":
                numbers = [time // x for x in t]
            elif start == "first_at_once":
                numbers = [time // x + 1 for x in t]
            else:
                numbers = [max(0, time - d) // x for x in t]
            return sum(min(number, cap) for number in numbers) if most == "limit" else sum(numbers)

        if most == "limit" and k > cap * n:
            return -1
        high = 1
        while made(high) < k:
            high *= 2
        low = 0
        while low < high:
            middle = (low + high) // 2
            if made(middle) >= k:
                high = middle
            else:
                low = middle + 1
        return low

    def step_by_step(n: int, t: list[int], k: int) -> int:
        if most == "limit" and n * cap < k:
            return -1
        time = 0
        while True:
            made = 0
            for x in t:
                if start == "empty":
                    things = time // x
                elif start == "first_at_once":
                    things = time // x + 1
                else:
                    things = max(0, time - d) // x
                made += min(things, cap) if most == "limit" else things
            if made >= k:
                return time
            time += 1

    def average(n: int, t: list[int], k: int) -> int:
        if most == "limit" and n * cap < k:
            return -1
        rate = sum(1 / x for x in t)
        time = int(k / rate)
        return time + d if start == "delay" else time

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 10**4)
        t = maker.numbers(n, 1, 10**4)
        if maker.scale == "least":
            return 1, 1, [1]
        if most == "limit":
            return (
                n,
                maker.rng.randint(1, min(10**9, n * cap + (2 if maker.chance(0.15) else 0))),
                t,
            )
        return n, maker.number(1, 10**9), t

    return Task(
        titles=("Machines at Work", "When Is It Done?", "The Great Order"),
        given=[
            (
                Count("n", 1, 10**4, what="the number of machines"),
                Int("k", 1, 10**9, what="the number of things"),
            ),
            Ints("t", "n", 1, 10**4, what="the times of the machines"),
        ],
        ask=Value("the first second at which `k` things are finished"),
        notes=never.strip(),
        formal="`n` machines are switched on in second 0 and work at the same time. Machine `i` "
        f"finishes a thing every `t_i` seconds; {first}.{limit} A thing that is finished "
        "in some second counts from this second on.",
        stories=[
            Story(
                "A factory for paper dragons in @place has `n` machines, and all are "
                "switched on in second 0. The `i`-th finishes a dragon, which is a thing in "
                f"the language of engineers, every `t_i` seconds, and {first}. The machines "
                f"do not disturb each other.{limit} An order of `k` dragons has come in, and "
                "the delivery van [is waiting|must be booked]; a dragon counts from the "
                f"second on in which it is finished.{never}",
                "In which second are there `k` dragons for the first time?",
            ),
            Story(
                "Somewhere in the sea, `n` geysers were woken by an earthquake at the same "
                "moment, second 0. The geyser with number `i` spouts every `t_i` seconds; "
                "think of it as a machine whose things are fountains. For each of them, "
                f"{first}, where finished means that the water shoots up.{limit} A research "
                "ship counts all fountains and will sail home as soon as it has seen "
                f"`k`.{never}",
                "In which second will that be?",
            ),
        ],
        solve=solve,
        others=[enough_by],
        slow=[step_by_step],
        wrong=[average],
        cpp=[
            """
            long long solve(int n, vector<int> t, int k) {
                $check
                long long low = -1, high = 1000000000000000LL;
                while (high - low > 1) {
                    long long middle = (low + high) / 2, made = 0;
                    for (int x : t) made += $things;
                    if (made >= k) high = middle;
                    else low = middle;
                }
                return high;
            }
            """
        ],
        hints=(
            "How many things are finished after a given time? That is easy to compute.",
            "This number never falls while time goes on.",
            "Search the first second with at least `k` things by halving an interval of seconds.",
        ),
        explanation="The number of things by a second is a sum that grows with time, so binary "
        "search finds the first second that is enough in about 50 rounds of `n` "
        "steps.",
        make=make,
        params={
            "check": f"if (1LL * n * {cap} < k) return -1;" if most == "limit" else "",
            "things": (lambda text: f"min({text}, {cap}LL)" if most == "limit" else text)(
                {
                    "empty": "middle / x",
                    "first_at_once": "middle / x + 1",
                    "delay": f"max(0LL, middle - {d}) / x",
                }[start]
            ),
        },
        call="first_second",
    )


@family(1300, "binary search", "greedy")
def far_apart(p: Parameters) -> Task:
    ring = p.choice("first", "any", "must_first", "must_last")
    what = p.choice("what", "distance", "needed")
    d = p.int("d", 0, 2)
    thing, place = p.entry(
        "thing",
        {
            "beehives": ("beehives", "meadows"),
            "cameras": ("cameras", "posts"),
            "lamps": ("lamps", "poles"),
            "stalls": ("stalls", "corners"),
        },
    )
    force = {
        "any": "",
        "must_first": f" One of the {thing} has to be at the position nearest to 0.",
        "must_last": (
            " The position farthest from 0 must not be used, because a road sign stands there."
        ),
    }[ring]

    def solve(n: int, x: list[int], k: int) -> int:
        x.sort()
        if ring == "must_last":
            x.pop()
        if what == "needed":
            count, last = 1, x[0]
            for y in x:
                if y - last >= k:
                    count += 1
                    last = y
            return count + d
        low, high = 0, x[-1] - x[0] + 1
        while high - low > 1:
            middle = (low + high) // 2
            count, last = 1, x[0]
            for y in x:
                if y - last >= middle:
                    count += 1
                    last = y
            if count >= k:
                low = middle
            else:
                high = middle
        return low - d

    def jumping(n: int, x: list[int], k: int) -> int:
        x = sorted(x)
        if ring == "must_last":
            x = x[:-1]

        def fitting(gap: int) -> int:
            count = i = 0
            while i < len(x):
                count += 1
                i = bisect_left(x, x[i] + gap, i + 1)
            return count

        if what == "needed":
            return fitting(k) + d
        low, high = 0, x[-1] - x[0]
        while low < high:
            middle = (low + high + 1) // 2
            if fitting(middle) >= k:
                low = middle
            else:
                high = middle - 1
        return low - d

    def evenly(n: int, x: list[int], k: int) -> int:
        x.sort()
        if ring == "must_last":
            x.pop()
        if what == "needed":
            return (x[-1] - x[0]) // k + 1 + d
        return (x[-1] - x[0]) // (k - 1) - d

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(3, 10**5)
        top = {"least": n, "tiny": 40, "small": 150}.get(maker.scale, 10**9)
        x = maker.rng.sample(range(d, top + d + 1), n)
        if what == "distance":
            return n, maker.rng.randint(2, n - 1), x
        return n, maker.rng.randint(1, max(1, top // maker.rng.choice((2, 4, 8)))), x

    noun = (
        f"the greatest possible value of the least distance between two {thing}, minus {d}"
        if d
        else f"the greatest possible value of the least distance between two {thing}"
    )
    if what == "needed":
        noun = (
            f"the greatest number of {thing} that can be put up such that any two are at "
            "least `k` apart"
        ) + (f", plus {d}" if d else "")
    given_k = (
        Int("k", 2, "n-1", what=f"the number of {thing}")
        if what == "distance"
        else Int("k", 1, 10**9, what="the least distance that is allowed")
    )
    number = f"`k` {thing}" if what == "distance" else f"some {thing}"
    goal = (
        "The smallest of all distances between two of them should be as great as possible."
        if what == "distance"
        else (
            "No two of them may be closer to each other than `k`, and as many as possible "
            "should be put up."
        )
    )
    return Task(
        titles=("Far Apart", f"Room for {thing.capitalize()}", "Keep Your Distance"),
        given=[
            (Count("n", 3, 10**5, what=f"the number of {place}"), given_k),
            Ints("x", "n", 0, 10**9 + 2, "distinct", what=f"the positions of the {place}"),
        ],
        ask=Value(noun),
        formal=f"There are `n` {place} at the positions `x_1, ..., x_n` of a straight road, all "
        f"different. {number[:1].upper() + number[1:]} are put up at different "
        f"{place}.{force} {goal}",
        stories=[
            Story(
                "Through the fields of @place runs a straight road, and by it there are `n` "
                f"{place}; the `i`-th is `x_i` metres from the beginning of the road, at the "
                f"position `x_i`, and the list is not sorted. @who wants to put up {number}, "
                f"at most one at each of the {place}.{force} {goal} [It is for the sake of "
                "the neighbours|There have been complaints before]."
            ),
            Story(
                f"The designer of a computer game draws a long line and marks `n` {place} on "
                "it, at the positions `x_1, ..., x_n`, no two of which are equal. In the "
                f"next level {number} appear at some of the {place}, never two at the same "
                f"one.{force} {goal} If it goes wrong, players will find the level too easy."
            ),
        ],
        solve=solve,
        others=[jumping],
        wrong=[evenly],
        cpp=[
            """
            int fitting(const vector<int>& x, long long gap) {
                int count = 1;
                long long last = x[0];
                for (int y : x) {
                    if (y - last >= gap) {
                        count++;
                        last = y;
                    }
                }
                return count;
            }

            int solve(int n, vector<int> x, int k) {
                sort(x.begin(), x.end());
                $drop
                $result
            }
            """
        ],
        hints=(
            "Sort the positions. If a distance `g` is wanted, where would you put the "
            "first, and where the next?",
            "As far to the left as possible each time; so the greatest number for `g` is "
            "found by one walk.",
            "That is all."
            if what == "needed"
            else (
                "The larger `g`, the fewer fit. Search the largest `g` for which `k` fit by "
                "halving."
            ),
        ),
        explanation="For a fixed distance the greedy choice from the left fits the most"
        + (
            "; sorting dominates the time."
            if what == "needed"
            else (
                ", and this number falls with the distance, so binary search finds the best one "
                "in about 30 walks."
            )
        ),
        make=make,
        params={
            "drop": "x.pop_back();" if ring == "must_last" else "",
            "result": f"return fitting(x, k) + {d};"
            if what == "needed"
            else HALVING + f"return low - {d};",
        },
        call="far_apart",
    )


@family(1400, "binary search", "greedy")
def volumes_in_order(p: Parameters) -> Task:
    extra = p.int("extra", 0, 3)
    what = p.choice("what", "size", "parts")
    most = p.int("most", 2, 5) if p.choice("limited", True, False) else 0
    plus = f" plus {extra} for each thing" if extra else ""
    at_most = f" At most {most} things may be in a part." if most else ""
    noun = (
        "the least possible size of the largest part"
        if what == "size"
        else "the least number of parts such that no part is larger than `k`"
    )

    def solve(n: int, a: list[int], k: int) -> int:
        a = [x + extra for x in a]

        def parts(limit: int) -> int:
            number, total, length = 1, 0, 0
            for x in a:
                if total + x > limit or (most and length == most):
                    number += 1
                    total = length = 0
                total += x
                length += 1
            return number

        if what == "parts":
            return parts(k)
        low, high = max(a) - 1, sum(a)
        while high - low > 1:
            middle = (low + high) // 2
            if parts(middle) <= k:
                high = middle
            else:
                low = middle
        return high

    def by_prefix(n: int, a: list[int], k: int) -> int:
        prefix = [0]
        for x in a:
            prefix.append(prefix[-1] + x + extra)
        low = k if what == "parts" else max(a) + extra
        high = k if what == "parts" else prefix[n]
        while True:
            middle = (low + high) // 2
            number = i = 0
            while i < n:
                j = bisect_right(prefix, prefix[i] + middle) - 1
                if most:
                    j = min(j, i + most)
                i = j
                number += 1
            if what == "parts":
                return number
            if low == high:
                return low
            if number <= k:
                high = middle
            else:
                low = middle + 1

    def equal_shares(n: int, a: list[int], k: int) -> int:
        a = [x + extra for x in a]
        if what == "parts":
            return max(-(-sum(a) // k), -(-n // most) if most else 1)
        return max(max(a), -(-sum(a) // k))

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 10**5)
        a = maker.numbers(n, 1, 10**4)
        if what == "size":
            least = -(-n // most) if most else 1
            return n, maker.rng.randint(least, min(n, least + maker.rng.choice((2, 5, n)))), a
        total = sum(a) + extra * n
        low = max(a) + extra
        k = maker.rng.randint(low, max(low, min(total, low * 4)))
        return n, k if maker.scale != "least" else low, a

    low_k: int | str = 1
    if what == "size" and most:
        low_k = f"(n+{most - 1})//{most}"
    elif what == "parts":
        low_k = 1 + extra
    given_k = Int(
        "k",
        low_k,
        "n" if what == "size" else 10**9,
        what="the greatest number of parts"
        if what == "size"
        else "the greatest size that is allowed; no single thing is larger",
    )
    rule = (
        "There may be at most `k` parts."
        if what == "size"
        else (
            "No part may be larger than `k`, and no single "
            f"thing{plus.replace(' for each thing', '')} is."
        )
    )
    return Task(
        titles=("Volumes in Order", "Cut into Parts", "One after the Other"),
        given=[
            (Count("n", 1, 10**5, what="the number of things"), given_k),
            Ints("a", "n", 1, 10**4, what="the sizes of the things"),
        ],
        ask=Value(noun),
        formal="`n` things with the sizes `a_1, ..., a_n` stand in a row, which is cut into "
        "parts of consecutive things. The size of a part is the sum of the sizes of its "
        f"things{plus}.{at_most} {rule}",
        stories=[
            Story(
                (
                    "The collected stories of a famous author from @place are going to be "
                    "printed. There are `n` things, as the author modestly called them, and the "
                    "`i`-th has `a_i` pages. They are printed in the given order, in one or "
                    "several volumes, the parts. The size of a part is the sum of the pages of "
                    f"its things{plus}, for the titles.{at_most} {rule} [The readers are "
                    "waiting|The printer is patient]."
                )
                if extra
                else (
                    "The collected stories of a famous author from @place are going to be "
                    "printed. There are `n` things, as the author modestly called them, and the "
                    "`i`-th has `a_i` pages. They are printed in the given order, in one or "
                    "several volumes, the parts. The size of a part is the sum of the pages of "
                    f"its things.{at_most} {rule} [The readers are waiting|The printer is "
                    "patient]."
                )
            ),
            Story(
                "A long hike consists of `n` stretches between huts, here called things, "
                "and stretch `i` takes `a_i` minutes. The group walks them in the given "
                "order and spends each night in some hut, so that the hike is cut into "
                "days, its parts. The size of a day is the sum of the sizes of its "
                f"stretches{plus}{', for tying boots' if extra else ''}.{at_most} {rule} "
                "Nobody wants to be overtaxed."
            ),
        ],
        solve=solve,
        others=[by_prefix],
        wrong=[equal_shares],
        cpp=[
            """
            int parts(const vector<int>& a, long long limit) {
                int number = 1, length = 0;
                long long total = 0;
                for (int x : a) {
                    if (total + x + $extra > limit$full) {
                        number++;
                        total = length = 0;
                    }
                    total += x + $extra;
                    length++;
                }
                return number;
            }

            int solve(int n, vector<int> a, int k) {
                $result
            }
            """
        ],
        hints=(
            "If the greatest size were known, how few parts would be enough?",
            "Fill each part as far as possible; that gives the least number of parts for a size.",
            "That is already the answer."
            if what == "parts"
            else (
                "The larger the size, the fewer parts. Search the least size that needs at most "
                "`k` parts by halving."
            ),
        ),
        explanation="Filling parts greedily needs the least number of parts for a given size"
        + (
            "; it is one pass."
            if what == "parts"
            else (
                ", which falls as the size grows, so binary search finds the least size that is "
                "enough."
            )
        ),
        make=make,
        params={
            "full": f" || length == {most}" if most else "",
            "result": "return parts(a, k);"
            if what == "parts"
            else LEAST_SIZE.replace("EXTRA", str(extra)),
        },
        call="parts_in_order",
    )


@family(1200, "binary search", "math")
def even_speed(p: Parameters) -> Task:
    kind = p.choice("kind", "hours", "pieces", "saw", "fill")
    d = p.int("d", 0, 3)
    text = {
        "hours": (
            "speed `v`",
            f"item `i` takes `a_i / v` hours, rounded up, plus {d} hours"
            if d
            else "item `i` takes `a_i / v` hours, rounded up",
            "the total is at most `k` hours",
            False,
        ),
        "pieces": (
            "length `v`",
            f"item `i` gives `a_i / (v + {d})` pieces, rounded down"
            if d
            else "item `i` gives `a_i / v` pieces, rounded down",
            "there are at least `k` pieces in total",
            True,
        ),
        "saw": (
            "height `v`",
            f"item `i` gives `a_i - v - {d}` if this is positive, and nothing otherwise"
            if d
            else "item `i` gives `a_i - v` if this is positive, and nothing otherwise",
            "at least `k` is gained in total",
            True,
        ),
        "fill": (
            "height `v`",
            f"item `i` needs `v + {d} - a_i` if this is positive, and nothing otherwise"
            if d
            else "item `i` needs `v - a_i` if this is positive, and nothing otherwise",
            "at most `k` is needed in total",
            True,
        ),
    }[kind]
    name, each, goal, most = text
    noun = (
        f"the {'greatest' if most else 'least'} integer `v >= 1` that is good, or 0 if there is "
        "none"
    )

    def solve(n: int, a: list[int], k: int) -> int:
        low, high = 0, 2 * 10**9
        while high - low > 1:
            v = (low + high) // 2
            if kind == "hours":
                good = sum((x + v - 1) // v + d for x in a) <= k
            elif kind == "pieces":
                good = sum(x // (v + d) for x in a) >= k
            elif kind == "saw":
                good = sum(max(0, x - v - d) for x in a) >= k
            else:
                good = sum(max(0, v + d - x) for x in a) <= k
            if good != (kind == "hours"):
                low = v
            else:
                high = v
        if kind == "hours":
            return high if high < 2 * 10**9 else 0
        return low

    def first_bad(n: int, a: list[int], k: int) -> int:
        def good(v: int) -> bool:
            total = 0
            for x in a:
                if kind == "hours":
                    total += -(-x // v) + d
                elif kind == "pieces":
                    total += x // (v + d)
                elif kind == "saw":
                    total += x - v - d if x > v + d else 0
                else:
                    total += v + d - x if x < v + d else 0
            return total <= k if kind in ("hours", "fill") else total >= k

        low, high = 1, 2 * 10**9
        if kind == "hours":
            if not good(high):
                return 0
            while low < high:
                middle = (low + high) // 2
                if good(middle):
                    high = middle
                else:
                    low = middle + 1
            return low
        while low < high:
            middle = (low + high) // 2
            if good(middle):
                low = middle + 1
            else:
                high = middle
        return low - 1

    def from_total(n: int, a: list[int], k: int) -> int:
        total = sum(a)
        if kind == "hours":
            return -(-total // max(1, k - n * d))
        if kind == "pieces":
            return max(0, total // k - d)
        if kind == "saw":
            return max(0, (total - k) // n - d)
        return max(0, (total + k) // n - d)

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 5 * 10**4)
        if maker.scale == "least":
            return 1, 1, [1]
        a = maker.numbers(n, 1, 10**9 if maker.scale != "large" else 10**8)
        v = maker.rng.randint(1, max(a))
        if kind == "hours":
            k = sum(-(-x // v) + d for x in a) - (
                maker.rng.randint(0, n * d + 1) if maker.chance(0.2) else 0
            )
        elif kind == "pieces":
            k = sum(x // (v + d) for x in a)
        elif kind == "saw":
            k = sum(max(0, x - v - d) for x in a)
        else:
            k = sum(max(0, v + d - x) for x in a)
        return n, max(1, min(10**15, k + maker.rng.choice((-1, 0, 0, 2)))), a

    tale = {
        "hours": (
            "A scribe in the monastery of @place has to copy `n` books, the items; item `i` "
            "has `a_i` pages. He chooses a speed of `v` pages an hour, an integer, once and "
            f"for all. Each book is begun at a full hour, and so {each}. A speed is good if "
            f"{goal}, because then the abbot comes to look. Writing fast spoils the hand, so "
            "he would like to write as slowly as possible.",
            "A sprinkler wagon drives through `n` streets, the items, and street `i` needs "
            "`a_i` litres. It is set to a speed `v`, in litres per hour, that cannot be "
            "changed later. As the driver makes a pause until the next full hour after each "
            f"street, {each}. The setting is good if {goal}; and the smaller it is, the "
            "better for the pump.",
        ),
        "pieces": (
            "@who has bought `n` ribbons, the items, at the end of a sale; ribbon `i` is "
            "`a_i` millimetres long. They are cut into pieces of one length `v` for the "
            "children of the school. Since pieces cannot be sewn "
            f"together{' and a bit is lost with every cut' if d else ''}, {each}. A length "
            f"is good if {goal}, so that each child gets one, and long ribbons are prettier.",
            "In the kitchen of a submarine, `n` bars of chocolate, the items, are left, and "
            "bar `i` weighs `a_i` grams. The cook wants to divide them into pieces of equal "
            "weight `v`, called length in the order of the captain. "
            f"{each[0].upper() + each[1:]}; rests are melted for cocoa. The order calls `v` "
            f"good if {goal}, and the crew hopes that `v` is as large as possible.",
        ),
        "saw": (
            "An ice rink is covered by `n` strips of ice, the items, of the heights `a_1, "
            "..., a_n`. A machine is set to a height `v` and planes off whatever lies "
            f"above{' a bit more than that' if d else ' it'}: {each}. The ice is needed for "
            f"cooling drinks, and `v` is good if {goal}. Of course the rink should keep as "
            "much as possible.",
            "In the taxes of @place, `n` citizens have the incomes `a_1, ..., a_n`, and "
            "each citizen is an item of a list. Parliament fixes an amount `v`, which they "
            f"call the height of the free part. {each[0].upper() + each[1:]}, which is what "
            f"the state gets. Roads cost money, and so `v` is good only if {goal}. Every "
            "party promises the greatest such height.",
        ),
        "fill": (
            "`n` flower pots of the heights `a_1, ..., a_n`, the items, stand on a balcony, "
            "and @who wants all of them to reach at least a common height "
            f"`v`{' and a bit more' if d else ''} by putting stones under them. So {each}, "
            f"where a stone has height 1. A height is good if {goal}, as there are only `k` "
            "stones. It should be as great as possible.",
            "A coach wants to bring each of `n` players, the items, to a common level, in "
            "the plan called height `v`. The player `i` has level `a_i` now, and by "
            f"training {each}, counted in hours. Only `k` hours are left before the season, "
            f"so `v` is good if {goal}. The higher the level that all reach, the better.",
        ),
    }[kind]
    return Task(
        titles=("How Fast, How Long, How High?", "The Right Setting", "Just Enough"),
        given=[(Count("n", 1, 5 * 10**4), Int("k", 1, 10**15)), Ints("a", "n", 1, 10**9)],
        ask=Value(noun),
        formal=f"For a {name}, {each}. An integer `v >= 1` is good if {goal}.",
        stories=[Story(tale[0]), Story(tale[1])],
        solve=solve,
        others=[first_bad],
        wrong=[from_total],
        cpp=[
            """
            int solve(int n, vector<int> a, long long k) {
                long long low = 0, high = 2000000000;
                while (high - low > 1) {
                    long long v = (low + high) / 2, total = 0;
                    for (int x : a) total += $part;
                    if ($good) low = v;
                    else high = v;
                }
                return $result;
            }
            """
        ],
        hints=(
            "For a given `v` it is easy to compute whether it is good.",
            f"If some `v` is good, then so is every {'smaller' if most else 'larger'} one.",
            "Keep an interval with a good end and a bad end, and halve it until the ends "
            "are neighbours.",
        ),
        explanation="Being good changes only once as `v` grows, so halving an interval finds "
        "the border in about 31 rounds of `n` steps.",
        make=make,
        params={
            "part": {
                "hours": f"(x + v - 1) / v + {d}",
                "pieces": f"x / (v + {d})",
                "saw": f"max(0LL, x - v - {d})",
                "fill": f"max(0LL, v + {d} - x)",
            }[kind],
            "good": {
                "hours": "total > k",
                "pieces": "total >= k",
                "saw": "total >= k",
                "fill": "total <= k",
            }[kind],
            "result": "high < 2000000000 ? high : 0" if kind == "hours" else "low",
        },
        call="right_setting",
    )
