"""Families about repeated, missing and misplaced numbers."""

# Sentences and program bodies stay on one line, whatever their length.
# ruff: noqa: E501

from __future__ import annotations

import random

from shortlist_engine.bank.families._code import SHOW_CPP, verdict_cpp, verdict_py
from shortlist_engine.bank.families._draft import draft
from shortlist_engine.bank.families._draws import (
    hero,
    numbers,
)
from shortlist_engine.bank.families._parts import (
    Part,
    array,
)
from shortlist_engine.bank.families._statement import YES_NO, Decide, Value
from shortlist_engine.bank.family import Instance, family


@family
def duplicates(rng: random.Random) -> Instance:
    mode = rng.choice(
        ("first", "last", "sorted", "count", "extra", "decide", "frequent", "times", "single")
    )
    k = rng.randint(2, 4)
    yes, no = rng.choice(YES_NO)
    who = hero(rng)
    ask: Value | Decide
    note = ""
    key = mode
    counter = "map<int, int> cnt;\nfor (int x : a) cnt[x]++;\n"
    if mode in ("first", "last"):
        ask = Value(
            f"the elements of `a` without repetitions: of equal elements only the {'leftmost' if mode == 'first' else 'rightmost'} one is kept",
            kind="line",
        )
        turn = "" if mode == "first" else "[::-1]"
        py = [
            f"b = []\nfor x in a{turn}:\n    if x not in b:\n        b.append(x)\nprint(*b{turn})"
        ]
        flip = "reverse(a.begin(), a.end());\n" if mode == "last" else ""
        back = "reverse(b.begin(), b.end());\n" if mode == "last" else ""
        cpp = [
            f'{flip}vector<int> b;\nset<int> s;\nfor (int x : a) {{\n    if (s.insert(x).second) b.push_back(x);\n}}\n{back}for (int x : b) cout << x << " ";\ncout << endl;'
        ]
    elif mode == "sorted":
        down = rng.random() < 0.4
        ask = Value(
            f"the different values of `a` in {'descending' if down else 'ascending'} order",
            kind="line",
        )
        py = [f"print(*sorted(set(a){', reverse=True' if down else ''}))"]
        ends = "a.rbegin(), a.rend()" if down else "a.begin(), a.end()"
        cpp = [f"sort({ends});\na.erase(unique(a.begin(), a.end()), a.end());\n{SHOW_CPP}"]
        key = f"sorted,{down}"
    elif mode in ("count", "extra"):
        ask = (
            Value(
                "the number of different values in `a`",
                "how many distinct numbers there are in `a`",
            )
            if mode == "count"
            else Value(
                "the minimum number of elements to remove so that all remaining ones are different"
            )
        )
        py = ["print(len(set(a)))" if mode == "count" else "print(n - len(set(a)))"]
        cpp = [
            "set<int> s(a.begin(), a.end());\ncout << "
            + ("" if mode == "count" else "n - ")
            + "s.size() << endl;"
        ]
    elif mode == "decide":
        same = rng.random() < 0.5
        ask = Decide(
            "some value occurs in `a` at least twice"
            if same
            else "all elements of `a` are different",
            yes=yes,
            no=no,
        )
        sign = "<" if same else "=="
        py = verdict_py(f"len(set(a)) {sign} n", yes, no)
        cpp = ["set<int> s(a.begin(), a.end());\n" + verdict_cpp(f"s.size() {sign} n", yes, no)[0]]
        key = f"decide,{same},{yes}"
    elif mode == "frequent":
        small = rng.random() < 0.5
        ask = Value("the value that occurs in `a` most often")
        note = f"If there are several such values, print the {'smallest' if small else 'largest'} of them."
        py = [
            f"ans = {'min' if small else 'max'}(a)\nfor x in sorted(a{'' if small else ', reverse=True'}):\n    if a.count(x) > a.count(ans):\n        ans = x\nprint(ans)"
        ]
        sign = ">" if small else ">="
        cpp = [
            f"{counter}int ans = 0, best = 0;\nfor (auto &p : cnt) {{\n    if (p.second {sign} best) {{\n        best = p.second;\n        ans = p.first;\n    }}\n}}\ncout << ans << endl;"
        ]
        key = f"frequent,{small}"
    elif mode == "times":
        exact = rng.random() < 0.5
        sign, name = ("==", "exactly") if exact else (">=", "at least")
        ask = Value(f"the number of different values that occur in `a` {name} {k} times")
        py = [f"print(sum(1 for x in set(a) if a.count(x) {sign} {k}))"]
        cpp = [
            f"{counter}int ans = 0;\nfor (auto &p : cnt) {{\n    if (p.second {sign} {k}) ans++;\n}}\ncout << ans << endl;"
        ]
        key = f"times,{k},{exact}"
    else:
        ask = Value("the value that occurs in `a` an odd number of times")
        note = "It is guaranteed that exactly one value occurs an odd number of times."
        py = [
            "ans = 0\nfor x in a:\n    ans ^= x\nprint(ans)",
            "for x in set(a):\n    if a.count(x) % 2 == 1:\n        print(x)",
        ]
        cpp = ["int ans = 0;\nfor (int x : a) ans ^= x;\ncout << ans << endl;"]

    def draw(rng: random.Random) -> tuple[int, list[int]]:
        if mode == "single":
            some = rng.sample(range(1, 30), rng.randint(1, 4))
            a = [some[0]] + [x for x in some[1:] for _ in range(2)]
            rng.shuffle(a)
        else:
            a = numbers(rng, rng.randint(1, 8), 1, rng.choice((4, 30)))
        return len(a), a

    def solve(n: int, a: list[int]) -> object:
        values = sorted({*a})
        if mode in ("first", "last"):
            source = a if mode == "first" else a[::-1]
            kept = sorted(values, key=source.index)
            return " ".join(map(str, kept if mode == "first" else kept[::-1]))
        if mode == "sorted":
            return " ".join(map(str, values[::-1] if key.endswith("True") else values))
        if mode == "decide":
            return yes if (len(values) != n) == ("True" in key) else no
        if mode == "frequent":
            top = max(map(a.count, values))
            best = [x for x in values if a.count(x) == top]
            return best[0] if key.endswith("True") else best[-1]
        if mode == "times":
            return sum(a.count(x) == k or (not exact and a.count(x) > k) for x in values)
        if mode == "single":
            return next(x for x in values if a.count(x) % 2)
        return len(values) if mode == "count" else n - len(values)

    return draft(
        rng,
        family="duplicates",
        key=key,
        titles=("Duplicates", "Different Numbers", "Repetitions", "Unique Values"),
        parts=array(),
        ask=ask,
        note=note,
        stories=(
            f"{who} has `n` balls, and the i-th ball has the colour `a_i`.",
            f"{who} collects stickers; the album has received the stickers `a_1`, `a_2`, ..., `a_n` in this order.",
            "In a list of `n` visitors the i-th visitor has the number `a_i`.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=800,
        tags=("data structures", "sortings", "implementation"),
        multi=rng.random() < 0.2,
    )


@family
def permutation_check(rng: random.Random) -> Instance:
    mode = rng.choice(
        ("check", "missing", "missing_range", "mex", "need", "inverse", "fixed", "swap")
    )
    yes, no = rng.choice(YES_NO)
    who = hero(rng)
    start = rng.choice((0, 1)) if mode == "mex" else 1
    first = rng.choice((0, 1, 1))
    ask: Value | Decide
    define = "A permutation of length `n` contains each of the numbers 1, 2, ..., `n` exactly once."
    key = mode
    lead: tuple[Part, ...] = array()
    if mode == "check":
        ask = Decide(
            "`a` is a permutation",
            "the array `a` contains every number from 1 to `n`",
            yes=yes,
            no=no,
        )
        py = verdict_py("sorted(a) == list(range(1, n + 1))", yes, no)
        cpp = [
            "sort(a.begin(), a.end());\nbool ok = true;\nfor (int i = 0; i < n; i++) {\n    if (a[i] != i + 1) ok = false;\n}\n"
            + verdict_cpp("ok", yes, no)[0]
        ]
        key = f"check,{yes}"
    elif mode in ("missing", "missing_range"):
        low = first if mode == "missing" else rng.randint(2, 9)
        define = f"All numbers from {low} to {f'`n` + {low}' if low else '`n`'} except one occur in `a`, each once."
        ask = Value("the missing number", "the number that does not occur in `a`")
        total = f"sum(range({low}, n + {low + 1}))"
        py = [
            f"print({total} - sum(a))",
            f"for x in range({low}, n + {low + 1}):\n    if x not in a:\n        print(x)",
        ]
        cpp = [
            f"int ans = 0;\nfor (int i = {low}; i <= n + {low}; i++) ans += i;\nfor (int x : a) ans -= x;\ncout << ans << endl;"
        ]
        mode, start = "missing", low
        key = f"missing,{low}"
    elif mode == "mex":
        define = ""
        ask = Value(
            f"the smallest {'non-negative' if start == 0 else 'positive'} integer that does not occur in `a`"
        )
        py = [f"ans = {start}\nwhile ans in a:\n    ans += 1\nprint(ans)"]
        cpp = [
            f"set<int> s(a.begin(), a.end());\nint ans = {start};\nwhile (s.count(ans)) ans++;\ncout << ans << endl;"
        ]
        lead = array(lo=0)
        key = f"mex,{start}"
    elif mode == "need":
        ask = Value("the minimum number of elements to change so that `a` becomes a permutation")
        define += " An element can be changed to any integer."
        py = [
            "ans = 0\nfor x in range(1, n + 1):\n    if x not in a:\n        ans += 1\nprint(ans)",
            "print(n - len(set(x for x in a if x <= n)))",
        ]
        cpp = [
            "set<int> s(a.begin(), a.end());\nint ans = 0;\nfor (int x = 1; x <= n; x++) {\n    if (!s.count(x)) ans++;\n}\ncout << ans << endl;"
        ]
    elif mode == "inverse":
        define = "The array `a` is a permutation of 1, 2, ..., `n`. The person at place i has the number `a_i`."
        ask = Value(
            "the place of each number from 1 to `n`, separated by spaces",
            "the places of the numbers 1, 2, ..., `n`",
            kind="line",
        )
        py = [
            "b = [0] * n\nfor i in range(n):\n    b[a[i] - 1] = i + 1\nprint(*b)",
            "print(*[a.index(x) + 1 for x in range(1, n + 1)])",
        ]
        cpp = [
            'vector<int> b(n);\nfor (int i = 0; i < n; i++) b[a[i] - 1] = i + 1;\nfor (int x : b) cout << x << " ";\ncout << endl;'
        ]
    else:
        moved = mode == "swap"
        sign = "!=" if moved else "=="
        define = "The array `a` is a permutation of 1, 2, ..., `n`."
        ask = Value(
            f"the number of positions i with `a_i` {'not equal' if moved else 'equal'} to i"
        )
        py = [
            f"ans = 0\nfor i in range(n):\n    if a[i] {sign} i + 1:\n        ans += 1\nprint(ans)"
        ]
        cpp = [
            f"int ans = 0;\nfor (int i = 0; i < n; i++) {{\n    if (a[i] {sign} i + 1) ans++;\n}}\ncout << ans << endl;"
        ]
        key = f"fixed,{moved}"

    def draw(rng: random.Random) -> tuple[int, list[int]]:
        n = rng.randint(1, 7)
        a = rng.sample(range(1, n + 1), n)
        if mode == "missing":
            a = rng.sample(range(start, n + start + 1), n)
        elif mode == "mex":
            a = [rng.randint(0, 5) for _ in range(n)]
        elif mode in ("check", "need") and rng.random() < 0.6:
            a = [rng.randint(1, n + 1) if rng.random() < 0.4 else x for x in a]
        elif mode in ("fixed", "swap") and n > 1:
            if rng.random() < 0.8:
                a.sort()
            for _ in range(rng.randint(0, 2)):
                i, j = rng.sample(range(n), 2)
                a[i], a[j] = a[j], a[i]
        return n, a

    def solve(n: int, a: list[int]) -> object:
        full = set(range(1, n + 1))
        if mode == "check":
            return yes if full == {*a} else no
        if mode == "missing":
            return next(x for x in range(start, start + n + 1) if a.count(x) == 0)
        if mode == "mex":
            return min({*range(start, start + n + 2)} - {*a})
        if mode == "need":
            return len(full - {*a})
        if mode == "inverse":
            return " ".join(
                str(place) for _, place in sorted(zip(a, range(1, n + 1), strict=False))
            )
        return sum((x == i) != (mode == "swap") for i, x in enumerate(a, 1))

    return draft(
        rng,
        family="permutation_check",
        key=key,
        titles=("Permutation", "Missing Number", "Numbers from 1 to n", "Places"),
        parts=lead,
        ask=ask,
        define=define,
        stories=(
            f"{who} has `n` cards with the numbers `a_1`, `a_2`, ..., `a_n`.",
            f"`n` children stand in a row, and the i-th child wears the number `a_i`. {who} is their teacher.",
            "A programmer stores `n` numbers in an array `a`.",
        ),
        py=py,
        cpp=cpp,
        draw=draw,
        solve=solve,
        rating=900,
        tags=("implementation", "sortings"),
        multi=rng.random() < 0.2,
    )
