"""Texts in a given form: numbers, names, versions, ranges, settings."""

from __future__ import annotations

import re

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import LETTERS, Maker
from shortlist_engine.bank.task import Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Lines, Word, Words


@family(800, "strings", "implementation")
def numbers_in_text(p: Parameters) -> Task:
    what = p.choice("what", "sum", "largest", "count", "digits", "alternate")
    k = p.int("k", 10, 60) if what == "count" else 10
    noun = {
        "sum": "the sum of all numbers in the text",
        "largest": "the largest number in the text, or 0 if there is none",
        "count": f"how many of the numbers in the text are greater than {k}",
        "digits": "the number of digits of the longest number, where leading zeros count, or 0 "
        "if there is "
        "no number",
        "alternate": "the first number minus the second plus the third minus the fourth and so "
        "on, which is "
        "0 if there is no number",
    }[what]

    def solve(s: str) -> int:
        numbers = []
        current = ""
        for c in s + " ":
            if c.isdigit():
                current += c
            elif current != "":
                numbers.append(current)
                current = ""
        if what == "sum":
            return sum(int(x) for x in numbers)
        if what == "largest":
            return max([int(x) for x in numbers], default=0)
        if what == "count":
            return sum(int(x) > k for x in numbers)
        if what == "digits":
            return max([len(x) for x in numbers], default=0)
        result = 0
        for i in range(len(numbers)):
            result += int(numbers[i]) if i % 2 == 0 else -int(numbers[i])
        return result

    def by_splitting(s: str) -> int:
        for c in set(s):
            if not c.isdigit():
                s = s.replace(c, " ")
        parts = s.split()
        values = [int(x) for x in parts]
        if what == "sum":
            return sum(values)
        if what == "largest":
            return max(values, default=0)
        if what == "count":
            return len([x for x in values if x > k])
        if what == "digits":
            return max(map(len, parts), default=0)
        return sum(values[::2]) - sum(values[1::2])

    def single_digits(s: str) -> int:
        digits = [int(c) for c in s if c.isdigit()]
        if what == "sum":
            return sum(digits)
        if what == "largest":
            return max(digits, default=0)
        if what == "count":
            return sum(x > k for x in digits)
        if what == "digits":
            return len(digits)
        return sum(digits[::2]) - sum(digits[1::2])

    def forgets_last(s: str) -> int:
        numbers = []
        current = ""
        for c in s:
            if c.isdigit():
                current += c
            elif current != "":
                numbers.append(current)
                current = ""
        values = [int(x) for x in numbers]
        if what == "sum":
            return sum(values)
        if what == "largest":
            return max(values, default=0)
        if what == "count":
            return sum(x > k for x in values)
        if what == "digits":
            return max(map(len, numbers), default=0)
        return sum(values[::2]) - sum(values[1::2])

    def make(maker: Maker) -> tuple[str]:
        parts = []
        for _ in range(maker.count(1, 100)):
            if maker.chance(0.5):
                parts.append(maker.word(maker.rng.randint(1, 4), "abcxyz"))
            else:
                parts.append("".join(maker.rng.choices("0123456789", k=maker.rng.randint(1, 4))))
                parts.append(maker.pick("abkz") if maker.chance(0.85) else "")
        s = "".join(parts)
        while re.search("[0-9]{10}", s):
            s = re.sub("[0-9]{10}", "1x", s)
        if maker.chance(0.3):
            s = (s[:900] + "z" + "".join(maker.rng.choices("123456789", k=5))).lstrip("0123456789")
        return (s,)

    return Task(
        titles=("Numbers in the Text", "Digits Between Letters", "The Scanner"),
        given=[Word("s", 1, 1000, alphabet=LETTERS + "0123456789",
                    letters="lowercase English letters and digits")],
        ask=Value(noun),
        formal="In a text `s` of letters and digits, a number is a longest possible group of "
               "digits that stand "
        "next to each other; leading zeros are allowed and change nothing. No number has more "
        "than 9 "
        "digits.",
        stories=[
            Story(
                "A scanner reads the labels of parcels and sends everything as one string "
                "without spaces, "
                "letters and digits mixed, such as `s`. The clerk in the parcel office of "
                "@place is only "
                "interested in the numbers: digits that stand side by side belong to the same "
                "number, which "
                "reaches as far as possible in both directions, has at most 9 digits and may "
                "have leading "
                "zeros."
            ),
            Story(
                "@who finds a note whose ink has been washed out in places. What can be read is "
                "`s`, small "
                "letters and digits. @friend is sure that only the numbers matter. Neighbouring "
                "digits always "
                "form one number (never more than 9 of them, perhaps with zeros at the front), "
                "and letters "
                "separate the numbers from each other."
            ),
        ],
        solve=solve, others=[by_splitting], wrong=[single_digits, forgets_last],
        cpp=["""
            long long solve(string s) {
                vector<long long> numbers;
                long long longest = 0, length = 0;
                for (char c : s) {
                    if (!isdigit(c)) {
                        length = 0;
                        continue;
                    }
                    if (length == 0) numbers.push_back(0);
                    numbers.back() = numbers.back() * 10 + (c - '0');
                    length++;
                    longest = max(longest, length);
                }
                long long sum = 0, largest = 0, greater = 0, result = 0;
                for (int i = 0; i < (int)numbers.size(); i++) {
                    long long x = numbers[i];
                    sum += x;
                    largest = max(largest, x);
                    greater += x > $k;
                    result += i % 2 == 0 ? x : -x;
                }
                return $result;
            }
        """],
        params={"k": k, "result": {"sum": "sum", "largest": "largest", "count": "greater",
                                   "digits": "longest", "alternate": "result"}[what]},
        make=make,
        hints=(
            "Where does a number begin, and where does it end?",
            "Collect digits as long as they follow each other; a letter, or the end of the "
            "text, closes "
            "the number.",
            "Do not forget a number at the very end of the text.",
        ),
        explanation="One pass collects the groups of digits; each is turned into a number.",
        call="numbers_in_text",
    )  # fmt: skip


@family(900, "strings", "implementation")
def acceptable_name(p: Parameters) -> Task:
    thing = p.choice("thing", "password", "username", "plate", "account")
    article = "An" if thing == "account" else "A"
    low = p.int("low", 3, 7)
    rules = {
        "password": f"it has at least {low} characters, among them at least one lowercase "
        "letter, one "
        "uppercase letter and one digit",
        "username": f"it has at least {low} characters, begins with a letter, consists of "
        "letters, digits and "
        "underscores only, and has no two underscores in a row",
        "plate": "it consists of uppercase letters followed by digits, at least one of each, "
        "and has at most "
        f"{low} characters in total",
        "account": f"it has exactly {low + 3} characters, contains at least {low - 1} digits, "
        "and its first "
        "character is equal to its last one",
    }[thing]
    what = p.choice("what", "one", "count")
    exact, fewest = low + 3, low - 1

    def solve(n: int, words: list[str]) -> int:
        count = 0
        for s in words:
            if thing == "password":
                lower = upper = digit = False
                for c in s:
                    if c.islower():
                        lower = True
                    elif c.isupper():
                        upper = True
                    elif c.isdigit():
                        digit = True
                good = len(s) >= low and lower and upper and digit
            elif thing == "username":
                good = len(s) >= low and s[0].isalpha() and "__" not in s
                for c in s:
                    if not (c.isalnum() or c == "_"):
                        good = False
            elif thing == "plate":
                i = 0
                while i < len(s) and s[i].isupper():
                    i += 1
                good = 0 < i < len(s) <= low and s[i:].isdigit()
            else:
                digits = sum(1 for c in s if c.isdigit())
                good = len(s) == exact and digits >= fewest and s[0] == s[-1]
            if what == "count":
                if good:
                    count += 1
            elif not good:
                count += 1
        return count

    def with_patterns(n: int, words: list[str]) -> int:
        good = []
        for s in words:
            if thing == "password":
                kinds = ["[a-z]", "[A-Z]", "[0-9]"]
                good.append(len(s) >= low and all(re.search(kind, s) for kind in kinds))
            elif thing == "username":
                fits = re.fullmatch("[A-Za-z][A-Za-z0-9_]*", s) is not None
                good.append(fits and len(s) >= low and s.count("__") == 0)
            elif thing == "plate":
                good.append(re.fullmatch("[A-Z]+[0-9]+", s) is not None and len(s) <= low)
            else:
                good.append(
                    len(s) == exact and len(re.findall("[0-9]", s)) >= fewest and s[:1] == s[-1:]
                )
        return good.count(what == "count")

    def forgets_rule(n: int, words: list[str]) -> int:
        count = 0
        for s in words:
            if thing == "password":
                good = len(s) > low and s.lower() != s and s.upper() != s
            elif thing == "username":
                good = len(s) >= low and all(c.isalnum() or c == "_" for c in s)
            elif thing == "plate":
                good = s[0].isupper() and s[-1].isdigit() and len(s) < low
            else:
                good = len(s) == exact and sum(c.isdigit() for c in s) > fewest
            count += good if what == "count" else not good
        return count

    def make(maker: Maker) -> tuple[int, list[str]]:
        n = maker.count(1, 100)
        words = []
        for _ in range(n):
            size = max(1, low + maker.rng.randint(-1, 2))
            if thing == "account":
                size = exact + (maker.rng.randint(-1, 1) if maker.chance(0.3) else 0)
                s = maker.rng.choices("0123456789ab", k=size)
                if maker.chance(0.7):
                    s[-1] = s[0]
            elif thing == "plate":
                cut = maker.rng.randint(0, size)
                s = maker.rng.choices("ABXYZ", k=cut) + maker.rng.choices(
                    "0123456789", k=size - cut
                )
            else:
                s = maker.rng.choices("abzABZ019_" if thing == "username" else "abABC01-_", k=size)
            if maker.chance(0.25):
                s[maker.rng.randrange(len(s))] = maker.pick("aB7_-")
            words.append("".join(s))
        return n, words

    noun = {
        "count": f"the number of acceptable {thing}s",
        "one": f"the number of {thing}s that are not acceptable",
    }[what]
    return Task(
        titles=("Acceptable Names", "Rules Are Rules", "Please Choose Another One"),
        given=[
            Count("n", 1, 100, what=f"the number of {thing}s"),
            Words("words", "n", 1, 12, LETTERS + LETTERS.upper() + "0123456789_-",
                  "letters, digits, hyphens and underscores"),
        ],
        ask=Value(noun),
        formal=f"{article} {thing} is acceptable if {rules}.",
        stories=[
            Story(
                "The administrator of a large network has a list with `n` proposals for "
                f"{thing}s, one on each "
                f"line. Years ago it was decided that {article.lower()} {thing} is acceptable "
                f"only if {rules}. Nobody "
                "remembers why, but everybody keeps to it, and so the list has to be checked again."
            ),
            Story(
                "The new office in @place opens today, and `n` people are waiting, each with a "
                "slip of paper. "
                f"On the slip stands the {thing} that they would like to have. On the door "
                "hangs a notice: "
                f"\"{article} {thing} is accepted if {rules}.\" The clerk is glad that there is a "
                "computer."
            ),
        ],
        solve=solve, others=[with_patterns], wrong=[forgets_rule],
        cpp=["""
            bool acceptable(const string& s) {
                int n = s.size();
                $test
            }

            int solve(int n, vector<string> words) {
                int count = 0;
                for (auto& word : words) {
                    if ($sign acceptable(word)) count++;
                }
                return count;
            }
        """],
        params={"sign": "" if what == "count" else "!", "test": {
            "password": "bool lower = false, upper = false, digit = false;\n"
            "                for (char c : s) {\n"
            "                    if (islower(c)) lower = true;\n"
            "                    if (isupper(c)) upper = true;\n"
            "                    if (isdigit(c)) digit = true;\n"
            "                }\n"
            f"                return n >= {low} && lower && upper && digit;",
            "username": f"if (n < {low} || !isalpha(s[0])) return false;\n"
            "                for (char c : s) {\n"
            "                    if (!isalnum(c) && c != '_') return false;\n"
            "                }\n"
            "                return s.find(\"__\") == string::npos;",
            "plate": "int i = 0;\n"
            "                while (i < n && isupper(s[i])) i++;\n"
            f"                if (i == 0 || i == n || n > {low}) return false;\n"
            "                for (; i < n; i++) {\n"
            "                    if (!isdigit(s[i])) return false;\n"
            "                }\n"
            "                return true;",
            "account": "int digits = 0;\n"
            "                for (char c : s) digits += isdigit(c) ? 1 : 0;\n"
            f"                return n == {exact} && digits >= {fewest} && s[0] == s[n - 1];",
        }[thing].replace("\n                ", "\n                ")},
        make=make,
        hints=(
            "Write a function that tests one string.",
            "Check the rules one after the other; a string fails as soon as one is broken.",
            "Your language can tell letters, digits and their case.",
        ),
        explanation="Each string is gone through once, and the rules are checked one by one.",
        call="count_names",
    )  # fmt: skip


@family(1000, "strings", "implementation")
def newest_version(p: Parameters) -> Task:
    newest = p.choice("newest", True, False)
    what = p.choice("what", "which", "equal", "major", "name")
    kind = "newest" if newest else "oldest"
    noun = {
        "which": "the position in the list, counted from 1, of the first entry that is the "
        f"{kind} version",
        "equal": f"the number of entries that are the {kind} version",
        "major": f"the number of entries that have the same first number as the {kind} version",
        "name": f"the {kind} version, written in the shortest possible form",
    }[what]

    def solve(n: int, versions: list[str]) -> int | str:
        lists = []
        for version in versions:
            numbers = [int(x) for x in version.split(".")]
            while len(numbers) > 1 and numbers[-1] == 0:
                numbers.pop()
            lists.append(numbers)
        best = max(lists) if newest else min(lists)
        if what == "which":
            return lists.index(best) + 1
        if what == "equal":
            return lists.count(best)
        if what == "name":
            return ".".join(str(x) for x in best)
        return sum(numbers[0] == best[0] for numbers in lists)

    def padded(n: int, versions: list[str]) -> int | str:
        keys = []
        for version in versions:
            parts = list(map(int, version.split(".")))
            keys.append(tuple(parts + [0] * (4 - len(parts))))
        best = 0
        for i in range(n):
            if keys[i] > keys[best] if newest else keys[i] < keys[best]:
                best = i
        if what == "which":
            return best + 1
        if what == "equal":
            return sum(key == keys[best] for key in keys)
        if what == "major":
            return sum(key[0] == keys[best][0] for key in keys)
        numbers = list(keys[best])
        while len(numbers) > 1 and numbers[-1] == 0:
            del numbers[-1]
        return ".".join(map(str, numbers))

    def as_text(n: int, versions: list[str]) -> int | str:
        best = max(versions) if newest else min(versions)
        if what == "which":
            return versions.index(best) + 1
        if what == "equal":
            return versions.count(best)
        if what == "name":
            return best
        return sum(version[0] == best[0] for version in versions)

    def make(maker: Maker) -> tuple[int, list[str]]:
        n = maker.count(1, 200)
        high = maker.rng.choice([2, 12, 30])
        versions: list[str] = []
        for _ in range(n):
            if versions and maker.chance(0.25):
                version = maker.pick(versions)
                version += ".0" if version.count(".") < 3 and maker.chance(0.5) else ""
            else:
                version = ".".join(
                    str(maker.rng.randint(0, high)) for _ in range(maker.rng.randint(1, 4))
                )
            versions.append(version)
        return n, versions

    return Task(
        titles=("Which One Is Newer?", "Versions", "The Update Server"),
        given=[
            Count("n", 1, 200, what="the number of entries"),
            Words("versions", "n", 1, 15, "0123456789.", "digits and dots"),
        ],
        ask=Value(noun, python_type="str" if what == "name" else "int"),
        formal="A version consists of one to four numbers from 0 to 999 (without leading "
               "zeros), separated by "
        "dots. Versions are compared number by number from the left; missing numbers at the end "
        "count as 0, "
        "so 2.1 and 2.1.0 are the same version, while 2.10 is newer than 2.9. In the shortest "
        "form of a "
        "version, zeros at the end are left out, together with their dots, but the first number "
        "stays.",
        stories=[
            Story(
                "On the update server lie `n` packages of the same program, and the file names "
                "have got lost. "
                "Only the versions are known, each made of one to four numbers (0 to 999, "
                "without leading "
                "zeros) with dots between them. The first number "
                "decides, then the second, and so on, and numbers that are missing count as 0. "
                "Hence 2.10 is "
                "newer than 2.9, and 2.1.0 is the same as 2.1. The shortest form of a version "
                "has no zeros at "
                "the end, unless it is a single 0."
            ),
            Story(
                "The laws of @place have numbers such as 4.12 or 7.0.3: up to four numbers, "
                "each at most 999 "
                "and without leading zeros, that are separated by dots. Whenever a law is "
                "changed it gets a "
                "larger version, where the first number counts most and the last one least; "
                "what is "
                "missing at the end is 0, so that 3 and 3.0 are equal. A clerk finds `n` "
                "copies, each with "
                "its version. Written as short as possible, a version has no 0 at its end, "
                "except for 0 itself."
            ),
        ],
        solve=solve, others=[padded], wrong=[as_text],
        cpp=["""
            vector<int> numbers_of(const string& version) {
                vector<int> numbers = {0};
                for (char c : version) {
                    if (c == '.') numbers.push_back(0);
                    else numbers.back() = numbers.back() * 10 + (c - '0');
                }
                numbers.resize(4);
                return numbers;
            }

            $type solve(int n, vector<string> versions) {
                vector<vector<int>> keys;
                for (auto& version : versions) keys.push_back(numbers_of(version));
                int best = 0, equal = 0, major = 0;
                for (int i = 0; i < n; i++) {
                    if (keys[i] $than keys[best]) best = i;
                }
                for (auto& key : keys) {
                    equal += key == keys[best];
                    major += key[0] == keys[best][0];
                }
                $finish
            }
        """],
        params={
            "type": "string" if what == "name" else "int", "than": ">" if newest else "<",
            "finish": {
                "which": "return best + 1;", "equal": "return equal;", "major": "return major;",
                "name": "auto shown = keys[best];\n"
                "                while (shown.size() > 1 && shown.back() == 0) shown.pop_back();\n"
                "                string result = to_string(shown[0]);\n"
                "                for (int i = 1; i < (int)shown.size(); i++) {\n"
                "                    result += \".\" + to_string(shown[i]);\n"
                "                }\n"
                "                return result;",
            }[what],
        },
        make=make,
        hints=(
            "Comparing the texts does not work. Why is 2.10 a problem?",
            "Split each version at the dots and turn the parts into integers.",
            "Fill up with zeros to four numbers; then the lists can be compared directly.",
        ),
        explanation="Lists of integers of equal length are compared from the left, which is "
                    "just the order of "
        "versions.",
        call="compare_versions",
    )  # fmt: skip


@family(1100, "strings", "implementation")
def page_ranges(p: Parameters) -> Task:
    what = p.choice("what", "total", "different", "longest", "contains", "short")
    noun = {
        "total": "the total number of pages that are printed, counting a page as often as it is "
        "printed",
        "different": "the number of different pages that are printed",
        "longest": "the largest number of pages that belong to a single item",
        "contains": "the number of items that contain page `k`",
        "short": "the number of different pages that are printed and have a number of at most `k`",
    }[what]
    with_k = what in ("contains", "short")

    def solve(s: str, k: int) -> int:
        total = longest = containing = 0
        pages = set()
        for item in s.split(","):
            if "-" in item:
                low, high = map(int, item.split("-"))
            else:
                low = high = int(item)
            total += high - low + 1
            longest = max(longest, high - low + 1)
            if low <= k <= high:
                containing += 1
            for page in range(low, high + 1):
                pages.add(page)
        if what == "total":
            return total
        if what == "different":
            return len(pages)
        if what == "longest":
            return longest
        if what == "contains":
            return containing
        return sum(1 for page in pages if page <= k)

    def with_counts(s: str, k: int) -> int:
        times = [0] * 1001
        lengths = []
        for item in s.split(","):
            ends = [int(x) for x in item.split("-")]
            lengths.append(ends[-1] - ends[0] + 1)
            for page in range(ends[0], ends[-1] + 1):
                times[page] += 1
        if what == "total":
            return sum(times)
        if what == "longest":
            return max(lengths)
        if what == "contains":
            return times[k]
        if what == "different":
            return sum(x > 0 for x in times)
        return sum(times[page] > 0 for page in range(1, k + 1))

    def off_by_one(s: str, k: int) -> int:
        total = longest = containing = 0
        for item in s.split(","):
            ends = [int(x) for x in item.split("-")]
            size = ends[-1] - ends[0]
            total += max(1, size)
            longest = max(longest, size)
            containing += ends[0] <= k < ends[-1]
        if what == "longest":
            return longest
        if what == "contains":
            return containing
        return total

    def make(maker: Maker) -> tuple[str, int]:
        items = []
        high = {"tiny": 15, "small": 40, "least": 3}.get(maker.scale, 1000)
        for _ in range(maker.count(1, 60)):
            low = maker.rng.randint(1, high)
            end = min(1000, low + maker.rng.randint(0, max(2, high // 5)))
            items.append(str(low) if end == low or maker.chance(0.3) else f"{low}-{end}")
        return ",".join(items), maker.rng.randint(1, high)

    if not with_k:

        def solve_all(s: str) -> int:
            total = longest = 0
            pages = set()
            for item in s.split(","):
                if "-" in item:
                    low, high = map(int, item.split("-"))
                else:
                    low = high = int(item)
                total += high - low + 1
                longest = max(longest, high - low + 1)
                for page in range(low, high + 1):
                    pages.add(page)
            if what == "total":
                return total
            return len(pages) if what == "different" else longest

        def marking(s: str) -> int:
            times = [0] * 1001
            longest = 0
            for item in s.split(","):
                ends = [int(x) for x in item.split("-")]
                longest = max(longest, ends[-1] - ends[0] + 1)
                for page in range(ends[0], ends[-1] + 1):
                    times[page] += 1
            if what == "longest":
                return longest
            return sum(times) if what == "total" else sum(x > 0 for x in times)

        def fence_posts(s: str) -> int:
            total = longest = 0
            for item in s.split(","):
                ends = [int(x) for x in item.split("-")]
                total += max(1, ends[-1] - ends[0])
                longest = max(longest, ends[-1] - ends[0])
            return longest if what == "longest" else total

        def make_all(maker: Maker) -> tuple[str]:
            return make(maker)[:1]

    text = Word("s", 1, 1000, alphabet="0123456789,-", letters="digits, commas and hyphens")
    about = " A number `k` is given as well." if with_k else ""
    return Task(
        titles=("Pages to Print", "From One Page to Another", "The Print Dialog"),
        given=[text, Int("k", 1, 1000, what="the number of a page")] if with_k else [text],
        ask=Value(noun),
        formal="A line `s` says which pages are printed. It is a list of items that are "
               "separated by commas. An "
        "item is a page number, or two page numbers `a` and `b` with a hyphen between them, `a "
        "< b`, which "
        "stands for all pages from `a` to `b`, both included. Page numbers are from 1 to 1000, "
        "and items "
        f"may overlap or be repeated.{about}",
        stories=[
            Story(
                "In the copy shop, students type into a field which pages of a book they want, "
                "for example "
                "3,7-9,8 for the pages 3, 7, 8, 9 and then 8 again. So there are items with "
                "commas between "
                "them; an item is one page or a range, from the first to the last page with a "
                "hyphen between, "
                "and the first is smaller than the last. The pages "
                "have numbers up to 1000. Now someone has entered `s`, and the shopkeeper "
                f"frowns.{about}"
            ),
            Story(
                "A cook marks in a letter to @friend which recipes of her book, one to a page "
                "(1 to 1000), are "
                "worth reading: the letter says `s`. Commas separate the items; an item like 12 "
                "is a single "
                "page, and an item like 20-24 means the pages 20, 21, 22, 23 and 24. Of course "
                "she has "
                f"mentioned some of them more than once. @friend prints every item.{about}"
            ),
        ],
        solve=solve if with_k else solve_all, others=[with_counts] if with_k else [marking],
        wrong=[off_by_one] if with_k else [fence_posts],
        cpp=["""
            int solve($arguments) {
                vector<int> times(1001);
                int longest = 0, total = 0, different = 0, early = 0;
                stringstream stream(s);
                string item;
                while (getline(stream, item, ',')) {
                    size_t dash = item.find('-');
                    int low = stoi(item), high = low;
                    if (dash != string::npos) high = stoi(item.substr(dash + 1));
                    longest = max(longest, high - low + 1);
                    for (int page = low; page <= high; page++) times[page]++;
                }
                for (int page = 1; page <= 1000; page++) {
                    total += times[page];
                    different += times[page] > 0;
                    $early
                }
                return $result;
            }
        """],
        params={
            "arguments": "string s, int k" if with_k else "string s",
            "early": "early += page <= k && times[page] > 0;" if what == "short" else "",
            "result": {"contains": "times[k]", "short": "early"}.get(what, what),
        },
        make=make if with_k else make_all,
        hints=(
            "Split the line at the commas.",
            "An item without a hyphen is a range of one page.",
            "How many pages are there from `a` to `b`? Mark the pages in an array if they must "
            "not count "
            "twice.",
        ),
        explanation="Each item is split at its hyphen; with at most 1000 pages, all can be "
                    "marked one by one.",
        call="pages_to_print",
    )  # fmt: skip


@family(1200, "strings", "implementation")
def settings_file(p: Parameters) -> Task:
    rule = p.choice("rule", "last", "first", "add")
    comments = p.choice("comments", True, False)
    meaning = {
        "last": "If a name is set several times, the last line counts.",
        "first": "If a name is set several times, only the first line counts and the others are "
        "ignored.",
        "add": "If a name is set several times, its value is the sum of all its lines.",
    }[rule]
    note = " Lines that begin with # are comments and are ignored." if comments else ""

    def solve(n: int, key: str, lines: list[str]) -> int:
        values: dict[str, int] = {}
        for line in lines:
            if comments and line[0] == "#":
                continue
            name, value = line.split("=")
            if rule == "add":
                values[name] = values.get(name, 0) + int(value)
            elif rule == "last" or name not in values:
                values[name] = int(value)
        return values.get(key, 0)

    def searching(n: int, key: str, lines: list[str]) -> int:
        found = [line for line in lines if line.startswith(key + "=")]
        numbers = [int(line[len(key) + 1 :]) for line in found]
        if rule == "add":
            return sum(numbers)
        if not numbers:
            return 0
        return numbers[0] if rule == "first" else numbers[-1]

    def similar_names(n: int, key: str, lines: list[str]) -> int:
        found = [line for line in lines if line.split("=")[0].endswith(key)]
        numbers = [int(line.split("=")[-1]) for line in found]
        if rule == "add":
            return sum(numbers)
        if not numbers:
            return 0
        return numbers[0] if rule == "first" else numbers[-1]

    def other_line(n: int, key: str, lines: list[str]) -> int:
        result = 0
        for line in lines:
            name, value = line.split("=")
            if name == key:
                result = max(result, int(value))
        return result

    def make(maker: Maker) -> tuple[int, str, list[str]]:
        n = maker.count(1, 200)
        names = [
            maker.word(maker.rng.randint(1, 4), "abcd") for _ in range(maker.rng.randint(1, 4))
        ]
        names += ["x" + names[0]]
        lines = []
        for _ in range(n):
            mark = "#" if comments and maker.chance(0.3) else ""
            name = names[0] if maker.chance(0.4) else maker.pick(names)
            lines.append(f"{mark}{name}={maker.number(0, 1000)}")
        return n, names[0], lines

    form = "text of the form name=value, with a name in lowercase letters and a number as value"
    if comments:
        form += ", or the same with # in front of it"
    return Task(
        titles=("Settings", "The Configuration File", "What Is It Set To?"),
        given=[
            Count("n", 1, 200, what="the number of lines"),
            Word("key", 1, 5, what="the name that is asked for"),
            Lines("lines", "n", form=form),
        ],
        ask=Value("the value of the name that is asked for, or 0 if it has none"),
        formal="A file of settings has `n` lines. A line name=value sets a name, made of "
               "lowercase letters, to "
        f"a value from 0 to 1000.{note} {meaning} The name `key` is asked for.",
        stories=[
            Story(
                "The heating of the town hall of @place is controlled by a file that has grown "
                "over the years. "
                "Each of its `n` lines has the form name=value, with a name in lowercase "
                "letters and a value "
                f"from 0 to 1000.{note} {meaning} Today it is too cold in the office of the mayor, "
                "and the caretaker wants to know what the file says about the name `key`."
            ),
            Story(
                "A board game keeps its score in `n` lines. In a line, the name of a player "
                "(lowercase "
                "letters) is followed by the sign = and a number of points, at most "
                f"1000.{note} {meaning} "
                "The player whose name is `key` has lost the overview.",
                "What is the value of this player's name, or 0 if there is none?",
            ),
        ],
        solve=solve, others=[searching],
        wrong=[similar_names] if comments else [similar_names, other_line],
        cpp=["""
            int solve(int n, string key, vector<string> lines) {
                map<string, int> values;
                for (auto& line : lines) {
                    $skip
                    size_t at = line.find('=');
                    string name = line.substr(0, at);
                    int value = stoi(line.substr(at + 1));
                    $store
                }
                return values.count(key) ? values[key] : 0;
            }
        """],
        params={
            "skip": "if (line[0] == '#') continue;" if comments else "",
            "store": {"last": "values[name] = value;", "add": "values[name] += value;",
                      "first": "if (!values.count(name)) values[name] = value;"}[rule],
        },
        make=make,
        hints=(
            "Split a line at the sign =.",
            "A dictionary from names to values reflects the file.",
            f"Mind what happens when a name comes again: {meaning[0].lower() + meaning[1:-1]}.",
        ),
        explanation="The lines are read once in order; a dictionary keeps the value of each name.",
        call="setting_value",
    )  # fmt: skip
