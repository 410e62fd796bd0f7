"""Where the outputs of examples end and their explanations begin, judged by all of them together.

What stands under an output heading is first data and then, on many pages, sentences about them,
with or without a blank line between. One output by itself often leaves two readings; the other
outputs and the statement tell which of them is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from shortlist_engine.statement.prose import Prose, kinds, prose

_QUOTES = "\"'“”‘’«「『`{*„_"
_MOST_LINES = 20_000
# How much of the statement, from its end, is searched for what it quotes.
_MOST_CHARACTERS = 20_000
# How many lines of an input are compared with what is printed, and how much of a sentence one of
# them must have for it to be printed from there.
_MOST_INPUT_LINES = 200
_ECHO = 0.75
_NAMED = re.compile(r"[A-Za-z][^9:]{0,12}9\s?:")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Extent:
    """Holds how many of the lines under a heading are data. `why` says in words what was decided
    where two readings were possible; empty where there was one."""

    end: int
    why: str = ""


def find_extents(
    outputs: Sequence[Sequence[str]],
    statement: str,
    inputs: Sequence[Sequence[str]] = (),
    is_open: bool = False,
) -> list[Extent]:
    """Returns for each output, given as the lines under its heading, where its data end.

    Below the last one, when it `is_open`, the rest of the page may stand, its foot and its links.
    `statement` is the text above the examples: what it quotes is data wherever it is printed. Where
    `inputs` hold sentences an output may too, and ending it at one is a guess.
    """
    return _Judge(outputs, statement, inputs, is_open).judge()


class _Judge:
    """What all outputs together tell, and where each of them ends by that."""

    def __init__(
        self,
        outputs: Sequence[Sequence[str]],
        statement: str,
        inputs: Sequence[Sequence[str]],
        is_open: bool,
    ) -> None:
        self.open = len(outputs) - 1 if is_open else -1
        self.outputs = outputs
        self.inputs = inputs
        self.input_words: dict[int, list[frozenset[str]]] = {}
        self.statement = statement[-_MOST_CHARACTERS:]
        self.firsts = [_first(lines) for lines in outputs]
        begun = [
            (number, first, lines[first])
            for number, (lines, first) in enumerate(zip(outputs, self.firsts, strict=True))
            if first < len(lines)
        ]
        data = [
            (first, line)
            for number, first, line in begun
            if self._kind(number, line) is not Prose.SURE
        ]
        self.data_kinds = frozenset[str]().union(*(kinds(line) for _, line in data))
        self.data_count = len(data)
        # How far below their headings outputs begin that begin with data.
        self.deepest = max((first for first, _ in data), default=0)
        self.makes = Counter(_make(line) for _, _, line in begun)
        self.one_line = [self._is_one_line(number) for number in range(len(outputs))]
        self.one_line_count = sum(self.one_line)

    def _kind(self, number: int, line: str) -> Prose:
        found = prose(line)
        if found is not Prose.DATA and (
            self._is_quoted(line) or self._is_foreign(line) or self._is_echo(number, line)
        ):
            return Prose.DATA
        return found

    def _is_foreign(self, line: str) -> bool:
        """Whether these are Latin words on a page in another script, which explains in its own."""
        return (
            self._has_other_script
            and line.isascii()
            and not any(sign in line for sign in "$\\<[/")
            and len(_words(line)) > 2
        )

    @cached_property
    def _has_other_script(self) -> bool:
        letters = [letter for letter in self.statement if letter.isalpha()]
        return sum(letter > "\u0370" for letter in letters) * 2 > len(letters)

    def _is_echo(self, number: int, line: str) -> bool:
        """Whether a line of the input has nearly all words of this one: then it is printed."""
        words = _words(line)
        return len(words) > 2 and any(
            sum(word in known for word in words) >= _ECHO * len(words)
            for known in self._input_words(number)
        )

    def _input_words(self, number: int) -> list[frozenset[str]]:
        """The words of each line of an input that has some."""
        if number not in self.input_words:
            lines = self.inputs[number][:_MOST_INPUT_LINES] if self.inputs else ()
            found = (frozenset(_words(line)) for line in lines)
            self.input_words[number] = [words for words in found if len(words) > 2]
        return self.input_words[number]

    def _is_quoted(self, line: str) -> bool:
        """Whether the statement quotes how the line begins, up to its first number."""
        words: list[str] = []
        for word in line.split()[:4]:
            if any(letter.isdigit() for letter in word):
                break
            words.append(word)
        head = " ".join(words)
        return len(head) > 5 and any(quote + head in self.statement for quote in _QUOTES)

    def judge(self) -> list[Extent]:
        return [self._end(number) for number in range(len(self.outputs))]

    def _end(self, number: int) -> Extent:
        lines, first = self.outputs[number], self.firsts[number]
        if first >= len(lines):
            return Extent(len(lines))
        if self._kind(number, lines[first]) is Prose.SURE:
            return self._sentences(number)
        repeated = False
        for at in range(first + 1, min(len(lines), first + _MOST_LINES)):
            line = lines[at]
            if not line.strip():
                continue
            after_blank = not lines[at - 1].strip()
            kind = self._kind(number, line)
            if kind is Prose.SURE and not _is_next_case(lines[first], line):
                if _repeats(lines, first, at) or (repeated and not after_blank):
                    repeated = True
                    continue
                return self._explained(number, at)
            foreign = kinds(line) - self._kinds_before(lines, first, at)
            if kind is Prose.MAYBE:
                if foreign - self._input_kinds(number) and not self._like_another(line, number):
                    return Extent(at, "it reads as an explanation")
            elif kind is Prose.DATA and foreign:
                why = self._why_no_output(number, at, foreign)
                if why:
                    return Extent(at, why)
        return Extent(len(lines))

    def _explained(self, number: int, at: int) -> Extent:
        """The output whose explanation's first sentence is at line `at`."""
        lines, first = self.outputs[number], self.firsts[number]
        worded = (
            self._kind(number, lines[first]) is Prose.MAYBE
            or lines[first].rstrip()[-1:] in ":.!?"
            or (at - first > 1 and self._is_new_word(lines[at - 1]))
        )
        unsure = bool(lines[at - 1].strip()) and (worded or self._inputs_have_sentences)
        heading = self._heading_above(lines, first, at)
        if heading is not None and not any(map(_has_letter, lines[heading:at])):
            heading, unsure = None, True  # numbers head nothing
        return Extent(
            at if heading is None else heading, "it reads as an explanation" if unsure else ""
        )

    def _why_no_output(self, number: int, at: int, foreign: frozenset[str]) -> str:
        """Why a line of data is none of the output, with `foreign` signs that no other line of
        outputs has; empty when it may be one."""
        lines, others = self.outputs[number], len(self.outputs) - 1
        words, after_blank = len(lines[at].split()), not lines[at - 1].strip()
        one_line = others > 0 and self.one_line_count - self.one_line[number] == others
        if one_line and after_blank and at - self.firsts[number] <= 2:
            return "the other outputs are one line, without such signs"
        if one_line and "ß" in foreign and words > 1:
            return "the other outputs are one line, without such letters"
        worded = bool(foreign & {"a", "ß"}) and words > 1
        if number == self.open and worded and (one_line or after_blank):
            return "outputs have no words above it"
        return ""

    def _is_new_word(self, line: str) -> bool:
        """Whether it is a word that the statement does not have, and so none of its answers."""
        word = line.strip()
        return len(word) > 3 and word.isalpha() and word.casefold() not in self.statement.casefold()

    @cached_property
    def _inputs_have_sentences(self) -> bool:
        some = (line for lines in self.inputs[:50] for line in lines[:100])
        return any(prose(line) is Prose.SURE for line in some)

    def _input_kinds(self, number: int) -> frozenset[str]:
        """What the first lines of an input are made of: where it has equations, they are data."""
        lines = self.inputs[number][:20] if self.inputs else ()
        return frozenset[str]().union(*(kinds(line) for line in lines if " = " in line))

    def _kinds_before(self, lines: Sequence[str], first: int, at: int) -> frozenset[str]:
        found = self.data_kinds
        for line in lines[first : min(at, first + 50)]:
            found |= kinds(line)
        return found

    def _heading_above(self, lines: Sequence[str], first: int, at: int) -> int | None:
        """Where the heading of an explanation is ("Query 1:") whose first sentence is at line `at`:
        one or two short lines above, in a paragraph of their own and unlike the data."""
        above = at
        while above > first and not lines[above - 1].strip():
            above -= 1
        end = above
        while above > first and lines[above - 1].strip() and end - above < 3:
            above -= 1
        if above <= first + 1 or lines[above - 1].strip() or end - above > 2:
            return None
        known = self._kinds_before(lines, first, above)
        return above if all(kinds(line) - known for line in lines[above:end]) else None

    def _like_another(self, line: str, number: int) -> bool:
        """Whether another output begins with a line of this make."""
        made, lines = _make(line), self.outputs[number]
        return self.makes[made] > (_make(lines[self.firsts[number]]) == made)

    def _is_one_line(self, number: int) -> bool:
        lines, first = self.outputs[number], self.firsts[number]
        below = next((line for line in lines[first + 1 :] if line.strip()), "")
        data = below and self._kind(number, below) is Prose.DATA
        return first < len(lines) and not data

    def _sentences(self, number: int) -> Extent:
        """An output that begins with a sentence: either outputs are sentences, or there is none and
        this is an explanation."""
        lines, first = self.outputs[number], self.firsts[number]
        data = self.data_count > 0
        if data and first > self.deepest:
            return Extent(first)  # nothing is printed
        for at in range(first + 1, min(len(lines), first + _MOST_LINES)):
            if data and lines[at].strip() and not lines[at - 1].strip():
                return Extent(at, "a paragraph of its own reads as an explanation")
        if data:
            return Extent(len(lines), "it reads as a sentence, and the other outputs do not")
        unlike = len(self.outputs) == 1 or first > min(self.firsts)
        return Extent(len(lines), "it reads as a sentence" if unlike else "")


def _first(lines: Sequence[str]) -> int:
    return next((i for i, line in enumerate(lines) if line.strip()), len(lines))


def _make(line: str) -> str:
    """The line with its numbers taken out."""
    return re.sub(r"\d+", "9", line.strip())


def _repeats(lines: Sequence[str], first: int, at: int) -> bool:
    """Whether the sentence at line `at` comes again with data between, or a line below is made as
    the first one is, of words: then all are data."""
    start, end = max(first, at - 200), at + 200
    for other in range(start, min(end, len(lines))):
        if lines[other] == lines[at] and abs(other - at) > 1:
            between = lines[min(other, at) + 1 : max(other, at)]
            if any(line.strip() and prose(line) is not Prose.SURE for line in between):
                return True
    made = _make(lines[first])
    worded = bool(kinds(made) & {"a", "ß"}) and "9" in made
    return worded and any(_make(line) == made for line in lines[at + 1 : end])


def _is_next_case(first: str, line: str) -> bool:
    """Whether both lines begin as "Case #1: ..." and "Case #2: ..." do."""
    named = _NAMED.match(_make(first))
    return named is not None and _make(line).startswith(named.group())


def _words(line: str) -> list[str]:
    return _WORD.findall(line.casefold())


def _has_letter(line: str) -> bool:
    return any(map(str.isalpha, line))
