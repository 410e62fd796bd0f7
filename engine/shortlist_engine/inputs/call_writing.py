"""New calls of a *function* problem: values of the types of its signature and examples."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator, Sequence
from typing import Any

from shortlist_engine.inputs.call_values import draw, samples_of
from shortlist_engine.inputs.calls import literal, parse_call

MOST_VALUES = 400


def write_calls(calls: Sequence[str], signature: str, rng: random.Random) -> Iterator[str]:
    """Yields calls like the examples' `calls`, without end; none when these have no literal
    arguments or do not agree in how many there are.

    Lists that are of one length in every example stay so, and a number that is never above the
    length of the only list stays below it.
    """
    parsed = [call for call in map(parse_call, calls) if call is not None]
    table = [values for values in map(_arguments, parsed) if values is not None]
    if not table or len({len(values) for values in table}) != 1 or not table[0]:
        return
    columns = [list(column) for column in zip(*table, strict=True)]
    notes = _annotations(signature)
    for column, note in zip(columns, notes, strict=False):
        if not any(_says_something(value) for value in column):
            column += [each for each in samples_of(note) if type(each) is type(column[0])]
    function, keywords = parsed[0].func, [keyword.arg for keyword in parsed[0].keywords]
    together = _same_lengths(table)
    index = _index_of_list(table)
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
        positional = len(values) - len(keywords)
        arguments = [literal(value) for value in values[:positional]]
        arguments += [
            f"{name}={literal(value)}"
            for name, value in zip(keywords, values[positional:], strict=True)
        ]
        yield f"{ast.unparse(function)}({', '.join(arguments)})"


def _arguments(call: ast.Call) -> list[Any] | None:
    nodes = [*call.args, *(keyword.value for keyword in call.keywords)]
    try:
        return [ast.literal_eval(node) for node in nodes]
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def _annotations(signature: str) -> list[str]:
    """The types of the parameters as a Python signature states them, without `self`."""
    start = signature.find("def ")
    if start < 0:
        return []
    try:
        tree = ast.parse(f"{signature[start:].rstrip().rstrip(':')}: pass")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return []
    function = tree.body[0]
    if not isinstance(function, ast.FunctionDef):
        return []
    arguments = [argument for argument in function.args.args if argument.arg != "self"]
    return [ast.unparse(each.annotation) if each.annotation else "" for each in arguments]


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
