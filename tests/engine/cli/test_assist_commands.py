"""`shortlist translate`, `explain`, `comment`, `hint` and `prompt` as a user runs them, with a
scripted model and the real sandbox."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.engine.cli.commands import shortlist

from shortlist_engine.statement import find_problems

SCRIPT = Path(__file__).with_name("assist_with_script.py")
CODE = """\
n = int(input())
total = 0
for x in map(int, input().split()):
    total += x
print(total)
"""
STATEMENT = """\
# Sum of numbers
#
# Given n and n integers, print their sum.
#
# Example
# Input
# 3
# 1 -2 3
# Output
# 2
"""
LOOP = "int n; cin >> n; long long s = 0, x; while (n--) {{ cin >> x; {} }} cout << s << endl;"


def cpp(body: str) -> str:
    head = "#include <iostream>\nusing namespace std;\n"
    return f"```cpp\n{head}int main() {{ {LOOP.format(body)} }}\n```"


RIGHT, WRONG = cpp("s += x;"), cpp("if (x > 0) s += x;")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "sum.py"
    path.write_text(STATEMENT + CODE)
    return path


def run(answers: list[str] | None, *arguments: object, **more: Any) -> subprocess.CompletedProcess:
    spec = {} if answers is None else {"answers": answers, "facts": more.pop("facts", {})}
    environment = {**os.environ, **more.pop("environment", {})}
    return subprocess.run(
        [sys.executable, str(SCRIPT), json.dumps(spec), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=200,
        env=environment,
        **more,
    )


def document(done: subprocess.CompletedProcess) -> dict[str, Any]:
    return json.loads(done.stdout)


# Translating


def test_translate_shows_the_equal_one_first_and_where_another_differs(program: Path) -> None:
    done = run([WRONG, RIGHT], "translate", program, "--to", "cpp", "--samples", 2)
    assert done.returncode == 0, done.stderr
    assert "2 translations of" in done.stdout and "into C++, model scripted" in done.stdout
    lines = done.stdout.splitlines()
    assert any(line.startswith("1") and "equal on 60 of 60 inputs" in line for line in lines)
    assert "{ cin >> x; s += x; }" in done.stdout and "if (x > 0)" not in done.stdout
    wrong = run([WRONG], "translate", program, "--to", "cpp", "--samples", 1)
    assert wrong.returncode == 1
    assert "The first one differs:" in wrong.stdout


def test_translate_prints_a_document(program: Path) -> None:
    done = run([WRONG, RIGHT], "translate", program, "--to", "cpp", "--samples", 2, "--json")
    found = document(done)
    assert (found["language"], found["to"], found["model"]) == ("python", "cpp", "scripted")
    assert (found["inputs"], found["examples"], found["reason"]) == (60, 1, "samples")
    first, second = found["translations"]
    assert first["proved"] and first["difference"] is None
    assert second["difference"]["original"] != second["difference"]["translation"]
    assert found["error"] is None and found["written"] is None


def test_translate_compares_on_the_users_own_tests_too(program: Path) -> None:
    own = {"tests": [{"input": "2\n-7 -8\n"}, {"input": "1\n5\n", "output": "5\n"}]}
    Path(f"{program}.tests.json").write_text(json.dumps(own))
    done = run([RIGHT], "translate", program, "--to", "cpp", "--samples", 1, "--json")
    assert document(done)["examples"] == 3
    Path(f"{program}.tests.json").write_text("{")
    done = run([RIGHT], "translate", program, "--to", "cpp")
    assert done.returncode == 2 and "tests.json" in done.stderr


def test_translate_beside_writes_a_new_file_and_nothing_over(program: Path) -> None:
    arguments = ("translate", program, "--to", "cpp", "--samples", 1, "--beside")
    done = run([RIGHT], *arguments)
    target = program.with_suffix(".cpp")
    assert done.returncode == 0 and f"Wrote {target}." in done.stderr
    text = target.read_text()
    assert text.startswith("/*\nSum of numbers\n") and "s += x;" in text
    (found,) = find_problems(text, "cpp")
    assert found.problem is not None and found.problem.examples[0].output == "2\n"
    again = run([RIGHT], *arguments)
    assert again.returncode == 2 and "exists already" in again.stderr


def test_translate_below_is_a_comment_and_the_program_is_the_same(program: Path) -> None:
    done = run([RIGHT], "translate", program, "--to", "cpp", "--samples", 1, "--below")
    assert done.returncode == 0
    text = program.read_text()
    assert text.startswith(STATEMENT + CODE)
    assert "# In C++ (equal on 60 of 60 inputs):\n# #include <iostream>" in text


def test_translate_in_place_keeps_the_original(program: Path) -> None:
    before = program.read_text()
    done = run([RIGHT], "translate", program, "--to", "cpp", "--samples", 1, "--in-place")
    assert done.returncode == 0
    assert "int main()" in program.read_text()
    assert Path(f"{program}.orig").read_text() == before


def test_a_translation_that_differs_is_not_written_unless_asked_for(program: Path) -> None:
    arguments = ("translate", program, "--to", "cpp", "--samples", 1, "--beside")
    done = run([WRONG], *arguments, "--json")
    assert done.returncode == 1 and "--unproved" in document(done)["error"]["message"]
    assert not program.with_suffix(".cpp").exists()
    assert run([WRONG], *arguments, "--unproved").returncode == 1
    assert program.with_suffix(".cpp").exists()


def test_translate_refuses_with_the_reason(program: Path, tmp_path: Path) -> None:
    done = run([RIGHT], "translate", program, "--to", "python")
    assert done.returncode == 2 and "already" in done.stderr
    done = run([RIGHT], "translate", tmp_path / "none.py", "--to", "cpp")
    assert done.returncode == 2 and "none.py cannot be read" in done.stderr
    done = run([RIGHT], "translate", program, "--to", "cpp", "--lines", "5-99", "--json")
    assert done.returncode == 2 and "within the" in document(done)["error"]["message"]
    assert document(done)["translations"] == []


def test_the_shipped_model_says_what_it_was_not_trained_for(program: Path) -> None:
    done = shortlist("comment", str(program))
    assert done.returncode == 2, done.stderr
    assert "does not have the task" in done.stderr and "--model" in done.stderr


def test_ctrl_c_while_a_model_loads_ends_the_command(program: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, str(SCRIPT), "{}", "translate", str(program), "--to", "cpp", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(4)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    assert json.loads(out)["error"]["kind"] == "cancelled"


# Explaining


def test_explain_marks_what_the_run_shows_to_be_wrong(program: Path) -> None:
    words = "It sums. Line 14 runs 3 times; `total` becomes 7. It prints 2."
    done = run([words], "explain", program)
    assert done.returncode == 1
    assert "`total` becomes 7 [wrong: total was 0, 1, -1, 2 in this run]" in done.stdout
    assert "3 statements about the run could be checked: 1 wrong." in done.stdout
    assert "Line 14 ran 3 times: total became 1 first and 2 last." in done.stdout
    found = document(run([words], "explain", program, "--json"))
    assert [claim["agrees"] for claim in found["claims"]] == [True, False, True]
    assert found["run"]["output"] == "2\n" and found["trace"]["times"]["14"] == 3


def test_explain_without_words_gives_the_facts_alone(program: Path, tmp_path: Path) -> None:
    done = run([], "explain", program, "--facts-only")
    assert done.returncode == 0
    assert "the facts alone" in done.stdout and "Line 11 ran once: n became 3." in done.stdout
    base = run(["x"], "explain", program, facts={"chat": False})
    assert base.returncode == 0 and "no explanation in words" in base.stdout
    (tmp_path / "in.txt").write_text("1\n5\n")
    done = run([], "explain", program, "--facts-only", "--input", tmp_path / "in.txt")
    assert "n became 1" in done.stdout
    done = run([], "explain", program, "--example", 4)
    assert done.returncode == 2 and "there are 1" in done.stderr


def test_a_language_that_cannot_be_run_is_explained_without_a_run(tmp_path: Path) -> None:
    path = tmp_path / "twice.kt"
    path.write_text("fun main() { println(2 * readln().toInt()) }\n")
    done = run(["It doubles."], "explain", path)
    assert done.returncode == 0, done.stderr
    assert "It doubles." in done.stdout and "nothing is checked" in done.stdout
    done = run(["It doubles."], "comment", path)
    assert done.returncode == 2 and "kotlin cannot be run" in done.stderr


# Comments


def commented(text: str) -> str:
    return text.replace("total = 0", "# Nothing yet.\ntotal = 0")


def test_comment_prints_or_writes_the_program_with_comments(program: Path) -> None:
    before = program.read_text()
    answer = f"```python\n{commented(CODE)}```"
    done = run([answer], "comment", program)
    assert done.returncode == 0 and done.stdout == commented(before)
    assert "1 comment put in; the code is the same (proved)." in done.stderr
    assert program.read_text() == before
    difference = run([answer], "comment", program, "--diff").stdout
    assert "+# Nothing yet.\n" in difference and "\n-" not in difference.replace("\n---", "")
    program.chmod(0o640)
    done = run([answer], "comment", program, "--in-place", "--json")
    assert document(done)["written"] == str(program)
    assert program.read_text() == commented(before)
    assert program.stat().st_mode & 0o777 == 0o640


def test_comment_writes_docstrings(tmp_path: Path) -> None:
    path = tmp_path / "f.py"
    path.write_bytes(b"\xef\xbb\xbfdef f(x):\r\n    return x\r\n")
    answer = '```python\ndef f(x):\n    """Gives x back."""\n    return x\n```'
    done = run([answer], "comment", path, "--docstring", "--in-place")
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == (
        b'\xef\xbb\xbfdef f(x):\r\n    """Gives x back."""\r\n    return x\r\n'
    )


def test_comment_changes_nothing_when_there_are_no_comments(program: Path) -> None:
    before = program.read_text()
    done = run(["```python\nprint(1)  # other\n```"], "comment", program, "--in-place")
    assert done.returncode == 1 and "another program" in done.stderr
    assert program.read_text() == before


# Hints and prompts


def test_hint_gives_no_code(program: Path, tmp_path: Path) -> None:
    answer = "Look at one number at a time. Then `total += x` does it. Use a greedy method."
    environment = {"XDG_DATA_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    done = run([answer], "hint", program, "--json", environment=environment)
    found = document(done)
    assert done.returncode == 0, done.stderr
    assert (found["hint"], found["source"]) == ("Look at one number at a time.", "scripted")
    assert len(found["left_out"]) == 2


def test_no_model_helps_while_somebody_practises(tmp_path: Path) -> None:
    path = tmp_path / "lifeboats.py"
    path.write_text(f"# shortlist practice: bank/lifeboats/1/exam [0123abcd]\n{STATEMENT}{CODE}")
    alone = tmp_path / "alone.py"
    alone.write_text(CODE)
    for command in (
        ("hint", path),
        ("prompt", "review", path),
        ("translate", path, "--to", "cpp"),
        ("explain", path),
        ("comment", path),
        ("translate", alone, "--to", "cpp", "--problem", path),
        ("library", "search", path),
    ):
        done = run([RIGHT], *command, environment={"XDG_DATA_HOME": str(tmp_path)})
        assert done.returncode == 2 and "practice hint" in done.stderr, command
    facts = run([], "explain", path, "--facts-only")
    assert facts.returncode == 0, facts.stderr


def test_a_statement_from_standard_input_is_read_once(tmp_path: Path) -> None:
    alone = tmp_path / "alone.py"
    alone.write_text(CODE)
    plain = STATEMENT.replace("# ", "").replace("#", "")
    told = run([], "explain", alone, "--facts-only", "--problem", "-", "--json", input=plain)
    assert told.returncode == 0, told.stderr
    assert document(told)["problem"] is not None


def test_prompt_fills_a_template_of_the_users(program: Path, tmp_path: Path) -> None:
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    listed = run([], "prompt", "--list", environment=environment)
    assert f"{tmp_path}/shortlist/prompts/NAME.md" in listed.stdout
    folder = tmp_path / "shortlist" / "prompts"
    folder.mkdir(parents=True)
    (folder / "review.md").write_text("Review {{language}}:\n{{selection}}")
    assert "  review\n" in run([], "prompt", "--list", environment=environment).stdout
    arguments = ("prompt", "review", program, "--lines", "11-12")
    done = run(["Fine.\x1b[2J"], *arguments, environment=environment)
    assert (done.returncode, done.stdout) == (0, "Fine.␛[2J\n")
    found = document(run(["Fine."], *arguments, "--json", environment=environment))
    assert [answer["text"] for answer in found["answers"]] == ["Fine."]
    missing = run(["x"], "prompt", "reviev", program, environment=environment)
    assert missing.returncode == 2 and "Did you mean review?" in missing.stderr
    assert run(["x"], "prompt", "review").returncode == 2
