"""A call of a function, taken apart: the items of its lists and strings, and its numbers."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from shortlist_engine.inputs.calls import parse_call
from shortlist_engine.practice.reduction import Cell, Part, simpler_integers

_MAX_CELLS = 400
Build = Callable[[Any], str]


class CallShape:
    """Shrinks calls with literal arguments, such as `two_sum([2, 7], 9)`."""

    def parts(self, text: str) -> list[Part]:
        """Returns the items of each collection and string in the arguments."""
        return [
            Part(list(value), _of_type(value, build), least=0)
            for value, build in _values(text)
            if isinstance(value, (list, tuple, str, bytes, dict, set)) and value
        ]

    def cells(self, text: str) -> list[Cell]:
        """Returns the values in the arguments for which there are simpler ones."""
        cells = [
            Cell(simpler, build) for value, build in _values(text) if (simpler := _simpler(value))
        ]
        return cells[:_MAX_CELLS]

    def all_simplest(self, text: str) -> list[str]:
        """Returns calls in which each argument is as plain as can be, or all numbers are ranks."""
        arguments = list(_values(text, nested=False))
        return [
            *(build(_plainest(value)) for value, build in arguments),
            *(build(_renamed(value, _ranks([value]))) for value, build in arguments),
            _in_ranks(text, _ranks([value for value, _ in arguments])),
        ]


def _values(text: str, *, nested: bool = True) -> Iterator[tuple[Any, Build]]:
    """Every literal argument and, with `nested`, what is in it, each with a way to replace it."""
    call = parse_call(text)
    if call is None:
        return
    arguments = [*enumerate(call.args), *((word.arg, word.value) for word in call.keywords)]
    for place, node in arguments:
        try:
            value = ast.literal_eval(node)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            continue
        yield from _inside(value, _with_argument(text, place), nested)


def _inside(value: Any, build: Build, nested: bool) -> Iterator[tuple[Any, Build]]:
    yield value, build
    if nested and isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _inside(item, _with_item(value, index, build), nested)


def _with_argument(text: str, place: int | str | None) -> Build:
    def build(value: Any) -> str:
        call = parse_call(text)
        assert call is not None
        node = ast.parse(repr(value), mode="eval").body
        if isinstance(place, int):
            call.args[place] = node
        else:
            next(word for word in call.keywords if word.arg == place).value = node
        return ast.unparse(call)

    return build


def _with_item(items: Any, index: int, build: Build) -> Build:
    return lambda item: build(type(items)([*items[:index], item, *items[index + 1 :]]))


def _of_type(value: Any, build: Build) -> Build:
    """`build` for items of which some have gone, as a value of the type that they were in."""
    if isinstance(value, str):
        return lambda items: build("".join(items))
    if isinstance(value, dict):
        return lambda items: build({key: value[key] for key in items})
    return lambda items: build(type(value)(items))


def _in_ranks(text: str, ranks: dict[int, int]) -> str:
    """The call with every integer renamed, in all arguments at once."""
    for index in range(len(list(_values(text, nested=False)))):
        value, build = list(_values(text, nested=False))[index]
        text = build(_renamed(value, ranks))
    return text


def _ranks(values: list[Any]) -> dict[int, int]:
    """The integers in `values`, and the smallest from 0 on that compare the same."""
    found: set[int] = set()

    def collect(value: Any) -> None:
        if isinstance(value, (list, tuple)):
            for item in value:
                collect(item)
        elif type(value) is int:
            found.add(value)

    collect(values)
    return {value: rank for rank, value in enumerate(sorted(found))}


def _renamed(value: Any, ranks: dict[int, int]) -> Any:
    if isinstance(value, (list, tuple)):
        return type(value)(_renamed(item, ranks) for item in value)
    return ranks[value] if type(value) is int else value


def _simpler(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [False] if value else []
    if isinstance(value, int):
        return simpler_integers(value, 0) if value > 1 or value < 0 else []
    if isinstance(value, float):
        return [new for new in (0.0, 1.0, float(round(value))) if abs(new) < abs(value)]
    if isinstance(value, str) and value.strip("a"):
        return ["a" * len(value)]
    return []


def _plainest(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return type(value)(_plainest(item) for item in value)
    simpler = _simpler(value)
    return simpler[0] if simpler else value
