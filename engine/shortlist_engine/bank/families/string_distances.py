"""How far two strings are from each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Ask, Decide, Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Word, Words


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
