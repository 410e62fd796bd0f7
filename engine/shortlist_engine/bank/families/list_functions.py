"""Small functions on lists, as a library would offer them."""

from __future__ import annotations

from itertools import accumulate

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints

N = 10**5


@family(900, "implementation")
def zipped_lists(p: Parameters) -> Task:
    block = p.int("block", 1, 3)
    second = p.choice("second", False, True)
    rest = p.choice("rest", "keep", "drop", "reverse")
    one = f"{block} elements" if block > 1 else "one element"
    first_name, other_name = ("b", "a") if second else ("a", "b")
    after = {
        "keep": "the rest of the other list follows unchanged",
        "drop": "the rest of the other list is left out",
        "reverse": "the rest of the other list follows in reverse order",
    }[rest]

    def solve(n: int, a: list[int], m: int, b: list[int]) -> list[int]:
        if second:
            a, b = b, a
        result = []
        i = 0
        while True:
            if i >= len(a):
                left = b[i:]
                break
            result += a[i : i + block]
            if i >= len(b):
                left = a[i + block :]
                break
            result += b[i : i + block]
            i += block
        if rest == "keep":
            result += left
        if rest == "reverse":
            result += left[::-1]
        return result

    def with_turns(n: int, a: list[int], m: int, b: list[int]) -> list[int]:
        lists = [b, a] if second else [a, b]
        at = [0, 0]
        turn = 0
        result = []
        while at[turn] < len(lists[turn]):
            for x in lists[turn][at[turn] : at[turn] + block]:
                result.append(x)
            at[turn] += block
            turn = 1 - turn
        left = lists[1 - turn][at[1 - turn] :]
        if rest == "keep":
            result.extend(left)
        if rest == "reverse":
            result.extend(reversed(left))
        return result

    def forgets_the_rest(n: int, a: list[int], m: int, b: list[int]) -> list[int]:
        if second:
            a, b = b, a
        result = []
        for i in range(0, min(len(a), len(b)), block):
            result += a[i : i + block] + b[i : i + block]
        if rest == "drop":
            result += a[len(b) :]
        return result

    def make(maker: Maker) -> tuple[int, list[int], int, list[int]]:
        n = maker.count(1, N)
        a = maker.numbers(n, -1000, 1000)
        m = maker.count(1, N)
        return n, a, m, maker.numbers(m, -1000, 1000)

    return Task(
        titles=("Zipped Lists", "By Turns", "Two Become One"),
        given=[
            Count("n", 1, N),
            Ints("a", "n", -1000, 1000),
            Count("m", 1, N),
            Ints("b", "m", -1000, 1000),
        ],
        ask=Listing("the merged list"),
        formal=f"The lists `a` and `b` are merged by turns: {one} of `{first_name}`, then {one} of "
        f"`{other_name}`, then of `{first_name}` again, and so on, always from the front; a list "
        "with fewer elements left gives those it has. As soon as it is the turn of a list that "
        f"is empty, {after}.",
        stories=[
            Story(
                "On a motorway two lanes become one. On the first lane `n` cars wait, with the "
                "numbers `a_1, ..., a_n` from front to back, on the second `m` cars with the "
                f"numbers `b_1, ..., b_m`. In turns, {one.replace('element', 'car')} of a lane may "
                f"drive on, beginning with lane `{first_name}` (less if the lane has no more). "
                "Once the lane whose turn it is is empty, "
                + {
                    "keep": "all cars left on the other lane follow in their order.",
                    "drop": "the cars left on the other lane turn around and go home.",
                    "reverse": "the cars left on the other lane follow from the last one to the "
                    "first.",
                }[rest],
                "In which order do the cars drive on after the bottleneck?",
            ),
            Story(
                "A card trick needs two packs: one of `n` cards with the values `a_1` to `a_n`, "
                "from top to bottom, and one of `m` cards with the values `b_1` to `b_m`. The "
                f"magician deals {one.replace('element', 'card')} from the top of pack "
                f"`{first_name}`, then as many from pack `{other_name}`, and goes on by turns; a "
                "pack that has too few left gives all it has. When a pack has nothing left at its "
                "turn, "
                + {
                    "keep": "the rest of the other is dealt from top to bottom.",
                    "drop": "the rest of the other disappears in his sleeve.",
                    "reverse": "the rest of the other is dealt from bottom to top.",
                }[rest],
                "Which values are dealt, from the first to the last?",
            ),
        ],
        solve=solve,
        others=[with_turns],
        wrong=[forgets_the_rest],
        make=make,
        edges=[(1, [1], 1, [2]), (4, [1, 2, 3, 4], 1, [9]), (1, [9], 5, [1, 2, 3, 4, 5])],
        cpp=[
            """
            vector<int> solve(int n, vector<int> a, int m, vector<int> b) {
                if ($second) swap(a, b);
                vector<int> result, left;
                int x = a.size(), y = b.size();
                for (int i = 0;; i += $block) {
                    if (i >= x) {
                        for (int j = i; j < y; j++) left.push_back(b[j]);
                        break;
                    }
                    for (int j = i; j < min(i + $block, x); j++) result.push_back(a[j]);
                    if (i >= y) {
                        for (int j = i + $block; j < x; j++) left.push_back(a[j]);
                        break;
                    }
                    for (int j = i; j < min(i + $block, y); j++) result.push_back(b[j]);
                }
                $rest
                return result;
            }
        """
        ],
        params={
            "second": "true" if second else "false",
            "rest": {
                "keep": "result.insert(result.end(), left.begin(), left.end());",
                "drop": "left.clear();",
                "reverse": "result.insert(result.end(), left.rbegin(), left.rend());",
            }[rest],
        },
        hints=(
            "Keep one position for both lists.",
            f"Each round takes {one} of both; slices may reach beyond the end.",
            "Stop when one list is used up, and treat what is left of the other by the rule.",
        ),
        explanation="Every element is taken once, so the time is linear in the sizes of the lists.",
        call="merge_by_turns",
    )


@family(900, "implementation", "data structures")
def so_far(p: Parameters) -> Task:
    what = p.choice("what", "max", "min", "spread", "records", "second")
    back = p.choice("back", False, True)
    side = "from `a_i` to the end" if back else "from the beginning up to and including `a_i`"
    noun = {
        "max": f"for each `i`, the largest of the elements {side}",
        "min": f"for each `i`, the smallest of the elements {side}",
        "spread": f"for each `i`, the difference of the largest and the smallest of the elements "
        f"{side}",
        "records": f"for each `i`, how many of the elements {side} are equal to the largest of "
        "these",
        "second": f"for each `i`, the second largest of the different values among the elements "
        f"{side}, or 0 if these are all equal",
    }[what]

    def solve(n: int, a: list[int]) -> list[int]:
        if back:
            a.reverse()
        result = []
        best = low = a[0]
        extra = 0
        for x in a:
            if what == "min":
                best = min(best, x)
                result.append(best)
            elif what == "max":
                best = max(best, x)
                result.append(best)
            elif what == "spread":
                best = max(best, x)
                low = min(low, x)
                result.append(best - low)
            elif what == "records":
                if x > best:
                    best = x
                    extra = 0
                if x == best:
                    extra += 1
                result.append(extra)
            else:
                if x > best:
                    extra = best
                    best = x
                elif extra < x < best:
                    extra = x
                result.append(extra)
        if back:
            result.reverse()
        return result

    def accumulated(n: int, a: list[int]) -> list[int]:
        b = a[::-1] if back else a
        highs = list(accumulate(b, max))
        if what == "max":
            result = highs
        elif what == "min":
            result = list(accumulate(b, min))
        elif what == "spread":
            result = [x - y for x, y in zip(highs, accumulate(b, min), strict=True)]
        elif what == "records":
            result = []
            counts: dict[int, int] = {}
            for x, high in zip(b, highs, strict=True):
                counts[x] = counts.get(x, 0) + 1
                result.append(counts[high])
        else:
            result = []
            top = [0, 0]
            for x in b:
                if x not in top:
                    top = sorted([*top, x])[1:]
                result.append(top[0])
        return result[::-1] if back else result

    def each_again(n: int, a: list[int]) -> list[int]:
        result = []
        for i in range(n):
            part = a[i:] if back else a[: i + 1]
            if what == "max":
                result.append(max(part))
            elif what == "min":
                result.append(min(part))
            elif what == "spread":
                result.append(max(part) - min(part))
            elif what == "records":
                result.append(part.count(max(part)))
            else:
                values = sorted(set(part))
                result.append(values[-2] if len(values) > 1 else 0)
        return result

    def without_itself(n: int, a: list[int]) -> list[int]:
        result = []
        for i in range(n):
            part = (a[i + 1 : i + 200] if back else a[max(0, i - 200) : i]) or [a[i]]
            if what == "max":
                result.append(max(part))
            elif what == "min":
                result.append(min(part))
            elif what == "spread":
                result.append(max(part) - min(part))
            elif what == "records":
                result.append(part.count(max(part)))
            else:
                values = sorted(part)
                result.append(values[-2] if len(values) > 1 else 0)
        return result

    return Task(
        titles=("So Far", "Records", "The Best Until Now"),
        given=[Count("n", 1, N), Ints("a", "n", 1, 10**9)],
        ask=Listing(noun),
        stories=[
            Story(
                "A weather station on a mountain near @place has measured the snow for `n` days: "
                "`a_i` millimetres on the `i`-th. The newspaper wants to print, below each day, "
                "a number for readers who like "
                f"{'looking ahead' if back else 'looking back'}. They are to be computed from "
                "the list of measurements, whose elements are called by their day."
            ),
            Story(
                "@who goes through old books of the sports club: `n` results of the javelin "
                "throwers, in the order of the years, the `i`-th of which is `a_i`. Beside every "
                "result in the list of `n` elements @who writes another number with a [red|soft] "
                "pencil, and has a program compute it."
            ),
        ],
        solve=solve,
        others=[accumulated],
        slow=[each_again],
        wrong=[without_itself],
        edges=[(1, [5]), (3, [2, 2, 2]), (4, [4, 3, 2, 1])],
        cpp=[
            """
            vector<int> solve(int n, vector<int> a) {
                if ($back) reverse(a.begin(), a.end());
                vector<int> result;
                int high = a[0], low = a[0], count = 0, second = 0;
                for (int x : a) {
                    if (x == high) {
                        count++;
                    } else if (x > high) {
                        second = high;
                        high = x;
                        count = 1;
                    } else {
                        second = max(second, x);
                    }
                    low = min(low, x);
                    result.push_back($value);
                }
                if ($back) reverse(result.begin(), result.end());
                return result;
            }
        """
        ],
        params={
            "back": "true" if back else "false",
            "value": {"max": "high", "min": "low", "spread": "high - low", "records": "count",
                      "second": "second"}[what],
        },
        hints=(
            "What changes from one element to the next?",
            "Keep what is known of the elements so far in one or two variables.",
            f"Go through the list {'from the end' if back else 'once'} and update them before the "
            "number is written down.",
        ),
        explanation="Each element changes what is known about those so far in constant time, so "
        "one pass is enough.",
        call="running_values",
    )  # fmt: skip


@family(900, "implementation", "math")
def chunks_summed(p: Parameters) -> Task:
    take = p.choice("take", "sum", "max", "ends", "alternate")
    short = p.choice("short", "keep", "drop", "front")
    what = {
        "sum": "the sum of its elements",
        "max": "its largest element",
        "ends": "its last element minus its first one",
        "alternate": "its first element minus its second plus its third and so on",
    }[take]
    rule = {
        "keep": "The last chunk may be shorter.",
        "drop": "What remains at the end, if it is shorter than `k`, is thrown away.",
        "front": "If `n` is not a multiple of `k`, the first chunk is the shorter one, and all "
        "others have `k` elements.",
    }[short]

    def solve(n: int, k: int, a: list[int]) -> list[int]:
        result = []
        start = 0
        size = k
        if short == "front" and n % k > 0:
            size = n % k
        while start < n:
            part = a[start : start + size]
            if short == "drop" and len(part) < k:
                break
            if take == "sum":
                result.append(sum(part))
            if take == "max":
                result.append(max(part))
            if take == "ends":
                result.append(part[-1] - part[0])
            if take == "alternate":
                result.append(sum(part[::2]) - sum(part[1::2]))
            start += size
            size = k
        return result

    def cut_first(n: int, k: int, a: list[int]) -> list[int]:
        if short == "keep":
            parts = [a[i : i + k] for i in range(0, n, k)]
        elif short == "drop":
            parts = [a[i : i + k] for i in range(0, n - k + 1, k)]
        else:
            parts = [a[max(0, i - k) : i] for i in range(n, 0, -k)][::-1]
        if take == "sum":
            return [sum(part) for part in parts]
        if take == "max":
            return [max(part) for part in parts]
        if take == "ends":
            return [part[-1] - part[0] for part in parts]
        return [sum(x if i % 2 == 0 else -x for i, x in enumerate(part)) for part in parts]

    def windows(n: int, k: int, a: list[int]) -> list[int]:
        parts = [a[i : i + k] for i in range(n - k + 1)]
        if take == "sum":
            return [sum(part) for part in parts]
        if take == "max":
            return [max(part) for part in parts]
        if take == "ends":
            return [part[-1] - part[0] for part in parts]
        return [sum(part[::2]) - sum(part[1::2]) for part in parts]

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(2, N)
        k = maker.rng.randint(1, min(n, 5)) if maker.chance(0.8) else maker.rng.randint(1, n)
        return n, k, maker.numbers(n, -1000, 1000)

    return Task(
        titles=("Chunk by Chunk", "In Portions", "Cut into Pieces"),
        given=[(Count("n", 2, N), Int("k", 1, "n")), Ints("a", "n", -1000, 1000)],
        ask=Listing("the numbers of the chunks, in their order"),
        formal=f"The list `a` is cut into chunks of `k` consecutive elements, from its beginning "
        f"to its end. {rule} The number of a chunk is {what}.",
        stories=[
            Story(
                "For `n` hours a counter at the harbour has noted by how much the water rose, "
                "`a_i` in the `i`-th hour, or fell, which gives a negative number. The captain "
                f"works in shifts of `k` hours and cuts the list into chunks of that length. "
                f"{rule} For each chunk she wants just one number: {what}."
            ),
            Story(
                "A long till receipt shows `n` amounts, `a_1` at the top and `a_n` at the bottom; "
                "some of them are negative because bottles were given back. @who folds the paper "
                f"so that `k` amounts lie on each chunk, one chunk after the other. {rule} On the "
                f"back of each chunk @who writes its number: {what}."
            ),
        ],
        solve=solve,
        others=[cut_first],
        wrong=[windows],
        make=make,
        edges=[(2, 1, [1, 2]), (3, 2, [5, 6, 7]), (5, 5, [1, -1, 1, -1, 1])],
        cpp=[
            """
            vector<int> solve(int n, int k, vector<int> a) {
                vector<int> result;
                int start = 0, size = $size;
                while (start < n) {
                    int end = min(n, start + size);
                    if ($drop && end - start < k) break;
                    int sum = 0, best = a[start], alternate = 0;
                    for (int i = start; i < end; i++) {
                        sum += a[i];
                        best = max(best, a[i]);
                        alternate += (i - start) % 2 == 0 ? a[i] : -a[i];
                    }
                    result.push_back($value);
                    start = end;
                    size = k;
                }
                return result;
            }
        """
        ],
        params={
            "size": "n % k > 0 ? n % k : k" if short == "front" else "k",
            "drop": "true" if short == "drop" else "false",
            "value": {
                "sum": "sum",
                "max": "best",
                "ends": "a[end - 1] - a[start]",
                "alternate": "alternate",
            }[take],
        },
        hints=(
            "Where does each chunk begin?",
            "The beginnings are `k` apart; think about the chunk that is shorter.",
            "Take a slice for each chunk and compute its number.",
        ),
        explanation="Each element belongs to one chunk, so cutting and computing take linear time.",
        call="chunk_numbers",
    )


@family(1000, "implementation")
def moved_to_the_side(p: Parameters) -> Task:
    test = p.choice(
        "test",
        Expr("x y", "0 <= x <= 2", "from 0 to 2"),
        Expr("x y", "x < 0", "that are negative"),
        Expr("x y", "x % 2 == 0", "that are even"),
        Expr("x y", "x % 3 == 0", "that are divisible by 3"),
        Expr("x y", "x < y", "that are less than the first element"),
        Expr("x y", "x > y", "that are greater than the first element"),
    )
    where = p.choice("where", "front", "back", "back reversed", "front reversed")
    side = where.split()[0]
    turned = "reversed" in where
    order = "in reverse order" if turned else "in the order in which they stood"

    def solve(n: int, a: list[int]) -> list[int]:
        moved = []
        stay = []
        for x in a:
            if test(x, a[0]):
                moved.append(x)
            else:
                stay.append(x)
        if turned:
            moved.reverse()
        if side == "front":
            return moved + stay
        return stay + moved

    def by_sorting(n: int, a: list[int]) -> list[int]:
        first = a[0]
        moved = [x for x in a if test(x, first)]
        if turned:
            moved = moved[::-1]
        stay = [x for x in a if not test(x, first)]
        return [*moved, *stay] if side == "front" else [*stay, *moved]

    def other_order(n: int, a: list[int]) -> list[int]:
        first = a[0]
        moved = [x for x in a if test(x, first)]
        stay = [x for x in a if not test(x, first)]
        if not turned:
            stay.reverse()
        return moved + stay if side == "front" else stay + moved

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, N)
        reach = maker.rng.choice((3, 10, 1000))
        return n, [maker.rng.randint(-reach, reach) for _ in range(n)]

    return Task(
        titles=("Moved Aside", "To the Side", "Sorted Out"),
        given=[Count("n", 1, N), Ints("a", "n", -1000, 1000)],
        ask=Listing("the list after the move"),
        formal=f"All elements of the list `a` {test.words} are moved to its {side}, {order}; the "
        "other elements keep their order.",
        stories=[
            Story(
                "Before the school photograph is taken, `n` children stand in a row, from front "
                "to back, and each holds a card with a whole number: `a_1` is the number of the "
                f"first. The photographer asks all children with numbers {test.words} to move to "
                f"the {side} of the row, where they stand {order}. The others stay as they were, "
                "one behind the other."
            ),
            Story(
                "A program for lists of accounts has a new button. The list shows the `n` "
                "balances `a_1, ..., a_n` from front to back, each as one element. The button "
                f"takes out those {test.words}, as the list was before, and puts them at the "
                f"{side} of the list {order}. [Nothing else is changed|All the rest is left alone]."
            ),
        ],
        solve=solve,
        others=[by_sorting],
        wrong=[other_order],
        make=make,
        edges=[(1, [0]), (3, [1, 2, 3]), (4, [-1, -2, 0, 6])],
        cpp=[
            """
            vector<int> solve(int n, vector<int> a) {
                vector<int> moved, stay;
                int first = a[0];
                for (int x : a) {
                    if ($test(x, first)) moved.push_back(x);
                    else stay.push_back(x);
                }
                $turn
                $join
                return result;
            }
        """
        ],
        params={
            "turn": "reverse(moved.begin(), moved.end());" if turned else "",
            "join": "vector<int> result = moved; "
            "result.insert(result.end(), stay.begin(), stay.end());"
            if side == "front"
            else "vector<int> result = stay; "
            "result.insert(result.end(), moved.begin(), moved.end());",
        },
        hints=(
            "Do not move elements within the list.",
            "Build two lists: one of those to be moved, one of the others.",
            f"Put the two together with the moved ones at the {side}.",
        ),
        explanation="Two lists are filled in one pass and joined, which takes linear time.",
        call="move_elements",
    )


@family(1100, "implementation", "math")
def patterned_steps(p: Parameters) -> Task:
    kind = p.choice("kind", "difference", "ratio", "second")
    what = p.choice("what", "breaks", "next", "repair")
    m = p.int("shift", 0, 3)
    rule = {
        "difference": f"each element is the one before plus `d + {m}`" if m else
        "each element is the one before plus `d`",
        "ratio": f"each element is twice the one before plus `d - {m}`" if m else
        "each element is twice the one before plus `d`",
        "second": f"each element from the third on is the sum of the two before it minus `d - {m}`"
        if m else "each element from the third on is the sum of the two before it minus `d`",
    }[kind]  # fmt: skip
    noun = {
        "breaks": "the number of elements for which this does not hold",
        "next": "the elements that this rule gives after the last three ones of the list: "
        "the next three, one after the other",
        "repair": "the list that begins like `a` and in which every element that the rule "
        "determines is what the rule says",
    }[what]

    def solve(n: int, d: int, a: list[int]) -> list[int] | int:
        start = 2 if kind == "second" else 1
        if what == "next":
            for _ in range(3):
                if kind == "difference":
                    a.append(a[-1] + d + m)
                elif kind == "ratio":
                    a.append(2 * a[-1] + d - m)
                else:
                    a.append(a[-1] + a[-2] - d + m)
            return a[n:]
        bad = 0
        for i in range(start, n):
            if kind == "difference":
                x = a[i - 1] + d + m
            elif kind == "ratio":
                x = 2 * a[i - 1] + d - m
            else:
                x = a[i - 1] + a[i - 2] - d + m
            if a[i] != x:
                bad += 1
            if what == "repair":
                a[i] = x
        return a if what == "repair" else bad

    def recursive(n: int, d: int, a: list[int]) -> list[int] | int:
        def after(x: int, y: int) -> int:
            if kind == "difference":
                return y + d + m
            if kind == "ratio":
                return 2 * y + d - m
            return x + y - d + m

        if what == "next":
            x = after(a[-2], a[-1])
            y = after(a[-1], x)
            return [x, y, after(x, y)]
        start = 2 if kind == "second" else 1
        if what == "breaks":
            return sum(after(a[i - 2], a[i - 1]) != a[i] for i in range(start, n))
        result = a[:start]
        while len(result) < n:
            result.append(after(result[-2] if start == 2 else 0, result[-1]))
        return result

    def wrong_sign(n: int, d: int, a: list[int]) -> list[int] | int:
        start = 2 if kind == "second" else 1
        result = a[:start] if what == "repair" else a[:]
        bad = 0
        for i in range(start, n + 3):
            if kind == "difference":
                x = result[i - 1] + d - m - 1
            elif kind == "ratio":
                x = 2 * result[i - 1] + d + m + 1
            else:
                x = result[i - 1] + result[i - 2] + d + 1
            if i < n and a[i] != x:
                bad += 1
            if i >= len(result):
                result.append(x)
        if what == "next":
            return result[n:]
        return result[:n] if what == "repair" else bad

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(3, 30)
        d = maker.rng.randint(4, 20)
        a = [maker.rng.randint(1, 9), maker.rng.randint(20, 30)]
        while len(a) < n:
            if maker.chance(0.3):
                a.append(maker.rng.randint(1, 50))
            elif kind == "difference":
                a.append(a[-1] + d + m)
            elif kind == "ratio":
                a.append(2 * a[-1] + d - m)
            else:
                a.append(a[-1] + a[-2] - d + m)
            if not -(10**6) <= a[-1] <= 10**6:
                a[-1] = maker.rng.randint(1, 50)
        return n, d, a

    return Task(
        titles=("By a Rule", "How It Goes On", "The Pattern of the List"),
        given=[(Count("n", 3, 30), Int("d", 4, 20)), Ints("a", "n", -(10**6), 10**6)],
        ask=Value(noun) if what == "breaks" else Listing(noun),
        formal=f"A list `a` of `n` integers is given. The rule is that {rule}.",
        stories=[
            Story(
                "In a puzzle magazine, the page for lovers of numbers shows a list `a` of `n` "
                "numbers and next to it, printed upside down, the solution: with the number `d`, "
                f"{rule}. The printer's apprentice, however, was tired [last night|that day], and "
                "readers doubt whether the list follows its rule everywhere. @who checks it."
            ),
            Story(
                "A machine shows a list `a` of `n` numbers, one after the other, and its "
                f"manual says how it works: with a number `d` that can be set, {rule}. Since the "
                "machine is old, some elements of the list may be wrong. The mechanic does not "
                "want to work with pencil and paper."
            ),
        ],
        solve=solve,
        others=[recursive],
        wrong=[wrong_sign],
        make=make,
        edges=[(3, 4, [1, 1, 1]), (3, 5, [0, 5, 0])],
        cpp=[
            """
            $type solve(int n, int d, vector<int> a) {
                int bad = 0;
                vector<$item> list(a.begin(), a.end());
                for (int i = $start; i < n + 3; i++) {
                    if (i >= n) list.push_back(0);
                    $item x = $rule;
                    if (i < n && list[i] != x) bad++;
                    if (i >= n || $repair) list[i] = x;
                }
                return $result;
            }
        """
        ],
        params={
            "type": "int" if what == "breaks" else "vector<long long>",
            "item": "long long",
            "start": "2" if kind == "second" else "1",
            "rule": {
                "difference": f"list[i - 1] + d + {m}",
                "ratio": f"2 * list[i - 1] + d - {m}",
                "second": f"list[i - 1] + list[i - 2] - d + {m}",
            }[kind],
            "repair": "true" if what == "repair" else "false",
            "result": {
                "breaks": "bad",
                "next": "vector<long long>(list.begin() + n, list.end())",
                "repair": "vector<long long>(list.begin(), list.begin() + n)",
            }[what],
        },
        hints=(
            "Which is the first element that the rule says anything about?",
            "Compute what the rule gives from the elements before.",
            "Compare it with the list, or put it there, and go on to the next element.",
        ),
        explanation="One pass computes what the rule gives for each element in constant time.",
        call="follow_rule",
    )
