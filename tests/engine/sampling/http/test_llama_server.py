"""A llama.cpp server of our own: it starts with the model and ends with us, whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.engine.sampling.http.asking_models import RAW, answers, request
from tests.engine.sampling.http.real_model import (
    SIZES,
    gguf_file,
    gone,
    server_process,
    start_server,
    wait_until,
    working_slots,
)

from shortlist_engine.concurrency import Cancelled
from shortlist_engine.model.errors import ModelError
from shortlist_engine.sampling.http import llama_server, wheel_server
from shortlist_engine.sampling.http.gguf_file import GgufHeader, read_gguf
from shortlist_engine.sampling.http.llama_server import (
    GgufModel,
    LlamaServer,
    choose_sizes,
    find_program,
)

GIB = 2**30


def program(folder: Path, text: str) -> list[str]:
    """A stand-in for llama-server, which does what the shell commands say."""
    path = folder / "llama-server"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return [str(path)]


def test_one_that_is_killed_in_the_middle_is_said_and_starts_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LLAMA_ARG_CTX_SIZE", "64")
    monkeypatch.setenv("HF_TOKEN", "secret")
    told: list[str] = []
    model = GgufModel(gguf_file(), threads=1, device="cpu", sizes=SIZES, on_status=told.append)
    try:
        server = model._server
        process = server_process(server)
        about = Path(f"/proc/{process}")
        assert told == [f"loading {gguf_file().name} …"]
        assert b"HF_TOKEN" not in about.joinpath("environ").read_bytes()
        assert b"LLAMA_ARG" not in about.joinpath("environ").read_bytes()
        command = about.joinpath("cmdline").read_bytes().split(b"\0")
        assert b"--offline" in command
        assert server.address.key.encode() not in b" ".join(command)
        assert model.facts.window == 2048

        def kill() -> None:
            wait_until(lambda: working_slots(server) > 0)
            os.kill(process, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        with pytest.raises(ModelError, match=r"server of .* died; .*It wrote:"):
            answers(model, request(2, RAW, max_tokens=1500, temperature=1.5))
        killer.join()
        assert len(answers(model, request(2, RAW, max_tokens=2))) == 2
        process = server_process(model._server)
    finally:
        model.close()
    assert gone(process)


def test_it_ends_with_an_engine_that_is_killed() -> None:
    script = (
        "import time\n"
        "from tests.engine.sampling.http.real_model import start_server, server_process\n"
        "server = start_server()\n"
        "print(server._process.pid, server_process(server), flush=True)\n"
        "time.sleep(600)\n"
    )
    gguf_file()
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as engine:
        assert engine.stdout is not None
        guard, server = map(int, engine.stdout.readline().split())
        engine.kill()
    wait_until(lambda: gone(server) and gone(guard))


def test_llama_server_on_the_path_comes_first_and_ends_with_its_guard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gguf_file()
    wheel = [sys.executable, "-I", wheel_server.__file__]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program() == wheel
    made = program(tmp_path, f'exec {" ".join(wheel)} "$@"')
    assert find_program() == made
    server = start_server()
    assert server.server.kind == "llama.cpp"
    process = server_process(server)
    assert server.alive
    server._process.kill()
    wait_until(lambda: gone(process) and not server.alive)
    server.close()


def test_without_any_it_is_said_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(llama_server.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"shortlist\[gguf\].*llama-server on your PATH"):
        find_program()


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("kill -ILL $$", "built for another processor"),
        ("kill -KILL $$", "ran out of memory"),
        ("echo 'error: unknown model architecture: new' >&2; exit 1", "update llama-server"),
        ("echo 'error: failed to allocate buffer'; exit 1", "smaller model"),
        ("echo 'tensor is out of bounds'; exit 1", "(?s)may be damaged.*tensor is out of bounds"),
    ],
    ids=["illegal instruction", "killed", "new model", "memory", "damaged"],
)
def test_one_that_does_not_come_up_says_why(tmp_path: Path, does: str, said: str) -> None:
    with pytest.raises(ModelError, match=said):
        start_server(program=program(tmp_path, does))


def test_loading_is_cancelled_and_leaves_no_server(tmp_path: Path) -> None:
    """A server that loads for minutes: it says so, or does not even listen yet."""
    pid = tmp_path / "pid"
    slow = program(tmp_path, f"echo $$ > {pid}; exec sleep 600")
    stop = threading.Event()
    waiter = threading.Thread(target=lambda: (wait_until(pid.exists), stop.set()))
    waiter.start()
    with pytest.raises(Cancelled):
        start_server(program=slow, cancelled=stop)
    waiter.join()
    assert gone(int(pid.read_text()))


def test_one_that_died_is_not_waited_for_when_its_new_start_is_cancelled() -> None:
    model = GgufModel(gguf_file(), threads=1, device="cpu", sizes=SIZES)
    try:
        model._server.close()
        stop = threading.Event()
        stop.set()
        with pytest.raises(Cancelled):
            model.count_tokens(RAW, stop)
        assert list(model.complete(request(1, RAW), stop)) == []
        assert not model._server.alive
        assert model.count_tokens(RAW) > 1
    finally:
        model.close()


def test_the_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    model = GgufModel(gguf_file(), threads=1, device="cpu", sizes=SIZES)
    try:
        monkeypatch.setattr(llama_server, "read_gguf", lambda path: pytest.fail("read again"))
        assert model.facts.chat and model.facts.where == str(gguf_file())
    finally:
        model.close()


def test_half_a_file_is_told_by_what_the_server_says_of_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    half = tmp_path / "half.gguf"
    half.write_bytes(gguf_file().read_bytes()[:50_000_000])
    with caplog.at_level("INFO"), pytest.raises(ModelError) as failure:
        LlamaServer(half, threads=1, device="cpu", sizes=SIZES)
    first, *said = str(failure.value).splitlines()
    assert "may be damaged" in first and "It wrote:" in first
    assert "corrupted or incomplete" in said[0] and len(said) <= 3
    assert "Traceback" not in caplog.text
    assert len(caplog.text.splitlines()) > 5  # the rest is in the log


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    real = gguf_file().read_bytes()[: 2**20]
    for data, said in (
        (b"version https://git-lfs.github.com/spec/v1\n", "no GGUF file"),
        (b"GGUF\x01" + b"\0" * 40, "version 1, not 2 or 3"),
        (real[:500], "cut off or damaged"),
        (b"", "no GGUF file"),
    ):
        path = tmp_path / "model.gguf"
        path.write_bytes(data)
        with pytest.raises(ModelError, match=said):
            LlamaServer(path)
    with pytest.raises(ModelError, match="not there"):
        read_gguf(tmp_path / "other.gguf")
    with pytest.raises(ModelError, match="is a folder"):
        read_gguf(tmp_path)


def test_the_header_says_what_the_model_is() -> None:
    header = read_gguf(gguf_file())
    assert (header.architecture, header.window) == ("llama", 8192)
    assert header.cache_bytes == 30 * 3 * (64 + 64) * 2
    assert "im_start" in header.template
    assert header.several_at_once


def test_sizes_fit_the_memory() -> None:
    large = GgufHeader("qwen2", "coder", 5 * GIB, 32768, 56 * 1024, "")
    assert choose_sizes(large, 32 * GIB).slots == 8
    small = choose_sizes(large, 7 * GIB)
    assert 1 <= small.slots < 8
    assert small.context * 56 * 1024 <= 0.25 * 2 * GIB
    assert choose_sizes(large, 1 * GIB).slots == 1
    recurrent = GgufHeader("mamba", "coder", GIB, 32768, None, "")
    assert choose_sizes(recurrent, 32 * GIB).slots == 1
