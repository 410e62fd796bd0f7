"""What an input consists of: lines of integers, words, rows, grids, records.

In fragments of a statement a variable stands in backquotes (`s`), so that each manner of writing
can spell it its own way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

COUNTS = ("zero", "one", "two", "three", "four", "five", "six")


@dataclass(frozen=True)
class Part:
    """One line, or a block of equal lines, of the input.

    `kind` is `ints`, `word`, `text`, `row`, `shorter` (a row of one element less, which C++ bodies
    read themselves), `words`, `grid`, `matrix`, `records` or `lines`;
    `names` are the variables it binds; `size` names the variable that holds its length.
    """

    kind: str
    names: tuple[str, ...]
    given: str
    what: str
    bounds: tuple[str, ...] = ()
    size: str = ""
    width: str = ""

    @property
    def many(self) -> bool:
        return self.kind in ("grid", "matrix", "records", "lines")


def ints(*names: str, lo: int = 1, hi: int = 100, given: str | None = None, what: str = "") -> Part:
    """Integers on one line. An empty `given` leaves them out of what the statement lists first."""
    listed = join([f"`{name}`" for name in names])
    count = COUNTS[len(names)]
    noun = f"an integer {listed}" if len(names) == 1 else f"{count} integers {listed}"
    bounds = f"{lo} ≤ " + ", ".join(f"`{name}`" for name in names) + f" ≤ {hi}"
    return Part("ints", names, noun if given is None else given, what or noun, (bounds,))


def word(
    name: str, letters: str = "lowercase English letters", hi: int = 100, given: str = ""
) -> Part:
    """A string without spaces on one line."""
    bounds = (f"1 ≤ |`{name}`| ≤ {hi}", f"`{name}` consists of {letters}")
    return Part("word", (name,), given or f"a string `{name}`", f"a string `{name}`", bounds)


def text(name: str, given: str = "", hi: int = 100) -> Part:
    """Words separated by single spaces on one line."""
    bounds = (
        f"1 ≤ |`{name}`| ≤ {hi}",
        f"`{name}` consists of lowercase words separated by single spaces",
    )
    noun = f"a line of text `{name}`"
    return Part("text", (name,), given or noun, noun, bounds)


def row(name: str, size: str, lo: int = 1, hi: int = 1000, given: str = "") -> Part:
    """`size` integers on one line."""
    noun = f"`{size}` integers `{name}_1`, `{name}_2`, ..., `{name}_{size}`"
    bounds = (f"{lo} ≤ `{name}_i` ≤ {hi}",)
    given = given or f"an array `{name}` of `{size}` integers"
    return Part("row", (name,), given, noun, bounds, size)


def array(
    name: str = "a",
    size: str = "n",
    *more: str,
    lo: int = 1,
    hi: int = 1000,
    most: int = 100,
    given: str = "",
    more_lo: int = 1,
    more_hi: int = 100,
) -> tuple[Part, ...]:
    """The length (and `more` integers) on one line, the elements on the next."""
    bounds = [f"1 ≤ `{size}` ≤ {most}"]
    bounds += [f"{more_lo} ≤ `{extra}` ≤ {more_hi}" for extra in more]
    extra_given = join([f"an integer `{extra}`" for extra in more])
    names = (size, *more)
    count = "an integer" if len(names) == 1 else f"{COUNTS[len(names)]} integers"
    what = f"{count} {join([f'`{each}`' for each in names])}"
    head = Part("ints", names, extra_given, what, tuple(bounds))
    return (head, row(name, size, lo, hi, given))


def words(name: str, size: str, given: str = "", on_lines: bool = False) -> Part:
    """`size` lowercase words, on one line or each on its own."""
    given = given or f"`{size}` words"
    bounds = ("each word has at most 20 lowercase English letters",)
    if on_lines:
        return Part("lines", (name,), given, "a word", bounds, size)
    noun = f"`{size}` words separated by spaces"
    return Part("words", (name,), given, noun, bounds, size)


def grid(name: str, rows: str, columns: str, chars: str, given: str = "") -> Part:
    """`rows` lines of characters."""
    given = given or f"a grid with `{rows}` rows and `{columns}` columns"
    listed = join([f"'{char}'" for char in chars], "or")
    bounds = (f"each character of the grid is {listed}",)
    what = f"a string of `{columns}` characters, a row of the grid"
    return Part("grid", (name,), given, what, bounds, rows, columns)


def matrix(name: str, rows: str, columns: str, lo: int = 0, hi: int = 100, given: str = "") -> Part:
    """`rows` lines of `columns` integers."""
    given = given or f"a matrix `{name}` of `{rows}` rows and `{columns}` columns"
    what = f"`{columns}` integers, a row of the matrix"
    bounds = (f"{lo} ≤ `{name}_ij` ≤ {hi}",)
    return Part("matrix", (name,), given, what, bounds, rows, columns)


def records(
    name: str, size: str, fields: Sequence[str], lo: int = 0, hi: int = 1000, given: str = ""
) -> Part:
    """`size` lines of a few integers; bound to a list of tuples."""
    listed = join([f"`{each}_i`" for each in fields])
    bounds = (f"{lo} ≤ " + ", ".join(f"`{each}_i`" for each in fields) + f" ≤ {hi}",)
    what = f"{COUNTS[len(fields)]} integers {listed}"
    return Part("records", (name, *fields), given or f"`{size}` pairs", what, bounds, size)


def join(items: Sequence[str], last: str = "and") -> str:
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
