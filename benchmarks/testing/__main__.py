"""How quick tests are in an editor: a real server and a real engine, measured at the client's end.

    python -m benchmarks.testing

Prints one table, and ends with an error when a bar is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

STATEMENT = """Sum

Time limit: 20 seconds

Print the sum of the integers on the line.

Input
One line with integers.

Output
Their sum.

Sample Input
1 2

Sample Output
3
"""
PYTHON = "print(sum(map(int, input().split())))\n"
CPP = """#include <bits/stdc++.h>
using namespace std;
int main() { long long s = 0, x; while (cin >> x) s += x; cout << s << endl; }
"""
# The example ends, the other test does not.
ENDLESS = "line = input()\nprint(3)\nwhile line != '1 2':\n    pass\n"
MANY = 500
PROBLEMS = 30
BARS_MS = {
    "first verdict, Python": 150,
    "first verdict, C++ once compiled": 250,
    "cancelled endless loop": 250,
    "another request meanwhile": 50,
    "import of 30 problems' tests": 2000,
}


class Editor:
    """Speaks to a server as an editor does, and notes when what came."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "shortlist_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self._id = 0
        self._answers: dict[int, tuple[dict[str, Any], float]] = {}
        self.changes: list[tuple[dict[str, Any], float]] = []
        self._came = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()
        engine = [sys.executable, "-m", "shortlist_engine.cli", "engine", "--stdio"]
        options = {"clientFeatures": {"testsView": True}, "engine": {"command": engine}}
        self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": None,
                "capabilities": {},
                "initializationOptions": options,
            },
        )
        self.send({"method": "initialized", "params": {}})

    def send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def ask(self, method: str, params: Any) -> int:
        self._id += 1
        self.send({"id": self._id, "method": method, "params": params})
        return self._id

    def wait(self, number: int, timeout: float = 300) -> tuple[Any, float]:
        """The result, and when it came."""
        with self._came:
            if not self._came.wait_for(lambda: number in self._answers, timeout):
                raise TimeoutError("no answer")
            message, when = self._answers.pop(number)
        if "error" in message:
            raise RuntimeError(message["error"]["message"])
        return message["result"], when

    def request(self, method: str, params: Any) -> Any:
        return self.wait(self.ask(method, params))[0]

    def verdict_after(self, since: float, timeout: float = 60) -> float:
        """When the first verdict came."""

        def came() -> float | None:
            return next(
                (
                    when
                    for change, when in self.changes
                    if when > since and (change["results"] or change["headline"][:1].isdigit())
                ),
                None,
            )

        with self._came:
            found = self._came.wait_for(came, timeout)
        if found is None:
            raise TimeoutError("no verdict")
        return found

    def open(self, name: str, text: str, language: str) -> str:
        path = self.folder / name
        path.write_text(text)
        item = {"uri": path.as_uri(), "languageId": language, "version": 1, "text": text}
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": item}})
        return path.as_uri()

    def memory_mib(self) -> float:
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0.0

    def end(self) -> None:
        self.request("shutdown", None)
        self.send({"method": "exit"})
        self.process.wait(30)

    def _read(self) -> None:
        output = self.process.stdout
        assert output is not None
        while True:
            length = 0
            while line := output.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                return
            message = json.loads(output.read(length))
            when = time.perf_counter()
            with self._came:
                if "id" in message and "method" not in message:
                    self._answers[message["id"]] = message, when
                elif message.get("method") == "shortlist/didChangeTests":
                    self.changes.append((message["params"], when))
                self._came.notify_all()


@contextlib.contextmanager
def editor() -> Iterator[Editor]:
    with tempfile.TemporaryDirectory() as folder:
        opened = Editor(Path(folder))
        try:
            yield opened
            opened.end()
        finally:
            opened.process.kill()


def commented(mark: str, code: str) -> str:
    return "".join(f"{mark} {line}".rstrip() + "\n" for line in STATEMENT.splitlines()) + code


def first_verdicts(client: Editor, uri: str, count: int) -> list[float]:
    """Milliseconds from asking to the first verdict, once everything is warm."""
    client.request("shortlist/tests", {"uri": uri})
    client.request("shortlist/runTests", {"uri": uri})
    times = []
    for _ in range(count):
        time.sleep(0.3)
        began = time.perf_counter()
        number = client.ask("shortlist/runTests", {"uri": uri})
        times.append(1000 * (client.verdict_after(began) - began))
        client.wait(number)
    return times


def cancelled(client: Editor, uri: str, count: int) -> list[float]:
    """Milliseconds from cancelling to the answer, the verdict that came kept."""
    change = {"op": "add", "input": "5 5\n", "expected": "10\n"}
    client.request("shortlist/editTests", {"uri": uri, "changes": [change]})
    times = []
    for _ in range(count):
        began = time.perf_counter()
        number = client.ask("shortlist/runTests", {"uri": uri})
        client.verdict_after(began)
        time.sleep(0.3)
        asked = time.perf_counter()
        command = {"command": "shortlist.server.cancel", "arguments": [{"uri": uri}]}
        client.ask("workspace/executeCommand", command)
        result, when = client.wait(number)
        times.append(1000 * (when - asked))
        if not result["cancelled"] or result["passed"] != 1:
            raise RuntimeError(f"the verdict that came was lost: {result}")
    return times


def streamed(client: Editor, uri: str) -> tuple[dict[str, float], list[float]]:
    """Many tests at once: how long they take, what that costs, and how soon the server answers
    another request meanwhile."""
    adding = [{"op": "add", "input": f"{n} {n}\n", "expected": f"{2 * n}\n"} for n in range(MANY)]
    client.request("shortlist/editTests", {"uri": uri, "changes": adding})
    client.request("shortlist/tests", {"uri": uri})
    before, memory = len(client.changes), client.memory_mib()
    began = time.perf_counter()
    number = client.ask("shortlist/runTests", {"uri": uri})
    answered = []
    while number not in client._answers:
        asked = time.perf_counter()
        client.request("shortlist/status", {})
        answered.append(1000 * (time.perf_counter() - asked))
        time.sleep(0.02)
    result, when = client.wait(number)
    if result["passed"] != MANY + 1:
        raise RuntimeError(f"not all passed: {result}")
    time.sleep(0.3)
    told = client.changes[before:]
    figures = {
        "seconds": when - began,
        "notifications a second": len(told) / (when - began),
        "largest notification, KB": max(len(json.dumps(change)) for change, _ in told) / 1000,
        "memory, MiB": client.memory_mib() - memory,
    }
    return figures, answered


def imported(client: Editor) -> float:
    """Milliseconds for importing the tests of many problems."""
    uris = []
    for number in range(PROBLEMS):
        tests = [{"input": f"{n} " * 500 + "\n", "output": f"{500 * n}\n"} for n in range(10)]
        document = {"name": f"P{number}", "tests": tests}
        (client.folder / f"problem{number}.json").write_text(json.dumps(document))
        uris.append(client.open(f"p{number}.py", PYTHON, "python"))
    began = time.perf_counter()
    for number, uri in enumerate(uris):
        params = {"uri": uri, "path": f"problem{number}.json"}
        client.request("shortlist/importTests", params)
    return 1000 * (time.perf_counter() - began)


def parser() -> argparse.ArgumentParser:
    """Returns the parser of the options."""
    command = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    command.add_argument("--count", type=int, default=20, help="of each that is repeated")
    return command


def main() -> int:
    options = parser().parse_args()
    measured: dict[str, tuple[float, float]] = {}
    with editor() as client:

        def note(name: str, times: list[float]) -> None:
            measured[name] = statistics.median(times), max(times)

        python = client.open("a.py", commented("#", PYTHON), "python")
        note("first verdict, Python", first_verdicts(client, python, options.count))
        cpp = client.open("a.cpp", commented("//", CPP), "cpp")
        note("first verdict, C++ once compiled", first_verdicts(client, cpp, options.count))
        endless = client.open("endless.py", commented("#", ENDLESS), "python")
        client.request("shortlist/tests", {"uri": endless})
        note("cancelled endless loop", cancelled(client, endless, options.count))
        stream, answered = streamed(client, python)
        note("another request meanwhile", answered)
        note("import of 30 problems' tests", [imported(client)])
    print(f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    print(f"{'':36}{'median':>10}{'max':>10}{'bar':>10}")
    missed = False
    for name, (median, top) in measured.items():
        bar = BARS_MS[name]
        missed |= median > bar
        print(f"{name:36}{median:>7.0f} ms{top:>7.0f} ms{bar:>7} ms")
    print(
        f"{MANY} tests: {stream['seconds']:.1f} s, {stream['notifications a second']:.1f} "
        f"notifications a second, the largest of {stream['largest notification, KB']:.0f} KB, "
        f"{stream['memory, MiB']:.1f} MiB more in the server"
    )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
