"""Digits: sums, rearrangements, checks and long numbers as texts."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Decide, Story, Task, Value
from shortlist_engine.bank.values import Int, Word

DIGITS = "0123456789"


def _number(maker: Maker, length: int) -> str:
    """A number of this length without leading zero, often with few different digits."""
    few = maker.rng.sample("123456789", maker.rng.randint(1, 3))
    pool = DIGITS if maker.chance(0.6) else "".join(few) + maker.rng.choice(("", "0"))
    first = maker.rng.choice([c for c in pool if c != "0"])
    return first + "".join(maker.rng.choices(pool, k=length - 1))


@family(800, "math", "strings", "implementation")
def weighed_digits(p: Parameters) -> Task:
    rule = p.choice(
        "rule",
        Expr("d", "d", "itself"),
        Expr("d", "d * d", "its square"),
        Expr("d", "d * d * d", "its third power"),
        Expr("d", "9 - d", "its difference to 9"),
        Expr("d", "1 + d % 2 * 4", "5 if it is odd and 1 if it is even"),
        Expr("d", "d * (d % 2)", "itself if it is odd and 0 if it is even"),
    )
    what = p.choice("what", "sum", "steps", "compare", "until")
    noun = {
        "sum": "the result of one round",
        "steps": "the result of two rounds",
        "compare": "the absolute difference between `n` and the result of one round",
        "until": "the result of three rounds",
    }[what]
    rounds = {"sum": 1, "steps": 2, "compare": 1, "until": 3}[what]
    times = {1: "once", 2: "twice", 3: "three times"}[rounds]

    def solve(n: int) -> int:
        x = n
        for _ in range(rounds):
            total = 0
            while x > 0:
                d = x % 10
                total += rule(d)
                x //= 10
            x = total
        return abs(n - x) if what == "compare" else x

    def as_text(n: int) -> int:
        text = str(n)
        for _ in range(rounds):
            text = str(sum(rule(int(c)) for c in text)) if text != "0" else "0"
        return abs(n - int(text)) if what == "compare" else int(text)

    def forgets_first(n: int) -> int:
        x = n
        for _ in range(rounds):
            total = 0
            while x >= 10:
                d = x % 10
                total += rule(d)
                x //= 10
            x = total
        return abs(n - x) if what == "compare" else x

    return Task(
        titles=("Digit Weights", "From Digit to Digit", "The Sum Machine"),
        given=[Int("n", 1, 10**9)],
        ask=Value(noun),
        formal="In one round, a positive integer is replaced by the sum of the values of its "
        f"decimal digits, where the value of a digit is {rule.words}. The number 0 is replaced by "
        "0. The first round begins with `n`, and each further round with the result of the round "
        "before.",
        stories=[
            Story(
                "In the cellar of the museum stands a machine with a single slot. It takes a card "
                "with a positive integer and gives out another card, on which there is a sum: one "
                "term for each digit of the first number, and the term of a digit is "
                f"{rule.words}. For a card with 0, it gives out a card with 0. @who puts in a card "
                "with the number `n`"
                + (
                    "."
                    if rounds == 1
                    else f", and then always what came out; it runs {times} in total."
                ),
            ),
            Story(
                "@friend has a strange way to make numbers shorter. The value of a digit shall be "
                f"{rule.words}. In a round, @friend adds up the values of all digits of the number "
                "and goes on with this sum (with 0 if the number was 0). Today, the first number "
                "is `n`."
            ),
        ],
        solve=solve,
        others=[as_text],
        wrong=[forgets_first],
        cpp=[
            """
            int solve(int n) {
                int x = n;
                for (int round = 0; round < $rounds; round++) {
                    int total = 0;
                    for (; x > 0; x /= 10) total += $rule(x % 10);
                    x = total;
                }
                return $result;
            }
            """
        ],
        hints=(
            "How do you get at the last digit of a number?",
            "It is the remainder after division by 10, and the quotient is the rest of the number.",
            f"Add up the values while the number is not 0; do that {times}.",
        ),
        explanation="Each round looks at every digit once, and a number `n` has about `log n` "
        "digits.",
        edges=[(1,), (9,), (10,), (999999999,), (10**9,), (20,)],
        params={"rounds": rounds, "result": "abs(n - x)" if what == "compare" else "x"},
        call="digit_rounds",
    )


@family(1100, "greedy", "strings")
def drop_a_digit(p: Parameters) -> Task:
    how = p.choice("how", "largest", "smallest")
    what = p.choice("what", "drop", "double", "insert")
    d = p.int("d", 2, 8) if what == "insert" else 0
    action = {
        "drop": "exactly one digit is removed",
        "double": "exactly one digit is doubled, so that it stands twice in a row",
        "insert": f"the digit {d} is inserted once, anywhere between two digits, before the first "
        "or behind the last",
    }[what]

    def solve(s: str) -> str:
        n = len(s)
        if what == "insert":
            i = 0
            while i < n and (int(s[i]) >= d if how == "largest" else int(s[i]) <= d):
                i += 1
            return s[:i] + str(d) + s[i:]
        i = 0
        while i < n - 1:
            if what == "drop":
                if (s[i] < s[i + 1]) if how == "largest" else (s[i] > s[i + 1]):
                    break
            else:
                j = i
                while j < n and s[j] == s[i]:
                    j += 1
                if j == n or ((s[i] > s[j]) if how == "largest" else (s[i] < s[j])):
                    break
            i += 1
        if what == "drop":
            return s[:i] + s[i + 1 :]
        return s[:i] + s[i] + s[i:]

    def all_of_them(s: str) -> str:
        n = len(s)
        if what == "drop":
            results = [s[:i] + s[i + 1 :] for i in range(n)]
        elif what == "double":
            results = [s[: i + 1] + s[i:] for i in range(n)]
        else:
            results = [s[:i] + str(d) + s[i:] for i in range(n + 1)]
        return max(results) if how == "largest" else min(results)

    def extreme_digit(s: str) -> str:
        if what == "insert":
            return max(s + str(d), str(d) + s) if how == "largest" else min(s + str(d), str(d) + s)
        if what == "drop":
            i = s.index(min(s) if how == "largest" else max(s))
            return s[:i] + s[i + 1 :]
        i = s.index(max(s) if how == "largest" else min(s))
        return s[:i] + s[i] + s[i:]

    def make(maker: Maker) -> tuple[str]:
        length = maker.count(2, 1000)
        text = "".join(maker.rng.choices("123456789", k=length))
        if maker.chance(0.6):
            text = "".join(sorted(text, reverse=maker.chance(0.5)))
            i = maker.rng.randrange(length)
            text = text[:i] + "".join(maker.rng.choices("123456789", k=length - i))
        return (text,)

    return Task(
        titles=("A Digit of Difference", "One Change", f"The {how.title()} Result"),
        given=[
            Word(
                "s", 2, 1000, alphabet="123456789", letters="digits from 1 to 9", what="the number"
            )
        ],
        ask=Value(f"the {how} number that can come out", python_type="str"),
        formal="`s` is a positive integer without zeros among its digits. In this number, "
        f"{action}. The order of the other digits does not change.",
        stories=[
            Story(
                "The numbers on the door of a house are made of brass, one piece for each digit, "
                "and there is no piece with a 0. Together they show the number `s`. @who is "
                f"allowed to change it tonight, and only in this way: {action}. All other pieces "
                "stay in their order. @friend has bet that the number will become as "
                f"{'large' if how == 'largest' else 'small'} as possible."
            ),
            Story(
                "On the display of an old calculator stands the number `s`, whose digits are all "
                "between 1 and 9. A short circuit is coming: as everyone in @place knows, it "
                f"means that {action}, while the remaining digits keep their order. Nobody can say "
                "which digit it hits, so the engineers want to be prepared for the most extreme "
                "case."
            ),
        ],
        solve=solve,
        others=[all_of_them],
        wrong=[extreme_digit],
        cpp=[
            """
            string solve(string s) {
                string best;
                for (int i = 0; i <= (int)s.size(); i++) {
                    string t = s;
                    $change
                    if (best.empty() || t $better best) best = t;
                }
                return best;
            }
            """
        ],
        hints=(
            "All results have the same length, so the first place where two of them differ "
            "decides.",
            "Go from left to right: at which place does the change make the number "
            f"{'larger' if how == 'largest' else 'smaller'} for the first time?",
            "Compare each digit with the one that would come into its place.",
        ),
        explanation="Results of equal length are compared from the left. So the first place "
        "where the change improves the number is the right one, and it is found in one pass. "
        "Trying all places and comparing the texts costs quadratic time, which also suffices "
        "here.",
        make=make,
        edges=[("11",), ("12",), ("21",), ("9" * 20,), ("1221",), ("2112",)],
        params={
            "better": ">" if how == "largest" else "<",
            "change": {
                "drop": "if (i == (int)s.size()) break;\n                    t.erase(i, 1);",
                "double": "if (i == (int)s.size()) break;\n                    t.insert(i, 1, "
                "s[i]);",
                "insert": f"t.insert(i, 1, '{d}');",
            }[what],
        },
        call="change_one_digit",
    )


@family(1000, "strings", "sortings", "greedy")
def reordered_number(p: Parameters) -> Task:
    what = p.choice(
        "what", "largest", "smallest", "gap", "middle_even", "largest_even", "smallest_odd"
    )
    noun = {
        "largest": "the largest number that can be made",
        "smallest": "the smallest number that can be made",
        "gap": "the difference between the largest and the smallest number that can be made",
        "middle_even": "the sum of the largest and the smallest number that can be made",
        "largest_even": "the largest even number that can be made, or -1 if there is none",
        "smallest_odd": "the smallest odd number that can be made, or -1 if there is none",
    }[what]

    def solve(n: int) -> int:
        digits = sorted(str(n))
        if what == "largest_even":
            for i in range(len(digits)):
                if int(digits[i]) % 2 == 0:
                    rest = digits[:i] + digits[i + 1 :]
                    return int("".join(rest[::-1]) + digits[i])
            return -1
        if what == "smallest_odd":
            for i in range(len(digits) - 1, -1, -1):
                if int(digits[i]) % 2 == 1:
                    rest = digits[:i] + digits[i + 1 :]
                    zeros = rest.count("0")
                    if zeros < len(rest):
                        rest = [rest[zeros], *rest[:zeros], *rest[zeros + 1 :]]
                    elif rest:
                        continue
                    return int("".join(rest) + digits[i])
            return -1
        high = int("".join(digits[::-1]))
        i = digits.count("0")
        low = int(digits[i] + "".join(digits[:i] + digits[i + 1 :]))
        if what == "largest":
            return high
        if what == "smallest":
            return low
        return high - low if what == "gap" else high + low

    def every_order(n: int) -> int:
        def orders(rest: str) -> set[str]:
            if len(rest) < 2:
                return {rest}
            found = set()
            for i in range(len(rest)):
                if rest[i] not in rest[:i]:
                    for tail in orders(rest[:i] + rest[i + 1 :]):
                        found.add(rest[i] + tail)
            return found

        numbers = [int(text) for text in orders(str(n)) if text[0] != "0"]
        if what == "largest_even":
            return max((x for x in numbers if x % 2 == 0), default=-1)
        if what == "smallest_odd":
            return min((x for x in numbers if x % 2), default=-1)
        if what == "largest":
            return max(numbers)
        if what == "smallest":
            return min(numbers)
        if what == "gap":
            return max(numbers) - min(numbers)
        return max(numbers) + min(numbers)

    def just_sorted(n: int) -> int:
        digits = "".join(sorted(str(n)))
        low, high = int(digits), int(digits[::-1])
        if what == "largest":
            return n
        if what == "largest_even":
            return high if high % 2 == 0 else -1
        if what == "smallest_odd":
            return low if low % 2 else -1
        if what == "smallest":
            return low
        return high - low if what == "gap" else high + low

    def make(maker: Maker) -> tuple[int]:
        return (int(_number(maker, maker.rng.randint(1, 4 if maker.scale == "tiny" else 7))),)

    return Task(
        titles=("Shuffled Digits", "Another Order", "Digit Cards"),
        given=[Int("n", 1, 10**7 - 1)],
        ask=Value(noun),
        formal="The decimal digits of the positive integer `n` are put into any order, and all "
        "of them are used. A number must not begin with 0.",
        stories=[
            Story(
                "@who has cut the number `n` out of a newspaper, and then cut it again, into "
                "single digits. Now these lie on the table and can be put together in a new "
                "order. All pieces have to be used, none may be turned around to become another "
                "digit, and a piece with a 0 may not come first."
            ),
            Story(
                "For the new bus line, @place needs a number. The mayor has only the digits of "
                "the old number `n`, painted on wooden tiles, and wants to use up all tiles. Of "
                "course, no bus has a number with a leading zero. Before deciding, the mayor asks "
                "what is possible."
            ),
        ],
        solve=solve,
        others=[every_order],
        wrong=[just_sorted],
        cpp=[
            """
            int solve(int n) {
                string s = to_string(n);
                sort(s.begin(), s.end());
                int high = -1, low = INT_MAX, even = -1, odd = INT_MAX;
                do {
                    if (s[0] == '0') continue;
                    int x = stoi(s);
                    high = max(high, x);
                    low = min(low, x);
                    if (x % 2 == 0) even = max(even, x);
                    else odd = min(odd, x);
                } while (next_permutation(s.begin(), s.end()));
                return $result;
            }
            """
        ],
        hints=(
            "Sort the digits. In which order is the number largest?",
            "For small numbers the digits ascend, except that a zero must not come first.",
            "Choose the digit with a special place (the first or the last) before sorting the "
            "others.",
        ),
        explanation="Digits in descending order give the largest number; ascending ones, with "
        "the smallest digit other than 0 in front, the smallest. The last digit alone decides "
        "about even and odd.",
        make=make,
        edges=[(1,), (10,), (100,), (30,), (1002,), (2468,), (13579,), (9876543,)],
        params={
            "result": {
                "largest": "high",
                "smallest": "low",
                "gap": "high - low",
                "middle_even": "high + low",
                "largest_even": "even",
                "smallest_odd": "odd == INT_MAX ? -1 : odd",
            }[what]
        },
        call="reorder_digits",
    )


@family(1200, "math", "strings")
def remainder_of_long(p: Parameters) -> Task:
    m = p.choice("m", 7, 9, 11, 13, 17, 37, 97, 101, 999, 1001)
    what = p.choice("what", "value", "prefixes", "missing", "twice")
    noun = {
        "value": f"the remainder of the number after division by {m}",
        "prefixes": "the number of ways to cut after some digit so that the front part is "
        f"divisible by {m}",
        "missing": f"the least number that must be added to make it divisible by {m}",
        "twice": f"the remainder after division by {m} of the number that has `s` written twice, "
        "one directly after the other",
    }[what]

    def solve(s: str) -> int:
        rest = hits = 0
        for c in s + s if what == "twice" else s:
            rest = (rest * 10 + int(c)) % m
            if what == "prefixes" and rest == 0:
                hits += 1
        if what == "prefixes":
            return hits
        return (m - rest) % m if what == "missing" else rest

    def powers(s: str) -> int:
        if what == "prefixes":
            rest, hits = 0, 0
            for c in s:
                rest = (rest * 10 + ord(c) - ord("0")) % m
                hits += not rest
            return hits
        rest, power = 0, 1
        for c in reversed(s):
            rest += int(c) * power
            power = power * 10 % m
        if what == "twice":
            rest = rest * power + rest
        return -rest % m if what == "missing" else rest % m

    def last_digits(s: str) -> int:
        rest = int(s[-3:]) % m
        if what == "prefixes":
            return int(rest == 0)
        if what == "twice":
            return rest * 1001 % m
        return (m - rest) % m if what == "missing" else rest

    def digit_sum(s: str) -> int:
        total = sum(map(int, s))
        if what == "prefixes":
            return sum(1 for c in s if int(c) % m == 0)
        if what == "twice":
            return 2 * total % m
        return (m - total) % m if what == "missing" else total % m

    def make(maker: Maker) -> tuple[str]:
        length = maker.count(2, 10**5)
        text = _number(maker, length)
        if what == "prefixes" and m < 200:
            text, rest = "", 0
            while len(text) < length:
                d = maker.rng.randint(0 if text else 1, 9)
                for e in range(0 if text else 1, 10):
                    if (rest * 10 + e) % m == 0 and maker.chance(0.7):
                        d = e
                rest = (rest * 10 + d) % m
                text += str(d)
        elif what == "prefixes":
            text = "".join(str(m * maker.rng.randint(1, 9)) for _ in range(length // 4 + 1))[
                :length
            ]
        return (text,)

    return Task(
        titles=("A Very Long Number", f"Modulo {m}", "Longer than Any Integer"),
        given=[
            Word(
                "s",
                1,
                10**5,
                alphabet=DIGITS,
                letters="decimal digits, and the first is not 0",
                what="the number",
            )
        ],
        ask=Value(noun),
        formal="The string `s` is a positive integer in decimal notation. It can have up to "
        "`10^5` digits."
        + (" The cut may also come after the last digit." if what == "prefixes" else ""),
        stories=[
            Story(
                "An archaeologist has found a wall in @place that is covered with digits from one "
                "end to the other. Read from left to right, they are a single number `s`. The "
                f"number {m} was holy to those who built the wall, so the archaeologist wants to "
                "know how the two numbers are related; but no calculator has a display that is "
                "long enough."
                + (
                    " A cut may be made after any digit, the last one included."
                    if what == "prefixes"
                    else ""
                )
            ),
            Story(
                "Numbers of an account at the bank of @place have many thousands of digits, since "
                f"the bank is very proud. To check them, its computers divide by {m}. @who has got "
                "the number `s` and tries to understand the check."
                + (
                    " For each digit, one may look at the number that ends with it; also at the "
                    "whole one."
                    if what == "prefixes"
                    else ""
                )
            ),
        ],
        solve=solve,
        others=[powers],
        wrong=[digit_sum if m != 9 else last_digits],
        cpp=[
            """
            int solve(string s) {
                int rest = 0, hits = 0;
                for (char c : $text) {
                    rest = (rest * 10 + (c - '0')) % $m;
                    if (rest == 0) hits++;
                }
                return $result;
            }
            """
        ],
        hints=(
            "What happens to a number when one more digit is written behind it?",
            "It becomes ten times the number plus the digit, and so does its remainder.",
            f"Go through the digits and keep only the remainder modulo {m}.",
        ),
        explanation="Appending a digit `d` to `x` gives `10x + d`, and remainders can be taken "
        "at once. One pass over the digits with small numbers is enough.",
        make=make,
        edges=[(str(m),), (str(m) + "0",), ("1",), (str(m - 1),), ("9" * 50,)],
        params={
            "text": "s + s" if what == "twice" else "s",
            "result": {
                "prefixes": "hits",
                "missing": f"({m} - rest) % {m}",
            }.get(what, "rest"),
        },
        call="long_remainder",
    )


@family(1000, "strings", "implementation", "math")
def careless_sum(p: Parameters) -> Task:
    base = p.int("base", 5, 10)
    rule = p.choice(
        "rule",
        Expr("x y", f"(x + y) % {base}", f"the last digit of their sum, written in base {base}"),
        Expr("x y", "max(x, y)", "the larger of the two"),
        Expr("x y", "abs(x - y)", "their difference, without sign"),
        Expr("x y", "min(x, y)", "the smaller of the two"),
        Expr(
            "x y", f"(x * y) % {base}", f"the last digit of their product, written in base {base}"
        ),
    )
    top = base - 1

    def solve(a: str, b: str) -> str:
        n = max(len(a), len(b))
        a = a.zfill(n)
        b = b.zfill(n)
        digits = []
        for i in range(n):
            x, y = int(a[i]), int(b[i])
            digits.append(str(rule(x, y)))
        return "".join(digits).lstrip("0") or "0"

    def from_the_right(a: str, b: str) -> str:
        i, j = len(a) - 1, len(b) - 1
        result = ""
        while i >= 0 or j >= 0:
            x = int(a[i]) if i >= 0 else 0
            y = int(b[j]) if j >= 0 else 0
            result = str(rule(x, y)) + result
            i -= 1
            j -= 1
        result = result.lstrip("0")
        return result if result else "0"

    def left_aligned(a: str, b: str) -> str:
        n = max(len(a), len(b))
        a = a.ljust(n, "0")
        b = b.ljust(n, "0")
        digits = [str(rule(int(x), int(y))) for x, y in zip(a, b, strict=True)]
        return "".join(digits).lstrip("0") or "0"

    def make(maker: Maker) -> tuple[str, str]:
        texts = []
        pool = DIGITS[:base]
        for _ in range(2):
            length = maker.count(1, 1000)
            texts.append(
                maker.rng.choice(pool[1:]) + "".join(maker.rng.choices(pool, k=length - 1))
            )
        a, b = texts
        if maker.chance(0.3):
            a, b = b[: len(b) // 2] + a, b
        if maker.chance(0.3) and len(a) == len(b):
            b = a[0] + b[1:]
        return a[:1000], b[:1000]

    letters = f"digits from 0 to {top}, and the first is not 0"
    low = min(base, 10)
    return Task(
        titles=("Careless Arithmetic", "No Carry", "Column by Column"),
        given=[
            Word("a", 1, 1000, alphabet=DIGITS[:low], letters=letters, what="the first number"),
            Word("b", 1, 1000, alphabet=DIGITS[:low], letters=letters, what="the second number"),
        ],
        ask=Value("the result, without leading zeros", python_type="str"),
        formal=f"Two numbers `a` and `b` have digits from 0 to {top}. They are written below each "
        "other so that their last digits stand in the same column, and missing digits count as "
        "0. Below every column, with digits `x` and `y`, a digit of the result is written: "
        f"{rule.words}. What happens in one column does not influence any other.",
        notes="If all digits of the result are 0, it is the number 0.",
        stories=[
            Story(
                f"On the planet where @who was born, people have {base} fingers, and so they know "
                f"only the digits from 0 to {top}. Their favourite operation works on two numbers, "
                "`a` and `b`. These are written below each other, flush right, and the shorter "
                "one is filled up with zeros at its front. Then each column with its two digits "
                f"gets a digit below it, which is {rule.words}. There is no carry."
            ),
            Story(
                "Two rows of wheels turn in a cipher machine, and each wheel shows a digit from 0 "
                f"to {top}. The upper row shows the number `a`, the lower one the number `b`; both "
                "are aligned at their right ends, and wheels that are not used stand at 0. A "
                f"third row shows, for each pair of wheels one above the other, {rule.words}. The "
                "operator writes down what the third row shows."
            ),
        ],
        solve=solve,
        others=[from_the_right],
        wrong=[left_aligned],
        cpp=[
            """
            string solve(string a, string b) {
                while (a.size() < b.size()) a = "0" + a;
                while (b.size() < a.size()) b = "0" + b;
                string result;
                for (int i = 0; i < (int)a.size(); i++) {
                    int x = a[i] - '0', y = b[i] - '0';
                    int d = $rule(x, y);
                    if (d > 0 || !result.empty()) result += char('0' + d);
                }
                return result.empty() ? "0" : result;
            }
            """
        ],
        hints=(
            "The numbers are too long for integers, but every column is easy.",
            "Bring both to the same length with zeros at the front.",
            "Work out all columns, then remove the zeros at the front, but leave one digit.",
        ),
        explanation="After both numbers have the same length, each column is computed by itself, "
        "in linear time. Only leading zeros need care.",
        make=make,
        edges=[("1", "1"), ("1", "1000"), ("12", "12"), ("4" * 30, "4" * 29), ("10", "101")],
        call="combine",
    )


@family(1000, "implementation", "math", "strings")
def check_digit(p: Parameters) -> Task:
    weights = p.choice(
        "weights", [1, 3], [2, 1], [3, 7, 1], [1, 2, 3, 4], [7, 3], [5, 4, 3, 2], [9, 4]
    )
    m = p.choice("m", 10, 7, 11, 9)
    what = p.choice("what", "valid", "digit", "wrong_place")
    shown = ", ".join(map(str, weights))
    noun = {
        "digit": "the digit that has to be appended, or -1 if no digit fits",
        "wrong_place": "the number of places at which the digit can be replaced by a larger one "
        "so that the number becomes valid",
    }.get(what, "")

    def solve(s: str) -> object:
        k = len(weights)
        total = 0
        for i in range(len(s)):
            total += int(s[i]) * weights[i % k]
        if what == "valid":
            return total % m == 0
        if what == "digit":
            for d in range(10):
                if (total + d * weights[len(s) % k]) % m == 0:
                    return d
            return -1
        places = 0
        for i in range(len(s)):
            if any(
                (total + (d - int(s[i])) * weights[i % k]) % m == 0
                for d in range(int(s[i]) + 1, 10)
            ):
                places += 1
        return places

    def as_function(s: str) -> object:
        def rest(text: str) -> int:
            value = 0
            for i, c in enumerate(text):
                value = (value + int(c) * weights[i % len(weights)]) % m
            return value

        if what == "valid":
            return rest(s) == 0
        if what == "digit":
            good = [d for d in range(10) if rest(s + str(d)) == 0]
            return good[0] if good else -1
        places = 0
        for i, c in enumerate(s):
            larger = "123456789"[int(c) :]
            places += any(rest(s[:i] + d + s[i + 1 :]) == 0 for d in larger)
        return places

    def from_the_end(s: str) -> object:
        k = len(weights)
        t = s[::-1]
        total = sum(int(t[i]) * weights[(i + 1) % k] for i in range(len(t)))
        if what == "valid":
            return total % m == 0
        if what == "digit":
            for d in range(10):
                if (total + d * weights[0]) % m == 0:
                    return d
            return -1
        return sum(1 for i in range(len(t)) if total % m and int(t[i]) < 9)

    def make(maker: Maker) -> tuple[str]:
        length = maker.rng.randint(2, 6 if maker.scale == "tiny" else 30)
        s = "".join(maker.rng.choices(DIGITS, k=length))
        if what == "valid" and maker.chance(0.5):
            for d in DIGITS:
                if as_function(s[:-1] + d):
                    return (s[:-1] + d,)
        return (s,)

    tail = {
        "valid": "",
        "digit": " One more digit shall be appended to `s` so that the number becomes valid; if "
        "several digits do that, the smallest is taken.",
        "wrong_place": " Exactly one digit of `s` may be replaced by a larger digit.",
    }[what]
    return Task(
        titles=(
            "Check Digits",
            "Is It Valid?" if what == "valid" else "Making It Valid",
            "Weights",
        ),
        given=[Word("s", 1, 30, alphabet=DIGITS, letters="decimal digits", what="the number")],
        ask=Decide("the number `s` is valid") if what == "valid" else Value(noun),
        formal=f"The digits of `s` are multiplied by the weights {shown}, from left to right, "
        "beginning again with the first weight whenever all have been used. The number is valid "
        f"if the sum of these products is divisible by {m}.{tail}",
        stories=[
            Story(
                "[Each ticket|Each parcel|Every member card] in @place bears a number, and "
                "because people make mistakes when they copy numbers, not every number is valid. "
                f"To check one, take its digits from left to right and multiply them by {shown}, "
                "and then again by the same weights from the beginning, as often as needed. A "
                f"valid number is one whose products add up to a multiple of {m}. @who holds a "
                f"crumpled piece of paper with the number `s`.{tail}"
            ),
            Story(
                "You repair the scanner of a library. It reads the number `s` from the back of a "
                f"book, which may start with zeros. The weights {shown} are laid over the digits, "
                "over and over again from left to right; a digit times its weight is a product, "
                f"and the library accepts (calls valid) the numbers for which {m} divides the sum "
                f"of all products.{tail}"
            ),
        ],
        solve=solve,
        others=[as_function],
        wrong=[from_the_end],
        cpp=[
            """
            $type solve(string s) {
                vector<int> weights = $weights;
                int k = weights.size(), n = s.size(), total = 0, places = 0;
                for (int i = 0; i < n; i++) total += (s[i] - '0') * weights[i % k];
                $finish
            }
            """
        ],
        hints=(
            "First compute the sum for the given digits.",
            f"The weight of place `i`, counted from 0, has the index `i` modulo {len(weights)}.",
            f"Only the remainder of the sum modulo {m} matters"
            + ("." if what == "valid" else "; try all digits that come into question."),
        ),
        explanation="The weighted sum takes one pass; a changed or appended digit changes it by "
        "a single product, so trying all digits is cheap.",
        make=make,
        edges=[("0",), ("9",), ("00",), ("19",), ("90",)],
        params={
            "type": "bool" if what == "valid" else "int",
            "finish": {
                "valid": f"return total % {m} == 0;",
                "digit": "for (int d = 0; d < 10; d++) {\n"
                f"                    if ((total + d * weights[n % k]) % {m} == 0) return d;\n"
                "                }\n                return -1;",
                "wrong_place": """for (int i = 0; i < n; i++) {
                    bool good = false;
                    for (int d = s[i] - '0' + 1; d < 10; d++) {
                        int changed = total + (d - (s[i] - '0')) * weights[i % k];
                        if (changed % $m == 0) good = true;
                    }
                    if (good) places++;
                }
                return places;""".replace("$m", str(m)),
            }[what],
        },
        call="check_number",
    )


@family(1000, "implementation", "math")
def next_special(p: Parameters) -> Task:
    kind = p.choice("kind", "different", "same", "mirror", "odd", "rising", "no_zero", "sum")
    d = p.int("d", 3, 9) if kind == "sum" else 0
    up = p.choice("up", True, False)
    says = {
        "different": "no two of its digits are equal",
        "same": "all of its digits are equal",
        "mirror": "it reads the same from both ends",
        "odd": "it has an odd number of odd digits",
        "rising": "no digit is smaller than the one to the left of it",
        "no_zero": "it contains no 0 and its last digit is not equal to its first",
        "sum": f"the sum of its digits is divisible by {d}",
    }[kind]

    def solve(n: int) -> int:
        def good(x: int) -> bool:
            s = str(x)
            if kind == "different":
                return len(set(s)) == len(s)
            if kind == "same":
                return s == s[0] * len(s)
            if kind == "mirror":
                return s == s[::-1]
            if kind == "odd":
                return sum(c in "13579" for c in s) % 2 == 1
            if kind == "rising":
                return s == "".join(sorted(s))
            if kind == "no_zero":
                return "0" not in s and s[0] != s[-1]
            return sum(map(int, s)) % d == 0

        step = 1 if up else -1
        n += step
        while not good(n):
            n += step
        return n

    def digit_lists(n: int) -> int:
        x = n
        while True:
            x += 1 if up else -1
            digits = []
            y = x
            while y:
                digits.append(y % 10)
                y //= 10
            if kind == "different":
                fine = all(digits.count(c) == 1 for c in digits)
            elif kind == "same":
                fine = min(digits) == max(digits)
            elif kind == "mirror":
                fine = digits == list(reversed(digits))
            elif kind == "odd":
                fine = len([c for c in digits if c % 2]) % 2 == 1
            elif kind == "rising":
                fine = all(digits[i] >= digits[i + 1] for i in range(len(digits) - 1))
            elif kind == "no_zero":
                fine = 0 not in digits and digits[0] != digits[-1]
            else:
                fine = sum(digits) % d == 0
            if fine:
                return x

    def may_stay(n: int) -> int:
        def good(x: int) -> bool:
            s = str(x)
            if kind == "different":
                return len(set(s)) == len(s)
            if kind == "same":
                return s == s[0] * len(s)
            if kind == "mirror":
                return s == s[::-1]
            if kind == "odd":
                return sum(c in "13579" for c in s) % 2 == 1
            if kind == "rising":
                return s == "".join(sorted(s))
            if kind == "no_zero":
                return "0" not in s and s[0] != s[-1]
            return sum(map(int, s)) % d == 0

        while not good(n):
            n += 1 if up else -1
        return n

    def make(maker: Maker) -> tuple[int]:
        n = maker.rng.randint(20, 10 ** maker.rng.randint(2, 3 if maker.scale == "tiny" else 5))
        if maker.chance(0.5):
            for x in range(n, min(n + 200, 10**5)):
                if may_stay(x) == x:
                    return (x,)
        return (n,)

    side = "larger" if up else "smaller"
    which = "smallest" if up else "largest"
    return Task(
        titles=("The Next One" if up else "The One Before", "A Special Number", "Nice Numbers"),
        given=[Int("n", 20, 10**5)],
        ask=Value(f"the {which} nice number that is {side} than `n`"),
        formal=f"A positive integer is called nice if {says} (in decimal notation).",
        stories=[
            Story(
                "The counter of a very old car shows the kilometres since it was built, and right "
                "now it shows `n`. @who [takes a photo|stops|sings a song] whenever the counter "
                f"shows a nice number, which is one for which this is true: {says}. "
                + (
                    "Soon that will happen again."
                    if up
                    else "But today @who was not in the car, and is sorry for having missed the "
                    "last time before now."
                )
                + " What the counter shows at this moment does not matter."
            ),
            Story(
                "House numbers in @place are given away by lottery. @friend holds ticket `n` and "
                f"would like to swap it for a nice one. A positive integer is nice if {says}. The "
                f"tickets with {side} numbers are still there, and @friend takes the nearest nice "
                "one among them."
            ),
        ],
        solve=solve,
        others=[digit_lists],
        wrong=[may_stay],
        cpp=[
            """
            bool nice(int x) {
                string s = to_string(x), t = s;
                int odd = 0, sum = 0;
                for (char c : s) {
                    sum += c - '0';
                    if (c % 2 == 1) odd++;
                }
                sort(t.begin(), t.end());
                return $test;
            }

            int solve(int n) {
                do {
                    n $step;
                } while (!nice(n));
                return n;
            }
            """
        ],
        hints=(
            "How would you check a single number?",
            f"Nice numbers are not rare, so one can try the numbers that are {side} than `n` one "
            "by one.",
            f"Write a function for the check and count {'up' if up else 'down'} until it holds.",
        ),
        explanation="The distance to the next nice number is small for numbers up to `10^5`, so "
        "trying one number after the other is fast enough.",
        make=make,
        edges=[(20,), (99,), (101,), (10**5,), (99999,)],
        params={
            "step": "++" if up else "--",
            "test": {
                "different": "unique(t.begin(), t.end()) == t.end()",
                "same": "s == string(s.size(), s[0])",
                "mirror": "s == string(s.rbegin(), s.rend())",
                "odd": "odd % 2 == 1",
                "rising": "s == t",
                "no_zero": "s.find('0') == string::npos && s.front() != s.back()",
                "sum": f"sum % {d} == 0",
            }[kind],
        },
        tests=False,
        call="nice_number",
    )
