"""Where programs cannot be isolated, the user is asked once, in the editor, for their own."""

from __future__ import annotations

import asyncio

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
