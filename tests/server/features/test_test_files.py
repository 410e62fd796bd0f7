"""Importing and exporting tests, and what debuggers and terminals need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pygls.exceptions import JsonRpcException


@pytest.fixture
async def session(sessions, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return await sessions.start("vscode")


def saved(session, folder, name, text, language="python"):
    (folder / name).write_text(text)
    return session.open(name, text, language)


@pytest.fixture
def uri(session, comment, tmp_path):
    return saved(session, tmp_path, "sum.py", comment(below="print(3)\n"))


async def kind_of(session, method, params):
    with pytest.raises(JsonRpcException) as failure:
        await session.request(method, params)
    return failure.value.data["kind"]


async def test_pairs_are_imported_and_what_is_there_is_skipped(session, uri, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    for name, given, answer in (("1", "1 2\n", "3\n"), ("big", "9 9\n", "18\n")):
        (folder / f"{name}.in").write_text(given)
        (folder / f"{name}.out").write_text(answer)
    (folder / "alone.in").write_text("4 4\n")
    answer = await session.request("shortlist/importTests", {"uri": uri, "path": "data"})
    assert (answer["added"], answer["skipped"]) == (2, 1)
    own = [test for test in answer["view"]["tests"] if test["kind"] == "own"]
    assert [(test["name"], test["input"]) for test in own] == [("alone", "4 4\n"), ("big", "9 9\n")]
    assert "nothing is compared" in answer["notes"][0]
    again = await session.request("shortlist/importTests", {"uri": uri, "path": str(folder)})
    assert (again["added"], again["skipped"]) == (0, 3)
    assert await kind_of(session, "shortlist/importTests", {"uri": uri, "path": "no"}) == "noTests"


async def test_thirty_problems_are_imported_within_two_seconds(session, tmp_path):
    for number in range(30):
        tests = [{"id": n, "input": f"{n} " * 500, "output": f"{n}\n"} for n in range(10)]
        document = {"name": f"P{number}", "tests": tests, "srcPath": f"/x/p{number}.py"}
        (tmp_path / f".p{number}.py_{'0' * 31}{number % 10}.prob").write_text(json.dumps(document))
    uris = [saved(session, tmp_path, f"p{number}.py", "print(1)\n") for number in range(30)]
    began = time.monotonic()
    for number, uri in enumerate(uris):
        path = f".p{number}.py_{'0' * 31}{number % 10}.prob"
        answer = await session.request("shortlist/importTests", {"uri": uri, "path": path})
        assert answer["added"] == 10
    assert time.monotonic() - began < 2


async def test_examples_and_own_tests_are_exported(session, uri, tmp_path):
    changes = [{"op": "add", "input": "7 7\n", "expected": "14\n", "name": "seven"}]
    await session.request("shortlist/editTests", {"uri": uri, "changes": changes})
    asked = {"uri": uri, "format": "files", "path": "out"}
    files = (await session.request("shortlist/exportTests", asked))["files"]
    assert str(tmp_path / "out" / "seven.in") in files and len(files) == 6
    assert (await session.request("shortlist/exportTests", asked))["files"] == files
    (tmp_path / "out" / "seven.in").write_text("mine")
    assert await kind_of(session, "shortlist/exportTests", asked) == "cannotExport"
    document = {"uri": uri, "format": "companion", "path": str(tmp_path / "sum.json")}
    (path,) = (await session.request("shortlist/exportTests", document))["files"]
    assert len(json.loads(Path(path).read_text())["tests"]) == 3
    (tmp_path / "file").write_text("")
    into = {"uri": uri, "format": "companion", "path": "file/below.json"}
    assert await kind_of(session, "shortlist/exportTests", into) == "cannotExport"


async def test_a_python_program_is_debugged_as_it_is(session, uri, tmp_path):
    asked = {"uri": uri, "id": "example-2"}
    answer = await session.request("shortlist/debugTest", asked)
    assert (answer["language"], answer["program"]) == ("python", str(tmp_path / "sum.py"))
    assert (answer["cwd"], answer.get("build")) == (str(tmp_path), None)
    assert Path(answer["inputFile"]).read_text() == "5 6\n"


async def test_a_cpp_program_is_built_with_what_a_debugger_needs(session, tmp_path):
    text = "/*\nSample Input\n3 4\nSample Output\n7\n*/\nint main() { return 7; }\n"
    uri = saved(session, tmp_path, "a.cpp", text, "cpp")
    answer = await session.request("shortlist/debugTest", {"uri": uri, "id": "example-1"})
    build = answer["build"]
    assert {"-g", "-O0", str(tmp_path / "a.cpp")} <= set(build["command"])
    assert build["output"] == answer["program"]
    subprocess.run(build["command"], check=True, cwd=answer["cwd"])
    assert subprocess.run([answer["program"]], check=False).returncode == 7


async def test_a_function_is_debugged_by_a_file_that_calls_it(session, tmp_path):
    text = 'def twice(a):\n    """Twice.\n\n    >>> twice(4)\n    8\n    """\n    return 2 * a\n'
    uri = saved(session, tmp_path, "twice.py", text)
    answer = await session.request("shortlist/debugTest", {"uri": uri, "id": "example-1"})
    said = subprocess.run(
        [sys.executable, answer["program"]],
        cwd=answer["cwd"],
        stdin=open(answer["inputFile"]),  # noqa: SIM115
        capture_output=True,
        check=True,
        text=True,
    )
    assert said.stdout == "8\n"


async def test_what_is_not_saved_cannot_be_debugged_or_talked_to(session, uri, comment):
    assert (await session.request("shortlist/console", {"uri": uri}))["cwd"]
    session.change(uri, comment(below="print(4)\n"))
    debug = {"uri": uri, "id": "example-1"}
    assert await kind_of(session, "shortlist/debugTest", debug) == "unsaved"
    assert await kind_of(session, "shortlist/console", {"uri": uri}) == "unsaved"
    new = session.open("untitled:Untitled-1", comment(below="print(4)\n"))
    assert await kind_of(session, "shortlist/console", {"uri": new}) == "unsaved"


async def test_the_console_is_a_command_of_ours(session, uri, tmp_path):
    answer = await session.request("shortlist/console", {"uri": uri})
    assert answer["command"][-5:] == [
        "run", "--console", "--language", "python", str(tmp_path / "sum.py"),
    ]  # fmt: skip
    said = subprocess.run(
        answer["command"],
        cwd=answer["cwd"],
        env={**os.environ, **answer.get("env", {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "talking to your program" in said.stderr or "isolated" in said.stderr
