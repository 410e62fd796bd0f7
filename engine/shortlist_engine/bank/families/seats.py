"""Seats and berths: in theatres, in trains, in a row."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Ask, Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Grid, Int


@family(900, "implementation", "math")
def night_train(p: Parameters) -> Task:
    c = p.choice("berths", 4, 6)
    side = p.choice("side", True, False)
    what = p.choice("what", "apart", "same", "effort")
    ask: Ask = {
        "apart": Value(
            "the difference of the numbers of their two compartments, which is not negative"
        ),
        "same": Decide("both berths belong to the same compartment"),
        "effort": Value("the effort of the visit"),
    }[what]

    def solve(n: int, k: int, x: int) -> object:
        def compartment(berth: int) -> int:
            if side and berth > c * n:
                return n - (berth - c * n - 1) // 2
            return (berth - 1) // c + 1

        if what == "same":
            return compartment(k) == compartment(x)
        distance = abs(compartment(k) - compartment(x))
        if what == "apart":
            return distance
        return distance + 3 * (k % 2 == 0) + 3 * (x % 2 == 0)

    def written_out(n: int, k: int, x: int) -> object:
        places = [0]
        for i in range(1, n + 1):
            places += [i] * c
        if side:
            for i in range(n, 0, -1):
                places += [i, i]
        if what == "same":
            return places[k] == places[x]
        effort = max(places[k], places[x]) - min(places[k], places[x])
        if what == "effort":
            for berth in (k, x):
                if berth % 2 == 0:
                    effort += 3
        return effort

    def off_by_one(n: int, k: int, x: int) -> object:
        first, second = k // c, x // c
        if what == "same":
            return first == second
        effort = abs(first - second)
        if what == "effort":
            effort += 3 * (1 - k % 2) + 3 * (1 - x % 2)
        return effort

    def forward_on_the_side(n: int, k: int, x: int) -> object:
        places = [
            (berth - 1) // c if berth <= c * n else (berth - c * n - 1) // 2 for berth in (k, x)
        ]
        if what == "same":
            return places[0] == places[1]
        effort = abs(places[0] - places[1])
        if what == "effort":
            effort += 3 * (1 - k % 2) + 3 * (1 - x % 2)
        return effort

    each = c + 2 if side else c
    top = 100

    def make(maker: Maker) -> tuple[int, int, int]:
        n = maker.number(1, top)
        k, x = maker.rng.randint(1, each * n), maker.rng.randint(1, each * n)
        if maker.chance(0.4):
            x = max(1, min(each * n, k + maker.rng.randint(-3, 3)))
        if side and n > 1 and maker.chance(0.4):
            k = maker.rng.randint(1, c * n)
            near = n - (k - 1) // c + maker.rng.randint(-1, 0)
            x = max(c * n + 1, min(each * n, c * n + 2 * near - maker.rng.randint(0, 1)))
        return n, k, x

    rest = (
        f" The berths from `{c}n + 1` to `{each}n` are on the other side of the corridor, two for "
        f"each compartment, and they are numbered in the other direction: `{c}n + 1` and "
        f"`{c}n + 2` belong to compartment `n`, the next two to compartment `n - 1`, and so on, "
        "and the last two to compartment 1."
        if side
        else ""
    )
    layout = (
        f"A carriage has `n` compartments, numbered from 1. Compartment 1 has the berths 1 to {c}, "
        f"compartment 2 the next {c}, and so on.{rest}"
    )
    if what == "effort":
        layout += (
            " Berths with odd numbers are lower ones, those with even numbers upper ones. The "
            "effort of a visit from one berth to another is the difference of the numbers of "
            "their compartments, plus 3 for each of the two berths that is an upper one."
        )
    wrong = [off_by_one]
    if side:
        wrong.append(forward_on_the_side)
    return Task(
        titles=("The Night Train", "Upper and Lower", "Two Berths"),
        given=[
            Int("n", 1, top, what="the number of compartments"),
            (Int("k", 1, f"{each} * n"), Int("x", 1, f"{each} * n")),
        ],
        ask=ask,
        formal=f"{layout} Two berths, `k` and `x`, are given; they may be the same.",
        stories=[
            Story(
                "@who and @friend have bought tickets for the night train to @place, too late to "
                "get a choice. On the tickets stand the numbers of their berths, `k` and `x` (by "
                f"mistake, both may have got the same one). {layout} Now the two of them want to "
                "know what awaits them."
            ),
            Story(
                f"A conductor has to bring [a blanket|breakfast] to the berths `k` and `x`, which "
                f"may be one and the same, and knows the carriage by heart. {layout}"
            ),
        ],
        solve=solve,
        others=[written_out],
        wrong=wrong,
        cpp=[
            """
            $type solve(int n, int k, int x) {
                auto compartment = [&](int berth) {
                    $side
                    return (berth - 1) / $c + 1;
                };
                return $result;
            }
            """
            if side
            else """
            $type solve(int n, int k, int x) {
                return $result;
            }
            """
        ],
        params={
            "type": "bool" if what == "same" else "int",
            "c": c,
            "side": f"if (berth > {c} * n) return n - (berth - {c} * n - 1) / 2;",
            "result": {
                "same": "compartment(k) == compartment(x)",
                "apart": "abs(compartment(k) - compartment(x))",
                "effort": "abs(compartment(k) - compartment(x)) + 3 * (k % 2 == 0) + "
                "3 * (x % 2 == 0)",
            }[what]
            if side
            else {
                "same": f"(k - 1) / {c} == (x - 1) / {c}",
                "apart": f"abs((k - 1) / {c} - (x - 1) / {c})",
                "effort": f"abs((k - 1) / {c} - (x - 1) / {c}) + 3 * (k % 2 == 0) + "
                "3 * (x % 2 == 0)",
            }[what],
        },
        make=make,
        edges=[(1, 1, c), (2, c, c + 1), (2, 1, each * 2), (top, each * top, 1), (3, 7, 7)]
        + [(2, i, i + 1) for i in range(1, 2 * each)],
        hints=(
            "In which compartment is a single berth?",
            f"Number the berths from 0, so that {c} in a row have the same quotient by {c}.",
            f"For the berths above `{c}n`, subtract `{c}n` first and count compartments from the "
            "end."
            if side
            else f"The compartment of berth `k` is `(k - 1) / {c} + 1`, rounded down.",
        ),
        explanation="The compartment of a berth is a quotient"
        + (" (or `n` minus a quotient, on the other side)" if side else "")
        + "; the rest is comparing two of them.",
        call="two_berths",
    )  # fmt: skip


@family(900, "implementation", "strings")
def seats_together(p: Parameters) -> Task:
    aisle = p.choice("aisle", True, False)
    what = p.choice("what", "first", "last", "rows", "ways", "most")
    noun = {
        "first": "the number of the first row with such seats, or 0 if there is none",
        "last": "the number of the last row with such seats, or 0 if there is none",
        "rows": "the number of rows with such seats",
        "ways": "the number of ways to choose such seats",
        "most": "the greatest number of groups of `k` people that can get such seats at the same "
        "time",
    }[what]

    def solve(n: int, m: int, k: int, seats: list[str]) -> int:
        answer = 0
        for i in range(n):
            run = found = 0
            for j in range(m):
                if aisle and j == m // 2:
                    run = 0
                if seats[i][j] == "#":
                    run = 0
                else:
                    run += 1
                    if what == "most":
                        if run % k == 0:
                            found += 1
                    elif run >= k:
                        found += 1
            if what == "most" or what == "ways":
                answer += found
            elif found > 0:
                if what == "first":
                    return i + 1
                if what == "last":
                    answer = i + 1
                else:
                    answer += 1
        return answer

    def with_split(n: int, m: int, k: int, seats: list[str]) -> int:
        blocks = []
        for i in range(n):
            row = seats[i]
            if aisle:
                row = row[: m // 2] + "#" + row[m // 2 :]
            for block in row.split("#"):
                if len(block) >= k:
                    blocks.append((i + 1, len(block)))
        if what == "ways":
            return sum(length - k + 1 for i, length in blocks)
        if what == "most":
            return sum(length // k for i, length in blocks)
        rows = sorted({i for i, length in blocks})
        if what == "rows":
            return len(rows)
        if not rows:
            return 0
        return rows[0] if what == "first" else rows[-1]

    def counts_free_seats(n: int, m: int, k: int, seats: list[str]) -> int:
        rows = [i + 1 for i in range(n) if seats[i].count(".") >= k]
        if what == "rows":
            return len(rows)
        if what == "ways":
            return sum(row.count(".") - k + 1 for row in seats if row.count(".") >= k)
        if what == "most":
            return sum(row.count(".") // k for row in seats)
        if not rows:
            return 0
        return rows[0] if what == "first" else rows[-1]

    def wrong_aisle(n: int, m: int, k: int, seats: list[str]) -> int:
        free = "." * k
        found = []
        for i in range(n):
            row = seats[i]
            if not aisle:
                row = row[: m // 2] + "#" + row[m // 2 :]
            found.append(sum(1 for j in range(len(row)) if row[j : j + k] == free))
        if what == "ways":
            return sum(found)
        if what == "most":
            return (
                sum(row.replace("#", "|").count(free) for row in seats)
                if aisle
                else sum(row[: m // 2].count(free) + row[m // 2 :].count(free) for row in seats)
            )
        rows = [i + 1 for i in range(n) if found[i]]
        if what == "rows":
            return len(rows)
        if not rows:
            return 0
        return rows[0] if what == "first" else rows[-1]

    def make(maker: Maker) -> tuple[int, int, int, list[str]]:
        n, m = maker.count(1, 100), 2 * maker.count(1, 50)
        if maker.scale in ("tiny", "small"):
            m = 2 * maker.rng.randint(2, 5)
        if maker.scale == "least":
            return 1, 2, 1, [".."]
        k = maker.rng.randint(1, max(1, min(m // 2, 4)))
        full = maker.rng.uniform(0.2, 0.7)
        seats = ["".join("#" if maker.chance(full) else "." for _ in range(m)) for _ in range(n)]
        for i in range(n):
            if maker.chance(0.3) and m >= 4:
                half = m // 2
                row = "#" * (half - k + 1) + "." * (2 * k - 2) + "#" * (half - k + 1)
                seats[i] = row[:m]
        return n, m, k, seats

    walk = (
        " In the middle of each row, after its first `m / 2` seats, there is an aisle; seats on "
        "different sides of it are not next to each other."
        if aisle
        else ""
    )
    same = " A seat can be given to one group only." if what == "most" else ""
    return Task(
        titles=("Seats Together", "Side by Side", "Tickets for the Theatre"),
        given=[
            (
                Count("n", 1, 100, what="the number of rows"),
                Int("m", 2, 100, True, what="the (even) number of seats in a row"),
                Int("k", 1, "m / 2", what="the number of people"),
            ),
            Grid("seats", "n", "m", ".#", letters="the characters '.' and '#'"),
        ],
        ask=Value(noun),
        formal="A theatre has `n` rows, numbered from 1, of `m` seats, and `m` is even. A '.' "
        f"is a free seat and a '#' a taken one. A group of `k` people wants `k` free seats in the "
        f"same row, next to each other.{walk}{same}",
        stories=[
            Story(
                "@who wants to go to the theatre with friends, `k` people in all, and they want to "
                "sit side by side in one row. The plan of the hall shows `n` rows of `m` seats, "
                "row 1 first; `m` is even. A '.' is a free seat, and '#' means that it is taken."
                f"{walk}{same} The friends ask for `k` free seats next to each other."
            ),
            Story(
                "The cinema of @place sells its tickets by a machine. For each of the `n` rows, "
                "numbered from 1, it knows which of the `m` seats (an even number) are free, shown "
                f"as '.', and which are taken, shown as '#'.{walk} Somebody types a number `k`, "
                f"and the machine looks for `k` free seats of one row that are next to each other."
                f"{same}"
            ),
        ],
        solve=solve,
        others=[with_split],
        wrong=[counts_free_seats, wrong_aisle],
        cpp=[
            """
            int solve(int n, int m, int k, vector<string> seats) {
                int answer = 0;
                for (int i = 0; i < n; i++) {
                    int run = 0, found = 0;
                    for (int j = 0; j < m; j++) {
                        $aisle
                        run = seats[i][j] == '.' ? run + 1 : 0;
                        if ($enough) found++;
                    }
                    $row
                }
                return answer;
            }
            """
        ],
        params={
            "aisle": "if (j == m / 2) run = 0;" if aisle else "",
            "enough": "run > 0 && run % k == 0" if what == "most" else "run >= k",
            "row": {
                "first": "if (found > 0) return i + 1;",
                "last": "if (found > 0) answer = i + 1;",
                "rows": "if (found > 0) answer++;",
            }.get(what, "answer += found;"),
        },
        make=make,
        edges=[
            (1, 4, 2, ["#..#"]), (2, 4, 2, ["....", ".#.#"]), (2, 2, 1, ["##", "##"]),
            (1, 6, 3, ["....#."]), (3, 4, 2, ["#..#", "..##", "#..#"]), (1, 8, 2, ["........"]),
        ],
        hints=(
            "Look at each row by itself.",
            "Keep the number of free seats in a row that end at the present one; a taken seat sets "
            "it to 0" + (", and so does the aisle." if aisle else "."),
            {
                "ways": "Each seat at which this number is at least `k` ends exactly one choice.",
                "most": "A block of free seats of length `L` has room for `L / k` groups, rounded "
                "down.",
            }.get(what, "A row is good as soon as this number reaches `k`."),
        ),
        explanation="One pass over all seats with a counter of consecutive free ones; `n * m` "
        "steps.",
        call="seats_together",
    )  # fmt: skip
