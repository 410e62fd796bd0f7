"""Sets of one's own: JSON Lines, problem packages, documents, and what cannot be used of them."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from shortlist_engine.practice.collection.catalogue import Catalogue
from shortlist_engine.practice.collection.importing import Imported, UnusableSet, import_set
from shortlist_engine.practice.collection.package_statement import from_tex
from shortlist_engine.practice.collection.practice_problem import PracticeProblem, UnknownProblem


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Catalogue(tmp_path / "sets")


def bring(catalogue: Catalogue, source: Path, name: str = "", **more: Any) -> Imported:
    return import_set(source, catalogue.folder, name, **more)


def files(root: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def groups(problem: PracticeProblem) -> dict[str, list[str]]:
    return {group.name: [test.input for test in group.tests] for group in problem.groups()}


def lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


ROW = {
    "id": "sums/1", "name": "Sum", "statement": "Add two numbers.", "rating": 900,
    "tags": ["math"], "time_limit_s": 1.5,
    "examples": [{"input": "1 2\n", "output": "3\n"}],
    "tests": [{"input": "5 5\n", "output": "10\n"}],
    "solutions": [{"language": "python", "code": "print(sum(map(int, input().split())))\n"}],
}  # fmt: skip


def test_json_lines(catalogue: Catalogue, tmp_path: Path) -> None:
    source = lines(
        tmp_path / "my set.jsonl",
        [ROW, {**ROW, "name": "Again"}, {"id": "none", "statement": "Nothing to judge by."}],
    )
    done = bring(catalogue, source)
    assert (done.name, done.problems) == ("my-set", 2)
    assert done.left_out == [("none", "it has no tests to judge a program by")]
    source.unlink()  # what is needed was copied
    first, second = catalogue.entries("my-set")
    assert (first.item, first.title, first.rating, first.tags) == (
        "my-set/sums/1", "Sum", 900.0, ("math",),
    )  # fmt: skip
    assert second.item == "my-set/sums/1 (2)"
    problem = catalogue.problem("my-set/sums/1", "python")
    assert groups(problem) == {"examples": ["1 2\n"], "tests": ["5 5\n"]}
    assert problem.problem.limits.time_s == 1.5 and problem.hints == () and problem.solutions
    with pytest.raises(UnknownProblem, match="has no problem 'x'"):
        catalogue.problem("my-set/x", "python")
    with pytest.raises(UnknownProblem, match="there are bank, my-set"):
        catalogue.problem("other/x", "python")


def test_a_benchmark_of_functions_has_a_check_program(catalogue: Catalogue, tmp_path: Path) -> None:
    row = {
        "task_id": "HumanEval/0", "entry_point": "double",
        "canonical_solution": "    return 2 * x\n",
        "prompt": 'def double(x):\n    """Twice x.\n    >>> double(2)\n    4\n    """\n',
        "test": "def check(candidate):\n    assert candidate(3) == 6\n",
    }  # fmt: skip
    bring(catalogue, lines(tmp_path / "he.jsonl", [row]))
    problem = catalogue.problem("he/HumanEval/0", "python")
    assert problem.check is not None and "check(double)" in problem.check.after
    assert problem.problem.kind == "function" and problem.head.startswith("def double")
    with pytest.raises(UnknownProblem, match="a function in python"):
        catalogue.problem("he/HumanEval/0", "cpp")


ICPC = {
    "problem.yaml": "name: 'Cake: a problem'\nvalidation: default\n"
    "validator_flags: float_tolerance 1e-6\nlimits:\n  memory: 512 # MiB\n  time_limit: 3.5\n"
    "keywords: [geometry, easy]\n",
    "problem_statement/problem.en.tex": "\\problemname{Cake}\n% a remark\nCut the \\textbf{cake}"
    " into $n$ parts.\n\\section*{Input}\nOne integer~$n$.\n\\section*{Output}\n"
    "\\begin{itemize}\n\\item The size.\n\\end{itemize}\n",
    "data/sample/1.in": "2\n", "data/sample/1.ans": "0.5\n",
    "data/secret/10-big.in": "10\n", "data/secret/10-big.ans": "0.1\n",
    "data/secret/2-small.in": "4\n", "data/secret/2-small.ans": "0.25\n",
    "submissions/accepted/a.py": "print(1 / int(input()))\n",
    "submissions/wrong_answer/b.py": "print(0)\n",
}  # fmt: skip


def test_a_package_of_the_icpc(catalogue: Catalogue, tmp_path: Path) -> None:
    files(tmp_path / "finals" / "cake", ICPC)
    files(tmp_path / "finals" / "pie", {**ICPC, "problem.yaml": "name:\n  sv: Paj\n  en: Pie\n"})
    files(
        tmp_path / "finals" / "game", {**ICPC, "problem.yaml": "validation: custom interactive\n"}
    )
    done = bring(catalogue, tmp_path / "finals")
    assert done.problems == 2 and done.left_out[0][0] == "game"
    assert "interactive" in done.left_out[0][1]
    assert [entry.title for entry in catalogue.entries("finals")] == ["Cake: a problem", "Pie"]
    problem = catalogue.problem("finals/cake", "python")
    assert problem.entry.tags == ("geometry", "easy")
    stated = problem.problem
    assert (stated.checker, stated.limits.time_s, stated.limits.memory_mib) == (
        "float 1e-6", 3.5, 512,
    )  # fmt: skip
    assert stated.statement == (
        "Cut the cake into $n$ parts.\n\nInput\nOne integer $n$.\n\nOutput\n- The size."
    )
    assert groups(problem) == {"examples": ["2\n"], "secret": ["4\n", "10\n"]}
    assert [program.source for program in problem.solutions] == ["print(1 / int(input()))\n"]
    pie = catalogue.problem("finals/pie", "python").problem
    assert (pie.checker, pie.limits.time_s) == ("case_insensitive", 2.0)


def test_the_validator_of_a_package_comes_along(catalogue: Catalogue, tmp_path: Path) -> None:
    files(
        tmp_path / "any",
        {**ICPC, "problem.yaml": "name: Any\nvalidation: custom\n",
         "output_validators/check/validate.py": "import sys\nsys.exit(42)\n"},
    )  # fmt: skip
    bring(catalogue, tmp_path / "any", "one")
    problem = catalogue.problem("one/any", "python")
    assert problem.checker is not None and problem.checker.convention == "icpc"
    assert "sys.exit(42)" in problem.checker.source
    assert not problem.problem.several_answers
    shutil.rmtree(tmp_path / "any" / "output_validators")
    bring(catalogue, tmp_path / "any", "two")
    assert catalogue.problem("two/any", "python").problem.several_answers


POLYGON = {
    "problem.xml": """<?xml version="1.0" encoding="utf-8"?>
<problem short-name="sum"><names><name language="russian" value="Сумма"/>
<name language="english" value="The Sum"/></names>
<judging><testset name="tests"><time-limit>1000</time-limit>
<memory-limit>268435456</memory-limit><tests><test method="manual" sample="true"/>
<test method="generated"/></tests></testset></judging>
<assets><checker name="std::rcmp6.cpp"><source path="files/check.cpp"/></checker></assets>
<tags><tag value="math"/><tag value="*1300"/></tags></problem>
""",
    "statements/english/problem-properties.json": json.dumps(
        {"name": "The Sum", "legend": "Add $a$ and $b$, \\textit{please}.", "input": "Two numbers.",
         "output": "Their sum.", "notes": "None."}
    ),
    "tests/01": "1 2\n", "tests/01.a": "3\n", "tests/02": "5 6\n", "tests/02.a": "11\n",
    "solutions/good.py": "print(sum(map(int, input().split())))\n",
    "solutions/good.py.desc": "File name: good.py\nTag: MAIN\n",
    "solutions/bad.py": "print(0)\n",
    "solutions/bad.py.desc": "File name: bad.py\nTag: WRONG_ANSWER\n",
}  # fmt: skip


def test_a_package_of_polygon_in_a_zip_file(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = files(tmp_path / "sum-7", POLYGON)
    with zipfile.ZipFile(tmp_path / "sum-7.zip", "w") as packed:
        for file in folder.rglob("*"):
            packed.write(file, file.relative_to(folder))
    done = bring(catalogue, tmp_path / "sum-7.zip")
    assert (done.name, done.problems) == ("sum-7", 1)
    (entry,) = catalogue.entries("sum-7")
    assert (entry.title, entry.rating, entry.tags) == ("The Sum", 1300.0, ("math",))
    problem = catalogue.problem(entry.item, "python")
    assert groups(problem) == {"examples": ["1 2\n"], "tests": ["5 6\n"]}
    assert problem.problem.checker == "float 1e-6" and problem.problem.limits.time_s == 1.0
    assert problem.problem.statement.startswith("Add $a$ and $b$, please.\n\nInput\nTwo numbers.")
    assert len(problem.solutions) == 1


@pytest.mark.parametrize(
    "tests",
    [
        {"1.in": "1\n", "1.out": "2\n"},
        {"in/a.txt": "1\n", "out/a.txt": "2\n"},
        {"input/input01.txt": "1\n", "output/output01.txt": "2\n"},
        {"T/Test01/T.INP": "1\n", "T/Test01/T.OUT": "2\n"},
    ],
)
def test_any_folder_of_tests_with_a_statement(
    catalogue: Catalogue, tmp_path: Path, tests: dict[str, str]
) -> None:
    statement = (
        "# Next\n\nPrint the next number.\n\n## Example\n\nInput\n\n    7\n\nOutput\n\n    8\n"
    )
    files(tmp_path / "next", {"statement.md": statement, **tests})
    bring(catalogue, tmp_path / "next")
    problem = catalogue.problem("next/next", "python")
    assert problem.title == "Next" and "next number" in problem.problem.statement
    assert [example.output.strip() for example in problem.problem.examples] == ["8"]
    assert "1\n" in [text for some in groups(problem).values() for text in some]


def test_a_document_of_competitive_companion(catalogue: Catalogue, tmp_path: Path) -> None:
    document = {"name": "A. Sum", "url": "https://example.org/a", "timeLimit": 1000,
                "memoryLimit": 256, "tests": [{"input": "1\n", "output": "2\n"}]}  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document))
    bring(catalogue, path)
    problem = catalogue.problem("a/A. Sum", "python")
    assert problem.problem.limits.time_s == 1.0 and groups(problem) == {"examples": ["1\n"]}


def test_what_cannot_be_imported_leaves_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.jsonl").write_text("{nonsense\n")
    (tmp_path / "bad.zip").write_bytes(b"PK nonsense")
    files(tmp_path / "answerless", {"1.in": "1\n"})
    half = lines(tmp_path / "half.jsonl", [ROW])
    with half.open("a") as file:
        file.write("{broken\n")
    for name, words in (
        ("empty", "no problem to practise"), ("bad.jsonl", "not JSON"), ("bad.zip", "unpacked"),
        ("answerless", "has an answer"), ("nowhere", "does not exist"), ("half.jsonl", "line 2"),
    ):  # fmt: skip
        with pytest.raises(UnusableSet, match=words):
            bring(catalogue, tmp_path / name)
    assert not list(catalogue.folder.iterdir()) if catalogue.folder.exists() else True
    with pytest.raises(UnusableSet, match="cannot be called"):
        bring(catalogue, lines(tmp_path / "bank.jsonl", [ROW]))


def test_a_set_is_replaced_and_removed_on_request_only(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    source = lines(tmp_path / "own.jsonl", [ROW])
    bring(catalogue, source)
    with pytest.raises(UnusableSet, match="or replace it"):
        bring(catalogue, source)
    lines(source, [ROW, {**ROW, "id": "sums/2"}])
    assert bring(catalogue, source, replace=True).problems == 2
    assert len(catalogue.entries("own")) == 2
    catalogue.remove("own")
    assert catalogue.sets() == []
    with pytest.raises(UnknownProblem):
        catalogue.remove("own")
    with pytest.raises(UnknownProblem, match="always there"):
        catalogue.remove("bank")


def test_a_damaged_set_is_named_and_the_others_are_there(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    bring(catalogue, lines(tmp_path / "good.jsonl", [ROW]))
    (catalogue.folder / "torn.sqlite").write_bytes(b"nonsense" * 200)
    with pytest.raises(UnknownProblem, match=r"'torn'.*import it again"):
        catalogue.entries("torn")
    assert catalogue.problem("good/sums/1", "python").title == "Sum"
    assert "good/sums/1" in [entry.item for entry in catalogue.entries()]
    assert len(catalogue.notes) == 1 and "torn" in catalogue.notes[0]


def test_tex_becomes_plain_text() -> None:
    assert from_tex("A~\\emph{very \\textbf{long}} way -- 100\\% of it.") == (
        "A very long way - 100% of it."
    )
    assert from_tex("\\InputFile\nx") == "\\InputFile\nx"  # what is not known stays
    assert from_tex("Let $a_1 \\le b$ and ``quoted''.\\\\Next.") == (
        'Let $a_1 \\le b$ and "quoted".\nNext.'
    )
