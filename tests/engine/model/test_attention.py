"""What a model reads while it writes each line of a program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from shortlist_engine.model.attention import attention, by_line, shares, words_of
from shortlist_engine.model.session import ModelSession
from shortlist_engine.model.store import DEFAULT_MODEL, TOKENIZER
from shortlist_engine.model.tokenizer import Tokenizer
from shortlist_engine.problem import Example, Problem, Program

LONG_WORDS = Problem(
    "Long Words",
    "A word is too long if it has more than 10 characters. Replace a too long word by its first "
    "letter, the number of letters between the first and the last letter, and its last letter. "
    "Other words are not changed.\n\nInput\nThe first line contains an integer n. Each of the "
    "following n lines contains one word of lowercase letters.\n\nOutput\nPrint n lines.",
    (Example("2\nword\nlocalization\n", "word\nl10n\n"),),
)
SHORTENING = """\
for _ in range(int(input())):
    s = input()

    if len(s) > 10:
        s = s[0] + str(len(s) - 2) + s[-1]
    print(s)
"""


def test_of_the_shipped_model_a_line_reads_what_it_was_written_from() -> None:
    found = attention(DEFAULT_MODEL, LONG_WORDS, Program("python", SHORTENING))
    words = [found.text[start:end] for start, end in found.words]
    assert found.text.startswith("Long Words\n\nA word is too long")
    assert {"10", "more", "than", "localization"} <= set(words)
    assert "." not in words
    lines = SHORTENING.split("\n")
    assert len(found.lines) == len(lines)
    for line, row in zip(lines, found.lines, strict=True):
        if not line.strip():
            assert row == ()
            continue
        assert len(row) == len(words)
        assert sum(row) == pytest.approx(1.0, abs=1e-3) and min(row) >= 0
    condition = found.lines[lines.index("    if len(s) > 10:")]
    most = sorted(range(len(words)), key=lambda index: -condition[index])[:3]
    assert "10" in [words[index] for index in most]


def test_a_program_and_a_problem_that_are_too_long_are_read_as_far_as_they_fit() -> None:
    source = "".join(f"x{number} = int(input())\n" for number in range(200))
    problem = replace(LONG_WORDS, statement=LONG_WORDS.statement * 20)
    found = attention(DEFAULT_MODEL, problem, Program("python", source))
    assert len(found.lines) == 201
    read = [bool(row) for row in found.lines]
    assert 10 < sum(read) < 100 and read == sorted(read, reverse=True)
    assert len(found.text) < len(problem.statement)
    assert max(end for _, end in found.words) <= len(found.text)


@pytest.mark.parametrize("source", ["", "\n\n", "x = 1", "print('≤ 中文 \U0001f600')\r\nprint(2)"])
def test_any_program_has_a_row_for_each_line(source: str) -> None:
    found = attention(DEFAULT_MODEL, LONG_WORDS, Program("python", source))
    lines = source.split("\n")
    assert [bool(row) for row in found.lines] == [bool(line.strip()) for line in lines]


def test_a_session_that_is_not_watched_gives_none(tiny_model_dir: Path) -> None:
    session = ModelSession(tiny_model_dir, threads=1)
    with pytest.raises(RuntimeError, match="not watched"):
        next(session.cross_attention(session.encode([5, 6]), [7]))


def test_tokens_are_placed_by_code_points_also_where_bytes_spell_a_character() -> None:
    tokenizer = Tokenizer.load(DEFAULT_MODEL / TOKENIZER)
    text = "Sum of \u2581 and 中\U0001f600:\n    return x ≤ 10\n"
    tokens = tokenizer.encode(text)
    found, spans = tokenizer.placed(tokens)
    assert found == text == tokenizer.decode(tokens)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert {index for start, end in spans for index in range(start, end)} == set(range(len(text)))
    spelt = [span for span in spans if text[slice(*span)] == "\U0001f600"]
    assert len(spelt) == 4
    cut, spans = tokenizer.placed(tokens[: spans.index(spelt[0]) + 2])
    assert text.startswith(cut) and "\U0001f600" not in cut
    assert all(start <= end <= len(cut) for start, end in spans)


def test_words_are_numbers_words_and_marks_but_no_punctuation() -> None:
    text = 'Given n (1 <= n <= 10), print "l10n" or -5.25; it\'s 中文.\n#..#\n'
    words = [text[start:end] for start, end in words_of(text)]
    assert words == [
        *("Given", "n", "1", "<=", "n", "<=", "10", "print", "l10n", "or", "-5.25"),
        *("it", "s", "中", "文", "#", "#"),
    ]


def test_a_token_is_shared_by_the_words_that_it_spells() -> None:
    words = [(0, 2), (3, 6)]  # of "ab cde"
    found = shares([(0, 1), (1, 5), (5, 6), (2, 3)], words)
    assert found.tolist() == [[1, 0], [1 / 3, 2 / 3], [0, 1], [0, 0]]


def test_a_line_shows_what_it_reads_more_than_the_others() -> None:
    source = "a\n\nb c\nd"
    tokens = [(0, 1), (1, 4), (4, 6), (6, 8)]  # the end of a line goes with the next
    always, first, second = [0.9, 0.0, 0.0], [0.9, 0.4, 0.0], [0.9, 0.0, 0.2]
    found = by_line(np.array([first, always, second, always]), tokens, source)
    assert [row.tolist() for row in found[:3]] == [[0, 1, 0], [], [0, 0, 1]]
    assert found[3].tolist() == [1, 0, 0]  # nothing stands out, so it shows what it reads
    (alone,) = by_line(np.array([[3.0, 1.0]]), [(0, 1)], "a")
    assert alone.tolist() == [0.75, 0.25]
    behind_the_end = by_line(np.array([first]), tokens[:1], source)
    assert [len(row) for row in behind_the_end] == [3, 0, 0, 0]
