"""Yes or no about one to three numbers."""

from __future__ import annotations

import random
from collections.abc import Callable

from shortlist_engine.bank.build import instance, verdict_cpp, verdict_python
from shortlist_engine.bank.family import Instance, family
from shortlist_engine.bank.layout import Ints
from shortlist_engine.bank.phrasing import decision, wording
from shortlist_engine.bank.terms import predicate

TAGS = ("implementation", "math")


def c_logic(code: str) -> str:
    return code.replace(" and ", " && ").replace(" or ", " || ").replace("not ", "!")


OUTCOMES = (
    ("Alice", "Bob"),
    ("GOOD", "BAD"),
    ("pass", "fail"),
    ("safe", "unsafe"),
    ("White", "Black"),
    ("Win", "Lose"),
    ("10", "0"),
    ("1", "0"),
    ("Hot", "Cold"),
    ("First", "Second"),
    ("Possible", "Impossible"),
    ("ok", "ng"),
)


@family
def one_condition(rng: random.Random) -> Instance:
    """One number and one or two predicates, yes or no."""
    w = wording(rng, taken="nx")
    name = rng.choice("nx")
    v = w.v(name)
    yes, no = rng.choice([w.words(), w.words(), w.words(), *OUTCOMES])
    low = rng.choice((-30, 1, 1))
    p = predicate(w, low, 50)
    key, py, cc, text = p.key, p.py(name), p.cc(name), p.says(v)
    test: Callable[[int], bool] = p.test
    if rng.random() < 0.5:
        q = predicate(w, low, 50, "c" if "c" not in p.key and p.key[0] not in "<>i" else "ed")
        joint = rng.choice(("and", "or"))
        key = f"{p.key} {joint} {q.key}"
        py, cc = (
            f"{py} {joint} {q.py(name)}",
            f"{cc} {'&&' if joint == 'and' else '||'} {q.cc(name)}",
        )
        text = w.pick(
            f"{text} {joint} {q.says(v)}",
            f"{'both ' if joint == 'and' else 'either '}{text} {joint} {q.says(v)}",
        )
        first = p.test
        test = (
            (lambda x: first(x) and q.test(x))
            if joint == "and"
            else (lambda x: first(x) or q.test(x))
        )

    def draw(r: random.Random) -> tuple[int]:
        want = r.random() < 0.5
        x = r.randint(low, 50)
        for _ in range(20):
            if test(x) == want:
                break
            x = r.randint(low, 50)
        return (x,)

    return instance(
        w,
        family="one_condition",
        key=f"{name}:{key}:{yes}:{no}",
        title=w.pick("Good Number", "Check It", "Lucky"),
        story=w.pick("", "", f"{w.person()} likes some integers more than others."),
        goal=decision(w, text, yes, no),
        parts=[Ints((name,), low, 50, bound=100)],
        draw=draw,
        solve=lambda x: yes if test(x) else no,
        python=verdict_python(py, yes, no),
        cpp=verdict_cpp(cc, yes, no),
        tags=TAGS,
        tests=w.tests(),
    )


@family
def relation(rng: random.Random) -> Instance:
    """Two to four numbers in some relation, yes or no."""
    w = wording(rng, taken="abcdn")
    a, b, c = w.v("a"), w.v("b"), w.v("c")
    k, m = rng.randint(2, 9), rng.randint(10, 40)
    yes, no = rng.choice([w.words(), w.words(), w.words(), *OUTCOMES])
    options: list[
        tuple[int, str, str, Callable[..., bool], Callable[[random.Random], tuple[int, ...]]]
    ] = [
        (2, "a > b", f"{a} is greater than {b}", lambda a, b: a > b, _near(2)),
        (2, "a >= b", f"{a} is at least {b}", lambda a, b: a >= b, _near(2)),
        (2, "a == b", f"{a} is equal to {b}", lambda a, b: a == b, _near(2)),
        (
            2,
            "a % b == 0",
            w.pick(f"{a} is divisible by {b}", f"{b} divides {a}"),
            lambda a, b: a % b == 0,
            lambda r: (r.randint(1, 40), r.randint(1, 6)),
        ),
        (
            2,
            "a % b == 0 or b % a == 0",
            f"one of {a} and {b} divides the other",
            lambda a, b: a % b == 0 or b % a == 0,
            lambda r: (r.randint(1, 12), r.randint(1, 12)),
        ),
        (
            2,
            "(a + b) % 2 == 0",
            f"the sum of {a} and {b} is even",
            lambda a, b: (a + b) % 2 == 0,
            _near(2),
        ),
        (
            2,
            "a * b % 2 == 1",
            f"the product of {a} and {b} is odd",
            lambda a, b: a * b % 2 == 1,
            _near(2),
        ),
        (
            2,
            "a % 2 == b % 2",
            f"{a} and {b} have the same parity",
            lambda a, b: (a - b) % 2 == 0,
            _near(2),
        ),
        (
            2,
            f"a + b > {m}",
            f"the sum of {a} and {b} is greater than {m}",
            lambda a, b: a + b > m,
            lambda r: (r.randint(1, m), r.randint(1, m)),
        ),
        (
            2,
            f"a * b >= {10 * k}",
            f"the product of {a} and {b} is at least {10 * k}",
            lambda a, b: a * b >= 10 * k,
            lambda r: (r.randint(1, 12), r.randint(1, 12)),
        ),
        (
            2,
            f"abs(a - b) <= {k}",
            f"{a} and {b} differ by at most {k}",
            lambda a, b: abs(a - b) <= k,
            lambda r: (r.randint(1, 30), r.randint(1, 30)),
        ),
        (
            2,
            f"(a + b) % {k} == 0",
            f"{w.math(w.name('a') + ' + ' + w.name('b'))} is a multiple of {k}",
            lambda a, b: (a + b) % k == 0,
            lambda r: _sum_to(r, k),
        ),
        (
            3,
            "a < b and b < c",
            f"{w.math(' < '.join(w.name(x) for x in 'abc'))}",
            lambda a, b, c: a < b < c,
            _sorted_half,
        ),
        (
            3,
            "a <= c and c <= b",
            (
                f"{c} is between {a} and {b}, that is, {w.math(w.name('a') + ' <= ' + w.name('c'))}"
                f" and {w.math(w.name('c') + ' <= ' + w.name('b'))}"
            ),
            lambda a, b, c: a <= c <= b,
            lambda r: (r.randint(1, 10), r.randint(11, 30), r.randint(1, 30)),
        ),
        (
            3,
            "a + b == c",
            f"{w.math(w.name('a') + ' + ' + w.name('b') + ' = ' + w.name('c'))}",
            lambda a, b, c: a + b == c,
            _sum_half,
        ),
        (
            3,
            "a + b == c or a + c == b or b + c == a",
            "one of the three numbers is the sum of the other two",
            lambda a, b, c: 2 * max(a, b, c) == a + b + c,
            _sum_half,
        ),
        (
            3,
            "a + b >= c",
            f"the sum of {a} and {b} is not less than {c}",
            lambda a, b, c: a + b >= c,
            _near(3),
        ),
        (
            3,
            "a + b > c and a + c > b and b + c > a",
            w.pick(
                "a triangle with these three side lengths exists",
                f"{a}, {b} and {c} can be the lengths of the sides of a triangle",
            ),
            lambda a, b, c: 2 * max(a, b, c) < a + b + c,
            _near(3),
        ),
        (
            3,
            "b - a == c - b",
            w.pick(
                "the three numbers in this order form an arithmetic progression",
                f"the middle number {b} is the mean of {a} and {c}",
            ),
            lambda a, b, c: a + c == 2 * b,
            _progression,
        ),
        (
            3,
            "a == b or b == c or a == c",
            "at least two of the three numbers are equal",
            lambda a, b, c: len({a, b, c}) < 3,
            lambda r: tuple(r.randint(1, 5) for _ in range(3)),
        ),
        (
            3,
            "a == b and b == c",
            "all three numbers are equal",
            lambda a, b, c: a == b == c,
            equal_half,
        ),
        (
            3,
            "a * b >= c",
            f"the product of {a} and {b} is at least {c}",
            lambda a, b, c: a * b >= c,
            lambda r: (r.randint(1, 8), r.randint(1, 8), r.randint(1, 50)),
        ),
        (
            3,
            "a + b + c == 0",
            "the three numbers sum to zero",
            lambda a, b, c: a + b + c == 0,
            _zero_half,
        ),
    ]
    count, code, text, test, draw = rng.choice(options)
    names = ("a", "b", "c")[:count]
    return instance(
        w,
        family="relation",
        key=f"{code}:{yes}:{no}",
        title=w.pick("Compare", "Three Numbers", "Is It True"),
        story=w.pick(
            "",
            "",
            f"{w.person()} has {'two' if count == 2 else 'three'} cards with the integers "
            f"{w.vs(names)}.",
        ),
        goal=decision(w, text, yes, no),
        parts=[
            Ints(
                names,
                -10 if code == "a + b + c == 0" else 1,
                50,
                bound=100,
                on_lines=rng.random() < 0.1,
            )
        ],
        draw=draw,
        solve=lambda *v: yes if test(*v) else no,
        python=verdict_python(code, yes, no),
        cpp=verdict_cpp(c_logic(code), yes, no),
        tags=TAGS,
        tests=w.tests(),
    )


def _near(count: int) -> Callable[[random.Random], tuple[int, ...]]:
    return lambda r: tuple(r.randint(1, 9) for _ in range(count))


def _sum_to(r: random.Random, k: int) -> tuple[int, ...]:
    a, b = r.randint(1, 30), r.randint(1, 30)
    return (a, b + -(a + b) % k) if r.random() < 0.5 else (a, b)


def _sorted_half(r: random.Random) -> tuple[int, ...]:
    drawn = [r.randint(1, 20) for _ in range(3)]
    return tuple(sorted(drawn)) if r.random() < 0.5 else tuple(drawn)


def _sum_half(r: random.Random) -> tuple[int, ...]:
    a, b = r.randint(1, 20), r.randint(1, 20)
    return (a, b, a + b if r.random() < 0.5 else r.randint(1, 40))


def _progression(r: random.Random) -> tuple[int, ...]:
    a, d = r.randint(1, 15), r.randint(0, 6)
    return (a, a + d, a + 2 * d + r.choice((0, 0, 1, 2)))


def equal_half(r: random.Random) -> tuple[int, ...]:
    a = r.randint(1, 9)
    return (a, a, a) if r.random() < 0.5 else (a, r.randint(1, 9), r.choice((a, r.randint(1, 9))))


def _zero_half(r: random.Random) -> tuple[int, ...]:
    a, b = r.randint(-9, 9), r.randint(-9, 9)
    return (a, b, -a - b if r.random() < 0.5 else r.randint(-9, 9))
