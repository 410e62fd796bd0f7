"""Predicates, maps and comparisons that several families combine: text, code and function."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from shortlist_engine.bank.phrasing import Wording


@dataclass(frozen=True)
class Predicate:
    """Describes a condition on one integer. `plural` has `{e}` for the plural noun; `clause` begins
    with `{x}`, the subject; `python` and `cpp` are code with `{x}`."""

    key: str
    plural: str
    clause: str
    python: str
    cpp: str
    test: Callable[[int], bool]

    def of(self, noun: str) -> str:
        return self.plural.replace("{e}", noun)

    def says(self, variable: str) -> str:
        return self.clause.replace("{x}", variable)

    @property
    def verb(self) -> str:
        """Returns the clause without its subject, such as "is even"."""
        return self.clause.removeprefix("{x} ")

    def py(self, variable: str = "x") -> str:
        return self.python.replace("{x}", variable)

    def cc(self, variable: str = "x") -> str:
        return self.cpp.replace("{x}", variable)


def predicate(w: Wording, low: int = -20, high: int = 50, kinds: str = "") -> Predicate:
    """Draws a random predicate that holds for some and fails for other values from `low` to `high`.
    `kinds` limits the choice: letters of e(ven/odd), s(ign), d(ivisible), c(ompare), r(ange),
    l(ast digit)."""
    rng = w.rng
    allowed = kinds or ("esddccrl" if low < 0 else "eddccrl")
    kind = rng.choice([k for k in allowed if low < 0 or k != "s"])
    if kind == "e":
        return _parity(w)
    if kind == "s":
        return _sign(w)
    if kind == "d":
        return _divisible(w)
    if kind == "l" and low >= 0:
        d = rng.randint(0, 9)
        t = w.pick(f"{{e}} whose last digit is {d}", f"{{e}} that end with the digit {d}")
        clause = w.pick(f"{{x}} ends with the digit {d}", f"{{x}} has {d} as its last digit")
        code = f"{{x}} % 10 == {d}"
        return Predicate(f"last{d}", t, clause, code, code, lambda x: x % 10 == d)
    if kind == "r":
        lo = rng.randint(low, (low + high) // 2)
        hi = rng.randint(lo + (high - low) // 6, high)
        a, b = w.math(str(lo)), w.math(str(hi))
        t = w.pick(
            f"{{e}} between {a} and {b}, inclusive",
            f"{{e}} from {a} to {b}",
            f"{{e}} in the range from {a} to {b} inclusive",
        )
        clause = w.pick(
            f"{{x}} is between {a} and {b}, inclusive", f"{{x}} is at least {a} and at most {b}"
        )
        return Predicate(
            f"in{lo}..{hi}",
            t,
            clause,
            f"{lo} <= {{x}} <= {hi}",
            f"{{x}} >= {lo} && {{x}} <= {hi}",
            lambda x: lo <= x <= hi,
        )
    return comparison(w, rng.randint(low + (high - low) // 5, high - (high - low) // 5))


def comparison(w: Wording, limit: int) -> Predicate:
    op = w.rng.choice((">", "<", ">=", "<="))
    c = w.math(str(limit))
    text = {
        ">": w.pick(f"greater than {c}", f"larger than {c}", f"strictly greater than {c}"),
        "<": w.pick(f"less than {c}", f"smaller than {c}", f"strictly less than {c}"),
        ">=": w.pick(f"at least {c}", f"greater than or equal to {c}", f"not less than {c}"),
        "<=": w.pick(f"at most {c}", f"less than or equal to {c}", f"not greater than {c}"),
    }[op]
    plural = (
        w.pick(f"{{e}} that are {text}", f"{{e}} {text}") if text[0] != "n" else f"{{e}} {text}"
    )
    code = f"{{x}} {op} {limit}"
    return Predicate(f"{op}{limit}", plural, f"{{x}} is {text}", code, code, COMPARE[op](limit))


COMPARE: dict[str, Callable[[int], Callable[[int], bool]]] = {
    ">": lambda c: lambda x: x > c,
    "<": lambda c: lambda x: x < c,
    ">=": lambda c: lambda x: x >= c,
    "<=": lambda c: lambda x: x <= c,
}


def _parity(w: Wording) -> Predicate:
    even = w.rng.random() < 0.5
    word = "even" if even else "odd"
    text = w.pick(f"{word} {{e}}", f"{{e}} that are {word}")
    code = "{x} % 2 == 0" if even else "{x} % 2 != 0"
    return Predicate(word, text, f"{{x}} is {word}", code, code, lambda x: (x % 2 == 0) == even)


def _sign(w: Wording) -> Predicate:
    word, op, test = w.rng.choice(_SIGNS)
    text = w.pick(f"{word} {{e}}", f"{{e}} that are {word}")
    code = f"{{x}} {op} 0"
    return Predicate(word, text, f"{{x}} is {word}", code, code, test)


_SIGNS: tuple[tuple[str, str, Callable[[int], bool]], ...] = (
    ("positive", ">", lambda x: x > 0),
    ("negative", "<", lambda x: x < 0),
    ("non-negative", ">=", lambda x: x >= 0),
    ("non-zero", "!=", lambda x: x != 0),
)


def _divisible(w: Wording) -> Predicate:
    k = w.rng.randint(3, 9)
    c = w.math(str(k))
    if w.rng.random() < 0.7:
        text = w.pick(f"{{e}} divisible by {c}", f"{{e}} that are multiples of {c}")
        clause = w.pick(f"{{x}} is divisible by {c}", f"{{x}} is a multiple of {c}")
        code = f"{{x}} % {k} == 0"
        return Predicate(f"%{k}", text, clause, code, code, lambda x: x % k == 0)
    text = w.pick(f"{{e}} not divisible by {c}", f"{{e}} that are not multiples of {c}")
    clause = w.pick(f"{{x}} is not divisible by {c}", f"{{x}} is not a multiple of {c}")
    code = f"{{x}} % {k} != 0"
    return Predicate(f"!%{k}", text, clause, code, code, lambda x: x % k != 0)


@dataclass(frozen=True)
class Map:
    """Describes a function of one integer. `plural` describes the images of several elements, with
    `{e}` for "the elements ..."; `code` has `{x}` and is both Python and C++."""

    key: str
    plural: str
    code: str
    apply: Callable[[int], int]

    def of(self, noun: str) -> str:
        return self.plural.replace("{e}", noun)

    def src(self, variable: str = "x") -> str:
        return self.code.replace("{x}", variable)


def mapping(w: Wording, nonnegative: bool = False) -> Map:
    """Draws a random map, not the identity."""
    c = w.rng.randint(2, 9)
    m = w.math(str(c))
    maps = [
        Map("square", "the squares of {e}", "{x} * {x}", lambda x: x * x),
        Map("cube", "the cubes of {e}", "{x} * {x} * {x}", lambda x: x**3),
        Map("double", "the doubled values of {e}", "2 * {x}", lambda x: 2 * x),
        Map("abs", "the absolute values of {e}", "abs({x})", abs),
        Map(f"+{c}", f"{{e}}, each increased by {m},", f"({{x}} + {c})", lambda x: x + c),
        Map(f"-{c}", f"{{e}}, each decreased by {m},", f"({{x}} - {c})", lambda x: x - c),
        Map(f"*{c}", f"{{e}}, each multiplied by {m},", f"{{x}} * {c}", lambda x: x * c),
        Map(
            f"|-{c}|", f"the distances from {{e}} to {m}", f"abs({{x}} - {c})", lambda x: abs(x - c)
        ),
    ]
    if nonnegative:
        maps += [
            Map("last", "the last digits of {e}", "{x} % 10", lambda x: x % 10),
            Map(f"mod{c}", f"the remainders of {{e}} modulo {m}", f"{{x}} % {c}", lambda x: x % c),
            Map(
                f"mod{c}",
                f"the remainders of {{e}} when divided by {m}",
                f"{{x}} % {c}",
                lambda x: x % c,
            ),
        ]
    return w.rng.choice(maps)


def small(rng: random.Random, low: int, high: int, *avoid: int) -> int:
    """Draws an integer from `low` to `high` that is none of `avoid`."""
    while True:
        drawn = rng.randint(low, high)
        if drawn not in avoid:
            return drawn


def numbers(w: Wording) -> str:
    """Draws a plural noun for the elements; it is part of the phrasing only."""
    return w.pick("elements", "numbers", "integers", "values", "elements of the array")


def crowd(w: Wording) -> tuple[str, str]:
    """Draws a story about `n` things with a value each, and the noun for the values."""
    n = w.v("n")
    return w.rng.choice(
        [
            ("", numbers(w)),
            ("", numbers(w)),
            ("", numbers(w)),
            ("", "elements"),
            (f"There are {n} students in a class; the array holds their scores.", "scores"),
            (f"A shop sells {n} items with known prices.", "prices"),
            (f"{w.person()} has {n} boxes and wrote down the weight of each.", "weights"),
            (f"The daily temperatures of {n} days were recorded.", "temperatures"),
            (f"{w.person()} picked {n} cards with a number on each.", "numbers"),
            (f"There are {n} trees in a row with given heights.", "heights"),
        ]
    )
