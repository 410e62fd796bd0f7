"""What the bank gives beside a problem and its programs: wrong programs, translations, programs
built step by step, and explanations."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shortlist_engine.bank.instance import Instance
from shortlist_engine.languages import PYTHON
from shortlist_engine.problem import Problem
from shortlist_engine.statement.prompt import Task, Turn, conversation, program_text

Programs = Sequence[tuple[str, str]]  # language and source


@dataclass(frozen=True)
class TaskExample:
    """Holds what the encoder reads, and the text to write, a program in `language` or an
    explanation."""

    problem: Problem
    language: str
    target: str


def from_instance(task: Task, instance: Instance, rng: random.Random) -> TaskExample | None:
    """Makes an example of `continue`, `translate` or `explain`; returns None for other tasks, and
    when the instance has nothing for this one."""
    if task == "translate":
        return translation(instance.programs, rng)
    if task == "continue":
        return continuation(instance, rng)
    if task == "explain":
        language, source = rng.choice(instance.programs)
        told = instance.explanation if rng.random() < 0.5 else question(instance.statement)
        return TaskExample(program_text(source, language), language, told)
    return None


# Wrong programs


def wrong_programs(instance: Instance) -> Programs:
    """Returns the programs of an instance that fail on some input: mistakes that people make, which
    `shortlist bank check` has seen failing. An instance in C++ has none."""
    return instance.wrong


# Translation


def translation(programs: Programs, rng: random.Random) -> TaskExample | None:
    """Makes an example of a program and one in another language that does the same; returns None
    when there are programs in one language only."""
    languages = sorted({language for language, _ in programs})
    if len(languages) < 2:
        return None
    given, wanted = rng.sample(languages, 2)
    source = rng.choice([text for language, text in programs if language == given])
    target = rng.choice([text for language, text in programs if language == wanted])
    return TaskExample(program_text(source, given), wanted, target)


# Explanation

_HEADING = re.compile(
    r"\n\W*(?:input|output|constraints?|examples?|note)(?: format| data)?\W*\n", re.IGNORECASE
)


def question(statement: str) -> str:
    """Returns what a statement asks for: its text up to the first section, without a heading of its
    own; the first paragraph when it has no sections."""
    text = re.sub(r"^\W*problem statement\W*\n", "", statement.strip(), flags=re.IGNORECASE)
    found = _HEADING.search(text)
    return (text[: found.start()] if found else text.split("\n\n")[0]).strip()


# Programs in steps

_MAP = r"map\(int, input\(\)\.split\(\)\)"
_STEPS = [
    (r"(\w+) = int\(input\(\)\)", "Read an integer {0}."),
    (r"((?:\w+, )+\w+) = " + _MAP, "Read the integers {0} from one line."),
    (r"(\w+) = list\(" + _MAP + r"\)", "Read a list of integers {0}."),
    (r"(\w+) = input\(\)(?:\.strip\(\))?", "Read a string {0}."),
    (r"(\w+) = input\(\)\.split\(\)", "Read a list of words {0}."),
    (r"(\w+) = \[input\(\)(?:\.strip\(\))? for _ in range\((\w+)\)\]", "Read {1} lines {0}."),
    (
        r"(\w+) = \[list\(" + _MAP + r"\) for _ in range\((\w+)\)\]",
        "Read {1} rows of integers {0}.",
    ),
    (r"(\w+) = (-?\d+|'[^']*'|\[\]|True|False)", "Set {0} to {1}."),
    (r"(\w+) = sorted\((\w+)\)", "Let {0} be the elements of {1} in ascending order."),
    (r"(\w+)\.sort\(\)", "Sort {0} in ascending order."),
    (r"print\((\w+)\)", "Print {0}."),
    (r"import (\w+)", "Import {0}."),
]
_COMPILED = [(re.compile(pattern), text) for pattern, text in _STEPS]


def continuation(instance: Instance, rng: random.Random) -> TaskExample | None:
    """Makes an example of a step of a Python program after the steps before it, as in the
    multi-turn benchmark of Nijkamp et al. 2022 (CodeGen); returns None when its programs have one
    step only."""
    sources = [source for language, source in instance.programs if language == PYTHON.name]
    rng.shuffle(sources)
    for source in sources:
        turns = steps(source, question(instance.statement), rng)
        if len(turns) > 1:
            last = rng.randrange(1, len(turns))
            asked = [*turns[:last], Turn(turns[last].text)]
            return TaskExample(conversation(asked, PYTHON.name), PYTHON.name, turns[last].code)
    return None


def steps(source: str, task: str, rng: random.Random) -> list[Turn]:
    """Returns a program as turns whose codes make it up, blank lines aside. Plain statements
    (reading, setting, sorting, printing a variable) are steps of their own, some of them put
    together; what lies between them is one step, asked for in the words of `task`."""
    said = list(_statements(source))
    unclear = [number for number, (text, _) in enumerate(said) if not text]
    if unclear:
        first, last = unclear[0], unclear[-1]
        middle = "\n".join(code for _, code in said[first : last + 1])
        said[first : last + 1] = [(task, middle)]
    turns: list[Turn] = []
    for number, (text, code) in enumerate(said):
        apart = number in (0, unclear[0] if unclear else 0) or turns[-1].text == task
        if apart or rng.random() < 0.5:
            turns.append(Turn(text, code))
        else:
            turns[-1] = Turn(f"{turns[-1].text} {text}", f"{turns[-1].code}\n{code}")
    return turns


def _statements(source: str) -> Iterator[tuple[str, str]]:
    """Every statement of the program with its words, empty when it has none."""
    lines = source.split("\n")
    for node in ast.parse(source).body:
        code = "\n".join(lines[node.lineno - 1 : node.end_lineno])
        plain = ast.unparse(node)
        found = ((pattern.fullmatch(plain), text) for pattern, text in _COMPILED)
        yield next((text.format(*match.groups()) for match, text in found if match), ""), code
