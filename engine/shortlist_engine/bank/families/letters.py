"""The letters of one word: counting, comparing, changing them."""

from __future__ import annotations

from collections import Counter

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import LETTERS, Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Word

MIXED = LETTERS + LETTERS.upper()


@family(800, "strings", "implementation")
def letter_census(p: Parameters) -> Task:
    kind = p.choice("kind",
        Expr("c", 'c in "aeiou"', "vowels (a, e, i, o, u)", 'strchr("aeiou", c) != nullptr'),
        Expr("c", 'c not in "aeiou"', "consonants (all letters but a, e, i, o, u)",
             'strchr("aeiou", c) == nullptr'),
        Expr("c", 'c <= "m"', "letters of the first half of the alphabet (a to m)", "c <= 'm'"),
        Expr("c", 'c in "xyz"', "letters x, y or z", "c >= 'x'"),
        Expr("c", 'c not in "start"', "letters that do not occur in the word start",
             'strchr("start", c) == nullptr'))  # fmt: skip
    what = p.choice("what", "count", "lead", "even")
    noun = {
        "count": f"the number of {kind.words} in the word",
        "lead": f"by how much the number of {kind.words} exceeds the number of all other letters",
        "even": f"the number of {kind.words} that stand at even positions of the word",
    }[what]

    def solve(s: str) -> int:
        count = 0
        for i in range(len(s)):
            c = s[i]
            if kind(c):
                if what == "even":
                    if i % 2 == 1:
                        count += 1
                else:
                    count += 1
            elif what == "lead":
                count -= 1
        return count

    def by_sum(s: str) -> int:
        if what == "even":
            return sum(1 for c in s[1::2] if kind(c))
        count = sum(1 for c in s if kind(c))
        return 2 * count - len(s) if what == "lead" else count

    def different_letters(s: str) -> int:
        if what == "even":
            return len({c for c in s[1::2] if kind(c)})
        if what == "lead":
            return sum(1 if kind(c) else -1 for c in set(s))
        return len({c for c in s if kind(c)})

    def shifted(s: str) -> int:
        if what == "even":
            return sum(1 for c in s[::2] if kind(c))
        count = sum(1 for c in s[1:] if kind(c))
        return 2 * count - len(s) if what == "lead" else count

    even = " Positions are numbered from 1." if what == "even" else ""
    below = " The result may be negative." if what == "lead" else ""
    return Task(
        titles=("Letter Census", "Counting Letters", "The Typesetter"),
        given=[Word("s", 1, 1000)],
        ask=Value(noun),
        formal=f"A word `s` of lowercase letters is given.{even}{below}",
        stories=[
            Story(
                "A typesetter in @place keeps her metal letters in two drawers: the left one "
                "holds the "
                f"{kind.words}, the right one everything else. Today she has to set the single "
                "word "
                f"`s`, letter by letter.{even} Before she starts, she wants to know one number."
                f"{below}"
            ),
            Story(
                f"@who invented a secret way to rate words. Only the {kind.words} matter for it"
                f"{', all other letters count against the word' if what == 'lead' else ''}."
                f"{even}{below} The word that @friend [brought|proposed] today is `s`."
            ),
        ],
        solve=solve, others=[by_sum], wrong=[different_letters, shifted],
        cpp=["""
            int solve(string s) {
                int count = 0;
                for (int i = $first; i < (int)s.size(); i += $step) {
                    char c = s[i];
                    if ($kind(c)) count++;
                    $otherwise
                }
                return count;
            }
        """],
        params={
            "first": int(what == "even"), "step": 2 if what == "even" else 1,
            "otherwise": "else count--;" if what == "lead" else "",
        },
        hints=(
            "Each letter can be judged by itself.",
            f"Decide for a letter whether it is among the {kind.words}.",
            "Go through the word with a counter that starts at 0.",
        ),
        explanation="One pass over the word looks at every letter once.",
        call="count_letters",
    )  # fmt: skip


@family(900, "strings", "implementation")
def favourite_letter(p: Parameters) -> Task:
    most = p.choice("most", True, False)
    tie = p.choice("tie", "smallest", "largest", "earliest", "latest")
    often = "most" if most else "least"
    among = "" if most else " among the letters that occur at all"
    rule = {
        "smallest": "the one that comes first in the alphabet",
        "largest": "the one that comes last in the alphabet",
        "earliest": "the one whose first occurrence is leftmost",
        "latest": "the one whose last occurrence is rightmost",
    }[tie]

    def solve(s: str) -> str:
        best = ""
        for c in s:
            if best == "":
                best = c
                continue
            x, y = s.count(c), s.count(best)
            if x > y if most else x < y:
                best = c
            elif x == y:
                if tie == "smallest":
                    best = min(best, c)
                elif tie == "largest":
                    best = max(best, c)
                elif tie == "latest":
                    best = c
        return best

    def with_counter(s: str) -> str:
        count = Counter(s)
        wanted = max(count.values()) if most else min(count.values())
        letters = [c for c in s if count[c] == wanted]
        if tie == "smallest":
            return min(letters)
        if tie == "largest":
            return max(letters)
        return letters[0] if tie == "earliest" else letters[-1]

    def other_tie(s: str) -> str:
        count = Counter(s)
        wanted = max(count.values()) if most else min(count.values())
        letters = [c for c in s if count[c] == wanted]
        if tie == "smallest" or tie == "latest":
            return letters[0]
        return min(letters)

    def runs_only(s: str) -> str:
        best, length, run = s[0], 0, 0
        for i in range(len(s)):
            run = run + 1 if i > 0 and s[i] == s[i - 1] else 1
            if run > length:
                best, length = s[i], run
        return best

    return Task(
        titles=("Favourite Letter", "The Worn Key", "Frequent Letters"),
        given=[Word("s", 1, 2000)],
        ask=Value(
            f"the letter that occurs {often} often in `s`{among}; if there are several, {rule}",
            python_type="str",
        ),
        stories=[
            Story(
                "The keys of an old typewriter wear out with use. A novel has just been "
                "finished on "
                "it, and with all the spaces and signs left out, the letters that were struck are "
                f"`s`, in this order. The mechanic looks for the key that was used {often}{among}. "
                f"When several keys are equal in this, he takes {rule}."
            ),
            Story(
                "At the fair of @place a parrot pulls cards out of a hat, each with one letter "
                "on it, "
                "and puts every card back. The letters it has shown so far make the string `s`. "
                f"Visitors believe that the parrot's secret is the letter it pulled {often} often"
                f"{among}. Of several such letters it is {rule}.",
                "Which letter is it?",
            ),
            Story(
                "@who and @friend play a game with the word `s`. Whoever first names the "
                "letter that "
                f"occurs in it {often} often{among} gets a point. To avoid arguments they "
                "agreed that of "
                f"several such letters only {rule} is right.",
                "Which letter gives the point?",
            ),
        ],
        solve=solve, others=[with_counter], wrong=[other_tie, runs_only],
        cpp=["""
            string solve(string s) {
                map<char, int> count;
                for (char c : s) count[c]++;
                char best = s[0];
                for (char c : s) {
                    int x = count[c], y = count[best];
                    if (x $than y || (x == y && $takes)) best = c;
                }
                return string(1, best);
            }
        """],
        params={
            "than": ">" if most else "<",
            "takes": {
                "smallest": "c < best", "largest": "c > best", "earliest": "false", "latest": "true"
            }[tie],
        },
        hints=(
            "How often does each letter occur?",
            "Count the letters in a dictionary or an array of 26 numbers.",
            "Go through the string once more and keep the best letter; think about equal counts.",
        ),
        explanation="After counting, each letter is compared with the best one so far; where "
                    "the counts "
        "are equal the rule for ties decides.",
        call="favourite_letter",
    )  # fmt: skip


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


@family(900, "strings", "implementation")
def alphabet_gaps(p: Parameters) -> Task:
    k = p.int("k", 3, 12)
    what = p.choice("what", "missing", "first", "all", "run")
    last = LETTERS[k - 1]
    first = LETTERS[:k]
    noun = {
        "missing": f"how many of the letters from a to {last} do not occur in `s`",
        "first": f"the first of the letters from a to {last}, in the order of the alphabet, "
        "that does "
        "not occur in `s`, or the word none if all of them do",
        "run": f"the largest number of letters in a row in the alphabet, within a to {last}, "
        "that all "
        "occur in `s`",
        "all": "",
    }[what]

    def solve(s: str) -> int | bool | str:
        if what == "all":
            return all(c in s for c in first)
        if what == "missing":
            return sum(1 for c in first if c not in s)
        if what == "first":
            for c in first:
                if c not in s:
                    return c
            return "none"
        best = run = 0
        for c in first:
            run = run + 1 if c in s else 0
            best = max(best, run)
        return best

    def with_set(s: str) -> int | bool | str:
        seen = set(s)
        missing = [c for c in first if c not in seen]
        if what == "all":
            return not missing
        if what == "missing":
            return len(missing)
        if what == "first":
            return missing[0] if missing else "none"
        runs = "".join("x" if c in seen else " " for c in first).split()
        return max(map(len, runs), default=0)

    def whole_alphabet(s: str) -> int | bool | str:
        if what == "all":
            return len(set(s)) >= k
        if what == "missing":
            return max(0, k - len(set(s)))
        if what == "first":
            letters = sorted(set(s))
            for i in range(len(letters) - 1):
                if ord(letters[i + 1]) - ord(letters[i]) > 1:
                    return chr(ord(letters[i]) + 1)
            return "none"
        return len(set(s) & set(first))

    def make(maker: Maker) -> tuple[str]:
        letters = list(LETTERS[: k + 2])
        if maker.chance(0.5):
            for _ in range(maker.rng.randint(1, 2)):
                letters.remove(maker.pick(letters))
        n = maker.count(1, 1000)
        word = maker.rng.choices(letters, k=n)
        if maker.chance(0.5) and n >= 3:
            word = (letters + word)[: max(n, min(len(letters), 1000))]
        maker.rng.shuffle(word)
        return ("".join(word),)

    ask = Value(noun, python_type="str" if what == "first" else "int")
    return Task(
        titles=("Gaps in the Alphabet", "The Short Alphabet", "Are They All There?"),
        given=[Word("s", 1, 1000)],
        ask=Decide(f"every letter from a to {last} occurs in `s`") if what == "all" else ask,
        stories=[
            Story(
                f"The children of @place learn the alphabet only as far as the letter {last} in "
                "their "
                "first year. Their teacher hands out reading exercises with no spaces, one long "
                "string "
                "`s` on each sheet, and later letters may occur in it as well. Before a sheet "
                "is copied "
                "she checks how well it covers what was learned."
            ),
            Story(
                f"A toy train has one wagon for each letter from a to {last}, coupled in the "
                "order of the "
                "alphabet. A wagon may leave the depot when its letter has been called at least "
                "once. "
                "Letters are called through a [loudspeaker|megaphone], and those that have been "
                "called "
                "form the string `s`; a call for a letter that has no wagon is ignored."
            ),
        ],
        solve=solve, others=[with_set], wrong=[whole_alphabet],
        cpp=["""
            $type solve(string s) {
                string missing;
                int best = 0, run = 0;
                for (int i = 0; i < $k; i++) {
                    char c = 'a' + i;
                    if (s.find(c) == string::npos) {
                        missing += c;
                        run = 0;
                    } else {
                        run++;
                    }
                    best = max(best, run);
                }
                return $result;
            }
        """],
        make=make,
        params={
            "type": {"all": "bool", "first": "string"}.get(what, "int"),
            "result": {
                "all": "missing.empty()",
                "first": 'missing.empty() ? "none" : missing.substr(0, 1)',
                "missing": "missing.size()", "run": "best",
            }[what],
        },
        hints=(
            f"Only the letters from a to {last} matter.",
            "For one letter, how do you find out whether it occurs?",
            "Go through these letters in the order of the alphabet and look each of them up.",
        ),
        explanation=f"Each of the {k} letters is looked up in the string (or in a set of its "
                    "letters).",
        call="alphabet_gaps",
    )  # fmt: skip


@family(1000, "strings", "implementation")
def letter_stock(p: Parameters) -> Task:
    what = p.choice("what", "copies", "buy", "left")
    pair = p.choice("pair", "none", "mw", "upside")
    swaps = {
        "none": "",
        "mw": " A letter m can be turned around and used as a w, and a w as an m.",
        "upside": " A letter u can be turned around and used as an n, and an n as a u.",
    }[pair]
    old, new = {"none": ("a", "a"), "mw": ("w", "m"), "upside": ("n", "u")}[pair]
    noun = {
        "copies": "how many times the word `w` can be laid with the letters of `s` at the same "
        "time",
        "buy": "the least number of letters that have to be bought so that the word `w` can be "
        "laid once",
        "left": "how many letters of `s` are left after the word `w` has been laid as many "
        "times as "
        "possible",
    }[what]

    def solve(s: str, w: str) -> int:
        if pair != "none":
            s = s.replace(old, new)
            w = w.replace(old, new)
        have, need = Counter(s), Counter(w)
        if what == "buy":
            return sum(max(0, need[c] - have[c]) for c in need)
        copies = min(have[c] // need[c] for c in need)
        return copies if what == "copies" else len(s) - copies * len(w)

    def taking_letters(s: str, w: str) -> int:
        if pair != "none":
            s = s.replace(old, new)
            w = w.replace(old, new)
        if what == "buy":
            rest = list(s)
            bought = 0
            for c in w:
                if c in rest:
                    rest.remove(c)
                else:
                    bought += 1
            return bought
        copies = len(s)
        for c in set(w):
            copies = min(copies, s.count(c) // w.count(c))
        return copies if what == "copies" else len(s) - copies * len(w)

    def once_each(s: str, w: str) -> int:
        if pair != "none":
            s = s.replace(old, new)
            w = w.replace(old, new)
        if what == "buy":
            return sum(1 for c in w if c not in s)
        copies = min(s.count(c) for c in w)
        return copies if what == "copies" else max(0, len(s) - copies * len(w))

    def no_turning(s: str, w: str) -> int:
        if what == "buy":
            return max(0, len(w) - len(s))
        copies = min(s.count(c) // w.count(c) for c in w[:1])
        return copies if what == "copies" else max(0, len(s) - copies * len(w))

    def make(maker: Maker) -> tuple[str, str]:
        letters = "".join(maker.rng.sample("eatrmwnu", maker.rng.randint(2, 4)))
        w = "".join(maker.rng.choices(letters, k=maker.rng.randint(1, 3 + (maker.scale != "tiny"))))
        n = maker.count(1, 1000)
        s = list((w * n)[:n]) if maker.chance(0.6) else maker.rng.choices(letters, k=n)
        for i in range(len(s)):
            if maker.chance(0.15):
                s[i] = maker.pick("mwnueatr")
        maker.rng.shuffle(s)
        return "".join(s), w

    return Task(
        titles=("Letter Stock", "Fridge Magnets", "Words from a Box"),
        given=[Word("s", 1, 1000, what="the letters at hand"), Word("w", 1, 100, what="the word")],
        ask=Value(noun),
        formal="A word is laid with letters by using one of them for each of its letters; a "
               "letter that "
        "is used is not available any more. The order of the letters in `s` does not "
        f"matter.{swaps}",
        stories=[
            Story(
                "On the fridge of @who's family stick magnetic letters; in no particular order "
                "they are "
                "`s`. @friend wants to write the word `w` with them, and perhaps to write it "
                "again below "
                f"with what is left. Every magnet can be used only once at a time.{swaps}"
            ),
            Story(
                "A baker decorates cakes with letters of sugar. His box contains the letters "
                "`s`, each as "
                f"often as it occurs there. The customers of today all want the same word, `w`, on "
                f"their cakes, and a letter once put on a cake stays there.{swaps} Letters that "
                "are missing "
                "can be bought one by one in the shop next door."
            ),
        ],
        solve=solve, others=[taking_letters], wrong=[once_each, no_turning],
        cpp=["""
            int solve(string s, string w) {
                vector<int> have(26), need(26);
                for (char c : s) have[(c == '$old' ? '$new' : c) - 'a']++;
                for (char c : w) need[(c == '$old' ? '$new' : c) - 'a']++;
                int copies = s.size(), bought = 0;
                for (int i = 0; i < 26; i++) {
                    if (need[i] > 0) copies = min(copies, have[i] / need[i]);
                    bought += max(0, need[i] - have[i]);
                }
                return $result;
            }
        """],
        params={"old": old, "new": new, "result": {
            "copies": "copies", "buy": "bought",
            "left": "(int)s.size() - copies * (int)w.size()",
        }[what]},
        make=make,
        hints=(
            "Compare how often each letter is there with how often the word needs it.",
            "A letter that the word needs twice allows only half as many copies.",
            "Count both strings and look at the scarcest letter."
            if what != "buy"
            else "Add up what is missing of each letter.",
        ),
        explanation="Letters do not influence each other, so the counts of both strings are "
                    "compared "
        "letter by letter.",
        call="letter_stock",
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


@family(900, "strings", "implementation")
def word_worth(p: Parameters) -> Task:
    worth = p.entry("worth", {
        "place": ("its place in the alphabet (1 for a, 26 for z)", False),
        "back": ("its place counted from the end of the alphabet (26 for a, 1 for z)", True),
    })  # fmt: skip
    text, back = worth
    bonus = p.choice("bonus", "vowel", "first", "repeat", "position")
    extra = {
        "vowel": "A vowel (a, e, i, o, u) counts twice.",
        "first": "The first letter counts three times.",
        "repeat": "A letter that is equal to the one before it is worth nothing.",
        "position": "The worth of each letter is multiplied by its position in the word, "
        "counted from 1.",
    }[bonus]
    two = p.choice("two", True, False)

    def solve(s: str, t: str) -> int | str:
        totals = []
        for word in (s, t):
            total = 0
            for i in range(len(word)):
                value = ord("z") - ord(word[i]) + 1 if back else ord(word[i]) - ord("a") + 1
                if bonus == "vowel":
                    if word[i] in "aeiou":
                        value *= 2
                elif bonus == "first":
                    if i == 0:
                        value *= 3
                elif bonus == "repeat":
                    if i > 0 and word[i] == word[i - 1]:
                        value = 0
                else:
                    value *= i + 1
                total += value
            totals.append(total)
        if two:
            return totals[0] - totals[1]
        return s if totals[0] >= totals[1] else t

    def by_function(s: str, t: str) -> int | str:
        alphabet = "abcdefghijklmnopqrstuvwxyz"

        def worth_of(word: str) -> int:
            values = [26 - alphabet.index(c) if back else alphabet.index(c) + 1 for c in word]
            if bonus == "first":
                return sum(values) + 2 * values[0]
            if bonus == "vowel":
                return sum(values[i] * (1 + (word[i] in "aeiou")) for i in range(len(word)))
            if bonus == "repeat":
                return sum(values[i] for i in range(len(word)) if word[i] != word[i - 1 : i])
            return sum((i + 1) * x for i, x in enumerate(values))

        if two:
            return worth_of(s) - worth_of(t)
        return t if worth_of(t) > worth_of(s) else s

    def without_bonus(s: str, t: str) -> int | str:
        x = sum(ord("z") - ord(c) + 1 if back else ord(c) - ord("a") + 1 for c in s)
        y = sum(ord("z") - ord(c) + 1 if back else ord(c) - ord("a") + 1 for c in t)
        if two:
            return x - y
        return s if x >= y else t

    return Task(
        titles=("What a Word Is Worth", "Two Words", "Word Market"),
        given=[Word("s", 1, 200), Word("t", 1, 200)],
        ask=Value("the worth of `s` minus the worth of `t`")
        if two
        else Value("the word that is worth more (`s` if they are equal)", python_type="str"),
        formal=f"A letter is worth {text}. {extra} The worth of a word is the sum of the worths "
               "of its "
        "letters.",
        stories=[
            Story(
                "On the market of @place words are bought and sold, and their prices are "
                "anything but "
                f"secret. A letter costs {text}, in coins. {extra} The price of a word is the "
                "sum over all "
                "its letters. @who owns the word `s` and @friend owns the word `t`; now they "
                "[want|plan] "
                "to exchange them, and whoever gives the cheaper word pays the difference."
            ),
            Story(
                "In a board game for long evenings, players lay words and get points for them. "
                "A letter "
                f"brings {text} as points. {extra} The points of all letters of a word are "
                "added up. In the "
                "last round @who lays `s`, and then @friend answers with `t`."
            ),
        ],
        solve=solve, others=[by_function], wrong=[without_bonus],
        cpp=["""
            int worth(const string& word) {
                int total = 0;
                for (int i = 0; i < (int)word.size(); i++) {
                    int value = $value;
                    $bonus_line
                    total += value;
                }
                return total;
            }

            $type solve(string s, string t) {
                int x = worth(s), y = worth(t);
                return $result;
            }
        """],
        params={
            "value": "'z' - word[i] + 1" if back else "word[i] - 'a' + 1",
            "bonus_line": {
                "vowel": 'if (strchr("aeiou", word[i])) value *= 2;',
                "first": "if (i == 0) value *= 3;",
                "repeat": "if (i > 0 && word[i] == word[i - 1]) value = 0;",
                "position": "value *= i + 1;",
            }[bonus],
            "type": "int" if two else "string",
            "result": "x - y" if two else "x >= y ? s : t",
        },
        hints=(
            "The worth of a letter follows from its code: subtract the code of the first letter.",
            "Write a function for the worth of one word.",
            f"Mind the extra rule: {extra[0].lower() + extra[1:]}",
        ),
        explanation="Both words are gone through once, and their sums are compared.",
        edges=[("a", "a"), ("zz", "z"), ("abc", "cba")],
        call="compare_worth",
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
