"""Editing own tests: what is written beside the program, and what is refused."""

from __future__ import annotations

import json

import pytest
from pygls.exceptions import JsonRpcException


@pytest.fixture
async def session(sessions):
    return await sessions.start("vscode")


@pytest.fixture
def uri(session, comment):
    return session.open("sum.py", comment(below="print(3)\n"))


@pytest.fixture
def file(tmp_path):
    return tmp_path / "sum.py.tests.json"


async def edit(session, uri, *changes):
    return await session.request("shortlist/editTests", {"uri": uri, "changes": list(changes)})


async def refused(session, uri, *changes):
    with pytest.raises(JsonRpcException) as failure:
        await edit(session, uri, *changes)
    return failure.value.data["kind"], failure.value.message


def names(view):
    return [test["name"] for test in view["tests"] if test["kind"] == "own"]


async def test_the_first_test_makes_the_file_and_the_last_one_takes_it(session, uri, file):
    view = await edit(session, uri, {"op": "add", "input": "1 1\n", "expected": "2\n"})
    assert json.loads(file.read_text()) == {
        "name": "A + B 🎉",
        "timeLimit": 1000,
        "memoryLimit": 256,
        "tests": [{"input": "1 1\n", "output": "2\n"}],
    }
    assert "\n  " in file.read_text()
    added = view["tests"][-1]
    assert (added["kind"], added["name"], added["expected"]) == ("own", "Test 1", "2\n")
    view = await edit(session, uri, {"op": "delete", "id": added["id"]})
    assert not file.exists() and "file" not in view
    assert len(view["tests"]) == 2


async def test_every_change_is_made_in_order(session, uri, file):
    view = await edit(
        session,
        uri,
        {"op": "add", "input": "1 1\n", "name": "one"},
        {"op": "add", "input": "2 2\n", "expected": "4\n", "name": "two"},
        {"op": "add", "from": "example-2", "name": "copy"},
    )
    one, two, copy = (test["id"] for test in view["tests"][2:])
    assert view["tests"][-1]["input"] == "5 6\n" and view["tests"][-1]["expected"] == "11\n"
    view = await edit(
        session,
        uri,
        {"op": "move", "id": copy, "to": 0},
        {"op": "update", "id": two, "noExpected": True, "name": ""},
        {"op": "update", "id": one, "input": "9 9\n", "expected": "18\n"},
    )
    assert [test["id"] for test in view["tests"][2:]] == [copy, one, two]
    assert names(view) == ["copy", "one", "Test 3"]
    assert json.loads(file.read_text())["tests"] == [
        {"name": "copy", "input": "5 6\n", "output": "11\n"},
        {"name": "one", "input": "9 9\n", "output": "18\n"},
        {"input": "2 2\n"},
    ]


async def test_all_or_nothing(session, uri, file):
    await edit(session, uri, {"op": "add", "input": "1 1\n"})
    before = file.read_text()
    kind, _ = await refused(
        session, uri, {"op": "add", "input": "2 2\n"}, {"op": "delete", "id": "own-77"}
    )
    assert kind == "unknownTest"
    assert file.read_text() == before


async def test_examples_are_edited_in_the_statement(session, uri):
    for change in (
        {"op": "update", "id": "example-2", "input": "0"},
        {"op": "delete", "id": "example-2"},
        {"op": "accept", "id": "example-2"},
    ):
        kind, message = await refused(session, uri, change)
        assert (kind, message) == ("unsupported", "Edit example 2 in the statement.")


async def test_what_others_wrote_into_the_document_is_kept(session, uri, file):
    document = {
        "name": "Sum", "group": "Judge - Round", "batch": {"id": "x", "size": 1},
        "tests": [{"id": 5, "input": "1 1\n", "output": "2\n"}],
        "shortlist": {"later": True},
    }  # fmt: skip
    file.write_text(json.dumps(document))
    view = await session.request("shortlist/tests", {"uri": uri})
    await edit(session, uri, {"op": "update", "id": view["tests"][-1]["id"], "expected": "3\n"})
    document["tests"] = [{"id": 5, "input": "1 1\n", "output": "3\n"}]
    assert json.loads(file.read_text()) == document
    view = await edit(session, uri, {"op": "delete", "id": view["tests"][-1]["id"]})
    assert json.loads(file.read_text())["tests"] == []


async def test_another_windows_edit_is_seen_and_ids_stay(session, uri, file):
    view = await edit(
        session, uri, {"op": "add", "input": "1 1\n"}, {"op": "add", "input": "2 2\n"}
    )
    first, second = (test["id"] for test in view["tests"][2:])
    document = json.loads(file.read_text())
    document["tests"].insert(0, {"input": "0 0\n", "output": "0\n"})
    file.write_text(json.dumps(document))
    view = await edit(session, uri, {"op": "update", "id": second, "expected": "4\n"})
    assert [test["id"] for test in view["tests"][3:]] == [first, second]
    assert [test["input"] for test in view["tests"][2:]] == ["0 0\n", "1 1\n", "2 2\n"]
    assert json.loads(file.read_text())["tests"][2] == {"input": "2 2\n", "output": "4\n"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "no JSON"),
        (b"[]", 'no "tests"'),
        (b'{"tests": [{"output": "1"}]}', 'test 1 has no "input"'),
        (b'{"tests": [], "shortlist": {"checker": "../c.py"}}', "a file beside it"),
        (b'{"tests": [], "name": "\xe9t\xe9"}', "is not UTF-8"),
    ],
)
async def test_a_damaged_file_is_never_overwritten(session, uri, file, content, said):
    file.write_bytes(content)
    view = await session.request("shortlist/tests", {"uri": uri})
    assert len(view["tests"]) == 2 and said in view["notes"][0]
    kind, message = await refused(session, uri, {"op": "add", "input": "1 1\n"})
    assert kind == "testsUnreadable" and said in message
    assert file.read_bytes() == content
    file.write_text('{"tests": []}')
    assert (await session.request("shortlist/tests", {"uri": uri}))["notes"] == []


async def test_where_nothing_can_be_written_nothing_is_changed(session, comment, tmp_path):
    folder = tmp_path / "gone"
    folder.mkdir()
    uri = session.open("gone/sum.py", comment(below="print(3)\n"))
    await session.request("shortlist/tests", {"uri": uri})
    folder.rmdir()
    folder.write_text("no folder any more")
    kind, message = await refused(session, uri, {"op": "add", "input": "1 1\n"})
    assert kind == "testsUnwritable" and "nothing was changed" in message
    view = await session.request("shortlist/tests", {"uri": uri})
    assert len(view["tests"]) == 2


async def test_what_lies_in_its_place_and_is_no_file(session, uri, file):
    file.mkdir()
    kind, message = await refused(session, uri, {"op": "add", "input": "2 2\n"})
    assert kind == "testsUnreadable" and "cannot be read" in message


async def test_what_the_program_printed_becomes_expected(sessions, session, uri, file):
    view = await edit(session, uri, {"op": "add", "input": "1 1\n"})
    added = view["tests"][-1]["id"]
    kind, _ = await refused(session, uri, {"op": "accept", "id": added})
    assert kind == "notRun"
    sessions.engine.set(run=["OK"], output="z" * 70_000)
    await session.command("restartEngine")
    await session.request("shortlist/runTests", {"uri": uri, "ids": [added]})
    view = await edit(session, uri, {"op": "accept", "id": added})
    assert json.loads(file.read_text())["tests"][0]["output"] == "z" * 70_000
    assert view["tests"][-1]["result"]["verdict"] == "AC"
    sessions.engine.set(run=["TLE"])
    await session.command("restartEngine")
    await session.request("shortlist/runTests", {"uri": uri, "ids": [added]})
    kind, message = await refused(session, uri, {"op": "accept", "id": added})
    assert kind == "unsupported" and "did not end well" in message


async def test_a_file_that_was_never_saved_keeps_its_tests_for_the_session(session, comment):
    uri = session.open("untitled:Untitled-1", comment(below="print(3)\n"))
    view = await edit(session, uri, {"op": "add", "input": "1 1\n", "expected": "2\n"})
    assert "file" not in view
    assert view["notes"] == [
        "This file was never saved: its own tests are kept until the editor is closed."
    ]
    session.close(uri)
    session.open("untitled:Untitled-1", comment(below="print(3)\n"))
    view = await session.request("shortlist/tests", {"uri": uri})
    assert view["tests"][-1]["input"] == "1 1\n"


async def test_a_checker_beside_the_program_judges(sessions, session, uri, file, tmp_path):
    (tmp_path / "check.py").write_text("import sys\n")
    view = await session.request(
        "shortlist/testChecker", {"uri": uri, "checker": "check.py", "convention": "icpc"}
    )
    assert view["comparison"] == "check.py"
    document = json.loads(file.read_text())
    assert document["shortlist"] == {"checker": "check.py", "convention": "icpc"}
    await session.request("shortlist/runTests", {"uri": uri})
    sent = sessions.engine.requests("run")[0]["params"]["checker"]
    assert sent == {
        "name": "check.py", "language": "python", "source": "import sys\n",
        "convention": "icpc", "headers": [],
    }  # fmt: skip
    (tmp_path / "check.py").unlink()
    with pytest.raises(JsonRpcException) as failure:
        await session.request("shortlist/runTests", {"uri": uri})
    assert failure.value.data["kind"] == "noChecker"
    view = await session.request("shortlist/testChecker", {"uri": uri})
    assert view["comparison"] == "tokens" and not file.exists()


@pytest.mark.parametrize("checker", ["gone.py", "sum.txt", "../sum.py", "/etc/passwd"])
async def test_what_is_no_checker_is_refused(session, uri, file, checker):
    with pytest.raises(JsonRpcException) as failure:
        await session.request("shortlist/testChecker", {"uri": uri, "checker": checker})
    assert failure.value.data["kind"] == "noChecker"
    assert not file.exists()


async def test_a_checker_that_cannot_be_kept_loses_no_verdict(session, uri, file):
    await session.request("shortlist/runTests", {"uri": uri})
    file.write_bytes(b"{")
    with pytest.raises(JsonRpcException) as failure:
        await session.request("shortlist/testChecker", {"uri": uri})
    assert failure.value.data["kind"] == "testsUnreadable"
    view = await session.request("shortlist/tests", {"uri": uri})
    assert all(test.get("result") for test in view["tests"])


async def test_a_change_that_lacks_something(session, uri):
    for change, lacking in (
        ({"op": "add"}, "input"),
        ({"op": "delete"}, "id"),
        ({"op": "paint", "id": "own-1"}, "op"),
    ):
        kind, message = await refused(session, uri, change)
        assert kind == "invalidParams" and lacking in message
