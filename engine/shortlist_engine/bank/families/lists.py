"""Lists: positions, neighbours, records, and lists that are arranged anew."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints


@family(900, "implementation")
def free_view(p: Parameters) -> Task:
    from_left = p.choice("left", True, False)
    beats = p.choice(
        "beats",
        Expr("x y", "x > y", "greater than"),
        Expr("x y", "x >= y", "not less than"),
        Expr("x y", "x < y", "less than"),
        Expr("x y", "x <= y", "not greater than"),
    )
    what = p.choice("what", "count", "sum", "places", "last")
    side = "left" if from_left else "right"
    noun = {
        "count": "the number of leading elements",
        "sum": "the sum of the leading elements",
        "places": "the positions (from 1) of the leading elements, in increasing order",
        "last": "the greatest distance between the positions of two leading elements",
    }[what]

    def solve(n: int, a: list[int]) -> object:
        order = range(n) if from_left else range(n - 1, -1, -1)
        places: list[int] = []
        for i in order:
            if not places or beats(a[i], a[places[-1]]):
                places.append(i)
        if what == "count":
            return len(places)
        if what == "sum":
            return sum(a[i] for i in places)
        if what == "last":
            return abs(places[-1] - places[0])
        return sorted(i + 1 for i in places)

    def comparing_all(n: int, a: list[int]) -> object:
        places = []
        for i in range(n):
            others = a[:i] if from_left else a[i + 1 :]
            if all(beats(a[i], x) for x in others):
                places.append(i + 1)
        if what == "count":
            return len(places)
        if what == "sum":
            return sum(a[i - 1] for i in places)
        if what == "last":
            return places[-1] - places[0]
        return places

    def only_neighbours(n: int, a: list[int]) -> object:
        places = []
        for i in range(n):
            before = i - 1 if from_left else i + 1
            if not 0 <= before < n or beats(a[i], a[before]):
                places.append(i + 1)
        if what == "count":
            return len(places)
        if what == "sum":
            return sum(a[i - 1] for i in places)
        if what == "last":
            return places[-1] - places[0]
        return places

    return Task(
        titles=("A Free View", "Leading Elements", "Nothing in the Way"),
        given=[Count("n", 1, 1000), Ints("a", "n", 1, 10**6)],
        ask=Listing(noun) if what == "places" else Value(noun),
        formal=f"An element of the list is called leading if it is {beats.words} every element "
        f"to the {side} of it. The {'first' if from_left else 'last'} element is always "
        "leading.",
        stories=[
            Story(
                "In the street of @place there are `n` houses in a row, and house `i` "
                "has `a_i` floors. The painter @who looks for houses that are leading, "
                "as painters say there: the number of floors of such a house is "
                f"{beats.words} that of each house to the {side} of it. If there is no "
                "house on that side, a house is leading in any case."
            ),
            Story(
                "A train has `n` wagons, which are numbered from left to right, and "
                "wagon `i` carries `a_i` boxes. For the parade some wagons get a flag: "
                "a wagon is leading, and gets one, if its number of boxes is "
                f"{beats.words} the number of boxes of every wagon to its {side}. At the "
                f"{side} end there always is a flag, as nothing can be compared there."
            ),
        ],
        solve=solve,
        others=[comparing_all],
        wrong=[only_neighbours],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                vector<int> places;
                long long sum = 0;
                for (int step = 0; step < n; step++) {
                    int i = $index;
                    if (places.empty() || $beats(a[i], a[places.back() - 1])) {
                        places.push_back(i + 1);
                        sum += a[i];
                    }
                }
                int last = abs(places.back() - places[0]);
                sort(places.begin(), places.end());
                return $result;
            }
            """
        ],
        hints=(
            "Which of the elements on that side is the hardest to be compared with?",
            "It is enough to compare with the last leading element that was found.",
            f"Walk through the list from the {side} and remember the leading element "
            "that came last.",
        ),
        explanation=f"Walking from the {side}, the last leading element is the most extreme one so "
        "far, so one comparison for each element is enough: linear time.",
        params={
            "type": "vector<int>" if what == "places" else "long long" if what == "sum" else "int",
            "index": "step" if from_left else "n - 1 - step",
            "result": {
                "count": "(int)places.size()",
                "sum": "sum",
                "places": "places",
                "last": "last",
            }[what],
        },
        call="leading_elements",
    )


@family(900, "implementation")
def round_table_neighbours(p: Parameters) -> Task:
    rule = p.choice(
        "rule",
        Expr("x y z", "y > x and y > z", "greater than both of its neighbours"),
        Expr("x y z", "y < x and y < z", "less than both of its neighbours"),
        Expr("x y z", "2 * y == x + z", "exactly the average of its neighbours"),
        Expr(
            "x y z",
            "x < y < z or x > y > z",
            "strictly between its two neighbours",
            "(x < y && y < z) || (x > y && y > z)",
        ),
        Expr("x y z", "y > x + z", "greater than the sum of its neighbours"),
        Expr("x y z", "x == z", "between two equal neighbours"),
        Expr(
            "x y z",
            "(x + z) % 2 != y % 2",
            "even while the sum of its neighbours is odd, or odd while that sum is even",
        ),
    )
    ring = p.choice("ring", True, False)
    what = p.choice("what", "count", "sum", "first")
    noun = {
        "count": "the number of special elements",
        "sum": "the sum of the special elements",
        "first": "the position (from 1) of the first special element, or 0 if there is none",
    }[what]

    def solve(n: int, a: list[int]) -> int:
        count = total = first = 0
        for i in range(n if ring else n - 2):
            if ring:
                x, y, z = a[i - 1], a[i], a[(i + 1) % n]
            else:
                x, y, z = a[i], a[i + 1], a[i + 2]
            if rule(x, y, z):
                count += 1
                total += y
                if first == 0:
                    first = i + 1 if ring else i + 2
        if what == "count":
            return count
        return total if what == "sum" else first

    def extended(n: int, a: list[int]) -> int:
        if ring:
            a = [a[-1], *a, a[0]]
        places = [i for i in range(1, len(a) - 1) if rule(a[i - 1], a[i], a[i + 1])]
        if what == "count":
            return len(places)
        if what == "sum":
            return sum(a[i] for i in places)
        if not places:
            return 0
        return places[0] if ring else places[0] + 1

    def other_ends(n: int, a: list[int]) -> int:
        if not ring:
            a = [a[-1], *a, a[0]]
        places = [i for i in range(1, len(a) - 1) if rule(a[i - 1], a[i], a[i + 1])]
        if what == "count":
            return len(places)
        if what == "sum":
            return sum(a[i] for i in places)
        if not places:
            return 0
        return places[0] + 1 if ring else places[0]

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(3, 10**5)
        high = maker.rng.choice((5, 12, 10**6))
        return n, maker.numbers(n, 1, high)

    where = (
        "The elements form a ring: the first and the last one are neighbours as well."
        if ring
        else "The first and the last element have only one neighbour and are never special."
    )
    people = (
        "They sit around a round table, so the first and the last are neighbours too."
        if ring
        else (
            "They sit on a long bench; the two at its ends have only one neighbour and are "
            "never special."
        )
    )
    lamps = (
        "The last lamp hangs next to the first one, since the chain is closed to a ring."
        if ring
        else "The lamps at both ends of the chain have one neighbour only, and cannot be special."
    )
    return Task(
        titles=("Neighbours", "Left and Right", "The Special Ones"),
        given=[Count("n", 3, 10**5), Ints("a", "n", 1, 10**6)],
        ask=Value(noun),
        formal=f"An element of the list is special if it is {rule.words}. {where}",
        stories=[
            Story(
                "`n` players of a card game sit side by side, numbered in this order. "
                f"{people} Player `i` holds `a_i` cards. According to a [strange|new] "
                "rule a player is special if the number of his or her cards is "
                f"{rule.words} (neighbours meaning their numbers of cards).",
                {
                    "count": "How many players are special?",
                    "sum": "How many cards do the special players hold together?",
                    "first": (
                        "What is the least number of a special player? If nobody is "
                        "special, print 0."
                    ),
                }[what],
            ),
            Story(
                "For the summer party, @who hangs up a chain of `n` lamps, and lamp `i` "
                f"has brightness `a_i`. {lamps} @friend, who [studies|loves] patterns, "
                f"calls a lamp special if its brightness is {rule.words}, comparing it "
                "with the brightness of the lamps directly to its left and right.",
                {
                    "count": "How many lamps does @friend call special?",
                    "sum": "What is the total brightness of the special lamps?",
                    "first": (
                        "Which is the first special lamp? Print its number, or 0 if no lamp "
                        "is special."
                    ),
                }[what],
            ),
        ],
        solve=solve,
        others=[extended],
        wrong=[other_ends],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                int count = 0, first = 0;
                long long total = 0;
                for (int i = $from; i < $to; i++) {
                    int x = a[(i + n - 1) % n], y = a[i], z = a[(i + 1) % n];
                    if ($rule(x, y, z)) {
                        count++;
                        total += y;
                        if (first == 0) first = i + 1;
                    }
                }
                return $result;
            }
            """
        ],
        hints=(
            "Each element can be judged by itself, from three numbers.",
            "Mind the two ends: which elements have two neighbours here?",
            "The neighbours of index `i` are `i - 1` and `i + 1`"
            + (", taken modulo `n`." if ring else "; go from the second to the last but one."),
        ),
        explanation="Three numbers decide about each element, so one pass in linear time is "
        "enough.",
        make=make,
        params={
            "type": "long long" if what == "sum" else "int",
            "from": "0" if ring else "1",
            "to": "n" if ring else "n - 1",
            "result": {"count": "count", "sum": "total", "first": "first"}[what],
        },
        call="special_elements",
    )


@family(900, "implementation", "math")
def fitting_index_pairs(p: Parameters) -> Task:
    d = p.words.randint(2, 7)
    rule = p.choice(
        "rule",
        Expr("x y", f"(x + y) % {d} == 0", f"`a_i + a_j` is divisible by {d}"),
        Expr("x y", f"(x * y) % {d} == 0", f"the product of `a_i` and `a_j` is divisible by {d}"),
        Expr("x y", f"abs(x - y) == {d}", f"`a_i` and `a_j` differ by exactly {d}"),
        Expr("x y", f"x > y + {d}", f"`a_i` exceeds `a_j` by more than {d}"),
        Expr(
            "x y",
            f"x % {d} == y % {d}",
            f"`a_i` and `a_j` have the same remainder when divided by {d}",
        ),
        Expr("x y", "y % x == 0", "`a_j` is a multiple of `a_i`"),
        Expr("x y", "x + y == 50", "`a_i + a_j = 50`"),
    )
    gap = p.int("gap", 1, 3)
    what = p.choice("what", "count", "best")
    apart = "`i < j`" if gap == 1 else f"`j - i >= {gap}`"
    noun = (
        "the number of fitting pairs"
        if what == "count"
        else "the greatest sum `a_i + a_j` of a fitting pair, or 0 if there is none"
    )

    def solve(n: int, a: list[int]) -> int:
        result = 0
        for i in range(n):
            for j in range(i + gap, n):
                if rule(a[i], a[j]):
                    if what == "count":
                        result += 1
                    else:
                        result = max(result, a[i] + a[j])
        return result

    def listed(n: int, a: list[int]) -> int:
        pairs = [(x, y) for i, x in enumerate(a) for y in a[i + gap :] if rule(x, y)]
        return len(pairs) if what == "count" else max((x + y for x, y in pairs), default=0)

    def too_near(n: int, a: list[int]) -> int:
        result = 0
        for i in range(n):
            for j in range(i + gap - 1 if gap > 1 else i + 2, n):
                if rule(a[i], a[j]):
                    if what == "count":
                        result += 1
                    else:
                        result = max(result, a[i] + a[j])
        return result

    return Task(
        titles=("Pairs That Fit", "Two of Them", "Choose Two"),
        given=[Count("n", 1, 500), Ints("a", "n", 1, 60)],
        ask=Value(noun),
        formal=f"Two indices `i` and `j` with {apart} form a fitting pair if {rule.words}.",
        stories=[
            Story(
                "At the fair of @place, `n` tickets hang on a line, numbered from left "
                "to right, and `a_i` is written on ticket `i`. One may take two of "
                f"them, a left one `i` and a right one `j` with {apart}, and one wins if "
                f"{rule.words}. [The prize is a teddy bear|Prizes are handed out at "
                "once].",
                "How many pairs of tickets win?"
                if what == "count"
                else (
                    "What is the greatest sum of the numbers on two tickets that win? If no "
                    "pair wins, print 0."
                ),
            ),
            Story(
                "A piano piece consists of `n` notes, and the pitch of note `i` is "
                "`a_i`. The composer marks note `i` and a later note `j` as an echo "
                f"when {apart} and {rule.words}. Nothing else matters, neither how long "
                "the notes are nor how loudly they are played.",
                "How many echoes are in the piece?"
                if what == "count"
                else (
                    "What is the largest sum of the two pitches of an echo, or 0 if there "
                    "is no echo at all?"
                ),
            ),
        ],
        solve=solve,
        others=[listed],
        wrong=[too_near],
        cpp=[
            """
            int solve(int n, vector<int> a) {
                int result = 0;
                for (int i = 0; i < n; i++) {
                    for (int j = i + $gap; j < n; j++) {
                        if ($rule(a[i], a[j])) $update
                    }
                }
                return result;
            }
            """
        ],
        hints=(
            "The list is short enough to look at all pairs.",
            f"Let `i` run over the list and `j` from `i + {gap}` to the end.",
            "Two nested loops with the condition inside are all that is needed.",
        ),
        explanation="There are fewer than `n^2 / 2` pairs, about 125000, and each is checked in "
        "constant time.",
        params={"update": "result++;" if what == "count" else "result = max(result, a[i] + a[j]);"},
        call="fitting_pairs",
    )


@family(800, "implementation")
def moved_shelf(p: Parameters) -> Task:
    move = p.choice(
        "move",
        "left",
        "right",
        "front_reversed",
        "back_reversed",
        "swapped_blocks",
    )
    again = p.choice("again", "none", "reverse", "drop_first", "swap_ends")
    text = {
        "left": (
            "the first `k` elements are taken away from the front and put to the end, in "
            "the same order"
        ),
        "right": (
            "the last `k` elements are taken away from the end and put to the front, in the "
            "same order"
        ),
        "front_reversed": "the order of the first `k` elements is reversed",
        "back_reversed": "the order of the last `k` elements is reversed",
        "swapped_blocks": (
            "the first `k` and the last `k` elements change places as blocks, each keeping "
            "its order, while what is between them stays between them"
        ),
    }[move]
    then = {
        "none": "",
        "reverse": " After that the whole list is reversed.",
        "drop_first": " After that the first element is removed.",
        "swap_ends": " After that the first and the last element are exchanged.",
    }[again]
    half = move == "swapped_blocks"

    def solve(n: int, a: list[int], k: int) -> list[int]:
        if move == "left":
            a = a[k:] + a[:k]
        elif move == "right":
            a = a[n - k :] + a[: n - k]
        elif move == "front_reversed":
            a = a[:k][::-1] + a[k:]
        elif move == "back_reversed":
            a = a[: n - k] + a[n - k :][::-1]
        else:
            a = a[n - k :] + a[k : n - k] + a[:k]
        if again == "reverse":
            a.reverse()
        elif again == "drop_first":
            a = a[1:]
        elif again == "swap_ends":
            a[0], a[-1] = a[-1], a[0]
        return a

    def step_by_step(n: int, a: list[int], k: int) -> list[int]:
        result = []
        for i in range(n):
            if move == "left":
                result.append(a[(i + k) % n])
            elif move == "right":
                result.append(a[i - k])
            elif move == "front_reversed":
                result.append(a[k - 1 - i] if i < k else a[i])
            elif move == "back_reversed":
                result.append(a[2 * n - k - 1 - i] if i >= n - k else a[i])
            elif i < k:
                result.append(a[n - k + i])
            else:
                result.append(a[i - (n - k)] if i >= n - k else a[i])
        if again == "reverse":
            return result[::-1]
        if again == "drop_first":
            return result[1:]
        if again == "swap_ends":
            first = result[0]
            result[0] = result[-1]
            result[-1] = first
        return result

    def one_off(n: int, a: list[int], k: int) -> list[int]:
        k -= 1
        if move == "left":
            a = a[k:] + a[:k]
        elif move == "right":
            a = a[n - k :] + a[: n - k]
        elif move == "front_reversed":
            a = a[:k][::-1] + a[k:]
        elif move == "back_reversed":
            a = a[: n - k] + a[n - k :][::-1]
        else:
            a = a[n - k :] + a[k : n - k] + a[:k]
        if again == "reverse":
            a.reverse()
        elif again == "drop_first":
            a = a[1:]
        elif again == "swap_ends":
            a[0], a[-1] = a[-1], a[0]
        return a

    return Task(
        titles=("The Moved Shelf", "In Another Order", "What Stands Where?"),
        given=[
            (Count("n", 2, 10**5), Int("k", 1, "n//2" if half else "n")),
            Ints("a", "n", 0, 1000),
        ],
        ask=Listing("the list after that"),
        formal=f"In a list of `n` elements, {text}.{then}",
        stories=[
            Story(
                "On a shelf of the library in @place stand `n` volumes; the `i`-th from "
                "the left has the number `a_i`. The new librarian [has an idea|dislikes "
                "the order] and changes something: with the volumes as the elements of "
                f"the list, {text}.{then}",
                "Which numbers do the volumes have in the end, from left to right?",
            ),
            Story(
                "`n` wagons stand on a track, and `a_i` is the number painted on the "
                "`i`-th from the front. A small engine pushes them around according to "
                "the orders of @who. Seen as a list from front to end, this happens: "
                f"{text}.{then}",
                "Which numbers are on the wagons then, from front to end?",
            ),
        ],
        solve=solve,
        others=[step_by_step],
        wrong=[one_off],
        cpp=[
            """
            vector<int> solve(int n, vector<int> a, int k) {
                $move
                $again
                return a;
            }
            """
        ],
        hints=(
            "Take a small list and write down what happens to each place.",
            "The list consists of two or three pieces that stay together.",
            "Cut the list at the right places and join the pieces in the new order.",
        ),
        explanation="Slices give the pieces, which are joined in their new order in linear time.",
        params={
            "move": {
                "left": "rotate(a.begin(), a.begin() + k, a.end());",
                "right": "rotate(a.begin(), a.end() - k, a.end());",
                "front_reversed": "reverse(a.begin(), a.begin() + k);",
                "back_reversed": "reverse(a.end() - k, a.end());",
                "swapped_blocks": "for (int i = 0; i < k; i++) swap(a[i], a[n - k + i]);",
            }[move],
            "again": {
                "none": "",
                "reverse": "reverse(a.begin(), a.end());",
                "drop_first": "a.erase(a.begin());",
                "swap_ends": "swap(a[0], a[n - 1]);",
            }[again],
        },
        call="rearranged",
    )


@family(800, "implementation", "sortings")
def two_piles(p: Parameters) -> Task:
    d = p.words.randint(2, 5)
    front = p.choice(
        "front",
        Expr("x", "x % 2 == 0", "even"),
        Expr("x", "x % 2 == 1", "odd"),
        Expr("x", f"x % {d} == 0", f"divisible by {d}"),
        Expr("x", "x < 10", "less than 10"),
        Expr("x", "x >= 50", "at least 50"),
        Expr("x", "x % 10 == 0 or x % 10 == 5", "such that its last digit is 0 or 5"),
    )
    first = p.choice("first", "same", "reversed", "sorted")
    second = p.choice("second", "same", "reversed", "sorted")
    order = {
        "same": "in the order in which they stand in the list",
        "reversed": "in the reverse of the order in which they stand in the list",
        "sorted": "in non-decreasing order of their values",
    }

    def solve(n: int, a: list[int]) -> list[int]:
        chosen, rest = [], []
        for x in a:
            if front(x):
                chosen.append(x)
            else:
                rest.append(x)
        if first == "reversed":
            chosen.reverse()
        elif first == "sorted":
            chosen.sort()
        if second == "reversed":
            rest.reverse()
        elif second == "sorted":
            rest.sort()
        return chosen + rest

    def comprehensions(n: int, a: list[int]) -> list[int]:
        chosen = [x for x in a if front(x)]
        rest = [x for x in a if not front(x)]
        if first == "reversed":
            chosen = chosen[::-1]
        if first == "sorted":
            chosen = sorted(chosen)
        if second == "reversed":
            rest = rest[::-1]
        if second == "sorted":
            rest = sorted(rest)
        return chosen + rest

    def other_way_round(n: int, a: list[int]) -> list[int]:
        chosen = [x for x in a if front(x)]
        rest = [x for x in a if not front(x)]
        if first == "reversed":
            chosen.reverse()
        elif first == "sorted":
            chosen.sort()
        if second == "reversed":
            rest.reverse()
        elif second == "sorted":
            rest.sort()
        return rest + chosen

    return Task(
        titles=("Two Piles", "These First", "Put in Order"),
        given=[Count("n", 1, 10**5), Ints("a", "n", 0, 100)],
        ask=Listing("the list in its new order"),
        formal=f"The elements that are {front.words} come first, {order[first]}. All others "
        f"come after them, {order[second]}.",
        stories=[
            Story(
                "The post office has `n` letters in a row, and the house number on the "
                "`i`-th of them is `a_i`. @who sorts them into one long row for the "
                f"postman: at the front the letters whose number is {front.words}, "
                f"{order[first]}, and behind them all other letters, {order[second]}. "
                "(The list is the row as it was before.)",
                "Which house numbers does the postman read from front to end?",
            ),
            Story(
                "After the race, `n` runners are listed with their start numbers `a_1, "
                "..., a_n` in the order of their arrival; several may have the same "
                "number, since the numbers came from two printers. The organizers "
                "publish another list: it begins with the numbers that are "
                f"{front.words}, {order[first]}, and goes on with the others, "
                f"{order[second]}.",
                "What is the published list?",
            ),
        ],
        solve=solve,
        others=[comprehensions],
        wrong=[other_way_round],
        cpp=[
            """
            vector<int> solve(int n, vector<int> a) {
                vector<int> chosen, rest;
                for (int x : a) {
                    if ($front(x)) chosen.push_back(x);
                    else rest.push_back(x);
                }
                $first_step
                $second_step
                chosen.insert(chosen.end(), rest.begin(), rest.end());
                return chosen;
            }
            """
        ],
        hints=(
            "Two new lists make it easy.",
            "Put each element into one of two lists, whichever it belongs to.",
            "Arrange each of the two lists as it is asked for, and join them.",
        ),
        explanation="One pass fills two lists, which are put in order by themselves and joined; at "
        "most a sort is needed.",
        params={
            "first_step": {
                "same": "",
                "reversed": "reverse(chosen.begin(), chosen.end());",
                "sorted": "sort(chosen.begin(), chosen.end());",
            }[first],
            "second_step": {
                "same": "",
                "reversed": "reverse(rest.begin(), rest.end());",
                "sorted": "sort(rest.begin(), rest.end());",
            }[second],
        },
        call="two_piles",
    )


@family(900, "implementation", "two pointers")
def zipped_queues(p: Parameters) -> Task:
    k = p.int("k", 1, 3)
    m = p.int("m", 1, 3)
    backwards = p.choice("backwards", True, False)
    from_a = f"{k} people" if k > 1 else "one person"
    from_b = f"{m} people" if m > 1 else "one person"
    end = "end" if backwards else "front"
    turn = " (the last one first)" if backwards and m > 1 else ""
    elements = [f"{count} elements" if count > 1 else "one element" for count in (k, m)]

    def joined(n: int, a: list[int], b: list[int]) -> list[int]:
        if backwards:
            b.reverse()
        result: list[int] = []
        i = j = 0
        while i < len(a) or j < len(b):
            result += a[i : i + k]
            result += b[j : j + m]
            i += k
            j += m
        return result

    def by_popping(n: int, a: list[int], b: list[int]) -> list[int]:
        result = []
        while a or b:
            for _ in range(min(k, len(a))):
                result.append(a.pop(0))
            for _ in range(min(m, len(b))):
                result.append(b.pop() if backwards else b.pop(0))
        return result

    def wrong_end(n: int, a: list[int], b: list[int]) -> list[int]:
        if not backwards:
            b.reverse()
        result: list[int] = []
        i = j = 0
        while i < len(a) or j < len(b):
            result += a[i : i + k]
            result += b[j : j + m]
            i += k
            j += m
        return result

    def other_begins(n: int, a: list[int], b: list[int]) -> list[int]:
        if backwards:
            b.reverse()
        result: list[int] = []
        i = j = 0
        while i < len(a) or j < len(b):
            result += b[j : j + m]
            result += a[i : i + k]
            i += k
            j += m
        return result

    return Task(
        titles=("Zipped", "By Turns", "One Queue out of Two"),
        given=[Count("n", 1, 1000), Ints("a", "n", 1, 10**6), Ints("b", "n", 1, 10**6)],
        ask=Listing("the elements of the result"),
        formal="The lists `a` and `b` have `n` elements each. The following is repeated until "
        f"both are empty: {elements[0]} from the front of `a` and then {elements[1]} "
        f"from the {end} of `b`{turn} are taken away and appended to the result. If a "
        "list has fewer elements left than that, all of them are taken, in the same "
        "manner.",
        stories=[
            Story(
                "Two queues of `n` people each wait at the gate of a castle; the ticket "
                "numbers in the first are `a_1, ..., a_n` from front to end, those in "
                f"the second `b_1, ..., b_n`. The guard lets in {from_a} from the front "
                f"of the first queue, then {from_b} from the {end} of the second{turn}, "
                "then again from the first, and so on. When fewer than that are left in "
                "a queue, all of these go in, in the same manner; an empty queue is "
                "passed over. [Inside, all line up for soup|All of them enter through a "
                "narrow door].",
                "In which order do the ticket numbers enter the castle?",
            ),
            Story(
                "@who has two stacks of cards, with `n` cards each. From top to bottom, "
                "the first one shows the numbers `a_1, ..., a_n` and the second one "
                "`b_1, ..., b_n`. The cards are laid out in a row from left to right: "
                f"{elements[0].replace('element', 'card')} from the top of the first "
                f"stack, then {elements[1].replace('element', 'card')} from the "
                f"{'bottom' if backwards else 'top'} of the second{turn}, and so forth "
                "by turns. If a stack has too few cards left, those that are left are "
                "used in the same manner. It ends when no card is left.",
                "Which numbers does the row show from left to right?",
            ),
        ],
        solve=joined,
        others=[by_popping],
        wrong=[wrong_end, other_begins],
        cpp=[
            """
            vector<int> solve(int n, vector<int> a, vector<int> b) {
                $prepare
                vector<int> result;
                int i = 0, j = 0;
                while (i < n || j < n) {
                    for (int c = 0; c < $k && i < n; c++) result.push_back(a[i++]);
                    for (int c = 0; c < $m && j < n; c++) result.push_back(b[j++]);
                }
                return result;
            }
            """
        ],
        hints=(
            "Simulate the rule; each element is taken exactly once.",
            "Two indices say how much of each list is already used.",
            "A slice takes as many as are there, so the ends need no special care."
            + (" Turn `b` around first." if backwards else ""),
        ),
        explanation="Two indices walk through the lists by turns, so each element is copied once: "
        "linear time.",
        params={"prepare": "reverse(b.begin(), b.end());" if backwards else ""},
        call="zipped",
    )
