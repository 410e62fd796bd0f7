from __future__ import annotations

from pathlib import Path

import pytest

from shortlist_engine.practice.tests_on_disk import UnusableTests, read_tests


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.mark.parametrize(
    ("given", "answer", "name"),
    [
        ("sample-1.in", "sample-1.out", "sample-1"),
        ("1.in", "1.ans", "1"),
        ("data/secret/012.in", "data/secret/012.ans", "data/secret/012"),
        ("in/random_01.txt", "out/random_01.txt", "random_01"),
        ("in/a", "out/a", "a"),
        ("tests/in/1.in", "tests/out/1.out", "tests/1"),
        ("input/input01.txt", "output/output01.txt", "input01"),
        ("in1.txt", "ans1.txt", "in1"),
        ("a_input0.txt", "a_output0.txt", "a_input0"),
        ("1.in.txt", "1.out.txt", "1.in"),
        ("01", "01.a", "01"),
    ],
)
def test_layouts(tmp_path: Path, given: str, answer: str, name: str) -> None:
    write(tmp_path, {given: "the input\n", answer: "the answer\n", "README.txt": "not a test"})
    found = read_tests(tmp_path)
    assert [(t.name, t.input, t.expected) for t in found.tests] == [
        (name, "the input\n", "the answer\n")
    ]
    assert found.notes == ()


def test_the_order_is_natural_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    names = ["10", "2", "1", "b/1", "a/3", ".git/9", ".5"]
    write(tmp_path, {f"{n}{end}": n for n in names for end in (".in", ".out")})
    assert [test.name for test in read_tests(tmp_path).tests] == ["1", "2", "10", "a/3", "b/1"]


def test_an_input_without_an_answer_is_run_without_comparing_and_that_is_said(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"1.in": "1", "1.out": "1", "2.in": "2"})
    found = read_tests(tmp_path)
    assert [test.expected for test in found.tests] == ["1", None]
    assert "2.in" in found.notes[0]


def test_one_input_file(tmp_path: Path) -> None:
    write(tmp_path, {"a.stress-1.in": "x", "a.stress-1.out": "y", "b.in": "z"})
    found = read_tests(tmp_path / "a.stress-1.in")
    assert [(t.name, t.input, t.expected) for t in found.tests] == [("a.stress-1", "x", "y")]
    assert read_tests(tmp_path / "b.in").tests[0].expected is None


def test_nothing_to_run_says_what_tests_look_like(tmp_path: Path) -> None:
    write(tmp_path, {"notes.md": "x", "main.py": "y"})
    with pytest.raises(UnusableTests, match=r"1\.in and 1\.out"):
        read_tests(tmp_path)
    with pytest.raises(UnusableTests, match="neither"):
        read_tests(tmp_path / "missing")
