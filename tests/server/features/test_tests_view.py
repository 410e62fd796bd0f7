"""The tests view: what it shows, what a run brings, and what an editor hears of it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_engine.fairness import Mark

VIEW = {"clientFeatures": {"testsView": True}}
WRONG = {
    "line": 1, "expected": "😀 3", "got": "😀 4",
    "start": 2, "end": 3, "expected_start": 2, "expected_end": 3,
}  # fmt: skip


def own(folder, name="sum.py", **document):
    path = folder / f"{name}.tests.json"
    path.write_text(json.dumps(document))
    return path


async def view_of(session, uri, **more):
    return await session.request("shortlist/tests", {"uri": uri, **more})


async def test_examples_and_own_tests_are_shown(sessions, comment, tmp_path):
    path = own(
        tmp_path,
        tests=[{"input": "7 8\n", "output": "15\n", "name": "big"}, {"input": "1 1\n"}],
    )
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    view = await view_of(session, uri)
    assert [(test["id"], test["kind"], test["name"]) for test in view["tests"]] == [
        ("example-1", "example", "Example 1"),
        ("example-2", "example", "Example 2"),
        ("own-1", "own", "big"),
        ("own-2", "own", "Test 2"),
    ]
    assert [test.get("expected") for test in view["tests"]] == ["3\n", "11\n", "15\n", None]
    assert view["headline"] == "Not run yet"
    assert view["limits"] == {"timeMs": 1000, "memoryMiB": 256}
    assert (view["language"], view["comparison"]) == ("python", "tokens")
    assert view["file"] == str(path)
    assert (view["running"], view["stale"], view["notes"]) == (False, False, [])
    assert view["title"] == "A + B 🎉"
    first = view["tests"][0]["range"]
    assert (first["start"]["line"], first["end"]["line"]) == (13, 13)
    assert not sessions.engine.requests("start")


async def test_a_file_without_a_statement_has_own_tests(sessions, tmp_path):
    own(tmp_path, tests=[{"input": "1\n", "output": "1\n"}])
    sessions.engine.set(run=["AC"])
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", "print(input())\n")
    view = await view_of(session, uri)
    assert (view["problemId"], view["title"]) == ("", "sum")
    done = await session.request("shortlist/runTests", {"uri": uri})
    assert done["message"] == "1 of 1 passed"
    assert (done["passed"], done["total"], done["cancelled"]) == (1, 1, False)
    sent = sessions.engine.requests("run")[0]["params"]
    assert sent["program"]["source"] == "print(input())\n"
    assert sent["tests"] == [{"input": "1\n", "expected": "1\n"}]


async def test_a_run_tells_of_each_test_and_the_view_has_it_all(sessions, comment, tmp_path):
    own(tmp_path, tests=[{"input": "0 0\n"}])
    sessions.engine.set(run=["AC", "WA", "OK"], output="x" * 5000, difference=WRONG)
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment(below="print(3)\n"))
    await view_of(session, uri)
    done = await session.request("shortlist/runTests", {"uri": uri})
    assert (
        done["message"] == "1 of 2 passed · example 2: WA · 1 test ran without an expected output"
    )
    await session.until(lambda: any(not note["running"] for note, _ in session.changed_tests))
    assert session.changed_tests[0][0]["reload"]
    view = await view_of(session, uri)
    results = [test["result"] for test in view["tests"]]
    assert [result["verdict"] for result in results] == ["AC", "WA", "OK"]
    assert results[0]["timeMs"] == 12 and results[0]["memoryKiB"] == 4096
    assert len(results[0]["stdout"]) == 4000 and results[0]["cut"]
    assert results[1]["difference"] == {
        "line": 1, "expected": "😀 3", "got": "😀 4",
        "start": 3, "end": 4, "expectedStart": 3, "expectedEnd": 4,
    }  # fmt: skip
    whole = {"uri": uri, "id": "example-1", "what": "stdout"}
    assert (await session.request("shortlist/testText", whole))["text"] == "x" * 5000
    errors = {"uri": uri, "id": "example-1", "what": "stderr"}
    assert (await session.request("shortlist/testText", errors))["text"] == "a debug print"


async def test_an_output_that_was_not_kept_is_had_by_running_the_test_again(sessions, comment):
    sessions.engine.set(run=["AC"], output="y" * 70_000)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    await session.request("shortlist/runTests", {"uri": uri, "ids": ["example-2"]})
    session.change(uri, comment(below="print(4)\n"))
    asked = {"uri": uri, "id": "example-2", "what": "stdout"}
    assert (await session.request("shortlist/testText", asked))["text"] == "y" * 70_000
    first, second = sessions.engine.requests("run")
    assert second["params"]["program"] == first["params"]["program"]
    assert second["params"]["tests"] == [{"input": "5 6\n", "expected": "11\n"}]


async def test_the_texts_of_a_test_that_was_not_run(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    asked = {"uri": uri, "id": "example-1"}
    for what, text in (("input", "1 2\n"), ("expected", "3\n")):
        answer = await session.request("shortlist/testText", {**asked, "what": what})
        assert answer == {"text": text}
    for what in ("stdout", "stderr"):
        with pytest.raises(JsonRpcException) as failure:
            await session.request("shortlist/testText", {**asked, "what": what})
        assert failure.value.data["kind"] == "notRun"


async def test_one_test_is_run_alone(sessions, comment):
    sessions.engine.set(run=["AC"])
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    done = await session.request("shortlist/runTests", {"uri": uri, "ids": ["example-2"]})
    assert done["message"] == "1 of 1 passed"
    view = await view_of(session, uri)
    assert [("result" in test) for test in view["tests"]] == [False, True]
    assert view["headline"] == "1 of 2 passed · 1 not run"
    with pytest.raises(JsonRpcException) as failure:
        await session.request("shortlist/runTests", {"uri": uri, "ids": ["own-99"]})
    assert failure.value.data["kind"] == "unknownTest"


async def test_cancelling_answers_at_once_and_keeps_what_came(sessions, comment):
    sessions.engine.set(run=["AC", "AC"], example_s=600)
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment(below="print(3)\n"))
    await view_of(session, uri)
    running = asyncio.ensure_future(session.request("shortlist/runTests", {"uri": uri}))
    await session.until(
        lambda: any(note["headline"] == "Running 1 of 2" for note, _ in session.changed_tests)
    )
    began = time.monotonic()
    assert (await session.command("cancel", {"uri": uri})) == {"cancelled": 1}
    done = await running
    assert time.monotonic() - began < 0.25
    assert done["cancelled"] and done["message"] == "Cancelled · 1 of 2 passed"
    view = await view_of(session, uri)
    assert [test.get("result", {}).get("verdict") for test in view["tests"]] == ["AC", None]
    assert not view["running"] and view["headline"] == "Cancelled · 1 of 2 passed"
    await session.until(lambda: sessions.engine.requests("cancel"))


async def test_cancelling_the_request_ends_the_program(sessions, comment):
    sessions.engine.set(run_s=600)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    running = asyncio.ensure_future(session.request("shortlist/runTests", {"uri": uri}, "it"))
    await session.until(lambda: sessions.engine.requests("run"))
    session.client.cancel_request(types.CancelParams(id="it"))
    with pytest.raises(JsonRpcException) as failure:
        await running
    assert failure.value.code == -32800
    await session.until(lambda: sessions.engine.requests("cancel"))
    assert not (await view_of(session, uri))["running"]


async def test_a_second_run_ends_the_first(sessions, comment):
    sessions.engine.set(run_s=600)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    first = asyncio.ensure_future(session.request("shortlist/runTests", {"uri": uri}))
    await session.until(lambda: sessions.engine.requests("run"))
    second = asyncio.ensure_future(session.request("shortlist/runTests", {"uri": uri}))
    assert (await first)["cancelled"]
    view = await view_of(session, uri)
    assert view["running"] and view["headline"] == "Running 0 of 2"
    assert await session.command("cancel", {"runId": view["runId"]}) == {"cancelled": 1}
    assert (await second)["cancelled"]


def told_of(session, first: int, headline: str) -> list[dict]:
    """The notes with a headline, from the given one on."""
    return [note for note, _ in session.changed_tests[first:] if note["headline"] == headline]


async def test_an_edit_makes_the_results_stale_and_the_editor_hears_of_it(sessions, comment):
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment(below="print(3)\n"))
    await view_of(session, uri)
    await session.request("shortlist/runTests", {"uri": uri})
    view = await view_of(session, uri)
    assert view["headline"] == "2 of 2 passed" and not view["stale"]
    told = len(session.changed_tests)
    session.change(uri, comment(below="print(4)\n"))
    edited = "2 of 2 passed · edited since"
    await session.until(lambda: told_of(session, told, edited))
    view = await view_of(session, uri)
    assert view["stale"]
    # What the run still says may come before the note of the edit, in the same words.
    await session.until(lambda: told_of(session, told, edited)[-1]["version"] == view["version"])
    assert told_of(session, told, edited)[-1]["reload"]
    session.change(uri, comment(below="print(3)\n"))
    await session.until(lambda: session.changed_tests[-1][0]["headline"] == "2 of 2 passed")


async def test_an_example_that_was_edited_has_no_result_any_more(sessions, comment):
    session = await sessions.start("vscode")
    text = comment(below="print(3)\n")
    uri = session.open("sum.py", text)
    await session.request("shortlist/runTests", {"uri": uri})
    session.change(uri, text.replace("# 11", "# 12"))
    view = await view_of(session, uri)
    assert [("result" in test) for test in view["tests"]] == [True, False]


async def test_a_view_that_is_read_right_after_an_edit_is_a_new_version(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below=""))
    empty = await view_of(session, uri)
    assert empty["unavailable"]
    session.change(uri, comment(below="print(5)\n"))
    filled = await view_of(session, uri)
    assert "unavailable" not in filled and filled["version"] > empty["version"]
    assert (await view_of(session, uri))["version"] == filled["version"]


async def test_a_program_that_does_not_compile(sessions, comment):
    sessions.engine.set(run=["CE", "CE"])
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(\n"))
    done = await session.request("shortlist/runTests", {"uri": uri})
    assert done["message"] == "It does not compile"
    view = await view_of(session, uri)
    assert view["compileOutput"] == "expected 3"
    assert [test["result"]["verdict"] for test in view["tests"]] == ["CE", "CE"]


async def test_what_the_engine_refuses_is_said_in_the_view(sessions, comment):
    sessions.engine.set(error={"kind": "sandboxUnavailable", "message": "No sandbox here."})
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    with pytest.raises(JsonRpcException) as failure:
        await session.request("shortlist/runTests", {"uri": uri})
    assert failure.value.data["kind"] == "sandboxUnavailable"
    view = await view_of(session, uri)
    assert view["headline"] == "No sandbox here." and not view["running"]


async def test_why_nothing_can_be_run(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    view = await view_of(session, uri)
    assert view["unavailable"] == "There is no code below the comment to run."
    other = session.open("notes.txt", "hello\n", "plaintext")
    view = await view_of(session, other)
    assert view["unavailable"] == "Code in plaintext cannot be run here."
    assert view["language"] == ""
    with pytest.raises(JsonRpcException) as failure:
        await session.request("shortlist/runTests", {"uri": uri})
    assert failure.value.data["kind"] == "noCode"


async def test_of_several_problems_that_at_the_cursor_then_the_last_one(sessions, comment):
    session = await sessions.start("vscode")
    other = comment().replace("A + B", "Another").replace("their sum", "their total")
    text = comment(below="first = 1\n") + other + "second = 2\n"
    uri = session.open("two.py", text)
    assert (await view_of(session, uri))["title"] == "A + B 🎉"
    there = {"line": text.count("\n") - 1, "character": 0}
    assert (await view_of(session, uri, position=there))["title"] == "Another 🎉"
    assert (await view_of(session, uri))["title"] == "Another 🎉"
    await session.request("shortlist/runTests", {"uri": uri})
    sent = sessions.engine.requests("run")[0]["params"]["program"]["source"]
    assert sent == "\nsecond = 2\n"


async def test_contest_mode_leaves_tests_alone(sessions, comment):
    session = await sessions.start("vscode", options={"contestMode": True})
    uri = session.open("sum.py", comment(below="print(3)\n"))
    assert (await session.request("shortlist/runTests", {"uri": uri}))["passed"] == 2


async def test_only_an_editor_that_shows_tests_hears_of_them(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    await view_of(session, uri)
    await session.request("shortlist/runTests", {"uri": uri})
    await asyncio.sleep(0.3)
    assert session.changed_tests == []


async def test_the_command_feeds_the_view_of_an_editor_that_has_one(sessions, comment, tmp_path):
    own(tmp_path, tests=[{"input": "0 0\n", "output": "0\n"}])
    sessions.engine.set(run=["AC", "WA", "AC"])
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment(below="print(3)\n"))
    view = await view_of(session, uri)
    lenses = await session.lenses(uri)
    title, command = lenses[-1].command.title, lenses[-1].command
    assert title == "Run 3 tests"
    run = await session.command("run", command.arguments[0])
    await session.until(
        lambda: any(
            note["headline"] == "2 of 3 passed · example 2: WA" for note, _ in session.changed_tests
        )
    )
    assert set(run) == {"runId"}
    assert (await view_of(session, uri))["version"] > view["version"]
    assert not session.client.messages


async def test_why_the_command_cannot_run_is_a_message_all_the_same(sessions, comment):
    sessions.engine.set(error={"kind": "sandboxUnavailable", "message": "No sandbox here."})
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", comment(below="print(3)\n"))
    await session.command("run", {"uri": uri})
    await session.until(lambda: session.client.messages)
    assert session.client.messages[0].message == "No sandbox here."


async def test_what_another_window_writes_is_shown(sessions, comment, tmp_path):
    session = await sessions.start("vscode", options=VIEW)
    await session.until(lambda: session.registrations)
    watched = [each for each in session.registrations if each.id == "shortlist-own-tests"]
    assert len(watched) == 1
    uri = session.open("sum.py", comment(below="print(3)\n"))
    await view_of(session, uri)
    path = own(tmp_path, tests=[{"input": "0 0\n", "output": "0\n"}])
    changed = types.FileEvent(path.as_uri(), types.FileChangeType.Created)
    session.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
    await session.until(lambda: session.changed_tests)
    assert session.changed_tests[0][0]["reload"]
    assert len((await view_of(session, uri))["tests"]) == 3


async def test_tests_go_on_when_the_engine_is_killed(sessions, comment):
    sessions.engine.set(run=["AC", "AC"], run_s=1.5)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    running = asyncio.ensure_future(session.request("shortlist/runTests", {"uri": uri}))
    asked = await session.until(lambda: sessions.engine.requests("run"))
    os.kill(asked[0]["pid"], signal.SIGKILL)
    done = await running
    assert done["message"] == "2 of 2 passed"
    first, second = sessions.engine.requests("run")
    assert first["pid"] != second["pid"]


async def test_examples_of_an_interactive_problem_are_not_run(sessions, comment):
    session = await sessions.start("vscode")
    text = comment(below="print(3)\n").replace(
        "# Given two", "# This is an interactive problem. Flush after each query. Given two"
    )
    uri = session.open("sum.py", text)
    view = await view_of(session, uri)
    assert view["interactive"] and "in the console" in view["notes"][0]
    with pytest.raises(JsonRpcException) as failure:
        await session.request("shortlist/runTests", {"uri": uri})
    assert failure.value.data["kind"] == "unsupported"
    changes = [{"op": "add", "input": "1\n"}]
    await session.request("shortlist/editTests", {"uri": uri, "changes": changes})
    done = await session.request("shortlist/runTests", {"uri": uri})
    assert done["total"] == 1
    sent = sessions.engine.requests("run")[0]["params"]
    assert sent["tests"] == [{"input": "1\n", "expected": None}]
    assert sent["problem"]["interactive"] is False


async def test_a_file_of_practice_says_which_problem_it_is(sessions, comment):
    session = await sessions.start("vscode")
    mark = f"# {Mark('bank/lifeboats/42/codeforces', '3fa9c01d')}\n"
    uri = session.open("lifeboats.py", mark + comment(below="print(3)\n"))
    assert (await view_of(session, uri))["practice"] == "bank/lifeboats/42/codeforces"


async def test_a_language_without_tools_says_how_to_get_them(sessions, comment):
    session = await sessions.start("vscode", options=VIEW)
    text = "/*\nSample Input\n3 4\nSample Output\n7\n*/\nfn main() {}\n"
    uri = session.open("a.rs", text, "rust")
    assert "unavailable" not in await view_of(session, uri)  # nobody has asked the engine yet
    other = session.open("sum.py", comment(below="print(3)\n"))
    await session.request("shortlist/runTests", {"uri": other})
    await session.until(lambda: any(note["uri"] == uri for note, _ in session.changed_tests))
    view = await view_of(session, uri)
    assert view["unavailable"].startswith("Rust cannot be run here: install Rust")


async def test_five_hundred_tests_come_in_few_small_messages(sessions, tmp_path):
    own(tmp_path, tests=[{"input": f"{n}\n", "output": "3\n"} for n in range(500)])
    sessions.engine.set(run=["AC"] * 500, output="x" * 10_000)
    session = await sessions.start("vscode", options=VIEW)
    uri = session.open("sum.py", "print(3)\n")
    await view_of(session, uri)
    began = time.monotonic()
    done = await session.request("shortlist/runTests", {"uri": uri})
    assert (done["passed"], done["total"]) == (500, 500)
    await session.until(lambda: not session.changed_tests[-1][0]["running"])
    seconds = time.monotonic() - began
    assert len(session.changed_tests) <= 12 * seconds + 4
    assert max(len(note["results"]) for note, _ in session.changed_tests) <= 100
