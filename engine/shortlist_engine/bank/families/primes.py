"""Primes: sieves, factorisations, and what they say about numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import gcd, isqrt

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows


@family(1300, "math", "number theory", "data structures")
def primes_between(p: Parameters) -> Task:
    kind = p.choice(
        "kind",
        Expr("x", "x % 4 == 1", "leaves the remainder 1 when divided by 4"),
        Expr("x", "x % 4 == 3", "leaves the remainder 3 when divided by 4"),
        Expr("x", "x % 10 == 7", "has the last digit 7"),
        Expr("x", "x % 10 == 3", "has the last digit 3"),
        Expr("x", "x % 6 == 5", "is one less than a multiple of 6"),
        Expr("x", "x // 10 % 2 == 0", "has an even tens digit, where a missing digit counts as 0"),
    )
    what = p.choice("what", "count", "sum")
    noun = (
        f"for each pair, the {'number' if what == 'count' else 'sum'} of the golden numbers in it"
    )

    def solve(q: int, pairs: list[list[int]]) -> list[int]:
        top = max(r for _, r in pairs)
        prime = [True] * (top + 1)
        prime[0] = False
        if top > 0:
            prime[1] = False
        for i in range(2, top + 1):
            if i * i > top:
                break
            if prime[i]:
                for j in range(i * i, top + 1, i):
                    prime[j] = False
        before = [0] * (top + 1)
        for x in range(1, top + 1):
            before[x] = before[x - 1]
            if prime[x] and (kind(x)):
                before[x] += x if what == "sum" else 1
        return [before[r] - before[left - 1] for left, r in pairs]

    def searching(q: int, pairs: list[list[int]]) -> list[int]:
        top = max(max(pair) for pair in pairs)
        composite = bytearray(top + 1)
        golden = []
        sums = [0]
        for x in range(2, top + 1):
            if not composite[x]:
                for y in range(2 * x, top + 1, x):
                    composite[y] = 1
                if kind(x):
                    golden.append(x)
                    sums.append(sums[-1] + x)
        result = []
        for left, right in pairs:
            i = bisect_left(golden, left)
            j = bisect_right(golden, right)
            result.append(sums[j] - sums[i] if what == "sum" else j - i)
        return result

    def trial_division(q: int, pairs: list[list[int]]) -> list[int]:
        result = []
        for left, right in pairs:
            total = 0
            for x in range(max(2, left), right + 1):
                if all(x % d for d in range(2, isqrt(x) + 1)) and (kind(x)):
                    total += x if what == "sum" else 1
            result.append(total)
        return result

    def all_numbers(q: int, pairs: list[list[int]]) -> list[int]:
        return [
            sum(x if what == "sum" else 1 for x in range(left, right + 1) if x % 2 and (kind(x)))
            for left, right in pairs
        ]

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        q = maker.count(1, 10**4)
        high = {"least": 1, "tiny": 60, "small": 200, "medium": 3000}.get(maker.scale, 2 * 10**5)
        pairs = [sorted(maker.rng.randint(1, high) for _ in range(2)) for _ in range(q)]
        return q, pairs

    return Task(
        titles=("Golden Numbers", "Primes of a Kind", "From Here to There"),
        given=[
            Count("q", 1, 10**4, what="the number of pairs"),
            Rows("pairs", "q", (Int("l", 1, 2 * 10**5), Int("r", "l", 2 * 10**5))),
        ],
        ask=Listing(noun, in_lines=True),
        formal=f"A prime number is called golden if it {kind.words}. There are `q` pairs of "
        "integers `l` and `r`; a number is in a pair if it is at least `l` and at most `r`.",
        stories=[
            Story(
                "Behind the doors 1 to 200000 of an enormous hotel live numbers, each behind the "
                "door that bears it. Those that are prime are rich, and a prime number that "
                f"{kind.words} is even golden. The manager plans `q` visits: the `i`-th one goes "
                "along the doors from `l_i` to `r_i`, with both ends. Before each visit (called a "
                "pair, as it is given by two numbers), the manager would like to know what to "
                "expect."
            ),
            Story(
                "@who collects prime numbers, but not all of them: a golden one is a prime that "
                f"{kind.words}. @friend does not believe that they are anything special and names "
                "`q` pairs of bounds, `l_i` and `r_i`. For every pair @who has to look at all "
                "integers `x` with `l_i <= x <= r_i`. Doing that by hand takes far too long."
            ),
        ],
        solve=solve,
        others=[searching],
        wrong=[all_numbers],
        slow=[trial_division],
        cpp=[
            """
            vector<long long> solve(int q, vector<vector<int>> pairs) {
                const int top = 200000;
                vector<bool> composite(top + 1);
                vector<long long> before(top + 1);
                for (int x = 2; x <= top; x++) {
                    before[x] = before[x - 1];
                    if (composite[x]) continue;
                    for (long long y = 1LL * x * x; y <= top; y += x) composite[y] = true;
                    if ($kind(x)) before[x] += $add;
                }
                vector<long long> result;
                for (auto& pair : pairs) result.push_back(before[pair[1]] - before[pair[0] - 1]);
                return result;
            }
            """
        ],
        hints=(
            "Which numbers are prime should be found out once, for all pairs together.",
            "Use the sieve of Eratosthenes up to the largest bound.",
            "With sums over all golden numbers up to `x`, each pair is a difference of two of "
            "them.",
        ),
        explanation="The sieve finds all primes up to `N` in about `N log log N` time. Prefix "
        "sums then answer each pair in constant time.",
        make=make,
        tests=False,
        edges=[(1, [[1, 1]]), (1, [[7, 7]]), (2, [[1, 100], [13, 13]]), (1, [[5, 17]])],
        params={"add": "x" if what == "sum" else "1"},
        call="golden_numbers",
    )


@family(1000, "math", "number theory")
def factor_facts(p: Parameters) -> Task:
    what = p.choice("what", "all", "kinds", "largest", "spread", "power", "sum", "tree")
    extra = p.int("extra", 0, 2)
    noun = {
        "all": "the number of prime factors, each counted as often as it occurs",
        "kinds": "the number of different prime factors",
        "largest": "the largest prime factor",
        "spread": "the difference between the largest and the smallest prime factor",
        "power": "the largest exponent",
        "sum": "the sum of the prime factors, each counted as often as it occurs",
        "tree": "the sum of the different prime factors",
    }[what]
    number = f"n + {extra}" if extra else "n"

    def solve(n: int) -> int:
        n += extra
        factors = []
        q = 2
        while q * q <= n:
            while n % q == 0:
                factors.append(q)
                n //= q
            q += 1
        if n > 1:
            factors.append(n)
        if what == "all":
            return len(factors)
        if what == "kinds":
            return len(set(factors))
        if what == "largest":
            return max(factors)
        if what == "spread":
            return factors[-1] - factors[0]
        if what == "power":
            return max(factors.count(q) for q in factors)
        return sum(factors) if what == "sum" else sum(set(factors))

    def as_powers(n: int) -> int:
        rest = n + extra
        powers = {}
        q = 2
        while rest > 1:
            if q * q > rest:
                q = rest
            e = 0
            while rest % q == 0:
                rest //= q
                e += 1
            if e:
                powers[q] = e
            q += 1
        if what == "all":
            return sum(powers.values())
        if what == "kinds":
            return len(powers)
        if what == "largest":
            return max(powers)
        if what == "spread":
            return max(powers) - min(powers)
        if what == "power":
            return max(powers.values())
        return sum(q * e for q, e in powers.items()) if what == "sum" else sum(powers)

    def loses_last(n: int) -> int:
        n += extra
        factors = [1]
        for q in range(2, isqrt(n) + 1):
            while n % q == 0:
                factors.append(q)
                n //= q
        if what == "all":
            return len(factors) - 1
        if what == "kinds":
            return len(set(factors)) - 1
        if what == "largest":
            return max(factors)
        if what == "spread":
            return factors[-1] - factors[min(1, len(factors) - 1)]
        if what == "power":
            return max(factors.count(q) for q in factors) - 1
        return sum(factors) - 1 if what == "sum" else sum(set(factors)) - 1

    def make(maker: Maker) -> tuple[int]:
        if maker.scale == "large":
            return (maker.rng.choice((999999000001, 10**12 - 39, 999998 * 999983)),)
        high = {"least": 2, "tiny": 100, "small": 2000}.get(maker.scale, 10**6)
        n = 1
        while n < high and maker.chance(0.75):
            n *= maker.rng.choice((2, 2, 3, 3, 5, 7, 11))
        return (max(2, min(high, n) - extra) if maker.chance(0.6) else maker.rng.randint(2, high),)

    return Task(
        titles=("Taking Numbers Apart", "The Parts of a Number", "Prime Bricks"),
        given=[Int("n", 2, 10**12)],
        ask=Value(noun),
        formal=f"The integer `{number}` is written as a product of prime numbers, its prime "
        "factors. The exponent of a prime factor says how often it occurs in the product.",
        stories=[
            Story(
                "Every integer above 1 is built from bricks, and the bricks are prime numbers: "
                "their product is the integer. There is only one choice of bricks for it. @who "
                f"has laid the integer `{number}` on the table and takes it apart carefully, until "
                "only bricks (its prime factors) are left. How many times a brick of one kind "
                "occurs is called its exponent."
            ),
            Story(
                "The archive of @place keeps a card for every integer. On the card of an integer, "
                "all prime factors are listed in a row, so that their product is the integer; a "
                "prime that divides it several times is listed as often as possible, and the "
                f"number of times is its exponent. A visitor asks for the card of `{number}`, but "
                "the card has got lost."
            ),
        ],
        solve=solve,
        others=[as_powers],
        wrong=[loses_last],
        cpp=[
            """
            long long solve(long long n) {
                n += $extra;
                vector<long long> factors;
                for (long long q = 2; q * q <= n; q++) {
                    for (; n % q == 0; n /= q) factors.push_back(q);
                }
                if (n > 1) factors.push_back(n);
                map<long long, int> times;
                long long sum = 0, different = 0;
                int most = 0;
                for (long long q : factors) {
                    sum += q;
                    if (++times[q] == 1) different += q;
                    most = max(most, times[q]);
                }
                return $result;
            }
            """
        ],
        hints=(
            "The smallest divisor above 1 is always prime.",
            "Divide by 2 as often as possible, then by 3, by 4 (in vain), by 5 and so on.",
            "Stop when the square of the divisor exceeds what is left; what is left then is "
            "prime or 1.",
        ),
        explanation="Trial division up to the square root of what is left finds all prime "
        "factors, with at most `10^6` steps here.",
        make=make,
        tests=False,
        time_s=4.0,
        edges=[(2,), (3,), (4,), (6,), (1024,), (997,), (49,), (30,)],
        params={
            "result": {
                "all": "factors.size()",
                "kinds": "times.size()",
                "largest": "factors.back()",
                "spread": "factors.back() - factors.front()",
                "power": "most",
                "sum": "sum",
                "tree": "different",
            }[what]
        },
        call="factor_facts",
    )


@family(1200, "math", "number theory")
def to_perfect_power(p: Parameters) -> Task:
    k = p.int("k", 2, 4)
    way = p.choice("way", "multiply", "divide", "root", "both")
    name = {2: "a perfect square", 3: "a perfect cube", 4: "a perfect fourth power"}[k]
    noun = {
        "multiply": f"the least positive integer by which `n` can be multiplied to give {name}",
        "divide": f"the least divisor of `n` such that `n` divided by it is {name}",
        "root": f"the least {name.split(' ', 1)[1]} that is a multiple of `n`, or rather the "
        "integer of which it is the power",
        "both": "the least number of prime numbers by which `n` has to be multiplied, one after "
        f"the other, to give {name}",
    }[way]

    def solve(n: int) -> int:
        result = 0 if way == "both" else 1
        q = 2
        while n > 1:
            if q * q > n:
                q = n
            e = 0
            while n % q == 0:
                n //= q
                e += 1
            if way == "multiply":
                result *= q ** (-e % k)
            elif way == "divide":
                result *= q ** (e % k)
            elif way == "root":
                result *= q ** ((e + k - 1) // k)
            else:
                result += -e % k
            q += 1
        return result

    def searching(n: int) -> int:
        if way == "root":
            x = 1
            while x**k % n:
                x += 1
            return x
        if way == "divide":
            x = isqrt(n)
            while x**k > n or n % x**k:
                x -= 1
            return n // x**k
        x = 1
        while x**k % n:
            x += 1
        rest = x**k // n
        if way == "multiply":
            return rest
        count, q = 0, 2
        while rest > 1:
            while rest % q == 0:
                rest //= q
                count += 1
            q += 1
        return count

    def ignores_powers(n: int) -> int:
        result = 0 if way == "both" else 1
        for q in range(2, isqrt(n) + 1):
            e = 0
            while n % q == 0:
                n //= q
                e += 1
            if e % k:
                if way == "both":
                    result += 1
                else:
                    result *= q
        return result

    def make(maker: Maker) -> tuple[int]:
        if maker.scale == "large":
            return (maker.rng.choice((10**9 + 7 - 70, 999999937, 10**9)),)
        high = {"least": 1, "tiny": 100, "small": 1000}.get(maker.scale, 10**4)
        n = 1
        while maker.chance(0.85):
            q = maker.rng.choice((2, 2, 2, 3, 3, 5, 7))
            if n * q <= high:
                n *= q
        return (n if maker.chance(0.7) else maker.rng.randint(1, high),)

    return Task(
        titles=("Making It Perfect", f"To {name.title()}", "What Is Missing?"),
        given=[Int("n", 1, 10**9)],
        ask=Value(noun),
        formal=f"A positive integer is {name} if it is the {k}-th power of a positive integer. "
        "The positive integer `n` is given.",
        stories=[
            Story(
                f"@who believes that only one kind of number brings luck: {name}, that is, a "
                f"number of the form `x^{k}` for a positive integer `x`. Unfortunately, the number "
                "of [the flat|the ticket|the boat] is `n`. It may not bring luck as it is, but "
                "with a bit of arithmetic it could be changed."
            ),
            Story(
                f"Numbers can be melted in the forge of @place. The smith likes to get {name}, "
                f"which means the {k}-th power of some positive integer, since these shine best. "
                "The customers bring whatever they have; the one who has just come in brings `n`. "
                "The smith never wastes anything."
            ),
        ],
        solve=solve,
        others=[],
        slow=[searching],
        wrong=[ignores_powers],
        cpp=[
            """
            long long solve(long long n) {
                long long result = $first;
                for (long long q = 2; n > 1; q++) {
                    if (q * q > n) q = n;
                    int e = 0;
                    for (; n % q == 0; n /= q) e++;
                    $step
                }
                return result;
            }
            """
        ],
        hints=(
            f"How can one see from its prime factors that a number is {name}?",
            f"All exponents are multiples of {k}.",
            "Look at each prime factor of `n` and at the remainder of its exponent.",
        ),
        explanation=f"A number is {name} exactly if {k} divides all its exponents. So each prime "
        "factor is treated by itself; trial division takes the root of `n` steps.",
        make=make,
        tests=False,
        edges=[(1,), (2,), (4,), (8,), (16,), (32,), (64,), (72,), (97,), (36,)],
        params={
            "first": 0 if way == "both" else 1,
            "step": {
                "multiply": "for (int i = 0; i < ($k - e % $k) % $k; i++) result *= q;",
                "divide": "for (int i = 0; i < e % $k; i++) result *= q;",
                "root": "for (int i = 0; i < (e + $k - 1) / $k; i++) result *= q;",
                "both": "result += ($k - e % $k) % $k;",
            }[way].replace("$k", str(k)),
        },
        call="perfect_power",
    )


@family(1200, "math", "number theory", "brute force")
def prime_pairs(p: Parameters) -> Task:
    d = p.choice("d", 0, 2, 4, 6, 10)
    what = p.choice("what", "count", "close", "far")
    rule = p.choice("rule", "sum", "double")
    noun = {
        "count": "the number of suitable pairs",
        "close": "the least difference `b - a` of a suitable pair, or -1 if there is none",
        "far": "the largest `b` of a suitable pair, or -1 if there is none",
    }[what]
    factor = 2 if rule == "double" else 1
    equation = "2a + b = n" if rule == "double" else "a + b = n"

    def solve(n: int) -> int:
        prime = [False, False] + [True] * (n - 1)
        for i in range(2, isqrt(n) + 1):
            if prime[i]:
                for j in range(i * i, n + 1, i):
                    prime[j] = False
        count = 0
        gaps = []
        for a in range(2, n // factor):
            b = n - factor * a
            if b - a < d:
                break
            if prime[a] and prime[b]:
                count += 1
                gaps.append(b - a)
        if what == "count":
            return count
        if not gaps:
            return -1
        return min(gaps) if what == "close" else n - factor * ((n - max(gaps)) // (factor + 1))

    def list_and_set(n: int) -> int:
        composite: set[int] = set()
        primes = []
        for x in range(2, n):
            if x not in composite:
                primes.append(x)
                composite.update(range(x * x, n, x))
        known = set(primes)
        pairs = [(a, n - factor * a) for a in primes if n - factor * a in known]
        pairs = [(a, b) for a, b in pairs if b >= a + d]
        if what == "count":
            return len(pairs)
        if what == "close":
            return min((b - a for a, b in pairs), default=-1)
        return max((b for a, b in pairs), default=-1)

    def odd_only(n: int) -> int:
        def prime(x: int) -> bool:
            return x > 2 and x % 2 == 1 and all(x % q for q in range(3, isqrt(x), 2))

        pairs = [(a, n - factor * a) for a in range(3, n // factor) if prime(a)]
        pairs = [(a, b) for a, b in pairs if b > 1 and prime(b) and b - a > d]
        if what == "count":
            return len(pairs)
        if what == "close":
            return min((b - a for a, b in pairs), default=-1)
        return max((b for a, b in pairs), default=-1)

    def make(maker: Maker) -> tuple[int]:
        low, high = {
            "least": (4, 4), "tiny": (4, 60), "small": (4, 200), "medium": (500, 3000),
        }.get(maker.scale, (190000, 2 * 10**5))  # fmt: skip
        n = maker.rng.randint(low, high)
        return (n - n % 2 if rule == "sum" and maker.chance(0.6) and n > 5 else n,)

    return Task(
        titles=("Pairs of Primes", "Two Primes", "Prime Partners"),
        given=[Int("n", 4, 2 * 10**5)],
        ask=Value(noun),
        formal=f"A pair of prime numbers `a` and `b` is suitable if `{equation}` and `b >= a"
        + (f" + {d}`." if d else "`."),
        stories=[
            Story(
                "On the island of primes, everyone is called by a prime number, and each number "
                "is the name of exactly one inhabitant (who can also team up with himself, if the "
                f"rules allow it). For a dance, `a` and `b` may form a pair if `{equation}`, where "
                "`n` is the number of the year, and if "
                + (f"`b` is greater than `a` by {d} or more." if d else "`b` is not less than `a`.")
                + " Such pairs are called suitable."
            ),
            Story(
                "@who has read that many numbers are sums of primes and begins to experiment. For "
                f"a given `n`, @who looks for primes `a` and `b` with `{equation}`, and calls them "
                "a suitable pair if also "
                + (f"`b - a` is at least {d}." if d else "`a` is not greater than `b`.")
            ),
        ],
        solve=solve,
        others=[list_and_set],
        wrong=[odd_only],
        cpp=[
            """
            int solve(int n) {
                vector<bool> composite(n + 1);
                for (long long i = 2; i * i <= n; i++) {
                    if (composite[i]) continue;
                    for (long long j = i * i; j <= n; j += i) composite[j] = true;
                }
                int count = 0, close = -1, far = -1;
                for (int a = 2; n - $factor * a >= a + $d; a++) {
                    int b = n - $factor * a;
                    if (b < 2 || composite[a] || composite[b]) continue;
                    count++;
                    close = b - a;
                    far = max(far, b);
                }
                return $what;
            }
            """
        ],
        hints=(
            "If `a` is known, what is `b`?",
            "Then only primality has to be checked; prepare it for all numbers up to `n`.",
            "Sieve the primes up to `n`, and try all `a`.",
        ),
        explanation="After a sieve, each `a` is checked in constant time, so the cost is that of "
        "the sieve, about `n log log n`.",
        make=make,
        tests=False,
        edges=[(4,), (5,), (6,), (7,), (9,), (10,), (12,), (15,), (22,)],
        params={"factor": factor},
        call="prime_pair",
    )


@family(1300, "math", "number theory")
def in_the_factorial(p: Parameters) -> Task:
    base = p.choice("base", 2, 3, 5, 6, 7, 10, 12, 15, 20, 8)
    what = p.choice("what", "factorial", "range", "odd")
    product = {
        "factorial": "the product of all integers from 1 to `n`",
        "range": "the product of all integers from `n + 1` to `2n`",
        "odd": "the product of the even integers 2, 4, 6, ..., `2n`",
    }[what]
    primes = {2: [(2, 1)], 3: [(3, 1)], 5: [(5, 1)], 6: [(2, 1), (3, 1)], 7: [(7, 1)],
              10: [(2, 1), (5, 1)], 12: [(2, 2), (3, 1)], 15: [(3, 1), (5, 1)],
              20: [(2, 2), (5, 1)], 8: [(2, 3)]}[base]  # fmt: skip

    def solve(n: int) -> int:
        def exponent(m: int, q: int) -> int:
            total = 0
            while m > 0:
                m //= q
                total += m
            return total

        best = 10**18
        for q, power in primes:
            if what == "factorial":
                e = exponent(n, q)
            elif what == "range":
                e = exponent(2 * n, q) - exponent(n, q)
            else:
                e = exponent(n, q) + (n if q == 2 else 0)
            best = min(best, e // power)
        return best

    def each_factor(n: int) -> int:
        if what == "factorial":
            factors = range(1, n + 1)
        elif what == "range":
            factors = range(n + 1, 2 * n + 1)
        else:
            factors = range(2, 2 * n + 1, 2)
        result = []
        for q, power in primes:
            e = 0
            for x in factors:
                while x % q == 0:
                    x //= q
                    e += 1
            result.append(e // power)
        return min(result)

    def multiples_only(n: int) -> int:
        if what == "factorial":
            return n // base
        if what == "range":
            return 2 * n // base - n // base
        return 2 * n // base

    def make(maker: Maker) -> tuple[int]:
        high = {"least": 1, "tiny": 40, "small": 100, "medium": 5000}.get(maker.scale, 10**9)
        return (maker.rng.randint(high // 2 + 1 if maker.scale == "large" else 1, high),)

    return Task(
        titles=("Hidden in a Product", f"Divided by {base}", "How Often?"),
        given=[Int("n", 1, 10**9)],
        ask=Value(f"how many times the product can be divided by {base} without remainder"),
        formal=f"Consider {product}. It is divided by {base}, the result is divided by {base} "
        "again, and so on, as long as there is no remainder.",
        stories=[
            Story(
                "@who's calculator can show numbers of any length. Out of curiosity, @who enters "
                f"{product}, and waits until the display is full of digits. Then the fun begins: "
                f"again and again, the number on the display is divided by {base}. After some "
                "divisions the result is no integer any more, and that last division does not "
                "count."
            ),
            Story(
                "A dragon guards a heap of gold coins in a cave near @place. Their number is "
                f"{product}. Every night a thief comes and takes so many coins that exactly the "
                f"{base}th part of the heap is left for the dragon. One night this turns out to be "
                "impossible, because coins cannot be cut, and the thief never comes back."
            ),
        ],
        solve=solve,
        others=[],
        wrong=[multiples_only],
        slow=[each_factor],
        cpp=[
            """
            long long exponent(long long m, int q) {
                long long total = 0;
                for (m /= q; m > 0; m /= q) total += m;
                return total;
            }

            long long solve(long long n) {
                long long best = LLONG_MAX;
                vector<int> primes = $bases, powers = $powers;
                for (int i = 0; i < (int)primes.size(); i++) {
                    int q = primes[i];
                    long long e = $e;
                    best = min(best, e / powers[i]);
                }
                return best;
            }
            """
        ],
        hints=(
            f"Which prime factors does {base} have, and how many of them are in the product?",
            "Among the numbers from 1 to `n`, `n / q` are divisible by the prime `q`, and some "
            "of them several times.",
            "Add up `n / q`, `n / q^2`, `n / q^3` and so on, all rounded down.",
        ),
        explanation="The exponent of a prime in `1 * 2 * ... * n` is the sum of `n / q`, `n / "
        f"q^2` and so on, rounded down (Legendre's formula). The prime factors of {base} limit "
        "the answer; it takes logarithmic time.",
        make=make,
        edges=[(1,), (2,), (base,), (base * base,), (25,), (64,)],
        params={
            "bases": [q for q, _ in primes],
            "powers": [e for _, e in primes],
            "e": {
                "factorial": "exponent(n, q)",
                "range": "exponent(2 * n, q) - exponent(n, q)",
                "odd": "exponent(n, q) + (q == 2 ? n : 0)",
            }[what],
        },
        call="divisions",
    )


@family(1200, "math", "number theory")
def coprime_neighbours(p: Parameters) -> Task:
    what = p.choice("what", "count", "run", "friends", "first")
    wanted = p.choice("wanted", True, False)
    thing = p.choice("thing", "children", "cards", "dwarves", "cogs")
    like = Expr("g", "g == 1") if wanted else Expr("g", "g > 1")
    says = "have no common divisor except 1" if wanted else "have a common divisor greater than 1"
    noun = {
        "count": "the number of matching pairs of neighbours",
        "run": f"the largest number of {thing} in a row such that all neighbours among them match",
        "friends": f"the number of {thing} that match all their neighbours",
        "first": "the smallest `i` such that the `i`-th and the next match, or 0 if there is none",
    }[what]

    def solve(n: int, a: list[int]) -> int:
        if what == "run":
            best = now = 1
            for i in range(1, n):
                now = now + 1 if (like(gcd(a[i - 1], a[i]))) else 1
                best = max(best, now)
            return best
        if what == "friends":
            result = 0
            for i in range(n):
                left = i == 0 or (like(gcd(a[i - 1], a[i])))
                right = i == n - 1 or (like(gcd(a[i], a[i + 1])))
                if left and right:
                    result += 1
            return result
        count = 0
        for i in range(1, n):
            if like(gcd(a[i - 1], a[i])):
                count += 1
                if what == "first":
                    return i
        return count

    def table(n: int, a: list[int]) -> int:
        good = [like(gcd(a[i], a[i + 1])) for i in range(n - 1)]
        if what == "count":
            return sum(good)
        if what == "first":
            return good.index(True) + 1 if True in good else 0
        if what == "friends":
            around = [True, *good, True]
            return sum(around[i] and around[i + 1] for i in range(n))
        text = "".join("x" if g else " " for g in good)
        return max(map(len, text.split()), default=0) + 1

    def divides(n: int, a: list[int]) -> int:
        def match(x: int, y: int) -> bool:
            return (x % y != 0 and y % x != 0) == wanted

        good = [match(a[i], a[i + 1]) for i in range(n - 1)]
        if what == "count":
            return sum(good)
        if what == "first":
            return good.index(True) + 1 if True in good else 0
        if what == "friends":
            around = [True, *good, True]
            return sum(around[i] and around[i + 1] for i in range(n))
        best = now = 1
        for g in good:
            now = now + 1 if g else 1
            best = max(best, now)
        return best

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(2, 10**4)
        small = (2, 3, 5)
        a = []
        for _ in range(n):
            x = maker.rng.randint(1, 20) * maker.rng.choice(small)
            if maker.scale in ("medium", "large"):
                x *= maker.rng.randint(1, 10**7)
            a.append(x)
        return n, a

    return Task(
        titles=("Matching Neighbours", f"{thing.title()} in a Row", "Common Divisors"),
        given=[Count("n", 2, 10**4), Ints("a", "n", 1, 10**9, what="the numbers")],
        ask=Value(noun),
        formal=f"`n` {thing} stand in a row, and the `i`-th has the number `a_i`. Two neighbours "
        f"match if their numbers {says}.",
        stories=[
            Story(
                f"Before the show begins, `n` {thing} are put in a row on the stage, and each gets "
                "a number: from left to right the numbers are `a_1, a_2, ..., a_n`. Two that are "
                f"next to each other match if their numbers {says}; for two that are further "
                "apart, nobody cares. @who watches all this from behind the curtain."
            ),
            Story(
                f"@friend plays a game with `n` {thing}, which bear the numbers `a_1` to `a_n` in "
                "this order. The game has only one rule: neighbours match when their two numbers "
                f"{says}. The order is not changed during the game, and only the score is still "
                "missing."
            ),
        ],
        solve=solve,
        others=[table],
        wrong=[divides],
        cpp=[
            """
            int solve(int n, vector<int> a) {
                int count = 0, first = 0, run = 1, now = 1, friends = 0;
                vector<bool> good(n + 1, true);
                for (int i = 1; i < n; i++) {
                    good[i] = __gcd(a[i - 1], a[i]) $test;
                    now = good[i] ? now + 1 : 1;
                    run = max(run, now);
                    if (good[i]) count++;
                    if (good[i] && first == 0) first = i;
                }
                for (int i = 0; i < n; i++) {
                    if (good[i] && good[i + 1]) friends++;
                }
                return $what;
            }
            """
        ],
        hints=(
            "Which number tells whether two numbers have a common divisor?",
            "Their greatest common divisor: Euclid's algorithm finds it quickly.",
            "Check each pair of neighbours once and collect what is asked.",
        ),
        explanation="Each pair of neighbours takes one run of Euclid's algorithm, which is "
        "logarithmic in the size of the numbers.",
        make=make,
        edges=[(2, [1, 1]), (2, [6, 4]), (2, [6, 35]), (3, [6, 10, 15]), (3, [2, 3, 2])],
        params={"test": "== 1" if wanted else "> 1"},
        call="matching",
    )
