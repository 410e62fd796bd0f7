"""Tasks that a simple formula with a twist answers, however large the numbers are."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Ask, Decide, Story, Task, Value
from shortlist_engine.bank.values import Int

BIG = 10**9


@family(800, "math", "geometry")
def flagstones(p: Parameters) -> Task:
    what = p.choice("what", "cover", "whole", "cut")
    turned = what != "cut" and p.choice("turned", True, False)
    margin = p.int("margin", 0, 2)
    noun = {
        "cover": "the least number of stones with which the area can be covered",
        "whole": "the greatest number of stones that can lie in the area",
        "cut": "the number of stones of which a part has to be cut off",
    }[what]

    def solve(n: int, m: int, a: int, b: int) -> int:
        if margin:
            n -= 2 * margin
            m -= 2 * margin
        if what == "cover":
            first = (n + a - 1) // a * ((m + b - 1) // b)
            if turned:
                second = (n + b - 1) // b * ((m + a - 1) // a)
                return min(first, second)
            return first
        if what == "whole":
            first = (n // a) * (m // b)
            if turned:
                second = (n // b) * (m // a)
                return max(first, second)
            return first
        return (n + a - 1) // a * ((m + b - 1) // b) - (n // a) * (m // b)

    def with_remainders(n: int, m: int, a: int, b: int) -> int:
        if margin:
            n, m = n - 2 * margin, m - 2 * margin
        rows, columns = n // a, m // b
        if what == "cut":
            more_rows = rows + 1 if n % a else rows
            more_columns = columns + 1 if m % b else columns
            return more_rows * more_columns - rows * columns
        if what == "whole":
            return max(rows * columns, (n // b) * (m // a)) if turned else rows * columns
        if n % a > 0:
            rows += 1
        if m % b > 0:
            columns += 1
        if turned:
            return min(rows * columns, -(-n // b) * -(-m // a))
        return rows * columns

    def by_area(n: int, m: int, a: int, b: int) -> int:
        n, m = n - 2 * margin, m - 2 * margin
        whole = n * m // (a * b)
        if what == "whole":
            return whole
        return -(-n * m // (a * b)) - (whole if what == "cut" else 0)

    def one_too_many(n: int, m: int, a: int, b: int) -> int:
        n, m = n - 2 * margin, m - 2 * margin
        if what == "cut":
            return (n // a + 1) * (m // b + 1) - (n // a) * (m // b)
        if what == "whole":
            return -(-n // a) * (m // b)
        return (n // a + 1) * (m // b + 1)

    def make(maker: Maker) -> tuple[int, int, int, int]:
        a, b = maker.number(1, BIG), maker.number(1, BIG)
        if maker.chance(0.5):
            a, b = maker.rng.randint(1, 9), maker.rng.randint(1, 9)
        low = 2 * margin + 1
        n, m = maker.number(low, BIG), maker.number(low, BIG)
        if maker.chance(0.3):
            n = min(BIG, a * maker.rng.randint(1, 5) + 2 * margin)
        if maker.chance(0.3):
            m = min(BIG, b * maker.rng.randint(1, 5) + 2 * margin)
        return n, m, a, b

    free = (
        f" Along all four sides, a strip of width {margin} belongs to flowers; the area is what "
        "remains inside of the strip."
        if margin
        else " The area is the whole courtyard."
    )
    lie = {
        "cover": " Stones are not cut, but they may stick out over the edge of the area; they lie "
        "side by side in rows and columns and do not overlap.",
        "whole": " No stone may be cut or stick out over the edge of the area. The stones lie side "
        "by side in rows and columns.",
        "cut": " The stones are laid in rows and columns from one corner of the area on, until it "
        "is covered, and what would stick out is cut off. What was cut off is not used again.",
    }[what]
    way = (
        " All stones lie the same way, with the side of length `a` along the side `n` of the "
        "courtyard or along the side `m`, whichever is better."
        if turned
        else " All stones lie with the side of length `a` along the side `n` of the courtyard and "
        "the side of length `b` along the side `m`."
    )
    low = 2 * margin + 1
    return Task(
        titles=("Flagstones", "Paving the Yard", "Stones for the Courtyard"),
        given=[
            (Int("n", low, BIG), Int("m", low, BIG)),
            (Int("a", 1, BIG), Int("b", 1, BIG)),
        ],
        ask=Value(noun),
        formal="A rectangular courtyard has the size `n` times `m`, and there are rectangular "
        f"stones of the size `a` times `b`.{free}{lie}{way}",
        stories=[
            Story(
                "The monks of @place want to pave the courtyard of their [monastery|abbey], a "
                f"rectangle of `n` times `m` feet.{free} A quarry sells flat stones of `a` times "
                f"`b` feet.{lie}{way} The monks have [little money|sworn to waste nothing]."
            ),
            Story(
                "@who has inherited a house with a courtyard, `n` metres long and `m` metres wide, "
                f"and wants to put stones on it.{free} The stones in the shop around the corner "
                f"are `a` metres long and `b` metres wide.{lie}{way}"
            ),
        ],
        solve=solve,
        others=[with_remainders],
        wrong=[by_area, one_too_many],
        cpp=[
            """
            long long solve(long long n, long long m, long long a, long long b) {
                $margin
                return $result;
            }
            """
        ],
        params={
            "margin": f"n -= {2 * margin};\nm -= {2 * margin};" if margin else "",
            "result": {
                "coverTrue": "min((n + a - 1) / a * ((m + b - 1) / b), "
                "(n + b - 1) / b * ((m + a - 1) / a))",
                "coverFalse": "(n + a - 1) / a * ((m + b - 1) / b)",
                "wholeTrue": "max((n / a) * (m / b), (n / b) * (m / a))",
                "wholeFalse": "(n / a) * (m / b)",
                "cutFalse": "(n + a - 1) / a * ((m + b - 1) / b) - (n / a) * (m / b)",
            }[f"{what}{turned}"],
        },
        make=make,
        edges=[(low, low, 1, 1), (low + 5, low + 3, 2, 4), (BIG, BIG, 1, 1)],
        hints=(
            "The two directions are independent of each other.",
            {
                "cover": "How many stones are needed along one side? Round up.",
                "whole": "How many stones fit along one side? Round down.",
                "cut": "Count all stones of the pattern, and those that need no cut.",
            }[what],
            {
                "cover": "Multiply the numbers for both sides",
                "whole": "Multiply the numbers for both sides",
                "cut": "Rounding up gives all rows and columns, rounding down the whole ones; "
                "subtract the products",
            }[what]
            + (", and try both ways to lay the stones." if turned else ".")
            + (f" Do not forget to take {2 * margin} off each side first." if margin else ""),
        ),
        explanation="Along each side the number of stones is a quotient, rounded up or down, and "
        "the numbers of both sides are multiplied. Products of areas would be wrong, since a rest "
        "of one side cannot be used on the other. In C++ the product needs 64 bits.",
        call="number_of_stones",
    )


@family(800, "math", "brute force")
def melon_parts(p: Parameters) -> Task:
    k = p.int("parts", 2, 5)
    d, r = p.choice("kind", (2, 0), (2, 1), (3, 0), (3, 1), (3, 2), (5, 0))
    different = p.choice("different", True, False)
    what = p.choice("what", "decide", "count")
    smallest = r or d
    least = k * smallest + (d * (k * (k - 1) // 2) if different else 0)
    fit = {
        (2, 0): "is even",
        (2, 1): "is odd",
        (3, 0): "is divisible by 3",
        (3, 1): "leaves the remainder 1 when divided by 3",
        (3, 2): "leaves the remainder 2 when divided by 3",
        (5, 0): "is divisible by 5",
    }[d, r]
    words = ("two", "three", "four", "five")[k - 2]
    unlike = ", and no two of the parts are equal" if different else ""
    ask: Ask = (
        Decide(f"`n` is the sum of {words} such parts")
        if what == "decide"
        else Value(f"the number of integers from 1 to `n` that are sums of {words} such parts")
    )

    def solve(n: int) -> object:
        if what == "decide":
            return n >= least and (n - least) % d == 0
        if n < least:
            return 0
        return (n - least) // d + 1

    def as_range(n: int) -> object:
        if what == "decide":
            return n in range(least, n + 1, d)
        return len(range(least, n + 1, d))

    def no_least(n: int) -> object:
        if what == "decide":
            return n % d == least % d
        return n // d

    def any_large(n: int) -> object:
        if what == "decide":
            return n >= least
        return max(0, n - least + 1)

    def make(maker: Maker) -> tuple[int]:
        n = maker.number(1, 10**18)
        if maker.scale in ("tiny", "small") and maker.chance(0.7):
            n = max(1, least + maker.rng.randint(-2 * d, 2 * d))
        return (n,)

    parts = f"Each of the {words} parts is a positive integer that {fit}{unlike}"
    return Task(
        titles=("Parts of a Melon", "Fair Pieces", "Cutting to Measure"),
        given=[Int("n", 1, 10**18)],
        ask=ask,
        formal=f"{parts}.",
        stories=[
            Story(
                (
                    "A watermelon weighs `n` kilograms"
                    if what == "decide"
                    else "Watermelons of 1, 2, 3, ..., `n` kilograms lie on the market"
                )
                + f", and @who wants to cut {'it' if what == 'decide' else 'one'} into {words} "
                "parts "
                f"for the family. It is a family of strange habits: {parts[0].lower()}{parts[1:]}, "
                "always measured in kilograms, and nothing may be left over.",
                "Can the melon be cut like that?"
                if what == "decide"
                else "How many of these melons can be cut like that?",
            ),
            Story(
                "@who and @friend play with [marbles|buttons] on the floor. "
                + (
                    "`n` of them are to be put into"
                    if what == "decide"
                    else "Some number of them, from 1 to `n`, is to be put into"
                )
                + f" {words} heaps without a rest. The heaps are the parts, and the rule is this: "
                f"{parts[0].lower()}{parts[1:]}.",
                "Is that possible?"
                if what == "decide"
                else "For how many numbers is that possible?",
            ),
        ],
        solve=solve,
        others=[as_range],
        wrong=[no_least, any_large],
        cpp=[
            """
            $type solve(long long n) {
                $body
            }
        """
        ],
        params={
            "type": "bool" if what == "decide" else "long long",
            "body": f"return n >= {least} && (n - {least}) % {d} == 0;"
            if what == "decide"
            else f"if (n < {least}) return 0;\nreturn (n - {least}) / {d} + 1;",
        },
        make=make,
        edges=[(x,) for x in range(1, least + 2 * d + 1)],
        hints=(
            "What is the smallest number that can be written in this way?",
            "From one number that is possible you get to the next by making one part larger.",
            f"The smallest sum is {least}, and the largest part can grow by {d} at a time.",
        ),
        explanation=f"All parts agree modulo {d}, so the sum is fixed modulo {d}; the smallest sum "
        f"is {least}, and every larger number of the same remainder is reached by enlarging the "
        "largest part.",
        call="fair_parts",
    )


@family(900, "math", "implementation")
def snail_in_well(p: Parameters) -> Task:
    every = p.int("every", 1, 4)
    what = p.choice("what", "day", "slides")
    noun = {
        "day": "the number of the day, counted from 1, on which the snail gets out, or -1 if it "
        "never does",
        "slides": "the number of times that the snail slides down before it gets out, or -1 if "
        "it never gets "
        "out",
    }[what]

    def solve(h: int, a: int, b: int) -> int:
        gain = every * a - b
        if h > every * a and gain <= 0:
            return -1
        slides = 0
        if h > every * a:
            slides = (h - every * a + gain - 1) // gain
        if what == "slides":
            return slides
        h -= slides * gain
        return slides * every + (h + a - 1) // a

    def by_search(h: int, a: int, b: int) -> int:
        gain = every * a - b
        if h > every * a and gain <= 0:
            return -1
        low, high = 0, h
        while low < high:
            middle = (low + high) // 2
            if middle * gain + every * a >= h:
                high = middle
            else:
                low = middle + 1
        if what == "slides":
            return low
        days = every * low
        height = low * gain
        while height < h:
            height += a
            days += 1
        return days

    def day_by_day(h: int, a: int, b: int) -> int:
        if h > every * a and every * a <= b:
            return -1
        height = day = slides = 0
        while True:
            day += 1
            height += a
            if height >= h:
                return day if what == "day" else slides
            if day % every == 0:
                height -= b
                slides += 1

    def plain_division(h: int, a: int, b: int) -> int:
        gain = every * a - b
        if gain <= 0:
            return -1
        slides = -(-h // gain)
        return slides if what == "slides" else slides * every

    def always_one_more(h: int, a: int, b: int) -> int:
        gain = every * a - b
        if h > every * a and gain <= 0:
            return -1
        slides = 0 if h < every * a else (h - every * a) // gain + 1
        if what == "slides":
            return slides
        return slides * every + -(-(h - slides * gain) // a)

    def make(maker: Maker) -> tuple[int, int, int]:
        h, a = maker.number(1, BIG), maker.number(1, BIG)
        if maker.scale in ("medium", "large"):
            a = maker.rng.choice((maker.rng.randint(1, 20), a))
        b = maker.rng.randint(0, min(BIG, every * a + (1 if maker.chance(0.2) else -1)))
        if maker.chance(0.4):
            b = max(0, every * a - maker.rng.randint(1, 3))
        return h, a, min(b, BIG)

    night = {
        1: "In every night, if it is not out yet",
        2: "In every second night (after day 2, 4, 6 and so on), if it is not out yet",
        3: "In every third night (after day 3, 6, 9 and so on), if it is not out yet",
        4: "In every fourth night (after day 4, 8, 12 and so on), if it is not out yet",
    }[every]
    other_nights = "" if every == 1 else " In the other nights it stays where it is."
    return Task(
        titles=("The Snail in the Well", "Up and Down Again", "A Slow Way Out"),
        given=[
            (
                Int("h", 1, BIG, what="the depth of the well"),
                Int("a", 1, BIG, what="the climb of a day"),
                Int("b", 0, BIG, what="the slide of a night"),
            )
        ],
        ask=Value(noun),
        formal="A snail sits at the bottom of a well of depth `h`. On every day it climbs up `a`, "
        f"and it is out as soon as it has reached height `h`. {night}, it slides down `b`, but not "
        f"below the bottom.{other_nights}",
        stories=[
            Story(
                "@who has dropped a snail into the well by mistake (the snail is unhurt, but "
                "[angry|slow]). The well is `h` centimetres deep. During each day, the snail "
                f"climbs up `a` centimetres, and when it reaches the rim, it is out. {night}, it "
                f"slides down `b` centimetres on the wet stones, though never below the bottom."
                f"{other_nights} @who waits at the rim with a leaf of salad."
            ),
            Story(
                "A climber, called the snail by all friends, wants to get up a tower of ice which "
                f"is `h` metres high. A day is enough for `a` metres, and whoever gets to the top "
                f"is out of all danger. {night}, the snail slides back by `b` metres, at most to "
                f"the foot of the tower.{other_nights} The days are counted from 1, and day 1 "
                "begins at the foot."
            ),
        ],
        solve=solve,
        others=[by_search],
        wrong=[plain_division, always_one_more],
        slow=[day_by_day],
        cpp=[
            """
            long long solve(long long h, long long a, long long b) {
                long long climb = $climb, gain = climb - b, slides = 0;
                if (h > climb && gain <= 0) return -1;
                if (h > climb) slides = (h - climb + gain - 1) / gain;
                return $result;
            }
            """
        ],
        params={
            "climb": f"{every} * a" if every > 1 else "a",
            "result": "slides"
            if what == "slides"
            else f"slides * {every} + (h - slides * gain + a - 1) / a",
        },
        make=make,
        edges=[(10, 3, 1), (1, 1, 5), (5, 2, 2 * every), (BIG, 1, 0), (6, 2, 2)],
        hints=(
            "When does the snail get out: by day or by night?",
            "The last climb is not followed by a slide. "
            + ("Take one day apart." if every == 1 else f"Take up to {every} days apart."),
            "Until then, "
            + ("each day and night" if every == 1 else f"each period of {every} days")
            + " gains a fixed height; divide and round up. If nothing is gained, it never works.",
        ),
        explanation="It is out at once if `h` is at most "
        f"{'`a`' if every == 1 else f'`{every}a`'}. "
        "Otherwise the smallest number of slides is found after which the rest can be climbed "
        "without another slide, a division that is rounded up.",
        call="out_of_well",
    )


@family(900, "games", "math")
def crossed_sticks(p: Parameters) -> Task:
    move = p.choice("move", "both", "one", "any")
    last_wins = p.choice("last_wins", True, False)
    moves = {
        "both": [[1, 1]],
        "one": [[1, 0], [0, 1]],
        "any": [[1, 0], [0, 1], [1, 1]],
    }[move]
    ended = not last_wins

    def solve(n: int, m: int) -> bool:
        if move == "both":
            if last_wins:
                return min(n, m) % 2 == 1
            return min(n, m) % 2 == 0
        if move == "one":
            if last_wins:
                return n == 1 or m == 1 or (n + m) % 2 == 1
            return (n + m) % 2 == 1
        if last_wins:
            return n % 2 == 1 or m % 2 == 1
        return n % 2 == 0 or m % 2 == 0

    def small_board(n: int, m: int) -> bool:
        if move == "both":
            n = m = 2 - min(n, m) % 2
        else:
            n = min(n, 4 - n % 2)
            m = min(m, 4 - m % 2)
        wins = [[ended] * (m + 1) for _ in range(n + 1)]
        for i in range(1, n + 1):
            for j in range(1, m + 1):
                wins[i][j] = any(not wins[i - x][j - y] for x, y in moves)
        return wins[n][m]

    def crossings(n: int, m: int) -> bool:
        return n * m % 2 == 1 if last_wins else n * m % 2 == 0

    def other_end(n: int, m: int) -> bool:
        if move == "both":
            return (max(n, m) % 2 == 1) == last_wins
        if move == "one":
            return (n + m) % 2 == 1 if last_wins else n == 1 or m == 1 or (n + m) % 2 == 1
        return (n + m) % 2 == 1

    def make(maker: Maker) -> tuple[int, int]:
        return maker.number(1, BIG), maker.number(1, BIG)

    rule = {
        "both": "chooses a crossing and takes away both sticks that meet in it",
        "one": "takes away one stick, whichever it is",
        "any": "takes away one stick, whichever it is, or two sticks that cross each other",
    }[move]
    end = "loses" if last_wins else "wins"
    wrong = [crossings, other_end]
    if move == "any":
        wrong = [other_end]
    return Task(
        titles=("Crossed Sticks", "A Game on the Table", "No Crossing Left"),
        given=[(Int("n", 1, BIG), Int("m", 1, BIG))],
        ask=Decide("the player who begins wins when both play as well as they can"),
        formal="`n` horizontal and `m` vertical sticks form a lattice: each horizontal stick "
        "crosses each vertical one. Two players take turns. Whoever's turn it is "
        f"{rule}. When no crossing is left, the game is over, and the player whose turn it is "
        f"{end}.",
        stories=[
            Story(
                "In a long break @who and @friend lay `n` sticks side by side on the table, and "
                "across them `m` others, so that each of the first crosses each of the others. "
                f"They take turns, and @who, the player who begins, has thought of the rule: a "
                f"player whose turn it is {rule}. As soon as there is no crossing any more, the "
                f"one who should move {end}. Neither of them ever makes a mistake."
            ),
            Story(
                "Two spiders have woven a net of `n` horizontal and `m` vertical threads, each "
                "crossing all those of the other kind; they call the threads sticks. Now they take "
                f"the net down in a game. The older one begins, and then they move in turn: a "
                f"spider {rule}. If no crossing is left when a spider has to move, the game is "
                f"over and this spider {end}. Both are very clever players."
            ),
        ],
        solve=solve,
        others=[small_board],
        wrong=wrong,
        cpp=[
            """
            bool solve(int n, int m) {
                return $result;
            }
        """
        ],
        params={
            "result": {
                "bothTrue": "min(n, m) % 2 == 1",
                "bothFalse": "min(n, m) % 2 == 0",
                "oneTrue": "n == 1 || m == 1 || (n + m) % 2 == 1",
                "oneFalse": "(n + m) % 2 == 1",
                "anyTrue": "n % 2 == 1 || m % 2 == 1",
                "anyFalse": "n % 2 == 0 || m % 2 == 0",
            }[f"{move}{last_wins}"]
        },
        make=make,
        edges=[(n, m) for n in range(1, 5) for m in range(1, 5)],
        hints=(
            "Play it on paper with one, two and three sticks of each kind.",
            "The names of the sticks do not matter, only how many there are of each kind.",
            {
                "both": "Every move takes one stick of each kind, so the number of moves is fixed.",
                "one": "Write down who wins for small numbers; "
                + ("a single stick of a kind is special." if last_wins else "look at the sum."),
                "any": "Write down who wins for small numbers, and look at odd and even.",
            }[move],
        ),
        explanation={
            "both": "The game lasts exactly min(n, m) moves, whatever the players do, and the "
            "parity of this number decides.",
            "one": "From a lost position every move leads to a won one: with an even sum "
            + (
                "and at least two sticks of each kind the player to move can only leave an odd "
                "sum, or a single stick, which the other one takes."
                if last_wins
                else "each move leaves an odd sum, from which the other one can always go back to "
                "an even one."
            ),
            "any": (
                "If both numbers are even, every move makes one of them odd; then the other player "
                "can make both even again, down to 0."
                if last_wins
                else "If both numbers are odd, every move makes one of them even; then the other "
                "player can make both odd again, until the last crossing has to be taken."
            ),
        }[move],
        call="first_wins",
    )


@family(900, "math", "implementation")
def remainders_in_turn(p: Parameters) -> Task:
    order = p.choice(
        "order", [1, 0], [0, 1], [1, 2, 0], [0, 2, 1], [2, 0, 1], [2, 1, 0], [1, 3, 2, 0]
    )
    d = len(order)
    up = order[0] == 0
    down = p.choice("down", True, False)
    what = p.choice("what", "value", "place")
    top = 10**12
    noun = {
        "value": "the number at place `k` of the list (places are counted from 1)",
        "place": "the place of the number `k` in the list (places are counted from 1)",
    }[what]

    def solve(n: int, k: int) -> int:
        before = 0
        for r in order:
            first = r if r > 0 else d
            size = (n - first) // d + 1
            last = first + (size - 1) * d
            if what == "value":
                if k <= size:
                    return last - (k - 1) * d if down else first + (k - 1) * d
                k -= size
            else:
                if k % d == r:
                    return before + ((last - k) // d if down else (k - first) // d) + 1
                before += size
        return -1

    def ranges(n: int, k: int) -> int:
        before = 0
        for r in order:
            block = range(r if r > 0 else d, n + 1, d)
            if down:
                block = block[::-1]
            if what == "value":
                if k - before <= len(block):
                    return block[k - before - 1]
            elif k in block:
                return before + block.index(k) + 1
            before += len(block)
        return -1

    def one_by_one(n: int, k: int) -> int:
        place = 0
        for r in order:
            first = r if r > 0 else d
            numbers = range(first, n + 1, d)
            for x in reversed(numbers) if down else numbers:
                place += 1
                if what == "value" and place == k:
                    return x
                if what == "place" and x == k:
                    return place
        return -1

    def equal_blocks(n: int, k: int) -> int:
        before = 0
        size = -(-n // d) if up else n // d
        for r in order:
            first = r if r > 0 else d
            last = first + (size - 1) * d
            if what == "value":
                if k <= size:
                    return last - (k - 1) * d if down else first + (k - 1) * d
                k -= size
            else:
                if k % d == r:
                    return before + ((last - k) // d if down else (k - first) // d) + 1
                before += size
        return n

    def make(maker: Maker) -> tuple[int, int]:
        n = maker.number(1, top)
        return n, maker.rng.randint(1, n)

    direction = "in decreasing order" if down else "in increasing order"
    if d == 2:
        names = ["even", "odd"]
        first, then = names[order[0]], names[order[1]]
        listed = f"first all {first} ones {direction}, then all {then} ones {direction}"
    else:
        words = [
            f"those that leave the remainder {r} when divided by {d}"
            if r
            else f"those that are divisible by {d}"
            for r in order
        ]
        listed = f"first {', then '.join(words)}, each time {direction}"
    return Task(
        titles=("Sorted by Remainder", "An Odd List", "In Groups"),
        given=[(Int("n", 1, top), Int("k", 1, "n"))],
        ask=Value(noun),
        formal=f"The integers from 1 to `n` are written in a list: {listed}.",
        stories=[
            Story(
                "@who has [bought|found] `n` cards with the numbers from 1 to `n` and does not "
                "like how everyone sorts them. So they are put into one long row, the list, in "
                f"this way: {listed}."
            ),
            Story(
                f"In the theatre of @place the `n` visitors, who have the numbers from 1 to `n`, "
                "leave the hall in an order that was fixed long ago and that the director calls "
                f"the list: {listed}. [It is said to prevent crowds|Nobody knows why]."
            ),
        ],
        solve=solve,
        others=[ranges],
        wrong=[equal_blocks],
        slow=[one_by_one],
        cpp=[
            """
            long long solve(long long n, long long k) {
                long long before = 0;
                for (int r : vector<int>$order) {
                    long long first = r > 0 ? r : $d;
                    long long size = (n - first + $d) / $d;
                    long long last = first + (size - 1) * $d;
                    if ($found) return $result;
                    before += size;
                }
                return -1;
            }
        """
        ],
        params={
            "d": d,
            "found": "k - before <= size" if what == "value" else f"k % {d} == r",
            "result": (
                f"last - (k - before - 1) * {d}" if down else f"first + (k - before - 1) * {d}"
            )
            if what == "value"
            else (f"before + (last - k) / {d} + 1" if down else f"before + (k - first) / {d} + 1"),
        },
        make=make,
        edges=[(n, k) for n in range(1, 6) for k in range(1, n + 1)] + [(top, top), (top, 1)],
        hints=(
            "The list is too long to be written down, but it has only a few blocks.",
            f"How many of the numbers up to `n` are in each block? Mind that `n` need not be "
            f"divisible by {d}.",
            "Skip whole blocks; inside of a block neighbours differ by "
            f"{d}, so that the rest is one multiplication or division.",
        ),
        explanation=f"Each block is an arithmetic progression with the difference {d}, whose size "
        "is a division; at most all blocks are looked at.",
        call="sorted_by_remainder",
    )
