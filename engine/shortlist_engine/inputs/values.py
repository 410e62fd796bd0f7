"""Mutations of single values, shared by the two kinds of problem."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def mutate_int(value: int, rng: random.Random, *, allow_negative: bool) -> int:
    """Returns an integer near `value`: mostly one more or one less, sometimes of another magnitude.
    A positive value stays positive unless `allow_negative`."""
    choice = rng.random()
    if choice < 0.5:
        new = value + rng.choice((-1, 1))
    elif choice < 0.75:
        new = value + rng.randint(-5, 5)
    elif choice < 0.9:
        new = rng.randint(0, max(2 * abs(value), 3))
        new = -new if value < 0 else new
    else:
        new = rng.choice((0, 1, value * 2, value // 2, -value))
    if not allow_negative and value >= 0:
        new = max(new, min(value, 1))
    return new


def mutate_text(value: str, rng: random.Random, alphabet: str = "") -> str:
    """Returns the string with two characters swapped, one changed, one doubled or one left out. New
    characters come from `alphabet` and from `value`."""
    letters = sorted(set(value) | set(alphabet)) or ["a"]
    characters = list(value)
    choice = rng.random()
    if len(characters) > 1 and choice < 0.35:
        i, j = rng.sample(range(len(characters)), 2)
        characters[i], characters[j] = characters[j], characters[i]
    elif characters and choice < 0.75:
        characters[rng.randrange(len(characters))] = rng.choice(_wider(letters, rng))
    elif len(characters) > 1 and choice < 0.87:
        del characters[rng.randrange(len(characters))]
    else:
        characters.insert(rng.randrange(len(characters) + 1), rng.choice(letters))
    return "".join(characters)


def resize(items: list[T], rng: random.Random, change: Callable[[T], T]) -> list[T]:
    """Returns a shorter or longer list (never empty); new items are changed copies of old ones."""
    size = max(1, rng.choice((1, len(items) - 1, len(items) + 1, rng.randint(1, 2 * len(items)))))
    if size <= len(items):
        kept = sorted(rng.sample(range(len(items)), size))
        return [items[index] for index in kept]
    extra = [change(rng.choice(items)) for _ in range(size - len(items))]
    return items + extra


def _wider(letters: list[str], rng: random.Random) -> list[str]:
    """Sometimes a neighbour in the alphabet of a letter, so that one-letter strings change too."""
    if rng.random() < 0.7 and len(letters) > 1:
        return letters
    letter = rng.choice(letters)
    if not (letter.isascii() and letter.isalnum()):
        return letters
    neighbours = [chr(ord(letter) - 1), chr(ord(letter) + 1)]
    return [new for new in neighbours if new.isalnum() and new.isupper() == letter.isupper()]
