"""The ten traps of pygls 2.1, each met by what we do about it."""

from __future__ import annotations

import asyncio
import time

import pytest
from lsprotocol import types
from pygls.exceptions import (
    FeatureNotificationError,
    FeatureRequestError,
    JsonRpcException,
    JsonRpcInternalError,
)

from shortlist_server import errors
from shortlist_server.features.registry import create_server
from shortlist_server.server import ShortlistServer
from shortlist_server.services.progress import ProgressReporter


async def test_1_cancelling_a_commands_request_does_not_stop_its_work(sessions, comment):
    """pygls answers the cancelled executeCommand and lets the handler run: ours has answered
    already, and its work is stopped by its progress or by the cancel command."""
    sessions.engine.set(steps=3, step_s=0.2)
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    params = types.ExecuteCommandParams("shortlist.server.solve", [{"uri": uri}])
    protocol = session.client.protocol
    answer = asyncio.ensure_future(
        protocol.send_request_async("workspace/executeCommand", params, msg_id="the-command")
    )
    session.client.cancel_request(types.CancelParams(id="the-command"))
    await asyncio.wait({answer})
    await session.until(lambda: session.progress_of_kind("end"))
    assert session.progress_of_kind("end")[0][1]["message"].startswith("3 solutions")


async def test_2_commands_create_their_own_progress(sessions, comment):
    """The workDoneToken of executeCommand does not reach a handler."""
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    params = types.ExecuteCommandParams("shortlist.server.solve", [{"uri": uri}], "from-client")
    await session.client.workspace_execute_command_async(params)
    await session.until(lambda: session.progress_of_kind("end"))
    tokens = {token for token, _, _ in session.progress}
    assert len(tokens) == 1 and "from-client" not in tokens


def test_3_no_handler_runs_in_a_thread():
    """Thread handlers cannot be cancelled once they run."""
    manager = create_server().protocol.fm
    for handler in [*manager.features.values(), *manager.commands.values()]:
        assert not getattr(handler, "execute_in_thread", False)
    for name in ("shortlist/solve", "shortlist/run"):
        assert asyncio.iscoroutinefunction(manager.features[name])


async def test_4_progress_tokens_are_removed():
    server = ShortlistServer()
    sent, cancelled = [], []
    server.protocol.notify = lambda method, params=None: sent.append(method)
    progress = ProgressReporter(server)
    work = await progress.begin("title", lambda: cancelled.append("token"), "token")
    assert "token" in server.work_done_progress.tokens
    work.end("done")
    assert server.work_done_progress.tokens == {}
    cancel = server.protocol.fm.features[types.WINDOW_WORK_DONE_PROGRESS_CANCEL]
    cancel(types.WorkDoneProgressCancelParams("token"))
    assert cancelled == []
    assert sent == ["$/progress"] * 2


async def test_5_custom_parameters_are_our_own_classes(sessions, comment):
    """Unknown keys are ignored; missing and ill-typed ones are answered, not left hanging."""
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    assert (await session.solve(uri, somethingNew={"a": 1}))["items"]
    for params in ([1], {"position": {"line": 0, "character": 0}}, None):
        with pytest.raises(JsonRpcException) as failure:
            await asyncio.wait_for(session.request("shortlist/solve", params), 20)
        assert failure.value.code == -32602
    for arguments in ([{"uri": 7}], [], ["text"]):
        with pytest.raises(JsonRpcException) as failure:
            await session.command("solve", *arguments)
        assert failure.value.code == -32602


def test_6_errors_do_not_pop_up():
    server = create_server()
    shown = []
    server.window_show_message = shown.append
    for source in (FeatureRequestError, FeatureNotificationError, JsonRpcException):
        server.report_server_error(RuntimeError("boom"), source)
    assert shown == []


def test_6_a_bug_gets_a_correlation_id_and_no_trace(caplog):
    error = errors.translate(ZeroDivisionError("secret detail"), "textDocument/codeLens")
    assert isinstance(error, JsonRpcInternalError)
    assert error.data["kind"] == "bug"
    assert error.data["correlationId"] in error.message
    assert "secret" not in error.message and "traceback" not in error.data
    assert error.data["correlationId"] in caplog.text
    assert "secret detail" in caplog.text


def test_6_the_same_failure_is_not_shown_twice_in_ten_minutes():
    now = [0.0]
    shown = errors.ShownFailures(lambda: now[0])
    assert shown.should_show("a") and shown.should_show("b")
    now[0] = 599
    assert not shown.should_show("a")
    now[0] = 601
    assert shown.should_show("a")


async def test_7_source_code_never_reaches_the_log(sessions, comment, tmp_path):
    log = tmp_path / "server.log"
    session = await sessions.start(
        "vscode", arguments=("--log-file", str(log), "--log-level", "debug")
    )
    uri = session.open("sum.py", comment(below="\nvery_secret_name = 1\n"))
    await session.solve(uri)
    await session.lenses(uri)
    with pytest.raises(JsonRpcException):
        await session.command("accept", {"uri": uri, "problemId": "x", "solutionId": "y"})
    text = log.read_text()
    assert "very_secret_name" not in text
    assert "print(a + b)" not in text
    assert "Traceback" not in text


async def test_8_answers_that_come_late_do_no_harm(sessions, comment):
    """The client answers `workDoneProgress/create` long after the solve was cancelled."""
    sessions.engine.set(wait=True)
    session = await sessions.start("vscode")
    release = asyncio.Event()
    session.answer_progress_create = release.wait
    uri = session.open("sum.py", comment())
    running = asyncio.ensure_future(
        session.request("shortlist/solve", session.solve_params(uri), "the-solve")
    )
    await session.until(lambda: sessions.engine.requests("solve"))
    session.client.cancel_request(types.CancelParams(id="the-solve"))
    with pytest.raises(JsonRpcException) as failure:
        await running
    assert failure.value.code == -32800
    release.set()
    await session.until(lambda: session.progress_of_kind("end"))
    assert (await session.request("shortlist/status", {}))["busy"] is False
    assert session.client.error is None


async def test_9_two_hundred_rapid_edits(sessions, comment, below):
    session = await sessions.start("vscode")
    uri = session.open("sum.py", comment())
    text = comment()
    started = time.monotonic()
    for index in range(200):
        session.change(uri, f"x = {index}\n" * (index % 3) + text)
    lenses = await session.lenses(uri)
    print(f"200 edits and a lens: {time.monotonic() - started:.2f} s")
    assert lenses[0].range.start.line == 199 % 3
    assert session.client.error is None


async def test_10_optional_features_follow_the_clients_capabilities(sessions):
    vscode = await sessions.start("vscode")
    bare = await sessions.start("bare")
    assert vscode.result.capabilities.inline_completion_provider is not None
    assert bare.result.capabilities.inline_completion_provider is None
    for session in (vscode, bare):
        capabilities = session.result.capabilities
        assert capabilities.code_action_provider.code_action_kinds == (
            "refactor.rewrite.shortlist",
        )
        assert capabilities.completion_provider.resolve_provider is True
        advertised = set(capabilities.execute_command_provider.commands)
        assert advertised == set(create_server().protocol.fm.commands)
        assert session.result.server_info.version
    await vscode.until(lambda: vscode.registrations)
    await bare.request("shortlist/status", {})
    assert bare.registrations == []
