"""Writes new inputs of a grammar."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from shortlist_engine.inputs.grammar.blocks import Relation
from shortlist_engine.inputs.grammar.domains import Domain, Names
from shortlist_engine.inputs.grammar.edges import graph_edges, tree_edges
from shortlist_engine.inputs.grammar.shape import (
    Count,
    Many,
    Repeat,
    Row,
    Scalar,
    Shape,
    Values,
    counting,
    value_of,
)
from shortlist_engine.inputs.grammar.style import FULL, style
from shortlist_engine.inputs.grammar.values import Drawing, Infeasible

MAX_TOKENS = 400
FULL_TOKENS = 50_000
"""So many are enough to tell quadratic work from linear work."""
MAX_CASES = 12
OPEN_ENDED = 8
ATTEMPTS = 6


@dataclass(frozen=True)
class Grammar:
    """Holds a shape with what is known of its fields and blocks."""

    shape: Shape
    names: Mapping[int, str]
    domains: Mapping[int, Domain]
    relations: Mapping[int, Relation]

    @property
    def bounded(self) -> bool:
        """Says whether the statement sets an upper bound to anything."""
        return any(each.upper or each.length_upper for each in self.domains.values())


def write_input(grammar: Grammar, number: int, rng: random.Random) -> str | None:
    """Returns the input with this number in the series of styles; None when none was found whose
    numbers agree with each other. It has at most a few KB, or what the statement's least sizes ask
    for."""
    known = Names(grammar.names)
    for _ in range(ATTEMPTS):
        drawing = Drawing(rng, style(number, rng), known)
        try:
            lines = _Writer(grammar, drawing).write()
        except Infeasible:
            continue
        return "\n".join(lines) + "\n"
    return None


def write_full_input(
    grammar: Grammar, number: int, rng: random.Random, most: int = FULL_TOKENS
) -> str | None:
    """Returns an input as large as the statement allows, up to about `most` tokens, and a single
    case where there may be several; None as `write_input` does."""
    known = Names(grammar.names)
    for _ in range(ATTEMPTS):
        drawing = Drawing(rng, FULL[number % len(FULL)], known, longest_word=most)
        try:
            lines = _Writer(grammar, drawing, most).write()
        except Infeasible:
            continue
        return "\n".join(lines) + "\n"
    return None


class _Writer:
    def __init__(self, grammar: Grammar, drawing: Drawing, tokens: int = MAX_TOKENS) -> None:
        self._grammar = grammar
        self._drawing = drawing
        lengths = {domain.length.of for domain in grammar.domains.values() if domain.length}
        self._counting: set[int | None] = {*counting(grammar.shape), *lengths}
        self._cases = {
            node.count.of
            for node in grammar.shape
            if isinstance(node, Repeat) and (counting(node.body) or len(node.body) > 1)
        }
        self._most = self._room = tokens
        self._most_cases = 1 if drawing.full else MAX_CASES
        self._lines: list[str] = []

    def write(self) -> list[str]:
        self._shape(self._grammar.shape, {})
        return self._lines

    def _shape(self, shape: Shape, scope: Values) -> None:
        for node in shape:
            if isinstance(node, Row):
                self._emit(self._row(node, scope))
            else:
                self._block(node, scope)

    def _emit(self, tokens: list[str]) -> None:
        self._room -= len(tokens)
        self._lines.append(" ".join(tokens))

    def _row(self, row: Row, scope: Values) -> list[str]:
        tokens: list[str] = []
        for item in row.items:
            domain = self._grammar.domains[item.field]
            if isinstance(item, Scalar):
                scope[item.field] = self._scalar(item.field, domain, scope)
                tokens.append(scope[item.field])
            else:
                count = self._how_many(item.count, scope)
                tokens += self._drawing.tokens(domain, scope, count)
        return tokens

    def _scalar(self, field: int, domain: Domain, scope: Values) -> str:
        if field in self._counting and domain.kind == "integer":
            most = min(self._most_cases, self._room) if field in self._cases else self._room
            return str(self._drawing.count(domain, scope, max(most, 1)))
        return self._drawing.token(domain, scope)

    def _how_many(self, count: Count, scope: Values) -> int:
        if count.of is None:
            return self._drawing.rng.randint(1, OPEN_ENDED)
        number = value_of(count, scope)
        if number is None or number > 4 * self._most:
            raise Infeasible
        return number

    def _block(self, block: Repeat, scope: Values) -> None:
        count = self._how_many(block.count, scope)
        row = block.body[0]
        if len(block.body) == 1 and isinstance(row, Row):
            many = any(isinstance(item, Many) for item in row.items)
            if not many:
                self._rows(row, scope, count)
                return
        for place in range(count):
            if self._room < -4 * self._most:
                raise Infeasible
            room = self._room
            self._room = max(room // max(count - place, 1), 4)
            before = self._room
            self._shape(block.body, dict(scope))
            self._room = room - (before - self._room)

    def _rows(self, row: Row, scope: Values, count: int) -> None:
        """Rows of scalars: lists side by side, edges, or row by row where one field bounds the
        next."""
        numbers = [item.field for item in row.items]
        relation = self._grammar.relations.get(numbers[0], Relation())
        if len(numbers) == 1:
            domain = self._grammar.domains[numbers[0]]
            draw = self._drawing.grid if domain.once else self._drawing.tokens
            for token in draw(domain, scope, count):
                self._emit([token])
            return
        edges = self._edges(relation, scope, count)
        seen: set[tuple[str, ...]] = set()
        for place in range(count):
            for _ in range(30):
                tokens = self._tokens_of_row(
                    row, dict(scope), place, edges[place] if edges else None
                )
                tokens = _in_order(tokens, numbers, relation)
                if not relation.distinct or tuple(tokens) not in seen:
                    break
            else:
                raise Infeasible
            seen.add(tuple(tokens))
            self._emit(tokens)

    def _edges(self, relation: Relation, scope: Values, count: int) -> list[tuple[int, int]] | None:
        if relation.ends is None or not (relation.tree or relation.connected or relation.simple):
            return None
        low, high = self._drawing.limits(self._grammar.domains[relation.ends[0]], scope, 0)
        rng = self._drawing.rng
        if relation.tree:
            return tree_edges(count + 1, min(low, 1), rng)
        return graph_edges(count, low, high, relation.connected, relation.simple, rng)

    def _tokens_of_row(
        self, row: Row, scope: Values, place: int, edge: tuple[int, int] | None
    ) -> list[str]:
        tokens = []
        for at, item in enumerate(row.items):
            domain = self._grammar.domains[item.field]
            if edge is not None and at < 2:
                token = str(edge[at])
            else:
                token = self._drawing.token(domain, scope, place)
            scope[item.field] = token
            tokens.append(token)
        return tokens


def _in_order(tokens: list[str], numbers: list[int], relation: Relation) -> list[str]:
    for first, second in relation.ordered:
        i, j = numbers.index(first), numbers.index(second)
        if int(tokens[i]) > int(tokens[j]):
            tokens[i], tokens[j] = tokens[j], tokens[i]
    return tokens
