"""Families about a whole string: mirroring, moving, shifting."""

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
from shortlist_engine.bank.families._statement import YES_NO, Decide, Value
from shortlist_engine.bank.family import Instance, family

MIXED = "lowercase and uppercase English letters"


@family
def palindrome(rng: random.Random) -> Instance:
    yes, no = rng.choice((*YES_NO, ("PALINDROME", "NOT PALINDROME"), ("Good", "Bad")))
    who = hero(rng)
    mode = rng.choice(("plain", "plain", "case", "half", "mismatch"))

    def draw(rng: random.Random) -> tuple[str]:
        s = string(rng, LOWER, 1, 5)
        s += s[::-1][rng.randint(0, 1) :]
        if rng.random() < 0.5:
            spot = rng.randrange(len(s))
            s = s[:spot] + rng.choice(LOWER) + s[spot + 1 :]
        if mode == "case":
            s = "".join(c.upper() if rng.random() < 0.5 else c for c in s)
        return (s,)

    ask: Value | Decide
    define = "A palindrome reads the same from left to right and from right to left."
    if mode == "mismatch":
        k = rng.choice((1, 2, 3))
        ask = Value(
            f"{k} times the number of letters to change"
            if k > 1
            else "the minimum number of letters to change",
            "the total cost" if k > 1 else "the minimum number of changes",
        )
        cost = f" Changing one letter costs {k} coins." if k > 1 else ""
        define = f"In one move you can change one letter of `s` to any other letter.{cost}"
        aim = "the minimum cost" if k > 1 else "the minimum number of moves"
        ask = Value(f"{aim} to make `s` a palindrome", f"{aim} after which `s` is a palindrome")
        times = f" * {k}" if k > 1 else ""
        py = [
            "ans = 0\nfor i in range(len(s) // 2):\n    if s[i] != s[-1 - i]:\n        ans += 1\n"
            f"print(ans{times})",
            f"print(sum(x != y for x, y in zip(s, s[::-1])) // 2{times})",
        ]
        cpp = [
            "int n = s.size(), ans = 0;\nfor (int i = 0; i < n / 2; i++) {\n"
            f"    if (s[i] != s[n - 1 - i]) ans++;\n}}\ncout << ans{times} << endl;",
        ]
        key = f"mismatch,{k}"

        def solve(s: str) -> object:
            return k * sum(a != b for a, b in zip(s[: len(s) // 2], reversed(s), strict=False))
    else:
        ask = Decide("`s` is a palindrome", f"the string `s` {rng.choice(('is a palindrome', 'reads the same backwards'))}",
                     yes=yes, no=no)  # fmt: skip
        low = ""
        if mode == "case":
            define += " Uppercase and lowercase letters count as equal."
            low = "s = s.lower()\n"
        key = f"{mode},{yes}"
        if mode == "half":
            ask = Decide("`s` is not a palindrome", "`s` differs from its reverse", yes=yes, no=no)
        sign = "!=" if mode == "half" else "=="
        py = [
            f'{low}if s {sign} s[::-1]:\n    print("{yes}")\nelse:\n    print("{no}")',
            f'{low}print("{yes}" if s {sign} s[::-1] else "{no}")',
        ]
        low_cpp = "for (char &c : s) c = tolower(c);\n" if low else ""
        cpp = [
            f"{low_cpp}string r = s;\nreverse(r.begin(), r.end());\n"
            f'if (s {sign} r) cout << "{yes}" << endl;\nelse cout << "{no}" << endl;',
            f"{low_cpp}string r(s.rbegin(), s.rend());\n"
            f'cout << (s {sign} r ? "{yes}" : "{no}") << endl;',
        ]

        def solve(s: str) -> object:
            s = s.lower()
            same = all(s[i] == s[len(s) - 1 - i] for i in range(len(s)))
            return yes if same != (mode == "half") else no

    return draft(
        rng,
        family="palindrome",
        key=key,
        titles=("Palindrome", "Mirror Word", f"{who} and Palindromes"),
        parts=[word("s", MIXED if mode == "case" else "lowercase English letters")],
        ask=ask,
        define=define if mode == "mismatch" or rng.random() < 0.8 else define.partition(". ")[2],
        stories=(
            f"{who} is fond of words that look the same in a mirror.",
            f"{who} received the word `s` from a friend.",
            f"Today {who} studies palindromes at school, and the homework is one word `s`.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=800,
        tags=("strings", "implementation"),
        multi=rng.random() < 0.2,
    )


@family
def reverse_string(rng: random.Random) -> Instance:
    mode = rng.choice(("all", "prefix", "suffix", "rotate", "rotate_right", "twice", "middle"))
    k = rng.randint(1, 4)
    who = hero(rng)
    noun = {
        "all": "the string `s` written backwards",
        "prefix": f"the string `s` after its first {k} characters are reversed",
        "suffix": f"the string `s` after its last {k} characters are reversed",
        "rotate": f"the string `s` after its first {k} characters are moved to the end",
        "rotate_right": f"the string `s` after its last {k} characters are moved to the front",
        "twice": "the string `s` followed by its reverse",
        "middle": f"the string `s` without its first {k} and last {k} characters",
    }[mode]
    if k == 1:
        noun = noun.replace("first 1 characters are", "first character is")
        noun = noun.replace("last 1 characters are", "last character is")
        noun = noun.replace("first 1 and last 1 characters", "first and last characters")
        if mode in ("prefix", "suffix"):
            k = 2
            noun = noun.replace("character is reversed", "2 characters are reversed")
    py = {
        "all": ["print(s[::-1])", 'print("".join(reversed(s)))'],
        "prefix": ["print(s[:$k][::-1] + s[$k:])"],
        "suffix": ["print(s[:-$k] + s[-$k:][::-1])"],
        "rotate": ["print(s[$k:] + s[:$k])"],
        "rotate_right": ["print(s[-$k:] + s[:-$k])"],
        "twice": ["print(s + s[::-1])"],
        "middle": ["print(s[$k:-$k])", "print(s[$k:len(s) - $k])"],
    }[mode]
    cpp = {
        "all": "reverse(s.begin(), s.end());\ncout << s << endl;",
        "prefix": "reverse(s.begin(), s.begin() + $k);\ncout << s << endl;",
        "suffix": "reverse(s.end() - $k, s.end());\ncout << s << endl;",
        "rotate": "cout << s.substr($k) + s.substr(0, $k) << endl;",
        "rotate_right": "int n = s.size();\ncout << s.substr(n - $k) + s.substr(0, n - $k) << endl;",
        "twice": "string r(s.rbegin(), s.rend());\ncout << s + r << endl;",
        "middle": "int n = s.size();\ncout << s.substr($k, n - 2 * $k) << endl;",
    }[mode]
    cpps = [cpp]
    if mode == "all":
        cpps.append("for (int i = s.size() - 1; i >= 0; i--) cout << s[i];\ncout << endl;")
    if mode.startswith("rotate"):
        end = "s.end() - $k" if mode == "rotate_right" else "s.begin() + $k"
        cpps.append(f"rotate(s.begin(), {end}, s.end());\ncout << s << endl;")

    def solve(s: str) -> str:
        chars = list(s)
        n = len(s)
        order = {
            "all": [*range(n)][::-1],
            "prefix": [*range(k - 1, -1, -1), *range(k, n)],
            "suffix": [*range(n - k), *range(n - 1, n - k - 1, -1)],
            "rotate": [(i + k) % n for i in range(n)],
            "rotate_right": [(i - k) % n for i in range(n)],
            "twice": [*range(n), *range(n - 1, -1, -1)],
            "middle": [*range(k, n - k)],
        }[mode]
        return "".join(chars[i] for i in order)

    least = 1 if mode in ("all", "twice") else 2 * k + 1 if mode == "middle" else k + 1
    part = word("s")
    if least > 1:
        part = word("s", given=f"a string `s` of at least {least} characters")
    return draft(
        rng,
        family="reverse_string",
        key=mode if mode in ("all", "twice") else f"{mode},{k}",
        titles=("Turn the String", "Reverse", "Backwards", "Moving Letters"),
        parts=[part],
        ask=Value(noun, kind="string"),
        stories=(
            f"{who} likes to play with words. The word of the day is `s`.",
            f"The word `s` is written on a strip of paper, and {who} has scissors and glue.",
            "A secret machine takes a string `s` and makes a new string.",
        ),
        py=py,
        cpp=cpps,
        params={"k": k},
        draw=lambda rng: (string(rng, LOWER, least, max(least + 3, 9)),),
        solve=solve,
        rating=800,
        tags=("strings", "implementation"),
        multi=rng.random() < 0.15,
    )


@family
def caesar(rng: random.Random) -> Instance:
    k = rng.randint(1, 25)
    forward = rng.random() < 0.6
    upper = rng.random() < 0.4
    who = hero(rng)
    base = "A" if upper else "a"
    last, first = ("Z", "A") if upper else ("z", "a")
    shift = k if forward else 26 - k
    if forward:
        define = f"Every letter is replaced by the letter {k} places later in the alphabet; after '{last}' comes '{first}' again."
    else:
        define = f"Every letter is replaced by the letter {k} places earlier in the alphabet; before '{first}' comes '{last}'."
    name = "encrypted" if rng.random() < 0.5 else "changed"
    sign = f"+ {k}" if forward else f"- {k}"
    sign_cpp = f"+ {shift}"
    alphabet = UPPER if upper else LOWER
    return draft(
        rng,
        family="caesar",
        key=f"{k if forward else -k},{upper}",
        titles=("Caesar Cipher", "Secret Message", "Shifted Letters"),
        parts=[word("s", f"{'uppercase' if upper else 'lowercase'} English letters")],
        ask=Value(f"the {name} string", f"the string `s` after it is {name}", kind="string"),
        define=define,
        stories=(
            f"{who} wants to send the message `s` so that nobody else can read it.",
            f"Caesar taught {who} a way to change a message `s`.",
            f"{who} plays spies with friends; the message is `s`.",
        ),
        py=[
            f'ans = ""\nfor c in s:\n    ans += chr((ord(c) - ord("{base}") {sign}) % 26 + ord("{base}"))\n'
            "print(ans)",
            f'print("".join(chr((ord(c) - {ord(base)} {sign}) % 26 + {ord(base)}) for c in s))',
        ],
        cpp=[
            f"for (char &c : s) c = '{base}' + (c - '{base}' {sign_cpp}) % 26;\ncout << s << endl;",
            "for (int i = 0; i < s.size(); i++) {\n"
            f"    s[i] = (s[i] - '{base}' {sign_cpp}) % 26 + '{base}';\n}}\ncout << s << endl;",
        ],
        draw=lambda rng: (string(rng, alphabet, 1, 9),),
        solve=lambda s: s.translate(str.maketrans(alphabet, alphabet[shift:] + alphabet[:shift])),
        rating=800,
        tags=("strings", "implementation"),
        multi=rng.random() < 0.1,
    )
