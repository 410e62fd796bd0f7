"""Times of the language server while every core is kept busy: start, code action, code lens.

    python -m benchmarks.server             # other processes keep the cores busy
    python -m benchmarks.server --engine    # a real solve does

Prints one table. Times are wall-clock, measured at the client's end of the pipe.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from typing import Any

STATEMENT = """# A + B
#
# Time limit: 1 second
#
# Given two integers a and b, print their sum.
#
# Input
# One line with a and b.
#
# Output
# The sum.
#
# Sample Input
# 1 2
#
# Sample Output
# 3

print(sum(map(int, input().split())))
"""
URI = "file:///benchmark.py"


class Server:
    """A server process, spoken to synchronously."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "shortlist_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._id = 0

    def send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name == b"Content-Length":
                length = int(value)
        return json.loads(self.process.stdout.read(length)) if length else {}

    def request(self, method: str, params: dict[str, Any]) -> Any:
        self._id += 1
        self.send({"id": self._id, "method": method, "params": params})
        while message := self.receive():
            if message.get("id") == self._id and "method" not in message:
                if "error" in message:
                    raise RuntimeError(message["error"]["message"])
                return message["result"]
        raise RuntimeError("the server ended")

    def initialize(self) -> float:
        """Seconds from the start of the process to the answer."""
        capabilities = {
            "textDocument": {
                "codeAction": {
                    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["refactor"]}}
                }
            }
        }
        params = {"processId": os.getpid(), "rootUri": None, "capabilities": capabilities}
        self.request("initialize", params)
        seconds = time.perf_counter() - self.started
        self.send({"method": "initialized", "params": {}})
        return seconds

    def end(self) -> None:
        self.request("shutdown", {})
        self.send({"method": "exit"})
        self.process.wait(30)


def percentiles(times: list[float]) -> tuple[float, float, float]:
    return statistics.median(times), statistics.quantiles(times, n=20)[-1], max(times)


def measure(server: Server, method: str, params: dict[str, Any], count: int) -> list[float]:
    times = []
    for _ in range(count):
        begun = time.perf_counter()
        if not server.request(method, params):
            raise RuntimeError(f"{method} gave nothing")
        times.append(1000 * (time.perf_counter() - begun))
        time.sleep(0.005)
    return times


def spin() -> None:
    while True:
        pass


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    command.add_argument("--engine", action="store_true", help="keep the cores busy with a solve")
    command.add_argument("--count", type=int, default=200, help="requests of each kind")
    command.add_argument("--starts", type=int, default=5, help="server starts")
    return command


def main() -> int:
    options = parser().parse_args()
    busy = []
    if not options.engine:
        for _ in range(os.cpu_count() or 1):
            process = multiprocessing.Process(target=spin, daemon=True)
            process.start()
            busy.append(process)
    rows: list[tuple[str, tuple[float, float, float], int]] = []
    try:
        starts = []
        for _ in range(options.starts):
            server = Server()
            starts.append(1000 * server.initialize())
            server.end()
        rows.append(("start to initialize", percentiles(starts), len(starts)))
        server = Server()
        server.initialize()
        item = {"uri": URI, "languageId": "python", "version": 1, "text": STATEMENT}
        server.send({"method": "textDocument/didOpen", "params": {"textDocument": item}})
        if options.engine:
            budget = {"samples": 1_000_000, "seconds": 600}
            command = {"uri": URI, "budget": budget}
            server.request(
                "workspace/executeCommand",
                {"command": "shortlist.server.solve", "arguments": [command]},
            )
            deadline = time.monotonic() + 120
            while server.request("shortlist/status", {})["state"] in ("starting", "loadingModel"):
                if time.monotonic() > deadline:
                    raise RuntimeError("the engine did not begin to sample")
                time.sleep(0.1)
            status = server.request("shortlist/status", {})
            if not status["busy"]:
                raise RuntimeError(f"no solve is running: {status['message']}")
        document = {"textDocument": {"uri": URI}}
        start = {"line": 0, "character": 0}
        action = {
            **document,
            "range": {"start": start, "end": start},
            "context": {"diagnostics": []},
        }
        for method, params in (
            ("textDocument/codeAction", action),
            ("textDocument/codeLens", document),
        ):
            times = measure(server, method, params, options.count)
            rows.append((method, percentiles(times), len(times)))
        if options.engine:
            server.request(
                "workspace/executeCommand", {"command": "shortlist.server.cancel", "arguments": []}
            )
        server.end()
    finally:
        for process in busy:
            process.terminate()
    load = "a solve" if options.engine else f"{len(busy)} busy processes"
    print(f"beside {load}, load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    print(f"{'':28}{'median':>10}{'p95':>10}{'max':>10}{'n':>6}")
    for name, (median, p95, top), count in rows:
        print(f"{name:28}{median:>7.1f} ms{p95:>7.1f} ms{top:>7.1f} ms{count:>6}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
