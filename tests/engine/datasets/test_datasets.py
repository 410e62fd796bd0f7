"""Every data set's rows, as released, become problems with what decides about them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from shortlist_engine.datasets import DatasetError, find_dataset, read_dataset
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.problem import Example

COMMON = {
    "id": "x/1", "name": "Sum", "statement": "Add.", "tags": ["math"], "rating": 800,
    "license": "MIT", "examples": [{"input": "1 2\n", "output": "3\n"}],
    "tests": [{"input": "4 5\n", "output": "9\n"}],
}  # fmt: skip
HUMANEVAL = {
    "task_id": "HumanEval/0",
    "prompt": "from typing import List\n\n\ndef double(xs: List[int]) -> List[int]:\n"
    '    """Twice each number.\n    >>> double([1, 2])\n    [2, 4]\n    """\n',
    "entry_point": "double",
    "canonical_solution": "    return [2 * x for x in xs]\n",
    "test": "def check(candidate):\n    assert candidate([3]) == [6]\n",
}
HUMANEVAL_X = {
    "task_id": "CPP/0",
    "prompt": "/*\nTwice the number.\n>>> twice(2)\n4\n*/\n#include<stdio.h>\nint twice(int x){\n",
    "declaration": "#include<stdio.h>\nusing namespace std;\nint helper(int x){\n  return x;\n}\n\n"
    "int twice(int x){\n",
    "canonical_solution": "    return 2 * helper(x);\n}\n",
    "test": "#undef NDEBUG\n#include<assert.h>\nint main(){\n    assert (twice(3) == 6);\n}\n",
}
MBPP = {
    "task_id": 2,
    "text": "Write a function to add.",
    "code": "def helper(x):\n    return x\r\ndef add(a, b):\r\n    return helper(a) + b",
    "test_setup_code": "",
    "test_list": ["assert add(1, 2) == 3", "assert add(4, 5) == 9"],
    "challenge_test_list": ["assert add(0, 0) == 0"],
}
MBPP_PLUS = {
    "task_id": "Mbpp/2",
    "prompt": '"""\nWrite a function to add.\nassert add(1, 2) == 3\n"""\n',
    "entry_point": "add",
    "canonical_solution": "def add(a, b):\n    return a + b\n",
    "base_input": [[1, 2]],
    "plus_input": [[3, 4], ["a", 1]],
    "atol": 0,
    "contract": "",
    "assertion": "assert add(1, 2) == 3",
}
MTPB = {
    "id": "7", "name": "Sum", "category": "math",
    "prompts": ["Assign {a} to x.", "Print x plus {b}; use {{ }}."],
    "inputs": [{"a": 1, "b": 2}, {"a": 3, "b": 4}], "outputs": [3, 7, 99],
}  # fmt: skip
CODECONTESTS = {
    "name": "1548_C. Pigs",
    "description": "Add two numbers. Print the sum with error at most 10^-6.",
    "public_tests": {"input": ["1 2\n"], "output": ["3\n"]},
    "private_tests": {"input": ["4 5\n"], "output": ["9\n"]},
    "generated_tests": {"input": ["0 0\n", "7 1\n"], "output": ["0\n", "8\n"]},
    "solutions": {"language": [2, 4], "solution": ["int main() {}", "class A {}"]},
    "time_limit": {"seconds": 1, "nanos": 500000000},
    "memory_limit_bytes": 256000000,
    "cf_rating": 1200,
    "cf_tags": ["math", ""],
}
CODECONTESTS_CAMEL = {
    "name": "1548_C. Pigs",
    "description": "Add two numbers.",
    "publicTests": [{"input": "1 2\n", "output": "3\n"}],
    "privateTests": [{"input": "4 5\n", "output": "9\n"}],
    "solutions": [{"language": "PYTHON3", "solution": "print(1)"}],
    "timeLimit": "1.5s",
    "memoryLimitBytes": "256000000",
    "cfRating": 1200,
}
APPS = {
    "problem_id": 4,
    "question": "Add.\n\n-----Input-----\n\nTwo numbers.\n\n-----Output-----\n\nThe sum.\n\n"
    "-----Examples-----\n\nInput\n1 2\n\nOutput\n3\n",
    "input_output": json.dumps({"inputs": ["4 5\n", ["6", "7"]], "outputs": ["9\n", "13"]}),
    "difficulty": "introductory",
    "solutions": json.dumps(["print(3)"]),
}
TACO = {
    "question": "Add two numbers.",
    "input_output": json.dumps({"inputs": ["4 5\n"], "outputs": ["9\n"]}),
    "difficulty": "EASY",
    "tags": "['Mathematics', 'Greedy']",
    "time_limit": "1.0 seconds",
    "memory_limit": "512.0 megabytes",
    "url": "https://example.org/1",
}
CALLS = {
    "problem_id": 5,
    "question": "Add.",
    "starter_code": "class Solution:\n    def add(self, a, b):\n",
    "input_output": json.dumps({"fn_name": "add", "inputs": [[1, 2]], "outputs": [3]}),
}


def read(tmp_path: Path, *rows: dict[str, Any], name: str = "set.jsonl") -> list[EvaluationProblem]:
    file = tmp_path / name
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return list(read_dataset(file))


def test_the_common_schema(tmp_path: Path) -> None:
    (row,) = read(tmp_path, COMMON)
    assert (row.id, row.source, row.licence, row.rating) == ("x/1", "set", "MIT", 800)
    assert row.tags == ("math",) and row.tests == (Example("4 5\n", "9\n"),) and row.judged


def test_ids_and_names_may_be_numbers_or_missing(tmp_path: Path) -> None:
    (row,) = read(tmp_path, {**COMMON, "id": 7, "name": None, "rating": float("nan")})
    assert (row.id, row.problem.title, row.rating) == ("7", "", None)


def test_humaneval(tmp_path: Path) -> None:
    (row,) = read(tmp_path, HUMANEVAL)
    assert row.problem.kind == "function" and row.problem.entry_point == "double"
    assert row.problem.examples == (Example("double([1, 2])", "[2, 4]"),)
    assert row.check is not None and row.check.before == "from typing import List\n\n\n"
    assert row.check.after.endswith("check(double)\n")
    assert row.solutions[0].source == HUMANEVAL["prompt"] + HUMANEVAL["canonical_solution"]


def test_a_prompt_without_examples_is_a_problem_without_examples(tmp_path: Path) -> None:
    prompt = 'def double(xs):\n    """Twice each number."""\n'
    (row,) = read(tmp_path, {**HUMANEVAL, "prompt": prompt})
    assert row.problem.examples == () and row.problem.signature == prompt and row.judged


def test_humaneval_x_in_cpp(tmp_path: Path) -> None:
    (row,) = read(tmp_path, HUMANEVAL_X)
    assert row.problem.language == "cpp" and row.problem.entry_point == "twice"
    assert row.check is not None and "helper" in row.check.before
    assert "twice" not in row.check.before


def test_tests_in_cpp_that_nothing_runs_are_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no main function"):
        read(tmp_path, {**HUMANEVAL_X, "test": "int check() { return 0; }"})


def test_a_long_prompt_without_a_function_is_named_soon(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no function"):
        read(tmp_path, {**HUMANEVAL_X, "declaration": "int a;\n" + "a b\n" * 50_000})


def test_mbpp(tmp_path: Path) -> None:
    (row,) = read(tmp_path, MBPP)
    assert row.id == "MBPP/2" and row.problem.entry_point == "add"
    assert row.problem.examples == (Example("add(1, 2)", "3"),)
    assert row.problem.signature.startswith("def add(a, b):")
    assert row.check is not None and row.check.after.count("assert") == 3


def test_mbpp_plus(tmp_path: Path) -> None:
    (row,) = read(tmp_path, MBPP_PLUS)
    assert row.problem.statement == "Write a function to add."
    assert row.problem.examples == (Example("add(1, 2)", "3"),)
    assert row.check is not None and "[[1, 2], [3, 4]" in row.check.after


def test_mtpb_has_a_problem_for_each_case(tmp_path: Path) -> None:
    first, second = read(tmp_path, MTPB)
    assert (first.id, second.id) == ("MTPB/7/1", "MTPB/7/2")
    assert first.problem.statement == "Assign 1 to x.\nPrint x plus 2; use { }."
    assert second.check is not None and second.check.last_print
    assert second.check.after.startswith("_GOLD = 7\n") and second.tags == ("math",)


@pytest.mark.parametrize("row", [CODECONTESTS, CODECONTESTS_CAMEL])
def test_codecontests_in_the_names_of_its_release(tmp_path: Path, row: dict[str, Any]) -> None:
    (found,) = read(tmp_path, row)
    assert found.problem.examples == (Example("1 2\n", "3\n"),)
    assert found.tests[0] == Example("4 5\n", "9\n")
    assert len(found.tests) == (3 if row is CODECONTESTS else 1)
    assert found.problem.limits.time_s == 1.5 and found.problem.limits.memory_mib == 244
    assert found.problem.checker == "alphacode" and found.rating == 1200
    assert len(found.solutions) == 1


def test_apps(tmp_path: Path) -> None:
    (row,) = read(tmp_path, APPS)
    assert row.tests == (Example("4 5\n", "9\n"), Example("6\n7\n", "13\n"))
    assert row.problem.examples and row.problem.examples[0].output.strip() == "3"
    assert "Examples" not in row.problem.statement
    assert row.tags == ("difficulty: introductory",) and row.solutions[0].source == "print(3)"


def test_taco(tmp_path: Path) -> None:
    (row,) = read(tmp_path, TACO)
    assert row.id == TACO["url"] and row.problem.limits.time_s == 1.0
    assert row.problem.limits.memory_mib == 512
    assert row.tags == ("Mathematics", "Greedy", "difficulty: easy")


def test_apps_with_calls(tmp_path: Path) -> None:
    (row,) = read(tmp_path, CALLS)
    assert row.problem.kind == "function" and row.check is not None and row.judged
    (nothing,) = [read(tmp_path, {**CALLS, "input_output": ""})]
    assert nothing == []


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.jsonl.gz", lambda rows: gzip.compress("\n".join(map(json.dumps, rows)).encode())),
        ("a.json", lambda rows: json.dumps(rows).encode()),
        ("a.json.gz", lambda rows: gzip.compress(json.dumps(rows).encode())),
    ],
)
def test_packings(tmp_path: Path, name: str, pack: Any) -> None:
    (tmp_path / name).write_bytes(pack([COMMON, {**COMMON, "id": "x/2"}]))
    assert [row.id for row in read_dataset(tmp_path / name)] == ["x/1", "x/2"]
    assert [row.id for row in read_dataset(tmp_path)] == ["x/1", "x/2"]


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist([CODECONTESTS]), tmp_path / "a.parquet")
    (row,) = read_dataset(tmp_path / "a.parquet")
    assert row.problem.examples == (Example("1 2\n", "3\n"),) and len(row.tests) == 3


def test_a_selection_names_sets_and_problems(tmp_path: Path) -> None:
    read(tmp_path, COMMON, {**COMMON, "id": "x/2"}, name="some.jsonl")
    chosen = tmp_path / "chosen.txt"
    chosen.write_text("# two\nsome x/2\nsome x/1\n")
    assert [row.id for row in read_dataset(chosen, tmp_path)] == ["x/2", "x/1"]
    chosen.write_text("some x/9\n")
    with pytest.raises(DatasetError, match="no problem 'x/9'"):
        list(read_dataset(chosen, tmp_path))
    chosen.write_text("some\n")
    with pytest.raises(DatasetError, match="line 1"):
        list(read_dataset(chosen, tmp_path))
    chosen.write_text("chosen.txt x/1\n")
    with pytest.raises(DatasetError, match="is a selection itself"):
        list(read_dataset(chosen, tmp_path))
    chosen.write_bytes(b"\xff\n")
    with pytest.raises(DatasetError, match=r"chosen\.txt cannot be read"):
        list(read_dataset(chosen, tmp_path))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "line 2: not JSON"),
        ('{"a": 1' + "0" * 5000 + "}", "line 2: not JSON"),
        ("[" * 100_000, "line 2: not JSON"),
        ("[1]", "line 2: not an object"),
        ('{"a": 1}', "line 2: no data set that is known here has these fields"),
        ('{"id": "x/2", "statement": "s", "tests": [{"input": "1"}]}', "output' is missing"),
        ('{"id": "x/2", "statement": "s", "tests": 7}', "line 2: not a row of common"),
        ('{"id": "x/2", "statement": null}', "'statement' must be a text"),
        (
            '{"id": "x/2", "statement": "s", "tests": [{"input": 1, "output": 2}]}',
            "'input' must be a text",
        ),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(json.dumps(COMMON) + "\n" + text + "\n")
    with pytest.raises(DatasetError, match=words):
        list(read_dataset(file))


def test_damaged_files_are_named(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl.gz"
    file.write_bytes(gzip.compress(json.dumps(COMMON).encode())[:-9])
    with pytest.raises(DatasetError, match=r"set\.jsonl\.gz cannot be read"):
        list(read_dataset(file))
    packed = bytearray(gzip.compress("".join(f"{number}\n" for number in range(999)).encode()))
    packed[20:40] = bytes(20)
    file.write_bytes(packed)
    with pytest.raises(DatasetError, match=r"set\.jsonl\.gz"):
        list(read_dataset(file))
    other = tmp_path / "set.csv"
    other.write_text("a,b\n")
    with pytest.raises(DatasetError, match="its name must end in"):
        list(read_dataset(other))


def test_a_wrong_name_is_answered_with_near_ones(tmp_path: Path) -> None:
    read(tmp_path, COMMON, name="humaneval.jsonl")
    assert find_dataset("humaneval", tmp_path).name == "humaneval.jsonl"
    with pytest.raises(DatasetError, match="did you mean humaneval"):
        find_dataset("humanevall", tmp_path)
    with pytest.raises(DatasetError, match="there are humaneval"):
        find_dataset("zzz", tmp_path)
    with pytest.raises(DatasetError, match="--data"):
        find_dataset("humaneval")
    with pytest.raises(DatasetError, match="not a folder"):
        find_dataset("humaneval", tmp_path / "nowhere")
