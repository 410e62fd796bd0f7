"""The languages of statements: each has every entry, and what is read in one is read in all."""

from __future__ import annotations

from dataclasses import fields

import pytest

from shortlist_engine.problem import Limits
from shortlist_engine.statement import find_problems
from shortlist_engine.statement.judging import (
    accepts_several_answers,
    checker_of,
    is_interactive,
)
from shortlist_engine.statement.words import LANGUAGES, Words
from shortlist_engine.statement.wrapping import wrap_comment

IDS = [words.name for words in LANGUAGES]


def test_the_languages_are_those_that_judges_write() -> None:
    assert set(IDS) == {
        "English", "Russian", "Chinese", "Japanese", "Korean", "Portuguese", "Spanish", "French",
        "German", "Polish", "Ukrainian", "Vietnamese", "Indonesian", "Turkish",
    }  # fmt: skip


@pytest.mark.parametrize("words", LANGUAGES, ids=IDS)
def test_every_entry_is_there(words: Words) -> None:
    for entry in fields(Words):
        value = getattr(words, entry.name)
        assert value, f"{words.name} has nothing for {entry.name}"
        if entry.name != "name":
            assert all(phrase and phrase == phrase.strip() for phrase in value)
            assert len(set(value)) == len(value), (words.name, entry.name)


def page(words: Words, sample_input: str, sample_output: str) -> str:
    return (
        f"Lantern\n{words.time_limit[0].rstrip(':')}: 3 {words.seconds[-1]}\n"
        f"{words.memory_limit[0].rstrip(':')}: 64 {words.mebibytes[0]}\n\n"
        f"{words.input[0]}\nN M\n\n{words.output[0]}\nK\n\n"
        f"{sample_input} 1\n8 5\n\n{sample_output} 1\n13\n\n{words.after[0]}\n8 + 5 = 13\n"
    )


@pytest.mark.parametrize("words", LANGUAGES, ids=IDS)
@pytest.mark.parametrize("language", ["plaintext", "python"])
def test_headings_and_limits(words: Words, language: str) -> None:
    text = page(words, words.sample_input[0], words.sample_output[0])
    (block,) = find_problems(wrap_comment(text, language, "line"), language)
    assert block.problem is not None
    assert [(e.input, e.output) for e in block.problem.examples] == [("8 5\n", "13\n")]
    assert block.problem.limits == Limits(3, 64)
    assert block.issues == ()


@pytest.mark.parametrize("words", LANGUAGES, ids=IDS)
def test_headings_made_of_parts(words: Words) -> None:
    joined = f"{words.example[0]} 1\n{words.input[0]}\n8 5\n{words.output[0]}\n13\n"
    behind = f"({words.example[0]} 1):"
    turned = f"{words.input[0]} {behind}\n8 5\n{words.output[0]} {behind}\n13\n"
    for text in (joined, turned):
        (block,) = find_problems(f"Lantern\n\n{text}", "plaintext")
        assert block.problem is not None
        assert [(e.input, e.output) for e in block.problem.examples] == [("8 5\n", "13\n")]


@pytest.mark.parametrize("words", LANGUAGES, ids=IDS)
def test_copy_buttons(words: Words) -> None:
    for button in words.copy:
        text = f"{words.sample_input[0]} 1\n{button}\n8\n{words.sample_output[0]} 1 {button}\n5\n"
        (block,) = find_problems(f"Lantern\n\n{text}", "plaintext")
        assert block.problem is not None
        assert [(e.input, e.output) for e in block.problem.examples] == [("8\n", "5\n")], button


@pytest.mark.parametrize("words", LANGUAGES, ids=IDS)
def test_judging(words: Words) -> None:
    for phrase in words.tolerance:
        assert checker_of(f"{phrase} 10^{{-6}}.") == "float 1e-6", phrase
    for phrase in words.any_case:
        assert checker_of(f"YES, {phrase}.") == "case_insensitive", phrase
    for phrase in words.several_answers:
        assert accepts_several_answers(f"{phrase}."), phrase
    for phrase in words.interactive:
        assert is_interactive(f"{phrase}."), phrase


@pytest.mark.parametrize("words", LANGUAGES, ids=IDS)
def test_no_input(words: Words) -> None:
    text = (
        f"Lantern\n\n{words.input[0]}\n\n{words.nothing[0]}\n\n{words.sample_input[0]} 1\n\n"
        f"{words.sample_output[0]} 1\n\n13\n"
    )
    (block,) = find_problems(text, "plaintext")
    assert block.problem is not None
    assert [(e.input, e.output) for e in block.problem.examples] == [("\n", "13\n")]
    assert block.issues == ()
