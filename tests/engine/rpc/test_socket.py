from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import time
from pathlib import Path

import pytest
from tests.engine.rpc.client import connect, end, socket_engine, start, wait_until

from shortlist_engine import protocol
from shortlist_engine.problem import Done
from shortlist_engine.protocol import from_wire

SLOW = {"delay_s": 0.02}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    return tmp_path / "engine.sock"


def test_the_socket_belongs_to_the_user_alone(path: Path) -> None:
    with socket_engine(path):
        mode = path.stat().st_mode
        assert stat.S_ISSOCK(mode)
        assert stat.S_IMODE(mode) == 0o600


def test_the_directory_of_the_default_socket_must_be_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    where = protocol.socket_path()
    assert stat.S_IMODE(where.parent.stat().st_mode) == 0o700
    where.parent.chmod(0o755)
    with pytest.raises(protocol.EngineError, match="private"):
        protocol.socket_path()


def test_two_clients_share_the_engine_and_solves_are_their_own(path: Path) -> None:
    with socket_engine(path, sampler=SLOW):
        one, two = connect(path), connect(path)
        one.hello()
        two.hello()
        first = one.solve("same id", 150)
        second = two.solve("same id", 50)
        two.wait_for_note(protocol.SOLVE_PROGRESS, stage="queued", ahead=1)
        assert from_wire(Done, one.wait(first)).progress.sampled == 150
        assert from_wire(Done, two.wait(second)).progress.sampled == 50
        assert one.ask(protocol.STATUS)["clients"] == 2


def test_a_client_cannot_cancel_the_solve_of_another(path: Path) -> None:
    with socket_engine(path, sampler=SLOW):
        one, two = connect(path), connect(path)
        one.hello()
        two.hello()
        number = one.solve("a", 100)
        one.wait_for_note(protocol.SOLVE_RANKING)
        assert two.ask(protocol.CANCEL, solve_id="a") == {"cancelled": False}
        assert from_wire(Done, one.wait(number)).reason == "samples"


def test_a_client_that_disconnects_cancels_its_solves(path: Path) -> None:
    with socket_engine(path, sampler=SLOW):
        one, two = connect(path), connect(path)
        one.hello()
        two.hello()
        one.solve("a", 1_000_000)
        one.wait_for_note(protocol.SOLVE_RANKING)
        number = two.solve("b", 50)
        two.wait_for_note(protocol.SOLVE_PROGRESS, stage="queued")
        one.close()
        assert from_wire(Done, two.wait(number)).reason == "samples"


def test_a_second_engine_says_that_one_runs(path: Path) -> None:
    with socket_engine(path) as first:
        second = start({"socket": str(path)}, stderr=subprocess.PIPE)
        _, errors = second.communicate(timeout=60)
        assert second.returncode == 0
        assert f"process {first.pid}".encode() in errors
        client = connect(path)
        assert client.hello()["pid"] == first.pid


def test_of_many_engines_started_at_once_exactly_one_serves(path: Path) -> None:
    engines = [start({"socket": str(path)}, stderr=subprocess.PIPE) for _ in range(4)]
    try:
        wait_until(lambda: sum(engine.poll() is None for engine in engines) == 1)
        alive = next(engine for engine in engines if engine.poll() is None)
        assert connect(path).hello()["pid"] == alive.pid
        assert all(engine.returncode == 0 for engine in engines if engine is not alive)
    finally:
        for engine in engines:
            end(engine)


def test_an_engine_that_was_killed_leaves_a_stale_socket_that_the_next_replaces(
    path: Path,
) -> None:
    with socket_engine(path, sampler=SLOW) as engine:
        client = connect(path)
        client.hello()
        client.solve(samples=1_000_000)
        client.wait_for_note(protocol.SOLVE_RANKING)
        os.kill(engine.pid, signal.SIGKILL)
        engine.wait(30)
        with pytest.raises((EOFError, ConnectionError)):
            client.wait(99)
        assert path.exists()
    with socket_engine(path):
        assert connect(path).hello()["model"] == "fake"


def test_a_clean_end_removes_the_socket(path: Path) -> None:
    with socket_engine(path) as engine:
        engine.terminate()
        assert engine.wait(30) == 0
        assert not path.exists()


def test_the_engine_leaves_when_its_last_client_has_gone_and_it_was_idle(path: Path) -> None:
    with socket_engine(path, idle=1.0) as engine:
        client = connect(path)
        client.hello()
        time.sleep(2.0)  # twice the idle time, but somebody is there
        assert client.ask(protocol.STATUS)["clients"] == 1
        client.close()
        assert engine.wait(30) == 0
        assert not path.exists()


def test_a_client_that_says_nothing_and_one_that_talks_nonsense_harm_nobody(path: Path) -> None:
    with socket_engine(path):
        silent, loud = connect(path), connect(path)
        loud.send_bytes(b"\xff" * 100_000)
        good = connect(path)
        good.hello()
        assert from_wire(Done, good.wait(good.solve())).solutions
        silent.close()
        loud.close()


def test_a_path_too_long_for_a_socket_is_an_error_with_words(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 120) / "engine.sock"
    path.parent.mkdir()
    process = start({"socket": str(path)}, stderr=subprocess.PIPE)
    _, errors = process.communicate(timeout=60)
    assert process.returncode != 0
    assert b"XDG_RUNTIME_DIR" in errors


def test_a_client_that_stops_reading_is_disconnected_and_others_go_on(path: Path) -> None:
    """Many answers nobody takes: bounded, then the connection ends."""
    with socket_engine(path):
        stuck = socket.socket(socket.AF_UNIX)
        stuck.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        stuck.connect(str(path))
        stuck.settimeout(20)
        flood = protocol.request(1, protocol.STATUS, {}) * 500
        with pytest.raises(OSError):
            for _ in range(2000):
                stuck.sendall(flood)
        good = connect(path)
        good.hello()
        assert good.ask(protocol.STATUS)["state"] == "idle"
