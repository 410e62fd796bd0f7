"""A shared engine with many editors: how soon it answers while others solve.

    python -m benchmarks.scale.shared [--idle 200] [--solving 20] [--seconds 60]

The real engine with the shipped model, over TLS on this machine. So many users have an editor open
and do nothing but ask for the engine's status now and then; others solve all the time. Exits with 1
when the 95th percentile of a status is above 50 ms, or a solve fails.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import shutil
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console

from shortlist_engine import protocol
from shortlist_engine.problem import Example, Problem
from shortlist_engine.protocol import to_wire
from shortlist_engine.rpc.sharing.listening import GREETING
from shortlist_engine.rpc.sharing.users import add_user

MOST_MS = 50.0
PAUSE_S = (1.0, 5.0)
PROBLEM = Problem(
    "Double",
    "Print twice the number.\n\nInput\n\nThe only line has an integer n (1 ≤ n ≤ 1000).",
    (Example("1\n", "2\n"), Example("4\n", "8\n")),
)


class Editor:
    """One connection of a user."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._numbers = itertools.count(1)
        self._unpacker = protocol.unpacker()
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def join(cls, port: int, token: str, context: ssl.SSLContext) -> Editor:
        reader, writer = await asyncio.open_connection("localhost", port, ssl=context)
        writer.write(f"{GREETING} {token}\n".encode())
        if await reader.readline() != b"ok\n":
            raise SystemExit("an editor was refused")
        found = cls(reader, writer)
        await found.ask(protocol.HELLO, protocol=protocol.PROTOCOL_VERSION, client="benchmark")
        return found

    async def ask(self, method: str, **params: Any) -> Any:
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        self._writer.write(protocol.request(number, method, params))
        error, result = await answer
        if error is not None:
            raise SystemExit(f"{method}: {error}")
        return result

    async def _read(self) -> None:
        while data := await self._reader.read(65536):
            self._unpacker.feed(data)
            for message in self._unpacker:
                if message[0] == protocol.RESPONSE and message[1] in self._waiting:
                    self._waiting.pop(message[1]).set_result(message[2:])

    def leave(self) -> None:
        self._reading.cancel()
        self._writer.close()


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    command.add_argument("--idle", type=int, default=200)
    command.add_argument("--solving", type=int, default=20)
    command.add_argument("--seconds", type=float, default=60.0)
    return command


def main() -> None:
    options = parser().parse_args()
    folder = Path(tempfile.mkdtemp())
    process = None
    try:
        tokens = prepare(folder, options.idle + options.solving)
        process = subprocess.Popen(
            [
                sys.executable, "-m", "shortlist_engine.cli", "engine", "--share", "localhost:0",
                "--certificate", folder / "cert.pem", "--key", folder / "key.pem",
                "--users", folder / "users",
            ],
            stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert process.stdout is not None
        port = int(process.stdout.readline().split(",")[0].rpartition(":")[2])
        context = ssl.create_default_context(cafile=folder / "cert.pem")
        times, solves = asyncio.run(load(port, tokens, context, options))
    finally:
        if process is not None:
            process.terminate()
            process.wait(30)
        shutil.rmtree(folder)
    times.sort()
    p95 = times[int(0.95 * len(times))]
    console = Console(width=100)
    console.print(
        f"{options.idle} editors idle, {options.solving} solving ({solves} solves): status "
        f"median {statistics.median(times):.1f} ms, p95 {p95:.1f} ms, most {times[-1]:.0f} ms "
        f"of {len(times)}"
    )
    sys.exit(p95 > MOST_MS)


def prepare(folder: Path, users: int) -> list[str]:
    """Makes a certificate and users; their tokens."""
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-keyout", folder / "key.pem", "-out", folder / "cert.pem", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost",
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return [add_user(folder / "users", f"user{number}") for number in range(users)]


async def load(
    port: int, tokens: list[str], context: ssl.SSLContext, options: argparse.Namespace
) -> tuple[list[float], int]:
    """The milliseconds of each status, and how many solves there were."""
    editors = [await Editor.join(port, token, context) for token in tokens]
    end = time.monotonic() + options.seconds
    times: list[float] = []
    solves = 0

    async def idle(editor: Editor, rng: random.Random) -> None:
        while time.monotonic() < end:
            await asyncio.sleep(rng.uniform(*PAUSE_S))
            started = time.monotonic()
            await editor.ask(protocol.STATUS)
            times.append(1000 * (time.monotonic() - started))

    async def solving(editor: Editor, number: int) -> None:
        nonlocal solves
        for seed in itertools.count(number):
            if time.monotonic() > end:
                return
            await editor.ask(
                protocol.SOLVE,
                solve_id=str(seed),
                problem=to_wire(PROBLEM),
                budget={"samples": 100, "seconds": 20.0},
                options={"seed": seed},
            )
            solves += 1

    await asyncio.gather(
        *(idle(each, random.Random(n)) for n, each in enumerate(editors[: options.idle])),
        *(solving(each, 1000 * n) for n, each in enumerate(editors[options.idle :])),
    )
    for editor in editors:
        editor.leave()
    return times, solves


if __name__ == "__main__":
    main()
