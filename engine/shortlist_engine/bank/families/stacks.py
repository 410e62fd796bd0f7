"""Stacks: what is nearest and larger, what matches, and what remains."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Decide, Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Ints, Words


@family(1300, "data structures", "implementation")
def wait_for_better(p: Parameters) -> Task:
    better = p.choice(
        "better",
        Expr("x y", "x > y", "greater than"),
        Expr("x y", "x >= y", "not less than"),
        Expr("x y", "x < y", "less than"),
        Expr("x y", "x <= y", "not greater than"),
    )
    later = p.choice("later", True, False)
    what = p.choice("what", "distance", "value", "sum", "none", "longest")
    side = "after" if later else "before"
    noun = {
        "distance": "for each day the distance to its mark, or 0 if it has none",
        "value": "for each day the price on its mark, or -1 if it has none",
        "sum": "the sum of the distances of all days that have a mark to their marks",
        "none": "the number of days without a mark",
        "longest": "the greatest distance of a day to its mark (0 if no day has one)",
    }[what]

    def solve(n: int, a: list[int]) -> object:
        if not later:
            a.reverse()
        distance = [0] * n
        value = [-1] * n
        stack: list[int] = []
        for i in range(n):
            while stack and better(a[i], a[stack[-1]]):
                j = stack.pop()
                distance[j] = i - j
                value[j] = a[i]
            stack.append(i)
        if not later:
            distance.reverse()
            value.reverse()
        if what == "distance":
            return distance
        if what == "value":
            return value
        if what == "sum":
            return sum(distance)
        return len(stack) if what == "none" else max(distance)

    def jumping(n: int, a: list[int]) -> object:
        mark = [-1] * n
        step = -1 if later else 1
        end = n if later else -1
        i = n - 1 if later else 0
        while 0 <= i < n:
            j = i - step
            while j != end and not better(a[j], a[i]):
                j = mark[j] if mark[j] >= 0 else end
            if j != end:
                mark[i] = j
            i += step
        distance = [abs(mark[i] - i) if mark[i] >= 0 else 0 for i in range(n)]
        if what == "distance":
            return distance
        if what == "value":
            return [a[j] if j >= 0 else -1 for j in mark]
        if what == "sum":
            return sum(distance)
        return mark.count(-1) if what == "none" else max(distance)

    def looking(n: int, a: list[int]) -> object:
        distance, value = [], []
        for i in range(n):
            order = range(i + 1, n) if later else range(i - 1, -1, -1)
            found = next((j for j in order if better(a[j], a[i])), -1)
            distance.append(abs(found - i) if found >= 0 else 0)
            value.append(a[found] if found >= 0 else -1)
        if what == "distance":
            return distance
        if what == "value":
            return value
        if what == "sum":
            return sum(distance)
        return value.count(-1) if what == "none" else max(distance)

    def one_pop(n: int, a: list[int]) -> object:
        if not later:
            a.reverse()
        distance = [0] * n
        value = [-1] * n
        stack: list[int] = []
        for i in range(n):
            if stack and better(a[i], a[stack[-1]]):
                j = stack.pop()
                distance[j] = i - j
                value[j] = a[i]
            stack.append(i)
        if not later:
            distance.reverse()
            value.reverse()
        if what == "distance":
            return distance
        if what == "value":
            return value
        if what == "sum":
            return sum(distance)
        return len(stack) if what == "none" else max(distance)

    return Task(
        titles=("Waiting for Better Days", "The Next One", "Marks"),
        given=[
            Count("n", 1, 2 * 10**5, what="the number of days"),
            Ints("a", "n", 0, 10**9, what="the prices"),
        ],
        ask=Listing(noun) if what in ("distance", "value") else Value(noun),
        formal=f"On day `i` the price is `a_i`. The mark of day `i` is the nearest day {side} "
        f"day `i` on which the price is {better.words} `a_i`; it may be that there is no "
        "such day. The distance of two days is the difference of their numbers.",
        stories=[
            Story(
                "A farmer in @place keeps a calendar with the price of wheat, `a_i` on day "
                "`i`, for `n` days. On winter evenings he looks up for each day its mark. "
                f"That is the nearest day {side} it on which the price is {better.words} the "
                "price on the day itself. Some days have no mark, and the distance of two "
                "days is counted as the difference of their numbers. [The dog sleeps under "
                "the table|It keeps his mind sharp]."
            ),
            Story(
                "The new app of a travel agency draws a curve of the price of a flight over "
                "`n` days, with the price `a_i` on day `i`. If you touch a day, a thin line "
                f"leads from it to its mark: to that day {side} it, the nearest there is, "
                f"whose price is {better.words} its own. If there is none, no line is drawn. "
                "The length of a line, or distance, is the difference between the numbers "
                "of both days."
            ),
        ],
        solve=solve,
        others=[jumping],
        slow=[looking],
        wrong=[one_pop],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                $turn
                vector<int> distance(n, 0), value(n, -1), stack;
                for (int i = 0; i < n; i++) {
                    while (!stack.empty() && $better(a[i], a[stack.back()])) {
                        int j = stack.back();
                        stack.pop_back();
                        distance[j] = i - j;
                        value[j] = a[i];
                    }
                    stack.push_back(i);
                }
                $result
            }
            """
        ],
        hints=(
            "Which days still wait for their mark when you have come to day `i`?"
            if later
            else "Walk through the days backwards; which of them still wait for their mark?",
            "The prices of the waiting days are in order, so the last one finds its mark first.",
            "Keep the waiting days on a stack and pop all for which the current day is the mark.",
        ),
        explanation="The waiting days form a stack that is ordered by price. Each day is pushed "
        "and popped at most once, so the time is linear.",
        params={
            "type": {"distance": "vector<int>", "value": "vector<int>", "sum": "long long"}.get(
                what, "int"
            ),
            "turn": "" if later else "reverse(a.begin(), a.end());",
            "result": {
                "distance": ("" if later else "reverse(distance.begin(), distance.end());\n")
                + "return distance;",
                "value": ("" if later else "reverse(value.begin(), value.end());\n")
                + "return value;",
                "sum": "return accumulate(distance.begin(), distance.end(), 0LL);",
                "none": "return stack.size();",
                "longest": "return *max_element(distance.begin(), distance.end());",
            }[what],
        },
        call="marks",
    )


@family(1200, "data structures", "implementation")
def vanishing_neighbours(p: Parameters) -> Task:
    d = p.words.randint(2, 9)
    rule = p.choice(
        "rule",
        Expr("x y", "x == y", "they are equal"),
        Expr("x y", f"x + y == {d + 4}", f"their sum is {d + 4}"),
        Expr("x y", f"abs(x - y) == {d // 2}", f"they differ by exactly {d // 2}"),
        Expr("x y", f"(x + y) % {d} == 0", f"their sum is divisible by {d}"),
        Expr("x y", "x == 2 * y", "the one on the table is twice as large as the new one"),
    )
    what = p.choice("what", "list", "number", "rounds", "highest")
    noun = {
        "list": (
            "the number of cards on the table in the end, followed by the values on these cards "
            "from bottom to top"
        ),
        "number": "the number of cards on the table in the end",
        "rounds": "how many times two cards vanish",
        "highest": (
            "the greatest number of cards that lie on the table at the same time (the new card "
            "counts only if it stays)"
        ),
    }[what]

    def solve(n: int, a: list[int]) -> object:
        stack: list[int] = []
        rounds = highest = 0
        for x in a:
            if stack and rule(stack[-1], x):
                stack.pop()
                rounds += 1
            else:
                stack.append(x)
            highest = max(highest, len(stack))
        if what == "list":
            return [len(stack), *stack]
        if what == "number":
            return len(stack)
        return rounds if what == "rounds" else highest

    def with_top(n: int, a: list[int]) -> object:
        table = [0] * n
        top = rounds = highest = 0
        for i in range(n):
            if top > 0 and rule(table[top - 1], a[i]):
                top -= 1
                rounds += 1
                continue
            table[top] = a[i]
            top += 1
            if top > highest:
                highest = top
        if what == "list":
            return [top, *table[:top]]
        if what == "number":
            return top
        return rounds if what == "rounds" else highest

    def compares_in_list(n: int, a: list[int]) -> object:
        rest = []
        rounds = highest = 0
        i = 0
        while i < n:
            if i + 1 < n and rule(a[i], a[i + 1]):
                rounds += 1
                i += 2
            else:
                rest.append(a[i])
                i += 1
            highest = max(highest, len(rest))
        if what == "list":
            return [len(rest), *rest]
        if what == "number":
            return len(rest)
        return rounds if what == "rounds" else highest

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 10**5)
        if maker.scale == "least":
            return 1, [1]
        high = maker.rng.choice((2, 4, 12, 20))
        a: list[int] = []
        stack: list[int] = []
        for _ in range(n):
            x = maker.rng.randint(1, high)
            if stack and maker.chance(0.45):
                x = next((y for y in range(1, 21) if rule(stack[-1], y)), x)
            a.append(x)
            if stack and rule(stack[-1], x):
                stack.pop()
            else:
                stack.append(x)
        return n, a

    return Task(
        titles=("Vanishing Cards", "Patience", "What Remains?"),
        given=[
            Count("n", 1, 10**5, what="the number of cards"),
            Ints("a", "n", 1, 20, what="the values of the cards"),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="`n` cards with the values `a_1, ..., a_n` are put onto a pile on the table one "
        "after the other. Each new card is compared with the card on top of the pile. If "
        f"{rule.words}, both cards vanish, else the new card is put on top. If the pile "
        "is empty, the new card becomes its first one. When two cards vanish, nothing "
        "else is compared until the next card comes.",
        stories=[
            Story(
                "@who plays a game of patience with `n` cards and puts one after the other "
                "onto a pile on the table; the `i`-th card has the value `a_i`. Before a "
                "card is put down, its value is compared with that of the card on top, that "
                f"is, the one on the table. If {rule.words}, both cards are taken out of the "
                "game and vanish in a box. Otherwise, or if the pile is empty, the new card "
                "is put on top. After two cards have vanished, the next card is drawn at "
                "once."
            ),
            Story(
                "In a silent theatre play, `n` actors with the numbers `a_1, ..., a_n` on "
                "their shirts appear one by one; the script calls them cards, and the stage "
                "is the table. Each new card looks at the one who came on stage last among "
                "those who are still there. If for the two numbers it is true that "
                f"{rule.words}, both vanish from the stage hand in hand. If not, or if "
                "nobody is there, the new one stays and stands next to the last, on top as "
                "it were. Then the next one appears."
            ),
        ],
        solve=solve,
        others=[with_top],
        wrong=[compares_in_list],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                vector<int> stack;
                int rounds = 0, highest = 0;
                for (int x : a) {
                    if (!stack.empty() && $rule(stack.back(), x)) {
                        stack.pop_back();
                        rounds++;
                    } else {
                        stack.push_back(x);
                    }
                    highest = max(highest, (int)stack.size());
                }
                $result
            }
            """
        ],
        hints=(
            "Only the card on top matters for the next one.",
            "When two cards vanish, an older card is on top again: that is what a stack does.",
            "Keep the pile in a list; compare with its last element, and pop or append.",
        ),
        explanation="The pile is a stack, and each card is pushed and popped at most once: "
        "linear time.",
        make=make,
        params={
            "type": "vector<int>" if what == "list" else "int",
            "result": {
                "list": "stack.insert(stack.begin(), (int)stack.size());\nreturn stack;",
                "number": "return stack.size();",
                "rounds": "return rounds;",
                "highest": "return highest;",
            }[what],
        },
        call="vanishing",
    )


@family(1200, "data structures", "implementation")
def doors_and_keys(p: Parameters) -> Task:
    what = p.choice("what", "ok", "depth", "first_wrong", "longest_visit")
    limit = p.int("limit", 2, 4)
    limited = p.choice("limited", True, False)
    rule = f" Never may more than {limit} rooms be open at the same time." if limited else ""
    noun = {
        "depth": (
            "the greatest number of rooms that are open at the same time before the first "
            "mistake (or in the whole log, if there is none)"
        ),
        "first_wrong": (
            "the position (from 1) of the first entry that is a mistake, or 0 if there is none"
        ),
        "longest_visit": (
            "the greatest difference `j - i` such that entry `i` opens a room and entry `j` "
            "closes it, looking only at entries before the first mistake, or 0 if there is none"
        ),
    }.get(what, "")

    def solve(n: int, a: list[int]) -> object:
        stack: list[int] = []
        depth = longest = wrong = 0
        for i in range(n):
            x = a[i]
            if x > 0:
                if limited and len(stack) == limit:
                    wrong = i + 1
                    break
                stack.append(i)
                depth = max(depth, len(stack))
            else:
                if not stack or a[stack[-1]] != -x:
                    wrong = i + 1
                    break
                longest = max(longest, i - stack.pop())
        if what == "ok":
            return wrong == 0 and not stack
        if what == "depth":
            return depth
        return wrong if what == "first_wrong" else longest

    def two_lists(n: int, a: list[int]) -> object:
        rooms: list[int] = []
        times: list[int] = []
        depth = longest = wrong = 0
        for i, x in enumerate(a, 1):
            if x < 0 and rooms and rooms[-1] == -x:
                rooms.pop()
                longest = max(longest, i - times.pop())
            elif x > 0 and not (limited and len(rooms) >= limit):
                rooms.append(x)
                times.append(i)
                depth = max(depth, len(rooms))
            else:
                wrong = i
                break
        if what == "ok":
            return not wrong and len(rooms) == 0
        if what == "depth":
            return depth
        return wrong if what == "first_wrong" else longest

    def only_numbers(n: int, a: list[int]) -> object:
        opened: list[int] = []
        depth = longest = wrong = 0
        for i in range(n):
            if a[i] > 0:
                if limited and len(opened) == limit:
                    wrong = i + 1
                    break
                opened.append(i)
                depth = max(depth, len(opened))
            else:
                same = [j for j in opened if a[j] == -a[i]]
                if not same:
                    wrong = i + 1
                    break
                opened.remove(same[0])
                longest = max(longest, i - same[0])
        if what == "ok":
            return wrong == 0
        if what == "depth":
            return depth
        return wrong if what == "first_wrong" else longest

    def just_counting(n: int, a: list[int]) -> int:
        opened = depth = 0
        for x in a:
            opened += 1 if x > 0 else -1
            depth = max(depth, opened)
        return depth

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 10**5)
        if maker.scale == "least":
            return 1, [1]
        n += n % 2
        kinds = maker.rng.randint(1, 4)
        most = limit if limited and maker.chance(0.8) else 50
        a: list[int] = []
        stack: list[int] = []
        while len(a) < n:
            if stack and (len(stack) >= min(most, n - len(a)) or maker.chance(0.5)):
                a.append(-stack.pop())
            else:
                stack.append(maker.rng.randint(1, kinds))
                a.append(stack[-1])
        for _ in range(maker.rng.choice((0, 1, 2, 3))):
            i = maker.rng.randrange(n)
            a[i] = maker.rng.choice((-1, 1)) * maker.rng.randint(1, kinds)
        return n, a

    return Task(
        titles=("Rooms in Rooms", "Doors and Keys", "The Log"),
        given=[
            Count("n", 1, 10**5, what="the number of entries"),
            Ints("a", "n", -9, 9, what="the entries of the log; none is 0"),
        ],
        ask=Decide("the log is correct") if what == "ok" else Value(noun),
        formal="A log has `n` entries. An entry `x > 0` opens a room of kind `x`, and an entry "
        "`-x < 0` closes a room of kind `x`. Only the room that was opened last among "
        f"those that are still open may be closed.{rule} An entry that breaks a rule is a "
        "mistake. The log is correct if it has no mistake and all rooms are closed in "
        "the end.",
        stories=[
            Story(
                "In the palace of @place, each room can be entered only through another "
                "one, and whoever walks in has to come back the same way. A guard keeps a "
                "log of `n` entries: a number `x > 0` when a room of kind `x` is opened, "
                "and `-x` when one of kind `x` is closed. There may be many rooms of a "
                "kind. Only the room that was opened last, among those still open, may be "
                f"closed.{rule} An entry against these rules is a mistake. A log is correct "
                "if there is no mistake in it and no room remains open."
            ),
            Story(
                "A text editor marks the parts of a book by tags. Let us call the parts "
                "rooms. The list of the `n` tags is the log, and a positive entry `x` opens "
                "a part of kind `x`, a negative one `-x` closes a part of that kind. Parts "
                "lie completely inside each other, so that always the one opened last, of "
                f"those that are open, has to be closed first.{rule} An entry that is not "
                "allowed is called a mistake. If there is none, and everything that was "
                "opened has been closed, the log is correct."
            ),
        ],
        solve=solve,
        others=[two_lists],
        wrong=[just_counting if what == "depth" else only_numbers],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                vector<int> stack;
                int depth = 0, longest = 0, wrong = 0;
                for (int i = 0; i < n && wrong == 0; i++) {
                    if (a[i] > 0) {
                        if ($full) {
                            wrong = i + 1;
                        } else {
                            stack.push_back(i);
                            depth = max(depth, (int)stack.size());
                        }
                    } else if (stack.empty() || a[stack.back()] != -a[i]) {
                        wrong = i + 1;
                    } else {
                        longest = max(longest, i - stack.back());
                        stack.pop_back();
                    }
                }
                return $result;
            }
            """
        ],
        hints=(
            "Which open room is the only one that may be closed next?",
            "The open rooms form a stack; the last one is on top.",
            "Push when a room is opened, and on closing compare with the top before popping.",
        ),
        explanation="A stack holds the open rooms; every entry is checked against its top in "
        "constant time.",
        make=make,
        params={
            "type": "bool" if what == "ok" else "int",
            "full": f"(int)stack.size() == {limit}" if limited else "false",
            "result": {
                "ok": "wrong == 0 && stack.empty()",
                "depth": "depth",
                "first_wrong": "wrong",
                "longest_visit": "longest",
            }[what],
        },
        call="rooms",
    )


@family(1000, "data structures", "implementation")
def keys_of_a_calculator(p: Parameters) -> Task:
    third = p.choice(
        "third",
        Expr("x y", "max(x, y)", "the larger of both"),
        Expr("x y", "min(x, y)", "the smaller of both"),
        Expr("x y", "abs(x - y)", "the difference of both, taken as a non-negative number"),
        Expr("x y", "x + y + 1", "their sum plus 1"),
    )
    order = p.choice("order", True, False)
    modulus = p.choice("modulus", 97, 1000, 1009, 100)
    extra = p.choice("extra", "copy", "swap", "drop")
    minus = "the one below minus the upper one" if order else "the upper one minus the one below"
    key = {
        "copy": "`c`: the uppermost number is put onto the stack once more",
        "swap": "`s`: the two uppermost numbers change places",
        "drop": "`d`: the uppermost number is taken away",
    }[extra]
    letter = extra[0]

    def solve(n: int, keys: list[str]) -> int:
        stack: list[int] = []
        for token in keys:
            if token == letter:
                if extra == "copy":
                    stack.append(stack[-1])
                elif extra == "swap":
                    stack[-1], stack[-2] = stack[-2], stack[-1]
                else:
                    stack.pop()
            elif token in ("+", "-", "#"):
                y = stack.pop()
                x = stack.pop()
                if token == "+":
                    z = x + y
                elif token == "-":
                    z = x - y if order else y - x
                else:
                    z = third(x, y)
                stack.append(z % modulus)
            else:
                stack.append(int(token))
        return stack[-1]

    def slices(n: int, keys: list[str]) -> int:
        stack: list[int] = []
        for token in keys:
            if token.isdigit():
                stack.append(int(token))
                continue
            if token == letter:
                if extra == "copy":
                    stack.append(stack[-1])
                elif extra == "swap":
                    stack[-2:] = [stack[-1], stack[-2]]
                else:
                    del stack[-1]
                continue
            x, y = stack[-2:]
            del stack[-2:]
            if token == "+":
                stack.append((x + y) % modulus)
            elif token == "-":
                stack.append((x - y if order else y - x) % modulus)
            else:
                stack.append(third(x, y) % modulus)
        return stack.pop()

    def other_order(n: int, keys: list[str]) -> int:
        stack: list[int] = []
        for token in keys:
            if token == letter:
                if extra == "copy":
                    stack.append(stack[-1])
                elif extra == "swap":
                    stack[-1], stack[-2] = stack[-2], stack[-1]
                else:
                    stack.pop()
            elif token in ("+", "-", "#"):
                x = stack.pop()
                y = stack.pop()
                if token == "+":
                    z = x + y
                elif token == "-":
                    z = x - y if order else y - x
                else:
                    z = third(x, y)
                stack.append(z % modulus)
            else:
                stack.append(int(token))
        return stack[-1]

    def make(maker: Maker) -> tuple[int, list[str]]:
        n = maker.count(1, 10**4)
        if maker.scale == "least":
            return 1, ["1"]
        keys: list[str] = []
        size = 0
        while len(keys) < n:
            last = len(keys) == n - 1
            if size >= 2 and (last or maker.chance(0.45)):
                token = maker.rng.choice(("+", "-", "-", "#"))
                size -= 1
            elif size >= 2 and maker.chance(0.3):
                token = letter
                size += {"copy": 1, "swap": 0, "drop": -1}[extra]
            else:
                token = str(maker.rng.randint(0, min(99, modulus - 1)))
                size += 1
            keys.append(token)
        return n, keys

    return Task(
        titles=("Keys of a Calculator", "An Old Calculator", "Press the Keys"),
        given=[
            Count("n", 1, 10**4, what="the number of keys"),
            Words(
                "keys",
                "n",
                1,
                2,
                alphabet=f"0123456789+-#{letter}",
                letters=f"digits and the characters '+', '-', '#' and '{letter}'",
                in_line=True,
            ),
        ],
        ask=Value("the uppermost number in the end"),
        formal="A calculator holds a stack of numbers, which is empty at first. `n` keys are "
        "pressed. A number from 0 to 99 is put onto the stack. `+`, `-` and `#` take the "
        "two uppermost numbers away, compute a result and put it onto the stack: for `+` "
        f"their sum, for `-` {minus}, for `#` {third.words}. Every result is replaced by "
        f"its remainder modulo {modulus}, a number from 0 to {modulus - 1}. There is one "
        f"further key, {key}. Whenever a key is pressed, there are enough numbers on the "
        "stack, and in the end there is at least one.",
        stories=[
            Story(
                "In the attic, @who found a calculator from the time of grandfather. It "
                "keeps a pile of numbers, which is empty when it is switched on, and `n` "
                "keys have been pressed since. A key with a number (0 to 99) puts it on "
                "top. The keys `+`, `-` and `#` remove the two uppermost numbers and put a "
                f"result in their place: `+` gives the sum, `-` gives {minus}, and `#` gives "
                f"{third.words}. As the display is small, each result is reduced modulo "
                f"{modulus} to a number from 0 to {modulus - 1}. And then there is {key}. "
                "There were always enough numbers for the keys, and the pile is not empty "
                "now."
            ),
            Story(
                "The control unit of a toy rocket runs programs of `n` short words, here "
                "called keys, which work on a stack of numbers. At the beginning it is "
                "empty. A word of digits, from 0 to 99, is pushed as a number. `+`, `-` and "
                "`#` pop two numbers and push the result, which for `+` is the sum, for `-` "
                f"{minus} and for `#` {third.words}; but before that the result is taken "
                f"modulo {modulus}, so that it lies between 0 and {modulus - 1}. One more "
                f"word is known, {key}. The programs never take a number from the stack when "
                "there is none, and at least one number remains."
            ),
        ],
        solve=solve,
        others=[slices],
        wrong=[other_order],
        cpp=[
            """
            int solve(int n, vector<string> keys) {
                vector<int> stack;
                for (string token : keys) {
                    if (isdigit(token[0])) {
                        stack.push_back(stoi(token));
                        continue;
                    }
                    int y = stack.back();
                    if (token == "$letter") {
                        $extra_step
                        continue;
                    }
                    stack.pop_back();
                    int x = stack.back();
                    stack.pop_back();
                    int z;
                    if (token == "+") z = x + y;
                    else if (token == "-") z = $minus;
                    else z = $third(x, y);
                    stack.push_back((z % $modulus + $modulus) % $modulus);
                }
                return stack.back();
            }
            """
        ],
        hints=(
            "Do what the keys say; a list can be the stack.",
            "The number that is popped first was the upper one.",
            "Mind the order for `-`, and that the remainder of a negative number has to be "
            "made non-negative.",
        ),
        explanation="The stack is a list whose end is the top, and each key takes constant time.",
        make=make,
        params={
            "letter": letter,
            "extra_step": {
                "copy": "stack.push_back(y);",
                "swap": "swap(stack[stack.size() - 1], stack[stack.size() - 2]);",
                "drop": "stack.pop_back();",
            }[extra],
            "minus": "x - y" if order else "y - x",
        },
        call="calculator",
    )


@family(1600, "data structures", "implementation")
def widest_banner(p: Parameters) -> Task:
    what = p.choice("what", "area", "perimeter", "square", "wide")
    least = p.int("least", 2, 4) if what == "wide" else 1
    low = p.choice("low", True, False)
    noun = {
        "area": "the greatest area of a banner",
        "perimeter": "the greatest perimeter of a banner",
        "square": "the side of the greatest banner that is a square (0 if there is none)",
        "wide": (
            f"the greatest area of a banner that spans at least {least} planks (0 if there is none)"
        ),
    }[what]
    number = {True: 1, False: 0}[low]

    def solve(n: int, h: list[int]) -> int:
        best = 0
        stack: list[int] = []
        h.append(-1)
        for i in range(n + 1):
            while stack and h[stack[-1]] >= h[i]:
                height = h[stack.pop()]
                left = stack[-1] + 1 if stack else 0
                width = i - left
                if what == "area":
                    best = max(best, height * width)
                elif what == "perimeter":
                    if height > 0:
                        best = max(best, 2 * (height + width))
                elif what == "square":
                    best = max(best, min(height, width))
                elif width >= least:
                    best = max(best, height * width)
            stack.append(i)
        return best

    def both_sides(n: int, h: list[int]) -> int:
        left, right = [0] * n, [n] * n
        for i in range(n):
            j = i - 1
            while j >= 0 and h[j] >= h[i]:
                j = left[j] - 1
            left[i] = j + 1
        for i in range(n - 1, -1, -1):
            j = i + 1
            while j < n and h[j] >= h[i]:
                j = right[j]
            right[i] = j
        best = 0
        for i in range(n):
            width = right[i] - left[i]
            if what == "area":
                best = max(best, h[i] * width)
            elif what == "perimeter":
                if h[i] > 0:
                    best = max(best, 2 * (h[i] + width))
            elif what == "square":
                best = max(best, min(h[i], width))
            elif width >= least:
                best = max(best, h[i] * width)
        return best

    def all_pieces(n: int, h: list[int]) -> int:
        best = 0
        for i in range(n):
            height = h[i]
            for j in range(i, n):
                height = min(height, h[j])
                width = j - i + 1
                if what == "area":
                    best = max(best, height * width)
                elif what == "perimeter":
                    if height > 0:
                        best = max(best, 2 * (height + width))
                elif what == "square":
                    best = max(best, min(height, width))
                elif width >= least:
                    best = max(best, height * width)
        return best

    def only_to_the_right(n: int, h: list[int]) -> int:
        best = 0
        for i in range(n):
            j = i
            while j < n and h[j] >= h[i]:
                j += 1
            width = j - i
            if what == "area":
                best = max(best, h[i] * width)
            elif what == "perimeter":
                if h[i] > 0:
                    best = max(best, 2 * (h[i] + width))
            elif what == "square":
                best = max(best, min(h[i], width))
            elif width >= least:
                best = max(best, h[i] * width)
        return best

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 10**5)
        if maker.scale == "least":
            return 1, [number]
        high = maker.rng.choice((4, n + 1, 10**6))
        if maker.scale == "large" and maker.chance(0.4):
            return n, [100 + i for i in range(n)]
        return n, [maker.rng.randint(number, high) for _ in range(n)]

    return Task(
        titles=("The Banner", "A Wall of Planks", "Room for a Banner"),
        given=[
            Count("n", 1, 10**5, what="the number of planks"),
            Ints("h", "n", number, 10**6, what="the heights of the planks"),
        ],
        ask=Value(noun),
        formal="`n` planks of width 1 stand side by side on the ground, and plank `i` has "
        "height `h_i`. A banner is a rectangle with a positive integer width and height "
        "that lies completely on the planks. Its lower side is on the ground, and its "
        "left and right sides are at the edges of planks.",
        stories=[
            Story(
                "Behind the stadium of @place is a fence of `n` planks of different "
                "heights; each is 1 metre wide, and the `i`-th is `h_i` metres high. The "
                "fans of the local team want to hang up a banner. It has to be a rectangle "
                "of integer sides that stands on the ground, begins and ends at edges of "
                "planks, and nowhere reaches beyond the planks behind it, as the wind [is "
                "strong|tears at it]."
            ),
            Story(
                "On a computer screen, a bar chart is shown: `n` bars, here called planks, "
                "stand side by side without gaps, each 1 unit wide, the `i`-th `h_i` units "
                "high. A designer is looking for room for a text field, the banner. It must "
                "be a rectangle of positive integer width and height, standing on the "
                "common base line of all bars, made of whole bar widths and covered by bars "
                "everywhere."
            ),
        ],
        solve=solve,
        others=[both_sides],
        slow=[all_pieces],
        wrong=[only_to_the_right],
        cpp=[
            """
            long long solve(int n, vector<int> h) {
                long long best = 0;
                vector<int> stack;
                h.push_back(-1);
                for (int i = 0; i <= n; i++) {
                    while (!stack.empty() && h[stack.back()] >= h[i]) {
                        long long height = h[stack.back()];
                        stack.pop_back();
                        long long width = stack.empty() ? i : i - stack.back() - 1;
                        $update
                    }
                    stack.push_back(i);
                }
                return best;
            }
            """
        ],
        hints=(
            "A best banner is as high as the lowest plank that it covers.",
            "For each plank, how far to the left and to the right are there only planks "
            "that are at least as high?",
            "A stack of planks with increasing heights gives both ends when a plank is popped.",
        ),
        explanation="For each plank as the lowest one the widest banner is bounded by the "
        "nearest lower planks on both sides. A stack finds them in linear time.",
        make=make,
        params={
            "update": {
                "area": "best = max(best, height * width);",
                "perimeter": "if (height > 0) best = max(best, 2 * (height + width));",
                "square": "best = max(best, min(height, width));",
                "wide": f"if (width >= {least}) best = max(best, height * width);",
            }[what]
        },
        call="widest_banner",
    )


@family(1300, "data structures", "implementation")
def trains_on_one_track(p: Parameters) -> Task:
    win = p.choice("win", "large", "small", "sum_left")
    equal = p.choice("equal", "both", "left", "right")
    what = p.choice("what", "list", "number", "crashes")
    draw = {
        "both": "both are taken off the track",
        "left": "the one that drives to the left is taken off",
        "right": "the one that drives to the right is taken off",
    }[equal]
    stronger = {
        "large": "the longer one",
        "small": "the shorter one",
        "sum_left": "the longer one",
    }[win]
    grow = " and grows by the length of the other" if win == "sum_left" else ""
    noun = {
        "list": (
            "the number of trains that remain, followed by their numbers `a` (with sign) from "
            "left to right; a train that has grown is given with its new length"
        )
        if grow
        else (
            "the number of trains that remain, followed by their numbers `a` (with sign) from "
            "left to right"
        ),
        "number": "the number of trains that remain",
        "crashes": "the number of meetings",
    }[what]

    def solve(n: int, a: list[int]) -> object:
        stack: list[int] = []
        crashes = 0
        for x in a:
            alive = True
            while alive and x < 0 and stack and stack[-1] > 0:
                crashes += 1
                y = stack.pop()
                if y == -x:
                    if equal == "both":
                        alive = False
                    elif equal == "left":
                        alive = False
                        if win == "sum_left":
                            y -= x
                        stack.append(y)
                    elif win == "sum_left":
                        x -= y
                elif (y > -x) if win != "small" else (y < -x):
                    alive = False
                    if win == "sum_left":
                        y -= x
                    stack.append(y)
                elif win == "sum_left":
                    x -= y
            if alive:
                stack.append(x)
        if what == "list":
            return [len(stack), *stack]
        return len(stack) if what == "number" else crashes

    def pair_by_pair(n: int, a: list[int]) -> object:
        a = a[:]
        crashes = i = 0
        while i + 1 < len(a):
            y, x = a[i], a[i + 1]
            if not (y > 0 > x):
                i += 1
                continue
            crashes += 1
            left_wins = y > -x if win != "small" else y < -x
            if y == -x and equal == "both":
                a[i : i + 2] = []
            elif left_wins or (y == -x and equal == "left"):
                a[i : i + 2] = [y - x if win == "sum_left" else y]
            else:
                a[i : i + 2] = [x - y if win == "sum_left" else x]
            i = max(0, i - 1)
        if what == "list":
            return [len(a), *a]
        return len(a) if what == "number" else crashes

    def one_meeting(n: int, a: list[int]) -> object:
        stack: list[int] = []
        crashes = 0
        for x in a:
            if x < 0 and stack and stack[-1] > 0:
                crashes += 1
                y = stack.pop()
                if y == -x:
                    if equal == "left":
                        stack.append(y)
                    elif equal == "right":
                        stack.append(x)
                elif (y > -x) if win != "small" else (y < -x):
                    stack.append(y)
                else:
                    stack.append(x)
            else:
                stack.append(x)
        if what == "list":
            return [len(stack), *stack]
        return len(stack) if what == "number" else crashes

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 1000)
        if maker.scale == "least":
            return 1, [1]
        high = maker.rng.choice((3, 8, 1000))
        right = maker.rng.uniform(0.4, 0.7)
        a = [maker.rng.randint(1, high) * (1 if maker.chance(right) else -1) for _ in range(n)]
        return n, a

    return Task(
        titles=("On One Track", "Head to Head", "Toy Trains"),
        given=[
            Count("n", 1, 1000, what="the number of trains"),
            Ints("a", "n", -1000, 1000, what="the trains from left to right; none is 0"),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="`n` trains stand on a track, from left to right. A number `a_i > 0` stands for "
        "a train of length `a_i` that drives to the right, and `a_i < 0` for one of "
        "length `-a_i` that drives to the left. When a train that drives to the right "
        f"and its neighbour that drives to the left meet, {stronger} stays{grow}, and the "
        "other one is taken off the track. If both are equally long, "
        f"{draw}{', and the other one stays' + grow if equal != 'both' else ''}. This "
        "goes on until no two trains can meet any more. If several pairs could meet, the "
        "pair that is farthest to the left meets first.",
        stories=[
            Story(
                "@who puts `n` toy trains onto one long straight track and switches all of "
                "them on. The `i`-th from the left is given as a number `a_i`: its length "
                "is the number without the sign, and it drives to the right if `a_i` is "
                "positive, to the left if it is negative. Trains that drive towards each "
                f"other meet. Then {stronger} stays{grow} and the other one is taken off the "
                "track. If they are equally long, "
                f"{draw}{', and the other one stays' + grow if equal != 'both' else ''}. Of "
                "several pairs that drive towards each other, the leftmost one meets first. "
                "The game ends when no more trains can meet."
            ),
            Story(
                "In a video game, `n` snakes crawl along a narrow pipe; the programmers "
                "call them trains. From left to right they are described by `a_1, ..., "
                "a_n`: the sign tells the direction, plus for the right and minus for the "
                "left, and the rest is the length. When two of them meet head to head, "
                f"{stronger} stays{grow}; the other one disappears from the track. Between "
                "two of the same length, "
                f"{draw}{', and the other one stays' + grow if equal != 'both' else ''}. The "
                "game computes one meeting after the other, always the leftmost one that is "
                "possible, until there is none."
            ),
        ],
        solve=solve,
        others=[pair_by_pair],
        wrong=[one_meeting],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                vector<int> stack;
                int crashes = 0;
                for (int x : a) {
                    bool alive = true;
                    while (alive && x < 0 && !stack.empty() && stack.back() > 0) {
                        crashes++;
                        int y = stack.back();
                        stack.pop_back();
                        bool left = $left, right = $right;
                        if (left) stack.push_back($grown_left);
                        if (right) x = $grown_right;
                        alive = right;
                    }
                    if (alive) stack.push_back(x);
                }
                $result
            }
            """
        ],
        hints=(
            "Look at the trains from left to right. Whom can a train meet that drives to the left?",
            "The trains that are still there and drive to the right wait on a stack; the "
            "last of them is met first.",
            "Let each train that drives to the left fight against the top of the stack "
            "until one of both sides has no more to meet.",
        ),
        explanation="A stack holds the trains that remain so far. Each meeting removes a train, "
        "so there are fewer than `n` meetings.",
        make=make,
        params={
            "type": "vector<int>" if what == "list" else "int",
            "left": ("y < -x" if win == "small" else "y > -x")
            + (" || y == -x" if equal == "left" else ""),
            "right": ("y > -x" if win == "small" else "y < -x")
            + (" || y == -x" if equal == "right" else ""),
            "grown_left": "y - x" if win == "sum_left" else "y",
            "grown_right": "x - y" if win == "sum_left" else "x",
            "result": {
                "list": "stack.insert(stack.begin(), (int)stack.size());\nreturn stack;",
                "number": "return stack.size();",
                "crashes": "return crashes;",
            }[what],
        },
        call="trains",
    )
