"""Edits that the client applies, and documents that it shows."""

from __future__ import annotations

import asyncio
import logging

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_server.server import ShortlistServer

logger = logging.getLogger(__name__)

REPLY_TIMEOUT_S = 30.0


class ClientEdits:
    """ClientEdits asks the client, and waits for its answer."""

    def __init__(self, server: ShortlistServer) -> None:
        self._server = server

    @property
    def opens_documents(self) -> bool:
        """Tells whether a text can be opened as a new document."""
        support = self._server.support
        return support.show_document and support.versioned_edits and support.apply_edit

    def of(self, uri: str, version: int | None, edits: list[types.TextEdit]) -> types.WorkspaceEdit:
        """Returns the edit in the richest form that the client takes. It has neither a label nor an
        annotation: Neovim prints both, which ends in a prompt, and no editor shows them."""
        if not self._server.support.versioned_edits:
            return types.WorkspaceEdit(changes={uri: edits})
        changed = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(changed, [*edits])])

    def new_file(self, uri: str, text: str) -> types.WorkspaceEdit:
        """Returns the edit that makes a file with a text. It fails where there is one already."""
        start = types.Position(0, 0)
        edit = types.TextEdit(types.Range(start, start), text)
        named = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=None)
        made = types.CreateFile(uri, options=types.CreateFileOptions(overwrite=False))
        return types.WorkspaceEdit(document_changes=[made, types.TextDocumentEdit(named, [edit])])

    async def apply(self, edit: types.WorkspaceEdit) -> types.ApplyWorkspaceEditResult | None:
        """Returns the client's answer; None when it gave none."""
        if not self._server.support.apply_edit:
            return types.ApplyWorkspaceEditResult(
                applied=False,
                failure_reason="the editor cannot apply edits (workspace/applyEdit)",
            )
        request = self._server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit))
        try:
            # Shielded: see services/progress.py.
            return await asyncio.wait_for(asyncio.shield(request), REPLY_TIMEOUT_S)
        except (asyncio.TimeoutError, JsonRpcException) as error:
            logger.warning("workspace/applyEdit: %r", error)
            return None

    async def show(self, uri: str) -> bool:
        """Show a document; tells whether the client did."""
        params = types.ShowDocumentParams(uri, take_focus=True)
        opened = self._server.window_show_document_async(params)
        try:
            reply = await asyncio.wait_for(asyncio.shield(opened), REPLY_TIMEOUT_S)
        except (asyncio.TimeoutError, JsonRpcException) as error:
            logger.warning("window/showDocument: %r", error)
            return False
        return bool(reply.success)

    async def open_untitled(self, stem: str, suffix: str, text: str) -> bool:
        """Open a text as a new document that is not on disk; tells whether that was done. One that
        is there and not empty is left alone, and the next name is taken."""
        if not self.opens_documents:
            return False
        number = 1
        while True:
            uri = f"untitled:{stem}{f'-{number}' if number > 1 else ''}{suffix}"
            document = self._server.open_document(uri)
            if document is None or not document.source.strip():
                break
            number += 1
        if not await self.show(uri):
            return False
        start = types.Position(0, 0)
        edits = [types.TextEdit(types.Range(start, start), text)]
        answer = await self.apply(self.of(uri, None, edits))
        return answer is not None and answer.applied
