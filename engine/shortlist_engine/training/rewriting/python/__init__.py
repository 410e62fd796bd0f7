"""Python programs with other names, another way of reading, other loops and another layout.

Changes are made in the text, at the places that the syntax tree gives, so that what is not changed
keeps its author's style. Each change says which tree its text must have; a text that has another is
not taken, and a change that might alter what the program does is not made.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import partial

from shortlist_engine.training.rewriting.python.layout import without_comments
from shortlist_engine.training.rewriting.python.loops import other_loop
from shortlist_engine.training.rewriting.python.mains import main_or_none
from shortlist_engine.training.rewriting.python.program import Made, Program, read
from shortlist_engine.training.rewriting.python.reading import other_idioms, other_reader
from shortlist_engine.training.rewriting.python.renaming import other_names

Change = Callable[[Program, random.Random], Made | None]


def rewrite_python(source: str, rng: random.Random, kept: AbstractSet[str] = frozenset()) -> str:
    """Returns a program that does what `source` does, in which no name of `kept` is another;
    `source` itself when it does not compile."""
    program = read(source)
    if program is None:
        return source
    changes: list[tuple[float, Change]] = [(0.7, without_comments)]
    if not program.looks_up_names:
        changes += [
            (0.5, other_idioms),
            (0.25, other_reader),
            (0.4, other_loop),
            (0.2, other_loop),
            (0.1, other_loop),
            (0.25, main_or_none),
            (0.6, partial(other_names, kept)),
        ]
    for share, change in changes:
        if rng.random() < share:
            program = _changed(program, change, rng)
    return program.source


def _changed(program: Program, change: Change, rng: random.Random) -> Program:
    """The program after a change; the same one, with a tree of its own, where it is not made."""
    try:
        made = change(program, rng)
        if made is None:
            return program
        found = read(made.source)
        if found is not None and ast.dump(found.tree) == ast.dump(made.tree):
            return found
    except (SyntaxError, ValueError, IndexError, RecursionError):
        pass  # it cannot be written out so, or stands in an f-string
    return Program(program.source, ast.parse(program.source))
