"""Remainders: sums that are divisible, powers, steps around a circle."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import gcd

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints

N = 10**5


@family(1200, "math", "number theory", "data structures")
def fitting_remainders(p: Parameters) -> Task:
    add = p.choice("add", True, False)
    rest = p.int("rest", 0, 3)
    apart = p.choice("apart", 0, 1)
    what = "`a_i + a_j`" if add else "`a_j - a_i`"
    must = "be divisible by `k`" if not rest else f"leave the remainder {rest} when divided by `k`"
    far = " Two neighbours in the row do not count as a pair." if apart else ""
    plainly = (
        "the sum of the two numbers" if add else "the second number of the two minus the first"
    )

    def solve(n: int, a: list[int], k: int) -> int:
        seen = [0] * k
        pairs = 0
        for j in range(n):
            if j > apart:
                seen[a[j - apart - 1] % k] += 1
            elif j > 0 and not apart:
                seen[a[j - 1] % k] += 1
            pairs += seen[(rest - a[j]) % k if add else (a[j] - rest) % k]
        return pairs

    def dictionary(n: int, a: list[int], k: int) -> int:
        seen: dict[int, int] = {}
        pairs = 0
        for x in a:
            wanted = (rest - x) % k if add else (x - rest) % k
            pairs += seen.get(wanted, 0)
            seen[x % k] = seen.get(x % k, 0) + 1
        if apart:
            for x, y in pairwise(a):
                if ((x + y) % k if add else (y - x) % k) == rest:
                    pairs -= 1
        return pairs

    def every_pair(n: int, a: list[int], k: int) -> int:
        pairs = 0
        for j in range(n):
            for i in range(j - apart):
                if ((a[i] + a[j]) % k if add else (a[j] - a[i]) % k) == rest:
                    pairs += 1
        return pairs

    def with_itself(n: int, a: list[int], k: int) -> int:
        counts = Counter(x % k for x in a)
        if add:
            return sum(c * counts[(rest - r) % k] for r, c in counts.items()) // 2
        return sum(c * counts[(rest + r) % k] for r, c in counts.items())

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(2, N)
        k = maker.rng.randint(4, 9) if maker.chance(0.6) else maker.number(4, N)
        return n, k, [maker.number(0, 10**9) for _ in range(n)]

    return Task(
        titles=("Fitting Remainders", "Good Company", "Pairs of the Right Kind"),
        given=[(Count("n", 2, N), Int("k", 4, N)), Ints("a", "n", 0, 10**9)],
        ask=Value("the number of good pairs"),
        formal=f"A pair of positions `i < j` in the sequence `a` is good if {what} "
        f"{must.replace('be divisible', 'is divisible').replace('leave', 'leaves')}.{far}",
        stories=[
            Story(
                "A [domino|card] club prints its members' numbers on their shirts: `n` members "
                "stand in a row, and the `i`-th wears the number `a_i`. For the photograph, two of "
                f"them may hold the club's flag together if they form a good pair: {plainly}, as "
                f"seen from left to right, must {must}.{far} The photographer does not move "
                "anyone; he only has to choose.",
                "Among how many good pairs can he choose?",
            ),
            Story(
                "On the belt of a packing machine in @place lie `n` bags of beans, one behind the "
                "other; the `i`-th holds `a_i` beans. The foreman believes in the number `k` and "
                f"calls two bags, an earlier one and a later one, a good pair when {plainly}, "
                "counted in beans, "
                f"{must.replace('be divisible', 'is divisible').replace('leave', 'leaves')}.{far}",
                "How many good pairs of bags are there?",
            ),
        ],
        solve=solve,
        others=[dictionary],
        slow=[every_pair],
        wrong=[with_itself],
        make=make,
        edges=[(2, 4, [0, 0]), (3, 4, [2, 2, 2]), (4, 5, [0, 1, 2, 3])],
        cpp=[
            """
            long long solve(int n, vector<int> a, int k) {
                vector<long long> seen(k);
                long long pairs = 0;
                for (int j = 0; j < n; j++) {
                    int i = j - 1 - $apart;
                    if (i >= 0) seen[a[i] % k]++;
                    int wanted = $wanted;
                    pairs += seen[wanted];
                }
                return pairs;
            }
        """
        ],
        params={
            "wanted": f"({rest} - a[j] % k + k) % k" if add else f"(a[j] % k - {rest} + k) % k"
        },
        hints=(
            "Only the remainders of the numbers by `k` matter.",
            "For a number at the right of a pair, which remainder must its partner have?",
            "Go from left to right and count how often each remainder has occurred so far.",
        ),
        explanation="The remainder of the right number says which remainder the left one must "
        "have, so a table of how often each remainder has occurred counts all pairs in one pass.",
        call="good_pairs",
    )


@family(1100, "math", "number theory")
def digit_of_power(p: Parameters) -> Task:
    place = p.int("place", 1, 4)
    plus = p.choice("plus", "none", "base", "exponent")
    name = ["units", "tens", "hundreds", "thousands"][place - 1]
    number = {"none": "`a^b`", "base": "`a^b + a`", "exponent": "`a^b + b`"}[plus]

    def solve(a: int, b: int) -> int:
        modulus = 10**place
        x = pow(a, b, modulus)
        if plus == "base":
            x = (x + a) % modulus
        if plus == "exponent":
            x = (x + b) % modulus
        return x * 10 // modulus

    def by_squaring(a: int, b: int) -> int:
        result, base, left = 1, a, b
        while left:
            if left % 2 == 1:
                result = result * base % 10**place
            base = base * base % 10**place
            left //= 2
        if plus == "base":
            result += a
        if plus == "exponent":
            result += b
        return result // 10 ** (place - 1) % 10

    def wrong_period(a: int, b: int) -> int:
        x = a ** (b % 4)
        if plus == "base":
            x += a
        if plus == "exponent":
            x += b
        return x // 10 ** (place - 1) % 10

    return Task(
        titles=("A Digit of a Power", "Far from the Left", "The Big Number"),
        given=[(Int("a", 2, 10**9), Int("b", 1, 10**18))],
        ask=Value(f"the {name} digit of {number} (0 if the number is too short to have one)"),
        stories=[
            Story(
                "The new exhibition in the museum of mathematics is a wall on which the number "
                f"{number} is to be painted, digit by digit. For the visitors, `a` and `b` are "
                "shown on a small sign. Most of the wall is [still white|under scaffolding]: so "
                f"far the painters have only reached the {name} digit, counting as usual from the "
                "right. (Should the number have fewer digits, a 0 is painted there.)",
                "Which digit are they painting?",
            ),
            Story(
                "@who and @friend take turns asking each other for digits of huge numbers. Today "
                f"@friend chose two whole numbers `a` and `b` and asked for the {name} digit of "
                f"{number}. If the number is so short that it does not have this digit, 0 is the "
                "right answer.",
                "What should @who answer?",
            ),
        ],
        solve=solve,
        others=[by_squaring],
        wrong=[wrong_period],
        edges=[(2, 4), (10, 3), (7, 4), (10**9, 10**18)],
        cpp=[
            """
            int solve(int a, long long b) {
                long long modulus = 1;
                for (int i = 0; i < $place; i++) modulus *= 10;
                long long result = 1, base = a % modulus;
                for (long long left = b; left > 0; left /= 2) {
                    if (left % 2 == 1) result = result * base % modulus;
                    base = base * base % modulus;
                }
                result = (result + $added) % modulus;
                return result / (modulus / 10);
            }
        """
        ],
        params={"added": {"none": "0", "base": "a", "exponent": "b % modulus"}[plus]},
        hints=(
            "The left digits of a product have no influence on its right digits.",
            f"It is enough to know the last {place} digits of every number on the way.",
            "Square the base and halve the exponent, so that about 60 steps are enough.",
        ),
        explanation=f"Everything is computed modulo 10^{place}; squaring takes a number of steps "
        "that is logarithmic in `b`.",
        call="power_digit",
    )


@family(1000, "math", "number theory", "implementation")
def stones_in_a_ring(p: Parameters) -> Task:
    what = p.choice("what", "visited", "jumps", "laps", "untouched")
    length = p.choice(
        "length", Expr("k", "k", "`k`"), Expr("k", "k + 1", "`k + 1`"), Expr("k", "2 * k", "`2k`")
    )
    noun = {
        "visited": "the number of different stones on which the frog sits at some time",
        "jumps": "the number of jumps until the frog is back on its first stone for the first time",
        "laps": "the number of times that the frog has gone around the whole ring when it is back "
        "on its first stone for the first time",
        "untouched": "the number of stones on which the frog never sits",
    }[what]
    far = length.words

    def solve(n: int, k: int) -> int:
        step = length(k)
        common = gcd(n, step)
        if what == "visited" or what == "jumps":
            return n // common
        if what == "untouched":
            return n - n // common
        return step // common

    def walking(n: int, k: int) -> int:
        step = length(k)
        at = step % n
        jumps = 1
        while at != 0:
            at = (at + step) % n
            jumps += 1
        if what == "visited" or what == "jumps":
            return jumps
        if what == "untouched":
            return n - jumps
        return jumps * step // n

    def plain_division(n: int, k: int) -> int:
        step = length(k)
        jumps = (n + step - 1) // step
        if what == "visited" or what == "jumps":
            return jumps
        if what == "untouched":
            return n - jumps
        return 1

    return Task(
        titles=("Stones in a Ring", "The Frog's Way", "Round and Round"),
        given=[(Int("n", 2, 10**6), Int("k", 1, 10**6))],
        ask=Value(noun),
        formal="A ring consists of `n` stones. A frog sits on one of them and keeps jumping "
        f"clockwise, always {far} stones ahead (a jump of 1 leads to the next stone, a jump of "
        "`n` once around the ring). It stops when it is back on the stone on which it began.",
        stories=[
            Story(
                "[In the park of @place|Behind an old mill], `n` stones stick out of the pond and "
                "form a ring. A frog, who has lived there for years, jumps from stone to stone, "
                f"always clockwise and always {far} stones further; so a jump of 1 takes it to "
                "the next stone, and one of `n` all around the ring to the same stone again. It "
                "rests as soon as it is back on its first stone."
            ),
            Story(
                "A toy for children under ten: `n` little stones are glued to a disc in a ring, "
                "and a tin frog is put on any of them. Whenever the button is pressed, the frog "
                f"jumps over the disc clockwise and lands {far} stones further on (1 would be the "
                "neighbour, `n` the same stone after a whole turn). The toy switches itself off "
                "when the frog returns to the stone from which it started."
            ),
        ],
        solve=solve,
        others=[walking],
        wrong=[plain_division],
        edges=[(2, 1), (6, 4), (12, 9), (1000000, 999999), (5, 10)],
        cpp=[
            """
            int solve(int n, int k) {
                int step = $length(k);
                int common = __gcd(n, step);
                return $result;
            }
        """
        ],
        params={
            "result": {
                "visited": "n / common",
                "jumps": "n / common",
                "untouched": "n - n / common",
                "laps": "step / common",
            }[what],
        },
        hints=(
            "When does a number of jumps lead back to the first stone?",
            "The total length must be a multiple of `n` and of the length of a jump.",
            "The least common multiple tells both the number of jumps and that of turns.",
        ),
        explanation="The frog returns after the least common multiple of `n` and its step; "
        "Euclid's algorithm finds it in logarithmic time.",
        call="frog_in_ring",
    )


@family(1000, "math")
def lucky_tickets_sold(p: Parameters) -> Task:
    m = p.int("m", 5, 12)
    first = p.int("first", 0, 2)
    second = p.choice("second", 0, 1)
    ask_sum = p.choice("ends", False, True)
    low, high = first, first + 1 + second
    only = " and whose last digit is not 0" if ask_sum else ""

    def solve(l: int, r: int) -> int:  # noqa: E741
        def up_to(x: int) -> int:
            count = x // m * 2 + (x % m >= low) + (x % m >= high)
            if ask_sum:
                for start in range(0, 10 * m, 10):
                    if start % m == low or start % m == high:
                        count -= (x - start) // (10 * m) + 1
            return count

        return up_to(r) - up_to(l - 1)

    def in_blocks(l: int, r: int) -> int:  # noqa: E741
        block = 10 * m
        good = [x for x in range(block) if x % m in (low, high)]
        if ask_sum:
            good = [x for x in good if x % 10 != 0]
        return sum((r - x) // block - (l - 1 - x) // block for x in good)

    def rounded(l: int, r: int) -> int:  # noqa: E741
        return (r - l + 1) // m * 2

    def make(maker: Maker) -> tuple[int, int]:
        start = maker.number(1, 10**18 - 200)
        return start, start + (maker.number(0, 10**18 - start) if maker.chance(0.8) else 0)

    return Task(
        titles=("Lucky Tickets", "The Winning Numbers", "From This to That"),
        given=[(Int("l", 1, 10**18), Int("r", "l", 10**18))],
        ask=Value(
            f"the number of integers from `l` to `r` that leave the remainder {low} or {high} "
            f"when divided by {m}{only}"
        ),
        stories=[
            Story(
                "The tombola of the fire brigade has been running for centuries, and its tickets "
                "have always been numbered on and on. This year the tickets from number `l` to "
                f"number `r` were sold, both included. A ticket wins if its number leaves the "
                f"remainder {low} or {high} when divided by {m}"
                f"{', unless the last digit is a 0' if ask_sum else ''}. Each winner "
                "gets a [sausage|cake].",
                "How many tickets win?",
            ),
            Story(
                f"A factory fills boxes with {m} screws each, and the machine counts all screws "
                "it has ever "
                "made: number 1, number 2, and so on. A tester takes out every screw whose number "
                f"leaves the remainder {low} or {high} by {m}"
                f"{', except those whose number ends with 0' if ask_sum else ''}. "
                "During his shift, the screws `l` to `r` pass by, including these two.",
                "How many screws does he take out?",
            ),
        ],
        solve=solve,
        others=[in_blocks],
        wrong=[rounded],
        make=make,
        edges=[(1, 1), (10, 10), (1, 10**18), (9, 30)],
        cpp=[
            """
            long long solve(long long l, long long r) {
                long long block = 10LL * $m, count = 0;
                for (long long x = 0; x < block; x++) {
                    if (x % $m != $low && x % $m != $high) continue;
                    $skip
                    long long upper = r >= x ? (r - x) / block + 1 : 0;
                    long long lower = l - 1 >= x ? (l - 1 - x) / block + 1 : 0;
                    count += upper - lower;
                }
                return count;
            }
        """
        ],
        params={"low": low, "high": high, "skip": "if (x % 10 == 0) continue;" if ask_sum else ""},
        hints=(
            "The range may be far too long to go through it.",
            "Count the numbers up to some x, and subtract two such counts.",
            f"The rule repeats after {10 * m if ask_sum else m} numbers: how many whole "
            "repetitions fit, and what is left?",
        ),
        explanation="The rule is periodic, so a count up to any number takes constant time, and "
        "the answer is a difference of two counts.",
        call="count_lucky",
    )


@family(1300, "math", "data structures", "number theory")
def stretch_with_remainder(p: Parameters) -> Task:
    ask = p.choice("ask", "count", "longest", "shortest")
    rest = p.int("rest", 0, 2)
    sign = p.choice("sign", "sum", "odd")
    noun = {
        "count": "the number of good stretches",
        "longest": "the length of the longest good stretch, or 0 if there is none",
        "shortest": "the length of the shortest good stretch, or 0 if there is none",
    }[ask]
    of = "its numbers" if sign == "sum" else "the odd ones among its numbers"
    rule = (
        f"the sum of {of} is divisible by `k`"
        if rest == 0
        else f"the sum of {of} leaves the remainder {rest} when divided by `k`"
    )

    def solve(n: int, a: list[int], k: int) -> int:
        first = {0: 0}
        counts = {0: 1}
        total = result = 0
        for i in range(n):
            if sign == "sum" or a[i] % 2 == 1:
                total = (total + a[i]) % k
            wanted = (total - rest) % k
            if ask == "count":
                result += counts.get(wanted, 0)
                counts[total] = counts.get(total, 0) + 1
            elif wanted in first:
                length = i + 1 - first[wanted]
                if ask == "longest":
                    result = max(result, length)
                elif result == 0 or length < result:
                    result = length
            if ask == "longest":
                first.setdefault(total, i + 1)
            if ask == "shortest":
                first[total] = i + 1
        return result

    def with_lists(n: int, a: list[int], k: int) -> int:
        sums = [0]
        for x in a:
            sums.append((sums[-1] + (x if sign == "sum" or x % 2 == 1 else 0)) % k)
        places: list[list[int]] = [[] for _ in range(k)]
        lengths = []
        count = 0
        for j, s in enumerate(sums):
            starts = places[(s - rest) % k]
            if starts:
                count += len(starts)
                lengths.append(j - (starts[0] if ask == "longest" else starts[-1]))
            places[s].append(j)
        if ask == "count":
            return count
        if ask == "longest":
            return max(lengths, default=0)
        return min(lengths, default=0)

    def all_stretches(n: int, a: list[int], k: int) -> int:
        lengths = []
        for i in range(n):
            total = 0
            for j in range(i, n):
                if sign == "sum" or a[j] % 2 == 1:
                    total += a[j]
                if total % k == rest:
                    lengths.append(j - i + 1)
        if ask == "count":
            return len(lengths)
        if ask == "longest":
            return max(lengths, default=0)
        return min(lengths, default=0)

    def from_the_start(n: int, a: list[int], k: int) -> int:
        lengths = []
        total = 0
        for j in range(n):
            if sign == "sum" or a[j] % 2 == 1:
                total += a[j]
            if total % k == rest:
                lengths.append(j + 1)
        if ask == "count":
            return len(lengths)
        if ask == "longest":
            return max(lengths, default=0)
        return min(lengths, default=0)

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, N)
        k = maker.rng.randint(3, 9) if maker.chance(0.7) else maker.number(3, N)
        return n, k, [maker.number(1, 10**9) for _ in range(n)]

    return Task(
        titles=("A Good Stretch", "Part of the Road", "Piece by Piece"),
        given=[(Count("n", 1, N), Int("k", 3, N)), Ints("a", "n", 1, 10**9)],
        ask=Value(noun),
        formal="A stretch is a non-empty sequence of consecutive elements of `a`. It is good if "
        f"{rule}.",
        stories=[
            Story(
                "Along the railway from @place to the sea there are `n` villages, and `a_i` "
                "people live in the `i`-th. The museum railway hires out its line by the stretch, "
                "that is, one village or several that follow one another. A superstitious "
                "engine driver finds a stretch good only if, with the numbers of inhabitants of "
                f"its villages as its numbers, {rule}."
            ),
            Story(
                "A necklace of `n` pearls lies [open|unclasped] on the jeweller's table; the "
                "`i`-th pearl "
                "weighs `a_i` milligrams. She cuts a stretch out of it: one or more pearls that "
                "hang next to each other. Her customers are all members of the guild of `k`, and "
                "for them a stretch is good exactly if, where the weights are its numbers, "
                f"{rule}."
            ),
        ],
        solve=solve,
        others=[with_lists],
        slow=[all_stretches],
        wrong=[from_the_start],
        make=make,
        edges=[(1, 3, [3]), (3, 3, [1, 1, 1]), (2, 5, [4, 4])],
        cpp=[
            """
            long long solve(int n, vector<int> a, int k) {
                vector<int> seen(k, -1);
                vector<long long> counts(k);
                seen[0] = 0;
                counts[0] = 1;
                long long total = 0, count = 0;
                int longest = 0, shortest = 0;
                for (int i = 0; i < n; i++) {
                    if ($taken) total = (total + a[i]) % k;
                    int wanted = (total - $rest + k) % k;
                    count += counts[wanted];
                    if (seen[wanted] >= 0) {
                        int length = i + 1 - seen[wanted];
                        longest = max(longest, length);
                        if (shortest == 0 || length < shortest) shortest = length;
                    }
                    counts[total]++;
                    $keep
                }
                return $ask;
            }
        """
        ],
        params={
            "taken": "true" if sign == "sum" else "a[i] % 2 == 1",
            "keep": "seen[total] = i + 1;"
            if ask == "shortest"
            else "if (seen[total] < 0) seen[total] = i + 1;",
        },
        hints=(
            "The sum of a stretch is the difference of two sums that begin at the first element.",
            "Only the remainders of these sums by `k` matter.",
            f"For each end, look up {'how often' if ask == 'count' else 'where'} the remainder "
            "that the start must have has occurred.",
        ),
        explanation="With the remainders of the prefix sums in a table, each end of a stretch is "
        "answered in constant time, all of them in linear time.",
        call="good_stretches",
    )


@family(1400, "dp", "math")
def basket_without_rest(p: Parameters) -> Task:
    k = p.int("k", 3, 7)
    rest = p.choice("rest", 0, 1)
    largest = p.choice("largest", True, False)
    noun = (
        "the largest possible total of the chosen numbers"
        if largest
        else "the least possible total of the numbers that are not chosen"
    )
    rule = f"be divisible by {k}" if rest == 0 else f"leave the remainder 1 when divided by {k}"

    def solve(n: int, a: list[int]) -> int:
        best = [-1] * k
        best[0] = 0
        for x in a:
            new = best[:]
            for r in range(k):
                if best[r] >= 0:
                    s = best[r] + x
                    new[s % k] = max(new[s % k], s)
            best = new
        if largest:
            return best[rest]
        return sum(a) - best[rest] if best[rest] >= 0 else -1

    def with_sets(n: int, a: list[int]) -> int:
        least = {0: 0}
        for x in a:
            for r, s in list(least.items()):
                t = (r + x) % k
                if t not in least or s + x < least[t]:
                    least[t] = s + x
        total = sum(a)
        left = least.get((total - rest) % k, -1)
        if left < 0:
            return -1
        return total - left if largest else left

    def drop_one(n: int, a: list[int]) -> int:
        total = sum(a)
        left = 0
        if total % k != rest:
            fitting = [x for x in a if (total - x) % k == rest]
            if not fitting:
                return -1
            left = min(fitting)
        return total - left if largest else left

    return Task(
        titles=("Nothing Left Over", "The Picky Porter", "Choose and Add"),
        given=[Count("n", 1, N), Ints("a", "n", 1, 10**9)],
        ask=Value(noun),
        formal="From `n` numbers `a_1, a_2, ..., a_n`, some may be chosen (all of them, or none, "
        f"which makes a total of 0). The total of the chosen ones must {rule}.",
        notes="If no choice has such a total, print -1.",
        stories=[
            Story(
                "`n` sacks of nuts stand in the barn, with `a_1, a_2, ..., a_n` nuts in them. @who "
                f"and the other squirrels, {k} in all, choose some sacks, which may be all or "
                "none, pour them together and share the nuts equally. They are [fair|proud] "
                f"animals: the total of what they choose must {rule}"
                f"{', because one nut goes to the owl' if rest else ''}. Sacks cannot be opened "
                "before, and the chosen numbers are the nuts in the chosen sacks."
            ),
            Story(
                "A player of a card game holds `n` cards with the values `a_1` to `a_n`. When the "
                "bell rings, she lays down any of them, also none or all; the total of these "
                f"chosen cards (0 for none) must {rule}. The cards that stay in her hand are the "
                "numbers that are not chosen, and they count against her."
            ),
        ],
        solve=solve,
        others=[with_sets],
        wrong=[drop_one],
        edges=[(1, [1]), (1, [k]), (2, [1, 1])],
        cpp=[
            """
            long long solve(int n, vector<int> a) {
                vector<long long> best($k, -1);
                best[0] = 0;
                long long total = 0;
                for (int x : a) {
                    total += x;
                    vector<long long> next = best;
                    for (int r = 0; r < $k; r++) {
                        if (best[r] < 0) continue;
                        long long s = best[r] + x;
                        next[s % $k] = max(next[s % $k], s);
                    }
                    best = next;
                }
                return $result;
            }
        """
        ],
        params={
            "result": f"best[{rest}]"
            if largest
            else f"best[{rest}] < 0 ? -1 : total - best[{rest}]"
        },
        hints=(
            "Taking all is best, unless the remainder is wrong.",
            f"For each of the {k} remainders, what is the largest total that has it?",
            "Go through the numbers, and keep for every remainder the best total with or without "
            "the current number.",
        ),
        explanation=f"For each remainder by {k} the largest total so far is kept; a number updates "
        f"all of them, in {k} steps.",
        call="choose_numbers",
    )


@family(1200, "number theory", "brute force", "math")
def two_rhythms(p: Parameters) -> Task:
    ask = p.choice("ask", "first", "count", "last")
    shift = p.int("shift", 0, 2)
    noun = {
        "first": "the first minute at which both ring, or -1 if there is none",
        "count": "the number of minutes at which both ring",
        "last": "the last minute at which both ring, or -1 if there is none",
    }[ask]
    both = (
        "in the same minute"
        if shift == 0
        else f"together, which means that the second rings exactly {shift} "
        f"{'minute' if shift == 1 else 'minutes'} after the first; the minute of the first counts"
    )

    def solve(a: int, r: int, b: int, s: int, t: int) -> int:
        hits = [x for x in range(r, t + 1, a) if x + shift >= s and (x + shift - s) % b == 0]
        if ask == "count":
            return len(hits)
        if not hits:
            return -1
        return hits[0] if ask == "first" else hits[-1]

    def with_step(a: int, r: int, b: int, s: int, t: int) -> int:
        x = r
        tried = 0
        while (x + shift < s or (x + shift - s) % b != 0) and tried <= 3 * b + 1000:
            x += a
            tried += 1
        if x > t or x + shift < s or (x + shift - s) % b != 0:
            return 0 if ask == "count" else -1
        if ask == "first":
            return x
        step = a * b // gcd(a, b)
        count = (t - x) // step + 1
        return count if ask == "count" else x + (count - 1) * step

    def by_product(a: int, r: int, b: int, s: int, t: int) -> int:
        x = r
        while x <= t and (x + shift < s or (x + shift - s) % b != 0):
            x += a
        if x > t:
            return 0 if ask == "count" else -1
        count = (t - x) // (a * b) + 1
        if ask == "count":
            return count
        return x + 1 if ask == "first" else x + (count - 1) * a * b

    def make(maker: Maker) -> tuple[int, ...]:
        a, b = maker.number(1, 1000), maker.number(1, 1000)
        if maker.chance(0.5):
            common = maker.rng.randint(2, 6)
            a, b = common * maker.rng.randint(1, 9), common * maker.rng.randint(1, 9)
        r, s = maker.rng.randint(0, a - 1), maker.rng.randint(0, b - 1)
        if maker.chance(0.5):
            s = (r + shift) % b
        return a, r, b, s, maker.number(0, 10**6) + (50 if maker.chance(0.5) else 0)

    return Task(
        titles=("Two Bells", "Rhythms", "At the Same Time"),
        given=[
            (Int("a", 1, 1000), Int("r", 0, 999)),
            (Int("b", 1, 1000), Int("s", 0, 999)),
            Int("t", 0, 2 * 10**6),
        ],
        ask=Value(noun),
        formal="The first bell rings in the minutes `r`, `r + a`, `r + 2a` and so on, the second "
        f"one in the minutes `s`, `s + b`, `s + 2b` and so on. They ring {both}. Only minutes from "
        "0 to `t` are asked about.",
        stories=[
            Story(
                "Two churches of @place ring their bells all day and never agree about the time. "
                "The first bell rings in minute `r` and then every `a` minutes, the second in "
                "minute `s` and then every `b` minutes. @who listens from minute 0 to minute `t`, "
                f"including both, and waits for the minutes at which both ring {both}."
            ),
            Story(
                "A kitchen has two timers. One was set so that it rings after `r` minutes and "
                "every `a` minutes from then on. The other starts after `s` minutes and repeats "
                f"every `b` minutes. The cook stirs the soup only when both ring {both}. He puts "
                "the pot on the stove in minute 0; the soup is eaten after minute `t`, in which "
                "he may still stir."
            ),
        ],
        solve=solve,
        others=[with_step],
        wrong=[by_product],
        make=make,
        edges=[(1, 0, 1, 0, 10), (2, 0, 2, 1, 100), (4, 1, 6, 3, 60), (3, 2, 5, 4, 0)],
        cpp=[
            """
            int solve(int a, int r, int b, int s, int t) {
                int count = 0, first = -1, last = -1;
                for (int x = r; x <= t; x += a) {
                    int other = x + $shift;
                    if (other < s || (other - s) % b != 0) continue;
                    if (first < 0) first = x;
                    last = x;
                    count++;
                }
                return $ask;
            }
        """
        ],
        hints=(
            "Go through the minutes of one bell only.",
            "How can you tell from a minute whether the other bell rings in it?",
            "The other bell rings in minute x if x is at least its start and the difference is a "
            "multiple of its period.",
        ),
        explanation="Going through the minutes of the first bell and testing the remainder for "
        "the second takes at most `t / a` steps.",
        call="both_ring",
    )
