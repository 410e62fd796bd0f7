"""The voices of problems that ask for a function: LeetCode's page above `class Solution`, and
HumanEval's docstring with doctests. Each returns the text of a file up to the function's body."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from shortlist_engine.bank.task import Decide, Listing, Task
from shortlist_engine.bank.voices.asking import question
from shortlist_engine.bank.voices.describe import lead, limits
from shortlist_engine.bank.voices.wording import Wording, clause, sentence


def leetcode(w: Wording, task: Task, title: str, examples: Sequence[tuple[str, str]]) -> str:
    """Returns the page: the task, examples as `Input: nums = [1, 2]`, constraints. `examples` are
    arguments with their names, and the value."""
    parts = [title] if w.rng.random() < 0.8 else []
    parts.append(told(w, task))
    for number, (given, value) in enumerate(examples, 1):
        head = f"Example {number}:"
        gap = w.pick("\n", "\n\n")
        parts.append(f"{head}{gap}Input: {given}\nOutput: {value}")
    bullets = limits(w, task.values, sizes=False)
    mark = w.pick("", "- ", "* ")
    parts.append("Constraints:\n\n" + "\n".join(f"{mark}{item}" for item in bullets))
    return "\n\n".join(parts)


def docstring(w: Wording, task: Task, name: str, examples: Sequence[tuple[str, str]]) -> str:
    """Returns the text of a docstring: the task in a few sentences, then doctests. `examples` are
    arguments and the value, without names."""
    text = textwrap.fill(told(w, task), 88)
    tests = "\n".join(f">>> {name}({given})\n{value}" for given, value in examples)
    return f"{text}\n{w.pick('', chr(10))}{tests}"


def told(w: Wording, task: Task) -> str:
    """Returns the task in words, for a function that is given lists and not their sizes."""
    given = lead(w, task.values, sizes=False)
    if task.formal:
        text = f"{w.say(task.formal)} {_returned(w, task)}"
    elif w.rng.random() < 0.6:
        text = f"Given {given}, {clause(_returned(w, task))}"
    else:
        text = f"You are given {given}. {sentence(_returned(w, task))}"
    return f"{text} {w.say(task.notes)}" if task.notes else text


def _returned(w: Wording, task: Task) -> str:
    if isinstance(task.asked, Decide):
        condition = w.say(task.asked.condition)
        return w.pick(
            f"Return true if {condition}, and false otherwise.",
            f"Return True if {condition}, else return False.",
            f"Check whether {condition}.",
            f"Return whether {condition}.",
        )
    noun = w.say(task.asked.noun)
    if task.asked.question and w.rng.random() < 0.15:
        return question(w, task)
    if isinstance(task.asked, Listing):
        return f"Return {noun}."
    return w.pick(f"Return {noun}.", f"Return {noun}.", f"Find and return {noun}.")
