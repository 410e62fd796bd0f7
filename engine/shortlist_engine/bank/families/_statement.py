"""Statements in the manner of several judges, from parts and a question."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shortlist_engine.bank.families._parts import COUNTS, Part, join

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")


_VARIABLE = re.compile(r"`(\w+)`")


YES_NO = (("YES", "NO"), ("Yes", "No"), ("yes", "no"), ("true", "false"), ("1", "0"))


@dataclass(frozen=True)
class Value:
    """Asks for a value; `nouns` are ways to name it, such as "the number of vowels in `s`"."""

    nouns: tuple[str, ...]
    kind: str = "integer"

    def __init__(self, *nouns: str, kind: str = "integer") -> None:
        object.__setattr__(self, "nouns", nouns)
        object.__setattr__(self, "kind", kind)

    def question(self, rng: random.Random) -> str:
        noun = rng.choice(self.nouns)
        return rng.choice(_FIND).replace("X", noun)

    def output(self, rng: random.Random, each: str) -> str:
        noun = rng.choice(self.nouns)
        shapes = _PRINT_EACH if each else _PRINT
        return rng.choice(shapes).replace("KIND", self.kind).replace("X", noun)

    def program(self, rng: random.Random) -> str:
        return f"prints {rng.choice(self.nouns)}"

    def returned(self, rng: random.Random) -> str:
        return rng.choice(self.nouns)


@dataclass(frozen=True)
class Decide:
    """Asks whether a condition holds; prints one of two words."""

    conditions: tuple[str, ...]
    yes: str
    no: str
    kind: str = "word"

    def __init__(self, *conditions: str, yes: str, no: str) -> None:
        object.__setattr__(self, "conditions", conditions)
        object.__setattr__(self, "yes", yes)
        object.__setattr__(self, "no", no)

    def question(self, rng: random.Random) -> str:
        condition = rng.choice(self.conditions)
        return rng.choice(_WHETHER).replace("X", condition)

    def output(self, rng: random.Random, each: str) -> str:
        line = rng.choice(_EITHER).replace("X", rng.choice(self.conditions))
        line = line.replace("YY", self.yes).replace("NN", self.no)
        return f"For each test case, {line[0].lower()}{line[1:]}" if each else line

    def program(self, rng: random.Random) -> str:
        return f"prints {self.yes} if {rng.choice(self.conditions)} and {self.no} otherwise"

    def returned(self, rng: random.Random) -> str:
        return f"{self.yes} if {rng.choice(self.conditions)}, and {self.no} otherwise"


_FIND = (
    "Find X.", "Print X.", "Compute X.", "Your task is to find X.", "Output X.", "Determine X.",
    "Calculate X.", "Please find X.",
)  # fmt: skip


_PRINT = (
    "Print X.", "Output X.", "Print one KIND — X.", "Print the answer: X.",
    "Output a single KIND — X.",
)  # fmt: skip


_PRINT_EACH = (
    "For each test case, print X.", "For each test case, output X on a separate line.",
    "For each test case, print one KIND — X.",
)  # fmt: skip


_WHETHER = (
    "Determine whether X.", "Check if X.", "Find out whether X.",
    "Your task is to check whether X.", "Determine if X.", "Decide whether X.",
)  # fmt: skip


_EITHER = (
    "Print YY if X, and NN otherwise.", "If X, print YY; otherwise, print NN.",
    'Output "YY" if X, otherwise output "NN".', "Print YY if X. Otherwise, print NN.",
    'Print "YY" (without quotes) if X and "NN" otherwise.',
)  # fmt: skip


@dataclass(frozen=True)
class Task:
    parts: tuple[Part, ...]
    ask: Value | Decide
    define: str
    note: str
    multi: bool

    @property
    def given(self) -> str:
        return join([part.given for part in self.parts if part.given])

    @property
    def bounds(self) -> list[str]:
        return [bound for part in self.parts for bound in part.bounds]

    def output(self, rng: random.Random) -> str:
        return self.ask.output(rng, "each" if self.multi else "")


def statement(rng: random.Random, task: Task, stories: Sequence[str]) -> str:
    manner = rng.choice(_MANNERS)
    story = rng.choice(stories) if stories and rng.random() < 0.5 else ""
    body = manner(rng, task, story)
    spell = _upper if manner is _atcoder else rng.choice((_plain, _plain, _dollar))
    return _spelled(body, spell)


_BOUND = re.compile(r"-?\d+ ≤ [^\n;]*? ≤ [\d`\w]+")


def _spelled(body: str, spell: Callable[[re.Match[str]], str]) -> str:
    if spell is _dollar:
        body = _BOUND.sub(lambda m: f"${m[0].replace('`', '').replace('≤', chr(92) + 'le')}$", body)
    return _VARIABLE.sub(spell, body)


def _plain(match: re.Match[str]) -> str:
    return match[1]


def _dollar(match: re.Match[str]) -> str:
    return f"${match[1]}$"


def _upper(match: re.Match[str]) -> str:
    name = match[1]
    if len(name) == 1:
        return name.upper()
    if name[1] == "_":
        tail = name[2:]
        return f"{name[0].upper()}_{tail.upper() if tail not in ('i', 'ij') else tail}"
    return name


def _is(noun: str) -> str:
    """The verb after a noun phrase such as "an integer" or "two integers"."""
    return "is" if noun.startswith(("a ", "an ", "the ")) and " and " not in noun else "are"


def _sentences(*pieces: str) -> str:
    return " ".join(piece for piece in pieces if piece)


def _opening(rng: random.Random, task: Task, story: str) -> str:
    lead = story
    if not story:
        lead = rng.choice(("You are given X.", "You are given X.", "Given X.", "X IS given."))
        lead = lead.replace("X", task.given).replace("IS", _is(task.given))
        lead = lead[0].upper() + lead[1:]
    question = task.ask.question(rng)
    if not story and rng.random() < 0.3:
        return _sentences(lead, question, task.define, task.note)
    return _sentences(lead, task.define, question, task.note)


def _codeforces(rng: random.Random, task: Task, story: str) -> str:
    lines = []
    where = " of each test case" if task.multi else ""
    if task.multi:
        lines.append(
            "The first line contains an integer `t` (1 ≤ `t` ≤ 100) — the number of test cases."
        )
    alone = len(task.parts) == 1 and not task.parts[0].many
    for index, part in enumerate(task.parts):
        bounds = f" ({'; '.join(part.bounds)})" if part.bounds else ""
        if part.many:
            lead = rng.choice(("Each of the next N lines", "Each of the following N lines"))
            lead = lead.replace("N", f"`{part.size}`")
            lines.append(f"{lead} contains {part.what}{bounds}.")
        else:
            ordinal = "only" if alone else _ORDINALS[index]
            lines.append(f"The {ordinal} line{where} contains {part.what}{bounds}.")
    return f"{_opening(rng, task, story)}\n\nInput\n{' '.join(lines)}\n\nOutput\n{task.output(rng)}"


def _atcoder(rng: random.Random, task: Task, story: str) -> str:
    bounds = "\n".join(f"- {bound}" for bound in task.bounds)
    shape = "\n".join(_shape(part) for part in task.parts)
    lead = "Input is given from Standard Input in the following format:"
    if task.multi:
        lead = (
            "The first line contains the number of test cases `t`. Each test case is given in the "
            "following format:"
        )
    head = "Problem Statement\n\n" if rng.random() < 0.5 else ""
    return (
        f"{head}{_opening(rng, task, story)}\n\nConstraints\n\n{bounds}\n\n"
        f"Input\n\n{lead}\n\n{shape}\n\nOutput\n\n{task.output(rng)}"
    )


def _shape(part: Part) -> str:
    name = part.names[0]
    if part.kind in ("ints", "word", "text"):
        return " ".join(f"`{each}`" for each in part.names)
    if part.kind == "shorter":
        return f"`{name}_2` `{name}_3` ... `{name}_{part.size}`"
    if part.kind in ("row", "words"):
        return f"`{name}_1` `{name}_2` ... `{name}_{part.size}`"
    if part.kind == "matrix":
        first = f"`{name}_11` ... `{name}_1{part.width}`"
        return f"{first}\n:\n`{name}_{part.size}1` ... `{name}_{part.size}{part.width}`"
    fields = part.names[1:] if part.kind == "records" else (name,)
    first = " ".join(f"`{field}_1`" for field in fields)
    final = " ".join(f"`{field}_{part.size}`" for field in fields)
    return f"{first}\n:\n{final}"


def _aizu(rng: random.Random, task: Task, story: str) -> str:
    lines = []
    if task.multi:
        lines.append("In the first line, the number of test cases `t` is given.")
    for index, part in enumerate(task.parts):
        if part.many:
            where = f"In each of the following `{part.size}` lines"
            lines.append(f"{where}, {part.what} {_is(part.what)} given.")
        elif task.multi:
            where = f"In the {_ORDINALS[index]} line of each test case"
            lines.append(f"{where}, {part.what} {_is(part.what)} given.")
        else:
            what = f"{part.what} {_is(part.what)}"
            lines.append(f"In the {_ORDINALS[index]} line, {what} given.")
    bounds = "\n".join(task.bounds)
    tail = f"\n\nConstraints\n{bounds}" if rng.random() < 0.6 else ""
    lead = f"Write a program which reads {task.given} and {task.ask.program(rng)}."
    body = _sentences(story, lead, task.define, task.note)
    return f"{body}\n\nInput\n{' '.join(lines)}\n\nOutput\n{task.output(rng)}{tail}"


def _leetcode(rng: random.Random, task: Task, story: str) -> str:
    lines = []
    for part in task.parts:
        name = part.names[0]
        if part.kind == "ints":
            count = f"{COUNTS[len(part.names)]} integers on one line, separated by spaces"
            listed = ", ".join(f"`{each}`" for each in part.names)
            one = "one integer on a line of its own"
            lines.append(f"- {listed}: {one if len(part.names) == 1 else count}.")
        elif part.kind == "shorter":
            lines.append(
                f"- `{name}`: `{part.size}` - 1 integers on one line, separated by spaces."
            )
        elif part.kind in ("row", "words"):
            lines.append(f"- `{name}`: `{part.size}` elements on one line, separated by spaces.")
        elif part.many:
            shown = "pairs" if part.kind == "records" else f"`{name}`"
            lines.append(f"- {shown}: `{part.size}` lines, each with {part.what}.")
        else:
            lines.append(f"- `{name}`: one string on a line of its own.")
    bounds = "\n".join(f"- {bound}" for bound in task.bounds)
    lead = rng.choice(("Given X, return @.", "You are given X. Return @.", "Return @, given X."))
    lead = lead.replace("X", task.given).replace("@", task.ask.returned(rng))
    order = "The input gives, in this order:"
    if task.multi:
        order = (
            "The input starts with the number of test cases. Each test case gives, in this order:"
        )
    body = _sentences(story, lead, task.define, task.note)
    output = f"Print the answer as one {task.ask.kind}."
    if task.multi:
        output = "Print the answer of each test case on a line of its own."
    elif task.ask.kind not in ("integer", "string", "word"):
        output = task.output(rng)
    listing = "\n".join(lines)
    return f"{body}\n\nInput\n\n{order}\n{listing}\n\nOutput\n\n{output}\n\nConstraints\n\n{bounds}"


_MANNERS = (_codeforces, _codeforces, _atcoder, _aizu, _leetcode)
