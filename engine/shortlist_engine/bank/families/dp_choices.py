"""Dynamic programs over choices: bags, change, totals, intervals, sets and digits."""

from __future__ import annotations

from functools import lru_cache
from itertools import permutations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Matrix, Rows


@family(1300, "dp")
def packed_bag(p: Parameters) -> Task:
    copies = p.choice("copies", "once", "any", "twice")
    full = p.choice("full", True, False)
    often = {
        "once": "Each kind can be taken at most once.",
        "any": "Each kind can be taken any number of times.",
        "twice": "Each kind can be taken at most twice.",
    }[copies]
    weight = "exactly `c`" if full else "at most `c`"

    def solve(n: int, c: int, items: list[list[int]]) -> int:
        none = -(10**9)
        best = [0] + [none if full else 0] * c
        for w, v in items:
            if copies == "any":
                for x in range(w, c + 1):
                    best[x] = max(best[x], best[x - w] + v)
            else:
                for _ in range(1 if copies == "once" else 2):
                    for x in range(c, w - 1, -1):
                        best[x] = max(best[x], best[x - w] + v)
        return max(best[c], -1)

    def with_dictionary(n: int, c: int, items: list[list[int]]) -> int:
        best = {0: 0}
        for w, v in items:
            after = dict(best)
            limit = c // w if copies == "any" else 1 if copies == "once" else 2
            for x, value in best.items():
                for k in range(1, limit + 1):
                    if x + k * w > c:
                        break
                    after[x + k * w] = max(after.get(x + k * w, 0), value + k * v)
            best = after
        if full:
            return best.get(c, -1)
        return max(best.values())

    def best_value_first(n: int, c: int, items: list[list[int]]) -> int:
        total = 0
        for w, v in sorted(items, key=lambda item: item[1] / item[0], reverse=True):
            k = c // w if copies == "any" else min(c // w, 1 if copies == "once" else 2)
            total += k * v
            c -= k * w
        return -1 if full and c > 0 else total

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(1, 60)
        top = maker.rng.choice((5, 9, 20))
        items = [[maker.rng.randint(1, top), maker.rng.randint(1, 30)] for _ in range(n)]
        c = maker.rng.randint(1, 500 if maker.scale in ("medium", "large") else 20)
        return n, c, items

    return Task(
        titles=("Packing", "The Full Bag", "What to Take"),
        given=[
            (Count("n", 1, 60, what="the number of kinds"), Int("c", 1, 500)),
            Rows("items", "n", (Int("w", 1, 100), Int("v", 1, 1000))),
        ],
        ask=Value("the greatest total value"),
        formal=f"There are `n` kinds of things; one of the `i`-th kind weighs `w_i` and has the "
        f"value `v_i`. {often} The total weight of what is taken must be {weight}.",
        notes="Print -1 if no choice has that weight." if full else "",
        stories=[
            Story(
                "[A thief|A collector of minerals] stands in a cave near @place with a bag that "
                "holds `c` kilograms. In front of the bag are `n` kinds of crystals; a crystal of "
                f"kind `i` weighs `w_i` kilograms and can be sold for `v_i` coins. {often} "
                f"Altogether the crystals in the bag must weigh {weight} kilograms"
                + (", since the bag is to stand on a scale without moving it." if full else "."),
                "How many coins is such a bag worth at most?",
            ),
            Story(
                f"The radio has `c` minutes until the news. There are `n` spots to choose from: "
                f"spot `i` lasts `w_i` minutes, which we call its weight, and for each time it is "
                f"sent the station gets `v_i` euros, its value. {often.replace('kind', 'spot')} "
                f"All that is sent must last {weight} minutes in total.",
                "How many euros can the station earn?",
            ),
        ],
        solve=solve,
        others=[with_dictionary],
        wrong=[best_value_first],
        cpp=[
            """
            int solve(int n, int c, vector<vector<int>> items) {
                const int none = -1000000000;
                vector<int> best(c + 1, $full ? none : 0);
                best[0] = 0;
                for (auto& item : items) {
                    int w = item[0], v = item[1];
                    $loops
                }
                return max(best[c], -1);
            }
        """
        ],
        params={
            "loops": "for (int x = w; x <= c; x++) best[x] = max(best[x], best[x - w] + v);"
            if copies == "any"
            else f"for (int k = 0; k < {1 if copies == 'once' else 2}; k++)\n                    "
            "    for (int x = c; x >= w; x--) best[x] = max(best[x], best[x - w] + v);"
        },
        make=make,
        edges=[
            (1, 5, [[5, 9]]),
            (1, 5, [[6, 9]]),
            (2, 6, [[4, 9], [3, 6]]),
            (2, 6, [[4, 9], [2, 1]]),
        ],
        hints=(
            "The best value for its weight first is not always best.",
            "For every weight up to `c`, keep the greatest value that can be reached with it.",
            "Update that list kind by kind; "
            + (
                "go upwards, so that a kind can be used again."
                if copies == "any"
                else "go downwards, so that a thing is not used again at once."
            ),
        ),
        explanation="After each kind the list holds the best value of every weight with the kinds "
        "so far. Each kind costs `c` steps (a few times that), so `nc` in all.",
        call="pack_bag",
    )


@family(1200, "dp")
def exact_change(p: Parameters) -> Task:
    what = p.choice("what", "fewest", "ways", "sums")
    once = p.choice("once", True, False)
    asked = {
        "fewest": "the least number of coins that add up to exactly `s`, or -1 if there is none",
        "ways": "the number of ways to pay exactly `s`, modulo `10^9 + 7`",
        "sums": "the number of different amounts from 1 to `s` that can be paid exactly",
    }[what]

    def solve(n: int, s: int, coins: list[int]) -> int:
        if what == "ways":
            ways = [1] + [0] * s
            for c in coins:
                order = range(s, c - 1, -1) if once else range(c, s + 1)
                for x in order:
                    ways[x] = (ways[x] + ways[x - c]) % (10**9 + 7)
            return ways[s]
        else:
            fewest = [0] + [10**9] * s
            for c in coins:
                order = range(s, c - 1, -1) if once else range(c, s + 1)
                for x in order:
                    fewest[x] = min(fewest[x], fewest[x - c] + 1)
            if what == "sums":
                return sum(1 for x in fewest if 0 < x < 10**9)
            return fewest[s] if fewest[s] < 10**9 else -1

    def kinds_and_counts(n: int, s: int, coins: list[int]) -> int:
        table = {0: [1, 0]}
        for c in coins:
            after: dict[int, list[int]] = {}
            for x, (ways, fewest) in table.items():
                k = 0
                while x + k * c <= s and (k < 2 or not once):
                    y = x + k * c
                    if y in after:
                        after[y][0] += ways
                        after[y][1] = min(after[y][1], fewest + k)
                    else:
                        after[y] = [ways, fewest + k]
                    k += 1
            table = after
        if what == "sums":
            return len(table) - 1
        if what == "ways":
            return table[s][0] % 1000000007 if s in table else 0
        return table[s][1] if s in table else -1

    def largest_first(n: int, s: int, coins: list[int]) -> int:
        count = 0
        kinds = 0
        for c in sorted(coins, reverse=True):
            k = min(1, s // c) if once else s // c
            if k > 0:
                kinds += 1
            count += k
            s -= k * c
        if what == "sums":
            return count
        if s > 0:
            return 0 if what == "ways" else -1
        return kinds if what == "ways" else count

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        large = maker.scale in ("medium", "large")
        n = min(maker.count(1, 20), 20)
        coins = maker.rng.sample(range(1, 60 if large else 26), n)
        s = maker.rng.randint(1, 300 if large else 30)
        if once and maker.chance(0.6):
            s = min(300, sum(maker.rng.sample(coins, (n + 1) // 2)))
        return n, s, coins

    rule = "each value at most once" if once else "each value as often as one likes"
    return Task(
        titles=("Exact Change", "Foreign Coins", "To the Last Penny"),
        given=[
            (Count("n", 1, 20, what="the number of values"), Int("s", 1, 300)),
            Ints("coins", "n", 1, 100, what="the different values of the coins"),
        ],
        ask=Value(asked),
        formal=f"There are coins of `n` different values, and one may use {rule}. The order in "
        "which coins are paid does not matter.",
        stories=[
            Story(
                "On the market of @place one pays with coins of `n` different values, and nobody "
                f"ever gives change. @who, a tourist, may use {rule}. The "
                "order of the coins on the table does not count, only how many of each there are. "
                + ("Many things cost up to `s`." if what == "sums" else "A melon costs `s`.")
            ),
            Story(
                f"The post office sells stamps of `n` different values, called coins by old "
                f"people. For a letter one may use {rule}, and the order in which they are "
                "stuck onto the envelope plays no role. "
                + ("Letters cost from 1 to `s`." if what == "sums" else "The letter costs `s`.")
            ),
        ],
        solve=solve,
        others=[kinds_and_counts],
        wrong=[largest_first],
        cpp=[
            """
            int solve(int n, int s, vector<int> coins) {
                const int none = 1000000000;
                vector<int> fewest(s + 1, none), ways(s + 1);
                fewest[0] = 0;
                ways[0] = 1;
                for (int c : coins) {
                    for ($order) {
                        fewest[x] = min(fewest[x], fewest[x - c] + 1);
                        ways[x] = (ways[x] + ways[x - c]) % 1000000007;
                    }
                }
                int sums = 0;
                for (int x = 1; x <= s; x++) sums += fewest[x] < none;
                return $result;
            }
        """
        ],
        params={
            "order": "int x = s; x >= c; x--" if once else "int x = c; x <= s; x++",
            "result": {
                "fewest": "fewest[s] == none ? -1 : fewest[s]",
                "ways": "ways[s]",
                "sums": "sums",
            }[what],
        },
        make=make,
        edges=[(1, 5, [5]), (1, 5, [7]), (3, 6, [1, 3, 4]), (3, 6, [4, 3, 2]), (3, 7, [5, 4, 3])],
        hints=(
            "Solve it for all amounts from 0 to `s` at once.",
            "Take the values one after another: what changes for each amount?",
            "With a value `c`, the amount `x` can also come from `x - c`; go through the amounts "
            + ("downwards." if once else "upwards."),
        ),
        explanation="The table of all amounts is updated value by value. The direction of the loop "
        "decides whether a value can be used again. That costs `ns` steps.",
        call="pay_exactly",
    )


@family(1700, "dp")
def merged_piles(p: Parameters) -> Task:
    new = p.choice("new", "sum", "max")
    cost = p.choice(
        "cost",
        Expr("x y", "x + y", "the sum of the two"),
        Expr("x y", "max(x, y)", "the greater of the two"),
        Expr("x y", "abs(x - y)", "the difference between the two"),
        *([Expr("x y", "min(x, y)", "the smaller of the two")] if new == "sum" else []),
    )
    most = p.choice("most", True, False)
    best = max if most else min
    becomes = "the sum of the two" if new == "sum" else "the greater of the two"

    def solve(n: int, a: list[int]) -> int:
        size = [[0] * n for _ in range(n)]
        total = [[0] * n for _ in range(n)]
        for i in range(n - 1, -1, -1):
            size[i][i] = a[i]
            for j in range(i + 1, n):
                size[i][j] = size[i][j - 1] + a[j] if new == "sum" else max(size[i][j - 1], a[j])
                total[i][j] = best(
                    total[i][k] + total[k + 1][j] + cost(size[i][k], size[k + 1][j])
                    for k in range(i, j)
                )
        return total[0][n - 1]

    def with_memory(n: int, a: list[int]) -> int:
        @lru_cache(None)
        def total(i: int, j: int) -> int:
            if j - i == 1:
                return 0
            options = []
            for k in range(i + 1, j):
                if new == "sum":
                    x, y = sum(a[i:k]), sum(a[k:j])
                else:
                    x, y = max(a[i:k]), max(a[k:j])
                options.append(total(i, k) + total(k, j) + cost(x, y))
            return best(options)

        return total(0, n)

    def next_best(n: int, a: list[int]) -> int:
        total = 0
        while len(a) > 1:
            i = best(range(len(a) - 1), key=lambda i: cost(a[i], a[i + 1]))
            total += cost(a[i], a[i + 1])
            joined = a[i] + a[i + 1] if new == "sum" else max(a[i], a[i + 1])
            a[i : i + 2] = [joined]
        return total

    def from_the_left(n: int, a: list[int]) -> int:
        total = 0
        pile = a[0]
        for x in a[1:]:
            total += cost(pile, x)
            pile = pile + x if new == "sum" else max(pile, x)
        return total

    word = "greatest" if most else "least"
    return Task(
        titles=("Merging", "Neighbours Unite", "One Pile in the End"),
        given=[Count("n", 2, 40, what="the number of piles"), Ints("a", "n", 1, 200)],
        ask=Value(f"the {word} total cost of merging all piles into one"),
        formal="`n` piles lie in a row; pile `i` has size `a_i`. A step merges two neighbouring "
        f"piles into one in their place. The size of the new pile is {becomes}, and the step costs "
        f"{cost.words} (sizes before the step).",
        stories=[
            Story(
                "In a row of `n` snow heaps along the street, heap `i` has size `a_i`. A snow "
                "plough merges two neighbouring heaps, or piles, at a time, until a single one is "
                f"left. The new heap lies where the two were, and its size is {becomes}. For each "
                f"merging, the driver writes an invoice of {cost.words} coins, meaning the sizes "
                "of the two heaps just before. "
                + ("He likes to write invoices." if most else "The village of @place is poor."),
                f"What is the {word} total of the invoices?",
            ),
            Story(
                "`n` small clubs stand in a list by age, the `i`-th with `a_i` on its account, "
                "which is its size. Two clubs that are neighbours on the list may unite; in the "
                f"list, the new one takes the place of both. Its size is {becomes}. The lawyer "
                f"@who gets a fee at each union: {cost.words}, taken of the sizes of the two "
                "clubs. In the end there is one club only, as if all piles of money had been put "
                "together.",
                f"What is the {word} sum of all the fees?",
            ),
        ],
        solve=solve,
        others=[with_memory],
        wrong=[next_best, from_the_left] if new == "sum" else [from_the_left],
        cpp=[
            """
            long long solve(int n, vector<int> a) {
                vector<vector<long long>> size(n, vector<long long>(n));
                vector<vector<long long>> total(n, vector<long long>(n));
                for (int i = n - 1; i >= 0; i--) {
                    size[i][i] = a[i];
                    for (int j = i + 1; j < n; j++) {
                        size[i][j] = $joined;
                        bool first = true;
                        for (int k = i; k < j; k++) {
                            long long x = size[i][k], y = size[k + 1][j];
                            long long c = total[i][k] + total[k + 1][j] + $cost(x, y);
                            if (first || c $better total[i][j]) total[i][j] = c;
                            first = false;
                        }
                    }
                }
                return total[0][n - 1];
            }
        """
        ],
        params={
            "better": ">" if most else "<",
            "joined": "size[i][j - 1] + a[j]"
            if new == "sum"
            else "max(size[i][j - 1], (long long)a[j])",
        },
        edges=[
            (2, [3, 5]),
            (4, [4, 5, 5, 4]),
            (5, [9, 1, 8, 1, 9]),
            (6, [5, 4, 4, 5, 9, 1]),
            (7, [6, 4, 4, 6, 6, 4, 4]),
            (6, [1, 9, 1, 1, 9, 1]),
        ],
        hints=(
            "The step that looks best now may be wrong: think of the last step instead.",
            "Before the last step there are two piles, each made from consecutive ones.",
            "For each interval of piles, try all places where its last merging may divide it.",
        ),
        explanation="The best cost of an interval is the best over its last division, of the costs "
        "of both parts and of that step. There are `n^2` intervals, so `n^3` steps.",
        call="merge_piles",
    )


@family(1600, "dp", "bitmasks")
def jobs_and_people(p: Parameters) -> Task:
    most = p.choice("most", True, False)
    what = p.choice("what", "sum", "worst")
    rule = p.choice("rule", "one each", "not next")
    best = max if most else min
    bad = min if most else max
    extra = (
        " Person `i+1` must not get the job that directly follows that of person `i` in the list."
        if rule == "not next"
        else ""
    )

    def solve(n: int, c: list[list[int]]) -> int:
        table = {(0, -2): 0 if what == "sum" else (10**9 if most else 0)}
        for i in range(n):
            after: dict[tuple[int, int], int] = {}
            for (mask, last), value in table.items():
                for j in range(n):
                    if mask >> j & 1 or (rule == "not next" and j == last + 1):
                        continue
                    new = value + c[i][j] if what == "sum" else bad(value, c[i][j])
                    key = (mask | 1 << j, j if rule == "not next" else 0)
                    after[key] = best(after.get(key, new), new)
            table = after
        return best(table.values())

    def recursive(n: int, c: list[list[int]]) -> int:
        @lru_cache(None)
        def go(i: int, used: int, last: int) -> int:
            if i == n:
                return 0 if what == "sum" else (10**9 if most else 0)
            options = []
            for j in range(n):
                if used >> j & 1 == 0 and (rule == "one each" or j != last + 1):
                    rest = go(i + 1, used | 1 << j, j if rule == "not next" else 0)
                    options.append(c[i][j] + rest if what == "sum" else bad(c[i][j], rest))
            if not options:
                return -(10**9) if most else 10**9
            return best(options)

        return go(0, 0, -2)

    def one_after_another(n: int, c: list[list[int]]) -> int:
        free = set(range(n))
        values = []
        for row in c:
            j = best(sorted(free), key=lambda j: row[j])
            free.remove(j)
            values.append(row[j])
        return sum(values) if what == "sum" else bad(values)

    low = "highest" if most else "lowest"
    noun = {
        "sum": f"the {'greatest' if most else 'least'} possible sum of the numbers of all pairs",
        "worst": f"the {'greatest' if most else 'least'} possible value of the "
        f"{'smallest' if most else 'largest'} number among all pairs",
    }[what]
    meaning = "points that person gets" if most else "hours that person needs"
    return Task(
        titles=("Jobs for All", "Who Does What", "Dividing the Work"),
        given=[Count("n", 2, 8), Matrix("c", "n", "n", 1, 100, what="the numbers of the pairs")],
        ask=Value(noun),
        formal="Each of `n` persons gets exactly one of `n` jobs, and each job goes to one person. "
        "The number of the pair of person `i` and job `j` is the `j`-th in line `i`."
        f"{extra}",
        stories=[
            Story(
                "At the summer camp near @place there are `n` jobs to do, from peeling potatoes to "
                "feeding the goats, and `n` persons, who get one job each. In line `i` of a table "
                f"stands, for each job `j`, the number of {meaning} with it; this is the number "
                f"of the pair.{extra} @who makes the plan, and looks for the {low} numbers, as far "
                "as they are compatible."
            ),
            Story(
                "`n` machines (persons, in the eyes of the foreman) get `n` orders, the jobs, and "
                "no two get the same. A test run with all combinations gave a table whose entry in "
                "line `i` and column `j` is the number of the pair of machine `i` and order `j`: "
                f"how many {'cents are earned' if most else 'minutes pass'} if machine `i` does "
                f"order `j`.{extra}"
            ),
        ],
        solve=solve,
        others=[recursive],
        wrong=[one_after_another],
        cpp=[
            """
            int solve(int n, vector<vector<int>> c) {
                vector<int> job(n);
                iota(job.begin(), job.end(), 0);
                int best = -1;
                do {
                    bool good = true;
                    int value = c[0][job[0]];
                    for (int i = 1; i < n; i++) {
                        int x = c[i][job[i]];
                        value = $combined;
                        if ($next && job[i] == job[i - 1] + 1) good = false;
                    }
                    if (good && (best < 0 || value $better best)) best = value;
                } while (next_permutation(job.begin(), job.end()));
                return best;
            }
        """
        ],
        params={
            "combined": "value + x"
            if what == "sum"
            else "min(value, x)"
            if most
            else "max(value, x)",
            "next": rule == "not next",
            "better": ">" if most else "<",
        },
        edges=[
            (2, [[1, 2], [1, 9]]),
            (2, [[9, 8], [9, 1]]),
            (3, [[1, 2, 3], [1, 2, 9], [1, 9, 9]]),
        ],
        hints=(
            "Giving the first person the best job may hurt another one more.",
            "Give out jobs person by person: what matters is only which jobs are gone.",
            "Keep the best result for each set of jobs used"
            + (", together with the last job." if rule == "not next" else "."),
        ),
        explanation="After the first `i` persons, only the set of used jobs matters for the rest. "
        "There are `2^n` sets, and each is extended in `n` ways.",
        call="divide_jobs",
    )


@family(1700, "dp", "bitmasks", "graphs")
def round_of_visits(p: Parameters) -> Task:
    back = p.choice("back", "home", "anywhere", "to last")
    most = p.choice("most", True, False)
    best = max if most else min
    end = {
        "home": "returns to town 1 at the end",
        "anywhere": "ends in any town",
        "to last": "ends in town `n`",
    }[back]

    def solve(n: int, d: list[list[int]]) -> int:
        table = {(1, 0): 0}
        for _ in range(n - 1):
            after: dict[tuple[int, int], int] = {}
            for (seen, i), length in table.items():
                for j in range(n):
                    if not seen >> j & 1:
                        key = (seen | 1 << j, j)
                        new = length + d[i][j]
                        after[key] = best(after.get(key, new), new)
            table = after
        if back == "home":
            return best(length + d[i][0] for (_, i), length in table.items())
        if back == "to last":
            return table[(1 << n) - 1, n - 1]
        return best(table.values())

    def all_rounds(n: int, d: list[list[int]]) -> int:
        lengths = []
        for order in permutations(range(1, n)):
            length = d[0][order[0]]
            for k in range(n - 2):
                length += d[order[k]][order[k + 1]]
            if back == "home":
                length += d[order[-1]][0]
            if back != "to last" or order[-1] == n - 1:
                lengths.append(length)
        return best(lengths)

    def nearest_next(n: int, d: list[list[int]]) -> int:
        left = set(range(1, n - 1 if back == "to last" else n))
        i = length = 0
        while left:
            j = best(sorted(left), key=lambda j: d[i][j])
            length += d[i][j]
            left.remove(j)
            i = j
        if back == "home":
            length += d[i][0]
        if back == "to last":
            length += d[i][n - 1]
        return length

    word = "greatest" if most else "least"
    return Task(
        titles=("A Round of Visits", "Every Town Once", "The Tour"),
        given=[Count("n", 3, 8, what="the number of towns"), Matrix("d", "n", "n", 0, 1000)],
        ask=Value(f"the {word} total number of hours of such a journey"),
        formal="From town `i` to town `j` one travels the `j`-th number of the `i`-th line, in "
        "hours; the two directions may differ, and numbers for a town and itself mean nothing. A "
        f"journey begins in town 1, visits each of the `n` towns exactly once, and {end}"
        + (" (which is the only second visit)." if back == "home" else "."),
        stories=[
            Story(
                "The circus of @place goes on a journey. It starts in town 1 and plays in each of "
                f"the `n` towns exactly once, and it {end}. A table says in line `i` and column "
                "`j` how many hours the wagons need from town `i` to town `j`; the way back can "
                "take longer or shorter, and the entries with `i = j` are without meaning. "
                + ("The children love long drives." if most else "The elephants hate travelling.")
            ),
            Story(
                "A robot arm drills `n` holes, called towns by the programmers, in an order that "
                f"can be chosen; it begins with hole 1, drills each exactly once, and {end}. "
                "Moving from `i` to `j` takes as many ticks (the programmers say hours) as the "
                "`j`-th number in line `i` of the input; what stands there for `i = j` does not "
                "matter. "
                + ("For a stress test, it has to be slow." if most else "It has to be fast.")
            ),
        ],
        solve=solve,
        others=[all_rounds],
        wrong=[nearest_next],
        cpp=[
            """
            int solve(int n, vector<vector<int>> d) {
                vector<vector<int>> best(1 << n, vector<int>(n, -1));
                best[1][0] = 0;
                int full = (1 << n) - 1, result = -1;
                for (int seen = 1; seen <= full; seen++) {
                    for (int i = 0; i < n; i++) {
                        if (best[seen][i] < 0) continue;
                        if (seen == full && $ends) {
                            int length = best[seen][i] + $home;
                            if (result < 0 || length $better result) result = length;
                        }
                        for (int j = 0; j < n; j++) {
                            if (seen >> j & 1) continue;
                            int length = best[seen][i] + d[i][j];
                            int& old = best[seen | 1 << j][j];
                            if (old < 0 || length $better old) old = length;
                        }
                    }
                }
                return result;
            }
        """
        ],
        params={
            "better": ">" if most else "<",
            "ends": "i == n - 1" if back == "to last" else "true",
            "home": "d[i][0]" if back == "home" else "0",
        },
        edges=[
            (3, [[0, 1, 2], [9, 0, 9], [1, 1, 0]]),
            (4, [[0, 1, 2, 3], [9, 0, 9, 9], [1, 1, 0, 5], [7, 1, 2, 0]]),
        ],
        hints=(
            "Always going to the "
            + ("farthest" if most else "nearest")
            + " town is not best in the end.",
            "For what is still to come, only the set of visited towns and the current one matter.",
            "Keep the best length for each such pair, and extend it by one town.",
        ),
        explanation="There are `2^n n` pairs of a set of visited towns and a last one, and each is "
        "extended in `n` ways, which is far less than all orders when `n` grows.",
        call="best_journey",
    )


@family(1700, "dp", "math")
def picky_odometer(p: Parameters) -> Task:
    rule = p.choice("rule", "sum", "no equal", "digit", "rising", "close")
    d = p.int("d", 2, 9) if rule in ("sum", "digit") else 0
    text = {
        "sum": f"the sum of its digits is divisible by {d}",
        "no equal": "no two neighbouring digits are equal",
        "digit": f"it does not contain the digit {d}",
        "rising": "its digits never decrease from left to right",
        "close": "any two neighbouring digits differ by at most 1",
    }[rule]

    def solve(n: int) -> int:
        digits = [int(c) for c in str(n)]

        @lru_cache(None)
        def count(i: int, last: int, total: int, free: bool) -> int:
            if i == len(digits):
                if rule == "sum":
                    return 1 if last >= 0 and total == 0 else 0
                return 1 if last >= 0 else 0
            result = 0
            for x in range(10 if free else digits[i] + 1):
                open_ = free or x < digits[i]
                if last < 0 and x == 0:
                    result += count(i + 1, -1, 0, open_)
                elif rule == "sum":
                    result += count(i + 1, 0, (total + x) % d, open_)
                elif rule == "digit":
                    if x != d:
                        result += count(i + 1, 0, 0, open_)
                elif rule == "no equal":
                    if x != last:
                        result += count(i + 1, x, 0, open_)
                elif rule == "rising":
                    if x >= last:
                        result += count(i + 1, x, 0, open_)
                elif last < 0 or abs(x - last) <= 1:
                    result += count(i + 1, x, 0, open_)
            return result

        return count(0, -1, 0, False)

    def prefixes(n: int) -> int:
        inner: dict[tuple[int, int], int] = {}
        limit: list[int] | None = None
        for i, c in enumerate(str(n)):
            top = int(c)
            after: dict[tuple[int, int], int] = {}
            for (last, total), ways in inner.items():
                for x in range(10):
                    if rule == "no equal" and x == last:
                        continue
                    if rule == "digit" and x == d:
                        continue
                    if rule == "rising" and x < last:
                        continue
                    if rule == "close" and abs(x - last) > 1:
                        continue
                    key = (x, (total + x) % d) if rule == "sum" else (x, 0)
                    after[key] = after.get(key, 0) + ways
            for x in range(1, 10 if i > 0 else top):
                if rule != "digit" or x != d:
                    key = (x, x % d) if rule == "sum" else (x, 0)
                    after[key] = after.get(key, 0) + 1
            if i == 0:
                limit = None if rule == "digit" and top == d else [top, top]
            elif limit is not None:
                last, total = limit
                for x in range(top + 1):
                    good = True
                    if rule == "no equal":
                        good = x != last
                    if rule == "digit":
                        good = x != d
                    if rule == "rising":
                        good = x >= last
                    if rule == "close":
                        good = abs(x - last) <= 1
                    if good and x < top:
                        key = (x, (total + x) % d) if rule == "sum" else (x, 0)
                        after[key] = after.get(key, 0) + 1
                    if x == top:
                        limit = [x, total + x] if good else None
            inner = after
        result = sum(ways for (_, total), ways in inner.items() if rule != "sum" or total == 0)
        if limit is not None and (rule != "sum" or limit[1] % d == 0):
            result += 1
        return result

    def one_less(n: int) -> int:
        result = 0
        for x in range(1, min(n, 3000)):
            s = str(x)
            if rule == "sum":
                good = sum(map(int, s)) % d == 0
            elif rule == "digit":
                good = str(d) not in s
            elif rule == "rising":
                good = list(s) == sorted(s)
            elif rule == "no equal":
                good = all(s[i] != s[i + 1] for i in range(len(s) - 1))
            else:
                good = all(abs(int(s[i]) - int(s[i + 1])) <= 1 for i in range(len(s) - 1))
            result += good
        return result

    def make(maker: Maker) -> tuple[int]:
        if maker.scale in ("medium", "large"):
            return (maker.rng.randint(10**14, 10**15),)
        digits = maker.rng.randint(1, 4 if maker.scale == "small" else 3)
        return (maker.rng.randint(1, 10**digits),)

    return Task(
        titles=("Picky Odometer", "Pleasant Numbers", "Up to `n`"),
        given=[Int("n", 1, 10**15)],
        ask=Value("the number of pleasant integers from 1 to `n`"),
        formal=f"A positive integer, written without leading zeros, is pleasant if {text}.",
        stories=[
            Story(
                "An old lorry has been driving for so long that its odometer shows `n` kilometres. "
                "It started at 0, has passed each number on the way, and is now at `n`. Its driver "
                "loves pleasant numbers, and blew the horn at each of them, the last one included "
                f"if it is pleasant. A positive number, written without leading zeros, is pleasant "
                f"if {text}.",
                "How often did the driver blow the horn?",
            ),
            Story(
                "A lottery in the universe of a [comic|novel] sells tickets with the numbers 1 to "
                "`n`, and there are very many. All tickets with a pleasant number win a plush "
                f"dragon. Pleasant are the numbers of which this is true: {text} (leading zeros "
                "are not written).",
                "How many plush dragons are needed if all tickets are sold?",
            ),
        ],
        solve=solve,
        others=[prefixes],
        wrong=[one_less],
        cpp=[
            """
            string digits_;
            long long memory_[20][11][10][2];

            long long count_(int i, int last, int total, bool free) {
                if (i == (int)digits_.size()) return last >= 0 && total == 0;
                long long& result = memory_[i][last + 1][total][free];
                if (result >= 0) return result;
                result = 0;
                int top = free ? 9 : digits_[i] - '0';
                for (int x = 0; x <= top; x++) {
                    bool open = free || x < top;
                    if (last < 0 && x == 0) result += count_(i + 1, -1, 0, open);
                    else if ($good) result += count_(i + 1, x, $total, open);
                }
                return result;
            }

            long long solve(long long n) {
                digits_ = to_string(n);
                memset(memory_, -1, sizeof memory_);
                return count_(0, -1, 0, false);
            }
        """
        ],
        params={
            "good": {
                "sum": "true",
                "no equal": "x != last",
                "digit": f"x != {d}",
                "rising": "x >= last",
                "close": "last < 0 || abs(x - last) <= 1",
            }[rule],
            "total": f"(total + x) % {d}" if rule == "sum" else "0",
        },
        make=make,
        edges=[
            *((1,), (9,), (10,), (11,), (99,), (100,), (123,), (10**15,), (3333,), (2468,), (212,)),
            *((d * k,) for k in range(1, 12) if d),
        ],
        hints=(
            "`n` is far too large to try all numbers; build them digit by digit.",
            "While the digits equal those of `n`, the next digit is limited; once one was smaller, "
            "it is free.",
            "Count the ways to go on from a position, for what matters of the digits so far, and "
            "remember the counts.",
        ),
        explanation="What can follow depends on the position, on whether the number is already "
        "smaller than `n`, and on a little about the digits so far. These few states are counted "
        "once each.",
        call="count_pleasant",
    )
