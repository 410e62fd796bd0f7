"""Small functions on words and short texts: durations, numerals, names, stretched letters."""

from __future__ import annotations

import re
from itertools import groupby

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Word, Words


@family(1000, "strings", "implementation")
def durations_read(p: Parameters) -> Task:
    hour = p.choice("hour", 60, 50, 100)
    day = p.choice("day", 24, 10, 20)
    what = p.choice("what", "total", "longest", "tidy")
    noun = {
        "total": "the number of minutes that all durations take together",
        "longest": "the number of minutes of the longest of the durations",
        "tidy": "the sum of all durations in the form `XdYhZm`, with all three parts (also those "
        f"that are 0), fewer than {day} hours and fewer than {hour} minutes",
    }[what]

    def solve(n: int, times: list[str]) -> int | str:
        total = longest = 0
        for text in times:
            minutes = number = 0
            for c in text:
                if c.isdigit():
                    number = 10 * number + int(c)
                    continue
                if c == "d":
                    minutes += number * day * hour
                elif c == "h":
                    minutes += number * hour
                else:
                    minutes += number
                number = 0
            total += minutes
            longest = max(longest, minutes)
        if what == "longest":
            return longest
        if what == "total":
            return total
        return f"{total // (day * hour)}d{total // hour % day}h{total % hour}m"

    def by_pattern(n: int, times: list[str]) -> int | str:
        sizes = {"d": day * hour, "h": hour, "m": 1}
        all_minutes = []
        for text in times:
            parts = re.findall(r"(\d+)([dhm])", text)
            all_minutes.append(sum(int(x) * sizes[unit] for x, unit in parts))
        if what == "longest":
            return max(all_minutes)
        if what == "total":
            return sum(all_minutes)
        hours, minutes = divmod(sum(all_minutes), hour)
        return f"{hours // day}d{hours % day}h{minutes}m"

    def single_digits(n: int, times: list[str]) -> int | str:
        sizes = {"d": day * hour, "h": hour, "m": 1}
        all_minutes = []
        for text in times:
            parts = re.findall(r"(\d)([dhm])", text)
            all_minutes.append(sum(int(x) * sizes[unit] for x, unit in parts))
        if what == "longest":
            return max(all_minutes)
        if what == "total":
            return sum(all_minutes)
        hours, minutes = divmod(sum(all_minutes), hour)
        return f"{hours // day}d{hours % day}h{minutes}m"

    def make(maker: Maker) -> tuple[int, list[str]]:
        n = maker.count(1, 1000)
        times = []
        for _ in range(n):
            units = [u for u in "dhm" if maker.chance(0.6)] or ["m"]
            times.append("".join(f"{maker.rng.randint(0, 150)}{u}" for u in units))
        return n, times

    return Task(
        titles=("Durations", "The Time It Took", "Days, Hours, Minutes"),
        given=[
            Count("n", 1, 1000),
            Words("times", "n", 1, 12, "0123456789dhm", "digits and the letters d, h and m"),
        ],
        ask=Value(noun, python_type="str" if what == "tidy" else "int"),
        formal=f"A day has {day} hours, and an hour has {hour} minutes. `n` durations are given "
        "as texts. Each consists of one to three parts in the order of days, hours and minutes; a "
        "part is a whole number from 0 to 150 (which may exceed what is usual), followed by d, h "
        "or m. Parts may be left out, but not all of them.",
        stories=[
            Story(
                f"On a distant planet, an hour lasts {hour} minutes and a day {day} hours. The log "
                "book of the base contains `n` durations of walks outside, in a short form: "
                "`2d5h10m` means 2 days, 5 hours and 10 minutes. Parts can be missing, as in `7h` "
                "or `1d30m`, but at least one is there, and days come before hours, hours before "
                "minutes. Each number is at most 150, though there may be more minutes in it than "
                "an hour has. [Back on earth|In the evening], someone adds them up or compares "
                "them."
            ),
            Story(
                f"The workshop of @who counts time in its own way: {hour} minutes make an hour, "
                f"and {day} hours make a working day. For each of `n` repairs there is a slip of "
                "paper that says how long it took, like `3h`, `1d0h45m` or `120m`: up to three "
                "whole numbers from 0 to 150, the days marked with d, the hours with h, the "
                "minutes with m, always in this order, and at least one of them."
            ),
        ],
        solve=solve,
        others=[by_pattern],
        wrong=[single_digits],
        make=make,
        edges=[(1, ["0m"]), (1, ["150d150h150m"]), (2, ["1h", "59m"])],
        cpp=[
            """
            $type solve(int n, vector<string> times) {
                long long total = 0, longest = 0;
                for (auto& text : times) {
                    long long minutes = 0, number = 0;
                    for (char c : text) {
                        if (isdigit(c)) {
                            number = 10 * number + (c - '0');
                            continue;
                        }
                        minutes += number * (c == 'd' ? $day * $hour : c == 'h' ? $hour : 1);
                        number = 0;
                    }
                    total += minutes;
                    longest = max(longest, minutes);
                }
                return $result;
            }
        """
        ],
        params={
            "type": "string" if what == "tidy" else "long long",
            "result": {
                "total": "total",
                "longest": "longest",
                "tidy": f'to_string(total / {day * hour}) + "d" + '
                f'to_string(total / {hour} % {day}) + "h" + to_string(total % {hour}) + "m"',
            }[what],
        },
        hints=(
            "Turn every duration into minutes first.",
            "Read a text character by character: digits build a number, a letter ends it.",
            f"A day counts {day * hour} minutes and an hour {hour}.",
        ),
        explanation="Each text is read once, so the time is linear in the length of the input.",
        call="read_durations",
    )


@family(1100, "strings", "math", "implementation")
def numerals_of_elves(p: Parameters) -> Task:
    letters = p.choice("letters", "abcdef", "otkmsq", "zyxwvu", "pqrstu")
    subtract = p.choice("rule", "before larger", "never", "before next")
    sizes = p.choice("sizes", "1 5 10 50 100 500", "1 4 16 64 256 1024", "1 3 6 18 36 108")
    values = dict(zip(letters, map(int, sizes.split()), strict=True))
    table = ", ".join(f"{c} = {v}" for c, v in values.items())
    rule = {
        "never": "The value of a numeral is the sum of the values of its letters, in any order.",
        "before larger": "A letter is subtracted if there is a letter of a larger value anywhere "
        "to the right of it; all other letters are added.",
        "before next": "A letter is subtracted if the letter directly after it has a larger value; "
        "all other letters are added.",
    }[subtract]

    def solve(s: str) -> int:
        worth = values
        total = 0
        for i in range(len(s)):
            value = worth[s[i]]
            follows = s[i : i + 2] if subtract == "before next" else s[i:]
            if subtract != "never" and max(worth[c] for c in follows) > value:
                total -= value
            else:
                total += value
        return total

    def from_the_right(s: str) -> int:
        worth = values
        total = seen = 0
        for c in reversed(s):
            value = worth[c]
            if subtract != "never" and value < seen:
                total -= value
            else:
                total += value
            seen = max(seen, value) if subtract == "before larger" else value
        return total

    def mixed_up(s: str) -> int:
        worth = values
        total = 0
        for i in range(len(s)):
            value = worth[s[i]]
            larger = i > 0 and worth[s[i - 1]] > value
            total += -value if larger else value
        return total

    return Task(
        titles=("Numerals of the Elves", "Old Numerals", "Letters for Numbers"),
        given=[Word("s", 1, 100, alphabet=letters, letters=f"the letters {', '.join(letters)}")],
        ask=Value("the value of the numeral `s`"),
        formal=f"A numeral is a sequence of letters with the values {table}. {rule}",
        stories=[
            Story(
                "In a cave near @place, numerals of the elves have been found, scratched into the "
                f"stone. A scholar knows what their letters mean: {table}. Not every numeral looks "
                f"as one would expect, but the rule is simple. {rule} On the largest stone stands "
                "the numeral `s`.",
                "Which number is it?",
            ),
            Story(
                "The board game of @who has its own money and writes prices with letters, because "
                f"it looks [old|mysterious]: {table}. {rule} A castle costs `s`, and none of the "
                "players can read this numeral.",
                "How much does the castle cost?",
            ),
        ],
        solve=solve,
        others=[from_the_right],
        wrong=[mixed_up],
        edges=[(letters[0],), (letters[0] + letters[1],), (letters[0] * 2 + letters[2],)],
        cpp=[
            """
            int solve(string s) {
                string letters = "$letters";
                vector<int> sizes = {$list};
                int total = 0, seen = 0;
                for (int i = (int)s.size() - 1; i >= 0; i--) {
                    int value = sizes[letters.find(s[i])];
                    total += $test ? -value : value;
                    seen = $seen;
                }
                return total;
            }
        """
        ],
        params={
            "list": sizes.replace(" ", ", "),
            "test": "false" if subtract == "never" else "value < seen",
            "seen": "max(seen, value)" if subtract == "before larger" else "value",
        },
        hints=(
            "Keep the values of the letters in a table.",
            "Decide for each letter by itself whether it is added or subtracted."
            if subtract != "never"
            else "The order of the letters has no influence.",
            "Go through the numeral from the right, and remember what has been seen."
            if subtract != "never"
            else "Add up the values.",
        ),
        explanation="One pass from right to left knows all that is needed about the letters that "
        "follow, so the time is linear.",
        call="numeral_value",
    )


@family(1000, "strings", "implementation")
def stretched_letters(p: Parameters) -> Task:
    how = p.choice("how", "place", "run", "back", "group")
    k = p.int("k", 2, 4)
    upper = p.choice("upper", False, True)
    rule = {
        "place": f"the letter at position `i` (counted from 1) is written `i` times if `i` is at "
        f"most {k}, and {k} times after that",
        "run": f"each run of equal letters that is longer than {k} is cut to {k} letters",
        "back": f"every {k}-th letter is written twice",
        "group": f"the word is cut into groups of {k} letters (the last may be shorter), and each "
        "group is written backwards",
    }[how]
    first = (
        "; finally, of equal letters that stand next to each other in the result, the first "
        "becomes a capital letter (a letter without an equal neighbour becomes one too)"
        if upper
        else ""
    )

    def solve(s: str) -> str:
        result = ""
        if how == "place":
            for i in range(len(s)):
                result += s[i] * min(i + 1, k)
        if how == "run":
            run = 0
            for i in range(len(s)):
                run = run + 1 if i > 0 and s[i] == s[i - 1] else 1
                if run <= k:
                    result += s[i]
        if how == "back":
            for i in range(len(s)):
                result += s[i] * 2 if (i + 1) % k == 0 else s[i]
        if how == "group":
            for i in range(0, len(s), k):
                result += s[i : i + k][::-1]
        if upper:
            marked = ""
            for i in range(len(result)):
                new = i == 0 or result[i] != result[i - 1]
                marked += result[i].upper() if new else result[i]
            return marked
        return result

    def in_pieces(s: str) -> str:
        if how == "place":
            parts = [c * min(i, k) for i, c in enumerate(s, start=1)]
        elif how == "run":
            parts = ["".join(list(group)[:k]) for _, group in groupby(s)]
        elif how == "back":
            parts = [s[i : i + k] + s[i + k - 1 : i + k] for i in range(0, len(s), k)]
        else:
            parts = ["".join(reversed(s[i : i + k])) for i in range(0, len(s), k)]
        word = "".join(parts)
        if not upper:
            return word
        return "".join(c.upper() + "".join(list(group)[1:]) for c, group in groupby(word))

    def one_off(s: str) -> str:
        if how == "place":
            word = "".join(c * max(1, min(i, k)) for i, c in enumerate(s))
        elif how == "run":
            word = re.sub(r"(.)\1+", r"\1", s)
        elif how == "back":
            word = "".join(c * 2 if i % k == 0 else c for i, c in enumerate(s))
        else:
            rest = len(s) % k
            word = s[:rest][::-1]
            for i in range(rest, len(s), k):
                word += s[i : i + k][::-1]
        return word.capitalize() if upper else word

    def make(maker: Maker) -> tuple[str]:
        letters = maker.pick(["ab", "abc", "hello", "abcdefghij"])
        return (maker.word(maker.count(1, 500), letters),)

    return Task(
        titles=("Stretched Letters", "The Echo", "A Word Is Changed"),
        given=[Word("s", 1, 500)],
        ask=Value("the word that results", python_type="str"),
        formal=f"A word `s` is changed by this rule: {rule}{first}.",
        stories=[
            Story(
                "The echo in the valley of @place is known for changing what one calls. Shout a "
                f"word `s`, and a new word comes back, made by a strict rule: {rule}{first}. "
                "[Nobody|No scientist] has ever explained why."
            ),
            Story(
                "In the chat program of @who and @friend, a joker has hidden a filter. Before a "
                f"word `s` is sent, the filter changes it: {rule}{first}. What @friend reads is "
                "the changed word."
            ),
        ],
        solve=solve,
        others=[in_pieces],
        wrong=[one_off],
        make=make,
        edges=[("a",), ("aaaaaa",), ("ab",), ("abcde",)],
        cpp=[
            """
            string solve(string s) {
                string result;
                int n = s.size(), run = 0;
                for (int i = 0; i < n; i++) {
                    run = i > 0 && s[i] == s[i - 1] ? run + 1 : 1;
                    $body
                }
                $upper
                return result;
            }
        """
        ],
        params={
            "body": {
                "place": f"result += string(min(i + 1, {k}), s[i]);",
                "run": f"if (run <= {k}) result += s[i];",
                "back": f"result += string((i + 1) % {k} == 0 ? 2 : 1, s[i]);",
                "group": f"result += s[min(i / {k} * {k} + {k} - 1, n - 1) - i % {k}];",
            }[how],
            "upper": "string marked = result; for (int i = 0; i < (int)result.size(); i++) "
            "if (i == 0 || result[i] != result[i - 1]) marked[i] = toupper(result[i]); "
            "result = marked;"
            if upper
            else "",
        },
        hints=(
            "Build a new word piece by piece.",
            "Mind whether positions are counted from 0 or from 1."
            if how in ("place", "back")
            else "Think about where a piece ends.",
            "Write the letters of each piece as the rule says"
            + (", and mark the capital letters in a second pass." if upper else "."),
        ),
        explanation="Every letter is handled once, which takes linear time.",
        call="change_word",
    )


@family(900, "strings", "implementation")
def names_of_variables(p: Parameters) -> Task:
    source = p.choice("source", "snake", "kebab", "dots")
    target = p.choice("target", "camel", "pascal", "initials", "last_first", "longest")
    mark = {"snake": "_", "kebab": "-", "dots": "."}[source]
    name = {"snake": "an underscore", "kebab": "a hyphen", "dots": "a dot"}[source]
    rule = {
        "camel": "the words are written together, and each but the first begins with a capital "
        "letter",
        "pascal": "the words are written together, and each begins with a capital letter",
        "initials": "only the first letter of each word is kept, as a capital letter",
        "last_first": f"the words are put into the opposite order, again with {name} between them",
        "longest": f"the longest word (the first of several) is written in capital letters and "
        f"all else stays, with {name} between the words",
    }[target]

    def solve(n: int, names: list[str]) -> list[str]:
        result = []
        for name in names:
            words = name.split(mark)
            if target == "camel":
                new = words[0] + "".join(word.capitalize() for word in words[1:])
            if target == "pascal":
                new = "".join(word.capitalize() for word in words)
            if target == "initials":
                new = "".join(word[0] for word in words).upper()
            if target == "last_first":
                new = mark.join(words[::-1])
            if target == "longest":
                best = words.index(max(words, key=len))
                words[best] = words[best].upper()
                new = mark.join(words)
            result.append(new)
        return result

    def by_letters(n: int, names: list[str]) -> list[str]:
        result = []
        for name in names:
            words = [""]
            for c in name:
                if c == mark:
                    words.append("")
                else:
                    words[-1] += c
            if target == "last_first":
                words.reverse()
            if target == "longest":
                longest = 0
                for i in range(len(words)):
                    if len(words[i]) > len(words[longest]):
                        longest = i
                words[longest] = words[longest].upper()
            if target == "camel" or target == "pascal":
                for i in range(1 if target == "camel" else 0, len(words)):
                    words[i] = words[i][0].upper() + words[i][1:]
            if target == "initials":
                words = [word[0].upper() for word in words]
            joint = mark if target == "last_first" or target == "longest" else ""
            result.append(joint.join(words))
        return result

    def small_slip(n: int, names: list[str]) -> list[str]:
        result = []
        for name in names:
            words = name.split(mark)
            if target == "camel":
                new = "".join(word.capitalize() for word in words)
            elif target == "pascal":
                new = name.replace(mark, "").capitalize()
            elif target == "initials":
                new = "".join(word[0] for word in words)
            elif target == "last_first":
                new = name[::-1]
            else:
                words.sort(key=len)
                words[-1] = words[-1].upper()
                new = mark.join(words)
            result.append(new)
        return result

    def make(maker: Maker) -> tuple[int, list[str]]:
        n = maker.count(1, 500)
        result = []
        for _ in range(n):
            words = [maker.word(maker.rng.randint(1, 6)) for _ in range(maker.rng.randint(1, 5))]
            result.append(mark.join(words))
        return n, result

    return Task(
        titles=("Names of Variables", "Renaming", "House Style"),
        given=[
            Count("n", 1, 500),
            Words("names", "n", 1, 40, "abcdefghijklmnopqrstuvwxyz" + mark,
                  f"lowercase English letters and '{mark}'"),
        ],
        ask=Listing("the new names, in the order of the old ones", in_lines=True, item="str"),
        formal=f"`n` names are given. Each consists of one or more words of lowercase letters, "
        f"with {name} between neighbouring words. A new name is made of each: {rule}.",
        stories=[
            Story(
                "Two companies in @place have merged, and so must their programs. In the code of "
                f"one of them, `n` names are made of words with lowercase letters, with {name} "
                f"between neighbouring words. The other company insists on its own style: {rule}. "
                "[Over night|Until Monday], all names have to be changed."
            ),
            Story(
                "A zoo keeps its animals in a list of `n` names, which an old computer has "
                f"written: words of lowercase letters, at least one in each name, with {name} "
                f"where one would expect a space. The painter of the new signs wants names of "
                f"another kind: {rule}."
            ),
        ],
        solve=solve, others=[by_letters], wrong=[small_slip], make=make,
        edges=[(1, ["a"]), (1, [f"ab{mark}c"]), (2, [f"x{mark}y{mark}z", f"ab{mark}cd{mark}e"])],
        cpp=[
            """
            vector<string> solve(int n, vector<string> names) {
                vector<string> result;
                for (auto& name : names) {
                    vector<string> words(1);
                    for (char c : name) {
                        if (c == '$sep') words.push_back("");
                        else words.back() += c;
                    }
                    $change
                    string joined;
                    for (int i = 0; i < (int)words.size(); i++) joined += $joint + words[i];
                    result.push_back(joined);
                }
                return result;
            }
        """
        ],
        params={
            "sep": mark,
            "joint": f'string(i > 0 ? "{mark}" : "")'
            if target in ("last_first", "longest")
            else 'string("")',
            "change": {
                "camel": "for (int i = 1; i < (int)words.size(); i++) "
                "words[i][0] = toupper(words[i][0]);",
                "pascal": "for (auto& word : words) word[0] = toupper(word[0]);",
                "initials": "for (auto& word : words) word = string(1, toupper(word[0]));",
                "last_first": "reverse(words.begin(), words.end());",
                "longest": "int best = 0; for (int i = 1; i < (int)words.size(); i++) "
                "if (words[i].size() > words[best].size()) best = i; "
                "for (char& c : words[best]) c = toupper(c);",
            }[target],
        },
        hints=(
            "Split each name into its words.",
            "Change the words one by one, as the rule says.",
            "Join them again, with the right thing between them.",
        ),
        explanation="Splitting, changing and joining take time linear in the length of the names.",
        call="rename_all",
    )  # fmt: skip
