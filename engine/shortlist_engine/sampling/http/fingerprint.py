"""Which server it is, and which models it has.

The order: what `/v1/models` says of its owner, then `/`, then `/api/version`, then LM Studio's own
list. A port says nothing: several servers share their usual ones.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from shortlist_engine.model.errors import ModelError
from shortlist_engine.sampling.http.address import Address
from shortlist_engine.sampling.http.connection import Stopped, ask, never
from shortlist_engine.sampling.http.faults import Loading, ModelGone, NotOurs, Silent
from shortlist_engine.sampling.http.refusals import refusal

Kind = Literal["llama.cpp", "vLLM", "SGLang", "LM Studio", "TabbyAPI", "Ollama", "OpenAI-like"]
OWNERS: dict[str, Kind] = {
    "llamacpp": "llama.cpp",
    "vllm": "vLLM",
    "sglang": "SGLang",
    "tabbyapi": "TabbyAPI",
    "organization_owner": "LM Studio",
    "library": "Ollama",
}
PROBE_S = 0.3
_ANSWER_WITHIN_S = 5.0


@dataclass(frozen=True)
class Served:
    """Holds a model that a server has. `window` is None where the server does not say; `bytes` is
    the size of its weights and `loaded` whether it is in memory, None where unknown. `chat` is
    False where the server says that the model has no template for chats. `remote` is where it is
    computed when that is another machine. `digest` changes with the weights, and is empty where the
    server says nothing of them."""

    id: str
    window: int | None = None
    bytes: int | None = None
    parameters: str = ""
    loaded: bool | None = None
    chat: bool = True
    reasoning: bool = False
    remote: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Server:
    """Holds what answers at an address. `slots` is how many answers it writes at the same time,
    None where it does not say."""

    address: Address
    kind: Kind
    models: tuple[Served, ...] = ()
    slots: int | None = None

    def model(self, wanted: str = "") -> Served:
        """Returns the model of this ID, or without one the only one, or the only loaded one. Raises
        ModelError, which names those that there are."""
        names = ", ".join(each.id for each in self.models)
        if wanted:
            for each in self.models:
                if wanted in (each.id, each.id.removesuffix(":latest")):
                    return each
            if self.kind == "llama.cpp" and len(self.models) == 1:
                raise ModelError(
                    f"{self.address} serves {names}, not {wanted}: leave out what stands behind #"
                )
            if self.kind == "Ollama":
                raise ModelError(
                    f"Ollama at {self.address} has no model {wanted}: `ollama list` has those that "
                    f"it has, `ollama pull {wanted}` gets it"
                )
            raise ModelError(
                f"{self.address} has no model {wanted}: take one of {names or '(it has none)'}"
            )
        loaded = [each for each in self.models if each.loaded]
        if len(loaded) == 1 or (loaded and self.kind == "Ollama"):
            return loaded[0]
        if len(self.models) == 1:
            return self.models[0]
        if not self.models:
            raise ModelError(f"{self.address} ({self.kind}) has no model: load one in it")
        raise ModelError(
            f"{self.address} has several models: write {self.address}#ID, ID being one of {names}"
        )


def fingerprint(address: Address, within_s: float = PROBE_S, stopped: Stopped = never) -> Server:
    """Returns what answers at an address, within `within_s` in all.

    Raises ModelError: NoServer when nothing answers, Loading when llama.cpp still loads its model,
    KeyWanted, NotOurs when it is no server of models.
    """

    deadline = time.monotonic() + within_s

    def get(path: str) -> tuple[int, Any]:
        left = max(0.01, deadline - time.monotonic())
        return ask(address, "GET", path, within_s=left, stopped=stopped)

    status, listing = get("/v1/models")
    if status in (401, 403, 503):
        raise refusal(address, status, listing)
    rows = listing.get("data") if status == 200 and isinstance(listing, dict) else None
    rows = [row for row in rows or () if isinstance(row, dict) and row.get("id")]
    owner = str(rows[0].get("owned_by", "")).lower() if rows else ""
    kind = OWNERS.get(owner)
    if kind in ("llama.cpp", "vLLM", "SGLang", "TabbyAPI"):
        return _described(address, kind, rows, get)
    version_status, version = get("/api/version")
    if version_status == 200 and isinstance(version, dict) and "version" in version:
        return ollama_server(address, get)
    native_status, native = get("/api/v1/models")
    if native_status == 200 and isinstance(native, dict) and "models" in native:
        return Server(address, "LM Studio", tuple(_lm_studio(native)))
    if status == 200 and isinstance(listing, dict) and "data" in listing:
        served = tuple(Served(str(row["id"]), window=_window(row)) for row in rows)
        return Server(address, kind or "OpenAI-like", served)
    raise NotOurs(
        f"something answers at {address}, but it is no server of models: check the port, or see "
        "`shortlist model list`"
    )


def wait_for_server(
    address: Address,
    *,
    cancelled: threading.Event | None = None,
    first_s: float = 300.0,
    on_status: Callable[[str], None] = lambda text: None,
) -> Server:
    """Returns what answers at an address, as soon as it has loaded its model. Raises ModelError as
    `fingerprint` does, Silent when that takes longer than `first_s`, and Cancelled."""
    deadline, told = time.monotonic() + first_s, False
    cancelled = cancelled or threading.Event()
    while True:
        try:
            return fingerprint(address, _ANSWER_WITHIN_S, cancelled.is_set)
        except Loading as error:
            if time.monotonic() > deadline:
                raise Silent(
                    f"{address} is still loading its model after {first_s:g} s: look at the "
                    "server's log, or take a smaller model"
                ) from error
        if not told:
            on_status(f"loading the model at {address} …")
            told = True
        cancelled.wait(0.1)


Get = Callable[[str], tuple[int, Any]]


def _described(address: Address, kind: Kind, rows: list[dict[str, Any]], get: Get) -> Server:
    if kind == "llama.cpp":
        return _llama_cpp(address, rows, get)
    if kind == "TabbyAPI":
        status, about = get("/v1/model")
        if status == 200 and isinstance(about, dict) and about.get("id"):
            window = (about.get("parameters") or {}).get("max_seq_len")
            loaded = Served(str(about["id"]), window=window, loaded=True)
            return Server(address, kind, (loaded,))
        raise ModelGone(f"{address} (TabbyAPI) has no model loaded: load one in it")
    served = tuple(
        Served(str(row["id"]), window=_window(row), loaded=True, digest=str(row.get("root", "")))
        for row in rows
    )
    return Server(address, kind, served)


def _llama_cpp(address: Address, rows: list[dict[str, Any]], get: Get) -> Server:
    router = any("status" in row for row in rows)
    if router:
        return Server(address, "llama.cpp", tuple(_routed(row) for row in rows))
    _, properties = get("/props")
    properties = properties if isinstance(properties, dict) else {}
    template = str(properties.get("chat_template", ""))
    slots = properties.get("total_slots")
    window = (properties.get("default_generation_settings") or {}).get("n_ctx")
    meta = rows[0].get("meta") or {}
    count = meta.get("n_params")
    served = Served(
        str(rows[0]["id"]),
        window=window or meta.get("n_ctx"),
        bytes=meta.get("size"),
        parameters=f"{count / 1e9:.1f}B" if count else "",
        loaded=True,
        chat=bool(template) or "chat_template" not in properties,
        reasoning="enable_thinking" in template or "<think>" in template,
        digest=f"{meta.get('n_params')} {meta.get('size')} {meta.get('ftype')}",
    )
    return Server(address, "llama.cpp", (served,), slots if isinstance(slots, int) else None)


def _routed(row: dict[str, Any]) -> Served:
    """A model of a llama.cpp server that was started without one and loads those it is asked
    for."""
    meta = row.get("meta") or {}
    value = (row.get("status") or {}).get("value")
    return Served(str(row["id"]), window=meta.get("n_ctx"), loaded=value in ("loaded", "sleeping"))


def _lm_studio(native: dict[str, Any]) -> list[Served]:
    found = []
    for row in native["models"]:
        if row.get("type", "llm") != "llm":
            continue
        name = str(row.get("key") or row.get("id"))
        instances = row.get("loaded_instances") or []
        windows = [(one.get("config") or {}).get("context_length") for one in instances]
        able = row.get("capabilities") or {}
        reasons = bool(able.get("reasoning")) if isinstance(able, dict) else False
        window = min((size for size in windows if size), default=row.get("max_context_length"))
        found.append(
            Served(
                name,
                window=window,
                bytes=row.get("size_bytes"),
                parameters=str(row.get("params_string") or ""),
                loaded=bool(instances),
                reasoning=reasons,
            )
        )
    return found


def ollama_server(address: Address, get: Get) -> Server:
    """Returns the models of an Ollama, those in memory first. Embedding models are left out where
    it says what a model can do."""
    status, tags = get("/api/tags")
    if status != 200 or not isinstance(tags, dict):
        raise refusal(address, status, tags)
    _, running = get("/api/ps")
    in_memory = {
        str(row.get("name")): row.get("context_length")
        for row in (running.get("models") or () if isinstance(running, dict) else ())
    }
    served = [ollama_model(row) for row in tags.get("models") or ()]
    served = [
        replace(each, loaded=each.id in in_memory, window=in_memory.get(each.id)) for each in served
    ]
    served.sort(key=lambda each: not each.loaded)
    return Server(address, "Ollama", tuple(served))


def ollama_model(row: dict[str, Any]) -> Served:
    """Returns what a row of Ollama's list says of a model."""
    details = row.get("details") or {}
    name = str(row.get("name") or row.get("model"))
    remote = str(row.get("remote_host") or row.get("remote_model") or "")
    if not remote and name.endswith(("-cloud", ":cloud")):
        remote = "Ollama's cloud"
    return Served(
        name,
        bytes=row.get("size"),
        parameters=str(details.get("parameter_size") or ""),
        remote=remote,
        digest=str(row.get("digest") or ""),
    )


def _window(row: dict[str, Any]) -> int | None:
    for name in ("max_model_len", "context_length", "max_context_length"):
        if isinstance(row.get(name), int):
            return int(row[name])
    return None
