"""Where the comments of a program are, and what its code is without them.

For languages with C's comments. It is exact about what decides where a comment begins: strings, raw
and template strings, characters, digit separators, lifetimes, line continuations, names of headers
and regular expressions. Where it cannot be told, that is said and nothing is guessed.
"""

from shortlist_engine.assist.lexing.piece import Kind, Piece, Unclear
from shortlist_engine.assist.lexing.reading import known, pieces, plain_code

__all__ = ["Kind", "Piece", "Unclear", "known", "pieces", "plain_code"]
