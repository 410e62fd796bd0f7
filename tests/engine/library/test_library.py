"""The library as a solve uses it: sources in, nearest programs out, whatever happens between."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.engine.library.solutions import WAY_TOO_LONG, archive, row, write, write_set
from tests.engine.library.test_likeness import (
    CHINESE,
    OTHER_CHINESE,
    OTHER_RUSSIAN,
    RUSSIAN,
)

from shortlist_engine.library import Library, Update, source_of
from shortlist_engine.library import library as module
from shortlist_engine.problem import Example, Problem

SQUARE = Problem("Area", "Compute the area of a square field.", (Example("4\n", "16\n"),))
ABBREVIATE = Problem(
    "Short words",
    "Write words longer than ten characters as first letter, number of letters between, last one.",
    (Example("2\nword\nlocalization\n", "word\nl10n\n"),),
)


@pytest.fixture
def solved(tmp_path: Path) -> Path:
    return archive(tmp_path / "solved")


def library(tmp_path: Path, *names: Path | str) -> Library:
    return Library([source_of(str(name)) for name in names], tmp_path / "cache" / "index.sqlite")


def origins(found: Library, problem: Problem = ABBREVIATE, **more) -> list[str]:
    return [match.program.origin for match in found.nearest(problem, **more)]


def test_the_nearest_comes_first_with_its_origin(tmp_path: Path, solved: Path) -> None:
    rows = [row("Square", "Print the area of a square.", "print(int(input()) ** 2)")]
    whole = library(tmp_path, solved, write_set(tmp_path / "set.jsonl.gz", rows), "bank")
    done = whole.update()
    assert done.complete and not done.left_out
    assert origins(whole)[0] == "from your library: solved/cf/71A.py"
    assert origins(whole, SQUARE)[0] == "from your library: set.jsonl.gz, line 1"
    assert any(origin.startswith("from the problem bank: ") for origin in origins(whole))
    assert len(origins(whole, count=7)) == 7
    assert whole.sizes()[str(solved)] == (4, 4)


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [(RUSSIAN, OTHER_RUSSIAN, slice(0, 220)), (CHINESE, OTHER_CHINESE, slice(20, 60))],
    ids=["Russian", "Chinese"],
)
def test_problems_are_found_by_words_in_any_script(
    tmp_path: Path, one: str, other: str, part: slice
) -> None:
    rows = [row("1", other, "print(1)"), row("2", one, "print(2)")]
    found = library(tmp_path, write_set(tmp_path / "set.jsonl", rows))
    found.update()
    problem = Problem("", one[part], (Example("4\n", "16\n"),))
    nearest = found.nearest(problem)
    assert [match.program.source for match in nearest] == ["print(2)", "print(1)"]
    assert [match.same for match in nearest] == [True, False]
    assert [match.program.source for match in found.nearest(problem, exclude=[problem])] == [
        "print(1)"
    ]


def test_only_programs_that_could_run_on_it_are_found(tmp_path: Path, solved: Path) -> None:
    source = 'def add(a, b):\n    """Add.\n\n    >>> add(1, 2)\n    3\n    """\n    return a + b\n'
    write(solved, {"add.py": source})
    found = library(tmp_path, solved)
    found.update()
    assert origins(found, languages=["java"]) == ["from your library: solved/cf/1114A/Main.java"]
    assert "from your library: solved/add.py" not in origins(found)
    add = Problem("add", "", (Example("add(2, 2)", "4"),), "function", entry_point="add")
    add_function = Problem(
        "add",
        "",
        (Example("add(2, 2)", "4"),),
        "function",
        signature='def add(a, b):\n    """Add."""\n',
        entry_point="add",
    )
    assert (
        origins(found, add_function) == origins(found, add) == ["from your library: solved/add.py"]
    )


def test_the_very_problem_can_be_kept_out(tmp_path: Path, solved: Path) -> None:
    found = library(tmp_path, solved)
    found.update()
    same = "from your library: solved/cf/71A.py"
    assert same in origins(found)
    named = Problem("71A. Way Too Long Words", "Other text.")
    statement = "\n".join(line[2:] for line in WAY_TOO_LONG.split("\n")[2:10])
    worded = Problem("Renamed", statement)
    for very in (named, worded):
        left = origins(found, exclude=[very])
        assert same not in left and left


def test_changes_are_read_and_nothing_else(tmp_path: Path, solved: Path) -> None:
    found = library(tmp_path, solved)
    assert found.update().read == 4
    again = found.update()
    assert (again.seen, again.read, again.gone) == (4, 0, 0)
    (solved / "cf" / "71A.py").unlink()
    write(solved, {"cf/1A.cpp": "// Problem: Long words\nint main() { return 1; }\n"})
    changed = found.update()
    assert (changed.read, changed.gone) == (1, 1)
    programs = {match.program.source for match in found.nearest(ABBREVIATE)}
    assert any("return 1" in each for each in programs)
    assert not any("range(int(input()))" in each for each in programs)


def test_a_source_that_was_removed_is_forgotten(tmp_path: Path, solved: Path) -> None:
    both = library(tmp_path, solved, "bank")
    both.update()
    fewer = library(tmp_path, "bank")
    fewer.update(seconds=0)
    assert set(fewer.sizes()) == {"bank"}


def test_a_disk_that_is_not_there_loses_nothing(tmp_path: Path, solved: Path) -> None:
    found = library(tmp_path, solved)
    found.update()
    solved.rename(tmp_path / "unmounted")
    done = found.update()
    assert done.complete and done.left_out == 1 and done.gone == 0
    assert str(solved) in done.unreadable[0].where
    assert origins(found)[0] == "from your library: solved/cf/71A.py"


@pytest.mark.parametrize("damage", ["text", "cut", "zeros", "empty", "other"])
def test_a_damaged_index_is_made_anew(tmp_path: Path, solved: Path, damage: str) -> None:
    found = library(tmp_path, solved)
    found.update()
    before = origins(found)
    index = tmp_path / "cache" / "index.sqlite"
    data = index.read_bytes()
    if damage == "other":
        import sqlite3

        index.unlink()
        database = sqlite3.connect(index)
        database.executescript("CREATE TABLE parts (x); PRAGMA user_version = 1;")
        database.close()
    else:
        broken = {
            "text": b"no database at all" * 1000,
            "cut": data[: len(data) // 2],
            "zeros": data[:100] + bytes(len(data) - 100),
            "empty": b"",
        }
        index.write_bytes(broken[damage])
    found.update()
    assert origins(found) == before


def test_a_search_repairs_what_it_needs(tmp_path: Path, solved: Path) -> None:
    found = library(tmp_path, solved)
    found.update()
    before = origins(found)
    (tmp_path / "cache" / "index.sqlite").write_bytes(b"no database at all" * 1000)
    assert origins(found) == before


def test_a_cancelled_update_keeps_what_it_has_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "many", {f"p{i}.py": f"print({i})\n" for i in range(60)})
    monkeypatch.setattr(module, "COMMIT_EVERY", 10)
    found = library(tmp_path, tmp_path / "many")
    stop = threading.Event()

    def progress(done: Update) -> None:
        if done.read == 25:
            stop.set()

    first = found.update(cancelled=stop, progress=progress)
    assert not first.complete and first.read == 25
    second = found.update()
    assert second.complete and (second.seen, second.read) == (60, 35)


def test_a_set_that_is_cancelled_midway_is_as_it_was(tmp_path: Path) -> None:
    path = write_set(tmp_path / "set.jsonl", [row("Square", "A square.", "print(1)")])
    found = library(tmp_path, path)
    found.update()
    write_set(path, [row(f"Square {i}", "A square.", f"print({i})") for i in range(50)])
    stop = threading.Event()
    stop.set()
    assert not found.update(cancelled=stop).complete
    assert found.sizes() == {str(path): (1, 1)}
    assert found.update().complete
    assert found.sizes() == {str(path): (50, 50)}


UPDATE = """
import sys
from pathlib import Path
from shortlist_engine.library import Library, source_of
sys.stdin.readline()
Library([source_of(sys.argv[1])], Path(sys.argv[2])).update()
"""


def test_several_processes_update_and_search_at_once(tmp_path: Path) -> None:
    write(tmp_path / "many", {f"p{i}.py": f"# Square number {i}\nprint({i})\n" for i in range(80)})
    found = library(tmp_path, tmp_path / "many")
    command = [sys.executable, "-c", UPDATE, tmp_path / "many", tmp_path / "cache/index.sqlite"]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, text=True) for _ in range(2)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.close()
    while any(process.poll() is None for process in processes):
        assert len(found.nearest(SQUARE, count=5)) <= 5
        found.update(wait=False)
    assert [process.wait() for process in processes] == [0, 0]
    assert found.update().complete
    assert found.sizes() == {str(tmp_path / "many"): (80, 80)}


def test_who_does_not_wait_leaves_an_update_to_the_other(tmp_path: Path, solved: Path) -> None:
    found = library(tmp_path, solved)
    with found._index.changing():
        assert found.update(wait=False).seen == 0


def test_damaged_lines_of_a_set_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = write_set(tmp_path / "set.jsonl", [row("Square", "A square.", "print(1)")])
    with path.open("a") as file:
        file.write('{"name": \n[]\n{"solutions": [{"language": "python", "code": "1"}]}\n\n')
        file.write('{"statement": "no program that runs here", "solutions": []}\n')
    done = library(tmp_path, path).update()
    assert done.complete and done.left_out == 3
    assert [each.where for each in done.unreadable] == [f"set.jsonl, line {n}" for n in (2, 3, 4)]


def test_half_a_gzip_gives_its_half(tmp_path: Path) -> None:
    rows = [row(f"Square {i}", f"Square {os.urandom(40).hex()}", "print(1)") for i in range(400)]
    path = write_set(tmp_path / "set.jsonl.gz", rows)
    path.write_bytes(path.read_bytes()[:-2000])
    found = library(tmp_path, path)
    done = found.update()
    assert done.left_out == 1 and "damaged" in done.unreadable[0].reason
    assert 100 < found.sizes()[str(path)][0] < 400


def test_programs_in_every_language_that_runs_come_from_a_set(tmp_path: Path) -> None:
    solutions = [
        {"language": name, "code": f"// {name}"} for name in ("java", "C++", "Kobol", "go")
    ]
    path = write_set(tmp_path / "set.jsonl", [row("Square", "A square.", "1", solutions=solutions)])
    found = library(tmp_path, path)
    found.update()
    assert found.sizes() == {str(path): (1, 3)}
    assert len(origins(found, SQUARE, languages=["go"])) == 1


def test_nothing_named_finds_nothing(tmp_path: Path) -> None:
    empty = library(tmp_path)
    assert empty.update().complete and empty.nearest(SQUARE) == []
    never_read = library(tmp_path / "new", "bank")
    assert never_read.nearest(SQUARE) == []
    assert library(tmp_path, "bank").nearest(Problem("", "?!")) == []


def test_odd_statements_are_searched_for_without_harm(tmp_path: Path) -> None:
    found = library(tmp_path, "bank")
    found.update()
    for text in (
        '"quoted" AND OR NOT ( * ^ NEAR',
        "日本語の問題文",
        "\ud800 half a pair",
        "x" * 10**6,
    ):
        found.nearest(Problem(text, text, (Example(text, text),)))
