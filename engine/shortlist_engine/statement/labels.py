"""Headings of statements: which lines say "Input", "Sample Output 2", "Examples", "Note" and so on.

A label is found by its words alone; whether it heads a section of the statement, an example or
nothing at all (the words also occur in examples and prose) is for `examples.py` to say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Literal

from shortlist_engine.statement.translations import LINE, to_english

LabelKind = Literal["input", "output", "example", "side", "end", "pair"]

_NUMBER = r"(?:\s*(?:#|no\.?|case|test)?\s*(?P<{}>\d{{1,3}}))?"
_SAMPLE = r"(?:sample|example)s?"
_CASE = r"(?:\s+(?:test\s*)?cases?|\s+tests?|\s+data|\s*\(s\)|\s+tests?\s*\(s\))?"


def _example_part(side: str, name: str) -> str:
    number, number2, number3, number4 = (_NUMBER.format(f"{name}{i}") for i in range(4))
    word = rf"(?:std)?{side}s?"
    return (
        rf"(?:{_SAMPLE}\s*(?:test\s+)?{word}{_CASE}{number}"
        rf"|{_SAMPLE}\s*\d{{0,3}}\s*[:.,-]?\s+{word}"
        rf"|(?:test\s+)?{word}\s+(?:{_SAMPLE}{_CASE})?{number2}"
        rf"|expected\s+{word}{number3}"
        rf"|(?:the\s+)?(?:expected\s+)?{word}\s+(?:for|corresponding\s+to|of)\s+(?:the\s+)?"
        rf"(?:above\s+)?(?:{_SAMPLE}\s*)?(?:test\s+)?(?:input\s*)?{_CASE}{number4})"
    )


_BARE = {
    "input": re.compile(r"(?:std|standard\s+)?input|stdin|input\s+data", re.I),
    "output": re.compile(r"(?:std|standard\s+)?output|stdout|output\s+data", re.I),
}
_EXPLICIT = {
    "input": re.compile(_example_part("in(?:put)?", "i"), re.I),
    "output": re.compile(_example_part("out(?:put)?", "o"), re.I),
}
_EXAMPLE = re.compile(
    rf"(?:{_SAMPLE}|sample\s+i/?o|input\s*(?:/|and|&)\s*output\s+{_SAMPLE}){_CASE}"
    + _NUMBER.format("number"),
    re.I,
)
_SIDE = re.compile(
    rf"(?P<left>(?:{_SAMPLE}\s+)?input(?:\s*#?\d{{1,3}})?)\s*[:|]?\s*"
    rf"(?P<right>(?:{_SAMPLE}\s+)?output(?:\s*#?\d{{1,3}})?)\s*[:|]?",
    re.I,
)
_END = re.compile(
    r"(?:foot)?notes?|explanations?(?:\s+(?:of|for|to)\b.{0,40}|\s*#?\d+)?|hints?|remarks?|constraints?"
    rf"|{_SAMPLE}\s*\d*\s+(?:case\s+)?(?:input\s+|output\s+)?explanations?(?:\s*\d+)?"
    r"|scoring|subtasks?|sub-?tasks|sources?|limits|limitations|follow[\s-]?up|tags?|topics?"
    r"|problem\s+(?:statement|tags)|related\s+topics|companies|authors?|credits?|resources?"
    r"|editorial|solution|description|statement|task",
    re.I,
)
_END_PREFIX = re.compile(
    r"(?:explanations?|constraints|note|notes|hint|follow[\s-]?up|source|time\s+limit|memory\s+limit"
    r"|powered\s+by\s+cp\s+editor)\s*\**\s*(?::|per\s+test)|@lc\s",
    re.I,
)
_INLINE = re.compile(
    rf"(?P<head>(?P<word>(?:{_SAMPLE}\s+)?(?P<side>input|output)(?:\s*#?(?P<number>\d{{1,3}}))?)"
    r"\s*[*_`]*\s*:[*_`]*)(?P<text>(?:[ \t].*|\S.*)?)$",
    re.I,
)
_PAIR_OUTPUT = re.compile(r"(?:[,;.]|\s)\s*[*_`]*(?:and\s+)?output\s*[*_`]*\s*:\s*", re.I)
_EXAMPLE_PREFIX = re.compile(
    rf"{_SAMPLE}(?:\s*#?(?P<number>\d{{1,3}}))?\s*[:.)-]\s*(?=[*_`]*(?:{_SAMPLE}\s+)?input\b)", re.I
)
# One pass over the whole text finds the few lines that can be labels at all.
_CANDIDATE = re.compile(
    r"^[^\w\n]{0,16}(?:the[ \t]+)?"
    r"(?:std|(?:standard|test|expected|related|problem)[ \t]|sub-?|follow|foot)?"
    r"(?:in(?:put)?|out(?:put)?|sample|example|note|explanation|hint|remark|constraint|scoring"
    r"|task|source|limit|up\b|[ \t-]up|tag|topic|statement|companies|author|credit|resource"
    r"|editorial|solution|description|time[ \t]+limit|memory[ \t]+limit|powered|@?lc[ \t])"
    r"[^\n]*$",
    re.I | re.M,
)
_DECORATION = " \t\u00a0#*_=-~>[]<|`•▶►\ufeff"
_FENCE = re.compile(
    r"\s*(?:>\s*)?(?:(?P<mark>`{3,}|~{3,})[\w+#. -]*|<pre(?:\s[^>]*)?>|</pre>)\s*$", re.I
)
_COPY = re.compile(r"\W*copy(?:\s+to\s+clipboard)?\W*$|(?:\[?copy\]?\s*){1,2}$", re.I)


@dataclass(frozen=True)
class Label:
    """Describes one heading. `style` is equal for headings of the same make, whatever their number.

    `explicit` says that the words alone name an example ("Sample Input", "Input 2"). `text` is
    what follows on the same line ("Input: 3 4"), None when the heading stands alone; `output` is
    the second half of a `pair` ("Input: 3 4, Output: 7").
    """

    line: int
    kind: LabelKind
    style: str
    explicit: bool = False
    number: int | None = None
    text: str | None = None
    output: str = ""
    column: int = 0


def is_fence(line: str) -> bool:
    return bool(_FENCE.match(line)) if line[:12].strip()[:1] in ("`", "~", "<", ">") else False


def is_copy(line: str) -> bool:
    """Says whether it is the text of a judge's copy button, which travels with a selection of the
    page."""
    return len(line) < 32 and bool(_COPY.match(line.strip())) and bool(line.strip())


def find_labels(lines: tuple[str, ...] | list[str], starts: list[int], text: str) -> list[Label]:
    """Returns the labels of `text` in order; `starts` has the offset of each line."""
    found = []
    candidates = [(match.start(), match.group()) for match in _CANDIDATE.finditer(text)]
    if not text.isascii():
        foreign = [(m.start(), to_english(m.group())) for m in LINE.finditer(text)]
        candidates = sorted(candidates + foreign) if foreign else candidates
    for start, raw in candidates:
        line = bisect_right(starts, start) - 1
        label = classify(raw, line)
        if label is None:
            continue
        if line + 1 < len(lines) and is_copy(lines[line + 1]):
            # On a page with copy buttons a heading has one, data that look like it have none.
            label = replace(label, style=label.style + " copy")
        found.append(label)
    return found


def classify(raw: str, line: int) -> Label | None:
    """Returns the label that `raw` is, or None."""
    core = raw.lstrip(_DECORATION)
    # "Input: *" is a value, "**Input:**" and "-----Input:-----" are decorated on both sides.
    decorated = len(core) < len(raw.lstrip())
    core = core.rstrip(_DECORATION) if decorated else core.rstrip()
    if len(core) > 60:
        return _inline(raw, core, line)
    with_button = core
    core = re.sub(r"(?<=[\w:])\s*\[?(?:copy)\]?$", "", core, flags=re.I)
    button = " copy" if core != with_button else ""
    bare = core.rstrip(" \t:")
    colon = ":" if len(bare) < len(core.rstrip()) else ""
    if decorated:
        bare = bare.rstrip(_DECORATION)
    for kind in ("input", "output"):
        if _BARE[kind].fullmatch(bare):
            return Label(line, kind, _style(bare) + colon + button)  # type: ignore[arg-type]
        found = _EXPLICIT[kind].fullmatch(bare)
        if found:
            digits = re.search(r"\d+", bare)
            number = int(digits.group()) if digits else None
            return Label(line, kind, _style(bare) + colon + button, True, number)  # type: ignore[arg-type]
    found = _EXAMPLE.fullmatch(bare)
    if found:
        digits = re.search(r"\d+", bare)
        return Label(line, "example", _style(bare), number=int(digits.group()) if digits else None)
    found = _SIDE.fullmatch(bare)
    if found:
        column = raw.lower().find(found.group("right").lower(), raw.lower().find("input") + 5)
        digits = re.search(r"\d+", bare)
        explicit = bare[:5].lower() != "input" or digits is not None
        number = int(digits.group()) if digits else None
        return Label(line, "side", "side", explicit, number, column=column)
    if _END.fullmatch(bare):
        return Label(line, "end", _style(bare) + colon + button)
    return _inline(raw, core, line)


def _inline(raw: str, core: str, line: int) -> Label | None:
    number = None
    prefix = _EXAMPLE_PREFIX.match(core)
    explicit = prefix is not None
    if prefix:
        digits = prefix.group("number")
        number = int(digits) if digits else None
        core = core[prefix.end() :].lstrip(_DECORATION)
    found = _INLINE.match(core)
    if found:
        side = found.group("side").lower()
        # The value begins after one space; `core` was stripped, so look it up in the line itself.
        text = raw[raw.index(found.group("head")) + len(found.group("head")) :]
        text = text[1:] if text[:1] in (" ", "\t") else text
        style = _style(found.group("word")) + ":"
        explicit = explicit or found.group("word").lower() != side
        if found.group("number"):
            number = int(found.group("number"))
        if side == "input":
            pair = _PAIR_OUTPUT.search(text)
            if pair:
                return Label(
                    line,
                    "pair",
                    style,
                    explicit,
                    number,
                    text[: pair.start()].strip(),
                    text[pair.end() :].strip(),
                )
        return Label(line, side, style, explicit, number, text.rstrip())  # type: ignore[arg-type]
    if _END_PREFIX.match(core):
        return Label(line, "end", "end")
    return None


def _style(words: str) -> str:
    """The heading without its number, with its case, so that "input" in an example is not taken
    for the heading "Input"."""
    return re.sub(r"\s*#?\s*\d+", "", re.sub(r"\s+", " ", words))


_TEX = re.compile(
    r"\$[^$]+\$|\\(?:ldots|dots|leq|geq|le|ge|times|cdot|frac|mathrm|rightarrow|to)\b"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_FUNCTION_WORDS = frozenset({
    "a", "an", "the", "is", "are", "was", "were", "be", "of", "in", "for", "to", "and", "or",
    "as", "we", "you", "they", "this", "that", "these", "it", "its", "with", "by", "from", "on",
    "at", "there", "here", "when", "if", "then", "so", "has", "have", "had", "can", "cannot",
    "will", "not", "no", "which", "one", "first", "second", "third", "above", "below",
    "following", "after", "before", "since", "because", "answer", "output", "input", "sample",
    "example", "all", "any", "each", "only", "print", "note", "case", "query", "test",
})  # fmt: skip


def is_prose(line: str) -> bool:
    """Says whether it is a line of explanation, as opposed to a line of data.

    Prose has mathematics in TeX, or it is a sentence (a capital, a full stop and mostly lower-case
    words between them), or it has function words and is mostly letters.
    """
    text = line.strip()
    if " " not in text:
        return text.startswith(("![", "<image>", "http://", "https://", "[Image]"))
    if _TEX.search(text) or text.startswith(("![", "<image>")):
        return True
    words = _WORD.findall(text)
    if len(words) < 3:
        return False
    common = sum(word.lower() in _FUNCTION_WORDS for word in words)
    sentence = text[0].isupper() and text[-1] in ".:!?,;"
    if sentence and common and not text.isupper():
        return True
    if sentence and len(words) >= 4 and sum(word.islower() for word in words) * 2 > len(words):
        return True
    return common >= 2 and sum(map(len, words)) * 2 >= len(text.replace(" ", ""))
