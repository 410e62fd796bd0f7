"""Number systems: other bases, mixed units, and systems with rules of their own."""

from __future__ import annotations

from itertools import pairwise

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Int, Word


@family(1000, "math", "implementation")
def digits_in_base(p: Parameters) -> Task:
    b = p.int("b", 2, 9)
    what = p.choice("what", "ones", "sum", "zeros", "largest", "run", "different")
    noun = {
        "ones": f"how many digits 1 the number has in base {b}",
        "sum": f"the sum of the digits of the number in base {b}",
        "zeros": f"how many zeros the number ends with in base {b}",
        "largest": f"the product of the number of digits in base {b} and the largest digit",
        "run": f"the length of the longest run of equal digits in base {b}",
        "different": f"how many times two neighbouring digits in base {b} differ",
    }[what]

    def solve(n: int) -> int:
        digits = []
        while n > 0:
            digits.append(n % b)
            n //= b
        if what == "ones":
            return digits.count(1)
        if what == "sum":
            return sum(digits)
        if what == "zeros":
            i = 0
            while digits[i] == 0:
                i += 1
            return i
        if what == "largest":
            return len(digits) * max(digits)
        if what == "run":
            best = now = 1
            for i in range(1, len(digits)):
                now = now + 1 if digits[i] == digits[i - 1] else 1
                best = max(best, now)
            return best
        return sum(1 for i in range(1, len(digits)) if digits[i] != digits[i - 1])

    def as_text(n: int) -> int:
        text = ""
        while n:
            n, d = divmod(n, b)
            text = str(d) + text
        if what == "ones":
            return text.count("1")
        if what == "sum":
            return sum(int(c) for c in text)
        if what == "zeros":
            return len(text) - len(text.rstrip("0"))
        if what == "largest":
            return len(text) * int(max(text))
        if what == "run":
            best = 0
            for c in sorted(set(text)):
                length = 1
                while c * length in text:
                    length += 1
                best = max(best, length - 1)
            return best
        return sum(x != y for x, y in pairwise(text))

    def one_digit_less(n: int) -> int:
        digits = []
        while n >= b:
            digits.append(n % b)
            n //= b
        if what == "ones":
            return digits.count(1)
        if what == "sum":
            return sum(digits)
        if what == "zeros":
            return digits.count(0)
        if what == "largest":
            return len(digits) * max(digits, default=0)
        if what == "run":
            return max((digits.count(d) for d in digits), default=0)
        return sum(1 for i in range(1, len(digits)) if digits[i] != digits[i - 1])

    def make(maker: Maker) -> tuple[int]:
        n = maker.rng.randint(1, min(10**15, b ** maker.rng.randint(2, 6)))
        if maker.scale not in ("tiny", "least"):
            n = maker.rng.randint(1, 10**15)
            if maker.chance(0.4):
                power = b ** maker.rng.randint(1, 9)
                n = n // power * power + 1 * maker.rng.randint(0, 1)
        elif maker.chance(0.4):
            n *= b ** maker.rng.randint(1, 2)
        return (max(1, n),)

    return Task(
        titles=(f"Base {b}", "Fewer Fingers", "Seen in Another Base"),
        given=[Int("n", 1, 10**15)],
        ask=Value(noun),
        formal=f"The positive integer `n` is written in base {b}, without leading zeros.",
        stories=[
            Story(
                "The people of an island in the south have counted the shells on their beach: "
                "there are `n`. They carve this number into a palm tree, but in their own way, "
                f"since they have exactly {b} digits: they write it in base {b}. @who is a guest "
                "on the island, knows only base 10, and stands [in wonder|puzzled] before the "
                "tree. A number never begins with a zero there."
            ),
            Story(
                f"A chip has been built by mistake with wires that know {b} levels instead of two. "
                f"It stores the number `n` in base {b}, the most significant digit first, and "
                "without zeros in front of it. An engineer who looks for the fault does not need "
                "the number itself, only one property of its digits."
            ),
        ],
        solve=solve,
        others=[as_text],
        wrong=[one_digit_less],
        cpp=[
            """
            int solve(long long n) {
                vector<int> digits;
                for (; n > 0; n /= $b) digits.push_back(n % $b);
                int result = 0, size = digits.size();
                $count
                return result;
            }
            """
        ],
        hints=(
            f"How do you get the last digit of `n` in base {b}?",
            f"It is the remainder of `n` modulo {b}; dividing by {b} removes it.",
            "Collect all digits in a list, from the last to the first, and look at the list.",
        ),
        explanation=f"Repeated division by {b} gives the digits from the right, about `log n` of "
        "them.",
        make=make,
        edges=[(1,), (b,), (b - 1,), (b * b + 1,), (b**4,), (10**15,)],
        params={
            "count": {
                "ones": "result = count(digits.begin(), digits.end(), 1);",
                "sum": "result = accumulate(digits.begin(), digits.end(), 0);",
                "zeros": "while (result < size && digits[result] == 0) result++;",
                "largest": "result = size * *max_element(digits.begin(), digits.end());",
                "run": "for (int i = 0, now = 0; i < size; i++) {\n"
                "                    now = i > 0 && digits[i] == digits[i - 1] ? now + 1 : 1;\n"
                "                    result = max(result, now);\n"
                "                }",
                "different": "for (int i = 1; i < size; i++) {\n"
                "                    if (digits[i] != digits[i - 1]) result++;\n"
                "                }",
            }[what]
        },
        call="digits_in_base",
    )


@family(900, "math", "implementation")
def odd_units(p: Parameters) -> Task:
    system = p.entry("system", {
        "coins": (["gold", "silver", "copper"], [20, 12], "coins"),
        "weight": (["stones", "pounds", "ounces"], [14, 16], "weights"),
        "time": (["weeks", "days", "hours"], [7, 24], "times"),
        "length": (["yards", "feet", "inches"], [3, 12], "lengths"),
        "boxes": (["crates", "boxes", "eggs"], [8, 6], "stocks"),
        "magic": (["moons", "suns", "sparks"], [17, 29], "amounts of magic"),
        "volume": (["barrels", "jugs", "cups"], [32, 9], "volumes"),
    })  # fmt: skip
    what = p.choice("what", "sum", "difference", "compare", "times")
    k = p.int("k", 2, 9) if what == "times" else 1
    (large, middle, small), (x, y), kind = system
    result = {
        "sum": f"the sum of the two {kind}",
        "difference": f"the difference of the two {kind}, larger minus smaller",
        "compare": f"the larger of the two {kind}",
        "times": f"{k} times the larger of the two {kind}",
    }[what]

    def solve(a: int, b: int, c: int, d: int, e: int, f: int) -> list[int]:
        first = (a * x + b) * y + c
        second = (d * x + e) * y + f
        if what == "sum":
            total = first + second
        elif what == "difference":
            total = abs(first - second)
        else:
            total = max(first, second) * k
        return [total // (x * y), total // y % x, total % y]

    def with_carry(a: int, b: int, c: int, d: int, e: int, f: int) -> list[int]:
        if (a, b, c) < (d, e, f):
            a, b, c, d, e, f = d, e, f, a, b, c
        if what == "sum":
            a, b, c = a + d, b + e, c + f
        elif what == "difference":
            a, b, c = a - d, b - e, c - f
        else:
            a, b, c = a * k, b * k, c * k
        carry, c = divmod(c, y)
        more, b = divmod(b + carry, x)
        return [a + more, b, c]

    def without_carry(a: int, b: int, c: int, d: int, e: int, f: int) -> list[int]:
        if what == "sum":
            return [a + d, b + e, c + f]
        if what == "difference":
            return [abs(a - d), abs(b - e), abs(c - f)]
        return [max(a, d) * k, max(b, e) * k, max(c, f) * k]

    def make(maker: Maker) -> tuple[int, ...]:
        values = []
        for _ in range(2):
            a = maker.rng.randint(0, 4) if maker.scale == "tiny" else maker.number(0, 10**6)
            values += [a, maker.rng.randint(0, x - 1), maker.rng.randint(0, y - 1)]
        if maker.chance(0.3):
            values[3] = values[0]
        return tuple(values)

    return Task(
        titles=(
            "Strange Units",
            f"{large.title()}, {middle.title()}, {small.title()}",
            "Old Measures",
        ),
        given=[
            (Int("a", 0, 10**6), Int("b", 0, x - 1), Int("c", 0, y - 1)),
            (Int("d", 0, 10**6), Int("e", 0, x - 1), Int("f", 0, y - 1)),
        ],
        ask=Listing(f"the {large}, {middle} and {small} of {result}"),
        formal=f"One of the {large} is worth {x} {middle}, and one of the {middle} is worth {y} "
        f"{small}. The first of two {kind} consists of `a` {large}, `b` {middle} and `c` {small}; "
        f"the second consists of `d` {large}, `e` {middle} and `f` {small}. The result must again "
        f"have fewer than {x} {middle} and fewer than {y} {small}.",
        stories=[
            Story(
                "The [dwarves|giants|elves] in the mountains near @place never measure like other "
                f"people. For them, {y} {small} make up one of the {middle}, and {x} {middle} make "
                f"up one of the {large}. @who has to keep their books. Two entries stand there: "
                f"`a` {large}, `b` {middle} and `c` {small}; and below it `d` {large}, `e` "
                f"{middle} and `f` {small}. A proper entry always has fewer than {y} {small} and "
                f"fewer than {x} {middle}."
            ),
            Story(
                f"An old exercise book asks for {result}, when the first is given as `a` {large}, "
                f"`b` {middle}, `c` {small}, and the second as `d` {large}, `e` {middle}, `f` "
                f"{small}. On the back of the book there is a table: {x} {middle} are equal to one "
                f"of the {large}, {y} {small} to one of the {middle}. In the answer, as much as "
                f"possible is to be expressed in {large}, and then as much as possible in "
                f"{middle}."
            ),
        ],
        solve=solve,
        others=[with_carry],
        wrong=[without_carry],
        cpp=[
            """
            vector<long long> solve(int a, int b, int c, int d, int e, int f) {
                long long first = (1LL * a * $x + b) * $y + c;
                long long second = (1LL * d * $x + e) * $y + f;
                long long total = $total;
                return {total / ($x * $y), total / $y % $x, total % $y};
            }
            """
        ],
        hints=(
            f"Express everything in {small}.",
            f"One of the {large} is {x} times {y} {small}.",
            f"Compute with numbers of {small} and split the result with division and remainder.",
        ),
        explanation="In the smallest unit the task is one operation with integers; divisions "
        "with remainder lead back to the three units.",
        make=make,
        edges=[(0, 0, 0, 0, 0, 0), (1, 0, 0, 0, x - 1, y - 1), (0, x - 1, y - 1, 0, 0, 1)],
        params={
            "x": x,
            "y": y,
            "total": {
                "sum": "first + second",
                "difference": "abs(first - second)",
                "compare": "max(first, second)",
                "times": f"max(first, second) * {k}",
            }[what],
        },
        call="with_units",
    )


@family(1300, "math", "strings")
def shelf_labels(p: Parameters) -> Task:
    letters = p.choice("letters", "ABCDE", "XYZ", "AB", "KLMNOPQRST", "ACEGIKMOQSUWY", "abcdefghij")
    back = p.choice("back", True, False)
    what = p.choice("what", "shelf", "bus", "plant")
    k = len(letters)
    first, second, last = letters[0], letters[1], letters[-1]
    longest = {2: 39, 3: 25, 5: 17, 10: 12, 13: 11}[k]
    ends = (
        f"{first}, {second}"
        + (", ..., " + last if k > 3 else f", {last}" if k == 3 else "")
        + f", {first}{first}, {first}{second}, ..., {last}{last}, {first}{first}{first}, ..."
    )
    things, thing = {
        "shelf": ("shelves", "shelf"),
        "bus": ("buses", "bus"),
        "plant": ("plants", "plant"),
    }[what]

    def solve(n: int) -> str:
        label = ""
        while n > 0:
            n -= 1
            label = letters[n % k] + label
            n //= k
        return label

    def by_length(n: int) -> str:
        length, many = 1, k
        while n > many:
            n -= many
            length += 1
            many *= k
        n -= 1
        label = []
        for _ in range(length):
            n, d = divmod(n, k)
            label.append(letters[d])
        return "".join(reversed(label))

    def plain_base(n: int) -> str:
        label = ""
        while n > 0:
            label = letters[n % k] + label
            n //= k
        return label

    def number(s: str) -> int:
        n = 0
        for c in s:
            n = n * k + letters.index(c) + 1
        return n

    def count_shorter(s: str) -> int:
        shorter = sum(k**i for i in range(1, len(s)))
        same = 0
        for i, c in enumerate(reversed(s)):
            same += letters.find(c) * k**i
        return shorter + same + 1

    def zero_based(s: str) -> int:
        n = 0
        for c in s:
            n = n * k + letters.index(c)
        return n + 1

    def draw(maker: Maker) -> tuple[object]:
        high = k ** maker.rng.randint(1, 3) + k if maker.scale == "tiny" else 10**12
        n = maker.rng.randint(1, high)
        return (solve(n),) if back else (n,)

    given = (
        Word("s", 1, longest, alphabet=letters, letters=f"the letters {', '.join(letters)}",
             what=f"the label of a {thing}")
        if back
        else Int("n", 1, 10**12, what=f"the number of a {thing}")
    )  # fmt: skip
    formal = (
        f"The {things} of a row are numbered from 1 on, and each has a label. The labels are all "
        f"words over the {k} letters {', '.join(letters)}: shorter ones come before longer ones, "
        f"and words of equal length are in alphabetical order: {ends}"
    )
    return Task(
        titles=("Labels", f"The Label of a {thing.title()}", "Counting with Letters"),
        given=[given],
        ask=Value(f"the number of the {thing} with the label `s`")
        if back
        else Value(f"the label of the {thing} with the number `n`", python_type="str"),
        formal=formal,
        stories=[
            Story(
                f"When @place got its first {things}, there was no money for digits, and only {k} "
                f"stamps with letters were bought: {', '.join(letters)}. So the labels of the "
                f"{things} are words, and they are given away in this order: {ends} After all "
                "words of one length have been used, in alphabetical order, come those that have "
                "one letter more. "
                + (
                    f"@who has found a {thing} with the label `s` and asks which one in this order "
                    "it is."
                    if back
                    else f"@who is the proud owner of the {thing} number `n`, counted from 1."
                )
            ),
            Story(
                f"A catalogue lists {things} under short codes. A code is a word made of the "
                f"letters {', '.join(letters)}. The first codes have a single letter, then come "
                "those with two letters, then those with three, and so on, and codes of the same "
                "length are sorted like words in a dictionary. The list therefore starts as "
                f"follows: {ends} Its lines are numbered from 1. A code of the list is called a "
                "label. "
                + (
                    "Somebody wants to look up the label `s`."
                    if back
                    else "The line in question is `n`."
                )
            ),
        ],
        solve=number if back else solve,
        others=[count_shorter if back else by_length],
        wrong=[zero_based if back else plain_base],
        cpp=[
            """
            long long solve(string s) {
                string letters = "$letters";
                long long n = 0;
                for (char c : s) n = n * $k + letters.find(c) + 1;
                return n;
            }
            """
            if back
            else """
            string solve(long long n) {
                string letters = "$letters", label;
                while (n > 0) {
                    n--;
                    label += letters[n % $k];
                    n /= $k;
                }
                reverse(label.begin(), label.end());
                return label;
            }
            """
        ],
        hints=(
            "How many labels have exactly one letter, how many have two?",
            f"It is almost base {k}, except that there is no digit 0: the letters stand for 1 to "
            f"{k}.",
            f"Read the letters as digits from 1 to {k}."
            if back
            else f"The last letter follows from `n - 1` modulo {k}; go on with the quotient.",
        ),
        explanation=f"The labels are numbers in the bijective base {k}, whose digits are 1 to "
        f"{k}. The time is proportional to the length of the label.",
        make=draw,
        edges=[(first,), (last,), (last * 3,), (first * 4,), (second + first,)]
        if back
        else [(1,), (k,), (k + 1,), (k * k + k,), (k * k + k + 1,), (10**12,)],
        params={"k": k},
        call="number_of_label" if back else "label_of_number",
    )


@family(1400, "math", "constructive algorithms")
def signed_digits(p: Parameters) -> Task:
    b = p.choice("b", 3, 5, 7, 9)
    what = p.choice("what", "weights", "left", "length", "total")
    half = b // 2
    noun = {
        "weights": "the number of weights that are used",
        "left": "the number of weights that lie in the pan with the object",
        "length": "the largest weight that is used",
        "total": "the sum of all weights that are used",
    }[what]
    each = (
        "of each there is one"
        if half == 1
        else f"of each there are {half}, but weights of equal size must not lie in both pans"
    )

    def solve(n: int) -> int:
        digits = []
        while n > 0:
            d = n % b
            n //= b
            if d > half:
                d -= b
                n += 1
            digits.append(d)
        if what == "weights":
            return sum(abs(d) for d in digits)
        if what == "left":
            return sum(-d for d in digits if d < 0)
        if what == "length":
            return b ** (len(digits) - 1)
        return sum(abs(digits[i]) * b**i for i in range(len(digits)))

    def shifted(n: int) -> int:
        shift = half
        while shift < n:
            shift = shift * b + half
        value = n + shift
        digits = []
        while value or shift:
            digits.append(value % b - half if shift else value % b)
            value //= b
            shift //= b
        if what == "weights":
            return sum(map(abs, digits))
        if what == "left":
            return -sum(d for d in digits if d < 0)
        if what == "length":
            return max(b**i for i, d in enumerate(digits) if d)
        return sum(abs(d) * b**i for i, d in enumerate(digits))

    def one_pan(n: int) -> int:
        digits = []
        m = n
        while m > 0:
            digits.append(m % b)
            m //= b
        if what == "weights":
            return sum(digits)
        if what == "left":
            return sum(d > half for d in digits)
        return b ** (len(digits) - 1) if what == "length" else n

    return Task(
        titles=("On the Scales", f"Powers of {b}", "Both Pans"),
        given=[Int("n", 1, 10**12, what="the mass of the object")],
        ask=Value(noun),
        formal=f"There are weights of 1, {b}, {b * b}, {b**3}, ... grams (all powers of {b}), and "
        f"{each}. An object of `n` grams lies in the left pan of a balance. Weights are put into "
        "the two pans so that the balance is even. There is exactly one way to do that.",
        stories=[
            Story(
                "The apothecary of @place owns a fine balance and a box of weights, whose masses "
                f"in grams are the powers of {b}: 1, {b}, {b * b}, and so on without end; {each}. "
                "The object, a nugget of exactly `n` grams, lies in the left pan. Now weights may "
                "be added on both sides, next to the nugget and in the empty pan, until the pans "
                "are level. The apothecary knows that there is one way only, and finds it every "
                "time."
            ),
            Story(
                "At the fair, @who runs a game with a seesaw. A [pumpkin|stone] of `n` grams sits "
                f"on its left end. The players have iron pieces of 1, {b}, {b * b}, {b**3} grams "
                f"and all further powers of {b}; {each} (an end of the seesaw is called a pan "
                "here, and the pumpkin or stone is the object). They must bring the seesaw into "
                "balance, with pieces on the right end, and on the left end too if that helps. It "
                "always works, in exactly one way."
            ),
        ],
        solve=solve,
        others=[shifted],
        wrong=[one_pan],
        cpp=[
            """
            long long solve(long long n) {
                long long result = 0, power = 1;
                while (n > 0) {
                    int d = n % $b;
                    n /= $b;
                    if (d > $half) {
                        d -= $b;
                        n++;
                    }
                    $count
                    power *= $b;
                }
                return result;
            }
            """
        ],
        hints=(
            f"Write `n` in base {b}. Which digits cannot be made with weights in the right pan "
            "only?",
            f"A digit `d` above {half} can be replaced by `d - {b}`, which means weights in the "
            "left pan.",
            "To make up for that, the next digit grows by 1. Go from the lowest digit to the "
            "highest.",
        ),
        explanation=f"The weights spell out `n` in base {b} with digits from -{half} to {half}; "
        "negative digits are weights on the side of the object. Division with a carry finds the "
        "digits in about `log n` steps.",
        edges=[(1,), (half + 1,), (b,), (b - 1,), (b**5,), (10**12,), (b**4 - 1,)],
        params={
            "half": half,
            "count": {
                "weights": "result += abs(d);",
                "left": "if (d < 0) result -= d;",
                "length": "if (d != 0) result = power;",
                "total": "result += abs(d) * power;",
            }[what],
        },
        call="weigh",
    )


@family(1300, "math", "implementation")
def falling_bases(p: Parameters) -> Task:
    what = p.choice("what", "digits", "sum", "value", "zeros")
    start = p.int("start", 2, 4)
    noun = {
        "digits": "the digits, from the first to the last",
        "sum": "the sum of the digits",
        "zeros": "the number of zeros among the digits",
        "value": "the number of digits plus the first digit",
    }[what]
    bases = f"{start}, {start + 1}, {start + 2}, ..."
    places = f"1, {start}, {start * (start + 1)}, {start * (start + 1) * (start + 2)}, ..."

    def solve(n: int) -> object:
        digits = []
        base = start
        while n > 0:
            digits.append(n % base)
            n //= base
            base += 1
        digits.reverse()
        if what == "digits":
            return digits
        if what == "sum":
            return sum(digits)
        if what == "zeros":
            return digits.count(0)
        return len(digits) + digits[0]

    def from_the_top(n: int) -> object:
        values = [1]
        base = start
        while values[-1] * base <= n:
            values.append(values[-1] * base)
            base += 1
        digits = []
        for value in reversed(values):
            digits.append(n // value)
            n -= digits[-1] * value
        if what == "digits":
            return digits
        if what == "sum":
            return sum(digits)
        return sum(not d for d in digits) if what == "zeros" else len(digits) + digits[0]

    def fixed_base(n: int) -> object:
        digits = []
        while n > 0:
            digits.append(n % start)
            n //= start
        digits.reverse()
        if what == "digits":
            return digits
        if what == "sum":
            return sum(digits)
        if what == "zeros":
            return digits.count(0)
        return len(digits) + digits[0]

    def make(maker: Maker) -> tuple[int]:
        if maker.scale == "tiny":
            return (maker.rng.randint(1, 400),)
        n = maker.rng.randint(1, 10**15)
        value, base = 1, start
        while maker.chance(0.7) and value * base < 10**9:
            value *= base
            base += 1
        return (n // value * value or n,)

    return Task(
        titles=("Growing Bases", "A Number in Many Bases", "The Clock of Wheels"),
        given=[Int("n", 1, 10**15)],
        ask=Listing(noun) if what == "digits" else Value(noun),
        formal=f"In a certain number system the places have, from the right, the values {places} "
        f"Each value is the one before multiplied by the next of the numbers {bases} The digit at "
        f"the last place is less than {start}, the one before it less than {start + 1}, and so "
        "on. The positive integer `n` is written in this system without leading zeros; a digit "
        "may be greater than 9.",
        stories=[
            Story(
                "A counter consists of many wheels next to each other. The rightmost wheel has "
                f"{start} positions, its neighbour to the left has {start + 1}, the next one "
                f"{start + 2}, and so on to the left. Whenever a wheel has made a full turn it "
                "moves the next one by one position. At the beginning all wheels show 0. The "
                "crank of the rightmost wheel is then moved by `n` positions. The positions that "
                "the wheels show, without the zeros to the left of the first wheel that has moved "
                "away from 0, are the digits of `n`."
            ),
            Story(
                f"@who packs marbles: {start} marbles into a bag, {start + 1} bags into a box, "
                f"{start + 2} boxes into a crate, {start + 3} crates into a cart, and for "
                "everything larger there are further names, each holding one more of the things "
                "before. There are `n` marbles. As much as possible is packed into the largest "
                "things, and what cannot be packed stays as it is. The numbers of the largest "
                "things, of the next smaller ones and so on down to the single marbles are called "
                "the digits of `n`."
            ),
        ],
        solve=solve,
        others=[from_the_top],
        wrong=[fixed_base],
        cpp=[
            """
            $type solve(long long n) {
                vector<long long> digits;
                for (long long base = $start; n > 0; base++) {
                    digits.push_back(n % base);
                    n /= base;
                }
                reverse(digits.begin(), digits.end());
                return $result;
            }
            """
        ],
        hints=(
            "Which digit can be found at once?",
            f"The last one is `n` modulo {start}, and the rest of the number is the quotient.",
            "Go on with the quotient, each time with a base that is greater by 1.",
        ),
        explanation="Each digit is the remainder of a division by the base of its place. Since "
        "the bases grow, there are even fewer steps than the logarithm of `n`.",
        make=make,
        edges=[(1,), (start,), (start * (start + 1),), (start * (start + 1) - 1,), (10**15,)],
        params={
            "type": "vector<long long>" if what == "digits" else "long long",
            "result": {
                "digits": "digits",
                "sum": "accumulate(digits.begin(), digits.end(), 0LL)",
                "zeros": "count(digits.begin(), digits.end(), 0)",
                "value": "(long long)digits.size() + digits[0]",
            }[what],
        },
        call="write_number",
    )


@family(1200, "math", "brute force")
def some_base(p: Parameters) -> Task:
    kind = p.entry("kind", {
        "mirror": "read the same from both ends",
        "different": "are all different",
        "sum": "have a sum that is a prime number",
        "rising": "never decrease from left to right",
        "no_zero": "do not include the digit 0",
        "even": "have an even sum",
    })  # fmt: skip
    label = next(
        name
        for name, text in (
            ("mirror", "read the"), ("different", "are all"), ("sum", "have a sum"),
            ("rising", "never"), ("no_zero", "do not"), ("even", "have an"),
        )
        if kind.startswith(text)
    )  # fmt: skip
    what = p.choice("what", "count", "first", "last")
    least = p.choice("least", 2, 3)
    noun = {
        "count": "the number of fitting bases",
        "first": "the smallest fitting base, or -1 if there is none",
        "last": "the largest fitting base, or -1 if there is none",
    }[what]

    def solve(n: int) -> int:
        def good(digits: list[int]) -> bool:
            if label == "mirror":
                return digits == digits[::-1]
            if label == "different":
                return len(set(digits)) == len(digits)
            if label == "sum":
                total = sum(digits)
                return total > 1 and all(total % d for d in range(2, total))
            if label == "rising":
                return digits == sorted(digits, reverse=True)
            if label == "no_zero":
                return 0 not in digits
            return sum(digits) % 2 == 0

        fitting = []
        for base in range(2, 37):
            digits = []
            x = n
            while x > 0:
                digits.append(x % base)
                x //= base
            if len(digits) >= least and good(digits):
                fitting.append(base)
        if what == "count":
            return len(fitting)
        if what == "first":
            return fitting[0] if fitting else -1
        return fitting[-1] if fitting else -1

    def with_break(n: int) -> int:
        result = 0 if what == "count" else -1
        order = range(36, 1, -1) if what == "last" else range(2, 37)
        for base in order:
            if base ** (least - 1) > n:
                continue
            digits: list[int] = []
            x = n
            while x:
                x, d = divmod(x, base)
                digits.insert(0, d)
            k = len(digits)
            if label == "mirror":
                good = all(digits[i] == digits[k - 1 - i] for i in range(k))
            elif label == "different":
                good = all(digits.count(d) == 1 for d in digits)
            elif label == "sum":
                good = sum(sum(digits) % d == 0 for d in range(1, sum(digits) + 1)) == 2
            elif label == "rising":
                good = all(digits[i] <= digits[i + 1] for i in range(k - 1))
            elif label == "no_zero":
                good = all(d > 0 for d in digits)
            else:
                good = sum(d % 2 for d in digits) % 2 == 0
            if good and what == "count":
                result += 1
            elif good:
                return base
        return result

    def any_length(n: int) -> int:
        fitting = []
        for base in range(2, 37):
            digits = []
            x = n
            while x > 0:
                digits.append(x % base)
                x //= base
            total = sum(digits)
            if label == "mirror":
                good = digits == digits[::-1] or len(digits) < least
            elif label == "different":
                good = len(set(digits)) == len(digits)
            elif label == "sum":
                good = total > 1 and all(total % d for d in range(2, total // 2))
            elif label == "rising":
                good = digits == sorted(digits)
            elif label == "no_zero":
                good = digits[0] != 0
            else:
                good = total % 2 == 0
            if good:
                fitting.append(base)
        if what == "count":
            return len(fitting)
        if what == "first":
            return fitting[0] if fitting else 0
        return fitting[-1] if fitting else 0

    def make(maker: Maker) -> tuple[int]:
        high = {"least": 1, "tiny": 60, "small": 1000}.get(maker.scale, 10**9)
        return (maker.rng.randint(1, high),)

    return Task(
        titles=("Which Base?", "The Right Base", "In Thirty-Five Bases"),
        given=[Int("n", 1, 10**9)],
        ask=Value(noun),
        formal="The positive integer `n` is written in each base from 2 to 36, without leading "
        f"zeros. A base is called fitting if `n` has at least {least} digits in it and these "
        f"digits {kind}. (In bases above 10, a digit can have a value above 9.)",
        stories=[
            Story(
                "@who cannot [sleep|concentrate] and writes the number `n` on a sheet of paper "
                "again and again, in base 2, in base 3, in base 4, and so on up to base 36, never "
                f"with a zero at the front. A base fits, @who thinks, if the number has {least} "
                f"digits or more in it and if its digits {kind}. Digits are seen as numbers here, "
                "those beyond 9 as well."
            ),
            Story(
                "To hide a number `n`, a spy writes it down in a base from 2 to 36 and tells "
                "nobody in which. The rules of the secret service allow only bases that are "
                f"fitting, which means that in this base the number has no fewer than {least} "
                f"digits and that the digits {kind}. Leading zeros are not written, and the value "
                "of a digit may be up to 35."
            ),
        ],
        solve=solve,
        others=[with_break],
        wrong=[any_length],
        cpp=[
            """
            bool good(vector<int> digits) {
                vector<int> t = digits;
                int sum = accumulate(t.begin(), t.end(), 0);
                $test
            }

            int solve(int n) {
                int count = 0, first = -1, last = -1;
                for (int base = 2; base <= 36; base++) {
                    vector<int> digits;
                    for (int x = n; x > 0; x /= base) digits.push_back(x % base);
                    if ((int)digits.size() < $least || !good(digits)) continue;
                    count++;
                    last = base;
                    if (first < 0) first = base;
                }
                return $what;
            }
            """
        ],
        hints=(
            "There are only 35 bases to look at.",
            "The digits in a base come from remainders, the last digit first.",
            f"For each base collect the digits, check that there are at least {least}, and test "
            "them.",
        ),
        explanation="Each of the 35 bases needs about `log n` divisions and a test of so many "
        "digits.",
        make=make,
        edges=[(1,), (2,), (3,), (35,), (36,), (37,), (10**9,)],
        params={
            "test": {
                "mirror": "reverse(t.begin(), t.end());\n                return t == digits && "
                "sum >= 0;",
                "different": "return set<int>(t.begin(), t.end()).size() == t.size() && sum >= 0;",
                "sum": "for (int d = 2; d < sum; d++) {\n"
                "                    if (sum % d == 0) return false;\n"
                "                }\n                return sum > 1;",
                "rising": "sort(t.rbegin(), t.rend());\n                return t == digits && "
                "sum >= 0;",
                "no_zero": "return count(t.begin(), t.end(), 0) == 0 && sum > 0;",
                "even": "return sum % 2 == 0;",
            }[label]
        },
        call="fitting_base",
    )


@family(1400, "math", "constructive algorithms")
def negative_base(p: Parameters) -> Task:
    b = p.int("b", 2, 5)
    what = p.choice("what", "write", "digits", "sum")
    noun = {
        "write": f"the digits of `n` in base -{b}, as one text",
        "digits": f"the number of digits of `n` in base -{b}",
        "sum": f"the sum of the digits of `n` in base -{b}",
    }[what]
    places = f"1, -{b}, {b * b}, -{b**3}, {b**4}, ..."

    def solve(n: int) -> object:
        if n == 0:
            return {"write": "0", "digits": 1, "sum": 0}[what]
        digits = []
        while n != 0:
            d = n % b
            digits.append(d)
            n = -((n - d) // b)
        if what == "digits":
            return len(digits)
        if what == "sum":
            return sum(digits)
        return "".join(map(str, digits[::-1]))

    def recursive(n: int) -> object:
        def write(x: int) -> str:
            if 0 <= x < b:
                return str(x)
            d = x % b
            return write((d - x) // b) + str(d)

        text = write(n)
        if what == "digits":
            return len(text)
        return sum(int(c) for c in text) if what == "sum" else text

    def positive_base(n: int) -> object:
        text = ""
        m = abs(n)
        while m > 0:
            text = str(m % b) + text
            m //= b
        if what == "digits":
            return len(text)
        return sum(int(c) for c in text) if what == "sum" else text

    return Task(
        titles=("Below Zero", f"Minus {b}", "The Base of the Ice People"),
        given=[Int("n", -(10**9), 10**9)],
        ask=Value(noun, python_type="str" if what == "write" else "int"),
        formal=f"In base -{b}, the places of a number have, from right to left, the values "
        f"{places} The digits are 0 to {b - 1}. Every integer, also a negative one, can be "
        "written in exactly one way without leading zeros and without a sign; 0 is written as a "
        "single 0.",
        stories=[
            Story(
                "In the far north it is so cold that even the bases of numbers are below zero. "
                f"People there write an integer with the digits from 0 to {b - 1}, and the values "
                f"of the places, from right to left, are the powers of -{b}, namely {places} This "
                "has an advantage: no minus sign is needed, because each integer, positive, "
                "negative or 0, can be written in exactly one way (zeros at the front are not "
                "written, except for the number 0, which is just 0). This morning their "
                "thermometer shows `n`."
            ),
            Story(
                "@who plays with counters on a long board. The fields are labelled, from right to "
                f"left, {places} so that each label is the one before it times -{b}. On each field "
                f"there may be up to {b - 1} counters, and the board as a whole shows the sum of "
                "the labels, taken as often as there are counters. @friend names the integer `n`, "
                "and @who lays it out. Read from left to right, from the first field that is not "
                f"empty, the numbers of counters are the digits of `n` in base -{b}; for `n = 0` "
                "there is one digit, 0. It always works in exactly one way."
            ),
        ],
        solve=solve,
        others=[recursive],
        wrong=[positive_base],
        cpp=[
            """
            $type solve(int n) {
                string text;
                int sum = 0;
                do {
                    int d = ((n % $b) + $b) % $b;
                    text += char('0' + d);
                    sum += d;
                    n = (n - d) / -$b;
                } while (n != 0);
                reverse(text.begin(), text.end());
                return $result;
            }
            """
        ],
        hints=(
            "What must the last digit be?",
            f"All other places are divisible by {b}, so the last digit is the remainder modulo "
            f"{b}, from 0 to {b - 1}, for negative numbers too.",
            f"Subtract the digit, divide by -{b}, and repeat until 0 is left.",
        ),
        explanation=f"The last digit is fixed by the remainder modulo {b}. Dividing the rest by "
        f"-{b} leads to a number that is smaller in size, so there are about `log |n|` steps.",
        edges=[(0,), (1,), (-1,), (b,), (-b,), (b - 1,), (10**9,), (-(10**9),)],
        params={
            "type": "string" if what == "write" else "int",
            "result": {"write": "text", "digits": "(int)text.size()", "sum": "sum"}[what],
        },
        call="in_negative_base",
    )


@family(1000, "math", "implementation")
def two_bases(p: Parameters) -> Task:
    x, y = p.choice("bases", (2, 3), (3, 2), (2, 5), (4, 7), (8, 3), (5, 6), (9, 2), (7, 5))
    what = p.choice("what", "convert", "reread", "equal", "both")
    noun = {
        "convert": f"the number in base {y}",
        "reread": f"the difference between the value of `s` in base {max(x, y)} and its value in "
        f"base {min(x, y)}",
        "equal": f"the sum of the digits of the number in base {y}",
        "both": f"how many digits the number has in base {y}",
    }[what]
    top = min(x, y) - 1 if what == "reread" else x - 1

    def solve(s: str) -> object:
        value = 0
        for c in s:
            value = value * x + int(c)
        if what == "reread":
            other = 0
            for c in s:
                other = other * y + int(c)
            return abs(value - other)
        result = ""
        while value > 0:
            result = str(value % y) + result
            value //= y
        if what == "convert":
            return result or "0"
        if what == "equal":
            return sum(map(int, result))
        return max(1, len(result))

    def built_in(s: str) -> object:
        value = int(s, x)
        if what == "reread":
            return max(value, int(s, y)) - min(value, int(s, y))
        digits = [value % y]
        while value >= y:
            value //= y
            digits.append(value % y)
        if what == "convert":
            return "".join(str(d) for d in reversed(digits))
        return sum(digits) if what == "equal" else len(digits)

    def reversed_places(s: str) -> object:
        value = sum(int(c) * x**i for i, c in enumerate(s))
        if what == "reread":
            return abs(value - sum(int(c) * y**i for i, c in enumerate(s)))
        result = ""
        while value > 0:
            result += str(value % y)
            value //= y
        if what == "convert":
            return result or "0"
        return sum(map(int, result)) if what == "equal" else max(1, len(result))

    def make(maker: Maker) -> tuple[str]:
        pool = "0123456789"[: top + 1]
        length = maker.rng.randint(1, 6 if maker.scale == "tiny" else 17)
        if maker.scale == "least":
            length = 1
        text = maker.rng.choice(pool[1:]) + "".join(maker.rng.choices(pool, k=length - 1))
        return (text,)

    letters = f"digits from 0 to {top}"
    reading = (
        f"The string `s` can be read as a number in base {x} and as a number in base {y}."
        if what == "reread"
        else f"The string `s` is a non-negative integer, written in base {x}."
    )
    return Task(
        titles=("Change of Base", f"From {x} to {y}", "Two Planets"),
        given=[Word("s", 1, 17, alphabet="0123456789"[: top + 1], letters=letters)],
        ask=Value(noun, python_type="str" if what == "convert" else "int"),
        formal=f"{reading} It begins with 0 only if it is the single digit 0.",
        stories=[
            Story(
                f"On one planet people have {x} fingers and count in base {x}; on its neighbour "
                f"they have {y} and count in base {y}. A radio message has just been received, "
                "which says nothing but "
                + (
                    "`s`. All its digits exist on both planets, so nobody knows which of them it "
                    "came from. How much the two readings differ is of interest to both."
                    if what == "reread"
                    else "the number `s`; it came from the first planet. @who lives on the second "
                    "one and has to tell the others what it means. Zeros at the front are never "
                    "sent, except for the number 0 itself."
                )
            ),
            Story(
                f"Two watchmakers number their watches in different ways, one in base {x}, the "
                f"other in base {y}. "
                + (
                    "A watch with the number `s` has turned up in a drawer, but who made it? The "
                    "price of a watch is the number it bears, as its maker reads it."
                    if what == "reread"
                    else "A watch with the number `s` was made by the first of them (its number "
                    "starts with a 0 only if it is 0), and the second has bought it and would "
                    "like to engrave the same number in the own system."
                )
            ),
        ],
        solve=solve,
        others=[built_in],
        wrong=[reversed_places],
        cpp=[
            """
            $type solve(string s) {
                long long first = 0, second = 0;
                for (char c : s) {
                    first = first * $x + (c - '0');
                    second = second * $y + (c - '0');
                }
                string text;
                long long sum = 0;
                do {
                    text += char('0' + first % $y);
                    sum += first % $y;
                    first /= $y;
                } while (first > 0);
                reverse(text.begin(), text.end());
                return $result;
            }
            """
            if what != "reread"
            else """
            long long solve(string s) {
                long long first = 0, second = 0;
                for (char c : s) {
                    first = first * $x + (c - '0');
                    second = second * $y + (c - '0');
                }
                return abs(first - second);
            }
            """
        ],
        hints=(
            "What is the value of `s`, as an ordinary number?",
            f"From left to right: multiply by {x} and add the next digit.",
            f"Do the same in base {y} and subtract."
            if what == "reread"
            else f"The digits in base {y} are the remainders of repeated divisions by {y}.",
        ),
        explanation="The value is built up digit by digit, and taken apart again by divisions. "
        "Both take time proportional to the number of digits.",
        make=make,
        edges=[("1",), ("10",), ("0",), ("1" * 17,), ("110",)],
        params={
            "x": x,
            "y": y,
            "type": "string" if what == "convert" else "long long",
            "result": {"convert": "text", "equal": "sum"}.get(what, "(long long)text.size()"),
        },
        call="other_base",
    )
