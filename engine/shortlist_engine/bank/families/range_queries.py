"""Queries on ranges: occurrences, extremes, inversions, coats of paint."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows


@family(1300, "data structures", "binary search")
def how_many_of_it(p: Parameters) -> Task:
    what = p.choice("what", "count", "first", "last", "next")
    d = p.words.randint(2, 6)
    same = p.choice(
        "same",
        Expr("x", "x", "equal to `x`"),
        Expr("x", f"x % {d}", f"such that it leaves the same remainder as `x` when divided by {d}"),
        Expr("x", "x // 10", "such that it agrees with `x` in everything except the last digit"),
        Expr("x", "x % 10", "such that its last digit is that of `x`"),
    )
    noun = {
        "count": "for each question the number of fitting elements",
        "first": (
            "for each question the position of the first fitting element, or 0 if there is none"
        ),
        "last": "for each question the position of the last fitting element, or 0 if there is none",
        "next": (
            "for each question the distance between the first and the last fitting element, or "
            "-1 if there is none"
        ),
    }[what]

    def solve(n: int, q: int, a: list[int], asked: list[list[int]]) -> list[int]:
        places = defaultdict(list)
        for i in range(n):
            places[same(a[i])].append(i + 1)
        result = []
        for left, right, x in asked:
            where = places[same(x)]
            i = bisect_left(where, left)
            j = bisect_right(where, right)
            if what == "count":
                result.append(j - i)
            elif what == "first":
                result.append(where[i] if i < j else 0)
            elif what == "last":
                result.append(where[j - 1] if i < j else 0)
            else:
                result.append(where[j - 1] - where[i] if i < j else -1)
        return result

    def sorted_pairs(n: int, q: int, a: list[int], asked: list[list[int]]) -> list[int]:
        pairs = sorted((same(y), i) for i, y in enumerate(a, 1))
        result = []
        for left, right, x in asked:
            i = bisect_left(pairs, (same(x), left))
            j = bisect_left(pairs, (same(x), right + 1))
            found = j - i
            if what == "count":
                result.append(found)
            elif what == "next":
                result.append(pairs[j - 1][1] - pairs[i][1] if found else -1)
            elif found == 0:
                result.append(0)
            else:
                result.append(pairs[i][1] if what == "first" else pairs[j - 1][1])
        return result

    def each_anew(n: int, q: int, a: list[int], asked: list[list[int]]) -> list[int]:
        result = []
        for left, right, x in asked:
            where = [i for i in range(left, right + 1) if same(a[i - 1]) == same(x)]
            if what == "count":
                result.append(len(where))
            elif what == "next":
                result.append(where[-1] - where[0] if where else -1)
            elif not where:
                result.append(0)
            else:
                result.append(where[0] if what == "first" else where[-1])
        return result

    def open_end(n: int, q: int, a: list[int], asked: list[list[int]]) -> list[int]:
        result = []
        for left, right, x in asked:
            where = [i for i in range(left + 1, right) if same(a[i - 1]) == same(x)]
            if what == "count":
                result.append(len(where))
            elif what == "next":
                result.append(where[-1] - where[0] if where else -1)
            elif not where:
                result.append(0)
            else:
                result.append(where[0] if what == "first" else where[-1])
        return result

    def make(maker: Maker) -> tuple[int, int, list[int], list[list[int]]]:
        n, q = maker.count(1, 10**5), maker.count(1, 10**5)
        high = maker.rng.choice((3, 30, 300)) if maker.scale != "least" else 1
        a = [maker.rng.randint(1, high) for _ in range(n)]
        asked = []
        for _ in range(q):
            left, right = sorted((maker.rng.randint(1, n), maker.rng.randint(1, n)))
            asked.append(
                [
                    left,
                    right,
                    maker.rng.choice(a) if maker.chance(0.8) else maker.rng.randint(1, high),
                ]
            )
        return n, q, a, asked

    return Task(
        titles=("How Many of It?", "Between Two Places", "Looking for the Same"),
        given=[
            (Count("n", 1, 10**5), Count("q", 1, 10**5, what="the number of questions")),
            Ints("a", "n", 1, 300),
            Rows(
                "asked",
                "q",
                (Int("l", 1, "n"), Int("r", "l", "n"), Int("x", 1, 300)),
                what="the two positions and the number `x` of a question",
            ),
        ],
        ask=Listing(noun, in_lines=True),
        formal="There are `q` questions, each with `l`, `r` and `x`. An element of `a` fits a "
        f"question if its position is from `l` to `r` and it is {same.words}. Positions "
        "are counted from 1.",
        stories=[
            Story(
                "The wine cellar of a castle near @place has one long shelf with `n` "
                "bottles, and `a_i` tells the sort of the `i`-th bottle from the door; the "
                "sorts are the elements of a list. Guests come down and ask `q` questions. "
                "Each of them is interested in the places from `l` to `r` only, and names a "
                "sort `x`. An element in that part of the shelf fits the question if it is "
                f"{same.words}. The cellarman [is old|has a bad knee] and would rather not "
                "walk."
            ),
            Story(
                "Linguists have replaced each of the `n` words of an old book by a number "
                "from 1 to 300, which gives a list of elements `a_1, ..., a_n`. They ask a "
                "computer `q` questions of one kind. A question names two positions `l` and "
                "`r` and a number `x`, and an element fits it if it stands at one of the "
                f"positions from `l` to `r` and is {same.words}."
            ),
        ],
        solve=solve,
        others=[sorted_pairs],
        slow=[each_anew],
        wrong=[open_end],
        cpp=[
            """
            vector<int> solve(int n, int q, vector<int> a, vector<vector<int>> asked) {
                map<int, vector<int>> places;
                for (int i = 0; i < n; i++) places[$same(a[i])].push_back(i + 1);
                vector<int> result;
                for (auto& row : asked) {
                    auto& where = places[$same(row[2])];
                    auto i = lower_bound(where.begin(), where.end(), row[0]);
                    auto j = upper_bound(where.begin(), where.end(), row[1]);
                    $answer
                }
                return result;
            }
            """
        ],
        hints=(
            "Walking through the range for each question is too slow.",
            "For each kind of element, the list of its positions is already sorted.",
            "Store these lists in a dictionary; two binary searches find the part between "
            "`l` and `r`.",
        ),
        explanation="The positions of each kind are collected in order, and a question is "
        "answered by two binary searches in one such list: `(n + q) log n`.",
        make=make,
        params={
            "answer": {
                "count": "result.push_back(j - i);",
                "first": "result.push_back(i < j ? *i : 0);",
                "last": "result.push_back(i < j ? *(j - 1) : 0);",
                "next": "result.push_back(i < j ? *(j - 1) - *i : -1);",
            }[what]
        },
        call="fitting_elements",
    )


@family(1500, "data structures")
def lows_and_highs(p: Parameters) -> Task:
    kind = p.choice("kind", "min", "max", "swing", "both")
    what = p.choice("what", "list", "count", "best")
    value = {
        "min": "the smallest of these elements",
        "max": "the largest of these elements",
        "swing": "the difference between the largest and the smallest of these elements",
        "both": "the sum of the largest and the smallest of these elements",
    }[kind]
    noun = {
        "list": "the answers to all questions",
        "count": "the number of questions whose answer is at least `k`",
        "best": "the greatest answer, reduced by `k`",
    }[what]
    if what == "list":
        noun = "the answers to all questions, each increased by `k`"

    def solve(n: int, q: int, k: int, a: list[int], asked: list[list[int]]) -> object:
        lows, highs = [a], [a]
        step = 1
        while 2 * step <= n:
            x, y = lows[-1], highs[-1]
            lows.append([min(x[i], x[i + step]) for i in range(n - 2 * step + 1)])
            highs.append([max(y[i], y[i + step]) for i in range(n - 2 * step + 1)])
            step *= 2
        answers = []
        for left, right in asked:
            level = (right - left + 1).bit_length() - 1
            other = right - (1 << level)
            low = min(lows[level][left - 1], lows[level][other])
            high = max(highs[level][left - 1], highs[level][other])
            if kind == "min":
                answers.append(low)
            elif kind == "max":
                answers.append(high)
            elif kind == "swing":
                answers.append(high - low)
            else:
                answers.append(high + low)
        if what == "list":
            return [answer + k for answer in answers]
        if what == "count":
            return sum(1 for answer in answers if answer >= k)
        return max(answers) - k

    def in_blocks(n: int, q: int, k: int, a: list[int], asked: list[list[int]]) -> object:
        size = max(1, int(n**0.5))
        lows = [min(a[i : i + size]) for i in range(0, n, size)]
        highs = [max(a[i : i + size]) for i in range(0, n, size)]
        answers = []
        for left, right in asked:
            first, last = (left - 2) // size + 1, right // size
            if first < last:
                parts = a[left - 1 : first * size] + a[last * size : right]
                low = min(parts + lows[first:last])
                high = max(parts + highs[first:last])
            else:
                low, high = min(a[left - 1 : right]), max(a[left - 1 : right])
            if kind == "min":
                answers.append(low)
            elif kind == "max":
                answers.append(high)
            else:
                answers.append(high - low if kind == "swing" else high + low)
        if what == "list":
            return [x + k for x in answers]
        return sum(x >= k for x in answers) if what == "count" else max(answers) - k

    def only_ends(n: int, q: int, k: int, a: list[int], asked: list[list[int]]) -> object:
        answers = []
        for left, right in asked:
            low, high = min(a[left - 1], a[right - 1]), max(a[left - 1], a[right - 1])
            if kind == "min":
                answers.append(low)
            elif kind == "max":
                answers.append(high)
            else:
                answers.append(high - low if kind == "swing" else high + low)
        if what == "list":
            return [x + k for x in answers]
        return sum(x >= k for x in answers) if what == "count" else max(answers) - k

    def make(maker: Maker) -> tuple[int, int, int, list[int], list[list[int]]]:
        n, q = maker.count(1, 5 * 10**4), maker.count(1, 2 * 10**4)
        a = [maker.number(0, 10**9) for _ in range(n)] if maker.scale != "least" else [1]
        asked = [sorted((maker.rng.randint(1, n), maker.rng.randint(1, n))) for _ in range(q)]
        return n, q, maker.rng.choice(a) // (2 if kind == "swing" else 1), a, asked

    return Task(
        titles=("Lows and Highs", "Range Reports", "Extremes"),
        given=[
            (
                Count("n", 1, 5 * 10**4),
                Count("q", 1, 2 * 10**4, what="the number of questions"),
                Int("k", 0, 10**9),
            ),
            Ints("a", "n", 0, 10**9),
            Rows(
                "asked",
                "q",
                (Int("l", 1, "n"), Int("r", "l", "n")),
                what="the two positions of a question",
            ),
        ],
        ask=Listing(noun, in_lines=True) if what == "list" else Value(noun),
        formal="There are `q` questions, each with two positions `l` and `r`. It is about the "
        f"elements of `a` from position `l` to position `r`, and its answer is {value}.",
        stories=[
            Story(
                "A buoy off the coast of @place has measured the water level once an hour "
                "for `n` hours; the results are the elements `a_1, ..., a_n` of a list. "
                "Sailors, insurance companies and poets ask `q` questions about it. Each "
                f"question names two hours `l` and `r`, and its answer is {value}, where the "
                "elements from hour `l` to hour `r` are meant. The number `k` was fixed by "
                "the harbour office."
            ),
            Story(
                "For `n` bus stops, `a_i` tells how many passengers were on the bus behind "
                "the `i`-th. The company lets a program answer `q` questions. A question "
                "consists of two stops `l` and `r`, concerns the elements `a_l` to `a_r`, "
                f"both included, and is answered by {value}. What is done with the answers "
                "and with the number `k` is up to the accountants."
            ),
        ],
        solve=solve,
        others=[in_blocks],
        wrong=[only_ends],
        cpp=[
            """
            $type solve(int n, int q, int k, vector<int> a, vector<vector<int>> asked) {
                vector<vector<int>> lows = {a}, highs = {a};
                for (int step = 1; 2 * step <= n; step *= 2) {
                    vector<int> low, high;
                    for (int i = 0; i + 2 * step <= n; i++) {
                        low.push_back(min(lows.back()[i], lows.back()[i + step]));
                        high.push_back(max(highs.back()[i], highs.back()[i + step]));
                    }
                    lows.push_back(low);
                    highs.push_back(high);
                }
                vector<long long> result;
                long long count = 0, best = 0;
                for (auto& row : asked) {
                    int left = row[0] - 1, level = 0;
                    while ((2 << level) <= row[1] - left) level++;
                    int other = row[1] - (1 << level);
                    long long low = min(lows[level][left], lows[level][other]);
                    long long high = max(highs[level][left], highs[level][other]);
                    long long answer = $answer;
                    result.push_back(answer + k);
                    if (answer >= k) count++;
                    best = max(best, answer);
                }
                return $result;
            }
            """
        ],
        hints=(
            "Many questions share large parts of their ranges.",
            "The extremes of all ranges whose length is a power of two can be computed step "
            "by step, each from two halves.",
            "Every range is covered by two such ranges, which may overlap.",
        ),
        explanation="A table of extremes for all lengths that are powers of two takes `n log "
        "n`; each question then needs two entries, as overlapping does no harm to "
        "extremes.",
        make=make,
        params={
            "type": "vector<long long>" if what == "list" else "long long",
            "answer": {"min": "low", "max": "high", "swing": "high - low", "both": "high + low"}[
                kind
            ],
            "result": {"list": "result", "count": "count", "best": "best - k"}[what],
        },
        call="range_answers",
    )


@family(1600, "data structures", "sortings")
def out_of_order(p: Parameters) -> Task:
    d = p.int("d", 0, 5)
    rule = p.choice("rule", "falls", "rises", "double", "near")
    what = p.choice("what", "total", "most", "list")
    condition = {
        "falls": f"`a_i > a_j + {d}`" if d else "`a_i > a_j`",
        "rises": f"`a_j > a_i + {d}`" if d else "`a_j > a_i`",
        "double": f"`a_i > 2 * a_j + {d}`" if d else "`a_i > 2 * a_j`",
        "near": f"`a_i` and `a_j` differ by at most {d}" if d else "`a_i = a_j`",
    }[rule]
    noun = {
        "total": "the number of odd pairs",
        "most": "the greatest number of odd pairs that have the same second index `j`",
        "list": "for each `j` from 1 to `n` the number of odd pairs with the second index `j`",
    }[what]

    def solve(n: int, a: list[int]) -> object:
        before: list[int] = []
        counts = []
        for i, x in enumerate(a):
            if rule == "falls":
                counts.append(i - bisect_right(before, x + d))
            elif rule == "rises":
                counts.append(bisect_left(before, x - d))
            elif rule == "double":
                counts.append(i - bisect_right(before, 2 * x + d))
            else:
                counts.append(bisect_right(before, x + d) - bisect_left(before, x - d))
            insort(before, x)
        if what == "total":
            return sum(counts)
        return max(counts) if what == "most" else counts

    def fenwick(n: int, a: list[int]) -> object:
        values = sorted(set(a))
        tree = [0] * (len(values) + 1)

        def up_to(limit: int) -> int:
            i = bisect_right(values, limit)
            total = 0
            while i > 0:
                total += tree[i]
                i -= i & -i
            return total

        counts = []
        for j in range(n):
            x = a[j]
            if rule == "falls":
                counts.append(j - up_to(x + d))
            elif rule == "rises":
                counts.append(up_to(x - d - 1))
            elif rule == "double":
                counts.append(j - up_to(2 * x + d))
            else:
                counts.append(up_to(x + d) - up_to(x - d - 1))
            i = bisect_left(values, x) + 1
            while i < len(tree):
                tree[i] += 1
                i += i & -i
        if what == "total":
            return sum(counts)
        return max(counts) if what == "most" else counts

    def all_pairs(n: int, a: list[int]) -> object:
        counts = [0] * n
        for j in range(n):
            for i in range(j):
                if rule == "falls" and a[i] > a[j] + d:
                    counts[j] += 1
                if rule == "rises" and a[j] > a[i] + d:
                    counts[j] += 1
                if rule == "double" and a[i] > 2 * a[j] + d:
                    counts[j] += 1
                if rule == "near" and abs(a[i] - a[j]) <= d:
                    counts[j] += 1
        if what == "total":
            return sum(counts)
        return max(counts) if what == "most" else counts

    def includes_equal(n: int, a: list[int]) -> object:
        counts = [0] * n
        for j in range(n):
            for i in range(j):
                if rule == "falls" and a[i] >= a[j] + d:
                    counts[j] += 1
                if rule == "rises" and a[j] >= a[i] + d:
                    counts[j] += 1
                if rule == "double" and a[i] >= 2 * a[j] + d:
                    counts[j] += 1
                if rule == "near" and abs(a[i] - a[j]) <= d + 1:
                    counts[j] += 1
        if what == "total":
            return sum(counts)
        return max(counts) if what == "most" else counts

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 4 * 10**4)
        if maker.scale == "least":
            return 1, [1]
        high = maker.rng.choice((8, 25, 10**6))
        return n, [maker.rng.randint(1, high) for _ in range(n)]

    return Task(
        titles=("Out of Order", "Odd Pairs", "Earlier and Later"),
        given=[Count("n", 1, 4 * 10**4), Ints("a", "n", 1, 10**6)],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal=f"A pair of indices `i < j` is an odd pair if {condition}. Its second index is `j`.",
        stories=[
            Story(
                "In a wrestling club of @place, `n` members have joined one after the "
                "other, and the `i`-th who joined weighs `a_i` kilograms. The trainer looks "
                "for fights that would be remarkable. For this, he compares each member `j` "
                "with all members `i` who joined earlier, so `i < j`, and calls them an odd "
                f"pair if {condition}; the later one, `j`, is the second index of the pair. "
                "[The list is too long for a pencil|He does not trust his own counting]."
            ),
            Story(
                "A music program reads `n` notes with the pitches `a_1, ..., a_n`. For a "
                "theory of melodies, it looks at all pairs of a note `i` and a later note "
                "`j`, with `i < j`, no matter how far apart they are. Such a pair is odd if "
                f"{condition}, and `j` is called its second index. Long pieces have tens of "
                "thousands of notes, and so the first version of the program took hours."
            ),
        ],
        solve=solve,
        others=[fenwick],
        slow=[all_pairs],
        wrong=[includes_equal],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                vector<int> values = a;
                sort(values.begin(), values.end());
                vector<int> tree(n + 1), counts;
                auto up_to = [&](long long limit) {
                    int i = upper_bound(values.begin(), values.end(), limit) - values.begin();
                    int total = 0;
                    for (; i > 0; i -= i & -i) total += tree[i];
                    return total;
                };
                for (int j = 0; j < n; j++) {
                    long long x = a[j];
                    counts.push_back($count);
                    int i = lower_bound(values.begin(), values.end(), x) - values.begin() + 1;
                    for (; i <= n; i += i & -i) tree[i]++;
                }
                $result
            }
            """
        ],
        hints=(
            "For a fixed `j`, how many earlier elements lie on one side of a limit?",
            "If the earlier elements were kept sorted, a binary search would tell.",
            "Keep them in a sorted list or in a Fenwick tree over the sorted values, and "
            "ask before each insertion.",
        ),
        explanation="Going through the list, a structure over the earlier values counts those "
        "beyond a limit in `log n`, so all pairs are counted in `n log n` with a "
        "Fenwick tree.",
        make=make,
        params={
            "type": {"total": "long long", "most": "int", "list": "vector<int>"}[what],
            "count": {
                "falls": f"j - up_to(x + {d})",
                "rises": f"up_to(x - {d} - 1)",
                "double": f"j - up_to(2 * x + {d})",
                "near": f"up_to(x + {d}) - up_to(x - {d} - 1)",
            }[rule],
            "result": {
                "total": "return accumulate(counts.begin(), counts.end(), 0LL);",
                "most": "return *max_element(counts.begin(), counts.end());",
                "list": "return counts;",
            }[what],
        },
        call="odd_pairs",
    )


@family(1700, "data structures", "dsu")
def last_coat(p: Parameters) -> Task:
    first = p.choice("first", True, False)
    what = p.choice("what", "list", "bare", "colours", "most")
    stays = (
        "A plank that has a colour already keeps it, so that only the first coat counts."
        if first
        else "Paint covers everything below it, so that the last coat counts."
    )
    noun = {
        "list": "the colours of all planks in the end, with 0 for a plank without paint",
        "bare": (
            "the number of planks that have the colour `k` in the end (`k = 0` means without paint)"
        ),
        "colours": (
            "the number of different colours that can be seen on the planks from `k + 1` on in "
            "the end"
        ),
        "most": "the number of coats of which nothing can be seen in the end, plus `k`",
    }[what]
    if what == "list":
        noun = (
            "the colours of the planks from `k + 1` on in the end, with 0 for a plank without paint"
        )

    def solve(n: int, m: int, k: int, coats: list[list[int]]) -> object:
        colour = [0] * (n + 2)
        follow = list(range(n + 2))
        hidden = 0
        order = coats if first else coats[::-1]
        for left, right, c in order:
            seen = False
            i = left
            while True:
                while follow[i] != i:
                    follow[i] = follow[follow[i]]
                    i = follow[i]
                if i > right:
                    break
                colour[i] = c
                follow[i] = i + 1
                seen = True
            if not seen:
                hidden += 1
        planks = colour[1 : n + 1]
        if what == "list":
            return planks[k:]
        if what == "bare":
            return planks.count(k)
        if what == "colours":
            return len({c for c in planks[k:] if c})
        return hidden + k

    def plank_by_plank(n: int, m: int, k: int, coats: list[list[int]]) -> object:
        planks = [0] * n
        source = [-1] * n
        for number, (left, right, c) in enumerate(coats):
            for i in range(left - 1, right):
                if not first or source[i] < 0:
                    planks[i] = c
                    source[i] = number
        if what == "list":
            return planks[k:]
        if what == "bare":
            return planks.count(k)
        if what == "colours":
            return len(set(planks[k:]) - {0})
        return m - len(set(source) - {-1}) + k

    def with_events(n: int, m: int, k: int, coats: list[list[int]]) -> object:
        begins: list[list[int]] = [[] for _ in range(n + 2)]
        ends: list[list[int]] = [[] for _ in range(n + 2)]
        for number in range(m):
            begins[coats[number][0]].append(number)
            ends[coats[number][1] + 1].append(number)
        active: list[int] = []
        planks, seen = [], set()
        for i in range(1, n + 1):
            for number in ends[i]:
                del active[bisect_left(active, number)]
            for number in begins[i]:
                insort(active, number)
            top = -1
            if active:
                top = active[0] if first else active[-1]
                seen.add(top)
            planks.append(coats[top][2] if top >= 0 else 0)
        if what == "list":
            return planks[k:]
        if what == "bare":
            return sum(1 for c in planks if c == k)
        if what == "colours":
            return len({c for c in planks[k:] if c > 0})
        return m - len(seen) + k

    def other_order(n: int, m: int, k: int, coats: list[list[int]]) -> object:
        planks = [0] * n
        source = [-1] * n
        for number, (left, right, c) in enumerate(coats):
            for i in range(left - 1, right):
                if first or source[i] < 0:
                    planks[i] = c
                    source[i] = number
        if what == "list":
            return planks[k:]
        if what == "bare":
            return planks.count(k)
        if what == "colours":
            return len(set(planks[k:]) - {0})
        return m - len(set(source) - {-1}) + k

    def make(maker: Maker) -> tuple[int, int, int, list[list[int]]]:
        n, m = maker.count(1, 5 * 10**4), maker.count(1, 5 * 10**4)
        colours = maker.rng.randint(1, min(n, 5 if maker.chance(0.6) else 100))
        coats = []
        longest = n if maker.chance(0.5) or maker.scale == "large" else max(1, n // 2)
        for _ in range(m):
            left = maker.rng.randint(1, n)
            right = min(n, left + maker.rng.randint(0, longest))
            coats.append([left, right, maker.rng.randint(1, colours)])
        if maker.scale == "least":
            coats = [[1, 1, 1]]
        k = maker.rng.randint(0, colours if what == "bare" else (n - 1) // 2)
        return n, m, k if maker.scale != "least" else 0, coats

    return Task(
        titles=("The Last Coat", "Coat over Coat", "What Can Be Seen?"),
        given=[
            (
                Count("n", 1, 5 * 10**4, what="the number of planks"),
                Count("m", 1, 5 * 10**4, what="the number of coats"),
                Int("k", 0, "n" if what == "bare" else "n-1"),
            ),
            Rows(
                "coats",
                "m",
                (Int("l", 1, "n"), Int("r", "l", "n"), Int("c", 1, "n")),
                what="the first plank, the last plank and the colour of a coat",
            ),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="A fence has `n` planks, numbered from 1, which have no paint at first. `m` "
        "coats are put on one after the other; a row `l r c` says that the planks from "
        f"`l` to `r` are painted with the colour `c`. {stays}",
        stories=[
            Story(
                "All the children of @place may help to paint the long fence of the school, "
                "which has `n` planks with the numbers 1 to `n` and no paint yet. One after "
                "the other, `m` children come, and each puts on one coat: a row `l r c` "
                "means that a child paints the planks from `l` to `r` with colour `c`. "
                f"{stays} In the evening the teachers [take a photo|come to have a look]."
            ),
            Story(
                "An LED strip has `n` lights, called planks by the programmers since nobody "
                "remembers when, and none of them shines at the beginning. It receives `m` "
                "commands, the coats. The command `l r c` is meant for the planks with the "
                f"numbers from `l` to `r` and gives them the colour `c`. {stays} A light "
                "without colour is dark, as if without paint, and @who checks what the "
                "strip should look like after the last command."
            ),
        ],
        solve=solve,
        others=[with_events],
        slow=[plank_by_plank],
        wrong=[other_order],
        cpp=[
            """
            $type solve(int n, int m, int k, vector<vector<int>> coats) {
                vector<int> colour(n + 2), follow(n + 2);
                iota(follow.begin(), follow.end(), 0);
                int hidden = 0;
                $order
                for (auto& coat : coats) {
                    bool seen = false;
                    int i = coat[0];
                    while (true) {
                        while (follow[i] != i) {
                            follow[i] = follow[follow[i]];
                            i = follow[i];
                        }
                        if (i > coat[1]) break;
                        colour[i] = coat[2];
                        follow[i] = i + 1;
                        seen = true;
                    }
                    if (!seen) hidden++;
                }
                vector<int> planks(colour.begin() + 1, colour.begin() + n + 1);
                $result
            }
            """
        ],
        hints=(
            "Each plank gets its final colour from one coat only."
            if first
            else (
                "Look at the coats in reverse order: then the first coat on a plank is the one "
                "that counts."
            ),
            "A plank that has its colour never has to be looked at again.",
            "Keep for each plank a pointer to the next one without colour, and shorten "
            "these pointers as you follow them.",
        ),
        explanation="Every plank is coloured once, and jumping over coloured planks with a "
        "structure like union-find makes the rest nearly linear.",
        make=make,
        params={
            "type": "vector<int>" if what == "list" else "int",
            "order": "" if first else "reverse(coats.begin(), coats.end());",
            "result": {
                "list": "return vector<int>(planks.begin() + k, planks.end());",
                "bare": "return count(planks.begin(), planks.end(), k);",
                "colours": (
                    "set<int> colours(planks.begin() + k, "
                    "planks.end());\ncolours.erase(0);\nreturn colours.size();"
                ),
                "most": "return hidden + k;",
            }[what],
        },
        call="coats",
    )
