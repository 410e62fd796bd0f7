"""Ranges whose values change, and queues in order: Fenwick trees, segment trees, heaps."""

from __future__ import annotations

import heapq
from bisect import insort
from math import gcd

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows

N = 2 * 10**4


@family(1500, "data structures", "implementation")
def counters_with_changes(p: Parameters) -> Task:
    change = p.choice("change", "set", "add", "toggle")
    worth = p.choice(
        "worth",
        Expr("x", "x", "the sum of the values"),
        Expr("x", "x % 2", "the number of odd values"),
        Expr("x", "int(x >= 50)", "the number of values that are at least 50", "(x >= 50)"),
    )
    what = p.choice("what", "list", "sum", "largest")
    rule = {
        "set": "the value of box `x` becomes `y`",
        "add": "`y` is added to the value of box `x`",
        "toggle": "the values of the boxes `x` and `y` are exchanged",
    }[change]
    noun = {
        "list": "the answers to all questions",
        "sum": "the sum of the answers to all questions",
        "largest": "the greatest answer to a question",
    }[what]

    def solve(n: int, q: int, a: list[int], events: list[list[int]]) -> object:
        tree = [0] * (n + 1)

        def add(i: int, x: int) -> None:
            while i <= n:
                tree[i] += x
                i += i & -i

        def total(i: int) -> int:
            result = 0
            while i > 0:
                result += tree[i]
                i -= i & -i
            return result

        for i in range(n):
            add(i + 1, worth(a[i]))
        answers = []
        for t, x, y in events:
            if t == 2:
                answers.append(total(y) - total(x - 1))
            elif change == "toggle":
                u, v = a[x - 1], a[y - 1]
                add(x, worth(v) - worth(u))
                add(y, worth(u) - worth(v))
                a[x - 1], a[y - 1] = v, u
            else:
                new = a[x - 1] + y if change == "add" else y
                add(x, worth(new) - worth(a[x - 1]))
                a[x - 1] = new
        if what == "list":
            return answers
        return sum(answers) if what == "sum" else max(answers)

    def blocks(n: int, q: int, a: list[int], events: list[list[int]]) -> object:
        size = int(n**0.5) + 1
        values = [worth(x) for x in a]
        sums = [sum(values[i : i + size]) for i in range(0, n, size)]
        answers = []
        for t, x, y in events:
            x -= 1
            if t == 1:
                if change == "toggle":
                    y -= 1
                    a[x], a[y] = a[y], a[x]
                    places = [x, y]
                else:
                    a[x] = a[x] + y if change == "add" else y
                    places = [x]
                for i in places:
                    sums[i // size] += worth(a[i]) - values[i]
                    values[i] = worth(a[i])
            else:
                result = 0
                while x < y:
                    if x % size == 0 and x + size <= y:
                        result += sums[x // size]
                        x += size
                    else:
                        result += values[x]
                        x += 1
                answers.append(result)
        if what == "list":
            return answers
        return sum(answers) if what == "sum" else max(answers)

    def each_time(n: int, q: int, a: list[int], events: list[list[int]]) -> object:
        answers = []
        for t, x, y in events:
            if t == 2:
                answers.append(sum(worth(v) for v in a[x - 1 : y]))
            elif change == "toggle":
                a[x - 1], a[y - 1] = a[y - 1], a[x - 1]
            elif change == "add":
                a[x - 1] += y
            else:
                a[x - 1] = y
        if what == "list":
            return answers
        return sum(answers) if what == "sum" else max(answers)

    def old_sums(n: int, q: int, a: list[int], events: list[list[int]]) -> object:
        before = [0]
        for x in a:
            before.append(before[-1] + worth(x))
        answers = [before[y] - before[x - 1] for t, x, y in events if t == 2]
        if what == "list":
            return answers
        return sum(answers) if what == "sum" else max(answers)

    def make(maker: Maker) -> tuple[int, int, list[int], list[list[int]]]:
        n = maker.count(2, N)
        q = maker.count(1, N)
        a = [maker.rng.randint(0, 100) for _ in range(n)]
        events = []
        for _ in range(q):
            x, y = sorted((maker.rng.randint(1, n), maker.rng.randint(1, n)))
            if maker.chance(0.5):
                events.append([2, x, y])
            elif change == "toggle":
                events.append([1, y, x] if maker.chance(0.5) else [1, x, y])
            else:
                events.append([1, maker.rng.randint(1, n), maker.rng.randint(0, 100)])
        if events[-1][0] == 1:
            events[-1] = [2, maker.rng.randint(1, (n + 1) // 2), n]
        return n, q, a, events

    return Task(
        titles=("Boxes That Change", "Counting While It Changes", "The Long Shelf"),
        given=[
            (Count("n", 2, N), Count("q", 1, N)),
            Ints("a", "n", 0, 100, what="the values of the boxes at the beginning"),
            Rows("events", "q", (Int("t", 1, 2), Int("x", 1, "n"), Int("y", 0, N))),
        ],
        ask=Listing(noun, in_lines=True) if what == "list" else Value(noun),
        formal="There are `n` boxes in a row, numbered from 1, and box `i` has the value `a_i`. "
        "Then `q` events happen, one after the other, each given by three numbers `t`, `x` and "
        f"`y`. If `t = 1`, {rule}. If `t = 2`, it is a question, `x <= y`, and the answer is "
        f"{worth.words} of the boxes from `x` to `y` at that moment, these two included. There is "
        "at least one question.",
        stories=[
            Story(
                "On a long shelf in the shop of @who stand `n` boxes of sweets, and `a_i` sweets "
                "are in the `i`-th, which is called its value. The day brings `q` events. Some are "
                f"of the kind `t = 1`: {rule}. The others, with `t = 2`, are questions of "
                "[curious|suspicious] customers, at least one a day: for two numbers `x <= y` they "
                f"want to know {worth.words} of the boxes number `x` to number `y`, as they are "
                "right then."
            ),
            Story(
                "The sensors along the dam of @place report the height of the water to `n` "
                "displays, or boxes; at midnight display `i` shows the value `a_i`. A protocol "
                "holds `q` lines of three numbers `t`, `x`, `y`. A line with `t = 1` means: "
                f"{rule}. A line with `t = 2` and `x <= y` is a question of the engineer on duty, "
                f"and has to be answered by {worth.words} of the displays from `x` to `y`, both "
                "included, at this point of the protocol. One question at least is always there."
            ),
        ],
        solve=solve,
        others=[blocks],
        slow=[each_time],
        wrong=[old_sums],
        cpp=[
            """
            vector<int> tree;

            void add(int i, int x) {
                for (; i < (int)tree.size(); i += i & -i) tree[i] += x;
            }

            int total(int i) {
                int result = 0;
                for (; i > 0; i -= i & -i) result += tree[i];
                return result;
            }

            $type solve(int n, int q, vector<int> a, vector<vector<int>> events) {
                tree.assign(n + 1, 0);
                for (int i = 1; i <= n; i++) add(i, $worth(a[i - 1]));
                $start
                for (auto& event : events) {
                    int t = event[0], x = event[1], y = event[2];
                    if (t == 2) {
                        int answer = total(y) - total(x - 1);
                        $answer
                    } else {
                        $change
                    }
                }
                return $result;
            }
        """
        ],
        params={
            "type": {"list": "vector<int>", "sum": "long long", "largest": "int"}[what],
            "start": {
                "list": "vector<int> answers;",
                "sum": "long long sum = 0;",
                "largest": "int largest = 0;",
            }[what],
            "answer": {
                "list": "answers.push_back(answer);",
                "sum": "sum += answer;",
                "largest": "largest = max(largest, answer);",
            }[what],
            "change": {
                "set": f"add(x, {worth.written('cpp', ['y'])} - "
                f"{worth.written('cpp', ['a[x - 1]'])});\na[x - 1] = y;",
                "add": f"add(x, {worth.written('cpp', ['a[x - 1] + y'])} - "
                f"{worth.written('cpp', ['a[x - 1]'])});\na[x - 1] += y;",
                "toggle": f"int d = {worth.written('cpp', ['a[y - 1]'])} - "
                f"{worth.written('cpp', ['a[x - 1]'])};\nadd(x, d);\nadd(y, -d);\n"
                "swap(a[x - 1], a[y - 1]);",
            }[change],
            "result": {"list": "answers"}.get(what, what),
        },
        make=make,
        edges=[
            (2, 1, [50, 49], [[2, 1, 2]]),
            (3, 4, [1, 60, 3], [[1, 2, 1], [2, 1, 2], [1, 1, 3], [2, 1, 3]]),
            (3, 3, [7, 0, 100], [[1, 3, 2], [2, 2, 3], [2, 2, 2]]),
        ],
        hints=(
            "Adding up the boxes for each question takes too long, and so does correcting all "
            "sums of beginnings after each change.",
            "A structure is needed in which both a change and a sum take few steps."
            if worth.python == "x"
            else "Give each box 1 or 0 according to whether it counts; then a question asks for a "
            "sum. What does a change mean for these numbers?",
            "Use a Fenwick tree (or sums of blocks of about `sqrt(n)` boxes): a change adds the "
            "difference of new and old, and a question subtracts two sums of beginnings.",
        ),
        explanation="With a Fenwick tree, a change and a question both take `log n` steps. The "
        "current values are kept in a list besides, to know by how much a box changes.",
        call="box_questions",
    )


@family(1600, "data structures", "implementation")
def extremes_with_changes(p: Parameters) -> Task:
    kind = p.choice("kind", "min", "max", "gcd", "gap")
    what = p.choice("what", "list", "sum")
    thing = {
        "min": "the smallest of the numbers",
        "max": "the greatest of the numbers",
        "gcd": "the greatest common divisor of the numbers",
        "gap": "the difference between the greatest and the smallest of the numbers",
    }[kind]
    noun = (
        "the answers to all questions"
        if what == "list"
        else "the sum of the answers to all questions"
    )

    def solve(n: int, q: int, a: list[int], events: list[list[int]]) -> object:
        if kind == "gap":
            low = [0] * n + a
            high = [0] * n + a
            for i in range(n - 1, 0, -1):
                low[i] = min(low[2 * i], low[2 * i + 1])
                high[i] = max(high[2 * i], high[2 * i + 1])
        else:
            tree = [0] * n + a
            for i in range(n - 1, 0, -1):
                if kind == "gcd":
                    tree[i] = gcd(tree[2 * i], tree[2 * i + 1])
                if kind == "min":
                    tree[i] = min(tree[2 * i], tree[2 * i + 1])
                if kind == "max":
                    tree[i] = max(tree[2 * i], tree[2 * i + 1])
        answers = []
        for t, x, y in events:
            if t == 1:
                i = x - 1 + n
                if kind == "gap":
                    low[i] = high[i] = y
                else:
                    tree[i] = y
                while i > 1:
                    i //= 2
                    if kind == "gap":
                        low[i] = min(low[2 * i], low[2 * i + 1])
                        high[i] = max(high[2 * i], high[2 * i + 1])
                    if kind == "gcd":
                        tree[i] = gcd(tree[2 * i], tree[2 * i + 1])
                    if kind == "min":
                        tree[i] = min(tree[2 * i], tree[2 * i + 1])
                    if kind == "max":
                        tree[i] = max(tree[2 * i], tree[2 * i + 1])
                continue
            left, right = x - 1 + n, y + n
            if kind == "gap":
                least, most = low[left], high[left]
            else:
                result = tree[left]
            while left < right:
                nodes = []
                if left % 2 == 1:
                    nodes.append(left)
                    left += 1
                if right % 2 == 1:
                    right -= 1
                    nodes.append(right)
                for i in nodes:
                    if kind == "gap":
                        least = min(least, low[i])
                        most = max(most, high[i])
                    if kind == "gcd":
                        result = gcd(result, tree[i])
                    if kind == "min":
                        result = min(result, tree[i])
                    if kind == "max":
                        result = max(result, tree[i])
                left //= 2
                right //= 2
            answers.append(most - least if kind == "gap" else result)
        return sum(answers) if what == "sum" else answers

    def blocks(n: int, q: int, a: list[int], events: list[list[int]]) -> object:
        size = 200

        def value(numbers: list[int]) -> int:
            if kind == "gcd":
                result = 0
                for x in numbers:
                    result = gcd(result, x)
                return result
            return max(numbers) if kind == "max" else min(numbers)

        best = [value(a[i : i + size]) for i in range(0, n, size)]
        most = [max(a[i : i + size]) for i in range(0, n, size)]
        answers = []
        for t, x, y in events:
            x -= 1
            if t == 1:
                a[x] = y
                start = x // size * size
                best[x // size] = value(a[start : start + size])
                if kind == "gap":
                    most[x // size] = max(a[start : start + size])
                continue
            first, last = -(-x // size), y // size
            if first >= last:
                numbers = a[x:y]
                answers.append(max(numbers) - min(numbers) if kind == "gap" else value(numbers))
            else:
                ends = a[x : first * size] + a[last * size : y]
                result = value(ends + best[first:last])
                if kind == "gap":
                    result = max(ends + most[first:last]) - result
                answers.append(result)
        return sum(answers) if what == "sum" else answers

    def each_time(n: int, q: int, a: list[int], events: list[list[int]]) -> object:
        answers = []
        for t, x, y in events:
            if t == 1:
                a[x - 1] = y
                continue
            part = a[x - 1 : y]
            if kind == "gap":
                answers.append(max(part) - min(part))
            elif kind == "max":
                answers.append(max(part))
            elif kind == "min":
                answers.append(min(part))
            else:
                result = 0
                for v in part:
                    result = gcd(result, v)
                answers.append(result)
        return sum(answers) if what == "sum" else answers

    def ends_only(n: int, q: int, a: list[int], events: list[list[int]]) -> object:
        answers = []
        for t, x, y in events:
            if t == 1:
                a[x - 1] = y
            elif kind == "gap":
                answers.append(abs(a[x - 1] - a[y - 1]))
            elif kind == "max":
                answers.append(max(a[x - 1], a[y - 1]))
            elif kind == "min":
                answers.append(min(a[x - 1], a[y - 1]))
            else:
                answers.append(gcd(a[x - 1], a[y - 1]))
        return sum(answers) if what == "sum" else answers

    def make(maker: Maker) -> tuple[int, int, list[int], list[list[int]]]:
        n = maker.count(1, 4 * 10**4)
        q = maker.count(1, 4 * 10**4)
        base = maker.rng.choice((1, 2, 6)) if kind == "gcd" else 1

        def number() -> int:
            if maker.scale == "large" and maker.chance(0.99):
                return base * maker.rng.randint(1, 10**9 // base)
            return base * maker.rng.randint(1, 30)

        a = [number() for _ in range(n)]
        events = []
        for _ in range(q):
            x, y = sorted((maker.rng.randint(1, n), maker.rng.randint(1, n)))
            events.append([2, x, y] if maker.chance(0.6) else [1, x, number()])
        if events[-1][0] == 1:
            events[-1] = [2, 1, n]
        return n, q, a, events

    return Task(
        titles=("Towers That Change", "Builders at Work", "Skyline"),
        given=[
            (Count("n", 1, 4 * 10**4), Count("q", 1, 4 * 10**4)),
            Ints("a", "n", 1, 10**9),
            Rows("events", "q", (Int("t", 1, 2), Int("x", 1, "n"), Int("y", 1, 10**9))),
        ],
        ask=Listing(noun, in_lines=True) if what == "list" else Value(noun),
        formal="There is a list of `n` numbers `a_1, ..., a_n`. One after the other, `q` events "
        "happen, each of which is given by three numbers `t`, `x` and `y`. If `t = 1`, the number "
        "`a_x` is replaced by `y`. If `t = 2`, then `x <= y <= n`, and it is a question: the "
        f"answer is {thing} `a_x, ..., a_y` as they are at that moment. There is at least one "
        "question.",
        stories=[
            Story(
                "The skyline of @place consists of `n` towers in a row, and at the beginning tower "
                "`i` has `a_i` storeys, its number. Builders are always at work: in an event with "
                "`t = 1`, tower `x` is pulled down and a new one with `y` storeys is put up in its "
                "place. [Tourists|Postcard makers] only look at a part of the skyline, and ask: an "
                f"event with `t = 2` is a question, for `x <= y <= n`, to be answered with {thing} "
                "of storeys of the towers `x` to `y` at that moment. There are `q` events in all "
                "and at least one question."
            ),
            Story(
                "@who has `n` numbers `a_1` to `a_n` written on the [blackboard|wall] and plays "
                "with a parrot. The parrot says three numbers `t`, `x`, `y`, and does so `q` "
                "times. After `t = 1`, @who wipes out the number at place `x` and writes `y` "
                "there. After `t = 2`, for which `y` is never less than `x` and never more than "
                f"`n`, @who has to tell {thing} from place `x` to place `y`, both included. That "
                "happens at least once."
            ),
        ],
        solve=solve,
        others=[blocks],
        slow=[each_time],
        wrong=[ends_only],
        cpp=[
            """
            $type solve(int n, int q, vector<int> a, vector<vector<int>> events) {
                vector<int> tree(2 * n);
                $arrays
                for (int i = 0; i < n; i++) $leaf
                for (int i = n - 1; i > 0; i--) $node
                $start
                for (auto& event : events) {
                    int t = event[0], x = event[1], y = event[2];
                    if (t == 1) {
                        int i = x - 1 + n;
                        $set
                        for (i /= 2; i > 0; i /= 2) $node
                        continue;
                    }
                    $begin
                    for (int l = x - 1 + n, r = y + n; l < r; l /= 2, r /= 2) {
                        if (l % 2) {
                            $take_left
                            l++;
                        }
                        if (r % 2) {
                            r--;
                            $take_right
                        }
                    }
                    $answer
                }
                return $result;
            }
        """
        ],
        params=_segment_params(kind, what),
        make=make,
        edges=[
            (1, 2, [5], [[1, 1, 9], [2, 1, 1]]),
            (4, 4, [4, 6, 8, 12], [[2, 1, 4], [1, 2, 3], [2, 1, 3], [2, 4, 4]]),
            (5, 3, [5, 1, 9, 1, 5], [[2, 1, 5], [1, 3, 5], [2, 1, 5]]),
        ],
        time_s=3.0,
        hints=(
            "Looking at all numbers of a question takes too long.",
            "If the answer is known for two neighbouring pieces, it is easy for both together. "
            "Which pieces are worth remembering?",
            "Use a segment tree: every node holds the answer for its piece, a change corrects the "
            "`log n` pieces around the place, and a question is put together from `2 log n` "
            "pieces.",
        ),
        explanation="In a segment tree each change and each question touches about `log n` nodes. "
        "Blocks of about `sqrt(n)` numbers with their answers are slower but fast enough.",
        call="range_questions",
    )


def _segment_params(kind: str, what: str) -> dict[str, str]:
    join = {
        "min": "min({}, {})",
        "max": "max({}, {})",
        "gcd": "__gcd({}, {})",
        "gap": "min({}, {})",
    }[kind]
    gap = kind == "gap"
    node = f"tree[i] = {join.format('tree[2 * i]', 'tree[2 * i + 1]')};"

    def take(at: str) -> str:
        line = f"result = {join.format('result', f'tree[{at}]')};"
        return f"{line}\nmost = max(most, high[{at}]);" if gap else line

    answer = "most - result" if gap else "result"
    return {
        "type": "vector<int>" if what == "list" else "long long",
        "arrays": "vector<int> high(2 * n);" if gap else "",
        "leaf": "tree[n + i] = high[n + i] = a[i];" if gap else "tree[n + i] = a[i];",
        "node": f"{{\n    {node}\n    high[i] = max(high[2 * i], high[2 * i + 1]);\n}}"
        if gap
        else node,
        "start": "vector<int> answers;" if what == "list" else "long long sum = 0;",
        "set": "tree[i] = high[i] = y;" if gap else "tree[i] = y;",
        "begin": "int result = tree[x - 1 + n];" + ("\nint most = high[x - 1 + n];" if gap else ""),
        "take_left": take("l"),
        "take_right": take("r"),
        "answer": f"answers.push_back({answer});" if what == "list" else f"sum += {answer};",
        "result": "answers" if what == "list" else "sum",
    }


@family(1600, "data structures", "binary search")
def free_chairs(p: Parameters) -> Task:
    what = p.choice("what", "list", "last", "sum")
    side = p.choice("side", "left", "right")
    noun = {
        "list": "for each guest, in the order of their arrival, the number of the chair that he or "
        "she takes",
        "last": "the number of the chair that the last guest takes",
        "sum": "the sum of the products of `i` and the number of the chair that guest `i` takes",
    }[what]
    end = "right" if side == "right" else "left"

    def solve(n: int, q: int, k: list[int]) -> object:
        size = 1
        while size < n:
            size *= 2
        free = [0] * (2 * size)
        for i in range(n):
            free[size + i] = 1
        for v in range(size - 1, 0, -1):
            free[v] = free[2 * v] + free[2 * v + 1]
        chairs = []
        for x in k:
            if side == "right":
                x = free[1] + 1 - x
            v = 1
            while v < size:
                free[v] -= 1
                v *= 2
                if free[v] < x:
                    x -= free[v]
                    v += 1
            free[v] = 0
            chairs.append(v - size + 1)
        if what == "list":
            return chairs
        if what == "last":
            return chairs[-1]
        return sum(i * x for i, x in enumerate(chairs, 1))

    def with_list(n: int, q: int, k: list[int]) -> object:
        free = list(range(1, n + 1))
        chair = total = 0
        result = []
        for i, x in enumerate(k, 1):
            chair = free.pop(-x if side == "right" else x - 1)
            if what == "list":
                result.append(chair)
            if what == "sum":
                total += i * chair
        if what == "list":
            return result
        return total if what == "sum" else chair

    def counting(n: int, q: int, k: list[int]) -> object:
        taken = [False] * (n + 2)
        chairs = []
        for x in k:
            chair = n + 1 if side == "right" else 0
            while x > 0:
                chair += -1 if side == "right" else 1
                if not taken[chair]:
                    x -= 1
            taken[chair] = True
            chairs.append(chair)
        if what == "list":
            return chairs
        if what == "last":
            return chairs[-1]
        return sum(i * x for i, x in enumerate(chairs, 1))

    def next_free(n: int, q: int, k: list[int]) -> object:
        taken: set[int] = set()
        chairs = []
        for x in k:
            chair = n + 1 - x if side == "right" else x
            while chair in taken:
                chair += -1 if side == "right" else 1
            taken.add(chair)
            chairs.append(chair)
        if what == "list":
            return chairs
        if what == "last":
            return chairs[-1]
        return sum(i * x for i, x in enumerate(chairs, 1))

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, N)
        q = max(1, n - maker.rng.randint(0, n // 2)) if maker.chance(0.7) else n
        return n, q, [maker.rng.randint(1, n - i) for i in range(q)]

    return Task(
        titles=("Free Chairs", "The Row Fills Up", "Take the Third One"),
        given=[
            (
                Count("n", 1, N, what="the number of chairs"),
                Count("q", 1, "n", what="the number of guests"),
            ),
            Ints("k", "q", 1, N),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="`n` chairs stand in a row, numbered from 1 on from left to right, and all are free "
        f"at first. `q` guests arrive one after the other. Guest `i` takes the `k_i`-th free chair "
        f"from the {end} and stays there. There are always at least `k_i` free chairs when guest "
        "`i` arrives.",
        stories=[
            Story(
                "In the cinema of @place, every guest gets a slip of paper with a number on it "
                "instead of a ticket. `n` chairs, numbered from left to right, stand in one long "
                f"row. Guest `i` of `q`, with the number `k_i` on the slip, walks along the row "
                f"from the {end}, counts only chairs that are still free, sits down on the "
                "`k_i`-th of them, and does not get up any more. The numbers are chosen such that "
                "there is always one."
            ),
            Story(
                "Swallows come back one by one to a wire with `n` places, which are numbered from "
                "left to right and are called chairs by @who, who watches them from one. There are "
                f"`q` swallows, the guests. The `i`-th counts the free places from the {end} end "
                "of the wire and settles on the `k_i`-th, where it remains. None of them ever "
                "counts to the other end of the wire in vain."
            ),
        ],
        solve=solve,
        others=[with_list],
        slow=[counting],
        wrong=[next_free],
        cpp=[
            """
            $type solve(int n, int q, vector<int> k) {
                int size = 1;
                while (size < n) size *= 2;
                vector<int> free(2 * size);
                for (int i = 0; i < n; i++) free[size + i] = 1;
                for (int v = size - 1; v > 0; v--) free[v] = free[2 * v] + free[2 * v + 1];
                $start
                for (int i = 0; i < q; i++) {
                    int x = $x, v = 1;
                    while (v < size) {
                        free[v]--;
                        v *= 2;
                        if (free[v] < x) {
                            x -= free[v];
                            v++;
                        }
                    }
                    free[v] = 0;
                    $chair
                }
                return $result;
            }
        """
        ],
        params={
            "type": {"list": "vector<int>", "last": "int", "sum": "long long"}[what],
            "start": {"list": "vector<int> chairs;", "last": "int chair = 0;"}.get(
                what, "long long sum = 0;"
            ),
            "x": "free[1] + 1 - k[i]" if side == "right" else "k[i]",
            "chair": {
                "list": "chairs.push_back(v - size + 1);",
                "last": "chair = v - size + 1;",
                "sum": "sum += (i + 1LL) * (v - size + 1);",
            }[what],
            "result": {"list": "chairs", "last": "chair", "sum": "sum"}[what],
        },
        make=make,
        edges=[
            (1, 1, [1]),
            (5, 5, [1, 1, 1, 1, 1]),
            (5, 5, [5, 4, 3, 2, 1]),
            (6, 4, [2, 2, 2, 3]),
        ],
        tests=False,
        hints=(
            "Chairs that are taken must not be counted: the `k`-th free chair is not chair `k`.",
            "How many chairs are free in the left half of the row? That tells in which half the "
            "chair is.",
            "Keep the number of free chairs for the row, its halves, their halves and so on (a "
            "segment tree), and go down from the whole row to one chair.",
        ),
        explanation="Each guest goes down `log n` levels of the tree and lowers the counts on the "
        "way. (Removing from a list of the free chairs is quadratic, but with a very small "
        "constant.)",
        call="take_chairs",
    )


@family(1400, "data structures", "sortings")
def middle_of_all(p: Parameters) -> Task:
    even = p.choice("even", "lower", "upper", "sum")
    what = p.choice("what", "list", "total", "changes")
    rule = {
        "lower": "the smaller one of the two in the middle",
        "upper": "the greater one of the two in the middle",
        "sum": "the sum of the two in the middle",
    }[even]
    noun = {
        "list": "for each `i` from 1 to `n` the middle of the first `i` numbers",
        "total": "the sum of the middles of the first `i` numbers, over all `i` from 1 to `n`",
        "changes": "the number of indices `i >= 2` for which the middle of the first `i` numbers "
        "differs from that of the first `i - 1`",
    }[what]

    def solve(n: int, a: list[int]) -> object:
        low: list[int] = []
        high: list[int] = []
        middles = []
        for x in a:
            heapq.heappush(low, -x)
            heapq.heappush(high, -heapq.heappop(low))
            if len(high) > len(low):
                heapq.heappush(low, -heapq.heappop(high))
            if len(low) > len(high) or even == "lower":
                middles.append(-low[0])
            elif even == "upper":
                middles.append(high[0])
            else:
                middles.append(high[0] - low[0])
        if what == "list":
            return middles
        if what == "total":
            return sum(middles)
        return sum(1 for i in range(1, n) if middles[i] != middles[i - 1])

    def keeping_sorted(n: int, a: list[int]) -> object:
        order: list[int] = []
        result = []
        for x in a:
            insort(order, x)
            size = len(order)
            if even == "upper":
                middle = order[size // 2]
            elif size % 2 == 1 or even == "lower":
                middle = order[(size - 1) // 2]
            else:
                middle = order[size // 2 - 1] + order[size // 2]
            result.append(middle)
        if what == "list":
            return result
        if what == "total":
            return sum(result)
        changes = 0
        for i in range(1, n):
            if result[i] != result[i - 1]:
                changes += 1
        return changes

    def sort_each_time(n: int, a: list[int]) -> object:
        result = []
        for i in range(1, n + 1):
            order = sorted(a[:i], reverse=True)
            if i % 2 == 1 or even == "upper":
                result.append(order[(i - 1) // 2])
            elif even == "lower":
                result.append(order[i // 2])
            else:
                result.append(order[i // 2] + order[i // 2 - 1])
        if what == "list":
            return result
        if what == "total":
            return sum(result)
        return sum(1 for i in range(1, n) if result[i] != result[i - 1])

    def unsorted_middle(n: int, a: list[int]) -> object:
        result = []
        for i in range(n):
            result.append(a[(i + 1) // 2] if even == "upper" else a[i // 2])
        if what == "list":
            return result
        if what == "total":
            return sum(result)
        return sum(1 for i in range(1, n) if result[i] != result[i - 1])

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, N)
        high = 10**9 if maker.scale == "large" else maker.rng.choice((5, 20, 100))
        a = [maker.rng.randint(1, high) for _ in range(n)]
        if maker.chance(0.2):
            a.sort(reverse=maker.chance(0.5))
        return n, a

    return Task(
        titles=("The Middle of All", "In the Middle", "Neither Rich nor Poor"),
        given=[Count("n", 1, N), Ints("a", "n", 1, 10**9)],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="The middle of some numbers is found by sorting them: if there is an odd number of "
        f"them, it is the one in the middle, and if there is an even number, it is {rule}. The "
        "numbers `a_1, ..., a_n` become known one after the other.",
        stories=[
            Story(
                "The statistical office of @place is interested in the middle. `n` people are "
                "asked for their income, one after the other, and the `i`-th has `a_i` coins a "
                "year. To find the middle of some incomes, the office writes them down in order of "
                "size; then it takes the one in the middle or, when their number is even, "
                f"{rule}. Because nobody wants to wait, the middle of all answers so far is "
                "computed again after each of them."
            ),
            Story(
                "A baker weighs `n` loaves, of `a_1, a_2, ..., a_n` grams, as they come out of the "
                "oven. Her apprentice @who keeps putting all loaves so far in a row from the "
                "lightest to the heaviest. If there is one in the middle, its weight is called the "
                f"middle; with an even number of loaves, the middle is {rule}. After each loaf the "
                "middle is called out."
            ),
        ],
        solve=solve,
        others=[keeping_sorted],
        slow=[sort_each_time],
        wrong=[unsorted_middle],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                priority_queue<long long> low;
                priority_queue<long long, vector<long long>, greater<long long>> high;
                $start
                for (int i = 0; i < n; i++) {
                    low.push(a[i]);
                    high.push(low.top());
                    low.pop();
                    if (high.size() > low.size()) {
                        low.push(high.top());
                        high.pop();
                    }
                    long long middle = $middle;
                    $each
                }
                return $result;
            }
        """
        ],
        params={
            "type": {"list": "vector<long long>", "total": "long long", "changes": "int"}[what],
            "start": {
                "list": "vector<long long> middles;",
                "total": "long long total = 0;",
                "changes": "long long last = 0;\nint changes = -1;",
            }[what],
            "middle": {
                "lower": "low.top()",
                "upper": "low.size() > high.size() ? low.top() : high.top()",
                "sum": "low.size() > high.size() ? low.top() : low.top() + high.top()",
            }[even],
            "each": {
                "list": "middles.push_back(middle);",
                "total": "total += middle;",
                "changes": "if (middle != last) changes++;\nlast = middle;",
            }[what],
            "result": {"list": "middles"}.get(what, what),
        },
        make=make,
        edges=[
            (1, [7]),
            (2, [2, 1]),
            (5, [5, 4, 3, 2, 1]),
            (6, [3, 3, 3, 3, 1, 9]),
            (4, [1, 10, 2, 9]),
        ],
        hints=(
            "Sorting anew for every number takes too long.",
            "Which numbers can be the middle next? Only those right beside it.",
            "Keep the smaller half in a heap with the greatest on top and the greater half in one "
            "with the smallest on top, and see to it that their sizes differ by at most 1.",
        ),
        explanation="The middle can be read off the tops of the two heaps. Each new number goes "
        "through them with a few heap operations: `n log n` in all.",
        call="running_middle",
    )


@family(1500, "data structures", "sortings", "binary search")
def cheapest_menus(p: Parameters) -> Task:
    rule = p.choice("rule", "cheap", "dear")
    what = p.choice("what", "list", "last", "sum")
    extra = p.int("extra", 0, 3)
    word = "cheapest" if rule == "cheap" else "most expensive"
    noun = {
        "list": f"the prices of the `k` {word} menus, beginning with the {word} one",
        "last": f"the price of the `k`-th {word} menu",
        "sum": f"the sum of the prices of the `k` {word} menus",
    }[what]

    def solve(n: int, m: int, a: list[int], b: list[int], k: int) -> object:
        if rule == "cheap":
            a.sort()
            b.sort()
        else:
            a.sort(reverse=True)
            b.sort(reverse=True)
        prices: list[int] = []
        if rule == "cheap":
            heap = [(a[i] + b[0] + extra, i, 0) for i in range(n)]
        else:
            heap = [(-a[i] - b[0] - extra, i, 0) for i in range(n)]
        heapq.heapify(heap)
        while len(prices) < k:
            price, i, j = heapq.heappop(heap)
            prices.append(abs(price))
            if j + 1 < m:
                if rule == "cheap":
                    heapq.heappush(heap, (a[i] + b[j + 1] + extra, i, j + 1))
                else:
                    heapq.heappush(heap, (-a[i] - b[j + 1] - extra, i, j + 1))
        if what == "list":
            return prices
        return prices[-1] if what == "last" else sum(prices)

    def few_pairs(n: int, m: int, a: list[int], b: list[int], k: int) -> object:
        a = sorted(a) if rule == "cheap" else sorted(a, reverse=True)
        b = sorted(b) if rule == "cheap" else sorted(b, reverse=True)
        prices = []
        for i in range(min(n, k)):
            for j in range(min(m, k // (i + 1))):
                prices.append(a[i] + b[j] + extra)
        prices = sorted(prices) if rule == "cheap" else sorted(prices, reverse=True)
        if what == "list":
            return prices[:k]
        return prices[k - 1] if what == "last" else sum(prices[:k])

    def all_pairs(n: int, m: int, a: list[int], b: list[int], k: int) -> object:
        prices = sorted(x + y + extra for x in a for y in b)
        if rule == "dear":
            prices.reverse()
        prices = prices[:k]
        if what == "list":
            return prices
        return prices[-1] if what == "last" else sum(prices)

    def staircase(n: int, m: int, a: list[int], b: list[int], k: int) -> object:
        if rule == "cheap":
            a.sort()
            b.sort()
        else:
            a.sort(reverse=True)
            b.sort(reverse=True)
        i = j = 0
        prices: list[int] = []
        while len(prices) < k:
            prices.append(a[i] + b[j] + extra)
            if j == m - 1 or (i < n - 1 and abs(a[i + 1] - a[i]) <= abs(b[j + 1] - b[j])):
                i = min(n - 1, i + 1)
            else:
                j += 1
        if what == "list":
            return prices
        return prices[-1] if what == "last" else sum(prices)

    def make(maker: Maker) -> tuple[int, int, int, list[int], list[int]]:
        n = maker.count(1, 10**4)
        m = maker.count(1, 10**4)
        high = 10**6 if maker.scale == "large" else maker.rng.choice((6, 30))
        a = [maker.rng.randint(1, high) for _ in range(n)]
        b = [maker.rng.randint(1, high) for _ in range(m)]
        most = min(n * m, 10**4 if maker.scale in ("medium", "large") else 9)
        return n, m, maker.rng.randint(1, most), a, b

    fee = f" plus {extra} for the service" if extra else ""
    return Task(
        titles=("Menus", "A Dish and a Dessert", "By Price"),
        given=[
            (
                Count("n", 1, 10**4, what="the number of dishes"),
                Count("m", 1, 10**4, what="the number of desserts"),
                Int("k", 1, 10**4, what="the number of menus that matter"),
            ),
            Ints("a", "n", 1, 10**6, what="the prices of the dishes"),
            Ints("b", "m", 1, 10**6, what="the prices of the desserts"),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="There are `n` dishes with the prices `a_1, ..., a_n` and `m` desserts with the "
        "prices `b_1, ..., b_m`. A menu consists of one dish and one dessert, and its price is the "
        f"sum of the two prices{fee}. Every dish can be combined with every dessert, which makes "
        "`n m` menus; menus with equal prices count separately. `k` is at most `n m`, and at most "
        "`10^4`.",
        stories=[
            Story(
                "The restaurant of @who has `n` dishes and `m` desserts on the card, at `a_i` and "
                "`b_j` coins. A menu is any dish together with any dessert; it costs as much as "
                f"both together{fee}. All `n m` menus are different things, even if some cost the "
                f"same. For a leaflet, the `k` {word} menus are needed, where `k` is never greater "
                "than the number of menus or than `10^4`; where prices are equal, it does not "
                "matter which menu comes first, since only prices are printed."
            ),
            Story(
                "A toy maker in @place carves animals from two parts. On the shelves lie `n` "
                "different bodies, for `a_1, ..., a_n` coins, and `m` different heads, for `b_1, "
                "..., b_m` coins; the order form, which comes from an inn, calls them dishes and "
                "desserts, and an animal is a menu. Any body can be put together with any head, "
                f"and the price of the menu is that of both parts together{fee}. So there are `n "
                f"m` menus, some of them perhaps of the same price. A customer asks for the `k` "
                f"{word} ones (`k` is at most `n m`), each different from the others in its body "
                "or its head."
            ),
        ],
        solve=solve,
        others=[few_pairs],
        slow=[all_pairs],
        wrong=[staircase],
        cpp=[
            """
            $type solve(int n, int m, vector<int> a, vector<int> b, int k) {
                sort(a.$begin(), a.$end());
                sort(b.$begin(), b.$end());
                priority_queue<array<int, 3>$order> heap;
                for (int i = 0; i < n; i++) heap.push({a[i] + b[0] + $extra, i, 0});
                $start
                while (k--) {
                    auto [price, i, j] = heap.top();
                    heap.pop();
                    $each
                    if (j + 1 < m) heap.push({a[i] + b[j + 1] + $extra, i, j + 1});
                }
                return $result;
            }
        """
        ],
        params={
            "type": {"list": "vector<int>", "last": "int", "sum": "long long"}[what],
            "begin": "begin" if rule == "cheap" else "rbegin",
            "end": "end" if rule == "cheap" else "rend",
            "order": ", vector<array<int, 3>>, greater<>" if rule == "cheap" else "",
            "start": {
                "list": "vector<int> prices;",
                "last": "int last = 0;",
                "sum": "long long sum = 0;",
            }[what],
            "each": {
                "list": "prices.push_back(price);",
                "last": "last = price;",
                "sum": "sum += price;",
            }[what],
            "result": {"list": "prices"}.get(what, what),
        },
        make=make,
        edges=[
            (1, 1, 1, [5], [7]),
            (2, 2, 4, [1, 2], [1, 10]),
            (3, 3, 5, [1, 2, 3], [1, 2, 3]),
            (3, 2, 6, [4, 1, 9], [2, 6]),
            (3, 3, 4, [1, 1, 9], [1, 9, 1]),
        ],
        hints=(
            "There can be `10^8` menus, far more than are needed.",
            f"Sort both lists. Which menus can come after the {word} one?",
            f"Put each dish with the {word} dessert into a heap. When a menu is taken out, put the "
            "same dish with the next dessert in.",
        ),
        explanation="For every dish the menus are met in the order of their prices, and the heap "
        f"always holds the {word} one that is left of each dish. `k` times something is taken out, "
        "with `log n` steps each.",
        call="menus_by_price",
    )
