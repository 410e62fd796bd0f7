"""A hint behind a solved problem comment whose solutions are probably wrong. Ghost text can say
nothing about itself; the hint stands right above it, where the lens of a long comment does not."""

from __future__ import annotations

from lsprotocol import types

from shortlist_server import insertion, presentation
from shortlist_server.features.completion import offers_at
from shortlist_server.server import ShortlistServer


def register(ls: ShortlistServer) -> None:
    ls.add_feature(types.TEXT_DOCUMENT_INLAY_HINT, inlay_hint)


def inlay_hint(ls: ShortlistServer, params: types.InlayHintParams) -> list[types.InlayHint] | None:
    uri = params.text_document.uri
    settings, document = ls.settings(uri), ls.document(uri)
    if document is None or not settings.ai or not settings.inline:
        return None
    hints = []
    for block in ls.problems.blocks(document):
        if not params.range.start.line <= block.end_line <= params.range.end.line:
            continue
        below = insertion.blank_lines_below(document, block)
        if not below:
            continue
        results, offers = offers_at(ls, document, types.Position(below.start, 0))
        if results is None or not offers or not presentation.doubt(results):
            continue
        hints.append(
            types.InlayHint(
                position=document.line_range(block.end_line, block.end_line).end,
                label=presentation.hint(results),
                tooltip=types.MarkupContent(
                    types.MarkupKind.Markdown, presentation.reason_and_help(results)
                ),
                padding_left=True,
            )
        )
    return hints
