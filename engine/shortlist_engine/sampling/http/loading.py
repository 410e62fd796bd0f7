"""Models behind a server by their names: what is known of them, loading them, trying them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from shortlist_engine.model.errors import ModelError
from shortlist_engine.sampling.backend import Finding, FoundModel, ModelChoice, ModelInfo
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.sampling.http import discovery
from shortlist_engine.sampling.http.address import read_address
from shortlist_engine.sampling.http.asking import silently
from shortlist_engine.sampling.http.fingerprint import Server, fingerprint, wait_for_server
from shortlist_engine.sampling.http.gguf_file import read_gguf
from shortlist_engine.sampling.http.llama_server import GgufModel, find_program
from shortlist_engine.sampling.http.ollama import OllamaModel
from shortlist_engine.sampling.http.openai import OpenAIModel
from shortlist_engine.sampling.names import parse_name
from shortlist_engine.sampling.text.model import TextModel

DESCRIBE_WITHIN_S = 0.8


def load_text_model(choice: ModelChoice) -> TextModel:
    """Returns the text model of this name, ready to answer. Raises ModelError, which names the
    fix."""
    name = parse_name(choice.name)
    on_status = choice.on_status or silently
    if name.kind == "gguf":
        return GgufModel(
            _file(name.value),
            threads=choice.threads,
            device=choice.device,
            on_status=on_status,
        )
    if name.kind == "ollama":
        return OllamaModel(discovery.ollama_address(), name.value, on_status=on_status)
    if name.kind == "auto":
        server = _automatic()
    else:
        server = wait_for_server(read_address(name.value), on_status=on_status)
    served = server.model(name.model)
    if server.kind == "Ollama":
        return OllamaModel(server.address, served.id, on_status=on_status)
    return OpenAIModel(server, served, on_status=on_status)


def load(choice: ModelChoice) -> Sampler:
    """Returns a sampler of the model. Raises ModelError, which names the fix."""
    from shortlist_engine.sampling.text.sampler import TextSampler

    return TextSampler(load_text_model(choice))


def describe(choice: ModelChoice) -> ModelInfo:
    """Returns what is known of the model without loading it. Raises ModelError."""
    name = parse_name(choice.name)
    if name.kind == "gguf":
        return ModelInfo(_file(name.value).stem, "llama.cpp's server", None, True)
    server = _server(name.value) if name.kind == "server" else None
    if name.kind == "ollama":
        server = fingerprint(discovery.ollama_address(), DESCRIBE_WITHIN_S)
    server = server or _automatic()
    served = server.model(name.value if name.kind == "ollama" else name.model)
    knows = server.kind in ("llama.cpp", "vLLM")
    return ModelInfo(served.id, f"{server.kind} at {server.address}", None, knows)


def identify(choice: ModelChoice) -> str:
    """Returns a text that changes with the model: of a file its place, size and time; of a server
    its kind, the model's ID and what the server says of the weights. Raises ModelError."""
    name = parse_name(choice.name)
    if name.kind == "gguf":
        path = _file(name.value).resolve()
        read_gguf(path)
        about = path.stat()
        return f"gguf {path} {about.st_size} {about.st_mtime_ns}"
    if name.kind == "ollama":
        server = fingerprint(discovery.ollama_address(), DESCRIBE_WITHIN_S)
    else:
        server = _automatic() if name.kind == "auto" else _server(name.value)
    served = server.model(name.value if name.kind == "ollama" else name.model)
    return f"{server.kind} {served.id} {served.digest}"


def inspect(choice: ModelChoice, measure: bool) -> list[Finding]:
    """Tries the model: loads it, asks for answers, cancels one. Raises ModelError."""
    from shortlist_engine.sampling.http.trial import try_model

    choice = replace(choice, device="auto")
    found = []
    if parse_name(choice.name).kind == "gguf":
        found.append(Finding("Server", "ok", " ".join(find_program())))
    return found + try_model(lambda: load_text_model(choice))


def _server(url: str) -> Server:
    return fingerprint(read_address(url), DESCRIBE_WITHIN_S)


def _automatic() -> Server:
    """The first server found here that has a model loaded, one on this machine."""
    answers = discovery.find_servers() + discovery.find_ollama()
    for answer in answers:
        loaded = [
            each
            for each in (answer.server.models if answer.server else ())
            if each.loaded is not False and not each.remote
        ]
        if answer.server is not None and loaded:
            return replace(answer.server, models=(loaded[0],))
    seen = [f"{answer.address} {answer.note or 'has no model loaded'}" for answer in answers]
    raise ModelError(
        f"no server with a loaded model answers on this machine{_listed(seen)}: start one, or name "
        "a model (`shortlist model list`)"
    )


def _listed(seen: list[str]) -> str:
    return f" ({'; '.join(seen)})" if seen else ""


def _file(name: str) -> Path:
    path = Path(os.path.expanduser(name))
    if not path.exists():
        raise ModelError(f"{path} is not there: check the path")
    return path


def find_servers() -> list[FoundModel]:
    """Returns the models of the servers on the usual ports, but for Ollama. Never raises."""
    return discovery.found_models(discovery.find_servers())


def find_ollama() -> list[FoundModel]:
    """Returns Ollama's models. Never raises."""
    return discovery.found_models(discovery.find_ollama())
