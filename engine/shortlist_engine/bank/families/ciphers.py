"""Secret writing: letters shifted, exchanged, moved to other places, and told by numbers."""

from __future__ import annotations

from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.maker import LETTERS, Maker
from shortlist_engine.bank.task import Ask, Decide, Story, Task, Value
from shortlist_engine.bank.values import Count, Int, Text, Word


@family(900, "strings", "implementation")
def growing_shift(p: Parameters) -> Task:
    grow, decode = p.entry("how", {
        "same": ("same", False), "same back": ("same", True), "plus": ("plus", False),
        "plus back": ("plus", True), "double": ("double", False), "double back": ("double", True),
        "alternate": ("alternate", False), "alternate back": ("alternate", True),
        "vowels": ("vowels", False),
    })  # fmt: skip
    way = {
        "same": "by `k` places",
        "plus": "by `k` places for the first letter, `k + 1` for the second, `k + 2` for the "
        "third and so on",
        "double": "by `k * i` places for the letter at position `i`, counted from 1",
        "alternate": "by `k` places to the right for letters at odd positions (counted from 1), "
        "and by `k` "
        "places to the left for letters at even positions",
        "vowels": "by `k` places if it is a consonant, while the vowels a, e, i, o and u stay "
        "as they are",
    }[grow]
    right = "" if grow == "alternate" else " to the right"

    def solve(s: str, k: int) -> str:
        result = ""
        for i in range(len(s)):
            shift = k
            if grow == "plus":
                shift += i
            elif grow == "double":
                shift *= i + 1
            elif grow == "alternate":
                if i % 2 == 1:
                    shift = -shift
            elif grow == "vowels" and s[i] in "aeiou":
                shift = 0
            if decode:
                shift = -shift
            result += chr((ord(s[i]) - ord("a") + shift) % 26 + ord("a"))
        return result

    def by_alphabet(s: str, k: int) -> str:
        alphabet = "abcdefghijklmnopqrstuvwxyz"
        letters = []
        for i, c in enumerate(s):
            if grow == "vowels" and c in "aeiou":
                letters.append(c)
                continue
            steps = k + i if grow == "plus" else k * (i + 1) if grow == "double" else k
            at = alphabet.index(c)
            if grow == "alternate" and i % 2 == 1:
                steps = -steps
            at = at - steps if decode else at + steps
            letters.append(alphabet[at % 26])
        return "".join(letters)

    def other_direction(s: str, k: int) -> str:
        result = ""
        for i in range(len(s)):
            shift = k + i if grow == "plus" else k * (i + 1) if grow == "double" else k
            if not decode:
                shift = -shift
            result += chr((ord(s[i]) - ord("a") + shift) % 26 + ord("a"))
        return result

    def no_wrapping(s: str, k: int) -> str:
        k %= 26
        result = ""
        for c in s:
            x = ord(c) - k if decode else ord(c) + k
            if x > ord("z"):
                x -= 25
            if x < ord("a"):
                x += 25
            result += chr(x)
        return result

    what = "decoded" if decode else "encoded"
    task = (
        "`s` is a text that was encoded in this way, and the original text is wanted"
        if decode else "The text `s` is to be encoded in this way"
    )  # fmt: skip
    return Task(
        titles=("Growing Shift", "Letters on the Move", "The Diary"),
        given=[Word("s", 1, 1000, what="the text"), Int("k", 1, 1000, what="the key")],
        ask=Value(f"the {what} text", python_type="str"),
        formal=f"A text of lowercase letters is encoded by moving each letter{right} in the "
               f"alphabet {way}; "
        f"behind z the alphabet begins again with a. {task}.",
        stories=[
            Story(
                "@who keeps a diary, and since @friend is curious, the diary is encoded. Each "
                "letter is moved"
                f"{right} in the alphabet {way}. Whoever passes z goes on with a, and whoever "
                "passes a in "
                "the other direction goes on with z. The key is a number `k` that @who never "
                "writes down. "
                + ("On the page of today stands `s`. @friend has found out the key." if decode else
                   "Today @who wants to write the text `s`, without spaces and signs.")
            ),
            Story(
                "Merchants in the old port of @place hid their prices and wares from "
                "competitors: a word was "
                f"written by moving each of its letters{right} in the alphabet {way}, as if a "
                "followed "
                f"after z. All merchants of a guild knew the key `k`. "
                + ("A historian has found the word `s` on a barrel." if decode else
                   "On the next barrel the word `s` has to be written in secret form.")
            ),
        ],
        solve=solve, others=[by_alphabet], wrong=[other_direction, no_wrapping],
        cpp=["""
            string solve(string s, int k) {
                for (int i = 0; i < (int)s.size(); i++) {
                    int shift = $shift % 26;
                    $keep
                    int x = s[i] - 'a' $sign shift;
                    s[i] = 'a' + (x + 26) % 26;
                }
                return s;
            }
        """],
        params={
            "shift": {"plus": "(k + i)", "double": "(k * (i + 1))",
                      "alternate": "(i % 2 ? -k : k)"}.get(grow, "k"),
            "keep": 'if (strchr("aeiou", s[i])) continue;' if grow == "vowels" else "",
            "sign": "-" if decode else "+",
        },
        hints=(
            "Turn letters into numbers from 0 to 25 and back.",
            "After moving, take the remainder of the division by 26.",
            "By how much is each letter moved, and in which direction?"
            + (" Decoding moves it back." if decode else ""),
        ),
        explanation="Each letter becomes a number, is shifted, reduced modulo 26 and turned back.",
        call=f"{'decode' if decode else 'encode'}_text",
    )  # fmt: skip


@family(1000, "strings", "implementation")
def keyword_cipher(p: Parameters) -> Task:
    how = p.choice("how", "repeat", "alphabet", "own", "difference")
    decode = p.choice("decode", False, True)
    rule = {
        "repeat": "The key is repeated under the text, and each letter of the text is moved to "
        "the right in "
        "the alphabet by the number of the key letter below it (a is 0, b is 1, z is 25); "
        "behind z follows a.",
        "alphabet": "A new alphabet is made: first the letters of the key, each only where it "
        "occurs first, "
        "then all other letters in their usual order. The first letter of the usual alphabet "
        "(a) is replaced "
        "by the first one of the new alphabet, b by the second one and so on.",
        "own": "The first letter of the text is moved to the right in the alphabet by the "
        "number of the first "
        "letter of the key (a is 0, z is 25; behind z follows a), and every further letter by "
        "the number of "
        "the original letter before it in the text.",
        "difference": "Each letter of the text is replaced by its mirror in the alphabet (a and "
        "z are "
        "exchanged, b and y and so on), but only if it does not occur in the key; letters of "
        "the key stay "
        "as they are unless their mirror is missing in the key, too.",
    }[how]
    if how == "difference":
        rule = (
            "Letters of the text that do not occur in the key stay as they are. A letter that "
            "occurs in the "
            "key is replaced by the next letter of the key, in the order of their first "
            "occurrences; the last "
            "one is replaced by the first one."
        )

    def solve(s: str, w: str) -> str:
        alphabet = "abcdefghijklmnopqrstuvwxyz"
        result = ""
        if how == "repeat" or how == "own":
            for i in range(len(s)):
                if how == "repeat":
                    shift = alphabet.index(w[i % len(w)])
                elif i == 0:
                    shift = alphabet.index(w[0])
                else:
                    shift = alphabet.index(result[i - 1] if decode else s[i - 1])
                if decode:
                    shift = -shift
                result += alphabet[(alphabet.index(s[i]) + shift) % 26]
            return result
        key = ""
        for c in w:
            if c not in key:
                key += c
        if how == "alphabet":
            new = key
            for c in alphabet:
                if c not in new:
                    new += c
        else:
            new = ""
            for c in alphabet:
                new += key[(key.index(c) + 1) % len(key)] if c in key else c
        for c in s:
            result += alphabet[new.index(c)] if decode else new[alphabet.index(c)]
        return result

    def by_table(s: str, w: str) -> str:
        if how == "repeat" or how == "own":
            numbers = [ord(c) - 97 for c in s]
            key = [ord(c) - 97 for c in w]
            for i in range(len(s)):
                if how == "own":
                    before = key[0] if i == 0 else numbers[i - 1] if decode else ord(s[i - 1]) - 97
                else:
                    before = key[i % len(key)]
                numbers[i] = (numbers[i] - before if decode else numbers[i] + before) % 26
            return "".join(chr(97 + x) for x in numbers)
        plain = [chr(97 + i) for i in range(26)]
        first = sorted(set(w), key=w.index)
        if how == "alphabet":
            secret = first + [c for c in plain if c not in w]
        else:
            secret = [first[(first.index(c) + 1) % len(first)] if c in w else c for c in plain]
        table = {}
        for i in range(26):
            if decode:
                table[secret[i]] = plain[i]
            else:
                table[plain[i]] = secret[i]
        return "".join(table[c] for c in s)

    def careless(s: str, w: str) -> str:
        alphabet = "abcdefghijklmnopqrstuvwxyz"
        if how == "repeat" or how == "own":
            result = ""
            for i in range(len(s)):
                shift = alphabet.index(w[min(i, len(w) - 1)]) + (1 if how == "own" else 0)
                if decode:
                    shift = -shift
                result += alphabet[(alphabet.index(s[i]) + shift) % 26]
            return result
        if how == "alphabet":
            new = w + "".join(c for c in alphabet if c not in w)
            return "".join(new[alphabet.index(c)] for c in s)
        return "".join(w[(w.index(c) + 1) % len(w)] if c in w else c for c in s)

    return Task(
        titles=("Keyword Cipher", "The Secret Key", "Letters for the Embassy"),
        given=[Word("s", 1, 500, what="the text"), Word("w", 2, 20, what="the key")],
        ask=Value("the original text" if decode else "the encoded text", python_type="str"),
        formal=f"A text is encoded with a key, which is a word, as follows. {rule} "
        + ("`s` is a text that was encoded with the key `w`." if decode else
           "The text `s` has to be encoded with the key `w`."),
        stories=[
            Story(
                f"The embassy of @place changes its key every day, but never the method. {rule} "
                "The key of "
                "today is the word `w`. "
                + ("A message has arrived that reads `s`, and the ambassador wants to know what "
                   "it says." if
                   decode else "The ambassador wants to send the message `s`, of course in "
                               "encoded form.")
            ),
            Story(
                "At a treasure hunt through the forest every station has a box with a rule, a "
                "key and a "
                f"text. The rule of the fourth station says how texts are encoded: \"{rule}\" "
                "The key is `w`. "
                + ("The text in the box, already encoded, is `s`, and only its original form "
                   "tells the way to "
                   "the fifth station." if decode else
                   "The text in the box is `s`; its encoded form is the combination of the lock.")
            ),
        ],
        solve=solve, others=[by_table], wrong=[careless],
        cpp=["""
            string solve(string s, string w) {
                string result = s;
                $body
                return result;
            }
        """],
        params={"body": {
            "repeat": "for (int i = 0; i < (int)s.size(); i++) {\n"
            "                    int shift = w[i % w.size()] - 'a';\n"
            "                    result[i] = 'a' + (s[i] - 'a' "
            f"{'- shift + 26' if decode else '+ shift'}) % 26;\n"
            "                }",
            "own": "for (int i = 0; i < (int)s.size(); i++) {\n"
            f"                    char before = i == 0 ? w[0] : {'result' if decode else 's'}[i "
            "- 1];\n"
            "                    int shift = before - 'a';\n"
            "                    result[i] = 'a' + (s[i] - 'a' "
            f"{'- shift + 26' if decode else '+ shift'}) % 26;\n"
            "                }",
        }.get(how, "string key;\n"
              "                for (char c : w) {\n"
              "                    if (key.find(c) == string::npos) key += c;\n"
              "                }\n"
              "                string secret" + (
                  " = key;\n"
                  "                for (char c = 'a'; c <= 'z'; c++) {\n"
                  "                    if (key.find(c) == string::npos) secret += c;\n"
                  "                }\n" if how == "alphabet" else
                  ";\n"
                  "                for (char c = 'a'; c <= 'z'; c++) {\n"
                  "                    size_t at = key.find(c);\n"
                  "                    secret += at == string::npos ? c : key[(at + 1) % "
                  "key.size()];\n"
                  "                }\n")
              + "                for (char& c : result) "
              + ("c = 'a' + secret.find(c);" if decode else "c = secret[c - 'a'];"))},
        hints=(
            "Follow the rule by hand for a short text first.",
            "Turn letters into numbers, or build the new alphabet as a string of 26 letters."
            if how != "own" else "The shift of a letter depends on the letter before it in the "
                                 "original text.",
            "To decode, do each step backwards." if decode else "Then handle the letters one "
                                                                "after another.",
        ),
        explanation="Each letter of the text is handled by itself"
        + (", or from its predecessor," if how == "own" else "") + " in constant time.",
        call="read_cipher" if decode else "write_cipher",
    )  # fmt: skip


@family(1100, "strings", "implementation")
def written_in_rows(p: Parameters) -> Task:
    read = p.choice("read", "columns", "columns back", "snake", "diagonal")
    decode = p.choice("decode", False, True) if read != "diagonal" else False
    how = {
        "columns": "column by column from left to right, each column from top to bottom",
        "columns back": "column by column from right to left, each column from top to bottom",
        "snake": "column by column from left to right, the first column from top to bottom, the "
        "second one "
        "from bottom to top, and so on by turns",
        "diagonal": "in order of the sum of row and column number, and for the same sum from "
        "the upper row to "
        "the lower one",
    }[read]

    def solve(k: int, s: str) -> str:
        n = len(s)
        order = []
        if read == "diagonal":
            rows = (n + k - 1) // k
            for total in range(rows + k - 1):
                for row in range(rows):
                    column = total - row
                    if 0 <= column < k and row * k + column < n:
                        order.append(row * k + column)
        else:
            for column in range(k):
                if read == "columns back":
                    places = list(range(k - 1 - column, n, k))
                else:
                    places = list(range(column, n, k))
                if read == "snake" and column % 2 == 1:
                    places.reverse()
                order += places
        if decode:
            result = [""] * n
            for i in range(n):
                result[order[i]] = s[i]
            return "".join(result)
        return "".join(s[i] for i in order)

    def sorting_places(k: int, s: str) -> str:
        def place(i: int) -> tuple[int, int]:
            row, column = i // k, i % k
            if read == "columns":
                return column, row
            if read == "columns back":
                return -column, row
            if read == "snake":
                return column, -row if column % 2 == 1 else row
            return row + column, row

        order = sorted(range(len(s)), key=place)
        if not decode:
            return "".join([s[i] for i in order])
        back = sorted(range(len(s)), key=order.__getitem__)
        return "".join([s[i] for i in back])

    def wrong_size(k: int, s: str) -> str:
        n = len(s)
        rows = (n + k - 1) // k
        if decode:
            return "".join(s[i::rows] for i in range(rows))
        return "".join(s[i::rows] for i in range(rows))

    def no_turning(k: int, s: str) -> str:
        return "".join(s[i::k] for i in range(k))[:: -1 if read == "columns" else 1]

    def make(maker: Maker) -> tuple[int, str]:
        s = maker.word(maker.count(1, 1000), maker.pick([LETTERS, "abcdef"]))
        return maker.rng.randint(1, min(len(s), 30)), s

    return Task(
        titles=("Written in Rows", "The Paper Grid", "Across and Down"),
        given=[Int("k", 1, 30, what="the number of columns"), Word("s", 1, 1000)],
        ask=Value("the original text" if decode else "the encoded text", python_type="str"),
        formal="A text is encoded as follows. It is written into rows of `k` letters, row after "
               "row from top to "
        f"bottom; the last row may be shorter. Then it is read {how}; places without a letter are "
        "skipped. " + ("`s` is an encoded text." if decode else "The text `s` has to be encoded.")
        + " `k` is at most the length of the text.",
        stories=[
            Story(
                "On squared paper, @who writes secret letters to @friend, in rows of `k` "
                "letters, one row below "
                "the other, where the last row may be shorter than the others. What @who sends "
                "is another "
                f"order of the same letters, obtained by reading the paper {how}, without a sign "
                "for empty places. " + ("@friend, who knows `k`, has just got `s`." if decode
                else "Today's letter, before it is encoded, is `s`.")
            ),
            Story(
                "A greenhouse in @place has rows of `k` plants, each plant with a letter on "
                "its pot; only the "
                "last row may have fewer plants. The gardener planted them row after row, but he "
                f"waters them in another order: {how}; where no plant stands he walks on. "
                + ("In the order of watering the letters are `s`. As a text he thinks of the "
                   "order in which "
                   "he planted them, the original one; what he reads is encoded." if decode
                   else "In the order of planting the letters are `s`. What he reads while he "
                        "waters the "
                   "plants he calls the encoded text.")
            ),
        ],
        solve=solve, others=[sorting_places],
        wrong=[wrong_size, no_turning] if read != "columns" else [wrong_size],
        cpp=["""
            string solve(int k, string s) {
                int n = s.size();
                vector<array<int, 3>> places;
                for (int i = 0; i < n; i++) {
                    int row = i / k, column = i % k;
                    places.push_back({$place, i});
                }
                sort(places.begin(), places.end());
                string result = s;
                for (int i = 0; i < n; i++) $assign
                return result;
            }
        """],
        params={
            "place": {"columns": "column, row", "columns back": "-column, row",
                      "snake": "column, column % 2 ? -row : row",
                      "diagonal": "row + column, row"}[read],
            "assign": "result[places[i][2]] = s[i];" if decode else "result[i] = s[places[i][2]];",
        },
        make=make,
        hints=(
            "Number the letters of the text from 0. In which row and column does letter `i` stand?",
            "Make a list of the numbers of the letters in the order in which they are read.",
            "Put the letters back to where they came from." if decode
            else "Take the letters of the text in this order.",
        ),
        explanation="The order of reading is a permutation of the places, which is written down "
                    "once and then "
        f"applied{' backwards' if decode else ''}.",
        call="write_in_rows" if not decode else "read_from_rows",
    )  # fmt: skip


@family(1000, "strings", "implementation")
def numbers_for_letters(p: Parameters) -> Task:
    start, signs = p.entry("code", {
        "hyphens": (1, "0"), "10, 00": (10, "00"), "10, 99": (10, "99"), "11, 00": (11, "00"),
    })  # fmt: skip
    word = f"{start} for a, {start + 1} for b, and so on to {start + 25} for z"
    decode = p.choice("decode", True, False)
    split = "-" if start == 1 else ""
    between = (
        "The numbers of a word are separated by hyphens, and a space between two words is "
        "written as "
        "/ without hyphens around it."
        if start == 1
        else f"The numbers are written one behind the other, and a space is written as {signs}."
    )

    def solve(text: str) -> str:
        result = ""
        if decode:
            if split == "-":
                for part in text.split("/"):
                    if result != "":
                        result += " "
                    for x in part.split("-"):
                        result += chr(int(x) + 96)
                return result
            for i in range(0, len(text), 2):
                x = text[i : i + 2]
                result += " " if x == signs else chr(int(x) - start + 97)
            return result
        if split == "-":
            words = []
            for word in text.split():
                words.append("-".join(str(ord(c) - 96) for c in word))
            return "/".join(words)
        for c in text:
            result += signs if c == " " else str(ord(c) - 97 + start)
        return result

    def by_table(text: str) -> str:
        alphabet = "abcdefghijklmnopqrstuvwxyz"
        table = {str(start + i): alphabet[i] for i in range(26)}
        if split == "-":
            if decode:
                return " ".join(
                    "".join(table[x] for x in part.split("-")) for part in text.split("/")
                )
            code = ""
            for c in text:
                if c == " ":
                    code = code[:-1] + "/"
                else:
                    code += str(alphabet.index(c) + 1) + "-"
            return code[:-1]
        table[signs] = " "
        if decode:
            pairs = [text[i] + text[i + 1] for i in range(0, len(text) - 1, 2)]
            return "".join([table[x] for x in pairs])
        back = {table[x]: x for x in table}
        return "".join([back[c] for c in text])

    def off_by_one(text: str) -> str:
        if decode:
            if split == "-":
                return "".join(chr(int(x) + 96) for x in text.replace("/", "-").split("-"))
            pairs = [text[i : i + 2] for i in range(0, len(text), 2)]
            return "".join(
                " " if x == signs else chr((int(x) - start + 1) % 26 + 97) for x in pairs
            )
        if split == "-":
            return "/".join("-".join(str(ord(c) - 97) for c in word) for word in text.split())
        return "".join(str(ord(c) - 97 + start) for c in text.replace(" ", ""))

    def make(maker: Maker) -> tuple[str]:
        words = [maker.word(maker.rng.randint(1, 7), LETTERS) for _ in range(maker.count(1, 40))]
        text = " ".join(words)
        if not decode:
            return (text,)
        if start == 1:
            return ("/".join("-".join(str(ord(c) - 96) for c in word) for word in words),)
        return ("".join(signs if c == " " else str(ord(c) - 97 + start) for c in text),)

    given = (
        Text("text", 1, 40, 7) if not decode
        else Word("text", 1, 1000, alphabet="0123456789-/" if start == 1 else "0123456789",
                  letters="digits, hyphens and slashes" if start == 1 else "digits")
    )  # fmt: skip
    return Task(
        titles=("Numbers for Letters", "The Code Book", "Knocking on the Wall"),
        given=[given],
        ask=Value("the text that was encoded" if decode else "the encoded text", python_type="str"),
        formal=f"A text of words in lowercase letters is encoded with numbers: {word}. {between} "
        + ("`text` is an encoded text." if decode else "`text` has to be encoded.")
        + (" Words are separated by one space." if not decode else ""),
        stories=[
            Story(
                "The two lighthouses of @place talk to each other at night by sending numbers. "
                "Each letter has "
                f"its number: {word}. {between} "
                + ("The keeper of the northern lighthouse has noted the message `text` and now "
                   "reads what his "
                   "colleague wants to tell him." if decode else
                   "The keeper of the northern lighthouse would like to send the message `text` "
                   "and prepares "
                   "the numbers.")
            ),
            Story(
                "In the computer of an old washing machine, texts are stored without letters. "
                "There are only "
                f"numbers: {word}. {between} "
                + ("What is stored there as `text` shall be shown on a display." if decode else
                   "The makers want to store the line `text`, words in lowercase letters with "
                   "single spaces "
                   "between them.")
            ),
        ],
        solve=solve, others=[by_table], wrong=[off_by_one],
        cpp=["""
            string solve(string text) {
                string result;
                int n = text.size();
                $body
                return result;
            }
        """],
        params={"body": (
            ("int x = 0;\n"
             "                for (int i = 0; i <= n; i++) {\n"
             "                    if (i < n && isdigit(text[i])) {\n"
             "                        x = 10 * x + (text[i] - '0');\n"
             "                        continue;\n"
             "                    }\n"
             "                    result += (char)('a' + x - 1);\n"
             "                    if (i < n && text[i] == '/') result += ' ';\n"
             "                    x = 0;\n"
             "                }"
             if start == 1 else
             "for (int i = 0; i < n; i += 2) {\n"
             "                    int x = stoi(text.substr(i, 2));\n"
             f"                    if (x == {int(signs)}) result += ' ';\n"
             f"                    else result += (char)('a' + x - {start});\n"
             "                }")
            if decode else
            ("for (int i = 0; i < n; i++) {\n"
             "                    if (text[i] == ' ') {\n"
             "                        result += '/';\n"
             "                        continue;\n"
             "                    }\n"
             "                    if (i > 0 && text[i - 1] != ' ') result += '-';\n"
             "                    result += to_string(text[i] - 'a' + 1);\n"
             "                }"
             if start == 1 else
             "for (char c : text) {\n"
             f"                    if (c == ' ') result += \"{signs}\";\n"
             f"                    else result += to_string(c - 'a' + {start});\n"
             "                }")
        )},
        make=make,
        hints=(
            "How is a letter turned into its number, and back?",
            "Split the code at slashes and hyphens." if decode and start == 1
            else "Take the digits two by two." if decode else "Handle the text letter by letter.",
            "Mind what stands for a space.",
        ),
        explanation="The text is handled sign by sign in linear time.",
        call="decode_numbers" if decode else "encode_numbers",
    )  # fmt: skip


@family(900, "strings", "implementation")
def phone_keys(p: Parameters) -> Task:
    what = p.choice("what", "presses", "digits", "time", "switch")
    wait = p.int("wait", 1, 3) if what == "time" else 1
    layout = p.entry("layout", {
        "usual": ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"),
        "even": ("abc", "def", "ghi", "jkl", "mno", "pqr", "stu", "vwxyz"),
        "long": ("abcd", "efgh", "ijkl", "mnop", "qrst", "uvwx", "yz"),
    })  # fmt: skip
    listed = ", ".join(f"{key} on key {i + 2}" for i, key in enumerate(layout))
    noun = {
        "presses": "the number of times a key is pressed",
        "digits": "the digits of the keys that are pressed, in order, one digit for every press",
        "time": "the number of seconds that writing the word takes",
        "switch": "the number of times that two successive letters lie on different keys",
    }[what]

    def solve(s: str) -> int | str:
        total = 0
        digits = ""
        before = 0
        for c in s:
            for i in range(len(layout)):
                if c in layout[i]:
                    times = layout[i].index(c) + 1
                    key = i + 2
            digits += str(key) * times
            if what == "switch":
                if before not in (0, key):
                    total += 1
            else:
                total += times
            if what == "time" and before == key:
                total += wait
            before = key
        return digits if what == "digits" else total

    def with_table(s: str) -> int | str:
        where = {}
        for i, letters in enumerate(layout):
            for j, c in enumerate(letters):
                where[c] = (i + 2, j + 1)
        if what == "digits":
            return "".join(str(where[c][0]) * where[c][1] for c in s)
        keys = [where[c][0] for c in s]
        same = sum(keys[i] == keys[i + 1] for i in range(len(s) - 1))
        if what == "switch":
            return len(s) - 1 - same
        presses = sum(where[c][1] for c in s)
        return presses + wait * same if what == "time" else presses

    def from_zero(s: str) -> int | str:
        where = {}
        for i, letters in enumerate(layout):
            for j, c in enumerate(letters):
                where[c] = (i + 1, j + 1)
        if what == "digits":
            return "".join(str(where[c][0]) * where[c][1] for c in s)
        if what == "switch":
            return len({where[c][0] for c in s}) - 1
        if what == "presses":
            return sum(where[c][1] - 1 for c in s)
        return sum(where[c][1] for c in s)

    timing = {1: "1 second", 2: "2 seconds", 3: "3 seconds"}[wait]
    pause = (
        " Each press takes 1 second. If two successive letters of the word lie on the same "
        "key, one has to "
        f"wait {timing} between them." if what == "time" else ""
    )  # fmt: skip
    return Task(
        titles=("Phone Keys", "Before Touch Screens", "Thumb Work"),
        given=[Word("s", 1, 1000)],
        ask=Value(noun, python_type="str" if what == "digits" else "int"),
        formal=f"The letters lie on the keys of a phone as follows: {listed}. To write a "
               "letter, its key is "
        "pressed as many times as says its place on the key: once for the first letter of the "
        "key, twice for "
        f"the second and so on.{pause} The word `s` is written.",
        stories=[
            Story(
                "In the drawer of his grandmother, @friend has found a phone without a touch "
                "screen. The "
                f"letters lie on its keys like this: {listed}. The first letter of a key is "
                "written by pressing "
                f"it once, the second by pressing it twice in a row, and so on.{pause} To try "
                "it out, "
                "@friend writes the word `s`."
            ),
            Story(
                "A robot arm tests the keys of phones before they are sold. On this model, the "
                "letters are "
                f"found as follows: {listed}. For the letter at place `j` of a key, counted "
                "from 1, the arm "
                f"presses the key `j` times.{pause} The test word is `s`."
            ),
        ],
        solve=solve, others=[with_table], wrong=[from_zero],
        cpp=["""
            $type solve(string s) {
                vector<string> layout = $layout;
                string digits;
                int total = 0, before = 0;
                for (char c : s) {
                    int key = 0, times = 0;
                    for (int i = 0; i < (int)layout.size(); i++) {
                        size_t at = layout[i].find(c);
                        if (at != string::npos) {
                            key = i + 2;
                            times = at + 1;
                        }
                    }
                    $count
                    before = key;
                }
                return $result;
            }
        """],
        params={
            "layout": list(layout),
            "type": "string" if what == "digits" else "int",
            "count": {
                "presses": "total += times;", "digits": "digits += string(times, '0' + key);",
                "time": f"total += times + (before == key ? {wait} : 0);",
                "switch": "if (before != 0 && before != key) total++;",
            }[what],
            "result": "digits" if what == "digits" else "total",
        },
        hints=(
            "Find the key of a letter and its place on the key.",
            "The layout is a list of strings; look for the letter in each of them.",
            "Go through the word" + (" and remember the key of the letter before." if what in (
                "time", "switch") else " and add up, or append, what each letter needs."),
        ),
        explanation="For each letter of the word its key is found in constant time.",
        call="phone_keys",
    )  # fmt: skip


@family(1100, "strings", "data structures")
def same_shape(p: Parameters) -> Task:
    what = p.choice("what", "decide", "shape", "prefix", "changes")
    strict = p.choice("strict", True, False)
    rule = "each letter is always replaced by the same letter" + (
        ", and different letters by different ones" if strict else
        "; different letters may be replaced by the same one"
    )  # fmt: skip
    ask: Ask = {
        "decide": Decide("`t` can be an encoding of `s`"),
        "prefix": Value("the length of the longest beginning of `t` that can be an encoding of "
                        "the equally "
                        "long beginning of `s`"),
        "changes": Value("the number of positions `i` such that the first `i` letters of `t` "
                         "can not be an "
                         "encoding of the first `i` letters of `s`"),
        "shape": Value("the number of the first position at which it becomes clear that `t` is "
                       "no encoding "
                       "of `s`, counting from 1, or 0 if `t` can be one"),
    }[what]  # fmt: skip

    def solve(n: int, s: str, t: str) -> bool | int:
        code: dict[str, str] = {}
        used: dict[str, str] = {}
        good = 0
        while good < n:
            x, y = s[good], t[good]
            if x in code and code[x] != y:
                break
            if strict and y in used and used[y] != x:
                break
            code[x] = y
            used[y] = x
            good += 1
        if what == "decide":
            return good == n
        if what == "prefix":
            return good
        if what == "changes":
            return n - good
        return 0 if good == n else good + 1

    def by_pairs(n: int, s: str, t: str) -> bool | int:
        pairs: set[tuple[str, str]] = set()
        bad = 0
        for i in range(n):
            pairs.add((s[i], t[i]))
            first = {x for x, y in pairs}
            second = {y for x, y in pairs}
            if len(first) < len(pairs) or (strict and len(second) < len(pairs)):
                bad = i + 1
                break
        if what == "decide":
            return bad == 0
        if what == "prefix":
            return bad - 1 if bad else n
        if what == "changes":
            return n - bad + 1 if bad else 0
        return bad

    def other_half(n: int, s: str, t: str) -> bool | int:
        code: dict[str, str] = {}
        good = 0
        while good < n:
            x, y = (s[good], t[good]) if strict else (t[good], s[good])
            if code.setdefault(x, y) != y:
                break
            good += 1
        if what == "decide":
            return good == n
        if what == "prefix":
            return good
        if what == "changes":
            return n - good
        return 0 if good == n else good + 1

    def make(maker: Maker) -> tuple[int, str, str]:
        n = maker.count(1, 1000)
        few = maker.rng.sample(LETTERS, maker.rng.randint(1, 8))
        s = maker.rng.choices(few, k=n)
        image = maker.rng.sample(LETTERS, 26)
        if maker.chance(0.5):
            image = [maker.pick("abc") for _ in range(26)]
        t = [image[ord(c) - 97] for c in s]
        if maker.chance(0.3):
            t[maker.rng.randrange(n)] = maker.pick("abc")
        return n, "".join(s), "".join(t)

    return Task(
        titles=("Same Shape", "A Possible Code", "Who Wrote the Copy?"),
        given=[Count("n", 1, 1000, what="the length of the texts"), Word("s", size="n"),
               Word("t", size="n")],
        ask=ask,
        formal=f"Texts are encoded by a table of letters: {rule}. A letter may also be replaced "
               "by itself. The "
        "table is not known. `s` and `t` are two texts of `n` letters.",
        stories=[
            Story(
                "Two tablets of clay were found side by side, each with `n` signs, which the "
                "museum of @place "
                "has written down with our letters: `s` and `t`. The curator believes that the "
                "second "
                f"tablet is the first one in an encoded form, where {rule} (perhaps by itself). "
                "Her "
                "colleagues doubt it."
            ),
            Story(
                "A music program turns a melody of `n` tones, given as the string `s`, into "
                "another one by "
                f"exchanging tones: {rule}, and tones can also stay as they are. The result is "
                "called an "
                "encoding of the melody. On the disk lies a melody `t` that was perhaps made in "
                "this way."
            ),
        ],
        solve=solve, others=[by_pairs], wrong=[other_half],
        cpp=["""
            $type solve(int n, string s, string t) {
                map<char, char> code, used;
                int good = 0;
                while (good < n) {
                    char x = s[good], y = t[good];
                    if (code.count(x) && code[x] != y) break;
                    $strict_test
                    code[x] = y;
                    used[y] = x;
                    good++;
                }
                return $result;
            }
        """],
        params={
            "type": "bool" if what == "decide" else "int",
            "strict_test": "if (used.count(y) && used[y] != x) break;" if strict else "",
            "result": {"decide": "good == n", "prefix": "good", "changes": "n - good",
                       "shape": "good == n ? 0 : good + 1"}[what],
        },
        make=make,
        hints=(
            "The first letter of `s` says something about the table.",
            "Fill the table while you read both texts side by side.",
            "Stop at the first contradiction" + (
                "; two letters with the same image are a contradiction, too." if strict else "."),
        ),
        explanation="The table is forced by the letters read so far, so one pass finds the "
                    "first contradiction.",
        call="possible_code",
    )  # fmt: skip
