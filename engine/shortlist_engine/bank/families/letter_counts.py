"""How often letters occur in a word."""

from __future__ import annotations

from collections import Counter

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import LETTERS, Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Decide, Story, Task, Value
from shortlist_engine.bank.values import Word


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
