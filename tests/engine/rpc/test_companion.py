"""Competitive Companion and the engine: what is let in, and which window is told."""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import statistics
import time
from pathlib import Path

import pytest
from tests.engine.rpc.client import Client, connect, socket_engine, wait_until
from tests.engine.rpc.companion_browser import EXTENSION, contest, free_port, post, problem

from shortlist_engine import protocol
from shortlist_engine.rpc.companion import broker, inbox, listener


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "engine.sock"


def window(path: Path, port: int, **more: float) -> Client:
    client = connect(path)
    client.hello()
    state = client.ask(protocol.COMPANION_LISTEN, port=port, **more)
    assert state == {"listening": True, "port": port, "problem": ""}
    return client


def told(client: Client, seconds: float = 5.0) -> dict:
    """The next problems that a window is told of, and takes."""
    seen = len([note for note in client.notes if note[1] == protocol.COMPANION_PROBLEMS])
    client.seen = getattr(client, "seen", 0)
    deadline = time.monotonic() + seconds
    while seen <= client.seen:
        assert time.monotonic() < deadline, "no problem came"
        client.read_some()
        seen = len([note for note in client.notes if note[1] == protocol.COMPANION_PROBLEMS])
    notes = [note[2] for note in client.notes if note[1] == protocol.COMPANION_PROBLEMS]
    found = notes[client.seen]
    client.seen += 1
    return found


def names(found: dict) -> list[str]:
    return [json.loads(each["document"])["name"] for each in found["problems"]]


def take(client: Client, found: dict, **more: bool) -> None:
    numbers = [each["number"] for each in found["problems"]]
    client.ask(protocol.COMPANION_TOOK, numbers=numbers, **more)


def test_a_problem_reaches_the_window_unchanged(path: Path, port: int) -> None:
    with socket_engine(path):
        client = window(path, port)
        sent = problem("A. Schöne \ud800 Aufgabe 🎉", memoryLimit=2**70)
        assert post(port, sent)[:2] == (200, "")
        found = told(client)
        assert json.loads(found["problems"][0]["document"]) == sent
        assert found["size"] == 1


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_both_loopback_addresses_are_listened_to_and_no_other(
    path: Path, port: int, address: str
) -> None:
    with socket_engine(path):
        client = window(path, port)
        host = {"Host": f"[{address}]:{port}" if ":" in address else f"{address}:{port}"}
        try:
            assert post(port, problem(), address=address, headers=host)[0] == 200
        except OSError:
            pytest.skip(f"this machine has no {address}")
        told(client)
        addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), port)} - {
            "127.0.0.1",
            "::1",
        }
        for other in addresses:
            with pytest.raises(OSError), socket.create_connection((other, port), 1):
                pass


def test_a_contest_comes_as_one(path: Path, port: int) -> None:
    with socket_engine(path):
        client = window(path, port)
        sent = contest(7)
        for each in sent:
            assert post(port, each)[0] == 200
        found = told(client)
        assert names(found) == [each["name"] for each in sent]
        assert (found["batch"], found["size"]) == (sent[0]["batch"]["id"], 7)


def test_a_contest_of_which_some_never_come_is_not_waited_for(path: Path, port: int) -> None:
    with socket_engine(path):
        client = window(path, port)
        sent = contest(4)
        for each in sent[:3]:
            post(port, each)
        start_s = time.monotonic()
        assert len(told(client)["problems"]) == 3
        assert broker.GAP_S - 1 < time.monotonic() - start_s < broker.GAP_S + 2
        post(port, sent[3])
        late = told(client)
        assert names(late) == [sent[3]["name"]] and late["batch"] == sent[0]["batch"]["id"]


def test_a_page_cannot_send_problems(path: Path, port: int) -> None:
    hostile = problem("../../../etc/cron.d/x")
    with socket_engine(path):
        client = window(path, port)
        for headers in (
            {"Origin": "https://evil.example"},
            {"Origin": "https://evil.example", "Content-Type": "text/plain"},
            {"Origin": "null"},
            {"Origin": f"http://localhost:{port}"},
            {"Origin": "https://extension://x"},
            {"Host": "evil.example"},
            {"Host": f"evil.example:{port}"},
            {"Host": "localhost.evil.example", "Origin": ""},
            {"Host": "127.0.0.1.evil.example", "Origin": ""},
        ):
            status, text, _ = post(port, hostile, headers=headers)
            assert status == 403, headers
            assert text
        # What a browser asks first, for a page that sends JSON.
        asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        assert post(port, b"", headers=asked, method="OPTIONS")[0] == 403
        assert post(port, b"", method="OPTIONS")[0] == 204
        for origin in (EXTENSION, "moz-extension://e1b9f2", "safari-web-extension://AB-1", ""):
            assert post(port, problem(), headers={"Origin": origin})[0] == 200
            assert names(told(client)) == ["A. Watermelon"]


def test_what_is_no_problem_is_refused(path: Path, port: int) -> None:
    with socket_engine(path):
        client = window(path, port)
        for body in (
            b"",
            b"{",
            b"\xff\xfe\x00",
            b"[" * 200_000,
            b'"text"',
            b"[]",
            b"{}",
            {"name": "x"},
            {"name": 7, "url": "", "tests": []},
            {"name": "x", "url": "", "tests": {}},
            {"name": "x", "url": "", "tests": ["a"]},
            {"name": "x", "url": "", "tests": [{"input": 1, "output": "2"}]},
        ):
            assert post(port, body)[0] == 400, body
        assert post(port, b"", method="GET")[0] == 405
        assert post(port, b"", headers={"Content-Length": "many"})[0] == 411
        assert post(port, b"x" * (listener.MOST_BYTES + 1))[0] == 413
        assert post(port, problem(), headers={"X-Long": "x" * 60_000})[0] == 431
        assert post(port, problem(), headers={"Transfer-Encoding": "chunked"})[0] == 411
        for head in (b"nonsense\r\n\r\n", b"POST / HTTP/1.1\r\nHost: localhost\r\nHost: x\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", port), 5) as raw:
                raw.sendall(head)
                assert raw.recv(100).startswith(b"HTTP/1.1 400")
        # Those who connect and say nothing hold nobody up.
        with contextlib.ExitStack() as stack:
            for _ in range(40):
                stack.enter_context(socket.create_connection(("127.0.0.1", port), 5))
            assert post(port, problem())[0] == 200
        assert names(told(client)) == ["A. Watermelon"]


def test_a_burst_without_end_is_one_problem_after_the_other(path: Path, port: int) -> None:
    with socket_engine(path):
        client = window(path, port)
        odd = problem(batch={"id": "a", "size": float("inf")})
        assert post(port, odd)[0] == 200
        assert names(told(client)) == [odd["name"]]


def test_what_nobody_takes_fills_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MOST_CHARACTERS", 100)
    kept = inbox.Inbox(tmp_path / "companion.json")
    for each in ("a", "b", "c"):
        kept.add("burst", 3, each * 40)
    assert [each.document[0] for each in kept.waiting()] == ["b", "c"]
    kept.add("large", 1, "d" * 200)
    kept.write()
    again = inbox.Inbox(tmp_path / "companion.json").waiting()
    assert [each.document[0] for each in again] == ["d"]


def test_what_cph_asks_is_answered(path: Path, port: int) -> None:
    with socket_engine(path):
        window(path, port)
        status, text, _ = post(port, b"", headers={"cph-submit": "true"}, method="GET")
        assert status == 200 and json.loads(text) == {"empty": True}


def test_the_window_that_was_looked_at_last_is_told(path: Path, port: int) -> None:
    with socket_engine(path):
        first = window(path, port, focused_s=5.0)
        second = window(path, port, focused_s=9.0)
        post(port, problem("B. First"))
        take(first, told(first))
        second.ask(protocol.COMPANION_FOCUS)
        post(port, problem("C. Second"))
        assert names(told(second)) == ["C. Second"]
        second.close()  # without having said that it took the problem
        assert names(told(first)) == ["C. Second"]


def test_what_a_window_cannot_take_goes_to_another_or_waits(path: Path, port: int) -> None:
    with socket_engine(path):
        first = window(path, port, focused_s=9.0)
        second = window(path, port)
        post(port, problem())
        take(second, told(second), taken=False)
        found = told(first)
        take(first, found, taken=False)
        first.ask(protocol.STATUS)
        assert not [note for note in first.notes[1:] if note[1] == protocol.COMPANION_PROBLEMS]
        first.ask(protocol.COMPANION_LISTEN, port=port)  # there is a folder now
        assert told(first) == found


def test_a_problem_for_nobody_waits_for_a_window_even_of_the_next_engine(
    path: Path, port: int, tmp_path: Path
) -> None:
    kept = tmp_path / "state" / "shortlist" / "companion.json"
    with socket_engine(path) as process:
        window(path, port).close()
        time.sleep(0.1)
        post(port, problem("B. Alone"))
        wait_until(kept.exists)
        assert kept.stat().st_mode & 0o777 == 0o600
        process.send_signal(signal.SIGKILL)
        process.wait()
    with socket_engine(path):
        client = window(path, port)
        found = told(client)
        assert names(found) == ["B. Alone"]
        take(client, found)
        wait_until(lambda: not kept.exists())


def test_nothing_is_lost_when_the_file_cannot_be_read(
    path: Path, port: int, tmp_path: Path
) -> None:
    kept = tmp_path / "state" / "shortlist" / "companion.json"
    kept.parent.mkdir(parents=True)
    kept.write_text('[{"number": 1, "ba')
    with socket_engine(path):
        client = window(path, port)
        post(port, problem())
        assert names(told(client)) == ["A. Watermelon"]


def test_a_port_that_is_taken_is_said_and_tried_again(
    path: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket_engine(path), socket.create_server(("127.0.0.1", port)) as other:
        client = connect(path)
        client.hello()
        state = client.ask(protocol.COMPANION_LISTEN, port=port)
        assert not state["listening"] and f"Port {port} is taken" in state["problem"]
        other.close()
        state = client.wait_for_note(protocol.COMPANION_STATUS)
        assert state == {"listening": True, "port": port, "problem": ""}
        assert post(port, problem())[0] == 200
        told(client)


def test_switched_off_nothing_listens(path: Path, port: int) -> None:
    with socket_engine(path):
        first, second = window(path, port), window(path, port)
        first.ask(protocol.COMPANION_LISTEN, port=None)
        assert post(port, problem())[0] == 200
        told(second)
        second.ask(protocol.COMPANION_LISTEN, port=None)
        with pytest.raises(OSError):
            post(port, problem())


def test_an_engine_that_is_told_to_end_frees_the_port(path: Path, port: int) -> None:
    with socket_engine(path) as process:
        window(path, port)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    with socket_engine(path):
        window(path, port)


def test_answers_come_at_once(path: Path, port: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Also while the engine solves. Half a second is what the extension waits."""
    with socket_engine(path, sampler={"delay_s": 0.005}):
        client = window(path, port)
        client.solve(samples=2000)
        times = sorted(post(port, each)[2] for each in contest(30) for _ in range(5))
        median, p99 = statistics.median(times), times[int(0.99 * len(times))]
        with capsys.disabled():
            print(f"\nPOST answered in {median:.1f} ms (median), {p99:.1f} ms (99th percentile)")
        assert median < 50
        assert p99 < 450


def test_bad_parameters_are_named(path: Path) -> None:
    with socket_engine(path):
        client = connect(path)
        client.hello()
        for method, params in (
            (protocol.COMPANION_LISTEN, {"port": "x"}),
            (protocol.COMPANION_LISTEN, {"port": 70000}),
            (protocol.COMPANION_TOOK, {"numbers": ["1"]}),
        ):
            with pytest.raises(protocol.EngineError, match=next(iter(params))):
                client.ask(method, **params)
