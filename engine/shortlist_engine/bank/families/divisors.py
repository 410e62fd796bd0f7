"""Divisors: common ones, multiples, rectangles and fractions."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, isqrt, lcm

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Decide, Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints


@family(1100, "math", "number theory")
def picky_divisors(p: Parameters) -> Task:
    kind = p.choice("kind", "odd", "even", "multiple", "other", "ends", "quotient", "large")
    k = p.int("k", 3, 7) if kind not in ("odd", "even") else 3
    keep = {
        "odd": Expr("d n", "d % 2 == 1", "odd"),
        "even": Expr("d n", "d % 2 == 0", "even"),
        "multiple": Expr("d n", f"d % {k} == 0", f"divisible by {k}"),
        "other": Expr("d n", f"d % {k} != 0", f"not divisible by {k}"),
        "ends": Expr("d n", f"d % 10 == {k}", f"numbers with the last digit {k}"),
        "quotient": Expr(
            "d n", f"n // d % {k} != 0", f"such that `n` divided by them is not a multiple of {k}"
        ),
        "large": Expr("d n", f"d >= {k}0", f"at least {k}0"),
    }[kind]
    what = p.choice("what", "count", "sum", "largest")
    noun = {
        "count": "the number of suitable divisors",
        "sum": "the sum of all suitable divisors",
        "largest": "the largest suitable divisor, or 0 if there is none",
    }[what]

    def solve(n: int) -> int:
        found = []
        d = 1
        while d * d <= n:
            if n % d == 0:
                if keep(d, n):
                    found.append(d)
                e = n // d
                if e != d and (keep(e, n)):
                    found.append(e)
            d += 1
        if what == "count":
            return len(found)
        return sum(found) if what == "sum" else max(found, default=0)

    def with_set(n: int) -> int:
        small = [d for d in range(1, isqrt(n) + 1) if n % d == 0]
        divisors = set(small + [n // d for d in small])
        good = [d for d in divisors if keep(d, n)]
        if what == "count":
            return len(good)
        if what == "sum":
            return sum(good)
        return max(good) if good else 0

    def up_to_n(n: int) -> int:
        result = 0
        for d in range(1, n + 1):
            if n % d == 0 and (keep(d, n)):
                if what == "count":
                    result += 1
                elif what == "sum":
                    result += d
                else:
                    result = d
        return result

    def small_half(n: int) -> int:
        found = [d for d in range(1, isqrt(n) + 1) if n % d == 0 and (keep(d, n))]
        if what == "count":
            return 2 * len(found)
        return sum(found) if what == "sum" else max(found, default=0)

    def make(maker: Maker) -> tuple[int]:
        if maker.scale == "large":
            return (maker.rng.randint(9 * 10**11, 10**12),)
        high = {"least": 1, "tiny": 120, "small": 2000}.get(maker.scale, 10**5)
        n = maker.rng.randint(1, high)
        for _ in range(3):
            more = n * maker.rng.choice((2, 3, 4, 5, 6, 7, 10, k))
            n = more if more <= high and maker.chance(0.6) else n
        return (n,)

    return Task(
        titles=("Picky Divisors", "Some Divisors", "Suitable Divisors"),
        given=[Int("n", 1, 10**12)],
        ask=Value(noun),
        formal="The divisors of `n` are the positive integers that divide `n` without remainder, "
        "1 and `n` included. A divisor is suitable if it belongs to the divisors that are "
        f"{keep.words}.",
        stories=[
            Story(
                "At the harvest festival of @place, `n` apples are to be packed into baskets, so "
                "that every basket holds the same number of apples and none is left over. That "
                "means that the number of apples in a basket is a divisor of `n`; one apple in "
                "each basket is possible, and all in a single basket as well. But the village "
                "has its superstitions: a size is suitable only if it belongs to the divisors "
                f"that are {keep.words}.",
            ),
            Story(
                "@who wants to arrange `n` dancers in rows of equal length. The length of a row "
                "must be a divisor of `n` (from 1 up to `n` itself), and the choreographer is "
                f"picky on top of that: suitable are only those divisors that are {keep.words}. "
                "Before the rehearsal, @who would like to know what there is to choose from."
            ),
        ],
        solve=solve,
        others=[with_set],
        wrong=[small_half],
        slow=[up_to_n],
        cpp=[
            """
            long long solve(long long n) {
                long long result = 0;
                for (long long d = 1; d * d <= n; d++) {
                    if (n % d != 0) continue;
                    long long e = n / d;
                    if ($keep(d, n)) $add(d);
                    if (e != d && $keep(e, n)) $add(e);
                }
                return result;
            }
            """
        ],
        hints=(
            "Divisors come in pairs: if `d` divides `n`, so does `n / d`.",
            "One of the two in a pair is not greater than the square root of `n`.",
            "Try all `d` up to the root and look at both `d` and `n / d`; mind that they may be "
            "equal.",
        ),
        explanation="Every divisor above the root belongs to one below it. So the root of `n` "
        "many trials find all of them.",
        make=make,
        tests=False,
        time_s=4.0,
        edges=[(1,), (2,), (36,), (49,), (997,), (720,), (k * k,), (840,)],
        params={
            "keep": keep,
            "add": {
                "count": Expr("x", "result++", cpp="result++"),
                "sum": Expr("x", "x", cpp="result += x"),
                "largest": Expr("x", "x", cpp="result = max(result, x)"),
            }[what],
        },
        call="suitable_divisors",
    )


@family(900, "math", "number theory")
def square_pieces(p: Parameters) -> Task:
    thing = p.entry("thing", {
        "cloth": ("a piece of cloth", "handkerchiefs"), "hall": ("the floor of a hall", "tiles"),
        "cake": ("a flat cake", "pieces"), "field": ("a field", "beds"),
        "sheet": ("a sheet of tin", "plates"), "board": ("a wooden board", "signs"),
    })  # fmt: skip
    what = p.choice("what", "number", "cuts", "edge", "perimeter", "diagonal")
    whole, pieces = thing
    noun = {
        "number": f"the number of {pieces}",
        "cuts": "the total length of all lines inside, along which it is divided",
        "edge": f"the number of {pieces} that touch the border",
        "perimeter": f"the sum of the perimeters of all {pieces}",
        "diagonal": f"the number of {pieces} in a row plus the number of {pieces} in a column",
    }[what]

    def solve(a: int, b: int) -> int:
        side = gcd(a, b)
        x, y = a // side, b // side
        if what == "number":
            return x * y
        if what == "cuts":
            return (x - 1) * b + (y - 1) * a
        if what == "edge":
            return x * y - max(0, x - 2) * max(0, y - 2)
        return 4 * side * x * y if what == "perimeter" else x + y

    def subtracting(a: int, b: int) -> int:
        u, v = a, b
        while v > 0:
            u, v = v, u % v
        x, y = a // u, b // u
        if what == "number":
            return a * b // (u * u)
        if what == "cuts":
            return (4 * u * x * y - 2 * (a + b)) // 2
        if what == "edge":
            if x == 1 or y == 1:
                return x * y
            return 2 * x + 2 * y - 4
        return 4 * a * b // u if what == "perimeter" else (a + b) // u

    def trying(a: int, b: int) -> int:
        side = min(a, b)
        while a % side or b % side:
            side -= 1
        x, y = a // side, b // side
        if what == "number":
            return x * y
        if what == "cuts":
            return (x - 1) * b + (y - 1) * a
        if what == "edge":
            return x * y if min(x, y) < 3 else x * y - (x - 2) * (y - 2)
        return 4 * side * x * y if what == "perimeter" else x + y

    def unit_squares(a: int, b: int) -> int:
        if what == "number":
            return a * b
        if what == "cuts":
            return (a - 1) * b + (b - 1) * a
        if what == "edge":
            return 2 * (a + b) - 4
        return 4 * a * b if what == "perimeter" else a + b

    def make(maker: Maker) -> tuple[int, int]:
        side = maker.number(1, 100)
        x, y = (maker.number(1, 8 if maker.scale == "tiny" else 100) for _ in range(2))
        if maker.scale == "large":
            return 999999937, 999999936
        return (side * x, side * y) if maker.chance(0.8) else (x, y)

    return Task(
        titles=("Square Pieces", "The Largest Squares", pieces.title()),
        given=[
            (Int("a", 1, 10**9, what="the length"), Int("b", 1, 10**9, what="the width")),
        ],
        ask=Value(noun),
        formal=f"A rectangle of length `a` and width `b`, {whole}, is divided completely into "
        f"equal squares, the {pieces}. Their sides are parallel to those of the rectangle, their "
        "side length is an integer and as large as possible.",
        stories=[
            Story(
                f"In the workshop of @who lies {whole}, exactly `a` long and `b` wide. Out of it, "
                f"square {pieces} shall be made, all of the same size, without any waste. The "
                "master allows only sizes that are whole numbers, and wants the squares to be as "
                "large as they can be. All cuts or borders run parallel to the sides.",
            ),
            Story(
                f"@friend has bought {whole} from a merchant who claims it is worth a fortune. It "
                "has the shape of a rectangle with the sides `a` and `b`. The merchant said that "
                f"it should be divided into equal square {pieces}, with sides that are integers "
                "and parallel to the border, so that nothing is left over; and of all ways to do "
                "so, the one with the largest squares should be taken."
            ),
        ],
        solve=solve,
        others=[subtracting],
        wrong=[unit_squares],
        slow=[trying],
        cpp=[
            """
            long long solve(int a, int b) {
                long long side = __gcd(a, b);
                long long x = a / side, y = b / side;
                return $result;
            }
            """
        ],
        hints=(
            "Which side lengths fit both directions?",
            "The side must divide `a` and `b`; the largest such number is their greatest common "
            "divisor.",
            f"There are `a` divided by it {pieces} in one direction and `b` divided by it in the "
            "other.",
        ),
        explanation="The largest side is the greatest common divisor of `a` and `b`, found by "
        "Euclid's algorithm in logarithmic time. The rest is arithmetic.",
        make=make,
        edges=[(1, 1), (10, 10), (4, 6), (6, 9), (1, 7), (7, 1), (2, 4), (20, 30)],
        params={
            "result": {
                "number": "x * y",
                "cuts": "(x - 1) * b + (y - 1) * a",
                "edge": "x * y - max(0LL, x - 2) * max(0LL, y - 2)",
                "perimeter": "4 * side * x * y",
                "diagonal": "x + y",
            }[what]
        },
        call="square_pieces",
    )


@family(1100, "math", "number theory")
def all_at_once(p: Parameters) -> Task:
    thing = p.entry("thing", {
        "bells": ("bells", "rings"), "lamps": ("lighthouses", "flashes"),
        "buses": ("buses", "departs"),
        "frogs": ("frogs", "croaks"), "taps": ("taps", "drips"),
    })  # fmt: skip
    what = p.choice("what", "count", "last", "next", "missing")
    things, acts = thing
    noun = {
        "count": f"the number of seconds from 1 to `t` in which all {things} act together",
        "last": "the last second, not after second `t`, in which all act together, or 0 if there "
        "is none",
        "next": "the first second after second `t` in which all act together, or -1 if it comes "
        "after second `10^18`",
        "missing": "the number of seconds from 1 to `t` in which not all of them act",
    }[what]

    def solve(n: int, a: list[int], t: int) -> int:
        period = 1
        for x in a:
            period = period // gcd(period, x) * x
            if period > 10**18:
                break
        if what == "count":
            return t // period
        if what == "last":
            return t // period * period
        if what == "next":
            first = (t // period + 1) * period
            return first if first <= 10**18 else -1
        return t - t // period

    def whole_lcm(n: int, a: list[int], t: int) -> int:
        period = lcm(*a)
        together = t // period
        if what == "count":
            return together
        if what == "last":
            return t - t % period
        if what == "next":
            first = t - t % period + period
            return -1 if first > 10**18 else first
        return t - together

    def product(n: int, a: list[int], t: int) -> int:
        period = 1
        for x in set(a):
            period *= x
        if what == "count":
            return t // period
        if what == "last":
            return t // period * period
        if what == "next":
            first = (t // period + 1) * period
            return first if first <= 10**18 else -1
        return t - t // period

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 50)
        base = maker.rng.choice((12, 24, 60, 36, 30, 48))
        divisors = [d for d in range(2, base + 1) if base % d == 0]
        if maker.scale == "tiny":
            a = [maker.rng.choice(divisors[:5]) for _ in range(min(n, 4))]
            return len(a), maker.rng.randint(1, 150), a
        if maker.chance(0.5):
            big = base * maker.rng.randint(1, 10**7)
            a = [maker.rng.choice(divisors) for _ in range(n)]
            a[0] = min(10**9, big)
            return n, maker.rng.randint(1, 10**12), a
        return n, maker.rng.randint(1, 10**12), maker.numbers(n, 1, 10**9)

    return Task(
        titles=("All at Once", f"{things.title()} Together", "A Rare Moment"),
        given=[
            (
                Count("n", 1, 50, what=f"the number of {things}"),
                Int("t", 1, 10**12, what="a second"),
            ),
            Ints("a", "n", 1, 10**9, what="their periods in seconds"),
        ],
        ask=Value(noun),
        formal=f"There are `n` {things}. The `i`-th {acts} in the seconds `a_i`, `2a_i`, `3a_i` "
        "and so on. All act together in a second if each of them is active in it.",
        stories=[
            Story(
                f"From the hill above @place one can hear and see `n` {things} at the same time. "
                f"Each of them is as regular as a clock. The `i`-th {acts} for the first time in "
                "second `a_i`, and after that always when `a_i` further seconds have passed. @who "
                "sits there from second 1 on and waits for the seconds in which every single one "
                f"of the {things} acts."
            ),
            Story(
                f"A composer writes a piece for `n` {things}. In the score, time is counted in "
                f"seconds, beginning with 1. The `i`-th {acts} in all seconds whose number is a "
                "multiple of `a_i`, and in no others. The loudest seconds are those in which all "
                "act together, and the composer worries about them."
            ),
        ],
        solve=solve,
        others=[whole_lcm],
        wrong=[product],
        cpp=[
            """
            long long solve(int n, vector<int> a, long long t) {
                const long long limit = 1000000000000000000LL;
                long long period = 1;
                for (int x : a) {
                    long long factor = x / __gcd(period, (long long)x);
                    if (period > limit / factor) {
                        period = limit + 1;
                        break;
                    }
                    period *= factor;
                }
                $finish
            }
            """
        ],
        hints=(
            "In which seconds do the first two act together?",
            "In the multiples of the least common multiple of their periods.",
            "Take the least common multiple of all periods, and stop as soon as it is too large.",
        ),
        explanation="All act together exactly in the multiples of the least common multiple of "
        "the periods. It is built up with greatest common divisors; beyond the limit it need not "
        "be known any more.",
        make=make,
        edges=[
            (1, 1, [1]),
            (2, 8, [2, 4]),
            (2, 11, [6, 4]),
            (3, 10**12, [10**9, 10**9 - 1, 10**9 - 3]),
        ],
        params={
            "finish": {
                "count": "return t / period;",
                "last": "return t / period * period;",
                "next": "if (period > limit) return -1;\n"
                "                long long first = (t / period + 1) * period;\n"
                "                return first <= limit ? first : -1;",
                "missing": "return t - t / period;",
            }[what]
        },
        call="all_together",
    )


@family(1000, "math", "number theory")
def best_rectangle(p: Parameters) -> Task:
    k = p.int("k", 1, 4)
    what = p.choice("what", "fence", "difference", "paths", "count")
    where = p.choice("where", "garden", "herd", "stage", "photo")
    thing, unit = {
        "garden": ("a flower bed", "square metres"),
        "herd": ("a meadow", "hectares"),
        "stage": ("a stage", "square metres"),
        "photo": ("a mosaic", "stones"),
    }[where]
    noun = {
        "fence": "the least possible perimeter, or -1 if there is no such rectangle",
        "difference": "the least possible difference of the two sides, or -1 if there is no such "
        "rectangle",
        "paths": "the least possible area of the rectangle together with a border of width 1 "
        "around it, or -1 if there is no such rectangle",
        "count": "the number of different rectangles that are possible",
    }[what]
    same = " Rectangles that differ only by a turn are not different." if what == "count" else ""

    def solve(n: int) -> int:
        count = 0
        best = -1
        x = k
        while x * x <= n:
            if n % x == 0:
                count += 1
                best = x
            x += 1
        if what == "count":
            return count
        if best == -1:
            return -1
        if what == "fence":
            return 2 * (best + n // best)
        if what == "difference":
            return n // best - best
        return (best + 2) * (n // best + 2)

    def all_pairs(n: int) -> int:
        pairs = [(x, n // x) for x in range(1, isqrt(n) + 1) if n % x == 0 and x >= k]
        if what == "count":
            return len(pairs)
        if not pairs:
            return -1
        if what == "fence":
            return min(2 * x + 2 * y for x, y in pairs)
        if what == "difference":
            return min(y - x for x, y in pairs)
        return min((x + 2) * (y + 2) for x, y in pairs)

    def thinnest(n: int) -> int:
        x = k
        while x <= n and n % x:
            x += 1
        if what == "count":
            return sum(1 for d in range(k, isqrt(n) + 2) if n % d == 0)
        if x > n:
            return -1
        if what == "fence":
            return 2 * (x + n // x)
        return abs(n // x - x) if what == "difference" else (x + 2) * (n // x + 2)

    def make(maker: Maker) -> tuple[int]:
        if maker.scale == "large":
            return (maker.rng.randint(9 * 10**11, 10**12),)
        high = {"least": 1, "tiny": 10, "small": 60}.get(maker.scale, 3000)
        x = maker.rng.randint(1, high)
        n = x * maker.rng.randint(1, 2 * high) if maker.chance(0.75) else x * x
        return (n + (1 if maker.chance(0.25) else 0),)

    return Task(
        titles=("The Best Rectangle", "Sides of Equal Rank", f"Planning {thing.title()}"),
        given=[Int("n", 1, 10**12, what="the area")],
        ask=Value(noun),
        formal="A rectangle has an area of exactly `n`, and its two sides are integers"
        + (f", neither of them less than {k}." if k > 1 else ".")
        + same,
        stories=[
            Story(
                f"The council of @place has decided to build {thing}, after a debate that went on "
                f"until midnight. It will have the shape of a rectangle, with exactly `n` {unit}, "
                "and both sides must have whole numbers as lengths. "
                + (f"A side of less than {k} is out of the question. " if k > 1 else "")
                + f"[Otherwise|Apart from that], the builders are free to choose the sides.{same}",
            ),
            Story(
                f"@who designs {thing}. The customer has paid for `n` {unit}, no more and no less, "
                "so this is the area of the rectangle that is going to be made. Lengths that are "
                "not integers are too hard to measure. "
                + (f"The customer would not accept a side shorter than {k}. " if k > 1 else "")
                + f"@who writes down all possibilities.{same}"
            ),
        ],
        solve=solve,
        others=[all_pairs],
        wrong=[thinnest],
        cpp=[
            """
            long long solve(long long n) {
                long long count = 0, best = -1;
                for (long long x = $k; x * x <= n; x++) {
                    if (n % x == 0) {
                        count++;
                        best = x;
                    }
                }
                $finish
            }
            """
        ],
        hints=(
            "If one side is known, what is the other?",
            "The shorter side divides `n` and is at most the square root of `n`.",
            "Try all shorter sides up to the root; the last one that fits is the best.",
        ),
        explanation="The closer the sides are to each other, the better; so the largest divisor "
        "up to the root is the shorter side. Trying all of them takes the root of `n` steps.",
        make=make,
        tests=False,
        time_s=4.0,
        edges=[(1,), (2,), (3,), (4,), (13,), (16,), (35,), (36,), (9,), (12,)],
        params={
            "finish": {
                "count": "return count;",
                "fence": "return best < 0 ? -1 : 2 * (best + n / best);",
                "difference": "return best < 0 ? -1 : n / best - best;",
                "paths": "return best < 0 ? -1 : (best + 2) * (n / best + 2);",
            }[what]
        },
        call="best_rectangle",
    )


@family(1300, "math", "number theory", "brute force")
def rich_numbers(p: Parameters) -> Task:
    what = p.choice("what", "sum", "count", "odd_sum", "big")
    rule = p.choice("rule", "more", "less", "even")
    value = {
        "sum": "the sum of its divisors without itself",
        "count": "the square of the number of its divisors",
        "odd_sum": "the sum of its odd divisors without itself",
        "big": "three times the number of its divisors, plus its largest divisor apart from "
        "itself (0 for the number 1)",
    }[what]
    test = {
        "more": Expr("v i", "v > i", "greater than the number"),
        "less": Expr("v i", "v * 2 < i", "less than half of the number"),
        "even": Expr("v i", "v % 2 == 0", "even"),
    }[rule]

    def solve(n: int) -> int:
        value = [0] * (n + 1)
        count = [0] * (n + 1)
        for d in range(1, n + 1):
            for i in range(d, n + 1, d):
                count[i] += 1
                if what == "sum" and d < i:
                    value[i] += d
                if what == "odd_sum" and d < i and d % 2 == 1:
                    value[i] += d
                if what == "big" and d < i:
                    value[i] = d
        result = 0
        for i in range(1, n + 1):
            v = value[i]
            if what == "count":
                v = count[i] ** 2
            if what == "big":
                v += 3 * count[i]
            if test(v, i):
                result += 1
        return result

    def own_divisors(n: int) -> int:
        result = 0
        for i in range(1, n + 1):
            divisors = [d for d in range(1, isqrt(i) + 1) if i % d == 0]
            divisors += [i // d for d in divisors if d * d != i]
            divisors.sort()
            proper = divisors[:-1]
            if what == "sum":
                v = sum(proper)
            elif what == "count":
                v = len(divisors) ** 2
            elif what == "odd_sum":
                v = sum(d for d in proper if d % 2)
            else:
                v = 3 * len(divisors) + (proper[-1] if proper else 0)
            if test(v, i):
                result += 1
        return result

    def counts_itself(n: int) -> int:
        value = [0] * (n + 1)
        for d in range(1, n + 1):
            for i in range(d, n + 1, d):
                if what == "sum":
                    value[i] += d
                elif what == "odd_sum":
                    value[i] += d * (d % 2)
                elif what == "count":
                    value[i] += d < i
                else:
                    value[i] = value[i] + 3 if d < i else value[i] + d
        return sum(1 for i in range(1, n + 1) if test(value[i], i))

    def make(maker: Maker) -> tuple[int]:
        high = {"least": 1, "tiny": 40, "small": 200, "medium": 3000}.get(maker.scale, 2 * 10**5)
        return (high if maker.scale == "large" else maker.rng.randint(1, high),)

    return Task(
        titles=("Rich Numbers", "Wealth of Divisors", "The Census of Numbers"),
        given=[Int("n", 1, 2 * 10**5)],
        ask=Value("the number of rich numbers from 1 to `n`"),
        formal=f"The wealth of a positive integer is {value}. The integer is called rich if its "
        f"wealth is {test.words}. (Divisors of an integer are 1, the integer itself, and all "
        "between that divide it without remainder.)",
        stories=[
            Story(
                "In the land of numbers, a census takes place. The inspectors knock at the doors "
                "1, 2, 3 and so on up to `n`. Behind each door lives the number that stands on "
                f"it. Its wealth is {value}. In the official papers a number whose wealth is "
                f"{test.words} is called rich."
            ),
            Story(
                "@who invents names for integers. The wealth of an integer, so @who has decided, "
                f"shall be {value}; and if this wealth is {test.words}, the integer is rich. "
                "@friend finds this [silly|interesting] and asks how common rich numbers are "
                "among the first `n` positive integers."
            ),
        ],
        solve=solve,
        others=[],
        slow=[own_divisors],
        wrong=[counts_itself],
        cpp=[
            """
            int solve(int n) {
                vector<long long> value(n + 1), count(n + 1);
                for (int d = 1; d <= n; d++) {
                    for (int i = d; i <= n; i += d) {
                        count[i]++;
                        $update
                    }
                }
                int result = 0;
                for (int i = 1; i <= n; i++) {
                    long long v = $value;
                    if ($test(v, i)) result++;
                }
                return result;
            }
            """
        ],
        hints=(
            "Looking for the divisors of every number by itself takes too long; turn it around.",
            "For which numbers is `d` a divisor? For `d`, `2d`, `3d` and so on.",
            "For each `d`, go through its multiples up to `n` and update what is kept for them.",
        ),
        explanation="All `d` together have about `n log n` multiples up to `n`, so the table of "
        "wealths is filled in this time.",
        make=make,
        tests=False,
        time_s=3.0,
        edges=[(1,), (2,), (6,), (12,), (30,)],
        params={
            "test": test,
            "update": {
                "sum": "if (d < i) value[i] += d;",
                "count": "value[i] = count[i] * count[i];",
                "odd_sum": "if (d < i && d % 2 == 1) value[i] += d;",
                "big": "if (d < i) value[i] = d;",
            }[what],
            "value": "value[i] + 3 * count[i]" if what == "big" else "value[i]",
        },
        call="count_rich",
    )


@family(1500, "math", "number theory", "data structures")
def gcd_without_one(p: Parameters) -> Task:
    what = p.choice("what", "best", "grows", "index", "kinds")
    thing = p.entry("thing", {
        "gears": ("gears", "numbers of teeth"), "ropes": ("ropes", "lengths"),
        "piles": ("piles of stones", "sizes"), "bars": ("bars of gold", "masses"),
    })  # fmt: skip
    things, sizes = thing
    noun = {
        "best": "the greatest possible common measure of the others",
        "grows": f"the number of {things} without which the common measure is greater than with "
        "all",
        "index": "the number (from 1) of the one whose removal gives the greatest common "
        "measure; of several, the first",
        "kinds": "how many different common measures can occur",
    }[what]

    def solve(n: int, a: list[int]) -> int:
        suffix = [0] * (n + 1)
        for i in range(n - 1, -1, -1):
            suffix[i] = gcd(suffix[i + 1], a[i])
        prefix = 0
        rest = []
        for i in range(n):
            rest.append(gcd(prefix, suffix[i + 1]))
            prefix = gcd(prefix, a[i])
        if what == "best":
            return max(rest)
        if what == "grows":
            return sum(1 for x in rest if x > prefix)
        return rest.index(max(rest)) + 1 if what == "index" else len(set(rest))

    def halves(n: int, a: list[int]) -> int:
        rest = [0] * n

        def fill(low: int, high: int, outside: int) -> None:
            if high - low == 1:
                rest[low] = outside
                return
            middle = (low + high) // 2
            fill(low, middle, gcd(outside, *a[middle:high]))
            fill(middle, high, gcd(outside, *a[low:middle]))

        fill(0, n, 0)
        whole = gcd(*a)
        if what == "best":
            return max(rest)
        if what == "grows":
            return len([x for x in rest if x != whole])
        return rest.index(max(rest)) + 1 if what == "index" else len(set(rest))

    def each_again(n: int, a: list[int]) -> int:
        rest = []
        for i in range(n):
            measure = 0
            for j in range(n):
                if j != i:
                    measure = gcd(measure, a[j])
            rest.append(measure)
        if what == "best":
            return max(rest)
        if what == "grows":
            return sum(x > gcd(*a) for x in rest)
        return rest.index(max(rest)) + 1 if what == "index" else len(set(rest))

    def without_smallest(n: int, a: list[int]) -> int:
        i = a.index(min(a))
        rest = gcd(*(a[:i] + a[i + 1 :]))
        if what == "best":
            return rest
        if what == "grows":
            return int(rest > gcd(*a))
        return i + 1 if what == "index" else 1 + (rest > gcd(*a))

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(2, 10**5)
        kind = maker.rng.random()
        primes = [2, 3, 5, 7]
        top = 3 if maker.scale == "tiny" else 4
        if kind < 0.7 and n <= 1000:
            factor = {q: 1 for q in primes}
            a = [1] * n
            for q in primes[:top]:
                skip = maker.rng.randrange(n)
                factor[q] = maker.rng.randint(1, 2)
                for i in range(n):
                    if i != skip or maker.chance(0.2):
                        a[i] *= q ** factor[q]
            return n, [x * maker.rng.choice((1, 1, 1, 2)) for x in a]
        step = maker.rng.randint(2, 50)
        a = [step * maker.rng.randint(1, 10**9 // step) for _ in range(n)]
        if maker.chance(0.7):
            a[maker.rng.randrange(n)] = maker.rng.randint(1, 10**9)
        return n, a

    return Task(
        titles=("One Too Many", "All but One", "The Common Measure"),
        given=[
            Count("n", 2, 10**5, what=f"the number of {things}"),
            Ints("a", "n", 1, 10**9, what=f"their {sizes}"),
        ],
        ask=Value(noun),
        formal="The common measure of some positive integers is the largest integer that divides "
        f"all of them. There are `n` {things} with the {sizes} `a_1, a_2, ..., a_n`, and exactly "
        "one of them is taken away.",
        stories=[
            Story(
                f"On the table of a [craftsman|merchant] in @place lie `n` {things}; their {sizes} "
                "are `a_1`, `a_2`, ..., `a_n`. They would go well together if all these numbers "
                "had a large common measure, that is, a large integer by which all of them can be "
                "divided without remainder. As it is, exactly one of them has to go, and which "
                "one that should be is an open question."
            ),
            Story(
                f"@who inherits `n` {things} on one condition: one of them, no matter which, must "
                f"be given to @friend. The {sizes} are the integers `a_i`. @who cares for nothing "
                "but order. Therefore, after @friend has got one, @who will work out the common "
                f"measure of the remaining {sizes}, which is their greatest common divisor."
            ),
        ],
        solve=solve,
        others=[halves],
        wrong=[without_smallest],
        slow=[each_again],
        cpp=[
            """
            int solve(int n, vector<int> a) {
                vector<int> suffix(n + 1);
                for (int i = n - 1; i >= 0; i--) suffix[i] = __gcd(suffix[i + 1], a[i]);
                vector<int> rest(n);
                int prefix = 0;
                for (int i = 0; i < n; i++) {
                    rest[i] = __gcd(prefix, suffix[i + 1]);
                    prefix = __gcd(prefix, a[i]);
                }
                return $result;
            }
            """
        ],
        hints=(
            "Computing the greatest common divisor anew for each one that is taken away is too "
            "slow.",
            "Without the `i`-th, there remain a part on its left and a part on its right.",
            "Compute the divisors of all beginnings and of all ends, and combine one of each.",
        ),
        explanation="The common divisor of the rest is that of a prefix and a suffix, and all of "
        "these are found in two passes. That takes `n log A` time for numbers up to `A`.",
        make=make,
        edges=[(2, [4, 6]), (3, [2, 4, 8]), (3, [6, 10, 15]), (4, [5, 5, 5, 5]), (2, [1, 9])],
        params={
            "result": {
                "best": "*max_element(rest.begin(), rest.end())",
                "grows": "n - count(rest.begin(), rest.end(), prefix)",
                "index": "max_element(rest.begin(), rest.end()) - rest.begin() + 1",
                "kinds": "set<int>(rest.begin(), rest.end()).size()",
            }[what]
        },
        call="without_one",
    )


@family(1200, "math", "number theory")
def grow_to_equal(p: Parameters) -> Task:
    u, v = p.choice("uv", (2, 3), (2, 5), (3, 5), (2, 7), (3, 7), (5, 7))
    what = p.choice("what", "possible", "steps", "value")
    creature = p.choice("creature", "mushrooms", "crystals", "balloons", "snowballs")
    noun = {
        "steps": "the least total number of steps until all are equal, or -1 if that is impossible",
        "value": "the least common size that all can reach, or -1 if there is none",
    }.get(what, "")

    def solve(n: int, a: list[int]) -> object:
        cores = set()
        twos, threes = [], []
        for x in a:
            i = j = 0
            while x % u == 0:
                x //= u
                i += 1
            while x % v == 0:
                x //= v
                j += 1
            cores.add(x)
            twos.append(i)
            threes.append(j)
        if what == "possible":
            return len(cores) == 1
        if len(cores) > 1:
            return -1
        if what == "steps":
            return n * (max(twos) + max(threes)) - sum(twos) - sum(threes)
        return cores.pop() * u ** max(twos) * v ** max(threes)

    def by_lcm(n: int, a: list[int]) -> object:
        goal = lcm(*a)
        steps = 0
        fine = True
        for x in a:
            rest = goal // x
            for q in (u, v):
                while rest % q == 0:
                    rest //= q
                    steps += 1
            if rest != 1:
                fine = False
        if what == "possible":
            return fine
        if not fine:
            return -1
        return steps if what == "steps" else goal

    def up_to_the_largest(n: int, a: list[int]) -> object:
        goal = max(a)
        steps = 0
        for x in a:
            while x < goal and goal % (x * u) == 0:
                x *= u
                steps += 1
            while x < goal and goal % (x * v) == 0:
                x *= v
                steps += 1
            if x != goal:
                return False if what == "possible" else -1
        if what == "possible":
            return True
        return steps if what == "steps" else goal

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(2, 1000)
        core = maker.number(1, 20)
        most = 1 if maker.scale == "tiny" else 3
        a = [
            core * u ** maker.rng.randint(0, most) * v ** maker.rng.randint(0, most)
            for _ in range(n)
        ]
        if maker.chance(0.3):
            a[maker.rng.randrange(n)] *= maker.rng.choice((11, 13, u, v))
        return n, a

    return Task(
        titles=("Growing to Equal Size", f"Times {u} or Times {v}", creature.title()),
        given=[
            Count("n", 2, 1000, what=f"the number of {creature}"),
            Ints("a", "n", 1, 10**9, what="their sizes"),
        ],
        ask=Decide("all can become equal") if what == "possible" else Value(noun),
        formal=f"The sizes of `n` {creature} are `a_1, a_2, ..., a_n`. In a step, one size is "
        f"multiplied by {u} or by {v}. Any number of steps may be made, with the same or with "
        f"different {creature}. It is known that the sizes are products of one of the numbers up "
        f"to 400 and of powers of {u} and {v} with exponents of at most 5.",
        stories=[
            Story(
                f"In the greenhouse of a wizard grow `n` {creature}, and the `i`-th has the size "
                f"`a_i`. He knows two spells only. One makes something {u} times as large, the "
                f"other makes it {v} times as large; each is cast on a single one at a time, and "
                "counts as a step. As he loves symmetry he would like all of them to have the "
                f"same size. (Every size is a number up to 400 times a power of {u} times a power "
                f"of {v}, both exponents being 5 at most.)"
            ),
            Story(
                f"A computer game shows `n` {creature} on the screen. Number `i` has the size "
                f"`a_i`. With a click of the left button, the one below the pointer becomes {u} "
                f"times its size; a click of the right button makes it {v} times its size. Every "
                "click is a step. The level ends when all sizes are equal. The sizes were made "
                f"from numbers up to 400, times powers of {u} and {v} with exponents not above 5."
            ),
        ],
        solve=solve,
        others=[by_lcm],
        wrong=[up_to_the_largest],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                set<int> cores;
                int most_u = 0, most_v = 0, sum = 0;
                for (int x : a) {
                    int i = 0, j = 0;
                    for (; x % $u == 0; x /= $u) i++;
                    for (; x % $v == 0; x /= $v) j++;
                    cores.insert(x);
                    most_u = max(most_u, i);
                    most_v = max(most_v, j);
                    sum += i + j;
                }
                $finish
            }
            """
        ],
        hints=(
            "What about a size can never be changed by the steps?",
            f"Divide each size by {u} and by {v} as often as possible: what remains must be the "
            "same for all.",
            f"Then each needs as many factors {u} as the one with the most of them, and likewise "
            f"for {v}.",
        ),
        explanation=f"Steps change only the exponents of {u} and {v}, and only upwards. So the "
        "rest must agree, and the best goal has the largest exponents of both kinds. Each number "
        "takes logarithmic time.",
        make=make,
        edges=[(2, [u, v]), (2, [7 * 11, 7 * 11]), (3, [1, u, u * v]), (2, [11, 13])],
        params={
            "u": u,
            "v": v,
            "type": "bool" if what == "possible" else "long long",
            "finish": {
                "possible": "return cores.size() == 1;",
                "steps": "if (cores.size() > 1) return -1;\n"
                "                return (long long)n * (most_u + most_v) - sum;",
                "value": "if (cores.size() > 1) return -1;\n"
                "                long long result = *cores.begin();\n"
                "                while (most_u-- > 0) result *= $u;\n"
                "                while (most_v-- > 0) result *= $v;\n"
                "                return result;".replace("$u", str(u)).replace("$v", str(v)),
            }[what],
        },
        call="make_equal",
    )


@family(1000, "math", "number theory")
def fractions_of_pie(p: Parameters) -> Task:
    op = p.choice("op", "sum", "difference", "product", "mean", "quotient")
    form = p.choice("form", "reduced", "mixed", "denominator")
    words = {
        "sum": "the sum of the two fractions",
        "difference": "the difference of the two fractions, larger minus smaller",
        "product": "the product of the two fractions",
        "mean": "the mean of the two fractions, half of their sum",
        "quotient": "the first fraction divided by the second",
    }[op]
    noun = {
        "reduced": f"the numerator and the denominator of {words}, in lowest terms",
        "mixed": f"three numbers: the integer part of {words}, and the numerator and denominator "
        "of what remains, in lowest terms",
        "denominator": f"the denominator of {words}, in lowest terms",
    }[form]

    def solve(a: int, b: int, c: int, d: int) -> object:
        if op == "sum":
            x, y = a * d + b * c, b * d
        elif op == "difference":
            x, y = abs(a * d - b * c), b * d
        elif op == "product":
            x, y = a * c, b * d
        elif op == "mean":
            x, y = a * d + b * c, 2 * b * d
        else:
            x, y = a * d, b * c
        common = gcd(x, y)
        x //= common
        y //= common
        if form == "reduced":
            return [x, y]
        return y if form == "denominator" else [x // y, x % y, y]

    def with_library(a: int, b: int, c: int, d: int) -> object:
        one, two = Fraction(a, b), Fraction(c, d)
        if op == "sum":
            result = one + two
        elif op == "difference":
            result = max(one, two) - min(one, two)
        elif op == "product":
            result = one * two
        elif op == "mean":
            result = (one + two) / 2
        else:
            result = one / two
        x, y = result.numerator, result.denominator
        if form == "reduced":
            return [x, y]
        return y if form == "denominator" else [x // y, x % y, y]

    def not_reduced(a: int, b: int, c: int, d: int) -> object:
        if op == "sum":
            x, y = a * d + b * c, b * d
        elif op == "difference":
            x, y = abs(a * d - b * c), b * d
        elif op == "product":
            x, y = a * c, b * d
        elif op == "mean":
            x, y = a * d + b * c, 2 * b * d
        else:
            x, y = a * d, b * c
        if form == "reduced":
            return [x, y]
        return y if form == "denominator" else [x // y, x % y, y]

    return Task(
        titles=("Fractions", "Pieces of Pie", "In Lowest Terms"),
        given=[
            (Int("a", 1, 10**8), Int("b", 1, 10**8)),
            (Int("c", 1, 10**8), Int("d", 1, 10**8)),
        ],
        ask=Value(noun) if form == "denominator" else Listing(noun),
        formal="Two fractions are given, `a / b` and `c / d`. A fraction is in lowest terms if "
        "its numerator and its denominator have no common divisor except 1; the integer 0 has "
        "the denominator 1.",
        stories=[
            Story(
                "Two pies are left after the party. Of the one with apples there is the fraction "
                "`a / b`, of the one with plums the fraction `c / d` (several pies of a kind were "
                "baked, so that these may be more than 1). @who, who learns fractions at school "
                f"just now, asks for {words}. The teacher accepts only fractions in lowest terms, "
                "which means that no number above 1 divides both parts; the number 0 is written "
                "with the denominator 1."
            ),
            Story(
                "A program for exact arithmetic never uses decimals: every number is a numerator "
                "over a denominator, without common divisors above 1, and an integer has the "
                "denominator 1. One of its functions is still missing. It is given `a / b` and `c "
                f"/ d`, which need not be in lowest terms, and works out {words}."
            ),
        ],
        solve=solve,
        others=[with_library],
        wrong=[not_reduced],
        cpp=[
            """
            $type solve(int a, int b, int c, int d) {
                long long x = $x, y = $y;
                long long common = __gcd(x, y);
                x /= common;
                y /= common;
                return $result;
            }
            """
        ],
        hints=(
            "First compute any fraction with the right value.",
            "For sums and differences `b * d` will do as the denominator.",
            "Divide numerator and denominator by their greatest common divisor.",
        ),
        explanation="The rules of fractions give a numerator and a denominator, and Euclid's "
        "algorithm finds their greatest common divisor in logarithmic time.",
        edges=[(1, 2, 1, 2), (2, 4, 3, 6), (10**8, 1, 1, 10**8), (4, 2, 2, 1), (6, 4, 9, 6)],
        params={
            "type": "long long" if form == "denominator" else "vector<long long>",
            "x": {
                "sum": "1LL * a * d + 1LL * b * c",
                "difference": "abs(1LL * a * d - 1LL * b * c)",
                "product": "1LL * a * c",
                "mean": "1LL * a * d + 1LL * b * c",
                "quotient": "1LL * a * d",
            }[op],
            "y": {"mean": "2LL * b * d", "quotient": "1LL * b * c"}.get(op, "1LL * b * d"),
            "result": {"reduced": "{x, y}", "mixed": "{x / y, x % y, y}", "denominator": "y"}[form],
        },
        call="fractions",
    )
