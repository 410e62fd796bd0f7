"""Dictionaries that count."""

from __future__ import annotations

from collections import Counter, defaultdict

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Decide, Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints


@family(900, "data structures", "implementation")
def seen_so_often(p: Parameters) -> Task:
    often = p.choice(
        "often",
        Expr("c", "c == 1", "exactly once"),
        Expr("c", "c == 2", "exactly twice"),
        Expr("c", "c > 1", "more than once"),
        Expr("c", "c % 2 == 1", "an odd number of times"),
        Expr("c", "c % 2 == 0", "an even number of times"),
        Expr("c", "c >= 3", "at least three times"),
    )
    what = p.choice("what", "first", "last", "largest", "smallest", "number", "all")
    noun = {
        "first": (
            f"the first element of the list whose value occurs {often.words}, or -1 if there is "
            "none"
        ),
        "last": (
            f"the last element of the list whose value occurs {often.words}, or -1 if there is none"
        ),
        "largest": f"the largest value that occurs {often.words}, or -1 if there is none",
        "smallest": f"the smallest value that occurs {often.words}, or -1 if there is none",
        "number": f"the number of different values that occur {often.words}",
        "all": f"how many elements of the list have a value that occurs {often.words}",
    }[what]

    def solve(n: int, a: list[int]) -> int:
        count: dict[int, int] = {}
        for x in a:
            count[x] = count.get(x, 0) + 1
        if what == "number":
            return sum(1 for c in count.values() if often(c))
        if what == "all":
            return sum(c for c in count.values() if often(c))
        if what == "first":
            for x in a:
                if often(count[x]):
                    return x
            return -1
        if what == "last":
            for x in reversed(a):
                if often(count[x]):
                    return x
            return -1
        chosen = [x for x in count if often(count[x])]
        if not chosen:
            return -1
        return max(chosen) if what == "largest" else min(chosen)

    def with_counter(n: int, a: list[int]) -> int:
        count = Counter(a)
        good = [x for x in a if often(count[x])]
        if what == "number":
            return len(set(good))
        if what == "all":
            return len(good)
        if not good:
            return -1
        if what == "first":
            return good[0]
        if what == "last":
            return good[-1]
        return max(good) if what == "largest" else min(good)

    def counting_each(n: int, a: list[int]) -> int:
        good = [x for x in a if often(a.count(x))]
        if what == "number":
            return len(set(good))
        if what == "all":
            return len(good)
        if not good:
            return -1
        if what == "first":
            return good[0]
        if what == "last":
            return good[-1]
        return max(good) if what == "largest" else min(good)

    def runs_only(n: int, a: list[int]) -> int:
        good = []
        i = 0
        while i < n:
            j = i
            while j < n and a[j] == a[i]:
                j += 1
            if often(j - i):
                good += a[i:j]
            i = j
        if what == "number":
            return len(set(good))
        if what == "all":
            return len(good)
        if not good:
            return -1
        if what == "first":
            return good[0]
        if what == "last":
            return good[-1]
        return max(good) if what == "largest" else min(good)

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 10**5)
        if maker.scale == "least":
            return 1, [1]
        values = maker.distinct(max(1, n // maker.rng.choice((1, 2, 2, 3))), 0, 10**9)
        return n, [maker.rng.choice(values) for _ in range(n)]

    return Task(
        titles=("So Often", "Counting Guests", "Again and Again"),
        given=[Count("n", 1, 10**5), Ints("a", "n", 0, 10**9)],
        ask=Value(noun),
        stories=[
            Story(
                "A door in the town hall of @place opens with a card, and a computer writes "
                "down the number of each card that is used. Yesterday's list has `n` "
                "elements, `a_1, ..., a_n`, in the order of the day. The detective @who is "
                f"interested in cards which were used {often.words} on that day. [The list "
                "is long|The computer is old], so a program shall look through it; the "
                "numbers of the cards are the values."
            ),
            Story(
                "At the lake, @who writes down the number on the ring of each bird that "
                "lands on the jetty. After a week the list has `n` entries, the elements "
                "`a_1, ..., a_n`; a bird that landed several times stands there several "
                "times. For a study those ring numbers count, here called values, that "
                f"occur {often.words} in the list."
            ),
        ],
        solve=solve,
        others=[with_counter],
        slow=[counting_each],
        wrong=[runs_only],
        cpp=[
            """
            int solve(int n, vector<int> a) {
                map<int, int> count;
                for (int x : a) count[x]++;
                vector<int> good;
                for (int x : a) {
                    if ($often(count[x])) good.push_back(x);
                }
                $early
                if (good.empty()) return -1;
                return $result;
            }
            """
        ],
        hints=(
            "How often a value occurs is known only after the whole list has been read.",
            "A dictionary from values to numbers of occurrences is filled in one pass.",
            "Then look at "
            + (
                "the elements in their order once more."
                if what in ("first", "last")
                else "the entries of the dictionary."
            ),
        ),
        explanation="One pass counts, and a second one looks for what is asked; each dictionary "
        "access takes constant time on average.",
        make=make,
        params={
            "early": {
                "number": "return set<int>(good.begin(), good.end()).size();",
                "all": "return good.size();",
            }.get(what, ""),
            "result": {
                "first": "good[0]",
                "last": "good.back()",
                "largest": "*max_element(good.begin(), good.end())",
            }.get(what, "*min_element(good.begin(), good.end())"),
        },
        call="seen_so_often",
    )


@family(1000, "data structures", "sortings")
def favourite_dish(p: Parameters) -> Task:
    tie = p.choice("tie", "small", "large", "first", "last")
    rare = p.choice("rare", True, False)
    what = p.choice("what", "winner", "lead", "top")
    ties = {
        "small": "the one with the smaller number",
        "large": "the one with the larger number",
        "first": "the one whose first vote came earlier",
        "last": "the one whose last vote came later",
    }[tie]
    order = "fewer" if rare else "more"
    noun = {
        "winner": "the number of the dish on place 1",
        "lead": "the number of the dish on place 1 and the number of its votes",
        "top": (
            "the numbers of the dishes on the first three places, or of all dishes if there are "
            "fewer than three"
        ),
    }[what]

    def solve(n: int, a: list[int]) -> object:
        count: dict[int, int] = {}
        first: dict[int, int] = {}
        last: dict[int, int] = {}
        for i, x in enumerate(a):
            count[x] = count.get(x, 0) + 1
            first.setdefault(x, i)
            last[x] = i

        def key(x: int) -> tuple[int, int]:
            votes = count[x] if rare else -count[x]
            if tie == "small":
                return votes, x
            if tie == "large":
                return votes, -x
            if tie == "first":
                return votes, first[x]
            return votes, -last[x]

        order = sorted(count, key=key)
        if what == "winner":
            return order[0]
        if what == "lead":
            return [order[0], count[order[0]]]
        return order[:3]

    def with_counter(n: int, a: list[int]) -> object:
        count = Counter(a)
        if tie == "small":
            dishes = sorted(count)
        elif tie == "large":
            dishes = sorted(count, reverse=True)
        elif tie == "first":
            dishes = list(dict.fromkeys(a))
        else:
            dishes = list(dict.fromkeys(a[::-1]))
        dishes.sort(key=lambda x: count[x] if rare else -count[x])
        if what == "winner":
            return dishes[0]
        return [dishes[0], count[dishes[0]]] if what == "lead" else dishes[:3]

    def other_ties(n: int, a: list[int]) -> object:
        count = Counter(a)
        if tie == "large":
            dishes = sorted(count)
        elif tie == "small":
            dishes = list(dict.fromkeys(a))
        elif tie == "first":
            dishes = sorted(count)
        else:
            dishes = list(dict.fromkeys(a))
        dishes.sort(key=lambda x: count[x] if rare else -count[x])
        if what == "winner":
            return dishes[0]
        return [dishes[0], count[dishes[0]]] if what == "lead" else dishes[:3]

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 10**5)
        if maker.scale == "least":
            return 1, [1]
        values = maker.distinct(maker.rng.randint(1, max(1, n // 2)), 1, 10**6)
        return n, [maker.rng.choice(values) for _ in range(n)]

    return Task(
        titles=("The Favourite Dish", "Votes", "Places One to Three"),
        given=[Count("n", 1, 10**5), Ints("a", "n", 1, 10**6, what="the votes")],
        ask=Value(noun) if what == "winner" else Listing(noun),
        formal="`n` votes are cast one after the other, and `a_i` is the number of the dish "
        "that the `i`-th is for. Dishes with at least one vote are ranked. A dish with "
        f"{order} votes is placed before one with {'more' if rare else 'fewer'}; among "
        f"dishes with equally many votes, {ties} is placed before the others.",
        stories=[
            Story(
                "The canteen of the university in @place lets its guests vote. Each dish "
                "has a number, and the `i`-th of `n` guests voted for dish `a_i`. In the "
                "evening all dishes that got a vote are "
                f"ranked{', this time to find out which one should be dropped' if rare else ''}: "
                f"{order} votes mean a better place. Of several dishes with the same number "
                f"of votes, {ties} is placed before the others. [The cook is nervous|The "
                "soup is expected to do well]."
            ),
            Story(
                "`n` travellers step off a ship one after the other, and each is asked for "
                "the dish that he or she liked best on board: the `i`-th says the number "
                "`a_i`, and that counts as a vote. The list that the cook makes of the "
                f"dishes with at least one vote begins with those that have {order} votes. "
                f"When the numbers of votes are equal, {ties} is written before the other."
            ),
        ],
        solve=solve,
        others=[with_counter],
        wrong=[other_ties],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                map<int, int> count, first, last;
                for (int i = 0; i < n; i++) {
                    count[a[i]]++;
                    if (!first.count(a[i])) first[a[i]] = i;
                    last[a[i]] = i;
                }
                vector<array<int, 3>> rows;
                for (auto& [x, votes] : count) rows.push_back({$sign votes, $tie, x});
                sort(rows.begin(), rows.end());
                $result
            }
            """
        ],
        hints=(
            "First count the votes for each dish.",
            "Then the dishes are sorted by two keys: the votes and the rule for ties.",
            "A dictionary counts, and one more keeps what the rule for ties needs; a tuple "
            "of both is the key.",
        ),
        explanation="Counting takes one pass, and sorting the dishes by a pair of keys `n log "
        "n` at most.",
        make=make,
        params={
            "type": "int" if what == "winner" else "vector<int>",
            "sign": "" if rare else "-",
            "tie": {"small": "x", "large": "-x", "first": "first[x]", "last": "-last[x]"}[tie],
            "result": {
                "winner": "return rows[0][2];",
                "lead": "return {rows[0][2], abs(rows[0][0])};",
                "top": (
                    "vector<int> top;\nfor (auto& row : rows) "
                    "{\n    if (top.size() < 3) top.push_back(row[2]);\n}\nreturn top;"
                ),
            }[what],
        },
        call="favourite_dish",
    )


@family(1200, "data structures", "math")
def partners_in_a_list(p: Parameters) -> Task:
    rule = p.choice("rule", "sum", "ahead", "apart", "multiple", "mirror")
    d = p.int("d", 3, 12) if rule in ("multiple", "mirror") else 1
    what = p.choice("what", "count", "exists", "farthest")
    condition = {
        "sum": "`a_i + a_j = k`",
        "ahead": "`a_j - a_i = k`",
        "apart": "the difference of `a_i` and `a_j` is exactly `k`, in one direction or the other",
        "multiple": f"`a_i + a_j + k` is divisible by {d}",
        "mirror": f"`a_i - a_j + k` is divisible by {d}",
    }[rule]
    noun = {
        "count": "the number of matches",
        "farthest": "the greatest possible value of `j - i` in a match, or -1 if there is no match",
    }.get(what, "")

    def solve(n: int, a: list[int], k: int) -> object:
        count: dict[int, int] = {}
        first: dict[int, int] = {}
        pairs, best = 0, -1
        for j in range(n):
            x = a[j]
            if rule == "sum":
                wanted = [k - x]
            elif rule == "ahead":
                wanted = [x - k]
            elif rule == "apart":
                wanted = [x - k, x + k] if k > 0 else [x]
            elif rule == "multiple":
                x %= d
                wanted = [(-x - k) % d]
            else:
                x %= d
                wanted = [(x - k) % d]
            for y in wanted:
                if y in count:
                    pairs += count[y]
                    best = max(best, j - first[y])
            count[x] = count.get(x, 0) + 1
            first.setdefault(x, j)
        if what == "count":
            return pairs
        return pairs > 0 if what == "exists" else best

    def all_pairs(n: int, a: list[int], k: int) -> object:
        pairs, best = 0, -1
        for i in range(n):
            for j in range(i + 1, n):
                if rule == "sum":
                    fits = a[i] + a[j] == k
                elif rule == "ahead":
                    fits = a[j] - a[i] == k
                elif rule == "apart":
                    fits = abs(a[i] - a[j]) == k
                elif rule == "multiple":
                    fits = (a[i] + a[j] + k) % d == 0
                else:
                    fits = (a[i] - a[j] + k) % d == 0
                if fits:
                    pairs += 1
                    best = max(best, j - i)
        if what == "count":
            return pairs
        return pairs > 0 if what == "exists" else best

    def by_places(n: int, a: list[int], k: int) -> object:
        places: dict[int, list[int]] = defaultdict(list)
        if rule in ("multiple", "mirror"):
            a = [x % d for x in a]
        pairs, best = 0, -1
        for j, x in enumerate(a):
            if rule == "sum":
                before = places[k - x]
            elif rule == "ahead":
                before = places[x - k]
            elif rule == "apart":
                before = places[x] if k == 0 else sorted(places[x - k][:1] + places[x + k][:1])
                pairs += len(places[x - k]) + len(places[x + k]) - len(before) if k else 0
            elif rule == "multiple":
                before = places[(-x - k) % d]
            else:
                before = places[(x - k) % d]
            pairs += len(before)
            if before:
                best = max(best, j - before[0])
            places[x].append(j)
        if what == "count":
            return pairs
        return pairs > 0 if what == "exists" else best

    def with_itself(n: int, a: list[int], k: int) -> object:
        pairs, best = 0, -1
        for i in range(n):
            for j in range(i, n):
                if rule == "sum":
                    fits = a[i] + a[j] == k
                elif rule == "ahead":
                    fits = a[j] - a[i] == k
                elif rule == "apart":
                    fits = abs(a[i] - a[j]) == k
                elif rule == "multiple":
                    fits = (a[i] + a[j] + k) % d == 0
                else:
                    fits = (a[i] - a[j] + k) % d == 0
                if fits:
                    pairs += 1
                    best = max(best, j - i)
        if what == "count":
            return pairs
        return pairs > 0 if what == "exists" else best

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 10**5)
        if maker.scale == "least":
            return 1, 0, [1]
        short = (
            maker.rng.randint(1, 5) if maker.scale in ("tiny", "small") and maker.chance(0.5) else n
        )
        n = min(n, short)
        high = maker.rng.choice((10, 40, 10**6))
        a = [maker.rng.randint(1, high) for _ in range(n)]
        if rule in ("multiple", "mirror"):
            return n, maker.rng.randint(0, 20), a
        x, y = maker.rng.choice(a), maker.rng.choice(a)
        k = x + y if rule == "sum" else abs(x - y)
        return n, k if maker.chance(0.8) else maker.rng.randint(0, high), a

    return Task(
        titles=("Matches", "Partners", "Two That Belong Together"),
        given=[(Count("n", 1, 10**5), Int("k", 0, 2 * 10**6)), Ints("a", "n", 1, 10**6)],
        ask=Decide("there is a match") if what == "exists" else Value(noun),
        formal=f"A match is a pair of indices `i < j` for which {condition}.",
        stories=[
            Story(
                "At a speed dating evening in @place, `n` guests come in one after the "
                "other and get numbers on their backs: the `i`-th gets `a_i`. The organizer "
                "has her own theory and the secret number `k`. For her, guest `i` and a "
                f"guest `j` who came later (`i < j`) are a match if {condition}. [So far she "
                "has been right|Nobody has complained yet]."
            ),
            Story(
                "In the memory of an old space probe, `n` numbers `a_1, ..., a_n` are "
                "stored one after the other. Radiation has changed some of them, and the "
                "engineers look for traces. They call the `i`-th and the `j`-th number a "
                f"match, where `i < j`, if {condition}. The number `k` was read off from a "
                "control lamp."
            ),
        ],
        solve=solve,
        others=[by_places],
        slow=[all_pairs],
        wrong=[with_itself],
        cpp=[
            """
            $type solve(int n, vector<int> a, int k) {
                unordered_map<int, int> count, first;
                long long pairs = 0, best = -1;
                for (int j = 0; j < n; j++) {
                    int x = $value;
                    vector<int> wanted = {$wanted};
                    $second
                    for (int y : wanted) {
                        if (count.count(y)) {
                            pairs += count[y];
                            best = max(best, (long long)j - first[y]);
                        }
                    }
                    count[x]++;
                    if (!first.count(x)) first[x] = j;
                }
                return $result;
            }
            """
        ],
        hints=(
            "If `j` is fixed, what must `a_i` be?"
            if rule not in ("multiple", "mirror")
            else f"Only remainders modulo {d} matter.",
            "It must be one of at most two values"
            + (
                "."
                if rule not in ("multiple", "mirror")
                else " of remainders, which follow from `a_j`."
            ),
            "Go through the list and keep in a dictionary what is needed of the elements so "
            "far: how often each occurred, and where first.",
        ),
        explanation="For each element the partner's value is known, and a dictionary of the "
        "elements before it answers in constant time: linear time in all.",
        make=make,
        params={
            "type": {"count": "long long", "exists": "bool", "farthest": "int"}[what],
            "value": "a[j]" if rule not in ("multiple", "mirror") else f"a[j] % {d}",
            "wanted": {
                "sum": "k - x",
                "ahead": "x - k",
                "apart": "x - k",
                "multiple": f"({d} - (x + k) % {d}) % {d}",
                "mirror": f"((x - k) % {d} + {d}) % {d}",
            }[rule],
            "second": "if (k > 0) wanted.push_back(x + k);" if rule == "apart" else "",
            "result": {"count": "pairs", "exists": "pairs > 0", "farthest": "best"}[what],
        },
        call="matches",
    )


@family(1100, "data structures", "sortings")
def rooms_for_groups(p: Parameters) -> Task:
    d = p.words.randint(2, 9)
    key = p.choice(
        "key",
        Expr("x", f"x % {d}", f"they leave the same remainder when divided by {d}"),
        Expr("x", "x // 10", "they agree in everything except the last digit"),
        Expr("x", "x % 10", "they have the same last digit"),
        Expr("x", "sum(map(int, str(x)))", "their digit sums are equal", "digit_sum(x)"),
        Expr("x", "len(str(x))", "they have the same number of digits", "(int)to_string(x).size()"),
        Expr("x", "str(x)[0]", "they have the same first digit", "to_string(x)[0] - '0'"),
    )
    what = p.choice("what", "largest", "number", "pairs", "sum", "alone", "spread")
    noun = {
        "largest": "the number of elements in the largest group",
        "number": "the number of groups that have at least two elements",
        "pairs": (
            "the number of pairs of elements at different positions that belong to the same group"
        ),
        "sum": "the greatest sum of the elements of a group",
        "alone": "the number of elements that are alone in their group",
        "spread": (
            "the greatest difference between two elements of the same group (0 if every group "
            "has only one element)"
        ),
    }[what]

    def solve(n: int, a: list[int]) -> int:
        groups = defaultdict(list)
        for x in a:
            groups[key(x)].append(x)
        if what == "largest":
            return max(len(group) for group in groups.values())
        if what == "number":
            return sum(1 for group in groups.values() if len(group) > 1)
        if what == "pairs":
            return sum(len(group) * (len(group) - 1) // 2 for group in groups.values())
        if what == "sum":
            return max(sum(group) for group in groups.values())
        if what == "alone":
            return sum(1 for group in groups.values() if len(group) == 1)
        return max(max(group) - min(group) for group in groups.values())

    def sorted_runs(n: int, a: list[int]) -> int:
        a.sort(key=lambda x: (key(x), x))
        result = 0
        i = 0
        while i < n:
            j = i
            while j < n and key(a[j]) == key(a[i]):
                j += 1
            if what == "largest":
                result = max(result, j - i)
            elif what == "number":
                result += 1 if j - i > 1 else 0
            elif what == "pairs":
                result += (j - i) * (j - i - 1) // 2
            elif what == "sum":
                result = max(result, sum(a[i:j]))
            elif what == "alone":
                result += 1 if j - i == 1 else 0
            else:
                result = max(result, a[j - 1] - a[i])
            i = j
        return result

    def only_neighbours(n: int, a: list[int]) -> int:
        result = 0
        i = 0
        while i < n:
            j = i
            while j < n and key(a[j]) == key(a[i]):
                j += 1
            if what == "largest":
                result = max(result, j - i)
            elif what == "number":
                result += 1 if j - i > 1 else 0
            elif what == "pairs":
                result += (j - i) * (j - i - 1) // 2
            elif what == "sum":
                result = max(result, sum(a[i:j]))
            elif what == "alone":
                result += 1 if j - i == 1 else 0
            else:
                result = max(result, max(a[i:j]) - min(a[i:j]))
            i = j
        return result

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 10**5)
        if maker.scale == "least":
            return 1, [1]
        high = maker.rng.choice((30, 400, 3000, 10**6))
        return n, [maker.rng.randint(1, maker.rng.choice((high, high // 5))) for _ in range(n)]

    return Task(
        titles=("Rooms for Groups", "Birds of a Feather", "Who Belongs Together?"),
        given=[Count("n", 1, 10**5), Ints("a", "n", 1, 10**6)],
        ask=Value(noun),
        formal="The elements of `a` are divided into groups: two elements belong to the same "
        f"group exactly if {key.words}. Equal elements at different positions count as "
        "different elements.",
        stories=[
            Story(
                "A holiday camp in @place welcomes `n` children, and each gets a number, "
                "`a_i` for the `i`-th; some numbers are given out twice by mistake. For the "
                "first evening, the children form groups by these numbers, which are the "
                "elements of a list: two children are in the same group exactly if for "
                f"their numbers the following holds: {key.words}."
            ),
            Story(
                "A machine in a recycling plant sorts `n` bottles, whose codes are `a_1, "
                "..., a_n`. It puts two bottles into the same box exactly if, looking at "
                f"their codes, {key.words}. Each box then contains one group of codes, and "
                "codes of different bottles are different elements, [even if they are "
                "equal|no matter what they are]. A manager wants to know something about "
                "the groups."
            ),
        ],
        solve=solve,
        others=[sorted_runs],
        wrong=[only_neighbours],
        cpp=[
            """
            $above
            long long solve(int n, vector<int> a) {
                map<int, vector<int>> groups;
                for (int x : a) groups[$key(x)].push_back(x);
                long long result = 0;
                for (auto& [key, group] : groups) {
                    long long size = group.size();
                    $update
                }
                return result;
            }
            """
        ],
        hints=(
            "What do all elements of one group have in common?",
            "Compute that for each element and use it as the key of a dictionary.",
            "The dictionary keeps a list for each key; then go through the lists.",
        ),
        explanation="A dictionary from the common property to the list of elements is built in "
        "one pass, and another pass over the groups gives the answer.",
        make=make,
        params={
            "above": (
                "int digit_sum(int x) "
                "{\n    int sum = 0;\n    for (; x > 0; x /= 10) sum += x % 10;\n"
                "    return sum;\n}\n"
            )
            if "sum(" in key.python
            else "",
            "update": {
                "largest": "result = max(result, size);",
                "number": "if (size > 1) result++;",
                "pairs": "result += size * (size - 1) / 2;",
                "sum": "result = max(result, accumulate(group.begin(), group.end(), 0LL));",
                "alone": "if (size == 1) result++;",
                "spread": (
                    "auto [low, high] = minmax_element(group.begin(), group.end());\nresult = "
                    "max(result, (long long)*high - *low);"
                ),
            }[what],
        },
        call="groups",
    )
