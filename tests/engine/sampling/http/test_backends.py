"""Models behind servers by their names: what is found here, described, loaded and tried."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from tests.engine.sampling.http.asking_models import answers, request
from tests.engine.sampling.http.real_model import gguf_file
from tests.engine.sampling.http.scripted_server import Fault, scripted, unused_port
from tests.fakes import DOUBLE

from shortlist_engine import cli
from shortlist_engine.model.errors import ModelError
from shortlist_engine.sampling import (
    ModelChoice,
    SamplingParams,
    backend_of,
    describe_model,
    load_sampler,
)
from shortlist_engine.sampling.http import backends, discovery
from shortlist_engine.sampling.http.fingerprint import fingerprint
from shortlist_engine.sampling.http.loading import load_text_model
from shortlist_engine.sampling.names import ModelName, parse_name
from shortlist_engine.sampling.registry import discover_models


@pytest.fixture(autouse=True)
def nothing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """No port of this machine is asked but those that a test names."""
    monkeypatch.setattr(discovery, "PORTS", ())
    monkeypatch.setenv("OLLAMA_HOST", f"127.0.0.1:{unused_port()}")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("default", ModelName("folder", "default")),
        ("mine", ModelName("folder", "mine")),
        ("./weights", ModelName("folder", "./weights")),
        ("~/models/Coder-7B.Q4_K_M.GGUF", ModelName("gguf", "~/models/Coder-7B.Q4_K_M.GGUF")),
        ("ollama:qwen2.5-coder:7b", ModelName("ollama", "qwen2.5-coder:7b")),
        ("http://127.0.0.1:8080", ModelName("server", "http://127.0.0.1:8080")),
        ("http://localhost:1#a/b#c", ModelName("server", "http://localhost:1", "a/b#c")),
        ("auto", ModelName("auto")),
        ("./auto", ModelName("folder", "./auto")),
    ],
)
def test_one_grammar_of_names(text: str, name: ModelName) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize("kind", ["llama.cpp", "vLLM", "LM Studio", "TabbyAPI", "Ollama"])
def test_each_server_is_told_by_what_it_says(kind: str) -> None:
    with scripted(kind) as server:
        found = fingerprint(server.address, 2.0)
        assert found.kind == kind
        assert found.models[0].window == 4096
        url = ModelChoice(server.url)
        info = describe_model(url)
        assert info.device == f"{kind} at {server.url}"
        assert info.name in backend_of(url).identify(url)
        model = load_text_model(url)
        assert len(answers(model, request(2))) == 2


def test_a_model_is_chosen_by_its_id() -> None:
    with scripted("vLLM", models=["small", "large"]) as server:
        assert load_text_model(ModelChoice(f"{server.url}#large")).facts.name == "large"
        with pytest.raises(ModelError, match="no model other: take one of small, large"):
            load_text_model(ModelChoice(f"{server.url}#other"))
        with pytest.raises(ModelError, match=r"several models: write .*#ID"):
            load_text_model(ModelChoice(server.url))
    with scripted("LM Studio", models=["small", "large"]) as server:
        assert load_text_model(ModelChoice(server.url)).facts.name == "small"  # the loaded one


def test_what_answers_here_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        scripted("llama.cpp") as llama,
        scripted("LM Studio", models=["a", "b"]) as studio,
        scripted("Ollama", cloud=["big"]) as ollama,
        scripted("TabbyAPI", key="secret") as tabby,
    ):
        ports = [llama, studio, tabby, ollama]
        monkeypatch.setattr(discovery, "PROBE_S", 5.0)
        monkeypatch.setattr(discovery, "PORTS", [each.server_port for each in ports])
        monkeypatch.setenv("OLLAMA_HOST", f"0.0.0.0:{ollama.server_port}")
        found = {each.name: each for each in discover_models()}
        assert set(found) == {
            llama.url,
            f"{studio.url}#a",
            f"{studio.url}#b",
            tabby.url,
            "ollama:coder",
            "ollama:big",
        }
        assert (found[llama.url].window, found[llama.url].loaded) == (4096, True)
        assert found[f"{studio.url}#b"].loaded is False
        assert found["ollama:coder"].parameters == "7.6B"
        assert "refused" in found["ollama:big"].note
        assert found[tabby.url].note == "demands a key"
        for name in (llama.url, f"{studio.url}#a", "ollama:coder"):
            assert len(answers(load_text_model(ModelChoice(name)), request(1))) == 1
        assert load_text_model(ModelChoice("auto")).facts.where == llama.url


def test_auto_says_what_it_saw(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelError, match=r"no server with a loaded model .*: start one"):
        load_text_model(ModelChoice("auto"))
    with scripted("LM Studio", in_memory=False) as server:
        monkeypatch.setattr(discovery, "PORTS", [server.server_port])
        monkeypatch.setattr(discovery, "PROBE_S", 5.0)
        with pytest.raises(ModelError, match=f"{server.server_port} has no model loaded"):
            describe_model(ModelChoice("auto"))


@pytest.mark.parametrize(
    ("variable", "address"),
    [
        ("", "http://127.0.0.1:11434"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        (":4000", "http://127.0.0.1:4000"),
        ("http://localhost:4000/", "http://localhost:4000"),
        ("[::1]:4000", "http://[::1]:4000"),
    ],
)
def test_where_ollama_listens(variable: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", variable)
    assert str(discovery.ollama_address()) == address


def test_a_sampler_is_made_of_the_model() -> None:
    told: list[str] = []
    fenced = ["```python\n", "print(2 * int(input()))", "\n```"]
    with scripted("llama.cpp", loading=2, answer=lambda seed: fenced) as server:
        sampler = load_sampler(ModelChoice(server.url, on_status=told.append))
        params = SamplingParams(num_samples=5, languages=("python",))
        drawn = [
            each for batch in sampler.sample(DOUBLE, params, threading.Event()) for each in batch
        ]
        sampler.close()
    assert sampler.name == "coder"
    assert [each.text.strip() for each in drawn] == ["print(2 * int(input()))"] * 5
    assert told == [f"loading the model at {server.url} …"]


def test_a_file_is_described_and_identified_without_being_loaded(tmp_path: Path) -> None:
    choice = ModelChoice(str(gguf_file()))
    assert describe_model(choice).device == "llama.cpp's server"
    assert str(gguf_file().stat().st_size) in backend_of(choice).identify(choice)
    with pytest.raises(ModelError, match="not there"):
        describe_model(ModelChoice(str(tmp_path / "none.gguf")))


def test_models_of_servers_that_say_nothing_of_their_weights_are_told_apart() -> None:
    def identity(url: str, **more: Any) -> str:
        choice = ModelChoice(url, **more)
        return backend_of(choice).identify(choice)

    with scripted("LM Studio") as one, scripted("LM Studio") as other:
        assert identity(one.url) == identity(one.url)
        assert identity(one.url) != identity(other.url)
        assert identity(one.url) != identity(one.url, prompt="base")
    with scripted("Ollama") as one, scripted("Ollama") as other:
        assert identity(one.url) == identity(other.url)  # it digests them


def test_another_server_where_ollama_should_be(monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted("llama.cpp") as server:
        monkeypatch.setenv("OLLAMA_HOST", f"127.0.0.1:{server.server_port}")
        with pytest.raises(ModelError, match=r"is llama\.cpp, not Ollama: set OLLAMA_HOST"):
            load_text_model(ModelChoice("ollama:coder"))


def test_the_user_says_that_it_is_a_base_model() -> None:
    with scripted("vLLM", answer=lambda seed: ["print(2 * int(input()))"]) as server:
        choice = ModelChoice(server.url, prompt="base")
        params = SamplingParams(num_samples=1, languages=("python",))
        (batch,) = load_sampler(choice).sample(DOUBLE, params, threading.Event())
        assert batch[0].text == "print(2 * int(input()))"
        assert {path for path, _ in server.requests} == {"/v1/completions"}
        assert cli.main(["doctor", server.url, "--prompt", "base"]) in (0, 1)
        assert {path for path, _ in server.requests} == {"/v1/completions"}


def test_doctor_tries_a_model(capsys: pytest.CaptureFixture[str]) -> None:
    with scripted("llama.cpp", answer=lambda seed: ["print(", "2)"] * 40, delay_s=0.02) as server:
        code = cli.main(["doctor", server.url, "--json"])
        printed = capsys.readouterr()
        document = json.loads(printed.out)
        assert "asking coder for an answer …" in printed.err
        assert code == (0 if document["healthy"] else 1)
        checks = {each["name"]: each for each in document["checks"]}
    assert checks["Model"]["found"].startswith(f"coder at {server.url}, ready in ")
    assert checks["Window"]["found"].startswith("4096 tokens")
    assert "print(2)" in checks["Answer"]["found"]
    assert "4 at the same time" in checks["Speed"]["found"]
    assert checks["Cancelling"]["found"].startswith("stopped after")


def test_doctor_says_what_is_wrong_and_what_to_do() -> None:
    def found(url: str) -> dict[str, tuple[str, str, str]]:
        return {
            each.about: (each.status, each.text, each.advice)
            for each in backends.SERVER.examine(ModelChoice(url))
        }

    status, text, advice = found(f"http://127.0.0.1:{unused_port()}")["Model"]
    assert status == "error"
    assert text.startswith("no server answers at")
    assert advice.startswith("Start it")
    with scripted("llama.cpp", window=2048, faults=[Fault(empty=True)]) as server:
        checks = found(server.url)
        assert checks["Window"][0] == checks["Answer"][0] == "warning"
        assert "-c 16384" in checks["Window"][2]
    with scripted("vLLM", faults=[Fault(status=500, message="CUDA error")] * 3) as server:
        status, text, advice = found(server.url)["Answer"]
        assert (status, "CUDA error" in text + advice) == ("error", True)


def test_the_list_has_what_is_served(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.main(["model", "list"]) == 0
    assert "No model server answers" in capsys.readouterr().out
    with scripted("llama.cpp") as server:
        monkeypatch.setattr(discovery, "PORTS", [server.server_port])
        monkeypatch.setattr(discovery, "PROBE_S", 5.0)
        assert cli.main(["model", "list"]) == 0
        shown = capsys.readouterr().out
        assert f"+ {server.url}     4096    3.7 GiB  llama.cpp: coder" in shown
        cli.main(["model", "list", "--json"])
        (row,) = json.loads(capsys.readouterr().out)["servers"]
        assert (row["name"], row["window"], row["parameters"]) == (server.url, 4096, "7.0B")
