"""Words that read the same backwards, or nearly."""

from __future__ import annotations

from collections import Counter

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import LETTERS, Maker
from shortlist_engine.bank.task import Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Word, Words


@family(1000, "strings", "two pointers")
def mirror_repairs(p: Parameters) -> Task:
    cost = p.choice("cost", "one", "steps", "ring", "up")
    block = p.choice("block", False, True)
    price = {
        "one": "Replacing a letter by any other letter costs 1.",
        "steps": "Moving a letter to a neighbour in the alphabet (b to a or c, for example; a "
        "and z are "
        "no neighbours) costs 1.",
        "ring": "Moving a letter to a neighbour in the alphabet costs 1, and a and z count as "
        "neighbours.",
        "up": "Letters can only grow: replacing a letter by the next one in the alphabet costs "
        "1, and z "
        "stays z.",
    }[cost]
    locked = (
        " For the first and the last letter of the string all costs are doubled." if block else ""
    )

    def solve(s: str) -> int:
        n = len(s)
        total = 0
        for i in range(n // 2):
            d = abs(ord(s[i]) - ord(s[n - 1 - i]))
            if cost == "one":
                d = min(d, 1)
            elif cost == "ring":
                d = min(d, 26 - d)
            if block and i == 0:
                d *= 2
            total += d
        return total

    def two_pointers(s: str) -> int:
        i, j = 0, len(s) - 1
        total = 0
        while i < j:
            x, y = sorted((ord(s[i]), ord(s[j])))
            if cost == "one":
                price_here = 1 if x != y else 0
            elif cost == "ring":
                price_here = min(y - x, x + 26 - y)
            else:
                price_here = y - x
            total += price_here
            if block:
                total += price_here if i == 0 else 0
            i += 1
            j -= 1
        return total

    def both_sides(s: str) -> int:
        n = len(s)
        total = 0
        for i in range(n):
            d = abs(ord(s[i]) - ord(s[n - 1 - i]))
            total += min(d, 1) if cost == "one" else min(d, 26 - d) if cost == "ring" else d
        return total

    def counts(s: str) -> int:
        odd = sum(s.count(c) % 2 for c in set(s))
        return odd // 2

    return Task(
        titles=("Mirror Repairs", "Towards a Palindrome", "The Symmetric Fence"),
        given=[Word("s", 1, 10**5)],
        ask=Value("the least total cost of making `s` a palindrome"),
        formal="A string is a palindrome if it reads the same forwards and backwards. The "
               "letters of `s` "
        f"can be changed one by one. {price}{locked}",
        stories=[
            Story(
                "A fence has boards with letters on them; from left to right they give the "
                "string `s`. Since "
                "it can be seen from both sides, the owner wants it to read the same from the "
                "garden and "
                f"from the street. The carpenter names his prices. {price}{locked} Boards "
                "cannot be moved.",
                "How much does the owner have to pay at least?",
            ),
            Story(
                "@who writes computer music. A melody is a string of lowercase letters, and "
                "those melodies "
                "sound best that stay the same when they are played backwards. The melody `s` "
                "is not yet of "
                f"this kind, perhaps. @who may change its letters. {price}{locked}",
                "What does it cost at least until the melody sounds best?",
            ),
        ],
        solve=solve, others=[two_pointers], wrong=[both_sides, counts],
        cpp=["""
            int solve(string s) {
                int n = s.size(), total = 0;
                for (int i = 0; i < n / 2; i++) {
                    int d = abs(s[i] - s[n - 1 - i]);
                    d = $price;
                    total += $weight;
                }
                return total;
            }
        """],
        params={
            "price": {"one": "min(d, 1)", "ring": "min(d, 26 - d)"}.get(cost, "d"),
            "weight": "i == 0 ? 2 * d : d" if block else "d",
        },
        edges=[("a",), ("az",), ("abca",)],
        hints=(
            "Which letters have to be equal at the end?",
            "The first letter belongs to the last, the second to the last but one, and so on. "
            "These pairs "
            "do not influence each other.",
            "What is the cheapest way to make the two letters of one pair equal?",
        ),
        explanation="A palindrome consists of pairs of equal letters, mirrored at the middle. "
                    "Each pair is "
        "repaired in the cheapest way, and the costs add up.",
        call="repair_cost",
    )  # fmt: skip


@family(1200, "strings", "data structures", "implementation")
def mirrored_partners(p: Parameters) -> Task:
    what = p.choice("what", "pairs", "words", "longest", "first")
    same = p.choice("same", True, False)
    alone = (
        "A word that is a palindrome has a partner only in another word of the list that is "
        "equal to it."
        if same
        else "A word that is equal to its own mirror image is called round; round words have no "
        "partners."
    )
    noun = {
        "pairs": "the number of pairs of positions `i < j` whose words are partners",
        "words": "the number of words of the list that have at least one partner",
        "longest": "the length of the longest word that has a partner, or 0 if none has",
        "first": "the position of the first word that has a partner somewhere in the list, or 0",
    }[what]

    def solve(n: int, words: list[str]) -> int:
        count = Counter(words)
        pairs = 0
        having = 0
        longest = first = 0
        for i in range(n):
            word = words[i]
            mirrored = word[::-1]
            partners = count[mirrored]
            if word == mirrored:
                partners = partners - 1 if same else 0
            pairs += partners
            if partners > 0:
                having += 1
                longest = max(longest, len(word))
                if first == 0:
                    first = i + 1
        if what == "pairs":
            return pairs // 2
        if what == "words":
            return having
        return longest if what == "longest" else first

    def comparing(n: int, words: list[str]) -> int:
        pairs = []
        for i in range(n):
            for j in range(i + 1, n):
                if words[i] == words[j][::-1] and (same or words[i] != words[j]):
                    pairs.append((i, j))
        if what == "pairs":
            return len(pairs)
        having = {x for pair in pairs for x in pair}
        if what == "words":
            return len(having)
        if what == "longest":
            return max((len(words[i]) for i in having), default=0)
        return min(having) + 1 if having else 0

    def with_itself(n: int, words: list[str]) -> int:
        having = [i for i in range(n) if words[i][::-1] in words]
        if what == "pairs":
            return sum(words.count(words[i][::-1]) for i in having) // 2
        if what == "words":
            return len(having)
        if what == "longest":
            return max((len(words[i]) for i in having), default=0)
        return having[0] + 1 if having else 0

    def make(maker: Maker) -> tuple[int, list[str]]:
        n = maker.count(1, 10**4)
        words: list[str] = []
        for _ in range(n):
            kind = maker.rng.random()
            if words and kind < 0.3:
                words.append(maker.pick(words)[::-1])
            elif kind < 0.45:
                half = maker.word(maker.rng.randint(1, 3), "abcde")
                words.append(half + half[::-1])
            else:
                words.append(maker.word(maker.rng.randint(1, 7), "abcdefgh"))
        maker.rng.shuffle(words)
        return n, words

    return Task(
        titles=("Mirrored Partners", "Dance of the Words", "Two Sides of a Word"),
        given=[Count("n", 1, 10**4, what="the number of words"), Words("words", "n", 1, 8)],
        ask=Value(noun),
        formal="The mirror image of a word has the same letters in the opposite order. Two "
               "words at different "
        f"positions of a list are partners if one is the mirror image of the other. {alone} "
        "Positions "
        "are counted from 1.",
        stories=[
            Story(
                "For the dance of the words in @place, every dancer gets a word on a ribbon; "
                "`n` dancers have "
                "come, and they stand in a line, numbered from 1. Two of them may dance with "
                "each other if "
                "the word of one, read from right to left, is the word of the other: they are "
                "partners then. "
                f"{alone}"
            ),
            Story(
                "While cleaning the attic, @who finds `n` rubber stamps with words on them and "
                "numbers them "
                "from 1 in the order in which they turn up. A stamp shows its word mirrored. So "
                "two stamps "
                "are called partners if the word of one equals the word of the other read "
                "backwards. "
                f"{alone}"
            ),
        ],
        solve=solve, others=[], wrong=[with_itself], slow=[comparing],
        cpp=["""
            $type solve(int n, vector<string> words) {
                map<string, int> count;
                for (auto& word : words) count[word]++;
                long long pairs = 0;
                int having = 0, longest = 0, first = 0;
                for (int i = 0; i < n; i++) {
                    string mirrored(words[i].rbegin(), words[i].rend());
                    int partners = count[mirrored];
                    if (mirrored == words[i]) partners = $round;
                    pairs += partners;
                    if (partners > 0) {
                        having++;
                        longest = max(longest, (int)words[i].size());
                        if (first == 0) first = i + 1;
                    }
                }
                return $result;
            }
        """],
        params={
            "type": "long long" if what == "pairs" else "int",
            "round": "partners - 1" if same else "0",
            "result": {"pairs": "pairs / 2", "words": "having"}.get(what, what),
        },
        make=make,
        hints=(
            "How many partners does one word have? Comparing all pairs takes too long.",
            "Count the words in a dictionary, and look up the mirror image of each.",
            "Be careful with words that are their own mirror images: they find themselves.",
        ),
        explanation="With a dictionary of counts the partners of a word are found at once; each "
                    "pair is "
        "seen from both of its words.",
        call="mirrored_partners",
    )  # fmt: skip


@family(1300, "strings", "two pointers", "dp")
def palindrome_census(p: Parameters) -> Task:
    kind = p.choice("kind", "all", "even", "odd")
    what = p.choice("what", "count", "longest", "ends")
    k = p.int("k", 2, 4) if what != "longest" else 2
    of = {"all": "", "even": " of even length", "odd": " of odd length"}[kind]
    noun = {
        "count": f"the number of substrings{of} with at least {k} letters that are palindromes",
        "longest": f"the length of the longest palindromic substring{of}, or 0 if there is none",
        "ends": f"the number of positions of `s` at which no palindromic substring{of} with at "
        f"least {k} "
        "letters begins",
    }[what]

    def solve(s: str) -> int:
        n = len(s)
        count = longest = 0
        begins = [False] * n
        for center in range(2 * n - 1):
            i, j = center // 2, (center + 1) // 2
            if kind != "all" and (j - i == 0) == (kind == "even"):
                continue
            while i >= 0 and j < n and s[i] == s[j]:
                longest = max(longest, j - i + 1)
                if j - i + 1 >= k:
                    count += 1
                    begins[i] = True
                i -= 1
                j += 1
        if what == "count":
            return count
        return longest if what == "longest" else begins.count(False)

    def by_table(s: str) -> int:
        n = len(s)
        good = [[True] * (n + 1) for _ in range(n + 1)]
        lengths = []
        begins = set()
        for i in range(n - 1, -1, -1):
            for j in range(i + 1, n):
                good[i][j] = s[i] == s[j] and good[i + 1][j - 1]
            for j in range(i, n):
                length = j - i + 1
                if good[i][j] and (kind == "all" or length % 2 == (1 if kind == "odd" else 0)):
                    lengths.append(length)
                    if length >= k:
                        begins.add(i)
        if what == "count":
            return sum(1 for x in lengths if x >= k)
        return max(lengths, default=0) if what == "longest" else n - len(begins)

    def checking_all(s: str) -> int:
        n = len(s)
        count = longest = 0
        begins = set()
        for i in range(n):
            for j in range(i, n):
                part = s[i : j + 1]
                if kind == "even":
                    if len(part) % 2 == 1:
                        continue
                elif kind == "odd" and len(part) % 2 == 0:
                    continue
                if part == part[::-1]:
                    longest = max(longest, len(part))
                    if len(part) >= k:
                        count += 1
                        begins.add(i)
        if what == "count":
            return count
        return longest if what == "longest" else n - len(begins)

    def distinct(s: str) -> int:
        n = len(s)
        found = set()
        for i in range(n):
            for j in range(i + k, min(n, i + k + 1) + 1):
                if s[i:j] == s[i:j][::-1]:
                    found.add(s[i:j])
        if what == "count":
            return len(found)
        if what == "longest":
            return max((len(x) for x in found), default=0)
        return n - len(found)

    def make(maker: Maker) -> tuple[str]:
        n = maker.count(1, 700)
        if maker.chance(0.15):
            return (maker.pick("ax") * n,)
        return (maker.word(n, maker.pick(["ab", "ab", "abc", LETTERS])),)

    return Task(
        titles=("Palindrome Census", "Mirrors in a String", "Symmetric Pieces"),
        given=[Word("s", 1, 700)],
        ask=Value(noun),
        formal="A substring of `s` consists of consecutive letters of it. A palindrome reads "
               "the same "
        "forwards and backwards. Substrings at different places count separately even when they "
        "are equal.",
        stories=[
            Story(
                "Along the wall of the town hall of @place runs a frieze: a row of tiles, each "
                "with a letter "
                "on it, together `s`. A restorer looks for symmetric pieces. A piece consists of "
                "neighbouring tiles, and it is symmetric when its letters make a palindrome, "
                "that is, read "
                "the same from the left and from the right. Pieces at different places are "
                "different."
                " In her report the pieces are called substrings."
            ),
            Story(
                "Biologists found a creature whose genome is written with lowercase letters "
                "instead of the "
                "usual four. One of its genes is `s`. Where consecutive letters form a "
                "substring that is "
                "the same in both directions, a palindrome, the molecule can fold. The place "
                "matters, so "
                "equal substrings at different places are counted one by one."
            ),
        ],
        solve=solve, others=[by_table, checking_all], wrong=[distinct],
        time_s=1.0,
        cpp=["""
            int solve(string s) {
                int n = s.size(), count = 0, longest = 0;
                vector<bool> begins(n);
                for (int center = 0; center < 2 * n - 1; center++) {
                    int i = center / 2, j = (center + 1) / 2;
                    $skip
                    while (i >= 0 && j < n && s[i] == s[j]) {
                        longest = max(longest, j - i + 1);
                        if (j - i + 1 >= $k) {
                            count++;
                            begins[i] = true;
                        }
                        i--;
                        j++;
                    }
                }
                return $result;
            }
        """],
        params={
            "k": k,
            "skip": {
                "all": "", "even": "if (i == j) continue;", "odd": "if (i != j) continue;"
            }[kind],
            "result": {"ends": "std::count(begins.begin(), begins.end(), false)"}.get(what, what),
        },
        make=make,
        hints=(
            "Where is the middle of a palindrome?",
            "A middle is a letter or the gap between two letters; there are `2n - 1` of them.",
            "From each middle go outwards as long as the letters on both sides are equal.",
        ),
        explanation="Every palindromic substring is found exactly once from its middle, by "
                    "growing it "
        "letter by letter; that takes `n^2` steps at most.",
        call="palindrome_census",
    )  # fmt: skip


@family(1200, "strings", "two pointers")
def almost_palindrome(p: Parameters) -> Task:
    how = p.choice("how", "delete", "insert", "replace", "swap")
    must = p.choice("must", True, False)
    act = {
        "delete": "deleting exactly one letter",
        "insert": "inserting exactly one letter anywhere (also at the ends)",
        "replace": "replacing exactly one letter by a different letter",
        "swap": "exchanging two neighbouring letters exactly once (they may be equal)",
    }[how]
    condition = f"`s` can be made a palindrome by {act}"
    if not must:
        condition = f"`s` is a palindrome or can be made one by {act}"

    def solve(s: str) -> bool:
        n = len(s)
        i, j = 0, n - 1
        while i < j and s[i] == s[j]:
            i += 1
            j -= 1
        if how == "replace":
            bad = sum(s[a] != s[n - 1 - a] for a in range(n // 2))
            return bad == 1 or (bad == 0 and (n % 2 == 1 if must else True))
        if i >= j and (how != "swap" or not must):
            return True
        if how == "swap":
            if i >= j:
                return (n % 2 == 0 and n > 0) or any(s[a] == s[a + 1] for a in range(n - 1))
            for a in (i - 1, i, j - 1, j):
                if 0 <= a < n - 1:
                    t = s[:a] + s[a + 1] + s[a] + s[a + 2 :]
                    if t == t[::-1]:
                        return True
            return False
        left, right = s[i + 1 : j + 1], s[i:j]
        return left == left[::-1] or right == right[::-1]

    def trying_all(s: str) -> bool:
        n = len(s)
        results = []
        if not must:
            results.append(s)
        if how == "delete" or how == "insert":
            for i in range(n):
                results.append(s[:i] + s[i + 1 :])
        if how == "replace":
            for i in range(n):
                for c in (s[n - 1 - i], "?"):
                    if c != s[i]:
                        results.append(s[:i] + c + s[i + 1 :])
        if how == "swap":
            for i in range(n - 1):
                results.append(s[:i] + s[i + 1] + s[i] + s[i + 2 :])
        return any(t == t[::-1] for t in results)

    def greedy_left(s: str) -> bool:
        n = len(s)
        if how == "replace":
            return sum(s[a] != s[n - 1 - a] for a in range(n // 2)) <= (1 if must else 0)
        if how == "swap":
            return sum(s.count(c) % 2 for c in set(s)) <= 1
        for i in range(n // 2):
            if s[i] != s[n - 1 - i]:
                t = s[:i] + s[i + 1 :]
                return t == t[::-1]
        return True

    def make(maker: Maker) -> tuple[str]:
        n = maker.count(2, 3000)
        half = list(maker.word(n // 2, maker.pick(["ab", "abc", LETTERS])))
        word = half + (["k"] if n % 2 else []) + half[::-1]
        kind = maker.rng.random()
        i = maker.rng.randrange(len(word))
        if kind < 0.3:
            word.insert(i, maker.pick("abk"))
        elif kind < 0.6:
            word[i] = maker.pick("abk")
        elif kind < 0.75 and i + 1 < len(word):
            word[i], word[i + 1] = word[i + 1], word[i]
        elif kind < 0.9:
            word[i] = maker.pick("abk")
            word[0] = maker.pick("abk")
        return ("".join(word[:3000]),)

    return Task(
        titles=("Almost a Palindrome", "One Step Away", "The Nearly Round Word"),
        given=[Word("s", 2, 3000)],
        ask=Decide(condition),
        formal="A string that reads the same forwards and backwards is a palindrome.",
        stories=[
            Story(
                "Words that read the same in both directions are called palindromes, and in "
                "@place they are "
                "carved over doors because they bring luck to those who enter and to those who "
                "leave. The "
                "mason has just finished the word `s` when the owner of the house begins to "
                "doubt. The stone "
                f"would survive {act}, but no more than this.",
            ),
            Story(
                "@who types with two fingers and makes at most one mistake per word. Now @who "
                "shall type a "
                "palindrome, which is a word that is the same when it is read backwards. On the "
                "screen stands "
                "`s`. What @who knows for sure is that the mistake, if there was one, can be "
                f"repaired by {act}."
                if not must
                else "@who has a riddle for @friend: a word that reads the same backwards was "
                     "damaged, and "
                f"`s` was left. The damage, so the riddle goes on, is repaired by {act}; even "
                "if the word "
                "looks whole, this must be done. @friend suspects that the riddle has no "
                "solution at all."
            ),
        ],
        solve=solve, others=[trying_all], wrong=[greedy_left],
        cpp=["""
            bool palindrome(const string& s) {
                return equal(s.begin(), s.end(), s.rbegin());
            }

            bool solve(string s) {
                int n = s.size(), i = 0, j = n - 1, bad = 0;
                for (int a = 0; a < n / 2; a++) bad += s[a] != s[n - 1 - a];
                while (i < j && s[i] == s[j]) {
                    i++;
                    j--;
                }
                $decide
            }
        """],
        params={"decide": {
            "replace": "return bad == 1 || (bad == 0 && $rest);".replace(
                "$rest", "n % 2 == 1" if must else "true"),
            "swap": ("if (bad == 0) {\n"
            "                    for (int a = 0; a + 1 < n; a++) {\n"
            "                        if (s[a] == s[a + 1]) return true;\n"
            "                    }\n"
            "                    return false;\n"
            "                }" if must else "if (bad == 0) return true;")
            + "\n                for (int a : {i - 1, i, j - 1, j}) {\n"
            "                    if (a < 0 || a + 1 >= n) continue;\n"
            "                    string t = s;\n"
            "                    swap(t[a], t[a + 1]);\n"
            "                    if (palindrome(t)) return true;\n"
            "                }\n"
            "                return false;",
        }.get(how, "return bad == 0 || palindrome(s.substr(i + 1, j - i)) || "
              "palindrome(s.substr(i, j - i));")},
        make=make,
        hints=(
            "Compare the letters from both ends. What happens at the first place where they "
            "differ?",
            "At this place one of the two letters has to be involved.",
            {
                "delete": "Skip one or the other of the two letters and test what is left in "
                          "between.",
                "insert": "Inserting a partner for a letter works exactly when deleting the "
                          "letter does.",
                "replace": "Count the pairs that differ; mind that something must happen, if it "
                           "must.",
                "swap": "Only exchanges that touch one of the two letters can help.",
            }[how],
        ),
        explanation="Outside of the first pair that differs everything is mirrored already, so "
                    "only a few "
        "changes have to be tried, each tested in linear time.",
        call="almost_palindrome",
    )  # fmt: skip


@family(1300, "strings", "greedy")
def cheapest_symmetric(p: Parameters) -> Task:
    small = p.choice("small", True, False)
    keep = p.choice("keep", "least", "limit")
    digits = p.choice("digits", True, False)
    alphabet = "0123456789" if digits else LETTERS
    best_sign = ("0" if digits else "a") if small else ("9" if digits else "z")
    kind = "digits" if digits else "lowercase English letters"
    sign = "digit" if digits else "letter"
    order = "smallest" if small else "largest"

    def solve(n: int, k: int, s: str) -> str:
        t = list(s)
        need = sum(s[i] != s[n - 1 - i] for i in range(n // 2))
        if keep == "limit" and need > k:
            return "impossible"
        spare = k - need
        for i in range(n // 2):
            j = n - 1 - i
            if s[i] != s[j]:
                t[i] = t[j] = min(s[i], s[j]) if small else max(s[i], s[j])
                if keep == "limit" and t[i] != best_sign and spare >= 1:
                    t[i] = t[j] = best_sign
                    spare -= 1
            elif keep == "limit" and s[i] != best_sign and spare >= 2:
                t[i] = t[j] = best_sign
                spare -= 2
        if keep == "limit" and n % 2 == 1 and spare > 0:
            t[n // 2] = best_sign
        return "".join(t)

    def by_halves(n: int, k: int, s: str) -> str:
        half = ""
        left = k
        later = [0] * (n // 2 + 1)
        for i in range(n // 2 - 1, -1, -1):
            later[i] = later[i + 1] + (1 if s[i] != s[n - 1 - i] else 0)
        if keep == "limit" and later[0] > k:
            return "impossible"
        for i in range(n // 2):
            pair = (s[i], s[n - 1 - i])
            choice = min(pair) if small else max(pair)
            if keep == "limit":
                changes = 2 - pair.count(best_sign)
                if left - changes >= later[i + 1]:
                    choice = best_sign
                left -= 2 - pair.count(choice)
            half += choice
        middle = s[n // 2 : n - n // 2]
        if keep == "limit" and middle and left > 0:
            middle = best_sign
        return half + middle + half[::-1]

    def copy_left(n: int, k: int, s: str) -> str:
        half = s[: n // 2]
        if keep == "limit":
            need = sum(s[i] != s[n - 1 - i] for i in range(n // 2))
            if need > k:
                return "impossible"
        return half + s[n // 2 : n - n // 2] + half[::-1]

    def careless(n: int, k: int, s: str) -> str:
        t = list(s)
        need = sum(s[i] != s[n - 1 - i] for i in range(n // 2))
        if keep == "limit" and need > k:
            return "impossible"
        for i in range(n // 2):
            x, y = s[i], s[n - 1 - i]
            t[i] = t[n - 1 - i] = (
                (max(x, y) if small else min(x, y))
                if keep == "least"
                else (min(x, y) if small else max(x, y))
            )
        return "".join(t)

    def make(maker: Maker) -> tuple[int, int, str]:
        n = maker.count(1, 10**5)
        half = maker.word((n + 1) // 2, maker.pick([alphabet, alphabet[:2] + alphabet[-2:]]))
        s = list(half + half[: n // 2][::-1])
        changes = maker.rng.randint(0, 3)
        for _ in range(changes):
            s[maker.rng.randrange(n)] = maker.pick(alphabet)
        return n, maker.rng.randint(0, min(n, changes + maker.rng.randint(0, 3))), "".join(s)

    if keep == "least":

        def solve_least(n: int, s: str) -> str:
            t = list(s)
            for i in range(n // 2):
                t[i] = t[n - 1 - i] = min(s[i], s[n - 1 - i]) if small else max(s[i], s[n - 1 - i])
            return "".join(t)

        def by_pairs(n: int, s: str) -> str:
            back = s[::-1]
            return "".join(min(s[i], back[i]) if small else max(s[i], back[i]) for i in range(n))

        def copies(n: int, s: str) -> str:
            half = s[: n // 2]
            return half + s[n // 2 : n - n // 2] + half[::-1]

        def make_least(maker: Maker) -> tuple[int, str]:
            n, _, s = make(maker)
            return n, s

    limit = (
        f"At most `k` {sign}s may be replaced by other {sign}s, where a {sign} counts once "
        "however often "
        "it is replaced." if keep == "limit"
        else f"As few {sign}s as possible are to be replaced by other {sign}s."
    )  # fmt: skip
    order_says = (
        f"Among all palindromes that can be reached, the {order} in "
        f"{'numerical' if digits else 'alphabetical'} order is wanted"
        f"{', leading zeros being allowed' if digits else ''}."
    )
    size = Count("n", 1, 10**5, what="the length of the string")
    return Task(
        titles=("Cheap and Symmetric", "The Best Palindrome", "Few Replacements"),
        given=[
            (size, Int("k", 0, "n", what="how many may be replaced")) if keep == "limit" else size,
            Word("s", size="n", alphabet=alphabet, letters=kind),
        ],
        ask=Value(f"the {order} palindrome that can be reached", python_type="str"),
        formal=f"A string `s` of {kind} has length `n`. {limit} {order_says} A palindrome reads "
               "the same "
        "forwards and backwards.",
        notes="If no palindrome can be reached, the answer is the word impossible."
        if keep == "limit"
        else "",
        stories=[
            Story(
                f"The owner of a taxi company has a licence plate with `n` {sign}s on it, `s`, "
                "and would love "
                "to have one that reads the same in the mirror. The office in @place allows "
                "changes, but "
                f"officials hate work. {limit} {order_says}"
            ),
            Story(
                f"A lock has `n` rings in a row that show `s`, each ring a {sign}. It opens for "
                "every "
                "combination that is a palindrome, so that it is the same from the left and "
                "from the right, "
                f"but rings are stiff. {limit} {order_says} That combination sounds best to @who."
            ),
        ],
        solve=solve_least if keep == "least" else solve,
        others=[by_pairs] if keep == "least" else [by_halves],
        wrong=[copies] if keep == "least" else [copy_left, careless],
        cpp=["""
            string solve(int n, $argument string s) {
                string t = s;
                $check
                for (int i = 0; i < n / 2; i++) {
                    int j = n - 1 - i;
                    t[i] = t[j] = $pick(s[i], s[j]);
                    $more
                }
                $middle
                return t;
            }
        """],
        params={
            "argument": "int k," if keep == "limit" else "",
            "pick": "min" if small else "max",
            "check": "" if keep == "least" else
            "int spare = k;\n"
            "                for (int i = 0; i < n / 2; i++) spare -= s[i] != s[n - 1 - i];\n"
            "                if (spare < 0) return \"impossible\";",
            "more": "" if keep == "least" else
            "int extra = s[i] == s[j] ? 2 : 1;\n"
            f"                    if (t[i] != '{best_sign}' && spare >= extra) {{\n"
            f"                        t[i] = t[j] = '{best_sign}';\n"
            "                        spare -= extra;\n"
            "                    }",
            "middle": "" if keep == "least" else
            f"if (n % 2 == 1 && spare > 0) t[n / 2] = '{best_sign}';",
        },
        make=make_least if keep == "least" else make,
        hints=(
            f"Each {sign} of the left half has a partner in the right half. Which pairs must be "
            "changed?",
            f"In a pair of different {sign}s, one change is enough. Which of the two should stay?",
            "Choose the better of the two." if keep == "least"
            else "First count the changes that are necessary. Spend what is left from the left "
                 "end on, to "
            f"put {best_sign} into whole pairs.",
        ),
        explanation="Pairs that differ need one change each, and the better of the two is kept"
        + (
            "." if keep == "least"
            else "; the changes that are left over improve the pairs from the outside to the "
                 "inside, since "
            "the first places matter most."
        ),
        call="best_palindrome",
    )  # fmt: skip
