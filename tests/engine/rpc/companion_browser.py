"""The browser's side of Competitive Companion, scripted: it posts JSON and looks at no answer."""

from __future__ import annotations

import http.client
import json
import socket
import time
import uuid
from typing import Any

EXTENSION = "chrome-extension://cjnmckjndlpiamhfimnnjmnckgghkjbl"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def problem(name: str = "A. Watermelon", **more: Any) -> dict[str, Any]:
    """What the extension sends of a problem of Codeforces."""
    return {
        "name": name,
        "group": "Codeforces - Codeforces Beta Round 4 (Div. 2 Only)",
        "url": f"https://codeforces.com/contest/4/problem/{name[:1]}",
        "interactive": False,
        "memoryLimit": 64,
        "timeLimit": 1000,
        "tests": [{"input": "8\n", "output": "YES\n"}, {"input": "3\n", "output": "NO\n"}],
        "testType": "single",
        "input": {"type": "stdin"},
        "output": {"type": "stdout"},
        "languages": {"java": {"mainClass": "Main", "taskClass": "AWatermelon"}},
        "batch": {"id": str(uuid.uuid4()), "size": 1},
        **more,
    }


def contest(size: int = 7, **more: Any) -> list[dict[str, Any]]:
    batch = {"id": str(uuid.uuid4()), "size": size}
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    names = [f"{letters[at % 26]}{at // 26 or ''}. Task number {at + 1}" for at in range(size)]
    return [
        problem(name, batch=batch, url=f"https://codeforces.com/contest/4/problem/{at}", **more)
        for at, name in enumerate(names)
    ]


def post(
    port: int,
    body: Any,
    *,
    headers: dict[str, str] | None = None,
    method: str = "POST",
    address: str = "localhost",
) -> tuple[int, str, float]:
    """The status, the text, and how many milliseconds the answer took."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = {"Content-Type": "application/json", "Origin": EXTENSION, **(headers or {})}
    start = time.perf_counter()
    connection = http.client.HTTPConnection(address, port, timeout=10)
    connection.request(method, "/", data, {name: text for name, text in sent.items() if text})
    answer = connection.getresponse()
    text = answer.read().decode()
    took = 1000 * (time.perf_counter() - start)
    connection.close()
    return answer.status, text, took
