from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest

from shortlist_engine.testfiles.reading import UnusableTests, read_tests


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
        ("tests/101", "tests/101.a", "tests/101"),
        ("example.01", "example.01.a", "example.01"),
        ("test/sample-1.in", "test/sample-1.out", "test/sample-1"),
        ("A.in1", "A.ans1", "A-1"),
        ("B.in12", "B.out12", "B-12"),
        ("SUM/Test01/SUM.INP", "SUM/Test01/SUM.OUT", "SUM/Test01"),
        ("Test01/sum.inp", "Test01/sum.out", "Test01"),
        ("1.IN", "1.OUT", "1"),
        ("sum.in.1a", "sum.out.1a", "sum.in"),
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


def companion(**more: object) -> str:
    tests = [{"input": "1 2\n", "output": "3\n"}, {"input": "5 6\n", "output": "11\n"}]
    return json.dumps({"name": "A. Sum", "url": "", "timeLimit": 1500, "memoryLimit": 64,
                       "interactive": False, "tests": tests, **more})  # fmt: skip


HASH = "0123456789abcdef" * 2


@pytest.mark.parametrize("hidden", ["", "."])
def test_documents_of_cph_are_found_by_the_program(tmp_path: Path, hidden: str) -> None:
    other = companion(tests=[{"id": 1, "input": "x", "output": "y"}], srcPath="b.cpp")
    write(tmp_path, {
        f".cph/{hidden}a.cpp_{HASH}.prob": companion(),
        f".cph/{hidden}b.cpp_{HASH}.prob": other,
        "a.cpp": "", "b.cpp": "",
    })  # fmt: skip
    for place in (tmp_path, tmp_path / ".cph"):
        found = read_tests(place, "a.cpp")
        assert [(t.name, t.input, t.expected) for t in found.tests] == [
            ("1", "1 2\n", "3\n"), ("2", "5 6\n", "11\n"),
        ]  # fmt: skip
        assert found.has_limits
        assert found.stated is not None
        assert (found.stated.limits.time_s, found.stated.limits.memory_mib) == (1.5, 64)
        assert read_tests(place, "b.cpp").tests[0].input == "x"
    (one,) = read_tests(tmp_path / ".cph" / f"{hidden}b.cpp_{HASH}.prob", "any.py").tests
    assert one.expected == "y"
    with pytest.raises(UnusableTests, match="2 problems"):
        read_tests(tmp_path, "c.cpp")


def test_documents_of_competitive_companion(tmp_path: Path) -> None:
    files = {"input": {"type": "file", "fileName": "sum.in"}, "output": {"type": "stdout"}}
    write(tmp_path, {"sum.json": companion(**files), "package.json": "{}"})
    for path in (tmp_path, tmp_path / "sum.json"):
        found = read_tests(path, "main.py")
        assert len(found.tests) == 2
        assert found.stated is not None
        assert (found.stated.input_file, found.stated.output_file) == ("sum.in", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "line 1"),
        ("[1]", '"tests"'),
        ('{"tests": [{"input": 1, "output": ""}]}', "test 1"),
        ('{"tests": []}', "no tests"),
    ],
)
def test_a_document_that_cannot_be_used_says_why(tmp_path: Path, text: str, words: str) -> None:
    write(tmp_path, {"a.prob": text})
    with pytest.raises(UnusableTests, match=words):
        read_tests(tmp_path / "a.prob")


def test_the_tests_of_other_problems_are_left_out_and_that_is_said(tmp_path: Path) -> None:
    write(tmp_path, {name: name for name in ("A.in1", "A.ans1", "A.out1", "B.in1", "B.ans1")})
    found = read_tests(tmp_path, "A.cpp")
    assert [(t.name, t.expected) for t in found.tests] == [("A-1", "A.ans1")]
    assert "other problems" in found.notes[0]
    assert len(read_tests(tmp_path, "main.cpp").tests) == 2


def test_themis_names_the_files_that_the_program_opens(tmp_path: Path) -> None:
    ends = [f"Test{number}/{{0}}.{end}" for number in ("01", "02", "10") for end in ("INP", "OUT")]
    names = [f"{name}/{end.format(name)}" for name in ("SUM", "MAX") for end in ends]
    write(tmp_path, dict.fromkeys(names, "1"))
    found = read_tests(tmp_path, "sum.cpp")
    assert [test.name for test in found.tests] == ["SUM/Test01", "SUM/Test02", "SUM/Test10"]
    assert found.stated is not None
    assert (found.stated.input_file, found.stated.output_file) == ("SUM.INP", "SUM.OUT")
    inside = read_tests(tmp_path / "MAX", "max.cpp")
    assert [test.name for test in inside.tests] == ["Test01", "Test02", "Test10"]


def test_encodings(tmp_path: Path) -> None:
    text = "Привет, мир\nещё строка\n"
    for name, data in {
        "1": text.encode(),
        "2": codecs.BOM_UTF8 + text.encode(),
        "3": text.encode("utf-16"),
        "4": text.encode("cp1251"),
        "5": codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    }.items():
        (tmp_path / f"{name}.in").write_bytes(data)
        (tmp_path / f"{name}.out").write_bytes(data)
    found = read_tests(tmp_path)
    assert [(test.input, test.expected) for test in found.tests] == [(text, text)] * 5
    for encoding, words in {"koi8-r": text, "latin-1": "été à la plage", "cp866": text}.items():
        (tmp_path / "5.out").write_bytes(words.encode(encoding))
        with pytest.raises(
            UnusableTests, match=r"5\.out is not UTF-8 \(line 1\).*save it as UTF-8"
        ):
            read_tests(tmp_path)
