"""The values that a task is given: how each is drawn, written into an input, read back, typed, and
read by programs.

A family lists them in the order of the input. The names of values are those of its programs'
arguments. A bound or a size is a number, or the name of an integer that is given before, or a small
expression of it such as `n-1`.
"""

from shortlist_engine.bank.values.base import Bound, Given, Known, resolved
from shortlist_engine.bank.values.numbers import Count, Int, Ints, Real
from shortlist_engine.bank.values.tables import Grid, Matrix, Rows
from shortlist_engine.bank.values.texts import Lines, Text, Word, Words

__all__ = [
    "Bound",
    "Count",
    "Given",
    "Grid",
    "Int",
    "Ints",
    "Known",
    "Lines",
    "Matrix",
    "Real",
    "Rows",
    "Text",
    "Word",
    "Words",
    "resolved",
]
