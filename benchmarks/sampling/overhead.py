"""What our side of asking a server costs: CPU and wall time a sample, beside curl.

    python -m benchmarks.sampling.overhead [--samples 1024] [--at-once 16] [--tokens 200]

A server in a process of its own answers as llama.cpp does, at once and with the same text: a stream
with an event for each token and its logarithm of probability. `TextSampler` draws programs from it
with everything that a solve does: the prompt is written and counted, answers are streamed, and
programs are read from them. `curl` is given the same request, for as many answers at a time, and
throws the answer away; both are asked in turn, so that what else runs on the machine meets both
alike. The first round is left out. Memory is that of our process, after that first round and at
the end.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from rich.console import Console

from benchmarks.tables import new_table
from shortlist_engine.problem import Example, Problem
from shortlist_engine.sampling import ModelChoice, SamplingParams, load_sampler

ROOT = Path(__file__).resolve().parents[2]
AIM = 64
PROBLEM = Problem(
    "Sum of Pairs",
    "Given n and n integers, print how many pairs of them have an even sum.\n\n"
    "Input\nThe first line has n (1 <= n <= 100000), the second n integers.\n\n"
    "Output\nOne integer.",
    examples=(Example("3\n1 2 3\n", "1\n"), Example("2\n2 4\n", "1\n")),
)
_OPENED, _CLOSED = "```python\nn = int(input())\na = list(map(int, input().split()))\n", "```\n"
_LINE = "odd = sum(x % 2 for x in a)\n"


def main() -> None:
    """Prints one table."""
    options = parser().parse_args()
    if options.serve:
        serve(options.at_once, options.tokens)
        return
    with server(options.at_once, options.tokens) as url:
        measure(url, options.samples, options.at_once)


def parser() -> argparse.ArgumentParser:
    """Reads the command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.sampling.overhead")
    made.add_argument("--samples", type=int, default=1024, help="samples of each side")
    made.add_argument("--at-once", type=int, default=16, help="answers of one request")
    made.add_argument("--tokens", type=int, default=200, help="tokens, and events, of an answer")
    made.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    return made


def measure(url: str, samples: int, at_once: int) -> None:
    """Asks in turn, and prints what each side took."""
    sampler = load_sampler(ModelChoice(url))

    def ours(seed: int) -> None:
        params = SamplingParams(at_once, temperature=0.8, seed=seed, languages=("python",))
        batches = sampler.sample(PROBLEM, params, threading.Event())
        found = [sample for batch in batches for sample in batch]
        if len(found) != at_once or not all(sample.text for sample in found):
            raise SystemExit(f"{len(found)} of {at_once} samples came")

    ours(0)
    with tempfile.NamedTemporaryFile(suffix=".json") as body, urlopen(f"{url}/last") as last:
        body.write(last.read())
        body.flush()
        ask = ["curl", "--silent", "--no-buffer", "--noproxy", "*", "--output", "/dev/null"]
        ask += ["--data", f"@{body.name}", "--header", "Content-Type: application/json"]

        def curl(seed: int) -> None:
            subprocess.run([*ask, f"{url}/v1/chat/completions"], check=True)

        curl(0)
        taken: dict[str, list[tuple[float, float]]] = {"ours": [], "curl": []}
        before = memory_mib()
        for seed in range(1, max(2, samples // at_once) + 1):
            for name, work in (("ours", ours), ("curl", curl)):
                taken[name].append(timed(lambda work=work, seed=seed: work(seed)))  # type: ignore[misc]
    after = memory_mib()
    sampler.close()
    table = new_table(
        f"{len(taken['ours']) * at_once} samples, {at_once} at a time",
        [""],
        ["CPU ms a sample", "wall ms a sample", "samples/s"],
    )
    medians = {}
    for name, rounds in taken.items():
        cpu, wall = (1000 * statistics.median(each) / at_once for each in zip(*rounds, strict=True))
        medians[name] = cpu, wall
        table.add_row(name, f"{cpu:.2f}", f"{wall:.2f}", f"{1000 / wall:.0f}")
    ratios = [
        f"{our / their:.1f}" for our, their in zip(medians["ours"], medians["curl"], strict=True)
    ]
    table.add_row("ours / curl", *ratios, "")
    console = Console()
    console.print(table)
    console.print(f"Memory: {before:.1f} MiB before, {after:.1f} MiB after.")
    pace = 1000 / medians["ours"][1]
    console.print(f"Aim: {AIM} samples/s; {'reached' if pace >= AIM else 'missed'}.")


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """Returns CPU seconds of this process and its ended children, and wall seconds."""
    cpu, wall = cpu_s(), time.perf_counter()
    work()
    return cpu_s() - cpu, time.perf_counter() - wall


def cpu_s() -> float:
    """Returns what this process and its ended children took; the server is still running."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def memory_mib() -> float:
    """Returns what this process has in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


@contextmanager
def server(at_once: int, tokens: int) -> Iterator[str]:
    """Starts the server, and ends it."""
    command = [sys.executable, "-m", "benchmarks.sampling.overhead", "--serve"]
    command += ["--at-once", str(at_once), "--tokens", str(tokens)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.terminate()
        process.wait()


def serve(slots: int, tokens: int) -> None:
    """Answers as llama.cpp's server does, with streams that are made beforehand."""
    streams = {count: stream(count, tokens) for count in range(1, slots + 1)}
    last = b""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path == "/last":
                self._send(last)
            elif self.path == "/health":
                self._send(b'{"status": "ok"}')
            elif self.path == "/props":
                settings = {"n_ctx": 8192}
                about = {"total_slots": slots, "default_generation_settings": settings}
                self._send(json.dumps({**about, "chat_template": "{{ messages }}"}).encode())
            elif self.path == "/v1/models":
                about = {"id": "scripted", "owned_by": "llamacpp", "meta": {"n_ctx": 8192}}
                self._send(json.dumps({"data": [about]}).encode())
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            nonlocal last
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/apply-template":
                self._send(json.dumps({"prompt": body.decode()}).encode())
            elif self.path == "/tokenize":
                self._send(json.dumps({"tokens": list(range(len(body) // 4))}).encode())
            else:
                last = body
                self._send(streams[json.loads(body).get("n", 1)], "text/event-stream")

        def _send(self, data: bytes, kind: str = "application/json") -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    found = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(found.server_port, flush=True)
    found.serve_forever()


def stream(count: int, tokens: int) -> bytes:
    """Returns the events of as many answers: a program in a fence, four characters a token."""
    lines = max(1, (4 * tokens - len(_OPENED) - len(_CLOSED)) // len(_LINE))
    answer = _OPENED + _LINE * lines + _CLOSED
    pieces = [answer[start : start + 4] for start in range(0, len(answer), 4)]
    events: list[dict[str, Any]] = [
        _event(
            {
                "index": place,
                "delta": {"content": piece},
                "finish_reason": None,
                "logprobs": {"content": [{"token": piece, "logprob": -0.5, "top_logprobs": []}]},
            }
        )
        for piece in pieces
        for place in range(count)
    ]
    events += [
        _event({"index": place, "delta": {}, "finish_reason": "stop"}) for place in range(count)
    ]
    text = "".join(f"data: {json.dumps(event)}\n\n" for event in events)
    return (text + "data: [DONE]\n\n").encode()


def _event(choice: dict[str, Any]) -> dict[str, Any]:
    about = {"id": "chatcmpl-0", "object": "chat.completion.chunk", "created": 0}
    return {**about, "model": "scripted", "choices": [choice]}


if __name__ == "__main__":
    main()
