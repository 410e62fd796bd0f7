"""Bits: counting them, combining numbers by them, and sets as numbers."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints


@family(900, "bitmasks", "implementation")
def lamp_panels(p: Parameters) -> Task:
    k = p.int("k", 1, 5)
    test = p.choice(
        "test",
        Expr("c k", "c == k", f"exactly {k} of"),
        Expr("c k", "c > k", f"more than {k} of"),
        Expr("c k", "c <= k", f"at most {k} of"),
        Expr("c k", "c % (k + 1) == 0", f"a number divisible by {k + 1} of"),
        Expr("c k", "c != k", f"any number other than {k} of"),
    )
    what = p.choice("what", "count", "sum", "best")
    noun = {
        "count": "the number of bright panels",
        "sum": "the sum of the numbers of all bright panels",
        "best": "the greatest number of a bright panel, or -1 if no panel is bright",
    }[what]

    def solve(n: int, a: list[int]) -> int:
        result = -1 if what == "best" else 0
        for x in a:
            lit = bin(x).count("1")
            if test(lit, k):
                if what == "count":
                    result += 1
                elif what == "sum":
                    result += x
                else:
                    result = max(result, x)
        return result

    def bit_by_bit(n: int, a: list[int]) -> int:
        def ones(x: int) -> int:
            count = 0
            while x:
                count += x & 1
                x >>= 1
            return count

        bright = [x for x in a if test(ones(x), k)]
        if what == "count":
            return len(bright)
        return sum(bright) if what == "sum" else max(bright, default=-1)

    def length(n: int, a: list[int]) -> int:
        bright = [x for x in a if test(x.bit_length(), k)]
        if what == "count":
            return len(bright)
        return sum(bright) if what == "sum" else max(bright, default=-1)

    return Task(
        titles=("Panels of Lamps", "Ones and Zeros", "How Bright?"),
        given=[Count("n", 1, 10**5), Ints("a", "n", 0, 10**9, what="the numbers of the panels")],
        ask=Value(noun),
        formal="There are `n` panels with the numbers `a_1, a_2, ..., a_n`. A panel has a lamp "
        "for each binary digit of its number, and the lamp is on if the digit is 1. A panel is "
        f"bright if {test.words} its lamps are on.",
        stories=[
            Story(
                "The art museum of @place shows `n` panels on a dark wall. Each of them stands "
                "for an integer, the `i`-th for `a_i`. The integer is shown in binary: a lamp "
                "that is on means a 1, one that is off means a 0. Visitors call a panel bright if "
                f"{test.words} its lamps are on."
            ),
            Story(
                "@who designs a display that consists of panels with lamps. The software writes "
                "an integer to each panel, and the lamps show its binary digits (on for 1, off "
                "for 0). To save power, it is important to find the bright panels, those with "
                f"{test.words} the lamps switched on. The integers of the `n` panels are `a_1` to "
                "`a_n`."
            ),
        ],
        solve=solve,
        others=[bit_by_bit],
        wrong=[length],
        cpp=[
            """
            long long solve(int n, vector<int> a) {
                long long result = $first;
                for (long long x : a) {
                    int lit = __builtin_popcountll(x);
                    if ($test(lit, $k)) $update;
                }
                return result;
            }
            """
        ],
        hints=(
            "How many lamps of one panel are on?",
            "The last binary digit is the remainder modulo 2; division by 2 removes it.",
            "Count the ones of each number (many languages have a function for it) and test the "
            "count.",
        ),
        explanation="Counting the ones of a number takes at most 30 steps, so the whole is "
        "linear in `n`.",
        edges=[(1, [0]), (3, [1, 2, 4]), (4, [7, 15, 31, 63]), (2, [0, 2**29])],
        params={
            "first": -1 if what == "best" else 0,
            "update": {"count": "result++", "sum": "result += x"}.get(
                what, "result = max(result, x)"
            ),
        },
        call="bright_panels",
    )


@family(1000, "bitmasks", "math")
def flips_between(p: Parameters) -> Task:
    side = p.choice("side", "both", "only_on", "weighted", "pairs")
    fee = p.int("fee", 2, 7) if side in ("only_on", "pairs") else 0
    rule = {
        "both": "Each change of a switch costs 1.",
        "only_on": f"Turning a switch on costs {fee}, turning it off costs 1.",
        "weighted": "Changing the switch of the `j`-th digit from the right costs `j`.",
        "pairs": f"Each change costs 1; and if at least one switch is changed, a fee of {fee} is "
        "due in addition.",
    }[side]

    def solve(a: int, b: int) -> int:
        x = a ^ b
        cost = 0
        if side == "pairs" and x > 0:
            cost += fee
        place = 1
        while x > 0:
            if x & 1:
                if side == "weighted":
                    cost += place
                elif side == "only_on":
                    cost += fee if b & 1 else 1
                else:
                    cost += 1
            x >>= 1
            b >>= 1
            place += 1
        return cost

    def as_texts(a: int, b: int) -> int:
        s = format(a, "060b")[::-1]
        t = format(b, "060b")[::-1]
        differ = [i for i in range(60) if s[i] != t[i]]
        if side == "both":
            return len(differ)
        if side == "only_on":
            return sum(fee if t[i] == "1" else 1 for i in differ)
        if side == "weighted":
            return sum(i + 1 for i in differ)
        return len(differ) + fee if differ else 0

    def count_difference(a: int, b: int) -> int:
        x = abs(a - b)
        ones = bin(x).count("1")
        if side == "weighted":
            return sum(i + 1 for i in range(60) if x >> i & 1)
        if side == "only_on":
            return ones * fee if b > a else ones
        return ones + fee if side == "pairs" and x else ones

    return Task(
        titles=("Switches", "From One Number to Another", "Flip by Flip"),
        given=[(Int("a", 0, 10**15), Int("b", 0, 10**15))],
        ask=Value("the least total cost"),
        formal="[A long row of switches|A row of 60 switches] stores an integer in binary: a "
        "switch that is on is a digit 1, one that is off is a digit 0. It stores `a`, and it "
        f"shall store `b`. {rule}",
        stories=[
            Story(
                "[Before there were chips|Long ago|Once upon a time], a number was kept in a row "
                "of 60 switches, each of them on (1) or off (0), which were read as binary "
                "digits. The most significant one is on the left. In the computer museum, @who "
                "shows how it was done: right now the switches store `a`, and `b` is needed. "
                f"{rule}"
            ),
            Story(
                "[A railway has|On a railway line there are] signals in a row, and up (1) or down "
                "(0) of each is a binary digit. Together they tell the next station an integer. "
                "The signals say `a` at the moment; in a minute they have to say `b`. In this "
                f"railway a signal is operated by a switch, on for up. {rule}"
            ),
        ],
        solve=solve,
        others=[as_texts],
        wrong=[count_difference],
        cpp=[
            """
            long long solve(long long a, long long b) {
                long long cost = $start;
                for (int i = 0; i < 60; i++) {
                    long long x = a >> i & 1, y = b >> i & 1;
                    if (x != y) cost += $price;
                }
                return cost;
            }
            """
        ],
        hints=(
            "Each switch can be looked at by itself.",
            "The switches in which the numbers differ are the ones of `a xor b`.",
            "Go through the digits of `a xor b` and add the cost for each 1.",
        ),
        explanation="Exactly the digits in which `a` and `b` differ must change. There are at "
        "most 50 of them.",
        edges=[(0, 0), (5, 5), (7, 8), (0, 10**15), (2**49, 1), (1, 2)],
        params={
            "start": f"a != b ? {fee} : 0" if side == "pairs" else "0",
            "price": {"weighted": "i + 1", "only_on": f"y == 1 ? {fee} : 1"}.get(side, "1"),
        },
        call="cost_of_change",
    )


@family(1200, "bitmasks", "math")
def xor_of_range(p: Parameters) -> Task:
    step = p.choice("step", 1, 2, 4)
    first = p.choice("first", "even", "odd") if step == 2 else "any"
    what = p.choice("what", "value", "ones", "bigger")
    kind = {
        1: "all integers",
        2: f"all {first} integers",
        4: "all multiples of 4",
    }[step]
    offset = 1 if first == "odd" else 0
    noun = {
        "value": "the xor of the cards",
        "ones": "the number of ones in the binary form of the xor of the cards",
        "bigger": "the difference between the xor of the cards and `b`, without sign",
    }[what]

    def solve(a: int, b: int) -> int:
        def up_to(m: int) -> int:
            return [m, 1, m + 1, 0][m % 4]

        low = (a - offset + step - 1) // step
        high = (b - offset) // step
        if high < low:
            x = 0
        else:
            x = up_to(high) ^ up_to(low - 1) if low > 0 else up_to(high)
            x = x * step
            if offset and (high - low + 1) % 2:
                x += 1
        if what == "ones":
            return bin(x).count("1")
        return abs(x - b) if what == "bigger" else x

    def pairs_cancel(a: int, b: int) -> int:
        start = a
        while start % step != offset:
            start += 1
        x = 0
        while start <= b and start % (4 * step) != offset:
            x ^= start
            start += step
        count = (b - start) // step + 1 if start <= b else 0
        for i in range(count - count % 4, count):
            x ^= start + i * step
        if what == "ones":
            return bin(x).count("1")
        return abs(x - b) if what == "bigger" else x

    def one_by_one(a: int, b: int) -> int:
        x = 0
        for y in range(a, b + 1):
            if y % step == offset:
                x ^= y
        if what == "ones":
            return bin(x).count("1")
        return abs(x - b) if what == "bigger" else x

    def ends_only(a: int, b: int) -> int:
        x = a ^ b
        if what == "ones":
            return bin(x).count("1")
        return abs(x - b) if what == "bigger" else x

    def make(maker: Maker) -> tuple[int, int]:
        if maker.scale == "large":
            return maker.rng.randint(0, 10**5), maker.rng.randint(9 * 10**17, 10**18)
        high = {"least": 0, "tiny": 15, "small": 80}.get(maker.scale, 5000)
        a = maker.rng.randint(0, high)
        return a, a + maker.rng.randint(0, high)

    return Task(
        titles=("Xor of a Range", "From Left to Right", "Cards in a Drawer"),
        given=[(Int("a", 0, 10**18), Int("b", "a", 10**18))],
        ask=Value(noun),
        formal=f"A drawer holds one card for each of {kind} that are at least `a` and at most "
        "`b`. The xor of the cards is the bitwise exclusive or of all their numbers, and 0 if "
        "there is no card.",
        stories=[
            Story(
                f"A magician keeps a card for each of {kind} from `a` to `b`, the ends included if "
                "they belong to them, and knows a trick: @friend takes the cards one after the "
                "other and combines their numbers with the bitwise exclusive or (xor), beginning "
                "with 0. The magician tells the result at once, no matter how many cards there "
                "are."
            ),
            Story(
                "To check a delivery, a storehouse computes the xor (bitwise exclusive or) of the "
                "numbers on all cards that are attached to the boxes. There is exactly one card "
                f"for each of {kind} between `a` and `b`, where the bounds count as well. With no "
                "cards at all, the xor is 0. There may be an enormous number of boxes."
            ),
        ],
        solve=solve,
        others=[pairs_cancel],
        wrong=[ends_only],
        slow=[one_by_one],
        cpp=[
            """
            long long solve(long long a, long long b) {
                while (a <= b && a % $step != $offset) a++;
                long long x = 0;
                while (a <= b && a % (4 * $step) != $offset) {
                    x ^= a;
                    a += $step;
                }
                if (a <= b) {
                    long long count = (b - a) / $step + 1;
                    for (long long i = count - count % 4; i < count; i++) x ^= a + i * $step;
                }
                return $result;
            }
            """
        ],
        hints=(
            "What is the xor of `4k`, `4k + 1`, `4k + 2` and `4k + 3`?",
            "It is 0, so the xor of all numbers from 0 to `m` depends only on `m` modulo 4 and "
            "`m` itself.",
            "The range from `a` to `b` is the range up to `b` combined with the range up to `a - "
            "1`.",
        ),
        explanation="Groups of four consecutive numbers cancel out. A range is the xor of two "
        "beginnings, so the time is constant.",
        make=make,
        edges=[(0, 0), (1, 1), (3, 3), (0, 7), (5, 6), (4, 8)],
        params={
            "offset": offset,
            "result": {
                "ones": "__builtin_popcountll(x)",
                "bigger": "abs(x - b)",
            }.get(what, "x"),
        },
        call="xor_of_cards",
    )


@family(1300, "bitmasks", "brute force")
def chosen_subset(p: Parameters) -> Task:
    goal = p.choice("goal", "exact", "closest", "ways", "least")
    rule = p.choice("rule", "any", "no_neighbours", "even_size")
    things = p.choice("things", "songs", "parcels", "stones", "films")
    extra = {
        "any": "",
        "no_neighbours": f" Two {things} that follow each other in the list must not both be "
        "chosen.",
        "even_size": f" The number of chosen {things} must be even; 0 is even as well.",
    }[rule]
    noun = {
        "closest": "the largest total that does not exceed `s`",
        "ways": "the number of choices with a total of exactly `s`",
        "least": f"the least number of chosen {things} with a total of exactly `s`, or -1 if that "
        "is impossible",
    }.get(goal, "")

    def solve(n: int, a: list[int], s: int) -> object:
        best, ways, least = 0, 0, -1
        for mask in range(1 << n):
            if rule == "no_neighbours" and mask & (mask >> 1):
                continue
            chosen = [a[i] for i in range(n) if mask >> i & 1]
            if rule == "even_size" and len(chosen) % 2 == 1:
                continue
            total = sum(chosen)
            if total == s:
                ways += 1
                if least == -1 or len(chosen) < least:
                    least = len(chosen)
            if total <= s:
                best = max(best, total)
        if goal == "exact":
            return ways > 0
        if goal == "closest":
            return best
        return ways if goal == "ways" else least

    def recursive(n: int, a: list[int], s: int) -> object:
        found = []

        def go(i: int, total: int, size: int, free: bool) -> None:
            if total > s:
                return
            if i == n:
                if rule != "even_size" or size % 2 == 0:
                    found.append((total, size))
                return
            go(i + 1, total, size, True)
            if rule != "no_neighbours" or free:
                go(i + 1, total + a[i], size + 1, False)

        go(0, 0, 0, True)
        exact = [size for total, size in found if total == s]
        if goal == "exact":
            return len(exact) > 0
        if goal == "closest":
            return max(total for total, size in found)
        return len(exact) if goal == "ways" else min(exact, default=-1)

    def greedy(n: int, a: list[int], s: int) -> object:
        rest, size = s, 0
        for x in sorted(a, reverse=True):
            if x <= rest:
                rest -= x
                size += 1
        if goal == "exact":
            return rest == 0
        if goal == "closest":
            return s - rest
        if goal == "ways":
            return 1 if rest == 0 else 0
        return size if rest == 0 else -1

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 14)
        n = min(n, 14)
        top = 10 if maker.scale in ("tiny", "small") else maker.rng.choice((12, 1000))
        a = [maker.rng.randint(1, top) for _ in range(n)]
        s = sum(x for x in a if maker.chance(0.4)) + maker.rng.choice((0, 0, 1, 2))
        return n, max(1, min(s, 10**5)), a

    return Task(
        titles=("The Right Selection", "Exactly That Much", "Choosing"),
        given=[
            (
                Count("n", 1, 14, what=f"the number of {things}"),
                Int("s", 1, 10**5, what="the wanted total"),
            ),
            Ints("a", "n", 1, 1000, what="their sizes"),
        ],
        ask=Decide("some choice has a total of exactly `s`") if goal == "exact" else Value(noun),
        formal=f"A list of `n` {things} is given; the `i`-th has the size `a_i`. Any of them may "
        "be chosen, also none or all, and the sum of the sizes of the chosen ones is the "
        f"total.{extra}",
        stories=[
            Story(
                f"@who has `n` {things} in a list and has to fill a gap of size `s` with some of "
                "them. The `i`-th in the list has the size `a_i`, and sizes add up. Each can be "
                f"used at most once, and of course it is possible to use none.{extra} @who has "
                "tried for an hour and starts to suspect that a computer would be quicker."
            ),
            Story(
                f"In a puzzle from a newspaper, `n` {things} are printed in a row, with their "
                "sizes `a_1` to `a_n` below them. The reader shall mark some of them, perhaps "
                f"none. The sum of the sizes of all marked (chosen) {things} is called the total, "
                f"and the number `s` is printed in large type above the row.{extra}"
            ),
        ],
        solve=solve,
        others=[recursive],
        wrong=[greedy],
        cpp=[
            """
            $type solve(int n, vector<int> a, int s) {
                int best = 0, ways = 0, least = -1;
                for (int mask = 0; mask < (1 << n); mask++) {
                    int total = 0, size = 0;
                    for (int i = 0; i < n; i++) {
                        if (mask >> i & 1) {
                            total += a[i];
                            size++;
                        }
                    }
                    if ($forbidden) continue;
                    if (total <= s) best = max(best, total);
                    if (total == s) {
                        ways++;
                        if (least < 0 || size < least) least = size;
                    }
                }
                return $result;
            }
            """
        ],
        hints=(
            "How many choices are there for the largest `n`?",
            "Each choice is a binary number with `n` digits: digit 1 means that a thing is chosen.",
            "Try all numbers from 0 to `2^n - 1` and compute the total of each.",
        ),
        explanation="There are `2^n` choices, at most 16384, and each takes `n` steps.",
        make=make,
        tests=False,
        edges=[
            (1, 1, [1]),
            (1, 2, [1]),
            (4, 6, [4, 3, 3, 2]),
            (3, 6, [5, 3, 3]),
            (4, 8, [4, 4, 4, 4]),
        ],
        params={
            "type": "bool" if goal == "exact" else "int",
            "forbidden": {"any": "total > s", "no_neighbours": "mask & (mask >> 1)"}.get(
                rule, "size % 2 == 1"
            ),
            "result": {"exact": "ways > 0", "closest": "best", "ways": "ways", "least": "least"}[
                goal
            ],
        },
        call="choose",
    )


@family(1100, "bitmasks", "greedy")
def merge_masks(p: Parameters) -> Task:
    op = p.choice(
        "op", Expr("x y", "x | y", "or"), Expr("x y", "x & y", "and"), Expr("x y", "x ^ y", "xor")
    )
    how = p.choice("how", "largest", "smallest", "count", "sum")
    k = p.int("k", 1, 3) if how == "count" else 0
    noun = {
        "largest": "the largest strength of two neighbours",
        "smallest": "the smallest strength of two neighbours",
        "count": f"the number of pairs of neighbours whose strength is a multiple of {2**k}",
        "sum": "the sum of the strengths of all pairs of neighbours",
    }[how]
    sign = {"or": "is 1 if at least one of the two is 1", "and": "is 1 if both are 1",
            "xor": "is 1 if exactly one of the two is 1"}[op.words]  # fmt: skip
    unit = 2**k

    def solve(n: int, a: list[int]) -> int:
        values = []
        for i in range(n):
            values.append(op(a[i], a[(i + 1) % n]))
        if how == "largest":
            return max(values)
        if how == "smallest":
            return min(values)
        if how == "count":
            return sum(1 for x in values if x % unit == 0)
        return sum(values)

    def by_neighbours(n: int, a: list[int]) -> int:
        last = a[-1]
        result = 0 if how != "smallest" else 2**31
        for x in a:
            y = op(last, x)
            if how == "largest":
                result = max(result, y)
            elif how == "smallest":
                result = min(result, y)
            elif how == "sum":
                result += y
            elif y % unit == 0:
                result += 1
            last = x
        return result

    def not_closed(n: int, a: list[int]) -> int:
        values = [op(a[i], a[i + 1]) for i in range(n - 1)]
        if how == "largest":
            return max(values)
        if how == "smallest":
            return min(values)
        return sum(values) if how == "sum" else sum(x % unit == 0 for x in values)

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(3, 10**5)
        top = {"tiny": 15, "small": 63}.get(maker.scale, 10**9)
        return n, [maker.rng.randint(0, top) for _ in range(n)]

    return Task(
        titles=("Around the Table", "Strong Neighbours", "A Ring of Masks"),
        given=[Count("n", 3, 10**5), Ints("a", "n", 0, 10**9, what="the numbers")],
        ask=Value(noun),
        formal="The numbers `a_1, a_2, ..., a_n` are arranged in a circle, so that `a_n` and "
        f"`a_1` are neighbours too. The strength of two neighbours is their bitwise {op.words}: a "
        f"binary digit of it {sign}.",
        stories=[
            Story(
                "`n` agents sit around a large round table, and each of them has a number, "
                "clockwise `a_1, a_2, ..., a_n`. Written in binary, it says which languages the "
                "agent speaks. Agents who sit side by side (the last is beside the first) form a "
                f"team, whose strength is the bitwise {op.words} of their numbers; that means, "
                f"each binary digit {sign}."
            ),
            Story(
                "A necklace consists of `n` glass beads in a closed ring. Inside the beads, so "
                "tiny that one needs a magnifying glass, the numbers `a_1` to `a_n` are engraved. "
                "@who, a computer scientist, assigns a strength to any two neighbours in the "
                f"ring, the bitwise {op.words} of their numbers (every binary digit {sign}). There "
                "are `n` such pairs, since the ring is closed."
            ),
        ],
        solve=solve,
        others=[by_neighbours],
        wrong=[not_closed],
        cpp=[
            """
            long long solve(int n, vector<int> a) {
                long long largest = 0, smallest = LLONG_MAX, count = 0, sum = 0;
                for (int i = 0; i < n; i++) {
                    long long x = $op(a[i], a[(i + 1) % n]);
                    largest = max(largest, x);
                    smallest = min(smallest, x);
                    if (x % $unit == 0) count++;
                    sum += x;
                }
                return $how;
            }
            """
        ],
        hints=(
            "There are only `n` pairs of neighbours.",
            "The neighbour of the last is the first.",
            "Use the bitwise operator for each pair; the index of the next is `(i + 1)` modulo "
            "`n`.",
        ),
        explanation="All `n` pairs are looked at once, in linear time.",
        make=make,
        edges=[(3, [1, 0, 2]), (3, [8, 0, 8]), (4, [0, 0, 0, 0]), (3, [7, 1, 6]), (3, [4, 0, 3])],
        params={"unit": unit},
        call="ring",
    )
