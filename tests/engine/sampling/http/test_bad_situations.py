"""What goes wrong with servers: each a message that says what to change, and nothing lost."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from tests.engine.sampling.http.asking_models import (
    answers,
    model_of,
    request,
    texts,
)
from tests.engine.sampling.http.scripted_server import Fault, scripted, unused_port
from tests.fakes import DOUBLE

from shortlist_engine.model.errors import ModelError, WindowError
from shortlist_engine.sampling import ModelChoice, SamplingParams
from shortlist_engine.sampling.http.address import Address, read_address
from shortlist_engine.sampling.http.connection import Exchange, Patience, ask
from shortlist_engine.sampling.http.fingerprint import fingerprint, wait_for_server
from shortlist_engine.sampling.http.loading import load_text_model
from shortlist_engine.sampling.text.model import Completion
from shortlist_engine.sampling.text.sampler import TextSampler

ALL_OF_FOUR = [f"answer of seed {7 + index}" for index in range(4)]


def with_faults(kind: str, *faults: Fault, n: int = 4, **script):
    """What came, and what was raised at the end."""
    with scripted(kind, faults=list(faults), **script) as server:
        got: list[Completion] = []
        try:
            for each in model_of(server).complete(request(n), threading.Event()):
                got.append(each)
        except ModelError as error:
            return got, error, server
        return got, None, server


def test_no_server() -> None:
    port = unused_port()
    with pytest.raises(ModelError, match=f"no server answers at .*:{port} .*refused.*start it"):
        fingerprint(Address("127.0.0.1", port))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "does not speak HTTP: check the port"),
        (b"\x00\xff\x13\x37garbage\r\n\r\n", "does not speak HTTP: check the port"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "no server of models: check"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "no server of models: check"),
        (b"", "ended the connection"),
    ],
    ids=["ssh", "bytes", "a web page", "another server", "hangs up"],
)
def test_a_wrong_port(sent: bytes, said: str) -> None:
    with scripted() as server:
        server.script.health_fault = sent or b" "
        if not sent:
            server.script.health_fault = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"
        with pytest.raises(ModelError, match=said):
            fingerprint(server.address, 2.0)


def test_a_server_that_sends_nothing_at_all() -> None:
    import socket

    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        began = time.monotonic()
        with pytest.raises(ModelError, match=r"sent nothing for 0\.2 s: .*restart it"):
            fingerprint(Address("127.0.0.1", deaf.getsockname()[1]), 0.2)
        assert time.monotonic() - began < 2


def test_a_key_that_is_missing_or_wrong(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with scripted("TabbyAPI", key="secret") as server:
        with pytest.raises(ModelError, match=r"demands a key.*key=VARIABLE to .*shortlist/servers"):
            fingerprint(read_address(server.url), 2.0)
        (tmp_path / "shortlist").mkdir()
        line = f"127.0.0.1:{server.server_port} key=TABBY_KEY  # mine\n"
        (tmp_path / "shortlist" / "servers").write_text(line)
        with pytest.raises(ModelError, match="set TABBY_KEY"):
            read_address(server.url)
        monkeypatch.setenv("TABBY_KEY", "secret")
        assert fingerprint(read_address(server.url), 2.0).kind == "TabbyAPI"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("http://example.org:8080", "not this machine.*add the line example.org:8080 to"),
        ("http://192.168.1.7:8080", "not this machine"),
        ("http://127.0.0.1.example.org:80", "not this machine"),
        ("https://127.0.0.1:8080", "TLS"),
        ("http://127.0.0.1", "write http://HOST:PORT"),
        ("http://127.0.0.1:port", "write http://HOST:PORT"),
        ("http://me:secret@127.0.0.1:1", "write http://HOST:PORT"),
    ],
)
def test_an_address_that_is_none_or_elsewhere(
    name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with pytest.raises(ModelError, match=said):
        read_address(name)


def test_another_host_is_asked_when_the_user_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "shortlist").mkdir()
    (tmp_path / "shortlist" / "servers").write_text("# of the lab\ngpu-box:8000\n")
    assert str(read_address("http://gpu-box:8000/v1")) == "http://gpu-box:8000"
    with pytest.raises(ModelError, match="not this machine"):
        read_address("http://gpu-box:8001")


def test_this_machine_has_several_names() -> None:
    with scripted() as server:
        for host in ("localhost", "127.0.0.1", "0.0.0.0"):
            found = fingerprint(read_address(f"http://{host}:{server.server_port}/v1/"), 2.0)
            assert found.kind == "llama.cpp"


def test_a_proxy_in_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    dead = f"http://127.0.0.1:{unused_port()}"
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(variable, dead)
    monkeypatch.delenv("no_proxy", raising=False)
    with scripted() as server:
        assert len(answers(model_of(server), request(2))) == 2


def test_a_redirect_is_not_followed() -> None:
    with scripted() as other:
        fault = Fault(redirect=f"{other.url}/v1/chat/completions")
        got, error, _ = with_faults("vLLM", fault)
        assert got == []
        assert "is not followed" in str(error)
        assert other.paths == []


def test_the_window_with_both_numbers() -> None:
    llama = Fault(
        status=400,
        message="the request exceeds the available context size, try increasing it",
        details={
            "type": "exceed_context_size_error",
            "n_prompt_tokens": 5000,
            "n_ctx": 4096,
        },
    )
    vllm = Fault(
        status=400,
        message="This model's maximum context length is 4096 tokens. However, you requested 6024 "
        "tokens (5000 in the messages, 1024 in the completion). Please reduce the length.",
    )
    for kind, fault in (("llama.cpp", llama), ("vLLM", vllm)):
        got, error, server = with_faults(kind, fault)
        assert isinstance(error, WindowError)
        assert (got, error.prompt_tokens, error.window) == ([], 5000, 4096)
        assert "5000" in str(error)
        assert "larger context" in str(error)
        assert len(server.requests) == 1


def test_a_full_cache_is_asked_for_fewer_at_a_time() -> None:
    full = Fault(error="Context size has been exceeded.", after=1)
    got, error, server = with_faults("llama.cpp", full, full, n=4)
    assert error is None
    assert set(texts(got)) == set(ALL_OF_FOUR)
    assert [body.get("n", 1) for body in server.asked] == [4, 2, 1, 1, 1, 1]
    _, error, _ = with_faults("llama.cpp", *[full] * 9, n=2)
    assert "ran out of room" in str(error)
    assert "(-c)" in str(error)


def test_what_came_is_kept_and_the_rest_is_asked_again() -> None:
    got, error, server = with_faults("llama.cpp", Fault(drop=True, after=1, whole=2))
    assert error is None
    assert set(texts(got)) == set(ALL_OF_FOUR)
    assert [body.get("n", 1) for body in server.asked] == [4, 1, 1]
    assert [body["seed"] for body in server.asked] == [7, 9, 10]


def test_the_rest_is_asked_again_once() -> None:
    drop = Fault(drop=True, after=1)
    got, error, server = with_faults("llama.cpp", Fault(drop=True, after=1, whole=2), drop)
    assert texts(sorted(got, key=lambda each: each.index)) == ALL_OF_FOUR[:2]
    assert "look at the server's log" in str(error)
    assert len(server.requests) == 2


@pytest.mark.parametrize("kind", ["vLLM", "LM Studio"])
def test_a_server_that_goes_silent_in_the_middle(kind: str) -> None:
    with scripted(kind, faults=[Fault(hang=True, after=1)]) as server:
        model = model_of(server, patience=Patience(2.0, 5.0, 0.2))
        with pytest.raises(ModelError, match=r"sent nothing for 0\.2 s"):
            answers(model, request(2))
        assert server.left.wait(1)


def test_the_first_token_has_a_time_of_its_own() -> None:
    with scripted("vLLM", faults=[Fault(hang=True)]) as server:
        model = model_of(server, patience=Patience(2.0, 0.2, 60.0))
        with pytest.raises(ModelError, match=r"sent nothing for 0\.2 s"):
            answers(model, request(2))


@pytest.mark.parametrize("kind", ["LM Studio", "Ollama"])
def test_a_request_that_stands_in_a_queue_is_not_a_server_that_hangs(kind: str) -> None:
    """One answer takes longer than the first piece of another may."""
    patience = Patience(2.0, 0.4, 5.0)
    with scripted(kind, takes_n=False, at_once=1, delay_s=0.25) as server:
        model = load_text_model(ModelChoice(server.url))
        model._patience = patience
        assert texts(answers(model, request(3))) == ALL_OF_FOUR[:3]
        assert model.facts.parallel == 1


def test_bytes_that_mean_nothing() -> None:
    got, error, _ = with_faults("vLLM", Fault(garbage=True, after=1, whole=1))
    assert texts(got) == ["answer of seed 7"]
    assert "no model's answer" in str(error)
    assert "check the port" in str(error)


def test_an_answer_without_a_word_is_an_answer_and_none_at_all_is_not() -> None:
    got, error, _ = with_faults("vLLM", Fault(empty=True))
    assert (texts(got), error) == ([""] * 4, None)
    got, error, _ = with_faults("vLLM", Fault(nothing=True), Fault(nothing=True))
    assert got == []
    assert "nothing at all" in str(error)


def test_the_end_of_the_tokens_is_told_from_the_end_of_the_text() -> None:
    got, _, _ = with_faults("vLLM", Fault(finish="length"), n=1)
    assert got[0].finish_reason == "length"


def test_a_model_that_is_unloaded_meanwhile() -> None:
    got, error, _ = with_faults("LM Studio", Fault(error="Model unloaded.", after=1, whole=1))
    assert texts(got) == ["answer of seed 7"]
    assert "load it in the server" in str(error)
    _, error, _ = with_faults("vLLM", Fault(status=404, message="The model `x` does not exist."))
    assert "does not have the model" in str(error)


def test_a_base_model_takes_no_chat() -> None:
    refused = Fault(status=400, message="As of transformers v4.44, default chat template is gone")
    _, error, _ = with_faults("vLLM", refused, refused)
    assert "base model" in str(error)


def test_a_busy_server_is_asked_once_more_for_one_at_a_time() -> None:
    busy = Fault(status=503, message="server busy, please try again")
    got, error, _ = with_faults("vLLM", busy)
    assert (set(texts(got)), error) == (set(ALL_OF_FOUR), None)
    _, error, _ = with_faults("vLLM", busy, busy)
    assert "too busy" in str(error)


def test_a_model_that_never_finishes_loading() -> None:
    with (
        scripted(loading=10**6) as server,
        pytest.raises(ModelError, match="still loading its model"),
    ):
        wait_for_server(server.address, first_s=0.3)


def test_loading_is_waited_for() -> None:
    told: list[str] = []
    with scripted(loading=3) as server:
        found = wait_for_server(server.address, on_status=told.append)
        assert found.kind == "llama.cpp"
    assert len(told) == 1
    assert told[0].startswith("loading the model at")


def test_two_editors_and_one_slow_server() -> None:
    """Both get all of theirs, though the server takes one request at a time."""
    with scripted("LM Studio", takes_n=False, at_once=1, delay_s=0.01) as server:
        got: dict[int, list[Completion]] = {}

        def editor(seed: int) -> None:
            got[seed] = answers(model_of(server), request(4, seed=seed))

        editors = [threading.Thread(target=editor, args=(seed,)) for seed in (100, 200)]
        for each in editors:
            each.start()
        for each in editors:
            each.join(20)
        for seed in (100, 200):
            assert texts(got[seed]) == [f"answer of seed {seed + index}" for index in range(4)]


def test_an_endless_line_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    from shortlist_engine.sampling.http import connection

    monkeypatch.setattr(connection, "LARGEST_LINE", 1000)
    with (
        scripted("vLLM", answer=lambda seed: ["x" * 10**6]) as server,
        pytest.raises(ModelError, match="no model's answer"),
    ):
        answers(model_of(server), request(1))


def test_a_request_is_cancelled_while_it_connects_and_while_it_waits() -> None:
    from shortlist_engine.concurrency import Cancelled

    with scripted() as server, pytest.raises(Cancelled):
        ask(server.address, "GET", "/v1/models", stopped=lambda: True)
    with scripted("vLLM", faults=[Fault(hang=True)]) as server:
        stop = threading.Event()
        with Exchange(server.address, stop.is_set, 2.0) as exchange:
            exchange.wait_at_most(60)
            threading.Timer(0.05, stop.set).start()
            with pytest.raises(Cancelled):
                exchange.send("POST", "/v1/chat/completions", {"seed": 1})
                list(exchange.events())


@pytest.mark.parametrize("state", ["loading", "deaf"])
def test_waiting_for_a_model_is_cancelled_at_once(state: str) -> None:
    import socket

    from shortlist_engine.concurrency import Cancelled

    stop = threading.Event()
    with scripted(loading=10**6) as server, socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        port = server.server_port if state == "loading" else deaf.getsockname()[1]
        timer = threading.Timer(0.2, stop.set)
        timer.start()
        with pytest.raises(Cancelled):
            load_text_model(ModelChoice(f"http://127.0.0.1:{port}", cancelled=stop))
        assert stop.is_set()
        timer.join()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            load_text_model(ModelChoice(f"http://127.0.0.1:{port}", cancelled=stop))
        assert time.monotonic() - began < 0.25


def test_cancelling_does_not_wait_for_a_server_that_counts_no_tokens() -> None:
    with scripted("llama.cpp", deaf=["/apply-template", "/tokenize"]) as server:
        sampler, stop = TextSampler(model_of(server)), threading.Event()
        threading.Timer(0.2, stop.set).start()
        began = time.monotonic()
        assert list(sampler.sample(DOUBLE, SamplingParams(4), stop)) == []
        assert time.monotonic() - began < 2  # it would wait for ten seconds


def test_all_that_was_asked_for_is_all_though_the_connection_breaks_behind_it() -> None:
    late = Fault(drop=True, whole=4)
    got, error, server = with_faults("llama.cpp", late, late, n=4)
    assert (set(texts(got)), error) == (set(ALL_OF_FOUR), None)
    assert len(server.requests) == 1
