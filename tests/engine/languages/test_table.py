"""Every entry of the table is whole, and is found by each of its names and suffixes."""

from __future__ import annotations

import re
import string
from itertools import chain
from pathlib import Path

import pytest

from shortlist_engine import languages
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.isolation.jail.tool_call import JOB
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.languages import COMMENTS_ONLY, CPP, LANGUAGES, PYTHON
from shortlist_engine.languages.language import Language
from shortlist_engine.problem import Example, Problem, Program

ENTRIES = pytest.mark.parametrize("entry", LANGUAGES.values(), ids=lambda entry: entry.name)
RUN = pytest.mark.parametrize("name", languages.runnable())
PLACES = {"tool", "home", "prepared", "job", "file", "main", "memory", "standard", "flags"}


@ENTRIES
def test_an_entry_is_whole(entry: Language) -> None:
    assert re.fullmatch(r"[a-z][a-z-]*", entry.name)
    assert entry.display_name
    assert all(re.fullmatch(r"\.[a-z0-9+]+", suffix) for suffix in entry.suffixes)
    syntax = entry.syntax
    assert syntax.line or syntax.block or syntax.docstring
    for pattern in syntax.strings:
        re.compile(pattern)
    assert all(name == name.lower() for name in entry.other_names)
    if entry.written:
        assert entry.toolchain is not None, "what is proposed has to be run"
        assert syntax.line, "the model's prompt is in line comments"
        assert entry.prompt_word and entry.suffixes
    if entry.calls:
        assert entry.toolchain is not None


@RUN
def test_models_can_be_asked_for_it(name: str) -> None:
    entry = LANGUAGES[name]
    writing = entry.writing
    assert writing is not None and writing.program.startswith("one complete ")
    for pattern in (writing.marks, writing.function):
        re.compile(pattern, re.M)
    assert bool(writing.function) == bool(writing.main)
    if writing.main:
        assert "solve()" in writing.main.format(call="solve()")


async def test_the_sum_that_models_are_shown_is_right_in_every_language() -> None:
    problem = Problem("sum", "Print the sum.", (Example("2 3\n", "5\n"),))
    async with ExecutionPool(1) as pool:
        for name in await pool.languages(languages.runnable()):
            writing = LANGUAGES[name].writing
            assert writing is not None
            inputs, answers = ["2 3\n", "-4000000000 1\n"], ["5\n", "-3999999999\n"]
            request = RunRequest(problem, Program(name, writing.sum), inputs, answers)
            assert [run.verdict.value for run in await pool.run(request)] == ["AC", "AC"], name


@RUN
def test_a_toolchain_is_whole(name: str) -> None:
    toolchain = languages.toolchain(name)
    assert toolchain.fix
    if toolchain.kind == "interpreter":
        return
    assert toolchain.tool and toolchain.file and toolchain.compile and toolchain.result
    assert (toolchain.kind == "tool") == bool(toolchain.run)
    assert toolchain.header_flags or not toolchain.header_suffixes
    for pattern in (toolchain.killed, toolchain.out_of_memory, toolchain.crashed):
        re.compile(pattern)
    prepared = toolchain.prepared
    commands = (
        toolchain.compile, toolchain.header_flags, toolchain.run, toolchain.readable,
        (toolchain.result,),
        (value for _, value in (*toolchain.environment, *toolchain.run_environment)),
        prepared.flags if prepared else (),
    )  # fmt: skip
    if not any("-c" in command for command in (toolchain.compile, toolchain.run)):
        for word in chain(*commands):
            named = {place for _, place, _, _ in string.Formatter().parse(word) if place}
            assert named <= PLACES | set(toolchain.needs), word


def test_no_name_and_no_suffix_is_of_two_languages() -> None:
    names = [name for entry in LANGUAGES.values() for name in (entry.name, *entry.other_names)]
    assert len(names) == len(set(names))
    suffixes = [
        suffix
        for entry in LANGUAGES.values()
        for suffix in (*entry.suffixes, *entry.other_suffixes)
    ]
    assert len(suffixes) == len(set(suffixes))
    assert not set(suffixes) & set(languages.TEXT_SUFFIXES)
    assert not set(names) & languages.TEXT_LANGUAGES


def test_the_order_that_users_see() -> None:
    assert languages.runnable() == ("python", "cpp", "java", "javascript", "go", "rust", "c")
    assert languages.written() == languages.called() == ("python", "cpp")
    assert all(entry.toolchain is None for entry in COMMENTS_ONLY)
    assert len(languages.toolchains()) == len(languages.runnable())


@ENTRIES
def test_an_entry_is_found_by_all_that_it_is_called(entry: Language) -> None:
    assert LANGUAGES[entry.name] is entry
    for name in (entry.name, *entry.other_names):
        assert languages.find(name) is languages.find(name.upper()) is entry
    for suffix in (*entry.suffixes, *entry.other_suffixes):
        assert languages.find_suffix(suffix) is languages.find_suffix(suffix.upper()) is entry


@pytest.mark.parametrize(
    "name,found",
    [("PYTHON3", "python"), ("py", "python"), ("C++", "cpp"), ("CPP", "cpp"), ("java", None),
     ("python2", None), ("", None)],
)  # fmt: skip
def test_what_data_sets_models_and_users_call_a_language(name: str, found: str | None) -> None:
    assert languages.written_name(name) == found


def test_what_is_not_known() -> None:
    assert languages.find("klingon") is None
    assert languages.find_suffix(".klingon") is None
    assert languages.find_suffix("") is None
    assert languages.display_name("klingon") == "klingon"
    assert languages.fence("klingon") == ""
    assert languages.file_suffix("klingon") == ".txt"
    for name in ("klingon", "haskell"):
        with pytest.raises(KeyError):
            languages.toolchain(name)


def test_what_is_shown_and_asked_for() -> None:
    assert [languages.display_name(name) for name in ("python", "cpp")] == ["Python", "C++"]
    assert [languages.fence(name) for name in ("python", "cpp", "shellscript")] == [
        "python", "cpp", "sh",
    ]  # fmt: skip
    assert [languages.file_suffix(name) for name in ("python", "cpp", "yaml")] == [
        ".py", ".cpp", ".txt",
    ]  # fmt: skip
    assert (PYTHON.prompt_word, PYTHON.comment) == ("python3", "#")
    assert (CPP.prompt_word, CPP.comment) == ("cpp", "//")


def test_the_private_directory_is_called_as_in_the_sandbox() -> None:
    assert JOB == "{job}"


def test_the_precompiled_header_comes_along() -> None:
    prepared = languages.toolchain("cpp").prepared
    assert prepared is not None and prepared.header is not None
    assert prepared.header.is_file()
    assert Path(prepared.place).with_suffix("").parts == prepared.header.parts[-2:]
