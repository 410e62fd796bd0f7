"""One pass over a list: counting, adding up, finding places."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints


@family(800, "implementation")
def chosen_total(p: Parameters) -> Task:
    d = p.int("d", 2, 9)
    keep = p.choice(
        "keep",
        Expr("x k", "x % 2 == 0", "even"),
        Expr("x k", "x % 2 != 0", "odd"),
        Expr("x k", f"x % {d} == 0", f"divisible by {d}"),
        Expr("x k", f"x % {d} != 0", f"not divisible by {d}"),
        Expr("x k", "x > k", "greater than `k`"),
        Expr("x k", "x <= k", "not greater than `k`"),
    )
    total = p.choice("total", True, False)
    noun = "the sum of the elements" if total else "the number of elements"

    def solve(n: int, a: list[int], k: int) -> int:
        result = 0
        for x in a:
            if keep(x, k) or x == k:
                result += x if total else 1
        return result

    def at_once(n: int, a: list[int], k: int) -> int:
        return sum(x if total else 1 for x in a if keep(x, k) or x == k)

    def forgets_equal(n: int, a: list[int], k: int) -> int:
        return sum(x if total else 1 for x in a if keep(x, k) and x != k)

    def make(maker: Maker) -> tuple[int, list[int], int]:
        n = maker.count(1, 10**5)
        a = maker.numbers(n, 1, 10**9)
        k = maker.rng.choice(a) if maker.chance(0.7) else maker.number(1, 10**9)
        return n, a, k

    return Task(
        titles=("Chosen Numbers", "Pick and Add", "Which Count?"),
        given=[
            Count("n", 1, 10**5),
            Ints("a", "n", 1, 10**9),
            Int("k", 1, 10**9, other=("x", "m")),
        ],
        ask=Value(f"{noun} that are {keep.words} or equal to `k`"),
        stories=[
            Story(
                "On the table in front of @who lie `n` cards in a row, and the number `a_i` is "
                "written on the `i`-th of them. @friend [picks up|takes away] those whose number "
                f"is {keep.words} or equal to `k`, and leaves the others where they are.",
                "What is the sum of the numbers on the cards that @friend has then?"
                if total
                else "How many cards does @friend have then?",
            ),
            Story(
                "`n` people stand in the queue of a shop in @place, and the `i`-th has `a_i` "
                "coins. "
                "To celebrate its birthday, the shop gives a present to some of them: to those "
                f"whose number of coins is {keep.words} or exactly `k`.",
                "How many coins do those who get a present have together?"
                if total
                else "How many presents are needed?",
            ),
        ],
        solve=solve,
        others=[at_once],
        wrong=[forgets_equal],
        cpp=[
            """
            long long solve(int n, vector<int> a, int k) {
                long long result = 0;
                for (int x : a) {
                    if ($keep(x, k) || x == k) result += $added;
                }
                return result;
            }
        """
        ],
        hints=(
            "Each element can be looked at by itself.",
            f"Which elements count? Those that are {keep.words}, and those equal to `k`.",
            "Go through the list once and add to a result that starts at 0.",
        ),
        explanation="One pass over the list decides about every element by itself, in time "
        "linear in `n`.",
        make=make,
        edges=[(1, [5], 5), (3, [7, 7, 7], 7)],
        params={"added": "x" if total else "1"},
        call="chosen_total",
    )


@family(900, "implementation")
def steady_runs(p: Parameters) -> Task:
    better = p.choice(
        "better",
        Expr("x y", "x < y", "increases"),
        Expr("x y", "x > y", "decreases"),
        Expr("x y", "x <= y", "never decreases"),
        Expr("x y", "x != y", "changes"),
    )
    what = p.choice("what", "length", "start")
    noun = {
        "length": "the number of days in the longest steady run",
        "start": "the number of the day on which the first of the longest steady runs begins",
    }[what]

    def solve(n: int, a: list[int]) -> int:
        best = start = begin = 0
        for i in range(n):
            if i > 0 and not better(a[i - 1], a[i]):
                begin = i
            if i - begin + 1 > best:
                best = i - begin + 1
                start = begin
        return best if what == "length" else start + 1

    def run_after_run(n: int, a: list[int]) -> int:
        runs = []
        i = 0
        while i < n:
            j = i + 1
            while j < n and better(a[j - 1], a[j]):
                j += 1
            runs.append((i - j, i + 1))
            i = j
        length, start = min(runs)
        return -length if what == "length" else start

    def last_is_lost(n: int, a: list[int]) -> int:
        best = start = begin = 0
        for i in range(1, n):
            if not better(a[i - 1], a[i]):
                if i - begin > best:
                    best = i - begin
                    start = begin
                begin = i
        return max(best, 1) if what == "length" else start + 1

    return Task(
        titles=("Steady Prices", "The Long Run", "Day by Day"),
        given=[
            Count("n", 1, 10**5, what="the number of days"),
            Ints("a", "n", 1, 10**6, what="the prices"),
        ],
        ask=Value(noun),
        formal="On day `i` the price is `a_i`. A steady run is a sequence of consecutive days on "
        f"which the price {better.words} from one day to the next; a single day is a steady "
        "run too.",
        stories=[
            Story(
                "Every evening @who writes the price of apples into a notebook: `a_1` on the first "
                "day, `a_2` on the second, and so on up to `a_n`. Some consecutive days form a "
                f"steady run: from each of them to the next one the price {better.words}. One day "
                "alone is a steady run as well."
            ),
            Story(
                "The radio of @place reads out the price of gold every morning. For `n` days it "
                "was "
                "`a_1, a_2, ..., a_n`. Traders call consecutive days a steady run when the price "
                f"{better.words} between each day and the next; a run may consist of only "
                "one day. [They are superstitious|Nobody knows why], and long runs count most."
            ),
        ],
        solve=solve,
        others=[run_after_run],
        wrong=[last_is_lost],
        cpp=[
            """
            int solve(int n, vector<int> a) {
                int best = 0, start = 0, begin = 0;
                for (int i = 0; i < n; i++) {
                    if (i > 0 && !$better(a[i - 1], a[i])) begin = i;
                    if (i - begin + 1 > best) {
                        best = i - begin + 1;
                        start = begin;
                    }
                }
                return $result;
            }
        """
        ],
        hints=(
            "Where does a run end, and where does the next one begin?",
            "Go through the days and remember where the current run began.",
            "Compare its length with the best one so far; only a longer run replaces it.",
        ),
        params={"result": "best" if what == "length" else "start + 1"},
        explanation="A run goes on as long as the condition holds between neighbours, and the next "
        "one begins where it fails, so one pass over the days is enough.",
        call="steady_run",
    )
