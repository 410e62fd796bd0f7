"""Families about runs, comparisons and the variety of the letters of a string."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random

from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    LOWER,
    char_test,
    hero,
    string,
    test_string,
)
from shortlist_engine.bank.families._parts import (
    word,
)
from shortlist_engine.bank.families._statement import YES_NO, Decide, Value
from shortlist_engine.bank.family import Instance, family


@family
def char_run(rng: random.Random) -> Instance:
    test = char_test(rng)
    who = hero(rng)
    plural = test.plural
    return draft(
        rng,
        family="char_run",
        key=test.key,
        titles=("Longest Run", "In a Row", "Consecutive Letters", f"{who} and the Longest Run"),
        parts=[word("s", test.chars)],
        ask=Value(
            f"the length of the longest run of consecutive {plural} in `s`",
            f"the maximum number of {plural} that stand in a row in `s`",
            f"the maximum length of a substring of `s` that consists only of {plural}",
        ),
        note="If there are none, the answer is 0." if rng.random() < 0.5 else "",
        stories=(
            f"{who} reads the string `s` from left to right.",
            f"{who} wrote down one character per day, and got the string `s`.",
            "A machine has printed a string `s`.",
        ),
        py=[
            "ans = cur = 0\nfor c in s:\n    if $py:\n        cur += 1\n"
            "        ans = max(ans, cur)\n    else:\n        cur = 0\nprint(ans)",
            "ans = 0\ncur = 0\nfor c in s:\n    cur = cur + 1 if $py else 0\n"
            "    ans = max(ans, cur)\nprint(ans)",
        ],
        cpp=[
            "int ans = 0, cur = 0;\nfor (char c : s) {\n    if ($cpp) cur++;\n    else cur = 0;\n"
            "    ans = max(ans, cur);\n}\ncout << ans << endl;",
        ],
        params={"py": test.py, "cpp": test.cpp},
        draw=lambda rng: (test_string(rng, test, 1, 12),),
        solve=lambda s: max(
            len(run) for run in "".join(c if c in test.yes else " " for c in s).split(" ")
        ),
        rating=900,
        tags=("strings", "implementation"),
        multi=rng.random() < 0.15,
    )


@family
def char_versus(rng: random.Random) -> Instance:
    a, b = rng.sample(LOWER, 2)
    yes, no = rng.choice(YES_NO)
    relation, py_op, test = rng.choice(
        (
            ("more", ">", lambda x, y: x > y),
            ("fewer", "<", lambda x, y: x < y),
            ("as many", "==", lambda x, y: x == y),
            ("at least as many", ">=", lambda x, y: x >= y),
        )
    )
    than = "as" if "as many" in relation else "than"
    condition = f"`s` has {relation} letters '{a}' {than} letters '{b}'"
    return draft(
        rng,
        family="char_versus",
        key=f"{a},{b},{relation},{yes}",
        titles=("Two Letters", "Letter Fight", "Balance of Letters"),
        parts=[word("s")],
        ask=Decide(
            condition, f"there are {relation} letters '{a}' {than} '{b}' in `s`", yes=yes, no=no
        ),
        stories=(
            f"{hero(rng)} loves the letter '{a}' and {hero(rng)} loves the letter '{b}'.",
            f"The letters '{a}' and '{b}' quarrel about who is seen more often in the word `s`.",
            "A string `s` holds the results of some games, one character per game.",
        ),
        py=[
            f'if s.count("{a}") {py_op} s.count("{b}"):\n    print("{yes}")\nelse:\n'
            f'    print("{no}")',
            f'x = s.count("{a}")\ny = s.count("{b}")\nprint("{yes}" if x {py_op} y else "{no}")',
        ],
        cpp=[
            "int x = 0, y = 0;\nfor (char c : s) {\n"
            f"    if (c == '{a}') x++;\n    if (c == '{b}') y++;\n}}\n"
            f'cout << (x {py_op} y ? "{yes}" : "{no}") << endl;',
            f"int x = count(s.begin(), s.end(), '{a}');\n"
            f"int y = count(s.begin(), s.end(), '{b}');\n"
            f'if (x {py_op} y) cout << "{yes}" << endl;\nelse cout << "{no}" << endl;',
        ],
        draw=lambda rng: (string(rng, a + b + rng.choice(LOWER), 1, 9),),
        solve=lambda s: yes if test(s.count(a), s.count(b)) else no,
        rating=800,
        tags=("strings", "implementation"),
        multi=rng.random() < 0.25,
    )


@family
def distinct_letters(rng: random.Random) -> Instance:
    who = hero(rng)
    mode = rng.choice(("count", "odd", "even", "exactly", "all", "repeat"))
    k = rng.randint(2, 5)
    yes, no = rng.choice((*YES_NO, ("CHAT", "IGNORE"), ("GOOD", "BAD")))
    conditions = {
        "odd": ("the number of different letters in `s` is odd", "len(set(s)) % 2 == 1",
                "st.size() % 2 == 1"),
        "even": ("the number of different letters in `s` is even", "len(set(s)) % 2 == 0",
                 "st.size() % 2 == 0"),
        "exactly": (f"`s` contains exactly {k} different letters", f"len(set(s)) == {k}",
                    f"st.size() == {k}"),
        "all": ("all letters of `s` are different", "len(set(s)) == len(s)",
                "st.size() == s.size()"),
        "repeat": ("some letter occurs in `s` more than once", "len(set(s)) < len(s)",
                   "st.size() < s.size()"),
    }  # fmt: skip
    stories = (
        f"{who} chooses a user name `s` for a new site.",
        f"{who} counts the letters that are needed to make a stamp for the word `s`.",
        f"The teacher showed {who} the word `s`.",
    )

    def check(s: str) -> bool:
        size = len({*s})
        tests = {"odd": size & 1, "even": not size & 1, "exactly": size == k,
                 "all": size == len(s), "repeat": size != len(s)}  # fmt: skip
        return bool(tests[mode])

    ask: Value | Decide
    if mode == "count":
        ask = Value("the number of different letters in `s`", "how many distinct letters `s` has")
        py = ["print(len(set(s)))"]
        cpp = [
            "set<char> st(s.begin(), s.end());\ncout << st.size() << endl;",
            "sort(s.begin(), s.end());\nint ans = unique(s.begin(), s.end()) - s.begin();\n"
            "cout << ans << endl;",
        ]
    else:
        condition, py_test, cpp_test = conditions[mode]
        ask = Decide(condition, yes=yes, no=no)
        py = [
            f'if {py_test}:\n    print("{yes}")\nelse:\n    print("{no}")',
            f'print("{yes}" if {py_test} else "{no}")',
        ]
        cpp = [
            f'set<char> st(s.begin(), s.end());\nif ({cpp_test}) cout << "{yes}" << endl;\n'
            f'else cout << "{no}" << endl;',
        ]
    extra = f",{k}" if mode == "exactly" else ""
    return draft(
        rng,
        family="distinct_letters",
        key=mode if mode == "count" else f"{mode}{extra},{yes}",
        titles=("Different Letters", "User Name", "Distinct Characters"),
        parts=[word("s")],
        ask=ask,
        stories=stories,
        py=py,
        cpp=cpp,
        draw=lambda rng: (string(rng, LOWER, 1, rng.choice((4, 8))),),
        solve=lambda s: len({*s}) if mode == "count" else (yes if check(s) else no),
        rating=800,
        tags=("strings", "implementation"),
        multi=rng.random() < 0.25,
    )


@family
def first_unique(rng: random.Random) -> Instance:
    mode = rng.choice(("char", "index", "repeat", "most", "count"))
    last = rng.random() < 0.4
    base = rng.choice((0, 1))
    none = rng.choice(("-1", "none", "?")) if mode in ("char", "repeat") else str(base - 1)
    order = "last" if last else "first"
    if mode in ("most", "count"):
        k = rng.randint(1, 3)
        noun = (
            "the letter that occurs most often in `s`"
            if mode == "most"
            else f"the number of different letters that occur in `s` exactly {k} times"
        )
        noun = noun.replace("exactly 1 times", "exactly once").replace(
            "exactly 2 times", "exactly twice"
        )
        note = (
            "If there are several such letters, print the smallest one in the alphabet."
            if mode == "most"
            else ""
        )
        if mode == "most":
            py = [
                "ans = min(s)\nfor c in sorted(s):\n    if s.count(c) > s.count(ans):\n        ans = c\nprint(ans)"
            ]
            cpp = [
                "map<char, int> cnt;\nfor (char c : s) cnt[c]++;\nchar ans = s[0];\nint best = 0;\n"
                "for (auto &p : cnt) {\n    if (p.second > best) {\n        best = p.second;\n"
                "        ans = p.first;\n    }\n}\ncout << ans << endl;",
            ]
            key = "most"
        else:
            py = [f"print(sum(1 for c in set(s) if s.count(c) == {k}))"]
            cpp = [
                "map<char, int> cnt;\nfor (char c : s) cnt[c]++;\nint ans = 0;\n"
                f"for (auto &p : cnt) {{\n    if (p.second == {k}) ans++;\n}}\ncout << ans << endl;",
            ]
            key = f"count,{k}"
    else:
        k = 1
        what = "more than once" if mode == "repeat" else "exactly once"
        sign = "> 1" if mode == "repeat" else "== 1"
        if mode == "index":
            noun = f"the position of the {order} character of `s` that occurs in it {what}"
            note = (
                f"Positions are numbered from {base}. If there is no such character, print {none}."
            )
        else:
            noun = f"the {order} character of `s` that occurs in it {what}"
            note = f"If there is no such character, print {none}."
        shift = " + 1" if base else ""
        stop = "" if last else "        break\n"
        stop_cpp = "" if last else "        break;\n"
        if mode == "index":
            py = [
                f"ans = {none}\nfor i in range(len(s)):\n    if s.count(s[i]) {sign}:\n        ans = i{shift}\n{stop}print(ans)"
            ]
            cpp = [
                f"int ans = {none};\nfor (int i = 0; i < s.size(); i++) {{\n"
                f"    if (count(s.begin(), s.end(), s[i]) {sign}) {{\n        ans = i{shift};\n{stop_cpp}    }}\n}}\n"
                "cout << ans << endl;",
            ]
        else:
            py = [
                f'ans = "{none}"\nfor c in s:\n    if s.count(c) {sign}:\n        ans = c\n{stop}print(ans)'
            ]
            cpp = [
                f'string ans = "{none}";\nfor (char c : s) {{\n'
                f"    if (count(s.begin(), s.end(), c) {sign}) {{\n        ans = c;\n{stop_cpp}    }}\n}}\n"
                "cout << ans << endl;",
            ]
        key = f"{mode},{order},{none}" + (f",{base}" if mode == "index" else "")

    def solve(s: str) -> object:
        if mode == "most":
            return min(s, key=lambda c: (-s.count(c), c))
        if mode == "count":
            return sum(s.count(c) == k for c in {*s})
        spots = [i for i, c in enumerate(s) if (s.count(c) > 1) == (mode == "repeat")]
        if not spots:
            return none
        spot = spots[-1] if last else spots[0]
        return spot + base if mode == "index" else s[spot]

    return draft(
        rng,
        family="first_unique",
        key=key,
        titles=("Unique Letter", "Once", "Rare Letters", "Letter Frequency"),
        parts=[word("s")],
        ask=Value(noun, kind="integer" if mode in ("index", "count") else "word"),
        note=note,
        stories=(
            f"{hero(rng)} counts how often every letter occurs in the word `s`.",
            f"In a crowd of letters `s`, {hero(rng)} looks for special ones.",
        ),
        py=py,
        cpp=cpp,
        draw=lambda rng: (string(rng, rng.choice(("abc", LOWER, "xyzw")), 1, 9),),
        solve=solve,
        rating=900,
        tags=("strings", "implementation"),
    )
