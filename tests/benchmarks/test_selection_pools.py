"""The pools that rules are ranked on: calls of suitable types, judged programs, runs."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rich.table import Table

from benchmarks.selection import humaneval, labelled, weights
from benchmarks.selection.calls import best_suited, calls, combinations
from benchmarks.selection.judged import run_pools
from benchmarks.selection.pools import LabelledPool, PoolCache, without_invalid
from benchmarks.selection.runs import labelled_pool
from benchmarks.tables import markdown
from shortlist_engine.evaluation.facts import CandidateFacts, Measurement
from shortlist_engine.evaluation.sample_set import SampleSet
from shortlist_engine.problem import Program
from shortlist_engine.selection import Outcome
from shortlist_engine.selection.rules import evidence
from shortlist_engine.selection.rules.shortlist import WEIGHTS


def test_annotations_narrow_the_types_and_defaults_are_left_alone() -> None:
    def types(parameters: str) -> set[tuple[str, ...]]:
        return set(combinations(f'def f({parameters}):\n    """Words."""\n', "f"))

    assert types("n: int, xs: List[int], k=3") == {("int", "list[int]")}
    assert {kind for (kind,) in types("xs: list")} == {
        "list[int]", "list[str]", "list[float]", "list[list[int]]"
    }  # fmt: skip
    assert ("bool",) in types("b: bool") and ("bool",) not in types("b")
    assert combinations("def g(a):\n", "f") == combinations("def f():\n", "f") == []
    assert combinations("def f(a, b", "f") == []


def test_calls_are_distinct_python_and_of_the_types() -> None:
    made = calls("f", ["list[int]", "str"], 20, random.Random(1))
    assert len(set(made)) == len(made) == 20
    assert made == calls("f", ["list[int]", "str"], 20, random.Random(1))
    found = [eval(text, {"f": lambda numbers, text: (numbers, text)}) for text in made]
    assert all(type(n) is int for numbers, _ in found for n in numbers)
    assert all(type(text) is str for _, text in found)


def test_the_common_type_is_taken_among_those_that_suit_nearly_as_well() -> None:
    assert best_suited([0.1, 0.85, 1.0]) == 1
    assert best_suited([0.1, 0.5, 1.0]) == 2
    assert best_suited([0.0, 0.0]) == 0


UNTYPED = {
    "task_id": "Test/1",
    "prompt": 'def total(xs):\n    """The sum of the numbers."""\n',
    "entry_point": "total",
    "programs": ["    return sum(xs)", "    return sum(x for x in xs)", "    return max(xs + [0])"],
    "test_completions": ["\n"],
    "test": "def check(candidate):\n    assert candidate([1, 2]) == 3\n",
}


async def test_without_asserts_calls_that_suit_the_programs_tell_them_apart(
    tmp_path: Path,
) -> None:
    with gzip.open(tmp_path / humaneval.FILE, "wt") as stream:
        stream.write(json.dumps(UNTYPED) + "\n")
    (pool,) = [each async for each in humaneval.pools(tmp_path, PoolCache(None), 1, None, 8)]
    outcomes = pool.evidence.outcomes
    assert outcomes.shape == (3, 8)
    assert (outcomes[0] == outcomes[1]).all() and (outcomes[0] != outcomes[2]).any()
    assert pool.correct.tolist() == [True, True, False]
    assert pool.samples == 3


def row(name: str, right: list[str], wrong: list[str], checker: str = "tokens") -> str:
    return json.dumps({
        "id": name, "source": "s", "name": name, "statement": "Print the number doubled.",
        "checker": checker, "examples": [{"input": "3\n", "output": "6\n"}],
        "solutions": [{"language": "python3", "code": code} for code in right],
        "incorrect_solutions": [{"language": "python3", "code": code} for code in wrong],
    })  # fmt: skip


async def test_judged_programs_are_candidates_when_they_pass_the_examples(tmp_path: Path) -> None:
    right = ["print(int(input()) * 2)"]
    wrong = ["print(6)", "print(7)"]
    rows = [
        row("mixed", right, wrong),
        row("all right", right, []),
        row("several", right, wrong, "multiple_answers_possible"),
    ]
    with gzip.open(tmp_path / labelled.FILES["condefects"][0], "wt") as stream:
        stream.write("\n".join(rows) + "\n")
    judged = labelled.read_pools(tmp_path, "condefects", 9)
    assert [each.id for each in judged] == ["mixed"]
    (pool,) = [each async for each in run_pools(judged, PoolCache(tmp_path / "cache"), 1)]
    passing = pool.evidence.passes_examples
    assert sorted(zip(passing, pool.correct, strict=True)) == [
        (False, False), (True, False), (True, True)
    ]  # fmt: skip
    assert pool.undecided
    first, second = pool.evidence.outcomes[passing]
    assert (first != second).any()
    (again,) = [each async for each in run_pools(judged, PoolCache(tmp_path / "cache"), 1)]
    assert (again.evidence.outcomes == pool.evidence.outcomes).all()
    assert again.samples == pool.samples == 3


def measured_draw() -> tuple[SampleSet, Measurement]:
    programs = tuple(Program("python", f"print({i})", -float(i), 5) for i in range(3))
    facts = (
        CandidateFacts("AC", 2, judged="AC", outcomes=(0, 1)),
        CandidateFacts("WA", 1),
        CandidateFacts("AC", 2, judged="WA", outcomes=(0, 2)),
    )
    table = (Outcome("aaaa"), Outcome("TLE"), Outcome("bbbb"))
    return SampleSet(programs, (2, -1, 0, 2, 1)), Measurement(facts, table, ("1", "2"), {}, {})


def test_the_facts_of_a_run_are_a_pool() -> None:
    pool = labelled_pool("p", 2, *measured_draw())
    known = pool.evidence
    assert list(known.counts) == [1, 1, 2]
    assert list(known.first) == [2, 4, 0]
    assert known.examples.tolist() == [[True, True], [True, False], [True, True]]
    assert known.outcomes[0, 0] == known.outcomes[2, 0] != known.outcomes[1, 0] == 0
    assert pool.correct.tolist() == [True, False, False]
    assert pool.samples == 5  # the empty one too
    assert list(known.logprob) == [0.0, -1.0, -2.0]


def test_inputs_that_most_survivors_fail_on_are_left_out() -> None:
    pool = labelled_pool("p", 2, *measured_draw())
    codes = pool.evidence.outcomes.copy()
    assert without_invalid(pool).evidence.outcomes.shape == (3, 2)  # one of two fails
    codes[2, 1] = codes[0, 1]
    worse = replace(pool, evidence=replace(pool.evidence, outcomes=codes))
    assert without_invalid(worse).evidence.outcomes.shape == (3, 1)


def test_weights_are_chosen_without_the_problems_that_they_are_measured_on() -> None:
    figures = np.zeros((len(weights.combinations()), 20, 3))
    figures[5, :10] = figures[7, 10:] = 1.0  # two choices, each right for half
    figures[9] = 0.6
    choice = weights.cross_validate(figures)
    assert set(choice.chosen) == {weights.combinations()[9]}
    assert choice.held_out == pytest.approx(0.6)


def test_every_weight_of_the_rule_is_tried_the_shipped_ones_among_them() -> None:
    assert weights.GRID.keys() == WEIGHTS.keys()
    assert tuple(WEIGHTS[name] for name in weights.GRID) in weights.combinations()
    late = evidence([[20], [20], [30]], counts=[3, 3, 1], late=[True, True, False])
    pool = LabelledPool("p", late, np.array([False, False, True]), 7)
    figures = weights.grid_figures([pool], (1,))
    by_weight = dict(zip(weights.combinations(), figures[:, 0, 0], strict=True))
    shipped = tuple(WEIGHTS[name] for name in weights.GRID)
    assert by_weight[shipped] == 1.0 and by_weight[(*shipped[:-1], 0.0)] == 0.0


def test_tables_become_markdown() -> None:
    table = Table(title="Figures")
    table.add_column("rule")
    table.add_column("@1", justify="right")
    table.add_row("random", "19.7")
    assert markdown(table) == "Figures\n\n| rule | @1 |\n|---|---:|\n| random | 19.7 |"
    assert markdown("as it stands") == "as it stands"
