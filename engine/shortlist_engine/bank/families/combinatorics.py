"""Counting without listing: choices, worst cases, colours, inclusion and exclusion."""

from __future__ import annotations

from math import comb, factorial, lcm

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Word


@family(1100, "combinatorics", "math")
def mixed_crew(p: Parameters) -> Task:
    kind = p.choice("kind", "at least", "at most", "exactly")
    chief = p.choice("chief", "none", "any", "first")
    special = {
        "none": "",
        "any": " One member of the crew becomes its captain, and crews with different captains "
        "are different.",
        "first": " One of the sailors of the crew becomes its captain, and crews with different "
        "captains are different.",
    }[chief]

    def solve(a: int, b: int, k: int, w: int) -> int:
        total = 0
        for x in range(k + 1):
            if kind == "at least" and x < w:
                continue
            if kind == "at most" and x > w:
                continue
            if kind == "exactly" and x != w:
                continue
            ways = comb(a, x) * comb(b, k - x)
            if chief == "any":
                ways *= k
            if chief == "first":
                ways *= x
            total += ways
        return total

    def by_range(a: int, b: int, k: int, w: int) -> int:
        low = 0 if kind == "at most" else w
        high = min(a, k) if kind == "at least" else min(a, k, w)
        row = [[1]]
        for i in range(max(a, b)):
            last = row[i]
            row.append([1] + [last[j] + last[j + 1] for j in range(i)] + [1])
        total = 0
        for x in range(low, high + 1):
            if 0 <= k - x <= b:
                if chief == "first":
                    total += row[a][x] * row[b][k - x] * x
                else:
                    total += row[a][x] * row[b][k - x] * (k if chief == "any" else 1)
        return total

    def first_the_needed(a: int, b: int, k: int, w: int) -> int:
        ways = comb(a, w) * comb(a + b - w, k - w)
        if chief == "any":
            ways *= k
        if chief == "first":
            ways *= w
        return ways

    def make(maker: Maker) -> tuple[int, ...]:
        a, b = maker.number(1, 25), maker.number(1, 25)
        k = maker.rng.randint(1, min(a + b, 14))
        return a, b, k, maker.rng.randint(0, min(k, a))

    return Task(
        titles=("A Mixed Crew", "Sailors and Cooks", "Who Goes on Board?"),
        given=[(Int("a", 1, 25), Int("b", 1, 25), Int("k", 1, "min(a + b, 14)"), Int("w", 0, "k"))],
        ask=Value("the number of different crews that are allowed"),
        formal="A crew consists of `k` people, chosen from `a` sailors and `b` cooks, all of whom "
        f"are different people. It is allowed if it has {kind} `w` sailors.{special}",
        stories=[
            Story(
                f"In the harbour of @place, `a` sailors and `b` cooks look for work. The ship of "
                "@who needs a crew of `k` people, and neither the order in which they are hired "
                f"nor their bunks matter. The law says that a crew must have {kind} `w` "
                f"sailors; everyone else in it is a cook.{special}",
                "How many different crews can be hired?",
            ),
            Story(
                "Space flights have rules, too. The next rocket has exactly `k` seats for people "
                "of two professions: `a` trained pilots, called sailors after an old custom, and "
                f"`b` researchers, called cooks after a sad joke. A crew with {kind} `w` sailors "
                f"may start; who sits where is of no importance.{special}",
                "In how many ways can a crew be put together that may start?",
            ),
        ],
        solve=solve,
        others=[by_range],
        wrong=[first_the_needed],
        make=make,
        edges=[(1, 1, 1, 0), (1, 1, 2, 1), (25, 25, 14, 7), (3, 9, 6, 2)],
        cpp=[
            """
            long long solve(int a, int b, int k, int w) {
                vector<vector<long long>> c(30, vector<long long>(30));
                for (int i = 0; i < 30; i++) {
                    c[i][0] = 1;
                    for (int j = 1; j <= i; j++) c[i][j] = c[i - 1][j - 1] + c[i - 1][j];
                }
                long long total = 0;
                for (int x = 0; x <= min(a, k); x++) {
                    if (!(x $compare w) || k - x > b) continue;
                    total += c[a][x] * c[b][k - x] * $factor;
                }
                return total;
            }
        """
        ],
        params={
            "compare": {"at least": ">=", "at most": "<=", "exactly": "=="}[kind],
            "factor": {"none": "1", "any": "k", "first": "x"}[chief],
        },
        hints=(
            "Fix the number x of sailors first.",
            "The sailors and the cooks of the crew are chosen independently of each other.",
            "Add up C(a, x) times C(b, k - x), times the choices of a captain if there is one, "
            "over all x that are allowed.",
        ),
        explanation="For each number x of sailors there are C(a, x) * C(b, k - x) crews; adding "
        "these up takes at most `k + 1` terms.",
        call="count_crews",
    )


@family(1000, "math", "greedy", "sortings")
def in_the_dark(p: Parameters) -> Task:
    what = p.choice("what", "same", "kinds", "every", "pairs")
    thing = p.choice("thing", "socks", "buttons", "crayons", "marbles")
    goal = {
        "same": f"there are `t` {thing} of the same colour among the taken ones",
        "kinds": f"there are {thing} of at least `t` different colours among the taken ones",
        "every": f"there are at least `t` {thing} of each colour among the taken ones",
        "pairs": "`t` pairs can be made of the taken ones (a pair is two of the same colour, and "
        "each can be used once)",
    }[what]

    def solve(n: int, a: list[int], t: int) -> int:
        if what == "same":
            if max(a) < t:
                return -1
            return sum(min(x, t - 1) for x in a) + 1
        if what == "kinds":
            if t > n:
                return -1
            return sum(sorted(a, reverse=True)[: t - 1]) + 1
        if what == "every":
            if min(a) < t:
                return -1
            return sum(a) - min(a) + t
        if sum(x // 2 for x in a) < t:
            return -1
        spare = sum((x - 1) // 2 for x in a)
        if t - 1 <= spare:
            return 2 * (t - 1) + n + 1
        return spare * 2 + n + (t - 1 - spare) + 1

    def unlucky(n: int, a: list[int], t: int) -> int:
        if what == "same":
            worst = 0
            for x in a:
                worst += x if x < t else t - 1
            return worst + 1 if any(x >= t for x in a) else -1
        if what == "kinds":
            a.sort()
            return 1 + sum(a[n - t + 1 :]) if t <= n else -1
        if what == "every":
            total = sum(a)
            worst = max(total - x + min(x, t - 1) for x in a)
            return worst + 1 if worst < total and all(x >= t for x in a) else -1
        left = t - 1
        taken = n
        rest = [x - 1 for x in a]
        for i in range(n):
            use = min(left, rest[i] // 2)
            taken += 2 * use
            left -= use
            rest[i] -= 2 * use
        for i in range(n):
            if rest[i] == 1:
                if left == 0:
                    return taken + 1
                left -= 1
                taken += 1
        return taken + 1 if left == 0 and taken < sum(a) else -1

    def lucky(n: int, a: list[int], t: int) -> int:
        if what == "same":
            return (t - 1) * n + 1 if max(a) >= t else -1
        if what == "kinds":
            return sum(sorted(a)[: t - 1]) + 1 if t <= n else -1
        if what == "every":
            return sum(a) - max(a) + t if min(a) >= t else -1
        return n + 1 if sum(a) // 2 >= t else -1

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 10**5)
        a = [maker.number(1, 1000) for _ in range(n)]
        most = {"same": max(a), "kinds": n, "every": min(a), "pairs": sum(x // 2 for x in a)}
        t = maker.rng.randint(1, max(1, most[what]) + (1 if maker.chance(0.2) else 0))
        return n, min(t, 10**5), a

    return Task(
        titles=("In the Dark", "To Be Sure", f"A Box of {thing.title()}"),
        given=[(Count("n", 1, 10**5), Int("t", 1, 10**5)), Ints("a", "n", 1, 1000)],
        ask=Value(f"the least number of {thing} that must be taken to be sure that {goal}"),
        formal=f"A box contains {thing} of `n` colours: `a_i` of the `i`-th colour. Somebody takes "
        "some of them without looking, so that nothing is known about the colours of the taken "
        "ones.",
        notes="If even all of them are not enough, print -1.",
        stories=[
            Story(
                f"Again the light in the cellar is broken, and @who needs {thing}. The box holds "
                f"{thing} of `n` colours; of the `i`-th colour there are `a_i`. In the "
                "dark all of them feel the same. @who wants to go down only once and asks how "
                "many to take, however unlucky the choice may be, to be [quite|absolutely] sure "
                f"that {goal}."
            ),
            Story(
                f"A robot without a camera packs {thing}. Its container holds `n` colours, `a_i` "
                f"{thing} of colour `i`, thoroughly mixed. The program tells the robot how many "
                f"to grab; the order is filled when {goal}. Nobody checks the result, so the "
                "number must be large enough in the worst case, but no larger than needed."
            ),
        ],
        solve=solve,
        others=[unlucky],
        wrong=[lucky],
        make=make,
        edges=[(1, 1, [1]), (2, 2, [1, 3]), (3, 1, [2, 2, 2])],
        cpp=[
            """
            int solve(int n, vector<int> a, int t) {
                sort(a.begin(), a.end());
                int total = 0;
                for (int x : a) total += x;
                $body
            }
        """
        ],
        params={
            "body": {
                "same": "int worst = 0; if (a[n - 1] < t) return -1; "
                "for (int x : a) worst += min(x, t - 1); return worst + 1;",
                "kinds": "int worst = 0; if (t > n) return -1; "
                "for (int i = 1; i < t; i++) worst += a[n - i]; return worst + 1;",
                "every": "return a[0] < t ? -1 : total - a[0] + t;",
                "pairs": "int most = 0, spare = 0; "
                "for (int x : a) { most += x / 2; spare += (x - 1) / 2; } "
                "if (most < t) return -1; "
                "return n + 2 * min(spare, t - 1) + max(0, t - 1 - spare) + 1;",
            }[what]
        },
        hints=(
            "Think of the worst luck: how many can be taken without reaching the goal?",
            "One more than that number is always enough.",
            {
                "same": "Without `t` of one colour, at most `t - 1` of each colour are taken.",
                "kinds": "The worst is to take everything of the `t - 1` most frequent colours.",
                "every": "The worst is to take all of the other colours, and `t - 1` of the rarest "
                "one.",
                "pairs": "The worst is to have `t - 1` pairs and a single one of as many colours "
                "as possible.",
            }[what],
        ),
        explanation="The largest number that can miss the goal, plus one, is the answer; it takes "
        "a pass over the colours, sorted where the most frequent ones are needed.",
        call="surely_enough",
    )


@family(1300, "dp", "combinatorics")
def ways_past_holes(p: Parameters) -> Task:
    diagonal = p.choice("diagonal", True, False)
    calm = p.choice("calm", "free", "right", "down")
    mod = p.choice("mod", 10**9 + 7, 998244353, 1000)
    rule = {
        "free": "",
        "right": " Two moves to the right must never follow each other directly.",
        "down": " Two moves down must never follow each other directly.",
    }[calm]
    moves = "right, down, or diagonally right and down" if diagonal else "right or down"

    def solve(n: int, m: int, hole: list[int]) -> int:
        other = [[0] * (m + 1) for _ in range(n + 1)]
        after = [[0] * (m + 1) for _ in range(n + 1)]
        for i in range(n):
            for j in range(m):
                if j >= hole[i]:
                    continue
                if i == 0 and j == 0:
                    other[0][0] = 1
                    continue
                left = other[i][j - 1] if j > 0 else 0
                left2 = after[i][j - 1] if j > 0 else 0
                up = other[i - 1][j] if i > 0 else 0
                up2 = after[i - 1][j] if i > 0 else 0
                across = 0
                if diagonal and i > 0 and j > 0:
                    across = other[i - 1][j - 1] + after[i - 1][j - 1]
                if calm == "free":
                    other[i][j] = (left + up + across) % mod
                if calm == "right":
                    other[i][j] = (up + up2 + across) % mod
                    after[i][j] = left
                if calm == "down":
                    other[i][j] = (left + left2 + across) % mod
                    after[i][j] = up
        return (other[n - 1][m - 1] + after[n - 1][m - 1]) % mod

    def remembered(n: int, m: int, hole: list[int]) -> int:
        ways = {(0, 0, ""): 1}
        for i in range(n):
            for j in range(min(m, hole[i])):
                for last in ("", "right", "down"):
                    count = ways.get((i, j, last), 0)
                    if count == 0:
                        continue
                    steps = [(i, j + 1, "right"), (i + 1, j, "down")]
                    if diagonal:
                        steps.append((i + 1, j + 1, ""))
                    for x, y, move in steps:
                        if move == calm and last == calm:
                            continue
                        if x < n and y < min(m, hole[x]):
                            key = (x, y, move)
                            ways[key] = (ways.get(key, 0) + count) % mod
        return sum(ways.get((n - 1, m - 1, last), 0) for last in ("", "right", "down")) % mod

    def no_holes(n: int, m: int, hole: list[int]) -> int:
        ways = [[1] * m for _ in range(n)]
        for i in range(1, n):
            for j in range(1, m):
                ways[i][j] = ways[i - 1][j] + ways[i][j - 1]
                if diagonal:
                    ways[i][j] += ways[i - 1][j - 1]
                ways[i][j] %= mod
        return ways[n - 1][m - 1] % mod

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n, m = maker.count(2, 200), maker.count(2, 200)
        if maker.chance(0.5):
            m = min(200, max(2, n + maker.rng.randint(-2, 2)))
        hole = sorted(maker.rng.randint(1, m) for _ in range(n))
        if maker.chance(0.8):
            hole = sorted(maker.rng.randint(max(1, m // 2), m) for _ in range(n))
        hole[-1] = m
        return n, m, hole

    return Task(
        titles=("Past the Wall", "Ways to the Corner", "A Garden with a Wall"),
        given=[(Count("n", 2, 200), Count("m", 2, 200)), Ints("hole", "n", 1, "m", "sorted")],
        ask=Value(f"the number of ways from the first to the last cell, modulo {mod}"),
        formal="A table has `n` rows of `m` cells. In row `i` only the first `hole_i` cells can be "
        "entered; these numbers do not decrease from row to row, and the last one is `m`. A way "
        f"begins in the upper left cell and ends in the lower right one; each move goes {moves} to "
        f"a neighbouring cell.{rule}",
        stories=[
            Story(
                "The palace garden is a table of `n` rows with `m` square beds each. A wall runs "
                "through it like a staircase: in the `i`-th row, counted from the top, only the "
                "first `hole_i` beds are on our side of it, where these numbers never get smaller "
                "from a row to the next, and the last one is `m`. A cat starts in the upper left "
                f"bed and wants to reach the lower right one; it always moves {moves}, to a bed "
                f"that touches its own.{rule}",
                f"In how many ways can the cat go? Print this number modulo {mod}.",
            ),
            Story(
                "@who draws paths on squared paper, in a table of `n` rows and `m` columns. Ink "
                "was spilt over the right side: row `i` has only `hole_i` clean cells, the "
                "first ones of the row. The stain gets smaller downwards (`hole_i` never "
                "decreases), and the last row is entirely clean, so that `hole_n` is `m`. A path "
                f"leads from the upper left to the lower right corner over clean cells, and every "
                f"step of it goes {moves}.{rule}",
                f"How many paths can be drawn? Print the number modulo {mod}.",
            ),
        ],
        solve=solve,
        others=[remembered],
        wrong=[no_holes],
        make=make,
        edges=[(2, 2, [1, 2]), (2, 2, [2, 2]), (3, 3, [2, 2, 3])],
        cpp=[
            """
            int solve(int n, int m, vector<int> hole) {
                vector<vector<array<long long, 3>>> ways(n, vector<array<long long, 3>>(m));
                ways[0][0][0] = 1;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < hole[i]; j++) {
                        if (i > 0 && j > 0 && $across) {
                            for (long long count : ways[i - 1][j - 1]) ways[i][j][0] += count;
                        }
                        for (int last = 0; last < 3; last++) {
                            if (j > 0 && $right) ways[i][j][1] += ways[i][j - 1][last];
                            if (i > 0 && $down) ways[i][j][2] += ways[i - 1][j][last];
                        }
                        for (auto& count : ways[i][j]) count %= $mod;
                    }
                }
                long long result = 0;
                for (long long count : ways[n - 1][m - 1]) result += count;
                return result % $mod;
            }
        """
        ],
        params={
            "across": "true" if diagonal else "false",
            "right": "last != 1" if calm == "right" else "true",
            "down": "last != 2" if calm == "down" else "true",
        },
        hints=(
            "In how many ways can a cell be reached, if those of its predecessors are known?",
            "Count ways cell by cell, row by row; cells behind the wall have none.",
            "If two moves must not follow each other, count apart the ways that end with such a "
            "move."
            if calm != "free"
            else "The ways to a cell are the sum of the ways to the cells before it, modulo the "
            "given number.",
        ),
        explanation="Each cell's number of ways is the sum of those of the cells from which it is "
        "entered, in `n * m` steps"
        + (", with one table for each kind of last move." if calm != "free" else "."),
        call="count_ways",
    )


@family(1200, "combinatorics", "math", "number theory")
def on_three_lists(p: Parameters) -> Task:
    kind = p.choice("kind", "none", "one", "two", "three", "some", "first")
    total = p.choice("total", False, True)
    words = {
        "none": "by none of `a`, `b` and `c`",
        "one": "by exactly one of `a`, `b` and `c`",
        "two": "by exactly two of `a`, `b` and `c`",
        "three": "by all of `a`, `b` and `c`",
        "some": "by at least one of `a`, `b` and `c`",
        "first": "by `a`, but neither by `b` nor by `c`",
    }[kind]
    noun = "the sum of all integers" if total else "the number of integers"

    def solve(n: int, a: int, b: int, c: int) -> int:
        def upto(d: int) -> int:
            q = n // d
            return d * q * (q + 1) // 2 if total else q

        ab, ac, bc, abc = lcm(a, b), lcm(a, c), lcm(b, c), lcm(a, b, c)
        ones = upto(a) + upto(b) + upto(c)
        twos = upto(ab) + upto(ac) + upto(bc)
        threes = upto(abc)
        if kind == "three":
            return threes
        if kind == "two":
            return twos - 3 * threes
        if kind == "one":
            return ones - 2 * twos + 3 * threes
        if kind == "some":
            return ones - twos + threes
        if kind == "none":
            return upto(1) - ones + twos - threes
        return upto(a) - upto(ab) - upto(ac) + threes

    def by_subsets(n: int, a: int, b: int, c: int) -> int:
        exact = [0] * 8
        for mask in range(7, -1, -1):
            d = 1
            for bit, x in enumerate((a, b, c)):
                if mask >> bit & 1:
                    d = lcm(d, x)
            q = n // d
            exact[mask] = d * q * (q + 1) // 2 if total else q
            for larger in range(mask + 1, 8):
                if larger & mask == mask:
                    exact[mask] -= exact[larger]
        if kind == "three":
            return exact[7]
        if kind == "two":
            return exact[3] + exact[5] + exact[6]
        if kind == "one":
            return exact[1] + exact[2] + exact[4]
        if kind == "some":
            return sum(exact[1:])
        if kind == "none":
            return exact[0]
        return exact[1]

    def products(n: int, a: int, b: int, c: int) -> int:
        def upto(d: int) -> int:
            q = n // d
            return d * q * (q + 1) // 2 if total else q

        ones = upto(a) + upto(b) + upto(c)
        twos = upto(a * b) + upto(a * c) + upto(b * c)
        threes = upto(a * b * c)
        if kind == "three":
            return threes
        if kind == "two":
            return twos - 3 * threes
        if kind == "one":
            return ones - 2 * twos + 3 * threes
        if kind == "some":
            return ones - twos + threes
        if kind == "none":
            return upto(1) - ones + twos - threes
        return upto(a) - upto(a * b) - upto(a * c) + threes

    def make(maker: Maker) -> tuple[int, ...]:
        three = [maker.rng.randint(2, 12 if maker.chance(0.7) else 1000) for _ in range(3)]
        return maker.number(1, 10**9), *three

    return Task(
        titles=("On Three Lists", "Three Divisors", "All, Some or None"),
        given=[Int("n", 1, 10**9), (Int("a", 2, 1000), Int("b", 2, 1000), Int("c", 2, 1000))],
        ask=Value(f"{noun} from 1 to `n` that are divisible {words}"),
        stories=[
            Story(
                "At the fair in @place, visitor number `x` is [greeted|photographed] by the "
                "clown if `x` is divisible by `a`, by the bear if it is divisible by `b`, and by "
                "the giraffe if it is divisible by `c`. The visitors are numbered from 1 to `n` "
                "as they come in. In the evening the director wants to know about those whose "
                f"number is divisible {words}.",
                "What is the sum of their numbers?" if total else "How many are there?",
            ),
            Story(
                "`n` lamps with the numbers 1 to `n` hang in a long corridor. The caretaker makes "
                "three lists: of all lamps whose number is divisible by `a`, of those whose "
                "number is divisible by `b`, and of those with a number divisible by `c`. Some "
                "lamps stand on several lists. New bulbs go to the lamps whose number is "
                f"divisible {words}.",
                "What do the numbers of these lamps add up to?"
                if total
                else "How many bulbs are needed?",
            ),
        ],
        solve=solve,
        others=[by_subsets],
        wrong=[products],
        make=make,
        edges=[(1, 2, 3, 4), (100, 2, 2, 2), (60, 4, 6, 10), (10**9, 2, 4, 8)],
        cpp=[
            """
            long long solve(int n, int a, int b, int c) {
                auto upto = [&](long long d) {
                    long long q = n / d;
                    return $sum;
                };
                auto lcm2 = [](long long x, long long y) { return x / __gcd(x, y) * y; };
                long long ab = lcm2(a, b), ac = lcm2(a, c), bc = lcm2(b, c), abc = lcm2(ab, c);
                long long ones = upto(a) + upto(b) + upto(c);
                long long twos = upto(ab) + upto(ac) + upto(bc);
                long long threes = upto(abc);
                return $result;
            }
        """
        ],
        params={
            "sum": "d * (q * (q + 1) / 2)" if total else "q",
            "result": {
                "none": "upto(1) - ones + twos - threes",
                "one": "ones - 2 * twos + 3 * threes",
                "two": "twos - 3 * threes",
                "three": "threes",
                "some": "ones - twos + threes",
                "first": "upto(a) - upto(ab) - upto(ac) + threes",
            }[kind],
        },
        hints=(
            "The multiples of one number up to `n` are found without a loop.",
            "A number is divisible by two of them if it is divisible by their least common "
            "multiple.",
            "Add and subtract: what is counted too often must be taken away again.",
        ),
        explanation="Inclusion and exclusion over the least common multiples of the three numbers "
        "takes constant time; products instead would miss common factors.",
        call="count_divisible",
    )


@family(1200, "combinatorics", "strings", "math")
def letters_rearranged(p: Parameters) -> Task:
    kind = p.choice("kind", "all", "keep_first", "same_ends", "together", "palindromes")
    new = p.choice("new", False, True)
    other = " (the word `s` itself does not count)" if new else ""
    noun = {
        "all": "the number of different words that can be made from all letters of `s`",
        "keep_first": "the number of different words that can be made from all letters of `s` and "
        "begin with the first letter of `s`",
        "same_ends": "the number of different words that can be made from all letters of `s` and "
        "begin and end with the same letter",
        "together": "the number of different words that can be made from all letters of `s` in "
        "which equal letters always stand next to each other",
        "palindromes": "the number of different words that can be made from all letters of `s` and "
        "read the same backwards",
    }[kind]

    def solve(s: str) -> int:
        counts = [s.count(c) for c in sorted(set(s))]
        n = len(s)
        ways = factorial(n)
        for c in counts:
            ways //= factorial(c)
        own = True
        if kind == "keep_first":
            ways = ways * s.count(s[0]) // n
        if kind == "same_ends":
            pairs = sum(c * (c - 1) for c in counts)
            ways = ways * pairs // (n * (n - 1))
            own = s[0] == s[-1]
        if kind == "together":
            ways = factorial(len(counts))
            own = sum(s[i] != s[i - 1] for i in range(1, n)) == len(counts) - 1
        if kind == "palindromes":
            ways = factorial(n // 2)
            own = s == s[::-1]
            if sum(c % 2 for c in counts) > 1:
                ways = 0
            for c in counts:
                ways //= factorial(c // 2)
        return ways - 1 if new and own else ways

    def placing(s: str) -> int:
        def words(counts: list[int]) -> int:
            free, ways = sum(counts), 1
            for c in counts:
                ways *= comb(free, c)
                free -= c
            return ways

        letters = sorted(set(s))
        counts = [s.count(c) for c in letters]
        own = True
        if kind == "all":
            ways = words(counts)
        elif kind == "keep_first":
            counts[letters.index(s[0])] -= 1
            ways = words(counts)
        elif kind == "same_ends":
            ways = 0
            for i in range(len(counts)):
                if counts[i] >= 2:
                    counts[i] -= 2
                    ways += words(counts)
                    counts[i] += 2
            own = s[0] == s[-1]
        elif kind == "together":
            ways = factorial(len(letters))
            own = all(c * s.count(c) in s for c in letters)
        else:
            odd = [c for c in counts if c % 2 == 1]
            ways = words([c // 2 for c in counts]) if len(odd) < 2 else 0
            own = s == s[::-1]
        return ways - (1 if own else 0) if new else ways

    def all_different(s: str) -> int:
        ways = factorial(len(s))
        if kind == "keep_first":
            ways //= len(s)
        if kind == "same_ends":
            ways = ways // len(s) if s[0] == s[-1] else 0
        if kind == "together":
            ways = factorial(len(s)) // factorial(len(s) - len(set(s)))
        if kind == "palindromes":
            ways = factorial(len(s) // 2)
        return ways - 1 if new else ways

    def make(maker: Maker) -> tuple[str]:
        n = maker.count(2, 20) if kind == "palindromes" else maker.count(2, 16)
        letters = maker.pick(["ab", "abc", "noe", "tears", "planetoid"])
        if kind == "palindromes" and maker.chance(0.8):
            half = maker.word(n // 2, letters)
            middle = maker.word(n % 2, letters)
            s = half + middle + half[::-1]
            if maker.chance(0.6):
                s = "".join(maker.rng.sample(s, n))
            return (s,)
        s = maker.word(n, letters)
        if kind == "together" and maker.chance(0.5):
            s = "".join(sorted(s))
        return (s,)

    return Task(
        titles=("Letters Rearranged", "The Sign over the Door", "From the Same Letters"),
        given=[Word("s", 2, 20 if kind == "palindromes" else 16)],
        ask=Value(noun + other),
        formal="A word is any sequence of lowercase letters; it need not mean anything.",
        stories=[
            Story(
                "The wooden letters of the sign over the [bakery|inn] have fallen down in a "
                "storm. Before, they formed the word `s`, and equal letters look exactly alike. "
                "Since nobody knows what the word meant, any sequence of all the letters would "
                "do as a word, says the owner, who has a wish of his own all the same. "
                f"He asks for {noun}{other}."
            ),
            Story(
                "@who has typed the word `s` and cut it up into its letters. Letters that are "
                "equal cannot be told apart, and every order of all of them counts as a word, "
                "whether it can be found in a dictionary or not. The homework in mathematics is "
                f"to find {noun}{other}."
            ),
        ],
        solve=solve,
        others=[placing],
        wrong=[all_different],
        make=make,
        edges=[("aa",), ("ab",), ("aba",), ("aabb",), ("abab",)],
        cpp=[
            """
            long long solve(string s) {
                auto words = [](vector<int> counts) {
                    long long ways = 1;
                    int placed = 0;
                    for (int c : counts) {
                        for (int i = 1; i <= c; i++) {
                            placed++;
                            ways = ways * placed / i;
                        }
                    }
                    return ways;
                };
                map<char, int> letters;
                for (char c : s) letters[c]++;
                vector<int> counts;
                for (auto& [letter, count] : letters) counts.push_back(count);
                long long ways = 0;
                bool own = true;
                $body
                return $new && own ? ways - 1 : ways;
            }
        """
        ],
        params={
            "new": "true" if new else "false",
            "body": {
                "all": "ways = words(counts);",
                "keep_first": "letters[s[0]]--; counts.clear(); "
                "for (auto& entry : letters) counts.push_back(entry.second); "
                "ways = words(counts);",
                "same_ends": "for (int& c : counts) { if (c < 2) continue; c -= 2; "
                "ways += words(counts); c += 2; } own = s[0] == s.back();",
                "together": "ways = 1; for (int i = 2; i <= (int)counts.size(); i++) ways *= i; "
                "int changes = 1; for (int i = 1; i < (int)s.size(); i++) "
                "changes += s[i] != s[i - 1]; own = changes == (int)counts.size();",
                "palindromes": "int odd = 0; for (int& c : counts) { odd += c % 2; c /= 2; } "
                "ways = odd > 1 ? 0 : words(counts); own = s == string(s.rbegin(), s.rend());",
            }[kind],
        },
        hints=(
            "How often does each letter occur?",
            "All orders of the letters are n!, and exchanging equal letters changes nothing.",
            {
                "all": "Divide n! by the factorial of each letter's count.",
                "keep_first": "The first letter is fixed; count the orders of the others.",
                "same_ends": "Try each letter that occurs twice for the two ends.",
                "together": "Only the order of the different letters is free.",
                "palindromes": "The left half decides everything, and at most one letter may occur "
                "an odd number of times.",
            }[kind],
        ),
        explanation="Equal letters can be exchanged, so factorials of their counts are divided "
        "out; only the counts of the letters matter.",
        call="count_words",
    )


@family(1100, "combinatorics", "math", "dp")
def striped_flags(p: Parameters) -> Task:
    mod = 10**9 + 7
    rule = p.choice("rule", "line", "ring", "two", "triple")
    fixed = p.choice("fixed", False, True)
    clause = {
        "line": "neighbouring stripes have different colours",
        "ring": "neighbouring stripes have different colours, and so have the first and the last",
        "two": "stripes with at most one other between them have different colours",
        "triple": "no three stripes that follow one another have the same colour",
    }[rule]
    red = " The first stripe must be red, which is one of the colours." if fixed else ""

    def solve(n: int, k: int) -> int:
        if rule == "line":
            ways = k * pow(k - 1, n - 1, mod)
        elif rule == "two":
            ways = k * (k - 1) * pow(k - 2, n - 2, mod)
        elif rule == "ring":
            ways = pow(k - 1, n, mod) + (k - 1 if n % 2 == 0 else 1 - k)
        else:
            single, double = k, 0
            for _ in range(n - 1):
                single, double = (single + double) * (k - 1) % mod, single
            ways = single + double
        if fixed:
            ways *= pow(k, mod - 2, mod)
        return ways % mod

    def stripe_by_stripe(n: int, k: int) -> int:
        first = 1 if fixed else k
        if rule == "line":
            ways = first
            for _ in range(n - 1):
                ways = ways * (k - 1) % mod
            return ways
        if rule == "two":
            ways = first * (k - 1)
            for _ in range(n - 2):
                ways = ways * (k - 2) % mod
            return ways
        if rule == "ring":
            same, other = first, 0
            for _ in range(n - 1):
                same, other = other, (same * (k - 1) + other * (k - 2)) % mod
            return other
        flags = [first, first * k]
        for _ in range(n - 2):
            flags.append((flags[-1] + flags[-2]) * (k - 1) % mod)
        return flags[n - 1]

    def too_free(n: int, k: int) -> int:
        ways = 1 if fixed else k
        for i in range(1, n):
            if rule == "ring" and i == n - 1:
                ways = ways * (k - 2) % mod
            elif rule == "line" or rule == "ring":
                ways = ways * k % mod
            elif rule == "two" or i > 1:
                ways = ways * (k - 1) % mod
            else:
                ways = ways * k % mod
        return ways

    return Task(
        titles=("Striped Flags", "Colours Side by Side", "The Flag of @place"),
        given=[(Count("n", 3, 10**5), Int("k", 3, 10**6))],
        ask=Value("the number of flags that are allowed, modulo 1000000007"),
        formal=f"A flag consists of `n` stripes in a row, each in one of `k` colours. It is "
        f"allowed if {clause}.{red}",
        stories=[
            Story(
                "After the revolution, @place needs a new flag. It shall have `n` stripes, from "
                "left to right, and the weavers have thread of `k` colours. A flag may be used if "
                f"{clause}. Colours may [come back|be repeated] otherwise, and not all of them "
                f"have to occur.{red}",
                "How many flags are possible? Print the number modulo 1000000007.",
            ),
            Story(
                "@who knits scarves: `n` stripes, one after the other, each knitted in one of `k` "
                f"colours. The customers of the shop insist that {clause}; apart from this they "
                f"like everything.{red} No two scarves shall look the same, and a "
                "scarf has a clear beginning, so that it cannot be turned around. A scarf is like "
                "a flag.",
                "How many different scarves can be made? Print the number modulo 1000000007.",
            ),
        ],
        solve=solve,
        others=[stripe_by_stripe],
        wrong=[too_free],
        edges=[(3, 3), (4, 3), (5, 3), (3, 4), (100000, 1000000)],
        cpp=[
            """
            int solve(int n, int k) {
                const long long MOD = 1000000007;
                long long first = $first, a = first, b = 0;
                for (int i = 1; i < n; i++) {
                    long long c = $a;
                    b = $b;
                    a = c;
                }
                return $result;
            }
        """
        ],
        params={
            "first": "1" if fixed else "k",
            "a": {
                "line": "a * (k - 1) % MOD",
                "ring": "b",
                "two": "a * (i == 1 ? k - 1 : k - 2) % MOD",
                "triple": "(a + b) * (k - 1) % MOD",
            }[rule],
            "b": {
                "line": "0",
                "ring": "(a * (k - 1) + b * (k - 2)) % MOD",
                "two": "0",
                "triple": "a",
            }[rule],
            "result": {"line": "a", "two": "a", "ring": "b", "triple": "(a + b) % MOD"}[rule],
        },
        hints=(
            "Choose the colours from left to right: how many are allowed for each stripe?",
            {
                "line": "All but that of the stripe before.",
                "ring": "Count apart the rows whose last stripe is coloured like the first.",
                "two": "All but those of the two stripes before, which differ.",
                "triple": "Count apart the rows whose last two stripes are equal.",
            }[rule],
            "Multiply modulo 1000000007 after each stripe, so that the numbers stay small.",
        ),
        explanation="Going from stripe to stripe, the number of continuations depends on little, "
        "so one pass of `n` steps counts all flags.",
        call="count_flags",
    )


@family(900, "combinatorics", "math")
def shaking_hands(p: Parameters) -> Task:
    kind = p.choice("kind", "different", "same", "neighbours")
    extra = p.choice("extra", "none", "twice", "host")
    rule = {
        "different": "any two people of different groups shake hands",
        "same": "any two people of the same group shake hands",
        "neighbours": "any two people shake hands whose groups are neighbours in the list",
    }[kind]
    more = {
        "none": " Each such pair shakes hands once.",
        "twice": " Each such pair shakes hands twice, as a greeting and to say goodbye.",
        "host": " Each such pair shakes hands once. The host, who belongs to no group, shakes "
        "hands once with every guest as well.",
    }[extra]

    def solve(n: int, a: list[int]) -> int:
        total = sum(a)
        result = before = 0
        for x in a:
            if kind == "different":
                result += x * before
                before += x
            elif kind == "neighbours":
                result += x * before
                before = x
            else:
                result += x * (x - 1) // 2
        if extra == "twice":
            return 2 * result
        return result + total if extra == "host" else result

    def by_squares(n: int, a: list[int]) -> int:
        total = sum(a)
        if kind == "different":
            result = (total * total - sum(x * x for x in a)) // 2
        elif kind == "same":
            result = (sum(x * x for x in a) - total) // 2
        else:
            result = sum(a[i] * a[i + 1] for i in range(n - 1))
        if extra == "twice":
            result *= 2
        if extra == "host":
            result += total
        return result

    def counted_double(n: int, a: list[int]) -> int:
        total = sum(a)
        if kind == "different":
            result = sum(x * (total - x) for x in a)
        elif kind == "same":
            result = sum(x * (x - 1) for x in a)
        else:
            result = sum(a[i] * a[i - 1] for i in range(n))
        return result + total if extra == "host" else result * 2 if extra == "twice" else result

    return Task(
        titles=("Shaking Hands", "A Polite Party", "The Reception"),
        given=[Count("n", 1, 10**5), Ints("a", "n", 1, 10**4)],
        ask=Value("the total number of handshakes"),
        formal="[The guests of a party form|At a party, the guests form] `n` groups; "
        "the `i`-th has `a_i` people. "
        f"{rule[0].upper()}{rule[1:]}.{more}",
        stories=[
            Story(
                "[To the yearly congress of beekeepers|To a meeting of beekeepers in @place], "
                "`n` clubs have sent delegations, and "
                "`a_i` people have come from the `i`-th in the list of clubs, which are the groups "
                f"here. Beekeepers have a strict etiquette: {rule}.{more} A photographer wants to "
                "take a picture of [each of them|every handshake]."
            ),
            Story(
                "[Every evening the old hotel of @place|In the season, the hotel of @place] "
                "receives `n` groups of travellers, with "
                f"`a_1, a_2, ..., a_n` people. By tradition, {rule}.{more} @who, who is nine "
                "years old and bored, tries to count."
            ),
        ],
        solve=solve,
        others=[by_squares],
        wrong=[counted_double],
        edges=[(1, [1]), (1, [5]), (2, [1, 1]), (3, [1, 2, 3])],
        cpp=[
            """
            long long solve(int n, vector<int> a) {
                long long result = 0, before = 0, total = 0;
                for (long long x : a) {
                    $step
                    total += x;
                }
                return $result;
            }
        """
        ],
        params={
            "step": {
                "different": "result += x * total;",
                "same": "result += x * (x - 1) / 2;",
                "neighbours": "result += x * before; before = x;",
            }[kind],
            "result": {"none": "result", "twice": "2 * result", "host": "result + total"}[extra],
        },
        hints=(
            "Groups of `x` and `y` people give `x * y` pairs; within one group there are "
            "`x(x - 1)/2`.",
            "Each pair must be counted once, not from both sides.",
            "Go through the groups and remember how many people came before.",
        ),
        explanation="Counting each new group against the people that it greets takes one pass over "
        "the groups.",
        call="count_handshakes",
    )
