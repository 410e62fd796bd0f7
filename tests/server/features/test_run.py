"""Running the examples on the user's own code, or on a solution."""

from __future__ import annotations

import asyncio

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException


async def test_the_users_program_is_run(sessions, comment):
    session = await sessions.start("vscode")
    text = "import sys\n" + comment(below="\nprint(sum(map(int, input().split())))\n")
    uri = session.open("sum.py", text)
    at = {"textDocument": {"uri": uri}, "position": {"line": 2, "character": 0}}
    result = await session.request("shortlist/run", at)
    assert [item["verdict"] for item in result["results"]] == ["AC", "AC"]
    assert result["compile"] == {"ok": True, "output": ""}
    assert result["message"] == "2/2 examples passed · 12 ms"
    assert result["results"][0]["expected"] == "3\n"
    assert result["results"][0]["stderr"] == "a debug print"
    sent = sessions.engine.requests("run")[0]["params"]["program"]
    assert sent["language"] == "python"
    assert sent["source"] == text


async def test_files_beside_the_program_go_along(sessions, comment, tmp_path):
    (tmp_path / "helper.py").write_text("from more import total\n")
    (tmp_path / "more.py").write_text("total = sum\n")
    (tmp_path / "other.py").write_text("never = 1\n")
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="import helper\n"))
    await session.request("shortlist/run", {"textDocument": {"uri": uri}})
    sent = sessions.engine.requests("run")[0]["params"]["program"]["files"]
    assert sent == [
        {"name": "helper.py", "text": "from more import total\n"},
        {"name": "more.py", "text": "total = sum\n"},
    ]


async def test_languages_that_are_run_but_not_written(sessions):
    session = await sessions.start("vscode")
    text = "/*\nSample Input\n3 4\nSample Output\n7\n*/\nint main() {}\n"
    for language, name in (("c", "a.c"), ("java", "Main.java"), ("rust", "a.rs")):
        uri = session.open(name, text, language)
        await session.request("shortlist/run", {"textDocument": {"uri": uri}})
        assert sessions.engine.requests("run")[-1]["params"]["program"]["language"] == language


async def test_of_several_problems_only_the_code_below_is_run(sessions, comment):
    session = await sessions.start("vscode")
    other = comment().replace("A + B", "Another").replace("their sum", "their total")
    text = comment(below="first = 1\n") + other + "second = 2\n"
    uri = session.open("two.py", text)
    await session.request(
        "shortlist/run", {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
    )
    assert sessions.engine.requests("run")[0]["params"]["program"]["source"] == "first = 1\n"


async def test_own_tests_replace_the_examples(sessions, comment):
    sessions.engine.set(run=["WA"])
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    result = await session.request(
        "shortlist/run",
        {
            "textDocument": {"uri": uri},
            "position": {"line": 0, "character": 0},
            "tests": [{"input": "9 9\n", "output": "18\n"}],
        },
    )
    assert result["message"] == "0/1 examples passed · example 1 WA: expected 3"
    sent = sessions.engine.requests("run")[0]["params"]["problem"]["examples"]
    assert sent == [{"input": "9 9\n", "output": "18\n"}]


async def test_a_solution_can_be_run(sessions, comment, sources):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    result = await session.solve(uri)
    await session.request(
        "shortlist/run",
        {
            "textDocument": {"uri": uri},
            "problemId": result["problem"]["digest"],
            "solutionId": result["items"][1]["id"],
        },
    )
    assert sessions.engine.requests("run")[0]["params"]["program"]["source"] == sources[1]


async def test_a_compile_error_is_told_apart(sessions, comment):
    sessions.engine.set(run=["CE", "CE"])
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(\n"))
    at = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
    result = await session.request("shortlist/run", at)
    assert result["compile"]["ok"] is False
    assert result["compile"]["output"] == "expected 3"


async def test_no_code_is_said(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    at = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
    with pytest.raises(JsonRpcException) as failure:
        await session.request("shortlist/run", at)
    assert failure.value.data["kind"] == "noCode"


async def test_the_command_shows_the_outcome(sessions, comment):
    sessions.engine.set(run=["AC", "WA"])
    session = await sessions.start("neovim-0.10")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    assert set(await session.command("run", {"uri": uri})) == {"runId"}
    await session.until(lambda: session.client.messages)
    message = session.client.messages[0]
    assert message.message == "1/2 examples passed · example 2 WA: expected 3"
    assert message.type == types.MessageType.Info
    await session.until(lambda: session.progress_of_kind("end"))
    assert session.progress_of_kind("end")[0][1]["message"] == message.message


async def test_a_run_can_be_cancelled(sessions, comment):
    sessions.engine.set(run_s=600)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    params = {
        "textDocument": {"uri": uri},
        "position": {"line": 0, "character": 0},
        "workDoneToken": "work",
    }
    running = asyncio.ensure_future(session.request("shortlist/run", params, "the-run"))
    await session.until(lambda: sessions.engine.requests("run"))
    session.client.cancel_request(types.CancelParams(id="the-run"))
    with pytest.raises(JsonRpcException) as failure:
        await running
    assert failure.value.code == -32800
    await session.until(lambda: sessions.engine.requests("cancel"))
    again = asyncio.ensure_future(session.request("shortlist/run", params))
    await session.until(lambda: len(sessions.engine.requests("run")) == 2)
    session.client.window_work_done_progress_cancel(
        types.WorkDoneProgressCancelParams(token="work")
    )
    with pytest.raises(JsonRpcException) as failure:
        await again
    assert failure.value.code == -32800
    await session.until(lambda: len(sessions.engine.requests("cancel")) == 2)
    started, stopped = sessions.engine.requests("run"), sessions.engine.requests("cancel")
    ids = [request["params"]["run_id"] for request in started]
    assert [request["params"]["run_id"] for request in stopped] == ids
    assert len(set(ids)) == 2


async def test_closing_the_document_ends_its_run(sessions, comment):
    sessions.engine.set(run_s=600)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    await session.command("run", {"uri": uri})
    await session.until(lambda: sessions.engine.requests("run"))
    session.client.text_document_did_close(
        types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
    )
    await session.until(lambda: sessions.engine.requests("cancel"))
    run = sessions.engine.requests("run")[0]["params"]["run_id"]
    assert sessions.engine.requests("cancel")[0]["params"] == {"run_id": run}


async def test_progress_counts_the_examples_that_have_ended(sessions, comment):
    sessions.engine.set(run=["AC", "WA"], run_s=0.2, example_s=0.2)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    params = {
        "textDocument": {"uri": uri},
        "position": {"line": 0, "character": 0},
        "workDoneToken": "work",
    }
    await session.request("shortlist/run", params)
    told = [item[1]["message"] for item in session.progress_of_kind("report")]
    assert told == ["1 of 2", "2 of 2"]


async def test_the_id_that_the_command_answers_with_cancels_the_run(sessions, comment):
    sessions.engine.set(run_s=600)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    first = (await session.command("run", {"uri": uri}))["runId"]
    second = (await session.command("run", {"uri": uri}))["runId"]
    await session.until(lambda: len(sessions.engine.requests("run")) == 2)
    assert (await session.command("cancel", {"runId": second})) == {"cancelled": 1}
    stopped = await session.until(lambda: sessions.engine.requests("cancel"))
    assert [request["params"] for request in stopped] == [{"run_id": second}]
    await session.until(lambda: session.progress_of_kind("end"))
    assert session.progress_of_kind("end")[0][1]["message"] == "Cancelled"
    assert (await session.command("cancel", {"runId": second})) == {"cancelled": 0}
    assert (await session.command("cancel", {"runId": first})) == {"cancelled": 1}
    assert not session.client.messages


async def test_cancelling_everything_leaves_runs_alone(sessions, comment):
    sessions.engine.set(run_s=600)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    started = await session.command("run", {"uri": uri})
    await session.until(lambda: sessions.engine.requests("run"))
    assert (await session.command("cancel")) == {"cancelled": 0}
    assert (await session.command("cancel", {"uri": session.uri("other.py")})) == {"cancelled": 0}
    assert (await session.command("cancel", started)) == {"cancelled": 1}


async def test_cancelling_a_document_ends_its_runs(sessions, comment):
    sessions.engine.set(run_s=600)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below="print(3)\n"))
    await session.command("run", {"uri": uri})
    await session.until(lambda: sessions.engine.requests("run"))
    assert (await session.command("cancel", {"uri": uri})) == {"cancelled": 1}
    await session.until(lambda: sessions.engine.requests("cancel"))
