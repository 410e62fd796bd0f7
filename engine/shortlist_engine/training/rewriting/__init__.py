"""The same problem and the same program in other words, so that few are not learnt by heart.

What is rewritten does the same on every input: `python` and `cpp` change names, the way of reading,
loops and layout, and leave alone what they do not understand; `statements` changes headings and
notation, and leaves sections out.
"""

from __future__ import annotations

import random

from shortlist_engine.languages import CPP, PYTHON
from shortlist_engine.training.rewriting.cpp import rewrite_cpp
from shortlist_engine.training.rewriting.python import rewrite_python


def rewrite(language: str, source: str, rng: random.Random) -> str:
    """Returns a program that does what `source` does."""
    if language == PYTHON.name:
        return rewrite_python(source, rng)
    return rewrite_cpp(source, rng) if language == CPP.name else source
