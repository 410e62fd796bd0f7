"""Lists of words: chosen, repeated, chained, sorted."""

from __future__ import annotations

from collections import Counter

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import LETTERS, Maker
from shortlist_engine.bank.programs.expression import Expr
from shortlist_engine.bank.task import Ask, Decide, Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Text, Words


@family(800, "strings", "implementation")
def record_word(p: Parameters) -> Task:
    longest = p.choice("longest", True, False)
    first = p.choice("first", True, False)
    what = p.choice("what", "word", "place", "total")
    kind = "longest" if longest else "shortest"
    which = "first" if first else "last"
    noun = {
        "word": f"the {kind} word of the text; if there are several, the {which} of them",
        "place": f"the position of the {kind} word among the words of the text, counted from 1; "
        "if there "
        f"are several, that of the {which} of them",
        "total": f"the number of words that stand {'before' if first else 'after'} the {which} "
        f"{kind} word",
    }[what]

    def solve(text: str) -> str | int:
        words = text.split()
        best = 0
        for i in range(len(words)):
            x, y = len(words[i]), len(words[best])
            if (x > y if longest else x < y) or (x == y and not first):
                best = i
        if what == "word":
            return words[best]
        if what == "place":
            return best + 1
        return best if first else len(words) - 1 - best

    def by_lengths(text: str) -> str | int:
        words = text.split()
        lengths = [len(word) for word in words]
        wanted = max(lengths) if longest else min(lengths)
        at = lengths.index(wanted) if first else len(words) - 1 - lengths[::-1].index(wanted)
        if what == "word":
            return words[at]
        if what == "place":
            return at + 1
        return at if first else len(words) - at - 1

    def other_end(text: str) -> str | int:
        words = text.split()
        best = 0
        for i in range(len(words)):
            x, y = len(words[i]), len(words[best])
            if (x > y if longest else x < y) or (x == y and first):
                best = i
        if what == "word":
            return words[best]
        if what == "place":
            return best + 1
        return best if first else len(words) - 1 - best

    def alphabetical(text: str) -> str | int:
        words = text.split()
        best = max(words) if longest else min(words)
        if what == "word":
            return best
        if what == "place":
            return words.index(best) + 1
        return words.index(best)

    return Task(
        titles=("Record Word", "The Printer's Problem", "Long and Short"),
        given=[Text("text", 1, 50, 10)],
        ask=Value(noun, python_type="str" if what == "word" else "int"),
        stories=[
            Story(
                "The chalk of the village school is nearly used up, so the teacher thinks twice "
                "before he "
                "writes a sentence on the board. He looks at the sentence `text` and searches "
                "for its "
                f"{kind} word, since this is the word that tells him how large he may write. "
                "Should several "
                f"words have the same length, he decides for the {which} of them."
            ),
            Story(
                "@who and @friend play a game in which one reads a line from a newspaper and "
                "the other "
                f"names, as fast as possible, the {kind} word of it. When several words are "
                "equally long, "
                f"only the {which} one of them is accepted. The line of this round is `text`."
            ),
        ],
        solve=solve, others=[by_lengths], wrong=[other_end, alphabetical],
        cpp=["""
            $type solve(string text) {
                stringstream stream(text);
                vector<string> words;
                string word;
                while (stream >> word) words.push_back(word);
                int best = 0, n = words.size();
                for (int i = 0; i < n; i++) {
                    if (words[i].size() $than words[best].size()) best = i;
                }
                return $result;
            }
        """],
        params={
            "type": "string" if what == "word" else "int",
            "than": (">" if longest else "<") + ("" if first else "="),
            "result": {"word": "words[best]", "place": "best + 1",
                       "total": "best" if first else "n - 1 - best"}[what],
        },
        hints=(
            "Split the text at its spaces.",
            "Compare lengths, not the words themselves.",
            f"Keep the best word so far; on equal lengths {'keep it' if first else 'replace it'}.",
        ),
        explanation="One pass over the words compares each with the best one so far.",
        call="record_word",
    )  # fmt: skip


@family(800, "strings", "implementation")
def chosen_words(p: Parameters) -> Task:
    test = p.choice("test",
        Expr("w", 'w[0] in "aeiou"', "begin with a vowel (a, e, i, o or u)",
             'strchr("aeiou", w[0]) != nullptr'),
        Expr("w", 'w[-1] in "aeiou"', "end with a vowel (a, e, i, o or u)",
             'strchr("aeiou", w.back()) != nullptr'),
        Expr("w", "w[0] == w[-1]", "begin and end with the same letter", "w[0] == w.back()"),
        Expr("w", "len(w) % 2 == 0", "have an even number of letters", "w.size() % 2 == 0"),
        Expr("w", "len(w) >= 5", "have at least 5 letters", "w.size() >= 5"),
        Expr("w", "w == w[::-1]", "read the same forwards and backwards",
             "w == string(w.rbegin(), w.rend())"),
        Expr("w", 'w.count("e") >= 2', "contain the letter e at least twice",
             "count(w.begin(), w.end(), 'e') >= 2"),
        Expr("w", "len(set(w)) == len(w)", "contain no letter twice",
             "set<char>(w.begin(), w.end()).size() == w.size()"))  # fmt: skip
    what = p.choice("what", "count", "letters", "longest", "different")
    noun = {
        "count": f"the number of words of the text that {test.words}",
        "letters": f"the total number of letters in those words of the text that {test.words}",
        "longest": f"the length of the longest of the words that {test.words}, or 0 if there is "
        "none",
        "different": f"the number of different words that {test.words}, however often each occurs",
    }[what]

    def solve(text: str) -> int:
        result = 0
        words = set(text.split()) if what == "different" else text.split()
        for w in words:
            if test(w):
                if what == "letters":
                    result += len(w)
                elif what == "longest":
                    result = max(result, len(w))
                else:
                    result += 1
        return result

    def by_list(text: str) -> int:
        chosen = [w for w in text.split() if test(w)]
        if what == "count":
            return len(chosen)
        if what == "different":
            return len(set(chosen))
        if what == "letters":
            return len("".join(chosen))
        return max([len(w) for w in chosen], default=0)

    def all_words(text: str) -> int:
        words = text.split()
        chosen = [w for w in words[:-1] if test(w)]
        if what == "count":
            return len(chosen)
        if what == "different":
            return len(chosen)
        if what == "letters":
            return len(" ".join(chosen))
        return len(chosen[-1]) if chosen else 0

    def make(maker: Maker) -> tuple[str]:
        letters = maker.pick(["ae", "eb", "aeb", "eotr", LETTERS])
        words: list[str] = []
        for _ in range(maker.count(1, 60)):
            if words and maker.chance(0.15):
                words.append(maker.pick(words))
            else:
                words.append(maker.word(maker.rng.randint(1, 8), letters))
        return (" ".join(words),)

    return Task(
        titles=("Chosen Words", "Marked in Red", "The Proofreader"),
        given=[Text("text", 1, 60, 8)],
        ask=Value(noun),
        stories=[
            Story(
                "A proofreader in @place reads every text twice. The first time she enjoys it. "
                "The second "
                f"time she marks with a red pencil all the words that {test.words}, because the "
                "new printing "
                "machine has trouble with them. The text on her table is `text`, a single line "
                "of words in "
                "lowercase letters, and the printer is waiting for her report."
            ),
            Story(
                "A parrot learned to repeat sentences, but not completely: out of every "
                "sentence it keeps "
                f"only those words that {test.words}, and says them in their order. @who says "
                "the sentence "
                "`text` to it and would like to know in advance what will come of it.",
                {
                    "count": "How many words does the parrot say?",
                    "letters": "How many letters do the words have that the parrot says?",
                    "longest": "How long is the longest word that it says (0 if it stays silent)?",
                    "different": "How many different words does the parrot say?",
                }[what],
            ),
        ],
        solve=solve, others=[by_list], wrong=[all_words],
        cpp=["""
            int solve(string text) {
                stringstream stream(text);
                string w;
                int count = 0, letters = 0, longest = 0;
                set<string> different;
                while (stream >> w) {
                    if ($test(w)) {
                        count++;
                        letters += w.size();
                        longest = max(longest, (int)w.size());
                        different.insert(w);
                    }
                }
                return $result;
            }
        """],
        params={"result": {"different": "different.size()"}.get(what, what)},
        make=make,
        hints=(
            "Split the text into words.",
            f"Write the test for one word: does it {test.words}?",
            "Take the words that pass the test and count what is asked for.",
        ),
        explanation="Each word is tested once, and the ones that pass are counted.",
        call="chosen_words",
    )  # fmt: skip


@family(1000, "strings", "data structures", "implementation")
def repeated_words(p: Parameters) -> Task:
    what = p.choice("what", "first", "once", "most", "again", "least")
    ask = {
        "first": Value("the word whose second occurrence comes earliest in the text, or none if "
                       "no word "
                       "occurs twice", python_type="str"),
        "once": Value("the number of words that occur exactly once in the text"),
        "most": Value("the word that occurs most often; among several, the alphabetically first",
                      python_type="str"),
        "again": Value("the number of words of the text that have occurred before, counting every "
                       "repetition"),
        "least": Value("the last word of the text that occurs only once in it, or none if there "
                       "is no "
                       "such word", python_type="str"),
    }[what]  # fmt: skip
    case = p.choice("case", True, False)
    folding = (
        " Words that differ only in uppercase and lowercase letters are equal." if case else ""
    )
    if what in ("first", "most", "least") and case:
        folding += " The answer is written in lowercase."

    def solve(text: str) -> str | int:
        words = text.lower().split() if case else text.split()
        if what == "first":
            seen = set()
            for w in words:
                if w in seen:
                    return w
                seen.add(w)
            return "none"
        if what == "again":
            return len(words) - len(set(words))
        count = Counter(words)
        if what == "once":
            return sum(1 for w in count if count[w] == 1)
        if what == "most":
            return min(count, key=lambda w: (-count[w], w))
        single = [w for w in words if count[w] == 1]
        return single[-1] if single else "none"

    def comparing(text: str) -> str | int:
        words = [w.lower() for w in text.split()] if case else text.split()
        n = len(words)
        if what == "first":
            for i in range(n):
                for j in range(i):
                    if words[i] == words[j]:
                        return words[i]
            return "none"
        if what == "again":
            return sum(words[i] in words[:i] for i in range(n))
        if what == "once":
            return sum(words.count(w) == 1 for w in words)
        if what == "most":
            best = words[0]
            for w in sorted(words):
                if words.count(w) > words.count(best) or (
                    words.count(w) == words.count(best) and w < best
                ):
                    best = w
            return best
        for w in reversed(words):
            if words.count(w) == 1:
                return w
        return "none"

    def hasty(text: str) -> str | int:
        words = text.split()
        n = len(words)
        if what == "first":
            for w in words:
                if words.count(w) > 1:
                    return w
            return "none"
        if what == "again":
            return sum(words[i] == words[i - 1] for i in range(1, n))
        if what == "once":
            return len(set(words))
        if what == "most":
            return max(words, key=words.count)
        return words[-1] if words.count(words[-1]) == 1 else "none"

    def make(maker: Maker) -> tuple[str]:
        stock = [
            maker.word(maker.rng.randint(1, 5), LETTERS) for _ in range(maker.rng.randint(1, 6))
        ]
        if maker.chance(0.5):
            stock += [maker.word(maker.rng.randint(1, 6), LETTERS) for _ in range(60)]
        words = maker.rng.choices(stock, k=maker.count(1, 100))
        if case:
            words = [w.capitalize() if maker.chance(0.3) else w for w in words]
        return (" ".join(words),)

    mixed = LETTERS + LETTERS.upper() if case else LETTERS
    letters = "English letters" if case else "lowercase English letters"
    return Task(
        titles=("Repeated Words", "Déjà Lu", "Word Statistics"),
        given=[Text("text", 1, 100, 6, mixed, letters)],
        ask=ask,
        formal=f"A line of words is given.{folding}",
        stories=[
            Story(
                "Good style forbids to use the same word again and again, says the editor of "
                "the Northern "
                "Gazette, and he checks every article of his young colleagues before it is "
                "printed. The "
                f"article in front of him consists of one line, `text`.{folding} With a ruler "
                "and much "
                "patience he goes through the words from left to right."
            ),
            Story(
                "A robot that shall learn to speak listens to the radio and writes down what it "
                "hears. This "
                f"morning it heard the words `text`, in this order.{folding} Before it goes on "
                "to study "
                "grammar, it looks at how often the words occur."
            ),
            Story(
                "Two old friends meet every evening in the same café and talk until it closes. "
                "The owner "
                "knows their favourite words by heart. To prove it he wrote down a whole "
                "sentence of "
                "theirs, `text`, and now a guest with a pencil checks what he said about "
                f"it.{folding}"
            ),
        ],
        solve=solve, others=[comparing], wrong=[hasty],
        cpp=["""
            $type solve(string text) {
                stringstream stream(text);
                vector<string> words;
                string w;
                while (stream >> w) {
                    $lower
                    words.push_back(w);
                }
                map<string, int> count;
                string repeated = "none", single = "none", best;
                int again = 0, once = 0;
                for (auto& word : words) {
                    if (++count[word] > 1) {
                        again++;
                        if (repeated == "none") repeated = word;
                    }
                }
                for (auto& word : words) {
                    if (count[word] == 1) {
                        once++;
                        single = word;
                    }
                }
                for (auto& item : count) {
                    if (best.empty() || item.second > count[best]) best = item.first;
                }
                return $result;
            }
        """],
        params={
            "type": "string" if what in ("first", "most", "least") else "int",
            "lower": "for (char& c : w) c = tolower(c);" if case else "",
            "result": {
                "first": "repeated", "once": "once", "most": "best", "again": "again",
                "least": "single",
            }[what],
        },
        make=make,
        hints=(
            "How often does each word occur?" if what != "first" else "Which words were there "
                                                                      "before?",
            "A dictionary or a set remembers words.",
            "Go through the words in order" + (", all in lowercase." if case else "."),
        ),
        explanation="A dictionary with the count of each word answers the question in one or "
                    "two passes.",
        call="repeated_words",
    )  # fmt: skip


@family(900, "strings", "implementation")
def word_chain(p: Parameters) -> Task:
    link = p.choice("link",
        Expr("x y", "x[-1] == y[0]", "begins with the last letter of the word before it",
             "x.back() == y[0]"),
        Expr("x y", "x[0] == y[0]", "begins with the same letter as the word before it",
             "x[0] == y[0]"),
        Expr("x y", "x[-1] == y[-1]", "ends with the same letter as the word before it",
             "x.back() == y.back()"),
        Expr("x y", "x < y", "comes later in the dictionary than the word before it"),
        Expr("x y", "len(x) != len(y)", "has another length than the word before it",
             "x.size() != y.size()"))  # fmt: skip
    what = p.choice("what", "all", "breaks", "longest", "place")
    fresh = p.choice("fresh", True, False)
    also = " and has not been said before" if fresh else ""
    rule = f"{link.words}{also}"

    def solve(n: int, words: list[str]) -> bool | int:
        best = run = 1
        breaks = 0
        first = 0
        for i in range(1, n):
            good = link(words[i - 1], words[i])
            if fresh and words[i] in words[:i]:
                good = False
            if good:
                run += 1
                best = max(best, run)
            else:
                run = 1
                breaks += 1
                if first == 0:
                    first = i + 1
        if what == "all":
            return breaks == 0
        if what == "breaks":
            return breaks
        return best if what == "longest" else first

    def from_list(n: int, words: list[str]) -> bool | int:
        bad = []
        seen = {words[0]}
        for i in range(1, n):
            if not (link(words[i - 1], words[i])) or (fresh and words[i] in seen):
                bad.append(i)
            seen.add(words[i])
        if what == "all":
            return not bad
        if what == "breaks":
            return len(bad)
        if what == "place":
            return bad[0] + 1 if bad else 0
        ends = [0, *bad, n]
        return max(ends[i + 1] - ends[i] for i in range(len(ends) - 1))

    def simpler(n: int, words: list[str]) -> bool | int:
        good = [link(words[i], words[i + 1]) for i in range(n - 1)]
        good = [words[i + 1] not in words[: i + 1] for i in range(n - 1)] if fresh else good[:-1]
        if what == "all":
            return all(good)
        if what == "breaks":
            return good.count(False)
        if what == "place":
            return good.index(False) + 1 if False in good else 0
        return good.count(True)

    def make(maker: Maker) -> tuple[int, list[str]]:
        n = maker.count(2, 200)
        letters = maker.pick(["ab", "abc", "aeiost"])
        words: list[str] = []
        bad = maker.rng.choice((0, 0.03, 0.4))
        for _ in range(n):
            word = maker.word(maker.rng.randint(1, 6), letters)
            for _ in range(40):
                good = not words or link(words[-1], word)
                if good and (not fresh or word not in words):
                    break
                word = maker.word(maker.rng.randint(1, 6), letters)
            if words and maker.chance(bad):
                word = maker.pick(words) if maker.chance(0.4) else maker.word(5, letters)
            words.append(word)
        return n, words

    noun = {
        "breaks": "the number of words that break the rule",
        "longest": "the largest number of consecutive words in which every word but the first "
        "of them "
        "follows the rule",
        "place": "the number of the first word that breaks the rule, counting from 1, or 0 if "
        "none does",
    }
    return Task(
        titles=("Word Chain", "Chain Game", "Whose Word Was Wrong?"),
        given=[Count("n", 2, 200, what="the number of words"), Words("words", "n", 1, 6)],
        ask=Decide("all words follow the rule") if what == "all" else Value(noun[what]),
        formal=f"The rule of a word game: every word, except the very first, {rule}.",
        stories=[
            Story(
                "On the long bus ride to the sea, the children of class 5b play a game with "
                "words. One "
                f"child begins with any word. After that the rule is that every new word {rule}. "
                "The game simply goes on when a word breaks the rule, and the teacher, who sits "
                "in front, "
                "has written down all the `n` words in the order in which they were said."
            ),
            Story(
                "An old poet in @place writes poems in which each line is a single word, `n` "
                "lines in "
                "all. He is proud of the rule that he made for himself: apart from the first, "
                "every "
                f"word {rule.replace('said', 'used')}. A critic does not quite believe it and "
                "goes through the poem from top to bottom."
            ),
        ],
        solve=solve, others=[from_list], wrong=[simpler],
        cpp=["""
            $type solve(int n, vector<string> words) {
                set<string> seen = {words[0]};
                int best = 1, run = 1, breaks = 0, first = 0;
                for (int i = 1; i < n; i++) {
                    bool good = $link(words[i - 1], words[i])$fresh_test;
                    seen.insert(words[i]);
                    run = good ? run + 1 : 1;
                    best = max(best, run);
                    if (!good) {
                        breaks++;
                        if (first == 0) first = i + 1;
                    }
                }
                return $result;
            }
        """],
        params={
            "type": "bool" if what == "all" else "int",
            "fresh_test": " && !seen.count(words[i])" if fresh else "",
            "result": {"all": "breaks == 0", "breaks": "breaks", "longest": "best",
                       "place": "first"}[what],
        },
        make=make,
        hints=(
            "Whether a word follows the rule depends on the word before it"
            + (" and on all the earlier ones." if fresh else "."),
            "Compare each word with its predecessor, beginning with the second.",
            "Count, or remember, the places at which the comparison fails.",
        ),
        explanation="One pass over the words checks the rule at each of them"
        + (", with a set of the words that were there." if fresh else "."),
        call="word_chain",
    )  # fmt: skip


@family(1000, "strings", "sortings")
def sorted_words(p: Parameters) -> Task:
    key = p.choice("key",
        Expr("w", "(len(w), w)", "by length, the shortest first; words of equal length "
                                 "alphabetically",
             "make_pair((int)w.size(), w)"),
        Expr("w", "(-len(w), w)", "by length, the longest first; words of equal length "
                                  "alphabetically",
             "make_pair(-(int)w.size(), w)"),
        Expr("w", "(w[-1], w)", "by their last letter; words with the same last letter "
                                "alphabetically",
             "make_pair((int)w.back(), w)"),
        Expr("w", "w[::-1]", "as if they were read from right to left",
             "string(w.rbegin(), w.rend())"),
        Expr("w", '(w.count("a"), w)', "by how often the letter a occurs in them, the fewest "
                                       "first; "
             "words with equally many alphabetically", "make_pair((int)count(w.begin(), "
                                                       "w.end(), 'a'), w)"),
        Expr("w", "(len(set(w)), w)", "by the number of different letters in them, the fewest "
                                      "first; "
             "words with equally many alphabetically",
             "make_pair((int)set<char>(w.begin(), w.end()).size(), w)"))  # fmt: skip
    what = p.choice("what", "all", "middle", "place")
    ask: Ask = {
        "all": Listing("the words in the new order", in_lines=True, item="str"),
        "middle": Value("the word that stands at position `k` after sorting", python_type="str"),
        "place": Value("the position at which the `k`-th of the given words stands after sorting"),
    }[what]

    def solve(n: int, k: int, words: list[str]) -> list[str] | str | int:
        if what == "place":
            word = words[k - 1]
            return 1 + sum(1 for w in words if key(w) < key(word))
        words.sort(key=lambda w: key(w))
        return words if what == "all" else words[k - 1]

    def by_pairs(n: int, k: int, words: list[str]) -> list[str] | str | int:
        pairs = sorted([(key(w), i) for i, w in enumerate(words)])
        if what == "all":
            return [words[i] for _, i in pairs]
        if what == "middle":
            return words[pairs[k - 1][1]]
        return [i for _, i in pairs].index(k - 1) + 1

    def plain_order(n: int, k: int, words: list[str]) -> list[str] | str | int:
        order = sorted(words)
        if what == "all":
            return order
        return order[k - 1] if what == "middle" else order.index(words[k - 1]) + 1

    def from_zero(n: int, k: int, words: list[str]) -> list[str] | str | int:
        order = sorted(words, key=lambda w: key(w))
        if what == "all":
            return order[::-1]
        return order[k % n] if what == "middle" else order.index(words[k % n]) + 1

    def make(maker: Maker) -> tuple[int, int, list[str]]:
        n = maker.count(1, 500)
        letters = maker.pick(["ab", "abc", "anrst"])
        words: set[str] = set()
        while len(words) < n:
            high = 8 if letters != "ab" or n < 20 else 12
            words.add(maker.word(maker.rng.randint(1, high), letters))
        shuffled = sorted(words)
        maker.rng.shuffle(shuffled)
        return n, maker.rng.randint(1, n), shuffled

    if what == "all":

        def solve_all(n: int, words: list[str]) -> list[str]:
            return sorted(words, key=lambda w: key(w))

        def insertion(n: int, words: list[str]) -> list[str]:
            result: list[str] = []
            for w in words:
                at = 0
                while at < len(result) and key(result[at]) < key(w):
                    at += 1
                result.insert(at, w)
            return result

        def only_sorted(n: int, words: list[str]) -> list[str]:
            return sorted(words)

        def backwards(n: int, words: list[str]) -> list[str]:
            return sorted(words, key=lambda w: key(w), reverse=True)

        def make_all(maker: Maker) -> tuple[int, list[str]]:
            n, _, words = make(maker)
            return n, words

    size = Count("n", 1, 500, what="the number of words")
    k = Int("k", 1, "n")
    return Task(
        titles=("Sorted Words", "A Strange Dictionary", "In Their Order"),
        given=[size if what == "all" else (size, k), Words("words", "n", 1, 12, distinct=True)],
        ask=ask,
        formal=f"The given words are pairwise different. They are sorted {key.words}."
        + ("" if what == "all" else " Positions are counted from 1."),
        stories=[
            Story(
                "The dictionary of the Marbles, a people on an island far away, is hard to use for "
                f"strangers, since its words are sorted {key.words}. A young printer is setting "
                "a new "
                "edition. He has got the `n` words, all of them different, on slips of paper in "
                "the order in "
                "which they fell out of a box, and has to bring them into the Marbles' order."
                + ("" if what == "all" else " Then he takes a look at one of them, for which he "
                                            "uses the "
                   "number `k`; all positions are counted from 1.")
            ),
            Story(
                "In the spice shop of @place, `n` jars with different labels stood in the order "
                "in which "
                "they were bought, until the new assistant began to tidy up. Nobody had told "
                "him how to "
                f"arrange them, and so he sorted the labels {key.words}. "
                "Customers got used to it. The words of the labels are given in the old order."
                + ("" if what == "all" else " Jars are counted from 1, before and after, and "
                                            "`k` is one of these numbers.")
            ),
        ],
        solve=solve_all if what == "all" else solve,
        others=[insertion] if what == "all" else [by_pairs],
        wrong=[only_sorted, backwards] if what == "all" else [plain_order, from_zero],
        cpp=["""
            bool before(const string& v, const string& w) {
                auto x = $key(v);
                auto y = $key(w);
                return x < y;
            }

            $head {
                $search
                sort(words.begin(), words.end(), before);
                $result
            }
        """],
        params={
            "head": {
                "all": "vector<string> solve(int n, vector<string> words)",
                "middle": "string solve(int n, int k, vector<string> words)",
                "place": "int solve(int n, int k, vector<string> words)",
            }[what],
            "search": "string word = words[k - 1];" if what == "place" else "",
            "result": {
                "all": "return words;", "middle": "return words[k - 1];",
                "place": "return find(words.begin(), words.end(), word) - words.begin() + 1;",
            }[what],
        },
        make=make_all if what == "all" else make,
        hints=(
            "Sorting functions accept a key, or a function that compares two elements.",
            "What do two words have to be compared by, first and second?",
            "Sort by a pair: the number or letter that decides first, and then the word itself.",
        ),
        explanation="Sorting with the right key takes `n log n` comparisons.",
        call="sort_words",
    )  # fmt: skip
