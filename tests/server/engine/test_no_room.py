"""Directories that cannot be written: full disks, read-only homes, a socket without a place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pygls.exceptions import JsonRpcException

INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"processId": None, "rootUri": None, "capabilities": {}},
}


@pytest.fixture
def nowhere(tmp_path: Path) -> dict[str, str]:
    """Every directory of the user's is a file, so that nothing can be made in it, not even by
    root; only one for temporary files is left."""
    home = tmp_path / "home"
    home.write_text("full")
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    names = ("HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")
    return {**{name: str(home) for name in names}, "TMPDIR": str(temporary)}


async def test_a_solve_without_any_directory_but_the_temporary_one(sessions, comment, nowhere):
    session = await sessions.start("vscode", socket=True, environment=nowhere)
    result = await session.solve(session.open("sum.py", comment()))
    assert len(result["items"]) == 3
    sockets = [path.name for path in Path(nowhere["TMPDIR"]).rglob("*.sock")]
    assert sockets == ["engine-1.sock"]


async def test_without_a_place_for_the_socket_the_message_names_it(sessions, comment, nowhere):
    in_the_way = Path(nowhere["TMPDIR"]) / f"shortlist-{os.getuid()}"
    in_the_way.write_text("")
    session = await sessions.start("vscode", socket=True, environment=nowhere)
    uri = session.open("sum.py", comment())
    with pytest.raises(JsonRpcException) as failure:
        await session.solve(uri)
    assert failure.value.data["kind"] == "engineUnavailable"
    assert str(in_the_way) in failure.value.message
    assert "XDG_RUNTIME_DIR" in failure.value.message
    # The server works on, and so does the engine once there is room.
    assert (await session.lenses(uri))[-1].command.title == "Solve again"
    in_the_way.unlink()
    assert len((await session.solve(uri))["items"]) == 3


async def test_the_engines_output_need_not_be_kept(sessions, comment, tmp_path):
    folder = tmp_path / "run" / "shortlist"
    folder.mkdir(parents=True, mode=0o700)
    (folder / "engine-start.log").mkdir()
    session = await sessions.start("vscode", socket=True)
    assert len((await session.solve(session.open("sum.py", comment())))["items"]) == 3


async def test_the_last_words_of_an_engine_without_a_log_are_told(sessions, comment, tmp_path):
    folder = tmp_path / "run" / "shortlist"
    folder.mkdir(parents=True, mode=0o700)
    (folder / "engine-start.log").mkdir()
    sessions.engine.set(start_exit=3)
    session = await sessions.start("vscode", socket=True)
    with pytest.raises(JsonRpcException) as failure:
        await session.solve(session.open("sum.py", comment()))
    assert "exit code 3" in failure.value.message
    assert "cannot start as told" in failure.value.message


@pytest.mark.parametrize("log", ["/no/such/folder/x.log", "/dev/full"])
def test_a_log_that_cannot_be_written_keeps_nobody_from_working(log):
    body = json.dumps(INITIALIZE).encode()
    command = [sys.executable, "-m", "shortlist_server", "--log-level", "debug", "--log-file", log]
    ended = subprocess.run(
        command,
        input=b"Content-Length: %d\r\n\r\n%b" % (len(body), body),
        capture_output=True,
        timeout=120,
    )
    assert b'"serverInfo"' in ended.stdout
    assert b"Traceback" not in ended.stderr
    assert (log.encode() in ended.stderr) is (log != "/dev/full")
