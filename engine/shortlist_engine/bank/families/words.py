"""Families about the words of a line and lists of words."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random

from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    LOWER,
    hero,
    sentence,
)
from shortlist_engine.bank.families._parts import (
    ints,
    text,
    words,
)
from shortlist_engine.bank.families._statement import Value
from shortlist_engine.bank.family import Instance, family


@family
def sentence_words(rng: random.Random) -> Instance:
    mode = rng.choice(
        ("count", "longest", "shortest", "reverse_words", "reverse_each", "acronym", "last", "sort",
         "starts", "longer", "capital", "join")
    )  # fmt: skip
    k = rng.randint(2, 5)
    letter = rng.choice(LOWER)
    mark = rng.choice("-_,+/.*")
    nouns = {
        "count": ("the number of words in `s`", "how many words `s` has"),
        "longest": ("the length of the longest word of `s`", "the maximum length of a word in `s`"),
        "shortest": ("the length of the shortest word of `s`",),
        "reverse_words": (
            "the words of `s` in reverse order",
            "the line `s` with the order of its words reversed",
        ),
        "reverse_each": ("the line `s` with every word reversed, the words staying in place",),
        "acronym": (
            "the string made of the first letters of the words of `s`",
            "the abbreviation made of the first letter of every word",
        ),
        "last": ("the length of the last word of `s`",),
        "sort": ("the words of `s` in alphabetical order",),
        "starts": (f"the number of words of `s` that start with the letter '{letter}'",),
        "longer": (f"the number of words of `s` that have more than {k} letters",),
        "capital": ("the line `s` with the first letter of each word made uppercase",),
        "join": (f"the words of `s` joined by '{mark}' in place of spaces",),
    }[mode]
    py = {
        "count": ["print(len(s.split()))", 'print(s.count(" ") + 1)'],
        "longest": ["print(max(len(w) for w in s.split()))"],
        "shortest": ["print(min(len(w) for w in s.split()))"],
        "reverse_words": ['print(" ".join(s.split()[::-1]))', 'print(" ".join(reversed(s.split())))'],
        "reverse_each": ['print(" ".join(w[::-1] for w in s.split()))'],
        "acronym": ['print("".join(w[0] for w in s.split()))'],
        "last": ["print(len(s.split()[-1]))"],
        "sort": ['print(" ".join(sorted(s.split())))'],
        "starts": [f'print(sum(1 for w in s.split() if w[0] == "{letter}"))'],
        "longer": [f"print(sum(1 for w in s.split() if len(w) > {k}))"],
        "capital": ['print(" ".join(w[0].upper() + w[1:] for w in s.split()))'],
        "join": [f'print("{mark}".join(s.split()))', f'print(s.replace(" ", "{mark}"))'],
    }[mode]  # fmt: skip
    number = "int ans = 0;\nwhile (in >> w) {}\ncout << ans << endl;"
    lines = "string ans;\nwhile (in >> w) {}\ncout << ans << endl;"
    loop = {
        "count": number.replace("{}", "ans++;"),
        "longest": number.replace("{}", "ans = max(ans, (int)w.size());"),
        "shortest": number.replace("= 0", "= 1000").replace("{}", "ans = min(ans, (int)w.size());"),
        "reverse_words": lines.replace("{}", 'ans = ans.empty() ? w : w + " " + ans;'),
        "reverse_each": lines.replace("{}", "{\n    reverse(w.begin(), w.end());\n    ans += w + \" \";\n}"),
        "acronym": lines.replace("{}", "ans += w[0];"),
        "last": number.replace("{}", "ans = w.size();"),
        "sort": "vector<string> a;\nwhile (in >> w) a.push_back(w);\nsort(a.begin(), a.end());\n"
        'for (string x : a) cout << x << " ";\ncout << endl;',
        "starts": number.replace("{}", f"{{\n    if (w[0] == '{letter}') ans++;\n}}"),
        "longer": number.replace("{}", f"{{\n    if (w.size() > {k}) ans++;\n}}"),
        "capital": lines.replace("{}", "{\n    w[0] = toupper(w[0]);\n    ans += w + \" \";\n}"),
        "join": f"for (char &c : s) {{\n    if (c == ' ') c = '{mark}';\n}}\ncout << s << endl;",
    }[mode]  # fmt: skip
    cpp = loop if mode == "join" else f"stringstream in(s);\nstring w;\n{loop}"

    def solve(s: str) -> object:
        split = s.split(" ")
        results = {
            "count": lambda: len(split),
            "longest": lambda: sorted(map(len, split))[-1],
            "shortest": lambda: sorted(map(len, split))[0],
            "reverse_words": lambda: " ".join(split[i] for i in range(len(split) - 1, -1, -1)),
            "reverse_each": lambda: " ".join("".join(reversed(w)) for w in split),
            "acronym": lambda: "".join(w[:1] for w in split),
            "last": lambda: len(s) - s.rfind(" ") - 1,
            "sort": lambda: " ".join(sorted(split)),
            "starts": lambda: (" " + s).count(" " + letter),
            "longer": lambda: len([w for w in split if len(w) >= k + 1]),
            "capital": lambda: s.title(),
            "join": lambda: mark.join(split),
        }
        return results[mode]()

    def draw(rng: random.Random) -> tuple[str]:
        s = sentence(rng)
        if mode == "starts":
            s = " ".join(letter + w if rng.random() < 0.4 else w for w in s.split(" "))
        return (s,)

    extra = {"starts": f",{letter}", "longer": f",{k}", "join": f",{mark}"}.get(mode, "")
    strings = ("reverse_words", "reverse_each", "sort", "capital", "join")
    kind = "line" if mode in strings else "string" if mode == "acronym" else "integer"
    who = hero(rng)
    return draft(
        rng,
        family="sentence_words",
        key=mode + extra,
        titles=("Words", "Sentence", "A Line of Text", "Text Editor"),
        parts=[text("s")],
        ask=Value(*nouns, kind=kind),
        stories=(
            f"{who} typed a line of text `s` in an editor.",
            f"{who} is writing an essay, and `s` is its first sentence.",
            f"A telegram `s` has arrived for {who}; its words are separated by spaces.",
        ),
        py=py,
        cpp=[cpp],
        draw=draw,
        solve=solve,
        rating=800,
        tags=("strings", "implementation"),
    )


@family
def word_list(rng: random.Random) -> Instance:
    """A list of words: counting, selecting, ordering."""
    who = hero(rng)
    mode = rng.choice(
        (
            "count",
            "different",
            "longest",
            "sort_len",
            "starts",
            "contains",
            "most",
            "total",
            "ends",
            "reverse",
        )
    )
    on_lines = rng.random() < 0.6
    pool = rng.choice((
        ("red", "blue", "green", "white", "black"), ("cat", "dog", "bird", "fish", "mouse"), ("apple", "pear", "plum", "fig", "lime"),
        ("anna", "bob", "carl", "dora", "eva"), ("win", "lose", "draw", "start", "stop"), ("up", "down", "left", "right", "stay"),
        ("north", "south", "east", "west", "here"), ("one", "two", "three", "four", "five"),
    ))  # fmt: skip
    target = rng.choice(pool)
    letter = rng.choice(target)
    ask = {
        "count": Value(
            f'the number of words equal to "{target}"', f'how many times "{target}" is in the list'
        ),
        "different": Value("the number of different words", "how many different words there are"),
        "longest": Value("the longest word; if there are several, the first of them", kind="word"),
        "sort_len": Value(
            "the words sorted by length; words of the same length are sorted alphabetically",
            kind="line",
        ),
        "starts": Value(f"the number of words that start with '{letter}'"),
        "ends": Value(f"the number of words that end with '{letter}'"),
        "contains": Value(f"the number of words that contain the letter '{letter}'"),
        "most": Value(
            "the word that occurs most often; if there are several, the alphabetically smallest of them",
            kind="word",
        ),
        "total": Value("the total number of letters in all words"),
        "reverse": Value("the words in reverse order, separated by spaces", kind="line"),
    }[mode]
    py = {
        "count": [f'print(a.count("{target}"))', f'ans = 0\nfor w in a:\n    if w == "{target}":\n        ans += 1\nprint(ans)'],
        "different": ["print(len(set(a)))"],
        "longest": ["print(max(a, key=len))", "ans = a[0]\nfor w in a:\n    if len(w) > len(ans):\n        ans = w\nprint(ans)"],
        "sort_len": ["a.sort(key=lambda w: (len(w), w))\nprint(*a)"],
        "starts": [f'print(sum(1 for w in a if w[0] == "{letter}"))'],
        "ends": [f'print(sum(1 for w in a if w[-1] == "{letter}"))'],
        "contains": [f'print(sum(1 for w in a if "{letter}" in w))'],
        "most": ["ans = min(a)\nfor w in sorted(a):\n    if a.count(w) > a.count(ans):\n        ans = w\nprint(ans)"],
        "total": ["print(sum(len(w) for w in a))"],
        "reverse": ["print(*a[::-1])", 'print(" ".join(reversed(a)))'],
    }[mode]  # fmt: skip
    loop = "int ans = 0;\nfor (string w : a) {\n    @\n}\ncout << ans << endl;"
    show = 'for (string w : a) cout << w << " ";\ncout << endl;'
    cpp = {
        "count": loop.replace("@", f'if (w == "{target}") ans++;'),
        "different": "set<string> s(a.begin(), a.end());\ncout << s.size() << endl;",
        "longest": "string ans;\nfor (string w : a) {\n    if (w.size() > ans.size()) ans = w;\n}\ncout << ans << endl;",
        "sort_len": "sort(a.begin(), a.end(), [](const string &x, const string &y) {\n    if (x.size() != y.size()) return x.size() < y.size();\n    return x < y;\n});\n" + show,
        "starts": loop.replace("@", f"if (w[0] == '{letter}') ans++;"),
        "ends": loop.replace("@", f"if (w.back() == '{letter}') ans++;"),
        "contains": loop.replace("@", f"if (w.find('{letter}') != string::npos) ans++;"),
        "most": "map<string, int> cnt;\nfor (string w : a) cnt[w]++;\nstring ans;\nint best = 0;\nfor (auto &p : cnt) {\n    if (p.second > best) {\n        best = p.second;\n        ans = p.first;\n    }\n}\ncout << ans << endl;",
        "total": loop.replace("@", "ans += w.size();"),
        "reverse": "reverse(a.begin(), a.end());\n" + show,
    }[mode]  # fmt: skip

    def draw(rng: random.Random) -> tuple[int, list[str]]:
        n = rng.randint(1, 6)
        return n, rng.choices((*pool, target), k=n)

    def solve(n: int, a: list[str]) -> object:
        longest = max(map(len, a))
        top = max(map(a.count, a))
        results = {
            "count": lambda: sum(w == target for w in a),
            "different": lambda: len({*a}),
            "longest": lambda: next(w for w in a if len(w) == longest),
            "sort_len": lambda: " ".join(sorted(sorted(a), key=len)),
            "starts": lambda: len([w for w in a if w.startswith(letter)]),
            "ends": lambda: len([w for w in a if w.endswith(letter)]),
            "contains": lambda: len([w for w in a if w.count(letter)]),
            "most": lambda: sorted(w for w in a if a.count(w) == top)[0],
            "total": lambda: len("".join(a)),
            "reverse": lambda: " ".join(a[i] for i in range(n - 1, -1, -1)),
        }
        return results[mode]()

    detail = {"count": target, "starts": letter, "ends": letter, "contains": letter}.get(mode, "")
    return draft(
        rng,
        family="word_list",
        key=f"{mode},{detail},{on_lines}",
        titles=("List of Words", "Word Statistics", "Dictionary", "Names"),
        parts=[ints("n", given=""), words("a", "n", on_lines=on_lines)],
        ask=ask,
        stories=(
            f"{who} collected `n` words.",
            f"{who} is given a list of `n` words by the teacher.",
            f"`n` words were found on an old wall, and {who} studies them.",
        ),
        py=py,
        cpp=[cpp],
        draw=draw,
        solve=solve,
        rating=800,
        tags=("strings", "implementation", "data structures"),
    )
