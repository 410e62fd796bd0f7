"""What holds between the rows of a block: edges of a tree or graph, rows that all differ, pairs in
order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shortlist_engine.inputs.grammar.domains import Domain
from shortlist_engine.inputs.grammar.shape import Reading, Repeat, Row, Scalar, Shape

_GRAPH = re.compile(
    r"\b(?:edges?|roads?|graph|tree|vertices|connect(?:s|ed|ing)?|cables?|friends?)\b"
)
_SIMPLE = re.compile(
    r"self-?\s?loops?|multi(?:ple|-)?\s?edges?|\bsimple\b|no (?:two|pair)|distinct|different|!=|"
    r"repeated edges"
)
_DIFFERENT = re.compile(r"distinct|different|!=|no two|pairwise|unique|at most one|repeated")
_CONNECTED = re.compile(r"\bconnected\b|reach(?:able)? (?:any|every|all)|\btree\b")


@dataclass(frozen=True)
class Relation:
    """Says what holds within the rows of a block. `ends` are the two fields that are the ends of an
    edge. `tree`, `connected`, `simple` (no loop, no edge twice) speak of these; `distinct`: no row
    comes twice; `ordered`: pairs of fields of which the first is never above the second."""

    ends: tuple[int, int] | None = None
    tree: bool = False
    connected: bool = False
    simple: bool = False
    distinct: bool = False
    ordered: tuple[tuple[int, int], ...] = ()


def find_relations(
    shape: Shape, readings: Sequence[Reading], domains: Mapping[int, Domain], text: str
) -> dict[int, Relation]:
    """Returns the relation of every block of single rows of scalars, under its first field."""
    found: dict[int, Relation] = {}
    for node in shape:
        if not isinstance(node, Repeat):
            continue
        row = _row_of(node)
        if row is None:
            found |= find_relations(node.body, readings, domains, text)
        else:
            numbers = [item.field for item in row.items]
            found[numbers[0]] = _relation(numbers, node.count.plus, readings, domains, text)
    return found


def _row_of(block: Repeat) -> Row | None:
    row = block.body[0]
    single = len(block.body) == 1 and isinstance(row, Row)
    scalars = single and all(isinstance(item, Scalar) for item in row.items)  # type: ignore[union-attr]
    return row if scalars and isinstance(row, Row) and len(row.items) >= 2 else None


def _relation(
    numbers: list[int],
    plus: int,
    readings: Sequence[Reading],
    domains: Mapping[int, Domain],
    text: str,
) -> Relation:
    columns = [[reading.lists.get(number, []) for reading in readings] for number in numbers]
    tables = [
        list(zip(*rows, strict=True))
        for per_reading in zip(*columns, strict=True)
        for rows in zip(*per_reading, strict=True)
    ]
    rows = [row for table in tables for row in table]
    distinct = all(len(set(table)) == len(table) for table in tables)
    integers = [domains[number].kind == "integer" for number in numbers]
    ordered = _ordered(numbers, rows, integers, domains)
    distinct_said = distinct and bool(_DIFFERENT.search(text))
    if not (len(rows) > 0 and integers[0] and integers[1] and _GRAPH.search(text)):
        return Relation(distinct=distinct_said, ordered=ordered)
    edges = [[(int(row[0]), int(row[1])) for row in table] for table in tables]
    simple = all(
        a != b and len({frozenset(edge) for edge in table}) == len(table)
        for table in edges
        for a, b in table
    )
    tree = plus == -1 and simple and all(_is_tree(table) for table in edges)
    return Relation(
        (numbers[0], numbers[1]),
        tree,
        bool(_CONNECTED.search(text)) and all(_joined(table) for table in edges),
        simple and bool(_SIMPLE.search(text)),
        distinct_said,
        ordered,
    )


def _ordered(
    numbers: list[int],
    rows: list[tuple[str, ...]],
    integers: list[bool],
    domains: Mapping[int, Domain],
) -> tuple[tuple[int, int], ...]:
    """Neighbouring fields in ascending order in every example, where the statement sets no bound
    that would say so itself."""
    pairs = []
    for at in range(len(numbers) - 1):
        if len(rows) >= 4 and integers[at] and integers[at + 1]:
            bounded = domains[numbers[at]].upper and domains[numbers[at + 1]].lower
            ascending = all(int(row[at]) <= int(row[at + 1]) for row in rows)
            if ascending and (not bounded or len(rows) >= 8):
                pairs.append((numbers[at], numbers[at + 1]))
    return tuple(pairs)


def _is_tree(edges: list[tuple[int, int]]) -> bool:
    return _joined(edges) and len({end for edge in edges for end in edge}) in (0, len(edges) + 1)


def _joined(edges: list[tuple[int, int]]) -> bool:
    """Whether all vertices that have an edge are connected."""
    leader: dict[int, int] = {}

    def find(vertex: int) -> int:
        while leader.setdefault(vertex, vertex) != vertex:
            leader[vertex] = leader[leader[vertex]]
            vertex = leader[vertex]
        return vertex

    for a, b in edges:
        leader[find(a)] = find(b)
    return len({find(vertex) for vertex in list(leader)}) <= 1
