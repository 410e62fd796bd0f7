"""The question of a task, in the middle of a text and in an output section."""

from __future__ import annotations

from shortlist_engine.bank.task import Decide, Listing, Task, Value
from shortlist_engine.bank.voices.wording import Wording, clause, sentence


def question(w: Wording, task: Task, asked: str = "") -> str:
    """Returns the question as one sentence: `asked` (a story's own words) or the task's."""
    ask = task.asked
    own = asked or ask.question
    if own and (asked or w.rng.random() < 0.5):
        return sentence(w.say(own))
    if isinstance(ask, Decide):
        condition = w.say(ask.condition)
        return w.pick(
            f"Determine whether {condition}.",
            f"Check whether {condition}.",
            f"Is it true that {condition}?",
            f"Find out if {condition}.",
            f"Your task is to determine if {condition}.",
            f"Tell whether {condition}.",
        )
    noun = w.say(ask.noun)
    shapes = [
        f"Find {noun}.", f"Find {noun}.", f"Print {noun}.", f"Calculate {noun}.",
        f"Your task is to find {noun}.", f"Determine {noun}.", f"Compute {noun}.",
    ]  # fmt: skip
    if isinstance(ask, Value):
        shapes.append(f"What is {noun}?")
    return w.rng.choice(shapes)


def output(w: Wording, task: Task, tests: bool, own: bool = False) -> str:
    """Returns the text of an output section. With `own` the story has asked in its own words, so
    that those of the task would name what nobody has heard of."""
    ask = task.asked
    each = (
        w.pick("For each test case, ", "For each test case ", "For every test case, ")
        if tests
        else ""
    )
    line = w.pick("", "", " in a separate line", " on its own line") if tests else ""
    if isinstance(ask, Decide):
        q = w.pick("", '"', "`") if w.math != "code" else ""
        yes, no = f"{q}{ask.yes}{q}", f"{q}{ask.no}{q}"
        condition = w.say(ask.condition)
        text = w.pick(
            f"print {yes} if {condition}, and {no} otherwise.",
            f"print {yes} if {condition}; otherwise, print {no}.",
            f"if {condition}, print {yes}; otherwise, print {no}.",
            f"output {yes} if {condition}, or {no} if not.",
            f"print {yes} or {no}.",
        )
        return f"{each}{text}" if each else sentence(text)
    noun = w.say(ask.noun)
    if isinstance(ask, Listing):
        shape = (
            w.pick(f"print {noun}, one per line.", f"print {noun}, each on a line of its own.")
            if ask.in_lines
            else w.pick(
                f"print {noun}, separated by spaces.",
                f"print {noun} on one line.",
                f"output {noun} in one line, with spaces between them.",
            )
        )
        return f"{each}{shape}" if each else sentence(shape)
    kind = "real number" if ask.digits else "integer" if ask.python_type == "int" else "string"
    told = (
        f"print the answer{line}.",
        f"output the answer{line}.",
        f"print one {kind} — the answer.",
    )
    text = (
        w.pick(*told)
        if own
        else w.pick(
            f"print {noun}{line}.",
            f"print {noun}{line}.",
            f"output {noun}{line}.",
            f"print a single {kind} — {noun}.",
            f"print one {kind}: {noun}.",
            f"print the answer{line}.",
        )
    )
    if ask.digits:
        text += w.pick(
            f" Print it with {ask.digits} digits after the decimal point.",
            f" An absolute or relative error of at most 1e-{ask.digits} is accepted.",
        )
    return f"{each}{text}" if each else sentence(text)


def given_then_ask(w: Wording, task: Task, given: str) -> str:
    """Returns `Given an array ..., find ...`: the whole task in one or two sentences."""
    ask = question(w, task)
    if task.formal:
        text = w.say(task.formal)
        return f"{text} {ask}"
    if w.rng.random() < 0.35 and not ask.endswith("?"):
        return f"Given {given}, {clause(ask)}"
    opening = w.pick("You are given", "You are given", "Given are", "We have", "There is given")
    return f"{opening} {given}. {ask}"
