"""Tests written for other tools, which overwrite nothing of anybody's."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from shortlist_engine.problem import Limits, Problem
from shortlist_engine.testfiles.exporting import LIST, CannotExport, export
from shortlist_engine.testfiles.reading import read_tests
from shortlist_engine.testfiles.tests import NamedTest

PROBLEM = Problem("A + B", "", limits=Limits(1.0, 64), url="https://judge.example/1")
TESTS = (NamedTest("Example 1", "1 2\n", "3\n"), NamedTest("big", "5 5\n", "10\n"))


@pytest.fixture
def program(tmp_path: Path) -> Path:
    return tmp_path / "a.cpp"


def test_competitive_companions_document(program: Path, tmp_path: Path) -> None:
    (path,) = export("companion", tmp_path, program, PROBLEM, TESTS)
    assert path == tmp_path / "a.json"
    data = json.loads(path.read_text())
    assert data["tests"] == [
        {"input": "1 2\n", "output": "3\n"},
        {"input": "5 5\n", "output": "10\n"},
    ]
    assert (data["timeLimit"], data["memoryLimit"], data["testType"]) == (1000, 64, "single")
    assert data["input"] == {"type": "stdin"}
    assert read_tests(path).stated is not None


def test_cphs_document_is_where_cph_looks_for_it(program: Path, tmp_path: Path) -> None:
    (path,) = export("cph", tmp_path, program, PROBLEM, TESTS)
    digest = hashlib.md5(str(program).encode()).hexdigest()
    assert path == tmp_path / ".cph" / f".a.cpp_{digest}.prob"
    data = json.loads(path.read_text())
    assert data["srcPath"] == str(program)
    assert [test["id"] for test in data["tests"]] == [1, 2]
    assert [test.input for test in read_tests(tmp_path, "a.cpp").tests] == ["1 2\n", "5 5\n"]


def test_pairs_of_files_are_read_again(program: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    names = (
        *TESTS,
        NamedTest("../big", "6\n"),
        NamedTest("", "7\n", "7\n"),
        NamedTest("BIG", "8\n"),
    )
    written = export("files", folder, program, PROBLEM, names)
    assert sorted(path.name for path in written) == [
        "4.in", "4.out", "BIG-3.in", "Example-1.in", "Example-1.out",
        "big-2.in", "big.in", "big.out",
    ]  # fmt: skip
    found = {test.name: (test.input, test.expected) for test in read_tests(folder).tests}
    assert found["big-2"] == ("6\n", None)
    assert found["Example-1"] == ("1 2\n", "3\n")


@pytest.mark.parametrize("layout", ["companion", "cph", "files"])
def test_half_a_character_is_written_as_well(layout, program: Path, tmp_path: Path) -> None:
    place = tmp_path / ("there" if layout == "files" else "there.json")
    (path,) = export(layout, place, program, PROBLEM, [NamedTest("1", "a\ud800\n")])
    assert path.exists()


@pytest.mark.parametrize("layout", ["companion", "cph", "files"])
def test_only_what_an_export_wrote_is_overwritten(layout, program: Path, tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.mkdir()
    first = export(layout, place, program, PROBLEM, TESTS)
    second = export(layout, place, program, PROBLEM, TESTS[:1])
    assert set(second) <= set(first)
    assert len(read_tests(place, "a.cpp").tests) == 1
    with pytest.raises(CannotExport, match="choose another"):
        export(
            layout, place if layout == "files" else second[0], tmp_path / "b.cpp", PROBLEM, TESTS
        )
    changed = second[0]
    changed.write_text(changed.read_text().replace("1 2", "7 7"))
    with pytest.raises(CannotExport, match="is there already"):
        export(layout, place, program, PROBLEM, TESTS)
    assert "7 7" in changed.read_text()


def test_a_file_of_the_users_is_never_overwritten(program: Path, tmp_path: Path) -> None:
    for name in ("a.json", "Example-1.in"):
        (tmp_path / name).write_text("mine")
    for layout, place in (
        ("companion", tmp_path),
        ("files", tmp_path),
        ("files", tmp_path / "a.json"),
    ):
        with pytest.raises(CannotExport):
            export(layout, place, program, PROBLEM, TESTS)
    assert (tmp_path / "a.json").read_text() == (tmp_path / "Example-1.in").read_text() == "mine"
    assert not (tmp_path / LIST).exists() and not (tmp_path / "big.in").exists()


def test_nothing_to_export(program: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotExport, match="no test"):
        export("files", tmp_path, program, PROBLEM, ())
