"""Heaps: the smallest or largest first, again and again."""

from __future__ import annotations

import heapq
from bisect import insort

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows


@family(1100, "data structures", "implementation")
def shrinking_piles(p: Parameters) -> Task:
    change = p.choice(
        "change",
        Expr("x", "x // 2", "half of it, rounded down, is left"),
        Expr("x", "x - x // 3", "a third of it, rounded down, is taken away"),
        Expr("x", "x // 3", "a third of it, rounded down, is left"),
        Expr(
            "x",
            "x - x // 10",
            "a tenth of it, rounded down, is taken away",
        ),
        Expr("x", "(x + 1) // 2", "half of it, rounded up, is left"),
        Expr(
            "x",
            "max(x - len(str(x)), 0)",
            "as many pieces are taken away as the number has digits",
            "max(0, x - (int)to_string(x).size())",
        ),
    )
    what = p.choice("what", "sum", "largest", "taken", "smallest")
    noun = {
        "sum": "the number of pieces in all piles after `k` minutes",
        "largest": "the number of pieces in the largest pile after `k` minutes",
        "taken": "the number of pieces that are taken away in `k` minutes altogether",
        "smallest": "the number of pieces in the smallest pile after `k` minutes",
    }[what]

    def solve(n: int, a: list[int], k: int) -> int:
        before = sum(a)
        heap = [-x for x in a]
        heapq.heapify(heap)
        for _ in range(k):
            x = -heap[0]
            heapq.heapreplace(heap, -change(x))
        if what == "sum":
            return -sum(heap)
        if what == "largest":
            return -heap[0]
        return before + sum(heap) if what == "taken" else -max(heap)

    def sorted_list(n: int, a: list[int], k: int) -> int:
        a.sort()
        taken = 0
        for _ in range(k):
            x = a.pop()
            y = change(x)
            taken += x - y
            insort(a, y)
        if what == "sum":
            return sum(a)
        if what == "largest":
            return a[-1]
        return taken if what == "taken" else a[0]

    def one_round(n: int, a: list[int], k: int) -> int:
        before = sum(a)
        a.sort(reverse=True)
        for i in range(k):
            a[i % n] = change(a[i % n])
        if what == "sum":
            return sum(a)
        if what == "largest":
            return max(a)
        return before - sum(a) if what == "taken" else min(a)

    def maximum_each_time(n: int, a: list[int], k: int) -> int:
        before = sum(a)
        for _ in range(k):
            i = a.index(max(a))
            a[i] = change(a[i])
        if what == "sum":
            return sum(a)
        if what == "largest":
            return max(a)
        return before - sum(a) if what == "taken" else min(a)

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n, k = maker.count(1, 3 * 10**4), maker.count(1, 3 * 10**4)
        a = [maker.number(20, 10**9) for _ in range(n)]
        if n > 1 and maker.chance(0.5):
            a[maker.rng.randrange(n)] = min(10**9, 4 * max(a))
        return n, k, a

    positive = "At the beginning, each pile has at least 20 pieces."
    return Task(
        titles=("Shrinking Piles", "Always the Largest", "Minute by Minute"),
        given=[
            (
                Count("n", 1, 3 * 10**4, what="the number of piles"),
                Count("k", 1, 3 * 10**4, what="the number of minutes"),
            ),
            Ints("a", "n", 20, 10**9, what="the piles"),
        ],
        ask=Value(noun),
        formal="There are `n` piles with `a_1, ..., a_n` pieces. In each of `k` minutes a pile "
        "with the greatest number of pieces is chosen, and of this number "
        f"{change.words.replace('half of it', 'a half').replace('a third of it', 'a third')}. "
        "If the greatest number is 0, nothing happens.",
        stories=[
            Story(
                "A squirrel has hidden nuts in `n` piles; there are `a_i` of them, the "
                "pieces, in the `i`-th pile. A cheeky jay has watched it. In each of `k` "
                "minutes the jay flies to a pile which at that time has the greatest number "
                f"of pieces, and then this happens to the number: {change.words}. When "
                f"nothing is left at all, the jay just looks around. {positive}"
            ),
            Story(
                "To calm down a crowded server, its `n` queues are shortened by a simple "
                "rule. At the beginning, queue `i`, also called a pile, holds `a_i` jobs, "
                "the pieces. Once in a minute, for `k` minutes, the rule is applied to a "
                "pile that holds the most pieces at that moment, and of their number we "
                f"know: {change.words}. Empty queues stay as they are. {positive}"
            ),
        ],
        solve=solve,
        others=[sorted_list],
        slow=[maximum_each_time],
        wrong=[one_round],
        cpp=[
            """
            long long solve(int n, vector<int> a, int k) {
                priority_queue<int> queue(a.begin(), a.end());
                long long before = accumulate(a.begin(), a.end(), 0LL), sum = 0;
                while (k--) {
                    int x = queue.top();
                    queue.pop();
                    queue.push($change(x));
                }
                int largest = queue.top(), smallest = 0;
                while (!queue.empty()) {
                    smallest = queue.top();
                    sum += smallest;
                    queue.pop();
                }
                return $result;
            }
            """
        ],
        hints=(
            "What is needed again and again is the largest number.",
            "A heap gives the largest number quickly and takes in a changed one.",
            "Repeat `k` times: take the top, change it, put it back.",
        ),
        explanation="Each of the `k` minutes costs one operation on a heap of `n` numbers, so "
        "`k log n` in all.",
        make=make,
        params={
            "result": {
                "sum": "sum",
                "largest": "largest",
                "taken": "before - sum",
                "smallest": "smallest",
            }[what]
        },
        call="piles",
    )


@family(1300, "data structures", "greedy")
def gluing_pieces(p: Parameters) -> Task:
    join = p.choice(
        "join",
        Expr("x y", "x + y", "the sum of both"),
        Expr("x y", "x + y - 1", "the sum of both minus 1"),
        Expr("x y", "max(x, y) + 1", "the larger of both plus 1"),
        Expr("x y", "x + 2 * y", "the first plus twice the second"),
        Expr("x y", "x + y + 1", "the sum of both plus 1"),
    )
    what = p.choice("what", "enough", "spread", "last", "count")
    noun = {
        "enough": (
            "the number of steps until every piece is at least `k` long, or -1 if that does not "
            "happen"
        ),
        "spread": (
            "the difference of the longest and the shortest length after `k` steps (or when only "
            "one piece is left, if that happens before)"
        ),
        "last": (
            "the length of the longest piece after `k` steps (or when only one piece is left, "
            "if that happens before)"
        ),
        "count": (
            "the length of the shortest piece after `k` steps (or when only one piece is left, "
            "if that happens before)"
        ),
    }[what]

    def solve(n: int, a: list[int], k: int) -> int:
        heapq.heapify(a)
        steps = 0
        if what == "enough":
            while a[0] < k:
                if len(a) == 1:
                    return -1
                x = heapq.heappop(a)
                y = heapq.heappop(a)
                heapq.heappush(a, join(x, y))
                steps += 1
            return steps
        while steps < k and len(a) > 1:
            x = heapq.heappop(a)
            y = heapq.heappop(a)
            heapq.heappush(a, join(x, y))
            steps += 1
        if what == "spread":
            return max(a) - min(a)
        return max(a) if what == "last" else a[0]

    def inserting(n: int, a: list[int], k: int) -> int:
        a.sort()
        steps = 0
        while len(a) > 1 and (a[0] < k if what == "enough" else steps < k):
            x, y = a[0], a[1]
            del a[:2]
            insort(a, join(x, y))
            steps += 1
        if what == "enough":
            return steps if a[0] >= k else -1
        if what == "spread":
            return max(a) - min(a)
        return a[-1] if what == "last" else a[0]

    def not_put_back(n: int, a: list[int], k: int) -> int:
        a.sort()
        done: list[int] = []
        steps = 0
        while len(a) > 1 and (a[0] < k if what == "enough" else steps < k):
            done.append(join(a[0], a[1]))
            a = a[2:]
            steps += 1
        a += done
        if what == "enough":
            return steps if min(a) >= k else -1
        if what == "spread":
            return max(a) - min(a)
        return max(a) if what == "last" else min(a)

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 10**4)
        high = maker.rng.choice((6, 20, 10**4))
        a = [maker.rng.randint(1, high) for _ in range(n)] if maker.scale != "least" else [1]
        if what == "enough":
            k = maker.rng.randint(1, max(2, min(10**5, high * maker.rng.choice((1, 2, 4)))))
        else:
            k = maker.rng.randint(1, max(1, n if maker.chance(0.2) else n - 1))
        return n, k, a

    return Task(
        titles=("Gluing", "Short Pieces", "Two Become One"),
        given=[
            (Count("n", 1, 10**4, what="the number of pieces"), Int("k", 1, 10**5)),
            Ints("a", "n", 1, 10**4, what="the lengths of the pieces"),
        ],
        ask=Value(noun),
        formal="There are `n` pieces with the lengths `a_1, ..., a_n`. In a step the shortest "
        "piece (the first) and the second shortest (the second; it may be equally long) "
        f"are removed, and a new piece is added, whose length is {join.words}. A step is "
        "possible only if there are at least two pieces.",
        stories=[
            Story(
                "A carpenter with a sense of thrift keeps all remains of wood: `n` pieces, "
                "the `i`-th of length `a_i`. Whenever there is time, a step is done. The "
                "shortest piece, called the first, and the shortest of the others, called "
                "the second, are taken and made into one new piece. How it is done is a "
                f"trade secret, but the length of the new piece is {join.words}. It goes "
                "back to the others, and the next step can follow if at least two pieces "
                "are there."
            ),
            Story(
                "In a strange aquarium in @place swim `n` eels; to be short, we call them "
                "pieces. The `i`-th is `a_i` centimetres long. From time to time a step "
                "happens: the two shortest pieces disappear, and one new piece appears. If "
                "the shortest is called the first and the next one the second (equal "
                f"lengths are possible), then the length of the new one is {join.words}. A "
                "single eel lives on without change."
            ),
        ],
        solve=solve,
        others=[inserting],
        wrong=[not_put_back],
        cpp=[
            """
            long long solve(int n, vector<int> a, int k) {
                priority_queue<long long, vector<long long>, greater<long long>> queue;
                for (int x : a) queue.push(x);
                int steps = 0;
                while (queue.size() > 1 && $go) {
                    long long x = queue.top();
                    queue.pop();
                    long long y = queue.top();
                    queue.pop();
                    queue.push($join);
                    steps++;
                }
                long long least = queue.top(), most = 0;
                while (!queue.empty()) {
                    most = queue.top();
                    queue.pop();
                }
                return $result;
            }
            """
        ],
        hints=(
            "Follow the steps; all that is asked for are the two smallest lengths.",
            "Sorting anew after every step is too much work, but a heap keeps the smallest "
            "at hand.",
            "Pop twice, push the new length, and count the steps.",
        ),
        explanation="Every step removes two lengths from a heap and puts in one, so the whole "
        "takes at most `n log n` operations.",
        make=make,
        params={
            "join": "max(x, y) + 1" if "max" in join.python else join.python,
            "go": "queue.top() < k" if what == "enough" else "steps < k",
            "result": {
                "enough": "least >= k ? steps : -1",
                "spread": "most - least",
                "last": "most",
                "count": "least",
            }[what],
        },
        call="pieces",
    )


@family(1300, "data structures", "implementation")
def best_so_far(p: Parameters) -> Task:
    largest = p.choice("largest", True, False)
    what = p.choice("what", "list", "changes", "sum")
    none = p.choice("none", 0, -1)
    word = "largest" if largest else "smallest"
    noun = {
        "list": (
            f"for each `i` from 1 to `n` the `k`-th {word} of the first `i` numbers, or {none} "
            "if there are fewer than `k`"
        ),
        "changes": (
            f"the number of indices `i > k` such that the `k`-th {word} of the first `i` numbers "
            f"differs from the `k`-th {word} of the first `i - 1`"
        ),
        "sum": (
            f"the sum of the `k`-th {word} numbers among the first `i`, over all `i` from `k` to "
            "`n`"
        ),
    }[what]

    def solve(n: int, a: list[int], k: int) -> object:
        heap: list[int] = []
        result = []
        changes = total = 0
        for x in a:
            if not largest:
                x = -x
            before = heap[0] if len(heap) == k else None
            heapq.heappush(heap, x)
            if len(heap) > k:
                heapq.heappop(heap)
            if len(heap) < k:
                result.append(none)
                continue
            if before is not None and heap[0] != before:
                changes += 1
            value = heap[0] if largest else -heap[0]
            total += value
            result.append(value)
        if what == "list":
            return result
        return changes if what == "changes" else total

    def keeping_sorted(n: int, a: list[int], k: int) -> object:
        order: list[int] = []
        result = []
        for x in a:
            insort(order, x)
            if len(order) < k:
                result.append(none)
            else:
                result.append(order[-k] if largest else order[k - 1])
        if what == "list":
            return result
        if what == "sum":
            return sum(result[k - 1 :])
        return sum(1 for i in range(k, n) if result[i] != result[i - 1])

    def sorting_each_time(n: int, a: list[int], k: int) -> object:
        result = []
        for i in range(1, n + 1):
            order = sorted(a[:i], reverse=largest)
            result.append(order[k - 1] if i >= k else none)
        if what == "list":
            return result
        if what == "sum":
            return sum(result[k - 1 :])
        return sum(1 for i in range(k, n) if result[i] != result[i - 1])

    def distinct_only(n: int, a: list[int], k: int) -> object:
        order: list[int] = []
        result = []
        for x in a:
            if x not in order:
                insort(order, x)
            if len(order) < k:
                result.append(none)
            else:
                result.append(order[-k] if largest else order[k - 1])
        if what == "list":
            return result
        if what == "sum":
            return sum(result[k - 1 :])
        return sum(1 for i in range(k, n) if result[i] != result[i - 1])

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 5 * 10**4)
        if maker.scale == "least":
            return 1, 1, [1]
        high = maker.rng.choice((5, 20, 10**9))
        a = [maker.rng.randint(1, high) for _ in range(n)]
        k = maker.rng.randint(1, min(n, 4) if maker.chance(0.6) else n)
        return n, k, a

    return Task(
        titles=("The k-th Best", "The Board of Records", "As It Comes In"),
        given=[(Count("n", 1, 5 * 10**4), Int("k", 1, "n")), Ints("a", "n", 1, 10**9)],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="The numbers `a_1, ..., a_n` are given one after the other. Equal numbers count "
        f"separately: the `k`-th {word} of some numbers is the one at place `k` when all "
        f"of them are sorted in {'non-increasing' if largest else 'non-decreasing'} order.",
        stories=[
            Story(
                "At the fair, `n` people throw a ball one after the other, and the numbers "
                "`a_1, ..., a_n` are what the "
                f"{'distance meter' if largest else 'stopwatch'} shows. A prize is waiting "
                "for place `k` at the end of the day, and so the board always shows the "
                f"`k`-th {word} number so far. It is found by sorting all numbers so far in "
                f"{'non-increasing' if largest else 'non-decreasing'} order, with equal ones "
                "side by side, each counting for itself. As long as there are fewer than "
                "`k` numbers, nothing can be said."
            ),
            Story(
                "An auction house receives `n` offers, one by one; the `i`-th is `a_i` "
                "coins. There are `k` identical vases to be "
                f"{'sold' if largest else 'bought'}, and therefore the clerk @who always "
                f"wants to know the `k`-th {word} of the offers so far. Equal offers by "
                "different people count separately, so with the offers sorted in "
                f"{'non-increasing' if largest else 'non-decreasing'} order it is simply the "
                "one at place `k`."
            ),
        ],
        solve=solve,
        others=[keeping_sorted],
        slow=[sorting_each_time],
        wrong=[distinct_only],
        cpp=[
            """
            $type solve(int n, vector<int> a, int k) {
                priority_queue<int, vector<int>, greater<int>> heap;
                vector<int> result;
                int changes = 0;
                long long total = 0;
                for (int x : a) {
                    bool full = (int)heap.size() == k;
                    int before = full ? heap.top() : 0;
                    heap.push($sign x);
                    if ((int)heap.size() > k) heap.pop();
                    if ((int)heap.size() < k) {
                        result.push_back($none);
                        continue;
                    }
                    if (full && heap.top() != before) changes++;
                    total += $sign heap.top();
                    result.push_back($sign heap.top());
                }
                return $result;
            }
            """
        ],
        hints=(
            f"Only the `k` {word} numbers so far matter.",
            f"Of these, the {'smallest' if largest else 'largest'} is asked for; that is the "
            "one that leaves when a better one comes.",
            "Keep `k` numbers in a heap with that one on top; push each new number and pop "
            "when there are more than `k`.",
        ),
        explanation="A heap of the best `k` numbers has the `k`-th best on top, and each number "
        "costs `log k`.",
        make=make,
        params={
            "type": {"list": "vector<int>", "changes": "int", "sum": "long long"}[what],
            "sign": "" if largest else "-",
            "result": {"list": "result", "changes": "changes", "sum": "total"}[what],
        },
        call="best_so_far",
    )


@family(1400, "data structures", "implementation")
def desks_and_arrivals(p: Parameters) -> Task:
    tie = p.choice("tie", "small", "large")
    what = p.choice("what", "last", "wait", "list", "busy", "count")
    pause = p.int("pause", 0, 2)
    which = "smallest" if tie == "small" else "largest"
    clean = (
        (
            f" After each guest the desk is cleaned for {pause} minute{'s' if pause > 1 else ''} "
            "before it is free again."
        )
        if pause
        else ""
    )
    noun = {
        "last": "the minute in which the last guest is done",
        "wait": "the longest time that a guest has to wait",
        "list": "for each guest the number of the desk that he or she goes to",
        "busy": "the number of guests who go to the desk to which the most guests go",
        "count": "the number of guests who do not have to wait",
    }[what]

    def solve(n: int, m: int, guests: list[list[int]]) -> object:
        free = list(range(1, m + 1)) if tie == "small" else list(range(-m, 0))
        heapq.heapify(free)
        busy: list[tuple[int, int]] = []
        served = [0] * (m + 1)
        desks = []
        last = wait = count = start = 0
        for arrival, length in guests:
            start = max(start, arrival)
            if not free and busy[0][0] > start:
                start = busy[0][0]
            while busy and busy[0][0] <= start:
                heapq.heappush(free, heapq.heappop(busy)[1])
            desk = heapq.heappop(free)
            heapq.heappush(busy, (start + length + pause, desk))
            desks.append(abs(desk))
            served[abs(desk)] += 1
            last = max(last, start + length)
            wait = max(wait, start - arrival)
            if start == arrival:
                count += 1
        if what == "last":
            return last
        if what == "wait":
            return wait
        if what == "list":
            return desks
        return max(served) if what == "busy" else count

    def looking_at_all(n: int, m: int, guests: list[list[int]]) -> object:
        until = [0] * m
        served = [0] * m
        desks = []
        ends, waits = [], []
        for arrival, length in guests:
            start = max(arrival, min(until))
            order = range(m) if tie == "small" else range(m - 1, -1, -1)
            desk = next(i for i in order if until[i] <= start)
            until[desk] = start + length + pause
            served[desk] += 1
            desks.append(desk + 1)
            ends.append(start + length)
            waits.append(start - arrival)
        if what == "last":
            return max(ends)
        if what == "wait":
            return max(waits)
        if what == "list":
            return desks
        return max(served) if what == "busy" else waits.count(0)

    def by_turns(n: int, m: int, guests: list[list[int]]) -> object:
        until = [0] * m
        served = [0] * m
        desks = []
        ends, waits = [], []
        for i, (arrival, length) in enumerate(guests):
            desk = i % m if tie == "small" else m - 1 - i % m
            start = max(arrival, until[desk])
            until[desk] = start + length + pause
            served[desk] += 1
            desks.append(desk + 1)
            ends.append(start + length)
            waits.append(start - arrival)
        if what == "last":
            return max(ends)
        if what == "wait":
            return max(waits)
        if what == "list":
            return desks
        return max(served) if what == "busy" else waits.count(0)

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(1, 5 * 10**4)
        if maker.scale == "least":
            return 1, 1, [[0, 1]]
        m = maker.rng.randint(1, 4 if maker.scale in ("tiny", "small") else 40)
        time = 0
        guests = []
        longest = maker.rng.choice((4, 12, 1000))
        for _ in range(n):
            time += maker.rng.randint(0, max(1, longest // m))
            guests.append([time, maker.rng.randint(1, longest)])
        return n, m, guests

    return Task(
        titles=("Desks and Guests", "Who Goes Where?", "At the Reception"),
        given=[
            (
                Count("n", 1, 5 * 10**4, what="the number of guests"),
                Int("m", 1, 40, what="the number of desks"),
            ),
            Rows(
                "guests",
                "n",
                (Int("t", 0, 10**9), Int("d", 1, 1000)),
                what="the minute `t` of the arrival and the time `d` that it takes; the rows "
                "are in non-decreasing order of `t`",
            ),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="There are `m` desks, numbered from 1, and `n` guests, who arrive in the given "
        "order. A guest arrives in minute `t` and is served at one desk for `d` minutes. "
        "Guests are served in the order of their arrival. If a desk is free, the guest "
        f"goes to the free desk with the {which} number at once; else he or she waits "
        f"until a desk becomes free, and again takes the one with the {which} number if "
        f"there are several.{clean} A desk that becomes free in some minute can serve the "
        "next guest in the same minute.",
        stories=[
            Story(
                "The grand hotel of @place has `m` desks at its reception, numbered from 1. "
                "Today `n` guests arrive, one row each: in minute `t` the guest comes in, "
                "and checking in takes `d` minutes. The rows are in the order of arrival, "
                f"and nobody overtakes. Whoever comes goes to the free desk with the {which} "
                "number. If all are occupied, the first one in the queue waits until a desk "
                f"becomes free (if several do at once, again the {which} number counts) and "
                f"is served from that very minute on.{clean}"
            ),
            Story(
                "A charging station for robots consists of `m` desks, as the engineers call "
                "them, with the numbers 1 to `m`. `n` robots, the guests, come in the order "
                "of the rows: one arrives in minute `t` and charges for `d` minutes. It "
                f"takes the {which} number among the desks that are free. When none is, it "
                "waits in line; as soon as desks become free, the first robot in line takes "
                f"the one with the {which} number, without losing a minute.{clean}"
            ),
        ],
        solve=solve,
        others=[looking_at_all],
        wrong=[by_turns],
        cpp=[
            """
            $type solve(int n, int m, vector<vector<int>> guests) {
                vector<long long> until(m + 1);
                vector<int> served(m + 1), desks;
                long long last = 0, wait = 0;
                int count = 0;
                for (auto& guest : guests) {
                    long long start = *min_element(until.begin() + 1, until.end());
                    start = max(start, (long long)guest[0]);
                    int desk = $first;
                    while (until[desk] > start) desk += $step;
                    until[desk] = start + guest[1] + $pause;
                    served[desk]++;
                    desks.push_back(desk);
                    last = max(last, start + guest[1]);
                    wait = max(wait, start - guest[0]);
                    if (start == guest[0]) count++;
                }
                int busy = *max_element(served.begin(), served.end());
                return $result;
            }
            """
        ],
        hints=(
            "Follow the guests one by one. When does each begin to be served?",
            "At the arrival, or when the first desk becomes free, whichever is later.",
            "Keep for each desk the minute from which on it is free; with two heaps, of "
            "free and of busy desks, this is fast for many desks too.",
        ),
        explanation="Each guest starts at the later of arrival and the earliest minute in which "
        "a desk is free, and takes the right one of the free desks. Heaps make that "
        "`log m` for each guest.",
        make=make,
        params={
            "type": {"list": "vector<int>", "busy": "int", "count": "int"}.get(what, "long long"),
            "first": "1" if tie == "small" else "m",
            "step": "1" if tie == "small" else "-1",
            "result": {
                "last": "last",
                "wait": "wait",
                "list": "desks",
                "busy": "busy",
                "count": "count",
            }[what],
        },
        call="desks",
    )


@family(1600, "greedy", "data structures", "sortings")
def work_before_deadlines(p: Parameters) -> Task:
    what = p.choice("what", "profit", "lost", "number", "days")
    d = p.int("d", 0, 3)
    free = (
        (
            f" On the first {d} day{'s' if d > 1 else ''} nothing can be done, because the "
            "machine is not there yet."
        )
        if d
        else ""
    )
    noun = {
        "profit": "the greatest total profit",
        "lost": "the least possible sum of the profits of jobs that are not done",
        "number": "the greatest number of jobs that can be done, if profits do not matter",
        "days": (
            "the number of jobs that are done when the total profit is the greatest possible "
            "(all profits are positive)"
        ),
    }[what]

    def solve(n: int, jobs: list[list[int]]) -> int:
        total = sum(profit for _, profit in jobs)
        jobs.sort()
        heap: list[int] = []
        for last, profit in jobs:
            heapq.heappush(heap, profit)
            if len(heap) > max(0, last - d):
                heapq.heappop(heap)
        if what == "profit":
            return sum(heap)
        if what == "lost":
            return total - sum(heap)
        return len(heap)

    def backwards(n: int, jobs: list[list[int]]) -> int:
        total = sum(profit for _, profit in jobs)
        jobs = sorted(jobs, reverse=True)
        heap: list[int] = []
        gained = number = i = 0
        day = jobs[0][0]
        while day > d:
            while i < n and jobs[i][0] >= day:
                heapq.heappush(heap, -jobs[i][1])
                i += 1
            if heap:
                gained -= heapq.heappop(heap)
                number += 1
                day -= 1
            elif i < n:
                day = min(day - 1, jobs[i][0])
            else:
                break
        if what == "profit":
            return gained
        return total - gained if what == "lost" else number

    def day_by_day(n: int, jobs: list[list[int]]) -> int:
        total = sum(profit for _, profit in jobs)
        jobs.sort(key=lambda job: (job[0], -job[1]))
        day, gained, number = d, 0, 0
        for last, profit in jobs:
            if day < last:
                day += 1
                gained += profit
                number += 1
        if what == "profit":
            return gained
        if what == "lost":
            return total - gained
        return number

    def ignores_day(n: int, jobs: list[list[int]]) -> int:
        total = sum(profit for _, profit in jobs)
        jobs.sort(key=lambda job: -job[1])
        days = max(0, max(last for last, _ in jobs) - d)
        gained = sum(profit for _, profit in jobs[:days])
        if what == "profit":
            return gained
        if what == "lost":
            return total - gained
        return min(n, days)

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(1, 10**5)
        if maker.scale == "least":
            return 1, [[1, 1]]
        high = max(2, n // maker.rng.choice((1, 1, 2))) + d
        jobs = [[maker.rng.randint(1, high), maker.number(1, 10**4)] for _ in range(n)]
        return n, jobs

    return Task(
        titles=("Before It Is Too Late", "One Job a Day", "Profits and Deadlines"),
        given=[
            Count("n", 1, 10**5, what="the number of jobs"),
            Rows(
                "jobs",
                "n",
                (Int("t", 1, 10**9), Int("v", 1, 10**4)),
                what="the last day and the profit of a job",
            ),
        ],
        ask=Value(noun),
        formal="There are `n` jobs. A row `t v` stands for a job that takes one day, has to be "
        "done on one of the days 1 to `t`, and then gives a profit of `v`. At most one "
        f"job can be done on a day, and jobs may be left out.{free}",
        stories=[
            Story(
                "The stonemason @who has got `n` orders at once, and each job takes exactly "
                "one day. A row `t v` describes one of them: if it is done on day `t` at "
                "the latest, with the days numbered from 1, the customer pays `v` coins, "
                "and that is the profit; later the customer does not want it any more. "
                "Nobody can do two jobs on the same day, and orders may be turned "
                f"down.{free}"
            ),
            Story(
                "On a farm near @place, `n` fields are waiting for the harvest. The only "
                "harvester, a machine shared by the whole village, manages one field per "
                "day, which is a job. For each field there is a row `t v`: up to and "
                "including day `t` its corn can be brought in, which is worth a profit of "
                "`v`; afterwards it is spoiled. Which field is harvested on which day can "
                f"be chosen freely, and some may be given up.{free}"
            ),
        ],
        solve=solve,
        others=[backwards],
        wrong=[day_by_day, ignores_day] if what in ("profit", "lost") else [ignores_day],
        cpp=[
            """
            long long solve(int n, vector<vector<int>> jobs) {
                sort(jobs.begin(), jobs.end());
                priority_queue<int, vector<int>, greater<int>> heap;
                long long gained = 0, total = 0;
                for (auto& job : jobs) {
                    heap.push(job[1]);
                    gained += job[1];
                    total += job[1];
                    if ((int)heap.size() > max(0, job[0] - $d)) {
                        gained -= heap.top();
                        heap.pop();
                    }
                }
                return $result;
            }
            """
        ],
        hints=(
            "Which sets of jobs can be done at all?",
            "Go through the jobs by their last days. Up to day `t` at most as many jobs can "
            "be done as there are days.",
            "Keep the chosen jobs in a heap; when there are too many for the days so far, "
            "drop the one with the least profit.",
        ),
        explanation="Going through the jobs by deadline, dropping the least profitable one "
        "whenever there are more than days keeps the best possible set; each job "
        "costs `log n`.",
        make=make,
        params={"result": {"profit": "gained", "lost": "total - gained"}.get(what, "heap.size()")},
        call="best_jobs",
    )
