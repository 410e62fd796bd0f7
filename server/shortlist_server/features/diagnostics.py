"""Hints for what the user can fix in a statement. Ordinary files never get any."""

from __future__ import annotations

from lsprotocol import types

from shortlist_engine.statement import Issue, ProblemBlock
from shortlist_server.blocks import block_range
from shortlist_server.configuration import Settings
from shortlist_server.documents import OpenDocument
from shortlist_server.lsp_ext import SOURCE
from shortlist_server.services.services import Services
from shortlist_server.throttle import Debounce

DELAY_S = 0.3


class DiagnosticsFeature:
    """Publishes hints a little after the last edit, and marks solves whose statement is gone."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._problems = services.problems
        self._solves = services.solves
        self._debounced: dict[str, Debounce] = {}
        self._published: set[str] = set()
        services.lifecycle.document_changed.connect(self._schedule)
        services.lifecycle.document_closed.connect(self._close)
        services.configuration.changed.connect(self._settings_changed)

    def _schedule(self, uri: str) -> None:
        debounced = self._debounced.get(uri)
        if debounced is None:
            debounced = self._debounced[uri] = Debounce(DELAY_S, lambda: self._publish(uri))
        debounced()

    def _close(self, uri: str) -> None:
        debounced = self._debounced.pop(uri, None)
        if debounced is not None:
            debounced.close()
        if uri in self._published:
            self._published.discard(uri)
            self._send(uri, None, [])

    def _settings_changed(self, before: Settings) -> None:
        for uri in list(self._debounced):
            self._publish(uri)

    def _publish(self, uri: str) -> None:
        document = self._server.open_document(uri)
        if document is None:
            return
        enabled = self._configuration.for_uri(uri).enable
        diagnostics = self._diagnostics(document) if enabled else []
        if diagnostics:
            self._published.add(uri)
            self._send(uri, document.version, diagnostics)
        elif uri in self._published:
            self._published.discard(uri)
            self._send(uri, document.version, [])
        self._mark_stale(document)

    def _mark_stale(self, document: OpenDocument) -> None:
        """A solve whose statement was edited goes on, and says so."""
        solve = self._solves.of_document(document.uri)
        if solve is not None:
            block = self._problems.by_digest(document, solve.problem.digest)
            self._solves.place(solve, block.start_line if block is not None else None)

    def _diagnostics(self, document: OpenDocument) -> list[types.Diagnostic]:
        return [
            types.Diagnostic(
                range=_issue_range(document, block, issue),
                message=issue.message,
                severity=types.DiagnosticSeverity.Hint,
                source=SOURCE,
                code=f"statement-{issue.severity}",
            )
            for block in self._problems.blocks(document)
            for issue in block.issues
        ]

    def _send(self, uri: str, version: int | None, diagnostics: list[types.Diagnostic]) -> None:
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=diagnostics)
        )


def _issue_range(document: OpenDocument, block: ProblemBlock, issue: Issue) -> types.Range:
    """The text of the issue's line; the whole block where that line is blank."""
    line = max(0, min(issue.line, len(document.lines) - 1))
    text = document.line_text(line)
    if not text.strip():
        return block_range(document, block)
    start = len(text) - len(text.lstrip())
    return types.Range(
        document.client_position(line, start), document.client_position(line, len(text.rstrip()))
    )
