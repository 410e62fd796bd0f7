"""A hint behind a solved problem comment whose solutions are probably wrong. Ghost text can say
nothing about itself; the hint stands right above it, where the lens of a long comment does not."""

from __future__ import annotations

from lsprotocol import types

from shortlist_server.configuration import Settings
from shortlist_server.insertion import plan
from shortlist_server.presentation import wording
from shortlist_server.presentation.advice import reason_and_help
from shortlist_server.services.services import Services
from shortlist_server.throttle import REFRESH_EVERY_S, Throttle


class InlayHintsFeature:
    """InlayHintsFeature shows the hints, which the client is asked to read again when something has
    changed."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._problems = services.problems
        self._offers = services.offers
        self._refresh = Throttle(REFRESH_EVERY_S, self._ask_to_refresh)
        services.solves.changed.connect(self._refresh)
        services.configuration.changed.connect(self._settings_changed)
        services.server.add_feature(types.TEXT_DOCUMENT_INLAY_HINT, self._inlay_hints)

    def _settings_changed(self, before: Settings) -> None:
        self._refresh()

    def _ask_to_refresh(self) -> None:
        if self._server.support.hint_refresh:
            self._server.ask(self._server.workspace_inlay_hint_refresh_async(None))

    def _inlay_hints(self, params: types.InlayHintParams) -> list[types.InlayHint] | None:
        uri = params.text_document.uri
        settings, document = self._configuration.for_uri(uri), self._server.open_document(uri)
        if document is None or not settings.ai or settings.inline == "off":
            return None
        hints = []
        for block in self._problems.blocks(document):
            if not params.range.start.line <= block.end_line <= params.range.end.line:
                continue
            below = plan.blank_lines_below(document, block)
            if not below:
                continue
            known, offers = self._offers.at(document, types.Position(below.start, 0))
            if known is None or not offers or not wording.doubt(known):
                continue
            hints.append(
                types.InlayHint(
                    position=document.line_range(block.end_line, block.end_line).end,
                    label=wording.hint(known),
                    tooltip=types.MarkupContent(types.MarkupKind.Markdown, reason_and_help(known)),
                    padding_left=True,
                )
            )
        return hints
