"""Cards, dice and urns: who wins a trick, what a hand is worth, and how likely something is."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb, gcd

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Word, Words

RANKS = "23456789TJQKA"
SUITS = "CDHS"


@family(1000, "implementation", "strings")
def trick_winner(p: Parameters) -> Task:
    order = p.choice("order", "789TJQKA", "789JQKTA", "6789TJQKA", "789QKTAJ")
    what = p.choice("what", "winner", "points", "trumps", "team")
    noun = {
        "winner": "the number of the player who wins the trick",
        "points": "the number of points that the winner gets for the trick",
        "trumps": "the number of cards in the trick that beat the first card",
        "team": "the number of points of the trick, with a minus sign before it if a player with "
        "an even number wins the trick",
    }[what]
    values = {"A": 11, "T": 10, "K": 4, "Q": 3, "J": 2}

    def solve(n: int, cards: list[str], trump: str) -> int:
        def beats(x: str, y: str) -> bool:
            if x[1] == y[1]:
                return order.index(x[0]) > order.index(y[0])
            return x[1] == trump

        if what == "trumps":
            return sum(1 for card in cards if beats(card, cards[0]))
        best = 0
        for i in range(1, n):
            if beats(cards[i], cards[best]):
                best = i
        if what == "winner":
            return best + 1
        points = 0
        for card in cards:
            points += {"A": 11, "T": 10, "K": 4, "Q": 3, "J": 2}.get(card[0], 0)
        if what == "team" and best % 2 == 1:
            return -points
        return points

    def with_keys(n: int, cards: list[str], trump: str) -> int:
        lead = cards[0][1]
        power = []
        for card in cards:
            level = 2 if card[1] == trump else 1 if card[1] == lead else 0
            power.append((level, order.index(card[0])))
        if what == "trumps":
            return len([x for x in power if x[0] > 0 and x > power[0]])
        first = power.index(max(power))
        if what == "winner":
            return first + 1
        points = 0
        for card in cards:
            for value, letter in (11, "A"), (10, "T"), (4, "K"), (3, "Q"), (2, "J"):
                if card[0] == letter:
                    points += value
        if what == "team" and first % 2 == 1:
            return -points
        return points

    def highest_card(n: int, cards: list[str], trump: str) -> int:
        power = [order.index(card[0]) + (100 if card[1] == trump else 0) for card in cards]
        if what == "trumps":
            return sum(1 for x in power if x > power[0])
        first = power.index(max(power))
        if what == "winner":
            return first + 1
        points = sum(values.get(card[0], 0) for card in cards if card[1] in (trump, cards[0][1]))
        return -points if what == "team" and first % 2 == 1 else points

    def make(maker: Maker) -> tuple[int, str, list[str]]:
        n = maker.rng.randint(2, 6)
        suits = maker.rng.sample(SUITS, maker.rng.choice((2, 3, 4)))
        deck = [rank + suit for rank in order for suit in suits]
        cards = maker.rng.sample(deck, n)
        return n, maker.rng.choice(suits if maker.chance(0.8) else SUITS), cards

    low_to_high = ", ".join(order)
    points_rule = (
        " For the trick the winner gets the sum of the points of all its cards: 11 for an A, 10 "
        "for a T, 4 for a K, 3 for a Q, 2 for a J, and none for the others."
        if what in ("points", "team")
        else ""
    )
    beat = (
        "A card beats the first card of the trick if it has the same suit and a higher rank, or if "
        "it is of the trump suit and the first card is not"
        if what == "trumps"
        else "The trick is won by the player of the highest card of the trump suit or, if there is "
        "no card of that suit in it, by the player of the highest card of the suit of the first "
        "card"
    )
    return Task(
        titles=("Who Wins the Trick?", "Trumps", "A Game of Cards"),
        given=[
            Count("n", 2, 6, what="the number of players"),
            Word("trump", 1, 1, alphabet=SUITS, letters="one of the letters C, D, H and S"),
            Words(
                "cards", "n", 2, 2, order + SUITS, "characters, a rank and a suit", True, True
            ),
        ],
        ask=Value(noun),
        formal="In a trick, each of `n` players, numbered from 1 in the order in which they play, "
        "lays down one card. A card is written as two characters, its rank and its suit. The "
        f"ranks are, from the lowest to the highest, {low_to_high}; the suits are C, D, H and S, "
        f"and `trump` is the trump suit. {beat}.{points_rule}",
        stories=[
            Story(
                "In the inn of @place they play a game of cards that nobody else knows. The suits "
                "are C, D, H and S (for clubs, diamonds, hearts and spades), and the ranks, the "
                f"lowest first, {low_to_high}. Before the game, one suit, `trump`, is made the "
                "trump suit. The `n` players lay down one card each, in the order of their numbers "
                f"from 1 to `n`, and these cards, rank before suit, make the trick. {beat}."
                f"{points_rule}"
            ),
            Story(
                "@who writes a program that plays cards, and it must know the rules. A card is a "
                "string of two characters: the rank (one of "
                f"{low_to_high}, from low to high) and the suit (C, D, H or S). The suit `trump` "
                "is trumps. The cards of a trick are given in the order in which the players 1 to "
                f"`n` have played them. {beat}.{points_rule}"
            ),
        ],
        solve=solve,
        others=[with_keys],
        wrong=[highest_card],
        cpp=[
            """
            int solve(int n, string trump, vector<string> cards) {
                string order = "$order";
                int best = 0, stronger = 0, points = 0;
                map<char, int> values = {{'A', 11}, {'T', 10}, {'K', 4}, {'Q', 3}, {'J', 2}};
                auto beats = [&](string x, string y) {
                    if (x[1] == y[1]) return order.find(x[0]) > order.find(y[0]);
                    return x[1] == trump[0];
                };
                for (int i = 0; i < n; i++) {
                    points += values[cards[i][0]];
                    if (beats(cards[i], cards[best])) best = i;
                    if (beats(cards[i], cards[0])) stronger++;
                }
                return $result;
            }
        """
        ],
        params={
            "result": {
                "winner": "best + 1",
                "points": "points",
                "trumps": "stronger",
                "team": "best % 2 == 0 ? points : -points",
            }[what]
        },
        make=make,
        edges=[(2, "C", ["7H", "7C"]), (2, "C", ["7H", "AD"]), (3, "H", ["TH", "KH", "AH"])],
        hints=(
            "First decide which of two cards beats the other.",
            "There are three cases: the same suit, the second card a trump, or neither.",
            {
                "winner": "Go through the cards and keep the one that beats the best so far.",
                "points": "All cards of the trick count, whoever has played them.",
                "trumps": "Compare every card with the first one only.",
                "team": "Go through the cards and keep the one that beats the best so far; then "
                "add up the points of all cards.",
            }[what],
        ),
        explanation="Whether a card beats the best one so far depends on the two suits and, if "
        "they agree, on the ranks; one pass over the cards finds the answer.",
        call="trick",
    )  # fmt: skip


@family(1100, "implementation", "sortings")
def five_cards(p: Parameters) -> Task:
    what = p.choice("what", "straight", "full", "pairs", "flush", "three", "pair")
    low = p.choice("ace", "high", "both", "round") if what == "straight" else ""
    ace = {
        "": "",
        "high": " An ace counts only as the highest card here, above the king.",
        "both": " An ace counts as the highest card, above the king, or as the lowest one, below "
        "the 2, but not as both at once.",
        "round": " The ranks form a ring here: after the ace comes the 2 again, so that Q, K, A, "
        "2, 3 follow each other, too.",
    }[low]
    condition = {
        "straight": "the ranks of the five cards can be arranged so that each follows directly "
        "after the one before",
        "full": "three of the cards have one rank, and the other two both have another rank",
        "pairs": "the cards contain exactly two pairs: two cards of one rank, two of another, and "
        "one of a third",
        "flush": "all cards have the same suit, or all but one do",
        "three": "exactly three of the cards have the same rank, and the other two differ from "
        "these and from each other",
        "pair": "exactly two of the cards have the same rank, and all other ranks occur once",
    }[what]

    def solve(cards: list[str]) -> bool:
        if what == "flush":
            suits = [card[1] for card in cards]
            return max(suits.count(s) for s in suits) >= 4
        ranks = sorted("23456789TJQKA".index(card[0]) for card in cards)
        if what == "straight":
            if len(set(ranks)) < 5:
                return False
            if low == "both" and ranks == [0, 1, 2, 3, 12]:
                return True
            if low == "round":
                return any(all((x + i) % 13 in ranks for i in range(5)) for x in ranks)
            return ranks[4] - ranks[0] == 4
        counts = sorted(ranks.count(x) for x in set(ranks))
        if what == "full":
            return counts == [2, 3]
        if what == "pairs":
            return counts == [1, 2, 2]
        return counts == ([1, 1, 3] if what == "three" else [1, 1, 1, 2])

    def by_equal_pairs(cards: list[str]) -> bool:
        same = 0
        for i in range(5):
            for j in range(i):
                if what == "flush":
                    same += cards[i][1] == cards[j][1]
                else:
                    same += cards[i][0] == cards[j][0]
        if what == "flush":
            return same >= 6
        if what == "full":
            return same == 4
        if what == "pairs":
            return same == 2
        if what == "three":
            return same == 3
        if what == "pair":
            return same == 1
        order = "23456789TJQKA"
        if low == "both":
            order = "A23456789TJQKA"
        if low == "round":
            order = "23456789TJQKA2345"
        ranks = {card[0] for card in cards}
        return any(set(order[i : i + 5]) == ranks for i in range(len(order) - 4))

    def careless(cards: list[str]) -> bool:
        kinds = len({card[0] for card in cards})
        if what == "flush":
            return len({card[1] for card in cards}) <= 2
        if what in ("full", "pairs", "three"):
            return kinds == (2 if what == "full" else 3)
        if what == "pair":
            return kinds <= 4
        ranks = sorted("23456789TJQKA".index(card[0]) for card in cards)
        if low == "both":
            ranks = [x % 12 for x in ranks]
            return max(ranks) - min(ranks) == 4 and kinds == 5
        return ranks[4] - ranks[0] == 4

    def make(maker: Maker) -> tuple[list[str]]:
        rng = maker.rng
        deck = [rank + suit for rank in RANKS for suit in SUITS]
        cards = rng.sample(deck, 5)
        if what == "flush":
            suit, other = rng.sample(SUITS, 2)
            same = rng.randint(2, 5)
            ranks = rng.sample(RANKS, 5)
            cards = [r + (suit if i < same else other) for i, r in enumerate(ranks)]
        elif what == "straight" and maker.chance(0.8):
            start = rng.choice((8, 9, 10, 11, 12)) if maker.chance(0.5) else rng.randint(0, 12)
            ranks = [RANKS[(start + i) % 13] for i in range(5)]
            if maker.chance(0.3):
                ranks[rng.randint(1, 3)] = rng.choice((ranks[0], rng.choice(RANKS)))
            cards = [r + rng.choice(SUITS) for r in ranks]
        elif what != "straight":
            sizes = rng.choice(([3, 2], [4, 1], [2, 2, 1], [3, 1, 1], [2, 1, 1, 1], [1] * 5))
            ranks = rng.sample(RANKS, len(sizes))
            cards = [r + s for r, k in zip(ranks, sizes, strict=True) for s in rng.sample(SUITS, k)]
        if len(set(cards)) < 5:
            cards = rng.sample(deck, 5)
        rng.shuffle(cards)
        return (cards,)

    return Task(
        titles=("Five Cards", "A Hand of Cards", "What a Hand!"),
        given=[
            Words("cards", 5, 2, 2, RANKS + SUITS, "characters, a rank and a suit", True, True)
        ],
        ask=Decide(condition),
        formal="A hand consists of five different cards. A card is written as two characters: its "
        "rank, one of 2, 3, 4, 5, 6, 7, 8, 9, T, J, Q, K, A in this order from low to high, and "
        f"its suit, C, D, H or S.{ace}",
        stories=[
            Story(
                "@who plays cards with people who have played all their lives, and needs a "
                "program that says what the five cards in the hand are good for. Every card is "
                "written as its rank (from low to high 2, 3, 4, 5, 6, 7, 8, 9, T, J, Q, K, A) and "
                f"its suit (C, D, H or S); no card occurs twice.{ace} At the moment only one "
                "question matters."
            ),
            Story(
                "In a club in @place, a glass of [juice|tea] is free for those who are dealt "
                "the right hand of five cards. The lights are low, and the cards come as text: "
                "first the rank (2 to 9, then T for ten, J for jack, Q for queen, K for king and A "
                "for ace, from low to high), then the letter of the suit (C, D, H, S). All five "
                f"are different.{ace} The glass is free if {condition}."
            ),
        ],
        solve=solve,
        others=[by_equal_pairs],
        wrong=[careless],
        cpp=[
            """
            bool solve(vector<string> cards) {
                string order = "$order";
                map<char, int> counts;
                for (auto& card : cards) counts[card[$at]]++;
                $body
            }
        """
        ],
        params={
            "order": {"": RANKS, "high": RANKS, "both": "A" + RANKS, "round": RANKS + "2345"}[low],
            "at": 1 if what == "flush" else 0,
            "body": "if (counts.size() < 5) return false;\n"
            "for (int i = 0; i + 5 <= (int)order.size(); i++) {\n"
            "    int found = 0;\n"
            "    for (int j = i; j < i + 5; j++) found += counts.count(order[j]);\n"
            "    if (found == 5) return true;\n"
            "}\nreturn false;"
            if what == "straight"
            else "int most = 0;\nfor (auto& entry : counts) most = max(most, entry.second);\n"
            + {
                "flush": "return most >= 4;",
                "full": "return counts.size() == 2 && most == 3;",
                "pairs": "return counts.size() == 3 && most == 2;",
                "three": "return counts.size() == 3 && most == 3;",
                "pair": "return counts.size() == 4;",
            }[what],
        },
        make=make,
        edges=[
            (["AC", "2D", "3H", "4S", "5C"],), (["TC", "JD", "QH", "KS", "AC"],),
            (["2C", "3D", "4H", "5S", "6C"],), (["QC", "KD", "AH", "2S", "3C"],),
            (["AC", "AD", "AH", "AS", "KC"],), (["2C", "2D", "3H", "3S", "6C"],),
            (["2C", "3D", "3H", "4S", "6C"],), (["2C", "4D", "4H", "6S", "6C"],),
            (["AC", "2D", "3H", "4S", "4C"],),
        ],
        hints=(
            "The order of the cards does not matter.",
            "Only the suits matter here." if what == "flush" else "The suits do not matter here.",
            {
                "straight": "Five different ranks; now compare them with each stretch of five in "
                "the order of the ranks.",
                "flush": "Count each suit and look at the largest count.",
            }.get(what, "Count how often each rank occurs, and look at these counts alone."),
        ),
        explanation="After counting the "
        + ("suits" if what == "flush" else "ranks")
        + " the condition is a statement about a handful of numbers.",
        call="check_hand",
    )  # fmt: skip


@family(1000, "math", "brute force", "probabilities")
def dice_odds(p: Parameters) -> Task:
    dice = p.choice("dice", 2, 3)
    label = p.choice("event", "sum", "product", "greatest", "spread", "least")
    form = p.choice("form", "count", "fraction")
    event = {
        "sum": "the sum of the numbers is exactly `s`",
        "product": "the product of the numbers is divisible by `s`",
        "greatest": "the greatest number is exactly `s`",
        "spread": "the greatest number exceeds the smallest one by exactly `s`",
        "least": "the sum of the numbers is at least `s`",
    }[label]
    noun = (
        "the number of results that win"
        if form == "count"
        else "the probability of winning as a fraction p/q in lowest terms (0/1 if it is 0, and "
        "1/1 if it is 1)"
    )
    good = {
        "sum": Expr("x s", "sum(x) == s"),
        "product": Expr("x s", "x[0] * x[1] * x[2] % s == 0" if dice == 3 else
                        "x[0] * x[1] % s == 0"),
        "greatest": Expr("x s", "max(x) == s"),
        "spread": Expr("x s", "max(x) - min(x) == s"),
        "least": Expr("x s", "sum(x) >= s"),
    }[label]  # fmt: skip

    def solve(k: int, s: int) -> int | str:
        wins = 0
        for x in product(range(1, k + 1), repeat=dice):
            if good(x, s):
                wins += 1
        if form == "count":
            return wins
        g = gcd(wins, k**dice)
        return f"{wins // g}/{k**dice // g}"

    def by_tables(k: int, s: int) -> int | str:
        if label in ("sum", "least", "product"):
            table = {1 if label == "product" else 0: 1}
            for _ in range(dice):
                after: dict[int, int] = {}
                for x, count in table.items():
                    for y in range(1, k + 1):
                        z = x * y if label == "product" else x + y
                        after[z] = after.get(z, 0) + count
                table = after
            if label == "product":
                wins = sum(c for x, c in table.items() if x % s == 0)
            elif label == "sum":
                wins = table.get(s, 0)
            else:
                wins = sum(c for x, c in table.items() if x >= s)
        elif label == "greatest":
            wins = s**dice - (s - 1) ** dice if s <= k else 0
        else:
            wins = 0
            for _ in range(1, k - s + 1):
                if s == 0:
                    wins += 1
                else:
                    wins += (s + 1) ** dice - 2 * s**dice + (s - 1) ** dice
        if form == "count":
            return wins
        odds = Fraction(wins, k**dice)
        return f"{odds.numerator}/{odds.denominator}"

    def dice_in_order(k: int, s: int) -> int | str:
        wins = total = 0
        for x in product(range(1, k + 1), repeat=dice):
            if list(x) == sorted(x):
                total += 1
                if good(x, s):
                    wins += 1
        if form == "count":
            return wins
        g = gcd(wins, total)
        return f"{wins // g}/{total // g}"

    def not_reduced(k: int, s: int) -> int | str:
        wins = 0
        for x in product(range(1, k), repeat=dice):
            if good(x, s):
                wins += 1
        return wins if form == "count" else f"{wins}/{k**dice}"

    top = 100 if dice == 2 else 30

    def make(maker: Maker) -> tuple[int, int]:
        k = maker.rng.randint(2, 8 if maker.scale in ("least", "tiny") else top)
        if maker.scale == "large":
            k = top
        high = {"sum": dice * k, "least": dice * k, "greatest": k, "spread": k - 1}.get(label, 12)
        return k, max(1, min(maker.rng.randint(1, high + 1), 300))

    words = "Two" if dice == 2 else "Three"
    return Task(
        titles=("The Luck of the Dice", "Fair Dice", "What Are the Odds?"),
        given=[
            (
                Int("k", 2, top, what="the number of sides of a die"),
                Int("s", 1, 300, what="the number that the rule uses"),
            )
        ],
        ask=Value(noun, python_type="int" if form == "count" else "str"),
        formal=f"{words} dice of different colours have `k` sides each, with the numbers 1 to `k`, "
        f"all equally likely. The game is won if {event}. Two results differ if some die shows a "
        "different number.",
        stories=[
            Story(
                f"At the fair of @place, {words.lower()} dice of different colours lie under a "
                "cup. They are no usual dice: each has `k` sides with the numbers from 1 to `k`, "
                f"and all sides are equally likely. Whoever pays a coin may roll them once and "
                f"wins if {event}. @who would like to know what to expect before paying. (A result "
                "is what each of the dice shows, one by one.)"
            ),
            Story(
                f"In a board game that @who has invented, a dragon falls asleep if {event}, where "
                f"the numbers are those of {words.lower()} fair dice, one red, one green"
                + (" and one blue" if dice == 3 else "")
                + ", with `k` sides numbered from 1 to `k`. Whoever sends the dragon to sleep "
                "wins. Results are told apart by what each single die shows."
            ),
        ],
        solve=solve,
        others=[by_tables],
        wrong=[dice_in_order, not_reduced],
        cpp=[
            """
            $type solve(int k, int s) {
                int wins = 0;
                for (int a = 1; a <= k; a++)
                    for (int b = 1; b <= k; b++)
                        $third
                $end
            }
        """
        ],
        params={
            "type": "int" if form == "count" else "string",
            "third": ("for (int c = 1; c <= k; c++)\n    " if dice == 3 else "")
            + "if ("
            + {
                "sum": "a + b + c == s",
                "least": "a + b + c >= s",
                "product": "a * b * c % s == 0",
                "greatest": "max({a, b, c}) == s",
                "spread": "max({a, b, c}) - min({a, b, c}) == s",
            }[label].replace(" + c" if dice == 2 else "#", "").replace(
                " * c" if dice == 2 else "#", ""
            ).replace(", c}" if dice == 2 else "#", "}")
            + ") wins++;",
            "end": "return wins;"
            if form == "count"
            else f"int total = {'k * k' if dice == 2 else 'k * k * k'};\n"
            "int g = __gcd(wins, total);\n"
            'return to_string(wins / g) + "/" + to_string(total / g);',
        },
        make=make,
        edges=[(6, 7), (2, 300), (2, 1), (6, 6), (3, 2), (4, 3)],
        hints=(
            f"There are only `k^{dice}` results.",
            "Let each die run through all its sides, in loops inside of each other.",
            "Count the results that win"
            + ("." if form == "count" else "; divide both this and the number of all results by "
               "their greatest common divisor."),
        ),
        explanation=f"All `k^{dice}` results are tried, at most {top**dice:,} of them. They are "
        "equally likely since the dice can be told apart.",
        call="dice_odds",
    )  # fmt: skip


@family(1100, "math", "probabilities", "combinatorics")
def urn_draws(p: Parameters) -> Task:
    d = p.choice("draws", 2, 3, 4)
    back = p.choice("back", True, False)
    event = p.choice(
        "event",
        Expr("j", f"j == 0 or j == {d}", "all drawn balls have the same colour"),
        Expr("j", "j >= 1", "at least one of the drawn balls is red"),
        Expr("j", "j == 1", "exactly one of the drawn balls is red"),
        Expr("j", f"j == {d - 1}", "all but one of the drawn balls are red"),
    ) if d > 2 else p.choice(
        "event",
        Expr("j", "j != 1", "both drawn balls have the same colour"),
        Expr("j", "j >= 1", "at least one of the drawn balls is red"),
        Expr("j", "j == 1", "the drawn balls have different colours"),
    )  # fmt: skip
    words = {2: "Two", 3: "Three", 4: "Four"}[d]
    end = d + 1
    often = {2: "Twice", 3: "Three times", 4: "Four times"}[d]

    def solve(r: int, b: int) -> str:
        good = 0
        for j in range(end):
            if event(j):
                if back:
                    good += comb(d, j) * r**j * b ** (d - j)
                else:
                    good += comb(r, j) * comb(b, d - j)
        total = (r + b) ** d if back else comb(r + b, d)
        g = gcd(good, total)
        return f"{good // g}/{total // g}"

    def draw_by_draw(r: int, b: int) -> str:
        odds = [Fraction(1)] + [Fraction(0)] * d
        for i in range(d):
            after = [Fraction(0)] * end
            for j in range(i + 1):
                reds = r if back else r - j
                balls = r + b if back else r + b - i
                if j < d:
                    after[j + 1] += odds[j] * reds / balls
                after[j] += odds[j] * (balls - reds) / balls
            odds = after
        answer = sum((x for j, x in enumerate(odds) if event(j)), Fraction(0))
        return f"{answer.numerator}/{answer.denominator}"

    def other_rule(r: int, b: int) -> str:
        good = 0
        for j in range(end):
            if event(j):
                if back:
                    good += comb(r, j) * comb(b, d - j)
                else:
                    good += comb(d, j) * r**j * b ** (d - j)
        total = comb(r + b, d) if back else (r + b) ** d
        g = gcd(good, total)
        return f"{good // g}/{total // g}"

    def numbers_of_reds(r: int, b: int) -> str:
        good = len([j for j in range(end) if event(j)])
        g = gcd(good, end)
        return f"{good // g}/{end // g}"

    def make(maker: Maker) -> tuple[int, int]:
        return maker.number(1, 1000) + d - 2, maker.number(1, 1000)

    how = (
        f"{often} a ball is drawn, and each time it is put back before the next one is drawn"
        if back
        else f"{words} balls are drawn, one after the other, and not put back"
    )
    return Task(
        titles=("Red and Blue", "Drawing Balls", "The Urn"),
        given=[
            (
                Int("r", d - 1, 998 + d, what="the number of red balls"),
                Int("b", 1, 1000, what="the number of blue balls"),
            )
        ],
        ask=Value(
            f"the probability that {event.words}, as a fraction p/q in lowest terms (0/1 for 0 and "
            "1/1 for 1)",
            python_type="str",
        ),
        formal=f"An urn contains `r` red and `b` blue balls. {how}. Each ball in the urn is "
        "equally likely to be drawn.",
        stories=[
            Story(
                "@who and @friend cannot agree who has to do the dishes, and let a bag decide. "
                f"There are `r` red and `b` blue balls in it. {how}. Nobody looks into the bag, so "
                f"that each ball in it has the same chance. If {event.words}, it is @who's "
                f"turn. Before they start, both want to know exactly how likely that is.".replace(
                    "@who's turn", "the turn of @who"
                ),
            ),
            Story(
                "For the opening of the new [bridge|swimming pool] in @place there is a lottery. A "
                f"drum holds `r` red and `b` blue balls and mixes them well. {how}. The evening "
                f"ends with fireworks if {event.words}. The mayor dislikes numbers with a decimal "
                "point and wants fractions."
            ),
        ],
        solve=solve,
        others=[draw_by_draw],
        wrong=[other_rule, numbers_of_reds],
        cpp=[
            """
            long long choose(long long n, int k) {
                long long result = 1;
                for (int i = 0; i < k; i++) result = result * (n - i) / (i + 1);
                return result;
            }

            string solve(int r, int b) {
                long long good = 0;
                for (int j = 0; j <= $d; j++) {
                    if (!($event(j))) continue;
                    $add
                }
                long long total = $total;
                long long g = __gcd(good, total);
                return to_string(good / g) + "/" + to_string(total / g);
            }
        """
        ],
        params={
            "d": d,
            "add": "long long ways = choose($d, j);\n"
            "for (int i = 0; i < $d; i++) ways *= i < j ? r : b;\n"
            "good += ways;".replace("$d", str(d))
            if back
            else f"good += choose(r, j) * choose(b, {d} - j);",
            "total": " * ".join(["1LL * (r + b)"] + ["(r + b)"] * (d - 1))
            if back
            else f"choose(r + b, {d})",
        },
        make=make,
        edges=[(d - 1, 1), (d, 1), (d, d), (3, 1 + d), (998 + d, 1000)],
        hints=(
            f"How many red balls can there be among the {words.lower()}?",
            "For each such number, count the ways to draw; "
            + ("with putting back" if back else "without putting back")
            + (", these are powers times a binomial coefficient."
               if back else ", these are products of two binomial coefficients."),
            "Add up the good ways, and divide them and the number of all ways by their greatest "
            "common divisor.",
        ),
        explanation="The ways to draw exactly j red balls are "
        + ("C(d, j) r^j b^(d-j) of (r + b)^d" if back else "C(r, j) C(b, d-j) of C(r + b, d)")
        + f", with d = {d}. In whole numbers nothing is rounded.",
        call="exact_odds",
    )  # fmt: skip
