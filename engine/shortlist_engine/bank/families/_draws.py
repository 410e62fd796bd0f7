"""Random material that the families share: words, names, stories' heroes."""

from __future__ import annotations

import random
from typing import NamedTuple

LOWER = "abcdefghijklmnopqrstuvwxyz"
UPPER = LOWER.upper()
VOWELS = "aeiou"
HEROES = (
    "Polycarp", "Vasya", "Petya", "Alice", "Bob", "Takahashi", "Snuke", "Chef", "Anna", "Misha",
    "Kolya", "Maria", "Limak", "Tom", "Aoki", "Luna",
)  # fmt: skip


def hero(rng: random.Random) -> str:
    return rng.choice(HEROES)


def string(rng: random.Random, alphabet: str, low: int = 1, high: int = 10) -> str:
    """A string over a few letters of the alphabet, so that letters repeat."""
    some = alphabet if rng.random() < 0.5 else rng.sample(alphabet, min(len(alphabet), 4))
    return "".join(rng.choices(some, k=rng.randint(low, high)))


def sentence(rng: random.Random, low: int = 1, high: int = 5) -> str:
    return " ".join(string(rng, LOWER, 1, 6) for _ in range(rng.randint(low, high)))


def numbers(rng: random.Random, size: int, low: int = 1, high: int = 20) -> list[int]:
    """Integers, sometimes from a narrow range so that they repeat."""
    top = high if rng.random() < 0.6 else min(high, low + 4)
    return [rng.randint(low, top) for _ in range(size)]


class CharTest(NamedTuple):
    """A property of the character `c`, in words and in both languages."""

    key: str
    plural: str
    py: str
    cpp: str
    yes: str
    alphabet: str
    chars: str


_MIXED = "lowercase and uppercase English letters"
_LOWER = "lowercase English letters"


def char_test(rng: random.Random) -> CharTest:
    kind = rng.randrange(7)
    if kind == 0:
        return CharTest(
            "vowel", "vowels", 'c in "aeiou"',
            "c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'", VOWELS, LOWER, _LOWER,
        )  # fmt: skip
    if kind == 1:
        return CharTest(
            "upper", "uppercase letters", "c.isupper()", "isupper(c)", UPPER, LOWER + UPPER, _MIXED
        )
    if kind == 2:
        return CharTest(
            "lower", "lowercase letters", "c.islower()", "islower(c)", LOWER, LOWER + UPPER, _MIXED
        )
    if kind == 3:
        return CharTest(
            "digit", "digits", "c.isdigit()", "isdigit(c)", "0123456789", LOWER + "0123456789",
            "lowercase English letters and digits",
        )  # fmt: skip
    if kind == 4:
        bound = rng.choice("defghklmnpqrst")
        if rng.random() < 0.5:
            yes = "".join(c for c in LOWER if c < bound)
            plural = f"letters that come before '{bound}' in the alphabet"
            return CharTest(
                f"<{bound}", plural, f'c < "{bound}"', f"c < '{bound}'", yes, LOWER, _LOWER
            )
        yes = "".join(c for c in LOWER if c > bound)
        plural = f"letters that come after '{bound}' in the alphabet"
        return CharTest(f">{bound}", plural, f'c > "{bound}"', f"c > '{bound}'", yes, LOWER, _LOWER)
    if kind == 5:
        a, b = sorted(rng.sample(LOWER, 2))
        plural = f"letters equal to '{a}' or '{b}'"
        alphabet = a + b + "".join(rng.sample([c for c in LOWER if c not in (a, b)], 4))
        return CharTest(
            f"{a}|{b}", plural, f'c == "{a}" or c == "{b}"', f"c == '{a}' || c == '{b}'", a + b,
            alphabet, _LOWER,
        )  # fmt: skip
    a = rng.choice(LOWER)
    alphabet = a + a + "".join(rng.sample([c for c in LOWER if c != a], 4))
    return CharTest(
        a, rng.choice((f"letters '{a}'", f"characters '{a}'")), f'c == "{a}"', f"c == '{a}'", a,
        alphabet, _LOWER,
    )  # fmt: skip


def test_string(rng: random.Random, test: CharTest, low: int = 1, high: int = 10) -> str:
    """A string with about as many characters that pass as ones that do not."""
    share = rng.choice((0.2, 0.5, 0.8))
    return "".join(
        rng.choice(test.yes if rng.random() < share else test.alphabet)
        for _ in range(rng.randint(low, high))
    )
