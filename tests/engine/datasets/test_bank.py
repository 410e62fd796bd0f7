"""Problems of the bank to measure on: unseen ones, and apart from them those of closed families."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from shortlist_engine.bank import families
from shortlist_engine.bank.split import Split, held_out
from shortlist_engine.datasets import DatasetError
from shortlist_engine.datasets.bank import (
    BANK,
    CLOSED_BANK,
    UNSEEN_BANK,
    draw_instances,
    hidden_tests,
    read_bank,
)
from shortlist_engine.datasets.problem_sets import read_problems

OPEN = ("lifeboats", "steady_runs")


@pytest.fixture(scope="module")
def split() -> Split:
    return Split(families())


def test_instances_are_unseen_and_of_different_keys(split: Split) -> None:
    for name in OPEN:
        drawn = draw_instances(split, name, 3, seed=0)
        assert len(drawn) == 3
        assert all(held_out(name, instance.key) for instance in drawn)
        assert [i.key for i in drawn] == [i.key for i in draw_instances(split, name, 3, seed=0)]


def test_hidden_tests_are_right_and_not_the_examples(split: Split) -> None:
    instance = draw_instances(split, "lifeboats", 1, seed=0)[0]
    problem = instance.problem(random.Random(1), 2)
    tests = hidden_tests(instance, problem, random.Random(2))
    assert len({test.input for test in tests}) == len(tests) >= 5
    assert not {test.input for test in tests} & {example.input for example in problem.examples}
    assert all(instance.answer(test.input) == test.output for test in tests)


def test_the_data_sets_of_the_bank_share_no_family(split: Split) -> None:
    expected = {
        BANK: split.families.keys() - split.closed,
        UNSEEN_BANK: split.unseen.keys(),
        CLOSED_BANK: split.closed,
    }
    for name, there in expected.items():
        problems = list(read_bank(name, 1))
        assert {problem.family for problem in problems} == set(there)
        assert all(problem.source == name and problem.tests for problem in problems)
        assert all(problem.id.startswith(problem.family) for problem in problems)


def test_families_can_be_chosen() -> None:
    problems = list(read_problems([BANK], instances=2, families=OPEN))
    assert [problem.family for problem in problems] == [name for name in OPEN for _ in range(2)]
    assert problems == list(read_bank(BANK, 2, OPEN))
    assert list(read_problems([BANK], limit=1)) == list(islice(read_bank(BANK, 1), 1))


@pytest.mark.parametrize(
    ("names", "family", "words"),
    [
        ([BANK], "lifeboat", "did you mean lifeboats"),
        ([CLOSED_BANK], "lifeboats", "part of bank, not of bank-closed"),
        (["some.jsonl"], "lifeboats", "part of the data sets bank, bank-unseen, bank-closed only"),
    ],
)
def test_a_family_that_is_not_there_is_named(names: list[str], family: str, words: str) -> None:
    with pytest.raises(DatasetError, match=words):
        list(read_problems(names, families=[family]))
