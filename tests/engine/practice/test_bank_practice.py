"""Problems of the bank to practise on: named, told, and judged the same way every time."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from shortlist_engine import places
from shortlist_engine.bank import VOICES, families
from shortlist_engine.cli import practice
from shortlist_engine.fairness import Mark, marks_in
from shortlist_engine.languages import TEXT_LANGUAGES, runnable
from shortlist_engine.newfiles import free_path
from shortlist_engine.practice.collection import bank_index
from shortlist_engine.practice.collection.bank_problems import (
    FUNCTION_LANGUAGES,
    FUNCTION_VOICES,
    PAGE_VOICES,
    BankProblems,
)
from shortlist_engine.practice.collection.opened_file import file_name, file_text
from shortlist_engine.practice.collection.practice_problem import UnknownProblem
from shortlist_engine.practice.session import browsing, exporting
from shortlist_engine.statement import find_problems

TODAY = date(2026, 11, 30)
SOME = random.Random(3).sample(sorted(families()), 12)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def bank() -> Iterator[BankProblems]:
    yield BankProblems()


def test_the_index_knows_what_the_bank_has() -> None:
    known = bank_index.indexed_families()
    assert list(known) == list(families())
    for name, family in families().items():
        assert (known[name].rating, known[name].tags) == (family.rating, family.tags)
        assert bank_index.load_family(known[name]) is family
    assert bank_index.indexed_families() == known  # from the cache now


def test_words_that_are_said_twice_for_speed_are_the_same() -> None:
    assert sorted((*PAGE_VOICES, *FUNCTION_VOICES)) == sorted(VOICES) == sorted(practice.VOICES)
    assert practice.TABLES == exporting.TABLES and practice.STATES == browsing.STATES


def test_an_index_of_an_older_bank_or_a_damaged_one_is_made_anew() -> None:
    known = bank_index.indexed_families()
    path = places.cache_dir() / "practice" / "bank.json"
    stale = json.loads(path.read_text())
    stale["families"] = stale["families"][:3]
    for text in (json.dumps({**stale, "stamp": "of another bank"}), "{", "[]", '{"stamp": 1}'):
        path.write_text(text)
        assert bank_index.indexed_families() == known


def test_a_cache_that_cannot_be_written_does_without(cache: Path) -> None:
    (cache / "shortlist").write_text("in the way")
    assert len(bank_index.indexed_families()) == len(families())


@pytest.mark.parametrize("family", SOME)
def test_a_file_is_read_back_in_every_voice(bank: BankProblems, family: str) -> None:
    for voice in bank.entry(family).voices:
        for language in FUNCTION_LANGUAGES if voice in FUNCTION_VOICES else runnable():
            problem = bank.problem(f"{family}/3/{voice}", language)
            text = file_text(problem, language, "", TODAY)
            assert marks_in(text) == [Mark(f"bank/{family}/3/{voice}", problem.digest)]
            (block,) = [block for block in find_problems(text, language) if block.problem]
            assert block.problem is not None and not block.has_body
            told = [(e.input.strip(), e.output.strip()) for e in problem.problem.examples]
            read = [(e.input.strip(), e.output.strip()) for e in block.problem.examples]
            assert read == told
            assert block.problem.kind == problem.problem.kind
            if voice in ("codeforces", "atcoder", "kattis"):
                assert block.problem.limits.time_s == problem.problem.limits.time_s


@pytest.mark.parametrize("family", SOME[:4])
def test_hidden_tests_are_the_same_every_time_and_each_stands_in_one_group(family: str) -> None:
    name = f"{family}/5/codeforces"
    first, again = (list(BankProblems().problem(name, "python").groups()) for _ in range(2))
    assert first == again
    names = [group.name for group in first]
    assert names[0] == "examples" and "random" in names
    assert {"minimal", "edge"} & set(names)  # what is both is in one of them
    order = ["examples", "minimal", "edge", "random", "adversarial", "large"]
    assert names == [name for name in order if name in names]
    inputs = [test.input for group in first for test in group.tests]
    assert len(inputs) == len(set(inputs)) > 20
    other = list(BankProblems().problem(f"{family}/6/codeforces", "python").groups())
    drawn = [
        {t.input for g in made for t in g.tests if g.name == "random"} for made in (first, other)
    ]
    assert drawn[0] != drawn[1]


def test_inputs_that_are_made_against_wrong_programs_fail_them() -> None:
    bank = BankProblems()
    problem = bank.problem("lifeboats/1/exam", "python")
    groups = {group.name: group.tests for group in problem.groups()}
    assert groups["adversarial"]
    family = families()["lifeboats"]
    instance = family.instance(1, "exam")
    for test in groups["adversarial"]:
        assert instance.answer(test.input) == test.output


def test_the_digest_and_the_name_do_not_depend_on_the_language(bank: BankProblems) -> None:
    for voice in FUNCTION_VOICES:
        digests = {bank.problem(f"lifeboats/3/{voice}", each).digest for each in FUNCTION_LANGUAGES}
        assert len(digests) == 1
    assert bank.problem("lifeboats/3", "python").id.split("/")[3] in PAGE_VOICES
    assert bank.problem("lifeboats/3", "rust").id == bank.problem("lifeboats/3", "python").id


@pytest.mark.parametrize(
    ("name", "language", "words"),
    [
        ("lifeboat/3/exam", "python", "Did you mean lifeboats"),
        ("xyzzy/3/exam", "python", "list of problems"),
        ("lifeboats", "python", "bank/lifeboats/1"),
        ("lifeboats/-3", "python", "is no problem"),
        ("lifeboats/3/topcoder", "python", "has the voices"),
        ("lifeboats/3/leetcode", "java", "choose one of codeforces"),
    ],
)
def test_what_there_is_not_is_named_with_what_there_is(
    bank: BankProblems, name: str, language: str, words: str
) -> None:
    with pytest.raises(UnknownProblem, match=words):
        bank.problem(name, language)


def test_a_template_says_where_the_statement_stands(bank: BankProblems) -> None:
    problem = bank.problem("lifeboats/1/exam", "cpp")
    template = "// {{title}}, {{date}}\n#include <x>\n{{statement}}\nint main() {\n}\n"
    text = file_text(problem, "cpp", template, TODAY)
    assert text.startswith(f"// {problem.title}, 2026-11-30\n#include <x>\n// shortlist practice:")
    assert text.endswith("*/\nint main() {\n}\n")
    above = file_text(problem, "cpp", "int main() {\n}\n", TODAY)
    assert above.startswith("// shortlist practice:") and above.endswith("*/\n\nint main() {\n}\n")
    odd = file_text(problem, "cpp", "{{nothing}} {{ title }}\n", TODAY)
    assert odd.endswith("{{nothing}} {{ title }}\n")


def test_files_have_plain_names_and_take_no_place(bank: BankProblems, tmp_path: Path) -> None:
    problem = bank.problem("lifeboats/12/exam", "cpp")
    name = file_name(problem, "cpp")
    assert name == "lifeboats_12.cpp"
    first = free_path(tmp_path, name)
    first.touch()
    (tmp_path / "lifeboats_12-2.cpp").symlink_to(tmp_path / "nowhere")
    assert free_path(tmp_path, name).name == "lifeboats_12-3.cpp"
    assert not TEXT_LANGUAGES & set(runnable())
    assert os.listdir(tmp_path)
