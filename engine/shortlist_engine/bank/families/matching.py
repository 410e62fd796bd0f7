"""Families that look for one string in another or compare two."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random

from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    LOWER,
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
def pattern_count(rng: random.Random) -> Instance:
    overlap = rng.random() < 0.7
    while True:
        p = "".join(rng.choices(rng.choice((LOWER, "ab", "01", "xyz")), k=rng.randint(2, 3)))
        if not overlap or p:
            break
    mode = rng.choice(("count", "count", "decide", "first"))
    yes, no = rng.choice(YES_NO)
    base = rng.choice((0, 1))
    who = hero(rng)
    digits = p[0] in "01"
    alphabet = "01" if digits else "".join(sorted(set(p))) + rng.choice(LOWER)
    m = len(p)
    ask: Value | Decide
    note = ""
    if mode == "count":
        ask = Value(
            f'the number of times the string "{p}" occurs in `s` as a substring',
            f'how many substrings of `s` are equal to "{p}"',
        )
        note = "Occurrences may overlap."
        py = [
            f'ans = 0\nfor i in range(len(s) - {m - 1}):\n    if s[i:i + {m}] == "{p}":\n'
            "        ans += 1\nprint(ans)",
            f'print(sum(s[i:i + {m}] == "{p}" for i in range(len(s))))',
        ]
        cpp = [
            "int n = s.size(), ans = 0;\n"
            f'for (int i = 0; i + {m - 1} < n; i++) {{\n    if (s.substr(i, {m}) == "{p}") ans++;\n}}\n'
            "cout << ans << endl;",
        ]
        key = f"count,{p}"
    elif mode == "decide":
        ask = Decide(f'`s` contains the substring "{p}"', f'"{p}" occurs in `s`', yes=yes, no=no)
        py = [
            f'if "{p}" in s:\n    print("{yes}")\nelse:\n    print("{no}")',
            f'print("{yes}" if "{p}" in s else "{no}")',
        ]
        cpp = [
            f'if (s.find("{p}") != string::npos) cout << "{yes}" << endl;\n'
            f'else cout << "{no}" << endl;',
        ]
        key = f"decide,{p},{yes}"
    else:
        ask = Value(f'the position of the first occurrence of "{p}" in `s`')
        note = f"Positions are numbered from {base}. If there is no occurrence, print {base - 1}."
        shift = " + 1" if base else ""
        py = [f'print(s.find("{p}"){shift})']
        cpp = [f'cout << (int)s.find("{p}"){shift} << endl;']
        key = f"first,{p},{base}"

    def solve(s: str) -> object:
        found = [i for i in range(len(s)) if s.startswith(p, i)]
        if mode == "count":
            return len(found)
        if mode == "decide":
            return yes if found else no
        return found[0] + base if found else base - 1

    return draft(
        rng,
        family="pattern_count",
        key=key,
        titles=("Substring", "Find the Pattern", "Hidden Word"),
        parts=[word("s", "digits 0 and 1" if digits else "lowercase English letters")],
        ask=ask,
        note=note,
        stories=(
            f'{who} believes that the string "{p}" brings luck, and reads the string `s`.',
            f'In the long name `s` of a village {who} looks for "{p}".',
            f'The signal "{p}" may be hidden in the message `s`.',
        ),
        py=py,
        cpp=cpp,
        draw=lambda rng: (
            string(rng, alphabet, 1, 5) + rng.choice((p, p, "")) + string(rng, alphabet, 1, 4),
        ),
        solve=solve,
        rating=800,
        tags=("strings", "implementation", "brute force"),
        multi=rng.random() < 0.2,
    )


@family
def two_strings(rng: random.Random) -> Instance:
    mode = rng.choice(
        (
            "anagram",
            "hamming",
            "compare",
            "prefix",
            "longer",
            "same_case",
            "hamming_equal",
            "reverse",
        )
    )
    yes, no = rng.choice(YES_NO)
    who, other = hero(rng), hero(rng)
    define = ""
    same = True
    ask: Value | Decide
    key = f"{mode},{yes}"
    if mode == "anagram":
        ask = Decide("`s` and `t` are anagrams", "`t` can be obtained from `s` by rearranging its letters", yes=yes, no=no)  # fmt: skip
        define = "Two words are anagrams if they consist of the same letters in any order."
        py = [_either_py("sorted(s) == sorted(t)", yes, no)]
        cpp = [
            "sort(s.begin(), s.end());\nsort(t.begin(), t.end());\n"
            + _either_cpp("s == t", yes, no)
        ]
    elif mode == "reverse":
        ask = Decide("`t` is the string `s` written backwards", "`t` is the reverse of `s`", yes=yes, no=no)  # fmt: skip
        py = [_either_py("s[::-1] == t", yes, no), _short_py("s == t[::-1]", yes, no)]
        cpp = ["reverse(s.begin(), s.end());\n" + _either_cpp("s == t", yes, no)]
    elif mode in ("hamming", "hamming_equal"):
        sign, name = ("!=", "different") if mode == "hamming" else ("==", "equal")
        ask = Value(
            f"the number of positions in which `s` and `t` have {name} characters",
            f"how many positions of `s` and `t` hold {name} characters",
        )
        define = "The strings have the same length."
        py = [
            f"ans = 0\nfor i in range(len(s)):\n    if s[i] {sign} t[i]:\n        ans += 1\nprint(ans)",
            f"print(sum(x {sign} y for x, y in zip(s, t)))",
        ]
        cpp = [
            "int ans = 0;\nfor (int i = 0; i < s.size(); i++) {\n"
            f"    if (s[i] {sign} t[i]) ans++;\n}}\ncout << ans << endl;",
        ]
        key = mode
    elif mode in ("compare", "same_case"):
        a, b, c = rng.choice((("-1", "0", "1"), ("<", "=", ">"), ("first", "equal", "second")))
        lead = ""
        lead_cpp = ""
        if mode == "same_case":
            define = "Uppercase and lowercase letters count as equal. "
            lead = "s = s.lower()\nt = t.lower()\n"
            lead_cpp = "for (char &c : s) c = tolower(c);\nfor (char &c : t) c = tolower(c);\n"
        define += f"Print {a} if `s` is lexicographically smaller than `t`, {c} if it is larger, and {b} if they are equal."
        ask = Value("the result of the comparison of `s` and `t`", kind="word")
        py = [
            f'{lead}if s < t:\n    print("{a}")\nelif s > t:\n    print("{c}")\nelse:\n    print("{b}")'
        ]
        cpp = [
            f'{lead_cpp}if (s < t) cout << "{a}" << endl;\nelse if (s > t) cout << "{c}" << endl;\nelse cout << "{b}" << endl;'
        ]
        key = f"{mode},{a}"
    elif mode == "prefix":
        same = False
        end = rng.random() < 0.5
        ask = Decide(
            f"`s` {'ends' if end else 'starts'} with `t`",
            f"`t` is a {'suffix' if end else 'prefix'} of `s`",
            yes=yes,
            no=no,
        )
        py = [_either_py("s.endswith(t)" if end else "s.startswith(t)", yes, no)]
        test = (
            "s.size() >= t.size() && s.substr(s.size() - t.size()) == t"
            if end
            else "s.substr(0, t.size()) == t"
        )
        cpp = [_either_cpp(test, yes, no)]
        key = f"{'suffix' if end else 'prefix'},{yes}"
    else:
        same = False
        big = rng.random() < 0.5
        name, sign = ("longer", ">=") if big else ("shorter", "<=")
        ask = Value(f"the {name} of the strings `s` and `t`", kind="string")
        define = "If the lengths are equal, print `s`."
        py = [f"if len(s) {sign} len(t):\n    print(s)\nelse:\n    print(t)"]
        cpp = [f"if (s.size() {sign} t.size()) cout << s << endl;\nelse cout << t << endl;"]
        key = name

    def draw(rng: random.Random) -> tuple[str, str]:
        s = string(rng, LOWER, 2, 8)
        if not same:
            cut = rng.randint(1, len(s))
            t = rng.choice((s[:cut], s[-cut:], string(rng, LOWER, 1, 8)))
            return s, t
        if mode == "anagram" and rng.random() < 0.5:
            return s, "".join(rng.sample(s, len(s)))
        t = s[::-1] if mode == "reverse" else s
        if rng.random() < 0.6:
            t = "".join(rng.choice(s) if rng.random() < 0.4 else c for c in t)
        if mode == "same_case":
            s = "".join(c.upper() if rng.random() < 0.5 else c for c in s)
            t = "".join(c.upper() if rng.random() < 0.5 else c for c in t)
        return s, t

    def solve(s: str, t: str) -> object:
        pairs = list(zip(s, t, strict=False))
        if mode == "hamming":
            return sum(1 for x, y in pairs if x != y)
        if mode == "hamming_equal":
            return sum(1 for x, y in pairs if x == y)
        if mode == "longer":
            picks = sorted((s, t), key=len, reverse=key == "longer")
            return picks[0]
        if mode in ("compare", "same_case"):
            left, right = (s, t) if mode == "compare" else (s.upper(), t.upper())
            return b if left == right else a if left < right else c
        holds = {
            "anagram": all(s.count(ch) == t.count(ch) for ch in s + t),
            "reverse": list(reversed(s)) == list(t),
            "prefix": s[: len(t)] == t
            if key.startswith("prefix")
            else s[::-1][: len(t)] == t[::-1],
        }
        return yes if holds[mode] else no

    return draft(
        rng,
        family="two_strings",
        key=key,
        titles=("Two Words", "Compare", "Pair of Strings", "Words"),
        parts=[
            word("s", MIXED if mode == "same_case" else "lowercase English letters"),
            word("t", MIXED if mode == "same_case" else "lowercase English letters"),
        ],
        ask=ask,
        define=define,
        stories=(
            f"{who} wrote the word `s`, and {other} wrote the word `t` under it.",
            f"{who} compares two words `s` and `t` from a dictionary.",
            f"{who} copied the word `s` from the blackboard, and `t` is what came out.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=800,
        tags=("strings", "implementation"),
        multi=rng.random() < 0.2,
    )


def _either_py(test: str, yes: str, no: str) -> str:
    return f'if {test}:\n    print("{yes}")\nelse:\n    print("{no}")'


def _short_py(test: str, yes: str, no: str) -> str:
    return f'print("{yes}" if {test} else "{no}")'


def _either_cpp(test: str, yes: str, no: str) -> str:
    return f'if ({test}) cout << "{yes}" << endl;\nelse cout << "{no}" << endl;'
