"""An engine process with a fake model and a fake sandbox: `python engine_with_fakes.py OPTIONS`.

Options is a JSON object: `socket` (path; otherwise stdio), `idle` (seconds), `sampler` and `pool`
(keyword arguments of the fakes), `unisolated` (words: why there is no sandbox), `threads` (wait for
standard input and output in threads, as on Windows), `noise` (print to standard output while
loading), `load` (an error that loading raises). The models `patient` and `deaf` load for a minute;
every other name is that of a model that says what it is waited for.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.fakes import (
    FakePool,
    FakeSampler,
    announcing_backend,
    fake_resources,
    loading_backend,
)

from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.protocol import EngineError
from shortlist_engine.rpc import EngineRunning, process, serve_socket, serve_stdio
from shortlist_engine.rpc.sharing.limits import Limits
from shortlist_engine.rpc.sharing.listening import serve_shared, server_context
from shortlist_engine.rpc.sharing.users import read_users
from shortlist_engine.sampling.backend import Backend, ModelChoice


def main() -> int:
    options = json.loads(sys.argv[1])

    def load_sampler() -> FakeSampler:
        if options.get("noise"):
            print("a library that prints", flush=True)
            os.write(1, b"and one that writes")
        if options.get("load") == "missing":
            raise FileNotFoundError("weights.onnx")
        if options.get("load") == "memory":
            raise MemoryError
        arguments = {"source": ["x + 1", "2 * x", "x + x"], **options.get("sampler", {})}
        if "error" in arguments:
            arguments["error"] = EngineError("internal", arguments["error"])
        return FakeSampler(**arguments)

    resources = fake_resources(
        load_sampler, lambda: FakePool(**{"languages": ["python"], **options.get("pool", {})})
    )

    def find_backend(choice: ModelChoice) -> Backend:
        if choice.name in ("patient", "deaf"):
            return loading_backend(choice.name, deaf=choice.name == "deaf")
        return announcing_backend(choice.name, load_sampler)

    resources = replace(resources, find_backend=find_backend)
    if "unisolated" in options:

        def no_pool() -> FakePool:
            return FakePool(error=SandboxUnavailable(options["unisolated"]))

        resources = replace(
            resources,
            make_pool=no_pool,
            make_plain=lambda: FakePool(languages=["python"]),
            probe=lambda: {"level": "E", "problems": [options["unisolated"]]},
        )
    if "share" in options:
        share = options["share"]
        context = server_context(Path(share["certificate"]), Path(share["key"]))
        users = read_users(Path(share["users"]))
        try:
            serve_shared(
                resources, ("127.0.0.1", 0), context, users,
                Limits(**share.get("limits", {})), idle_seconds=600,
            )  # fmt: skip
        except EngineError as error:
            print(error.message, file=sys.stderr)
            return 3
        return 0
    if options.get("threads"):
        process._HAS_PIPES = False
    try:
        if "socket" in options:
            serve_socket(
                resources, path=Path(options["socket"]), idle_seconds=options.get("idle", 600)
            )
        else:
            serve_stdio(resources, idle_seconds=options.get("idle", 600))
    except EngineRunning as error:
        print(error, file=sys.stderr)
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
