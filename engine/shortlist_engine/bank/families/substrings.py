"""Pieces of strings: common beginnings, patterns, hidden words, windows."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import LETTERS, Maker
from shortlist_engine.bank.task import Ask, Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Word, Words


@family(900, "strings", "implementation")
def common_beginning(p: Parameters) -> Task:
    end = p.choice("end", False, True)
    what = p.choice("what", "text", "save", "most", "pairs")
    name = "suffix" if end else "prefix"
    side = "ends" if end else "begins"
    ask = {
        "text": Value(f"the longest common {name} of all the words, or a hyphen (-) if it is empty",
                      python_type="str"),
        "save": Value("the number of letters that are left in total when the longest common "
                      f"{name} of all "
                      "the words is cut off from each of them"),
        "most": Value(f"the length of the longest common {name} of two neighbouring words of "
                      "the list"),
        "pairs": Value(f"the number of words that have the first word of the list as a {name}, "
                       "not counting "
                       "the first word itself"),
    }[what]  # fmt: skip

    def solve(n: int, words: list[str]) -> str | int:
        if what == "pairs":
            if end:
                return sum(w.endswith(words[0]) for w in words[1:])
            return sum(w.startswith(words[0]) for w in words[1:])
        if end:
            words = [w[::-1] for w in words]
        if what == "most":
            best = 0
            for i in range(n - 1):
                k = 0
                while k < min(len(words[i]), len(words[i + 1])) and words[i][k] == words[i + 1][k]:
                    k += 1
                best = max(best, k)
            return best
        common = words[0]
        for w in words:
            while not w.startswith(common):
                common = common[:-1]
        if what == "save":
            return sum(len(w) for w in words) - n * len(common)
        if end:
            common = common[::-1]
        return common or "-"

    def by_length(n: int, words: list[str]) -> str | int:
        if what == "pairs":
            k = len(words[0])
            if end:
                return len([w for w in words if w[-k:] == words[0]]) - 1
            return len([w for w in words if w[:k] == words[0]]) - 1
        if what == "most":
            best = 0
            for i in range(1, n):
                x, y = words[i - 1], words[i]
                for k in range(1, min(len(x), len(y)) + 1):
                    if x[-k:] == y[-k:] if end else x[:k] == y[:k]:
                        best = max(best, k)
            return best
        shortest = min(len(w) for w in words)
        k = 0
        while k < shortest:
            parts = {w[len(w) - k - 1 :] for w in words} if end else {w[: k + 1] for w in words}
            if len(parts) > 1:
                break
            k += 1
        if what == "save":
            return sum(len(w) - k for w in words)
        if k == 0:
            return "-"
        return words[0][-k:] if end else words[0][:k]

    def first_two(n: int, words: list[str]) -> str | int:
        if what == "pairs":
            return sum(words[0] in w for w in words[1:])
        x, y = words[0], words[-1]
        if end:
            x, y = x[::-1], y[::-1]
        k = 0
        while k < min(len(x), len(y)) and x[k] == y[k]:
            k += 1
        if what == "most":
            return k
        if what == "save":
            return sum(len(w) for w in words) - n * k
        if end:
            return x[:k][::-1] or "-"
        return x[:k] or "-"

    def make(maker: Maker) -> tuple[int, list[str]]:
        n = maker.count(1, 1000)
        letters = maker.pick(["ab", "abc", "aeirst"])
        stem = maker.word(maker.rng.randint(1, 6), letters)
        rate = maker.rng.choice([0.5, 0.9, 1])
        words = []
        for _ in range(n):
            rest = maker.word(maker.rng.randint(1, 6), letters)[maker.rng.randint(0, 1) :]
            part = stem if maker.chance(rate) else stem[: maker.rng.randint(0, 6)]
            word = part + rest
            if end:
                word = word[::-1]
            if maker.chance(0.1):
                word = maker.word(3, letters) + word
            words.append(word[:20] or "a")
        if what == "pairs":
            words[0] = words[0][-2:] if end else words[0][:2]
        return n, words

    return Task(
        titles=("Common Beginnings" if not end else "Common Endings", "What They Share", "Labels"),
        given=[Count("n", 1, 1000, what="the number of words"), Words("words", "n", 1, 20)],
        ask=ask,
        formal=f"A {name} of a word is what it {side} with: any number of its "
        f"{'last' if end else 'first'} letters, from none to all of them.",
        stories=[
            Story(
                "The plants in the botanical garden of @place have `n` labels, each with one "
                "word. The new "
                f"director observes that many of the words {side.replace('s', '')} in the same "
                "way, and has "
                f"an idea how to save paint. What a word {side} with, be it nothing, one "
                "letter, several or "
                f"the whole word, is called a {name} of it in the order that he gives to his "
                "painter."
            ),
            Story(
                "A linguist compares `n` words of a forgotten language, which are listed in "
                "the order in "
                f"which they were found on a clay tablet. Words that {side.replace('s', '')} "
                "alike often "
                "have the same meaning, she believes, and she calls the letters with which a "
                f"word {side} "
                f"(none, some or all of its letters) a {name}."
            ),
        ],
        solve=solve, others=[by_length], wrong=[first_two],
        cpp=["""
            int common(const string& x, const string& y) {
                int k = 0, most = min(x.size(), y.size());
                while (k < most && x[k] == y[k]) k++;
                return k;
            }

            $type solve(int n, vector<string> words) {
                $turn
                string first = words[0];
                int shared = first.size(), best = 0, same = 0, total = 0;
                for (int i = 0; i < n; i++) {
                    total += words[i].size();
                    int k = common(first, words[i]);
                    shared = min(shared, k);
                    if (i > 0) {
                        best = max(best, common(words[i - 1], words[i]));
                        same += k == (int)first.size();
                    }
                }
                $result
            }
        """],
        params={
            "type": "string" if what == "text" else "int",
            "turn": "for (auto& word : words) reverse(word.begin(), word.end());" if end else "",
            "result": {
                "text": "string part = first.substr(0, shared);\n"
                + ("                reverse(part.begin(), part.end());\n" if end else "")
                + '                return part.empty() ? "-" : part;',
                "save": "return total - n * shared;", "most": "return best;",
                "pairs": "return same;",
            }[what],
        },
        make=make,
        hints=(
            f"How do you find the longest common {name} of two words?",
            f"Compare letter by letter from the {'right' if end else 'left'} until they differ "
            "or a word "
            "ends.",
            f"A {name} that all words share can only get shorter with every further word."
            if what in ("text", "save")
            else "Do this for each pair that is asked about.",
        ),
        explanation="Every letter of every word is compared at most a constant number of times.",
        call="common_part",
    )  # fmt: skip


@family(1000, "strings", "implementation")
def seen_patterns(p: Parameters) -> Task:
    what = p.choice("what", "overlap", "apart", "changed", "gap")
    joker = p.choice("joker", False, True)
    ask = {
        "overlap": Value("the number of places at which `w` occurs in `s`; occurrences may "
                         "overlap"),
        "apart": Value("the largest number of occurrences of `w` in `s` that do not overlap"),
        "changed": Value("the number of places of `s` at which a piece stands that differs from "
                         "`w` in "
                         "exactly one character that is not a joker"),
        "gap": Value("the number of letters of `s` that belong to no occurrence of `w`"),
    }[what]  # fmt: skip

    def solve(s: str, w: str) -> int:
        n, m = len(s), len(w)
        places = []
        for i in range(n - m + 1):
            bad = 0
            for j in range(m):
                if s[i + j] != w[j]:
                    if joker and w[j] == "?":
                        continue
                    bad += 1
            if bad == (1 if what == "changed" else 0):
                places.append(i)
        if what == "overlap" or what == "changed":
            return len(places)
        free = 0
        count = covered = 0
        for i in places:
            if i >= free:
                count += 1
                covered += m
                free = i + m
            elif what == "gap":
                covered += i + m - free
                free = i + m
        return count if what == "apart" else n - covered

    def with_slices(s: str, w: str) -> int:
        n, m = len(s), len(w)

        def differences(i: int) -> int:
            return sum(1 for a, b in zip(s[i:], w, strict=False) if b != "?" and a != b)

        wanted = 1 if what == "changed" else 0
        found = [differences(i) == wanted for i in range(n - m + 1)]
        if what == "overlap" or what == "changed":
            return found.count(True)
        if what == "apart":
            count = i = 0
            while i <= n - m:
                if found[i]:
                    count += 1
                    i += m
                else:
                    i += 1
            return count
        free = [True] * n
        for i in range(n - m + 1):
            if found[i]:
                for j in range(i, i + m):
                    free[j] = False
        return free.count(True)

    def misses_last(s: str, w: str) -> int:
        n, m = len(s), len(w)
        places = []
        for i in range(n - m):
            if all(w[j] in (s[i + j], "?") for j in range(m)):
                places.append(i)
        if what == "gap":
            return max(0, n - m * len(places))
        return len(places)

    def make(maker: Maker) -> tuple[str, str]:
        letters = maker.pick(["ab", "ab", "abc"])
        w = maker.word(maker.rng.randint(1, 4), letters)
        if what == "changed":
            w += maker.word(maker.rng.randint(0, 2), letters)
        s = ""
        n = maker.count(1, 2000)
        while len(s) < n:
            s += w if maker.chance(0.4) else maker.word(maker.rng.randint(1, 3), letters)
        if joker:
            i = maker.rng.randrange(len(w))
            w = w[:i] + "?" + w[i + 1 :] if maker.chance(0.8) else w
        return s[: max(n, len(w))][:2000].ljust(len(w), "a"), w

    wild = " A question mark in `w` is a joker: it fits every letter." if joker else ""
    alphabet = LETTERS + "?" if joker else LETTERS
    kind = "lowercase English letters and question marks" if joker else "lowercase English letters"
    return Task(
        titles=("Seen Patterns", "Where Does It Fit?", "Pattern Hunter"),
        given=[Word("s", 1, 2000), Word("w", 1, 30, alphabet=alphabet, letters=kind)],
        ask=ask,
        formal="An occurrence of `w` in `s` is a piece of consecutive letters of `s`, as long "
               "as `w`, that "
        f"agrees with `w` at every place. `w` is not longer than `s`.{wild}",
        stories=[
            Story(
                "The song of a nightingale can be written down with letters; this morning it "
                "was `s`. An "
                "ornithologist listens for the motif `w` in it, that is, for pieces of "
                "consecutive letters "
                "that agree with the motif at every place and are called its "
                f"occurrences.{wild} The "
                "motif is at most as long as the song."
            ),
            Story(
                "The wallpaper for a very long corridor is printed with the string `s`. Before "
                "it is sold, a "
                f"machine looks for the piece `w`, which is not longer than `s`.{wild} Wherever "
                "consecutive "
                "letters agree with it at all places, the machine reports an occurrence; the "
                "result "
                "decides about the price."
            ),
        ],
        solve=solve, others=[with_slices], wrong=[misses_last],
        cpp=["""
            int solve(string s, string w) {
                int n = s.size(), m = w.size(), places = 0, apart = 0, next = 0;
                vector<bool> used(n);
                for (int i = 0; i + m <= n; i++) {
                    int bad = 0;
                    for (int j = 0; j < m; j++) {
                        if ($fits) continue;
                        bad++;
                    }
                    if (bad != $wanted) continue;
                    places++;
                    if (i >= next) {
                        apart++;
                        next = i + m;
                    }
                    for (int j = i; j < i + m; j++) used[j] = true;
                }
                return $result;
            }
        """],
        params={
            "fits": "s[i + j] == w[j] || w[j] == '?'" if joker else "s[i + j] == w[j]",
            "wanted": int(what == "changed"),
            "result": {
                "apart": "apart", "gap": "count(used.begin(), used.end(), false)",
            }.get(what, "places"),
        },
        make=make,
        hints=(
            "At which places can an occurrence begin at all?",
            "Compare `w` with the piece at each place, letter by letter"
            + (", and let jokers pass." if joker else "."),
            {
                "overlap": "Count the places where everything agrees.",
                "apart": "Take occurrences from the left; behind one that is taken, skip its "
                         "length.",
                "changed": "Count the differences at each place.",
                "gap": "Mark the letters that are covered; occurrences may overlap.",
            }[what],
        ),
        explanation="Comparing at every place takes `|s| * |w|` steps, which is little here.",
        call="find_pattern",
    )  # fmt: skip


@family(1000, "strings", "greedy", "two pointers")
def hidden_word(p: Parameters) -> Task:
    what = p.choice("what", "decide", "matched", "end", "missing")
    twist = p.choice("twist", "plain", "gap", "circle", "backwards")
    rule = {
        "plain": "it can be obtained from `s` by deleting letters and keeping the order of the "
        "others",
        "gap": "its letters occur in `s` in this order and no two of them are neighbours in `s`",
        "circle": "it can be obtained from `s + s` (the string `s` written twice) by deleting "
        "letters and "
        "keeping the order of the others",
        "backwards": "it can be obtained by deleting letters when `s` is read from right to left",
    }[twist]
    ask: Ask = {
        "decide": Decide("`w` is hidden in `s`"),
        "matched": Value("the length of the longest prefix of `w` that is hidden in `s`"),
        "end": Value("the smallest number of letters that must be read, in the order of "
                     "reading, until "
                     "`w` is complete, or -1 if it is not hidden in `s`"),
        "missing": Value("the least number of letters to cut off at the end of `w` so that the "
                         "rest is "
                         "hidden in `s`"),
    }[what]  # fmt: skip

    def solve(s: str, w: str) -> bool | int:
        if twist == "backwards":
            s = s[::-1]
        if twist == "circle":
            s += s
        j = 0
        i = 0
        while i < len(s) and j < len(w):
            if s[i] == w[j]:
                j += 1
                if twist == "gap" and j < len(w):
                    i += 1
            i += 1
        if what == "decide":
            return j == len(w)
        if what == "matched":
            return j
        if what == "missing":
            return len(w) - j
        return i if j == len(w) else -1

    def with_find(s: str, w: str) -> bool | int:
        text = s[::-1] if twist == "backwards" else s + s if twist == "circle" else s
        at = 0
        found = 0
        last = 0
        for c in w:
            i = text.find(c, at)
            if i == -1:
                break
            found += 1
            last = i + 1
            at = i + (2 if twist == "gap" else 1)
        if what == "decide":
            return found == len(w)
        if what == "matched":
            return found
        if what == "missing":
            return len(w) - found
        return last if found == len(w) else -1

    def any_order(s: str, w: str) -> bool | int:
        if what == "decide":
            return all(w.count(c) <= s.count(c) for c in w)
        k = 0
        while k < len(w) and w[: k + 1].count(w[k]) <= s.count(w[k]):
            k += 1
        if what == "matched":
            return k
        if what == "missing":
            return len(w) - k
        return max(s.find(c) for c in w) + 1 if k == len(w) else -1

    def as_substring(s: str, w: str) -> bool | int:
        k = len(w)
        while w[:k] not in s:
            k -= 1
        if what == "decide":
            return k == len(w)
        if what == "matched":
            return k
        if what == "missing":
            return len(w) - k
        return s.find(w) + len(w) if k == len(w) else -1

    def make(maker: Maker) -> tuple[str, str]:
        letters = maker.pick(["ab", "abc", "abcde"])
        s = maker.word(maker.count(1, 10**5), letters)
        m = min(len(s), maker.rng.randint(1, 6 if len(s) < 30 else 20))
        places = sorted(maker.rng.sample(range(len(s)), m))
        w = "".join(s[i] for i in places)
        if twist == "backwards":
            w = w[::-1]
        if twist == "circle" and maker.chance(0.5):
            w += maker.word(maker.rng.randint(1, 4), letters)
        if twist == "gap" and maker.chance(0.6):
            w = "".join(s[i] for i in places if i % 2 == 0) or "a"
        if maker.chance(0.5):
            w += maker.word(maker.rng.randint(1, 3), letters)
        if maker.chance(0.3):
            i = maker.rng.randrange(len(w))
            w = w[:i] + maker.pick(letters) + w[i + 1 :]
        return s, w

    return Task(
        titles=("Hidden Word", "Between the Letters", "Secret in the Song"),
        given=[Word("s", 1, 10**5), Word("w", 1, 100)],
        ask=ask,
        formal=f"A word is called hidden in `s` if {rule}. The word without letters is always "
               "hidden.",
        stories=[
            Story(
                "Spies of @place write harmless letters. The letter that was intercepted today "
                "consists of "
                f"the string `s`. A word, they say, is hidden in it if {rule}; so not all "
                "letters of `s` are "
                "used. The commander suspects the word `w`, or at least the beginning of it, and "
                "reads through the letter once."
            ),
            Story(
                "At the harbour, containers with letters on them pass by on a long train, and "
                "read in the "
                "order of the train they give `s`. For a word to be hidden in the train means "
                f"that {rule}. "
                "The crane driver would like to fetch the containers for the word `w`, one for "
                "every letter "
                "of it, while the train passes."
            ),
        ],
        solve=solve, others=[with_find], wrong=[any_order, as_substring],
        cpp=["""
            $type solve(string s, string w) {
                $prepare
                int i = 0, j = 0, n = s.size(), m = w.size();
                while (i < n && j < m) {
                    if (s[i] == w[j]) {
                        j++;
                        $skip
                    }
                    i++;
                }
                return $result;
            }
        """],
        params={
            "type": "bool" if what == "decide" else "int",
            "prepare": {
                "circle": "s += s;", "backwards": "reverse(s.begin(), s.end());"
            }.get(twist, ""),
            "skip": "if (j < m) i++;" if twist == "gap" else "",
            "result": {"decide": "j == m", "matched": "j", "missing": "m - j",
                       "end": "j == m ? i : -1"}[what],
        },
        make=make,
        hints=(
            "Which letter of `s` should be taken for the first letter of `w`?",
            "The earliest one that is possible: it leaves the most for the rest.",
            "Go through `s` once with a pointer into `w` that moves on when the letters agree"
            + (", and skip the letter behind." if twist == "gap" else "."),
        ),
        explanation="Taking the earliest possible letter each time never hurts, so one pass "
                    "over the string "
        "is enough.",
        call="hidden_word",
    )  # fmt: skip


@family(1300, "strings", "two pointers")
def tidy_window(p: Parameters) -> Task:
    rule = p.choice("rule", "distinct", "vowels", "each", "never")
    longest = p.choice("what", "longest", "count") == "longest"
    k = p.int("k", 1, 3) if rule in ("vowels", "never") else p.int("k", 2, 4)
    times = {1: "once", 2: "at most twice", 3: "at most three times", 4: "at most four times"}
    text = {
        "distinct": f"contains at most {k} different letters",
        "vowels": f"contains at most {k} vowel{'s' if k > 1 else ''} (a, e, i, o, u)",
        "each": f"contains every letter {times[k]}",
        "never": f"contains at most {k} pair{'s' if k > 1 else ''} of equal neighbours",
    }[rule]
    noun = (
        f"the length of the longest substring of `s` that {text}" if longest else
        f"the number of non-empty substrings of `s` of which each {text}"
    )  # fmt: skip

    def solve(s: str) -> int:
        count: dict[str, int] = {}
        start = best = total = bad = 0
        for i in range(len(s)):
            c = s[i]
            count[c] = count.get(c, 0) + 1
            if rule == "vowels":
                bad += c in "aeiou"
            elif rule == "never":
                bad += i > 0 and s[i - 1] == c
            while (
                len(count) > k
                if rule == "distinct"
                else count[c] > k
                if rule == "each"
                else bad > k
            ):
                old = s[start]
                count[old] -= 1
                if count[old] == 0:
                    del count[old]
                if rule == "vowels":
                    bad -= old in "aeiou"
                elif rule == "never":
                    bad -= s[start + 1] == old
                start += 1
            best = max(best, i - start + 1)
            total += i - start + 1
        return best if longest else total

    def quadratic(s: str) -> int:
        n = len(s)
        best = total = 0
        for i in range(n):
            j = i
            bad = 0
            count: dict[str, int] = {}
            while j < n:
                count[s[j]] = count.get(s[j], 0) + 1
                if rule == "vowels":
                    bad += s[j] in "aeiou"
                elif rule == "never":
                    bad += j > i and s[j] == s[j - 1]
                elif rule == "each":
                    bad = max(bad, count[s[j]])
                else:
                    bad = len(count)
                if bad > k:
                    break
                j += 1
            best = max(best, j - i)
            total += j - i
        return best if longest else total

    def greedy_blocks(s: str) -> int:
        best = total = 0
        block = ""
        for c in s:
            block += c
            if rule == "distinct":
                bad = len(set(block)) > k
            elif rule == "vowels":
                bad = sum(x in "aeiou" for x in block) > k
            elif rule == "each":
                bad = block.count(c) > k
            else:
                bad = sum(block[i] == block[i - 1] for i in range(1, len(block))) > k
            if bad:
                block = c
            best = max(best, len(block))
            total += len(block)
        return best if longest else total

    def make(maker: Maker) -> tuple[str]:
        letters = {"distinct": "abcdef", "vowels": "aebcdx", "each": LETTERS, "never": "ab"}[rule]
        n = maker.count(1, 10**5)
        some = maker.rng.sample(letters, maker.rng.randint(min(2, len(letters)), len(letters)))
        s = ""
        if maker.scale == "large":
            return ("".join(maker.rng.choices(some[:1] if maker.chance(0.3) else some, k=n)),)
        while len(s) < n:
            s += maker.pick("".join(some)) * maker.rng.choice([1, 1, 1, 2, 3])
        return (s[:n],)

    return Task(
        titles=("Tidy Window", "The Calm Passage", "Longest Stretch" if longest else "Calm Pieces"),
        given=[Word("s", 1, 10**5)],
        ask=Value(noun),
        formal="A substring consists of consecutive letters of a string."
        + ("" if longest else " Substrings at different places count separately, even if equal."),
        stories=[
            Story(
                "The notes of an organ piece are written as a string of letters, `s`. An "
                "apprentice may play "
                "a passage of it, which is a row of consecutive letters, but only one that "
                f"{text}, since "
                "otherwise he loses the thread. "
                + ("He wants to play for as long as possible." if longest else
                   "Passages at different places are different for him, and he counts how many "
                   "he has.")
                + " In the music school a passage is called a substring."
            ),
            Story(
                "A camera on a train takes a picture of every house it passes and turns it "
                "into a letter; "
                "the whole trip gives `s`. For an advertisement @who wants to cut out a piece "
                "of the trip "
                "without a gap, a substring of `s`. The customer has just one wish: that the "
                f"piece {text}."
                + ("" if longest else " Equal pieces at different places of the trip are "
                                      "different.")
            ),
        ],
        solve=solve, wrong=[greedy_blocks],
        slow=[] if rule in ("each", "distinct") else [quadratic],
        others=[quadratic] if rule in ("each",) else [],
        cpp=["""
            long long solve(string s) {
                int n = s.size(), start = 0, bad = 0, best = 0, letters = 0;
                long long total = 0;
                vector<int> count(26);
                for (int i = 0; i < n; i++) {
                    if (++count[s[i] - 'a'] == 1) letters++;
                    $add
                    while ($over) {
                        if (--count[s[start] - 'a'] == 0) letters--;
                        $remove
                        start++;
                    }
                    best = max(best, i - start + 1);
                    total += i - start + 1;
                }
                return $result;
            }
        """],
        params={
            "add": {
                "vowels": 'if (strchr("aeiou", s[i])) bad++;',
                "never": "if (i > 0 && s[i] == s[i - 1]) bad++;",
            }.get(rule, ""),
            "remove": {
                "vowels": 'if (strchr("aeiou", s[start])) bad--;',
                "never": "if (s[start] == s[start + 1]) bad--;",
            }.get(rule, ""),
            "over": {"distinct": f"letters > {k}", "each": f"count[s[i] - 'a'] > {k}"}.get(
                rule, f"bad > {k}"),
            "result": "best" if longest else "total",
        },
        make=make,
        hints=(
            "If a substring is allowed, so is every part of it.",
            "For each right end, how far to the left can an allowed substring begin? This place "
            "never "
            "moves back to the left when the right end moves to the right.",
            "Move both ends only to the right, and keep the counts of the window up to date"
            + ("." if longest else "; each right end adds as many substrings as the window is "
                                   "long."),
        ),
        explanation="The two ends of the window move to the right at most `|s|` times each, so "
                    "the time is "
        "linear.",
        call="tidy_window",
    )  # fmt: skip


@family(1100, "strings", "greedy", "implementation")
def best_piece(p: Parameters) -> Task:
    what = p.choice("what", "window", "delete", "suffix", "insert")
    small = p.choice("small", True, False)
    order = "smallest" if small else "largest"
    text = {
        "window": "exactly `k` consecutive letters of `s`",
        "delete": "all letters of `s` but one block of exactly `k` consecutive letters, which "
        "is removed",
        "suffix": "the letters of `s` from some place on, but at least `k` of them",
        "insert": f"`k` letters {'a' if small else 'z'} written next to each other before, "
        "behind or "
        "somewhere between the letters of `s`, which all stay in their order",
    }[what]

    def solve(n: int, k: int, s: str) -> str:
        if what == "window":
            options = [s[i : i + k] for i in range(n - k + 1)]
        elif what == "delete":
            options = [s[:i] + s[i + k :] for i in range(n - k + 1)]
        elif what == "suffix":
            options = [s[i:] for i in range(n - k + 1)]
        else:
            block = "a" * k if small else "z" * k
            options = [s[:i] + block + s[i:] for i in range(n + 1)]
        return min(options) if small else max(options)

    def keep_best(n: int, k: int, s: str) -> str:
        best = ""
        last = n if what == "insert" else n - k
        for i in range(last + 1):
            if what == "window":
                t = s[i : i + k]
            elif what == "delete":
                t = s[:i] + s[i + k :]
            elif what == "suffix":
                t = s[i:]
            else:
                t = s[:i] + ("a" if small else "z") * k + s[i:]
            if best == "" or (t < best if small else t > best):
                best = t
        return best

    def first_letter(n: int, k: int, s: str) -> str:
        last = n if what == "insert" else n - k
        part = s[: n - k + 1]
        c = min(part) if small else max(part)
        i = part.index(c)
        if what == "window":
            return s[i : i + k]
        if what == "suffix":
            return s[i:]
        if what == "insert":
            return s + ("a" if small else "z") * k
        return s[:last]

    def make(maker: Maker) -> tuple[int, int, str]:
        n = maker.count(2, 300)
        s = maker.word(n, maker.pick(["ab", "abz", "yz", "azm"]))
        return n, maker.rng.randint(1, n - 1), s

    return Task(
        titles=("The Best Piece", "First in the Dictionary" if small else "Last in the Dictionary",
                "Scissors and Glue"),
        given=[
            (Count("n", 2, 300, what="the length of the string"), Int("k", 1, "n-1")),
            Word("s", size="n"),
        ],
        ask=Value(f"the alphabetically {order} string that can be obtained", python_type="str"),
        formal="From a string `s` of length `n` new strings are obtained; each consists of "
               f"{text}. Strings "
        "are compared as in a dictionary; in particular, a string that is the beginning of "
        "another one is "
        "smaller.",
        stories=[
            Story(
                "A scribe has a paper strip with `n` letters on it, `s`, scissors and glue. "
                "What he is "
                f"allowed to make of it consists of {text}. His master collects his strips in "
                "an album "
                "in the order of the dictionary, in which the beginning of a word comes before the "
                f"word, and the scribe wants to see his strip as close to the "
                f"{'first' if small else 'last'} page as possible."
            ),
            Story(
                "Names of new stars are made from a code `s` of `n` letters by a rule of the "
                "observatory: a "
                f"name consists of {text}. Of all the names that the rule allows, the "
                "astronomers choose "
                f"the {order} in alphabetical order, where a name that is the beginning of "
                "another counts "
                "as smaller.",
                "Which name does the star get?",
            ),
        ],
        solve=solve, others=[keep_best], wrong=[first_letter],
        cpp=["""
            string solve(int n, int k, string s) {
                string best;
                for (int i = 0; i <= $last; i++) {
                    string candidate = $candidate;
                    if (i == 0 || candidate $than best) best = candidate;
                }
                return best;
            }
        """],
        params={
            "last": "n" if what == "insert" else "n - k",
            "than": "<" if small else ">",
            "candidate": {
                "window": "s.substr(i, k)", "delete": "s.substr(0, i) + s.substr(i + k)",
                "suffix": "s.substr(i)",
                "insert": f"s.substr(0, i) + string(k, '{'a' if small else 'z'}') + s.substr(i)",
            }[what],
        },
        make=make,
        hints=(
            "How many strings can be obtained at all?",
            "There are at most `n + 1` of them, so all can be made.",
            f"Strings can be compared directly; keep the {order}.",
        ),
        explanation="All candidates are built and compared, which takes about `n^2` steps.",
        call="best_piece",
    )  # fmt: skip
