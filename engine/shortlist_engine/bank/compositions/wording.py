"""Tells a chain of operations: as a list of steps, or as sentences that follow each other."""

from __future__ import annotations

import random
from collections.abc import Sequence

from shortlist_engine.bank.compositions.operations import Change, Keep, Operation, Result

_KEEP = (
    "Keep only the elements that are {words}.",
    "Remove all elements except those that are {words}.",
    "Throw away every element that is not among those that are {words}.",
)
_KEEP_SUCH = (
    "Keep only the elements {words}.",
    "Remove all elements except those {words}.",
)
_CHANGE = (
    "Replace every element by {words}.",
    "Instead of each element write {words}.",
    "Each element is replaced by {words}.",
)
_FIRST = ("First, ", "To begin with, ", "At first, ")
_NEXT = ("Then ", "After that, ", "Next, ", "Now ")


def sentence(step: Operation, rng: random.Random) -> str:
    """Returns one step as a sentence."""
    if isinstance(step, Keep):
        shapes = _KEEP_SUCH if step.words.startswith("such that") else _KEEP
        return rng.choice(shapes).format(words=step.words)
    if isinstance(step, Change):
        return rng.choice(_CHANGE).format(words=step.words)
    return step.words


def told(steps: Sequence[Operation], rng: random.Random) -> str:
    """Returns the steps in their order, numbered or as running text."""
    sentences = [sentence(step, rng) for step in steps]
    if len(steps) == 1:
        return f"Do the following with the list. {sentences[0]}"
    if rng.random() < 0.4:
        rows = [f"{number}. {text}" for number, text in enumerate(sentences, 1)]
        return "The list goes through these steps, one after the other.\n" + "\n".join(rows)
    parts = []
    for number, text in enumerate(sentences):
        opening = rng.choice(_FIRST if number == 0 else _NEXT)
        if number and rng.random() < 0.2:
            opening = ""
        parts.append(opening + (text[0].lower() + text[1:] if opening else text))
    return " ".join(parts)


def asked(result: Result | None, rng: random.Random) -> str:
    """Returns what is asked as a noun phrase."""
    of = rng.choice(("of the list that results", "of the final list", "of what is left"))
    if result is None:
        return rng.choice(("the list that results", "the final list"))
    return f"{result.words} {of}"
