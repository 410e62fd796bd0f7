"""Words with the same letters in another order."""

from __future__ import annotations

from collections import Counter

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import LETTERS, Maker
from shortlist_engine.bank.task import Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Word, Words


@family(1100, "strings", "greedy")
def palindrome_kit(p: Parameters) -> Task:
    what = p.choice("what", "longest", "decide", "drop", "add", "blocks")
    spare = p.int("spare", 1, 3) if what == "decide" else 1
    ask = {
        "longest": Value("the length of the longest palindrome that can be laid"),
        "decide": Decide(f"a palindrome can be laid so that at most {spare} of the cards are "
                         "left over"),
        "drop": Value("the least number of cards to put aside so that the other ones make a "
                      "palindrome"),
        "add": Value("the least number of cards to buy so that all cards together make a "
                     "palindrome"),
        "blocks": Value("the number of different letters that can stand in the middle of a longest "
                        "palindrome"),
    }[what]  # fmt: skip

    def solve(s: str) -> int | bool:
        odd = sum(1 for x in Counter(s).values() if x % 2 == 1)
        if what == "longest":
            return len(s) - max(0, odd - 1)
        if what == "decide":
            return odd <= spare + 1
        if what == "blocks":
            return odd if odd > 0 else len(set(s))
        return max(0, odd - 1)

    def with_set(s: str) -> int | bool:
        single: set[str] = set()
        pairs = 0
        for c in s:
            if c in single:
                single.remove(c)
                pairs += 1
            else:
                single.add(c)
        if what == "longest":
            return 2 * pairs + (1 if single else 0)
        if what == "decide":
            return len(single) - 1 <= spare
        if what == "blocks":
            return len(single) or len(set(s))
        return len(single) - 1 if single else 0

    def no_middle(s: str) -> int | bool:
        odd = sum(s.count(c) % 2 for c in set(s))
        if what == "longest":
            return len(s) - odd
        if what == "decide":
            return odd <= spare
        return odd

    def in_given_order(s: str) -> int | bool:
        n = len(s)
        bad = sum(s[i] != s[n - 1 - i] for i in range(n // 2))
        if what == "longest":
            return n - bad
        if what == "decide":
            return bad <= spare
        return bad

    def make(maker: Maker) -> tuple[str]:
        letters = maker.rng.sample(LETTERS, maker.rng.randint(1, 6))
        word = [c for c in letters for _ in range(2 * maker.rng.randint(0, 3))]
        for _ in range(maker.rng.randint(0, 3)):
            word.append(maker.pick(letters))
        if what == "decide" and maker.chance(0.6):
            odd = maker.rng.sample(LETTERS, spare + maker.rng.randint(0, 2))
            word = odd + letters[:1] * 2 * maker.rng.randint(0, 2)
        n = maker.count(1, 10**5)
        word = (word + maker.rng.choices(letters, k=n))[: n if maker.chance(0.4) else len(word)]
        maker.rng.shuffle(word)
        return ("".join(word) or "a",)

    return Task(
        titles=("Palindrome Kit", "Cards on the Table", "Symmetric Decoration"),
        given=[Word("s", 1, 10**5)],
        ask=ask,
        formal="Each letter of `s` is written on a card of its own. Cards are laid in a row, in "
               "any order, "
        "and make a palindrome if the row reads the same from left to right and from right to "
        "left. "
        "Cards that are bought may show any letters.",
        stories=[
            Story(
                "A confectioner has cookies in the shape of letters: for every letter in `s` "
                "she has one "
                "cookie, here called a card, and she can put them side by side in whatever "
                "order she likes. "
                "Her customers love rows that read the same from both sides, that is, palindromes. "
                "Further cards can be baked with any letter if need be."
            ),
            Story(
                "After a game of words @who is left with a heap of cards; put side by side in "
                "any order, the "
                "letters on them might give `s`. @friend says that beautiful rows are those "
                "that are the "
                "same when they are read backwards, which are called palindromes, and begins to "
                "sort the "
                "cards. The game is sold in shops that have single cards of all letters, too."
            ),
        ],
        solve=solve, others=[with_set], wrong=[no_middle, in_given_order],
        cpp=["""
            $type solve(string s) {
                vector<int> count(26);
                for (char c : s) count[c - 'a']++;
                int odd = 0, different = 0, n = s.size();
                for (int x : count) {
                    odd += x % 2;
                    different += x > 0;
                }
                return $result;
            }
        """],
        params={
            "type": "bool" if what == "decide" else "int",
            "result": {
                "longest": "n - max(0, odd - 1)", "decide": f"odd <= {spare + 1}",
                "blocks": "odd > 0 ? odd : different",
            }.get(what, "max(0, odd - 1)"),
        },
        make=make,
        hints=(
            "In a palindrome, which letters occur an odd number of times?",
            "All letters stand in mirrored pairs, but one may stand alone in the middle.",
            "Count the letters that occur an odd number of times; one of them can be in the "
            "middle.",
        ),
        explanation="Pairs of equal letters can be placed symmetrically. Of the letters with an "
                    "odd count, "
        "each has one card without a partner, and only one such card finds room in the middle.",
        call="palindrome_kit",
    )  # fmt: skip


@family(1000, "strings", "data structures")
def anagram_groups(p: Parameters) -> Task:
    what = p.choice("what", "groups", "pairs", "largest", "alone", "first")
    rule = p.entry("rule", {
        "letters": ("consist of the same letters, each equally often", "".join),
        "set": ("use the same set of letters, however often each,", set),
        "rotated": ("have the same first letter and consist of the same letters, each equally "
                    "often", list),
    })  # fmt: skip
    words_, how = rule
    plain, as_set = how is not list, how is set
    noun = {
        "groups": "the number of families",
        "pairs": "the number of pairs of different positions whose words are related",
        "largest": "the number of words in the largest family",
        "alone": "the number of words that are related to no other one of the list",
        "first": "the position of the first word that is related to an earlier one, or 0 if "
        "there is none",
    }[what]

    def solve(n: int, words: list[str]) -> int:
        count: dict[str, int] = {}
        pairs = 0
        first = 0
        for i in range(n):
            word = words[i]
            key = "".join(sorted(set(word) if as_set else word))
            if not plain:
                key += word[0]
            if key in count:
                pairs += count[key]
                if first == 0:
                    first = i + 1
            count[key] = count.get(key, 0) + 1
        if what == "groups":
            return len(count)
        if what == "pairs":
            return pairs
        if what == "first":
            return first
        if what == "largest":
            return max(count.values())
        return sum(1 for x in count.values() if x == 1)

    def with_counter(n: int, words: list[str]) -> int:
        keys = []
        for word in words:
            letters = sorted(set(word)) if as_set else sorted(word)
            keys.append((word[0] if not plain else "", tuple(letters)))
        if what == "first":
            seen = set()
            for i in range(n):
                if keys[i] in seen:
                    return i + 1
                seen.add(keys[i])
            return 0
        sizes = Counter(keys).values()
        if what == "groups":
            return len(sizes)
        if what == "pairs":
            return sum(x * (x - 1) // 2 for x in sizes)
        if what == "largest":
            return max(sizes)
        return list(sizes).count(1)

    def equal_words(n: int, words: list[str]) -> int:
        count = Counter(words)
        if what == "first":
            for i in range(n):
                if words[i] in words[:i]:
                    return i + 1
            return 0
        if what == "groups":
            return len(count)
        if what == "pairs":
            return sum(x * (x - 1) // 2 for x in count.values())
        if what == "largest":
            return max(count.values())
        return sum(1 for x in count.values() if x == 1)

    def make(maker: Maker) -> tuple[int, list[str]]:
        n = maker.count(1, 1000)
        stock = [maker.word(maker.rng.randint(1, 6), "abcdtr") for _ in range(1 + n // 2)]
        words = []
        for _ in range(n):
            letters = list(maker.pick(stock))
            if as_set and maker.chance(0.3):
                letters.append(maker.pick(letters))
            if maker.chance(0.8):
                maker.rng.shuffle(letters)
            words.append("".join(letters))
        return n, words

    return Task(
        titles=("Related Words", "Families of Words", "The Word Zoo"),
        given=[Count("n", 1, 1000, what="the number of words"), Words("words", "n", 1, 7)],
        ask=Value(noun),
        formal=f"Two words are related if they {words_}. All words of the list that are related "
               "to each "
        "other, equal words included, form a family. Positions in the list are counted from 1.",
        stories=[
            Story(
                "Professor Quill collects words like others collect beetles. She pins each of "
                "them on a "
                "board, and in her system two words belong to the same family if they "
                f"{words_}; she says "
                "then that they are related. Equal words are of course in one family. This "
                "summer she "
                "brought home `n` words, numbered from 1 in the order in which she caught them."
            ),
            Story(
                "A robot tidies up a drawer with `n` labels, counted from 1 in the order in "
                "which it picks "
                f"them up. Labels whose words {words_} are called related, and the robot puts "
                "related "
                "labels into the same box; one box holds one family, and a label without "
                "relatives is a "
                "family of its own."
            ),
        ],
        solve=solve, others=[with_counter], wrong=[equal_words],
        cpp=["""
            $type solve(int n, vector<string> words) {
                map<string, int> count;
                long long pairs = 0;
                int first = 0;
                for (int i = 0; i < n; i++) {
                    string key = words[i];
                    sort(key.begin(), key.end());
                    $more
                    if (count[key] > 0 && first == 0) first = i + 1;
                    pairs += count[key]++;
                }
                int largest = 0, alone = 0;
                for (auto& item : count) {
                    largest = max(largest, item.second);
                    alone += item.second == 1;
                }
                return $result;
            }
        """],
        params={
            "type": "long long" if what == "pairs" else "int",
            "more": "key.erase(unique(key.begin(), key.end()), key.end());" if as_set
            else "key += words[i][0];" if not plain else "",
            "result": "count.size()" if what == "groups" else what,
        },
        make=make,
        hints=(
            "Find something that is the same for all words of a family and differs between "
            "families.",
            "Sort the letters of each word.",
            "Use the sorted letters"
            + (" without repetitions" if as_set else "" if plain else " together with the first "
                                                                      "letter")
            + " as the key of a dictionary that counts.",
        ),
        explanation="Words are related exactly when their keys, made of their sorted letters, "
                    "are equal; a "
        "dictionary counts the words of each key.",
        call="word_families",
    )  # fmt: skip


@family(1100, "strings", "implementation")
def made_anagrams(p: Parameters) -> Task:
    what = p.choice("what", "replace", "delete", "delete_second", "shift")
    ask = {
        "replace": Value("the least number of letters of `t` to replace so that `t` becomes an "
                         "anagram of "
                         "`s`, or -1 if that is impossible"),
        "delete": Value("the least number of letters to delete, from both words together, so "
                        "that the "
                        "rest of one is an anagram of the rest of the other"),
        "delete_second": Value("the least number of letters to delete from `t` so that the rest "
                               "is an "
                               "anagram of `s`, or -1 if that is impossible"),
        "shift": Value("the number of different letters that occur more often in `s` than in `t`"),
    }[what]  # fmt: skip

    def solve(s: str, t: str) -> int:
        x, y = Counter(s), Counter(t)
        more = sum((x - y).values())
        less = sum((y - x).values())
        if what == "replace":
            return more if len(s) == len(t) else -1
        if what == "delete":
            return more + less
        if what == "delete_second":
            return less if more == 0 else -1
        return len(x - y)

    def by_letters(s: str, t: str) -> int:
        letters = sorted(set(s + t))
        differences = [s.count(c) - t.count(c) for c in letters]
        if what == "replace":
            if sum(differences) != 0:
                return -1
            return sum(abs(d) for d in differences) // 2
        if what == "delete":
            return sum(abs(d) for d in differences)
        if what == "delete_second":
            if max(differences) > 0:
                return -1
            return -sum(differences)
        return sum(d > 0 for d in differences)

    def by_sets(s: str, t: str) -> int:
        if what == "replace":
            if len(s) != len(t):
                return -1
            return sum(1 for c in t if c not in s)
        if what == "delete":
            return sum(1 for c in s if c not in t) + sum(1 for c in t if c not in s)
        if what == "delete_second":
            if any(c not in t for c in s):
                return -1
            return len(t) - len(s)
        return len(set(s) - set(t))

    def by_position(s: str, t: str) -> int:
        n = min(len(s), len(t))
        different = sum(1 for i in range(n) if s[i] != t[i])
        if what == "replace":
            return different if len(s) == len(t) else -1
        if what == "delete":
            return 2 * different + abs(len(s) - len(t))
        if what == "delete_second":
            return len(t) - n if s == t[:n] else -1
        return different

    def make(maker: Maker) -> tuple[str, str]:
        letters = maker.pick(["ab", "abc", "aelst", LETTERS])
        s = list(maker.word(maker.count(1, 10**4), letters))
        t = s[:]
        maker.rng.shuffle(t)
        for i in range(min(len(t), maker.rng.randint(0, 4))):
            t[i] = maker.pick(letters)
        if what != "replace" or maker.chance(0.2):
            t += maker.rng.choices(letters, k=maker.rng.randint(0, 3))
            if maker.chance(0.25):
                t = t[2:] or ["a"]
        maker.rng.shuffle(t)
        return "".join(s), "".join(t[: 10**4])

    return Task(
        titles=("Made into Anagrams", "Same Letters", "From One Word to Another"),
        given=[Word("s", 1, 10**4), Word("t", 1, 10**4)],
        ask=ask,
        formal="Two words are anagrams of each other if the letters of one can be rearranged to "
               "give the "
        "other; all letters must be used. Words without letters are anagrams of each other, too.",
        stories=[
            Story(
                "Two brothers run neighbouring shops, and over their doors hang signs with the "
                "words `s` and "
                "`t`. Their mother cannot bear inequality. In her opinion it is fair only if "
                "the letters "
                "of one sign, moved around, could give the other sign, so that each letter is "
                "used up; "
                "two such words, she explains, are anagrams of each other, and two empty signs "
                "are as well."
            ),
            Story(
                "@who likes the word `s`, while @friend prefers `t`. As neither of them wants "
                "to give in, "
                "they ask a neighbour who knows about anagrams, which are words that use "
                "exactly the "
                "same letters, each the same number of times, in whatever order (even two words "
                "without any "
                "letter count as such). The neighbour takes pencil and paper and compares the "
                "letters."
            ),
        ],
        solve=solve, others=[by_letters], wrong=[by_sets, by_position],
        cpp=["""
            int solve(string s, string t) {
                vector<int> count(26);
                for (char c : s) count[c - 'a']++;
                for (char c : t) count[c - 'a']--;
                int more = 0, less = 0, letters = 0;
                for (int d : count) {
                    if (d > 0) {
                        more += d;
                        letters++;
                    } else {
                        less -= d;
                    }
                }
                return $result;
            }
        """],
        params={"result": {
            "replace": "more == less ? more : -1", "delete": "more + less",
            "delete_second": "more == 0 ? less : -1", "shift": "letters",
        }[what]},
        make=make,
        hints=(
            "The order of the letters does not matter at all. What does?",
            "Count how often each letter occurs in both words and look at the differences.",
            "Which letters are too many in one word, and which in the other?",
        ),
        explanation="Only the counts of the 26 letters matter; their differences say how many "
                    "letters are "
        "too many or missing.",
        call="letters_to_change",
    )  # fmt: skip
