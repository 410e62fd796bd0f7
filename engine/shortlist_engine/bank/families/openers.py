"""Short tasks of the kind that contests open with: one idea and a few lines."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Ask, Story, Task, Value
from shortlist_engine.bank.values import Count, Grid, Int, Ints, Matrix, Rows, Word


@family(800, "implementation")
def committee_votes(p: Parameters) -> Task:
    k = p.choice("members", 3, 4, 5)
    rule = p.choice(
        "rule",
        Expr("s", f"2 * s > {k}", "more than half of the members say yes"),
        Expr("s", "s == 2", "exactly two members say yes"),
        Expr("s", "s % 2 == 1", "an odd number of members say yes"),
        Expr("s", f"s == 0 or s == {k}", "all members say the same"),
    )
    what = p.choice("what", "count", "first", "run")
    noun = {
        "count": "the number of accepted proposals",
        "first": "the number of the first accepted proposal, or 0 if none is accepted",
        "run": "the greatest number of proposals in a row all of which are accepted",
    }[what]

    def solve(n: int, votes: list[list[int]]) -> int:
        if what == "count":
            count = 0
            for row in votes:
                s = sum(row)
                if rule(s):
                    count += 1
            return count
        if what == "first":
            for i in range(n):
                s = sum(votes[i])
                if rule(s):
                    return i + 1
            return 0
        best = run = 0
        for row in votes:
            s = sum(row)
            run = run + 1 if rule(s) else 0
            best = max(best, run)
        return best

    def listed(n: int, votes: list[list[int]]) -> int:
        good = ["x" if rule(s) else " " for s in map(sum, votes)]
        if what == "count":
            return good.count("x")
        if what == "first":
            return good.index("x") + 1 if "x" in good else 0
        return max(len(block) for block in "".join(good).split(" "))

    def without_last_member(n: int, votes: list[list[int]]) -> int:
        good = [rule(s) for s in [sum(row[:-1]) for row in votes]]
        if what == "count":
            return sum(good)
        if what == "first":
            return good.index(True) + 1 if True in good else 0
        best = run = 0
        for g in good:
            run = run + 1 if g else 0
            best = max(best, run)
        return best

    def other_question(n: int, votes: list[list[int]]) -> int:
        good = [rule(s) for s in map(sum, votes)]
        if what == "count":
            return n - sum(good)
        if what == "first":
            return good.index(True) if True in good else 0
        run = 0
        for g in good:
            run = run + 1 if g else 0
        return run

    return Task(
        titles=("Votes", "Yes or No", "The Committee Decides"),
        given=[
            Count("n", 1, 1000, what="the number of proposals"),
            Matrix("votes", "n", k, 0, 1),
        ],
        ask=Value(noun),
        formal=f"A committee of {k} members votes on `n` proposals, one after the other. Row `i` "
        f"of the table `votes` has {k} numbers, one for each member: 1 if the member says yes to "
        f"proposal `i`, and 0 for a no. A proposal is accepted if {rule.words}.",
        stories=[
            Story(
                f"The house in @place in which @who lives has {k} flats, and nothing is ever done "
                f"without a vote; the {k} owners are its committee. [This year|Tonight] there are "
                "`n` proposals, from a new door to a beehive on the roof. On the list of votes, "
                "line `i` holds for each member a 1 (yes) or a 0 (no) about proposal `i`. "
                f"According to an old rule, a proposal is accepted if {rule.words}."
            ),
            Story(
                f"@who and {['two', 'three', 'four'][k - 3]} friends form a team. Before they "
                "write the programs of a "
                f"contest, they go through its `n` problems: for each, all {k} members say whether "
                "they would like to solve it, which is noted as 1, or not, noted as 0. Line `i` "
                f"holds these {k} answers for problem `i`. The team works on a problem if "
                f"{rule.words}.",
                {
                    "count": "On how many problems does the team work?",
                    "first": "What is the number of the first problem on which it works? (The "
                    "answer is 0 if it works on none.)",
                    "run": "On how many successive problems of the list does it work at most?",
                }[what],
            ),
        ],
        solve=solve,
        others=[listed],
        wrong=[without_last_member, other_question],
        cpp=[
            """
            int solve(int n, vector<vector<int>> votes) {
                int count = 0, first = 0, run = 0, longest = 0;
                for (int i = 0; i < n; i++) {
                    int s = accumulate(votes[i].begin(), votes[i].end(), 0);
                    if ($rule(s)) {
                        count++;
                        if (first == 0) first = i + 1;
                        longest = max(longest, ++run);
                    } else {
                        run = 0;
                    }
                }
                return $result;
            }
        """
        ],
        params={"result": {"count": "count", "first": "first", "run": "longest"}[what]},
        hints=(
            "Each line can be judged by itself.",
            "Since a yes is a 1, the sum of a line says how many said yes.",
            "Go through the lines in order, and keep "
            + {
                "count": "a counter.",
                "first": "going until one is accepted.",
                "run": "the length of the present run and of the longest one so far.",
            }[what],
        ),
        explanation=f"The sum of a line decides about it; all `n` lines of {k} numbers are read "
        "once.",
        call="accepted_proposals",
    )


@family(800, "implementation")
def tram_stops(p: Parameters) -> Task:
    what = p.choice("what", "most", "most_between", "first", "last", "empty", "standing")
    seats = p.int("seats", 4, 12) if what == "standing" else 0
    before = what == "most_between"
    noun = {
        "most": "the greatest number of people who are in the tram at the same time",
        "most_between": "the greatest number of people who are in the tram at the same time",
        "first": "the number of the stop from which the tram departs with the most people, the "
        "first one if there are several",
        "last": "the number of the stop from which the tram departs with the most people, the last "
        "one if there are several",
        "empty": "the number of times that the tram departs without any people in it",
        "standing": "the number of times that the tram departs with people who have to stand",
    }[what]

    def solve(n: int, stops: list[list[int]]) -> int:
        people = best = at = count = 0
        for i in range(n):
            if before:
                best = max(best, people + stops[i][1])
            people += stops[i][1] - stops[i][0]
            if what == "most":
                best = max(best, people)
            if what == "first" and (people > best or at == 0):
                best, at = people, i + 1
            if what == "last" and people >= best:
                best, at = people, i + 1
            if what == "empty" and people == 0:
                count += 1
            if what == "standing" and people > seats:
                count += 1
        if what == "first" or what == "last":
            return at
        return count if what == "empty" or what == "standing" else best

    def all_counts(n: int, stops: list[list[int]]) -> int:
        people = [0]
        for out, new in stops:
            if before:
                people.append(people[-1] + new)
                people.append(people[-1] - out)
            else:
                people.append(people[-1] - out + new)
        if what == "most" or before:
            return max(people)
        people = people[1:]
        if what == "first":
            return people.index(max(people)) + 1
        if what == "last":
            return n - people[::-1].index(max(people))
        if what == "empty":
            return people.count(0)
        return len([x for x in people if x > seats])

    def other_order(n: int, stops: list[list[int]]) -> int:
        people = best = at = count = 0
        for i in range(n):
            if what == "most":
                best = max(best, people + stops[i][1])
            people += stops[i][1] - stops[i][0]
            if before:
                best = max(best, people)
            if what == "first" and people >= best:
                best, at = people, i + 1
            if what == "last" and people > best:
                best, at = people, i + 1
            if what == "empty" and people <= 1:
                count += 1
            if what == "standing" and people >= seats:
                count += 1
        if what == "first" or what == "last":
            return at
        return count if what == "empty" or what == "standing" else best

    def make(maker: Maker) -> tuple[int, list[list[int]]]:
        n = maker.count(1, 1000)
        most = 1000 if maker.scale in ("medium", "large") and maker.chance(0.5) else 8
        stops, people = [], 0
        for _ in range(n):
            new = maker.number(0, most)
            here = min(people + new if before else people, 1000)
            out = here if maker.chance(0.3) else maker.rng.randint(0, min(here, most))
            if maker.chance(0.2):
                out = new = min(new, here)
            people += new - out
            stops.append([out, new])
        return n, stops

    order = (
        "First the new ones get in, and then the others get out, as some of those who have just "
        "come in may do"
        if before
        else "First those who want to get out do so, and then the new ones get in"
    )
    stand = (
        f" The tram has {seats} seats; if more people are in it, the others stand." if seats else ""
    )
    return Task(
        titles=("The Tram", "In and Out", "Passengers"),
        given=[
            Count("n", 1, 1000, what="the number of stops"),
            Rows("stops", "n", (Int("a", 0, 1000), Int("b", 0, 1000))),
        ],
        ask=Value(noun),
        formal="A tram is empty at first and visits `n` stops, numbered from 1. At stop `i`, `a_i` "
        f"people get out of it and `b_i` people get into it. {order}. There are never more people "
        f"getting out than are inside.{stand}",
        stories=[
            Story(
                "Line 7 of @place is [old|slow] but much loved. @who sits behind the driver from "
                "the first stop to the last, does not count as one of the people, and writes into "
                "a notebook how many get out at the `i`-th of the `n` stops (`a_i`) and how many "
                f"get in (`b_i`). The tram comes to the first stop without passengers. {order}; "
                f"of course nobody gets out who is not inside.{stand} The stops have the numbers "
                "1 to `n`."
            ),
            Story(
                "A company that builds trams wants to know how much room is needed on a new line "
                "with `n` stops, numbered from 1 in the order of the ride. A counter at the door "
                "of a test tram, which was empty when it set out, has recorded `a_i` people who "
                f"got out and `b_i` people who got in at stop `i`. {order}. The records are "
                f"correct: there were always enough people inside to get out.{stand}"
            ),
        ],
        solve=solve,
        others=[all_counts],
        wrong=[other_order],
        cpp=[
            """
            int solve(int n, vector<vector<int>> stops) {
                int people = 0, best = $start, at = 0, count = 0;
                for (int i = 0; i < n; i++) {
                    $update
                }
                return $result;
            }
        """
        ],
        params={
            "start": -1 if what == "first" else 0,
            "update": {
                "most": "people += stops[i][1] - stops[i][0];\nbest = max(best, people);",
                "most_between": "best = max(best, people + stops[i][1]);\n"
                "people += stops[i][1] - stops[i][0];",
                "first": "people += stops[i][1] - stops[i][0];\n"
                "if (people > best) best = people, at = i + 1;",
                "last": "people += stops[i][1] - stops[i][0];\n"
                "if (people >= best) best = people, at = i + 1;",
                "empty": "people += stops[i][1] - stops[i][0];\nif (people == 0) count++;",
                "standing": f"people += stops[i][1] - stops[i][0];\nif (people > {seats}) count++;",
            }[what],
            "result": {"first": "at", "last": "at", "empty": "count", "standing": "count"}.get(
                what, "best"
            ),
        },
        make=make,
        edges=[(2, [[0, 0], [0, 3]]), (3, [[0, 5], [5, 5], [0, 0]])],
        hints=(
            "Follow the tram from stop to stop.",
            "One variable for the number of people inside is enough for the ride itself.",
            "At each stop the number changes by `b_i - a_i`; "
            + (
                "it is largest for a moment after the new ones got in."
                if before
                else "look at it when the tram departs."
            ),
        ),
        explanation="The number of people is known after each stop, so that one pass over the "
        "stops answers the question.",
        call="ride",
    )


@family(800, "implementation", "sortings")
def next_round(p: Parameters) -> Task:
    measure = p.choice("measure", "points", "seconds")
    tied = p.choice("tied", "in", "out")
    least = p.choice("least", 0, 1, 20) if measure == "points" else 0
    good = Expr("x y", "x >= y" if measure == "points" else "x <= y")
    better = Expr("x y", "x > y" if measure == "points" else "x < y")

    points = measure == "points"

    def solve(n: int, k: int, a: list[int]) -> int:
        if points:
            a.sort(reverse=True)
        else:
            a.sort()
        count = k
        if tied == "in":
            while count < n and a[count] == a[k - 1]:
                count += 1
        elif k < n:
            while count > 0 and a[count - 1] == a[k]:
                count -= 1
        if least:
            while count > 0 and a[count - 1] < least:
                count -= 1
        return count

    def compared(n: int, k: int, a: list[int]) -> int:
        b = sorted(a, reverse=True) if points else sorted(a)
        if tied == "in":
            chosen = [x for x in a if good(x, b[k - 1])]
        else:
            chosen = [x for x in a if k == n or better(x, b[k])]
        if least:
            return sum(1 for x in chosen if x >= least)
        return len(chosen)

    def just_k(n: int, k: int, a: list[int]) -> int:
        return k

    def wrong_ties(n: int, k: int, a: list[int]) -> int:
        b = sorted(a, reverse=True) if points else sorted(a)
        if tied == "in":
            return sum(1 for x in b[:k] if x >= least)
        return sum(1 for x in a if good(x, b[k - 1]) and x >= least)

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 1000)
        low = 0 if measure == "points" else 1
        high = maker.rng.choice((3, 30, 1000))
        a = [maker.rng.randint(low, high) for _ in range(n)]
        if maker.scale == "least":
            a = [low] * n
        return n, maker.rng.randint(1, n), a

    result = "has `a_i` points" if points else "needed `a_i` seconds"
    order = "more points" if points else "fewer seconds"
    as_good = "has at least as many points as" if points else "needed at most as many seconds as"
    rule = (
        f"Whoever {as_good} the participant on place `k` of the ranking reaches the next round"
        if tied == "in"
        else "There is no room for more than `k`, and nobody is preferred to others with the same "
        f"result. So one reaches the next round if at most `k` participants, oneself included, "
        f"{'have at least as many points' if points else 'needed at most as many seconds'}"
    )
    limit = ""
    if least:
        amount = f"at least {least} points" if least > 1 else "at least one point"
        limit = f", provided that one has {amount}"
    low = 0 if measure == "points" else 1
    return Task(
        titles=("The Next Round", "Who Is In?", "Qualified"),
        given=[
            (Count("n", 1, 1000, what="the number of participants"), Int("k", 1, "n")),
            Ints("a", "n", low, 1000, what="the results"),
        ],
        ask=Value("the number of participants who reach the next round"),
        formal=f"There are `n` participants; the `i`-th {result}. In the ranking, those with "
        f"{order} come first. {rule}{limit}.",
        stories=[
            Story(
                f"The first round of the [school olympiad|quiz evening] in @place is over. The "
                f"`i`-th of the `n` participants {result}, and in the ranking those with {order} "
                f"stand further ahead. @who reads in the rules: «{rule}{limit}.»"
            ),
            Story(
                f"@who rents a bus for everybody who gets to the final of a [chess|climbing] "
                f"tournament. Participant `i` of `n` {result} (the list is not in the order of the "
                f"ranking), and {order} means a better place. The letter of the organisers says: "
                f"{rule[0].lower()}{rule[1:]}{limit}.",
                "How many people must the bus carry?",
            ),
        ],
        solve=solve,
        others=[compared],
        wrong=[just_k, wrong_ties],
        cpp=[
            """
            int solve(int n, int k, vector<int> a) {
                sort(a.begin(), a.end()$order);
                int count = k;
                $ties
                $more
                return count;
            }
            """
        ],
        params={
            "more": f"while (count > 0 && a[count - 1] < {least}) count--;" if least else "",
            "order": ", greater<int>()" if measure == "points" else "",
            "ties": "while (count < n && a[count] == a[k - 1]) count++;"
            if tied == "in"
            else "if (k < n)\n    while (count > 0 && a[count - 1] == a[k]) count--;",
        },
        make=make,
        edges=[(1, 1, [low]), (3, 2, [5, 5, 5]), (4, 2, [30, 25, 25, 1])],
        hints=(
            "Sort the results, best first.",
            "Places `k` and `k + 1` of the sorted list matter.",
            "If they have the same result, everybody with that result "
            + ("comes in." if tied == "in" else "stays out."),
        ),
        explanation="After sorting, the first `k` are in, and only those with the same result at "
        "the border need care. Sorting costs `n log n`.",
        call="count_qualified",
    )


@family(800, "implementation", "strings")
def polite_queue(p: Parameters) -> Task:
    polite, other = p.choice("letters", ("B", "G"), ("Y", "O"), ("A", "C"), ("D", "S"))
    left = p.choice("left", True, False)
    what = p.choice("what", "queue", "exchanges", "busy", "front")
    first, second = (polite, other) if left else (other, polite)
    groups = {
        "B": ("boys", "girls"),
        "Y": ("young people", "old people"),
        "A": ("adults", "children"),
        "D": ("dogs", "sheep"),
    }[polite]
    noun = {
        "queue": "the queue after `t` seconds, from left to right, as a string",
        "exchanges": "the total number of exchanges that happen during the `t` seconds",
        "busy": "the number of those seconds, among the first `t`, in which at least one exchange "
        "happens",
        "front": f"the number of letters {other} before the first letter {polite}, seen from the "
        "left, after `t` seconds (`n` if there is none)",
    }[what]
    ask: Ask = Value(noun, python_type="str") if what == "queue" else Value(noun)
    pair, swapped = first + second, second + first

    def solve(n: int, t: int, s: str) -> int | str:
        count = busy = 0
        for _ in range(t):
            here = s.count(pair)
            count += here
            if here:
                busy += 1
            s = s.replace(pair, swapped)
        if what == "queue":
            return s
        if what == "front":
            return s.find(polite) if polite in s else n
        return count if what == "exchanges" else busy

    def letter_by_letter(n: int, t: int, s: str) -> int | str:
        q = list(s)
        count = busy = 0
        for _ in range(t):
            before = count
            i = 0
            while i + 1 < n:
                if q[i] == first and q[i + 1] == second:
                    q[i], q[i + 1] = q[i + 1], q[i]
                    count += 1
                    i += 1
                i += 1
            if count > before:
                busy += 1
        if what == "front":
            i = 0
            while i < n and q[i] == other:
                i += 1
            return i
        if what == "queue":
            return "".join(q)
        return count if what == "exchanges" else busy

    def one_after_another(n: int, t: int, s: str) -> int | str:
        q = list(s)
        count = busy = 0
        for _ in range(t):
            before = count
            for i in range(n - 1):
                if q[i] == first and q[i + 1] == second:
                    q[i], q[i + 1] = q[i + 1], q[i]
                    count += 1
            if count > before:
                busy += 1
        s = "".join(q)
        if what == "queue":
            return s
        if what == "front":
            return s.find(polite) if polite in s else n
        return count if what == "exchanges" else busy

    def a_second_less(n: int, t: int, s: str) -> int | str:
        count = busy = 0
        for _ in range(t - 1):
            here = s.count(pair)
            count += here
            if here:
                busy += 1
            s = s.replace(pair, swapped)
        if what == "queue":
            return s
        if what == "front":
            return s.find(polite) if polite in s else n
        return count if what == "exchanges" else busy

    def make(maker: Maker) -> tuple[int, int, str]:
        n = maker.count(1, 100)
        s = maker.word(n, first + second)
        if maker.chance(0.3):
            s = (first * maker.rng.randint(1, 4) + maker.word(n, second * 2 + first))[:n]
        t = maker.rng.randint(1, 3 if maker.chance(0.6) else max(3, min(n, 100)))
        return n, t, s

    where = "directly to the right of" if left else "directly to the left of"
    article = "an" if other in "OS" else "a"
    one = groups[0][:-1] if groups[0] != "young people" else "young person"
    two = {"B": "a girl", "Y": "an old person", "A": "a child", "D": "a sheep"}[polite]
    side = "right" if left else "left"
    return Task(
        titles=("The Polite Queue", "After You", "Changing Places"),
        given=[
            (
                Count("n", 1, 100, what="the length of the queue"),
                Int("t", 1, 100, what="the number of seconds"),
            ),
            Word(
                "s", size="n", alphabet=polite + other, letters=f"the letters {polite} and {other}"
            ),
        ],
        ask=ask,
        formal=f"A queue of `n` letters {polite} and {other} stands in a row, from left to right "
        f"the string `s`. In each second, every {polite} that has {article} {other} {where} it "
        "at the "
        f"beginning of the second exchanges places with this {other}; all exchanges of a second "
        "happen at the same time.",
        stories=[
            Story(
                f"In front of a gate in @place, `n` {groups[0]} and {groups[1]} stand in a row, "
                f"which the string `s` shows from left to right: {polite} is one of the "
                f"{groups[0]}, {other} one of the {groups[1]}. [The row is not a happy one|It is a "
                f"polite place]. In every second, each {one} whose next neighbour to the {side} is "
                f"{two} at the beginning of that second changes places with this "
                "neighbour. All these exchanges happen at once."
                + (" Everyone is noted by the letter." if what in ("queue", "front") else ""),
            ),
            Story(
                f"@who has programmed a little film: `n` coloured lamps in a row, some in the "
                f"colour {polite} and the others in the colour {other}. At first they look like "
                f"the string `s`, read from left to right. From one second to the next, all pairs "
                f"of neighbouring lamps with the colours {pair}, in this order from left to right, "
                f"turn into {swapped} at the same time: an exchange of two colours. The film runs "
                "for `t` seconds; the lamps are the queue, and the colours its letters."
            ),
        ],
        solve=solve,
        others=[letter_by_letter],
        # Those who move towards the front never overtake each other, in whatever order they move.
        wrong=[a_second_less]
        if what == "front" and not left
        else [one_after_another, a_second_less],
        cpp=[
            """
            $type solve(int n, int t, string s) {
                int count = 0, busy = 0;
                while (t--) {
                    int before = count;
                    for (int i = 0; i + 1 < n; i++) {
                        if (s[i] == '$a' && s[i + 1] == '$b') {
                            swap(s[i], s[i + 1]);
                            count++;
                            i++;
                        }
                    }
                    busy += count > before;
                }
                return $result;
            }
        """
        ],
        params={
            "type": "string" if what == "queue" else "int",
            "a": first,
            "b": second,
            "result": {
                "queue": "s",
                "exchanges": "count",
                "busy": "busy",
                "front": f"(int)min(s.find('{polite}'), s.size())",
            }[what],
        },
        make=make,
        edges=[(1, 1, first), (4, 1, first * 3 + second), (4, 2, first + second * 3)],
        hints=(
            "The row is short: every second can be carried out as it is described.",
            "All exchanges of a second happen at once, so nobody moves twice in one second.",
            "After an exchange, go on behind the two that have just changed places.",
        ),
        explanation="Each second is one pass over the row in which an exchanged pair is skipped; "
        "`t` passes of `n` steps are few.",
        call="watch_queue",
    )


@family(900, "geometry", "implementation")
def target_rings(p: Parameters) -> Task:
    rings = p.int("rings", 3, 10)
    border = p.choice("border", "inner", "outer")
    what = p.choice("what", "sum", "best", "misses", "ring")
    wanted = p.int("wanted", 2, rings) if what == "ring" else 0
    end = rings + 1
    inside = Expr("d r", "d <= r * r" if border == "inner" else "d < r * r")
    noun = {
        "sum": "the total number of points",
        "best": "the greatest number of points of a single shot",
        "misses": "the number of shots without points",
        "ring": f"the number of shots that are worth exactly {wanted} points",
    }[what]

    def solve(n: int, w: int, shots: list[list[int]]) -> int:
        points = []
        for x, y in shots:
            score = 0
            d = x * x + y * y
            for i in range(1, end):
                if inside(d, i * w):
                    score = end - i
                    break
            points.append(score)
        if what == "sum":
            return sum(points)
        if what == "best":
            return max(points)
        return points.count(wanted)

    def circles(n: int, w: int, shots: list[list[int]]) -> int:
        total = best = hits = 0
        for x, y in shots:
            d = x * x + y * y
            score = sum(1 for i in range(1, end) if inside(d, i * w))
            total += score
            best = max(best, score)
            if score == wanted:
                hits += 1
        if what == "sum":
            return total
        return best if what == "best" else hits

    def wrong_border(n: int, w: int, shots: list[list[int]]) -> int:
        points = []
        for x, y in shots:
            d = x * x + y * y
            points.append(
                sum(
                    1
                    for i in range(1, end)
                    if (d < (i * w) ** 2 if border == "inner" else d <= (i * w) ** 2)
                )
            )
        if what == "sum":
            return sum(points)
        return max(points) if what == "best" else points.count(wanted)

    def square_rings(n: int, w: int, shots: list[list[int]]) -> int:
        points = []
        for x, y in shots:
            ring = max(abs(x), abs(y)) // w
            points.append(max(0, rings - ring))
        if what == "sum":
            return sum(points)
        return max(points) if what == "best" else points.count(wanted)

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(1, 1000)
        w = 5 * maker.rng.randint(1, 4 if maker.scale in ("tiny", "small") else 20)
        if maker.scale == "least":
            return 1, 1, [[0, 0]]
        shots = []
        reach = (rings + 1) * w
        for _ in range(n):
            k = maker.rng.randint(1, rings) * w // 5
            shot = [maker.rng.randint(-reach, reach), maker.rng.randint(-reach, reach)]
            if maker.chance(0.5):
                shot = [maker.rng.choice((-3, 3)) * k, maker.rng.choice((-4, 4)) * k]
            if maker.chance(0.2):
                shot = [0, maker.rng.choice((-5, 5)) * k]
            shots.append(shot)
        return n, w, shots

    line = (
        "A shot exactly on a circle counts as inside of it"
        if border == "inner"
        else "A shot exactly on a circle counts as outside of it"
    )
    return Task(
        titles=("Rings of a Target", "Bull's Eye", "Shots at a Target"),
        given=[
            (
                Count("n", 1, 1000, what="the number of shots"),
                Int("w", 1, 100, what="the width of a ring"),
            ),
            Rows("shots", "n", (Int("x", -2000, 2000), Int("y", -2000, 2000))),
        ],
        ask=Value(noun),
        formal=f"A target consists of {rings} circles around the point (0, 0), with the radii "
        f"`w`, `2w`, ..., `{rings}w`. `n` shots hit the points (`x_i`, `y_i`). A shot inside the "
        f"smallest circle is worth {rings} points, one that is inside the next circle but not in "
        f"the smallest {rings - 1} points, and so on, down to 1 point in the outermost ring; "
        f"outside of all circles there are no points. {line}.",
        stories=[
            Story(
                f"Behind the barn hangs a target on which @who has drawn {rings} circles with a "
                f"common centre, the first of radius `w` centimetres and each further one `w` "
                f"larger. The `n` arrows of the afternoon hit the points (`x_i`, `y_i`), measured "
                f"from the centre. Within the smallest circle an arrow (a shot) earns {rings} "
                f"points, and in every ring further out one point less, so that the outermost ring "
                f"still gives 1 point and everything beyond it none. {line}."
            ),
            Story(
                f"A [radio mast|volcano] stands at the point (0, 0), and the area around it is "
                f"divided into {rings} zones by circles of radius `w`, `2w`, ..., `{rings}w` "
                f"around it. In a computer game, `n` parachutes come down at the points (`x_i`, "
                f"`y_i`), and each landing is a shot that brings points: {rings} in the innermost "
                f"zone, {rings - 1} in the next, and so on to 1 point in the last zone, and 0 "
                f"outside of the zones. {line}."
            ),
        ],
        solve=solve,
        others=[circles],
        wrong=[wrong_border, square_rings],
        cpp=[
            """
            int solve(int n, int w, vector<vector<int>> shots) {
                int total = 0, best = 0, hits = 0;
                for (auto& shot : shots) {
                    int d = shot[0] * shot[0] + shot[1] * shot[1], score = $rings;
                    for (int r = w; score > 0 && !($inside(d, r)); r += w) score--;
                    total += score;
                    best = max(best, score);
                    if (score == $wanted) hits++;
                }
                return $result;
            }
        """
        ],
        params={
            "wanted": wanted,
            "result": {"sum": "total", "best": "best"}.get(what, "hits"),
            "inside": inside,
        },
        make=make,
        edges=[(1, 1, [[0, 0]]), (1, 5, [[3, 4]]), (1, 5, [[5 * rings, 0]])],
        hints=(
            "How far is a shot from the centre?",
            "Compare squares: `x^2 + y^2` with the square of a radius, so that no roots are "
            "needed.",
            f"A shot has as many points as there are circles, of the {rings}, around it.",
        ),
        explanation=f"For each shot its squared distance is compared with at most {rings} squared "
        "radii, in whole numbers and without rounding.",
        call="score_shots",
    )


@family(800, "implementation", "math")
def to_the_centre(p: Parameters) -> Task:
    goal = p.choice("goal", "centre", "corner", "diagonal", "border")
    king = goal != "border" and p.choice("diagonally", True, False)
    target = {
        "centre": "the cell in the middle of the grid",
        "corner": "any corner of the grid",
        "diagonal": "any cell of the diagonal from the upper left to the lower right corner",
        "border": "any cell on the border of the grid",
    }[goal]
    move = "that shares a side or a corner with it" if king else "that shares a side with it"

    def solve(n: int, grid: list[str]) -> int:
        for i in range(n):
            if "*" in grid[i]:
                r, c = i, grid[i].index("*")
        if goal == "centre":
            dr, dc = abs(r - n // 2), abs(c - n // 2)
            return max(dr, dc) if king else dr + dc
        if goal == "corner":
            dr, dc = min(r, n - 1 - r), min(c, n - 1 - c)
            return max(dr, dc) if king else dr + dc
        if goal == "diagonal":
            return (abs(r - c) + 1) // 2 if king else abs(r - c)
        return min(r, c, n - 1 - r, n - 1 - c)

    def all_goals(n: int, grid: list[str]) -> int:
        at = "".join(grid).index("*")
        r, c = at // n, at % n
        if goal == "centre":
            goals = [(n // 2, n // 2)]
        elif goal == "corner":
            goals = [(0, 0), (0, n - 1), (n - 1, 0), (n - 1, n - 1)]
        elif goal == "diagonal":
            goals = [(i, i) for i in range(n)]
        else:
            goals = [(i, j) for i in range(n) for j in range(n) if {i, j} & {0, n - 1}]
        if king:
            return min(max(abs(r - i), abs(c - j)) for i, j in goals)
        return min(abs(r - i) + abs(c - j) for i, j in goals)

    def other_moves(n: int, grid: list[str]) -> int:
        at = "".join(grid).index("*")
        r, c = divmod(at, n)
        if goal == "centre":
            dr, dc = abs(r - n // 2), abs(c - n // 2)
        elif goal == "corner":
            dr, dc = min(r, n - 1 - r), min(c, n - 1 - c)
        elif goal == "diagonal":
            return abs(r - c) if king else (abs(r - c) + 1) // 2
        else:
            return min(r, c)
        return dr + dc if king else max(dr, dc)

    def make(maker: Maker) -> tuple[int, list[str]]:
        n = maker.count(1, 49) * 2 + 1
        r, c = maker.rng.randrange(n), maker.rng.randrange(n)
        rows = ["." * n for _ in range(n)]
        rows[r] = "." * c + "*" + "." * (n - 1 - c)
        return n, rows

    return Task(
        titles=("To the Right Place", "The Lost Star", "A Short Way"),
        given=[
            Int("n", 3, 99, True, what="an odd number, the size of the grid"),
            Grid("grid", "n", "n", "*.", letters="the characters '.' and '*'"),
        ],
        ask=Value("the least number of moves"),
        formal="A grid has `n` rows of `n` cells, where `n` is odd. Exactly one cell holds a star "
        f"'*', the others are empty ('.'). A move takes the star to a cell {move}. The star is to "
        f"get to {target}.",
        stories=[
            Story(
                "On a [wooden|golden] tray of `n` times `n` little compartments (`n` is odd) "
                "there is a single chocolate, shown as '*' in the picture; a '.' is an empty "
                f"compartment. @who, who likes order, wants it to lie in {target}, and in each "
                f"move shifts it to a compartment {move}. The tray is the grid, its compartments "
                "are the cells.",
                "How many moves are needed at least?",
            ),
            Story(
                "A robot cleans the floor of a hall, `n` rows of `n` tiles with an odd number "
                "`n`. The plan of the hall, a grid, shows it as '*' and all other cells as '.'. "
                f"One move takes it to a cell {move}. The socket for its plug can be reached from "
                f"{target}, and its battery is almost empty.",
                "After how many moves at least can it be there?",
            ),
        ],
        solve=solve,
        others=[all_goals],
        wrong=[other_moves],
        cpp=[
            """
            int solve(int n, vector<string> grid) {
                int r = 0, c = 0;
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        if (grid[i][j] == '*') r = i, c = j;
                $result
            }
        """
        ],
        params={
            "result": {
                "centre": "int dr = abs(r - n / 2), dc = abs(c - n / 2);\nreturn "
                + ("max(dr, dc);" if king else "dr + dc;"),
                "corner": "int dr = min(r, n - 1 - r), dc = min(c, n - 1 - c);\nreturn "
                + ("max(dr, dc);" if king else "dr + dc;"),
                "diagonal": "return (abs(r - c) + 1) / 2;" if king else "return abs(r - c);",
                "border": "return min(min(r, n - 1 - r), min(c, n - 1 - c));",
            }[goal]
        },
        make=make,
        hints=(
            "First find the row and the column of the star.",
            "Nothing is in the way, so only distances matter.",
            {
                "centre": "The middle is in row and column `(n + 1) / 2`, counted from 1; ",
                "corner": "In each direction, the nearer end counts; ",
                "diagonal": "On the diagonal, row and column are equal; ",
                "border": "There are four ends, and each lies straight ahead; ",
            }[goal]
            + {
                "centre": "a move changes row and column together."
                if king
                else "a move changes one of row and column by 1.",
                "corner": "a move changes row and column together."
                if king
                else "a move changes one of row and column by 1.",
                "diagonal": "a move can bring them nearer to each other by 2."
                if king
                else "a move brings them nearer to each other by 1.",
                "border": "take the nearest.",
            }[goal],
        ),
        explanation="Since no cell is blocked, the distance follows from the differences of rows "
        "and columns alone.",
        call="moves_to_goal",
    )
