"""The measure itself, with samplers whose skill is known."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator

import pytest

from shortlist_engine.bank import families
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.problem import Problem
from shortlist_engine.sampling import Sample, SamplingParams
from shortlist_engine.statement.prompt import Metadata
from shortlist_engine.training.evaluate import _evaluate, draw_instances, hidden_tests, report
from shortlist_engine.training.split import Split, held_out

FAMILIES = ("digits", "units")


class Scripted:
    """Gives a family's own program for every problem, or a wrong one."""

    name = "scripted"

    def __init__(self, split: Split, right: str) -> None:
        self.right = right
        self.programs = {}
        for name in FAMILIES:
            for number, instance in enumerate(draw_instances(split, name, 2, seed=0)):
                rng = random.Random(f"0:{name}:{number}")
                self.programs[instance.problem(rng, 2).digest] = dict(instance.programs)

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        wrong = {"python": "print('no')\n", "cpp": "int main() {}\n"}
        for index in range(params.num_samples):
            language = params.languages[index % 2]
            text = wrong[language]
            if language == self.right and index > 3:
                text = self.programs[problem.digest][language]
            metadata = Metadata(language, 800)
            yield [Sample(index, text, language, -1.0, 1, "stop", metadata)]

    def close(self) -> None: ...


@pytest.fixture(scope="module")
def split() -> Split:
    everything = families()
    return Split({name: everything[name] for name in FAMILIES})


def test_instances_are_unseen_and_of_different_keys(split: Split) -> None:
    for name in FAMILIES:
        drawn = draw_instances(split, name, 3, seed=0)
        assert len(drawn) == 3
        if name not in split.closed:
            assert all(held_out(name, instance.key) for instance in drawn)
        assert [i.key for i in drawn] == [i.key for i in draw_instances(split, name, 3, seed=0)]


def test_hidden_tests_are_right_and_not_the_examples(split: Split) -> None:
    instance = draw_instances(split, "digits", 1, seed=0)[0]
    problem = instance.problem(random.Random(1), 2)
    tests = hidden_tests(instance, problem, random.Random(2))
    assert len({test.input for test in tests}) == len(tests) >= 5
    assert not {test.input for test in tests} & {example.input for example in problem.examples}
    assert all(instance.answer(test.input) == test.output for test in tests)


@pytest.mark.parametrize("right", ["python", "cpp"])
async def test_only_the_right_programs_count(split: Split, right: str) -> None:
    if probe().level not in "ABC":
        pytest.skip("no sandbox here")
    sampler = Scripted(split, right)
    evaluation = await _evaluate(sampler, split, FAMILIES, 2, 8, 0.5, 0)
    other = {"python": "cpp", "cpp": "python"}[right]
    assert [result.solved for result in evaluation.results] == [{right}] * 4
    unseen = any(result.unseen for result in evaluation.results)
    assert evaluation.rate(unseen, right) == 1.0 and evaluation.rate(unseen, other) == 0.0
    assert all(result.distinct == 3 for result in evaluation.results)
    assert f"{right} 100.0%" in report(evaluation)
