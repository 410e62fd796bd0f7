"""Labelled programs judged in the real sandbox."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.verdicts.agreement import judge_program
from shortlist_engine.datasets.common import LabelledProgram, read_labelled
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.problem import Limits

SUM = "print(sum(map(int, input().split())))"
ROW = {
    "id": "x/1",
    "statement": "Add. If there are several answers, print any of them.",
    "examples": [{"input": "1 2\n", "output": "3\n"}],
    "tests": [{"input": "4 5\n", "output": "9\n"}, {"input": "1 2\n", "output": "3\n"}],
    "solutions": [{"language": "python3", "code": SUM}],
    "incorrect_solutions": [
        {"language": "python3", "code": "print(3)", "verdict": "wrong_answer"},
        {"language": "java", "code": "class Main {}"},
    ],
}


def programs(tmp_path: Path, **changes: object) -> list[LabelledProgram]:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({**ROW, **changes}) + "\n")
    (row,) = read_labelled(file, Limits(time_s=4.0, memory_mib=512))
    return list(row)


def test_what_a_row_is_silent_about_is_filled_in(tmp_path: Path) -> None:
    right, wrong = programs(tmp_path)
    assert right.correct and right.label == "correct" and right.time_limit_s is None
    assert not wrong.correct and wrong.label == "wrong_answer"
    assert right.row.problem.limits.time_s == 4.0
    assert right.row.problem.several_answers and right.row.problem.checker == "tokens"


def test_what_a_row_states_is_kept(tmp_path: Path) -> None:
    right, _ = programs(
        tmp_path,
        time_limit_s=1,
        memory_limit_mb=64,
        checker="float 1e-3",
        statement="Print YES in any case (upper or lower).",
    )
    assert right.time_limit_s == 1.0 and right.row.problem.limits.memory_mib == 64
    assert right.row.problem.checker == "float 1e-3" and not right.row.problem.several_answers
    silent, _ = programs(tmp_path, statement="Print YES or NO in any case (upper or lower).")
    assert silent.row.problem.checker == "case_insensitive"
    ((tokens, _),) = read_labelled(tmp_path / "rows.jsonl", Limits(), "exact")
    assert tokens.row.problem.checker == "case_insensitive"
    custom, _ = programs(tmp_path, statement="Add.", checker="custom")
    assert custom.row.problem.checker == "tokens" and custom.row.problem.several_answers


@pytest.mark.timeout(60)
async def test_verdicts_and_labels(tmp_path: Path) -> None:
    async with ExecutionPool(1) as pool:
        right, wrong = [await judge_program(each, pool, 1.0) for each in programs(tmp_path)]
        assert (right.verdict, right.test, right.tests, right.again) == ("AC", -1, 2, "")
        assert right.agrees and right.hidden and not right.lenient
        assert (wrong.verdict, wrong.test, wrong.agrees) == ("WA", 1, True)

        loose = [{"language": "python3", "code": "print(0.5)"}]
        half = [{"input": "", "output": "0.500\n"}]
        (lenient, _) = programs(tmp_path, solutions=loose, examples=half, tests=[])
        assert (await judge_program(lenient, pool, 1.0)).lenient == "0.500 / 0.5"
        (stated, _) = programs(
            tmp_path, solutions=loose, examples=half, tests=[], checker="float 1e-6"
        )
        record = await judge_program(stated, pool, 1.0)
        assert record.accepted and not record.lenient

        loud = [{"language": "python3", "code": "print('YES', 1)"}]
        (case, _) = programs(
            tmp_path,
            solutions=loud,
            checker="case_insensitive",
            examples=[{"input": "", "output": "yes 1\n"}],
            tests=[],
        )
        record = await judge_program(case, pool, 1.0)
        assert record.accepted and not record.lenient

        swapped = [{"language": "python3", "code": "print('THREE')"}]
        expected = [{"input": "", "output": "three\n"}]
        (disagreeing, _) = programs(tmp_path, solutions=swapped, examples=expected, tests=[])
        record = await judge_program(disagreeing, pool, 1.0)
        assert (record.verdict, record.again, record.permissive) == ("WA", "WA", True)
        assert record.source == "print('THREE')" and not record.agrees

        random = [{"language": "python3", "code": "import time; print(time.time_ns())"}]
        (unstable, _) = programs(tmp_path, solutions=random)
        assert (await judge_program(unstable, pool, 1.0)).again == "other output"


@pytest.mark.timeout(60)
async def test_a_program_over_the_stated_limit_is_slow(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.4: pass\n" + SUM
    (program, _) = programs(
        tmp_path, solutions=[{"language": "python3", "code": busy}], time_limit_s=0.25
    )
    async with ExecutionPool(1) as pool:
        record = await judge_program(program, pool, 4.0)
        assert record.accepted and record.slow and record.agrees and record.allowed_s == 1.0
        record = await judge_program(program, pool, 1.0)
        assert record.verdict == "TLE" and not record.slow and not record.agrees
