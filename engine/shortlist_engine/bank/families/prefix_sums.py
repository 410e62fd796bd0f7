"""Prefix sums and differences: sums of segments, cuts, and many additions at once."""

from __future__ import annotations

from itertools import accumulate

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows


@family(1000, "data structures", "implementation")
def asked_stretches(p: Parameters) -> Task:
    d = p.words.randint(2, 6)
    good = p.choice(
        "good",
        Expr("x", f"x % {d} == 0", f"divisible by {d}"),
        Expr("x", "x % 2 == 1", "odd"),
        Expr("x", f"x >= {d * 10}", f"at least {d * 10}"),
        Expr("x", f"x < {d * 10}", f"less than {d * 10}"),
        Expr("x", f"x % 10 != {d}", f"such that the last digit is not {d}"),
    )
    what = p.choice("what", "count", "sum", "outside")
    noun = {
        "count": "for each question the number of good elements from position `l` to position `r`",
        "sum": "for each question the sum of the good elements from position `l` to position `r`",
        "outside": (
            "for each question the number of good elements that are not between the positions "
            "`l` and `r` (both included)"
        ),
    }[what]

    def solve(n: int, q: int, a: list[int], questions: list[list[int]]) -> list[int]:
        prefix = [0]
        for x in a:
            value = (x if what == "sum" else 1) if good(x) else 0
            prefix.append(prefix[-1] + value)
        result = []
        for left, right in questions:
            inside = prefix[right] - prefix[left - 1]
            result.append(prefix[n] - inside if what == "outside" else inside)
        return result

    def accumulated(n: int, q: int, a: list[int], questions: list[list[int]]) -> list[int]:
        b = [x if good(x) else 0 for x in a] if what == "sum" else [int(good(x)) for x in a]
        prefix = [0, *accumulate(b)]
        if what == "outside":
            return [prefix[-1] - prefix[right] + prefix[left - 1] for left, right in questions]
        return [prefix[right] - prefix[left - 1] for left, right in questions]

    def each_anew(n: int, q: int, a: list[int], questions: list[list[int]]) -> list[int]:
        result = []
        for left, right in questions:
            part = a[: left - 1] + a[right:] if what == "outside" else a[left - 1 : right]
            chosen = [x for x in part if good(x)]
            result.append(sum(chosen) if what == "sum" else len(chosen))
        return result

    def loses_the_first(n: int, q: int, a: list[int], questions: list[list[int]]) -> list[int]:
        prefix = [0]
        for x in a:
            value = (x if what == "sum" else 1) if good(x) else 0
            prefix.append(prefix[-1] + value)
        result = []
        for left, right in questions:
            inside = prefix[right] - prefix[left]
            result.append(prefix[n] - inside if what == "outside" else inside)
        return result

    return Task(
        titles=("Stretches", "From Here to There", "Questions about a List"),
        given=[
            (Count("n", 1, 10**5), Count("q", 1, 10**5, what="the number of questions")),
            Ints("a", "n", 0, 10**6),
            Rows(
                "questions",
                "q",
                (Int("l", 1, "n"), Int("r", "l", "n")),
                what="the two positions of a question",
            ),
        ],
        ask=Listing(noun, in_lines=True),
        formal=f"An element of `a` is good if it is {good.words}. There are `q` questions, each "
        "with two positions `l` and `r`.",
        stories=[
            Story(
                "A gas pipe runs through @place and consists of `n` pieces; piece `i` has "
                "the serial number `a_i`. After an accident in the factory it became known "
                f"that pieces whose number is {good.words} are of the good series. [Day "
                "after day|Every few minutes] someone calls at the office of the gas "
                "company and asks about the pieces with the positions from `l` to `r`. "
                "There were `q` such calls. The answers refer to the serial numbers, which "
                "are the elements of a list."
            ),
            Story(
                "@who has written a diary for `n` days and noted the number of steps walked "
                f"on each: `a_i` on day `i`. Days on which this number is {good.words} are "
                "called good, and so are the numbers themselves, which are the elements of "
                "the diary. @friend does not believe that one can know much about one's own "
                "past, and asks `q` questions about the days from `l` to `r`."
            ),
        ],
        solve=solve,
        others=[accumulated],
        wrong=[loses_the_first],
        slow=[each_anew],
        cpp=[
            """
            vector<long long> solve(int n, int q, vector<int> a, vector<vector<int>> questions) {
                vector<long long> prefix(n + 1);
                for (int i = 0; i < n; i++) {
                    prefix[i + 1] = prefix[i] + ($good(a[i]) ? $value : 0);
                }
                vector<long long> result;
                for (auto& question : questions) {
                    long long inside = prefix[question[1]] - prefix[question[0] - 1];
                    result.push_back($answer);
                }
                return result;
            }
            """
        ],
        hints=(
            "Answering each question by a loop may take `n * q` steps.",
            "What would you have to know to answer a question that begins at position 1?",
            "Compute for each position what holds for all elements up to it; an answer is a "
            "difference of two such values.",
        ),
        explanation="Prefix sums are computed once in `n` steps, and each question is a "
        "difference of two of them.",
        params={
            "value": "a[i]" if what == "sum" else "1",
            "answer": "prefix[n] - inside" if what == "outside" else "inside",
        },
        call="answers",
    )


@family(1000, "implementation", "greedy")
def fair_cut(p: Parameters) -> Task:
    rule = p.choice(
        "rule",
        Expr("x y", "x > y", "greater than the sum of the right part"),
        Expr("x y", "x >= 2 * y", "at least twice the sum of the right part"),
        Expr("x y", "(x - y) % 4 == 0", "such that the difference of both sums is divisible by 4"),
        Expr(
            "x y",
            "abs(x - y) <= 10",
            "such that it differs from the sum of the right part by at most 10",
        ),
        Expr(
            "x y",
            "x % 3 == y % 3",
            "such that both sums leave the same remainder when divided by 3",
        ),
        Expr("x y", "x < y", "less than the sum of the right part"),
    )
    what = p.choice("what", "count", "first", "last", "longest")
    noun = {
        "count": "the number of fair cuts",
        "first": "the length of the left part of the leftmost fair cut, or 0 if there is none",
        "last": "the length of the right part of the rightmost fair cut, or 0 if there is none",
        "longest": (
            "the greatest number of neighbouring places all of which are fair cuts (0 if there "
            "is no fair cut)"
        ),
    }[what]

    def solve(n: int, a: list[int]) -> int:
        total = sum(a)
        left = count = first = last = run = longest = 0
        for i in range(n - 1):
            left += a[i]
            if rule(left, total - left):
                count += 1
                if first == 0:
                    first = i + 1
                last = n - 1 - i
                run += 1
                longest = max(longest, run)
            else:
                run = 0
        if what == "count":
            return count
        if what == "first":
            return first
        return last if what == "last" else longest

    def with_list(n: int, a: list[int]) -> int:
        prefix = list(accumulate(a))
        total = prefix[-1]
        places = [i + 1 for i in range(n - 1) if rule(prefix[i], total - prefix[i])]
        if what == "count":
            return len(places)
        if not places:
            return 0
        if what == "first":
            return places[0]
        if what == "last":
            return n - places[-1]
        best = run = 1
        for i in range(1, len(places)):
            run = run + 1 if places[i] == places[i - 1] + 1 else 1
            best = max(best, run)
        return best

    def other_way(n: int, a: list[int]) -> int:
        prefix = list(accumulate(a))
        total = prefix[-1]
        places = [i + 1 for i in range(n) if rule(prefix[i], total - prefix[i])]
        if what == "count":
            return len(places)
        if not places:
            return 0
        if what == "first":
            return places[0]
        if what == "last":
            return n - places[-1]
        best = run = 1
        for i in range(1, len(places)):
            run = run + 1 if places[i] == places[i - 1] + 1 else 1
            best = max(best, run)
        return best

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(2, 10**5)
        kind = maker.rng.random()
        if kind < 0.3 and maker.scale != "least":
            a = [maker.rng.randint(-4, 5) for _ in range(n)]
            return n, [*a[:-1], maker.rng.randint(-20, 20)]
        return n, maker.numbers(n, -(10**6), 10**6)

    return Task(
        titles=("A Fair Cut", "Left and Right", "Where to Cut?"),
        given=[Count("n", 2, 10**5), Ints("a", "n", -(10**6), 10**6)],
        ask=Value(noun),
        formal="The list `a` can be cut at each of `n - 1` places between two neighbouring "
        "elements into a left and a right part, neither of which is empty. A cut is fair "
        f"if the sum of the left part is {rule.words}.",
        stories=[
            Story(
                "Two brothers have inherited a street of `n` shops. Shop `i` brings in "
                "`a_i` coins a month; for a shop that costs more than it earns, this is "
                "negative. They want to cut the street at a place between two neighbouring "
                "shops: the elder one gets all shops to the left, his brother all to the "
                "right, and neither may remain without a shop. The notary of @place calls a "
                f"cut fair if the sum of the left part is {rule.words}, counting coins."
            ),
            Story(
                "A poem has `n` lines, and a computer has given to each line a mood, an "
                "integer: `a_i` for line `i`, below zero for sad lines. Before printing, "
                "the poem is cut into two parts at a place between two lines. The poet "
                "insists on a cut that is fair, meaning that the sum of the left part (the "
                f"lines before the cut) is {rule.words}. [What this has to do with art, "
                "nobody knows|Poets have their reasons]."
            ),
        ],
        solve=solve,
        others=[with_list],
        wrong=[other_way],
        cpp=[
            """
            int solve(int n, vector<int> a) {
                long long total = accumulate(a.begin(), a.end(), 0LL), left = 0;
                int count = 0, first = 0, last = 0, run = 0, longest = 0;
                for (int i = 0; i < n - 1; i++) {
                    left += a[i];
                    long long right = total - left;
                    if ($fair) {
                        count++;
                        if (first == 0) first = i + 1;
                        last = n - 1 - i;
                        longest = max(longest, ++run);
                    } else {
                        run = 0;
                    }
                }
                return $what;
            }
            """
        ],
        hints=(
            "The two sums of a cut are not independent of each other.",
            "Together they always give the sum of the whole list.",
            "Walk from the left, keep the sum so far, and get the other one by subtraction.",
        ),
        explanation="The left sum grows by one element at a time and the right sum is what is "
        "missing to the total, so all cuts are checked in linear time.",
        make=make,
        params={
            "fair": "((left - right) % 3 == 0)"
            if "% 3" in rule.python
            else rule.written("cpp", ["left", "right"])
        },
        call="fair_cut",
    )


@family(1200, "data structures", "implementation")
def painted_fence(p: Parameters) -> Task:
    weighted = p.choice("weighted", True, False)
    what = p.choice("what", "most", "at_least", "list", "place", "exactly")
    half_open = p.choice("half_open", True, False)
    noun = {
        "most": "the greatest final number on a plank",
        "at_least": "the number of planks on which the final number is at least `k`",
        "list": "the final numbers on the planks `k` to `n`",
        "place": (
            "the number of the first plank on which the final number reaches `k` or more, or -1 "
            "if there is none"
        ),
        "exactly": "the number of planks on which the final number is exactly `k`",
    }[what]
    reach = (
        "from plank `l` to plank `r`, without plank `r` itself"
        if half_open
        else "from plank `l` to plank `r`, both included"
    )
    add = "`c`" if weighted else "1"
    given_k = "the greatest final number on one of the planks `k` to `n`"
    if what == "most":
        noun = given_k
    columns = [Int("l", 1, "n"), Int("r", "l", "n")] + ([Int("c", 1, 1000)] if weighted else [])

    def solve(n: int, m: int, k: int, steps: list[list[int]]) -> object:
        change = [0] * (n + 2)
        for step in steps:
            c = step[2] if weighted else 1
            change[step[0]] += c
            change[step[1] if half_open else step[1] + 1] -= c
        planks = []
        now = 0
        for i in range(1, n + 1):
            now += change[i]
            planks.append(now)
        if what == "list":
            return planks[k - 1 :]
        if what == "most":
            return max(planks[k - 1 :])
        if what == "at_least":
            return sum(1 for x in planks if x >= k)
        if what == "exactly":
            return planks.count(k)
        for i in range(n):
            if planks[i] >= k:
                return i + 1
        return -1

    def events(n: int, m: int, k: int, steps: list[list[int]]) -> object:
        begin = [0] * (n + 2)
        end = [0] * (n + 2)
        for step in steps:
            begin[step[0]] += step[2] if weighted else 1
            end[step[1]] += step[2] if weighted else 1
        planks = [0] * (n + 1)
        for i in range(1, n + 1):
            planks[i] = planks[i - 1] + begin[i]
            planks[i] -= end[i] if half_open else end[i - 1]
        planks = planks[1:]
        if what == "list":
            return planks[k - 1 :]
        if what == "most":
            return max(planks[k - 1 :])
        if what == "at_least":
            return len([x for x in planks if x >= k])
        if what == "exactly":
            return len([x for x in planks if x == k])
        return next((i + 1 for i, x in enumerate(planks) if x >= k), -1)

    def each_plank(n: int, m: int, k: int, steps: list[list[int]]) -> object:
        planks = [0] * n
        for step in steps:
            for i in range(step[0] - 1, step[1] - 1 if half_open else step[1]):
                planks[i] += step[2] if weighted else 1
        if what == "list":
            return planks[k - 1 :]
        if what == "most":
            return max(planks[k - 1 :])
        if what == "at_least":
            return sum(1 for x in planks if x >= k)
        if what == "exactly":
            return planks.count(k)
        for i in range(n):
            if planks[i] >= k:
                return i + 1
        return -1

    def wrong_end(n: int, m: int, k: int, steps: list[list[int]]) -> object:
        planks = [0] * n
        for step in steps:
            for i in range(step[0] - 1, step[1] if half_open else step[1] - 1):
                planks[i] += step[2] if weighted else 1
        if what == "list":
            return planks[k - 1 :]
        if what == "most":
            return max(planks[k - 1 :])
        if what == "at_least":
            return sum(1 for x in planks if x >= k)
        if what == "exactly":
            return planks.count(k)
        for i in range(n):
            if planks[i] >= k:
                return i + 1
        return -1

    def make(maker: Maker) -> tuple[int, int, int, list[list[int]]]:
        n, m = maker.count(1, 10**5), maker.count(1, 10**5)
        steps = []
        for _ in range(m):
            left, right = sorted((maker.rng.randint(1, n), maker.rng.randint(1, n)))
            if maker.scale == "least":
                left, right = 1, n
            steps.append([left, right] + ([maker.number(1, 1000)] if weighted else []))
        total = sum(step[2] for step in steps) if weighted else m
        high = n if what in ("list", "most") else min(n, max(1, total // 2))
        return n, m, maker.rng.randint(1, high) if maker.scale != "least" else 1, steps

    coat = f"the number on each plank {reach}, is increased by {add}"
    return Task(
        titles=("The Painted Fence", "Layer upon Layer", "Many Additions"),
        given=[
            (
                Count("n", 1, 10**5, what="the number of planks"),
                Count("m", 1, 10**5, what="the number of steps"),
                Int("k", 1, "n"),
            ),
            Rows("steps", "m", tuple(columns), what="the numbers of a step"),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="On each of `n` planks, numbered from 1, stands the number 0. In each of `m` "
        f"steps, {coat}.",
        stories=[
            Story(
                "Tom paints the fence of @place, which has `n` planks. A little number on "
                "each plank, at first 0, tells how thick the paint on it is. He works in "
                "`m` steps, and a row of the input tells about one of them: in such a step, "
                f"{coat}. It is a hot day, and @friend watches him from the shade."
            ),
            Story(
                "In a theatre, `n` wooden planks form the floor of the stage, numbered from "
                "1 from left to right. A scientist wants to know how much they are used. "
                "During `m` dances, here called steps, a counter is kept for every plank, "
                f"beginning with 0: with each step, {coat}. [The dancers do not notice "
                "anything|The last dance is the wildest]."
            ),
        ],
        solve=solve,
        others=[events],
        wrong=[wrong_end],
        slow=[each_plank],
        cpp=[
            """
            $type solve(int n, int m, int k, vector<vector<int>> steps) {
                vector<int> planks(n + 2);
                for (auto& step : steps) {
                    planks[step[0]] += $c;
                    planks[step[1] + $shift] -= $c;
                }
                for (int i = 1; i <= n; i++) planks[i] += planks[i - 1];
                $result
            }
            """
        ],
        hints=(
            "Changing each plank of each step takes about `n * m` operations.",
            "Walk along the planks instead: where does a step begin to count, and where "
            "does it stop?",
            "Note the additions at the beginnings and the subtractions behind the ends, and "
            "form running sums.",
        ),
        explanation="Each step changes two entries of a list of differences, and its prefix "
        "sums are the final numbers: `n + m` operations.",
        make=make,
        params={
            "type": "vector<int>" if what == "list" else "int",
            "c": "step[2]" if weighted else "1",
            "shift": "0" if half_open else "1",
            "result": {
                "list": "return vector<int>(planks.begin() + k, planks.begin() + n + 1);",
                "most": "return *max_element(planks.begin() + k, planks.begin() + n + 1);",
                "at_least": (
                    "int count = 0;\nfor (int i = 1; i <= n; i++) count += planks[i] >= "
                    "k;\nreturn count;"
                ),
                "exactly": "return count(planks.begin() + 1, planks.begin() + n + 1, k);",
                "place": (
                    "for (int i = 1; i <= n; i++)\n    if (planks[i] >= k) return i;\nreturn -1;"
                ),
            }[what],
        },
        call="painted_planks",
    )


@family(1400, "data structures", "math")
def segments_of_remainder(p: Parameters) -> Task:
    what = p.choice("what", "count", "longest", "shortest")
    d = p.int("d", 5 if what == "shortest" else 2, 9)
    r = p.draw("r", lambda rng: rng.randint(0, d - 1), str)
    parity = p.choice("length", "any", "even")
    even = " and an even number of elements" if parity == "even" else ""
    noun = {
        "count": "the number of pleasant segments",
        "longest": "the length of the longest pleasant segment, or 0 if there is none",
        "shortest": "the length of the shortest pleasant segment, or 0 if there is none",
    }[what]

    def solve(n: int, a: list[int]) -> int:
        seen: dict[object, int] = {}
        total = result = 0
        if what == "shortest":
            result = n + 1
        seen[(0, 0) if parity == "even" else 0] = 1 if what == "count" else 0
        for i in range(1, n + 1):
            total = (total + a[i - 1]) % d
            wanted = (total - r) % d
            key = (wanted, i % 2) if parity == "even" else wanted
            if key in seen:
                if what == "count":
                    result += seen[key]
                elif what == "longest":
                    result = max(result, i - seen[key])
                else:
                    result = min(result, i - seen[key])
            key = (total, i % 2) if parity == "even" else total
            if what == "count":
                seen[key] = seen.get(key, 0) + 1
            elif what == "longest":
                seen.setdefault(key, i)
            else:
                seen[key] = i
        if what == "shortest":
            return 0 if result > n else result
        return result

    def all_segments(n: int, a: list[int]) -> int:
        lengths = []
        for i in range(n):
            total = 0
            for j in range(i, n):
                total += a[j]
                if total % d == r and (parity == "any" or (j - i) % 2 == 1):
                    lengths.append(j - i + 1)
        if what == "count":
            return len(lengths)
        if not lengths:
            return 0
        return max(lengths) if what == "longest" else min(lengths)

    def by_remainder(n: int, a: list[int]) -> int:
        places: list[list[list[int]]] = [[[], []] for _ in range(d)]
        places[0][0].append(0)
        total, lengths, count = 0, [], 0
        for i in range(1, n + 1):
            total += a[i - 1]
            for odd in range(2):
                before = places[(total - r) % d][odd]
                if before and (parity == "any" or odd == i % 2):
                    count += len(before)
                    lengths.append(i - before[0] if what == "longest" else i - before[-1])
            places[total % d][i % 2].append(i)
        if what == "count":
            return count
        if what == "longest":
            return max(lengths, default=0)
        return min(lengths, default=0)

    def forgets_start(n: int, a: list[int]) -> int:
        lengths = []
        for i in range(1, n):
            total = 0
            for j in range(i, n):
                total += a[j]
                if total % d == r and (parity == "any" or (j - i) % 2 == 1):
                    lengths.append(j - i + 1)
        if what == "count":
            return len(lengths)
        if not lengths:
            return 0
        return max(lengths) if what == "longest" else min(lengths)

    return Task(
        titles=("Pleasant Segments", "What Remains", "Remainders of Sums"),
        given=[Count("n", 1, 10**5), Ints("a", "n", 0, 10**9)],
        ask=Value(noun),
        formal=(
            "A segment is a non-empty sequence of consecutive elements of `a`. It is pleasant "
            f"if its sum leaves the remainder {r} when it is divided by {d}"
        )
        + (" and it has an even number of elements." if even else "."),
        stories=[
            Story(
                "A confectioner fills boxes from a belt on which `n` bags of sweets lie one "
                "behind the other, `a_i` sweets in the `i`-th. Some neighbouring bags, at "
                "least one, are taken from the belt together. All their sweets are put into "
                f"boxes of {d}, until fewer than {d} are left. The choice of the bags, a "
                f"segment of the belt, is pleasant if exactly {r} sweets are left in the "
                f"end{' and the number of bags is even' if even else ''}."
            ),
            Story(
                "On a long staircase, which has `n` landings, @who finds `a_i` coins on "
                "landing `i` and may begin to collect on any landing and stop on any later "
                "one or on the same, taking all coins in between. The coins are changed at "
                f"a rate of {d} coins for one note. A walk is a pleasant segment of the "
                f"staircase if exactly {r} of the coins cannot be changed into a further "
                f"note{', and if it has an even number of landings' if even else ''}. [All "
                "the rest is up to @who|There are no other conditions]."
            ),
            Story(
                "The scales in the market hall of @place can weigh several fish at once. On "
                "the counter lie `n` fish in a row, and the `i`-th weighs `a_i` grams. The "
                "dealer lifts up some neighbouring fish, at least "
                f"one{' and always an even number of them' if even else ''}, and reads off "
                f"their total weight. If it leaves the remainder {r} when divided by {d}, "
                "the dealer rings a bell, as the day is said to become pleasant then; such "
                "a row of neighbouring fish is a pleasant segment.",
            ),
        ],
        solve=solve,
        others=[by_remainder],
        wrong=[forgets_start],
        slow=[all_segments],
        cpp=[
            """
            long long solve(int n, vector<int> a) {
                vector<vector<int>> seen($d, vector<int>(2, -1)), times($d, vector<int>(2));
                seen[0][0] = 0;
                times[0][0] = 1;
                long long total = 0, count = 0, longest = 0, shortest = n + 1;
                for (int i = 1; i <= n; i++) {
                    total += a[i - 1];
                    int wanted = (total - $r + $d) % $d;
                    for (int odd = 0; odd < 2; odd++) {
                        if ($skip || seen[wanted][odd] < 0) continue;
                        count += times[wanted][odd];
                        longest = max(longest, (long long)i - seen[wanted][odd]);
                        shortest = min(shortest, (long long)i - seen[wanted][odd]);
                    }
                    int now = total % $d;
                    if ($keep) seen[now][i % 2] = i;
                    times[now][i % 2]++;
                }
                return $result;
            }
            """
        ],
        hints=(
            "The sum of a segment is a difference of two prefix sums.",
            "Only the remainders of prefix sums modulo "
            + str(d)
            + " matter: which one must have come before?",
            "Keep for each remainder what is needed of the prefixes that have it"
            + (
                ", apart for even and odd positions."
                if even
                else ": how many there were, or where the first or last one was."
            ),
        ),
        explanation="A segment is pleasant exactly if the prefix before it has one certain "
        "remainder, so remembering prefixes by remainder answers for each end in "
        "constant time.",
        params={
            "skip": "odd != i % 2" if parity == "even" else "false",
            "keep": "seen[now][i % 2] < 0" if what == "longest" else "true",
            "result": {
                "count": "count",
                "longest": "longest",
                "shortest": "shortest > n ? 0 : shortest",
            }[what],
        },
        call="pleasant_segments",
    )


@family(1300, "implementation", "data structures")
def as_many_of_each(p: Parameters) -> Task:
    one = p.choice(
        "one",
        Expr("x", "x % 2 == 0", "even"),
        Expr("x", "x % 3 == 0", "divisible by 3"),
        Expr("x", "x > 50", "greater than 50"),
        Expr("x", "x % 10 < 5", "such that its last digit is less than 5"),
    )
    d = p.int("d", -2, 3)
    what = p.choice("what", "longest", "count")
    more = (
        f"the number of bright elements minus the number of dark ones is exactly {d}"
        if d
        else "it contains as many bright elements as dark ones"
    )
    noun = (
        "the length of the longest even-handed segment, or 0 if there is none"
        if what == "longest"
        else "the number of even-handed segments"
    )

    def solve(n: int, a: list[int]) -> int:
        seen = {0: 0 if what == "longest" else 1}
        balance = result = 0
        for i in range(1, n + 1):
            balance += 1 if one(a[i - 1]) else -1
            if balance - d in seen:
                if what == "longest":
                    result = max(result, i - seen[balance - d])
                else:
                    result += seen[balance - d]
            if what == "longest":
                seen.setdefault(balance, i)
            else:
                seen[balance] = seen.get(balance, 0) + 1
        return result

    def with_prefixes(n: int, a: list[int]) -> int:
        prefix = [0, *accumulate(1 if one(x) else -1 for x in a)]
        places: dict[int, list[int]] = {}
        result = 0
        for i, balance in enumerate(prefix):
            before = places.get(balance - d, [])
            if before:
                result = max(result, i - before[0]) if what == "longest" else result + len(before)
            places.setdefault(balance, []).append(i)
        return result

    def quadratic(n: int, a: list[int]) -> int:
        result = 0
        for i in range(n):
            balance = 0
            for j in range(i, n):
                balance += 1 if one(a[j]) else -1
                if balance == d:
                    result = max(result, j - i + 1) if what == "longest" else result + 1
        return result

    def only_from_start(n: int, a: list[int]) -> int:
        balance = result = 0
        for i in range(n):
            balance += 1 if one(a[i]) else -1
            if balance == d:
                result = max(result, i + 1) if what == "longest" else result + 1
        return result

    return Task(
        titles=("Bright and Dark", "Even-handed", "As Many of Each"),
        given=[Count("n", 1, 10**5), Ints("a", "n", 1, 100)],
        ask=Value(noun),
        formal=f"An element of `a` is bright if it is {one.words}, and dark otherwise. A "
        "segment, that is a non-empty sequence of consecutive elements, is even-handed "
        f"if {more}.",
        stories=[
            Story(
                "A string of `n` pearls lies in the window of a jeweller, and a number is "
                "engraved in each, `a_i` in the `i`-th. In artificial light a pearl is "
                f"bright if its number is {one.words}; all others look dark. A customer "
                "wants to buy a part of the string, some neighbouring pearls without a gap, "
                f"that is even-handed: {more}, where pearls are the elements."
            ),
            Story(
                "For `n` years, the monks of @place have written down how many storks came "
                "in spring: `a_i` in year `i`. A year is bright in their eyes if the number "
                f"is {one.words}, else it is dark. Historians call a period of consecutive "
                f"years, of any length of at least one, even-handed if {more}. (The years "
                "are the elements of a period.)"
            ),
        ],
        solve=solve,
        others=[with_prefixes],
        wrong=[only_from_start],
        slow=[quadratic],
        cpp=[
            """
            long long solve(int n, vector<int> a) {
                unordered_map<int, int> first, times;
                first[0] = 0;
                times[0] = 1;
                int balance = 0;
                long long count = 0, longest = 0;
                for (int i = 1; i <= n; i++) {
                    balance += $one(a[i - 1]) ? 1 : -1;
                    int before = balance - $d;
                    if (first.count(before)) {
                        count += times[before];
                        longest = max(longest, (long long)i - first[before]);
                    }
                    if (!first.count(balance)) first[balance] = i;
                    times[balance]++;
                }
                return $what;
            }
            """.replace("balance - $d", "balance - ($d)")
        ],
        hints=(
            "Write 1 for a bright and -1 for a dark element.",
            "The question is then about segments with a given sum, and a sum is a "
            "difference of prefix sums.",
            "Keep the prefix sums that occurred in a dictionary and look up the current one "
            "minus the wanted difference.",
        ),
        explanation="Segments correspond to pairs of prefix sums with a fixed difference, and a "
        "dictionary of earlier ones gives for each prefix what is needed: linear "
        "time.",
        call="even_handed",
    )


@family(1400, "dp", "implementation")
def best_stay(p: Parameters) -> Task:
    least = p.int("least", 1, 4)
    cost = p.int("cost", 0, 3)
    what = p.choice("what", "value", "low")
    most = what == "value"
    fee = f", minus {cost} for each of its elements" if cost else ""
    lift = f", plus {cost} for each of its elements" if cost else ""
    noun = "the greatest value of a stay" if most else "the least value of a stay"

    def solve(n: int, a: list[int]) -> int:
        prefix = [0]
        for x in a:
            prefix.append(prefix[-1] + (x - cost if most else x + cost))
        before = prefix[0]
        best = prefix[least]
        for i in range(least, n + 1):
            if most:
                before = min(before, prefix[i - least])
                best = max(best, prefix[i] - before)
            else:
                before = max(before, prefix[i - least])
                best = min(best, prefix[i] - before)
        return best

    def growing(n: int, a: list[int]) -> int:
        b = [x - cost if most else x + cost for x in a]
        best = part = sum(b[:least])
        last = part
        for i in range(least, n):
            last += b[i] - b[i - least]
            part = max(part + b[i], last) if most else min(part + b[i], last)
            best = max(best, part) if most else min(best, part)
        return best

    def all_stays(n: int, a: list[int]) -> int:
        values = []
        for i in range(n):
            total = 0
            for j in range(i, n):
                total += a[j] - cost if most else a[j] + cost
                if j - i + 1 >= least:
                    values.append(total)
        return max(values) if most else min(values)

    def allows_nothing(n: int, a: list[int]) -> int:
        best = part = 0
        for x in a:
            if most:
                part = max(0, part + x - cost)
                best = max(best, part)
            else:
                part = min(0, part + x + cost)
                best = min(best, part)
        return best

    days = (
        f"at least {least} consecutive elements"
        if least > 1
        else "one or more consecutive elements"
    )
    change = fee if most else lift
    return Task(
        titles=("The Best Stay", "When to Come, When to Go", "Good Weeks and Bad Weeks"),
        given=[Count("n", least, 10**5), Ints("a", "n", -(10**6), 10**6)],
        ask=Value(noun),
        formal=f"A stay consists of {days} of `a`. Its value is the sum of these elements{change}.",
        stories=[
            Story(
                (
                    "A circus thinks about coming to @place. Its manager knows for each of the "
                    "next `n` days how much the circus would win there: `a_i` coins on day `i`, "
                    "or a loss if this is negative. A stay consists of "
                    f"{days.replace('elements', 'days')}, and its value is the sum of their "
                    f"numbers{change.replace('elements', 'days')}. The tent is put up only "
                    "once[, so there is no second stay|]. "
                )
                + (
                    "The manager would like to know the best that is possible."
                    if most
                    else (
                        "The manager is a pessimist and would like to know the worst that can "
                        "happen."
                    )
                )
            ),
            Story(
                "@who measured the temperature of a lake each week, for `n` weeks, and "
                "noted by how much it had changed: `a_i` in week `i`. A fish that visits "
                f"the lake makes a stay there of {days.replace('elements', 'weeks')}. For "
                "the fish the value of the stay is the sum of the changes in these "
                f"weeks{change.replace('elements', 'weeks')}. Among all the stays that could "
                "be, @who looks for an extreme one."
            ),
        ],
        solve=solve,
        others=[growing],
        wrong=[allows_nothing],
        slow=[all_stays],
        cpp=[
            """
            long long solve(int n, vector<int> a) {
                vector<long long> prefix(n + 1);
                for (int i = 0; i < n; i++) prefix[i + 1] = prefix[i] + a[i] $sign $cost;
                long long before = prefix[0], best = prefix[$least];
                for (int i = $least; i <= n; i++) {
                    before = $inner(before, prefix[i - $least]);
                    best = $outer(best, prefix[i] - before);
                }
                return best;
            }
            """
        ],
        hints=(
            "Add the fixed amount to each element first; then only sums matter."
            if cost
            else "Sums of consecutive elements are differences of prefix sums.",
            "For a fixed end, which beginning is the best of those that are allowed?",
            f"The one with the {'least' if most else 'greatest'} prefix sum; keep it while "
            f"the end moves on, at a distance of {least}.",
        ),
        explanation="For each end the best beginning is the extreme prefix sum among those far "
        "enough to the left, and this is kept up to date in constant time.",
        params={
            "sign": "-" if most else "+",
            "inner": "min" if most else "max",
            "outer": "max" if most else "min",
        },
        call="best_stay",
    )
