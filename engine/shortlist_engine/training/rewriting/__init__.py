"""The same problem and the same program in other words, so that few are not learnt by heart.

What is rewritten does the same on every input: `python` and `cpp` change names, the way of reading,
loops and layout, and leave alone what they do not understand; `statements` changes headings and
notation, and leaves sections out.
"""

from __future__ import annotations

import random
import re

from shortlist_engine.languages import CPP, PYTHON
from shortlist_engine.problem import Problem
from shortlist_engine.training.rewriting.cpp import rewrite_cpp
from shortlist_engine.training.rewriting.python import rewrite_python


def rewrite(problem: Problem, language: str, source: str, rng: random.Random) -> str:
    """Returns a program that does what `source` does. The names of the function that a problem asks
    for, and of its parameters, stay."""
    kept: set[str] = set()
    if problem.kind == "function":
        entry = re.escape(problem.entry_point)
        head = re.search(rf"\b{entry}\s*\(.*?\)\s*(?:->[^\n]*|[:{{\n]|$)", problem.signature, re.S)
        kept = set(re.findall(r"\w+", head[0] if head else problem.signature))
    if language == PYTHON.name:
        return rewrite_python(source, rng, kept)
    return rewrite_cpp(source, rng, kept) if language == CPP.name else source
