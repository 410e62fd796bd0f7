"""Dictionaries and sets that remember what was seen before."""

from __future__ import annotations

from collections import Counter, defaultdict

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Ints, Word


@family(1000, "data structures", "implementation")
def shared_catalogue(p: Parameters) -> Task:
    rule = p.choice("rule", "both", "only_first", "one_of", "either")
    copies = p.choice("copies", True, False)
    what = p.choice("what", "list", "number", "sum", "kth")
    sets = {
        "both": "the values that occur in both lists, each once",
        "only_first": "the values that occur in `a` but not in `b`, each once",
        "one_of": "the values that occur in exactly one of both lists, each once",
        "either": "the values that occur in `a` or `b` or both, each once",
    }
    bags = {
        "both": (
            "each value as many times as it occurs in that of both lists in which it occurs "
            "fewer times"
        ),
        "only_first": (
            "each value as many times as it occurs more in `a` than in `b` (not at all if it "
            "does not)"
        ),
        "one_of": (
            "each value as many times as the numbers of its occurrences in `a` and in `b` differ"
        ),
        "either": (
            "each value as many times as it occurs in that of both lists in which it occurs "
            "more times"
        ),
    }
    content = bags[rule] if copies else sets[rule]
    noun = {
        "list": (
            "the number of elements of the new list, followed by its elements in increasing order"
        ),
        "number": "the number of elements of the new list",
        "sum": "the sum of the elements of the new list",
        "kth": "the greatest element of the new list, or 0 if it is empty",
    }[what]

    def solve(n: int, m: int, a: list[int], b: list[int]) -> object:
        if copies:
            first, second = Counter(a), Counter(b)
            if rule == "both":
                chosen = first & second
            elif rule == "only_first":
                chosen = first - second
            elif rule == "one_of":
                chosen = (first - second) + (second - first)
            else:
                chosen = first | second
            result = sorted(chosen.elements())
        else:
            if rule == "both":
                result = sorted(set(a) & set(b))
            elif rule == "only_first":
                result = sorted(set(a) - set(b))
            elif rule == "one_of":
                result = sorted(set(a) ^ set(b))
            else:
                result = sorted(set(a) | set(b))
        if what == "list":
            return [len(result), *result]
        if what == "number":
            return len(result)
        if what == "sum":
            return sum(result)
        return result[-1] if result else 0

    def merging(n: int, m: int, a: list[int], b: list[int]) -> object:
        if copies:
            a.sort()
            b.sort()
        else:
            a = sorted(set(a))
            b = sorted(set(b))
        i = j = 0
        result = []
        while i < len(a) or j < len(b):
            if j == len(b) or (i < len(a) and a[i] < b[j]):
                if rule != "both":
                    result.append(a[i])
                i += 1
            elif i == len(a) or b[j] < a[i]:
                if rule in ("one_of", "either"):
                    result.append(b[j])
                j += 1
            else:
                if rule in ("both", "either"):
                    result.append(a[i])
                i += 1
                j += 1
        if what == "list":
            return [len(result), *result]
        if what == "number":
            return len(result)
        return sum(result) if what == "sum" else max(result, default=0)

    def copies_confused(n: int, m: int, a: list[int], b: list[int]) -> object:
        if not copies:
            a.sort()
            b.sort()
        else:
            a = sorted(set(a))
            b = sorted(set(b))
        if rule == "both":
            result = [x for x in a if x in b]
        elif rule == "only_first":
            result = [x for x in a if x not in b]
        elif rule == "one_of":
            result = [x for x in a if x not in b] + [x for x in b if x not in a]
        else:
            result = a + [x for x in b if x not in a]
        result.sort()
        if what == "list":
            return [len(result), *result]
        if what == "number":
            return len(result)
        return sum(result) if what == "sum" else max(result, default=0)

    def second_list(n: int, m: int, a: list[int], b: list[int]) -> object:
        result = sorted(set(b) - set(a)) if rule == "only_first" else sorted(set(a + b[1:]))
        if what == "list":
            return [len(result), *result]
        if what == "number":
            return len(result)
        return sum(result) if what == "sum" else max(result, default=0)

    def make(maker: Maker) -> tuple[int, int, list[int], list[int]]:
        n, m = maker.count(1, 10**5), maker.count(1, 10**5)
        high = maker.rng.choice((6, 15, 10**6)) if maker.scale != "least" else 1
        return (
            n,
            m,
            [maker.rng.randint(1, high) for _ in range(n)],
            [maker.rng.randint(1, high) for _ in range(m)],
        )

    return Task(
        titles=("Two Catalogues", "Shared and Not Shared", "One List out of Two"),
        given=[
            (Count("n", 1, 10**5), Count("m", 1, 10**5)),
            Ints("a", "n", 1, 10**6),
            Ints("b", "m", 1, 10**6),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal=f"From the lists `a` and `b` a new list is made. It contains {content}.",
        stories=[
            Story(
                "Two collectors of stamps, @who and @friend, show each other their "
                "catalogues. The one of @who lists `n` stamps by their numbers, `a_1, ..., "
                "a_n`; that of @friend lists `m` stamps, `b_1, ..., b_m`. A number stands "
                "in a catalogue as many times as the collector has the stamp. Out of these "
                "two lists, a new list is made for [a shop|an auction]. It contains "
                f"{content}."
            ),
            Story(
                "The zoo of @place is being merged with a smaller one. In the list `a` of "
                "the first zoo, `a_1, ..., a_n`, each animal is noted by the number of its "
                "species, and the list `b` of the other one has `m` such entries. The new "
                f"director is asked for a further list, made of both; it contains {content}. "
                "The values in these lists are the numbers of species."
            ),
        ],
        solve=solve,
        others=[merging],
        wrong=[second_list]
        if rule == "either" and not copies
        else [copies_confused]
        if what != "kth" or (copies and rule != "both" and rule != "either")
        else [second_list],
        cpp=[
            """
            $type solve(int n, int m, vector<int> a, vector<int> b) {
                map<int, pair<int, int>> count;
                for (int x : a) $add_first;
                for (int x : b) $add_second;
                vector<int> result;
                for (auto& [x, c] : count) {
                    int times = $times;
                    for (int i = 0; i < times; i++) result.push_back(x);
                }
                $result
            }
            """
        ],
        hints=(
            "How often each value occurs in each list is all that matters.",
            "Count both lists with dictionaries."
            if copies
            else "Sets forget how often something occurs and can be compared quickly.",
            "For each value, compute from both counts how often it stands in the new list."
            if copies
            else (
                "Build both sets, and form the intersection, difference or union that is described."
            ),
        ),
        explanation="Dictionaries or sets of both lists are built in linear time, and the "
        "result is read off from them; sorting it costs `n log n` at most.",
        make=make,
        params={
            "type": {"list": "vector<int>", "sum": "long long"}.get(what, "int"),
            "add_first": "count[x].first++" if copies else "count[x].first = 1",
            "add_second": "count[x].second++" if copies else "count[x].second = 1",
            "times": {
                "both": "min(c.first, c.second)",
                "only_first": "max(0, c.first - c.second)",
                "one_of": "abs(c.first - c.second)",
                "either": "max(c.first, c.second)",
            }[rule],
            "result": {
                "list": "result.insert(result.begin(), (int)result.size());\nreturn result;",
                "number": "return result.size();",
                "sum": "return accumulate(result.begin(), result.end(), 0LL);",
                "kth": "return result.empty() ? 0 : result.back();",
            }[what],
        },
        call="new_list",
    )


@family(1000, "data structures", "implementation")
def last_time_here(p: Parameters) -> Task:
    what = p.choice("what", "first_repeat", "nearest", "farthest", "list", "within")
    k = p.int("k", 1, 6) if what in ("within", "list") else 1
    noun = {
        "first_repeat": (
            "the least position `j` such that the visitor on day `j` had been there on an "
            "earlier day, or 0 if there is none"
        ),
        "nearest": (
            "the least difference between two different days with the same visitor, or -1 if "
            "nobody came twice"
        ),
        "farthest": (
            "the greatest difference between two days with the same visitor, or 0 if nobody "
            "came twice"
        ),
        "list": (
            "for each day the number of days since the last visit of that day's visitor, or "
            f"{-k} if it is the first visit"
        ),
        "within": (
            f"the number of days whose visitor had also been there on at least one of the {k} "
            "days before (or of all days before, if there were fewer)"
        )
        if k > 1
        else "the number of days with the same visitor as on the day before",
    }[what]

    def solve(n: int, a: list[int]) -> object:
        last: dict[int, int] = {}
        first: dict[int, int] = {}
        nearest, farthest, count = n + 1, 0, 0
        result = []
        for i in range(n):
            x = a[i]
            if x in last:
                if what == "first_repeat":
                    return i + 1
                if what == "nearest":
                    nearest = min(nearest, i - last[x])
                elif what == "farthest":
                    farthest = max(farthest, i - first[x])
                elif what == "list":
                    result.append(i - last[x])
                elif i - last[x] <= k:
                    count += 1
            else:
                first[x] = i
                if what == "list":
                    result.append(-k)
            last[x] = i
        if what == "first_repeat":
            return 0
        if what == "nearest":
            return -1 if nearest > n else nearest
        if what == "farthest":
            return farthest
        return result if what == "list" else count

    def by_places(n: int, a: list[int]) -> object:
        places = defaultdict(list)
        for i, x in enumerate(a):
            places[x].append(i)
        gaps = [(q[i] - q[i - 1], q[i]) for q in places.values() for i in range(1, len(q))]
        if what == "first_repeat":
            return min((j + 1 for _, j in gaps), default=0)
        if what == "nearest":
            return min((gap for gap, _ in gaps), default=-1)
        if what == "farthest":
            return max(q[-1] - q[0] for q in places.values())
        if what == "within":
            return sum(1 for gap, _ in gaps if gap <= k)
        result = [-k] * n
        for gap, j in gaps:
            result[j] = gap
        return result

    def looking_back(n: int, a: list[int]) -> object:
        gaps = []
        for i in range(n):
            gap = 0
            for j in range(i - 1, -1, -1):
                if a[j] == a[i]:
                    gap = i - j
                    break
            gaps.append(gap)
        if what == "first_repeat":
            return next((i + 1 for i in range(n) if gaps[i]), 0)
        if what == "nearest":
            return min((gap for gap in gaps if gap), default=-1)
        if what == "farthest":
            return max(i - a.index(a[i]) for i in range(n))
        if what == "within":
            return sum(1 for gap in gaps if 0 < gap <= k)
        return [gap or -k for gap in gaps]

    def first_visit(n: int, a: list[int]) -> object:
        gaps = []
        for i in range(n):
            gap = i - a.index(a[i])
            gaps.append(gap)
        if what == "first_repeat":
            return next((a.index(a[i]) + 1 for i in range(n) if gaps[i]), 0)
        if what == "nearest":
            return min((gap for gap in gaps if gap), default=-1)
        if what == "farthest":
            return max((gaps[i] for i in range(n - 1)), default=0)
        if what == "within":
            return sum(1 for gap in gaps if 0 < gap <= k)
        return [gap or -k for gap in gaps]

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 10**5)
        if maker.scale == "least":
            return 1, [1]
        values = maker.distinct(max(1, n if maker.chance(0.3) else n // 2), 1, 10**9)
        return n, [maker.rng.choice(values) for _ in range(n)]

    return Task(
        titles=("Visitors", "The Last Time", "Again?"),
        given=[
            Count("n", 1, 10**5, what="the number of days"),
            Ints("a", "n", 1, 10**9, what="the visitors"),
        ],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal="On each of `n` days there was exactly one visitor, and `a_i` is the number of "
        "the visitor on day `i`.",
        stories=[
            Story(
                "High up in the mountains stands a hut with a thick guest book. It is so "
                "lonely that there is exactly one visitor each day. Visitors are members of "
                "the mountain club, who write their membership numbers: on day `i` somebody "
                "with number `a_i` wrote into the book, for `n` days. In winter, @who sits "
                "at the fire and [studies|leafs through] the book."
            ),
            Story(
                "A camera at a water hole has taken one picture a day, for `n` days. On "
                "each of the pictures there is exactly one visitor, an elephant, and "
                "biologists know all elephants of the region by their numbers: `a_i` is the "
                "one on the picture of day `i`. They want to learn how often elephants "
                "return."
            ),
        ],
        solve=solve,
        others=[by_places],
        slow=[looking_back],
        wrong=[first_visit],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                map<int, int> first, last;
                int repeat = 0, nearest = n + 1, farthest = 0, count = 0;
                vector<int> result;
                for (int i = 0; i < n; i++) {
                    int x = a[i];
                    if (last.count(x)) {
                        int gap = i - last[x];
                        if (repeat == 0) repeat = i + 1;
                        nearest = min(nearest, gap);
                        farthest = max(farthest, i - first[x]);
                        if (gap <= $k) count++;
                        result.push_back(gap);
                    } else {
                        first[x] = i;
                        result.push_back(-$k);
                    }
                    last[x] = i;
                }
                return $result;
            }
            """
        ],
        hints=(
            "On each day one question is asked: when was this visitor here before?",
            "Remember for each visitor a day: the last visit"
            + (", or rather the first one." if what == "farthest" else "."),
            "A dictionary from visitors to days answers in constant time; update it after "
            "each day.",
        ),
        explanation="A dictionary keeps one day for each visitor, so each day is dealt with in "
        "constant time.",
        make=make,
        params={
            "k": k,
            "type": "vector<int>" if what == "list" else "int",
            "result": {
                "first_repeat": "repeat",
                "nearest": "nearest > n ? -1 : nearest",
                "farthest": "farthest",
                "list": "result",
                "within": "count",
            }[what],
        },
        call="visits",
    )


@family(1100, "data structures", "implementation")
def footprints(p: Parameters) -> Task:
    what = p.choice("what", "cells", "again", "most", "first", "once")
    torus = p.choice("world", "plane", "ring")
    size = p.int("size", 3, 6) if torus == "ring" else 0
    noun = {
        "cells": "the number of different cells on which the robot stood at some time",
        "again": (
            "the number of steps after which the robot stood on a cell where it had been before"
        ),
        "most": (
            "the greatest number of times that the robot was on one cell (the start counts as "
            "one time)"
        ),
        "first": (
            "the number of the first step after which the robot stood on a cell where it had "
            "been before, or 0 if there is none"
        ),
        "once": (
            "the number of cells on which the robot stood exactly once (at the start or after a "
            "step)"
        ),
    }[what]

    def solve(s: str) -> int:
        x = y = 0
        seen = {(0, 0): 1}
        again = first = 0
        for i, c in enumerate(s):
            if c == "U":
                y += 1
            elif c == "D":
                y -= 1
            elif c == "R":
                x += 1
            else:
                x -= 1
            if torus == "ring":
                x %= size
                y %= size
            if (x, y) in seen:
                again += 1
                if first == 0:
                    first = i + 1
            seen[x, y] = seen.get((x, y), 0) + 1
        if what == "cells":
            return len(seen)
        if what == "again":
            return again
        if what == "most":
            return max(seen.values())
        if what == "first":
            return first
        return sum(1 for times in seen.values() if times == 1)

    def with_path(s: str) -> int:
        moves = {"U": (0, 1), "D": (0, -1), "R": (1, 0), "L": (-1, 0)}
        path = [(0, 0)]
        for c in s:
            dx, dy = moves[c]
            x, y = path[-1][0] + dx, path[-1][1] + dy
            path.append((x % size, y % size) if torus == "ring" else (x, y))
        count = Counter(path)
        if what == "cells":
            return len(count)
        if what == "again":
            return len(path) - len(count)
        if what == "most":
            return max(count.values())
        if what == "once":
            return list(count.values()).count(1)
        seen = set()
        for i, cell in enumerate(path):
            if cell in seen:
                return i
            seen.add(cell)
        return 0

    def start_forgotten(s: str) -> int:
        x = y = 0
        seen: dict[tuple[int, int], int] = {}
        again = first = 0
        for i, c in enumerate(s):
            x += (c == "R") - (c == "L")
            y += (c == "U") - (c == "D")
            if torus == "ring":
                x, y = x % size, y % size
            if (x, y) in seen:
                again += 1
                if first == 0:
                    first = i + 1
            seen[x, y] = seen.get((x, y), 0) + 1
        if what == "cells":
            return len(seen)
        if what == "again":
            return again
        if what == "most":
            return max(seen.values())
        if what == "first":
            return first
        return sum(1 for times in seen.values() if times == 1)

    world = (
        (
            f"The world is a square of {size} x {size} cells without a border: a robot that "
            "leaves it on one side comes in again on the opposite side, in the same row or "
            "column."
        )
        if torus == "ring"
        else "The world is a plane of cells without any border."
    )
    return Task(
        titles=("Footprints", "Where Was I?", "The Wandering Robot"),
        given=[
            Word(
                "s",
                1,
                10**5,
                alphabet="UDLR",
                letters="the letters U, D, L and R",
                what="the steps",
            )
        ],
        ask=Value(noun),
        formal=f"{world} A robot starts on a cell and makes the steps of the string `s` one "
        "after the other: U is a step to the cell above, D to the one below, L to the "
        "left and R to the right.",
        stories=[
            Story(
                "A small robot with muddy wheels drives around and leaves a print on each "
                f"cell where it stops, the first cell included. {world} It is controlled by "
                "a string `s` of letters: for each letter it makes one step to a "
                "neighbouring cell, namely up for U, down for D, to the left for L and to "
                "the right for R. [The owner has to clean up afterwards|It never gets "
                "tired]."
            ),
            Story(
                "In the evening, @who plays a game on a computer that is older than both "
                f"players together. {world} The figure in the game is a robot, which obeys "
                "the keys U (up), D (down), L (left) and R (right) and goes one cell with "
                "each of them. Today `s` was typed, and the screen shows the trace of all "
                "cells where the robot stood, its first cell among them."
            ),
        ],
        solve=solve,
        others=[with_path],
        wrong=[start_forgotten],
        cpp=[
            """
            int solve(string s) {
                int x = 0, y = 0, again = 0, first = 0;
                map<pair<int, int>, int> seen;
                seen[{0, 0}] = 1;
                for (int i = 0; i < (int)s.size(); i++) {
                    if (s[i] == 'U') y++;
                    else if (s[i] == 'D') y--;
                    else if (s[i] == 'R') x++;
                    else x--;
                    $wrap
                    if (seen[{x, y}]++ > 0) {
                        again++;
                        if (first == 0) first = i + 1;
                    }
                }
                int most = 0, once = 0;
                for (auto& [cell, times] : seen) {
                    most = max(most, times);
                    if (times == 1) once++;
                }
                return $result;
            }
            """
        ],
        hints=(
            "Follow the robot and keep its two coordinates.",
            "Which cells have been visited must be found quickly: use a set or a dictionary "
            "of pairs.",
            "Put the start in first; after each step look up the new cell, then count it.",
        ),
        explanation="The walk is simulated, and a dictionary of coordinates tells for each cell "
        "how often it was visited; every step takes constant time.",
        params={
            "wrap": f"x = (x + {size}) % {size};\ny = (y + {size}) % {size};"
            if torus == "ring"
            else "",
            "result": {
                "cells": "(int)seen.size()",
                "again": "again",
                "most": "most",
                "first": "first",
                "once": "once",
            }[what],
        },
        call="footprints",
    )
