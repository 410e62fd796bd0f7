"""Somebody's own solutions: statements are found wherever people keep them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.engine.library.solutions import WAY_TOO_LONG, archive, write

from shortlist_engine.languages import LANGUAGES, runnable
from shortlist_engine.library.folder import ProgramFile, read_program, title_of, walk
from shortlist_engine.library.known import KnownProblem, Unreadable


def known(folder: Path) -> dict[str, KnownProblem | Unreadable]:
    found = {}
    for each in walk(folder):
        assert isinstance(each, ProgramFile)
        found[each.name] = read_program(each, folder)
    return found


def problem(found: KnownProblem | Unreadable) -> KnownProblem:
    assert isinstance(found, KnownProblem)
    return found


def test_statements_are_read_from_comments_headers_texts_beside_and_names(tmp_path: Path) -> None:
    found = known(archive(tmp_path / "solved"))
    assert list(found) == [
        "cf/1A.cpp",
        "cf/71A.py",
        "cf/1114A/Main.java",
        "leetcode/0001-two-sum/solution.go",
    ]
    words = problem(found["cf/71A.py"])
    assert words.title == "Way Too Long Words"
    assert "Abbreviate every word" in words.statement
    assert words.examples[0].output == "word\nl10n\n" and words.kind == "stdin"
    (program,) = words.programs
    assert program.origin == "solved/cf/71A.py" and program.language == "python"
    # What is shown and inserted is the program, not another problem's statement.
    assert program.source.startswith("for _ in range(") and "Abbreviate" not in program.source
    assert problem(found["cf/1A.cpp"]).title == "Theatre Square (1A)"
    grapes = problem(found["cf/1114A/Main.java"])
    assert grapes.title == "Grapes for three" and grapes.examples[0].output == "YES\n"
    two_sum = problem(found["leetcode/0001-two-sum/solution.go"])
    assert two_sum.title == "0001 two sum" and two_sum.kind is None


def test_every_language_that_is_run_is_read(tmp_path: Path) -> None:
    names = [f"a{LANGUAGES[name].suffixes[0]}" for name in runnable()]
    write(tmp_path, {f"{number}/{name}": "x = 1\n" for number, name in enumerate(names)})
    languages = [problem(each).programs[0].language for each in known(tmp_path).values()]
    assert languages == list(runnable())


def test_a_readme_about_many_programs_is_no_statement(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"all/bear{i}.py": "print(1)\n" for i in range(20)}
    write(tmp_path, {**files, "all/README.md": "# My solutions", "README.md": "# Mine"})
    write(tmp_path, {"top.py": "print(1)\n"})
    titles = {problem(each).title for each in known(tmp_path).values()}
    assert titles == {"top", *(f"bear{i}" for i in range(20))}


def test_a_text_of_the_programs_name_is_its_statement(tmp_path: Path) -> None:
    write(tmp_path, {"b.py": "print(1)\n", "b.txt": "Bears like honey very much.\n"})
    write(tmp_path, {"c.py": "print(1)\n"})
    found = known(tmp_path)
    assert "honey" in problem(found["b.py"]).statement
    assert problem(found["c.py"]).statement == ""


def test_a_function_keeps_its_statement_inside(tmp_path: Path) -> None:
    source = '''def add(a, b):
    """Add two numbers.

    >>> add(1, 2)
    3
    """
    return a + b
'''
    found = problem(known(write(tmp_path, {"add.py": source}))["add.py"])
    assert found.kind == "function" and found.programs[0].source == source


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"\0\1\2", "no text"), (b"x" * 300_000, "larger than 256 KiB"), (b" \n", "empty")],
)
def test_what_is_no_program_is_left_out_with_the_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    found = known(write(tmp_path, {"a.py": content}))["a.py"]
    assert isinstance(found, Unreadable) and reason in found.reason


def test_odd_bytes_and_names_are_read(tmp_path: Path) -> None:
    write(tmp_path, {"ünï.py": "print('é')\r\n".encode("latin-1")})
    (program,) = problem(known(tmp_path)["ünï.py"]).programs
    assert program.source == "print('\ufffd')\n"


def test_hidden_folders_and_what_tools_install_are_passed_over(tmp_path: Path) -> None:
    files = [".git/a.py", "node_modules/x/a.js", "venv/b.py", "sub/c.py", ".hidden.py", "a.h"]
    write(tmp_path, dict.fromkeys(files, "x"))
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.py").symlink_to(tmp_path / "nowhere.py")
    assert list(known(tmp_path)) == ["sub/c.py"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "x", "secret/b.py": "y"})
    (tmp_path / "secret").chmod(0)
    try:
        found = list(walk(tmp_path))
    finally:
        (tmp_path / "secret").chmod(0o700)
    assert [type(each) for each in found] == [ProgramFile, Unreadable]
    assert isinstance(found[1], Unreadable) and "denied" in found[1].reason


def test_stamps_change_with_the_program_and_with_the_text_beside_it(tmp_path: Path) -> None:
    write(tmp_path, {"x/a.py": "print(1)\n", "x/README.md": "one"})

    def stamp() -> str:
        (found,) = walk(tmp_path)
        assert isinstance(found, ProgramFile)
        return found.stamp

    stamps = [stamp()]
    write(tmp_path, {"x/a.py": "print(12)\n"})
    stamps.append(stamp())
    write(tmp_path, {"x/README.md": "other"})
    stamps.append(stamp())
    assert len(set(stamps)) == 3


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("71A.py", "71A"),
        ("leetcode/0001-two-sum/main.py", "0001 two sum"),
        ("abc300/a.cpp", "abc300 a"),
        ("uva/TheBlocksProblem.java", "The Blocks Problem"),
    ],
)
def test_titles_of_names(name: str, title: str) -> None:
    assert title_of(name) == title


def test_the_statement_comes_off_in_whole_lines(tmp_path: Path) -> None:
    found = problem(known(write(tmp_path, {"a.py": WAY_TOO_LONG}))["a.py"])
    compile(found.programs[0].source, "a.py", "exec")
