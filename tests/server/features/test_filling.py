"""Filling in while the user writes: off by default, one place at a time, and never where no model
may help."""

from __future__ import annotations

import asyncio

import pytest
from lsprotocol import types

FILLED = {"fillings": [{"text": "a + b)", "count": 1, "passed": 2, "total": 2}]}
CODE = "a, b = map(int, input().split())\nprint(\n"
ON = {"inline": {"show": "fillings"}, "clientFeatures": {}}


@pytest.fixture
async def session(sessions):
    sessions.engine.set(assist=FILLED)
    return await sessions.start("vscode", options=ON)


def asked(sessions):
    return [each["params"] for each in sessions.engine.requests("assist")]


async def ghosts(session, uri, line, character=0):
    params = types.InlineCompletionParams(
        context=types.InlineCompletionContext(types.InlineCompletionTriggerKind.Automatic),
        text_document=types.TextDocumentIdentifier(uri),
        position=types.Position(line, character),
    )
    found = await session.client.text_document_inline_completion_async(params)
    return [item.insert_text for item in found.items] if found is not None else []


async def test_what_a_model_fills_in_stands_at_the_cursor(sessions, session, comment):
    uri = session.open("sum.py", comment(below=CODE))
    last = session.texts[uri].count("\n") - 1
    assert await ghosts(session, uri, last, 6) == ["a + b)"]
    (request,) = asked(sessions)
    assert request["task"] == "infill" and request["run_id"]
    arguments = request["arguments"]
    assert arguments["before"] == session.texts[uri].removesuffix("\n")
    assert arguments["after"] == "\n"
    assert arguments["file"]["problem"]["examples"]


async def test_only_the_problems_own_part_of_a_file_of_several(sessions, session, comment):
    one, other = comment(below=CODE), comment().replace("A + B", "Another")
    uri = session.open("two.py", one + "\n" + other)
    line = one.count("\n") - 1
    await ghosts(session, uri, line, 6)
    arguments = asked(sessions)[-1]["arguments"]
    assert arguments["before"] + arguments["after"] == one + "\n"


async def test_nothing_is_asked_unless_the_user_wants_it(sessions, comment, below):
    sessions.engine.set(assist=FILLED)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment(below=CODE))
    assert await ghosts(session, uri, below + 1, 6) == []
    session = await sessions.start("vscode", options=ON)
    uri = session.open("sum.py", comment(below=CODE))
    assert await ghosts(session, uri, 1) == []  # in the statement
    plain = session.open("plain.py", CODE)
    assert await ghosts(session, plain, 1, 6) == []  # without a problem
    await session.command("pause", {"paused": True})
    assert await ghosts(session, uri, below + 1, 6) == []
    assert asked(sessions) == []


async def test_a_newer_place_ends_the_one_before(sessions, session, comment, below):
    sessions.engine.set(assist=FILLED, run_s=600)
    uri = session.open("sum.py", comment(below=CODE))
    first = asyncio.ensure_future(ghosts(session, uri, below, 3))
    await session.until(lambda: asked(sessions))
    second = asyncio.ensure_future(ghosts(session, uri, below, 4))
    assert await first == []
    await session.until(lambda: sessions.engine.requests("cancel"))
    assert await session.command("cancel", {"uri": uri}) == {"cancelled": 1}
    assert await second == []


async def test_a_model_that_cannot_is_told_of_once(sessions, session, comment, below):
    error = {"kind": "unsupported", "message": "The model coder cannot fill in."}
    sessions.engine.set(assist={"error": error})
    uri = session.open("sum.py", comment(below=CODE))
    for _ in range(3):
        assert await ghosts(session, uri, below, 3) == []
    assert len(asked(sessions)) == 1
    said = [each for each in session.client.messages if "cannot fill in" in each.message]
    assert len(said) == 1 and "another model" in said[0].message
