"""Programs in what a model wrote: every reasonable reading of one answer, best guess first.

One answer may hold several blocks of code, a block that is only a small test, none at all, or half
of one. Which of them is the program is not decided here: the readings are run on the examples in
their order, and the first that passes most of them stands for the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from shortlist_engine.languages import LANGUAGES, PYTHON
from shortlist_engine.problem import Problem, normalise_source
from shortlist_engine.sampling.base import FinishReason
from shortlist_engine.sampling.text.completing import for_function, for_standard_input
from shortlist_engine.sampling.text.fences import Block, find_blocks, language_of_tag
from shortlist_engine.sampling.text.source_text import (
    MOST_CHARACTERS,
    code_among_prose,
    cut_back,
    guess_language,
    looks_like_code,
    parses,
    reads_input,
    tidy,
)

MAX_READINGS = 6
Emptiness = Literal["empty", "thoughts", "prose"]
"""Why an answer holds no program: nothing was written, nothing but thoughts, nothing but words."""

# Thoughts stand before the last of these; the template may have written what opens them.
_THOUGHTS_END = re.compile(
    r"</(?:think|thinking|thought|reasoning)>|\[/THINK\]|◁/think▷|"
    r"<\|channel\|>final(?:<\|message\|>)?|<\|end_of_thought\|>",
    re.I,
)
_THOUGHTS_BEGIN = re.compile(
    r"<(?:think|thinking|thought|reasoning)>|\[THINK\]|◁think▷|"
    r"<\|channel\|>analysis(?:<\|message\|>)?|<\|begin_of_thought\|>",
    re.I,
)
_MARKERS = re.compile(
    r"<\|(?:im_end|endoftext|end_of_text|eot_id|return|end|file_sep|fim_prefix)\|>|</s>|"
    r"<end_of_turn>|<｜end▁of▁sentence｜>"
)
_DATA = (
    "text txt plaintext plain input output in out stdin stdout sample example test tests json yaml"
)
_WORDS = "csv diff markdown md math latex tex mermaid pseudocode pseudo algorithm"
_COMMANDS = "bash sh shell console terminal zsh cmd powershell makefile"
_NOT_PROGRAMS = frozenset(f"{_DATA} {_WORDS} {_COMMANDS}".split())


@dataclass(frozen=True)
class Reading:
    """Holds a program that an answer may be meant as. A `truncated` one lacks its end, because the
    tokens ran out."""

    language: str
    source: str
    truncated: bool = False


@dataclass(frozen=True)
class _Piece:
    source: str
    language: str
    truncated: bool
    right_language: bool

    @property
    def rank(self) -> tuple[bool, bool, bool, int]:
        whole = parses(self.source, self.language)
        useful = reads_input(self.source) or looks_like_code(self.source)
        return self.right_language, whole, useful, len(self.source)


def readings(
    answer: str,
    problem: Problem,
    language: str,
    finish_reason: FinishReason = "stop",
) -> list[Reading]:
    """Returns the programs that an answer may be meant as, best guess first, `MAX_READINGS` at most
    and no two alike; none when it holds no code.

    `language` is the one that was asked for; blocks that say or show that they are in another one
    that can be run are read as such. Nothing of the answer is run. Takes time linear in its length,
    of which the first `MOST_CHARACTERS` count.
    """
    text = spoken(answer)
    if not text.strip():
        return []
    cut = finish_reason == "length"
    pieces = _pieces(text, problem, language, cut)
    variants = [
        (piece, list(dict.fromkeys(_meant(piece, problem)))) for piece in _in_order(pieces, problem)
    ]
    found: dict[tuple[str, str], Reading] = {}
    for turn in range(max((len(sources) for _, sources in variants), default=0)):
        for piece, sources in variants:
            if turn < len(sources) and (key := normalise_source(sources[turn])):
                reading = Reading(piece.language, sources[turn], piece.truncated)
                found.setdefault((piece.language, key), reading)
    return list(found.values())[:MAX_READINGS]


def spoken(answer: str) -> str:
    """Returns what an answer says: without the model's thoughts and the marks of its template, and
    with line feeds as the ends of lines. Thoughts without an end are all there is after them."""
    text = answer[:MOST_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\x00", "")
    ends = list(_THOUGHTS_END.finditer(text))
    if ends:
        text = text[ends[-1].end() :]
    begin = _THOUGHTS_BEGIN.search(text)
    if begin is not None:
        text = text[: begin.start()]
    return _MARKERS.sub("", text)


def emptiness(answer: str, thinking: str = "") -> Emptiness:
    """Says what an answer without any reading consists of."""
    if spoken(answer).strip():
        return "prose"
    return "thoughts" if answer.strip() or thinking.strip() else "empty"


def is_cut(answer: str, finish_reason: FinishReason) -> bool:
    """Says whether the tokens ran out inside of a block of code, so that more of them would have
    given a program."""
    if finish_reason != "length":
        return False
    blocks, start = find_blocks(spoken(answer))
    return start is not None and bool(blocks) and not blocks[-1].closed


def _pieces(text: str, problem: Problem, language: str, cut: bool) -> list[_Piece]:
    """The blocks of an answer in their order; where it has none, the code among its words."""
    blocks, start = find_blocks(text)
    if start is not None:
        before = text[:start]
        if blocks and not blocks[0].tag and looks_like_code(before):
            # The prompt opened the first block, so that its end looks like a beginning.
            found = code_among_prose(before, guess_language(before, language))
            if found and len(found) * 2 > len(before.strip()):
                blocks = [Block("", found, True), *blocks[1:]]
        elif not blocks and looks_like_code(before):
            blocks = [Block("", before, True)]
    programs = [block for block in blocks if block.tag not in _NOT_PROGRAMS] or [
        block for block in blocks if looks_like_code(block.text)
    ]
    found_pieces = [
        piece
        for block in programs
        if (piece := _piece(block, problem, language, cut and block is blocks[-1])) is not None
    ]
    if found_pieces or start is not None:
        return found_pieces
    return _without_fences(text, problem, language, cut)


def _piece(block: Block, problem: Problem, asked: str, cut: bool) -> _Piece | None:
    tagged = language_of_tag(block.tag) if block.tag else None
    language = tagged.name if tagged is not None else guess_language(block.text, asked)
    if {language, asked} == {"c", "cpp"} and guess_language(block.text, asked) == asked:
        language = asked
    if not _usable(language, problem):
        if tagged is not None and tagged.name != "typescript":
            return None
        language = asked
    source = tidy(block.text, language)
    body = problem.kind == "function" and "return" in source
    if not (block.tag or body or looks_like_code(source)):
        return None  # a block of numbers
    return _whole_or_cut(source, language, asked, problem, cut or not block.closed)


def _whole_or_cut(
    source: str, language: str, asked: str, problem: Problem, open_ended: bool
) -> _Piece:
    truncated = False
    if open_ended and not _complete(source, language, problem):
        shorter = cut_back(source, language)
        if shorter.strip():
            source, truncated = shorter, True
    return _Piece(source, language, truncated, language == asked)


def _complete(source: str, language: str, problem: Problem) -> bool:
    if problem.kind == "function":
        return parses(for_function(source, problem, language)[0], language)
    return parses(source, language)


def _without_fences(text: str, problem: Problem, asked: str, cut: bool) -> list[_Piece]:
    language = guess_language(text, asked)
    if not _usable(language, problem):
        language = asked
    whole = tidy(text, language)
    python = language == PYTHON.name
    if python and looks_like_code(whole) and _complete(whole, language, problem):
        return [_Piece(whole, language, False, language == asked)]
    found = tidy(code_among_prose(text, language), language)
    if not looks_like_code(found):
        return []
    truncated = cut and not text.rstrip().endswith(found.rstrip())
    return [_Piece(found, language, truncated, language == asked)]


def _usable(language: str, problem: Problem) -> bool:
    entry = LANGUAGES[language]
    if problem.kind == "function":
        calls = bool(entry.calls) or (entry.toolchain is not None and not problem.examples)
        return calls and problem.language in (None, language)
    return entry.toolchain is not None


def _in_order(pieces: list[_Piece], problem: Problem) -> list[_Piece]:
    """The longest whole piece, the last one, all of one language together, then the others."""
    if len(pieces) < 2:
        return pieces
    ranked = sorted(pieces, key=lambda piece: piece.rank, reverse=True)
    best = ranked[0]
    same = [piece for piece in pieces if piece.language == best.language]
    order = [best, pieces[-1], *_joined(same, problem), *ranked[1:]]
    return list(dict.fromkeys(order))


def _joined(pieces: list[_Piece], problem: Problem) -> list[_Piece]:
    if len(pieces) < 2 or sum(reads_input(piece.source) for piece in pieces) > 1:
        return []  # each is a program of its own
    source = "\n\n".join(piece.source for piece in pieces)
    language = pieces[0].language
    if not parses(source, language) or len(re.findall(r"\bmain\s*\([^)]*\)\s*\{", source)) > 1:
        return []
    return [_Piece(source, language, pieces[-1].truncated, pieces[0].right_language)]


def _meant(piece: _Piece, problem: Problem) -> Iterable[str]:
    if problem.kind == "function":
        return for_function(piece.source, problem, piece.language)
    return for_standard_input(piece.source, piece.language)
