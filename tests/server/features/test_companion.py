"""Competitive Companion from the browser to the files, with real engines and real windows."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections import OrderedDict
from pathlib import Path
from urllib.parse import unquote

import pytest
from lsprotocol import types
from tests.engine.rpc.companion_browser import contest, free_port, post, problem

from shortlist_engine import places
from shortlist_engine.statement import find_problems
from shortlist_server.features.companion import CompanionFeature
from shortlist_server.services import new_files
from shortlist_server.services.companion_link import Sent

ENGINE = [sys.executable, "-m", "shortlist_engine.cli", "engine", "--socket", "--idle-unload", "1"]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in ("DATA", "STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    return tmp_path


async def window(sessions, port, folder=None, listening=True, **options):
    settings = {
        "companion": {"enable": True, "port": port},
        "engine": {"command": ENGINE},
        "clientFeatures": {},
        **options,
    }
    session = await sessions.start("vscode", options=settings, folder=folder)
    if listening:
        await session.until(lambda: state_of(session).get("listening"))
    return session


def state_of(session):
    return (session.statuses[-1].get("companion") or {}) if session.statuses else {}


async def send(port, *sent):
    for each in sent:
        status, _, _ = await asyncio.to_thread(post, port, each)
        assert status == 200


async def shown(session, number=1):
    await session.until(lambda: len(session.client.shown_documents) >= number)
    return Path(unquote(session.client.shown_documents[number - 1].uri.removeprefix("file://")))


async def said(session, number=1):
    await session.until(lambda: len(session.client.messages) >= number)
    return session.client.messages[number - 1].message


async def test_a_problem_becomes_a_file_of_the_users_template(sessions, port, home):
    templates = places.templates_dir()
    templates.mkdir(parents=True)
    (templates / "template.cpp").write_text(
        "#include <bits/stdc++.h>\n{{statement}}\n// {{title}}: {{url}}\nint main() {}\n"
    )
    session = await window(sessions, port, files={"folder": "cf", "language": "cpp"})
    await send(port, problem())
    file = await shown(session)
    assert file == home / "cf" / "A_Watermelon.cpp"
    text = file.read_text()
    assert text.startswith("#include <bits/stdc++.h>\n/*\nProblem: A. Watermelon\n")
    assert "// A. Watermelon: https://codeforces.com/contest/4/problem/A\n" in text
    read = find_problems(text, "cpp")[0].problem
    assert [(each.input, each.output) for each in read.examples] == [
        ("8\n", "YES\n"),
        ("3\n", "NO\n"),
    ]
    assert (read.limits.time_s, read.limits.memory_mib) == (1.0, 64)
    assert read.url == "https://codeforces.com/contest/4/problem/A"
    assert await said(session) == "A. Watermelon: A_Watermelon.cpp, with 2 tests."


async def test_a_contest_of_seven_lies_in_a_folder_of_its_own(sessions, port, home):
    session = await window(sessions, port)
    await send(port, *contest(7))
    first = await shown(session)
    folder = home / "Codeforces_Beta_Round_4_Div_2_Only"
    assert first == folder / "A_Task_number_1.py"
    assert sorted(file.name[0] for file in folder.iterdir()) == list("ABCDEFG")
    assert await said(session) == f"7 problems in {folder}."
    assert len(session.client.shown_documents) == len(session.client.messages) == 1

    # Once more, after some work: nothing is written over.
    first.write_text(first.read_text() + "print(1)\n")
    await send(port, *contest(7))
    assert await shown(session, 2) == first
    assert first.read_text().endswith("print(1)\n") and len(list(folder.iterdir())) == 7
    assert "7 of them from before" in await said(session, 2)


async def test_thirty_problems_take_at_most_two_seconds(sessions, port, home, capsys):
    session = await window(sessions, port)
    await session.request("shortlist/status")
    start = time.monotonic()
    await send(port, *contest(30))
    await shown(session)
    took = time.monotonic() - start
    with capsys.disabled():
        print(f"\n30 problems imported in {took:.2f} s")
    assert took < 2
    assert len(list(next(home.glob("Codeforces_*")).iterdir())) == 30


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../../etc/passwd", "etc_passwd.py"),
        ("/etc/cron.d/evil", "etc_cron_d_evil.py"),
        ("..\\..\\x", "x.py"),
        (".bashrc", "bashrc.py"),
        ("CON", "CON_.py"),
        ("lpt1", "lpt1_.py"),
        ("a" * 500, "a" * 80 + ".py"),
        ("", "Problem.py"),
        ("\u202egnp.exe", "gnp_exe.py"),
        ("А. Задача", "А_Задача.py"),
        ("...", "problem.py"),
    ],
)
async def test_names_stay_in_the_folder(sessions, port, home, name, file):
    inside = home / "inside"
    inside.mkdir()
    session = await window(sessions, port, files={"folder": str(inside)})
    await send(port, problem(name, group="a - ../../up"))
    assert await shown(session) == inside / file
    assert [each.name for each in inside.iterdir()] == [file]


async def test_the_window_that_was_looked_at_last_makes_the_files(sessions, port, home):
    folders = [home / "one", home / "two"]
    for folder in folders:
        folder.mkdir()
    one = await window(sessions, port, folders[0])
    two = await window(sessions, port, folders[1])
    await send(port, problem("A. Newest window"))
    assert (await shown(two)).parent == folders[1]
    one.client.protocol.notify("shortlist/didFocus", {})
    await one.request("shortlist/status")
    await asyncio.sleep(0.2)
    await send(port, problem("B. Looked at"))
    assert (await shown(one)).parent == folders[0]
    assert len(two.client.shown_documents) == 1


async def test_an_engine_that_is_killed_is_started_again_and_listens_on(sessions, port, home):
    session = await window(sessions, port)
    before = len(session.statuses)
    pid = int(session.folder.joinpath("run/shortlist/engine-1.lock").read_text())
    os.kill(pid, signal.SIGKILL)
    await session.until(
        lambda: [s for s in session.statuses[before:] if not s["companion"]["listening"]]
    )
    await session.until(lambda: state_of(session)["listening"])
    await send(port, problem())
    assert (await shown(session)).name == "A_Watermelon.py"
    # Nobody is troubled with it.
    assert [each.message for each in session.client.messages] == [await said(session)]


async def test_a_port_that_is_taken_is_quiet(sessions, port, home):
    with socket.create_server(("127.0.0.1", port)):
        session = await window(sessions, port, listening=False)
        await session.until(lambda: state_of(session).get("message"))
        state = state_of(session)
        assert not state["listening"] and "taken by another program" in state["message"]
        await asyncio.sleep(0.2)
        assert session.client.messages == []
    await session.until(lambda: state_of(session)["listening"])


async def test_switched_on_and_off_without_a_restart(sessions, port, home):
    session = await sessions.start(
        "neovim-0.11", options={"engine": {"command": ENGINE}, "clientFeatures": {}}
    )
    status = await session.request("shortlist/status")
    assert "companion" not in status and "engine" not in status  # nothing was started

    def set_to(on):
        tree = {"shortlist": {"companion": {"enable": on, "port": port}}}
        params = types.DidChangeConfigurationParams(tree)
        session.client.workspace_did_change_configuration(params)

    set_to(True)
    await session.until(lambda: state_of(session).get("listening"))
    await send(port, problem())
    await said(session)
    set_to(False)
    await session.until(lambda: not state_of(session))
    with pytest.raises(OSError):
        await asyncio.to_thread(post, port, problem())


async def test_without_a_folder_the_problem_waits_for_one(sessions, port, home):
    session = await window(sessions, port)
    gone = types.WorkspaceFolder(session.folder.as_uri(), session.folder.name)

    def change(added, removed):
        event = types.WorkspaceFoldersChangeEvent(added=added, removed=removed)
        params = types.DidChangeWorkspaceFoldersParams(event)
        session.client.workspace_did_change_workspace_folders(params)

    change([], [gone])
    await session.request("shortlist/status")
    await send(port, problem())
    assert "1 problem from the browser: There is no folder" in await said(session)
    new = home / "opened"
    new.mkdir()
    change([types.WorkspaceFolder(new.as_uri(), "opened")], [])
    assert (await shown(session)).parent == new


async def test_a_file_that_cannot_be_made_is_said_and_the_problem_kept(sessions, port, home):
    place = home / "place"
    place.write_text("a file, no folder")
    session = await window(sessions, port, files={"folder": str(place)})
    await send(port, problem())
    assert f"A file of A. Watermelon cannot be made in {place}" in await said(session)
    place.unlink()
    session.client.protocol.notify("shortlist/didFocus", {})
    assert (await shown(session)).parent == place


@pytest.mark.parametrize(
    "test",
    [
        {"input": "Time limit: 1 second\n", "output": "\nInput\n1\nOutput\n2\n"},
        {"input": f"{'9 ' * 40_000}\n", "output": "1\n"},
    ],
    ids=["headings", "long"],
)
async def test_tests_that_no_comment_can_hold_lie_beside_the_file(sessions, port, home, test):
    session = await window(sessions, port)
    await send(port, problem(tests=[test, {"input": "1\n", "output": "2\n"}], timeLimit=3000))
    file = await shown(session)
    beside = file.with_name(f"{file.name}.tests.json")
    assert await said(session) == (
        "A. Watermelon: A_Watermelon.py, with 2 tests. Tests that cannot stand in a comment are in "
        "A_Watermelon.py.tests.json."
    )
    uri = session.open(file.name, file.read_text())
    view = await session.request("shortlist/tests", {"uri": uri})
    assert [each["kind"] for each in view["tests"]] == ["own", "own"]
    assert json.loads(beside.read_text())["tests"][0] == test
    assert view["limits"]["timeMs"] == 3000


def test_a_fault_of_ours_takes_no_other_problem_along(tmp_path):
    class Faulty:
        def make(self, stated, folder, language):
            if stated.name.startswith("C"):
                raise KeyError("a fault")
            return new_files.NewFile(folder / stated.name, True, True)

    feature = CompanionFeature.__new__(CompanionFeature)  # of which this needs the least
    feature._new_files, feature._folders = Faulty(), OrderedDict()
    sent = [Sent(number, json.dumps(each)) for number, each in enumerate(contest(4))]
    done = feature._make("a", 4, sent, tmp_path, "python")
    assert (done.taken, done.left) == ([0, 1, 3], [2])
    assert "a fault of Shortlist's" in done.problem


async def test_in_contest_mode_problems_come_all_the_same(sessions, port, home):
    session = await window(sessions, port, contestMode=True)
    await send(port, problem())
    await shown(session)
