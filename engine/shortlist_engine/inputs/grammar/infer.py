"""The shapes that fit all examples, found by search.

At each line the next part may be a row, a list whose length an earlier number gives, or a block
that repeats as often as an earlier number says. Every way that explains all examples to their end
is kept; the one with the fewest parts is the most likely (minimum description length).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count as numbers_from

from shortlist_engine.inputs.grammar.shape import (
    INTEGER,
    Count,
    Lines,
    Many,
    Repeat,
    Row,
    Scalar,
    Shape,
    Values,
    read,
    value_of,
)

MAX_LINES = 400
MAX_TOKENS = 4_000
MAX_SHAPES = 40
BUDGET = 20_000  # lines read in all
WIDEST_ROW = 12
LONGEST_BODY = 4
SHORT_BODY = 2  # of a block within a block
LONGEST_SHAPE = 8
MOST_BODIES = 8
COST_OF_THE_REST = 10.0
DEEPEST = 2
OFFSETS = (0, -1, 1)


@dataclass(frozen=True)
class _State:
    """An example that is read up to line `at`."""

    lines: Lines
    at: int
    scope: Values

    @property
    def ended(self) -> bool:
        return self.at >= len(self.lines)


class _OutOfBudget(Exception):
    """The search has taken long enough."""


def infer_shapes(examples: Sequence[Lines]) -> list[Shape]:
    """Returns shapes that read every example to its end, at most `MAX_SHAPES`, simplest first. None
    of them leaves open how long something is where counts explain all. There are none when there
    are no examples, or longer ones than a person would read."""
    if not examples or any(
        len(lines) > MAX_LINES or sum(map(len, lines)) > MAX_TOKENS for lines in examples
    ):
        return []
    states = [_State(lines, 0, {}) for lines in examples]
    return _Search(open_ended=False).run(states) or _Search(open_ended=True).run(states)


def cost(shape: Sequence[Row | Repeat]) -> float:
    """Measures how much there is to say about the shape."""
    total = 0.0
    for node in shape:
        total += 0.5
        if isinstance(node, Repeat):
            total += _count_cost(node.count, to_the_end=3.0) + cost(node.body)
        else:
            for item in node.items:
                total += 1
                if isinstance(item, Many):
                    total += _count_cost(item.count, to_the_end=2.0)
                    # Two or three numbers in a row are rarely one fewer than something.
                    total += 0.75 * (item.count.plus != 0)
    return total


def _promise(shape: Shape, states: Sequence[_State]) -> float:
    """The lower, the sooner it is looked at: cheap so far, and much explained."""
    left = sum(len(state.lines) - state.at for state in states)
    return cost(shape) + COST_OF_THE_REST * left / sum(len(state.lines) for state in states)


def _count_cost(count: Count, to_the_end: float) -> float:
    if count.of is None:
        return to_the_end
    return 0.5 * (count.plus != 0) + 0.5 * (count.times != 1)


class _Search:
    def __init__(self, open_ended: bool) -> None:
        self._left = BUDGET
        self._open_ended = open_ended

    def run(self, states: list[_State]) -> list[Shape]:
        """Until enough are found or the budget is spent."""
        found: list[Shape] = []
        order = numbers_from()
        waiting: list[tuple[float, int, Shape, list[_State], int]] = [(0, 0, (), states, 0)]
        try:
            while waiting:
                _, _, shape, reached, name = heappop(waiting)
                if len(shape) == LONGEST_SHAPE:
                    continue
                for node, next_name in self._nodes(reached, name, 0):
                    after = self._after((node,), reached)
                    if after is None:
                        continue
                    longer = (*shape, node)
                    if all(state.ended for state in after):
                        found.append(longer)
                        if len(found) == MAX_SHAPES:
                            return sorted(found, key=cost)
                    else:
                        promise = _promise(longer, after)
                        heappush(waiting, (promise, next(order), longer, after, next_name))
        except _OutOfBudget:
            pass
        return sorted(found, key=cost)

    def _after(self, shape: Shape, states: Sequence[_State]) -> list[_State] | None:
        after = []
        for state in states:
            scope = dict(state.scope)
            at = read(shape, state.lines, state.at, scope, None)
            self._left -= 2 if at is None else 2 + at - state.at
            if self._left < 0:
                raise _OutOfBudget
            if at is None:
                return None
            after.append(_State(state.lines, at, scope))
        return after

    def _nodes(
        self, states: list[_State], name: int, depth: int, since: int = 0
    ) -> Iterator[tuple[Row | Repeat, int]]:
        """What may come next, with the number of the next field after it. A block within a block
        repeats as often as a field of the latter says, the first of which is `since`."""
        if all(state.ended for state in states):
            return
        counters = _counters(states)
        if not any(state.ended for state in states):
            lines = [state.lines[state.at] for state in states]
            yield from _rows(lines, states, counters, name)
            if self._open_ended:
                yield Row((Many(name, Count(None)),)), name + 1
        if depth < DEEPEST:
            own = [counter for counter in counters if counter >= since]
            for count in self._repetitions(states, own, least=1 if depth == 0 else 2):
                for body, next_name in self._bodies(states, count, name, depth + 1):
                    yield Repeat(count, body), next_name
        if depth == 0 and self._open_ended:
            to_the_end = Count(None)
            for body, next_name in self._bodies(states, to_the_end, name, DEEPEST):
                yield Repeat(to_the_end, body), next_name

    def _repetitions(
        self, states: list[_State], counters: list[int], least: int
    ) -> Iterator[Count]:
        for plus in OFFSETS:
            for counter in counters:
                count = Count(counter, plus)
                numbers = [value_of(count, state.scope) for state in states]
                fits = all(
                    number is not None and number <= len(state.lines) - state.at
                    for number, state in zip(numbers, states, strict=True)
                )
                needed = least if plus == 0 else 2
                if fits and max(number or 0 for number in numbers) >= needed:
                    yield count

    def _bodies(
        self, states: list[_State], count: Count, name: int, depth: int
    ) -> Iterator[tuple[Shape, int]]:
        """Bodies found on the first repetition of each example and tried on all."""
        firsts = [state for state in states if count.of is None or value_of(count, state.scope)]
        if any(state.ended for state in firsts):
            return
        grown: list[tuple[Shape, list[_State], int]] = [((), firsts, name)]
        longest = LONGEST_BODY if depth < DEEPEST else SHORT_BODY
        found = 0
        while grown and found < MOST_BODIES:
            body, reached, next_name = grown.pop(0)
            for node, after_node in self._nodes(reached, next_name, depth, name):
                longer = (*body, node)
                if len(longer) > longest:
                    return
                after = self._after((Repeat(count, longer),), states)
                if after is not None:
                    found += 1
                    yield longer, after_node
                    if all(state.ended for state in after):
                        longest = len(longer)  # what explains all need not be longer
                if len(longer) < longest:
                    after = self._after((node,), reached)
                    if after is not None and not any(state.ended for state in after):
                        grown.append((longer, after, after_node))


def _counters(states: Sequence[_State]) -> list[int]:
    """Fields with small integers in all states, the latest first: it counts what is nearest."""
    return [
        name
        for name in reversed(states[0].scope)
        if all(value_of(Count(name, 1), state.scope) is not None for state in states)
    ]


def _rows(
    lines: list[list[str]], states: list[_State], counters: list[int], name: int
) -> Iterator[tuple[Row, int]]:
    widths = {len(line) for line in lines}
    width = min(widths)
    for plus in OFFSETS:
        for counter in counters:
            count = Count(counter, plus)
            if all(
                value_of(count, state.scope) == len(line)
                for state, line in zip(states, lines, strict=True)
            ):
                yield Row((Many(name, count),)), name + 1
    for scalars in (1, 2):
        if width >= scalars and max(widths) > scalars:
            heads = tuple(Scalar(name + index) for index in range(scalars))
            for place in range(scalars):
                own = Count(name + place)
                if all(
                    INTEGER.fullmatch(line[place]) and line[place] == str(len(line) - scalars)
                    for line in lines
                ):
                    yield Row((*heads, Many(name + scalars, own))), name + scalars + 1
    if len(widths) == 1 and width <= WIDEST_ROW:
        yield Row(tuple(Scalar(name + index) for index in range(width))), name + width
