"""A file in which somebody practises is not solved by a model until they give up."""

from __future__ import annotations

import sqlite3

import pytest
from pygls.exceptions import JsonRpcException

from shortlist_engine import fairness, places
from shortlist_engine.fairness import Mark

MARK = f"# {Mark('bank/lifeboats/42/codeforces', '3fa9c01d')}\n"


@pytest.fixture
def given_up(tmp_path, monkeypatch):
    """Writes the progress file that says so, where server and test look for it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def write():
        path = places.progress_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE rounds (id INTEGER PRIMARY KEY, problem, outcome)")
            row = ("bank/lifeboats/42/codeforces", fairness.GIVEN_UP)
            database.execute("INSERT INTO rounds (problem, outcome) VALUES (?, ?)", row)
        database.close()

    return write


async def test_it_is_refused_with_what_to_do(sessions, comment, given_up):
    session = await sessions.start("vscode")
    uri = session.open("lifeboats.py", MARK + comment(below="\nprint(3)\n"))
    with pytest.raises(JsonRpcException) as failure:
        await session.solve(uri, 3)
    assert failure.value.data["kind"] == "practice"
    assert "give up first" in failure.value.message and "hint" in failure.value.message
    assert [lens.command.title for lens in await session.lenses(uri)] == ["Run 2 examples"]
    assert sessions.engine.requests("solve") == []


async def test_what_was_found_for_another_file_is_not_shown_in_it(sessions, comment, given_up):
    session = await sessions.start("vscode", options={"clientFeatures": {"solutionsView": True}})
    other = session.open("sum.py", comment())
    result = await session.solve(other)
    digest, first = result["problem"]["digest"], result["items"][0]["id"]
    uri = session.open("lifeboats.py", comment(below=f"\n\nx = 1\n{MARK}"))
    below = comment().count("\n") - 1
    wanted = {"uri": uri, "problemId": digest}
    for request in (
        session.request("shortlist/solutions", {"problemId": digest}),
        session.request("shortlist/panelContent", {"problemId": digest}),
        session.command("showSolutions", wanted),
        session.command("accept", {**wanted, "solutionId": first}),
    ):
        with pytest.raises(JsonRpcException) as failure:
            await request
        assert failure.value.data["kind"] == "practice"
    assert (await session.completions(uri, below)) is None
    assert session.edits == []
    given_up()
    assert (await session.completions(uri, below)).items
    assert (await session.request("shortlist/solutions", {"problemId": digest}))["solutions"]


async def test_it_is_solved_once_it_is_given_up(sessions, comment, given_up):
    session = await sessions.start("vscode")
    uri = session.open("lifeboats.py", MARK + comment())
    given_up()
    assert (await session.solve(uri, 3))["items"]
