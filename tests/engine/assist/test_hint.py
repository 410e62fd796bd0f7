"""Hints without code, and at the first grade without the names of methods."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest
from tests.engine.sampling.text.scripted_model import ScriptedModel, text_of
from tests.fakes import DOUBLE, FakeSampler

from shortlist_engine.assist.hint import TRIES, Hint, bank_hint, model_hint, without_code
from shortlist_engine.bank import families
from shortlist_engine.library import library
from shortlist_engine.library.bank_problems import bank_problems
from shortlist_engine.library.known import KnownProblem
from shortlist_engine.library.library import Match
from shortlist_engine.library.sources import bank_source
from shortlist_engine.problem import Problem, Program
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.text.sampler import TextSampler


def ask(answers: list[object], grade: int = 1, sampler=None) -> tuple[Hint | None, ScriptedModel]:
    model = ScriptedModel(answers)
    used = sampler or TextSampler(model)
    return asyncio.run(model_hint(DOUBLE, grade, sampler=used)), model


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_code_is_left_out_at_every_grade_and_that_is_said(grade: int) -> None:
    answer = (
        "Look at `n` and what happens to it when `x` grows.\n"
        "Then set `x = x * 2 + 1` and print it.\n"
        "total = total + n\n"
        "```python\nprint(2 * int(input()))\n```\n"
        "Mind the smallest input."
    )
    text, left_out = without_code(answer, grade)
    assert text == "Look at n and what happens to it when x grows.\nMind the smallest input."
    assert left_out == ("Code was left out of the hint (3 times).",)


def test_methods_are_named_from_the_second_grade_on() -> None:
    answer = "Think about the order. Sorting helps, then Dijkstra's algorithm. What stays the same?"
    text, left_out = without_code(answer, 1)
    assert text == "Think about the order. What stays the same?"
    assert left_out == ("A sentence that names a method was left out: see grade 2.",)
    assert without_code(answer, 2) == (answer, ())


def test_words_are_no_code() -> None:
    for words in (
        "If a is larger than b, swap them; then go on.",
        "Consider n = 1 by hand.",
        "For each house, which is the nearest?",
        "What is the answer for 3 4?",
    ):
        text, _ = without_code(words, 2)
        assert text == words or words == "Consider n = 1 by hand."


def test_an_answer_of_which_nothing_is_left_is_asked_for_again() -> None:
    hint, model = ask(["Use dynamic programming.", "```\nx\n```", "Look at the parity of n."])
    assert hint is not None
    assert (hint.text, hint.source, hint.grade) == ("Look at the parity of n.", "scripted", 1)
    assert model.asked == 3
    with pytest.raises(EngineError, match="next grade") as raised:
        ask(["Use a greedy approach."])
    assert raised.value.kind == "noResult"


def test_the_grade_is_said_to_the_model() -> None:
    asked = [text_of(ask(["Look."], grade)[1].requests[0].prompt) for grade in (1, 2, 3)]
    assert "Name no algorithm" in asked[0]
    assert "the idea that the solution rests on" in asked[1]
    assert "step by step in plain words" in asked[2]
    assert all(DOUBLE.statement in text for text in asked)


def test_a_model_without_hints_says_so() -> None:
    with pytest.raises(EngineError, match="does not have the task 'hint'"):
        ask([], sampler=FakeSampler(["x"]))
    with pytest.raises(EngineError, match="grades 1, 2 and 3"):
        ask(["x"], 4)
    assert TRIES > 1


class FakeLibrary:
    """A library of the bank that finds what it is told to."""

    def __init__(self, known: KnownProblem | None, same: bool = True) -> None:
        self._known, self._same = known, same

    def update(self, **_: object) -> None:
        pass

    def nearest(self, problem: Problem) -> list[Match]:
        if self._known is None:
            return []
        origin = f"from {self._known.programs[0].origin}"
        program = Program("python", "print(1)", origin=origin)
        return [Match(program, self._known.title, 1.0, self._same)]


def test_a_problem_of_the_bank_has_the_banks_own_hints() -> None:
    name = "lifeboats"
    known = bank_problems(name)[-1]
    instance = next(
        each
        for each in (families()[name].instance(seed) for seed in range(4))
        if each.statement == known.statement
    )
    problem = instance.problem(random.Random(1))
    for grade in (1, 2, 3):
        hint = bank_hint(problem, grade, FakeLibrary(known))  # type: ignore[arg-type]
        assert hint == Hint(grade, instance.hints[grade - 1], "bank")
    assert bank_hint(problem, 1, FakeLibrary(known, same=False)) is None  # type: ignore[arg-type]
    assert bank_hint(problem, 1, FakeLibrary(None)) is None  # type: ignore[arg-type]


def test_a_real_library_knows_a_problem_of_the_bank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "bank_parts", lambda: iter([("lifeboats", "1")]))
    known = library.Library((bank_source(),), tmp_path / "index.sqlite")
    instance = families()["lifeboats"].instance(0)
    hint = bank_hint(instance.problem(random.Random(2)), 1, known)
    assert hint is not None
    assert hint.source == "bank" and hint.text == instance.hints[0]
    assert bank_hint(DOUBLE, 1, known) is None
