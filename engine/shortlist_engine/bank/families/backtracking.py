"""Trying everything: subsets, orders, signs and small puzzles."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, permutations, product

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Grid, Int, Ints


@family(1000, "brute force", "bitmasks")
def chosen_weights(p: Parameters) -> Task:
    fits = p.choice(
        "fits",
        Expr("s k", "s <= k", "at most `k`"),
        Expr("s k", "s >= k", "at least `k`"),
        Expr("s k", "s == k", "exactly `k`"),
        Expr("s k", "s % k == 0", "divisible by `k`"),
    )
    size = p.choice(
        "size",
        Expr("c", "c >= 1", "at least one"),
        Expr("c", "c >= 2", "at least two"),
        Expr("c", "c % 2 == 1", "an odd number"),
        Expr("c", "c == 3", "exactly three"),
    )

    def solve(n: int, a: list[int], k: int) -> int:
        ways = 0
        for mask in range(1 << n):
            total = chosen = 0
            for i in range(n):
                if mask >> i & 1:
                    total += a[i]
                    chosen += 1
            if size(chosen) and fits(total, k):
                ways += 1
        return ways

    def one_by_one(n: int, a: list[int], k: int) -> int:
        def ways(i: int, chosen: int, total: int) -> int:
            if i == n:
                return 1 if size(chosen) and fits(total, k) else 0
            return ways(i + 1, chosen, total) + ways(i + 1, chosen + 1, total + a[i])

        return ways(0, 0, 0)

    def by_sizes(n: int, a: list[int], k: int) -> int:
        ways = 0
        for c in range(n + 1):
            if size(c):
                ways += sum(1 for group in combinations(a, c) if fits(sum(group), k))
        return ways

    def without_twins(n: int, a: list[int], k: int) -> int:
        a = sorted(set(a))
        ways = 0
        for c in range(len(a) + 1):
            if size(c):
                ways += sum(1 for group in combinations(a, c) if fits(sum(group), k))
        return ways

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 12)
        a = [maker.rng.randint(1, maker.rng.choice((4, 10, 30))) for _ in range(n)]
        c = maker.rng.choice((1, 2, 3, min(3, n), (n + 1) // 2))
        k = max(1, sum(maker.rng.sample(a, min(c, n))))
        if maker.chance(0.3):
            k = maker.rng.randint(1, 12)
        return n, k, a

    return Task(
        titles=("Ways to Choose", "Weights on the Scale", "Some of Them"),
        given=[
            (Count("n", 1, 12), Int("k", 1, 400)),
            Ints("a", "n", 1, 30),
        ],
        ask=Value(
            f"the number of ways to choose {size.words} of the `n` items so that the sum of their "
            f"weights is {fits.words}"
        ),
        formal="There are `n` items; the `i`-th has weight `a_i`. Items with the same weight are "
        "different items.",
        stories=[
            Story(
                "In the drawer of the old [pharmacy|post office] of @place lie `n` brass weights; "
                "the `i`-th weighs `a_i` grams. The apprentice takes some of them out and puts "
                f"them onto the scale. The master insists on two rules: there must be {size.words} "
                f"of them on the scale, and together they must weigh {fits.words} grams. Two "
                "choices are different when some weight is in one of them and not in the other, "
                "even where weights look the same.",
                "In how many ways can the apprentice choose?",
            ),
            Story(
                "A school choir knows `n` songs, and song `i` lasts `a_i` minutes. For the summer "
                f"concert {size.words} of the songs will be sung, and the total length in minutes "
                f"must be {fits.words}. The order of the songs does not matter.",
                "How many different choices of songs are there?",
            ),
        ],
        solve=solve,
        others=[one_by_one, by_sizes],
        wrong=[without_twins],
        cpp=[
            """
            int solve(int n, vector<int> a, int k) {
                int ways = 0;
                for (int mask = 0; mask < (1 << n); mask++) {
                    int total = 0, chosen = 0;
                    for (int i = 0; i < n; i++) {
                        if (mask >> i & 1) {
                            total += a[i];
                            chosen++;
                        }
                    }
                    if ($size(chosen) && $fits(total, k)) ways++;
                }
                return ways;
            }
        """
        ],
        make=make,
        edges=[(1, 5, [5]), (3, 6, [1, 2, 3]), (4, 2, [1, 1, 1, 1]), (2, 3, [3, 3])],
        hints=(
            "With at most 12 items there are only 4096 choices.",
            "Each choice is a number of `n` bits: bit `i` says whether item `i` is taken.",
            "Go through all masks, add up the weights of the set bits and count them, and test "
            "both rules.",
        ),
        explanation="All `2^n` choices are tried, and each is summed in `n` steps.",
        call="count_choices",
    )


@family(1200, "brute force", "bitmasks", "dp")
def friendly_orders(p: Parameters) -> Task:
    friends = p.choice(
        "friends",
        Expr("x y k", "abs(x - y) <= k", "differ by at most `k`"),
        Expr("x y k", "abs(x - y) >= k", "differ by at least `k`"),
        Expr("x y k", "x + y <= k", "add up to at most `k`"),
        Expr("x y k", "x + y >= k", "add up to at least `k`"),
        Expr("x y k", "(x + y) % k != 0", "do not add up to a multiple of `k`"),
    )
    circle = p.choice("circle", True, False)

    def solve(n: int, a: list[int], k: int) -> int:
        used = [False] * n

        def place(first: int, last: int, placed: int) -> int:
            if placed == n:
                return 1 if not circle or friends(last, first, k) else 0
            ways = 0
            for i in range(n):
                if not used[i] and friends(last, a[i], k):
                    used[i] = True
                    ways += place(first, a[i], placed + 1)
                    used[i] = False
            return ways

        total = 0
        for i in range(n):
            used[i] = True
            total += place(a[i], a[i], 1)
            used[i] = False
        return total

    def all_orders(n: int, a: list[int], k: int) -> int:
        total = 0
        for order in permutations(a):
            good = all(friends(order[i], order[i + 1], k) for i in range(n - 1))
            if circle:
                good = good and friends(order[-1], order[0], k)
            if good:
                total += 1
        return total

    def different_lists(n: int, a: list[int], k: int) -> int:
        total = 0
        for order in set(permutations(a)):
            good = all(friends(order[i], order[i + 1], k) for i in range(n - 1))
            if circle:
                good = good and friends(order[-1], order[0], k)
            if good:
                total += 1
        return total

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(2, 7) if maker.scale != "tiny" else maker.rng.randint(2, 5)
        top = maker.rng.choice((4, 9, 20))
        a = [maker.rng.randint(1, top) for _ in range(n)]
        x, y = maker.rng.sample(a, 2)
        k = maker.rng.choice((abs(x - y), x + y, maker.rng.randint(1, 2 * top), 2, 3))
        return n, max(1, k), a

    seats = "around a round table" if circle else "in a row"
    chairs = " The chairs are numbered, so turning an order makes another order." if circle else ""
    also = (
        " The last and the first are neighbours too; when `n` is 2, the two sit beside each other."
        if circle
        else ""
    )
    return Task(
        titles=("Friendly Orders", "Who Sits Beside Whom", "Seating"),
        given=[
            (Count("n", 2, 7), Int("k", 1, 50)),
            Ints("a", "n", 1, 30),
        ],
        ask=Value(f"the number of orders in which any two neighbours {friends.words}"),
        formal=f"`n` numbered things with the values `a_1, ..., a_n` are put in some order "
        f"{seats}. Things with equal values are different, so there are `n!` orders in all.{also}",
        stories=[
            Story(
                f"`n` actors sit {seats} for a photograph; the `i`-th has played in `a_i` films. "
                "They are vain, and peace lasts only as long as the numbers of films of any two "
                f"neighbours {friends.words}.{also}{chairs} The photographer wants to try every "
                "peaceful order, and to know beforehand how long that takes.",
                "In how many orders can the actors sit?",
            ),
            Story(
                f"A gardener plants `n` different bushes {seats}. Bush number `i` will grow to "
                "`a_i` decimetres. To look [right|lively], the heights of two bushes that stand "
                f"side by side must {friends.words.replace('do not', 'not')}.{also}{chairs} All "
                "bushes differ, even those of equal height.",
                "How many orders of the bushes are allowed?",
            ),
        ],
        solve=solve,
        others=[all_orders],
        wrong=[different_lists],
        cpp=[
            """
            int solve(int n, vector<int> a, int k) {
                vector<int> order(n);
                iota(order.begin(), order.end(), 0);
                int total = 0;
                do {
                    bool good = true;
                    for (int i = 0; i + 1 < n; i++) {
                        int x = a[order[i]], y = a[order[i + 1]];
                        if (!$friends(x, y, k)) good = false;
                    }
                    int x = a[order[n - 1]], y = a[order[0]];
                    if ($circle && !$friends(x, y, k)) good = false;
                    if (good) total++;
                } while (next_permutation(order.begin(), order.end()));
                return total;
            }
        """
        ],
        make=make,
        edges=[
            (3, 10, [5, 5, 5]),
            (3, 1, [5, 5, 5]),
            (4, 6, [2, 2, 4, 4]),
            (4, 3, [1, 1, 4, 4]),
            (4, 3, [1, 1, 1, 9]),
            (4, 12, [6, 6, 6, 9]),
            (4, 4, [3, 3, 7, 2]),
        ],
        hints=(
            "There are at most `7! = 5040` orders.",
            "Build an order from the left, and give up as soon as two neighbours do not fit.",
            "A recursive function gets the last one placed and what is used, and adds up the ways "
            "over everything that may come next.",
        ),
        explanation="Every order is built piece by piece; hopeless beginnings are left at once. In "
        "the worst case all `n!` orders are visited.",
        call="count_orders",
    )


@family(1200, "brute force", "dp")
def signs_before_numbers(p: Parameters) -> Task:
    signs = p.entry(
        "signs",
        {"two": [1, -1], "skip": [1, 0, -1], "double": [2, -1], "add or twice": [1, 2]},
    )
    words = {
        2: "either added to the result or subtracted from it",
        3: "added to the result, subtracted from it, or left out",
        4: "either added to the result twice or subtracted from it once",
        5: "added to the result either once or twice",
    }[5 if signs == [1, 2] else 4 if signs == [2, -1] else len(signs)]
    good = p.choice(
        "good",
        Expr("s t", "s == t", "equal to `t`"),
        Expr("s t", "s > t", "greater than `t`"),
        Expr("s t", "abs(s) <= abs(t)", "not farther from 0 than `t`"),
    )

    def solve(n: int, a: list[int], t: int) -> int:
        ways = {0: 1}
        for x in a:
            after: dict[int, int] = {}
            for total, count in ways.items():
                for sign in signs:
                    after[total + sign * x] = after.get(total + sign * x, 0) + count
            ways = after
        return sum(count for total, count in ways.items() if good(total, t))

    def all_ways(n: int, a: list[int], t: int) -> int:
        count = 0
        for chosen in product(signs, repeat=n):
            total = sum(chosen[i] * a[i] for i in range(n))
            if good(total, t):
                count += 1
        return count

    def recursive(n: int, a: list[int], t: int) -> int:
        def count(i: int, total: int) -> int:
            if i == n:
                return 1 if good(total, t) else 0
            return sum(count(i + 1, total + sign * a[i]) for sign in signs)

        return count(0, 0)

    def different_results(n: int, a: list[int], t: int) -> int:
        results = {0}
        for x in a:
            results = {total + sign * x for total in results for sign in signs}
        return sum(1 for total in results if good(total, t))

    def make(maker: Maker) -> tuple[int, int, list[int]]:
        n = maker.count(1, 8)
        a = [maker.rng.randint(1, maker.rng.choice((2, 6, 40))) for _ in range(n)]
        t = sum(maker.rng.choice(signs) * x for x in a) + maker.rng.choice((0, 0, -1, 2))
        return n, max(-200, min(200, t)), a

    return Task(
        titles=("Signs", "Plus or Minus", "A Result to Reach"),
        given=[(Count("n", 1, 8), Int("t", -200, 200)), Ints("a", "n", 1, 40)],
        ask=Value(f"the number of ways in which the result is {good.words}"),
        formal=f"The result is 0 at first. Then each of the numbers `a_1, ..., a_n` is {words}. "
        "Two ways differ when some number is treated differently, even if the results are equal.",
        stories=[
            Story(
                "@who lays out `n` number cards in a row, `a_1` to `a_n`, and adds them up by a "
                f"rule of @friend's: starting from 0, each card may be {words}. What happens to a "
                "card is decided card by card. [Teacher|Grandmother] looks at the outcome and is "
                f"pleased if the result is {good.words}.",
                "In how many ways can the cards be treated so that the outcome pleases?",
            ),
            Story(
                "An old arcade machine shows `n` lamps with the numbers `a_1, ..., a_n` and a "
                f"counter that begins at 0. For each lamp in turn, its number is {words}, as the "
                "player decides with a lever. The machine pays out a prize when the result on the "
                f"counter is {good.words} at the end.",
                "How many sequences of decisions win the prize?",
            ),
        ],
        solve=solve,
        others=[all_ways, recursive],
        wrong=[different_results],
        cpp=[
            """
            int solve(int n, vector<int> a, int t) {
                map<int, int> ways;
                ways[0] = 1;
                vector<int> signs = $signs;
                for (int x : a) {
                    map<int, int> after;
                    for (auto& [total, count] : ways)
                        for (int sign : signs) after[total + sign * x] += count;
                    ways = after;
                }
                int count = 0;
                for (auto& [total, times] : ways)
                    if ($good(total, t)) count += times;
                return count;
            }
        """
        ],
        make=make,
        edges=[(2, 0, [3, 3]), (2, 6, [2, 2]), (3, 4, [1, 1, 1]), (3, 5, [1, 1, 1])],
        hints=(
            "There are few numbers, so all ways can be tried.",
            "Choose for the first number, then solve the rest with the total so far.",
            "Faster still: keep for each total that can occur in how many ways it does.",
        ),
        explanation="Number by number, a dictionary holds in how many ways each total comes about; "
        "the last one gives the answer. There are never more totals than ways.",
        call="count_ways",
    )


@family(1300, "brute force", "bitmasks")
def fair_teams(p: Parameters) -> Task:
    rule = p.choice("rule", "any", "equal", "two each")
    what = p.choice("what", "difference", "ways")
    sizes = {
        "any": "Each team must have at least one member.",
        "equal": "The numbers of members of the two teams must differ by at most one.",
        "two each": "Each team must have at least two members.",
    }[rule]
    allowed = {
        "any": Expr("c n", "1 <= c and c <= n - 1"),
        "equal": Expr("c n", "abs(n - 2 * c) <= 1"),
        "two each": Expr("c n", "2 <= c and c <= n - 2"),
    }[rule]

    def solve(n: int, a: list[int]) -> int:
        best = sum(a) + 1
        ways = 0
        for mask in range(1 << (n - 1)):
            members = bin(mask).count("1")
            if not allowed(members, n):
                continue
            strength = sum(a[i] for i in range(n - 1) if mask >> i & 1)
            difference = abs(sum(a) - 2 * strength)
            if difference < best:
                best = difference
                ways = 0
            if difference == best:
                ways += 1
        return best if what == "difference" else ways

    def with_combinations(n: int, a: list[int]) -> int:
        total = sum(a)
        differences = []
        for members in range(1, n):
            if allowed(members, n):
                for team in combinations(a[1:], members - 1):
                    differences.append(abs(total - 2 * (a[0] + sum(team))))
        best = min(differences)
        return best if what == "difference" else differences.count(best)

    def take_turns(n: int, a: list[int]) -> int:
        a.sort(reverse=True)
        first = second = 0
        for x in a:
            if first <= second:
                first += x
            else:
                second += x
        return abs(first - second) if what == "difference" else 1

    return Task(
        titles=("Fair Teams", "Two Teams", "An Even Match"),
        given=[Count("n", 4, 12, what="the number of players"), Ints("a", "n", 1, 100)],
        ask=Value(
            "the least possible difference between the strengths of the teams"
            if what == "difference"
            else "the number of ways to divide the players so that the difference between the "
            "strengths of the teams is as small as possible"
        ),
        formal="`n` players, the `i`-th of strength `a_i`, are divided into two teams; everyone "
        f"plays. The strength of a team is the sum of its members' strengths. {sizes}"
        + (
            " The teams have no names: two divisions are the same if the same players are together."
            if what == "ways"
            else ""
        ),
        stories=[
            Story(
                "On Saturday `n` children meet behind the station of @place for a game of "
                "[handball|football]. Everyone knows how well everyone plays: the `i`-th has "
                "strength `a_i`. They form two teams, nobody may be left out, and a team is as "
                f"strong as its members together. {sizes} A game is best when the strengths of the "
                "two teams differ as little as possible. (It does not matter which of the two "
                "teams is called the first.)"
            ),
            Story(
                "Two vans wait in front of a theatre, and `n` pieces of scenery lie on the "
                "pavement; piece `i`, a player in tonight's comedy, weighs `a_i` kilograms, which "
                "the stagehands call its strength. Each van takes a team of pieces, and all pieces "
                f"go. {sizes} The vans are alike, so exchanging their loads changes nothing. "
                "The weights should be as close to each other as they can be."
            ),
        ],
        solve=solve,
        others=[with_combinations],
        wrong=[take_turns],
        cpp=[
            """
            int solve(int n, vector<int> a) {
                int total = accumulate(a.begin(), a.end(), 0);
                int best = total + 1, ways = 0;
                for (int mask = 0; mask < (1 << (n - 1)); mask++) {
                    int members = __builtin_popcount(mask), strength = 0;
                    if (!$allowed(members, n)) continue;
                    for (int i = 0; i < n; i++)
                        if (mask >> i & 1) strength += a[i];
                    int difference = abs(total - 2 * strength);
                    if (difference < best) {
                        best = difference;
                        ways = 0;
                    }
                    if (difference == best) ways++;
                }
                return $result;
            }
        """
        ],
        params={"allowed": allowed, "result": "best" if what == "difference" else "ways"},
        edges=[(4, [1, 1, 1, 1]), (4, [100, 1, 1, 1]), (5, [3, 3, 2, 2, 2])],
        hints=(
            "How many ways to divide 12 players are there?",
            "Let the last player always be in the second team, so that each division is met once.",
            "Try all masks of the other players that keep to the sizes, and remember the least "
            "difference.",
        ),
        explanation="All `2^(n-1)` divisions are tried. A greedy choice fails: the best division "
        "need not be found by giving each player to the weaker team.",
        call="fair_teams",
    )


@family(1300, "brute force", "strings", "constructive algorithms")
def nth_picky_word(p: Parameters) -> Task:
    letters = p.choice("letters", "abc", "abcd", "01", "xyz", "lor")
    rule = p.choice("rule", "no equal pair", "no three equal", "no climb by one")
    backwards = p.choice("backwards", True, False)
    forbidden = {
        "no equal pair": "two equal characters stand side by side",
        "no three equal": "three equal characters stand in a row",
        "no climb by one": f"`{letters[0]}` comes directly before `{letters[1]}`",
    }[rule]
    pair = letters[:2]

    def solve(n: int, k: int) -> str:
        words = [""]
        for _ in range(n):
            longer = []
            for word in words:
                for c in letters:
                    if rule == "no equal pair":
                        bad = word[-1:] == c
                    elif rule == "no three equal":
                        bad = word[-2:] == c + c
                    else:
                        bad = word[-1:] + c == pair
                    if not bad:
                        longer.append(word + c)
            words = longer
        if k > len(words):
            return "-"
        return words[-k] if backwards else words[k - 1]

    def filtered(n: int, k: int) -> str:
        words = []
        for chosen in product(letters, repeat=n):
            word = "".join(chosen)
            if rule == "no equal pair":
                bad = any(c + c in word for c in letters)
            elif rule == "no three equal":
                bad = any(3 * c in word for c in letters)
            else:
                bad = pair in word
            if not bad:
                words.append(word)
        words.sort(reverse=backwards)
        return words[k - 1] if k <= len(words) else "-"

    def from_zero(n: int, k: int) -> str:
        words = []
        for chosen in product(letters, repeat=n):
            word = "".join(chosen)
            if rule == "no equal pair":
                bad = any(c + c in word for c in letters)
            elif rule == "no three equal":
                bad = any(3 * c in word for c in letters)
            else:
                bad = pair in word
            if not bad:
                words.append(word)
        words.sort(reverse=backwards)
        return words[k] if k < len(words) else "-"

    def make(maker: Maker) -> tuple[int, int]:
        n = maker.count(1, 6)
        return n, maker.rng.randint(1, maker.rng.choice((3, 10, 3 * 2**n)))

    shown = ", ".join(f"`{c}`" for c in letters)
    order = "from the last to the first" if backwards else "in alphabetical order"
    sort = "reversed alphabetical order" if backwards else "alphabetical order"
    return Task(
        titles=("Picky Words", "The Dictionary of a Robot", "Word Number `k`"),
        given=[(Int("n", 1, 6), Int("k", 1, 200))],
        ask=Value("the `k`-th good word", python_type="str"),
        formal=f"A word of length `n` consists of the characters {shown}. It is good unless "
        f"{forbidden} somewhere in it. All good words are listed in {sort} (by the codes of "
        "their characters).",
        notes="Print `-` if there are fewer than `k` good words.",
        stories=[
            Story(
                "The language of the robots in @place has very few characters, namely "
                f"{shown}, and all words are exactly `n` characters long. Words in which "
                f"{forbidden} cannot be pronounced, because the loudspeakers break. All others are "
                f"good words, and they stand in a dictionary, in {sort}.",
                "What is the `k`-th word of the dictionary?",
            ),
            Story(
                f"A lock opens with a code of `n` characters, each of which is one of {shown}. "
                f"The maker guarantees that there is no code in which {forbidden}. @who has "
                f"forgotten the code and tries all codes that remain, {order}, one a minute. "
                "Nobody knows the right one; the safe is empty anyway.",
                "Which code is tried in minute `k`, where the first try is in minute 1?",
            ),
        ],
        solve=solve,
        others=[filtered],
        wrong=[from_zero],
        cpp=[
            """
            string letters = "$letters";
            vector<string> words;

            void build(string word, int n) {
                if ((int)word.size() == n) {
                    words.push_back(word);
                    return;
                }
                for (char c : letters) {
                    int l = word.size();
                    if ($bad) continue;
                    build(word + c, n);
                }
            }

            string solve(int n, int k) {
                words.clear();
                build("", n);
                if (k > (int)words.size()) return "-";
                return $result;
            }
        """
        ],
        params={
            "bad": {
                "no equal pair": "l > 0 && word[l - 1] == c",
                "no three equal": "l > 1 && word[l - 1] == c && word[l - 2] == c",
                "no climb by one": f"l > 0 && word[l - 1] == '{letters[0]}' && c == '{letters[1]}'",
            }[rule],
            "result": "words[words.size() - k]" if backwards else "words[k - 1]",
        },
        make=make,
        edges=[(1, 1), (1, 200), (2, 2), (3, 5)],
        hints=(
            "There are at most `4^6` words in all, so all of them can be written down.",
            "Build words character by character, and never add one that breaks the rule.",
            "If the characters are tried in order, the words come out in alphabetical order.",
        ),
        explanation="Extending every word by the allowed characters in order produces the good "
        "words already sorted; there are at most 4096.",
        call="nth_word",
    )


@family(1500, "brute force", "dfs and similar")
def peaceful_pieces(p: Parameters) -> Task:
    piece = p.choice("piece", "rook", "queen", "neighbour", "half bishop")
    what = p.choice("what", "ways", "most")
    attack = {
        "rook": "in the same row or in the same column",
        "queen": "in the same row, in the same column or on the same diagonal",
        "neighbour": "on fields that share a side or a corner",
        "half bishop": "in the same row, or on the same diagonal going down to the right",
    }[piece]
    meet = {
        "rook": Expr("r c x y", "r == x or c == y"),
        "queen": Expr("r c x y", "r == x or c == y or abs(r - x) == abs(c - y)"),
        "neighbour": Expr("r c x y", "abs(r - x) <= 1 and abs(c - y) <= 1"),
        "half bishop": Expr("r c x y", "r == x or r - c == x - y"),
    }[piece]

    def solve(n: int, board: list[str]) -> int:
        free = [(r, c) for r in range(n) for c in range(n) if board[r][c] == "."]
        counts = [0] * (len(free) + 1)

        def place(i: int, chosen: list[tuple[int, int]]) -> None:
            counts[len(chosen)] += 1
            for j in range(i, len(free)):
                r, c = free[j]
                if not any(meet(r, c, x, y) for x, y in chosen):
                    place(j + 1, [*chosen, (r, c)])

        place(0, [])
        if what == "ways":
            return sum(counts)
        return max(k for k in range(len(counts)) if counts[k] > 0)

    def sets_of_fields(n: int, board: list[str]) -> int:
        sets: list[list[tuple[int, int]]] = [[]]
        for r in range(n):
            for c in range(n):
                if board[r][c] == ".":
                    sets += [[*s, (r, c)] for s in sets if not any(meet(r, c, x, y) for x, y in s)]
        return len(sets) if what == "ways" else max(len(s) for s in sets)

    def first_come(n: int, board: list[str]) -> int:
        chosen: list[tuple[int, int]] = []
        free = 0
        for r in range(n):
            for c in range(n):
                if board[r][c] == ".":
                    free += 1
                    if not any(meet(r, c, x, y) for x, y in chosen):
                        chosen.append((r, c))
        return free + 1 if what == "ways" else len(chosen)

    name = {
        "rook": "towers",
        "queen": "queens",
        "neighbour": "hedgehogs",
        "half bishop": "archers",
    }[piece]
    empty = " Placing none at all is one of the ways." if what == "ways" else ""
    return Task(
        titles=("Peace on the Board", f"Peaceful {name.title()}", "Room for All"),
        given=[Count("n", 1, 4), Grid("board", "n", "n")],
        ask=Value(
            f"the number of ways to place any number of {name} peacefully"
            if what == "ways"
            else f"the greatest number of {name} that can be placed peacefully"
        ),
        formal=f"A board has `n` rows and `n` columns. On a field with '.' one of the {name} may "
        f"stand, on one with '#' none. Two of them quarrel if they are {attack}; what lies between "
        f"them does not matter. A placement is peaceful if no two quarrel.{empty}",
        stories=[
            Story(
                f"@who has carved {name} from wood, and a small board of `n` rows and `n` columns "
                "to put them on. Fields with '#' are broken, those with '.' can hold one figure "
                f"each. Two {name} quarrel when they are {attack}, and broken fields do not stop "
                "them. Placements in which nobody quarrels are called peaceful; the figures all "
                f"look alike.{empty}"
            ),
            Story(
                "The terrace of a [café|hotel] is divided into `n` times `n` squares. A '.' is a "
                "square where a parasol can stand, a '#' is a flower bed. The parasols were "
                f'delivered under the name "{name}". Two of them get in each other\'s way, or '
                f"quarrel as the waiters say, if they are {attack}, also across flower beds. Where "
                f"no two quarrel, the arrangement is peaceful.{empty}"
            ),
        ],
        solve=solve,
        others=[sets_of_fields],
        wrong=[first_come],
        cpp=[
            """
            vector<pair<int, int>> fields, chosen;
            int ways, most;

            void place(int start) {
                ways++;
                most = max(most, (int)chosen.size());
                for (int i = start; i < (int)fields.size(); i++) {
                    auto [r, c] = fields[i];
                    bool quarrel = false;
                    for (auto [x, y] : chosen)
                        if ($meet(r, c, x, y)) quarrel = true;
                    if (quarrel) continue;
                    chosen.push_back(fields[i]);
                    place(i + 1);
                    chosen.pop_back();
                }
            }

            int solve(int n, vector<string> board) {
                fields.clear();
                ways = most = 0;
                for (int r = 0; r < n; r++)
                    for (int c = 0; c < n; c++)
                        if (board[r][c] == '.') fields.push_back({r, c});
                place(0);
                return $what;
            }
        """
        ],
        params={"meet": meet},
        edges=[
            (3, ["...", "...", "..."]),
            (2, ["##", "##"]),
            (4, ["....", "....", "....", "...."]),
            (3, ["#.#", ".#.", "###"]),
            (3, [".#.", "...", ".#."]),
            (3, ["...", ".##", ".##"]),
            (3, ["...", "##.", "##."]),
            (4, [".#.#", "..#.", "#...", ".#.."]),
        ],
        hints=(
            "The board is tiny: try all peaceful placements.",
            "Go through the free fields in order; each either gets a piece or stays empty.",
            "A recursive function that knows where to go on and what stands already visits each "
            "peaceful placement once.",
        ),
        explanation="Each peaceful placement is reached once by adding pieces in the order of the "
        "fields; placements that quarrel are never extended.",
        call="peaceful",
    )


@family(1300, "dp", "brute force", "math")
def towers_of_blocks(p: Parameters) -> Task:
    order = p.choice("order", "matters", "sorted")
    distinct = p.choice("distinct", True, False)
    least = p.int("least", 1, 3)

    def solve(n: int, k: int) -> int:
        if order == "matters":

            def count(left: int, parts: int, used: tuple[int, ...]) -> int:
                if parts == 0:
                    return 1 if left == 0 else 0
                total = 0
                for x in range(least, left + 1):
                    if not distinct or x not in used:
                        total += count(left - x, parts - 1, (*used, x))
                return total

            return count(n, k, ())
        else:

            def rising(left: int, parts: int, low: int) -> int:
                if parts == 0:
                    return 1 if left == 0 else 0
                total = 0
                for x in range(low, left // parts + 1):
                    total += rising(left - x, parts - 1, x + 1 if distinct else x)
                return total

            return rising(n, k, least)

    def with_memory(n: int, k: int) -> int:
        @lru_cache(None)
        def count(left: int, parts: int, low: int) -> int:
            if parts == 0:
                return 1 if left == 0 else 0
            total = 0
            for x in range(low, left + 1):
                if distinct:
                    total += count(left - x, parts - 1, x + 1)
                elif order == "matters":
                    total += count(left - x, parts - 1, least)
                else:
                    total += count(left - x, parts - 1, x)
            return total

        result = count(n, k, least)
        if order == "matters" and distinct:
            for factor in range(2, k + 1):
                result *= factor
        return result

    def one_more(n: int, k: int) -> int:
        @lru_cache(None)
        def count(left: int, parts: int, low: int) -> int:
            if parts == 0:
                return 1 if left == 0 else 0
            if order == "matters" and not distinct:
                return sum(count(left - x, parts - 1, least) for x in range(least, left))
            return sum(
                count(left - x, parts - 1, x + 1 if distinct else x) for x in range(low, left)
            )

        return count(n, k, least)

    def make(maker: Maker) -> tuple[int, int]:
        k = maker.rng.randint(1, 4)
        low = sum(range(least, least + k)) if distinct else least * k
        top = {"tiny": 9, "small": 14}.get(maker.scale, 18)
        return max(1, min(18, low + maker.rng.randint(-1, max(1, top - low)))), k

    different = " No two towers may have the same height." if distinct else ""
    row = (
        "The towers stand in a row, so the order of their heights matters."
        if order == "matters"
        else "The order of the towers does not matter, only which heights there are."
    )
    blocks = "block" if least == 1 else "blocks"
    return Task(
        titles=("Towers", "Blocks in Towers", "Building with Blocks"),
        given=[(Int("n", 1, 18), Int("k", 1, 4))],
        ask=Value("the number of ways to build the towers"),
        formal=f"`n` equal blocks are all used to build exactly `k` towers. Each tower has at "
        f"least {least} {blocks}.{different} {row}",
        stories=[
            Story(
                f"@who is three years old and owns `n` [wooden|red] blocks, all alike. "
                f"Today there must be exactly `k` towers, all blocks must be used, and "
                f"a tower of fewer than {least} {blocks} is not a tower.{different} {row} After "
                "each way the towers are knocked over, and another way is tried.",
                "How many ways are there until all have been tried?",
            ),
            Story(
                f"A [cook|baker] divides `n` pancakes, which nobody can tell apart, into `k` "
                f"piles, called towers in this house. Every tower gets at least {least} of the "
                f"pancakes, here called {blocks}, and nothing remains.{different} {row}"
            ),
        ],
        solve=solve,
        others=[with_memory],
        wrong=[one_more],
        cpp=[
            """
            int count(int left, int parts, int low) {
                if (parts == 0) return left == 0 ? 1 : 0;
                int total = 0;
                for (int x = low; x <= left; x++)
                    total += count(left - x, parts - 1, $next);
                return total;
            }

            int solve(int n, int k) {
                int result = count(n, k, $least);
                $orders
                return result;
            }
        """
        ],
        params={
            "next": "x + 1" if distinct else str(least) if order == "matters" else "x",
            "orders": "for (int i = 2; i <= k; i++) result *= i;"
            if order == "matters" and distinct
            else "",
        },
        make=make,
        edges=[(1, 1), (6, 3), (3, 1), (18, 4), (9, 3), (2, 4)],
        hints=(
            "Choose the height of the first tower; what remains is the same problem, smaller.",
            "When the order does not matter, build the towers from the lowest to the highest.",
            "Write a function of the blocks left, the towers left and the least height that is "
            "still allowed.",
        ),
        explanation="The recursion chooses tower by tower; every way to build is met exactly once, "
        "since the order is either free or always rising.",
        call="count_towers",
    )
