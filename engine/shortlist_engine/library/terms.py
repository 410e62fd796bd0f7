"""What the index knows a problem by: words of its statement, and the form of its examples.

The form is written as words of its own, so that one search finds likeness of both: a program can
only pass the examples of a problem whose input it can read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shortlist_engine.inputs.form import read_form
from shortlist_engine.library.likeness import words
from shortlist_engine.problem import Example

STATEMENT_CHARACTERS = 20_000
EXAMPLE_CHARACTERS = 4_000
EXAMPLES_READ = 4
QUERY_TERMS = 160
# Words of every statement: they cost time and tell nothing.
_STOP_WORDS = """
a about after all also an and any are as at be been but by can could do does each every first
following for from given gives have has he her his how if in input integer integers into is it
its let line lines may more must no not note number numbers of on one only or other output print
problem second she should single so some such than that the their them then there these they
this to two up us was we were what when where which while who will with write you your le leq ge
geq ldots dots cdots frac sum_ constraints example examples contains containing consists
denoting format standard test
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
_INTEGER = re.compile(r"[+-]?\d+")
_NUMBER = re.compile(r"[+-]?\d*\.\d+(?:[eE][+-]?\d+)?")


def statement_text(statement: str) -> str:
    """Returns the words of a statement as the index keeps them."""
    return " ".join(words(statement[:STATEMENT_CHARACTERS]))


def telling_words(text: str) -> list[str]:
    """Returns the distinct words of a text that tell what it is about, in their order."""
    return [
        word
        for word in dict.fromkeys(words(text))
        if word not in STOP_WORDS and (len(word) > 1 or not word.isascii()) and len(word) < 40
    ]


def form_terms(examples: Sequence[Example]) -> list[str]:
    """Returns words for the form of the examples: what the lines of input and output are made of,
    and what counts what."""
    read = [
        example
        for example in examples[:EXAMPLES_READ]
        if len(example.input) + len(example.output) <= EXAMPLE_CHARACTERS
    ]
    if not read:
        return []
    found: set[str] = set()
    for example in read:
        found |= _line_terms("in", example.input) | _line_terms("out", example.output)
    for kind, token in read_form([example.input for example in read]).headers:
        found.add(f"x{kind}{token}")
    return sorted(found)


def _line_terms(side: str, text: str) -> set[str]:
    lines = [line.split() for line in text.strip().split("\n")]
    shapes = [_shape(line) for line in lines]
    count = str(len(lines)) if len(lines) <= 3 else "many"
    terms = {f"x{side}lines{count}"}
    for place, shape in enumerate(shapes[:3]):
        terms.add(f"x{side}{place}{shape}")
    terms.add(f"x{side}all{'z'.join(dict.fromkeys(shapes))}"[:48])
    if side == "out" and len(lines) == 1 and len(lines[0]) == 1:
        word = lines[0][0].lower()
        if word.isalpha() and len(word) <= 12:
            terms.add(f"xsays{word}")
    return terms


def _shape(line: Sequence[str]) -> str:
    """The kinds of a line's tokens, runs of more than three as one: `iw`, `iq`."""
    kinds = [_kind(token) for token in line[:64]]
    if not kinds:
        return "e"
    if len(set(kinds)) == 1 and len(kinds) > 3:
        return f"{kinds[0]}q"
    return "".join(kinds[:6])


def _kind(token: str) -> str:
    if _INTEGER.fullmatch(token):
        return "i"
    if _NUMBER.fullmatch(token):
        return "f"
    if token.isalpha():
        return "w"
    return "s"
