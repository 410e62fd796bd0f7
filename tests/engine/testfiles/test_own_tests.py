"""The user's own tests: read, written whole, and nothing of anybody's is lost."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from shortlist_engine.problem import Limits, Problem
from shortlist_engine.testfiles.own_tests import (
    OwnTest,
    OwnTests,
    UnusableOwnTests,
    about,
    parse_own_tests,
    place_of,
    read_own_tests,
    text_of,
    write_own_tests,
)
from shortlist_engine.testfiles.reading import read_tests


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return place_of(tmp_path / "a.cpp")


def test_the_place_is_beside_the_program(tmp_path: Path) -> None:
    assert place_of(tmp_path / "a.cpp") == tmp_path / "a.cpp.tests.json"


def test_what_was_written_is_read(path: Path) -> None:
    tests = (
        OwnTest("1\n", "2\n"),
        OwnTest("", None, "empty"),
        OwnTest("é 🎉\r\n\t", "\n\n"),
        OwnTest("half \ud83d", "x"),
    )
    own = OwnTests(tests, "check.py", "icpc", {"name": "Sum", "later": [1, {"a": None}]})
    write_own_tests(path, own)
    read = read_own_tests(path)
    assert (read.tests, read.checker, read.convention, read.rest) == (
        own.tests,
        own.checker,
        own.convention,
        own.rest,
    )


def test_it_is_a_document_that_other_commands_read(path: Path) -> None:
    write_own_tests(path, OwnTests((OwnTest("1\n", "2\n", "one"), OwnTest("3\n"))))
    found = read_tests(path)
    assert [(test.name, test.input, test.expected) for test in found.tests] == [
        ("one", "1\n", "2\n"),
        ("2", "3\n", None),
    ]
    assert found.notes == ("Without an output, so nothing is compared: 2.",)
    assert len(read_tests(path.parent, "a.cpp").tests) == 2


def test_a_new_document_says_what_problem_it_is_about(tmp_path: Path) -> None:
    problem = Problem("Sum", "", limits=Limits(1.5, 64), url="https://judge.example/1")
    assert about(problem, tmp_path / "a.cpp") == {
        "name": "Sum",
        "url": "https://judge.example/1",
        "timeLimit": 1500,
        "memoryLimit": 64,
    }
    assert about(None, tmp_path / "a.cpp") == {"name": "a"}
    stated = parse_own_tests(
        '{"timeLimit": 1500, "memoryLimit": 64, "name": "Sum", "tests": []}', "a.cpp.tests.json"
    ).stated
    assert stated is not None
    assert (stated.title, stated.limits) == ("Sum", Limits(1.5, 64))


def test_where_nothing_would_be_lost_the_document_goes(path: Path) -> None:
    write_own_tests(path, OwnTests((OwnTest("1"),), rest={"name": "Sum"}))
    write_own_tests(path, OwnTests(rest={"name": "Sum", "url": "u"}))
    assert not path.exists()
    for kept in (OwnTests(checker="c.py"), OwnTests(rest={"group": "Judge"})):
        write_own_tests(path, kept)
        assert json.loads(path.read_text())["tests"] == []
        path.unlink()


def test_a_link_and_the_mode_stay(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "tests.json"
    real.parent.mkdir()
    real.write_text('{"tests": []}')
    real.chmod(0o600)
    path.symlink_to(real)
    write_own_tests(path, OwnTests((OwnTest("1"),)))
    assert path.is_symlink()
    assert json.loads(real.read_text())["tests"] == [{"input": "1"}]
    assert os.stat(real).st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no JSON: line 1"),
        ("{\n", "no JSON: line 2"),
        ("[" * 100_000, "nested too deeply"),
        (f'{{"tests": [], "x": {"9" * 5000}}}', "too long"),
        ("7", 'no "tests"'),
        ('{"tests": {}}', 'no "tests"'),
        ('{"tests": [{"input": 1}]}', 'test 1 has no "input"'),
        ('{"tests": [{"input": "", "output": ""}, []]}', "test 2 has no"),
        ('{"tests": [], "shortlist": []}', '"shortlist" must be an object'),
        ('{"tests": [], "shortlist": {"checker": 1}}', '"checker" must be'),
        ('{"tests": [], "shortlist": {"checker": "a/b.py"}}', '"checker" must be'),
        ('{"tests": [], "shortlist": {"convention": "x"}}', "testlib or icpc"),
    ],
)
def test_what_cannot_be_used_is_said(text: str, said: str) -> None:
    with pytest.raises(UnusableOwnTests) as failure:
        parse_own_tests(text, "a.cpp.tests.json")
    assert said in str(failure.value)
    assert "a.cpp.tests.json" in str(failure.value)


@pytest.mark.parametrize("limit", ["1e999", "9" * 400, "-1", "true", '"2"', "null"])
def test_limits_that_nobody_can_mean_are_none(limit: str) -> None:
    own = parse_own_tests(f'{{"tests": [], "timeLimit": {limit}, "memoryLimit": {limit}}}', "a")
    assert own.stated is not None and own.stated.limits == Limits()


def test_a_document_in_another_encoding_is_read(path: Path) -> None:
    path.write_bytes('{"tests": [{"input": "ё"}]}'.encode("utf-16"))
    assert read_own_tests(path).tests == (OwnTest("ё"),)


def test_the_text_is_for_people(path: Path) -> None:
    text = text_of(OwnTests((OwnTest("é\n", "1\n", "first"),), rest={"name": "Sum"}))
    assert text == (
        '{\n  "name": "Sum",\n  "tests": [\n    {\n      "name": "first",\n'
        '      "input": "é\\n",\n      "output": "1\\n"\n    }\n  ]\n}\n'
    )
