"""The letters of one word: counting, comparing, changing them."""

from __future__ import annotations

from collections import Counter

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import LETTERS, Maker
from shortlist_engine.bank.task import Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Word

MIXED = LETTERS + LETTERS.upper()


@family(800, "strings", "implementation")
def tidy_case(p: Parameters) -> Task:
    how = p.choice("how", "majority", "swap", "ends", "vowels", "alternate", "first")
    rule = {
        "majority": "if it has more uppercase than lowercase letters, all letters become "
        "uppercase; "
        "otherwise all become lowercase",
        "swap": "each uppercase letter becomes lowercase and each lowercase letter uppercase",
        "ends": "the first and the last letter become uppercase and all others lowercase",
        "vowels": "the vowels (a, e, i, o, u in either case) become uppercase and all other "
        "letters "
        "lowercase",
        "alternate": "the letters at odd positions (counted from 1) become uppercase and those "
        "at even "
        "positions lowercase",
        "first": "all letters keep the case of the first one: all become uppercase if the first is "
        "uppercase, else all become lowercase",
    }[how]

    def solve(s: str) -> str:
        if how == "majority":
            upper = sum(1 for c in s if c.isupper())
            return s.upper() if upper > len(s) - upper else s.lower()
        if how == "swap":
            return s.swapcase()
        if how == "first":
            return s.upper() if s[0].isupper() else s.lower()
        result = ""
        for i in range(len(s)):
            if how == "ends":
                upper = i == 0 or i == len(s) - 1
            elif how == "vowels":
                upper = s[i] in "aeiouAEIOU"
            else:
                upper = i % 2 == 0
            result += s[i].upper() if upper else s[i].lower()
        return result

    def in_list(s: str) -> str:
        letters = list(s.lower())
        if how == "majority":
            changed = sum(letters[i] != s[i] for i in range(len(s)))
            return s.upper() if 2 * changed > len(s) else s.lower()
        if how == "first":
            return "".join(letters) if s[0] == letters[0] else s.upper()
        for i in range(len(letters)):
            if how == "swap":
                if s[i] == letters[i]:
                    letters[i] = s[i].upper()
            elif how == "vowels":
                if letters[i] in "aeiou":
                    letters[i] = letters[i].upper()
            elif how == "alternate":
                if i % 2 == 0:
                    letters[i] = letters[i].upper()
            elif i in (0, len(s) - 1):
                letters[i] = letters[i].upper()
        return "".join(letters)

    def hasty(s: str) -> str:
        if how == "majority":
            upper = sum(1 for c in s if c.isupper())
            return s.upper() if upper >= len(s) - upper else s.lower()
        if how == "first":
            return s[0] + s[1:].lower()
        if how == "swap":
            return s.upper() if s[0].islower() else s.lower()
        if how == "ends":
            return s[0].upper() + s[1:].lower()
        if how == "vowels":
            return "".join(c.upper() if c in "aeiou" else c for c in s)
        return "".join(s[i].lower() if i % 2 == 0 else s[i].upper() for i in range(len(s)))

    return Task(
        titles=("Tidy Case", "Caps Lock", "The Sign Painter"),
        given=[Word("s", 1, 100, alphabet=MIXED, letters="lowercase and uppercase English "
                                                         "letters")],
        ask=Value("the word after the change", python_type="str"),
        formal=f"The word `s` is changed by the following rule: {rule}.",
        stories=[
            Story(
                "The sign painter of @place gets his orders by telephone, writes them down in a "
                "hurry "
                "and mixes large and small letters as they come. Before he paints a sign he brings "
                f"order into it. His rule is simple: {rule}. The note on his desk says `s`.",
                "What will stand on the sign?",
            ),
            Story(
                "@who shares a computer with @friend, whose Caps Lock key is broken, so words "
                "arrive in a "
                "wild mixture of uppercase and lowercase letters. A small program corrects each "
                "word that "
                f"was typed: {rule}. The last word was `s`.",
                "How does the program show it?",
            ),
        ],
        solve=solve, others=[in_list], wrong=[hasty],
        cpp=["""
            string solve(string s) {
                int n = s.size(), big = 0;
                for (char c : s) big += isupper(c) != 0;
                string result = s;
                for (int i = 0; i < n; i++) {
                    if ($upper) result[i] = toupper(s[i]);
                    else result[i] = tolower(s[i]);
                }
                return result;
            }
        """],
        params={"upper": {
            "majority": "2 * big > n", "swap": "islower(s[i])", "ends": "i == 0 || i == n - 1",
            "vowels": 'strchr("aeiouAEIOU", s[i])', "alternate": "i % 2 == 0",
            "first": "isupper(s[0])",
        }[how]},
        hints=(
            "Languages have functions that change the case of a letter.",
            "Decide for each letter whether it becomes uppercase, and build a new string.",
            f"Follow the rule literally: {rule}.",
        ),
        explanation="The new word is built letter by letter in one pass.",
        call="tidy_case",
    )  # fmt: skip


@family(1000, "strings", "implementation")
def letters_apart(p: Parameters) -> Task:
    what, far = p.entry("what", {
        "same, far": ("same", True), "same, near": ("same", False), "kinds": ("kinds", True),
        "ends, far": ("ends", True), "ends, near": ("ends", False),
    })  # fmt: skip
    extreme = "largest" if far else "smallest"
    pair = {
        "same": "two equal letters",
        "kinds": "two different letters",
        "ends": "a letter a and a letter b (in either order)",
    }[what]

    def solve(n: int, s: str) -> int:
        best = -1
        if what == "same":
            last: dict[str, int] = {}
            for i in range(n):
                if s[i] in last:
                    distance = i - last[s[i]]
                    if best == -1 or (distance > best if far else distance < best):
                        best = distance
                if not far or s[i] not in last:
                    last[s[i]] = i
            return best
        for i in range(n):
            for j in range(i):
                if s[i] != s[j] if what == "kinds" else s[i] + s[j] in ("ab", "ba"):
                    distance = i - j
                    if best == -1 or (distance > best if far else distance < best):
                        best = distance
        return best

    def all_pairs(n: int, s: str) -> int:
        distances = []
        for i in range(n):
            for j in range(i + 1, n):
                if (
                    (what == "same" and s[i] == s[j])
                    or (what == "kinds" and s[i] != s[j])
                    or (what == "ends" and {s[i], s[j]} == {"a", "b"})
                ):
                    distances.append(j - i)
        if not distances:
            return -1
        return max(distances) if far else min(distances)

    def between(n: int, s: str) -> int:
        for d in range(n - 1, 0, -1) if far else range(1, n):
            for i in range(n - d):
                if what == "same" and s[i] == s[i + d]:
                    return d - 1
                if what == "kinds" and s[i] != s[i + d]:
                    return d - 1
                if what == "ends" and {s[i], s[i + d]} == {"a", "b"}:
                    return d - 1
        return -1

    def zero_for_none(n: int, s: str) -> int:
        for d in range(n - 1, 0, -1) if far else range(1, n):
            for i in range(n - d):
                if what == "same" and s[i] == s[i + d]:
                    return d
                if what == "kinds" and s[i] != s[i + d]:
                    return d
                if what == "ends" and {s[i], s[i + d]} == {"a", "b"}:
                    return d
        return 0

    def make(maker: Maker) -> tuple[int, str]:
        n = maker.count(1, 300)
        letters = maker.pick(["ab", "abc", "abxyz", LETTERS])
        if maker.chance(0.3):
            return n, (maker.pick(letters) * n)
        if maker.chance(0.4):
            first, second = maker.rng.sample(letters, 2)
            cut = maker.rng.randint(0, n)
            return n, first * cut + second * (n - cut)
        return n, "".join(maker.rng.choices(letters, k=n))

    return Task(
        titles=("Letters Apart", "Distance of Letters", "Beads on a String"),
        given=[Count("n", 1, 300), Word("s", size="n")],
        ask=Value(f"the {extreme} distance between {pair} in `s`, or -1 if there is no such pair"),
        formal="The distance between the letters at positions `i` and `j` of a string is `|i - "
               "j|`, so "
        "neighbours have distance 1.",
        stories=[
            Story(
                "A necklace of `n` glass beads lies stretched out on the jeweller's table. "
                "Every bead "
                "carries a letter, and read from left to right they give `s`. Neighbouring "
                "beads are one "
                f"centimetre apart. A customer wants to know the {extreme} distance, in "
                "centimetres, "
                f"between {pair} on this necklace. If the necklace has no such pair, the "
                "jeweller says "
                "-1."
            ),
            Story(
                "Along the only street of @place stand `n` lamp posts, one every ten steps, and "
                "the "
                "council has painted a letter on each: `s_1` on the first, `s_2` on the second "
                "and so on. "
                f"@who walks between {pair} and counts lamp posts: from one post to the next is "
                "distance "
                f"1. @who is interested in the {extreme} such distance; if there is no pair of "
                "this "
                "kind, the answer is -1."
            ),
        ],
        solve=solve, others=[all_pairs], wrong=[between, zero_for_none],
        cpp=["""
            int solve(int n, string s) {
                int best = -1;
                for (int i = 0; i < n; i++) {
                    for (int j = i + 1; j < n; j++) {
                        bool fits = $fits;
                        if (fits && (best == -1 || j - i $than best)) best = j - i;
                    }
                }
                return best;
            }
        """],
        params={
            "fits": {
                "same": "s[i] == s[j]", "kinds": "s[i] != s[j]",
                "ends": "(s[i] == 'a' && s[j] == 'b') || (s[i] == 'b' && s[j] == 'a')",
            }[what],
            "than": ">" if far else "<",
        },
        hints=(
            "With 300 letters there are few enough pairs to look at all of them.",
            "For each pair of positions check whether its letters are of the wanted kind.",
            f"Keep the {extreme} difference of positions, and start with -1 for none.",
        ),
        explanation="All pairs of positions are tried, which is `n^2 / 2` steps at most.",
        call="letters_apart",
    )  # fmt: skip


@family(1000, "strings", "implementation")
def well_mixed_word(p: Parameters) -> Task:
    rule = p.entry("rule", {
        "even": "every letter that occurs in `s` occurs an even number of times",
        "same": "all letters that occur in `s` occur equally often",
        "distinct": "no two different letters that occur in `s` occur equally often",
        "twice": "some letter occurs in `s` more often than all other letters together",
        "blocks": "equal letters always stand together in `s`, so that no letter comes back after "
        "another one followed it",
        "neighbours": "no two neighbouring letters of `s` are equal",
    })  # fmt: skip
    even, same, distinct = "even number" in rule, "all letters" in rule, "different" in rule
    twice, blocks = "together in" not in rule and "together" in rule, "stand together" in rule

    def solve(s: str) -> bool:
        if blocks:
            seen = ""
            for i in range(len(s)):
                if i == 0 or s[i] != s[i - 1]:
                    if s[i] in seen:
                        return False
                    seen += s[i]
            return True
        if not (even or same or distinct or twice or blocks):
            return all(s[i] != s[i + 1] for i in range(len(s) - 1))
        counts = list(Counter(s).values())
        if even:
            return all(x % 2 == 0 for x in counts)
        if same:
            return min(counts) == max(counts)
        if distinct:
            return len(set(counts)) == len(counts)
        return 2 * max(counts) > len(s)

    def otherwise(s: str) -> bool:
        letters = sorted(set(s))
        if blocks:
            return all(c * s.count(c) in s for c in letters)
        if not (even or same or distinct or twice or blocks):
            return not any(2 * c in s for c in letters)
        counts = sorted(s.count(c) for c in letters)
        if even:
            return sum(x % 2 for x in counts) == 0
        if same:
            return counts[0] == counts[-1]
        if distinct:
            return all(counts[i] < counts[i + 1] for i in range(len(counts) - 1))
        return counts[-1] > sum(counts[:-1])

    def careless(s: str) -> bool:
        counts = sorted(s.count(c) for c in set(s))
        if blocks:
            return s == "".join(sorted(s))
        if even:
            return len(s) % 2 == 0
        if same:
            return counts[0] == 1 and counts[-1] == 1
        if distinct:
            return counts[0] != counts[-1]
        if twice:
            return 2 * counts[-1] >= len(s)
        return len(set(s)) == len(s)

    def make(maker: Maker) -> tuple[str]:
        letters = maker.rng.sample(LETTERS, maker.rng.randint(1, 4))
        n = maker.count(1, 1000)
        word = maker.rng.choices(letters, k=n)
        if even:
            word = (word * 2)[: max(2, n - n % 2)] if maker.chance(0.6) else word
            maker.rng.shuffle(word)
        elif same:
            times = maker.rng.randint(1, max(1, min(250, n // len(letters))))
            word = letters * times if maker.chance(0.6) else word
        elif distinct and maker.chance(0.5):
            word = [c for i, c in enumerate(letters) for _ in range(i + 1)]
        elif twice and maker.chance(0.6):
            word = word[: n // 2] + letters[:1] * (n - n // 2)
            maker.rng.shuffle(word)
        elif blocks and maker.chance(0.6):
            word.sort(key=letters.index)
        elif maker.chance(0.6):
            word = [letters[i % len(letters)] for i in range(n)]
        if maker.chance(0.2):
            word[maker.rng.randrange(len(word))] = maker.pick(letters)
        return ("".join(word),)

    return Task(
        titles=("Well Mixed", "A Matter of Taste", "Word Collector"),
        given=[Word("s", 1, 1000)],
        ask=Decide(rule),
        stories=[
            Story(
                "Collectors of words are strange people. @who collects only words of a very "
                "special kind: "
                f"a word `s` enters the collection exactly when {rule}. Today @friend offers a "
                "new word, "
                "made of lowercase letters, and asks a [fair|high] price for it.",
                "Will @who take the word?",
            ),
            Story(
                "A weaving machine is controlled by a string `s`; each letter stands for one "
                "colour of "
                "yarn, and the threads are woven in this order from left to right. The buyers of "
                f"@place call a pattern noble if {rule}, and pay twice as much for it.",
                "Is the pattern noble?",
            ),
        ],
        solve=solve, others=[otherwise], wrong=[careless],
        cpp=["""
            bool solve(string s) {
                int n = s.size();
                map<char, int> count;
                for (char c : s) count[c]++;
                int most = 0, least = n;
                bool even = true, blocks = true, mixed = true;
                set<int> different;
                for (auto& item : count) {
                    most = max(most, item.second);
                    least = min(least, item.second);
                    different.insert(item.second);
                    if (item.second % 2 == 1) even = false;
                    string block(item.second, item.first);
                    if (s.find(block) == string::npos) blocks = false;
                }
                for (int i = 1; i < n; i++) {
                    if (s[i] == s[i - 1]) mixed = false;
                }
                return $result;
            }
        """],
        make=make,
        params={"result": (
            "even" if even else "most == least" if same else "different.size() == count.size()"
            if distinct else "2 * most > n" if twice else "blocks" if blocks else "mixed"
        )},
        hints=(
            "Translate the condition into something that can be counted or compared.",
            "Think of short words that just satisfy it and words that just fail.",
            f"Check literally whether {rule}.",
        ),
        explanation="Counting the letters, or comparing neighbours, takes one pass over the word.",
        call="is_well_mixed",
    )  # fmt: skip


@family(900, "strings", "math", "implementation")
def letter_dial(p: Parameters) -> Task:
    start = p.choice("start", "a", "m", "z")
    ring = p.choice("ring", True, False)
    press = p.int("press", 1, 4)
    shape = (
        "The 26 letters stand on a ring in the order of the alphabet, and z is followed by a "
        "again. "
        "A step moves the pointer to a neighbouring letter in either direction."
        if ring
        else "The 26 letters stand on a straight rail in the order of the alphabet. A step "
        "moves the "
        "pointer to a neighbouring letter, left or right; it cannot leave the rail."
    )
    pressing = (
        f" Printing a letter takes {press} second{'s' if press > 1 else ''} more." if press
        else " Printing itself takes no time."
    )  # fmt: skip

    def solve(s: str) -> int:
        time = 0
        at = start
        for c in s:
            d = abs(ord(c) - ord(at))
            time += min(d, 26 - d) + press if ring else d + press
            at = c
        return time

    def over_pairs(s: str) -> int:
        path = [ord(c) for c in start + s]
        time = press * len(s)
        for i in range(len(s)):
            if ring:
                time += min((path[i] - path[i + 1]) % 26, (path[i + 1] - path[i]) % 26)
            else:
                time += abs(path[i] - path[i + 1])
        return time

    def from_start_each(s: str) -> int:
        time = 0
        for c in s:
            d = abs(ord(c) - ord(start))
            time += min(d, 26 - d) + press if ring else d + press
        return time

    def one_direction(s: str) -> int:
        time = 0
        at = start
        for c in s:
            time += (ord(c) - ord(at)) % 26 + press
            at = c
        return time

    return Task(
        titles=("Letter Dial", "The Label Printer", "Turning to Letters"),
        given=[Word("s", 1, 1000)],
        ask=Value("the least number of seconds in which the printer prints `s`"),
        formal=f"A printer has a pointer that stands at the letter {start} at the beginning. "
               f"{shape} "
        "A step takes one second. The printer prints the letter where its pointer stands; to "
        "print "
        f"`s`, its letters are printed one after the other.{pressing}",
        stories=[
            Story(
                "In the cellar of the museum stands a label printer from the year 1910, and it "
                "still "
                f"works. {shape} Each step takes one second. When the pointer has reached the "
                "right "
                f"letter, a lever prints it on the tape.{pressing} In the morning the pointer "
                "always "
                f"stands at {start}. The first label of the day shall read `s`."
            ),
            Story(
                "A model engine runs past the 26 letters of a game board and stops at letters "
                "to load "
                f"them. {shape.replace('pointer', 'engine')} It needs one second for a step and "
                "begins "
                f"at the letter {start}. It shall load the letters of `s` in exactly this "
                "order; the supply "
                f"of letters never ends.{pressing.replace('Printing', 'Loading')}",
                "How many seconds does it need at least?",
            ),
        ],
        solve=solve, others=[over_pairs], wrong=[from_start_each, one_direction],
        cpp=["""
            int solve(string s) {
                int time = 0;
                char at = '$start';
                for (char c : s) {
                    int d = abs(c - at);
                    time += $move + $press;
                    at = c;
                }
                return time;
            }
        """],
        params={"move": "min(d, 26 - d)" if ring else "d"},
        hints=(
            "The way from one letter to the next does not depend on what comes later.",
            "How many steps are between two letters, given as numbers from 0 to 25?",
            "Remember where the pointer stands and add up the distances."
            + (" On the ring the other way around takes 26 minus the difference." if ring else ""),
        ),
        explanation="The distances between neighbouring letters of the word add up, starting from "
        f"{start}.",
        call="printing_time",
    )  # fmt: skip


@family(1100, "strings", "greedy", "implementation")
def repainted_letters(p: Parameters) -> Task:
    goal = p.choice("goal", "alternate", "same", "halves", "sorted")
    a, b = p.entry(
        "letters", {"ab": ("a", "b"), "xo": ("o", "x"), "01": ("0", "1"), "LR": ("L", "R")}
    )
    wanted = {
        "alternate": "no two neighbours are equal",
        "same": f"there are equally many characters {a} and {b}",
        "halves": "all characters of the left half are equal and all characters of the right "
        "half are "
        "equal (the two halves may differ)",
        "sorted": f"no {b} stands anywhere before a {a}",
    }[goal]

    def solve(n: int, s: str) -> int:
        if goal == "alternate":
            wrong = sum(1 for i in range(n) if (s[i] == a) == (i % 2 == 1))
            return min(wrong, n - wrong)
        if goal == "same":
            return abs(s.count(a) - s.count(b)) // 2
        if goal == "halves":
            left, right = s[: n // 2], s[n // 2 :]
            return min(left.count(a), left.count(b)) + min(right.count(a), right.count(b))
        best = s.count(a)
        before, after = 0, s.count(a)
        for c in s:
            if c == a:
                after -= 1
            else:
                before += 1
            best = min(best, before + after)
        return best

    def against_pattern(n: int, s: str) -> int:
        half = n // 2
        if goal == "alternate":
            patterns = [a + b, b + a]
            return min(sum(s[i] != q[i % 2] for i in range(n)) for q in patterns)
        if goal == "same":
            return abs(half - s.count(a))
        if goal == "halves":
            patterns = [x * half + y * half for x in (a, b) for y in (a, b)]
            return min(sum(s[i] != q[i] for i in range(n)) for q in patterns)
        ends_low = ends_high = 0
        for c in s:
            if c == a:
                ends_high = min(ends_low, ends_high) + 1
            else:
                ends_high = min(ends_low, ends_high)
                ends_low += 1
        return min(ends_low, ends_high)

    def one_pattern(n: int, s: str) -> int:
        if goal == "alternate":
            return sum(1 for i in range(n) if (s[i] == a) == (i % 2 == 1))
        if goal == "same":
            return abs(s.count(a) - s.count(b))
        if goal == "halves":
            return min(s.count(a), s.count(b))
        return min(s.count(a), s.count(b))

    def pairs(n: int, s: str) -> int:
        if goal == "alternate":
            return sum(s[i] == s[i + 1] for i in range(n - 1))
        if goal == "same":
            return n // 2 - max(s.count(a), s.count(b)) + 1
        if goal == "halves":
            return sum(s[i] != s[i + 1] for i in range(n - 1) if i != n // 2 - 1)
        return s.count(b + a)

    def make(maker: Maker) -> tuple[int, str]:
        n = 2 * maker.count(1, 10**5)
        word = list(maker.word(n, a + b))
        if maker.chance(0.3):
            word.sort()
        if maker.chance(0.2):
            word = [a if i % 2 else b for i in range(n)]
        for _ in range(maker.rng.randint(0, 2)):
            word[maker.rng.randrange(n)] = maker.pick(a + b)
        return n, "".join(word)

    return Task(
        titles=("Repainted", "The Fewest Changes", "Row of Signs"),
        given=[
            Int("n", 2, 2 * 10**5, count=True, what="an even number, the length of the string"),
            Word("s", size="n", alphabet=a + b, letters=f"the characters {a} and {b}"),
        ],
        ask=Value(f"the least number of characters of `s` to change so that afterwards {wanted}"),
        formal=f"A string `s` of even length `n` consists of the characters {a} and {b}. One "
               "change "
        "replaces one of them by the other.",
        stories=[
            Story(
                "Along the new promenade of @place stand `n` signs in a row (`n` is even), "
                "each showing "
                f"either {a} or {b}; from left to right they show `s`. The architect is not "
                "content: she "
                f"wants that {wanted}. A painter can turn any sign into the other kind for one "
                "coin.",
                "How many coins does it cost at least?",
            ),
            Story(
                "@who controls a row of `n` switches, where `n` is even. The position of a "
                f"switch is {a} or "
                f"{b}, and at the moment the row reads `s`. The machine behind it starts only if "
                f"{wanted}. Moving a switch to its other position takes [one second|a second].",
                "After how many seconds can the machine start at the earliest?",
            ),
        ],
        solve=solve, others=[against_pattern], wrong=[one_pattern, pairs],
        cpp=["""
            int solve(int n, string s) {
                int best = n;
                $search
                return best;
            }
        """],
        params={"search": {
            "alternate": "int wrong = 0;\n"
            f"for (int i = 0; i < n; i++) wrong += (s[i] == '{a}') == (i % 2 == 1);\n"
            "best = min(wrong, n - wrong);",
            "same": f"int first = count(s.begin(), s.end(), '{a}');\nbest = abs(n / 2 - first);",
            "halves": f"int left = count(s.begin(), s.begin() + n / 2, '{a}');\n"
            f"int right = count(s.begin() + n / 2, s.end(), '{a}');\n"
            "best = min(left, n / 2 - left) + min(right, n / 2 - right);",
            "sorted": f"int after = count(s.begin(), s.end(), '{a}'), before = 0;\nbest = after;\n"
            f"for (char c : s) {{\n    if (c == '{a}') after--;\n    else before++;\n"
            "    best = min(best, before + after);\n}",
        }[goal].replace("\n", "\n                ")},
        make=make,
        hints=(
            "What do all the strings look like that are allowed at the end?",
            {
                "alternate": "There are only two of them. How many characters differ from each?",
                "same": f"How far is the number of characters {a} from half of the length?",
                "halves": "The two halves have nothing to do with each other.",
                "sorted": f"There is a place such that everything before it is {a} and the rest "
                          f"is {b}.",
            }[goal],
            {
                "alternate": "What differs from one pattern agrees with the other, so one count "
                             "is enough.",
                "same": "A change brings the two counts nearer by two.",
                "halves": "In each half change the rarer character.",
                "sorted": "Try every place and keep both counts up to date.",
            }[goal],
        ),
        explanation="The strings that are allowed have a simple form, so the changes for the "
                    "best of them "
        "are counted in one pass.",
        call="fewest_changes",
    )  # fmt: skip
