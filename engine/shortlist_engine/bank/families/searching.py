"""Binary search: in sorted lists, and for the answer itself."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Listing, Story, Task
from shortlist_engine.bank.values import Count, Ints

LEAST_NUMBER = """\
long long low = 0, high = 10000000000LL;
while (high - low > 1) {
    long long middle = (low + high) / 2;
    if (free_up_to(middle) >= k) high = middle;
    else low = middle;
}
result.push_back(high);"""


@family(1000, "binary search", "sortings")
def nearest_sign(p: Parameters) -> Task:
    what = p.choice("what", "before", "after", "nearest", "count_less", "strip", "distance")
    strict = p.choice("strict", True, False)
    k = p.int("k", 1, 5) if what == "strip" else 0
    than = "less than" if strict else "not greater than"
    more = "greater than" if strict else "not less than"
    noun = {
        "before": (
            f"for each `q_j` the greatest element of `a` that is {than} `q_j`, or -1 if there is "
            "none"
        ),
        "after": (
            f"for each `q_j` the smallest element of `a` that is {more} `q_j`, or -1 if there is "
            "none"
        ),
        "nearest": (
            "for each `q_j` the element of `a` that is nearest to it; of two that are equally "
            f"near the {'smaller' if strict else 'larger'} one"
        ),
        "count_less": f"for each `q_j` the number of elements of `a` that are {than} `q_j`",
        "strip": (
            "for each `q_j` the number of elements of `a` whose difference from `q_j` is "
            f"{'less than' if strict else 'at most'} {k}"
        ),
        "distance": (
            "for each `q_j` the least difference between `q_j` and an element of `a` that is "
            f"{more} `q_j`, or -1 if there is none"
        ),
    }[what]

    def solve(n: int, m: int, a: list[int], q: list[int]) -> list[int]:
        a.sort()
        result = []
        for x in q:
            if what in ("before", "count_less"):
                i = bisect_left(a, x) if strict else bisect_right(a, x)
                if what == "before":
                    result.append(a[i - 1] if i > 0 else -1)
                else:
                    result.append(i)
            elif what in ("after", "distance"):
                i = bisect_right(a, x) if strict else bisect_left(a, x)
                if what == "after":
                    result.append(a[i] if i < n else -1)
                else:
                    result.append(a[i] - x if i < n else -1)
            elif what == "nearest":
                i = bisect_left(a, x)
                if i == n:
                    result.append(a[n - 1])
                elif i == 0:
                    result.append(a[0])
                elif (x - a[i - 1] <= a[i] - x) if strict else (x - a[i - 1] < a[i] - x):
                    result.append(a[i - 1])
                else:
                    result.append(a[i])
            elif strict:
                result.append(bisect_left(a, x + k) - bisect_right(a, x - k))
            else:
                result.append(bisect_right(a, x + k) - bisect_left(a, x - k))
        return result

    def own_search(n: int, m: int, a: list[int], q: list[int]) -> list[int]:
        a = sorted(a)

        def first(limit: int) -> int:
            low, high = 0, n
            while low < high:
                middle = (low + high) // 2
                if a[middle] >= limit:
                    high = middle
                else:
                    low = middle + 1
            return low

        result = []
        for x in q:
            if what == "strip":
                if strict:
                    result.append(first(x + k) - first(x - k + 1))
                else:
                    result.append(first(x + k + 1) - first(x - k))
            elif what == "nearest":
                i = first(x)
                around = a[max(0, i - 1) : i + 1]
                best = min(abs(y - x) for y in around)
                near = [y for y in around if abs(y - x) == best]
                result.append(near[0] if strict else near[-1])
            elif what in ("before", "count_less"):
                i = first(x) if strict else first(x + 1)
                if what == "count_less":
                    result.append(i)
                else:
                    result.append(a[i - 1] if i else -1)
            else:
                i = first(x + 1) if strict else first(x)
                if i == n:
                    result.append(-1)
                else:
                    result.append(a[i] if what == "after" else a[i] - x)
        return result

    def scanning_all(n: int, m: int, a: list[int], q: list[int]) -> list[int]:
        result = []
        for x in q:
            if what == "before":
                result.append(max((y for y in a if (y < x if strict else y <= x)), default=-1))
            elif what == "count_less":
                result.append(sum(1 for y in a if (y < x if strict else y <= x)))
            elif what == "after":
                result.append(min((y for y in a if (y > x if strict else y >= x)), default=-1))
            elif what == "distance":
                result.append(min((y - x for y in a if (y > x if strict else y >= x)), default=-1))
            elif what == "nearest":
                result.append(min(a, key=lambda y: (abs(y - x), y if strict else -y)))
            else:
                result.append(sum(1 for y in a if (abs(y - x) < k if strict else abs(y - x) <= k)))
        return result

    def other_bound(n: int, m: int, a: list[int], q: list[int]) -> list[int]:
        a.sort()
        result = []
        for x in q:
            if what in ("before", "count_less"):
                i = bisect_right(a, x) if strict else bisect_left(a, x)
                if what == "before":
                    result.append(a[i - 1] if i > 0 else -1)
                else:
                    result.append(i)
            elif what in ("after", "distance"):
                i = bisect_left(a, x) if strict else bisect_right(a, x)
                if what == "after":
                    result.append(a[i] if i < n else -1)
                else:
                    result.append(a[i] - x if i < n else -1)
            elif what == "nearest":
                i = bisect_left(a, x)
                result.append(a[min(i, n - 1)])
            elif strict:
                result.append(bisect_right(a, x + k) - bisect_left(a, x - k))
            else:
                result.append(bisect_left(a, x + k) - bisect_right(a, x - k))
        return result

    return Task(
        titles=("The Nearest Sign", "Looking Things Up", "Before and After"),
        given=[
            (Count("n", 1, 10**5), Count("m", 1, 10**5)),
            Ints("a", "n", 0, 10**6),
            Ints("q", "m", 0, 10**6),
        ],
        ask=Listing(noun),
        stories=[
            Story(
                "Along the railway from @place to the sea, `n` signs show the distance from "
                "the beginning in metres. Their numbers are `a_1, ..., a_n`, in the order "
                "in which they were put up over the years, which is not that of the "
                "numbers; some signs even show the same. A railway worker walks along the "
                "track and is called `m` times by the office, at the places `q_1, ..., "
                "q_m`. Each call is about the numbers on the signs, the elements of `a`, "
                "compared with the place."
            ),
            Story(
                "A shop for old maps sells `n` pieces at the prices `a_1, ..., a_n`, all "
                "noted in a list `a` without any order. By letter, `m` customers ask what "
                "there is for a certain amount of money: the `j`-th letter mentions the "
                "amount `q_j`. @who has to answer all of them in the same way, comparing "
                "each amount with the elements of the list, and [is glad to have a "
                "computer|would rather read]."
            ),
        ],
        solve=solve,
        others=[own_search],
        slow=[scanning_all],
        wrong=[other_bound],
        cpp=[
            """
            vector<int> solve(int n, int m, vector<int> a, vector<int> q) {
                sort(a.begin(), a.end());
                vector<int> result;
                for (int x : q) {
                    $step
                }
                return result;
            }
            """
        ],
        hints=(
            "Looking through all of `a` for each question is too slow.",
            "Sort `a` once; then the elements on one side of a limit stand together.",
            "Binary search finds the border in the sorted list; mind on which side equal "
            "elements are.",
        ),
        explanation="After sorting, each question is one or two binary searches: `(n + m) log "
        "n` steps.",
        params={
            "step": {
                "before": (
                    f"int i = {'lower' if strict else 'upper'}_bound(a.begin(), a.end(), x) - "
                    "a.begin();\nresult.push_back(i > 0 ? a[i - 1] : -1);"
                ),
                "count_less": (
                    f"result.push_back({'lower' if strict else 'upper'}_bound(a.begin(), "
                    "a.end(), x) - a.begin());"
                ),
                "after": (
                    f"int i = {'upper' if strict else 'lower'}_bound(a.begin(), a.end(), x) - "
                    "a.begin();\nresult.push_back(i < n ? a[i] : -1);"
                ),
                "distance": (
                    f"int i = {'upper' if strict else 'lower'}_bound(a.begin(), a.end(), x) - "
                    "a.begin();\nresult.push_back(i < n ? a[i] - x : -1);"
                ),
                "nearest": (
                    "int i = lower_bound(a.begin(), a.end(), x) - a.begin();\nif (i == n || (i "
                    f"> 0 && x - a[i - 1] {'<=' if strict else '<'} a[i] - x)) "
                    "i--;\nresult.push_back(a[i]);"
                ),
                "strip": (
                    f"auto low = {'upper' if strict else 'lower'}_bound(a.begin(), a.end(), x - "
                    f"{k});\nauto high = {'lower' if strict else 'upper'}_bound(a.begin(), "
                    f"a.end(), x + {k});\nresult.push_back(high - low);"
                ),
            }[what]
        },
        call="look_up",
    )


@family(1300, "binary search", "implementation")
def missing_numbers(p: Parameters) -> Task:
    rule = p.choice("rule", "missing", "missing_plain", "missing_after")
    d = p.int("d", 2, 9) if rule != "missing_plain" else 1
    what = p.choice("what", "kth", "all")
    free = {
        "missing": f"A number is taken if it stands in the list or is divisible by {d}.",
        "missing_plain": "A number is taken if it stands in the list.",
        "missing_after": f"A number is taken if it stands in the list or is less than {d}.",
    }[rule]
    noun = (
        "for each `q_j` the `q_j`-th free number"
        if what == "kth"
        else "for each `q_j` the number of free numbers from 1 to `q_j`"
    )

    def solve(n: int, m: int, a: list[int], q: list[int]) -> list[int]:
        if rule == "missing":
            a = [x for x in a if x % d != 0]
        elif rule == "missing_after":
            a = [x for x in a if x >= d]

        def free_up_to(x: int) -> int:
            count = x - bisect_right(a, x)
            if rule == "missing":
                count -= x // d
            elif rule == "missing_after":
                count -= min(x, d - 1)
            return count

        if what == "all":
            return [free_up_to(x) for x in q]
        result = []
        for k in q:
            low, high = 0, 10**10
            while high - low > 1:
                middle = (low + high) // 2
                if free_up_to(middle) >= k:
                    high = middle
                else:
                    low = middle
            result.append(high)
        return result

    def by_gaps(n: int, m: int, a: list[int], q: list[int]) -> list[int]:
        if rule == "missing":
            a = [x - x // d for x in a if x % d]
        elif rule == "missing_after":
            a = [x - d + 1 for x in a if x >= d]
        before = [a[i] - i - 1 for i in range(len(a))]
        result = []
        for k in q:
            if what == "all":
                x = k
                if rule == "missing":
                    x = k - k // d
                elif rule == "missing_after":
                    x = max(0, k - d + 1)
                result.append(x - bisect_right(a, x))
                continue
            y = k + bisect_left(before, k)
            if rule == "missing":
                y += (y - 1) // (d - 1)
            elif rule == "missing_after":
                y += d - 1
            result.append(y)
        return result

    def walking(n: int, m: int, a: list[int], q: list[int]) -> list[int]:
        taken = set(a)
        result = []
        for k in q:
            count = x = 0
            while count < k if what == "kth" else x < k:
                x += 1
                if x in taken or (rule == "missing" and x % d == 0):
                    continue
                if rule == "missing_after" and x < d:
                    continue
                count += 1
            result.append(x if what == "kth" else count)
        return result

    def counts_once(n: int, m: int, a: list[int], q: list[int]) -> list[int]:
        result = []
        for k in q:
            taken = bisect_right(a, k)
            if rule == "missing":
                taken += k // d
            elif rule == "missing_after":
                taken += min(k, d - 1)
            result.append(
                k + taken if what == "kth" else max(0, k - taken - (rule == "missing_plain"))
            )
        return result

    def make(maker: Maker) -> tuple[int, int, list[int], list[int]]:
        n, m = maker.count(1, 5 * 10**4), maker.count(1, 10**4)
        top = {"least": 1, "tiny": 25, "small": 60, "medium": 10**9, "large": 10**9}[maker.scale]
        a = sorted(maker.rng.sample(range(1, max(top, n) + 1), n))
        q = [maker.rng.randint(1, max(1, top)) for _ in range(m)]
        return n, m, a, q

    return Task(
        titles=("Free Numbers", "What Is Missing?", "The Gaps"),
        given=[
            (Count("n", 1, 5 * 10**4), Count("m", 1, 10**4)),
            Ints("a", "n", 1, 10**9, "increasing"),
            Ints("q", "m", 1, 10**9),
        ],
        ask=Listing(noun),
        formal=f"The list `a` contains `n` positive integers in increasing order. {free} All "
        "other positive integers are free; the first free number is the smallest of "
        "them, and so on.",
        stories=[
            Story(
                "The telephone office of @place gives out numbers: 1, 2, 3 and so on, as "
                "far as one likes. `n` numbers, `a_1 < a_2 < ... < a_n`, stand in its list "
                f"already. {free} All the other positive integers are free and are kept in "
                "their natural order. The office has received `m` questions about free "
                "numbers, and in the `j`-th of them a number `q_j` is mentioned."
            ),
            Story(
                "Each house of an endless street has a number, beginning with 1, and the "
                "houses of the list `a_1 < a_2 < ... < a_n` are inhabited by hobbits. "
                f"{free} The other houses, all of them, are free. A dwarf who wants to move "
                "in asks `m` questions, each with a number `q_j`. Houses are called by "
                "their numbers, and counted from the beginning of the street."
            ),
        ],
        solve=solve,
        others=[by_gaps],
        slow=[walking],
        wrong=[counts_once],
        cpp=[
            """
            vector<long long> solve(int n, int m, vector<int> a, vector<int> q) {
                vector<int> b;
                for (int x : a) {
                    if ($keep) b.push_back(x);
                }
                auto free_up_to = [&](long long x) {
                    long long taken = upper_bound(b.begin(), b.end(), x) - b.begin();
                    return x - taken - $more;
                };
                vector<long long> result;
                for (int k : q) {
                    $step
                }
                return result;
            }
            """
        ],
        hints=(
            "How many numbers from 1 to `x` are free? Count the taken ones instead.",
            "Binary search in the list gives how many of its numbers are at most `x`"
            + (
                "; numbers that are taken for both reasons must count once."
                if rule != "missing_plain"
                else "."
            ),
            "That is the answer for each `q_j`."
            if what == "all"
            else (
                "The count never falls as `x` grows, so search for the least `x` with a count "
                "of `q_j`."
            ),
        ),
        explanation="The number of free numbers up to `x` takes one binary search"
        + (
            "."
            if what == "all"
            else (
                ", and since it never falls, a second binary search around it finds the number "
                "that is asked for."
            )
        ),
        make=make,
        params={
            "keep": {
                "missing": f"x % {d} != 0",
                "missing_plain": "true",
                "missing_after": f"x >= {d}",
            }[rule],
            "more": {
                "missing": f"x / {d}",
                "missing_plain": "0",
                "missing_after": f"min(x, {d - 1}LL)",
            }[rule],
            "step": "result.push_back(free_up_to(k));" if what == "all" else LEAST_NUMBER,
        },
        call="free_numbers",
    )
