"""The status tells of each open document's latest solve, and of no other."""

from __future__ import annotations


def solves(status):
    return {entry["uri"]: (entry["active"], entry["solutions"]) for entry in status["solves"]}


async def test_each_open_document_has_its_own_count(sessions, comment):
    session = await sessions.start("vscode")
    one = session.open("one.py", comment())
    other = session.open("other.py", comment().replace("their sum", "their product"))
    assert solves(await session.request("shortlist/status", {})) == {}
    await session.solve(one)
    sessions.engine.set(solutions=[])
    await session.command("restartEngine")
    await session.until(lambda: sessions.engine.requests("shutdown"))
    await session.solve(other)
    status = await session.request("shortlist/status", {})
    assert solves(status) == {one: (False, 3), other: (False, 0)}
    await session.until(lambda: session.statuses and solves(session.statuses[-1]) == solves(status))


async def test_a_closed_document_is_forgotten(sessions, comment):
    session = await sessions.start("vscode")
    uri = session.open("one.py", comment())
    await session.solve(uri)
    await session.until(lambda: session.statuses and session.statuses[-1]["solves"])
    session.close(uri)
    assert solves(await session.request("shortlist/status", {})) == {}
    await session.until(lambda: session.statuses[-1]["solves"] == [])
    # What is known of its problem is not lost: opened again, it is there.
    session.open("one.py", comment())
    assert (await session.lenses(uri))[0].command.title == "3 solutions"
