"""The voices of problems that read standard input: Codeforces, AtCoder, Kattis, and an exam sheet.

Each returns the statement without examples."""

from __future__ import annotations

from shortlist_engine.bank.task import Story, Task
from shortlist_engine.bank.values import Grid, Text, Word, Words
from shortlist_engine.bank.voices.asking import given_then_ask, output, question
from shortlist_engine.bank.voices.describe import input_lines, lead, limits, sketch
from shortlist_engine.bank.voices.people import FRAMES
from shortlist_engine.bank.voices.wording import Wording, sentence


def codeforces(w: Wording, task: Task, tests: bool) -> str:
    """A story, then Input with bounds in parentheses, then Output."""
    story = w.rng.choice(task.stories)
    told = _told(w, task, story)
    lines = input_lines(w, task, tests, bounds=True, style="sentence")
    asked = output(w, task, tests, bool(story.ask))
    return "\n\n".join([told, f"Input\n{_paragraphs(w, lines)}", f"Output\n{asked}"])


def atcoder(w: Wording, task: Task, tests: bool) -> str:
    """Terse: the task, constraints as a list, the format of the input, the output."""
    story = w.rng.choice(task.stories) if w.rng.random() < 0.35 else None
    told = _told(w, task, story) if story else _formal(w, task)
    bullets = limits(w, task.values)
    if not any(isinstance(given, Word | Words | Grid | Text) for given in task.values):
        bullets.append(
            w.pick("All values in input are integers.", "All input values are integers.")
        )
    if tests:
        bullets.insert(0, w.bounds(1, "t", 1000))
    shape = sketch(w, task, tests)
    given = w.pick("Input is given", "The input is given")
    if tests:
        first = "T" if w.upper else "t"
        case = shape
        shape = f"{w.v('t')}\n" + "\n".join(f"case_{i}" for i in ("1", "2")) + f"\n:\ncase_{first}"
        shape += f"\n\nEach case is given in the following format:\n\n{case}"
    parts = [
        w.pick("Problem Statement\n\n", "") + told,
        "Constraints\n\n" + "\n".join(f"- {sentence(item)}" for item in bullets),
        f"Input\n\n{given} from Standard Input in the following format:\n\n{shape}",
        f"Output\n\n{output(w, task, tests, _asks(story))}",
    ]
    return "\n\n".join(parts)


def kattis(w: Wording, task: Task, tests: bool) -> str:
    """A story, then Input as a list of lines, then Output."""
    story = w.rng.choice(task.stories)
    told = _told(w, task, story)
    style = w.pick("list", "sentence")
    lines = input_lines(w, task, tests, bounds=True, style=style)
    if style == "list":
        text = "The input consists of:\n" + "\n".join(f"- {line}" for line in lines)
    else:
        text = " ".join(lines)
    asked = output(w, task, tests, bool(story.ask))
    return "\n\n".join([told, f"Input\n\n{text}", f"Output\n\n{asked}"])


def exam(w: Wording, task: Task, tests: bool) -> str:
    """A sheet of exercises: the task, what the program reads and writes, one paragraph each."""
    given = lead(w, task.values)
    story = None if w.rng.random() < 0.7 else w.rng.choice(task.stories)
    told = _told(w, task, story) if story else _formal(w, task)
    asked = output(w, task, tests, _asks(story))
    lines = input_lines(w, task, tests, bounds=False, style="sentence")
    bounds = ", ".join(limits(w, task.values))
    head = w.pick(
        "", "", f"Exercise {w.rng.randint(1, 30)}. ", "Write a program for the following task. "
    )
    parts = [head + told]
    if w.rng.random() < 0.5:
        parts.append(f"Input: {' '.join(lines)}")
        parts.append(f"Output: {asked}")
        parts.append(w.pick(f"Limits: {bounds}.", f"It is known that {bounds}."))
    else:
        parts.append(
            f"{' '.join(lines)} {w.pick('It holds that', 'You may assume that')} {bounds}."
        )
        parts.append(asked)
    if w.rng.random() < 0.2:
        parts.insert(0, w.pick(f"Your program is given {given}.", f"Read {given}."))
    return "\n\n".join(parts)


def _asks(story: Story | None) -> bool:
    return story is not None and bool(story.ask)


def _told(w: Wording, task: Task, story: Story) -> str:
    parts = [w.say(story.text), question(w, task, story.ask)]
    text = " ".join(part for part in parts if part)
    if w.rng.random() < 0.25 and len(text) > 200:
        text = f"{parts[0]}\n\n{parts[1]}"
    return _with_notes(w, task, text)


def _formal(w: Wording, task: Task) -> str:
    text = given_then_ask(w, task, lead(w, task.values))
    if w.rng.random() < 0.2:
        text = f"{w.one_of(FRAMES)} {text}"
    return _with_notes(w, task, text)


def _with_notes(w: Wording, task: Task, text: str) -> str:
    if not task.notes:
        return text
    gap = w.pick(" ", "\n\n")
    return f"{text}{gap}{w.say(task.notes)}"


def _paragraphs(w: Wording, lines: list[str]) -> str:
    return w.pick("\n\n", " ", "\n").join(lines)
