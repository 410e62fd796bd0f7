"""A shared engine lets in who has a token, over TLS, and does no more for each than its limits."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.engine.rpc.client import PROBLEM, Client, end, start
from tests.fakes import FakePool, FakeSampler, fake_resources

from shortlist_engine import cli, protocol
from shortlist_engine.problem import Done
from shortlist_engine.protocol import EngineError, from_wire
from shortlist_engine.rpc.sharing.limits import Limits, UserGate
from shortlist_engine.rpc.sharing.listening import for_a_group
from shortlist_engine.rpc.sharing.users import add_user, read_token, read_users

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl")
PROGRAM = {"language": "python", "source": "2 * x"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost with its key, and the tokens of two users."""
    folder = tmp_path_factory.mktemp("share")
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-keyout", folder / "key.pem", "-out", folder / "cert.pem", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    for name in ("ada", "ben"):
        token = folder / f"{name}.token"
        token.write_text(add_user(folder / "users", name))
        token.chmod(0o600)
    return folder


class Shared:
    """A shared engine with fakes, and ways to knock at its door."""

    def __init__(self, place: Path, port: int, process: subprocess.Popen[bytes]) -> None:
        self.place, self.port, self.process = place, port, process

    def plain(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), 60)

    def tls(self) -> ssl.SSLSocket:
        context = ssl.create_default_context(cafile=self.place / "cert.pem")
        return context.wrap_socket(self.plain(), server_hostname="localhost")

    def client(self, user: str = "ada") -> Client:
        """One that was let in, and has said hello."""
        connection = self.tls()
        token = (self.place / f"{user}.token").read_text()
        connection.sendall(f"SHORTLIST-1 {token}\n".encode())
        assert connection.recv(3) == b"ok\n"
        found = Client(lambda: connection.recv(65536), connection.sendall, connection.close)
        found.hello()
        return found


@contextlib.contextmanager
def shared(
    place: Path, *, limits: dict[str, Any] | None = None, **options: Any
) -> Iterator[Shared]:
    files = {"certificate": "cert.pem", "key": "key.pem", "users": "users"}
    share = {name: str(place / file) for name, file in files.items()}
    process = start(
        {"share": {**share, "limits": limits or {}}, **options},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline().decode()
        assert line.startswith("Shared on 127.0.0.1:"), line
        yield Shared(place, int(line.rpartition(":")[2]), process)
    finally:
        end(process)


@pytest.fixture(scope="module")
def engine(place: Path) -> Iterator[Shared]:
    with shared(place, sampler={"delay_s": 0.02}) as found:
        yield found


def test_users_solve_and_run(engine: Shared) -> None:
    ada, ben = engine.client("ada"), engine.client("ben")
    first, second = ada.solve("same", 60), ben.solve("same", 40)
    assert from_wire(Done, ada.wait(first)).progress.sampled == 60
    assert from_wire(Done, ben.wait(second)).progress.sampled == 40
    ran = ada.ask(protocol.RUN, problem=PROBLEM, program=PROGRAM)
    assert [run["verdict"] for run in ran["runs"]] == ["AC", "AC"]
    assert ben.ask(protocol.STATUS)["clients"] >= 2


@pytest.mark.parametrize(
    "line",
    [
        b"SHORTLIST-1 wrong\n", b"SHORTLIST-1 \n", b"SHORTLIST-1\n", b"\n", b"SHORTLIST-2 {}\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"SHORTLIST-1 {} " + b"x" * 400 + b"\n",
    ],
)  # fmt: skip
def test_without_the_token_of_a_user_nobody_comes_in(engine: Shared, line: bytes) -> None:
    connection = engine.tls()
    token = (engine.place / "ada.token").read_bytes()
    connection.sendall(line.replace(b"{}", token))
    # What follows would be a request, had the line been good.
    connection.sendall(protocol.request(1, protocol.STATUS, {}))
    answer = connection.recv(4096)
    assert answer in (b"", b"no the token is not one of a user of this engine\n")
    with contextlib.suppress(OSError):
        assert connection.recv(4096) == b""


def test_a_request_before_the_token_is_no_token(engine: Shared) -> None:
    connection = engine.tls()
    connection.sendall(protocol.request(1, protocol.HELLO, {"protocol": 1}) + b"\n")
    assert connection.recv(4096) in (b"", b"no the token is not one of a user of this engine\n")


def test_plain_text_is_refused(engine: Shared) -> None:
    connection = engine.plain()
    token = (engine.place / "ada.token").read_bytes()
    connection.sendall(b"SHORTLIST-1 " + token + b"\n")
    with contextlib.suppress(OSError):
        assert b"ok" not in connection.recv(4096)


def test_an_older_tls_is_refused(engine: Shared) -> None:
    context = ssl.create_default_context(cafile=engine.place / "cert.pem")
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises((ssl.SSLError, OSError)):
        context.wrap_socket(engine.plain(), server_hostname="localhost")


def test_who_only_knocks_is_sent_away(engine: Shared) -> None:
    connection = engine.tls()
    started = time.monotonic()
    assert connection.recv(10) == b""
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    ("method", "params"),
    [
        (protocol.SHUTDOWN, {}),
        (protocol.UNLOAD, {}),
        (protocol.MODELS, {}),
        (protocol.CONSENT, {"allowed": True}),
        (protocol.PRACTICE, {"action": "overview"}),
        (protocol.COMPANION_LISTEN, {}),
        (protocol.ASSIST, {"task": "prompt", "arguments": {}}),
    ],
)
def test_what_is_of_who_runs_it_is_refused(
    engine: Shared, method: str, params: dict[str, Any]
) -> None:
    client = engine.client()
    with pytest.raises(EngineError, match="needs an engine of your own") as caught:
        client.ask(method, **params)
    assert caught.value.kind == "unsupported"
    assert client.ask(protocol.STATUS)["state"] in ("idle", "solving")


def test_other_models_are_refused(engine: Shared) -> None:
    client = engine.client()
    for name in ("/etc", "http://192.0.2.1:80/v1#x", "ollama:big"):
        with pytest.raises(EngineError, match="has one model: fake"):
            client.wait(client.solve("x", 5, model=name))


def test_a_message_that_is_too_long_ends_the_connection(place: Path) -> None:
    with shared(place, limits={"message_bytes": 100_000}) as engine:
        client = engine.client()
        big = {**PROGRAM, "source": "2 * x  # " + "x" * 2_000_000}
        with pytest.raises((EOFError, OSError)):
            client.ask(protocol.RUN, problem=PROBLEM, program=big)
        again = engine.client()
        again.send_bytes(b"\xc1" * 50)  # no msgpack at all
        with pytest.raises((EOFError, OSError)):
            again.ask(protocol.STATUS)
        assert engine.client("ben").ask(protocol.STATUS)["clients"] == 1


def test_each_user_has_limits_and_others_do_not_feel_them(place: Path) -> None:
    limits = {"connections": 2, "solves": 1, "samples": 500, "burst": 30, "per_second": 1.0}
    with shared(place, limits=limits, sampler={"delay_s": 0.05}) as engine:
        ada, more, ben = engine.client("ada"), engine.client("ada"), engine.client("ben")
        third = engine.tls()
        third.sendall(b"SHORTLIST-1 " + (place / "ada.token").read_bytes() + b"\n")
        assert b"2 connections" in third.recv(200)
        with pytest.raises(EngineError, match="samples 500 for a solve"):
            ada.wait(ada.solve("a", 501))
        first = ada.solve("b", 400)
        ada.wait_for_note(protocol.SOLVE_PROGRESS)
        with pytest.raises(EngineError, match="1 solves at once"):
            more.wait(more.solve("c", 10))
        assert ben.ask(protocol.STATUS)["solving"] == 1
        second = ben.solve("d", 10)
        ada.ask(protocol.CANCEL, solve_id="b")
        ada.wait(first)
        assert from_wire(Done, ben.wait(second)).progress.sampled == 10
        with pytest.raises(EngineError, match="1 requests a second"):
            for _ in range(60):
                ada.ask(protocol.STATUS)
        assert ben.ask(protocol.STATUS)["state"] == "idle"


def test_programs_of_others_need_a_sandbox(place: Path) -> None:
    share = {"certificate": "cert.pem", "key": "key.pem", "users": "users"}
    files = {name: str(place / file) for name, file in share.items()}
    process = start({"share": files, "unisolated": "no seccomp"}, stderr=subprocess.PIPE)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 3 and b"in a sandbox only: no seccomp" in errors


def test_nothing_of_who_runs_it_is_left_in_the_resources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "shortlist").mkdir()
    (tmp_path / "shortlist/languages.json").write_text('{"python": {"tool": "pypy3"}}')
    own = fake_resources(lambda: FakeSampler(["x"]), FakePool)
    assert own.own_tools()["python"].tool == "pypy3"
    resources = for_a_group(own)
    assert not resources.own_tools()
    assert resources.open_library is None
    with pytest.raises(EngineError, match="one model"):
        resources.with_model("other")
    with pytest.raises(EngineError, match="in a sandbox only"):
        resources.make_plain()


# The command line.


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "shortlist_engine.cli", "engine", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


def test_an_editor_joins_by_a_command(engine: Shared) -> None:
    """As the language server starts an engine of its own: it talks to a process over pipes."""
    process = subprocess.Popen(
        [
            sys.executable, "-m", "shortlist_engine.cli", "engine", "--stdio", "--join",
            f"localhost:{engine.port}", "--token", engine.place / "ben.token",
            "--authority", engine.place / "cert.pem",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    reading = process.stdout
    client = Client(lambda: reading.read(65536), process.stdin.write, process.stdin.close)
    try:
        assert client.hello()["model"] == "fake"
        done = from_wire(Done, client.wait(client.solve("x", 30)))
        assert done.solutions[0].program.source == "2 * x"
        client.close()
        assert process.wait(30) == 0
    finally:
        end(process)


def test_joining_says_what_is_wrong(engine: Shared, tmp_path: Path) -> None:
    address, authority = f"localhost:{engine.port}", engine.place / "cert.pem"
    wrong = tmp_path / "token"
    wrong.write_text("wrong")
    wrong.chmod(0o600)
    said = command("--join", address, "--token", wrong, "--authority", authority)
    assert said.returncode == 3 and "not one of a user" in said.stderr
    said = command("--join", address, "--token", wrong)
    assert said.returncode == 3 and "give that of the engine with --authority" in said.stderr
    wrong.chmod(0o644)
    said = command("--join", address, "--token", wrong, "--authority", authority)
    assert said.returncode == 2 and f"chmod 600 {wrong}" in said.stderr
    said = command("--join", address)
    assert said.returncode == 2 and "--token is missing" in said.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        wrong.chmod(0o600)
        said = command("--join", f"127.0.0.1:{free.getsockname()[1]}", "--token", wrong)
    assert said.returncode == 3 and "No shared engine answers" in said.stderr


def test_nothing_is_shared_without_tls_and_tokens(place: Path, capsys: Any) -> None:
    certificate = ["--certificate", str(place / "cert.pem"), "--key", str(place / "key.pem")]
    users = ["--users", str(place / "users")]
    for more in ([], users, certificate, [*certificate[:2], *users]):
        assert cli.main(["engine", "--share", "127.0.0.1:0", *more]) == 2
        assert "with TLS and with tokens, or not at all" in capsys.readouterr().err
    assert cli.main(["engine", "--share", "7000", *certificate, *users]) == 2
    swapped = ["--certificate", str(place / "key.pem"), "--key", str(place / "cert.pem")]
    assert cli.main(["engine", "--share", "127.0.0.1:0", *swapped, *users]) == 2


def test_users_are_added_and_replaced(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "users"
    assert cli.main(["engine", "--add-user", "ada", "--users", str(file)]) == 0
    first = capsys.readouterr().out.strip()
    assert first not in file.read_text() and oct(file.stat().st_mode)[-3:] == "600"
    second = add_user(file, "ada")
    third = add_user(file, "ben")
    users = read_users(file)
    assert [users.name_of(token) for token in (first, second, third, "")] == [
        None, "ada", "ben", None,
    ]  # fmt: skip
    for text, match in (("", "has 0 users"), ("ada\n", "line 1"), ("a b c\n", "line 1")):
        file.write_text(text)
        with pytest.raises(EngineError, match=match):
            read_users(file)
    with pytest.raises(EngineError, match="is no name"):
        add_user(file, "../ada")
    with pytest.raises(EngineError, match="cannot be read"):
        read_token(tmp_path / "nothing")


def test_the_pace_of_a_user() -> None:
    times = itertools.count(0.0, 0.01)
    now = [0.0]
    gate = UserGate(Limits(per_second=10, burst=5), lambda: now[0])
    passed = 0
    for _ in range(1000):
        now[0] = next(times)
        with contextlib.suppress(EngineError):
            gate.enter(protocol.STATUS, {})
            gate.leave(protocol.STATUS)
            passed += 1
    assert 100 <= passed <= 106  # ten seconds of ten, and the burst


@pytest.mark.parametrize(
    ("method", "params"),
    [
        (protocol.SOLVE, {"budget": {"samples": 2001}}),
        (protocol.SOLVE, {"budget": {"seconds": float("nan")}}),
        (protocol.STRESS, {"seconds": 1e9}),
        (protocol.RUN, {"problem": {"limits": {"time_s": 3600}}}),
        (protocol.RUN, {"problem": {"limits": {"memory_mib": 10**6}}}),
        (protocol.ASSIST, {"task": "translate", "arguments": {"seconds": 1e9}}),
    ],
)
def test_what_is_too_much_is_refused(method: str, params: dict[str, Any]) -> None:
    gate = UserGate(Limits())
    with pytest.raises(EngineError, match="allows each user"):
        gate.enter(method, params)
    gate.enter(protocol.STATUS, {})


@pytest.mark.parametrize("chosen", [{"tool": "/bin/sh"}, {"flags": ["-fplugin=x.so"]}])
def test_tools_and_flags_of_users_are_refused(chosen: dict[str, Any]) -> None:
    program, gate = {**PROGRAM, **chosen}, UserGate(Limits())
    for method, params in (
        (protocol.RUN, {"program": program}),
        (protocol.STRESS, {"program": PROGRAM, "against": [PROGRAM, program]}),
        (protocol.ASSIST, {"task": "explain", "arguments": {"file": {"program": program}}}),
    ):
        with pytest.raises(EngineError, match="by its own tools"):
            gate.enter(method, params)
    gate.enter(protocol.RUN, {"program": {**PROGRAM, "tool": "", "flags": []}})


def test_the_engine_of_one_user_is_as_before() -> None:
    assert os.environ.get("SHORTLIST_SHARE") is None  # nothing shares by itself
    with pytest.raises(EngineError, match="allows each user 8 requests at once"):
        gate = UserGate(Limits())
        for _ in range(9):
            gate.enter(protocol.RUN, {})
