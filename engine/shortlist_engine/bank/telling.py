"""Tells a drawn task in a voice: the statement, and the programs in the form that it asks for."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shortlist_engine.bank import inputs
from shortlist_engine.bank.instance import Instance, Programs
from shortlist_engine.bank.naming import ARRAYS, LISTS, other_names, renamed
from shortlist_engine.bank.programs import cpp, python
from shortlist_engine.bank.programs.parameters import cpp_text, python_function
from shortlist_engine.bank.task import Decide, Task
from shortlist_engine.bank.voices import functions, pages
from shortlist_engine.bank.voices.wording import Wording
from shortlist_engine.languages import CPP, PYTHON
from shortlist_engine.problem import Example

PAGES = {
    "codeforces": pages.codeforces,
    "atcoder": pages.atcoder,
    "kattis": pages.kattis,
    "exam": pages.exam,
}
FUNCTIONS = ("leetcode", "docstring")
VOICES = (*PAGES, *FUNCTIONS)
_WEIGHTS = {"codeforces": 6, "atcoder": 5, "kattis": 3, "exam": 3, "leetcode": 4, "docstring": 3}
_WORDS = (("YES", "NO"), ("Yes", "No"), ("Yes", "No"), ("yes", "no"), ("YES", "NO"))


@dataclass(frozen=True)
class DrawnTask:
    """Holds a task with the family that drew it, the key of its parameters and their values."""

    family: str
    key: str
    rating: int
    tags: tuple[str, ...]
    task: Task
    values: Mapping[str, Any]


def make_instance(
    drawn: DrawnTask, rng: random.Random, voice: str | None = None, language: str | None = None
) -> Instance:
    """Tells a task in a voice, and writes its programs; a function is asked for in `language`.
    Raises ValueError for a voice or a language that does not exist, or that the task does not
    have."""
    task = drawn.task
    able = [name for name in VOICES if task.functions or name in PAGES]
    if voice is not None and voice not in able:
        raise ValueError(f"{drawn.family} has the voices {', '.join(able)}, not {voice!r}")
    if language not in (None, PYTHON.name, CPP.name):
        raise ValueError(f"functions are asked for in python and cpp, not in {language!r}")
    chosen = voice or rng.choices(able, [_WEIGHTS[name] for name in able])[0]
    if isinstance(task.asked, Decide) and (task.asked.yes, task.asked.no) == ("Yes", "No"):
        yes, no = rng.choice(_WORDS)
        task = replace(task, ask=replace(task.asked, yes=yes, no=no))
    drawn = replace(drawn, task=task, values={**drawn.values, **task.params})
    return _page(chosen, drawn, rng) if chosen in PAGES else _function(chosen, drawn, rng, language)


def _page(voice: str, drawn: DrawnTask, rng: random.Random) -> Instance:
    task, values = drawn.task, drawn.values
    share = {"codeforces": 0.45, "kattis": 0.15}.get(voice, 0.08)
    tests = task.tests and rng.random() < share and "t" not in {each.name for each in task.values}
    tex = {"codeforces": 0.7, "atcoder": 0.6, "kattis": 0.5, "exam": 0.1}[voice] > rng.random()
    w = Wording(
        rng,
        "tex" if tex else "plain",
        other_names(task, rng, ARRAYS, 0.3),
        upper=voice == "atcoder" and rng.random() < 0.6,
    )
    statement = PAGES[voice](w, task, tests)

    def written(functions: Sequence[Callable[..., Any]]) -> Programs:
        texts = [python_function(function) for function in functions]
        return tuple((PYTHON.name, python.stdin_program(task, text, tests, rng)) for text in texts)

    in_cpp = tuple(
        (CPP.name, cpp.stdin_program(task, cpp.parse(cpp_text(text, values)), tests, rng))
        for text in task.cpp
    )
    return Instance(
        drawn.family, drawn.key, w.say(rng.choice(task.titles)), statement, drawn.rating,
        drawn.tags, written((task.solve, *task.others)) + in_cpp, written(task.wrong),
        written(task.slow), tuple(w.say(hint) for hint in task.hints), w.say(task.explanation),
        voice, task, tests,
    )  # fmt: skip


def _function(voice: str, drawn: DrawnTask, rng: random.Random, language: str | None) -> Instance:
    task, values = drawn.task, drawn.values
    names = other_names(task, rng, LISTS, 0.8)
    method = voice == "leetcode"
    w = Wording(rng, "code", names)
    title = w.say(rng.choice(task.titles))
    words = (task.call or drawn.family).replace("_", " ").split()
    camel = "".join([words[0], *(word.title() for word in words[1:])])
    entry = camel if method else "_".join(words)
    in_cpp_too = bool(task.cpp) and rng.random() < 0.35
    language = language or (CPP.name if in_cpp_too else PYTHON.name)
    told = renamed(task, names)

    def in_python(function: Callable[..., Any]) -> str:
        text = python_function(function)
        text = replace(text, body=python.renamed(text.body, names))
        return python.function_program(told, text, entry, method)

    def in_cpp(text: str) -> cpp.CppFunction:
        text = cpp_text(text, values)
        for old, new in names.items():
            text = re.sub(rf"(?<![\w.\"']){old}\b(?![\"'])", new, text)
        return cpp.parse(text)

    if language == PYTHON.name:
        programs = tuple((language, in_python(each)) for each in (task.solve, *task.others))
        wrong = tuple((language, in_python(each)) for each in task.wrong)
        slow = tuple((language, in_python(each)) for each in task.slow)
        signature = python.python_signature(told, entry, method)
    else:
        texts = [in_cpp(text) for text in task.cpp]
        programs = tuple(
            (language, cpp.function_program(told, text, entry, method)) for text in texts
        )
        wrong = slow = ()
        signature = cpp.cpp_signature(told, texts[0], entry, method) + " {"
    state = rng.getstate()

    def head(examples: Sequence[Example]) -> str:
        # The same words for whatever examples.
        words = Wording(random.Random(), "code", names)
        words.rng.setstate(state)
        return _file(words, told, title, voice, language, entry, signature, examples)

    statement = functions.told(w, told)
    return Instance(
        drawn.family, drawn.key, title, statement, drawn.rating, drawn.tags, programs, wrong, slow,
        tuple(w.say(hint) for hint in task.hints), w.say(task.explanation), voice, told,
        language=language, entry_point=entry, head=head,
    )  # fmt: skip


def _file(
    w: Wording,
    task: Task,
    title: str,
    voice: str,
    language: str,
    entry: str,
    signature: str,
    examples: Sequence[Example],
) -> str:
    """The text of a file up to the function's body."""
    sizes = inputs.names_of_sizes(task.values)
    names = [each.name for each in task.arguments if each.name not in sizes]
    calls = [ast.parse(example.input, mode="eval").body for example in examples]
    given = [
        [ast.get_source_segment(example.input, argument) or "" for argument in call.args]
        for call, example in zip(calls, examples, strict=True)
        if isinstance(call, ast.Call)
    ]
    values = [example.output.strip() for example in examples]
    if voice == "leetcode":
        shown = [
            (
                ", ".join(
                    f"{name} = {_json(text)}" for name, text in zip(names, each, strict=True)
                ),
                _json(value),
            )
            for each, value in zip(given, values, strict=True)
        ]
        page = functions.leetcode(w, task, title, shown)
        if language == PYTHON.name:
            comment = "".join(f"# {line}\n" if line else "#\n" for line in page.split("\n"))
            return f"{comment}class Solution:\n    {signature}\n"
        comment = "\n".join(f" * {line}" if line else " *" for line in page.split("\n"))
        return f"/*\n{comment}\n */\nclass Solution {{\npublic:\n    {signature}\n"
    shown = [(", ".join(each), value) for each, value in zip(given, values, strict=True)]
    text = functions.docstring(w, task, entry, shown)
    if language == PYTHON.name:
        imports = "from typing import List\n\n\n" if "List[" in signature else ""
        inner = "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
        return f'{imports}{signature}\n    """{inner.lstrip()}\n    """\n'
    return f"/*\n{text}\n*/\n#include <bits/stdc++.h>\nusing namespace std;\n\n{signature}\n"


def _json(text: str) -> str:
    """A literal as LeetCode shows it."""
    text = re.sub(r"\bTrue\b", "true", re.sub(r"\bFalse\b", "false", text))
    return (
        text.replace("'", '"').replace(", ", ",")
        if text.startswith("[")
        else text.replace("'", '"')
    )
