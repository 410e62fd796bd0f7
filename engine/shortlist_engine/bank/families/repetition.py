"""Families about repeated words, blocks of equal letters and brackets."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random

from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    hero,
    string,
)
from shortlist_engine.bank.families._parts import (
    ints,
    word,
)
from shortlist_engine.bank.families._statement import YES_NO, Decide, Value
from shortlist_engine.bank.family import Instance, family


@family
def repeat_pattern(rng: random.Random) -> Instance:
    who = hero(rng)
    mode = rng.choice(("feelings", "join", "repeat", "alternate", "cycle"))
    one, two = rng.choice(
        (("hate", "love"), ("ping", "pong"), ("left", "right"), ("tick", "tock"), ("up", "down"),
         ("sun", "rain"), ("red", "blue"), ("yes", "no"), ("cat", "dog"))
    )  # fmt: skip
    sep = rng.choice((" ", "-", ", ", "+", " and ", " that "))
    three = rng.choice(("fizz", "star", "end", "moon"))
    if mode == "feelings":
        define = (
            f'The words at odd positions are "{one}" and the words at even positions are "{two}".'
        )
        py = [
            f'a = []\nfor i in range(n):\n    if i % 2 == 0:\n        a.append("{one}")\n    else:\n'
            f'        a.append("{two}")\nprint("{sep}".join(a))',
            f'print("{sep}".join("{one}" if i % 2 == 0 else "{two}" for i in range(n)))',
        ]
        cpp = [
            f'for (int i = 0; i < n; i++) {{\n    if (i > 0) cout << "{sep}";\n'
            f'    cout << (i % 2 == 0 ? "{one}" : "{two}");\n}}\ncout << endl;',
        ]
        noun = f'the `n` words joined by "{sep}"'
        key = f"{one},{two},{sep}"
    elif mode == "join":
        define = ""
        noun = f'the word "{one}" repeated `n` times, with "{sep}" between the copies'
        py = [f'print("{sep}".join(["{one}"] * n))']
        cpp = [
            f'for (int i = 0; i < n; i++) {{\n    if (i > 0) cout << "{sep}";\n'
            f'    cout << "{one}";\n}}\ncout << endl;',
        ]
        key = f"{one},{sep}"
    elif mode == "repeat":
        define = ""
        noun = f'the word "{one}" written `n` times without spaces, then the word "{three}"'
        py = [f'print("{one}" * n + "{three}")']
        cpp = [f'for (int i = 0; i < n; i++) cout << "{one}";\ncout << "{three}" << endl;']
        key = f"{one}*,{three}"
    elif mode == "alternate":
        a, b = rng.sample("abxyo#*.01", 2)
        define = (
            f"The string starts with '{a}', and the characters '{a}' and '{b}' alternate in it."
        )
        noun = "the string of length `n`"
        py = [
            f'ans = ""\nfor i in range(n):\n    if i % 2 == 0:\n        ans += "{a}"\n    else:\n'
            f'        ans += "{b}"\nprint(ans)',
            f'print(("{a}{b}" * n)[:n])',
        ]
        cpp = [
            f"string ans;\nfor (int i = 0; i < n; i++) {{\n    if (i % 2 == 0) ans += '{a}';\n"
            f"    else ans += '{b}';\n}}\ncout << ans << endl;",
        ]
        key = f"{a}/{b}"
    else:
        p = "".join(rng.sample("abcdxyz", 3))
        define = f'The infinite string is "{p}" repeated: {p}{p}{p}...'
        noun = "the first `n` characters of the infinite string"
        py = [f'print(("{p}" * n)[:n])']
        cpp = [f'string p = "{p}";\nfor (int i = 0; i < n; i++) cout << p[i % 3];\ncout << endl;']
        key = f"cycle,{p}"

    def solve(n: int) -> str:
        if mode == "feelings":
            return sep.join([one, two][i & 1] for i in range(n))
        if mode == "join":
            return one + (sep + one) * (n - 1)
        if mode == "repeat":
            return "".join([one for _ in range(n)] + [three])
        unit = a + b if mode == "alternate" else p
        return "".join(unit[i % len(unit)] for i in range(n))

    return draft(
        rng,
        family="repeat_pattern",
        key=key,
        titles=("Repeating Words", "Pattern", "Again and Again", "Layers"),
        parts=[ints("n", hi=50)],
        ask=Value(noun, kind="line"),
        define=define,
        stories=(
            f"{who} has a number `n` and a strange habit of repeating things.",
            f"{who} is learning to write and fills `n` places of a line.",
            f"A parrot has learned to speak and says exactly `n` things, while {who} listens.",
        ),
        py=py,
        cpp=cpp,
        draw=lambda rng: (rng.randint(1, 8),),
        solve=solve,
        rating=800,
        tags=("strings", "implementation"),
    )


@family
def run_length(rng: random.Random) -> Instance:
    mode = rng.choice(("ab", "ba", "skip", "dedupe", "count", "longest", "removals"))
    low = rng.choice((1, 2, 3))
    who = hero(rng)
    define = "A block is a maximal group of equal letters that stand side by side in `s`."
    nouns = {
        "ab": "the string in which every block is replaced by its letter followed by its length",
        "ba": "the string in which every block is replaced by its length followed by its letter",
        "skip": "the string in which every block longer than 1 is replaced by its letter followed by its length, and single letters stay",
        "dedupe": "the string in which every block is replaced by one letter",
        "count": f"the number of blocks of length at least {low}"
        if low > 1
        else "the number of blocks",
        "longest": "the length of the longest block",
        "removals": "the minimum number of letters to remove so that no two neighbouring letters are equal",
    }
    start = 'ans = ""\ni = 0\nwhile i < len(s):\n    j = i\n    while j < len(s) and s[j] == s[i]:\n        j += 1\n'
    start_cpp = "int n = s.size(), i = 0;\nstring ans;\nwhile (i < n) {\n    int j = i;\n    while (j < n && s[j] == s[i]) j++;\n"
    end, end_cpp = "    i = j\nprint(ans)", "    i = j;\n}\ncout << ans << endl;"
    if mode in ("ab", "ba", "skip"):
        line = {
            "ab": "    ans += s[i] + str(j - i)\n",
            "ba": "    ans += str(j - i) + s[i]\n",
            "skip": "    ans += s[i]\n    if j - i > 1:\n        ans += str(j - i)\n",
        }[mode]
        line_cpp = {
            "ab": "    ans += s[i] + to_string(j - i);\n",
            "ba": "    ans += to_string(j - i) + s[i];\n",
            "skip": "    ans += s[i];\n    if (j - i > 1) ans += to_string(j - i);\n",
        }[mode]
        py = [start + line + end]
        cpp = [start_cpp + line_cpp + end_cpp]
    elif (mode == "count" and low > 1) or mode == "longest":
        line = (
            f"    if j - i >= {low}:\n        ans += 1\n"
            if mode == "count"
            else "    ans = max(ans, j - i)\n"
        )
        line_cpp = (
            f"    if (j - i >= {low}) ans++;\n"
            if mode == "count"
            else "    ans = max(ans, j - i);\n"
        )
        py = [start.replace('""', "0") + line + end]
        cpp = [start_cpp.replace("i = 0;\nstring ans", "i = 0;\nint ans = 0") + line_cpp + end_cpp]
    elif mode == "dedupe":
        py = ["ans = s[0]\nfor c in s:\n    if c != ans[-1]:\n        ans += c\nprint(ans)"]
        cpp = [
            "s.erase(unique(s.begin(), s.end()), s.end());\ncout << s << endl;",
            "string ans;\nfor (char c : s) {\n    if (ans.empty() || ans.back() != c) ans += c;\n}\n"
            "cout << ans << endl;",
        ]
    else:
        init, sign = ("1", "!=") if mode == "count" else ("0", "==")
        py = [
            f"ans = {init}\nfor i in range(1, len(s)):\n    if s[i] {sign} s[i - 1]:\n        ans += 1\nprint(ans)",
        ]
        cpp = [
            f"int ans = {init};\nfor (int i = 1; i < s.size(); i++) {{\n    if (s[i] {sign} s[i - 1]) ans++;\n}}\n"
            "cout << ans << endl;",
        ]

    def solve(s: str) -> object:
        runs: list[str] = []
        for c in s:
            if runs and runs[-1][0] == c:
                runs[-1] += c
            else:
                runs.append(c)
        results = {
            "ab": lambda: "".join(r[0] + str(len(r)) for r in runs),
            "ba": lambda: "".join(str(len(r)) + r[0] for r in runs),
            "skip": lambda: "".join(r[0] + (str(len(r)) if len(r) > 1 else "") for r in runs),
            "dedupe": lambda: "".join(r[0] for r in runs),
            "count": lambda: sum(len(r) >= low for r in runs),
            "longest": lambda: max(map(len, runs)),
            "removals": lambda: len(s) - len(runs),
        }
        return results[mode]()

    def draw(rng: random.Random) -> tuple[str]:
        letters = rng.choice(("ab", "abc", "xyz", "RGB".lower()))
        return ("".join(rng.choice(letters) * rng.randint(1, 4) for _ in range(rng.randint(1, 5))),)

    return draft(
        rng,
        family="run_length",
        key=f"{mode},{low}" if mode == "count" else mode,
        titles=("Blocks of Letters", "Compress", "Run-Length", "Equal Neighbours"),
        parts=[word("s")],
        ask=Value(
            nouns[mode], kind="string" if mode in ("ab", "ba", "skip", "dedupe") else "integer"
        ),
        define="" if mode == "removals" else define,
        stories=(
            f"{who} has a row of coloured stones, written down as a string `s`.",
            f"The keyboard of {who} is broken and repeats letters; it printed `s`.",
            f"{who} wants to store the string `s` in less space.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=900,
        tags=("strings", "implementation"),
        multi=rng.random() < 0.2,
    )


@family
def brackets(rng: random.Random) -> Instance:
    mode = rng.choice(("balanced", "depth", "fix", "pairs"))
    a, b = rng.choice(("()", "[]", "{}", "<>", "()", "LR", "ud"))
    yes, no = rng.choice(YES_NO)
    who = hero(rng)
    define = (
        f"A sequence of '{a}' and '{b}' is balanced if every '{a}' can be matched with a later "
        f"'{b}', each with its own, and nothing is left."
    )
    start = f'bal = 0\nok = True\nfor c in s:\n    if c == "{a}":\n        bal += 1\n    else:\n        bal -= 1\n'
    start_cpp = f"int bal = 0;\nbool ok = true;\nfor (char c : s) {{\n    if (c == '{a}') bal++;\n    else bal--;\n"
    ask: Value | Decide
    if mode == "balanced":
        ask = Decide("`s` is balanced", "the sequence `s` is balanced", yes=yes, no=no)
        py = [
            f'{start}    if bal < 0:\n        ok = False\nprint("{yes}" if ok and bal == 0 else "{no}")'
        ]
        cpp = [
            f'{start_cpp}    if (bal < 0) ok = false;\n}}\nif (ok && bal == 0) cout << "{yes}" << endl;\n'
            f'else cout << "{no}" << endl;',
        ]
    elif mode == "depth":
        ask = Value(
            "the maximum depth of nesting in `s`",
            f"the largest number of '{a}' that are open at once",
        )
        define += f" It is guaranteed that `s` is balanced. The depth at a moment is the number of '{a}' that are not closed yet."
        py = [start.replace("ok = True", "ans = 0") + "    ans = max(ans, bal)\nprint(ans)"]
        cpp = [
            start_cpp.replace("bool ok = true", "int ans = 0")
            + "    ans = max(ans, bal);\n}\ncout << ans << endl;"
        ]
    elif mode == "fix":
        ask = Value(
            "the minimum number of characters to insert to make `s` balanced",
            "the smallest number of insertions after which `s` is balanced",
        )
        define += f" You can insert '{a}' and '{b}' anywhere."
        py = [
            start.replace("ok = True", "ans = 0")
            + "    if bal < 0:\n        ans += 1\n        bal = 0\nprint(ans + bal)"
        ]
        cpp = [
            start_cpp.replace("bool ok = true", "int ans = 0")
            + "    if (bal < 0) {\n        ans++;\n        bal = 0;\n    }\n}\ncout << ans + bal << endl;",
        ]
    else:
        ask = Value(
            "the number of pairs in the longest balanced sequence that is left after removing some characters of `s`"
        )
        py = [
            f'ans = 0\nbal = 0\nfor c in s:\n    if c == "{a}":\n        bal += 1\n    elif bal > 0:\n        bal -= 1\n        ans += 1\nprint(ans)'
        ]
        cpp = [
            f"int ans = 0, bal = 0;\nfor (char c : s) {{\n    if (c == '{a}') bal++;\n    else if (bal > 0) {{\n"
            "        bal--;\n        ans++;\n    }\n}\ncout << ans << endl;",
        ]

    def solve(s: str) -> object:
        rest, pairs, depth = s, 0, 0
        while a + b in rest:
            pairs += rest.count(a + b)
            rest = rest.replace(a + b, "")
            depth += 1
        results = {
            "balanced": no if rest else yes,
            "depth": depth,
            "fix": len(rest),
            "pairs": pairs,
        }
        return results[mode]

    def draw(rng: random.Random) -> tuple[str]:
        good = mode == "depth" or rng.random() < 0.5
        if not good:
            return (string(rng, a + b, 1, 8),)
        s, opened = "", 0
        for _ in range(2 * rng.randint(1, 5)):
            if opened and rng.random() < 0.5:
                s, opened = s + b, opened - 1
            else:
                s, opened = s + a, opened + 1
        return (s + b * opened,)

    return draft(
        rng,
        family="brackets",
        key=f"{mode},{a}{b}" + (f",{yes}" if mode == "balanced" else ""),
        titles=("Brackets", "Balanced Sequence", "Nested Pairs"),
        parts=[word("s", f"the characters '{a}' and '{b}'")],
        ask=ask,
        define=define,
        stories=(
            f"{who} wrote a sequence `s` of the characters '{a}' and '{b}'.",
            f"{who} is writing a compiler and starts with the sequence `s`.",
            f"People enter ('{a}') and leave ('{b}') a room, and {who} wrote down the string `s`.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=1000,
        tags=("strings", "greedy", "data structures"),
        multi=rng.random() < 0.25,
    )
