"""Tests that a model wrote: read as CodeT reads them, run, and used by the rules that want them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.engine.datasets.test_datasets import COMMON, HUMANEVAL, HUMANEVAL_X, read
from tests.engine.evaluation.samples import LUCKY, RIGHT, WRONG, row, run
from tests.fakes import FakePool, FakeSampler

from shortlist_engine.datasets import DatasetError
from shortlist_engine.datasets.generated_tests import GeneratedTest, holds, read_asserts
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.samples import with_tests
from shortlist_engine.evaluation.evaluator import evaluated, store_of
from shortlist_engine.evaluation.facts import CandidateFacts, Measurement
from shortlist_engine.evaluation.running_tests import GeneratedTestRuns, run_generated
from shortlist_engine.evaluation.sample_set import SampleSet
from shortlist_engine.evaluation.scoring import known_of, methods, score
from shortlist_engine.evaluation.survivor_pool import SurvivorPool
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.problem import Program

needs_sandbox = pytest.mark.skipif(probe().level not in "ABC", reason="no sandbox here")


def test_asserts_are_cut_and_counted_as_codet_does() -> None:
    found = read_asserts(
        [
            " add(1, 2) == 3\nassert add(0, 0) == 0\n\ndef other():\n    assert add(9, 9) == 9",
            " add(1,2) == 3",
            " add(1, 2) ==",
            " 1 == 1",
            " abs(add(1, 2) - 3) < 1e-6, 'close'",
            " add(1, 1) == max(2, 1)",
            "".join(f" add({i}, 0) == {i}\nassert" for i in range(10, 20)),
        ],
        "add",
    )
    assert found[GeneratedTest("add(1, 2)", "3")] == 2
    assert found[GeneratedTest("add(0, 0)", "0")] == 1
    assert found[GeneratedTest("add(9, 9)", "9")] == 1
    assert found[GeneratedTest("add(1, 2)", condition="abs(add(1, 2) - 3) < 1e-06")] == 1
    assert found[GeneratedTest("add(1, 1)", condition="add(1, 1) == max(2, 1)")] == 1
    assert sum(each.input.endswith(", 0)") for each in found) == 1 + 5
    assert sum(found.values()) == 6 + 5


@pytest.mark.parametrize("deep", [f"add({'+'.join('1' * 400)}, 2)", f"add({'-' * 2000}1, 2)"])
def test_asserts_nested_too_deeply_are_left_out(deep: str) -> None:
    assert read_asserts([f" {deep} == 3\nassert add(1, 1) == 2"], "add") == {
        GeneratedTest("add(1, 1)", "2"): 1
    }


@pytest.mark.parametrize(
    ("claimed", "output", "equal"),
    [
        ("[1, 2]", "[1,2]", True),
        ("1.0", "1", True),
        ("True", "1", True),
        ("'a'", "a", False),
        ("{'a': 1, 'b': 2}", "{'b': 2, 'a': 1}", True),
        ("[1]", "deque([1])", False),
        ("None", "None", True),
    ],
)
def test_a_claim_holds_as_python_compares(claimed: str, output: str, equal: bool) -> None:
    assert holds(claimed, output) is equal


def given(
    tmp_path: Path, rows: list[EvaluationProblem], *lines: dict[str, Any]
) -> list[EvaluationProblem]:
    file = tmp_path / "tests.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return with_tests(rows, file)


def test_rows_of_a_file_add_up(tmp_path: Path) -> None:
    rows = read(tmp_path, HUMANEVAL)
    name, identity = rows[0].problem.entry_point, rows[0].id
    (found,) = given(
        tmp_path,
        rows,
        {"task_id": identity, "test_completions": [f" {name}([1]) == [2]", "nothing"]},
        {"task_id": identity, "completion": f"assert {name}([1]) == [2]\nassert {name}([]) == []"},
        {"id": identity, "tests": [{"input": f"{name}([3])", "output": "[7]"}]},
        {"task_id": "another", "completion": "assert f() == 1"},
    )
    assert dict(found.generated) == {
        GeneratedTest(f"{name}([1])", "[2]"): 2,
        GeneratedTest(f"{name}([])", "[]"): 1,
        GeneratedTest(f"{name}([3])", "[7]"): 1,
    }


def test_asserts_need_a_python_function(tmp_path: Path) -> None:
    for data in (COMMON, HUMANEVAL_X):
        rows = read(tmp_path, data)
        with pytest.raises(DatasetError, match="tests with input and output"):
            given(tmp_path, rows, {"task_id": rows[0].id, "completion": "assert f(1) == 2"})


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"completion": "assert f()"}, "names no problem"),
        ({"task_id": "x/1", "text": "assert f()"}, "holds no tests"),
        ({"task_id": "elsewhere", "tests": []}, "no test for any of the problems"),
        ({"task_id": "x/1", "tests": []}, "no test for any of the problems"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, line: dict[str, Any], words: str) -> None:
    with pytest.raises(DatasetError, match=words):
        given(tmp_path, read(tmp_path, COMMON), line)


def draw_of(sources: list[str]) -> tuple[SampleSet, Measurement]:
    programs = tuple(Program("python", source) for source in sources)
    facts = tuple(CandidateFacts("AC") for _ in sources)
    return SampleSet(programs, tuple(range(len(sources)))), Measurement(facts, (), (), {}, {})


@needs_sandbox
async def test_asserts_run_in_the_sandbox(tmp_path: Path) -> None:
    (row,) = read(tmp_path, HUMANEVAL)
    sources = [
        "def double(xs):\n    return [2 * x for x in xs]\n",
        "def double(xs):\n    return tuple(2 * x for x in xs)\n",
        "def double(xs):\n    raise ValueError\n",
        "def double(xs):\n    while True:\n        pass\n",
    ]
    tests = read_asserts(
        [" double([1]) == [2]\nassert len(double([1, 2])) == 2\nassert double([]) == [0]"], "double"
    )
    row = EvaluationProblem(row.id, "x", row.problem, (), generated=tuple(tests.items()))
    async with ExecutionPool(1) as pool:
        found = await run_generated(row, *draw_of(sources), pool)
    assert found.passes == ("110", "010", "000", "000")
    assert found.inputs == ("double([1])", "double([1, 2])", "double([])")
    symbols = [[found.table[code].symbol for code in codes] for codes in found.outcomes]
    assert symbols[2] == ["RE"] * 3 and symbols[3] == ["TLE"] * 3
    assert len(set(symbols[0])) == 3 and not set(symbols[0]) & set(symbols[1])
    assert found.failures == 0 and found.cpu_ms > 0


def pairs(*tests: tuple[str, str]) -> tuple[tuple[GeneratedTest, int], ...]:
    return tuple(Counter(GeneratedTest(*test) for test in tests).items())


def test_rules_use_them_and_nothing_is_run_twice(tmp_path: Path) -> None:
    """The lucky programs are more, but fail the tests with larger numbers."""
    tests = pairs(("50\n", "100\n"), ("60\n", "120\n"), ("70\n", "140\n"), ("1\n", "5\n"))
    rows = [row(generated=tests)]
    sampler = FakeSampler([RIGHT, LUCKY, LUCKY, WRONG], inputs=[])
    plan, (item,) = run(tmp_path, rows, sampler)
    assert item.tested is not None and item.tested.passes == ("1110", "0000")
    known = known_of(plan.entries)
    assert {"codet", "srank", "b4", "aces"} <= methods(known).keys()
    found = score(item.entry, item.samples, item.measured, (40,), tested=item.tested)
    assert found.values["codet"][1] == (1.0,) and found.values["alphacode"][1] == (0.0,)
    assert found.seconds["tests"] > 0
    pool = FakePool()
    _, (again,) = run(tmp_path, rows, sampler, pool)
    assert again.reused and not pool.runs and again.tested == item.tested


def test_a_run_may_get_tests_later(tmp_path: Path) -> None:
    sampler = FakeSampler([RIGHT, LUCKY])
    plan, _ = run(tmp_path, [row()], sampler)
    assert not {"codet", "b4"} & methods(known_of(plan.entries)).keys()
    drawn = len(sampler.calls)
    plan, (item,) = run(tmp_path, [row(generated=pairs(("50\n", "100\n")))], sampler)
    assert len(sampler.calls) == drawn and not item.reused
    assert item.tested is not None and item.tested.passes == ("1", "0")
    store_of(tmp_path).path(item.entry.tests).write_text("damaged")
    store = store_of(tmp_path)
    assert not list(evaluated(store, plan)) and len(store.damaged) == 1


def test_survivors_without_test_runs_pass_none(tmp_path: Path) -> None:
    _, (item,) = run(tmp_path, [row()], FakeSampler([RIGHT, LUCKY]))
    tested = GeneratedTestRuns(("5\n",), (3,), (1,), (), ((-1,),), ("1",))
    known = SurvivorPool("x", item.samples, item.measured, tested).evidence
    assert known.tests.tolist() == [[False], [True]] and known.test_counts.tolist() == [3]
    assert known.outcomes[:, -1].tolist() == [0, 0]
