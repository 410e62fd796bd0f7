"""Series: sequences that follow a rule, their terms and their sums."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Int


@family(900, "math", "implementation")
def halving_walk(p: Parameters) -> Task:
    odd = p.choice(
        "odd",
        Expr("x", "3 * x + 1", "tripled and increased by 1"),
        Expr("x", "x + 3", "increased by 3"),
        Expr("x", "x - 1", "decreased by 1"),
        Expr("x", "3 * x - 1", "tripled and decreased by 1"),
        Expr("x", "x + 5", "increased by 5"),
    )
    what = p.choice("what", "steps", "highest", "odds", "sum")
    noun = {
        "steps": "the number of steps until a number appears for the second time",
        "highest": "the greatest number that appears",
        "odds": "how many different odd numbers appear",
        "sum": "the sum of all different numbers that appear",
    }[what]

    def solve(n: int) -> int:
        seen = set()
        while n not in seen:
            seen.add(n)
            if n % 2 == 0:
                n //= 2
            else:
                n = odd(n)
        if what == "steps":
            return len(seen)
        if what == "highest":
            return max(seen)
        if what == "odds":
            return sum(1 for x in seen if x % 2 == 1)
        return sum(seen)

    def with_list(n: int) -> int:
        walk = [n]
        while walk.count(walk[-1]) == 1:
            last = walk[-1]
            walk.append(odd(last) if last % 2 else last // 2)
        walk.pop()
        if what == "steps":
            return len(walk)
        if what == "highest":
            return sorted(walk)[-1]
        return sum(walk) if what == "sum" else len([x for x in walk if x % 2])

    def stops_at_one(n: int) -> int:
        walk = []
        while n > 1 and n not in walk:
            walk.append(n)
            n = n // 2 if n % 2 == 0 else odd(n)
        if what == "steps":
            return len(walk)
        if what == "highest":
            return max(walk, default=0)
        return sum(walk) if what == "sum" else sum(x % 2 for x in walk)

    def never_halves_twice(n: int) -> int:
        seen = set()
        while n not in seen:
            seen.add(n)
            n = odd(n) if n % 2 else n // 2 + n // 2 % 2
        if what == "steps":
            return len(seen) - 1
        if what == "highest":
            return n
        return sum(seen) - n if what == "sum" else len(seen)

    return Task(
        titles=("Up and Down", "Half or More", "The Walk of a Number"),
        given=[Int("n", 1, 10**5)],
        ask=Value(noun),
        formal="A sequence begins with `n`. In each step, an even number is halved, and an odd "
        f"number is {odd.words}. The sequence goes on until a number appears that has appeared "
        "before.",
        stories=[
            Story(
                "The lift in the tower of numbers has a will of its own. From an even floor it "
                "takes its passengers to the floor with half the number. On an odd floor, the "
                f"number of the floor is {odd.words}, and that is where the lift goes. @who enters "
                "at floor `n` and decides to get off as soon as the lift comes to a floor for the "
                "second time. The floors that were reached, floor `n` included, are the numbers "
                "that appear, and each ride is a step."
            ),
            Story(
                "A magic coin purse changes every night, which counts as a step. When it holds an "
                "even number of coins, half of them disappear; when the number is odd, it is "
                f"{odd.words}. Today it holds `n` coins. The owner notes the number of coins each "
                "day, beginning with today, until a number is noted that stands in the notes "
                "already."
            ),
        ],
        solve=solve,
        others=[with_list],
        wrong=[never_halves_twice if what in ("steps", "odds", "highest") else stops_at_one],
        cpp=[
            """
            long long solve(long long n) {
                set<long long> seen;
                while (!seen.count(n)) {
                    seen.insert(n);
                    n = n % 2 == 0 ? n / 2 : $odd(n);
                }
                long long odds = 0, sum = 0;
                for (long long x : seen) {
                    odds += x % 2;
                    sum += x;
                }
                return $result;
            }
            """
        ],
        hints=(
            "The sequence can simply be followed.",
            "How do you notice that a number has appeared before?",
            "Keep all numbers in a set and stop when the next one is in it.",
        ),
        explanation="The walk is simulated, and a set tells in constant time whether a number is "
        "known. Within the limits the walks are short.",
        tests=False,
        edges=[(1,), (2,), (3,), (7,), (27,), (10**5,)],
        params={
            "result": {
                "steps": "seen.size()",
                "highest": "*seen.rbegin()",
                "odds": "odds",
                "sum": "sum",
            }[what]
        },
        call="walk",
    )


@family(1200, "math", "binary search")
def growing_blocks(p: Parameters) -> Task:
    first = p.int("first", 1, 4)
    more = p.int("more", 1, 3)
    what = p.choice("what", "value", "place", "total")
    sizes = f"{first}, {first + more}, {first + 2 * more}, ..."
    noun = {
        "value": "the number of the block to which position `k` belongs",
        "place": "the place of position `k` within its block, counted from 1",
        "total": "the number of positions after position `k` in its block",
    }[what]

    def solve(k: int) -> int:
        low, high = 1, 2 * 10**9
        while low < high:
            middle = (low + high) // 2
            if middle * first + middle * (middle - 1) // 2 * more >= k:
                high = middle
            else:
                low = middle + 1
        if what == "value":
            return low
        before = (low - 1) * first + (low - 1) * (low - 2) // 2 * more
        if what == "place":
            return k - before
        return before + first + (low - 1) * more - k

    def with_root(k: int) -> int:
        def size(m: int) -> int:
            return m * first + m * (m - 1) // 2 * more

        m = max(1, int((2 * k / more) ** 0.5))
        while size(m) >= k and m > 0:
            m -= 1
        while size(m) < k:
            m += 1
        if what == "value":
            return m
        return k - size(m - 1) if what == "place" else size(m) - k

    def subtracting(k: int) -> int:
        block, size = 1, first
        while k > size:
            k -= size
            size += more
            block += 1
        if what == "value":
            return block
        return k if what == "place" else size - k

    def off_by_one(k: int) -> int:
        block, size = 1, first
        while k >= size:
            k -= size
            size += more
            block += 1
        if what == "value":
            return block
        return k if what == "place" else size - k

    def make(maker: Maker) -> tuple[int]:
        high = {"least": 1, "tiny": 40, "small": 200, "medium": 10**6}.get(maker.scale, 10**17)
        return (maker.rng.randint(high // 2 if maker.scale == "large" else 1, high),)

    return Task(
        titles=("Blocks That Grow", "Rows of Seats", "Where Is It?"),
        given=[Int("k", 1, 10**17)],
        ask=Value(noun),
        formal="The positions 1, 2, 3, ... are divided into blocks, one after the other. The "
        f"blocks have the sizes {sizes}, so that each is larger than the one before by {more}. "
        "Blocks are numbered from 1.",
        stories=[
            Story(
                f"The theatre of @place is shaped like a fan. Its first row has {first} "
                f"{'seat' if first == 1 else 'seats'}, and every further row has {more} more than "
                "the one before it. All seats are numbered, from the first row to the last and "
                "without gaps, beginning with 1. The theatre has grown so much that nobody has "
                "ever seen its last row. A row is called a block here, and a seat a position. "
                "@who has a ticket for seat `k`."
            ),
            Story(
                "A caterpillar eats leaves and gets hungrier each day. On the first day it eats "
                f"{first}, and on every other day it eats {more} more than the day before. In a "
                "list, its leaves have the positions 1, 2, 3 and so on, in the order in which "
                "they are eaten; the leaves of one day form a block, and the blocks are numbered "
                "like the days. Somebody points at position `k` of the list."
            ),
        ],
        solve=solve,
        others=[with_root],
        wrong=[off_by_one],
        slow=[subtracting],
        cpp=[
            """
            long long solve(long long k) {
                long long low = 1, high = 500000000;
                while (low < high) {
                    long long middle = (low + high) / 2;
                    if (middle * $first + middle * (middle - 1) / 2 * $more >= k) high = middle;
                    else low = middle + 1;
                }
                long long before = (low - 1) * $first + (low - 1) * (low - 2) / 2 * $more;
                return $result;
            }
            """
        ],
        hints=(
            "How many positions do the first `m` blocks have together?",
            f"There is a formula: `m * {first} + m * (m - 1) / 2 * {more}`.",
            "Find the first block whose formula reaches `k`, by binary search.",
        ),
        explanation="The number of positions in the first `m` blocks grows with `m`, so the "
        "block is found by binary search in logarithmic time.",
        make=make,
        edges=[
            (1,),
            (first,),
            (first + 1,),
            (2 * first + more,),
            (2 * first + more + 1,),
        ],
        params={
            "result": {
                "value": "low",
                "place": "k - before",
                "total": f"before + {first} + (low - 1) * {more} - k",
            }[what]
        },
        call="find_block",
    )


@family(1000, "math", "dp")
def next_from_two(p: Parameters) -> Task:
    u, v = p.choice("uv", (1, 1), (2, 1), (1, 2), (1, 3), (3, 1), (2, 3))
    m = p.choice("m", 1000, 997, 10007, 10**6 + 3, 10**9 + 7)
    what = p.choice("what", "term", "sum", "even")
    noun = {
        "term": "the `n`-th number of the sequence",
        "sum": f"the remainder modulo {m} of the sum of the first `n` numbers of the sequence",
        "even": "how many of the first `n` numbers of the sequence are even",
    }[what]

    def times(k: int) -> str:
        return {1: "", 2: "twice ", 3: "three times "}[k]

    def solve(a: int, b: int, n: int) -> int:
        total = evens = 0
        x, y = a, b
        for i in range(n):
            total += x
            if x % 2 == 0:
                evens += 1
            if i < n - 1:
                x, y = y, (u * y + v * x) % m
        if what == "term":
            return x
        return total % m if what == "sum" else evens

    def with_list(a: int, b: int, n: int) -> int:
        s = [a, b]
        while len(s) < n:
            s.append((u * s[-1] + v * s[-2]) % m)
        s = s[:n]
        if what == "term":
            return s[-1]
        return sum(s) % m if what == "sum" else len([x for x in s if x % 2 == 0])

    def swapped(a: int, b: int, n: int) -> int:
        s = [a, b]
        for i in range(2, n + 1):
            s.append((u * s[i - 1] + v * s[i - 2]) % m)
        if what == "term":
            return s[n]
        return sum(s) % m if what == "sum" else sum(1 - x % 2 for x in s[1:])

    def make(maker: Maker) -> tuple[int, int, int]:
        a, b = maker.number(0, 999 - 3), maker.number(0, 999 - 3)
        return a, b, maker.rng.randint(1, 12) if maker.scale == "tiny" else maker.count(1, 10**5)

    rule = f"{times(u)}the number before it, plus {times(v)}the one before that, modulo {m}"
    return Task(
        titles=("Two Before", "The Next Number", "A Sequence"),
        given=[(Int("a", 0, 996), Int("b", 0, 996), Int("n", 1, 10**5))],
        ask=Value(noun),
        formal="[A|A certain] sequence begins with the numbers `a` and `b`. Each further number "
        f"is {rule} (that is, the remainder of the division by {m}).",
        stories=[
            Story(
                "[A random number generator|A generator of random numbers|A dice machine] of the "
                "poorer kind works like this. It is started with two numbers, `a` and `b`, which "
                "are the first two of its sequence. From then on, every number that it gives is "
                f"{rule}; modulo means the remainder of a division. Before it is used in a "
                "[lottery|casino], @who wants to examine it."
            ),
            Story(
                "[On a very long tape,|On a paper tape without end,|Behind glass in a museum, on "
                "a long tape,] a sequence of numbers is punched. The first number is `a`, the "
                "second is `b`. The machine that punches the tape finds each other number from "
                f"the last two: it is {rule}, where modulo {m} stands for the remainder of the "
                f"division by {m}. Now the tape has become stuck."
            ),
        ],
        solve=solve,
        others=[with_list],
        wrong=[swapped],
        cpp=[
            """
            long long solve(int a, int b, int n) {
                long long x = a, y = b, total = 0, evens = 0;
                for (int i = 0; i < n; i++) {
                    total += x;
                    if (x % 2 == 0) evens++;
                    if (i == n - 1) break;
                    long long next = ($u * y + $v * x) % $m;
                    x = y;
                    y = next;
                }
                return $result;
            }
            """
        ],
        hints=(
            "Which numbers do you need to find the next one?",
            "Only the last two; nothing older has to be kept.",
            "Repeat the rule in a loop, taking the remainder each time.",
        ),
        explanation="Each number takes constant time, so `n` of them take linear time, and the "
        "remainders keep them small.",
        make=make,
        edges=[(0, 1, 1), (0, 1, 2), (1, 0, 3), (1, 1, 30)],
        params={
            "u": u,
            "v": v,
            "result": {"term": "x", "sum": f"total % {m}"}.get(what, "evens"),
        },
        call="sequence",
    )
