"""Practice in Neovim with the real engine: from the list to solved, a contest to its end, nothing
lost by a restart, two Neovims on one progress file, and a file that cannot be used."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shortlist_engine.practice.collection.catalogue import Catalogue

from .conftest import TESTS, Editor, until

pytestmark = pytest.mark.editor

LIST = "shortlist://practice"
CONTEST = "shortlist://contest"
PROGRESS = "shortlist://progress"
SECONDS = 90.0

Start = Callable[..., Editor]


def right_program(problem: str) -> str:
    found = Catalogue().problem(problem, "python")
    return next(each.source for each in found.solutions if each.language == "python")


@pytest.fixture
def practise(
    start_editor: Start, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Start:
    """An editor that works in the workspace; those of a test share an engine and its data."""
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)

    def start(**options: Any) -> Editor:
        settings = {"files": {"language": "python"}, **options.pop("settings", {})}
        editor = start_editor(runtime=runtime, data=tmp_path / "data", settings=settings, **options)
        editor.nvim.command("cd " + editor.nvim.call("fnameescape", str(workspace)))
        return editor

    return start


def mark_of(editor: Editor) -> str:
    """The name of the problem that the current buffer is about."""

    def marks() -> list[str]:
        return [line for line in editor.lines() if "shortlist practice:" in line]

    until(marks, "the file of a problem")
    line = marks()[0]
    return line.split("shortlist practice:")[1].split("[")[0].strip()


def write_program(editor: Editor, program: str) -> None:
    buffer = editor.nvim.current.buffer
    buffer.append(["", *program.splitlines()])


def choose(editor: Editor, text: str) -> None:
    """Answers the next question with the choice that has a text."""
    editor.lua(
        """local text = ...
           vim.ui.select = function(items, _, choose)
             for index, item in ipairs(items) do
               if tostring(item):find(text, 1, true) then choose(item, index) return end
             end
           end""",
        text,
    )


def opened(editor: Editor) -> None:
    until(
        lambda: any("shortlist practice:" in line for line in editor.lines()),
        "a file of practice",
        SECONDS,
    )


def test_from_the_list_to_solved_with_a_hint(practise: Start, workspace: Path) -> None:
    editor = practise()
    screen = editor.screen(140, 44)
    editor.nvim.command("Shortlist practice list rating=900")
    until(lambda: "problems" in editor.view_text(LIST), "the list", SECONDS)
    whole = len(editor.lines())
    choose(editor, "greedy")
    editor.nvim.input("t")
    until(lambda: "tag=greedy" in editor.view_text(LIST), "narrowed", SECONDS)
    until(lambda: len(editor.lines()) < whole, "fewer", SECONDS)
    assert all("greedy" in line for line in editor.lines()[4:])
    editor.nvim.input("<CR>")
    opened(editor)
    source = editor.nvim.current.buffer
    assert Path(source.name).parent == workspace
    problem = mark_of(editor)

    write_program(editor, "print('no answer')")
    editor.nvim.command("Shortlist practice submit")
    until(lambda: "Wrong answer" in editor.view_text(TESTS), "the verdict", SECONDS)
    assert "✗ WA  examples" in editor.view_text(TESTS)
    assert problem in editor.view_text(TESTS)
    editor.go_to_view(TESTS)
    editor.nvim.input("gh")
    until(lambda: "Hint 1 of 3" in editor.view_text(TESTS), "a hint", SECONDS)
    assert "Hint 2" not in editor.view_text(TESTS)
    editor.nvim.input("gf")
    until(lambda: "✗ WA hidden test" in editor.view_text(TESTS), "the failing test", SECONDS)
    editor.nvim.input("+")
    until(lambda: list(workspace.glob("*.tests.json")), "it is kept as a test", SECONDS)
    editor.nvim.input("ge")
    until(lambda: editor.warnings() and "give" in editor.warnings()[-1].lower(), "not yet")

    del source[-1]
    source.append(right_program(problem).splitlines())
    editor.nvim.input("gs")
    until(lambda: "Accepted at try" in editor.view_text(TESTS), "solved", SECONDS)
    assert "Your rating:" in editor.view_text(TESTS)
    assert "✓ AC  large" in editor.view_text(TESTS)
    editor.nvim.input("ge")
    until(lambda: editor.view("shortlist://explanation/"), "the explanation", SECONDS)
    screen.settle()
    assert "Solved." in screen.text()

    editor.nvim.command("Shortlist practice list state=solved")
    until(lambda: "state=solved" in editor.view_text(LIST), "the list again", SECONDS)
    until(lambda: "1 problem\n" in editor.view_text(LIST), "it is the one", SECONDS)
    editor.nvim.command("Shortlist practice progress")
    until(lambda: "1 solved" in editor.view_text(PROGRESS), "the progress", SECONDS)
    assert "█" in editor.view_text(PROGRESS), "drawn"


def test_a_contest_to_its_end_with_a_restart_in_the_middle(
    practise: Start, workspace: Path
) -> None:
    editor = practise()
    screen = editor.screen(140, 44)
    editor.nvim.command("Shortlist practice contest start problems=3 minutes=60 at=900 seed=4")
    until(lambda: "0 of 3 solved" in editor.view_text(CONTEST), "the contest", SECONDS)
    until(lambda: "0:59:" in screen.text(), "the clock goes")
    editor.go_to_line(CONTEST, " A  ")
    editor.nvim.input("<CR>")
    opened(editor)
    problem = mark_of(editor)
    write_program(editor, right_program(problem))
    editor.nvim.command("Shortlist practice submit")
    until(lambda: "Accepted" in editor.view_text(TESTS), "the first is solved", SECONDS)
    editor.nvim.command("Shortlist practice hint")
    until(lambda: editor.warnings(), "no hints while it goes on", SECONDS)
    editor.nvim.command("wall")

    # Neovim is killed: the contest goes on.
    editor.process.kill()
    editor.process.wait()
    editor = practise()
    screen = editor.screen(140, 44)
    editor.nvim.command("Shortlist practice contest")
    until(lambda: "1 of 3 solved" in editor.view_text(CONTEST), "what was solved is", SECONDS)
    until(lambda: "0:5" in screen.text(), "the clock went on")
    for letter in "BC":
        editor.nvim.command("Shortlist practice contest")
        editor.go_to_line(CONTEST, f" {letter}  ")
        editor.nvim.input("<CR>")
        opened(editor)
        write_program(editor, right_program(mark_of(editor)) if letter == "B" else "print(-1)")
        editor.nvim.command("Shortlist practice submit")
        said = "Accepted" if letter == "B" else "Wrong answer"
        until(lambda said=said: said in screen.text(), said, SECONDS)
    editor.nvim.command("Shortlist practice contest")
    until(lambda: "2 of 3 solved" in editor.view_text(CONTEST), "two are solved", SECONDS)
    until(lambda: "1 rejected" in editor.view_text(CONTEST), "one is not", SECONDS)
    choose(editor, "finish it now")
    editor.go_to_view(CONTEST)
    editor.nvim.input("F")
    until(lambda: "over" in editor.view_text(CONTEST), "it is over", SECONDS)
    assert "Your rating:" in editor.view_text(CONTEST)
    assert editor.lua("return require('shortlist').clock()") == ""


def test_giving_up_asks_first_and_then_explains(practise: Start) -> None:
    editor = practise()
    editor.nvim.command("Shortlist practice next rating=1000")
    opened(editor)
    choose(editor, "No")
    editor.nvim.command("Shortlist practice give-up")
    assert editor.view("shortlist://explanation/") is None
    choose(editor, "Yes")
    editor.nvim.command("Shortlist practice give-up")
    until(lambda: editor.view("shortlist://explanation/"), "how it is done", SECONDS)
    text = editor.view_text("shortlist://explanation/")
    assert "Given up." in text and "```python" in text


def test_a_submission_is_cancelled(practise: Start) -> None:
    editor = practise()
    editor.nvim.command("Shortlist practice next rating=900")
    opened(editor)
    write_program(editor, "while True:\n    pass")
    editor.nvim.command("Shortlist practice submit")
    until(lambda: "judging …" in editor.view_text(TESTS), "it is judged", SECONDS)
    editor.nvim.command("Shortlist cancel")
    until(lambda: "judging …" not in editor.view_text(TESTS), "it ends")
    assert "Hidden tests  cancelled" in editor.view_text(TESTS)
    assert editor.warnings() == []


def test_two_neovims_share_one_progress_file(practise: Start) -> None:
    first, second = practise(), practise()
    first.nvim.command("Shortlist practice open bar_chart")
    opened(first)
    problem = mark_of(first)
    second.nvim.command(f"Shortlist practice open {problem}")
    opened(second)
    assert second.nvim.current.buffer.name == first.nvim.current.buffer.name
    until(lambda: any("was open already" in text for text in second.notified()), "it is said")
    write_program(first, right_program(problem))
    first.nvim.command("Shortlist practice submit")
    second.nvim.command("Shortlist practice list search=bar_chart")
    until(lambda: "Accepted" in first.view_text(TESTS), "the one solves it", SECONDS)
    until(lambda: second.nvim.current.buffer == second.view(LIST), "the list", SECONDS)

    def state() -> str:
        second.nvim.input("R")
        return second.view_text(LIST)

    until(lambda: "solved " in state(), "the other one sees it", SECONDS)
    assert second.warnings() == []


def progress_file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "shortlist" / "practice" / "progress.sqlite"


@pytest.mark.parametrize("fault", ["damaged", "newer"])
def test_a_progress_file_that_cannot_be_used_is_kept_aside(
    practise: Start, tmp_path: Path, fault: str
) -> None:
    file = progress_file(tmp_path)
    file.parent.mkdir(parents=True)
    if fault == "damaged":
        file.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    else:
        with sqlite3.connect(file) as database:
            database.execute(f"PRAGMA application_id = {0x53685072}")
            database.execute("PRAGMA user_version = 99")
            database.execute("CREATE TABLE problems (id)")
    shutil.copy(file, tmp_path / "before")
    editor = practise()
    editor.nvim.command("Shortlist practice progress")
    until(lambda: "0 solved" in editor.view_text(PROGRESS), "a new one", SECONDS)
    aside = [each for each in file.parent.iterdir() if "sqlite." in each.name]
    kept = [each for each in aside if each.read_bytes() == (tmp_path / "before").read_bytes()]
    assert len(kept) == 1, aside
    assert any(kept[0].name in text for text in editor.notified()), "which is said"
    assert kept[0].name in editor.view_text(PROGRESS), "and stands there whole"


def test_what_is_wrong_is_said(practise: Start, workspace: Path) -> None:
    editor = practise()
    for command, said in (
        ("practice dance", "no action `dance`"),
        ("practice list colour=red", "cannot read `colour=red`"),
        ("practice open", "say which problem"),
        ("practice contest start problems=many", "cannot read `problems=many`"),
        ("practice set-rating high", "say your rating"),
        ("practice import", "say what"),
    ):
        editor.nvim.command(f"Shortlist {command}")
        assert said in editor.warnings()[-1]
    editor.nvim.command("Shortlist practice open no_such_problem")
    until(lambda: "no_such_problem" in editor.warnings()[-1], "there is none", SECONDS)
    file = workspace / "plain.py"
    file.write_text("print(1)\n")
    editor.open(file)
    before = len(editor.warnings())
    editor.nvim.command("Shortlist practice submit")
    until(lambda: len(editor.warnings()) > before, "it is no file of practice", SECONDS)


def test_completion_of_actions_and_their_arguments(practise: Start) -> None:
    editor = practise()

    def offered(line: str) -> list[str]:
        lead = line.rsplit(" ", 1)[1]
        found: list[str] = editor.lua(
            "return require('shortlist.commands').complete(...)", lead, line
        )
        return found

    editor.nvim.command("Shortlist practice list")
    until(lambda: "problems" in editor.view_text(LIST), "the server has started", SECONDS)
    assert "next" in offered("Shortlist practice ")
    assert offered("Shortlist practice gi") == ["give-up"]
    assert "rating=" in offered("Shortlist practice list ")
    assert "tag=greedy" in offered("Shortlist practice list tag=g")
    assert offered("Shortlist practice list state=so") == ["state=solved"]
    assert "bar_chart" in offered("Shortlist practice open bar")
    assert "language=cpp" in offered("Shortlist practice open bar_chart ")
    assert offered("Shortlist practice contest ") == ["start", "finish"]
    assert "problems=" in offered("Shortlist practice contest start ")
    assert offered("Shortlist export c") == ["companion", "cph"]
    assert offered("Shortlist submission ") == ["open"]


def test_a_set_is_imported_and_progress_exported(practise: Start, workspace: Path) -> None:
    package = workspace / "double"
    package.mkdir()
    (package / "statement.md").write_text("# Double\n\nPrint twice the number.\n")
    for number in (1, 2):
        (package / f"{number}.in").write_text(f"{number}\n")
        (package / f"{number}.out").write_text(f"{2 * number}\n")
    editor = practise()
    path = editor.nvim.call("fnameescape", str(package))
    editor.nvim.command(f"Shortlist practice import {path} name=mine")
    until(lambda: "set=mine" in editor.view_text(LIST), "its list", SECONDS)
    editor.nvim.input("<CR>")
    opened(editor)
    write_program(editor, "print(2 * int(input()))")
    editor.nvim.command("Shortlist practice submit")
    until(lambda: "Accepted" in editor.view_text(TESTS), "solved", SECONDS)
    goal = workspace / "tries.csv"
    editor.nvim.command(
        f"Shortlist practice export {editor.nvim.call('fnameescape', str(goal))} table=tries"
    )
    until(lambda: goal.exists() and goal.read_text().count("\n") == 2, "a row", SECONDS)
    editor.nvim.command("Shortlist practice remove-set mine")
    until(lambda: any("forgotten" in text for text in editor.notified()), "it is gone", SECONDS)


def test_a_list_that_was_deleted_is_made_anew(practise: Start, workspace: Path) -> None:
    editor = practise()
    file = workspace / "notes.txt"
    file.write_text("mine\n")
    editor.nvim.command("edit " + editor.nvim.call("fnameescape", str(file)))
    editor.nvim.command("Shortlist practice list rating=900")
    until(lambda: "problems" in editor.view_text(LIST), "the list", SECONDS)
    editor.nvim.command("bdelete")
    until(lambda: editor.view(LIST) is None, "it is gone")
    editor.nvim.command("Shortlist practice list rating=900")
    until(lambda: "problems" in editor.view_text(LIST), "the list again", SECONDS)
    until(lambda: editor.nvim.current.buffer == editor.view(LIST), "in the window")
    # It is no program: that is said at once, while the server runs.
    started = time.monotonic()
    editor.nvim.command("Shortlist run")
    assert time.monotonic() - started < 2
    assert "no server is attached" in editor.warnings()[-1]
    # The last window gives way to what it showed before.
    editor.nvim.input("q")
    until(lambda: editor.lines() == ["mine"], "the file again")
