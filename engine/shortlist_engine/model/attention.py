"""Which words of a problem the model reads while it writes each line of a program.

The decoder is fed a program that is known (teacher forcing), and looks at the encoder's tokens with
several heads in each layer. What it looks at when it is about to write a token is that token's.

Three things make maps of attention say little, and each is dealt with here:

- Most heads look nowhere in particular, and an average of all is nearly even. So the largest weight
  of any head of any layer counts.
- Some tokens are looked at whatever is written: the first, punctuation, headings, a word that the
  whole program is about. So what a line pays on top of the average of all lines counts, and nothing
  below it. A program of one line has no such average; its attention counts as it is.
- White space and marks of punctuation are where heads rest. They are no words, and are left out.

What is left is shared out, so that a line's words sum to 1. It shows what was looked at, which is a
hint at why a line was written and no proof of it (Jain and Wallace 2019, "Attention is not
Explanation").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shortlist_engine.model.encoding import encode_problem
from shortlist_engine.model.session import ModelSession
from shortlist_engine.problem import Problem, Program
from shortlist_engine.protocol import AttentionMap
from shortlist_engine.statement.prompt import RATINGS, Metadata, decoder_prompt

Floats = NDArray[np.float64]
Spans = Sequence[tuple[int, int]]
DIGITS = 5
"""Decimals of what a word gets."""
# Numbers, words, single characters of scripts that put no spaces between words, and marks other
# than punctuation, such as those of a grid.
_WORD = re.compile(
    r"(?<!\w)[-+]?\d+(?:\.\d+)?(?!\w)"
    r"|[\u3040-\u30ff\u3400-\u9fff]"
    r"|[^\W\u3040-\u30ff\u3400-\u9fff]+"
    r"|[^\w\s.,;:!?'\"`()\[\]{}\u3001\u3002\uff0c\uff1a]+"
)


def attention(folder: Path, problem: Problem, program: Program) -> AttentionMap:
    """Returns the map for a program in a language that the model writes. The encoder reads the
    problem as in a solve, without known programs; the decoder the usual header, with the easiest
    rating and the model's first tags, and as much of the program as fits. Raises ModelError."""
    session = ModelSession(folder, watched=True)
    config, tokenizer = session.config, session.tokenizer
    source = encode_problem(problem, tokenizer, config.encoder_tokens)
    metadata = Metadata(program.language, RATINGS[0], config.tags[0])
    header = tokenizer.encode(decoder_prompt(metadata))
    code = tokenizer.encode(program.source)
    # The last token of the header is what the first of the program follows on.
    steps = session.cross_attention(session.encode(source), [*header, *code[:-1]])
    paid = np.array([weights.max(axis=0) for weights in steps][len(header) - 1 :], np.float64)
    text, places = tokenizer.placed(source)
    words = words_of(text)
    read = paid.reshape(-1, len(source)) @ shares(places, words)
    _, written = tokenizer.placed(code[: len(read)])
    lines = by_line(read, written, tokenizer.placed(code)[0])
    return AttentionMap(
        text, tuple(words), tuple(tuple(np.round(line, DIGITS).tolist()) for line in lines)
    )


def words_of(text: str) -> list[tuple[int, int]]:
    """Returns where the words of a text are: from and to which code point."""
    return [match.span() for match in _WORD.finditer(text)]


def shares(tokens: Spans, words: Spans) -> Floats:
    """Returns [tokens, words]: how much of what is paid to a token is paid to each word, by the
    characters that they have in common; nothing of a token that is in no word."""
    common = np.zeros((len(tokens), len(words)))
    for column, (start, end) in enumerate(words):
        for row, (first, last) in enumerate(tokens):
            common[row, column] = max(min(end, last) - max(start, first), 0)
    return common / np.maximum(common.sum(axis=1, keepdims=True), 1)


def by_line(read: Floats, tokens: Spans, source: str) -> list[Floats]:
    """Returns for each line of `source` how much of its attention goes to each word, summing to 1:
    of the mean over the line's tokens what is above the mean of all lines. `read` is [tokens,
    words], and may end before the source does; a line without a token there, and a blank one, has
    nothing. White space at the start of a token is not what it is about, so that a line's end and
    the indentation behind it belong to the next line."""
    starts = [0, *(match.end() for match in re.finditer("\n", source))]
    lines = source.split("\n")
    of_line: list[list[int]] = [[] for _ in lines]
    for index, (start, end) in enumerate(tokens):
        text = source[start:end]
        first = start + min(len(text) - len(text.lstrip()), max(len(text) - 1, 0))
        of_line[int(np.searchsorted(starts, first, side="right")) - 1].append(index)
    means = {
        number: read[indices].mean(axis=0)
        for number, indices in enumerate(of_line)
        if indices and lines[number].strip()
    }
    usual = np.mean(list(means.values()), axis=0) if len(means) > 1 else 0.0
    found = []
    for number in range(len(lines)):
        if number not in means:
            found.append(np.zeros(0))
            continue
        above = np.maximum(means[number] - usual, 0.0)
        if not above.any():  # all lines look at the same
            above = means[number]
        found.append(above / (above.sum() or 1.0))
    return found
