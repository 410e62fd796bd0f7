"""From a problem to the grammar of its inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shortlist_engine.inputs.grammar.blocks import find_relations
from shortlist_engine.inputs.grammar.bounds import find_bounds
from shortlist_engine.inputs.grammar.domains import find_domains
from shortlist_engine.inputs.grammar.generate import Grammar
from shortlist_engine.inputs.grammar.infer import MAX_LINES, MAX_TOKENS, cost, infer_shapes
from shortlist_engine.inputs.grammar.layout import find_layout
from shortlist_engine.inputs.grammar.naming import mentions, name_fields
from shortlist_engine.inputs.grammar.plain_text import plain_text
from shortlist_engine.inputs.grammar.shape import (
    Lines,
    Reading,
    Shape,
    counting,
    is_open,
    read,
    split,
)

# What one part more of a shape must be worth in agreement with the names of the statement.
COST_WEIGHT = 1.0
MAX_CHARS = 64 * 1024


def read_grammar(statement: str, examples: Sequence[str]) -> Grammar | None:
    """Returns the grammar of the inputs of a problem, None when no shape explains the examples.

    The shape is what the statement draws where it reads all examples, otherwise of those that do
    the one that agrees best with the names in the input section, and is simplest.
    """
    lines = [split(text) for text in examples if text.strip() and len(text) <= MAX_CHARS]
    lines = [each for each in lines if len(each) <= MAX_LINES and sum(map(len, each)) <= MAX_TOKENS]
    if not lines:
        return None
    text = plain_text(statement)
    bounds = find_bounds(text)
    layout = find_layout(text)
    names: dict[int, str] = {}
    shape: Shape | None = None
    if layout is not None and _readings(layout.shape, lines) is not None:
        shape, names = layout.shape, layout.names
    else:
        mentioned = mentions(text, bounds)
        if layout is not None:
            known = {mention.name: mention for mention in mentioned}
            mentioned = [
                known[name] for name in layout.names.values() if name in known
            ] or mentioned
        best = float("-inf")
        for candidate in infer_shapes(lines):
            readings = _readings(candidate, lines)
            if readings is None or is_open(candidate):
                continue
            assigned, agreement = name_fields(candidate, readings, mentioned, bounds)
            score = agreement - COST_WEIGHT * cost(candidate)
            if score > best:
                best, shape, names = score, candidate, assigned
    if shape is None:
        return None
    readings = _readings(shape, lines)
    if readings is None or not any(reading.tokens for reading in readings):
        return None
    domains = find_domains(shape, readings, names, bounds, text)
    for number in counting(shape):
        domains[number] = replace(domains[number], choices=False)
    return Grammar(shape, names, domains, find_relations(shape, readings, domains, text))


def _readings(shape: Shape, examples: Sequence[Lines]) -> list[Reading] | None:
    readings = []
    for lines in examples:
        reading = Reading()
        if read(shape, lines, 0, {}, reading) != len(lines):
            return None
        readings.append(reading)
    return readings
