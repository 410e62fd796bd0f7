"""Filling in at the cursor while the user writes: off unless they turned it on."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from lsprotocol import types

from shortlist_engine.protocol import EngineError, InfillArguments
from shortlist_server import errors
from shortlist_server.blocks import following
from shortlist_server.configuration import Configuration, Settings
from shortlist_server.documents import OpenDocument
from shortlist_server.services.assisting import Assisting
from shortlist_server.services.messages import Messages
from shortlist_server.services.problems import ProblemStore
from shortlist_server.services.runs import RunManager

logger = logging.getLogger(__name__)

PAUSE_S = 0.15
"""How long the user has to pause before a model is asked."""


class Filling:
    """Filling asks for one place of a document at a time: the newest. A model that cannot fill in
    is told of once, and asked no more until the settings change."""

    def __init__(
        self,
        configuration: Configuration,
        problems: ProblemStore,
        assisting: Assisting,
        runs: RunManager,
        messages: Messages,
    ) -> None:
        self._configuration = configuration
        self._problems = problems
        self._assisting = assisting
        self._runs = runs
        self._messages = messages
        self._cannot = False
        configuration.changed.connect(self._settings_changed)

    async def at(self, document: OpenDocument, position: types.Position) -> list[str]:
        """Returns the texts that can be put at the cursor, best first; none where nothing is to be
        filled in, and when a newer place is asked for meanwhile."""
        arguments = self._arguments(document, position)
        if arguments is None:
            return []

        async def work(run_id: str) -> dict[str, Any]:
            await asyncio.sleep(PAUSE_S)
            return await self._assisting.ask_quietly("infill", arguments, run_id)

        run = self._runs.start(document.uri, work, alone="infill")
        try:
            await asyncio.wait({run.task})
        except asyncio.CancelledError:
            run.task.cancel()
            raise
        if run.task.cancelled():
            return []
        try:
            found = run.task.result()
        except (errors.ServerError, EngineError) as error:
            self._failed(error)
            return []
        return [str(each["text"]) for each in found.get("fillings") or []]

    def _arguments(
        self, document: OpenDocument, position: types.Position
    ) -> InfillArguments | None:
        if self._cannot or document.run_language is None or document.is_markdown:
            return None
        block = self._problems.near(document, position.line)
        if block is None or position.line <= block.end_line:
            return None
        try:
            assisted = self._assisting.about(document.uri, position)
        except errors.ServerError:
            return None  # nothing is there yet, or no model may help
        blocks = [each for each in self._problems.blocks(document) if not each.has_body]
        above, below = 0, len(document.lines)
        if len(blocks) > 1 and block in blocks:
            next_block = following(blocks, block)
            above = block.start_line
            below = next_block.start_line if next_block is not None else below
        start = document.offset_at_position(types.Position(above, 0))
        end = document.offset_at_position(types.Position(below, 0))
        cursor = document.offset_at_position(position)
        before, after = document.source[start:cursor], document.source[cursor:end]
        return InfillArguments(assisted.file, before, after)

    def _failed(self, error: errors.ServerError | EngineError) -> None:
        logger.info("nothing is filled in: %s", error.message)
        if error.kind == "unsupported":
            self._cannot = True
            self._messages.show_problem(
                f"{error.message.rstrip('.')}. Nothing is filled in until another model is set."
            )

    def _settings_changed(self, before: Settings) -> None:
        self._cannot = False
