"""Blocks of neighbouring elements, frequencies, two arrays side by side."""

# ruff: noqa: E731 -- each branch picks its reference answer, a one-line function

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

from shortlist_engine.bank.build import instance, verdict_cpp, verdict_python
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Array
from shortlist_engine.bank.phrasing import decision, value, wording
from shortlist_engine.bank.terms import predicate

TAGS = ("implementation",)


@family
def runs(rng: random.Random) -> Instance:
    """Longest block of neighbouring elements with a property, and how many blocks there are."""
    w = wording(rng, taken="xi")
    p = predicate(w, 1, 20)
    kind = rng.choice(("pred", "pred", "equal", "up", "strict", "blocks", "predblocks"))
    block = w.pick("consecutive elements", "elements standing in a row", "neighbouring elements")
    if kind in ("pred", "predblocks"):
        key = f"{kind}:{p.key}"
        if kind == "pred":
            text = f"the length of the longest block of {block} such that each of them {p.verb}"
            python = [
                f"ans = 0\ncur = 0\nfor x in a:\n    if {p.py()}:\n        cur += 1\n    else:\n   "
                "     cur = 0\n    ans = max(ans, cur)\nprint(ans)"
            ]
            cpp = [
                f"int ans = 0, cur = 0;\nfor (INT x : a) {{\n    if ({p.cc()}) cur++;\n    else cur"
                " = 0;\n    ans = max(ans, cur);\n}\ncout << ans << endl;"
            ]
        else:
            text = f"the number of maximal blocks of {block} such that each of them {p.verb}"
            python = [
                f"ans = 0\nlast = False\nfor x in a:\n    cur = {p.py()}\n    if cur and not"
                " last:\n        ans += 1\n    last = cur\nprint(ans)"
            ]
            cpp = [
                f"int ans = 0;\nbool last = false;\nfor (INT x : a) {{\n    bool cur = {p.cc()};\n"
                "    if (cur && !last) ans++;\n    last = cur;\n}\ncout << ans << endl;"
            ]

        def solve(a: list[int]) -> int:
            lengths = [len(part) for part in "".join("x" if p.test(v) else " " for v in a).split()]
            return max(lengths, default=0) if kind == "pred" else len(lengths)

    else:
        cond = {"equal": "==", "up": ">=", "strict": ">", "blocks": "!="}[kind]
        key = kind
        if kind == "blocks":
            text = w.pick(
                "the number of blocks of equal neighbouring elements, where a block is as long as"
                " possible",
                "into how many maximal blocks of equal consecutive elements the array falls",
            )
            python = [
                "ans = 1\nfor i in range(1, n):\n    if a[i] != a[i - 1]:\n        ans +="
                " 1\nprint(ans)"
            ]
            cpp = [
                "int ans = 1;\nfor (int i = 1; i < n; i++) {\n    if (a[i] != a[i - 1])"
                " ans++;\n}\ncout << ans << endl;"
            ]
        else:
            what = {
                "equal": "all of them are equal",
                "up": "none of them is less than the one before it",
                "strict": "each of them is greater than the one before it",
            }[kind]
            text = f"the length of the longest block of {block} such that {what}"
            python = [
                f"ans = 1\ncur = 1\nfor i in range(1, n):\n    if a[i] {cond} a[i - 1]:\n       "
                " cur += 1\n    else:\n        cur = 1\n    ans = max(ans, cur)\nprint(ans)"
            ]
            cpp = [
                f"int ans = 1, cur = 1;\nfor (int i = 1; i < n; i++) {{\n    if (a[i] {cond} a[i -"
                " 1]) cur++;\n    else cur = 1;\n    ans = max(ans, cur);\n}\ncout << ans <<"
                " endl;"
            ]

        def solve(a: list[int]) -> int:
            lengths = [1]
            for x, y in itertools.pairwise(a):
                joined = {"equal": x == y, "up": x <= y, "strict": x < y, "blocks": x == y}[kind]
                lengths = [*lengths[:-1], lengths[-1] + 1] if joined else [*lengths, 1]
            return len(lengths) if kind == "blocks" else max(lengths)

    high = 3 if kind in ("equal", "blocks") else 20
    return instance(
        w,
        family="runs",
        key=key,
        title=w.pick("Streak", "Longest Block", "In a Row"),
        goal=value(w, text),
        parts=[Array("a", low=1, high=high, bound=100, max_size=10)],
        solve=solve,
        python=python,
        cpp=cpp,
        tags=TAGS,
        rating=rng.choice((800, 900)),
        tests=w.tests(0.15),
    )


@family
def frequencies(rng: random.Random) -> Instance:
    w = wording(rng, taken="xk")
    c, top = rng.randint(2, 3), rng.randint(3, 6)
    e = w.pick("elements", "numbers", "values")
    tie = rng.random() < 0.5
    small = "smallest" if tie else "largest"
    counts = "from collections import Counter"
    cc_count = "map<INT, int> cnt;\nfor (INT x : a) cnt[x]++;\n"
    over = "for (auto p : cnt) "
    options: dict[str, tuple[str, str, str, Callable[[list[int]], Any]]] = {
        "mode": (
            w.pick(
                f"the value that occurs most often; if there are several, the {small} of them",
                f"the most frequent of the {e} (the {small} one in case of a tie)",
            ),
            f"print({'min' if tie else 'max'}(x for x in c if c[x] == max(c.values())))",
            (
                f"INT ans = 0;\nint best = 0;\n{over}{{\n    if (p.second >{'' if tie else '='}"
                " best) {\n        best = p.second;\n        ans = p.first;\n    }\n}\ncout <<"
                " ans << endl;"
            ),
            lambda a: (min if tie else max)(x for x in a if a.count(x) == max(map(a.count, a))),
        ),
        "times": (
            f"how many times the most frequent of the {e} occurs",
            "print(max(c.values()))",
            f"int ans = 0;\n{over}ans = max(ans, p.second);\ncout << ans << endl;",
            lambda a: max(map(a.count, a)),
        ),
        "once": (
            f"how many {e} occur exactly once",
            "print(sum(1 for x in c if c[x] == 1))",
            f"int ans = 0;\n{over}if (p.second == 1) ans++;\ncout << ans << endl;",
            lambda a: sum(a.count(x) == 1 for x in a),
        ),
        "many": (
            f"how many distinct {e} occur at least {c} times",
            f"print(sum(1 for x in c if c[x] >= {c}))",
            f"int ans = 0;\n{over}if (p.second >= {c}) ans++;\ncout << ans << endl;",
            lambda a: sum(a.count(x) >= c for x in set(a)),
        ),
        "odd": (
            f"how many distinct {e} occur an odd number of times",
            "print(sum(1 for x in c if c[x] % 2 == 1))",
            f"int ans = 0;\n{over}if (p.second % 2 == 1) ans++;\ncout << ans << endl;",
            lambda a: sum(a.count(x) % 2 for x in set(a)),
        ),
        "pairs": (
            w.pick(
                f"how many pairs of equal {e} can be formed, if each of the {e} belongs to at most"
                " one pair",
                "the largest number of pairs of equal elements that do not share elements",
            ),
            "print(sum(c[x] // 2 for x in c))",
            f"int ans = 0;\n{over}ans += p.second / 2;\ncout << ans << endl;",
            lambda a: sum(a.count(x) // 2 for x in set(a)),
        ),
        "sumonce": (
            f"the sum of the {e} that occur exactly once",
            "print(sum(x for x in c if c[x] == 1))",
            f"INT ans = 0;\n{over}if (p.second == 1) ans += p.first;\ncout << ans << endl;",
            lambda a: sum(x for x in a if a.count(x) == 1),
        ),
        "matches": (
            f"how many pairs of positions i < j hold equal {e}",
            "print(sum(c[x] * (c[x] - 1) // 2 for x in c))",
            f"int ans = 0;\n{over}ans += p.second * (p.second - 1) / 2;\ncout << ans << endl;",
            lambda a: sum(a[i] == a[j] for j in range(len(a)) for i in range(j)),
        ),
        "missing": (
            f"the smallest positive integer that does not occur among the {e}",
            "x = 1\nwhile x in c:\n    x += 1\nprint(x)",
            "INT x = 1;\nwhile (cnt.count(x)) x++;\ncout << x << endl;",
            lambda a: min(set(range(1, len(a) + 2)) - set(a)),
        ),
        "list": (
            f"for each integer from 1 to {top}, how many times it occurs, separated by spaces",
            f"print(*[c[x] for x in range(1, {top + 1})])",
            f'for (int i = 1; i <= {top}; i++) cout << cnt[i] << " ";\ncout << endl;',
            lambda a: " ".join(str(a.count(x)) for x in range(1, top + 1)),
        ),
        "absent": (
            f"how many of the integers from 1 to {top} do not occur in the array",
            f"print(sum(1 for x in range(1, {top + 1}) if x not in c))",
            (
                f"int ans = 0;\nfor (int i = 1; i <= {top}; i++) if (!cnt.count(i)) ans++;\ncout <<"
                " ans << endl;"
            ),
            lambda a: len(set(range(1, top + 1)) - set(a)),
        ),
    }
    kind = rng.choice(list(options))
    text, code, cc, solve = options[kind]
    python_head = counts
    python = [f"c = Counter(a)\n{code}"]
    return instance(
        w,
        family="frequencies",
        key=f"{kind}:{code}",
        title=w.pick("Frequency", "Voting", "Repetitions"),
        story=w.pick("", "", f"{w.v('n')} people voted; each vote is an integer in the array."),
        goal=value(w, text, "line" if kind == "list" else "integer"),
        parts=[Array("a", low=1, high=6, bound=100, max_size=10)],
        solve=solve,
        python=python,
        python_head=python_head,
        cpp=[cc_count + cc],
        tags=("implementation", "data structures"),
        rating=rng.choice((800, 900)),
        tests=w.tests(0.12),
    )


@family
def two_arrays(rng: random.Random) -> Instance:
    """Two arrays of the same length, compared or combined position by position."""
    w = wording(rng, taken="anbi")
    c = rng.randint(2, 9)
    a, b, n = w.v("a"), w.v("b"), w.v("n")
    e = f"positions where the element of {a} %s"
    yes, no = w.words()
    conds: dict[str, tuple[str, Callable[[int, int], bool]]] = {
        "a[i] > b[i]": (e % f"is greater than the element of {b}", lambda x, y: x > y),
        "a[i] < b[i]": (e % f"is less than the element of {b}", lambda x, y: x < y),
        "a[i] == b[i]": (e % f"is equal to the element of {b}", lambda x, y: x == y),
        "a[i] != b[i]": (e % f"differs from the element of {b}", lambda x, y: x != y),
        f"a[i] + b[i] > {4 * c}": (
            f"positions where the sum of both elements is greater than {4 * c}",
            lambda x, y: x + y > 4 * c,
        ),
        f"b[i] - a[i] >= {c}": (
            f"positions where the element of {b} exceeds that of {a} by at least {c}",
            lambda x, y: y - x >= c,
        ),
        "a[i] % b[i] == 0": (e % f"is divisible by the element of {b}", lambda x, y: x % y == 0),
        "(a[i] + b[i]) % 2 == 0": (
            "positions where the sum of both elements is even",
            lambda x, y: (x + y) % 2 == 0,
        ),
    }
    terms: dict[str, tuple[str, Callable[[int, int], int]]] = {
        "a[i] * b[i]": ("the products of the elements", lambda x, y: x * y),
        "abs(a[i] - b[i])": ("the absolute differences of the elements", lambda x, y: abs(x - y)),
        "max(a[i], b[i])": ("the larger of the two elements", max),
        "min(a[i], b[i])": ("the smaller of the two elements", min),
        "a[i] + b[i]": ("the sums of the elements", lambda x, y: x + y),
        "a[i] - b[i]": (f"the element of {a} minus the element of {b}", lambda x, y: x - y),
        "max(0, a[i] - b[i])": (
            f"the excess of the element of {a} over that of {b} (0 if there is none)",
            lambda x, y: max(0, x - y),
        ),
        f"a[i] * {c} + b[i]": (
            f"{c} times the element of {a} plus the element of {b}",
            lambda x, y: c * x + y,
        ),
    }
    kind = rng.choice(("count", "count", "sum", "sum", "list", "max", "all"))
    line = False
    goal = None
    if kind in ("count", "all"):
        cond = rng.choice(list(conds))
        text, test = conds[cond]
        key = cond
        if kind == "all":
            words = text.replace("positions where ", "")
            goal = decision(w, f"at every position {words}", yes, no)
            key += yes
            python = verdict_python(f"all({cond} for i in range(n))", yes, no)
            cpp = verdict_cpp(
                "ok",
                yes,
                no,
                f"bool ok = true;\nfor (int i = 0; i < n; i++) {{\n    if (!({cond})) ok = "
                "false;\n}\n",
            )
            solve: Callable[..., Any] = lambda a, b: yes if all(map(test, a, b)) else no
        else:
            text = f"the number of {text}"
            python = [
                f"print(sum(1 for i in range(n) if {cond}))",
                f"ans = 0\nfor i in range(n):\n    if {cond}:\n        ans += 1\nprint(ans)",
            ]
            cpp = [
                f"int ans = 0;\nfor (int i = 0; i < n; i++) {{\n    if ({cond}) ans++;\n}}\ncout <<"
                " ans << endl;"
            ]
            solve = lambda a, b: sum(map(test, a, b))
    else:
        term = rng.choice(list(terms))
        words, combine = terms[term]
        key = term
        test = lambda x, y: True
        if kind == "list":
            line = True
            text = f"for every position {words}, separated by spaces"
            python = [f"print(*[{term} for i in range(n)])"]
            cpp = [f'for (int i = 0; i < n; i++) cout << {term} << " ";\ncout << endl;']
            solve = lambda a, b: " ".join(map(str, map(combine, a, b)))
        else:
            text = f"the {'sum' if kind == 'sum' else 'maximum'}, over all positions, of {words}"
            python = [f"print({kind}({term} for i in range(n)))"]
            if kind == "sum":
                python.append(f"ans = 0\nfor i in range(n):\n    ans += {term}\nprint(ans)")
                cpp = [
                    f"INT ans = 0;\nfor (int i = 0; i < n; i++) ans += {term};\ncout << ans <<"
                    " endl;"
                ]
            else:
                first = term.replace("[i]", "[0]")
                cpp = [
                    f"INT ans = {first};\nfor (int i = 0; i < n; i++) ans = max(ans, {term});\ncout"
                    " << ans << endl;"
                ]
            fold = sum if kind == "sum" else max
            solve = lambda a, b: fold(map(combine, a, b))

    def draw(r: random.Random) -> tuple[list[int], list[int]]:
        size = r.randint(2, 6)
        first = [r.randint(1, 20) for _ in range(size)]
        second = [r.choice((x, r.randint(1, 20))) for x in first]
        if kind == "all" and r.random() < 0.6:
            pairs = [(r.randint(1, 20), r.randint(1, 20)) for _ in range(200)]
            good = [pair for pair in pairs if test(*pair)][:size]
            first, second = [x for x, _ in good], [y for _, y in good]
            if not good:
                first, second = [4], [2]
        return first, second

    return instance(
        w,
        family="two_arrays",
        key=f"{kind}:{key}",
        title=w.pick("Two Arrays", "Side by Side", "Compare Lists"),
        story=w.pick(
            "",
            f"Two arrays {a} and {b} of {n} integers each are given.",
            f"Alice and Bob played {n} rounds; {a} holds the points of Alice and {b} those of Bob.",
        ),
        goal=goal or value(w, text, "line" if line else "integer"),
        parts=[
            Array("a", low=1, high=20, bound=100),
            Array("b", low=1, high=20, bound=100, sized=False),
        ],
        draw=draw,
        solve=solve,
        python=python,
        cpp=cpp,
        tags=TAGS,
        tests=w.tests(0.12),
    )
