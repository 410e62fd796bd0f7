"""Two pointers and sliding windows: segments of a list that are looked at one after the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints


@family(1000, "two pointers", "implementation")
def best_days_off(p: Parameters) -> Task:
    most = p.choice("most", True, False)
    what = p.choice("what", "sum", "start", "number")
    word, other = ("greatest", "great") if most else ("smallest", "small")
    noun = {
        "sum": f"the {word} possible sum of `k` consecutive elements",
        "start": (
            "the position (from 1) at which the first block of `k` consecutive elements with the "
            f"{word} sum begins"
        ),
        "number": (
            f"the number of blocks of `k` consecutive elements whose sum is the {word} possible"
        ),
    }[what]

    def solve(n: int, a: list[int], k: int) -> int:
        s = sum(a[:k])
        best, start, number = s, 0, 1
        for i in range(k, n):
            s += a[i] - a[i - k]
            if (s > best) if most else (s < best):
                best, start, number = s, i - k + 1, 1
            elif s == best:
                number += 1
        if what == "sum":
            return best
        return start + 1 if what == "start" else number

    def with_prefix(n: int, a: list[int], k: int) -> int:
        prefix = [0]
        for x in a:
            prefix.append(prefix[-1] + x)
        sums = [prefix[i + k] - prefix[i] for i in range(n - k + 1)]
        best = max(sums) if most else min(sums)
        if what == "sum":
            return best
        return sums.index(best) + 1 if what == "start" else sums.count(best)

    def last_is_missing(n: int, a: list[int], k: int) -> int:
        sums = [sum(a[i : i + k]) for i in range(max(n - k, 1))]
        best = max(sums) if most else min(sums)
        if what == "sum":
            return best
        return sums.index(best) + 1 if what == "start" else sums.count(best)

    return Task(
        titles=("A Block of Days", "Side by Side", "Neighbouring Elements"),
        given=[
            (Count("n", 1, 2 * 10**5), Int("k", 1, "n", what="the length of a block")),
            Ints("a", "n", 1, 10**9),
        ],
        ask=Value(noun),
        stories=[
            Story(
                "The ice cream van of @place has been out on `n` days in a row, and on day "
                "`i` it sold `a_i` scoops. @who [writes|prepares] an article about it for "
                "the local newspaper. The article needs a block of exactly `k` consecutive "
                "days, and the total number of scoops that were sold in the block should be "
                f"as {other} as possible, so that the headline is impressive.",
                {
                    "sum": "How many scoops were sold in such a block?",
                    "start": "On which day does the first such block begin?",
                    "number": "How many blocks could the article be about?",
                }[what],
            ),
            Story(
                "Along a forest path stand `n` bird boxes, numbered from 1. A ranger has "
                "counted the eggs: there are `a_i` in the `i`-th box. A camera is so wide "
                "that it films exactly `k` neighbouring boxes at a time. The ranger wants to "
                f"hang it up where the total number of eggs in the filmed boxes is as {other} "
                "as possible[; the batteries last a month|, and has only one camera].",
                {
                    "sum": "How many eggs are filmed then?",
                    "start": (
                        "What is the number of the first filmed box? If several places are "
                        "equally good, take the one with the smallest number."
                    ),
                    "number": "How many places for the camera are best?",
                }[what],
            ),
        ],
        solve=solve,
        others=[with_prefix],
        wrong=[last_is_missing],
        cpp=[
            """
            $type solve(int n, vector<int> a, int k) {
                long long s = 0;
                for (int i = 0; i < k; i++) s += a[i];
                long long best = s;
                int start = 0, number = 1;
                for (int i = k; i < n; i++) {
                    s += a[i] - a[i - k];
                    if (s $better best) {
                        best = s;
                        start = i - k + 1;
                        number = 1;
                    } else if (s == best) {
                        number++;
                    }
                }
                return $result;
            }
            """
        ],
        hints=(
            "Adding up each block anew repeats nearly all of the work.",
            "Two neighbouring blocks differ in two elements only.",
            "Move the block by one: add the element that enters and subtract the one that leaves.",
        ),
        explanation="The sum of a block follows from that of the one before by one addition and "
        "one subtraction, so all blocks are looked at in time linear in `n`.",
        params={
            "type": "long long" if what == "sum" else "int",
            "better": ">" if most else "<",
            "result": {"sum": "best", "start": "start + 1", "number": "number"}[what],
        },
        call="best_block",
    )


@family(1300, "two pointers", "data structures")
def longest_gentle_segment(p: Parameters) -> Task:
    bad = p.choice(
        "bad",
        Expr("x", "x % 2 == 0", "even"),
        Expr("x", "x % 3 == 0", "divisible by 3"),
        Expr("x", "x % 5 == 0", "divisible by 5"),
        Expr("x", "x % 2 == 1", "odd"),
        Expr("x", "x % 10 == 7", "such that its last digit is 7"),
        Expr("x", "x % 4 < 2", "such that its remainder modulo 4 is 0 or 1"),
    )
    what = p.choice("what", "length", "sum", "count")
    noun = {
        "length": "the length of the longest gentle segment (0 if there is none)",
        "sum": "the greatest sum of the elements of a gentle segment (0 if there is none)",
        "count": "the number of gentle segments",
    }[what]

    def solve(n: int, a: list[int], k: int) -> int:
        result = left = used = total = 0
        for right in range(n):
            total += a[right]
            if bad(a[right]):
                used += 1
            while used > k:
                total -= a[left]
                if bad(a[left]):
                    used -= 1
                left += 1
            if what == "length":
                result = max(result, right - left + 1)
            elif what == "sum":
                result = max(result, total)
            else:
                result += right - left + 1
        return result

    def by_places(n: int, a: list[int], k: int) -> int:
        prefix = [0]
        for x in a:
            prefix.append(prefix[-1] + x)
        places = [-1]
        result = 0
        for i in range(n):
            if bad(a[i]):
                places.append(i)
            left = 0 if len(places) - 1 <= k else places[-k - 1] + 1
            if what == "length":
                result = max(result, i - left + 1)
            elif what == "sum":
                result = max(result, prefix[i + 1] - prefix[left])
            else:
                result += i - left + 1
        return result

    def starts_again(n: int, a: list[int], k: int) -> int:
        result = left = used = 0
        for right in range(n):
            if bad(a[right]):
                used += 1
            if used > k:
                left = right + 1
                used = 0
            if what == "length":
                result = max(result, right - left + 1)
            elif what == "sum":
                result = max(result, sum(a[left : right + 1]))
            else:
                result += right - left + 1
        return result

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 2 * 10**5)
        a = maker.numbers(n, 1, 10**9)
        if maker.chance(0.6) and maker.scale != "least":
            a = [maker.rng.randint(1, 20) for _ in range(n)]
        rough = sum(1 for x in a if bad(x))
        return n, maker.rng.randint(0, rough) if rough else maker.rng.randint(0, n), a

    return Task(
        titles=("Gentle Segments", "A Few Exceptions", "Not Too Many"),
        given=[(Count("n", 1, 2 * 10**5), Int("k", 0, "n")), Ints("a", "n", 1, 10**9)],
        ask=Value(noun),
        formal="A segment is a non-empty sequence of consecutive elements of `a`. An element is "
        f"called rough if it is {bad.words}. A segment is gentle if at most `k` of its "
        "elements are rough.",
        stories=[
            Story(
                "A film festival shows `n` films one after the other, and the `i`-th takes "
                "`a_i` minutes. The critic @who dislikes a film if its length is "
                f"{bad.words}[; nobody knows why|, a matter of principle]. She wants to see a "
                "gentle programme: some consecutive films, at least one, among which there "
                "are at most `k` that she dislikes. She cannot leave the hall in between.",
                {
                    "length": (
                        "What is the greatest number of films in a gentle programme? If there is "
                        "none, the answer is 0."
                    ),
                    "sum": (
                        "How many minutes does the longest gentle programme take? If there is "
                        "none, the answer is 0."
                    ),
                    "count": "How many gentle programmes are there?",
                }[what],
            ),
            Story(
                "A mountain railway has `n` sections, one after the other, and section `i` "
                f"costs `a_i` coins. Sections whose price is {bad.words} are old and shake. A "
                "gentle ride consists of one or more consecutive sections, of which at most "
                "`k` shake, since more than that is too much for the stomachs of most "
                "tourists.",
                {
                    "length": (
                        "Of how many sections does the longest gentle ride consist (0 if there "
                        "is no gentle ride)?"
                    ),
                    "sum": (
                        "How many coins does the most expensive gentle ride cost (0 if there is "
                        "no gentle ride)?"
                    ),
                    "count": "How many different gentle rides are there?",
                }[what],
            ),
        ],
        solve=solve,
        others=[by_places],
        wrong=[starts_again],
        cpp=[
            """
            long long solve(int n, vector<int> a, int k) {
                long long result = 0, total = 0;
                int left = 0, used = 0;
                for (int right = 0; right < n; right++) {
                    total += a[right];
                    if ($bad(a[right])) used++;
                    while (used > k) {
                        total -= a[left];
                        if ($bad(a[left])) used--;
                        left++;
                    }
                    $update
                }
                return result;
            }
            """
        ],
        hints=(
            "For each right end, which left ends are allowed?",
            "When the right end moves on, the first allowed left end never moves back.",
            "Keep the number of rough elements between two pointers; while it exceeds `k`, "
            "move the left one.",
        ),
        explanation="For every right end the allowed left ends are all from some place on, and "
        "that place only moves to the right. Both pointers make at most `n` steps.",
        params={
            "update": {
                "length": "result = max(result, (long long)right - left + 1);",
                "sum": "result = max(result, total);",
                "count": "result += right - left + 1;",
            }[what]
        },
        make=make,
        call="gentle_segment",
    )


@family(1300, "two pointers", "binary search")
def segments_within_budget(p: Parameters) -> Task:
    least = p.int("least", 1, 4)
    strict = p.choice("strict", True, False)
    what = p.choice("what", "count", "longest")
    limit = "less than `s`" if strict else "at most `s`"

    def solve(n: int, a: list[int], s: int) -> int:
        result = left = total = 0
        for right in range(n):
            total += a[right]
            while (total >= s) if strict else (total > s):
                total -= a[left]
                left += 1
            length = right - left + 1
            if what == "count":
                result += max(0, length - least + 1)
            elif length >= least:
                result = max(result, length)
        return result

    def searching(n: int, a: list[int], s: int) -> int:
        prefix = [0]
        for x in a:
            prefix.append(prefix[-1] + x)
        result = 0
        for i in range(n):
            if strict:
                end = bisect_left(prefix, prefix[i] + s) - 1
            else:
                end = bisect_right(prefix, prefix[i] + s) - 1
            length = end - i
            if what == "count":
                result += max(0, length - least + 1)
            elif length >= least:
                result = max(result, length)
        return result

    def quadratic(n: int, a: list[int], s: int) -> int:
        result = 0
        for i in range(n):
            total = 0
            for j in range(i, n):
                total += a[j]
                if (total >= s) if strict else (total > s):
                    break
                if j - i + 1 >= least:
                    result = result + 1 if what == "count" else max(result, j - i + 1)
        return result

    def wrong_limit(n: int, a: list[int], s: int) -> int:
        result = left = total = 0
        for right in range(n):
            total += a[right]
            while (total > s) if strict else (total >= s):
                total -= a[left]
                left += 1
            length = right - left + 1
            if what == "count":
                result += max(0, length - least + 1)
            elif length >= least:
                result = max(result, length)
        return result

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 2 * 10**5)
        a = maker.numbers(n, 1, 10**4)
        i, j = sorted((maker.rng.randint(0, n), maker.rng.randint(0, n)))
        s = sum(a[i:j]) + (maker.rng.randint(0, 3) if maker.chance(0.4) else 0)
        return n, max(1, s), a

    from_least = f"at least {least} elements" if least > 1 else "at least one element"
    stations = f"at least {least} stages" if least > 1 else "at least one stage"
    noun = (
        "the number of cheap segments"
        if what == "count"
        else "the length of the longest cheap segment, or 0 if there is none"
    )
    return Task(
        titles=("Cheap Segments", "Within the Budget", "Stage by Stage"),
        given=[
            (Count("n", 1, 2 * 10**5), Int("s", 1, 2 * 10**9, what="the limit")),
            Ints("a", "n", 1, 10**4),
        ],
        ask=Value(noun),
        formal="A segment, that is a sequence of consecutive elements of `a`, is cheap if it has "
        f"{from_least} and the sum of its elements is {limit}.",
        stories=[
            Story(
                "The pilgrims' way through @place has `n` stages, which are walked in this "
                "order. Walking stage `i` takes `a_i` minutes. @who wants to walk some "
                f"consecutive stages, {stations}, and has to take the bus before the first "
                f"and after the last. The tour has to take {limit} minutes of walking in "
                "total; [the weather is bad|the last bus is early].",
                "How many tours can be chosen?"
                if what == "count"
                else "How many stages can the longest tour have? Print 0 if no tour is possible.",
            ),
            Story(
                "A baker's shelf holds `n` cakes in a row, and the `i`-th weighs `a_i` "
                "grams. A customer with a weak basket wants to take neighbouring cakes from "
                f"the shelf, without a gap: {from_least.replace('element', 'cake')}. Together "
                f"they must weigh {limit} grams.",
                "In how many ways can the customer choose?"
                if what == "count"
                else (
                    "What is the greatest number of cakes that the customer can take? If no "
                    "choice is allowed, the answer is 0."
                ),
            ),
        ],
        solve=solve,
        others=[searching],
        wrong=[wrong_limit],
        slow=[quadratic],
        cpp=[
            """
            long long solve(int n, vector<int> a, long long s) {
                long long result = 0, total = 0;
                int left = 0;
                for (int right = 0; right < n; right++) {
                    total += a[right];
                    while (total $over s) total -= a[left++];
                    int length = right - left + 1;
                    if (length >= $least) $update
                }
                return result;
            }
            """
        ],
        hints=(
            "All numbers are positive: a part of a segment has a smaller sum.",
            "For each right end find the first left end with which the sum is small enough; "
            "it only moves to the right.",
            "With two pointers, each right end adds the number of its left ends that give at "
            f"least {least} elements.",
        ),
        explanation="As the numbers are positive, the leftmost possible beginning moves to the "
        "right with the end. Two pointers look at all ends in linear time.",
        make=make,
        params={
            "over": ">=" if strict else ">",
            "update": f"result += length - {least} + 1;"
            if what == "count"
            else "result = max(result, (long long)length);",
        },
        call="cheap_segments",
    )


@family(1200, "two pointers", "binary search", "sortings")
def close_couples(p: Parameters) -> Task:
    rule = p.choice("rule", "near", "sum", "ahead")
    d = p.int("d", 0, 3)
    condition = {
        "near": f"the difference of `a_i` and `b_j` is at most `{'k' if not d else f'k + {d}'}`",
        "sum": f"`a_i + b_j{f' + {d}' if d else ''} <= k`",
        "ahead": f"`b_j - a_i` is at least {d} and at most `k`"
        if d
        else "`b_j` is not less than `a_i` and exceeds it by at most `k`",
    }[rule]

    def solve(n: int, m: int, a: list[int], b: list[int], k: int) -> int:
        b.sort()
        result = 0
        for x in a:
            if rule == "near":
                result += bisect_right(b, x + k + d) - bisect_left(b, x - k - d)
            elif rule == "sum":
                result += bisect_right(b, k - d - x)
            else:
                result += max(0, bisect_right(b, x + k) - bisect_left(b, x + d))
        return result

    def moving(n: int, m: int, a: list[int], b: list[int], k: int) -> int:
        a.sort()
        b.sort()
        result = low = high = 0
        if rule == "sum":
            high = m
            for x in a:
                while high > 0 and x + b[high - 1] + d > k:
                    high -= 1
                result += high
            return result
        for x in a:
            if rule == "near":
                first, last = x - k - d, x + k + d
            else:
                first, last = x + d, x + k
            while high < m and b[high] <= last:
                high += 1
            while low < m and b[low] < first:
                low += 1
            result += max(0, high - low)
        return result

    def every_pair(n: int, m: int, a: list[int], b: list[int], k: int) -> int:
        result = 0
        for x in a:
            for y in b:
                if rule == "near" and abs(x - y) <= k + d:
                    result += 1
                if rule == "sum" and x + y + d <= k:
                    result += 1
                if rule == "ahead" and d <= y - x <= k:
                    result += 1
        return result

    def misses_equality(n: int, m: int, a: list[int], b: list[int], k: int) -> int:
        result = 0
        for x in a:
            for y in b:
                if rule == "near" and abs(x - y) < k + d:
                    result += 1
                if rule == "sum" and x + y + d < k:
                    result += 1
                if rule == "ahead" and d < y - x <= k:
                    result += 1
        return result

    return Task(
        titles=("Couples", "One From Each", "Two Lists"),
        given=[
            (Count("n", 1, 10**5), Count("m", 1, 10**5), Int("k", 0, 10**6)),
            Ints("a", "n", 1, 10**6),
            Ints("b", "m", 1, 10**6),
        ],
        ask=Value("the number of couples"),
        formal="A couple consists of an index `i` from 1 to `n` and an index `j` from 1 to `m` "
        f"such that {condition}. Couples with different indices are different, even if the numbers "
        "are equal.",
        stories=[
            Story(
                "At the dance in @place there are `n` dancers with red scarfs and `m` "
                "dancers with blue ones. The `i`-th red dancer has the skill `a_i`, the "
                "`j`-th blue one the skill `b_j`. A red and a blue dancer make a fine couple "
                f"if {condition}. The band leader, who is fond of statistics, [wonders|asks] "
                "how many possibilities there are.",
                "How many fine couples of a red and a blue dancer are there?",
            ),
            Story(
                "A workshop makes boxes in two parts. There are `n` bottoms of the sizes "
                "`a_1, ..., a_n` and `m` lids of the sizes `b_1, ..., b_m`. The bottom with "
                f"number `i` and the lid with number `j` fit each other if {condition}. "
                "Before anything is glued, @who counts how many of the pairs of a bottom and "
                "a lid fit.",
                "What does the count give?",
            ),
        ],
        solve=solve,
        others=[moving],
        wrong=[misses_equality],
        slow=[every_pair],
        cpp=[
            """
            long long solve(int n, int m, vector<int> a, vector<int> b, int k) {
                sort(b.begin(), b.end());
                long long result = 0;
                for (int x : a) {
                    int low = $low, high = $high;
                    auto first = lower_bound(b.begin(), b.end(), low);
                    auto last = upper_bound(b.begin(), b.end(), high);
                    if (last > first) result += last - first;
                }
                return result;
            }
            """
        ],
        hints=(
            "For a fixed `i`, which values of `b_j` are allowed?",
            "They form an interval. When `b` is sorted, the allowed ones stand side by side.",
            "Sort `b` and find both ends of that block by binary search, or sort both lists "
            "and move two pointers.",
        ),
        explanation="After sorting `b`, those that fit a given `a_i` are a block whose ends binary "
        "search finds, so the whole takes `(n + m) log m` steps.",
        params={
            "low": {"near": f"x - k - {d}", "sum": "0", "ahead": f"x + {d}"}[rule],
            "high": {"near": f"x + k + {d}", "sum": f"k - {d} - x", "ahead": "x + k"}[rule],
        },
        call="count_couples",
    )


@family(1500, "two pointers", "data structures")
def full_collection(p: Parameters) -> Task:
    copies = p.int("copies", 1, 3)
    what = p.choice("what", "length", "start", "count")
    every = f"at least {copies} times" if copies > 1 else "at least once"
    noun = {
        "length": "the length of the shortest complete segment, or -1 if there is none",
        "start": (
            "the position at which the leftmost of the shortest complete segments begins, or -1 "
            "if there is no complete segment"
        ),
        "count": "the number of complete segments",
    }[what]

    def solve(n: int, a: list[int], k: int) -> int:
        seen = [0] * (k + 1)
        full = left = number = start = 0
        best = n + 1
        for right in range(n):
            seen[a[right]] += 1
            if seen[a[right]] == copies:
                full += 1
            while full == k:
                if right - left + 1 < best:
                    best = right - left + 1
                    start = left
                if seen[a[left]] == copies:
                    full -= 1
                seen[a[left]] -= 1
                left += 1
            number += left
        if what == "count":
            return number
        if best > n:
            return -1
        return best if what == "length" else start + 1

    def by_queues(n: int, a: list[int], k: int) -> int:
        places: list[deque[int]] = [deque([-1] * copies) for _ in range(k)]
        found = []
        number = 0
        for i in range(n):
            places[a[i] - 1].append(i)
            places[a[i] - 1].popleft()
            left = min(queue[0] for queue in places)
            if left >= 0:
                number += left + 1
                found.append((i - left + 1, left + 1))
        if what == "count":
            return number
        if not found:
            return -1
        return min(found)[0] if what == "length" else min(found)[1]

    def does_not_shrink(n: int, a: list[int], k: int) -> int:
        best, start, number = n + 1, 0, 0
        seen = [0] * (k + 1)
        left = 0
        for right in range(n):
            seen[a[right]] += 1
            if min(seen[1:]) >= copies:
                number += n - right
                if right - left + 1 < best:
                    best = right - left + 1
                    start = left
                seen = [0] * (k + 1)
                left = right + 1
        if what == "count":
            return number
        if best > n:
            return -1
        return best if what == "length" else start + 1

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 10**5)
        k = min(n, maker.rng.randint(1, 4) if maker.scale != "large" else maker.rng.randint(2, 40))
        if maker.scale == "least":
            return 1, 1, [1]
        a = [maker.rng.randint(1, k) for _ in range(n)]
        return n, k, a

    return Task(
        titles=("All Kinds", "Complete", "The Whole Collection"),
        given=[
            (Count("n", 1, 10**5), Int("k", 1, "n", what="the number of kinds")),
            Ints("a", "n", 1, "k", what="the kinds"),
        ],
        ask=Value(noun),
        formal="A sequence of consecutive elements of `a` is a complete segment if each of the "
        f"numbers from 1 to `k` occurs in it {every}.",
        stories=[
            Story(
                "`n` stickers have been printed onto one long strip of paper, and the `i`-th "
                "shows the animal with the number `a_i`; there are `k` animals, numbered "
                "from 1. @who wants to cut one piece out of the strip that is complete: each "
                f"of the `k` animals must be on it {every}. [Scissors cut|One can cut] only "
                "between stickers.",
                {
                    "length": (
                        "What is the least number of stickers on a complete piece? Print -1 if "
                        "there is none."
                    ),
                    "start": (
                        "At which sticker does the shortest complete piece begin? If there are "
                        "several, take the leftmost one; if there is none, print -1."
                    ),
                    "count": (
                        "From how many places can a complete piece be cut, that is, how many "
                        "complete segments does the strip have?"
                    ),
                }[what],
            ),
            Story(
                "A harbour museum plays a sound recording of `n` minutes. In minute `i` the "
                "horn of ship number `a_i` can be heard, and there are `k` ships. A visitor "
                "who comes in at the beginning of a minute and leaves at the end of that or "
                f"a later one has had a complete visit if each ship was heard {every} "
                "meanwhile.",
                {
                    "length": (
                        "How many minutes does the shortest complete visit take? Print -1 if no "
                        "visit is complete."
                    ),
                    "start": (
                        "In which minute does the shortest complete visit begin? Of several the "
                        "earliest counts; print -1 if there is none."
                    ),
                    "count": "How many different complete visits are there?",
                }[what],
            ),
        ],
        solve=solve,
        others=[by_queues],
        wrong=[does_not_shrink],
        cpp=[
            """
            long long solve(int n, vector<int> a, int k) {
                vector<int> seen(k + 1);
                int full = 0, left = 0, start = 0, best = n + 1;
                long long number = 0;
                for (int right = 0; right < n; right++) {
                    if (++seen[a[right]] == $copies) full++;
                    while (full == k) {
                        if (right - left + 1 < best) {
                            best = right - left + 1;
                            start = left;
                        }
                        if (seen[a[left]]-- == $copies) full--;
                        left++;
                    }
                    number += left;
                }
                return $result;
            }
            """
        ],
        hints=(
            "If a segment is complete, each longer one around it is too.",
            "For each right end, how far to the right may the left end be? It never moves back.",
            "Count the kinds between two pointers, and how many of them are there often enough.",
        ),
        explanation="The last left end that keeps the segment complete moves only to the right. "
        "With counters per kind every step takes constant time, so the whole is linear.",
        make=make,
        params={
            "result": {
                "count": "number",
                "length": "best > n ? -1 : best",
                "start": "best > n ? -1 : start + 1",
            }[what]
        },
        call="complete_segment",
    )


@family(1500, "data structures", "two pointers")
def window_swing(p: Parameters) -> Task:
    what = p.choice("what", "listing", "number", "greatest")
    kind = p.choice("kind", "swing", "max", "min")
    value = {
        "swing": "the difference between the largest and the smallest of these `k` elements",
        "max": "the largest of these `k` elements",
        "min": "the smallest of these `k` elements",
    }[kind]
    noun = {
        "listing": "the values of all windows from left to right",
        "number": "the number of different values that windows have",
        "greatest": "the sum of the values of all windows",
    }[what]

    def solve(n: int, a: list[int], k: int) -> object:
        highs: deque[int] = deque()
        lows: deque[int] = deque()
        values = []
        for i in range(n):
            if kind != "min":
                while highs and a[highs[-1]] <= a[i]:
                    highs.pop()
                highs.append(i)
                if highs[0] <= i - k:
                    highs.popleft()
            if kind != "max":
                while lows and a[lows[-1]] >= a[i]:
                    lows.pop()
                lows.append(i)
                if lows[0] <= i - k:
                    lows.popleft()
            if i >= k - 1:
                if kind == "swing":
                    values.append(a[highs[0]] - a[lows[0]])
                elif kind == "max":
                    values.append(a[highs[0]])
                else:
                    values.append(a[lows[0]])
        if what == "listing":
            return values
        return len(set(values)) if what == "number" else sum(values)

    def in_blocks(n: int, a: list[int], k: int) -> object:
        pre_max, pre_min = a[:], a[:]
        suf_max, suf_min = a[:], a[:]
        for i in range(n):
            if i % k:
                pre_max[i] = max(pre_max[i], pre_max[i - 1])
                pre_min[i] = min(pre_min[i], pre_min[i - 1])
        for i in range(n - 2, -1, -1):
            if (i + 1) % k:
                suf_max[i] = max(suf_max[i], suf_max[i + 1])
                suf_min[i] = min(suf_min[i], suf_min[i + 1])
        values = []
        for i in range(n - k + 1):
            high = max(suf_max[i], pre_max[i + k - 1])
            low = min(suf_min[i], pre_min[i + k - 1])
            if kind == "swing":
                values.append(high - low)
            elif kind == "max":
                values.append(high)
            else:
                values.append(low)
        if what == "listing":
            return values
        return len(set(values)) if what == "number" else sum(values)

    def anew(n: int, a: list[int], k: int) -> object:
        values = []
        for i in range(n - k + 1):
            window = a[i : i + k]
            if kind == "swing":
                values.append(max(window) - min(window))
            elif kind == "max":
                values.append(max(window))
            else:
                values.append(min(window))
        if what == "listing":
            return values
        return len(set(values)) if what == "number" else sum(values)

    def stays_too_long(n: int, a: list[int], k: int) -> object:
        values = []
        high = low = a[0]
        for i in range(n):
            high, low = max(high, a[i]), min(low, a[i])
            if i >= k - 1:
                if kind == "swing":
                    values.append(high - low)
                elif kind == "max":
                    values.append(high)
                else:
                    values.append(low)
        if what == "listing":
            return values
        return len(set(values)) if what == "number" else sum(values)

    return Task(
        titles=("Through the Window", "Swing", "The Moving Frame"),
        given=[
            (Count("n", 1, 2 * 10**5), Int("k", 1, "n", what="the length of a window")),
            Ints("a", "n", 0, 10**9),
        ],
        ask=Listing(noun) if what == "listing" else Value(noun),
        formal="A window consists of `k` consecutive elements of `a`; there are `n - k + 1` "
        f"windows. The value of a window is {value}.",
        stories=[
            Story(
                "A lighthouse writes down the height of the water every hour; for `n` hours "
                "it was `a_1, ..., a_n`. The engineers who build the new pier do not care "
                "about single hours but about windows of `k` consecutive hours. What counts "
                f"for a window is its value: {value}. There are `n - k + 1` windows, which "
                "[overlap|overlap each other]."
            ),
            Story(
                "@who plays with a long row of `n` wooden blocks, whose heights are `a_1, "
                "..., a_n`, and with a paper frame through which one sees exactly `k` "
                "neighbouring blocks. The frame is put onto the left end first and then "
                "pushed one block further each time, until it reaches the right end. At each "
                f"place @who notes the value of the view: {value}."
            ),
        ],
        solve=solve,
        others=[in_blocks],
        wrong=[stays_too_long],
        slow=[anew],
        cpp=[
            """
            $type solve(int n, vector<int> a, int k) {
                deque<int> highs, lows;
                vector<int> values;
                for (int i = 0; i < n; i++) {
                    while (!highs.empty() && a[highs.back()] <= a[i]) highs.pop_back();
                    while (!lows.empty() && a[lows.back()] >= a[i]) lows.pop_back();
                    highs.push_back(i);
                    lows.push_back(i);
                    if (highs.front() <= i - k) highs.pop_front();
                    if (lows.front() <= i - k) lows.pop_front();
                    if (i >= k - 1) values.push_back($value);
                }
                $result
            }
            """
        ],
        hints=(
            "Looking at each window anew takes about `n * k` steps.",
            "An element that has a later and not smaller one behind it in the window can "
            "never become the largest again.",
            "Keep the candidates in a double-ended queue: remove beaten ones at the back and "
            "those that left the window at the front.",
        ),
        explanation="A queue of candidates holds indices whose elements are in order, so the "
        "largest (smallest) stands at its front. Each index enters and leaves once: linear time.",
        params={
            "type": {"listing": "vector<int>", "number": "int", "greatest": "long long"}[what],
            "value": {
                "swing": "a[highs.front()] - a[lows.front()]",
                "max": "a[highs.front()]",
                "min": "a[lows.front()]",
            }[kind],
            "result": {
                "listing": "return values;",
                "number": "return set<int>(values.begin(), values.end()).size();",
                "greatest": "return accumulate(values.begin(), values.end(), 0LL);",
            }[what],
        },
        call="window_values",
    )
