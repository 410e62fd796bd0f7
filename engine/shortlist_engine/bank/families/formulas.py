"""Formulas, brackets, and machines that read them."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import LETTERS, Maker
from shortlist_engine.bank.task import Ask, Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Text, Word


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
                f"with {meaning}. And {words}. What stands on the tape, `text`, never asks for "
                "plates that are not there, and every result fits into 32 bits. At first the "
                "tower is empty."
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
        explanation="The number of open brackets is all that counts, and one pass keeps it."
        if what == "depth"
        else "Each letter is written as often as the product of the digits of the brackets around "
        "it; a stack holds these products.",
        call="nested_recipe",
    )  # fmt: skip
