"""Whether an input is one of a grammar, as far as the grammar knows: its form, the bounds of its
numbers, and what is said of its lists. What is said of edges and of rows is not looked at."""

from __future__ import annotations

from shortlist_engine.inputs.grammar.domains import Domain, Names
from shortlist_engine.inputs.grammar.expressions import Lookup, evaluate
from shortlist_engine.inputs.grammar.generate import Grammar
from shortlist_engine.inputs.grammar.shape import INTEGER, Reading, Values, read, split, value_of


def matches(grammar: Grammar, text: str) -> bool:
    """Says whether nothing that is known of the inputs speaks against this one."""
    lines, reading = split(text), Reading()
    if read(grammar.shape, lines, 0, {}, reading) != len(lines):
        return False
    names = Names(grammar.names)
    for field, tokens in reading.tokens.items():
        domain = grammar.domains[field]
        for token, scope, place in tokens:
            if not _is_within(domain, token, scope, names.lookup(scope, place)):
                return False
    return all(
        _is_list_of(grammar.domains[field], each)
        for field, lists in reading.lists.items()
        for each in lists
    )


def _is_within(domain: Domain, token: str, scope: Values, lookup: Lookup) -> bool:
    if domain.choices:
        return token in domain.seen
    if domain.kind == "word":
        return _is_word(domain, token, scope, lookup)
    try:
        value = int(token) if INTEGER.fullmatch(token) else float(token)
    except ValueError:
        return False
    if domain.kind == "integer" and not isinstance(value, int):
        return False
    lower = [bound for text in domain.lower if (bound := evaluate(text, lookup)) is not None]
    upper = [bound for text in domain.upper if (bound := evaluate(text, lookup)) is not None]
    return all(bound <= value for bound in lower) and all(value <= bound for bound in upper)


def _is_word(domain: Domain, token: str, scope: Values, lookup: Lookup) -> bool:
    if domain.masked:
        return any(len(token) == len(seen) for seen in domain.seen)
    if domain.alphabet and not set(token) <= set(domain.alphabet):
        return False
    if domain.length is not None and value_of(domain.length, scope) != len(token):
        return False
    longest = [evaluate(text, lookup) for text in domain.length_upper]
    return all(bound is None or len(token) <= bound for bound in longest)


def _is_list_of(domain: Domain, tokens: list[str]) -> bool:
    if domain.distinct and len(set(tokens)) < len(tokens):
        return False
    if domain.kind != "integer" or not all(INTEGER.fullmatch(token) for token in tokens):
        return True
    numbers = [int(token) for token in tokens]
    if domain.permutation_from is not None:
        first = domain.permutation_from
        return sorted(numbers) == list(range(first, first + len(numbers)))
    if domain.ascending:
        inclined = numbers if domain.ascending > 0 else numbers[::-1]
        return inclined == sorted(inclined)
    return True
