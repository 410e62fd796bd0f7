"""The form of an input from English sentences about its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from shortlist_engine.statement.form.form import NAME, Count, InputForm, count_of

_SENTENCE = re.compile(r"(?<=[a-z0-9)\]][.;])\s+(?=[A-Z])")
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "only": 0, "single": 0}
_VERB = r"(?:contains?|consists? of|has|have|holds?|gives?|describes?|includes?|will contain)"
_ONE = re.compile(
    rf"(?:the )?(?P<place>{'|'.join(_ORDINALS)}|next|following|last) (?:input )?line "
    rf"(?:of (?:the )?(?:standard )?(?:input|file|input file|input data) )?{_VERB} (?P<rest>.*)",
    re.I,
)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10}
_EXPRESSION = rf"(?P<count>{NAME}(?: ?[+-] ?\d)?|\d{{1,3}}|{'|'.join(_WORDS)})"
_MANY = re.compile(
    r"(?:then|and|after that|,| )*(?:there )?(?:follows? )?"
    r"(?:each of |in each of |in |the [ijk]-?th (?:line )?of )?"
    rf"(?:the )?(?:next |following |remaining |last |subsequent )?{_EXPRESSION} (?:more )?"
    rf"lines(?: follow)?(?P<rest>.*)",
    re.I,
)
_EACH_ON_ITS_LINE = re.compile(
    r"\b(?:one|each)\b[^.]{0,40}\b(?:per|on a|in a|on its own|in each|on each)(?: \w+)? line"
    r"|(?:on|in) separate lines|the [ijk]-?(?:th|st) (?:of (?:these|them|the) )?lines?"
    r"|[ijk]-?(?:th|st)(?: of (?:the|these|those|them))?(?: \w+)? lines?",
    re.I,
)
_ABOUT_LINES = re.compile(
    r"(?:the )?[ijk]-?(?:th|st) (?:of |line)|each (?:line|of (?:them|these|those))|every line"
    r"|(?:the )?(?:numbers|integers|values) (?:in|on) (?:the|each) lines? are separated",
    re.I,
)
# What a sentence may say of data without a word of lines.
_MORE = re.compile(
    r"\b(?:contains?|consists?|rows?|describ\w*|given|next|then|represented|format|input"
    r"|after that|there (?:is|are))\b",
    re.I,
)
_EACH_AGAIN = re.compile(r"each of the (?!next|following|remaining|last|subsequent)", re.I)
_NUMBERS = re.compile(
    r"(?:integers?|numbers?)(?: numbers?)?:? "
    r"(?P<names>[A-Za-z](?:_\w{1,2})?(?:(?:, and |, | and )[A-Za-z](?:_\w{1,2})?)*)(?![\w'.(\[-])"
)
_AMOUNTS = (("two", 2), ("three", 3), ("four", 4), ("five", 5))


@dataclass
class _Said:
    """What the sentences so far say. `fixed`: how many lines there are above does not depend on a
    number; `many`: the last sentence was about several lines; `whole`: the first line is called the
    only one, or others follow."""

    counts: list[Count] = field(default_factory=list)
    names: dict[int, tuple[str, ...]] = field(default_factory=dict)
    fixed: bool = True
    many: bool = False
    whole: bool = False


def from_sentences(lines: Sequence[str]) -> InputForm | None:
    """Returns the form that the sentences give, None when one of them was not understood."""
    said = _Said()
    for paragraph in _paragraphs(lines):
        for sentence in _SENTENCE.split(paragraph):
            text = " ".join(_without_brackets(sentence).split()).strip(" .;")
            if not _understood(text, said):
                return None
    names = {line: found for line, found in said.names.items() if found}
    return InputForm(tuple(said.counts), names) if said.whole else None


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """The lines, those that go on in the next one joined with it."""
    found: list[str] = []
    for line in lines:
        if found and found[-1] and found[-1][-1] not in ".:;" and line[:1].islower():
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found


def _understood(text: str, said: _Said) -> bool:
    """Whether the sentence says nothing of lines, or what it says could be added."""
    if not _speaks_of_lines(text):
        return not _MORE.search(text) or text.startswith(("It is guaranteed", "It's "))
    one = _ONE.fullmatch(text)
    if one is not None:
        return _add_one(one["place"].lower(), one["rest"], said)
    more = _MANY.fullmatch(text)
    if more is not None:
        again = said.many and _EACH_AGAIN.match(text)
        return _add_many(more["count"], more["rest"], bool(again), said)
    return said.many and _ABOUT_LINES.match(text) is not None


def _add_one(place: str, rest: str, said: _Said) -> bool:
    ordered = place not in _ORDINALS or (said.fixed and _ORDINALS[place] == len(said.counts))
    if not ordered or _speaks_of_lines(rest):
        return False
    if said.fixed:
        said.names[len(said.counts)] = _names(rest)
    said.whole = bool(said.counts) or place in ("only", "single")
    said.counts.append(Count())
    said.many = False
    return True


def _add_many(amount: str, rest: str, again: bool, said: _Said) -> bool:
    count = _number(amount)
    if again:
        return count == said.counts[-1]
    if count is None or _speaks_of_lines(_EACH_ON_ITS_LINE.sub("", rest)):
        return False
    said.counts.append(count)
    said.fixed, said.many, said.whole = False, True, True
    return True


def _number(text: str) -> Count | None:
    word = text.lower()
    return Count("", _WORDS[word]) if word in _WORDS else count_of(text)


def _speaks_of_lines(text: str) -> bool:
    return re.search(r"\blines?\b|\bfollow|\bthe (?:second|third|fourth)\b", text, re.I) is not None


def _without_brackets(text: str) -> str:
    before = ""
    while before != text:
        before, text = text, re.sub(r"(?:^|(?<=\s))\([^()]*\)", "", text)
    return text


def _names(text: str) -> tuple[str, ...]:
    """The names of the numbers on a line that holds nothing but them."""
    found = _NUMBERS.search(text)
    if found is None:
        return ()
    names = tuple(re.split(r", and |, | and ", found["names"]))
    head = text[: found.start()].lower()
    amount = next((number for word, number in _AMOUNTS if word in head), 1)
    after = text[found.end() :]
    alone = not re.match(r"\s*,? (?:and|followed|then|a |an |the string)", after)
    return names if len(names) == amount and alone else ()
