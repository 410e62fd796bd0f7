"""The given values in words: what is given, line by line, within which bounds, in which format."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shortlist_engine.bank.task import Task
from shortlist_engine.bank.values import (
    Given,
    Grid,
    Int,
    Ints,
    Lines,
    Matrix,
    Real,
    Rows,
    Text,
    Word,
    Words,
)
from shortlist_engine.bank.voices.wording import Wording, join, number

COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight")
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
_ROWS = {1: "integers", 2: "pairs of integers", 3: "triples of integers"}
_ORDERS = {
    "distinct": "distinct integers", "increasing": "integers in strictly increasing order",
    "sorted": "integers in non-decreasing order", "any": "integers",
}  # fmt: skip


def lead(w: Wording, values: Sequence[Given], sizes: bool = True) -> str:
    """Returns a noun phrase for everything that is given: "an array `a` of `n` integers and an
    integer `k`". The sizes of lists are named with them; without `sizes` not at all."""
    named = {size for given in values for size in given.sizes()}
    phrases: list[str] = []
    single: list[Given] = []
    for given in values:
        if isinstance(given, Int) and given.name in named:
            continue
        if isinstance(given, Int | Real):
            single.append(given)
            continue
        phrases += _some(w, single)
        single = []
        phrases.append(_phrase(w, given, sizes))
    return join(phrases + _some(w, single)) or join([w.v(given.name) for given in values])


def _some(w: Wording, given: Sequence[Given]) -> list[str]:
    if not given:
        return []
    kind = "real number" if isinstance(given[0], Real) else "integer"
    if len(given) == 1:
        article = "a" if kind == "real number" else "an"
        return [f"{article} {kind} {w.v(given[0].name)}"]
    return [f"{COUNTS[len(given)]} {kind}s {join([w.v(each.name) for each in given])}"]


def _phrase(w: Wording, given: Given, sizes: bool) -> str:
    name = w.v(given.name)
    if isinstance(given, Ints):
        of = f" of {w.formula(str(given.size))}" if sizes else " of"
        kind = _ORDERS.get(given.order, "integers")
        if given.order == "permutation":
            return f"a permutation {name} of the integers from 1 to {w.formula(str(given.size))}"
        if not sizes:
            return w.pick(f"an array {name}{of} {kind}", f"a list {name}{of} {kind}")
        return w.pick(
            f"an array {name}{of} {kind}",
            f"a sequence {name}{of} {kind}",
            f"{w.formula(str(given.size))} {kind} {series(w, given)}",
            f"a list {name}{of} {kind}",
        )
    if isinstance(given, Word):
        return w.pick(f"a string {name}", f"a string {name} of {w.say(given.letters)}")
    if isinstance(given, Text):
        return w.pick(f"a line of text {name}", f"a string {name} of words separated by spaces")
    if isinstance(given, Words):
        if not sizes:
            return f"a list {name} of strings"
        return w.pick(
            f"{w.formula(str(given.size))} strings",
            f"a list {name} of {w.formula(str(given.size))} strings",
        )
    if isinstance(given, Grid):
        if not sizes:
            return f"a grid {name}, given as a list of strings of equal length"
        rows, columns = w.formula(str(given.rows)), w.formula(str(given.columns))
        return f"a grid of {rows} rows and {columns} columns"
    if isinstance(given, Matrix):
        if not sizes:
            return f"a matrix {name} of integers"
        rows, columns = w.formula(str(given.rows)), w.formula(str(given.columns))
        return w.pick(
            f"a table of {rows} rows and {columns} columns", f"a {rows} × {columns} matrix {name}"
        )
    if isinstance(given, Rows):
        kind = _ROWS.get(len(given.columns), f"rows of {COUNTS[len(given.columns)]} integers")
        columns = ", ".join(f"{column.name}_i" for column in given.columns)
        if not sizes:
            shape = f"[{', '.join(w.variable(column.name) for column in given.columns)}]"
            return f"a list {name} of {kind} {shape}"
        one = w.formula(f"({columns})") if len(given.columns) > 1 else w.formula(columns)
        return f"{w.formula(str(given.size))} {kind} {one}"
    if isinstance(given, Lines):
        return f"{w.formula(str(given.size))} lines" if sizes else f"a list {name} of strings"
    return name


def series(w: Wording, given: Ints) -> str:
    """Returns `a_1, a_2, ..., a_n`."""
    return w.formula(f"{given.name}_1, {given.name}_2, ..., {given.name}_{given.size}")


def limits(w: Wording, values: Sequence[Given], sizes: bool = True) -> list[str]:
    """Returns the constraints, one for each value; sizes as lengths without `sizes`."""
    items: list[str] = []
    named = {size: given for given in reversed(values) for size in given.sizes()}
    for given in values:
        if isinstance(given, Int):
            if not sizes and given.name in named:
                owner = named[given.name]
                inner = "" if owner.sizes()[0] == given.name else "[0]"
                name = w.variable(owner.name)
                length = w.pick(
                    f"{name}{inner}.length", f"{name}{inner}.length", f"len({name}{inner})"
                )
                items.append(f"{given.low} <= {length} <= {number_code(given.high)}")
            else:
                items.append(w.bounds(given.low, given.name, given.high))
        elif isinstance(given, Ints):
            if given.order == "permutation":
                items.append(f"{w.v(given.name)} is a permutation")
                continue
            items.append(w.bounds(given.low, f"{given.name}_i", given.high))
            if given.order == "distinct":
                items.append(
                    w.pick(
                        "all values are distinct",
                        f"the elements of {w.v(given.name)} are pairwise different",
                    )
                )
            elif given.order != "any":
                items.append(f"{w.v(given.name)} is given {_ORDERS[given.order][9:]}")
        elif isinstance(given, Matrix):
            items.append(w.bounds(given.low, f"{given.name}_ij", given.high))
        elif isinstance(given, Rows):
            items += [w.bounds(each.low, f"{each.name}_i", each.high) for each in given.columns]
        elif isinstance(given, Word):
            if not given.size:
                length = (
                    f"{w.variable(given.name)}.length" if w.math == "code" else f"|{given.name}|"
                )
                items.append(
                    f"{given.low} <= {length} <= {number_code(given.high)}"
                    if w.math == "code"
                    else w.bounds(given.low, length, given.high)
                )
            items.append(f"{w.v(given.name)} consists of {w.say(given.letters)}")
        elif isinstance(given, Words):
            items.append(
                w.pick(
                    f"each string has {_count(given.low, given.high, 'from ')} characters",
                    f"the strings consist of {_count(given.low, given.high)} "
                    f"{w.say(given.letters)}",
                )
            )
            if given.distinct:
                items.append("the strings are pairwise different")
        elif isinstance(given, Text):
            items.append(f"{w.v(given.name)} has from {given.low} to {given.high} words")
        elif isinstance(given, Grid):
            items.append(f"{w.v(given.name)} consists of {w.say(given.letters)}")
        elif isinstance(given, Real):
            items.append(w.bounds(given.low, given.name, given.high))
    return items


def _count(low: int, high: int, before: str = "") -> str:
    return str(low) if low == high else f"{before}{low} to {high}"


def number_code(value: object) -> str:
    """Returns a bound as LeetCode writes it."""
    if isinstance(value, int) and value >= 10**4:
        power = len(str(value)) - 1
        lead, rest = divmod(value, 10**power)
        if not rest:
            return f"{'' if lead == 1 else f'{lead} * '}10^{power}" if power < 19 else str(value)
    return str(value)


def sketch(w: Wording, task: Task, tests: bool) -> str:
    """Returns the format of an input, as AtCoder shows it."""
    lines: list[str] = []
    for item in task.given:
        if isinstance(item, tuple):
            lines.append(" ".join(w.v(given.name) for given in item))
            continue
        dots = r"$\vdots$" if w.math == "tex" else ":"
        if isinstance(item, Ints):
            row = f"{item.name}_1 {item.name}_2 ... {item.name}_{item.size}"
            lines.append(_cells(w, row))
        elif isinstance(item, Matrix | Rows):
            size = str(item.rows if isinstance(item, Matrix) else item.size)
            for at in ("1", "2", ":", size):
                if at == ":":
                    lines.append(dots)
                elif isinstance(item, Matrix):
                    row, last = (
                        re.sub("[a-z]", lambda m: w.variable(m[0]), str(x))
                        for x in (at, item.columns)
                    )
                    lines.append(_cells(w, f"{item.name}_{row}1 ... {item.name}_{row}{last}"))
                else:
                    lines.append(_cells(w, " ".join(f"{c.name}_{at}" for c in item.columns)))
        elif isinstance(item, Words | Grid | Lines):
            size = str(item.rows if isinstance(item, Grid) else item.size)
            if isinstance(item, Words) and item.in_line:
                lines.append(_cells(w, f"{item.name}_1 {item.name}_2 ... {item.name}_{size}"))
            else:
                lines += [
                    w.v(f"{item.name}_1"),
                    w.v(f"{item.name}_2"),
                    dots,
                    w.v(f"{item.name}_{size}"),
                ]
        else:
            lines.append(w.v(item.name))
    return "\n".join(lines)


def _cells(w: Wording, row: str) -> str:
    return " ".join(
        w.formula(cell) if cell != "..." else (r"$\ldots$" if w.math == "tex" else "...")
        for cell in row.split(" ")
    )


def input_lines(w: Wording, task: Task, tests: bool, bounds: bool, style: str) -> list[str]:
    """Returns the sentences of an input section, one for each line or block of lines. With `bounds`
    these stand in parentheses. `style` is `sentence` ("The first line contains ...") or `list`
    ("One line with ...")."""
    texts: list[str] = []
    only = len(task.given) == 1 and not isinstance(
        task.given[0], Matrix | Rows | Words | Grid | Lines
    )
    verb = w.pick("contains", "contains", "consists of", "has", "holds")
    if tests:
        limit = w.rng.choice((100, 500, 1000, 10000))
        t = w.bounds(1, "t", limit)
        texts.append(
            w.pick(
                f"The first line contains an integer {w.v('t')} ({t}) — the number of test "
                "cases. The description of the test cases follows.",
                f"The first line of the input contains a single integer {w.v('t')} ({t}): the "
                "number of test cases.",
                "Each test contains multiple test cases. The first line contains the number of "
                f"test cases {w.v('t')} ({t}).",
            )
        )
    for size in task.values if tests else ():
        if isinstance(size, Int) and size.count and isinstance(size.high, int) and size.high > 999:
            total = w.formula(number(size.high))
            name = w.v(size.name)
            after = w.pick(
                f"It is guaranteed that the sum of {name} over all test cases does not exceed "
                f"{total}.",
                f"The sum of {name} over all test cases is at most {total}.",
            )
            break
    else:
        after = ""
    block = False
    for place, item in enumerate(task.given):
        given = item if isinstance(item, tuple) else (item,)
        what, rest = _line(w, given, bounds)
        many = isinstance(given[0], Rows | Grid | Matrix | Lines) or (
            isinstance(given[0], Words) and not given[0].in_line
        )
        if style == "list":
            if many:
                texts.append(f"{w.formula(_amount(given[0]))} lines, each with {what}{rest}.")
            else:
                texts.append(f"One line with {what}{rest}.")
            continue
        if many:
            start = w.pick("Each of the next", "Each of the following")
            if texts:
                start = w.pick(start, "Then follow")
            lines = w.formula(_amount(given[0]))
            if start == "Then follow":
                texts.append(f"Then follow {lines} lines. Each of them {verb} {what}{rest}.")
            else:
                texts.append(f"{start} {lines} lines {verb} {what}{rest}.")
            block = True
            continue
        where = f"The {ORDINALS[place]} line" if not block else "The next line"
        if tests:
            where += w.pick(" of each test case", " of each case") if place == 0 else ""
        elif only:
            where = w.pick(
                "The only line", "The input", "A single line", "The only line of the input"
            )
        elif place == len(task.given) - 1 and place and not block and w.rng.random() < 0.2:
            where = "The last line"
        texts.append(f"{where} {verb} {what}{rest}.")
    return [*texts, after] if after else texts


def _amount(given: Given) -> str:
    return str(given.rows if isinstance(given, Matrix | Grid) else given.sizes()[0])


def _line(w: Wording, given: Sequence[Given], bounds: bool) -> tuple[str, str]:
    """What stands on a line, and what is said of it behind."""
    first = given[0]
    if isinstance(first, Int | Real):
        kind = "real number" if isinstance(first, Real) else "integer"
        names = join([w.v(each.name) for each in given])
        count = (
            w.pick("an" if kind == "integer" else "a", "one", "a single")
            if len(given) == 1
            else COUNTS[len(given)]
        )
        text = f"{count} {kind}{'' if len(given) == 1 else 's'} {names}"
        said = [w.say(each.what) for each in given]
        rest = _bounds(w, given) if bounds else ""
        if all(said):
            dash = w.pick(" — ", ": ", ", ") if len(given) == 1 else w.pick(" — ", ": ")
            rest += dash + join(said)
        return text, rest
    if isinstance(first, Ints):
        size = w.formula(str(first.size))
        adjective = w.pick("", "space-separated ", "") if first.order == "any" else ""
        kind = _ORDERS.get(first.order, "distinct integers")
        text = f"{size} {adjective}{kind} {series(w, first)}"
        inner = (
            ""
            if first.order == "permutation"
            else w.bounds(first.low, f"{first.name}_i", first.high)
        )
        rest = f" ({inner})" if bounds and inner else ""
        if first.order == "permutation":
            rest = f", each from 1 to {size} exactly once"
        return text, rest + (w.pick(" — ", ", ", ": ") + w.say(first.what) if first.what else "")
    if isinstance(first, Word):
        size = f" of length {w.formula(str(first.size))}" if first.size else ""
        length = (
            ""
            if first.size or not bounds
            else f" ({w.bounds(first.low, f'|{first.name}|', first.high)})"
        )
        text = f"a string {w.v(first.name)}{size}{length}"
        rest = w.pick(
            f" consisting of {w.say(first.letters)}",
            f" that consists of {w.say(first.letters)}",
            f", made of {w.say(first.letters)}",
        )
        return text, rest + (f" — {w.say(first.what)}" if first.what else "")
    if isinstance(first, Text):
        text = (
            f"the text {w.v(first.name)}"
            if w.rng.random() < 0.5
            else f"a line of words {w.v(first.name)}"
        )
        rest = (
            f", from {first.low} to {first.high} words of {w.say(first.letters)} with single "
            "spaces between them"
        )
        return text, rest
    if isinstance(first, Words):
        letters = f" of {_count(first.low, first.high)} {w.say(first.letters)}"
        if first.in_line:
            return (
                f"{w.formula(str(first.size))} strings{letters}",
                f" — {w.say(first.what)}" if first.what else "",
            )
        return f"a string{letters}", f" — {w.say(first.what)}" if first.what else ""
    if isinstance(first, Grid):
        return f"{w.formula(str(first.columns))} characters", f", each of {w.say(first.letters)}"
    if isinstance(first, Matrix):
        cell = w.bounds(first.low, f"{first.name}_ij", first.high)
        columns = w.formula(str(first.columns))
        row = w.formula(f"{first.name}_i1, {first.name}_i2, ..., {first.name}_i{first.columns}")
        return f"{columns} integers {row}", f" ({cell})" if bounds else ""
    if isinstance(first, Rows):
        names = join([w.formula(f"{column.name}_i") for column in first.columns])
        count = COUNTS[len(first.columns)]
        text = f"{count} integers {names}" if len(first.columns) > 1 else f"an integer {names}"
        rest = _row_bounds(w, first.columns) if bounds else ""
        said = [w.say(column.what) for column in first.columns]
        if all(said):
            rest += " — " + join(said)
        elif first.what:
            rest += f" — {w.say(first.what)}"
        return text, rest
    if isinstance(first, Lines):
        return w.say(first.form), ""
    return w.v(first.name), ""


def _bounds(w: Wording, given: Sequence[Given]) -> str:
    same = {(each.low, each.high) for each in given if isinstance(each, Int | Real)}
    if len(same) == 1:
        low, high = next(iter(same))
        return f" ({w.bounds(low, ', '.join(each.name for each in given), high)})"
    parts = [
        w.bounds(each.low, each.name, each.high) for each in given if isinstance(each, Int | Real)
    ]
    return f" ({w.pick(', ', '; ').join(parts)})"


def _row_bounds(w: Wording, columns: Sequence[Int]) -> str:
    same = {(each.low, each.high) for each in columns}
    if len(same) == 1:
        low, high = next(iter(same))
        return f" ({w.bounds(low, ', '.join(f'{each.name}_i' for each in columns), high)})"
    parts = [w.bounds(each.low, f"{each.name}_i", each.high) for each in columns]
    return f" ({', '.join(parts)})"
