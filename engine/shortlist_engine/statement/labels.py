"""Headings of statements: which lines say "Input", "Sample Output 2", "Examples", "Note" and so on,
in any of the languages of `words/`.

A label is found by its words alone; whether it heads a section of the statement, an example or
nothing at all (the words also occur in examples and prose) is for `examples/` to say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from shortlist_engine.statement.marks import is_copy, without_copy
from shortlist_engine.statement.vocabulary import (
    LANGUAGES,
    Terms,
    all_of,
    alternatives,
    fold,
    may_begin_heading,
    read_terms,
)

LabelKind = Literal["input", "output", "example", "side", "end", "pair"]
Side = Literal["input", "output"]

_INPUTS = frozenset({"input", "sample_input"})
_OUTPUTS = frozenset({"output", "sample_output"})
_EXAMPLES = frozenset({"example", "examples", "sample_input", "sample_output"})
_STYLES = {
    "input": "<in>",
    "output": "<out>",
    "sample_input": "<sample in>",
    "sample_output": "<sample out>",
    "example": "<sample>",
}
_MAX_COLUMNS = 80
# What English says beside the plain names of its parts.
_SAMPLE = r"(?:sample|example)s?"
_SIDES: tuple[tuple[Side, str], ...] = (("input", "in(?:put)?"), ("output", "out(?:put)?"))
_EXPLICIT: dict[Side, re.Pattern[str]] = {
    side: re.compile(
        rf"(?:the\s+)?(?:expected\s+)?(?:{_SAMPLE}\s*)?(?:test\s*)?(?:std)?{word}s?"
        rf"(?:\s+(?:for|corresponding\s+to|of)\s+(?:the\s+)?(?:above\s+)?(?:{_SAMPLE}\s*)?"
        r"(?:test\s+)?(?:input\s*)?(?:cases?)?)?(?:\s*(?:\(s\)|cases?|tests?|data))?"
        r"\s*(?:#|no\.?|case|test)?\s*(?P<number>\d{1,3})?",
        re.I,
    )
    for side, word in _SIDES
}
_END = re.compile(
    r"explanations?\s+(?:of|for|to)\b.{0,40}"
    rf"|{_SAMPLE}\s*\d*\s+(?:case\s+)?(?:input\s+|output\s+)?explanations?(?:\s*\d+)?",
    re.I,
)
_END_PREFIX = re.compile(
    r"(?:time\s+limit|memory\s+limit|source\s+limit|powered\s+by\s+cp\s+editor)\s*\**\s*"
    r"(?::|per\s+test)|@lc\s",
    re.I,
)
# What PDFs have at the foot of a page, and above an example whose files have names.
_PAGE = re.compile(r"\W*(?:page|страница|сторінка|página|seite|strona)\s+\d+\s+\w+\s+\d+\s*", re.I)
_FILES = re.compile(
    r"\s*[\w-]{1,20}\.(?:in|inp|txt|dat)\s+(?P<second>[\w-]{1,20}\.(?:out|txt|ans|sol))\s*"
)
# The style of a heading that is two names of files.
FILES = "files"
_FILE = re.compile(
    r"\s*\((?:[^()]{0,40}\b)?(?:file|input|output|print)\b[^()]{0,60}\)(?=\s*:?\s*$)", re.I
)
_LEFT = "№ \t\u00a0\u3000#*_=-~>[]<|`•▶►\ufeff【［〔《〈「『■□◆◇●○▼★☆※+"
_RIGHT = _LEFT + "】］〕》〉」』"
_CLOSING = re.compile("[】］〕》〉」』]\\s*[:：]?")
_HEAD = re.compile(r"^[ \t]{0,120}[^\w\n]{0,16}(?:the[ \t]+)?([^\W\d_]\w?)[^\n]*", re.I | re.M)


# Patterns of all languages take a while to compile: each when it is first needed.


@cache
def _pair_output() -> re.Pattern[str]:
    words = alternatives(all_of("output")[::-1])
    return re.compile(
        rf"(?:[,;.]|\s)\s*[*_`]*(?:and\s+)?(?:{words})\s*[*_`]*\s*[:：][*_`]*\s*", re.I
    )


@cache
def glued_heading() -> re.Pattern[str]:
    """Returns what finds the `heading` of an input at the end of a sentence's line, as on a page
    that lost the line end between: "... at most 100.Sample Input 1:"."""
    words = alternatives(phrase for words in LANGUAGES for phrase in words.sample_input)
    return re.compile(
        rf"(?<=[.!?)。！？）$])[ \t]*(?P<heading>(?:{_SAMPLE}[ \t]+input|{words})"
        r"[ \t]*#?[ \t]*\d{0,2}[ \t]*[:：]?)[ \t]*$",
        re.I | re.M,
    )


@dataclass(frozen=True)
class Label:
    """Describes one heading. `style` is equal for headings of the same make, whatever their number.

    `explicit` says that the words alone name an example ("Sample Input", "Input 2"). `text` is
    what follows on the same line ("Input: 3 4"), None when the heading stands alone; `output` is
    the second half of a `pair` ("Input: 3 4, Output: 7"). `column` is where the second heading of
    a `side` begins.
    """

    line: int
    kind: LabelKind
    style: str
    explicit: bool = False
    number: int | None = None
    text: str | None = None
    output: str = ""
    column: int = 0


@lru_cache(maxsize=4)
def find_labels(lines: tuple[str, ...]) -> tuple[Label, ...]:
    """Returns the labels of a text in order."""
    starts, offset = [], 0
    for text in lines:
        starts.append(offset)
        offset += len(text) + 1
    found = []
    for match in _HEAD.finditer("\n".join(lines)):
        if not (may_begin_heading(match[1]) or match[1] == "lc" or _of_pdf(match.group())):
            continue
        line = bisect_right(starts, match.start()) - 1
        label = classify(match.group(), line)
        if label is None:
            continue
        if line + 1 < len(lines) and is_copy(lines[line + 1]):
            # On a page with copy buttons a heading has one, data that look like it have none.
            label = replace(label, style=label.style + " copy")
        found.append(label)
    return tuple(found)


def input_section(lines: Sequence[str], labels: Sequence[Label]) -> Sequence[str]:
    """Returns the lines below the heading of the input's description."""
    section = next(
        (each for each in labels if each.kind == "input" and not each.explicit and not each.text),
        None,
    )
    if section is None:
        return ()
    end = next((each.line for each in labels if each.line > section.line), len(lines))
    return lines[section.line + 1 : end]


def counterpart(style: str) -> str:
    """Returns the style of an output heading that is made as an input heading of this style."""
    return style.replace("<in>", "<out>").replace("<sample in>", "<sample out>")


def classify(raw: str, line: int) -> Label | None:
    """Returns the label that `raw` is, or None."""
    if len(raw) > 2 * _MAX_COLUMNS:
        return _classify(raw, line)
    found = _classify_short(raw)
    return found if found is None or line == 0 else replace(found, line=line)


@lru_cache(maxsize=4096)
def _classify_short(raw: str) -> Label | None:
    return _classify(raw, 0)


def _classify(raw: str, line: int) -> Label | None:
    core = raw.lstrip(_LEFT)
    # "Input: *" is a value, "**Input:**" and "-----Input:-----" are decorated on both sides.
    decorated = len(core) < len(raw.lstrip())
    core = core.rstrip(_RIGHT) if decorated else core.rstrip()
    button = ""
    if len(core) <= _MAX_COLUMNS:
        without = without_copy(core)
        button = " copy" if without != core else ""
        core = _FILE.sub("", without)
    if decorated:
        core = _CLOSING.sub(": ", core, count=1)
        core = re.sub(r"[*_`]+(?=\s*[:：])|(?<=[:：])[*_`]+", "", core)
    return _label(raw, core, line, button, decorated) or _of_pdf(raw, line)


def _of_pdf(raw: str, line: int = 0) -> Label | None:
    if len(raw) < 2 * _MAX_COLUMNS and raw.rstrip()[-1:].isdigit() and _PAGE.fullmatch(raw):
        return Label(line, "end", "end")
    files = _FILES.fullmatch(raw) if "." in raw and len(raw) < 2 * _MAX_COLUMNS else None
    return files and Label(line, "side", FILES, column=files.start("second"))


def _label(raw: str, core: str, line: int, button: str, decorated: bool) -> Label | None:
    folded = fold(core[:_MAX_COLUMNS])
    # In the middle of a sentence a line may begin "the sample input".
    terms = None if core.startswith("the ") else read_terms(folded)
    if terms is None or all(term.concept == "small" for term in terms.terms):
        return _english(raw, core, line, button)
    text = None
    if terms.colon is not None:
        # Folding may move places, but not the first colon, or the bracket that stands for it.
        head, colon, rest = raw.partition("：" if "：" in raw.partition(":")[0] else ":")
        if not colon or (decorated and _CLOSING.search(head)):
            rest = re.split("[:：]", core, maxsplit=1)[1]
        rest = rest.lstrip("*_`")
        text = rest if rest.strip(_RIGHT if decorated else None) else None
    kind = _kind_of(terms, folded)
    if kind is None:
        return None
    style = _style(core, folded, terms)
    alone = style + (":" if terms.colon is not None else "") + button
    concepts = [term.concept for term in terms.terms]
    explicit = terms.number is not None or any(each in _EXAMPLES for each in concepts)
    if kind == "end":
        if text is None:
            return Label(line, "end", alone)
        return Label(line, "end", "end") if "after" in concepts else None
    if kind == "example":
        if text is None:
            return Label(line, "example", style, number=terms.number)
        inner = classify(text, line)
        if inner is None or inner.kind not in ("input", "pair"):
            return None
        number = inner.number if terms.number is None else terms.number
        return replace(inner, explicit=True, number=number)
    if kind == "side":
        if text is not None and classify(text, line) is None:
            return None
        first = next(term for term in terms.terms if term.concept in _INPUTS)
        second = next(term for term in terms.terms if term.start >= first.end)
        column = _column(raw, core, folded, second.start)
        return Label(line, "side", "side", explicit, terms.number, column=column)
    side: Side = "input" if kind == "input" else "output"
    if text is not None and any(folded[: term.end].endswith("#") for term in terms.terms):
        return None  # "Answer #1" heads what is printed, "Answer #1: 5" is printed
    if text is None:
        return Label(line, side, alone, explicit, terms.number)
    return _inline(side, text, line, style, explicit, terms.number, raw)


def _inline(
    side: Side, text: str, line: int, style: str, explicit: bool, number: int | None, raw: str
) -> Label | None:
    # The value begins after one space; the rest of the line is as it stands.
    text = text[1:] if text[:1] in (" ", "\t") else text
    if side == "input":
        other = classify(text, line) if len(text) <= _MAX_COLUMNS else None
        if other is not None and other.kind == "output" and other.text is None:
            column = max(0, len(raw.rstrip()) - len(text.lstrip().rstrip()))
            return Label(line, "side", "side", explicit, number, column=column)
        pair = _pair_output().search(text)
        if pair:
            before, after = text[: pair.start()].strip(), text[pair.end() :].strip()
            return Label(line, "pair", f"{style}:", explicit, number, before, after)
    return Label(line, side, f"{style}:", explicit, number, text.rstrip())


def _kind_of(terms: Terms, folded: str) -> LabelKind | None:
    concepts = [term.concept for term in terms.terms]
    sides = [term for term in terms.terms if term.concept in _INPUTS | _OUTPUTS]
    if any(concept in ("after", "sections") for concept in concepts):
        return "end" if concepts[-1] != "small" or not sides else None
    if "examples" in concepts and not sides:
        return "example"
    if not sides:
        return "example"
    inputs = [term for term in sides if term.concept in _INPUTS]
    outputs = [term for term in sides if term.concept in _OUTPUTS]
    if not outputs or not inputs:
        return "input" if inputs else "output"
    if outputs[0].start < inputs[0].start:
        return "output"
    between = folded[inputs[0].end : outputs[0].start]
    joined = between.strip(" \t") in ("/", "&", "-", "and", "+") or not between
    return "example" if joined and any(c in _EXAMPLES for c in concepts) else "side"


def _style(core: str, folded: str, terms: Terms) -> str:
    """The heading without its number, with its case, so that "input" in an example is not taken
    for the heading "Input"."""
    parts = [_STYLES.get(term.concept, folded[term.start : term.end]) for term in terms.terms]
    case = "lower " if core[:1].islower() else "UPPER " if core[:3].isupper() else ""
    return case + " ".join(parts)


def _column(raw: str, core: str, folded: str, start: int) -> int:
    """Where in `raw` the second of two headings begins."""
    begin = raw.find(core[:4])
    if len(folded) == len(core[:_MAX_COLUMNS]):
        return max(0, begin) + start
    return max(0, len(raw.rstrip()) - (len(folded.rstrip()) - start))


def _english(raw: str, core: str, line: int, button: str) -> Label | None:
    if len(core) > _MAX_COLUMNS or not core[:1].isascii():
        return Label(line, "end", "end") if _END_PREFIX.match(core[:60]) else None
    bare = core.rstrip(" \t:")
    colon = ":" if len(bare) < len(core.rstrip()) else ""
    style = re.sub(r"\s*#?\s*\d+", "", re.sub(r"\s+", " ", bare)) + colon + button
    for side, pattern in _EXPLICIT.items():
        found = pattern.fullmatch(bare)
        if found and not re.fullmatch(r"(?:the\s+)?(?:std)?(?:in|out)(?:put)?s?", bare, re.I):
            digits = re.search(r"\d+", bare)
            number = int(digits.group()) if digits else None
            word = "<in>" if side == "input" else "<out>"
            if side not in bare.lower():
                word += " short"  # "IN 1" may be data below a heading "Input"
            made = re.sub(r"in(?:put)?|out(?:put)?", word, style.lower(), count=1)
            return Label(line, side, made, True, number)
    if _END.fullmatch(bare):
        return Label(line, "end", style)
    if _END_PREFIX.match(core):
        return Label(line, "end", "end")
    return None
