"""Dynamic programs over sums and sets: menus, loads, bags with two limits, tickets, teams."""

from __future__ import annotations

from itertools import combinations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Matrix, Rows, Words

MOD = 10**9 + 7


@family(1300, "dp")
def menu_of_courses(p: Parameters) -> Task:
    what = p.choice("what", "most", "least", "ways", "totals")
    skip = p.choice("skip", True, False)
    noun = {
        "most": "the greatest total price that is at most `b`, or -1 if there is none",
        "least": "the least total price that is at least `b`, or -1 if there is none",
        "ways": "the number of menus with a total price of exactly `b`, modulo `10^9 + 7`",
        "totals": "the number of different total prices that are at most `b`",
    }[what]

    def solve(n: int, m: int, b: int, a: list[list[int]]) -> int:
        if what == "ways":
            ways = [1] + [0] * b
            for row in a:
                now = list(ways) if skip else [0] * (b + 1)
                for price in row:
                    for x in range(price, b + 1):
                        now[x] += ways[x - price]
                ways = [x % 1000000007 for x in now]
            return ways[b]
        totals = {0}
        for row in a:
            after = {x + price for x in totals for price in row}
            if skip:
                after |= totals
            totals = after
        if what == "totals":
            return sum(1 for x in totals if x <= b)
        if what == "most":
            return max((x for x in totals if x <= b), default=-1)
        return min((x for x in totals if x >= b), default=-1)

    def as_bits(n: int, m: int, b: int, a: list[list[int]]) -> int:
        if what == "ways":
            table = {0: 1}
            for row in a:
                after = dict(table) if skip else {}
                for x, count in table.items():
                    for price in row:
                        if x + price <= b:
                            after[x + price] = (after.get(x + price, 0) + count) % 1000000007
                table = after
            return table.get(b, 0)
        bits = 1
        for row in a:
            new = bits if skip else 0
            for price in row:
                new |= bits << price
            bits = new
        if what == "least":
            bits >>= b
            return b + (bits & -bits).bit_length() - 1 if bits else -1
        bits &= (1 << (b + 1)) - 1
        return bits.bit_length() - 1 if what == "most" else bin(bits).count("1")

    def course_by_course(n: int, m: int, b: int, a: list[list[int]]) -> int:
        total = 0
        ways = 1
        for row in a:
            fitting = [price for price in row if total + price <= b]
            if what == "least":
                total += min(row) if total < b or not skip else 0
            elif fitting:
                total += max(fitting)
                ways *= len(fitting)
            elif not skip:
                return 0 if what in ("ways", "totals") else -1
        if what == "least":
            return total if total >= b else -1
        return total if what == "most" else ways

    def other_skipping(n: int, m: int, b: int, a: list[list[int]]) -> int:
        ways = {0: 1}
        for row in a:
            after = {} if skip else dict(ways)
            for x, count in ways.items():
                for price in row:
                    after[x + price] = after.get(x + price, 0) + count
            ways = after
        if what == "ways":
            return ways.get(b, 0) % MOD
        if what == "totals":
            return sum(1 for x in ways if x <= b)
        if what == "most":
            return max((x for x in ways if x <= b), default=-1)
        return min((x for x in ways if x >= b), default=-1)

    def make(maker: Maker) -> tuple[int, int, int, list[list[int]]]:
        n, m = min(maker.count(1, 20), 20), min(maker.count(1, 10), 10)
        high = {"least": 1, "tiny": 9, "small": 15}.get(maker.scale, 60)
        if maker.scale in ("tiny", "small"):
            n, m = min(n, 4), min(m, 4)
        a = [[maker.rng.randint(1, high) for _ in range(m)] for _ in range(n)]
        usual = sum(maker.rng.choice(row) for row in a)
        b = max(1, min(1000, usual + maker.rng.randint(-2, 2)))
        if maker.chance(0.3):
            b = maker.rng.randint(1, min(1000, sum(map(max, a)) + 2))
        return n, m, b, a

    choice = "at most one dish of each course" if skip else "exactly one dish of each course"
    empty = " The menu without any dish, with the total price 0, counts as well." if skip else ""
    differ = (
        " Two menus differ if for some course not the same dish is chosen."
        if what == "ways"
        else ""
    )
    return Task(
        titles=("The Menu", "One Dish of Each Course", "Dinner for a Given Price"),
        given=[
            (
                Count("n", 1, 20, what="the number of courses"),
                Count("m", 1, 10, what="the number of dishes of a course"),
                Int("b", 1, 1000, what="the amount of money"),
            ),
            Matrix("a", "n", "m", 1, 100),
        ],
        ask=Value(noun),
        formal=f"A restaurant offers `n` courses with `m` dishes each; the `j`-th number of line "
        f"`i` is the price of dish `j` of course `i`. A menu consists of {choice}.{empty} Its "
        f"total price is the sum of the prices.{differ} An amount `b` is given.",
        stories=[
            Story(
                "For the wedding of @who, the dress, the shoes, the ring and other things have to "
                "be bought, `n` of them, which the shop calls courses, and it has `m` models "
                "(dishes) of each. The `j`-th number of line `i` is the price of model `j` of "
                f"thing `i`. What is bought, the menu, consists of {choice}.{empty}{differ} @who "
                "has the amount `b` in mind, and means the sum of all prices by the total price."
            ),
            Story(
                "The teacher of @who has a voucher over `b` coins for a restaurant in @place with "
                "`n` courses of `m` dishes each: line `i` of the card lists the prices of the "
                f"dishes of course `i`. From these the teacher composes a menu of {choice}.{empty} "
                f"The prices of a menu are added up to its total price.{differ}"
            ),
        ],
        solve=solve,
        others=[as_bits],
        wrong=[course_by_course, other_skipping],
        cpp=[
            """
            int solve(int n, int m, int b, vector<vector<int>> a) {
                vector<int> ways(b + 1);
                ways[0] = 1;
                for (auto& row : a) {
                    vector<int> now = $start;
                    for (int price : row)
                        for (int x = price; x <= b; x++)
                            now[x] = (now[x] + ways[x - price]) % 1000000007;
                    ways = now;
                }
                return ways[b];
            }
            """
            if what == "ways"
            else """
            int solve(int n, int m, int b, vector<vector<int>> a) {
                bitset<2101> totals;
                totals[0] = 1;
                for (auto& row : a) {
                    bitset<2101> now$start;
                    for (int price : row) now |= totals << price;
                    totals = now;
                }
                $result
            }
            """
        ],
        params={
            "start": ("ways" if skip else "vector<int>(b + 1)")
            if what == "ways"
            else (" = totals" if skip else ""),
            "result": {
                "most": "for (int x = b; x >= 0; x--)\n    if (totals[x]) return x;\nreturn -1;",
                "least": "for (int x = b; x <= 2100; x++)\n    if (totals[x]) return x;\n"
                "return -1;",
                "totals": "int count = 0;\nfor (int x = 0; x <= b; x++) count += totals[x];\n"
                "return count;",
            }.get(what, ""),
        },
        make=make,
        edges=[
            (1, 1, 1, [[1]]), (1, 1, 1, [[2]]), (2, 2, 10, [[6, 4], [5, 4]]),
            (2, 2, 5, [[6, 3], [9, 4]]), (3, 2, 7, [[5, 2], [4, 3], [6, 2]]),
            (3, 2, 8, [[5, 2], [4, 1], [5, 2]]), (2, 3, 6, [[2, 4, 4], [2, 2, 4]]),
            (2, 2, 100, [[1, 2], [3, 4]]), (3, 2, 4, [[1, 3], [1, 3], [1, 2]]),
        ],
        hints=(
            "There are too many menus to try all of them.",
            "Different menus of the first courses with the same price can be treated as one.",
            "Go through the courses and keep, for each total price, "
            + ("how many menus have it." if what == "ways" else "whether some menu has it.")
            + (" Skipping a course leaves the price as it is." if skip else ""),
        ),
        explanation="After each course only the possible totals matter, and there are at most some "
        "2000; each course combines them with `m` prices.",
        call="menu",
        tests=False,
    )  # fmt: skip


@family(1400, "dp")
def balanced_load(p: Parameters) -> Task:
    double = p.choice("double", True, False)
    spare = p.choice("spare", True, False)
    what = p.choice("what", "difference", "different")
    noun = {
        "difference": "the least possible difference",
        "different": "the number of different values that the difference can have",
    }[what]

    def solve(n: int, a: list[int]) -> int:
        reached = {0}
        short: set[int] = set()
        for x in a:
            y = 2 * x if double else x
            if spare:
                short = {d + x for d in short} | {d - y for d in short} | reached
            reached = {d + x for d in reached} | {d - y for d in reached}
        gaps = {abs(d) for d in reached}
        if spare:
            gaps |= {abs(d) for d in short}
        if what == "difference":
            return min(gaps)
        return len(gaps)

    def by_bits(n: int, a: list[int]) -> int:
        total = sum(a)
        shift = 3 * total if double else 2 * total
        whole = 1 << shift
        short = 0
        for x in a:
            if spare:
                if double:
                    short = short << x | short >> (2 * x) | whole
                else:
                    short = short << x | short >> x | whole
            whole = whole << x | (whole >> (2 * x) if double else whole >> x)
        if spare:
            whole |= short
        gaps = {abs(i - shift) for i, bit in enumerate(bin(whole)[:1:-1]) if bit == "1"}
        if what == "difference":
            return min(gaps)
        return len(gaps)

    def largest_first(n: int, a: list[int]) -> int:
        first = second = 0
        rest = sorted(a, reverse=True)
        for x in rest:
            weight = 2 * x if double else x
            if first <= second:
                first += x
            else:
                second += weight
        if what == "different":
            return abs(first - second) + 1
        return abs(first - second)

    def other_rule(n: int, a: list[int]) -> int:
        states = {(0, 0)}
        for x in a:
            after = set()
            for diff, left in states:
                after.add((diff + x, left))
                after.add((diff - x if double else diff - 2 * x, left))
                if spare and left == 0:
                    after.add((diff, 1))
            states = after
        gaps = {abs(diff) for diff, _ in states}
        return min(gaps) if what == "difference" else len(gaps)

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = min(maker.count(1, 50), 50)
        high = {"least": 1, "tiny": 12, "small": 20}.get(maker.scale, 100)
        if maker.scale in ("tiny", "small"):
            n = min(n, 6)
        return n, [maker.rng.randint(1, high) for _ in range(n)]

    measure = (
        "the absolute difference between the total weight of the first part and twice the total "
        "weight of the second one"
        if double
        else "the absolute difference between the total weights of the two parts"
    )
    reason = (
        "The second van has only half the strength of the first one, so every weight in it counts "
        "twice"
        if double
        else "Both vans are of the same kind and should be loaded as equally as possible"
    )
    left = (
        " At most one of the boxes may be left behind, so that it belongs to neither part."
        if spare
        else " No box may be left behind."
    )
    return Task(
        titles=("Two Vans", "A Balanced Load", "The Heirs"),
        given=[Count("n", 1, 50, what="the number of boxes"), Ints("a", "n", 1, 100)],
        ask=Value(noun),
        formal="`n` boxes with the weights `a_1, a_2, ..., a_n` are divided into two parts, either "
        f"of which may be empty.{left} The difference of such a division is {measure}.",
        stories=[
            Story(
                "@who moves to another town with `n` boxes; the `i`-th weighs `a_i` kilograms. "
                f"There are two vans, and what each of them carries is called a part. {reason}: "
                f"the difference of a division is {measure}. A van may stay empty.{left}"
            ),
            Story(
                "Two wizards inherit `n` boxes of gold with the weights `a_1, a_2, ..., a_n`. The "
                "older one gets the first part and the younger one the second, and a part may be "
                f"empty.{left} To judge how unfair a division is, the notary computes its "
                f"difference, {measure}."
            ),
        ],
        solve=solve,
        others=[by_bits],
        wrong=[largest_first, other_rule],
        cpp=[
            """
            int solve(int n, vector<int> a) {
                const int shift = 10000, size = 20001;
                vector<bitset<size>> now(2);
                now[0][shift] = 1;
                for (int x : a) {
                    vector<bitset<size>> after(2);
                    for (int left = 0; left < 2; left++)
                        after[left] = now[left] << x | now[left] >> $second;
                    $spare
                    now = after;
                }
                set<int> gaps;
                for (int i = 0; i < size; i++)
                    if (now[0][i] || now[1][i]) gaps.insert(abs(i - shift));
                return $result;
            }
        """
        ],
        params={
            "second": "(2 * x)" if double else "x",
            "spare": "after[1] |= now[0];" if spare else "",
            "result": "*gaps.begin()" if what == "difference" else "gaps.size()",
        },
        make=make,
        edges=[
            (1, [5]), (2, [5, 5]), (2, [10, 5]), (3, [8, 5, 3]), (5, [5, 5, 4, 3, 3]),
            (4, [1, 2, 4, 8]), (3, [1, 1, 1]), (5, [3, 3, 2, 2, 2]), (4, [9, 4, 4, 1]),
            (3, [2, 2, 2]), (4, [1, 1, 1, 1]), (6, [7, 6, 5, 4, 4, 2]),
        ],
        hints=(
            "Putting the heaviest boxes first, each into the lighter part, is not always best.",
            "Which differences (with a sign) are possible with the first boxes?",
            "Each box changes the difference by its weight, up, or, "
            + ("by twice its weight, down" if double else "by the same, down")
            + (
                "; remember with it whether a box has been left behind."
                if spare
                else "; keep the set of all that can be reached."
            ),
        ),
        explanation="The weights are small, so only some ten thousand differences can occur; a set "
        "of them, updated box by box, holds everything that matters.",
        call="balance",
        tests=False,
    )  # fmt: skip


@family(1500, "dp")
def bag_with_two_limits(p: Parameters) -> Task:
    second = p.choice("second", "volume", "pieces", "exactly")
    copies = p.choice("copies", "once", "any")
    sign = p.choice("value", "given", "sum")
    size = second == "volume"
    exact = second == "exactly"

    def solve(n: int, w: int, k: int, items: list[list[int]]) -> int:
        none = -(10**9)
        best = [[none if exact else 0] * (k + 1) for _ in range(w + 1)]
        if exact:
            for x in range(w + 1):
                best[x][0] = 0
        for item in items:
            weight = item[0]
            room = item[1] if size else 1
            value = item[0] + item[1] if sign == "sum" else item[-1]
            if copies == "once":
                for x in range(w, weight - 1, -1):
                    for y in range(k, room - 1, -1):
                        best[x][y] = max(best[x][y], best[x - weight][y - room] + value)
            else:
                for x in range(weight, w + 1):
                    for y in range(room, k + 1):
                        best[x][y] = max(best[x][y], best[x - weight][y - room] + value)
        if exact:
            return max(best[w][k], -1)
        return best[w][k]

    def with_dictionary(n: int, w: int, k: int, items: list[list[int]]) -> int:
        best = {(0, 0): 0}
        for item in items:
            weight = item[0]
            room = item[1] if size else 1
            value = item[0] + item[1] if sign == "sum" else item[-1]
            after = dict(best)
            for (x, y), total in best.items():
                limit = 1 if copies == "once" else w // weight
                for times in range(1, limit + 1):
                    state = (x + times * weight, y + times * room)
                    if state[0] > w or state[1] > k:
                        break
                    if total + times * value > after.get(state, -1):
                        after[state] = total + times * value
            best = after
        if exact:
            return max((v for (x, y), v in best.items() if y == k), default=-1)
        return max(best.values())

    def best_value_first(n: int, w: int, k: int, items: list[list[int]]) -> int:
        total = 0
        worth = []
        for item in items:
            value = item[0] + item[1] if sign == "sum" else item[-1]
            worth.append((value, item[0], item[1] if size else 1))
        for value, weight, room in sorted(worth, reverse=True):
            while weight <= w and room <= k:
                total += value
                w -= weight
                k -= room
                if copies == "once":
                    break
        return -1 if exact and k > 0 else total

    def first_limit_only(n: int, w: int, k: int, items: list[list[int]]) -> int:
        best = [0] * (w + 1)
        for item in items:
            value = item[0] + item[1] if sign == "sum" else item[-1]
            for x in range(w, item[0] - 1, -1):
                best[x] = max(best[x], best[x - item[0]] + value)
        return best[w]

    def make(maker: Maker) -> tuple[int, int, int, list[list[int]]]:
        n = min(maker.count(1, 40), 40)
        high = 6 if maker.scale in ("tiny", "small") else 20
        if maker.scale in ("tiny", "small"):
            n = min(n, 5)
        items = [[maker.rng.randint(1, high) for _ in range(3)] for _ in range(n)]
        if maker.chance(0.3):
            items = [[x, y, maker.rng.randint(1, 30)] for x, y, _ in items]
        w = maker.rng.randint(1, {"least": 1, "tiny": 12, "small": 15}.get(maker.scale, 60))
        k = maker.rng.randint(1, {"least": 1, "tiny": 6, "small": 8}.get(maker.scale, 60))
        if second != "volume" and maker.scale in ("tiny", "small"):
            k = maker.rng.randint(1, 4)
        return n, w, k, [shown(item) for item in items]

    def shown(item: list[int]) -> list[int]:
        return item[:2] if sign == "sum" else item if size else [item[0], item[2]]

    room = {
        "volume": "the total volume at most `k`",
        "pieces": "the number of things taken at most `k`",
        "exactly": "the number of things taken exactly `k`",
    }[second]
    often = (
        "Each kind can be taken at most once"
        if copies == "once"
        else "Each kind can be taken as often as one likes"
    )
    volume = "has the volume `v_i`, " if size else ""
    worth = "`h_i + v_i`" if sign == "sum" else "`c_i`"
    if sign == "sum" and not size:
        volume = "has the length `v_i`, "
    columns: tuple[Int, ...] = (Int("h", 1, 60), Int("v", 1, 60), Int("c", 1, 1000))
    if sign == "sum":
        columns = columns[:2]
    elif not size:
        columns = (columns[0], columns[2])
    never = ", or -1 if that many cannot be taken" if exact else ""
    special = [
            (1, 1, 1, [[1, 1, 5]]), (1, 1, 1, [[2, 2, 5]]),
            (3, 10, 2, [[6, 1, 9], [5, 1, 7], [5, 1, 7]]),
            (3, 10, 3, [[6, 2, 9], [5, 1, 7], [5, 2, 7]]),
            (4, 12, 2, [[3, 2, 4], [3, 1, 4], [4, 1, 5], [12, 2, 10]]),
            (2, 20, 1, [[3, 1, 4], [4, 1, 5]]), (3, 9, 3, [[5, 3, 8], [3, 1, 4], [3, 1, 4]]),
            (4, 9, 2, [[9, 1, 30], [2, 1, 1], [3, 1, 3], [1, 1, 2]]),
    ]  # fmt: skip
    return Task(
        titles=("Two Limits", "Heavy and Bulky", "The Suitcase"),
        given=[
            (
                Count("n", 1, 40, what="the number of kinds"),
                Int("w", 1, 60, what="the greatest total weight"),
                Int("k", 1, 60, what="the second limit"),
            ),
            Rows("items", "n", columns),
        ],
        ask=Value(f"the greatest possible total value{never}"),
        formal=f"There are `n` kinds of things. A thing of kind `i` weighs `h_i`, {volume}"
        f"and its value is {worth}. {often}. The total weight of what is "
        f"taken must be at most `w`, and {room}.",
        stories=[
            Story(
                "@who packs a suitcase for the flight to @place. The airline allows a weight of "
                f"`w`, and it has a second rule. Of the `n` kinds of things that @who could take, "
                f"a thing of kind `i` weighs `h_i`, {volume}and is worth "
                f"{worth} to @who. {often}. The total weight of what is "
                f"taken must be at most `w`, and {room}.",
                f"What is the greatest possible total value{never}?",
            ),
            Story(
                "A ship without crew brings things from the moon. There are `n` kinds to choose "
                f"from; one of kind `i` weighs `h_i`, {volume}and a museum pays "
                f"{worth} for it, which is its value. {often}. The rocket "
                f"lifts a total weight of at most `w`, and for the things on board it is required "
                f"that {room.replace('at most', 'is at most').replace('exactly', 'is exactly')}."
            ),
        ],
        solve=solve,
        others=[with_dictionary],
        wrong=[best_value_first, first_limit_only],
        cpp=[
            """
            int solve(int n, int w, int k, vector<vector<int>> items) {
                vector<vector<int>> best(w + 1, vector<int>(k + 1, $none));
                for (int x = 0; x <= w; x++) best[x][0] = 0;
                for (auto& item : items) {
                    int weight = item[0], room = $room, value = $value;
                    for ($first)
                        for ($second_loop)
                            best[x][y] = max(best[x][y], best[x - weight][y - room] + value);
                }
                return max(best[w][k], -1);
            }
        """
        ],
        params={
            "none": "-1000000000" if exact else "0",
            "room": "item[1]" if size else "1",
            "value": "item[0] + item[1]" if sign == "sum" else "item.back()",
            "first": "int x = w; x >= weight; x--"
            if copies == "once"
            else "int x = weight; x <= w; x++",
            "second_loop": "int y = k; y >= room; y--"
            if copies == "once"
            else "int y = room; y <= k; y++",
        },
        make=make,
        edges=[(n, w, k, [shown(item) for item in items]) for n, w, k, items in special],
        hints=(
            "With one limit this is the usual problem of a bag, and a list over the weight is "
            "enough.",
            "Now the list becomes a table over both limits.",
            "For each kind, update the table "
            + (
                "from large to small, so that nothing is taken twice."
                if copies == "once"
                else "from small to large, so that a kind can be taken again."
            )
            + (" The number of things is one of the two limits." if not size else ""),
        ),
        explanation="The best value for each pair of limits follows, kind by kind, from smaller "
        "pairs: `n * w * k` steps.",
        call="pack_suitcase",
        tests=False,
    )  # fmt: skip


@family(1300, "dp", "two pointers")
def tickets_for_days(p: Parameters) -> Task:
    lengths = p.choice("lengths", [1, 7, 30], [1, 3, 10], [1, 5, 20], [1, 2, 7])
    free = p.int("free", 0, 2)
    one, two, three = lengths
    end = free + 1

    def solve(n: int, days: list[int], a: int, b: int, c: int) -> int:
        cost = [0] * (n + 1)
        for k in range(end):
            before = cost
            cost = [0] * (n + 1)
            for i in range(n - 1, -1, -1):
                best = 10**9
                for length, price in (one, a), (two, b), (three, c):
                    j = i
                    while j < n and days[j] < days[i] + length:
                        j += 1
                    best = min(best, price + cost[j])
                if k > 0:
                    best = min(best, before[i + 1])
                cost[i] = best
        return cost[0]

    def one_round(n: int, days: list[int], a: int, b: int, c: int) -> int:
        cost = [0] * (n + 1)
        for i in range(n - 1, -1, -1):
            best = 10**9
            for length, price in (one, a), (two, b), (three, c):
                j = i
                while j < n and days[j] < days[i] + length:
                    j += 1
                best = min(best, price + cost[j])
            cost[i] = best
        return cost[0]

    def calendar(n: int, days: list[int], a: int, b: int, c: int) -> int:
        travel = set(days)
        last = days[-1]
        if free:
            best = {(0, k): 0 for k in range(end)}
            for day in range(1, last + 1):
                for k in range(end):
                    if day not in travel:
                        best[day, k] = best[day - 1, k]
                        continue
                    best[day, k] = min(
                        best[max(0, day - one), k] + a,
                        best[max(0, day - two), k] + b,
                        best[max(0, day - three), k] + c,
                    )
                    if k > 0:
                        best[day, k] = min(best[day, k], best[day - 1, k - 1])
            return best[last, free]
        else:
            cost = [0] * (last + 1)
            for day in range(1, last + 1):
                cost[day] = cost[day - 1]
                if day in travel:
                    cost[day] = min(
                        cost[max(0, day - one)] + a,
                        cost[max(0, day - two)] + b,
                        cost[max(0, day - three)] + c,
                    )
            return cost[last]

    def cheapest_per_day(n: int, days: list[int], a: int, b: int, c: int) -> int:
        offers = [(a / one, one, a), (b / two, two, b), (c / three, three, c)]
        _, length, price = min(offers)
        total = i = 0
        while i < n - free:
            total += price
            j = i
            while j < n and days[j] < days[i] + length:
                j += 1
            i = j
        return total

    def gap_forgotten(n: int, days: list[int], a: int, b: int, c: int) -> int:
        cost = [0] * (n + 1)
        for i in range(1, n + 1):
            cost[i] = min(cost[i - 1] + a, cost[max(0, i - two)] + b, cost[max(0, i - three)] + c)
        return cost[max(0, n - free)]

    def make(maker: Maker) -> tuple[int, int, int, int, list[int]]:
        n = min(maker.count(1, 300), 300)
        if maker.scale in ("tiny", "small"):
            n = min(n, 9)
        reach = min(365, max(n, maker.rng.choice((n + 3, 2 * n + 3, 3 * n, 40))))
        if maker.scale == "large":
            reach = 365
        days = sorted(maker.rng.sample(range(1, reach + 1), n))
        a = maker.rng.randint(1, 20)
        b = maker.rng.randint(a, max(a, min(1000, a * two)))
        c = maker.rng.randint(b, max(b, min(1000, b * three // two)))
        if maker.chance(0.15):
            a, b, c = (maker.rng.randint(1, 30) for _ in range(3))
        return n, a, b, c, days

    gift = {
        0: "",
        1: " On one of the days of travel, a friend has a car and no ticket is needed; which day "
        "this is can be chosen.",
        2: " On two of the days of travel (or all, if there are fewer), a friend has a car and no "
        "ticket is needed; which days these are can be chosen.",
    }[free]
    offer = (
        f"A ticket for {'a single day' if one == 1 else f'{one} days'} costs `a`, one for {two} "
        f"consecutive days costs `b`, and one for {three} consecutive days costs `c`"
    )
    return Task(
        titles=("Tickets for the Train", "Day Passes", "The Cheapest Tickets"),
        given=[
            (
                Count("n", 1, 300, what="the number of days of travel"),
                Int("a", 1, 1000),
                Int("b", 1, 1000),
                Int("c", 1, 1000),
            ),
            Ints("days", "n", 1, 365, "increasing", what="the days of travel"),
        ],
        ask=Value("the least total price of the tickets"),
        formal=f"Somebody travels on `n` days of a year, with the numbers given in `days`. {offer}."
        " Tickets of each kind can be bought as often as wanted, for any days. On every day of "
        f"travel a valid ticket is needed.{gift}",
        stories=[
            Story(
                "@who works in another town on some days, and goes there by train. The `n` days of "
                "travel in this year are known, as numbers from 1 to 365, in increasing order. "
                f"{offer}; long tickets may be used on all of their days, and each kind can be "
                f"bought as often as one likes. Without a valid ticket nobody may travel.{gift}"
            ),
            Story(
                "The zoo of @place sells tickets of three kinds. "
                f"{offer}, always counted from the first day on which it is used. @who wants to "
                "draw animals on `n` given days of travel to the zoo (numbers of days in the "
                f"year), and needs a valid ticket on each of them.{gift}"
            ),
        ],
        solve=solve if free else one_round,
        others=[calendar],
        wrong=[cheapest_per_day, gap_forgotten],
        cpp=[
            """
            int solve(int n, vector<int> days, int a, int b, int c) {
                vector<int> lengths = $lengths, prices = {a, b, c};
                vector<vector<int>> cost(n + 1, vector<int>($end));
                for (int i = n - 1; i >= 0; i--) {
                    for (int k = 0; k < $end; k++) {
                        int best = k > 0 ? cost[i + 1][k - 1] : 1000000000;
                        for (int t = 0; t < 3; t++) {
                            int j = i;
                            while (j < n && days[j] < days[i] + lengths[t]) j++;
                            best = min(best, prices[t] + cost[j][k]);
                        }
                        cost[i][k] = best;
                    }
                }
                return cost[0][$free];
            }
            """
            if free
            else """
            int solve(int n, vector<int> days, int a, int b, int c) {
                vector<int> lengths = $lengths, prices = {a, b, c}, cost(n + 1, 1000000000);
                cost[n] = 0;
                for (int i = n - 1; i >= 0; i--) {
                    for (int t = 0; t < 3; t++) {
                        int j = i;
                        while (j < n && days[j] < days[i] + lengths[t]) j++;
                        cost[i] = min(cost[i], prices[t] + cost[j]);
                    }
                }
                return cost[0];
            }
            """
        ],
        params={"lengths": lengths, "end": end, "free": free},
        make=make,
        edges=[
            (1, 1, 1, 1, [1]), (1, 5, 4, 3, [365]), (3, 2, 5, 9, [1, 2, 3]),
            (4, 3, 7, 15, [1, 2, 40, 41]), (6, 2, 7, 15, [1, 4, 6, 7, 8, 20]),
            (5, 3, 5, 9, [1, 10, 20, 30, 40]), (5, 4, 5, 6, [1, 2, 3, 4, 60]),
        ],
        hints=(
            "On the first day of travel a ticket must begin"
            + (", unless the friend drives." if free else ", of one of three kinds."),
            "What is the least price from a certain day of travel on"
            + (", when the friend can still drive a certain number of times?" if free else "?"),
            "It is the price of a ticket plus the least price from the first day on that the "
            "ticket does not cover; try all three kinds"
            + (", and the friend's car." if free else "."),
        ),
        explanation="From the last day of travel to the first, the best continuation of each "
        "choice is known already; a ticket jumps to the first day that it does not cover.",
        call="cheapest_tickets",
        tests=False,
    )  # fmt: skip


@family(1600, "dp", "bitmasks")
def team_of_skills(p: Parameters) -> Task:
    what = p.choice("what", "fewest", "letters", "teams", "once")
    may_miss = p.choice("may_miss", True, False)
    noun = {
        "fewest": "the least number of people in a good team, or -1 if there is none",
        "letters": "the least total length of all strings in a good team, or -1 if there is none",
        "teams": "the number of good teams, modulo `10^9 + 7`",
        "once": "the least number of people in a good team in which no two people share a skill, "
        "or -1 if there is none",
    }[what]

    def solve(n: int, m: int, skills: list[str]) -> int:
        full = (1 << m) - 1
        if what == "teams":
            ways = [1] + [0] * full
        else:
            best = [0] + [10**9] * full
        for i in range(n):
            mask = 0
            for x in skills[i]:
                mask |= 1 << (ord(x) - 97)
            if what == "teams":
                now = list(ways)
                for s in range(full + 1):
                    now[s | mask & full] += ways[s]
                ways = [x % 1000000007 for x in now]
            elif mask <= full:
                for s in range(full, -1, -1):
                    if what == "once":
                        if s & mask == 0:
                            best[s | mask] = min(best[s | mask], best[s] + 1)
                    elif what == "fewest":
                        best[s | mask] = min(best[s | mask], best[s] + 1)
                    else:
                        best[s | mask] = min(best[s | mask], best[s] + len(skills[i]))
        good = [full]
        if may_miss:
            good += [full ^ (1 << j) for j in range(m)]
        if what == "teams":
            return sum(ways[s] for s in good) % MOD
        answer = min(best[s] for s in good)
        return answer if answer < 10**9 else -1

    def with_sets(n: int, m: int, skills: list[str]) -> int:
        table: dict[frozenset[str], int] = {frozenset(): 1 if what == "teams" else 0}
        for i in range(n):
            mine = frozenset(skills[i])
            after = dict(table)
            for have, value in table.items():
                if what == "once" and have & mine:
                    continue
                new = have | mine
                if what == "teams":
                    after[new] = (after.get(new, 0) + value) % 1000000007
                else:
                    total = value + (len(skills[i]) if what == "letters" else 1)
                    after[new] = min(after.get(new, 10**9), total)
            table = after
        least = m - 1 if may_miss else m
        values = [value for have, value in table.items() if len(have) >= least]
        if what == "teams":
            return sum(values) % 1000000007
        return min(values, default=-1)

    def most_new_skills(n: int, m: int, skills: list[str]) -> int:
        have: set[str] = set()
        used: list[int] = []
        least = m - 1 if may_miss else m
        while len(have) < least:
            options = [
                i
                for i in range(n)
                if i not in used
                and set(skills[i]) - have
                and (what != "once" or not set(skills[i]) & have)
            ]
            if not options:
                return 0 if what == "teams" else -1
            i = max(options, key=lambda i: (len(set(skills[i]) - have), -len(skills[i])))
            used.append(i)
            have |= set(skills[i])
        if what == "letters":
            return sum(len(skills[i]) for i in used)
        return 2 ** (n - len(used)) % MOD if what == "teams" else len(used)

    def other_goal(n: int, m: int, skills: list[str]) -> int:
        least = m if may_miss else m - 1
        counts = 0
        best = 10**9
        for size in range(min(n, 4) + 1):
            for team in combinations(range(n), size):
                have = "".join(skills[i] for i in team)
                if len(set(have)) < least or (what == "once" and len(set(have)) < len(have)):
                    continue
                counts += 1
                best = min(best, len(have) if what == "letters" else size)
        if what == "teams":
            return counts
        return best if best < 10**9 else -1

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        n = min(maker.count(1, 40), 40)
        m = 10 if maker.scale == "large" else maker.rng.randint(1, 6)
        if maker.scale in ("tiny", "small"):
            n, m = min(n, 7), maker.rng.randint(2, 5)
        if maker.scale == "least":
            n, m = 1, 1
        letters = "abcdefghij"[:m]
        most = maker.rng.randint(1, max(1, m - 1))
        skills = [
            "".join(sorted(maker.rng.sample(letters, maker.rng.randint(1, most)))) for _ in range(n)
        ]
        if maker.chance(0.4) and n > 2:
            cut = maker.rng.randint(1, m)
            skills[0], skills[-1] = letters[:cut], letters[cut:] or letters
        return n, m, skills

    goal = (
        "A team is good if at most one of the `m` skills is missing in it"
        if may_miss
        else "A team is good if each of the `m` skills occurs in it"
    )
    team = "A team is any choice of some of the people (perhaps none or all of them)"
    return Task(
        titles=("All the Skills", "The Right Team", "Who Is Needed?"),
        given=[
            (
                Count("n", 1, 40, what="the number of people"),
                Int("m", 1, 10, what="the number of skills"),
            ),
            Words("skills", "n", 1, 10, "abcdefghij", "different letters, the skills of a person"),
        ],
        ask=Value(noun),
        formal=f"There are `m` skills, denoted by the first `m` letters of the alphabet, and `n` "
        "people. For each person there is a string of different letters: the skills of this "
        f"person. {team}; it has all skills that at least one of its people has. {goal}.",
        stories=[
            Story(
                f"For the voyage of a ship, `m` skills are needed, from cooking to fighting with "
                f"sharks; they are denoted by the first `m` letters of the alphabet. `n` people "
                f"have come to the harbour, and each has a string of different letters tattooed on "
                f"the arm: the skills of this person. {team}, and a skill occurs in it if at "
                f"least one of them has it. {goal}."
            ),
            Story(
                "@who builds robots out of parts from the junkyard. There are `n` parts, called "
                "people because they look a little like them, and each can do some of `m` things, "
                "its skills. They are written as different letters, out of the first `m` of the "
                f"alphabet, in a string for each part. {team}, "
                f"built together into one robot, which has all their skills. {goal}."
            ),
        ],
        solve=solve,
        others=[with_sets],
        wrong=[most_new_skills, other_goal],
        cpp=[
            """
            int solve(int n, int m, vector<string> skills) {
                int full = (1 << m) - 1;
                vector<long long> best(full + 1, $none);
                best[0] = $start;
                for (int i = 0; i < n; i++) {
                    int mask = 0;
                    for (char x : skills[i]) mask |= 1 << (x - 'a');
                    auto now = best;
                    for (int s = 0; s <= full; s++) {
                        $update
                    }
                    best = now;
                }
                long long result = best[full];
                $miss
                return $result;
            }
        """
        ],
        params={
            "none": 0 if what == "teams" else 10**9,
            "start": 1 if what == "teams" else 0,
            "update": {
                "teams": "now[s | mask] = (now[s | mask] + best[s]) % 1000000007;",
                "fewest": "now[s | mask] = min(now[s | mask], best[s] + 1);",
                "letters": "now[s | mask] = min(now[s | mask], best[s] + (int)skills[i].size());",
                "once": "if (!(s & mask)) now[s | mask] = min(now[s | mask], best[s] + 1);",
            }[what],
            "miss": (
                "for (int j = 0; j < m; j++) result += best[full ^ (1 << j)];"
                if what == "teams"
                else "for (int j = 0; j < m; j++) result = min(result, best[full ^ (1 << j)]);"
            )
            if may_miss
            else "",
            "result": "result % 1000000007"
            if what == "teams"
            else "result < 1000000000 ? result : -1",
        },
        make=make,
        edges=[
            (1, 1, ["a"]), (2, 2, ["a", "a"]), (3, 3, ["a", "b", "c"]),
            (3, 4, ["abc", "ab", "cd"]), (4, 3, ["ab", "bc", "ca", "a"]),
            (4, 6, ["abc", "ade", "bcf", "de"]), (2, 3, ["a", "b"]),
            (3, 4, ["abcd", "ab", "cd"]), (3, 6, ["bcde", "abc", "def"]),
        ],
        hints=(
            "The number of people is too large to try all teams, but there are only ten skills.",
            "Teams with the same set of skills can be treated as one; there are `2^m` sets.",
            "Go through the people, and keep for each set of skills "
            + {
                "fewest": "the least number of people who have exactly these together.",
                "letters": "the least total length of strings that have exactly these together.",
                "teams": "how many teams have exactly these together.",
                "once": "the least number of people who have exactly these together, each skill "
                "once.",
            }[what],
        ),
        explanation="Each person extends every set of skills in one way: `n * 2^m` steps with sets "
        "as bit masks."
        + (" At the end the full set and those that lack one skill count." if may_miss else ""),
        call="right_team",
        tests=False,
    )  # fmt: skip
