"""Tasks that ask for one thing with a property: the smallest number, the first word or order."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints


@family(1000, "greedy", "math", "implementation")
def number_from_digit_sum(p: Parameters) -> Task:
    largest = p.choice("largest", False, True)
    low = p.int("low", 0, 2)
    high = p.int("high", 6, 8)
    kind = "largest" if largest else "smallest"

    def solve(n: int, s: int) -> str:
        first = max(low, 1)
        if s < first + low * (n - 1) or s > high * n:
            return "-1"
        digits = [first] + [low] * (n - 1)
        left = s - sum(digits)
        order = range(n) if largest else range(n - 1, -1, -1)
        for i in order:
            add = min(left, high - digits[i])
            digits[i] += add
            left -= add
        return "".join(map(str, digits))

    def digit_by_digit(n: int, s: int) -> str:
        result = ""
        for i in range(n):
            rest = n - 1 - i
            choices = list(range(max(low, 1) if i == 0 else low, high + 1))
            if largest:
                choices.reverse()
            for d in choices:
                if rest * low <= s - d <= rest * high:
                    result += str(d)
                    s -= d
                    break
            else:
                return "-1"
        return result

    def zero_in_front(n: int, s: int) -> str:
        if s < low * n or s > high * n:
            return "-1"
        digits = [low] * n
        left = s - low * n
        for i in range(n) if largest else range(n - 1, -1, -1):
            add = min(left, 9 - digits[i])
            digits[i] += add
            left -= add
        return "".join(map(str, digits))

    def make(maker: Maker) -> tuple[int, int]:
        n = maker.count(2, 1000)
        s = maker.rng.randint(1, high * n + (5 if maker.chance(0.2) else 0))
        if maker.chance(0.3):
            s = max(1, low * n + maker.rng.randint(-1, 2))
        return n, min(s, 9000)

    return Task(
        titles=("The Right Digits", "A Number to Order", "Digits and Their Sum"),
        given=[(Count("n", 2, 1000), Int("s", 1, 9000))],
        ask=Value(
            f"the {kind} positive integer that has exactly `n` digits (the first of which is not "
            f"0), all of them from {low} to {high}, and whose digits have the sum `s`",
            python_type="str",
        ),
        notes="If there is no such number, print -1.",
        stories=[
            Story(
                "[A locksmith|The owner of a hotel] numbers his rooms in his own way. Every "
                f"number has exactly `n` digits, and since some plates were cheap, only digits "
                f"from {low} to {high} are used; a number never begins with 0. Guests like it if "
                "the digits of their number add up to `s`. The [best|oldest] room shall get the "
                f"{kind} number of this kind.",
                "Which number is it?",
            ),
            Story(
                "The gas meter of @who shows a number of `n` digits, the first of which is not 0. "
                f"Its little wheels only go from {low} to {high}. When the sum of all digits "
                "is `s`, the meter plays a melody. @who wonders what the "
                f"{kind} number is that makes it play."
            ),
        ],
        solve=solve,
        others=[digit_by_digit],
        wrong=[zero_in_front],
        make=make,
        edges=[(2, 1), (2, 2 * high), (2, 9), (3, 1 + 2 * low), (2, 19)],
        cpp=[
            """
            string solve(int n, int s) {
                int first = max($low, 1);
                if (s < first + $low * (n - 1) || s > $high * n) return "-1";
                string digits(n, '0' + $low);
                digits[0] = '0' + first;
                int left = s - first - $low * (n - 1);
                for (int step = 0; step < n; step++) {
                    int i = $place;
                    int add = min(left, $high - (digits[i] - '0'));
                    digits[i] += add;
                    left -= add;
                }
                return digits;
            }
        """
        ],
        params={"place": "step" if largest else "n - 1 - step"},
        hints=(
            "Begin with the number whose digits are all as small as possible.",
            f"Where should what is missing be added, if the number is to be the {kind}?",
            f"Raise the digits from the {'left' if largest else 'right'}, each as far as possible, "
            "until the sum is reached.",
        ),
        explanation="Starting from the least digits, the missing sum goes to the "
        f"{'left' if largest else 'right'}most places first, in `n` steps.",
        call="number_with_sum",
    )


@family(1100, "greedy", "strings")
def first_word_of_kinds(p: Parameters) -> Task:
    rule = p.choice("rule", "1", "2", "3", "apart")
    last = p.choice("last", False, True)
    which = "last" if last else "first"
    least = 1 if rule == "apart" else int(rule)
    clause = (
        "no two neighbouring letters are equal"
        if rule == "apart"
        else ["", "each letter that occurs may occur any number of times",
              "each letter that occurs does so at least twice",
              "each letter that occurs does so at least three times"][int(rule)]
    )  # fmt: skip

    def solve(n: int, k: int) -> str:
        letters = "zyxwvutsrqponmlkjihgfedcba" if last else "abcdefghijklmnopqrstuvwxyz"
        if rule == "apart":
            result = ""
            while len(result) < n - (k - 2):
                result += letters[len(result) % 2]
            return result + letters[2:k]
        result = letters[0] * (n - least * (k - 1))
        for letter in letters[1:k]:
            result += letter * least
        return result

    def backwards(n: int, k: int) -> str:
        letters = "zyxwvutsrqponmlkjihgfedcba" if last else "abcdefghijklmnopqrstuvwxyz"
        result = []
        j = k - 1
        while j >= (2 if rule == "apart" else 1):
            result += [letters[j]] * least
            j -= 1
        for i in range(n - len(result) - 1, -1, -1):
            result.append(letters[i % 2] if rule == "apart" else letters[0])
        return "".join(reversed(result))

    def alphabet_first(n: int, k: int) -> str:
        letters = "zyxwvutsrqponmlkjihgfedcba" if last else "abcdefghijklmnopqrstuvwxyz"
        return "".join(letters[i % k] for i in range(n))

    def make(maker: Maker) -> tuple[int, int]:
        k = maker.rng.randint(2, 26 if maker.scale in ("medium", "large") else 6)
        n = max(maker.count(6, 1000), 3 * k)
        return n, k

    return Task(
        titles=("The First Word", "Exactly `k` Letters", "Naming a Star"),
        given=[(Count("n", 6, 1000), Int("k", 2, 26))],
        ask=Value(
            f"the alphabetically {which} word of `n` lowercase letters in which exactly `k` "
            f"different letters occur and {clause}",
            python_type="str",
        ),
        formal="A word is any sequence of the letters from a to z; words of equal length are "
        "ordered by the first letter in which they differ. It holds that `3k <= n`.",
        stories=[
            Story(
                "The astronomers of @place name their stars by words of exactly `n` lowercase "
                "letters, which nobody has to be able to pronounce. A name is allowed if exactly "
                f"`k` different letters occur in it and {clause}; it is known that `3k <= n`. All "
                "allowed names are listed alphabetically, from aa... to zz..., and each new star "
                f"gets one of them. Today somebody wants the {which} name of the list.",
                "Which name is it?",
            ),
            Story(
                "A typewriter for [parrots|monkeys] has 26 keys. The animal has to type a word "
                f"with `n` lowercase letters, using exactly `k` different letters (`3k <= n`), in "
                f"such a way that {clause}. The prize goes to the word that would come {which} in "
                "a dictionary of all such words, where the first different letter decides.",
                "Which word wins the prize?",
            ),
        ],
        solve=solve,
        others=[backwards],
        wrong=[alphabet_first],
        make=make,
        edges=[(6, 2), (7, 2), (9, 3), (78, 26)],
        cpp=[
            """
            string solve(int n, int k) {
                string letters = "abcdefghijklmnopqrstuvwxyz";
                $turn
                string result, tail;
                for (int i = $from; i < k; i++) tail += string($least, letters[i]);
                for (int i = 0; i < n - (int)tail.size(); i++) result += letters[$at];
                return result + tail;
            }
        """
        ],
        params={
            "turn": "reverse(letters.begin(), letters.end());" if last else "",
            "from": "2" if rule == "apart" else "1",
            "least": least,
            "at": "i % 2" if rule == "apart" else "0",
        },
        hints=(
            f"Which letter should stand at the beginning, if the word is to come {which}?",
            "Delay the other letters as long as possible.",
            f"The tail of the word holds the other letters, {'once' if least == 1 else least} "
            f"{'each' if least == 1 else 'times each'}; what stands before it is filled with the "
            f"{'two best letters in turns' if rule == 'apart' else 'best letter'}.",
        ),
        explanation="Every other letter must occur, and the later it does the better; all the "
        "space before goes to the best letters. This takes `n` steps.",
        call="make_word",
    )


@family(1200, "greedy", "sortings", "implementation")
def waves_of_people(p: Parameters) -> Task:
    start = p.choice("start", "small", "large")
    group = p.int("group", 1, 3)
    turn = p.choice("turn", False, True)
    one, other = ("smallest", "largest") if start == "small" else ("largest", "smallest")
    count = "" if group == 1 else f"{group} "
    order = (
        ""
        if group == 1
        else " Those taken together are put down in increasing order."
        if not turn
        else " Those taken together are put down in decreasing order."
    )
    reverse = turn and group == 1
    tail = " At the end, the whole row is turned around." if reverse else ""

    def solve(n: int, a: list[int]) -> list[int]:
        a.sort()
        result = []
        i, j = 0, n
        small = start == "small"
        while i < j:
            if small:
                part = a[i : min(i + group, j)]
                i += group
            else:
                part = a[max(i, j - group) : j]
                j -= group
            if turn:
                part = part[::-1]
            result += part
            small = not small
        if reverse:
            result.reverse()
        return result

    def with_queue(n: int, a: list[int]) -> list[int]:
        rest = sorted(a)
        result: list[int] = []
        step = 0 if start == "small" else 1
        while rest:
            if step % 2 == 0:
                part, rest = rest[:group], rest[group:]
            else:
                part, rest = rest[-group:], rest[:-group]
            result.extend(sorted(part, reverse=turn))
            step += 1
        return result[::-1] if reverse else result

    def unsorted(n: int, a: list[int]) -> list[int]:
        result: list[int] = []
        step = 0 if start == "small" else 1
        while a:
            if step % 2 == 0:
                part, a = a[:group], a[group:]
            else:
                part, a = a[-group:], a[:-group]
            result.extend(part[::-1] if turn else part)
            step += 1
        return result[::-1] if reverse else result

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 2000)
        return n, maker.numbers(n, 1, 10**6)

    return Task(
        titles=("Waves", "Up and Down", "Small and Large"),
        given=[Count("n", 1, 2000), Ints("a", "n", 1, 10**6)],
        ask=Listing("the numbers of the row, from left to right"),
        formal=f"From `n` numbers a row is made, from left to right: first the {count}{one} are "
        f"taken, then the {count}{other} of those that are left, then again the {count}{one} and "
        f"so on; when fewer are left, all of them are taken.{order}{tail}",
        stories=[
            Story(
                "For a garden show, `n` trees of the heights `a_1, a_2, ..., a_n` are planted in "
                "a row, and the gardener wants waves. From left to right, he first plants the "
                f"{count}{one} trees he has, next to them the {count}{other} of the rest, then "
                f"the {count}{one} of what is left, and so on. If fewer trees are left, he takes "
                f"those.{order.replace('put down', 'planted')}{tail}",
                "Which heights do the trees of the row have, from left to right?",
            ),
            Story(
                "An organ builder has `n` pipes, the `i`-th of them `a_i` millimetres long. "
                "[For the eye|Not for the sound], they are arranged in an unusual way: the "
                f"{count}{one} come first, then the {count}{other} of those not used yet, and "
                f"by turns like this until no pipe is left (the last time there may be fewer)."
                f"{order}{tail}",
                "What are the lengths of the pipes in the row?",
            ),
        ],
        solve=solve,
        others=[with_queue],
        wrong=[unsorted],
        make=make,
        edges=[(1, [7]), (2, [2, 1]), (5, [5, 4, 3, 2, 1])],
        cpp=[
            """
            vector<int> solve(int n, vector<int> a) {
                sort(a.begin(), a.end());
                vector<int> result;
                int i = 0, j = n;
                bool small = $small;
                while (i < j) {
                    vector<int> part;
                    while ((int)part.size() < $group && i < j) {
                        part.push_back(small ? a[i++] : a[--j]);
                    }
                    sort(part.begin(), part.end());
                    $turn
                    for (int x : part) result.push_back(x);
                    small = !small;
                }
                $end
                return result;
            }
        """
        ],
        params={
            "small": "true" if start == "small" else "false",
            "turn": "reverse(part.begin(), part.end());" if turn else "",
            "end": "reverse(result.begin(), result.end());" if reverse else "",
        },
        hints=(
            "Sort the numbers first.",
            "What is left is always a connected piece of the sorted list.",
            "Keep its two ends, and take from them by turns.",
        ),
        explanation="After sorting, two ends move towards each other; sorting costs `n log n`.",
        call="arrange_waves",
    )


@family(1500, "greedy", "math", "data structures")
def order_with_inversions(p: Parameters) -> Task:
    last = p.choice("last", False, True)
    ordered = p.choice("ordered", False, True)
    base = p.int("base", 0, 1)
    which = "last" if last else "first"
    pairs = (
        "a smaller number stands before a larger one"
        if ordered
        else "a larger number stands before a smaller one"
    )
    numbers = "the numbers from 1 to `n`" if base else "the numbers from 0 to `n - 1`"

    def solve(n: int, k: int) -> list[int]:
        left = n * (n - 1) // 2 - k if ordered else k
        rest = list(range(base, base + n))
        result = []
        for size in range(n - 1, -1, -1):
            at = min(left, size) if last else max(0, left - size * (size - 1) // 2)
            result.append(rest.pop(at))
            left -= at
        return result

    def by_trying(n: int, k: int) -> list[int]:
        left = n * (n - 1) // 2 - k if ordered else k
        used = [False] * n
        result: list[int] = []
        while len(result) < n:
            free = [x for x in range(n) if not used[x]]
            places = list(enumerate(free))
            for at, x in reversed(places) if last else places:
                size = len(free) - 1
                if 0 <= left - at <= size * (size - 1) // 2:
                    used[x] = True
                    result.append(x + base)
                    left -= at
                    break
        return result

    def reversed_part(n: int, k: int) -> list[int]:
        result = list(range(base, base + n))
        size = 0
        while size * (size + 1) // 2 <= k and size < n:
            size += 1
        return result[: n - size] + result[n - size :][::-1]

    def make(maker: Maker) -> tuple[int, int]:
        n = max(2, min(maker.count(2, 300), 300))
        return n, maker.rng.randint(0, n * (n - 1) // 2)

    return Task(
        titles=("Just So Disordered", "The Order of the Books", "A Measured Mess"),
        given=[(Count("n", 2, 300), Int("k", 0, "n * (n - 1) // 2"))],
        ask=Listing(
            f"the {which} order, when all orders with exactly `k` such pairs are sorted by their "
            "first number, then by their second, and so on"
        ),
        formal=f"In an order of {numbers}, some pairs are counted: those in which {pairs}, "
        "not necessarily next to it. The number `k` is at most `n(n - 1)/2`, so that there is an "
        "order with exactly `k` such pairs.",
        stories=[
            Story(
                "A librarian with a sense of humour puts the volumes of an encyclopedia on the "
                f"shelf in any order. Its volumes have {numbers}. He counts the pairs of volumes "
                f"in which {pairs}, with others between them or not, and is content with exactly "
                "`k` such pairs; `k` is at most `n(n - 1)/2`, so this can always be done. Orders "
                "are compared by the first volume, then by the second and so on."
            ),
            Story(
                "Every morning the [trainer|captain] of a team decides in which order the `n` "
                f"players run onto the field. Their shirts bear {numbers}. Superstition has it "
                f"that there must be exactly `k` pairs, with `0 <= k <= n(n - 1)/2`, in which "
                f"{pairs}; the two need not be neighbours. In the archive, all such orders are "
                "sorted: by the first number, among equals by the second, and so on."
            ),
        ],
        solve=solve,
        others=[by_trying],
        wrong=[reversed_part],
        make=make,
        edges=[(2, 0), (2, 1), (3, 2), (4, 3), (5, 10)],
        cpp=[
            """
            vector<int> solve(int n, int k) {
                int left = $left;
                vector<int> rest, result;
                for (int i = 0; i < n; i++) rest.push_back(i + $base);
                for (int size = n - 1; size >= 0; size--) {
                    int at = $at;
                    result.push_back(rest[at]);
                    rest.erase(rest.begin() + at);
                    left -= at;
                }
                return result;
            }
        """
        ],
        params={
            "left": "n * (n - 1) / 2 - k" if ordered else "k",
            "at": "min(left, size)" if last else "max(0, left - size * (size - 1) / 2)",
        },
        hints=(
            "If the number at the first place is the (t+1)-th smallest, it stands before exactly t "
            "smaller ones.",
            "The numbers after it can form any number of such pairs up to the largest possible.",
            f"Choose place by place the {'largest' if last else 'smallest'} number that leaves a "
            "possible number of pairs for the rest.",
        ),
        explanation="The choice at each place adds a known number of pairs, and the rest can have "
        "any number up to m(m - 1)/2, so a greedy choice is right. It takes `n^2` steps.",
        call="order_with_pairs",
    )
