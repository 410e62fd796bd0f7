from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.terminal import run_on_terminal

from shortlist_engine.problem import Done, Program, Solution
from shortlist_engine.protocol import from_wire

SCRIPT = Path(__file__).with_name("solve_with_fakes.py")

STATEMENT = """\
Double

Given a number, print twice the number.

Input

One integer.

Output

One integer.

Sample Input 1

1

Sample Output 1

2

Sample Input 2

4

Sample Output 2

8
"""
COMMENT = '"""\n' + STATEMENT + '"""\n'


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    path = tmp_path / "double.md"
    path.write_text(STATEMENT)
    return path


def shortlist(*arguments: object, spec: dict | None = None, **more) -> subprocess.CompletedProcess:
    command = [sys.executable, str(SCRIPT), json.dumps(spec or {}), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=200, **more)


def test_solved(statement: Path) -> None:
    result = shortlist(statement, "--samples", 60, "--seed", 1)
    assert result.returncode == 0, result.stderr
    assert "2 solutions from 60 samples" in result.stdout
    assert result.stdout.splitlines()[0].endswith(" s, model fake")
    assert "2/2" in result.stdout
    assert result.stdout.rstrip().endswith("2 * x")
    assert "\x1b" not in result.stdout + result.stderr
    assert "Sampling" in result.stderr
    assert "First solution after" in result.stderr


def test_what_the_model_is_waited_for_is_said_and_who_wrote(statement: Path) -> None:
    result = shortlist(statement, "--samples", 60, spec={"announced": "qwen"})
    assert result.returncode == 0, result.stderr
    assert "Loading qwen … · 0.0 s" in result.stderr
    assert "Sampling 0 · waiting for qwen …" in result.stderr
    assert result.stdout.splitlines()[0].endswith(" s, model qwen")
    streamed = shortlist(statement, "--samples", 60, "--json-stream", spec={"announced": "qwen"})
    events = [json.loads(line) for line in streamed.stdout.splitlines()]
    statuses = {event["status"] for event in events if event["event"] == "progress"}
    assert statuses == {"", "loading qwen …", "waiting for qwen …"}
    assert events[-1]["model"] == "qwen"


def test_nothing_passed_says_how_near_it_came(statement: Path) -> None:
    result = shortlist(statement, "--samples", 30, spec={"sampler": {"source": ["x + 1"]}})
    assert result.returncode == 1
    assert "No program passed all examples" in result.stdout
    assert "the best passed 1 of 2" in result.stdout
    assert "model fake" in result.stdout
    assert "The budget was 30 samples or 60 s." in result.stdout
    assert "--samples" in result.stdout and "--model" in result.stdout
    shown = result.stdout[
        result.stdout.index("The nearest miss passes 1 of 2 examples (Python):") :
    ]
    words = ("x + 1", "Example 2: wrong answer", "input", "4", "expected", "8", "output", "5")
    assert [word for word in words if word not in shown] == []
    assert "other near" not in shown


def test_several_near_misses_are_counted_and_json_has_them_all(statement: Path) -> None:
    spec = {"sampler": {"source": ["x + 1", "FAIL", "x - 1"]}}
    result = shortlist(statement, "--samples", 30, spec=spec)
    assert "2 other near misses pass 0, 0 of 2; --json has them." in result.stdout
    found = shortlist(statement, "--samples", 30, "--json", spec=spec)
    assert found.returncode == 1
    document = json.loads(found.stdout)
    first, *others = document["near_misses"]
    assert (first["program"]["source"], first["passed"], first["total"]) == ("x + 1", 1, 2)
    assert (first["example"], first["input"], first["expected"]) == (1, "4\n", "8\n")
    assert (first["run"]["verdict"], first["run"]["output"]) == ("WA", "5\n")
    assert first["id"] == Program("python", "x + 1").id
    assert {each["run"]["verdict"] for each in others} == {"WA", "RE"}
    assert len(others) == 2


def test_the_problem_in_a_source_file_is_written_in_its_language(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(COMMENT)
    result = shortlist(path, "--samples", 30, "--json")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["problem"]["title"] == "Double"
    result = shortlist(path, "--samples", 30, "--json", "--language", "cpp",
                       spec={"pool": {"languages": ["python"]}})  # fmt: skip
    assert result.returncode == 2
    assert "g++" in json.loads(result.stdout)["error"]["message"]


def test_standard_input() -> None:
    result = shortlist("-", "--samples", 30, input=STATEMENT)
    assert result.returncode == 0, result.stderr


def test_json_is_one_document_with_all_there_is_to_know(statement: Path) -> None:
    result = shortlist(statement, "--samples", 60, "--json")
    document = json.loads(result.stdout)
    assert set(document) == {
        "version", "problem", "solved", "reason", "progress", "solutions", "notes", "confidence",
        "model", "near_misses", "error",
    }  # fmt: skip
    assert document["solved"] is True
    assert document["error"] is None
    done = from_wire(Done, document)
    assert done.progress.sampled == 60
    assert done.model == "fake"
    assert document["solutions"][0]["id"] == done.solutions[0].id
    assert done.confidence is not None
    assert done.confidence.text
    assert {"time_ms", "memory_kib"} <= set(document["solutions"][0])
    assert isinstance(done.solutions[0], Solution)
    assert document["problem"]["examples"] == 2


def test_json_stream_is_one_line_for_each_event(statement: Path) -> None:
    result = shortlist(statement, "--samples", 60, "--json-stream")
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert {event["event"] for event in events} == {"progress", "ranking", "done"}
    assert [event["event"] for event in events].index("done") == len(events) - 1
    assert events[-1]["solved"] is True


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.md", "# Double\n\nPrint twice the number.\n", "a.md:1:"),
        ("a.py", "print(1)\n", "no problem found"),
        ("a.xyz", STATEMENT, ".xyz"),
        ("a.py", COMMENT + "x = 1\n" + COMMENT.replace("Double", "Twice"), "--line"),
        ("a.md", STATEMENT[: STATEMENT.index("Sample Output 1")], "utput"),
    ],
)
def test_a_statement_that_cannot_be_used_names_the_line_and_what_is_missing(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    path = tmp_path / name
    path.write_text(text)
    result = shortlist(path)
    assert result.returncode == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_what_is_odd_about_a_statement_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(STATEMENT[: STATEMENT.index("Sample Output 2")])
    result = shortlist(path, "--samples", 30)
    assert result.returncode == 0
    assert "a.md:21:" in result.stderr


def test_line_chooses_among_several_problems(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(COMMENT + "x = 1\n" + COMMENT.replace("Double", "Twice"))
    line = COMMENT.count("\n") + 5
    result = shortlist(path, "--line", line, "--samples", 30, "--json")
    assert json.loads(result.stdout)["problem"]["title"] == "Twice"
    result = shortlist(path, "--line", COMMENT.count("\n") + 1)
    assert result.returncode == 2
    assert "no problem at this line" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["missing.md"],
        ["double.md", "--samples", "0"],
        ["double.md", "--seconds", "nan"],
        ["double.md", "--count", "101"],
        ["double.md", "--language", "cobol"],
        ["double.md", "--output", "double.md"],
        ["double.md", "--output", "no/such/directory/a.py"],
        ["double.md", "--line", "999"],
        [],
    ],
)
def test_wrong_usage(statement: Path, arguments: list[str]) -> None:
    result = shortlist(*arguments, cwd=statement.parent)
    assert result.returncode == 2
    assert result.stderr
    assert "Traceback" not in result.stderr


def test_a_model_that_is_missing(statement: Path) -> None:
    spec = {"missing": True}
    result = shortlist(statement, spec=spec)
    assert result.returncode == 3
    assert "files were not found" in result.stderr
    assert "Traceback" not in result.stderr
    document = json.loads(shortlist(statement, "--json", spec=spec).stdout)
    assert document["error"]["kind"] == "modelNotFound"
    assert document["solved"] is False


def test_output_holds_the_best_program_and_nothing_else(statement: Path, tmp_path: Path) -> None:
    target = tmp_path / "answer.py"
    result = shortlist(statement, "--samples", 30, "--output", target)
    assert result.returncode == 0
    assert target.read_text() == "2 * x\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answer.py", "double.md"]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("appear", "has appeared meanwhile and is not overwritten"),
        ("vanish", "cannot be written: "),
        ("fill", "cannot be written: No space left on device"),
    ],
)
def test_output_that_cannot_be_written_by_then_costs_no_program(
    statement: Path, tmp_path: Path, spoil: str, words: str
) -> None:
    target = tmp_path / "made" / "answer.py"
    target.parent.mkdir()
    result = shortlist(
        statement, "--samples", 30, "--output", target, spec={"spoil": [spoil, str(target)]}
    )
    assert result.returncode == 2
    assert words in result.stderr and str(target) in result.stderr
    assert "in what was printed" in result.stderr and "Traceback" not in result.stderr
    assert result.stdout.rstrip().endswith("2 * x")
    left = [path.name for path in target.parent.iterdir()] if target.parent.is_dir() else []
    assert left == (["answer.py"] if spoil == "appear" else [])
    assert spoil != "appear" or target.read_text() == "mine"


@pytest.mark.parametrize("form", [(), ("--json-stream",)])
def test_ctrl_c_keeps_what_was_found(statement: Path, form: tuple[str, ...]) -> None:
    spec = {"sampler": {"delay_s": 0.02}}
    process = subprocess.Popen(
        [sys.executable, str(SCRIPT), json.dumps(spec), str(statement), "--samples=1000000", *form],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    stream, found = (
        (process.stdout, '"event": "ranking"') if form else (process.stderr, "First solution")
    )
    while found not in stream.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in errors
    if form:
        document = json.loads(output.splitlines()[-1])
        assert (document["event"], document["reason"]) == ("done", "cancelled")
        assert document["solutions"][0]["program"]["source"] == "2 * x"
    else:
        assert "stopped early" in output
        assert output.rstrip().endswith("2 * x")


@pytest.mark.parametrize("second", [signal.SIGINT, signal.SIGTERM])
def test_a_second_signal_does_not_wait_for_the_model(
    statement: Path, second: signal.Signals
) -> None:
    spec = {"sampler": {"delay_s": 0.02, "deaf_s": 60}}
    process = subprocess.Popen(
        [sys.executable, str(SCRIPT), json.dumps(spec), str(statement), "--samples=1000000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stderr is not None
    while "First solution" not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert "stopped early" in process.stdout.readline()
    while "2 * x" not in process.stdout.readline():
        assert process.poll() is None
    process.send_signal(second)
    started = time.monotonic()
    _, errors = process.communicate(timeout=60)
    assert time.monotonic() - started < 20
    assert process.returncode == 130
    assert "Traceback" not in errors


@pytest.mark.parametrize(("loading", "within_s"), [("patient", 3), ("deaf", 10)])
def test_ctrl_c_does_not_wait_for_a_model_that_is_loaded(
    statement: Path, loading: str, within_s: float
) -> None:
    """What cannot be stopped is left behind; what is printed until then is complete."""
    spec = json.dumps({"loading": loading})
    process = subprocess.Popen(
        [sys.executable, str(SCRIPT), spec, str(statement), "--json-stream"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    while "loading qwen" not in process.stdout.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    output, errors = process.communicate(timeout=60)
    assert time.monotonic() - started < within_s
    assert process.returncode == 130
    assert json.loads(output.splitlines()[-1])["reason"] == "cancelled"
    assert "Traceback" not in errors


def test_on_a_terminal_progress_is_live_and_the_program_is_coloured(statement: Path) -> None:
    spec = json.dumps({"sampler": {"delay_s": 0.01}})
    code, text = run_on_terminal(
        [sys.executable, str(SCRIPT), spec, str(statement), "--samples", "400"]
    )
    assert code == 0
    assert "Solving Double" in text
    assert "\x1b[" in text
    assert "A solution, agreed on by" in text
    assert "solutions from 400 samples" in text
