"""llama.cpp's server from the wheel `xllamacpp`, in a process of its own: a `llama-server` for
those who have none. It takes the options of llama-server that we use, and its key from the same
variable. Run as a script; it ends when standard input does."""

from __future__ import annotations

import argparse
import os
import sys


def main() -> None:
    """Serves until standard input ends."""
    parser = argparse.ArgumentParser()
    for option, kind in (
        ("--model", str), ("--alias", str), ("--host", str), ("--port", int), ("--parallel", int),
        ("--ctx-size", int), ("--threads", int), ("--cache-ram", int), ("--device", str),
        ("--cors-origins", str),
    ):  # fmt: skip
        parser.add_argument(option, type=kind)
    for flag in ("--kv-unified", "--offline", "--no-ui"):
        parser.add_argument(flag, action="store_true")
    options = parser.parse_args()
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = options.model
    params.model_alias = {options.alias}
    params.hostnames = [options.host]
    params.port = options.port
    params.n_parallel = options.parallel
    params.n_ctx = options.ctx_size
    params.kv_unified = options.kv_unified
    params.offline = options.offline
    params.ui = not options.no_ui
    params.cache_ram_mib = options.cache_ram
    params.cors_origins = options.cors_origins
    params.api_keys = [os.environ["LLAMA_API_KEY"]]
    if options.threads:
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = options.threads
    if options.device == "none":
        params.n_gpu_layers = 0
    try:
        server = xllamacpp.Server(params)
    except RuntimeError:
        sys.exit(1)  # it has written why
    print(f"listening on {server.listening_address}", file=sys.stderr, flush=True)
    sys.stdin.buffer.read()
    os._exit(0)  # its threads cannot be stopped otherwise


if __name__ == "__main__":
    main()
