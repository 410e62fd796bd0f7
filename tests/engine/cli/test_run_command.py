"""`shortlist run` as a user calls it, in the real sandbox."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.terminal import run_on_terminal

from shortlist_engine.execution.compiling.toolchains import tool

COMMAND = [sys.executable, "-m", "shortlist_engine.cli", "run"]
STATEMENT = """\
# Sum
#
# Print the sum of n numbers.
#
# Time limit: 1 second
#
# Input
#
# n, then n numbers.
#
# Output
#
# Their sum.
#
# Sample Input 1
#
# 2
# 1 2
#
# Sample Output 1
#
# 3
#
# Sample Input 2
#
# 3
# 5 5 5
#
# Sample Output 2
#
# 15
"""
RIGHT = "n = int(input())\nprint(sum(map(int, input().split())))\n"
WRONG = "n = int(input())\nprint(sum(set(map(int, input().split()))))\n"
GENERATOR = """
import random
random.seed(int(input()))
n = random.randint(1, 9)
print(n)
print(*(random.randint(1, 5) for _ in range(n)))
"""
needs_compiler = pytest.mark.skipif(tool("cpp") is None, reason="no C++ compiler is installed")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (
        ("sol.py", STATEMENT + WRONG),
        ("right.py", RIGHT),
        ("gen.py", GENERATOR),
        ("sum.md", STATEMENT.replace("# ", "").replace("#", "")),
    ):
        (tmp_path / name).write_text(text)
    return tmp_path


def shortlist_run(
    folder: Path, *arguments: object, env: dict[str, str] | None = None, **more: Any
) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=folder,
        env={**environment, **(env or {})},
        **more,
    )


def test_a_wrong_answer_is_shown_beside_the_expected_one(folder: Path) -> None:
    result = shortlist_run(folder, "sol.py")
    assert result.returncode == 1
    assert "1 of 2 examples passed" in result.stdout
    rows = [line.split()[:4] for line in result.stdout.splitlines()[1:3]]
    assert [row[:2] for row in rows] == [["1", "AC"], ["2", "WA"]]
    assert "line 1, token 1: expected '15', got '5'" in result.stdout
    assert "expected    output\n    15          5\n    ^^          ^\n" in result.stdout
    assert "compared by tokens" in result.stdout
    assert "1 s CPU" in result.stdout
    assert "\x1b" not in result.stdout + result.stderr


def test_all_passed(folder: Path) -> None:
    result = shortlist_run(folder, "right.py", "--problem", "sum.md")
    assert result.returncode == 0, result.stderr
    assert "2 of 2 examples passed" in result.stdout
    result = shortlist_run(folder, "-", "--language", "python", input=STATEMENT + RIGHT)
    assert result.returncode == 0, result.stderr


def test_what_a_program_prints_to_standard_error_is_shown(folder: Path) -> None:
    program = "import sys\nprint('seen', file=sys.stderr)\n" + RIGHT
    (folder / "a.py").write_text(program)
    result = shortlist_run(folder, "a.py", "--problem", "sum.md")
    assert result.returncode == 0
    assert result.stdout.count("    seen\n") == 2


@needs_compiler
def test_the_standard_and_the_headers_of_a_program(folder: Path) -> None:
    (folder / "lib").mkdir()
    (folder / "lib" / "io.hpp").write_text("#include <iostream>\n")
    body = '#include "lib/io.hpp"\nint main() { std::cout << __cplusplus / 100; }\n'
    (folder / "a.cpp").write_text(body)
    for standard, year in (("c++11", "2011"), ("20", "2020"), ("gnu++14", "2014")):
        result = shortlist_run(folder, "a.cpp", "--input", "sum.md", "--std", standard, "--json")
        assert result.returncode == 0, result.stdout
        assert json.loads(result.stdout)["runs"][0]["output"] == year
    result = shortlist_run(folder, "a.cpp", "--input", "sum.md", "--std", "c++12")
    assert result.returncode == 2
    assert "c++11, c++14" in result.stderr


def test_nothing_above_the_folder_comes_along(folder: Path) -> None:
    inside = folder / "inside"
    inside.mkdir()
    (folder / "secret.py").write_text("word = 'secret'\n")
    (inside / "secret.py").symlink_to(folder / "secret.py")
    (inside / "a.py").write_text("import secret\nprint(secret.word)\n")
    result = shortlist_run(inside, "a.py", "--input", "a.py")
    assert "ModuleNotFoundError" in result.stdout


def test_tests_of_cph_bring_their_limits(folder: Path) -> None:
    (folder / ".cph").mkdir()
    tests = [{"id": 1, "input": "2\n1 2\n", "output": "3\n"}]
    document = {"name": "Sum", "timeLimit": 1500, "memoryLimit": 64, "tests": tests}
    (folder / ".cph" / f"right.py_{'0' * 32}.prob").write_text(json.dumps(document))
    result = shortlist_run(folder, "right.py", "--tests", ".")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Limits: 1.5 s CPU, 64 MiB" in result.stdout


def test_files_that_the_statement_names(folder: Path) -> None:
    statement = (folder / "sum.md").read_text()
    (folder / "files.md").write_text(statement + "\n\nInput file: sum.in\n\nOutput file: sum.out\n")
    (folder / "a.py").write_text(
        "f = open('sum.in')\nn = f.readline()\n"
        "print(sum(map(int, f.readline().split())), file=open('sum.out', 'w'))\n"
    )
    assert shortlist_run(folder, "a.py", "--problem", "files.md").returncode == 0
    result = shortlist_run(folder, "a.py", "--problem", "sum.md")
    assert result.returncode == 1
    assert "the program opens sum.in and sum.out" in " ".join(result.stdout.split())


def test_a_traceback_names_the_users_line(folder: Path) -> None:
    (folder / "a.py").write_text(STATEMENT + RIGHT + "1 // 0\n")
    result = shortlist_run(folder, "a.py")
    assert result.returncode == 1
    line = len((STATEMENT + RIGHT).splitlines()) + 1
    assert f'File "a.py", line {line}, in <module>\n        1 // 0\n' in result.stdout
    assert "harness" not in result.stdout


def test_a_compile_error_is_shown_once(folder: Path) -> None:
    (folder / "a.py").write_text("x = (\n")
    result = shortlist_run(folder, "a.py", "--problem", "sum.md")
    assert result.returncode == 1
    assert result.stdout == (
        "a.py:1: SyntaxError: '(' was never closed\n    x = (\n\na.py does not compile\n"
    )


@needs_compiler
def test_a_native_program(folder: Path) -> None:
    source = "#include <iostream>\nint main() { int n, s = 0, x; std::cin >> n;\n%s\n}\n"
    loop = "while (std::cin >> x) s += x; std::cout << s;"
    (folder / "a.cpp").write_text(source % loop)
    assert shortlist_run(folder, "a.cpp", "--problem", "sum.md").returncode == 0
    (folder / "a.cpp").write_text(source % loop.replace("std::cout", "cout"))
    result = shortlist_run(folder, "a.cpp", "--problem", "sum.md")
    assert result.returncode == 1
    assert "a.cpp:3:" in result.stdout
    assert loop.replace("std::cout", "cout") in result.stdout
    assert "a.cpp does not compile" in result.stdout


def test_json_is_one_document_with_all_there_is_to_know(folder: Path) -> None:
    result = shortlist_run(folder, "sol.py", "--json", "--memory", 64)
    assert result.returncode == 1
    document = json.loads(result.stdout)
    assert set(document) == {
        "version", "mode", "file", "language", "problem", "checker", "limits", "cancelled",
        "passed", "total", "runs", "error",
    }  # fmt: skip
    assert (document["passed"], document["total"]) == (1, 2)
    assert document["limits"]["memory_mib"] == 64
    assert document["problem"]["title"] == "Sum"
    assert set(document["runs"][1]) == {
        "name", "input", "expected", "verdict", "cpu_ms", "wall_ms", "memory_kib", "output",
        "detail", "errors",
    }  # fmt: skip
    assert document["runs"][1]["output"] == "5\n"


def test_tests_in_a_directory(folder: Path) -> None:
    (folder / "t").mkdir()
    for number in range(1, 41):
        (folder / "t" / f"{number}.in").write_text(f"1\n{number}\n")
        answer = number if number != 33 else 0
        (folder / "t" / f"{number}.ans").write_text(f"{answer}\n")
    result = shortlist_run(folder, "right.py", "--tests", "t")
    assert result.returncode == 1
    assert "39 of 40 tests passed" in result.stdout
    assert [line.split()[0] for line in result.stdout.splitlines()[1:2]] == ["33"]
    assert "--all lists them" in result.stdout
    result = shortlist_run(folder, "right.py", "--tests", "t", "--all")
    assert sum(" AC " in line for line in result.stdout.splitlines()) == 39


def test_own_tests_are_run_after_the_examples(folder: Path) -> None:
    tests = [
        {"input": "1\n9\n", "output": "9\n"},
        {"input": "2\n4 4\n", "output": "9\n", "name": "twins"},
    ]
    (folder / "right.py").write_text(STATEMENT + RIGHT)
    (folder / "right.py.tests.json").write_text(json.dumps({"tests": tests}))
    ended = shortlist_run(folder, "right.py")
    assert ended.returncode == 1
    assert "With 2 tests of your own (right.py.tests.json)." in ended.stderr
    assert "Test twins: wrong answer" in ended.stdout
    assert "3 of 4 tests passed" in ended.stdout
    found = json.loads(shortlist_run(folder, "right.py", "--json").stdout)
    assert [each["name"] for each in found["runs"]] == ["1", "2", "own 1", "twins"]


def test_own_tests_need_no_statement_and_bring_their_checker(folder: Path) -> None:
    (folder / "bare.py").write_text("print('anything')\n")
    (folder / "check.py").write_text("import sys\nsys.exit(0)\n")
    document = {
        "timeLimit": 3000,
        "tests": [{"input": "", "output": "else"}],
        "shortlist": {"checker": "check.py"},
    }
    (folder / "bare.py.tests.json").write_text(json.dumps(document))
    ended = shortlist_run(folder, "bare.py")
    assert ended.returncode == 0, ended.stderr
    assert "Limits: 3 s CPU" in ended.stdout and "judged by check.py" in ended.stdout
    (folder / "bare.py.tests.json").write_text("{")
    ended = shortlist_run(folder, "bare.py")
    assert ended.returncode == 2 and "cannot be used: no JSON" in ended.stderr


def test_ones_own_input(folder: Path) -> None:
    result = shortlist_run(folder, "right.py", "--input", "-", input="2\n20 22\n")
    assert result.returncode == 0
    assert "  output\n    42\n" in result.stdout
    (folder / "in.txt").write_text("not a number\n")
    result = shortlist_run(folder, "right.py", "--input", "in.txt")
    assert result.returncode == 1
    assert "ValueError" in result.stdout


def test_limits_and_checkers(folder: Path) -> None:
    (folder / "a.py").write_text("while True: pass\n")
    result = shortlist_run(folder, "a.py", "--problem", "sum.md", "--time", "0.1")
    assert "TLE time limit exceeded" in result.stdout
    assert "more than 0.1 s" in result.stdout
    (folder / "a.py").write_text(RIGHT.replace("sum(", "0.3 + sum("))
    near = shortlist_run(folder, "a.py", "--problem", "sum.md", "--checker", "float 0.5")
    assert near.returncode == 0
    assert "numbers within 0.5" in near.stdout


def test_a_difference_is_found_made_small_and_kept(folder: Path) -> None:
    arguments = ("sol.py", "--stress", "right.py", "--generator", "gen.py", "--save")
    result = shortlist_run(folder, *arguments)
    assert result.returncode == 1
    assert "A difference after" in result.stdout
    assert "  input\n    2\n    1 1\n" in result.stdout
    assert (folder / "sol.stress-1.in").read_text() == "2\n1 1\n"
    assert (folder / "sol.stress-1.out").read_text() == "2\n"
    assert "shortlist run sol.py --tests sol.stress-1.in" in result.stdout
    again = shortlist_run(folder, "sol.py", "--tests", "sol.stress-1.in")
    assert again.returncode == 1
    shortlist_run(folder, *arguments)
    assert (folder / "sol.stress-2.in").exists()
    assert (folder / "sol.stress-1.in").read_text() == "2\n1 1\n"


def test_no_difference(folder: Path) -> None:
    (folder / "same.py").write_text(STATEMENT + RIGHT)
    result = shortlist_run(folder, "same.py", "--stress", "right.py", "--count", 20)
    assert result.returncode == 0
    assert "No difference on 20 inputs" in result.stdout


def test_stress_as_json(folder: Path) -> None:
    result = shortlist_run(folder, "sol.py", "--stress", "right.py", "--json")
    assert result.returncode == 1
    stress = json.loads(result.stdout)["stress"]
    assert stress["reason"] == "found"
    found = stress["found"]
    assert found["minimal"] is True
    assert len(found["input"]) <= len(found["original_input"])
    assert found["verdict"] == "WA"
    assert found["output"] != found["expected"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.py"], "No such file"),
        (["right.py"], "--tests DIR"),
        (["sum.md"], "--problem sum.md"),
        (["sum.xyz"], "--language"),
        (["a.rb"], "programs in ruby cannot be run"),
        (["empty.py"], "is empty"),
        (["sol.py", "--language", "cobol"], "cobol"),
        (["sol.py", "--checker", "fuzzy"], "float EPS"),
        (["sol.py", "--checker", "float"], "quotes"),
        (["sol.py", "--tests", "."], "No tests in"),
        (["sol.py", "--tests", ".", "--input", "-"], "cannot be used together"),
        (["sol.py", "--generator", "gen.py"], "--stress"),
        (["sol.py", "--save"], "--stress"),
        (["sol.py", "--time", "1000"], "--time"),
        (["sol.py", "--time", "0"], "above 0"),
        (["sol.py", "--stress", "sum.md"], "--stress"),
        (["right.py", "--stress", "right.py"], "--generator"),
        (["sol.py", "--stress", "right.py", "--generator", "bad.py"], "bad.py failed with seed 1"),
        (["sol.py", "--stress", "bad.py"], "bad.py ended well on none of"),
        (["-", "--watch"], "standard input"),
        ([], "usage"),
    ],
)
def test_wrong_usage_says_what_to_change(folder: Path, arguments: list[str], words: str) -> None:
    (folder / "a.rb").write_text("puts 1")
    (folder / "empty.py").write_text("")
    (folder / "sum.xyz").write_text("1")
    (folder / "bad.py").write_text("raise RuntimeError('bad')")
    result = shortlist_run(folder, *arguments, input="")
    assert result.returncode == 2, result.stdout
    assert words in result.stderr
    assert result.stdout == ""
    assert "shortlist_engine/" not in result.stderr


def test_a_missing_compiler_is_named_with_the_fix(folder: Path) -> None:
    (folder / "a.cpp").write_text("int main() {}")
    result = shortlist_run(folder, "a.cpp", "--problem", "sum.md", env={"PATH": "/nowhere"})
    assert result.returncode == 2
    assert "g++" in result.stderr


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
    )


def interrupted(folder: Path, when: str, *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a run that gets Ctrl-C when its progress on a terminal says
    `when`."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        stdout=subprocess.PIPE,
        stderr=follower,
        text=True,
        cwd=folder,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"},
    )
    os.close(follower)
    seen = b""
    while when not in seen.decode(errors="replace"):
        seen += os.read(leader, 65536)
    process.send_signal(signal.SIGINT)
    # What is shown on the terminal is taken off it, or the process waits for room.
    with contextlib.suppress(OSError):  # the end, on Linux
        while data := os.read(leader, 65536):
            seen += data
    os.close(leader)
    output, _ = process.communicate(timeout=60)
    return process.returncode, output, seen.decode(errors="replace")


def test_ctrl_c_keeps_what_has_run(folder: Path) -> None:
    (folder / "a.py").write_text(
        "import time\nn = int(input())\nif n == 3: time.sleep(100)\n"
        + RIGHT.replace("n = int(input())\n", "")
    )
    code, output, errors = interrupted(
        folder, "1 of 2 run", "a.py", "--problem", "sum.md", "--time", "60", "--workers", "1"
    )
    assert code == 130
    assert "Traceback" not in errors
    assert " AC " in output
    assert " SK " in output
    assert "Stopped early" in output


def test_ctrl_c_ends_a_stress_test(folder: Path) -> None:
    code, output, errors = interrupted(
        folder, "no difference (Ctrl-C ends)",
        *("right.py", "--stress", "right.py", "--generator", "gen.py"),
    )  # fmt: skip
    assert code == 130
    assert "Traceback" not in errors
    assert "No difference on" in output
    assert "stopped early" in output


def test_watch_runs_again_when_the_file_is_saved(folder: Path) -> None:
    process = start(folder, "sol.py", "--watch", "--json")
    assert process.stdout is not None
    assert process.stderr is not None
    errors = process.stderr

    def until(words: str) -> None:
        while words not in errors.readline():
            assert process.poll() is None

    assert json.loads(process.stdout.readline())["passed"] == 1
    until("Waiting for a change")
    (folder / "sol.py").write_text("syntax error here\n" + STATEMENT)
    assert json.loads(process.stdout.readline())["runs"][0]["verdict"] == "CE"
    until("Waiting for a change")
    (folder / "sol.py").write_text("no problem here\n")
    assert "no problem found" in json.loads(process.stdout.readline())["error"]["message"]
    until("no problem found")
    until("Waiting for a change")
    (folder / "sol.py").write_text(STATEMENT + RIGHT)
    assert json.loads(process.stdout.readline())["passed"] == 2
    until("Waiting for a change")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130


def test_on_a_terminal_verdicts_are_coloured_and_nothing_is_wider_than_it(folder: Path) -> None:
    command = [*COMMAND, "sol.py"]
    _, seen = run_on_terminal(command, columns=60, folder=folder)
    assert "\x1b[1;32mAC" in seen
    assert "\x1b[1;31m15\x1b[0m" in seen  # the token that differs
    _, plain = run_on_terminal(command, columns=60, folder=folder, NO_COLOR="1")
    assert "\x1b[1;31m" not in plain
    assert "^^" in plain
    result = shortlist_run(folder, "sol.py", env={"COLUMNS": "60"})
    table = result.stdout.split("Limits")[0]
    assert max(map(len, table.splitlines())) <= 60


def test_a_program_cannot_move_the_cursor(folder: Path) -> None:
    hostile = (
        r"print('\x1b[2J\x1b]0;owned\x07')" + "\nimport sys\nprint('\\x1b[2J', file=sys.stderr)\n"
    )
    (folder / "a.py").write_text(STATEMENT + hostile)
    result = shortlist_run(folder, "a.py")
    assert "\x1b" not in result.stdout
    assert "␛[2J" in result.stdout


CHECKER = """
import sys
given, output, answer = (open(name).read().split() for name in sys.argv[1:4])
if abs(int(output[0]) - int(answer[0])) > 4:
    sys.exit("not near " + answer[0])
"""


def test_a_checker_of_ones_own_judges(folder: Path) -> None:
    (folder / "near.py").write_text(CHECKER)
    result = shortlist_run(folder, "sol.py", "--checker", "near.py")
    assert result.returncode == 1, result.stderr
    assert "wrong answer: not near 15" in result.stdout
    assert "judged by near.py" in result.stdout
    (folder / "near.py").write_text(CHECKER.replace("> 4", "> 10"))
    assert shortlist_run(folder, "sol.py", "--checker", "near.py").returncode == 0


def test_a_checker_of_ones_own_judges_a_stress_test(folder: Path) -> None:
    (folder / "near.py").write_text(CHECKER)
    result = shortlist_run(
        folder, "sol.py", "--stress", "right.py", "--generator", "gen.py", "--json",
        "--checker", "near.py",
    )  # fmt: skip
    document = json.loads(result.stdout)
    assert document["checker"] == "near.py"
    found = document["stress"]["found"]
    assert int(found["expected"]) - int(found["output"]) > 4


def test_a_checker_that_fails_is_named(folder: Path) -> None:
    (folder / "bad.py").write_text("1 // 0\n")
    result = shortlist_run(folder, "sol.py", "--checker", "bad.py")
    assert result.returncode == 2
    assert "the checker bad.py failed" in result.stdout
    result = shortlist_run(folder, "sol.py", "--checker", "missing.py")
    assert result.returncode == 2
    assert "missing.py cannot be read" in result.stderr
