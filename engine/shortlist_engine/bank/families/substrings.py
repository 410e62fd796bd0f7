"""Pieces of strings: runs, prefixes, occurrences, windows, subsequences, distances."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import LETTERS, Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Ask, Decide, Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Word, Words


@family(900, "strings", "implementation")
def packed_runs(p: Parameters) -> Task:
    first = p.choice("first", "letter", "number")
    single = p.choice("single", "always", "omitted")
    most = p.choice("most", 9, 99, 5)
    order = (
        "the letter and behind it the length" if first == "letter" else
        "the length and behind it the letter"
    )  # fmt: skip
    ones = "" if single == "always" else " The length 1 is not written."
    longer = (
        f" A block has at most {most} letters: from a longer run of equal letters, blocks of "
        f"{most} are "
        "taken from the left as long as possible, and the rest makes the last block."
    )

    def solve(s: str) -> str:
        result = ""
        i = 0
        while i < len(s):
            j = i
            while j < len(s) and s[j] == s[i] and j - i < most:
                j += 1
            number = str(j - i)
            if single == "omitted" and number == "1":
                number = ""
            result += s[i] + number if first == "letter" else number + s[i]
            i = j
        return result

    def counting(s: str) -> str:
        parts = []
        count = 1
        for i in range(1, len(s) + 1):
            if i < len(s) and s[i] == s[i - 1] and count < most:
                count += 1
                continue
            number = str(count) if single == "always" or count > 1 else ""
            parts.append(s[i - 1] + number if first == "letter" else number + s[i - 1])
            count = 1
        return "".join(parts)

    def no_limit(s: str) -> str:
        result = ""
        count = 1
        for i in range(1, len(s) + 1):
            if i < len(s) and s[i] == s[i - 1]:
                count += 1
                continue
            number = str(count) if single == "always" or count > 1 else ""
            result += s[i - 1] + number if first == "letter" else number + s[i - 1]
            count = 1
        return result

    def total_counts(s: str) -> str:
        result = ""
        for c in sorted(set(s)):
            number = str(s.count(c))
            result += c + number if first == "letter" else number + c
        return result

    def make(maker: Maker) -> tuple[str]:
        s = ""
        for _ in range(maker.count(1, 150)):
            long = (
                maker.rng.randint(1, 3)
                if maker.chance(0.6)
                else maker.rng.choice([most - 1, most, most + 1, 2 * most, 2 * most + 1])
            )
            s += maker.pick("abc" if maker.chance(0.7) else LETTERS) * long
        return (s[:10000],)

    return Task(
        titles=("Packed Runs", "Short Messages", "Squeezing a String"),
        given=[Word("s", 1, 10000)],
        ask=Value("the packed string", python_type="str"),
        formal="A string is packed by cutting it into blocks of equal letters, as long as "
               "possible, and "
        f"writing for each block {order}, one block after the other without spaces.{ones}{longer}",
        stories=[
            Story(
                "A probe at the edge of the solar system sends its measurements as a string of "
                "letters `s`, "
                "one letter a minute. As most measurements are the same for a long time, the "
                "engineers "
                "want to shorten the string before it is sent. It is cut into blocks of equal "
                "letters, "
                f"and for each block they write {order}, nothing in between.{ones}{longer}",
                "Which string is sent?",
            ),
            Story(
                "Weavers in @place note a row of colours as a string of letters, such as `s`, "
                "one for every "
                f"thread. On paper they use a shorter form, with {order} for each block of "
                f"equal letters that follow each other, and without spaces.{ones}{longer}",
                "What is the short form of the row?",
            ),
        ],
        solve=solve, others=[counting], wrong=[no_limit, total_counts],
        cpp=["""
            string solve(string s) {
                string result;
                int n = s.size(), i = 0;
                while (i < n) {
                    int j = i;
                    while (j < n && s[j] == s[i] && j - i < $most) j++;
                    string number = to_string(j - i);
                    $omit
                    $append
                    i = j;
                }
                return result;
            }
        """],
        params={
            "omit": 'if (number == "1") number = "";' if single == "omitted" else "",
            "append": "result += s[i] + number;" if first == "letter" else "result += number + "
                                                                           "s[i];",
        },
        make=make,
        hints=(
            "Where does a block begin, and where does it end?",
            "From the start of a block, walk to the right while the letter stays the same "
            f"and the block has fewer than {most} letters.",
            "Append the block to the result, and go on behind it.",
        ),
        explanation="Two positions, the begin and the end of a block, walk through the string "
                    "once.",
        call="pack_string",
    )  # fmt: skip


@family(1100, "strings", "implementation")
def unpacked_length(p: Parameters) -> Task:
    first = p.choice("first", "letter", "number")
    what = p.choice("what", "kth", "length", "most", "count")
    order = (
        "a letter followed by a number" if first == "letter" else "a number followed by a letter"
    )
    sample = "a3b12" if first == "letter" else "3a12b"
    ask = {
        "kth": Value("the `k`-th letter of the unpacked string, or a hyphen (-) if it has fewer "
                     "than `k` "
                     "letters", python_type="str"),
        "length": Value("the length of the unpacked string without its first `k` letters, or 0 "
                        "if it has "
                        "at most `k`"),
        "most": Value("the length of the longest sequence of equal letters in a row in the "
                      "unpacked "
                      "string, or `k` if that is larger"),
        "count": Value("how many of the first `k` letters of the unpacked string are letters a"),
    }[what]  # fmt: skip

    def solve(k: int, s: str) -> str | int:
        blocks = []
        number = ""
        letter = ""
        for c in s + "." if first == "letter" else s:
            if c.isdigit():
                number += c
                continue
            if first == "letter":
                if letter:
                    blocks.append((letter, int(number)))
                letter = c
            else:
                blocks.append((c, int(number)))
            number = ""
        left = k
        count = run = longest = 0
        before = ""
        for c, x in blocks:
            if what == "kth":
                if left <= x:
                    return c
                left -= x
            elif what == "count":
                if c == "a":
                    count += min(x, left)
                left = max(0, left - x)
            elif what == "most":
                run = run + x if c == before else x
                longest = max(longest, run)
                before = c
            else:
                count += x
        if what == "kth":
            return "-"
        if what == "most":
            return max(k, longest)
        return count if what == "count" else max(0, count - k)

    def by_pattern(k: int, s: str) -> str | int:
        letters = re.findall("[a-z]", s)
        numbers = [int(x) for x in re.findall("[0-9]+", s)]
        n = len(letters)
        if what == "length":
            return max(0, sum(numbers) - k)
        if what == "most":
            for i in range(1, n):
                if letters[i] == letters[i - 1]:
                    numbers[i] += numbers[i - 1]
            return max(k, *numbers)
        total = count = 0
        for i in range(n):
            if what == "kth":
                total += numbers[i]
                if total >= k:
                    return letters[i]
            else:
                part = max(0, min(numbers[i], k - total))
                total += part
                if letters[i] == "a":
                    count += part
        return "-" if what == "kth" else count

    def one_digit(k: int, s: str) -> str | int:
        text = ""
        for i in range(len(s) - 1):
            if first == "letter":
                if s[i].isalpha():
                    text += s[i] * int(s[i + 1])
            elif s[i].isdigit() and s[i + 1].isalpha():
                text += s[i + 1] * int(s[i])
        if what == "kth":
            return text[k - 1] if k <= len(text) else "-"
        if what == "length":
            return max(0, len(text) - k)
        if what == "count":
            return text[:k].count("a")
        return max(k, *[int(x) for x in s if x.isdigit()])

    def make(maker: Maker) -> tuple[int, str]:
        s = ""
        total = 0
        high = {"tiny": 12, "small": 30, "least": 1}.get(maker.scale, 10**6)
        for _ in range(maker.count(1, 100)):
            x = maker.rng.randint(1, maker.rng.choice([1, 3, high, high]))
            letter = maker.pick("aab" if maker.chance(0.5) else LETTERS)
            s += f"{letter}{x}" if first == "letter" else f"{x}{letter}"
            total += x
        return maker.rng.randint(1, total + total // 5 + 1 if what != "most" else 10), s

    return Task(
        titles=("Unpacked", "A Very Long String", "Blocks of Letters"),
        given=[
            Int("k", 1, 10**9),
            Word("s", 2, 1000, alphabet=LETTERS + "0123456789",
                 letters="lowercase English letters and digits"),
        ],
        ask=ask,
        formal=f"A packed string is a sequence of blocks, each {order} `x` from 1 to `10^6` "
               "(without leading "
        f"zeros). Unpacking replaces a block by `x` copies of its letter; {sample} becomes "
        "aaabbbbbbbbbbbb. "
        "Neighbouring blocks may have the same letter. The packed string `s` has at most 100 "
        "blocks.",
        stories=[
            Story(
                "A music box plays a tape with one letter per beat. The tapes are so long that "
                "their maker "
                "keeps only a short note of each: a sequence of at most 100 blocks, each block "
                f"being {order}, "
                "which says how many beats in a row have this letter (1 to `10^6`, and "
                "neighbouring blocks "
                f"can have the same letter). So {sample} stands for the tape aaabbbbbbbbbbbb. "
                "The note of the "
                "tape in question is `s`; unpacking it means to write down the whole tape."
            ),
            Story(
                "Ants of a certain kind walk in a line, each carrying a leaf with a letter. "
                "@who wrote down "
                "what passed by in a packed form `s`: blocks, at most 100, of which each is "
                f"{order}, where "
                "the number, from 1 to `10^6`, tells how many ants in a row had this letter. "
                "Two blocks "
                f"in a row can have the same letter. For example, {sample} unpacked is "
                "aaabbbbbbbbbbbb. "
                "Now @who thinks about the number `k`."
            ),
            Story(
                "Long walls are described by builders in a short way: `s` is a sequence of up "
                "to 100 blocks, "
                f"each {order} from 1 to `10^6`. Such a block means that so many stones with "
                "this letter "
                f"follow in a row; {sample} is a wall with the stones aaabbbbbbbbbbbb, and to "
                "lay all "
                "stones is called unpacking. It may happen that the next block has the same "
                "letter again. "
                "There is also a given number `k`."
            ),
        ],
        solve=solve, others=[by_pattern], wrong=[one_digit],
        cpp=["""
            $type solve(int k, string s) {
                string letters;
                vector<long long> numbers;
                int n = s.size();
                for (int i = 0; i < n; i++) {
                    if (isalpha(s[i])) {
                        letters += s[i];
                    } else {
                        if (i == 0 || isalpha(s[i - 1])) numbers.push_back(0);
                        numbers.back() = numbers.back() * 10 + (s[i] - '0');
                    }
                }
                long long total = 0, count = 0, run = 0, longest = 0;
                for (int i = 0; i < (int)letters.size(); i++) {
                    long long x = numbers[i];
                    if (letters[i] == 'a') count += max(0LL, min(x, k - total));
                    total += x;
                    run = i > 0 && letters[i] == letters[i - 1] ? run + x : x;
                    longest = max(longest, run);
                    $stop
                }
                return $result;
            }
        """],
        params={
            "type": "string" if what == "kth" else "long long",
            "stop": "if (total >= k) return string(1, letters[i]);" if what == "kth" else "",
            "result": {"kth": '"-"', "length": "max(0LL, total - k)", "count": "count",
                       "most": "max((long long)k, longest)"}[what],
        },
        make=make,
        hints=(
            "The unpacked string can be far too long to be built.",
            "Read the blocks one by one; a number can have several digits.",
            "Keep track of how many letters the blocks so far stand for.",
        ),
        explanation="Reading the blocks and adding up their numbers is enough; the time is "
                    "linear in the "
        "length of the packed string.",
        call="unpacked",
    )  # fmt: skip


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


@family(1200, "strings", "data structures", "implementation")
def vanishing_pairs(p: Parameters) -> Task:
    pair = p.choice("pair",
        Expr("x y", "x == y", "two equal letters"),
        Expr("x y", "ord(y) - ord(x) == 1", "a letter and directly to the right of it the next "
                                            "one in the "
             "alphabet", "y - x == 1"),
        Expr("x y", "abs(ord(x) - ord(y)) == 1", "two letters that are neighbours in the alphabet",
             "abs(x - y) == 1"))  # fmt: skip
    what = p.choice("what", "rest", "count", "length")
    side = "leftmost"
    noun = {
        "rest": "the string that is left at the end, or a hyphen (-) if nothing is left",
        "count": "how many times a pair vanishes",
        "length": "the number of letters that are left at the end",
    }[what]

    def solve(s: str) -> str | int:
        stack: list[str] = []
        for c in s:
            if stack and pair(stack[-1], c):
                stack.pop()
            else:
                stack.append(c)
        if what == "count":
            return (len(s) - len(stack)) // 2
        if what == "length":
            return len(stack)
        return "".join(stack) or "-"

    def literally(s: str) -> str | int:
        count = 0
        i = 0
        while i + 1 < len(s):
            if pair(s[i], s[i + 1]):
                s = s[:i] + s[i + 2 :]
                count += 1
                i = max(0, i - 1)
            else:
                i += 1
        if what == "count":
            return count
        return len(s) if what == "length" else s or "-"

    def from_start(s: str) -> str | int:
        count = 0
        changed = True
        while changed:
            changed = False
            for i in range(len(s) - 1):
                if pair(s[i], s[i + 1]):
                    s = s[:i] + s[i + 2 :]
                    count += 1
                    changed = True
                    break
        if what == "count":
            return count
        return len(s) if what == "length" else s or "-"

    def one_pass(s: str) -> str | int:
        rest = ""
        i = 0
        while i < len(s):
            if i + 1 < len(s) and pair(s[i], s[i + 1]):
                i += 2
            else:
                rest += s[i]
                i += 1
        if what == "count":
            return (len(s) - len(rest)) // 2
        return len(rest) if what == "length" else rest or "-"

    def make(maker: Maker) -> tuple[str]:
        n = maker.count(1, 10**5)
        letters = maker.pick(["ab", "abc", "abcd"])
        if maker.scale == "large" and maker.chance(0.7):
            half = [maker.pick("abc") for _ in range(n // 2)]
            back = [chr(ord(c) + (not pair("a", "a"))) for c in half[::-1]]
            return ("".join(half + back) or "a",)
        return ("".join(maker.rng.choices(letters, k=n)),)

    return Task(
        titles=("Vanishing Pairs", "Soap Bubbles", "Falling Letters"),
        given=[Word("s", 1, 10**5)],
        ask=Value(noun, python_type="str" if what == "rest" else "int"),
        formal=f"A pair is formed by {pair.words}, standing next to each other. As long as the "
               "string `s` "
        f"contains a pair, the {side} pair vanishes: both letters are removed, and the parts "
        "before and "
        "behind them close up, which may form new pairs.",
        stories=[
            Story(
                "A child blows soap bubbles in a row, each with a letter on it: `s`. Whenever "
                f"{pair.words} "
                "stand next to each other, they form a pair and burst together, beginning with "
                f"the {side} "
                "pair of the row. The bubbles on both sides then move together, and so new "
                "pairs can "
                "come into being. After a while nothing bursts any more."
            ),
            Story(
                "In a very old computer game, blocks with letters lie in a row; the level of "
                "today begins "
                f"with `s`. A pair consists of {pair.words} that are direct neighbours. The "
                "game removes "
                f"the {side} pair, pushes the two parts of the row together, and repeats this "
                "until no "
                "pair is left. Only then may the player touch the keys."
            ),
        ],
        solve=solve, others=[literally], wrong=[one_pass], slow=[from_start],
        cpp=["""
            $type solve(string s) {
                string rest;
                for (char c : s) {
                    if (!rest.empty() && $pair(rest.back(), c)) rest.pop_back();
                    else rest += c;
                }
                return $result;
            }
        """],
        params={
            "type": "string" if what == "rest" else "int",
            "result": {"rest": 'rest.empty() ? "-" : rest', "length": "rest.size()",
                       "count": "(s.size() - rest.size()) / 2"}[what],
        },
        make=make,
        hints=(
            "After a pair vanished, where can a new pair come into being?",
            "Only at the seam. Read the string from left to right and keep what is left of the "
            "part read.",
            "A stack: compare the new letter with the last one that is left, and remove both or "
            "add it.",
        ),
        explanation="What is left of a prefix is kept on a stack; the next letter can only form "
                    "a pair with "
        "its last letter. Every letter is pushed and popped at most once.",
        call="vanishing_pairs",
    )  # fmt: skip


@family(1000, "strings", "implementation")
def turned_wheel(p: Parameters) -> Task:
    what = p.choice("what", "least", "decide", "turn", "letters")
    left = p.choice("left", True, False)
    way = "left" if left else "right"
    step = (
        "its first letter moves to the end" if left else "its last letter moves to the front"
    )  # fmt: skip
    ask: Ask = {
        "least": Value("the least number of turns after which `s` becomes `t`, or -1 if it "
                       "never does"),
        "decide": Decide("`s` can become `t` by at most `k` turns"),
        "turn": Value("what `s` looks like after `k` turns", python_type="str"),
        "letters": Value("the number of places at which `s` after `k` turns and `t` have the "
                         "same letter"),
    }[what]  # fmt: skip

    def solve(n: int, k: int, s: str, t: str) -> bool | int | str:
        if what == "turn" or what == "letters":
            k %= n
            s = s[k:] + s[:k] if left else s[n - k :] + s[: n - k]
            if what == "turn":
                return s
            return sum(s[i] == t[i] for i in range(n))
        for turns in range(n):
            if s == t:
                return turns <= k if what == "decide" else turns
            s = s[1:] + s[0] if left else s[-1] + s[:-1]
        return False if what == "decide" else -1

    def by_index(n: int, k: int, s: str, t: str) -> bool | int | str:
        if what == "turn":
            return "".join(s[(i + k) % n] if left else s[(i - k) % n] for i in range(n))
        if what == "letters":
            return [s[(i + k) % n] if left else s[(i - k) % n] for i in range(n)].count("!") + sum(
                (s[(i + k) % n] if left else s[(i - k) % n]) == t[i] for i in range(n)
            )
        at = (s + s).find(t) if left else (t + t).find(s)
        if what == "least":
            return at
        return 0 <= at <= k

    def other_way(n: int, k: int, s: str, t: str) -> bool | int | str:
        if what == "turn" or what == "letters":
            k %= n
            u = s[n - k :] + s[: n - k] if left else s[k:] + s[:k]
            return u if what == "turn" else sum(u[i] == t[i] for i in range(n))
        at = (t + t).find(s) if left else (s + s).find(t)
        if what == "least":
            return at
        return at <= k

    def make(maker: Maker) -> tuple[int, int, str, str]:
        n = maker.count(1, 1000)
        s = maker.word(n, maker.pick(["ab", "abc", "abcdefgh"]))
        shift = maker.rng.randrange(n)
        t = s[shift:] + s[:shift]
        if maker.chance(0.25):
            i = maker.rng.randrange(n)
            t = t[:i] + maker.pick("abc") + t[i + 1 :]
        k = maker.rng.randint(0, 2 * n if what == "decide" else 10**6 if n > 20 else 3 * n)
        if what == "decide" and maker.chance(0.7):
            k = maker.rng.randint(0, n // 2)
        return n, k, s, t

    size = Int("n", 1, 1000, count=True, what="the length of the strings")
    turns = Int("k", 0, 10**6, what="a number of turns")
    if what == "least":

        def solve_least(n: int, s: str, t: str) -> int:
            for turns in range(n):
                if s == t:
                    return turns
                s = s[1:] + s[0] if left else s[-1] + s[:-1]
            return -1

        def doubled(n: int, s: str, t: str) -> int:
            return (s + s).find(t) if left else (t + t).find(s)

        def doubled_other(n: int, s: str, t: str) -> int:
            return (t + t).find(s) if left else (s + s).find(t)

        def by_first(n: int, s: str, t: str) -> int:
            return s.find(t[0]) if left else (n - s.find(t[0])) % n
    elif what == "turn":

        def solve_turn(n: int, k: int, s: str) -> str:
            k %= n
            return s[k:] + s[:k] if left else s[n - k :] + s[: n - k]

        def indexed(n: int, k: int, s: str) -> str:
            return "".join(s[(i + k) % n] if left else s[(i - k) % n] for i in range(n))

        def turn_other(n: int, k: int, s: str) -> str:
            k %= n
            return s[n - k :] + s[: n - k] if left else s[k:] + s[:k]

        def without_remainder(n: int, k: int, s: str) -> str:
            return s[k:] + s[:k]

    def make_some(maker: Maker) -> tuple[int | str, ...]:
        n, k, s, t = make(maker)
        return (n, s, t) if what == "least" else (n, k, s) if what == "turn" else (n, k, s, t)

    first: tuple[Int, ...] | Int = size if what == "least" else (size, turns)
    words = [Word("s", size="n")] + ([Word("t", size="n")] if what != "turn" else [])
    second = "" if what == "turn" else " and another string `t` of the same length"
    if what == "least":
        programs: list[list[Callable[..., Any]]] = [
            [solve_least, doubled],
            [doubled_other, by_first],
        ]
    elif what == "turn":
        programs = [[solve_turn, indexed], [turn_other, without_remainder]]
    else:
        programs = [[solve, by_index], [other_way]]
    (right, second_way), mistakes = programs
    return Task(
        titles=("Turned Wheel", "Round and Round", "Ring of Letters"),
        given=[first, *words],
        ask=ask,
        formal=f"There is a string `s` of length `n`{second}. One turn to the {way} changes `s` "
               "as follows: "
        f"{step}, and the others stay in their order.",
        stories=[
            Story(
                "A round table in the restaurant of @place has `n` plates, each with a letter; "
                "a guest "
                f"reads `s` from where he sits. When the table is given a turn to the {way}, "
                "what he reads "
                f"changes: {step}, while the other letters keep their order."
                + ("" if what == "turn" else " On the menu stands `t`, also of length `n`, and "
                                             "the guest "
                   "compares it with what he reads.")
            ),
            Story(
                "On the display of a pocket radio, a message of exactly `n` letters runs in a "
                "circle. At the "
                f"start it is `s`, and with each turn to the {way} {step}."
                + ("" if what == "turn" else " @friend remembers that some time ago the display "
                                             "showed `t`, "
                   "which has `n` letters as well, or something very much like it.")
            ),
        ],
        solve=right,
        others=[second_way],
        wrong=mistakes,
        cpp=["""
            $head {
                $body
            }
        """],
        params={
            "head": {
                "least": "int solve(int n, string s, string t)",
                "decide": "bool solve(int n, int k, string s, string t)",
                "turn": "string solve(int n, int k, string s)",
                "letters": "int solve(int n, int k, string s, string t)",
            }[what],
            "body": {
                "least": "size_t at = "
                         f"({'s + s' if left else 't + t'}).find({'t' if left else 's'});\n"
                "                return at == string::npos ? -1 : (int)at;",
                "decide": "size_t at = "
                          f"({'s + s' if left else 't + t'}).find({'t' if left else 's'});\n"
                "                return at != string::npos && (int)at <= k;",
                "turn": "rotate(s.begin(), s.begin() + "
                        f"{'k % n' if left else '(n - k % n) % n'}, s.end());\n"
                "                return s;",
                "letters": "int same = 0;\n"
                "                for (int i = 0; i < n; i++) {\n"
                "                    same += "
                f"s[{'(i + k) % n' if left else '(i + n - k % n) % n'}] == t[i];\n"
                "                }\n"
                "                return same;",
            }[what],
        },
        make=make_some,
        hints=(
            "After `n` turns everything is as it was.",
            "What stands at place `i` after `k` turns? Calculate with remainders.",
            "All the turned forms of `s` are pieces of `s` written twice."
            if what in ("least", "decide")
            else "Cut the string at the right place and exchange the two parts.",
        ),
        explanation="A turned string is the string cut in two parts that are exchanged, and all "
                    "of these are "
        "substrings of the string written twice.",
        call="turn_string",
    )  # fmt: skip


@family(1200, "strings", "two pointers", "implementation")
def one_slip(p: Parameters) -> Task:
    allowed = p.entry("allowed", {
        "all": ("one letter is left out, one letter too many is typed, or one letter is "
                "replaced by "
                "another one", "rid"),
        "length": ("one letter is left out or one letter too many is typed", "id"),
        "same": ("one letter is replaced by another one or two neighbouring letters are "
                 "exchanged", "rs"),
        "out": ("one letter is left out or replaced by another one", "ri"),
        "twice": ("one letter is typed twice in a row or two neighbouring letters are exchanged",
                  "ts"),
    })  # fmt: skip
    slips, kinds = allowed
    equal = p.choice("equal", True, False)
    replaced, longer, shorter = "r" in kinds, "d" in kinds, "i" in kinds
    swapped, doubled = "s" in kinds, "t" in kinds
    may = "at most one slip" if equal else "exactly one slip"

    def solve(s: str, t: str) -> bool:
        n, m = len(s), len(t)
        i = 0
        while i < min(n, m) and s[i] == t[i]:
            i += 1
        if s == t:
            if equal:
                return True
            if swapped:
                return any(s[j] == s[j + 1] for j in range(n - 1))
            return False
        if replaced and n == m and s[i + 1 :] == t[i + 1 :]:
            return True
        if shorter and m == n - 1 and s[i + 1 :] == t[i:]:
            return True
        if longer and m == n + 1 and s[i:] == t[i + 1 :]:
            return True
        if doubled and m == n + 1 and i > 0 and t[i] == t[i - 1] and s[i:] == t[i + 1 :]:
            return True
        if swapped and n == m and i + 1 < n:
            return s[i] == t[i + 1] and s[i + 1] == t[i] and s[i + 2 :] == t[i + 2 :]
        return False

    def all_slips(s: str, t: str) -> bool:
        n, m = len(s), len(t)
        if equal and s == t:
            return True
        if replaced and n == m and sum(s[i] != t[i] for i in range(n)) == 1:
            return True
        if shorter and any(s[:i] + s[i + 1 :] == t for i in range(n)):
            return True
        if longer and any(t[:i] + t[i + 1 :] == s for i in range(m)):
            return True
        if doubled and any(s[: i + 1] + s[i:] == t for i in range(n)):
            return True
        if swapped:
            for i in range(n - 1):
                if s[:i] + s[i + 1] + s[i] + s[i + 2 :] == t:
                    return True
        return False

    def by_counts(s: str, t: str) -> bool:
        letters = sorted(set(s + t))
        difference = sum(abs(s.count(c) - t.count(c)) for c in letters)
        if s == t:
            return equal
        if difference == 0:
            return swapped
        if difference == 1:
            return longer or doubled if len(t) > len(s) else shorter
        return replaced and difference == 2 and len(s) == len(t)

    def make(maker: Maker) -> tuple[str, str]:
        letters = maker.pick(["ab", "abc", "aehst"])
        s = maker.word(maker.count(2, 1000), letters)
        t = list(s)
        i = maker.rng.randrange(len(t) - 1)
        kind = maker.pick(kinds + kinds + "ridst")
        if kind == "r":
            t[i] = maker.pick(letters)
        elif kind == "i":
            del t[i]
        elif kind == "d":
            t.insert(i, maker.pick(letters))
        elif kind == "t":
            t.insert(i, t[i])
        else:
            t[i], t[i + 1] = t[i + 1], t[i]
        if maker.chance(0.2):
            t[0] = maker.pick(letters)
        if maker.chance(0.15):
            maker.rng.shuffle(t)
        return s, "".join(t)[:1000]

    return Task(
        titles=("One Slip", "The Typing Teacher", "Almost Right"),
        given=[Word("s", 2, 1000), Word("t", 1, 1000)],
        ask=Decide(f"`t` can be the result of typing `s` with {may}"),
        formal=f"When a word is typed, a slip has the effect that {slips}.",
        stories=[
            Story(
                "In a typing course everybody has to type the word `s`. The teacher is not too "
                "strict: slips "
                f"happen. A slip, for her, means that {slips}, nothing else. On a sheet she "
                "finds the word "
                "`t`, shakes her head and asks herself how bad it is.",
            ),
            Story(
                "The search machine of a library knows the word `s`, and somebody has just "
                "entered `t`. It "
                "would like to ask whether `s` was meant, but only if `t` results from `s` by "
                f"{may}. What "
                f"counts as a slip was decided by the librarians: {slips}."
            ),
        ],
        solve=solve, others=[all_slips], wrong=[by_counts],
        cpp=["""
            bool solve(string s, string t) {
                int n = s.size(), m = t.size(), i = 0;
                while (i < min(n, m) && s[i] == t[i]) i++;
                if (s == t) {
                    $same
                }
                $tests
                return false;
            }
        """],
        params={
            "same": "return true;" if equal
            else "for (int j = 0; j + 1 < n; j++) {\n"
            "                        if (s[j] == s[j + 1]) return true;\n"
            "                    }\n"
            "                    return false;" if swapped else "return false;",
            "tests": "\n                ".join(
                test for kind, test in {
                    "r": "if (n == m && s.substr(i + 1) == t.substr(i + 1)) return true;",
                    "i": "if (m == n - 1 && s.substr(i + 1) == t.substr(i)) return true;",
                    "d": "if (m == n + 1 && s.substr(i) == t.substr(i + 1)) return true;",
                    "t": "if (m == n + 1 && i > 0 && t[i] == t[i - 1]) {\n"
                    "                    if (s.substr(i) == t.substr(i + 1)) return true;\n"
                    "                }",
                    "s": "if (n == m && i + 1 < n) {\n"
                    "                    swap(t[i], t[i + 1]);\n"
                    "                    if (s == t) return true;\n"
                    "                }",
                }.items() if kind in kinds
            ),
        },
        make=make,
        hints=(
            "Compare the lengths of the two words first. Which slips are possible?",
            "Find the first place at which the words differ.",
            "Whatever happened must have happened there: compare the rests behind it.",
        ),
        explanation="Before the first difference the words agree, so a slip must have happened "
                    "there, or "
        "can be moved there; then the rests must be equal. This takes linear time.",
        call="one_slip",
    )  # fmt: skip


@family(1600, "strings", "dp")
def repair_distance(p: Parameters) -> Task:
    insert, delete = p.int("insert", 1, 3), p.int("delete", 1, 3)
    change = p.choice("change", "none", "any", "near")
    change_cost = p.int("cost", 1, 4) if change != "none" else 0
    rule = {
        "none": "Letters cannot be replaced.",
        "any": f"Replacing a letter by any other one costs {change_cost}.",
        "near": f"Replacing a letter costs {change_cost} if the new letter is a neighbour of "
        "the old one in "
        "the alphabet; other replacements are not possible.",
    }[change]

    def solve(s: str, t: str) -> int:
        n, m = len(s), len(t)
        dp = [[0] * (m + 1) for _ in range(n + 1)]
        for i in range(n + 1):
            for j in range(m + 1):
                if i == 0:
                    dp[i][j] = j * insert
                elif j == 0:
                    dp[i][j] = i * delete
                else:
                    best = min(dp[i - 1][j] + delete, dp[i][j - 1] + insert)
                    if s[i - 1] == t[j - 1]:
                        best = min(best, dp[i - 1][j - 1])
                    elif (
                        change == "any"
                        or (change == "near" and abs(ord(s[i - 1]) - ord(t[j - 1])) == 1)
                    ) and change != "none":
                        best = min(best, dp[i - 1][j - 1] + change_cost)
                    dp[i][j] = best
        return dp[n][m]

    def two_rows(s: str, t: str) -> int:
        row = [j * insert for j in range(len(t) + 1)]
        for c in s:
            new = [row[0] + delete]
            for j in range(len(t)):
                d = abs(ord(c) - ord(t[j]))
                best = min(row[j + 1] + delete, new[j] + insert)
                if d == 0:
                    best = min(best, row[j])
                if change == "any":
                    best = min(best, row[j] + (change_cost if d > 0 else 0))
                if change == "near" and d == 1:
                    best = min(best, row[j] + change_cost)
                new.append(best)
            row = new
        return row[-1]

    def only_common(s: str, t: str) -> int:
        i = 0
        for c in s:
            if i < len(t) and t[i] == c:
                i += 1
        return (len(s) - i) * delete + (len(t) - i) * insert

    def equal_places(s: str, t: str) -> int:
        n = min(len(s), len(t))
        cost = sum(s[i] != t[i] for i in range(n)) * (change_cost or insert + delete)
        return cost + (len(s) - n) * delete + (len(t) - n) * insert

    def make(maker: Maker) -> tuple[str, str]:
        letters = maker.pick(["ab", "abcd", "aelmrst"])
        most = 600 if maker.scale == "large" else maker.count(1, 600)
        s = list(maker.word(most, letters))
        t = s[:]
        for _ in range(maker.rng.randint(0, 2 + most // 4)):
            i = maker.rng.randrange(len(t))
            kind = maker.pick("rid")
            if kind == "r":
                t[i] = maker.pick(letters)
            elif kind == "i" and len(t) < 600:
                t.insert(i, maker.pick(letters))
            elif len(t) > 1:
                del t[i]
        return "".join(s), "".join(t)

    return Task(
        titles=("Repair Distance", "The Restorer", "What a Change Costs"),
        given=[Word("s", 1, 600), Word("t", 1, 600)],
        ask=Value("the least total cost of turning `s` into `t`"),
        formal="The string `s` is changed step by step. Inserting a letter anywhere costs "
               f"{insert}, and "
        f"deleting a letter costs {delete}. {rule} Every letter of `s` and every inserted "
        "letter is touched "
        "by at most one step.",
        stories=[
            Story(
                "A restorer works on an inscription in stone. What is to be read now is `s`; "
                "what the abbot "
                "of @place wants to read is `t`. For a new letter anywhere in between the "
                "restorer takes "
                f"{insert} gold coin{'s' if insert > 1 else ''}, for removing one {delete}. "
                f"{rule} No letter "
                "can be worked on twice, the stone is too old for that.",
                "How many coins does the abbot have to pay at least?",
            ),
            Story(
                "Cells of a certain alga copy their genes with errors. Researchers rate how far "
                "the gene "
                "`s` is from the gene `t` by the cheapest sequence of errors from one to the "
                "other: an "
                f"inserted letter costs {insert}, a lost letter {delete}. {rule} A letter "
                "suffers at most "
                "one error.",
            ),
        ],
        solve=solve, others=[two_rows], wrong=[only_common, equal_places],
        cpp=["""
            int solve(string s, string t) {
                int n = s.size(), m = t.size();
                vector<vector<int>> dp(n + 1, vector<int>(m + 1));
                for (int i = 0; i <= n; i++) {
                    for (int j = 0; j <= m; j++) {
                        if (i == 0 || j == 0) {
                            dp[i][j] = i * $delete + j * $insert;
                            continue;
                        }
                        dp[i][j] = min(dp[i - 1][j] + $delete, dp[i][j - 1] + $insert);
                        int d = abs(s[i - 1] - t[j - 1]);
                        if (d == 0) dp[i][j] = min(dp[i][j], dp[i - 1][j - 1]);
                        $change_line
                    }
                }
                return dp[n][m];
            }
        """],
        params={"change_line": {
            "none": "",
            "any": f"else dp[i][j] = min(dp[i][j], dp[i - 1][j - 1] + {change_cost});",
            "near": f"if (d == 1) dp[i][j] = min(dp[i][j], dp[i - 1][j - 1] + {change_cost});",
        }[change]},
        make=make, time_s=4.0,
        hints=(
            "Think of the last letters of both strings. What can happen to them?",
            "Let the answer for the first `i` letters of `s` and the first `j` letters of `t` "
            "be known for "
            "all smaller `i` and `j`.",
            "It is the minimum over deleting, inserting and keeping"
            + (" or replacing" if change != "none" else "") + " the last letter.",
        ),
        explanation="For all pairs of prefixes the cheapest way is computed from three shorter "
                    "pairs, in "
        "`|s| * |t|` steps.",
        call="repair_distance",
    )  # fmt: skip


@family(1300, "strings", "implementation")
def repeated_tile(p: Parameters) -> Task:
    what = p.choice("what", "length", "count", "cut", "decide")
    k = p.int("k", 2, 4) if what == "decide" else 2
    ask: Ask = {
        "length": Value("the length of the shortest tile of `s`"),
        "count": Value("the number of tiles of `s`"),
        "cut": Value("the largest number of equal parts into which `s` can be cut"),
        "decide": Decide(f"`s` can be cut into {k} or more equal parts"),
    }[what]
    whole = what in ("cut", "decide")

    def solve(n: int, s: str) -> int | bool:
        tiles = []
        for d in range(1, n + 1):
            if whole:
                if n % d == 0 and s[d:] == s[: n - d]:
                    tiles.append(d)
            elif s[d:] == s[: n - d]:
                tiles.append(d)
        if what == "count":
            return len(tiles)
        if what == "length":
            return tiles[0]
        return n // tiles[0] if what == "cut" else n // tiles[0] >= k

    def with_borders(n: int, s: str) -> int | bool:
        border = [0] * n
        j = 0
        for i in range(1, n):
            while j > 0 and s[i] != s[j]:
                j = border[j - 1]
            if s[i] == s[j]:
                j += 1
            border[i] = j
        if what == "count":
            count = 1
            while j > 0:
                count += 1
                j = border[j - 1]
            return count
        d = n - j
        if what == "length":
            return d
        parts = n // d if n % d == 0 else 1
        return parts if what == "cut" else parts >= k

    def first_return(n: int, s: str) -> int | bool:
        d = s.find(s[0], 1)
        if d == -1:
            d = n
        if what == "count":
            return s.count(s[0])
        if what == "length":
            return d
        return n // d if what == "cut" else n // d >= k

    def make(maker: Maker) -> tuple[int, str]:
        n = maker.count(1, 3000)
        d = maker.rng.randint(1, max(1, n // 2))
        if maker.chance(0.7):
            d = maker.rng.choice([x for x in range(1, max(2, n)) if n % x == 0])
        tile = "".join(maker.rng.choices("ab" if maker.chance(0.6) else "abc", k=d))
        s = (tile * n)[:n]
        if maker.chance(0.2):
            i = maker.rng.randrange(n)
            s = s[:i] + maker.pick("abc") + s[i + 1 :]
        return n, s

    meaning = (
        "Cutting a string into equal parts means to divide it into consecutive pieces that are "
        "all the "
        "same string; one piece, the whole string, is also allowed."
        if whole
        else "A string is a tile of `s` if `s` is the beginning of the endless string that is "
        "made by writing "
        "the tile again and again; the last copy may be cut off. A tile is not longer than `s`, "
        "so `s` is "
        "always a tile of itself. Tiles are never empty."
    )
    return Task(
        titles=("Repeated Tile", "The Pattern Behind", "Again and Again"),
        given=[Count("n", 1, 3000, what="the length of the string"), Word("s", size="n")],
        ask=ask,
        formal=f"A string `s` of length `n` is given. {meaning}",
        stories=[
            Story(
                "The border of a carpet shows `n` signs, which are written as the string `s`. "
                "Carpet makers "
                f"in @place work with stencils, and an expert can see it. {meaning} She looks "
                "for the "
                "regularity behind the pattern, while the owner of the carpet hopes that it is "
                "worth a "
                "fortune."
            ),
            Story(
                "A drummer plays `n` beats, noted as `s`. His neighbour, who has to listen to "
                "it, wonders "
                f"whether something is repeated all the time. {meaning} With a notebook and "
                "cotton wool in "
                "his ears he sits down to find out."
            ),
        ],
        solve=solve, others=[with_borders], wrong=[first_return],
        cpp=["""
            $type solve(int n, string s) {
                vector<int> border(n);
                int j = 0;
                for (int i = 1; i < n; i++) {
                    while (j > 0 && s[i] != s[j]) j = border[j - 1];
                    if (s[i] == s[j]) j++;
                    border[i] = j;
                }
                int d = n - j;
                int parts = n % d == 0 ? n / d : 1;
                int count = 1;
                for (int x = j; x > 0; x = border[x - 1]) count++;
                return $result;
            }
        """],
        params={
            "type": "bool" if what == "decide" else "int",
            "result": {"length": "d", "count": "count", "cut": "parts",
                       "decide": f"parts >= {k}"}[what],
        },
        make=make,
        hints=(
            "Try every possible length of a tile." if not whole else "Which lengths can the "
                                                                     "parts have?",
            "With tiles of length `d`, each letter is equal to the one `d` places before it.",
            "Compare the string without its first `d` letters with the string without its last `d` "
            "letters.",
        ),
        explanation="A tile has length `d` exactly when the string agrees with itself shifted "
                    "by `d`. Trying "
        "all lengths takes `n^2` simple steps; the lengths of borders give it in linear time.",
        call="repeated_tile",
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


@family(1000, "strings", "implementation")
def differing_places(p: Parameters) -> Task:
    what = p.choice("what", "close", "farthest", "odd_one", "repair")
    k = p.int("k", 1, 3) if what == "close" else 1
    ask: Ask = {
        "close": Value(f"the number of pairs of codes whose distance is at most {k}"),
        "farthest": Value("the largest distance of two of the codes"),
        "odd_one": Value("the number of the code whose sum of distances to all other codes is "
                         "largest; of "
                         "several, the smallest number"),
        "repair": Listing("the distances of the first code to each of the others, in their order"),
    }[what]  # fmt: skip

    def solve(n: int, m: int, codes: list[str]) -> int | list[int]:
        if what == "repair":
            return [sum(codes[0][i] != code[i] for i in range(m)) for code in codes[1:]]
        total = [0] * n
        close = farthest = 0
        for i in range(n):
            for j in range(i):
                d = sum(codes[i][x] != codes[j][x] for x in range(m))
                total[i] += d
                total[j] += d
                farthest = max(farthest, d)
                if d <= k:
                    close += 1
        if what == "close":
            return close
        return farthest if what == "farthest" else total.index(max(total)) + 1

    def distance_table(n: int, m: int, codes: list[str]) -> int | list[int]:
        def distance(x: str, y: str) -> int:
            return m - [x[i] == y[i] for i in range(m)].count(True)

        if what == "repair":
            return [distance(codes[0], codes[i]) for i in range(1, n)]
        table = [[distance(x, y) for y in codes] for x in codes]
        if what == "farthest":
            return max(max(row) for row in table)
        if what == "close":
            return sum(table[i][j] <= k for i in range(n) for j in range(i + 1, n))
        best = 0
        for i in range(n):
            if sum(table[i]) > sum(table[best]):
                best = i
        return best + 1

    def neighbours(n: int, m: int, codes: list[str]) -> int | list[int]:
        d = [sum(codes[i][x] != codes[i + 1][x] for x in range(m)) for i in range(n - 1)]
        if what == "close":
            return sum(x <= k for x in d)
        if what == "farthest":
            return max(d)
        return d.index(max(d)) + 1 if what == "odd_one" else d

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        n, m = maker.count(2, 60), maker.count(2, 30)
        first = maker.word(m, "01")
        codes = []
        for _ in range(n):
            code = list(first if maker.chance(0.7) else maker.word(m, "01"))
            for _ in range(maker.rng.randint(0, 3)):
                code[maker.rng.randrange(m)] = maker.pick("01")
            codes.append("".join(code))
        return n, m, codes

    return Task(
        titles=("Differing Places", "Code Distance", "Too Similar"),
        given=[
            (Count("n", 2, 60, what="the number of codes"), Count("m", 2, 30, what="their length")),
            Words("codes", "n", 2, 30, alphabet="01", letters="characters 0 and 1"),
        ],
        ask=ask,
        formal="All `n` codes have the same length `m`. The distance of two codes is the number "
               "of places at "
        "which they differ. The codes are numbered from 1.",
        stories=[
            Story(
                "Every boat in the harbour of @place has a flag signal of `m` flags, each black "
                "(0) or "
                "white (1), and the `n` boats are numbered from 1. In fog, signals that are too "
                "similar "
                "lead to collisions. That is why the harbour master measures the distance of "
                "two signals, "
                "the number of places at which their flags have different colours. In his book "
                "he calls "
                "the signals codes."
            ),
            Story(
                "A factory cuts keys with `m` notches. A notch is deep or flat, so a key is "
                "described by a code "
                "of zeros and ones. For the `n` keys of a hotel, numbered from 1, the owner "
                "examines "
                "how different they are: the distance of two keys is the number of notches in "
                "which their "
                "codes are not the same."
            ),
        ],
        solve=solve, others=[distance_table], wrong=[neighbours],
        cpp=["""
            $type solve(int n, int m, vector<string> codes) {
                vector<int> total(n), first;
                int close = 0, farthest = 0;
                for (int i = 0; i < n; i++) {
                    for (int j = i + 1; j < n; j++) {
                        int d = 0;
                        for (int x = 0; x < m; x++) d += codes[i][x] != codes[j][x];
                        total[i] += d;
                        total[j] += d;
                        farthest = max(farthest, d);
                        if (d <= $k) close++;
                        if (i == 0) first.push_back(d);
                    }
                }
                return $result;
            }
        """],
        params={
            "k": k,
            "type": "vector<int>" if what == "repair" else "int",
            "result": {
                "repair": "first",
                "odd_one": "max_element(total.begin(), total.end()) - total.begin() + 1",
            }.get(what, what),
        },
        make=make,
        hints=(
            "Write a function for the distance of two codes.",
            "With at most 60 codes all pairs can be compared.",
            "Use two loops over the codes, and a third one over the places.",
        ),
        explanation="All pairs are compared place by place, in `n^2 * m` steps.",
        call="code_distances",
    )  # fmt: skip


@family(1200, "strings", "math", "implementation")
def copied_string(p: Parameters) -> Task:
    what = p.choice("what", "letter", "pairs", "need", "kth")
    ask = {
        "letter": Value("the number of letters a in the whole string"),
        "pairs": Value("the number of places at which two neighbouring letters of the whole "
                       "string are "
                       "equal"),
        "need": Value("the least `x >= 0` such that the first `x` letters of the whole string "
                      "contain at "
                      "least `k` letters a, or -1 if it has fewer than `k`"),
        "kth": Value("the number of letters of the whole string that are equal to its last letter"),
    }[what]  # fmt: skip

    def solve(k: int, m: int, s: str) -> int:
        n = len(s)
        full, rest = divmod(m, n)
        if what == "need":
            a = s.count("a")
            if full * a + s[:rest].count("a") < k:
                return -1
            copies = (k - 1) // a
            left = k - copies * a
            i = 0
            while left > 0:
                left -= s[i] == "a"
                i += 1
            return copies * n + i
        if what == "pairs":
            inside = sum(s[i] == s[i + 1] for i in range(n - 1))
            seam = 1 if s[-1] == s[0] else 0
            total = full * inside + max(0, full - 1) * seam
            if rest > 0:
                total += sum(s[i] == s[i + 1] for i in range(rest - 1))
                if full > 0:
                    total += seam
            return total
        c = "a" if what == "letter" else s[(m - 1) % n]
        return full * s.count(c) + s[:rest].count(c)

    def no_rest(k: int, m: int, s: str) -> int:
        n = len(s)
        a = s.count("a")
        if what == "need":
            if a == 0 or (m // n) * a < k:
                return -1
            return (k + a - 1) // a * n
        if what == "pairs":
            return m // n * sum(s[i] == s[i + 1] for i in range(n - 1))
        return m // n * s.count("a" if what == "letter" else s[-1])

    def make(maker: Maker) -> tuple[int, int, str]:
        s = maker.word(maker.count(1, 100), maker.pick(["ab", "aab", "abc", "xy"]))
        n = len(s)
        high = {"tiny": 3 * n + 2, "small": 6 * n + 5, "least": 1}.get(maker.scale, 10**12)
        low = high // 2 if maker.scale == "large" else 1
        m = n * maker.rng.randint(1, 5) if maker.chance(0.1) else maker.rng.randint(low, high)
        a = max(1, m * s.count("a") // n)
        return maker.rng.randint(1, a + maker.rng.randint(0, 2)), m, s

    if what != "need":

        def solve_count(m: int, s: str) -> int:
            n = len(s)
            full, rest = divmod(m, n)
            if what == "pairs":
                inside = sum(s[i] == s[i + 1] for i in range(n - 1))
                seam = 1 if s[-1] == s[0] else 0
                total = full * inside + max(0, full - 1) * seam
                if rest > 0:
                    total += sum(s[i] == s[i + 1] for i in range(rest - 1))
                    if full > 0:
                        total += seam
                return total
            c = "a" if what == "letter" else s[(m - 1) % n]
            return full * s.count(c) + s[:rest].count(c)

        def per_place(m: int, s: str) -> int:
            n = len(s)
            total = 0
            for i in range(min(n, m)):
                if what == "pairs":
                    if s[i] == s[(i + 1) % n]:
                        total += max(0, (m - 2 - i) // n + 1)
                elif s[i] == ("a" if what == "letter" else s[(m - 1) % n]):
                    total += (m - 1 - i) // n + 1
            return total

        def no_rest_count(m: int, s: str) -> int:
            n = len(s)
            if what == "pairs":
                return m // n * sum(s[i] == s[i + 1] for i in range(n - 1))
            return m // n * s.count("a" if what == "letter" else s[-1])

        def make_count(maker: Maker) -> tuple[int, str]:
            return make(maker)[1:]

    length = Int("m", 1, 10**12, what="the length of the whole string")
    return Task(
        titles=("Copied String", "The Endless Ribbon", "Round the Clock"),
        given=[
            (Int("k", 1, 10**12, what="how many letters a are wanted"), length)
            if what == "need"
            else length,
            Word("s", 1, 100),
        ],
        ask=ask,
        formal="The string `s` is written again and again, one copy directly behind the other. "
               "The whole "
        "string consists of the first `m` letters of what comes into being.",
        stories=[
            Story(
                "A machine prints ribbons for the carnival. On its drum stand the letters `s`, "
                "and while the "
                "drum turns, they are printed over and over again without a gap, always "
                "beginning with the "
                "first letter. The order of today is a ribbon with exactly `m` letters; then "
                "the machine "
                "stops, even in the middle of a word. The letters on the ribbon are "
                "called the whole "
                "string."
            ),
            Story(
                "To pass the time, @who recites the word `s` letter by letter, again and "
                "again, and stops "
                "after `m` letters, no matter where. @friend calls these letters the whole "
                "string. "
                "Both are much too tired to count, and that is why they turn to you."
            ),
        ],
        solve=solve if what == "need" else solve_count,
        others=[] if what == "need" else [per_place],
        wrong=[no_rest] if what == "need" else [no_rest_count],
        
        cpp=["""
            long long solve($arguments) {
                long long n = s.size(), full = m / n, rest = m % n;
                $body
            }
        """],
        params={
            "arguments": "long long k, long long m, string s" if what == "need" else
            "long long m, string s",
            "body": {
                "need": "long long all = count(s.begin(), s.end(), 'a');\n"
                "                if (full * all + count(s.begin(), s.begin() + rest, 'a') < k) "
                "return -1;\n"
                "                long long copies = (k - 1) / all, left = k - copies * all, i = "
                "0;\n"
                "                while (left > 0) {\n"
                "                    if (s[i] == 'a') left--;\n"
                "                    i++;\n"
                "                }\n"
                "                return copies * n + i;",
                "pairs": "long long total = 0;\n"
                "                for (long long i = 0; i < n; i++) {\n"
                "                    if (s[i] != s[(i + 1) % n]) continue;\n"
                "                    total += full + (i < rest ? 1 : 0);\n"
                "                }\n"
                "                if (s[(m - 1) % n] == s[m % n]) total--;\n"
                "                return total;",
            }.get(what, ("char c = 'a';\n" if what == "letter" else "char c = s[(m - 1) % n];\n")
                + "                long long total = full * count(s.begin(), s.end(), c);\n"
                "                return total + count(s.begin(), s.begin() + rest, c);"),
        },
        make=make if what == "need" else make_count,
        hints=(
            "The whole string may be far too long to be written down.",
            "How many complete copies of `s` does it contain, and how many letters are left?",
            "Count in one copy, multiply, and count in the rest"
            + (". Do not forget the seams between copies." if what == "pairs" else "."),
        ),
        explanation="Division gives the number of complete copies and the length of the rest, "
                    "and only `s` "
        "itself is gone through.",
        call="copied_string",
    )  # fmt: skip
