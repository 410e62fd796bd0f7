"""Texts of several words."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import LETTERS, Maker
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Int, Text


@family(900, "strings", "implementation")
def turned_words(p: Parameters) -> Task:
    how = p.choice("how", "order", "letters", "both", "second", "swap", "long", "ends")
    rule = {
        "order": "its words are written in the opposite order, each word as it is",
        "letters": "each word is written backwards, but stays at its place",
        "both": "its words are written in the opposite order and each of them backwards",
        "second": "every second word (the second, the fourth and so on) is written backwards, "
        "and all "
        "words stay at their places",
        "swap": "the first word changes places with the second, the third with the fourth and "
        "so on; a "
        "last word without a partner stays where it is",
        "long": "each word of at least four letters is written backwards, and all words stay at "
        "their "
        "places",
        "ends": "in each word the first and the last letter change places, and all words stay "
        "at their "
        "places",
    }[how]

    def solve(text: str) -> str:
        words = text.split()
        if how == "order":
            return " ".join(words[::-1])
        if how == "both":
            return text[::-1]
        result = []
        for i in range(len(words)):
            w = words[i]
            if how == "letters":
                result.append(w[::-1])
            elif how == "second":
                result.append(w[::-1] if i % 2 == 1 else w)
            elif how == "long":
                result.append(w[::-1] if len(w) >= 4 else w)
            elif how == "ends":
                result.append(w[-1] + w[1:-1] + w[0] if len(w) > 1 else w)
            elif i % 2 == 1:
                result.insert(i - 1, w)
            else:
                result.append(w)
        return " ".join(result)

    def in_place(text: str) -> str:
        words = text.split()
        n = len(words)
        if how == "order" or how == "both":
            for i in range(n // 2):
                words[i], words[n - 1 - i] = words[n - 1 - i], words[i]
        if how == "swap":
            for i in range(0, n - 1, 2):
                words[i], words[i + 1] = words[i + 1], words[i]
        if how == "letters" or how == "both":
            words = ["".join(reversed(w)) for w in words]
        if how == "second":
            for i in range(1, n, 2):
                words[i] = words[i][::-1]
        if how == "long":
            words = [w if len(w) < 4 else w[::-1] for w in words]
        if how == "ends":
            for i in range(n):
                letters = list(words[i])
                letters[0], letters[-1] = letters[-1], letters[0]
                words[i] = "".join(letters)
        return " ".join(words)

    def confused(text: str) -> str:
        words = text.split()
        if how == "order":
            return text[::-1]
        if how == "letters":
            return " ".join(words[::-1])
        if how == "both":
            return " ".join(w[::-1] for w in words)
        if how == "second":
            return " ".join(words[i] if i % 2 else words[i][::-1] for i in range(len(words)))
        if how == "swap":
            return " ".join(words[1:2] + words[:1] + words[2:])
        if how == "long":
            return " ".join(w[::-1] if len(w) > 4 else w for w in words)
        return " ".join(w[-1] + w[1:-1] + w[0] for w in words)

    return Task(
        titles=("Turned Words", "The Forgetful Telegraph", "Mirror Language"),
        given=[Text("text", 1, 40, 9)],
        ask=Value("the line after the change", python_type="str"),
        formal=f"A line of words is changed in the following way: {rule}.",
        stories=[
            Story(
                "The telegraph office of @place suffers from a strange fault. Whatever line is "
                "handed in at "
                f"the counter, {rule}. The mechanics cannot repair it before Monday, so until "
                "then the "
                "clerks tell their customers what will arrive. The next customer hands in `text`.",
                "What arrives at the other end?",
            ),
            Story(
                "@who and @friend have a secret language which they use at lunch. They think "
                "of a sentence, "
                f"and then {rule}. Nobody at the other tables understands them, though some "
                "have begun "
                "to guess. @who is thinking of the sentence `text`.",
                "What does @who say?",
            ),
        ],
        solve=solve, others=[in_place], wrong=[confused],
        cpp=["""
            string solve(string text) {
                stringstream stream(text);
                vector<string> words;
                string w;
                while (stream >> w) words.push_back(w);
                int n = words.size();
                $change
                string result = words[0];
                for (int i = 1; i < n; i++) result += " " + words[i];
                return result;
            }
        """],
        params={"change": {
            "order": "reverse(words.begin(), words.end());",
            "letters": "for (string& word : words) reverse(word.begin(), word.end());",
            "both": "reverse(words.begin(), words.end());\n"
            "                for (string& word : words) reverse(word.begin(), word.end());",
            "second": "for (int i = 1; i < n; i += 2) reverse(words[i].begin(), words[i].end());",
            "swap": "for (int i = 0; i + 1 < n; i += 2) swap(words[i], words[i + 1]);",
            "long": "for (string& word : words) {\n"
            "                    if (word.size() >= 4) reverse(word.begin(), word.end());\n"
            "                }",
            "ends": "for (string& word : words) swap(word[0], word[word.size() - 1]);",
        }[how]},
        hints=(
            "Split the line into a list of words and join the list again at the end.",
            "How is a single word, or a list, reversed in your language?",
            f"Do literally what is said: {rule}.",
        ),
        explanation="The words are changed in a list, and the list is joined with spaces.",
        call="turn_words",
    )  # fmt: skip


@family(900, "strings", "implementation")
def short_titles(p: Parameters) -> Task:
    skip = p.int("skip", 1, 3)
    how = p.choice("how", "upper", "dots", "two", "last", "mixed")
    limit = skip + 1
    plural = "s" if skip > 1 else ""
    skipping = f"Words of at most {skip} letter{plural} are left out. "
    rule = {
        "upper": "The first letters of the other words, in uppercase, make the short form.",
        "dots": "The first letter of each of the other words follows in uppercase, with a dot "
        "behind it.",
        "two": "The first two letters of each of the other words are taken, the first in "
        "uppercase and "
        "the second in lowercase; a word of one letter gives just this letter in uppercase.",
        "last": "Of each of the other words the first letter is taken in uppercase, and the "
        "last one "
        "of the whole short form is replaced by that last word, complete and in lowercase.",
        "mixed": "The first letter and the last letter of each of the other words are taken, in "
        "lowercase.",
    }[how]
    if how == "last":
        rule = (
            "Of the words that remain, all but the last are cut down to their first letter in "
            "uppercase "
            "with a dot behind it; the last one follows complete, in lowercase."
        )

    def solve(text: str) -> str:
        words = [w for w in text.split() if len(w) > skip]
        result = ""
        for i in range(len(words)):
            w = words[i]
            if how == "upper":
                result += w[0].upper()
            elif how == "dots":
                result += w[0].upper() + "."
            elif how == "two":
                result += w[:2].capitalize()
            elif how == "mixed":
                result += w[0] + w[-1]
            else:
                result += w if i == len(words) - 1 else w[0].upper() + "."
        return result or "-"

    def joined(text: str) -> str:
        words = [w for w in text.split() if len(w) >= limit]
        if not words:
            return "-"
        if how == "upper":
            return "".join(w[0] for w in words).upper()
        if how == "dots":
            return ".".join([w[0].upper() for w in words]) + "."
        if how == "two":
            return "".join(w[0].upper() + w[1:2] for w in words)
        if how == "mixed":
            return "".join(w[0] + w[len(w) - 1] for w in words)
        return "".join(w[0].upper() + "." for w in words[:-1]) + words[-1]

    def wrong_limit(text: str) -> str:
        words = [w for w in text.split() if len(w) > limit]
        if not words:
            return "-"
        if how == "upper":
            return "".join(w[0] for w in words).upper()
        if how == "dots":
            return ".".join([w[0].upper() for w in words])
        if how == "two":
            return "".join(w[0].upper() + w[1:2] for w in words)
        if how == "mixed":
            return "".join(w[0] + w[1] for w in words)
        return "".join(w[0].upper() + "." for w in words)

    return Task(
        titles=("Short Titles", "Initials Only", "Abbreviated"),
        given=[Text("text", 1, 30, 7)],
        ask=Value("the short form of the title", python_type="str"),
        formal="The short form of a title, a line of lowercase words, is made as follows. "
               f"{skipping}{rule}"
        " Nothing else is written between the parts.",
        notes="If no word remains, the short form is a single hyphen (-).",
        stories=[
            Story(
                "In the library of @place, the backs of the books are narrow, and long titles "
                "have to be "
                f"shortened. The librarian has clear rules for that. {skipping}{rule} Between "
                "the parts there "
                "is no space. Today the book `text` has arrived and needs a label for its back."
            ),
            Story(
                "@who takes part in so many clubs and committees that their names do not fit "
                "into the "
                f"calendar. So @who invents short forms. {skipping}{rule} The parts are "
                f"written one after the other without spaces. The newest club is called `text`.",
                "What does @who write into the calendar?",
            ),
        ],
        solve=solve, others=[joined], wrong=[wrong_limit],
        cpp=["""
            string solve(string text) {
                stringstream stream(text);
                vector<string> words;
                string w;
                while (stream >> w) {
                    if ((int)w.size() > $skip) words.push_back(w);
                }
                string result;
                for (int i = 0; i < (int)words.size(); i++) {
                    w = words[i];
                    $part
                }
                return result.empty() ? "-" : result;
            }
        """],
        params={"part": {
            "upper": "result += toupper(w[0]);",
            "dots": "result += toupper(w[0]);\n                    result += '.';",
            "two": "result += toupper(w[0]);\n"
            "                    if (w.size() > 1) result += w[1];",
            "mixed": "result += w[0];\n                    result += w.back();",
            "last": "if (i + 1 == (int)words.size()) result += w;\n"
            "                    else result += string(1, toupper(w[0])) + \".\";",
        }[how]},
        edges=[("a",), ("of the a",), ("abcd efgh ijk lm n",)],
        hints=(
            "First find out which words count.",
            "What does a single word contribute?",
            "Split the line, drop the words that do not count, and join the contributions.",
        ),
        explanation="Every word contributes a few letters, which are joined in order.",
        call="short_title",
    )  # fmt: skip


@family(1100, "strings", "implementation")
def wrapped_lines(p: Parameters) -> Task:
    what = p.choice("what", "lines", "last", "free", "full")
    gap = p.int("gap", 1, 2)
    gaps = "one space" if gap == 1 else "two spaces"
    noun = {
        "lines": "the number of lines",
        "last": "the number of words in the last line",
        "free": "the total number of columns that stay free, over all lines",
        "full": "the number of lines without a free column",
    }[what]

    def solve(text: str, width: int) -> int:
        lines = [0]
        words_in_last = 0
        for w in text.split():
            if lines[-1] == 0:
                lines[-1] = len(w)
                words_in_last = 1
            elif lines[-1] + gap + len(w) <= width:
                lines[-1] += gap + len(w)
                words_in_last += 1
            else:
                lines.append(len(w))
                words_in_last = 1
        if what == "lines":
            return len(lines)
        if what == "last":
            return words_in_last
        if what == "free":
            return sum(width - x for x in lines)
        return lines.count(width)

    def with_lists(text: str, width: int) -> int:
        lines: list[list[str]] = []
        for w in text.split():
            if lines and len((" " * gap).join([*lines[-1], w])) <= width:
                lines[-1].append(w)
            else:
                lines.append([w])
        if what == "lines":
            return len(lines)
        if what == "last":
            return len(lines[-1])
        lengths = [len((" " * gap).join(line)) for line in lines]
        if what == "free":
            return len(lines) * width - sum(lengths)
        return sum(1 for x in lengths if x == width)

    def space_behind(text: str, width: int) -> int:
        lines = [0]
        words_in_last = 0
        for w in text.split():
            if lines[-1] + len(w) + gap <= width or lines[-1] == 0:
                lines[-1] += len(w) + gap
                words_in_last += 1
            else:
                lines.append(len(w) + gap)
                words_in_last = 1
        if what == "lines":
            return len(lines)
        if what == "last":
            return words_in_last
        if what == "free":
            return sum(width - x for x in lines)
        return lines.count(width)

    def by_area(text: str, width: int) -> int:
        total = sum(len(w) + gap for w in text.split()) - gap
        lines = (total + width - 1) // width
        if what == "lines":
            return lines
        if what == "last":
            return max(1, total % width // 5)
        return lines * width - total

    def make(maker: Maker) -> tuple[str, int]:
        words = [maker.word(maker.rng.randint(1, 6), LETTERS) for _ in range(maker.count(1, 100))]
        low = max(map(len, words))
        return " ".join(words), maker.rng.randint(low, low + maker.rng.choice([2, 8, 20]))

    return Task(
        titles=("Wrapped Lines", "The Small Display", "Column Width"),
        given=[Text("text", 1, 100, 6), Int("width", 1, 40, what="the columns of a line")],
        ask=Value(noun),
        formal="A text is written on lines of `width` columns, word after word. A letter takes "
               "one column. "
        f"Between two words on the same line there are exactly {gaps}, and none before the "
        "first or "
        "behind the last word of a line. As many words as possible are put on a line before the "
        "next "
        "one begins; words are never split, and no word is longer than `width`.",
        stories=[
            Story(
                "The display over the tram stop shows messages on lines of exactly `width` "
                "columns. The "
                "words of the message `text` are written from left to right, one column per "
                "letter, with "
                f"{gaps} between neighbouring words of a line. When the next word does not fit "
                "on the "
                "current line any more, it starts a new one. No word is too long for the "
                "display, and "
                "words are not divided."
            ),
            Story(
                "@who knits scarves with messages in them. A row of the scarf has `width` "
                "columns, and "
                f"every letter takes one of them; {gaps} separate two words in the same row, "
                "and a row "
                "neither begins nor ends with spaces on purpose. The message is `text`. Its "
                "words are put "
                "into the rows in order, always as many as fit into a row, and every word fits "
                "into a "
                "row of its own. A line of the text is a row of the scarf."
            ),
        ],
        solve=solve, others=[with_lists], wrong=[space_behind, by_area],
        cpp=["""
            int solve(string text, int width) {
                stringstream stream(text);
                string w;
                int lines = 0, used = 0, words = 0, unused = 0, full = 0;
                while (stream >> w) {
                    int length = w.size();
                    if (lines > 0 && used + $gap + length <= width) {
                        used += $gap + length;
                        words++;
                    } else {
                        if (lines > 0) {
                            unused += width - used;
                            full += used == width;
                        }
                        lines++;
                        used = length;
                        words = 1;
                    }
                }
                unused += width - used;
                full += used == width;
                return $result;
            }
        """],
        params={"result": {"last": "words", "free": "unused"}.get(what, what)},
        make=make,
        hints=(
            "Write the words one after the other, as the text says.",
            "Keep how many columns of the current line are used.",
            f"A word that is not the first of its line needs {gap} more "
            f"column{'s' if gap > 1 else ''}.",
        ),
        explanation="Filling each line as far as possible is done in one pass over the words.",
        call="wrap_text",
    )  # fmt: skip


@family(1000, "strings", "implementation")
def polite_sentences(p: Parameters) -> Task:
    what, mark, name = p.entry("what", {
        "longest": ("longest", "?", ""), "average": ("average", "?", ""),
        "questions": ("questions", "?", "a question mark"),
        "orders": ("questions", "!", "an exclamation mark"),
        "asked": ("shout", "?", "a question mark"), "shout": ("shout", "!", "an exclamation mark"),
    })  # fmt: skip
    noun = {
        "longest": "the number of words in the longest sentence",
        "questions": f"the number of sentences that end with {name} and have more words than the "
        "sentence before them (the first sentence does not count)",
        "average": "the average number of words in a sentence, rounded down",
        "shout": f"the total number of words in sentences that end with {name}",
    }[what]

    def solve(text: str) -> int:
        lengths = []
        marks = []
        count = 0
        for w in text.split():
            count += 1
            if w[-1] in ".?!":
                lengths.append(count)
                marks.append(w[-1])
                count = 0
        n = len(lengths)
        if what == "longest":
            return max(lengths)
        if what == "average":
            return sum(lengths) // n
        if what == "shout":
            return sum(lengths[i] for i in range(n) if marks[i] == mark)
        return sum(marks[i] == mark and lengths[i] > lengths[i - 1] for i in range(1, n))

    def by_replacing(text: str) -> int:
        sentences = text.replace(".", ".|").replace("?", "?|").replace("!", "!|").split("|")[:-1]
        lengths = [len(sentence.split()) for sentence in sentences]
        if what == "longest":
            return max(lengths)
        if what == "average":
            return len(text.split()) // len(sentences)
        result = 0
        for i, sentence in enumerate(sentences):
            if sentence.endswith(mark):
                if what == "shout":
                    result += lengths[i]
                elif i > 0 and lengths[i] > lengths[i - 1]:
                    result += 1
        return result

    def only_dots(text: str) -> int:
        sentences = text.split(".")
        lengths = [len(sentence.split()) for sentence in sentences]
        if what == "longest":
            return max(lengths)
        if what == "average":
            return sum(lengths) // len(lengths)
        return text.count(mark)

    def make(maker: Maker) -> tuple[str]:
        sentences = []
        for _ in range(maker.count(1, 40)):
            words = [
                maker.word(maker.rng.randint(1, 5), LETTERS) for _ in range(maker.rng.randint(1, 6))
            ]
            sentences.append(" ".join(words) + maker.pick(".?!" + mark))
        return (" ".join(sentences),)

    return Task(
        titles=("Polite Sentences", "Full Stops", "Dots and Marks"),
        given=[Text("text", 1, 240, 6, LETTERS + ".?!",
                    "lowercase English letters and the marks '.', '?' and '!'")],
        ask=Value(noun),
        formal="A text consists of sentences. A sentence is one or more words, and directly "
               "behind its last "
        "word stands one of the marks \".\", \"?\" and \"!\" that ends it; these marks occur "
        "nowhere else. Words "
        "are "
        "separated by single spaces, and the last sentence is complete.",
        stories=[
            Story(
                "An ambassador receives the letter `text`. Long experience has taught him that "
                "what matters "
                "is not what is written but how: how long the sentences are and what stands at "
                "their ends. "
                "A sentence ends with a word that has a dot, a question mark or an exclamation "
                "mark "
                "directly behind it; these marks appear nowhere else in the letter, and its last "
                "sentence is complete."
            ),
            Story(
                "@who reads bedtime stories aloud and takes a breath after each sentence. "
                "Today's story is "
                "`text`, where every sentence ends with a mark (. or ? or !) directly behind "
                "its last "
                "word and single spaces stand between words. No mark occurs inside a sentence. "
                "@friend, "
                "who should be asleep, listens and counts."
            ),
        ],
        solve=solve, others=[by_replacing], wrong=[only_dots],
        cpp=["""
            int solve(string text) {
                stringstream stream(text);
                string w;
                vector<int> lengths;
                string marks;
                int words = 0, total = 0;
                while (stream >> w) {
                    words++;
                    total++;
                    char last = w.back();
                    if (last == '.' || last == '?' || last == '!') {
                        lengths.push_back(words);
                        marks += last;
                        words = 0;
                    }
                }
                int longest = 0, marked = 0, growing = 0;
                for (int i = 0; i < (int)lengths.size(); i++) {
                    longest = max(longest, lengths[i]);
                    if (marks[i] != '$mark') continue;
                    marked += lengths[i];
                    if (i > 0 && lengths[i] > lengths[i - 1]) growing++;
                }
                return $result;
            }
        """],
        params={"mark": mark, "result": {
            "longest": "longest", "questions": "growing", "average": "total / (int)lengths.size()",
            "shout": "marked",
        }[what]},
        make=make,
        hints=(
            "Go through the words; how do you see that a sentence ends?",
            "Count words, and start again from 0 behind a word whose last character is a mark.",
            "Collect the length and the mark of each sentence in lists.",
        ),
        explanation="One pass over the words gives the length and the mark of each sentence.",
        call="sentence_lengths",
    )  # fmt: skip
