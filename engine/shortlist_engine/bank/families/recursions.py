"""Small recursive definitions: sequences that refer to themselves, halving, loops, nested words."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Int

N = 10**5


@family(900, "math", "implementation", "dp")
def two_before(p: Parameters) -> Task:
    u = p.int("u", 1, 3)
    v = p.int("v", 1, 3)
    c = p.int("c", 0, 2)
    mod = p.choice("mod", 1000, 10**6, 10**9 + 7)
    what = p.choice("what", "value", "sum")
    plus = f" + {c}" if c else ""
    first = f"{u} * " if u > 1 else ""
    second = f"{v} * " if v > 1 else ""
    rule = f"`f(i) = {first}f(i-1) + {second}f(i-2){plus}`"
    noun = f"`f(n)` modulo {mod}" if what == "value" else f"`f(1) + f(2) + ... + f(n)` modulo {mod}"

    def solve(a: int, b: int, n: int) -> int:
        x, y = a, b
        total = a + b if n > 1 else a
        for _ in range(n - 2):
            x, y = y, (u * y + v * x + c) % mod
            total += y
        if what == "sum":
            return total % mod
        return (a if n == 1 else y) % mod

    def table(a: int, b: int, n: int) -> int:
        f = [0, a, b]
        for i in range(3, n + 1):
            f.append((u * f[i - 1] + v * f[i - 2] + c) % mod)
        if what == "sum":
            return sum(f[: n + 1]) % mod
        return f[n] % mod

    def one_too_far(a: int, b: int, n: int) -> int:
        f = [a, b]
        for i in range(2, n + 1):
            f.append((u * f[i - 1] + v * f[i - 2] + c) % mod)
        if what == "sum":
            return sum(f) % mod
        return f[n] % mod

    def exchanged(a: int, b: int, n: int) -> int:
        f = [0, a, b]
        for i in range(3, n + 1):
            f.append((v * f[i - 1] + u * f[i - 2] + c + 1) % mod)
        if what == "sum":
            return sum(f[: n + 1]) % mod
        return f[n] % mod

    return Task(
        titles=("Two Before", "Growing by a Rule", "The Next One"),
        given=[(Int("a", 1, 100), Int("b", 1, 100), Int("n", 1, N))],
        ask=Value(noun),
        formal=f"The sequence `f` begins with `f(1) = a` and `f(2) = b`; for `i >= 3`, {rule}.",
        stories=[
            Story(
                "Ivy grows on the walls of [a castle|the old mill], and a botanist has found out "
                "how: `f(i)`, the number of its leaves in week `i`, is `a` in the first week and "
                f"`b` in the second, and from the third week on {rule}. Deer do not eat ivy, so "
                "nothing ever gets lost, and `n` weeks are a long time."
            ),
            Story(
                "Bored in the train to @place, @who writes down numbers. The first one is "
                "`f(1) = a`, the second one `f(2) = b`. Every further number is made of the two "
                f"before it, by the rule {rule}. The train is late, and `n` numbers are written "
                "in the end, which soon become too long for a line."
            ),
        ],
        solve=solve,
        others=[table],
        wrong=[one_too_far, exchanged],
        edges=[(1, 1, 1), (5, 7, 2), (1, 1, 3), (100, 100, N)],
        cpp=[
            """
            long long solve(int a, int b, int n) {
                vector<long long> f(n + 3);
                f[1] = a;
                f[2] = b;
                for (int i = 3; i <= n; i++) {
                    f[i] = ($u * f[i - 1] + $v * f[i - 2] + $c) % $mod;
                }
                long long sum = 0;
                for (int i = 1; i <= n; i++) sum += f[i];
                return $result % $mod;
            }
        """
        ],
        params={"result": "sum" if what == "sum" else "f[n]"},
        hints=(
            "Compute the numbers one after the other.",
            "Only the last two are needed for the next one.",
            "Take the remainder after every step, so that numbers stay small; mind `n = 1`.",
        ),
        explanation="A loop of `n` steps follows the rule, with remainders taken on the way.",
        call="sequence_value",
    )


@family(1300, "math", "dp", "data structures")
def halves_and_thirds(p: Parameters) -> Task:
    d, e = p.entry(
        "parts", {"2,3": (2, 3), "2,4": (2, 4), "2,5": (2, 5), "3,4": (3, 4), "3,5": (3, 5)}
    )
    sign = p.choice("sign", "plus", "max", "n")
    first = p.int("first", 1, 3)
    rule = {
        "plus": f"`f(n) = f(n / {d}) + f(n / {e})`",
        "max": f"`f(n)` is the larger one of `f(n / {d}) + f(n / {e})` and `n`",
        "n": f"`f(n) = f(n / {d}) + f(n / {e}) + n`",
    }[sign]

    def solve(n: int) -> int:
        known: dict[int, int] = {}

        def f(x: int) -> int:
            if x == 0:
                return first
            if x not in known:
                known[x] = f(x // d) + f(x // e)
                if sign == "max":
                    known[x] = max(known[x], x)
                if sign == "n":
                    known[x] += x
            return known[x]

        return f(n)

    def from_below(n: int) -> int:
        needed = {0, n}
        stack = [n]
        while stack:
            x = stack.pop()
            for y in (x // d, x // e):
                if y not in needed:
                    needed.add(y)
                    stack.append(y)
        f = {0: first}
        for x in sorted(needed)[1:]:
            f[x] = f[x // d] + f[x // e]
            if sign == "max":
                f[x] = max(f[x], x)
            if sign == "n":
                f[x] += x
        return f[n]

    def rounding_up(n: int) -> int:
        known: dict[int, int] = {}

        def f(x: int) -> int:
            if x <= 1:
                return first if x == 0 else 2 * first + (1 if sign == "n" else 0)
            if x not in known:
                known[x] = f((x + d - 1) // d) + f((x + e - 1) // e)
                if sign == "max":
                    known[x] = max(known[x], x)
                if sign == "n":
                    known[x] += x
            return known[x]

        return f(n)

    return Task(
        titles=("Halves and Thirds", "Smaller and Smaller", "Exchange"),
        given=[Int("n", 1, 10**15)],
        ask=Value("`f(n)`"),
        formal=f"A function is defined by `f(0) = {first}`, and for `n >= 1`: {rule}, where `/` "
        "means that the quotient is rounded down.",
        stories=[
            Story(
                "In the bank of an odd country, bills of every value can be had. Whoever hands in "
                f"one of the value `n` gets `f(n)` points; for a bill of the value 0 it is {first}."
                f" For all others, the cashier cuts the value down: {rule}. The bank rounds "
                "quotients down to whole numbers, of course. [@who|A tourist] has found a very "
                "large bill.",
                "What is `f(n)` for this bill?",
            ),
            Story(
                "A magic mirror breaks into pieces when someone laughs: the mirror of size `n` "
                f"turns into two of the sizes `n / {d}` and `n / {e}`, both rounded down, which "
                "break in the same way, until only mirrors of size 0 are there. The work of the "
                f"broom is `f(n)`. It is {first} for a mirror of size 0, and for larger ones "
                f"{rule} (rounding as said).",
                "What is `f(n)`?",
            ),
        ],
        solve=solve,
        others=[from_below],
        wrong=[rounding_up],
        edges=[(1,), (2,), (3,), (60,), (10**15,)],
        cpp=[
            """
            map<long long, long long> known;

            long long f(long long x) {
                if (x == 0) return $first;
                auto found = known.find(x);
                if (found != known.end()) return found->second;
                long long total = f(x / $small) + f(x / $e);
                return known[x] = $value;
            }

            long long solve(long long n) {
                return f(n);
            }
        """
        ],
        params={
            "small": d,
            "e": e,
            "value": {"plus": "total", "max": "max(total, x)", "n": "total + x"}[sign],
        },
        hints=(
            "The definition can be written down as a recursive function, but that is slow.",
            "How many different arguments occur? Dividing by 2 and then by 3 gives the same as "
            "dividing by 3 and then by 2.",
            "Remember the value of each argument that has been computed.",
        ),
        explanation="Only quotients of `n` by products of powers of two numbers occur, a few "
        "hundred; with a table each is computed once.",
        call="value_of_f",
    )


@family(1200, "math", "implementation", "data structures")
def falls_into_a_loop(p: Parameters) -> Task:
    what = p.choice("what", "tail", "cycle", "seen", "least", "back")
    rule = p.choice(
        "rule",
        Expr("x a c m", "(x * x + c) % m", "`x` becomes the remainder of `x * x + c` by `m`"),
        Expr("x a c m", "(a * x + c) % m", "`x` becomes the remainder of `a * x + c` by `m`"),
        Expr("x a c m", "(x // 2 + a * (x % 2) + c) % m", "`x` becomes the remainder by `m` of: "
             "half of `x` (rounded down), plus `c`, plus `a` if `x` is odd"),
    )  # fmt: skip
    unused = " (`a` is not used by this machine)" if "a" not in rule.python else ""
    noun = {
        "tail": "the number of values that are shown only once, if the machine runs forever",
        "cycle": "the number of different values that are shown again and again, if the machine "
        "runs forever",
        "seen": "the number of different values that are shown",
        "least": "the smallest of the values that are shown again and again, if the machine runs "
        "forever",
        "back": "the first value that is shown a second time",
    }[what]

    def solve(x: int, a: int, c: int, m: int) -> int:
        place: dict[int, int] = {}
        values: list[int] = []
        while x not in place:
            place[x] = len(values)
            values.append(x)
            x = rule(x, a, c, m)
        start = place[x]
        if what == "tail":
            return start
        if what == "cycle":
            return len(values) - start
        if what == "seen":
            return len(values)
        if what == "least":
            return min(values[start:])
        return x

    def two_runners(x: int, a: int, c: int, m: int) -> int:
        slow, fast = rule(x, a, c, m), rule(rule(x, a, c, m), a, c, m)
        while slow != fast:
            slow = rule(slow, a, c, m)
            fast = rule(rule(fast, a, c, m), a, c, m)
        tail, slow = 0, x
        while slow != fast:
            slow, fast = rule(slow, a, c, m), rule(fast, a, c, m)
            tail += 1
        least, cycle, other = slow, 1, rule(slow, a, c, m)
        while other != slow:
            least = min(least, other)
            other = rule(other, a, c, m)
            cycle += 1
        if what == "tail":
            return tail
        if what == "cycle":
            return cycle
        if what == "seen":
            return tail + cycle
        return least if what == "least" else slow

    def back_to_start(x: int, a: int, c: int, m: int) -> int:
        values = [x]
        y = rule(x, a, c, m)
        while y != x and len(values) <= m:
            values.append(y)
            y = rule(y, a, c, m)
        if what == "tail":
            return 0
        if what == "least":
            return min(values)
        return x if what == "back" else len(values)

    return Task(
        titles=("Into a Loop", "The Display", "Again and Again"),
        given=[(Int("x", 0, 10**5), Int("a", 1, 1000), Int("c", 0, 1000), Int("m", 2, 10**5))],
        ask=Value(noun),
        formal=f"A machine shows a value `x`. In each step, {rule.words}{unused}, and the new "
        "value is shown. The given `x` is the first value shown.",
        stories=[
            Story(
                "In the attic, @who has found a machine with a display and [a single button|three "
                f"wheels]. It shows the value `x`. Whenever the button is pressed, {rule.words}, "
                f"and the new `x` appears on the display{unused}. @who presses it again and again "
                "and begins to suspect that nothing new will come."
            ),
            Story(
                "An artist builds a fountain that is controlled by numbers. The first value that "
                f"is shown on its base is `x`. Every second, {rule.words}{unused}, and the "
                "fountain shows the value and "
                "changes the height of its water. Visitors soon notice that it falls into a loop."
            ),
        ],
        solve=solve,
        others=[two_runners],
        wrong=[back_to_start],
        edges=[(0, 1, 0, 2), (5, 1, 1, 5), (100, 3, 1, 7)],
        cpp=[
            """
            int solve(int x, int a, int c, int m) {
                map<int, int> place;
                vector<int> values;
                long long y = x;
                while (!place.count(y)) {
                    place[y] = values.size();
                    values.push_back(y);
                    y = $rule(y, a, c, m);
                }
                int tail = place[y], seen = values.size();
                int least = *min_element(values.begin() + tail, values.end());
                return $result;
            }
        """
        ],
        params={
            "result": {"tail": "tail", "cycle": "seen - tail", "seen": "seen", "least": "least",
                       "back": "(int)y"}[what],
        },
        hints=(
            "There are only finitely many values, so one must come back.",
            "Remember for each value when it was shown first.",
            "At the first repetition, the values since its first time form the loop.",
        ),
        explanation="At most `m` steps pass before a value is repeated; a table of first times "
        "tells the rest.",
        call="loop_of_values",
    )  # fmt: skip


@family(1000, "dp", "math", "implementation")
def refers_to_itself(p: Parameters) -> Task:
    rule = p.choice("rule", "minus", "nested", "two", "count")
    first = p.int("first", 1, 2) if rule == "two" else 2
    what = p.choice("what", "value", "list", "times")
    text = {
        "minus": "`f(i) = i - f(f(i-1))`",
        "nested": "`f(i) = f(f(i-1)) + f(i - f(i-1))`",
        "two": "`f(i) = f(i - f(i-1)) + 1`",
        "count": "`f(i)` is the number of times that `f(i-1)` occurs among `f(1), ..., f(i-1)`",
    }[rule]
    ones = "`f(1) = 1`" if first == 1 else "`f(1) = 1` and `f(2) = 1`"
    noun = {
        "value": "`f(n)`",
        "list": "the values `f(1), f(2), ..., f(n)`",
        "times": "the number of different values among `f(1), ..., f(n)`",
    }[what]

    def solve(n: int) -> int | list[int]:
        f = [0, 1] if first == 1 else [0, 1, 1]
        seen = {1: first}
        for i in range(len(f), n + 1):
            if rule == "minus":
                f.append(i - f[f[i - 1]])
            if rule == "nested":
                f.append(f[f[i - 1]] + f[i - f[i - 1]])
            if rule == "two":
                f.append(f[i - f[i - 1]] + 1)
            if rule == "count":
                f.append(seen[f[-1]])
                seen[f[-1]] = seen.get(f[-1], 0) + 1
        if what == "value":
            return f[n]
        if what == "list":
            return f[1 : n + 1]
        return len(set(f[1 : n + 1]))

    def filled(n: int) -> int | list[int]:
        f = [0] * (n + 3)
        f[1] = 1
        f[2] = 1
        for i in range(first + 1, n + 1):
            before = f[i - 1]
            if rule == "minus":
                f[i] = i - f[before]
            elif rule == "nested":
                f[i] = f[before] + f[i - before]
            elif rule == "two":
                f[i] = 1 + f[i - before]
            else:
                f[i] = f[1:i].count(before)
        values = f[1 : n + 1]
        if what == "value":
            return values[-1]
        if what == "list":
            return values
        return len(set(values))

    def shifted(n: int) -> int | list[int]:
        f = [0, 1] if first == 1 else [0, 1, 1]
        for i in range(len(f), n + 1):
            if rule == "minus":
                f.append(i - f[i - 1])
            elif rule == "nested":
                f.append(f[i - 1] + f[i - 2])
            elif rule == "two":
                f.append(f[i - 2] + 1)
            else:
                f.append(f[1 : i - 1].count(f[i - 1]) + 2)
        if what == "value":
            return f[n]
        return f[1 : n + 1] if what == "list" else len(set(f[1 : n + 1]))

    return Task(
        titles=("It Refers to Itself", "A Strange Sequence", "Looking Back"),
        given=[Int("n", 2, 1000)],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="[A sequence of integers|An infinite sequence of numbers] begins "
        f"with {ones}. Each later element is defined by "
        f"earlier ones: {text}.",
        stories=[
            Story(
                "[A composer, tired of feelings,|Tired of feelings, a composer] writes music by "
                "arithmetic. The length of the "
                f"`i`-th note is `f(i)`. The piece begins with {ones}, and each later note looks "
                f"back at what was played before: {text}. It has `n` notes, and nobody has "
                "[yet heard|ever enjoyed] the end of it."
            ),
            Story(
                "[In a tower of blocks,|On the blocks of a tower,] the number `f(i)` "
                "is written on the `i`-th block from "
                f"below. One starts with {ones}. To find out what belongs on a block, one looks "
                f"at the blocks under it: for each later block, {text}. @who builds a tower of "
                "`n` blocks and labels them all."
            ),
        ],
        solve=solve,
        others=[filled],
        wrong=[shifted],
        edges=[(2,), (3,), (10,), (1000,)],
        cpp=[
            """
            $type solve(int n) {
                vector<int> f = {0, 1};
                if ($first == 2) f.push_back(1);
                map<int, int> seen;
                seen[1] = $first;
                for (int i = f.size(); i <= n; i++) {
                    int value = $value;
                    f.push_back(value);
                    seen[value]++;
                }
                return $result;
            }
        """
        ],
        params={
            "first": first,
            "type": "vector<int>" if what == "list" else "int",
            "value": {
                "minus": "i - f[f[i - 1]]",
                "nested": "f[f[i - 1]] + f[i - f[i - 1]]",
                "two": "f[i - f[i - 1]] + 1",
                "count": "seen[f[i - 1]]",
            }[rule],
            "result": {
                "value": "f[n]",
                "list": "vector<int>(f.begin() + 1, f.begin() + n + 1)",
                "times": "(int)set<int>(f.begin() + 1, f.begin() + n + 1).size()",
            }[what],
        },
        hints=(
            "Compute the elements one after the other and keep them all.",
            "When `f(i)` is computed, all that its rule mentions is already known.",
            "A list whose index is `i` makes the rule a line of code.",
        ),
        explanation="Each element is computed once from elements of the list before it.",
        call="self_reference",
    )
