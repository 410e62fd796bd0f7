"""Sorting: by one key or two, ranks, and what becomes plain in a sorted list."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints, Rows


@family(1000, "sortings", "implementation")
def final_table(p: Parameters) -> Task:
    more_points = p.choice("first", True, False)
    more_second = p.choice("second", True, False)
    early = p.choice("early", True, False)
    what = p.choice("what", "order", "place", "kth")
    first, second = ("more" if more_points else "fewer"), ("more" if more_second else "fewer")
    index = "smaller" if early else "larger"
    noun = {
        "order": "the numbers of the teams at the places 1 to `k`, from the best on",
        "place": "the place of team `k`, where the best team has place 1",
        "kth": "the number of the team that takes place `k`",
    }[what]

    def solve(n: int, teams: list[list[int]], k: int) -> object:
        order = sorted(
            range(n),
            key=lambda i: (
                -teams[i][0] if more_points else teams[i][0],
                -teams[i][1] if more_second else teams[i][1],
                i if early else -i,
            ),
        )
        if what == "order":
            return [i + 1 for i in order[:k]]
        return order.index(k - 1) + 1 if what == "place" else order[k - 1] + 1

    def tuples(n: int, teams: list[list[int]], k: int) -> object:
        rows = []
        for i in range(n):
            x, y = teams[i]
            if more_points:
                x = -x
            if more_second:
                y = -y
            rows.append((x, y, i + 1 if early else -(i + 1)))
        rows.sort()
        order = [abs(number) for _, _, number in rows]
        if what == "order":
            return order[:k]
        if what == "kth":
            return order[k - 1]
        return order.index(k) + 1

    def other_second(n: int, teams: list[list[int]], k: int) -> object:
        rows = []
        for i in range(n):
            x, y = teams[i]
            if more_points:
                x = -x
            if not more_second:
                y = -y
            rows.append((x, y, i + 1 if early else -(i + 1)))
        rows.sort()
        order = [abs(number) for _, _, number in rows]
        if what == "order":
            return order[:k]
        if what == "kth":
            return order[k - 1]
        return order.index(k) + 1

    def make(maker: Maker) -> tuple[int, int, list[list[int]]]:
        n = maker.count(1, 1000)
        high = maker.rng.choice((2, 5, 1000))
        teams = [[maker.rng.randint(0, high), maker.rng.randint(0, high)] for _ in range(n)]
        if maker.scale == "least":
            teams = [[0, 0]]
        return n, maker.rng.randint(1, n), teams

    return Task(
        titles=("The Final Table", "Who Is Ahead?", "Ranking"),
        given=[
            (Count("n", 1, 1000, what="the number of teams"), Int("k", 1, "n")),
            Rows(
                "teams",
                "n",
                (Int("x", 0, 1000), Int("y", 0, 1000)),
                what="the numbers `x` and `y` of a team",
            ),
        ],
        ask=Listing(noun) if what == "order" else Value(noun),
        formal="There are `n` teams, numbered from 1, and each has two numbers `x` and `y`. Of "
        "two teams the one with "
        f"{first.replace('more', 'the greater').replace('fewer', 'the smaller')} `x` is "
        "better. If these are equal, the one with "
        f"{second.replace('more', 'the greater').replace('fewer', 'the smaller')} `y` is "
        f"better, and if these are equal too, the one with the {index} number.",
        stories=[
            Story(
                "In the league of @place, `n` teams have played a season of a rather odd "
                "game. Team `i` has collected `x` goblets and `y` stones; both numbers "
                f"stand in the `i`-th row. The team with {first} goblets is placed higher. "
                f"Among teams with the same number of goblets, the one with {second} stones "
                f"is placed higher, and if that is equal as well, the one with the {index} "
                f"number."
            ),
            Story(
                "The kennel club judges `n` dogs, numbered from 1, and treats each as a "
                "team of its own. For each team the judges note the number `x` of its barks "
                f"and the number `y` of its jumps. Whoever has {first} barks is better. "
                f"Between two with equally many barks, {second} jumps decide; if even these "
                f"are the same, the {index} number is ranked first."
            ),
        ],
        solve=solve,
        others=[tuples],
        wrong=[other_second],
        cpp=[
            """
            $type solve(int n, vector<vector<int>> teams, int k) {
                vector<array<int, 3>> rows;
                for (int i = 0; i < n; i++) {
                    rows.push_back({$sx teams[i][0], $sy teams[i][1], $si (i + 1)});
                }
                sort(rows.begin(), rows.end());
                vector<int> order;
                for (auto& row : rows) order.push_back(abs(row[2]));
                $result
            }
            """
        ],
        hints=(
            "A sort by three keys does all the work.",
            "Tuples are compared from the left, each further part only if those before are equal.",
            "Make a tuple of both numbers and the index for each team; where more is "
            "better, take the negative value.",
        ),
        explanation="Tuples with negated parts where more is better sort exactly in the order "
        "of the table, in `n log n` comparisons.",
        make=make,
        params={
            "type": "vector<int>" if what == "order" else "int",
            "sx": "-" if more_points else "",
            "sy": "-" if more_second else "",
            "si": "" if early else "-",
            "result": {
                "order": "return vector<int>(order.begin(), order.begin() + k);",
                "kth": "return order[k - 1];",
                "place": "return find(order.begin(), order.end(), k) - order.begin() + 1;",
            }[what],
        },
        call="final_table",
    )


@family(900, "sortings", "implementation")
def odd_sort(p: Parameters) -> Task:
    d = p.words.randint(3, 9)
    key = p.choice(
        "key",
        Expr("x", f"x % {d}", f"the remainder of the number when divided by {d}"),
        Expr("x", "x // 10", "the number without its last digit (0 for numbers of one digit)"),
        Expr("x", f"abs(x - {d * 10})", f"the distance of the number from {d * 10}"),
        Expr("x", "x % 10", "the last digit of the number"),
        Expr(
            "x",
            "x % 10 + x // 10 % 10",
            "the sum of the last two digits of the number (a number of one digit has a 0 in front)",
        ),
        Expr(
            "x",
            "x % 10 * 10 + x // 10 % 10",
            "the last two digits of the number, read backwards (so 123 gives 32, and 7 gives 70)",
        ),
    )
    down = p.choice("down", True, False)
    tie = p.choice("tie", "small", "large", "stable")
    what = p.choice("what", "list", "kth")
    ties = {
        "small": "the smaller number stands first",
        "large": "the larger number stands first",
        "stable": "they keep the order in which they are given",
    }[tie]
    by = "non-increasing" if down else "non-decreasing"

    def solve(n: int, a: list[int], k: int) -> object:
        if tie == "small":
            a.sort()
        elif tie == "large":
            a.sort(reverse=True)
        a.sort(key=lambda x: -key(x) if down else key(x))
        return a[:k] if what == "list" else a[k - 1]

    def tuples(n: int, a: list[int], k: int) -> object:
        rows = []
        for i, x in enumerate(a):
            first = -key(x) if down else key(x)
            if tie == "small":
                second = x
            elif tie == "large":
                second = -x
            else:
                second = i
            rows.append((first, second, x))
        rows.sort()
        if what == "list":
            return [row[2] for row in rows[:k]]
        return rows[k - 1][2]

    def careless_ties(n: int, a: list[int], k: int) -> object:
        if tie == "small":
            a.sort(reverse=True)
        elif tie == "large":
            a.sort()
        else:
            a.reverse()
        a.sort(key=lambda x: -key(x) if down else key(x))
        return a[:k] if what == "list" else a[k - 1]

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 10**5)
        high = maker.rng.choice((99, 150, 10**6))
        a = [maker.rng.randint(1, high) for _ in range(n)] if maker.scale != "least" else [1]
        if n > 1 and maker.chance(0.6):
            x = maker.rng.choice(a)
            alike = [y for y in range(1, 150) if key(y) == key(x)]
            a = [maker.rng.choice(alike) if alike and maker.chance(0.6) else y for y in a]
        k = n if maker.chance(0.5) else maker.rng.randint(1, n)
        return n, k, a

    noun = (
        "the first `k` numbers in the new order"
        if what == "list"
        else "the number that stands at place `k` in the new order"
    )
    return Task(
        titles=("An Odd Order", "Sorted by Something Else", "New Rules for Sorting"),
        given=[(Count("n", 1, 10**5), Int("k", 1, "n")), Ints("a", "n", 1, 10**6)],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal=f"The value of a number is {key.words}. The numbers are sorted by their values in "
        f"{by} order. If several have the same value, {ties}.",
        stories=[
            Story(
                "In the cloakroom of the opera hang `n` coats with the numbers `a_1, ..., "
                "a_n`. The new attendant has a mind of his own and hangs them up anew, from "
                "left to right. What matters to him is the value of each number, which is "
                f"{key.words}; the coats are put in {by} order of these values. When several "
                f"have the same value, {ties}. [The guests are not amused|Nobody else "
                "understands it].",
                "Which numbers hang on the first `k` hooks from the left, in this order?"
                if what == "list"
                else "Which number hangs on the `k`-th hook from the left?",
            ),
            Story(
                "A robot in a warehouse puts `n` parcels with the weights `a_1, ..., a_n` "
                "(in the order in which they arrive) onto a belt. It does not sort by "
                "weight, though: because of a bug it computes a value for each parcel, "
                f"namely {key.words}, where the number is the weight. The parcels leave in "
                f"{by} order of the values. For equal values, {ties}.",
                "What are the weights of the first `k` parcels that leave?"
                if what == "list"
                else "What does the `k`-th parcel that leaves weigh?",
            ),
        ],
        solve=solve,
        others=[tuples],
        wrong=[careless_ties],
        cpp=[
            """
            $type solve(int n, vector<int> a, int k) {
                $prepare
                stable_sort(a.begin(), a.end(), [](int x, int y) {
                    return $key(x) $less $key(y);
                });
                return $result;
            }
            """
        ],
        hints=(
            "Sorting functions can be given a key or a comparison.",
            "Ties are decided by a second key; a stable sort keeps the order of equal ones.",
            "Sort by the pair of value and second key, or sort twice with a stable sort: "
            "first by the second key, then by the value.",
        ),
        explanation="A stable sort by the less important key and then by the value gives the "
        "order in `n log n` steps.",
        make=make,
        params={
            "type": "vector<int>" if what == "list" else "int",
            "prepare": {
                "small": "sort(a.begin(), a.end());",
                "large": "sort(a.rbegin(), a.rend());",
                "stable": "",
            }[tie],
            "less": ">" if down else "<",
            "result": "vector<int>(a.begin(), a.begin() + k)" if what == "list" else "a[k - 1]",
        },
        call="odd_order",
    )


@family(1000, "sortings", "greedy")
def even_team(p: Parameters) -> Task:
    what = p.choice("what", "spread", "least", "number", "cost")
    extra = p.int("extra", 0, 2)
    size = "`k`" if not extra else f"`k + {extra}`"
    noun = {
        "spread": "the least possible spread of a team",
        "least": (
            "the skill of the weakest member of a team with the least spread; of several such "
            "skills the smallest"
        ),
        "number": (
            "the number of different values that the spread of a team with no gap can have (a "
            "team has no gap if it consists of neighbours in the list of all skills in sorted "
            "order, whatever order equal skills have)"
        ),
        "cost": "the least possible total training time for a team",
    }[what]
    training = (
        (
            " Training takes one hour for each unit of skill that a member lacks to the "
            "strongest member."
        )
        if what == "cost"
        else ""
    )

    def solve(n: int, a: list[int], k: int) -> int:
        a.sort()
        size = k + extra
        if what == "spread":
            return min(a[i + size - 1] - a[i] for i in range(n - size + 1))
        if what == "least":
            return min((a[i + size - 1] - a[i], a[i]) for i in range(n - size + 1))[1]
        if what == "number":
            return len({a[i + size - 1] - a[i] for i in range(n - size + 1)})
        total = sum(a[:size])
        best = a[size - 1] * size - total
        for i in range(size, n):
            total += a[i] - a[i - size]
            best = min(best, a[i] * size - total)
        return best

    def from_the_top(n: int, a: list[int], k: int) -> int:
        a.sort(reverse=True)
        size = k + extra
        spreads = [a[i] - a[i + size - 1] for i in range(n - size + 1)]
        if what == "spread":
            return min(spreads)
        if what == "least":
            best = min(spreads)
            return min(a[i + size - 1] for i in range(len(spreads)) if spreads[i] == best)
        if what == "number":
            return len(set(spreads))
        prefix = [0]
        for x in a:
            prefix.append(prefix[-1] + x)
        return min(size * a[i] - prefix[i + size] + prefix[i] for i in range(n - size + 1))

    def not_sorted(n: int, a: list[int], k: int) -> int:
        size = k + extra
        parts = [a[i : i + size] for i in range(n - size + 1)]
        spreads = [max(part) - min(part) for part in parts]
        if what == "spread":
            return min(spreads)
        if what == "least":
            return min((max(part) - min(part), min(part)) for part in parts)[1]
        if what == "number":
            return len(set(spreads))
        return min(max(part) * size - sum(part) for part in parts)

    return Task(
        titles=("An Even Team", "Alike", "Choose Your Team"),
        given=[
            (Count("n", 2 + extra, 10**5), Int("k", 2, f"n-{extra}" if extra else "n")),
            Ints("a", "n", 1, 10**9, what="the skills"),
        ],
        ask=Value(noun),
        formal=f"A team consists of {size} of the `n` people, whose skills are `a_1, ..., a_n`. "
        "The spread of a team is the difference between its largest and its smallest "
        f"skill.{training}",
        stories=[
            Story(
                "The rowing club of @place has `n` members, and the skill of member `i` is "
                f"`a_i`. A team for the big boat has exactly {size} members. A boat runs "
                "straight only if all row alike; so what the trainer looks at is the spread "
                "of a team, the difference between the skill of its best and that of its "
                f"weakest member.{training}"
            ),
            Story(
                "`n` people sing in a choir. @who, who conducts it, has given each a skill "
                "from hearing them once, `a_1, ..., a_n`, and has to choose a team of "
                f"{size} singers for a concert. The spread of such a team is its highest "
                "skill minus its lowest one, and too large a spread [sounds bad|is heard "
                f"even in the last row].{training}"
            ),
        ],
        solve=solve,
        others=[from_the_top],
        wrong=[not_sorted],
        cpp=[
            """
            long long solve(int n, vector<int> a, int k) {
                sort(a.begin(), a.end());
                int size = k + $extra;
                long long best = LLONG_MAX, total = 0;
                int weakest = 0;
                set<int> spreads;
                for (int i = 0; i < n; i++) {
                    total += a[i];
                    if (i < size - 1) continue;
                    int low = a[i - size + 1];
                    long long value = $value;
                    spreads.insert(a[i] - low);
                    if (value < best) {
                        best = value;
                        weakest = low;
                    }
                    total -= low;
                }
                return $result;
            }
            """
        ],
        hints=(
            "If the weakest and the strongest member are fixed, who else should be in the team?",
            "It never hurts to take people who are next to each other in sorted order.",
            "Sort, and look at each block of neighbours of the size of a team.",
        ),
        explanation="In an optimal team nobody between its weakest and its strongest member is "
        "left out in favour of someone outside, so it is a block of the sorted "
        "list; sorting takes `n log n` steps.",
        params={
            "value": "1LL * a[i] * size - total" if what == "cost" else "a[i] - low",
            "result": {
                "spread": "best",
                "cost": "best",
                "least": "weakest",
                "number": "(long long)spreads.size()",
            }[what],
        },
        call="even_team",
    )


@family(900, "sortings", "implementation")
def ranks_of_all(p: Parameters) -> Task:
    rule = p.choice(
        "rule", "smaller", "greater", "distinct_smaller", "distinct_greater", "not_less"
    )
    what = p.choice("what", "list", "count", "sum")
    text = {
        "smaller": "the number of elements of the list that are smaller than it",
        "greater": "the number of elements of the list that are greater than it",
        "distinct_smaller": "the number of different values in the list that are smaller than it",
        "distinct_greater": "the number of different values in the list that are greater than it",
        "not_less": (
            "the number of elements of the list that are not less than it (itself included)"
        ),
    }[rule]
    noun = {
        "list": "the number `r + k` for the rank `r` of each element, in the order of the list",
        "count": "the number of elements whose rank is equal to `k`",
        "sum": "the sum of all elements whose rank is at most `k`",
    }[what]

    def solve(n: int, a: list[int], k: int) -> object:
        if rule in ("smaller", "distinct_smaller"):
            order = sorted(set(a) if rule == "distinct_smaller" else a)
        else:
            order = sorted(set(a) if rule == "distinct_greater" else a, reverse=True)
        rank: dict[int, int] = {}
        for i, x in enumerate(order):
            if rule == "not_less":
                rank[x] = i + 1
            elif x not in rank:
                rank[x] = i
        ranks = [rank[x] for x in a]
        if what == "list":
            return [r + k for r in ranks]
        if what == "count":
            return ranks.count(k)
        return sum(x for x in a if rank[x] <= k)

    def comparing(n: int, a: list[int], k: int) -> object:
        ranks = []
        for x in a:
            if rule == "smaller":
                ranks.append(sum(1 for y in a if y < x))
            elif rule == "greater":
                ranks.append(sum(1 for y in a if y > x))
            elif rule == "distinct_smaller":
                ranks.append(len({y for y in a if y < x}))
            elif rule == "distinct_greater":
                ranks.append(len({y for y in a if y > x}))
            else:
                ranks.append(sum(1 for y in a if y >= x))
        if what == "list":
            return [r + k for r in ranks]
        if what == "count":
            return ranks.count(k)
        return sum(a[i] for i in range(n) if ranks[i] <= k)

    def by_place(n: int, a: list[int], k: int) -> object:
        order = sorted(a) if rule in ("smaller", "distinct_smaller") else sorted(a)[::-1]
        rank = {x: i for i, x in enumerate(order)}
        ranks = [rank[x] for x in a]
        if what == "list":
            return [r + k for r in ranks]
        if what == "count":
            return ranks.count(k)
        return sum(x for x in a if rank[x] <= k)

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 1000)
        high = maker.rng.choice((4, 12, 10**6))
        a = [maker.rng.randint(1, high) for _ in range(n)] if maker.scale != "least" else [1]
        return n, maker.rng.randint(0, min(n, 6) if maker.chance(0.6) else n), a

    return Task(
        titles=("Ranks", "How Many Are Better?", "Everybody's Place"),
        given=[(Count("n", 1, 1000), Int("k", 0, "n")), Ints("a", "n", 1, 10**6)],
        ask=Listing(noun) if what == "list" else Value(noun),
        formal=f"The rank of an element of the list is {text}.",
        stories=[
            Story(
                "`n` pumpkins are shown at the harvest festival, and the `i`-th weighs "
                "`a_i` grams. Beside each pumpkin, @who puts up a little sign with its "
                "rank. In @place, the rank of a pumpkin is defined for the list of all "
                f"weights: for an element, that is a weight, it is {text}.",
                {
                    "list": (
                        "The signs start at `k`: on each stands the rank plus `k`. What is "
                        "written on them, from the first pumpkin to the last?"
                    ),
                    "count": "How many pumpkins have the rank `k`?",
                    "sum": "What do all pumpkins whose rank is at most `k` weigh together?",
                }[what],
            ),
            Story(
                "A video portal has `n` films; film `i` has been watched `a_i` times. The "
                "list of these numbers is all that the programmers look at. They give each "
                f"element, and thereby each film, a rank: {text}. [Ties are no problem|Equal "
                f"films get equal ranks].",
                {
                    "list": (
                        "In the portal ranks are shown as places that start at `k`, so `k` is "
                        "added to each rank. Which places are shown, in the order of the list?"
                    ),
                    "count": "How many films have a rank of exactly `k`?",
                    "sum": (
                        "How many times have the films with a rank of at most `k` been watched "
                        "altogether?"
                    ),
                }[what],
            ),
        ],
        solve=solve,
        others=[comparing],
        wrong=[by_place],
        cpp=[
            """
            $type solve(int n, vector<int> a, int k) {
                vector<int> order = a;
                sort(order.begin(), order.end());
                $unique
                vector<int> ranks;
                long long sum = 0;
                for (int x : a) {
                    int rank = $rank;
                    ranks.push_back(rank$shift);
                    if (rank <= k) sum += x;
                }
                return $result;
            }
            """
        ],
        hints=(
            "The rank depends only on the value, so equal elements have equal ranks.",
            "In the sorted list the rank can be read off from the place of the value.",
            "Sort a copy"
            + (" without duplicates" if "distinct" in rule else "")
            + ", store the rank of each value in a dictionary, and look it up for each element.",
        ),
        explanation="Sorting shows each value's rank once, a dictionary keeps it: `n log n` "
        "steps in all.",
        make=make,
        params={
            "type": {"list": "vector<int>", "count": "int", "sum": "long long"}[what],
            "unique": "order.erase(unique(order.begin(), order.end()), order.end());"
            if "distinct" in rule
            else "",
            "shift": " + k" if what == "list" else "",
            "rank": {
                "smaller": "lower_bound(order.begin(), order.end(), x) - order.begin()",
                "distinct_smaller": "lower_bound(order.begin(), order.end(), x) - order.begin()",
                "greater": "order.end() - upper_bound(order.begin(), order.end(), x)",
                "distinct_greater": "order.end() - upper_bound(order.begin(), order.end(), x)",
                "not_less": "order.end() - lower_bound(order.begin(), order.end(), x)",
            }[rule],
            "result": {
                "list": "ranks",
                "count": "(int)count(ranks.begin(), ranks.end(), k)",
                "sum": "sum",
            }[what],
        },
        call="ranks",
    )


@family(1100, "sortings", "two pointers")
def part_to_sort(p: Parameters) -> Task:
    down = p.choice("down", True, False)
    what = p.choice("what", "length", "ends", "wrong_places", "left_alone")
    order = "non-increasing" if down else "non-decreasing"
    noun = {
        "length": "the least possible length of the piece, or 0 if the list is in order already",
        "ends": (
            "the positions (from 1) of the first and the last element of the shortest possible "
            "piece, or 0 and 0 if the list is in order already"
        ),
        "wrong_places": (
            "the number of positions at which the list in order has another value than the "
            "given list"
        ),
        "left_alone": (
            "the sum of the elements outside of the shortest possible piece (of all elements if "
            "the list is in order already)"
        ),
    }[what]
    goal = (
        (
            "One piece of the list, a sequence of consecutive elements, may be chosen and "
            "sorted, while all other elements stay. After that the whole list has to be in "
            f"order, which means {order}."
        )
        if what != "wrong_places"
        else (
            f"A list is in order if it is {order}. The list in order consists of the same "
            "elements as the given list."
        )
    )

    def solve(n: int, a: list[int]) -> object:
        b = sorted(a, reverse=True) if down else sorted(a)
        places = [i for i in range(n) if a[i] != b[i]]
        if what == "wrong_places":
            return len(places)
        if not places:
            if what == "ends":
                return [0, 0]
            return 0 if what == "length" else sum(a)
        first, last = places[0], places[-1]
        if what == "ends":
            return [first + 1, last + 1]
        if what == "length":
            return last - first + 1
        return sum(a) - sum(a[first : last + 1])

    def from_both_ends(n: int, a: list[int]) -> object:
        b = sorted(a)
        if down:
            b.reverse()
        if what == "wrong_places":
            return sum(1 for x, y in zip(a, b, strict=True) if x != y)
        left, right = 0, n - 1
        while left < n and a[left] == b[left]:
            left += 1
        while right >= left and a[right] == b[right]:
            right -= 1
        if what == "length":
            return right - left + 1
        if what == "left_alone":
            return sum(a[:left]) + sum(a[right + 1 :])
        return [left + 1, right + 1] if left < n else [0, 0]

    def only_descents(n: int, a: list[int]) -> object:
        places = []
        for i in range(n - 1):
            if (a[i] < a[i + 1]) if down else (a[i] > a[i + 1]):
                places += [i, i + 1]
        if what == "wrong_places":
            return len(set(places))
        if not places:
            if what == "ends":
                return [0, 0]
            return 0 if what == "length" else sum(a)
        first, last = places[0], places[-1]
        if what == "ends":
            return [first + 1, last + 1]
        if what == "length":
            return last - first + 1
        return sum(a) - sum(a[first : last + 1])

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 10**5)
        a = sorted(maker.numbers(n, 1, 10**6), reverse=down)
        for _ in range(maker.rng.randint(0, 3)):
            i, j = sorted((maker.rng.randint(0, n), maker.rng.randint(0, n)))
            part = a[i:j]
            maker.rng.shuffle(part)
            a[i:j] = part
        return n, a

    return Task(
        titles=("The Messy Part", "Not Quite Sorted", "Tidy Up"),
        given=[Count("n", 1, 10**5), Ints("a", "n", 1, 10**6)],
        ask=Listing(noun) if what == "ends" else Value(noun),
        formal=goal,
        stories=[
            Story(
                "The gardener @who planted `n` tulips in a row, and tulip `i` is `a_i` "
                f"millimetres high. The list of heights is supposed to be {order} from left "
                f"to right, but a mole has been there. {goal} [Digging is hard work|Each "
                "tulip that is dug up suffers]."
            ),
            Story(
                "A cleaning robot in an archive is shown a shelf of `n` files with the "
                f"years `a_1, ..., a_n`, from left to right. It reads them as a list. {goal} "
                "The robot measures first and works afterwards, as robots do, and the "
                "archivist [has a look at|writes down] the result of the measurement."
            ),
        ],
        solve=solve,
        others=[from_both_ends],
        wrong=[only_descents],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                vector<int> b = a;
                sort($range);
                int first = -1, last = -1, places = 0;
                for (int i = 0; i < n; i++) {
                    if (a[i] == b[i]) continue;
                    if (first < 0) first = i;
                    last = i;
                    places++;
                }
                long long rest = 0;
                for (int i = 0; i < n; i++) {
                    if (first < 0 || i < first || i > last) rest += a[i];
                }
                int length = first < 0 ? 0 : last - first + 1;
                return $result;
            }
            """
        ],
        hints=(
            "What does the list look like when it is in order?",
            "Compare the given list with its sorted copy, place by place.",
            "Only the first and the last place at which they differ matter."
            if what != "wrong_places"
            else "Count the places at which they differ.",
        ),
        explanation=(
            "Outside of the piece the list must agree with its sorted copy, so the piece "
            "reaches from the first to the last difference; sorting dominates the time."
        )
        if what != "wrong_places"
        else (
            "The list in order is unique, so the differences from the sorted copy can be "
            "counted; sorting dominates the time."
        ),
        make=make,
        params={
            "type": {
                "length": "int",
                "ends": "vector<int>",
                "wrong_places": "int",
                "left_alone": "long long",
            }[what],
            "range": "b.rbegin(), b.rend()" if down else "b.begin(), b.end()",
            "result": {
                "length": "length",
                "ends": "vector<int>{first + 1, last + 1}",
                "wrong_places": "places",
                "left_alone": "rest",
            }[what],
        },
        call="messy_part",
    )


@family(1200, "sortings", "binary search")
def balanced_fame(p: Parameters) -> Task:
    c = p.int("c", 1, 4)
    d = p.int("d", 0, 3)
    exact = p.choice("exact", True, False)
    need = ("h" if c == 1 else f"{c} * h") + (f" + {d}" if d else "")

    def solve(n: int, a: list[int]) -> int:
        a.sort(reverse=True)
        h = 0
        while h < n and a[h] >= c * (h + 1) + d:
            h += 1
        if exact:
            while h > 0 and h < n and a[h] >= c * h + d:
                h -= 1
        return h

    def trying_all(n: int, a: list[int]) -> int:
        best = 0
        for h in range(1, n + 1):
            count = sum(1 for x in a if x >= c * h + d)
            if (count == h) if exact else (count >= h):
                best = h
        return best

    def by_counting(n: int, a: list[int]) -> int:
        count = [0] * (n + 1)
        for x in a:
            if x >= c + d:
                count[min(n, (x - d) // c)] += 1
        total = 0
        for h in range(n, 0, -1):
            total += count[h]
            if (total == h) if exact else (total >= h):
                return h
        return 0

    def ignores_order(n: int, a: list[int]) -> int:
        h = 0
        while h < n and a[h] >= c * (h + 1) + d:
            h += 1
        return h

    def greater_only(n: int, a: list[int]) -> int:
        a.sort(reverse=True)
        h = 0
        while h < n and a[h] > c * (h + 1) + d:
            h += 1
        return h

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(1, 10**4)
        high = max(2, c * n + 2 * d) if maker.chance(0.8) else 10**6
        low = maker.rng.randint(0, min(3, high))
        if maker.scale == "least":
            return 1, [0]
        return n, [maker.rng.randint(low, high) for _ in range(n)]

    how_many = "exactly" if exact else "at least"
    return Task(
        titles=("Balanced Fame", "So Many, So Often", "A Measure"),
        given=[Count("n", 1, 10**4), Ints("a", "n", 0, 10**6)],
        ask=Value(
            "the greatest `h` that has this property"
            if not exact
            else "the greatest `h >= 1` that has this property, or 0 if there is none"
        ),
        formal=f"For an integer `h` from {'1' if exact else '0'} to `n`, consider this property: "
        f"{how_many} `h` elements of `a` are not less than `{need}`.",
        stories=[
            Story(
                "The singer @who has recorded `n` songs, and song `i` was played on the "
                "radio `a_i` times. To compare singers, the radio station uses a number "
                "called fame. It is the greatest integer `h` with the property that "
                f"{how_many} `h` of the songs were played `{need}` times or more. If no "
                "positive `h` has that property, the fame is 0.",
                "What is the fame of @who?",
            ),
            Story(
                "Cyclists like to know how steady they are. A cyclist looks back at `n` "
                "days, on the `i`-th of which the distance was `a_i` kilometres. The "
                "steadiness is the greatest integer `h`, at most `n`, such that on "
                f"{how_many} `h` days the distance was not less than `{need}` kilometres; "
                "when no `h >= 1` fulfils this, it is 0.",
                "How steady is the cyclist?",
            ),
        ],
        solve=solve,
        others=[by_counting],
        slow=[trying_all],
        wrong=[ignores_order, greater_only],
        cpp=[
            """
            int solve(int n, vector<int> a) {
                sort(a.begin(), a.end());
                for (int h = n; h >= 1; h--) {
                    long long need = $c LL * h + $d;
                    int count = a.end() - lower_bound(a.begin(), a.end(), need);
                    if (count $sign h) return h;
                }
                return 0;
            }
            """.replace("$c LL", "(long long)$c")
        ],
        hints=(
            "As `h` grows, fewer elements are large enough.",
            "In descending order, the `h`-th element tells whether at least `h` elements "
            "are large enough.",
            "Sort descending and go on while the element at place `h` is at least the bound"
            + ("; then step back until the next element is too small." if exact else "."),
        ),
        explanation="The number of elements that are large enough falls while `h` rises, so "
        "after sorting the place where both cross is found by one walk, in `n log "
        "n` steps altogether.",
        make=make,
        params={"sign": "==" if exact else ">="},
        call="balanced_fame",
    )
