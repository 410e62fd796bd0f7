"""The parts of an input whose number stands elsewhere in it, and is changed with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shortlist_engine.inputs.form import CountToken, Lines, are_integers
from shortlist_engine.practice.invariants import Invariants
from shortlist_engine.practice.reduction import Part


def join(lines: Lines) -> str:
    """Returns the text of lines of tokens."""
    return "\n".join(" ".join(line) for line in lines) + "\n"


def counted(lines: Lines, count: CountToken, known: Invariants) -> list[Part]:
    """Returns what `count` counts, with a build that counts again."""
    header = lines[count.line]
    place = count.token

    def rebuilt(number: int, change: Callable[[Lines], None]) -> str:
        new = [list(line) for line in lines]
        new[count.line][place] = str(number)
        change(new)
        return join(new)

    def inline(items: list[Any]) -> str:
        return rebuilt(len(items), lambda new: new[count.line].__setitem__(slice(1, None), items))

    def characters(items: list[Any]) -> str:
        return rebuilt(len(items), lambda new: new[count.first].__setitem__(0, "".join(items)))

    def groups(items: list[Any]) -> str:
        flat = [list(line) for group in items for line in group]
        return rebuilt(
            len(items), lambda new: new.__setitem__(slice(count.first, count.last + 1), flat)
        )

    def columns(items: list[Any]) -> str:
        def change(new: Lines) -> None:
            for i, row in zip(count.span, zip(*items, strict=True), strict=True):
                new[i] = list(row)
                if known.form.permutations:
                    ranks = {n: str(r) for r, n in enumerate(sorted(row, key=int), 1)}
                    new[i] = [ranks[n] for n in row]

        return rebuilt(len(items), change)

    if count.kind == "inline":
        return [Part(header[1:], inline)]
    if count.kind == "characters":
        return [Part(list(lines[count.first][0]), characters)]
    if count.kind == "lines":
        block = lines[count.first : count.last + 1]
        starts = range(0, len(block), count.group)
        return [Part([block[s : s + count.group] for s in starts], groups)]
    rows = [lines[i] for i in count.span]
    return [Part(list(zip(*rows, strict=True)), columns)] if rows else []


def grid_columns(lines: Lines) -> list[Part]:
    """Returns the columns of a grid of characters whose width stands in the first line."""
    rows = [i for i, line in enumerate(lines) if i and len(line) == 1]
    widths = {len(lines[i][0]) for i in rows}
    if not rows or len(widths) != 1:
        return []
    width = str(widths.pop())
    places = [p for p, token in enumerate(lines[0]) if token == width]
    if not places or len(lines[0]) < 2:
        return []
    place = places[-1]

    def build(items: list[Any]) -> str:
        new = [list(line) for line in lines]
        new[0][place] = str(len(items))
        for i, row in zip(rows, zip(*items, strict=True), strict=True):
            new[i] = ["".join(row)]
        return join(new)

    return [Part(list(zip(*(lines[i][0] for i in rows), strict=True)), build)]


def edges(lines: Lines, known: Invariants) -> list[Part]:
    """Returns the lines below a first line whose number goes with theirs, such as n and the n - 1
    edges of a tree. Nodes are numbered anew, so that none is left out."""
    parts = []
    for place, beyond in known.line_offsets:
        if beyond == -1 or place >= len(lines[0]):
            continue  # the first line counts the others: see `counted`

        def build(items: list[Any], place: int = place, beyond: int = beyond) -> str:
            first = list(lines[0])
            first[place] = str(len(items) + 1 + beyond)
            nodes = [line[:2] for line in items if are_integers(line[:2])]
            order = sorted({int(node) for pair in nodes for node in pair})
            names = {str(node): str(name) for name, node in enumerate(order, 1)}
            return join(
                [
                    first,
                    *([names.get(node, node) for node in line[:2]] + line[2:] for line in items),
                ]
            )

        parts.append(Part(lines[1:], build))
    return parts
