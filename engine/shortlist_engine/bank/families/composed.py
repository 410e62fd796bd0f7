"""Compositions: lists that go through a few steps, of which something is asked."""

from __future__ import annotations

from shortlist_engine.bank.compositions import chains, wording
from shortlist_engine.bank.compositions.operations import chain, label
from shortlist_engine.bank.family import Parameters, family
from shortlist_engine.bank.task import Listing, Story, Task, Value
from shortlist_engine.bank.values import Count, Ints

_OBJECTS = (
    ("a row of cards with numbers", "the number on the `i`-th card"),
    ("a list of measurements", "the `i`-th measurement"),
    ("the scores of a game", "the score of the `i`-th round"),
    ("the prices of a shop", "the price of the `i`-th thing"),
    ("the lengths of some planks", "the length of the `i`-th plank"),
    ("a column of a table", "the number in the `i`-th row"),
)


@family(800, "implementation")
def composed_lists(p: Parameters) -> Task:
    made = p.draw("chain", chain, label)
    steps, result = made
    rng = p.words
    told, noun = wording.told(steps, rng), wording.asked(result, rng)
    what, element = rng.choice(_OBJECTS)
    functions = [chains.step_by_step(steps, result), chains.with_loops(steps, result)]
    short = chains.at_once(steps, result)
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
        wrong=chains.without_a_step(steps, result, rng),
        cpp=[chains.in_cpp(steps, result)],
        hints=(
            "Do what the text says, one step after the other.",
            "Each step makes a new list of the one before.",
            "Write each step as a loop or a comprehension, and compute the result last.",
        ),
        explanation="The steps are done in their order; each is one pass over the list, or a sort.",
        call="after_steps",
    )
