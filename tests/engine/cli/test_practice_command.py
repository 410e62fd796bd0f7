"""`shortlist practice` as a process: what a user sees, and what programs read."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from tests.engine.cli.commands import shortlist

from shortlist_engine.cli import exit_codes
from shortlist_engine.cli.practice_charts import bars, line_chart
from shortlist_engine.practice.journal.journal import Journal
from shortlist_engine.practice.journal.records import ProblemRecord, RatingPoint

ACTIONS = [
    ["list"], ["next"], ["open", "lifeboats/1/exam"], ["submit", "lifeboats_1.py"],
    ["hint", "lifeboats/1/exam"], ["give-up", "lifeboats/1/exam"],
    ["explain", "lifeboats/1/exam"], ["contest", "start", "--problems", "2"], ["contest"],
    ["contest", "finish"], ["progress"], ["import", "own.jsonl"], ["sets"], ["export"],
]  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def practice(*arguments: str, code: int = exit_codes.DONE) -> subprocess.CompletedProcess:
    result = shortlist("practice", *arguments)
    assert result.returncode == code, result
    assert "Traceback" not in result.stderr
    return result


def document(*arguments: str, code: int = exit_codes.DONE) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(practice(*arguments, "--json", code=code).stdout)
    assert found["version"]
    return found


def solution(problem: str) -> str:
    """The first Python solution, of a problem that somebody else gave up."""
    told = document("give-up", problem, "--progress", "other.sqlite")
    return next(each["source"] for each in told["solutions"] if each["language"] == "python")


def test_a_problem_from_list_to_solved_with_a_hint(home: Path) -> None:
    listed = practice("list", "--tag", "two pointers", "--rating", "1100", "--search", "boats")
    assert listed.stdout.split()[:2] == ["bank/lifeboats", "1100"]
    opened = practice("open", "lifeboats/1/exam")
    file = home / "lifeboats_1.py"
    assert opened.stdout.strip() == str(file) and "Judge it" in opened.stderr
    with file.open("a") as end:
        end.write("print(1)\n")
    failed = practice("submit", "lifeboats_1.py", code=exit_codes.FAILED)
    assert "Wrong answer in " in failed.stdout and "random" in failed.stdout
    assert "expected" not in failed.stdout
    shown = practice("submit", "lifeboats_1.py", "--show-failure", code=exit_codes.FAILED)
    assert "expected" in shown.stdout and "input" in shown.stdout
    assert practice("hint", "lifeboats_1.py").stdout.startswith("Hint 1 of 3: ")
    refused = shortlist("solve", "lifeboats_1.py")
    assert refused.returncode == exit_codes.BAD_INPUT
    assert "shortlist practice give-up lifeboats_1.py" in refused.stderr
    file.write_text(file.read_text().replace("print(1)\n", solution("lifeboats/1/exam")))
    done = practice("submit", "lifeboats_1.py")
    assert "Accepted at try 2." in done.stdout and "Your rating: 1000 -> " in done.stdout
    explained = practice("explain", "lifeboats_1.py").stdout
    assert "--- Python" in explained and "--- C++" in explained
    assert "solved" in practice("list", "--search", "lifeboats").stdout
    told = practice("progress").stdout
    assert "Solved 1, given up 0, open 0; 2 tries, 1 hints" in told
    rows = list(csv.DictReader(practice("export").stdout.splitlines()))
    assert [row["outcome"] for row in rows] == ["solved"] and rows[0]["hints"] == "1"


def test_every_action_prints_a_document(home: Path) -> None:
    row = {"id": "1", "statement": "Add.", "examples": [{"input": "1\n", "output": "1\n"}]}
    Path("own.jsonl").write_text(json.dumps(row) + "\n")
    for action in ACTIONS:
        code = exit_codes.FAILED if action[0] == "submit" else exit_codes.DONE
        found = document(*action, code=code)
        assert found["error"] is None and found["notes"] == [], action


def test_documents_hold_what_views_need(home: Path) -> None:
    entry = document("list", "--search", "lifeboats")["entries"][0]
    assert entry == {
        "item": "bank/lifeboats", "set": "bank", "title": "Lifeboats", "rating": 1100.0,
        "tags": ["greedy", "two pointers", "sortings"], "kinds": ["stdin", "function"],
        "voices": ["codeforces", "atcoder", "kattis", "exam", "leetcode", "docstring"],
        "state": "new", "is_due": False, "due": None, "last": None, "rounds": 0, "solved": 0,
        "given_up": 0,
    }  # fmt: skip
    chosen = document("next", "--seed", "3", "--open", "here/now")
    assert chosen["why"] == "new" and chosen["reason"] and chosen["rating"] == 1000.0
    file = Path(chosen["opened"]["file"])
    assert file.parent == home / "here" / "now" and chosen["problem"] in file.read_text()
    submitted = document("submit", str(file), code=exit_codes.FAILED)
    assert {group["name"] for group in submitted["groups"]} >= {"examples", "random", "large"}
    assert submitted["failure"] is None and submitted["has_failure"] and submitted["recorded"]
    with_failure = document("submit", str(file), "--show-failure", code=exit_codes.FAILED)
    assert with_failure["failure"]["expected"] != with_failure["failure"]["got"]
    assert with_failure["tries"] == 1
    progress = document("progress")
    assert len(progress["weeks"]) == 12 and len(progress["due_days"]) == 14
    assert progress["open"][0]["file"] == str(file) and not progress["rating"]["is_known"]
    contest = document("contest", "start", "--problems", "3", "--at", "1300", "--seed", "1")
    assert contest["running"] and contest["seconds_left"] > 7000
    assert [each["letter"] for each in contest["problems"]] == ["A", "B", "C"]
    assert all(Path(each["file"]).is_file() for each in contest["problems"])
    assert document("contest")["contest"] == contest["contest"]


def test_a_checker_that_fails_is_no_fault_of_the_program(home: Path) -> None:
    for name, text in {
        "problem.yaml": "name: Odd\nvalidation: custom\n", "statement.md": "Anything.\n",
        "output_validators/v.py": "raise SystemExit(9)\n",
        "data/sample/1.in": "1\n", "data/sample/1.ans": "2\n",
    }.items():  # fmt: skip
        (home / "odd" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "odd" / name).write_text(text)
    practice("import", "odd")
    practice("open", "odd/odd", "a.py")
    error = document("submit", "a.py", code=exit_codes.BAD_INPUT)["error"]
    assert "the checker v.py failed" in error["message"]
    assert document("progress")["tries"] == 0


def test_groups_are_streamed_as_they_end(home: Path) -> None:
    practice("open", "lifeboats/1/exam")
    with Path("lifeboats_1.py").open("a") as end:
        end.write("print(1)\n")
    told = practice("submit", "lifeboats_1.py", "--json-stream", code=exit_codes.FAILED).stdout
    *groups, done = map(json.loads, told.splitlines())
    assert {each["event"] for each in groups} == {"group"} and done["event"] == "done"
    assert groups[0]["name"] == "examples" and done["error"] is None
    told_groups = [{k: v for k, v in each.items() if k != "event"} for each in groups]
    assert sorted(told_groups, key=str) == sorted(done["groups"], key=str)
    failed = practice("submit", "nope.py", "--json-stream", code=exit_codes.BAD_INPUT).stdout
    assert json.loads(failed)["event"] == "done" and len(failed.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["open", "lifebots"], "Did you mean lifeboats"),
        (["open", "lifeboats", "x.png"], "name the language"),
        (["open", "lifeboats", "--voice", "leetcode", "--language", "java"], "python"),
        (["submit", "nope.py"], "cannot be read"),
        (["submit", "plain.py"], "is no practice file"),
        (["hint", "plain.py"], "is no practice file"),
        (["explain", "lifeboats/1/exam"], "once the problem is solved"),
        (["next", "--rating", "high"], "--rating"),
        (["next", "--rating", "4000"], "no such problem"),
        (["contest", "finish"], "`shortlist practice contest start`"),
        (["import", "nowhere.jsonl"], "nowhere.jsonl"),
        (["progress", "--set-rating", "9000"], "--set-rating"),
        (["export", "plain.py"], "exists already"),
        (["sets", "--remove", "nope"], "no set 'nope'"),
        (["nonsense"], "nonsense"),
    ],
)
def test_what_cannot_be_done_is_said(home: Path, arguments: list[str], words: str) -> None:
    Path("plain.py").write_text("print(1)\n")
    found = document(*arguments, code=exit_codes.BAD_INPUT)
    assert found["error"]["kind"] == "invalidRequest" and words in found["error"]["message"]
    assert Path("plain.py").read_text() == "print(1)\n"


def test_an_interrupted_submission_keeps_nothing(home: Path) -> None:
    practice("open", "lifeboats/1/exam")
    with Path("lifeboats_1.py").open("a") as end:
        end.write("while True: pass\n")
    command = [sys.executable, "-m", "shortlist_engine.cli", "practice", "submit",
               "lifeboats_1.py", "--json"]  # fmt: skip
    submitting = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    time.sleep(4)  # six groups of at least two seconds each
    submitting.send_signal(signal.SIGINT)
    output, errors = submitting.communicate(timeout=60)
    assert submitting.returncode == exit_codes.INTERRUPTED, errors
    assert json.loads(output)["error"]["kind"] == "cancelled" and "Traceback" not in errors
    assert document("progress")["tries"] == 0


def test_a_damaged_progress_file_is_kept_aside_and_said(home: Path) -> None:
    progress = home / "data" / "shortlist" / "practice" / "progress.sqlite"
    practice("open", "lifeboats/1/exam")
    progress.write_bytes(b"x" * 5000)
    told = document("progress")
    (kept,) = progress.parent.glob("progress.sqlite.damaged-*")
    assert str(kept) in told["notes"][0] and told["solved"] == 0
    progress.unlink(missing_ok=True)
    progress.mkdir()
    failed = shortlist("practice", "hint", "lifeboats_1.py", "--json")
    assert failed.returncode == exit_codes.UNAVAILABLE
    error = json.loads(failed.stdout)["error"]
    assert error["kind"] == "progressUnusable" and str(progress) in error["message"]


def test_choosing_needs_neither_bank_nor_sandbox_nor_model(home: Path) -> None:
    practice("next")  # writes the index, unless it is there
    script = (
        "import sys\nfrom shortlist_engine.cli import main\nmain(['practice', 'next'])\n"
        "heavy = ('numpy', 'onnxruntime', 'rich', 'shortlist_engine.execution.pool',"
        " 'shortlist_engine.bank.families', 'shortlist_engine.datasets', 'fsrs')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert ran.stdout.splitlines()[-1] == "[]", ran


def practised(journal: Journal, today: date) -> None:
    """A year of practice."""
    start = datetime.now(timezone.utc) - timedelta(days=365)
    tags = ("dp", "graphs", "math", "a tag with a rather long name")
    with journal.writing() as writer:
        for number in range(60):
            name = f"bank/x{number}/1/exam"
            writer.put_problem(
                ProblemRecord(name, f"bank/x{number}", "T", 1000.0, (tags[number % 4],), "exam", "")
            )
            at = int((start + timedelta(days=6 * number)).timestamp())
            day = (today - timedelta(days=6 * (59 - number))).isoformat()
            outcome = "solved" if number % 5 else "given_up"
            number_of_round = writer.open_round(name, at, "python", "")
            writer.close_round(number_of_round, at + 900, day, outcome, 3)
            writer.put_card(f"bank/x{number}", at + 86_400 * (366 + number % 20), "{}")
            writer.add_rating(
                RatingPoint(at, 1000 + 9.0 * number, 80, 0.06, "problem", number_of_round)
            )


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_charts_fit_80_columns_without_colour_in_any_encoding(
    home: Path, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    practised(Journal(), date.today())
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    told = practice("progress").stdout
    for heading in ("Rating over time", "Solved per week", "Solved by topic", "Due in the next"):
        assert heading in told
    assert max(map(len, told.splitlines())) <= 80
    assert "\x1b" not in told
    assert ("#" in told) == (encoding == "ascii")


def test_a_line_chart_shows_the_ends_and_bars_their_numbers() -> None:
    lines = line_chart([(0, 1000), (5, 1200), (10, 1600)], width=40, height=7)
    assert all(len(line) <= 8 + 40 for line in lines)
    assert lines[0].startswith("  1600 |") and lines[0].rstrip().endswith("*")
    assert lines[6].startswith("  1000 |*")
    assert sum(line.count("*") for line in lines) == 40
    assert line_chart([]) == []
    flat = line_chart([(0, 1000), (1, 1000)], width=10, height=5)
    assert sum(line.count("*") for line in flat) == 10
    drawn = bars([("a", 0, ""), ("long", 300, "and 2"), ("b", 3, "")], width=30)
    assert drawn[1].count("█") == 30 and drawn[1].endswith(" and 2")
    assert "█" not in drawn[0] and drawn[0].split() == ["a", "0"]
    assert drawn[2].split()[:2] == ["b", "3"] and len(drawn[2].split()) == 3
    assert bars([]) == []
