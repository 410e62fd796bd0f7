"""A problem drawn from a family: its text, its programs, its inputs and answers."""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from shortlist_engine.bank import inputs
from shortlist_engine.bank.maker import Scale
from shortlist_engine.bank.programs.parameters import literal
from shortlist_engine.bank.task import Decide, Listing, Task, Value, Values
from shortlist_engine.problem import Example, Kind, Limits, Problem
from shortlist_engine.statement import find_problems

Programs = tuple[tuple[str, str], ...]


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
    def kind(self) -> Kind:
        """Returns whether it asks for a program or for a function."""
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
            literal(known[each.name]) for each in self.task.arguments if each.name not in sizes
        ]
        name = f"Solution().{self.entry_point}" if self.voice == "leetcode" else self.entry_point
        return f"{name}({', '.join(given)})"

    def answer(self, text: str) -> str:
        """Returns what the reference prints for an input, or gives for a call."""
        if self.head:
            return literal(self._solved(self._arguments(text)))
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
