"""A real server process, a client with the capabilities of a real editor, and a fake engine."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any, Union

import pytest
from lsprotocol import types
from pygls.io_ import run_async
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

HERE = Path(__file__).parent
FAKE_ENGINE = HERE / "fake_engine.py"

STATEMENT = [
    "A + B 🎉",
    "",
    "Time limit: 1 second",
    "Memory limit: 256 megabytes",
    "",
    "Given two integers a and b, print their sum. 🙂",
    "",
    "Input",
    "One line with a and b.",
    "",
    "Output",
    "The sum.",
    "",
    "Sample Input 1",
    "1 2",
    "",
    "Sample Output 1",
    "3",
    "",
    "Sample Input 2",
    "5 6",
    "",
    "Sample Output 2",
    "11",
]
SOURCES = [
    "a, b = map(int, input().split())\nprint(a + b)\n",
    "print(sum(map(int, input().split())))\n",
    "import sys\nprint(sum(map(int, sys.stdin.read().split())))\n",
]


def python_comment(newline: str = "\n", below: str = "\n") -> str:
    lines = [f"# {line}".rstrip() for line in STATEMENT]
    return newline.join(lines) + newline + below


def extend_for_vscode(capabilities: types.ClientCapabilities) -> types.ClientCapabilities:
    """What current VS Code clients say beyond the 1.65 that pytest-lsp knows."""
    assert capabilities.text_document and capabilities.workspace
    capabilities.text_document.inline_completion = types.InlineCompletionClientCapabilities()
    capabilities.workspace.text_document_content = types.TextDocumentContentClientCapabilities(
        dynamic_registration=True
    )
    capabilities.workspace.inlay_hint = types.InlayHintWorkspaceClientCapabilities(
        refresh_support=True
    )
    assert capabilities.text_document.code_action
    capabilities.text_document.code_action.tag_support = types.CodeActionTagOptions(
        value_set=[types.CodeActionTag.LlmGenerated]
    )
    return capabilities


EDITORS = {
    "neovim-0.10": lambda: client_capabilities("neovim@0.10"),
    "neovim-0.11": lambda: client_capabilities("neovim@0.11"),
    "vscode": lambda: extend_for_vscode(client_capabilities("visual-studio-code")),
    "bare": types.ClientCapabilities,
}


class Engine:
    """The fake engine's scenario and what was asked of it."""

    def __init__(self, folder: Path) -> None:
        self.scenario = folder / "scenario.json"
        self.set()

    def set(self, **scenario: Any) -> None:
        scenario.setdefault("solutions", [{"source": source} for source in SOURCES])
        self.scenario.write_text(json.dumps(scenario))

    def requests(self, method: str | None = None) -> list[dict[str, Any]]:
        log = self.scenario.with_suffix(".log")
        if not log.exists():
            return []
        entries = [json.loads(line) for line in log.read_text().splitlines() if line.strip()]
        return [entry for entry in entries if method is None or entry["method"] == method]


class Session:
    """A client connected to a server process."""

    def __init__(self, client: LanguageClient, engine: Engine, folder: Path) -> None:
        self.client = client
        self.reading: asyncio.Task[None]
        self.pid: int
        self.engine = engine
        self.folder = folder
        self.result: types.InitializeResult
        self.progress: list[tuple[Any, Any, float]] = []
        self.partials: list[tuple[Any, Any]] = []
        self.statuses: list[dict[str, Any]] = []
        self.changed_solutions: list[tuple[dict[str, Any], float]] = []
        self.judged: list[dict[str, Any]] = []
        self.assisted: list[dict[str, Any]] = []
        self.changed_tests: list[tuple[dict[str, Any], float]] = []
        self.edits: list[types.ApplyWorkspaceEditParams] = []
        self.registrations: list[types.Registration] = []
        self.refreshes: list[float] = []
        self.content_refreshes: list[str] = []
        self.hint_refreshes = 0
        self.message_requests: list[types.ShowMessageRequestParams] = []
        self.choose: str | None = None
        self.decided: asyncio.Event | None = None
        self.refuse_edits: str | None = None
        self.answer_progress_create: Callable[[], Any] | None = None
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.auto_apply = True

    # Documents.

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "python") -> str:
        uri = name if ":" in name else self.uri(name)
        self.texts[uri], self.versions[uri] = text, 1
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, 1, text))
        )
        return uri

    def change(self, uri: str, text: str) -> None:
        self.texts[uri] = text
        self.versions[uri] += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.versions[uri], uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def close(self, uri: str) -> None:
        self.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        )

    # Requests.

    async def request(self, method: str, params: Any = None, msg_id: str | None = None) -> Any:
        """A request whose answer comes as plain dictionaries."""
        return plain(await self.client.protocol.send_request_async(method, params, msg_id=msg_id))

    async def command(self, name: str, *arguments: Any) -> Any:
        params = types.ExecuteCommandParams(f"shortlist.server.{name}", list(arguments) or None)
        return plain(await self.client.workspace_execute_command_async(params))

    async def solve(self, uri: str, line: int = 0, **extra: Any) -> Any:
        return await self.request("shortlist/solve", self.solve_params(uri, line, **extra))

    def solve_params(self, uri: str, line: int = 0, **extra: Any) -> dict[str, Any]:
        return {
            "textDocument": {"uri": uri},
            "position": {"line": line, "character": 0},
            **extra,
        }

    async def actions(
        self,
        uri: str,
        line: int = 0,
        only: list[str] | None = None,
        trigger: types.CodeActionTriggerKind | None = None,
    ) -> list[Any]:
        where = types.Range(types.Position(line, 0), types.Position(line, 0))
        context = types.CodeActionContext(diagnostics=[], only=only, trigger_kind=trigger)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), where, context)
        return list(await self.client.text_document_code_action_async(params) or [])

    async def lenses(self, uri: str) -> list[types.CodeLens]:
        params = types.CodeLensParams(types.TextDocumentIdentifier(uri))
        return list(await self.client.text_document_code_lens_async(params) or [])

    async def completions(self, uri: str, line: int, character: int = 0) -> Any:
        params = types.CompletionParams(
            types.TextDocumentIdentifier(uri), types.Position(line, character)
        )
        return await self.client.text_document_completion_async(params)

    async def hints(self, uri: str) -> list[types.InlayHint]:
        whole = types.Range(types.Position(0, 0), types.Position(10_000, 0))
        params = types.InlayHintParams(types.TextDocumentIdentifier(uri), whole)
        return list(await self.client.text_document_inlay_hint_async(params) or [])

    async def until(self, condition: Callable[[], Any], timeout: float = 20.0) -> Any:
        """Wait until something holds, and return it."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            value = condition()
            if value:
                return value
            await asyncio.sleep(0.01)
        raise AssertionError("it did not happen in time")

    def progress_texts(self) -> list[str]:
        return [
            value.get("message") or value.get("title") or ""
            for _, value, _ in self.progress
            if isinstance(value, dict) and "kind" in value
        ]

    def progress_of_kind(self, kind: str) -> list[tuple[Any, dict[str, Any], float]]:
        return [entry for entry in self.progress if entry[1].get("kind") == kind]

    # What the server asks.

    def on_progress(self, _client: Any, params: types.ProgressParams) -> None:
        value = plain(params.value)
        if isinstance(value, dict) and "kind" in value:
            self.progress.append((params.token, value, time.monotonic()))
        else:
            self.partials.append((params.token, value))

    def on_apply_edit(
        self, _client: Any, params: types.ApplyWorkspaceEditParams
    ) -> types.ApplyWorkspaceEditResult:
        self.edits.append(params)
        if self.refuse_edits is not None:
            return types.ApplyWorkspaceEditResult(False, failure_reason=self.refuse_edits)
        if self.auto_apply:
            self.apply(params.edit)
        return types.ApplyWorkspaceEditResult(True)

    def apply(self, edit: types.WorkspaceEdit) -> None:
        """Apply an edit as an editor does, in utf-16 units or those negotiated."""
        for change in edit.document_changes or []:
            assert isinstance(change, types.TextDocumentEdit)
            uri = change.text_document.uri
            version = change.text_document.version
            assert version is None or version == self.versions[uri]
            text = apply_edits(self.texts.get(uri, ""), list(change.edits), self.encoding)
            if uri in self.versions:
                self.change(uri, text)
            else:
                self.texts[uri] = text
        for uri, edits in (edit.changes or {}).items():
            self.change(uri, apply_edits(self.texts[uri], list(edits), self.encoding))

    @property
    def encoding(self) -> str:
        return str(self.result.capabilities.position_encoding or "utf-16").split(".")[-1]


def apply_edits(text: str, edits: list[Any], encoding: str) -> str:
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    whole = len(text)

    def offset(position: types.Position) -> int:
        if position.line >= len(lines):
            return whole
        line = lines[position.line].rstrip("\r\n")
        units = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding]
        width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
        encoded = line.encode(units)[: position.character * width]
        return starts[position.line] + len(encoded.decode(units))

    # At one place the first in the list comes first in the text.
    order = sorted(enumerate(edits), key=lambda each: (offset(each[1].range.start), each[0]))
    for _, edit in reversed(order):
        start, end = offset(edit.range.start), offset(edit.range.end)
        text = text[:start] + edit.new_text + text[end:]
    return text


def plain(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return {key: plain(item) for key, item in value._asdict().items()}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def client_converter() -> Any:
    """lsprotocol reads every code action that has a command as a bare command; put that right."""
    converter = default_converter()

    def action(value: Any, _: Any) -> Any:
        bare = isinstance(value.get("command"), str)
        return converter.structure(value, types.Command if bare else types.CodeAction)

    converter.register_structure_hook(types.Command | types.CodeAction, action)
    converter.register_structure_hook(Union[types.Command, types.CodeAction], action)  # noqa: UP007
    return converter


class Forker:
    """Real server processes without the cost of starting Python for each."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        command = [sys.executable, str(HERE / "server_forker.py")]
        self._process = subprocess.Popen(command, stdin=theirs)
        theirs.close()

    def start(
        self, arguments: tuple[str, ...], environment: dict[str, str]
    ) -> tuple[socket.socket, int]:
        """The connection to a new server, and its process id."""
        ours, theirs = socket.socketpair()
        message = {"arguments": arguments, "environment": environment}
        socket.send_fds(self._control, [json.dumps(message).encode()], [theirs.fileno()])
        theirs.close()
        return ours, int(self._control.recv(32))

    def close(self) -> None:
        self._control.close()
        self._process.wait(30)


class Sessions:
    """Starts sessions and ends them all."""

    def __init__(self, folder: Path, forker: Forker) -> None:
        self.folder = folder
        self._forker = forker
        self.engine = Engine(folder)
        self._open: list[Session] = []

    async def start(
        self,
        editor: str = "vscode",
        *,
        encodings: list[str] | None = None,
        options: dict[str, Any] | None = None,
        configuration: dict[str, Any] | None = None,
        socket: bool = False,
        folder: Path | None = None,
        arguments: tuple[str, ...] = ("--stdio",),
        environment: dict[str, str] | None = None,
    ) -> Session:
        folder = folder or self.folder
        runtime = self.folder / "run"
        runtime.mkdir(exist_ok=True)
        client = LanguageClient(
            converter_factory=client_converter,
            configuration={"": {"shortlist": configuration}} if configuration is not None else None,
        )
        session = Session(client, self.engine, folder)
        self._register(client, session)
        env = {
            **os.environ,
            "FAKE_ENGINE": str(self.engine.scenario),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_STATE_HOME": str(self.folder / "state"),
            **(environment or {}),
        }
        connection, session.pid = self._forker.start(arguments, env)
        reader, writer = await asyncio.open_connection(sock=connection)
        client.protocol.set_writer(writer)  # type: ignore[arg-type]
        session.reading = asyncio.create_task(
            run_async(
                stop_event=threading.Event(),
                reader=reader,
                protocol=client.protocol,
                error_handler=client.report_server_error,
            )
        )
        capabilities = EDITORS[editor]()
        if encodings is not None:
            capabilities.general = capabilities.general or types.GeneralClientCapabilities()
            capabilities.general.position_encodings = encodings
        command = [sys.executable, str(FAKE_ENGINE), "--socket" if socket else "--stdio"]
        sent = {"engine": {"command": command}, "clientFeatures": {}, **(options or {})}
        session.result = await client.initialize_session(
            types.InitializeParams(
                capabilities=capabilities,
                root_uri=folder.as_uri(),
                workspace_folders=[types.WorkspaceFolder(folder.as_uri(), folder.name)],
                initialization_options=sent,
            )
        )
        self._open.append(session)
        return session

    def _register(self, client: LanguageClient, session: Session) -> None:
        features: dict[str, Any] = dict(DEFAULT_CLIENT_FEATURES)

        def registered(_client: Any, params: types.RegistrationParams) -> None:
            session.registrations += params.registrations

        def lens_refresh(_client: Any, params: None) -> None:
            session.refreshes.append(time.monotonic())

        def content_refresh(_client: Any, params: types.TextDocumentContentRefreshParams) -> None:
            session.content_refreshes.append(params.uri)

        def hint_refresh(_client: Any, params: None) -> None:
            session.hint_refreshes += 1

        async def message_request(
            _client: Any, params: types.ShowMessageRequestParams
        ) -> types.MessageActionItem | None:
            session.message_requests.append(params)
            if session.decided is not None:
                await session.decided.wait()
            return types.MessageActionItem(session.choose) if session.choose else None

        default_create = features[types.WINDOW_WORK_DONE_PROGRESS_CREATE]

        async def create(client_: Any, params: types.WorkDoneProgressCreateParams) -> None:
            if session.answer_progress_create is not None:
                await session.answer_progress_create()
            default_create(client_, params)

        def status(_client: Any, params: Any) -> None:
            session.statuses.append(plain(params))

        def solutions_changed(_client: Any, params: Any) -> None:
            session.changed_solutions.append((plain(params), time.monotonic()))

        def judged(_client: Any, params: Any) -> None:
            session.judged.append(plain(params))

        def assisted(_client: Any, params: Any) -> None:
            session.assisted.append(plain(params))

        def tests_changed(_client: Any, params: Any) -> None:
            session.changed_tests.append((plain(params), time.monotonic()))

        def on_progress(client: LanguageClient, params: types.ProgressParams) -> None:
            session.on_progress(client, params)

        def on_edit(
            client: LanguageClient, params: types.ApplyWorkspaceEditParams
        ) -> types.ApplyWorkspaceEditResult:
            return session.on_apply_edit(client, params)

        features.update(
            {
                types.CLIENT_REGISTER_CAPABILITY: registered,
                types.WORKSPACE_CODE_LENS_REFRESH: lens_refresh,
                types.WORKSPACE_INLAY_HINT_REFRESH: hint_refresh,
                types.WORKSPACE_TEXT_DOCUMENT_CONTENT_REFRESH: content_refresh,
                types.WINDOW_SHOW_MESSAGE_REQUEST: message_request,
                types.WINDOW_WORK_DONE_PROGRESS_CREATE: create,
                types.WORKSPACE_APPLY_EDIT: on_edit,
                types.PROGRESS: on_progress,
                "shortlist/didChangeStatus": status,
                "shortlist/didChangeSolutions": solutions_changed,
                "shortlist/didJudgeGroup": judged,
                "shortlist/didAssist": assisted,
                "shortlist/didChangeTests": tests_changed,
            }
        )
        for method in (
            types.CLIENT_REGISTER_CAPABILITY,
            types.WORKSPACE_CODE_LENS_REFRESH,
            types.WORKSPACE_INLAY_HINT_REFRESH,
            types.WORKSPACE_TEXT_DOCUMENT_CONTENT_REFRESH,
        ):
            handler = features[method]
            features[method] = _typed(handler)
        features[types.WINDOW_SHOW_MESSAGE_REQUEST] = _typed_async(message_request)
        features[types.WINDOW_WORK_DONE_PROGRESS_CREATE] = _typed_async(create)
        features["shortlist/didChangeStatus"] = _typed(status)
        features["shortlist/didChangeSolutions"] = _typed(solutions_changed)
        features["shortlist/didJudgeGroup"] = _typed(judged)
        features["shortlist/didAssist"] = _typed(assisted)
        features["shortlist/didChangeTests"] = _typed(tests_changed)
        register_lsp_features(client, features)

    async def close(self) -> None:
        for session in self._open:
            if not session.reading.done():
                await asyncio.wait_for(session.client.shutdown_session(), 60)
            # The server has ended when its side is closed, or reset with `exit` still unread, or
            # gone before the client has answered a request of its own.
            with contextlib.suppress(ConnectionResetError, BrokenPipeError):
                await asyncio.wait_for(session.reading, 60)


def _typed(handler: Callable[..., Any]) -> Callable[..., Any]:
    def call(client: LanguageClient, params: Any) -> Any:
        return handler(client, params)

    return call


def _typed_async(handler: Callable[..., Any]) -> Callable[..., Any]:
    async def call(client: LanguageClient, params: Any) -> Any:
        return await handler(client, params)

    return call


@pytest.fixture(scope="session")
def forker() -> Iterator[Forker]:
    started = Forker()
    yield started
    started.close()


@pytest.fixture
async def sessions(tmp_path: Path, forker: Forker) -> AsyncIterator[Sessions]:
    opened = Sessions(tmp_path, forker)
    with warnings.catch_warnings():
        yield opened
    await opened.close()


@pytest.fixture
def engine(sessions: Sessions) -> Engine:
    return sessions.engine


@pytest.fixture
def comment() -> Callable[..., str]:
    return python_comment


@pytest.fixture
def below() -> int:
    """The first line below the comment of `python_comment`."""
    return len(STATEMENT)


@pytest.fixture
def sources() -> list[str]:
    return list(SOURCES)
