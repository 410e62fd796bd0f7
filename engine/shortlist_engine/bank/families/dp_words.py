"""Dynamic programs on one or two words: common letters, weaving, hidden words, palindromes."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Ask, Decide, Story, Task, Value
from shortlist_engine.bank.values import Word

MOD = 10**9 + 7


@family(1400, "dp", "strings")
def common_letters(p: Parameters) -> Task:
    what = p.choice("what", "subsequence", "substring", "shortest", "deletions")
    weighs = what in ("subsequence", "substring")
    vowels = p.choice("vowels", 1, 2, 3) if weighs else 1
    alike = weighs and p.choice("alike", True, False)
    worth = f"every vowel (a, e, i, o or u) {vowels} points and every other letter one point"
    unit = "value" if vowels > 1 else "length"
    noun = {
        "subsequence": f"the greatest {unit} of a common subsequence",
        "substring": f"the greatest {unit} of a common substring",
        "shortest": "the length of a shortest word of which both `s` and `t` are subsequences",
        "deletions": "the least number of letters that must be deleted, from both words together, "
        "so that equal words (perhaps empty ones) remain",
    }[what]

    def solve(s: str, t: str) -> int:
        n, m = len(s), len(t)
        best = [[0] * (m + 1) for _ in range(n + 1)]
        longest = 0
        for i in range(1, n + 1):
            for j in range(1, m + 1):
                x, y = s[i - 1], t[j - 1]
                if x == y or (alike and x in "aeiou" and y in "aeiou"):
                    if vowels > 1:
                        best[i][j] = best[i - 1][j - 1] + (vowels if x in "aeiou" else 1)
                    else:
                        best[i][j] = best[i - 1][j - 1] + 1
                elif what != "substring":
                    best[i][j] = max(best[i - 1][j], best[i][j - 1])
                if what == "substring":
                    longest = max(longest, best[i][j])
        if what == "substring":
            return longest
        if what == "subsequence":
            return best[n][m]
        if what == "shortest":
            return n + m - best[n][m]
        return n + m - 2 * best[n][m]

    def one_row(s: str, t: str) -> int:
        if alike:
            table = str.maketrans("eiou", "aaaa")
            s, t = s.translate(table), t.translate(table)
        row = [0] * (len(t) + 1)
        longest = 0
        for x in s:
            gain = 1
            if vowels > 1 and x in "aeiou":
                gain = vowels
            new = [0]
            for j, y in enumerate(t):
                if x == y:
                    new.append(row[j] + gain)
                elif what == "substring":
                    new.append(0)
                else:
                    new.append(max(new[j], row[j + 1]))
            row = new
            if what == "substring":
                longest = max(longest, max(row))
        if what == "substring":
            return longest
        common = row[-1]
        if what == "subsequence":
            return common
        total = len(s) + len(t)
        return total - common if what == "shortest" else total - 2 * common

    def greedy(s: str, t: str) -> int:
        common = at = 0
        for x in s:
            if what == "substring":
                if t.startswith(x, at):
                    common += vowels if x in "aeiou" else 1
                    at += 1
                continue
            found = t.find(x, at)
            if found >= 0:
                common += vowels if x in "aeiou" else 1
                at = found + 1
        if weighs:
            return common
        total = len(s) + len(t)
        return total - common if what == "shortest" else total - 2 * common

    def as_multisets(s: str, t: str) -> int:
        common = 0
        for x in "abcdefghijklmnopqrstuvwxyz":
            count = min(s.count(x), t.count(x))
            common += count * (vowels if x in "aeiou" else 1)
        if weighs:
            return common
        total = len(s) + len(t)
        return total - common if what == "shortest" else total - 2 * common

    def make(maker: Maker) -> tuple[str, str]:
        letters = maker.rng.choice(("abc", "aeb", "aeoxy", "abcdefgh"))
        most = 500 if maker.scale == "large" else 40 if maker.scale == "medium" else 9
        n, m = min(maker.count(1, 500), most), min(maker.count(1, 500), most)
        s = "".join(maker.rng.choices(letters, k=n))
        if maker.chance(0.4):
            t = "".join(x for x in s if maker.chance(0.6)) or "a"
            at = maker.rng.randint(0, len(t))
            return s, (t[:at] + maker.rng.choice(letters) + t[at:])[:500]
        return s, "".join(maker.rng.choices(letters, k=m))

    define = {
        "subsequence": "A common subsequence of `s` and `t` takes some letters of `s` and equally "
        "many of `t`, both in their order and not necessarily side by side, so that the first "
        "ones match, the second ones match, and so on",
        "substring": "A common substring of `s` and `t` takes some consecutive letters of `s` and "
        "equally many consecutive letters of `t`, so that the first ones match, the second ones "
        "match, and so on",
        "shortest": "A word is a subsequence of another one if it is left when some letters of "
        "that word (perhaps none) are deleted",
        "deletions": "Letters may be deleted anywhere in both words; the others keep their order",
    }[what]
    match = ""
    if weighs:
        match = " Two letters match if they are equal" + (
            " or both of them are vowels (a, e, i, o, u)." if alike else "."
        )
    value = ""
    if vowels > 1:
        value = f" The value of what is taken is counted in `s`: {worth}."
    elif weighs:
        value = " Its length is the number of letters taken from `s`."
    return Task(
        titles=("Two Words", "What They Share", "Letters in Common"),
        given=[Word("s", 1, 500), Word("t", 1, 500)],
        ask=Value(noun),
        formal=f"Two words `s` and `t` of lowercase letters are given. {define}.{match}{value}",
        stories=[
            Story(
                "@who and @friend have each written a very long word, `s` and `t`, while they "
                "were waiting for "
                "the doctor. Now they look for what the words have to do with each other. "
                f"{define}.{match}{value}"
            ),
            Story(
                "A linguist studies the language of [parrots|whales] and has recorded the same "
                "story told by two of them, as strings `s` and `t` in which each letter is a "
                f"sound (so they call them words). {define}.{match}{value} The linguist is paid "
                "by the result."
            ),
        ],
        solve=solve,
        others=[one_row],
        wrong=[greedy, as_multisets],
        cpp=[
            """
            int solve(string s, string t) {
                int n = s.size(), m = t.size(), longest = 0;
                string vowels = "aeiou";
                vector<vector<int>> best(n + 1, vector<int>(m + 1));
                for (int i = 1; i <= n; i++) {
                    for (int j = 1; j <= m; j++) {
                        bool x = vowels.find(s[i - 1]) != string::npos;
                        bool y = vowels.find(t[j - 1]) != string::npos;
                        if ($match) best[i][j] = best[i - 1][j - 1] + $gain;
                        $else
                        longest = max(longest, best[i][j]);
                    }
                }
                return $result;
            }
            """
            if weighs and (alike or vowels > 1)
            else """
            int solve(string s, string t) {
                int n = s.size(), m = t.size(), longest = 0;
                vector<vector<int>> best(n + 1, vector<int>(m + 1));
                for (int i = 1; i <= n; i++) {
                    for (int j = 1; j <= m; j++) {
                        if (s[i - 1] == t[j - 1]) best[i][j] = best[i - 1][j - 1] + 1;
                        $else
                        longest = max(longest, best[i][j]);
                    }
                }
                return $result;
            }
            """
        ],
        params={
            "match": "s[i - 1] == t[j - 1] || (x && y)" if alike else "s[i - 1] == t[j - 1]",
            "gain": f"(x ? {vowels} : 1)" if vowels > 1 else "1",
            "else": ""
            if what == "substring"
            else "else best[i][j] = max(best[i - 1][j], best[i][j - 1]);",
            "result": {
                "subsequence": "longest",
                "substring": "longest",
                "shortest": "n + m - longest",
                "deletions": "n + m - 2 * longest",
            }[what],
        },
        make=make,
        edges=[
            ("a", "a"), ("a", "b"), ("abc", "cab"), ("xaby", "abxy"), ("abcd", "dcba"),
            ("a", "e"), ("xaxexi", "oyuy"), ("bab", "abb"), ("zzabzz", "ab"), ("ba", "bxa"),
        ],
        hints=(
            "Taking the first letter that fits, again and again, is not always best.",
            "For each beginning of `s` and each beginning of `t`, "
            + (
                "what is the best that ends exactly at both ends?"
                if what == "substring"
                else "how much do they share?"
            ),
            "If the two last letters "
            + ("match" if weighs else "are equal")
            + ", add to the value of both beginnings without them"
            + (
                "; if not, nothing can end there, and the answer is the greatest value of all."
                if what == "substring"
                else "; if not, one of the two letters is useless."
            )
            + {
                "shortest": " Shared letters are needed only once.",
                "deletions": " What is not shared has to go.",
            }.get(what, ""),
        ),
        explanation="A table over all pairs of beginnings is filled, each entry from at most three "
        "others: `|s| * |t|` steps."
        + {
            "shortest": " The shortest word has all letters of both, the shared ones once.",
            "deletions": " All letters that are not shared are deleted, in both words.",
        }.get(what, ""),
        call="common_letters",
        tests=False,
    )  # fmt: skip


@family(1500, "dp", "strings")
def woven_words(p: Parameters) -> Task:
    what = p.choice("what", "decide", "ways", "changes")
    backwards = p.choice("backwards", True, False)
    ask: Ask = {
        "decide": Decide("`c` can be woven from `a` and `b`"),
        "ways": Value("the number of ways to weave `c` from `a` and `b`, modulo `10^9 + 7`"),
        "changes": Value(
            "the least number of changes between the two words with which `c` can be woven, or -1 "
            "if it cannot"
        ),
    }[what]

    def solve(a: str, b: str, c: str) -> object:
        if len(a) + len(b) != len(c):
            return False if what == "decide" else -1 if what == "changes" else 0
        if backwards:
            b = b[::-1]
        n, m = len(a), len(b)
        if what == "changes":
            none = 10**9
            first = [[none] * (m + 1) for _ in range(n + 1)]
            second = [[none] * (m + 1) for _ in range(n + 1)]
            first[0][0] = second[0][0] = 0
            for i in range(n + 1):
                for j in range(m + 1):
                    if i > 0 and a[i - 1] == c[i + j - 1]:
                        first[i][j] = min(first[i - 1][j], second[i - 1][j] + (i + j > 1))
                    if j > 0 and b[j - 1] == c[i + j - 1]:
                        second[i][j] = min(second[i][j - 1], first[i][j - 1] + (i + j > 1))
            fewest = min(first[n][m], second[n][m])
            return fewest if fewest < none else -1
        else:
            ways = [[0] * (m + 1) for _ in range(n + 1)]
            ways[0][0] = 1
            for i in range(n + 1):
                for j in range(m + 1):
                    if i > 0 and a[i - 1] == c[i + j - 1]:
                        ways[i][j] += ways[i - 1][j]
                    if j > 0 and b[j - 1] == c[i + j - 1]:
                        ways[i][j] += ways[i][j - 1]
                    if what == "ways":
                        ways[i][j] %= MOD
            if what == "decide":
                return ways[n][m] > 0
            return ways[n][m]

    def layer_by_layer(a: str, b: str, c: str) -> object:
        if backwards:
            b = b[::-1]
        now = {(0, 0): 0 if what == "changes" else 1}
        for k in range(len(c)):
            after: dict[tuple[int, int], int] = {}
            for (i, last), value in now.items():
                for word, text, at in (1, a, i), (2, b, k - i):
                    if at >= len(text) or text[at] != c[k]:
                        continue
                    if what == "changes":
                        state = (i + 1 if word == 1 else i, word)
                        changes = value + 1 if last + word == 3 else value
                        after[state] = min(after.get(state, changes), changes)
                    else:
                        state = (i + 1 if word == 1 else i, 0)
                        after[state] = (after.get(state, 0) + value) % 1000000007
            now = after
        ends = [value for (i, _), value in now.items() if i == len(a) == len(c) - len(b)]
        if what == "decide":
            return len(ends) > 0
        if what == "changes":
            return min(ends, default=-1)
        return sum(ends)

    def prefers_a(a: str, b: str, c: str) -> object:
        if backwards:
            b = b[::-1]
        i = j = changes = last = 0
        for x in c:
            if i < len(a) and a[i] == x:
                i += 1
                changes += last == 2
                last = 1
            elif j < len(b) and b[j] == x:
                j += 1
                changes += last == 1
                last = 2
            else:
                return False if what == "decide" else -1 if what == "changes" else 0
        good = i == len(a) and j == len(b)
        if what == "decide":
            return good
        if what == "changes":
            return changes if good else -1
        return int(good)

    def other_direction(a: str, b: str, c: str) -> object:
        if not backwards:
            b = b[::-1]
        ways = {(0, 0): 1}
        for k in range(1, len(c) + 1):
            for i in range(max(0, k - len(b)), min(k, len(a)) + 1):
                total = 0
                if i > 0 and a[i - 1] == c[k - 1]:
                    total += ways.get((i - 1, k - i), 0)
                if k > i and b[k - i - 1] == c[k - 1]:
                    total += ways.get((i, k - i - 1), 0)
                ways[i, k - i] = total
        count = ways.get((len(a), len(b)), 0)
        if what == "decide":
            return count > 0
        if what == "changes":
            return 1 if count else -1
        return count % MOD

    def make(maker: Maker) -> tuple[str, str, str]:
        letters = maker.rng.choice(("ab", "ab", "abc"))
        most = 200 if maker.scale == "large" else 12 if maker.scale == "medium" else 5
        n, m = min(maker.count(1, 200), most), min(maker.count(1, 200), most)
        a = "".join(maker.rng.choices(letters, k=n))
        b = "".join(maker.rng.choices(letters, k=m))
        left, right = list(a), list(b[::-1] if backwards else b)
        c = ""
        source = maker.rng.randint(0, 1)
        while left or right:
            if maker.chance(0.4):
                source = 1 - source
            word = (left, right)[source] or left or right
            c += word.pop(0)
        if maker.chance(0.35) and len(c) > 1:
            at = maker.rng.randrange(len(c) - 1)
            c = c[:at] + c[at + 1] + c[at] + c[at + 2 :]
        return a, b, c

    end = (
        "the letters of `a` in their order, and those of `b` from the last to the first"
        if backwards
        else "the letters of `a` in their order, and those of `b` in theirs"
    )
    differ = {
        "decide": "",
        "ways": " Two ways differ if some letter of `c` comes from different words.",
        "changes": " A change happens whenever a letter of `c` comes from the other word than the "
        "letter before it.",
    }[what]
    take = "from the end" if backwards else "from the beginning"
    return Task(
        titles=("Woven Words", "Two Threads", "Shuffled Together"),
        given=[Word("a", 1, 200), Word("b", 1, 200), Word("c", 2, 400)],
        ask=ask,
        formal="Three words `a`, `b` and `c` are given. To weave `c`, each of its letters is taken "
        f"from `a` or from `b`, so that every letter of both is used exactly once and `c` contains "
        f"{end}.{differ}",
        stories=[
            Story(
                "Two threads hang from the ceiling of a weaver, each with letters along it: the "
                "words `a` and `b`. In every step the weaver cuts off one letter, always from the "
                f"beginning of `a` or {take} of `b`, and sews it to the end of the word on the "
                f"loom, until both threads are used up.{differ} A customer has ordered the word "
                "`c`, and wants to have it woven from these two."
            ),
            Story(
                "@who and @friend have recorded a song at the same time, and the machine has mixed "
                "up their tapes. @who has sung the letters of `a` in this order; @friend has sung "
                f"`b`, and that tape ran {'backwards' if backwards else 'forwards'}. The result is "
                f"`c`. It would be woven correctly if `c` contains {end}, each letter exactly once "
                f"and nothing else.{differ}"
            ),
        ],
        solve=solve,
        others=[layer_by_layer],
        wrong=[prefers_a, other_direction],
        cpp=[
            """
            int solve(string a, string b, string c) {
                int n = a.size(), m = b.size(), none = 1000000000;
                if (n + m != (int)c.size()) return -1;
                $reverse
                vector<vector<int>> first(n + 1, vector<int>(m + 1, none)), second = first;
                first[0][0] = second[0][0] = 0;
                for (int i = 0; i <= n; i++) {
                    for (int j = 0; j <= m; j++) {
                        int cost = i + j > 1;
                        if (i > 0 && a[i - 1] == c[i + j - 1])
                            first[i][j] = min(first[i - 1][j], second[i - 1][j] + cost);
                        if (j > 0 && b[j - 1] == c[i + j - 1])
                            second[i][j] = min(second[i][j - 1], first[i][j - 1] + cost);
                    }
                }
                int fewest = min(first[n][m], second[n][m]);
                return fewest < none ? fewest : -1;
            }
            """
            if what == "changes"
            else """
            $type solve(string a, string b, string c) {
                int n = a.size(), m = b.size();
                if (n + m != (int)c.size()) return 0;
                $reverse
                vector<vector<$type>> ways(n + 1, vector<$type>(m + 1));
                ways[0][0] = 1;
                for (int i = 0; i <= n; i++) {
                    for (int j = 0; j <= m; j++) {
                        if (i > 0 && a[i - 1] == c[i + j - 1]) $first
                        if (j > 0 && b[j - 1] == c[i + j - 1]) $second
                    }
                }
                return ways[n][m];
            }
            """
        ],
        params={
            "reverse": "reverse(b.begin(), b.end());" if backwards else "",
            "type": "bool" if what == "decide" else "int",
            "first": "ways[i][j] = ways[i][j] || ways[i - 1][j];"
            if what == "decide"
            else "ways[i][j] = (ways[i][j] + ways[i - 1][j]) % 1000000007;",
            "second": "ways[i][j] = ways[i][j] || ways[i][j - 1];"
            if what == "decide"
            else "ways[i][j] = (ways[i][j] + ways[i][j - 1]) % 1000000007;",
        },
        make=make,
        edges=[
            ("a", "b", "ab"), ("a", "b", "ba"), ("a", "a", "aa"), ("ab", "ac", "acab"),
            ("ab", "ac", "abca"), ("ab", "ca", "acab"), ("aab", "aba", "aabaab"), ("a", "b", "aab"),
            ("aba", "ab", "ababa"), ("ab", "ba", "abab"), ("ab", "cd", "acdb"),
            ("ab", "cd", "adcb"),
            ("ab", "cd", "acbd"), ("ab", "cd", "adbc"), ("aa", "ab", "aaab"), ("ab", "ab", "abba"),
        ],
        hints=(
            "Which of the two words a letter comes from cannot be decided on the spot.",
            "After `i` letters of `a` and `j` letters of `b`, the beginning of `c` of length "
            "`i + j` is made.",
            "Fill a table over `i` and `j`"
            + (
                "; the last letter came from one of the two words, and each is checked."
                if what != "changes"
                else ", in two versions: the last letter came from `a`, or from `b`."
            )
            + (" Turn `b` around first." if backwards else ""),
        ),
        explanation="What can follow depends only on how many letters of both words are used, "
        + ("and from which the last one came, " if what == "changes" else "")
        + "so a table of `|a| * |b|` entries is enough.",
        call="weave",
        tests=False,
    )  # fmt: skip


@family(1400, "dp", "strings")
def hidden_times(p: Parameters) -> Task:
    rule = p.choice("rule", "any", "least", "most")
    g = p.int("gap", 2, 4) if rule != "any" else 0
    h = g - 1
    last = p.choice("same_case", True, False)
    given_text = "lowercase and uppercase letters"

    def solve(s: str, t: str) -> int:
        if not last:
            s = s.lower()
            t = t.lower()
        n, m = len(s), len(t)
        ways = [1 if x == t[0] else 0 for x in s]
        for k in range(1, m):
            now = [0] * n
            total = 0
            for i in range(n):
                if rule == "any" and i > 0:
                    total += ways[i - 1]
                if rule == "least" and i >= g:
                    total += ways[i - g]
                if rule == "most":
                    if i > 0:
                        total += ways[i - 1]
                    if i > g:
                        total -= ways[i - g - 1]
                if s[i] == t[k]:
                    now[i] = total % MOD
            ways = now
        return sum(ways) % MOD

    def with_prefixes(s: str, t: str) -> int:
        if not last:
            s, t = s.upper(), t.upper()
        ways = [int(x == t[0]) for x in s]
        for y in t[1:]:
            before = [0]
            for w in ways:
                before.append((before[-1] + w) % 1000000007)
            for i, x in enumerate(s):
                if x != y:
                    ways[i] = 0
                elif rule == "any":
                    ways[i] = before[i]
                elif rule == "least":
                    ways[i] = before[max(0, i - h)]
                else:
                    ways[i] = before[i] - before[max(0, i - g)]
        return sum(ways) % 1000000007

    def no_rule(s: str, t: str) -> int:
        if not last:
            s, t = s.lower(), t.lower()
        count = [1] + [0] * len(t)
        for x in s:
            for k in range(len(t) - 1, -1, -1):
                if t[k] == x:
                    count[k + 1] += count[k]
        if rule == "any":
            return 1 if count[-1] else 0
        return count[-1] % MOD

    def other_case(s: str, t: str) -> int:
        if last:
            s, t = s.lower(), t.lower()
        ways = [1 if x == t[0] else 0 for x in s]
        for y in t[1:]:
            now = []
            for i in range(len(s)):
                low = max(0, i - g) if rule == "most" else 0
                high = max(0, i - g + 1) if rule == "least" else i
                now.append(sum(ways[low:high]) if s[i] == y else 0)
            ways = now
        return sum(ways) % MOD

    def make(maker: Maker) -> tuple[str, str]:
        most = 2000 if maker.scale == "large" else 60 if maker.scale == "medium" else 12
        n = min(maker.count(1, 2000), most)
        letters = maker.rng.choice(("aAb", "aAbB", "abAc"))
        s = "".join(maker.rng.choices(letters, k=n))
        m = maker.rng.randint(1, min(n, 50 if maker.scale == "large" else 4))
        if maker.chance(0.6):
            places = sorted(maker.rng.sample(range(n), m))
            return s, "".join(s[i] for i in places)
        return s, "".join(maker.rng.choices(letters, k=m))

    apart = {
        "any": "",
        "least": f" The positions of two letters that follow each other in `t` must differ by at "
        f"least {g}.",
        "most": f" The positions of two letters that follow each other in `t` must differ by at "
        f"most {g}.",
    }[rule]
    case = (
        "Lowercase and uppercase letters are different"
        if last
        else "Lowercase and uppercase forms of a letter count as the same letter"
    )
    return Task(
        titles=("Hidden So Many Times", "Between the Lines", "The Secret Word"),
        given=[
            Word("s", 1, 2000, alphabet="abcABC", letters=given_text),
            Word("t", 1, 50, alphabet="abcABC", letters=given_text),
        ],
        ask=Value("the number of ways in which `t` is hidden in `s`, modulo `10^9 + 7`"),
        formal="A way in which the word `t` is hidden in the text `s` is a choice of increasing "
        f"positions in `s`, as many as `t` has letters, where the letters of `t` stand in this "
        f"order.{apart} {case}.",
        stories=[
            Story(
                "A [spy|poet] in prison writes letters to friends. The words that matter are "
                "hidden in the text: if one picks the right positions, from left to right, the "
                f"letters there form the word `t`.{apart} {case}. The guard has a letter in hand, "
                "the text `s`, and looks for `t`. Different choices of positions are different "
                "ways in which it is hidden."
            ),
            Story(
                "@who scratches letters off a ticket with the text `s` so that the word `t` is "
                "left, in the right order, at the positions that were not scratched off. There may "
                f"be many ways to choose these positions, and each means that `t` is hidden in "
                f"`s`.{apart} {case}. The prize grows with the number of ways."
            ),
        ],
        solve=solve,
        others=[with_prefixes],
        wrong=[no_rule, other_case],
        cpp=[
            """
            int solve(string s, string t) {
                const long long mod = 1000000007;
                $case
                int n = s.size(), m = t.size();
                vector<long long> ways(n);
                for (int i = 0; i < n; i++) ways[i] = s[i] == t[0];
                for (int k = 1; k < m; k++) {
                    vector<long long> now(n);
                    long long total = 0;
                    for (int i = 0; i < n; i++) {
                        $total
                        if (s[i] == t[k]) now[i] = total % mod;
                    }
                    ways = now;
                }
                return accumulate(ways.begin(), ways.end(), 0LL) % mod;
            }
        """
        ],
        params={
            "case": ""
            if last
            else "for (char& x : s) x = tolower(x);\nfor (char& x : t) x = tolower(x);",
            "total": {
                "any": "if (i > 0) total += ways[i - 1];",
                "least": f"if (i >= {g}) total += ways[i - {g}];",
                "most": "if (i > 0) total += ways[i - 1];\n"
                f"if (i > {g}) total -= ways[i - {g} - 1];",
            }[rule],
        },
        make=make,
        edges=[
            ("a", "a"), ("a", "A"), ("aaaa", "aa"), ("aaaaaaaa", "aaa"), ("aAaAaA", "aa"),
            ("abcabc", "ac"), ("abababab", "ab"), ("abc", "abc"), ("aaaaaaaaaaaa", "a"),
            ("AbaBAb", "ab"), ("aaaaAaaaaa", "aAa"),
        ],
        hints=(
            "There may be very many ways, so they cannot be listed.",
            "For each beginning of `t` and each position of `s`: in how many ways does that "
            "beginning end exactly there?",
            {
                "any": "Add up the ways of the beginning that is one letter shorter, over all "
                "earlier positions; keep the sum while you walk.",
                "least": "Add up the ways of the beginning that is one letter shorter, over all "
                "positions that are far enough to the left; keep the sum while you walk.",
                "most": "Add up the ways of the beginning that is one letter shorter, over the few "
                "positions directly before; keep the sum while you walk.",
            }[rule],
        ),
        explanation="The ways that end at a position are a sum over earlier positions, which "
        "changes by one or two terms from one position to the next: `|s| * |t|` steps.",
        call="hidden_times",
        tests=False,
    )  # fmt: skip


@family(1500, "dp", "strings")
def patched_palindrome(p: Parameters) -> Task:
    op = p.choice("op", "insert", "delete")
    swap = p.choice("replace", 0, 1, 2)
    # A letter must not become cheaper by being replaced first.
    vowel = p.choice("vowel", *((1, 2, 3), (1, 2), (2, 3))[swap])
    verb = {"insert": "Inserting", "delete": "Deleting"}[op]

    def solve(s: str) -> int:
        n = len(s)
        price = [1] * n
        if vowel > 1:
            price = [vowel if x in "aeiou" else 1 for x in s]
        cost = [[0] * n for _ in range(n)]
        for i in range(n - 2, -1, -1):
            for j in range(i + 1, n):
                inner = cost[i + 1][j - 1] if i + 1 < j else 0
                if s[i] == s[j]:
                    cost[i][j] = inner
                else:
                    cost[i][j] = min(cost[i + 1][j] + price[i], cost[i][j - 1] + price[j])
                    if swap:
                        cost[i][j] = min(cost[i][j], inner + swap)
        return cost[0][n - 1]

    def by_length(s: str) -> int:
        n = len(s)
        shorter = [0] * (n + 1)
        now = [0] * n
        for length in range(2, n + 1):
            after = []
            for i in range(n - length + 1):
                x, y = s[i], s[i + length - 1]
                if x == y:
                    after.append(shorter[i + 1])
                    continue
                if vowel > 1:
                    best = now[i + 1] + (vowel if x in "aeiou" else 1)
                    best = min(best, now[i] + (vowel if y in "aeiou" else 1))
                else:
                    best = min(now[i], now[i + 1]) + 1
                if swap:
                    best = min(best, shorter[i + 1] + swap)
                after.append(best)
            shorter = now
            now = after
        return now[0]

    def from_both_ends(s: str) -> int:
        i, j = 0, len(s) - 1
        cost = 0
        while i < j:
            if s[i] == s[j]:
                i += 1
                j -= 1
                continue
            left = vowel if s[i] in "aeiou" else 1
            right = vowel if s[j] in "aeiou" else 1
            if swap and swap <= min(left, right):
                cost += swap
                i += 1
                j -= 1
            elif left <= right:
                cost += left
                i += 1
            else:
                cost += right
                j -= 1
        return cost

    def pairs_only(s: str) -> int:
        price = swap or 1
        return price * sum(1 for i in range(len(s) // 2) if s[i] != s[-1 - i])

    def make(maker: Maker) -> tuple[str]:
        most = 300 if maker.scale == "large" else 30 if maker.scale == "medium" else 9
        n = min(maker.count(1, 300), most)
        letters = maker.rng.choice(("ab", "abc", "aebx", "aeioxyz"))
        s = "".join(maker.rng.choices(letters, k=n))
        if maker.chance(0.3) and n > 2:
            half = s[: n // 2]
            s = half + half[::-1]
            at = maker.rng.randrange(len(s))
            s = s[:at] + maker.rng.choice(letters) + s[at:]
        return (s[:300],)

    price = (
        f"{verb} a letter costs 1."
        if vowel == 1
        else f"{verb} a vowel (a, e, i, o or u) costs {vowel}, {verb.lower()} any other letter "
        "costs 1."
    )
    if swap:
        price += f" Replacing a letter by any other one costs {swap}."
    where = "anywhere in the word" if op == "insert" else "from anywhere in the word"
    return Task(
        titles=("The Mended Palindrome", "Both Ways Alike", "Forwards and Backwards"),
        given=[Word("s", 1, 300)],
        ask=Value("the least total cost to make `s` a palindrome"),
        formal="A palindrome is a word that reads the same from left to right and from right to "
        f"left. A word `s` is to be changed into one. Letters can be {op}ed {where}"
        f"{', or replaced' if swap else ''}. {price}".replace("deleteed", "deleted"),
        stories=[
            Story(
                "The sign above the shop of @who bears the word `s`, and as it hangs in a mirror, "
                "it should look the same in both directions, which people call a palindrome. A "
                f"craftsman {op}s letters {where}{' and replaces letters' if swap else ''}, as one "
                f"likes, and takes money for it. {price}"
            ),
            Story(
                "A string of coloured lamps, one letter for each colour, hangs between two houses "
                "in @place. From the left it reads `s`. At the festival it must be a palindrome: "
                f"seen from either house, the colours have to come in the same order. Lamps can be "
                f"{op}ed {where.replace('word', 'string')}".replace("deleteed", "deleted")
                + (", or replaced" if swap else "")
                + f". The lamps are called letters on the price list. {price}"
            ),
        ],
        solve=solve,
        others=[by_length],
        wrong=[from_both_ends, pairs_only],
        cpp=[
            """
            int solve(string s) {
                int n = s.size();
                auto price = [](char x) { return $price; };
                vector<vector<int>> cost(n + 1, vector<int>(n + 1));
                for (int i = n - 2; i >= 0; i--) {
                    for (int j = i + 1; j < n; j++) {
                        int inner = i + 1 < j ? cost[i + 1][j - 1] : 0;
                        if (s[i] == s[j]) {
                            cost[i][j] = inner;
                            continue;
                        }
                        int left = cost[i + 1][j] + price(s[i]);
                        cost[i][j] = min(left, cost[i][j - 1] + price(s[j]));
                        $swap
                    }
                }
                return cost[0][n - 1];
            }
            """
            if vowel > 1
            else """
            int solve(string s) {
                int n = s.size();
                vector<vector<int>> cost(n + 1, vector<int>(n + 1));
                for (int i = n - 2; i >= 0; i--) {
                    for (int j = i + 1; j < n; j++) {
                        int inner = i + 1 < j ? cost[i + 1][j - 1] : 0;
                        if (s[i] == s[j]) {
                            cost[i][j] = inner;
                            continue;
                        }
                        cost[i][j] = 1 + min(cost[i + 1][j], cost[i][j - 1]);
                        $swap
                    }
                }
                return cost[0][n - 1];
            }
            """
        ],
        params={
            "price": f'string("aeiou").find(x) == string::npos ? 1 : {vowel}',
            "swap": f"cost[i][j] = min(cost[i][j], inner + {swap});" if swap else "",
        },
        make=make,
        edges=[
            ("a",), ("ab",), ("abca",), ("abcba",), ("aab",), ("baaab",), ("abcda",), ("eab",),
            ("xea",), ("aexe",), ("abab",), ("abcd",), ("bxaab",), ("aebxeab",), ("bbabab",),
        ],
        hints=(
            "The two ends of the word either agree, or something must be done about one of them.",
            "What is the cost for each piece of consecutive letters?",
            "If the ends of a piece agree, only the inside matters; otherwise try to "
            + ("match" if op == "insert" else "delete")
            + " the left or the right end"
            + (", or to replace one of them." if swap else "."),
        ),
        explanation="The cost of a piece follows from those of two or three shorter pieces, so all "
        "`n^2 / 2` pieces are filled from short to long."
        + (
            " Inserting a partner for a letter at one end costs as much as that letter."
            if op == "insert"
            else ""
        ),
        call="mend_palindrome",
        tests=False,
    )  # fmt: skip
