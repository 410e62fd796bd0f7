"""One problem drawn from a family: a task in a voice, with its programs and its inputs."""

from __future__ import annotations

import ast
import copy
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from shortlist_engine.bank import inputs
from shortlist_engine.bank.maker import Scale
from shortlist_engine.bank.programs import cpp, python
from shortlist_engine.bank.programs.parameters import cpp_text, python_function
from shortlist_engine.bank.task import Decide, Listing, Task, Value, Values
from shortlist_engine.bank.values import Given, Ints, Rows
from shortlist_engine.bank.voices import functions, pages
from shortlist_engine.bank.voices.wording import Wording
from shortlist_engine.languages import CPP, PYTHON
from shortlist_engine.problem import Example, Limits, Problem

Programs = tuple[tuple[str, str], ...]

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
_ARRAYS = ("a", "b", "x", "v", "h", "p", "d", "arr", "values")
_LISTS = ("nums", "nums", "arr", "numbers", "values", "lst", "nums")


@dataclass(frozen=True)
class Instance:
    """Holds one problem drawn from a family.

    `key` names the parameters that were drawn (not the voice or the examples): two instances with
    equal keys ask for the same, which is what "unseen" is measured by. `programs` are correct
    reference programs as (language, source) pairs, several styles each; `wrong` fail on some input,
    `slow` are right and exceed the limits on large ones.

    In a *stdin* instance `statement` is the page without examples. In a *function* instance it is
    the task in words, `language` the one it is asked in, `entry_point` the function's name, and
    `head(examples)` the text of the file up to the body.
    """

    family: str
    key: str
    title: str
    statement: str
    rating: int
    tags: tuple[str, ...]
    programs: Programs
    wrong: Programs
    slow: Programs
    hints: tuple[str, ...]
    explanation: str
    voice: str
    task: Task = field(repr=False)
    tests: bool = False
    language: str | None = None
    entry_point: str = ""
    head: Callable[[Sequence[Example]], str] | None = field(default=None, repr=False)

    @property
    def kind(self) -> str:
        return "function" if self.head else "stdin"

    def make_input(self, rng: random.Random, scale: Scale = "tiny") -> str:
        """Returns a valid input: text for standard input, or the call of the function."""
        if self.head:
            return self.call(inputs.draw(self.task, rng, scale))
        if not self.tests:
            return inputs.write(self.task, inputs.draw(self.task, rng, scale))
        count = 1 if scale == "large" else rng.randint(2, 4)
        cases = [inputs.draw(self.task, rng, scale) for _ in range(count)]
        return self.input_of(cases)

    def input_of(self, cases: Sequence[Values]) -> str:
        """Returns the input with these test cases; one where the input has no number of cases."""
        text = "".join(inputs.write(self.task, values) for values in cases)
        return f"{len(cases)}\n{text}" if self.tests else text

    def edge_inputs(self) -> list[str]:
        """Returns inputs of which each is a special case."""
        cases = list(inputs.edge_cases(self.task))
        if self.head:
            return [self.call(values) for values in cases]
        return [self.input_of([values]) for values in cases]

    def call(self, values: Values) -> str:
        """Returns the call of the function with these values."""
        sizes = inputs.names_of_sizes(self.task.values)
        known = dict(zip((each.name for each in self.task.values), values, strict=True))
        given = [
            python.literal(known[each.name])
            for each in self.task.arguments
            if each.name not in sizes
        ]
        name = f"Solution().{self.entry_point}" if self.voice == "leetcode" else self.entry_point
        return f"{name}({', '.join(given)})"

    def answer(self, text: str) -> str:
        """Returns what the reference prints for an input, or gives for a call."""
        if self.head:
            return python.literal(self._solved(self._arguments(text)))
        lines = iter(text.splitlines())
        count = int(next(lines)) if self.tests else 1
        return "".join(
            printed(self.task, self._solved(inputs.read(self.task, lines))) for _ in range(count)
        )

    def example(self, rng: random.Random) -> Example:
        """Draws an input as examples have them, and its answer."""
        text = self.make_input(rng)
        return Example(text, self.answer(text))

    def problem(self, rng: random.Random, examples: int = 2) -> Problem:
        """Returns the problem with `examples` distinct examples (fewer when the inputs repeat), as
        it is found in a file. Their answers differ too, where they can."""
        drawn: dict[str, Example] = {}
        answers: set[str] = set()
        for attempt in range(20 * examples):
            example = self.example(rng)
            if example.output in answers and attempt < 10 * examples:
                continue
            answers.add(example.output)
            drawn.setdefault(example.input, example)
            if len(drawn) == examples:
                break
        limits = Limits(time_s=self.task.time_s)
        if self.head is None:
            digits = self.task.asked.digits if isinstance(self.task.asked, Value) else 0
            return Problem(
                self.title,
                self.statement,
                tuple(drawn.values()),
                limits=limits,
                checker=f"float 1e-{digits}" if digits else "tokens",
                several_answers=self.task.several_answers,
            )
        return self._found(self.head(list(drawn.values())), tuple(drawn.values()), limits)

    def _found(self, text: str, examples: tuple[Example, ...], limits: Limits) -> Problem:
        """The function problem that the text of a file states."""
        from shortlist_engine.statement import find_problems

        assert self.language is not None
        for block in find_problems(text, self.language):
            problem = block.problem
            if problem is not None and problem.entry_point == self.entry_point and problem.examples:
                return replace(problem, title=self.title, limits=limits)
        return Problem(
            self.title, self.statement, examples, "function", limits, self.language,
            text, self.entry_point,
        )  # fmt: skip

    def _solved(self, values: Values) -> Any:
        return self.task.solved(copy.deepcopy(values))

    def _arguments(self, text: str) -> Values:
        call = ast.parse(text.strip(), mode="eval").body
        assert isinstance(call, ast.Call)
        given = iter([ast.literal_eval(argument) for argument in call.args])
        sizes = inputs.names_of_sizes(self.task.values)
        known = {each.name: next(given) for each in self.task.arguments if each.name not in sizes}
        for name, size in sizes.items():
            known[name] = eval(size, {"len": len}, known)
        return tuple(known[each.name] for each in self.task.values)


def printed(task: Task, result: Any) -> str:
    """Returns the lines that stand in the output for an answer."""
    ask = task.asked
    if isinstance(ask, Decide):
        return f"{ask.yes if result else ask.no}\n"
    if isinstance(ask, Listing):
        return (
            "".join(f"{item}\n" for item in result)
            if ask.in_lines
            else (" ".join(map(str, result)) + "\n")
        )
    if ask.digits:
        return f"{result:.{ask.digits}f}\n"
    return f"{result}\n"


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
        _other_names(task, rng, _ARRAYS, 0.3),
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
    names = _other_names(task, rng, _LISTS, 0.8)
    method = voice == "leetcode"
    w = Wording(rng, "code", names)
    title = w.say(rng.choice(task.titles))
    words = (task.call or drawn.family).replace("_", " ").split()
    camel = "".join([words[0], *(word.title() for word in words[1:])])
    entry = camel if method else "_".join(words)
    in_cpp_too = bool(task.cpp) and rng.random() < 0.35
    language = language or (CPP.name if in_cpp_too else PYTHON.name)
    renamed = _renamed(task, names)

    def in_python(function: Callable[..., Any]) -> str:
        text = python_function(function)
        text = replace(text, body=python.renamed(text.body, names))
        return python.function_program(renamed, text, entry, method)

    def in_cpp(text: str) -> cpp.CppFunction:
        text = cpp_text(text, values)
        for old, new in names.items():
            text = re.sub(rf"(?<![\w.\"']){old}\b(?![\"'])", new, text)
        return cpp.parse(text)

    if language == PYTHON.name:
        programs = tuple((language, in_python(each)) for each in (task.solve, *task.others))
        wrong = tuple((language, in_python(each)) for each in task.wrong)
        slow = tuple((language, in_python(each)) for each in task.slow)
        signature = python.python_signature(renamed, entry, method)
    else:
        texts = [in_cpp(text) for text in task.cpp]
        programs = tuple(
            (language, cpp.function_program(renamed, text, entry, method)) for text in texts
        )
        wrong = slow = ()
        signature = cpp.cpp_signature(renamed, texts[0], entry, method) + " {"
    state = rng.getstate()

    def head(examples: Sequence[Example]) -> str:
        # The same words for whatever examples.
        words = Wording(random.Random(), "code", names)
        words.rng.setstate(state)
        return _file(words, renamed, title, voice, language, entry, signature, examples)

    statement = functions.told(w, renamed)
    return Instance(
        drawn.family, drawn.key, title, statement, drawn.rating, drawn.tags, programs, wrong, slow,
        tuple(w.say(hint) for hint in task.hints), w.say(task.explanation), voice, renamed,
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


def _other_names(
    task: Task, rng: random.Random, arrays: Sequence[str], chance: float
) -> dict[str, str]:
    """New names for some of the given values: none that the task or its programs use already."""
    known = _identifiers(task)
    sized = {
        name
        for given in task.values
        for size in given.sizes()
        for name in re.findall(r"[a-z]\w*", str(size))
    }
    bounds = {
        name
        for given in task.values
        for bound in (getattr(given, "low", 0), getattr(given, "high", 0))
        if isinstance(bound, str)
        for name in re.findall(r"[A-Za-z]\w*", bound)
    }
    names: dict[str, str] = {}
    for given in task.values:
        if given.name in sized | bounds or rng.random() > chance:
            continue
        options = list(given.other)
        if isinstance(given, Ints) and len(given.name) == 1:
            options += arrays
        new = rng.choice(options) if options else given.name
        if new not in known and new not in names.values():
            names[given.name] = new
    return names


def _identifiers(task: Task) -> set[str]:
    functions_ = (task.solve, *task.others, *task.wrong, *task.slow)
    text = "\n".join([*(python_function(each).body for each in functions_), *task.cpp])
    words = set(re.findall(r"[A-Za-z_]\w*", text)) | {given.name for given in task.values}
    for given in task.values:
        if isinstance(given, Rows):
            words |= {column.name for column in given.columns}
    return words


def _renamed(task: Task, names: Mapping[str, str]) -> Task:
    def new(given: Given) -> Given:
        return replace(given, name=names.get(given.name, given.name))

    given = [
        tuple(new(each) for each in item) if isinstance(item, tuple) else new(item)
        for item in task.given
    ]
    return replace(task, given=given)
