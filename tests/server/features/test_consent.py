"""Where programs cannot be isolated, the user is asked once, in the editor, for their own."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from pygls.exceptions import JsonRpcException

CODE = "\nprint(sum(map(int, input().split())))\n"


async def started(sessions, comment, choose: str, consent: bool | None = None, **more):
    sessions.engine.set(consent=consent)
    session = await sessions.start("vscode", **more)
    session.choose = choose
    return session, session.open("sum.py", comment(below=CODE))


def run(session, uri):
    return session.request("shortlist/run", {"textDocument": {"uri": uri}})


async def test_agreeing_runs_the_program_and_is_said_to_the_engine(sessions, comment):
    session, uri = await started(sessions, comment, "Run my programs")
    result = await run(session, uri)
    assert [item["verdict"] for item in result["results"]] == ["AC", "AC"]
    (question,) = session.message_requests
    assert "No wall" in question.message
    assert "proposes is never run so" in question.message
    assert [action.title for action in question.actions] == ["Run my programs", "Not now", "Never"]
    (told,) = sessions.engine.requests("consent")
    assert told["params"] == {"allowed": True}
    await run(session, uri)
    assert len(session.message_requests) == 1


async def test_never_is_remembered_and_not_now_is_not(sessions, comment):
    session, uri = await started(sessions, comment, "Not now")
    for _ in range(2):
        with pytest.raises(JsonRpcException) as failure:
            await run(session, uri)
        assert failure.value.data["kind"] == "needsConsent"
    assert len(session.message_requests) == 2
    assert not sessions.engine.requests("consent")
    session.choose = "Never"
    for _ in range(2):
        with pytest.raises(JsonRpcException):
            await run(session, uri)
    assert len(session.message_requests) == 3
    assert sessions.engine.requests("consent")[0]["params"] == {"allowed": False}


async def test_a_question_that_is_closed_is_no_answer(sessions, comment):
    session, uri = await started(sessions, comment, "")
    with pytest.raises(JsonRpcException):
        await run(session, uri)
    assert not sessions.engine.requests("consent")


async def test_all_who_wait_share_one_question(sessions, comment):
    session, uri = await started(sessions, comment, "Run my programs")
    session.decided = asyncio.Event()
    other = session.open("other.py", comment(below=CODE))
    tasks = [asyncio.ensure_future(run(session, each)) for each in (uri, other)]
    while not session.message_requests:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.2)
    session.decided.set()
    results = await asyncio.gather(*tasks)
    assert all(result["results"][0]["verdict"] == "AC" for result in results)
    assert len(session.message_requests) == 1


async def test_who_said_never_before_is_not_asked(sessions, comment):
    session, uri = await started(sessions, comment, "Run my programs", consent=False)
    with pytest.raises(JsonRpcException):
        await run(session, uri)
    assert session.message_requests == []


async def test_a_proposed_program_is_told_from_the_users_own(sessions, comment):
    sessions.engine.set(solutions=[{"source": "print(3)"}])
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below=CODE))
    solved = await session.solve(uri)
    await run(session, uri)
    params = {"textDocument": {"uri": uri}, "problemId": solved["problem"]["digest"]}
    await session.request("shortlist/run", {**params, "solutionId": solved["items"][0]["id"]})
    sent = [entry["params"]["proposed"] for entry in sessions.engine.requests("run")]
    assert sent == [False, True]


async def test_a_real_engine_without_a_sandbox(sessions, comment, tmp_path, monkeypatch):
    """From the editor's request through the question to the program and back."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    script = Path(__file__).parents[2] / "engine" / "without_sandbox.py"
    command = [sys.executable, str(script), "engine", "--stdio"]
    session = await sessions.start("vscode", options={"engine": {"command": command}})
    session.choose = "Run my programs"
    uri = session.open("sum.py", comment(below="\nprint(sum(map(int, input().split())))\n"))
    result = await run(session, uri)
    assert [item["verdict"] for item in result["results"]] == ["AC", "AC"]
    assert "Landlock is missing" in session.message_requests[0].message
    assert (tmp_path / "config" / "shortlist" / "unisolated.json").exists()
    with pytest.raises(JsonRpcException) as failure:
        await session.solve(uri)
    assert failure.value.data["kind"] == "sandboxUnavailable"
