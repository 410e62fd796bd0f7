"""The life cycle of the protocol, as bytes on a pipe."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

COMMAND = [sys.executable, "-m", "shortlist_server"]
INITIALIZE = {
    "id": 1,
    "method": "initialize",
    "params": {"capabilities": {}, "processId": None, "rootUri": None},
}
ACTION = {
    "id": 7,
    "method": "textDocument/codeAction",
    "params": {
        "textDocument": {"uri": "file:///x.py"},
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
        "context": {"diagnostics": []},
    },
}
INITIALIZED = {"method": "initialized", "params": {}}
SHUTDOWN, EXIT = {"id": 9, "method": "shutdown"}, {"method": "exit"}


def message(content: dict[str, Any], header: str = "Content-Length: {}\r\n\r\n") -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return header.format(len(body)).encode() + body


def exchange(*messages: bytes) -> tuple[int, dict[Any, Any], str]:
    """The exit code, the answers by their ids, and the log."""
    ended = subprocess.run(COMMAND, input=b"".join(messages), capture_output=True, timeout=120)
    answers, rest = {}, ended.stdout
    while rest:
        head, _, rest = rest.partition(b"\r\n\r\n")
        size = int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0])
        answer = json.loads(rest[:size])
        if "method" not in answer:
            answers[answer.get("id")] = answer
        rest = rest[size:]
    return ended.returncode, answers, ended.stderr.decode()


def test_a_request_before_initialize_is_refused_and_the_session_goes_on() -> None:
    own = {"id": 8, "method": "shortlist/status", "params": {}}
    document = {"uri": "file:///x.py", "languageId": "python", "version": 1, "text": ""}
    early = {"method": "textDocument/didOpen", "params": {"textDocument": document}}
    later = {**ACTION, "id": 10}
    sent = (ACTION, own, early, INITIALIZE, INITIALIZED, later, SHUTDOWN, EXIT)
    code, answers, log = exchange(*map(message, sent))
    assert code == 0
    assert {id: answers[id].get("error", {}).get("code") for id in (7, 8, 1, 10, 9)} == {
        7: -32002, 8: -32002, 1: None, 10: None, 9: None,
    }  # fmt: skip
    assert "Traceback" not in log


def test_leaving_without_shutdown_is_exit_code_1() -> None:
    assert exchange(message(INITIALIZE), message(EXIT))[0] == 1
    assert exchange(message(EXIT))[0] == 1


def test_what_comes_behind_shutdown_or_twice_is_an_invalid_request() -> None:
    again = {**INITIALIZE, "id": 2}
    code, answers, _ = exchange(*map(message, (INITIALIZE, again, SHUTDOWN, ACTION, EXIT)))
    assert code == 0
    assert answers[2]["error"]["code"] == answers[7]["error"]["code"] == -32600
    assert "result" in answers[1]


@pytest.mark.parametrize(
    "header",
    [
        "content-length: {}\r\n\r\n",
        "CONTENT-LENGTH:{}\r\ncontent-type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n",
        "Content-Type: application/vscode-jsonrpc\r\nContent-length:  {} \r\n\r\n",
    ],
)
def test_names_of_headers_are_in_any_case(header: str) -> None:
    messages = (message(each, header) for each in (INITIALIZE, SHUTDOWN, EXIT))
    code, answers, _ = exchange(*messages)
    assert code == 0
    assert answers[1]["result"]["serverInfo"]["name"] == "shortlist"
