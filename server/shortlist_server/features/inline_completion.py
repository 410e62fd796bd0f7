"""Inline completion (ghost text): the same known solutions at the same place as completion, all of
them, so that the editor's next and previous keys go through them; elsewhere what a model fills in,
where the user wants that."""

from __future__ import annotations

from lsprotocol import types

from shortlist_server.services.services import Services


class InlineCompletionFeature:
    """InlineCompletionFeature offers ghost text, only to clients that have it: pygls advertises it
    only with explicit options."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._offers = services.offers
        self._filling = services.filling
        services.lifecycle.initializing.connect(self._initialize)

    def _initialize(self, params: types.InitializeParams) -> None:
        if self._server.support.inline_completion:
            options = types.InlineCompletionOptions()
            self._server.add_feature(
                types.TEXT_DOCUMENT_INLINE_COMPLETION, self._inline_completion, options
            )

    async def _inline_completion(
        self, params: types.InlineCompletionParams
    ) -> types.InlineCompletionList | None:
        uri = params.text_document.uri
        settings, document = self._configuration.for_uri(uri), self._server.open_document(uri)
        if document is None or not settings.ai or settings.inline == "off":
            return None
        _, offers = self._offers.at(document, params.position)
        if not offers:
            if settings.inline != "fillings":
                return None
            fillings = await self._filling.at(document, params.position)
            there = types.Range(params.position, params.position)
            items = [
                types.InlineCompletionItem(text.replace("\n", document.newline), range=there)
                for text in fillings
            ]
            return types.InlineCompletionList(items) if items else None
        where = document.line_range(params.position.line, params.position.line)
        return types.InlineCompletionList(
            items=[
                types.InlineCompletionItem(insert_text=offer.text, range=where)
                for offer in offers
                # Ghost text cannot show edits in other places.
                if not offer.extra
            ]
        )
