"""Families about single characters of a string."""

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
from shortlist_engine.bank.families._statement import Value
from shortlist_engine.bank.family import Instance, family


def _closed(condition: str) -> str:
    """The condition, in parentheses where a negation needs them."""
    return f"({condition})" if " " in condition else condition


@family
def char_count(rng: random.Random) -> Instance:
    test = char_test(rng)
    who = hero(rng)
    inverse = rng.random() < 0.3
    of = f"characters of `s` that are not {test.plural}" if inverse else f"{test.plural} in `s`"
    if inverse:
        py = [
            f"ans = 0\nfor c in s:\n    if not {_closed(test.py)}:\n        ans += 1\nprint(ans)",
            f"print(sum(1 for c in s if not {_closed(test.py)}))",
        ]
        cpp = [
            f"int ans = 0;\nfor (char c : s) {{\n    if (!{_closed(test.cpp)}) ans++;\n}}\ncout << ans << endl;",
        ]
    else:
        py = [
            "ans = 0\nfor c in s:\n    if $py:\n        ans += 1\nprint(ans)",
            "print(sum(1 for c in s if $py))",
        ]
        cpp = [
            "int ans = 0;\nfor (char c : s) {\n    if ($cpp) ans++;\n}\ncout << ans << endl;",
        ]
    return draft(
        rng,
        family="char_count",
        key=f"{test.key},{inverse}",
        titles=("Count Characters", "Letters", "Special Characters", f"{who} and Letters"),
        parts=[word("s", test.chars)],
        ask=Value(f"the number of {of}", f"how many {of} there are"),
        stories=(
            f"{who} wrote a string `s` on the blackboard and wants to know something about it.",
            f"{who} got a string `s` as a birthday present.",
            f"A message `s` has come from a distant planet, and {who} has to study it.",
            "The string `s` is the name of a new programming language.",
        ),
        py=py,
        cpp=cpp,
        params={"py": test.py, "cpp": test.cpp},
        draw=lambda rng: (test_string(rng, test),),
        solve=lambda s: sum((c in test.yes) != inverse for c in s),
        rating=800,
        tags=("strings", "implementation"),
        multi=rng.random() < 0.2,
    )


@family
def char_filter(rng: random.Random) -> Instance:
    test = char_test(rng)
    keep = rng.random() < 0.5
    who = hero(rng)
    if keep:
        noun = rng.choice(
            (
                f"the string that is left when only the {test.plural} of `s` are kept",
                f"all {test.plural} of `s`, in the same order",
            )
        )
        condition = ("$py", "$cpp")
    else:
        noun = rng.choice(
            (
                f"the string that is left after all {test.plural} are removed from `s`",
                f"`s` without its {test.plural}",
            )
        )
        condition = (f"not {_closed(test.py)}", f"!{_closed(test.cpp)}")
    py = [
        f'print("".join(c for c in s if {condition[0]}))',
        f'ans = ""\nfor c in s:\n    if {condition[0]}:\n        ans += c\nprint(ans)',
    ]
    cpp = [
        f"string ans;\nfor (char c : s) {{\n    if ({condition[1]}) ans += c;\n}}\n"
        "cout << ans << endl;",
    ]

    def draw(rng: random.Random) -> tuple[str]:
        s = test_string(rng, test, 2)
        while not any((c in test.yes) == keep for c in s):
            s = test_string(rng, test, 2)
        return (s,)

    return draft(
        rng,
        family="char_filter",
        key=f"{test.key},{keep}",
        titles=("Cleaning a String", "Delete Letters", "Filter", f"{who} and a Keyboard"),
        parts=[word("s", test.chars)],
        ask=Value(noun, kind="string"),
        note="It is guaranteed that the answer is not empty.",
        stories=(
            f"{who} typed a string `s`, but the keyboard is not in order.",
            f"{who} found an old note with the string `s` and wants to clean it.",
            f"A parrot repeats the word `s`, but {who} hears only a part of it.",
        ),
        py=py,
        cpp=cpp,
        params={"py": test.py, "cpp": test.cpp},
        draw=draw,
        solve=lambda s: "".join(c for c in s if (c in test.yes) == keep),
        rating=800,
        tags=("strings", "implementation"),
        multi=rng.random() < 0.15,
    )


@family
def char_replace(rng: random.Random) -> Instance:
    test = char_test(rng)
    who = hero(rng)
    way = rng.choice(("char", "double", "char", "star"))
    mark = rng.choice("xqzw.*#-_!?") if way != "star" else "*"
    if way == "double":
        noun = f"the string obtained from `s` by writing each of its {test.plural} twice"
        py_new, cpp_new = "c * 2", "string(2, c)"
        py_join = "c * 2 if $py else c"
    else:
        noun = f"the string obtained from `s` by replacing all {test.plural} with '{mark}'"
        py_new, cpp_new = f'"{mark}"', f"'{mark}'"
        py_join = f'"{mark}" if $py else c'
    py = [
        f'ans = ""\nfor c in s:\n    if $py:\n        ans += {py_new}\n    else:\n'
        "        ans += c\nprint(ans)",
        f'print("".join({py_join} for c in s))',
    ]
    cpp = [
        f"string ans;\nfor (char c : s) {{\n    if ($cpp) ans += {cpp_new};\n    else ans += c;\n"
        "}\ncout << ans << endl;",
    ]
    if way != "double":
        cpp.append(f"for (char &c : s) {{\n    if ($cpp) c = '{mark}';\n}}\ncout << s << endl;")
    return draft(
        rng,
        family="char_replace",
        key=f"{test.key},{mark if way != 'double' else way}",
        titles=("Replace", "Hidden Letters", "Change the String", f"{who} Edits"),
        parts=[word("s", test.chars)],
        ask=Value(noun, noun.replace("obtained", "that is obtained"), kind="string"),
        stories=(
            f"{who} does not like some characters of the string `s`.",
            f"{who} wants to hide the secret word `s` from the neighbours.",
            "An editor has a string `s` and applies one operation to it.",
        ),
        py=py,
        cpp=cpp,
        params={"py": test.py, "cpp": test.cpp},
        draw=lambda rng: (test_string(rng, test),),
        solve=lambda s: "".join(
            (c * 2 if way == "double" else mark) if c in test.yes else c for c in s
        ),
        rating=800,
        tags=("strings", "implementation"),
        multi=rng.random() < 0.15,
    )


@family
def char_position(rng: random.Random) -> Instance:
    letter = rng.choice(LOWER)
    first = rng.random() < 0.5
    base = rng.choice((0, 1))
    none = -1 if base == 0 else rng.choice((-1, 0))
    order, method = ("first", "find") if first else ("last", "rfind")
    where = f"the position of the {order} letter '{letter}' in `s`"
    shift = " + 1" if base else ""
    if none == -1 and base == 0:
        py = [f'print(s.{method}("{letter}"))']
        cpp = ["cout << (int)s.$method('$letter') << endl;"]
    elif none == 0:
        py = [f'print(s.{method}("{letter}") + 1)']
        cpp = ["cout << (int)s.$method('$letter') + 1 << endl;"]
    else:
        py = [f'if "{letter}" in s:\n    print(s.{method}("{letter}") + 1)\nelse:\n    print(-1)']
        cpp = []
    loop_py = f"ans = {none}\nfor i in range(len(s)):\n" + (
        f'    if s[i] == "{letter}":\n        ans = i{shift}\n'
        if not first
        else f'    if s[i] == "{letter}":\n        ans = i{shift}\n        break\n'
    )
    py.append(loop_py + "print(ans)")
    test = f"if (s[i] == '{letter}') ans = i{shift};"
    if first:
        test = f"if (ans == {none} && s[i] == '{letter}') ans = i{shift};"
    cpp.append(
        f"int ans = {none};\nfor (int i = 0; i < s.size(); i++) {{\n    {test}\n}}\n"
        "cout << ans << endl;"
    )

    def solve(s: str) -> int:
        found = [i for i, c in enumerate(s) if c == letter]
        return (found[0] if first else found[-1]) + base if found else none

    return draft(
        rng,
        family="char_position",
        key=f"{letter},{order},{base},{none}",
        titles=("Position of a Letter", "Where Is It", "Search in a String"),
        parts=[word("s")],
        ask=Value(where, f"the index of the {order} occurrence of '{letter}' in `s`"),
        note=f"Positions are numbered from {base}. If the letter '{letter}' does not occur in "
        f"`s`, the answer is {none}.",
        stories=(
            f"{hero(rng)} looks for the letter '{letter}' in the string `s`.",
            f"The letter '{letter}' got lost in a long word `s`.",
        ),
        py=py,
        cpp=cpp,
        params={"method": method, "letter": letter},
        draw=lambda rng: (string(rng, LOWER if rng.random() < 0.3 else "ab" + letter, 1, 9),),
        solve=solve,
        rating=800,
        tags=("strings", "implementation"),
    )
