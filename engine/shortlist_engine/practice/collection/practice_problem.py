"""What is practised: entries of a list, and problems with their hidden tests and their help."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shortlist_engine.problem import Example, Kind, Problem, Program

if TYPE_CHECKING:
    from shortlist_engine.datasets.check_programs import CheckProgram
    from shortlist_engine.execution.checking.custom_checker import CustomChecker

BANK = "bank"
"""The name of the set that is always there."""
EXAMPLES = "examples"
"""The group of the tests that stand in the statement."""


class UnknownProblem(Exception):
    """Says that there is no such problem or set, or none in this form; names what there is
    instead."""


@dataclass(frozen=True)
class Entry:
    """Names something that can be practised: a family of the bank, which has problems without end,
    or one problem of an imported set.

    `item` is its name, such as `bank/lifeboats` or `finals/A`. `kinds` says whether it is told as a
    program (`stdin`) or as a function; `voices` in which words, none for imported sets. `rating` is
    None where the set says none.
    """

    item: str
    set: str
    title: str
    rating: float | None
    tags: tuple[str, ...]
    kinds: tuple[Kind, ...]
    voices: tuple[str, ...] = ()


@dataclass(frozen=True)
class TestGroup:
    """Holds hidden tests of one kind, such as `edge` or `large`."""

    __test__ = False  # for pytest, which takes it for a class of tests

    name: str
    tests: tuple[Example, ...]


@dataclass(frozen=True)
class PracticeProblem:
    """Holds a problem to practise on, with what the user is not shown before they ask for it.

    `id` is its name: that of its item, and for the bank which of the family's problems it is and in
    whose voice, such as `bank/lifeboats/42/codeforces`. `digest` changes with the task, so that a
    file of another version of the bank is noticed. `groups` makes the hidden tests one group after
    the other; the same for the same `id` and `digest`. `head` is the text of the file of a
    *function* problem up to the body, empty for others. `check` is a program that decides in the
    place of tests, `checker` one that judges outputs; both come with imported sets only.
    """

    id: str
    entry: Entry
    title: str
    digest: str
    problem: Problem
    groups: Callable[[], Iterable[TestGroup]] = field(repr=False)
    voice: str = ""
    hints: tuple[str, ...] = ()
    explanation: str = ""
    solutions: tuple[Program, ...] = ()
    head: str = ""
    check: CheckProgram | None = None
    checker: CustomChecker | None = None

    @property
    def item(self) -> str:
        """Returns the name of the entry that it belongs to."""
        return self.entry.item

    @property
    def brings_programs(self) -> bool:
        """Says whether judging runs programs that came with the problem, which are not the user's
        own and need isolation."""
        return self.check is not None or self.checker is not None
