"""Reading what a text means: brackets, expressions, numbers in text, formats, rules for names."""

from __future__ import annotations

import re

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import LETTERS, Maker
from shortlist_engine.bank.task import Ask, Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Lines, Text, Word, Words


@family(1000, "strings", "implementation")
def bracket_depths(p: Parameters) -> Task:
    what = p.choice("what", "deepest", "first", "top", "fix", "longest_part", "at_depth")
    k = p.int("k", 1, 3) if what == "at_depth" else 1
    up, down = p.entry(
        "signs", {"()": ("(", ")"), "<>": ("<", ">"), "UD": ("U", "D"), "+-": ("+", "-")}
    )
    valid = what in ("first", "top", "longest_part", "at_depth")
    noun = {
        "deepest": "the greatest depth that is reached",
        "first": "the number of the character with which the greatest depth is reached for the "
        "first time, "
        "counting from 1",
        "top": "how many times the depth returns to 0",
        "fix": "the least number of characters to add at the front and at the end so that the "
        "depth is "
        "never negative and is 0 at the end",
        "longest_part": "the largest number of characters from a moment of depth 0 to the next "
        "such moment",
        "at_depth": f"the number of characters after which the depth is exactly {k}",
    }[what]

    def solve(n: int, s: str) -> int:
        depth = deepest = first = zero = part = best = lowest = hits = 0
        for i in range(n):
            depth += 1 if s[i] == up else -1
            if depth > deepest:
                deepest = depth
                first = i + 1
            part += 1
            if depth == 0:
                zero += 1
                best = max(best, part)
                part = 0
            lowest = min(lowest, depth)
            if depth == k:
                hits += 1
        if what == "deepest":
            return deepest
        if what == "first":
            return first
        if what == "top":
            return zero
        if what == "fix":
            return -lowest + depth - lowest
        return best if what == "longest_part" else hits

    def with_list(n: int, s: str) -> int:
        depths = [0]
        for c in s:
            depths.append(depths[-1] + (1 if c == up else -1))
        if what == "deepest":
            return max(depths)
        if what == "first":
            return depths.index(max(depths))
        if what == "top":
            return depths.count(0) - 1
        if what == "fix":
            return depths[-1] - 2 * min(depths)
        if what == "at_depth":
            return depths[1:].count(k)
        zeros = [i for i in range(n + 1) if depths[i] == 0]
        return max(zeros[i + 1] - zeros[i] for i in range(len(zeros) - 1))

    def runs(n: int, s: str) -> int:
        best = run = first = 0
        for i in range(n):
            run = run + 1 if s[i] == up else 0
            if run > best:
                best = run
                first = i + 1
        if what == "deepest":
            return best
        if what == "first":
            return first
        if what == "top":
            return s.count(up + down)
        if what == "fix":
            return abs(s.count(up) - s.count(down))
        return 2 * best if what == "longest_part" else s.count(up * k)

    def make(maker: Maker) -> tuple[int, str]:
        n = maker.count(1, 10**5)
        if not valid:
            s = maker.word(n, up + down)
            return n, s
        n = max(2, n - n % 2)
        s = ""
        depth = 0
        lean = maker.rng.uniform(0.3, 0.7)
        for i in range(n):
            opens = depth == 0 or (depth < n - i and maker.chance(lean))
            s += up if opens else down
            depth += 1 if opens else -1
        return n, s

    promise = (
        " In `s` the depth is never negative, and it is 0 at the end." if valid else
        " The depth may become negative." if what == "fix" else ""
    )  # fmt: skip
    return Task(
        titles=("Depths", "Up and Down", "The Diver"),
        given=[
            Count("n", 2 if valid else 1, 10**5, what="the number of characters"),
            Word("s", size="n", alphabet=up + down, letters=f"the characters {up} and {down}"),
        ],
        ask=Value(noun),
        formal="A string `s` of `n` characters is read from left to right. The depth is 0 at "
               "the beginning; "
        f"a character {up} increases it by 1, and a character {down} decreases it by 1.{promise}",
        stories=[
            Story(
                "The depth gauge of a small submarine has a tape with one sign per minute, `n` "
                "signs in all: "
                f"{up} when the boat went one metre down in this minute, and {down} when it "
                "came one metre up. "
                f"At the start it was at depth 0, which is marked by a red line.{promise} An "
                "engineer now "
                "reads the tape `s`, one character after the other."
            ),
            Story(
                "@who builds boxes inside of boxes and keeps a record `s` of `n` characters: "
                f"{up} for every box "
                f"that is opened, and {down} for every one that is closed. The depth is the "
                "number of "
                "boxes opened so far minus the number of those closed so far; it is 0 in the "
                "beginning."
                f"{promise}"
            ),
        ],
        solve=solve, others=[with_list], wrong=[runs],
        cpp=["""
            int solve(int n, string s) {
                int depth = 0, deepest = 0, first = 0, zero = 0;
                int part = 0, best = 0, lowest = 0, hits = 0;
                for (int i = 0; i < n; i++) {
                    depth += s[i] == '$up' ? 1 : -1;
                    if (depth > deepest) {
                        deepest = depth;
                        first = i + 1;
                    }
                    part++;
                    if (depth == 0) {
                        zero++;
                        best = max(best, part);
                        part = 0;
                    }
                    lowest = min(lowest, depth);
                    hits += depth == $k;
                }
                return $result;
            }
        """],
        params={"k": k, "up": up, "result": {
            "deepest": "deepest", "first": "first", "top": "zero", "fix": "depth - 2 * lowest",
            "longest_part": "best", "at_depth": "hits",
        }[what]},
        make=make,
        hints=(
            "Keep the depth in a variable while you read.",
            "After each character, look at what is asked.",
            f"How far below 0 does the depth go? That many characters {up} are needed at the front."
            if what == "fix" else "Remember the best value, or the place, that was seen so far.",
        ),
        explanation="The depth after each character follows from the one before, so a single "
                    "pass is enough.",
        call="bracket_depth",
    )  # fmt: skip


@family(1200, "strings", "data structures")
def matching_kinds(p: Parameters) -> Task:
    pairs = p.entry(
        "pairs", {"three": "()[]{}", "two": "()<>", "letters": "aAbBcC", "quotes": "()[]"}
    )
    what = p.choice("what", "decide", "error", "swap", "open")
    opening, closing = pairs[::2], pairs[1::2]
    listed = ", ".join(f"{a} and {b}" for a, b in zip(opening, closing, strict=True))
    ask: Ask = {
        "decide": Decide("the string is well nested"),
        "error": Value("the number of the first character that cannot be part of a well nested "
                       "string "
                       "any more, counting from 1; 0 if the whole string is well nested; `n + "
                       "1` if "
                       "something is only missing at the end"),
        "swap": Value("the least number of characters to append so that the string becomes well "
                      "nested, or "
                      "-1 if this is impossible"),
        "open": Value("the length of the longest prefix of `s` that is well nested, or 0 if "
                      "only the empty "
                      "one is"),
    }[what]  # fmt: skip

    def solve(n: int, s: str) -> bool | int:
        stack: list[str] = []
        best = 0
        error = 0
        for i in range(n):
            if s[i] in opening:
                stack.append(s[i])
            elif stack and opening.index(stack[-1]) == closing.index(s[i]):
                stack.pop()
                if not stack:
                    best = i + 1
            else:
                error = i + 1
                break
        if what == "decide":
            return error == 0 and not stack
        if what == "open":
            return best
        if what == "swap":
            return -1 if error else len(stack)
        return error if error or not stack else n + 1

    def expecting(n: int, s: str) -> bool | int:
        wanted = ""
        best = 0
        for i, c in enumerate(s):
            if c in opening:
                wanted += closing[opening.index(c)]
            elif wanted and wanted[-1] == c:
                wanted = wanted[:-1]
                if wanted == "":
                    best = i + 1
            else:
                if what == "open":
                    return best
                return False if what == "decide" else i + 1 if what == "error" else -1
        if what == "decide":
            return wanted == ""
        if what == "open":
            return best
        if what == "error":
            return n + 1 if wanted else 0
        return len(wanted)

    def counting(n: int, s: str) -> bool | int:
        count = [0] * len(opening)
        best = 0
        for i in range(n):
            if s[i] in opening:
                count[opening.index(s[i])] += 1
            else:
                kind = closing.index(s[i])
                count[kind] -= 1
                if count[kind] < 0:
                    if what == "open":
                        return best
                    return False if what == "decide" else i + 1 if what == "error" else -1
            if sum(count) == 0:
                best = i + 1
        if what == "decide":
            return sum(count) == 0
        if what == "open":
            return best
        if what == "error":
            return n + 1 if sum(count) > 0 else 0
        return sum(count)

    def make(maker: Maker) -> tuple[int, str]:
        n = max(2, maker.count(1, 10**5))
        n -= n % 2
        s: list[str] = []
        stack: list[int] = []
        for i in range(n):
            if not stack or (len(stack) < n - i and maker.chance(0.5)):
                stack.append(maker.rng.randrange(len(opening)))
                s.append(opening[stack[-1]])
            else:
                s.append(closing[stack.pop()])
        kind = maker.rng.random()
        if kind < 0.35:
            s[maker.rng.randrange(n)] = maker.pick(pairs)
        elif kind < 0.5:
            i = maker.rng.randrange(n - 1)
            s[i], s[i + 1] = s[i + 1], s[i]
        elif kind < 0.75:
            del s[maker.rng.randrange(max(1, n // 2), n) :]
        return len(s), "".join(s)

    return Task(
        titles=("Matching Kinds", "Boxes and Lids", "Well Nested"),
        given=[
            Count("n", 1, 10**5, what="the length of the string"),
            Word("s", size="n", alphabet=pairs, letters=f"the characters {' '.join(pairs)}"),
        ],
        ask=ask,
        formal=f"The characters come in pairs of an opening and a closing one: {listed}. A "
               "string is well "
        "nested if it is empty, or consists of an opening character, a well nested string, the "
        "closing "
        "character of the same kind, and another well nested string. A string `s` of `n` of these "
        "characters is given.",
        stories=[
            Story(
                "A packing robot works with boxes of different kinds; it notes when a box is "
                "opened and when "
                "one is closed. The signs for opening and closing a box of one kind are: "
                f"{listed}. A box may "
                "be closed only if it is the one that was opened last of all the boxes that are "
                "still open. "
                "If this is always the case, and no box is open at the end, the robot calls its "
                "notes well "
                "nested. The notes of today are `s`, `n` signs long."
            ),
            Story(
                "Programs in the language of the planet Zog consist of `n` signs, which belong "
                "together in "
                f"pairs: {listed}. The first sign of a pair opens a block and the second one "
                "closes it. Each "
                "closing sign must close the latest block that is open at this moment, and it "
                "must be of the "
                "same kind; at the end nothing is open. Zog's people call such programs, and "
                "also the "
                "empty program, well nested. @who looks at the program `s`."
            ),
        ],
        solve=solve, others=[expecting], wrong=[counting],
        cpp=["""
            $type solve(int n, string s) {
                string opening = "$opening", closing = "$closing", stack;
                int best = 0, error = 0;
                for (int i = 0; i < n; i++) {
                    size_t kind = closing.find(s[i]);
                    if (kind == string::npos) {
                        stack += s[i];
                    } else if (!stack.empty() && stack.back() == opening[kind]) {
                        stack.pop_back();
                        if (stack.empty()) best = i + 1;
                    } else {
                        error = i + 1;
                        break;
                    }
                }
                return $result;
            }
        """],
        params={
            "type": "bool" if what == "decide" else "int", "opening": opening, "closing": closing,
            "result": {
                "decide": "error == 0 && stack.empty()", "open": "best",
                "swap": "error ? -1 : (int)stack.size()",
                "error": "error || stack.empty() ? error : n + 1",
            }[what],
        },
        make=make,
        hints=(
            "Which closing character is allowed at a moment?",
            "Only the partner of the last opening character that was not closed yet.",
            "Keep the open characters on a stack; the closing one must fit the top.",
        ),
        explanation="The stack holds what is open. Each character is pushed and popped at most "
                    "once, so the "
        "time is linear.",
        call="well_nested",
    )  # fmt: skip


@family(800, "strings", "implementation")
def numbers_in_text(p: Parameters) -> Task:
    what = p.choice("what", "sum", "largest", "count", "digits", "alternate")
    k = p.int("k", 10, 60) if what == "count" else 10
    noun = {
        "sum": "the sum of all numbers in the text",
        "largest": "the largest number in the text, or 0 if there is none",
        "count": f"how many of the numbers in the text are greater than {k}",
        "digits": "the number of digits of the longest number, where leading zeros count, or 0 "
        "if there is "
        "no number",
        "alternate": "the first number minus the second plus the third minus the fourth and so "
        "on, which is "
        "0 if there is no number",
    }[what]

    def solve(s: str) -> int:
        numbers = []
        current = ""
        for c in s + " ":
            if c.isdigit():
                current += c
            elif current != "":
                numbers.append(current)
                current = ""
        if what == "sum":
            return sum(int(x) for x in numbers)
        if what == "largest":
            return max([int(x) for x in numbers], default=0)
        if what == "count":
            return sum(int(x) > k for x in numbers)
        if what == "digits":
            return max([len(x) for x in numbers], default=0)
        result = 0
        for i in range(len(numbers)):
            result += int(numbers[i]) if i % 2 == 0 else -int(numbers[i])
        return result

    def by_splitting(s: str) -> int:
        for c in set(s):
            if not c.isdigit():
                s = s.replace(c, " ")
        parts = s.split()
        values = [int(x) for x in parts]
        if what == "sum":
            return sum(values)
        if what == "largest":
            return max(values, default=0)
        if what == "count":
            return len([x for x in values if x > k])
        if what == "digits":
            return max(map(len, parts), default=0)
        return sum(values[::2]) - sum(values[1::2])

    def single_digits(s: str) -> int:
        digits = [int(c) for c in s if c.isdigit()]
        if what == "sum":
            return sum(digits)
        if what == "largest":
            return max(digits, default=0)
        if what == "count":
            return sum(x > k for x in digits)
        if what == "digits":
            return len(digits)
        return sum(digits[::2]) - sum(digits[1::2])

    def forgets_last(s: str) -> int:
        numbers = []
        current = ""
        for c in s:
            if c.isdigit():
                current += c
            elif current != "":
                numbers.append(current)
                current = ""
        values = [int(x) for x in numbers]
        if what == "sum":
            return sum(values)
        if what == "largest":
            return max(values, default=0)
        if what == "count":
            return sum(x > k for x in values)
        if what == "digits":
            return max(map(len, numbers), default=0)
        return sum(values[::2]) - sum(values[1::2])

    def make(maker: Maker) -> tuple[str]:
        parts = []
        for _ in range(maker.count(1, 100)):
            if maker.chance(0.5):
                parts.append(maker.word(maker.rng.randint(1, 4), "abcxyz"))
            else:
                parts.append("".join(maker.rng.choices("0123456789", k=maker.rng.randint(1, 4))))
                parts.append(maker.pick("abkz") if maker.chance(0.85) else "")
        s = "".join(parts)
        while re.search("[0-9]{10}", s):
            s = re.sub("[0-9]{10}", "1x", s)
        if maker.chance(0.3):
            s = (s[:900] + "z" + "".join(maker.rng.choices("123456789", k=5))).lstrip("0123456789")
        return (s,)

    return Task(
        titles=("Numbers in the Text", "Digits Between Letters", "The Scanner"),
        given=[Word("s", 1, 1000, alphabet=LETTERS + "0123456789",
                    letters="lowercase English letters and digits")],
        ask=Value(noun),
        formal="In a text `s` of letters and digits, a number is a longest possible group of "
               "digits that stand "
        "next to each other; leading zeros are allowed and change nothing. No number has more "
        "than 9 "
        "digits.",
        stories=[
            Story(
                "A scanner reads the labels of parcels and sends everything as one string "
                "without spaces, "
                "letters and digits mixed, such as `s`. The clerk in the parcel office of "
                "@place is only "
                "interested in the numbers: digits that stand side by side belong to the same "
                "number, which "
                "reaches as far as possible in both directions, has at most 9 digits and may "
                "have leading "
                "zeros."
            ),
            Story(
                "@who finds a note whose ink has been washed out in places. What can be read is "
                "`s`, small "
                "letters and digits. @friend is sure that only the numbers matter. Neighbouring "
                "digits always "
                "form one number (never more than 9 of them, perhaps with zeros at the front), "
                "and letters "
                "separate the numbers from each other."
            ),
        ],
        solve=solve, others=[by_splitting], wrong=[single_digits, forgets_last],
        cpp=["""
            long long solve(string s) {
                vector<long long> numbers;
                long long longest = 0, length = 0;
                for (char c : s) {
                    if (!isdigit(c)) {
                        length = 0;
                        continue;
                    }
                    if (length == 0) numbers.push_back(0);
                    numbers.back() = numbers.back() * 10 + (c - '0');
                    length++;
                    longest = max(longest, length);
                }
                long long sum = 0, largest = 0, greater = 0, result = 0;
                for (int i = 0; i < (int)numbers.size(); i++) {
                    long long x = numbers[i];
                    sum += x;
                    largest = max(largest, x);
                    greater += x > $k;
                    result += i % 2 == 0 ? x : -x;
                }
                return $result;
            }
        """],
        params={"k": k, "result": {"sum": "sum", "largest": "largest", "count": "greater",
                                   "digits": "longest", "alternate": "result"}[what]},
        make=make,
        hints=(
            "Where does a number begin, and where does it end?",
            "Collect digits as long as they follow each other; a letter, or the end of the "
            "text, closes "
            "the number.",
            "Do not forget a number at the very end of the text.",
        ),
        explanation="One pass collects the groups of digits; each is turned into a number.",
        call="numbers_in_text",
    )  # fmt: skip


@family(1200, "strings", "implementation", "expression parsing")
def two_operators(p: Parameters) -> Task:
    order, second = p.entry("rule", {
        "usual *": ("usual", "*"), "reversed *": ("reversed", "*"), "left *": ("left", "*"),
        "right *": ("right", "*"), "usual max": ("usual", "max"),
        "reversed max": ("reversed", "max"),
        "left max": ("left", "max"), "right max": ("right", "max"), "right -": ("right", "-"),
    })  # fmt: skip
    sign, meaning = {
        "*": ("*", "multiplication"),
        "max": ("#", "the larger one of two numbers"),
        "-": ("-", "subtraction"),
    }[second]
    rule = {
        "usual": f"all {sign} are calculated before all +",
        "reversed": f"all + are calculated before all {sign}",
        "left": "the operators are calculated from left to right, one as good as the other",
        "right": "the operators are calculated from right to left, one as good as the other, so "
        "that each "
        "takes as its right side the result of everything to the right of it",
    }[order]

    def solve(s: str) -> int:
        numbers = [int(x) for x in s.replace(sign, "+").split("+")]
        operators = [c for c in s if not c.isdigit()]
        if order == "right":
            result = numbers.pop()
            while numbers:
                x = numbers.pop()
                if operators.pop() == "+":
                    result = x + result
                elif second == "*":
                    result = x * result
                elif second == "max":
                    result = max(x, result)
                else:
                    result = x - result
            return result % 1000007 if second == "*" else result
        if order == "left":
            result = numbers[0]
            for i in range(len(operators)):
                x = numbers[i + 1]
                if operators[i] == "+":
                    result += x
                elif second == "*":
                    result = result * x % 1000007
                elif second == "max":
                    result = max(result, x)
                else:
                    result -= x
            return result % 1000007 if second == "*" else result
        first = sign if order == "usual" else "+"
        groups = [numbers[0]]
        for i in range(len(operators)):
            x = numbers[i + 1]
            if operators[i] != first:
                groups.append(x)
            elif first == "+":
                groups[-1] += x
            elif second == "*":
                groups[-1] = groups[-1] * x % 1000007
            else:
                groups[-1] = max(groups[-1], x)
        if first == "+" and second == "*":
            result = 1
            for x in groups:
                result = result * x % 1000007
            return result
        if first == "+":
            return max(groups)
        return sum(groups) % 1000007 if second == "*" else sum(groups)

    def recursive(s: str) -> int:
        def split_at(text: str, c: str) -> list[int]:
            return [value(part) for part in text.split(c)]

        def value(text: str) -> int:
            if text.isdigit():
                return int(text)
            places = [i for i in range(len(text)) if not text[i].isdigit()]
            if order == "usual" and "+" in text:
                return sum(split_at(text, "+"))
            if order == "reversed" and sign not in text:
                return sum(split_at(text, "+"))
            if order == "usual" or order == "reversed":
                parts = split_at(text, sign)
                if second == "max":
                    return max(parts)
                result = 1
                for x in parts:
                    result = result * x
                return result
            i = places[0] if order == "right" else places[-1]
            x, y = value(text[:i]), value(text[i + 1 :])
            if text[i] == "+":
                return x + y
            return x * y if second == "*" else max(x, y) if second == "max" else x - y

        return value(s) % 1000007 if second == "*" else value(s)

    def other_order(s: str) -> int:
        if second == "-":
            parts = s.split("-")
            total = sum(int(x) for x in parts[0].split("+"))
            for part in parts[1:]:
                total -= sum(int(x) for x in part.split("+"))
            return total
        first, last = ("+", sign) if order == "usual" else (sign, "+")
        values = []
        for part in s.split(last):
            numbers = [int(x) for x in part.split(first)]
            value = sum(numbers)
            if first != "+":
                value = max(numbers)
                if second == "*":
                    value = 1
                    for x in numbers:
                        value *= x
            values.append(value)
        if last == "+":
            return sum(values) % 1000007 if second == "*" else sum(values)
        if second == "max":
            return max(values)
        result = 1
        for x in values:
            result = result * x % 1000007
        return result

    def make(maker: Maker) -> tuple[str]:
        n = maker.count(1, 100)
        high = 9 if maker.scale in ("tiny", "small") else 99
        s = str(maker.rng.randint(1, high))
        for _ in range(n - 1):
            s += maker.pick("+" + sign) + str(maker.rng.randint(1, high))
        return (s,)

    rest = (
        " The result can be very large; its remainder modulo 1000007 is wanted."
        if second == "*"
        else ""
    )
    return Task(
        titles=("Two Operators", "Strange Arithmetic", "The Foreign Calculator"),
        given=[Word("s", 1, 300, alphabet="0123456789+" + sign,
                    letters=f"digits and the characters + and {sign}")],
        ask=Value("the value of the expression" + (" modulo 1000007" if second == "*" else "")),
        formal="An expression `s` consists of at most 100 numbers from 1 to 99, with an "
               f"operator + or {sign} "
        f"between each two neighbouring ones. Here + means addition and {sign} means {meaning}; "
        f"{rule}.{rest}",
        stories=[
            Story(
                "From a flea market in a foreign country @who brings home a pocket calculator "
                "that has only "
                f"two keys for operators, + and {sign}. The first one adds, while {sign} gives "
                f"{meaning}. But "
                f"the builders had their own view on the order of things: {rule}. @who types "
                "the expression "
                f"`s`, with at most 100 numbers from 1 to 99.{rest}",
                "What does the calculator show?" if second != "*" else "What is this remainder?",
            ),
            Story(
                "In the schools of @place children learn just two operations. A + between two "
                "numbers means "
                f"their sum, and a {sign} stands for {meaning}. There are no brackets, since "
                "everyone knows "
                f"the rule that {rule}. On the blackboard stands `s`; the numbers in it are "
                "between 1 and 99, "
                f"and there are not more than 100 of them.{rest}"
            ),
        ],
        solve=solve, others=[recursive], wrong=[other_order],
        cpp=["""
            long long solve(string s) {
                vector<long long> numbers = {0};
                string operators;
                for (char c : s) {
                    if (isdigit(c)) {
                        numbers.back() = numbers.back() * 10 + (c - '0');
                    } else {
                        operators += c;
                        numbers.push_back(0);
                    }
                }
                int n = operators.size();
                $body
            }
        """],
        params={"body": (
            "long long result = numbers[$from];\n"
            "                for ($loop) {\n"
            "                    long long x = numbers[$other];\n"
            "                    if (operators[i] == '+') result += x;\n"
            "                    else result = $combine;\n"
            "                    $reduce\n"
            "                }\n"
            "                return result$mod;"
            if order in ("left", "right") else
            "vector<long long> groups = {numbers[0]};\n"
            "                for (int i = 0; i < n; i++) {\n"
            "                    long long x = numbers[i + 1];\n"
            "                    if (operators[i] != '$first') groups.push_back(x);\n"
            "                    else groups.back() = $inner;\n"
            "                }\n"
            "                long long result = $start;\n"
            "                for (long long x : groups) result = $outer;\n"
            "                return result$mod;"
        ).replace("$from", "0" if order == "left" else "n")
            .replace("$loop", "int i = 0; i < n; i++" if order == "left"
                     else "int i = n - 1; i >= 0; i--")
            .replace("$other", "i + 1" if order == "left" else "i")
            .replace("$combine", {
                "*": "result * x", "max": "max(result, x)",
                "-": "result - x" if order == "left" else "x - result"}[second])
            .replace("\n                    $reduce", "\n                    result %= 1000007;"
                     if second == "*" else "")
            .replace("$mod", " % 1000007" if second == "*" else "")
            .replace("$first", sign if order == "usual" else "+")
            .replace("$inner", "groups.back() + x" if order == "reversed" else
                     "groups.back() * x % 1000007" if second == "*" else "max(groups.back(), x)")
            .replace("$start", "1" if order == "reversed" and second == "*" else "0")
            .replace("$outer", "result + x" if order == "usual" else
                     "result * x % 1000007" if second == "*" else "max(result, x)")},
        make=make,
        hints=(
            "First split the expression into its numbers and its operators.",
            {
                "left": "Keep one result and apply the operators one after the other.",
                "right": "Begin at the right end.",
            }.get(order, "The operator that is calculated later splits the expression into parts."),
            {
                "left": "Start with the first number.",
                "right": "Start with the last number and mind which "
                "side is the left one.",
            }.get(order, "Calculate each part, and then put the parts together."),
        ),
        explanation="Every operator is applied once, so the time is linear in the length of the "
                    "expression.",
        call="evaluate_expression",
    )  # fmt: skip


@family(1300, "strings", "data structures", "expression parsing")
def stack_formula(p: Parameters) -> Task:
    third = p.entry("third", {
        "minus": ("-", "x - y"), "max": ("m", "the larger of x and y"),
        "min": ("m", "the smaller of x and y"),
        "back": ("-", "y - x"),
    })  # fmt: skip
    sign, meaning = third
    special = p.choice("special", "copy", "swap", "negate")
    second = p.choice("what", "value", "height")
    words = {
        "copy": "d puts a copy of the topmost number on the stack",
        "swap": "s exchanges the two topmost numbers",
        "negate": "n changes the sign of the topmost number",
    }[special]
    letter = {"copy": "d", "swap": "s", "negate": "n"}[special]
    noun = (
        "the number on top of the stack at the end" if second == "value" else
        "the largest number of numbers that lie on the stack at the same time"
    )  # fmt: skip

    def solve(text: str) -> int:
        stack: list[int] = []
        most = 0
        for word in text.split():
            if word == "+":
                y, x = stack.pop(), stack.pop()
                stack.append(x + y)
            elif word == sign:
                y, x = stack.pop(), stack.pop()
                if meaning == "x - y":
                    stack.append(x - y)
                elif meaning == "y - x":
                    stack.append(y - x)
                elif meaning == "the larger of x and y":
                    stack.append(max(x, y))
                else:
                    stack.append(min(x, y))
            elif word == letter:
                if special == "copy":
                    stack.append(stack[-1])
                elif special == "negate":
                    stack[-1] = -stack[-1]
                else:
                    stack[-1], stack[-2] = stack[-2], stack[-1]
            else:
                stack.append(int(word))
            most = max(most, len(stack))
        return stack[-1] if second == "value" else most

    def new_lists(text: str) -> int:
        stack: tuple[int, ...] = ()
        sizes = []
        for word in text.split():
            if word.isdigit():
                stack = (*stack, int(word))
            elif word == letter:
                if special == "copy":
                    stack = (*stack, stack[-1])
                elif special == "negate":
                    stack = (*stack[:-1], -stack[-1])
                else:
                    stack = (*stack[:-2], stack[-1], stack[-2])
            else:
                x, y = stack[-2:]
                if word == "+":
                    value = x + y
                elif meaning == "x - y":
                    value = x - y
                elif meaning == "y - x":
                    value = y - x
                else:
                    value = max(x, y) if meaning == "the larger of x and y" else min(x, y)
                stack = (*stack[:-2], value)
            sizes.append(len(stack))
        return stack[-1] if second == "value" else max(sizes)

    def wrong_side(text: str) -> int:
        stack: list[int] = []
        count = 0
        for word in text.split():
            if word.isdigit():
                stack.append(int(word))
                count += 1
            elif word == letter:
                if special == "negate":
                    stack[-1] = -stack[-1]
                elif special == "copy":
                    stack.append(stack[-1])
            else:
                x, y = stack.pop(), stack.pop()
                stack.append(x + y if word == "+" else abs(x - y))
        return stack[-1] if second == "value" else count

    def make(maker: Maker) -> tuple[str]:
        words: list[str] = []
        height = 0
        big = 1
        for _ in range(maker.count(1, 100)):
            kinds = ["number"]
            if height >= 2:
                kinds += ["+", sign, sign, "special"]
            if height >= 1 and special != "swap":
                kinds.append("special")
            kind = maker.rng.choice(kinds)
            if kind == "number":
                words.append(str(maker.number(0, 1000)))
                height += 1
            elif kind == "special":
                if special == "copy":
                    if big > 12:
                        continue
                    big += 1
                    height += 1
                words.append(letter)
            else:
                words.append(kind)
                height -= 1
        return (" ".join(words),)

    return Task(
        titles=("Stack of Numbers", "Formulas Without Brackets", "The Tower of Plates"),
        given=[Text("text", 1, 100, 4, "0123456789+" + sign + letter,
                    f"digits and the signs +, {sign} and {letter}")],
        ask=Value(noun),
        formal="A machine has a stack of numbers, which is empty at the beginning, and reads a "
               "line of at most "
        "100 words. A number from 0 to 1000 is put on top of the stack. The sign + takes the "
        "two topmost "
        "numbers away, `y` from the top and `x` below it, and puts `x + y` in their place; the "
        f"sign {sign} "
        f"does the same with {meaning} instead. Further, {words}. There are always enough "
        "numbers for what has to be done, and all results fit into 32 bits.",
        stories=[
            Story(
                "In the cellar of a bank in @place stands a calculating machine of wood. "
                "Numbers are written on "
                "plates and the plates lie in a tower, the stack. It reads a paper tape with at "
                "most 100 "
                "words. For a number from 0 to 1000 a plate is laid on the top. For the sign + "
                "the two upper "
                "plates, `y` and below it `x`, are replaced by one with their sum; for the "
                f"sign {sign} by one "
                f"with {meaning}. And {words}. The tape `text` never asks for plates that are "
                "not there, "
                "and every result fits into 32 bits. At first the tower is empty."
            ),
            Story(
                "@who has written a small language for formulas that needs no brackets. Its "
                "programs are "
                "lines of words, and there is a stack, first empty. Words that are numbers (0 "
                "to 1000) go on "
                "top of the stack. The word + removes the topmost number `y` and then the "
                "number `x` that was "
                f"under it, and puts `x + y` on top. The word {sign} works in the same way, but "
                "with "
                f"{meaning}. Finally, {words}. @friend writes the program `text`, which has up "
                "to 100 words, "
                "never lacks numbers and stays within 32 bits."
            ),
        ],
        solve=solve, others=[new_lists], wrong=[wrong_side],
        cpp=["""
            int solve(string text) {
                stringstream stream(text);
                string word;
                vector<int> stack;
                int most = 0;
                while (stream >> word) {
                    if (isdigit(word[0])) {
                        stack.push_back(stoi(word));
                    } else if (word == "$letter") {
                        $special_line
                    } else {
                        int y = stack.back();
                        stack.pop_back();
                        int x = stack.back();
                        stack.back() = word == "+" ? x + y : $value;
                    }
                    most = max(most, (int)stack.size());
                }
                return $result;
            }
        """],
        params={
            "letter": letter,
            "special_line": {
                "copy": "stack.push_back(stack.back());", "negate": "stack.back() = -stack.back();",
                "swap": "swap(stack[stack.size() - 1], stack[stack.size() - 2]);",
            }[special],
            "value": {
                "the larger of x and y": "max(x, y)", "the smaller of x and y": "min(x, y)"
            }.get(meaning, meaning),
            "result": "stack.back()" if second == "value" else "most",
        },
        make=make,
        hints=(
            "Split the line into words and do what each one says.",
            "A list is a stack: append and remove at its end.",
            f"Mind which number is `x` and which is `y` for {sign}.",
        ),
        explanation="Each word changes the top of the stack in constant time.",
        call="run_formula",
    )  # fmt: skip


@family(900, "strings", "implementation")
def acceptable_name(p: Parameters) -> Task:
    thing = p.choice("thing", "password", "username", "plate", "account")
    low = p.int("low", 3, 7)
    rules = {
        "password": f"it has at least {low} characters, among them at least one lowercase "
        "letter, one "
        "uppercase letter and one digit",
        "username": f"it has at least {low} characters, begins with a letter, consists of "
        "letters, digits and "
        "underscores only, and has no two underscores in a row",
        "plate": "it consists of uppercase letters followed by digits, at least one of each, "
        "and has at most "
        f"{low} characters in total",
        "account": f"it has exactly {low + 3} characters, contains at least {low - 1} digits, "
        "and its first "
        "character is equal to its last one",
    }[thing]
    what = p.choice("what", "one", "count")
    exact, fewest = low + 3, low - 1

    def solve(n: int, words: list[str]) -> int:
        count = 0
        for s in words:
            if thing == "password":
                lower = upper = digit = False
                for c in s:
                    if c.islower():
                        lower = True
                    elif c.isupper():
                        upper = True
                    elif c.isdigit():
                        digit = True
                good = len(s) >= low and lower and upper and digit
            elif thing == "username":
                good = len(s) >= low and s[0].isalpha() and "__" not in s
                for c in s:
                    if not (c.isalnum() or c == "_"):
                        good = False
            elif thing == "plate":
                i = 0
                while i < len(s) and s[i].isupper():
                    i += 1
                good = 0 < i < len(s) <= low and s[i:].isdigit()
            else:
                digits = sum(1 for c in s if c.isdigit())
                good = len(s) == exact and digits >= fewest and s[0] == s[-1]
            if what == "count":
                if good:
                    count += 1
            elif not good:
                count += 1
        return count

    def with_patterns(n: int, words: list[str]) -> int:
        good = []
        for s in words:
            if thing == "password":
                kinds = ["[a-z]", "[A-Z]", "[0-9]"]
                good.append(len(s) >= low and all(re.search(kind, s) for kind in kinds))
            elif thing == "username":
                fits = re.fullmatch("[A-Za-z][A-Za-z0-9_]*", s) is not None
                good.append(fits and len(s) >= low and s.count("__") == 0)
            elif thing == "plate":
                good.append(re.fullmatch("[A-Z]+[0-9]+", s) is not None and len(s) <= low)
            else:
                good.append(
                    len(s) == exact and len(re.findall("[0-9]", s)) >= fewest and s[:1] == s[-1:]
                )
        return good.count(what == "count")

    def forgets_rule(n: int, words: list[str]) -> int:
        count = 0
        for s in words:
            if thing == "password":
                good = len(s) > low and s.lower() != s and s.upper() != s
            elif thing == "username":
                good = len(s) >= low and all(c.isalnum() or c == "_" for c in s)
            elif thing == "plate":
                good = s[0].isupper() and s[-1].isdigit() and len(s) < low
            else:
                good = len(s) == exact and sum(c.isdigit() for c in s) > fewest
            count += good if what == "count" else not good
        return count

    def make(maker: Maker) -> tuple[int, list[str]]:
        n = maker.count(1, 100)
        words = []
        for _ in range(n):
            size = max(1, low + maker.rng.randint(-1, 2))
            if thing == "account":
                size = exact + (maker.rng.randint(-1, 1) if maker.chance(0.3) else 0)
                s = maker.rng.choices("0123456789ab", k=size)
                if maker.chance(0.7):
                    s[-1] = s[0]
            elif thing == "plate":
                cut = maker.rng.randint(0, size)
                s = maker.rng.choices("ABXYZ", k=cut) + maker.rng.choices(
                    "0123456789", k=size - cut
                )
            else:
                s = maker.rng.choices("abzABZ019_" if thing == "username" else "abABC01-_", k=size)
            if maker.chance(0.25):
                s[maker.rng.randrange(len(s))] = maker.pick("aB7_-")
            words.append("".join(s))
        return n, words

    noun = {
        "count": f"the number of acceptable {thing}s",
        "one": f"the number of {thing}s that are not acceptable",
    }[what]
    return Task(
        titles=("Acceptable Names", "Rules Are Rules", "Please Choose Another One"),
        given=[
            Count("n", 1, 100, what=f"the number of {thing}s"),
            Words("words", "n", 1, 12, LETTERS + LETTERS.upper() + "0123456789_-",
                  "letters, digits, hyphens and underscores"),
        ],
        ask=Value(noun),
        formal=f"A {thing} is acceptable if {rules}.",
        stories=[
            Story(
                "The administrator of a large network has a list with `n` proposals for "
                f"{thing}s, one on each "
                f"line. Years ago it was decided that a {thing} is acceptable only if {rules}. "
                "Nobody "
                "remembers why, but everybody keeps to it, and so the list has to be checked again."
            ),
            Story(
                "The new office in @place opens today, and `n` people are waiting, each with a "
                "slip of paper. "
                f"On the slip stands the {thing} that they would like to have. On the door "
                "hangs a notice: "
                f"\"A {thing} is accepted if {rules}.\" The clerk is glad that there is a computer."
            ),
        ],
        solve=solve, others=[with_patterns], wrong=[forgets_rule],
        cpp=["""
            bool acceptable(const string& s) {
                int n = s.size();
                $test
            }

            int solve(int n, vector<string> words) {
                int count = 0;
                for (auto& word : words) {
                    if ($sign acceptable(word)) count++;
                }
                return count;
            }
        """],
        params={"sign": "" if what == "count" else "!", "test": {
            "password": "bool lower = false, upper = false, digit = false;\n"
            "                for (char c : s) {\n"
            "                    if (islower(c)) lower = true;\n"
            "                    if (isupper(c)) upper = true;\n"
            "                    if (isdigit(c)) digit = true;\n"
            "                }\n"
            f"                return n >= {low} && lower && upper && digit;",
            "username": f"if (n < {low} || !isalpha(s[0])) return false;\n"
            "                for (char c : s) {\n"
            "                    if (!isalnum(c) && c != '_') return false;\n"
            "                }\n"
            "                return s.find(\"__\") == string::npos;",
            "plate": "int i = 0;\n"
            "                while (i < n && isupper(s[i])) i++;\n"
            f"                if (i == 0 || i == n || n > {low}) return false;\n"
            "                for (; i < n; i++) {\n"
            "                    if (!isdigit(s[i])) return false;\n"
            "                }\n"
            "                return true;",
            "account": "int digits = 0;\n"
            "                for (char c : s) digits += isdigit(c) ? 1 : 0;\n"
            f"                return n == {exact} && digits >= {fewest} && s[0] == s[n - 1];",
        }[thing].replace("\n                ", "\n                ")},
        make=make,
        hints=(
            "Write a function that tests one string.",
            "Check the rules one after the other; a string fails as soon as one is broken.",
            "Your language can tell letters, digits and their case.",
        ),
        explanation="Each string is gone through once, and the rules are checked one by one.",
        call="count_names",
    )  # fmt: skip


@family(1000, "strings", "implementation")
def newest_version(p: Parameters) -> Task:
    newest = p.choice("newest", True, False)
    what = p.choice("what", "which", "equal", "major", "name")
    kind = "newest" if newest else "oldest"
    noun = {
        "which": "the position in the list, counted from 1, of the first entry that is the "
        f"{kind} version",
        "equal": f"the number of entries that are the {kind} version",
        "major": f"the number of entries that have the same first number as the {kind} version",
        "name": f"the {kind} version, written in the shortest possible form",
    }[what]

    def solve(n: int, versions: list[str]) -> int | str:
        lists = []
        for version in versions:
            numbers = [int(x) for x in version.split(".")]
            while len(numbers) > 1 and numbers[-1] == 0:
                numbers.pop()
            lists.append(numbers)
        best = max(lists) if newest else min(lists)
        if what == "which":
            return lists.index(best) + 1
        if what == "equal":
            return lists.count(best)
        if what == "name":
            return ".".join(str(x) for x in best)
        return sum(numbers[0] == best[0] for numbers in lists)

    def padded(n: int, versions: list[str]) -> int | str:
        keys = []
        for version in versions:
            parts = list(map(int, version.split(".")))
            keys.append(tuple(parts + [0] * (4 - len(parts))))
        best = 0
        for i in range(n):
            if keys[i] > keys[best] if newest else keys[i] < keys[best]:
                best = i
        if what == "which":
            return best + 1
        if what == "equal":
            return sum(key == keys[best] for key in keys)
        if what == "major":
            return sum(key[0] == keys[best][0] for key in keys)
        numbers = list(keys[best])
        while len(numbers) > 1 and numbers[-1] == 0:
            del numbers[-1]
        return ".".join(map(str, numbers))

    def as_text(n: int, versions: list[str]) -> int | str:
        best = max(versions) if newest else min(versions)
        if what == "which":
            return versions.index(best) + 1
        if what == "equal":
            return versions.count(best)
        if what == "name":
            return best
        return sum(version[0] == best[0] for version in versions)

    def make(maker: Maker) -> tuple[int, list[str]]:
        n = maker.count(1, 200)
        high = maker.rng.choice([2, 12, 30])
        versions: list[str] = []
        for _ in range(n):
            if versions and maker.chance(0.25):
                version = maker.pick(versions)
                version += ".0" if version.count(".") < 3 and maker.chance(0.5) else ""
            else:
                version = ".".join(
                    str(maker.rng.randint(0, high)) for _ in range(maker.rng.randint(1, 4))
                )
            versions.append(version)
        return n, versions

    return Task(
        titles=("Which One Is Newer?", "Versions", "The Update Server"),
        given=[
            Count("n", 1, 200, what="the number of entries"),
            Words("versions", "n", 1, 15, "0123456789.", "digits and dots"),
        ],
        ask=Value(noun, python_type="str" if what == "name" else "int"),
        formal="A version consists of one to four numbers from 0 to 999 (without leading "
               "zeros), separated by "
        "dots. Versions are compared number by number from the left; missing numbers at the end "
        "count as 0, "
        "so 2.1 and 2.1.0 are the same version, while 2.10 is newer than 2.9. In the shortest "
        "form of a "
        "version, zeros at the end are left out, together with their dots, but the first number "
        "stays.",
        stories=[
            Story(
                "On the update server lie `n` packages of the same program, and the file names "
                "have got lost. "
                "Only the versions are known, each made of one to four numbers (0 to 999, "
                "without leading "
                "zeros) with dots between them. The first number "
                "decides, then the second, and so on, and numbers that are missing count as 0. "
                "Hence 2.10 is "
                "newer than 2.9, and 2.1.0 is the same as 2.1. The shortest form of a version "
                "has no zeros at "
                "the end, unless it is a single 0."
            ),
            Story(
                "The laws of @place have numbers such as 4.12 or 7.0.3: up to four numbers, "
                "each at most 999 "
                "and without leading zeros, that are separated by dots. Whenever a law is "
                "changed it gets a "
                "larger version, where the first number counts most and the last one least; "
                "what is "
                "missing at the end is 0, so that 3 and 3.0 are equal. A clerk finds `n` "
                "copies, each with "
                "its version. Written as short as possible, a version has no 0 at its end, "
                "except for 0 itself."
            ),
        ],
        solve=solve, others=[padded], wrong=[as_text],
        cpp=["""
            vector<int> numbers_of(const string& version) {
                vector<int> numbers = {0};
                for (char c : version) {
                    if (c == '.') numbers.push_back(0);
                    else numbers.back() = numbers.back() * 10 + (c - '0');
                }
                numbers.resize(4);
                return numbers;
            }

            $type solve(int n, vector<string> versions) {
                vector<vector<int>> keys;
                for (auto& version : versions) keys.push_back(numbers_of(version));
                int best = 0, equal = 0, major = 0;
                for (int i = 0; i < n; i++) {
                    if (keys[i] $than keys[best]) best = i;
                }
                for (auto& key : keys) {
                    equal += key == keys[best];
                    major += key[0] == keys[best][0];
                }
                $finish
            }
        """],
        params={
            "type": "string" if what == "name" else "int", "than": ">" if newest else "<",
            "finish": {
                "which": "return best + 1;", "equal": "return equal;", "major": "return major;",
                "name": "auto shown = keys[best];\n"
                "                while (shown.size() > 1 && shown.back() == 0) shown.pop_back();\n"
                "                string result = to_string(shown[0]);\n"
                "                for (int i = 1; i < (int)shown.size(); i++) {\n"
                "                    result += \".\" + to_string(shown[i]);\n"
                "                }\n"
                "                return result;",
            }[what],
        },
        make=make,
        hints=(
            "Comparing the texts does not work. Why is 2.10 a problem?",
            "Split each version at the dots and turn the parts into integers.",
            "Fill up with zeros to four numbers; then the lists can be compared directly.",
        ),
        explanation="Lists of integers of equal length are compared from the left, which is "
                    "just the order of "
        "versions.",
        call="compare_versions",
    )  # fmt: skip


@family(1100, "strings", "implementation")
def page_ranges(p: Parameters) -> Task:
    what = p.choice("what", "total", "different", "longest", "contains", "short")
    noun = {
        "total": "the total number of pages that are printed, counting a page as often as it is "
        "printed",
        "different": "the number of different pages that are printed",
        "longest": "the largest number of pages that belong to a single item",
        "contains": "the number of items that contain page `k`",
        "short": "the number of different pages that are printed and have a number of at most `k`",
    }[what]
    with_k = what in ("contains", "short")

    def solve(s: str, k: int) -> int:
        total = longest = containing = 0
        pages = set()
        for item in s.split(","):
            if "-" in item:
                low, high = map(int, item.split("-"))
            else:
                low = high = int(item)
            total += high - low + 1
            longest = max(longest, high - low + 1)
            if low <= k <= high:
                containing += 1
            for page in range(low, high + 1):
                pages.add(page)
        if what == "total":
            return total
        if what == "different":
            return len(pages)
        if what == "longest":
            return longest
        if what == "contains":
            return containing
        return sum(1 for page in pages if page <= k)

    def with_counts(s: str, k: int) -> int:
        times = [0] * 1001
        lengths = []
        for item in s.split(","):
            ends = [int(x) for x in item.split("-")]
            lengths.append(ends[-1] - ends[0] + 1)
            for page in range(ends[0], ends[-1] + 1):
                times[page] += 1
        if what == "total":
            return sum(times)
        if what == "longest":
            return max(lengths)
        if what == "contains":
            return times[k]
        if what == "different":
            return sum(x > 0 for x in times)
        return sum(times[page] > 0 for page in range(1, k + 1))

    def off_by_one(s: str, k: int) -> int:
        total = longest = containing = 0
        for item in s.split(","):
            ends = [int(x) for x in item.split("-")]
            size = ends[-1] - ends[0]
            total += max(1, size)
            longest = max(longest, size)
            containing += ends[0] <= k < ends[-1]
        if what == "longest":
            return longest
        if what == "contains":
            return containing
        return total

    def make(maker: Maker) -> tuple[str, int]:
        items = []
        high = {"tiny": 15, "small": 40, "least": 3}.get(maker.scale, 1000)
        for _ in range(maker.count(1, 60)):
            low = maker.rng.randint(1, high)
            end = min(1000, low + maker.rng.randint(0, max(2, high // 5)))
            items.append(str(low) if end == low or maker.chance(0.3) else f"{low}-{end}")
        return ",".join(items), maker.rng.randint(1, high)

    if not with_k:

        def solve_all(s: str) -> int:
            total = longest = 0
            pages = set()
            for item in s.split(","):
                if "-" in item:
                    low, high = map(int, item.split("-"))
                else:
                    low = high = int(item)
                total += high - low + 1
                longest = max(longest, high - low + 1)
                for page in range(low, high + 1):
                    pages.add(page)
            if what == "total":
                return total
            return len(pages) if what == "different" else longest

        def marking(s: str) -> int:
            times = [0] * 1001
            longest = 0
            for item in s.split(","):
                ends = [int(x) for x in item.split("-")]
                longest = max(longest, ends[-1] - ends[0] + 1)
                for page in range(ends[0], ends[-1] + 1):
                    times[page] += 1
            if what == "longest":
                return longest
            return sum(times) if what == "total" else sum(x > 0 for x in times)

        def fence_posts(s: str) -> int:
            total = longest = 0
            for item in s.split(","):
                ends = [int(x) for x in item.split("-")]
                total += max(1, ends[-1] - ends[0])
                longest = max(longest, ends[-1] - ends[0])
            return longest if what == "longest" else total

        def make_all(maker: Maker) -> tuple[str]:
            return make(maker)[:1]

    text = Word("s", 1, 1000, alphabet="0123456789,-", letters="digits, commas and hyphens")
    about = " A number `k` is given as well." if with_k else ""
    return Task(
        titles=("Pages to Print", "From One Page to Another", "The Print Dialog"),
        given=[text, Int("k", 1, 1000, what="the number of a page")] if with_k else [text],
        ask=Value(noun),
        formal="A line `s` says which pages are printed. It is a list of items that are "
               "separated by commas. An "
        "item is a page number, or two page numbers `a` and `b` with a hyphen between them, `a "
        "< b`, which "
        "stands for all pages from `a` to `b`, both included. Page numbers are from 1 to 1000, "
        "and items "
        f"may overlap or be repeated.{about}",
        stories=[
            Story(
                "In the copy shop, students type into a field which pages of a book they want, "
                "for example "
                "3,7-9,8 for the pages 3, 7, 8, 9 and then 8 again. So there are items with "
                "commas between "
                "them; an item is one page or a range, from the first to the last page with a "
                "hyphen between, "
                "and the first is smaller than the last. The pages "
                "have numbers up to 1000. Now someone has entered `s`, and the shopkeeper "
                f"frowns.{about}"
            ),
            Story(
                "A cook marks in a letter to @friend which recipes of her book, one to a page "
                "(1 to 1000), are "
                "worth reading: the letter says `s`. Commas separate the items; an item like 12 "
                "is a single "
                "page, and an item like 20-24 means the pages 20, 21, 22, 23 and 24. Of course "
                "she has "
                f"mentioned some of them more than once. @friend prints every item.{about}"
            ),
        ],
        solve=solve if with_k else solve_all, others=[with_counts] if with_k else [marking],
        wrong=[off_by_one] if with_k else [fence_posts],
        cpp=["""
            int solve($arguments) {
                vector<int> times(1001);
                int longest = 0, total = 0, different = 0, early = 0;
                stringstream stream(s);
                string item;
                while (getline(stream, item, ',')) {
                    size_t dash = item.find('-');
                    int low = stoi(item), high = low;
                    if (dash != string::npos) high = stoi(item.substr(dash + 1));
                    longest = max(longest, high - low + 1);
                    for (int page = low; page <= high; page++) times[page]++;
                }
                for (int page = 1; page <= 1000; page++) {
                    total += times[page];
                    different += times[page] > 0;
                    $early
                }
                return $result;
            }
        """],
        params={
            "arguments": "string s, int k" if with_k else "string s",
            "early": "early += page <= k && times[page] > 0;" if what == "short" else "",
            "result": {"contains": "times[k]", "short": "early"}.get(what, what),
        },
        make=make if with_k else make_all,
        hints=(
            "Split the line at the commas.",
            "An item without a hyphen is a range of one page.",
            "How many pages are there from `a` to `b`? Mark the pages in an array if they must "
            "not count "
            "twice.",
        ),
        explanation="Each item is split at its hyphen; with at most 1000 pages, all can be "
                    "marked one by one.",
        call="pages_to_print",
    )  # fmt: skip


@family(1200, "strings", "implementation")
def settings_file(p: Parameters) -> Task:
    rule = p.choice("rule", "last", "first", "add")
    comments = p.choice("comments", True, False)
    meaning = {
        "last": "If a name is set several times, the last line counts.",
        "first": "If a name is set several times, only the first line counts and the others are "
        "ignored.",
        "add": "If a name is set several times, its value is the sum of all its lines.",
    }[rule]
    note = " Lines that begin with # are comments and are ignored." if comments else ""

    def solve(n: int, key: str, lines: list[str]) -> int:
        values: dict[str, int] = {}
        for line in lines:
            if comments and line[0] == "#":
                continue
            name, value = line.split("=")
            if rule == "add":
                values[name] = values.get(name, 0) + int(value)
            elif rule == "last" or name not in values:
                values[name] = int(value)
        return values.get(key, 0)

    def searching(n: int, key: str, lines: list[str]) -> int:
        found = [line for line in lines if line.startswith(key + "=")]
        numbers = [int(line[len(key) + 1 :]) for line in found]
        if rule == "add":
            return sum(numbers)
        if not numbers:
            return 0
        return numbers[0] if rule == "first" else numbers[-1]

    def similar_names(n: int, key: str, lines: list[str]) -> int:
        found = [line for line in lines if line.split("=")[0].endswith(key)]
        numbers = [int(line.split("=")[-1]) for line in found]
        if rule == "add":
            return sum(numbers)
        if not numbers:
            return 0
        return numbers[0] if rule == "first" else numbers[-1]

    def other_line(n: int, key: str, lines: list[str]) -> int:
        result = 0
        for line in lines:
            name, value = line.split("=")
            if name == key:
                result = max(result, int(value))
        return result

    def make(maker: Maker) -> tuple[int, str, list[str]]:
        n = maker.count(1, 200)
        names = [
            maker.word(maker.rng.randint(1, 4), "abcd") for _ in range(maker.rng.randint(1, 4))
        ]
        names += ["x" + names[0]]
        lines = []
        for _ in range(n):
            mark = "#" if comments and maker.chance(0.3) else ""
            name = names[0] if maker.chance(0.4) else maker.pick(names)
            lines.append(f"{mark}{name}={maker.number(0, 1000)}")
        return n, names[0], lines

    form = "text of the form name=value, with a name in lowercase letters and a number as value"
    if comments:
        form += ", or the same with # in front of it"
    return Task(
        titles=("Settings", "The Configuration File", "What Is It Set To?"),
        given=[
            Count("n", 1, 200, what="the number of lines"),
            Word("key", 1, 5, what="the name that is asked for"),
            Lines("lines", "n", form=form),
        ],
        ask=Value("the value of the name that is asked for, or 0 if it has none"),
        formal="A file of settings has `n` lines. A line name=value sets a name, made of "
               "lowercase letters, to "
        f"a value from 0 to 1000.{note} {meaning} The name `key` is asked for.",
        stories=[
            Story(
                "The heating of the town hall of @place is controlled by a file that has grown "
                "over the years. "
                "Each of its `n` lines has the form name=value, with a name in lowercase "
                "letters and a value "
                f"from 0 to 1000.{note} {meaning} Today it is too cold in the office of the mayor, "
                "and the caretaker wants to know what the file says about the name `key`."
            ),
            Story(
                "A board game keeps its score in `n` lines. In a line, the name of a player "
                "(lowercase "
                "letters) is followed by the sign = and a number of points, at most "
                f"1000.{note} {meaning} "
                "The player whose name is `key` has lost the overview.",
                "What is the value of this player's name, or 0 if there is none?",
            ),
        ],
        solve=solve, others=[searching],
        wrong=[similar_names] if comments else [similar_names, other_line],
        cpp=["""
            int solve(int n, string key, vector<string> lines) {
                map<string, int> values;
                for (auto& line : lines) {
                    $skip
                    size_t at = line.find('=');
                    string name = line.substr(0, at);
                    int value = stoi(line.substr(at + 1));
                    $store
                }
                return values.count(key) ? values[key] : 0;
            }
        """],
        params={
            "skip": "if (line[0] == '#') continue;" if comments else "",
            "store": {"last": "values[name] = value;", "add": "values[name] += value;",
                      "first": "if (!values.count(name)) values[name] = value;"}[rule],
        },
        make=make,
        hints=(
            "Split a line at the sign =.",
            "A dictionary from names to values reflects the file.",
            f"Mind what happens when a name comes again: {meaning[0].lower() + meaning[1:-1]}.",
        ),
        explanation="The lines are read once in order; a dictionary keeps the value of each name.",
        call="setting_value",
    )  # fmt: skip


@family(1300, "strings", "implementation", "expression parsing")
def nested_recipe(p: Parameters) -> Task:
    what = p.choice("what", "length", "letter", "depth", "most")
    front = p.choice("front", True, False)
    sample = "a2(b3(c))" if front else "a(b(c)3)2"
    full = "abcccbccc"
    where = "before" if front else "behind"
    noun = {
        "length": "the length of the text",
        "letter": "how many times the letter a occurs in the text",
        "depth": "the largest number of brackets that are open at the same place of the recipe",
        "most": "the largest number of times that a single letter of the recipe is written in "
        "the text",
    }[what]

    def solve(s: str) -> int:
        n = len(s)
        depth = deepest = 0
        for c in s:
            depth += (c == "(") - (c == ")")
            deepest = max(deepest, depth)
        if what == "depth":
            return deepest
        factors = [1]
        total = most = 0
        if not front:
            s = s[::-1].replace("(", "<").replace(")", "(").replace("<", ")")
        for i in range(n):
            if s[i] == "(":
                factors.append(factors[-1] * int(s[i - 1]))
            elif s[i] == ")":
                factors.pop()
            elif s[i].isalpha():
                most = max(most, factors[-1])
                if what == "length" or s[i] == "a":
                    total += factors[-1]
        return most if what == "most" else total

    def recursive(s: str) -> int:
        def read(i: int) -> tuple[int, int, int, int]:
            total = deepest = most = 0
            while i < len(s) and s[i] != ")":
                if s[i] == "(":
                    times = int(s[i - 1]) if front else 1
                    inner, depth, often, i = read(i + 1)
                    if not front:
                        times = int(s[i])
                        i += 1
                    total += inner * times
                    deepest = max(deepest, depth + 1)
                    most = max(most, often * times)
                    continue
                if s[i].isalpha():
                    most = max(most, 1)
                    total += what == "length" or s[i] == "a"
                i += 1
            return total, deepest, most, i + 1

        total, deepest, most, _ = read(0)
        return deepest if what == "depth" else most if what == "most" else total

    def flat(s: str) -> int:
        if what == "depth":
            return s.count("(")
        total = most = 0
        factor = 1
        for i in range(len(s)):
            if s[i] == "(":
                factor = int(s[i - 1]) if front else int(s[s.index(")", i) + 1])
            elif s[i] == ")":
                factor = 1
            elif s[i].isalpha():
                most = max(most, factor)
                if what == "length" or s[i] == "a":
                    total += factor
        return most if what == "most" else total

    def make(maker: Maker) -> tuple[str]:
        def piece(depth: int, room: int) -> str:
            text = ""
            while room > 0:
                if depth < 15 and maker.chance(0.4):
                    inside = maker.rng.randint(1, max(1, room))
                    digit = maker.rng.randint(2, 9)
                    body = piece(depth + 1, inside)
                    text += f"{digit}({body})" if front else f"({body}){digit}"
                    room -= inside
                else:
                    text += maker.pick("aabc")
                    room -= 1
            return text

        return (piece(0, maker.count(1, 200))[: 10**4] or "a",)

    return Task(
        titles=("Nested Recipe", "Repeat the Repeats", "Knitting Instructions"),
        given=[Word("s", 1, 4000, alphabet=LETTERS + "()23456789",
                    letters="lowercase English letters, digits from 2 to 9 and round brackets")],
        ask=Value(noun),
        formal="A recipe for a text consists of letters, which are written as they are, and of "
               "repetitions. A "
        f"repetition is a recipe in round brackets with a digit from 2 to 9 directly {where} "
        "it; the text of "
        f"what is inside the brackets is written that many times. For example, {sample} is a "
        "recipe for the "
        f"text {full}. Brackets are at most 15 deep, and they are never empty. The recipe is `s`.",
        stories=[
            Story(
                "Instructions for knitting are short, scarves are long. Every letter stands for "
                "a stitch. What "
                f"stands in round brackets is repeated, and the digit directly {where} the "
                "brackets (2 to 9) "
                "says how many times; brackets may stand inside of brackets, up to 15 deep. So "
                f"{sample} means "
                f"the stitches {full}. @who has the recipe `s`, and its text is the row of all "
                "stitches in "
                "full length."
            ),
            Story(
                "A drum machine plays a text of letters, one letter a beat. The text is not "
                "stored as such, "
                "but as a recipe `s`. In it, a part in round brackets is played as many times "
                "as the digit "
                f"directly {where} it says, which is between 2 and 9. Parts may contain further "
                "repetitions; at most 15 brackets are open at once, and no brackets are empty. "
                "The recipe "
                f"{sample}, for instance, is played as {full}."
            ),
        ],
        solve=solve, others=[recursive], wrong=[flat],
        cpp=["""
            long long solve(string s) {
                int n = s.size();
                vector<int> partner(n), open;
                int deepest = 0;
                for (int i = 0; i < n; i++) {
                    if (s[i] == '(') open.push_back(i);
                    deepest = max(deepest, (int)open.size());
                    if (s[i] == ')') {
                        partner[open.back()] = i;
                        open.pop_back();
                    }
                }
                vector<long long> factors = {1};
                long long total = 0, letters = 0, most = 0;
                for (int i = 0; i < n; i++) {
                    if (s[i] == '(') factors.push_back(factors.back() * (s[$digit] - '0'));
                    else if (s[i] == ')') factors.pop_back();
                    else if (isalpha(s[i])) {
                        total += factors.back();
                        most = max(most, factors.back());
                        if (s[i] == 'a') letters += factors.back();
                    }
                }
                return $result;
            }
        """],
        params={
            "digit": "i - 1" if front else "partner[i] + 1",
            "result": {"length": "total", "letter": "letters", "depth": "deepest",
                       "most": "most"}[what],
        },
        make=make,
        hints=(
            "The text can be far too long to be written down.",
            "How many times is one letter of the recipe written? It depends on the brackets "
            "around it.",
            "Keep the product of the digits of all open brackets on a stack." if what != "depth"
            else "Count how many brackets are open while you read.",
        ),
        explanation="Each letter is written as often as the product of the digits of the "
                    "brackets around it; a "
        "stack holds these products.",
        call="nested_recipe",
    )  # fmt: skip
