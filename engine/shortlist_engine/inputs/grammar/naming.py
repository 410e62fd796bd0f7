"""Which field of a shape is which name of the statement, by the order in which both appear."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shortlist_engine.inputs.grammar.bounds import Bounds, exact_name
from shortlist_engine.inputs.grammar.layout import input_section
from shortlist_engine.inputs.grammar.shape import (
    INTEGER,
    Many,
    Reading,
    Repeat,
    Row,
    counting,
    fields,
)

MAX_NAMES = 24
MAX_SECTION_CHARS = 6_000
# Agreement of one name and one field, and what it costs to leave one of them out.
_FITS, _KNOWN_COUNT, _LEFT_OUT = 2.0, 1.5, -0.6

_ELISION = re.compile(
    r"\b([A-Za-z]{1,12})_?\w{0,6}(?:\s?,\s?\1_?\w{1,6}){0,4}\s?,?\s?\.\.\.\s?,?\s?\1_?[\w+-]{1,6}"
)
_MENTION = re.compile(r"\|?\b([A-Za-z]\w*(?:\[\w\])?)")
_COUNTED = (
    r"\s(?:space[- ]separated |distinct |different |positive |non-negative |pairwise |other )*"
    r"(?:integers?|numbers?|lines?|strings?|rows?|elements?|characters?|words?|values?|pairs?|letters?)"
)
_ARTICLES = {"a", "A", "I"}


@dataclass(frozen=True)
class Mention:
    """Describes a name where the input section first has it. `listed`: with an index, as `a_i`;
    `counts`: said to be how many there are of something."""

    name: str
    listed: bool
    counts: bool


def mentions(text: str, bounds: Mapping[str, Bounds]) -> list[Mention]:
    """Returns the names that the input section of a `plain_text` introduces, in their order."""
    section = re.sub(r"\([^()]{0,300}\)", " ", input_section(text)[:MAX_SECTION_CHARS])
    section = _ELISION.sub(r"\1_i", section)
    counted = {found[1] for found in re.finditer(rf"\b([A-Za-z]\w?){_COUNTED}\b", section)}
    found: dict[str, Mention] = {}
    for match in _MENTION.finditer(section):
        word = match[1]
        if not _is_name(word, section, match.start(1), match.end(1), bounds):
            continue
        name = exact_name(word)
        if name not in found and len(found) < MAX_NAMES:
            listed = name != word
            found[name] = Mention(name, listed, name in counted)
    return list(found.values())


def _is_name(word: str, section: str, start: int, end: int, bounds: Mapping[str, Bounds]) -> bool:
    if word in _ARTICLES:
        # In TeX the dollar signs have left two spaces; in plain text an article has a noun.
        spaced = section[max(start - 2, 0) : start].isspace() and section[end : end + 2].isspace()
        return spaced or bool(re.match(r"\s?(?:[,;.:]|and\b|$)", section[end : end + 5]))
    if len(word) == 1 or "_" in word or "[" in word:
        # "the i-th line" is no field.
        return not (word in ("i", "j", "s", "t") and re.match(r"\s?[-'’]|\s+-?(?:th|st)\b",
                                                             section[end : end + 5]))  # fmt: skip
    known = bounds.get(word) or bounds.get(f"|{word}|")
    return known is not None and bool(known.lower or known.upper)


def name_fields(
    shape: Sequence[Row | Repeat],
    readings: Sequence[Reading],
    mentioned: Sequence[Mention],
    bounds: Mapping[str, Bounds],
) -> tuple[dict[int, str], float]:
    """Returns the best assignment in order, and how well it agrees: the higher the better."""
    order = fields(shape)
    listed = _listed(shape)
    counters = counting(shape)
    textual = {name: _is_textual(name, readings) for name in order}
    rows, columns = len(mentioned), len(order)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows + 1):
        for j in range(columns + 1):
            options = [best[i - 1][j] + _LEFT_OUT] if i else []
            options += [best[i][j - 1] + _LEFT_OUT] if j else []
            if i and j:
                pair = _pair(mentioned[i - 1], order[j - 1], listed, counters, textual, bounds)
                options.append(best[i - 1][j - 1] + pair)
            best[i][j] = max(options, default=0.0)
    names: dict[int, str] = {}
    i, j = rows, columns
    while i and j:
        pair = _pair(mentioned[i - 1], order[j - 1], listed, counters, textual, bounds)
        if best[i][j] == best[i - 1][j - 1] + pair:
            names[order[j - 1]] = mentioned[i - 1].name
            i, j = i - 1, j - 1
        elif best[i][j] == best[i - 1][j] + _LEFT_OUT:
            i -= 1
        else:
            j -= 1
    return names, best[rows][columns]


def _pair(
    mention: Mention,
    field: int,
    listed: Mapping[int, bool],
    counters: set[int],
    textual: Mapping[int, bool],
    bounds: Mapping[str, Bounds],
) -> float:
    numeric = mention.name in bounds and f"|{mention.name}|" not in bounds
    if textual[field] and numeric:
        return -10.0
    score = _FITS
    if mention.listed and field not in listed:
        score -= 3.0
    if not mention.listed and listed.get(field):
        score -= 0.5
    if mention.counts:
        score += _KNOWN_COUNT if field in counters else -0.5
    return score


def _listed(shape: Sequence[Row | Repeat], inside: bool = False) -> dict[int, bool]:
    """Fields that have many values in one input; True for those of a list on one line."""
    found: dict[int, bool] = {}
    for node in shape:
        if isinstance(node, Repeat):
            found |= _listed(node.body, True)
        else:
            for item in node.items:
                if inside or isinstance(item, Many):
                    found[item.field] = isinstance(item, Many)
    return found


def _is_textual(field: int, readings: Sequence[Reading]) -> bool:
    return any(
        not INTEGER.fullmatch(token) and not re.fullmatch(r"[+-]?\d+\.?\d*", token)
        for reading in readings
        for token, _, _ in reading.tokens.get(field, ())[:200]
    )
