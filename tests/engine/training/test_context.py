"""Known programs beside the problem: which, how often, and that none is the answer."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from shortlist_engine.bank import families
from shortlist_engine.datasets.training_problems import TrainingProblem
from shortlist_engine.model.tokenizer import Tokenizer
from shortlist_engine.problem import Example, Problem
from shortlist_engine.training.context import ContextPrograms, find_context
from shortlist_engine.training.examples import ExampleSource, TextExample, tokenize
from shortlist_engine.training.recipe import ModelRecipe, Recipe
from shortlist_engine.training.sections import DataRecipe

FEW = ("chosen_total", "steady_runs", "lifeboats")
SUBJECTS = ("apples", "boats", "carts", "doors", "eggs", "flags")
HALF = DataRecipe(
    real_share=0.5, inputs_share=0.2, context_share=0.5, rewrite_share=0.5, families=FEW
)


def problem(subject: str, words: str) -> TrainingProblem:
    statement = f"Count the {subject} of all the farmers {words}, and print how many {subject}."
    shown = Problem(f"The {subject}", statement, (Example("3\n", "3\n"), Example("4\n", "4\n")))
    source = f"{subject} = int(input())\nprint({subject})\n"
    return TrainingProblem(shown, [("python", source)], [], [], None, ())


@pytest.fixture(scope="module")
def rows() -> list[TrainingProblem]:
    found = [problem(each, f"who grow {each} on field {each}") for each in SUBJECTS]
    other = replace(found[0].problem, title="Fruit", statement=found[0].problem.statement + " Now.")
    return [*found, replace(found[0], problem=other)]


@pytest.fixture(scope="module")
def context(rows: list[TrainingProblem]) -> ContextPrograms:
    return find_context(rows, ExampleSource(families(), rows, HALF).split)


def drawn(
    rows: list[TrainingProblem], context: ContextPrograms, recipe: DataRecipe, unseen: bool = False
) -> list[TextExample]:
    source = ExampleSource(families(), rows, recipe, [("math",)], context)
    stream = source.stream(random.Random(4), unseen)
    return [example for _, example in zip(range(400), stream, strict=False)]


def test_half_of_what_is_solved_has_programs_of_other_problems(
    rows: list[TrainingProblem], context: ContextPrograms
) -> None:
    examples = drawn(rows, context, HALF)
    solved = [e for e in examples if e.task == "solve" and e.problem.kind == "stdin"]
    with_some = [e for e in solved if e.context]
    assert 0.4 < len(with_some) / len(solved) < 0.6
    assert not any(e.context for e in examples if e not in solved)
    assert {len(e.context) for e in with_some} == {3}
    assert all(e.context == () for e in drawn(rows, context, HALF, unseen=True))
    assert drawn(rows, context, HALF) == examples


def test_no_program_is_of_the_problem_itself(
    rows: list[TrainingProblem], context: ContextPrograms
) -> None:
    real = [e for e in drawn(rows, context, replace(HALF, real_share=1.0)) if e.context]
    assert len(real) > 100
    for example in real:
        (subject,) = [each for each in SUBJECTS if each in example.problem.statement]
        assert all(subject not in known.source for known in example.context)
    bank = [e for e in drawn(rows, context, replace(HALF, real_share=0.0)) if e.context]
    assert bank and all(known.title != e.problem.title for e in bank for known in e.context)
    assert any(known.title == "The boats" for e in real for known in e.context)


def test_the_encoder_reads_them_and_the_model_says_so(
    rows: list[TrainingProblem], context: ContextPrograms, tiny_tokenizer_model: bytes
) -> None:
    tokenizer = Tokenizer(tiny_tokenizer_model)
    recipe = Recipe(model=ModelRecipe(encoder_tokens=512, decoder_tokens=512), data=HALF)
    example = next(e for e in drawn(rows, context, HALF) if e.context)
    made, bare = (tokenize(e, tokenizer, recipe) for e in (example, replace(example, context=())))
    assert made is not None and bare is not None
    assert made.target == bare.target
    text = tokenizer.decode(made.source)
    assert text.startswith(tokenizer.decode(bare.source)) and "SIMILAR PROBLEM: " in text
    assert recipe.config(700).context and not Recipe().config(700).context


def test_nothing_is_left_behind(
    rows: list[TrainingProblem], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    find_context(rows, ExampleSource(families(), rows, HALF).split)
    assert not any(tmp_path.iterdir())
