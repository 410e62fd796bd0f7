"""Positions, ranks and properties of a whole array."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from shortlist_engine.bank.build import instance, verdict_cpp, verdict_python
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Array, Ints
from shortlist_engine.bank.phrasing import decision, value, wording
from shortlist_engine.bank.terms import crowd, predicate

TAGS = ("implementation",)


@family
def array_position(rng: random.Random) -> Instance:
    w = wording(rng, taken="xk")
    story, e = crowd(w)
    zero = rng.random() < 0.35
    p = predicate(w, 1, 12)
    base = (
        w.pick("counted from 0", "starting from 0", "0-based")
        if zero
        else w.pick("counted from 1", "starting from 1", "1-based")
    )
    plus = "" if zero else " + 1"
    last = rng.random() < 0.4
    which = "last" if last else "first"
    kind = rng.choice(("max", "min", "pred", "pred", "k", "k"))
    part = Array("a", low=1, high=12)
    order = "range(n - 1, -1, -1)" if last else "range(n)"
    corder = "int i = n - 1; i >= 0; i--" if last else "int i = 0; i < n; i++"
    if kind in ("max", "min"):
        word = "largest" if kind == "max" else "smallest"
        text = (
            f"the index ({base}) of the {word} of the {e}; if there are several, of the {which} one"
        )
        op = (">" if kind == "max" else "<") + ("=" if last else "")
        python = [
            f"p = 0\nfor i in range(n):\n    if a[i] {op} a[p]:\n        p = i\nprint(p{plus})"
        ]
        if not last:
            python.append(f"print(a.index({kind}(a)){plus})")
        cpp = [
            f"int p = 0;\nfor (int i = 0; i < n; i++) {{\n    if (a[i] {op} a[p]) p = i;\n}}\n"
            f"cout << p{plus} << endl;"
        ]

        def test(x: int, a: list[int], k: int) -> bool:
            return x == (max(a) if kind == "max" else min(a))

    else:
        if kind == "pred":
            cond, cc = p.py("a[i]"), p.cc("a[i]")
            text = (
                f"the index ({base}) of the {which} element {w.v('x')} such that {p.says(w.v('x'))}"
            )
        else:
            cond = cc = "a[i] == k"
            text = f"the position ({base}) of the {which} element equal to {w.v('k')}"
            part = Array(
                "a", low=1, high=9, extra=Ints(("k",), 1, 9), place=rng.choice(("beside", "after"))
            )
        text += w.pick(", or -1 if there is none", "; if there is no such element, -1")
        python = [
            f"ans = -1\nfor i in {order}:\n    if {cond}:\n        ans = i{plus}\n       "
            " break\nprint(ans)"
        ]
        cpp = [
            f"int ans = -1;\nfor ({corder}) {{\n    if ({cc}) {{\n        ans = i{plus};\n       "
            " break;\n    }\n}\ncout << ans << endl;"
        ]

        def test(x: int, a: list[int], k: int) -> bool:
            return x == k if kind == "k" else p.test(x)

    def solve(a: list[int], k: int = 0) -> int:
        hits = [i for i, x in enumerate(a) if test(x, a, k)]
        return -1 if not hits else hits[-1 if last else 0] + (not zero)

    return instance(
        w,
        family="array_position",
        key=f"{kind}:{which}:{zero}:{p.key if kind == 'pred' else ''}",
        title=w.pick("Find It", "Search", "Position"),
        story=story,
        goal=value(w, text),
        parts=[part],
        solve=solve,
        python=python,
        cpp=cpp,
        tags=TAGS,
        tests=w.tests(0.12),
    )


@family
def array_ranks(rng: random.Random) -> Instance:
    """Order statistics and distinct values."""
    w = wording(rng, taken="xk")
    story, e = crowd(w)
    k = rng.randint(2, 4)
    th = {2: "second", 3: "third", 4: "fourth"}[k]
    sets, sort, desc = (
        "sorted(set(a))",
        "sort(a.begin(), a.end());\n",
        "sort(a.rbegin(), a.rend());\n",
    )
    uniq = f"{sort}a.erase(unique(a.begin(), a.end()), a.end());\n"
    kinds: dict[str, tuple[str, str, str, str, Callable[[list[int]], Any]]] = {
        "kth large": (
            f"the {th} largest of the {e} (equal ones count separately)",
            "a.sort()\n",
            f"a[-{k}]",
            f"{sort}cout << a[n - {k}] << endl;",
            lambda a: sorted(a)[-k],
        ),
        "kth small": (
            f"the {th} smallest of the {e}, where equal ones count separately",
            "a.sort()\n",
            f"a[{k - 1}]",
            f"{sort}cout << a[{k - 1}] << endl;",
            lambda a: sorted(a)[k - 1],
        ),
        "distinct": (
            w.pick(f"the number of distinct {e}", f"how many different {e} there are"),
            "",
            "len(set(a))",
            "set<INT> s(a.begin(), a.end());\ncout << s.size() << endl;",
            lambda a: len(set(a)),
        ),
        "dups": (
            f"how many {e} have to be removed so that all remaining ones are distinct",
            "",
            "n - len(set(a))",
            "set<INT> s(a.begin(), a.end());\ncout << n - (int)s.size() << endl;",
            lambda a: len(a) - len(set(a)),
        ),
        "top": (
            f"the sum of the {k} largest of the {e}",
            "a.sort(reverse=True)\n",
            f"sum(a[:{k}])",
            f"{desc}INT ans = 0;\nfor (int i = 0; i < {k}; i++) ans += a[i];\ncout << ans << endl;",
            lambda a: sum(sorted(a)[-k:]),
        ),
        "bottom": (
            f"the sum of the {k} smallest of the {e}",
            "a.sort()\n",
            f"sum(a[:{k}])",
            f"{sort}INT ans = 0;\nfor (int i = 0; i < {k}; i++) ans += a[i];\ncout << ans << endl;",
            lambda a: sum(sorted(a)[:k]),
        ),
        "second": (
            w.pick(
                f"the second largest distinct value among the {e}, or -1 if all are equal",
                f"the largest of the {e} that is strictly less than the maximum, or -1 if there "
                "is none",
            ),
            f"b = {sets}\n",
            "b[-2] if len(b) > 1 else -1",
            (
                f"{uniq}int m = a.size();\nif (m > 1) cout << a[m - 2] << endl;\nelse cout << -1 <<"
                " endl;"
            ),
            lambda a: max((x for x in a if x < max(a)), default=-1),
        ),
        "gap": (
            f"the smallest difference between two of the {e} at different positions",
            "a.sort()\n",
            "min(a[i + 1] - a[i] for i in range(n - 1))",
            (
                f"{sort}INT ans = a[n - 1] - a[0];\nfor (int i = 0; i + 1 < n; i++) ans = min(ans,"
                " a[i + 1] - a[i]);\ncout << ans << endl;"
            ),
            lambda a: min(abs(x - y) for i, x in enumerate(a) for y in a[:i]),
        ),
        "median": (
            (
                f"the median of the {e}: the one in the middle after sorting (the lower of the two"
                " middle ones if their number is even)"
            ),
            "a.sort()\n",
            "a[(n - 1) // 2]",
            f"{sort}cout << a[(n - 1) / 2] << endl;",
            lambda a: sorted(a)[(len(a) - 1) // 2],
        ),
        "two": (
            f"the largest product of two of the {e} at different positions",
            "a.sort()\n",
            "a[-1] * a[-2]",
            f"{sort}cout << a[n - 1] * a[n - 2] << endl;",
            lambda a: max(x * y for i, x in enumerate(a) for y in a[:i]),
        ),
        "trim": (
            f"the sum of the {e} without one largest and one smallest",
            "a.sort()\n",
            "sum(a[1:-1])",
            (
                f"{sort}INT ans = 0;\nfor (int i = 1; i < n - 1; i++) ans += a[i];\ncout << ans <<"
                " endl;"
            ),
            lambda a: sum(a) - max(a) - min(a),
        ),
        "sorted": (
            (
                f"the {e} in {w.pick('non-decreasing', 'increasing', 'ascending')} order, separated"
                " by spaces"
            ),
            "a.sort()\n",
            "*a",
            f'{sort}for (INT x : a) cout << x << " ";\ncout << endl;',
            lambda a: " ".join(map(str, sorted(a))),
        ),
        "descending": (
            f"the {e} in {w.pick('non-increasing', 'descending')} order, separated by spaces",
            "a.sort(reverse=True)\n",
            "*a",
            f'{desc}for (INT x : a) cout << x << " ";\ncout << endl;',
            lambda a: " ".join(map(str, sorted(a, reverse=True))),
        ),
        "uniq": (
            f"the distinct {e} in increasing order, separated by spaces",
            "",
            "*sorted(set(a))",
            f'{uniq}for (INT x : a) cout << x << " ";\ncout << endl;',
            lambda a: " ".join(map(str, sorted(set(a)))),
        ),
    }
    kind = rng.choice([*kinds, "distinct", "top", "kth large"])
    text, before, code, cc, solve = kinds[kind]
    python = [f"{before}print({code})"]
    if before == "a.sort()\n":
        python.append(f"a = sorted(a)\nprint({code})")
    if kind == "distinct":
        python.append("s = set(a)\nprint(len(s))")
    many = kind in ("distinct", "dups", "second", "uniq")
    need = k if "k" in kind or kind in ("top", "bottom") else 3
    line = kind in ("sorted", "descending", "uniq")
    return instance(
        w,
        family="array_ranks",
        key=f"{kind}:{code}",
        title=w.pick("Ranking", "Sorted", e.title()),
        story=story,
        goal=value(w, text, "line" if line else "integer"),
        parts=[
            Array(
                "a",
                low=1,
                high=8 if many else 40,
                min_size=1 if many else max(need, 3),
                bound=rng.choice((100, 1000)),
            )
        ],
        note="" if many else w.pick("", f"{w.v('n')} is at least {max(need, 3)}."),
        solve=solve,
        python=python,
        cpp=[cc],
        tags=("sortings", "implementation"),
        rating=rng.choice((800, 900)),
        tests=w.tests(0.15),
    )


@family
def array_check(rng: random.Random) -> Instance:
    """Yes or no about the whole array."""
    w = wording(rng, taken="x")
    story, e = crowd(w)
    p = predicate(w, 1, 20)
    yes, no = w.words()
    x = "it"
    c = rng.randint(20, 60)
    options: dict[str, tuple[str, str, str, Callable[[list[int]], bool]]] = {
        "sorted": (
            w.pick(
                f"the {e} are in non-decreasing order", "no element is less than the one before it"
            ),
            "a == sorted(a)",
            "is_sorted(a.begin(), a.end())",
            lambda a: a == sorted(a),
        ),
        "strict": (
            "every element is greater than the one before it",
            "all(a[i] > a[i - 1] for i in range(1, n))",
            "a[i] <= a[i - 1]",
            lambda a: a == sorted(set(a)),
        ),
        "desc": (
            "no element is greater than the one before it",
            "a == sorted(a, reverse=True)",
            "is_sorted(a.rbegin(), a.rend())",
            lambda a: a == sorted(a)[::-1],
        ),
        "equal": (
            w.pick(f"all {e} are equal", f"all {e} are the same"),
            "len(set(a)) == 1",
            "set<INT>(a.begin(), a.end()).size() == 1",
            lambda a: min(a) == max(a),
        ),
        "distinct": (
            w.pick(f"all {e} are distinct", f"no two of the {e} are equal"),
            "len(set(a)) == n",
            "(int)set<INT>(a.begin(), a.end()).size() == n",
            lambda a: len(set(a)) == len(a),
        ),
        "dup": (
            f"some value appears at least twice among the {e}",
            "len(set(a)) < n",
            "(int)set<INT>(a.begin(), a.end()).size() < n",
            lambda a: len(set(a)) < len(a),
        ),
        "palin": (
            w.pick("the array reads the same forwards and backwards", "the array is a palindrome"),
            "a == a[::-1]",
            "a == vector<INT>(a.rbegin(), a.rend())",
            lambda a: a == list(reversed(a)),
        ),
        "all": (
            w.pick(
                f"for every element {x} holds that {p.says('it')}",
                f"for each of the {e}, {p.says('it')}",
            ),
            f"all({p.py()} for x in a)",
            f"!({p.cc()})",
            lambda a: all(map(p.test, a)),
        ),
        "any": (
            w.pick(
                f"there is at least one element such that {p.says('it')}",
                f"at least one of the {e} is such that {p.says('it')}",
            ),
            f"any({p.py()} for x in a)",
            p.cc(),
            lambda a: any(map(p.test, a)),
        ),
        "sum": (
            f"the sum of the {e} is greater than {c}",
            f"sum(a) > {c}",
            f"accumulate(a.begin(), a.end(), 0) > {c}",
            lambda a: sum(a) > c,
        ),
        "even": (
            f"the sum of the {e} is even",
            "sum(a) % 2 == 0",
            "accumulate(a.begin(), a.end(), 0) % 2 == 0",
            lambda a: sum(a) % 2 == 0,
        ),
        "first": (
            "the first element is the largest (maybe together with others)",
            "a[0] == max(a)",
            "a[0] == *max_element(a.begin(), a.end())",
            lambda a: a[0] >= max(a),
        ),
        "perm": (
            "the array contains each of the integers from 1 to its length exactly once",
            "sorted(a) == list(range(1, n + 1))",
            "a[i] != i + 1",
            lambda a: set(a) == set(range(1, len(a) + 1)),
        ),
    }
    kind = rng.choice([*options, "all", "any"])
    text, code, cc, solve = options[kind]
    python = verdict_python(code, yes, no)
    if kind in ("all", "any"):
        start, flip = ("True", "False") if kind == "all" else ("False", "True")
        cond = f"not ({p.py()})" if kind == "all" else p.py()
        python.append(
            f"ok = {start}\nfor x in a:\n    if {cond}:\n        ok = {flip}\n"
            f'print("{yes}" if ok else "{no}")'
        )
        cpp = verdict_cpp(
            "ok",
            yes,
            no,
            f"bool ok = {start.lower()};\nfor (INT x : a) {{\n    if ({cc}) ok = "
            f"{flip.lower()};\n}}\n",
        )
    elif kind in ("strict", "perm"):
        init = "sort(a.begin(), a.end());\n" if kind == "perm" else ""
        first = 0 if kind == "perm" else 1
        cpp = verdict_cpp(
            "ok",
            yes,
            no,
            f"{init}bool ok = true;\nfor (int i = {first}; i < n; i++) {{\n"
            f"    if ({cc}) ok = false;\n}}\n",
        )
    else:
        cpp = verdict_cpp(cc, yes, no)

    def draw(r: random.Random) -> tuple[list[int]]:
        size = r.randint(1 if kind in ("all", "any") else 2, 6)
        a = [r.randint(1, 20) for _ in range(size)]
        if r.random() < 0.5:
            half = a[: size // 2]
            a = {
                "sorted": sorted(a),
                "strict": sorted(set(a)),
                "desc": sorted(a, reverse=True),
                "equal": a[:1] * size,
                "dup": a + a[:1],
                "palin": half + half[::-1],
                "all": [x for x in range(1, 21) if p.test(x)][:size] or a,
                "first": sorted(a)[::-1],
                "perm": r.sample(range(1, size + 1), size),
                "any": [x for x in a if not p.test(x)] or a,
                "sum": [x * 2 for x in a],
            }.get(kind, a)
        return (a,)

    return instance(
        w,
        family="array_check",
        key=f"{code}:{yes}",
        title=w.pick("Check the Array", "Is It Good", e.title()),
        story=story,
        goal=decision(w, text, yes, no),
        parts=[Array("a", low=1, high=20, bound=100)],
        draw=draw,
        solve=lambda a: yes if solve(a) else no,
        python=python,
        cpp=cpp,
        tags=TAGS,
        tests=w.tests(0.15),
    )
