"""Parity and simple games: what cannot change, and who can always answer."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Ints


@family(1000, "games", "math")
def taking_from_a_pile(p: Parameters) -> Task:
    k = p.int("k", 2, 9)
    last = p.choice("last", "wins", "loses")
    what = p.choice("what", "winner", "first_move")
    thing = p.choice("thing", "matches", "pebbles", "cherries", "chips", "acorns")
    noun = (
        f"the least number of {thing} that the first player can take in the first move to win, or 0"
    )
    shift = 0 if last == "wins" else 1
    fate = "wins the game" if last == "wins" else "is a disgrace and loses the game"

    def solve(n: int) -> object:
        rest = (n - shift) % (k + 1)
        if what == "winner":
            return rest != 0
        return rest

    def table(n: int) -> object:
        n = n % (2 * k + 2) + 2 * k + 2
        wins = [last == "loses"]
        for i in range(1, n + 1):
            wins.append(any(not wins[i - j] for j in range(1, min(i, k) + 1)))
        if what == "winner":
            return wins[n]
        good = [j for j in range(1, k + 1) if not wins[n - j]]
        return good[0] if good else 0

    def wrong_period(n: int) -> object:
        rest = (n - shift) % k
        if what == "winner":
            return rest != 0
        return rest

    def make(maker: Maker) -> tuple[int]:
        high = {"least": 2 * k, "tiny": 50, "small": 100}.get(maker.scale, 10**18)
        n = maker.rng.randint(k + 1, max(high, k + 1))
        if maker.chance(0.45):
            n = n - n % (k + 1) + k + 1 + shift
        return (min(n, 10**18),)

    return Task(
        titles=(f"Taking {thing.title()}", "Counting Out", "The Last One"),
        given=[Int("n", k + 1, 10**18, what=f"the number of {thing}")],
        ask=Decide("the first player can force a win") if what == "winner" else Value(noun),
        formal=f"Two players play with a pile of `n` {thing} and move in turns. In a move, a "
        f"player takes at least 1 and at most {k} {thing} from the pile. The player who takes the "
        f"last one {last}. Both play as well as possible."
        + (" The answer is 0 if the first player cannot force a win." if what != "winner" else ""),
        stories=[
            Story(
                f"There are `n` {thing} on the table between @who and @friend, and it is late in "
                "the evening. They take turns, and @who begins. Whoever is to move takes some "
                f"{thing} away: one at least, {k} at most. At some point the table is empty, and "
                f"the player who took the last one {last}. Neither of them ever makes a mistake; "
                "@who is called the first player."
                + (
                    " If @who cannot be sure to win, the number in question is 0."
                    if what != "winner"
                    else ""
                )
            ),
            Story(
                f"A game for two in @place goes like this. A bowl holds `n` {thing}. The first "
                f"player reaches into it and takes from 1 to {k} of them, then the second player "
                "does the same, then the first again, and so forth until none is left. To take "
                f"the very last of the {thing} "
                f"{fate}. "
                "Everybody there has played it since childhood, and plays it perfectly."
                + (
                    " Where no first move leads to a sure win, people say 0."
                    if what != "winner"
                    else ""
                )
            ),
        ],
        solve=solve,
        others=[table],
        wrong=[wrong_period],
        cpp=[
            """
            $type solve(long long n) {
                long long rest = (n - $shift) % ($k + 1);
                return $result;
            }
            """
        ],
        hints=(
            "Play with few of them first. Which sizes of the pile are bad for the player to move?",
            f"Whatever one player takes, the other can complete it to {k + 1}.",
            f"The player to move loses exactly if the size leaves the remainder {shift} modulo "
            f"{k + 1}.",
        ),
        explanation=f"Answering a move of `x` with {k + 1} minus `x` keeps the remainder modulo "
        f"{k + 1}. So piles with remainder {shift} are lost for the player to move, and from all "
        "others one can move to such a pile.",
        make=make,
        edges=[(k + 1,), (k + 2,), (2 * k + 2,), (2 * k + 3,), (10**18,)],
        params={
            "type": "bool" if what == "winner" else "int",
            "shift": shift,
            "result": "rest != 0" if what == "winner" else "rest",
        },
        call="first_player",
    )


@family(1200, "games", "math", "brute force")
def allowed_takes(p: Parameters) -> Task:
    moves = p.choice(
        "moves", [1, 3, 4], [1, 2, 5], [2, 3], [1, 4], [2, 5, 7], [1, 3, 6], [3, 4, 5], [1, 5, 6]
    )
    last = p.choice("last", "cannot move loses", "cannot move wins")
    what = p.choice("what", "count", "winner")
    allowed = ", ".join(map(str, moves[:-1])) + f" or {moves[-1]}"
    stuck = last == "cannot move wins"

    def solve(n: int) -> object:
        wins = [False] * (n + 1)
        for i in range(n + 1):
            able = [m for m in moves if m <= i]
            if not able:
                wins[i] = stuck
            else:
                for m in able:
                    if not wins[i - m]:
                        wins[i] = True
        if what == "winner":
            return wins[n]
        return sum(wins[1:])

    def forward(n: int) -> object:
        wins = [stuck and i < min(moves) for i in range(n + 1)]
        for i in range(n + 1):
            if not wins[i]:
                for m in moves:
                    if i + m <= n:
                        wins[i + m] = True
        return wins[n] if what == "winner" else len([i for i in range(1, n + 1) if wins[i]])

    def greedy(n: int) -> object:
        def first_wins(i: int) -> bool:
            turn = 0
            while i >= min(moves):
                i -= max(m for m in moves if m <= i)
                turn ^= 1
            return (turn == 1) != stuck

        if what == "winner":
            return first_wins(n)
        return sum(first_wins(i) for i in range(1, n + 1))

    def make(maker: Maker) -> tuple[int]:
        high = {"least": 1, "tiny": 25, "small": 80, "medium": 1000}.get(maker.scale, 10**5)
        n = maker.rng.randint(1, high)
        if what == "winner" and maker.chance(0.5):
            for i in range(n, min(n + 20, 10**5)):
                if n <= 1000 and not forward(i):
                    return (i,)
        return (n,)

    return Task(
        titles=("Only These Moves", "A Strange Pile", "Who Gets Stuck?"),
        given=[Int("n", 1, 10**5)],
        ask=Decide("the first player can force a win")
        if what == "winner"
        else Value("for how many sizes from 1 to `n` the first player can force a win"),
        formal=f"Two players take stones from a pile in turns. In a move, exactly {allowed} stones "
        f"are taken, as many as there are at least. A player who {last}. Both play as well as "
        "possible. "
        + (
            "The pile has `n` stones."
            if what == "winner"
            else "The size of the pile is any number of stones from 1 to `n`."
        ),
        stories=[
            Story(
                "Dragons have three claws, and so they can take only certain numbers of stones at "
                f"a time: {allowed}, so says the rule of their oldest game. Two of them sit at a "
                f"pile and take stones in turns. A dragon who {last}. All dragons are very clever. "
                + (
                    "Today the pile consists of `n` stones."
                    if what == "winner"
                    else "In a tournament, each size from 1 to `n` stones is played once."
                )
            ),
            Story(
                "@who and @friend play with buttons, which they call stones. @who is the first "
                f"player. A move means to take away {allowed} of the stones on the table, no other "
                "number, and not more than there are. After that it is the other's turn. Whoever "
                f"{last}. Both know the game inside out. "
                + (
                    "They start with `n` stones."
                    if what == "winner"
                    else "They play `n` games, with 1, 2, 3, ..., `n` stones, and @who begins "
                    "each of them."
                )
            ),
        ],
        solve=solve,
        others=[forward],
        wrong=[greedy],
        cpp=[
            """
            $type solve(int n) {
                vector<int> moves = $moves;
                vector<bool> wins(n + 1);
                int count = 0;
                for (int i = 0; i <= n; i++) {
                    bool able = false, good = false;
                    for (int m : moves) {
                        if (m > i) continue;
                        able = true;
                        if (!wins[i - m]) good = true;
                    }
                    wins[i] = able ? good : $stuck;
                    if (i > 0 && wins[i]) count++;
                }
                return $result;
            }
            """
        ],
        hints=(
            "Decide for small piles first who wins.",
            "A pile is won if some move leads to a pile that is lost for the opponent.",
            "Fill a table from small to large piles.",
        ),
        explanation="The table of won and lost sizes is filled upwards; each entry looks at a "
        "constant number of smaller ones, so the time is linear in `n`.",
        make=make,
        tests=False,
        edges=[(1,), (2,), (3,), (4,), (7,), (8,), (14,)],
        params={
            "stuck": stuck,
            "type": "bool" if what == "winner" else "int",
            "result": "wins[n]" if what == "winner" else "count",
        },
        call="winning_sizes",
    )


@family(1000, "math", "constructive algorithms")
def parity_of_steps(p: Parameters) -> Task:
    diagonal = p.choice("diagonal", "never", "knight", "two", "free")
    exact = p.choice("exact", True, False)
    move = {
        "never": "one square up, down, left or right",
        "knight": "two squares in one direction and one square at a right angle, like a knight "
        "in chess",
        "two": "two squares up, down, left or right, jumping over the square between",
        "free": "one square diagonally, in any of the four directions",
    }[diagonal]

    def solve(x: int, y: int, k: int) -> bool:
        x, y = abs(x), abs(y)
        if diagonal == "never":
            needed = x + y
            possible = (x + y - k) % 2 == 0
        elif diagonal == "two":
            needed = (x + y) // 2
            possible = x % 2 == 0 and y % 2 == 0 and (needed - k) % 2 == 0
        elif diagonal == "free":
            needed = max(x, y)
            possible = (x - k) % 2 == 0 and (y - k) % 2 == 0
        else:
            needed = max((x + 1) // 2, (y + 1) // 2, (x + y + 2) // 3)
            needed += (needed + x + y) % 2
            if x + y == 1:
                needed = 3
            if x == 2 and y == 2:
                needed = 4
            possible = (x + y - k) % 2 == 0
        if exact:
            return possible and needed <= k
        if diagonal == "two":
            return x % 2 == 0 and y % 2 == 0 and needed <= k
        if diagonal == "free":
            return (x - y) % 2 == 0 and needed <= k
        return needed <= k

    def ignores_parity(x: int, y: int, k: int) -> bool:
        x, y = abs(x), abs(y)
        if diagonal == "never":
            return (x + y < k) if not exact else x + y <= k
        if diagonal == "two":
            return x + y <= 2 * k
        if diagonal == "free":
            return max(x, y) <= k
        return x + y <= 3 * k

    def search(x: int, y: int, k: int) -> bool:
        if diagonal == "never":
            steps = [(1, 0), (-1, 0), (0, 1), (0, -1)]
        elif diagonal == "two":
            steps = [(2, 0), (-2, 0), (0, 2), (0, -2)]
        elif diagonal == "free":
            steps = [(1, 1), (1, -1), (-1, 1), (-1, -1)]
        else:
            steps = [(1, 2), (2, 1), (-1, 2), (-2, 1), (1, -2), (2, -1), (-1, -2), (-2, -1)]
        reached = {(0, 0)}
        for i in range(k):
            if not exact and (x, y) in reached:
                return True
            if i > 8 and i % 2 == k % 2 and (x, y) in reached:
                return True
            reached = {(u + a, v + b) for u, v in reached for a, b in steps}
            reached = {(u, v) for u, v in reached if max(abs(u - x), abs(v - y)) <= 2 * (k - i)}
        return (x, y) in reached

    def make(maker: Maker) -> tuple[int, int, int]:
        if maker.scale != "large":
            k = maker.rng.randint(1, 8)
            return maker.rng.randint(-k, k), maker.rng.randint(-k, k), k
        x, y = maker.rng.randint(-(10**9), 10**9), maker.rng.randint(-(10**9), 10**9)
        x, y = x - x % 2, y - y % 2
        near = {
            "never": abs(x) + abs(y),
            "two": (abs(x) + abs(y)) // 2,
            "free": max(abs(x), abs(y)),
        }
        k = near.get(diagonal, max(abs(x) // 2, abs(y) // 2, (abs(x) + abs(y)) // 3))
        return x, y, max(1, k + maker.rng.randint(-2, 4))

    often = "exactly `k` moves" if exact else "at most `k` moves"
    return Task(
        titles=("A Walk on the Plane", "Can It Get There?", "Parity"),
        given=[
            (Int("x", -(10**9), 10**9), Int("y", -(10**9), 10**9), Int("k", 1, 2 * 10**9)),
        ],
        ask=Decide(f"the piece can get from (0, 0) to (`x`, `y`) with {often}"),
        formal="On an infinite board of squares with integer coordinates, a piece stands on (0, "
        f"0). In a move it goes {move}. It may visit a square as often as it likes.",
        stories=[
            Story(
                "A robot has been dropped on an endless field of squares, at (0, 0). It knows a "
                f"single command, and with each use it goes {move}; where, it can choose every "
                "time anew, and coming back to an earlier square is no problem. The treasure lies "
                f"under the square (`x`, `y`), and the battery must be used for {often}. In the "
                "manual, the robot is called a piece."
            ),
            Story(
                "@who plays alone on a board that has no edges. The only piece is on the square "
                f"(0, 0). With every move, it goes {move}. @who has to get it to the square (`x`, "
                f"`y`), and by the rules this must be done with {often}. The same square may be "
                "used many times."
            ),
        ],
        solve=solve,
        others=[],
        slow=[search],
        wrong=[ignores_parity],
        cpp=[
            """
            bool solve(long long x, long long y, long long k) {
                x = abs(x);
                y = abs(y);
                $body
            }
            """
        ],
        hints=(
            "How many moves are needed at least?",
            "What changes with every move, whichever direction is chosen? Look at even and odd.",
            "Two moves that cancel each other can always be added, so only the least number and "
            "its parity matter.",
        ),
        explanation="Every move changes the parity in a fixed way, and two moves forth and back "
        "can be added at any time. So it is enough to compare the least number of moves with "
        "`k`, and their parities.",
        make=make,
        tests=False,
        edges=[
            (0, 0, 1),
            (0, 0, 2),
            (1, 0, 1),
            (1, 0, 3),
            (2, 2, 2),
            (1, 1, 2),
            (2, 0, 1),
            (2, 2, 4),
        ],
        params={
            "body": {
                "never": "long long needed = x + y;\n                bool same = (needed - k) % "
                "2 == 0;\n                return needed <= k && ($any || same);",
                "two": "long long needed = (x + y) / 2;\n"
                "                if (x % 2 != 0 || y % 2 != 0) return false;\n"
                "                return needed <= k && ($any || (needed - k) % 2 == 0);",
                "free": "if ((x - y) % 2 != 0) return false;\n"
                "                return max(x, y) <= k && ($any || (x - k) % 2 == 0);",
                "knight": "long long needed = max({(x + 1) / 2, (y + 1) / 2, (x + y + 2) / 3});\n"
                "                needed += (needed + x + y) % 2;\n"
                "                if (x + y == 1) needed = 3;\n"
                "                if (x == 2 && y == 2) needed = 4;\n"
                "                return needed <= k && ($any || (needed - k) % 2 == 0);",
            }[diagonal].replace("$any", "false" if exact else "true")
        },
        call="can_arrive",
    )


@family(1100, "math", "greedy", "constructive algorithms")
def even_out(p: Parameters) -> Task:
    d = p.int("d", 2, 5)
    what = p.choice("what", "possible", "steps")
    setting = p.choice("setting", "glasses", "piles", "towers", "purses")
    unit = {"glasses": "spoons", "piles": "stones", "towers": "bricks", "purses": "coins"}[setting]

    def solve(n: int, a: list[int]) -> object:
        total = sum(a)
        fine = total % n == 0
        moves = 0
        if fine:
            share = total // n
            for x in a:
                if (x - share) % d != 0:
                    fine = False
                moves += max(0, x - share) // d
        if what == "possible":
            return fine
        return moves if fine else -1

    def remainders(n: int, a: list[int]) -> object:
        goal, over = divmod(sum(a), n)
        fine = over == 0 and {x % d for x in a} == {goal % d}
        if what == "possible":
            return fine
        return sum(abs(x - goal) for x in a) // (2 * d) if fine else -1

    def sum_only(n: int, a: list[int]) -> object:
        if sum(a) % n:
            return False if what == "possible" else -1
        share = sum(a) // n
        if what == "possible":
            return d == 1 or sum(a) % (n * d) == 0
        return sum(abs(x - share) for x in a) // d

    def make(maker: Maker) -> tuple[int, list[int]]:
        n = maker.count(2, 10**5)
        share = maker.number(0, 10**9 // 2)
        a = [share] * n
        for _ in range(min(n, 2000)):
            i, j = maker.rng.randrange(n), maker.rng.randrange(n)
            x = d * maker.rng.randint(0, max(0, a[i] // d // 2))
            a[i] -= x
            a[j] = a[j] + x
        a = [min(x, 10**9) for x in a]
        if maker.chance(0.4):
            i = maker.rng.randrange(n)
            a[i] = max(0, a[i] - maker.rng.randint(1, n))
        return n, a

    amount = f"exactly {d} {unit}"
    return Task(
        titles=("Evening Out", "All the Same", setting.title()),
        given=[Count("n", 2, 10**5), Ints("a", "n", 0, 10**9, what=f"the numbers of {unit}")],
        ask=Decide(f"all {setting} can come to hold the same number of {unit}")
        if what == "possible"
        else Value("the least number of moves, or -1 if the goal cannot be reached"),
        formal=f"There are `n` {setting}, and the `i`-th holds `a_i` {unit}. In a move, {amount} "
        f"are taken from one of the {setting} that holds enough and added "
        f"to another one. The goal is that all {setting} hold the same number of {unit}.",
        stories=[
            Story(
                f"@who cannot bear disorder. In the room there are `n` {setting}: the first holds "
                f"`a_1` {unit}, the second `a_2`, and so on up to `a_n`. @who begins to move "
                f"things around. With each move, {amount} go from one of the {setting} to another "
                f"(if there are enough of them). @who will be happy as soon as all {setting} hold "
                f"equally many {unit}."
            ),
            Story(
                f"For a photograph in the newspaper of @place, `n` {setting} shall look alike, "
                f"that is, hold the same number of {unit}. At the moment the `i`-th holds `a_i`. "
                f"The helper works in moves: {amount} at a time, out of one and into another one "
                f"of the {setting}, never fewer and never more. {unit.capitalize()} are neither "
                "bought nor thrown away."
            ),
        ],
        solve=solve,
        others=[remainders],
        wrong=[sum_only],
        cpp=[
            """
            $type solve(int n, vector<int> a) {
                long long total = accumulate(a.begin(), a.end(), 0LL), moves = 0;
                bool fine = total % n == 0;
                for (long long x : a) {
                    if ((x - total / n) % $d != 0) fine = false;
                    moves += max(0LL, x - total / n) / $d;
                }
                return $result;
            }
            """
        ],
        hints=(
            "What will be in each of them at the end?",
            "The total never changes, so it must be divisible by `n`.",
            f"Each one's distance to the average must be made of moves of {d}; count what is "
            "above the average.",
        ),
        explanation="The goal is the average, which must be an integer, and every difference to "
        "it must be a multiple of the size of a move. Each move can take from one above to one "
        "below, so the moves are the surplus divided by that size.",
        make=make,
        edges=[(2, [0, 0]), (2, [0, 1]), (2, [1, 3]), (3, [0, 6, 12]), (2, [0, 12]), (2, [4, 4])],
        params={
            "type": "bool" if what == "possible" else "long long",
            "result": "fine" if what == "possible" else "fine ? moves : -1",
        },
        call="even_out",
    )
