"""New calls of a *function* problem: values of the types of its signature and examples."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from shortlist_engine.inputs.call_table import read_calls, read_parameters
from shortlist_engine.inputs.call_values import draw, samples_of

MOST_VALUES = 400


def write_calls(calls: Sequence[str], signature: str, rng: random.Random) -> Iterator[str]:
    """Yields calls like the examples' `calls`, without end; none when these have no literal
    arguments or do not agree in how many there are.

    Lists that are of one length in every example stay so, and a number that is never above the
    length of the only list stays below it.
    """
    table = read_calls(calls)
    if table is None:
        return
    columns = table.columns
    for column, parameter in zip(columns, read_parameters(signature), strict=False):
        if not any(_says_something(value) for value in column):
            samples = samples_of(parameter.annotation)
            column += [each for each in samples if type(each) is type(column[0])]
    together = _same_lengths(table.rows)
    index = _index_of_list(table.rows)
    while True:
        values = [draw(column[:MOST_VALUES], rng) for column in columns]
        if len(together) > 1 and rng.random() < 0.95:
            shortest = min(len(values[place]) for place in together)
            for place in together:
                values[place] = values[place][:shortest]
        if index is not None and rng.random() < 0.9:
            number, listed = index
            values[number] = rng.randint(
                0 if rng.random() < 0.1 else 1, max(len(values[listed]), 1)
            )
        yield table.call(values)


def _says_something(value: Any) -> bool:
    """An empty list does not say what lists hold."""
    return bool(value) if isinstance(value, (list, tuple, set, frozenset, dict)) else True


def _same_lengths(table: Sequence[Sequence[Any]]) -> list[int]:
    """The places of lists that are equally long in every call."""
    if len(table) < 2:
        return []
    places = [
        place
        for place in range(len(table[0]))
        if all(isinstance(values[place], (list, tuple, str)) for values in table)
        and not all(isinstance(values[place], str) for values in table)
    ]
    lengths = [{len(values[place]) for place in places} for values in table]
    return places if all(len(each) == 1 for each in lengths) and len(places) > 1 else []


def _index_of_list(table: Sequence[Sequence[Any]]) -> tuple[int, int] | None:
    """The places of the only integer and the only list, when the integer is from 1 to its length
    in every one of several calls."""
    if len(table) < 2:
        return None
    first = table[0]
    numbers = [place for place, value in enumerate(first) if type(value) is int]
    lists = [place for place, value in enumerate(first) if isinstance(value, list)]
    if len(numbers) != 1 or len(lists) != 1:
        return None
    number, listed = numbers[0], lists[0]
    fits = all(
        type(values[number]) is int
        and isinstance(values[listed], list)
        and 1 <= values[number] <= len(values[listed])
        for values in table
    )
    return (number, listed) if fits else None
