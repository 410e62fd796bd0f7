"""Compositions: lists and words that go through a few steps, of which something is asked."""

from __future__ import annotations

import random

from shortlist_engine.bank.compositions import list_programs, lists, word_programs, wording, words
from shortlist_engine.bank.compositions.steps import Chain, label
from shortlist_engine.bank.compositions.trying import is_dull, without_a_step
from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.task import Ask, Decide, Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Ints, Word

_OBJECTS = (
    ("a row of cards with numbers", "the number on the `i`-th card"),
    ("a list of measurements", "the `i`-th measurement"),
    ("the scores of a game", "the score of the `i`-th round"),
    ("the prices of a shop", "the price of the `i`-th thing"),
    ("the lengths of some planks", "the length of the `i`-th plank"),
    ("a column of a table", "the number in the `i`-th row"),
)


def _list_chain(rng: random.Random) -> Chain:
    while True:
        steps, result = lists.chain(rng)
        if not is_dull(steps, result, rng, list_programs.step_by_step, list_programs.answers):
            return steps, result


@family(800, "implementation")
def composed_lists(p: Parameters) -> Task:
    made = p.draw("chain", _list_chain, label)
    steps, result = made
    rng = p.words
    nouns = wording.LISTS
    told, noun = wording.told(steps, nouns, rng), wording.asked(result, nouns, rng)
    what, element = rng.choice(_OBJECTS)
    functions = [list_programs.step_by_step(steps, result), list_programs.with_loops(steps, result)]
    short = list_programs.at_once(steps, result)
    if short is not None:
        functions.append(short)
    rng.shuffle(functions)
    notes = "If nothing is left, the answer is 0." if result is not None else ""
    if result is None:
        notes = "The list may become empty; then print an empty line."
    return Task(
        titles=("Step by Step", "A List and Some Steps", "What Remains", "Number Machine"),
        given=[Count("n", 1, 100), Ints("a", "n", 0, 1000)],
        ask=Value(noun) if result is not None else Listing(noun),
        formal=f"You are given a list of `n` integers `a_1, a_2, ..., a_n`. {told}",
        notes=notes,
        stories=[
            Story(
                f"@who has {what}: {element} is `a_i`, and there are `n` of them, so that they "
                f"form a list. {told}"
            ),
            Story(
                "A machine in @place is fed with a list of `n` numbers `a_1, a_2, ..., a_n`. It "
                f"works like this. {told}"
            ),
        ],
        solve=functions[0],
        others=functions[1:],
        wrong=without_a_step(steps, result, rng, list_programs.step_by_step, list_programs.answers),
        cpp=[list_programs.in_cpp(steps, result)],
        hints=(
            "Do what the text says, one step after the other.",
            "Each step makes a new list of the one before.",
            "Write each step as a loop or a comprehension, and compute the result last.",
        ),
        explanation="The steps are done in their order; each is one pass over the list, or a sort.",
        call="after_steps",
    )


_TEXTS = ("a name", "a password", "a message", "the name of a shop", "a line of a song")


def _word_chain(rng: random.Random) -> Chain:
    while True:
        steps, result = words.chain(rng)
        if not is_dull(steps, result, rng, word_programs.step_by_step, word_programs.answers):
            return steps, result


@family(800, "strings", "implementation")
def composed_words(p: Parameters) -> Task:
    made = p.draw("chain", _word_chain, label)
    steps, result = made
    rng = p.words
    nouns = wording.WORDS
    told, asked = wording.told(steps, nouns, rng), wording.asked(result, nouns, rng)
    functions = [word_programs.step_by_step(steps, result), word_programs.with_loops(steps, result)]
    short = word_programs.at_once(steps, result)
    if short is not None:
        functions.append(short)
    rng.shuffle(functions)
    notes = "" if result is not None else "The word may become empty; then print an empty line."
    ask: Ask = Value(asked, python_type="str") if result is None else Value(asked)
    if result is not None and result.kind == "truth":
        ask = Decide(asked)
    return Task(
        titles=("Letter by Letter", "A Word and Some Steps", "What Remains of It", "Word Machine"),
        given=[Word("s", 1, 100)],
        ask=ask,
        formal=f"You are given a word `s` of lowercase English letters. {told}",
        notes=notes,
        stories=[
            Story(f"@who writes {rng.choice(_TEXTS)} without spaces, the word `s`. {told}"),
            Story(
                f"A machine in @place takes a word `s` and changes it. It works like this. {told}"
            ),
        ],
        solve=functions[0],
        others=functions[1:],
        wrong=without_a_step(steps, result, rng, word_programs.step_by_step, word_programs.answers),
        cpp=[word_programs.in_cpp(steps, result)],
        hints=(
            "Do what the text says, one step after the other.",
            "Each step makes a new word of the one before.",
            "Go through the word letter by letter and build the new one; compute the answer last.",
        ),
        explanation="The steps are done in their order; each is one pass over the word, or a sort.",
        call="after_steps",
    )
