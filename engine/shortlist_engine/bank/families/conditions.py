"""Conditions: comparing a few numbers and deciding what follows."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Word


@family(800, "implementation", "geometry")
def window_fit(p: Parameters) -> Task:
    gap = p.int("gap", 0, 4)
    upright = p.choice("upright", True, False)

    def solve(a: int, b: int, c: int, w: int, h: int) -> bool:
        if upright:
            return a + gap <= h and min(b, c) + gap <= w
        sides = sorted([a, b, c])
        return sides[0] + gap <= min(w, h) and sides[1] + gap <= max(w, h)

    def every_face(a: int, b: int, c: int, w: int, h: int) -> bool:
        faces = [(b, a), (c, a)]
        if not upright:
            faces += [(a, b), (a, c), (b, c), (c, b)]
        return any(x + gap <= w and y + gap <= h for x, y in faces)

    def one_face(a: int, b: int, c: int, w: int, h: int) -> bool:
        return a + gap <= h and b + gap <= w

    def strict(a: int, b: int, c: int, w: int, h: int) -> bool:
        if upright:
            return a + gap < h and min(b, c) + gap < w
        sides = sorted([a, b, c])
        return sides[0] + gap < min(w, h) and sides[1] + gap < max(w, h)

    def make(maker: Maker) -> tuple[int, ...]:
        sides = [maker.number(1, 10**4) for _ in range(3)]
        window = [maker.rng.choice(sides) + gap + maker.rng.randint(-2, 4) for _ in range(2)]
        return (*sides, *(min(10**4, max(1, side)) for side in window))

    turn = (
        "The box must stay upright: its height `a` remains vertical, but it may be turned around "
        "so that the side of length `b` or the side of length `c` spans the width of the window"
        if upright
        else "The box may be turned in any way, as long as its edges stay parallel to the edges of "
        "the window"
    )
    spare = (
        f" Because of the packing, the window has to be at least {gap} larger than the box in each "
        "of its two directions."
        if gap
        else " A box that fits exactly can be pushed through."
    )
    return Task(
        titles=("Through the Window", "Moving Day", "Does the Box Fit?"),
        given=[
            (
                Int("a", 1, 10**4, what="the height of the box"),
                Int("b", 1, 10**4, what="its width"),
                Int("c", 1, 10**4, what="its depth"),
            ),
            (
                Int("w", 1, 10**4, what="the width of the window"),
                Int("h", 1, 10**4, what="its height"),
            ),
        ],
        ask=Decide("the box can be pushed through the window"),
        formal="A box has height `a`, width `b` and depth `c`. A rectangular window has width "
        f"`w` and height `h`. {turn}.{spare}",
        stories=[
            Story(
                "Moving into the old tower of @place turns out to be hard: the stairs are so "
                "narrow that [everything|all furniture] has to come in through the window, which "
                "is `w` wide and `h` high. The last thing left on the lawn is a box of height "
                f"`a`, width `b` and depth `c`. {turn}.{spare}",
                "Can the box be brought in?",
            ),
            Story(
                "A robot in a parcel centre pushes boxes through a hatch of width `w` and height "
                "`h`. Before it tries, a camera measures the height `a`, the width `b` and the "
                f"depth `c` of the box, and a program decides. {turn}.{spare}"
            ),
        ],
        solve=solve,
        others=[every_face],
        wrong=[one_face, strict],
        cpp=[
            """
            bool solve(int a, int b, int c, int w, int h) {
                vector<int> d = {a, b, c};
                sort(d.begin(), d.end());
                return d[0] + $gap <= min(w, h) && d[1] + $gap <= max(w, h);
            }
            """
            if not upright
            else """
            bool solve(int a, int b, int c, int w, int h) {
                if (a + $gap > h) return false;
                return b + $gap <= w || c + $gap <= w;
            }
            """
        ],
        hints=(
            "Only two of the three sides matter for one way to hold the box.",
            "Which face of the box should point at the window?",
            "Keep the height and take the smaller of the other two sides."
            if upright
            else "Take the two smallest sides, and compare the smaller with the smaller side of "
            "the window.",
        ),
        explanation="The longest side that may point through the window should do so; the other "
        "two are compared with the window's sides. Everything takes constant time.",
        make=make,
        edges=[(5, 5, 5, 5, 5), (3, 9, 2, 3, 2), (2, 3, 9, 3, 2)],
        call="box_fits",
    )


@family(800, "implementation", "math")
def single_move(p: Parameters) -> Task:
    piece = p.entry("piece", {
        "bishop": ("dx == dy", "diagonally by any number of squares"),
        "rook": ("dx == 0 or dy == 0", "along a row or a column by any number of squares"),
        "king": ("dx <= 1 and dy <= 1", "to any of the eight squares around it"),
        "wolf": ("dx + dy <= 2", "by one or two squares, each time to a square that shares a side"),
        "frog": ("dx <= 2 and dy <= 2 and dx * dy != 1",
                 "to any square that is at most two rows and at most two columns away, except "
                 "the four that touch its own at a corner"),
        "camel": ("dx + dy == 4 and dx * dy == 3",
                  "by three squares in one direction and one square at a right angle to it"),
        "zebra": ("dx * dy == 6 and dx + dy == 5",
                  "by three squares in one direction and two squares at a right angle to it"),
        "snail": ("dx + dy == 1", "to a square that shares a side with its own"),
        "guard": ("dx == dy or dx + dy <= 1",
                  "diagonally by any number of squares, or to a square that shares a side with "
                  "its own"),
    })  # fmt: skip
    reach = Expr("dx dy", piece[0])
    way = piece[1]

    def solve(x1: int, y1: int, x2: int, y2: int) -> bool:
        dx = abs(x1 - x2)
        dy = abs(y1 - y2)
        return dx + dy > 0 and (reach(dx, dy))

    def by_cases(x1: int, y1: int, x2: int, y2: int) -> bool:
        if x1 == x2 and y1 == y2:
            return False
        a = x1 - x2 if x1 > x2 else x2 - x1
        b = y1 - y2 if y1 > y2 else y2 - y1
        return bool(reach(a, b))

    def signed(x1: int, y1: int, x2: int, y2: int) -> bool:
        dx = x2 - x1
        dy = y2 - y1
        return dx + dy > 0 and (reach(dx, dy))

    def make(maker: Maker) -> tuple[int, int, int, int]:
        x, y = maker.number(1, 1000), maker.number(1, 1000)
        near = [
            (u, v)
            for u in range(max(1, x - 4), x + 5)
            for v in range(max(1, y - 4), y + 5)
            if u <= 1000 and v <= 1000
        ]
        good = [(u, v) for u, v in near if solve(x, y, u, v)]
        u, v = maker.rng.choice(good if good and maker.chance(0.5) else near)
        return x, y, u, v

    return Task(
        titles=("A Single Move", "One Jump", "From Square to Square"),
        given=[
            (Int("x1", 1, 1000), Int("y1", 1, 1000)),
            (Int("x2", 1, 1000), Int("y2", 1, 1000)),
        ],
        ask=Decide("the piece gets from the first square to the second in exactly one move"),
        formal="On a large board, a square is given by its column and its row. A piece stands on "
        f"the square (`x1`, `y1`). In one move it goes {way}; it may not stay where it is. The "
        "second square is (`x2`, `y2`).",
        stories=[
            Story(
                "@who and @friend have invented a [board game|new kind of chess] with 1000 "
                "columns and 1000 rows. Each player has a single piece, and nothing else stands "
                f"on the board. In one move this piece goes {way}; it has to leave its square. At "
                "the moment @who's piece is in column `x1` and row `y1`, and the treasure lies "
                "in column `x2` and row `y2`.",
                "Can @who reach the treasure with exactly one move?",
            ),
            Story(
                "The floor of a warehouse is divided into equal square cells, 1000 by 1000 of "
                "them. A driverless cart is parked in the cell with the coordinates `x1` and "
                "`y1`, and it is needed at (`x2`, `y2`). After each charge of the battery the "
                f"cart moves {way}; a charge that is not used for moving to another cell is lost.",
                "Is one charge enough?",
            ),
        ],
        solve=solve,
        others=[by_cases],
        wrong=[signed],
        cpp=[
            """
            bool solve(int x1, int y1, int x2, int y2) {
                int dx = abs(x1 - x2), dy = abs(y1 - y2);
                if (dx == 0 && dy == 0) return false;
                return $reach(dx, dy);
            }
            """
        ],
        hints=(
            "Where the two squares lie does not matter, only how far apart they are.",
            "Take the distance of the columns and that of the rows, both without sign.",
            "Write the rule of the move as a condition on the two distances, and exclude staying.",
        ),
        explanation="With `dx` and `dy` as the distances of columns and rows, the rule is one "
        "condition on these two numbers, so the time is constant.",
        make=make,
        params={"reach": reach},
        edges=[(4, 4, 4, 4), (5, 5, 4, 4), (7, 3, 6, 3)],
        call="can_move",
    )


@family(800, "implementation", "sortings")
def middle_one(p: Parameters) -> Task:
    what = p.choice("what", "middle", "gap", "place", "moves")
    thing = p.entry("thing", {
        "towers": ("towers", "height"), "melons": ("melons", "weight"),
        "films": ("films", "length"), "tickets": ("tickets", "price"),
    })  # fmt: skip
    things, size = thing
    noun = {
        "middle": f"the {size} that is neither the smallest nor the largest",
        "gap": f"the difference between the largest and the smallest {size}",
        "place": f"the position (1, 2 or 3) of the one with the middle {size}",
        "moves": f"the sum of the differences between the middle {size} and the other two",
    }[what]

    def solve(a: int, b: int, c: int) -> int:
        low, middle, high = sorted([a, b, c])
        if what == "middle":
            return middle
        if what == "place":
            return [a, b, c].index(middle) + 1
        return high - low

    def without_sorting(a: int, b: int, c: int) -> int:
        if what == "middle":
            return a + b + c - min(a, b, c) - max(a, b, c)
        if what == "place":
            if b < a < c or c < a < b:
                return 1
            return 2 if a < b < c or c < b < a else 3
        return max(a, b, c) - min(a, b, c)

    def unsorted(a: int, b: int, c: int) -> int:
        if what == "middle":
            return b
        if what == "place":
            return 2
        return abs(c - a)

    return Task(
        titles=("In the Middle", "Three of Them", f"Three {things.title()}"),
        given=[(Int("a", 1, 10**9), Int("b", 1, 10**9), Int("c", 1, 10**9))],
        ask=Value(noun),
        formal=f"There are three {things} in a row; their {size}s are the different integers `a`, "
        "`b` and `c`, in this order.",
        stories=[
            Story(
                f"Three {things} are [drawn|shown] on a page of the school book, from left to "
                f"right. Below them stand their {size}s, the numbers `a`, `b` and `c`; no two are "
                "equal. @who has to answer a question about them, and wants to be sure."
            ),
            Story(
                f"@friend compares {things}. There are exactly three to compare, the first with "
                f"{size} `a`, the second with {size} `b`, the third with {size} `c`, and all of "
                "these differ. "
                '"Never the smallest, never the largest," says @friend, "truth lies in between."'
            ),
        ],
        solve=solve,
        others=[without_sorting],
        wrong=[unsorted],
        cpp=[
            """
            int solve(int a, int b, int c) {
                vector<int> v = {a, b, c};
                sort(v.begin(), v.end());
                $finish
            }
            """
        ],
        hints=(
            "There are only six orders in which three numbers can be.",
            "Sorting puts the middle one in the middle.",
            f"Once they are sorted, {noun} can be read off.",
        ),
        explanation="Sorting three numbers takes constant time, and the answer follows from "
        "their order.",
        make=lambda maker: tuple(maker.distinct(3, 1, 10**9)),
        params={
            "finish": {
                "middle": "return v[1];",
                "place": "return v[1] == a ? 1 : v[1] == b ? 2 : 3;",
            }.get(what, "return v[2] - v[0];")
        },
        call="middle_of_three",
    )


@family(800, "implementation", "math")
def shared_hours(p: Parameters) -> Task:
    what = p.choice("what", "both", "any", "one", "first_only")
    setting = p.entry("setting", {
        "shop": ("the shop", "open", "the bakery next to it"),
        "pool": ("the pool", "open", "the sauna"),
        "pump": ("the first pump", "running", "the second pump"),
        "radio": ("the radio of @who", "switched on", "the radio of @friend"),
    })  # fmt: skip
    first, state, second = setting
    noun = {
        "both": "for how many hours both are",
        "any": "for how many hours at least one of the two is",
        "one": "for how many hours exactly one of the two is",
        "first_only": "for how many hours the first is and the second is not",
    }[what] + f" {state}"

    def solve(a: int, b: int, c: int, d: int) -> int:
        both = max(0, min(b, d) - max(a, c))
        if what == "both":
            return both
        if what == "any":
            return b - a + d - c - both
        if what == "one":
            return b - a + d - c - 2 * both
        return b - a - both

    def hour_by_hour(a: int, b: int, c: int, d: int) -> int:
        one = set(range(a, b))
        two = set(range(c, d))
        if what == "both":
            return len(one & two)
        if what == "any":
            return len(one | two)
        if what == "one":
            return len(one ^ two)
        return len(one - two)

    def never_apart(a: int, b: int, c: int, d: int) -> int:
        both = min(b, d) - max(a, c)
        if what == "both":
            return both
        if what == "any":
            return b - a + d - c - both
        if what == "one":
            return b - a + d - c - 2 * both
        return b - a - both

    def make(maker: Maker) -> tuple[int, ...]:
        first_pair = sorted(maker.distinct(2, 0, 24))
        second_pair = sorted(maker.distinct(2, 0, 24))
        return (*first_pair, *second_pair)

    return Task(
        titles=("Opening Hours", "Side by Side", "How Long Together?"),
        given=[
            (Int("a", 0, 24), Int("b", 0, 24)),
            (Int("c", 0, 24), Int("d", 0, 24)),
        ],
        ask=Value(noun),
        formal=f"On one day, {first} is {state} from hour `a` to hour `b`, and {second} is "
        f"{state} from hour `c` to hour `d`, where `a < b` and `c < d`.",
        stories=[
            Story(
                f"Every day {first} is {state} from `a` o'clock to `b` o'clock. As for {second}, "
                f"it is {state} from `c` o'clock to `d` o'clock. Hours are counted from 0 to 24, "
                "and neither goes past midnight, so that `a < b` and `c < d`.",
            ),
            Story(
                "@friend draws a strip of 24 squares for the hours of a day. The squares from "
                f"hour `a` to hour `b` are coloured yellow, because then {first} is {state}. "
                f"Those from hour `c` to hour `d` get blue stripes, because then {second} is "
                f"{state}. It holds that `a < b` and `c < d`, and a square can have both colours.",
            ),
        ],
        solve=solve,
        others=[hour_by_hour],
        wrong=[never_apart],
        cpp=[
            """
            int solve(int a, int b, int c, int d) {
                int result = 0;
                for (int hour = 0; hour < 24; hour++) {
                    bool one = a <= hour && hour < b, two = c <= hour && hour < d;
                    if ($counts) result++;
                }
                return result;
            }
            """
        ],
        hints=(
            "When do the common hours begin, and when do they end?",
            "They begin at the later start and end at the earlier end, if that comes after.",
            "The rest follows from the two lengths and the common length; or look at all 24 hours.",
        ),
        explanation="The common part goes from `max(a, c)` to `min(b, d)` and is empty when that "
        "is negative; all other lengths are sums and differences of it and of the two given "
        "ones.",
        make=make,
        params={
            "counts": {
                "both": "one && two",
                "any": "one || two",
                "one": "one != two",
                "first_only": "one && !two",
            }[what]
        },
        edges=[(0, 24, 0, 24), (0, 1, 23, 24), (3, 5, 5, 9), (2, 20, 5, 6)],
        call="shared_hours",
    )


@family(900, "implementation", "math")
def quicker_lift(p: Parameters) -> Task:
    floor_time = p.int("floor_time", 2, 5)
    stop_time = floor_time * p.int("stops", 1, 5)
    what = p.choice("what", "arrival", "difference", "which")
    noun = {
        "arrival": "after how many seconds the first of the two lifts arrives at floor `x`",
        "difference": "the number of seconds between the arrivals of the two lifts at floor `x`",
        "which": "the number of the lift that arrives first (1 or 2), or 0 when both arrive "
        "together",
    }[what]

    def solve(x: int, a: int, b: int, c: int) -> int:
        first = abs(a - x) * floor_time
        second = (abs(b - c) + abs(c - x)) * floor_time + stop_time
        if what == "arrival":
            return min(first, second)
        if what == "difference":
            return abs(first - second)
        if first == second:
            return 0
        return 1 if first < second else 2

    def simulated(x: int, a: int, b: int, c: int) -> int:
        times = []
        for stops in ([a, x], [b, c, x]):
            time = (len(stops) - 2) * stop_time
            for i in range(len(stops) - 1):
                time += abs(stops[i] - stops[i + 1]) * floor_time
            times.append(time)
        if what == "arrival":
            return min(times)
        if what == "difference":
            return max(times) - min(times)
        return 0 if times[0] == times[1] else times.index(min(times)) + 1

    def no_detour(x: int, a: int, b: int, c: int) -> int:
        first = abs(a - x) * floor_time
        second = abs(b - x) * floor_time
        if what == "arrival":
            return min(first, second)
        if what == "difference":
            return abs(first - second)
        if first == second:
            return 0
        return 1 if first < second else 2

    def make(maker: Maker) -> tuple[int, int, int, int]:
        x, b, c = (maker.number(1, 1000) for _ in range(3))
        time = (abs(b - c) + abs(c - x)) * floor_time + stop_time
        a = x + maker.rng.choice((-1, 1)) * (time // floor_time + maker.rng.randint(-2, 2))
        if maker.chance(0.5) or not 1 <= a <= 1000:
            a = maker.number(1, 1000)
        return x, a, b, c

    return Task(
        titles=("Two Lifts", "Waiting for the Lift", "Going Up?"),
        given=[
            (
                Int("x", 1, 1000, what="the floor from which the lifts are called"),
                Int("a", 1, 1000, what="the floor of the first lift"),
                Int("b", 1, 1000, what="the floor of the second lift"),
                Int("c", 1, 1000, what="the floor where the second lift stops on its way"),
            )
        ],
        ask=Value(noun),
        formal="A building has two lifts. The first is at floor `a` and goes straight to floor "
        "`x`. The second is at floor `b`, goes to floor `c` first, stops there, and then goes to "
        f"floor `x`. A lift needs {floor_time} seconds for each floor, and a stop takes "
        f"{stop_time} seconds, even when no way lies before or after it.",
        stories=[
            Story(
                "The tallest building of @place has 1000 floors and only two lifts, so waiting is "
                "what its people do best. Somebody at floor `x` has pressed the button, and both "
                "lifts set out at once. The first is empty and comes straight from floor `a`. The "
                "second starts at floor `b` with @who inside, who has to be brought to floor `c` "
                f"before it turns to floor `x`. From a floor to the next a lift takes {floor_time} "
                f"seconds; letting @who out takes {stop_time} seconds, wherever that happens."
            ),
            Story(
                "In a mine, two cages hang side by side in the shaft, one at level `a`, the other "
                "at level `b`. A miner waits at level `x`. Both cages move by one level in "
                f"{floor_time} seconds. The first comes to the miner directly. The second carries "
                "ore which must be unloaded at level `c`, and only after that it goes to the "
                f"miner; unloading lasts {stop_time} seconds in any case. Here the cages are "
                "called lifts and the levels floors."
            ),
        ],
        solve=solve,
        others=[simulated],
        wrong=[no_detour],
        cpp=[
            """
            int solve(int x, int a, int b, int c) {
                int first = $floor_time * abs(a - x);
                int second = $floor_time * (abs(b - c) + abs(c - x)) + $stop_time;
                $finish
            }
            """
        ],
        hints=(
            "Work out for each lift when it arrives.",
            "The number of floors between two floors is the absolute value of their difference.",
            f"The second lift makes two trips and one stop of {stop_time} seconds.",
        ),
        explanation="Each arrival is a sum of distances times the time for a floor, plus the "
        "stop of the second lift; comparing the two takes constant time.",
        make=make,
        params={
            "stop_time": stop_time,
            "finish": {
                "arrival": "return min(first, second);",
                "difference": "return abs(first - second);",
                "which": "return first == second ? 0 : first < second ? 1 : 2;",
            }[what],
        },
        edges=[(5, 5, 5, 5), (1, 1000, 1, 1), (10, 12, 9, 8)],
        call="quicker_lift",
    )


@family(900, "implementation", "sortings")
def better_score(p: Parameters) -> Task:
    third = p.entry("third", {
        "fewer": ("fewer fouls", Expr("x y", "x < y"), Expr("x", "-x")),
        "more": ("more corners", Expr("x y", "x > y"), Expr("x", "x")),
        "younger": ("the younger captain", Expr("x y", "x < y"), Expr("x", "-x")),
        "far": ("the longer way home", Expr("x y", "x > y"), Expr("x", "x")),
    })  # fmt: skip
    order = p.choice("order", "points", "difference")
    last, wins, rank = third
    thing = {
        "fewer fouls": "the number of fouls",
        "more corners": "the number of corners",
        "the younger captain": "the age of the captain",
        "the longer way home": "the way home in kilometres",
    }[last]

    def solve(n: int, s: list[int], g: list[int], f: list[int]) -> int:
        best = 0
        for i in range(1, n):
            if order == "points":
                if s[i] != s[best]:
                    better = s[i] > s[best]
                elif g[i] != g[best]:
                    better = g[i] > g[best]
                else:
                    better = wins(f[i], f[best])
            else:
                if g[i] != g[best]:
                    better = g[i] > g[best]
                elif s[i] != s[best]:
                    better = s[i] > s[best]
                else:
                    better = wins(f[i], f[best])
            if better:
                best = i
        return best + 1

    def by_key(n: int, s: list[int], g: list[int], f: list[int]) -> int:
        if order == "points":
            return max(range(n), key=lambda i: (s[i], g[i], rank(f[i]))) + 1
        return max(range(n), key=lambda i: (g[i], s[i], rank(f[i]))) + 1

    def no_third(n: int, s: list[int], g: list[int], f: list[int]) -> int:
        best = 0
        for i in range(n):
            if order == "points":
                if (s[i], g[i]) > (s[best], g[best]):
                    best = i
            else:
                if (g[i], s[i]) > (g[best], s[best]):
                    best = i
        return best + 1

    first_name, second_name = (
        ("points", "goal difference") if order == "points" else ("goal difference", "points")
    )

    def make(maker: Maker) -> tuple[object, ...]:
        n = maker.count(2, 1000)
        narrow = maker.rng.randint(1, 3)
        top = maker.number(3, 100)
        s = [top - maker.rng.randint(0, min(top, narrow)) for _ in range(n)]
        g = [maker.rng.randint(-narrow, narrow) for _ in range(n)]
        rows: list[tuple[int, int, int]] = []
        f = []
        for a, b in zip(s, g, strict=True):
            c = maker.number(0, 10**6)
            while (a, b, c) in rows[-200:]:
                c = maker.rng.randint(0, 10**6)
            rows.append((a, b, c))
            f.append(c)
        return n, s, g, f

    return Task(
        titles=("The Winner of the League", "First Place", "Who Wins the Cup?"),
        given=[
            Count("n", 2, 1000),
            Ints("s", "n", 0, 100, what="the points"),
            Ints("g", "n", -100, 100, what="the goal differences"),
            Ints("f", "n", 0, 10**6, what=f"{thing} of each team"),
        ],
        ask=Value("the number of the team that wins"),
        formal="Each of `n` teams, numbered from 1 to `n`, has points `s_i`, a goal difference "
        f"`g_i` and a number `f_i`, {thing}. Of two teams, the better one is that with the "
        f"greater {first_name}; if these are equal, that with the greater {second_name}; if these "
        f"are equal too, that with {last}. No two teams agree in all three. The best team wins.",
        stories=[
            Story(
                "[The last match|The season] is over in the league of @place, and now the table "
                "must be made. There are `n` teams. Team `i` has `s_i` points, its goal "
                f"difference is `g_i`, and `f_i` is {thing}. What counts first is the {first_name} "
                f"(more is better); among teams that are equal in this, the {second_name} decides "
                f"(again, more is better); and if even that is the same, the team with {last} goes "
                "ahead. Luckily no two teams are equal in all three."
            ),
            Story(
                "@who collects old newspapers and wants to know who won a championship long ago. "
                "The page with the winner is missing, but three lists are left: the points `s_i`, "
                f"the goal differences `g_i`, and {thing}, `f_i`, of all `n` teams. In those days, "
                f"teams were ranked by {first_name}, then by {second_name}, both in descending "
                f"order; as the last resort, {last} decided. That always gave a clear order."
            ),
        ],
        solve=solve,
        others=[by_key],
        wrong=[no_third],
        cpp=[
            """
            int solve(int n, vector<int> s, vector<int> g, vector<int> f) {
                int best = 0;
                for (int i = 1; i < n; i++) {
                    bool better;
                    if ($one[i] != $one[best]) better = $one[i] > $one[best];
                    else if ($two[i] != $two[best]) better = $two[i] > $two[best];
                    else better = $wins(f[i], f[best]);
                    if (better) best = i;
                }
                return best + 1;
            }
            """
        ],
        hints=(
            "How do you compare just two teams?",
            "A later rule matters only when all earlier ones are equal.",
            "Keep the best team so far and compare each further team with it.",
        ),
        explanation="Comparing two teams takes up to three comparisons; one pass keeps the best "
        "so far, which is linear in `n`.",
        make=make,
        params={
            "wins": wins,
            "one": "s" if order == "points" else "g",
            "two": "g" if order == "points" else "s",
        },
        edges=[(2, [3, 3], [1, 1], [4, 5]), (2, [3, 3], [1, 1], [5, 4])],
        call="winning_team",
    )


@family(800, "implementation", "strings")
def compass_turns(p: Parameters) -> Task:
    start = p.choice("start", "N", "E", "S", "W")
    extra = p.choice("extra", "nothing", "back", "visits", "north")
    noun = {
        "nothing": "the direction in which the robot looks at the end",
        "back": "how many times the robot comes to look in its first direction again",
        "visits": "the number of different directions in which the robot has looked",
        "north": "how many times the robot comes to look to the north",
    }[extra]
    full = {"N": "north", "E": "east", "S": "south", "W": "west"}[start]
    at = "NESW".index(start)

    def solve(s: str) -> object:
        names = "NESW"
        now = at
        seen = [now]
        for c in s:
            if c == "L":
                now = (now + 3) % 4
            elif c == "R":
                now = (now + 1) % 4
            else:
                now = (now + 2) % 4
            seen.append(now)
        if extra == "nothing":
            return names[now]
        if extra == "visits":
            return len(set(seen))
        if extra == "north":
            return seen[1:].count(0)
        return seen[1:].count(at)

    def with_table(s: str) -> object:
        turn = {"L": "NWSEN", "R": "NESWN", "B": "NSNEWE"}
        now = start
        seen = now
        for c in s:
            i = turn[c].index(now)
            now = turn[c][i + 1]
            seen += now
        if extra == "nothing":
            return now
        if extra == "visits":
            return len(set(seen))
        if extra == "north":
            return seen[1:].count("N")
        return seen[1:].count(start)

    def back_is_nothing(s: str) -> object:
        now = at
        seen = [now]
        for c in s:
            now = (now + {"L": 3, "R": 1, "B": 0}[c]) % 4
            seen.append(now)
        if extra == "nothing":
            return "NESW"[now]
        if extra == "visits":
            return len(set(seen))
        if extra == "north":
            return seen[1:].count(0)
        return seen[1:].count(at)

    return Task(
        titles=("Left, Right, About-Turn", "The Turning Robot", "Compass"),
        given=[
            Word(
                "s", 1, 10**5, alphabet="LRB", letters="the letters L, R and B", what="the commands"
            )
        ],
        ask=Value(noun, python_type="str" if extra == "nothing" else "int"),
        formal=f"A robot looks to the {full}. It gets commands, the letters of the string `s`: L "
        "turns it by 90 degrees to the left, R by 90 degrees to the right, and B makes it turn "
        "around by 180 degrees. (The directions N, E, S, W follow each other clockwise.)",
        notes="The four directions are called N, E, S and W." if extra == "nothing" else "",
        stories=[
            Story(
                "At the dance school for robots, the first lesson is turning on the spot. @who's "
                f"robot begins with its face to the {full}. Then the teacher calls out: L means a "
                "quarter turn to the left, R a quarter turn to the right, and B an about-turn, by "
                "half a circle. The string `s` holds everything that was called, in this order. "
                "Seen from above, north, east, south and west follow each other clockwise."
            ),
            Story(
                "A weathercock on the church of @place has lost its wind: it is driven by a motor "
                f"now. This morning it looked to the {full}. The motor obeys a string `s` of "
                "letters; for L the cock turns a quarter of a circle to the left (from north to "
                "west), for R a quarter to the right (from north to east), for B half a circle. "
                "In the plans of the motor, the cock is called a robot."
            ),
        ],
        solve=solve,
        others=[with_table],
        wrong=[back_is_nothing],
        cpp=[
            """
            $type solve(string s) {
                string names = "NESW";
                int now = $at, hits = 0, norths = 0;
                set<int> seen = {now};
                for (char c : s) {
                    now = (now + (c == 'L' ? 3 : c == 'R' ? 1 : 2)) % 4;
                    seen.insert(now);
                    if (now == $at) hits++;
                    if (now == 0) norths++;
                }
                return $result;
            }
            """
        ],
        hints=(
            "Number the directions from 0 to 3, clockwise.",
            "A turn to the right adds 1 to the number, modulo 4. What do the others add?",
            "Left adds 3, and turning around adds 2; go through the string once.",
        ),
        explanation="Directions are numbers modulo 4, and each command adds 1, 2 or 3. One pass "
        "over the string is enough.",
        params={
            "type": "string" if extra == "nothing" else "int",
            "at": at,
            "result": {
                "nothing": "string(1, names[now])",
                "back": "hits",
                "visits": "(int)seen.size()",
                "north": "norths",
            }[extra],
        },
        call="turned_robot",
    )
