"""Inline completion (ghost text): the same cached solutions at the same place as completion; all
of them, so that the editor's next and previous keys go through them."""

from __future__ import annotations

from lsprotocol import types

from shortlist_server.features.completion import offers_at
from shortlist_server.server import ShortlistServer


def register(ls: ShortlistServer) -> None:
    """Only for clients that have it; pygls advertises it only with explicit options."""
    options = types.InlineCompletionOptions()
    ls.add_feature(types.TEXT_DOCUMENT_INLINE_COMPLETION, inline_completion, options)


def inline_completion(
    ls: ShortlistServer, params: types.InlineCompletionParams
) -> types.InlineCompletionList | None:
    uri = params.text_document.uri
    settings, document = ls.settings(uri), ls.document(uri)
    if document is None or not settings.ai or not settings.inline:
        return None
    _, offers = offers_at(ls, document, params.position)
    if not offers:
        return None
    where = document.line_range(params.position.line, params.position.line)
    return types.InlineCompletionList(
        items=[
            types.InlineCompletionItem(insert_text=offer.text, range=where)
            for offer in offers
            # Ghost text cannot show edits in other places.
            if not offer.extra
        ]
    )
