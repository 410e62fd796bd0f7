"""Families that write a string in another form."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random

from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    LOWER,
    UPPER,
    hero,
    string,
)
from shortlist_engine.bank.families._parts import (
    word,
)
from shortlist_engine.bank.families._statement import Value
from shortlist_engine.bank.family import Instance, family

MIXED = "lowercase and uppercase English letters"


@family
def change_case(rng: random.Random) -> Instance:
    mode = rng.choice(
        ("swap", "upper", "lower", "first", "last", "majority", "alternate", "rest", "alternate1")
    )
    who = hero(rng)
    tie = rng.choice(("lower", "upper"))
    noun = {
        "swap": "the string `s` in which uppercase letters become lowercase and lowercase become uppercase",
        "upper": "the string `s` with all letters made uppercase",
        "lower": "the string `s` with all letters made lowercase",
        "first": "the string `s` with its first letter made uppercase and the others unchanged",
        "last": "the string `s` with its last letter made uppercase and the others unchanged",
        "majority": "the corrected word",
        "alternate": "the string `s` with letters at positions 1, 3, 5, ... made uppercase and the others lowercase",
        "alternate1": "the string `s` with letters at positions 2, 4, 6, ... made uppercase and the others lowercase",
        "rest": "the string `s` with its first letter made uppercase and all others lowercase",
    }[mode]
    define = ""
    if mode == "majority":
        define = (
            "If the word has more uppercase letters than lowercase ones, make all letters uppercase;"
            " if fewer, make them lowercase. If the numbers are equal, make all letters "
            f"{'lowercase' if tie == 'lower' else 'uppercase'}."
        )
    odd = "0" if mode == "alternate" else "1"
    relation = ">" if tie == "lower" else ">="
    py = {
        "swap": ["print(s.swapcase())", 'print("".join(c.lower() if c.isupper() else c.upper() for c in s))'],
        "upper": ["print(s.upper())"],
        "lower": ["print(s.lower())"],
        "first": ["print(s[0].upper() + s[1:])"],
        "last": ["print(s[:-1] + s[-1].upper())"],
        "majority": [
            f"up = sum(1 for c in s if c.isupper())\nif up {relation} len(s) - up:\n"
            "    print(s.upper())\nelse:\n    print(s.lower())",
        ],
        "alternate": [
            f'ans = ""\nfor i in range(len(s)):\n    if i % 2 == {odd}:\n        ans += s[i].upper()\n'
            "    else:\n        ans += s[i].lower()\nprint(ans)",
        ],
        "rest": ["print(s.capitalize())", "print(s[0].upper() + s[1:].lower())"],
    }[mode.rstrip("1")]  # fmt: skip
    cpp = {
        "swap": "for (char &c : s) {\n    if (isupper(c)) c = tolower(c);\n    else c = toupper(c);\n}",
        "upper": "for (char &c : s) c = toupper(c);",
        "lower": "for (char &c : s) c = tolower(c);",
        "first": "s[0] = toupper(s[0]);",
        "last": "s.back() = toupper(s.back());",
        "majority": "int up = 0;\nfor (char c : s) {\n    if (isupper(c)) up++;\n}\n"
        f"int low = s.size() - up;\nfor (char &c : s) {{\n    if (up {relation} low) c = toupper(c);\n"
        "    else c = tolower(c);\n}",
        "alternate": "for (int i = 0; i < s.size(); i++) {\n"
        f"    if (i % 2 == {odd}) s[i] = toupper(s[i]);\n    else s[i] = tolower(s[i]);\n}}",
        "rest": "for (char &c : s) c = tolower(c);\ns[0] = toupper(s[0]);",
    }[mode.rstrip("1")]  # fmt: skip

    def solve(s: str) -> str:
        up = sum(c in UPPER for c in s)
        if mode == "majority":
            low = len(s) - up
            return s.upper() if up > low or (up == low and tie == "upper") else s.lower()
        rules = {
            "swap": lambda i, c: c.upper() if c in LOWER else c.lower(),
            "upper": lambda i, c: c.upper(),
            "lower": lambda i, c: c.lower(),
            "first": lambda i, c: c if i else c.upper(),
            "last": lambda i, c: c.upper() if i == len(s) - 1 else c,
            "alternate": lambda i, c: c.lower() if i % 2 else c.upper(),
            "alternate1": lambda i, c: c.upper() if i % 2 else c.lower(),
            "rest": lambda i, c: c.lower() if i else c.upper(),
        }
        return "".join(rules[mode](i, c) for i, c in enumerate(s))

    return draft(
        rng,
        family="change_case",
        key=f"{mode},{tie}" if mode == "majority" else mode,
        titles=("Caps Lock", "Letter Case", "Capital Letters", "Fix the Word"),
        parts=[word("s", MIXED)],
        ask=Value(noun, kind="string"),
        define=define,
        stories=(
            f"{who} typed the word `s` and forgot to look at the Caps Lock key.",
            f"{who} is very careful about small and capital letters in the word `s`.",
            f"The nickname `s` has to follow the rules of the forum where {who} is a moderator.",
        ),
        py=py,
        cpp=[cpp + "\ncout << s << endl;"],
        draw=lambda rng: (string(rng, LOWER + UPPER, 1, 9),),
        solve=solve,
        rating=800,
        tags=("strings", "implementation"),
        multi=rng.random() < 0.2,
    )


@family
def long_word(rng: random.Random) -> Instance:
    limit = rng.randint(3, 10)
    strict = rng.random() < 0.6
    mode = rng.choice(("count", "dots", "cut", "initials"))
    dots = rng.choice(("...", ".", "-", "*"))
    keep = rng.randint(1, min(3, limit - 1))
    who = hero(rng)
    size = f"longer than {limit} characters" if strict else f"of at least {limit} characters"
    how = {
        "count": "its first letter, then the number of letters between the first and the last one, then its last letter",
        "dots": f"its first letter, then '{dots}', then its last letter",
        "cut": f"its first {keep} letters followed by '{dots}'",
        "initials": "its first and its last letter only",
    }[mode].replace("first 1 letters", "first letter")
    sign = ">" if strict else ">="
    py_short = {
        "count": "s[0] + str(len(s) - 2) + s[-1]",
        "dots": f's[0] + "{dots}" + s[-1]',
        "cut": f's[:{keep}] + "{dots}"',
        "initials": "s[0] + s[-1]",
    }[mode]
    cpp_short = {
        "count": "s[0] << s.size() - 2 << s.back()",
        "dots": f's[0] << "{dots}" << s.back()',
        "cut": f's.substr(0, {keep}) << "{dots}"',
        "initials": "s[0] << s.back()",
    }[mode]

    def solve(s: str) -> str:
        if len(s) < limit + strict:
            return s
        middle = {"count": str(len(s[1:-1])), "dots": dots, "initials": ""}
        return s[:keep] + dots if mode == "cut" else s[0] + middle[mode] + s[len(s) - 1]

    extra = {"dots": dots, "cut": f"{keep}{dots}"}.get(mode, "")
    return draft(
        rng,
        family="long_word",
        key=f"{mode},{limit + strict},{extra}",
        titles=("Long Words", "Abbreviation", "Short Names", "Too Long"),
        parts=[word("s")],
        ask=Value(
            "the word that is printed in place of `s`", "the short form of `s`", kind="string"
        ),
        define=f"A word is called long if it is {size.replace('longer than', 'longer than')}. "
        f"A long word is replaced by {how}. Other words are not changed."
        if not strict
        else f"A word {size} is too long, and is replaced by {how}. Shorter words stay as they are.",
        stories=(
            f"{who} writes a text by hand and is tired of long words such as `s`.",
            f"The screen of {who}'s phone is small, so that words have to be shortened.",
            "An old printer has little ink and prints the word `s` in a short form.",
        ),
        py=[
            f"if len(s) {sign} {limit}:\n    print({py_short})\nelse:\n    print(s)",
            f"print({py_short} if len(s) {sign} {limit} else s)",
        ],
        cpp=[
            f"if (s.size() {sign} {limit}) cout << {cpp_short} << endl;\nelse cout << s << endl;",
        ],
        draw=lambda rng: (string(rng, LOWER, max(2, limit - 3), limit + 4),),
        solve=solve,
        rating=800,
        tags=("strings", "implementation"),
        multi=rng.random() < 0.5,
    )


@family
def insert_separator(rng: random.Random) -> Instance:
    k = rng.randint(1, 4)
    mark = rng.choice("-_,:/.*+")
    mode = rng.choice(("groups", "every", "each", "chunks"))
    who = hero(rng)
    if mode == "groups":
        noun = (
            f"the string `s` with '{mark}' written after every {k} characters, but not at the end"
        )
        if k == 1:
            noun = f"the string `s` with '{mark}' between each two neighbouring characters"
        py = [f'print("{mark}".join(s[i:i + {k}] for i in range(0, len(s), {k})))']
        cpp = [
            f"string ans;\nfor (int i = 0; i < s.size(); i++) {{\n    if (i > 0 && i % {k} == 0) ans += '{mark}';\n"
            "    ans += s[i];\n}\ncout << ans << endl;",
        ]
        key = f"groups,{k},{mark}"
    elif mode == "every":
        k = max(2, k)
        start = rng.randint(1, k)
        noun = f"the string made of the characters of `s` at positions {start}, {start + k}, {start + 2 * k}, ... (counted from 1)"
        py = [f"print(s[{start - 1}::{k}])"]
        cpp = [
            f"string ans;\nfor (int i = {start - 1}; i < s.size(); i += {k}) ans += s[i];\ncout << ans << endl;",
        ]
        key = f"every,{start},{k}"
    elif mode == "each":
        k = k + 1
        noun = f"the string in which each character of `s` is repeated {k} times"
        py = [
            f'print("".join(c * {k} for c in s))',
            f'ans = ""\nfor c in s:\n    ans += c * {k}\nprint(ans)',
        ]
        cpp = [f"string ans;\nfor (char c : s) ans += string({k}, c);\ncout << ans << endl;"]
        key = f"each,{k}"
    else:
        k = k + 1
        noun = f"the string `s` cut into lines of {k} characters (the last line may be shorter)"
        py = [f"for i in range(0, len(s), {k}):\n    print(s[i:i + {k}])"]
        cpp = [f"for (int i = 0; i < s.size(); i += {k}) cout << s.substr(i, {k}) << endl;"]
        key = f"chunks,{k}"

    def solve(s: str) -> object:
        pieces = [s[i : i + k] for i in range(0, len(s), k)]
        if mode == "groups":
            return mark.join(pieces)
        if mode == "every":
            return "".join(c for i, c in enumerate(s, 1) if i >= start and (i - start) % k == 0)
        if mode == "each":
            return "".join("".join([c] * k) for c in s)
        return pieces

    least = k if mode == "every" else 1
    part = (
        word("s")
        if mode != "every"
        else word("s", given=f"a string `s` of at least {k} characters")
    )
    return draft(
        rng,
        family="insert_separator",
        key=key,
        titles=("Grouping Characters", "Phone Number", "Split and Join", "Every Few Letters"),
        parts=[part],
        ask=Value(noun, kind="string" if mode != "chunks" else "lines"),
        stories=(
            f"{who} finds the long string `s` hard to read.",
            f"{who} writes the serial number `s` on a card.",
            f"{who} processes the string `s` with a simple tool.",
        ),
        py=py,
        cpp=cpp,
        draw=lambda rng: (string(rng, LOWER, max(least, 2), 11),),
        solve=solve,
        rating=800,
        tags=("strings", "implementation"),
    )
