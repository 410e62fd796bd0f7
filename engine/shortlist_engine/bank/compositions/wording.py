"""Tells a chain of operations: as a list of steps, or as sentences that follow each other."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from shortlist_engine.bank.compositions.steps import Change, Keep, Operation, Result


@dataclass(frozen=True)
class Nouns:
    """Names the whole and its parts."""

    whole: str
    part: str


LISTS = Nouns("list", "element")
WORDS = Nouns("word", "letter")

_KEEP = (
    "Keep only the {part}s that are {words}.",
    "Remove all {part}s except those that are {words}.",
    "Throw away every {part} that is not among those that are {words}.",
)
_KEEP_SUCH = (
    "Keep only the {part}s {words}.",
    "Remove all {part}s except those {words}.",
)
_CHANGE = (
    "Replace every {part} by {words}.",
    "Instead of each {part} write {words}.",
    "Each {part} is replaced by {words}.",
)
_FIRST = ("First, ", "To begin with, ", "At first, ")
_NEXT = ("Then ", "After that, ", "Next, ", "Now ")


def sentence(step: Operation, nouns: Nouns, rng: random.Random) -> str:
    """Returns one step as a sentence."""
    if isinstance(step, Keep):
        shapes = _KEEP_SUCH if step.words.startswith("such that") else _KEEP
        return rng.choice(shapes).format(part=nouns.part, words=step.words)
    if isinstance(step, Change):
        return rng.choice(_CHANGE).format(part=nouns.part, words=step.words)
    return step.words


def told(steps: Sequence[Operation], nouns: Nouns, rng: random.Random) -> str:
    """Returns the steps in their order, numbered or as running text."""
    sentences = [sentence(step, nouns, rng) for step in steps]
    if len(steps) == 1:
        return f"Do the following with the {nouns.whole}. {sentences[0]}"
    if rng.random() < 0.4:
        rows = [f"{number}. {text}" for number, text in enumerate(sentences, 1)]
        opening = f"The {nouns.whole} goes through these steps, one after the other."
        return f"{opening}\n" + "\n".join(rows)
    parts = []
    for number, text in enumerate(sentences):
        opening = rng.choice(_FIRST if number == 0 else _NEXT)
        if number and rng.random() < 0.2:
            opening = ""
        parts.append(opening + (text[0].lower() + text[1:] if opening else text))
    return " ".join(parts)


def asked(result: Result | None, nouns: Nouns, rng: random.Random) -> str:
    """Returns what is asked: a noun phrase, or of a truth value a clause."""
    final = rng.choice((f"the {nouns.whole} that results", f"the final {nouns.whole}"))
    if result is None:
        return final
    if result.kind == "truth":
        return f"{final} {result.words}"
    return f"{result.words} of {rng.choice((final, 'what is left'))}"
