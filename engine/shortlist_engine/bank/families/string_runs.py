"""Strings that are made of runs and repeated pieces."""

from __future__ import annotations

import re

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import LETTERS, Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Ask, Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Word


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


@family(1200, "strings", "data structures", "implementation")
def vanishing_pairs(p: Parameters) -> Task:
    pair = p.choice("pair",
        Expr("x y", "x == y", "two equal letters"),
        Expr("x y", "ord(y) - ord(x) == 1", "a letter and, directly to the right of it, the "
                                            "next one in the alphabet", "y - x == 1"),
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
                f"with `s`. A pair is two direct neighbours: {pair.words}. The "
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
