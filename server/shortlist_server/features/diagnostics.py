"""Hints for what the user can fix in a statement. Ordinary files never get any."""

from __future__ import annotations

from lsprotocol import types

from shortlist_server.documents import Document
from shortlist_server.lsp_ext import SOURCE
from shortlist_server.problems import block_range
from shortlist_server.server import ShortlistServer
from shortlist_server.throttle import Debounce

DELAY_S = 0.3


def schedule(ls: ShortlistServer, uri: str) -> None:
    """Publish a little after the last edit."""
    debounced = ls.debounced.get(uri)
    if debounced is None:
        debounced = ls.debounced[uri] = Debounce(DELAY_S, lambda: publish(ls, uri))
    debounced()


def close(ls: ShortlistServer, uri: str) -> None:
    debounced = ls.debounced.pop(uri, None)
    if debounced is not None:
        debounced.close()
    if uri in ls.published:
        ls.published.discard(uri)
        _send(ls, uri, None, [])


def publish_all(ls: ShortlistServer) -> None:
    for uri in list(ls.debounced):
        publish(ls, uri)


def publish(ls: ShortlistServer, uri: str) -> None:
    document = ls.document(uri)
    if document is None:
        return
    found = of_document(ls, document) if ls.settings(uri).enable else []
    if found:
        ls.published.add(uri)
        _send(ls, uri, document.version, found)
    elif uri in ls.published:
        ls.published.discard(uri)
        _send(ls, uri, document.version, [])
    mark_stale(ls, document)


def mark_stale(ls: ShortlistServer, document: Document) -> None:
    """A solve whose statement was edited goes on, and says so."""
    solve = ls.solves.of_document(document.uri)
    if solve is not None:
        solve.stale = ls.problems.by_digest(document, solve.problem.digest) is None


def of_document(ls: ShortlistServer, document: Document) -> list[types.Diagnostic]:
    found = []
    for block in ls.problems.blocks(document):
        for issue in block.issues:
            line = max(0, min(issue.line, len(document.lines) - 1))
            text = document.line_text(line)
            start = len(text) - len(text.lstrip())
            where = (
                types.Range(
                    document.client_position(line, start),
                    document.client_position(line, len(text.rstrip())),
                )
                if text.strip()
                else block_range(document, block)
            )
            found.append(
                types.Diagnostic(
                    range=where,
                    message=issue.message,
                    severity=types.DiagnosticSeverity.Hint,
                    source=SOURCE,
                    code=f"statement-{issue.severity}",
                )
            )
    return found


def _send(
    ls: ShortlistServer, uri: str, version: int | None, found: list[types.Diagnostic]
) -> None:
    ls.text_document_publish_diagnostics(
        types.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=found)
    )
