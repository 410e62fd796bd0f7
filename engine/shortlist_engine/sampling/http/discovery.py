"""What answers on this machine: the usual ports, each asked at the same time and briefly."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from shortlist_engine.model.errors import ModelError
from shortlist_engine.sampling.backend import FoundModel
from shortlist_engine.sampling.http.address import Address, read_address
from shortlist_engine.sampling.http.faults import KeyWanted, Loading
from shortlist_engine.sampling.http.fingerprint import PROBE_S, Served, Server, fingerprint

OLLAMA_PORT = 11434
PORTS = (8080, 9931, 8012, 8011, 8000, 1234, 5000, 30000, 12434)
"""llama.cpp old and new, llama.vscode's two, vLLM, LM Studio, TabbyAPI, SGLang, Docker. They are
only where to ask: what answers is told by what it says."""


@dataclass(frozen=True)
class Answer:
    """Holds what an address answered: a server, or why it cannot be used."""

    address: Address
    server: Server | None
    note: str = ""


def ollama_address() -> Address:
    """Returns where Ollama listens: `OLLAMA_HOST` in any of its forms, else the usual port.
    Raises ModelError as `read_address` does."""
    text = os.environ.get("OLLAMA_HOST", "").strip().removeprefix("http://").rstrip("/")
    host, colon, port = text.rpartition(":") if not text.endswith("]") else (text, "", "")
    if not colon:
        host, port = text, ""
    return read_address(f"http://{host or '127.0.0.1'}:{port or OLLAMA_PORT}")


def probe(addresses: Sequence[Address], within_s: float | None = None) -> list[Answer]:
    """Returns what answers within `within_s` (None: as briefly as a list may take), in the order
    of `addresses`, asked at the same time. Where nothing does, there is no entry. Never raises."""
    patience = PROBE_S if within_s is None else within_s

    def one(address: Address) -> Answer | None:
        try:
            return Answer(address, fingerprint(address, patience))
        except KeyWanted:
            return Answer(address, None, "demands a key")
        except Loading:
            return Answer(address, None, "is loading its model")
        except ModelError:
            return None

    if not addresses:
        return []
    with ThreadPoolExecutor(len(addresses)) as pool:
        return [answer for answer in pool.map(one, addresses) if answer is not None]


def find_servers() -> list[Answer]:
    """Returns the servers on the usual ports, but for Ollama, which `find_ollama` asks."""
    addresses = []
    for port in PORTS:
        try:
            addresses.append(read_address(f"http://127.0.0.1:{port}"))
        except ModelError:  # its key is not set: it will say that it demands one
            addresses.append(Address("127.0.0.1", port))
    found = probe(addresses)
    return [each for each in found if each.server is None or each.server.kind != "Ollama"]


def find_ollama() -> list[Answer]:
    """Returns Ollama, where it answers."""
    try:
        return probe([ollama_address()])
    except ModelError:
        return []


def found_models(answers: Sequence[Answer]) -> list[FoundModel]:
    """Returns the models of servers, with the names that choose them."""
    found = []
    for answer in answers:
        server, where = answer.server, str(answer.address)
        if server is None:
            found.append(FoundModel(where, "server", where, note=answer.note))
            continue
        if not server.models:
            found.append(FoundModel(where, server.kind, where, note="has no model"))
        found += [_found(server, served) for served in server.models]
    return found


def _found(server: Server, served: Served) -> FoundModel:
    where = str(server.address)
    if server.kind == "Ollama":
        name = f"ollama:{served.id}"
    else:
        name = where if len(server.models) == 1 else f"{where}#{served.id}"
    note = f"is computed by {served.remote}, and refused" if served.remote else ""
    return FoundModel(
        name,
        server.kind if name.startswith("ollama:") else f"{server.kind}: {served.id}",
        where,
        served.window,
        served.bytes,
        served.parameters,
        served.loaded,
        note,
    )
