"""`shortlist/practice`, with the engine as it ships: from the list to solved, and back."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.practice.collection.catalogue import Catalogue

ENGINE = [sys.executable, "-m", "shortlist_engine.cli", "engine", "--stdio"]
FOREVER = "while True:\n    pass\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Everything of the user's is in folders of the test."""
    for name in ("DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    return tmp_path


async def practising(sessions, **options):
    features = {"clientFeatures": {"testsView": True}, "engine": {"command": ENGINE}}
    return await sessions.start("vscode", options={**features, **options})


async def ask(session, action, **arguments):
    params = {"action": action, "arguments": arguments}
    return await session.request("shortlist/practice", params)


async def refused(session, action, **arguments):
    with pytest.raises(JsonRpcException) as failure:
        await ask(session, action, **arguments)
    return failure.value.data["kind"], failure.value.message


def solution(problem: str, language: str = "python") -> str:
    found = Catalogue().problem(problem, language)
    return next(each.source for each in found.solutions if each.language == language)


def opened_in(session, document) -> tuple[str, str]:
    file = Path(document["file"])
    text = file.read_text()
    return session.open(file.name, text, document["language"]), text


@pytest.mark.skipif(not probe().usable, reason="programs cannot be confined here")
async def test_from_the_list_to_solved(sessions, home):
    session = await practising(sessions)
    found = await ask(session, "list", rating="800-900", limit=5)
    assert len(found["entries"]) == 5 < found["total"] and found["error"] is None
    assert {each["state"] for each in found["entries"]} == {"new"}
    assert all(800 <= each["rating"] <= 900 for each in found["entries"])
    chosen = await ask(session, "next", rating="800", seed=3)
    assert chosen["why"] == "new" and chosen["opened"] is None
    opened = await ask(session, "open", problem=chosen["problem"])
    assert Path(opened["file"]).parent == home
    assert opened["language"] == "python" and not opened["was_open"]
    uri, text = opened_in(session, opened)

    hint = await ask(session, "hint", uri=uri)
    assert len(hint["given"]) == 1 < hint["available"]
    assert (await refused(session, "explain", uri=uri))[0] == "practice"

    # What the editor has counts, not what is on disk.
    session.change(uri, text + "print(0)\n")
    failed = await ask(session, "submit", uri=uri)
    assert not failed["accepted"] and failed["has_failure"] and failed["failure"] is None
    shown = await ask(session, "submit", uri=uri, showFailure=True)
    assert shown["failure"]["got"] == "0\n" and shown["tries"] == 1
    session.judged.clear()
    session.change(uri, text + solution(chosen["problem"]))
    done = await ask(session, "submit", uri=uri)
    assert done["accepted"] and done["solved_now"] and done["tries"] == 2
    told = {each["group"]["name"]: each["group"] for each in session.judged}
    assert [told[each["name"]] for each in done["groups"]] == done["groups"] != []
    assert {each["uri"] for each in session.judged} == {uri}
    assert (await ask(session, "explain", uri=uri))["outcome"] == "solved"

    progress = await ask(session, "progress")
    assert (progress["solved"], progress["tries"], progress["hints"]) == (1, 2, 1)
    rows = await ask(session, "export", table="tries", file="tries.csv")
    assert len(rows["rows"]) == 2 and (home / "tries.csv").read_text().count("\n") == 3
    again = await ask(session, "list", state="solved")
    assert [each["item"] for each in again["entries"]] == [chosen["entry"]["item"]]


async def test_next_is_quick_once_the_engine_is_warm(sessions, home, capsys):
    session = await practising(sessions)
    times = []
    for _ in range(8):
        start = time.perf_counter()
        await ask(session, "next")
        times.append(1000 * (time.perf_counter() - start))
    with capsys.disabled():
        print(f"\nnext in {sorted(times)[4]:.0f} ms (median), {times[0]:.0f} ms the first time")
    assert sorted(times)[4] < 500


@pytest.mark.skipif(not probe().usable, reason="programs cannot be confined here")
async def test_an_engine_that_is_killed_while_it_judges_is_no_loss(sessions, home):
    shared = [*ENGINE[:-1], "--socket", "--idle-unload", "1"]
    session = await practising(sessions, engine={"command": shared})
    opened = await ask(session, "open", problem="lifeboats")
    uri, text = opened_in(session, opened)
    slow = "import time\ntime.sleep(0.3)\n"
    session.change(uri, text + slow + solution(opened["problem"]["id"]))
    judging = asyncio.create_task(ask(session, "submit", uri=uri))
    await session.until(lambda: session.judged, timeout=60)
    lock = session.folder / "run" / "shortlist" / "engine-1.lock"
    os.kill(int(lock.read_text()), signal.SIGKILL)
    done = await judging
    assert done["accepted"] and done["tries"] == 1
    assert (await ask(session, "progress"))["tries"] == 1


async def test_two_windows_share_one_progress_file(sessions, home):
    one, two = await practising(sessions), await practising(sessions)
    first, second = await asyncio.gather(
        ask(one, "open", problem="lifeboats"), ask(two, "open", problem="woven_numbers")
    )
    assert first["file"] != second["file"]
    uri, _ = opened_in(one, first)
    await ask(one, "giveUp", uri=uri)
    seen = await ask(two, "progress")
    assert seen["given_up"] == 1 and [each["problem"] for each in seen["open"]] == [
        second["problem"]["id"]
    ]
    again = await ask(two, "open", problem=second["problem"]["id"])
    assert again["was_open"] and again["file"] == second["file"]


@pytest.mark.skipif(not probe().usable, reason="programs cannot be confined here")
@pytest.mark.parametrize("how", ["request", "progress", "command", "id"])
async def test_judging_is_cancelled_at_once_and_leaves_nothing(sessions, home, how):
    session = await practising(sessions)
    opened = await ask(session, "open", problem="lifeboats")
    uri, text = opened_in(session, opened)
    await ask(session, "submit", uri=uri)  # the sandbox is warm
    before = (await ask(session, "progress"))["tries"]
    session.change(uri, text + FOREVER)
    params = {"action": "submit", "arguments": {"uri": uri}, "workDoneToken": "judging"}
    asked = asyncio.create_task(session.request("shortlist/practice", params, msg_id="judge"))
    await session.until(lambda: session.progress_of_kind("begin"))
    if how != "id":
        await asyncio.sleep(0.5)
    else:  # its first group ends when the time of a test is over
        session.judged.clear()
        await session.until(lambda: session.judged)
    start = time.monotonic()
    if how == "command":
        await session.command("cancel", {"uri": uri})
    elif how == "id":
        await session.command("cancel", {"runId": session.judged[0]["runId"]})
    elif how == "request":
        session.client.cancel_request(types.CancelParams(id="judge"))
    else:
        params = types.WorkDoneProgressCancelParams("judging")
        session.client.window_work_done_progress_cancel(params)
    with pytest.raises(JsonRpcException) as failure:
        await asked
    assert time.monotonic() - start < 0.25
    assert failure.value.code == -32800
    assert (await ask(session, "progress"))["tries"] == before


async def test_a_contest_goes_into_a_new_folder(sessions, home):
    session = await practising(sessions, files={"folder": "~/practice"})
    folder = home / "contests" / "first"
    started = await ask(
        session, "contestStart", problems=3, minutes=60, at=900, folder=str(folder), seed=1
    )
    assert started["running"] and started["seconds_left"] > 3500
    files = [Path(each["file"]) for each in started["problems"]]
    assert files == [folder / f"{letter}.py" for letter in "ABC"]
    assert all(file.is_file() for file in files)
    uri = session.open("A.py", files[0].read_text())
    kind, message = await refused(session, "hint", uri=uri)
    assert kind == "practice" and "contest" in message
    assert (await refused(session, "contestStart"))[0] == "practice"
    assert (await ask(session, "contest"))["contest"]["number"] == 1
    ended = await ask(session, "contestFinish")
    assert not ended["running"] and ended["rating"]["after"] < ended["rating"]["before"]


async def test_lenses_follow_what_is_given_up_here_or_in_a_terminal(sessions, home):
    session = await practising(sessions)
    first = await ask(session, "open", problem="lifeboats")
    uri, _ = opened_in(session, first)

    async def solvable():
        return any(lens.command.title == "Solve" for lens in await session.lenses(uri))

    assert not await solvable()
    asked = len(session.refreshes)
    told = await ask(session, "giveUp", uri=uri)
    assert told["outcome"] == "given_up" and told["explanation"] and told["solutions"]
    await session.until(lambda: len(session.refreshes) > asked)
    assert await solvable()

    asked = len(session.refreshes)
    assert (await ask(session, "open", problem=first["problem"]["id"]))["file"] != first["file"]
    await session.until(lambda: len(session.refreshes) > asked)
    assert not await solvable()

    asked = len(session.refreshes)
    command = [sys.executable, "-m", "shortlist_engine.cli", "practice", "give-up", first["file"]]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    await session.until(lambda: len(session.refreshes) > asked)
    assert await solvable()


async def test_what_is_wrong_is_said(sessions, home):
    session = await practising(sessions)
    assert "no family" in (await refused(session, "open", problem="liveboats"))[1]
    assert "no action" in (await refused(session, "sing"))[1]
    assert (await refused(session, "submit"))[0] == "practice"
    plain = session.open("mine.py", "print(1)\n")
    assert "no practice file" in (await refused(session, "hint", uri=plain))[1]
    kind, message = await refused(session, "list", tags="dp")
    assert kind == "invalidRequest" and "tags" in message
    params = {"action": "sets", "arguments": []}
    assert (await session.request("shortlist/practice", params))["sets"] == []
    assert (await ask(session, "list", tags=None, limit=1))["total"] > 100
    with pytest.raises(JsonRpcException, match="an object"):
        await session.request("shortlist/practice", {"action": "sets", "arguments": ["x"]})
    text = session.open("notes.txt", "hello", "plaintext")
    assert (await refused(session, "submit", uri=text))[0] == "noCode"
    folder = home / "data" / "shortlist" / "practice"
    folder.mkdir(parents=True)
    (folder / "progress.sqlite").mkdir()
    assert (await refused(session, "progress"))[0] == "progressUnusable"


async def test_a_damaged_progress_file_is_kept_aside_and_said(sessions, home):
    file = home / "data" / "shortlist" / "practice" / "progress.sqlite"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"no database at all" * 100)
    session = await practising(sessions)
    document = await ask(session, "progress")
    assert "damaged" in document["notes"][0] and document["solved"] == 0
    assert len(list(file.parent.glob("*.damaged-*"))) == 1


async def test_sets_are_imported_listed_and_removed(sessions, home):
    session = await practising(sessions)
    row = {
        "name": "Double",
        "description": "Print twice n.",
        "public_tests": {"input": ["2\n"], "output": ["4\n"]},
        "private_tests": {"input": ["5\n"], "output": ["10\n"]},
    }
    (home / "mine.jsonl").write_text(json.dumps(row) + "\n")
    done = await ask(session, "import", path="mine.jsonl")
    assert (done["set"], done["problems"], done["has_hints"]) == ("mine", 1, False)
    assert (await ask(session, "sets"))["sets"] == [{"name": "mine", "problems": 1}]
    assert (await ask(session, "removeSet", name="mine"))["sets"] == []
    assert (await refused(session, "removeSet", name="mine"))[0] == "practice"


async def test_contest_mode_gives_no_help(sessions, home):
    session = await practising(sessions, contestMode=True)
    opened = await ask(session, "open", problem="lifeboats")
    uri, _ = opened_in(session, opened)
    for action in ("hint", "giveUp", "explain"):
        assert (await refused(session, action, uri=uri))[0] == "paused"


async def test_without_a_folder_it_says_where_to_name_one(sessions, home):
    session = await practising(sessions, files={"folder": "below"})
    inside = await ask(session, "open", problem="lifeboats")
    assert Path(inside["file"]).parent == home / "below"
    gone = types.WorkspaceFolder(session.folder.as_uri(), session.folder.name)
    event = types.WorkspaceFoldersChangeEvent(added=[], removed=[gone])
    session.client.workspace_did_change_workspace_folders(
        types.DidChangeWorkspaceFoldersParams(event)
    )
    kind, message = await refused(session, "open", problem="lifeboats")
    assert kind == "noFolder" and "shortlist.files.folder" in message
    opened = await ask(session, "open", problem="lifeboats", folder=str(home / "else"))
    assert Path(opened["file"]).parent == home / "else"
