"""What a family says of one task: what is given, what is asked, how people would tell it, and the
programs that do it.

In the texts of a task a variable stands in backquotes (`a_i`), so that each voice can write it in
its own way; `[red|blue]` is one of two words, and `@who`, `@friend` and `@place` are names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.values import Given

Values = tuple[Any, ...]


class Ask:
    """What a task asks for: a `Value`, a decision (`Decide`) or a `Listing`."""


@dataclass(frozen=True)
class Value(Ask):
    """Asks for one number or text: `noun` is a noun phrase such as "the least number of boats",
    `question` the same as a whole question, made from `noun` where it is empty. `digits` is how
    many decimals a real answer is printed with."""

    noun: str
    question: str = ""
    digits: int = 0
    python_type: str = "int"


@dataclass(frozen=True)
class Decide(Ask):
    """Asks whether `condition` holds, a clause such as "all boats can be filled". Programs return a
    truth value; `yes` and `no` are what is printed."""

    condition: str
    yes: str = "Yes"
    no: str = "No"
    question: str = ""

    python_type = "bool"


@dataclass(frozen=True)
class Listing(Ask):
    """Asks for a list: `noun` is a noun phrase in the plural or "the sequence ...". It is printed
    on one line, or with `in_lines` an item on each. `item` is the Python type of an item."""

    noun: str
    question: str = ""
    in_lines: bool = False
    item: str = "int"

    @property
    def python_type(self) -> str:
        return f"List[{self.item}]"


@dataclass(frozen=True)
class Story:
    """Tells the task with people and things. `text` ends where the question begins; `ask` is the
    question in the story's terms, that of the task where it is empty."""

    text: str
    ask: str = ""


@dataclass(frozen=True)
class Task:
    """Holds one task of a family.

    - `given`: the values of the input in their order; integers that stand on one line are a tuple.
    - `ask`: what is asked.
    - `formal`: sentences that define the task without a story, up to the question; empty where the
      given values and the question say everything.
    - `stories`: the same told by people; at least two.
    - `solve`: the reference: a function whose arguments are the given values, in the order in which
      a function's caller would give them. It is the oracle, and the first of the programs that are
      printed. It may change its arguments.
    - `others`: further right functions, of another structure or another way to write.
    - `wrong`: functions that many people would write and that fail; `slow` ones that are right and
      exceed the time limit on large inputs.
    - `cpp`: C++ texts, each with a function `solve` of the same arguments that returns the answer,
      and what it needs above it. `$name` is a parameter.
    - `make`: draws the values, where drawing each by itself would give inputs that the statement
      excludes, or dull ones.
    - `edges`: inputs of which each is a special case.
    - `notes`: sentences that stand after the question (what to print when there is no answer).
    - `hints`: three, each giving away more. `explanation`: why the reference is right, and its
      cost.
    - `call`: the function's name in words, the family's where it is empty.
    - `tests`: whether an input may hold several test cases. `time_s`: the time limit.
    - `several_answers`: whether other outputs than the reference's are right too.
    - `order`: where each argument of `solve` stands among the given values; found by their names.
    """

    titles: Sequence[str]
    given: Sequence[Given | tuple[Given, ...]]
    ask: Ask
    stories: Sequence[Story]
    solve: Callable[..., Any]
    cpp: Sequence[str]
    hints: tuple[str, str, str]
    explanation: str
    others: Sequence[Callable[..., Any]] = ()
    wrong: Sequence[Callable[..., Any]] = ()
    slow: Sequence[Callable[..., Any]] = ()
    formal: str = ""
    notes: str = ""
    make: Callable[[Maker], Values] | None = None
    edges: Sequence[Values] = ()
    call: str = ""
    tests: bool = True
    functions: bool = True
    time_s: float = 2.0
    several_answers: bool = False
    params: Mapping[str, Any] = field(default_factory=dict)
    order: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.order:
            return
        code = self.solve.__code__
        places = {given.name: at for at, given in enumerate(self.values)}
        arguments = code.co_varnames[: code.co_argcount]
        if sorted(arguments) != sorted(places):
            raise ValueError(f"solve takes {', '.join(arguments)}, given are {', '.join(places)}")
        object.__setattr__(self, "order", tuple(places[name] for name in arguments))

    @property
    def asked(self) -> Value | Decide | Listing:
        """Returns what is asked, as one of the three kinds that there are."""
        assert isinstance(self.ask, Value | Decide | Listing)
        return self.ask

    @property
    def arguments(self) -> list[Given]:
        """Returns the given values in the order in which `solve` takes them."""
        values = self.values
        return [values[at] for at in self.order]

    def solved(self, values: Values) -> Any:
        """Returns the reference's answer for values in the order of the input, which it may
        change."""
        return self.solve(*(values[at] for at in self.order))

    @property
    def values(self) -> list[Given]:
        """Returns the given values one by one."""
        flat: list[Given] = []
        for item in self.given:
            flat += item if isinstance(item, tuple) else (item,)
        return flat
