"""Models behind a server by their names: what is known of them, loading them, trying them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from shortlist_engine.model.errors import ModelError
from shortlist_engine.sampling.backend import Finding, FoundModel, ModelChoice, ModelInfo
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.sampling.http import discovery
from shortlist_engine.sampling.http.address import Address, read_address
from shortlist_engine.sampling.http.asking import silently
from shortlist_engine.sampling.http.fingerprint import (
    Served,
    Server,
    fingerprint,
    wait_for_server,
)
from shortlist_engine.sampling.http.gguf_file import read_gguf
from shortlist_engine.sampling.http.llama_server import GgufModel, find_program
from shortlist_engine.sampling.http.ollama import OllamaModel
from shortlist_engine.sampling.http.openai import OpenAIModel
from shortlist_engine.sampling.names import parse_name
from shortlist_engine.sampling.text.model import TextModel

DESCRIBE_WITHIN_S = 0.8


@dataclass(frozen=True)
class _File:
    """A GGUF file, for which a server of our own is started."""

    path: Path

    def info(self) -> ModelInfo:
        return ModelInfo(self.path.stem, "llama.cpp's server")

    def identity(self) -> str:
        path = self.path.resolve()
        read_gguf(path)
        about = path.stat()
        return f"gguf {path} {about.st_size} {about.st_mtime_ns}"

    def open(self, choice: ModelChoice) -> TextModel:
        return GgufModel(
            self.path,
            threads=choice.threads,
            device=choice.device,
            on_status=choice.on_status or silently,
            cancelled=choice.cancelled,
        )


@dataclass(frozen=True)
class _Place:
    """A model of a server that runs."""

    server: Server
    served: Served

    def info(self) -> ModelInfo:
        server = self.server
        knows = server.kind in ("llama.cpp", "vLLM")
        return ModelInfo(self.served.id, f"{server.kind} at {server.address}", logprobs=knows)

    def identity(self) -> str:
        # A server that says nothing of the weights is all that tells two models apart.
        about = self.served.digest or self.server.address
        return f"{self.server.kind} {self.served.id} {about}"

    def open(self, choice: ModelChoice) -> TextModel:
        on_status = choice.on_status or silently
        if self.server.kind == "Ollama":
            return OllamaModel(
                self.server.address,
                self.served.id,
                on_status=on_status,
                cancelled=choice.cancelled,
            )
        return OpenAIModel(self.server, self.served, on_status=on_status)


def load_text_model(choice: ModelChoice) -> TextModel:
    """Returns the text model of this name, ready to answer. Raises ModelError, which names the
    fix, and Cancelled."""

    def wait(address: Address) -> Server:
        return wait_for_server(
            address, cancelled=choice.cancelled, on_status=choice.on_status or silently
        )

    return _find(choice, wait).open(choice)


def load(choice: ModelChoice) -> Sampler:
    """Returns a sampler of the model. Raises ModelError, which names the fix, and Cancelled."""
    from shortlist_engine.sampling.text.sampler import TextSampler, TextSettings

    return TextSampler(load_text_model(choice), TextSettings(prompt=choice.prompt))


def describe(choice: ModelChoice) -> ModelInfo:
    """Returns what is known of the model without loading it. Raises ModelError."""
    return _find(choice).info()


def identify(choice: ModelChoice) -> str:
    """Returns a text that changes with the model: of a file its place, size and time; of a server
    its kind, the model's ID and what the server says of the weights, else its address. Raises
    ModelError."""
    return f"{_find(choice).identity()}{choice.asked_as}"


def inspect(choice: ModelChoice, measure: bool) -> list[Finding]:
    """Tries the model: loads it, asks for answers, cancels one. Raises ModelError."""
    from shortlist_engine.sampling.text.trial import try_model

    choice = replace(choice, device="auto")
    found = []
    if parse_name(choice.name).kind == "gguf":
        found.append(Finding("Server", "ok", " ".join(find_program())))
    return found + try_model(lambda: load_text_model(choice), choice.prompt, choice.on_status)


def _look(address: Address) -> Server:
    return fingerprint(address, DESCRIBE_WITHIN_S)


def _find(choice: ModelChoice, ask: Callable[[Address], Server] = _look) -> _File | _Place:
    """What the name of a model means; `ask` says which server is at an address. Raises ModelError,
    and what `ask` raises."""
    name = parse_name(choice.name)
    if name.kind == "gguf":
        return _File(_path(name.value))
    if name.kind == "auto":
        server = _automatic()
        return _Place(server, server.model())
    if name.kind == "ollama":
        server = ask(discovery.ollama_address())
        if server.kind != "Ollama":
            raise ModelError(
                f"what answers at {server.address} is {server.kind}, not Ollama: set OLLAMA_HOST, "
                f"or take {server.address} as the model"
            )
        return _Place(server, server.model(name.value))
    server = ask(read_address(name.value))
    return _Place(server, server.model(name.model))


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


def _path(name: str) -> Path:
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
