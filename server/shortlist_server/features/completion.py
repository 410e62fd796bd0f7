"""Completion: the known solutions, on the blank lines below a solved block, and the continuations
of a step, below its comment. Never samples."""

from __future__ import annotations

from lsprotocol import types

from shortlist_server.documents import OpenDocument
from shortlist_server.presentation import wording
from shortlist_server.presentation.programs import proof
from shortlist_server.services.services import Services


class CompletionFeature:
    """CompletionFeature completes; what the editor shows beside an item is sent when it asks for
    it."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._solves = services.solves
        self._offers = services.offers
        self._views = services.assist_views
        options = types.CompletionOptions(resolve_provider=True)
        services.server.add_feature(types.TEXT_DOCUMENT_COMPLETION, self._completion, options)
        services.server.add_feature(types.COMPLETION_ITEM_RESOLVE, self._resolve)

    def _completion(self, params: types.CompletionParams) -> types.CompletionList | None:
        uri = params.text_document.uri
        settings, document = self._configuration.for_uri(uri), self._server.open_document(uri)
        if document is None or not settings.ai or not settings.completion:
            return None
        if found := self._continuations(document, params.position):
            return types.CompletionList(is_incomplete=False, items=found)
        known, offers = self._offers.at(document, params.position)
        running = self._solves.of_document(uri) is not None
        if known is None:
            return None
        prefix = document.line_text(params.position.line)
        where = document.line_range(params.position.line, params.position.line)
        items = [
            types.CompletionItem(
                label=wording.label(known, offer.solution),
                kind=types.CompletionItemKind.Snippet,
                detail=proof(offer.solution),
                sort_text=f"{index:02}",
                filter_text=prefix,
                insert_text_format=types.InsertTextFormat.PlainText,
                text_edit=types.TextEdit(where, offer.text),
                additional_text_edits=list(offer.extra) or None,
                data={"problemId": known.problem.digest, "solutionId": offer.solution.id},
            )
            for index, offer in enumerate(offers)
        ]
        return types.CompletionList(is_incomplete=running, items=items)

    def _continuations(
        self, document: OpenDocument, position: types.Position
    ) -> list[types.CompletionItem]:
        line = position.line
        prefix, where = document.line_text(line), document.line_range(line, line)
        if prefix.strip():
            return []
        return [
            types.CompletionItem(
                label=each.name,
                kind=types.CompletionItemKind.Snippet,
                detail=each.proof,
                documentation="\n\n".join(f"{said.label}:\n{said.text}" for said in each.details),
                sort_text=f"{index:02}",
                filter_text=prefix,
                insert_text_format=types.InsertTextFormat.PlainText,
                text_edit=types.TextEdit(where, each.source.replace("\n", document.newline)),
            )
            for index, each in enumerate(self._views.continuations_at(document.uri, line))
        ]

    def _resolve(self, item: types.CompletionItem) -> types.CompletionItem:
        data = item.data if isinstance(item.data, dict) else {}
        known = self._solves.cache.get(str(data.get("problemId")))
        solution = known.solution(str(data.get("solutionId"))) if known is not None else None
        if known is not None and solution is not None and self._configuration.current.ai:
            item.documentation = types.MarkupContent(
                types.MarkupKind.Markdown, wording.documentation(known, solution)
            )
        return item
