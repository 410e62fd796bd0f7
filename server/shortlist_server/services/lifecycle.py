"""What happens to the session and to its documents, told to whoever asks."""

from __future__ import annotations

from lsprotocol import types

from shortlist_server.server import ShortlistServer
from shortlist_server.signals import Signal


class Lifecycle:
    """Lifecycle tells of the turns in the life of a session.

    `initializing` is emitted before pygls computes the capabilities, so that what depends on the
    client can still be registered; what pygls does not advertise goes to `registrations` then.
    `initialized` is emitted when messages may be sent, `leaving` when no more may be.
    `document_changed` is emitted when a document was opened or edited, `document_closed` when it
    was closed. `folders_changed` is emitted when the workspace has other folders than before.
    """

    def __init__(self, server: ShortlistServer) -> None:
        self._server = server
        self.initializing: Signal[[types.InitializeParams]] = Signal()
        self.initialized: Signal[[]] = Signal()
        self.leaving: Signal[[]] = Signal()
        self.document_changed: Signal[[str]] = Signal()
        self.document_closed: Signal[[str]] = Signal()
        self.folders_changed: Signal[[]] = Signal()
        self.registrations: list[types.Registration] = []
        server.add_feature(types.INITIALIZE, self._initialize)
        server.add_feature(types.INITIALIZED, self._initialized)
        server.add_feature(types.TEXT_DOCUMENT_DID_OPEN, self._did_open)
        server.add_feature(types.TEXT_DOCUMENT_DID_CHANGE, self._did_change)
        server.add_feature(types.TEXT_DOCUMENT_DID_CLOSE, self._did_close)

    def _initialize(self, params: types.InitializeParams) -> None:
        self._server.attach(params)
        self.initializing.emit(params)

    async def _initialized(self, params: types.InitializedParams) -> None:
        if self.registrations:
            asked = types.RegistrationParams(self.registrations)
            self._server.ask(self._server.client_register_capability_async(asked))
        self.initialized.emit()

    def _did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        self.document_changed.emit(params.text_document.uri)

    def _did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        self.document_changed.emit(params.text_document.uri)

    def _did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self.document_closed.emit(params.text_document.uri)
